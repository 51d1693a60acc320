/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file removal.h
 * What to cut out of a text so that an array gets shorter, and what can be cut out at all.
 */
#ifndef AXVM_TOML_REMOVAL_H
#define AXVM_TOML_REMOVAL_H

#include "axvmconfig/toml.h"

/** Whether all of a value stands between its first and its last byte, not below headers or behind dots. */
static inline bool axvm_toml_is_in_one_place(const struct axvm_toml_node *node) {
    unsigned form = node->form & AXVM_TOML_FORM_MASK;
    return node->kind == AXVM_TOML_TABLE   ? form == AXVM_TOML_TABLE_INLINE
           : node->kind == AXVM_TOML_ARRAY ? form == AXVM_TOML_ARRAY_INLINE
                                           : true;
}

/**
 * The bytes that hold the elements of an array from `first` on, with the comma before them.
 *
 * @param first  the index of an element
 * @return an empty span if that cannot be done with one cut and without harm: it is no array in brackets, no
 *         element would be left, or a comment stands among what would be cut
 */
struct axvm_span axvm_toml_removal_span(const struct axvm_toml_document *document, uint32_t array, size_t first);

#endif
