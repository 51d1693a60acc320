/* SPDX-License-Identifier: Apache-2.0 */
#include "c_name.h"

#include <string.h>

/** What names in C are made of. */
#define NAME_DIGITS "0123456789"
#define NAME_BYTES  "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_" NAME_DIGITS

/** Whether a word cannot be the name of an object in C: a keyword, or kept for those of later versions. */
static bool is_keyword(const char *word) {
    if (word[0] == '_' && word[1] >= 'A' && word[1] <= 'Z') {
        return true;
    }
    static const char *const keywords[] = {
        "auto",     "break",  "case",     "char",   "const",  "continue", "default", "do",     "double",  "else",
        "enum",     "extern", "float",    "for",    "goto",   "if",       "inline",  "int",    "long",    "register",
        "restrict", "return", "short",    "signed", "sizeof", "static",   "struct",  "switch", "typedef", "union",
        "unsigned", "void",   "volatile", "while",  "bool",   "true",     "false",   "asm",    "typeof",  "NULL",
    };
    for (size_t i = 0; i < COUNT_OF(keywords); i++) {
        if (strcmp(word, keywords[i]) == 0) {
            return true;
        }
    }
    return false;
}

bool c_name_option(const struct option_reader *reader, int id, const char **name) {
    const char *value = reader->value;
    bool good = value[0] != '\0' && value[strspn(value, NAME_BYTES)] == '\0' && strchr(NAME_DIGITS, value[0]) == NULL;
    if (!good || is_keyword(value)) {
        option_value_error(reader, id,
                           "expected a name as C takes it: letters, digits and '_', no digit first, no keyword");
        return false;
    }
    *name = value;
    return true;
}
