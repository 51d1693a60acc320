/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file toml_text.h
 * A text and its document, for what needs no configuration.
 */
#ifndef AXVMCONFIG_TOOL_TOML_TEXT_H
#define AXVMCONFIG_TOOL_TOML_TEXT_H

#include "axvmconfig/toml.h"
#include "input.h"
#include "program.h"

/** A text, read as TOML. Must not be moved: its parts point at each other. */
struct toml_text {
    struct axvm_source source;
    struct input input;
    void *memory; /**< of the arena */
    struct axvm_arena arena;
    struct axvm_toml_document document; /**< with AXVM_OK it is not damaged */
    struct axvm_findings findings;      /**< sorted */
    enum axvm_status status;
};

/**
 * Reads a text, which then belongs to `text`, to be released whatever the status.
 * @param name   what it is called in findings; must outlive it
 * @param spare  bytes of the arena to leave for other uses
 */
void toml_text_read(struct toml_text *text, struct axvm_slice name, const struct input *input, size_t spare);

/** Prints the findings. */
void toml_text_report(struct toml_text *text, struct program *program, bool color);

void toml_text_release(struct toml_text *text);

#endif
