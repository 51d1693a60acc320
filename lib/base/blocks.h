/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file blocks.h
 * Looks for bytes that need a closer look, a block at a time: sixteen bytes in a vector register of x86-64, or eight in a
 * general one (words.h) on other machines and in a hypervisor, which is compiled for general registers only.
 *
 * A test answers with a number that says which bytes passed; axvm_block_first() knows the first of them. 0: none.
 */
#ifndef AXVM_BASE_BLOCKS_H
#define AXVM_BASE_BLOCKS_H

#include "base/words.h"

#if defined(__SSE2__) && !defined(__FRAMAC__)

#define AXVM_BLOCK_BYTES 16
typedef signed char axvm_block __attribute__((vector_size(AXVM_BLOCK_BYTES)));
typedef char axvm_block_mask __attribute__((vector_size(AXVM_BLOCK_BYTES)));

static inline axvm_block axvm_block_load(const char *bytes) {
    axvm_block block;
    axvm_copy(&block, bytes, sizeof block);
    return block;
}

/** A block of the same ASCII byte. */
static inline axvm_block axvm_block_of(char byte) {
    return (axvm_block){0} + (signed char)byte;
}

/** Bytes that are not printable ASCII. */
static inline uint64_t axvm_block_not_printable(axvm_block block) {
    axvm_block passed =
        (block < axvm_block_of(0x20)) | (block == axvm_block_of(0x7f)); /* from 0x80 on they are negative */
    return (unsigned)__builtin_ia32_pmovmskb128((axvm_block_mask)passed);
}

/** The same, and bytes equal to those of `a` or `b`. */
static inline uint64_t axvm_block_not_printable_or(axvm_block block, axvm_block a, axvm_block b) {
    axvm_block passed = (block < axvm_block_of(0x20)) | (block == axvm_block_of(0x7f)) | (block == a) | (block == b);
    return (unsigned)__builtin_ia32_pmovmskb128((axvm_block_mask)passed);
}

/** The place of the first byte that passed. @param passed  what a test answered, not 0 */
static inline unsigned axvm_block_first(uint64_t passed) {
    return (unsigned)__builtin_ctz((unsigned)passed);
}

#else

#define AXVM_BLOCK_BYTES AXVM_WORD_BYTES
typedef uint64_t axvm_block;

static inline axvm_block axvm_block_load(const char *bytes) {
    return axvm_word_load(bytes);
}

static inline axvm_block axvm_block_of(char byte) {
    return axvm_word_of((unsigned char)byte);
}

static inline uint64_t axvm_block_not_printable(axvm_block block) {
    return axvm_word_not_printable(block);
}

static inline uint64_t axvm_block_not_printable_or(axvm_block block, axvm_block a, axvm_block b) {
    return axvm_word_not_printable_or(block, a, b);
}

static inline unsigned axvm_block_first(uint64_t passed) {
    return axvm_word_first(passed);
}

#endif

#endif
