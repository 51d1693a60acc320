/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file file_output.h
 * Writing to the world: a buffered output over a file descriptor, and whole files replaced at once.
 */
#ifndef AXVMCONFIG_TOOL_FILE_OUTPUT_H
#define AXVMCONFIG_TOOL_FILE_OUTPUT_H

#include "axvmconfig/output.h"

/**
 * A buffered output over a file descriptor. `output` must not be copied or moved once initialized,
 * since its flush function is handed the address of the whole.
 */
struct file_output {
    struct axvm_output output;
    int descriptor;
    int error; /**< errno of the write that failed; 0 while none has */
};

/** Prepares an output to `descriptor`, which stays the caller's to close, as does `buffer`. */
void file_output_init(struct file_output *file, int descriptor, char *buffer, size_t capacity);

/**
 * Makes `content` the content of the file `path`, all of it or not at all.
 *
 * The bytes go to a temporary file beside it, reach the disk and are then renamed, so a reader sees
 * the old content or the new one. An existing file keeps its mode and, where possible, its owner.
 * Through a symbolic link its target is replaced, not the link. What is not a regular file (a pipe,
 * a device) is written to as it is. On failure nothing is left behind.
 *
 * @return 0, or the errno of what failed
 */
int file_replace(const char *path, struct axvm_slice content);

/** New content for a file, written beside it and ready to take its place. All zeros: none. */
struct file_update {
    char *path;      /**< the file, links followed */
    char *temporary; /**< what has the new content; NULL for what is not a regular file */
    struct axvm_slice content;
};

/**
 * The first half of file_replace(), so that several files change or none: whatever can be known to fail fails here,
 * and nothing has changed yet.
 *
 * @param update   written on success; then to be committed or canceled
 * @param content  must outlive it
 * @return 0, or the errno of what failed
 */
int file_update_prepare(struct file_update *update, const char *path, struct axvm_slice content);

/** The second half. The update is all zeros afterwards. @return 0, or the errno of what failed */
int file_update_commit(struct file_update *update);

/** Instead of it: forgets the new content. An update that is all zeros is left alone. */
void file_update_cancel(struct file_update *update);

#endif
