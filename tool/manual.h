/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file manual.h
 * The manual page, made from the tables of commands, options and rules.
 */
#ifndef AXVMCONFIG_TOOL_MANUAL_H
#define AXVMCONFIG_TOOL_MANUAL_H

#include "axvmconfig/output.h"

/** Writes the manual page as mdoc source. */
void manual_write(struct axvm_output *output);

#endif
