/* SPDX-License-Identifier: Apache-2.0 */
#include "axvmconfig/config.h"
#include "base/utf8.h"
#include "model/rust_unprintable.h"

#define BLOCK_COUNT (sizeof rust_run_blocks / sizeof rust_run_blocks[0])

/* Code points [start, end), all of them escaped or none. Empty before the first search. */
struct run {
    uint32_t start;
    uint32_t end;
    bool escaped;
};

/* The block that holds a code point from U+0080 on. */
static const struct rust_run_block *find_block(uint32_t code_point) {
    size_t low = 0;
    size_t high = BLOCK_COUNT;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (rust_run_blocks[middle].first <= code_point) {
            low = middle;
        } else {
            high = middle;
        }
    }
    return &rust_run_blocks[low];
}

static struct run find_run(uint32_t code_point) {
    const struct rust_run_block *block = find_block(code_point);
    const unsigned char *lengths = rust_run_lengths + block->offset;
    struct run run = {block->first, block->first, true};
    while (code_point >= run.end) {
        uint32_t length = 0;
        while (*lengths >= 0x80) {
            length = (length | (*lengths++ & 0x7f)) << 7;
        }
        length |= *lengths++;
        run = (struct run){run.end, run.end + length, !run.escaped};
    }
    return run;
}

/* Whether a code point is escaped. `run` is the one found last: the characters of a text mostly stay in one. */
static bool is_escaped(uint32_t code_point, struct run *run) {
    if (code_point < 0x80) {
        return code_point < 0x20 || code_point == 0x7f || code_point == '"' || code_point == '\\';
    }
    if (code_point < run->start || code_point >= run->end) {
        *run = find_run(code_point);
    }
    return run->escaped;
}

/* `\u{...}` with as few lower-case digits as will do. */
static void write_code_point(struct axvm_output *output, uint32_t code_point) {
    unsigned shift = 20;
    while (shift > 0 && code_point >> shift == 0) {
        shift -= 4;
    }
    axvm_output_string(output, "\\u{");
    for (;; shift -= 4) {
        axvm_output_char(output, "0123456789abcdef"[code_point >> shift & 0xf]);
        if (shift == 0) {
            break;
        }
    }
    axvm_output_char(output, '}');
}

static void write_escape(struct axvm_output *output, uint32_t code_point) {
    switch (code_point) {
    case 0:
        axvm_output_string(output, "\\0");
        break;
    case '\t':
        axvm_output_string(output, "\\t");
        break;
    case '\n':
        axvm_output_string(output, "\\n");
        break;
    case '\r':
        axvm_output_string(output, "\\r");
        break;
    case '"':
    case '\\':
        axvm_output_char(output, '\\');
        axvm_output_char(output, (char)code_point);
        break;
    default:
        write_code_point(output, code_point);
        break;
    }
}

static void write_stray_byte(struct axvm_output *output, unsigned char byte) {
    axvm_output_string(output, "\\x");
    axvm_output_char(output, "0123456789ABCDEF"[byte >> 4]);
    axvm_output_char(output, "0123456789ABCDEF"[byte & 0xf]);
}

void axvm_write_rust_string(struct axvm_output *output, struct axvm_slice text) {
    struct run run = {0};
    size_t written = 0;
    size_t position = 0;
    axvm_output_char(output, '"');
    while (position < text.length) {
        const char *here = text.data + position;
        unsigned length;
        uint32_t code_point = axvm_utf8_decode(here, text.data + text.length, &length);
        if (length > 0 && !is_escaped(code_point, &run)) {
            position += length;
            continue;
        }
        axvm_output_bytes(output, text.data + written, position - written);
        if (length > 0) {
            write_escape(output, code_point);
        } else {
            write_stray_byte(output, (unsigned char)*here);
            length = 1;
        }
        position += length;
        written = position;
    }
    if (written < text.length) {
        axvm_output_bytes(output, text.data + written, text.length - written);
    }
    axvm_output_char(output, '"');
}
