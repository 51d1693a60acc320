/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file json_text.h
 * Text as a JSON string: valid JSON whatever the bytes are, and harmless on a terminal.
 *
 * Besides what JSON demands, everything is escaped that steers a terminal or the direction of
 * writing: DEL, the 8-bit control characters, line separators and bidirectional marks and overrides.
 * A byte that is not UTF-8 becomes U+FFFD, the replacement character.
 */
#ifndef AXVM_BASE_JSON_TEXT_H
#define AXVM_BASE_JSON_TEXT_H

#include "axvmconfig/base.h"
#include "axvmconfig/output.h"

/** Writes a text with the quotes around it. */
void axvm_json_text(struct axvm_output *output, struct axvm_slice text);

/** Writes a text without quotes, as one of several pieces of a string. Cut texts between code points only. */
void axvm_json_characters(struct axvm_output *output, struct axvm_slice text);

#endif
