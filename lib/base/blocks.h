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

#define AXVM_BLOCK_BYTES       16
#define AXVM_BLOCK_HAS_CLASSES true /* axvm_block_hex() and axvm_block_bare_key() do something */
typedef signed char axvm_block __attribute__((vector_size(AXVM_BLOCK_BYTES)));
typedef unsigned char axvm_block_bytes __attribute__((vector_size(AXVM_BLOCK_BYTES)));
typedef char axvm_block_mask __attribute__((vector_size(AXVM_BLOCK_BYTES)));
typedef unsigned short axvm_block_pairs __attribute__((vector_size(AXVM_BLOCK_BYTES)));
typedef short axvm_block_shorts __attribute__((vector_size(AXVM_BLOCK_BYTES)));
typedef uint64_t axvm_block_halves __attribute__((vector_size(AXVM_BLOCK_BYTES)));

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

/** Bytes from `first` to `last`, both ASCII: moved so that they are the largest there are. */
static inline axvm_block axvm_block_between(axvm_block block, char first, char last) {
    axvm_block moved = (axvm_block)((axvm_block_bytes)block + (unsigned char)(0x7f - last));
    return moved > axvm_block_of((char)(0x7f - last + first - 1));
}

/** How many bytes at the start of a block passed. */
static inline unsigned axvm_block_count(axvm_block passed) {
    return (unsigned)__builtin_ctz(~(unsigned)__builtin_ia32_pmovmskb128((axvm_block_mask)passed));
}

/** How many bytes at the start of a block may stand in a key without quotes. */
static inline unsigned axvm_block_bare_key(axvm_block block) {
    axvm_block letters = axvm_block_between(block | axvm_block_of(0x20), 'a', 'z');
    axvm_block digits = axvm_block_between(block, '0', '9');
    return axvm_block_count(letters | digits | (block == axvm_block_of('_')) | (block == axvm_block_of('-')));
}

/** Reads the hexadecimal digits at the start of a block as a number. @return how many there are */
static inline unsigned axvm_block_hex(axvm_block block, uint64_t *value) {
    axvm_block letters = axvm_block_between(block | axvm_block_of(0x20), 'a', 'f');
    unsigned count = axvm_block_count(letters | axvm_block_between(block, '0', '9'));
    axvm_block_pairs nibbles = (axvm_block_pairs)((block & axvm_block_of(0x0f)) + (letters & axvm_block_of(9)));
    /* The first of each two digits is in the low byte. Not by shifts: gcc's analyzer takes 4 for too many. */
    axvm_block_shorts bytes = (axvm_block_shorts)((nibbles * 16 | nibbles / 256) & 0xff);
    axvm_block_halves packed = (axvm_block_halves)__builtin_ia32_packuswb128(bytes, bytes);
    *value = __builtin_bswap64(packed[0]) >> (64 - 4 * count) % 64;
    return count;
}

#else

#define AXVM_BLOCK_BYTES       AXVM_WORD_BYTES
#define AXVM_BLOCK_HAS_CLASSES false
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

static inline unsigned axvm_block_bare_key(axvm_block block) {
    (void)block;
    return 0;
}

static inline unsigned axvm_block_hex(axvm_block block, uint64_t *value) {
    (void)block;
    (void)value;
    return 0;
}

#endif

#endif
