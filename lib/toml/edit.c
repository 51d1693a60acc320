/* SPDX-License-Identifier: Apache-2.0 */
#include "axvmconfig/edit.h"

#include "base/env.h"
#include "toml/lines.h"
#include "toml/removal.h"

/* --- nodes ---------------------------------------------------------------------------------------- */

static unsigned form_of(const struct axvm_toml_node *node) {
    return node->form & AXVM_TOML_FORM_MASK;
}

/* Where a child begins: at its key, or at its value. */
static uint32_t start_of(const struct axvm_toml_document *document, uint32_t node) {
    const struct axvm_toml_node *at = &document->nodes[node];
    return at->key_length == 0 ? at->start : at->key_start;
}

/* --- texts ---------------------------------------------------------------------------------------- */

/* A replacement that is being put together. `failed`: the arena is full. */
struct draft {
    struct axvm_arena *arena;
    char *data;
    size_t length;
    size_t room;
    bool failed;
};

/* Takes room for `room` bytes, which is not 0. */
static struct draft draft_start(struct axvm_arena *arena, size_t room) {
    char *data = axvm_arena_take_high(arena, room, 1);
    return (struct draft){arena, data, 0, room, data == NULL};
}

static void draft_add(struct draft *draft, struct axvm_slice text) {
    if (draft->failed || text.length > draft->room - draft->length) {
        draft->failed = true;
        return;
    }
    if (text.length > 0) {
        axvm_copy(draft->data + draft->length, text.data, text.length);
        draft->length += text.length;
    }
}

static void draft_add_string(struct draft *draft, const char *text) {
    draft_add(draft, axvm_slice_of(text));
}

static enum axvm_edit_status draft_finish(const struct draft *draft, struct axvm_span span, struct axvm_edit *edit) {
    if (draft->failed) {
        return AXVM_EDIT_OUT_OF_MEMORY;
    }
    *edit = (struct axvm_edit){span, {draft->data, draft->length}};
    return AXVM_EDIT_OK;
}

static bool is_bare_key(struct axvm_slice key) {
    for (size_t i = 0; i < key.length; i++) {
        char byte = key.data[i];
        bool fits = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || (byte >= '0' && byte <= '9') ||
                    byte == '_' || byte == '-';
        if (!fits) {
            return false;
        }
    }
    return key.length > 0;
}

/* The most bytes that a byte of a key takes in quotes: `\u001f`. */
#define KEY_BYTES_MAX 6

/* Adds a key, in double quotes where it needs them. */
static void draft_add_key(struct draft *draft, struct axvm_slice key) {
    if (is_bare_key(key)) {
        draft_add(draft, key);
        return;
    }
    draft_add_string(draft, "\"");
    for (size_t i = 0; i < key.length; i++) {
        unsigned char byte = (unsigned char)key.data[i];
        char escape[KEY_BYTES_MAX] = {
            '\\', 'u', '0', '0', "0123456789abcdef"[byte >> 4], "0123456789abcdef"[byte & 15]};
        if (byte == '"' || byte == '\\') {
            draft_add_string(draft, "\\");
        }
        draft_add(draft, byte < 0x20 || byte == 0x7f ? (struct axvm_slice){escape, sizeof escape}
                                                     : (struct axvm_slice){key.data + i, 1});
    }
    draft_add_string(draft, "\"");
}

size_t axvm_edit_memory_bound(size_t length) {
    /* The value is read once; a line has key, value, indentation and some bytes between. */
    size_t capped = length < AXVM_TEXT_MAX ? length : AXVM_TEXT_MAX;
    return axvm_toml_memory_bound(capped + 8) + KEY_BYTES_MAX * capped + capped + 256;
}

/* Whether a text is one value and nothing else. */
static enum axvm_edit_status check_value(struct axvm_slice value, struct axvm_arena *arena) {
    struct axvm_arena before = *arena;
    struct axvm_toml_document document;
    struct axvm_findings findings;
    struct axvm_source source = {{NULL, 0}, {NULL, 0}};
    enum axvm_edit_status status = AXVM_EDIT_OUT_OF_MEMORY;
    struct draft draft = draft_start(arena, value.length + 2);
    draft_add_string(&draft, "x=");
    draft_add(&draft, value);
    source.text = (struct axvm_slice){draft.data, draft.length};
    axvm_findings_init(&findings, arena, &source, 0);
    if (!draft.failed) {
        enum axvm_status read = axvm_toml_read(&document, source.text, AXVM_TOML_1_1, arena, &findings);
        bool is_one = read == AXVM_OK && document.nodes[0].link == 1 && document.nodes[1].start == 2 &&
                      document.nodes[1].end == source.text.length;
        status = is_one ? AXVM_EDIT_OK : read == AXVM_OUT_OF_MEMORY ? AXVM_EDIT_OUT_OF_MEMORY : AXVM_EDIT_NOT_A_VALUE;
    }
    arena->low = before.low;
    arena->high = before.high;
    return status;
}

/* --- edits of what is there ----------------------------------------------------------------------- */

enum axvm_edit_status axvm_edit_value(const struct axvm_toml_document *document, uint32_t node, struct axvm_slice value,
                                      struct axvm_arena *arena, struct axvm_edit *edit) {
    if (node == 0 || !axvm_toml_is_in_one_place(&document->nodes[node])) {
        return AXVM_EDIT_NO_PLACE;
    }
    enum axvm_edit_status status = check_value(value, arena);
    *edit = (struct axvm_edit){axvm_toml_value_span(document, node), value};
    return status;
}

/* Whether a table is made by one header that is not a part of others. */
static bool has_one_header(const struct axvm_toml_document *document, uint32_t table) {
    const struct axvm_toml_node *node = &document->nodes[table];
    if (form_of(node) != AXVM_TOML_TABLE_HEADER || node->start > node->key_start) {
        return false;
    }
    for (uint32_t child = axvm_toml_first_child(document, table); child != 0;
         child = axvm_toml_next_child(document, table, child)) {
        const struct axvm_toml_node *at = &document->nodes[child];
        bool is_own =
            axvm_toml_is_in_one_place(at) || (at->kind == AXVM_TOML_TABLE && form_of(at) == AXVM_TOML_TABLE_DOTTED);
        if (!is_own) {
            return false;
        }
    }
    return true;
}

enum axvm_edit_status axvm_edit_rename(const struct axvm_toml_document *document, uint32_t table, uint32_t node,
                                       struct axvm_slice key, struct axvm_arena *arena, struct axvm_edit *edit) {
    const struct axvm_toml_node *at = &document->nodes[node];
    struct axvm_span span = axvm_toml_key_span(document, node);
    if (node == 0 || span.start == span.end) {
        return AXVM_EDIT_NO_PLACE;
    }
    if (axvm_toml_find(document, table, key) != 0) {
        return AXVM_EDIT_EXISTS;
    }
    if (!axvm_toml_is_in_one_place(at) && !(at->kind == AXVM_TOML_TABLE && has_one_header(document, node))) {
        return AXVM_EDIT_NO_PLACE;
    }
    struct draft draft = draft_start(arena, KEY_BYTES_MAX * key.length + 2);
    draft_add_key(&draft, key);
    return draft_finish(&draft, span, edit);
}

/*
 * What stands last in a container with brackets, before an offset: a child, or what a dotted key leads to, whose tables
 * are not in one place. 0 if there is nothing.
 */
static uint32_t last_before(const struct axvm_toml_document *document, uint32_t container, uint32_t offset) {
    uint32_t last = 0;
    uint32_t end = document->nodes[container].start;
    for (uint32_t i = container + 1; i < document->node_count && document->nodes[i].start < offset; i++) {
        const struct axvm_toml_node *at = &document->nodes[i];
        if (at->kind != AXVM_TOML_COMMENT && at->start >= end && axvm_toml_is_in_one_place(at)) {
            last = i;
            end = at->end;
        }
    }
    return last;
}

/* A child among others between brackets: it goes with a comma, that before it if it is the last. */
static struct axvm_span bracketed_span(const struct axvm_toml_document *document, uint32_t container, uint32_t node) {
    struct axvm_slice text = document->text;
    struct axvm_span span = {start_of(document, node), document->nodes[node].end};
    uint32_t comma = axvm_comma_behind(text, span.end);
    bool is_last = last_before(document, container, document->nodes[container].end) == node;
    if (axvm_begins_line(text, span.start) && axvm_ends_line_with_comma(text, span.end)) {
        return (struct axvm_span){axvm_line_start(text, span.start), axvm_line_next(text, span.end)};
    }
    if (comma < text.length) {
        uint32_t end = axvm_skip_blanks(text, comma + 1);
        bool at_line_end = text.data[end] == '\n' || text.data[end] == '\r' || text.data[end] == '#';
        span.end = at_line_end || is_last ? comma + 1 : end;
        return span;
    }
    uint32_t before = last_before(document, container, span.start);
    span.start = before != 0 ? document->nodes[before].end : span.start;
    return span;
}

/* Whether a comment begins inside of a span, which ends at a node. */
static bool has_comment(const struct axvm_toml_document *document, uint32_t from, struct axvm_span span) {
    for (uint32_t i = from; document->nodes[i].start < span.end; i++) {
        if (document->nodes[i].kind == AXVM_TOML_COMMENT && document->nodes[i].start >= span.start) {
            return true;
        }
    }
    return false;
}

/* Whether a key has its line for itself. Between brackets, where a dotted key may stand, its comma is on that line, too. */
static bool has_own_line(struct axvm_slice text, uint32_t key_start, uint32_t end) {
    for (uint32_t i = axvm_line_start(text, key_start); i < key_start; i++) {
        if (text.data[i] == '{' || text.data[i] == '[' || text.data[i] == ',') {
            return false;
        }
    }
    return axvm_ends_line_with_comma(text, end);
}

enum axvm_edit_status axvm_edit_remove(const struct axvm_toml_document *document, uint32_t container, uint32_t node,
                                       struct axvm_edit *edit) {
    const struct axvm_toml_node *at = &document->nodes[node];
    struct axvm_slice text = document->text;
    if (node == 0 || !axvm_toml_is_in_one_place(at)) {
        return AXVM_EDIT_NO_PLACE;
    }
    if (axvm_toml_is_in_one_place(&document->nodes[container])) {
        struct axvm_span span = bracketed_span(document, container, node);
        /* The comma before the last one may stand before a comment about what is kept. */
        if (span.start < start_of(document, node) &&
            axvm_line_start(text, span.start) != axvm_line_start(text, at->start) &&
            has_comment(document, container, (struct axvm_span){span.start, at->start})) {
            span.start = start_of(document, node);
        }
        *edit = (struct axvm_edit){span, {"", 0}};
        return AXVM_EDIT_OK;
    }
    uint32_t key_start = axvm_toml_key_span(document, node).start;
    if (!has_own_line(text, key_start, at->end)) {
        return AXVM_EDIT_NO_PLACE;
    }
    *edit = (struct axvm_edit){{axvm_line_start(text, key_start), axvm_line_next(text, at->end)}, {"", 0}};
    return AXVM_EDIT_OK;
}

/* --- additions ------------------------------------------------------------------------------------- */

/* The last key below a table's own header; 0 if there is none. Children are in the order of the text. */
static uint32_t last_key(const struct axvm_toml_document *document, uint32_t table) {
    uint32_t last = 0;
    for (uint32_t child = axvm_toml_first_child(document, table); child != 0;
         child = axvm_toml_next_child(document, table, child)) {
        last = axvm_toml_is_in_one_place(&document->nodes[child]) ? child : last;
    }
    return last;
}

/* `key = value` on a line behind the one that `offset` is on. */
static enum axvm_edit_status add_line(const struct axvm_toml_document *document, uint32_t offset,
                                      struct axvm_slice indent, struct axvm_slice key, struct axvm_slice value,
                                      struct axvm_arena *arena, struct axvm_edit *edit) {
    struct axvm_slice text = document->text;
    uint32_t end = axvm_line_end(text, offset);
    struct draft draft = draft_start(arena, indent.length + KEY_BYTES_MAX * key.length + value.length + 16);
    draft_add_string(&draft, axvm_line_ending(text));
    draft_add(&draft, indent);
    draft_add_key(&draft, key);
    draft_add_string(&draft, " = ");
    draft_add(&draft, value);
    return draft_finish(&draft, (struct axvm_span){end, end}, edit);
}

/* `key = value`, or only the value where the container is an array. */
static void draft_add_child(struct draft *draft, const struct axvm_toml_node *container, struct axvm_slice key,
                            struct axvm_slice value) {
    if (container->kind == AXVM_TOML_TABLE) {
        draft_add_key(draft, key);
        draft_add_string(draft, " = ");
    }
    draft_add(draft, value);
}

/* A child on a line of its own behind `last`, which stands on one. What follows that one on its line stays there. */
static enum axvm_edit_status add_own_line(const struct axvm_toml_document *document, uint32_t container, uint32_t last,
                                          struct axvm_slice key, struct axvm_slice value, struct axvm_arena *arena,
                                          struct axvm_edit *edit) {
    struct axvm_slice text = document->text;
    struct axvm_slice indent = axvm_indent_of(text, start_of(document, last));
    struct axvm_span rest = {document->nodes[last].end, axvm_line_end(text, document->nodes[last].end)};
    uint32_t comma = axvm_comma_behind(text, rest.start);
    bool has_comma = comma < text.length;
    if (has_comma && comma >= rest.end) {
        rest = (struct axvm_span){comma + 1, axvm_line_end(text, comma)};
    }
    struct draft draft =
        draft_start(arena, (rest.end - rest.start) + indent.length + KEY_BYTES_MAX * key.length + value.length + 32);
    draft_add_string(&draft, has_comma ? "" : ",");
    draft_add(&draft, axvm_toml_text(document, rest));
    draft_add_string(&draft, axvm_line_ending(text));
    draft_add(&draft, indent);
    draft_add_child(&draft, &document->nodes[container], key, value);
    draft_add_string(&draft, has_comma ? "," : "");
    return draft_finish(&draft, rest, edit);
}

/* A child behind the last one between brackets, or the first one. */
static enum axvm_edit_status add_bracketed(const struct axvm_toml_document *document, uint32_t container,
                                           struct axvm_slice key, struct axvm_slice value, struct axvm_arena *arena,
                                           struct axvm_edit *edit) {
    struct axvm_slice text = document->text;
    const struct axvm_toml_node *around = &document->nodes[container];
    uint32_t last = last_before(document, container, around->end);
    uint32_t at = last == 0 ? around->start + 1 : document->nodes[last].end;
    uint32_t comma = last == 0 ? (uint32_t)text.length : axvm_comma_behind(text, at);
    bool has_comma = comma < text.length;
    if (last != 0 && axvm_begins_line(text, start_of(document, last)) && axvm_ends_line(text, at) &&
        (!has_comma || axvm_ends_line(text, comma))) {
        return add_own_line(document, container, last, key, value, arena, edit);
    }
    bool is_table = around->kind == AXVM_TOML_TABLE;
    struct draft draft = draft_start(arena, KEY_BYTES_MAX * key.length + value.length + 32);
    draft_add_string(&draft, last == 0 ? is_table ? " " : "" : has_comma ? " " : ", ");
    draft_add_child(&draft, around, key, value);
    draft_add_string(&draft, has_comma ? "," : last == 0 && is_table && text.data[at] == '}' ? " " : "");
    at = has_comma ? comma + 1 : at;
    return draft_finish(&draft, (struct axvm_span){at, at}, edit);
}

enum axvm_edit_status axvm_edit_add_key(const struct axvm_toml_document *document, uint32_t table,
                                        struct axvm_slice key, struct axvm_slice value, struct axvm_arena *arena,
                                        struct axvm_edit *edit) {
    const struct axvm_toml_node *at = &document->nodes[table];
    enum axvm_edit_status status = check_value(value, arena);
    if (at->kind != AXVM_TOML_TABLE || form_of(at) == AXVM_TOML_TABLE_DOTTED || form_of(at) == AXVM_TOML_TABLE_PATH) {
        return AXVM_EDIT_NO_PLACE;
    }
    if (status != AXVM_EDIT_OK || axvm_toml_find(document, table, key) != 0) {
        return status != AXVM_EDIT_OK ? status : AXVM_EDIT_EXISTS;
    }
    if (form_of(at) == AXVM_TOML_TABLE_INLINE) {
        return add_bracketed(document, table, key, value, arena, edit);
    }
    uint32_t last = last_key(document, table);
    if (last != 0) {
        struct axvm_slice indent = axvm_indent_of(document->text, axvm_toml_key_span(document, last).start);
        return add_line(document, document->nodes[last].end, indent, key, value, arena, edit);
    }
    if (table == 0) {
        struct draft draft = draft_start(arena, KEY_BYTES_MAX * key.length + value.length + 16);
        draft_add_key(&draft, key);
        draft_add_string(&draft, " = ");
        draft_add(&draft, value);
        draft_add_string(&draft, axvm_line_ending(document->text));
        uint32_t start =
            document->text.length >= 3 && axvm_compare(document->text.data, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
        return draft_finish(&draft, (struct axvm_span){start, start}, edit);
    }
    return add_line(document, at->end, axvm_indent_of(document->text, at->start), key, value, arena, edit);
}

enum axvm_edit_status axvm_edit_add_table(const struct axvm_toml_document *document, struct axvm_slice name,
                                          struct axvm_slice key, struct axvm_slice value, struct axvm_arena *arena,
                                          struct axvm_edit *edit) {
    enum axvm_edit_status status = check_value(value, arena);
    struct axvm_slice text = document->text;
    const char *ending = axvm_line_ending(text);
    if (status != AXVM_EDIT_OK || axvm_toml_find(document, 0, name) != 0) {
        return status != AXVM_EDIT_OK ? status : AXVM_EDIT_EXISTS;
    }
    struct draft draft = draft_start(arena, KEY_BYTES_MAX * (name.length + key.length) + value.length + 32);
    bool is_open = text.length > 0 && text.data[text.length - 1] != '\n';
    draft_add_string(&draft, is_open ? ending : "");
    draft_add_string(&draft, text.length > 0 ? ending : "");
    draft_add_string(&draft, "[");
    draft_add_key(&draft, name);
    draft_add_string(&draft, "]");
    draft_add_string(&draft, ending);
    draft_add_key(&draft, key);
    draft_add_string(&draft, " = ");
    draft_add(&draft, value);
    draft_add_string(&draft, ending);
    return draft_finish(&draft, (struct axvm_span){(uint32_t)text.length, (uint32_t)text.length}, edit);
}

enum axvm_edit_status axvm_edit_add_element(const struct axvm_toml_document *document, uint32_t array,
                                            struct axvm_slice value, struct axvm_arena *arena, struct axvm_edit *edit) {
    const struct axvm_toml_node *at = &document->nodes[array];
    if (at->kind != AXVM_TOML_ARRAY || form_of(at) != AXVM_TOML_ARRAY_INLINE) {
        return AXVM_EDIT_NO_PLACE;
    }
    enum axvm_edit_status status = check_value(value, arena);
    return status != AXVM_EDIT_OK ? status
                                  : add_bracketed(document, array, (struct axvm_slice){NULL, 0}, value, arena, edit);
}

void axvm_edit_apply(const struct axvm_toml_document *document, const struct axvm_edit *edit,
                     struct axvm_output *output) {
    struct axvm_slice text = document->text;
    axvm_output_slice(output, (struct axvm_slice){text.data, edit->span.start});
    axvm_output_slice(output, edit->replacement);
    axvm_output_slice(output, (struct axvm_slice){text.data + edit->span.end, text.length - edit->span.end});
}
