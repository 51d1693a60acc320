/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Both texts are walked line by line. Where they differ, the nearest lines that are equal again are
 * looked for. Fixes change few lines and rarely their number, so these are near; where they are not,
 * all the rest counts as changed. The result is always right, and for fixes as short as can be.
 */
#include "unified_diff.h"

#include "message.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/** Equal lines shown before and after what has changed. */
#define CONTEXT 3

/** How many lines of either text a change may have for equal lines to be found behind it. */
#define CHANGE_LINES_MAX 64

/** The lines of a text, each with its line end; only the last may have none. */
struct lines {
    struct axvm_slice *items;
    size_t count;
};

/** Lines [before, before_end) of one text that have become [after, after_end) of the other. */
struct change {
    size_t before;
    size_t before_end;
    size_t after;
    size_t after_end;
};

/** All changes, in order. No two touch. */
struct changes {
    struct change *items;
    size_t count;
    size_t capacity;
};

/* --- taking apart -------------------------------------------------------------------------------- */

static struct axvm_slice line_at(struct axvm_slice text, size_t offset) {
    const char *end = memchr(text.data + offset, '\n', text.length - offset);
    size_t length = end == NULL ? text.length - offset : (size_t)(end - (text.data + offset)) + 1;
    return (struct axvm_slice){text.data + offset, length};
}

/** Splits a text into lines. @return false without memory */
static bool split(struct axvm_slice text, struct lines *lines) {
    size_t count = 0;
    for (size_t at = 0; at < text.length; at += line_at(text, at).length) {
        count++;
    }
    lines->items = malloc((count + 1) * sizeof(*lines->items));
    lines->count = count;
    if (lines->items == NULL) {
        return false;
    }
    size_t at = 0;
    for (size_t i = 0; i < count; i++) {
        lines->items[i] = line_at(text, at);
        at += lines->items[i].length;
    }
    return true;
}

/* --- comparing ----------------------------------------------------------------------------------- */

static bool same_line(const struct lines *before, size_t i, const struct lines *after, size_t j) {
    return i < before->count && j < after->count && axvm_slice_equal(before->items[i], after->items[j]);
}

/** Whether the texts go on alike that many lines on: with an equal line, or with their end. */
static bool meets(const struct lines *before, size_t i, const struct lines *after, size_t j) {
    return same_line(before, i, after, j) || (i == before->count && j == after->count);
}

/** Ends the change after so many lines if the texts go on alike there. @return whether they do */
static bool try_end(struct change *change, const struct lines *before, size_t removed, const struct lines *after,
                    size_t added) {
    change->before_end = change->before + removed;
    change->after_end = change->after + added;
    return meets(before, change->before_end, after, change->after_end);
}

/** Finds the end of the change that begins at its start: the nearest, and with as many lines added as removed. */
static void find_end(struct change *change, const struct lines *before, const struct lines *after) {
    for (size_t size = 1; size <= CHANGE_LINES_MAX; size++) {
        for (size_t less = 0; less <= size; less++) {
            if (try_end(change, before, size, after, size - less) ||
                try_end(change, before, size - less, after, size)) {
                return;
            }
        }
    }
    change->before_end = before->count;
    change->after_end = after->count;
    while (change->before_end > change->before && change->after_end > change->after &&
           same_line(before, change->before_end - 1, after, change->after_end - 1)) {
        change->before_end--;
        change->after_end--;
    }
}

/** Appends a change. @return false without memory */
static bool append(struct changes *changes, const struct change *change) {
    if (changes->count == changes->capacity) {
        size_t capacity = changes->capacity == 0 ? 16 : 2 * changes->capacity;
        struct change *items = realloc(changes->items, capacity * sizeof(*items));
        if (items == NULL) {
            return false;
        }
        changes->items = items;
        changes->capacity = capacity;
    }
    changes->items[changes->count++] = *change;
    return true;
}

/** Lists all changes. @return false without memory */
static bool compare(const struct lines *before, const struct lines *after, struct changes *changes) {
    size_t i = 0;
    size_t j = 0;
    while (i < before->count || j < after->count) {
        if (same_line(before, i, after, j)) {
            i++;
            j++;
            continue;
        }
        struct change change = {.before = i, .after = j};
        find_end(&change, before, after);
        if (!append(changes, &change)) {
            return false;
        }
        i = change.before_end;
        j = change.after_end;
    }
    return true;
}

/* --- writing ------------------------------------------------------------------------------------- */

/** Whether a name can stand in a header as it is. */
static bool is_plain_name(struct axvm_slice name) {
    for (size_t i = 0; i < name.length; i++) {
        unsigned char byte = (unsigned char)name.data[i];
        if (byte < 0x20 || byte == 0x7f || byte == '"' || byte == '\\') {
            return false;
        }
    }
    return message_is_plain(name);
}

/** Writes a name in double quotes, with all bytes that are not plain ASCII in octal. */
static void write_quoted_name(struct axvm_output *output, struct axvm_slice name) {
    axvm_output_char(output, '"');
    for (size_t i = 0; i < name.length; i++) {
        unsigned char byte = (unsigned char)name.data[i];
        if (byte >= 0x20 && byte < 0x7f && byte != '"' && byte != '\\') {
            axvm_output_char(output, name.data[i]);
        } else {
            axvm_output_char(output, '\\');
            axvm_output_char(output, (char)('0' + (byte >> 6)));
            axvm_output_char(output, (char)('0' + (byte >> 3 & 7)));
            axvm_output_char(output, (char)('0' + (byte & 7)));
        }
    }
    axvm_output_char(output, '"');
}

static void write_header(struct axvm_output *output, const char *mark, struct axvm_slice name) {
    message(output, "%s ", mark);
    if (is_plain_name(name)) {
        axvm_output_slice(output, name);
        if (memchr(name.data, ' ', name.length) != NULL) {
            axvm_output_char(output, '\t'); /* says that the name ends here */
        }
    } else {
        write_quoted_name(output, name);
    }
    axvm_output_char(output, '\n');
}

static void write_line(struct axvm_output *output, char mark, struct axvm_slice line, bool on_terminal) {
    bool has_end = line.data[line.length - 1] == '\n';
    axvm_output_char(output, mark);
    if (on_terminal) {
        message_text(output, line);
    } else {
        axvm_output_slice(output, line);
    }
    if (!has_end) {
        message(output, "\n\\ No newline at end of file\n");
    }
}

/** Writes a range of lines in a hunk's header: `7,3`; `7` for one line; of none it is the line before. */
static void write_range(struct axvm_output *output, size_t start, size_t end) {
    axvm_output_u64(output, start == end ? start : start + 1);
    if (end - start != 1) {
        axvm_output_char(output, ',');
        axvm_output_u64(output, end - start);
    }
}

/** Writes changes [first, last] and the equal lines around them. */
static void write_hunk(struct axvm_output *output, const struct change *first, const struct change *last,
                       const struct lines *before, const struct lines *after, bool on_terminal) {
    size_t lead = first->before < CONTEXT ? first->before : CONTEXT;
    size_t rest = before->count - last->before_end;
    size_t trail = rest < CONTEXT ? rest : CONTEXT;
    message(output, "@@ -");
    write_range(output, first->before - lead, last->before_end + trail);
    message(output, " +");
    write_range(output, first->after - lead, last->after_end + trail);
    message(output, " @@\n");
    size_t at = first->before - lead;
    for (const struct change *change = first; change <= last; change++) {
        for (; at < change->before; at++) {
            write_line(output, ' ', before->items[at], on_terminal);
        }
        for (; at < change->before_end; at++) {
            write_line(output, '-', before->items[at], on_terminal);
        }
        for (size_t i = change->after; i < change->after_end; i++) {
            write_line(output, '+', after->items[i], on_terminal);
        }
    }
    for (; at < last->before_end + trail; at++) {
        write_line(output, ' ', before->items[at], on_terminal);
    }
}

static void write_hunks(struct axvm_output *output, const struct changes *changes, const struct lines *before,
                        const struct lines *after, bool on_terminal) {
    for (size_t i = 0; i < changes->count;) {
        size_t last = i;
        while (last + 1 < changes->count &&
               changes->items[last + 1].before - changes->items[last].before_end <= (size_t)2 * CONTEXT) {
            last++;
        }
        write_hunk(output, &changes->items[i], &changes->items[last], before, after, on_terminal);
        i = last + 1;
    }
}

int unified_diff_write(struct axvm_output *output, struct axvm_slice name, struct axvm_slice before,
                       struct axvm_slice after, bool on_terminal) {
    struct lines lines_before = {0};
    struct lines lines_after = {0};
    struct changes changes = {0};
    bool complete =
        split(before, &lines_before) && split(after, &lines_after) && compare(&lines_before, &lines_after, &changes);
    if (complete && changes.count > 0) {
        write_header(output, "---", name);
        write_header(output, "+++", name);
        write_hunks(output, &changes, &lines_before, &lines_after, on_terminal);
    }
    free(lines_before.items);
    free(lines_after.items);
    free(changes.items);
    return complete ? 0 : ENOMEM;
}
