/* SPDX-License-Identifier: Apache-2.0 */
/* Texts written anew. The decisions of layout are shown in tests/fmt/cases; these are the corners. */
#include "axvmconfig/pretty.h"
#include "tap.h"
#include "toml_fixture.h"

struct row {
    const char *name;
    const char *text;
    const char *result;
};

static const struct row layouts[] = {
    {"nothing", "", ""},
    {"line ends", "\n\r\n \n", ""},
    {"no line end", "a=1", "a = 1\n"},
    {"a byte order mark alone", "\xef\xbb\xbf", "\xef\xbb\xbf"},
    {"dots in quotes", "\"a . b\" . 'c . d'.e=1\n", "\"a . b\".'c . d'.e = 1\n"},
    {"dots in a header", "[ \"a ] b\" . c ]\n", "[\"a ] b\".c]\n"},
    {"an equals sign and a comma in strings", "a = [\"=,]\", '#']\n", "a = [\"=,]\", '#']\n"},
    {"a header that opens a table late", "[a.b]\nx=1\n[a]\ny=1\n", "[a.b]\nx = 1\n\n[a]\ny = 1\n"},
    {"dotted keys of one table", "a.b=1\na.c=2\na . d . e=3\n", "a.b = 1\na.c = 2\na.d.e = 3\n"},
    {"a date with a blank", "a = 1979-05-27 07:32:00Z\n", "a = 1979-05-27 07:32:00Z\n"},
    {"the first line end rules", "\r\na=1\nb=2\n", "a = 1\r\nb = 2\r\n"},
    {"not that in a string", "a='''\r\n'''\nb=2\r\n", "a = '''\r\n'''\nb = 2\n"},
    {"nor one in a comment", "#\t\r\n\na=1", "#\r\n\r\na = 1\r\n"},
    {"an empty comment", "#  \n", "#\n"},
    {"dotted keys between brackets", "a={b . c=1,b.d={e.f=2}}", "a = { b.c = 1, b.d = { e.f = 2 } }\n"},
    {"a comment behind a dotted key", "a={b.c#x\n=1}", "a = {\n  #x\n  b.c = 1,\n}\n"},
    {"comments behind an entry and behind a dotted key", "a={x=1,#1\nb.c=#2\n2}",
     "a = {\n  x = 1, #1\n  #2\n  b.c = 2,\n}\n"},
    {"empty lines in a list", "a=[\n\n\n1,\n\n\n2,\n\n]", "a = [\n  1,\n\n  2,\n]\n"},
    {"an empty line below the comment of a bracket", "a=[#x\n\n1]", "a = [ #x\n  1,\n]\n"},
    {"a comment behind a broken element", "a=[\n1,#1\n[#x\n22,#22\n3],#y\n4,#4\n]",
     "a = [\n  1, #1\n  [ #x\n    22, #22\n    3,\n  ], #y\n  4, #4\n]\n"},
    {"a comment behind a table broken inside", "a=[\n{b=[#x\n22222]},#y\n]",
     "a = [\n  { b = [ #x\n    22222,\n  ] }, #y\n]\n"},
    {"a list in a broken table", "a={\nb=[\n1]\n}", "a = {\n  b = [\n    1,\n  ],\n}\n"},
    {"rows of other widths than bytes", "a=[\n['\xc3\xa4\xc3\xa4',1],\n['b',1]]",
     "a = [\n  ['\xc3\xa4\xc3\xa4', 1],\n  ['b',  1],\n]\n"},
    {"tabs in a key", "a\t.\tb=1\nc\t=\t2\n", "a.b = 1\nc = 2\n"},
    {"a tab in a key and a comment behind it", "a\t.\tb=1#x\n", "a.b = 1 #x\n"},
    {"a key as wide as a line",
     "a123456789b123456789c123456789d123456789e123456789f123456789g123456789h123456789i123456789j123456789=[1]\n",
     "a123456789b123456789c123456789d123456789e123456789f123456789g123456789h123456789i123456789j123456789 = [\n"
     "  1,\n]\n"},
    {"a list of a broken table that fits", "a=[\n{\nb=1}]\n", "a = [\n  { b = 1 },\n]\n"},
    {"a list of a broken table that is too wide",
     "a=[\n{\nb='a123456789b123456789c123456789d123456789e123456789f123456789g123456789h123456789i123456789'}]\n",
     "a = [\n  {\n    b = 'a123456789b123456789c123456789d123456789e123456789f123456789g123456789h123456789i123456789',"
     "\n  },\n]\n"},
    {"lists in a broken table", "a={\nb=[1,2],\nbb=[11,2]}\n", "a = {\n  b = [1, 2],\n  bb = [11, 2],\n}\n"},
    {"a comment behind the key of a second entry", "a={\nb=1,\n\nc#x\n=2}\n", "a = {\n  b = 1,\n\n  #x\n  c = 2,\n}\n"},
    {"a comment below an empty line of a list", "a=[\n1,\n\n#x\n2]\n", "a = [\n  1,\n\n  #x\n  2,\n]\n"},
    {"a comment directly below a header", "[a]\n#x\n\n[b]\n", "[a]\n#x\n\n[b]\n"},
    {"a comment between headers", "[a]\n#x\n[b]\n", "[a]\n\n#x\n[b]\n"},
    {"a comment alone at the end", "[a]\n\n#x\n", "[a]\n\n#x\n"},
    {"comments behind a header and below", "[a]#x\n#y\n[b]", "[a] #x\n\n#y\n[b]\n"},
};

static const struct row sorted[] = {
    {"nothing", "", ""},
    {"a comment", "# x", "# x\n"},
    {"a comment directly below a header", "[kernel]\n#x\n\na = 1\n[base]\n", "[base]\n\n[kernel]\n#x\n\na = 1\n"},
    {"escapes in keys", "['\x6b\x65rnel']\n[\"\\u0062ase\"]\n", "[\"\\u0062ase\"]\n\n['kernel']\n"},
    {"line ends", "[kernel]\r\n[base]\r\n", "[base]\r\n\r\n[kernel]\r\n"},
    {"line ends in a value", "x=1\nbase='''\r\n'''\n", "base='''\r\n'''\nx=1\n"},
    {"line ends in a list", "x=1\nbase=[\r\n]\n", "base=[\r\n]\nx=1\n"},
    {"no line end", "[kernel]\na = 1\n[base]", "[base]\n\n[kernel]\na = 1\n"},
    {"a byte order mark", "\xef\xbb\xbf[kernel]\n[base]\n", "\xef\xbb\xbf[base]\n\n[kernel]\n"},
    {"a value of several lines", "[base]\nname = '''\n x'''# c\nid = [ # 1\n1]\n",
     "[base]\nid = [ # 1\n1]\nname = '''\n x'''# c\n"},
    {"unknown sections", "[x.y]\n[kernel]\n[z]\n[x]\n", "[kernel]\n\n[x.y]\n\n[z]\n\n[x]\n"},
    {"sub-tables before their table", "[kernel.b]\n[kernel.a]\n[kernel]\n", "[kernel]\n\n[kernel.b]\n\n[kernel.a]\n"},
    {"a list of sections", "[[kernel]]\n[kernel.x]\n[[kernel]]\n[kernel.x]\n[base]\n",
     "[base]\n\n[[kernel]]\n\n[kernel.x]\n\n[[kernel]]\n\n[kernel.x]\n"},
    {"a comment does not change its line", "[base]\nname = ''\n# below\n\nid = 1\n# id\nvm_type = 1\n",
     "[base]\n\nid = 1\nname = ''\n# below\n\n# id\nvm_type = 1\n"},
};

static const struct row numbers[] = {
    {"nothing", "", ""},
    {"a section in array form", "base = [0x1, 'x', 0x2, 0x4, [0x0, 256], [1]]\n",
     "base = [0x1, 'x', 0x2, 4, [0, 0x100], [0x1]]\n"},
    {"a dotted key", "kernel.entry_point = 0xFFFF0000F\n", "kernel.entry_point = 0xf_fff0_000f\n"},
    {"an element of a list", "[[devices.emu_devices]]\nirq_id = 0x21\nbase_gpa=0x0000_0000\n",
     "[[devices.emu_devices]]\nirq_id = 33\nbase_gpa=0x0\n"},
    {"the largest", "kernel.entry_point = 18446744073709551615", "kernel.entry_point = 0xffff_ffff_ffff_ffff"},
    {"too large", "kernel.entry_point = 18446744073709551616", "kernel.entry_point = 18446744073709551616"},
    {"a key of a later profile", "devices.passthrough_ports = [[1, 0x2]]\n",
     "devices.passthrough_ports = [[1, 0x2]]\n"},
    {"a table where a list belongs", "[devices]\nemu_devices = { irq_id = 0x21 }\n",
     "[devices]\nemu_devices = { irq_id = 0x21 }\n"},
    {"a table where numbers belong", "[base]\nphys_cpu_ids = { a = 16 }\n", "[base]\nphys_cpu_ids = { a = 16 }\n"},
    {"no section", "entry_point = 1\nx.kernel.entry_point = 1\n", "entry_point = 1\nx.kernel.entry_point = 1\n"},
};

enum operation { LAYOUT, SORT, NUMBERS };

static _Alignas(16) unsigned char memory[1 << 14];

static enum axvm_status write_text(const struct toml_fixture *fixture, enum operation operation,
                                   struct axvm_arena *arena, struct axvm_output *output) {
    switch (operation) {
    case SORT:
        return axvm_pretty_write_sorted(&fixture->document, axvm_schema(), AXVM_PROFILE_0_4, arena, output);
    case NUMBERS:
        return axvm_pretty_write_numbers(&fixture->document, axvm_schema(), AXVM_PROFILE_0_4, arena, output);
    default:
        axvm_pretty_write(&fixture->document, output);
        return AXVM_OK;
    }
}

/* What a text becomes, with the documented memory. The fixture is then that of the text. */
static struct axvm_slice rewritten(struct axvm_slice text, enum operation operation, char *result, size_t size) {
    struct toml_fixture fixture;
    struct axvm_arena arena;
    struct axvm_output output;
    toml_fixture_read_bytes(&fixture, text, AXVM_TOML_1_1);
    TAP_CHECK(fixture.status == AXVM_OK, "the text is TOML");
    TAP_CHECK(axvm_pretty_memory_bound(text.length) <= sizeof memory, "there is memory enough for this test");
    axvm_arena_init(&arena, memory, axvm_pretty_memory_bound(text.length));
    axvm_output_init(&output, result, size, NULL, NULL);
    TAP_CHECK(write_text(&fixture, operation, &arena, &output) == AXVM_OK, "the documented memory is enough");
    TAP_CHECK(!output.failed, "the result fits into the buffer of this test");
    return (struct axvm_slice){result, output.used};
}

static void check_rows(const struct row *rows, size_t count, enum operation operation) {
    static char result[512];
    static char again[512];
    for (size_t i = 0; i < count; i++) {
        struct axvm_slice once = rewritten(axvm_slice_of(rows[i].text), operation, result, sizeof result);
        TAP_EQUAL_STRING(once, rows[i].result, rows[i].name);
        struct axvm_slice twice = rewritten(once, operation, again, sizeof again);
        TAP_CHECK(axvm_slice_equal(once, twice), "a second time nothing changes");
    }
}

/* With less memory than it takes, nothing is written. */
static void check_memory(enum operation operation) {
    struct toml_fixture fixture;
    struct axvm_arena arena;
    char result[128];
    bool is_right = true;
    bool is_done = false;
    toml_fixture_read(&fixture, "# x\n\n[kernel]\n\"entry\\u005fpoint\" = 1\n[base]\ncpu_num = 0x1\nid = 1\n");
    for (size_t size = 0; !is_done && size < sizeof memory; size++) {
        struct axvm_output output;
        axvm_arena_init(&arena, memory, size);
        axvm_output_init(&output, result, sizeof result, NULL, NULL);
        is_done = write_text(&fixture, operation, &arena, &output) == AXVM_OK;
        is_right = is_right && (is_done || output.total == 0);
    }
    TAP_CHECK(is_done, "it is done with enough memory");
    TAP_CHECK(is_right, "and nothing is written with less");
}

/* No text is larger than the largest. */
static void check_bound(void) {
    TAP_EQUAL_U64(axvm_pretty_memory_bound(SIZE_MAX), axvm_pretty_memory_bound(AXVM_TEXT_MAX),
                  "what is enough for the largest text is enough");
}

static bool count_bytes(void *context, const char *data, size_t length) {
    (void)data;
    *(size_t *)context += length;
    return true;
}

/* A buffer of one byte is enough. */
static void check_flush(void) {
    struct toml_fixture fixture;
    struct axvm_output output;
    char byte;
    size_t count = 0;
    toml_fixture_read(&fixture, "a=[[1,2]]");
    axvm_output_init(&output, &byte, 1, count_bytes, &count);
    axvm_pretty_write(&fixture.document, &output);
    TAP_CHECK(axvm_output_finish(&output) && count == sizeof "a = [[1, 2]]\n" - 1, "the output is flushed");
}

void tap_body(void) {
    check_rows(layouts, sizeof layouts / sizeof layouts[0], LAYOUT);
    check_rows(sorted, sizeof sorted / sizeof sorted[0], SORT);
    check_rows(numbers, sizeof numbers / sizeof numbers[0], NUMBERS);
    check_memory(SORT);
    check_memory(NUMBERS);
    check_bound();
    check_flush();
}
