/* SPDX-License-Identifier: Apache-2.0 */
#include "diag/findings.h"

#include "base/env.h"
#include "base/format.h"

/* Message, primary label, secondary labels and remarks, two replacements as long, and padding. */
_Static_assert(sizeof(struct axvm_finding) + _Alignof(struct axvm_finding) +
                       (size_t)(2 + AXVM_LABELS_MAX + AXVM_REMARKS_MAX + AXVM_FIXES_MAX) * AXVM_FORMAT_MAX <=
                   AXVM_FINDING_BYTES_MAX,
               "AXVM_FINDING_BYTES_MAX must cover a finding with all its texts");

/* --- making -------------------------------------------------------------------------------- */

void axvm_findings_init(struct axvm_findings *findings, struct axvm_arena *arena, struct axvm_source *source,
                        uint32_t limit) {
    *findings = (struct axvm_findings){.arena = arena, .source = source, .limit = limit};
}

uint32_t axvm_findings_total(const struct axvm_findings *findings) {
    uint32_t total = 0;
    for (int level = AXVM_LEVEL_NOTE; level <= AXVM_LEVEL_ERROR; level++) {
        total += findings->counts[level];
    }
    return total;
}

struct axvm_finding *axvm_findings_add(struct axvm_findings *findings, enum axvm_code code, enum axvm_level level,
                                       struct axvm_span span) {
    findings->counts[level]++;
    if (findings->stored[level] >= findings->limit) {
        return NULL;
    }
    struct axvm_finding *finding =
        axvm_arena_take_high(findings->arena, sizeof *finding, _Alignof(struct axvm_finding));
    if (finding == NULL) {
        findings->out_of_memory = true;
        return NULL;
    }
    *finding = (struct axvm_finding){
        .code = code,
        .level = level,
        .primary = {.source = findings->source, .span = span},
    };
    if (findings->last == NULL) {
        findings->first = finding;
    } else {
        findings->last->next = finding;
    }
    findings->last = finding;
    findings->stored[level]++;
    return finding;
}

void axvm_findings_withdraw(struct axvm_findings *findings, struct axvm_finding *before, struct axvm_finding *finding) {
    if (before == NULL) {
        findings->first = finding->next;
    } else {
        before->next = finding->next;
    }
    if (findings->last == finding) {
        findings->last = before;
    }
    findings->counts[finding->level]--;
    findings->stored[finding->level]--;
}

#if defined(AXVM_MESSAGES) || defined(AXVM_REMARKS)
static struct axvm_slice format_text(struct axvm_findings *findings, const char *format, va_list arguments) {
    struct axvm_slice text = axvm_format_list(findings->arena, format, arguments);
    if (text.data == NULL) {
        findings->out_of_memory = true;
    }
    return text;
}
#endif

#ifdef AXVM_MESSAGES
void axvm_finding_message(struct axvm_findings *findings, struct axvm_finding *finding, const char *format, ...) {
    if (finding == NULL) {
        return;
    }
    va_list arguments;
    va_start(arguments, format);
    finding->message = format_text(findings, format, arguments);
    va_end(arguments);
}

void axvm_finding_label(struct axvm_findings *findings, struct axvm_finding *finding, const char *format, ...) {
    if (finding == NULL) {
        return;
    }
    va_list arguments;
    va_start(arguments, format);
    finding->primary.text = format_text(findings, format, arguments);
    va_end(arguments);
}

static struct axvm_label *add_label(struct axvm_finding *finding, struct axvm_source *source, struct axvm_span span) {
    if (finding == NULL || finding->label_count == AXVM_LABELS_MAX) {
        return NULL;
    }
    struct axvm_label *label = &finding->labels[finding->label_count++];
    label->source = source;
    label->span = span;
    return label;
}

void axvm_finding_secondary(struct axvm_findings *findings, struct axvm_finding *finding, struct axvm_span span,
                            const char *format, ...) {
    struct axvm_label *label = add_label(finding, findings->source, span);
    if (label == NULL) {
        return;
    }
    va_list arguments;
    va_start(arguments, format);
    label->text = format_text(findings, format, arguments);
    va_end(arguments);
}

void axvm_finding_secondary_in(struct axvm_findings *findings, struct axvm_finding *finding, struct axvm_source *source,
                               struct axvm_span span, const char *format, ...) {
    struct axvm_label *label = add_label(finding, source, span);
    if (label == NULL) {
        return;
    }
    va_list arguments;
    va_start(arguments, format);
    label->text = format_text(findings, format, arguments);
    va_end(arguments);
}
#endif

#ifdef AXVM_REMARKS
void axvm_finding_remark(struct axvm_findings *findings, struct axvm_finding *finding, enum axvm_remark_kind kind,
                         const char *format, ...) {
    if (finding == NULL || finding->remark_count == AXVM_REMARKS_MAX) {
        return;
    }
    struct axvm_remark *remark = &finding->remarks[finding->remark_count++];
    remark->kind = kind;
    va_list arguments;
    va_start(arguments, format);
    remark->text = format_text(findings, format, arguments);
    va_end(arguments);
}

static void add_fix(struct axvm_finding *finding, struct axvm_fix fix) {
    if (finding != NULL && finding->fix_count < AXVM_FIXES_MAX) {
        finding->fixes[finding->fix_count++] = fix;
    }
}

void axvm_finding_fix(struct axvm_findings *findings, struct axvm_finding *finding, struct axvm_span span,
                      struct axvm_slice replacement, bool needs_review) {
    (void)findings;
    add_fix(finding, (struct axvm_fix){.span = span, .replacement = replacement, .needs_review = needs_review});
}

void axvm_finding_move(struct axvm_findings *findings, struct axvm_finding *finding, struct axvm_span span,
                       uint32_t target, bool needs_review) {
    (void)findings;
    add_fix(finding,
            (struct axvm_fix){
                .span = span, .replacement = {"", 0}, .needs_review = needs_review, .moves = true, .target = target});
}
#endif

/* --- sorting ------------------------------------------------------------------------------- */

static int compare_u32(uint32_t a, uint32_t b) {
    return a < b ? -1 : a > b;
}

static int compare_slices(struct axvm_slice a, struct axvm_slice b) {
    size_t common = a.length < b.length ? a.length : b.length;
    int order = common == 0 ? 0 : axvm_compare(a.data, b.data, common);
    return order != 0 ? order : a.length < b.length ? -1 : a.length > b.length;
}

static int compare_findings(const struct axvm_finding *a, const struct axvm_finding *b) {
    int order = 0;
    if (a->primary.source != b->primary.source) {
        order = compare_slices(a->primary.source->name, b->primary.source->name);
    }
    if (order == 0) {
        order = compare_u32(a->primary.span.start, b->primary.span.start);
    }
    if (order == 0) {
        order = compare_u32(a->primary.span.end, b->primary.span.end);
    }
    if (order == 0) {
        order = compare_u32(b->level, a->level);
    }
    return order != 0 ? order : compare_u32(a->code, b->code);
}

/* Merges two sorted lists; of equal findings those of `left` come first. */
static struct axvm_finding *merge(struct axvm_finding *left, struct axvm_finding *right) {
    struct axvm_finding *first = NULL;
    struct axvm_finding **tail = &first;
    while (left != NULL && right != NULL) {
        struct axvm_finding **smaller = compare_findings(left, right) <= 0 ? &left : &right;
        *tail = *smaller;
        tail = &(*smaller)->next;
        *smaller = *tail;
    }
    *tail = left != NULL ? left : right;
    return first;
}

/* A finding that says nothing new: the same code and words about the same place as the one before it. */
static bool repeats(const struct axvm_finding *finding, const struct axvm_finding *before) {
    return finding->code == before->code && finding->primary.source == before->primary.source &&
           finding->primary.span.start == before->primary.span.start &&
           finding->primary.span.end == before->primary.span.end && axvm_slice_equal(finding->message, before->message);
}

static void drop_repeated(struct axvm_findings *findings) {
    struct axvm_finding *kept = findings->first;
    while (kept != NULL && kept->next != NULL) {
        struct axvm_finding *next = kept->next;
        if (repeats(next, kept)) {
            kept->next = next->next;
            findings->counts[next->level]--;
            findings->stored[next->level]--;
        } else {
            kept = next;
        }
    }
    findings->last = kept;
}

/*
 * A merge sort from below: runs[i] is empty or a sorted list of 2^i findings, older ones in higher
 * runs, so that adding a finding is a binary increment with merges for carries.
 */
void axvm_findings_sort(struct axvm_findings *findings) {
    struct axvm_finding *runs[32] = {NULL};
    struct axvm_finding *finding = findings->first;
    while (finding != NULL) {
        struct axvm_finding *rest = finding->next;
        finding->next = NULL;
        size_t i = 0;
        for (; runs[i] != NULL; i++) {
            finding = merge(runs[i], finding);
            runs[i] = NULL;
        }
        runs[i] = finding;
        finding = rest;
    }
    struct axvm_finding *sorted = NULL;
    for (size_t i = 0; i < sizeof runs / sizeof runs[0]; i++) {
        sorted = merge(runs[i], sorted);
    }
    findings->first = sorted;
    drop_repeated(findings);
}
