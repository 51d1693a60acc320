/* SPDX-License-Identifier: Apache-2.0 */
#include "prose.h"

#include <string.h>

/** Takes `length` bytes from the start of `rest`. */
static struct axvm_slice take(struct axvm_slice *rest, size_t length) {
    struct axvm_slice taken = {rest->data, length};
    rest->data += length;
    rest->length -= length;
    return taken;
}

static void skip(struct axvm_slice *rest, const char *bytes) {
    while (rest->length > 0 && strchr(bytes, rest->data[0]) != NULL) {
        take(rest, 1);
    }
}

bool prose_next_paragraph(struct axvm_slice *rest, struct axvm_slice *paragraph) {
    skip(rest, "\n");
    size_t length = 0;
    while (length < rest->length &&
           !prose_begins((struct axvm_slice){rest->data + length, rest->length - length}, "\n\n")) {
        length++;
    }
    *paragraph = take(rest, length);
    return length > 0;
}

bool prose_next_line(struct axvm_slice *rest, struct axvm_slice *line) {
    if (rest->length == 0) {
        return false;
    }
    const char *end = memchr(rest->data, '\n', rest->length);
    *line = take(rest, end == NULL ? rest->length : (size_t)(end - rest->data));
    take(rest, end != NULL);
    return true;
}

bool prose_next_word(struct axvm_slice *rest, struct axvm_slice *word) {
    skip(rest, " \n");
    size_t length = 0;
    for (bool in_code = false; length < rest->length; length++) {
        char byte = rest->data[length];
        if (!in_code && (byte == ' ' || byte == '\n')) {
            break;
        }
        in_code = in_code != (byte == '`');
    }
    *word = take(rest, length);
    return length > 0;
}

bool prose_begins(struct axvm_slice text, const char *words) {
    size_t length = strlen(words);
    return text.length >= length && memcmp(text.data, words, length) == 0;
}

static void write_paragraph(struct axvm_output *output, struct axvm_slice paragraph, size_t indent, size_t width) {
    struct axvm_slice word;
    size_t column = 0;
    while (prose_next_word(&paragraph, &word)) {
        if (column > 0 && column + 1 + word.length > width) {
            axvm_output_char(output, '\n');
            column = 0;
        }
        axvm_output_repeat(output, ' ', column == 0 ? indent : 1);
        axvm_output_slice(output, word);
        column += (column == 0 ? indent : 1) + word.length;
    }
    axvm_output_char(output, '\n');
}

void prose_write(struct axvm_output *output, const char *text, size_t indent, size_t width) {
    struct axvm_slice rest = axvm_slice_of(text);
    struct axvm_slice paragraph;
    for (const char *separator = ""; prose_next_paragraph(&rest, &paragraph); separator = "\n") {
        axvm_output_string(output, separator);
        write_paragraph(output, paragraph, indent, width);
    }
}
