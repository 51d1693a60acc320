/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file position.h
 * From byte offsets to lines and columns, one step after the other or in any order.
 */
#ifndef AXVM_DIAG_POSITION_H
#define AXVM_DIAG_POSITION_H

#include "axvmconfig/diagnostics.h"

/**
 * A place in a text: its line, and its column in that line.
 *
 * `offset` is the start of a code point or the end of the text. Always line_start <= offset <=
 * text.length, and [line_start, offset) holds no LF. Moving on costs only what lies between, so
 * offsets asked for in ascending order cost one pass over the text.
 */
struct axvm_line_cursor {
    struct axvm_slice text;
    size_t offset;
    size_t line_start; /**< a byte order mark at the start of the text belongs to no line */
    uint32_t line;     /**< starts at 1 */
    uint32_t column;   /**< starts at 0, in code points or UTF-16 code units. Invalid UTF-8 counts one a byte */
    bool utf16;        /**< set it, if wanted, before the first step */
};

/** Prepares a cursor at the start of a text, counting code points. */
void axvm_line_cursor_init(struct axvm_line_cursor *cursor, struct axvm_slice text);

/** Moves to the code point at `offset`. An offset before the cursor leaves it where it is. */
void axvm_line_cursor_advance(struct axvm_line_cursor *cursor, size_t offset);

/** The code points that lie in [start, end) of a text as a whole. Invalid UTF-8 counts one a byte. */
size_t axvm_code_points(struct axvm_slice text, size_t start, size_t end);

/** As axvm_code_points(), in UTF-16 code units: two for a code point above U+FFFF. */
size_t axvm_utf16_units(struct axvm_slice text, size_t start, size_t end);

/** The least span of whole code points that covers a span; what lies beyond the text is cut off. */
struct axvm_span axvm_whole_code_points(struct axvm_slice text, struct axvm_span span);

/** A place that is remembered. */
struct axvm_line_mark {
    uint32_t offset;
    uint32_t line_start;
    uint32_t line;
    uint32_t column;
};

/** The most places of a text that an index notes down, evenly spread. */
#define AXVM_LINE_MARKS_MAX 16

/**
 * Finds places in any order, without memory but this.
 *
 * What lies close behind the anchor or the last place found elsewhere costs next to nothing; any
 * other place at most a sixteenth of the text (or a few KiB), once the text before it has been gone
 * through. `marks` has the start of the text and one mark for each `step` bytes gone through.
 */
struct axvm_line_index {
    struct axvm_line_cursor anchor;
    struct axvm_line_mark last;
    uint32_t step;
    uint32_t mark_count;
    struct axvm_line_mark marks[AXVM_LINE_MARKS_MAX];
};

/** Prepares an index with the anchor at the start of a text. @param utf16  the unit of columns */
void axvm_line_index_init(struct axvm_line_index *index, struct axvm_slice text, bool utf16);

/** Moves the anchor: what is looked for next is likely near and behind it. */
void axvm_line_index_anchor(struct axvm_line_index *index, uint32_t offset);

/** The place of an offset. */
struct axvm_line_cursor axvm_line_index_find(struct axvm_line_index *index, uint32_t offset);

/** Where things are in the text that findings are about, and in the other text that was looked into last. */
struct axvm_places {
    struct axvm_line_index own;
    struct axvm_line_index other;
};

/** Prepares for findings about `text`. @param utf16  the unit of columns; otherwise code points */
void axvm_places_init(struct axvm_places *places, struct axvm_slice text, bool utf16);

/** The place of an offset in any text. Going to and fro between two texts that are not `own` starts over each time. */
struct axvm_line_cursor axvm_places_find(struct axvm_places *places, struct axvm_slice text, uint32_t offset);

/** The same for people: the column starts at 1. */
struct axvm_position axvm_places_position(struct axvm_places *places, struct axvm_slice text, uint32_t offset);

#endif
