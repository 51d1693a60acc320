/* SPDX-License-Identifier: Apache-2.0 */
#include "diag/display_width.h"

#include "base/utf8.h"
#include "base/words.h"

/* What Unicode says about a code point, as far as it matters here. */
enum display_class {
    NARROW = 0,    /* one column */
    WIDE = 1,      /* two columns: CJK, emoji */
    ZERO = 2,      /* none: drawn over or into the one before */
    INVISIBLE = 3, /* nothing to be seen, and may change what is seen around it */
};

/*
 * Ranges of code points below U+20000 that are not NARROW, in ascending order, none longer than
 * 2^12: first code point << 14 | number of further ones << 2 | class.
 */
static const uint32_t ranges[] = {
#include "diag/display_width_table.h"
};

static enum display_class class_of_upper_planes(uint32_t code_point) {
    if (code_point < 0x40000) {
        return WIDE; /* ideographs */
    }
    if (code_point >= 0xe0000 && code_point < 0xe1000) {
        return code_point >= 0xe0100 && code_point <= 0xe01ef ? ZERO : INVISIBLE; /* variation selectors, tags */
    }
    return NARROW;
}

static enum display_class class_of(uint32_t code_point) {
    if (code_point < 0x80) {
        return INVISIBLE; /* a control character: the others are printable, and not asked about */
    }
    if (code_point >= 0x20000) {
        return class_of_upper_planes(code_point);
    }
    size_t low = 0; /* looks for the last range that starts at or before the code point */
    size_t high = sizeof ranges / sizeof ranges[0];
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (ranges[middle] >> 14 <= code_point) {
            low = middle;
        } else {
            high = middle;
        }
    }
    uint32_t further = ranges[low] >> 2 & 0xfff;
    return code_point - (ranges[low] >> 14) <= further ? (enum display_class)(ranges[low] & 3) : NARROW;
}

/* How many hexadecimal digits an invisible code point is written with: at least four. None is above U+E0FFF. */
static unsigned digits_of(uint32_t code_point) {
    return code_point >= 0x10000 ? 5 : 4;
}

struct axvm_glyph axvm_glyph_at(struct axvm_slice text, size_t offset) {
    static const uint8_t widths[] = {[NARROW] = 1, [WIDE] = 2, [ZERO] = 0};
    unsigned char byte = (unsigned char)text.data[offset];
    if (AXVM_LIKELY(byte >= 0x20 && byte < 0x7f)) {
        return (struct axvm_glyph){byte, 1, 1, false};
    }
    unsigned length;
    uint32_t code_point = axvm_utf8_decode(text.data + offset, text.data + text.length, &length);
    if (length == 0) {
        return (struct axvm_glyph){byte, 1, 4, true};
    }
    enum display_class class = class_of(code_point);
    if (class != INVISIBLE) {
        return (struct axvm_glyph){code_point, (uint8_t)length, widths[class], false};
    }
    uint8_t width = code_point < 0x80 ? 4 : (uint8_t)(digits_of(code_point) + 4);
    return (struct axvm_glyph){code_point, (uint8_t)length, width, true};
}

size_t axvm_glyph_before(struct axvm_slice text, size_t offset) {
    for (size_t length = 2; length <= 4 && length <= offset; length++) {
        const char *start = text.data + offset - length;
        if (axvm_utf8_length(start, text.data + offset) == length) {
            return offset - length;
        }
    }
    return offset - 1;
}

void axvm_glyph_write(struct axvm_output *output, struct axvm_slice text, size_t offset) {
    struct axvm_glyph glyph = axvm_glyph_at(text, offset);
    if (!glyph.escaped) {
        axvm_output_bytes(output, text.data + offset, glyph.length);
        return;
    }
    bool is_byte = glyph.width == 4;
    unsigned digits = is_byte ? 2 : digits_of(glyph.value);
    axvm_output_string(output, is_byte ? "<" : "<U+");
    while (digits > 0) {
        digits--;
        axvm_output_char(output, "0123456789ABCDEF"[glyph.value >> (4 * digits) & 15]);
    }
    axvm_output_char(output, '>');
}

size_t axvm_printable_end(struct axvm_slice text, size_t offset, size_t end) {
    while (end - offset >= AXVM_WORD_BYTES && axvm_word_not_printable(axvm_word_load(text.data + offset)) == 0) {
        offset += AXVM_WORD_BYTES;
    }
    while (offset < end && text.data[offset] >= 0x20 && text.data[offset] < 0x7f) {
        offset++;
    }
    return offset;
}

void axvm_output_visible(struct axvm_output *output, struct axvm_slice text) {
    size_t offset = 0;
    while (offset < text.length) {
        size_t end = axvm_printable_end(text, offset, text.length);
        axvm_output_bytes(output, text.data + offset, end - offset);
        if (end < text.length) {
            axvm_glyph_write(output, text, end);
            end += axvm_glyph_at(text, end).length;
        }
        offset = end;
    }
}
