/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file edited_file.h
 * A file that a command edits: read, changed in memory step by step, and written back whole or not at all.
 */
#ifndef AXVMCONFIG_TOOL_EDITED_FILE_H
#define AXVMCONFIG_TOOL_EDITED_FILE_H

#include "axvmconfig/edit.h"
#include "loaded_config.h"

/** A file and what has become of it. Must not be moved. */
struct edited_file {
    const char *path;              /**< NULL: standard input */
    struct check_context context;  /**< what it is decoded for */
    struct input original;         /**< as read */
    struct loaded_config *current; /**< one of `versions` */
    struct loaded_config versions[2];
    bool was_valid; /**< the original was a configuration */
};

/**
 * Reads a file. One that is not TOML is reported and refused, for an edit could make it worse unseen.
 * @param path  NULL: standard input
 * @return EXIT_CLEAN, and then to be released; EXIT_FINDINGS or EXIT_TROUBLE, which has been reported
 */
enum exit_code edited_file_read(struct edited_file *file, struct program *program, const char *path,
                                const struct check_context *context, bool color);

/** Applies an edit to the current text. @return 0 or ENOMEM */
int edited_file_apply(struct edited_file *file, const struct axvm_edit *edit);

/**
 * Writes what has become of the file: into it, or to standard output if it came from standard input, or as a diff.
 * A configuration that has become invalid is reported and not written.
 * @return the exit code of the command
 */
enum exit_code edited_file_write(struct edited_file *file, struct program *program, bool dry_run, bool color);

void edited_file_release(struct edited_file *file);

#endif
