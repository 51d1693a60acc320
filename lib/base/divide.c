/* SPDX-License-Identifier: Apache-2.0 */
#include "base/divide.h"

/* As on paper, in binary: one bit of the value after the other comes down to the remainder. */
uint64_t axvm_long_quotient(uint64_t value, uint64_t divisor) {
    if ((value | divisor) <= UINT32_MAX) {
        return (uint32_t)value / (uint32_t)divisor;
    }
    uint64_t quotient = 0;
    uint64_t remainder =
        0; /* always < divisor, and no more than the bits of the value so far: none is lost to a shift */
    for (unsigned bit = 64; bit > 0;) {
        bit--;
        remainder = remainder << 1 | (value >> bit & 1);
        if (remainder >= divisor) {
            remainder -= divisor;
            quotient |= (uint64_t)1 << bit;
        }
    }
    return quotient;
}
