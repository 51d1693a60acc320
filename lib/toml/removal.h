/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file removal.h
 * What to cut out of a text so that an array gets shorter.
 */
#ifndef AXVM_TOML_REMOVAL_H
#define AXVM_TOML_REMOVAL_H

#include "axvmconfig/toml.h"

/**
 * The bytes that hold the elements of an array from `first` on, with the comma before them.
 *
 * @param first  the index of an element
 * @return an empty span if that cannot be done with one cut and without harm: it is no array in brackets, no
 *         element would be left, or a comment stands among what would be cut
 */
struct axvm_span axvm_toml_removal_span(const struct axvm_toml_document *document, uint32_t array, size_t first);

#endif
