/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file json.h
 * Pieces of JSON. The punctuation and the names stand in the caller's literals, so that the code
 * reads like what it writes:
 *
 *     axvm_json_member_text(output, "{\"name\":", name);
 *     axvm_json_member_number(output, ",\"size\":", size);
 *     axvm_output_char(output, '}');
 */
#ifndef AXVM_DIAG_JSON_H
#define AXVM_DIAG_JSON_H

#include "axvmconfig/output.h"
#include "base/json_text.h"

/** Writes `before` as it is, and then a text as a JSON string. */
void axvm_json_member_text(struct axvm_output *output, const char *before, struct axvm_slice text);

/** Writes `before` as it is, and then a number. */
void axvm_json_member_number(struct axvm_output *output, const char *before, uint64_t number);

/** Writes `before` as it is, and then `true` or `false`. */
void axvm_json_member_bool(struct axvm_output *output, const char *before, bool value);

#endif
