/* SPDX-License-Identifier: Apache-2.0 */
#include "axvmconfig/value.h"
#include "diff_report.h"
#include "message.h"

static const char *unit_word(enum axvm_unit unit) {
    static const char *const words[] = {
        [AXVM_UNIT_NONE] = NULL,       [AXVM_UNIT_ADDRESS] = "address",   [AXVM_UNIT_BYTES] = "bytes",
        [AXVM_UNIT_CPU_ID] = "cpu-id", [AXVM_UNIT_CPU_MASK] = "cpu-mask", [AXVM_UNIT_COUNT] = "count",
        [AXVM_UNIT_FLAGS] = "flags",   [AXVM_UNIT_IRQ] = "interrupt",     [AXVM_UNIT_FILE] = "file",
    };
    return words[unit];
}

/** Writes `,"key":"word"`, or null for no word. */
static void write_word(struct axvm_output *output, const char *key, const char *word) {
    message(output, word == NULL ? ",\"%s\":null" : ",\"%s\":\"%s\"", key, word);
}

/** Writes `,"key":"any text"`. */
static void write_string(struct axvm_output *output, const char *key, struct axvm_slice text) {
    message(output, ",\"%s\":", key);
    axvm_write_json_string(output, text);
}

/* --- sides ---------------------------------------------------------------------------------------- */

/** Writes the path of a value or item, as `axvmconfig get` takes it. Strings have that of their list. */
static void write_path(struct axvm_output *output, const struct axvm_difference *difference,
                       const struct axvm_diff_side *side) {
    message(output, "\"path\":\"");
    if (difference->section != NULL) {
        message(output, "%s%s", difference->section->name, ".");
    }
    if (difference->list != NULL) {
        message(output, "%s", difference->list->name);
    }
    if (difference->list != NULL && difference->list->element != NULL) {
        message(output, "[%u]", (uint64_t)side->index);
    }
    if (difference->field != NULL) {
        message(output, "%s%s", difference->list != NULL ? "." : "", difference->field->name);
    }
    message(output, "\"");
}

static void write_side(struct axvm_output *output, const struct diff_pair *pair,
                       const struct axvm_difference *difference, size_t index) {
    const struct axvm_diff_side *side = &difference->sides[index];
    struct axvm_slice spelling;
    message(output, index == AXVM_DIFF_A ? ",\"a\":" : ",\"b\":");
    if (!side->is_there) {
        message(output, "null");
        return;
    }
    message(output, "{");
    write_path(output, difference, side);
    message(output, ",\"value\":");
    if (difference->field != NULL) {
        axvm_value_write_json(output, side->object, difference->field);
    } else if (side->object != NULL) {
        axvm_item_write_json(output, difference->list->element, side->object, pair->diff->profile);
    } else {
        axvm_write_json_string(output, side->string);
    }
    bool is_item = difference->field == NULL && side->object != NULL;
    if (!is_item && diff_spelling(pair, side, index, &spelling)) {
        write_string(output, "spelling", spelling);
    } else if (!is_item) {
        message(output, ",\"spelling\":null");
    }
    message(output, ",\"line\":%u,\"column\":%u}", (uint64_t)side->place.line, (uint64_t)side->place.column);
}

static void write_difference(struct axvm_output *output, const struct diff_pair *pair,
                             const struct axvm_difference *difference) {
    static const char *const kinds[] = {
        [AXVM_DIFFERENCE_CHANGED] = "changed",
        [AXVM_DIFFERENCE_REMOVED] = "removed",
        [AXVM_DIFFERENCE_ADDED] = "added",
        [AXVM_DIFFERENCE_FIRST] = "first",
    };
    message(output, "{\"kind\":\"%s\"", kinds[difference->kind]);
    write_word(output, "section", difference->section == NULL ? NULL : difference->section->name);
    write_word(output, "list", difference->list == NULL ? NULL : difference->list->name);
    write_word(output, "key", difference->field == NULL ? NULL : difference->field->name);
    write_word(output, "unit", difference->field == NULL ? NULL : unit_word(difference->field->unit));
    write_side(output, pair, difference, AXVM_DIFF_A);
    write_side(output, pair, difference, AXVM_DIFF_B);
    message(output, "}");
}

/* --- the summary ---------------------------------------------------------------------------------- */

static void write_numbers(struct axvm_output *output, const char *key, const struct axvm_u64_list *list) {
    message(output, "\"%s\":[", key);
    for (size_t i = 0; i < list->count; i++) {
        message(output, i == 0 ? "%u" : ",%u", list->items[i]);
    }
    message(output, "]");
}

static void write_summary(struct axvm_output *output, const struct axvm_diff_summary *summary) {
    message(output, ",\"summary\":{\"memory_bytes\":{\"a\":%u,\"b\":%u}", summary->memory_bytes[0],
            summary->memory_bytes[1]);
    message(output, ",\"cpus\":{\"a\":%u,\"b\":%u}", summary->cpus[0], summary->cpus[1]);
    message(output, ",\"devices\":{\"a\":%u,\"b\":%u,\"gained\":%u,\"lost\":%u}", (uint64_t)summary->devices[0],
            (uint64_t)summary->devices[1], (uint64_t)summary->devices_gained, (uint64_t)summary->devices_lost);
    message(output, ",\"interrupts\":{");
    write_numbers(output, "gained", &summary->interrupts_gained);
    message(output, ",");
    write_numbers(output, "lost", &summary->interrupts_lost);
    message(output, "}}");
}

/* --- pairs ---------------------------------------------------------------------------------------- */

static void write_name(struct axvm_output *output, const char *key, const char *name) {
    if (name == NULL) {
        message(output, "\"%s\":null", key);
    } else {
        message(output, "\"%s\":", key);
        axvm_write_json_string(output, axvm_slice_of(name));
    }
}

void diff_json_pair(struct diff_report *report, const struct diff_pair *pair) {
    static const char *const outcomes[] = {
        [DIFF_SAME] = "same",        [DIFF_DIFFERENT] = "different", [DIFF_ONLY_A] = "only-in-a",
        [DIFF_ONLY_B] = "only-in-b", [DIFF_TROUBLE] = "trouble",
    };
    struct axvm_output *output = report->output;
    message(output, report->has_written ? ",{" : "{");
    report->has_written = true;
    write_name(output, "a", pair->names[AXVM_DIFF_A]);
    axvm_output_char(output, ',');
    write_name(output, "b", pair->names[AXVM_DIFF_B]);
    if (pair->has_vm_id) {
        message(output, ",\"vm_id\":%u", pair->vm_id);
    }
    write_word(output, "outcome", outcomes[pair->outcome]);
    if (pair->diff != NULL) {
        write_word(output, "kind", pair->is_scenario ? "scenario" : "configuration");
        message(output, ",\"differences\":[");
        for (size_t i = 0; i < pair->diff->count; i++) {
            axvm_output_string(output, i == 0 ? "" : ",");
            write_difference(output, pair, &pair->diff->differences[i]);
        }
        message(output, "]");
        if (!pair->is_scenario) {
            write_summary(output, &pair->diff->summary);
        }
    }
    message(output, "}");
}
