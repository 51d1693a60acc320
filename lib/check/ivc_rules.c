/* SPDX-License-Identifier: Apache-2.0 */
/* Rules of family 10: memory shared between guests. */
#include "check/checker.h"
#include "check/rule_rows.h"

const struct axvm_rule_family axvm_ivc_rules = {NULL, 0};
