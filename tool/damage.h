/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file damage.h
 * What --verbose says beside the findings.
 */
#ifndef AXVMCONFIG_TOOL_DAMAGE_H
#define AXVMCONFIG_TOOL_DAMAGE_H

#include "loaded_config.h"

/** Prints what was not checked because the text is damaged, a line each, at most `shown_max`. */
void damage_report(struct axvm_output *output, const struct loaded_config *loaded, uint32_t shown_max);

/** Prints which checks did not run, a line for each reason. */
void unchecked_report(struct axvm_output *output, const struct loaded_config *loaded);

/** Prints what was suppressed and why, a line each, at most `shown_max`. */
void suppressed_report(struct axvm_output *output, const struct loaded_config *loaded, uint32_t shown_max);

#endif
