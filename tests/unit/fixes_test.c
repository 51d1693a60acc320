/* SPDX-License-Identifier: Apache-2.0 */
/* Fixes applied to a text. And sorting, which they are sorted by. */
#include "base/sort.h"
#include "diag/findings.h"

#include "tap.h"

static _Alignas(16) unsigned char memory[1 << 20];
static char written[1 << 16];

/* The text of most examples: each digit stands at its own offset. */
#define TEXT "0123456789"

static struct axvm_source source = {{"f", 1}, {TEXT, 10}};

struct fixture {
    struct axvm_arena arena;
    struct axvm_findings findings;
    uint32_t applied;
    enum axvm_status status;
};

static void prepare(struct fixture *fixture) {
    axvm_arena_init(&fixture->arena, memory, sizeof memory);
    axvm_findings_init(&fixture->findings, &fixture->arena, &source, 10000);
}

static struct axvm_finding *add(struct fixture *fixture, uint32_t start, uint32_t end, const char *replacement,
                                bool needs_review) {
    struct axvm_span span = {start, end};
    struct axvm_finding *finding =
        axvm_findings_add(&fixture->findings, AXVM_CODE_UNKNOWN_KEY, AXVM_LEVEL_WARNING, span);
    axvm_finding_fix(&fixture->findings, finding, span, axvm_slice_of(replacement), needs_review);
    return finding;
}

static struct axvm_slice apply(struct fixture *fixture, struct axvm_slice text, bool review) {
    struct axvm_output output;
    axvm_output_init(&output, written, sizeof written, NULL, NULL);
    size_t high = fixture->arena.high;
    size_t low = fixture->arena.low;
    fixture->status = axvm_fixes_apply(text, &fixture->findings, review, &output, &fixture->applied);
    TAP_CHECK(fixture->arena.high == high && fixture->arena.low == low, "the arena is as before");
    return (struct axvm_slice){written, output.used};
}

/* Two or three edits in the order of their findings. */
struct example {
    const char *name;
    const char *expected;
    uint32_t applied;
    struct {
        uint32_t start;
        uint32_t end;
        const char *replacement;
    } edits[3];
};

static const struct example examples[] = {
    {"a replacement", "01xyz456789", 1, {{2, 4, "xyz"}}},
    {"a removal", "01456789", 1, {{2, 4, ""}}},
    {"an insertion", "01x23456789", 1, {{2, 2, "x"}}},
    {"at the start", "x123456789", 1, {{0, 1, "x"}}},
    {"before the start", "x0123456789", 1, {{0, 0, "x"}}},
    {"at the end", "012345678x", 1, {{9, 10, "x"}}},
    {"behind the end", "0123456789x", 1, {{10, 10, "x"}}},
    {"all of it", "x", 1, {{0, 10, "x"}}},
    {"the order of findings does not matter", "0a23b567c9", 3, {{8, 9, "c"}, {1, 2, "a"}, {4, 5, "b"}}},
    {"next to each other", "0ab3456789", 2, {{1, 2, "a"}, {2, 3, "b"}}},
    {"an insertion before a replacement", "0xa23456789", 2, {{1, 2, "a"}, {1, 1, "x"}}},
    {"an insertion behind a replacement", "0ax23456789", 2, {{1, 2, "a"}, {2, 2, "x"}}},
    {"two insertions in one place: one is left", "0x123456789", 1, {{1, 1, "x"}, {1, 1, "y"}}},
    {"of two that overlap the first in the text wins", "0a456789", 1, {{2, 5, "b"}, {1, 4, "a"}}},
    {"of two at the same start the shorter", "0a23456789", 1, {{1, 4, "b"}, {1, 2, "a"}}},
    {"of two about the same bytes that of the first finding", "0a3456789", 1, {{1, 3, "a"}, {1, 3, "b"}}},
    {"one in another", "0a89", 1, {{4, 5, "b"}, {1, 8, "a"}}},
    {"an insertion in a replacement", "0a89", 1, {{4, 4, "b"}, {1, 8, "a"}}},
    {"one that is left does not hinder the next", "0a4c6789", 2, {{1, 4, "a"}, {3, 5, "b"}, {5, 6, "c"}}},
    {"one beyond the text is none", TEXT, 0, {{9, 11, "x"}}},
};

static void run_examples(void) {
    for (size_t i = 0; i < sizeof examples / sizeof examples[0]; i++) {
        struct fixture fixture;
        prepare(&fixture);
        for (size_t j = 0; j < 3 && examples[i].edits[j].replacement != NULL; j++) {
            add(&fixture, examples[i].edits[j].start, examples[i].edits[j].end, examples[i].edits[j].replacement,
                false);
        }
        TAP_EQUAL_STRING(apply(&fixture, source.text, false), examples[i].expected, examples[i].name);
        TAP_EQUAL_U64(fixture.applied, examples[i].applied, "and so many were applied");
        TAP_EQUAL_U64(fixture.status, AXVM_OK, "successfully");
    }
}

/* Up to three fixes: those with a target move their bytes there, and others replace theirs with "x". */
struct move_example {
    const char *name;
    const char *expected;
    uint32_t applied;
    struct {
        uint32_t start;
        uint32_t end;
        uint32_t target; /* UINT32_MAX: it moves nothing */
    } fixes[3];
};

#define STAYS UINT32_MAX

static const struct move_example move_examples[] = {
    {"a move forwards", "0145623789", 1, {{2, 4, 7}}},
    {"a move backwards", "0561234789", 1, {{5, 7, 1}}},
    {"to the start", "2301456789", 1, {{2, 4, 0}}},
    {"to the end", "0145678923", 1, {{2, 4, 10}}},
    {"two to the same place keep their order", "0145678239", 1, {{2, 4, 9}}},
    {"two to the same place, found in the other order", "0346712589", 2, {{5, 6, 8}, {1, 3, 8}}},
    {"a swap", "0231456789", 1, {{1, 2, 4}}},
    {"a replacement in what is moved: the move, which comes first, wins", "0145623789", 1, {{2, 4, 7}, {3, 4, STAYS}}},
    {"a replacement before it there: nothing moves", "0x3456789", 1, {{2, 4, 7}, {1, 3, STAYS}}},
    {"a replacement around the target: nothing moves", "01234x9", 1, {{2, 4, 7}, {5, 9, STAYS}}},
    {"which leaves the next its place", "0123x56x9", 2, {{2, 4, 8}, {4, 5, STAYS}, {7, 9, STAYS}}},
    {"of an insertion and a move to one place the first", "01x23456789", 1, {{2, 2, STAYS}, {4, 6, 2}}},
    {"and in the other order", "0145236789", 1, {{4, 6, 2}, {2, 2, STAYS}}},
    {"a target beyond the text", TEXT, 0, {{2, 4, 11}}},
};

static void run_moves(void) {
    for (size_t i = 0; i < sizeof move_examples / sizeof move_examples[0]; i++) {
        const struct move_example *example = &move_examples[i];
        struct fixture fixture;
        prepare(&fixture);
        for (size_t j = 0; j < 3 && example->fixes[j].end > 0; j++) {
            struct axvm_span span = {example->fixes[j].start, example->fixes[j].end};
            struct axvm_finding *finding =
                axvm_findings_add(&fixture.findings, AXVM_CODE_UNKNOWN_KEY, AXVM_LEVEL_WARNING, span);
            if (example->fixes[j].target == STAYS) {
                axvm_finding_fix(&fixture.findings, finding, span, axvm_slice_of("x"), false);
            } else {
                axvm_finding_move(&fixture.findings, finding, span, example->fixes[j].target, false);
            }
        }
        TAP_EQUAL_STRING(apply(&fixture, source.text, false), example->expected, example->name);
        TAP_EQUAL_U64(fixture.applied, example->applied, "and so many were applied");
    }
}

static void choose(void) {
    struct fixture fixture;
    prepare(&fixture);
    TAP_EQUAL_STRING(apply(&fixture, source.text, true), TEXT, "without findings the text is written");
    TAP_EQUAL_U64(fixture.applied, 0, "without fixes");
    add(&fixture, 1, 2, "a", true);
    TAP_EQUAL_STRING(apply(&fixture, source.text, false), TEXT, "a fix that needs review is left");
    TAP_EQUAL_STRING(apply(&fixture, source.text, true), "0a23456789", "unless asked for");
    struct axvm_finding *finding = add(&fixture, 3, 4, "b", false);
    TAP_EQUAL_STRING(apply(&fixture, source.text, false), "012b456789", "one that is safe is applied");
    axvm_finding_fix(&fixture.findings, finding, (struct axvm_span){5, 6}, axvm_slice_of("c"), false);
    TAP_EQUAL_STRING(apply(&fixture, source.text, false), "012b456789", "of two fixes of a finding the first");
    finding->suppressed = true;
    TAP_EQUAL_STRING(apply(&fixture, source.text, false), TEXT, "what is suppressed is not fixed");
}

static void without_memory(void) {
    struct fixture fixture;
    prepare(&fixture);
    add(&fixture, 1, 2, "a", false);
    size_t room = 0;
    do {
        fixture.arena.low = fixture.arena.high - room++;
        if (apply(&fixture, source.text, false).length > 0) {
            break;
        }
        TAP_EQUAL_U64(fixture.status, AXVM_OUT_OF_MEMORY, "without memory nothing is written, and that is said");
        TAP_EQUAL_U64(fixture.applied, 0, "with nothing applied");
    } while (room < 256);
    TAP_CHECK(fixture.status == AXVM_OK && room > 1 && room < 256, "a fix takes some bytes");
    struct axvm_slice empty = {NULL, 0};
    prepare(&fixture);
    TAP_EQUAL_STRING(apply(&fixture, empty, false), "", "an empty text stays empty");
    add(&fixture, 0, 0, "a", false);
    TAP_EQUAL_STRING(apply(&fixture, empty, false), "a", "or gets something");
}

/* --- sorting -------------------------------------------------------------------------------------- */

struct item {
    uint32_t key;
    uint8_t bytes[9]; /* an odd size */
};

static bool item_is_before(const void *a, const void *b) {
    return ((const struct item *)a)->key < ((const struct item *)b)->key;
}

static bool sorts(uint32_t count, uint32_t factor, uint32_t modulus) {
    static struct item items[1000];
    uint64_t sum = 0;
    for (uint32_t i = 0; i < count; i++) {
        items[i] = (struct item){i * factor % modulus, {(uint8_t)i}};
        sum += items[i].key;
    }
    axvm_sort(items, count, sizeof items[0], item_is_before);
    bool sorted = true;
    for (uint32_t i = 0; i < count; i++) {
        sorted = sorted && (i == 0 || items[i - 1].key <= items[i].key);
        sum -= items[i].key;
    }
    return sorted && sum == 0;
}

static void sorting(void) {
    bool all = true;
    for (uint32_t count = 0; count <= 100; count++) {
        all = all && sorts(count, 1, 1000) && sorts(count, 999, 1000) && sorts(count, 37, 101) && sorts(count, 1, 1) &&
              sorts(count, 7, 5);
    }
    TAP_CHECK(all, "arrays of 0 to 100 items are sorted, whatever the order was");
    TAP_CHECK(sorts(1000, 7919, 10007), "1000 items are, too");
}

static void many(void) {
    struct fixture fixture;
    static char text[1000];
    prepare(&fixture);
    for (uint32_t i = 0; i < sizeof text; i++) {
        text[i] = 'a';
    }
    for (uint32_t i = 0; i < 500; i++) {
        uint32_t at = i * 7 % 500 * 2;
        add(&fixture, at, at + 1, "bc", false);
    }
    struct axvm_slice mended = apply(&fixture, (struct axvm_slice){text, sizeof text}, false);
    bool right = mended.length == 1500;
    for (size_t i = 0; right && i < mended.length; i++) {
        right = mended.data[i] == "bca"[i % 3];
    }
    TAP_CHECK(right, "many fixes in any order");
    TAP_EQUAL_U64(fixture.applied, 500, "all of them applied");
}

void tap_body(void) {
    run_examples();
    run_moves();
    choose();
    without_memory();
    sorting();
    many();
}
