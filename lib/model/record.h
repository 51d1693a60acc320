/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file record.h
 * Structs seen through the schema table: what a member holds, and a walk through all members.
 * With these a writer needs to know neither the keys nor the C types.
 */
#ifndef AXVM_MODEL_RECORD_H
#define AXVM_MODEL_RECORD_H

#include "axvmconfig/config.h"
#include "axvmconfig/schema.h"

/* The enums that have functions of their own in config.h. They stand in schema.c with all the others. */
extern const struct axvm_enum axvm_vm_type_enum;
extern const struct axvm_enum axvm_emu_device_type_enum;
extern const struct axvm_enum axvm_interrupt_mode_enum;
extern const struct axvm_enum axvm_mem_map_type_enum;
extern const struct axvm_enum axvm_boot_protocol_enum;

/* The records, for those who look at one of them: the checks, which say where a value stands. */
extern const struct axvm_record axvm_base_record;
extern const struct axvm_record axvm_kernel_record;
extern const struct axvm_record axvm_mem_record;
extern const struct axvm_record axvm_devices_record;
extern const struct axvm_record axvm_emu_device_record;
extern const struct axvm_record axvm_passthrough_device_record;
extern const struct axvm_record axvm_passthrough_address_record;
extern const struct axvm_record axvm_passthrough_port_record;

/**
 * The row of a number in a profile; of several rows the first, which has the main word.
 * @return NULL if there is none
 */
const struct axvm_enum_value *axvm_enum_find_number(const struct axvm_enum *values, enum axvm_profile profile,
                                                    uint64_t number);

/** The row of a number in any profile, and row 0 for a number without a row, which no decoder makes. */
const struct axvm_enum_value *axvm_enum_row(const struct axvm_enum *values, uint64_t number);

/** The row of a word in a profile, main or alias. @return NULL if there is none */
const struct axvm_enum_value *axvm_enum_find_word(const struct axvm_enum *values, enum axvm_profile profile,
                                                  struct axvm_slice word);

/** Whether an enum's numbers are known in hexadecimal: it has large ones. */
static inline bool axvm_enum_is_hexadecimal(const struct axvm_enum *values) {
    return values->values[values->count - 1].number > 9;
}

/** The first field from `index` on that a profile has. @return its index; record->count if there is none */
static inline size_t axvm_record_field_from(const struct axvm_record *record, size_t index, enum axvm_profile profile) {
    while (index < record->count && record->fields[index].since > profile) {
        index++;
    }
    return index;
}

/** How many fields a record has in a profile. */
size_t axvm_record_count(const struct axvm_record *record, enum axvm_profile profile);

/** What a member holds, seen as TOML sees it. */
enum axvm_value_kind {
    AXVM_VALUE_ABSENT = 0,
    AXVM_VALUE_BOOL,
    AXVM_VALUE_NUMBER,
    AXVM_VALUE_STRING,
    AXVM_VALUE_NUMBER_LIST,
    AXVM_VALUE_STRING_LIST_LIST,
};

/** A member that is neither a struct nor a list of structs. Besides the first three, only what `kind` names is set. */
struct axvm_value {
    enum axvm_value_kind kind;
    bool optional;                        /**< absent is one of its values, even if it is present */
    const struct axvm_enum_value *choice; /**< the row of an enum; NULL for all others */
    uint64_t number;                      /**< NUMBER; BOOL: 0 or 1 */
    struct axvm_slice string;
    struct axvm_u64_list number_list;
    struct axvm_string_list_list string_list_list;
};

/** Reads the member that `field` describes. */
struct axvm_value axvm_value_of(const void *object, const struct axvm_field *field);

/** How a format writes what values are made of. */
struct axvm_value_style {
    const char *separator; /**< between the elements of a list */
    const char *absent;    /**< what stands for an absent value */
    void (*write_string)(struct axvm_output *output, struct axvm_slice text);
};

/** Writes a value in one line: numbers in decimal, lists in brackets. */
void axvm_write_value(struct axvm_output *output, const struct axvm_value *value, const struct axvm_value_style *style);

/** A list of structs, `record` being the kind of all items. */
struct axvm_record_list {
    const struct axvm_record *record;
    const void *items;
    size_t count;
};

/** Reads a STRUCT_LIST member. */
struct axvm_record_list axvm_record_list_of(const void *object, const struct axvm_field *field);

/** The member that `field` describes. */
static inline const void *axvm_member(const void *object, const struct axvm_field *field) {
    return (const unsigned char *)object + field->offset;
}

/** Item `index` of a list. */
static inline const void *axvm_record_item(const struct axvm_record_list *list, size_t index) {
    return (const unsigned char *)list->items + list->record->size * index;
}

/**
 * The node that member `index` of a struct was decoded from.
 *
 * @param node     of the struct: a table, or an array with its members by position; 0: the root
 * @param profile  whose positions an array has
 * @return 0 if the member is left out
 */
uint32_t axvm_member_node(const struct axvm_toml_document *document, const struct axvm_record *record, uint32_t node,
                          size_t index, enum axvm_profile profile);

/** Structs and lists of structs that lie inside one another: configuration, section, list, item. */
#define AXVM_WALK_DEPTH_MAX 4

/** What comes next on a walk. Every BEGIN is answered by its END. */
enum axvm_walk_step {
    AXVM_WALK_DONE = 0,
    AXVM_WALK_VALUE,        /**< a member for axvm_value_of() */
    AXVM_WALK_STRUCT_BEGIN, /**< its members follow */
    AXVM_WALK_STRUCT_END,
    AXVM_WALK_LIST_BEGIN, /**< its items follow, each a struct */
    AXVM_WALK_LIST_END,
};

/** A struct or list that the walk is inside of. Always next <= count. */
struct axvm_walk_frame {
    const struct axvm_record *record; /**< of the struct, or of the list's items */
    const void *object;               /**< the struct, or the first item */
    size_t next;                      /**< the next field, or the next item */
    size_t count;                     /**< fields or items in all */
    bool is_list;
};

/**
 * A walk through a struct and all structs in it, in the order of the schema table and without recursion.
 * The members before `depth` describe the step that axvm_walk_next() took last.
 */
struct axvm_walk {
    const struct axvm_field *field;   /**< the key; NULL for an item of a list. Not set by END steps */
    const struct axvm_record *record; /**< the kind of struct that a BEGIN enters; VALUE: that the member belongs to */
    const void *object;               /**< the struct that a BEGIN enters; VALUE: that the member belongs to */
    size_t count;                     /**< LIST_BEGIN and LIST_END: how many items the list has */
    size_t level;                     /**< how many structs and lists lie around it */
    bool first;                       /**< nothing stands before it in what lies around it. Not set by END steps */
    enum axvm_profile profile;        /**< whose fields are steps */
    size_t depth;                     /**< frames in use */
    struct axvm_walk_frame frames[AXVM_WALK_DEPTH_MAX];
};

/** Starts inside a struct: its own beginning is not a step, its STRUCT_END is the last one. */
void axvm_walk_start(struct axvm_walk *walk, const struct axvm_record *record, const void *object,
                     enum axvm_profile profile);

/** Takes one step. @return AXVM_WALK_DONE past the last */
enum axvm_walk_step axvm_walk_next(struct axvm_walk *walk);

#endif
