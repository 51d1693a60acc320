/* SPDX-License-Identifier: Apache-2.0 */
/* Rules of family 06: devices passed through. */
#include "check/checker.h"
#include "check/rule_rows.h"

const struct axvm_rule_family axvm_dev_rules = {NULL, 0};
