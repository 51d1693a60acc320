/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file target.h
 * What a configuration is for: the version of the hypervisor, which is the profile of the format, and
 * the architecture of the board.
 */
#ifndef AXVMCONFIG_TARGET_H
#define AXVMCONFIG_TARGET_H

#include "axvmconfig/base.h"

#ifdef __cplusplus
extern "C" {
#endif

/** A version of the configuration format and of the hypervisor that reads it. Later ones have higher numbers. */
enum axvm_profile {
    AXVM_PROFILE_0_4 = 0, /**< axvmconfig 0.4 and the Axvisor of that time; the default */
    AXVM_PROFILE_0_8,     /**< axvmconfig 0.8: boot protocols, I/O ports, planned address layout */
};

/** The number of profiles. */
#define AXVM_PROFILE_COUNT 2

/** An architecture that the hypervisor runs on. */
enum axvm_arch {
    AXVM_ARCH_UNKNOWN = 0,
    AXVM_ARCH_AARCH64,
    AXVM_ARCH_RISCV64,
    AXVM_ARCH_X86_64,
    AXVM_ARCH_LOONGARCH64,
};

/** The number of architectures, AXVM_ARCH_UNKNOWN included. */
#define AXVM_ARCH_COUNT 5

/** "0.4" or "0.8". */
const char *axvm_profile_name(enum axvm_profile profile);

/** The profile of a name. @return false if there is none; `profile` is then untouched */
bool axvm_profile_from(struct axvm_slice name, enum axvm_profile *profile);

/** "aarch64", "riscv64", "x86_64" or "loongarch64"; "unknown" for AXVM_ARCH_UNKNOWN. */
const char *axvm_arch_name(enum axvm_arch arch);

/** The architecture of a name as axvm_arch_name() gives it. @return false if there is none; `arch` is then untouched */
bool axvm_arch_from(struct axvm_slice name, enum axvm_arch *arch);

#ifdef __cplusplus
}
#endif

#endif
