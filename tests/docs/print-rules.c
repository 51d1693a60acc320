/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Prints the rule table for scripts: a line for each rule, its fields separated by blanks, texts in hexadecimal
 * digits (`-` if there is none), since examples may hold any byte.
 */
#include "axvmconfig/diagnostics.h"

#include <stdio.h>

static void print_text(const char *text) {
    printf(" %s", text == NULL || text[0] == '\0' ? "-" : "");
    for (; text != NULL && *text != '\0'; text++) {
        printf("%02x", (unsigned)(unsigned char)*text);
    }
}

/* What examples are for: the first profile and architecture that have the rule. */
static enum axvm_profile first_profile(const struct axvm_rule *rule) {
    return axvm_rule_is_in(rule, AXVM_PROFILE_0_4) ? AXVM_PROFILE_0_4 : AXVM_PROFILE_0_8;
}

static enum axvm_arch first_arch(const struct axvm_rule *rule) {
    for (unsigned arch = AXVM_ARCH_AARCH64; arch < AXVM_ARCH_COUNT; arch++) {
        if ((rule->archs >> arch & 1) != 0) {
            return (enum axvm_arch)arch;
        }
    }
    return AXVM_ARCH_UNKNOWN;
}

int main(void) {
    static const char *const levels[] = {"note", "warning", "error"};
    size_t count = axvm_rule_count();
    for (size_t i = 0; i < count; i++) {
        const struct axvm_rule *rule = axvm_rule_at(i);
        printf("AX%04u %s %s %s %s", (unsigned)rule->code, levels[axvm_rule_level(rule, AXVM_PROFILE_0_4)],
               rule->texts->name, axvm_profile_name(first_profile(rule)), axvm_arch_name(first_arch(rule)));
        print_text(rule->title);
        print_text(rule->texts->explanation);
        print_text(rule->texts->on_board);
        print_text(rule->texts->failing);
        print_text(rule->texts->mended);
        for (size_t j = 0; j < AXVM_RELATED_MAX && rule->texts->related[j] != 0; j++) {
            printf(" AX%04u", (unsigned)rule->texts->related[j]);
        }
        printf("\n");
    }
    return 0;
}
