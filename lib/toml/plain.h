/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file plain.h
 * Most values, read in one go: strings on a line without escapes, decimal and hexadecimal integers.
 *
 * Nothing here complains. What is unusual or wrong is refused and left to scalar.c, which reads everything.
 */
#ifndef AXVM_TOML_PLAIN_H
#define AXVM_TOML_PLAIN_H

#include "base/blocks.h"
#include "toml/reader.h"

/** Skips printable ASCII. */
AXVM_INLINE const char *axvm_skip_printable(const char *position, const char *end) {
    for (; AXVM_IS_FOR_SPEED && end - position >= AXVM_BLOCK_BYTES; position += AXVM_BLOCK_BYTES) {
        uint64_t others = axvm_block_not_printable(axvm_block_load(position));
        if (others != 0) {
            return position + axvm_block_first(others);
        }
    }
    while (position < end && *position >= 0x20 && *position < 0x7f) {
        position++;
    }
    return position;
}

/** Skips printable ASCII but the quote and, in basic strings, the backslash. */
AXVM_INLINE const char *axvm_skip_plain(const char *position, const char *end, char quote) {
    char backslash = quote == '"' ? '\\' : '\'';
    axvm_block quotes = axvm_block_of(quote);
    axvm_block backslashes = axvm_block_of(backslash);
    for (; AXVM_IS_FOR_SPEED && end - position >= AXVM_BLOCK_BYTES; position += AXVM_BLOCK_BYTES) {
        uint64_t others = axvm_block_not_printable_or(axvm_block_load(position), quotes, backslashes);
        if (others != 0) {
            return position + axvm_block_first(others);
        }
    }
    while (position < end && *position >= 0x20 && *position < 0x7f && *position != quote && *position != backslash) {
        position++;
    }
    return position;
}

/** Skips what may stand in a key without quotes. */
AXVM_INLINE const char *axvm_skip_bare_key(const char *position, const char *end) {
    while (AXVM_IS_FOR_SPEED && AXVM_BLOCK_HAS_CLASSES && end - position >= AXVM_BLOCK_BYTES) {
        unsigned count = axvm_block_bare_key(axvm_block_load(position));
        position += count;
        if (count < AXVM_BLOCK_BYTES) {
            return position;
        }
    }
    while (position < end && axvm_class_of(*position) & AXVM_CLASS_BARE_KEY) {
        position++;
    }
    return position;
}

/* No integer of so many digits overflows. */
#define AXVM_PLAIN_DIGITS_MAX 16

/*
 * The same as axvm_read_plain_hex(), a group of digits at a time.
 * @return `text`, too, where that would look behind the end of the text
 */
AXVM_INLINE const char *read_hex_groups(const char *text, const char *end, uint64_t *value, unsigned *form) {
    const char *at = text;
    uint64_t all = 0;
    while (end - at > AXVM_BLOCK_BYTES) {
        uint64_t group;
        unsigned count = axvm_block_hex(axvm_block_load(at), &group);
        if (count == 0 || at + count - text > AXVM_PLAIN_DIGITS_MAX) {
            return text;
        }
        all = (all << 2 * count) << 2 * count | group; /* of sixteen digits, too */
        at += count;
        if (*at != '_') {
            *value = all;
            return at;
        }
        *form |= AXVM_TOML_INTEGER_GROUPED;
        at++;
    }
    return text;
}

/** Reads hexadecimal digits with `_` between them, behind `0x`. @return their end; `text` if there is none */
AXVM_INLINE const char *axvm_read_plain_hex(const char *text, const char *end, uint64_t *value, unsigned *form) {
    if (AXVM_BLOCK_HAS_CLASSES) {
        const char *digits_end = read_hex_groups(text, end, value, form);
        if (AXVM_LIKELY(digits_end != text)) {
            return digits_end;
        }
    }
    const char *limit = end - text > AXVM_PLAIN_DIGITS_MAX ? text + AXVM_PLAIN_DIGITS_MAX : end;
    const char *at = text;
    for (; at < limit; at++) {
        unsigned class = axvm_class_of(*at);
        if (AXVM_LIKELY(class & AXVM_CLASS_HEX_DIGIT)) {
            *value = *value << 4 | (class & AXVM_CLASS_DIGIT_VALUE);
        } else if (*at == '_' && at != text && end - at > 1 && axvm_class_of(at[1]) & AXVM_CLASS_HEX_DIGIT) {
            *form |= AXVM_TOML_INTEGER_GROUPED;
        } else {
            break;
        }
    }
    return at;
}

/** Reads decimal digits. @return their end; `text` if there is none, or a 0 in front of others */
AXVM_INLINE const char *axvm_read_plain_decimal(const char *text, const char *end, uint64_t *value) {
    const char *limit = end - text > AXVM_PLAIN_DIGITS_MAX ? text + AXVM_PLAIN_DIGITS_MAX : end;
    const char *at = text;
    unsigned class;
    for (; at < limit && (class = axvm_class_of(*at)) & AXVM_CLASS_DIGIT; at++) {
        *value = *value * 10 + (class & AXVM_CLASS_DIGIT_VALUE);
    }
    return *text == '0' && at - text > 1 ? text : at;
}

/** Reads an integer. `text` is at a digit. @return false if it is not a plain one; `scalar` is then undefined */
AXVM_INLINE bool axvm_read_plain_integer(const char *text, const char *end, struct axvm_scalar *scalar) {
    bool is_hex = *text == '0' && end - text > 2 && text[1] == 'x';
    unsigned form = is_hex ? AXVM_TOML_INTEGER_HEX : AXVM_TOML_INTEGER_DECIMAL;
    uint64_t value = 0;
    const char *digits = is_hex ? text + 2 : text;
    const char *at =
        is_hex ? axvm_read_plain_hex(digits, end, &value, &form) : axvm_read_plain_decimal(digits, end, &value);
    if (AXVM_UNLIKELY(at == digits || (at < end && axvm_class_of(*at) & AXVM_CLASS_WORD))) {
        return false;
    }
    scalar->end = at;
    scalar->kind = AXVM_TOML_INTEGER;
    scalar->form = (uint8_t)(form | (value <= UINT32_MAX ? (unsigned)AXVM_TOML_INTEGER_SHORT : 0));
    scalar->value = value;
    return true;
}

/** Reads a string. `text` is at a quote. @return false if it is not a plain one; `scalar` is then undefined */
AXVM_INLINE bool axvm_read_plain_string(const char *text, const char *end, struct axvm_scalar *scalar) {
    const char *content = text + 1;
    const char *at = axvm_skip_plain(content, end, *text);
    if (AXVM_UNLIKELY(at == content || at == end || *at != *text)) {
        return false; /* among them the empty string, which may be the start of `"""` */
    }
    scalar->end = at + 1;
    scalar->kind = AXVM_TOML_STRING;
    scalar->form = *text == '"' ? AXVM_TOML_STRING_BASIC : AXVM_TOML_STRING_LITERAL;
    scalar->value = 0;
    return true;
}

/** Reads a value, at `text`. @return false if it is not a plain one; `scalar` is then undefined */
AXVM_INLINE bool axvm_read_plain(const char *text, const char *end, struct axvm_scalar *scalar) {
    if (!AXVM_IS_FOR_SPEED) {
        return false;
    }
    if (axvm_class_of(*text) & AXVM_CLASS_DIGIT) {
        return axvm_read_plain_integer(text, end, scalar);
    }
    return (*text == '"' || *text == '\'') && axvm_read_plain_string(text, end, scalar);
}

#endif
