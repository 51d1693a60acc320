/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What main.rs relies on, as the headers have it, on machines of 64 bits: `cc -c layout.c` fails where main.rs must be
 * changed. It asserts the same sizes on its side.
 */
#include <axvmconfig/axvmconfig.h>

_Static_assert(sizeof(struct axvm_slice) == 16, "Slice");
_Static_assert(sizeof(struct axvm_arena) == 32, "Arena");
_Static_assert(sizeof(struct axvm_source) == 32, "Source");
_Static_assert(sizeof(struct axvm_label) == 32, "Label");
_Static_assert(sizeof(struct axvm_position) == 8, "Position");

_Static_assert(offsetof(struct axvm_finding, code) == 8, "Finding.code");
_Static_assert(offsetof(struct axvm_finding, level) == 12, "Finding.level");
_Static_assert(offsetof(struct axvm_finding, message) == 16, "Finding.message");
_Static_assert(offsetof(struct axvm_finding, primary) == 32, "Finding.primary");
_Static_assert(offsetof(struct axvm_label, span) == 8, "Label.span");

_Static_assert(sizeof(struct axvm_findings) == 72, "Findings");
_Static_assert(offsetof(struct axvm_findings, first) == 16, "Findings.first");
_Static_assert(offsetof(struct axvm_findings, counts) == 48, "Findings.counts");

_Static_assert(sizeof(struct axvm_crate_config) <= 664, "CrateConfig has room for all of it");
_Static_assert(offsetof(struct axvm_crate_config, base.id) == 0, "CrateConfig.id");
_Static_assert(offsetof(struct axvm_crate_config, base.name) == 8, "CrateConfig.name");

_Static_assert(AXVM_OK == 0 && AXVM_OUT_OF_MEMORY == 2, "enum axvm_status");
_Static_assert(AXVM_LEVEL_ERROR == 2, "enum axvm_level");
