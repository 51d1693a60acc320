/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file completion.h
 * Completions for shells, made from the tables of commands, options and rules.
 */
#ifndef AXVMCONFIG_TOOL_COMPLETION_H
#define AXVMCONFIG_TOOL_COMPLETION_H

#include "axvmconfig/output.h"

#include <stdbool.h>

/** Whether there are completions for a shell: bash, zsh or fish. */
bool completion_exists(const char *shell);

/** Writes the completions for a shell; nothing if there are none. */
void completion_write(struct axvm_output *output, const char *shell);

#endif
