/* SPDX-License-Identifier: Apache-2.0 */
#include "base/json_text.h"

#include "base/utf8.h"
#include "base/words.h"

#define REPLACEMENT_CHARACTER 0xfffd

/* Whether a code point above ASCII steers a terminal or the direction of writing. */
static bool is_steering(uint32_t code_point) {
    return code_point < 0xa0 || code_point == 0x061c || (code_point >= 0x200e && code_point <= 0x200f) ||
           (code_point >= 0x2028 && code_point <= 0x202e) || (code_point >= 0x2066 && code_point <= 0x2069);
}

/* @param code_point  below U+10000 */
static void write_escape(struct axvm_output *output, uint32_t code_point) {
    axvm_output_char(output, '\\');
    if (code_point == '"' || code_point == '\\') {
        axvm_output_char(output, (char)code_point);
    } else if (code_point == '\n') {
        axvm_output_char(output, 'n');
    } else if (code_point == '\t') {
        axvm_output_char(output, 't');
    } else {
        axvm_output_char(output, 'u');
        for (unsigned shift = 16; shift > 0;) {
            shift -= 4;
            axvm_output_char(output, "0123456789abcdef"[code_point >> shift & 0xf]);
        }
    }
}

static bool is_plain(char byte) {
    return byte >= 0x20 && byte < 0x7f && byte != '"' && byte != '\\';
}

/* The end of the ASCII from `offset` on that stands for itself. */
static size_t end_of_plain(struct axvm_slice text, size_t offset) {
    while (text.length - offset >= AXVM_WORD_BYTES) {
        uint64_t word = axvm_word_load(text.data + offset);
        if ((axvm_word_not_printable(word) | axvm_word_equal(word, '"') | axvm_word_equal(word, '\\')) != 0) {
            break;
        }
        offset += AXVM_WORD_BYTES;
    }
    while (offset < text.length && is_plain(text.data[offset])) {
        offset++;
    }
    return offset;
}

void axvm_json_characters(struct axvm_output *output, struct axvm_slice text) {
    size_t written = 0;
    size_t offset = end_of_plain(text, 0);
    while (offset < text.length) {
        unsigned length;
        uint32_t code_point = axvm_utf8_decode(text.data + offset, text.data + text.length, &length);
        size_t next = offset + (length == 0 ? 1 : length);
        if (length < 2 || is_steering(code_point)) {
            axvm_output_bytes(output, text.data + written, offset - written);
            write_escape(output, length == 0 ? REPLACEMENT_CHARACTER : code_point);
            written = next;
        }
        offset = end_of_plain(text, next);
    }
    if (written < text.length) {
        axvm_output_bytes(output, text.data + written, text.length - written);
    }
}

void axvm_json_text(struct axvm_output *output, struct axvm_slice text) {
    axvm_output_char(output, '"');
    axvm_json_characters(output, text);
    axvm_output_char(output, '"');
}
