/* SPDX-License-Identifier: Apache-2.0 */
#include "axvmconfig/base.h"
#include "base/env.h"

/*@ requires \exists integer end; 0 <= end <= SIZE_MAX && \valid_read(text + (0 .. end)) && text[end] == '\0';
  @ assigns  \nothing;
  @ ensures  \result.data == text && text[\result.length] == '\0';
  @ ensures  \forall integer i; 0 <= i < \result.length ==> text[i] != '\0';
  @*/
struct axvm_slice axvm_slice_of(const char *text) {
    size_t length = 0;
    /*@ loop invariant \forall integer i; 0 <= i < length ==> text[i] != '\0';
      @ loop assigns   length;
      @ loop variant   SIZE_MAX - length;
      @*/
    while (text[length] != '\0') {
        length++;
    }
    return (struct axvm_slice){text, length};
}

/*@ requires a.length > 0 ==> \valid_read(a.data + (0 .. a.length - 1));
  @ requires b.length > 0 ==> \valid_read(b.data + (0 .. b.length - 1));
  @ assigns  \nothing;
  @ ensures  \result <==> a.length == b.length &&
  @            \forall integer i; 0 <= i < a.length ==> a.data[i] == b.data[i];
  @*/
bool axvm_slice_equal(struct axvm_slice a, struct axvm_slice b) {
    /* The data of an empty slice may be NULL, which memcmp must not see. */
    return a.length == b.length && (a.length == 0 || axvm_compare(a.data, b.data, a.length) == 0);
}
