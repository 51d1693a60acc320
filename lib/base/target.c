/* SPDX-License-Identifier: Apache-2.0 */
#include "axvmconfig/target.h"

static const char *const profile_names[AXVM_PROFILE_COUNT] = {
    [AXVM_PROFILE_0_4] = "0.4",
    [AXVM_PROFILE_0_8] = "0.8",
};

static const char *const arch_names[AXVM_ARCH_COUNT] = {
    [AXVM_ARCH_UNKNOWN] = "unknown", [AXVM_ARCH_AARCH64] = "aarch64",         [AXVM_ARCH_RISCV64] = "riscv64",
    [AXVM_ARCH_X86_64] = "x86_64",   [AXVM_ARCH_LOONGARCH64] = "loongarch64",
};

const char *axvm_profile_name(enum axvm_profile profile) {
    return profile_names[profile];
}

bool axvm_profile_from(struct axvm_slice name, enum axvm_profile *profile) {
    for (unsigned i = 0; i < AXVM_PROFILE_COUNT; i++) {
        if (axvm_slice_equal(name, axvm_slice_of(profile_names[i]))) {
            *profile = (enum axvm_profile)i;
            return true;
        }
    }
    return false;
}

const char *axvm_arch_name(enum axvm_arch arch) {
    return arch_names[arch];
}

bool axvm_arch_from(struct axvm_slice name, enum axvm_arch *arch) {
    for (unsigned i = AXVM_ARCH_UNKNOWN + 1; i < AXVM_ARCH_COUNT; i++) {
        if (axvm_slice_equal(name, axvm_slice_of(arch_names[i]))) {
            *arch = (enum axvm_arch)i;
            return true;
        }
    }
    return false;
}
