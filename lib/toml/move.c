/* SPDX-License-Identifier: Apache-2.0 */
#include "toml/move.h"

#include "toml/lines.h"
#include "toml/removal.h"

/* Whether the line that a line end is on holds nothing but a comment. */
static bool is_comment_line(struct axvm_slice text, uint32_t line_end) {
    return text.data[axvm_skip_blanks(text, axvm_line_start(text, line_end))] == '#';
}

/*
 * The first byte of the comments directly above the line that begins at `line`; `line` if there are none. Those that the
 * text begins with are about all of it.
 */
static uint32_t start_with_comments(struct axvm_slice text, uint32_t line) {
    uint32_t start = line;
    while (start > axvm_line_start(text, 0) && is_comment_line(text, start - 1)) {
        start = axvm_line_start(text, start - 1);
    }
    return start > axvm_line_start(text, 0) ? start : line;
}

/* Whether a line begins at `offset`, which is not 0, because another one ends there. */
static bool is_behind_line_end(struct axvm_slice text, uint32_t offset) {
    return text.data[offset - 1] == '\n';
}

/* The lines of a key, its comments included. @return false if it does not fill them */
static bool lines_of(const struct axvm_toml_document *document, uint32_t node, struct axvm_span *lines) {
    struct axvm_slice text = document->text;
    struct axvm_span key = axvm_toml_key_span(document, node);
    uint32_t end = document->nodes[node].end;
    uint32_t behind_key = axvm_skip_blanks(text, key.end);
    bool is_plain = key.start < key.end && behind_key < text.length && text.data[behind_key] == '=';
    if (!is_plain || !axvm_toml_is_in_one_place(&document->nodes[node]) || !axvm_begins_line(text, key.start)) {
        return false;
    }
    uint32_t rest = axvm_skip_blanks(text, end);
    bool ends_line =
        rest < text.length && (text.data[rest] == '#' || text.data[rest] == '\n' || text.data[rest] == '\r');
    *lines = (struct axvm_span){start_with_comments(text, axvm_line_start(text, key.start)), axvm_line_next(text, end)};
    return ends_line && is_behind_line_end(text, lines->end);
}

/* The end of the last key below a table's own header; of the header if there is none. */
static uint32_t end_of_keys(const struct axvm_toml_document *document, uint32_t table) {
    uint32_t end = document->nodes[table].end;
    for (uint32_t child = axvm_toml_first_child(document, table); child != 0;
         child = axvm_toml_next_child(document, table, child)) {
        const struct axvm_toml_node *at = &document->nodes[child];
        end = axvm_toml_is_in_one_place(at) ? at->end : end; /* in the order of the text */
    }
    return end;
}

bool axvm_toml_find_move(const struct axvm_toml_document *document, uint32_t node, uint32_t table,
                         struct axvm_toml_move *move) {
    const struct axvm_toml_node *to = &document->nodes[table];
    if (to->kind != AXVM_TOML_TABLE || (to->form & AXVM_TOML_FORM_MASK) != AXVM_TOML_TABLE_HEADER ||
        !lines_of(document, node, &move->lines)) {
        return false;
    }
    move->target = axvm_line_next(document->text, end_of_keys(document, table));
    return is_behind_line_end(document->text, move->target);
}
