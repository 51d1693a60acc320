/* SPDX-License-Identifier: Apache-2.0 */
#include "base/utf8.h"

/* Where a lead byte restricts the byte after it further than 0x80 to 0xBF. */
static void second_byte_range(unsigned char lead, unsigned char *low, unsigned char *high) {
    *low = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
    *high = lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
}

unsigned axvm_utf8_length(const char *text, const char *end) {
    if (text >= end) {
        return 0;
    }
    const unsigned char *bytes = (const unsigned char *)text;
    unsigned char lead = bytes[0];
    if (lead < 0x80) {
        return 1;
    }
    unsigned length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
    if (lead < 0xc2 || lead > 0xf4 || (size_t)(end - text) < length) {
        return 0;
    }
    unsigned char low;
    unsigned char high;
    second_byte_range(lead, &low, &high);
    if (bytes[1] < low || bytes[1] > high) {
        return 0;
    }
    for (unsigned i = 2; i < length; i++) {
        if ((bytes[i] & 0xc0) != 0x80) {
            return 0;
        }
    }
    return length;
}

uint32_t axvm_utf8_decode(const char *text, const char *end, unsigned *length) {
    static const unsigned char lead_bits[5] = {0, 0x7f, 0x1f, 0x0f, 0x07};
    *length = axvm_utf8_length(text, end);
    if (*length == 0) {
        return 0;
    }
    uint32_t code_point = (uint32_t)((unsigned char)text[0] & lead_bits[*length]);
    for (unsigned i = 1; i < *length; i++) {
        code_point = code_point << 6 | ((unsigned char)text[i] & 0x3fu);
    }
    return code_point;
}

unsigned axvm_utf8_encode(uint32_t code_point, char bytes[4]) {
    if (code_point < 0x80) {
        bytes[0] = (char)code_point;
        return 1;
    }
    if (code_point < 0x800) {
        bytes[0] = (char)(0xc0 | code_point >> 6);
        bytes[1] = (char)(0x80 | (code_point & 0x3f));
        return 2;
    }
    if (code_point < 0x10000) {
        bytes[0] = (char)(0xe0 | code_point >> 12);
        bytes[1] = (char)(0x80 | (code_point >> 6 & 0x3f));
        bytes[2] = (char)(0x80 | (code_point & 0x3f));
        return 3;
    }
    bytes[0] = (char)(0xf0 | code_point >> 18);
    bytes[1] = (char)(0x80 | (code_point >> 12 & 0x3f));
    bytes[2] = (char)(0x80 | (code_point >> 6 & 0x3f));
    bytes[3] = (char)(0x80 | (code_point & 0x3f));
    return 4;
}
