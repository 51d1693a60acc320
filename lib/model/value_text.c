/* SPDX-License-Identifier: Apache-2.0 */
/* Values one at a time, for people and as JSON. */
#include "axvmconfig/value.h"

#include "base/format.h"
#include "base/json_text.h"
#include "model/record.h"

static const struct axvm_value_style json_style = {.separator = ",", .absent = "null", .write_string = axvm_json_text};

/* For strings and lists of lists; numbers are written by their unit. */
static const struct axvm_value_style text_style = {
    .separator = ", ", .absent = "nothing", .write_string = axvm_write_rust_string};

/* Room for any number as text. */
#define NUMBER_TEXT_MAX 64

/* --- numbers -------------------------------------------------------------------------------------- */

/* The row of a number's meaning. @return NULL if it has none */
static const struct axvm_enum_value *meaning_of(const struct axvm_field *field, const struct axvm_value *value) {
    const enum axvm_profile last = (enum axvm_profile)(AXVM_PROFILE_COUNT - 1);
    if (value->choice != NULL || field->values == NULL) {
        return value->choice;
    }
    return axvm_enum_find_number(field->values, last, value->number);
}

/* Numbers of an enum that has large ones are known in hexadecimal. */
static bool is_in_hexadecimal(const struct axvm_field *field) {
    switch (field->unit) {
    case AXVM_UNIT_ADDRESS:
    case AXVM_UNIT_BYTES:
    case AXVM_UNIT_CPU_MASK:
    case AXVM_UNIT_FLAGS:
        return true;
    default:
        return field->values != NULL && field->values->values[field->values->count - 1].number > 9;
    }
}

static void write_plain_number(struct axvm_output *output, const struct axvm_field *field, uint64_t number) {
    unsigned char memory[NUMBER_TEXT_MAX];
    struct axvm_arena arena;
    axvm_arena_init(&arena, memory, sizeof memory);
    axvm_output_slice(output, axvm_format(&arena, is_in_hexadecimal(field) ? "%x" : "%u", number));
}

/* Whether a number is spelled in the base that it is shown in. */
static bool is_spelled_well(const struct axvm_field *field, struct axvm_slice spelling) {
    char letter = spelling.length > 2 && spelling.data[0] == '0' ? spelling.data[1] : '0';
    return letter == (is_in_hexadecimal(field) ? 'x' : '0');
}

static void write_number(struct axvm_output *output, const struct axvm_field *field, const struct axvm_value *value,
                         struct axvm_slice spelling) {
    const struct axvm_enum_value *meaning = meaning_of(field, value);
    axvm_output_slice(output, spelling);
    if (spelling.length == 0 || !is_spelled_well(field, spelling)) {
        axvm_output_string(output, spelling.length == 0 ? "" : " = ");
        write_plain_number(output, field, value->number);
    }
    if (field->unit == AXVM_UNIT_BYTES) {
        axvm_output_string(output, " (");
        axvm_write_size(output, value->number);
        axvm_output_char(output, ')');
    } else if (meaning != NULL) {
        axvm_output_string(output, " (");
        axvm_output_string(output, meaning->word);
        axvm_output_char(output, ')');
    }
}

static void write_number_list(struct axvm_output *output, const struct axvm_field *field,
                              const struct axvm_u64_list *list) {
    axvm_output_char(output, '[');
    for (size_t i = 0; i < list->count; i++) {
        axvm_output_string(output, i == 0 ? "" : ", ");
        write_plain_number(output, field, list->items[i]);
    }
    axvm_output_char(output, ']');
}

/* --- values --------------------------------------------------------------------------------------- */

/* A word, and what it is an alias of. */
static void write_word(struct axvm_output *output, const struct axvm_value *value, struct axvm_slice spelling) {
    struct axvm_slice inside = {spelling.data + 1, spelling.length < 2 ? 0 : spelling.length - 2};
    axvm_output_slice(output, spelling);
    if (spelling.length < 2 || !axvm_slice_equal(inside, value->string)) {
        axvm_output_string(output, spelling.length == 0 ? "" : " = ");
        axvm_write_rust_string(output, value->string);
    }
}

bool axvm_value_is_absent(const void *object, const struct axvm_field *field) {
    return axvm_value_of(object, field).kind == AXVM_VALUE_ABSENT;
}

struct axvm_optional_string axvm_value_string(const void *object, const struct axvm_field *field) {
    struct axvm_value value = axvm_value_of(object, field);
    bool is_string = value.kind == AXVM_VALUE_STRING && value.choice == NULL;
    return is_string ? (struct axvm_optional_string){value.string, true}
                     : (struct axvm_optional_string){{NULL, 0}, false};
}

void axvm_value_write_text(struct axvm_output *output, const void *object, const struct axvm_field *field,
                           struct axvm_slice spelling) {
    struct axvm_value value = axvm_value_of(object, field);
    if (value.kind == AXVM_VALUE_NUMBER) {
        write_number(output, field, &value, spelling);
    } else if (value.kind == AXVM_VALUE_STRING && value.choice != NULL) {
        write_word(output, &value, spelling);
    } else if (spelling.length > 0) {
        axvm_output_slice(output, spelling);
    } else if (value.kind == AXVM_VALUE_NUMBER_LIST) {
        write_number_list(output, field, &value.number_list);
    } else {
        axvm_write_value(output, &value, &text_style);
    }
}

void axvm_value_write_json(struct axvm_output *output, const void *object, const struct axvm_field *field) {
    struct axvm_value value = axvm_value_of(object, field);
    axvm_write_value(output, &value, &json_style);
}

/* --- items ---------------------------------------------------------------------------------------- */

void axvm_item_write_text(struct axvm_output *output, const struct axvm_record *record, const void *object,
                          enum axvm_profile profile, uint32_t keys) {
    static const struct axvm_slice not_known = {NULL, 0};
    bool is_first = true;
    for (size_t i = 0; (i = axvm_record_field_from(record, i, profile)) < record->count; i++) {
        if ((keys >> i & 1) == 0) {
            continue;
        }
        axvm_output_string(output, is_first ? "" : ", ");
        axvm_output_string(output, record->fields[i].name);
        axvm_output_char(output, ' ');
        axvm_value_write_text(output, object, &record->fields[i], not_known);
        is_first = false;
    }
}

void axvm_item_write_json(struct axvm_output *output, const struct axvm_record *record, const void *object,
                          enum axvm_profile profile) {
    axvm_output_char(output, '{');
    bool is_first = true;
    for (size_t i = 0; (i = axvm_record_field_from(record, i, profile)) < record->count; i++) {
        axvm_output_string(output, is_first ? "" : ",");
        axvm_json_text(output, axvm_slice_of(record->fields[i].name));
        axvm_output_char(output, ':');
        axvm_value_write_json(output, object, &record->fields[i]);
        is_first = false;
    }
    axvm_output_char(output, '}');
}

void axvm_write_size(struct axvm_output *output, uint64_t size_bytes) {
    unsigned char memory[NUMBER_TEXT_MAX];
    struct axvm_arena arena;
    axvm_arena_init(&arena, memory, sizeof memory);
    axvm_output_slice(output, axvm_format(&arena, "%b", size_bytes));
}

void axvm_write_json_string(struct axvm_output *output, struct axvm_slice text) {
    axvm_json_text(output, text);
}
