/* SPDX-License-Identifier: Apache-2.0 */
/* Places in any order, compared with going through the text from its start. */
#include "diag/position.h"

#include "tap.h"

static uint32_t next_random(uint32_t *state) {
    *state = *state * 1664525 + 1013904223;
    return *state >> 16;
}

static char bytes[80000];

/* Code points of all lengths, invalid bytes, and lines of about `line_bytes`. */
static struct axvm_slice make_text(uint32_t *state, size_t length, unsigned line_bytes) {
    static const char *const pieces[] = {
        "a",    "0123456789", "\t",       "\xc3\xa9", "\xe5\x86\x85", "\xf0\x9f\x98\x80",
        "\xff", "\xe5\x86",   "\xf0\x9f", "\x80"};
    size_t used = 0;
    while (used < length) {
        const char *piece = pieces[next_random(state) % (sizeof pieces / sizeof pieces[0])];
        if (next_random(state) % line_bytes == 0) {
            piece = "\r\n";
        }
        for (; *piece != '\0' && used < length; piece++) {
            bytes[used++] = *piece;
        }
    }
    return (struct axvm_slice){bytes, length};
}

static bool same_place(const struct axvm_line_cursor *a, const struct axvm_line_cursor *b) {
    return a->offset == b->offset && a->line_start == b->line_start && a->line == b->line && a->column == b->column;
}

static struct axvm_line_cursor plain_find(struct axvm_slice text, uint32_t offset, bool utf16) {
    struct axvm_line_cursor cursor;
    axvm_line_cursor_init(&cursor, text);
    cursor.utf16 = utf16;
    axvm_line_cursor_advance(&cursor, offset);
    return cursor;
}

/* Finds places as reports do: anchors in ascending order, other places anywhere. */
static bool finds_all(struct axvm_slice text, bool utf16, uint32_t *state) {
    struct axvm_line_index index;
    axvm_line_index_init(&index, text, utf16);
    bool equal = true;
    uint32_t anchor = 0;
    for (unsigned i = 0; i < 60; i++) {
        anchor += next_random(state) % ((uint32_t)text.length / 50 + 2);
        anchor = anchor < text.length ? anchor : (uint32_t)text.length;
        axvm_line_index_anchor(&index, anchor);
        for (unsigned j = 0; j < 3; j++) {
            uint32_t offset = j == 0 ? anchor : (uint32_t)(next_random(state) * 3 % (text.length + 3));
            struct axvm_line_cursor found = axvm_line_index_find(&index, offset);
            struct axvm_line_cursor expected = plain_find(text, offset, utf16);
            equal = equal && same_place(&found, &expected);
        }
    }
    return equal;
}

static void find_in_any_order(void) {
    static const struct {
        const char *name;
        size_t length;
        unsigned line_bytes;
    } kinds[] = {
        {"places in an empty text", 0, 10},      {"in a short text", 100, 10},
        {"in a text of long lines", 80000, 999}, {"in a text of short lines", 80000, 5},
        {"in one line", 80000, 1000000},
    };
    uint32_t state = 1;
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        bool equal = true;
        for (unsigned round = 0; round < 4; round++) {
            struct axvm_slice text = make_text(&state, kinds[i].length, kinds[i].line_bytes);
            equal = equal && finds_all(text, false, &state) && finds_all(text, true, &state);
        }
        TAP_CHECK(equal, kinds[i].name);
    }
}

static void count_utf16(void) {
    struct axvm_slice text = axvm_slice_of("a\xf0\x9f\x98\x80\xe5\x86\x85\xff\n\xf0\x9f\x98\x80x");
    TAP_EQUAL_U64(axvm_utf16_units(text, 0, 5), 3, "a code point above U+FFFF is two UTF-16 code units");
    TAP_EQUAL_U64(axvm_utf16_units(text, 0, 9), 5, "others and invalid bytes are one");
    struct axvm_places places;
    axvm_places_init(&places, text, true);
    TAP_EQUAL_U64(axvm_places_position(&places, text, 14).column, 3, "columns in UTF-16 code units");
    TAP_EQUAL_U64(axvm_places_position(&places, text, 14).line, 2, "in the second line");
    TAP_EQUAL_U64(axvm_places_position(&places, text, 12).column, 1, "within a code point is at its start");
    TAP_EQUAL_U64(axvm_places_position(&places, text, 999).column, 4, "beyond the end is the end");
    TAP_EQUAL_U64(axvm_places_position(&places, axvm_slice_of("b\n\nc"), 3).line, 3, "in another text");
    TAP_EQUAL_U64(axvm_places_position(&places,
                                       axvm_slice_of("\xef\xbb\xbf"
                                                     "d"),
                                       1)
                      .column,
                  1, "in a byte order mark");
    TAP_EQUAL_U64(axvm_places_position(&places, text, 5).column, 4, "and back in the first");
    struct axvm_slice beginning = {text.data, 1};
    TAP_EQUAL_U64(axvm_places_position(&places, beginning, 5).column, 2, "the beginning of a text is another text");
}

static void cover_whole_code_points(void) {
    static const struct {
        struct axvm_span span;
        struct axvm_span expected;
    } examples[] = {
        {{0, 1}, {0, 1}}, {{0, 2}, {0, 4}}, {{2, 3}, {1, 4}}, {{3, 4}, {1, 4}}, {{1, 4}, {1, 4}},
        {{2, 2}, {1, 4}}, {{4, 5}, {4, 5}}, {{5, 6}, {5, 6}}, {{6, 9}, {6, 7}}, {{9, 9}, {7, 7}},
    };
    struct axvm_slice text = axvm_slice_of("a\xe5\x86\x85\xe5\x86x");
    for (size_t i = 0; i < sizeof examples / sizeof examples[0]; i++) {
        struct axvm_span span = axvm_whole_code_points(text, examples[i].span);
        TAP_CHECK(span.start == examples[i].expected.start && span.end == examples[i].expected.end,
                  "spans grow to whole code points");
    }
}

void tap_body(void) {
    cover_whole_code_points();
    find_in_any_order();
    count_utf16();
}
