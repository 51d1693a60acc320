/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file message.h
 * Messages of the program, and how texts from outside are shown in them.
 */
#ifndef AXVMCONFIG_TOOL_MESSAGE_H
#define AXVMCONFIG_TOOL_MESSAGE_H

#include "program.h"

#include <stdbool.h>

/**
 * Writes a message.
 *
 * `%s` const char *, a text of the program's own, as it is. `%a` const char *, an argument or file
 * name, by message_argument(). `%u` uint64_t in decimal. `%%` a percent sign.
 */
void message(struct axvm_output *output, const char *format, ...);

/**
 * Writes a text from outside so that it cannot paint on a terminal: as it is if it is all printable,
 * otherwise with the escapes of Rust's {:?}.
 */
void message_argument(struct axvm_output *output, struct axvm_slice text);

/** As message_argument(), for a text of several lines: line ends and tabs stay. */
void message_text(struct axvm_output *output, struct axvm_slice text);

/** Writes a text as a JSON string, quotes included. @param is_utf8  if it is not, its bytes beyond ASCII are U+FFFD */
void message_json(struct axvm_output *output, struct axvm_slice text, bool is_utf8);

/** Whether message_argument() would write the text as it is. */
bool message_is_plain(struct axvm_slice text);

/** Whether a text is UTF-8. */
bool text_is_utf8(const char *text);

/** Writes `count` and a word, with an `s` unless there is one: `2 errors`. */
void message_count(struct axvm_output *output, uint64_t count, const char *word);

/** Ends a message about wrong usage by pointing at the help. @return EXIT_TROUBLE */
enum exit_code message_usage(struct program *program, const struct command *command);

/** Says that a file cannot be read. @param path  NULL: standard input. @return EXIT_TROUBLE */
enum exit_code message_unreadable(struct program *program, const char *path, int error);

/** Writes an error number in Rust's words, and a line end: `No such file or directory (os error 2)`. */
void message_os_error(struct axvm_output *output, int error);

/** Says that memory ran out. @return EXIT_TROUBLE */
enum exit_code message_out_of_memory(struct program *program);

/** The nearest of some words to one that was mistyped. */
struct suggestion {
    struct axvm_slice typed;
    const char *best;  /**< NULL: none is near */
    unsigned distance; /**< of `best`, or the first that is too far */
};

/** Starts looking. `typed` must outlive the suggestion. */
struct suggestion suggestion_for(struct axvm_slice typed);

/** Considers a word. A word that begins with what was typed is nearest. */
void suggestion_consider(struct suggestion *suggestion, const char *word);

/** Writes a help line with the suggestion, put between `before` and an apostrophe; nothing if there is none. */
void suggestion_write(struct axvm_output *output, const struct suggestion *suggestion, const char *before);

#endif
