/* SPDX-License-Identifier: Apache-2.0 */
/* Address ranges: limits by hand, then all of it compared with sets of addresses and with wider arithmetic. */
#include "check/range.h"

#include "tap.h"

#define TOP  UINT64_MAX
#define PAGE AXVM_PAGE_BYTES

/* --- limits ---------------------------------------------------------------------------------------- */

struct limit {
    const char *name;
    struct axvm_range a;
    struct axvm_range b;
    bool overlap;
    bool a_holds_b;
};

static void check_limits(void) {
    static const struct limit limits[] = {
        {"the same", {8, 8}, {8, 8}, true, true},
        {"side by side", {8, 8}, {16, 8}, false, false},
        {"by one address", {8, 8}, {15, 8}, true, false},
        {"all but one address", {8, 8}, {8, 9}, true, false},
        {"the last address", {8, 8}, {15, 1}, true, true},
        {"nothing in something", {8, 8}, {8, 0}, false, true},
        {"nothing at the end of something", {8, 8}, {16, 0}, false, false},
        {"something in nothing", {8, 0}, {8, 1}, false, false},
        {"nothing in nothing", {8, 0}, {8, 0}, false, false},
        {"all in all", {0, TOP}, {0, TOP}, true, true},
        {"at the very end", {TOP, 1}, {TOP - 1, 2}, true, false},
        {"one that wraps", {TOP - 7, 100}, {0, 8}, false, false},
        {"two that wrap", {TOP - 7, 100}, {TOP - 3, 200}, true, true},
        {"a larger one that wraps", {TOP - 3, 100}, {TOP - 7, 100}, true, false},
    };
    for (size_t i = 0; i < sizeof limits / sizeof limits[0]; i++) {
        const struct limit *limit = &limits[i];
        TAP_EQUAL_U64(axvm_ranges_overlap(limit->a, limit->b), limit->overlap, limit->name);
        TAP_EQUAL_U64(axvm_ranges_overlap(limit->b, limit->a), limit->overlap, limit->name);
        TAP_EQUAL_U64(axvm_range_holds(limit->a, limit->b), limit->a_holds_b, limit->name);
    }
}

struct fit {
    const char *name;
    struct axvm_range range;
    uint64_t limit;
    bool fits;
};

static void check_fits(void) {
    static const struct fit fits[] = {
        {"up to the limit", {AXVM_GPA_END - PAGE, PAGE}, AXVM_GPA_END, true},
        {"one past it", {AXVM_GPA_END - PAGE, PAGE + 1}, AXVM_GPA_END, false},
        {"all below it", {0, AXVM_GPA_END}, AXVM_GPA_END, true},
        {"nothing at it", {AXVM_GPA_END, 0}, AXVM_GPA_END, true},
        {"nothing past it", {AXVM_GPA_END + 1, 0}, AXVM_GPA_END, false},
        {"a sum that wraps to little", {TOP, 2}, AXVM_GPA_END, false},
        {"a sum that wraps to the base", {PAGE, TOP}, TOP, false},
        {"up to the largest number", {TOP - 1, 1}, TOP, true},
        {"one past the largest number", {TOP, 1}, TOP, false},
        {"nothing below nothing", {0, 0}, 0, true},
    };
    for (size_t i = 0; i < sizeof fits / sizeof fits[0]; i++) {
        TAP_EQUAL_U64(axvm_range_fits(fits[i].range, fits[i].limit), fits[i].fits, fits[i].name);
    }
}

struct pages {
    const char *name;
    struct axvm_range range;
    struct axvm_range pages;
};

static void check_pages(void) {
    static const struct pages cases[] = {
        {"a page", {PAGE, PAGE}, {PAGE, PAGE}},
        {"a byte", {PAGE + 5, 1}, {PAGE, PAGE}},
        {"the last byte of a page", {2 * PAGE - 1, 1}, {PAGE, PAGE}},
        {"two bytes in two pages", {2 * PAGE - 1, 2}, {PAGE, 2 * PAGE}},
        {"a page's length in two pages", {PAGE + 1, PAGE}, {PAGE, 2 * PAGE}},
        {"nothing", {PAGE + 5, 0}, {PAGE, 0}},
        {"the last page but one", {TOP - PAGE, 1}, {TOP - 2 * PAGE + 1, PAGE}},
        {"into the last page", {TOP - PAGE, 2}, {TOP - 2 * PAGE + 1, PAGE}},
        {"in the last page", {TOP - 5, 1}, {TOP - PAGE + 1, 0}},
        {"past the end", {TOP - PAGE, TOP}, {TOP - 2 * PAGE + 1, PAGE}},
        {"everything", {0, TOP}, {0, TOP - PAGE + 1}},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct axvm_range pages = axvm_range_pages(cases[i].range);
        TAP_EQUAL_U64(pages.base, cases[i].pages.base, cases[i].name);
        TAP_EQUAL_U64(pages.size_bytes, cases[i].pages.size_bytes, cases[i].name);
    }
}

static void check_rounding(void) {
    TAP_EQUAL_U64(axvm_round_down(PAGE - 1, PAGE), 0, "down to 0");
    TAP_EQUAL_U64(axvm_round_down(TOP, PAGE), TOP - PAGE + 1, "down from the largest number");
    TAP_EQUAL_U64(axvm_round_down(7, 1), 7, "down to a multiple of 1");
    TAP_EQUAL_U64(axvm_round_up(0, PAGE), 0, "0 stays");
    TAP_EQUAL_U64(axvm_round_up(1, PAGE), PAGE, "up to a page");
    TAP_EQUAL_U64(axvm_round_up(TOP - PAGE + 1, PAGE), TOP - PAGE + 1, "the largest multiple stays");
    TAP_EQUAL_U64(axvm_round_up(TOP - PAGE + 2, PAGE), TOP - PAGE + 1, "what would wrap goes down to it");
    TAP_EQUAL_U64(axvm_round_up(TOP, 1), TOP, "up to a multiple of 1");
    TAP_EQUAL_U64(axvm_round_up(TOP, UINT64_C(1) << 63), UINT64_C(1) << 63, "up to a multiple of 2^63");
    TAP_EQUAL_U64(axvm_range_last((struct axvm_range){TOP, 1}), TOP, "the last address of all");
    TAP_EQUAL_U64(axvm_range_last((struct axvm_range){TOP - 1, 3}), TOP, "of a range that wraps by one");
    TAP_EQUAL_U64(axvm_range_last((struct axvm_range){1, TOP}), TOP, "of a range that ends with all addresses");
    TAP_EQUAL_U64(axvm_range_last((struct axvm_range){2, TOP}), TOP, "of one that wraps by an address");
}

/* --- compared with other arithmetic, where the compiler has it ------------------------------------------ */

#ifdef __SIZEOF_INT128__

__extension__ typedef unsigned __int128 wide;

/* Where ends of ranges are unsafe: 0, pages, the end of guest addresses, and the end of all. */
static const uint64_t edges[] = {
    0, PAGE, UINT64_C(1) << 32, AXVM_GPA_END, UINT64_C(1) << 47, UINT64_C(1) << 63, TOP - PAGE + 1, TOP,
};

#define EDGE_COUNT (sizeof edges / sizeof edges[0])

static uint64_t next_random(uint64_t *state) {
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return *state;
}

/* A number near an edge, on either side of it, or any number at all. */
static uint64_t some_number(uint64_t *state) {
    uint64_t random = next_random(state);
    if (random % 8 == 0) {
        return next_random(state) >> (random / 8 % 64);
    }
    return edges[random / 8 % EDGE_COUNT] + next_random(state) % 17 - 8;
}

static struct axvm_range some_range(uint64_t *state) {
    uint64_t base = some_number(state);
    return (struct axvm_range){base, some_number(state)};
}

/* One past the last address; ranges that wrap end at 2^64. */
static wide end_of(struct axvm_range range) {
    const wide all = (wide)TOP + 1;
    wide end = (wide)range.base + range.size_bytes;
    return end < all ? end : all;
}

/* --- sets of addresses ------------------------------------------------------------------------------ */

/* So many addresses, from any first one on, are a set of bits. */
#define SET_ADDRESSES 24

static uint32_t set_of(struct axvm_range range, uint64_t first) {
    uint32_t set = 0;
    for (unsigned i = 0; i < SET_ADDRESSES; i++) {
        wide address = (wide)first + i;
        bool is_in = address <= TOP && address >= range.base && address < end_of(range);
        set |= is_in ? UINT32_C(1) << i : 0;
    }
    return set;
}

/* All ranges of `first` and the 11 addresses behind it, with up to 12 addresses, against each other. */
static bool agrees_with_sets(uint64_t first) {
    const unsigned span = 12;
    for (unsigned i = 0; i < span * (span + 1) * span * (span + 1); i++) {
        struct axvm_range a = {first + i % span, i / span % (span + 1)};
        struct axvm_range b = {first + i / (span * (span + 1)) % span, i / (span * (span + 1) * span)};
        if (a.base < first || b.base < first) {
            continue; /* wrapped around, which is not behind `first` */
        }
        uint32_t set_a = set_of(a, first);
        uint32_t set_b = set_of(b, first);
        bool has_base = (set_of((struct axvm_range){b.base, 1}, first) & set_a) != 0;
        bool holds = has_base && (set_b & ~set_a) == 0;
        if (axvm_ranges_overlap(a, b) != ((set_a & set_b) != 0) || axvm_range_has(a, b.base) != has_base ||
            axvm_range_holds(a, b) != holds) {
            return false;
        }
    }
    return true;
}

static void check_sets(void) {
    for (size_t i = 0; i < EDGE_COUNT; i++) {
        TAP_CHECK(agrees_with_sets(edges[i] - 11), "overlap, membership and inclusion before an edge");
        TAP_CHECK(agrees_with_sets(edges[i] - 5), "across an edge");
        TAP_CHECK(agrees_with_sets(edges[i]), "behind an edge");
    }
}

/* --- wider arithmetic ------------------------------------------------------------------------------- */

static bool agree_on_ranges(struct axvm_range a, struct axvm_range b) {
    wide start = a.base > b.base ? a.base : b.base;
    wide end = end_of(a) < end_of(b) ? end_of(a) : end_of(b);
    bool has_base = b.base >= a.base && b.base < end_of(a);
    return axvm_ranges_overlap(a, b) == (start < end) && axvm_range_has(a, b.base) == has_base &&
           axvm_range_holds(a, b) == (has_base && (b.size_bytes == 0 || end_of(b) <= end_of(a)));
}

static bool agree_on_limits(struct axvm_range range, uint64_t limit) {
    bool fits = (wide)range.base + range.size_bytes <= limit;
    return axvm_range_fits(range, limit) == fits &&
           (range.size_bytes == 0 || axvm_range_last(range) == (uint64_t)(end_of(range) - 1));
}

static bool agree_on_rounding(uint64_t value, uint64_t unit) {
    const wide multiples = ~((wide)unit - 1);
    wide up = ((wide)value + unit - 1) & multiples;
    wide down = value & multiples;
    wide largest = TOP & multiples;
    return axvm_round_down(value, unit) == (uint64_t)down &&
           axvm_round_up(value, unit) == (up < largest ? up : largest);
}

static bool agree_on_pages(struct axvm_range range) {
    const wide multiples = ~((wide)PAGE - 1);
    const wide last_boundary = TOP & multiples;
    wide base = range.base & multiples;
    wide end = (end_of(range) + PAGE - 1) & multiples;
    end = range.size_bytes == 0 ? base : end < last_boundary ? end : last_boundary;
    struct axvm_range pages = axvm_range_pages(range);
    return pages.base == (uint64_t)base && pages.size_bytes == (uint64_t)(end - base);
}

static void check_wide(void) {
    uint64_t state = UINT64_C(0x9e3779b97f4a7c15);
    bool ranges = true;
    bool limits = true;
    bool rounding = true;
    bool pages = true;
    for (unsigned i = 0; i < 300000; i++) {
        struct axvm_range a = some_range(&state);
        struct axvm_range b = some_range(&state);
        ranges = ranges && agree_on_ranges(a, b);
        limits = limits && agree_on_limits(a, some_number(&state));
        rounding = rounding && agree_on_rounding(a.base, UINT64_C(1) << (next_random(&state) % 64));
        pages = pages && agree_on_pages(a);
    }
    TAP_CHECK(ranges, "random ranges overlap, have and hold as in 128 bits");
    TAP_CHECK(limits, "they fit and end as in 128 bits");
    TAP_CHECK(rounding, "numbers are rounded as in 128 bits");
    TAP_CHECK(pages, "ranges take pages as in 128 bits");
}

static void check_compared(void) {
    check_sets();
    check_wide();
}

#else

static void check_compared(void) {
    tap_comment("not compared with 128 bits, which this compiler does not have");
}

#endif

void tap_body(void) {
    check_limits();
    check_fits();
    check_pages();
    check_rounding();
    check_compared();
}
