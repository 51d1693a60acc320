/* SPDX-License-Identifier: Apache-2.0 */
#include "support.h"

#include "tape.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

void *allocate(size_t size) {
    void *memory = malloc(size);
    if (memory == NULL && size != 0) {
        fputs("out of memory\n", stderr);
        exit(2);
    }
    return memory;
}

/* --- files --------------------------------------------------------------------------------------- */

static char *path_of(const char *folder, const char *name) {
    char *path = allocate(strlen(folder) + strlen(name) + 2);
    strcpy(path, folder);
    strcat(path, "/");
    strcat(path, name);
    return path;
}

/* Takes over `path`. */
static void add_file(struct text_list *texts, char *path) {
    FILE *file = fopen(path, "rb");
    struct stat status;
    if (file == NULL || stat(path, &status) != 0) {
        perror(path);
        exit(2);
    }
    struct text_file text = {path, allocate((size_t)status.st_size), (size_t)status.st_size};
    if (fread(text.data, 1, text.length, file) != text.length) {
        perror(path);
        exit(2);
    }
    fclose(file);
    texts->files = realloc(texts->files, (texts->count + 1) * sizeof *texts->files);
    if (texts->files == NULL) {
        exit(2);
    }
    texts->files[texts->count++] = text;
}

static bool is_toml(const char *name) {
    size_t length = strlen(name);
    return length > 5 && strcmp(name + length - 5, ".toml") == 0;
}

/* Recursive: folders are as deep as we made them. */
static void add_folder(struct text_list *texts, const char *folder) {
    DIR *directory = opendir(folder);
    if (directory == NULL) {
        return;
    }
    for (struct dirent *entry; (entry = readdir(directory)) != NULL;) {
        struct stat status;
        char *path = path_of(folder, entry->d_name);
        if (entry->d_name[0] == '.' || stat(path, &status) != 0) {
            free(path);
        } else if (S_ISREG(status.st_mode) && is_toml(entry->d_name)) {
            add_file(texts, path);
        } else {
            if (S_ISDIR(status.st_mode)) {
                add_folder(texts, path);
            }
            free(path);
        }
    }
    closedir(directory);
}

static int compare_files(const void *a, const void *b) {
    return strcmp(((const struct text_file *)a)->path, ((const struct text_file *)b)->path);
}

struct text_list texts_load(int argc, char **argv) {
    struct text_list texts = {NULL, 0};
    for (int i = 1; i < argc; i++) {
        add_folder(&texts, argv[i]);
    }
    if (texts.count > 0) {
        qsort(texts.files, texts.count, sizeof *texts.files, compare_files);
    }
    return texts;
}

void texts_free(struct text_list *texts) {
    for (size_t i = 0; i < texts->count; i++) {
        free(texts->files[i].path);
        free(texts->files[i].data);
    }
    free(texts->files);
}

/* --- readings ------------------------------------------------------------------------------------ */

static void reading_prepare(struct reading *reading, const char *text, size_t length, struct axvm_arena arena,
                            uint32_t limit) {
    reading->text = allocate(length);
    if (length != 0) {
        memcpy(reading->text, text, length);
    }
    reading->arena = arena;
    reading->memory = NULL;
    reading->source = (struct axvm_source){axvm_slice_of("vm.toml"), {reading->text, length}};
    axvm_findings_init(&reading->findings, &reading->arena, &reading->source, limit);
}

static void reading_run(struct reading *reading) {
    reading->status =
        axvm_config_from_toml(&reading->config, reading->source.text, &reading->arena, &reading->findings);
}

void reading_start_for(struct reading *reading, const char *text, size_t length, enum axvm_profile profile) {
    struct axvm_toml_document document;
    size_t size = axvm_config_memory_bound(length, FINDING_LIMIT);
    unsigned char *memory = allocate(size);
    struct axvm_arena arena;
    axvm_arena_init(&arena, memory, size);
    reading_prepare(reading, text, length, arena, FINDING_LIMIT);
    reading->memory = memory;
    reading->status =
        axvm_toml_read(&document, reading->source.text, AXVM_TOML_1_1, &reading->arena, &reading->findings);
    if (reading->status != AXVM_OUT_OF_MEMORY) {
        reading->status = axvm_config_decode(&reading->config, &document, profile, &reading->arena, &reading->findings);
    }
}

void reading_start(struct reading *reading, const char *text, size_t length, size_t arena_size, uint32_t limit) {
    size_t size = arena_size == SIZE_MAX ? axvm_config_memory_bound(length, limit) : arena_size;
    unsigned char *memory = allocate(size);
    struct axvm_arena arena;
    axvm_arena_init(&arena, memory, size);
    reading_prepare(reading, text, length, arena, limit);
    reading->memory = memory;
    reading_run(reading);
}

void reading_end(struct reading *reading) {
    free(reading->memory);
    free(reading->text);
}

/* Memory that is kept from one text to the next, since there are millions of them. */
static void *kept_memory(size_t size) {
    static void *memory;
    static size_t room;
    if (size > room) {
        free(memory);
        memory = allocate(size);
        room = size;
    }
    return memory;
}

static bool count_bytes(void *total, const char *data, size_t length) {
    (void)data;
    *(size_t *)total += length;
    return true;
}

static const char *label_problem(const struct axvm_label *label) {
    size_t length = label->source->text.length;
    bool fits = label->span.start <= label->span.end && label->span.end <= length;
    return fits ? NULL : "a finding's spans lie in the text";
}

static const char *finding_problem(const struct axvm_finding *finding) {
    const char *problem = label_problem(&finding->primary);
    if (finding->message.length == 0) {
        problem = "a finding has a message";
    }
    if (axvm_rule_of(finding->code) == NULL ||
        axvm_rule_level(axvm_rule_of(finding->code), AXVM_PROFILE_0_4) != finding->level) {
        problem = "a finding's code is in the rule table, with the finding's level";
    }
    for (unsigned i = 0; i < finding->label_count && problem == NULL; i++) {
        problem = label_problem(&finding->labels[i]);
    }
    for (unsigned i = 0; i < finding->fix_count && problem == NULL; i++) {
        const struct axvm_fix *fix = &finding->fixes[i];
        size_t length = finding->primary.source->text.length;
        bool is_outside = fix->target <= fix->span.start || fix->target >= fix->span.end;
        bool fits = fix->span.start <= fix->span.end && fix->span.end <= length &&
                    (!fix->moves || (fix->target <= length && is_outside && fix->replacement.length == 0));
        problem = fits ? NULL : "a fix lies in the text";
    }
    return problem;
}

/* Renders all findings, into nothing. */
static const char *findings_problem(struct axvm_findings *findings) {
    char buffer[64];
    size_t total = 0;
    struct axvm_output output;
    const struct axvm_render_options options = {.color = true, .explain_hints = true};
    axvm_output_init(&output, buffer, sizeof buffer, count_bytes, &total);
    axvm_findings_sort(findings);
    for (const struct axvm_finding *finding = findings->first; finding != NULL; finding = finding->next) {
        const char *problem = finding_problem(finding);
        if (problem != NULL) {
            return problem;
        }
        uint64_t before = output.total;
        axvm_render_text(&output, finding, &options);
        if (output.failed || output.total == before) {
            return "a finding can be rendered";
        }
    }
    return NULL;
}

const char *reading_problem(struct reading *reading) {
    uint32_t errors = reading->findings.counts[AXVM_LEVEL_ERROR];
    if (reading->arena.low > reading->arena.high || reading->arena.high > reading->arena.size) {
        return "always low <= high <= size in the arena";
    }
    if (reading->status == AXVM_OUT_OF_MEMORY) {
        return NULL;
    }
    if (reading->findings.out_of_memory) {
        return "findings that do not fit make the status out of memory";
    }
    if ((reading->status == AXVM_OK) != (errors == 0)) {
        return "the status is AXVM_INVALID if and only if there is an error";
    }
    return findings_problem(&reading->findings);
}

static const char *document_problem(struct reading *reading, unsigned char *scratch) {
    struct axvm_toml_document document;
    enum axvm_status status =
        axvm_toml_read(&document, reading->source.text, AXVM_TOML_1_1, &reading->arena, &reading->findings);
    if (status == AXVM_OUT_OF_MEMORY) {
        return "the bound is enough";
    }
    if ((status == AXVM_INVALID) != document.damaged) {
        return "a document is damaged if and only if the status is AXVM_INVALID";
    }
    return tape_problem(&document, scratch);
}

const char *text_problem(const char *text, size_t length) {
    size_t size = axvm_config_memory_bound(length, FINDING_LIMIT);
    unsigned char *memory = kept_memory(size + TAPE_SCRATCH(length));
    struct axvm_arena arena;
    struct reading reading;
    axvm_arena_init(&arena, memory, size);
    reading_prepare(&reading, text, length, arena, FINDING_LIMIT);
    reading_run(&reading);
    const char *problem = reading_problem(&reading);
    if (reading.status == AXVM_OUT_OF_MEMORY) {
        problem = "axvm_config_memory_bound() is enough";
    }
    reading_end(&reading);
    if (problem == NULL) {
        reading_prepare(&reading, text, length, arena, FINDING_LIMIT);
        problem = document_problem(&reading, memory + size);
        reading_end(&reading);
    }
    return problem;
}

char *config_json(const struct axvm_crate_config *config, size_t *length) {
    struct axvm_output output;
    axvm_output_init(&output, NULL, 0, NULL, NULL);
    axvm_config_write_json(&output, config);
    *length = (size_t)output.total;
    char *json = allocate(*length + 1);
    axvm_output_init(&output, json, *length, NULL, NULL);
    axvm_config_write_json(&output, config);
    json[*length] = '\0';
    return json;
}

char *config_toml(const struct axvm_crate_config *config, size_t *length) {
    struct axvm_output output;
    axvm_output_init(&output, NULL, 0, NULL, NULL);
    axvm_config_write_toml(&output, config);
    *length = (size_t)output.total;
    char *toml = allocate(*length + 1);
    axvm_output_init(&output, toml, *length, NULL, NULL);
    axvm_config_write_toml(&output, config);
    return toml;
}

/* --- results ------------------------------------------------------------------------------------- */

static unsigned result_count;
static unsigned failure_count;

void print_escaped(const char *data, size_t length) {
    fputs("# \"", stdout);
    for (size_t i = 0; i < length && i < 4000; i++) {
        unsigned char byte = (unsigned char)data[i];
        if (byte == '"' || byte == '\\') {
            printf("\\%c", byte);
        } else if (byte < ' ' || byte > '~') {
            printf("\\%03o", byte);
        } else {
            putchar(byte);
        }
    }
    puts(length > 4000 ? "\"..." : "\"");
}

void property_result(const char *name, const char *problem, const char *subject) {
    result_count++;
    failure_count += problem != NULL;
    printf("%s %u - %s\n", problem == NULL ? "ok" : "not ok", result_count, name);
    if (problem != NULL) {
        printf("# violated: %s\n", problem);
    }
    if (subject != NULL) {
        printf("# %s\n", subject);
    }
    fflush(stdout);
}

int property_finish(void) {
    printf("1..%u\n", result_count);
    return result_count > 0 && failure_count == 0 ? 0 : 1;
}
