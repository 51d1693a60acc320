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

int main(void) {
    static const char *const levels[] = {"note", "warning", "error"};
    size_t count;
    const struct axvm_rule *rules = axvm_rules(&count);
    for (size_t i = 0; i < count; i++) {
        const struct axvm_rule *rule = &rules[i];
        printf("AX%04u %s %s", (unsigned)rule->code, levels[rule->level], rule->name);
        print_text(rule->title);
        print_text(rule->explanation);
        print_text(rule->on_board);
        print_text(rule->failing);
        print_text(rule->mended);
        for (size_t j = 0; j < AXVM_RELATED_MAX && rule->related[j] != 0; j++) {
            printf(" AX%04u", (unsigned)rule->related[j]);
        }
        printf("\n");
    }
    return 0;
}
