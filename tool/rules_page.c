/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file rules_page.c
 * The page docs/rules.md, made from the rule table.
 */
#include "message.h"
#include "prose.h"
#include "rule_text.h"

/** The width of the page's lines. */
#define PAGE_WIDTH 120

/** Writes the anchor of a code: `ax0103`. */
static void write_anchor(struct axvm_output *output, enum axvm_code code) {
    char name[8] = "";
    struct axvm_output buffer;
    axvm_output_init(&buffer, name, sizeof(name) - 1, NULL, NULL);
    rule_write_code(&buffer, code);
    name[0] = 'a';
    name[1] = 'x';
    axvm_output_string(output, name);
}

/** Writes a code that leads to its chapter. */
static void write_link(struct axvm_output *output, enum axvm_code code) {
    axvm_output_char(output, '[');
    rule_write_code(output, code);
    axvm_output_string(output, "](#");
    write_anchor(output, code);
    axvm_output_char(output, ')');
}

static bool begins_family(size_t i) {
    return i == 0 || axvm_rule_at(i)->code / 100 != axvm_rule_at(i - 1)->code / 100;
}

/** Writes the title of a family, one digit for `AX00`. */
static void write_family(struct axvm_output *output, enum axvm_code code) {
    unsigned family = (unsigned)code / 100;
    message(output, "AX%u%u: %s", (uint64_t)(family / 10), (uint64_t)(family % 10), rule_family_title(code));
}

static void write_overview(struct axvm_output *output) {
    size_t count = axvm_rule_count();
    for (size_t i = 0; i < count; i++) {
        const struct axvm_rule *rule = axvm_rule_at(i);
        if (begins_family(i)) {
            message(output, "\n**");
            write_family(output, rule->code);
            message(output, "**\n\n| code | level | name | what is wrong |\n|---|---|---|---|\n");
        }
        message(output, "| ");
        write_link(output, rule->code);
        message(output, " | %s | `%s` | %s |\n", rule_level_word(axvm_rule_level(rule, AXVM_PROFILE_0_4)),
                rule->texts->name, rule->title);
    }
}

static void write_examples(struct axvm_output *output, const struct axvm_rule *rule) {
    if (!rule_has_example(rule)) {
        return;
    }
    message(output, "\n```toml\n");
    rule_write_example(output, rule, false, 0);
    message(output, "```\n\nMended:\n\n```toml\n");
    rule_write_example(output, rule, true, 0);
    message(output, "```\n");
}

static void write_related(struct axvm_output *output, const struct axvm_rule *rule) {
    for (size_t i = 0; i < AXVM_RELATED_MAX && rule->texts->related[i] != 0; i++) {
        message(output, i == 0 ? "\nSee also: " : ", ");
        write_link(output, rule->texts->related[i]);
        message(output, " `%s`", axvm_rule_of(rule->texts->related[i])->texts->name);
    }
    message(output, "\n");
}

static void write_chapter(struct axvm_output *output, const struct axvm_rule *rule) {
    message(output, "\n<a id=\"");
    write_anchor(output, rule->code);
    message(output, "\"></a>\n### ");
    rule_write_code(output, rule->code);
    message(output, ": %s\n\n`%s`, %s. Holds for: ", rule->title, rule->texts->name,
            rule_level_word(axvm_rule_level(rule, AXVM_PROFILE_0_4)));
    rule_write_scope(output, rule);
    message(output, "\n\n");
    prose_write(output, rule->texts->explanation, 0, PAGE_WIDTH);
    if (rule->texts->on_board != NULL) {
        message(output, "\n**On the board.**\n");
        prose_write(output, rule->texts->on_board, 0, PAGE_WIDTH);
    }
    write_examples(output, rule);
    write_related(output, rule);
}

void rules_write_page(struct axvm_output *output) {
    size_t count = axvm_rule_count();
    message(output, "<!-- Made by scripts/update-generated from "
                    "lib/check/*_rules.c: edit those. -->\n\n# Findings\n\n");
    prose_write(output,
                "What `axvmconfig check` reports, by code. `axvmconfig explain CODE` prints the same on a terminal. "
                "Codes and names are stable: they are not used for anything else later. An error makes a configuration "
                "wrong, a warning or a note does not. Levels are those of profile 0.4, where it has the rule. A "
                "condition such as MEM-03 is one of those that were found in the hypervisor's source, under which a "
                "configuration that can be decoded still fails. In the examples `# ...` stands for the rest of a "
                "configuration, "
                "and `<07>` for a byte that cannot be printed.",
                0, PAGE_WIDTH);
    write_overview(output);
    for (size_t i = 0; i < count; i++) {
        if (begins_family(i)) {
            message(output, "\n## ");
            write_family(output, axvm_rule_at(i)->code);
            message(output, "\n");
        }
        write_chapter(output, axvm_rule_at(i));
    }
}
