/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file env.h
 * The only seam to the world outside: the four functions a freestanding compiler expects anyway.
 */
#ifndef AXVM_BASE_ENV_H
#define AXVM_BASE_ENV_H

#include <stddef.h>

/* The builtins let the compiler inline small copies although -ffreestanding switches that off. */
#define axvm_copy(to, from, size) __builtin_memcpy((to), (from), (size))
#define axvm_move(to, from, size) __builtin_memmove((to), (from), (size))
#define axvm_fill(to, byte, size) __builtin_memset((to), (byte), (size))
#define axvm_compare(a, b, size)  __builtin_memcmp((a), (b), (size))

#define AXVM_LIKELY(condition)    __builtin_expect(!!(condition), 1)
#define AXVM_UNLIKELY(condition)  __builtin_expect(!!(condition), 0)

/*
 * What holds here for reasons that neither the compiler nor an analyzer can see. Builds with sanitizers end the program
 * where it does not.
 */
#define AXVM_ASSUME(condition) ((condition) ? (void)0 : __builtin_unreachable())

/* A function off the common path: kept out of its callers, which then need fewer registers. */
#define AXVM_RARE __attribute__((noinline, cold))

/*
 * A function of the innermost loops. A build for size (-Os, -Oz) keeps one copy of it, and goes without shortcuts that
 * only save time: everything that they read is read by the general code as well, with the same result.
 */
#ifdef __OPTIMIZE_SIZE__
#define AXVM_INLINE       static inline
#define AXVM_IS_FOR_SPEED false
#else
#define AXVM_INLINE       static inline __attribute__((always_inline))
#define AXVM_IS_FOR_SPEED true
#endif

#endif
