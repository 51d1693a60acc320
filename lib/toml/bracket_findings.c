/* SPDX-License-Identifier: Apache-2.0 */
/* What the reader says of brackets and commas, with what was probably meant: which bracket was forgotten, and where. */
#include "diag/findings.h"
#include "toml/reader.h"

/* --- brackets that are not closed ---------------------------------------------------------------- */

/* Whether a line looks like `[name]` or `[[name]]`, and not like the start of an array of values. */
static bool looks_like_header(const char *at, const char *end) {
    while (at < end && (*at == '[' || axvm_class_of(*at) & AXVM_CLASS_BLANK)) {
        at++;
    }
    if (at == end || axvm_class_of(*at) & AXVM_CLASS_DIGIT || *at == '-' || *at == '.') {
        return false;
    }
    const char *start = at;
    while (at < end && (axvm_class_of(*at) & AXVM_CLASS_BARE_KEY || *at == '.')) {
        at++;
    }
    if (at == start || at == end || *at != ']') {
        return false;
    }
    struct axvm_slice name = {start, (size_t)(at - start)};
    bool is_value = axvm_slice_equal(name, axvm_slice_of("true")) || axvm_slice_equal(name, axvm_slice_of("false")) ||
                    axvm_slice_equal(name, axvm_slice_of("inf")) || axvm_slice_equal(name, axvm_slice_of("nan"));
    return !is_value;
}

bool axvm_bracket_was_forgotten(const struct axvm_reader *reader) {
    const char *at = reader->position;
    bool in_array = reader->nodes[reader->open[reader->depth - 1]].kind == AXVM_TOML_ARRAY;
    return *at == '[' ? looks_like_header(at, reader->end) : in_array && axvm_looks_like_key(at, reader->end);
}

void axvm_complain_of_open_row(struct axvm_reader *reader, uint32_t node, uint32_t limit) {
    bool is_array = reader->nodes[node].kind == AXVM_TOML_ARRAY;
    const char *start = reader->begin + reader->nodes[node].start;
    const char *at = reader->begin + limit;
    struct axvm_finding *finding = axvm_complain(reader, AXVM_CODE_BRACKET_NOT_CLOSED, start, start + 1);
    axvm_finding_message(reader->findings, finding, is_array ? "array is not closed" : "inline table is not closed");
    axvm_finding_label(reader->findings, finding, is_array ? "`]` is missing" : "`}` is missing");
    if (at < reader->end) {
        bool is_bracket = *at == ']' || *at == '}';
        struct axvm_span span = {limit, limit + is_bracket};
        axvm_finding_secondary(reader->findings, finding, span,
                               is_bracket ? "expected before this bracket" : "expected before this line");
    }
}

/*
 * The blanks that a line begins with, up to `offset`, which is between brackets: there is something before them.
 * @return -1 if anything else is there
 */
static int64_t indentation(const struct axvm_reader *reader, uint32_t offset) {
    const char *at = reader->begin + offset;
    while (axvm_class_of(at[-1]) & AXVM_CLASS_BLANK) {
        at--;
    }
    bool begins_line = at[-1] == '\n' || at[-1] == '\r';
    return begins_line ? reader->begin + offset - at : -1;
}

/*
 * An array that seems to have swallowed others like it: it begins with a plain value, and one of its elements is an
 * array that begins a line.
 * @return the element before that one; 0 if there is none
 */
static uint32_t last_before_swallowed(const struct axvm_reader *reader, uint32_t array) {
    const struct axvm_toml_node *nodes = reader->nodes;
    uint32_t before = nodes[nodes[array].link].next;
    if (nodes[before].kind == AXVM_TOML_ARRAY || nodes[before].kind == AXVM_TOML_TABLE) {
        return 0;
    }
    for (uint32_t at = nodes[before].next; before != nodes[array].link; before = at, at = nodes[at].next) {
        if (nodes[at].kind == AXVM_TOML_ARRAY && indentation(reader, nodes[at].start) >= 0) {
            return before;
        }
    }
    return 0;
}

/* Moves the elements of the last array in `outer` that stand behind `kept` to `outer`, and ends it there. */
static void give_back(struct axvm_reader *reader, uint32_t outer, uint32_t kept) {
    struct axvm_toml_node *nodes = reader->nodes;
    uint32_t array = nodes[outer].link;
    uint32_t last = nodes[array].link;
    uint32_t first_of_outer = nodes[array].next;
    nodes[array].next = nodes[kept].next;
    nodes[kept].next = nodes[last].next;
    nodes[last].next = first_of_outer;
    nodes[array].link = kept;
    nodes[array].end = nodes[kept].end;
    nodes[outer].link = last;
}

/*
 * Where an array is not closed, its last element may have taken its bracket, having none itself.
 * @return whether that is so, and has been reported
 */
static bool complain_of_greedy_row(struct axvm_reader *reader, uint32_t outer) {
    struct axvm_toml_node *nodes = reader->nodes;
    uint32_t row = nodes[outer].link;
    if (nodes[outer].kind != AXVM_TOML_ARRAY || row == 0 || nodes[row].kind != AXVM_TOML_ARRAY ||
        nodes[row].link == 0) {
        return false;
    }
    uint32_t kept = last_before_swallowed(reader, row);
    uint32_t closing = nodes[row].end - 1;
    if (kept != 0) {
        axvm_complain_of_open_row(reader, row, nodes[nodes[kept].next].start);
        give_back(reader, outer, kept);
    } else if (indentation(reader, closing) >= 0 &&
               indentation(reader, closing) < indentation(reader, nodes[row].start)) {
        axvm_complain_of_open_row(reader, row, closing);
    } else {
        return false;
    }
    axvm_mark_incomplete(reader, row);
    return true;
}

void axvm_complain_of_open_bracket(struct axvm_reader *reader) {
    uint32_t node = reader->open[reader->depth - 1];
    if (!AXVM_HAS_REMARKS || !complain_of_greedy_row(reader, node)) {
        axvm_complain_of_open_row(reader, node, axvm_offset(reader, reader->position));
    }
    if (reader->position == reader->end) {
        axvm_mark_incomplete(reader, 0); /* what follows in the author's mind has been swallowed */
        axvm_mark_incomplete(reader, reader->table);
    }
}

bool axvm_row_was_forgotten(const struct axvm_reader *reader) {
    if (!axvm_at_byte(reader, '[') || reader->position != reader->line_start || reader->depth < 2) {
        return false;
    }
    const struct axvm_toml_node *outer = &reader->nodes[reader->open[reader->depth - 2]];
    const struct axvm_toml_node *array = &reader->nodes[reader->open[reader->depth - 1]];
    const struct axvm_toml_node *first = &reader->nodes[reader->nodes[array->link].next];
    return outer->kind == AXVM_TOML_ARRAY && array->kind == AXVM_TOML_ARRAY && first->kind != AXVM_TOML_ARRAY &&
           first->kind != AXVM_TOML_TABLE;
}

bool axvm_closes_outer_bracket(const struct axvm_reader *reader) {
    const char *at = reader->position;
    if (reader->depth < 2) {
        return false;
    }
    const struct axvm_toml_node *outer = &reader->nodes[reader->open[reader->depth - 2]];
    if (outer->kind != (*at == ']' ? AXVM_TOML_ARRAY : AXVM_TOML_TABLE)) {
        return false;
    }
    if (at == reader->line_start) {
        return true;
    }
    for (at++; at < reader->end && axvm_class_of(*at) & AXVM_CLASS_BLANK; at++) {}
    bool ends_line = at == reader->end || *at == '\n' || *at == '\r' || *at == '#';
    return reader->depth == 2 && ends_line && outer->start >= axvm_offset(reader, reader->line_start);
}

/* --- inside of brackets -------------------------------------------------------------------------- */

void axvm_check_inline_line_end(struct axvm_reader *reader) {
    if (reader->nodes[reader->open[reader->depth - 1]].kind == AXVM_TOML_TABLE) {
        const char *start = reader->position;
        struct axvm_finding *finding = axvm_complain(reader, AXVM_CODE_NEEDS_TOML_1_1, start, start);
        axvm_finding_message(reader->findings, finding, "an inline table over several lines needs TOML 1.1");
    }
}

void axvm_complain_of_extra_comma(struct axvm_reader *reader) {
    const char *comma = reader->position;
    struct axvm_finding *finding = axvm_complain(reader, AXVM_CODE_COMMA, comma, comma + 1);
    struct axvm_span span = {axvm_offset(reader, comma), axvm_offset(reader, comma) + 1};
    axvm_finding_message(reader->findings, finding, "one comma too many");
    axvm_finding_fix(reader->findings, finding, span, (struct axvm_slice){"", 0}, true);
}

const char *axvm_end_of_token_before(const struct axvm_reader *reader) {
    const char *at = reader->position;
    uint32_t node = reader->node_count - 1;
    for (;;) {
        while (axvm_class_of(at[-1]) & AXVM_CLASS_BLANK || at[-1] == '\n' || at[-1] == '\r') {
            at--;
        }
        const struct axvm_toml_node *comment = &reader->nodes[node];
        if (comment->kind != AXVM_TOML_COMMENT || comment->end != axvm_offset(reader, at)) {
            return at;
        }
        at = reader->begin + comment->start;
        node--;
    }
}

void axvm_complain_of_missing_comma(struct axvm_reader *reader, const char *message) {
    const char *place = axvm_end_of_token_before(reader);
    struct axvm_span span = {axvm_offset(reader, place), axvm_offset(reader, place)};
    struct axvm_finding *finding = axvm_complain(reader, AXVM_CODE_COMMA, place, place);
    axvm_finding_message(reader->findings, finding, "%s", message);
    axvm_finding_label(reader->findings, finding, "`,` is missing here");
    /* What begins no value may be anything: the rest of an arithmetic expression, a comma of another alphabet. */
    axvm_finding_fix(reader->findings, finding, span, axvm_slice_of(","), !axvm_at_class(reader, AXVM_CLASS_VALUE));
}

const char *axvm_complain_of_semicolon(struct axvm_reader *reader) {
    const char *start = reader->position;
    const char *next = start + 1;
    while (next < reader->end && axvm_class_of(*next) & AXVM_CLASS_BLANK) {
        next++;
    }
    bool is_comma = next == reader->end || *next == '\n' || *next == '\r' || *next == '-' || *next == '+' ||
                    axvm_class_of(*next) & (AXVM_CLASS_DIGIT | AXVM_CLASS_OPENING | AXVM_CLASS_CLOSING);
    is_comma = is_comma || !axvm_innermost_is_array(reader);
    struct axvm_span span = {axvm_offset(reader, start), axvm_offset(reader, start) + 1};
    struct axvm_finding *finding = axvm_complain(reader, AXVM_CODE_COMMA, start, start + 1);
    axvm_finding_message(reader->findings, finding, "`;` separates no values");
    axvm_finding_remark(reader->findings, finding, AXVM_REMARK_HELP,
                        is_comma ? "write `,` for `;`" : "comments start with `#`");
    axvm_finding_fix(reader->findings, finding, span, axvm_slice_of(is_comma ? "," : "#"), true);
    const char *end = start + 1;
    while (!is_comma && end < reader->end && *end != '\n' && *end != '\r') {
        end++;
    }
    return end;
}

unsigned axvm_other_comma(const struct axvm_reader *reader) {
    static const char *const commas[] = {"\xef\xbc\x8c", "\xe3\x80\x81"}; /* full-width, and ideographic */
    for (size_t i = 0; i < sizeof commas / sizeof commas[0]; i++) {
        if (reader->end - reader->position >= 3 && axvm_compare(reader->position, commas[i], 3) == 0) {
            return 3;
        }
    }
    return 0;
}

void axvm_complain_of_other_comma(struct axvm_reader *reader, unsigned length) {
    const char *start = reader->position;
    struct axvm_span span = {axvm_offset(reader, start), axvm_offset(reader, start) + length};
    struct axvm_finding *finding = axvm_complain(reader, AXVM_CODE_COMMA, start, start + length);
    axvm_finding_message(reader->findings, finding, "%q separates no values", (struct axvm_slice){start, length});
    axvm_finding_remark(reader->findings, finding, AXVM_REMARK_HELP, "it is a comma of another script: write `,`");
    axvm_finding_fix(reader->findings, finding, span, axvm_slice_of(", "), true);
}
