/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file program.h
 * What every part of the program shares: its two streams, its exit codes and the table of commands.
 */
#ifndef AXVMCONFIG_TOOL_PROGRAM_H
#define AXVMCONFIG_TOOL_PROGRAM_H

#include "file_output.h"

#include <stddef.h>

/** How the program ends. The numbers are a promise to scripts. */
enum exit_code {
    EXIT_CLEAN = 0,    /**< done; warnings at most */
    EXIT_FINDINGS = 1, /**< a configuration is wrong, or a file could not be generated */
    EXIT_TROUBLE = 2,  /**< wrong usage, or something could not be read, printed or allocated */
};

/** A run of the program: where it prints to. */
struct program {
    struct file_output out; /**< standard output: results */
    struct file_output err; /**< standard error: findings and messages */
};

/** One option of a command. */
struct command_option {
    int id;            /**< its letter; at least OPTION_WITHOUT_LETTER if it has none */
    const char *name;  /**< the long form, without the dashes */
    const char *value; /**< what its value is called; NULL if it takes none */
    const char *help;  /**< what it does; lines end with LF, the last one without */
};

/** The words that the value of an option is one of. Completions offer them. */
struct command_choice {
    int id;            /**< of the option */
    const char *words; /**< separated by spaces */
};

/** The first id for options that have no letter. */
#define OPTION_WITHOUT_LETTER 256

/** The most options of one command. */
#define COMMAND_OPTIONS_MAX 32

/** One command. Its options drive parsing, suggestions, help, manual page and completions alike. */
struct command {
    const char *name;    /**< empty for the program itself */
    const char *summary; /**< one line, no full stop */
    const char *usage;   /**< one or more lines, each what follows the program's name */
    const char *details; /**< the rest of its help: what it does, examples, exit codes */
    const struct command_option *options;
    size_t option_count;                  /**< at most COMMAND_OPTIONS_MAX */
    const char *repeatable;               /**< letters of options with a value that may be given often; NULL: none */
    const char *operand;                  /**< what its operands are called; NULL if it takes none */
    const struct command_choice *choices; /**< for options whose value is one of some words */
    size_t choice_count;
    /** Does it. argv[0] is the command's name. May reorder argv. */
    enum exit_code (*run)(struct program *program, int argc, char **argv);
};

/** The row of -h that every command has. */
#define HELP_OPTION                                                                                                    \
    { 'h', "help", NULL, "Print this help" }

/** The number of rows of an array. */
#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

extern const struct command check_command;
extern const struct command convert_command;
extern const struct command detect_command;
extern const struct command show_command;
extern const struct command diff_command;
extern const struct command embed_command;
extern const struct command schema_command;
extern const struct command generate_command;
extern const struct command fmt_command;
extern const struct command get_command;
extern const struct command set_command;
extern const struct command unset_command;
extern const struct command explain_command;
extern const struct command help_command;

/** The program as a command: its own options and the overview. */
extern const struct command program_command;

/** All commands in the order of the overview. */
extern const struct command *const commands[];
extern const size_t command_count;

/** The command of that name. @return NULL if there is none */
const struct command *command_find(const char *name);

/** Reports a command that does not exist, with the nearest one that does. @return EXIT_TROUBLE */
enum exit_code command_unknown(struct program *program, const char *name);

#endif
