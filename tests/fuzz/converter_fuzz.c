/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Conversions: the documented memory is enough, what is written can be read and has all comments, what was a
 * configuration is one, and another form of lists means the same.
 */
#include "fuzz.h"
#include "json.h"

#include <stdlib.h>

static unsigned count_comments(const struct axvm_toml_document *document) {
    unsigned count = 0;
    for (uint32_t i = 0; i < document->node_count; i++) {
        count += document->nodes[i].kind == AXVM_TOML_COMMENT;
    }
    return count;
}

static bool is_config(struct axvm_slice text, enum axvm_profile profile) {
    struct fuzz_reading reading;
    struct axvm_crate_config config;
    bool accepted = fuzz_decode(&reading, &config, text, profile);
    fuzz_release(&reading);
    return accepted;
}

/* A text is read into this for each conversion, with the documented memory for it. */
static void read_for_conversion(struct fuzz_reading *reading, struct axvm_slice text) {
    fuzz_read(reading, text, axvm_convert_memory_bound(text.length));
}

/* Reads what was written. */
static void judge_text(const struct fuzz_reading *before, struct axvm_slice text) {
    struct fuzz_reading after;
    fuzz_read(&after, text, 0);
    fuzz_require(after.status == AXVM_OK, "what is written is TOML");
    fuzz_require(count_comments(&after.document) >= count_comments(&before->document), "all comments are there");
    fuzz_release(&after);
}

static void convert(struct axvm_slice text, enum axvm_format from, enum axvm_profile to, enum axvm_arch arch) {
    struct fuzz_reading reading;
    struct fuzz_output result;
    const struct axvm_conversion wish = {from, to, arch, axvm_slice_of(axvm_profile_name(to))};
    read_for_conversion(&reading, text);
    fuzz_output_start(&result);
    enum axvm_status status = axvm_convert(&reading.document, &wish, &reading.arena, &reading.findings, &result.output);
    struct axvm_slice written = fuzz_output_text(&result);
    fuzz_require(status != AXVM_OUT_OF_MEMORY, "axvm_convert_memory_bound() is enough");
    if (status == AXVM_OK) {
        judge_text(&reading, written);
        bool was_config = from != AXVM_FORMAT_FLAT && is_config(text, axvm_format_profile(from));
        fuzz_require(!was_config || is_config(written, to), "a configuration stays one");
    } else {
        fuzz_require(written.length == 0 && reading.findings.counts[AXVM_LEVEL_ERROR] > 0,
                     "what cannot be converted is an error, and nothing is written");
    }
    fuzz_output_release(&result);
    fuzz_release(&reading);
}

static void compare_configs(struct axvm_slice before, struct axvm_slice after, enum axvm_profile profile) {
    struct fuzz_reading a;
    struct fuzz_reading b;
    struct axvm_crate_config old;
    struct axvm_crate_config new;
    if (fuzz_decode(&a, &old, before, profile)) {
        struct fuzz_output x;
        struct fuzz_output y;
        fuzz_require(fuzz_decode(&b, &new, after, profile), "another form is a configuration, too");
        fuzz_write_json(&x, &old);
        fuzz_write_json(&y, &new);
        fuzz_require(axvm_slice_equal(fuzz_output_text(&x), fuzz_output_text(&y)), "another form means the same");
        fuzz_output_release(&x);
        fuzz_output_release(&y);
        fuzz_release(&b);
    }
    fuzz_release(&a);
}

static void change_form(struct axvm_slice text, enum axvm_profile profile, enum axvm_list_form form) {
    struct fuzz_reading reading;
    struct fuzz_output result;
    read_for_conversion(&reading, text);
    fuzz_output_start(&result);
    fuzz_require(axvm_convert_form(&reading.document, profile, form, &reading.arena, &reading.findings,
                                   &result.output) == AXVM_OK,
                 "axvm_convert_memory_bound() is enough for another form");
    judge_text(&reading, fuzz_output_text(&result));
    compare_configs(text, fuzz_output_text(&result), profile);
    fuzz_output_release(&result);
    fuzz_release(&reading);
}

static void write_json(struct axvm_slice text) {
    struct fuzz_reading reading;
    struct fuzz_output result;
    read_for_conversion(&reading, text);
    fuzz_output_start(&result);
    fuzz_require(axvm_convert_to_json(&reading.document, &reading.arena, &reading.findings, &result.output) == AXVM_OK,
                 "axvm_convert_memory_bound() is enough for JSON");
    json_object_put(json_read(fuzz_output_text(&result)));
    fuzz_output_release(&result);
    fuzz_release(&reading);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct axvm_slice text = fuzz_text(data, size);
    struct fuzz_reading reading;
    uint64_t number = fuzz_number(data, size, 0);
    read_for_conversion(&reading, text);
    struct axvm_detection detection = axvm_format_detect(&reading.document, &reading.arena);
    bool is_toml = reading.status == AXVM_OK;
    fuzz_release(&reading);
    for (unsigned profile = 0; is_toml && profile < AXVM_PROFILE_COUNT; profile++) {
        enum axvm_profile to = (enum axvm_profile)profile;
        enum axvm_format from = detection.format;
        bool is_known = from == AXVM_FORMAT_FLAT || from == AXVM_FORMAT_0_4 || from == AXVM_FORMAT_0_8;
        if (is_known && (from == AXVM_FORMAT_FLAT || axvm_format_profile(from) != to)) {
            convert(text, from, to, (enum axvm_arch)(number % AXVM_ARCH_COUNT));
        }
        change_form(text, to, AXVM_LIST_FORM_ARRAYS);
        change_form(text, to, AXVM_LIST_FORM_TABLES);
    }
    if (is_toml) {
        write_json(text);
    }
    return 0;
}
