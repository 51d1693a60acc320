/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file escape.h
 * Strings and keys as written, to their values, piece by piece.
 */
#ifndef AXVM_TOML_ESCAPE_H
#define AXVM_TOML_ESCAPE_H

#include "axvmconfig/base.h"

/**
 * Resolves what stands at `*text` in a string with escapes: one escape, a line continuation or one byte.
 *
 * Escapes have been checked while reading; one that was found wrong stands for itself.
 * @param text   moved behind what was read; not at `end` when called
 * @param piece  receives 0 to 4 bytes
 * @return how many
 */
unsigned axvm_next_piece(const char **text, const char *end, char piece[4]);

/**
 * Resolves all escapes of [text, end).
 * @param value  room for end - text bytes, which is always enough
 * @return the length of the value
 */
size_t axvm_unescape(const char *text, const char *end, char *value);

/** One past the last byte of the key part that starts at `text`, its quotes included. */
const char *axvm_key_end(const char *text, const char *end);

/** Whether the key part that starts at `text` has the given value. Stops at the first difference. */
bool axvm_key_has_value(const char *text, const char *end, struct axvm_slice value);

#endif
