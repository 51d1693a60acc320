/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Checks end cleanly for every profile and architecture, whatever the numbers are: each number of each text is
 * replaced by those at the edges of arithmetic. The documented memory bounds are enough, also for boards.
 */
#include "checked.h"
#include "support.h"

#include <stdlib.h>
#include <string.h>

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

static struct axvm_check_options options_of(enum axvm_arch arch, unsigned number) {
    struct axvm_check_options options = {.arch = arch};
    options.deploy = (enum axvm_deploy)(number % 3);
    options.gpa_bits = number % 4 == 0 ? 39 : 0;
    options.host_cpus = number % 5 == 0 ? 4 : 0;
    options.host_ram_bytes = number % 2 == 0 ? UINT64_C(0x80000000) : 0;
    return options;
}

/* The text as it is, for everything that it could be for. */
static const char *try_contexts(const struct text_file *file, size_t *count) {
    const char *problem = NULL;
    for (unsigned number = 0; number < AXVM_PROFILE_COUNT * AXVM_ARCH_COUNT && problem == NULL; number++) {
        struct axvm_check_options options = options_of((enum axvm_arch)(number / AXVM_PROFILE_COUNT), number);
        problem = checked_problem(file->data, file->length, (enum axvm_profile)(number % AXVM_PROFILE_COUNT), &options);
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
        checked_problem(text, length, (enum axvm_profile)(number / AXVM_ARCH_COUNT % AXVM_PROFILE_COUNT), &options);
    free(text);
    return problem;
}

static const char *try_edges(const struct text_file *file, size_t *count) {
    struct checked whole;
    struct axvm_check_options options = options_of(AXVM_ARCH_UNKNOWN, 0);
    const char *problem = NULL;
    checked_start(&whole, file->data, file->length, AXVM_PROFILE_0_4, &options);
    for (uint32_t i = 1; i < whole.document.node_count && problem == NULL; i++) {
        const struct axvm_toml_node *node = &whole.document.nodes[i];
        for (size_t edge = 0; edge < EDGE_COUNT && node->kind == AXVM_TOML_INTEGER && problem == NULL; edge++) {
            problem = try_edge(file, axvm_toml_value_span(&whole.document, i), edges[edge], (unsigned)*count);
            *count += 1;
        }
    }
    checked_end(&whole);
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
