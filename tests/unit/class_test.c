/* SPDX-License-Identifier: Apache-2.0 */
/* axvm_class_of(): what `make prove` assumes of the table, for each of the 256 bytes. */
#include "tap.h"

#include "toml/reader.h"

static unsigned hex_digit_of(unsigned byte) {
    static const char digits[] = "0123456789abcdefABCDEF";
    for (unsigned i = 0; i < sizeof digits - 1; i++) {
        if ((unsigned char)digits[i] == byte) {
            return i < 16 ? i : i - 6;
        }
    }
    return 16;
}

void tap_body(void) {
    bool digits = true;
    bool hex_digits = true;
    bool values = true;
    for (unsigned byte = 0; byte < 256; byte++) {
        unsigned class = axvm_class_of((char)byte);
        unsigned value = hex_digit_of(byte);
        digits = digits && ((class & AXVM_CLASS_DIGIT) != 0) == (value < 10);
        hex_digits = hex_digits && ((class & AXVM_CLASS_HEX_DIGIT) != 0) == (value < 16);
        values = values && (class & AXVM_CLASS_DIGIT_VALUE) == (value < 16 ? value : 0);
    }
    TAP_CHECK(digits, "decimal digits are marked, and nothing else is");
    TAP_CHECK(hex_digits, "hexadecimal digits are marked, and nothing else is");
    TAP_CHECK(values, "digits have their value, other bytes none");
}
