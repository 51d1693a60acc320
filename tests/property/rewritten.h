/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file rewritten.h
 * What must hold for every text that is written anew.
 */
#ifndef AXVM_TESTS_PROPERTY_REWRITTEN_H
#define AXVM_TESTS_PROPERTY_REWRITTEN_H

#include "axvmconfig/axvmconfig.h"

/** A text, read into memory of its own. */
struct document {
    char *text;
    unsigned char *memory;
    struct axvm_toml_document toml;
    enum axvm_status status;
};

/** Reads a text as TOML 1.1. Takes over `text`, which malloc() gave. */
void document_read(struct document *document, char *text, size_t length);

void document_free(struct document *document);

/** The ways to write a text anew. */
enum operation { LAYOUT, SORT, NUMBERS, OPERATION_COUNT };

/** Writes a document in an arena of the documented size. */
enum axvm_status write_document(const struct document *document, enum operation operation, struct axvm_output *output);

/** What becomes of a document. @return false if there is no memory for it */
bool rewritten(const struct document *before, enum operation operation, struct document *after);

/** Writes a document twice. @return NULL or what is broken */
const char *rewritten_problem(const struct document *document, enum operation operation);

#endif
