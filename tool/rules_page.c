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

/** What no rule looks at, a paragraph each: what it is, and the conditions in the list of the hypervisor's. */
static const char *const unchecked[] = {
    "- **The host's device tree is not read.** Whether the CPUs of `phys_cpu_ids`, the paths of devices and the "
    "interrupt controllers are there, whether memory of map type 2 is the host's and free, which addresses and "
    "interrupts passed through devices have, and what they depend on (CPU-12 but for the count, CPU-13, CPU-14, "
    "CPU-22, "
    "MEM-14, MEM-15, MEM-18, MEM-23, MEM-24, DEV-17, DEV-21, DEV-23, DEV-25, DEV-27 to DEV-31, DEV-41 to DEV-43, "
    "EMU-10, "
    "EMU-14, IRQ-07 to IRQ-10, IRQ-14).",
    "- **Nor is the guest's, beyond its header.** Whether its CPUs, memory, devices and `/chosen` fit the "
    "configuration, and what the hypervisor's parser makes of it (CPU-18, MEM-26, MEM-28, IMG-29, IMG-33, DEV-19, "
    "DEV-22, FDT-01 to FDT-16).",
    "- **Of images only sizes and first bytes are known**, and only of those that are built in and are on this "
    "machine. What is in the hypervisor's file system may be missing or broken (IMG-04); alignment that a kernel asks "
    "for, the command line and the layout of a bzImage and what is in firmware are not looked at (IMG-31, IMG-32, "
    "IMG-36, BOOT-08, BOOT-09, BOOT-11, BOOT-15 to BOOT-19, BOOT-21, MEM-30). Sizes of packed kernels and ramdisks "
    "are those of their files, not of what comes out.",
    "- **Addresses that are chosen while the hypervisor runs** (map type 1) are compared with each other as offsets, "
    "and with nothing else (MEM-10).",
    "- **The hypervisor's build and the state of the board**: features that are compiled in, debug or release, free "
    "and contiguous memory, what else lies in its file system (CFG-13, CFG-23, MEM-25, IMG-25). The width of guest "
    "addresses, the number of CPUs and the amount of memory are known only if they are said.",
    "- **What a guest does.** Registers that the hypervisor does not emulate yet (EMU-24), or a guest that has been "
    "built for another address.",
    "- **Other versions.** The rules are those of profiles 0.4 and 0.8; in older hypervisors of profile 0.4 "
    "riscv64 guests get no device tree and ramdisks are not announced (IMG-27). The format that follows 0.8 is not "
    "known (CFG-24).",
};

static void write_unchecked(struct axvm_output *output) {
    message(output, "\n<a id=\"not-checked\"></a>\n## What is not checked\n\n");
    prose_write(output,
                "A configuration without findings may still fail. Rules that could not look at one, for want of an "
                "architecture or because of other mistakes, are listed by `axvmconfig check --verbose`. What no rule "
                "looks at:",
                0, PAGE_WIDTH);
    message(output, "\n");
    for (size_t i = 0; i < COUNT_OF(unchecked); i++) {
        prose_write(output, unchecked[i], 0, PAGE_WIDTH);
    }
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
                "and `<07>` for a byte that cannot be printed. [What is not checked](#not-checked) stands at the end.",
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
    write_unchecked(output);
}
