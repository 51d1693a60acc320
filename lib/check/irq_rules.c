/* SPDX-License-Identifier: Apache-2.0 */
/* Rules of family 08: interrupts. */
#include "check/checker.h"
#include "check/rule_rows.h"

const struct axvm_rule_family axvm_irq_rules = {NULL, 0};
