/* SPDX-License-Identifier: Apache-2.0 */
#include "axvmconfig/config.h"
#include "base/json_text.h"
#include "model/record.h"

static void write_comma_before(struct axvm_output *output, size_t index) {
    if (index > 0) {
        axvm_output_char(output, ',');
    }
}

static void write_numbers(struct axvm_output *output, const struct axvm_u64_list *list) {
    axvm_output_char(output, '[');
    for (size_t i = 0; i < list->count; i++) {
        write_comma_before(output, i);
        axvm_output_u64(output, list->items[i]);
    }
    axvm_output_char(output, ']');
}

static void write_string_lists(struct axvm_output *output, const struct axvm_string_list_list *lists) {
    axvm_output_char(output, '[');
    for (size_t i = 0; i < lists->count; i++) {
        const struct axvm_string_list *list = &lists->items[i];
        write_comma_before(output, i);
        axvm_output_char(output, '[');
        for (size_t j = 0; j < list->count; j++) {
            write_comma_before(output, j);
            axvm_json_text(output, list->items[j]);
        }
        axvm_output_char(output, ']');
    }
    axvm_output_char(output, ']');
}

static void write_value(struct axvm_output *output, const struct axvm_value *value) {
    switch (value->kind) {
    case AXVM_VALUE_ABSENT:
        axvm_output_string(output, "null");
        break;
    case AXVM_VALUE_NUMBER:
        axvm_output_u64(output, value->number);
        break;
    case AXVM_VALUE_STRING:
        axvm_json_text(output, value->string);
        break;
    case AXVM_VALUE_NUMBER_LIST:
        write_numbers(output, &value->number_list);
        break;
    case AXVM_VALUE_STRING_LIST_LIST:
        write_string_lists(output, &value->string_list_list);
        break;
    }
}

/* What stands before every member and item: the comma after the one before, and the key if it has one. */
static void write_key(struct axvm_output *output, const struct axvm_walk *walk) {
    if (!walk->first) {
        axvm_output_char(output, ',');
    }
    if (walk->field != NULL) {
        axvm_json_text(output, axvm_slice_of(walk->field->name));
        axvm_output_char(output, ':');
    }
}

static void write_step(struct axvm_output *output, const struct axvm_walk *walk, enum axvm_walk_step step) {
    switch (step) {
    case AXVM_WALK_VALUE: {
        struct axvm_value value = axvm_value_of(walk->object, walk->field);
        write_key(output, walk);
        write_value(output, &value);
        break;
    }
    case AXVM_WALK_STRUCT_BEGIN:
        write_key(output, walk);
        axvm_output_char(output, '{');
        break;
    case AXVM_WALK_STRUCT_END:
        axvm_output_char(output, '}');
        break;
    case AXVM_WALK_LIST_BEGIN:
        write_key(output, walk);
        axvm_output_char(output, '[');
        break;
    case AXVM_WALK_LIST_END:
        axvm_output_char(output, ']');
        break;
    case AXVM_WALK_DONE:
        break;
    }
}

void axvm_config_write_json(struct axvm_output *output, const struct axvm_crate_config *config) {
    struct axvm_walk walk;
    enum axvm_walk_step step;
    axvm_output_char(output, '{');
    axvm_walk_start(&walk, axvm_schema(), config);
    while ((step = axvm_walk_next(&walk)) != AXVM_WALK_DONE) {
        write_step(output, &walk, step);
    }
    axvm_output_char(output, '\n');
}
