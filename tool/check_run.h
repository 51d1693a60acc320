/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file check_run.h
 * A run of `check` over files, directories and scenarios: what is asked for, and what has come out so far.
 */
#ifndef AXVMCONFIG_TOOL_CHECK_RUN_H
#define AXVMCONFIG_TOOL_CHECK_RUN_H

#include "board.h"
#include "loaded_config.h"

/** A run. The counts are sums over all that has been reported. */
struct check_run {
    struct program *program;
    const char *config_path; /**< of -c; NULL without it */
    bool quiet;
    bool verbose;
    bool color;
    bool fix;
    bool fix_review; /**< apply fixes that need review, too */
    bool dry_run;
    bool no_scenario; /**< check every file alone */
    enum axvm_report_format format;
    uint32_t shown_max;
    struct check_context context;
    struct policy policy;
    struct axvm_report report;
    bool keeps_guests;   /**< what has been checked goes to `guests` instead of being forgotten */
    struct board guests; /**< in the order they were named; the caller's to release */
    struct board board;  /**< of the operands that are files */
    uint32_t files;      /**< read and checked */
    uint32_t unreadable; /**< files and directories that could not be read */
    uint32_t unwritable; /**< files that could not be fixed */
    uint64_t applied;    /**< fixes, or those that would be */
    uint64_t suppressed;
    uint64_t counts[AXVM_LEVEL_ERROR + 1];
};

/**
 * Takes a file, a configuration or a scenario. Configurations wait for the others of their board.
 * @param path  NULL: standard input
 */
void check_run_file(struct check_run *run, const char *path);

/** Takes an operand: a file, a directory or "-". Files wait for the others of their board. */
void check_run_operand(struct check_run *run, const char *operand);

/** Before the first operand: begins the report. What is asked for has been filled in. */
void check_run_begin(struct check_run *run);

/** After the last operand: checks and reports the files that wait, and ends the report. */
void check_run_end(struct check_run *run);

/** What the run is to end with. */
enum exit_code check_run_code(const struct check_run *run);

/** Writes the last line: `2 files checked, 1 fix applied: 1 error, 3 warnings, 1 suppressed; 1 not readable`. */
void check_run_summary(const struct check_run *run);

#endif
