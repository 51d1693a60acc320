/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file unified_diff.h
 * The difference of two texts, as `diff -u` writes it and `patch` reads it.
 */
#ifndef AXVMCONFIG_TOOL_UNIFIED_DIFF_H
#define AXVMCONFIG_TOOL_UNIFIED_DIFF_H

#include "axvmconfig/output.h"

/**
 * Writes a unified diff with three lines of context; nothing if the texts are equal.
 *
 * @param name         of both texts; quoted as diff does where it has to be
 * @param on_terminal  show control characters and the like as escapes. `patch` cannot read those
 * @return 0 or ENOMEM, and then nothing is written
 */
int unified_diff_write(struct axvm_output *output, struct axvm_slice name, struct axvm_slice before,
                       struct axvm_slice after, bool on_terminal);

#endif
