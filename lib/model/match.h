/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file match.h
 * Which item of one list is which of another: by what they are, not by where they stand.
 */
#ifndef AXVM_MODEL_MATCH_H
#define AXVM_MODEL_MATCH_H

#include "model/record.h"

/** What stands for the partner of an item that has none. */
#define AXVM_NO_PARTNER SIZE_MAX

/** Two lists, matched. Of structs always partners[0][i] == j exactly if partners[1][j] == i. */
struct axvm_match {
    size_t *partners[2]; /**< by item; AXVM_NO_PARTNER: only this list has it */
};

/** The arena bytes that axvm_match_lists() and axvm_match_strings() need at most for each item, and besides. */
#define AXVM_MATCH_BYTES_PER_ITEM ((size_t)320)
#define AXVM_MATCH_BYTES_FIXED    ((size_t)256)

/**
 * Matches the items of two lists of the same record, as diff.h says. O(n log n).
 *
 * @param arena  all memory is taken from its high end, for the caller to give back
 * @return false if the arena is full
 */
bool axvm_match_lists(struct axvm_match *match, const struct axvm_record_list lists[2], struct axvm_arena *arena);

/**
 * The same for strings. Each counts once: of repetitions on one side only the first has or lacks a partner, and the
 * others have an arbitrary one, so that nobody misses it. O(n log n).
 */
bool axvm_match_strings(struct axvm_match *match, const struct axvm_slice *const strings[2], const size_t counts[2],
                        struct axvm_arena *arena);

/** Compares two values of the same field. @return less than 0, 0 or more than 0, in some order */
int axvm_value_compare(const struct axvm_value *a, const struct axvm_value *b);

#endif
