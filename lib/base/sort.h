/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file sort.h
 * Sorting arrays in place, without recursion and without memory, and the order of texts.
 */
#ifndef AXVM_BASE_SORT_H
#define AXVM_BASE_SORT_H

#include "axvmconfig/base.h"

/** Whether item `a` belongs before item `b`. No item belongs before itself. */
typedef bool axvm_is_before(const void *a, const void *b);

/**
 * Sorts `count` items of `size` bytes each. O(count * log count) always, and O(count) if they are in order.
 *
 * Items of which neither belongs before the other end up in any order: give them one where it matters.
 */
void axvm_sort(void *items, size_t count, size_t size, axvm_is_before *is_before);

/** Below zero, zero or above it, as `a` comes before `b` in the order of their bytes; a beginning comes first. */
int axvm_compare_texts(struct axvm_slice a, struct axvm_slice b);

#endif
