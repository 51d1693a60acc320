/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file dense.h
 * Texts made to cost as much memory or time for each byte as can be.
 */
#ifndef AXVM_TESTS_PROPERTY_DENSE_H
#define AXVM_TESTS_PROPERTY_DENSE_H

#include <stddef.h>

/** A way to make texts of any length: a start, a unit that is repeated, and an end. */
struct dense_pattern {
    const char *name;
    const char *start;
    const char *unit; /**< `@` stands for the number of the repetition, in letters */
    const char *end;
};

extern const struct dense_pattern dense_patterns[];
extern const size_t dense_pattern_count;

/** Makes a text of about `length` bytes. The caller frees it. @param used  receives the length */
char *dense_text(const struct dense_pattern *pattern, size_t length, size_t *used);

#endif
