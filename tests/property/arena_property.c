/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Reading and checks end cleanly with an arena of any size; from the documented bound on they never lack memory. Reading
 * does so at any alignment, too.
 */
#include "checked.h"
#include "support.h"

#include <stdlib.h>
#include <string.h>

#define LIMIT 3

/* Reads into `size` bytes that are misaligned by size % 8. */
static const char *try_size(const struct text_file *file, size_t size, enum axvm_status *status) {
    struct reading reading;
    reading_start(&reading, file->data, file->length, 0, LIMIT);
    size_t offset = size % 8;
    unsigned char *memory = allocate(size + offset);
    axvm_arena_init(&reading.arena, memory + offset, size);
    axvm_findings_init(&reading.findings, &reading.arena, &reading.source, LIMIT);
    reading.status = axvm_config_from_toml(&reading.config, reading.source.text, &reading.arena, &reading.findings);
    *status = reading.status;
    const char *problem = reading_problem(&reading);
    free(memory);
    reading_end(&reading);
    return problem;
}

/* All sizes until it works, some up to the bound, and some from there on. */
static const char *try_all(const struct text_file *file, size_t *count) {
    size_t bound = axvm_config_memory_bound(file->length, LIMIT);
    enum axvm_status final;
    const char *problem = try_size(file, bound, &final);
    if (problem != NULL || final == AXVM_OUT_OF_MEMORY) {
        return problem != NULL ? problem : "the bound is enough";
    }
    bool worked = false;
    for (size_t size = 0; size < bound + 64; size += worked && size + 97 < bound ? 97 : 1) {
        enum axvm_status status;
        problem = try_size(file, size, &status);
        if (problem != NULL) {
            return problem;
        }
        if (status != final && status != AXVM_OUT_OF_MEMORY) {
            return "with less memory the verdict is the same or out of memory";
        }
        if (status == AXVM_OUT_OF_MEMORY && size >= bound) {
            return "more than the bound is enough, too";
        }
        worked = worked || status == final;
        *count += 1;
    }
    return NULL;
}

/* --- the checks ----------------------------------------------------------------------------------- */

static const char *compare_checks(const struct checked *whole, const struct checked *less) {
    const struct axvm_arena *arena = &less->arena;
    if (arena->low > arena->high || arena->high > arena->size) {
        return "always low <= high <= size in the arena";
    }
    if (less->status == AXVM_OUT_OF_MEMORY) {
        return NULL;
    }
    if (less->findings.out_of_memory) {
        return "findings that do not fit make the status out of memory";
    }
    bool same = less->status == whole->status &&
                memcmp(less->findings.counts, whole->findings.counts, sizeof less->findings.counts) == 0;
    return same ? NULL : "with less memory the findings are the same, or it is out of memory";
}

/* All sizes until reading, decoding and checks work, and some from there on. */
static const char *try_checks(const struct text_file *file, size_t *count) {
    const struct axvm_check_options options = {.host_cpus = 4, .host_ram_bytes = UINT64_C(0x80000000)};
    enum axvm_profile profile = strstr(file->path, "0.8") != NULL ? AXVM_PROFILE_0_8 : AXVM_PROFILE_0_4;
    struct checked whole;
    checked_start(&whole, file->data, file->length, profile, &options);
    size_t bound = whole.arena.size;
    const char *problem = whole.status == AXVM_OUT_OF_MEMORY ? "the bounds together are enough" : NULL;
    bool worked = false;
    for (size_t size = 0; size < bound && problem == NULL; size += worked ? 997 : 1) {
        struct checked less;
        checked_start_in(&less, file->data, file->length, profile, &options, size);
        problem = compare_checks(&whole, &less);
        worked = worked || less.status != AXVM_OUT_OF_MEMORY;
        checked_end(&less);
        *count += 1;
    }
    checked_end(&whole);
    return problem;
}

static void try_texts(const struct text_list *texts, const char *name,
                      const char *(*try_text)(const struct text_file *file, size_t *count)) {
    const char *problem = texts->count == 0 ? "there are texts" : NULL;
    const char *subject = NULL;
    size_t count = 0;
    for (size_t i = 0; i < texts->count && problem == NULL; i++) {
        problem = try_text(&texts->files[i], &count);
        subject = problem == NULL ? NULL : texts->files[i].path;
    }
    property_result(name, problem, subject);
    printf("# %zu sizes for %zu texts\n", count, texts->count);
}

int main(int argc, char **argv) {
    struct text_list texts = texts_load(argc, argv);
    try_texts(&texts, "an arena of any size ends in a clean status", try_all);
    try_texts(&texts, "so it does with checks", try_checks);
    texts_free(&texts);
    return property_finish();
}
