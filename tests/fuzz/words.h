/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file words.h
 * Words that configurations are made of: keys, headers and words for values, all out of the schema table, and
 * the syntax of TOML. The dictionary and the mutator take theirs from here.
 */
#ifndef AXVM_TESTS_FUZZ_WORDS_H
#define AXVM_TESTS_FUZZ_WORDS_H

#include <stddef.h>

/** Where a word can stand. */
enum word_kind {
    WORD_KEY,    /**< `entry_point` */
    WORD_HEADER, /**< `[[kernel.memory_regions]]` */
    WORD_VALUE,  /**< `"passthrough"`, `0x7fffffffffffffff` */
    WORD_SYNTAX, /**< pieces of TOML, and remarks to the program */
    WORD_KIND_COUNT,
};

/** A word. */
struct word {
    enum word_kind kind;
    const char *text;
};

/** All words, made at the first call. @param count  receives their number */
const struct word *words_all(size_t *count);

#endif
