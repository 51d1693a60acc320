/* SPDX-License-Identifier: Apache-2.0 */
/* Finding one's way in a document, and the values of keys, strings and integers. */
#include "tap.h"
#include "toml_fixture.h"

static struct toml_fixture fixture;
static char text[80 * 1024];

/* --- strings -------------------------------------------------------------------------------------- */

struct string_row {
    const char *written;
    const char *value;
    size_t length;
};

#define VALUE(literal) literal, sizeof(literal) - 1

static const struct string_row strings[] = {
    {"\"\"", VALUE("")},
    {"''", VALUE("")},
    {"\"\"\"\"\"\"", VALUE("")},
    {"''''''", VALUE("")},
    {"\"plain\"", VALUE("plain")},
    {"'C:\\x41'", VALUE("C:\\x41")},
    {"\"\\b\\t\\n\\f\\r\\e\\\"\\\\\"", VALUE("\b\t\n\f\r\x1b\"\\")},
    {"\"\\x00\\x41\\xe9\\xff\"", VALUE("\0A\xc3\xa9\xc3\xbf")},
    {"\"\\u0000\\u0041\\u00e9\\u865A\"", VALUE("\0A\xc3\xa9\xe8\x99\x9a")},
    {"\"\\U00000041\\U0001F980\\U0010ffff\"", VALUE("A\xf0\x9f\xa6\x80\xf4\x8f\xbf\xbf")},
    {"\"\\uD7FF\\uE000\"", VALUE("\xed\x9f\xbf\xee\x80\x80")},
    {"\"\\u00e99\"", VALUE("\xc3\xa9"
                           "9")},
    {"\"\\\\n\"", VALUE("\\n")},
    {"\"a\\\"b\"", VALUE("a\"b")},
    {"\"\"\"\na\nb\n\"\"\"", VALUE("a\nb\n")},
    {"\"\"\"\r\na\r\nb\"\"\"", VALUE("a\r\nb")},
    {"\"\"\"\n\na\"\"\"", VALUE("\na")},
    {"'''\n'''", VALUE("")},
    {"'''\r\n'''", VALUE("")},
    {"'''\na\\\nb'''", VALUE("a\\\nb")},
    {"\"\"\"\\\n  a\"\"\"", VALUE("a")},
    {"\"\"\"a\\\n\n\t \n  b\"\"\"", VALUE("ab")},
    {"\"\"\"a \\ \t\r\n  b\"\"\"", VALUE("a b")},
    {"\"\"\"a\\\n\"\"\"", VALUE("a")},
    {"\"\"\"\n\\\n\n a\\n\\\n b\"\"\"", VALUE("a\nb")},
    {"\"\"\"a\\\\\nb\"\"\"", VALUE("a\\\nb")},
    {"\"\"\"\"a\"\"\"\"", VALUE("\"a\"")},
    {"\"\"\"\"\"a\"\"\"\"\"", VALUE("\"\"a\"\"")},
    {"\"\"\"a\"\"\\\"b\"\"\"", VALUE("a\"\"\"b")},
    {"''''a''''", VALUE("'a'")},
    {"'''''a'''''", VALUE("''a''")},
    {"'''a''b'''", VALUE("a''b")},
};

static void read_strings(void) {
    for (size_t i = 0; i < sizeof strings / sizeof strings[0]; i++) {
        const struct string_row *row = &strings[i];
        struct axvm_output output;
        axvm_output_init(&output, text, sizeof text - 1, NULL, NULL);
        axvm_output_string(&output, "a = ");
        axvm_output_string(&output, row->written);
        text[output.used] = '\0';
        toml_fixture_read(&fixture, text);
        struct axvm_slice value = {NULL, 0};
        uint32_t node = toml_fixture_at(&fixture, "a");
        bool good =
            fixture.status == AXVM_OK && axvm_toml_string(&fixture.document, node, &fixture.arena, &value) == AXVM_OK;
        good = good && axvm_slice_equal(value, (struct axvm_slice){row->value, row->length});
        bool escapes = (fixture.document.nodes[node].form & AXVM_TOML_STRING_ESCAPES) != 0;
        bool in_text = value.data >= text && value.data <= text + sizeof text;
        TAP_CHECK(good && escapes != in_text, row->written);
    }
}

/* The value of a string never needs more room than its text. */
static void run_out_of_memory(void) {
    toml_fixture_read(&fixture, "'k' = \"\\u00e9\\u00e9\"\n\"\\u00e9\" = 1");
    struct axvm_slice value = {NULL, 0};
    struct axvm_arena none;
    axvm_arena_init(&none, NULL, 0);
    uint32_t string = toml_fixture_at(&fixture, "k");
    uint32_t escaped = axvm_toml_next_child(&fixture.document, 0, string);
    TAP_CHECK(axvm_toml_string(&fixture.document, string, &none, &value) == AXVM_OUT_OF_MEMORY,
              "a string with escapes needs memory");
    TAP_CHECK(axvm_toml_key(&fixture.document, escaped, &none, &value) == AXVM_OUT_OF_MEMORY,
              "a key with escapes needs memory");
    TAP_CHECK(axvm_toml_key(&fixture.document, string, &none, &value) == AXVM_OK, "one without does not");
    static char memory[12];
    struct axvm_arena exact;
    axvm_arena_init(&exact, memory, sizeof memory);
    TAP_CHECK(axvm_toml_string(&fixture.document, string, &exact, &value) == AXVM_OK,
              "as many bytes as are written are enough");
    TAP_EQUAL_STRING(value, "\xc3\xa9\xc3\xa9", "for the value");
}

/* --- keys ----------------------------------------------------------------------------------------- */

struct key_row {
    const char *written;
    const char *value;
};

static const struct key_row keys[] = {
    {"a", "a"},
    {"A-b_9", "A-b_9"},
    {"1", "1"},
    {"-", "-"},
    {"\"a\"", "a"},
    {"'a'", "a"},
    {"\"\"", ""},
    {"''", ""},
    {"\"a b\"", "a b"},
    {"'a.b'", "a.b"},
    {"'\"'", "\""},
    {"'a\\n'", "a\\n"},
    {"\"'\"", "'"},
    {"\"\\\"\"", "\""},
    {"\"\\\\\"", "\\"},
    {"\"\\u0061\\x62\\U00000063\\t\\e\"", "abc\t\x1b"},
    {"\"\xe8\x99\x9a\"", "\xe8\x99\x9a"},
    {"\"a = 1 # b\"", "a = 1 # b"},
};

static void read_keys(void) {
    static const char *const around[][2] = {{"", " = 1"}, {"[", "]"}, {"[[", "]]"}, {"x = {", "=1}"}, {"[x.", "]"}};
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        bool good = true;
        for (size_t j = 0; j < sizeof around / sizeof around[0]; j++) {
            struct axvm_output output;
            axvm_output_init(&output, text, sizeof text - 1, NULL, NULL);
            axvm_output_string(&output, around[j][0]);
            axvm_output_string(&output, keys[i].written);
            axvm_output_string(&output, around[j][1]);
            text[output.used] = '\0';
            toml_fixture_read(&fixture, text);
            uint32_t table = j < 3 ? 0 : toml_fixture_at(&fixture, "x");
            uint32_t node = axvm_toml_first_child(&fixture.document, table);
            struct axvm_slice expected = axvm_slice_of(keys[i].value);
            struct axvm_slice value = {NULL, 0};
            good = good && fixture.status == AXVM_OK && axvm_toml_key_is(&fixture.document, node, expected);
            good = good && axvm_toml_find(&fixture.document, table, expected) == node;
            good = good && axvm_toml_key(&fixture.document, node, &fixture.arena, &value) == AXVM_OK;
            good = good && axvm_slice_equal(value, expected);
            struct axvm_slice span = axvm_toml_text(&fixture.document, axvm_toml_key_span(&fixture.document, node));
            good = good && axvm_slice_equal(span, axvm_slice_of(keys[i].written));
        }
        TAP_CHECK(good, keys[i].written);
    }
}

static void tell_keys_apart(void) {
    toml_fixture_read(&fixture, "ab = 1\n\"\\u0061\" = 2");
    uint32_t bare = axvm_toml_first_child(&fixture.document, 0);
    uint32_t escaped = axvm_toml_next_child(&fixture.document, 0, bare);
    TAP_CHECK(!axvm_toml_key_is(&fixture.document, bare, axvm_slice_of("a")), "a key is not what it begins with");
    TAP_CHECK(!axvm_toml_key_is(&fixture.document, bare, axvm_slice_of("abc")), "nor what begins with it");
    TAP_CHECK(!axvm_toml_key_is(&fixture.document, escaped, axvm_slice_of("")), "with escapes, too");
    TAP_CHECK(!axvm_toml_key_is(&fixture.document, escaped, axvm_slice_of("aa")), "in both directions");
    TAP_CHECK(!axvm_toml_key_is(&fixture.document, escaped, axvm_slice_of("\\u0061")), "the spelling is not the value");
    TAP_CHECK(axvm_toml_find(&fixture.document, 0, axvm_slice_of("b")) == 0, "what is not there is not found");
}

/* Keys so long that their length is not kept in the node. `quote` may be NUL; escapes come at the end. */
static void read_long_key(size_t length, char quote, bool escapes, const char *name) {
    size_t used = 0;
    if (quote != '\0') {
        text[used++] = quote;
    }
    for (size_t i = 0; i < length; i++) {
        text[used++] = 'k';
    }
    for (const char *escape = escapes ? "\\\"" : ""; *escape != '\0'; escape++) {
        text[used++] = *escape;
    }
    if (quote != '\0') {
        text[used++] = quote;
    }
    size_t end = used;
    for (const char *rest = " = 1\nother = 2"; *rest != '\0'; rest++) {
        text[used++] = *rest;
    }
    toml_fixture_read_bytes(&fixture, (struct axvm_slice){text, used}, AXVM_TOML_1_1);
    uint32_t node = axvm_toml_first_child(&fixture.document, 0);
    struct axvm_span span = axvm_toml_key_span(&fixture.document, node);
    struct axvm_slice value = {NULL, 0};
    bool good = fixture.status == AXVM_OK && span.start == 0 && span.end == end;
    good = good && axvm_toml_key(&fixture.document, node, &fixture.arena, &value) == AXVM_OK;
    good = good && value.length == length + escapes && value.data[length - 1] == 'k';
    good = good && axvm_toml_key_is(&fixture.document, node, value);
    good = good && axvm_toml_find(&fixture.document, 0, axvm_slice_of("other")) != 0;
    TAP_CHECK(good, name);
}

static void read_long_keys(void) {
    for (size_t length = AXVM_TOML_KEY_LONG - 4; length < AXVM_TOML_KEY_LONG + 4; length++) {
        read_long_key(length, '\0', false, "a bare key about as long as can be kept");
        read_long_key(length, '"', false, "a quoted key about as long");
        read_long_key(length, '\'', false, "a literal key about as long");
        read_long_key(length, '"', true, "a key with escapes about as long");
    }
    read_long_key(70000, '\0', false, "a bare key of 70,000 bytes");
    read_long_key(70000, '"', true, "a quoted one");
    for (size_t i = 0; i < 35000; i++) {
        text[i] = text[35001 + i] = 'k';
    }
    text[35000] = '\n';
    toml_fixture_read_bytes(&fixture, (struct axvm_slice){text, 70001}, AXVM_TOML_1_1);
    TAP_CHECK(fixture.status == AXVM_INVALID, "long keys without values are refused");
}

/* --- walking -------------------------------------------------------------------------------------- */

static void walk(void) {
    toml_fixture_read(&fixture, "a = [10, 20, 30]\nb = {}\n");
    const struct axvm_toml_document *document = &fixture.document;
    uint32_t array = toml_fixture_at(&fixture, "a");
    TAP_EQUAL_U64(axvm_toml_child_count(document, 0), 2, "children are counted");
    TAP_EQUAL_U64(axvm_toml_child_count(document, array), 3, "elements, too");
    TAP_EQUAL_U64(axvm_toml_child_count(document, toml_fixture_at(&fixture, "b")), 0, "an empty table has none");
    uint64_t sum = 0;
    for (uint32_t child = axvm_toml_first_child(document, array); child != 0;
         child = axvm_toml_next_child(document, array, child)) {
        sum = sum * 100 + axvm_toml_integer(document, child);
    }
    TAP_EQUAL_U64(sum, 102030, "elements come in order");
    struct axvm_span none = axvm_toml_key_span(document, axvm_toml_first_child(document, array));
    TAP_EQUAL_U64(none.end - none.start, 0, "an element has no key");
    TAP_EQUAL_U64(axvm_toml_find(document, 0, axvm_slice_of("")), 0, "an empty key is not found where there is none");
}

/* Rules about large integers look for them only where this says that there may be some: it must never miss one. */
static void know_of_large_integers(void) {
    toml_fixture_read(&fixture, "a = 9223372036854775807\nb = [0x7fff_ffff_ffff_ffff]\n");
    TAP_CHECK(!fixture.document.has_large_integers, "2^63 - 1 is not large");
    toml_fixture_read(&fixture, "a = [[1], {b = 9_223_372_036_854_775_808}]\n");
    TAP_CHECK(fixture.document.has_large_integers, "2^63 is, however deep");
    toml_fixture_read(&fixture, "a = 0x8000_0000_0000_0000\nb = 1\n");
    TAP_CHECK(fixture.document.has_large_integers, "in hexadecimal, too, and not last");
    toml_fixture_read(&fixture, "a = -9_223_372_036_854_775_807\nb = [1e999, true, inf]\n");
    TAP_CHECK(!fixture.document.has_large_integers, "-2^63 + 1 is not, nor is what is no integer");
    toml_fixture_read(&fixture, "a = 18_446_744_073_709_551_616\nb = 1\n");
    TAP_CHECK(fixture.document.has_large_integers, "2^64 is, though its value is not kept");
    toml_fixture_read(&fixture, "a = [[-9223372036854775809], 1]\n");
    TAP_CHECK(fixture.document.has_large_integers, "-2^63 - 1 is");
    toml_fixture_read(&fixture, "a = [0x, 1]\n");
    TAP_CHECK(fixture.document.has_large_integers, "a number without digits is taken for one");
}

void tap_body(void) {
    read_strings();
    run_out_of_memory();
    read_keys();
    tell_keys_apart();
    read_long_keys();
    walk();
    know_of_large_integers();
}
