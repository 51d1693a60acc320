/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file support.h
 * What the property tests share: the texts they start from, and one careful reading of a text.
 *
 * A property test is a program that gets folders and tries a property on all .toml files below them.
 * It prints TAP, one line for each property, and stops a property at its first violation.
 */
#ifndef AXVM_TESTS_PROPERTY_SUPPORT_H
#define AXVM_TESTS_PROPERTY_SUPPORT_H

#include <stdio.h>

#include "axvmconfig/axvmconfig.h"

/** The findings kept of each level in the tests here. */
#define FINDING_LIMIT 8

/** A file. */
struct text_file {
    char *path;
    char *data;
    size_t length;
};

/** Files, ordered by path. */
struct text_list {
    struct text_file *files;
    size_t count;
};

/** Reads all .toml files below the folders named by the arguments; folders that do not exist are skipped. */
struct text_list texts_load(int argc, char **argv);

void texts_free(struct text_list *texts);

/** malloc() that ends the program instead of failing. `size` may be 0. */
void *allocate(size_t size);

/**
 * A text read to a configuration, in memory of its own that is as large as said and no larger, so that a
 * sanitizer sees every byte touched outside of it.
 */
struct reading {
    char *text;
    unsigned char *memory; /**< NULL: somebody else's */
    struct axvm_arena arena;
    struct axvm_source source;
    struct axvm_findings findings;
    struct axvm_crate_config config;
    enum axvm_status status;
};

/** Reads. @param arena_size  in bytes; SIZE_MAX: axvm_config_memory_bound() */
void reading_start(struct reading *reading, const char *text, size_t length, size_t arena_size, uint32_t limit);

/** Reads for a profile, in memory of the documented size. */
void reading_start_for(struct reading *reading, const char *text, size_t length, enum axvm_profile profile);

void reading_end(struct reading *reading);

/** What a reading breaks of config.h's and diagnostics.h's promises. NULL: nothing. Sorts the findings. */
const char *reading_problem(struct reading *reading);

/**
 * Reads a text and its document, and looks for broken promises. The text is in memory of its own here, too; the
 * arena is not.
 * @return NULL or what is broken
 */
const char *text_problem(const char *text, size_t length);

/** The configuration as JSON. The caller frees it. */
char *config_json(const struct axvm_crate_config *config, size_t *length);

/** The configuration as TOML: another spelling of the same. The caller frees it. */
char *config_toml(const struct axvm_crate_config *config, size_t *length);

/** Prints the result of a property. @param problem  NULL: it holds. `subject` may be NULL */
void property_result(const char *name, const char *problem, const char *subject);

/** Prints bytes as a C string, so that a violation can be tried again. */
void print_escaped(const char *data, size_t length);

/** Prints the plan. @return the exit status */
int property_finish(void);

#endif
