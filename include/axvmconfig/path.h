/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file path.h
 * Paths to values of a configuration, such as `kernel.memory_regions[0].size`: keys behind dots, positions of a list
 * in brackets. A key also finds its value in a struct that is written as an array.
 */
#ifndef AXVMCONFIG_PATH_H
#define AXVMCONFIG_PATH_H

#include "axvmconfig/schema.h"
#include "axvmconfig/target.h"
#include "axvmconfig/toml.h"

#ifdef __cplusplus
extern "C" {
#endif

/** How far a path leads. */
enum axvm_path_status {
    AXVM_PATH_FOUND = 0,     /**< to a value */
    AXVM_PATH_MISSING_KEY,   /**< to a table or array that has not the last key */
    AXVM_PATH_MISSING_TABLE, /**< to the root, which has not the table that the second-last part names */
    AXVM_PATH_NEW_ELEMENT,   /**< to an array; the last part is `[+]`, one more element */
    AXVM_PATH_NOWHERE,       /**< what `at` points to in the path is not there, or has nothing in it */
    AXVM_PATH_MALFORMED,     /**< this is no path: something else is expected at `at` */
};

/** Where a path leads. */
struct axvm_path {
    enum axvm_path_status status;
    uint32_t node;                    /**< FOUND: the value */
    uint32_t container;               /**< FOUND, MISSING_KEY, NEW_ELEMENT: the table or array around it */
    struct axvm_slice key;            /**< the last part, if it is a key; quotes taken off */
    struct axvm_slice table;          /**< MISSING_TABLE: the table's name */
    const struct axvm_field *field;   /**< the row of that key in the schema; NULL: it has none, or an index is last */
    size_t at;                        /**< not FOUND, not NEW_ELEMENT: offset in the path of what is wrong or missing */
    bool is_unknown;                  /**< what `at` points to is a key that no struct of the schema has there */
    const char *meant;                /**< is_unknown: the key there that is most like it; NULL: none is */
    const struct axvm_field *section; /**< is_unknown: the section that has a key of this name; NULL: none has */
};

/**
 * Follows a path through a document.
 *
 * @param record   of the root: axvm_schema() or axvm_scenario_schema()
 * @param profile  whose positions structs in array form have
 * @param text     the path: bare keys, or keys in double or single quotes, without escapes
 */
struct axvm_path axvm_path_follow(const struct axvm_toml_document *document, const struct axvm_record *record,
                                  enum axvm_profile profile, struct axvm_slice text);

#ifdef __cplusplus
}
#endif

#endif
