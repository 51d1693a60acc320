/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file position.h
 * From byte offsets to lines, one step after the other.
 */
#ifndef AXVM_DIAG_POSITION_H
#define AXVM_DIAG_POSITION_H

#include "axvmconfig/base.h"

/**
 * A line of a text, and how far the text has been looked through to find it.
 *
 * Always line_start <= offset <= text.length, and [line_start, offset) holds no LF. Moving on costs
 * only what lies between, so offsets asked for in ascending order cost one pass over the text.
 */
struct axvm_line_cursor {
    struct axvm_slice text;
    size_t offset;
    size_t line_start; /**< a byte order mark at the start of the text belongs to no line */
    uint32_t line;     /**< starts at 1 */
};

/** Prepares a cursor at the start of a text. */
void axvm_line_cursor_init(struct axvm_line_cursor *cursor, struct axvm_slice text);

/** Moves to the line of `offset`. An offset before the cursor leaves it where it is. */
void axvm_line_cursor_advance(struct axvm_line_cursor *cursor, size_t offset);

/** The code points that lie in [start, end) of a text as a whole. Invalid UTF-8 counts one a byte. */
size_t axvm_code_points(struct axvm_slice text, size_t start, size_t end);

#endif
