/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file configs.h
 * The configurations that embed-configs has put into an image.
 */
#ifndef AXVM_TESTS_CONFIGS_H
#define AXVM_TESTS_CONFIGS_H

#include <stdint.h>

/** A configuration file. The layout is that of the assembler file. */
struct embedded_config {
    const char *name; /**< its path in the repository, NUL-terminated */
    const char *text;
    uint64_t length; /**< of the text, in bytes */
};

extern const struct embedded_config configs[];
extern const uint64_t config_count;

#endif
