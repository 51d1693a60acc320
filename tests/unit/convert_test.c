/* SPDX-License-Identifier: Apache-2.0 */
/* Conversions of single constructs; tests/convert has whole files. */
#include "axvmconfig/convert.h"
#include "tap.h"

enum operation { FLAT, UP, UP_ANYWHERE, DOWN, ARRAYS, TABLES, KEEP, JSON };

struct row {
    const char *name;
    enum operation operation;
    const char *text;
    const char *result; /* NULL: it cannot be converted */
    unsigned warnings;
    unsigned notes;
};

/* What a flat file has before its devices, and what becomes of it. */
#define FLAT_HEAD                                                                                                      \
    "id = 1\nname = \"g\"\nvm_type = 1\ncpu_num = 1\nentry_point = 1\nkernel_path = \"k\"\nkernel_load_addr = 1\n"     \
    "memory_regions = []\npassthrough_devices = []\n"
#define SECTIONS_HEAD                                                                                                  \
    "[base]\nid = 1\nname = \"g\"\nvm_type = 1\ncpu_num = 1\n\n[kernel]\nentry_point = 1\nkernel_path = \"k\"\n"       \
    "kernel_load_addr = 1\nmemory_regions = []\n\n[devices]\npassthrough_devices = []\n"

static const struct row rows[] = {
    {"values", JSON,
     "a = -1\nb = +1_0.5e+06\nc = inf\nd = 1e999\ne = false\nf = 1979-05-27\ng = -2.5\nh = +3\ni = "
     "0x1_0000_0000_0000_0000\nj = true\n",
     "{\n  \"a\": -1,\n  \"b\": 10.5e+06,\n  \"c\": \"inf\",\n  \"d\": \"1e999\",\n  \"e\": false,\n  \"f\": "
     "\"1979-05-27\",\n  \"g\": -2.5,\n  \"h\": 3,\n  \"i\": \"0x1_0000_0000_0000_0000\",\n  \"j\": true\n}\n",
     4, 0},
    {"strings", JSON,
     "a = 'x\\y'\nb = \"\\u20ac\\n\"\nc = \"\"\"\nx\\\n  y\"\"\"\nd = '''\r\nz\r\n'''\ne = \"\"\"x\"\"\"\nf = ''''''\n",
     "{\n  \"a\": \"x\\\\y\",\n  \"b\": \"\xe2\x82\xac\\n\",\n  \"c\": \"xy\",\n  \"d\": \"z\\u000d\\n\",\n"
     "  \"e\": \"x\",\n  \"f\": \"\"\n}\n",
     0, 0},
    {"keys", JSON, "'a b' = 1\n\"c\\td\" = 2\n\"\" = 3\nx.y = 4\n\"a\\\\\" = 5\n\"plain\" = 6\n",
     "{\n  \"a b\": 1,\n  \"c\\td\": 2,\n  \"\": 3,\n  \"x\": {\n    \"y\": 4\n  },\n  \"a\\\\\": 5,\n  \"plain\": "
     "6\n}\n",
     0, 0},
    {"nine levels deep", JSON, "a.b.c.d.e.f.g.h.i = 1\n",
     "{\n  \"a\": {\n    \"b\": {\n      \"c\": {\n        \"d\": {\n          \"e\": {\n            \"f\": {\n        "
     "      \"g\": {\n                \"h\": { \"i\": 1 }\n              }\n            }\n          }\n        }\n    "
     "  }\n    }\n  }\n}\n",
     0, 0},
    {"lists of lists", JSON, "a = [[1, []], [{}]]\nb = [{c = [1]}]\n",
     "{\n  \"a\": [\n    [1, []],\n    [{}]\n  ],\n  \"b\": [\n    { \"c\": [1] }\n  ]\n}\n", 0, 0},
    {"lists with nothing in them", JSON, "a = [[], {}]\n", "{\n  \"a\": [[], {}]\n}\n", 0, 0},
    {"tables in a table of a list", JSON, "a = [{b = {c = {d = 1}}}]\n",
     "{\n  \"a\": [\n    { \"b\": { \"c\": { \"d\": 1 } } }\n  ]\n}\n", 0, 0},
    {"device types", FLAT,
     "id = 1\nname = \"g\"\nvm_type = 1\ncpu_num = 1\nentry_point = 1\nkernel_path = \"k\"\nkernel_load_addr = "
     "1\nmemory_regions = []\npassthrough_devices = []\nemu_devices = [\n  [\"a\", 0, 0, 0, 1, []],\n  [\"b\", 0, 0, "
     "0, 0x21, []],\n  [\"c\", 0, 0, 0, 77, []],\n  [\"d\", 0, 0, 0, \"x\", []],\n  [\"e\"],\n  [\"f\", 0, 0, 0, 6, "
     "[]],\n]\n",
     "[base]\nid = 1\nname = \"g\"\nvm_type = 1\ncpu_num = 1\n\n[kernel]\nentry_point = 1\nkernel_path = "
     "\"k\"\nkernel_load_addr = 1\nmemory_regions = []\n\n[devices]\npassthrough_devices = []\nemu_devices = [\n  "
     "[\"a\", 0, 0, 0, 1, []],\n  [\"b\", 0, 0, 0, 0x21, []],\n  # [\"c\", 0, 0, 0, 77, []],\n  [\"d\", 0, 0, 0, "
     "\"x\", []],\n  [\"e\"],\n  # [\"f\", 0, 0, 0, 6, []],\n]\n",
     2, 0},
    {"a device type of two digits", FLAT, FLAT_HEAD "emu_devices = [[\"a\", 0, 0, 0, 2, []]]\n",
     SECTIONS_HEAD "emu_devices = [[\"a\", 0, 0, 0, 0x21, []]]\n", 0, 1},
    {"devices that are tables", FLAT,
     FLAT_HEAD "emu_devices = [\n  {name = \"a\", emu_type = 6},\n  {name = \"b\"},\n]\n",
     SECTIONS_HEAD "emu_devices = [\n  # {name = \"a\", emu_type = 6},\n  {name = \"b\"},\n]\n", 1, 0},
    {"a lost device with dotted keys", FLAT,
     FLAT_HEAD "[[emu_devices]]\nemu_type = 6\nx.y = 1\nx.z = [\n  2,\n]\n[[emu_devices]]\nname = \"b\"\n",
     SECTIONS_HEAD "# [[devices.emu_devices]]\n# emu_type = 6\n# x.y = 1\n# x.z = [\n#   2,\n# ]\n"
                   "[[devices.emu_devices]]\nname = \"b\"\n",
     1, 0},
    {"a region without flags", FLAT,
     "id = 1\nname = \"g\"\nvm_type = 1\ncpu_num = 1\nentry_point = 1\nkernel_path = \"k\"\nkernel_load_addr = "
     "1\nmemory_regions = [[0, 1], [0, 1, \"x\"]]\nemu_devices = []\npassthrough_devices = []\n",
     "[base]\nid = 1\nname = \"g\"\nvm_type = 1\ncpu_num = 1\n\n[kernel]\nentry_point = 1\nkernel_path = "
     "\"k\"\nkernel_load_addr = 1\nmemory_regions = [[0, 1], [0, 1, \"x\", 0]]\n\n[devices]\nemu_devices = "
     "[]\npassthrough_devices = []\n",
     0, 0},
    {"a CPU mask that the count agrees with", FLAT,
     "id = 1\nname = \"g\"\nvm_type = 1\ncpu_num = 2\ncpu_set = 5\nentry_point = 1\nkernel_path = "
     "\"k\"\nkernel_load_addr = 1\nmemory_regions = []\nemu_devices = []\npassthrough_devices = []\n",
     "[base]\nid = 1\nname = \"g\"\nvm_type = 1\ncpu_num = 2\nphys_cpu_sets = [1, 4]\n\n[kernel]\nentry_point = "
     "1\nkernel_path = \"k\"\nkernel_load_addr = 1\nmemory_regions = []\n\n[devices]\nemu_devices = "
     "[]\npassthrough_devices = []\n",
     0, 1},
    {"a CPU mask that the count contradicts", FLAT,
     "id = 1\nname = \"g\"\nvm_type = 1\ncpu_num = 3\ncpu_set = 5\nentry_point = 1\nkernel_path = "
     "\"k\"\nkernel_load_addr = 1\nmemory_regions = []\nemu_devices = []\npassthrough_devices = []\n",
     "[base]\nid = 1\nname = \"g\"\nvm_type = 1\ncpu_num = 3\n# cpu_set = 5\n\n[kernel]\nentry_point = 1\nkernel_path "
     "= \"k\"\nkernel_load_addr = 1\nmemory_regions = []\n\n[devices]\nemu_devices = []\npassthrough_devices = []\n",
     1, 0},
    {"a CPU mask and a count that is none", FLAT,
     "id = 1\nname = \"g\"\nvm_type = 1\ncpu_num = -1\ncpu_set = 5\nentry_point = 1\nkernel_path = "
     "\"k\"\nkernel_load_addr = 1\nmemory_regions = []\nemu_devices = []\npassthrough_devices = []\n",
     "[base]\nid = 1\nname = \"g\"\nvm_type = 1\ncpu_num = -1\n# cpu_set = 5\n\n[kernel]\nentry_point = 1\nkernel_path "
     "= \"k\"\nkernel_load_addr = 1\nmemory_regions = []\n\n[devices]\nemu_devices = []\npassthrough_devices = []\n",
     1, 0},
    {"a CPU mask and its sets", FLAT,
     "id = 1\nname = \"g\"\nvm_type = 1\ncpu_num = 1\ncpu_set = 1\nphys_cpu_sets = [1]\nentry_point = 1\nkernel_path = "
     "\"k\"\nkernel_load_addr = 1\nmemory_regions = []\nemu_devices = []\npassthrough_devices = []\n",
     "[base]\nid = 1\nname = \"g\"\nvm_type = 1\ncpu_num = 1\n# cpu_set = 1\nphys_cpu_sets = "
     "[1]\n\n[kernel]\nentry_point = 1\nkernel_path = \"k\"\nkernel_load_addr = 1\nmemory_regions = "
     "[]\n\n[devices]\nemu_devices = []\npassthrough_devices = []\n",
     1, 0},
    {"an empty CPU mask", FLAT,
     "id = 1\nname = \"g\"\nvm_type = 1\ncpu_num = 1\ncpu_set = 0\nentry_point = 1\nkernel_path = "
     "\"k\"\nkernel_load_addr = 1\nmemory_regions = []\nemu_devices = []\npassthrough_devices = []\n",
     "[base]\nid = 1\nname = \"g\"\nvm_type = 1\ncpu_num = 1\n# cpu_set = 0\n\n[kernel]\nentry_point = 1\nkernel_path "
     "= \"k\"\nkernel_load_addr = 1\nmemory_regions = []\n\n[devices]\nemu_devices = []\npassthrough_devices = []\n",
     1, 0},
    {"a CPU mask that is none", FLAT,
     "id = 1\nname = \"g\"\nvm_type = 1\ncpu_num = 1\ncpu_set = \"x\"\nentry_point = 1\nkernel_path = "
     "\"k\"\nkernel_load_addr = 1\nmemory_regions = []\nemu_devices = []\npassthrough_devices = []\n",
     "[base]\nid = 1\nname = \"g\"\nvm_type = 1\ncpu_num = 1\n# cpu_set = \"x\"\n\n[kernel]\nentry_point = "
     "1\nkernel_path = \"k\"\nkernel_load_addr = 1\nmemory_regions = []\n\n[devices]\nemu_devices = "
     "[]\npassthrough_devices = []\n",
     1, 0},
    {"unknown tables", FLAT,
     "id = 1\nname = \"g\"\nvm_type = 1\ncpu_num = 1\nentry_point = 1\nkernel_path = \"k\"\nkernel_load_addr = "
     "1\nmemory_regions = []\nemu_devices = []\npassthrough_devices = []\n\n[extra]\na = [1, [\n  2]]\n[[more]]\nb = "
     "1\n[[more]]\n[x.y]\nz.w = 1\n",
     "[base]\nid = 1\nname = \"g\"\nvm_type = 1\ncpu_num = 1\n\n[kernel]\nentry_point = 1\nkernel_path = "
     "\"k\"\nkernel_load_addr = 1\nmemory_regions = []\n\n[devices]\nemu_devices = []\npassthrough_devices = []\n\n# "
     "[extra]\n# a = [1, [\n#   2]]\n# [[more]]\n# b = 1\n# [[more]]\n# [x.y]\n# z.w = 1\n",
     3, 0},
    {"unknown lists", FLAT,
     "id = 1\nname = \"g\"\nvm_type = 1\ncpu_num = 1\nextra = [\n  [1],\n]  \nentry_point = 1\nkernel_path = "
     "\"k\"\nkernel_load_addr = 1\nmemory_regions = []\nemu_devices = []\npassthrough_devices = []\n",
     "[base]\nid = 1\nname = \"g\"\nvm_type = 1\ncpu_num = 1\n# extra = [\n#   [1],\n# ]\n\n[kernel]\nentry_point = "
     "1\nkernel_path = \"k\"\nkernel_load_addr = 1\nmemory_regions = []\n\n[devices]\nemu_devices = "
     "[]\npassthrough_devices = []\n",
     1, 0},
    {"blanks between keys", FLAT,
     "# about\n\nid = 1\nname = \"g\"\nvm_type = 1\ncpu_num = 1\t\n \t\n# above\nentry_point = 1\nkernel_path = "
     "\"k\"\nkernel_load_addr = 1\nmemory_regions = []\nemu_devices = []\npassthrough_devices = []\n# the end\n",
     "# about\n\n[base]\nid = 1\nname = \"g\"\nvm_type = 1\ncpu_num = 1\n\n[kernel]\n# above\nentry_point = "
     "1\nkernel_path = \"k\"\nkernel_load_addr = 1\nmemory_regions = []\n\n[devices]\nemu_devices = "
     "[]\npassthrough_devices = []\n# the end\n",
     0, 0},
    {"comments around a list", FLAT,
     "id = 1\nname = \"g\"\nvm_type = 1\ncpu_num = 1\nentry_point = 1\nkernel_path = \"k\"\nkernel_load_addr = "
     "1\nmemory_regions = [\n  # in it\n  [0, 1, 7]\n] # behind\nemu_devices = []\npassthrough_devices = []\n",
     "[base]\nid = 1\nname = \"g\"\nvm_type = 1\ncpu_num = 1\n\n[kernel]\nentry_point = 1\nkernel_path = "
     "\"k\"\nkernel_load_addr = 1\nmemory_regions = [\n  # in it\n  [0, 1, 7, 0]\n] # behind\n\n[devices]\nemu_devices "
     "= []\npassthrough_devices = []\n",
     0, 0},
    {"nothing at all", FLAT, "", NULL, 0, 3},
    {"only comments", FLAT, "# a\n", NULL, 0, 3},
    {"a list as a number", FLAT,
     "id = 1\nname = \"g\"\nvm_type = 1\ncpu_num = 1\nentry_point = 1\nkernel_path = \"k\"\nkernel_load_addr = "
     "1\nmemory_regions = 1\nemu_devices = []\npassthrough_devices = []\n",
     "[base]\nid = 1\nname = \"g\"\nvm_type = 1\ncpu_num = 1\n\n[kernel]\nentry_point = 1\nkernel_path = "
     "\"k\"\nkernel_load_addr = 1\nmemory_regions = 1\n\n[devices]\nemu_devices = []\npassthrough_devices = []\n",
     0, 0},
    {"quoted keys", FLAT,
     "id = 1\nname = \"g\"\nvm_type = 1\ncpu_num = 1\nentry_point = 1\nkernel_path = \"k\"\nkernel_load_addr = "
     "1\nmemory_regions = []\nemu_devices = []\npassthrough_devices = []\n\"ex tra\" = 1\n'x y' = 2\n\"a\\tb\" = 3\n",
     "[base]\nid = 1\nname = \"g\"\nvm_type = 1\ncpu_num = 1\n\n[kernel]\nentry_point = 1\nkernel_path = "
     "\"k\"\nkernel_load_addr = 1\nmemory_regions = []\n\n[devices]\nemu_devices = []\npassthrough_devices = []\n# "
     "\"ex tra\" = 1\n# 'x y' = 2\n# \"a\\tb\" = 3\n",
     3, 0},
    {"a key in quotes that sections have", FLAT,
     "id = 1\nname = \"g\"\nvm_type = 1\n'cpu_num' = 1\nentry_point = 1\nkernel_path = \"k\"\nkernel_load_addr = "
     "1\nmemory_regions = []\nemu_devices = []\npassthrough_devices = []\n",
     "[base]\nid = 1\nname = \"g\"\nvm_type = 1\n'cpu_num' = 1\n\n[kernel]\nentry_point = 1\nkernel_path = "
     "\"k\"\nkernel_load_addr = 1\nmemory_regions = []\n\n[devices]\nemu_devices = []\npassthrough_devices = []\n",
     0, 0},
    {"a BIOS in an inline section", UP, "kernel = { bios_path = \"b\", entry_point = 1 }\n",
     "kernel = { enable_bios = true, bios_path = \"b\", entry_point = 1 }\n", 0, 1},
    {"a BIOS on an unknown architecture", UP_ANYWHERE, "[kernel]\nbios_path = \"b\"\n",
     "[kernel]\nenable_bios = true\nbios_path = \"b\"\n", 0, 1},
    {"a BIOS on a line of an inline section", UP, "kernel = {\n  bios_path = \"b\",\n  entry_point = 1\n}\n",
     "kernel = {\n  enable_bios = true,\n  bios_path = \"b\",\n  entry_point = 1\n}\n", 0, 1},
    {"a BIOS behind others of an inline section", UP, "kernel = { entry_point = 1, bios_path = \"b\" }\n",
     "kernel = { entry_point = 1, enable_bios = true, bios_path = \"b\" }\n", 0, 1},
    {"a BIOS that is a list of tables", UP, "[kernel]\n[[kernel.bios_path]]\na = 1\n",
     "[kernel]\n[[kernel.bios_path]]\na = 1\n", 0, 0},
    {"a BIOS that is enabled", UP, "[kernel]\nbios_path = \"b\"\nenable_bios = true\n",
     "[kernel]\nbios_path = \"b\"\nenable_bios = true\n", 1, 0},
    {"a BIOS as a dotted key", UP, "kernel.bios_path = \"b\"\n",
     "kernel.enable_bios = true\nkernel.bios_path = \"b\"\n", 0, 1},
    {"a BIOS and its protocol", UP, "[kernel]\nbios_path = \"b\"\nboot_protocol = \"multiboot\"\n",
     "[kernel]\nbios_path = \"b\"\nboot_protocol = \"multiboot\"\n", 1, 0},
    {"devices by path", UP,
     "[devices]\npassthrough_devices = [\n  [\"/a\", 1, \"x\", 0, 2],\n  [\"b\", 1, 2, 0, 0],\n  [\"c\", 1, 2, 3, "
     "0],\n  [\"\"],\n  [1],\n  [],\n  [\"d\", 1],\n  [\"e\", 1, 1, 4, 0],\n  { length = 4, name = \"f\" },\n  "
     "[\"\\u002f\", 1, 2, -1, 0],\n]\n",
     "[devices]\npassthrough_devices = [\n  [\"/a\", 0, \"x\", 0, 0],\n  [\"b\", 1, 2, 0, 0],\n  [\"c\", 1, 2, 3, "
     "0],\n  [\"\"],\n  [1],\n  [],\n  [\"d\", 1],\n  [\"e\", 1, 1, 4, 0],\n  { length = 4, name = \"f\" },\n  "
     "[\"\\u002f\", 0, 0, -1, 0],\n]\n",
     5, 0},
    {"a section as an array", UP, "kernel = [1]\n", NULL, 0, 0},
    {"a section as an array that means the same", UP, "base = [1, \"g\", 1, 1]\n", "base = [1, \"g\", 1, 1]\n", 0, 0},
    {"a key of an inline section", DOWN, "base = { id = 1 }\nkernel = { entry_point = 1, enable_bios = false }\n",
     "base = { id = 1 }\n# enable_bios = false\nkernel = { entry_point = 1 }\n", 0, 1},
    {"a key in the middle of an inline section", DOWN,
     "kernel = { entry_point = 1, boot_protocol = \"direct\", kernel_path = \"k\" }\n",
     "# boot_protocol = \"direct\"\nkernel = { entry_point = 1, kernel_path = \"k\" }\n", 0, 1},
    {"keys of an inline section on lines", DOWN,
     "kernel = {\n  entry_point = 1,\n  boot_protocol = \"uefi\",\n  enable_bios = 1\n}\n",
     "kernel = {\n  entry_point = 1,\n  # boot_protocol = \"uefi\",\n  # enable_bios = 1\n}\n", 2, 0},
    {"a value of several lines in an inline section", DOWN,
     "kernel = { entry_point = 1, uefi_firmware_path = \"\"\"\nx\"\"\", kernel_path = \"k\" }\n",
     "# uefi_firmware_path = \"\"\"\n# x\"\"\"\nkernel = { entry_point = 1, kernel_path = \"k\" }\n", 1, 0},
    {"a key in parts of an inline section", DOWN, "kernel = { boot_protocol.a = 1, entry_point = 1 }\n", NULL, 0, 0},
    {"a key in parts", DOWN, "[kernel]\nboot_protocol.a = 1\nentry_point = 1\nboot_protocol.b = 1\n", NULL, 0, 0},
    {"a key that is an inline table", DOWN, "[kernel]\nboot_protocol = { a = 1 }\n",
     "[kernel]\n# boot_protocol = { a = 1 }\n", 1, 0},
    {"a key that is a header", DOWN, "[kernel.boot_protocol]\na = 1\n", NULL, 0, 0},
    {"policies", DOWN, "[devices]\naddress_space_policy = \"virtualized\"\n",
     "[devices]\n# address_space_policy = \"virtualized\"\n", 0, 1},
    {"words that are none", DOWN, "[kernel]\nboot_protocol = \"x\"\nenable_bios = true\n",
     "[kernel]\n# boot_protocol = \"x\"\n# enable_bios = true\n", 2, 0},
    {"a word that is a number", DOWN, "[kernel]\nboot_protocol = 1\n", "[kernel]\n# boot_protocol = 1\n", 1, 0},
    {"a value of several lines", DOWN, "[kernel]\nuefi_firmware_path = \"\"\"\n  x\ny\"\"\"\n",
     "[kernel]\n# uefi_firmware_path = \"\"\"\n#   x\n# y\"\"\"\n", 1, 0},
    {"a BIOS that sleeps", DOWN, "[kernel]\nbios_path = \"b\"\n", "[kernel]\nbios_path = \"b\"\n", 1, 0},
    {"a BIOS that is awake", DOWN, "[kernel]\nbios_path = \"b\"\nenable_bios = true\n",
     "[kernel]\nbios_path = \"b\"\n# enable_bios = true\n", 0, 1},
    {"a BIOS that is off", DOWN, "[kernel]\nbios_path = \"b\"\nenable_bios = false\n",
     "[kernel]\nbios_path = \"b\"\n# enable_bios = false\n", 2, 0},
    {"devices that came later", DOWN,
     "[devices]\nemu_devices = [\n  [\"a\", 0, 0, 0, 0x25, []], [\"b\", 0, 0, 0, 1, []],\n  [\"c\", 0, 0, 0, 0x26,\n "
     "[]], [\"d\", 0, 0, 0, 99, []], [\"e\", 0, 0, 0, \"x\", []]]\n",
     "[devices]\n# [\"a\", 0, 0, 0, 0x25, []]\nemu_devices = [\n  [\"b\", 0, 0, 0, 1, []],\n  [\"c\", 0, 0, 0, 0x26,\n "
     "[]], [\"d\", 0, 0, 0, 99, []], [\"e\", 0, 0, 0, \"x\", []]]\n",
     1, 0},
    {"devices that came later with commas before them", DOWN,
     "[devices]\nemu_devices = [\n  [\"a\", 0, 0, 0, 0x25, []]\n  , [\"b\", 0, 0, 0, 0x24, []]\n  , [\"c\", 0, 0, 0, "
     "1, []]\n]\n",
     "[devices]\n# [\"a\", 0, 0, 0, 0x25, []]\n# [\"b\", 0, 0, 0, 0x24, []]\nemu_devices = [\n  [\"c\", 0, 0, 0, 1, "
     "[]]\n]\n",
     2, 0},
    {"only devices that came later with commas before them", DOWN,
     "[devices]\nemu_devices = [\n  [\"a\", 0, 0, 0, 0x25, []]\n  ,[\"b\", 0, 0, 0, 0x24, []],\n]\n",
     "[devices]\n# [\"a\", 0, 0, 0, 0x25, []]\n# [\"b\", 0, 0, 0, 0x24, []]\nemu_devices = [\n  \n]\n", 2, 0},
    {"devices that came later below headers", DOWN,
     "[[devices.emu_devices]]\nname = \"a\"\nemu_type = 0x25\ncfg_list = [\n  1,\n]\n[[devices.emu_devices]]\nemu_type "
     "= 0x1\n",
     "# [[devices.emu_devices]]\n# name = \"a\"\n# emu_type = 0x25\n# cfg_list = [\n#   1,\n# "
     "]\n[[devices.emu_devices]]\nemu_type = 0x1\n",
     1, 0},
    {"a device that came later with dotted keys", DOWN,
     "[[devices.emu_devices]]\nemu_type = 0x25\nx.y = 1\nx.z = [\n  2,\n]\n[kernel]\n",
     "# [[devices.emu_devices]]\n# emu_type = 0x25\n# x.y = 1\n# x.z = [\n#   2,\n# ]\n[kernel]\n", 1, 0},
    {"a device that came later, less indented in its second line", DOWN,
     "[devices]\nemu_devices = [\n    [\"a\", 0, 0, 0, 0x25,\n  []],\n]\n",
     "[devices]\nemu_devices = [\n    # [\"a\", 0, 0, 0, 0x25,\n  # []],\n]\n", 1, 0},
    {"a device without a type", DOWN, "[devices]\nemu_devices = [{name = \"a\"}]\n",
     "[devices]\nemu_devices = [{name = \"a\"}]\n", 0, 0},
    {"lists that came later", DOWN,
     "[devices]\npassthrough_ports = []\n[[devices.passthrough_addresses]]\nbase_gpa = "
     "1\n[[devices.passthrough_addresses]]\n",
     "[devices]\n# passthrough_ports = []\n[[devices.passthrough_addresses]]\nbase_gpa = "
     "1\n[[devices.passthrough_addresses]]\n",
     0, 1},
    {"ports that came later", DOWN, "[devices]\npassthrough_ports = [[1, 2]]\n",
     "[devices]\n# passthrough_ports = [[1, 2]]\n", 1, 0},
    {"ports below headers that came later", DOWN,
     "[[devices.passthrough_ports]]\nbase = 1\nlength = 2\n[[devices.passthrough_ports]]\n",
     "# [[devices.passthrough_ports]]\n# base = 1\n# length = 2\n# [[devices.passthrough_ports]]\n", 1, 0},
    {"a comment behind a header", ARRAYS,
     "[kernel]\n[[kernel.memory_regions]] # one\ngpa = 1\nsize = 2\nflags = 7 # two\nmap_type = 0\n",
     "[kernel]\nmemory_regions = [\n    [\n        1,\n        2,\n        7, # two\n        0,\n    ], # one\n]\n", 0,
     0},
    {"a comment behind a header alone", ARRAYS,
     "[kernel]\n[[kernel.memory_regions]] # one\ngpa = 1\nsize = 2\nflags = 7\nmap_type = 0\n",
     "[kernel]\nmemory_regions = [\n    [1, 2, 7, 0], # one\n]\n", 0, 0},
    {"comments in a value and in a table", ARRAYS,
     "[devices]\nemu_devices = [{ # a\n  name = \"a\", base_gpa = 0, length = 0, irq_id = 0, emu_type = 1, cfg_list = "
     "[ # b\n    1], # c\n  # d\n}]\n",
     "[devices]\nemu_devices = [[\n    # a\n    \"a\",\n    0,\n    0,\n    0,\n    1,\n    [ # b\n    1], # c\n    # "
     "d\n]]\n",
     0, 0},
    {"a comment behind the last value and below it", ARRAYS,
     "[kernel]\nmemory_regions = [{ # a\n  gpa = 1, size = 2, flags = 7, map_type = 0 # b\n  # c\n}, {gpa = 1, size = "
     "2, "
     "flags = 7, map_type = 0}]\n",
     "[kernel]\nmemory_regions = [[\n    # a\n    1,\n    2,\n    7,\n    0, # b\n    # c\n], [1, 2, 7, 0]]\n", 0, 0},
    {"a number that is left out of a table with comments", ARRAYS,
     "[devices]\npassthrough_devices = [{\n  name = \"a\", # c\n  length = 4,\n}]\n",
     "[devices]\npassthrough_devices = [[\n    \"a\", # c\n    0,\n    0,\n    4,\n]]\n", 0, 0},
    {"a table without keys", ARRAYS, "[devices]\npassthrough_addresses = [{}, { # c\n}]\n",
     "[devices]\npassthrough_addresses = [[0], [\n    0,\n    # c\n]]\n", 0, 0},
    {"a header without keys", ARRAYS, "[devices]\n[[devices.passthrough_addresses]] # c\n[kernel]\n",
     "[devices]\npassthrough_addresses = [\n    [0], # c\n]\n[kernel]\n", 0, 0},
    {"a key that is a table", ARRAYS,
     "[devices]\npassthrough_addresses = [{base_gpa = 1, length = 2, x = { y = 3 }}]\n",
     "[devices]\n# x = { y = 3 }\npassthrough_addresses = [[1, 2]]\n", 1, 0},
    {"a list of tables below a header of another", ARRAYS,
     "[devices]\n[[devices.passthrough_addresses]]\nbase_gpa = 1\nlength = 2\n[[devices.passthrough_addresses.x]]\ny = "
     "3\n",
     "[devices]\n[[devices.passthrough_addresses]]\nbase_gpa = 1\nlength = 2\n[[devices.passthrough_addresses.x]]\ny = "
     "3\n",
     0, 0},
    {"a text that begins with a byte order mark and a header", ARRAYS,
     "\xef\xbb\xbf[[kernel.memory_regions]]\ngpa = 1\nsize = 2\nflags = 7\nmap_type = 0\n[kernel]\n",
     "\xef\xbb\xbf[kernel]\nmemory_regions = [\n    [1, 2, 7, 0],\n]\n", 0, 0},
    {"no other form", KEEP, "[kernel]\nmemory_regions = [[1, 2, 7, 0], {gpa = 1}]\n",
     "[kernel]\nmemory_regions = [[1, 2, 7, 0], {gpa = 1}]\n", 0, 0},
    {"a key that came later", ARRAYS, "[devices]\npassthrough_addresses = [{base_gpa = 1, length = 2, base_hpa = 3}]\n",
     "[devices]\n# base_hpa = 3\npassthrough_addresses = [[1, 2]]\n", 1, 0},
    {"a text that begins with a comment and a header", ARRAYS,
     "# one\n[[kernel.memory_regions]]\ngpa = 1\nsize = 2\nflags = 7\nmap_type = 0\n[kernel]\n",
     "[kernel]\nmemory_regions = [\n    # one\n    [1, 2, 7, 0],\n]\n", 0, 0},
    {"no empty line above a header", ARRAYS,
     "[kernel]\nentry_point = 1\n# one\n[[kernel.memory_regions]]\ngpa = 1\nsize = 2\nflags = 7\nmap_type = 0\n",
     "[kernel]\nentry_point = 1\nmemory_regions = [\n    # one\n    [1, 2, 7, 0],\n]\n", 0, 0},
    {"other lists below headers", ARRAYS,
     "[kernel]\nx = { y = 1 }\nz = [1]\n[kernel.w]\n[[kernel.v]]\n[[kernel.memory_regions]]\ngpa = 1\nsize = 2\nflags "
     "= 7\nmap_type = 0\n",
     "[kernel]\nx = { y = 1 }\nz = [1]\nmemory_regions = [\n    [1, 2, 7, 0],\n]\n[kernel.w]\n[[kernel.v]]\n", 0, 0},
    {"tables to arrays", ARRAYS,
     "[kernel]\nmemory_regions = [{gpa = 1, size = 2, flags = 7, map_type = 0, x = 1}, [1], {gpa = 1}, { gpa.x = 1, "
     "size = 2, flags = 7, map_type = 0}]\n",
     "[kernel]\n# x = 1\nmemory_regions = [[1, 2, 7, 0], [1], {gpa = 1}, { gpa.x = 1, size = 2, flags = 7, map_type = "
     "0}]\n",
     1, 0},
    {"defaults in between", ARRAYS,
     "[devices]\nemu_devices = [{name = \"a\", cfg_list = [1]}, {cfg_list = [], name = \"b\", emu_type = 1}]\n",
     "[devices]\nemu_devices = [{name = \"a\", cfg_list = [1]}, {cfg_list = [], name = \"b\", emu_type = 1}]\n", 0, 0},
    {"lists below headers", ARRAYS,
     "[kernel]\nentry_point = 1\n\n# one\n[[kernel.memory_regions]] # two\ngpa = 1\n# three\nsize = 2 # four\nflags = "
     "7\nmap_type = 0\n[[kernel.memory_regions]]\ngpa = 1\nsize = 2\nflags = 7\nmap_type = 0\n[devices]\n",
     "[kernel]\nentry_point = 1\nmemory_regions = [\n    # one\n    [\n        1,\n        # three\n        2, # "
     "four\n        7,\n        0,\n    ], # two\n    [1, 2, 7, 0],\n]\n[devices]\n",
     0, 0},
    {"lists below headers and no other key", ARRAYS,
     "[kernel]\n[[kernel.memory_regions]]\ngpa = 1\nsize = 2\nflags = 7\nmap_type = 0\n",
     "[kernel]\nmemory_regions = [\n    [1, 2, 7, 0],\n]\n", 0, 0},
    {"lists below headers with no header above", ARRAYS,
     "[[kernel.memory_regions]]\ngpa = 1\nsize = 2\nflags = 7\nmap_type = 0\n",
     "[[kernel.memory_regions]]\ngpa = 1\nsize = 2\nflags = 7\nmap_type = 0\n", 0, 0},
    {"lists below headers in parts", ARRAYS,
     "[kernel]\n[[kernel.memory_regions]]\ngpa = 1\nsize.x = 2\nflags = 7\nmap_type = 0\n",
     "[kernel]\n[[kernel.memory_regions]]\ngpa = 1\nsize.x = 2\nflags = 7\nmap_type = 0\n", 0, 0},
    {"lists below headers that are not whole", ARRAYS, "[kernel]\n[[kernel.memory_regions]]\ngpa = 1\n",
     "[kernel]\n[[kernel.memory_regions]]\ngpa = 1\n", 0, 0},
    {"a list that is none", ARRAYS, "[kernel]\nmemory_regions = 1\n", "[kernel]\nmemory_regions = 1\n", 0, 0},
    {"at the start of the text", ARRAYS,
     "kernel = { memory_regions = [{gpa = 1, size = 2, flags = 7, map_type = 0, more = [\n  1,\n]}] }\n",
     "# more = [\n#   1,\n# ]\nkernel = { memory_regions = [[1, 2, 7, 0]] }\n", 1, 0},
    {"arrays to tables", TABLES,
     "[kernel]\nmemory_regions = [[1, 2, 7, 0], [1, 2, 7, 0, 5], [], {gpa = 1}, [1,\n  2, # c\n  7, 0, 8], [ # d\n  1, "
     "2], 3]\n",
     "[kernel]\n# 5\nmemory_regions = [{ gpa = 1, size = 2, flags = 7, map_type = 0 }, { gpa = 1, size = 2, flags = 7, "
     "map_type = 0 }, [], {gpa = 1}, [1,\n  2, # c\n  7, 0, 8], { # d\n  gpa = 1, size = 2}, 3]\n",
     1, 0},
    {"a section to a table", TABLES, "base = [1, \"g\", 1, 1]\nkernel = 1\n",
     "base = { id = 1, name = \"g\", vm_type = 1, cpu_num = 1 }\nkernel = 1\n", 0, 0},
    {"a section as a list of tables", TABLES, "[[base]]\nid = 1\n", "[[base]]\nid = 1\n", 0, 0},
    {"a list of tables stays", TABLES, "[[kernel.memory_regions]]\ngpa = 1\n", "[[kernel.memory_regions]]\ngpa = 1\n",
     0, 0},
    {"an item of several lines", TABLES, "[kernel]\nmemory_regions = [\n  [1, 2, 7, 0, [\n    1]],\n]\n",
     "[kernel]\nmemory_regions = [\n  # [\n  #     1]\n  { gpa = 1, size = 2, flags = 7, map_type = 0 },\n]\n", 1, 0},
};

static _Alignas(16) unsigned char memory[1 << 18]; /* for the 7,000 nodes of one test */

static enum axvm_status run(const struct row *row, const struct axvm_toml_document *document, struct axvm_arena *arena,
                            struct axvm_findings *findings, struct axvm_output *output) {
    struct axvm_conversion wish = {AXVM_FORMAT_FLAT, AXVM_PROFILE_0_4, AXVM_ARCH_X86_64, axvm_slice_of("it")};
    switch (row->operation) {
    case FLAT:
        break;
    case UP:
        wish.from = AXVM_FORMAT_0_4;
        wish.to = AXVM_PROFILE_0_8;
        break;
    case UP_ANYWHERE:
        wish.from = AXVM_FORMAT_0_4;
        wish.to = AXVM_PROFILE_0_8;
        wish.arch = AXVM_ARCH_UNKNOWN;
        break;
    case DOWN:
        wish.from = AXVM_FORMAT_0_8;
        break;
    case ARRAYS:
        return axvm_convert_form(document, AXVM_PROFILE_0_4, AXVM_LIST_FORM_ARRAYS, arena, findings, output);
    case TABLES:
        return axvm_convert_form(document, AXVM_PROFILE_0_4, AXVM_LIST_FORM_TABLES, arena, findings, output);
    case KEEP:
        return axvm_convert_form(document, AXVM_PROFILE_0_4, AXVM_LIST_FORM_KEEP, arena, findings, output);
    case JSON:
        return axvm_convert_to_json(document, arena, findings, output);
    }
    return axvm_convert(document, &wish, arena, findings, output);
}

static char result[2048];

static void check_row(const struct row *row) {
    struct axvm_toml_document document;
    struct axvm_arena arena;
    struct axvm_findings findings;
    struct axvm_source source = {axvm_slice_of("vm.toml"), axvm_slice_of(row->text)};
    struct axvm_output output;
    axvm_arena_init(&arena, memory, sizeof memory);
    axvm_findings_init(&findings, &arena, &source, 8);
    TAP_CHECK(axvm_toml_read(&document, source.text, AXVM_TOML_1_1, &arena, &findings) == AXVM_OK, row->name);
    axvm_output_init(&output, result, sizeof result, NULL, NULL);
    enum axvm_status status = run(row, &document, &arena, &findings, &output);
    TAP_EQUAL_U64(status, row->result != NULL ? AXVM_OK : AXVM_INVALID, row->name);
    TAP_EQUAL_STRING(((struct axvm_slice){result, output.used}), row->result != NULL ? row->result : "", row->name);
    TAP_EQUAL_U64(findings.counts[AXVM_LEVEL_WARNING], row->warnings, row->name);
    TAP_EQUAL_U64(findings.counts[AXVM_LEVEL_NOTE], row->notes, row->name);
    axvm_arena_init(&arena, memory, sizeof memory);
    if (row->result != NULL && row->operation != JSON) {
        source.text = (struct axvm_slice){result, output.used};
        axvm_findings_init(&findings, &arena, &source, 8);
        TAP_CHECK(axvm_toml_read(&document, source.text, AXVM_TOML_1_1, &arena, &findings) == AXVM_OK,
                  "the result is TOML");
    }
}

/* With less memory it is the same, or out of memory. */
static void check_less_memory(const struct row *row) {
    struct axvm_toml_document document;
    struct axvm_arena arena;
    struct axvm_findings findings;
    struct axvm_source source = {axvm_slice_of("vm.toml"), axvm_slice_of(row->text)};
    axvm_arena_init(&arena, memory, sizeof memory);
    axvm_findings_init(&findings, &arena, &source, 8);
    axvm_toml_read(&document, source.text, AXVM_TOML_1_1, &arena, &findings);
    enum axvm_status wanted = row->result != NULL ? AXVM_OK : AXVM_INVALID;
    enum axvm_status status = AXVM_OUT_OF_MEMORY;
    bool is_clean = true;
    for (size_t size = 0; size < 16384; size += 7) {
        struct axvm_arena rest;
        struct axvm_output output;
        axvm_arena_init(&rest, memory + arena.low, size);
        axvm_findings_init(&findings, &rest, &source, 8);
        axvm_output_init(&output, result, sizeof result, NULL, NULL);
        status = run(row, &document, &rest, &findings, &output);
        is_clean = is_clean && (status == AXVM_OUT_OF_MEMORY || status == wanted);
        is_clean = is_clean && (status != AXVM_OK ||
                                axvm_slice_equal((struct axvm_slice){result, output.used}, axvm_slice_of(row->result)));
    }
    TAP_CHECK(is_clean && status == wanted, row->name);
}

/* The stack of the way through a document has room for the deepest one that there can be, and needs no more. */
static void convert_many_values_to_json(void) {
    static char text[16384];
    struct axvm_toml_document document;
    struct axvm_arena arena;
    struct axvm_findings findings;
    struct axvm_output output;
    axvm_output_init(&output, text, sizeof text, NULL, NULL);
    axvm_output_string(&output, "a=[");
    for (unsigned i = 0; i < 7000; i++) {
        axvm_output_string(&output, "1,");
    }
    axvm_output_string(&output, "]");
    struct axvm_source source = {axvm_slice_of("vm.toml"), {text, output.used}};
    axvm_arena_init(&arena, memory, sizeof memory);
    axvm_findings_init(&findings, &arena, &source, 8);
    TAP_CHECK(axvm_toml_read(&document, source.text, AXVM_TOML_1_1, &arena, &findings) == AXVM_OK, "7,000 values");
    axvm_output_init(&output, NULL, 0, NULL, NULL);
    TAP_CHECK(axvm_convert_to_json(&document, &arena, &findings, &output) == AXVM_OK, "are converted to JSON");
    TAP_EQUAL_U64(output.total, sizeof "{\n  \"a\": []\n}\n" - 1 + 7000 * 3 - 2, "in a line");
}

static void detect_formats(void) {
    static const struct {
        const char *text;
        enum axvm_format format;
        const char *reason;
    } texts[] = {
        {"[base]\nid = 1\n", AXVM_FORMAT_0_4, "it has some of the sections and nothing that came later"},
        {"[base]\n[kernel]\n[devices]\n", AXVM_FORMAT_0_4, "it has the sections and nothing that came later"},
        {"[devices]\nemu_devices = [[\"a\", 0, 0, 0, \"x\"], [\"b\", 0, 0, 0, 77]]\n", AXVM_FORMAT_0_4,
         "it has some of the sections and nothing that came later"},
        {"[devices]\nemu_devices = 1\n", AXVM_FORMAT_0_4, "it has some of the sections and nothing that came later"},
        {"[devices]\nemu_devices = [[\"a\", 0, 0, 0, 0x25]]\n", AXVM_FORMAT_0_8, "emu_type 0x25 came with 0.8"},
    };
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        struct axvm_toml_document document;
        struct axvm_arena arena;
        struct axvm_findings findings;
        struct axvm_source source = {axvm_slice_of("vm.toml"), axvm_slice_of(texts[i].text)};
        axvm_arena_init(&arena, memory, sizeof memory);
        axvm_findings_init(&findings, &arena, &source, 8);
        axvm_toml_read(&document, source.text, AXVM_TOML_1_1, &arena, &findings);
        struct axvm_detection detection = axvm_format_detect(&document, &arena);
        TAP_EQUAL_U64(detection.format, texts[i].format, texts[i].text);
        TAP_EQUAL_STRING(detection.reason, texts[i].reason, texts[i].text);
    }
}

void tap_body(void) {
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        check_row(&rows[i]);
        check_less_memory(&rows[i]);
    }
    convert_many_values_to_json();
    detect_formats();
    TAP_EQUAL_U64(axvm_convert_memory_bound(SIZE_MAX), axvm_convert_memory_bound(AXVM_TEXT_MAX), "no text is longer");
    enum axvm_format format = AXVM_FORMAT_NONE;
    TAP_CHECK(axvm_format_from(axvm_slice_of("flat"), &format) && format == AXVM_FORMAT_FLAT, "a format has a name");
    TAP_CHECK(!axvm_format_from(axvm_slice_of("0.9"), &format) && format == AXVM_FORMAT_FLAT, "another name is none");
}
