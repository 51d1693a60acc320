/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file report.h
 * What the formats of a report have in common. report.c decides what is written, in which order and
 * how much of it; each format has a file that writes it.
 */
#ifndef AXVM_DIAG_REPORT_H
#define AXVM_DIAG_REPORT_H

#include "axvmconfig/diagnostics.h"
#include "diag/position.h"

/** The part of a report that is about one source. */
struct axvm_report_part {
    struct axvm_report *report;
    const struct axvm_source *source;
    const struct axvm_findings *findings;
    uint32_t written; /**< findings of this part so far */
    uint32_t omitted; /**< that are not written */
    struct axvm_places places;
    uint64_t last_hash;      /**< SARIF: of the finding before */
    uint32_t same_hash_runs; /**< SARIF: findings in a row that have it */
};

/* --- words ------------------------------------------------------------------------------------ */

/** "error", "warning" or "note". */
const char *axvm_level_word(enum axvm_level level);

/** For people: "note", "on the board" or "help". */
const char *axvm_remark_word(enum axvm_remark_kind kind);

/** The message of a finding, or its rule's title if it has none: the arena was full then. */
struct axvm_slice axvm_finding_headline(const struct axvm_finding *finding);

/** The bytes of a finding's text that a fix moves. */
struct axvm_slice axvm_fix_moved(struct axvm_slice text, const struct axvm_fix *fix);

/** Whether a fix can be told in JSON: what it inserts is UTF-8. What cannot is left out, for half of it would harm. */
bool axvm_fix_is_text(const struct axvm_finding *finding, const struct axvm_fix *fix);

/** Writes `AX` and four digits. */
void axvm_output_code(struct axvm_output *output, enum axvm_code code);

/** Writes "12 more findings". */
void axvm_output_more_findings(struct axvm_output *output, uint32_t count);

/** What is said after it. */
#define AXVM_NOT_SHOWN " not shown; --max-findings raises the limit"

/* --- formats ---------------------------------------------------------------------------------- */

/** axvm_render_text() with a memory for places, anchored at or before the finding. */
void axvm_render_block(struct axvm_output *output, const struct axvm_finding *finding,
                       const struct axvm_render_options *options, struct axvm_places *places);

void axvm_report_short_finding(struct axvm_report_part *part, const struct axvm_finding *finding);

void axvm_report_json_begin(struct axvm_report *report);
void axvm_report_json_part_begin(struct axvm_report_part *part);
void axvm_report_json_finding(struct axvm_report_part *part, const struct axvm_finding *finding);
void axvm_report_json_part_end(struct axvm_report_part *part);
void axvm_report_json_end(struct axvm_report *report);

void axvm_report_sarif_begin(struct axvm_report *report);
void axvm_report_sarif_finding(struct axvm_report_part *part, const struct axvm_finding *finding);
void axvm_report_sarif_end(struct axvm_report *report);

void axvm_report_github_finding(struct axvm_report_part *part, const struct axvm_finding *finding);
void axvm_report_github_part_end(struct axvm_report_part *part);

#endif
