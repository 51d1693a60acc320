/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file diff.h
 * What two configurations differ in: in meaning, not in text.
 *
 * Decoded values are compared, so number spellings, quotes, aliases, the order of keys and the form of tables make no
 * difference. Items of lists are matched by what they are, not by where they stand: first those that are equal, then
 * what is left by identity:
 *
 * - memory regions by map_type and gpa, then those whose addresses overlap, the largest overlap first;
 * - emulated devices by emu_type and base_gpa, then by name;
 * - passthrough devices by name and base_gpa, then by name, then those whose guest addresses overlap;
 * - passthrough addresses and ports by their base;
 * - paths of excluded devices are a set of paths.
 *
 * The order of a list means something in two places only: the first memory region is main memory, and the first
 * passthrough device decides whether the list is a list of address windows or of device tree paths.
 *
 * The result is symmetric: exchanging the sides exchanges ADDED with REMOVED and the sides of every difference.
 */
#ifndef AXVMCONFIG_DIFF_H
#define AXVMCONFIG_DIFF_H

#include "axvmconfig/config.h"
#include "axvmconfig/scenario.h"
#include "axvmconfig/schema.h"

#ifdef __cplusplus
extern "C" {
#endif

/** The sides of a comparison, for indices. */
enum axvm_diff_side_index {
    AXVM_DIFF_A = 0, /**< the old one */
    AXVM_DIFF_B = 1, /**< the new one */
};

/** What kind of difference it is. */
enum axvm_difference_kind {
    AXVM_DIFFERENCE_CHANGED = 0, /**< a value */
    AXVM_DIFFERENCE_REMOVED,     /**< side A has an item in a list that side B has not */
    AXVM_DIFFERENCE_ADDED,       /**< the other way round */
    AXVM_DIFFERENCE_FIRST,       /**< another item is the first of a list where that matters */
};

/** One side of a difference. */
struct axvm_diff_side {
    /**
     * CHANGED: the struct that `field` belongs to. Else the item; NULL if this side has none, or the item is a string.
     */
    const void *object;
    struct axvm_slice string; /**< REMOVED, ADDED: the item, if `list` holds strings */
    size_t index;             /**< of the item in its list, from 0; of strings, in the order of the text */
    bool is_there;            /**< this side has the item; CHANGED, FIRST: always */
    bool is_written;          /**< `node` is the value or item. Else the value is left out, and `node` lies around it */
    uint32_t node;            /**< in the document of this side; 0: its root, or there is no document */
    struct axvm_position place; /**< where it starts; line 0 if there is no document */
};

/** One difference. */
struct axvm_difference {
    enum axvm_difference_kind kind;
    const struct axvm_field *section; /**< NULL: a key outside of sections, as scenarios have them */
    const struct axvm_field *list;    /**< STRUCT_LIST, or a kind of strings; NULL: not in a list */
    const struct axvm_field *field;   /**< CHANGED: the value; else NULL */
    struct axvm_diff_side sides[2];   /**< by enum axvm_diff_side_index */
};

/** What a guest has, and what it gains and loses, in numbers. */
struct axvm_diff_summary {
    uint64_t memory_bytes[2];               /**< sum of the memory regions; at most UINT64_MAX */
    uint64_t cpus[2];                       /**< vCPUs */
    size_t devices[2];                      /**< emulated and passed through */
    size_t devices_gained;                  /**< those ADDED */
    size_t devices_lost;                    /**< those REMOVED */
    struct axvm_u64_list interrupts_gained; /**< interrupts of devices, ascending, each once; 0 stands for none */
    struct axvm_u64_list interrupts_lost;
};

/**
 * The differences, in the order of the schema table. In a list FIRST comes first, then CHANGED and REMOVED in the order
 * of A, then ADDED in that of B.
 */
struct axvm_diff {
    const struct axvm_difference *differences;
    size_t count;
    enum axvm_profile profile;        /**< the later one of both: its keys are compared */
    struct axvm_diff_summary summary; /**< all 0 for scenarios */
};

/** One side to compare. */
struct axvm_diff_input {
    const void *object; /**< struct axvm_crate_config or struct axvm_scenario, decoded with AXVM_OK */
    const struct axvm_toml_document *document; /**< that it was decoded from; NULL: differences then have no places */
    enum axvm_profile profile;                 /**< that it was decoded for */
};

/**
 * Compares two configurations.
 *
 * @param diff   written in full; usable only with AXVM_OK. Points into the inputs and the arena
 * @param sides  A and B
 * @param arena  axvm_diff_memory_bound() bytes are enough
 * @return AXVM_OK, whether there are differences or not; AXVM_OUT_OF_MEMORY
 */
enum axvm_status axvm_diff_configs(struct axvm_diff *diff, const struct axvm_diff_input sides[2],
                                   struct axvm_arena *arena);

/** Compares what two scenarios say of the board and name as guests, by path; not what is in the guests. As above. */
enum axvm_status axvm_diff_scenarios(struct axvm_diff *diff, const struct axvm_diff_input sides[2],
                                     struct axvm_arena *arena);

/** The arena bytes that comparing two configurations needs. SIZE_MAX if that is beyond size_t. */
size_t axvm_diff_memory_bound(const struct axvm_crate_config *a, const struct axvm_crate_config *b);

/** The same for two scenarios. */
size_t axvm_diff_scenario_memory_bound(const struct axvm_scenario *a, const struct axvm_scenario *b);

/**
 * The keys that tell what an item of a list is: bit i stands for field i of the record. For axvm_item_write_text().
 * @param record  of the items of a list of a configuration
 */
uint32_t axvm_diff_identity(const struct axvm_record *record);

/** Why it matters which item of a list is the first (FIRST), for people: one line without a full stop. */
const char *axvm_diff_first_meaning(const struct axvm_record *record);

#ifdef __cplusplus
}
#endif

#endif
