/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file node_field.h
 * Which row of the schema each node of a document is about.
 */
#ifndef AXVM_MODEL_NODE_FIELD_H
#define AXVM_MODEL_NODE_FIELD_H

#include "axvmconfig/schema.h"
#include "axvmconfig/toml.h"

/** What the schema says of a node. */
struct axvm_node_field {
    const struct axvm_field *field;   /**< of a value, and of the elements of a list of numbers; NULL: it has none */
    const struct axvm_record *record; /**< of the struct that it holds, or of those in the list that it is; else NULL */
    uint32_t parent;                  /**< the table or array around it */
    uint16_t rank;                    /**< among the keys of the struct around it, from 1; 0: it is in none */
    bool is_list;                     /**< `record` is that of the list's items */
};

/**
 * Finds the rows of all nodes. A key without a row has the rank behind all others.
 *
 * @param record   of the root
 * @param profile  whose keys there are, and whose positions structs in array form have
 * @return a row for each node, in the arena; NULL if it is full
 */
const struct axvm_node_field *axvm_node_fields(const struct axvm_toml_document *document,
                                               const struct axvm_record *record, enum axvm_profile profile,
                                               struct axvm_arena *arena);

#endif
