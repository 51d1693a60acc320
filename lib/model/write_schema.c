/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The schema table as a JSON Schema.
 *
 * Each kind of struct is one schema for both forms, since the keywords of objects say nothing about arrays and those of
 * arrays nothing about objects. An element of the array form refers to the property of its key, so that both forms
 * are the same by construction. Where validators differ in what they can do, the plainer keyword is used:
 * docs/schema.md says which were tried.
 */
#include "axvmconfig/schema.h"
#include "base/json_text.h"
#include "model/record.h"

/* More kinds of structs than any root has below it. */
#define RECORDS_MAX 16

/* One writing of a schema. Always count <= RECORDS_MAX, and no record twice. */
struct schema_writer {
    struct axvm_output *output;
    enum axvm_profile profile;
    bool strict_keys;
    size_t count;
    const struct axvm_record *records[RECORDS_MAX]; /* the root, and the kinds of structs below it, level by level */
};

/* What stands in a member that is left out, up to the last kind: nothing for an option, which is then absent. */
static const char *const default_values[] = {
    [AXVM_FIELD_STRUCT] = "{}",           [AXVM_FIELD_STRUCT_LIST] = "[]", [AXVM_FIELD_U64] = "0",
    [AXVM_FIELD_STRING] = "\"\"",         [AXVM_FIELD_U64_LIST] = "[]",    [AXVM_FIELD_STRING_LIST] = "[]",
    [AXVM_FIELD_STRING_LIST_LIST] = "[]", [AXVM_FIELD_BOOL] = "false",     [AXVM_FIELD_U16] = "0",
};

static const char *const unit_names[] = {
    [AXVM_UNIT_NONE] = NULL,       [AXVM_UNIT_ADDRESS] = "address",   [AXVM_UNIT_BYTES] = "bytes",
    [AXVM_UNIT_CPU_ID] = "CPU id", [AXVM_UNIT_CPU_MASK] = "CPU mask", [AXVM_UNIT_COUNT] = "count",
    [AXVM_UNIT_FLAGS] = "flags",   [AXVM_UNIT_IRQ] = "interrupt",     [AXVM_UNIT_FILE] = NULL,
};

#define UNSIGNED_64 "\"type\": \"integer\", \"minimum\": 0, \"maximum\": 18446744073709551615"
#define UNSIGNED_16 "\"type\": \"integer\", \"minimum\": 0, \"maximum\": 65535"

/* --- pieces ------------------------------------------------------------------------------------- */

static void write_string(struct schema_writer *writer, const char *text) {
    axvm_output_string(writer->output, text);
}

static void write_text(struct schema_writer *writer, const char *text) {
    axvm_json_text(writer->output, axvm_slice_of(text));
}

/* Writes `before` as it is, and then a text as a JSON string. */
static void write_member(struct schema_writer *writer, const char *before, const char *text) {
    write_string(writer, before);
    write_text(writer, text);
}

/* What stands before an entry of a list that has one entry a line: the comma after the one before it, if any. */
static void start_line(struct schema_writer *writer, bool first, size_t indentation) {
    write_string(writer, first ? "\n" : ",\n");
    axvm_output_repeat(writer->output, ' ', indentation);
}

static void end_lines(struct schema_writer *writer, size_t indentation, char bracket) {
    axvm_output_char(writer->output, '\n');
    axvm_output_repeat(writer->output, ' ', indentation);
    axvm_output_char(writer->output, bracket);
}

/* --- values of enums ---------------------------------------------------------------------------- */

/* The row of the main word, which `row` is an alias of if it is another one. */
static const struct axvm_enum_value *main_row(const struct axvm_enum *values, const struct axvm_enum_value *row) {
    return axvm_enum_row(values, (uint64_t)row->number);
}

/* Numbers that are known in hexadecimal are also shown so: JSON has only decimal ones. */
static void write_choice(struct schema_writer *writer, const struct axvm_enum *values,
                         const struct axvm_enum_value *row, bool by_number) {
    if (by_number) {
        write_string(writer, "{\"const\": ");
        axvm_output_u64(writer->output, (uint64_t)row->number);
    } else {
        write_member(writer, "{\"const\": ", row->word);
    }
    write_member(writer, ", \"title\": ", main_row(values, row)->word);
    write_string(writer, ", \"description\": \"");
    if (by_number && axvm_enum_is_hexadecimal(values)) {
        axvm_output_hex(writer->output, (uint64_t)row->number);
        write_string(writer, ": ");
    }
    axvm_json_characters(writer->output, axvm_slice_of(axvm_enum_value_description(row)));
    write_string(writer, main_row(values, row) == row ? "\"}" : "\", \"deprecated\": true}");
}

/* Any word as the only key of a table, with nothing in it, which is how serde writes a variant with content. */
static void write_variant_table(struct schema_writer *writer, const struct axvm_enum *values) {
    write_string(writer, "{\"type\": \"object\", \"title\": \"the word as a key\", "
                         "\"description\": \"a table with one word as its key and an empty table as its value\", "
                         "\"minProperties\": 1, \"maxProperties\": 1, \"propertyNames\": {\"enum\": [");
    const char *before = "";
    for (size_t i = 0; i < values->count; i++) {
        if (values->values[i].since <= writer->profile) {
            write_member(writer, before, values->values[i].word);
            before = ", ";
        }
    }
    write_string(writer, "]}, \"additionalProperties\": "
                         "{\"type\": [\"object\", \"array\"], \"maxProperties\": 0, \"maxItems\": 0}}");
}

/* The values to choose from, one a line, and what else may stand in their place. */
static void write_choices(struct schema_writer *writer, const struct axvm_field *field, size_t indentation) {
    bool by_number = field->kind == AXVM_FIELD_ENUM_NUMBER || field->kind == AXVM_FIELD_U64;
    bool first = true;
    write_string(writer, field->kind == AXVM_FIELD_U64 ? "\"anyOf\": [" : "\"oneOf\": [");
    for (size_t i = 0; i < field->values->count; i++) {
        const struct axvm_enum_value *row = &field->values->values[i];
        if (row->since <= writer->profile) {
            start_line(writer, first, indentation + 2);
            write_choice(writer, field->values, row, by_number);
            first = false;
        }
    }
    if (field->kind == AXVM_FIELD_U64) {
        start_line(writer, first, indentation + 2);
        write_string(writer, "{\"type\": \"integer\", \"title\": \"any other number\"}");
    } else if (!by_number) {
        start_line(writer, first, indentation + 2);
        write_variant_table(writer, field->values);
    }
    end_lines(writer, indentation, ']');
}

/* --- fields ------------------------------------------------------------------------------------- */

static void write_reference(struct schema_writer *writer, const struct axvm_record *record) {
    write_string(writer, "\"$ref\": \"#/$defs/");
    write_string(writer, axvm_record_rust_name(record));
    axvm_output_char(writer->output, '"');
}

static void write_type(struct schema_writer *writer, const struct axvm_field *field, size_t indentation) {
    switch (field->kind) {
    case AXVM_FIELD_STRUCT:
        write_reference(writer, field->element);
        break;
    case AXVM_FIELD_STRUCT_LIST:
        write_string(writer, "\"type\": \"array\", \"items\": {");
        write_reference(writer, field->element);
        axvm_output_char(writer->output, '}');
        break;
    case AXVM_FIELD_U64:
    case AXVM_FIELD_OPTIONAL_U64:
        write_string(writer, UNSIGNED_64);
        if (field->values != NULL) {
            write_string(writer, ", ");
            write_choices(writer, field, indentation);
        }
        break;
    case AXVM_FIELD_U16:
        write_string(writer, UNSIGNED_16);
        break;
    case AXVM_FIELD_BOOL:
        write_string(writer, "\"type\": \"boolean\"");
        break;
    case AXVM_FIELD_STRING:
    case AXVM_FIELD_OPTIONAL_STRING:
        write_string(writer, "\"type\": \"string\"");
        break;
    case AXVM_FIELD_U64_LIST:
    case AXVM_FIELD_OPTIONAL_U64_LIST:
        write_string(writer, "\"type\": \"array\", \"items\": {" UNSIGNED_64 "}");
        break;
    case AXVM_FIELD_STRING_LIST:
        write_string(writer, "\"type\": \"array\", \"items\": {\"type\": \"string\"}");
        break;
    case AXVM_FIELD_STRING_LIST_LIST:
        write_string(writer,
                     "\"type\": \"array\", \"items\": {\"type\": \"array\", \"items\": {\"type\": \"string\"}}");
        break;
    case AXVM_FIELD_ENUM_NUMBER:
    case AXVM_FIELD_ENUM_WORD:
    case AXVM_FIELD_OPTIONAL_ENUM_WORD:
        write_choices(writer, field, indentation);
        break;
    }
}

static void write_default(struct schema_writer *writer, const struct axvm_field *field) {
    if (field->presence != AXVM_DEFAULTED) {
        return;
    }
    if (field->kind == AXVM_FIELD_ENUM_WORD) {
        write_member(writer, "\"default\": ", field->values->values[0].word);
        write_string(writer, ", ");
    } else if (default_values[field->kind] != NULL) {
        write_string(writer, "\"default\": ");
        write_string(writer, default_values[field->kind]);
        write_string(writer, ", ");
    }
}

/* The property of a key. A unit is a comment: validators refuse, or warn of, keywords that they do not know. */
static void write_property(struct schema_writer *writer, const struct axvm_field *field, size_t indentation) {
    write_text(writer, field->name);
    write_member(writer, ": {\"title\": ", field->name);
    write_member(writer, ", \"description\": ", axvm_field_description(field));
    write_string(writer, ", ");
    if (unit_names[field->unit] != NULL) {
        write_string(writer, "\"$comment\": \"unit: ");
        write_string(writer, unit_names[field->unit]);
        write_string(writer, "\", ");
    }
    write_default(writer, field);
    write_type(writer, field, indentation);
    axvm_output_char(writer->output, '}');
}

/* --- structs ------------------------------------------------------------------------------------ */

static void write_table_form(struct schema_writer *writer, const struct axvm_record *record, size_t indentation) {
    bool first = true;
    for (size_t i = 0; i < record->count; i++) {
        const struct axvm_field *field = &record->fields[i];
        if (field->since <= writer->profile && field->presence == AXVM_REQUIRED) {
            if (first) {
                start_line(writer, false, indentation);
            }
            write_member(writer, first ? "\"required\": [" : ", ", field->name);
            first = false;
        }
    }
    write_string(writer, first ? "" : "]");
    start_line(writer, false, indentation);
    write_string(writer, writer->strict_keys ? "\"additionalProperties\": false" : "\"additionalProperties\": true");
    start_line(writer, false, indentation);
    write_string(writer, "\"properties\": {");
    first = true;
    for (size_t i = 0; (i = axvm_record_field_from(record, i, writer->profile)) < record->count; i++) {
        start_line(writer, first, indentation + 2);
        write_property(writer, &record->fields[i], indentation + 2);
        first = false;
    }
    end_lines(writer, indentation, '}');
}

/* How many elements the array form must have: all but the defaulted ones at its end. */
static uint64_t fewest_elements(const struct axvm_record *record, enum axvm_profile profile) {
    uint64_t given = 0;
    uint64_t fewest = 0;
    for (size_t i = 0; (i = axvm_record_field_from(record, i, profile)) < record->count; i++) {
        given++;
        if (record->fields[i].presence != AXVM_DEFAULTED) {
            fewest = given;
        }
    }
    return fewest;
}

/* Surplus elements are dropped by the decoder, whatever they are. */
static void write_array_form(struct schema_writer *writer, const struct axvm_record *record, size_t indentation) {
    uint64_t fewest = fewest_elements(record, writer->profile);
    start_line(writer, false, indentation);
    if (fewest > 0) {
        write_string(writer, "\"minItems\": ");
        axvm_output_u64(writer->output, fewest);
        start_line(writer, false, indentation);
    }
    write_string(writer, "\"items\": true");
    start_line(writer, false, indentation);
    write_string(writer, "\"prefixItems\": [");
    bool first = true;
    for (size_t i = 0; (i = axvm_record_field_from(record, i, writer->profile)) < record->count; i++) {
        start_line(writer, first, indentation + 2);
        write_string(writer, "{\"$ref\": \"#/$defs/");
        write_string(writer, axvm_record_rust_name(record));
        write_string(writer, "/properties/");
        write_string(writer, record->fields[i].name);
        write_string(writer, "\"}");
        first = false;
    }
    end_lines(writer, indentation, ']');
}

/* A kind of struct below the root. */
static void write_definition(struct schema_writer *writer, const struct axvm_record *record) {
    write_text(writer, axvm_record_rust_name(record));
    write_string(writer, ": {");
    start_line(writer, true, 6);
    write_member(writer, "\"title\": ", record->title);
    start_line(writer, false, 6);
    write_string(writer, "\"type\": [\"object\", \"array\"]");
    write_table_form(writer, record, 6);
    write_array_form(writer, record, 6);
    end_lines(writer, 4, '}');
}

/* --- the whole ---------------------------------------------------------------------------------- */

/* Each record is that of one key only. */
static void collect_records(struct schema_writer *writer, const struct axvm_record *root) {
    writer->records[writer->count++] = root;
    for (size_t next = 0; next < writer->count; next++) {
        const struct axvm_record *record = writer->records[next];
        for (size_t i = 0; (i = axvm_record_field_from(record, i, writer->profile)) < record->count; i++) {
            const struct axvm_record *element = record->fields[i].element;
            if (element != NULL && writer->count < RECORDS_MAX) {
                writer->records[writer->count++] = element;
            }
        }
    }
}

void axvm_schema_write(struct axvm_output *output, const struct axvm_record *root, enum axvm_profile profile,
                       bool strict_keys) {
    struct schema_writer writer = {.output = output, .profile = profile, .strict_keys = strict_keys};
    collect_records(&writer, root);
    write_string(&writer, "{\n  \"$schema\": \"https://json-schema.org/draft/2020-12/schema\"");
    write_member(&writer, ",\n  \"title\": ", root->title);
    if (root == axvm_schema()) {
        write_string(&writer, ",\n  \"description\": \"a guest of the Axvisor hypervisor, profile ");
        write_string(&writer, axvm_profile_name(profile));
        axvm_output_char(output, '"');
    }
    write_string(&writer, ",\n  \"type\": \"object\"");
    write_table_form(&writer, root, 2);
    write_string(&writer, ",\n  \"$defs\": {");
    for (size_t i = 1; i < writer.count; i++) {
        start_line(&writer, i == 1, 4);
        write_definition(&writer, writer.records[i]);
    }
    end_lines(&writer, 2, '}');
    write_string(&writer, "\n}\n");
}
