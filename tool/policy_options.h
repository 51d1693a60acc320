/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file policy_options.h
 * The options --warn, --deny and --allow.
 */
#ifndef AXVMCONFIG_TOOL_POLICY_OPTIONS_H
#define AXVMCONFIG_TOOL_POLICY_OPTIONS_H

#include "loaded_config.h"
#include "options.h"

/** Their rows. */
#define WARN_OPTION                                                                                                    \
    { 'W', "warn", "CODE", "Report findings of this code as warnings" }
#define DENY_OPTION                                                                                                    \
    { 'E', "deny", "CODE", "Report them as errors; 'warnings' for all warnings" }
#define ALLOW_OPTION                                                                                                   \
    { 'A', "allow", "CODE", "Do not report them; 'warnings' for all warnings" }

/** Their letters. */
#define POLICY_LETTERS "WEA"

/**
 * Takes the value of one of them.
 * @param policy  has room for one more entry
 * @return false if it is wrong; that has been reported
 */
bool policy_option(const struct option_reader *reader, int option, struct policy *policy);

#endif
