/* SPDX-License-Identifier: Apache-2.0 */
/* What a fix cuts out of a text: whole lines of a key that go to another table, and surplus elements of an array. */
#include "tap.h"
#include "toml/move.h"
#include "toml/removal.h"
#include "toml_fixture.h"

struct move {
    const char *name;
    const char *text;
    const char *key;
    const char *table;
    const char *lines; /* NULL: it cannot be moved */
    uint32_t target;
};

static const struct move moves[] = {
    {"up", "[b]\nx = 1\n[a]\nk = 2\n", "a.k", "b", "k = 2\n", 10},
    {"down", "[a]\nk = 2\n[b]\nx = 1\n", "a.k", "b", "k = 2\n", 20},
    {"below a header alone", "[b]\n[a]\nk = 2\n", "a.k", "b", "k = 2\n", 4},
    {"from the root", "k = 2\n[b]\n", "k", "b", "k = 2\n", 10},
    {"with its comments", "[b]\n[a]\n# one\n# two\nk = 2 # three\n", "a.k", "b", "# one\n# two\nk = 2 # three\n", 4},
    {"not with comments about the text", "# one\nk = 2\n[b]\n", "k", "b", "k = 2\n", 16},
    {"not with a comment behind an empty line", "[b]\n[a]\n# one\n\nk = 2\n", "a.k", "b", "k = 2\n", 4},
    {"with line ends of two bytes", "[b]\r\n[a]\r\nk = 2\r\n", "a.k", "b", "k = 2\r\n", 5},
    {"with all lines of its value", "[b]\n[a]\nk = [\n  1,\n]\n", "a.k", "b", "k = [\n  1,\n]\n", 4},
    {"an inline table", "[b]\n[a]\nk = {}\n", "a.k", "b", "k = {}\n", 4},
    {"before tables of its own", "[b]\nx = 1\n[b.c]\ny = 1\n[a]\nk = 2\n", "a.k", "b", "k = 2\n", 10},
    {"not behind a shorter key that comes later", "[b]\nx.y = 1\nz = 1\n[a]\nk = 2\n", "a.k", "b", "k = 2\n", 18},
    {"not to the root", "[a]\nk = 2\n", "a.k", "", NULL, 0},
    {"not to a number", "b = 1\n[a]\nk = 2\n", "a.k", "b", NULL, 0},
    {"not to an inline table", "b = {}\n[a]\nk = 2\n", "a.k", "b", NULL, 0},
    {"not a table with a header", "[b]\n[a.k]\n", "a.k", "b", NULL, 0},
    {"not a list of tables", "[b]\n[[a.k]]\n", "a.k", "b", NULL, 0},
    {"not a part of a dotted key", "[b]\n[a]\nx.k = 2\n", "a.x.k", "b", NULL, 0},
    {"not what a dotted key begins with", "[b]\n[a]\nk.x = 2\n", "a.k", "b", NULL, 0},
    {"not an element", "[b]\n[a]\nx = [\n  1\n]\n", "a.x.0", "b", NULL, 0},
    {"not a key among others", "[b]\n[a]\nx = {k = 1, y = 2}\n", "a.x.k", "b", NULL, 0},
    {"not a key with a comma", "[b]\n[a]\nx = {\n  k = 1,\n}\n", "a.x.k", "b", NULL, 0},
    {"not a last line without end", "[b]\n[a]\nk = 2", "a.k", "b", NULL, 0},
    {"not a last comment without end", "[b]\n[a]\nk = 2 # x", "a.k", "b", NULL, 0},
    {"not behind a line without end", "[a]\nk = 2\n[b]\nx = 1", "a.k", "b", NULL, 0},
};

static void check_move(const struct move *row) {
    struct toml_fixture fixture;
    struct axvm_toml_move move = {{0, 0}, 0};
    toml_fixture_read(&fixture, row->text);
    TAP_EQUAL_U64(fixture.status, AXVM_OK, row->name);
    bool found = axvm_toml_find_move(&fixture.document, toml_fixture_at(&fixture, row->key),
                                     toml_fixture_at(&fixture, row->table), &move);
    TAP_CHECK(found == (row->lines != NULL), row->name);
    if (found && row->lines != NULL) {
        TAP_EQUAL_STRING(axvm_toml_text(&fixture.document, move.lines), row->lines, row->name);
        TAP_EQUAL_U64(move.target, row->target, row->name);
    }
}

/* A key without a value, which has been complained of. */
static void check_broken(void) {
    struct toml_fixture fixture;
    struct axvm_toml_move move;
    toml_fixture_read(&fixture, "[b]\n[a]\nk");
    TAP_CHECK(!axvm_toml_find_move(&fixture.document, toml_fixture_at(&fixture, "a.k"), toml_fixture_at(&fixture, "b"),
                                   &move),
              "not a key without a value");
}

struct removal {
    const char *name;
    const char *text; /* with an array `a` */
    size_t first;
    const char *cut; /* "": nothing can be cut */
};

static const struct removal removals[] = {
    {"the last element", "a = [1, 2, 3]\n", 2, ", 3"},
    {"all but the first", "a = [1, 2, 3]\n", 1, ", 2, 3"},
    {"a comma at the end stays", "a = [1, 2,]\n", 1, ", 2"},
    {"over lines", "a = [1,\n  2\n]\n", 1, ",\n  2"},
    {"a comment before stays", "a = [ # x\n  1, 2]\n", 1, ", 2"},
    {"a comment behind stays", "a = [1, 2 # x\n]\n", 1, ", 2"},
    {"a comment in an element before stays", "a = [[1, # x\n  2], 3]\n", 1, ", 3"},
    {"not with a comment in it", "a = [1, # x\n  2]\n", 1, ""},
    {"not all", "a = [1, 2]\n", 0, ""},
    {"not more than there are", "a = [1, 2]\n", 4, ""},
    {"nothing of an empty one", "a = []\n", 1, ""},
    {"not of a table", "a = {b = 1, c = 2}\n", 1, ""},
    {"not of a list of tables", "[[a]]\n[[a]]\n", 1, ""},
    {"nothing of the root", "b = 1\n", 1, ""},
};

static void check_removal(const struct removal *row) {
    struct toml_fixture fixture;
    toml_fixture_read(&fixture, row->text);
    struct axvm_span span = axvm_toml_removal_span(&fixture.document, toml_fixture_at(&fixture, "a"), row->first);
    TAP_EQUAL_STRING(axvm_toml_text(&fixture.document, span), row->cut, row->name);
}

void tap_body(void) {
    for (size_t i = 0; i < sizeof moves / sizeof moves[0]; i++) {
        check_move(&moves[i]);
    }
    check_broken();
    for (size_t i = 0; i < sizeof removals / sizeof removals[0]; i++) {
        check_removal(&removals[i]);
    }
}
