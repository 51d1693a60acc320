/* SPDX-License-Identifier: Apache-2.0 */
#include "axvmconfig/config.h"

void axvm_config_default(struct axvm_crate_config *config) {
    /* Zero, empty, absent and the first value of an enum: all of them are zeros in memory (see schema.h). */
    *config = (struct axvm_crate_config){0};
}
