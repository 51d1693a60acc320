/* SPDX-License-Identifier: Apache-2.0 */
#include "words.h"

#include "axvmconfig/axvmconfig.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define WORDS_MAX       2048
#define WORD_LENGTH_MAX 80

static struct word words[WORDS_MAX];
static size_t word_count;

static void add(enum word_kind kind, const char *text) {
    for (size_t i = 0; i < word_count; i++) {
        if (words[i].kind == kind && strcmp(words[i].text, text) == 0) {
            return;
        }
    }
    char *copy = malloc(strlen(text) + 1);
    if (copy == NULL || word_count == WORDS_MAX) {
        fputs("words: no room for so many\n", stderr);
        exit(2);
    }
    strcpy(copy, text);
    words[word_count++] = (struct word){kind, copy};
}

static void add_values(const struct axvm_field *field) {
    char text[WORD_LENGTH_MAX];
    bool is_word = field->kind == AXVM_FIELD_ENUM_WORD || field->kind == AXVM_FIELD_OPTIONAL_ENUM_WORD;
    for (size_t i = 0; field->values != NULL && i < field->values->count; i++) {
        const struct axvm_enum_value *value = &field->values->values[i];
        if (is_word) {
            snprintf(text, sizeof text, "\"%s\"", value->word);
        } else {
            snprintf(text, sizeof text, "%u", (unsigned)value->number);
        }
        add(WORD_VALUE, text);
    }
}

/* Recursive: as deep as the schema. @param path  of the record, with a dot at its end; empty for the root */
static void add_record(const struct axvm_record *record, const char *path) {
    for (size_t i = 0; i < record->count; i++) {
        const struct axvm_field *field = &record->fields[i];
        char text[2 * WORD_LENGTH_MAX];
        add(WORD_KEY, field->name);
        add_values(field);
        if (field->element != NULL) {
            bool is_list = field->kind == AXVM_FIELD_STRUCT_LIST;
            snprintf(text, sizeof text, "%s%s%s%s", is_list ? "[[" : "[", path, field->name, is_list ? "]]" : "]");
            add(WORD_HEADER, text);
            snprintf(text, sizeof text, "%s%s.", path, field->name);
            add_record(field->element, text);
        }
    }
}

/* Numbers at which sums, roundings and conversions go wrong, and values of every other kind. */
static void add_edges(void) {
    static const char *const edges[] = {
        "0",
        "1",
        "-1",
        "0xfff",
        "0x1000",
        "0x1fffff",
        "0x20_0000",
        "0x4000_0000",
        "0x8000_0000",
        "0xffff_ffff",
        "0x1_0000_0000",
        "0x7fff_ffff_f000",
        "0x7fffffffffffffff",
        "0x8000000000000000",
        "18446744073709551615",
        "18446744073709551616",
        "340282366920938463463374607431768211456",
        "0o17",
        "0b1",
        "1e400",
        "1.5",
        "inf",
        "nan",
        "true",
        "false",
        "\"\"",
        "''",
        "\"\"\"\"\"\"",
        "''''''",
        "\"\\u00e9\\x41\\e\"",
        "1979-05-27",
        "1979-05-27T07:32Z",
        "07:32",
        "[]",
        "{}",
        "[[]]",
        "[0, 0, 0, 0]",
        "{ a = 1, }",
    };
    for (size_t i = 0; i < sizeof edges / sizeof edges[0]; i++) {
        add(WORD_VALUE, edges[i]);
    }
}

static void add_syntax(void) {
    static const char *const pieces[] = {
        "[",
        "]",
        "[[",
        "]]",
        "{",
        "}",
        ",",
        " = ",
        ".",
        "\"",
        "'",
        "\"\"\"",
        "'''",
        "\\",
        "\\u",
        "\\U0010ffff",
        "\n",
        "\r\n",
        "\t",
        "#",
        "_",
        "\xef\xbb\xbf",
        "\xc2\x85",
        "\xe2\x80\xae",
        "\xf4\x8f\xbf\xbf",
        "\xff",
        "\x1b[31m",
    };
    char text[WORD_LENGTH_MAX];
    for (size_t i = 0; i < sizeof pieces / sizeof pieces[0]; i++) {
        add(WORD_SYNTAX, pieces[i]);
    }
    for (size_t i = 0; i < axvm_rule_count(); i += 8) {
        snprintf(text, sizeof text, "# axvm: allow AX%04u why", (unsigned)axvm_rule_at(i)->code);
        add(WORD_SYNTAX, text);
    }
}

const struct word *words_all(size_t *count) {
    if (word_count == 0) {
        add_record(axvm_schema(), "");
        add_record(axvm_scenario_schema(), "");
        add_edges();
        add_syntax();
    }
    *count = word_count;
    return words;
}
