/* SPDX-License-Identifier: Apache-2.0 */
#include "axvmconfig/diagnostics.h"

/* What the hypervisor does with a text that is not TOML, and with TOML that is not a configuration. */
#define UNREADABLE                                                                                                     \
    "Axvisor 0.4 parses an embedded file while it is built, so the build fails; a file from its file system is "       \
    "parsed while it runs, and there the failure is a panic that takes every VM down."
#define UNDECODABLE                                                                                                    \
    "Building Axvisor 0.4 with such a file succeeds; decoding it at run time fails in an `expect`, which panics the "  \
    "hypervisor and takes every VM down."

/*
 * The configuration that all examples are. An example begins with the lines in question, and what stands behind
 * them is the same in `failing` and `mended`, so that it can be left out where examples are shown.
 */
#define ID           "id = 1\n"
#define NAME         "name = \"guest\"\n"
#define VM_TYPE      "vm_type = 1\n"
#define CPUS         "cpu_num = 1\nphys_cpu_ids = [0]\n"
#define IMAGE        "kernel_path = \"guest.bin\"\n"
#define LOCATION     "image_location = \"fs\"\n"
#define ADDRESSES    "kernel_load_addr = 0x4020_0000\nentry_point = 0x4020_0000\n"
#define MEMORY       "memory_regions = [[0x4000_0000, 0x1000_0000, 7, 0]]\n"
#define DEVICE_LISTS "emu_devices = []\npassthrough_devices = []\n"
#define BASE         "\n[base]\n" ID NAME VM_TYPE CPUS
#define KERNEL       "\n[kernel]\n" IMAGE LOCATION ADDRESSES MEMORY
#define DEVICES      "\n[devices]\n" DEVICE_LISTS

/* What follows in examples about the header [base], about `memory_regions`, and what is in one of these. */
#define BEHIND_BASE   ID NAME VM_TYPE CPUS KERNEL DEVICES
#define BEHIND_MEMORY IMAGE ADDRESSES LOCATION BASE DEVICES
#define REGION        "gpa = 0x4000_0000, size = 0x1000_0000, flags = 7"

#define TEN(text)     text text text text text text text text text text

/* One row for each code, in ascending order: axvm_rule_of() searches by halving. */
static const struct axvm_rule rules[] = {
    /* 00: the text is not TOML */
    {.code = AXVM_CODE_NOT_UTF8,
     .level = AXVM_LEVEL_ERROR,
     .name = "not-utf8",
     .title = "text is not valid UTF-8",
     .explanation = "A TOML file is UTF-8 text. These bytes are not: they may come from another encoding, such as "
                    "Latin-1 or GBK in a comment, from UTF-16, or from a file that is no text at all. Overlong forms "
                    "and surrogates count as invalid too. Save the file as UTF-8.",
     .on_board = UNREADABLE,
     .failing = "[base]\nname = \"Gr\xfcn\"\n" ID VM_TYPE CPUS KERNEL DEVICES,
     .mended = "[base]\nname = \"Gr\xc3\xbcn\"\n" ID VM_TYPE CPUS KERNEL DEVICES,
     .related = {AXVM_CODE_CONTROL_CHARACTER, AXVM_CODE_TEXT_TOO_LARGE}},
    {.code = AXVM_CODE_CONTROL_CHARACTER,
     .level = AXVM_LEVEL_ERROR,
     .name = "control-character",
     .title = "control character in the text",
     .explanation = "Besides the tab and the ends of lines, no character below U+0020 may stand in a TOML file, nor "
                    "may U+007F: not between values, not in strings and not in comments. Where a string needs one, "
                    "write it as an escape such as `\\u0007`. A NUL often means that a file was cut off or is not "
                    "text.",
     .on_board = UNREADABLE,
     .failing = "[base]\nname = \"guest\x07\"\n" ID VM_TYPE CPUS KERNEL DEVICES,
     .mended = "[base]\nname = \"guest\"\n" ID VM_TYPE CPUS KERNEL DEVICES,
     .related = {AXVM_CODE_NOT_UTF8, AXVM_CODE_BARE_CARRIAGE_RETURN, AXVM_CODE_ESCAPE_INVALID}},
    {.code = AXVM_CODE_BARE_CARRIAGE_RETURN,
     .level = AXVM_LEVEL_ERROR,
     .name = "bare-carriage-return",
     .title = "carriage return without a line feed",
     .explanation = "Lines end with a line feed, or with a carriage return and a line feed. A carriage return alone "
                    "ends no line and may stand nowhere, neither in a comment nor in a multi-line string; it is left "
                    "behind by old editors and by conversions that were done twice.",
     .on_board = UNREADABLE,
     .failing = "[base]\n# the number\r# of the VM\nid = 1\n" NAME VM_TYPE CPUS KERNEL DEVICES,
     .mended = "[base]\n# the number\n# of the VM\nid = 1\n" NAME VM_TYPE CPUS KERNEL DEVICES,
     .related = {AXVM_CODE_CONTROL_CHARACTER}},
    {.code = AXVM_CODE_TEXT_TOO_LARGE,
     .level = AXVM_LEVEL_ERROR,
     .name = "text-too-large",
     .title = "text is larger than 256 MiB",
     .explanation = "This program does not read texts above 256 MiB, because it counts positions in 32 bits with room "
                    "to spare. A VM configuration has a few kilobytes: most likely this is an image that was passed "
                    "in place of its configuration.",
     .failing = "",
     .mended = "",
     .related = {AXVM_CODE_NOT_UTF8}},
    {.code = AXVM_CODE_KEY_EXPECTED,
     .level = AXVM_LEVEL_ERROR,
     .name = "key-expected",
     .title = "a key is missing or malformed",
     .explanation = "A key must stand here. Without quotes it consists of ASCII letters, digits, `_` and `-`; every "
                    "other key needs single or double quotes, and the parts of a dotted key must not be empty. A key "
                    "cannot be a multi-line string.",
     .on_board = UNREADABLE,
     .failing = "[base]\n= \"guest\"\n" ID VM_TYPE CPUS KERNEL DEVICES,
     .mended = "[base]\nname = \"guest\"\n" ID VM_TYPE CPUS KERNEL DEVICES,
     .related = {AXVM_CODE_EQUALS_EXPECTED, AXVM_CODE_HEADER_INVALID}},
    {.code = AXVM_CODE_EQUALS_EXPECTED,
     .level = AXVM_LEVEL_ERROR,
     .name = "equals-expected",
     .title = "no `=` after the key",
     .explanation = "A key is followed by `=` and its value, all of it beginning in one line. A colon, as in YAML or "
                    "JSON, does not do, and a section name needs brackets around it.",
     .on_board = UNREADABLE,
     .failing = "[base]\nname: \"guest\"\n" ID VM_TYPE CPUS KERNEL DEVICES,
     .mended = "[base]\nname = \"guest\"\n" ID VM_TYPE CPUS KERNEL DEVICES,
     .related = {AXVM_CODE_KEY_EXPECTED, AXVM_CODE_VALUE_EXPECTED, AXVM_CODE_HEADER_INVALID}},
    {.code = AXVM_CODE_VALUE_EXPECTED,
     .level = AXVM_LEVEL_ERROR,
     .name = "value-expected",
     .title = "a value is missing",
     .explanation = "After `=` a value must follow in the same line. To leave an optional setting out, remove the "
                    "whole line or turn it into a comment: TOML has no empty value.",
     .on_board = UNREADABLE,
     .failing = "[base]\nid =\n" NAME VM_TYPE CPUS KERNEL DEVICES,
     .mended = "[base]\nid = 1\n" NAME VM_TYPE CPUS KERNEL DEVICES,
     .related = {AXVM_CODE_EQUALS_EXPECTED, AXVM_CODE_VALUE_NOT_TOML}},
    {.code = AXVM_CODE_VALUE_NOT_TOML,
     .level = AXVM_LEVEL_ERROR,
     .name = "value-not-toml",
     .title = "not a TOML value",
     .explanation = "What stands here is no string, number, boolean, date-time, array or inline table. Words other "
                    "than `true` and `false` need quotes, paths included, and both are written in lower case; there "
                    "is no `null`, and arithmetic such as `4 * 1024` is not carried out.",
     .on_board = UNREADABLE,
     .failing = "[base]\nname = guest\n" ID VM_TYPE CPUS KERNEL DEVICES,
     .mended = "[base]\nname = \"guest\"\n" ID VM_TYPE CPUS KERNEL DEVICES,
     .related = {AXVM_CODE_VALUE_EXPECTED, AXVM_CODE_NUMBER_INVALID, AXVM_CODE_STRING_NOT_CLOSED}},
    {.code = AXVM_CODE_STRING_NOT_CLOSED,
     .level = AXVM_LEVEL_ERROR,
     .name = "string-not-closed",
     .title = "string is not closed",
     .explanation = "The closing quote is missing. Strings in one pair of quotes end in the line they begin in; only "
                    "those in three quotes go over several lines. In double quotes a backslash before the last quote "
                    "makes it part of the string, which single quotes avoid.",
     .on_board = UNREADABLE,
     .failing = "[base]\nname = \"guest\n" ID VM_TYPE CPUS KERNEL DEVICES,
     .mended = "[base]\nname = \"guest\"\n" ID VM_TYPE CPUS KERNEL DEVICES,
     .related = {AXVM_CODE_ESCAPE_INVALID, AXVM_CODE_LINE_END_EXPECTED}},
    {.code = AXVM_CODE_ESCAPE_INVALID,
     .level = AXVM_LEVEL_ERROR,
     .name = "escape-invalid",
     .title = "invalid escape in a string",
     .explanation = "In double quotes a backslash begins an escape: `\\b`, `\\t`, `\\n`, `\\f`, `\\r`, `\\e`, `\"`, "
                    "`\\`, or `\\x`, `\\u` and `\\U` with exactly two, four and eight hexadecimal digits of a Unicode "
                    "scalar value. For a plain backslash write two, or use single quotes, in which nothing is an "
                    "escape.",
     .on_board = UNREADABLE,
     .failing = "[kernel]\nkernel_path = \"images\\guest.bin\"\n" ADDRESSES LOCATION MEMORY BASE DEVICES,
     .mended = "[kernel]\nkernel_path = \"images/guest.bin\"\n" ADDRESSES LOCATION MEMORY BASE DEVICES,
     .related = {AXVM_CODE_STRING_NOT_CLOSED, AXVM_CODE_NEEDS_TOML_1_1}},
    {.code = AXVM_CODE_NUMBER_INVALID,
     .level = AXVM_LEVEL_ERROR,
     .name = "number-invalid",
     .title = "malformed number",
     .explanation = "Numbers are decimal without leading zeros, or begin with `0x`, `0o` or `0b` in lower case and "
                    "have no sign then. An underscore may stand between two digits only. Units such as `K` or `MB` "
                    "are not understood: write sizes out, best in hexadecimal.",
     .on_board = UNREADABLE,
     .failing = "[kernel]\nmemory_regions = [[0x4000_0000, 256M, 7, 0]]\n" BEHIND_MEMORY,
     .mended = "[kernel]\nmemory_regions = [[0x4000_0000, 0x1000_0000, 7, 0]]\n" BEHIND_MEMORY,
     .related = {AXVM_CODE_VALUE_NOT_TOML, AXVM_CODE_DATETIME_INVALID, AXVM_CODE_INTEGER_RANGE}},
    {.code = AXVM_CODE_DATETIME_INVALID,
     .level = AXVM_LEVEL_ERROR,
     .name = "datetime-invalid",
     .title = "malformed date or time",
     .explanation = "This begins like a date or a time but is none, or names a day or an hour that does not exist. No "
                    "key of a VM configuration takes one; text that looks like a date, such as a version or a name, "
                    "needs quotes.",
     .on_board = UNREADABLE,
     .failing = "[base]\nname = 2026-02-30\n" ID VM_TYPE CPUS KERNEL DEVICES,
     .mended = "[base]\nname = \"2026-02-30\"\n" ID VM_TYPE CPUS KERNEL DEVICES,
     .related = {AXVM_CODE_NUMBER_INVALID, AXVM_CODE_VALUE_NOT_TOML}},
    {.code = AXVM_CODE_LINE_END_EXPECTED,
     .level = AXVM_LEVEL_ERROR,
     .name = "line-end-expected",
     .title = "more on the line than belongs there",
     .explanation = "After a value or a table header the line must end; only a comment may follow. Each key needs a "
                    "line of its own, without a comma or semicolon behind it, and comments begin with `#`, not with "
                    "`//`.",
     .on_board = UNREADABLE,
     .failing = "[base]\nid = 1;\n" NAME VM_TYPE CPUS KERNEL DEVICES,
     .mended = "[base]\nid = 1\n" NAME VM_TYPE CPUS KERNEL DEVICES,
     .related = {AXVM_CODE_HEADER_INVALID, AXVM_CODE_COMMA}},
    {.code = AXVM_CODE_BRACKET_NOT_CLOSED,
     .level = AXVM_LEVEL_ERROR,
     .name = "bracket-not-closed",
     .title = "bracket is not closed",
     .explanation = "An array or inline table that begins here has no matching `]` or `}`, so the lines after it were "
                    "taken for a part of it as far as possible. In lists of devices it is often the inner bracket of "
                    "one entry that is missing.",
     .on_board = UNREADABLE,
     .failing = "[kernel]\nmemory_regions = [[0x4000_0000, 0x1000_0000, 7, 0]\n" BEHIND_MEMORY,
     .mended = "[kernel]\nmemory_regions = [[0x4000_0000, 0x1000_0000, 7, 0]]\n" BEHIND_MEMORY,
     .related = {AXVM_CODE_COMMA, AXVM_CODE_TOO_DEEP}},
    {.code = AXVM_CODE_COMMA,
     .level = AXVM_LEVEL_ERROR,
     .name = "comma",
     .title = "comma is missing or misplaced",
     .explanation = "The elements of an array and the keys of an inline table are separated by exactly one comma. One "
                    "more may follow the last; none may stand before the first.",
     .on_board = UNREADABLE,
     .failing = "[kernel]\nmemory_regions = [[0x4000_0000 0x1000_0000, 7, 0]]\n" BEHIND_MEMORY,
     .mended = "[kernel]\nmemory_regions = [[0x4000_0000, 0x1000_0000, 7, 0]]\n" BEHIND_MEMORY,
     .related = {AXVM_CODE_BRACKET_NOT_CLOSED, AXVM_CODE_LINE_END_EXPECTED}},
    {.code = AXVM_CODE_HEADER_INVALID,
     .level = AXVM_LEVEL_ERROR,
     .name = "header-invalid",
     .title = "malformed table header",
     .explanation = "A table header is a key in brackets on a line of its own, such as `[base]`; two brackets without "
                    "a space between them, as in `[[devices.emu_devices]]`, add an element to an array of tables.",
     .on_board = UNREADABLE,
     .failing = "[base\n" BEHIND_BASE,
     .mended = "[base]\n" BEHIND_BASE,
     .related = {AXVM_CODE_KEY_EXPECTED, AXVM_CODE_LINE_END_EXPECTED, AXVM_CODE_DUPLICATE_TABLE}},
    {.code = AXVM_CODE_TOO_DEEP,
     .level = AXVM_LEVEL_ERROR,
     .name = "too-deep",
     .title = "value is nested more than 80 deep",
     .explanation = "Arrays and inline tables may nest 80 deep within one value; the TOML reader of Axvisor has the "
                    "same limit. A VM configuration needs three: look for brackets that were opened and not closed.",
     .on_board = UNREADABLE,
     .failing = "[devices]\nexcluded_devices = [" TEN("[[[[[[[[") TEN("]]]]]]]]") "]\n" DEVICE_LISTS BASE KERNEL,
     .mended = "[devices]\nexcluded_devices = [[\"/soc/uart\"]]\n" DEVICE_LISTS BASE KERNEL,
     .related = {AXVM_CODE_BRACKET_NOT_CLOSED, AXVM_CODE_KEY_TOO_DEEP, AXVM_CODE_WRONG_TYPE}},
    {.code = AXVM_CODE_KEY_TOO_DEEP,
     .level = AXVM_LEVEL_ERROR,
     .name = "key-too-deep",
     .title = "key has more than 80 parts",
     .explanation = "A dotted key or a table header may have 80 parts, as in the TOML reader of Axvisor. A VM "
                    "configuration needs two.",
     .on_board = UNREADABLE,
     .failing = "[base]\nnote" TEN(".a.a.a.a.a.a.a.a") " = 1\n" BEHIND_BASE,
     .mended = "[base]\n# note: 1\n" BEHIND_BASE,
     .related = {AXVM_CODE_TOO_DEEP, AXVM_CODE_UNKNOWN_KEY}},
    {.code = AXVM_CODE_DUPLICATE_KEY,
     .level = AXVM_LEVEL_ERROR,
     .name = "duplicate-key",
     .title = "key is defined twice",
     .explanation = "A key may be given once in a table, also where the two are spelled differently, with and without "
                    "quotes. Which of the two is meant cannot be told, so neither overrides the other: remove one. "
                    "Keys that belong to another section must stand below its header.",
     .on_board = UNREADABLE,
     .failing = "[base]\nid = 1\nid = 2\n" NAME VM_TYPE CPUS KERNEL DEVICES,
     .mended = "[base]\nid = 2\n" NAME VM_TYPE CPUS KERNEL DEVICES,
     .related = {AXVM_CODE_DUPLICATE_TABLE, AXVM_CODE_NOT_EXTENDABLE}},
    {.code = AXVM_CODE_DUPLICATE_TABLE,
     .level = AXVM_LEVEL_ERROR,
     .name = "duplicate-table",
     .title = "table is defined twice",
     .explanation = "A table may have one header only: put all its keys below one of them. Nor may a header name what "
                    "has a value already, or what dotted keys have made. For a list of tables write the header in "
                    "double brackets each time, and no value beside it.",
     .on_board = UNREADABLE,
     .failing = "[base]\nid = 1\nname = \"guest\"\n\n[base]\nvm_type = 1\n" CPUS KERNEL DEVICES,
     .mended = "[base]\nid = 1\nname = \"guest\"\nvm_type = 1\n" CPUS KERNEL DEVICES,
     .related = {AXVM_CODE_DUPLICATE_KEY, AXVM_CODE_NOT_EXTENDABLE}},
    {.code = AXVM_CODE_NOT_EXTENDABLE,
     .level = AXVM_LEVEL_ERROR,
     .name = "not-extendable",
     .title = "value cannot be extended",
     .explanation = "This key or header reaches into something that takes no more keys. An inline table is complete "
                    "with its closing bracket, as is an array, and a key that has a plain value is no table.",
     .on_board = UNREADABLE,
     .failing =
         "base = { id = 1, name = \"guest\", vm_type = 1, cpu_num = 1 }\nbase.phys_cpu_ids = [0]\n" KERNEL DEVICES,
     .mended = "[base]\n" BEHIND_BASE,
     .related = {AXVM_CODE_DUPLICATE_TABLE, AXVM_CODE_DUPLICATE_KEY}},
    {.code = AXVM_CODE_NEEDS_TOML_1_1,
     .level = AXVM_LEVEL_ERROR,
     .name = "needs-toml-1-1",
     .title = "this needs TOML 1.1",
     .explanation = "TOML 1.1 allows line ends, comments and a closing comma in inline tables, the escapes `\\e` and "
                    "`\\x`, and times without seconds; TOML 1.0, which was asked for, does not.",
     .on_board = "Axvisor 0.4 reads TOML 1.1 if it was built with the libraries that axvmconfig 0.4.2 was released "
                 "with, and TOML 1.0 if it was built with toml 0.9.8 or older: a configuration that keeps to 1.0 "
                 "works with both.",
     .failing = "[kernel]\nmemory_regions = [{\n    " REGION ", map_type = 0\n}]\n" BEHIND_MEMORY,
     .mended = "[kernel]\nmemory_regions = [\n    { " REGION ", map_type = 0 }\n]\n" BEHIND_MEMORY,
     .related = {AXVM_CODE_ESCAPE_INVALID, AXVM_CODE_COMMA, AXVM_CODE_DATETIME_INVALID}},

    /* 01: the TOML is not a VM configuration */
    {.code = AXVM_CODE_MISSING_SECTION,
     .level = AXVM_LEVEL_ERROR,
     .name = "missing-section",
     .title = "section is missing",
     .explanation = "A VM configuration has the three sections `[base]`, `[kernel]` and `[devices]`, and none may be "
                    "left out, even if all of its lists are empty.",
     .on_board = "Axvisor 0.4 skips a file in its file system whose text does not contain these three headers, with "
                 "one line in the log, and the VM is not created; an embedded one makes it panic, which takes every "
                 "VM down.",
     .failing = "# the section of devices is missing\n" BASE KERNEL,
     .mended = "[devices]\n" DEVICE_LISTS BASE KERNEL,
     .related = {AXVM_CODE_MISSING_KEY, AXVM_CODE_UNKNOWN_SECTION, AXVM_CODE_FLAT_FORMAT}},
    {.code = AXVM_CODE_MISSING_KEY,
     .level = AXVM_LEVEL_ERROR,
     .name = "missing-key",
     .title = "required key is missing",
     .explanation = "This key has no default and must be given. Required are `id`, `name`, `vm_type` and `cpu_num` in "
                    "`[base]`; `entry_point`, `kernel_path`, `kernel_load_addr` and `memory_regions` in `[kernel]`; "
                    "`emu_devices` and `passthrough_devices` in `[devices]`; every key of a memory region and of an "
                    "emulated device; and the name of a passthrough device.",
     .on_board = UNDECODABLE,
     .failing = "[kernel]\nmemory_regions = [\n    { " REGION " }\n]\n" BEHIND_MEMORY,
     .mended = "[kernel]\nmemory_regions = [\n    { " REGION ", map_type = 0 }\n]\n" BEHIND_MEMORY,
     .related = {AXVM_CODE_MISSING_SECTION, AXVM_CODE_TOO_FEW_ELEMENTS, AXVM_CODE_UNKNOWN_KEY}},
    {.code = AXVM_CODE_WRONG_TYPE,
     .level = AXVM_LEVEL_ERROR,
     .name = "wrong-type",
     .title = "value is of the wrong type",
     .explanation = "The key takes another kind of value. Addresses, sizes and numbers of any sort are integers "
                    "without quotes; paths and names are strings; lists stand in brackets also if they have one "
                    "element, so that a list of regions or devices has two pairs of brackets.",
     .on_board = UNDECODABLE,
     .failing = "[base]\nid = \"1\"\n" NAME VM_TYPE CPUS KERNEL DEVICES,
     .mended = "[base]\nid = 1\n" NAME VM_TYPE CPUS KERNEL DEVICES,
     .related = {AXVM_CODE_VALUE_UNKNOWN, AXVM_CODE_INTEGER_RANGE}},
    {.code = AXVM_CODE_INTEGER_RANGE,
     .level = AXVM_LEVEL_ERROR,
     .name = "integer-range",
     .title = "integer is out of range",
     .explanation = "Integers are unsigned and have 64 bits: 0 to 0xffff_ffff_ffff_ffff. `map_type` and `emu_type` "
                    "have 8 bits. Nothing is negative; an address in the upper half is written in hexadecimal without "
                    "a sign.",
     .on_board = "Building Axvisor 0.4 with a number above the signed 64-bit range fails; any other number out of "
                 "range makes it panic at run time, which takes every VM down.",
     .failing = "[base]\nid = -1\n" NAME VM_TYPE CPUS KERNEL DEVICES,
     .mended = "[base]\nid = 1\n" NAME VM_TYPE CPUS KERNEL DEVICES,
     .related = {AXVM_CODE_NUMBER_OVERFLOW, AXVM_CODE_NUMBER_INVALID, AXVM_CODE_VALUE_UNKNOWN}},
    {.code = AXVM_CODE_VALUE_UNKNOWN,
     .level = AXVM_LEVEL_ERROR,
     .name = "value-unknown",
     .title = "value is not one of those known",
     .explanation = "The key takes one of a few values only, and this is none of them. They depend on the version: "
                    "the emulated device types 0x3 and 0x23 to 0x25, for example, came after 0.4. The words of "
                    "`interrupt_mode` are written in lower case.",
     .on_board = UNDECODABLE,
     .failing = "[devices]\ninterrupt_mode = \"passthru\"\n" DEVICE_LISTS BASE KERNEL,
     .mended = "[devices]\ninterrupt_mode = \"emu\"\n" DEVICE_LISTS BASE KERNEL,
     .related = {AXVM_CODE_VM_TYPE_UNKNOWN, AXVM_CODE_WRONG_TYPE, AXVM_CODE_ALIAS}},
    {.code = AXVM_CODE_TOO_FEW_ELEMENTS,
     .level = AXVM_LEVEL_ERROR,
     .name = "too-few-elements",
     .title = "too few elements",
     .explanation = "A region, a device or a section that is written as an array lists its fields in a fixed order, "
                    "and all up to the last required one must be there; fields that may be left out of a table may "
                    "not be left out of an array. With keys, as an inline table, only the required ones are needed, "
                    "and they cannot be confused.",
     .on_board = UNDECODABLE,
     .failing = "[kernel]\nmemory_regions = [[0x4000_0000, 0x1000_0000, 7]]\n" BEHIND_MEMORY,
     .mended = "[kernel]\nmemory_regions = [[0x4000_0000, 0x1000_0000, 7, 0]]\n" BEHIND_MEMORY,
     .related = {AXVM_CODE_SURPLUS_ELEMENTS, AXVM_CODE_MISSING_KEY}},
    {.code = AXVM_CODE_SURPLUS_ELEMENTS,
     .level = AXVM_LEVEL_WARNING,
     .name = "surplus-elements",
     .title = "more elements than there are fields",
     .explanation = "A region, a device or a section that is written as an array has more elements than it has "
                    "fields. Often an element was inserted further left, and then every value behind it belongs to "
                    "the wrong field.",
     .on_board = "What is left over is dropped without a word and has no effect on the VM.",
     .failing = "[kernel]\nmemory_regions = [[0x4000_0000, 0x1000_0000, 7, 0, 0]]\n" BEHIND_MEMORY,
     .mended = "[kernel]\nmemory_regions = [[0x4000_0000, 0x1000_0000, 7, 0]]\n" BEHIND_MEMORY,
     .related = {AXVM_CODE_TOO_FEW_ELEMENTS}},
    {.code = AXVM_CODE_UNKNOWN_KEY,
     .level = AXVM_LEVEL_WARNING,
     .name = "unknown-key",
     .title = "unknown key",
     .explanation = "No such key is known in this place. Keys of later versions of the format, such as `enable_bios` "
                    "or `boot_protocol`, have no effect in 0.4 either.",
     .on_board = "The key is ignored without a word, so that a misspelled optional key leaves its default in force: a "
                 "VM with `interupt_mode` runs without the interrupts it was meant to have.",
     .failing = "[devices]\ninterupt_mode = \"passthrough\"\n" DEVICE_LISTS BASE KERNEL,
     .mended = "[devices]\ninterrupt_mode = \"passthrough\"\n" DEVICE_LISTS BASE KERNEL,
     .related = {AXVM_CODE_UNKNOWN_SECTION, AXVM_CODE_MISSING_KEY}},
    {.code = AXVM_CODE_UNKNOWN_SECTION,
     .level = AXVM_LEVEL_WARNING,
     .name = "unknown-section",
     .title = "unknown section",
     .explanation = "A VM configuration has the sections `[base]`, `[kernel]` and `[devices]`; there are no others.",
     .on_board = "The section is ignored without a word, with all that is in it.",
     .failing = "[cpu]\nphys_cpu_ids = [0]\n\n[base]\ncpu_num = 1\n" ID NAME VM_TYPE KERNEL DEVICES,
     .mended = "[base]\nphys_cpu_ids = [0]\ncpu_num = 1\n" ID NAME VM_TYPE KERNEL DEVICES,
     .related = {AXVM_CODE_UNKNOWN_KEY, AXVM_CODE_MISSING_SECTION}},
    {.code = AXVM_CODE_NUMBER_OVERFLOW,
     .level = AXVM_LEVEL_ERROR,
     .name = "number-overflow",
     .title = "number is too large for any type",
     .explanation = "The integer does not fit 128 bits, or the floating-point number does not fit 64. Such a number "
                    "is refused wherever it is converted, also as the value of a key that is otherwise ignored. An "
                    "integer prefix without any digit, such as `0x` alone, is refused for the same reason.",
     .on_board = UNREADABLE,
     .failing = "[base]\nserial = 0xfedc_ba98_7654_3210_fedc_ba98_7654_3210_f\n" BEHIND_BASE,
     .mended = "[base]\n# serial: fedc_ba98_7654_3210_fedc_ba98_7654_3210_f\n" BEHIND_BASE,
     .related = {AXVM_CODE_INTEGER_RANGE, AXVM_CODE_UNKNOWN_KEY}},
    {.code = AXVM_CODE_FLAT_FORMAT,
     .level = AXVM_LEVEL_ERROR,
     .name = "flat-format",
     .title = "configuration in the old format without sections",
     .explanation = "Before version 0.1 the keys stood at the top level, without sections. Now they belong to "
                    "`[base]` (`id`, `name`, `vm_type`, `cpu_num`, `phys_cpu_ids`, `phys_cpu_sets`), `[kernel]` "
                    "(entry point, images, load addresses, memory regions) and `[devices]` (emulated and passthrough "
                    "devices, interrupt mode). Memory regions also have a fourth element, `map_type`.",
     .on_board = "Axvisor 0.4 skips such a file in its file system with one line in the log, and panics if it is "
                 "embedded, which takes every VM down.",
     .failing = ID NAME VM_TYPE CPUS IMAGE ADDRESSES "memory_regions = [[0x4000_0000, 0x1000_0000, 7]]\n" DEVICE_LISTS,
     .mended = "[base]\n" BEHIND_BASE,
     .related = {AXVM_CODE_MISSING_SECTION, AXVM_CODE_UNKNOWN_KEY, AXVM_CODE_TOO_FEW_ELEMENTS}},
    {.code = AXVM_CODE_VM_TYPE_UNKNOWN,
     .level = AXVM_LEVEL_WARNING,
     .name = "vm-type-unknown",
     .title = "`vm_type` has no meaning",
     .explanation = "`vm_type` is 0 for a host that became a guest, 1 for an RTOS or other simple guest and 2 for "
                    "Linux and other guests that need emulated devices. No other number stands for anything.",
     .on_board = "Any other number is accepted and taken for 1, with a warning in the log.",
     .failing = "[base]\nvm_type = 3\n" ID NAME CPUS KERNEL DEVICES,
     .mended = "[base]\nvm_type = 2\n" ID NAME CPUS KERNEL DEVICES,
     .related = {AXVM_CODE_VALUE_UNKNOWN}},
    {.code = AXVM_CODE_ALIAS,
     .level = AXVM_LEVEL_NOTE,
     .name = "alias",
     .title = "a word is an alias of another",
     .explanation = "Some words of `interrupt_mode` have aliases: `no` and `none` stand for `no_irq`, `emulated` for "
                    "`emu`, `pt` for `passthrough`. Both are read alike, but whatever writes a configuration writes "
                    "the main word, and it is the one to search for.",
     .failing = "[devices]\ninterrupt_mode = \"pt\"\n" DEVICE_LISTS BASE KERNEL,
     .mended = "[devices]\ninterrupt_mode = \"passthrough\"\n" DEVICE_LISTS BASE KERNEL,
     .related = {AXVM_CODE_VALUE_UNKNOWN}},

    /* 09: remarks to this tool in the text */
    {.code = AXVM_CODE_ALLOW_MALFORMED,
     .level = AXVM_LEVEL_WARNING,
     .name = "allow-malformed",
     .title = "remark to this tool is malformed",
     .explanation = "A comment that begins with `axvm:` is a remark to this tool; the only one there is reads `# "
                    "axvm: allow AX0108 reason`: the word `allow`, one code or name of a finding, and the reason. "
                    "What cannot be read has no effect.",
     .failing = "[base]\nserial = 7 # axvm: permit AX0108 the flash script reads it\n" BEHIND_BASE,
     .mended = "[base]\nserial = 7 # axvm: allow AX0108 the flash script reads it\n" BEHIND_BASE,
     .related = {AXVM_CODE_ALLOW_UNKNOWN_CODE, AXVM_CODE_ALLOW_WITHOUT_REASON, AXVM_CODE_UNKNOWN_KEY}},
    {.code = AXVM_CODE_ALLOW_UNKNOWN_CODE,
     .level = AXVM_LEVEL_WARNING,
     .name = "allow-unknown-code",
     .title = "remark names no code",
     .explanation = "The word after `allow` must be the code or the name of a finding, such as `AX0108` or "
                    "`unknown-key`. As it stands the remark suppresses nothing. `axvmconfig explain --list` prints "
                    "all codes and names.",
     .failing = "[base]\nserial = 7 # axvm: allow unknow-key the flash script reads it\n" BEHIND_BASE,
     .mended = "[base]\nserial = 7 # axvm: allow unknown-key the flash script reads it\n" BEHIND_BASE,
     .related = {AXVM_CODE_ALLOW_MALFORMED, AXVM_CODE_ALLOW_UNUSED, AXVM_CODE_UNKNOWN_KEY}},
    {.code = AXVM_CODE_ALLOW_WITHOUT_REASON,
     .level = AXVM_LEVEL_WARNING,
     .name = "allow-without-reason",
     .title = "suppression without a reason",
     .explanation = "A suppression must say why, for those who read the file after its author: put a few words behind "
                    "the code. Until then it suppresses nothing.",
     .failing = "[base]\nserial = 7 # axvm: allow AX0108\n" BEHIND_BASE,
     .mended = "[base]\nserial = 7 # axvm: allow AX0108 the flash script reads it\n" BEHIND_BASE,
     .related = {AXVM_CODE_ALLOW_MALFORMED, AXVM_CODE_ALLOW_UNUSED, AXVM_CODE_UNKNOWN_KEY}},
    {.code = AXVM_CODE_ALLOW_UNUSED,
     .level = AXVM_LEVEL_WARNING,
     .name = "allow-unused",
     .title = "suppression suppresses nothing",
     .explanation = "There is no such finding where this remark applies: what it was written for has been mended, or "
                    "it stands in the wrong place. At the end of a line a remark applies to that line; on a line of "
                    "its own, to the key, value or table that comes next; on or above a header, to the whole table up "
                    "to the next header. Remove it, before it hides a mistake that somebody makes later.\n\n"
                    "Errors that begin with AX00 or AX01 cannot be suppressed, since no configuration is left then.",
     .failing = "[base]\nid = 1 # axvm: allow AX0108 the flash script reads it\n" NAME VM_TYPE CPUS KERNEL DEVICES,
     .mended = "[base]\nid = 1\n" NAME VM_TYPE CPUS KERNEL DEVICES,
     .related = {AXVM_CODE_ALLOW_UNKNOWN_CODE, AXVM_CODE_ALLOW_WITHOUT_REASON}},
};

#define RULE_COUNT (sizeof rules / sizeof rules[0])

const struct axvm_rule *axvm_rules(size_t *count) {
    *count = RULE_COUNT;
    return rules;
}

const struct axvm_rule *axvm_rule_of(enum axvm_code code) {
    size_t low = 0;
    size_t high = RULE_COUNT;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (rules[middle].code == code) {
            return &rules[middle];
        }
        if (rules[middle].code < code) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return NULL;
}

/* A code as it is printed, without a NUL. */
#define CODE_DIGITS 4
#define CODE_LENGTH (2 + CODE_DIGITS)

static struct axvm_slice print_code(enum axvm_code code, char text[CODE_LENGTH]) {
    unsigned rest = (unsigned)code;
    text[0] = 'A';
    text[1] = 'X';
    for (size_t i = CODE_LENGTH; i-- > 2; rest /= 10) {
        text[i] = (char)('0' + rest % 10);
    }
    return (struct axvm_slice){text, CODE_LENGTH};
}

/* The number in the digits that a word ends with, as far as they are no more than those of a code. */
static unsigned number_in(struct axvm_slice word) {
    unsigned number = 0;
    for (size_t i = word.length > CODE_DIGITS ? word.length - CODE_DIGITS : 0; i < word.length; i++) {
        bool is_digit = word.data[i] >= '0' && word.data[i] <= '9';
        number = is_digit ? number * 10 + (unsigned)(word.data[i] - '0') : 0;
    }
    return number;
}

const struct axvm_rule *axvm_rule_named(struct axvm_slice word) {
    char code[CODE_LENGTH];
    for (size_t i = 0; i < RULE_COUNT; i++) {
        if (axvm_slice_equal(word, axvm_slice_of(rules[i].name)) ||
            axvm_edit_distance(word, print_code(rules[i].code, code), 0) == 0) {
            return &rules[i];
        }
    }
    return NULL;
}

/* How near a rule is to a word: the smaller, the nearer. Of codes equally misspelled the next number is nearest. */
struct nearness {
    unsigned distance;
    unsigned apart;
};

static struct nearness nearness_of(const struct axvm_rule *rule, struct axvm_slice word, unsigned limit) {
    char code[CODE_LENGTH];
    unsigned of_name = axvm_edit_distance(word, axvm_slice_of(rule->name), limit);
    unsigned of_code = axvm_edit_distance(word, print_code(rule->code, code), limit);
    if (of_name <= of_code) {
        return (struct nearness){of_name, 0};
    }
    unsigned number = number_in(word);
    unsigned own = (unsigned)rule->code;
    return (struct nearness){of_code, number > own ? number - own : own - number};
}

const struct axvm_rule *axvm_rule_suggested(struct axvm_slice word) {
    unsigned limit = word.length < 3 ? 0 : word.length < 4 ? 1 : word.length < 12 ? 2 : 3;
    struct nearness best = {limit, UINT32_MAX};
    const struct axvm_rule *nearest = NULL;
    for (size_t i = 0; i < RULE_COUNT; i++) {
        struct nearness nearness = nearness_of(&rules[i], word, limit);
        if (nearness.distance < best.distance || (nearness.distance == best.distance && nearness.apart < best.apart)) {
            best = nearness;
            nearest = &rules[i];
        }
    }
    return nearest;
}
