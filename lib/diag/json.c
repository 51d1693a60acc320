/* SPDX-License-Identifier: Apache-2.0 */
#include "diag/json.h"

void axvm_json_member_text(struct axvm_output *output, const char *before, struct axvm_slice text) {
    axvm_output_string(output, before);
    axvm_json_text(output, text);
}

void axvm_json_member_number(struct axvm_output *output, const char *before, uint64_t number) {
    axvm_output_string(output, before);
    axvm_output_u64(output, number);
}

void axvm_json_member_bool(struct axvm_output *output, const char *before, bool value) {
    axvm_output_string(output, before);
    axvm_output_string(output, value ? "true" : "false");
}
