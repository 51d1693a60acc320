/* SPDX-License-Identifier: Apache-2.0 */
/* Reading ends cleanly with an arena of any size and alignment; from the documented bound on it never lacks memory. */
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

int main(int argc, char **argv) {
    struct text_list texts = texts_load(argc, argv);
    const char *problem = texts.count == 0 ? "there are texts" : NULL;
    const char *subject = NULL;
    size_t count = 0;
    for (size_t i = 0; i < texts.count && problem == NULL; i++) {
        problem = try_all(&texts.files[i], &count);
        subject = problem == NULL ? NULL : texts.files[i].path;
    }
    property_result("an arena of any size ends in a clean status", problem, subject);
    printf("# %zu sizes for %zu texts\n", count, texts.count);
    texts_free(&texts);
    return property_finish();
}
