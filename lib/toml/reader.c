/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Walks the text once, line by line: keys, values with everything nested in them, headers, comments.
 *
 * After a mistake the reader goes on at the next place where it can be sure of its footing: the next
 * element of an array, the next line. What the mistake took away is marked (BROKEN values, INCOMPLETE
 * tables), so that later stages do not call it missing.
 */
#include "toml/reader.h"

#include "diag/findings.h"
#include "toml/escape.h"
#include "toml/plain.h"

/* --- nodes and findings -------------------------------------------------------------------------- */

void axvm_stop_for_memory(struct axvm_reader *reader) {
    reader->out_of_memory = true;
    reader->position = reader->end;
    reader->depth = 0;
}

struct axvm_finding *axvm_complain(struct axvm_reader *reader, enum axvm_code code, const char *start,
                                   const char *end) {
    reader->damaged = true;
    struct axvm_span span = {axvm_offset(reader, start), axvm_offset(reader, end)};
    return axvm_findings_add(reader->findings, code, AXVM_LEVEL_ERROR, span);
}

/* A table for keys of which nobody knows where they belong. @return 0 if the arena is full */
static uint32_t add_lost_table(struct axvm_reader *reader) {
    uint32_t at = axvm_offset(reader, reader->position);
    return axvm_add_node(reader, AXVM_TOML_TABLE, AXVM_TOML_TABLE_HEADER | AXVM_TOML_TABLE_INCOMPLETE, at, at);
}

/*
 * Has the text brought near that comes some lines behind `at`. Not all machines do that unasked, and a text is rarely in
 * the caches already.
 */
AXVM_INLINE void fetch_text_ahead(const struct axvm_reader *reader, const char *at) {
    const ptrdiff_t distance = 1024;
    if (AXVM_IS_FOR_SPEED && reader->end - at > distance) {
        __builtin_prefetch(at + distance);
    }
}

/* The same, and the memory for its nodes, of which `node` is the next. */
AXVM_INLINE void fetch_ahead(const struct axvm_reader *reader, const char *at, uint32_t node) {
    const uint32_t distance = 32;
    const size_t room = (reader->arena->high - reader->arena->low) / sizeof *reader->nodes;
    fetch_text_ahead(reader, at);
    if (AXVM_IS_FOR_SPEED && room > node - reader->node_count + distance + 4) {
        __builtin_prefetch(&reader->nodes[node + distance], 1);
        __builtin_prefetch(&reader->nodes[node + distance + 3], 1);
    }
}

/* --- between the tokens -------------------------------------------------------------------------- */

static void skip_blanks(struct axvm_reader *reader) {
    const char *at = reader->position;
    while (at < reader->end && axvm_class_of(*at) & AXVM_CLASS_BLANK) {
        at++;
    }
    reader->position = at;
}

/* Steps over LF, CR LF, or a CR alone, which is reported and then taken for a line end. */
static void skip_line_end(struct axvm_reader *reader) {
    if (axvm_at_byte(reader, '\r')) {
        if (reader->end - reader->position < 2 || reader->position[1] != '\n') {
            axvm_complain_of_bare_return(reader, reader->position);
            reader->position++;
            return;
        }
        reader->position++;
    }
    if (axvm_at_byte(reader, '\n')) {
        reader->position++;
    }
}

void axvm_skip_to_line_end(struct axvm_reader *reader) {
    while (!axvm_at_line_end(reader)) {
        reader->position++;
    }
}

/* Whether what stands behind a CR alone is a line of its own, and not the rest of a comment. */
static bool starts_line(const char *at, const char *end) {
    while (at < end && axvm_class_of(*at) & AXVM_CLASS_BLANK) {
        at++;
    }
    return at == end || *at == '[' || *at == '#' || *at == '\r' || *at == '\n' || axvm_looks_like_key(at, end);
}

/* The end of a comment that does not simply end with a LF behind printable ASCII. */
AXVM_RARE static const char *end_of_odd_comment(struct axvm_reader *reader, const char *at) {
    for (;;) {
        const char *end = axvm_scan_comment(reader, at);
        bool is_bare_return = end < reader->end && *end == '\r' && (reader->end - end < 2 || end[1] != '\n');
        if (!is_bare_return || reader->depth > 0 || starts_line(end + 1, reader->end)) {
            return end;
        }
        axvm_complain_of_bare_return(reader, end);
        at = end + 1;
    }
}

static void read_comment(struct axvm_reader *reader) {
    const char *start = reader->position;
    fetch_text_ahead(reader, start);
    const char *end = axvm_skip_printable(start, reader->end);
    if (AXVM_UNLIKELY(end < reader->end && *end != '\n')) {
        end = end_of_odd_comment(reader, end);
    }
    axvm_add_node(reader, AXVM_TOML_COMMENT, 0, axvm_offset(reader, start), axvm_offset(reader, end));
    if (!reader->out_of_memory) {
        reader->position = end;
    }
}

/* Blanks, an optional comment and the line end. Anything else is reported and skipped. */
static void finish_line(struct axvm_reader *reader) {
    if (AXVM_LIKELY(axvm_at_byte(reader, '\n') && !reader->line_lost && !reader->line_unread)) {
        reader->position++;
        return;
    }
    if (AXVM_UNLIKELY(reader->line_unread)) {
        reader->line_unread = false;
        return;
    }
    skip_blanks(reader);
    if (!reader->line_lost && !axvm_at_line_end(reader) && !axvm_at_byte(reader, '#')) {
        axvm_complain_of_rest_of_line(reader);
    } else if (reader->line_lost) {
        axvm_skip_to_line_end(reader);
    } else if (axvm_at_byte(reader, '#')) {
        read_comment(reader);
    }
    reader->line_lost = false;
    skip_line_end(reader);
}

/* --- keys ---------------------------------------------------------------------------------------- */

/* Reads a key in quotes. One with a bad escape goes nowhere: what it was meant for is not known. */
AXVM_RARE static bool read_quoted_key_part(struct axvm_reader *reader, struct axvm_key_path *path) {
    axvm_read_quoted_key(reader, &path->last);
    if (reader->bad_escape && !reader->line_lost) {
        axvm_mark_incomplete(reader, path->table);
        path->table = add_lost_table(reader);
    }
    return !reader->line_lost && !reader->out_of_memory;
}

/* Reads one part of a key. @return false if there is none, which has been reported */
static bool read_key_part(struct axvm_reader *reader, struct axvm_key_path *path) {
    const char *start = reader->position;
    struct axvm_key *key = &path->last;
    const char *at = start;
    while (at < reader->end && axvm_class_of(*at) & AXVM_CLASS_BARE_KEY) {
        at++;
    }
    if (AXVM_LIKELY(at != start)) {
        size_t length = (size_t)(at - start);
        key->start = axvm_offset(reader, start);
        key->length = length < AXVM_TOML_KEY_LONG ? (uint32_t)length : AXVM_TOML_KEY_LONG;
        reader->position = at;
        return true;
    }
    if (axvm_at_byte(reader, '"') || axvm_at_byte(reader, '\'')) {
        return read_quoted_key_part(reader, path);
    }
    axvm_complain_of_missing_key(reader);
    return false;
}

/*
 * Reads a key with its dots, from `path->table` on, which moves to the table of the last part.
 * @return false if it cannot be read, which has been reported
 */
static bool read_key_path(struct axvm_reader *reader, struct axvm_key_path *path, enum axvm_step step) {
    path->parts = 0;
    path->start = reader->position;
    for (;;) {
        if (!read_key_part(reader, path)) {
            return false;
        }
        path->parts++;
        skip_blanks(reader);
        if (AXVM_LIKELY(!axvm_at_byte(reader, '.'))) {
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
        axvm_complain_of_long_path(reader, path);
        return false;
    }
    return true;
}

/* Steps over the `=` behind a key. @return false if it is not there, which has been reported */
static bool read_equals(struct axvm_reader *reader, const struct axvm_key_path *path) {
    if (AXVM_LIKELY(axvm_at_byte(reader, '='))) {
        reader->position++;
        skip_blanks(reader);
        if (AXVM_UNLIKELY(axvm_at_byte(reader, '='))) {
            const char *start = reader->position;
            struct axvm_finding *finding = axvm_complain(reader, AXVM_CODE_VALUE_EXPECTED, start, start + 1);
            axvm_finding_message(reader->findings, finding, "one `=` too many");
            reader->position++;
            skip_blanks(reader);
        }
        return true;
    }
    axvm_complain_of_missing_equals(reader, path);
    return false;
}

/* Dotted keys may add to tables that dotted keys made, and to no others. */
static void check_dotted_target(struct axvm_reader *reader, struct axvm_key_path *path) {
    if (AXVM_LIKELY(path->parts == 1)) {
        return;
    }
    const struct axvm_toml_node *node = &reader->nodes[path->table];
    unsigned form = node->form & AXVM_TOML_FORM_MASK;
    if (form == AXVM_TOML_TABLE_DOTTED || node->form & AXVM_TOML_TABLE_INCOMPLETE) {
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

/* A value without key has room for all of an integer. */
AXVM_INLINE void set_number(struct axvm_toml_node *node, uint64_t value) {
    node->key_start = (uint32_t)(value >> 32);
    node->link = (uint32_t)value;
}

/* Appends a value without key to an array. @return its node; 0 if the arena is full */
static uint32_t add_element(struct axvm_reader *reader, uint32_t array, const struct axvm_scalar *value,
                            uint32_t start) {
    uint32_t node = axvm_add_node(reader, value->kind, value->form, start, axvm_offset(reader, value->end));
    if (AXVM_LIKELY(node != 0)) {
        set_number(&reader->nodes[node], value->value);
        reader->value_bits |= value->value;
        axvm_link_child(reader->nodes, array, node);
    }
    return node;
}

static inline uint32_t add_value(struct axvm_reader *reader, const struct place *place, const struct axvm_scalar *value,
                                 uint32_t start) {
    if (place->keyed) {
        return axvm_add_entry(reader, place->container, place->key, value, start);
    }
    return add_element(reader, place->container, value, start);
}

AXVM_RARE static void add_broken_value(struct axvm_reader *reader, const struct place *place, uint8_t form) {
    struct axvm_scalar broken = {.end = reader->position, .kind = AXVM_TOML_BROKEN, .form = form};
    add_value(reader, place, &broken, axvm_offset(reader, reader->position));
}

/* Gives up on all open brackets. */
static void abandon_brackets(struct axvm_reader *reader) {
    while (reader->depth > 0) {
        uint32_t node = reader->open[--reader->depth];
        axvm_mark_incomplete(reader, node);
        reader->nodes[node].end = axvm_offset(reader, reader->position);
    }
}

/* The innermost bracket is not closed, and nobody knows which others are. */
AXVM_RARE static void give_up_brackets(struct axvm_reader *reader) {
    axvm_complain_of_open_bracket(reader);
    abandon_brackets(reader);
    reader->line_unread = true;
}

AXVM_RARE static void complain_of_depth(struct axvm_reader *reader) {
    const char *start = reader->position;
    struct axvm_finding *finding = axvm_complain(reader, AXVM_CODE_TOO_DEEP, start, start + 1);
    axvm_finding_message(reader->findings, finding, "brackets nest more than %u deep", (uint64_t)AXVM_TOML_DEPTH_MAX);
    axvm_skip_to_line_end(reader);
    abandon_brackets(reader);
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
AXVM_RARE static void close_brackets_of_line(struct axvm_reader *reader) {
    uint32_t line_start = axvm_offset(reader, reader->line_start);
    axvm_skip_to_line_end(reader);
    while (reader->depth > 0 && reader->nodes[reader->open[reader->depth - 1]].start >= line_start) {
        uint32_t node = reader->open[--reader->depth];
        axvm_mark_incomplete(reader, node);
        reader->nodes[node].end = axvm_offset(reader, reader->position);
    }
}

/* axvm_read_plain() for those who have time for a call. */
static bool read_plain_value(const char *text, const char *end, struct axvm_scalar *scalar) {
    return axvm_read_plain(text, end, scalar);
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
    if (read_plain_value(reader->position, reader->end, &scalar)) {
        reader->position = scalar.end;
        add_value(reader, place, &scalar, start);
        return;
    }
    if (first == '"' || first == '\'') {
        axvm_read_string(reader, &scalar);
    } else {
        axvm_read_word(reader, &scalar);
    }
    add_value(reader, place, &scalar, start);
    if (AXVM_UNLIKELY(reader->line_lost) && reader->position == reader->end) {
        axvm_mark_incomplete(reader, 0); /* a string that is not closed may have swallowed anything */
        axvm_mark_incomplete(reader, reader->table);
    }
    if (AXVM_UNLIKELY(reader->line_lost) && reader->depth > 0) {
        close_brackets_of_line(reader);
        reader->line_lost = reader->depth == 0;
        reader->comma_lost = true;
    }
}

/* --- inside of brackets -------------------------------------------------------------------------- */

/*
 * Skips blanks, line ends and comments inside of brackets.
 * @return false if the bracket turns out not to be closed, which has been reported
 */
static bool skip_inside(struct axvm_reader *reader) {
    while (!axvm_at_class(reader, AXVM_CLASS_TOKEN)) {
        skip_blanks(reader);
        if (reader->position == reader->end) {
            if (!reader->out_of_memory) {
                give_up_brackets(reader);
            }
            return false;
        }
        char byte = *reader->position;
        if (byte == '#') {
            if (AXVM_UNLIKELY(reader->toml_1_0)) {
                axvm_check_inline_line_end(reader);
            }
            read_comment(reader);
        } else if (byte == '\n' || byte == '\r') {
            if (AXVM_UNLIKELY(reader->toml_1_0)) {
                axvm_check_inline_line_end(reader);
            }
            skip_line_end(reader);
            skip_blanks(reader);
            reader->line_start = reader->position;
            if (AXVM_HAS_REMARKS && axvm_at_class(reader, AXVM_CLASS_TOKEN) && axvm_bracket_was_forgotten(reader)) {
                give_up_brackets(reader);
                return false;
            }
        } else {
            return true;
        }
    }
    return true;
}

/* Extra commas where an element or a closing bracket is expected. @return false: see skip_inside() */
static bool skip_extra_commas(struct axvm_reader *reader) {
    while (AXVM_UNLIKELY(axvm_at_byte(reader, ','))) {
        axvm_complain_of_extra_comma(reader);
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

/* Gives up the innermost bracket, whose closing one was forgotten before the position. */
static void close_forgotten(struct axvm_reader *reader) {
    uint32_t node = reader->open[--reader->depth];
    axvm_mark_incomplete(reader, node);
    reader->nodes[node].end = axvm_offset(reader, axvm_end_of_token_before(reader));
}

/* Goes on behind something that was skipped, over the comma if there is one. @return false: see skip_inside() */
static bool skip_comma_behind(struct axvm_reader *reader, const char *position) {
    reader->position = position;
    if (!skip_inside(reader)) {
        return false;
    }
    if (!axvm_at_byte(reader, ',')) {
        return true;
    }
    reader->position++;
    return skip_inside(reader) && skip_extra_commas(reader);
}

/* What stands where a comma should. @return false: see skip_inside() */
AXVM_RARE static bool read_other_separator(struct axvm_reader *reader, const char *message) {
    if (reader->comma_lost) {
        reader->comma_lost = false;
        return true;
    }
    struct axvm_span number = axvm_number_before_unit(reader);
    if (number.end != 0) {
        axvm_complain_of_unit(reader, number);
        return skip_comma_behind(reader, reader->begin + number.end);
    }
    struct axvm_span arithmetic = axvm_arithmetic_with_number(reader);
    if (arithmetic.end != 0) {
        axvm_complain_of_arithmetic(reader, arithmetic);
        return skip_comma_behind(reader, reader->begin + arithmetic.end);
    }
    if (AXVM_HAS_REMARKS && axvm_at_byte(reader, ';')) {
        return skip_comma_behind(reader, axvm_complain_of_semicolon(reader));
    }
    if (axvm_complain_of_control(reader)) {
        return skip_comma_behind(reader, reader->position + 1);
    }
    unsigned length = AXVM_HAS_REMARKS ? axvm_other_comma(reader) : 0;
    if (length > 0) {
        axvm_complain_of_other_comma(reader, length);
        return skip_comma_behind(reader, reader->position + length);
    }
    if (AXVM_HAS_REMARKS && axvm_row_was_forgotten(reader)) {
        axvm_complain_of_open_row(reader, reader->open[reader->depth - 1], axvm_offset(reader, reader->position));
        close_forgotten(reader);
    } else {
        axvm_complain_of_missing_comma(reader, message);
    }
    return true;
}

/* The comma between elements. `closing` may stand there, too. @return false: see skip_inside() */
static bool read_comma(struct axvm_reader *reader, char closing, const char *message) {
    if (AXVM_LIKELY(axvm_at_byte(reader, ','))) {
        const char *comma = reader->position++;
        if (!skip_inside(reader)) {
            return false;
        }
        if (closing == '}' && reader->toml_1_0 && axvm_at_byte(reader, '}')) {
            struct axvm_finding *finding = axvm_complain(reader, AXVM_CODE_NEEDS_TOML_1_1, comma, comma + 1);
            axvm_finding_message(reader->findings, finding, "a trailing comma in an inline table needs TOML 1.1");
        }
        return skip_extra_commas(reader);
    }
    if (AXVM_UNLIKELY(!axvm_at_class(reader, AXVM_CLASS_CLOSING))) {
        return read_other_separator(reader, message);
    }
    reader->comma_lost = false;
    return true;
}

/* Skips what can be no key: up to the next comma, closing bracket or line end. */
static void skip_garbage(struct axvm_reader *reader) {
    while (!axvm_at_line_end(reader) && !axvm_at_byte(reader, ',') && !axvm_at_byte(reader, ']') &&
           !axvm_at_byte(reader, '}') && !axvm_at_byte(reader, '#')) {
        reader->position++;
    }
    reader->line_lost = false;
    reader->comma_lost = true;
}

/* A bracket of the wrong kind closes the innermost one, or that around it. */
AXVM_RARE static void close_wrong_bracket(struct axvm_reader *reader, const char *message) {
    const char *start = reader->position;
    uint32_t node = reader->open[reader->depth - 1];
    if (AXVM_HAS_REMARKS && axvm_closes_outer_bracket(reader)) {
        axvm_complain_of_open_row(reader, node, axvm_offset(reader, start));
        close_forgotten(reader);
        close_bracket(reader);
        return;
    }
    struct axvm_finding *finding = axvm_complain(reader, AXVM_CODE_BRACKET_NOT_CLOSED, start, start + 1);
    axvm_finding_message(reader->findings, finding, "%s", message);
    axvm_finding_secondary(reader->findings, finding,
                           (struct axvm_span){reader->nodes[node].start, reader->nodes[node].start + 1}, "opened here");
    axvm_mark_incomplete(reader, node);
    close_bracket(reader);
}

/*
 * From behind an element or a bracket of an array to what comes next, over a comma and a space or line end.
 * @return NULL if anything else is there, or the next line may be no part of the array
 */
AXVM_INLINE const char *skip_plain_gap(const char *at, const char *end, bool first, const char **line_start) {
    if (end - at < 3 || (!first && *at != ',' && *at != ']')) {
        return NULL;
    }
    at += *at == ',' && !first;
    if (AXVM_LIKELY(*at == ' ')) {
        return at + 1;
    }
    if (*at != '\n') {
        return at;
    }
    do {
        at++;
    } while (at < end && axvm_class_of(*at) & AXVM_CLASS_BLANK);
    if (end - at < 2) {
        return NULL;
    }
    *line_start = at;
    bool is_row = *at == '[' && (at[1] == '"' || axvm_class_of(at[1]) & AXVM_CLASS_DIGIT);
    return is_row || *at == ']' || *at == '"' ? at : NULL;
}

/*
 * The common part of arrays: plain elements and arrays of them, one space or line end between them. Stops
 * before the first thing that is anything else, in front of the comma if there is one; and before the arena is full.
 * @return whether nothing has been read since the innermost bracket was opened
 */
static bool read_plain_elements(struct axvm_reader *reader, bool first) {
    const char *begin = reader->begin;
    const char *end = reader->end;
    const char *position = reader->position; /* all up to here has been read */
    struct axvm_toml_node *nodes = reader->nodes;
    uint32_t array = reader->open[reader->depth - 1];
    uint32_t node = reader->node_count; /* the next one to make */
    const size_t room = (reader->arena->high - reader->arena->low) / sizeof *nodes;
    while (AXVM_IS_FOR_SPEED && node - reader->node_count < room) {
        const char *at = skip_plain_gap(position, end, first, &reader->line_start);
        if (at == NULL) {
            break;
        }
        if (*at == ']') {
            position = at + 1;
            first = false;
            nodes[array].end = (uint32_t)(position - begin);
            if (--reader->depth == 0 || !axvm_innermost_is_array(reader)) {
                break;
            }
            array = reader->open[reader->depth - 1];
            continue;
        }
        struct axvm_scalar value = {.end = at + 1, .kind = AXVM_TOML_ARRAY, .form = AXVM_TOML_ARRAY_INLINE};
        bool opens = *at == '[';
        if (opens ? reader->depth == AXVM_TOML_DEPTH_MAX : !axvm_read_plain(at, end, &value)) {
            break;
        }
        position = value.end;
        nodes[node] = (struct axvm_toml_node){.kind = value.kind,
                                              .form = value.form,
                                              .start = (uint32_t)(at - begin),
                                              .end = (uint32_t)(position - begin)};
        set_number(&nodes[node], value.value);
        reader->value_bits |= value.value;
        axvm_link_child(nodes, array, node);
        first = opens;
        if (opens) {
            reader->open[reader->depth++] = array = node;
            fetch_ahead(reader, at, node);
        }
        node++;
    }
    reader->position = position;
    reader->arena->low += (node - reader->node_count) * sizeof *nodes;
    reader->node_count = node;
    return first;
}

static enum next next_in_array(struct axvm_reader *reader, struct place *place, bool first) {
    if (!skip_inside(reader)) {
        return NEXT_LOST;
    }
    if (!(first ? skip_extra_commas(reader)
                : read_comma(reader, ']', AXVM_WORDS("a comma is missing between the elements of an array")))) {
        return NEXT_LOST;
    }
    if (axvm_at_byte(reader, ']')) {
        close_bracket(reader);
        return NEXT_CLOSED;
    }
    if (axvm_at_byte(reader, '}')) {
        close_wrong_bracket(reader, AXVM_WORDS("`}` closes an array"));
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
    struct axvm_key_path path = {.table = table};
    if (!read_key_path(reader, &path, AXVM_STEP_DOTTED)) {
        axvm_mark_incomplete(reader, table);
        return reader->out_of_memory ? NEXT_LOST : NEXT_CLOSED;
    }
    check_dotted_target(reader, &path);
    *place = (struct place){.container = path.table, .keyed = true, .key = path.last};
    if (axvm_at_line_end(reader) || axvm_at_byte(reader, '#')) {
        if (!skip_inside(reader)) {
            return NEXT_LOST;
        }
    }
    if (!read_equals(reader, &path)) {
        add_broken_value(reader, place, AXVM_TOML_BROKEN_KEY);
        return NEXT_CLOSED;
    }
    if (axvm_at_line_end(reader) || axvm_at_byte(reader, '#')) {
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
                    : read_comma(reader, '}', AXVM_WORDS("a comma is missing between the keys of an inline table")))) {
            return NEXT_LOST;
        }
        if (axvm_at_byte(reader, '}')) {
            close_bracket(reader);
            return NEXT_CLOSED;
        }
        if (axvm_at_byte(reader, ']')) {
            close_wrong_bracket(reader, AXVM_WORDS("`]` closes an inline table"));
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
    if (!axvm_innermost_is_array(reader)) {
        return next_in_inline_table(reader, place, first);
    }
    first = read_plain_elements(reader, first);
    return axvm_innermost_is_array(reader) ? next_in_array(reader, place, first) : NEXT_CLOSED;
}

/* Whether the value of a key is missing: its line ends, or a comma or closing bracket comes. */
static bool value_is_missing(const struct axvm_reader *reader) {
    if (AXVM_LIKELY(axvm_at_class(reader, AXVM_CLASS_VALUE))) {
        return false;
    }
    return axvm_at_line_end(reader) || axvm_at_byte(reader, '#') ||
           (reader->depth > 0 && (axvm_at_byte(reader, ',') || axvm_at_byte(reader, '}') || axvm_at_byte(reader, ']')));
}

/* Reads one value with everything that is nested in it. */
static void read_value(struct axvm_reader *reader, struct place *place) {
    do {
        uint32_t depth = reader->depth;
        if (AXVM_UNLIKELY(place->keyed && value_is_missing(reader))) {
            axvm_complain_of_missing_value(reader, place->key);
            add_broken_value(reader, place, AXVM_TOML_BROKEN_VALUE);
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

/*
 * Reads `key = ` where the key is one part without quotes and a value follows, as on most lines.
 * @return the start of the value; NULL if the line is anything else, and then nothing has been read
 */
AXVM_INLINE const char *read_plain_key(const struct axvm_reader *reader, struct axvm_key *key) {
    const char *start = reader->position;
    const char *end = reader->end;
    const char *at = axvm_skip_bare_key(start, end);
    size_t length = (size_t)(at - start);
    if (!AXVM_IS_FOR_SPEED || length == 0 || length >= AXVM_TOML_KEY_LONG || end - at < 4) {
        return NULL;
    }
    if (AXVM_LIKELY(*at == ' ')) {
        at++;
    }
    if (*at != '=') {
        return NULL;
    }
    at++;
    if (AXVM_LIKELY(*at == ' ')) {
        at++;
    }
    *key = (struct axvm_key){axvm_offset(reader, start), (uint32_t)length};
    return axvm_class_of(*at) & AXVM_CLASS_VALUE ? at : NULL;
}

static void read_value_of_key(struct axvm_reader *reader, struct axvm_key key, const char *value) {
    struct axvm_scalar scalar;
    if (AXVM_LIKELY(axvm_read_plain(value, reader->end, &scalar))) {
        struct axvm_slice text = {reader->begin + key.start, key.length};
        reader->position = scalar.end;
        if (AXVM_LIKELY(axvm_is_new_key(reader, text))) {
            axvm_add_new_entry(reader, reader->table, key, &scalar, axvm_offset(reader, value));
        } else {
            axvm_search_and_add(reader, reader->table, key, text, &scalar, axvm_offset(reader, value));
        }
    } else {
        struct place place = {.container = reader->table, .keyed = true, .key = key};
        reader->position = value;
        read_value(reader, &place);
    }
}

static void read_key_value(struct axvm_reader *reader) {
    struct axvm_key key;
    const char *value = read_plain_key(reader, &key);
    if (AXVM_LIKELY(value != NULL)) {
        read_value_of_key(reader, key, value);
        return;
    }
    struct axvm_key_path path = {.table = reader->table};
    if (!read_key_path(reader, &path, AXVM_STEP_DOTTED)) {
        if (!reader->out_of_memory) {
            axvm_mark_incomplete(reader, reader->table);
            reader->line_lost = true;
        }
        return;
    }
    check_dotted_target(reader, &path);
    struct place place = {.container = path.table, .keyed = true, .key = path.last};
    if (read_equals(reader, &path)) {
        read_value(reader, &place);
    } else {
        add_broken_value(reader, &place, AXVM_TOML_BROKEN_KEY);
        axvm_mark_incomplete(reader, path.table); /* this may have been meant for another key */
        reader->line_lost = true;
    }
}

/*
 * Reads `key = value` and the line end where all of it is plain.
 * @return the value's node; 0 if the line is anything else, or the arena is full
 */
AXVM_INLINE uint32_t read_plain_line(struct axvm_reader *reader) {
    struct axvm_key key;
    struct axvm_scalar scalar;
    const char *value = read_plain_key(reader, &key);
    if (value == NULL || !axvm_read_plain(value, reader->end, &scalar) || scalar.end == reader->end ||
        *scalar.end != '\n') {
        return 0;
    }
    uint32_t node = axvm_add_keyed_value(reader, key, &scalar, axvm_offset(reader, value));
    if (AXVM_LIKELY(node != 0)) {
        reader->position = scalar.end + 1;
    }
    return node;
}

/* The plain lines of a table with many keys. Each key is looked up some lines later. */
static void read_plain_lines(struct axvm_reader *reader) {
    struct axvm_new_entries entries;
    entries.count = 0;
    for (;;) {
        uint32_t node = read_plain_line(reader);
        if (node == 0) {
            break;
        }
        fetch_ahead(reader, reader->position, reader->node_count);
        struct axvm_slice key = {reader->begin + reader->nodes[node].key_start, reader->nodes[node].key_length};
        uint32_t hash = axvm_index_hash(reader->table, key);
        axvm_index_prefetch(&reader->index, hash);
        entries.nodes[entries.count] = node;
        entries.hashes[entries.count] = hash;
        if (++entries.count == AXVM_NEW_ENTRIES_MAX) {
            axvm_settle_entries(reader, reader->table, &entries);
        }
    }
    axvm_settle_entries(reader, reader->table, &entries);
}

/* Below a header that cannot be read: its keys go nowhere, and any table may be the one that is missing. */
static void lose_header(struct axvm_reader *reader) {
    axvm_mark_incomplete(reader, 0);
    axvm_enter_table(reader, add_lost_table(reader));
    reader->line_lost = true;
}

/* Steps over the closing bracket or brackets of a header. @return false: the header has been lost */
static bool read_header_end(struct axvm_reader *reader, const struct axvm_key_path *path, const char *start,
                            bool is_element) {
    const char *at = reader->position;
    bool closed = axvm_at_byte(reader, ']') && (!is_element || (reader->end - at > 1 && at[1] == ']'));
    if (AXVM_LIKELY(closed)) {
        reader->position += is_element ? 2 : 1;
        return true;
    }
    if (axvm_at_byte(reader, ']')) {
        axvm_complain_of_half_closed_header(reader, path);
        lose_header(reader);
        return false;
    }
    if (!axvm_complain_of_control(reader)) {
        struct axvm_finding *finding = axvm_complain(reader, AXVM_CODE_HEADER_INVALID, start, at);
        axvm_finding_message(reader->findings, finding, "table header is not closed");
        axvm_finding_label(reader->findings, finding, is_element ? "`]]` is missing" : "`]` is missing");
    }
    reader->line_lost = true;
    axvm_mark_incomplete(reader, 0); /* this may have been meant for another table */
    return true;
}

/*
 * A header that is the same as the one above, byte for byte, adds one more table to the same array. After a mistake it is
 * read like any other, so that one in the header is told each time.
 */
static bool read_repeated_header(struct axvm_reader *reader) {
    const char *start = reader->position;
    const struct axvm_toml_node *above = &reader->nodes[reader->table];
    size_t length = above->end - above->start;
    if (reader->array_of_table == 0 || reader->damaged || (size_t)(reader->end - start) < length ||
        axvm_compare(start, reader->begin + above->start, length) != 0) {
        return false;
    }
    struct axvm_span header = {axvm_offset(reader, start), axvm_offset(reader, start + length)};
    struct axvm_key key = {header.start + (above->key_start - above->start), above->key_length};
    axvm_enter_table(reader, axvm_add_table_element(reader, reader->array_of_table, key, header));
    reader->position += length;
    return true;
}

static void read_header(struct axvm_reader *reader) {
    if (AXVM_IS_FOR_SPEED && read_repeated_header(reader)) {
        return;
    }
    const char *start = reader->position;
    reader->array_of_table = 0;
    bool is_element = reader->end - start > 1 && start[1] == '[';
    reader->position += is_element ? 2 : 1;
    skip_blanks(reader);
    struct axvm_key_path path = {.table = 0};
    if (!read_key_path(reader, &path, AXVM_STEP_HEADER)) {
        if (!reader->out_of_memory) {
            lose_header(reader);
        }
        return;
    }
    if (!read_header_end(reader, &path, start, is_element)) {
        return;
    }
    struct axvm_span header = {axvm_offset(reader, start), axvm_offset(reader, reader->position)};
    axvm_enter_table(reader, axvm_open_table(reader, path.table, path.last, header, is_element));
}

static void read_line(struct axvm_reader *reader) {
    skip_blanks(reader);
    reader->line_start = reader->position;
    if (!axvm_at_line_end(reader) && !axvm_at_byte(reader, '#')) {
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
    uint64_t capped = length < AXVM_TEXT_MAX ? length : AXVM_TEXT_MAX;
    /* 24 for a node of 2 bytes of text; 24 and 64 for an indexed key of 4, `A=0,`: see grow() and harden(). */
    uint64_t bound = 22 * capped + 2048;
    return bound > SIZE_MAX ? SIZE_MAX : (size_t)bound;
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

/* Whether the first bytes are printable and no brace: a quick test that all texts pass but those with a mistake there. */
static bool begins_like_text(const struct axvm_reader *reader) {
    const char *at = reader->position;
    const char *end = reader->end - at > 4 ? at + 4 : reader->end;
    while (at < end && ((*at >= ' ' && *at < 0x7f) || *at == '\t' || *at == '\n' || *at == '\r')) {
        at++;
    }
    return at == end && (at == reader->position || *reader->position != '{');
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
    axvm_fill(&reader, 0, offsetof(struct axvm_reader, open));
    const char *begin = text.length == 0 ? "" : text.data;
    reader.begin = reader.position = reader.line_start = reader.loose_word_end = begin;
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
    if (AXVM_UNLIKELY(!begins_like_text(&reader)) && AXVM_HAS_REMARKS && axvm_complain_of_no_text(&reader)) {
        axvm_mark_incomplete(&reader, 0);
        reader.position = reader.end;
    }
    while (reader.position < reader.end) {
        if (AXVM_IS_FOR_SPEED && reader.nodes[reader.table].form & AXVM_TOML_TABLE_INDEXED) {
            read_plain_lines(&reader);
        }
        read_line(&reader);
    }
    if (reader.out_of_memory || findings->out_of_memory) {
        return AXVM_OUT_OF_MEMORY;
    }
    document->nodes = reader.nodes;
    document->node_count = reader.node_count;
    document->overflow_count = reader.overflow_count;
    document->has_large_integers = reader.value_bits >> 63 != 0;
    document->damaged = reader.damaged;
    return reader.damaged ? AXVM_INVALID : AXVM_OK;
}
