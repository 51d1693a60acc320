/* SPDX-License-Identifier: Apache-2.0 */
#include "loaded_config.h"

#include "image_files.h"
#include "message.h"

/** The least arena worth trying where the system does not give the address space asked for. */
#define ARENA_LEAST ((size_t)64 * 1024)

/** How many findings of each level are kept at first. Nearly all files have fewer. */
#define FINDINGS_KEPT 1000

/** Takes an arena for any text of that length, or the largest there is. @return false if there is none */
static bool reserve_arena(struct loaded_config *loaded, uint32_t finding_limit) {
    size_t size = axvm_config_memory_bound(loaded->source.text.length, finding_limit);
    size_t for_checks = axvm_check_memory_bound(loaded->source.text.length);
    size = for_checks < SIZE_MAX - size ? size + for_checks : SIZE_MAX;
    struct spare_memory *spare = loaded->context.spare;
    loaded->memory = spare_memory_take(spare, size, &loaded->memory_size);
    while (loaded->memory == NULL && size / 2 >= ARENA_LEAST) {
        size /= 2;
        loaded->memory = spare_memory_take(spare, size, &loaded->memory_size);
    }
    axvm_arena_init(&loaded->arena, loaded->memory, loaded->memory == NULL ? 0 : loaded->memory_size);
    return loaded->memory != NULL;
}

/** Runs the checks of one guest. */
static void check(struct loaded_config *loaded) {
    loaded->vm = (struct axvm_vm){
        .source = &loaded->source,
        .document = &loaded->document,
        .config = &loaded->config,
        .findings = &loaded->findings,
    };
    image_files_find(&loaded->vm, loaded->image_heads);
    if (axvm_check_vm(&loaded->vm, &loaded->context.options) == AXVM_OUT_OF_MEMORY) {
        loaded->status = AXVM_OUT_OF_MEMORY;
    }
}

/** Decodes the text, keeping that many findings of each level. */
static void decode(struct loaded_config *loaded, uint32_t finding_limit) {
    struct axvm_slice text = loaded->source.text;
    loaded->vm = (struct axvm_vm){.source = NULL};
    if (!reserve_arena(loaded, finding_limit)) {
        loaded->status = AXVM_OUT_OF_MEMORY;
        return;
    }
    axvm_findings_init(&loaded->findings, &loaded->arena, &loaded->source, finding_limit);
    loaded->status = axvm_toml_read(&loaded->document, text, AXVM_TOML_1_1, &loaded->arena, &loaded->findings);
    loaded->is_scenario = false;
    if (loaded->status == AXVM_OUT_OF_MEMORY || text.length > AXVM_TEXT_MAX) {
        /* there is nothing to decode */
    } else if (loaded->context.takes_scenarios && axvm_scenario_is(&loaded->document)) {
        loaded->is_scenario = true;
        loaded->status = axvm_scenario_decode(&loaded->scenario, &loaded->document, &loaded->arena, &loaded->findings);
    } else {
        loaded->status = axvm_config_decode(&loaded->config, &loaded->document, loaded->context.profile, &loaded->arena,
                                            &loaded->findings);
        if (loaded->status != AXVM_OUT_OF_MEMORY && !loaded->context.decode_only) {
            check(loaded);
        }
    }
    axvm_findings_sort(&loaded->findings);
}

/** Decodes the text anew, keeping another number of findings. */
static void decode_again(struct loaded_config *loaded, uint32_t finding_limit) {
    spare_memory_give(loaded->context.spare, loaded->memory, loaded->memory_size);
    decode(loaded, finding_limit);
}

/** The most findings of one level. */
static uint32_t largest_count(const struct axvm_findings *findings) {
    uint32_t largest = 0;
    for (size_t level = 0; level < COUNT_OF(findings->counts); level++) {
        largest = findings->counts[level] > largest ? findings->counts[level] : largest;
    }
    return largest < FINDINGS_KEPT_MAX ? largest : FINDINGS_KEPT_MAX;
}

void loaded_config_decode(struct loaded_config *loaded, struct axvm_slice name, const struct input *input,
                          const struct check_context *context) {
    loaded->context = *context;
    loaded->input = *input;
    loaded->source.name = name;
    loaded->source.text = input->text;
    decode(loaded, FINDINGS_KEPT);
    if (loaded->status == AXVM_INVALID || loaded->status == AXVM_OK) {
        uint32_t wanted = largest_count(&loaded->findings);
        if (wanted > FINDINGS_KEPT) {
            decode_again(loaded, wanted);
            if (loaded->status == AXVM_OUT_OF_MEMORY) {
                decode_again(loaded, FINDINGS_KEPT); /* fewer findings rather than none */
            }
        }
    }
}

int loaded_config_read(struct loaded_config *loaded, const char *path, const struct check_context *context) {
    struct input input;
    int error = input_read_into(&input, path, context->spare);
    if (error == 0) {
        loaded_config_decode(loaded, axvm_slice_of(path == NULL ? "<stdin>" : path), &input, context);
    }
    return error;
}

void loaded_config_release(struct loaded_config *loaded) {
    spare_memory_give(loaded->context.spare, loaded->memory, loaded->memory_size);
    spare_memory_give(loaded->context.spare, loaded->input.memory, loaded->input.size);
}

void loaded_config_judge(struct loaded_config *loaded, const struct policy *policy) {
    if (loaded->status == AXVM_OUT_OF_MEMORY) {
        return;
    }
    const struct axvm_vm *checked = loaded->vm.source == NULL ? NULL : &loaded->vm;
    if (axvm_allow_apply(&loaded->document, checked, &loaded->findings) == AXVM_OUT_OF_MEMORY) {
        loaded->status = AXVM_OUT_OF_MEMORY;
        return;
    }
    axvm_findings_sort(&loaded->findings);
    axvm_policy_apply(&loaded->findings, policy->entries, policy->count);
}

void loaded_config_keep_errors(struct loaded_config *loaded) {
    struct axvm_findings *findings = &loaded->findings;
    struct axvm_finding **link = &findings->first;
    findings->last = NULL;
    while (*link != NULL) {
        if ((*link)->level == AXVM_LEVEL_ERROR) {
            findings->last = *link;
            link = &(*link)->next;
        } else {
            *link = (*link)->next;
        }
    }
    for (int level = AXVM_LEVEL_NOTE; level < (int)AXVM_LEVEL_ERROR; level++) {
        findings->counts[level] = findings->stored[level] = 0;
    }
}

void loaded_config_report(struct loaded_config *loaded, struct program *program, uint32_t shown_max, bool color) {
    struct axvm_report report;
    struct axvm_output *output = &program->err.output;
    struct axvm_render_options options = {.color = color, .explain_hints = true};
    axvm_report_begin(&report, output, AXVM_REPORT_TEXT, options, shown_max);
    axvm_report_source(&report, &loaded->source, &loaded->findings);
    axvm_report_end(&report);
    if (axvm_findings_total(&loaded->findings) > 0) {
        message(output, "\n");
    }
}
