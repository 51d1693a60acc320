/* SPDX-License-Identifier: Apache-2.0 */
/* Lines of a text: whatever ends them, and at both ends of the text. */
#include "tap.h"
#include "toml/lines.h"

struct row {
    const char *name;
    const char *text;
    uint32_t offset;
    uint32_t start; /* of the line that `offset` is on */
    uint32_t end;
    uint32_t next;
    bool begins; /* only blanks before `offset` */
    bool ends;   /* nothing but a comma and a comment behind it */
    uint32_t indent;
};

#define MARK "\xef\xbb\xbf" /* byte order mark */

static const struct row rows[] = {
    {"nothing", "", 0, 0, 0, 0, true, true, 0},
    {"two bytes", "ab", 1, 0, 2, 2, false, false, 0},
    {"the end of a text", "ab", 2, 0, 2, 2, false, true, 0},
    {"a line end alone", "\n", 0, 0, 0, 1, true, true, 0},
    {"CR and LF alone", "\r\n", 0, 0, 0, 2, true, true, 0},
    {"behind the first line", "a\nbc\nd", 3, 2, 4, 5, false, false, 0},
    {"the end of a line", "a\nbc\nd", 4, 2, 4, 5, false, true, 0},
    {"the end of one with CR", "a\nbc\r\nd", 4, 2, 4, 6, false, true, 0},
    {"the last line", "a\nbc", 2, 2, 4, 4, true, false, 0},
    {"behind blanks and tabs", "a\n \tbc", 4, 2, 6, 6, true, false, 2},
    {"before a comma and a comment", "a , # x\n", 1, 0, 7, 8, false, true, 0},
    {"before a comma at the end", "a ,", 1, 0, 3, 3, false, true, 0},
    {"before a comma and more", "a , b\n", 1, 0, 5, 6, false, false, 0},
    {"before two commas", "a ,,\n", 1, 0, 4, 5, false, false, 0},
    {"behind a byte order mark", MARK "a\n", 3, 3, 4, 5, true, false, 0},
    {"a mark is in no line", MARK " a\n", 4, 3, 5, 6, true, false, 1},
    {"a mark on the second line is text", "a\n" MARK "b\n", 5, 2, 6, 7, false, false, 0},
    {"less than a mark", "\xef\xbb", 1, 0, 2, 2, false, false, 0},
};

static void check_row(const struct row *row) {
    struct axvm_slice text = axvm_slice_of(row->text);
    TAP_EQUAL_U64(axvm_line_start(text, row->offset), row->start, row->name);
    TAP_EQUAL_U64(axvm_line_end(text, row->offset), row->end, row->name);
    TAP_EQUAL_U64(axvm_line_next(text, row->offset), row->next, row->name);
    TAP_CHECK(axvm_begins_line(text, row->offset) == row->begins, row->name);
    TAP_CHECK(axvm_ends_line(text, row->offset) == row->ends, row->name);
    TAP_EQUAL_U64(axvm_indent_of(text, row->offset).length, row->indent, row->name);
}

static void find_commas(void) {
    static const struct {
        const char *text;
        uint32_t comma;
        bool ends; /* the line, its comma included */
        const char *name;
    } texts[] = {
        {"1, 2", 1, false, "a comma before more"},       {"1,\n2", 1, true, "a comma before a line end"},
        {"1 # ,\n\t\r\n, 2", 9, false, "a comma below"}, {"1\n]", 3, true, "no comma before a bracket"},
        {"1 # x", 5, true, "no comma before the end"},   {"1]\n", 3, false, "a bracket on the same line"},
    };
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        struct axvm_slice text = axvm_slice_of(texts[i].text);
        TAP_EQUAL_U64(axvm_comma_behind(text, 1), texts[i].comma, texts[i].name);
        TAP_CHECK(axvm_ends_line_with_comma(text, 1) == texts[i].ends, texts[i].name);
    }
}

void tap_body(void) {
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        check_row(&rows[i]);
    }
    find_commas();
    TAP_EQUAL_STRING(axvm_slice_of(axvm_line_ending(axvm_slice_of("a\r\nb\n"))), "\r\n", "the first line end counts");
    TAP_EQUAL_STRING(axvm_slice_of(axvm_line_ending(axvm_slice_of("a\nb\r\n"))), "\n", "also without CR");
    TAP_EQUAL_STRING(axvm_slice_of(axvm_line_ending(axvm_slice_of("\r\n"))), "\r\n", "also at once");
    TAP_EQUAL_STRING(axvm_slice_of(axvm_line_ending(axvm_slice_of("\n\r\n"))), "\n", "and without CR at once");
    TAP_EQUAL_STRING(axvm_slice_of(axvm_line_ending(axvm_slice_of("a"))), "\n", "LF where there is none");
}
