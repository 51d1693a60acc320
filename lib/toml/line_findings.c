/* SPDX-License-Identifier: Apache-2.0 */
/* What the reader says of keys, of headers and of what else is on their lines, with what was probably meant. */
#include "base/format.h"
#include "base/utf8.h"
#include "diag/findings.h"
#include "toml/reader.h"

/* --- lines --------------------------------------------------------------------------------------- */

bool axvm_looks_like_key(const char *at, const char *end) {
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

bool axvm_complain_of_control(struct axvm_reader *reader) {
    if (reader->position == reader->end || !axvm_is_control(*reader->position)) {
        return false;
    }
    axvm_complain_of_byte(reader, reader->position, AXVM_WORDS("the text"));
    return true;
}

void axvm_complain_of_rest_of_line(struct axvm_reader *reader) {
    axvm_mark_incomplete(reader, reader->table);
    if (axvm_complain_of_control(reader)) {
        axvm_skip_to_line_end(reader);
        return;
    }
    const char *start = reader->position;
    struct axvm_span arithmetic = axvm_arithmetic_with_number(reader);
    if (arithmetic.end != 0) {
        axvm_complain_of_arithmetic(reader, arithmetic);
        axvm_skip_to_line_end(reader);
        return;
    }
    struct axvm_span number = axvm_number_before_unit(reader);
    axvm_skip_to_line_end(reader);
    const char *end = reader->position;
    while (axvm_class_of(end[-1]) & AXVM_CLASS_BLANK) {
        end--; /* not beyond `start`, where something else stands */
    }
    struct axvm_finding *finding = axvm_complain(reader, AXVM_CODE_LINE_END_EXPECTED, start, end);
    axvm_finding_message(reader->findings, finding, "nothing more may stand on this line");
    axvm_finding_label(reader->findings, finding, "unexpected");
    if (number.end != 0) {
        axvm_suggest_plain_number(reader, finding, number);
        axvm_break_last_number(reader);
        return;
    }
    axvm_finding_remark(reader->findings, finding, AXVM_REMARK_HELP,
                        "each key and each header takes a line of its own; comments start with `#`");
}

/* --- keys ---------------------------------------------------------------------------------------- */

/* Says how the name of a section is written, which fills the finding's span but for brackets or a colon. */
static void suggest_header(struct axvm_reader *reader, struct axvm_finding *finding, struct axvm_slice name) {
    axvm_finding_remark(reader->findings, finding, AXVM_REMARK_HELP, "the name of a section is written `[%v]`", name);
    if (!AXVM_HAS_REMARKS || finding == NULL || name.length > AXVM_FORMAT_QUOTE_MAX) {
        return;
    }
    struct axvm_slice header = axvm_format(reader->arena, "[%v]", name);
    if (header.data == NULL) {
        reader->findings->out_of_memory = true;
        return;
    }
    uint32_t start = axvm_offset(reader, name.data);
    struct axvm_span span = {start < finding->primary.span.start ? start : finding->primary.span.start,
                             finding->primary.span.end};
    axvm_finding_fix(reader->findings, finding, span, header, true);
}

/*
 * The name in `(kernel)` or `{kernel}` where that fills the line.
 * @return its length; 0 if the line is anything else
 */
static size_t name_in_wrong_brackets(const char *at, const char *end) {
    const char closing = *at == '(' ? ')' : '}';
    if (*at != '(' && *at != '{') {
        return 0;
    }
    const char *name = ++at;
    while (at < end && (axvm_class_of(*at) & AXVM_CLASS_BARE_KEY || *at == '.')) {
        at++;
    }
    size_t length = (size_t)(at - name);
    if (at == end || *at != closing) {
        return 0;
    }
    for (at++; at < end && axvm_class_of(*at) & AXVM_CLASS_BLANK; at++) {}
    return at == end || *at == '\n' || *at == '\r' || *at == '#' ? length : 0;
}

static void complain_of_wrong_brackets(struct axvm_reader *reader, struct axvm_slice name) {
    const char *start = reader->position;
    struct axvm_finding *finding = axvm_complain(reader, AXVM_CODE_KEY_EXPECTED, start, start + name.length + 2);
    axvm_finding_message(reader->findings, finding, "a key is expected here");
    suggest_header(reader, finding, name);
}

/* Whether a line begins as those do that git puts around and between the two sides of a conflict. */
static bool is_conflict_mark(const char *at, const char *end) {
    if (end - at < 7 || (*at != '<' && *at != '=' && *at != '>' && *at != '|')) {
        return false;
    }
    for (unsigned i = 1; i < 7; i++) {
        if (at[i] != *at) {
            return false;
        }
    }
    return true;
}

void axvm_complain_of_missing_key(struct axvm_reader *reader) {
    const char *start = reader->position;
    if (axvm_complain_of_control(reader)) {
        return;
    }
    bool is_name = AXVM_HAS_REMARKS && start < reader->end;
    struct axvm_slice name = {start + 1, is_name ? name_in_wrong_brackets(start, reader->end) : 0};
    if (name.length > 0 && reader->depth == 0) {
        axvm_mark_incomplete(reader, 0); /* this was meant for a header */
        complain_of_wrong_brackets(reader, name);
        return;
    }
    unsigned length = axvm_utf8_length(start, reader->end);
    if (start < reader->end && length == 0) {
        axvm_complain_of_byte(reader, start, AXVM_WORDS("a key"));
        return;
    }
    bool at_end = axvm_at_line_end(reader);
    struct axvm_finding *finding = axvm_complain(reader, AXVM_CODE_KEY_EXPECTED, start, start + (at_end ? 0 : length));
    axvm_finding_message(reader->findings, finding, "a key is expected here");
    if (length > 1) {
        axvm_finding_remark(reader->findings, finding, AXVM_REMARK_HELP,
                            "keys without quotes are made of A-Z, a-z, 0-9, `_` and `-`; put this one in quotes");
    } else if (axvm_at_byte(reader, ';') || axvm_at_byte(reader, '/')) {
        axvm_finding_remark(reader->findings, finding, AXVM_REMARK_HELP, "comments start with `#`");
    } else if (is_conflict_mark(start, reader->end)) {
        axvm_finding_remark(reader->findings, finding, AXVM_REMARK_HELP,
                            "this marks a merge conflict: keep one of its sides, and no marks");
    }
}

void axvm_complain_of_long_path(struct axvm_reader *reader, const struct axvm_key_path *path) {
    struct axvm_finding *finding = axvm_complain(reader, AXVM_CODE_KEY_TOO_DEEP, path->start, reader->position);
    axvm_finding_message(reader->findings, finding, "key of more than %u parts", (uint64_t)AXVM_TOML_KEY_PARTS_MAX);
}

/* The whole key that was read last, up to the position. */
static struct axvm_slice path_as_written(const struct axvm_reader *reader, const struct axvm_key_path *path) {
    const char *end = reader->position;
    while (axvm_class_of(end[-1]) & AXVM_CLASS_BLANK) {
        end--;
    }
    return (struct axvm_slice){path->start, (size_t)(end - path->start)};
}

/* Whether the key is all of its line but for a stray bracket or colon, so that it may have been a header. */
static bool line_is_a_name(const struct axvm_reader *reader, const struct axvm_key_path *path) {
    const char *at = reader->position;
    if (reader->depth > 0 || axvm_class_of(*path->start) & AXVM_CLASS_DIGIT) {
        return false;
    }
    while (at < reader->end && (*at == ':' || *at == ']' || axvm_class_of(*at) & AXVM_CLASS_BLANK)) {
        at++;
    }
    return at == reader->end || *at == '\n' || *at == '\r' || *at == '#';
}

void axvm_complain_of_missing_equals(struct axvm_reader *reader, const struct axvm_key_path *path) {
    if (axvm_complain_of_control(reader)) {
        return;
    }
    const char *start = reader->position;
    unsigned character = axvm_utf8_length(start, reader->end);
    unsigned length = axvm_at_line_end(reader) ? 0 : character == 0 ? 1 : character;
    struct axvm_finding *finding = axvm_complain(reader, AXVM_CODE_EQUALS_EXPECTED, start, start + length);
    axvm_finding_message(reader->findings, finding, "`=` expected after the key %q",
                         axvm_key_content(reader, path->last));
    if (AXVM_HAS_REMARKS && line_is_a_name(reader, path)) {
        axvm_mark_incomplete(reader, 0); /* the keys below may be those of another table */
        struct axvm_slice name = path_as_written(reader, path);
        if (length > 0) {
            suggest_header(reader, finding, name);
        } else {
            axvm_finding_remark(reader->findings, finding, AXVM_REMARK_HELP,
                                "a key takes `=` and a value; the name of a section is written `[%v]`", name);
        }
    } else if (AXVM_HAS_REMARKS && axvm_begins_with_no_break_space(start, reader->end)) {
        axvm_finding_label(reader->findings, finding, "a no-break space, U+00A0");
        axvm_finding_remark(reader->findings, finding, AXVM_REMARK_HELP, "write a plain space");
    } else if (axvm_at_byte(reader, ':')) {
        struct axvm_span span = {axvm_offset(reader, start), axvm_offset(reader, start) + 1};
        axvm_finding_remark(reader->findings, finding, AXVM_REMARK_HELP, "write `=` for `:`");
        axvm_finding_fix(reader->findings, finding, span, axvm_slice_of(" ="), true);
    }
}

void axvm_complain_of_missing_value(struct axvm_reader *reader, struct axvm_key key) {
    const char *start = reader->position;
    struct axvm_finding *finding = axvm_complain(reader, AXVM_CODE_VALUE_EXPECTED, start, start);
    axvm_finding_message(reader->findings, finding, "the key %q has no value", axvm_key_content(reader, key));
    axvm_finding_label(reader->findings, finding, "a value is expected here");
}

/* --- headers ------------------------------------------------------------------------------------- */

void axvm_complain_of_half_closed_header(struct axvm_reader *reader, const struct axvm_key_path *path) {
    const char *at = reader->position;
    struct axvm_slice name = path_as_written(reader, path);
    struct axvm_finding *finding = axvm_complain(reader, AXVM_CODE_HEADER_INVALID, reader->line_start, at + 1);
    axvm_finding_message(reader->findings, finding, "table header is not closed");
    axvm_finding_label(reader->findings, finding, "two brackets open it, one closes it");
    axvm_finding_remark(reader->findings, finding, AXVM_REMARK_HELP,
                        "write `[%v]` for a section, `[[%v]]` for an element of a list", name, name);
    axvm_mark_incomplete(reader, path->table);
}
