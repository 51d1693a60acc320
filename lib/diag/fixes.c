/* SPDX-License-Identifier: Apache-2.0 */
/* The text with its fixes applied: the fixes are collected and sorted, then text and replacements alternate. */
#include "axvmconfig/diagnostics.h"
#include "base/sort.h"

/* A fix and the finding it came with: findings are counted from 0, so that the earlier of two wins. */
struct edit {
    const struct axvm_fix *fix;
    uint32_t finding;
};

static bool edit_is_before(const void *a, const void *b) {
    const struct edit *left = a;
    const struct edit *right = b;
    if (left->fix->span.start != right->fix->span.start) {
        return left->fix->span.start < right->fix->span.start;
    }
    if (left->fix->span.end != right->fix->span.end) {
        return left->fix->span.end < right->fix->span.end; /* an insertion goes before what it touches */
    }
    return left->finding < right->finding;
}

/* The fix that a finding is mended with. @return NULL: it is not */
static const struct axvm_fix *fix_of(const struct axvm_finding *finding, struct axvm_slice text, bool review) {
    if (finding->suppressed || finding->fix_count == 0 || (finding->fixes[0].needs_review && !review)) {
        return NULL;
    }
    return finding->fixes[0].span.end <= text.length ? &finding->fixes[0] : NULL;
}

/* Puts the edits into `edits`, which may be NULL. @return how many there are */
static size_t collect(struct axvm_slice text, const struct axvm_findings *findings, bool review, struct edit *edits) {
    size_t count = 0;
    uint32_t number = 0;
    for (const struct axvm_finding *finding = findings->first; finding != NULL; finding = finding->next, number++) {
        const struct axvm_fix *fix = fix_of(finding, text, review);
        if (fix == NULL) {
            continue;
        }
        if (edits != NULL) {
            edits[count] = (struct edit){fix, number};
        }
        count++;
    }
    return count;
}

static bool is_insertion(const struct axvm_fix *fix) {
    return fix->span.start == fix->span.end;
}

/* Whether a fix keeps clear of the one written before it, which ends at or before every later fix that does. */
static bool is_apart(const struct axvm_fix *fix, const struct axvm_fix *before) {
    if (before == NULL || fix->span.start > before->span.end) {
        return true;
    }
    return fix->span.start == before->span.end && !(is_insertion(fix) && is_insertion(before));
}

static void write_range(struct axvm_slice text, size_t start, size_t end, struct axvm_output *output) {
    if (start < end) {
        axvm_output_bytes(output, text.data + start, end - start);
    }
}

/* Writes the text. @return the number of edits applied */
static uint32_t write_mended(struct axvm_slice text, const struct edit *edits, size_t count,
                             struct axvm_output *output) {
    const struct axvm_fix *before = NULL;
    uint32_t position = 0;
    uint32_t applied = 0;
    for (size_t i = 0; i < count; i++) {
        const struct axvm_fix *fix = edits[i].fix;
        if (!is_apart(fix, before)) {
            continue;
        }
        write_range(text, position, fix->span.start, output);
        axvm_output_slice(output, fix->replacement);
        position = fix->span.end;
        before = fix;
        applied++;
    }
    write_range(text, position, text.length, output);
    return applied;
}

enum axvm_status axvm_fixes_apply(struct axvm_slice text, const struct axvm_findings *findings, bool review,
                                  struct axvm_output *output, uint32_t *applied) {
    *applied = 0;
    struct axvm_arena *arena = findings->arena;
    size_t high = arena->high;
    size_t count = collect(text, findings, review, NULL);
    struct edit *edits = NULL;
    if (count > 0) {
        edits = count > SIZE_MAX / sizeof *edits
                    ? NULL
                    : axvm_arena_take_high(arena, count * sizeof *edits, _Alignof(struct edit));
        if (edits == NULL) {
            return AXVM_OUT_OF_MEMORY;
        }
        collect(text, findings, review, edits);
        axvm_sort(edits, count, sizeof *edits, edit_is_before);
    }
    *applied = write_mended(text, edits, count, output);
    arena->high = high;
    return AXVM_OK;
}
