/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file prose.h
 * Texts taken apart into paragraphs, lines and words, and put into lines of a width.
 */
#ifndef AXVMCONFIG_TOOL_PROSE_H
#define AXVMCONFIG_TOOL_PROSE_H

#include "axvmconfig/base.h"
#include "axvmconfig/output.h"

#include <stdbool.h>

/** Takes the next paragraph from `rest`; empty lines separate them. @return false if there is none */
bool prose_next_paragraph(struct axvm_slice *rest, struct axvm_slice *paragraph);

/** Takes the next line from `rest`, without its end. @return false if there is none */
bool prose_next_line(struct axvm_slice *rest, struct axvm_slice *line);

/**
 * Takes the next word from `rest`; blanks and line ends separate them, but not between two backquotes.
 * @return false if there is none
 */
bool prose_next_word(struct axvm_slice *rest, struct axvm_slice *word);

/** Whether a text begins with some words. */
bool prose_begins(struct axvm_slice text, const char *words);

/** Writes a text in lines of at most `width` columns, each indented, with an empty line between paragraphs. */
void prose_write(struct axvm_output *output, const char *text, size_t indent, size_t width);

#endif
