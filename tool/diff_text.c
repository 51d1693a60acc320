/* SPDX-License-Identifier: Apache-2.0 */
#include "axvmconfig/value.h"
#include "diff_report.h"
#include "message.h"

/** The widest value that places of a block are aligned behind. */
#define VALUE_WIDTH_MAX 120

/** The most devices named in the summary, each. */
#define NAMED_MAX 4

/** Colors, if wanted. */
#define BOLD  "\x1b[1m"
#define DIM   "\x1b[2m"
#define RED   "\x1b[31m"
#define GREEN "\x1b[32m"
#define PLAIN "\x1b[0m"

/** A block being written: differences [first, end) of a pair, with one heading. */
struct block {
    struct diff_report *report;
    const struct diff_pair *pair;
    size_t first;
    size_t end;
    size_t key_width;   /**< of the keys before values; 0: the heading names the key */
    size_t value_width; /**< of the values before places */
};

static void paint(const struct diff_report *report, const char *color) {
    axvm_output_string(report->output, report->color ? color : "");
}

/* --- widths --------------------------------------------------------------------------------------- */

/** Counts code points instead of writing. */
static bool count_code_points(void *context, const char *data, size_t length) {
    size_t *count = context;
    for (size_t i = 0; i < length; i++) {
        *count += ((unsigned char)data[i] & 0xc0) != 0x80;
    }
    return true;
}

static size_t larger(size_t a, size_t b) {
    return a > b ? a : b;
}

/* --- values --------------------------------------------------------------------------------------- */

/** Writes what a side has: a value, an item or a string. */
static void write_value(struct axvm_output *output, const struct block *block, const struct axvm_difference *difference,
                        size_t index) {
    const struct axvm_diff_side *side = &difference->sides[index];
    struct axvm_slice spelling = {NULL, 0};
    if (difference->kind != AXVM_DIFFERENCE_CHANGED && side->object == NULL) {
        axvm_write_rust_string(output, side->string);
    } else if (difference->kind != AXVM_DIFFERENCE_CHANGED) {
        axvm_item_write_text(output, difference->list->element, side->object, block->pair->diff->profile, UINT32_MAX);
    } else if (diff_spelling(block->pair, side, index, &spelling)) {
        bool is_shown = message_is_plain(spelling);
        axvm_value_write_text(output, side->object, difference->field, is_shown ? spelling : axvm_slice_of(""));
    } else {
        axvm_output_string(output, "left out");
        if (!axvm_value_is_absent(side->object, difference->field)) {
            axvm_output_string(output, ": ");
            axvm_value_write_text(output, side->object, difference->field, spelling);
        }
    }
}

static size_t value_width(const struct block *block, const struct axvm_difference *difference, size_t index) {
    char buffer[256];
    size_t width = 0;
    struct axvm_output counter;
    axvm_output_init(&counter, buffer, sizeof(buffer), count_code_points, &width);
    write_value(&counter, block, difference, index);
    axvm_output_finish(&counter);
    return width;
}

/** Writes a line of a block: sign, key, value, place. */
static void write_line(const struct block *block, const struct axvm_difference *difference, size_t index) {
    struct axvm_output *output = block->report->output;
    const struct axvm_diff_side *side = &difference->sides[index];
    if (!side->is_there) {
        return;
    }
    size_t width = value_width(block, difference, index);
    paint(block->report, index == AXVM_DIFF_A ? RED : GREEN);
    axvm_output_string(output, index == AXVM_DIFF_A ? "  - " : "  + ");
    if (block->key_width > 0) {
        axvm_output_string(output, difference->field->name);
        axvm_output_repeat(output, ' ', block->key_width - difference->field->name_length + 2);
    }
    write_value(output, block, difference, index);
    paint(block->report, PLAIN);
    axvm_output_repeat(output, ' ', (width < block->value_width ? block->value_width - width : 0) + 2);
    paint(block->report, DIM);
    message(output, "%a:%u:%u", block->pair->names[index], (uint64_t)side->place.line, (uint64_t)side->place.column);
    paint(block->report, PLAIN);
    axvm_output_char(output, '\n');
}

/* --- blocks --------------------------------------------------------------------------------------- */

/** Whether a difference is that an item of a list is there on one side only. */
static bool is_item(const struct axvm_difference *difference) {
    return difference->kind == AXVM_DIFFERENCE_REMOVED || difference->kind == AXVM_DIFFERENCE_ADDED;
}

static bool are_of_one_list(const struct axvm_difference *a, const struct axvm_difference *b) {
    return a->list != NULL && a->list == b->list && a->section == b->section;
}

/** Whether two differences that follow each other have one heading. */
static bool belong_together(const struct axvm_difference *a, const struct axvm_difference *b) {
    if (!are_of_one_list(a, b)) {
        return false;
    }
    if (is_item(a) || is_item(b)) {
        return is_item(a) && is_item(b);
    }
    return a->kind == AXVM_DIFFERENCE_CHANGED && b->kind == AXVM_DIFFERENCE_CHANGED &&
           a->sides[0].object == b->sides[0].object;
}

/** Whether both first items, which differ, follow as removed and added: below the one heading they are written once. */
static bool is_told_by_items(const struct axvm_diff *diff, size_t index) {
    const struct axvm_difference *first = &diff->differences[index];
    bool is_told[2] = {false, false};
    for (size_t i = index + 1; i < diff->count && first->kind == AXVM_DIFFERENCE_FIRST; i++) {
        const struct axvm_difference *item = &diff->differences[i];
        if (!is_item(item) || !are_of_one_list(first, item)) {
            break;
        }
        size_t side = item->kind == AXVM_DIFFERENCE_REMOVED ? AXVM_DIFF_A : AXVM_DIFF_B;
        is_told[side] = is_told[side] || item->sides[side].object == first->sides[side].object;
    }
    return is_told[AXVM_DIFF_A] && is_told[AXVM_DIFF_B];
}

static void write_heading(const struct block *block, const struct axvm_difference *first) {
    struct axvm_output *output = block->report->output;
    const struct axvm_field *key = first->list != NULL ? first->list : first->field;
    paint(block->report, BOLD);
    message(output, "\n%s%s%s", first->section == NULL ? "" : first->section->name, first->section == NULL ? "" : ".",
            key->name);
    if (first->kind == AXVM_DIFFERENCE_FIRST) {
        message(output, ": %s", axvm_diff_first_meaning(first->list->element));
    } else if (first->kind == AXVM_DIFFERENCE_CHANGED && first->list != NULL) {
        const struct axvm_record *record = first->list->element;
        message(output, ": %s ", record->title);
        axvm_item_write_text(output, record, first->sides[0].object, block->pair->diff->profile,
                             axvm_diff_identity(record));
    }
    paint(block->report, PLAIN);
    axvm_output_char(output, '\n');
}

static void write_block(struct block *block) {
    const struct axvm_difference *differences = block->pair->diff->differences;
    size_t first = block->first + is_told_by_items(block->pair->diff, block->first);
    write_heading(block, &differences[block->first]);
    for (size_t i = first; i < block->end; i++) {
        for (size_t index = 0; index < 2; index++) {
            size_t width = differences[i].sides[index].is_there ? value_width(block, &differences[i], index) : 0;
            block->value_width = larger(block->value_width, width <= VALUE_WIDTH_MAX ? width : 0);
        }
        bool has_key = differences[i].list != NULL && differences[i].field != NULL;
        block->key_width = larger(block->key_width, has_key ? differences[i].field->name_length : 0);
    }
    for (size_t i = first; i < block->end; i++) {
        write_line(block, &differences[i], AXVM_DIFF_A);
        write_line(block, &differences[i], AXVM_DIFF_B);
    }
}

/* --- the summary ---------------------------------------------------------------------------------- */

/** Writes an amount: a count, or a number of bytes. */
typedef void write_amount(struct axvm_output *output, uint64_t amount);

/** Writes a line `memory      256 MiB -> 512 MiB (256 MiB more)`, if the amounts differ. */
static void write_amounts(struct axvm_output *output, const char *what, const uint64_t amounts[2],
                          write_amount *write) {
    if (amounts[0] == amounts[1]) {
        return;
    }
    bool is_more = amounts[0] < amounts[1];
    message(output, "  %s", what);
    write(output, amounts[0]);
    message(output, " -> ");
    write(output, amounts[1]);
    message(output, " (");
    write(output, is_more ? amounts[1] - amounts[0] : amounts[0] - amounts[1]);
    message(output, is_more ? " more)\n" : " less)\n");
}

/** Whether a difference is that a device is there on one side only: something that has an interrupt. */
static bool is_device(const struct axvm_difference *difference) {
    const struct axvm_record *record = difference->list == NULL ? NULL : difference->list->element;
    for (size_t i = 0; record != NULL && i < record->count; i++) {
        if (record->fields[i].unit == AXVM_UNIT_IRQ) {
            return true;
        }
    }
    return false;
}

/** Writes the names of devices that are only on one side. */
static void write_names(struct axvm_output *output, const struct axvm_diff *diff, enum axvm_difference_kind kind) {
    size_t named = 0;
    for (size_t i = 0; i < diff->count && named <= NAMED_MAX; i++) {
        const struct axvm_difference *difference = &diff->differences[i];
        size_t index = kind == AXVM_DIFFERENCE_REMOVED ? AXVM_DIFF_A : AXVM_DIFF_B;
        if (difference->kind != kind || !is_device(difference)) {
            continue;
        }
        struct axvm_optional_string name =
            axvm_value_string(difference->sides[index].object, &difference->list->element->fields[0]);
        message(output, named == 0 ? " " : ", ");
        if (named++ == NAMED_MAX) {
            message(output, "...");
        } else {
            axvm_write_rust_string(output, name.value);
        }
    }
}

static void write_devices(struct axvm_output *output, const struct axvm_diff *diff) {
    const struct axvm_diff_summary *summary = &diff->summary;
    if (summary->devices_gained == 0 && summary->devices_lost == 0) {
        return;
    }
    message(output, "  devices     %u -> %u (", (uint64_t)summary->devices[0], (uint64_t)summary->devices[1]);
    if (summary->devices_gained > 0) {
        message(output, "gains %u:", (uint64_t)summary->devices_gained);
        write_names(output, diff, AXVM_DIFFERENCE_ADDED);
    }
    if (summary->devices_lost > 0) {
        message(output, summary->devices_gained > 0 ? "; loses %u:" : "loses %u:", (uint64_t)summary->devices_lost);
        write_names(output, diff, AXVM_DIFFERENCE_REMOVED);
    }
    message(output, ")\n");
}

static void write_numbers(struct axvm_output *output, const char *before, const struct axvm_u64_list *list) {
    for (size_t i = 0; i < list->count; i++) {
        message(output, "%s%u", i == 0 ? before : ", ", list->items[i]);
    }
}

static void write_interrupts(struct axvm_output *output, const struct axvm_diff_summary *summary) {
    bool is_gained = summary->interrupts_gained.count > 0;
    if (is_gained || summary->interrupts_lost.count > 0) {
        message(output, "  interrupts  ");
        write_numbers(output, "gains ", &summary->interrupts_gained);
        write_numbers(output, is_gained ? "; loses " : "loses ", &summary->interrupts_lost);
        message(output, "\n");
    }
}

static void write_summary(struct diff_report *report, const struct axvm_diff *diff) {
    const struct axvm_diff_summary *summary = &diff->summary;
    bool is_empty = summary->memory_bytes[0] == summary->memory_bytes[1] && summary->cpus[0] == summary->cpus[1] &&
                    summary->devices_gained == 0 && summary->devices_lost == 0 &&
                    summary->interrupts_gained.count == 0 && summary->interrupts_lost.count == 0;
    if (is_empty) {
        return;
    }
    paint(report, BOLD);
    message(report->output, "\nwhat the guest gains and loses");
    paint(report, PLAIN);
    message(report->output, "\n");
    write_amounts(report->output, "memory      ", summary->memory_bytes, axvm_write_size);
    write_amounts(report->output, "vCPUs       ", summary->cpus, axvm_output_u64);
    write_devices(report->output, diff);
    write_interrupts(report->output, summary);
}

/* --- pairs ---------------------------------------------------------------------------------------- */

static void write_vm(struct axvm_output *output, const struct diff_pair *pair) {
    if (pair->has_vm_id) {
        message(output, " (VM %u)", pair->vm_id);
    }
}

static void write_only(struct diff_report *report, const struct diff_pair *pair) {
    size_t index = pair->outcome == DIFF_ONLY_A ? AXVM_DIFF_A : AXVM_DIFF_B;
    paint(report, index == AXVM_DIFF_A ? RED : GREEN);
    message(report->output, index == AXVM_DIFF_A ? "- only in A: %a" : "+ only in B: %a", pair->names[index]);
    write_vm(report->output, pair);
    paint(report, PLAIN);
    axvm_output_char(report->output, '\n');
}

static void write_names_of_files(struct diff_report *report, const struct diff_pair *pair) {
    paint(report, BOLD);
    message(report->output, "--- %a", pair->names[AXVM_DIFF_A]);
    write_vm(report->output, pair);
    message(report->output, "\n+++ %a", pair->names[AXVM_DIFF_B]);
    write_vm(report->output, pair);
    paint(report, PLAIN);
    axvm_output_char(report->output, '\n');
}

static void write_differences(struct diff_report *report, const struct diff_pair *pair) {
    const struct axvm_diff *diff = pair->diff;
    write_names_of_files(report, pair);
    for (size_t i = 0; i < diff->count;) {
        struct block block = {.report = report, .pair = pair, .first = i, .end = i + 1};
        block.end += is_told_by_items(diff, i);
        while (block.end < diff->count &&
               belong_together(&diff->differences[block.end - 1], &diff->differences[block.end])) {
            block.end++;
        }
        write_block(&block);
        i = block.end;
    }
    write_summary(report, diff);
}

void diff_text_pair(struct diff_report *report, const struct diff_pair *pair) {
    if (pair->outcome == DIFF_SAME || pair->outcome == DIFF_TROUBLE) {
        return;
    }
    axvm_output_string(report->output, report->has_written ? "\n" : "");
    report->has_written = true;
    if (pair->outcome == DIFF_DIFFERENT) {
        write_differences(report, pair);
    } else {
        write_only(report, pair);
    }
}
