/* SPDX-License-Identifier: Apache-2.0 */
/* Rules of family 05: boot protocol and firmware. */
#include "check/checker.h"
#include "check/rule_rows.h"

const struct axvm_rule_family axvm_boot_rules = {NULL, 0};
