/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file suppress.h
 * Which findings may be suppressed, and keeping the counts right when they are.
 */
#ifndef AXVM_DIAG_SUPPRESS_H
#define AXVM_DIAG_SUPPRESS_H

#include "axvmconfig/diagnostics.h"

/** The families of codes whose errors say that a text is unreadable or no configuration: 00 and 01. */
#define AXVM_FATAL_CODE_MAX 199

/** Whether errors of that code stay errors whatever anybody wishes. */
static inline bool axvm_code_is_fatal(enum axvm_code code, enum axvm_level level) {
    return level == AXVM_LEVEL_ERROR && (unsigned)code <= AXVM_FATAL_CODE_MAX;
}

/**
 * Marks a finding of the list as suppressed. It must not be suppressed yet.
 * @param reason  must outlive the list; may be empty
 */
static inline void axvm_finding_suppress(struct axvm_findings *findings, struct axvm_finding *finding,
                                         struct axvm_slice reason) {
    finding->suppressed = true;
    finding->justification = reason;
    findings->counts[finding->level]--;
    findings->suppressed++;
}

#endif
