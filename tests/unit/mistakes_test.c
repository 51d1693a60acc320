/* SPDX-License-Identifier: Apache-2.0 */
/* Single mistakes in TOML: which code is found first, how many errors it makes, and what the text is with all fixes. */
#include "axvmconfig/axvmconfig.h"
#include "tap.h"

struct row {
    const char *name;
    const char *text;
    enum axvm_code code;
    unsigned errors;
    const char *mended; /* as proposed: what is left may be wrong in other ways */
};

#define LONG_NAME "a123456789b123456789c123456789d123456789e123456789f123456789g123456789h123456789"

static const struct row rows[] = {
    {"an array with true on a line is not closed", "a = [1,\n[true]\nb = 2\n", AXVM_CODE_BRACKET_NOT_CLOSED, 1,
     "a = [1,\n[true]\nb = 2\n"},
    {"an array with false on a line is not closed", "a = [1,\n[false]\nb = 2\n", AXVM_CODE_BRACKET_NOT_CLOSED, 1,
     "a = [1,\n[false]\nb = 2\n"},
    {"an array with inf on a line is not closed", "a = [1,\n[inf]\nb = 2\n", AXVM_CODE_BRACKET_NOT_CLOSED, 1,
     "a = [1,\n[inf]\nb = 2\n"},
    {"an array with nan on a line is not closed", "a = [1,\n[nan]\nb = 2\n", AXVM_CODE_BRACKET_NOT_CLOSED, 1,
     "a = [1,\n[nan]\nb = 2\n"},
    {"a header in an array that is not closed", "a = [1,\n[b]\nc = 2\n", AXVM_CODE_BRACKET_NOT_CLOSED, 1,
     "a = [1,\n[b]\nc = 2\n"},
    {"an array that ends with the text", "a = [1,", AXVM_CODE_BRACKET_NOT_CLOSED, 1, "a = [1,"},
    {"CR before a header", "# a\r[b]\n", AXVM_CODE_BARE_CARRIAGE_RETURN, 1, "# a\r[b]\n"},
    {"CR before an empty line", "# a\r\r\n", AXVM_CODE_BARE_CARRIAGE_RETURN, 1, "# a\r\r\n"},
    {"CR before a comment", "# a\r # b\n", AXVM_CODE_BARE_CARRIAGE_RETURN, 1, "# a\r # b\n"},
    {"CR before a line of blanks", "# a\r \n", AXVM_CODE_BARE_CARRIAGE_RETURN, 1, "# a\r \n"},
    {"CR at the end of a comment and the text", "# a\r", AXVM_CODE_BARE_CARRIAGE_RETURN, 1, "# a\r"},
    {"CR and a blank at the end of a comment", "# a\r ", AXVM_CODE_BARE_CARRIAGE_RETURN, 1, "# a\r "},
    {"CR in a comment", "# a\rb\n", AXVM_CODE_BARE_CARRIAGE_RETURN, 1, "# a\rb\n"},
    {"a header in parentheses and CR", "(a)\r\n", AXVM_CODE_KEY_EXPECTED, 1, "[a]\r\n"},
    {"a header in parentheses and a comment", "(a) # x\n", AXVM_CODE_KEY_EXPECTED, 1, "[a] # x\n"},
    {"a header in parentheses with a long name", "(" LONG_NAME ")\n", AXVM_CODE_KEY_EXPECTED, 1, "(" LONG_NAME ")\n"},
    {"a header in parentheses with a name too long to quote", "(" LONG_NAME LONG_NAME LONG_NAME LONG_NAME ")\n",
     AXVM_CODE_KEY_EXPECTED, 1, "(" LONG_NAME LONG_NAME LONG_NAME LONG_NAME ")\n"},
    {"the middle of a conflict", "||||||| base\n", AXVM_CODE_KEY_EXPECTED, 1, "||||||| base\n"},
    {"a key in quotes that are not closed, with a bad escape", "\"a\\q\n", AXVM_CODE_ESCAPE_INVALID, 2, "\"a\\q\n"},
    {"a key in quotes with a bad escape", "\"a\\q\" = 1\n", AXVM_CODE_ESCAPE_INVALID, 1, "\"a\\q\" = 1\n"},
    {"a name on an indented line", "  name\n", AXVM_CODE_EQUALS_EXPECTED, 1, "  name\n"},
    {"a name on a line", "name\n", AXVM_CODE_EQUALS_EXPECTED, 1, "name\n"},
    {"an inner array that is not closed in a table", "a = {b = [1, 2}\n", AXVM_CODE_BRACKET_NOT_CLOSED, 1,
     "a = {b = [1, 2}\n"},
    {"`;` at the end of the text", "a = [1;", AXVM_CODE_COMMA, 2, "a = [1,"},
    {"`;` at the end of a line", "a = [1;\n2]\n", AXVM_CODE_COMMA, 1, "a = [1,\n2]\n"},
    {"`;` at the end of a line with CR", "a = [1;\r\n2]\r\n", AXVM_CODE_COMMA, 1, "a = [1,\r\n2]\r\n"},
    {"`;` before a minus", "a = [1;-2]\n", AXVM_CODE_COMMA, 1, "a = [1,-2]\n"},
    {"`;` before a plus", "a = [1; +2]\n", AXVM_CODE_COMMA, 1, "a = [1, +2]\n"},
    {"`;` before words", "a = [1, ; a comment\n]\n", AXVM_CODE_VALUE_NOT_TOML, 1, "a = [1, ; a comment\n]\n"},
    {"`;` before words with CR", "a = [1, ; a comment\r\n]\r\n", AXVM_CODE_VALUE_NOT_TOML, 1,
     "a = [1, ; a comment\r\n]\r\n"},
    {"`;` before words at the end", "a = [1, ; a comment", AXVM_CODE_VALUE_NOT_TOML, 2, "a = [1, ; a comment"},
    {"`;` before words without a comma", "a = [1 ; a comment\n]\n", AXVM_CODE_COMMA, 1, "a = [1 # a comment\n]\n"},
    {"`;` before words without a comma and with CR", "a = [1 ; a comment\r\n]\r\n", AXVM_CODE_COMMA, 1,
     "a = [1 # a comment\r\n]\r\n"},
    {"`;` before words without a comma at the end", "a = [1 ; a comment", AXVM_CODE_COMMA, 2, "a = [1 # a comment"},
    {"`;` and blanks at the end", "a = [1;  ", AXVM_CODE_COMMA, 2, "a = [1,  "},
    {"`;` in a table", "a = { b = 1; c = 2 }\n", AXVM_CODE_COMMA, 1, "a = { b = 1, c = 2 }\n"},
    {"a row that is not closed in a table", "a = {b = [1\n[2]]}\n", AXVM_CODE_COMMA, 1, "a = {b = [1,\n[2]]}\n"},
    {"a table that is not closed before a row", "a = [{b = 1\n[2]]\n", AXVM_CODE_COMMA, 3, "a = [{b = 1,\n[2]]\n"},
    {"a row of tables that is not closed", "a = [[{}\n[2]]]\n", AXVM_CODE_COMMA, 1, "a = [[{},\n[2]]]\n"},
    {"a row that is not closed", "a = [[1\n[2]]\n", AXVM_CODE_BRACKET_NOT_CLOSED, 1, "a = [[1\n[2]]\n"},
    {"a row of rows that is not closed", "a = [[[1]\n[2]]\n", AXVM_CODE_COMMA, 2, "a = [[[1],\n[2]]\n"},
    {"two values and a comma before a header", "a = [1 2,\n[b]\nc = 1\n", AXVM_CODE_COMMA, 2,
     "a = [1, 2,\n[b]\nc = 1\n"},
    {"two values and two commas before a header", "a = [1 2,,\n[b]\nc = 1\n", AXVM_CODE_COMMA, 3,
     "a = [1, 2,\n[b]\nc = 1\n"},
    {"a unit and a comma before a header", "a = [1 KiB,\n[b]\nc = 1\n", AXVM_CODE_NUMBER_INVALID, 2,
     "a = [0x400,\n[b]\nc = 1\n"},
    {"a unit and two commas before a header", "a = [1 KiB,,\n[b]\nc = 1\n", AXVM_CODE_NUMBER_INVALID, 3,
     "a = [0x400,\n[b]\nc = 1\n"},
    {"a wrong bracket at the end of the text", "a = [{b = 1]", AXVM_CODE_BRACKET_NOT_CLOSED, 1, "a = [{b = 1]"},
    {"a wrong bracket and blanks at the end of the text", "a = [{b = 1]  ", AXVM_CODE_BRACKET_NOT_CLOSED, 1,
     "a = [{b = 1]  "},
    {"a wrong bracket at the end of a line", "a = [{b = 1]\nc = 2\n", AXVM_CODE_BRACKET_NOT_CLOSED, 1,
     "a = [{b = 1]\nc = 2\n"},
    {"a wrong bracket at the end of a line with CR", "a = [{b = 1]\r\nc = 2\r\n", AXVM_CODE_BRACKET_NOT_CLOSED, 1,
     "a = [{b = 1]\r\nc = 2\r\n"},
    {"a wrong bracket before a comment", "a = [{b = 1] # x\n", AXVM_CODE_BRACKET_NOT_CLOSED, 1, "a = [{b = 1] # x\n"},
    {"a wrong bracket within a line", "a = [{b = 1], c = 2\n", AXVM_CODE_BRACKET_NOT_CLOSED, 3,
     "a = [{b = 1], c = 2\n"},
    {"a control character before a bracket", "a = [1\x01]\n", AXVM_CODE_CONTROL_CHARACTER, 1, "a = [1\x01]\n"},
    {"an escape cut off by the end", "a = \"\\u12", AXVM_CODE_ESCAPE_INVALID, 2, "a = \"\\u12"},
    {"an escape cut off by the quote", "a = \"\\u12\"\n", AXVM_CODE_ESCAPE_INVALID, 1, "a = \"\\u12\"\n"},
    {"an escape of a control character", "a = \"\\\x01\"\n", AXVM_CODE_ESCAPE_INVALID, 2, "a = \"\\\x01\"\n"},
    {"an escape of CR", "a = \"\\\r\n", AXVM_CODE_ESCAPE_INVALID, 2, "a = \"\\\r\n"},
    {"an escape of a byte that is no character", "a = \"\\\xe4\"\n", AXVM_CODE_ESCAPE_INVALID, 2, "a = \"\\\xe4\"\n"},
    {"a continued line that ends with the text", "a = \"\"\"\\", AXVM_CODE_STRING_NOT_CLOSED, 1, "a = \"\"\"\\"},
    {"a continued line that ends with blanks", "a = \"\"\"\\  ", AXVM_CODE_ESCAPE_INVALID, 2, "a = \"\"\"\\  "},
    {"a continued line with CR alone", "a = \"\"\"\\ \rx\"\"\"\n", AXVM_CODE_ESCAPE_INVALID, 2,
     "a = \"\"\"\\ \rx\"\"\"\n"},
    {"a continued line with CR at the end", "a = \"\"\"\\\r", AXVM_CODE_ESCAPE_INVALID, 3, "a = \"\"\"\\\r"},
    {"a continued line with other text", "a = \"\"\"\\ x\"\"\"\n", AXVM_CODE_ESCAPE_INVALID, 1,
     "a = \"\"\"\\ x\"\"\"\n"},
    {"CR at the end of a multi-line string and the text", "a = \"\"\"\r", AXVM_CODE_BARE_CARRIAGE_RETURN, 2,
     "a = \"\"\"\r"},
    {"CR in a multi-line string", "a = \"\"\"\rb\"\"\"\n", AXVM_CODE_BARE_CARRIAGE_RETURN, 1, "a = \"\"\"\rb\"\"\"\n"},
    {"a string on two lines", "a = \"b\nc\"\n", AXVM_CODE_STRING_NOT_CLOSED, 1, "a = \"b\nc\"\n"},
    {"a string on two lines with CR", "a = \"b\r\nc\"\r\n", AXVM_CODE_STRING_NOT_CLOSED, 1, "a = \"b\r\nc\"\r\n"},
    {"a string before another one that is not closed", "a = \"b\nc=\"\n", AXVM_CODE_STRING_NOT_CLOSED, 2,
     "a = \"b\nc=\"\n"},
    {"JSON", "{\n\"a\": 1}", AXVM_CODE_KEY_EXPECTED, 1, "{\n\"a\": 1}"},
    {"JSON with CR", "{\r\n  \"a\": 1\r\n}", AXVM_CODE_KEY_EXPECTED, 1, "{\r\n  \"a\": 1\r\n}"},
    {"JSON of nothing", "{}", AXVM_CODE_KEY_EXPECTED, 1, "{}"},
    {"a brace alone", "{", AXVM_CODE_KEY_EXPECTED, 1, "{"},
    {"braces around a word", "{ a }\n", AXVM_CODE_KEY_EXPECTED, 1, "{ a }\n"},
    {"arithmetic at the end of the text", "a = 1 * 2", AXVM_CODE_NUMBER_INVALID, 1, "a = 1 * 2"},
    {"arithmetic and CR", "a = 1 << 20\r\n", AXVM_CODE_NUMBER_INVALID, 1, "a = 1 << 20\r\n"},
    {"a shift to the right", "a = [1 >> 2, 3]\n", AXVM_CODE_NUMBER_INVALID, 1, "a = [1 >> 2, 3]\n"},
    {"a sum", "a = [1 + 2]\n", AXVM_CODE_NUMBER_INVALID, 1, "a = [1 + 2]\n"},
    {"a difference, and a comment", "a = 1 - 2 # b\n", AXVM_CODE_NUMBER_INVALID, 1, "a = 1 - 2 # b\n"},
    {"a quotient", "a = 1 / 2\n", AXVM_CODE_NUMBER_INVALID, 1, "a = 1 / 2\n"},
    {"flags put together", "a = [1 | 2]\n", AXVM_CODE_NUMBER_INVALID, 1, "a = [1 | 2]\n"},
    {"a number with a sign behind another", "a = [1 -2]\n", AXVM_CODE_COMMA, 1, "a = [1, -2]\n"},
    {"a number with a plus behind another", "a = [1 +2]\n", AXVM_CODE_COMMA, 1, "a = [1, +2]\n"},
    {"a sign at the end of the text", "a = 1 -", AXVM_CODE_LINE_END_EXPECTED, 1, "a = 1 -"},
    {"less than", "a = 1 < 2\n", AXVM_CODE_LINE_END_EXPECTED, 1, "a = 1 < 2\n"},
    {"a comment of C", "a = 1 // b\n", AXVM_CODE_LINE_END_EXPECTED, 1, "a = 1 // b\n"},
    {"a long comment of C", "a = 1 /* b */\n", AXVM_CODE_LINE_END_EXPECTED, 1, "a = 1 /* b */\n"},
    {"arithmetic with a string", "a = \"b\" * 2\n", AXVM_CODE_LINE_END_EXPECTED, 1, "a = \"b\" * 2\n"},
    {"a row in parentheses", "a = [(1, (2)), 3]\n", AXVM_CODE_VALUE_NOT_TOML, 1, "a = [(1, (2)), 3]\n"},
    {"parentheses around one", "a = (1)\n", AXVM_CODE_VALUE_NOT_TOML, 1, "a = (1)\n"},
    {"parentheses that are not closed", "a = (1\n", AXVM_CODE_VALUE_NOT_TOML, 1, "a = (1\n"},
    {"parentheses that a comment closes", "a = (1 # )\n", AXVM_CODE_VALUE_NOT_TOML, 1, "a = (1 # )\n"},
    {"parentheses that the text does not close", "a = (1", AXVM_CODE_VALUE_NOT_TOML, 1, "a = (1"},
    {"parentheses around much", "a = (" LONG_NAME LONG_NAME LONG_NAME ")\n", AXVM_CODE_VALUE_NOT_TOML, 1,
     "a = (" LONG_NAME LONG_NAME LONG_NAME ")\n"},
    {"a full-width comma",
     "a = [1\xef\xbc\x8c"
     "2]\n",
     AXVM_CODE_COMMA, 1, "a = [1, 2]\n"},
    {"an ideographic comma at the end", "a = [1\xe3\x80\x81", AXVM_CODE_COMMA, 2, "a = [1, "},
    {"half of a full-width comma", "a = [1\xef\xbc", AXVM_CODE_COMMA, 3, "a = [1,\xef\xbc"},
    {"a no-break space before `=`", "a\xc2\xa0= 1\n", AXVM_CODE_EQUALS_EXPECTED, 1, "a\xc2\xa0= 1\n"},
    {"a no-break space behind `=`",
     "a =\xc2\xa0"
     "1\n",
     AXVM_CODE_VALUE_NOT_TOML, 1,
     "a =\xc2\xa0"
     "1\n"},
    {"odd quotes", "a = `b`\n", AXVM_CODE_VALUE_NOT_TOML, 1, "a = \"b\"\n"},
    {"odd quotes around nothing", "a = ``\n", AXVM_CODE_VALUE_NOT_TOML, 1, "a = ``\n"},
    {"an odd quote alone", "a = `\n", AXVM_CODE_VALUE_NOT_TOML, 1, "a = `\n"},
    {"an odd quote that is not closed", "a = `bc\n", AXVM_CODE_VALUE_NOT_TOML, 1, "a = `bc\n"},
    {"an odd quote before a long word", "a = `bcdef\n", AXVM_CODE_VALUE_NOT_TOML, 1, "a = `bcdef\n"},
    {"odd quotes around a straight one", "a = `b\"c`\n", AXVM_CODE_VALUE_NOT_TOML, 1, "a = `b\"c`\n"},
    {"odd quotes around a backslash", "a = `b\\c`\n", AXVM_CODE_VALUE_NOT_TOML, 1, "a = `b\\c`\n"},
    {"odd quotes around a tab", "a = `b\tc`\n", AXVM_CODE_VALUE_NOT_TOML, 1, "a = \"b\tc\"\n"},
    {"odd quotes around a control character",
     "a = `b\x01"
     "c`\n",
     AXVM_CODE_VALUE_NOT_TOML, 1,
     "a = `b\x01"
     "c`\n"},
    {"odd quotes around much", "a = `" LONG_NAME LONG_NAME LONG_NAME LONG_NAME "`\n", AXVM_CODE_VALUE_NOT_TOML, 1,
     "a = `" LONG_NAME LONG_NAME LONG_NAME LONG_NAME "`\n"},
    {"no value in other languages", "a = nil\n", AXVM_CODE_VALUE_NOT_TOML, 1, "a = nil\n"},
    {"no value in capitals", "a = NULL\n", AXVM_CODE_VALUE_NOT_TOML, 1, "a = NULL\n"},
    {"a boolean of another language", "a = Yes\n", AXVM_CODE_VALUE_NOT_TOML, 1, "a = true\n"},
    {"a boolean that says no", "a = off\n", AXVM_CODE_VALUE_NOT_TOML, 1, "a = false\n"},
    {"two letters of a unit behind a hexadecimal number", "a = 0x10KiB\n", AXVM_CODE_NUMBER_INVALID, 1, "a = 0x4000\n"},
    {"a letter of a unit behind a hexadecimal number", "a = 0x10K\n", AXVM_CODE_NUMBER_INVALID, 1, "a = 0x10K\n"},
    {"a unit behind a number that is too large", "a = 99999999999999999999K\n", AXVM_CODE_NUMBER_INVALID, 1,
     "a = 99999999999999999999K\n"},
    {"a unit that makes a number too large", "a = 17179869184GiB\n", AXVM_CODE_NUMBER_INVALID, 1,
     "a = 17179869184GiB\n"},
    {"the largest number with that unit", "a = 17179869183GiB\n", AXVM_CODE_NUMBER_INVALID, 1,
     "a = 0xffff_ffff_c000_0000\n"},
    {"a unit behind a blank", "a = 4 KiB\n", AXVM_CODE_LINE_END_EXPECTED, 1, "a = 0x1000\n"},
    {"two underscores", "a = 1__0\n", AXVM_CODE_NUMBER_INVALID, 1, "a = 1__0\n"},
    {"two underscores in a hexadecimal number", "a = 0x1__0\n", AXVM_CODE_NUMBER_INVALID, 1, "a = 0x1__0\n"},
    {"an underscore at the end", "a = 1_\n", AXVM_CODE_NUMBER_INVALID, 1, "a = 1_\n"},
    {"two underscores behind the point", "a = 1.0__1\n", AXVM_CODE_NUMBER_INVALID, 1, "a = 1.0__1\n"},
    {"a letter and underscores", "a = 1_0g_1\n", AXVM_CODE_NUMBER_INVALID, 1, "a = 1_0g_1\n"},
    {"an exponent and underscores", "a = 1_0E_1\n", AXVM_CODE_NUMBER_INVALID, 1, "a = 1_0E_1\n"},
    {"an exponent and underscores in small letters", "a = 1_0e_1\n", AXVM_CODE_NUMBER_INVALID, 1, "a = 1_0e_1\n"},
    {"a sign alone", "a = +\n", AXVM_CODE_VALUE_NOT_TOML, 1, "a = +\n"},
    {"a value in parentheses", "a = (1)\n", AXVM_CODE_VALUE_NOT_TOML, 1, "a = (1)\n"},
};

#define LIMIT 8 /* more errors than any row has */

static _Alignas(16) unsigned char memory[1 << 16];

static enum axvm_status read_in(size_t size, uint32_t limit, struct axvm_source *source, struct axvm_arena *arena,
                                struct axvm_findings *findings) {
    struct axvm_toml_document document;
    axvm_arena_init(arena, memory, size);
    axvm_findings_init(findings, arena, source, limit);
    return axvm_toml_read(&document, source->text, AXVM_TOML_1_1, arena, findings);
}

static void check_row(const struct row *row) {
    static char mended[512];
    struct axvm_source source = {axvm_slice_of("vm.toml"), axvm_slice_of(row->text)};
    struct axvm_arena arena;
    struct axvm_findings findings;
    struct axvm_output output;
    uint32_t applied;
    TAP_EQUAL_U64(read_in(sizeof memory, LIMIT, &source, &arena, &findings), AXVM_INVALID, row->name);
    TAP_EQUAL_U64(findings.first == NULL ? 0 : findings.first->code, row->code, row->name);
    TAP_EQUAL_U64(findings.counts[AXVM_LEVEL_ERROR], row->errors, row->name);
    axvm_output_init(&output, mended, sizeof mended, NULL, NULL);
    axvm_fixes_apply(source.text, &findings, true, &output, &applied);
    TAP_EQUAL_STRING(((struct axvm_slice){mended, output.used}), row->mended, row->name);
}

/* Errors that nobody wants to hear of are counted all the same. */
static void check_limit(const struct row *row) {
    struct axvm_source source = {axvm_slice_of("vm.toml"), axvm_slice_of(row->text)};
    struct axvm_arena arena;
    struct axvm_findings findings;
    TAP_EQUAL_U64(read_in(sizeof memory, 0, &source, &arena, &findings), AXVM_INVALID, row->name);
    TAP_EQUAL_U64(findings.counts[AXVM_LEVEL_ERROR], row->errors, row->name);
    TAP_CHECK(findings.first == NULL && !findings.out_of_memory, row->name);
}

/* With less memory it is the same, or out of memory. */
static void check_memory(const struct row *row) {
    struct axvm_source source = {axvm_slice_of("vm.toml"), axvm_slice_of(row->text)};
    bool is_clean = true;
    enum axvm_status status = AXVM_OUT_OF_MEMORY;
    for (size_t size = 0; size < 8192; size++) {
        struct axvm_arena arena;
        struct axvm_findings findings;
        status = read_in(size, LIMIT, &source, &arena, &findings);
        is_clean = is_clean && (status == AXVM_OUT_OF_MEMORY || (status == AXVM_INVALID && !findings.out_of_memory));
    }
    TAP_CHECK(is_clean && status == AXVM_INVALID, row->name);
}

void tap_body(void) {
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        check_row(&rows[i]);
        check_limit(&rows[i]);
        check_memory(&rows[i]);
    }
}
