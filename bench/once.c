/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One text through one stage, once: what bench/instructions counts the instructions of. There is next to
 * nothing around the library, and what there is is the same for all stages, so it cancels out.
 *
 *   bench-once make NAME [ENTRIES] > FILE
 *                                  writes the input NAME
 *   bench-once nothing FILE        reads the file and takes the memory, and no more
 *   bench-once read FILE           text to document
 *   bench-once config FILE         text to configuration
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "axvmconfig/axvmconfig.h"
#include "inputs.h"
#include "measure.h"

static int fail(const char *what) {
    perror(what);
    return 2;
}

static int make(const char *name, const char *entries) {
    const struct bench_input *input = bench_find_input(name);
    if (input == NULL) {
        fprintf(stderr, "bench-once: there is no input '%s'\n", name);
        return 2;
    }
    struct bench_text text = bench_make(input, entries == NULL ? input->entries : strtoul(entries, NULL, 10));
    size_t written = fwrite(text.data, 1, text.length, stdout);
    bool failed = written != text.length || fflush(stdout) != 0;
    bench_free(&text);
    return failed ? fail("write") : 0;
}

static void *take_pages(size_t size) {
    void *memory = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    return memory == MAP_FAILED ? NULL : memory;
}

/* @return false if it cannot be read; errno says why */
static bool load(const char *path, struct axvm_slice *text) {
    int file = open(path, O_RDONLY);
    struct stat status;
    if (file < 0 || fstat(file, &status) != 0) {
        return false;
    }
    size_t size = (size_t)status.st_size;
    char *data = take_pages(size + 1);
    if (data == NULL || read(file, data, size) != (ssize_t)size) {
        return false;
    }
    close(file);
    *text = (struct axvm_slice){data, size};
    return true;
}

static enum axvm_status run(const char *stage, struct axvm_source *source, struct axvm_arena *arena) {
    struct axvm_findings findings;
    axvm_findings_init(&findings, arena, source, BENCH_FINDING_LIMIT);
    struct axvm_toml_document document;
    struct axvm_crate_config config;
    switch (*stage) {
    case 'r':
        return axvm_toml_read(&document, source->text, AXVM_TOML_1_1, arena, &findings);
    case 'c':
        return axvm_config_from_toml(&config, source->text, arena, &findings);
    default:
        return AXVM_OK;
    }
}

int main(int argc, char **argv) {
    if (argc >= 3 && argc <= 4 && strcmp(argv[1], "make") == 0) {
        return make(argv[2], argv[3]);
    }
    if (argc != 3) {
        fputs("usage: bench-once make NAME [ENTRIES] | (nothing | read | config) FILE\n", stderr);
        return 2;
    }
    struct axvm_source source = {.name = axvm_slice_of("input")};
    if (!load(argv[2], &source.text)) {
        return fail(argv[2]);
    }
    size_t size = axvm_config_memory_bound(source.text.length, BENCH_FINDING_LIMIT);
    void *memory = take_pages(size);
    if (memory == NULL) {
        return fail("memory");
    }
    struct axvm_arena arena;
    axvm_arena_init(&arena, memory, size);
    return run(argv[1], &source, &arena) == AXVM_OK ? 0 : 1;
}
