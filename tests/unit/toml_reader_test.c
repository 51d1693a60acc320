/* SPDX-License-Identifier: Apache-2.0 */
/* The reader: what becomes of each kind of literal, comment and byte, and of what is none. */
#include "tap.h"
#include "toml_fixture.h"

static struct toml_fixture fixture;
static char text[24 * 1024];

/* --- values --------------------------------------------------------------------------------------- */

struct value_row {
    const char *text;
    enum axvm_toml_kind kind;
    unsigned form;
};

static const struct value_row values[] = {
    {"\"\"", AXVM_TOML_STRING, AXVM_TOML_STRING_BASIC},
    {"\"plain\"", AXVM_TOML_STRING, AXVM_TOML_STRING_BASIC},
    {"\"a # b = [c] {d}, e\"", AXVM_TOML_STRING, AXVM_TOML_STRING_BASIC},
    {"\"it's\"", AXVM_TOML_STRING, AXVM_TOML_STRING_BASIC},
    {"\"\xe8\x99\x9a\xe6\x8b\x9f\xe6\x9c\xba\"", AXVM_TOML_STRING, AXVM_TOML_STRING_BASIC},
    {"\"a\tb\"", AXVM_TOML_STRING, AXVM_TOML_STRING_BASIC},
    {"\"\\\\\"", AXVM_TOML_STRING, AXVM_TOML_STRING_BASIC | AXVM_TOML_STRING_ESCAPES},
    {"\"\\\"\"", AXVM_TOML_STRING, AXVM_TOML_STRING_BASIC | AXVM_TOML_STRING_ESCAPES},
    {"\"\\b\\t\\n\\f\\r\\e\\x41\\u0041\\U00000041\"", AXVM_TOML_STRING,
     AXVM_TOML_STRING_BASIC | AXVM_TOML_STRING_ESCAPES},
    {"''", AXVM_TOML_STRING, AXVM_TOML_STRING_LITERAL},
    {"'C:\\q'", AXVM_TOML_STRING, AXVM_TOML_STRING_LITERAL},
    {"'\"'", AXVM_TOML_STRING, AXVM_TOML_STRING_LITERAL},
    {"\"\"\"\"\"\"", AXVM_TOML_STRING, AXVM_TOML_STRING_MULTI_LINE_BASIC},
    {"\"\"\"a\nb\"\"\"", AXVM_TOML_STRING, AXVM_TOML_STRING_MULTI_LINE_BASIC},
    {"\"\"\"\r\na\r\nb\"\"\"", AXVM_TOML_STRING, AXVM_TOML_STRING_MULTI_LINE_BASIC},
    {"\"\"\"\"a\"\" b\"\"\"\"\"", AXVM_TOML_STRING, AXVM_TOML_STRING_MULTI_LINE_BASIC},
    {"\"\"\"a\\\n  b\"\"\"", AXVM_TOML_STRING, AXVM_TOML_STRING_MULTI_LINE_BASIC | AXVM_TOML_STRING_ESCAPES},
    {"\"\"\"a\\  \n\n  b\"\"\"", AXVM_TOML_STRING, AXVM_TOML_STRING_MULTI_LINE_BASIC | AXVM_TOML_STRING_ESCAPES},
    {"''''''", AXVM_TOML_STRING, AXVM_TOML_STRING_MULTI_LINE_LITERAL},
    {"'''a\n\\q'''", AXVM_TOML_STRING, AXVM_TOML_STRING_MULTI_LINE_LITERAL},
    {"''''a'' b'''''", AXVM_TOML_STRING, AXVM_TOML_STRING_MULTI_LINE_LITERAL},
    {"42", AXVM_TOML_INTEGER, AXVM_TOML_INTEGER_DECIMAL | AXVM_TOML_INTEGER_SHORT},
    {"0x2a", AXVM_TOML_INTEGER, AXVM_TOML_INTEGER_HEX | AXVM_TOML_INTEGER_SHORT},
    {"1.5", AXVM_TOML_FLOAT, AXVM_TOML_FLOAT_FINITE},
    {"inf", AXVM_TOML_FLOAT, AXVM_TOML_FLOAT_INFINITE},
    {"true", AXVM_TOML_BOOLEAN, AXVM_TOML_TRUE},
    {"false", AXVM_TOML_BOOLEAN, AXVM_TOML_FALSE},
    {"1979-05-27", AXVM_TOML_DATETIME, AXVM_TOML_LOCAL_DATE},
    {"[]", AXVM_TOML_ARRAY, AXVM_TOML_ARRAY_INLINE},
    {"[ ]", AXVM_TOML_ARRAY, AXVM_TOML_ARRAY_INLINE},
    {"[1]", AXVM_TOML_ARRAY, AXVM_TOML_ARRAY_INLINE},
    {"[1,]", AXVM_TOML_ARRAY, AXVM_TOML_ARRAY_INLINE},
    {"[\n  1, # one\n\n  # two\n  2\n  , 3\n]", AXVM_TOML_ARRAY, AXVM_TOML_ARRAY_INLINE},
    {"[1, \"a\", [], {}, true, 1979-05-27, 1.5]", AXVM_TOML_ARRAY, AXVM_TOML_ARRAY_INLINE},
    {"{}", AXVM_TOML_TABLE, AXVM_TOML_TABLE_INLINE},
    {"{ }", AXVM_TOML_TABLE, AXVM_TOML_TABLE_INLINE},
    {"{b = 1}", AXVM_TOML_TABLE, AXVM_TOML_TABLE_INLINE},
    {"{b.c.d = 1, b.e = 2, 'f' = 3}", AXVM_TOML_TABLE, AXVM_TOML_TABLE_INLINE},
    {"{ # one\n  b # two\n  = # three\n  1 # four\n  , # five\n}", AXVM_TOML_TABLE, AXVM_TOML_TABLE_INLINE},
};

/* Each value in places where different bytes follow it. The text around it must not change what it is. */
static void read_values(void) {
    static const char *const around[][2] = {
        {"a = ", ""},          {"a = ", "\n"},     {"a=", "\r\nb = 1"},   {"a\t=\t", " # comment"},
        {"a = ", "# comment"}, {"[t]\na = ", " "}, {"\n\n  a  =  ", "\t"}};
    for (size_t i = 0; i < sizeof values / sizeof values[0]; i++) {
        bool good = true;
        for (size_t j = 0; j < sizeof around / sizeof around[0]; j++) {
            struct axvm_output output;
            axvm_output_init(&output, text, sizeof text - 1, NULL, NULL);
            axvm_output_string(&output, around[j][0]);
            axvm_output_string(&output, values[i].text);
            axvm_output_string(&output, around[j][1]);
            text[output.used] = '\0';
            toml_fixture_read(&fixture, text);
            const char *path = text[0] == '[' ? "t.a" : "a";
            const struct axvm_toml_node *node = toml_fixture_node(&fixture, path);
            good = good && fixture.status == AXVM_OK && node->kind == values[i].kind && node->form == values[i].form;
            good = good && axvm_slice_equal(toml_fixture_text(&fixture, path), axvm_slice_of(values[i].text));
            good = good && toml_fixture_problem(&fixture) == NULL;
        }
        TAP_CHECK(good, values[i].text);
    }
}

static void read_values_in_arrays(void) {
    struct axvm_output output;
    axvm_output_init(&output, text, sizeof text - 1, NULL, NULL);
    axvm_output_string(&output, "a = [");
    for (size_t i = 0; i < sizeof values / sizeof values[0]; i++) {
        axvm_output_string(&output, values[i].text);
        axvm_output_string(&output, i % 3 == 0 ? "," : i % 3 == 1 ? "\n,\t" : " , # comment\n");
    }
    axvm_output_string(&output, "]");
    text[output.used] = '\0';
    toml_fixture_read(&fixture, text);
    bool good = fixture.status == AXVM_OK;
    uint32_t child = axvm_toml_first_child(&fixture.document, toml_fixture_at(&fixture, "a"));
    for (size_t i = 0; i < sizeof values / sizeof values[0]; i++) {
        const struct axvm_toml_node *node = &fixture.document.nodes[child];
        struct axvm_slice written = axvm_toml_text(&fixture.document, axvm_toml_value_span(&fixture.document, child));
        good = good && node->kind == values[i].kind && node->form == values[i].form;
        good = good && axvm_slice_equal(written, axvm_slice_of(values[i].text));
        child = axvm_toml_next_child(&fixture.document, toml_fixture_at(&fixture, "a"), child);
    }
    TAP_CHECK(good && child == 0, "an array holds all of them in order");
    TAP_CHECK(toml_fixture_problem(&fixture) == NULL, "and every byte of it is accounted for");
}

/* --- what stands between the values --------------------------------------------------------------- */

static void keep_comments(void) {
    toml_fixture_read(&fixture, "# one\na = 1 # two\n[t] # three\n#\nb = [ # four\n 1 # five\n]\r\n#six\xc3\xa9\t");
    static const char *const comments[] = {"# one", "# two", "# three", "#", "# four", "# five", "#six\xc3\xa9\t"};
    size_t count = 0;
    bool good = fixture.status == AXVM_OK;
    for (uint32_t i = 0; i < fixture.document.node_count; i++) {
        if (fixture.document.nodes[i].kind == AXVM_TOML_COMMENT && count < sizeof comments / sizeof comments[0]) {
            struct axvm_slice comment = axvm_toml_text(&fixture.document, axvm_toml_value_span(&fixture.document, i));
            good = good && axvm_slice_equal(comment, axvm_slice_of(comments[count]));
            count++;
        }
    }
    TAP_EQUAL_U64(count, 7, "every comment is a node");
    TAP_CHECK(good, "from its `#` to the end of the line, the line end not included");
    TAP_CHECK(toml_fixture_problem(&fixture) == NULL, "and every byte is accounted for");
}

static void read_little(void) {
    static const char *const rows[] = {"", "\n", "\r\n", " ", "\t", "#", "\n\n\n", "# a\n# b", "\xef\xbb\xbf"};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        toml_fixture_read(&fixture, rows[i]);
        TAP_CHECK(fixture.status == AXVM_OK && axvm_toml_first_child(&fixture.document, 0) == 0 &&
                      toml_fixture_problem(&fixture) == NULL,
                  "a text with nothing in it");
    }
    toml_fixture_read_bytes(&fixture, (struct axvm_slice){NULL, 0}, AXVM_TOML_1_1);
    TAP_CHECK(fixture.status == AXVM_OK && fixture.document.node_count == 1, "no text at all is an empty table");
}

struct bytes_row {
    const char *text;
    size_t length;
    enum axvm_code code; /* 0: fine */
    const char *name;
};

#define BYTES(literal) literal, sizeof(literal) - 1

static void check_bytes(void) {
    static const struct bytes_row rows[] = {
        {BYTES("\xef\xbb\xbf"
               "a = 1"),
         0, "a byte order mark at the start"},
        {BYTES("a = 1\n\xef\xbb\xbf"
               "b = 1"),
         AXVM_CODE_KEY_EXPECTED, "a byte order mark on a later line"},
        {BYTES("a = \"\xef\xbb\xbf\" # \xef\xbb\xbf"), 0, "a byte order mark in a string and in a comment"},
        {BYTES("a = 1\r\nb = 2\nc = 3\r\n"), 0, "mixed line ends"},
        {BYTES("a = 1\rb = 2"), AXVM_CODE_BARE_CARRIAGE_RETURN, "a carriage return between lines"},
        {BYTES("a = 1\r"), AXVM_CODE_BARE_CARRIAGE_RETURN, "a carriage return at the end"},
        {BYTES("a = 1\r\r\n"), AXVM_CODE_BARE_CARRIAGE_RETURN, "a carriage return before a line end"},
        {BYTES("a = '''\r'''"), AXVM_CODE_BARE_CARRIAGE_RETURN, "a carriage return in a multi-line string"},
        {BYTES("a = [\r1]"), AXVM_CODE_BARE_CARRIAGE_RETURN, "a carriage return in an array"},
        {BYTES("a = \"\0\""), AXVM_CODE_CONTROL_CHARACTER, "a NUL in a basic string"},
        {BYTES("a = '\x1f'"), AXVM_CODE_CONTROL_CHARACTER, "a control character in a literal string"},
        {BYTES("a = '''\x01'''"), AXVM_CODE_CONTROL_CHARACTER, "a control character in a multi-line string"},
        {BYTES("a = \"\x7f\""), AXVM_CODE_CONTROL_CHARACTER, "a DEL in a string"},
        {BYTES("# \0"), AXVM_CODE_CONTROL_CHARACTER, "a NUL in a comment"},
        {BYTES("# \x7f"), AXVM_CODE_CONTROL_CHARACTER, "a DEL in a comment"},
        {BYTES("a = \"\t\"\t#\t"), 0, "tabs"},
        {BYTES("# \xc2\x85 \xe2\x80\xa8"), 0, "NEL and LINE SEPARATOR in a comment"},
        {BYTES("a = \"\xff\""), AXVM_CODE_NOT_UTF8, "a byte that is never in UTF-8"},
        {BYTES("# \xc3"), AXVM_CODE_NOT_UTF8, "a sequence cut off by the end of the text"},
        {BYTES("# \xc3\n"), AXVM_CODE_NOT_UTF8, "a sequence cut off by the end of the line"},
        {BYTES("a = '\xc0\xaf'"), AXVM_CODE_NOT_UTF8, "an overlong sequence"},
        {BYTES("a = '\xed\xa0\x80'"), AXVM_CODE_NOT_UTF8, "a surrogate"},
        {BYTES("a = '\xf4\x90\x80\x80'"), AXVM_CODE_NOT_UTF8, "a code point above U+10FFFF"},
        {BYTES("a = '\xf4\x8f\xbf\xbf \xee\x80\x80 \xed\x9f\xbf'"), 0, "the code points beside the forbidden ones"},
        {BYTES("\xff = 1"), AXVM_CODE_NOT_UTF8, "a byte that is no key"},
        {BYTES("a = \xff"), AXVM_CODE_NOT_UTF8, "a byte that is no value"},
        {BYTES("# \xff\n# \xfe\na = '\xfd'"), AXVM_CODE_NOT_UTF8, "many such bytes are one finding"},
        {BYTES("# \r\n# a\rb\na='''\r'''\n\r"), AXVM_CODE_BARE_CARRIAGE_RETURN, "several carriage returns are found"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        toml_fixture_read_bytes(&fixture, (struct axvm_slice){rows[i].text, rows[i].length}, AXVM_TOML_1_1);
        bool good = rows[i].code == 0 ? fixture.status == AXVM_OK
                                      : fixture.status == AXVM_INVALID && toml_fixture_has(&fixture, rows[i].code);
        TAP_CHECK(good && toml_fixture_problem(&fixture) == NULL, rows[i].name);
    }
}

/* A control character where the reader takes eight bytes at a time must not escape it. */
static void find_bytes_anywhere(void) {
    static const char starts[][8] = {"a = \"", "a = '", "# "};
    bool found = true;
    bool spared = true;
    for (size_t start = 0; start < 3; start++) {
        for (size_t place = 0; place < 40; place++) {
            size_t length = axvm_slice_of(starts[start]).length;
            for (size_t i = 0; i < length; i++) {
                text[i] = starts[start][i];
            }
            for (size_t i = 0; i < 40; i++) {
                text[length + i] = '~';
            }
            text[length + 40] = start == 0 ? '"' : start == 1 ? '\'' : ' ';
            struct axvm_slice slice = {text, length + 41};
            toml_fixture_read_bytes(&fixture, slice, AXVM_TOML_1_1);
            spared = spared && fixture.status == AXVM_OK;
            for (unsigned byte = 0; byte < 0x20; byte++) {
                text[length + place] = (char)byte;
                toml_fixture_read_bytes(&fixture, slice, AXVM_TOML_1_1);
                found = found &&
                        (fixture.status == AXVM_OK) == (byte == '\t' || (byte == '\n' && start == 2 && place == 39));
            }
            text[length + place] = '\x7f';
            toml_fixture_read_bytes(&fixture, slice, AXVM_TOML_1_1);
            found = found && toml_fixture_has_only(&fixture, AXVM_CODE_CONTROL_CHARACTER);
            text[length + place] = '\x80';
            toml_fixture_read_bytes(&fixture, slice, AXVM_TOML_1_1);
            found = found && toml_fixture_has_only(&fixture, AXVM_CODE_NOT_UTF8);
        }
    }
    TAP_CHECK(spared, "printable text passes at every alignment");
    TAP_CHECK(found, "a byte that is not allowed is found at every place");
}

/* --- strings -------------------------------------------------------------------------------------- */

static void refuse_bad_escapes(void) {
    static const char *const rows[] = {
        "\"\\q\"",         "\"\\ \"",           "\"\\u12\"",      "\"\\u123g\"", "\"\\U0000004\"",
        "\"\\x4\"",        "\"\\xg0\"",         "\"\\ud800\"",    "\"\\uDFFF\"", "\"\\U00110000\"",
        "\"\\UFFFFFFFF\"", "\"\\E\"",           "\"\\N\"",        "\"\\'\"",     "\"\\0\"",
        "\"\"\"\\q\"\"\"", "\"\"\"a\\ b\"\"\"", "\"\\\xc3\xa4\"", "\"\\/\"",
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct axvm_output output;
        axvm_output_init(&output, text, sizeof text - 1, NULL, NULL);
        axvm_output_string(&output, "a = ");
        axvm_output_string(&output, rows[i]);
        axvm_output_string(&output, "\nb = 1");
        text[output.used] = '\0';
        toml_fixture_read(&fixture, text);
        TAP_CHECK(toml_fixture_has_only(&fixture, AXVM_CODE_ESCAPE_INVALID) && toml_fixture_at(&fixture, "b") != 0,
                  rows[i]);
    }
}

static void find_ends_of_strings(void) {
    static const struct {
        const char *text;
        enum axvm_code code;
    } rows[] = {
        {"a = \"b", AXVM_CODE_STRING_NOT_CLOSED},
        {"a = \"b\nc = 1", AXVM_CODE_STRING_NOT_CLOSED},
        {"a = 'b\r\nc = 1", AXVM_CODE_STRING_NOT_CLOSED},
        {"a = \"", AXVM_CODE_STRING_NOT_CLOSED},
        {"a = \"b\\", AXVM_CODE_STRING_NOT_CLOSED},
        {"a = \"b\\\"", AXVM_CODE_STRING_NOT_CLOSED},
        {"a = \"\"\"b", AXVM_CODE_STRING_NOT_CLOSED},
        {"a = \"\"\"b\"", AXVM_CODE_STRING_NOT_CLOSED},
        {"a = \"\"\"b\"\"", AXVM_CODE_STRING_NOT_CLOSED},
        {"a = '''b''", AXVM_CODE_STRING_NOT_CLOSED},
        {"a = \"\"\"b\\\"\"\"", AXVM_CODE_STRING_NOT_CLOSED},
        {"a = \"\"\"b\"\"\"\"\"\"", AXVM_CODE_LINE_END_EXPECTED},
        {"a = 'it''s'", AXVM_CODE_LINE_END_EXPECTED},
        {"\"a = 1", AXVM_CODE_STRING_NOT_CLOSED},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        toml_fixture_read(&fixture, rows[i].text);
        TAP_CHECK(toml_fixture_has_only(&fixture, rows[i].code), rows[i].text);
    }
}

/* --- versions ------------------------------------------------------------------------------------- */

static void tell_versions_apart(void) {
    static const char *const rows[] = {
        "a = {\n}",          "a = {b = 1\n}", "a = { # c\n}",  "a = {b = 1,}", "a = {b\n= 1}",           "a = {b =\n1}",
        "a = {b = 1\n,c=1}", "a = \"\\e\"",   "a = \"\\x41\"", "a = 07:32",    "'\\e' = 1\n\"\\e\" = 2",
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        toml_fixture_read_bytes(&fixture, axvm_slice_of(rows[i]), AXVM_TOML_1_0);
        bool refused = fixture.status == AXVM_INVALID && fixture.findings.first->code == AXVM_CODE_NEEDS_TOML_1_1;
        toml_fixture_read_bytes(&fixture, axvm_slice_of(rows[i]), AXVM_TOML_1_1);
        TAP_CHECK(refused && fixture.status == AXVM_OK, rows[i]);
    }
}

/* --- limits --------------------------------------------------------------------------------------- */

/* "a = " and brackets `depth` deep, of which `closing` are closed. */
static void make_nested(const char *opening, const char *inside, const char *closing, unsigned depth) {
    struct axvm_output output;
    axvm_output_init(&output, text, sizeof text - 1, NULL, NULL);
    axvm_output_string(&output, "a = ");
    for (unsigned i = 0; i < depth; i++) {
        axvm_output_string(&output, opening);
    }
    axvm_output_string(&output, inside);
    for (unsigned i = 0; i < depth; i++) {
        axvm_output_string(&output, closing);
    }
    axvm_output_string(&output, "\nb = 1");
    text[output.used] = '\0';
    toml_fixture_read(&fixture, text);
}

static void limit_depth(void) {
    static const char *const rows[][3] = {{"[", "", "]"}, {"{b = ", "{}", "}"}, {"[", "1", ",]"}, {"{b = ", "1", "}"}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        unsigned inside = rows[i][1][0] == '{';
        make_nested(rows[i][0], rows[i][1], rows[i][2], AXVM_TOML_DEPTH_MAX - inside);
        TAP_CHECK(fixture.status == AXVM_OK && toml_fixture_problem(&fixture) == NULL, "brackets 80 deep are read");
        make_nested(rows[i][0], rows[i][1], rows[i][2], AXVM_TOML_DEPTH_MAX - inside + 1);
        TAP_CHECK(toml_fixture_has_only(&fixture, AXVM_CODE_TOO_DEEP) && toml_fixture_at(&fixture, "b") != 0,
                  "brackets 81 deep are refused once, and the next line is read");
    }
}

/* `parts` parts between `start` and `end`. */
static void make_key(const char *start, unsigned parts, const char *end) {
    struct axvm_output output;
    axvm_output_init(&output, text, sizeof text - 1, NULL, NULL);
    axvm_output_string(&output, start);
    for (unsigned i = 0; i < parts; i++) {
        axvm_output_string(&output, i == 0 ? "k" : i % 2 == 0 ? ".k" : " . \"k\"");
    }
    axvm_output_string(&output, end);
    text[output.used] = '\0';
    toml_fixture_read(&fixture, text);
}

static void limit_key_parts(void) {
    static const char *const rows[][2] = {
        {"", " = 1\nb = 1"}, {"[", "]\n[b]"}, {"[[", "]]\n[b]"}, {"a = {", " = 1}\nb = 1"}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        make_key(rows[i][0], AXVM_TOML_KEY_PARTS_MAX, rows[i][1]);
        TAP_CHECK(fixture.status == AXVM_OK && toml_fixture_problem(&fixture) == NULL, "keys of 80 parts are read");
        make_key(rows[i][0], AXVM_TOML_KEY_PARTS_MAX + 1, rows[i][1]);
        TAP_CHECK(toml_fixture_has_only(&fixture, AXVM_CODE_KEY_TOO_DEEP) && toml_fixture_at(&fixture, "b") != 0,
                  "keys of 81 parts are refused once, and the next line is read");
    }
}

static void limit_length(void) {
    /* Nothing of the text may be touched: there are but a few bytes. */
    struct axvm_slice huge = {"a = 1", AXVM_TEXT_MAX + 1};
    toml_fixture_read_bytes(&fixture, huge, AXVM_TOML_1_1);
    TAP_CHECK(toml_fixture_has_only(&fixture, AXVM_CODE_TEXT_TOO_LARGE), "a text that is too large is refused unread");
    TAP_CHECK(fixture.status == AXVM_INVALID && fixture.document.damaged, "as invalid");
    TAP_EQUAL_U64(fixture.document.node_count, 1, "its document is an empty table");
    huge.length = SIZE_MAX;
    toml_fixture_read_bytes(&fixture, huge, AXVM_TOML_1_1);
    TAP_CHECK(toml_fixture_has_only(&fixture, AXVM_CODE_TEXT_TOO_LARGE), "whatever its length");
    axvm_arena_init(&fixture.arena, NULL, 0);
    axvm_findings_init(&fixture.findings, &fixture.arena, &fixture.source, 1);
    fixture.status = axvm_toml_read(&fixture.document, huge, AXVM_TOML_1_1, &fixture.arena, &fixture.findings);
    TAP_EQUAL_U64(fixture.status, AXVM_OUT_OF_MEMORY, "and not even that can be told without memory");
    TAP_CHECK(axvm_toml_memory_bound(SIZE_MAX) == axvm_toml_memory_bound(AXVM_TEXT_MAX),
              "the bound for it is that of the largest text");
    TAP_CHECK(axvm_config_memory_bound(SIZE_MAX, UINT32_MAX) >= axvm_config_memory_bound(AXVM_TEXT_MAX, 0),
              "bounds do not wrap around");
}

/* --- going on after a mistake --------------------------------------------------------------------- */

struct mistake_row {
    const char *text;
    enum axvm_code code;
};

/* One mistake each, reported once; the key `z` behind it must be found. */
static const struct mistake_row mistakes[] = {
    {"a\nz = 1", AXVM_CODE_EQUALS_EXPECTED},
    {"a 1\nz = 1", AXVM_CODE_EQUALS_EXPECTED},
    {"a: 1\nz = 1", AXVM_CODE_EQUALS_EXPECTED},
    {"a = \nz = 1", AXVM_CODE_VALUE_EXPECTED},
    {"a = # c\nz = 1", AXVM_CODE_VALUE_EXPECTED},
    {"a == 1\nz = 1", AXVM_CODE_VALUE_EXPECTED},
    {"= 1\nz = 1", AXVM_CODE_KEY_EXPECTED},
    {".a = 1\nz = 1", AXVM_CODE_KEY_EXPECTED},
    {"a. = 1\nz = 1", AXVM_CODE_KEY_EXPECTED},
    {"a..b = 1\nz = 1", AXVM_CODE_KEY_EXPECTED},
    {"\"\"\"a\"\"\" = 1\nz = 1", AXVM_CODE_KEY_EXPECTED},
    {"a = b\nz = 1", AXVM_CODE_VALUE_NOT_TOML},
    {"a = True\nz = 1", AXVM_CODE_VALUE_NOT_TOML},
    {"a = tru\nz = 1", AXVM_CODE_VALUE_NOT_TOML},
    {"a = truetrue\nz = 1", AXVM_CODE_VALUE_NOT_TOML},
    {"a = /b c/d # e\nz = 1", AXVM_CODE_VALUE_NOT_TOML},
    {"a = infinity\nz = 1", AXVM_CODE_VALUE_NOT_TOML},
    {"a = 1 2\nz = 1", AXVM_CODE_LINE_END_EXPECTED},
    {"a = 1,\nz = 1", AXVM_CODE_LINE_END_EXPECTED},
    {"a = []]\nz = 1", AXVM_CODE_LINE_END_EXPECTED},
    {"[t] a = 1\nz = 1", AXVM_CODE_LINE_END_EXPECTED},
    {"a = [1 2]\nz = 1", AXVM_CODE_COMMA},
    {"a = [1,,2]\nz = 1", AXVM_CODE_COMMA},
    {"a = [,]\nz = 1", AXVM_CODE_COMMA},
    {"a = {b = 1 c = 2}\nz = 1", AXVM_CODE_COMMA},
    {"a = {b = 1,, c = 2}\nz = 1", AXVM_CODE_COMMA},
    {"a = {,}\nz = 1", AXVM_CODE_COMMA},
    {"a = [b]\nz = 1", AXVM_CODE_VALUE_NOT_TOML},
    {"a = {b = }\nz = 1", AXVM_CODE_VALUE_EXPECTED},
    {"a = {b}\nz = 1", AXVM_CODE_EQUALS_EXPECTED},
    {"a = {b: 1}\nz = 1", AXVM_CODE_EQUALS_EXPECTED},
    {"a = {= 1}\nz = 1", AXVM_CODE_KEY_EXPECTED},
    {"a = [\nz = 1", AXVM_CODE_BRACKET_NOT_CLOSED},
    {"a = [1,\n 2\nz = 1", AXVM_CODE_BRACKET_NOT_CLOSED},
    {"a = [[1], [2]\nz = 1", AXVM_CODE_BRACKET_NOT_CLOSED},
    {"a = [\"b, 1]\nz = 1", AXVM_CODE_STRING_NOT_CLOSED},
    {"a = [\n  [\"b, 1],\n  [1],\n]\nz = 1", AXVM_CODE_STRING_NOT_CLOSED},
    {"[t\nz = 1", AXVM_CODE_HEADER_INVALID},
    {"[[t]\nz = 1", AXVM_CODE_HEADER_INVALID},
    {"[]\nz = 1", AXVM_CODE_KEY_EXPECTED},
    {"[t.]\nz = 1", AXVM_CODE_KEY_EXPECTED},
};

/* Finds a key anywhere in the tree or outside of it. */
static bool has_key(const char *key) {
    for (uint32_t i = 1; i < fixture.document.node_count; i++) {
        if (axvm_toml_key_is(&fixture.document, i, axvm_slice_of(key))) {
            return true;
        }
    }
    return false;
}

static void go_on_after_mistakes(void) {
    for (size_t i = 0; i < sizeof mistakes / sizeof mistakes[0]; i++) {
        toml_fixture_read(&fixture, mistakes[i].text);
        TAP_CHECK(toml_fixture_has_only(&fixture, mistakes[i].code) && has_key("z") &&
                      toml_fixture_problem(&fixture) == NULL,
                  mistakes[i].text);
    }
}

static void find_every_mistake(void) {
    struct axvm_output output;
    axvm_output_init(&output, text, sizeof text - 1, NULL, NULL);
    for (size_t i = 0; i < 20; i++) {
        axvm_output_string(&output, "k");
        axvm_output_u64(&output, i);
        axvm_output_string(&output, i % 2 == 0 ? " = oops\n" : " = 1\n");
    }
    text[output.used] = '\0';
    toml_fixture_read(&fixture, text);
    TAP_EQUAL_U64(fixture.findings.counts[AXVM_LEVEL_ERROR], 10, "each of ten mistakes is found");
    TAP_EQUAL_U64(axvm_toml_child_count(&fixture.document, 0), 20, "all keys are there");
    TAP_CHECK(toml_fixture_node(&fixture, "k0")->kind == AXVM_TOML_BROKEN, "what cannot be read is BROKEN");
    TAP_CHECK(toml_fixture_node(&fixture, "k1")->kind == AXVM_TOML_INTEGER, "what can be read is not");
}

static bool is_incomplete(const char *path) {
    return (toml_fixture_node(&fixture, path)->form & AXVM_TOML_TABLE_INCOMPLETE) != 0;
}

static void mark_what_is_incomplete(void) {
    toml_fixture_read(&fixture, "[t]\na = 1\n= 2\n[u]\nb = 1");
    TAP_CHECK(is_incomplete("t"), "a line without a key may have held one of the table's");
    TAP_CHECK(!is_incomplete("u") && !is_incomplete(""), "others are not touched by it");
    toml_fixture_read(&fixture, "[]\nb = 1");
    TAP_CHECK(is_incomplete(""), "a header without a name may have been any table's");
    toml_fixture_read(&fixture, "a = [1, 2\nb = 1");
    TAP_CHECK(is_incomplete("a"), "an array that is not closed may have had more elements");
    toml_fixture_read(&fixture, "[t]\na = [1, 2");
    TAP_CHECK(is_incomplete("") && is_incomplete("t"), "an open bracket swallows what comes behind it");
    toml_fixture_read(&fixture, "[t]\na = {b = 1");
    TAP_CHECK(is_incomplete("") && is_incomplete("t") && is_incomplete("t.a"), "an open brace, too");
    toml_fixture_read(&fixture, "a = {b = 1, = 2}");
    TAP_CHECK(is_incomplete("a") && !is_incomplete(""), "a key missing in an inline table damages only that");
    toml_fixture_read(&fixture, "[t]\na = 1\n[t]\nb = 2");
    TAP_CHECK(is_incomplete("t"), "keys below a second header were meant for the first table");
    toml_fixture_read(&fixture, "[t]\na = oops\nb = 1");
    TAP_CHECK(!is_incomplete("t"), "a broken value takes no key away");
}

void tap_body(void) {
    read_values();
    read_values_in_arrays();
    keep_comments();
    read_little();
    check_bytes();
    find_bytes_anywhere();
    refuse_bad_escapes();
    find_ends_of_strings();
    tell_versions_apart();
    limit_depth();
    limit_key_parts();
    limit_length();
    go_on_after_mistakes();
    find_every_mistake();
    mark_what_is_incomplete();
}
