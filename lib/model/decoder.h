/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file decoder.h
 * What the parts of the decoder share: decode.c goes through the document and decides, decode_findings.c says what is
 * wrong with values and what was probably meant, decode_keys.c what is wrong with keys.
 */
#ifndef AXVM_MODEL_DECODER_H
#define AXVM_MODEL_DECODER_H

#include "axvmconfig/config.h"
#include "axvmconfig/scenario.h"
#include "base/env.h"
#include "diag/findings.h"
#include "model/record.h"
#include "toml/reader.h"

/** How a struct or list is written, or what is left of it to decode. */
enum axvm_decoder_frame_kind {
    AXVM_FRAME_TABLE, /**< a struct, by key */
    AXVM_FRAME_ARRAY, /**< a struct, by position */
    AXVM_FRAME_LIST,  /**< a list of structs */
};

/** One struct or list that is being decoded. `child` is the next to look at; 0 after the last. */
struct axvm_decoder_frame {
    const struct axvm_record *record; /**< of the struct, or of the list's items */
    unsigned char *object;            /**< the struct, or the next item */
    uint32_t node;
    uint32_t child;
    uint32_t seen;     /**< bit i: fields[i] had a value, good or bad */
    uint32_t unsound;  /**< bit i: there is a mistake in the value of fields[i] */
    uint32_t position; /**< the field behind the last one decoded; of an array the one that `child` is for, if any */
    uint32_t taken;    /**< bit i, if `taken_known`: fields[i] stands in the table, or a fix puts it there */
    bool taken_known;  /**< as all that is only kept for remarks, not set in a library without them */
    unsigned unknown_count; /**< unknown keys that have been compared with the missing ones */
    enum axvm_decoder_frame_kind kind;
};

/** Configuration, section, list, item: structs nest no deeper. */
#define AXVM_DECODER_FRAMES_MAX 4

/** The frame of a section, inside the configuration's. */
#define AXVM_DECODER_SECTION_FRAME 1

/** The state of one decoding. */
struct axvm_decoder {
    const struct axvm_toml_document *document;
    const struct axvm_toml_node *nodes; /**< of the document */
    struct axvm_arena *arena;
    struct axvm_findings *findings;
    enum axvm_profile profile;
    unsigned depth; /**< of `frames` */
    bool invalid;
    bool out_of_memory;
    unsigned char *excused;           /**< a bit for each node, where numbers may overflow; NULL: no number does */
    struct axvm_finding *last_broken; /**< before it, no finding is about a value to come; NULL: none is known */
    struct axvm_decoder_frame frames[AXVM_DECODER_FRAMES_MAX]; /**< the innermost last. The others are not set */
};

static inline const struct axvm_toml_node *axvm_decoder_node(const struct axvm_decoder *decoder, uint32_t node) {
    return &decoder->nodes[node];
}

/** Whether some of a table or array could not be read. */
static inline bool axvm_node_is_incomplete(const struct axvm_toml_node *node) {
    bool container = node->kind == AXVM_TOML_TABLE || node->kind == AXVM_TOML_ARRAY;
    return container && (node->form & AXVM_TOML_TABLE_INCOMPLETE);
}

/** Whether a struct can be decoded from it: a table, an array, or a date-time, which is a map with no known key. */
static inline bool axvm_node_can_be_struct(const struct axvm_toml_node *node) {
    return node->kind == AXVM_TOML_TABLE || node->kind == AXVM_TOML_ARRAY || node->kind == AXVM_TOML_DATETIME;
}

/** The longest list that a remark takes besides its own words. */
#define AXVM_DECODER_LIST_BYTES 160

/* --- decode_findings.c ---------------------------------------------------------------------------- */

/** Numbers in this value need not fit: it is dropped, or has been complained of. */
void axvm_decoder_excuse(struct axvm_decoder *decoder, uint32_t value);

/** The value that is being decoded for a key of a section is not what the text was meant to say. */
void axvm_decoder_mark_unsound(struct axvm_decoder *decoder);

/**
 * Adds an error, with which the configuration is invalid and the value of the section's key unsound.
 *
 * @return NULL if it is only counted
 */
struct axvm_finding *axvm_decoder_complain(struct axvm_decoder *decoder, enum axvm_code code, struct axvm_span span);

/** The same about a value, in which numbers are excused. */
struct axvm_finding *axvm_decoder_complain_of_value(struct axvm_decoder *decoder, enum axvm_code code, uint32_t value);

/** A value of another type than the key `name` takes; NULL: than the elements of this list have. */
struct axvm_finding *axvm_decoder_complain_of_type(struct axvm_decoder *decoder, uint32_t value, const char *name,
                                                   const char *expected);

/** The value is no integer, or out of range. */
void axvm_decoder_complain_of_number(struct axvm_decoder *decoder, uint32_t value, const char *name);

/** The value is neither true nor false. */
void axvm_decoder_complain_of_boolean(struct axvm_decoder *decoder, uint32_t value, const char *name);

/** Says what there is to choose from: "0 (alloc), 1 (identical), ..." or "no_irq, emu, passthrough". */
void axvm_decoder_list_choices(struct axvm_decoder *decoder, struct axvm_finding *finding,
                               const struct axvm_enum *choices, bool by_number);

/** Notes that a number is right in a later profile, if it is. */
void axvm_decoder_mention_other_profile(struct axvm_decoder *decoder, struct axvm_finding *finding,
                                        const struct axvm_enum *values, uint64_t number);

/** A word, in quotes or without, was given for a number that stands for it; or what is there could not be read. */
void axvm_decoder_complain_of_word(struct axvm_decoder *decoder, uint32_t value, const struct axvm_field *field);

/** The word that an alias stands for. */
const char *axvm_decoder_main_word_of(const struct axvm_decoder *decoder, const struct axvm_enum *values,
                                      const char *word);

/** Puts a word, in quotes, in the place of another one. */
void axvm_decoder_suggest_word(struct axvm_decoder *decoder, struct axvm_finding *finding, struct axvm_span span,
                               const char *meant);

/** Notes that a word is an alias: upstream writes the main word, whatever it read, and people know that one. */
void axvm_decoder_mention_alias(struct axvm_decoder *decoder, const struct axvm_enum_value *choice,
                                struct axvm_span span, const struct axvm_field *field);

/** A string in a list of lists, which `name` is. */
void axvm_decoder_complain_of_bare_string(struct axvm_decoder *decoder, uint32_t value, const char *name);

/**
 * A section with the header of an array of tables, `[[base]]`. Its elements are no values of a section's first keys,
 * so that it is no section in the form of an array either.
 */
void axvm_decoder_complain_of_doubled_header(struct axvm_decoder *decoder, uint32_t value, const char *name);

/** A list of structs that has no brackets around its items. @return whether it is one, and has been reported */
bool axvm_decoder_complain_of_flat_list(struct axvm_decoder *decoder, const struct axvm_field *field, uint32_t array);

/** A list of structs that is no list, or an item of one that is no struct. `value` is not broken. */
void axvm_decoder_complain_of_item(struct axvm_decoder *decoder, const struct axvm_field *field, uint32_t value);

/** Some numbers have a meaning for each value, but others are taken as well. Of these, there is only `vm_type`. */
void axvm_decoder_mention_unknown_number(struct axvm_decoder *decoder, uint32_t value, const struct axvm_field *field,
                                         uint64_t number);

/** Whether a value looks like one that a field takes; what is in arrays and tables is not looked at. */
bool axvm_decoder_looks_fit(const struct axvm_decoder *decoder, const struct axvm_field *field, uint32_t value);

/** Numbers that fit nowhere are refused wherever upstream converts them: in unknown keys, too. */
void axvm_decoder_check_overflows(struct axvm_decoder *decoder);

/** The format before sections: `key` is the first key of a section that stands at top level. */
void axvm_decoder_complain_of_flat_format(struct axvm_decoder *decoder, uint32_t key);

/* --- decode_keys.c -------------------------------------------------------------------------------- */

/** A key, or a section, that a struct cannot do without. */
void axvm_decoder_complain_of_missing_key(struct axvm_decoder *decoder, const struct axvm_decoder_frame *frame,
                                          const struct axvm_field *field);

/** An array is too short for its struct; `missing` is the first field that it has no element for. */
void axvm_decoder_complain_of_length(struct axvm_decoder *decoder, const struct axvm_decoder_frame *frame,
                                     const struct axvm_field *missing);

/** The element at `first` and all behind it have no meaning. */
void axvm_decoder_mention_surplus(struct axvm_decoder *decoder, const struct axvm_decoder_frame *frame, uint32_t first);

/** A key that the struct does not have in this profile: ignored, as upstream does it, but not without a word. */
void axvm_decoder_mention_unknown_key(struct axvm_decoder *decoder, struct axvm_decoder_frame *frame, uint32_t child,
                                      struct axvm_slice key);

/** Whether a value could not even be read. That has been reported. */
static inline bool axvm_decoder_is_broken(struct axvm_decoder *decoder, const struct axvm_toml_node *node) {
    if (node->kind != AXVM_TOML_BROKEN) {
        return false;
    }
    axvm_decoder_mark_unsound(decoder);
    return true;
}

#endif
