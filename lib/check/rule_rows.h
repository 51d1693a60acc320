/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file rule_rows.h
 * What the rows of the rule table are written with. Each family of codes has a file with its rows, and the
 * functions that they name above them; rules.c puts the families together.
 */
#ifndef AXVM_CHECK_RULE_ROWS_H
#define AXVM_CHECK_RULE_ROWS_H

#include <stddef.h>

#include "axvmconfig/config.h"
#include "axvmconfig/diagnostics.h"

/* --- where a rule applies, and how grave it is --------------------------------------------------------- */

#define AXVM_BIT_0_4 (1 << AXVM_PROFILE_0_4)
#define AXVM_BIT_0_8 (1 << AXVM_PROFILE_0_8)

/* In every profile: IN_ALL(ERROR). */
#define IN_ALL(level)                                                                                                  \
    .profiles = AXVM_BIT_0_4 | AXVM_BIT_0_8, .levels = {                                                               \
                                                 AXVM_LEVEL_##level,                                                   \
                                                 AXVM_LEVEL_##level,                                                   \
    }

/* In both profiles, at a level each. */
#define IN_BOTH(level_0_4, level_0_8)                                                                                  \
    .profiles = AXVM_BIT_0_4 | AXVM_BIT_0_8, .levels = {                                                               \
                                                 AXVM_LEVEL_##level_0_4,                                               \
                                                 AXVM_LEVEL_##level_0_8,                                               \
    }

/* In one profile only. */
#define IN_0_4(level) .profiles = AXVM_BIT_0_4, .levels = {[AXVM_PROFILE_0_4] = AXVM_LEVEL_##level}
#define IN_0_8(level) .profiles = AXVM_BIT_0_8, .levels = {[AXVM_PROFILE_0_8] = AXVM_LEVEL_##level}

/* An architecture: .archs = ON(AARCH64) | ON(RISCV64). */
#define ON(arch)           (1 << AXVM_ARCH_##arch)

#define NEEDS_BASE(key)    AXVM_RULE_NEED(AXVM_SECTION_BASE, offsetof(struct axvm_base_config, key))
#define NEEDS_KERNEL(key)  AXVM_RULE_NEED(AXVM_SECTION_KERNEL, offsetof(struct axvm_kernel_config, key))
#define NEEDS_DEVICES(key) AXVM_RULE_NEED(AXVM_SECTION_DEVICES, offsetof(struct axvm_devices_config, key))

/* --- texts --------------------------------------------------------------------------------------------- */

/*
 * What is only ever read by `explain` and its like: TEXTS(.name = "...", .explanation = "..."), the members of struct
 * axvm_rule_texts. They are most of a rule's bytes, and a hypervisor has no use for them: they are left out unless
 * AXVM_RULE_TEXTS is defined, and all rows then share an empty one.
 */
extern const struct axvm_rule_texts axvm_rule_no_texts;

#ifdef AXVM_RULE_TEXTS
#define TEXTS(...)                                                                                                     \
    .texts = &(const struct axvm_rule_texts) {                                                                         \
        __VA_ARGS__                                                                                                    \
    }
#else
#define TEXTS(...) .texts = &axvm_rule_no_texts
#endif

/* --- examples ------------------------------------------------------------------------------------------ */

/*
 * The configuration that all examples are. An example begins with the lines in question, and what stands behind
 * them is the same in `failing` and `mended`, so that it can be left out where examples are shown. Examples are for
 * the first profile and the first architecture of their rule, aarch64 if it has none.
 */
#define ID           "id = 1\n"
#define NAME         "name = \"guest\"\n"
#define VM_TYPE      "vm_type = 1\n"
#define CPU_NUM      "cpu_num = 1\n"
#define CPU_IDS      "phys_cpu_ids = [0]\n"
#define CPUS         CPU_NUM CPU_IDS
#define IMAGE        "kernel_path = \"/guest/kernel.bin\"\n"
#define LOCATION     "image_location = \"fs\"\n"
#define ADDRESSES    "kernel_load_addr = 0x4020_0000\nentry_point = 0x4020_0000\n"
#define MEMORY       "memory_regions = [[0x4000_0000, 0x1000_0000, 7, 0]]\n"
#define EMULATED     "emu_devices = []\n"
#define PASSED       "passthrough_devices = [[\"/\", 0, 0, 0, 0]]\n"
#define INTERRUPTS   "interrupt_mode = \"passthrough\"\n"
#define DEVICE_LISTS EMULATED PASSED
#define BASE         "\n[base]\n" ID NAME VM_TYPE CPUS
#define KERNEL       "\n[kernel]\n" IMAGE LOCATION ADDRESSES MEMORY
#define DEVICES      "\n[devices]\n" DEVICE_LISTS INTERRUPTS

/* What follows in examples about the header [base], about `memory_regions`, and what is in one of these. */
#define BEHIND_BASE   ID NAME VM_TYPE CPUS KERNEL DEVICES
#define BEHIND_MEMORY IMAGE ADDRESSES LOCATION BASE DEVICES
#define REGION        "gpa = 0x4000_0000, size = 0x1000_0000, flags = 7"

/* --- families ------------------------------------------------------------------------------------------ */

/** The rows of some families of codes, ordered by code. */
struct axvm_rule_family {
    const struct axvm_rule *rows;
    size_t count;
};

/* The rows of one file: const struct axvm_rule_family axvm_mem_rules = FAMILY(rows); */
#define FAMILY(rows)                                                                                                   \
    { (rows), sizeof(rows) / sizeof(rows)[0] }

extern const struct axvm_rule_family axvm_toml_rules;    /* 00 */
extern const struct axvm_rule_family axvm_decode_rules;  /* 01 */
extern const struct axvm_rule_family axvm_mem_rules;     /* 02 */
extern const struct axvm_rule_family axvm_cpu_rules;     /* 03 */
extern const struct axvm_rule_family axvm_img_rules;     /* 04 */
extern const struct axvm_rule_family axvm_boot_rules;    /* 05 */
extern const struct axvm_rule_family axvm_dev_rules;     /* 06 */
extern const struct axvm_rule_family axvm_emu_rules;     /* 07 */
extern const struct axvm_rule_family axvm_irq_rules;     /* 08 */
extern const struct axvm_rule_family axvm_remark_rules;  /* 09 */
extern const struct axvm_rule_family axvm_ivc_rules;     /* 10 */
extern const struct axvm_rule_family axvm_mvm_rules;     /* 11 */
extern const struct axvm_rule_family axvm_cfg_rules;     /* 12 */
extern const struct axvm_rule_family axvm_convert_rules; /* 13 */

#endif
