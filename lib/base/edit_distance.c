/* SPDX-License-Identifier: Apache-2.0 */
#include "axvmconfig/base.h"

/* Longer words are never near anything: keys and options are shorter. */
#define WORD_MAX 32

/* Distances of the first bytes of one word to every beginning of the other. At most 32, so a byte each. */
typedef unsigned char distance_row[WORD_MAX + 1];

static char lower(char byte) {
    return byte >= 'A' && byte <= 'Z' ? (char)(byte - 'A' + 'a') : byte;
}

static unsigned smaller(unsigned a, unsigned b) {
    return a < b ? a : b;
}

/* Fills the row of a[0..i] from the rows of one and two bytes less. Needs i > 0. */
static void fill_row(unsigned char *row, const unsigned char *previous, const unsigned char *before_previous,
                     struct axvm_slice a, struct axvm_slice b, size_t i) {
    row[0] = (unsigned char)i;
    for (size_t j = 1; j <= b.length; j++) {
        char x = lower(a.data[i - 1]);
        char y = lower(b.data[j - 1]);
        unsigned best = smaller(previous[j] + 1u, row[j - 1] + 1u);
        best = smaller(best, previous[j - 1] + (x != y ? 1u : 0u));
        if (i > 1 && j > 1 && x == lower(b.data[j - 2]) && y == lower(a.data[i - 2])) {
            best = smaller(best, before_previous[j - 2] + 1u);
        }
        row[j] = (unsigned char)best;
    }
}

unsigned axvm_edit_distance(struct axvm_slice a, struct axvm_slice b, unsigned limit) {
    unsigned beyond = limit == UINT32_MAX ? limit : limit + 1;
    if (a.length > WORD_MAX || b.length > WORD_MAX) {
        return beyond;
    }
    size_t difference = a.length > b.length ? a.length - b.length : b.length - a.length;
    if (difference > limit) {
        return beyond;
    }
    distance_row rows[3] = {{0}};
    for (size_t j = 0; j <= b.length; j++) {
        rows[0][j] = (unsigned char)j;
    }
    for (size_t i = 1; i <= a.length; i++) {
        fill_row(rows[i % 3], rows[(i + 2) % 3], rows[(i + 1) % 3], a, b, i);
    }
    return smaller(rows[a.length % 3][b.length], beyond);
}
