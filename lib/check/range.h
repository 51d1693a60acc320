/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file range.h
 * Arithmetic of half-open address ranges. Nothing here overflows, whatever the numbers are: ends are never
 * computed where a subtraction tells as much.
 */
#ifndef AXVM_CHECK_RANGE_H
#define AXVM_CHECK_RANGE_H

#include "axvmconfig/layout.h"

/** Whether base + size_bytes is at most `limit`; false where the sum would wrap. */
static inline bool axvm_range_fits(struct axvm_range range, uint64_t limit) {
    return range.size_bytes <= limit && range.base <= limit - range.size_bytes;
}

/** Whether an address is in a range. */
static inline bool axvm_range_has(struct axvm_range range, uint64_t address) {
    return address >= range.base && address - range.base < range.size_bytes;
}

/** Whether two ranges share an address. Empty ones share none. Ranges that wrap are taken to end at 2^64. */
bool axvm_ranges_overlap(struct axvm_range a, struct axvm_range b);

/** The last address of a range, UINT64_MAX if it wraps. The range must not be empty. */
static inline uint64_t axvm_range_last(struct axvm_range range) {
    uint64_t reach = range.size_bytes - 1;
    return range.base > UINT64_MAX - reach ? UINT64_MAX : range.base + reach;
}

/** Whether all addresses of `inner` are in `outer`. An empty one is if its base is. Those that wrap end at 2^64. */
bool axvm_range_holds(struct axvm_range outer, struct axvm_range inner);

/** `value` rounded down to a multiple of `unit`, a power of two. */
static inline uint64_t axvm_round_down(uint64_t value, uint64_t unit) {
    return value & ~(unit - 1);
}

/** `value` rounded up to a multiple of `unit`, a power of two; where that would wrap, the largest multiple. */
static inline uint64_t axvm_round_up(uint64_t value, uint64_t unit) {
    return value > UINT64_MAX - (unit - 1) ? axvm_round_down(UINT64_MAX, unit)
                                           : axvm_round_down(value + (unit - 1), unit);
}

/** The addresses that two ranges share. They must overlap. */
struct axvm_range axvm_range_common(struct axvm_range a, struct axvm_range b);

/**
 * The whole pages that a range touches, but for the last page of all, whose end is not a number: what reaches into
 * that ends before it. Empty if the range is.
 */
struct axvm_range axvm_range_pages(struct axvm_range range);

#endif
