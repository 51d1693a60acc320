/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Reads files and prints a report about them, for the scripts beside it.
 *
 * usage: report_fixture [OPTION]... text|short|json|sarif|github FILE...
 *
 *   --limit N        the most findings of a file that are written
 *   --color          in color
 *   --explain        with hints to `axvmconfig explain`
 *   --spans FILE     findings about these spans instead of those of the configuration. A line each:
 *                    START END, then any number of START END of secondary labels
 *   --other FILE     the secondary labels are in this file
 *   --suppress TEXT  marks all warnings as suppressed, for this reason; may be empty
 */
#include "axvmconfig/axvmconfig.h"

#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The most findings of a level that are stored when a configuration is decoded. */
#define STORED_MAX 1000

struct options {
    struct axvm_render_options render;
    uint32_t limit;
    struct axvm_source spans; /* no name: none */
    struct axvm_source other; /* no name: the labels are in the file itself */
    const char *reason;       /* NULL: nothing is suppressed */
};

static _Noreturn void fail(const char *what, const char *about) {
    fprintf(stderr, "report_fixture: %s: %s\n", what, about);
    exit(2);
}

/* All memory in use, a list of blocks: the last one allocated is the first. */
struct block {
    struct block *before;
    max_align_t memory[];
};

static struct block *last_block;

static void *allocate(size_t size) {
    struct block *block = malloc(sizeof *block + size);
    if (block == NULL) {
        fail("out of memory", "giving up");
    }
    block->before = last_block;
    last_block = block;
    return block->memory;
}

/* Releases what has been allocated since `last` was the last block. */
static void release_after(const struct block *last) {
    while (last_block != last) {
        struct block *before = last_block->before;
        free(last_block);
        last_block = before;
    }
}

static struct axvm_source read_source(const char *path) {
    FILE *file = fopen(path, "rb");
    if (file == NULL || fseek(file, 0, SEEK_END) != 0) {
        fail("cannot read", path);
    }
    long size = ftell(file);
    rewind(file);
    char *text = allocate((size_t)size);
    if (size < 0 || fread(text, 1, (size_t)size, file) != (size_t)size) {
        fail("cannot read", path);
    }
    fclose(file);
    return (struct axvm_source){axvm_slice_of(path), {text, (size_t)size}};
}

static enum axvm_report_format format_of(const char *word) {
    static const char *const words[] = {
        [AXVM_REPORT_TEXT] = "text",   [AXVM_REPORT_SHORT] = "short",   [AXVM_REPORT_JSON] = "json",
        [AXVM_REPORT_SARIF] = "sarif", [AXVM_REPORT_GITHUB] = "github",
    };
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (strcmp(word, words[i]) == 0) {
            return (enum axvm_report_format)i;
        }
    }
    fail("no such format", word);
}

static bool flush_to_stdout(void *context, const char *data, size_t length) {
    (void)context;
    return fwrite(data, 1, length, stdout) == length;
}

/* --- findings ------------------------------------------------------------------------------ */

/* The next number of a text of numbers and blanks, of the same line only. */
static bool next_number(const struct axvm_slice *text, size_t *offset, uint32_t *number) {
    while (*offset < text->length && text->data[*offset] == ' ') {
        ++*offset;
    }
    bool found = false;
    for (*number = 0; *offset < text->length && text->data[*offset] >= '0' && text->data[*offset] <= '9'; ++*offset) {
        *number = *number * 10 + (uint32_t)(text->data[*offset] - '0');
        found = true;
    }
    return found;
}

static bool next_span(const struct axvm_slice *text, size_t *offset, struct axvm_span *span) {
    return next_number(text, offset, &span->start) && next_number(text, offset, &span->end);
}

static void add_finding(struct axvm_findings *findings, struct axvm_finding *finding) {
    *(findings->last == NULL ? &findings->first : &findings->last->next) = finding;
    findings->last = finding;
    findings->stored[finding->level]++;
    findings->counts[finding->level]++;
}

static void make_findings(struct axvm_findings *findings, struct axvm_source *source, struct options *options) {
    const struct axvm_slice *spans = &options->spans.text;
    struct axvm_span span;
    for (size_t offset = 0; offset < spans->length; offset++) {
        if (!next_span(spans, &offset, &span)) {
            continue;
        }
        struct axvm_finding *finding = allocate(sizeof *finding);
        *finding = (struct axvm_finding){
            .code = AXVM_CODE_UNKNOWN_KEY,
            .level = AXVM_LEVEL_WARNING,
            .message = axvm_slice_of("marked"),
            .primary = {source, span, axvm_slice_of("here")},
            .remarks = {{AXVM_REMARK_HELP, axvm_slice_of("as it is")}},
            .fixes = {{.span = span, .replacement = axvm_slice_of("x")}},
            .remark_count = 1,
            .fix_count = 1,
        };
        while (finding->label_count < AXVM_LABELS_MAX && next_span(spans, &offset, &span)) {
            struct axvm_source *other = options->other.name.length > 0 ? &options->other : source;
            finding->labels[finding->label_count++] = (struct axvm_label){other, span, axvm_slice_of("there")};
        }
        add_finding(findings, finding);
    }
}

static void decode(struct axvm_findings *findings, struct axvm_source *source) {
    struct axvm_crate_config config;
    size_t size = axvm_config_memory_bound(source->text.length, findings->limit);
    axvm_arena_init(findings->arena, allocate(size), size);
    if (axvm_config_from_toml(&config, source->text, findings->arena, findings) == AXVM_OUT_OF_MEMORY) {
        fail("the memory bound is too small", source->name.data);
    }
}

static void suppress_warnings(struct axvm_findings *findings, const char *reason) {
    for (struct axvm_finding *finding = findings->first; finding != NULL; finding = finding->next) {
        if (finding->level == AXVM_LEVEL_WARNING) {
            finding->suppressed = true;
            finding->justification = axvm_slice_of(reason);
            findings->counts[finding->level]--;
            findings->suppressed++;
        }
    }
}

static void report_file(struct axvm_report *report, const char *path, struct options *options) {
    const struct block *before = last_block;
    struct axvm_source source = read_source(path);
    struct axvm_arena arena;
    struct axvm_findings findings;
    axvm_findings_init(&findings, &arena, &source, options->limit < STORED_MAX ? options->limit : STORED_MAX);
    if (options->spans.name.length > 0) {
        make_findings(&findings, &source, options);
    } else {
        decode(&findings, &source);
    }
    axvm_findings_sort(&findings);
    if (options->reason != NULL) {
        suppress_warnings(&findings, options->reason);
    }
    axvm_report_source(report, &source, &findings);
    release_after(before);
}

/* --- the command line ---------------------------------------------------------------------- */

/* @return how many arguments the option takes, itself included; 0 if it is none */
static int take_option(struct options *options, char **arguments, int count) {
    if (strcmp(arguments[0], "--color") == 0) {
        options->render.color = true;
        return 1;
    }
    if (strcmp(arguments[0], "--explain") == 0) {
        options->render.explain_hints = true;
        return 1;
    }
    if (count < 2) {
        return 0;
    }
    if (strcmp(arguments[0], "--limit") == 0) {
        options->limit = (uint32_t)strtoul(arguments[1], NULL, 10);
    } else if (strcmp(arguments[0], "--spans") == 0) {
        options->spans = read_source(arguments[1]);
    } else if (strcmp(arguments[0], "--other") == 0) {
        options->other = read_source(arguments[1]);
    } else if (strcmp(arguments[0], "--suppress") == 0) {
        options->reason = arguments[1];
    } else {
        return 0;
    }
    return 2;
}

int main(int count, char **arguments) {
    static char buffer[1 << 16];
    struct options options = {.limit = UINT32_MAX};
    int next = 1;
    for (int taken = 1; next < count && taken > 0; next += taken) {
        taken = take_option(&options, arguments + next, count - next);
    }
    if (count - next < 2) {
        fail("usage", "report_fixture [OPTION]... FORMAT FILE...");
    }
    struct axvm_output output;
    struct axvm_report report;
    axvm_output_init(&output, buffer, sizeof buffer, flush_to_stdout, NULL);
    axvm_report_begin(&report, &output, format_of(arguments[next]), options.render, options.limit);
    while (++next < count) {
        report_file(&report, arguments[next], &options);
    }
    axvm_report_end(&report);
    release_after(NULL);
    return axvm_output_finish(&output) && fflush(stdout) == 0 ? 0 : 2;
}
