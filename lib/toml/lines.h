/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file lines.h
 * The lines of a text, for what edits it. Lines end at LF, with or without a CR before it. A byte order mark belongs to
 * no line.
 */
#ifndef AXVM_TOML_LINES_H
#define AXVM_TOML_LINES_H

#include "axvmconfig/base.h"

/** Whether a byte is a space or a tab. */
static inline bool axvm_is_blank(char byte) {
    return byte == ' ' || byte == '\t';
}

/** The first byte of the line that `offset` is on. */
uint32_t axvm_line_start(struct axvm_slice text, uint32_t offset);

/** One past the line end of the line that `offset` is on; the end of the text if it has none. */
uint32_t axvm_line_next(struct axvm_slice text, uint32_t offset);

/** The end of the line that `offset` is on, its line end not included. */
uint32_t axvm_line_end(struct axvm_slice text, uint32_t offset);

/** How lines end: as the first one does. */
const char *axvm_line_ending(struct axvm_slice text);

/** The first byte from `offset` on that is neither blank nor tab. */
uint32_t axvm_skip_blanks(struct axvm_slice text, uint32_t offset);

/** Whether only blanks stand before `offset` on its line. */
bool axvm_begins_line(struct axvm_slice text, uint32_t offset);

/** Whether nothing but a comma and a comment follows `offset` on its line. */
bool axvm_ends_line(struct axvm_slice text, uint32_t offset);

/**
 * The comma behind an element: past blanks, line ends and comments.
 * @return its offset; the end of the text if there is none before the next other byte
 */
uint32_t axvm_comma_behind(struct axvm_slice text, uint32_t offset);

/** The same as axvm_ends_line(), and no comma stands on a line below, which would be left over without what it follows. */
bool axvm_ends_line_with_comma(struct axvm_slice text, uint32_t offset);

/** The blanks that the line of `offset` begins with. */
struct axvm_slice axvm_indent_of(struct axvm_slice text, uint32_t offset);

#endif
