/* SPDX-License-Identifier: Apache-2.0 */
#include "toml/escape.h"

#include "base/utf8.h"
#include "toml/reader.h"

/* The code point of `count` digits at `text`; a surrogate or a non-digit is no character. */
static uint32_t code_point_of(const char *text, const char *end, unsigned count) {
    uint32_t value = 0;
    if ((size_t)(end - text) < count) {
        return UINT32_MAX;
    }
    for (unsigned i = 0; i < count; i++) {
        if (!(axvm_class_of(text[i]) & AXVM_CLASS_HEX_DIGIT)) {
            return UINT32_MAX;
        }
        value = value << 4 | (axvm_class_of(text[i]) & AXVM_CLASS_DIGIT_VALUE);
    }
    return value > 0x10ffff || (value >= 0xd800 && value <= 0xdfff) ? UINT32_MAX : value;
}

/* Behind a backslash at the end of a line: all blanks and line ends up to the next text. */
static const char *skip_continuation(const char *text, const char *end) {
    while (text < end && (*text == ' ' || *text == '\t' || *text == '\n' || *text == '\r')) {
        text++;
    }
    return text;
}

unsigned axvm_next_piece(const char **text, const char *end, char piece[4]) {
    static const char letters[] = "btnfre\"\\";
    static const char meanings[] = "\b\t\n\f\r\x1b\"\\";
    const char *at = *text;
    if (*at != '\\' || end - at < 2) {
        piece[0] = *at;
        *text = at + 1;
        return 1;
    }
    char letter = at[1];
    unsigned digits = letter == 'x' ? 2 : letter == 'u' ? 4 : letter == 'U' ? 8 : 0;
    if (digits != 0) {
        uint32_t code_point = code_point_of(at + 2, end, digits);
        if (code_point != UINT32_MAX) {
            *text = at + 2 + digits;
            return axvm_utf8_encode(code_point, piece);
        }
    }
    if (axvm_class_of(letter) & AXVM_CLASS_BLANK || letter == '\n' || letter == '\r') {
        *text = skip_continuation(at + 1, end);
        return 0;
    }
    for (unsigned i = 0; i < sizeof letters - 1; i++) {
        if (letters[i] == letter) {
            piece[0] = meanings[i];
            *text = at + 2;
            return 1;
        }
    }
    piece[0] = '\\';
    *text = at + 1;
    return 1;
}

size_t axvm_unescape(const char *text, const char *end, char *value) {
    char *to = value;
    while (text < end) {
        char piece[4];
        unsigned length = axvm_next_piece(&text, end, piece);
        for (unsigned i = 0; i < length; i++) {
            *to++ = piece[i];
        }
    }
    return (size_t)(to - value);
}

/* One past the last byte of a key's value as written: the closing quote, or the end of a bare key. */
static const char *content_end(const char *content, const char *end, char quote) {
    const char *at = content;
    if (quote == 0) {
        while (at < end && axvm_class_of(*at) & AXVM_CLASS_BARE_KEY) {
            at++;
        }
        return at;
    }
    while (at < end && *at != quote && *at != '\n') {
        at += *at == '\\' && quote == '"' && end - at > 1 ? 2 : 1;
    }
    return at;
}

static char quote_of(char first) {
    return first == '"' || first == '\'' ? first : 0;
}

const char *axvm_key_end(const char *text, const char *end) {
    char quote = quote_of(*text);
    const char *last = content_end(text + (quote != 0), end, quote);
    return last + (quote != 0 && last < end && *last == quote);
}

/* A key's value, byte by byte. Past its end `at` is `end` of the text. */
struct key_walk {
    const char *at;
    const char *end;
    char quote;
    char piece[4];
    unsigned used;
    unsigned length;
};

static void walk_start(struct key_walk *walk, const char *text, const char *end) {
    walk->quote = quote_of(*text);
    walk->at = text + (walk->quote != 0);
    walk->end = end;
    walk->used = 0;
    walk->length = 0;
}

/* The next byte of the value; -1 at its end. */
static int walk_next(struct key_walk *walk) {
    if (walk->used < walk->length) {
        return (unsigned char)walk->piece[walk->used++];
    }
    if (walk->at >= walk->end || *walk->at == '\n') {
        return -1;
    }
    if (walk->quote == 0 ? !(axvm_class_of(*walk->at) & AXVM_CLASS_BARE_KEY) : *walk->at == walk->quote) {
        return -1;
    }
    if (walk->quote != '"') {
        return (unsigned char)*walk->at++;
    }
    walk->length = axvm_next_piece(&walk->at, walk->end, walk->piece);
    walk->used = 1;
    return walk->length == 0 ? -1 : (unsigned char)walk->piece[0];
}

bool axvm_key_has_value(const char *text, const char *end, struct axvm_slice value) {
    struct key_walk walk;
    walk_start(&walk, text, end);
    for (size_t i = 0; i < value.length; i++) {
        if (walk_next(&walk) != (unsigned char)value.data[i]) {
            return false;
        }
    }
    return walk_next(&walk) < 0;
}
