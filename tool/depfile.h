/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file depfile.h
 * Dependencies in the form that make reads, and ninja: what has to be made anew when which files change.
 */
#ifndef AXVMCONFIG_TOOL_DEPFILE_H
#define AXVMCONFIG_TOOL_DEPFILE_H

#include "axvmconfig/output.h"

#include <stdbool.h>
#include <stddef.h>

/**
 * Whether a file can be named there so that make and ninja mean the same by it. That goes for blanks, `#`, `$` and `:`,
 * which can be escaped, and for all bytes beyond ASCII, but not for control characters, backslashes, and what make
 * takes for patterns, variables, archives or commands: `% * ? [ ] = ; | &`, `~` in front and `)` at the end.
 */
bool depfile_can_name(const char *path);

/**
 * Writes the rule: all targets need all sources. A source that is gone is no error for make: it has a rule of its own
 * that does nothing.
 *
 * @param targets  at least one; as all names, depfile_can_name()
 * @param sources  a name that occurs twice is written once
 */
void depfile_write(struct axvm_output *output, const char *const *targets, size_t target_count,
                   const char *const *sources, size_t source_count);

#endif
