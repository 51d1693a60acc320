/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One finding as text. The labels become marks, each in one line; marks are sorted by text and line;
 * then each marked line is shown, or the part of it that fits, with its marks below.
 */
#include "axvmconfig/diagnostics.h"
#include "base/env.h"
#include "diag/display_width.h"
#include "diag/position.h"
#include "diag/report.h"

/* The widest piece of a line that is shown, and the longest: a line of combining marks has no width. */
#define LINE_COLUMNS_MAX 160
#define LINE_BYTES_MAX   1024

#define TAB_COLUMNS      4
#define ELLIPSIS         "\xe2\x80\xa6" /* …, one column wide */

#define SECTIONS_MAX     (1 + AXVM_LABELS_MAX)
#define MARKS_MAX        (2 * SECTIONS_MAX) /* a span over several lines is marked in its first and last */

/* A part of one line to underline. Always line_start <= start <= end, all in that line or at its end. */
struct mark {
    const struct axvm_label *label;
    uint32_t line_start;
    uint32_t start;
    uint32_t end; /* UINT32_MAX: to the end of the line */
    uint32_t line;
    uint8_t section; /* index of its section */
    bool primary;
    bool says_text; /* the label's text stands here */
};

/* All marks in one text, under one heading. The first section is the one of the primary label. */
struct section {
    const struct axvm_source *source;
    struct axvm_position position; /* of its first label, or of the primary one */
};

/* A finding taken apart for printing. Marks are in the order of printing: by section, line and start. */
struct picture {
    struct axvm_output *output;
    const struct axvm_finding *finding;
    struct axvm_places *places;
    bool color;
    unsigned gutter; /* columns that line numbers take */
    unsigned section_count;
    unsigned mark_count;
    struct section sections[SECTIONS_MAX];
    struct mark marks[MARKS_MAX];
};

/* The part of a line that is shown, between glyphs. */
struct window {
    struct axvm_slice text; /* all of it */
    size_t start;
    size_t end;
    bool cut_before; /* the line begins earlier; an ellipsis takes the first column */
    bool cut_after;
};

/* --- colors -------------------------------------------------------------------------------- */

enum style {
    STYLE_NONE,
    STYLE_BOLD,
    STYLE_ERROR,
    STYLE_WARNING,
    STYLE_NOTE,
    STYLE_HELP,
    STYLE_GUTTER,
};

static void set_style(const struct picture *picture, enum style style) {
    static const char *const codes[] = {
        [STYLE_NONE] = "\x1b[0m",       [STYLE_BOLD] = "\x1b[1m",    [STYLE_ERROR] = "\x1b[1;31m",
        [STYLE_WARNING] = "\x1b[1;33m", [STYLE_NOTE] = "\x1b[1;36m", [STYLE_HELP] = "\x1b[1;32m",
        [STYLE_GUTTER] = "\x1b[1;34m",
    };
    if (picture->color) {
        axvm_output_string(picture->output, codes[style]);
    }
}

static enum style style_of_level(enum axvm_level level) {
    return level == AXVM_LEVEL_ERROR ? STYLE_ERROR : level == AXVM_LEVEL_WARNING ? STYLE_WARNING : STYLE_NOTE;
}

static enum style style_of_mark(const struct picture *picture, bool primary) {
    return primary ? style_of_level(picture->finding->level) : STYLE_GUTTER;
}

static void write_styled(const struct picture *picture, enum style style, const char *text) {
    set_style(picture, style);
    axvm_output_string(picture->output, text);
    set_style(picture, STYLE_NONE);
}

/* --- from labels to marks ------------------------------------------------------------------ */

/* The section of a text, a new one if there is none yet. */
static uint8_t section_of(struct picture *picture, const struct axvm_source *source) {
    for (unsigned i = 0; i < picture->section_count; i++) {
        if (picture->sections[i].source == source) {
            return (uint8_t)i;
        }
    }
    picture->sections[picture->section_count].source = source;
    return (uint8_t)picture->section_count++;
}

/* The offset that is nearest to `offset` in [low, high]; at least `low`. */
static uint32_t clamp(uint32_t offset, uint32_t low, size_t high) {
    offset = offset < high ? offset : (uint32_t)high;
    return offset > low ? offset : low;
}

/* One past the last byte of a span that is worth a mark: line ends it closes with are not. */
static uint32_t visible_end(struct axvm_slice text, uint32_t start, uint32_t end) {
    while (end > start && text.data[end - 1] == '\n') {
        end--;
        if (end > start && text.data[end - 1] == '\r') {
            end--;
        }
    }
    return end;
}

static uint32_t skip_blanks(struct axvm_slice text, uint32_t start, uint32_t end) {
    while (start < end && (text.data[start] == ' ' || text.data[start] == '\t')) {
        start++;
    }
    return start;
}

/* Adds the one or two marks of a label. */
static void add_marks(struct picture *picture, const struct axvm_label *label, uint8_t section) {
    struct axvm_slice text = label->source->text;
    struct axvm_line_cursor first = axvm_places_find(picture->places, text, label->span.start);
    uint32_t line_start = (uint32_t)first.line_start;
    uint32_t start = clamp(label->span.start, line_start, text.length); /* it may point at the byte order mark */
    uint32_t end = visible_end(text, start, clamp(label->span.end, start, text.length));
    struct axvm_line_cursor last = axvm_places_find(picture->places, text, end);

    struct mark *mark = &picture->marks[picture->mark_count++];
    *mark = (struct mark){
        .label = label,
        .line_start = line_start,
        .start = start,
        .end = end,
        .line = first.line,
        .section = section,
        .primary = label == &picture->finding->primary,
        .says_text = true,
    };
    if (last.line != first.line) {
        mark->end = UINT32_MAX;
        mark->says_text = false;
        struct mark *closing = &picture->marks[picture->mark_count++];
        *closing = *mark;
        closing->line_start = (uint32_t)last.line_start;
        closing->start = skip_blanks(text, closing->line_start, end);
        closing->end = end;
        closing->line = last.line;
        closing->says_text = true;
    }
    struct axvm_position *position = &picture->sections[section].position;
    if (mark->primary || (section != 0 && position->line == 0)) {
        *position = (struct axvm_position){first.line, first.column + 1};
    }
}

/* Whether a mark is printed before another. */
static bool stands_before(const struct mark *a, const struct mark *b) {
    if (a->section != b->section) {
        return a->section < b->section;
    }
    return a->line != b->line ? a->line < b->line : a->start < b->start;
}

/* The first mark is where it belongs: the labels came in order, and only ends of spans are out of it. */
static void sort_marks(struct picture *picture) {
    for (unsigned i = 2; i < picture->mark_count; i++) {
        struct mark mark = picture->marks[i];
        unsigned place = i;
        for (; place > 1 && stands_before(&mark, &picture->marks[place - 1]); place--) {
            picture->marks[place] = picture->marks[place - 1];
        }
        picture->marks[place] = mark;
    }
}

/* Makes all marks, text by text in ascending order. */
static void collect_marks(struct picture *picture) {
    const struct axvm_finding *finding = picture->finding;
    const struct axvm_label *labels[SECTIONS_MAX];
    uint8_t sections[SECTIONS_MAX];
    unsigned count = 0;
    for (unsigned i = 0; i <= finding->label_count; i++) {
        const struct axvm_label *label = i == 0 ? &finding->primary : &finding->labels[i - 1];
        uint8_t section = section_of(picture, label->source);
        unsigned place = count++;
        for (; place > 0 && (section < sections[place - 1] ||
                             (section == sections[place - 1] && label->span.start < labels[place - 1]->span.start));
             place--) {
            labels[place] = labels[place - 1];
            sections[place] = sections[place - 1];
        }
        labels[place] = label;
        sections[place] = section;
    }
    for (unsigned i = 0; i < count; i++) {
        add_marks(picture, labels[i], sections[i]);
    }
    sort_marks(picture);
}

static unsigned decimal_digits(uint32_t value) {
    unsigned digits = 1;
    for (; value >= 10; value /= 10) {
        digits++;
    }
    return digits;
}

/* --- parts of lines ------------------------------------------------------------------------ */

static bool at_line_end(struct axvm_slice text, size_t offset) {
    if (offset >= text.length || text.data[offset] == '\n') {
        return true;
    }
    return text.data[offset] == '\r' && offset + 1 < text.length && text.data[offset + 1] == '\n';
}

/* The glyph at `offset`, or a tab, as it is shown if it begins in `column`. */
static struct axvm_glyph glyph_in(struct axvm_slice text, size_t offset, unsigned column) {
    char byte = text.data[offset];
    if (AXVM_LIKELY(byte >= 0x20 && byte < 0x7f)) {
        return (struct axvm_glyph){(uint32_t)byte, 1, 1, false}; /* no call for what nearly all text is */
    }
    if (byte == '\t') {
        return (struct axvm_glyph){'\t', 1, (uint8_t)(TAB_COLUMNS - column % TAB_COLUMNS), false};
    }
    return axvm_glyph_at(text, offset);
}

/* Sets the window's end as far right as `columns` allow. */
static void extend_right(struct window *window, unsigned columns) {
    unsigned column = window->cut_before;
    unsigned limit = column + columns;
    window->end = window->start;
    while (!at_line_end(window->text, window->end)) {
        struct axvm_glyph glyph = glyph_in(window->text, window->end, column);
        column += glyph.width;
        if (column > limit || window->end + glyph.length > window->start + LINE_BYTES_MAX) {
            window->cut_after = true;
            return;
        }
        window->end += glyph.length;
    }
    window->cut_after = false;
}

/* Moves the window's start to the left by at most `columns`. */
static void extend_left(struct window *window, size_t line_start, unsigned columns) {
    size_t first = window->start;
    while (window->start > line_start) {
        size_t offset = axvm_glyph_before(window->text, window->start);
        unsigned width = glyph_in(window->text, offset, 0).width;
        if (width > columns || first - offset > LINE_BYTES_MAX / 2) {
            break;
        }
        columns -= width;
        window->start = offset;
    }
    window->cut_before = window->start > line_start;
}

/* The whole line if it fits, otherwise what is around `middle`. */
static struct window window_around(struct axvm_slice text, size_t line_start, size_t middle) {
    struct window window = {.text = text, .start = line_start, .cut_after = middle - line_start > LINE_BYTES_MAX};
    if (!window.cut_after) {
        extend_right(&window, LINE_COLUMNS_MAX);
    }
    if (window.cut_after) {
        window.start = middle;
        extend_left(&window, line_start, LINE_COLUMNS_MAX / 2);
        extend_right(&window, LINE_COLUMNS_MAX - 2); /* the ellipses take two */
    }
    return window;
}

/*
 * The column of an offset, counted from 0 at the left edge of the window. What lies outside the
 * window is taken as its edge; within a glyph, as its first column or `after` its last.
 */
static unsigned column_of(const struct window *window, size_t offset, bool after) {
    unsigned column = window->cut_before;
    for (size_t i = window->start; i < window->end && i < offset;) {
        struct axvm_glyph glyph = glyph_in(window->text, i, column);
        if (i + glyph.length > offset && !after) {
            break;
        }
        column += glyph.width;
        i += glyph.length;
    }
    return column;
}

/* --- drawing ------------------------------------------------------------------------------- */

/* The left edge of a row: the line number, or nothing if `line` is 0. */
static void draw_gutter(const struct picture *picture, uint32_t line) {
    set_style(picture, STYLE_GUTTER);
    axvm_output_repeat(picture->output, ' ', picture->gutter - (line == 0 ? 0 : decimal_digits(line)));
    if (line != 0) {
        axvm_output_u64(picture->output, line);
    }
    axvm_output_string(picture->output, " |");
    set_style(picture, STYLE_NONE);
}

/* The text of a window: tabs as blanks, what is not to be shown as it is as escapes. */
static void draw_glyphs(struct axvm_output *output, const struct window *window) {
    const char *bytes = window->text.data;
    unsigned column = window->cut_before;
    size_t written = window->start;
    struct axvm_glyph glyph;
    for (size_t offset = window->start; offset < window->end; offset += glyph.length) {
        glyph = glyph_in(window->text, offset, column);
        column += glyph.width;
        if (!glyph.escaped && glyph.value != '\t') {
            continue;
        }
        axvm_output_bytes(output, bytes + written, offset - written);
        if (glyph.escaped) {
            axvm_glyph_write(output, window->text, offset);
        } else {
            axvm_output_repeat(output, ' ', glyph.width);
        }
        written = offset + glyph.length;
    }
    if (written < window->end) {
        axvm_output_bytes(output, bytes + written, window->end - written);
    }
}

static void draw_source(const struct picture *picture, const struct window *window, uint32_t line) {
    draw_gutter(picture, line);
    if (window->start < window->end) {
        axvm_output_char(picture->output, ' ');
    }
    if (window->cut_before) {
        axvm_output_string(picture->output, ELLIPSIS);
    }
    draw_glyphs(picture->output, window);
    axvm_output_string(picture->output, window->cut_after ? ELLIPSIS "\n" : "\n");
}

/* A mark as it lies under the window. Always from < to. */
struct placed_mark {
    const struct mark *mark;
    unsigned from;
    unsigned to;
};

static bool has_text(const struct placed_mark *placed) {
    return placed->mark->says_text && placed->mark->label->text.length > 0;
}

static void draw_text(const struct picture *picture, const struct mark *mark) {
    set_style(picture, style_of_mark(picture, mark->primary));
    axvm_output_visible(picture->output, mark->label->text);
    set_style(picture, STYLE_NONE);
}

/* The row of carets and dashes, without line end. The primary mark covers others. @return its width */
static unsigned draw_underlines(const struct picture *picture, const struct placed_mark *placed, unsigned count) {
    char row[LINE_COLUMNS_MAX + 2];
    unsigned width = 0;
    axvm_fill(row, ' ', sizeof row);
    for (int primary = 0; primary <= 1; primary++) {
        for (unsigned i = 0; i < count; i++) {
            if (placed[i].mark->primary == (primary == 1)) {
                axvm_fill(row + placed[i].from, primary == 1 ? '^' : '-', placed[i].to - placed[i].from);
                width = width > placed[i].to ? width : placed[i].to;
            }
        }
    }
    draw_gutter(picture, 0);
    axvm_output_char(picture->output, ' ');
    for (unsigned start = 0; start < width;) {
        unsigned end = start + 1;
        while (end < width && row[end] == row[start]) {
            end++;
        }
        if (row[start] != ' ') {
            set_style(picture, style_of_mark(picture, row[start] == '^'));
        }
        axvm_output_bytes(picture->output, row + start, end - start);
        if (row[start] != ' ') {
            set_style(picture, STYLE_NONE);
        }
        start = end;
    }
    return width;
}

/* A row of bars that lead down to the texts of `placed[0, count)`, up to column `end`. @return its width */
static unsigned draw_bars(const struct picture *picture, const struct placed_mark *placed, unsigned count,
                          unsigned end) {
    unsigned column = 0;
    draw_gutter(picture, 0);
    axvm_output_char(picture->output, ' ');
    for (unsigned i = 0; i < count; i++) {
        if (has_text(&placed[i]) && placed[i].from >= column && placed[i].from < end) {
            axvm_output_repeat(picture->output, ' ', placed[i].from - column);
            write_styled(picture, style_of_mark(picture, placed[i].mark->primary), "|");
            column = placed[i].from + 1;
        }
    }
    return column;
}

/*
 * The rows under a source line. The text of the rightmost mark stands beside it if nothing is in
 * the way; the others hang below, rightmost first. `placed` is in ascending order of `from`.
 */
static void draw_marks(const struct picture *picture, const struct placed_mark *placed, unsigned count) {
    unsigned width = draw_underlines(picture, placed, count);
    unsigned hanging = count;
    if (placed[count - 1].to == width && has_text(&placed[count - 1])) {
        axvm_output_char(picture->output, ' ');
        draw_text(picture, placed[count - 1].mark);
        hanging--;
    }
    axvm_output_char(picture->output, '\n');
    bool bars_drawn = false;
    for (unsigned i = hanging; i > 0;) {
        i--;
        if (!has_text(&placed[i])) {
            continue;
        }
        if (!bars_drawn) {
            bars_drawn = true;
            draw_bars(picture, placed, hanging, LINE_COLUMNS_MAX + 2);
            axvm_output_char(picture->output, '\n');
        }
        unsigned column = draw_bars(picture, placed, i, placed[i].from);
        axvm_output_repeat(picture->output, ' ', placed[i].from - column);
        draw_text(picture, placed[i].mark);
        axvm_output_char(picture->output, '\n');
    }
}

static bool shows(const struct window *window, const struct mark *mark) {
    return mark->start >= window->start && mark->start <= window->end;
}

/* The window to show for the first of some marks in a line: the one of the primary mark if that shows both. */
static struct window choose_window(struct axvm_slice text, const struct mark *marks, unsigned count) {
    for (unsigned i = 1; i < count; i++) {
        if (marks[i].primary) {
            struct window window = window_around(text, marks[i].line_start, marks[i].start);
            if (shows(&window, &marks[0])) {
                return window;
            }
        }
    }
    return window_around(text, marks[0].line_start, marks[0].start);
}

/* Shows the line of `marks[0, count)`, more than once if they are too far apart for one piece of it. */
static void draw_line(const struct picture *picture, struct axvm_slice text, const struct mark *marks, unsigned count) {
    while (count > 0) {
        struct window window = choose_window(text, marks, count);
        struct placed_mark placed[MARKS_MAX];
        unsigned shown = 0;
        for (; shown < count && (shown == 0 || shows(&window, &marks[shown])); shown++) {
            unsigned from = column_of(&window, marks[shown].start, false);
            unsigned to = column_of(&window, marks[shown].end, true);
            placed[shown] = (struct placed_mark){&marks[shown], from, to > from ? to : from + 1};
        }
        draw_source(picture, &window, marks[0].line);
        draw_marks(picture, placed, shown);
        marks += shown;
        count -= shown;
    }
}

/* What stands between two marked lines: nothing, the one line that is there, or a sign that there are more. */
static void draw_gap(const struct picture *picture, struct axvm_slice text, const struct mark *before,
                     const struct mark *after) {
    if (after->line - before->line == 2) {
        size_t line_start = axvm_places_find(picture->places, text, after->line_start - 1).line_start;
        struct window window = window_around(text, line_start, line_start);
        draw_source(picture, &window, after->line - 1);
    } else if (after->line - before->line > 2) {
        write_styled(picture, STYLE_GUTTER, "...");
        axvm_output_char(picture->output, '\n');
    }
}

static void draw_section_heading(const struct picture *picture, unsigned index) {
    const struct section *section = &picture->sections[index];
    if (index > 0) {
        draw_gutter(picture, 0);
        axvm_output_char(picture->output, '\n');
    }
    axvm_output_repeat(picture->output, ' ', picture->gutter);
    write_styled(picture, STYLE_GUTTER, index == 0 ? "-->" : ":::");
    axvm_output_char(picture->output, ' ');
    axvm_output_visible(picture->output, section->source->name);
    axvm_output_char(picture->output, ':');
    axvm_output_u64(picture->output, section->position.line);
    axvm_output_char(picture->output, ':');
    axvm_output_u64(picture->output, section->position.column);
    axvm_output_char(picture->output, '\n');
    draw_gutter(picture, 0);
    axvm_output_char(picture->output, '\n');
}

static void draw_sections(const struct picture *picture) {
    const struct mark *marks = picture->marks;
    unsigned next;
    for (unsigned i = 0; i < picture->mark_count; i = next) {
        struct axvm_slice text = picture->sections[marks[i].section].source->text;
        if (i == 0 || marks[i].section != marks[i - 1].section) {
            draw_section_heading(picture, marks[i].section);
        } else {
            draw_gap(picture, text, &marks[i - 1], &marks[i]);
        }
        next = i + 1;
        while (next < picture->mark_count && marks[next].section == marks[i].section &&
               marks[next].line == marks[i].line) {
            next++;
        }
        draw_line(picture, text, &marks[i], next - i);
    }
}

/* --- the rest ------------------------------------------------------------------------------ */

static void draw_message(const struct picture *picture) {
    const struct axvm_finding *finding = picture->finding;
    set_style(picture, style_of_level(finding->level));
    axvm_output_string(picture->output, axvm_level_word(finding->level));
    axvm_output_char(picture->output, '[');
    axvm_output_code(picture->output, finding->code);
    axvm_output_char(picture->output, ']');
    set_style(picture, STYLE_NONE);
    set_style(picture, STYLE_BOLD);
    axvm_output_string(picture->output, ": ");
    axvm_output_visible(picture->output, axvm_finding_headline(finding));
    set_style(picture, STYLE_NONE);
    axvm_output_char(picture->output, '\n');
}

static void draw_remark_start(const struct picture *picture, enum style style, const char *kind) {
    axvm_output_repeat(picture->output, ' ', picture->gutter + 1);
    write_styled(picture, STYLE_GUTTER, "=");
    axvm_output_char(picture->output, ' ');
    write_styled(picture, style, kind);
    axvm_output_string(picture->output, ": ");
}

static void draw_remarks(const struct picture *picture, bool explain_hints) {
    for (unsigned i = 0; i < picture->finding->remark_count; i++) {
        const struct axvm_remark *remark = &picture->finding->remarks[i];
        if (remark->text.length > 0) {
            enum style style = remark->kind == AXVM_REMARK_HELP ? STYLE_HELP : STYLE_NOTE;
            draw_remark_start(picture, style, axvm_remark_word(remark->kind));
            axvm_output_visible(picture->output, remark->text);
            axvm_output_char(picture->output, '\n');
        }
    }
    if (explain_hints) {
        draw_remark_start(picture, STYLE_BOLD, "explain");
        axvm_output_string(picture->output, "axvmconfig explain ");
        axvm_output_code(picture->output, picture->finding->code);
        axvm_output_char(picture->output, '\n');
    }
}

void axvm_render_block(struct axvm_output *output, const struct axvm_finding *finding,
                       const struct axvm_render_options *options, struct axvm_places *places) {
    struct picture picture = {.output = output, .finding = finding, .places = places, .color = options->color};
    collect_marks(&picture);
    uint32_t last_line = 1;
    for (unsigned i = 0; i < picture.mark_count; i++) {
        last_line = last_line > picture.marks[i].line ? last_line : picture.marks[i].line;
    }
    picture.gutter = decimal_digits(last_line);
    draw_message(&picture);
    draw_sections(&picture);
    draw_remarks(&picture, options->explain_hints);
}

void axvm_render_text(struct axvm_output *output, const struct axvm_finding *finding,
                      const struct axvm_render_options *options) {
    struct axvm_places places;
    axvm_places_init(&places, finding->primary.source->text, false);
    axvm_render_block(output, finding, options, &places);
}
