/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file formatted.h
 * A text in the canonical layout, made step by step, each of which is checked to have kept all that it must keep.
 */
#ifndef AXVMCONFIG_TOOL_FORMATTED_H
#define AXVMCONFIG_TOOL_FORMATTED_H

#include "axvmconfig/pretty.h"
#include "toml_text.h"

/** What is to be done to a text beside laying it out. */
struct format_request {
    bool sort;
    bool numbers; /**< write those of the schema alike */
    enum axvm_profile profile;
};

enum format_status {
    FORMAT_DONE = 0,
    FORMAT_OUT_OF_MEMORY,
    FORMAT_MEANING_LOST, /**< a value or a comment would be lost or changed: the formatter is at fault */
};

/**
 * Formats a text.
 * @param before  not damaged; its arena is used
 * @param after   with FORMAT_DONE the result, to be released
 */
enum format_status formatted_make(struct toml_text *before, const struct format_request *request,
                                  struct toml_text *after);

/** The bytes of the arena that formatted_make() needs beside the document of a text of `length` bytes. */
size_t formatted_spare(size_t length);

#endif
