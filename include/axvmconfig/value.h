/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file value.h
 * Values of a configuration seen through the schema table: for people and for programs, without knowing their keys.
 *
 * `field` is a row of the schema table and `object` the struct of that row's record, such as struct axvm_base_config.
 * `record` is one whose fields are all values: that of an item of a list.
 */
#ifndef AXVMCONFIG_VALUE_H
#define AXVMCONFIG_VALUE_H

#include "axvmconfig/config.h"
#include "axvmconfig/schema.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Whether a value is absent: that of an optional key that is left out, or no value at all (STRUCT, STRUCT_LIST). */
bool axvm_value_is_absent(const void *object, const struct axvm_field *field);

/** The value of a STRING or OPTIONAL_STRING field; not present for all other kinds. */
struct axvm_optional_string axvm_value_string(const void *object, const struct axvm_field *field);

/**
 * Writes a value for people, on one line, with what its unit says: addresses, masks and flags in hexadecimal, sizes
 * also in words, all else in decimal; numbers of enums with their words: `0x8020_0000`, `0x1000_0000 (256 MiB)`,
 * `2 (reserved)`, `"a string"`. Nothing in it can steer a terminal. Absent values are written as `nothing`.
 *
 * @param spelling  how the value is spelled in a text; the caller has seen to it that it can be shown, on one line.
 *                  The value then begins with it, and what it would be otherwise follows only where it says more:
 *                  `268435456 = 0x1000_0000 (256 MiB)`. Empty: it is not known
 */
void axvm_value_write_text(struct axvm_output *output, const void *object, const struct axvm_field *field,
                           struct axvm_slice spelling);

/** Writes a value as axvm_config_write_json() does. */
void axvm_value_write_json(struct axvm_output *output, const void *object, const struct axvm_field *field);

/**
 * Writes an item of a list for people, on one line: keys and values, `gpa 0x8000_0000, size 0x1000_0000 (256 MiB)`.
 *
 * @param profile  whose keys are written
 * @param keys     bit i: write field i. UINT32_MAX: all of them
 */
void axvm_item_write_text(struct axvm_output *output, const struct axvm_record *record, const void *object,
                          enum axvm_profile profile, uint32_t keys);

/** Writes an item of a list as axvm_config_write_json() does: an object with all keys of the profile. */
void axvm_item_write_json(struct axvm_output *output, const struct axvm_record *record, const void *object,
                          enum axvm_profile profile);

/** Writes a number of bytes for people: `4 KiB`, `256 MiB` where a unit divides it, else `4097 bytes`. */
void axvm_write_size(struct axvm_output *output, uint64_t size_bytes);

/**
 * Writes a string as JSON, with quotes around it. Besides what JSON demands, everything that steers a terminal is
 * escaped; a byte that is not UTF-8 becomes U+FFFD.
 */
void axvm_write_json_string(struct axvm_output *output, struct axvm_slice text);

#ifdef __cplusplus
}
#endif

#endif
