/* SPDX-License-Identifier: Apache-2.0 */
#include "checked.h"

#include "support.h"

#include <stdlib.h>
#include <string.h>

void checked_start_in(struct checked *checked, const char *text, size_t length, enum axvm_profile profile,
                      const struct axvm_check_options *options, size_t size) {
    checked->text = allocate(length);
    if (length > 0) {
        memcpy(checked->text, text, length);
    }
    checked->memory = allocate(size);
    axvm_arena_init(&checked->arena, checked->memory, size);
    checked->source = (struct axvm_source){axvm_slice_of("vm.toml"), {checked->text, length}};
    axvm_findings_init(&checked->findings, &checked->arena, &checked->source, CHECKED_LIMIT);
    checked->status =
        axvm_toml_read(&checked->document, checked->source.text, AXVM_TOML_1_1, &checked->arena, &checked->findings);
    if (checked->status != AXVM_OUT_OF_MEMORY) {
        checked->status =
            axvm_config_decode(&checked->config, &checked->document, profile, &checked->arena, &checked->findings);
    }
    checked->vm = (struct axvm_vm){.source = &checked->source,
                                   .document = &checked->document,
                                   .config = &checked->config,
                                   .findings = &checked->findings};
    if (checked->status != AXVM_OUT_OF_MEMORY && axvm_check_vm(&checked->vm, options) == AXVM_OUT_OF_MEMORY) {
        checked->status = AXVM_OUT_OF_MEMORY;
    }
}

void checked_start(struct checked *checked, const char *text, size_t length, enum axvm_profile profile,
                   const struct axvm_check_options *options) {
    size_t size = axvm_config_memory_bound(length, CHECKED_LIMIT) + axvm_check_memory_bound(length);
    checked_start_in(checked, text, length, profile, options, size);
}

void checked_end(struct checked *checked) {
    free(checked->memory);
    free(checked->text);
}

static bool ignore_bytes(void *context, const char *data, size_t length) {
    (void)context;
    (void)data;
    (void)length;
    return true;
}

static bool lies_in(struct axvm_span span, const struct axvm_source *source) {
    return span.start <= span.end && span.end <= source->text.length;
}

/* What is wrong with a finding, of whatever rule. */
static const char *finding_problem(const struct checked *checked, const struct axvm_finding *finding) {
    const struct axvm_rule *rule = axvm_rule_of(finding->code);
    if (rule == NULL || !axvm_rule_is_in(rule, checked->config.profile) || finding->message.length == 0) {
        return "a finding has a rule of the profile, and a message";
    }
    if (rule->archs != 0 && (rule->archs >> checked->vm.arch & 1) == 0) {
        return "a finding has a rule of the architecture";
    }
    bool inside = lies_in(finding->primary.span, finding->primary.source);
    for (unsigned i = 0; i < finding->label_count; i++) {
        inside = inside && lies_in(finding->labels[i].span, finding->labels[i].source);
    }
    for (unsigned i = 0; i < finding->fix_count; i++) {
        inside = inside && lies_in(finding->fixes[i].span, finding->primary.source);
    }
    return inside ? NULL : "spans lie in their texts";
}

static const char *findings_problem(struct checked *checked) {
    char buffer[256];
    struct axvm_output output;
    const struct axvm_render_options options = {.color = false, .explain_hints = true};
    if (checked->status == AXVM_OUT_OF_MEMORY) {
        return "the bounds of configuration and checks together are enough";
    }
    axvm_findings_sort(&checked->findings);
    axvm_output_init(&output, buffer, sizeof buffer, ignore_bytes, NULL);
    for (const struct axvm_finding *finding = checked->findings.first; finding != NULL; finding = finding->next) {
        const char *problem = finding_problem(checked, finding);
        if (problem != NULL) {
            return problem;
        }
        axvm_render_text(&output, finding, &options);
    }
    return NULL;
}

/* Two guests of the same text on one board, which clash wherever that is possible. */
static const char *try_board(struct checked *first, struct checked *second, const struct axvm_check_options *options) {
    struct axvm_vm *const vms[] = {&first->vm, &second->vm};
    size_t size = axvm_board_memory_bound(vms, 2);
    unsigned char *memory = allocate(size);
    struct axvm_arena arena;
    axvm_arena_init(&arena, memory, size);
    enum axvm_status status = axvm_check_board(vms, 2, options, &arena);
    free(memory);
    if (status != AXVM_OK) {
        return "the bound of boards is enough";
    }
    const char *problem = findings_problem(first);
    return problem != NULL ? problem : findings_problem(second);
}

const char *checked_problem(const char *text, size_t length, enum axvm_profile profile,
                            const struct axvm_check_options *options) {
    struct checked first;
    struct checked second;
    checked_start(&first, text, length, profile, options);
    checked_start(&second, text, length, profile, options);
    const char *problem = findings_problem(&first);
    if (problem == NULL) {
        problem = try_board(&first, &second, options);
    }
    checked_end(&second);
    checked_end(&first);
    return problem;
}
