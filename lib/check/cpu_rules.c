/* SPDX-License-Identifier: Apache-2.0 */
/* Rules of family 03: CPUs. */
#include "check/checker.h"
#include "check/rule_rows.h"

const struct axvm_rule_family axvm_cpu_rules = {NULL, 0};
