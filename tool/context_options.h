/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file context_options.h
 * The options that say what configurations are checked for: profile, architecture, and what is known of the board.
 */
#ifndef AXVMCONFIG_TOOL_CONTEXT_OPTIONS_H
#define AXVMCONFIG_TOOL_CONTEXT_OPTIONS_H

#include "loaded_config.h"
#include "options.h"

enum {
    OPTION_PROFILE = OPTION_WITHOUT_LETTER,
    OPTION_ARCH,
    OPTION_GPA_BITS,
    OPTION_HOST_CPUS,
    OPTION_HOST_RAM,
    OPTION_DEPLOY,
    OPTION_DECODE_ONLY,
    OPTION_AFTER_CONTEXT, /**< the first id for a command's other options */
};

/** All of them, for lists of options that exclude others. */
#define CONTEXT_OPTION_IDS                                                                                             \
    OPTION_PROFILE, OPTION_ARCH, OPTION_GPA_BITS, OPTION_HOST_CPUS, OPTION_HOST_RAM, OPTION_DEPLOY, OPTION_DECODE_ONLY

/** Their rows in a command's table. Profile and architecture have names of their own. */
#define PROFILE_OPTION                                                                                                 \
    { OPTION_PROFILE, "profile", "PROFILE", "Version of format and hypervisor: 0.4 or 0.8\n[0.4]" }
#define ARCH_OPTION                                                                                                    \
    {                                                                                                                  \
        OPTION_ARCH, "arch", "ARCH",                                                                                   \
            "Architecture of the board: aarch64, riscv64,\nx86_64 or loongarch64 [inferred from each file]"            \
    }
#define GPA_BITS_OPTION                                                                                                \
    { OPTION_GPA_BITS, "gpa-bits", "BITS", "Width of guest physical addresses, such as 39\n[not known]" }
#define HOST_CPUS_OPTION                                                                                               \
    { OPTION_HOST_CPUS, "host-cpus", "COUNT", "Physical CPUs of the board [not known]" }
#define HOST_RAM_OPTION                                                                                                \
    { OPTION_HOST_RAM, "host-ram", "BYTES", "Memory that guests can have, such as 2GiB or\n0x8000_0000 [not known]" }
#define CONTEXT_OPTIONS                                                                                                \
    PROFILE_OPTION, ARCH_OPTION, GPA_BITS_OPTION, HOST_CPUS_OPTION, HOST_RAM_OPTION,                                   \
        {OPTION_DEPLOY, "deploy", "HOW",                                                                               \
         "How files get to Axvisor: memory, built into it,\nor fs, read from its file system [not known]"},            \
    {                                                                                                                  \
        OPTION_DECODE_ONLY, "decode-only", NULL,                                                                       \
            "Check only what the Rust tool does: that it is\nTOML, and that all values can be decoded"                 \
    }

/** What their values are one of. */
#define PROFILE_CHOICE                                                                                                 \
    { OPTION_PROFILE, "0.4 0.8" }
#define ARCH_CHOICE                                                                                                    \
    { OPTION_ARCH, "aarch64 riscv64 x86_64 loongarch64" }
#define CONTEXT_CHOICES                                                                                                \
    PROFILE_CHOICE, ARCH_CHOICE, {                                                                                     \
        OPTION_DEPLOY, "memory fs"                                                                                     \
    }

/** Takes one of them. @return false if its value is wrong; that has been reported */
bool context_option(const struct option_reader *reader, int option, struct check_context *context);

#endif
