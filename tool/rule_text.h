/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file rule_text.h
 * How rules are shown: on a terminal, as the page docs/rules.md, and in the manual page.
 */
#ifndef AXVMCONFIG_TOOL_RULE_TEXT_H
#define AXVMCONFIG_TOOL_RULE_TEXT_H

#include "axvmconfig/diagnostics.h"

#include <stdbool.h>

/** The word for a level: error, warning or note. */
const char *rule_level_word(enum axvm_level level);

/** The codes of a rule's family, by its first two digits, in a few words. */
const char *rule_family_title(enum axvm_code code);

/** Writes a code: `AX0103`. */
void rule_write_code(struct axvm_output *output, enum axvm_code code);

/**
 * Writes where a rule applies, and the condition that it comes from: `profile 0.4 (error) and 0.8 (warning), on
 * aarch64 and riscv64; condition CPU-03`.
 */
void rule_write_scope(struct axvm_output *output, const struct axvm_rule *rule);

/** Whether there is an example of a rule; of a text that is too large there is none. */
bool rule_has_example(const struct axvm_rule *rule);

/**
 * Writes one of a rule's two examples. What both have in common behind the lines in question is left out
 * for `# ...`, as is the middle of long lines. Bytes that cannot be printed are shown as `<07>`.
 */
void rule_write_example(struct axvm_output *output, const struct axvm_rule *rule, bool mended, size_t indent);

/** Writes all rules as a page of Markdown. */
void rules_write_page(struct axvm_output *output);

#endif
