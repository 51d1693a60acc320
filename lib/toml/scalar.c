/* SPDX-License-Identifier: Apache-2.0 */
/* Reads one string, number, date-time or boolean: its end, its form, and what is wrong with it. */
#include "base/format.h"
#include "base/utf8.h"
#include "base/words.h"
#include "diag/findings.h"
#include "toml/plain.h"
#include "toml/reader.h"

#define N(value) (AXVM_CLASS_DIGIT | AXVM_CLASS_HEX_DIGIT | AXVM_CLASS_BARE_KEY | AXVM_CLASS_WORD | (value))
#define H(value) (AXVM_CLASS_HEX_DIGIT | AXVM_CLASS_BARE_KEY | AXVM_CLASS_WORD | (value))
#define A        (AXVM_CLASS_BARE_KEY | AXVM_CLASS_WORD)
#define W        AXVM_CLASS_WORD
#define B        AXVM_CLASS_BLANK
#define O        AXVM_CLASS_OPENING
#define C        AXVM_CLASS_CLOSING
/* clang-format off */
const uint16_t axvm_toml_class[AXVM_CLASS_ROWS] = {
    0, 0, 0, 0, 0, 0, 0, 0, 0, B, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    /*   ! " # $ % & ' ( ) * + , - . / */
    B, 0, O, 0, 0, 0, 0, O, 0, 0, 0, W, C, A, W, 0,
    /* 0 to 9, : ; < = > ? */
    N(0), N(1), N(2), N(3), N(4), N(5), N(6), N(7), N(8), N(9), W, 0, 0, 0, 0, 0,
    /* @, A to Z, [ \ ] ^ _ */
    0, H(10), H(11), H(12), H(13), H(14), H(15), A, A, A, A, A, A, A, A, A,
    A, A, A, A, A, A, A, A, A, A, A, O, 0, C, 0, A,
    /* `, a to z, { | } ~ */
    0, H(10), H(11), H(12), H(13), H(14), H(15), A, A, A, A, A, A, A, A, A,
    A, A, A, A, A, A, A, A, A, A, A, O, 0, C, 0, 0,
    /* 0x80 and above: nowhere but in strings and comments */
};
/* clang-format on */
#undef N
#undef H
#undef A
#undef W
#undef B
#undef O
#undef C

/* --- bytes that strings and comments may not hold ------------------------------------------------ */

void axvm_complain_of_byte(struct axvm_reader *reader, const char *position, const char *where) {
    unsigned char byte = (unsigned char)*position;
    if (byte >= 0x80) {
        reader->damaged = true;
        if (!reader->told_not_utf8) {
            reader->told_not_utf8 = true;
            struct axvm_finding *finding = axvm_complain(reader, AXVM_CODE_NOT_UTF8, position, position + 1);
            axvm_finding_message(reader->findings, finding, "the text is not UTF-8");
            axvm_finding_label(reader->findings, finding, "byte %x starts no UTF-8 sequence", (uint64_t)byte);
            axvm_finding_remark(reader->findings, finding, AXVM_REMARK_HELP,
                                "save the file as UTF-8; further such bytes are not reported");
        }
        return;
    }
    struct axvm_finding *finding = axvm_complain(reader, AXVM_CODE_CONTROL_CHARACTER, position, position + 1);
    axvm_finding_message(reader->findings, finding, "control character in %s", where);
    axvm_finding_label(reader->findings, finding, "byte %x is not allowed here", (uint64_t)byte);
}

/*
 * Steps over a byte above 0x7e or below 0x20 in a string or comment: a tab or a UTF-8 sequence is fine.
 * @return the position behind it
 */
static const char *step_over(struct axvm_reader *reader, const char *position, const char *where, bool *told) {
    if (*position == '\t') {
        return position + 1;
    }
    const char *start = position;
    while (position < reader->end && (unsigned char)*position >= 0x80) {
        unsigned length = axvm_utf8_length(position, reader->end);
        if (length == 0) {
            break;
        }
        position += length; /* letters outside of ASCII mostly come in words */
    }
    if (position != start) {
        return position;
    }
    if (!*told) {
        *told = true;
        axvm_complain_of_byte(reader, position, where);
    }
    reader->damaged = true;
    return position + 1;
}

const char *axvm_scan_comment(struct axvm_reader *reader, const char *position) {
    const char *end = reader->end;
    bool told = false;
    for (;;) {
        position = axvm_skip_printable(position, end);
        if (position == end || *position == '\n' || *position == '\r') {
            return position; /* a CR without LF is the line end's to report */
        }
        position = step_over(reader, position, AXVM_WORDS("a comment"), &told);
    }
}

/* --- strings ------------------------------------------------------------------------------------- */

/* A string while it is read. */
struct string_scan {
    const char *position;
    const char *opening;
    char quote;
    bool multi_line;
    bool escapes;
    bool told; /* about a byte that may not be in it */
};

static void complain_of_escape(struct axvm_reader *reader, const char *start, const char *end, const char *label) {
    reader->bad_escape = true;
    struct axvm_finding *finding = axvm_complain(reader, AXVM_CODE_ESCAPE_INVALID, start, end);
    axvm_finding_message(reader->findings, finding, "invalid escape in a string");
    axvm_finding_label(reader->findings, finding, "%s", label);
    axvm_finding_remark(reader->findings, finding, AXVM_REMARK_HELP,
                        "write `\\\\` for a backslash, or use a literal string in single quotes, which has no escapes");
}

/* Checks `count` hexadecimal digits at `digits`, the code of an escape that starts at `start`. */
static const char *read_code_point(struct axvm_reader *reader, const char *start, unsigned count) {
    const char *digits = start + 2;
    const char *at = digits;
    uint32_t value = 0;
    while (at < reader->end && (unsigned)(at - digits) < count && axvm_class_of(*at) & AXVM_CLASS_HEX_DIGIT) {
        value = value << 4 | (axvm_class_of(*at) & AXVM_CLASS_DIGIT_VALUE);
        at++;
    }
    if ((unsigned)(at - digits) < count) {
        complain_of_escape(reader, start, at,
                           count == 2   ? AXVM_WORDS("`\\x` takes 2 hexadecimal digits")
                           : count == 4 ? AXVM_WORDS("`\\u` takes 4 hexadecimal digits")
                                        : AXVM_WORDS("`\\U` takes 8 hexadecimal digits"));
    } else if (value > 0x10ffff || (value >= 0xd800 && value <= 0xdfff)) {
        complain_of_escape(reader, start, at, AXVM_WORDS("not a Unicode character: surrogate, or above U+10FFFF"));
    }
    return at;
}

/* In a multi-line string a backslash may end a line. @return what follows, or NULL if it does not */
static const char *continuation_end(const char *position, const char *end) {
    while (position < end && axvm_class_of(*position) & AXVM_CLASS_BLANK) {
        position++;
    }
    bool line_ends =
        position < end && (*position == '\n' || (*position == '\r' && end - position > 1 && position[1] == '\n'));
    return line_ends ? position : NULL;
}

static void complain_of_version(struct axvm_reader *reader, const char *start, const char *end, const char *what) {
    struct axvm_finding *finding = axvm_complain(reader, AXVM_CODE_NEEDS_TOML_1_1, start, end);
    axvm_finding_message(reader->findings, finding, "%s needs TOML 1.1", what);
}

/* Reads the escape at the backslash. */
static void read_escape(struct axvm_reader *reader, struct string_scan *scan) {
    const char *start = scan->position;
    scan->escapes = true;
    if (reader->end - start < 2) {
        scan->position = reader->end;
        return; /* the string is not closed, which will be said */
    }
    char letter = start[1];
    const char *after = start + 2;
    switch (letter) {
    case 'b':
    case 't':
    case 'n':
    case 'f':
    case 'r':
    case '"':
    case '\\':
        break;
    case 'e':
    case 'x':
        if (reader->toml_1_0) {
            complain_of_version(reader, start, after,
                                letter == 'e' ? AXVM_WORDS("the escape `\\e`") : AXVM_WORDS("the escape `\\x`"));
        }
        if (letter == 'x') {
            after = read_code_point(reader, start, 2);
        }
        break;
    case 'u':
    case 'U':
        after = read_code_point(reader, start, letter == 'u' ? 4 : 8);
        break;
    default:
        if (scan->multi_line && continuation_end(start + 1, reader->end) != NULL) {
            after = continuation_end(start + 1, reader->end);
            break;
        }
        if (letter == '\n' || letter == '\r' || (unsigned char)letter < 0x20 || (unsigned char)letter >= 0x7f) {
            after = start + 1; /* leave the byte to the loop, which knows what to say of it */
        }
        complain_of_escape(reader, start, after, AXVM_WORDS("there is no such escape"));
    }
    scan->position = after;
}

/* Reads up to the closing quote of a single-line string. @return false if the line ends first */
static bool read_single_line(struct axvm_reader *reader, struct string_scan *scan) {
    for (;;) {
        scan->position = axvm_skip_plain(scan->position, reader->end, scan->quote);
        if (scan->position == reader->end || *scan->position == '\n' || *scan->position == '\r') {
            return false;
        }
        if (*scan->position == scan->quote) {
            scan->position++;
            return true;
        }
        if (*scan->position == '\\') {
            read_escape(reader, scan);
        } else {
            scan->position = step_over(reader, scan->position, AXVM_WORDS("a string"), &scan->told);
        }
    }
}

static unsigned count_quotes(const char *position, const char *end, char quote) {
    unsigned count = 0;
    while (position < end && *position == quote && count < 6) {
        position++;
        count++;
    }
    return count;
}

void axvm_complain_of_bare_return(struct axvm_reader *reader, const char *position) {
    reader->damaged = true;
    if (!reader->told_bare_return) {
        reader->told_bare_return = true;
        struct axvm_finding *finding = axvm_complain(reader, AXVM_CODE_BARE_CARRIAGE_RETURN, position, position + 1);
        axvm_finding_message(reader->findings, finding, "carriage return without a line feed");
        axvm_finding_remark(reader->findings, finding, AXVM_REMARK_HELP,
                            "end lines with LF or CR LF; further such places are not reported");
    }
}

/* Reads up to the closing quotes of a multi-line string. @return false if the text ends first */
static bool read_multi_line(struct axvm_reader *reader, struct string_scan *scan) {
    for (;;) {
        scan->position = axvm_skip_plain(scan->position, reader->end, scan->quote);
        if (scan->position == reader->end) {
            return false;
        }
        char byte = *scan->position;
        if (byte == scan->quote) {
            unsigned quotes = count_quotes(scan->position, reader->end, scan->quote);
            /* Up to two quotes may stand before the three closing ones and belong to the value. */
            scan->position += quotes > 5 ? 5 : quotes;
            if (quotes >= 3) {
                return true;
            }
        } else if (byte == '\\') {
            read_escape(reader, scan);
        } else if (byte == '\n') {
            scan->position++;
        } else if (byte == '\r') {
            if (reader->end - scan->position < 2 || scan->position[1] != '\n') {
                axvm_complain_of_bare_return(reader, scan->position);
            }
            scan->position++;
        } else {
            scan->position = step_over(reader, scan->position, AXVM_WORDS("a string"), &scan->told);
        }
    }
}

AXVM_RARE static void complain_of_open_string(struct axvm_reader *reader, const struct string_scan *scan) {
    const char *opening_end = scan->opening + (scan->multi_line ? 3 : 1);
    struct axvm_finding *finding = axvm_complain(reader, AXVM_CODE_STRING_NOT_CLOSED, scan->opening,
                                                 scan->multi_line ? opening_end : scan->position);
    axvm_finding_message(reader->findings, finding, "string is not closed");
    axvm_finding_label(reader->findings, finding,
                       scan->multi_line ? "this string runs to the end of the text" : "no closing quote on this line");
    if (!scan->multi_line) {
        struct axvm_slice quote = {scan->opening, 1};
        axvm_finding_remark(reader->findings, finding, AXVM_REMARK_HELP, "close it with %q", quote);
    }
}

/*
 * Where a string was meant to end that goes on on the next line: at a quote that is the only one there, ends the line
 * and closes no value of the line's own, as in `root=/dev/vda"`.
 * @return behind the quote; NULL if the next line is anything else
 */
static const char *end_on_next_line(const struct axvm_reader *reader, const struct string_scan *scan) {
    const char *line = scan->position;
    line += line < reader->end && *line == '\r';
    line += line < reader->end && *line == '\n';
    const char *quote = line;
    bool has_key = false;
    for (; quote < reader->end && *quote != '\n' && *quote != '"' && *quote != '\''; quote++) {
        has_key = has_key || *quote == '#' || (*quote == '=' && axvm_class_of(quote[-1]) & AXVM_CLASS_BLANK);
    }
    if (has_key || quote == line || quote == reader->end || *quote != scan->quote || quote[-1] == '=' ||
        axvm_class_of(quote[-1]) & AXVM_CLASS_BLANK) {
        return NULL;
    }
    const char *at = quote + 1;
    while (at < reader->end && (axvm_class_of(*at) & AXVM_CLASS_BLANK || *at == '\r')) {
        at++;
    }
    return at == reader->end || *at == '\n' ? quote + 1 : NULL;
}

/* A string with quotes for one line, on two of them. */
AXVM_RARE static void complain_of_two_lines(struct axvm_reader *reader, struct string_scan *scan, const char *end) {
    struct axvm_finding *finding = axvm_complain(reader, AXVM_CODE_STRING_NOT_CLOSED, scan->opening, scan->position);
    struct axvm_span closing = {axvm_offset(reader, end) - 1, axvm_offset(reader, end)};
    axvm_finding_message(reader->findings, finding, "string is not closed");
    axvm_finding_label(reader->findings, finding, "no closing quote on this line");
    axvm_finding_secondary(reader->findings, finding, closing, "it stands here");
    axvm_finding_remark(reader->findings, finding, AXVM_REMARK_HELP,
                        "write it on one line, or with three quotes at both ends");
    scan->position = end;
}

/* Starts behind the opening quote or quotes. */
static void open_string(struct axvm_reader *reader, struct string_scan *scan) {
    *scan = (struct string_scan){.opening = reader->position, .quote = *reader->position};
    unsigned quotes = count_quotes(scan->opening, reader->end, scan->quote);
    scan->multi_line = quotes >= 3;
    scan->position = scan->opening + (scan->multi_line ? 3 : 1);
}

void axvm_read_string(struct axvm_reader *reader, struct axvm_scalar *scalar) {
    struct string_scan scan;
    reader->bad_escape = false;
    open_string(reader, &scan);
    bool closed = scan.multi_line ? read_multi_line(reader, &scan) : read_single_line(reader, &scan);
    unsigned form = (unsigned)(scan.quote == '"' ? AXVM_TOML_STRING_BASIC : AXVM_TOML_STRING_LITERAL);
    form += scan.multi_line ? (unsigned)AXVM_TOML_STRING_MULTI_LINE_BASIC : 0;
    scalar->kind = AXVM_TOML_STRING;
    scalar->form = (uint8_t)(form | (scan.escapes ? (unsigned)AXVM_TOML_STRING_ESCAPES : 0));
    scalar->end = scan.position;
    scalar->value = 0;
    if (!closed) {
        bool can_go_on = AXVM_HAS_REMARKS && !scan.multi_line && reader->depth == 0;
        const char *end = can_go_on ? end_on_next_line(reader, &scan) : NULL;
        if (end != NULL) {
            complain_of_two_lines(reader, &scan, end);
            scalar->end = end;
        } else {
            complain_of_open_string(reader, &scan);
        }
        scalar->kind = AXVM_TOML_BROKEN;
        scalar->form = 0;
        reader->line_lost = true;
    } else if (AXVM_UNLIKELY(reader->bad_escape)) {
        scalar->kind = AXVM_TOML_BROKEN; /* nobody knows what it was meant to say */
        scalar->form = 0;
    }
    reader->position = scan.position;
}

void axvm_read_quoted_key(struct axvm_reader *reader, struct axvm_key *key) {
    struct string_scan scan;
    open_string(reader, &scan);
    reader->bad_escape = false;
    key->start = axvm_offset(reader, scan.opening);
    if (scan.multi_line) {
        struct axvm_finding *finding = axvm_complain(reader, AXVM_CODE_KEY_EXPECTED, scan.opening, scan.position);
        axvm_finding_message(reader->findings, finding, "a key cannot be a multi-line string");
        read_multi_line(reader, &scan);
    } else if (!read_single_line(reader, &scan)) {
        complain_of_open_string(reader, &scan);
        reader->line_lost = true;
    }
    size_t length = (size_t)(scan.position - scan.opening);
    key->length = length < AXVM_TOML_KEY_LONG ? (uint32_t)length : AXVM_TOML_KEY_LONG;
    if (scan.escapes) {
        key->length |= AXVM_TOML_KEY_ESCAPES;
    }
    reader->position = scan.position;
}

/* --- numbers, dates and words -------------------------------------------------------------------- */

static const char *word_end(const char *position, const char *end) {
    while (position < end && axvm_class_of(*position) & AXVM_CLASS_WORD) {
        position++;
    }
    return position;
}

static bool word_is(const char *text, const char *end, const char *word) {
    while (text < end && *word != '\0' && *text == *word) {
        text++;
        word++;
    }
    return text == end && *word == '\0';
}

/* How far a closing parenthesis is looked for, so that many that are open take no longer than the text is. */
#define PARENTHESES_BYTES_MAX 200

/* What is behind the parentheses that open at `start`, in the same line; `start` if there is no such place. */
static const char *parentheses_end(const struct axvm_reader *reader, const char *start) {
    const char *end = reader->end - start > PARENTHESES_BYTES_MAX ? start + PARENTHESES_BYTES_MAX : reader->end;
    unsigned depth = 1;
    if (!AXVM_HAS_REMARKS || *start != '(') {
        return start;
    }
    for (const char *at = start + 1; at < end && *at != '\n' && *at != '#'; at++) {
        depth += *at == '(';
        depth -= *at == ')';
        if (depth == 0) {
            return at + 1;
        }
    }
    return start;
}

/* Where something that is no value ends: before what could follow a value. */
static const char *garbage_end(const struct axvm_reader *reader, const char *start) {
    const char *at = parentheses_end(reader, start);
    while (at < reader->end && *at != '#' && *at != '\n' && *at != '\r' &&
           (reader->depth == 0 || (*at != ',' && *at != ']' && *at != '}'))) {
        at++;
    }
    while (axvm_class_of(at[-1]) & AXVM_CLASS_BLANK) {
        at--; /* not beyond `start`, where something else stands */
    }
    return at;
}

static bool same_but_for_case(const char *text, const char *end, const char *word) {
    while (text < end && *word != '\0' && (*text | 0x20) == *word) {
        text++;
        word++;
    }
    return text == end && *word == '\0';
}

/* The boolean that a word was meant for: "True", "yes", "off" and the like. NULL if none. */
static const char *boolean_meant(const char *start, const char *end) {
    static const char *const meant[][2] = {
        {"true", "true"}, {"yes", "true"}, {"on", "true"}, {"false", "false"}, {"no", "false"}, {"off", "false"},
    };
    for (size_t i = 0; i < sizeof meant / sizeof meant[0]; i++) {
        if (same_but_for_case(start, end, meant[i][0])) {
            return meant[i][1];
        }
    }
    return NULL;
}

/* The quotes of other alphabets and programs, and the backquote. @return the length of the one at `text`; 0: none */
static size_t odd_quote_length(struct axvm_slice text) {
    static const char *const quotes[] = {
        "`",        "\xe2\x80\x9c", "\xe2\x80\x9d", "\xe2\x80\x9e", "\xe2\x80\x98", "\xe2\x80\x99", "\xe2\x80\x9a",
        "\xc2\xab", "\xc2\xbb",     "\xef\xbc\x82"};
    for (size_t i = 0; i < sizeof quotes / sizeof quotes[0]; i++) {
        struct axvm_slice quote = axvm_slice_of(quotes[i]);
        if (text.length >= quote.length && axvm_compare(text.data, quote.data, quote.length) == 0) {
            return quote.length;
        }
    }
    return 0;
}

/* What stands between odd quotes, of which there is one at the beginning. Empty if there is none at the end. */
static struct axvm_slice between_odd_quotes(struct axvm_slice text) {
    size_t opening = odd_quote_length(text);
    for (size_t closing = 1; closing <= 3 && opening + closing < text.length; closing++) {
        struct axvm_slice last = {text.data + text.length - closing, closing};
        if (odd_quote_length(last) == closing) {
            return (struct axvm_slice){text.data + opening, text.length - opening - closing};
        }
    }
    return (struct axvm_slice){text.data, 0};
}

static void suggest_straight_quotes(struct axvm_reader *reader, struct axvm_finding *finding, struct axvm_slice text) {
    struct axvm_slice content = between_odd_quotes(text);
    bool is_plain = content.length > 0 && content.length <= AXVM_FORMAT_QUOTE_MAX;
    for (size_t i = 0; i < content.length; i++) {
        is_plain = is_plain && content.data[i] != '"' && content.data[i] != '\\' && !axvm_is_control(content.data[i]);
    }
    if (!is_plain) {
        axvm_finding_remark(reader->findings, finding, AXVM_REMARK_HELP,
                            "strings stand in straight quotes, `\"` or `'`");
        return;
    }
    axvm_finding_remark(reader->findings, finding, AXVM_REMARK_HELP, "strings stand in straight quotes: \"%v\"",
                        content);
    if (finding == NULL) {
        return;
    }
    struct axvm_slice replacement = axvm_format(reader->arena, "\"%v\"", content);
    if (replacement.data == NULL) {
        reader->findings->out_of_memory = true;
        return;
    }
    axvm_finding_fix(reader->findings, finding, finding->primary.span, replacement, true);
}

/* The quote that is missing before or around a string, which does not begin with one. */
static void suggest_quotes(struct axvm_reader *reader, struct axvm_finding *finding, struct axvm_slice text) {
    size_t quotes[2] = {0, 0}; /* double and single ones */
    for (size_t i = 0; i < text.length; i++) {
        quotes[0] += text.data[i] == '"';
        quotes[1] += text.data[i] == '\'';
    }
    char last = text.data[text.length - 1];
    if (quotes[0] + quotes[1] == 1 && (last == '"' || last == '\'')) {
        axvm_finding_remark(reader->findings, finding, AXVM_REMARK_HELP, "the opening quote is missing: %s%v",
                            last == '"' ? "\"" : "'", text);
        if (finding != NULL) {
            struct axvm_span opening = {finding->primary.span.start, finding->primary.span.start};
            axvm_finding_fix(reader->findings, finding, opening, axvm_slice_of(last == '"' ? "\"" : "'"), true);
        }
    } else if (quotes[0] == 0) {
        axvm_finding_remark(reader->findings, finding, AXVM_REMARK_HELP, "strings need quotes: \"%v\"", text);
    } else if (quotes[1] == 0) {
        axvm_finding_remark(reader->findings, finding, AXVM_REMARK_HELP, "strings need quotes: '%v'", text);
    } else {
        axvm_finding_remark(reader->findings, finding, AXVM_REMARK_HELP,
                            "strings need quotes around all of it, and `\\\"` for each `\"` in them");
    }
}

static bool is_bare_word(struct axvm_slice text) {
    const char *end = text.data + text.length;
    return axvm_skip_bare_key(text.data, end) == end;
}

static bool has_comma(struct axvm_slice text) {
    for (size_t i = 0; i < text.length; i++) {
        if (text.data[i] == ',') {
            return true;
        }
    }
    return false;
}

/* Says what to write for something that is no value. @return whether it is a word that may be a string */
static bool suggest_value(struct axvm_reader *reader, struct axvm_finding *finding, struct axvm_slice text) {
    const char *end = text.data + text.length;
    if (!AXVM_HAS_REMARKS) {
        return false;
    }
    const char *boolean = boolean_meant(text.data, end);
    const char *advice = NULL;
    if (boolean != NULL) {
        advice = "booleans are written `true` and `false`";
        if (finding != NULL) {
            axvm_finding_fix(reader->findings, finding, finding->primary.span, axvm_slice_of(boolean), true);
        }
    } else if (axvm_begins_with_no_break_space(text.data, end)) {
        advice = "it begins with a no-break space, U+00A0: write a plain one";
    } else if (odd_quote_length(text) > 0) {
        suggest_straight_quotes(reader, finding, text);
        return false;
    } else if (word_is(text.data, end, "+") || word_is(text.data, end, "-")) {
        advice = "a number must follow the sign";
    } else if (same_but_for_case(text.data, end, "null") || same_but_for_case(text.data, end, "nil")) {
        advice = "there is no empty value: leave the key out, or make the line a comment with `#`";
    } else if (*text.data == '(' && text.data[text.length - 1] == ')' && has_comma(text)) {
        advice = "lists stand in brackets: write `[` and `]`";
    } else if (*text.data == '(') {
        advice = "there are no parentheses and no arithmetic: write the result";
    }
    if (advice != NULL) {
        axvm_finding_remark(reader->findings, finding, AXVM_REMARK_HELP, "%s", advice);
        return false;
    }
    suggest_quotes(reader, finding, text);
    return is_bare_word(text);
}

/* @return whether it is a word that may be a string */
static bool complain_of_garbage(struct axvm_reader *reader, const char *start, const char *end) {
    if ((unsigned char)*start >= 0x80 && axvm_utf8_length(start, reader->end) == 0) {
        axvm_complain_of_byte(reader, start, AXVM_WORDS("a value"));
        return false;
    }
    if (axvm_is_control(*start)) {
        axvm_complain_of_byte(reader, start, AXVM_WORDS("the text"));
        return false;
    }
    struct axvm_slice text = {start, (size_t)(end - start)};
    struct axvm_finding *finding = axvm_complain(reader, AXVM_CODE_VALUE_NOT_TOML, start, end);
    axvm_finding_message(reader->findings, finding, "%q is not a value", text);
    return suggest_value(reader, finding, text);
}

/* Reads [start, end) as the number, boolean or word it is. @return what is wrong, or NULL */
static const char *classify(struct axvm_reader *reader, const char *start, const char *end,
                            struct axvm_scalar *scalar) {
    scalar->end = end;
    scalar->value = 0;
    if (word_is(start, end, "true") || word_is(start, end, "false")) {
        scalar->kind = AXVM_TOML_BOOLEAN;
        scalar->form = *start == 't' ? AXVM_TOML_TRUE : AXVM_TOML_FALSE;
        return NULL;
    }
    const char *after_sign = start + (end - start > 1 && (*start == '+' || *start == '-'));
    if (axvm_class_of(*after_sign) & AXVM_CLASS_DIGIT || *after_sign == '.' || *after_sign == '_' ||
        word_is(after_sign, end, "inf") || word_is(after_sign, end, "nan")) {
        return axvm_read_number(start, end, scalar);
    }
    scalar->kind = AXVM_TOML_BROKEN;
    scalar->form = 0;
    scalar->end = garbage_end(reader, start);
    return "";
}

/* Whether toml-rs ends a word that is no string here, whatever the word is made of. */
static bool ends_loose_word(const struct axvm_reader *reader, const char *at) {
    static const char delimiters[] = ".=,[]{} \t#\r\n";
    for (unsigned i = 0; at < reader->end && i < sizeof delimiters - 1; i++) {
        if (*at == delimiters[i]) {
            return true;
        }
    }
    return at == reader->end;
}

/* The end of such a word. NULL if it is not UTF-8. */
static const char *loose_word_end(const struct axvm_reader *reader, const char *at) {
    while (!ends_loose_word(reader, at)) {
        unsigned length = axvm_utf8_length(at, reader->end);
        if (length == 0) {
            return NULL;
        }
        at += length;
    }
    return at;
}

/* See axvm_number_is_malformed_late(). @return whether `start` is such a number, which is then read */
static bool read_late_number(struct axvm_reader *reader, const char *start, struct axvm_scalar *scalar) {
    if (start < reader->loose_word_end) {
        return false; /* inside of a word that has been looked at in vain */
    }
    const char *end = loose_word_end(reader, start);
    if (end == NULL || !axvm_number_is_malformed_late(start, end)) {
        reader->loose_word_end = end == NULL ? reader->end : end;
        return false;
    }
    *scalar = (struct axvm_scalar){
        .end = end,
        .kind = AXVM_TOML_INTEGER,
        .form = (uint8_t)(AXVM_TOML_INTEGER_GROUPED | AXVM_TOML_INTEGER_WIDE | AXVM_TOML_INTEGER_OVERFLOW),
    };
    return true;
}

static void read_datetime(struct axvm_reader *reader, struct axvm_scalar *scalar) {
    const char *start = reader->position;
    struct axvm_datetime_problem problem = axvm_read_datetime(start, reader->end, scalar);
    if (problem.text != NULL) {
        struct axvm_finding *finding = axvm_complain(reader, AXVM_CODE_DATETIME_INVALID, start, scalar->end);
        axvm_finding_message(reader->findings, finding, "invalid date or time");
        axvm_finding_label(reader->findings, finding, "%s", problem.text);
        scalar->kind = AXVM_TOML_BROKEN;
        scalar->form = 0;
    } else if (problem.needs_toml_1_1 && reader->toml_1_0) {
        complain_of_version(reader, start, scalar->end, AXVM_WORDS("a time without seconds"));
    }
    reader->position = scalar->end;
}

void axvm_read_word(struct axvm_reader *reader, struct axvm_scalar *scalar) {
    const char *start = reader->position;
    if (axvm_looks_like_datetime(start, reader->end)) {
        read_datetime(reader, scalar);
        return;
    }
    const char *end = word_end(start, reader->end);
    const char *problem = classify(reader, start, end, scalar);
    bool is_number = scalar->kind != AXVM_TOML_BROKEN && scalar->kind != AXVM_TOML_BOOLEAN;
    bool is_whole = problem == NULL && ends_loose_word(reader, end);
    if (is_number && !is_whole && read_late_number(reader, start, scalar)) {
        problem = NULL;
    }
    reader->position = scalar->end;
    reader->overflow_count += is_number && (scalar->form & AXVM_TOML_INTEGER_OVERFLOW) != 0;
    reader->value_bits |= scalar->form & AXVM_TOML_INTEGER_WIDE ? UINT64_C(1) << 63 : 0; /* its value is 0 */
    if (problem == NULL) {
        return;
    }
    if (*problem == '\0') {
        bool is_word = complain_of_garbage(reader, start, scalar->end);
        scalar->form = is_word ? AXVM_TOML_BROKEN_WORD : AXVM_TOML_BROKEN_VALUE;
        return;
    }
    struct axvm_finding *finding = axvm_complain(reader, AXVM_CODE_NUMBER_INVALID, start, scalar->end);
    axvm_finding_message(reader->findings, finding, "invalid number");
    axvm_finding_label(reader->findings, finding, "%s", problem);
    struct axvm_span span = {axvm_offset(reader, start), axvm_offset(reader, scalar->end)};
    axvm_suggest_plain_number(reader, finding, span);
    scalar->kind = AXVM_TOML_BROKEN;
    scalar->form = 0;
    scalar->value = 0;
}
