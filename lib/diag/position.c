/* SPDX-License-Identifier: Apache-2.0 */
#include "diag/position.h"

#include "base/env.h"
#include "base/utf8.h"
#include "base/words.h"

#define BYTE_ORDER_MARK_BYTES 3

/* 1 in each byte that is LF. Unlike axvm_word_equal() exact for each byte: these are summed up. */
static uint64_t line_ends(const char *bytes) {
    uint64_t difference = axvm_word_load(bytes) ^ (AXVM_WORD_ONES * '\n');
    uint64_t low_bits = (difference & ~AXVM_WORD_TOPS) + ~AXVM_WORD_TOPS;
    return (~(low_bits | difference) & AXVM_WORD_TOPS) >> 7;
}

/* The sum of the eight bytes of a word. */
AXVM_WRAPS static uint32_t sum_of_bytes(uint64_t word) {
    uint64_t pairs = (word & UINT64_C(0x00ff00ff00ff00ff)) + (word >> 8 & UINT64_C(0x00ff00ff00ff00ff));
    return (uint32_t)(pairs * UINT64_C(0x0001000100010001) >> 48);
}

static uint32_t count_line_ends(const char *bytes, size_t length) {
    uint32_t count = 0;
    while (length >= AXVM_WORD_BYTES) {
        /* Each byte of `sums` counts for itself, so 255 words are the most before one overflows. */
        size_t words = length / AXVM_WORD_BYTES < 255 ? length / AXVM_WORD_BYTES : 255;
        uint64_t sums = 0;
        for (size_t i = 0; i < words; i++) {
            sums += line_ends(bytes + i * AXVM_WORD_BYTES);
        }
        count += sum_of_bytes(sums);
        bytes += words * AXVM_WORD_BYTES;
        length -= words * AXVM_WORD_BYTES;
    }
    for (size_t i = 0; i < length; i++) {
        count += bytes[i] == '\n';
    }
    return count;
}

/* One past the last LF before `offset`. There must be one. */
static size_t after_last_line_end(const char *bytes, size_t offset) {
    while (offset >= AXVM_WORD_BYTES && axvm_word_equal(axvm_word_load(bytes + offset - AXVM_WORD_BYTES), '\n') == 0) {
        offset -= AXVM_WORD_BYTES;
    }
    while (bytes[offset - 1] != '\n') {
        offset--;
    }
    return offset;
}

/* The units that lie in [start, end) of a text as a whole, `upper_units` for a code point above U+FFFF. */
static size_t count_units(struct axvm_slice text, size_t start, size_t end, unsigned upper_units) {
    size_t count = 0;
    while (start < end) {
        while (end - start >= AXVM_WORD_BYTES && (axvm_word_load(text.data + start) & AXVM_WORD_TOPS) == 0) {
            start += AXVM_WORD_BYTES;
            count += AXVM_WORD_BYTES;
        }
        if (start == end) {
            break;
        }
        unsigned length = axvm_utf8_length(text.data + start, text.data + text.length);
        start += length == 0 ? 1 : length;
        count += start > end ? 0 : length == 4 ? upper_units : 1;
    }
    return count;
}

size_t axvm_code_points(struct axvm_slice text, size_t start, size_t end) {
    return count_units(text, start, end, 1);
}

size_t axvm_utf16_units(struct axvm_slice text, size_t start, size_t end) {
    return count_units(text, start, end, 2);
}

/* The start of the code point that the byte at `offset` belongs to. */
static size_t code_point_start(struct axvm_slice text, size_t offset) {
    if (offset < text.length && ((unsigned char)text.data[offset] & 0xc0) == 0x80) {
        for (size_t back = 1; back < 4 && back <= offset; back++) {
            if (axvm_utf8_length(text.data + offset - back, text.data + text.length) > back) {
                return offset - back;
            }
        }
    }
    return offset;
}

struct axvm_span axvm_whole_code_points(struct axvm_slice text, struct axvm_span span) {
    size_t start = code_point_start(text, span.start < text.length ? span.start : text.length);
    size_t end = span.end < text.length ? span.end : text.length;
    size_t last = code_point_start(text, end);
    if (last < end) {
        end = last + axvm_utf8_length(text.data + last, text.data + text.length);
    }
    return (struct axvm_span){(uint32_t)start, (uint32_t)end};
}

/* --- cursor -------------------------------------------------------------------------------- */

void axvm_line_cursor_init(struct axvm_line_cursor *cursor, struct axvm_slice text) {
    bool marked = text.length >= BYTE_ORDER_MARK_BYTES && axvm_compare(text.data, "\xef\xbb\xbf", 3) == 0;
    size_t start = marked ? BYTE_ORDER_MARK_BYTES : 0;
    *cursor = (struct axvm_line_cursor){.text = text, .offset = start, .line_start = start, .line = 1};
}

void axvm_line_cursor_advance(struct axvm_line_cursor *cursor, size_t offset) {
    offset = code_point_start(cursor->text, offset < cursor->text.length ? offset : cursor->text.length);
    if (offset <= cursor->offset) {
        return;
    }
    const char *bytes = cursor->text.data;
    size_t counted = cursor->offset;
    uint32_t lines = count_line_ends(bytes + cursor->offset, offset - cursor->offset);
    if (lines > 0) {
        cursor->line_start = after_last_line_end(bytes, offset);
        cursor->line += lines;
        cursor->column = 0;
        counted = cursor->line_start;
    }
    cursor->column += (uint32_t)(cursor->utf16 ? axvm_utf16_units(cursor->text, counted, offset)
                                               : axvm_code_points(cursor->text, counted, offset));
    cursor->offset = offset;
}

struct axvm_position axvm_position_of(struct axvm_slice text, uint32_t offset) {
    struct axvm_line_cursor cursor;
    axvm_line_cursor_init(&cursor, text);
    axvm_line_cursor_advance(&cursor, offset);
    return (struct axvm_position){cursor.line, cursor.column + 1};
}

/* --- index --------------------------------------------------------------------------------- */

/* Texts below sixteen times this need fewer marks. */
#define STEP_LEAST 4096

static struct axvm_line_mark mark_of(const struct axvm_line_cursor *cursor) {
    return (struct axvm_line_mark){(uint32_t)cursor->offset, (uint32_t)cursor->line_start, cursor->line,
                                   cursor->column};
}

static struct axvm_line_cursor cursor_at(const struct axvm_line_index *index, struct axvm_line_mark mark) {
    struct axvm_line_cursor cursor = index->anchor;
    cursor.offset = mark.offset;
    cursor.line_start = mark.line_start;
    cursor.line = mark.line;
    cursor.column = mark.column;
    return cursor;
}

void axvm_line_index_init(struct axvm_line_index *index, struct axvm_slice text, bool utf16) {
    size_t length = text.length < AXVM_TEXT_MAX ? text.length : AXVM_TEXT_MAX;
    uint32_t step = (uint32_t)(length / AXVM_LINE_MARKS_MAX);
    *index = (struct axvm_line_index){.step = step < STEP_LEAST ? STEP_LEAST : step};
    axvm_line_cursor_init(&index->anchor, text);
    index->anchor.utf16 = utf16;
    index->last = mark_of(&index->anchor);
    index->marks[index->mark_count++] = index->last;
}

/* The last mark at or before an offset. Notes down what is still missing up to there. */
static struct axvm_line_mark mark_before(struct axvm_line_index *index, uint32_t offset) {
    uint32_t wanted = offset / index->step;
    wanted = wanted < AXVM_LINE_MARKS_MAX ? wanted : AXVM_LINE_MARKS_MAX - 1;
    while (index->mark_count <= wanted) {
        struct axvm_line_cursor cursor = cursor_at(index, index->marks[index->mark_count - 1]);
        axvm_line_cursor_advance(&cursor, (size_t)index->mark_count * index->step);
        index->marks[index->mark_count++] = mark_of(&cursor);
    }
    return index->marks[wanted];
}

struct axvm_line_cursor axvm_line_index_find(struct axvm_line_index *index, uint32_t offset) {
    struct axvm_line_mark nearest = mark_before(index, offset);
    if (index->last.offset <= offset && index->last.offset > nearest.offset) {
        nearest = index->last;
    }
    bool near_anchor = index->anchor.offset <= offset && index->anchor.offset >= nearest.offset;
    struct axvm_line_cursor cursor = near_anchor ? index->anchor : cursor_at(index, nearest);
    axvm_line_cursor_advance(&cursor, offset);
    if (!near_anchor) {
        index->last = mark_of(&cursor);
    }
    return cursor;
}

void axvm_line_index_anchor(struct axvm_line_index *index, uint32_t offset) {
    index->anchor = axvm_line_index_find(index, offset);
}

/* --- places -------------------------------------------------------------------------------- */

void axvm_places_init(struct axvm_places *places, struct axvm_slice text, bool utf16) {
    axvm_line_index_init(&places->own, text, utf16);
    axvm_line_index_init(&places->other, (struct axvm_slice){NULL, 0}, utf16);
}

static bool is_about(const struct axvm_line_index *index, struct axvm_slice text) {
    return index->anchor.text.data == text.data && index->anchor.text.length == text.length;
}

struct axvm_line_cursor axvm_places_find(struct axvm_places *places, struct axvm_slice text, uint32_t offset) {
    if (is_about(&places->own, text)) {
        return axvm_line_index_find(&places->own, offset);
    }
    if (!is_about(&places->other, text)) {
        axvm_line_index_init(&places->other, text, places->own.anchor.utf16);
    }
    return axvm_line_index_find(&places->other, offset);
}

struct axvm_position axvm_places_position(struct axvm_places *places, struct axvm_slice text, uint32_t offset) {
    struct axvm_line_cursor cursor = axvm_places_find(places, text, offset);
    return (struct axvm_position){cursor.line, cursor.column + 1};
}
