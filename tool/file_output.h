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

#endif
