/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file findings.h
 * How the stages of the library report findings.
 *
 * A producer adds a finding and then says what it knows about it:
 *
 *     struct axvm_finding *finding = axvm_findings_add(findings, code, level, span);
 *     axvm_finding_message(findings, finding, "key %q is defined twice", key);
 *     axvm_finding_secondary(findings, finding, first_span, "first defined here");
 *
 * A finding that is only counted is NULL, and everything said about it is dropped, so producers need
 * no special case for it. Formats are those of axvm_format(); a format without `%` is not copied but
 * pointed to, so it must be a string literal. Where the arena is full the text stays empty and
 * `out_of_memory` is set. What exceeds AXVM_LABELS_MAX, AXVM_REMARKS_MAX or AXVM_FIXES_MAX is dropped.
 *
 * A hypervisor may have no room for words. Without AXVM_REMARKS a library's findings have no remarks and no fixes;
 * without AXVM_MESSAGES neither messages nor labels: its rule's title is a finding's message then. Such calls are
 * compiled and never made, so that their texts are left out. What takes work to find out and is only ever said is
 * found out only if (AXVM_HAS_MESSAGES) or if (AXVM_HAS_REMARKS). Nor is it found out without AXVM_REMARKS what a
 * mistake was meant to be, so that then more findings may follow from it; whether a text is valid, and what a valid
 * one means, never depends on these.
 */
#ifndef AXVM_DIAG_FINDINGS_H
#define AXVM_DIAG_FINDINGS_H

#include "axvmconfig/diagnostics.h"

/**
 * Adds a finding about `span` of findings->source, with an empty message and no remarks.
 *
 * @return NULL if it was only counted: the limit is reached, or the arena is full (out_of_memory is then set)
 */
struct axvm_finding *axvm_findings_add(struct axvm_findings *findings, enum axvm_code code, enum axvm_level level,
                                       struct axvm_span span);

/** Says what is wrong. */
void axvm_finding_message(struct axvm_findings *findings, struct axvm_finding *finding, const char *format, ...);

/** Says something about the primary span, printed beside its marks. */
void axvm_finding_label(struct axvm_findings *findings, struct axvm_finding *finding, const char *format, ...);

/** Marks another place in findings->source. */
void axvm_finding_secondary(struct axvm_findings *findings, struct axvm_finding *finding, struct axvm_span span,
                            const char *format, ...);

/** Marks a place in another text: of another guest on the same board. */
void axvm_finding_secondary_in(struct axvm_findings *findings, struct axvm_finding *finding, struct axvm_source *source,
                               struct axvm_span span, const char *format, ...);

/** Adds a remark below the marked source. */
void axvm_finding_remark(struct axvm_findings *findings, struct axvm_finding *finding, enum axvm_remark_kind kind,
                         const char *format, ...);

/** Adds an edit that mends it. `replacement` is not copied: it must outlive the findings. */
void axvm_finding_fix(struct axvm_findings *findings, struct axvm_finding *finding, struct axvm_span span,
                      struct axvm_slice replacement, bool needs_review);

/** Adds an edit that mends it: the bytes of `span` go to the offset `target`, outside of it. */
void axvm_finding_move(struct axvm_findings *findings, struct axvm_finding *finding, struct axvm_span span,
                       uint32_t target, bool needs_review);

/**
 * Takes back a finding that is stored, for another one says all of it.
 *
 * @param before  the one in front of it in the list; NULL: it is the first
 */
void axvm_findings_withdraw(struct axvm_findings *findings, struct axvm_finding *before, struct axvm_finding *finding);

/* --- what is left out ----------------------------------------------------------------------------------- */

/* A call that is compiled, so that its arguments count as used, and never made. */
#define AXVM_UNSAID(call) (0 ? (call) : (void)0)

#ifdef AXVM_MESSAGES
#define AXVM_HAS_MESSAGES true
#else
#define AXVM_HAS_MESSAGES              false
#define axvm_finding_message(...)      AXVM_UNSAID(axvm_finding_message(__VA_ARGS__))
#define axvm_finding_label(...)        AXVM_UNSAID(axvm_finding_label(__VA_ARGS__))
#define axvm_finding_secondary(...)    AXVM_UNSAID(axvm_finding_secondary(__VA_ARGS__))
#define axvm_finding_secondary_in(...) AXVM_UNSAID(axvm_finding_secondary_in(__VA_ARGS__))
#endif

/* Words that are passed on to be said; never empty. */
#define AXVM_WORDS(text) (AXVM_HAS_MESSAGES ? (text) : "-")

#ifdef AXVM_REMARKS
#define AXVM_HAS_REMARKS true
#else
#define AXVM_HAS_REMARKS         false
#define axvm_finding_remark(...) AXVM_UNSAID(axvm_finding_remark(__VA_ARGS__))
#define axvm_finding_fix(...)    AXVM_UNSAID(axvm_finding_fix(__VA_ARGS__))
#define axvm_finding_move(...)   AXVM_UNSAID(axvm_finding_move(__VA_ARGS__))
#endif

#endif
