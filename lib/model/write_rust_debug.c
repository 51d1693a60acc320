/* SPDX-License-Identifier: Apache-2.0 */
#include "axvmconfig/config.h"
#include "model/record.h"

#define INDENT 4

static void write_indent(struct axvm_output *output, size_t level) {
    axvm_output_repeat(output, ' ', level * INDENT);
}

/* Opens a list. An empty one stays on its line. */
static void open_list(struct axvm_output *output, size_t count) {
    axvm_output_string(output, count > 0 ? "[\n" : "[");
}

static void close_list(struct axvm_output *output, size_t count, size_t level) {
    if (count > 0) {
        write_indent(output, level);
    }
    axvm_output_char(output, ']');
}

static void write_numbers(struct axvm_output *output, const struct axvm_u64_list *list, size_t level) {
    open_list(output, list->count);
    for (size_t i = 0; i < list->count; i++) {
        write_indent(output, level + 1);
        axvm_output_hex(output, list->items[i]);
        axvm_output_string(output, ",\n");
    }
    close_list(output, list->count, level);
}

static void write_strings(struct axvm_output *output, const struct axvm_string_list *list, size_t level) {
    open_list(output, list->count);
    for (size_t i = 0; i < list->count; i++) {
        write_indent(output, level + 1);
        axvm_write_rust_string(output, list->items[i]);
        axvm_output_string(output, ",\n");
    }
    close_list(output, list->count, level);
}

static void write_string_lists(struct axvm_output *output, const struct axvm_string_list_list *lists, size_t level) {
    open_list(output, lists->count);
    for (size_t i = 0; i < lists->count; i++) {
        write_indent(output, level + 1);
        write_strings(output, &lists->items[i], level + 1);
        axvm_output_string(output, ",\n");
    }
    close_list(output, lists->count, level);
}

/* A value that is present. `level` is that of the line it starts on. */
static void write_present(struct axvm_output *output, const struct axvm_value *value, size_t level) {
    if (value->choice != NULL) {
        axvm_output_string(output, axvm_enum_value_rust_name(value->choice));
        return;
    }
    switch (value->kind) {
    case AXVM_VALUE_BOOL:
        axvm_output_string(output, value->number != 0 ? "true" : "false");
        break;
    case AXVM_VALUE_NUMBER:
        axvm_output_hex(output, value->number);
        break;
    case AXVM_VALUE_STRING:
        axvm_write_rust_string(output, value->string);
        break;
    case AXVM_VALUE_NUMBER_LIST:
        write_numbers(output, &value->number_list, level);
        break;
    case AXVM_VALUE_STRING_LIST_LIST:
        write_string_lists(output, &value->string_list_list, level);
        break;
    case AXVM_VALUE_ABSENT:
        break;
    }
}

static void write_value(struct axvm_output *output, const struct axvm_value *value, size_t level) {
    if (value->kind == AXVM_VALUE_ABSENT) {
        axvm_output_string(output, "None");
    } else if (value->optional) {
        axvm_output_string(output, "Some(\n");
        write_indent(output, level + 1);
        write_present(output, value, level + 1);
        axvm_output_string(output, ",\n");
        write_indent(output, level);
        axvm_output_char(output, ')');
    } else {
        write_present(output, value, level);
    }
}

/* What stands before every member and item on its line. */
static void write_name(struct axvm_output *output, const struct axvm_walk *walk) {
    write_indent(output, walk->level);
    if (walk->field != NULL) {
        axvm_output_string(output, walk->field->name);
        axvm_output_string(output, ": ");
    }
}

static void open_struct(struct axvm_output *output, const struct axvm_record *record) {
    axvm_output_string(output, axvm_record_rust_name(record));
    axvm_output_string(output, " {\n");
}

static void write_step(struct axvm_output *output, const struct axvm_walk *walk, enum axvm_walk_step step) {
    switch (step) {
    case AXVM_WALK_VALUE: {
        struct axvm_value value = axvm_value_of(walk->object, walk->field);
        write_name(output, walk);
        write_value(output, &value, walk->level);
        break;
    }
    case AXVM_WALK_STRUCT_BEGIN:
        write_name(output, walk);
        open_struct(output, walk->record);
        return;
    case AXVM_WALK_STRUCT_END:
        write_indent(output, walk->level);
        axvm_output_char(output, '}');
        break;
    case AXVM_WALK_LIST_BEGIN:
        write_name(output, walk);
        open_list(output, walk->count);
        return;
    case AXVM_WALK_LIST_END:
        close_list(output, walk->count, walk->level);
        break;
    case AXVM_WALK_DONE:
        return;
    }
    if (walk->level > 0) { /* the outermost struct has nothing behind it */
        axvm_output_string(output, ",\n");
    }
}

void axvm_config_write_rust_debug(struct axvm_output *output, const struct axvm_crate_config *config) {
    struct axvm_walk walk;
    enum axvm_walk_step step;
    open_struct(output, axvm_schema());
    axvm_walk_start(&walk, axvm_schema(), config, config->profile);
    while ((step = axvm_walk_next(&walk)) != AXVM_WALK_DONE) {
        write_step(output, &walk, step);
    }
}
