/* SPDX-License-Identifier: Apache-2.0 */
/* Strings and keys as written, to their values; what was found wrong while reading stands for itself. */
#include "tap.h"
#include "toml/escape.h"

struct text {
    const char *name;
    const char *written;
    const char *value;
};

static const struct text texts[] = {
    {"nothing", "", ""},
    {"plain bytes", "a'b", "a'b"},
    {"all letters", "\\b\\t\\n\\f\\r\\e\\\"\\\\", "\b\t\n\f\r\x1b\"\\"},
    {"two digits", "\\x41", "A"},
    {"four digits", "\\u20AC", "\xe2\x82\xac"},
    {"eight digits", "\\U0001f600", "\xf0\x9f\x98\x80"},
    {"the last code point", "\\U0010ffff", "\xf4\x8f\xbf\xbf"},
    {"one past it", "\\U00110000", "\\U00110000"},
    {"the last before the surrogates", "\\ud7ff", "\xed\x9f\xbf"},
    {"the first surrogate", "\\ud800", "\\ud800"},
    {"the last surrogate", "\\udfff", "\\udfff"},
    {"the first behind them", "\\ue000", "\xee\x80\x80"},
    {"too few digits", "\\x4", "\\x4"},
    {"no digits", "\\u12G4", "\\u12G4"},
    {"another letter", "\\q", "\\q"},
    {"a backslash at the end", "a\\", "a\\"},
    {"a continued line", "a\\  \n \t\r\n b", "ab"},
    {"a continued line at the end", "a\\\n", "a"},
};

struct key {
    const char *name;
    const char *written; /* with what follows it */
    size_t length;       /* of the key */
    const char *value;
};

static const struct key keys[] = {
    {"a bare key", "a-b_1 = 2", 5, "a-b_1"},
    {"a bare key at the end", "ab", 2, "ab"},
    {"a key in quotes", "\"a b\" = 1", 5, "a b"},
    {"a key in single quotes", "'a\\' = 1", 4, "a\\"},
    {"the empty key", "\"\" = 1", 2, ""},
    {"an escape", "\"a\\u20ac\" = 1", 9, "a\xe2\x82\xac"},
    {"an escaped quote", "\"a\\\"b\" = 1", 6, "a\"b"},
    {"a quote that is missing", "\"ab\n", 3, "ab"},
    {"a quote that is missing at the end", "'ab", 3, "ab"},
    {"a backslash before a blank, as in a continued line, ends it", "\"a\\ b\" = 1", 6, "a"},
    {"a backslash at the end", "\"a\\", 3, "a\\"},
};

static void check_key(const struct key *key) {
    char longer[16] = {0};
    struct axvm_slice text = axvm_slice_of(key->written);
    struct axvm_slice value = axvm_slice_of(key->value);
    const char *end = text.data + text.length;
    TAP_EQUAL_U64((size_t)(axvm_key_end(text.data, end) - text.data), key->length, key->name);
    TAP_CHECK(axvm_key_has_value(text.data, end, value), key->name);
    for (size_t i = 0; i < value.length; i++) {
        longer[i] = value.data[i];
    }
    longer[value.length] = '+';
    TAP_CHECK(!axvm_key_has_value(text.data, end, (struct axvm_slice){longer, value.length + 1}), "no longer one");
    TAP_CHECK(value.length == 0 || !axvm_key_has_value(text.data, end, (struct axvm_slice){longer, value.length - 1}),
              "no shorter one");
}

void tap_body(void) {
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        char value[32];
        struct axvm_slice text = axvm_slice_of(texts[i].written);
        size_t length = axvm_unescape(text.data, text.data + text.length, value);
        TAP_EQUAL_STRING(((struct axvm_slice){value, length}), texts[i].value, texts[i].name);
    }
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        check_key(&keys[i]);
    }
}
