/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file check_files.h
 * Checking thousands of files: by several threads, and still as if one after another.
 */
#ifndef AXVMCONFIG_TOOL_CHECK_FILES_H
#define AXVMCONFIG_TOOL_CHECK_FILES_H

#include "check_run.h"
#include "path_list.h"

/**
 * Checks files, each alone, as check_run_alone() does.
 *
 * Where there are many, up to run->jobs threads share them. What is printed is the same, byte by byte, however many
 * threads there are: a thread prints into memory, and the caller's thread passes it on in the order of the list. How
 * much waits to be passed on is bounded. Where fixes are applied or files are kept, there is one thread.
 */
void check_files(struct check_run *run, const struct path_list *files);

#endif
