/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Reports of whatever is found, in the format that the input decides: those for people cannot steer a terminal, those
 * for machines are what their formats ask for and have every finding. Fixes can be applied.
 */
#include "base/utf8.h"
#include "fuzz.h"
#include "json.h"
#include "support.h"

#include <stdlib.h>
#include <string.h>

/* Everything that is found in a text. Must not be moved. */
struct found {
    struct fuzz_reading reading;
    struct axvm_crate_config config;
    struct axvm_vm vm;
};

static void find(struct found *found, struct axvm_slice text, enum axvm_profile profile, enum axvm_arch arch) {
    struct fuzz_reading *reading = &found->reading;
    const struct axvm_check_options options = {.arch = arch};
    /* Remarks in the text add findings, too: a second list of these fits. */
    fuzz_read(reading, text, axvm_check_memory_bound(text.length) + axvm_config_memory_bound(0, FUZZ_FINDING_LIMIT));
    fuzz_require(axvm_config_decode(&found->config, &reading->document, profile, &reading->arena, &reading->findings) !=
                     AXVM_OUT_OF_MEMORY,
                 "the memory for decoding is enough");
    found->vm = (struct axvm_vm){.source = &reading->source,
                                 .document = &reading->document,
                                 .config = &found->config,
                                 .findings = &reading->findings};
    fuzz_require(axvm_check_vm(&found->vm, &options) == AXVM_OK, "the memory for checks is enough");
    axvm_findings_sort(&reading->findings);
    fuzz_require(axvm_allow_apply(&reading->document, &found->vm, &reading->findings) == AXVM_OK,
                 "the memory for remarks is enough");
    axvm_findings_sort(&reading->findings);
}

static size_t count(const struct axvm_findings *findings, bool suppressed_too) {
    size_t number = 0;
    for (const struct axvm_finding *finding = findings->first; finding != NULL; finding = finding->next) {
        number += suppressed_too || !finding->suppressed;
    }
    return number;
}

static void write_report(struct fuzz_output *report_text, struct found *found, enum axvm_report_format format) {
    struct axvm_report report;
    const struct axvm_report_target target = {found->config.profile, found->vm.arch, found->vm.arch_reason};
    fuzz_output_start(report_text);
    axvm_report_begin(&report, &report_text->output, format, (struct axvm_render_options){false, true}, UINT32_MAX);
    report.target = &target;
    axvm_report_source(&report, &found->reading.source, &found->reading.findings);
    axvm_report_end(&report);
}

/* No control characters but line ends, C1 neither, and nothing that is not UTF-8. */
static void judge_printable(struct axvm_slice text) {
    const char *end = text.length > 0 ? text.data + text.length : NULL;
    for (const char *at = text.data; text.length > 0 && at < end;) {
        unsigned length = 1;
        unsigned char byte = (unsigned char)*at;
        uint32_t code_point = byte < 0x80 ? byte : axvm_utf8_decode(at, end, &length);
        fuzz_require(code_point == '\n' || (code_point >= 0x20 && code_point < 0x7f) || code_point >= 0xa0,
                     "a report has no control characters and is UTF-8");
        at += length;
    }
}

static void judge_lines(struct axvm_slice text, const char *start, const struct axvm_findings *findings) {
    bool more = axvm_findings_total(findings) > count(findings, true);
    size_t lines = 0;
    for (size_t i = 0; i < text.length; i++) {
        if (i == 0 || text.data[i - 1] == '\n') {
            lines++;
            bool is_finding = text.length - i >= strlen(start) && memcmp(text.data + i, start, strlen(start)) == 0;
            fuzz_require(is_finding || more, "each line is about a finding");
        }
    }
    fuzz_require(lines == count(findings, false) + more, "each finding has a line, and one says that there are more");
}

static void judge_json(struct axvm_slice text, const struct axvm_findings *findings) {
    struct json_object *root = json_read(text);
    struct json_object *list = json_member(json_first(json_member(root, "files")), "findings");
    fuzz_require(json_object_array_length(list) == count(findings, true), "each finding is in the JSON");
    json_object_put(root);
}

static void judge_sarif(struct axvm_slice text, const struct axvm_findings *findings) {
    struct json_object *root = json_read(text);
    struct json_object *list = json_member(json_first(json_member(root, "runs")), "results");
    fuzz_require(json_object_array_length(list) == count(findings, true), "each finding is a result");
    json_object_put(root);
}

static void judge(struct found *found, enum axvm_report_format format) {
    struct fuzz_output report;
    write_report(&report, found, format);
    struct axvm_slice text = fuzz_output_text(&report);
    const struct axvm_findings *findings = &found->reading.findings;
    judge_printable(text);
    if (format == AXVM_REPORT_JSON) {
        judge_json(text, findings);
    } else if (format == AXVM_REPORT_SARIF) {
        judge_sarif(text, findings);
    } else if (format == AXVM_REPORT_SHORT) {
        judge_lines(text, "vm.toml:", findings);
    } else if (format == AXVM_REPORT_GITHUB) {
        judge_lines(text, "::", findings);
    }
    fuzz_output_release(&report);
}

static void mend(struct found *found, bool review) {
    struct fuzz_output mended;
    uint32_t applied;
    struct axvm_slice text = found->reading.source.text;
    fuzz_output_start(&mended);
    if (axvm_fixes_apply(text, &found->reading.findings, review, &mended.output, &applied) == AXVM_OK) {
        struct axvm_slice after = fuzz_output_text(&mended);
        fuzz_require(applied > 0 || axvm_slice_equal(after, text), "without fixes the text stays");
    } else {
        fuzz_require(fuzz_output_text(&mended).length == 0, "out of memory writes nothing");
    }
    fuzz_output_release(&mended);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    uint64_t number = fuzz_number(data, size, 0);
    struct found found;
    find(&found, fuzz_text(data, size), (enum axvm_profile)(number & 1),
         (enum axvm_arch)((number >> 8) % AXVM_ARCH_COUNT));
    judge(&found, (enum axvm_report_format)((number >> 16) % (AXVM_REPORT_GITHUB + 1)));
    mend(&found, false);
    mend(&found, true);
    fuzz_release(&found.reading);
    return 0;
}
