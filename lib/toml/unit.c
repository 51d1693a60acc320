/* SPDX-License-Identifier: Apache-2.0 */
/* Numbers with units, such as 256M, and arithmetic, which TOML does not have. */
#include "base/format.h"
#include "diag/findings.h"
#include "toml/reader.h"

/* A unit, or a suffix of C with a shift of 0, in lower case. */
struct unit {
    const char *name;
    unsigned shift;
};

static const struct unit units[] = {
    {"k", 10},  {"kb", 10},  {"kib", 10}, {"m", 20},  {"mb", 20},  {"mib", 20}, {"g", 30},
    {"gb", 30}, {"gib", 30}, {"t", 40},   {"tb", 40}, {"tib", 40}, {"u", 0},    {"ul", 0},
    {"ull", 0}, {"l", 0},    {"ll", 0},   {"lu", 0},  {"llu", 0},
};

static const struct unit *unit_named(const char *start, const char *end) {
    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++) {
        const char *name = units[i].name;
        const char *at = start;
        while (at < end && *name != '\0' && (*at | 0x20) == *name) {
            at++;
            name++;
        }
        if (at == end && *name == '\0') {
            return &units[i];
        }
    }
    return NULL;
}

/* The end of the digits that [text, end) begins with. */
static const char *digits_end(const char *text, const char *end) {
    bool is_hex = end - text > 2 && text[0] == '0' && text[1] == 'x';
    const char *at = text + (is_hex ? 2 : 0);
    while (at < end && (*at == '_' || axvm_class_of(*at) & (is_hex ? AXVM_CLASS_HEX_DIGIT : AXVM_CLASS_DIGIT))) {
        at++;
    }
    return at;
}

/*
 * Splits a number with a unit, which blanks may stand between.
 * @return the unit; NULL if it is anything else or does not fit 64 bits
 */
static const struct unit *split(const char *text, const char *end, struct axvm_slice *number, uint64_t *value) {
    const char *at = digits_end(text, end);
    *number = (struct axvm_slice){text, (size_t)(at - text)};
    while (at < end && axvm_class_of(*at) & AXVM_CLASS_BLANK) {
        at++;
    }
    const struct unit *unit = unit_named(at, end);
    bool is_hex = number->length > 1 && text[1] == 'x';
    if (unit == NULL || (is_hex && unit->shift > 0 && unit->name[1] == '\0')) {
        return NULL; /* in `0x8020_000g`, a digit rather than a unit is wrong */
    }
    if (!axvm_parse_u64(*number, value) || *value > UINT64_MAX >> unit->shift) {
        return NULL;
    }
    *value <<= unit->shift;
    return unit;
}

struct axvm_span axvm_number_before_unit(const struct axvm_reader *reader) {
    if (!AXVM_HAS_REMARKS) {
        return (struct axvm_span){0, 0};
    }
    const struct axvm_toml_node *last = &reader->nodes[reader->node_count - 1];
    const char *end = reader->position;
    while (end < reader->end && axvm_class_of(*end) & AXVM_CLASS_WORD) {
        end++;
    }
    struct axvm_slice number;
    uint64_t value;
    if (last->kind != AXVM_TOML_INTEGER || end == reader->position ||
        split(reader->begin + last->start, end, &number, &value) == NULL) {
        return (struct axvm_span){0, 0};
    }
    return (struct axvm_span){last->start, axvm_offset(reader, end)};
}

/* Whether an operator stands at `at`. A sign that a digit follows belongs to a number of its own. */
static bool is_operator(const char *at, const char *end) {
    if (end - at < 2) {
        return false;
    }
    bool is_shift = (*at == '<' || *at == '>') && at[1] == *at;
    bool is_sign = (*at == '+' || *at == '-') && axvm_class_of(at[1]) & AXVM_CLASS_BLANK;
    bool is_comment = *at == '/' && (at[1] == '/' || at[1] == '*');
    return is_shift || is_sign || *at == '*' || (*at == '/' && !is_comment) || *at == '|';
}

struct axvm_span axvm_arithmetic_with_number(const struct axvm_reader *reader) {
    const struct axvm_toml_node *last = &reader->nodes[reader->node_count - 1];
    const char *at = reader->position;
    if (!AXVM_HAS_REMARKS || last->kind != AXVM_TOML_INTEGER || !is_operator(at, reader->end)) {
        return (struct axvm_span){0, 0};
    }
    while (at < reader->end && !(axvm_class_of(*at) & AXVM_CLASS_CLOSING) && *at != '#' && *at != '\n' && *at != '\r') {
        at++;
    }
    while (axvm_class_of(at[-1]) & AXVM_CLASS_BLANK) {
        at--; /* not beyond the operator */
    }
    return (struct axvm_span){last->start, axvm_offset(reader, at)};
}

void axvm_complain_of_arithmetic(struct axvm_reader *reader, struct axvm_span written) {
    struct axvm_finding *finding =
        axvm_complain(reader, AXVM_CODE_NUMBER_INVALID, reader->begin + written.start, reader->begin + written.end);
    axvm_finding_message(reader->findings, finding, "invalid number");
    axvm_finding_label(reader->findings, finding, "not a number");
    axvm_finding_remark(reader->findings, finding, AXVM_REMARK_HELP, "there is no arithmetic: write the result");
    axvm_break_last_number(reader);
}

void axvm_suggest_plain_number(struct axvm_reader *reader, struct axvm_finding *finding, struct axvm_span written) {
    const char *start = reader->begin + written.start;
    const char *end = reader->begin + written.end;
    struct axvm_slice text = {start, (size_t)(end - start)};
    struct axvm_slice number;
    uint64_t value;
    if (!AXVM_HAS_REMARKS || finding == NULL) {
        return;
    }
    const struct unit *unit = split(start, end, &number, &value);
    if (unit == NULL) {
        return;
    }
    if (unit->shift == 0) {
        axvm_finding_remark(reader->findings, finding, AXVM_REMARK_HELP, "numbers have no suffix: write %v", number);
    } else {
        axvm_finding_remark(reader->findings, finding, AXVM_REMARK_HELP, "units are not understood: for %v write %x",
                            text, value);
        number = axvm_format(reader->arena, "%x", value);
    }
    if (number.data == NULL) {
        reader->findings->out_of_memory = true;
        return;
    }
    axvm_finding_fix(reader->findings, finding, written, number, true);
}

void axvm_break_last_number(struct axvm_reader *reader) {
    struct axvm_toml_node *node = &reader->nodes[reader->node_count - 1];
    node->kind = AXVM_TOML_BROKEN;
    node->form = AXVM_TOML_BROKEN_VALUE;
    node->link = 0;
    if (node->key_length == 0) {
        node->key_start = 0;
    }
}

void axvm_complain_of_unit(struct axvm_reader *reader, struct axvm_span number) {
    const char *end = reader->begin + number.end;
    struct axvm_finding *finding = axvm_complain(reader, AXVM_CODE_NUMBER_INVALID, reader->begin + number.start, end);
    axvm_finding_message(reader->findings, finding, "invalid number");
    axvm_finding_label(reader->findings, finding, "not a number");
    axvm_suggest_plain_number(reader, finding, number);
    axvm_break_last_number(reader);
}
