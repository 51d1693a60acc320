/* SPDX-License-Identifier: Apache-2.0 */
#include "damage.h"

#include "message.h"
#include "rule_text.h"

/** Starts a line about a place: `note: vm.toml:3: `. */
static void begin_note(struct axvm_output *output, const struct loaded_config *loaded, uint32_t offset) {
    message(output, "note: ");
    message_argument(output, loaded->source.name);
    message(output, ":%u: ", (uint64_t)axvm_position_of(loaded->source.text, offset).line);
}

/** Writes what a node is called: `[base]` for a table, `base` for anything else, as written in the text. */
static void write_name(struct axvm_output *output, const struct loaded_config *loaded, uint32_t number) {
    const struct axvm_toml_document *document = &loaded->document;
    const struct axvm_toml_node *node = &document->nodes[number];
    unsigned form = node->form & AXVM_TOML_FORM_MASK;
    bool has_header = node->kind == AXVM_TOML_TABLE && form != AXVM_TOML_TABLE_INLINE;
    if (node->key_length == 0) {
        message(output, node->kind == AXVM_TOML_ARRAY ? "this array" : "this table");
        return;
    }
    message(output, has_header ? "[" : "'");
    message_argument(output, axvm_toml_text(document, axvm_toml_key_span(document, number)));
    message(output, has_header ? "]" : "'");
}

/** Whether something that could not be read may have belonged to a table or array. */
static bool is_incomplete(const struct axvm_toml_node *node) {
    return (node->kind == AXVM_TOML_TABLE || node->kind == AXVM_TOML_ARRAY) &&
           (node->form & AXVM_TOML_TABLE_INCOMPLETE) != 0;
}

/** Says what the damage of a node keeps from being checked. @return false if it is not damaged */
static bool report_node(struct axvm_output *output, const struct loaded_config *loaded, uint32_t number) {
    const struct axvm_toml_node *node = &loaded->document.nodes[number];
    bool is_stray = number != 0 && node->next == 0;
    if (!is_incomplete(node) && (node->kind != AXVM_TOML_BROKEN || is_stray)) {
        return false;
    }
    begin_note(output, loaded, node->start);
    if (number == 0) {
        message(output, "not checked: whether a section is missing");
    } else if (node->kind == AXVM_TOML_BROKEN) {
        message(output, "not checked: the value of ");
        write_name(output, loaded, number);
    } else if (is_stray) {
        message(output, "not checked: the keys below this header");
    } else {
        message(output, "not checked: whether anything is missing in ");
        write_name(output, loaded, number);
    }
    message(output, "\n");
    return true;
}

void damage_report(struct axvm_output *output, const struct loaded_config *loaded, uint32_t shown_max) {
    uint32_t shown = 0;
    for (const struct axvm_finding *finding = loaded->findings.first; finding != NULL; finding = finding->next) {
        if (finding->code == AXVM_CODE_FLAT_FORMAT && shown < shown_max) {
            begin_note(output, loaded, finding->primary.span.start);
            message(output, "not checked: any key, since there are no sections\n");
            return;
        }
    }
    for (uint32_t i = 0; loaded->document.damaged && i < loaded->document.node_count && shown < shown_max; i++) {
        shown += report_node(output, loaded, i);
    }
}

/** Prints the rules of one outcome in a line, if there are any. */
static void report_outcome(struct axvm_output *output, const struct loaded_config *loaded,
                           enum axvm_rule_outcome outcome, const char *reason) {
    const struct axvm_rule *rule;
    uint64_t count = 0;
    for (size_t i = 0; (rule = axvm_rule_at(i)) != NULL; i++) {
        if (loaded->vm.outcomes[i] != outcome) {
            continue;
        }
        if (count++ == 0) {
            message(output, "note: ");
            message_argument(output, loaded->source.name);
            message(output, ": not checked, since %s:", reason);
        }
        message(output, " ");
        rule_write_code(output, rule->code);
    }
    message(output, count > 0 ? "\n" : "");
}

void unchecked_report(struct axvm_output *output, const struct loaded_config *loaded) {
    const struct axvm_crate_config *config = &loaded->config;
    bool has_sections = config->base.node != 0 || config->kernel.node != 0 || config->devices.node != 0;
    if (loaded->vm.source == NULL || !has_sections) {
        return;
    }
    report_outcome(output, loaded, AXVM_RULE_ARCH_UNKNOWN, "the architecture is not known");
    report_outcome(output, loaded, AXVM_RULE_NOT_SOUND, "keys they need are missing or wrong");
    report_outcome(output, loaded, AXVM_RULE_AFTER_ERROR, "an error they build upon was found");
}

void suppressed_report(struct axvm_output *output, const struct loaded_config *loaded, uint32_t shown_max) {
    uint32_t shown = 0;
    for (const struct axvm_finding *finding = loaded->findings.first; finding != NULL && shown < shown_max;
         finding = finding->next) {
        if (!finding->suppressed) {
            continue;
        }
        begin_note(output, loaded, finding->primary.span.start);
        rule_write_code(output, finding->code);
        message(output, " is suppressed: ");
        if (finding->justification.length > 0) {
            message_argument(output, finding->justification);
        } else {
            message(output, "by --allow");
        }
        message(output, "\n");
        shown++;
    }
}
