/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file schema.h
 * The schema table: the one list of keys. It drives the decoder, the defaults, every writer and
 * everything else that needs to know what a key is called or means.
 */
#ifndef AXVMCONFIG_SCHEMA_H
#define AXVMCONFIG_SCHEMA_H

#include "axvmconfig/output.h"
#include "axvmconfig/target.h"

#ifdef __cplusplus
extern "C" {
#endif

/** What C type a field's member has, and what TOML it takes. */
enum axvm_field_kind {
    AXVM_FIELD_STRUCT,             /**< a struct described by `element`, in place */
    AXVM_FIELD_STRUCT_LIST,        /**< pointer at `offset`, size_t at `count_offset`; `element` describes an item */
    AXVM_FIELD_U64,                /**< uint64_t */
    AXVM_FIELD_OPTIONAL_U64,       /**< struct axvm_optional_u64 */
    AXVM_FIELD_STRING,             /**< struct axvm_slice */
    AXVM_FIELD_OPTIONAL_STRING,    /**< struct axvm_optional_string */
    AXVM_FIELD_U64_LIST,           /**< struct axvm_u64_list */
    AXVM_FIELD_OPTIONAL_U64_LIST,  /**< struct axvm_optional_u64_list */
    AXVM_FIELD_STRING_LIST,        /**< struct axvm_string_list */
    AXVM_FIELD_STRING_LIST_LIST,   /**< struct axvm_string_list_list */
    AXVM_FIELD_ENUM_NUMBER,        /**< an enum of this library (int-sized); in TOML its number, an u8 */
    AXVM_FIELD_ENUM_WORD,          /**< an enum of this library (int-sized); in TOML one of its words */
    AXVM_FIELD_OPTIONAL_ENUM_WORD, /**< struct axvm_optional_choice; in TOML one of its words */
    AXVM_FIELD_BOOL,               /**< bool */
    AXVM_FIELD_U16,                /**< uint64_t, at most 0xffff */
};

/** Whether a field may be left out. */
enum axvm_presence {
    AXVM_REQUIRED,
    AXVM_OPTIONAL,  /**< absent is a value of its own. In array form it may not be left out */
    AXVM_DEFAULTED, /**< absent means zero, empty or the first enum value, in array form too */
};

/** What a number counts, or a string names. */
enum axvm_unit {
    AXVM_UNIT_NONE,
    AXVM_UNIT_ADDRESS, /**< a guest or host physical address */
    AXVM_UNIT_BYTES,
    AXVM_UNIT_CPU_ID,
    AXVM_UNIT_CPU_MASK,
    AXVM_UNIT_COUNT,
    AXVM_UNIT_FLAGS,
    AXVM_UNIT_IRQ,
    AXVM_UNIT_FILE, /**< a string: the path of a file that the guest needs */
};

/**
 * One value of an enum. The first word for a number is the main one; further rows are aliases. Its texts are behind its
 * word: axvm_enum_value_description() and the like know where.
 */
struct axvm_enum_value {
    /** As in TOML for ENUM_WORD; for ENUM_NUMBER a name for people, empty in a library built without texts and messages. */
    const char *word;
    unsigned char number;
    unsigned char since; /**< enum axvm_profile: the first that has it */
};

/** An enum: its values in the order of upstream's declaration, aliases behind their main word. */
struct axvm_enum {
    const char *rust_name; /**< empty in a library built without texts */
    const struct axvm_enum_value *values;
    size_t count;
};

/**
 * One key. Its texts are behind its name: axvm_field_description() and the like know where. Members are narrow because a
 * hypervisor carries the table.
 */
struct axvm_field {
    const char *name;                  /**< constant, never NULL */
    const struct axvm_record *element; /**< STRUCT, STRUCT_LIST: what it holds; else NULL */
    /** ENUM_*: what it may be. U64: the numbers with a meaning, others pass. NULL: any. */
    const struct axvm_enum *values;
    unsigned short offset;       /**< of the member in its struct */
    unsigned short count_offset; /**< STRUCT_LIST: of the member that counts */
    unsigned name_length : 8;    /**< without the NUL */
    unsigned kind : 8;           /**< enum axvm_field_kind */
    unsigned unit : 8;           /**< enum axvm_unit */
    unsigned presence : 4;       /**< enum axvm_presence */
    unsigned since : 4;          /**< enum axvm_profile: the first that has it; earlier ones ignore the key */
};

/** Where a struct has its member that a record asks for, if it has none. */
#define AXVM_NO_MEMBER 0xffff

/**
 * One struct: its fields in the order of the array form, which is also the order of writing. The fields of a
 * profile are those that it has, in the same order.
 */
struct axvm_record {
    /** For people: "memory region". Empty in a library built without texts and messages. Its texts are behind it. */
    const char *title;
    const struct axvm_field *fields;
    unsigned short size;        /**< sizeof the C struct */
    unsigned short node_offset; /**< of its `node` member; AXVM_NO_MEMBER if it has none */
    unsigned short keys_offset; /**< of its struct axvm_keys; AXVM_NO_MEMBER if it has none */
    unsigned char count;        /**< at most 32 */
};

/*
 * What people and generators of code are told of a key, an enum's value and a struct: constant strings, empty in a library
 * built without texts (docs/embedding.md).
 */

/** What a key is for, in one line. */
const char *axvm_field_description(const struct axvm_field *field);

/** The name of the C member that a key is read into. */
const char *axvm_field_member(const struct axvm_field *field);

/** The name of the C member that counts the items of a STRUCT_LIST; empty for all others. */
const char *axvm_field_count_member(const struct axvm_field *field);

/** What a value of an enum means, in one line. */
const char *axvm_enum_value_description(const struct axvm_enum_value *value);

/** Upstream's variant for a value of an enum. */
const char *axvm_enum_value_rust_name(const struct axvm_enum_value *value);

/** Upstream's name of a struct. */
const char *axvm_record_rust_name(const struct axvm_record *record);

/** The tag of the C struct. */
const char *axvm_record_c_tag(const struct axvm_record *record);

/** The record of struct axvm_crate_config; all others hang below it. */
const struct axvm_record *axvm_schema(void);

/**
 * Writes a JSON Schema (draft 2020-12) of the texts whose root is decoded into `root`, with a final newline.
 *
 * It accepts what the decoder accepts, structs as tables and as arrays, but for what JSON Schema cannot say:
 * docs/schema.md has the list. Only keywords of the draft are used; units are comments ("unit: bytes"). What goes wrong
 * shows in `output` alone.
 *
 * @param root         axvm_schema() or axvm_scenario_schema()
 * @param profile      whose keys and values there are; a scenario's are those of any
 * @param strict_keys  refuse keys that the decoder ignores, where unknown ones are otherwise allowed. Surplus elements
 *                     of arrays are allowed either way
 */
void axvm_schema_write(struct axvm_output *output, const struct axvm_record *root, enum axvm_profile profile,
                       bool strict_keys);

#ifdef __cplusplus
}
#endif

#endif
