/* SPDX-License-Identifier: Apache-2.0 */
/* The net below the formatter finds what is lost, and does not mind what may change. */
#include "format_check.h"

#include "tap.h"
#include "toml_fixture.h"

#include <stdlib.h>

struct row {
    const char *name;
    const char *before;
    const char *after;
    bool keeps_order;
    bool keeps_values;
};

static const struct row rows[] = {
    {"nothing", "", "\n", true, true},
    {"blanks", "a=[1,{b=2}]#x  \n", "a = [\n  1,\n  { b = 2 }] #x\n", true, true},
    {"a number", "a = 1\n", "a = 2\n", false, false},
    {"a number written otherwise", "a = 0x10\n", "a = 1_6\n", true, false},
    {"a sign", "a = 1\n", "a = -1\n", false, false},
    {"a number of 128 bits", "a = 0x1_0000_0000_0000_0000\n", "a = 0x2_0000_0000_0000_0000\n", false, false},
    {"a string", "a = 'b'\n", "a = 'c'\n", false, false},
    {"a key", "a = 1\n", "b = 1\n", false, false},
    {"a value that is missing", "a = 1\nb = 2\n", "a = 1\n", false, false},
    {"a value in another table", "[a]\nx = 1\n[b]\n", "[a]\n[b]\nx = 1\n", false, false},
    {"elements in another order", "a = [1, 2]\n", "a = [2, 1]\n", false, false},
    {"an element in another array", "a = [[1, 2], [3]]\n", "a = [[1], [2, 3]]\n", false, false},
    {"a table for an array", "a = {}\n", "a = []\n", false, false},
    {"a comment that is missing", "a = 1 # x\n", "a = 1\n", false, false},
    {"a comment twice", "# x\n", "# x\n# x\n", false, false},
    {"a comment that is another", "# x\n", "# y\n", false, false},
    {"keys in another order", "a = 1 # a\nb = 2 # b\n", "b = 2 # b\na = 1 # a\n", false, true},
    {"sections in another order", "[a]\nx = 1\n[b.c]\n", "[b.c]\n[a]\nx = 1\n", false, true},
    {"comments in another order", "# a\n# b\n", "# b\n# a\n", false, true},
    {"elements of a list of tables", "[[a]]\nx = 1\n[[a]]\nx = 2\n", "[[a]]\nx = 2\n[[a]]\nx = 1\n", false, false},
    {"a comment behind a dotted key", "a = { b.c.d # x\n= 1, b.e = 2 }\n",
     "a = {\n  # x\n  b.c.d = 1,\n  b.e = 2,\n}\n", true, true},
    {"a comment behind another dotted key", "a = { b.c # x\n= 1, b.e = 2 }\n",
     "a = {\n  b.c = 1,\n  # x\n  b.e = 2,\n}\n", false, true},
    {"a comment behind another key", "a = { b # x\n= 1, c = 2 }\n", "a = {\n  b = 1,\n  # x\n  c = 2,\n}\n", false,
     true},
    {"a key with escapes", "\"\\u0061\" = 1\nb = 1\n", "b = 1\na = 1\n", false, true},
};

/* All fixtures share one memory, so the first document is copied. */
static struct axvm_toml_document copy_of(const struct axvm_toml_document *document, struct axvm_toml_node *nodes) {
    struct axvm_toml_document copy = *document;
    for (uint32_t i = 0; i < document->node_count; i++) {
        nodes[i] = document->nodes[i];
    }
    copy.nodes = nodes;
    return copy;
}

void tap_body(void) {
    static struct axvm_toml_node nodes[64];
    static unsigned char memory[1024];
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct toml_fixture fixture;
        struct axvm_arena arena;
        bool same = false;
        toml_fixture_read(&fixture, rows[i].before);
        struct axvm_toml_document before = copy_of(&fixture.document, nodes);
        before.text = axvm_slice_of(rows[i].before);
        toml_fixture_read(&fixture, rows[i].after);
        axvm_arena_init(&arena, memory, sizeof memory);
        TAP_CHECK(format_keeps_order(&before, &fixture.document) == rows[i].keeps_order, rows[i].name);
        TAP_CHECK(format_keeps_values(&before, &fixture.document, &arena, &same) == 0, "there is memory");
        TAP_CHECK(same == rows[i].keeps_values, rows[i].name);
    }
}
