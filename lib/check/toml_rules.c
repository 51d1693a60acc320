/* SPDX-License-Identifier: Apache-2.0 */
/* Rules of family 00: the text is not TOML. The reader reports them. */
#include "check/rule_rows.h"

/* What the hypervisor does with a text that is not TOML. */
#define UNREADABLE                                                                                                     \
    "Axvisor 0.4 parses an embedded file while it is built, so the build fails; a file from its file system is "       \
    "parsed while it runs, and there the failure is a panic that takes every VM down."

#define TEN(text) text text text text text text text text text text

static const struct axvm_rule rows[] = {
    {.code = AXVM_CODE_NOT_UTF8,
     IN_ALL(ERROR),
     .title = "text is not valid UTF-8",
     TEXTS(.name = "not-utf8", .related = {AXVM_CODE_CONTROL_CHARACTER, AXVM_CODE_TEXT_TOO_LARGE},
           .explanation =
               "A TOML file is UTF-8 text. These bytes are not: they may come from another encoding, such as "
               "Latin-1 or GBK in a comment, from UTF-16, or from a file that is no text at all. Overlong forms "
               "and surrogates count as invalid too. Save the file as UTF-8.",
           .on_board = UNREADABLE, .failing = "[base]\nname = \"Gr\xfcn\"\n" ID VM_TYPE CPUS KERNEL DEVICES,
           .mended = "[base]\nname = \"Gr\xc3\xbcn\"\n" ID VM_TYPE CPUS KERNEL DEVICES)},
    {.code = AXVM_CODE_CONTROL_CHARACTER,
     IN_ALL(ERROR),
     .title = "control character in the text",
     TEXTS(.name = "control-character",
           .related = {AXVM_CODE_NOT_UTF8, AXVM_CODE_BARE_CARRIAGE_RETURN, AXVM_CODE_ESCAPE_INVALID},
           .explanation =
               "Besides the tab and the ends of lines, no character below U+0020 may stand in a TOML file, nor "
               "may U+007F: not between values, not in strings and not in comments. Where a string needs one, "
               "write it as an escape such as `\\u0007`. A NUL often means that a file was cut off or is not "
               "text.",
           .on_board = UNREADABLE, .failing = "[base]\nname = \"guest\x07\"\n" ID VM_TYPE CPUS KERNEL DEVICES,
           .mended = "[base]\nname = \"guest\"\n" ID VM_TYPE CPUS KERNEL DEVICES)},
    {.code = AXVM_CODE_BARE_CARRIAGE_RETURN,
     IN_ALL(ERROR),
     .title = "carriage return without a line feed",
     TEXTS(.name = "bare-carriage-return", .related = {AXVM_CODE_CONTROL_CHARACTER},
           .explanation =
               "Lines end with a line feed, or with a carriage return and a line feed. A carriage return alone "
               "ends no line and may stand nowhere, neither in a comment nor in a multi-line string; it is left "
               "behind by old editors and by conversions that were done twice.",
           .on_board = UNREADABLE,
           .failing = "[base]\n# the number\r# of the VM\nid = 1\n" NAME VM_TYPE CPUS KERNEL DEVICES,
           .mended = "[base]\n# the number\n# of the VM\nid = 1\n" NAME VM_TYPE CPUS KERNEL DEVICES)},
    {.code = AXVM_CODE_TEXT_TOO_LARGE,
     IN_ALL(ERROR),
     .title = "text is larger than 256 MiB",
     TEXTS(.name = "text-too-large", .related = {AXVM_CODE_NOT_UTF8},
           .explanation =
               "This program does not read texts above 256 MiB, because it counts positions in 32 bits with room "
               "to spare. A VM configuration has a few kilobytes: most likely this is an image that was passed "
               "in place of its configuration.",
           .failing = "", .mended = "")},
    {.code = AXVM_CODE_KEY_EXPECTED,
     IN_ALL(ERROR),
     .title = "a key is missing or malformed",
     TEXTS(.name = "key-expected", .related = {AXVM_CODE_EQUALS_EXPECTED, AXVM_CODE_HEADER_INVALID},
           .explanation =
               "A key must stand here. Without quotes it consists of ASCII letters, digits, `_` and `-`; every "
               "other key needs single or double quotes, and the parts of a dotted key must not be empty. A key "
               "cannot be a multi-line string.",
           .on_board = UNREADABLE, .failing = "[base]\n= \"guest\"\n" ID VM_TYPE CPUS KERNEL DEVICES,
           .mended = "[base]\nname = \"guest\"\n" ID VM_TYPE CPUS KERNEL DEVICES)},
    {.code = AXVM_CODE_EQUALS_EXPECTED,
     IN_ALL(ERROR),
     .title = "no `=` after the key",
     TEXTS(.name = "equals-expected",
           .related = {AXVM_CODE_KEY_EXPECTED, AXVM_CODE_VALUE_EXPECTED, AXVM_CODE_HEADER_INVALID},
           .explanation =
               "A key is followed by `=` and its value, all of it beginning in one line. A colon, as in YAML or "
               "JSON, does not do, and a section name needs brackets around it.",
           .on_board = UNREADABLE, .failing = "[base]\nname: \"guest\"\n" ID VM_TYPE CPUS KERNEL DEVICES,
           .mended = "[base]\nname = \"guest\"\n" ID VM_TYPE CPUS KERNEL DEVICES)},
    {.code = AXVM_CODE_VALUE_EXPECTED,
     IN_ALL(ERROR),
     .title = "a value is missing",
     TEXTS(.name = "value-expected", .related = {AXVM_CODE_EQUALS_EXPECTED, AXVM_CODE_VALUE_NOT_TOML},
           .explanation =
               "After `=` a value must follow in the same line. To leave an optional setting out, remove the "
               "whole line or turn it into a comment: TOML has no empty value.",
           .on_board = UNREADABLE, .failing = "[base]\nid =\n" NAME VM_TYPE CPUS KERNEL DEVICES,
           .mended = "[base]\nid = 1\n" NAME VM_TYPE CPUS KERNEL DEVICES)},
    {.code = AXVM_CODE_VALUE_NOT_TOML,
     IN_ALL(ERROR),
     .title = "not a TOML value",
     TEXTS(.name = "value-not-toml",
           .related = {AXVM_CODE_VALUE_EXPECTED, AXVM_CODE_NUMBER_INVALID, AXVM_CODE_STRING_NOT_CLOSED},
           .explanation =
               "What stands here is no string, number, boolean, date-time, array or inline table. Words other "
               "than `true` and `false` need quotes, paths included, and both are written in lower case; there "
               "is no `null`, and arithmetic such as `4 * 1024` is not carried out.",
           .on_board = UNREADABLE, .failing = "[base]\nname = guest\n" ID VM_TYPE CPUS KERNEL DEVICES,
           .mended = "[base]\nname = \"guest\"\n" ID VM_TYPE CPUS KERNEL DEVICES)},
    {.code = AXVM_CODE_STRING_NOT_CLOSED,
     IN_ALL(ERROR),
     .title = "string is not closed",
     TEXTS(.name = "string-not-closed", .related = {AXVM_CODE_ESCAPE_INVALID, AXVM_CODE_LINE_END_EXPECTED},
           .explanation =
               "The closing quote is missing. Strings in one pair of quotes end in the line they begin in; only "
               "those in three quotes go over several lines. In double quotes a backslash before the last quote "
               "makes it part of the string, which single quotes avoid.",
           .on_board = UNREADABLE, .failing = "[base]\nname = \"guest\n" ID VM_TYPE CPUS KERNEL DEVICES,
           .mended = "[base]\nname = \"guest\"\n" ID VM_TYPE CPUS KERNEL DEVICES)},
    {.code = AXVM_CODE_ESCAPE_INVALID,
     IN_ALL(ERROR),
     .title = "invalid escape in a string",
     TEXTS(.name = "escape-invalid", .related = {AXVM_CODE_STRING_NOT_CLOSED, AXVM_CODE_NEEDS_TOML_1_1},
           .explanation =
               "In double quotes a backslash begins an escape: `\\b`, `\\t`, `\\n`, `\\f`, `\\r`, `\\e`, `\"`, "
               "`\\`, or `\\x`, `\\u` and `\\U` with exactly two, four and eight hexadecimal digits of a Unicode "
               "scalar value. For a plain backslash write two, or use single quotes, in which nothing is an "
               "escape.",
           .on_board = UNREADABLE,
           .failing = "[kernel]\nkernel_path = \"/guest\\kernel.bin\"\n" ADDRESSES LOCATION MEMORY BASE DEVICES,
           .mended = "[kernel]\nkernel_path = \"/guest/kernel.bin\"\n" ADDRESSES LOCATION MEMORY BASE DEVICES)},
    {.code = AXVM_CODE_NUMBER_INVALID,
     IN_ALL(ERROR),
     .title = "malformed number",
     TEXTS(.name = "number-invalid",
           .related = {AXVM_CODE_VALUE_NOT_TOML, AXVM_CODE_DATETIME_INVALID, AXVM_CODE_INTEGER_RANGE},
           .explanation =
               "Numbers are decimal without leading zeros, or begin with `0x`, `0o` or `0b` in lower case and "
               "have no sign then. An underscore may stand between two digits only. Units such as `K` or `MB` "
               "are not understood: write sizes out, best in hexadecimal.",
           .on_board = UNREADABLE, .failing = "[kernel]\nmemory_regions = [[0x4000_0000, 256M, 7, 0]]\n" BEHIND_MEMORY,
           .mended = "[kernel]\nmemory_regions = [[0x4000_0000, 0x1000_0000, 7, 0]]\n" BEHIND_MEMORY)},
    {.code = AXVM_CODE_DATETIME_INVALID,
     IN_ALL(ERROR),
     .title = "malformed date or time",
     TEXTS(.name = "datetime-invalid", .related = {AXVM_CODE_NUMBER_INVALID, AXVM_CODE_VALUE_NOT_TOML},
           .explanation =
               "This begins like a date or a time but is none, or names a day or an hour that does not exist. No "
               "key of a VM configuration takes one; text that looks like a date, such as a version or a name, "
               "needs quotes.",
           .on_board = UNREADABLE, .failing = "[base]\nname = 2026-02-30\n" ID VM_TYPE CPUS KERNEL DEVICES,
           .mended = "[base]\nname = \"2026-02-30\"\n" ID VM_TYPE CPUS KERNEL DEVICES)},
    {.code = AXVM_CODE_LINE_END_EXPECTED,
     IN_ALL(ERROR),
     .title = "more on the line than belongs there",
     TEXTS(.name = "line-end-expected", .related = {AXVM_CODE_HEADER_INVALID, AXVM_CODE_COMMA},
           .explanation =
               "After a value or a table header the line must end; only a comment may follow. Each key needs a "
               "line of its own, without a comma or semicolon behind it, and comments begin with `#`, not with "
               "`//`.",
           .on_board = UNREADABLE, .failing = "[base]\nid = 1;\n" NAME VM_TYPE CPUS KERNEL DEVICES,
           .mended = "[base]\nid = 1\n" NAME VM_TYPE CPUS KERNEL DEVICES)},
    {.code = AXVM_CODE_BRACKET_NOT_CLOSED,
     IN_ALL(ERROR),
     .title = "bracket is not closed",
     TEXTS(.name = "bracket-not-closed", .related = {AXVM_CODE_COMMA, AXVM_CODE_TOO_DEEP},
           .explanation =
               "An array or inline table that begins here has no matching `]` or `}`, so the lines after it were "
               "taken for a part of it as far as possible. In lists of devices it is often the inner bracket of "
               "one entry that is missing.",
           .on_board = UNREADABLE,
           .failing = "[kernel]\nmemory_regions = [[0x4000_0000, 0x1000_0000, 7, 0]\n" BEHIND_MEMORY,
           .mended = "[kernel]\nmemory_regions = [[0x4000_0000, 0x1000_0000, 7, 0]]\n" BEHIND_MEMORY)},
    {.code = AXVM_CODE_COMMA,
     IN_ALL(ERROR),
     .title = "comma is missing or misplaced",
     TEXTS(.name = "comma", .related = {AXVM_CODE_BRACKET_NOT_CLOSED, AXVM_CODE_LINE_END_EXPECTED},
           .explanation =
               "The elements of an array and the keys of an inline table are separated by exactly one comma, not "
               "by a semicolon. One more may follow the last; none may stand before the first.",
           .on_board = UNREADABLE,
           .failing = "[kernel]\nmemory_regions = [[0x4000_0000 0x1000_0000, 7, 0]]\n" BEHIND_MEMORY,
           .mended = "[kernel]\nmemory_regions = [[0x4000_0000, 0x1000_0000, 7, 0]]\n" BEHIND_MEMORY)},
    {.code = AXVM_CODE_HEADER_INVALID,
     IN_ALL(ERROR),
     .title = "malformed table header",
     TEXTS(.name = "header-invalid",
           .related = {AXVM_CODE_KEY_EXPECTED, AXVM_CODE_LINE_END_EXPECTED, AXVM_CODE_DUPLICATE_TABLE},
           .explanation =
               "A table header is a key in brackets on a line of its own, such as `[base]`; two brackets without "
               "a space between them, as in `[[devices.emu_devices]]`, add an element to an array of tables.",
           .on_board = UNREADABLE, .failing = "[base\n" BEHIND_BASE, .mended = "[base]\n" BEHIND_BASE)},
    {.code = AXVM_CODE_TOO_DEEP,
     IN_ALL(ERROR),
     .title = "value is nested more than 80 deep",
     TEXTS(.name = "too-deep", .related = {AXVM_CODE_BRACKET_NOT_CLOSED, AXVM_CODE_KEY_TOO_DEEP, AXVM_CODE_WRONG_TYPE},
           .explanation =
               "Arrays and inline tables may nest 80 deep within one value; the TOML reader of Axvisor has the "
               "same limit. A VM configuration needs three: look for brackets that were opened and not closed.",
           .on_board = UNREADABLE,
           .failing = "[devices]\nexcluded_devices = [" TEN("[[[[[[[[")
               TEN("]]]]]]]]") "]\n" INTERRUPTS DEVICE_LISTS BASE KERNEL,
           .mended = "[devices]\nexcluded_devices = [[\"/soc/uart\"]]\n" INTERRUPTS DEVICE_LISTS BASE KERNEL)},
    {.code = AXVM_CODE_KEY_TOO_DEEP,
     IN_ALL(ERROR),
     .title = "key has more than 80 parts",
     TEXTS(.name = "key-too-deep", .related = {AXVM_CODE_TOO_DEEP, AXVM_CODE_UNKNOWN_KEY},
           .explanation = "A dotted key or a table header may have 80 parts, as in the TOML reader of Axvisor. A VM "
                          "configuration needs two.",
           .on_board = UNREADABLE, .failing = "[base]\nnote" TEN(".a.a.a.a.a.a.a.a") " = 1\n" BEHIND_BASE,
           .mended = "[base]\n# note: 1\n" BEHIND_BASE)},
    {.code = AXVM_CODE_DUPLICATE_KEY,
     IN_ALL(ERROR),
     .title = "key is defined twice",
     TEXTS(.name = "duplicate-key", .related = {AXVM_CODE_DUPLICATE_TABLE, AXVM_CODE_NOT_EXTENDABLE},
           .explanation =
               "A key may be given once in a table, also where the two are spelled differently, with and without "
               "quotes. Which of the two is meant cannot be told, so neither overrides the other: remove one. "
               "Keys that belong to another section must stand below its header.",
           .on_board = UNREADABLE, .failing = "[base]\nid = 1\nid = 2\n" NAME VM_TYPE CPUS KERNEL DEVICES,
           .mended = "[base]\nid = 2\n" NAME VM_TYPE CPUS KERNEL DEVICES)},
    {.code = AXVM_CODE_DUPLICATE_TABLE,
     IN_ALL(ERROR),
     .title = "table is defined twice",
     TEXTS(.name = "duplicate-table", .related = {AXVM_CODE_DUPLICATE_KEY, AXVM_CODE_NOT_EXTENDABLE},
           .explanation =
               "A table may have one header only: put all its keys below one of them. Nor may a header name what "
               "has a value already, or what dotted keys have made. For a list of tables write the header in "
               "double brackets each time, and no value beside it.",
           .on_board = UNREADABLE,
           .failing = "[base]\nid = 1\nname = \"guest\"\n\n[base]\nvm_type = 1\n" CPUS KERNEL DEVICES,
           .mended = "[base]\nid = 1\nname = \"guest\"\nvm_type = 1\n" CPUS KERNEL DEVICES)},
    {.code = AXVM_CODE_NOT_EXTENDABLE,
     IN_ALL(ERROR),
     .title = "value cannot be extended",
     TEXTS(.name = "not-extendable", .related = {AXVM_CODE_DUPLICATE_TABLE, AXVM_CODE_DUPLICATE_KEY},
           .explanation =
               "This key or header reaches into something that takes no more keys. An inline table is complete "
               "with its closing bracket, as is an array, and a key that has a plain value is no table.",
           .on_board = UNREADABLE,
           .failing = "base = { id = 1, name = \"guest\", vm_type = 1, cpu_num = 1 }\nbase.phys_cpu_ids = [0]\n" KERNEL
               DEVICES,
           .mended = "[base]\n" BEHIND_BASE)},
    {.code = AXVM_CODE_NEEDS_TOML_1_1,
     IN_ALL(ERROR),
     .title = "this needs TOML 1.1",
     TEXTS(.name = "needs-toml-1-1", .related = {AXVM_CODE_ESCAPE_INVALID, AXVM_CODE_COMMA, AXVM_CODE_DATETIME_INVALID},
           .explanation =
               "TOML 1.1 allows line ends, comments and a closing comma in inline tables, the escapes `\\e` and "
               "`\\x`, and times without seconds; TOML 1.0, which was asked for, does not.",
           .on_board =
               "Axvisor 0.4 reads TOML 1.1 if it was built with the libraries that axvmconfig 0.4.2 was released "
               "with, and TOML 1.0 if it was built with toml 0.9.8 or older: a configuration that keeps to 1.0 "
               "works with both.",
           .failing = "[kernel]\nmemory_regions = [{\n    " REGION ", map_type = 0\n}]\n" BEHIND_MEMORY,
           .mended = "[kernel]\nmemory_regions = [\n    { " REGION ", map_type = 0 }\n]\n" BEHIND_MEMORY)},
};

const struct axvm_rule_family axvm_toml_rules = FAMILY(rows);
