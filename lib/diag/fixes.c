/* SPDX-License-Identifier: Apache-2.0 */
/* The text with its fixes applied: the fixes are collected and sorted, then text and replacements alternate. */
#include "axvmconfig/diagnostics.h"
#include "base/env.h"
#include "base/sort.h"
#include "diag/report.h"

/* A part of a fix: bytes that are replaced, or that are inserted because they are moved there. */
struct edit {
    struct axvm_span span;
    struct axvm_slice replacement;
    uint32_t fix; /* counted from 0 in the order of the findings, so that the earlier of two wins */
    bool is_target;
};

_Static_assert(2 * sizeof(struct edit) <= sizeof(struct axvm_finding), "so the bytes of all edits are a size_t, too");

static bool edit_is_before(const void *a, const void *b) {
    const struct edit *left = a;
    const struct edit *right = b;
    if (left->span.start != right->span.start) {
        return left->span.start < right->span.start;
    }
    if (left->span.end != right->span.end) {
        return left->span.end < right->span.end; /* an insertion goes before what it touches */
    }
    if (left->is_target && right->is_target) {
        return left->replacement.data < right->replacement.data; /* as they stand in the text */
    }
    return left->fix < right->fix;
}

/* The fix that a finding is mended with. @return NULL: it is not */
static const struct axvm_fix *fix_of(const struct axvm_finding *finding, struct axvm_slice text, bool review) {
    if (finding->suppressed || finding->fix_count == 0 || (finding->fixes[0].needs_review && !review)) {
        return NULL;
    }
    const struct axvm_fix *fix = &finding->fixes[0];
    return fix->span.end <= text.length && (!fix->moves || fix->target <= text.length) ? fix : NULL;
}

/* How many edits a fix is. */
static size_t edit_count(const struct axvm_fix *fix) {
    return fix->moves ? 2 : 1;
}

/* Puts the edits into `edits`, which may be NULL. @param fixes  receives the number of fixes. @return that of edits */
static size_t collect(struct axvm_slice text, const struct axvm_findings *findings, bool review, struct edit *edits,
                      uint32_t *fixes) {
    size_t count = 0;
    *fixes = 0;
    for (const struct axvm_finding *finding = findings->first; finding != NULL; finding = finding->next) {
        const struct axvm_fix *fix = fix_of(finding, text, review);
        if (fix == NULL) {
            continue;
        }
        if (edits != NULL) {
            edits[count] = (struct edit){fix->span, fix->replacement, *fixes, false};
        }
        if (edits != NULL && fix->moves) {
            edits[count + 1] = (struct edit){{fix->target, fix->target}, axvm_fix_moved(text, fix), *fixes, true};
        }
        count += edit_count(fix);
        ++*fixes;
    }
    return count;
}

static bool is_insertion(const struct edit *edit) {
    return edit->span.start == edit->span.end;
}

/* Whether an edit keeps clear of the one before it, which ends at or before every later one that does. */
static bool is_apart(const struct edit *edit, const struct edit *before) {
    if (before == NULL || edit->span.start > before->span.end) {
        return true;
    }
    bool is_list = edit->is_target && before->is_target; /* what goes to the same place stands there in its order */
    return edit->span.start == before->span.end && (is_list || !(is_insertion(edit) && is_insertion(before)));
}

/* Leaves out each fix with an edit that touches one of an earlier fix. @param left_out  one for each fix, all false */
static void leave_out(const struct edit *edits, size_t count, bool *left_out) {
    const struct edit *before = NULL;
    for (size_t i = 0; i < count; i++) {
        if (!left_out[edits[i].fix] && is_apart(&edits[i], before)) {
            before = &edits[i];
        } else {
            left_out[edits[i].fix] = true;
        }
    }
}

static void write_range(struct axvm_slice text, size_t start, size_t end, struct axvm_output *output) {
    if (start < end) {
        axvm_output_bytes(output, text.data + start, end - start);
    }
}

/* Writes the text. @return the number of fixes applied */
static uint32_t write_mended(struct axvm_slice text, const struct edit *edits, size_t count, const bool *left_out,
                             struct axvm_output *output) {
    uint32_t position = 0;
    uint32_t applied = 0;
    for (size_t i = 0; i < count; i++) {
        const struct edit *edit = &edits[i];
        if (!left_out[edit->fix]) {
            write_range(text, position, edit->span.start, output);
            axvm_output_slice(output, edit->replacement);
            position = edit->span.end;
            applied += !edit->is_target;
        }
    }
    write_range(text, position, text.length, output);
    return applied;
}

enum axvm_status axvm_fixes_apply(struct axvm_slice text, const struct axvm_findings *findings, bool review,
                                  struct axvm_output *output, uint32_t *applied) {
    *applied = 0;
    struct axvm_arena *arena = findings->arena;
    size_t high = arena->high;
    uint32_t fixes;
    size_t count = collect(text, findings, review, NULL, &fixes);
    if (count == 0) {
        write_range(text, 0, text.length, output);
        return AXVM_OK;
    }
    struct edit *edits = axvm_arena_take_high(arena, count * sizeof *edits, _Alignof(struct edit));
    bool *left_out = axvm_arena_take_high(arena, fixes * sizeof *left_out, _Alignof(bool));
    if (edits == NULL || left_out == NULL) {
        arena->high = high;
        return AXVM_OUT_OF_MEMORY;
    }
    collect(text, findings, review, edits, &fixes);
    axvm_sort(edits, count, sizeof *edits, edit_is_before);
    axvm_fill(left_out, 0, fixes * sizeof *left_out);
    leave_out(edits, count, left_out);
    *applied = write_mended(text, edits, count, left_out, output);
    arena->high = high;
    return AXVM_OK;
}
