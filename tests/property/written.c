/* SPDX-License-Identifier: Apache-2.0 */
#include "written.h"

#include "support.h"

#include <stdlib.h>
#include <string.h>

static bool same(const char *a, size_t a_length, const char *b, size_t b_length) {
    return a_length == b_length && memcmp(a, b, a_length) == 0;
}

/* @param json  of the configuration that `toml` was written from */
static const char *read_again(const char *toml, size_t length, enum axvm_profile profile, const char *json,
                              size_t json_length) {
    struct reading again;
    reading_start_for(&again, toml, length, profile);
    const char *problem = NULL;
    if (again.status != AXVM_OK) {
        problem = "what is written is accepted";
    } else {
        size_t json_again_length;
        size_t toml_again_length;
        char *json_again = config_json(&again.config, &json_again_length);
        char *toml_again = config_toml(&again.config, &toml_again_length);
        if (!same(json, json_length, json_again, json_again_length)) {
            problem = "what is written means the same";
        } else if (!same(toml, length, toml_again, toml_again_length)) {
            problem = "writing it again gives the same text";
        } else if (again.findings.counts[AXVM_LEVEL_WARNING] != 0) {
            const struct axvm_finding *finding = again.findings.first;
            problem = finding->code == AXVM_CODE_VM_TYPE_UNKNOWN ? NULL : "what is written is free of warnings";
        }
        free(json_again);
        free(toml_again);
    }
    reading_end(&again);
    return problem;
}

const char *written_problem(const struct axvm_crate_config *config) {
    size_t json_length;
    size_t toml_length;
    char *json = config_json(config, &json_length);
    char *toml = config_toml(config, &toml_length);
    const char *problem = read_again(toml, toml_length, config->profile, json, json_length);
    if (problem != NULL) {
        print_escaped(toml, toml_length);
    }
    free(json);
    free(toml);
    return problem;
}
