/* SPDX-License-Identifier: Apache-2.0 */
/* Rules of family 07: emulated devices. */
#include "check/checker.h"
#include "check/rule_rows.h"

const struct axvm_rule_family axvm_emu_rules = {NULL, 0};
