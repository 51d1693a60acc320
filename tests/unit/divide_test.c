/* SPDX-License-Identifier: Apache-2.0 */
#include "base/divide.h"
#include "tap.h"

/* The edges of 32 and 64 bits, and numbers without a pattern. */
static const uint64_t numbers[] = {
    0,
    1,
    2,
    3,
    9,
    10,
    11,
    16,
    0xffff,
    0x10000,
    UINT32_MAX - 1,
    UINT32_MAX,
    (uint64_t)UINT32_MAX + 1,
    (uint64_t)UINT32_MAX + 2,
    0x123456789abcdef,
    0x7fffffffffffffff,
    0x8000000000000000,
    0x8000000000000001,
    0xfedcba9876543210,
    UINT64_MAX - 1,
    UINT64_MAX,
};

#define NUMBER_COUNT (sizeof numbers / sizeof numbers[0])

/* Whether quotient * divisor + rest is value, with a rest below the divisor, which only the quotient satisfies. */
static bool is_quotient(uint64_t quotient, uint64_t value, uint64_t divisor) {
    uint64_t product = quotient * divisor;
    bool overflows = false;
    for (unsigned bit = 0; bit < 64; bit++) {
        overflows = overflows || ((quotient >> bit & 1) != 0 && divisor << bit >> bit != divisor);
    }
    return !overflows && product <= value && value - product < divisor;
}

void tap_body(void) {
    uint64_t wrong = 0;
    for (size_t i = 0; i < NUMBER_COUNT; i++) {
        for (size_t j = 1; j < NUMBER_COUNT; j++) {
            wrong += !is_quotient(axvm_long_quotient(numbers[i], numbers[j]), numbers[i], numbers[j]);
            wrong += !is_quotient(axvm_quotient(numbers[i], numbers[j]), numbers[i], numbers[j]);
            wrong += axvm_remainder(numbers[i], numbers[j]) >= numbers[j];
        }
    }
    TAP_EQUAL_U64(wrong, 0, "quotients of numbers at the edges of 32 and 64 bits");
    TAP_EQUAL_U64(axvm_long_quotient(UINT64_MAX, 10), 1844674407370955161, "the largest number by ten");
    TAP_EQUAL_U64(axvm_long_quotient(UINT64_MAX, UINT64_MAX - 1), 1, "a divisor with the highest bit");
    TAP_EQUAL_U64(axvm_remainder(UINT64_MAX, 10), 5, "the last digit of the largest number");
}
