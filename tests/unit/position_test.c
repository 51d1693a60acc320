/* SPDX-License-Identifier: Apache-2.0 */
/* Byte offsets to lines and columns. */
#include "axvmconfig/diagnostics.h"
#include "diag/position.h"

#include "base/utf8.h"
#include "tap.h"

struct example {
    const char *text;
    uint32_t offset;
    uint32_t line;
    uint32_t column;
    const char *name;
};

#define BOM "\xef\xbb\xbf"

static const struct example examples[] = {
    {"", 0, 1, 1, "an empty text has a first line"},
    {"", 5, 1, 1, "beyond the end of an empty text"},
    {"abc", 0, 1, 1, "the first byte"},
    {"abc", 2, 1, 3, "the last byte"},
    {"abc", 3, 1, 4, "the end"},
    {"abc", 400, 1, 4, "beyond the end is the end"},
    {"abc\n", 3, 1, 4, "a line feed belongs to the line it ends"},
    {"abc\n", 4, 2, 1, "behind the last line feed a line begins"},
    {"a\nb\nc", 4, 3, 1, "lines are counted"},
    {"a\r\nb", 1, 1, 2, "a carriage return is a column"},
    {"a\r\nb", 2, 1, 3, "so the line feed behind it comes one later"},
    {"a\r\nb", 3, 2, 1, "CRLF ends one line"},
    {"a\rb", 2, 1, 3, "a carriage return alone ends no line"},
    {"\tx", 1, 1, 2, "a tab is one column"},
    {"\xc3\xa9x", 2, 1, 2, "two bytes, one code point"},
    {"\xe4\xb8\xadx", 3, 1, 2, "three bytes, one code point"},
    {"\xf0\x9f\x98\x80x", 4, 1, 2, "four bytes, one code point"},
    {"e\xcc\x81x", 3, 1, 3, "a combining mark is a column"},
    {"\xe4\xb8\xadx", 1, 1, 1, "within a code point is at its start"},
    {"a\xe4\xb8\xadx", 3, 1, 2, "also with one before it"},
    {"\xff\xfex", 2, 1, 3, "invalid bytes are a column each"},
    {"\xe4\xb8x", 2, 1, 3, "so are those of a sequence that is cut off"},
    {"\xed\xa0\x80x", 3, 1, 4, "and those of a surrogate"},
    {"\xc0\x80x", 2, 1, 3, "and those of an overlong form"},
    {BOM "x", 3, 1, 1, "a byte order mark is no column"},
    {BOM "x", 0, 1, 1, "at a byte order mark"},
    {BOM "x", 2, 1, 1, "within a byte order mark"},
    {BOM, 3, 1, 1, "a byte order mark alone"},
    {BOM "\nx", 4, 2, 1, "the line after a byte order mark"},
    {"x" BOM "y", 4, 1, 3, "U+FEFF elsewhere is a column"},
    {"\n" BOM "y", 4, 2, 2, "also at the start of a line"},
    {"0123456789abcdef\n0123456789abcdef", 30, 2, 14, "beyond a word"},
};

/* The same by going byte for byte. */
static struct axvm_position plain_position_of(struct axvm_slice text, size_t offset) {
    struct axvm_position position = {1, 1};
    for (size_t i = 0; i < offset;) {
        unsigned length = axvm_utf8_length(text.data + i, text.data + text.length);
        length = length == 0 ? 1 : length;
        if (i + length > offset) {
            break;
        }
        if (text.data[i] == '\n') {
            position = (struct axvm_position){position.line + 1, 1};
        } else {
            position.column++;
        }
        i += length;
    }
    return position;
}

static uint32_t next_random(uint32_t *state) {
    *state = *state * 1664525 + 1013904223;
    return *state >> 16;
}

static char text[6000];

static void agree_with_plain_counting(void) {
    static const char alphabet[] = "\n\n\r\tab 0=\xff\x80\xc3\xa9\xe4\xb8\xad\xf0\x9f\x98\x80";
    uint32_t state = 1;
    bool equal = true;
    bool steps_equal = true;
    for (unsigned round = 0; round < 200; round++) {
        size_t length = next_random(&state) % 120;
        for (size_t i = 0; i < length; i++) {
            text[i] = alphabet[next_random(&state) % (sizeof alphabet - 1)];
        }
        struct axvm_slice slice = {text, length};
        struct axvm_line_cursor cursor;
        axvm_line_cursor_init(&cursor, slice);
        for (uint32_t offset = 0; offset <= length; offset++) {
            struct axvm_position expected = plain_position_of(slice, offset);
            struct axvm_position actual = axvm_position_of(slice, offset);
            equal = equal && actual.line == expected.line && actual.column == expected.column;
            if (next_random(&state) % 4 == 0) {
                axvm_line_cursor_advance(&cursor, offset);
                size_t before = axvm_code_points(slice, cursor.line_start, offset);
                steps_equal = steps_equal && cursor.line == expected.line && before + 1 == expected.column;
            }
        }
    }
    TAP_CHECK(equal, "200 random texts agree with counting byte for byte");
    TAP_CHECK(steps_equal, "also when a cursor goes through them in steps");
}

static void count_many_lines(void) {
    for (size_t i = 0; i < sizeof text; i++) {
        text[i] = '\n';
    }
    struct axvm_slice slice = {text, sizeof text};
    bool equal = true;
    for (uint32_t offset = 0; offset <= sizeof text; offset += 7) {
        struct axvm_position position = axvm_position_of(slice, offset);
        equal = equal && position.line == offset + 1 && position.column == 1;
    }
    TAP_CHECK(equal, "thousands of line feeds in a row are all counted");
    for (size_t i = 0; i < sizeof text; i++) {
        text[i] = (char)('\n' + (i % 2));
    }
    TAP_EQUAL_U64(axvm_position_of(slice, sizeof text).line, sizeof text / 2 + 1,
                  "bytes next to the line feed in value are not");
}

static void stay_behind(void) {
    struct axvm_line_cursor cursor;
    axvm_line_cursor_init(&cursor, axvm_slice_of("a\nb\nc"));
    axvm_line_cursor_advance(&cursor, 4);
    axvm_line_cursor_advance(&cursor, 1);
    TAP_EQUAL_U64(cursor.line, 3, "a cursor does not go back");
    axvm_line_cursor_advance(&cursor, 100);
    TAP_EQUAL_U64(cursor.offset, 5, "nor beyond the end");
}

void tap_body(void) {
    for (size_t i = 0; i < sizeof examples / sizeof examples[0]; i++) {
        const struct example *example = &examples[i];
        struct axvm_position position = axvm_position_of(axvm_slice_of(example->text), example->offset);
        TAP_EQUAL_U64(position.line, example->line, example->name);
        TAP_EQUAL_U64(position.column, example->column, example->name);
    }
    agree_with_plain_counting();
    count_many_lines();
    stay_behind();
}
