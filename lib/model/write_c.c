/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A configuration as a C header. C has no initializer for what a pointer leads to, so three walks go through the
 * configuration, from the inside out: arrays of numbers and strings, arrays of structs, the configuration.
 */
#include "axvmconfig/value.h"
#include "base/env.h"
#include "model/record.h"

/* The longest string literal that a compiler must take (C11 5.2.4.1), in bytes. Longer ones are arrays of bytes. */
#define LITERAL_MAX 4095

/* Numbers up to this one need no suffix. */
#define PLAIN_MAX INT32_MAX

/* How many bytes or numbers of an array stand in a line. */
#define ARRAY_LINE 12

/* A header being written, and the value that the walk has come to. */
struct c_writer {
    struct axvm_output *output;
    const char *name;                 /* of the configuration, and the beginning of all other names */
    const struct axvm_field *section; /* NULL outside of sections */
    const struct axvm_field *list;    /* NULL outside of lists of structs */
    size_t index;                     /* of the item in `list` */
    const struct axvm_field *field;   /* of the value */
};

/* --- names and numbers ---------------------------------------------------------------------------- */

static void write_part(struct c_writer *writer, const char *part) {
    axvm_output_char(writer->output, '_');
    axvm_output_string(writer->output, part);
}

static void write_index(struct c_writer *writer, size_t index) {
    axvm_output_char(writer->output, '_');
    axvm_output_u64(writer->output, index);
}

/* The name of the array of a list of structs. */
static void write_list_name(struct c_writer *writer) {
    AXVM_ASSUME(writer->section != NULL);
    axvm_output_string(writer->output, writer->name);
    write_part(writer, writer->section->name);
    write_part(writer, writer->list->name);
}

/* The name of the array that a value needs. */
static void write_value_name(struct c_writer *writer) {
    AXVM_ASSUME(writer->section != NULL);
    if (writer->list != NULL) {
        write_list_name(writer);
        write_index(writer, writer->index);
    } else {
        axvm_output_string(writer->output, writer->name);
        write_part(writer, writer->section->name);
    }
    write_part(writer, writer->field->name);
}

/* The name of a list in a value that is a list of them. */
static void write_inner_name(struct c_writer *writer, size_t index) {
    write_value_name(writer);
    write_index(writer, index);
}

static bool is_in_hexadecimal(enum axvm_unit unit) {
    return unit == AXVM_UNIT_ADDRESS || unit == AXVM_UNIT_BYTES || unit == AXVM_UNIT_CPU_MASK ||
           unit == AXVM_UNIT_FLAGS;
}

static void write_number(struct c_writer *writer, uint64_t number) {
    axvm_output_string(writer->output, number > PLAIN_MAX ? "UINT64_C(" : "");
    if (is_in_hexadecimal(writer->field->unit)) {
        axvm_output_hex(writer->output, number);
    } else {
        axvm_output_u64(writer->output, number);
    }
    axvm_output_string(writer->output, number > PLAIN_MAX ? ")" : "");
}

/* A size in words, behind the number. */
static void write_size_remark(struct c_writer *writer, uint64_t size_bytes) {
    axvm_output_string(writer->output, " /* ");
    axvm_write_size(writer->output, size_bytes);
    axvm_output_string(writer->output, " */");
}

/* --- strings -------------------------------------------------------------------------------------- */

/*
 * A byte between quotes of either kind. Escapes are octal with all three digits, so that a digit may follow;
 * question marks are escaped, since two of them may begin a trigraph.
 */
static void write_byte(struct axvm_output *output, unsigned char byte) {
    bool is_plain = byte >= 0x20 && byte < 0x7f;
    if (byte == '"' || byte == '\'' || byte == '\\' || byte == '?') {
        axvm_output_char(output, '\\');
        axvm_output_char(output, (char)byte);
    } else if (is_plain) {
        axvm_output_char(output, (char)byte);
    } else {
        axvm_output_char(output, '\\');
        axvm_output_char(output, (char)('0' + (byte >> 6)));
        axvm_output_char(output, (char)('0' + (byte >> 3 & 7)));
        axvm_output_char(output, (char)('0' + (byte & 7)));
    }
}

/* What stands between the elements of an array. */
static void write_separator(struct axvm_output *output, size_t index) {
    axvm_output_string(output, index == 0 ? "" : index % ARRAY_LINE == 0 ? ",\n    " : ", ");
}

void axvm_write_c_bytes(struct axvm_output *output, struct axvm_slice bytes) {
    for (size_t i = 0; i < bytes.length; i++) {
        write_separator(output, i);
        axvm_output_char(output, '\'');
        write_byte(output, (unsigned char)bytes.data[i]);
        axvm_output_char(output, '\'');
    }
}

/* The bytes of a string that is too long for a literal. */
static void write_bytes(struct c_writer *writer, struct axvm_slice text) {
    axvm_output_string(writer->output, "[] = {\n    ");
    axvm_write_c_bytes(writer->output, text);
    axvm_output_string(writer->output, "};\n");
}

/* Where the data of a string is, if it is not too long for a literal. */
static void write_literal(struct c_writer *writer, struct axvm_slice text) {
    axvm_output_char(writer->output, '"');
    for (size_t i = 0; i < text.length; i++) {
        write_byte(writer->output, (unsigned char)text.data[i]);
    }
    axvm_output_char(writer->output, '"');
}

/* An initializer of struct axvm_slice. */
static void write_slice(struct c_writer *writer, struct axvm_slice text) {
    axvm_output_char(writer->output, '{');
    if (text.length > LITERAL_MAX) {
        write_value_name(writer);
        write_part(writer, "bytes");
    } else {
        write_literal(writer, text);
    }
    axvm_output_string(writer->output, ", ");
    axvm_output_u64(writer->output, text.length);
    axvm_output_char(writer->output, '}');
}

/* The same for a string in a list of lists. */
static void write_inner_slice(struct c_writer *writer, struct axvm_slice text, size_t list, size_t index) {
    if (text.length <= LITERAL_MAX) {
        write_slice(writer, text);
        return;
    }
    axvm_output_char(writer->output, '{');
    write_inner_name(writer, list);
    write_index(writer, index);
    axvm_output_string(writer->output, ", ");
    axvm_output_u64(writer->output, text.length);
    axvm_output_char(writer->output, '}');
}

/* --- the first walk: arrays of numbers and strings ------------------------------------------------ */

static void write_numbers(struct c_writer *writer, const struct axvm_u64_list *list) {
    axvm_output_string(writer->output, "static const uint64_t ");
    write_value_name(writer);
    axvm_output_string(writer->output, "[] = {");
    for (size_t i = 0; i < list->count; i++) {
        write_separator(writer->output, i);
        write_number(writer, list->items[i]);
    }
    axvm_output_string(writer->output, "};\n");
}

/* One of the lists of a list of lists. */
static void write_inner_list(struct c_writer *writer, const struct axvm_string_list *list, size_t index) {
    for (size_t i = 0; i < list->count; i++) {
        if (list->items[i].length > LITERAL_MAX) {
            axvm_output_string(writer->output, "static const char ");
            write_inner_name(writer, index);
            write_index(writer, i);
            write_bytes(writer, list->items[i]);
        }
    }
    axvm_output_string(writer->output, "static const struct axvm_slice ");
    write_inner_name(writer, index);
    axvm_output_string(writer->output, "[] = {");
    for (size_t i = 0; i < list->count; i++) {
        axvm_output_string(writer->output, i == 0 ? "" : ", ");
        write_inner_slice(writer, list->items[i], index, i);
    }
    axvm_output_string(writer->output, "};\n");
}

static void write_string_lists(struct c_writer *writer, const struct axvm_string_list_list *lists) {
    for (size_t i = 0; i < lists->count; i++) {
        if (lists->items[i].count > 0) {
            write_inner_list(writer, &lists->items[i], i);
        }
    }
    axvm_output_string(writer->output, "static const struct axvm_string_list ");
    write_value_name(writer);
    axvm_output_string(writer->output, "[] = {\n");
    for (size_t i = 0; i < lists->count; i++) {
        axvm_output_string(writer->output, "    {");
        if (lists->items[i].count > 0) {
            write_inner_name(writer, i);
        } else {
            axvm_output_string(writer->output, "NULL");
        }
        axvm_output_string(writer->output, ", ");
        axvm_output_u64(writer->output, lists->items[i].count);
        axvm_output_string(writer->output, "},\n");
    }
    axvm_output_string(writer->output, "};\n");
}

/* The arrays that the initializer of a value refers to. */
static void write_arrays_of(struct c_writer *writer, const struct axvm_value *value) {
    if (value->kind == AXVM_VALUE_NUMBER_LIST && value->number_list.count > 0) {
        write_numbers(writer, &value->number_list);
    } else if (value->kind == AXVM_VALUE_STRING_LIST_LIST && value->string_list_list.count > 0) {
        write_string_lists(writer, &value->string_list_list);
    } else if (value->kind == AXVM_VALUE_STRING && value->string.length > LITERAL_MAX) {
        axvm_output_string(writer->output, "static const char ");
        write_value_name(writer);
        write_part(writer, "bytes");
        write_bytes(writer, value->string);
    }
}

/* --- initializers --------------------------------------------------------------------------------- */

/* The braces of a list: where its items are, and how many. */
static void write_list_reference(struct c_writer *writer, size_t count, bool optional) {
    axvm_output_char(writer->output, '{');
    if (count > 0) {
        write_value_name(writer);
    } else {
        axvm_output_string(writer->output, "NULL");
    }
    axvm_output_string(writer->output, ", ");
    axvm_output_u64(writer->output, count);
    axvm_output_string(writer->output, optional ? ", true}" : "}");
}

/* A value of an enum is written as its number, which is what the table knows, with its word beside it. */
static void write_choice(struct c_writer *writer, const struct axvm_value *value) {
    axvm_output_string(writer->output, value->optional ? "{" : "");
    axvm_output_u64(writer->output, (uint64_t)value->choice->number);
    axvm_output_string(writer->output, value->optional ? ", true}" : "");
    axvm_output_string(writer->output, " /* ");
    axvm_output_string(writer->output, value->choice->word);
    axvm_output_string(writer->output, " */");
}

static void write_initializer(struct c_writer *writer, const struct axvm_value *value) {
    bool has_braces = value->optional && (value->kind == AXVM_VALUE_NUMBER || value->kind == AXVM_VALUE_STRING);
    if (value->choice != NULL) {
        write_choice(writer, value);
        return;
    }
    axvm_output_string(writer->output, has_braces ? "{" : "");
    switch (value->kind) {
    case AXVM_VALUE_ABSENT:
        break;
    case AXVM_VALUE_BOOL:
        axvm_output_string(writer->output, value->number != 0 ? "true" : "false");
        break;
    case AXVM_VALUE_NUMBER:
        write_number(writer, value->number);
        break;
    case AXVM_VALUE_STRING:
        write_slice(writer, value->string);
        break;
    case AXVM_VALUE_NUMBER_LIST:
        write_list_reference(writer, value->number_list.count, value->optional);
        break;
    case AXVM_VALUE_STRING_LIST_LIST:
        write_list_reference(writer, value->string_list_list.count, value->optional);
        break;
    }
    axvm_output_string(writer->output, has_braces ? ", true}" : "");
    if (value->kind == AXVM_VALUE_NUMBER && writer->field->unit == AXVM_UNIT_BYTES) {
        write_size_remark(writer, value->number);
    }
}

/* A member and its value. Absent values are left to C, which makes them all zeros. */
static void write_member(struct c_writer *writer, const struct axvm_walk *walk, const char *before, const char *after) {
    struct axvm_value value = axvm_value_of(walk->object, walk->field);
    writer->field = walk->field;
    if (value.kind != AXVM_VALUE_ABSENT) {
        axvm_output_string(writer->output, before);
        axvm_output_char(writer->output, '.');
        axvm_output_string(writer->output, axvm_field_member(walk->field));
        axvm_output_string(writer->output, " = ");
        write_initializer(writer, &value);
        axvm_output_string(writer->output, after);
    }
}

/* --- the walks ------------------------------------------------------------------------------------ */

/* Keeps track of where a walk is. To be called with each step, before it is looked at. */
static void follow(struct c_writer *writer, const struct axvm_walk *walk, enum axvm_walk_step step) {
    switch (step) {
    case AXVM_WALK_STRUCT_BEGIN:
        if (walk->field != NULL) {
            writer->section = walk->field;
        } else {
            writer->index = walk->first ? 0 : writer->index + 1;
        }
        break;
    case AXVM_WALK_LIST_BEGIN:
        writer->list = walk->field;
        break;
    case AXVM_WALK_VALUE:
        writer->field = walk->field;
        break;
    default:
        break;
    }
}

static void write_arrays_of_values(struct c_writer *writer, const struct axvm_crate_config *config) {
    struct axvm_walk walk;
    enum axvm_walk_step step;
    axvm_walk_start(&walk, axvm_schema(), config, config->profile);
    while ((step = axvm_walk_next(&walk)) != AXVM_WALK_DONE) {
        follow(writer, &walk, step);
        if (step == AXVM_WALK_VALUE) {
            struct axvm_value value = axvm_value_of(walk.object, walk.field);
            write_arrays_of(writer, &value);
        } else if (step == AXVM_WALK_LIST_END) {
            writer->list = NULL;
        }
    }
}

/* One step of the second walk, inside of a list. */
static void write_item_step(struct c_writer *writer, const struct axvm_walk *walk, enum axvm_walk_step step) {
    switch (step) {
    case AXVM_WALK_LIST_BEGIN:
        axvm_output_string(writer->output, "static const struct ");
        axvm_output_string(writer->output, axvm_record_c_tag(walk->record));
        axvm_output_char(writer->output, ' ');
        write_list_name(writer);
        axvm_output_string(writer->output, "[] = {\n");
        break;
    case AXVM_WALK_STRUCT_BEGIN:
        axvm_output_string(writer->output, "    {");
        break;
    case AXVM_WALK_VALUE:
        write_member(writer, walk, walk->first ? "" : ", ", "");
        break;
    case AXVM_WALK_STRUCT_END:
        axvm_output_string(writer->output, "},\n");
        break;
    case AXVM_WALK_LIST_END:
        axvm_output_string(writer->output, "};\n");
        break;
    case AXVM_WALK_DONE:
        break;
    }
}

static void write_arrays_of_structs(struct c_writer *writer, const struct axvm_crate_config *config) {
    struct axvm_walk walk;
    enum axvm_walk_step step;
    axvm_walk_start(&walk, axvm_schema(), config, config->profile);
    while ((step = axvm_walk_next(&walk)) != AXVM_WALK_DONE) {
        follow(writer, &walk, step);
        bool is_empty = (step == AXVM_WALK_LIST_BEGIN || step == AXVM_WALK_LIST_END) && walk.count == 0;
        if (writer->list != NULL && !is_empty) {
            write_item_step(writer, &walk, step);
        }
        if (step == AXVM_WALK_LIST_END) {
            writer->list = NULL;
        }
    }
}

/* The two members of a list of structs. */
static void write_list_members(struct c_writer *writer, size_t count) {
    if (count == 0) {
        return;
    }
    axvm_output_string(writer->output, "        .");
    axvm_output_string(writer->output, axvm_field_member(writer->list));
    axvm_output_string(writer->output, " = ");
    write_list_name(writer);
    axvm_output_string(writer->output, ",\n        .");
    axvm_output_string(writer->output, axvm_field_count_member(writer->list));
    axvm_output_string(writer->output, " = ");
    axvm_output_u64(writer->output, count);
    axvm_output_string(writer->output, ",\n");
}

/* One step of the third walk, outside of lists. */
static void write_section_step(struct c_writer *writer, const struct axvm_walk *walk, enum axvm_walk_step step) {
    if (step == AXVM_WALK_STRUCT_BEGIN) {
        axvm_output_string(writer->output, "    .");
        axvm_output_string(writer->output, axvm_field_member(walk->field));
        axvm_output_string(writer->output, " = {\n");
    } else if (step == AXVM_WALK_VALUE) {
        write_member(writer, walk, "        ", ",\n");
    } else if (walk->level > 0) { /* the end of a section */
        axvm_output_string(writer->output, "    },\n");
    }
}

static void write_sections(struct c_writer *writer, const struct axvm_crate_config *config) {
    struct axvm_walk walk;
    enum axvm_walk_step step;
    axvm_walk_start(&walk, axvm_schema(), config, config->profile);
    while ((step = axvm_walk_next(&walk)) != AXVM_WALK_DONE) {
        follow(writer, &walk, step);
        if (step == AXVM_WALK_LIST_BEGIN) {
            write_list_members(writer, walk.count);
        } else if (step == AXVM_WALK_LIST_END) {
            writer->list = NULL;
        } else if (writer->list == NULL) {
            write_section_step(writer, &walk, step);
        }
    }
}

/* --- the header ----------------------------------------------------------------------------------- */

/* The include guard: the name in capitals, with an end that no header of this library has. */
static void write_guard(struct c_writer *writer) {
    for (const char *byte = writer->name; *byte != '\0'; byte++) {
        axvm_output_char(writer->output, *byte >= 'a' ? (char)(*byte - 'a' + 'A') : *byte);
    }
    axvm_output_string(writer->output, "_GENERATED_H");
}

/* The enumerator of a profile: its name with an underscore for the point. */
static void write_profile(struct c_writer *writer, enum axvm_profile profile) {
    axvm_output_string(writer->output, "    .profile = AXVM_PROFILE_");
    for (const char *byte = axvm_profile_name(profile); *byte != '\0'; byte++) {
        axvm_output_char(writer->output, *byte == '.' ? '_' : *byte);
    }
    axvm_output_string(writer->output, ",\n");
}

/* All of a configuration. @param attributes  lines before the constant */
static void write_constant(struct c_writer *writer, const struct axvm_crate_config *config, const char *attributes) {
    write_arrays_of_values(writer, config);
    write_arrays_of_structs(writer, config);
    axvm_output_string(writer->output, attributes);
    axvm_output_string(writer->output, "static const struct ");
    axvm_output_string(writer->output, axvm_record_c_tag(axvm_schema()));
    axvm_output_char(writer->output, ' ');
    axvm_output_string(writer->output, writer->name);
    axvm_output_string(writer->output, " = {\n");
    write_sections(writer, config);
    write_profile(writer, config->profile);
    axvm_output_string(writer->output, "};\n");
}

void axvm_config_write_c_constant(struct axvm_output *output, const struct axvm_crate_config *config,
                                  const char *name) {
    struct c_writer writer = {.output = output, .name = name};
    write_constant(&writer, config, "");
}

void axvm_config_write_c(struct axvm_output *output, const struct axvm_crate_config *config, const char *name) {
    struct c_writer writer = {.output = output, .name = name};
    axvm_output_string(output,
                       "/* A VM configuration, written by axvmconfig. Changes belong into its source. */\n#ifndef ");
    write_guard(&writer);
    axvm_output_string(output, "\n#define ");
    write_guard(&writer);
    axvm_output_string(output, "\n\n#include \"axvmconfig/config.h\"\n\n");
    write_constant(&writer, config, "\n#ifdef __GNUC__\n__attribute__((unused))\n#endif\n");
    axvm_output_string(output, "\n#endif\n");
}
