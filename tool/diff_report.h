/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file diff_report.h
 * What `diff` has found, written for people or programs: begin, any number of pairs, end.
 */
#ifndef AXVMCONFIG_TOOL_DIFF_REPORT_H
#define AXVMCONFIG_TOOL_DIFF_REPORT_H

#include "axvmconfig/diff.h"
#include "loaded_config.h"

/** What became of two files. */
enum diff_outcome {
    DIFF_SAME = 0,
    DIFF_DIFFERENT,
    DIFF_ONLY_A,  /**< side B has no such file */
    DIFF_ONLY_B,  /**< the other way round */
    DIFF_TROUBLE, /**< one cannot be read, or is no configuration; that has been reported */
};

/** Two files, or one that has no counterpart. */
struct diff_pair {
    enum diff_outcome outcome;
    const char *names[2]; /**< by enum axvm_diff_side_index; NULL: there is none */
    bool has_vm_id;       /**< they were found by the number of the VM: */
    uint64_t vm_id;
    bool is_scenario;                      /**< they are scenarios: compared is what they say of the board */
    const struct loaded_config *loaded[2]; /**< SAME, DIFFERENT */
    const struct axvm_diff *diff;          /**< SAME, DIFFERENT */
};

/** A report being written. */
struct diff_report {
    struct axvm_output *output;
    bool json;
    bool color;           /**< text only */
    bool has_written;     /**< there is a pair before the next one */
    bool has_differences; /**< some pair was not the same */
    bool has_trouble;
};

void diff_report_begin(struct diff_report *report);
void diff_report_pair(struct diff_report *report, const struct diff_pair *pair);
void diff_report_end(struct diff_report *report);

/** A pair as text, and the same as JSON. */
void diff_text_pair(struct diff_report *report, const struct diff_pair *pair);
void diff_json_pair(struct diff_report *report, const struct diff_pair *pair);

/** How the value of a side is spelled in its file. @return false if it is left out */
bool diff_spelling(const struct diff_pair *pair, const struct axvm_diff_side *side, size_t index,
                   struct axvm_slice *spelling);

#endif
