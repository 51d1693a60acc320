/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file words.h
 * Eight bytes at a time: which of them need a closer look. Portable, no vector registers.
 *
 * Each test answers with bit 7 of a byte set where that byte passes. A borrow may also set it in
 * bytes above a passing one, so "some byte passes" is exact, and so is the first that does.
 */
#ifndef AXVM_BASE_WORDS_H
#define AXVM_BASE_WORDS_H

#include "axvmconfig/base.h"
#include "base/env.h"
#include "base/wrap.h"

#define AXVM_WORD_BYTES 8
#define AXVM_WORD_ONES  UINT64_C(0x0101010101010101)
#define AXVM_WORD_TOPS  UINT64_C(0x8080808080808080)

/** Eight bytes as a number, the first the least significant on every machine. */
static inline uint64_t axvm_word_load(const char *bytes) {
    uint64_t word = 0;
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
    axvm_copy(&word, bytes, sizeof word);
#else
    for (unsigned i = 0; i < AXVM_WORD_BYTES; i++) {
        word |= (uint64_t)(unsigned char)bytes[i] << 8 * i;
    }
#endif
    return word;
}

/** The place of the first byte that passed. @param passed  what a test answered, not 0 */
AXVM_WRAPS static inline unsigned axvm_word_first(uint64_t passed) {
#if defined(__x86_64__) || defined(__aarch64__)
    return (unsigned)__builtin_ctzll(passed) / 8;
#else
    /* Below the lowest bit set all bits become ones: one for each byte up to it. They are added up in the top byte. */
    return (unsigned)(((passed - 1) & ~passed & AXVM_WORD_ONES) * AXVM_WORD_ONES >> 56) - 1;
#endif
}

/** Eight times the same byte. */
static inline uint64_t axvm_word_of(unsigned char byte) {
    return AXVM_WORD_ONES * byte;
}

/** Bytes equal to `byte`. */
AXVM_WRAPS static inline uint64_t axvm_word_equal(uint64_t word, unsigned char byte) {
    uint64_t difference = word ^ axvm_word_of(byte);
    return (difference - AXVM_WORD_ONES) & ~difference & AXVM_WORD_TOPS;
}

/** Bytes below 0x20, bytes equal to 0x7f, and bytes from 0x80 on: all but printable ASCII. */
AXVM_WRAPS static inline uint64_t axvm_word_not_printable(uint64_t word) {
    return ((word - axvm_word_of(0x20)) | (word + AXVM_WORD_ONES) | word) & AXVM_WORD_TOPS;
}

/** All but printable ASCII, and bytes equal to those of `a` or `b`, each eight times the same ASCII byte. */
AXVM_WRAPS static inline uint64_t axvm_word_not_printable_or(uint64_t word, uint64_t a, uint64_t b) {
    /* Less 1, a byte that is equal and so 0 gets bit 7; others below 0x80 do not. */
    return (((word ^ a) - AXVM_WORD_ONES) | ((word ^ b) - AXVM_WORD_ONES) | axvm_word_not_printable(word)) &
           AXVM_WORD_TOPS;
}

#endif
