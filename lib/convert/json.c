/* SPDX-License-Identifier: Apache-2.0 */
/* A document as JSON. The walk keeps its own stack, in the arena. */
#include "axvmconfig/convert.h"
#include "base/json_text.h"
#include "convert/tree.h"
#include "diag/findings.h"
#include "toml/escape.h"

/* Every level of a value may be a table with a key of many parts. */
#define DEPTH_MAX ((size_t)AXVM_TOML_DEPTH_MAX * (AXVM_TOML_KEY_PARTS_MAX + 2) + 2)

/* What lies deeper stands on one line, so that indentation stays in proportion. */
#define INDENTED_MAX 8

/* A container that the walk is inside of: its next child, and whether its children stand on one line. */
struct frame {
    uint32_t container;
    uint32_t child;
    bool one_line;
};

struct json_writer {
    const struct axvm_toml_document *document;
    struct axvm_findings *findings;
    struct axvm_output *output;
    size_t depth;
    struct frame *frames; /* room for as many as the document can need */
};

static bool is_container(const struct axvm_toml_node *node) {
    return node->kind == AXVM_TOML_TABLE || node->kind == AXVM_TOML_ARRAY;
}

/* Whether no child is a container with something in it. */
static bool is_plain(const struct axvm_toml_document *document, uint32_t container) {
    for (uint32_t child = axvm_toml_first_child(document, container); child != 0;
         child = axvm_toml_next_child(document, container, child)) {
        if (is_container(&document->nodes[child]) && document->nodes[child].link != 0) {
            return false;
        }
    }
    return true;
}

static void report(struct json_writer *writer, uint32_t node, const char *what) {
    struct axvm_finding *finding = axvm_findings_add(writer->findings, AXVM_CODE_CONVERT_NOT_JSON, AXVM_LEVEL_WARNING,
                                                     axvm_toml_value_span(writer->document, node));
    axvm_finding_message(writer->findings, finding, "%s becomes a string: JSON cannot say it", what);
}

/* A string's or key's value, piece by piece, so that it needs no memory. `quotes`: bytes of them at each end. */
static void write_text(struct json_writer *writer, struct axvm_slice text, size_t quotes, bool escapes) {
    const char *at = text.data + quotes;
    const char *end = text.data + text.length - quotes;
    bool is_multi_line = quotes == 3;
    if (is_multi_line && at < end && *at == '\r') {
        at++;
    }
    at += is_multi_line && at < end && *at == '\n';
    axvm_output_char(writer->output, '"');
    while (at < end) {
        const char *start = at;
        if (escapes && *at == '\\') {
            char piece[4];
            unsigned length = axvm_next_piece(&at, end, piece);
            axvm_json_characters(writer->output, (struct axvm_slice){piece, length});
            continue;
        }
        while (at < end && !(escapes && *at == '\\')) {
            at++;
        }
        axvm_json_characters(writer->output, (struct axvm_slice){start, (size_t)(at - start)});
    }
    axvm_output_char(writer->output, '"');
}

static void write_string(struct json_writer *writer, uint32_t node) {
    const struct axvm_toml_node *at = &writer->document->nodes[node];
    unsigned form = axvm_tree_form(at);
    bool multi_line = form == AXVM_TOML_STRING_MULTI_LINE_BASIC || form == AXVM_TOML_STRING_MULTI_LINE_LITERAL;
    bool escapes = (at->form & AXVM_TOML_STRING_ESCAPES) != 0;
    write_text(writer, axvm_toml_text(writer->document, axvm_toml_value_span(writer->document, node)),
               multi_line ? 3 : 1, escapes);
}

static void write_key(struct json_writer *writer, uint32_t node) {
    struct axvm_slice key = axvm_toml_text(writer->document, axvm_toml_key_span(writer->document, node));
    bool quoted = key.length >= 2 && (key.data[0] == '"' || key.data[0] == '\'');
    bool escapes = (writer->document->nodes[node].key_length & AXVM_TOML_KEY_ESCAPES) != 0;
    write_text(writer, key, quoted ? 1 : 0, escapes);
    axvm_output_string(writer->output, ": ");
}

/* A float as TOML writes it, without what JSON does not know: `_` and a leading `+`. */
static void write_float(struct json_writer *writer, uint32_t node) {
    struct axvm_slice text = axvm_toml_text(writer->document, axvm_toml_value_span(writer->document, node));
    for (size_t i = 0; i < text.length; i++) {
        if (text.data[i] != '_' && !(i == 0 && text.data[i] == '+')) {
            axvm_output_char(writer->output, text.data[i]);
        }
    }
}

static void write_as_text(struct json_writer *writer, uint32_t node, const char *what) {
    report(writer, node, what);
    axvm_json_text(writer->output, axvm_toml_text(writer->document, axvm_toml_value_span(writer->document, node)));
}

static void write_scalar(struct json_writer *writer, uint32_t node) {
    const struct axvm_toml_node *at = &writer->document->nodes[node];
    switch (at->kind) {
    case AXVM_TOML_STRING:
        write_string(writer, node);
        break;
    case AXVM_TOML_INTEGER:
        if ((at->form & (AXVM_TOML_INTEGER_WIDE | AXVM_TOML_INTEGER_OVERFLOW)) != 0) {
            write_as_text(writer, node, "an integer beyond 64 bits");
            break;
        }
        axvm_output_string(writer->output, (at->form & AXVM_TOML_INTEGER_NEGATIVE) != 0 ? "-" : "");
        axvm_output_u64(writer->output, axvm_toml_integer(writer->document, node));
        break;
    case AXVM_TOML_FLOAT:
        if (axvm_tree_form(at) != AXVM_TOML_FLOAT_FINITE || (at->form & AXVM_TOML_FLOAT_OVERFLOW) != 0) {
            write_as_text(writer, node, "an infinite number, or one that is none,");
        } else {
            write_float(writer, node);
        }
        break;
    case AXVM_TOML_BOOLEAN:
        axvm_output_string(writer->output, axvm_tree_form(at) == AXVM_TOML_TRUE ? "true" : "false");
        break;
    default:
        write_as_text(writer, node, "a date or time");
        break;
    }
}

static void write_break(struct json_writer *writer, const struct frame *frame, size_t depth, bool space) {
    if (frame->one_line) {
        axvm_output_string(writer->output, space ? " " : "");
    } else {
        axvm_output_char(writer->output, '\n');
        axvm_output_repeat(writer->output, ' ', 2 * depth);
    }
}

static void enter(struct json_writer *writer, uint32_t node) {
    const struct axvm_toml_document *document = writer->document;
    bool is_array = document->nodes[node].kind == AXVM_TOML_ARRAY;
    bool in_array =
        writer->depth > 0 && document->nodes[writer->frames[writer->depth - 1].container].kind == AXVM_TOML_ARRAY;
    bool one_line = writer->depth >= INDENTED_MAX || document->nodes[node].link == 0 || in_array ||
                    (is_array && is_plain(document, node)) ||
                    (writer->depth > 0 && writer->frames[writer->depth - 1].one_line);
    axvm_output_char(writer->output, is_array ? '[' : '{');
    writer->frames[writer->depth++] = (struct frame){node, axvm_toml_first_child(document, node), one_line};
}

/* Writes the next child of the innermost container, or its end. */
static void step(struct json_writer *writer) {
    const struct axvm_toml_document *document = writer->document;
    struct frame *frame = &writer->frames[writer->depth - 1];
    const struct axvm_toml_node *container = &document->nodes[frame->container];
    uint32_t child = frame->child;
    if (child == 0) {
        if (container->link != 0) {
            write_break(writer, frame, writer->depth - 1, container->kind == AXVM_TOML_TABLE);
        }
        axvm_output_char(writer->output, container->kind == AXVM_TOML_ARRAY ? ']' : '}');
        writer->depth--;
        return;
    }
    bool is_first = child == axvm_toml_first_child(document, frame->container);
    axvm_output_string(writer->output, is_first ? "" : ",");
    write_break(writer, frame, writer->depth, !is_first || container->kind == AXVM_TOML_TABLE);
    frame->child = axvm_toml_next_child(document, frame->container, child);
    if (container->kind == AXVM_TOML_TABLE) {
        write_key(writer, child);
    }
    if (is_container(&document->nodes[child])) {
        enter(writer, child);
    } else {
        write_scalar(writer, child);
    }
}

/* Says how many comments stay behind. */
static void report_comments(struct json_writer *writer) {
    uint64_t count = 0;
    uint32_t first = 0;
    for (uint32_t i = 1; i < writer->document->node_count; i++) {
        if (writer->document->nodes[i].kind == AXVM_TOML_COMMENT) {
            first = count == 0 ? i : first;
            count++;
        }
    }
    if (count > 0) {
        struct axvm_finding *finding =
            axvm_findings_add(writer->findings, AXVM_CODE_CONVERT_NOT_JSON, AXVM_LEVEL_WARNING,
                              axvm_toml_value_span(writer->document, first));
        axvm_finding_message(writer->findings, finding, "%u %s left behind: JSON has none", count,
                             count == 1 ? "comment is" : "comments are");
    }
}

enum axvm_status axvm_convert_to_json(const struct axvm_toml_document *document, struct axvm_arena *arena,
                                      struct axvm_findings *findings, struct axvm_output *output) {
    struct json_writer writer = {.document = document, .findings = findings, .output = output};
    size_t depth = document->node_count < DEPTH_MAX ? document->node_count : DEPTH_MAX;
    struct axvm_arena before = *arena;
    writer.frames = axvm_arena_take_low(arena, depth * sizeof(struct frame), _Alignof(struct frame));
    if (writer.frames == NULL) {
        return AXVM_OUT_OF_MEMORY;
    }
    report_comments(&writer);
    enter(&writer, 0);
    while (writer.depth > 0) {
        step(&writer);
    }
    axvm_output_char(output, '\n');
    arena->low = before.low;
    return findings->out_of_memory ? AXVM_OUT_OF_MEMORY : AXVM_OK;
}
