/* SPDX-License-Identifier: Apache-2.0 */
/* axvm_parse_u64(). */
#include "tap.h"

struct accepted {
    const char *text;
    uint64_t value;
    const char *name;
};

static const struct accepted accepted[] = {
    {"0", 0, "reads zero"},
    {"7", 7, "reads one digit"},
    {"18446744073709551615", UINT64_MAX, "reads the largest decimal"},
    {"007", 7, "reads leading zeros"},
    {"00000000000000000000000000000001", 1, "reads more leading zeros than digits fit"},
    {"+42", 42, "reads a plus before decimal"},
    {"1_000_000", 1000000, "reads underscores between decimal digits"},
    {"0x0", 0, "reads hexadecimal zero"},
    {"0x8020_0000", 0x80200000, "reads hexadecimal in groups"},
    {"0xffffffffffffffff", UINT64_MAX, "reads the largest hexadecimal"},
    {"0xABCdef", 0xabcdef, "reads hexadecimal digits in both cases"},
    {"0x0000000000000000000f", 15, "reads hexadecimal leading zeros"},
    {"0o777", 0777, "reads octal"},
    {"0o1777777777777777777777", UINT64_MAX, "reads the largest octal"},
    {"0b1010", 10, "reads binary"},
    {"0b1111111111111111111111111111111111111111111111111111111111111111", UINT64_MAX, "reads the largest binary"},
    {"0b1_0", 2, "reads underscores between binary digits"},
    {"0_1", 1, "reads an underscore behind a leading zero"},
};

struct refused {
    const char *text;
    const char *name;
};

static const struct refused refused[] = {
    {"", "refuses an empty text"},
    {"+", "refuses a sign alone"},
    {"-1", "refuses a minus"},
    {"-0", "refuses a minus before zero"},
    {"++1", "refuses two signs"},
    {" 1", "refuses a blank before"},
    {"1 ", "refuses a blank behind"},
    {"1\n", "refuses a line end behind"},
    {"_1", "refuses an underscore before"},
    {"1_", "refuses an underscore behind"},
    {"1__0", "refuses two underscores"},
    {"+_1", "refuses an underscore behind the sign"},
    {"0x", "refuses a prefix alone"},
    {"0o", "refuses an octal prefix alone"},
    {"0b", "refuses a binary prefix alone"},
    {"0x_1", "refuses an underscore behind the prefix"},
    {"0x1_", "refuses an underscore behind hexadecimal"},
    {"+0x1", "refuses a plus before a prefix"},
    {"0X1", "refuses a prefix in upper case"},
    {"0xg", "refuses a letter that is no digit"},
    {"0o8", "refuses an octal digit too high"},
    {"0b2", "refuses a binary digit too high"},
    {"1a", "refuses a hexadecimal digit in decimal"},
    {"1.0", "refuses a fraction"},
    {"1e3", "refuses an exponent"},
    {"18446744073709551616", "refuses decimal one too large"},
    {"18446744073709551620", "refuses decimal ten too large"},
    {"99999999999999999999999", "refuses decimal far too large"},
    {"0x10000000000000000", "refuses hexadecimal one too large"},
    {"0o2000000000000000000000", "refuses octal one too large"},
    {"0b10000000000000000000000000000000000000000000000000000000000000000", "refuses binary one too large"},
};

void tap_body(void) {
    for (size_t i = 0; i < sizeof accepted / sizeof accepted[0]; i++) {
        uint64_t value = ~accepted[i].value;
        TAP_CHECK(axvm_parse_u64(axvm_slice_of(accepted[i].text), &value), accepted[i].name);
        TAP_EQUAL_U64(value, accepted[i].value, accepted[i].name);
    }
    for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++) {
        uint64_t value = 12345;
        TAP_CHECK(!axvm_parse_u64(axvm_slice_of(refused[i].text), &value), refused[i].name);
        TAP_EQUAL_U64(value, 12345, "a number that is refused leaves the value alone");
    }
    uint64_t value = 0;
    struct axvm_slice absent = {NULL, 0};
    TAP_CHECK(!axvm_parse_u64(absent, &value), "a slice without data is no number");
    struct axvm_slice part = {"12345", 3};
    TAP_CHECK(axvm_parse_u64(part, &value), "a slice ends where its length says");
    TAP_EQUAL_U64(value, 123, "and nothing behind it is read");
    struct axvm_slice with_nul = {"1\0", 2};
    TAP_CHECK(!axvm_parse_u64(with_nul, &value), "a NUL is not the end");
}
