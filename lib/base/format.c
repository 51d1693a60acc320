/* SPDX-License-Identifier: Apache-2.0 */
#include "base/format.h"

#include "base/divide.h"
#include "base/env.h"

#define ELLIPSIS       "\xe2\x80\xa6" /* … */
#define ELLIPSIS_BYTES 3

/* The text so far. Always length <= sizeof bytes; `cut` says that there would have been more. */
struct draft {
    char bytes[AXVM_FORMAT_MAX];
    size_t length;
    bool cut;
};

static void append(struct draft *draft, const char *bytes, size_t length) {
    size_t room = sizeof draft->bytes - draft->length;
    if (length > room) {
        length = room;
        draft->cut = true;
    }
    if (length > 0) {
        axvm_copy(draft->bytes + draft->length, bytes, length);
    }
    draft->length += length;
}

static bool is_continuation(char byte) {
    return ((unsigned char)byte & 0xc0) == 0x80;
}

/* How many bytes of a UTF-8 sequence may follow its first one. */
#define CONTINUATIONS_MAX 3

/*
 * The largest length up to `limit` that does not split a UTF-8 sequence; `limit` itself where the text is not UTF-8.
 * There is a byte at `limit`, and CONTINUATIONS_MAX before it.
 */
static size_t whole_prefix(const char *bytes, size_t limit) {
    size_t end = limit;
    for (int i = 0; i < CONTINUATIONS_MAX && is_continuation(bytes[end]); i++) {
        end--;
    }
    return is_continuation(bytes[end]) ? limit : end;
}

/* The same from the other end: the first offset from `start` on that a sequence begins at. */
static size_t whole_suffix(const char *bytes, size_t start) {
    size_t begin = start;
    for (int i = 0; i < CONTINUATIONS_MAX && is_continuation(bytes[begin]); i++) {
        begin++;
    }
    return is_continuation(bytes[begin]) ? start : begin;
}

static void append_slice(struct draft *draft, struct axvm_slice slice) {
    if (slice.length <= AXVM_FORMAT_QUOTE_MAX) {
        append(draft, slice.data, slice.length);
        return;
    }
    enum { HALF = (AXVM_FORMAT_QUOTE_MAX - ELLIPSIS_BYTES) / 2 };
    _Static_assert(HALF > CONTINUATIONS_MAX, "a half holds a whole sequence");
    size_t prefix = whole_prefix(slice.data, HALF);
    size_t suffix = whole_suffix(slice.data, slice.length - HALF);
    append(draft, slice.data, prefix);
    append(draft, ELLIPSIS, ELLIPSIS_BYTES);
    append(draft, slice.data + suffix, slice.length - suffix);
}

static void append_decimal(struct draft *draft, uint64_t value) {
    char digits[20];
    size_t start = sizeof digits;
    do {
        digits[--start] = (char)('0' + (int)axvm_remainder(value, 10));
        value = axvm_quotient(value, 10);
    } while (value != 0);
    append(draft, digits + start, sizeof digits - start);
}

static void append_hex(struct draft *draft, uint64_t value) {
    char digits[2 + 16 + 3];
    size_t start = sizeof digits;
    unsigned count = 0;
    do {
        if (count != 0 && count % 4 == 0) {
            digits[--start] = '_';
        }
        digits[--start] = "0123456789abcdef"[value & 15];
        value >>= 4;
        count++;
    } while (value != 0);
    digits[--start] = 'x';
    digits[--start] = '0';
    append(draft, digits + start, sizeof digits - start);
}

/* In the largest unit that divides it: there is no number of 1024 EiB. */
static void append_bytes(struct draft *draft, uint64_t value) {
    static const char *const units[] = {" bytes", " KiB", " MiB", " GiB", " TiB", " PiB", " EiB"};
    size_t unit = 0;
    while (value != 0 && value % 1024 == 0) {
        value /= 1024;
        unit++;
    }
    append_decimal(draft, value);
    struct axvm_slice word = axvm_slice_of(unit == 0 && value == 1 ? " byte" : units[unit]);
    append(draft, word.data, word.length);
}

static void append_directives(struct draft *draft, const char *format, va_list arguments) {
    while (*format != '\0') {
        size_t plain = 0;
        while (format[plain] != '\0' && format[plain] != '%') {
            plain++;
        }
        append(draft, format, plain);
        format += plain;
        if (*format == '\0') {
            return;
        }
        format++;
        switch (*format) {
        case 's': {
            struct axvm_slice text = axvm_slice_of(va_arg(arguments, const char *));
            append(draft, text.data, text.length);
            break;
        }
        case 'v':
            append_slice(draft, va_arg(arguments, struct axvm_slice));
            break;
        case 'q':
            append(draft, "`", 1);
            append_slice(draft, va_arg(arguments, struct axvm_slice));
            append(draft, "`", 1);
            break;
        case 'u':
            append_decimal(draft, va_arg(arguments, uint64_t));
            break;
        case 'x':
            append_hex(draft, va_arg(arguments, uint64_t));
            break;
        case 'b':
            append_bytes(draft, va_arg(arguments, uint64_t));
            break;
        case '%':
            append(draft, "%", 1);
            break;
        default: /* a mistake in the caller: shown as written, and the arguments stay where they are */
            append(draft, "%", 1);
            continue;
        }
        format++;
    }
}

struct axvm_slice axvm_format_list(struct axvm_arena *arena, const char *format, va_list arguments) {
    struct axvm_slice constant = axvm_slice_of(format);
    bool has_directives = false;
    for (size_t i = 0; i < constant.length; i++) {
        has_directives = has_directives || format[i] == '%';
    }
    if (!has_directives) {
        return constant;
    }
    struct draft draft = {.length = 0};
    append_directives(&draft, format, arguments);
    if (draft.cut) {
        draft.length = whole_prefix(draft.bytes, sizeof draft.bytes - ELLIPSIS_BYTES);
        append(&draft, ELLIPSIS, ELLIPSIS_BYTES);
    }
    char *text = axvm_arena_take_high(arena, draft.length, 1);
    if (text == NULL) {
        return (struct axvm_slice){NULL, 0};
    }
    axvm_copy(text, draft.bytes, draft.length);
    return (struct axvm_slice){text, draft.length};
}

struct axvm_slice axvm_format(struct axvm_arena *arena, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    struct axvm_slice text = axvm_format_list(arena, format, arguments);
    va_end(arguments);
    return text;
}
