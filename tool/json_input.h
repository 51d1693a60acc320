/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file json_input.h
 * JSON as input. json-c reads it, since it carries integers of 64 bits without sign.
 */
#ifndef AXVMCONFIG_TOOL_JSON_INPUT_H
#define AXVMCONFIG_TOOL_JSON_INPUT_H

#include "input.h"
#include "program.h"

/**
 * Writes a JSON object as TOML: objects at the top level become sections, others inline tables; addresses and sizes
 * of a VM configuration are written in hexadecimal. A member that is null is left out.
 *
 * @param name    what the text is called in messages
 * @param result  written on success; to be released
 * @return EXIT_CLEAN; EXIT_FINDINGS if it is no JSON, or has what TOML has not; EXIT_TROUBLE. It has been reported
 */
enum exit_code json_to_toml(struct program *program, struct axvm_slice name, struct axvm_slice text,
                            struct input *result);

#endif
