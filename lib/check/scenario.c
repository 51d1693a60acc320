/* SPDX-License-Identifier: Apache-2.0 */
/* What a scenario is, and what it says of the board. Its decoder is that of configurations (model/decode.c). */
#include "axvmconfig/scenario.h"

bool axvm_scenario_is(const struct axvm_toml_document *document) {
    const struct axvm_record *config = axvm_schema();
    if (axvm_toml_find(document, 0, axvm_slice_of(axvm_scenario_schema()->fields[0].name)) == 0) {
        return false;
    }
    for (size_t i = 0; i < config->count; i++) {
        if (axvm_toml_find(document, 0, axvm_slice_of(config->fields[i].name)) != 0) {
            return false;
        }
    }
    return true;
}

void axvm_scenario_apply(const struct axvm_scenario *scenario, enum axvm_profile *profile,
                         struct axvm_check_options *options) {
    const struct axvm_scenario_host *host = &scenario->host;
    if (scenario->profile.present) {
        *profile = (enum axvm_profile)scenario->profile.value;
    }
    if (scenario->arch.present) {
        options->arch = (enum axvm_arch)scenario->arch.value;
    }
    if (scenario->deploy.present) {
        options->deploy = (enum axvm_deploy)scenario->deploy.value;
    }
    if (host->cpus.present) {
        options->host_cpus = host->cpus.value;
    }
    if (host->ram_bytes.present) {
        options->host_ram_bytes = host->ram_bytes.value;
    }
    if (host->gpa_bits.present) {
        options->gpa_bits = host->gpa_bits.value < 64 ? (unsigned)host->gpa_bits.value : 64;
    }
}
