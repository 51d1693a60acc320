/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file edit.h
 * Edits to a text, found by what is in its document: set, add, remove and rename. An edit touches as little as it
 * can; every other byte, comments and layout included, stays as it is.
 *
 * A function finds one edit and changes nothing. axvm_edit_apply() writes the text with it; for another edit, read
 * that text first. An edit never makes a text wrong that was right TOML: where it would, the function says so. A damaged
 * document must not be handed over.
 */
#ifndef AXVMCONFIG_EDIT_H
#define AXVMCONFIG_EDIT_H

#include "axvmconfig/base.h"
#include "axvmconfig/output.h"
#include "axvmconfig/toml.h"

#ifdef __cplusplus
extern "C" {
#endif

/** One edit: replace the bytes of `span` in the document's text. */
struct axvm_edit {
    struct axvm_span span;
    struct axvm_slice replacement; /**< constant, or in the arena or text that was handed over */
};

/** What a function that looks for an edit answers. Only with AXVM_EDIT_OK is there one. */
enum axvm_edit_status {
    AXVM_EDIT_OK = 0,
    AXVM_EDIT_NOT_A_VALUE,   /**< the text handed over is not one TOML value */
    AXVM_EDIT_EXISTS,        /**< the table has a key of that name */
    AXVM_EDIT_NO_PLACE,      /**< it would take more than one edit, such as of a table with several headers */
    AXVM_EDIT_OUT_OF_MEMORY, /**< the arena is too small: axvm_edit_memory_bound() is enough */
};

/** The arena bytes that an edit with texts of `length` bytes in all needs at most. */
size_t axvm_edit_memory_bound(size_t length);

/**
 * Replaces a value.
 *
 * @param node   a value in the document; not a table or array of tables that is made by headers or dotted keys
 * @param value  a TOML value as it is to stand in the text, without blanks or comments around it
 * @return AXVM_EDIT_OK, NOT_A_VALUE, NO_PLACE or OUT_OF_MEMORY
 */
enum axvm_edit_status axvm_edit_value(const struct axvm_toml_document *document, uint32_t node, struct axvm_slice value,
                                      struct axvm_arena *arena, struct axvm_edit *edit);

/**
 * Renames a key.
 *
 * @param table  the table that `node` is a child of
 * @param key    its new name; quotes and escapes are put around and into it where they are needed
 * @return AXVM_EDIT_OK, EXISTS, NO_PLACE (the key stands in more than one place) or OUT_OF_MEMORY
 */
enum axvm_edit_status axvm_edit_rename(const struct axvm_toml_document *document, uint32_t table, uint32_t node,
                                       struct axvm_slice key, struct axvm_arena *arena, struct axvm_edit *edit);

/**
 * Removes a value with its key, or an element of an array with a comma. What stands alone on its lines goes with
 * these, and with the comment behind it; comments on lines of their own stay.
 *
 * @param container  the table or array that `node` is a child of
 * @return AXVM_EDIT_OK or NO_PLACE (a table that headers or dotted keys make)
 */
enum axvm_edit_status axvm_edit_remove(const struct axvm_toml_document *document, uint32_t container, uint32_t node,
                                       struct axvm_edit *edit);

/**
 * Adds a key: on a line of its own behind the last one of a table with a header, indented as that is, or behind the
 * last one of an inline table.
 *
 * @return AXVM_EDIT_OK, NOT_A_VALUE, EXISTS, NO_PLACE (a table that dotted keys make, or an array) or OUT_OF_MEMORY
 */
enum axvm_edit_status axvm_edit_add_key(const struct axvm_toml_document *document, uint32_t table,
                                        struct axvm_slice key, struct axvm_slice value, struct axvm_arena *arena,
                                        struct axvm_edit *edit);

/**
 * Adds a table with one key at the end of the text: `[name]`, and the key below it.
 *
 * @return AXVM_EDIT_OK, NOT_A_VALUE, EXISTS (the root has that key) or OUT_OF_MEMORY
 */
enum axvm_edit_status axvm_edit_add_table(const struct axvm_toml_document *document, struct axvm_slice name,
                                          struct axvm_slice key, struct axvm_slice value, struct axvm_arena *arena,
                                          struct axvm_edit *edit);

/**
 * Adds an element to an array in brackets, behind the last one: on a line of its own if that stands on one.
 *
 * @return AXVM_EDIT_OK, NOT_A_VALUE, NO_PLACE (an array of tables) or OUT_OF_MEMORY
 */
enum axvm_edit_status axvm_edit_add_element(const struct axvm_toml_document *document, uint32_t array,
                                            struct axvm_slice value, struct axvm_arena *arena, struct axvm_edit *edit);

/** Writes the document's text with an edit. */
void axvm_edit_apply(const struct axvm_toml_document *document, const struct axvm_edit *edit,
                     struct axvm_output *output);

#ifdef __cplusplus
}
#endif

#endif
