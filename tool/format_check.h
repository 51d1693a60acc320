/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file format_check.h
 * Whether a text that was formatted still says the same: the net below the formatter.
 */
#ifndef AXVMCONFIG_TOOL_FORMAT_CHECK_H
#define AXVMCONFIG_TOOL_FORMAT_CHECK_H

#include "axvmconfig/toml.h"
#include "program.h"

/**
 * Whether two documents have the same nodes in the same order. Numbers may be written differently, and comments between a
 * key and its value may stand before the key.
 */
bool format_keeps_order(const struct axvm_toml_document *before, const struct axvm_toml_document *after);

/**
 * Whether two documents have the same values at the same paths, and the same comments, in any order. Compares sums
 * of hashes: what is lost or changed by mistake is found, but for one case in 2^64.
 *
 * @param arena   keys with escapes are put into what is free of it
 * @param same    written unless memory runs out
 * @return 0 or ENOMEM
 */
int format_keeps_values(const struct axvm_toml_document *before, const struct axvm_toml_document *after,
                        struct axvm_arena *arena, bool *same);

#endif
