/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file check.h
 * What is asked of a document beyond decoding it.
 */
#ifndef AXVMCONFIG_CHECK_H
#define AXVMCONFIG_CHECK_H

#include "axvmconfig/base.h"
#include "axvmconfig/diagnostics.h"
#include "axvmconfig/toml.h"

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Applies the remarks to this tool in a text's comments: `# axvm: allow AX0108 reason`.
 *
 * At the end of a line it suppresses findings of that code whose primary span starts on the line; on a
 * line of its own, those in the key, value or table that comes next; on or above a header, those in the
 * whole table up to the next header. A reason is required. Remarks that are malformed, name no code,
 * give no reason or suppress nothing are findings themselves (AX0901 to AX0904). Errors that make the
 * text unreadable or no configuration (families 00 and 01) cannot be suppressed.
 *
 * @param document  of the text that the findings are about
 * @param findings  sorted; what is added goes to the end, so sort again. Linear in nodes and findings,
 *                  times the logarithm of the number of remarks
 * @return AXVM_OK or AXVM_OUT_OF_MEMORY
 */
enum axvm_status axvm_allow_apply(const struct axvm_toml_document *document, struct axvm_findings *findings);

#ifdef __cplusplus
}
#endif

#endif
