/* SPDX-License-Identifier: Apache-2.0 */
#include "toml/lines.h"

#include "base/env.h"

uint32_t axvm_line_start(struct axvm_slice text, uint32_t offset) {
    while (offset > 0 && text.data[offset - 1] != '\n') {
        offset--;
    }
    bool behind_mark = offset == 0 && text.length >= 3 && axvm_compare(text.data, "\xef\xbb\xbf", 3) == 0;
    return behind_mark ? 3 : offset;
}

uint32_t axvm_line_next(struct axvm_slice text, uint32_t offset) {
    while (offset < text.length && text.data[offset] != '\n') {
        offset++;
    }
    return offset < text.length ? offset + 1 : offset;
}

uint32_t axvm_line_end(struct axvm_slice text, uint32_t offset) {
    uint32_t end = axvm_line_next(text, offset);
    if (end > offset && text.data[end - 1] == '\n') {
        end--;
        end -= end > offset && text.data[end - 1] == '\r';
    }
    return end;
}

const char *axvm_line_ending(struct axvm_slice text) {
    for (size_t i = 0; i < text.length; i++) {
        if (text.data[i] == '\n') {
            return i > 0 && text.data[i - 1] == '\r' ? "\r\n" : "\n";
        }
    }
    return "\n";
}

uint32_t axvm_skip_blanks(struct axvm_slice text, uint32_t offset) {
    while (offset < text.length && axvm_is_blank(text.data[offset])) {
        offset++;
    }
    return offset;
}

bool axvm_begins_line(struct axvm_slice text, uint32_t offset) {
    return axvm_skip_blanks(text, axvm_line_start(text, offset)) >= offset;
}

bool axvm_ends_line(struct axvm_slice text, uint32_t offset) {
    offset = axvm_skip_blanks(text, offset);
    if (offset < text.length && text.data[offset] == ',') {
        offset = axvm_skip_blanks(text, offset + 1);
    }
    return offset == text.length || text.data[offset] == '\n' || text.data[offset] == '\r' || text.data[offset] == '#';
}

uint32_t axvm_comma_behind(struct axvm_slice text, uint32_t offset) {
    while (offset < text.length && text.data[offset] != ',') {
        if (text.data[offset] == '#') {
            offset = axvm_line_next(text, offset);
        } else if (axvm_is_blank(text.data[offset]) || text.data[offset] == '\n' || text.data[offset] == '\r') {
            offset++;
        } else {
            return (uint32_t)text.length;
        }
    }
    return offset;
}

bool axvm_ends_line_with_comma(struct axvm_slice text, uint32_t offset) {
    uint32_t comma = axvm_comma_behind(text, offset);
    return axvm_ends_line(text, offset) && (comma == text.length || comma < axvm_line_end(text, offset));
}

struct axvm_slice axvm_indent_of(struct axvm_slice text, uint32_t offset) {
    uint32_t start = axvm_line_start(text, offset);
    return (struct axvm_slice){text.data + start, axvm_skip_blanks(text, start) - start};
}
