/* SPDX-License-Identifier: Apache-2.0 */
#include "axvmconfig/config.h"
#include "base/json_text.h"
#include "model/record.h"

static const struct axvm_value_style json_style = {.separator = ",", .absent = "null", .write_string = axvm_json_text};

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
        axvm_write_value(output, &value, &json_style);
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
    axvm_walk_start(&walk, axvm_schema(), config, config->profile);
    while ((step = axvm_walk_next(&walk)) != AXVM_WALK_DONE) {
        write_step(output, &walk, step);
    }
    axvm_output_char(output, '\n');
}
