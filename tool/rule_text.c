/* SPDX-License-Identifier: Apache-2.0 */
#include "rule_text.h"

#include "message.h"
#include "program.h"
#include "prose.h"

#include <string.h>

/** How wide lines of examples may be, and what is left of wider ones at both ends. */
enum {
    EXAMPLE_WIDTH = 76,
    EXAMPLE_BEGIN = 56,
    EXAMPLE_END = 12,
};

const char *rule_level_word(enum axvm_level level) {
    static const char *const words[] = {
        [AXVM_LEVEL_NOTE] = "note", [AXVM_LEVEL_WARNING] = "warning", [AXVM_LEVEL_ERROR] = "error"};
    return words[level];
}

const char *rule_family_title(enum axvm_code code) {
    static const char *const titles[] = {
        [0] = "the text is not TOML",
        [1] = "the TOML is not a VM configuration",
        [2] = "memory regions",
        [3] = "CPUs",
        [4] = "images and where they are loaded",
        [5] = "boot protocol and firmware",
        [6] = "devices passed through",
        [7] = "emulated devices",
        [8] = "interrupts",
        [9] = "remarks to this tool",
        [10] = "memory shared between guests",
        [11] = "several guests on one board",
        [12] = "the configuration as a whole",
        [13] = "conversion to another format",
    };
    size_t family = (size_t)code / 100;
    return family < COUNT_OF(titles) && titles[family] != NULL ? titles[family] : "other findings";
}

void rule_write_code(struct axvm_output *output, enum axvm_code code) {
    axvm_output_string(output, "AX");
    for (unsigned place = 1000; place > 0; place /= 10) {
        axvm_output_char(output, (char)('0' + (unsigned)code / place % 10));
    }
}

/** Writes what stands between two items of a list: a comma, or "and" before the last. */
static void write_between(struct axvm_output *output, unsigned index, unsigned count) {
    message(output, index == 0 ? "" : index + 1 == count ? " and " : ", ");
}

/** Writes the profiles of a rule, each with its level if these differ. */
static void write_profiles(struct axvm_output *output, const struct axvm_rule *rule) {
    unsigned count = 0;
    unsigned written = 0;
    bool differ = false;
    enum axvm_level first = axvm_rule_level(rule, AXVM_PROFILE_0_4);
    for (unsigned profile = 0; profile < AXVM_PROFILE_COUNT; profile++) {
        count += axvm_rule_is_in(rule, (enum axvm_profile)profile);
        differ = differ || axvm_rule_level(rule, (enum axvm_profile)profile) != first;
    }
    message(output, count == 1 ? "profile " : "profiles ");
    for (unsigned i = 0; i < AXVM_PROFILE_COUNT; i++) {
        enum axvm_profile profile = (enum axvm_profile)i;
        if (axvm_rule_is_in(rule, profile)) {
            write_between(output, written++, count);
            message(output, "%s", axvm_profile_name(profile));
            if (differ) {
                message(output, " (%s)", rule_level_word(axvm_rule_level(rule, profile)));
            }
        }
    }
}

/** Writes the architectures of a rule. */
static void write_archs(struct axvm_output *output, const struct axvm_rule *rule) {
    unsigned count = 0;
    unsigned written = 0;
    for (unsigned arch = 1; arch < AXVM_ARCH_COUNT; arch++) {
        count += (rule->archs >> arch & 1u) != 0;
    }
    message(output, count == 0 ? "every architecture" : "");
    for (unsigned arch = 1; arch < AXVM_ARCH_COUNT; arch++) {
        if ((rule->archs >> arch & 1u) != 0) {
            write_between(output, written++, count);
            message(output, "%s", axvm_arch_name((enum axvm_arch)arch));
        }
    }
}

void rule_write_scope(struct axvm_output *output, const struct axvm_rule *rule) {
    write_profiles(output, rule);
    message(output, ", ");
    write_archs(output, rule);
    if (rule->texts->origin != NULL) {
        message(output, strchr(rule->texts->origin, ' ') == NULL ? "; condition %s" : "; conditions %s",
                rule->texts->origin);
    }
}

bool rule_has_example(const struct axvm_rule *rule) {
    return rule->texts->failing[0] != '\0';
}

/** Whether a key, header or comment begins here, and not just another line of a value. */
static bool at_entry(const char *text, size_t position) {
    return (position == 0 || text[position - 1] == '\n') && strchr(" ]}", text[position]) == NULL;
}

/** How many bytes of whole entries two texts have in common at their ends. */
static size_t common_end(const char *a, const char *b) {
    size_t a_length = strlen(a);
    size_t b_length = strlen(b);
    size_t length = 0;
    while (length < a_length && length < b_length && a[a_length - length - 1] == b[b_length - length - 1]) {
        length++;
    }
    while (length > 0 && !(at_entry(a, a_length - length) && at_entry(b, b_length - length))) {
        length--;
    }
    return length;
}

/** Writes a piece of TOML so that it cannot harm a terminal. */
static void write_visible(struct axvm_output *output, struct axvm_slice text, bool is_utf8) {
    for (size_t i = 0; i < text.length; i++) {
        unsigned char byte = (unsigned char)text.data[i];
        if ((byte >= ' ' && byte < 0x7f) || (byte >= 0x80 && is_utf8)) {
            axvm_output_char(output, (char)byte);
        } else {
            axvm_output_char(output, '<');
            axvm_output_char(output, "0123456789ABCDEF"[byte >> 4]);
            axvm_output_char(output, "0123456789ABCDEF"[byte & 15]);
            axvm_output_char(output, '>');
        }
    }
}

static void write_line(struct axvm_output *output, struct axvm_slice line, bool is_utf8, size_t indent) {
    axvm_output_repeat(output, ' ', line.length > 0 ? indent : 0);
    if (line.length > EXAMPLE_WIDTH) {
        write_visible(output, (struct axvm_slice){line.data, EXAMPLE_BEGIN}, is_utf8);
        axvm_output_string(output, " ... ");
        line.data += line.length - EXAMPLE_END;
        line.length = EXAMPLE_END;
    }
    write_visible(output, line, is_utf8);
    axvm_output_char(output, '\n');
}

void rule_write_example(struct axvm_output *output, const struct axvm_rule *rule, bool mended, size_t indent) {
    const char *example = mended ? rule->texts->mended : rule->texts->failing;
    size_t common = common_end(rule->texts->failing, rule->texts->mended);
    struct axvm_slice rest = {example, strlen(example) - common};
    struct axvm_slice line;
    while (prose_next_line(&rest, &line)) {
        write_line(output, line, text_is_utf8(example), indent);
    }
    if (common > 0) {
        axvm_output_repeat(output, ' ', indent);
        axvm_output_string(output, "# ...\n");
    }
}
