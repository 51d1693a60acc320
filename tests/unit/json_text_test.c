/* SPDX-License-Identifier: Apache-2.0 */
/* Texts as JSON strings. */
#include "base/json_text.h"

#include "tap.h"

struct example {
    const char *name;
    const char *text;
    const char *expected;
};

static const struct example examples[] = {
    {"an empty text", "", "\"\""},
    {"letters stand for themselves", "kernel_load_addr = 0x8020_0000", "\"kernel_load_addr = 0x8020_0000\""},
    {"a quote and a backslash are escaped", "a\"b\\c", "\"a\\\"b\\\\c\""},
    {"also behind eight bytes and more", "01234567\"01234567\\", "\"01234567\\\"01234567\\\\\""},
    {"a slash is not", "/dev/null", "\"/dev/null\""},
    {"line feed and tab have names", "a\nb\tc", "\"a\\nb\\tc\""},
    {"other control characters have numbers", "\x01\x08\x0d\x1b\x1f", "\"\\u0001\\u0008\\u000d\\u001b\\u001f\""},
    {"so has DEL", "a\x7f", "\"a\\u007f\""},
    {"and 8-bit control characters", "\xc2\x80\xc2\x9b\xc2\x9f\xc2\xa0", "\"\\u0080\\u009b\\u009f\xc2\xa0\""},
    {"and line separators", "\xe2\x80\xa7\xe2\x80\xa8\xe2\x80\xa9", "\"\xe2\x80\xa7\\u2028\\u2029\""},
    {"and what turns the direction of writing", "\xe2\x80\xae\xe2\x80\xaf\xe2\x81\xa6\xe2\x81\xa9\xd8\x9c\xe2\x80\x8f",
     "\"\\u202e\xe2\x80\xaf\\u2066\\u2069\\u061c\\u200f\""},
    {"other characters stand for themselves", "\xc3\xa9\xe5\x86\x85\xf0\x9f\x98\x80",
     "\"\xc3\xa9\xe5\x86\x85\xf0\x9f\x98\x80\""},
    {"an invalid byte is replaced", "a\xff\x62", "\"a\\ufffdb\""},
    {"so is each byte of a sequence that is cut off", "\xe5\x86", "\"\\ufffd\\ufffd\""},
    {"and of a surrogate", "\xed\xa0\x80", "\"\\ufffd\\ufffd\\ufffd\""},
};

static struct axvm_slice write(char *buffer, size_t size, struct axvm_slice text) {
    struct axvm_output output;
    axvm_output_init(&output, buffer, size, NULL, NULL);
    axvm_json_text(&output, text);
    return (struct axvm_slice){buffer, output.used};
}

void tap_body(void) {
    char buffer[256];
    for (size_t i = 0; i < sizeof examples / sizeof examples[0]; i++) {
        const struct example *example = &examples[i];
        TAP_EQUAL_STRING(write(buffer, sizeof buffer, axvm_slice_of(example->text)), example->expected, example->name);
    }
    TAP_EQUAL_STRING(write(buffer, sizeof buffer, (struct axvm_slice){"a\0b", 3}), "\"a\\u0000b\"", "NUL has a number");
    TAP_EQUAL_STRING(write(buffer, sizeof buffer, (struct axvm_slice){NULL, 0}), "\"\"", "no text at all");
}
