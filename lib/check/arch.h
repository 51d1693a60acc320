/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file arch.h
 * What architectures have in common, and what they do not.
 */
#ifndef AXVM_CHECK_ARCH_H
#define AXVM_CHECK_ARCH_H

#include "axvmconfig/target.h"

/**
 * Whether the hypervisor reads the host's device tree and hands one to its guests. If so, `phys_cpu_ids` and the host's
 * tree tell the CPUs of a guest, and devices are mapped where the tree has them; AXVM_ARCH_UNKNOWN has none.
 */
static inline bool axvm_has_device_tree(enum axvm_arch arch) {
    return arch == AXVM_ARCH_AARCH64 || arch == AXVM_ARCH_RISCV64;
}

#endif
