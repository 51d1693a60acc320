/* SPDX-License-Identifier: Apache-2.0 */
/* Values as TOML and JSON write them, which differ in their strings and little else. */
#include "model/record.h"

static void write_separator_before(struct axvm_output *output, size_t index, const struct axvm_value_style *style) {
    if (index > 0) {
        axvm_output_string(output, style->separator);
    }
}

static void write_numbers(struct axvm_output *output, const struct axvm_u64_list *list,
                          const struct axvm_value_style *style) {
    axvm_output_char(output, '[');
    for (size_t i = 0; i < list->count; i++) {
        write_separator_before(output, i, style);
        axvm_output_u64(output, list->items[i]);
    }
    axvm_output_char(output, ']');
}

static void write_strings(struct axvm_output *output, const struct axvm_string_list *list,
                          const struct axvm_value_style *style) {
    axvm_output_char(output, '[');
    for (size_t i = 0; i < list->count; i++) {
        write_separator_before(output, i, style);
        style->write_string(output, list->items[i]);
    }
    axvm_output_char(output, ']');
}

static void write_string_lists(struct axvm_output *output, const struct axvm_string_list_list *lists,
                               const struct axvm_value_style *style) {
    axvm_output_char(output, '[');
    for (size_t i = 0; i < lists->count; i++) {
        write_separator_before(output, i, style);
        write_strings(output, &lists->items[i], style);
    }
    axvm_output_char(output, ']');
}

void axvm_write_value(struct axvm_output *output, const struct axvm_value *value,
                      const struct axvm_value_style *style) {
    switch (value->kind) {
    case AXVM_VALUE_ABSENT:
        axvm_output_string(output, style->absent);
        break;
    case AXVM_VALUE_BOOL:
        axvm_output_string(output, value->number != 0 ? "true" : "false");
        break;
    case AXVM_VALUE_NUMBER:
        axvm_output_u64(output, value->number);
        break;
    case AXVM_VALUE_STRING:
        style->write_string(output, value->string);
        break;
    case AXVM_VALUE_NUMBER_LIST:
        write_numbers(output, &value->number_list, style);
        break;
    case AXVM_VALUE_STRING_LIST_LIST:
        write_string_lists(output, &value->string_list_list, style);
        break;
    }
}
