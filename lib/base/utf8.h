/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file utf8.h
 * UTF-8 as The Unicode Standard defines it: no overlong forms, no surrogates, nothing above U+10FFFF.
 */
#ifndef AXVM_BASE_UTF8_H
#define AXVM_BASE_UTF8_H

#include "axvmconfig/base.h"

/** The length in bytes, 1 to 4, of the well-formed sequence at `text`. @return 0 if there is none before `end` */
unsigned axvm_utf8_length(const char *text, const char *end);

/**
 * The code point of the well-formed sequence at `text`.
 * @param length  receives its length in bytes, 1 to 4
 * @return the code point; 0 with `length` 0 if there is none before `end`
 */
uint32_t axvm_utf8_decode(const char *text, const char *end, unsigned *length);

/**
 * Writes a code point.
 * @param code_point  a Unicode scalar value
 * @param bytes       receives 1 to 4 bytes
 * @return how many
 */
unsigned axvm_utf8_encode(uint32_t code_point, char bytes[4]);

#endif
