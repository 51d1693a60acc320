/* SPDX-License-Identifier: Apache-2.0 */
#include "policy_options.h"

#include "rule_text.h"

#include <string.h>

/** The word for all findings that are warnings. */
#define ALL_WARNINGS "warnings"

/** Codes below this one say, at error level, that a file cannot be read or is no configuration. */
#define FIRST_OPTIONAL_CODE 200

/** Reports a word that is no code, with the nearest: a code if it has a digit, else a name. */
static void unknown_code(const struct option_reader *reader, int option) {
    static const char *const expected[] = {
        "expected a code such as AX0108, or a name such as unknown-key",
        "expected a code such as AX0108, a name such as unknown-key, or '" ALL_WARNINGS "'",
    };
    char code[8] = "";
    struct axvm_output output;
    struct suggestion suggestion = suggestion_for(axvm_slice_of(reader->value));
    const struct axvm_rule *rule = axvm_rule_suggested(suggestion.typed);
    if (option != 'W') {
        suggestion_consider(&suggestion, ALL_WARNINGS);
    }
    if (rule != NULL && suggestion.best == NULL) {
        axvm_output_init(&output, code, sizeof(code) - 1, NULL, NULL);
        rule_write_code(&output, rule->code);
        suggestion.best = strpbrk(reader->value, "0123456789") != NULL ? code : rule->texts->name;
    }
    option_suggest_error(reader, option, expected[option != 'W'], &suggestion);
}

bool policy_option(const struct option_reader *reader, int option, struct policy *policy) {
    struct axvm_policy_entry *entry = &policy->entries[policy->count];
    entry->action = option == 'W' ? AXVM_POLICY_WARN : option == 'E' ? AXVM_POLICY_DENY : AXVM_POLICY_ALLOW;
    entry->code = (enum axvm_code)0;
    if (option == 'W' || strcmp(reader->value, ALL_WARNINGS) != 0) {
        const struct axvm_rule *rule = axvm_rule_named(axvm_slice_of(reader->value));
        if (rule == NULL) {
            unknown_code(reader, option);
            return false;
        }
        if (option != 'E' && axvm_rule_level(rule, AXVM_PROFILE_0_4) == AXVM_LEVEL_ERROR &&
            (unsigned)rule->code < FIRST_OPTIONAL_CODE) {
            option_value_error(reader, option, "a file with this error cannot be used, so it stays an error");
            return false;
        }
        entry->code = rule->code;
    }
    policy->count++;
    return true;
}
