/* SPDX-License-Identifier: Apache-2.0 */
/* Rules of family 11: several guests on one board. */
#include "check/checker.h"
#include "check/rule_rows.h"

const struct axvm_rule_family axvm_mvm_rules = {NULL, 0};
