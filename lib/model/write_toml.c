/* SPDX-License-Identifier: Apache-2.0 */
#include "axvmconfig/config.h"
#include "model/record.h"

/* What a string holds that restricts how it can be quoted. */
struct string_needs {
    size_t double_quote_run; /* length of the longest run of `"` */
    size_t single_quote_run; /* length of the longest run of `'` */
    bool backslash;
    bool newline;
    bool control; /* a control character that is neither tab nor newline: only an escape can say it */
};

/* How a string is quoted. */
struct string_style {
    char quote;
    bool multi_line;
    bool escapes;
};

static bool is_control(unsigned char byte) {
    return byte < 0x20 || byte == 0x7f;
}

static size_t larger(size_t a, size_t b) {
    return a > b ? a : b;
}

static struct string_needs needs_of(struct axvm_slice text) {
    struct string_needs needs = {0};
    size_t double_quotes = 0;
    size_t single_quotes = 0;
    for (size_t i = 0; i < text.length; i++) {
        unsigned char byte = (unsigned char)text.data[i];
        double_quotes = byte == '"' ? double_quotes + 1 : 0;
        single_quotes = byte == '\'' ? single_quotes + 1 : 0;
        needs.double_quote_run = larger(needs.double_quote_run, double_quotes);
        needs.single_quote_run = larger(needs.single_quote_run, single_quotes);
        needs.backslash = needs.backslash || byte == '\\';
        needs.newline = needs.newline || byte == '\n';
        needs.control = needs.control || (is_control(byte) && byte != '\t' && byte != '\n');
    }
    return needs;
}

/* The first style in upstream's order that can show the string; escapes are the last resort. */
static struct string_style style_for(const struct string_needs *needs) {
    if (!needs->control) {
        if (!needs->backslash && needs->double_quote_run == 0 && !needs->newline) {
            return (struct string_style){'"', .multi_line = false, .escapes = true};
        }
        if (needs->single_quote_run == 0 && !needs->newline) {
            return (struct string_style){'\'', .multi_line = false, .escapes = false};
        }
        if (!needs->backslash && needs->double_quote_run < 3) {
            return (struct string_style){'"', .multi_line = true, .escapes = true};
        }
        if (needs->single_quote_run < 3) {
            return (struct string_style){'\'', .multi_line = true, .escapes = false};
        }
    }
    return (struct string_style){'"', .multi_line = needs->newline, .escapes = true};
}

/* The letter behind the backslash of a short escape. @return 0 if there is none; line ends are never escaped */
static char short_escape(unsigned char byte) {
    switch (byte) {
    case '"':
    case '\\':
        return (char)byte;
    case '\b':
        return 'b';
    case '\t':
        return 't';
    case '\f':
        return 'f';
    case '\r':
        return 'r';
    default:
        return 0;
    }
}

static void write_escape(struct axvm_output *output, unsigned char byte) {
    char letter = short_escape(byte);
    axvm_output_char(output, '\\');
    if (letter != 0) {
        axvm_output_char(output, letter);
    } else {
        axvm_output_string(output, "u00");
        axvm_output_char(output, (char)('0' + (byte >> 4)));
        axvm_output_char(output, "0123456789ABCDEF"[byte & 0xf]);
    }
}

/* The inside of a `"` or `"""` string. In the latter a `"` is escaped only as the third in a row. */
static void write_escaped(struct axvm_output *output, struct axvm_slice text, bool multi_line) {
    size_t quotes_allowed = multi_line ? 2 : 0;
    size_t quotes = 0;
    size_t written = 0;
    for (size_t i = 0; i < text.length; i++) {
        unsigned char byte = (unsigned char)text.data[i];
        quotes = byte == '"' ? quotes + 1 : 0;
        bool plain = byte == '"' ? quotes <= quotes_allowed
                                 : byte != '\\' && (!is_control(byte) || (multi_line && byte == '\n'));
        if (!plain) {
            axvm_output_bytes(output, text.data + written, i - written);
            write_escape(output, byte);
            written = i + 1;
            quotes = 0;
        }
    }
    if (written < text.length) {
        axvm_output_bytes(output, text.data + written, text.length - written);
    }
}

static void write_string(struct axvm_output *output, struct axvm_slice text) {
    struct string_needs needs = needs_of(text);
    struct string_style style = style_for(&needs);
    size_t quotes = style.multi_line ? 3 : 1;
    axvm_output_repeat(output, style.quote, quotes);
    if (style.multi_line && needs.newline) {
        axvm_output_char(output, '\n'); /* not part of the value */
    }
    if (style.escapes) {
        write_escaped(output, text, style.multi_line);
    } else {
        axvm_output_slice(output, text);
    }
    axvm_output_repeat(output, style.quote, quotes);
}

static const struct axvm_value_style toml_style = {.separator = ", ", .absent = "", .write_string = write_string};

static void write_key(struct axvm_output *output, const struct axvm_field *field) {
    axvm_output_string(output, field->name);
    axvm_output_string(output, " = ");
}

/* The lines `key = value` of a struct. Of the lists of structs only the empty ones are here, having no tables. */
static void write_lines(struct axvm_output *output, const struct axvm_record *record, const void *object,
                        enum axvm_profile profile) {
    for (size_t i = 0; (i = axvm_record_field_from(record, i, profile)) < record->count; i++) {
        const struct axvm_field *field = &record->fields[i];
        if (field->kind == AXVM_FIELD_STRUCT_LIST) {
            if (axvm_record_list_of(object, field).count == 0) {
                write_key(output, field);
                axvm_output_string(output, "[]\n");
            }
            continue;
        }
        struct axvm_value value = axvm_value_of(object, field);
        if (value.kind != AXVM_VALUE_ABSENT) {
            write_key(output, field);
            axvm_write_value(output, &value, &toml_style);
            axvm_output_char(output, '\n');
        }
    }
}

/* The tables `[[section.key]]` of one list. */
static void write_list(struct axvm_output *output, const struct axvm_field *section, const struct axvm_field *field,
                       struct axvm_record_list list, enum axvm_profile profile) {
    for (size_t i = 0; i < list.count; i++) {
        axvm_output_string(output, "\n[[");
        axvm_output_string(output, section->name);
        axvm_output_char(output, '.');
        axvm_output_string(output, field->name);
        axvm_output_string(output, "]]\n");
        write_lines(output, list.record, axvm_record_item(&list, i), profile);
    }
}

static void write_section(struct axvm_output *output, const struct axvm_field *section, const void *object,
                          enum axvm_profile profile) {
    const struct axvm_record *record = section->element;
    axvm_output_char(output, '[');
    axvm_output_string(output, section->name);
    axvm_output_string(output, "]\n");
    write_lines(output, record, object, profile);
    for (size_t i = 0; (i = axvm_record_field_from(record, i, profile)) < record->count; i++) {
        const struct axvm_field *field = &record->fields[i];
        if (field->kind == AXVM_FIELD_STRUCT_LIST) {
            write_list(output, section, field, axvm_record_list_of(object, field), profile);
        }
    }
}

/* Three levels of tables, so three functions: the configuration, its sections, the items of their lists. */
void axvm_config_write_toml(struct axvm_output *output, const struct axvm_crate_config *config) {
    const struct axvm_record *root = axvm_schema();
    for (size_t i = 0; i < root->count; i++) {
        const struct axvm_field *section = &root->fields[i];
        if (i > 0) {
            axvm_output_char(output, '\n');
        }
        write_section(output, section, axvm_member(config, section), config->profile);
    }
}
