/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Prints what the library makes of configurations: a line for each with its verdict and values, then a line for each
 * finding. Linked with libraries that have other parts, it shows what depends on them.
 *
 * usage: describe PROFILE FILE...
 */
#include <stdio.h>
#include <stdlib.h>

#include "axvmconfig/axvmconfig.h"

#define FINDINGS_MAX 1000

static bool print(void *context, const char *bytes, size_t length) {
    (void)context;
    return fwrite(bytes, 1, length, stdout) == length;
}

static void print_config(const struct axvm_crate_config *config) {
    char buffer[256];
    struct axvm_output output;
    axvm_output_init(&output, buffer, sizeof buffer, print, NULL);
    axvm_config_write_json(&output, config);
    axvm_output_finish(&output);
}

static void print_findings(const struct axvm_findings *findings) {
    for (const struct axvm_finding *finding = findings->first; finding != NULL; finding = finding->next) {
        printf("  AX%04u %d %u %u\n", (unsigned)finding->code, (int)finding->level,
               (unsigned)finding->primary.span.start, (unsigned)finding->primary.span.end);
    }
}

static void describe(struct axvm_slice name, struct axvm_slice text, enum axvm_profile profile,
                     struct axvm_arena *arena) {
    struct axvm_source source = {name, text};
    struct axvm_findings findings;
    struct axvm_toml_document document;
    struct axvm_crate_config config;
    struct axvm_check_options options = {.deploy = AXVM_DEPLOY_UNKNOWN};
    axvm_findings_init(&findings, arena, &source, FINDINGS_MAX);
    enum axvm_status status = axvm_toml_read(&document, text, AXVM_TOML_1_1, arena, &findings);
    if (status != AXVM_OUT_OF_MEMORY) {
        status = axvm_config_decode(&config, &document, profile, arena, &findings);
    }
    printf("%s: status %d\n", name.data, (int)status);
    if (status == AXVM_OK) {
        print_config(&config);
    }
    if (status != AXVM_OUT_OF_MEMORY) {
        struct axvm_vm vm = {.source = &source, .document = &document, .config = &config, .findings = &findings};
        struct axvm_vm *vms[] = {&vm};
        axvm_check_vm(&vm, &options);
        axvm_check_board(vms, 1, &options, arena);
    }
    axvm_findings_sort(&findings);
    print_findings(&findings);
}

static bool read_file(const char *path, struct axvm_slice *text) {
    FILE *file = fopen(path, "rb");
    if (file == NULL) {
        return false;
    }
    static char content[1 << 22];
    text->data = content;
    text->length = fread(content, 1, sizeof content, file);
    bool whole = feof(file) != 0;
    fclose(file);
    return whole;
}

int main(int argument_count, char **arguments) {
    enum axvm_profile profile;
    if (argument_count < 3 || !axvm_profile_from(axvm_slice_of(arguments[1]), &profile)) {
        fputs("usage: describe PROFILE FILE...\n", stderr);
        return 2;
    }
    for (int i = 2; i < argument_count; i++) {
        struct axvm_slice text;
        if (!read_file(arguments[i], &text)) {
            fprintf(stderr, "describe: cannot read %s\n", arguments[i]);
            return 2;
        }
        size_t size = axvm_config_memory_bound(text.length, FINDINGS_MAX) + 2 * axvm_check_memory_bound(text.length);
        char *memory = malloc(size);
        if (memory == NULL) {
            fputs("describe: no memory\n", stderr);
            return 2;
        }
        struct axvm_arena arena;
        axvm_arena_init(&arena, memory, size);
        describe(axvm_slice_of(arguments[i]), text, profile, &arena);
        free(memory);
    }
    return 0;
}
