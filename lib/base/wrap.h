/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file wrap.h
 * Arithmetic that is meant to wrap. All else is checked for it: the preset sanitize-clang.
 */
#ifndef AXVM_BASE_WRAP_H
#define AXVM_BASE_WRAP_H

#include <stdint.h>

/* A function whose unsigned sums, differences and products are meant modulo 2^n: hashes, and tests of many bits. */
#if defined(__clang__)
#define AXVM_WRAPS __attribute__((no_sanitize("unsigned-integer-overflow")))
#else
#define AXVM_WRAPS
#endif

/** a + b modulo 2^64. */
AXVM_WRAPS static inline uint64_t axvm_wrapping_add(uint64_t a, uint64_t b) {
    return a + b;
}

/** a - b modulo 2^64: how far `a` is from `b`, whichever is the larger one. */
AXVM_WRAPS static inline uint64_t axvm_wrapping_sub(uint64_t a, uint64_t b) {
    return a - b;
}

#endif
