/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file path_help.h
 * What was meant by a path that leads to no value.
 */
#ifndef AXVMCONFIG_TOOL_PATH_HELP_H
#define AXVMCONFIG_TOOL_PATH_HELP_H

#include "axvmconfig/path.h"

/** Shows a path with a caret under the byte at fault. */
void path_show(struct axvm_output *output, struct axvm_slice text, size_t at);

/** Writes a line of help about a key that the schema does not know, if there is anything to say. */
void path_help(struct axvm_output *output, const struct axvm_path *path);

#endif
