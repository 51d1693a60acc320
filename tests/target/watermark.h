/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file watermark.h
 * How much of the stack and of an arena was ever in use: both are painted, and what is no longer painted was.
 */
#ifndef AXVM_TESTS_WATERMARK_H
#define AXVM_TESTS_WATERMARK_H

#include "platform.h"

/** How far below the caller the stack is watched. A use of this many bytes may have been more. */
#define WATERMARK_STACK_BYTES ((size_t)6144)

/** A piece of work. */
typedef void watermark_work(void *context);

/** Does a piece of work. @return the stack that it has taken, in bytes; where it has called it, from watermark_start() on */
size_t watermark_stack(watermark_work *work, void *context);

/** Where the caller's stack ended when it called watermark_start(). */
extern uintptr_t watermark_base;

/** Leaves the caller's own frame out of what is measured: only what it calls counts. */
static inline __attribute__((always_inline)) void watermark_start(void) {
    watermark_base = platform_stack_pointer();
}

/** Paints memory. @param memory  aligned as any object; @param size  a multiple of 8 */
void watermark_paint(void *memory, size_t size);

/**
 * The bytes of painted memory that were used from both of its ends inwards, up to 16 KiB of paint. They are painted again.
 */
size_t watermark_used(void *memory, size_t size);

#endif
