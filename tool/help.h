/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file help.h
 * The help texts, made from the tables of commands and options.
 */
#ifndef AXVMCONFIG_TOOL_HELP_H
#define AXVMCONFIG_TOOL_HELP_H

#include "program.h"

/** Writes the help of a command, or of the program. */
void help_write(struct axvm_output *output, const struct command *command);

/** Prints it on standard output. @return EXIT_CLEAN */
enum exit_code help_print(struct program *program, const struct command *command);

#endif
