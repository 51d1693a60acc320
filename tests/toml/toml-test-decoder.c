/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Reads TOML on standard input and prints it as toml-test's tagged JSON; the program that the TOML
 * project's conformance suite runs. Exit 0 if it is valid, 1 if not (with the findings), 2 on errors.
 *
 * usage: toml-test-decoder [--toml 1.0|1.1|any] [--batch]
 *
 * `any` is 1.1 without its limits of numbers, which the reader leaves to the decoder: they are printed as written.
 *
 * With --batch standard input holds many texts: a line with the length of the first one in bytes, the text, a line with
 * the length of the second one, and so on. Each is answered by a line: the JSON, or `invalid` and the codes of all
 * errors, or `overflow` if only a number does not fit.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "axvmconfig/axvmconfig.h"

/* The findings that are printed at most. */
#define FINDING_LIMIT 100

static bool flush_to_file(void *file, const char *data, size_t length) {
    return fwrite(data, 1, length, file) == length;
}

/* Reads all of a stream. The caller frees the data. */
static struct axvm_slice read_all(FILE *file) {
    size_t capacity = 1 << 16;
    size_t length = 0;
    char *data = malloc(capacity);
    size_t got;
    while (data != NULL && (got = fread(data + length, 1, capacity - length, file)) > 0) {
        length += got;
        if (length == capacity) {
            capacity *= 2;
            data = realloc(data, capacity);
        }
    }
    if (data == NULL) {
        fputs("toml-test-decoder: out of memory\n", stderr);
        exit(2);
    }
    return (struct axvm_slice){data, length};
}

struct printer {
    const struct axvm_toml_document *document;
    struct axvm_arena *arena;
    struct axvm_output *output;
};

static void print_string(struct printer *printer, struct axvm_slice text) {
    axvm_output_char(printer->output, '"');
    for (size_t i = 0; i < text.length; i++) {
        unsigned char byte = (unsigned char)text.data[i];
        if (byte == '"' || byte == '\\') {
            axvm_output_char(printer->output, '\\');
            axvm_output_char(printer->output, (char)byte);
        } else if (byte < 0x20) {
            char escape[8];
            snprintf(escape, sizeof escape, "\\u%04x", byte);
            axvm_output_string(printer->output, escape);
        } else {
            axvm_output_char(printer->output, (char)byte);
        }
    }
    axvm_output_char(printer->output, '"');
}

static void print_tagged(struct printer *printer, const char *type, struct axvm_slice value) {
    axvm_output_string(printer->output, "{\"type\": \"");
    axvm_output_string(printer->output, type);
    axvm_output_string(printer->output, "\", \"value\": ");
    print_string(printer, value);
    axvm_output_char(printer->output, '}');
}

/* A number as it is written, but without its underscores. */
static void print_written(struct printer *printer, const char *type, uint32_t node) {
    struct axvm_slice written = axvm_toml_text(printer->document, axvm_toml_value_span(printer->document, node));
    char *digits = malloc(written.length + 1);
    size_t length = 0;
    for (size_t i = 0; digits != NULL && i < written.length; i++) {
        if (written.data[i] != '_') {
            digits[length++] = written.data[i];
        }
    }
    print_tagged(printer, type, (struct axvm_slice){digits, length});
    free(digits);
}

static void print_integer(struct printer *printer, uint32_t node) {
    char text[32];
    unsigned form = printer->document->nodes[node].form;
    if (form & AXVM_TOML_INTEGER_WIDE) {
        print_written(printer, "integer", node);
        return;
    }
    unsigned long long magnitude = axvm_toml_integer(printer->document, node);
    snprintf(text, sizeof text, "%s%llu", form & AXVM_TOML_INTEGER_NEGATIVE ? "-" : "", magnitude);
    print_tagged(printer, "integer", axvm_slice_of(text));
}

/* Seconds are added where they were left out: the suite expects them. */
static void print_datetime(struct printer *printer, uint32_t node) {
    static const char *const types[] = {"datetime", "datetime-local", "date-local", "time-local"};
    unsigned form = printer->document->nodes[node].form & AXVM_TOML_FORM_MASK;
    struct axvm_slice written = axvm_toml_text(printer->document, axvm_toml_value_span(printer->document, node));
    size_t minutes_end = form == AXVM_TOML_LOCAL_TIME ? 5 : 16;
    char text[128];
    bool no_seconds =
        form != AXVM_TOML_LOCAL_DATE && (written.length == minutes_end || written.data[minutes_end] != ':');
    snprintf(text, sizeof text, "%.*s%s%.*s", (int)(no_seconds ? minutes_end : written.length), written.data,
             no_seconds ? ":00" : "", (int)(no_seconds ? written.length - minutes_end : 0), written.data + minutes_end);
    print_tagged(printer, types[form], axvm_slice_of(text));
}

static void print_scalar(struct printer *printer, uint32_t node) {
    struct axvm_slice value = {"", 0};
    switch (printer->document->nodes[node].kind) {
    case AXVM_TOML_STRING:
        if (axvm_toml_string(printer->document, node, printer->arena, &value) != AXVM_OK) {
            exit(2);
        }
        print_tagged(printer, "string", value);
        break;
    case AXVM_TOML_INTEGER:
        print_integer(printer, node);
        break;
    case AXVM_TOML_FLOAT:
        print_written(printer, "float", node);
        break;
    case AXVM_TOML_BOOLEAN:
        print_tagged(printer, "bool", axvm_toml_text(printer->document, axvm_toml_value_span(printer->document, node)));
        break;
    default:
        print_datetime(printer, node);
    }
}

/* Recursive: a test program, and the suite's documents are shallow. */
static void print_node(struct printer *printer, uint32_t node) {
    const struct axvm_toml_document *document = printer->document;
    bool is_table = document->nodes[node].kind == AXVM_TOML_TABLE;
    if (!is_table && document->nodes[node].kind != AXVM_TOML_ARRAY) {
        print_scalar(printer, node);
        return;
    }
    axvm_output_char(printer->output, is_table ? '{' : '[');
    const char *separator = "";
    for (uint32_t child = axvm_toml_first_child(document, node); child != 0;
         child = axvm_toml_next_child(document, node, child)) {
        axvm_output_string(printer->output, separator);
        separator = ", ";
        if (is_table) {
            struct axvm_slice key;
            if (axvm_toml_key(document, child, printer->arena, &key) != AXVM_OK) {
                exit(2);
            }
            print_string(printer, key);
            axvm_output_string(printer->output, ": ");
        }
        print_node(printer, child);
    }
    axvm_output_char(printer->output, is_table ? '}' : ']');
}

static void print_findings(struct axvm_findings *findings) {
    char buffer[4096];
    struct axvm_output output;
    axvm_output_init(&output, buffer, sizeof buffer, flush_to_file, stderr);
    const struct axvm_render_options options = {.color = false};
    axvm_findings_sort(findings);
    for (const struct axvm_finding *finding = findings->first; finding != NULL; finding = finding->next) {
        axvm_render_text(&output, finding, &options);
    }
    axvm_output_finish(&output);
}

static int print_document(const struct axvm_toml_document *document, struct axvm_arena *arena) {
    char buffer[1 << 14];
    struct axvm_output output;
    axvm_output_init(&output, buffer, sizeof buffer, flush_to_file, stdout);
    struct printer printer = {document, arena, &output};
    print_node(&printer, 0);
    axvm_output_char(&output, '\n');
    return axvm_output_finish(&output) ? 0 : 2;
}

static int decode(struct axvm_slice text, enum axvm_toml_version version, bool any_number, struct axvm_arena *arena) {
    struct axvm_source source = {axvm_slice_of("<stdin>"), text};
    struct axvm_findings findings;
    axvm_findings_init(&findings, arena, &source, FINDING_LIMIT);
    struct axvm_toml_document document;
    enum axvm_status status = axvm_toml_read(&document, text, version, arena, &findings);
    if (status != AXVM_OK) {
        print_findings(&findings);
        return status == AXVM_INVALID ? 1 : 2;
    }
    if (document.overflow_count != 0 && !any_number) {
        fputs("toml-test-decoder: a number does not fit\n", stderr);
        return 1;
    }
    return print_document(&document, arena);
}

/* Memory that is enough for a text. */
static void *memory_for(struct axvm_arena *arena, size_t length) {
    size_t room = axvm_toml_memory_bound(length) + FINDING_LIMIT * AXVM_FINDING_BYTES_MAX + length;
    void *memory = malloc(room);
    axvm_arena_init(arena, memory, memory == NULL ? 0 : room);
    return memory;
}

/* --- many texts ----------------------------------------------------------------------------------- */

static int answer(struct axvm_slice text, enum axvm_toml_version version, bool any_number) {
    struct axvm_arena arena;
    void *memory = memory_for(&arena, text.length);
    struct axvm_source source = {axvm_slice_of("<stdin>"), text};
    struct axvm_findings findings;
    struct axvm_toml_document document;
    axvm_findings_init(&findings, &arena, &source, FINDING_LIMIT);
    enum axvm_status status = axvm_toml_read(&document, text, version, &arena, &findings);
    int exit_code = status == AXVM_OUT_OF_MEMORY ? 2 : 0;
    if (status == AXVM_INVALID) {
        fputs("invalid", stdout);
        for (const struct axvm_finding *finding = findings.first; finding != NULL; finding = finding->next) {
            printf(" %d", (int)finding->code);
        }
        putchar('\n');
    } else if (status == AXVM_OK && document.overflow_count != 0 && !any_number) {
        puts("overflow");
    } else if (status == AXVM_OK) {
        exit_code = print_document(&document, &arena);
    }
    free(memory);
    return exit_code;
}

static int answer_all(struct axvm_slice input, enum axvm_toml_version version, bool any_number) {
    const char *at = input.data;
    const char *end = input.data + input.length;
    while (at < end) {
        size_t length = 0;
        for (; at < end && *at >= '0' && *at <= '9'; at++) {
            length = 10 * length + (size_t)(*at - '0');
        }
        if (at == end || *at != '\n' || length > (size_t)(end - at) - 1) {
            fputs("toml-test-decoder: a length is expected, and so many bytes\n", stderr);
            return 2;
        }
        int exit_code = answer((struct axvm_slice){at + 1, length}, version, any_number);
        if (exit_code != 0) {
            return exit_code;
        }
        at += 1 + length;
    }
    return 0;
}

/* What --toml says. @return false if it is nothing known */
static bool take_version(const char *name, enum axvm_toml_version *version, bool *any_number) {
    *version = strcmp(name, "1.0") == 0 ? AXVM_TOML_1_0 : AXVM_TOML_1_1;
    *any_number = strcmp(name, "any") == 0;
    return *version == AXVM_TOML_1_0 || *any_number || strcmp(name, "1.1") == 0;
}

int main(int argc, char **argv) {
    enum axvm_toml_version version = AXVM_TOML_1_1;
    bool any_number = false;
    bool is_batch = argc > 1 && strcmp(argv[argc - 1], "--batch") == 0;
    argc -= is_batch;
    bool has_version = argc == 3 && strcmp(argv[1], "--toml") == 0 && take_version(argv[2], &version, &any_number);
    if (argc != 1 && !has_version) {
        fputs("usage: toml-test-decoder [--toml 1.0|1.1|any] [--batch]\n", stderr);
        return 2;
    }
    struct axvm_slice text = read_all(stdin);
    if (is_batch) {
        int batch_exit_code = answer_all(text, version, any_number);
        free((void *)(uintptr_t)text.data);
        return batch_exit_code;
    }
    struct axvm_arena arena;
    void *memory = memory_for(&arena, text.length);
    int exit_code = decode(text, version, any_number, &arena);
    free(memory);
    free((void *)(uintptr_t)text.data);
    return exit_code;
}
