/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file checker.h
 * What a rule's function works with: the guest it looks at, the places of values in the text, and how it reports.
 *
 * A rule looks at the decoded configuration and the effective layout, and where it finds something says:
 *
 *     struct axvm_finding *finding = axvm_report(checker, AXVM_PLACE_OF(checker, kernel, kernel_load_addr));
 *     axvm_finding_message(checker->findings, finding, "the kernel is not in any memory region");
 *     axvm_finding_label(checker->findings, finding, "%x is outside of %x..%x", address, first, last);
 *     axvm_finding_remark(checker->findings, finding, AXVM_REMARK_ON_BOARD, "...");
 *     axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP, "...");
 *
 * See diag/findings.h. A finding that is only counted is NULL, and all of these take that.
 */
#ifndef AXVM_CHECK_CHECKER_H
#define AXVM_CHECK_CHECKER_H

#include "axvmconfig/check.h"
#include "base/format.h"
#include "check/range.h"
#include "diag/findings.h"
#include "model/record.h"

/** A rule at work on one guest. Read-only for the rule but for the findings and the arena. */
struct axvm_checker {
    const struct axvm_rule *rule;
    struct axvm_vm *vm;
    const struct axvm_crate_config *config;
    const struct axvm_layout *layout;
    const struct axvm_check_options *options;
    struct axvm_findings *findings;
    enum axvm_profile profile;
    enum axvm_arch arch; /**< UNKNOWN only in rules without `archs` */
    bool out_of_memory;  /**< a rule could not take memory; what it found so far stays */
    enum axvm_rule_outcome outcome;
};

/** A board rule at work on all guests. */
struct axvm_board_checker {
    const struct axvm_rule *rule;
    struct axvm_vm *const *vms;
    size_t count;
    const struct axvm_check_options *options;
    struct axvm_arena *arena; /**< what a rule takes from its low end is given back after it */
    bool out_of_memory;
};

/* --- reporting ------------------------------------------------------------------------------------ */

/** Adds a finding about the guest's own text, at the rule's level in the profile. */
struct axvm_finding *axvm_report(struct axvm_checker *checker, struct axvm_span span);

/** The same at another level: for a rule that is graver on some architectures or for some values. */
struct axvm_finding *axvm_report_at(struct axvm_checker *checker, enum axvm_level level, struct axvm_span span);

/**
 * Whether a board rule may look at a guest: its profile and architecture have the rule, and the keys that the rule
 * needs are sound. Others it passes over.
 */
bool axvm_board_sees(const struct axvm_board_checker *checker, const struct axvm_vm *vm);

/** Adds a finding about one of the board's guests, at the rule's level in its profile. */
struct axvm_finding *axvm_board_report(struct axvm_board_checker *checker, struct axvm_vm *vm, struct axvm_span span);

/** The same at another level. */
struct axvm_finding *axvm_board_report_at(struct axvm_board_checker *checker, struct axvm_vm *vm, enum axvm_level level,
                                          struct axvm_span span);

/** Mends a number: writes `value` in its place, in hexadecimal and with `_` if the number is written so. */
void axvm_suggest_number(struct axvm_checker *checker, struct axvm_finding *finding, struct axvm_span span,
                         uint64_t value, bool needs_review);

/**
 * Mends a list that is too long: takes away its elements from `first` on, with the comma before them. No fix if a
 * comment stands among them, or if none would be left.
 */
void axvm_suggest_shorter_list(struct axvm_checker *checker, struct axvm_finding *finding, uint32_t list, size_t first,
                               bool needs_review);

/**
 * Mends a key that is missing: adds the line `key = value` after the value `behind` in the same section. No fix where
 * the section is not written in lines: as an array, as an inline table or with dotted keys.
 * @param text  what is added, such as `image_location = "fs"`; must outlive the finding
 */
void axvm_suggest_key_behind(struct axvm_checker *checker, struct axvm_finding *finding, uint32_t behind,
                             struct axvm_slice text, bool needs_review);

#ifndef AXVM_REMARKS /* see diag/findings.h */
#define axvm_suggest_number(...)       AXVM_UNSAID(axvm_suggest_number(__VA_ARGS__))
#define axvm_suggest_shorter_list(...) AXVM_UNSAID(axvm_suggest_shorter_list(__VA_ARGS__))
#define axvm_suggest_key_behind(...)   AXVM_UNSAID(axvm_suggest_key_behind(__VA_ARGS__))
#endif

/* --- places --------------------------------------------------------------------------------------- */

/** The document node of a member's value in the struct that was read from `node`. @return 0 if it is left out */
uint32_t axvm_node_of_member(const struct axvm_vm *vm, const struct axvm_record *record, uint32_t node, size_t offset);

/** The place of a member's value; of the struct's header or of the struct itself if the member is left out. */
struct axvm_span axvm_place_of_member(const struct axvm_vm *vm, const struct axvm_record *record, uint32_t node,
                                      size_t offset);

/** The place of a whole struct: of its brackets, or of its header. */
struct axvm_span axvm_place_of_node(const struct axvm_vm *vm, uint32_t node);

/**
 * The place of an element of the list at `list`; of the list itself if it is empty. Linear in the distance from the one
 * asked for before, so going through a list forwards is linear in all.
 */
struct axvm_span axvm_place_of_element(struct axvm_vm *vm, uint32_t list, size_t index);

/** Whether a key of a section stands in the text. */
bool axvm_is_present(const struct axvm_record *section, const struct axvm_keys *keys, size_t offset);

/* The same by the name of a section and of a member: AXVM_PLACE_OF(checker, base, cpu_num). */
#define AXVM_NODE_OF(checker, section, member)                                                                         \
    axvm_node_of_member((checker)->vm, &axvm_##section##_record, (checker)->config->section.node,                      \
                        offsetof(struct axvm_##section##_config, member))
#define AXVM_PLACE_OF(checker, section, member)                                                                        \
    axvm_place_of_member((checker)->vm, &axvm_##section##_record, (checker)->config->section.node,                     \
                         offsetof(struct axvm_##section##_config, member))
#define AXVM_IS_PRESENT(checker, section, member)                                                                      \
    axvm_is_present(&axvm_##section##_record, &(checker)->config->section.keys,                                        \
                    offsetof(struct axvm_##section##_config, member))

/* The place of a member of an item: AXVM_PLACE_IN(vm, mem, region, size_bytes), `region` being a pointer to it. */
#define AXVM_PLACE_IN(guest, kind, item, member)                                                                       \
    axvm_place_of_member((guest), &axvm_##kind##_record, (item)->node, offsetof(struct axvm_##kind##_config, member))

#endif
