/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file loaded_config.h
 * A configuration file, read and decoded, with the findings about it.
 */
#ifndef AXVMCONFIG_TOOL_LOADED_CONFIG_H
#define AXVMCONFIG_TOOL_LOADED_CONFIG_H

#include "axvmconfig/config.h"
#include "input.h"
#include "program.h"

/** The most findings shown per file unless --max-findings says otherwise. */
#define FINDINGS_SHOWN 100

/** The most that --max-findings takes, which keeps the memory for them in bounds. */
#define FINDINGS_SHOWN_MAX 1000000

/** A file and all that was made of it. Must not be moved: its parts point at each other. */
struct loaded_config {
    struct axvm_source source;
    struct input input;
    void *memory; /**< of the arena */
    struct axvm_arena arena;
    struct axvm_findings findings;
    struct axvm_crate_config config; /**< usable if `status` is AXVM_OK */
    enum axvm_status status;
    uint32_t shown_max; /**< the most findings to show */
};

/**
 * Reads and decodes a file.
 *
 * @param path       NULL: standard input
 * @param shown_max  at most FINDINGS_SHOWN_MAX
 * @param loaded     to be released, unless the file could not be read
 * @return 0, or the errno of reading
 */
int loaded_config_read(struct loaded_config *loaded, const char *path, uint32_t shown_max);

/** Frees all that belongs to it. */
void loaded_config_release(struct loaded_config *loaded);

/**
 * Prints the findings of at least the given level, in the order of the file. Where there are more
 * than may be shown, errors come before warnings, and a line says how many are left out.
 */
void loaded_config_report(struct loaded_config *loaded, struct program *program, enum axvm_level least, bool color);

#endif
