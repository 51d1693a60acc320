/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file divide.h
 * Division of 64-bit numbers. Where the machine cannot divide them, as those of 32 bits, a compiler calls a function of its
 * run-time library, which a hypervisor may not have: there the library brings its own. Divisions of smaller numbers, and
 * by constants that are powers of two, need nothing of this.
 */
#ifndef AXVM_BASE_DIVIDE_H
#define AXVM_BASE_DIVIDE_H

#include <stdint.h>

/** As axvm_quotient(), without a division of more than 32 bits. */
uint64_t axvm_long_quotient(uint64_t value, uint64_t divisor);

/** @param divisor  not 0 */
/*@ requires divisor != 0;
  @ assigns  \nothing;
  @ ensures  \result == value / divisor;
  @*/
static inline uint64_t axvm_quotient(uint64_t value, uint64_t divisor) {
#if UINTPTR_MAX > UINT32_MAX
    return value / divisor;
#else
    return axvm_long_quotient(value, divisor);
#endif
}

/** @param divisor  not 0 */
/*@ requires divisor != 0;
  @ assigns  \nothing;
  @ ensures  \result == value - value / divisor * divisor;
  @*/
static inline uint64_t axvm_remainder(uint64_t value, uint64_t divisor) {
    return value - axvm_quotient(value, divisor) * divisor;
}

#endif
