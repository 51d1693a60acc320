/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file path_list.h
 * File names: putting them together, and finding the configurations below a directory.
 */
#ifndef AXVMCONFIG_TOOL_PATH_LIST_H
#define AXVMCONFIG_TOOL_PATH_LIST_H

#include "axvmconfig/base.h"

#include <stdbool.h>
#include <stddef.h>

/** A growing list of file names that belong to it. Zero-initialized it is empty. */
struct path_list {
    char **paths;
    size_t count;
    size_t capacity;
};

/** Told about a directory that cannot be read, and the errno. */
typedef void path_list_failed(void *context, const char *directory, int error);

/**
 * Adds all files `*.toml` in `directory` and below, sorted by name. Links to files count; links to
 * directories are not followed, so there are no loops.
 *
 * @param failed  called for each directory that cannot be read; the others are listed all the same
 * @return 0 or ENOMEM
 */
int path_list_add_below(struct path_list *files, const char *directory, path_list_failed *failed, void *context);

/** Frees the names and empties the list. */
void path_list_free(struct path_list *list);

/** `name` in `directory`. @return to be freed; NULL without memory */
char *path_join(const char *directory, const char *name);

/** `name` as it is meant in a file: relative to it. @param file  NULL: standard input. @return as path_join() */
char *path_beside(const char *file, struct axvm_slice name);

#endif
