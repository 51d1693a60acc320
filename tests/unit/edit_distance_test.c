/* SPDX-License-Identifier: Apache-2.0 */
#include "axvmconfig/base.h"

#include "tap.h"

static void check(const char *a, const char *b, unsigned limit, unsigned expected) {
    TAP_EQUAL_U64(axvm_edit_distance(axvm_slice_of(a), axvm_slice_of(b), limit), expected, a);
    TAP_EQUAL_U64(axvm_edit_distance(axvm_slice_of(b), axvm_slice_of(a), limit), expected, b);
}

void tap_body(void) {
    check("", "", 3, 0);
    check("", "abc", 3, 3);
    check("cpu_num", "cpu_num", 3, 0);
    check("cpu_nums", "cpu_num", 3, 1);
    check("cpu_nun", "cpu_num", 3, 1);
    check("cpunum", "cpu_num", 3, 1);
    check("CPU_Num", "cpu_num", 3, 0);
    check("[\\]^_`", "{|}~_@", 9, 5); /* only letters have a case */
    check("cup_num", "cpu_num", 3, 1);
    check("ab", "ba", 3, 1);
    check("ca", "abc", 3, 3); /* a swapped pair is not taken apart again: 3, not 2 */
    check("kitten", "sitting", 9, 3);
    check("\xc3\xa9", "e", 3, 2); /* bytes, not characters */

    check("kitten", "sitting", 3, 3);
    check("kitten", "sitting", 2, 3);
    check("kitten", "sitting", 0, 1);
    check("memory_regions", "id", 3, 4);
    check("a", "b", UINT32_MAX, 1);

    const char *longest = "abcdefghijklmnopqrstuvwxyz012345";
    const char *too_long = "abcdefghijklmnopqrstuvwxyz0123456";
    check(longest, longest, 2, 0);
    check(longest, "", 40, 32);
    check(longest, "!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!", 40, 32);
    check(too_long, too_long, 2, 3);
    check(too_long, longest, 2, 3);
    check("", too_long, 40, 41);
}
