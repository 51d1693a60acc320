/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file checked.h
 * What must hold for the checks of every text.
 */
#ifndef AXVM_TESTS_PROPERTY_CHECKED_H
#define AXVM_TESTS_PROPERTY_CHECKED_H

#include "axvmconfig/axvmconfig.h"

/** The findings kept of each level. */
#define CHECKED_LIMIT 64

/** A text under check, in memory of exactly the documented size. Must not be moved. */
struct checked {
    char *text;
    unsigned char *memory;
    struct axvm_arena arena;
    struct axvm_source source;
    struct axvm_toml_document document;
    struct axvm_findings findings;
    struct axvm_crate_config config;
    struct axvm_vm vm;
    enum axvm_status status;
};

/** Reads, decodes and checks a copy of a text, in an arena of `size` bytes. */
void checked_start_in(struct checked *checked, const char *text, size_t length, enum axvm_profile profile,
                      const struct axvm_check_options *options, size_t size);

/** The same, in an arena of the documented size. */
void checked_start(struct checked *checked, const char *text, size_t length, enum axvm_profile profile,
                   const struct axvm_check_options *options);

void checked_end(struct checked *checked);

/**
 * Checks a text, then two guests of it on one board, which clash wherever that is possible.
 * @return NULL or what is broken: of the memory bounds, and of what diagnostics.h says of findings
 */
const char *checked_problem(const char *text, size_t length, enum axvm_profile profile,
                            const struct axvm_check_options *options);

#endif
