/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Walks the text once, line by line: keys, values with everything nested in them, headers, comments.
 *
 * After a mistake the reader goes on at the next place where it can be sure of its footing: the next
 * element of an array, the next line. What the mistake took away is marked (BROKEN values, INCOMPLETE
 * tables), so that later stages do not call it missing.
 */
#include "toml/reader.h"

#include "base/utf8.h"
#include "diag/findings.h"
#include "toml/escape.h"

/* --- nodes and findings -------------------------------------------------------------------------- */

void axvm_stop_for_memory(struct axvm_reader *reader) {
    reader->out_of_memory = true;
    reader->position = reader->end;
    reader->depth = 0;
}

uint32_t axvm_add_node(struct axvm_reader *reader, uint8_t kind, uint8_t form, uint32_t start, uint32_t end) {
    struct axvm_arena *arena = reader->arena;
    if (arena->high - arena->low < sizeof(struct axvm_toml_node)) {
        axvm_stop_for_memory(reader);
        return 0;
    }
    arena->low += sizeof(struct axvm_toml_node);
    reader->nodes[reader->node_count] = (struct axvm_toml_node){.kind = kind, .form = form, .start = start, .end = end};
    return reader->node_count++;
}

struct axvm_finding *axvm_complain(struct axvm_reader *reader, enum axvm_code code, const char *start,
                                   const char *end) {
    reader->damaged = true;
    struct axvm_span span = {axvm_offset(reader, start), axvm_offset(reader, end)};
    return axvm_findings_add(reader->findings, code, AXVM_LEVEL_ERROR, span);
}

static void mark_incomplete(struct axvm_reader *reader, uint32_t node) {
    reader->nodes[node].form |= AXVM_TOML_TABLE_INCOMPLETE;
}

/* --- between the tokens -------------------------------------------------------------------------- */

static void skip_blanks(struct axvm_reader *reader) {
    while (reader->position < reader->end && (*reader->position == ' ' || *reader->position == '\t')) {
        reader->position++;
    }
}

static bool at_byte(const struct axvm_reader *reader, char byte) {
    return reader->position < reader->end && *reader->position == byte;
}

static bool at_line_end(const struct axvm_reader *reader) {
    return reader->position == reader->end || *reader->position == '\n' || *reader->position == '\r';
}

/* Steps over LF, CR LF, or a CR alone, which is reported and then taken for a line end. */
static void skip_line_end(struct axvm_reader *reader) {
    if (at_byte(reader, '\r')) {
        if (reader->end - reader->position < 2 || reader->position[1] != '\n') {
            axvm_complain_of_bare_return(reader, reader->position);
            reader->position++;
            return;
        }
        reader->position++;
    }
    if (at_byte(reader, '\n')) {
        reader->position++;
    }
}

static void skip_to_line_end(struct axvm_reader *reader) {
    while (!at_line_end(reader)) {
        reader->position++;
    }
}

static void read_comment(struct axvm_reader *reader) {
    const char *start = reader->position;
    const char *end = axvm_scan_comment(reader, start);
    axvm_add_node(reader, AXVM_TOML_COMMENT, 0, axvm_offset(reader, start), axvm_offset(reader, end));
    if (!reader->out_of_memory) {
        reader->position = end;
    }
}

/* Blanks, an optional comment and the line end. Anything else is reported and skipped. */
static void finish_line(struct axvm_reader *reader) {
    if (AXVM_UNLIKELY(reader->line_unread)) {
        reader->line_unread = false;
        return;
    }
    skip_blanks(reader);
    if (!reader->line_lost && !at_line_end(reader) && !at_byte(reader, '#')) {
        const char *start = reader->position;
        skip_to_line_end(reader);
        const char *end = reader->position;
        while (end > start && axvm_class_of(end[-1]) & AXVM_CLASS_BLANK) {
            end--;
        }
        struct axvm_finding *finding = axvm_complain(reader, AXVM_CODE_LINE_END_EXPECTED, start, end);
        axvm_finding_message(reader->findings, finding, "nothing more may stand on this line");
        axvm_finding_label(reader->findings, finding, "unexpected");
        axvm_finding_remark(reader->findings, finding, AXVM_REMARK_HELP,
                            "each key and each header takes a line of its own; comments start with `#`");
    } else if (reader->line_lost) {
        skip_to_line_end(reader);
    } else if (at_byte(reader, '#')) {
        read_comment(reader);
    }
    reader->line_lost = false;
    skip_line_end(reader);
}

/* --- keys ---------------------------------------------------------------------------------------- */

static void complain_of_missing_key(struct axvm_reader *reader) {
    const char *start = reader->position;
    unsigned length = axvm_utf8_length(start, reader->end);
    if (start < reader->end && length == 0) {
        axvm_complain_of_byte(reader, start, "a key");
        return;
    }
    bool at_end = at_line_end(reader);
    struct axvm_finding *finding = axvm_complain(reader, AXVM_CODE_KEY_EXPECTED, start, start + (at_end ? 0 : length));
    axvm_finding_message(reader->findings, finding, "a key is expected here");
    if (length > 1) {
        axvm_finding_remark(reader->findings, finding, AXVM_REMARK_HELP,
                            "keys without quotes are made of A-Z, a-z, 0-9, `_` and `-`; put this one in quotes");
    } else if (at_byte(reader, ';') || at_byte(reader, '/')) {
        axvm_finding_remark(reader->findings, finding, AXVM_REMARK_HELP, "comments start with `#`");
    }
}

/* Reads one part of a key. @return false if there is none, which has been reported */
static bool read_key_part(struct axvm_reader *reader, struct axvm_key *key) {
    const char *start = reader->position;
    const char *at = start;
    while (at < reader->end && axvm_class_of(*at) & AXVM_CLASS_BARE_KEY) {
        at++;
    }
    if (AXVM_LIKELY(at != start)) {
        size_t length = (size_t)(at - start);
        key->start = axvm_offset(reader, start);
        key->length = (uint16_t)(length < AXVM_TOML_KEY_LONG ? length : AXVM_TOML_KEY_LONG);
        reader->position = at;
        return true;
    }
    if (at_byte(reader, '"') || at_byte(reader, '\'')) {
        axvm_read_quoted_key(reader, key);
        return !reader->line_lost;
    }
    complain_of_missing_key(reader);
    return false;
}

/* A key path while it is read: the table reached so far and the last part. */
struct key_path {
    uint32_t table;
    struct axvm_key last;
    unsigned parts;
    const char *start;
};

static void complain_of_long_path(struct axvm_reader *reader, const struct key_path *path) {
    struct axvm_finding *finding = axvm_complain(reader, AXVM_CODE_KEY_TOO_DEEP, path->start, reader->position);
    axvm_finding_message(reader->findings, finding, "key of more than %u parts", (uint64_t)AXVM_TOML_KEY_PARTS_MAX);
}

/*
 * Reads a key with its dots, from `path->table` on, which moves to the table of the last part.
 * @return false if it cannot be read, which has been reported
 */
static bool read_key_path(struct axvm_reader *reader, struct key_path *path, enum axvm_step step) {
    path->parts = 0;
    path->start = reader->position;
    for (;;) {
        if (!read_key_part(reader, &path->last)) {
            return false;
        }
        path->parts++;
        skip_blanks(reader);
        if (AXVM_LIKELY(!at_byte(reader, '.'))) {
            break;
        }
        reader->position++;
        skip_blanks(reader);
        if (path->parts < AXVM_TOML_KEY_PARTS_MAX) {
            path->table = axvm_descend(reader, path->table, path->last, step);
            if (reader->out_of_memory) {
                return false;
            }
        }
    }
    if (path->parts > AXVM_TOML_KEY_PARTS_MAX) {
        complain_of_long_path(reader, path);
        return false;
    }
    return true;
}

/* Steps over the `=` behind a key. @return false if it is not there, which has been reported */
static bool read_equals(struct axvm_reader *reader, const struct key_path *path) {
    if (AXVM_LIKELY(at_byte(reader, '='))) {
        reader->position++;
        skip_blanks(reader);
        if (AXVM_UNLIKELY(at_byte(reader, '='))) {
            const char *start = reader->position;
            struct axvm_finding *finding = axvm_complain(reader, AXVM_CODE_VALUE_EXPECTED, start, start + 1);
            axvm_finding_message(reader->findings, finding, "one `=` too many");
            reader->position++;
            skip_blanks(reader);
        }
        return true;
    }
    const char *start = reader->position;
    struct axvm_finding *finding =
        axvm_complain(reader, AXVM_CODE_EQUALS_EXPECTED, start, start + (at_line_end(reader) ? 0 : 1));
    axvm_finding_message(reader->findings, finding, "`=` expected after the key %q",
                         axvm_key_content(reader, path->last));
    if (at_byte(reader, ':')) {
        struct axvm_span span = {axvm_offset(reader, start), axvm_offset(reader, start) + 1};
        axvm_finding_remark(reader->findings, finding, AXVM_REMARK_HELP, "write `=` for `:`");
        axvm_finding_fix(reader->findings, finding, span, axvm_slice_of(" ="), true);
    }
    return false;
}

/* Dotted keys may add to tables that dotted keys made, and to no others. */
static void check_dotted_target(struct axvm_reader *reader, struct key_path *path) {
    const struct axvm_toml_node *node = &reader->nodes[path->table];
    unsigned form = node->form & AXVM_TOML_FORM_MASK;
    if (path->parts == 1 || form == AXVM_TOML_TABLE_DOTTED || node->form & AXVM_TOML_TABLE_INCOMPLETE) {
        return;
    }
    struct axvm_finding *finding =
        axvm_complain(reader, AXVM_CODE_DUPLICATE_TABLE, path->start, reader->begin + path->last.start);
    axvm_finding_message(reader->findings, finding, "a dotted key cannot add to a table that has a header");
    axvm_finding_secondary(reader->findings, finding, (struct axvm_span){node->start, node->end},
                           "the table is made here");
}

/* --- values -------------------------------------------------------------------------------------- */

/* Where a value goes: into a table under a key, or into an array. */
struct place {
    uint32_t container;
    bool keyed;
    struct axvm_key key;
};

static uint32_t add_value(struct axvm_reader *reader, const struct place *place, const struct axvm_scalar *value,
                          uint32_t start) {
    if (place->keyed) {
        return axvm_add_entry(reader, place->container, place->key, value, start);
    }
    uint32_t node = axvm_add_node(reader, value->kind, value->form, start, axvm_offset(reader, value->end));
    if (node != 0) {
        reader->nodes[node].link = value->link;
        axvm_link_child(reader->nodes, place->container, node);
    }
    return node;
}

static void add_broken_value(struct axvm_reader *reader, const struct place *place) {
    struct axvm_scalar broken = {.end = reader->position, .kind = AXVM_TOML_BROKEN};
    add_value(reader, place, &broken, axvm_offset(reader, reader->position));
}

/* Gives up on all open brackets. */
static void abandon_brackets(struct axvm_reader *reader) {
    while (reader->depth > 0) {
        uint32_t node = reader->open[--reader->depth];
        mark_incomplete(reader, node);
        reader->nodes[node].end = axvm_offset(reader, reader->position);
    }
}

static void complain_of_depth(struct axvm_reader *reader) {
    const char *start = reader->position;
    struct axvm_finding *finding = axvm_complain(reader, AXVM_CODE_TOO_DEEP, start, start + 1);
    axvm_finding_message(reader->findings, finding, "brackets nest more than %u deep", (uint64_t)AXVM_TOML_DEPTH_MAX);
    skip_to_line_end(reader);
    abandon_brackets(reader);
    reader->line_lost = true;
}

static void open_bracket(struct axvm_reader *reader, const struct place *place) {
    if (reader->depth == AXVM_TOML_DEPTH_MAX) {
        complain_of_depth(reader);
        return;
    }
    bool is_array = *reader->position == '[';
    struct axvm_scalar container = {
        .end = reader->position + 1,
        .kind = is_array ? AXVM_TOML_ARRAY : AXVM_TOML_TABLE,
        .form = is_array ? AXVM_TOML_ARRAY_INLINE : AXVM_TOML_TABLE_INLINE,
    };
    uint32_t node = add_value(reader, place, &container, axvm_offset(reader, reader->position));
    if (node != 0) {
        reader->open[reader->depth++] = node;
        reader->position++;
    }
}

static void close_bracket(struct axvm_reader *reader) {
    reader->position++;
    reader->depth--;
    reader->nodes[reader->open[reader->depth]].end = axvm_offset(reader, reader->position);
}

/* A string that is not closed hides the brackets behind it: what was opened on this line ends with it. */
static void close_brackets_of_line(struct axvm_reader *reader) {
    uint32_t line_start = axvm_offset(reader, reader->line_start);
    skip_to_line_end(reader);
    while (reader->depth > 0 && reader->nodes[reader->open[reader->depth - 1]].start >= line_start) {
        uint32_t node = reader->open[--reader->depth];
        mark_incomplete(reader, node);
        reader->nodes[node].end = axvm_offset(reader, reader->position);
    }
}

/* Reads a scalar, or the opening of a bracket. */
static void read_one_value(struct axvm_reader *reader, const struct place *place) {
    char first = *reader->position;
    if (first == '[' || first == '{') {
        open_bracket(reader, place);
        return;
    }
    struct axvm_scalar scalar;
    uint32_t start = axvm_offset(reader, reader->position);
    if (first == '"' || first == '\'') {
        axvm_read_string(reader, &scalar);
    } else {
        axvm_read_word(reader, &scalar);
    }
    add_value(reader, place, &scalar, start);
    if (AXVM_UNLIKELY(reader->line_lost) && reader->depth > 0) {
        close_brackets_of_line(reader);
        reader->line_lost = reader->depth == 0;
        reader->comma_lost = true;
    }
}

static void complain_of_missing_value(struct axvm_reader *reader, const struct place *place) {
    const char *start = reader->position;
    struct axvm_finding *finding = axvm_complain(reader, AXVM_CODE_VALUE_EXPECTED, start, start);
    axvm_finding_message(reader->findings, finding, "the key %q has no value", axvm_key_content(reader, place->key));
    axvm_finding_label(reader->findings, finding, "a value is expected here");
    add_broken_value(reader, place);
}

/* --- inside of brackets -------------------------------------------------------------------------- */

/* Whether a line looks like `[name]` or `[[name]]`, and not like the start of an array of values. */
static bool looks_like_header(const char *at, const char *end) {
    while (at < end && (*at == '[' || axvm_class_of(*at) & AXVM_CLASS_BLANK)) {
        at++;
    }
    const char *start = at;
    while (at < end && (axvm_class_of(*at) & AXVM_CLASS_BARE_KEY || *at == '.')) {
        at++;
    }
    struct axvm_slice name = {start, (size_t)(at - start)};
    bool is_word = at > start && !(axvm_class_of(*start) & AXVM_CLASS_DIGIT) && *start != '-' && *start != '.';
    bool is_value = axvm_slice_equal(name, axvm_slice_of("true")) || axvm_slice_equal(name, axvm_slice_of("false")) ||
                    axvm_slice_equal(name, axvm_slice_of("inf")) || axvm_slice_equal(name, axvm_slice_of("nan"));
    return is_word && !is_value && at < end && *at == ']';
}

/* Whether a line looks like `key = `. */
static bool looks_like_key(const char *at, const char *end) {
    const char *start = at;
    while (at < end && (axvm_class_of(*at) & AXVM_CLASS_BARE_KEY || *at == '.')) {
        at++;
    }
    if (at == start) {
        return false;
    }
    while (at < end && axvm_class_of(*at) & AXVM_CLASS_BLANK) {
        at++;
    }
    return at < end && *at == '=';
}

/* Whether the innermost bracket was forgotten: the line that begins here is no part of it. */
static bool bracket_was_forgotten(const struct axvm_reader *reader) {
    const char *at = reader->position;
    bool in_array = reader->nodes[reader->open[reader->depth - 1]].kind == AXVM_TOML_ARRAY;
    if (at == reader->end) {
        return true;
    }
    return *at == '[' ? looks_like_header(at, reader->end) : in_array && looks_like_key(at, reader->end);
}

static void complain_of_open_bracket(struct axvm_reader *reader) {
    uint32_t node = reader->open[reader->depth - 1];
    bool is_array = reader->nodes[node].kind == AXVM_TOML_ARRAY;
    const char *start = reader->begin + reader->nodes[node].start;
    struct axvm_finding *finding = axvm_complain(reader, AXVM_CODE_BRACKET_NOT_CLOSED, start, start + 1);
    axvm_finding_message(reader->findings, finding, is_array ? "array is not closed" : "inline table is not closed");
    axvm_finding_label(reader->findings, finding, is_array ? "`]` is missing" : "`}` is missing");
    if (reader->position < reader->end) {
        struct axvm_span span = {axvm_offset(reader, reader->position), axvm_offset(reader, reader->position)};
        axvm_finding_secondary(reader->findings, finding, span, "expected before this line");
    } else {
        mark_incomplete(reader, 0); /* what follows in the author's mind has been swallowed */
        mark_incomplete(reader, reader->table);
    }
    abandon_brackets(reader);
    reader->line_unread = true;
}

/* In TOML 1.0 an inline table is one line. */
static void complain_of_inline_line_end(struct axvm_reader *reader) {
    if (reader->toml_1_0 && reader->nodes[reader->open[reader->depth - 1]].kind == AXVM_TOML_TABLE) {
        const char *start = reader->position;
        struct axvm_finding *finding = axvm_complain(reader, AXVM_CODE_NEEDS_TOML_1_1, start, start);
        axvm_finding_message(reader->findings, finding, "an inline table over several lines needs TOML 1.1");
    }
}

/*
 * Skips blanks, line ends and comments inside of brackets.
 * @return false if the bracket turns out not to be closed, which has been reported
 */
static bool skip_inside(struct axvm_reader *reader) {
    for (;;) {
        skip_blanks(reader);
        if (reader->position == reader->end) {
            break;
        }
        char byte = *reader->position;
        if (byte == '#') {
            complain_of_inline_line_end(reader);
            read_comment(reader);
        } else if (byte == '\n' || byte == '\r') {
            complain_of_inline_line_end(reader);
            skip_line_end(reader);
            skip_blanks(reader);
            reader->line_start = reader->position;
            if (AXVM_UNLIKELY(!at_line_end(reader) && !at_byte(reader, '#') && bracket_was_forgotten(reader))) {
                break;
            }
        } else {
            return true;
        }
    }
    if (!reader->out_of_memory) {
        complain_of_open_bracket(reader);
    }
    return false;
}

static void complain_of_extra_comma(struct axvm_reader *reader) {
    const char *comma = reader->position;
    struct axvm_finding *finding = axvm_complain(reader, AXVM_CODE_COMMA, comma, comma + 1);
    struct axvm_span span = {axvm_offset(reader, comma), axvm_offset(reader, comma) + 1};
    axvm_finding_message(reader->findings, finding, "one comma too many");
    axvm_finding_fix(reader->findings, finding, span, (struct axvm_slice){"", 0}, true);
}

/* Points behind the element that the comma should follow. */
static void complain_of_missing_comma(struct axvm_reader *reader, const char *message) {
    uint32_t last = reader->nodes[reader->open[reader->depth - 1]].link;
    uint32_t end = last == 0 ? axvm_offset(reader, reader->position) : reader->nodes[last].end;
    const char *place = reader->begin + end;
    struct axvm_finding *finding = axvm_complain(reader, AXVM_CODE_COMMA, place, place);
    axvm_finding_message(reader->findings, finding, "%s", message);
    axvm_finding_label(reader->findings, finding, "`,` is missing here");
    axvm_finding_fix(reader->findings, finding, (struct axvm_span){end, end}, axvm_slice_of(","), false);
}

/* Extra commas where an element or a closing bracket is expected. @return false: see skip_inside() */
static bool skip_extra_commas(struct axvm_reader *reader) {
    while (AXVM_UNLIKELY(at_byte(reader, ','))) {
        complain_of_extra_comma(reader);
        reader->position++;
        if (!skip_inside(reader)) {
            return false;
        }
    }
    return true;
}

/* What comes next inside of a bracket. */
enum next {
    NEXT_VALUE,  /* a value, at `place` */
    NEXT_CLOSED, /* the bracket has been closed */
    NEXT_LOST,   /* all brackets have been given up */
};

/* The comma between elements. `closing` may stand there, too. @return false: see skip_inside() */
static bool read_comma(struct axvm_reader *reader, char closing, const char *message) {
    if (AXVM_LIKELY(at_byte(reader, ','))) {
        const char *comma = reader->position++;
        if (!skip_inside(reader)) {
            return false;
        }
        if (closing == '}' && reader->toml_1_0 && at_byte(reader, '}')) {
            struct axvm_finding *finding = axvm_complain(reader, AXVM_CODE_NEEDS_TOML_1_1, comma, comma + 1);
            axvm_finding_message(reader->findings, finding, "a trailing comma in an inline table needs TOML 1.1");
        }
        return skip_extra_commas(reader);
    }
    if (!at_byte(reader, closing) && !reader->comma_lost) {
        complain_of_missing_comma(reader, message);
    }
    reader->comma_lost = false;
    return true;
}

/* Skips what can be no key: up to the next comma, closing bracket or line end. */
static void skip_garbage(struct axvm_reader *reader) {
    while (!at_line_end(reader) && !at_byte(reader, ',') && !at_byte(reader, ']') && !at_byte(reader, '}') &&
           !at_byte(reader, '#')) {
        reader->position++;
    }
    reader->line_lost = false;
    reader->comma_lost = true;
}

/* A bracket of the wrong kind closes the innermost one. */
static void close_wrong_bracket(struct axvm_reader *reader, const char *message) {
    const char *start = reader->position;
    uint32_t node = reader->open[reader->depth - 1];
    struct axvm_finding *finding = axvm_complain(reader, AXVM_CODE_BRACKET_NOT_CLOSED, start, start + 1);
    axvm_finding_message(reader->findings, finding, "%s", message);
    axvm_finding_secondary(reader->findings, finding,
                           (struct axvm_span){reader->nodes[node].start, reader->nodes[node].start + 1}, "opened here");
    mark_incomplete(reader, node);
    close_bracket(reader);
}

static enum next next_in_array(struct axvm_reader *reader, struct place *place, bool first) {
    if (!skip_inside(reader)) {
        return NEXT_LOST;
    }
    if (!(first ? skip_extra_commas(reader)
                : read_comma(reader, ']', "a comma is missing between the elements of an array"))) {
        return NEXT_LOST;
    }
    if (at_byte(reader, ']')) {
        close_bracket(reader);
        return NEXT_CLOSED;
    }
    if (at_byte(reader, '}')) {
        close_wrong_bracket(reader, "`}` closes an array");
        return NEXT_CLOSED;
    }
    place->container = reader->open[reader->depth - 1];
    place->keyed = false;
    return NEXT_VALUE;
}

/*
 * Reads a key and its `=` in an inline table, where line ends and comments may stand around the `=`.
 * @return NEXT_CLOSED stands for a key that cannot be read, which has been reported
 */
static enum next read_inline_key(struct axvm_reader *reader, struct place *place, uint32_t table) {
    struct key_path path = {.table = table};
    if (!read_key_path(reader, &path, AXVM_STEP_DOTTED)) {
        mark_incomplete(reader, table);
        return reader->out_of_memory ? NEXT_LOST : NEXT_CLOSED;
    }
    check_dotted_target(reader, &path);
    *place = (struct place){.container = path.table, .keyed = true, .key = path.last};
    if (at_line_end(reader) || at_byte(reader, '#')) {
        if (!skip_inside(reader)) {
            return NEXT_LOST;
        }
    }
    if (!read_equals(reader, &path)) {
        add_broken_value(reader, place);
        return NEXT_CLOSED;
    }
    if (at_line_end(reader) || at_byte(reader, '#')) {
        return skip_inside(reader) ? NEXT_VALUE : NEXT_LOST;
    }
    return NEXT_VALUE;
}

static enum next next_in_inline_table(struct axvm_reader *reader, struct place *place, bool first) {
    for (;; first = false) {
        if (!skip_inside(reader)) {
            return NEXT_LOST;
        }
        if (!(first ? skip_extra_commas(reader)
                    : read_comma(reader, '}', "a comma is missing between the keys of an inline table"))) {
            return NEXT_LOST;
        }
        if (at_byte(reader, '}')) {
            close_bracket(reader);
            return NEXT_CLOSED;
        }
        if (at_byte(reader, ']')) {
            close_wrong_bracket(reader, "`]` closes an inline table");
            return NEXT_CLOSED;
        }
        enum next next = read_inline_key(reader, place, reader->open[reader->depth - 1]);
        if (next != NEXT_CLOSED) {
            return next;
        }
        skip_garbage(reader);
    }
}

static enum next next_inside(struct axvm_reader *reader, struct place *place, bool first) {
    bool in_array = reader->nodes[reader->open[reader->depth - 1]].kind == AXVM_TOML_ARRAY;
    return in_array ? next_in_array(reader, place, first) : next_in_inline_table(reader, place, first);
}

/* Whether the value of a key is missing: its line ends, or a comma or closing bracket comes. */
static bool value_is_missing(const struct axvm_reader *reader) {
    return at_line_end(reader) || at_byte(reader, '#') ||
           (reader->depth > 0 && (at_byte(reader, ',') || at_byte(reader, '}') || at_byte(reader, ']')));
}

/* Reads one value with everything that is nested in it. */
static void read_value(struct axvm_reader *reader, struct place *place) {
    do {
        uint32_t depth = reader->depth;
        if (AXVM_UNLIKELY(place->keyed && value_is_missing(reader))) {
            complain_of_missing_value(reader, place);
        } else {
            read_one_value(reader, place);
        }
        bool first = reader->depth > depth;
        enum next next = NEXT_CLOSED;
        while (reader->depth > 0 && next == NEXT_CLOSED) {
            next = next_inside(reader, place, first);
            first = false;
        }
    } while (reader->depth > 0);
}

/* --- lines --------------------------------------------------------------------------------------- */

static void read_key_value(struct axvm_reader *reader) {
    struct key_path path = {.table = reader->table};
    if (!read_key_path(reader, &path, AXVM_STEP_DOTTED)) {
        if (!reader->out_of_memory) {
            mark_incomplete(reader, reader->table);
            reader->line_lost = true;
        }
        return;
    }
    check_dotted_target(reader, &path);
    struct place place = {.container = path.table, .keyed = true, .key = path.last};
    if (read_equals(reader, &path)) {
        read_value(reader, &place);
    } else {
        add_broken_value(reader, &place);
        reader->line_lost = true;
    }
}

/* Steps over the closing bracket or brackets of a header. */
static void read_header_end(struct axvm_reader *reader, const char *start, bool is_element) {
    const char *at = reader->position;
    bool closed = at_byte(reader, ']') && (!is_element || (reader->end - at > 1 && at[1] == ']'));
    if (closed) {
        reader->position += is_element ? 2 : 1;
        return;
    }
    struct axvm_finding *finding = axvm_complain(reader, AXVM_CODE_HEADER_INVALID, start, at);
    axvm_finding_message(reader->findings, finding, "table header is not closed");
    axvm_finding_label(reader->findings, finding, is_element ? "`]]` is missing" : "`]` is missing");
    reader->line_lost = true;
}

/* Below a header that cannot be read: its keys go nowhere, and any table may be the one that is missing. */
static void lose_header(struct axvm_reader *reader) {
    mark_incomplete(reader, 0);
    uint32_t at = axvm_offset(reader, reader->position);
    reader->table = axvm_add_node(reader, AXVM_TOML_TABLE, AXVM_TOML_TABLE_HEADER | AXVM_TOML_TABLE_INCOMPLETE, at, at);
    reader->line_lost = true;
}

static void read_header(struct axvm_reader *reader) {
    const char *start = reader->position;
    bool is_element = reader->end - start > 1 && start[1] == '[';
    reader->position += is_element ? 2 : 1;
    skip_blanks(reader);
    struct key_path path = {.table = 0};
    if (!read_key_path(reader, &path, AXVM_STEP_HEADER)) {
        if (!reader->out_of_memory) {
            lose_header(reader);
        }
        return;
    }
    read_header_end(reader, start, is_element);
    struct axvm_span header = {axvm_offset(reader, start), axvm_offset(reader, reader->position)};
    reader->table = axvm_open_table(reader, path.table, path.last, header, is_element);
}

static void read_line(struct axvm_reader *reader) {
    skip_blanks(reader);
    reader->line_start = reader->position;
    if (!at_line_end(reader) && !at_byte(reader, '#')) {
        if (*reader->position == '[') {
            read_header(reader);
        } else {
            read_key_value(reader);
        }
    }
    if (!reader->out_of_memory) {
        finish_line(reader);
    }
}

/* --- the whole text ------------------------------------------------------------------------------ */

size_t axvm_toml_memory_bound(size_t length) {
    size_t capped = length < AXVM_TEXT_MAX ? length : AXVM_TEXT_MAX;
    return 18 * capped + 2048;
}

static void complain_of_size(struct axvm_findings *findings) {
    struct axvm_finding *finding =
        axvm_findings_add(findings, AXVM_CODE_TEXT_TOO_LARGE, AXVM_LEVEL_ERROR, (struct axvm_span){0, 0});
    axvm_finding_message(findings, finding, "the text is longer than %u bytes", (uint64_t)AXVM_TEXT_MAX);
}

static void skip_byte_order_mark(struct axvm_reader *reader) {
    static const char mark[] = "\xef\xbb\xbf";
    if (reader->end - reader->position >= 3 && axvm_compare(reader->position, mark, 3) == 0) {
        reader->position += 3;
    }
}

enum axvm_status axvm_toml_read(struct axvm_toml_document *document, struct axvm_slice text,
                                enum axvm_toml_version version, struct axvm_arena *arena,
                                struct axvm_findings *findings) {
    static const struct axvm_toml_node empty_root;
    *document = (struct axvm_toml_document){.text = text, .nodes = &empty_root, .node_count = 1};
    if (text.length > AXVM_TEXT_MAX) {
        document->damaged = true;
        document->text.length = 0;
        complain_of_size(findings);
        return findings->out_of_memory ? AXVM_OUT_OF_MEMORY : AXVM_INVALID;
    }
    struct axvm_reader reader;
    axvm_fill(&reader, 0, sizeof reader);
    const char *begin = text.length == 0 ? "" : text.data;
    reader.begin = reader.position = reader.line_start = begin;
    reader.end = begin + text.length;
    reader.toml_1_0 = version == AXVM_TOML_1_0;
    reader.arena = arena;
    reader.findings = findings;
    reader.nodes = axvm_arena_take_low(arena, 0, _Alignof(struct axvm_toml_node));
    if (reader.nodes == NULL) {
        return AXVM_OUT_OF_MEMORY;
    }
    axvm_add_node(&reader, AXVM_TOML_TABLE, AXVM_TOML_TABLE_ROOT, 0, 0);
    skip_byte_order_mark(&reader);
    while (reader.position < reader.end) {
        read_line(&reader);
    }
    if (reader.out_of_memory || findings->out_of_memory) {
        return AXVM_OUT_OF_MEMORY;
    }
    document->nodes = reader.nodes;
    document->node_count = reader.node_count;
    document->overflow_count = reader.overflow_count;
    document->damaged = reader.damaged;
    return reader.damaged ? AXVM_INVALID : AXVM_OK;
}
