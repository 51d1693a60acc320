/* SPDX-License-Identifier: Apache-2.0 */
#include "json_input.h"

#include "message.h"

#ifdef AXVMCONFIG_JSON_C

#include "axvmconfig/diagnostics.h"
#include "axvmconfig/schema.h"

#include <errno.h>
#include <json-c/json.h>
#include <string.h>

/** How deep objects and arrays may nest. */
#define JSON_DEPTH_MAX 256

/** The digits of a number that stand between two `_`. */
#define GROUP_DIGITS 4

/** A TOML text in the making. */
struct toml_writer {
    struct axvm_output output;
    const char *trouble; /**< what TOML does not have; NULL: none so far */
};

static bool is_digit(char byte) {
    return byte >= '0' && byte <= '9';
}

static bool is_bare_key(const char *key) {
    size_t length = strspn(key, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-");
    return length > 0 && key[length] == '\0';
}

/** Writes a string in double quotes. */
static void write_string(struct axvm_output *output, const char *text, size_t length) {
    axvm_output_char(output, '"');
    for (size_t i = 0; i < length; i++) {
        unsigned char byte = (unsigned char)text[i];
        if (byte == '"' || byte == '\\') {
            axvm_output_char(output, '\\');
            axvm_output_char(output, text[i]);
        } else if (byte == '\n' || byte == '\t') {
            axvm_output_string(output, byte == '\n' ? "\\n" : "\\t");
        } else if (byte < 0x20 || byte == 0x7f) {
            axvm_output_string(output, "\\u00");
            axvm_output_char(output, "0123456789abcdef"[byte >> 4]);
            axvm_output_char(output, "0123456789abcdef"[byte & 15]);
        } else {
            axvm_output_char(output, text[i]);
        }
    }
    axvm_output_char(output, '"');
}

static void write_key(struct axvm_output *output, const char *key) {
    if (is_bare_key(key)) {
        axvm_output_string(output, key);
    } else {
        write_string(output, key, strlen(key));
    }
}

/** Writes a number as `0x8020_0000`. */
static void write_hex(struct axvm_output *output, uint64_t number) {
    char digits[16];
    size_t count = 0;
    do {
        digits[count++] = "0123456789abcdef"[number & 15];
        number >>= 4;
    } while (number != 0);
    axvm_output_string(output, "0x");
    while (count > 0) {
        axvm_output_char(output, digits[--count]);
        axvm_output_string(output, count > 0 && count % GROUP_DIGITS == 0 ? "_" : "");
    }
}

static bool is_hex(const struct axvm_field *field) {
    return field != NULL &&
           (field->unit == AXVM_UNIT_ADDRESS || field->unit == AXVM_UNIT_BYTES || field->unit == AXVM_UNIT_FLAGS);
}

/** The field of a key, or of a position. @return NULL if it has none */
static const struct axvm_field *field_of(const struct axvm_record *record, const char *key, size_t index) {
    for (size_t i = 0; record != NULL && i < record->count; i++) {
        if (key == NULL ? i == index : strcmp(record->fields[i].name, key) == 0) {
            return &record->fields[i];
        }
    }
    return NULL;
}

static void write_number(struct toml_writer *writer, struct json_object *value, const struct axvm_field *field) {
    if (json_object_get_int64(value) < 0) {
        message(&writer->output, "-%u", (uint64_t)0 - (uint64_t)json_object_get_int64(value));
    } else if (is_hex(field) && json_object_get_uint64(value) != 0) {
        write_hex(&writer->output, json_object_get_uint64(value));
    } else {
        axvm_output_u64(&writer->output, json_object_get_uint64(value));
    }
}

/** Whether a number is written as TOML has it, too: json-c lets `2.`, `02.5` and `Infinity` pass. */
static bool is_toml_float(const char *digits) {
    const char *point = strchr(digits, '.');
    const char *first = digits + (*digits == '-');
    return !(*first == '0' && is_digit(first[1])) && strspn(digits, "0123456789+-.eE") == strlen(digits) &&
           (point == NULL || (point > digits && is_digit(point[-1]) && is_digit(point[1])));
}

static void write_float(struct toml_writer *writer, struct json_object *value) {
    const char *digits = json_object_to_json_string(value); /* as it was written */
    if (is_toml_float(digits)) {
        axvm_output_string(&writer->output, digits);
    } else {
        writer->trouble = "a number that JSON does not have";
    }
}

static void write_value(struct toml_writer *writer, struct json_object *value, const struct axvm_field *field);

/** `record`: of the positions, where the array is a struct. */
static void write_array(struct toml_writer *writer, struct json_object *array, const struct axvm_field *field,
                        const struct axvm_record *record) {
    size_t count = json_object_array_length(array);
    bool is_list = field != NULL && field->kind == AXVM_FIELD_STRUCT_LIST && record == NULL && count > 0;
    axvm_output_string(&writer->output, is_list ? "[\n" : "[");
    for (size_t i = 0; i < count; i++) {
        struct json_object *item = json_object_array_get_idx(array, i);
        axvm_output_string(&writer->output, is_list ? "    " : i > 0 ? ", " : "");
        if (is_list && json_object_is_type(item, json_type_array)) {
            write_array(writer, item, NULL, field->element);
        } else {
            write_value(writer, item, record != NULL ? field_of(record, NULL, i) : field);
        }
        axvm_output_string(&writer->output, is_list ? ",\n" : "");
    }
    axvm_output_char(&writer->output, ']');
}

static void write_inline_table(struct toml_writer *writer, struct json_object *object,
                               const struct axvm_record *record) {
    const char *before = "{ ";
    json_object_object_foreach(object, key, value) {
        if (value != NULL) {
            axvm_output_string(&writer->output, before);
            write_key(&writer->output, key);
            axvm_output_string(&writer->output, " = ");
            write_value(writer, value, field_of(record, key, 0));
            before = ", ";
        }
    }
    axvm_output_string(&writer->output, before[0] == '{' ? "{}" : " }");
}

static void write_value(struct toml_writer *writer, struct json_object *value, const struct axvm_field *field) {
    switch (json_object_get_type(value)) {
    case json_type_boolean:
        axvm_output_string(&writer->output, json_object_get_boolean(value) ? "true" : "false");
        break;
    case json_type_int:
        write_number(writer, value, field);
        break;
    case json_type_double:
        write_float(writer, value);
        break;
    case json_type_string:
        write_string(&writer->output, json_object_get_string(value), (size_t)json_object_get_string_len(value));
        break;
    case json_type_array:
        write_array(writer, value, field, NULL);
        break;
    case json_type_object:
        write_inline_table(writer, value, field == NULL ? NULL : field->element);
        break;
    default:
        writer->trouble = "null in an array";
        break;
    }
}

/** The members that are no objects, a line each; an object becomes an inline table below a header. */
static void write_lines(struct toml_writer *writer, struct json_object *object, const struct axvm_record *record,
                        bool root) {
    json_object_object_foreach(object, key, value) {
        if (value != NULL && !(root && json_object_is_type(value, json_type_object))) {
            write_key(&writer->output, key);
            axvm_output_string(&writer->output, " = ");
            write_value(writer, value, field_of(record, key, 0));
            axvm_output_char(&writer->output, '\n');
        }
    }
}

static void write_root(struct toml_writer *writer, struct json_object *root) {
    bool is_first = true;
    write_lines(writer, root, NULL, true);
    is_first = writer->output.total == 0;
    json_object_object_foreach(root, key, value) {
        if (value != NULL && json_object_is_type(value, json_type_object)) {
            const struct axvm_field *section = field_of(axvm_schema(), key, 0);
            axvm_output_string(&writer->output, is_first ? "[" : "\n[");
            write_key(&writer->output, key);
            axvm_output_string(&writer->output, "]\n");
            write_lines(writer, value, section == NULL ? NULL : section->element, false);
            is_first = false;
        }
    }
}

/** Says what is wrong with the text, and where. */
static enum exit_code report(struct program *program, struct axvm_slice name, struct axvm_slice text, size_t offset,
                             const char *what) {
    struct axvm_output *output = &program->err.output;
    struct axvm_position position = axvm_position_of(text, (uint32_t)offset);
    message_argument(output, name);
    message(output, ":%u:%u: error: this is no JSON that can be converted: %s\n", (uint64_t)position.line,
            (uint64_t)position.column, what);
    return EXIT_FINDINGS;
}

/** Whether an integer does not fit 64 bits: json-c would take the nearest that does, without a word. */
static bool is_too_large(struct axvm_slice digits, bool negative) {
    uint64_t number = 0;
    uint64_t limit = negative ? (uint64_t)1 << 63 : UINT64_MAX;
    for (size_t i = 0; i < digits.length; i++) {
        uint64_t digit = (uint64_t)(digits.data[i] - '0');
        if (number > (limit - digit) / 10) {
            return true;
        }
        number = 10 * number + digit;
    }
    return false;
}

/** The first integer of a JSON text that is too large. @return its offset; the length of the text if there is none */
static size_t find_too_large(struct axvm_slice text) {
    bool in_string = false;
    for (size_t i = 0; i < text.length; i++) {
        if (text.data[i] == '"') {
            in_string = !in_string;
        } else if (in_string) {
            i += text.data[i] == '\\';
        } else if (is_digit(text.data[i])) {
            size_t start = i;
            while (i + 1 < text.length && is_digit(text.data[i + 1])) {
                i++;
            }
            bool is_float = i + 1 < text.length && memchr(".eE", text.data[i + 1], 3) != NULL;
            bool is_part = start > 0 && memchr(".eE+", text.data[start - 1], 4) != NULL;
            bool negative = start > 0 && text.data[start - 1] == '-';
            is_part = is_part || (negative && start > 1 && memchr("eE", text.data[start - 2], 2) != NULL);
            if (!is_float && !is_part &&
                is_too_large((struct axvm_slice){text.data + start, i + 1 - start}, negative)) {
                return start;
            }
        }
    }
    return text.length;
}

/** Reads the text. @return NULL if it is no JSON; that has been reported */
static struct json_object *parse(struct program *program, struct axvm_slice name, struct axvm_slice text) {
    struct json_tokener *tokener = json_tokener_new_ex(JSON_DEPTH_MAX);
    if (tokener == NULL) {
        message_out_of_memory(program);
        return NULL;
    }
    json_tokener_set_flags(tokener, JSON_TOKENER_STRICT | JSON_TOKENER_VALIDATE_UTF8);
    struct json_object *root = json_tokener_parse_ex(tokener, text.data, (int)text.length);
    enum json_tokener_error error = json_tokener_get_error(tokener);
    size_t offset = json_tokener_get_parse_end(tokener);
    while (error == json_tokener_success && offset < text.length && memchr(" \t\r\n", text.data[offset], 4) != NULL) {
        offset++;
    }
    if (error == json_tokener_success && offset < text.length) {
        error = json_tokener_error_parse_unexpected;
    }
    if (error != json_tokener_success || !json_object_is_type(root, json_type_object)) {
        const char *what = error == json_tokener_continue  ? "it ends too early"
                           : error == json_tokener_success ? "it is no object"
                                                           : json_tokener_error_desc(error);
        report(program, name, text, offset, what);
        json_object_put(root);
        root = NULL;
    }
    json_tokener_free(tokener);
    return root;
}

enum exit_code json_to_toml(struct program *program, struct axvm_slice name, struct axvm_slice text,
                            struct input *result) {
    if (text.length > AXVM_TEXT_MAX) {
        return report(program, name, text, 0, "it is too large");
    }
    size_t too_large = find_too_large(text);
    if (too_large < text.length) {
        return report(program, name, text, too_large, "the number does not fit 64 bits");
    }
    struct json_object *root = parse(program, name, text);
    struct toml_writer writer = {.trouble = NULL};
    if (root == NULL) {
        return EXIT_FINDINGS;
    }
    axvm_output_init(&writer.output, NULL, 0, NULL, NULL);
    write_root(&writer, root); /* counts */
    *result = (struct input){.size = (size_t)writer.output.total + 1};
    result->memory = memory_reserve(result->size);
    if (result->memory != NULL && writer.trouble == NULL) {
        axvm_output_init(&writer.output, result->memory, result->size, NULL, NULL);
        write_root(&writer, root);
        result->text = (struct axvm_slice){result->memory, (size_t)writer.output.total};
    }
    json_object_put(root);
    if (result->memory == NULL) {
        return message_out_of_memory(program);
    }
    if (writer.trouble != NULL) {
        input_release(result);
        return report(program, name, text, 0, writer.trouble);
    }
    return EXIT_CLEAN;
}

#else

enum exit_code json_to_toml(struct program *program, struct axvm_slice name, struct axvm_slice text,
                            struct input *result) {
    (void)text;
    (void)result;
    message(&program->err.output, "error: '");
    message_argument(&program->err.output, name);
    message(&program->err.output, "' is JSON, and this program was built without json-c\n");
    return EXIT_TROUBLE;
}

#endif
