/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file tape.h
 * What toml.h promises of every document, as one check. Freestanding.
 */
#ifndef AXVM_TESTS_TAPE_H
#define AXVM_TESTS_TAPE_H

#include "axvmconfig/toml.h"

/** The scratch bytes tape_problem() needs for a text of `length` bytes: one for each byte and each node. */
#define TAPE_SCRATCH(length) (2 * (size_t)(length) + 64)

/**
 * Checks a document against the promises of toml.h.
 *
 * Of every document: spans lie in the text, the children of each container form one circle, and no
 * node is in two. Of an undamaged one also: nodes stand in the order of the text, each that may have
 * a place in the tree has one, and with the comments every byte is accounted for.
 *
 * @param scratch  TAPE_SCRATCH(document->text.length) bytes
 * @return NULL; or the promise that is broken
 */
const char *tape_problem(const struct axvm_toml_document *document, unsigned char *scratch);

#endif
