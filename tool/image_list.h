/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file image_list.h
 * The files that a configuration needs, as a list for scripts.
 */
#ifndef AXVMCONFIG_TOOL_IMAGE_LIST_H
#define AXVMCONFIG_TOOL_IMAGE_LIST_H

#include "axvmconfig/value.h"
#include "program.h"

/** How the list is written. */
enum image_list_format {
    IMAGE_LIST_TEXT = 0, /**< `kernel_path<TAB>/guest/Image`, a line each; unprintable paths with escapes */
    IMAGE_LIST_ENV,      /**< `KERNEL_PATH='/guest/Image'`, for sh to read whatever the path is */
    IMAGE_LIST_JSON,     /**< an object: `{"kernel_path":"/guest/Image"}` */
    IMAGE_LIST_NULL,     /**< paths alone, each with a NUL behind it */
};

/**
 * Prints the list. An empty path leads to no file and is left out. A path with a NUL in it leads to none either:
 * where only a NUL could end it, this is reported.
 * @return EXIT_CLEAN, or EXIT_FINDINGS with nothing printed
 */
enum exit_code image_list_print(struct program *program, const struct axvm_crate_config *config,
                                enum image_list_format format);

#endif
