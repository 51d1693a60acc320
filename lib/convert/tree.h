/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file tree.h
 * Looking things up in a document by the schema table.
 */
#ifndef AXVM_CONVERT_TREE_H
#define AXVM_CONVERT_TREE_H

#include "axvmconfig/schema.h"
#include "axvmconfig/toml.h"

/** The child of a table with a key. @return 0 if there is none, or if it is no table */
uint32_t axvm_tree_find(const struct axvm_toml_document *document, uint32_t table, const char *key);

/** A node's key if it is written without escapes, its quotes taken off; else empty. */
struct axvm_slice axvm_tree_plain_key(const struct axvm_toml_document *document, uint32_t node);

/** How a node is written, without flags. */
static inline unsigned axvm_tree_form(const struct axvm_toml_node *node) {
    return node->form & AXVM_TOML_FORM_MASK;
}

/**
 * The value of field `index` in a struct that is written as a table or, with the positions of a profile, as an array.
 * @return 0 if it is not there
 */
uint32_t axvm_tree_member(const struct axvm_toml_document *document, const struct axvm_record *record,
                          enum axvm_profile profile, uint32_t item, size_t index);

/** Child `index` of an array or table. @return 0 if it has not so many */
uint32_t axvm_tree_child(const struct axvm_toml_document *document, uint32_t container, size_t index);

/** The number of an INTEGER node. @return false if it is none, is negative or does not fit */
bool axvm_tree_number(const struct axvm_toml_document *document, uint32_t node, uint64_t *number);

/** Whether a node is the boolean `value`. */
bool axvm_tree_is_bool(const struct axvm_toml_document *document, uint32_t node, bool value);

/** Where a node begins: at its key, or at its value. */
uint32_t axvm_tree_start(const struct axvm_toml_document *document, uint32_t node);

/** The span from a node's key, or value if it has none, to its end. */
struct axvm_span axvm_tree_span(const struct axvm_toml_document *document, uint32_t node);

/** Where a node ends, all that headers and dotted keys put into it included. */
uint32_t axvm_tree_end(const struct axvm_toml_document *document, uint32_t node);

/** Whether a comment stands in a node, which is written in brackets. */
bool axvm_tree_has_comment(const struct axvm_toml_document *document, uint32_t node);

#endif
