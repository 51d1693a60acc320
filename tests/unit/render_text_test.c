/* SPDX-License-Identifier: Apache-2.0 */
/* Findings as text, and how wide text is. */
#include "axvmconfig/diagnostics.h"
#include "base/utf8.h"
#include "diag/display_width.h"

#include "tap.h"

static char printed[1 << 16];

static struct axvm_slice render(const struct axvm_finding *finding, bool color, bool explain_hints) {
    struct axvm_output output;
    axvm_output_init(&output, printed, sizeof printed, NULL, NULL);
    struct axvm_render_options options = {.color = color, .explain_hints = explain_hints};
    axvm_render_text(&output, finding, &options);
    return (struct axvm_slice){printed, output.used};
}

/* The first place of `piece` in `text`, from `skip` bytes on. */
static struct axvm_span find(const char *text, const char *piece, uint32_t skip) {
    size_t length = axvm_slice_of(piece).length;
    struct axvm_slice wanted = {piece, length};
    for (uint32_t start = skip; start + length <= axvm_slice_of(text).length; start++) {
        struct axvm_slice candidate = {text + start, length};
        if (axvm_slice_equal(candidate, wanted)) {
            return (struct axvm_span){start, start + (uint32_t)length};
        }
    }
    return (struct axvm_span){0, 0};
}

/* --- one label ----------------------------------------------------------------------------- */

struct example {
    const char *name;
    const char *text;
    const char *piece; /* what is marked; empty: the end of the text */
    const char *label;
    const char *expected; /* what follows the message */
};

static const struct example examples[] = {
    {"a span is underlined and its text stands beside it", "id = 1\n", "1", "here",
     " --> f:1:6\n"
     "  |\n"
     "1 | id = 1\n"
     "  |      ^ here\n"},
    {"a mark needs no text", "id = 100\n", "100", "",
     " --> f:1:6\n"
     "  |\n"
     "1 | id = 100\n"
     "  |      ^^^\n"},
    {"the gutter is as wide as the line number", "\n\n\n\n\n\n\n\n\nid = 1\n", "id", "here",
     "  --> f:10:1\n"
     "   |\n"
     "10 | id = 1\n"
     "   | ^^ here\n"},
    {"the end of a text without final line feed", "id = 1", "", "here",
     " --> f:1:7\n"
     "  |\n"
     "1 | id = 1\n"
     "  |       ^ here\n"},
    {"the end of a text behind its final line feed", "id = 1\n", "", "here",
     " --> f:2:1\n"
     "  |\n"
     "2 |\n"
     "  | ^ here\n"},
    {"an empty text", "", "", "here",
     " --> f:1:1\n"
     "  |\n"
     "1 |\n"
     "  | ^ here\n"},
    {"a line feed is marked behind the line", "id =\nx\n", "\n", "here",
     " --> f:1:5\n"
     "  |\n"
     "1 | id =\n"
     "  |     ^ here\n"},
    {"of CRLF nothing is shown", "id =\r\nx\r\n", "\r\n", "here",
     " --> f:1:5\n"
     "  |\n"
     "1 | id =\n"
     "  |     ^ here\n"},
    {"the line feed of CRLF is marked behind the line", "id =\r\nx\r\n", "\n", "here",
     " --> f:1:6\n"
     "  |\n"
     "1 | id =\n"
     "  |     ^ here\n"},
    {"a final line feed makes no second line of a span", "id = 1\nx\n", "= 1\n", "here",
     " --> f:1:4\n"
     "  |\n"
     "1 | id = 1\n"
     "  |    ^^^ here\n"},
    {"a span may end in the blanks of a line", "a = [\n    1]\n", "[\n  ", "here",
     " --> f:1:5\n"
     "  |\n"
     "1 | a = [\n"
     "  |     ^\n"
     "2 |     1]\n"
     "  |   ^ here\n"},
    {"a carriage return alone is shown", "id\r= 1\n", "\r", "here",
     " --> f:1:3\n"
     "  |\n"
     "1 | id<0D>= 1\n"
     "  |   ^^^^ here\n"},
    {"a carriage return at the end of the text is alone", "id\r", "\r", "here",
     " --> f:1:3\n"
     "  |\n"
     "1 | id<0D>\n"
     "  |   ^^^^ here\n"},
    {"tabs go to the next multiple of four", "\tab\tx\n", "x", "here",
     " --> f:1:5\n"
     "  |\n"
     "1 |     ab  x\n"
     "  |         ^ here\n"},
    {"a marked tab is marked in full", "a\tx\n", "\t", "here",
     " --> f:1:2\n"
     "  |\n"
     "1 | a   x\n"
     "  |  ^^^ here\n"},
    {"wide characters take two columns", "\xe5\x86\x85\xe5\xad\x98 = \xf0\x9f\x98\x80 x\n", "\xf0\x9f\x98\x80", "here",
     " --> f:1:6\n"
     "  |\n"
     "1 | \xe5\x86\x85\xe5\xad\x98 = \xf0\x9f\x98\x80 x\n"
     "  |        ^^ here\n"},
    {"combining marks take none", "e\xcc\x81 = x\n", "x", "here",
     " --> f:1:6\n"
     "  |\n"
     "1 | e\xcc\x81 = x\n"
     "  |     ^ here\n"},
    {"a combining mark alone has a caret", "e\xcc\x81 = x\n", "\xcc\x81", "here",
     " --> f:1:2\n"
     "  |\n"
     "1 | e\xcc\x81 = x\n"
     "  |  ^ here\n"},
    {"a terminal escape is shown, not sent", "n = \"\x1b[2J\" x\n", "x", "here",
     " --> f:1:12\n"
     "  |\n"
     "1 | n = \"<1B>[2J\" x\n"
     "  |               ^ here\n"},
    {"an 8-bit control character is shown by its code point", "\xc2\x9b x\n", "x", "here",
     " --> f:1:3\n"
     "  |\n"
     "1 | <U+009B> x\n"
     "  |          ^ here\n"},
    {"so is an override of the writing direction", "\xe2\x80\xae x\n", "x", "here",
     " --> f:1:3\n"
     "  |\n"
     "1 | <U+202E> x\n"
     "  |          ^ here\n"},
    {"an invalid byte is shown and marked", "a\xff\x62\n", "\xff", "here",
     " --> f:1:2\n"
     "  |\n"
     "1 | a<FF>b\n"
     "  |  ^^^^ here\n"},
    {"a byte order mark at the start is not shown", "\xef\xbb\xbfid = 1\n", "id", "here",
     " --> f:1:1\n"
     "  |\n"
     "1 | id = 1\n"
     "  | ^^ here\n"},
    {"a span that begins with it begins behind it", "\xef\xbb\xbfid = 1\n", "\xef\xbb\xbfid", "here",
     " --> f:1:1\n"
     "  |\n"
     "1 | id = 1\n"
     "  | ^^ here\n"},
    {"U+FEFF elsewhere is shown", "a\xef\xbb\xbf = 1\n", "\xef\xbb\xbf", "here",
     " --> f:1:2\n"
     "  |\n"
     "1 | a<U+FEFF> = 1\n"
     "  |  ^^^^^^^^ here\n"},
    {"of two lines each is marked", "a = [\n  1,\n", "[\n  1", "here",
     " --> f:1:5\n"
     "  |\n"
     "1 | a = [\n"
     "  |     ^\n"
     "2 |   1,\n"
     "  |   ^ here\n"},
    {"one line between two is shown", "a = [\n  1,\n  2\n", "[\n  1,\n  2", "here",
     " --> f:1:5\n"
     "  |\n"
     "1 | a = [\n"
     "  |     ^\n"
     "2 |   1,\n"
     "3 |   2\n"
     "  |   ^ here\n"},
    {"more lines than one are not", "a = [\n  1,\n  2,\n  3\n", "[\n  1,\n  2,\n  3", "here",
     " --> f:1:5\n"
     "  |\n"
     "1 | a = [\n"
     "  |     ^\n"
     "...\n"
     "4 |   3\n"
     "  |   ^ here\n"},
    {"escapes in labels are shown", "id = 1\n", "1", "a\x1b[31m\n\xff",
     " --> f:1:6\n"
     "  |\n"
     "1 | id = 1\n"
     "  |      ^ a<1B>[31m<0A><FF>\n"},
};

static void show_one_label(void) {
    static char expected[1024];
    for (size_t i = 0; i < sizeof examples / sizeof examples[0]; i++) {
        const struct example *example = &examples[i];
        struct axvm_source source = {axvm_slice_of("f"), axvm_slice_of(example->text)};
        uint32_t length = (uint32_t)source.text.length;
        struct axvm_finding finding = {
            .code = AXVM_CODE_COMMA,
            .level = AXVM_LEVEL_ERROR,
            .message = axvm_slice_of("m"),
            .primary = {.source = &source, .text = axvm_slice_of(example->label)},
        };
        finding.primary.span =
            example->piece[0] == '\0' ? (struct axvm_span){length, length} : find(example->text, example->piece, 0);
        struct axvm_output output;
        axvm_output_init(&output, expected, sizeof expected - 1, NULL, NULL);
        axvm_output_string(&output, "error[AX0015]: m\n");
        axvm_output_string(&output, example->expected);
        expected[output.used] = '\0';
        TAP_EQUAL_STRING(render(&finding, false, false), expected, example->name);
    }
}

/* --- several labels ------------------------------------------------------------------------ */

#define TEXT                                                                                                           \
    "[base]\n"                                                                                                         \
    "id = 1, id = 2, id = 3\n"                                                                                         \
    "\n"                                                                                                               \
    "\n"                                                                                                               \
    "name = \"vm\"\n"

static struct axvm_source first_source = {{"first.toml", 10}, {TEXT, sizeof TEXT - 1}};
static struct axvm_source second_source = {{"second\n.toml", 12}, {"one\ntwo\n", 8}};

static struct axvm_finding finding_at(const char *piece, uint32_t skip, const char *text) {
    return (struct axvm_finding){
        .code = AXVM_CODE_DUPLICATE_KEY,
        .level = AXVM_LEVEL_WARNING,
        .message = axvm_slice_of("m"),
        .primary = {.source = &first_source, .span = find(TEXT, piece, skip), .text = axvm_slice_of(text)},
    };
}

static void add_label(struct axvm_finding *finding, const char *piece, uint32_t skip, const char *text) {
    struct axvm_label *label = &finding->labels[finding->label_count++];
    *label = (struct axvm_label){&first_source, find(TEXT, piece, skip), axvm_slice_of(text)};
}

static void show_labels_in_one_line(void) {
    struct axvm_finding finding = finding_at("id = 2", 0, "again");
    add_label(&finding, "id = 1", 0, "first");
    TAP_EQUAL_STRING(render(&finding, false, false),
                     "warning[AX0019]: m\n"
                     " --> first.toml:2:9\n"
                     "  |\n"
                     "2 | id = 1, id = 2, id = 3\n"
                     "  | ------  ^^^^^^ again\n"
                     "  | |\n"
                     "  | first\n",
                     "the text of the left one of two hangs below");
    add_label(&finding, "id = 3", 0, "and again");
    TAP_EQUAL_STRING(render(&finding, false, false),
                     "warning[AX0019]: m\n"
                     " --> first.toml:2:9\n"
                     "  |\n"
                     "2 | id = 1, id = 2, id = 3\n"
                     "  | ------  ^^^^^^  ------ and again\n"
                     "  | |       |\n"
                     "  | |       again\n"
                     "  | first\n",
                     "of several the right one comes first");
    finding = finding_at("= 1, id", 0, "inner");
    add_label(&finding, "id = 1, id = 2", 0, "outer");
    TAP_EQUAL_STRING(render(&finding, false, false),
                     "warning[AX0019]: m\n"
                     " --> first.toml:2:4\n"
                     "  |\n"
                     "2 | id = 1, id = 2, id = 3\n"
                     "  | ---^^^^^^^----\n"
                     "  | |  |\n"
                     "  | |  inner\n"
                     "  | outer\n",
                     "the primary mark lies over a larger one");
    finding = finding_at("id", 0, "key");
    add_label(&finding, "id = 1", 0, "line");
    TAP_EQUAL_STRING(render(&finding, false, false),
                     "warning[AX0019]: m\n"
                     " --> first.toml:2:1\n"
                     "  |\n"
                     "2 | id = 1, id = 2, id = 3\n"
                     "  | ^^---- line\n"
                     "  | |\n"
                     "  | key\n",
                     "two marks may begin at the same place");
    add_label(&finding, "1", 0, "number");
    TAP_EQUAL_STRING(render(&finding, false, false),
                     "warning[AX0019]: m\n"
                     " --> first.toml:2:1\n"
                     "  |\n"
                     "2 | id = 1, id = 2, id = 3\n"
                     "  | ^^---- number\n"
                     "  | |\n"
                     "  | line\n"
                     "  | key\n",
                     "with one bar for both, and no bar beside their texts");
    finding = finding_at("id = 2", 0, "");
    add_label(&finding, "id = 1", 0, "first");
    TAP_EQUAL_STRING(render(&finding, false, false),
                     "warning[AX0019]: m\n"
                     " --> first.toml:2:9\n"
                     "  |\n"
                     "2 | id = 1, id = 2, id = 3\n"
                     "  | ------  ^^^^^^\n"
                     "  | |\n"
                     "  | first\n",
                     "a mark without text has nothing hanging below");
}

static void show_labels_in_several_lines(void) {
    struct axvm_finding finding = finding_at("name", 0, "here");
    add_label(&finding, "base", 0, "there");
    add_label(&finding, "id = 3", 0, "and there");
    TAP_EQUAL_STRING(render(&finding, false, false),
                     "warning[AX0019]: m\n"
                     " --> first.toml:5:1\n"
                     "  |\n"
                     "1 | [base]\n"
                     "  |  ---- there\n"
                     "2 | id = 1, id = 2, id = 3\n"
                     "  |                 ------ and there\n"
                     "...\n"
                     "5 | name = \"vm\"\n"
                     "  | ^^^^ here\n",
                     "lines are in order, and distant ones are told apart");
    finding.label_count = 1;
    finding.labels[0] = (struct axvm_label){&second_source, {4, 7}, axvm_slice_of("two")};
    TAP_EQUAL_STRING(render(&finding, false, false),
                     "warning[AX0019]: m\n"
                     " --> first.toml:5:1\n"
                     "  |\n"
                     "5 | name = \"vm\"\n"
                     "  | ^^^^ here\n"
                     "  |\n"
                     " ::: second<0A>.toml:2:1\n"
                     "  |\n"
                     "2 | two\n"
                     "  | --- two\n",
                     "a label in another text gets a block of its own, under an escaped name");
}

/* --- the rest of a block ------------------------------------------------------------------- */

static void add_remark(struct axvm_finding *finding, enum axvm_remark_kind kind, const char *text) {
    finding->remarks[finding->remark_count++] = (struct axvm_remark){kind, axvm_slice_of(text)};
}

static void show_message_and_remarks(void) {
    struct axvm_finding finding = finding_at("name", 0, "here");
    finding.message = axvm_slice_of("odd \x1b]0;name\x07");
    finding.code = 203;
    finding.level = AXVM_LEVEL_NOTE;
    add_remark(&finding, AXVM_REMARK_NOTE, "background");
    add_remark(&finding, AXVM_REMARK_ON_BOARD, "it fails");
    add_remark(&finding, AXVM_REMARK_HELP, "mend it\n");
    TAP_EQUAL_STRING(render(&finding, false, true),
                     "note[AX0203]: odd <1B>]0;name<07>\n"
                     " --> first.toml:5:1\n"
                     "  |\n"
                     "5 | name = \"vm\"\n"
                     "  | ^^^^ here\n"
                     "  = note: background\n"
                     "  = on the board: it fails\n"
                     "  = help: mend it<0A>\n"
                     "  = explain: axvmconfig explain AX0203\n",
                     "remarks follow, and no text reaches the terminal unescaped");
    finding = finding_at("name", 0, "");
    finding.message.length = 0;
    struct axvm_slice text = render(&finding, false, false);
    struct axvm_slice start = {text.data, text.length < 38 ? text.length : 38};
    TAP_EQUAL_STRING(start, "warning[AX0019]: key is defined twice\n", "without a message the rule's title stands in");
}

static void show_colors(void) {
    struct axvm_finding finding = finding_at("id = 2", 0, "again");
    add_label(&finding, "id = 1", 0, "first");
    add_remark(&finding, AXVM_REMARK_HELP, "remove one");
    TAP_EQUAL_STRING(render(&finding, true, false),
                     "\x1b[1;33mwarning[AX0019]\x1b[0m\x1b[1m: m\x1b[0m\n"
                     " \x1b[1;34m-->\x1b[0m first.toml:2:9\n"
                     "\x1b[1;34m  |\x1b[0m\n"
                     "\x1b[1;34m2 |\x1b[0m id = 1, id = 2, id = 3\n"
                     "\x1b[1;34m  |\x1b[0m \x1b[1;34m------\x1b[0m  \x1b[1;33m^^^^^^\x1b[0m \x1b[1;33magain\x1b[0m\n"
                     "\x1b[1;34m  |\x1b[0m \x1b[1;34m|\x1b[0m\n"
                     "\x1b[1;34m  |\x1b[0m \x1b[1;34mfirst\x1b[0m\n"
                     "  \x1b[1;34m=\x1b[0m \x1b[1;32mhelp\x1b[0m: remove one\n",
                     "with colors, level, gutter, marks and their texts are told apart");
}

/* --- long lines ---------------------------------------------------------------------------- */

static char long_text[20000];

static struct axvm_source long_source = {{"f", 1}, {long_text, sizeof long_text}};

static void fill_long_text(const char *pattern) {
    size_t length = axvm_slice_of(pattern).length;
    for (size_t i = 0; i < sizeof long_text; i++) {
        long_text[i] = pattern[i % length];
    }
}

/* The columns of the widest line of what was printed, everything in it decoded; SIZE_MAX if it has what it must not. */
static size_t widest_line(struct axvm_slice text) {
    size_t widest = 0;
    size_t width = 0;
    for (size_t i = 0; i < text.length;) {
        struct axvm_glyph glyph = axvm_glyph_at(text, i);
        i += glyph.length;
        if (glyph.value == '\n') {
            width = 0;
        } else if (glyph.escaped) {
            return SIZE_MAX;
        } else {
            width += glyph.width;
            widest = widest > width ? widest : width;
        }
    }
    return widest;
}

static void cut_long_lines(void) {
    struct axvm_finding finding = {
        .code = AXVM_CODE_COMMA,
        .level = AXVM_LEVEL_ERROR,
        .message = axvm_slice_of("m"),
        .primary = {.source = &long_source, .span = {10000, 10003}, .text = axvm_slice_of("here")},
    };
    fill_long_text("0123456789");
    TAP_EQUAL_STRING(render(&finding, false, false),
                     "error[AX0015]: m\n"
                     " --> f:1:10001\n"
                     "  |\n"
                     "1 | \xe2\x80\xa6"
                     "01234567890123456789012345678901234567890123456789012345678901234567890123456789"
                     "012345678901234567890123456789012345678901234567890123456789012345678901234567"
                     "\xe2\x80\xa6\n"
                     "  |                                                                             "
                     "     ^^^ here\n",
                     "a long line is cut on both sides of the mark");
    finding.primary.span = (struct axvm_span){2, 3};
    TAP_EQUAL_STRING(render(&finding, false, false),
                     "error[AX0015]: m\n"
                     " --> f:1:3\n"
                     "  |\n"
                     "1 | 01234567890123456789012345678901234567890123456789012345678901234567890123456789"
                     "012345678901234567890123456789012345678901234567890123456789012345678901234567"
                     "\xe2\x80\xa6\n"
                     "  |   ^ here\n",
                     "at its start only on the right");
    finding.primary.span = (struct axvm_span){sizeof long_text - 1, sizeof long_text};
    TAP_EQUAL_STRING(render(&finding, false, false),
                     "error[AX0015]: m\n"
                     " --> f:1:20000\n"
                     "  |\n"
                     "1 | \xe2\x80\xa6"
                     "901234567890123456789012345678901234567890123456789012345678901234567890123456789\n"
                     "  |                                                                             "
                     "     ^ here\n",
                     "at its end only on the left");
    finding.primary.span = (struct axvm_span){0, sizeof long_text};
    TAP_EQUAL_U64(widest_line(render(&finding, false, false)), 4 + 158 + 5, "a long span is cut with its line");
    long_text[160] = '\n';
    finding.primary.span = (struct axvm_span){160, 160};
    TAP_EQUAL_U64(widest_line(render(&finding, false, false)), 4 + 161 + 5, "a line of 160 columns is whole");
}

static void show_distant_marks(void) {
    fill_long_text("0123456789");
    struct axvm_finding finding = {
        .code = AXVM_CODE_COMMA,
        .level = AXVM_LEVEL_ERROR,
        .message = axvm_slice_of("m"),
        .primary = {.source = &long_source, .span = {15000, 15003}, .text = axvm_slice_of("here")},
        .labels = {{&long_source, {0, 1}, {"there", 5}}, {&long_source, {14990, 14991}, {"near", 4}}},
        .label_count = 2,
    };
    TAP_EQUAL_STRING(render(&finding, false, false),
                     "error[AX0015]: m\n"
                     " --> f:1:15001\n"
                     "  |\n"
                     "1 | 01234567890123456789012345678901234567890123456789012345678901234567890123456789"
                     "012345678901234567890123456789012345678901234567890123456789012345678901234567\xe2\x80\xa6\n"
                     "  | - there\n"
                     "1 | \xe2\x80\xa6"
                     "01234567890123456789012345678901234567890123456789012345678901234567890123456789"
                     "012345678901234567890123456789012345678901234567890123456789012345678901234567"
                     "\xe2\x80\xa6\n"
                     "  |                                                                        -         ^^^ here\n"
                     "  |                                                                        |\n"
                     "  |                                                                        near\n",
                     "marks far apart in one line are shown in two pieces of it, near ones in one");
}

static void bound_what_is_printed(void) {
    static const char *const patterns[] = {"\t",
                                           "a\t",
                                           "\xcc\x81",
                                           "\xff",
                                           "\x1b",
                                           "\xe4\xb8\xad",
                                           "\xe2\x80\xae",
                                           "\xf0\x9f\x98\x80",
                                           "e\xcc\x81\t\x80",
                                           "\n",
                                           "\r",
                                           "ab\r\n",
                                           " \xf4\x8f\xbf\xbf\xf3\xa0\x80\xa1"};
    bool narrow = true;
    bool short_enough = true;
    for (size_t i = 0; i < sizeof patterns / sizeof patterns[0]; i++) {
        fill_long_text(patterns[i]);
        for (uint32_t start = 9990; start < 10010; start++) {
            for (uint32_t length = 0; length < 400; length = length * 3 + 1) {
                struct axvm_finding finding = {
                    .code = AXVM_CODE_COMMA,
                    .level = AXVM_LEVEL_ERROR,
                    .primary = {.source = &long_source, .span = {start, start + length}, .text = {"primary", 7}},
                    .labels = {{&long_source, {start + 50, start + 51}, {"secondary", 9}}},
                    .label_count = 1,
                };
                struct axvm_slice text = render(&finding, false, true);
                narrow = narrow && widest_line(text) <= 8 + 161 + 10;
                short_enough = short_enough && text.length < 8192;
            }
        }
    }
    TAP_CHECK(narrow, "whatever a text consists of, no line gets too wide and nothing is sent unescaped");
    TAP_CHECK(short_enough, "and what is printed is short");
}

/* --- widths -------------------------------------------------------------------------------- */

struct width_example {
    uint32_t code_point;
    unsigned width;
    bool escaped;
    const char *name;
};

static const struct width_example widths[] = {
    {'a', 1, false, "a letter is narrow"},
    {' ', 1, false, "a blank is narrow"},
    {0x1f, 4, true, "the last control character is escaped"},
    {0x7f, 4, true, "so is DEL"},
    {0x80, 8, true, "so is the first of the C1 set"},
    {0x9f, 8, true, "and the last"},
    {0xa0, 1, false, "a no-break space is narrow"},
    {0xad, 8, true, "a soft hyphen is escaped"},
    {0xe9, 1, false, "an accented letter is narrow"},
    {0x300, 0, false, "the first combining accent has no width"},
    {0x36f, 0, false, "the last combining accent has no width"},
    {0x370, 1, false, "the letter behind it is narrow"},
    {0x600, 1, false, "an Arabic number sign is seen"},
    {0x10ff, 1, false, "the letter before Hangul is narrow"},
    {0x1100, 2, false, "a Hangul initial is wide"},
    {0x1161, 0, false, "a Hangul vowel is drawn into it"},
    {0x200b, 8, true, "a zero-width space is escaped"},
    {0x200d, 0, false, "a joiner has no width"},
    {0x200f, 8, true, "a right-to-left mark is escaped"},
    {0x2010, 1, false, "a hyphen is narrow"},
    {0x2028, 8, true, "a line separator is escaped"},
    {0x202a, 8, true, "the first embedding is escaped"},
    {0x202e, 8, true, "the last override is escaped"},
    {0x2066, 8, true, "the first isolate is escaped"},
    {0x2069, 8, true, "the last isolate is escaped"},
    {0x2500, 1, false, "box drawing is narrow"},
    {0x3000, 2, false, "an ideographic space is wide"},
    {0x3042, 2, false, "Hiragana is wide"},
    {0x3164, 8, true, "the Hangul filler is escaped"},
    {0x33ff, 2, false, "CJK before the ideographs is wide"},
    {0x3400, 2, false, "the first ideograph of extension A is wide"},
    {0x4dc0, 1, false, "a hexagram is narrow"},
    {0x4e00, 2, false, "the first ideograph is wide"},
    {0x5fff, 2, false, "one in the middle is wide"},
    {0x9fff, 2, false, "the last is wide"},
    {0xac00, 2, false, "the first Hangul syllable is wide"},
    {0xd7a3, 2, false, "the last is wide"},
    {0xe000, 1, false, "private use is narrow"},
    {0xfe0f, 0, false, "a variation selector has no width"},
    {0xfeff, 8, true, "a byte order mark is escaped"},
    {0xff01, 2, false, "a full-width form is wide"},
    {0xff61, 1, false, "a half-width form is narrow"},
    {0xfffd, 1, false, "the replacement character is narrow"},
    {0x10000, 1, false, "Linear B is narrow"},
    {0x1f600, 2, false, "an emoji is wide"},
    {0x1ffff, 1, false, "the end of the table is narrow"},
    {0x20000, 2, false, "ideographs above it are wide"},
    {0x3fffd, 2, false, "up to the end of their planes"},
    {0x40000, 1, false, "beyond is narrow"},
    {0xe0001, 9, true, "a language tag is escaped"},
    {0xe0100, 0, false, "a supplementary variation selector has no width"},
    {0xe01f0, 9, true, "what follows them is escaped"},
    {0xe1000, 1, false, "beyond the tags is narrow"},
    {0x10ffff, 1, false, "the last code point is narrow"},
};

static void measure_widths(void) {
    for (size_t i = 0; i < sizeof widths / sizeof widths[0]; i++) {
        char bytes[4];
        struct axvm_slice text = {bytes, axvm_utf8_encode(widths[i].code_point, bytes)};
        struct axvm_glyph glyph = axvm_glyph_at(text, 0);
        TAP_CHECK(glyph.width == widths[i].width && glyph.escaped == widths[i].escaped, widths[i].name);
    }
    bool consistent = true;
    for (uint32_t code_point = 0; code_point < 0x110000; code_point++) {
        if (code_point == 0xd800) {
            code_point = 0xe000;
        }
        char bytes[5] = {'x'};
        struct axvm_slice text = {bytes, 1 + axvm_utf8_encode(code_point, bytes + 1)};
        struct axvm_glyph glyph = axvm_glyph_at(text, 1);
        consistent = consistent && glyph.value == code_point && glyph.length == text.length - 1 &&
                     axvm_glyph_before(text, text.length) == 1;
        if (glyph.escaped) {
            struct axvm_output output;
            axvm_output_init(&output, printed, sizeof printed, NULL, NULL);
            axvm_glyph_write(&output, text, 1);
            consistent = consistent && output.used == glyph.width;
        } else {
            consistent = consistent && glyph.width <= 2;
        }
    }
    TAP_CHECK(consistent, "each code point is found from both sides, and an escape is as wide as it is measured");
}

void tap_body(void) {
    show_one_label();
    show_labels_in_one_line();
    show_labels_in_several_lines();
    show_message_and_remarks();
    show_colors();
    cut_long_lines();
    show_distant_marks();
    bound_what_is_printed();
    measure_widths();
}
