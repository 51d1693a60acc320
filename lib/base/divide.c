/* SPDX-License-Identifier: Apache-2.0 */
#include "base/divide.h"

#include "base/wrap.h"

/* As on paper, in binary: one bit of the value after the other comes down to the remainder. */
AXVM_WRAPS uint64_t axvm_long_quotient(uint64_t value, uint64_t divisor) {
    if ((value | divisor) <= UINT32_MAX) {
        return (uint32_t)value / (uint32_t)divisor;
    }
    uint64_t quotient = 0;
    uint64_t remainder = 0; /* always < divisor */
    for (unsigned bit = 64; bit > 0;) {
        bit--;
        uint64_t lost = remainder >> 63; /* by the shift: the whole of it is then larger than any divisor */
        remainder = remainder << 1 | (value >> bit & 1);
        if (lost != 0 || remainder >= divisor) {
            remainder -= divisor; /* wraps where a bit is lost, to what is right */
            quotient |= (uint64_t)1 << bit;
        }
    }
    return quotient;
}
