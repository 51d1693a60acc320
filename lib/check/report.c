/* SPDX-License-Identifier: Apache-2.0 */
/* How rules report, and the edits they offer. */
#include "check/checker.h"

#include "base/divide.h"
#include "base/env.h"
#include "toml/lines.h"
#include "toml/removal.h"

/* --- findings ------------------------------------------------------------------------------------- */

struct axvm_finding *axvm_report_at(struct axvm_checker *checker, enum axvm_level level, struct axvm_span span) {
    if (checker->outcome != AXVM_RULE_FAILED) {
        checker->outcome = level == AXVM_LEVEL_ERROR ? AXVM_RULE_FAILED : AXVM_RULE_FOUND;
    }
    return axvm_findings_add(checker->findings, checker->rule->code, level, span);
}

struct axvm_finding *axvm_report(struct axvm_checker *checker, struct axvm_span span) {
    return axvm_report_at(checker, axvm_rule_level(checker->rule, checker->profile), span);
}

struct axvm_finding *axvm_board_report_at(struct axvm_board_checker *checker, struct axvm_vm *vm, enum axvm_level level,
                                          struct axvm_span span) {
    return axvm_findings_add(vm->findings, checker->rule->code, level, span);
}

struct axvm_finding *axvm_board_report(struct axvm_board_checker *checker, struct axvm_vm *vm, struct axvm_span span) {
    return axvm_board_report_at(checker, vm, axvm_rule_level(checker->rule, vm->config->profile), span);
}

#ifdef AXVM_REMARKS

/* --- numbers -------------------------------------------------------------------------------------- */

/* Room for 64 bits in decimal with three `_`, or in hexadecimal. */
#define NUMBER_MAX 32

/* Writes a number from its end: in groups of `group` digits, 0 for none. @return its first digit in `text` */
static size_t write_backwards(char text[NUMBER_MAX], uint64_t value, unsigned radix, unsigned group) {
    size_t start = NUMBER_MAX;
    unsigned count = 0;
    do {
        if (group != 0 && count != 0 && count % group == 0) {
            text[--start] = '_';
        }
        text[--start] = "0123456789abcdef"[axvm_remainder(value, radix)];
        value = axvm_quotient(value, radix);
        count++;
    } while (value != 0);
    if (radix == 16) {
        text[--start] = 'x';
        text[--start] = '0';
    }
    return start;
}

void axvm_suggest_number(struct axvm_checker *checker, struct axvm_finding *finding, struct axvm_span span,
                         uint64_t value, bool needs_review) {
    struct axvm_slice written = axvm_toml_text(checker->vm->document, span);
    if (finding == NULL || written.data[0] > '9') {
        return; /* a bracket: the number is left out */
    }
    bool is_hexadecimal = written.length > 2 && written.data[1] == 'x';
    bool is_grouped = false;
    for (size_t i = 0; i < written.length; i++) {
        is_grouped = is_grouped || written.data[i] == '_';
    }
    char text[NUMBER_MAX];
    size_t start = write_backwards(text, value, is_hexadecimal ? 16 : 10, !is_grouped ? 0 : is_hexadecimal ? 4 : 3);
    char *copy = axvm_arena_take_high(checker->findings->arena, NUMBER_MAX - start, 1);
    if (copy == NULL) {
        checker->out_of_memory = true;
        return;
    }
    axvm_copy(copy, text + start, NUMBER_MAX - start);
    axvm_finding_fix(checker->findings, finding, span, (struct axvm_slice){copy, NUMBER_MAX - start}, needs_review);
}

/* --- lists and keys --------------------------------------------------------------------------------- */

void axvm_suggest_shorter_list(struct axvm_checker *checker, struct axvm_finding *finding, uint32_t list, size_t first,
                               bool needs_review) {
    struct axvm_span span = axvm_toml_removal_span(checker->vm->document, list, first);
    if (span.start < span.end) {
        axvm_finding_fix(checker->findings, finding, span, axvm_slice_of(""), needs_review);
    }
}

/* Whether a value of a section stands in the brackets that the section is written in: an array or an inline table. */
static bool is_in_brackets(const struct axvm_checker *checker, struct axvm_span value) {
    const struct axvm_crate_config *config = checker->config;
    const uint32_t sections[] = {config->base.node, config->kernel.node, config->devices.node};
    for (size_t i = 0; i < sizeof sections / sizeof sections[0]; i++) {
        struct axvm_span place = axvm_place_of_node(checker->vm, sections[i]);
        if (place.start < value.start && value.start < place.end) {
            return true;
        }
    }
    return false;
}

void axvm_suggest_key_behind(struct axvm_checker *checker, struct axvm_finding *finding, uint32_t behind,
                             struct axvm_slice text, bool needs_review) {
    const struct axvm_toml_document *document = checker->vm->document;
    struct axvm_span key = axvm_toml_key_span(document, behind);
    struct axvm_span value = axvm_toml_value_span(document, behind);
    if (finding == NULL || behind == 0 || is_in_brackets(checker, value) ||
        !axvm_begins_line(document->text, key.start)) {
        return; /* the last is a dotted key */
    }
    struct axvm_slice indent = axvm_indent_of(document->text, key.start);
    if (indent.length > AXVM_FORMAT_QUOTE_MAX) {
        return; /* it would be cut */
    }
    uint32_t end = axvm_line_end(document->text, value.end);
    struct axvm_slice line =
        axvm_format(checker->findings->arena, "%s%v%v", axvm_line_ending(document->text), indent, text);
    if (line.data == NULL) {
        checker->out_of_memory = true;
        return;
    }
    axvm_finding_fix(checker->findings, finding, (struct axvm_span){end, end}, line, needs_review);
}

#endif
