/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Checks end cleanly for every profile and architecture, whatever the numbers are: each number of each text is
 * replaced by those at the edges of arithmetic. The documented memory bounds are enough, also for boards.
 */
#include "support.h"

#include <stdlib.h>
#include <string.h>

#define LIMIT 64

/* Numbers at which sums and roundings go wrong, as text. */
static const char *const edges[] = {
    "0",
    "1",
    "0xfff",
    "0x1fffff",
    "0x7ffffffff000",
    "0x7fffffffffff",
    "0x7fffffffffffffff",
    "0x8000000000000000",
    "0xffffffffffe00000",
    "0xffffffffffffffff",
};

#define EDGE_COUNT (sizeof edges / sizeof edges[0])

/* A text under check, in memory of exactly the documented size. Must not be moved. */
struct checked {
    char *text;
    unsigned char *memory;
    struct axvm_arena arena;
    struct axvm_source source;
    struct axvm_toml_document document;
    struct axvm_findings findings;
    struct axvm_crate_config config;
    struct axvm_vm vm;
    enum axvm_status status;
};

static struct axvm_check_options options_of(enum axvm_arch arch, unsigned number) {
    struct axvm_check_options options = {.arch = arch};
    options.deploy = (enum axvm_deploy)(number % 3);
    options.gpa_bits = number % 4 == 0 ? 39 : 0;
    options.host_cpus = number % 5 == 0 ? 4 : 0;
    options.host_ram_bytes = number % 2 == 0 ? UINT64_C(0x80000000) : 0;
    return options;
}

static void start(struct checked *checked, const char *text, size_t length, enum axvm_profile profile,
                  const struct axvm_check_options *options) {
    size_t size = axvm_config_memory_bound(length, LIMIT) + axvm_check_memory_bound(length);
    checked->text = allocate(length);
    if (length > 0) {
        memcpy(checked->text, text, length);
    }
    checked->memory = allocate(size);
    axvm_arena_init(&checked->arena, checked->memory, size);
    checked->source = (struct axvm_source){axvm_slice_of("vm.toml"), {checked->text, length}};
    axvm_findings_init(&checked->findings, &checked->arena, &checked->source, LIMIT);
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

static void end(struct checked *checked) {
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

static const char *checked_problem(struct checked *checked) {
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
    const char *problem = checked_problem(first);
    return problem != NULL ? problem : checked_problem(second);
}

static const char *try_text(const char *text, size_t length, enum axvm_profile profile,
                            const struct axvm_check_options *options) {
    struct checked first;
    struct checked second;
    start(&first, text, length, profile, options);
    start(&second, text, length, profile, options);
    const char *problem = checked_problem(&first);
    if (problem == NULL) {
        problem = try_board(&first, &second, options);
    }
    end(&second);
    end(&first);
    return problem;
}

/* The text as it is, for everything that it could be for. */
static const char *try_contexts(const struct text_file *file, size_t *count) {
    const char *problem = NULL;
    for (unsigned number = 0; number < AXVM_PROFILE_COUNT * AXVM_ARCH_COUNT && problem == NULL; number++) {
        struct axvm_check_options options = options_of((enum axvm_arch)(number / AXVM_PROFILE_COUNT), number);
        problem = try_text(file->data, file->length, (enum axvm_profile)(number % AXVM_PROFILE_COUNT), &options);
        *count += 1;
    }
    return problem;
}

/* The text with an edge in the place of one of its numbers. */
static const char *try_edge(const struct text_file *file, struct axvm_span span, const char *edge, unsigned number) {
    size_t edge_length = strlen(edge);
    size_t length = file->length - (span.end - span.start) + edge_length;
    char *text = allocate(length);
    memcpy(text, file->data, span.start);
    memcpy(text + span.start, edge, edge_length);
    memcpy(text + span.start + edge_length, file->data + span.end, file->length - span.end);
    struct axvm_check_options options = options_of((enum axvm_arch)(number % AXVM_ARCH_COUNT), number);
    const char *problem =
        try_text(text, length, (enum axvm_profile)(number / AXVM_ARCH_COUNT % AXVM_PROFILE_COUNT), &options);
    free(text);
    return problem;
}

static const char *try_edges(const struct text_file *file, size_t *count) {
    struct checked whole;
    struct axvm_check_options options = options_of(AXVM_ARCH_UNKNOWN, 0);
    const char *problem = NULL;
    start(&whole, file->data, file->length, AXVM_PROFILE_0_4, &options);
    for (uint32_t i = 1; i < whole.document.node_count && problem == NULL; i++) {
        const struct axvm_toml_node *node = &whole.document.nodes[i];
        for (size_t edge = 0; edge < EDGE_COUNT && node->kind == AXVM_TOML_INTEGER && problem == NULL; edge++) {
            problem = try_edge(file, axvm_toml_value_span(&whole.document, i), edges[edge], (unsigned)*count);
            *count += 1;
        }
    }
    end(&whole);
    return problem;
}

static void try_all(const struct text_list *texts, const char *name,
                    const char *(*try_file)(const struct text_file *file, size_t *count)) {
    const char *problem = texts->count == 0 ? "there are texts" : NULL;
    const char *subject = NULL;
    size_t count = 0;
    for (size_t i = 0; i < texts->count && problem == NULL; i++) {
        problem = try_file(&texts->files[i], &count);
        subject = problem == NULL ? NULL : texts->files[i].path;
    }
    property_result(name, problem, subject);
    printf("# %zu runs for %zu texts\n", count, texts->count);
}

int main(int argc, char **argv) {
    struct text_list texts = texts_load(argc, argv);
    try_all(&texts, "checks end cleanly for every profile and architecture", try_contexts);
    try_all(&texts, "checks end cleanly with numbers at the edges of arithmetic", try_edges);
    texts_free(&texts);
    return property_finish();
}
