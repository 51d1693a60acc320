/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file color.h
 * Whether to print in color.
 */
#ifndef AXVMCONFIG_TOOL_COLOR_H
#define AXVMCONFIG_TOOL_COLOR_H

#include "options.h"

/** The id of --color. */
#define OPTION_COLOR (OPTION_WITHOUT_LETTER + 0x100)

/** The row of --color, the same for every command that has it. */
#define COLOR_OPTION                                                                                                   \
    {                                                                                                                  \
        OPTION_COLOR, "color", "WHEN",                                                                                 \
            "Color findings: auto, always or never [auto: on a\n"                                                      \
            "terminal, unless NO_COLOR is set]"                                                                        \
    }

/** Its words, for completions. */
#define COLOR_CHOICE                                                                                                   \
    { OPTION_COLOR, "auto always never" }

/** What --color says. */
enum color_choice {
    COLOR_AUTO = 0,
    COLOR_ALWAYS,
    COLOR_NEVER,
};

/** Takes the value of --color. @return false if it is none; that has been reported */
bool color_option(const struct option_reader *reader, enum color_choice *choice);

/** Whether to print in color on a file descriptor. */
bool color_wanted(enum color_choice choice, int descriptor);

#endif
