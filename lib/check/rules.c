/* SPDX-License-Identifier: Apache-2.0 */
/* The one rule table: the families of codes, each from its own file, in the order of their codes. */
#include "check/rule_rows.h"

static const struct axvm_rule_family *const families[] = {
    &axvm_toml_rules, &axvm_decode_rules, &axvm_mem_rules, &axvm_cpu_rules,     &axvm_img_rules,
    &axvm_boot_rules, &axvm_dev_rules,    &axvm_emu_rules, &axvm_irq_rules,     &axvm_remark_rules,
    &axvm_ivc_rules,  &axvm_mvm_rules,    &axvm_cfg_rules, &axvm_convert_rules,
};

#define FAMILY_COUNT (sizeof families / sizeof families[0])

const struct axvm_rule_texts axvm_rule_no_texts = {.name = ""};

size_t axvm_rule_count(void) {
    size_t count = 0;
    for (size_t i = 0; i < FAMILY_COUNT; i++) {
        count += families[i]->count;
    }
    return count;
}

const struct axvm_rule *axvm_rule_at(size_t index) {
    for (size_t i = 0; i < FAMILY_COUNT; i++) {
        if (index < families[i]->count) {
            return &families[i]->rows[index];
        }
        index -= families[i]->count;
    }
    return NULL;
}

size_t axvm_rule_index(enum axvm_code code) {
    size_t before = 0;
    for (size_t i = 0; i < FAMILY_COUNT; i++) {
        const struct axvm_rule_family *family = families[i];
        for (size_t j = 0; code <= family->rows[family->count - 1].code && j < family->count; j++) {
            if (family->rows[j].code == code) {
                return before + j;
            }
        }
        before += family->count;
    }
    return before;
}

const struct axvm_rule *axvm_rule_of(enum axvm_code code) {
    return axvm_rule_at(axvm_rule_index(code));
}

bool axvm_rule_is_in(const struct axvm_rule *rule, enum axvm_profile profile) {
    return (rule->profiles >> profile & 1) != 0;
}

enum axvm_level axvm_rule_level(const struct axvm_rule *rule, enum axvm_profile profile) {
    if (axvm_rule_is_in(rule, profile)) {
        return rule->levels[profile];
    }
    unsigned first = 0;
    while (!axvm_rule_is_in(rule, (enum axvm_profile)first)) { /* each rule is in one */
        first++;
    }
    return rule->levels[first];
}

/* A code as it is printed, without a NUL. */
#define CODE_DIGITS 4
#define CODE_LENGTH (2 + CODE_DIGITS)

static struct axvm_slice print_code(enum axvm_code code, char text[CODE_LENGTH]) {
    unsigned rest = (unsigned)code;
    text[0] = 'A';
    text[1] = 'X';
    for (size_t i = CODE_LENGTH; i-- > 2; rest /= 10) {
        text[i] = (char)('0' + rest % 10);
    }
    return (struct axvm_slice){text, CODE_LENGTH};
}

/* The number in the digits that a word ends with, as far as they are no more than those of a code. */
static unsigned number_in(struct axvm_slice word) {
    unsigned number = 0;
    for (size_t i = word.length > CODE_DIGITS ? word.length - CODE_DIGITS : 0; i < word.length; i++) {
        bool is_digit = word.data[i] >= '0' && word.data[i] <= '9';
        number = is_digit ? number * 10 + (unsigned)(word.data[i] - '0') : 0;
    }
    return number;
}

const struct axvm_rule *axvm_rule_named(struct axvm_slice word) {
    char code[CODE_LENGTH];
    const struct axvm_rule *rule;
    for (size_t i = 0; (rule = axvm_rule_at(i)) != NULL; i++) {
        if ((word.length > 0 && axvm_slice_equal(word, axvm_slice_of(rule->texts->name))) ||
            axvm_edit_distance(word, print_code(rule->code, code), 0) == 0) {
            return rule;
        }
    }
    return NULL;
}

/* How near a rule is to a word: the smaller, the nearer. Of codes equally misspelled the next number is nearest. */
struct nearness {
    unsigned distance;
    unsigned apart;
};

static struct nearness nearness_of(const struct axvm_rule *rule, struct axvm_slice word, unsigned limit) {
    char code[CODE_LENGTH];
    unsigned of_name = axvm_edit_distance(word, axvm_slice_of(rule->texts->name), limit);
    unsigned of_code = axvm_edit_distance(word, print_code(rule->code, code), limit);
    if (of_name <= of_code) {
        return (struct nearness){of_name, 0};
    }
    unsigned number = number_in(word);
    unsigned own = (unsigned)rule->code;
    return (struct nearness){of_code, number > own ? number - own : own - number};
}

const struct axvm_rule *axvm_rule_suggested(struct axvm_slice word) {
    unsigned limit = word.length < 3 ? 0 : word.length < 4 ? 1 : word.length < 12 ? 2 : 3;
    struct nearness best = {limit, UINT32_MAX};
    const struct axvm_rule *nearest = NULL;
    const struct axvm_rule *rule;
    for (size_t i = 0; (rule = axvm_rule_at(i)) != NULL; i++) {
        struct nearness nearness = nearness_of(rule, word, limit);
        if (nearness.distance < best.distance || (nearness.distance == best.distance && nearness.apart < best.apart)) {
            best = nearness;
            nearest = rule;
        }
    }
    return nearest;
}
