/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file guest_text.h
 * What a hypervisor might print about a guest that is built into it. Freestanding, and small enough to be read.
 */
#ifndef GUEST_TEXT_H
#define GUEST_TEXT_H

#include "axvmconfig/embedded.h"
#include "axvmconfig/output.h"

/** Writes some lines about the guest with an id. @return false, and nothing is written, if there is none */
bool guest_text_write(struct axvm_output *output, uint64_t id);

#endif
