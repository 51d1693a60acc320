/* SPDX-License-Identifier: Apache-2.0 */
/* Rules of family 04: images and where they are loaded. */
#include "check/checker.h"
#include "check/rule_rows.h"

const struct axvm_rule_family axvm_img_rules = {NULL, 0};
