/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file c_name.h
 * The option --name of commands that write C: what objects are called there.
 */
#ifndef AXVMCONFIG_TOOL_C_NAME_H
#define AXVMCONFIG_TOOL_C_NAME_H

#include "options.h"

/** Takes its value. @return false if no object can be called so; that has been reported */
bool c_name_option(const struct option_reader *reader, int id, const char **name);

#endif
