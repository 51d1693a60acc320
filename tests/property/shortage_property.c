/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Whatever is done with a text that was read ends in out of memory or in the same status, whatever memory is left for
 * it; with the status out of memory nothing is written, and a finding that is lost is never kept secret.
 */
#include "support.h"

#include "axvmconfig/diff.h"
#include "axvmconfig/pretty.h"
#include "axvmconfig/scenario.h"
#include "axvmconfig/schema.h"

#include <stdlib.h>
#include <string.h>

#define LIMIT 64

/* A text that was read, in memory of its own. */
struct subject {
    struct reading reading;
    struct axvm_toml_document document;
    const struct subject *other; /* the one before */
};

/* One try with little memory. */
struct shortage {
    struct axvm_arena arena;
    struct axvm_findings findings; /* in the arena, as all else */
    struct axvm_source source;
    uint64_t written_bytes;
    bool secret; /* something is amiss that the status does not tell */
};

struct operation {
    const char *name;
    enum axvm_status (*run)(const struct subject *subject, struct shortage *shortage);
};

/* --- what is done with a text ----------------------------------------------------------------------- */

static struct axvm_vm guest_of(const struct subject *subject, struct shortage *shortage) {
    return (struct axvm_vm){.source = &shortage->source,
                            .document = &subject->document,
                            .config = &subject->reading.config,
                            .findings = &shortage->findings};
}

static enum axvm_status check_for(const struct subject *subject, struct shortage *shortage, enum axvm_arch arch) {
    struct axvm_vm vm = guest_of(subject, shortage);
    const struct axvm_check_options options = {.arch = arch, .host_cpus = 2, .host_ram_bytes = 1 << 20};
    return axvm_check_vm(&vm, &options);
}

static enum axvm_status check(const struct subject *subject, struct shortage *shortage) {
    return check_for(subject, shortage, AXVM_ARCH_UNKNOWN);
}

static enum axvm_status check_aarch64(const struct subject *subject, struct shortage *shortage) {
    return check_for(subject, shortage, AXVM_ARCH_AARCH64);
}

static enum axvm_status check_x86_64(const struct subject *subject, struct shortage *shortage) {
    return check_for(subject, shortage, AXVM_ARCH_X86_64);
}

/* A guest and the one before it on one board. */
static enum axvm_status check_board(const struct subject *subject, struct shortage *shortage) {
    const struct axvm_check_options options = {.arch = AXVM_ARCH_AARCH64, .host_cpus = 2, .host_ram_bytes = 1 << 20};
    struct axvm_vm vms[] = {guest_of(subject, shortage), guest_of(subject, shortage), guest_of(subject, shortage)};
    struct axvm_vm *const board[] = {&vms[0], &vms[1], &vms[2]};
    if (subject->other != NULL) {
        vms[1].document = &subject->other->document;
        vms[1].config = &subject->other->reading.config;
    }
    for (size_t i = 0; i < 3; i++) {
        if (axvm_check_vm(board[i], &options) != AXVM_OK) {
            return AXVM_OUT_OF_MEMORY;
        }
    }
    return axvm_check_board(board, 3, &options, &shortage->arena);
}

static enum axvm_status convert(const struct subject *subject, struct shortage *shortage, enum axvm_format from,
                                enum axvm_profile to) {
    const struct axvm_conversion wish = {from, to, AXVM_ARCH_AARCH64, axvm_slice_of("the board")};
    struct axvm_output output;
    axvm_output_init(&output, NULL, 0, NULL, NULL);
    enum axvm_status status = axvm_convert(&subject->document, &wish, &shortage->arena, &shortage->findings, &output);
    shortage->written_bytes = output.total;
    return status;
}

static enum axvm_status convert_flat(const struct subject *subject, struct shortage *shortage) {
    return convert(subject, shortage, AXVM_FORMAT_FLAT, AXVM_PROFILE_0_8);
}

static enum axvm_status convert_up(const struct subject *subject, struct shortage *shortage) {
    return convert(subject, shortage, AXVM_FORMAT_0_4, AXVM_PROFILE_0_8);
}

static enum axvm_status convert_down(const struct subject *subject, struct shortage *shortage) {
    return convert(subject, shortage, AXVM_FORMAT_0_8, AXVM_PROFILE_0_4);
}

static enum axvm_status form(const struct subject *subject, struct shortage *shortage, enum axvm_list_form form) {
    struct axvm_output output;
    axvm_output_init(&output, NULL, 0, NULL, NULL);
    enum axvm_status status =
        axvm_convert_form(&subject->document, AXVM_PROFILE_0_8, form, &shortage->arena, &shortage->findings, &output);
    shortage->written_bytes = output.total;
    return status;
}

static enum axvm_status form_arrays(const struct subject *subject, struct shortage *shortage) {
    return form(subject, shortage, AXVM_LIST_FORM_ARRAYS);
}

static enum axvm_status form_tables(const struct subject *subject, struct shortage *shortage) {
    return form(subject, shortage, AXVM_LIST_FORM_TABLES);
}

/* JSON is written as the document is walked; what was written before memory was out is the caller's to drop. */
static enum axvm_status to_json(const struct subject *subject, struct shortage *shortage) {
    struct axvm_output output;
    axvm_output_init(&output, NULL, 0, NULL, NULL);
    return axvm_convert_to_json(&subject->document, &shortage->arena, &shortage->findings, &output);
}

static enum axvm_status sort(const struct subject *subject, struct shortage *shortage) {
    struct axvm_output output;
    axvm_output_init(&output, NULL, 0, NULL, NULL);
    enum axvm_status status =
        axvm_pretty_write_sorted(&subject->document, axvm_schema(), AXVM_PROFILE_0_8, &shortage->arena, &output);
    shortage->written_bytes = output.total;
    return status;
}

static enum axvm_status write_numbers(const struct subject *subject, struct shortage *shortage) {
    struct axvm_output output;
    axvm_output_init(&output, NULL, 0, NULL, NULL);
    enum axvm_status status =
        axvm_pretty_write_numbers(&subject->document, axvm_schema(), AXVM_PROFILE_0_8, &shortage->arena, &output);
    shortage->written_bytes = output.total;
    return status;
}

static enum axvm_status decode(const struct subject *subject, struct shortage *shortage) {
    struct axvm_crate_config config;
    return axvm_config_decode(&config, &subject->document, AXVM_PROFILE_0_4, &shortage->arena, &shortage->findings);
}

static enum axvm_status decode_scenario(const struct subject *subject, struct shortage *shortage) {
    struct axvm_scenario scenario;
    return axvm_scenario_decode(&scenario, &subject->document, &shortage->arena, &shortage->findings);
}

static enum axvm_status detect(const struct subject *subject, struct shortage *shortage) {
    struct axvm_detection detection = axvm_format_detect(&subject->document, &shortage->arena);
    return detection.reason.length == 0 ? AXVM_OUT_OF_MEMORY : AXVM_OK;
}

static enum axvm_status diff(const struct subject *subject, struct shortage *shortage) {
    const struct subject *other = subject->other == NULL ? subject : subject->other;
    const struct axvm_diff_input sides[2] = {
        {&other->reading.config, &other->document, AXVM_PROFILE_0_8},
        {&subject->reading.config, &subject->document, AXVM_PROFILE_0_8},
    };
    struct axvm_diff result;
    return axvm_diff_configs(&result, sides, &shortage->arena);
}

/* The text and the one before it, as scenarios. */
static enum axvm_status diff_scenarios(const struct subject *subject, struct shortage *shortage) {
    const struct subject *other = subject->other == NULL ? subject : subject->other;
    struct axvm_scenario scenarios[2];
    const struct axvm_diff_input sides[2] = {
        {&scenarios[0], &other->document, AXVM_PROFILE_0_8},
        {&scenarios[1], &subject->document, AXVM_PROFILE_0_8},
    };
    struct axvm_diff result;
    for (size_t side = 0; side < 2; side++) {
        if (axvm_scenario_decode(&scenarios[side], sides[side].document, &shortage->arena, &shortage->findings) ==
            AXVM_OUT_OF_MEMORY) {
            return AXVM_OUT_OF_MEMORY;
        }
    }
    return axvm_diff_scenarios(&result, sides, &shortage->arena);
}

/* The fixes of the findings that were made when it was read, sorted in the memory that is left. */
static enum axvm_status mend(const struct subject *subject, struct shortage *shortage) {
    struct axvm_findings findings = subject->reading.findings;
    struct axvm_output output;
    uint32_t applied;
    axvm_output_init(&output, NULL, 0, NULL, NULL);
    findings.arena = &shortage->arena;
    enum axvm_status status = axvm_fixes_apply(subject->reading.source.text, &findings, true, &output, &applied);
    shortage->written_bytes = output.total;
    return status;
}

static const struct operation operations[] = {
    {"decoding", decode},
    {"decoding as a scenario", decode_scenario},
    {"checking", check},
    {"checking for aarch64", check_aarch64},
    {"checking for x86_64", check_x86_64},
    {"checking a board", check_board},
    {"telling the format", detect},
    {"converting what has no sections", convert_flat},
    {"converting to 0.8", convert_up},
    {"converting to 0.4", convert_down},
    {"writing lists as arrays", form_arrays},
    {"writing lists as tables", form_tables},
    {"writing JSON", to_json},
    {"sorting", sort},
    {"writing numbers anew", write_numbers},
    {"comparing", diff},
    {"comparing as scenarios", diff_scenarios},
    {"applying fixes", mend},
};

#define OPERATION_COUNT (sizeof operations / sizeof operations[0])

/* --- with all amounts of memory --------------------------------------------------------------------- */

static enum axvm_status try_size(const struct subject *subject, const struct operation *operation, size_t size,
                                 struct shortage *shortage) {
    size_t offset = size % 8;
    unsigned char *memory = allocate(size + offset);
    *shortage = (struct shortage){.source = subject->reading.source};
    axvm_arena_init(&shortage->arena, memory + offset, size);
    axvm_findings_init(&shortage->findings, &shortage->arena, &shortage->source, LIMIT);
    enum axvm_status status = operation->run(subject, shortage);
    shortage->secret = status != AXVM_OUT_OF_MEMORY && shortage->findings.out_of_memory;
    free(memory);
    return status;
}

/* All sizes until it works, and some more. */
static const char *try_all(const struct subject *subject, const struct operation *operation, size_t *count) {
    struct shortage shortage;
    size_t plenty = axvm_config_memory_bound(subject->reading.source.text.length, LIMIT) * 8;
    enum axvm_status final = try_size(subject, operation, plenty, &shortage);
    uint64_t written_bytes = shortage.written_bytes;
    if (final == AXVM_OUT_OF_MEMORY) {
        return "eight times what reading needs is enough";
    }
    for (size_t size = 0, worked = 0; worked < 8; size++) {
        enum axvm_status status = try_size(subject, operation, size, &shortage);
        if (status != AXVM_OUT_OF_MEMORY && status != final) {
            return "with less memory the status is the same or out of memory";
        }
        if (shortage.secret) {
            return "a finding that is lost is out of memory";
        }
        if (shortage.written_bytes != (status == AXVM_OUT_OF_MEMORY ? 0 : written_bytes)) {
            return "the whole text is written or nothing";
        }
        worked += status == final;
        *count += 1;
    }
    return NULL;
}

static bool subject_read(struct subject *subject, const struct text_file *file, const struct subject *other) {
    struct reading *reading = &subject->reading;
    reading_start_for(reading, file->data, file->length, AXVM_PROFILE_0_8);
    subject->other = other;
    /* The same once more, for the document. */
    struct axvm_findings *findings = &reading->findings;
    size_t size = axvm_config_memory_bound(file->length, LIMIT) * 2;
    free(reading->memory);
    reading->memory = allocate(size);
    axvm_arena_init(&reading->arena, reading->memory, size);
    axvm_findings_init(findings, &reading->arena, &reading->source, LIMIT);
    if (axvm_toml_read(&subject->document, reading->source.text, AXVM_TOML_1_1, &reading->arena, findings) != AXVM_OK) {
        return false;
    }
    return axvm_config_decode(&reading->config, &subject->document, AXVM_PROFILE_0_8, &reading->arena, findings) !=
           AXVM_OUT_OF_MEMORY;
}

int main(int argc, char **argv) {
    struct text_list texts = texts_load(argc, argv);
    struct subject *subjects = allocate(texts.count * sizeof *subjects);
    size_t readable = 0;
    for (size_t i = 0; i < texts.count; i++) {
        struct subject *subject = &subjects[readable];
        bool is_good = subject_read(subject, &texts.files[i], readable == 0 ? NULL : subject - 1);
        readable += is_good;
        if (!is_good) {
            reading_end(&subject->reading);
        }
    }
    for (size_t i = 0; i < OPERATION_COUNT; i++) {
        const char *problem = readable == 0 ? "there are texts" : NULL;
        const char *text = NULL;
        size_t count = 0;
        for (size_t at = 0; at < readable && problem == NULL; at++) {
            problem = try_all(&subjects[at], &operations[i], &count);
            text = problem == NULL ? NULL : subjects[at].reading.text;
        }
        property_result(operations[i].name, problem, text);
        printf("# %zu sizes for %zu texts\n", count, readable);
    }
    for (size_t i = 0; i < readable; i++) {
        reading_end(&subjects[i].reading);
    }
    free(subjects);
    texts_free(&texts);
    return property_finish();
}
