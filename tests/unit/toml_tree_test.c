/* SPDX-License-Identifier: Apache-2.0 */
/* Which tables may be opened, extended and repeated, and the tree that comes of it. */
#include "tap.h"
#include "toml_fixture.h"

static struct toml_fixture fixture;

/* --- definitions ---------------------------------------------------------------------------------- */

static const char *const accepted[] = {
    "[a]\n[b]",
    "[a]\n[a.b]\n[a.b.c]",
    "[a.b.c]\n[a.b]\n[a]",
    "[a.b.c]\n[a]\n[a.b]\n[a.d]",
    "[a.b]\nx = 1\n[a]\ny = 1",
    "[ a . 'b' . \"c\" ]",
    "[a.\"\"]\n[\"\"]",
    "[[a]]\n[[a]]\n[[a]]",
    "[[a]]\n[a.b]\n[[a]]\n[a.b]",
    "[[a]]\n[[a.b]]\n[[a.b]]\n[[a]]\n[[a.b]]",
    "[[a.b]]\n[a]\nx = 1",
    "[[a.b]]\n[a]\nb2 = 1\n[[a.b]]",
    "[[a.b]]\n[a]\nb.c.d = 1",
    "[[a]]\nb.c = 1\n[[a]]\nb.c = 1",
    "[[a]]\n[a.b.c]\n[a.b]",
    "a.b = 1\na.c = 2",
    "a.b.c = 1\na.b.d = 2\na.e = 3",
    "a.b = 1\nx = 1\na.c = 2",
    "[t]\na.b = 1\na.c = 1\n[t.d]",
    "[t]\na.b = 1\n[t.a.c]",
    "[a.b.c]\n[a]\nb.d.x = 1",
    "a = {b = {c = 1}, d.e = 1, d.f = 2}",
    "a = [{b = 1}, {b = 1}]",
    "a = [[1], [1]]",
    "'a b' = 1\n\"a.b\" = 2\na.b = 3",
    "1 = 1\n2.2x = 1",
    "[[a]]\nb = 1\n[[a]] # and once more\nb = 1\n[[ a ]]\nb = 1",
    "[[a.\"\\u0062\"]]\nx = 1\n[[a.\"\\u0062\"]]\nx = 1",
    "ac = 1\nbb = 1\nca = 1\na_ = 1\nb.a = 1\nb.b = 1",
};

struct refusal {
    const char *text;
    enum axvm_code code;
};

static const struct refusal refused[] = {
    {"a = 1\na = 2", AXVM_CODE_DUPLICATE_KEY},
    {"a = 1\n'a' = 2", AXVM_CODE_DUPLICATE_KEY},
    {"a = 1\n\"\\u0061\" = 2", AXVM_CODE_DUPLICATE_KEY},
    {"\"\\u0061\" = 1\n\"\\x61\" = 2", AXVM_CODE_DUPLICATE_KEY},
    {"\"\" = 1\n'' = 2", AXVM_CODE_DUPLICATE_KEY},
    {"a = {b = 1, b = 2}", AXVM_CODE_DUPLICATE_KEY},
    {"a = {b.c = 1, b.c = 2}", AXVM_CODE_DUPLICATE_KEY},
    {"a.b = 1\na = 2", AXVM_CODE_DUPLICATE_KEY},
    {"a.b = 1\na.b = 2", AXVM_CODE_DUPLICATE_KEY},
    {"a.b = 1\na = {}", AXVM_CODE_DUPLICATE_KEY},
    {"a = {b.c = 1, b = 2}", AXVM_CODE_DUPLICATE_KEY},
    {"[a]\nb = 1\n[t]\n[a]", AXVM_CODE_DUPLICATE_TABLE},
    {"[a]\n[a]", AXVM_CODE_DUPLICATE_TABLE},
    {"[a]\n[\"a\"]", AXVM_CODE_DUPLICATE_TABLE},
    {"[a.b]\n[a]\n[a]", AXVM_CODE_DUPLICATE_TABLE},
    {"[[a]]\n[a]", AXVM_CODE_DUPLICATE_TABLE},
    {"[a]\n[[a]]", AXVM_CODE_DUPLICATE_TABLE},
    {"[a.b]\n[[a]]", AXVM_CODE_DUPLICATE_TABLE},
    {"[[a]]\n[a.b]\n[[a.b]]", AXVM_CODE_DUPLICATE_TABLE},
    {"a = []\n[[a]]", AXVM_CODE_DUPLICATE_TABLE},
    {"a = [{}]\n[[a]]", AXVM_CODE_DUPLICATE_TABLE},
    {"a = {}\n[a]", AXVM_CODE_DUPLICATE_TABLE},
    {"a = {}\n[[a]]", AXVM_CODE_DUPLICATE_TABLE},
    {"a = 1\n[a]", AXVM_CODE_DUPLICATE_TABLE},
    {"a.b = 1\n[a]", AXVM_CODE_DUPLICATE_TABLE},
    {"a.b = 1\n[[a]]", AXVM_CODE_DUPLICATE_TABLE},
    {"[t]\na.b = 1\n[t.a]", AXVM_CODE_DUPLICATE_TABLE},
    {"[a.b.c]\n[a]\nb.c.x = 1", AXVM_CODE_DUPLICATE_TABLE},
    {"[a.b.c]\n[a]\nb.x = 1", AXVM_CODE_DUPLICATE_TABLE},
    {"[a.b]\nx = 1\n[a]\nb.y = 1", AXVM_CODE_DUPLICATE_TABLE},
    {"a = 1\na.b = 2", AXVM_CODE_NOT_EXTENDABLE},
    {"a = {}\na.b = 1", AXVM_CODE_NOT_EXTENDABLE},
    {"a = {}\n[a.b]", AXVM_CODE_NOT_EXTENDABLE},
    {"a = {b = {}}\n[a.b.c]", AXVM_CODE_NOT_EXTENDABLE},
    {"a = 1\n[a.b]", AXVM_CODE_NOT_EXTENDABLE},
    {"a = []\n[a.b]", AXVM_CODE_NOT_EXTENDABLE},
    {"a = [{}]\n[a.b]", AXVM_CODE_NOT_EXTENDABLE},
    {"a = []\n[[a.b]]", AXVM_CODE_NOT_EXTENDABLE},
    {"a = {b = 1, b.c = 2}", AXVM_CODE_NOT_EXTENDABLE},
    {"a = {b = {}, b.c = 2}", AXVM_CODE_NOT_EXTENDABLE},
    {"[a]\nb = 1\n[a.b.c]", AXVM_CODE_NOT_EXTENDABLE},
    {"[[a]]\nb = 1\n[[a]]\nb = 1\nb = 1", AXVM_CODE_DUPLICATE_KEY},
    {"[[a]]\n[[a]] [[a]]", AXVM_CODE_LINE_END_EXPECTED},
    {"[[a]]\n[a.b]\n[a.b]", AXVM_CODE_DUPLICATE_TABLE},
    {"[a.b]\n[a]\nb = 1", AXVM_CODE_DUPLICATE_KEY},
    {"[t]\na.b = 1\na = 1", AXVM_CODE_DUPLICATE_KEY},
};

static void define_tables(void) {
    for (size_t i = 0; i < sizeof accepted / sizeof accepted[0]; i++) {
        toml_fixture_read(&fixture, accepted[i]);
        TAP_CHECK(fixture.status == AXVM_OK && toml_fixture_problem(&fixture) == NULL, accepted[i]);
    }
    for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++) {
        toml_fixture_read(&fixture, refused[i].text);
        TAP_CHECK(toml_fixture_has_only(&fixture, refused[i].code) && toml_fixture_problem(&fixture) == NULL,
                  refused[i].text);
    }
    /* A dotted key into an array of tables: which of the two codes it has is a matter of taste. */
    toml_fixture_read(&fixture, "[[a.b]]\n[a]\nb.c = 1");
    TAP_CHECK(fixture.status == AXVM_INVALID && axvm_findings_total(&fixture.findings) == 1, "[[a.b]] [a] b.c");
    toml_fixture_read(&fixture, "a = [{b = 1}]\na.c = 1");
    TAP_CHECK(toml_fixture_has_only(&fixture, AXVM_CODE_NOT_EXTENDABLE), "an array takes no keys");
}

/* --- the tree ------------------------------------------------------------------------------------- */

static bool form_is(const char *path, enum axvm_toml_kind kind, unsigned form) {
    const struct axvm_toml_node *node = toml_fixture_node(&fixture, path);
    return node->kind == kind && (node->form & AXVM_TOML_FORM_MASK) == form;
}

static void build_tables(void) {
    toml_fixture_read(&fixture, "r = 1\n[a.b]\nx.y = {z = 1}\n[[c]]\nk = 1\n[[c]]\n[c.d]\nk = 2\n");
    TAP_CHECK(fixture.status == AXVM_OK, "a document with tables of every form");
    TAP_CHECK(form_is("", AXVM_TOML_TABLE, AXVM_TOML_TABLE_ROOT), "node 0 is the root");
    TAP_CHECK(form_is("a", AXVM_TOML_TABLE, AXVM_TOML_TABLE_PATH), "a table on the way to another");
    TAP_CHECK(form_is("a.b", AXVM_TOML_TABLE, AXVM_TOML_TABLE_HEADER), "a table with a header");
    TAP_CHECK(form_is("a.b.x", AXVM_TOML_TABLE, AXVM_TOML_TABLE_DOTTED), "a table made by a dotted key");
    TAP_CHECK(form_is("a.b.x.y", AXVM_TOML_TABLE, AXVM_TOML_TABLE_INLINE), "an inline table");
    TAP_CHECK(form_is("c", AXVM_TOML_ARRAY, AXVM_TOML_ARRAY_OF_TABLES), "an array of tables");
    TAP_CHECK(form_is("c.0", AXVM_TOML_TABLE, AXVM_TOML_TABLE_ELEMENT), "its element");
    TAP_CHECK(form_is("c.1.d", AXVM_TOML_TABLE, AXVM_TOML_TABLE_HEADER), "a header goes to the last element");
    TAP_CHECK(toml_fixture_at(&fixture, "c.0.d") == 0, "and to no other");
    TAP_EQUAL_STRING(toml_fixture_text(&fixture, "a"), "a", "a table on the way has the span of its key");
    TAP_EQUAL_STRING(toml_fixture_text(&fixture, "a.b"), "[a.b]", "a header's table has the span of the header");
    TAP_EQUAL_STRING(toml_fixture_text(&fixture, "a.b.x"), "x", "a dotted key's table has the span of its part");
    TAP_EQUAL_STRING(toml_fixture_text(&fixture, "a.b.x.y"), "{z = 1}", "an inline table has that of its braces");
    TAP_EQUAL_STRING(toml_fixture_text(&fixture, "c"), "[[c]]", "an array of tables has the span of its first header");
    TAP_EQUAL_STRING(toml_fixture_text(&fixture, "c.1"), "[[c]]", "an element that of its own");
    TAP_CHECK(toml_fixture_node(&fixture, "c")->start < toml_fixture_node(&fixture, "c.1")->start, "each its own");
    TAP_EQUAL_STRING(toml_fixture_text(&fixture, "c.1.d.k"), "2", "keys go to the table of the header above");
    TAP_EQUAL_U64(axvm_toml_child_count(&fixture.document, 0), 3, "the root has what was defined at top level");
    TAP_CHECK(toml_fixture_problem(&fixture) == NULL, "and every byte is accounted for");
}

static const struct axvm_toml_node *find_reopen(void) {
    for (uint32_t i = 0; i < fixture.document.node_count; i++) {
        if (fixture.document.nodes[i].kind == AXVM_TOML_REOPEN) {
            return &fixture.document.nodes[i];
        }
    }
    return NULL;
}

static void reopen_tables(void) {
    toml_fixture_read(&fixture, "[a.b]\nx = 1\n[ a ]\ny = 2\n");
    const struct axvm_toml_node *reopen = find_reopen();
    TAP_CHECK(reopen != NULL && reopen->link == toml_fixture_at(&fixture, "a"),
              "a header of a table that was named before is a node of its own that links to it");
    TAP_CHECK(reopen != NULL && reopen->start == 12 && reopen->end == 17, "with the span of the header");
    TAP_CHECK(form_is("a", AXVM_TOML_TABLE, AXVM_TOML_TABLE_HEADER), "the table has a header now");
    TAP_EQUAL_STRING(toml_fixture_text(&fixture, "a"), "[ a ]", "and its span is the header");
    TAP_EQUAL_STRING(toml_fixture_text(&fixture, "a.y"), "2", "keys below the header go to it");
    TAP_EQUAL_STRING(toml_fixture_text(&fixture, "a.b.x"), "1", "what it had before stays");
    TAP_EQUAL_U64(axvm_toml_child_count(&fixture.document, 0), 1, "it is there once");
    toml_fixture_read(&fixture, "[a]\n[b]");
    TAP_CHECK(find_reopen() == NULL, "without such a header there is no such node");
}

/* A circle of children: in the order of definition, from the last to the first again. */
static void link_children(void) {
    toml_fixture_read(&fixture, "[t]\nz = 1\ny = 2\nx = 3\n[s]\n[t.w]\n");
    const struct axvm_toml_document *document = &fixture.document;
    uint32_t table = toml_fixture_at(&fixture, "t");
    static const char *const order[] = {"z", "y", "x", "w"};
    uint32_t child = axvm_toml_first_child(document, table);
    bool ordered = true;
    for (size_t i = 0; i < 4; i++) {
        ordered = ordered && axvm_toml_key_is(document, child, axvm_slice_of(order[i]));
        child = axvm_toml_next_child(document, table, child);
    }
    TAP_CHECK(ordered && child == 0, "children come in the order of definition, across headers");
    const struct axvm_toml_node *nodes = document->nodes;
    TAP_CHECK(nodes[nodes[table].link].next == axvm_toml_first_child(document, table), "the last leads to the first");
    uint32_t empty = toml_fixture_at(&fixture, "s");
    TAP_CHECK(nodes[empty].link == 0 && axvm_toml_first_child(document, empty) == 0, "an empty table has none");
    toml_fixture_read(&fixture, "a = [7]");
    uint32_t only = toml_fixture_at(&fixture, "a.0");
    TAP_CHECK(fixture.document.nodes[only].next == only, "an only child leads to itself");
    TAP_CHECK(fixture.document.nodes[only].key_length == 0, "an element of an array has no key");
}

/* A header like the one above is not read again: where it goes to, and what its table is, must be the same. */
static void repeat_headers(void) {
    toml_fixture_read(&fixture, "[a]\n[[a.bc]]\nk = 1\n[[a.bc]]\nk = 2\n[[a.bc]]");
    TAP_CHECK(fixture.status == AXVM_OK, "an array with three headers");
    TAP_EQUAL_U64(axvm_toml_child_count(&fixture.document, toml_fixture_at(&fixture, "a.bc")), 3, "has three tables");
    const struct axvm_toml_node *last = toml_fixture_node(&fixture, "a.bc.2");
    TAP_CHECK(last->start == 34 && last->end == 42, "the last has the span of its own header");
    TAP_CHECK(last->key_start == 38 && last->key_length == 2, "and its key that of the name in it");
    TAP_EQUAL_STRING(toml_fixture_text(&fixture, "a.bc.1.k"), "2", "the keys below are its own");
    toml_fixture_read(&fixture, "[[a]]\n[[a.b]]\n[[a]]\n[[a.b]]\n[[a.b]]");
    TAP_EQUAL_U64(axvm_toml_child_count(&fixture.document, toml_fixture_at(&fixture, "a.0.b")), 1,
                  "with another header between");
    TAP_EQUAL_U64(axvm_toml_child_count(&fixture.document, toml_fixture_at(&fixture, "a.1.b")), 2,
                  "the same name is that of another array");
    toml_fixture_read(&fixture, "a = 1\n[[a.b]]\n[[a.b]]");
    TAP_EQUAL_U64(axvm_findings_total(&fixture.findings), 2, "what is wrong with a header is told each time");
}

/* --- what is left of wrong definitions ------------------------------------------------------------ */

static void keep_the_first(void) {
    toml_fixture_read(&fixture, "a = 1\na = 2\n");
    TAP_EQUAL_STRING(toml_fixture_text(&fixture, "a"), "1", "of two keys the first stays");
    TAP_EQUAL_U64(axvm_toml_child_count(&fixture.document, 0), 1, "and only it");
    const struct axvm_finding *finding = fixture.findings.first;
    TAP_CHECK(finding->primary.span.start == 6 && finding->primary.span.end == 7, "the second is pointed at");
    TAP_CHECK(finding->label_count == 1 && finding->labels[0].span.start == 0 && finding->labels[0].span.end == 1,
              "and the first beside it");
    toml_fixture_read(&fixture, "[a]\nx = 1\n[b]\n[a]\ny = 2\n");
    TAP_CHECK(toml_fixture_at(&fixture, "a.x") != 0 && toml_fixture_at(&fixture, "a.y") == 0,
              "keys below a second header do not get into the first table");
    toml_fixture_read(&fixture, "a = oops\na.b = 1\n[a.c]\n[[a]]");
    TAP_CHECK(toml_fixture_has_only(&fixture, AXVM_CODE_VALUE_NOT_TOML),
              "what is added to a value that could not be read is no mistake of its own");
    toml_fixture_read(&fixture, "[a\nx = 1\n[b]\nx = 1");
    TAP_CHECK(toml_fixture_has_only(&fixture, AXVM_CODE_HEADER_INVALID), "nor are keys below a broken header");
    toml_fixture_read(&fixture, "x = 1\n[]\nx = 1\n[b]\nx = 1");
    TAP_CHECK(toml_fixture_has_only(&fixture, AXVM_CODE_KEY_EXPECTED), "nor those below one without a name");
}

/* --- memory --------------------------------------------------------------------------------------- */

/* With any memory that is too little for a text, the reader says so, at whatever key it happens. */
static void run_out_of_memory(void) {
    static const char *const texts[] = {
        "[a.\"\\u0062\".c]\n[a]\n[[a.d]]\n[[a.d]]\n\"\\u0061\".\"\\u0062\" = 1",
        "[a]\n[\"\\u0062\"]\n[[\"\\u0063\"]]",
        "[[a]]\nb = 1\n[[a]]\nb = 1\n[[a]]\nb = 1",
        "a = [[\"b\", 1], [\"c\", 2], [\"d\", 3]]",
        "a = {\"\\u0062\".c = 1, b.\"\\u0064\" = 2}",
        "\"\\u0061\"=1\nb=1\nc=1\nd=1\ne=1\nf=1\ng=1\nh=1\ni=1\nj=1\nk=1\nl=1\nm=1\nn=1\no=1\np=1\nq=1\nr=1",
    };
    static _Alignas(16) unsigned char memory[4096];
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        struct axvm_source source = {axvm_slice_of("test.toml"), axvm_slice_of(texts[i])};
        enum axvm_status status = AXVM_OUT_OF_MEMORY;
        bool clean = true;
        for (size_t size = 0; size <= sizeof memory; size++) {
            struct axvm_arena arena;
            struct axvm_findings findings;
            struct axvm_toml_document document;
            axvm_arena_init(&arena, memory, size);
            axvm_findings_init(&findings, &arena, &source, 1);
            enum axvm_status before = status;
            status = axvm_toml_read(&document, source.text, AXVM_TOML_1_1, &arena, &findings);
            clean = clean && (status == AXVM_OK || (status == AXVM_OUT_OF_MEMORY && before == status));
        }
        TAP_CHECK(clean && status == AXVM_OK, texts[i]);
    }
}

void tap_body(void) {
    define_tables();
    build_tables();
    reopen_tables();
    link_children();
    repeat_headers();
    keep_the_first();
    run_out_of_memory();
}
