/* SPDX-License-Identifier: Apache-2.0 */
#include "formatted.h"

#include "axvmconfig/scenario.h"
#include "format_check.h"

/** The steps in their order: numbers change widths, and what was sorted is laid out anew. */
enum step { STEP_NUMBERS = 0, STEP_SORT, STEP_LAYOUT, STEP_COUNT };

size_t formatted_spare(size_t length) {
    return axvm_pretty_memory_bound(length) + length;
}

static bool is_wanted(const struct format_request *request, enum step step) {
    return step == STEP_LAYOUT || (step == STEP_SORT ? request->sort : request->numbers);
}

/** Writes a text as it is after a step. The arena is then as before. */
static enum axvm_status write_step(struct toml_text *text, const struct format_request *request, enum step step,
                                   struct axvm_output *output) {
    const struct axvm_toml_document *document = &text->document;
    const struct axvm_record *record = axvm_scenario_is(document) ? axvm_scenario_schema() : axvm_schema();
    struct axvm_arena before = text->arena;
    enum axvm_status status = AXVM_OK;
    if (step == STEP_LAYOUT) {
        axvm_pretty_write(document, output);
    } else if (step == STEP_SORT) {
        status = axvm_pretty_write_sorted(document, record, request->profile, &text->arena, output);
    } else {
        status = axvm_pretty_write_numbers(document, record, request->profile, &text->arena, output);
    }
    text->arena = before;
    return status;
}

/** Takes a step from one text to the next, which is then to be released. The first writing tells how long it is. */
static enum format_status take_step(struct toml_text *from, const struct format_request *request, enum step step,
                                    struct toml_text *to) {
    struct axvm_output output;
    struct input input;
    axvm_output_init(&output, NULL, 0, NULL, NULL);
    if (write_step(from, request, step, &output) != AXVM_OK || output.total > AXVM_TEXT_MAX) {
        return FORMAT_OUT_OF_MEMORY;
    }
    input.size = (size_t)output.total + 1;
    input.memory = memory_reserve(input.size);
    if (input.memory == NULL) {
        return FORMAT_OUT_OF_MEMORY;
    }
    axvm_output_init(&output, input.memory, input.size, NULL, NULL);
    write_step(from, request, step, &output);
    input.text = (struct axvm_slice){input.memory, (size_t)output.total};
    toml_text_read(to, from->source.name, &input, formatted_spare(input.text.length));
    return FORMAT_DONE;
}

/** Compares a text with what it was before a step. */
static enum format_status check_step(struct toml_text *from, enum step step, const struct toml_text *to) {
    bool same = false;
    if (to->status != AXVM_OK) {
        return to->status == AXVM_INVALID ? FORMAT_MEANING_LOST : FORMAT_OUT_OF_MEMORY;
    }
    if (step != STEP_SORT) {
        same = format_keeps_order(&from->document, &to->document);
    } else if (format_keeps_values(&from->document, &to->document, &from->arena, &same) != 0) {
        return FORMAT_OUT_OF_MEMORY;
    }
    return same ? FORMAT_DONE : FORMAT_MEANING_LOST;
}

enum format_status formatted_make(struct toml_text *before, const struct format_request *request,
                                  struct toml_text *after) {
    struct toml_text versions[STEP_COUNT];
    struct toml_text *current = before;
    enum format_status status = FORMAT_DONE;
    for (enum step step = STEP_NUMBERS; step < STEP_COUNT && status == FORMAT_DONE; step++) {
        struct toml_text *next = step == STEP_LAYOUT ? after : &versions[step];
        if (!is_wanted(request, step)) {
            continue;
        }
        status = take_step(current, request, step, next);
        bool is_read = status == FORMAT_DONE;
        status = is_read ? check_step(current, step, next) : status;
        if (current != before) {
            toml_text_release(current);
        }
        current = next;
        if (is_read && status != FORMAT_DONE) {
            toml_text_release(next);
        }
    }
    return status;
}
