/* SPDX-License-Identifier: Apache-2.0 */
#include "axvmconfig/base.h"
#include "base/env.h"

struct axvm_slice axvm_slice_of(const char *text) {
    size_t length = 0;
    while (text[length] != '\0') {
        length++;
    }
    return (struct axvm_slice){text, length};
}

bool axvm_slice_equal(struct axvm_slice a, struct axvm_slice b) {
    /* The data of an empty slice may be NULL, which memcmp must not see. */
    return a.length == b.length && (a.length == 0 || axvm_compare(a.data, b.data, a.length) == 0);
}
