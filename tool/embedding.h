/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file embedding.h
 * What the command `embed` writes: checked configurations, and where their images are.
 */
#ifndef AXVMCONFIG_TOOL_EMBEDDING_H
#define AXVMCONFIG_TOOL_EMBEDDING_H

#include "board.h"

/** A configuration and the files that go with it. */
struct embedded_guest {
    const struct board_file *file;
    char *images[AXVM_IMAGE_COUNT]; /**< by enum axvm_image, relative to the working directory; NULL: none */
};

/** All of them, by ascending id; no id occurs twice. */
struct embedding {
    const char *name; /**< what all names begin with */
    uint64_t align_bytes;
    bool has_text; /**< the text of each configuration is written, too */
    struct embedded_guest *guests;
    size_t count;
};

/**
 * Takes the configurations of a board, which must outlive the embedding, and finds their images.
 *
 * @param embedding  all zeros but for what is asked for; to be released in any case
 * @param board      checked without errors. What the user has allowed all the same, and what cannot be embedded, is
 *                   reported
 * @return EXIT_CLEAN; another code, and it has been reported why
 */
enum exit_code embedding_collect(struct embedding *embedding, struct program *program, const struct board *board);

void embedding_release(struct embedding *embedding);

#endif
