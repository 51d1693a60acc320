/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file options.h
 * Reads a command's arguments by its table of options.
 *
 * getopt_long does the reading. On top of it: no abbreviated names, a suggestion for mistyped ones,
 * values are not taken from what looks like another option, `-o=VALUE` means `-oVALUE`, and an option
 * with a value may stand there only once, unless the command says otherwise.
 */
#ifndef AXVMCONFIG_TOOL_OPTIONS_H
#define AXVMCONFIG_TOOL_OPTIONS_H

#include "message.h"

#include <getopt.h>
#include <stdbool.h>
#include <stdint.h>

/** What option_next() answers beside the id of an option. */
enum option_answer {
    OPTION_END = -1,   /**< all arguments are read */
    OPTION_ERROR = -2, /**< wrong usage; it has been reported */
};

/**
 * One reading of a command's arguments, the only one at a time, since getopt keeps its state in globals.
 * `operands` lists the arguments seen so far that are not options; it lies in argv.
 */
struct option_reader {
    struct program *program;
    const struct command *command;
    int argc;
    char **argv;
    const char *value;   /**< of the option answered last; NULL if it takes none */
    uint32_t given;      /**< bit per row of the command's options: it has been answered */
    bool operands_first; /**< reading ends at the first operand */
    char **operands;
    int operand_count;
    char letters[2 * COMMAND_OPTIONS_MAX + 4];    /**< for getopt */
    struct option names[COMMAND_OPTIONS_MAX + 1]; /**< for getopt */
};

/**
 * Starts reading argv[1] and what follows.
 * @param operands_first  stop at the first operand and leave it and the rest in `operands`
 */
void option_reader_init(struct option_reader *reader, struct program *program, const struct command *command, int argc,
                        char **argv, bool operands_first);

/** Reads the next option, collecting operands on the way. @return its id, or an enum option_answer */
int option_next(struct option_reader *reader);

/** Whether the option with that id has been answered. */
bool option_given(const struct option_reader *reader, int id);

/** Reports the value of the option answered last. @param expected  what it should have been. @return OPTION_ERROR */
int option_value_error(const struct option_reader *reader, int id, const char *expected);

/** As option_value_error(), with a suggestion of the caller's, if there is one in it. @return OPTION_ERROR */
int option_suggest_error(const struct option_reader *reader, int id, const char *expected,
                         const struct suggestion *suggestion);

/** As option_value_error(), for values that are one of some words; suggests the nearest. @return OPTION_ERROR */
int option_word_error(const struct option_reader *reader, int id, const char *const *words, size_t count);

/** As option_word_error(), with a suggestion of the caller's. @return OPTION_ERROR */
int option_choice_error(const struct option_reader *reader, int id, const char *const *words, size_t count,
                        const struct suggestion *suggestion);

/** Writes an option as it is shown in messages: `--cpu-num <COUNT>`. */
void option_write(struct axvm_output *output, const struct option_reader *reader, int id);

/** The value of the option answered last as a number. @return false if it is none; that has been reported */
bool option_number(const struct option_reader *reader, int id, uint64_t *number);

/** Reports an operand that the command has no use for. @return OPTION_ERROR */
int option_operand_error(const struct option_reader *reader, const char *operand);

#endif
