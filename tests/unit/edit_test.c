/* SPDX-License-Identifier: Apache-2.0 */
/* Edits: each touches what it says and nothing else, and what it makes is right TOML that has the edit in it. */
#include "axvmconfig/edit.h"
#include "tap.h"

enum operation { SET, RENAME, REMOVE, ADD_KEY, ADD_TABLE, ADD_ELEMENT };

/* One edit of a text. `path` has the keys and indexes to a node, each behind a `/`; ADD_*: to the container. */
struct row {
    const char *name;
    const char *text;
    enum operation operation;
    const char *path;
    const char *key;
    const char *value;
    enum axvm_edit_status status;
    const char *result; /* with AXVM_EDIT_OK */
};

#define OK       AXVM_EDIT_OK
#define NO_PLACE AXVM_EDIT_NO_PLACE, NULL
#define EXISTS   AXVM_EDIT_EXISTS, NULL
#define NO_VALUE AXVM_EDIT_NOT_A_VALUE, NULL

static const struct row rows[] = {
    {"a number", "a = 1 # one\nb = 2\n", SET, "/a", "", "0x2", OK, "a = 0x2 # one\nb = 2\n"},
    {"an element", "a = [1, 2, 3]\n", SET, "/a/1", "", "20", OK, "a = [1, 20, 3]\n"},
    {"a whole array", "a = [1,\n 2]\n", SET, "/a", "", "[]", OK, "a = []\n"},
    {"a value of several lines", "a = 1\r\n", SET, "/a", "", "\"\"\"\nx\"\"\"", OK, "a = \"\"\"\nx\"\"\"\r\n"},
    {"two lines are no value", "a = 1\n", SET, "/a", "", "1\nb = 2", NO_VALUE},
    {"a comment is no part of a value", "a = 1\n", SET, "/a", "", "1 # x", NO_VALUE},
    {"blanks are no part of a value", "a = 1\n", SET, "/a", "", " 1", NO_VALUE},
    {"nothing is no value", "a = 1\n", SET, "/a", "", "", NO_VALUE},
    {"a word is no value", "a = 1\n", SET, "/a", "", "word", NO_VALUE},
    {"behind a value comes its line end", "a = [1]", SET, "/a/0", "", "2", OK, "a = [2]"},
    {"the whole document has no value", "a = 1\n", SET, "", "", "1", NO_PLACE},
    {"a table of headers has many places", "[a]\nb = 1\n", SET, "/a", "", "{}", NO_PLACE},

    {"a key", "a = 1 # a\n", RENAME, "/a", "b", "", OK, "b = 1 # a\n"},
    {"a key to one that needs quotes", "a = 1\n", RENAME, "/a", "b c\"\n", "", OK, "\"b c\\\"\\u000a\" = 1\n"},
    {"a key that is there", "a = 1\nb = 2\n", RENAME, "/a", "b", "", EXISTS},
    {"a part of a dotted key", "a.b = 1\n", RENAME, "/a/b", "c", "", OK, "a.c = 1\n"},
    {"a header", "[a]\nb = 1\n", RENAME, "/a", "c", "", OK, "[c]\nb = 1\n"},
    {"a header that others repeat", "[a]\n[a.b]\n", RENAME, "/a", "c", "", NO_PLACE},
    {"a key to one of all that a bare key may have", "a = 1\n", RENAME, "/a", "Zz_9-0", "", OK, "Zz_9-0 = 1\n"},
    {"a key to one with a brace", "a = 1\n", RENAME, "/a", "{", "", OK, "\"{\" = 1\n"},
    {"a key to one with a colon", "a = 1\n", RENAME, "/a", "b:", "", OK, "\"b:\" = 1\n"},
    {"a key to one with a backslash", "a = 1\n", RENAME, "/a", "b\\", "", OK, "\"b\\\\\" = 1\n"},
    {"a key to one with a delete", "a = 1\n", RENAME, "/a", "\x7f", "", OK, "\"\\u007f\" = 1\n"},
    {"a key to the empty one", "a = 1\n", RENAME, "/a", "", "", OK, "\"\" = 1\n"},
    {"an element has no key", "a = [1]\n", RENAME, "/a/0", "b", "", NO_PLACE},
    {"the whole document has no key", "a = 1\n", RENAME, "", "b", "", NO_PLACE},
    {"a table of dotted keys", "a.b = 1\n", RENAME, "/a", "c", "", NO_PLACE},
    {"a table that a longer header made", "[a.b]\n", RENAME, "/a", "c", "", NO_PLACE},
    {"a table whose header comes later", "[a.b]\n[a]\n", RENAME, "/a", "c", "", NO_PLACE},
    {"a header above dotted keys", "[a]\nb.c = 1\n", RENAME, "/a", "d", "", OK, "[d]\nb.c = 1\n"},
    {"a header that lists of tables repeat", "[a]\n[[a.b]]\n", RENAME, "/a", "c", "", NO_PLACE},
    {"a list of tables", "[[a]]\n", RENAME, "/a", "c", "", NO_PLACE},
    {"a key of an inline table", "a = { b = 1 }\n", RENAME, "/a/b", "c", "", OK, "a = { c = 1 }\n"},

    {"a line", "# x\na = 1 # a\nb = 2\n", REMOVE, "/a", "", "", OK, "# x\nb = 2\n"},
    {"the last line", "a = 1\nb = 2", REMOVE, "/b", "", "", OK, "a = 1\n"},
    {"a value of lines", "a = [\n  1, # x\n]\nb = 2\n", REMOVE, "/a", "", "", OK, "b = 2\n"},
    {"a dotted key", "a.b = 1\na.c = 2\n", REMOVE, "/a/b", "", "", OK, "a.c = 2\n"},
    {"a dotted key between brackets", "x = {a.b = 1}\n", REMOVE, "/x/a/b", "", "", NO_PLACE},
    {"behind a dotted key", "x = {a.b = 1, c = 2}\n", REMOVE, "/x/c", "", "", OK, "x = {a.b = 1}\n"},
    {"before a dotted key", "x = {c = 2, a.b = 1}\n", REMOVE, "/x/c", "", "", OK, "x = {a.b = 1}\n"},
    {"between two of them", "x = {a.b = 1, c = 2, a.d = 3}\n", REMOVE, "/x/c", "", "", OK, "x = {a.b = 1, a.d = 3}\n"},
    {"the first element", "a = [1, 2, 3]\n", REMOVE, "/a/0", "", "", OK, "a = [2, 3]\n"},
    {"an element in between", "a = [1, 2, 3]\n", REMOVE, "/a/1", "", "", OK, "a = [1, 3]\n"},
    {"the last element", "a = [1, 2, 3]\n", REMOVE, "/a/2", "", "", OK, "a = [1, 2]\n"},
    {"the only element", "a = [1]\n", REMOVE, "/a/0", "", "", OK, "a = []\n"},
    {"the only element with a comma", "a = [1,]\n", REMOVE, "/a/0", "", "", OK, "a = []\n"},
    {"an element on its line", "a = [\n  1, # one\n  2, # two\n]\n", REMOVE, "/a/0", "", "", OK,
     "a = [\n  2, # two\n]\n"},
    {"the last element on its line", "a = [\n  1, # one\n  2 # two\n]\n", REMOVE, "/a/1", "", "", OK,
     "a = [\n  1, # one\n]\n"},
    {"a comma on the next line", "a = [\n  1\n  , 2\n]\n", REMOVE, "/a/0", "", "", OK, "a = [\n  2\n]\n"},
    {"the last element and a comma below it", "a = [\n  1,\n  2\n,]\n", REMOVE, "/a/1", "", "", OK,
     "a = [\n  1,\n  ]\n"},
    {"the last element and a comma below its comment", "a = [\n  1,\n  2 # two\n  ,\n]\n", REMOVE, "/a/1", "", "", OK,
     "a = [\n  1,\n  \n]\n"},
    {"a comment above stays", "a = [\n  # c\n  1,\n  2,\n]\n", REMOVE, "/a/0", "", "", OK, "a = [\n  # c\n  2,\n]\n"},
    {"a key between brackets", "a = { b = 1, c = 2 }\n", REMOVE, "/a/b", "", "", OK, "a = { c = 2 }\n"},
    {"the first of two on a line", "a = [\n  1, 2\n]\n", REMOVE, "/a/0", "", "", OK, "a = [\n  2\n]\n"},
    {"before a line end", "a = [1, 2,\n  3]\n", REMOVE, "/a/1", "", "", OK, "a = [1, \n  3]\n"},
    {"before a line end with CR", "a = [1, 2,\r\n  3]\r\n", REMOVE, "/a/1", "", "", OK, "a = [1, \r\n  3]\r\n"},
    {"before a comment", "a = [1, 2, # x\n  3]\n", REMOVE, "/a/1", "", "", OK, "a = [1,  # x\n  3]\n"},
    {"a comma behind CR and LF", "a = [1\r\n, 2]\r\n", REMOVE, "/a/0", "", "", OK, "a = [2]\r\n"},
    {"the last element below the others", "a = [1,\n  2]\n", REMOVE, "/a/1", "", "", OK, "a = [1]\n"},
    {"a comment before the last element stays", "a = [1,\n  # c\n  2]\n", REMOVE, "/a/1", "", "", OK,
     "a = [1,\n  # c\n  ]\n"},
    {"a comment before the others, too", "a = [ # c\n  1,\n  2]\n[b]\n", REMOVE, "/a/1", "", "", OK,
     "a = [ # c\n  1]\n[b]\n"},
    {"a dotted key in a list", "x = [{a.b = 1}]\n", REMOVE, "/x/0/a/b", "", "", NO_PLACE},
    {"a dotted key behind another key", "x = {\n  c = 2, a.b = 1\n}\n", REMOVE, "/x/a/b", "", "", NO_PLACE},
    {"a dotted key before another key", "x = {\n  a.b = 1, c = 2\n}\n", REMOVE, "/x/a/b", "", "", NO_PLACE},
    {"a dotted key before the bracket", "x = {c = 2,\n  a.b = 1}\n", REMOVE, "/x/a/b", "", "", NO_PLACE},
    {"a dotted key whose comma is below", "x = {\n  a.b = 1\n  , c = 2\n}\n", REMOVE, "/x/a/b", "", "", NO_PLACE},
    {"a dotted key and its comma", "x = {\n  a.b = 1, # x\n  c = 2\n}\n", REMOVE, "/x/a/b", "", "", OK,
     "x = {\n  c = 2\n}\n"},
    {"the last dotted key", "x = {\n  c = 2,\n  a.b = 1\n}\n", REMOVE, "/x/a/b", "", "", OK, "x = {\n  c = 2,\n}\n"},
    {"the whole document", "a = 1\n", REMOVE, "", "", "", NO_PLACE},
    {"a table of headers", "[a]\nb = 1\n", REMOVE, "/a", "", "", NO_PLACE},

    {"below a header", "[a]\n  b = 1 # b\n\n[c]\n", ADD_KEY, "/a", "d", "2", OK, "[a]\n  b = 1 # b\n  d = 2\n\n[c]\n"},
    {"below a header alone", "[a] # x\n[b]\n", ADD_KEY, "/a", "d", "2", OK, "[a] # x\nd = 2\n[b]\n"},
    {"before lists of tables", "[a]\nb = 1\n[[a.c]]\nd = 1\n", ADD_KEY, "/a", "e", "2", OK,
     "[a]\nb = 1\ne = 2\n[[a.c]]\nd = 1\n"},
    {"line ends as they are", "[a]\r\nb = 1\r\n", ADD_KEY, "/a", "c", "2", OK, "[a]\r\nb = 1\r\nc = 2\r\n"},
    {"without a line end", "[a]\nb = 1", ADD_KEY, "/a", "c", "2", OK, "[a]\nb = 1\nc = 2"},
    {"a key that is there", "[a]\nb = 1\n", ADD_KEY, "/a", "b", "2", EXISTS},
    {"to an inline table", "a = { b = 1 }\n", ADD_KEY, "/a", "c", "2", OK, "a = { b = 1, c = 2 }\n"},
    {"to an empty inline table", "a = {}\n", ADD_KEY, "/a", "c", "2", OK, "a = { c = 2 }\n"},
    {"to a dotted table", "a.b = 1\n", ADD_KEY, "/a", "c", "2", NO_PLACE},
    {"behind a dotted key", "x = {a.b = 1}\n", ADD_KEY, "/x", "c", "2", OK, "x = {a.b = 1, c = 2}\n"},
    {"behind the last one", "x = {a.b = 1, c = 2, a.d = [3]}\n", ADD_KEY, "/x", "e", "4", OK,
     "x = {a.b = 1, c = 2, a.d = [3], e = 4}\n"},
    {"behind one on its line", "x = {\n  a.b = 1, # b\n}\n", ADD_KEY, "/x", "c", "2", OK,
     "x = {\n  a.b = 1, c = 2, # b\n}\n"},
    {"to the root", "# x\n[a]\n", ADD_KEY, "", "c", "2", OK, "c = 2\n# x\n[a]\n"},
    {"to an empty text", "", ADD_KEY, "", "c", "2", OK, "c = 2\n"},
    {"behind a byte order mark", "\xef\xbb\xbf[a]\n", ADD_KEY, "", "c", "2", OK,
     "\xef\xbb\xbf"
     "c = 2\n[a]\n"},
    {"to an inline table with a blank", "a = { }\n", ADD_KEY, "/a", "c", "2", OK, "a = { c = 2 }\n"},
    {"behind an inline table", "[a]\nb = { c = 1 }\n", ADD_KEY, "/a", "d", "2", OK, "[a]\nb = { c = 1 }\nd = 2\n"},
    {"before dotted keys", "[a]\nb.c = 1\n", ADD_KEY, "/a", "d", "2", OK, "[a]\nd = 2\nb.c = 1\n"},
    {"before longer headers", "[a]\nb = 1\n[a.c.d]\n", ADD_KEY, "/a", "e", "2", OK, "[a]\nb = 1\ne = 2\n[a.c.d]\n"},
    {"to a table without a header", "[a.b]\n", ADD_KEY, "/a", "c", "2", NO_PLACE},
    {"to a number", "a = 1\n", ADD_KEY, "/a", "c", "2", NO_PLACE},
    {"a value that is none", "[a]\n", ADD_KEY, "/a", "c", "2 3", NO_VALUE},

    {"a table", "[a]\nb = 1\n", ADD_TABLE, "", "c", "2", OK, "[a]\nb = 1\n\n[new]\nc = 2\n"},
    {"a table to nothing", "", ADD_TABLE, "", "c", "2", OK, "[new]\nc = 2\n"},
    {"a table behind an open line", "a = 1", ADD_TABLE, "", "c", "2", OK, "a = 1\n\n[new]\nc = 2\n"},
    {"a table with a value that is none", "[a]\n", ADD_TABLE, "", "c", "2 3", NO_VALUE},
    {"a table that is there", "[new]\n", ADD_TABLE, "", "c", "2", EXISTS},

    {"an element", "a = [1, 2]\n", ADD_ELEMENT, "/a", "", "3", OK, "a = [1, 2, 3]\n"},
    {"an element behind a comma", "a = [1, 2,]\n", ADD_ELEMENT, "/a", "", "3", OK, "a = [1, 2, 3,]\n"},
    {"the first element", "a = []\n", ADD_ELEMENT, "/a", "", "3", OK, "a = [3]\n"},
    {"a line of a list", "a = [\n  1, # one\n]\n", ADD_ELEMENT, "/a", "", "2", OK, "a = [\n  1, # one\n  2,\n]\n"},
    {"a line behind one without comma", "a = [\n  1 # one\n]\n", ADD_ELEMENT, "/a", "", "2", OK,
     "a = [\n  1, # one\n  2\n]\n"},
    {"a line behind a comma of its own", "a = [\n  1\n  ,\n]\n", ADD_ELEMENT, "/a", "", "2", OK,
     "a = [\n  1\n  ,\n  2,\n]\n"},
    {"behind a comma before the bracket", "a = [\n  1\n,]\n", ADD_ELEMENT, "/a", "", "2", OK, "a = [\n  1\n, 2,]\n"},
    {"behind one before the bracket", "a = [\n  1]\n", ADD_ELEMENT, "/a", "", "2", OK, "a = [\n  1, 2]\n"},
    {"an element that is none", "a = [1]\n", ADD_ELEMENT, "/a", "", "2 3", NO_VALUE},
    {"to a number", "a = 1\n", ADD_ELEMENT, "/a", "", "2", NO_PLACE},
    {"to a list of tables", "[[a]]\n", ADD_ELEMENT, "/a", "", "2", NO_PLACE},
};

static _Alignas(16) unsigned char memory[1 << 16];

/* The node that a path leads to. */
static uint32_t find(const struct axvm_toml_document *document, const char *path, uint32_t *parent) {
    uint32_t node = 0;
    *parent = 0;
    while (*path == '/') {
        const char *start = ++path;
        while (*path != '\0' && *path != '/') {
            path++;
        }
        *parent = node;
        if (document->nodes[node].kind == AXVM_TOML_ARRAY) {
            node = axvm_toml_first_child(document, *parent);
            for (char i = '0'; i < *start; i++) {
                node = axvm_toml_next_child(document, *parent, node);
            }
        } else {
            node = axvm_toml_find(document, node, (struct axvm_slice){start, (size_t)(path - start)});
        }
    }
    return node;
}

static enum axvm_edit_status run(const struct row *row, const struct axvm_toml_document *document,
                                 struct axvm_arena *arena, struct axvm_edit *edit) {
    uint32_t parent;
    uint32_t node = find(document, row->path, &parent);
    struct axvm_slice key = axvm_slice_of(row->key);
    struct axvm_slice value = axvm_slice_of(row->value);
    switch (row->operation) {
    case SET:
        return axvm_edit_value(document, node, value, arena, edit);
    case RENAME:
        return axvm_edit_rename(document, parent, node, key, arena, edit);
    case REMOVE:
        return axvm_edit_remove(document, parent, node, edit);
    case ADD_KEY:
        return axvm_edit_add_key(document, node, key, value, arena, edit);
    case ADD_TABLE:
        return axvm_edit_add_table(document, axvm_slice_of("new"), key, value, arena, edit);
    case ADD_ELEMENT:
        return axvm_edit_add_element(document, node, value, arena, edit);
    }
    return AXVM_EDIT_NO_PLACE;
}

static enum axvm_status read_text(struct axvm_slice text, struct axvm_toml_document *document,
                                  struct axvm_arena *arena) {
    struct axvm_findings findings;
    struct axvm_source source = {axvm_slice_of("edit"), text};
    axvm_findings_init(&findings, arena, &source, 0);
    return axvm_toml_read(document, text, AXVM_TOML_1_1, arena, &findings);
}

static void check_row(const struct row *row) {
    static char result[256];
    struct axvm_toml_document document;
    struct axvm_arena arena;
    struct axvm_edit edit = {{0, 0}, {NULL, 0}};
    axvm_arena_init(&arena, memory, sizeof memory);
    TAP_CHECK(read_text(axvm_slice_of(row->text), &document, &arena) == AXVM_OK, row->name);
    size_t texts = axvm_slice_of(row->key).length + axvm_slice_of(row->value).length;
    struct axvm_arena rest;
    axvm_arena_init(&rest, memory + arena.low, axvm_edit_memory_bound(texts));
    enum axvm_edit_status status = run(row, &document, &rest, &edit);
    TAP_EQUAL_U64(status, row->status, row->name);
    if (status != AXVM_EDIT_OK || row->result == NULL) {
        return;
    }
    struct axvm_output output;
    axvm_output_init(&output, result, sizeof result, NULL, NULL);
    axvm_edit_apply(&document, &edit, &output);
    struct axvm_slice edited = {result, output.used};
    TAP_EQUAL_STRING(edited, row->result, row->name);
    axvm_arena_init(&arena, memory, sizeof memory);
    TAP_CHECK(read_text(edited, &document, &arena) == AXVM_OK, "what comes of it is right");
}

/* With less room than an edit needs it says so, and no more room changes what it does. */
static void check_less_memory(const struct row *row) {
    struct axvm_toml_document document;
    struct axvm_arena arena;
    struct axvm_edit edit;
    axvm_arena_init(&arena, memory, sizeof memory);
    read_text(axvm_slice_of(row->text), &document, &arena);
    size_t texts = axvm_slice_of(row->key).length + axvm_slice_of(row->value).length;
    bool is_clean = true;
    for (size_t size = 0; size < axvm_edit_memory_bound(texts); size++) {
        struct axvm_arena rest;
        axvm_arena_init(&rest, memory + arena.low, size);
        enum axvm_edit_status status = run(row, &document, &rest, &edit);
        is_clean = is_clean && (status == row->status || status == AXVM_EDIT_OUT_OF_MEMORY);
    }
    TAP_CHECK(is_clean, row->name);
}

static void check_bound(void) {
    TAP_EQUAL_U64(axvm_edit_memory_bound(SIZE_MAX), axvm_edit_memory_bound(AXVM_TEXT_MAX), "no text is longer");
}

void tap_body(void) {
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        check_row(&rows[i]);
        check_less_memory(&rows[i]);
    }
    check_bound();
}
