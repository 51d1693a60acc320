/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file layout_text.h
 * The effective layout of a guest as a table for people.
 */
#ifndef AXVMCONFIG_TOOL_LAYOUT_TEXT_H
#define AXVMCONFIG_TOOL_LAYOUT_TEXT_H

#include "axvmconfig/check.h"
#include "axvmconfig/output.h"

/** Writes what a guest is checked for, its memory, and what is configured beside what will be. @param vm  checked */
void layout_write(struct axvm_output *output, const struct axvm_vm *vm);

#endif
