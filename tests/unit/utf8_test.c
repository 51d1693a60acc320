/* SPDX-License-Identifier: Apache-2.0 */
/* UTF-8, all of it. */
#include "tap.h"

#include "base/utf8.h"

static bool is_scalar_value(uint32_t code_point) {
    return code_point <= 0x10ffff && !(code_point >= 0xd800 && code_point <= 0xdfff);
}

static unsigned expected_length(uint32_t code_point) {
    return code_point < 0x80 ? 1 : code_point < 0x800 ? 2 : code_point < 0x10000 ? 3 : 4;
}

static void encode_and_decode_all(void) {
    bool lengths = true;
    bool round_trips = true;
    bool cut_off = true;
    for (uint32_t code_point = 0; code_point <= 0x10ffff; code_point++) {
        if (!is_scalar_value(code_point)) {
            continue;
        }
        char bytes[4];
        unsigned length = axvm_utf8_encode(code_point, bytes);
        unsigned decoded = 0;
        lengths = lengths && length == expected_length(code_point) && axvm_utf8_length(bytes, bytes + 4) == length;
        round_trips = round_trips && axvm_utf8_decode(bytes, bytes + length, &decoded) == code_point;
        round_trips = round_trips && decoded == length;
        for (unsigned end = 0; end < length; end++) {
            cut_off = cut_off && axvm_utf8_length(bytes, bytes + end) == 0;
        }
    }
    TAP_CHECK(lengths, "every code point is encoded in as many bytes as it takes");
    TAP_CHECK(round_trips, "and decoded to itself");
    TAP_CHECK(cut_off, "and is nothing when it is cut off");
}

/* Decodes without looking at anything but the bits. */
static uint32_t bits_of(const unsigned char *bytes, unsigned length) {
    uint32_t code_point = length == 2 ? bytes[0] & 0x1fu : length == 3 ? bytes[0] & 0x0fu : bytes[0] & 0x07u;
    for (unsigned i = 1; i < length; i++) {
        code_point = code_point << 6 | (bytes[i] & 0x3fu);
    }
    return code_point;
}

/* The length of a well-formed sequence, by the definition: shortest form of a scalar value. */
static unsigned defined_length(const unsigned char *bytes, unsigned available) {
    unsigned length = bytes[0] < 0x80 ? 1 : (bytes[0] & 0xe0) == 0xc0 ? 2 : (bytes[0] & 0xf0) == 0xe0 ? 3 : 4;
    if (length == 1) {
        return 1;
    }
    if ((length == 4 && (bytes[0] & 0xf8) != 0xf0) || length > available) {
        return 0;
    }
    for (unsigned i = 1; i < length; i++) {
        if ((bytes[i] & 0xc0) != 0x80) {
            return 0;
        }
    }
    uint32_t code_point = bits_of(bytes, length);
    return is_scalar_value(code_point) && expected_length(code_point) == length ? length : 0;
}

static void judge_all_bytes(void) {
    /* Of the third and fourth byte those at the borders of their classes are enough. */
    static const unsigned char tails[] = {0x00, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xff};
    bool good = true;
    for (unsigned first = 0; first < 256; first++) {
        for (unsigned second = 0; second < 256; second++) {
            for (size_t third = 0; third < sizeof tails; third++) {
                for (size_t fourth = 0; fourth < sizeof tails; fourth++) {
                    unsigned char bytes[4] = {(unsigned char)first, (unsigned char)second, tails[third], tails[fourth]};
                    const char *text = (const char *)bytes;
                    good = good && axvm_utf8_length(text, text + 4) == defined_length(bytes, 4);
                }
            }
        }
    }
    TAP_CHECK(good, "what is well-formed is what the definition says");
    static const char overlong[] = "\xc0\xaf";
    unsigned length = 7;
    TAP_EQUAL_U64(axvm_utf8_decode(overlong, overlong + 2, &length), 0, "what is not decodes to nothing");
    TAP_EQUAL_U64(length, 0, "of length 0");
    TAP_EQUAL_U64(axvm_utf8_length("a", "a"), 0, "there is nothing in an empty text");
}

void tap_body(void) {
    encode_and_decode_all();
    judge_all_bytes();
}
