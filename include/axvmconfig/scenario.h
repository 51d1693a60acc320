/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file scenario.h
 * A scenario: which guests run together on which board. It is a TOML file of this project's own:
 *
 *     vms = ["linux.toml", "rtos.toml"]   # beside the scenario
 *     profile = "0.4"
 *     arch = "aarch64"
 *     deploy = "memory"
 *     [host]
 *     cpus = 4
 *     ram = 0x8000_0000                   # bytes that guests can have
 *     gpa_bits = 40
 *
 * All but `vms` may be left out. Keys and values stand in the schema table like those of configurations.
 */
#ifndef AXVMCONFIG_SCENARIO_H
#define AXVMCONFIG_SCENARIO_H

#include "axvmconfig/check.h"
#include "axvmconfig/schema.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Section `[host]`: what is known of the board. */
struct axvm_scenario_host {
    struct axvm_optional_u64 cpus;
    struct axvm_optional_u64 ram_bytes; /**< key `ram` */
    struct axvm_optional_u64 gpa_bits;
    uint32_t node;
};

/** A scenario as written. */
struct axvm_scenario {
    struct axvm_string_list vms;         /**< paths of the configurations, relative to the scenario */
    struct axvm_optional_choice profile; /**< enum axvm_profile */
    struct axvm_optional_choice arch;    /**< enum axvm_arch */
    struct axvm_optional_choice deploy;  /**< enum axvm_deploy */
    struct axvm_scenario_host host;
    uint32_t node;
};

/** The record of struct axvm_scenario in the schema table. */
const struct axvm_record *axvm_scenario_schema(void);

/** Whether a document is meant as a scenario: it has `vms` at its top, and no section of a configuration. */
bool axvm_scenario_is(const struct axvm_toml_document *document);

/**
 * Decodes a scenario.
 *
 * @param scenario  written in full; usable only with AXVM_OK. Its strings lie in the text or the arena
 * @param findings  receives what is wrong (family 01)
 * @return AXVM_OK; AXVM_INVALID with at least one error in `findings`; AXVM_OUT_OF_MEMORY
 */
enum axvm_status axvm_scenario_decode(struct axvm_scenario *scenario, const struct axvm_toml_document *document,
                                      struct axvm_arena *arena, struct axvm_findings *findings);

/** What a scenario says of the board, put over `options` where it says something; the same for the profile. */
void axvm_scenario_apply(const struct axvm_scenario *scenario, enum axvm_profile *profile,
                         struct axvm_check_options *options);

#ifdef __cplusplus
}
#endif

#endif
