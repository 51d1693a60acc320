/* SPDX-License-Identifier: Apache-2.0 */
#include "convert/rewrite.h"

#include "axvmconfig/edit.h"
#include "base/divide.h"
#include "base/env.h"
#include "base/sort.h"
#include "convert/tree.h"

/* --- collecting ------------------------------------------------------------------------------------ */

void axvm_rewrite_init(struct axvm_rewrite *rewrite, const struct axvm_toml_document *document,
                       struct axvm_arena *arena) {
    *rewrite = (struct axvm_rewrite){.document = document, .arena = arena};
}

void axvm_rewrite_replace(struct axvm_rewrite *rewrite, struct axvm_span span, struct axvm_slice text) {
    struct axvm_rewrite_edit *edit =
        axvm_arena_take_low(rewrite->arena, sizeof *edit, _Alignof(struct axvm_rewrite_edit));
    if (edit == NULL) {
        rewrite->failed = true;
        return;
    }
    *edit = (struct axvm_rewrite_edit){span, text, (uint32_t)rewrite->count};
    rewrite->edits = rewrite->count == 0 ? edit : rewrite->edits;
    rewrite->count++;
}

void axvm_rewrite_insert(struct axvm_rewrite *rewrite, uint32_t offset, struct axvm_slice text) {
    axvm_rewrite_replace(rewrite, (struct axvm_span){offset, offset}, text);
}

void axvm_rewrite_insert_string(struct axvm_rewrite *rewrite, uint32_t offset, const char *text) {
    axvm_rewrite_insert(rewrite, offset, axvm_slice_of(text));
}

struct axvm_slice axvm_rewrite_join(struct axvm_rewrite *rewrite, const struct axvm_slice *parts, size_t count) {
    size_t length = 0;
    for (size_t i = 0; i < count; i++) {
        length += parts[i].length;
    }
    char *data = axvm_arena_take_high(rewrite->arena, length == 0 ? 1 : length, 1);
    if (data == NULL) {
        rewrite->failed = true;
        return (struct axvm_slice){NULL, 0};
    }
    size_t at = 0;
    for (size_t i = 0; i < count; i++) {
        if (parts[i].length > 0) {
            axvm_copy(data + at, parts[i].data, parts[i].length);
            at += parts[i].length;
        }
    }
    return (struct axvm_slice){data, length};
}

/* The most characters of a 64-bit number: 20 in decimal. */
#define NUMBER_LENGTH_MAX 20

struct axvm_slice axvm_rewrite_number(struct axvm_rewrite *rewrite, uint64_t number, bool hex) {
    char digits[NUMBER_LENGTH_MAX];
    size_t at = sizeof digits;
    uint64_t base = hex ? 16 : 10;
    do {
        digits[--at] = "0123456789abcdef"[axvm_remainder(number, base)];
        number = axvm_quotient(number, base);
    } while (number > 0);
    struct axvm_slice parts[] = {axvm_slice_of(hex ? "0x" : ""), {digits + at, sizeof digits - at}};
    return axvm_rewrite_join(rewrite, parts, 2);
}

void axvm_rewrite_comment_out(struct axvm_rewrite *rewrite, struct axvm_span span) {
    struct axvm_slice text = rewrite->document->text;
    uint32_t column = span.start - axvm_line_start(text, span.start);
    axvm_rewrite_insert_string(rewrite, span.start, "# ");
    for (uint32_t line = axvm_line_next(text, span.start); line < span.end; line = axvm_line_next(text, line)) {
        uint32_t indent = axvm_skip_blanks(text, line) - line;
        axvm_rewrite_insert_string(rewrite, line + (indent < column ? indent : column), "# ");
    }
}

void axvm_rewrite_comment_out_child(struct axvm_rewrite *rewrite, uint32_t container, uint32_t node, uint32_t above) {
    struct axvm_slice text = rewrite->document->text;
    struct axvm_span span = axvm_tree_span(rewrite->document, node);
    struct axvm_edit removal = {span, {NULL, 0}};
    if (axvm_begins_line(text, span.start) && axvm_ends_line_with_comma(text, span.end)) {
        axvm_rewrite_comment_out(rewrite, span);
        return;
    }
    axvm_edit_remove(rewrite->document, container, node, &removal);
    axvm_rewrite_replace(rewrite, removal.span, (struct axvm_slice){NULL, 0});
    for (uint32_t line = span.start; line < span.end; line = axvm_line_next(text, line)) {
        uint32_t end = axvm_line_end(text, line) < span.end ? axvm_line_end(text, line) : span.end;
        struct axvm_slice parts[] = {axvm_indent_of(text, above),
                                     axvm_slice_of("# "),
                                     {text.data + line, end - line},
                                     axvm_slice_of(axvm_line_ending(text))};
        axvm_rewrite_insert(rewrite, axvm_line_start(text, above), axvm_rewrite_join(rewrite, parts, 4));
    }
}

/* --- applying -------------------------------------------------------------------------------------- */

static bool is_before(const void *a, const void *b) {
    const struct axvm_rewrite_edit *one = a;
    const struct axvm_rewrite_edit *other = b;
    return one->span.start != other->span.start ? one->span.start < other->span.start : one->order < other->order;
}

void axvm_rewrite_ready(struct axvm_rewrite *rewrite) {
    axvm_sort(rewrite->edits, rewrite->count, sizeof *rewrite->edits, is_before);
}

/* The first edit that starts at `offset` or behind it. */
static size_t first_edit(const struct axvm_rewrite *rewrite, uint32_t offset) {
    size_t low = 0;
    size_t high = rewrite->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (rewrite->edits[middle].span.start < offset) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

void axvm_rewrite_copy(const struct axvm_rewrite *rewrite, struct axvm_span span, struct axvm_output *output) {
    const char *text = rewrite->document->text.data;
    uint32_t at = span.start;
    for (size_t i = first_edit(rewrite, span.start); i < rewrite->count; i++) {
        const struct axvm_rewrite_edit *edit = &rewrite->edits[i];
        if (edit->span.start > span.end) {
            break;
        }
        if (edit->span.start > at) {
            axvm_output_bytes(output, text + at, edit->span.start - at);
            at = edit->span.start;
        }
        axvm_output_slice(output, edit->text);
        at = edit->span.end > at ? edit->span.end : at;
    }
    if (at < span.end) {
        axvm_output_bytes(output, text + at, span.end - at);
    }
}
