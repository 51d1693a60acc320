/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file progress.h
 * A line on the terminal that says how far a long run is. It is gone when anything else is printed, and at the end.
 */
#ifndef AXVMCONFIG_TOOL_PROGRESS_H
#define AXVMCONFIG_TOOL_PROGRESS_H

#include "axvmconfig/output.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** The line. What else is printed on the same terminal goes to the same output. */
struct progress {
    struct axvm_output *output; /**< NULL: nobody looks */
    size_t total;
    uint64_t next_ms; /**< when the line is to be written or renewed */
    bool is_shown;
};

/**
 * Before the first of `total` files. Nothing is shown yet: most runs are over before anybody wonders.
 * @param output  a terminal; NULL: nothing is ever shown
 */
void progress_begin(struct progress *progress, struct axvm_output *output, size_t total);

/** Writes the line if it is time to, `done` files being done. */
void progress_show(struct progress *progress, size_t done);

/** Before anything else is printed, and at the end: takes the line away. */
void progress_hide(struct progress *progress);

#endif
