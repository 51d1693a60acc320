/* SPDX-License-Identifier: Apache-2.0 */
#include "check/range.h"

bool axvm_ranges_overlap(struct axvm_range a, struct axvm_range b) {
    return (axvm_range_has(a, b.base) && b.size_bytes > 0) || (axvm_range_has(b, a.base) && a.size_bytes > 0);
}

bool axvm_range_holds(struct axvm_range outer, struct axvm_range inner) {
    return axvm_range_has(outer, inner.base) &&
           (inner.size_bytes == 0 || axvm_range_last(inner) <= axvm_range_last(outer));
}

struct axvm_range axvm_range_pages(struct axvm_range range) {
    struct axvm_range pages = {axvm_round_down(range.base, AXVM_PAGE_BYTES), 0};
    if (range.size_bytes > 0) {
        uint64_t last = axvm_range_last(range);
        uint64_t end = axvm_round_up(last == UINT64_MAX ? last : last + 1, AXVM_PAGE_BYTES);
        pages.size_bytes = end - pages.base;
    }
    return pages;
}

struct axvm_range axvm_range_common(struct axvm_range a, struct axvm_range b) {
    uint64_t base = a.base > b.base ? a.base : b.base;
    uint64_t a_last = axvm_range_last(a);
    uint64_t b_last = axvm_range_last(b);
    return (struct axvm_range){base, (a_last < b_last ? a_last : b_last) - base + 1};
}
