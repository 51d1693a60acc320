/* SPDX-License-Identifier: Apache-2.0 */
/* Integers and floats of TOML: what is one, how it is written, and whether it fits. */
#include "tap.h"
#include "toml_fixture.h"

static struct toml_fixture fixture;

/* The first text of at most 16 KiB and a NUL. */
static char text[16 * 1024];

/* Puts "a = ", `sign` and `count` times `digit` into `text`, then `tail`. */
static const char *make_text(const char *start, char digit, size_t count, const char *tail) {
    size_t length = 0;
    while (*start != '\0') {
        text[length++] = *start++;
    }
    while (count-- > 0) {
        text[length++] = digit;
    }
    while (*tail != '\0') {
        text[length++] = *tail++;
    }
    text[length] = '\0';
    return text;
}

/* What stands behind each number: where much does, numbers are read in blocks of bytes. */
static const char *behind = "";

/* Reads "a = NUMBER". @return the node */
static const struct axvm_toml_node *read_number(const char *number) {
    static char with_rest[sizeof text];
    size_t length = 0;
    for (const char *at = number; *at != '\0'; at++) {
        with_rest[length++] = *at;
    }
    for (const char *at = behind; *at != '\0'; at++) {
        with_rest[length++] = *at;
    }
    with_rest[length] = '\0';
    toml_fixture_read(&fixture, make_text("a = ", ' ', 0, with_rest));
    return toml_fixture_node(&fixture, "a");
}

/* --- integers that fit ---------------------------------------------------------------------------- */

struct integer_row {
    const char *text;
    uint64_t magnitude;
    unsigned form; /* without SHORT */
};

static const struct integer_row integers[] = {
    {"0", 0, AXVM_TOML_INTEGER_DECIMAL},
    {"+0", 0, AXVM_TOML_INTEGER_DECIMAL},
    {"-0", 0, AXVM_TOML_INTEGER_DECIMAL},
    {"7", 7, AXVM_TOML_INTEGER_DECIMAL},
    {"+7", 7, AXVM_TOML_INTEGER_DECIMAL},
    {"-7", 7, AXVM_TOML_INTEGER_DECIMAL | AXVM_TOML_INTEGER_NEGATIVE},
    {"1_000", 1000, AXVM_TOML_INTEGER_DECIMAL | AXVM_TOML_INTEGER_GROUPED},
    {"1_2_3_4", 1234, AXVM_TOML_INTEGER_DECIMAL | AXVM_TOML_INTEGER_GROUPED},
    {"4294967295", UINT32_MAX, AXVM_TOML_INTEGER_DECIMAL},
    {"4294967296", UINT64_C(0x100000000), AXVM_TOML_INTEGER_DECIMAL},
    {"-4294967295", UINT32_MAX, AXVM_TOML_INTEGER_DECIMAL | AXVM_TOML_INTEGER_NEGATIVE},
    {"999999999999999999", UINT64_C(999999999999999999), AXVM_TOML_INTEGER_DECIMAL},
    {"1000000000000000000", UINT64_C(1000000000000000000), AXVM_TOML_INTEGER_DECIMAL},
    {"9223372036854775807", INT64_MAX, AXVM_TOML_INTEGER_DECIMAL},
    {"9223372036854775808", UINT64_C(0x8000000000000000), AXVM_TOML_INTEGER_DECIMAL},
    {"18446744073709551615", UINT64_MAX, AXVM_TOML_INTEGER_DECIMAL},
    {"18_446_744_073_709_551_615", UINT64_MAX, AXVM_TOML_INTEGER_DECIMAL | AXVM_TOML_INTEGER_GROUPED},
    {"-9223372036854775807", INT64_MAX, AXVM_TOML_INTEGER_DECIMAL | AXVM_TOML_INTEGER_NEGATIVE},
    {"-9223372036854775808", UINT64_C(0x8000000000000000), AXVM_TOML_INTEGER_DECIMAL | AXVM_TOML_INTEGER_NEGATIVE},
    {"0x0", 0, AXVM_TOML_INTEGER_HEX},
    {"0xdeadBEEF", UINT64_C(0xdeadbeef), AXVM_TOML_INTEGER_HEX},
    {"0x8020_0000", UINT64_C(0x80200000), AXVM_TOML_INTEGER_HEX | AXVM_TOML_INTEGER_GROUPED},
    {"0xffff_ffff", UINT32_MAX, AXVM_TOML_INTEGER_HEX | AXVM_TOML_INTEGER_GROUPED},
    {"0x1_0000_0000", UINT64_C(0x100000000), AXVM_TOML_INTEGER_HEX | AXVM_TOML_INTEGER_GROUPED},
    {"0xfffffffffffffff", UINT64_MAX >> 4, AXVM_TOML_INTEGER_HEX},
    {"0xffffffffffffffff", UINT64_MAX, AXVM_TOML_INTEGER_HEX},
    {"0xffff_ffff_ffff_ffff", UINT64_MAX, AXVM_TOML_INTEGER_HEX | AXVM_TOML_INTEGER_GROUPED},
    {"0x1_2_34_567_89aB", UINT64_C(0x123456789ab), AXVM_TOML_INTEGER_HEX | AXVM_TOML_INTEGER_GROUPED},
    {"0x0_0000_0000_0000_0001", 1, AXVM_TOML_INTEGER_HEX | AXVM_TOML_INTEGER_GROUPED},
    {"0x0000000000000000000000000000000000000001", 1, AXVM_TOML_INTEGER_HEX},
    {"0o0", 0, AXVM_TOML_INTEGER_OCTAL},
    {"0o755", 0755, AXVM_TOML_INTEGER_OCTAL},
    {"0o1777777777777777777777", UINT64_MAX, AXVM_TOML_INTEGER_OCTAL},
    {"0b1", 1, AXVM_TOML_INTEGER_BINARY},
    {"0b1101_0110", 0xd6, AXVM_TOML_INTEGER_BINARY | AXVM_TOML_INTEGER_GROUPED},
    {"0b1111111111111111111111111111111111111111111111111111111111111111", UINT64_MAX, AXVM_TOML_INTEGER_BINARY},
};

static void read_integers(void) {
    for (size_t i = 0; i < sizeof integers / sizeof integers[0]; i++) {
        const struct integer_row *row = &integers[i];
        const struct axvm_toml_node *node = read_number(row->text);
        bool is_short = row->magnitude <= UINT32_MAX;
        unsigned form = row->form | (is_short ? (unsigned)AXVM_TOML_INTEGER_SHORT : 0);
        bool good = fixture.status == AXVM_OK && node->kind == AXVM_TOML_INTEGER && node->form == form &&
                    axvm_toml_integer(&fixture.document, toml_fixture_at(&fixture, "a")) == row->magnitude &&
                    (!is_short || node->link == row->magnitude) && fixture.document.overflow_count == 0;
        TAP_CHECK(good, row->text);
    }
}

/* --- integers that do not fit --------------------------------------------------------------------- */

enum width { FITS_128, FITS_NOWHERE };

struct wide_row {
    const char *text;
    enum width width;
    bool negative;
};

static const struct wide_row wides[] = {
    {"18446744073709551616", FITS_128, false},
    {"0x1_0000_0000_0000_0000", FITS_128, false},
    {"0o2000000000000000000000", FITS_128, false},
    {"-9223372036854775809", FITS_128, true},
    {"-18446744073709551616", FITS_128, true},
    {"1_000_000_000_000_000_000_000", FITS_128, false},
    {"170141183460469231731687303715884105727", FITS_128, false},
    {"170141183460469231731687303715884105728", FITS_128, false},
    {"-170141183460469231731687303715884105728", FITS_128, true},
    {"-170141183460469231731687303715884105729", FITS_NOWHERE, true},
    {"340282366920938463463374607431768211455", FITS_128, false},
    {"340282366920938463463374607431768211456", FITS_NOWHERE, false},
    {"0xffffffffffffffffffffffffffffffff", FITS_128, false},
    {"0x100000000000000000000000000000000", FITS_NOWHERE, false},
    {"-340282366920938463463374607431768211456", FITS_NOWHERE, true},
};

static void check_wide(const char *number, enum width width, bool negative, const char *name) {
    const struct axvm_toml_node *node = read_number(number);
    bool overflows = width == FITS_NOWHERE;
    bool good = fixture.status == AXVM_OK && node->kind == AXVM_TOML_INTEGER;
    good = good && (node->form & AXVM_TOML_INTEGER_WIDE) != 0 && !(node->form & AXVM_TOML_INTEGER_SHORT);
    good = good && ((node->form & AXVM_TOML_INTEGER_OVERFLOW) != 0) == overflows;
    good = good && ((node->form & AXVM_TOML_INTEGER_NEGATIVE) != 0) == negative;
    TAP_CHECK(good && fixture.document.overflow_count == overflows, name);
}

static void recognize_wide_integers(void) {
    for (size_t i = 0; i < sizeof wides / sizeof wides[0]; i++) {
        check_wide(wides[i].text, wides[i].width, wides[i].negative, wides[i].text);
    }
    static char digits[10001];
    for (size_t i = 0; i < 10000; i++) {
        digits[i] = '9';
    }
    check_wide(digits, FITS_NOWHERE, false, "ten thousand digits");
    digits[0] = '-';
    check_wide(digits, FITS_NOWHERE, true, "minus and ten thousand digits");
    toml_fixture_read(&fixture, make_text("a = 0x", '0', 10000, "1"));
    TAP_EQUAL_U64(axvm_toml_integer(&fixture.document, toml_fixture_at(&fixture, "a")), 1,
                  "ten thousand leading zeros");
    check_wide("0x", FITS_NOWHERE, false, "a prefix without digits is a number that never fits");
    toml_fixture_read(&fixture, "a = 1e999\nb = [0x, 1, 1e400]\nc = 1");
    TAP_EQUAL_U64(fixture.document.overflow_count, 3, "numbers that fit nowhere are counted");
}

/* --- floats --------------------------------------------------------------------------------------- */

/* 2^1024 - 2^970, the least number that rounds to infinity, and that number less one. */
#define LIMIT                                                                                                          \
    "1797693134862315807937289714053034150799341327100378269361737789804449682927647509466490179775872070"             \
    "9633028641669288791094655554785194040263065748867150582068190890200070838367627385484581771153176447"             \
    "5730270069855571366959622842914819860834936475292719074168444365510704342711559699508093042880177904"             \
    "17449779"
#define LIMIT_FRACTION                                                                                                 \
    "797693134862315807937289714053034150799341327100378269361737789804449682927647509466490179775872070"              \
    "9633028641669288791094655554785194040263065748867150582068190890200070838367627385484581771153176447"             \
    "5730270069855571366959622842914819860834936475292719074168444365510704342711559699508093042880177904"             \
    "17449779"

struct float_row {
    const char *text;
    bool overflows;
    const char *name;
};

static const struct float_row floats[] = {
    {"0.0", false, NULL},
    {"-0.0", false, NULL},
    {"+1.5", false, NULL},
    {"3.14159", false, NULL},
    {"1e0", false, NULL},
    {"1E+10", false, NULL},
    {"6.626e-34", false, NULL},
    {"1_0.0_1e1_0", false, NULL},
    {"0e0", false, NULL},
    {"1e308", false, NULL},
    {"1e309", true, NULL},
    {"-1e309", true, NULL},
    {"1.7976931348623157e308", false, NULL},
    {"1.7976931348623158e308", false, NULL},
    {"1.797693134862315807e308", false, NULL},
    {"1.797693134862315808e308", true, NULL},
    {"1.7976931348623159e308", true, NULL},
    {"17976931348623158.0e292", false, NULL},
    {"17976931348623159.0e292", true, NULL},
    {"0.0000017976931348623158e314", false, NULL},
    {"0.0000017976931348623159e314", true, NULL},
    {"0.0000017976931348623159e313", false, NULL},
    {"1e999", true, NULL},
    {"1e999999999999999999999999999999", true, NULL},
    {"1e-999999999999999999999999999999", false, NULL},
    {"1e-999", false, NULL},
    {"0e999999999999999999999999999999", false, NULL},
    {"0.000e999999", false, NULL},
    {LIMIT "2.0", true, "2^1024 - 2^970"},
    {LIMIT "2e0", true, "2^1024 - 2^970, by exponent"},
    {LIMIT "1.0", false, "one less"},
    {LIMIT "1.999999999999999999999999", false, "a little less"},
    {LIMIT "2.000000000000000000000001", true, "a little more"},
    {"1." LIMIT_FRACTION "2e308", true, "2^1024 - 2^970, scientific"},
    {"1." LIMIT_FRACTION "1e308", false, "one less, scientific"},
    {"1." LIMIT_FRACTION "19999999999e308", false, "a little less, scientific"},
    {"1." LIMIT_FRACTION "20000000000e308", true, "2^1024 - 2^970 and zeros, scientific"},
    {"0.1" LIMIT_FRACTION "2e309", true, "2^1024 - 2^970, shifted"},
    {"1_7." LIMIT_FRACTION "2e307", false, "less by shifted digits, grouped"},
};

static void read_floats(void) {
    for (size_t i = 0; i < sizeof floats / sizeof floats[0]; i++) {
        const struct float_row *row = &floats[i];
        const struct axvm_toml_node *node = read_number(row->text);
        unsigned form = AXVM_TOML_FLOAT_FINITE | (row->overflows ? (unsigned)AXVM_TOML_FLOAT_OVERFLOW : 0);
        bool good = fixture.status == AXVM_OK && node->kind == AXVM_TOML_FLOAT && node->form == form;
        TAP_CHECK(good && fixture.document.overflow_count == row->overflows, row->name != NULL ? row->name : row->text);
    }
    toml_fixture_read(&fixture, make_text("a = 1", '0', 400, "e-400"));
    TAP_EQUAL_U64(fixture.document.overflow_count, 0, "four hundred digits, taken back by the exponent");
    toml_fixture_read(&fixture, make_text("a = 0.", '0', 9000, "1e9309"));
    TAP_EQUAL_U64(fixture.document.overflow_count, 0, "nine thousand zeros behind the point: 1e308");
    toml_fixture_read(&fixture, make_text("a = 0.", '0', 9000, "1e9310"));
    TAP_EQUAL_U64(fixture.document.overflow_count, 1, "nine thousand zeros behind the point: 1e309");
}

static void read_special_floats(void) {
    static const struct {
        const char *text;
        unsigned form;
    } rows[] = {
        {"inf", AXVM_TOML_FLOAT_INFINITE}, {"+inf", AXVM_TOML_FLOAT_INFINITE}, {"-inf", AXVM_TOML_FLOAT_INFINITE},
        {"nan", AXVM_TOML_FLOAT_NAN},      {"+nan", AXVM_TOML_FLOAT_NAN},      {"-nan", AXVM_TOML_FLOAT_NAN},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const struct axvm_toml_node *node = read_number(rows[i].text);
        TAP_CHECK(fixture.status == AXVM_OK && node->kind == AXVM_TOML_FLOAT && node->form == rows[i].form,
                  rows[i].text);
    }
}

/* --- what is no number ---------------------------------------------------------------------------- */

static void refuse_malformed_numbers(void) {
    static const char *const rows[] = {
        "00",    "01",   "+01",  "-01",  "0_1",   "1_",    "_1x",      "1__0",  "0x_1",  "0x1_",  "0X1",   "0O7",
        "0B1",   "+0x1", "-0x1", "-0o1", "0xg",   "0o8",   "0b2",      "1k",    "256M",  "1.",    ".5",    "+.5",
        "1.e5",  "1._5", "1_.5", "1.5_", "1e",    "1e+",   "1e_5",     "1e5_",  "1e1.5", "1.2.3", "01.5",  "00.5",
        "1e5e5", "--1",  "++1",  "+-1",  "0x1.8", "0xAUL", "8020a000", "1 000", "0x1g2", "12:3",  "0b1e1",
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        read_number(rows[i]);
        TAP_CHECK(fixture.status == AXVM_INVALID && fixture.findings.counts[AXVM_LEVEL_ERROR] == 1, rows[i]);
    }
    const struct axvm_toml_node *node = read_number("01");
    TAP_CHECK(toml_fixture_has_only(&fixture, AXVM_CODE_NUMBER_INVALID) && node->kind == AXVM_TOML_BROKEN,
              "a malformed number is a broken value");
    read_number("+");
    TAP_CHECK(toml_fixture_has_only(&fixture, AXVM_CODE_VALUE_NOT_TOML), "a sign alone is no value");
    read_number("\xd9\xa3");
    TAP_CHECK(toml_fixture_has_only(&fixture, AXVM_CODE_VALUE_NOT_TOML), "an Arabic digit is no value");
}

void tap_body(void) {
    static const char *const rests[] = {"", "\n", " # more bytes than a block has"};
    for (size_t i = 0; i < sizeof rests / sizeof rests[0]; i++) {
        behind = rests[i];
        read_integers();
        recognize_wide_integers();
        read_floats();
        read_special_floats();
        refuse_malformed_numbers();
    }
}
