/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file fix.h
 * Applies the fixes of findings to a text, and puts the result into the file.
 */
#ifndef AXVMCONFIG_TOOL_FIX_H
#define AXVMCONFIG_TOOL_FIX_H

#include "loaded_config.h"

/**
 * A text that is being fixed. Must not be moved.
 *
 * `current` is the last version that was accepted: the original or one of `versions`. It is never
 * worse than the original: a valid configuration stays valid, there are not more errors in the TOML, and
 * where there are more of others, one that hid them is mended.
 */
struct fix_run {
    struct loaded_config *original;
    struct loaded_config *current;
    struct loaded_config versions[2];
    const struct policy *policy;
    bool review;       /**< apply fixes that need review, too */
    uint32_t applied;  /**< fixes in `current`, over all rounds */
    uint32_t left_out; /**< fixes that would have made things worse */
};

/**
 * Applies fixes again and again until there are no more.
 *
 * @param original  judged; must outlive the run. Its findings are as before afterwards
 * @param run       to be released, also on failure
 * @return 0 or ENOMEM
 */
int fix_text(struct fix_run *run, struct loaded_config *original, const struct policy *policy, bool review);

/** Frees the versions. */
void fix_release(struct fix_run *run);

/** Why a file was not written; beside errno, which is positive. */
enum fix_refusal {
    FIX_NOT_REGULAR = -1, /**< it is a pipe or device */
    FIX_CHANGED = -2,     /**< it does not hold any more what was read */
};

/**
 * Puts a text in the place of what was read from a file, all of it or not at all.
 * @param before  what was read from it
 * @return 0, errno or an enum fix_refusal, and then the file is as it was
 */
int fix_write(const char *path, struct axvm_slice before, struct axvm_slice after);

/** Says why a file was not written. @param error  as from fix_write(). @return EXIT_TROUBLE */
enum exit_code fix_report_unwritten(struct program *program, const char *path, int error);

#endif
