/* SPDX-License-Identifier: Apache-2.0 */
#include "diag/position.h"

#include "axvmconfig/diagnostics.h"
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
static uint32_t sum_of_bytes(uint64_t word) {
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

void axvm_line_cursor_init(struct axvm_line_cursor *cursor, struct axvm_slice text) {
    bool marked = text.length >= BYTE_ORDER_MARK_BYTES && axvm_compare(text.data, "\xef\xbb\xbf", 3) == 0;
    size_t start = marked ? BYTE_ORDER_MARK_BYTES : 0;
    *cursor = (struct axvm_line_cursor){.text = text, .offset = start, .line_start = start, .line = 1};
}

void axvm_line_cursor_advance(struct axvm_line_cursor *cursor, size_t offset) {
    if (offset > cursor->text.length) {
        offset = cursor->text.length;
    }
    if (offset <= cursor->offset) {
        return;
    }
    const char *bytes = cursor->text.data;
    uint32_t lines = count_line_ends(bytes + cursor->offset, offset - cursor->offset);
    if (lines > 0) {
        cursor->line_start = after_last_line_end(bytes, offset);
        cursor->line += lines;
    }
    cursor->offset = offset;
}

size_t axvm_code_points(struct axvm_slice text, size_t start, size_t end) {
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
        count += start <= end;
    }
    return count;
}

struct axvm_position axvm_position_of(struct axvm_slice text, uint32_t offset) {
    size_t end = offset < text.length ? offset : text.length;
    struct axvm_line_cursor cursor;
    axvm_line_cursor_init(&cursor, text);
    axvm_line_cursor_advance(&cursor, end);
    size_t before = axvm_code_points(text, cursor.line_start, end);
    return (struct axvm_position){cursor.line, (uint32_t)before + 1};
}
