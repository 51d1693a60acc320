/* SPDX-License-Identifier: Apache-2.0 */
#include "axvmconfig/base.h"

#include "base/divide.h"

/* The value of a digit in bases up to 16; 16 if it is none. */
static unsigned digit_value(char digit) {
    if (digit >= '0' && digit <= '9') {
        return (unsigned)(digit - '0');
    }
    if (digit >= 'a' && digit <= 'f') {
        return (unsigned)(digit - 'a') + 10;
    }
    if (digit >= 'A' && digit <= 'F') {
        return (unsigned)(digit - 'A') + 10;
    }
    return 16;
}

/* The base that a prefix at the start of `text` stands for; 10 if there is none. */
static unsigned base_of_prefix(struct axvm_slice text) {
    if (text.length < 2 || text.data[0] != '0') {
        return 10;
    }
    switch (text.data[1]) {
    case 'x':
        return 16;
    case 'o':
        return 8;
    case 'b':
        return 2;
    default:
        return 10;
    }
}

bool axvm_parse_u64(struct axvm_slice text, uint64_t *value) {
    unsigned base = base_of_prefix(text);
    size_t start = base != 10 ? 2 : text.length > 0 && text.data[0] == '+' ? 1 : 0;
    uint64_t number = 0;
    bool after_digit = false;
    for (size_t i = start; i < text.length; i++) {
        if (text.data[i] == '_' && after_digit) {
            after_digit = false;
            continue;
        }
        unsigned digit = digit_value(text.data[i]);
        if (digit >= base || number > axvm_quotient(UINT64_MAX - digit, base)) {
            return false;
        }
        number = number * base + digit;
        after_digit = true;
    }
    if (!after_digit) {
        return false;
    }
    *value = number;
    return true;
}
