/* SPDX-License-Identifier: Apache-2.0 */
/* Heapsort: the items [0, count) are a heap, the last of all on top, that shrinks from behind. */
#include "base/sort.h"

#include "base/env.h"

/* Bytes at a time: the compiler makes wide moves of it where it pays. */
static void swap(unsigned char *a, unsigned char *b, size_t size) {
    for (size_t i = 0; i < size; i++) {
        unsigned char byte = a[i];
        a[i] = b[i];
        b[i] = byte;
    }
}

/* Lets item `at` sink to where no child below it belongs behind it. */
static void sink(unsigned char *items, size_t at, size_t count, size_t size, axvm_is_before *is_before) {
    for (;;) {
        size_t child = 2 * at + 1;
        if (child >= count) {
            return;
        }
        if (child + 1 < count && is_before(items + child * size, items + (child + 1) * size)) {
            child++;
        }
        if (!is_before(items + at * size, items + child * size)) {
            return;
        }
        swap(items + at * size, items + child * size, size);
        at = child;
    }
}

/* Whether there is nothing to do: what is sorted here mostly comes in order. */
static bool is_in_order(const unsigned char *items, size_t count, size_t size, axvm_is_before *is_before) {
    for (size_t i = 1; i < count; i++) {
        if (is_before(items + i * size, items + (i - 1) * size)) {
            return false;
        }
    }
    return true;
}

void axvm_sort(void *items, size_t count, size_t size, axvm_is_before *is_before) {
    unsigned char *bytes = items;
    if (is_in_order(bytes, count, size, is_before)) {
        return;
    }
    for (size_t at = count / 2; at > 0; at--) {
        sink(bytes, at - 1, count, size, is_before);
    }
    for (size_t last = count; last-- > 1;) {
        swap(bytes, bytes + last * size, size);
        sink(bytes, 0, last, size, is_before);
    }
}

int axvm_compare_texts(struct axvm_slice a, struct axvm_slice b) {
    size_t common = a.length < b.length ? a.length : b.length;
    int order = common == 0 ? 0 : axvm_compare(a.data, b.data, common);
    return order != 0 ? order : a.length < b.length ? -1 : a.length > b.length;
}
