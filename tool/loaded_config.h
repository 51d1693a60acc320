/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file loaded_config.h
 * A configuration file, read and decoded, with the findings about it.
 */
#ifndef AXVMCONFIG_TOOL_LOADED_CONFIG_H
#define AXVMCONFIG_TOOL_LOADED_CONFIG_H

#include "axvmconfig/check.h"
#include "axvmconfig/config.h"
#include "axvmconfig/scenario.h"
#include "input.h"
#include "program.h"

/** The most findings shown per file unless --max-findings says otherwise. */
#define FINDINGS_SHOWN 100

/** The most findings of each level kept per file, which bounds the memory for them. Further ones are counted. */
#define FINDINGS_KEPT_MAX 100000

/** What the user wants to hear. */
struct policy {
    struct axvm_policy_entry *entries;
    size_t count;
};

/** What configurations are checked for. */
struct check_context {
    enum axvm_profile profile;
    struct axvm_check_options options;
    bool profile_given;         /**< by the user: it then wins over a scenario's */
    bool decode_only;           /**< no checks beyond decoding, as the Rust tool does it */
    bool takes_scenarios;       /**< a file that is meant as a scenario is decoded as one */
    struct spare_memory *spare; /**< where their memory comes from and goes to; NULL: the system */
};

/** A file and all that was made of it. Must not be moved: its parts point at each other. */
struct loaded_config {
    struct axvm_source source;
    struct input input;
    void *memory; /**< of the arena */
    size_t memory_size;
    struct axvm_arena arena;
    struct axvm_toml_document document;                        /**< usable unless `status` is AXVM_OUT_OF_MEMORY */
    struct axvm_findings findings;                             /**< sorted */
    struct axvm_crate_config config;                           /**< usable if `status` is AXVM_OK */
    char image_heads[AXVM_IMAGE_COUNT][AXVM_IMAGE_HEAD_BYTES]; /**< the first bytes of images that are here */
    struct axvm_vm vm; /**< under check, as axvm_check_vm() leaves it; source NULL: not checked */
    struct check_context context;
    bool is_scenario;
    struct axvm_scenario scenario; /**< instead of `config` and `vm`, if it is one and `status` is AXVM_OK */
    enum axvm_status status;
};

/**
 * Reads and decodes a file.
 *
 * @param path    NULL: standard input
 * @param loaded  to be released, unless the file could not be read
 * @return 0, or the errno of reading
 */
int loaded_config_read(struct loaded_config *loaded, const char *path, const struct check_context *context);

/**
 * Decodes and checks a text, which then belongs to `loaded`.
 * @param name  what it is called in findings, and where the files it names are looked for; must outlive it
 */
void loaded_config_decode(struct loaded_config *loaded, struct axvm_slice name, const struct input *input,
                          const struct check_context *context);

/** Frees all that belongs to it. */
void loaded_config_release(struct loaded_config *loaded);

/** Applies the remarks in the text, then the policy. */
void loaded_config_judge(struct loaded_config *loaded, const struct policy *policy);

/** Forgets all findings but errors. */
void loaded_config_keep_errors(struct loaded_config *loaded);

/** Prints the findings as text, at most `shown_max`: where there are more, errors come before others. */
void loaded_config_report(struct loaded_config *loaded, struct program *program, uint32_t shown_max, bool color);

#endif
