/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file converter.h
 * A conversion under way: what its parts share.
 */
#ifndef AXVM_CONVERT_CONVERTER_H
#define AXVM_CONVERT_CONVERTER_H

#include <stddef.h>

#include "axvmconfig/convert.h"
#include "axvmconfig/schema.h"
#include "convert/rewrite.h"

/** A conversion: the edits so far. `rewrite` collects them; nothing is written before all are there. */
struct axvm_converter {
    const struct axvm_toml_document *document;
    const struct axvm_conversion *wish;
    struct axvm_findings *findings;
    struct axvm_rewrite rewrite;
    uint32_t list; /**< the one whose items axvm_converter_items() is visiting */
    bool flat;     /**< keys of sections stand in the root */
    bool invalid;  /**< there was an error */
};

/** In axvm_converter_table(): there is no such section. */
#define AXVM_CONVERTER_NO_TABLE UINT32_MAX

/** The table that holds a section's keys: the root if it is flat. @return AXVM_CONVERTER_NO_TABLE if there is none */
uint32_t axvm_converter_table(const struct axvm_converter *converter, const struct axvm_field *section);

/** The value of the key of a section whose member is at `offset`. @return 0 if it is not there */
uint32_t axvm_converter_member(const struct axvm_converter *converter, const struct axvm_record *record, size_t offset);

/** The field of a record whose member is at `offset`. There is one. */
const struct axvm_field *axvm_converter_field(const struct axvm_record *record, size_t offset);

/** The section that a record describes. */
const struct axvm_field *axvm_converter_section(const struct axvm_record *record);

/** The value in an item of a list whose member is at `offset`, in the format converted from. @return 0 if there is none */
uint32_t axvm_converter_item_member(const struct axvm_converter *converter, const struct axvm_record *record,
                                    uint32_t item, size_t offset);

/** Adds a finding about a node, its key included. Errors make the conversion invalid. */
struct axvm_finding *axvm_converter_report(struct axvm_converter *converter, enum axvm_code code, enum axvm_level level,
                                           uint32_t node);

/** What a converter does with an item of a list. `index` counts from 0. */
typedef void axvm_converter_item(struct axvm_converter *converter, const struct axvm_field *list, uint32_t item,
                                 size_t index);

/** Calls `visit` for all items of all lists of structs. */
void axvm_converter_items(struct axvm_converter *converter, axvm_converter_item *visit);

/** Makes the item that is being visited a comment. */
void axvm_converter_drop_item(struct axvm_converter *converter, uint32_t item);

/** Makes a table below a header a comment, with all that stands in it. */
void axvm_converter_drop_table(struct axvm_converter *converter, uint32_t table);

/** Collects what a flat document needs beside its keys being moved. */
void axvm_flat_collect(struct axvm_converter *converter);

/** Writes a flat document with sections. */
void axvm_flat_write(struct axvm_converter *converter, struct axvm_output *output);

/** Collects what a document needs to mean in the target's profile what it meant in that of `from`. */
void axvm_profile_collect(struct axvm_converter *converter);

#endif
