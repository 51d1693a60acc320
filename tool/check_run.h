/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file check_run.h
 * A run of `check` over files, directories and scenarios: what is asked for, and what has come out so far.
 */
#ifndef AXVMCONFIG_TOOL_CHECK_RUN_H
#define AXVMCONFIG_TOOL_CHECK_RUN_H

#include "board.h"
#include "loaded_config.h"

/** Sums over all that has been reported. */
struct check_tally {
    uint32_t files;      /**< read and checked */
    uint32_t unreadable; /**< files and directories that could not be read */
    uint32_t unwritable; /**< files that could not be fixed */
    uint64_t applied;    /**< fixes, or those that would be */
    uint64_t suppressed;
    uint64_t counts[AXVM_LEVEL_ERROR + 1];
};

/** A run. */
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
    size_t jobs;      /**< how many threads check the files of a directory; 0: as many as there are CPUs */
    enum axvm_report_format format;
    uint32_t shown_max;
    struct check_context context;
    struct policy policy;
    struct axvm_report report;
    bool keeps_guests;   /**< what has been checked goes to `guests` instead of being forgotten */
    struct board guests; /**< in the order they were named; the caller's to release */
    struct board board;  /**< of the operands that are files */
    struct check_tally tally;
};

/**
 * Takes a file, a configuration or a scenario. Configurations wait for the others of their board.
 * @param path  NULL: standard input
 */
void check_run_file(struct check_run *run, const char *path);

/** Takes a file and checks it at once, alone, or with the guests that it names if it is a scenario. */
void check_run_alone(struct check_run *run, const char *path);

/** Takes an operand: a file, a directory or "-". Files wait for the others of their board. */
void check_run_operand(struct check_run *run, const char *operand);

/** Before the first operand: begins the report. What is asked for has been filled in. */
void check_run_begin(struct check_run *run);

/** After the last operand: checks and reports the files that wait, and ends the report. */
void check_run_end(struct check_run *run);

/**
 * Begins a run over some of the files of `whole`, which prints elsewhere, as if after what the report says has been
 * reported. What it prints and counts is added to the whole run by check_run_add().
 *
 * @param report  as that of `whole` is, or was
 */
void check_run_begin_part(struct check_run *part, const struct check_run *whole, const struct axvm_report *report,
                          struct program *program);

/**
 * Adds up what a part has counted. @param before  the report that it began with
 */
void check_run_add(struct check_run *whole, const struct check_run *part, const struct axvm_report *before);

/** Whether a part that began with one report prints the same as if it had begun with the other. */
bool check_run_looks_alike(const struct axvm_report *one, const struct axvm_report *other);

/** What the run is to end with. */
enum exit_code check_run_code(const struct check_run *run);

/** Writes the last line: `1 input could not be read; 2 files checked, 1 fix applied: 1 error, 3 warnings, 1 suppressed`. */
void check_run_summary(const struct check_run *run);

#endif
