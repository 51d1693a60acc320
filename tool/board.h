/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file board.h
 * The configuration files of one board, read, decoded and checked against each other.
 */
#ifndef AXVMCONFIG_TOOL_BOARD_H
#define AXVMCONFIG_TOOL_BOARD_H

#include "loaded_config.h"

/** A file of a board. Must not be moved. */
struct board_file {
    char *path;                  /**< NULL: standard input */
    int read_error;              /**< errno of reading; then nothing else is set */
    struct loaded_config loaded; /**< usable if `read_error` is 0 */
    int fix_error;               /**< why it was not fixed: errno or an enum fix_refusal; 0: it was, or was not to be */
    uint32_t fixes_left_out;     /**< that would have made things worse */
};

/** The files in the order they were added. Starts as all zeros. */
struct board {
    struct board_file **files;
    size_t count;
    size_t capacity;
};

/**
 * Reads, decodes and checks a file on its own.
 * @param path  NULL: standard input
 * @return the file; NULL if memory ran out
 */
struct board_file *board_add(struct board *board, const char *path, const struct check_context *context);

/** Checks the files of a board against each other. Their findings are sorted afterwards. @return 0 or ENOMEM */
int board_check(struct board *board, const struct check_context *context);

/** Takes the last file off the board and releases it. */
void board_release_last(struct board *board);

/** Puts the files of one board behind those of another. @return 0 or ENOMEM, and then both are as they were */
int board_append(struct board *board, struct board *other);

/** Frees all files; the board is empty then. */
void board_release(struct board *board);

#endif
