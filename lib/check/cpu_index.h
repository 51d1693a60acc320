/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file cpu_index.h
 * The place of a guest's physical CPUs among the host's.
 */
#ifndef AXVM_CHECK_CPU_INDEX_H
#define AXVM_CHECK_CPU_INDEX_H

#include "axvmconfig/config.h"

/**
 * The place of a guest's first physical CPU in the host's device tree, counted from 0, where `phys_cpu_ids` lets it be
 * guessed: its numbers are small and follow each other, as on boards whose CPUs are numbered through. Where none is
 * named, the first is 0.
 *
 * @param first  what is guessed
 * @return false if it cannot be
 */
bool axvm_cpu_first_index(const struct axvm_crate_config *config, uint64_t *first);

#endif
