/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file pretty_lines.h
 * How wide things are in the canonical layout, and what is aligned with what.
 *
 * Widths are in code points. Terminals show some of them in two columns or none; telling these apart takes a table,
 * and lines that hold them are only aligned a little less well without it.
 */
#ifndef AXVM_TOML_PRETTY_LINES_H
#define AXVM_TOML_PRETTY_LINES_H

#include "toml/token.h"

/** The first columns of rows are aligned. Those of a device are at most 6. */
#define AXVM_ALIGNED_COLUMNS_MAX 16

/** Wider than any line that something is aligned in. */
#define AXVM_TOO_WIDE 0x1000000U

/** What stands on one line: an element of a list, or a key with its value. */
struct axvm_item {
    bool is_one_line;    /**< it fits, and has no comment or line end in it. Else nothing else is set */
    uint32_t width;      /**< AXVM_TOO_WIDE for a scalar that is as wide as that */
    uint32_t cell_count; /**< of a row; 0 if it is none, or one of strings only: that is a list of names */
    uint32_t cells[AXVM_ALIGNED_COLUMNS_MAX]; /**< the widths of the first cells, commas not included */
};

/**
 * Lines below each other that are aligned: elements of a list, or keys of a table.
 * Lines that begin before `end` belong to it.
 */
struct axvm_run {
    uint32_t end;                               /**< an offset in the text */
    uint32_t comment_column;                    /**< where comments behind lines start, unless the line is wider */
    uint32_t column_count;                      /**< of rows; 0: they are not aligned */
    uint32_t columns[AXVM_ALIGNED_COLUMNS_MAX]; /**< their widths, commas not included */
};

/** The code points of a text, or AXVM_TOO_WIDE if there are more than `limit`. */
uint32_t axvm_width_of(struct axvm_slice text, uint32_t limit);

/** The width of a key, dots but no blanks between its parts. */
uint32_t axvm_key_width(const struct axvm_toml_document *document, struct axvm_span key, uint32_t limit);

/**
 * Measures an item as it is on one line.
 *
 * @param reader  behind `first`; moved behind the item if it is on one line, else anywhere
 * @param first   its first token: a key, a scalar or an opening bracket
 * @param limit   it is not put on one line if it is an array or a table wider than this
 */
struct axvm_item axvm_item_measure(struct axvm_token_reader *reader, const struct axvm_token *first, uint32_t limit);

/**
 * Finds the lines that are aligned with the one that begins with the token `first`: of a list up to an empty line or
 * an element of several lines; of keys also up to a comment on a line of its own.
 *
 * @param reader  behind `first`
 * @param indent  of the lines
 */
struct axvm_run axvm_run_of_list(struct axvm_token_reader reader, const struct axvm_token *first, uint32_t indent);
struct axvm_run axvm_run_of_keys(struct axvm_token_reader reader, const struct axvm_token *first);

#endif
