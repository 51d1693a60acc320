/* SPDX-License-Identifier: Apache-2.0 */
#include "base/utf8.h"

/*@ // The Unicode Standard, table 3-7: well-formed UTF-8 byte sequences.
  @ logic integer byte(char *text, integer i) = (unsigned char)text[i];
  @
  @ predicate is_continuation(integer byte) = 0x80 <= byte <= 0xbf;
  @
  @ predicate is_second(integer lead, integer byte) =
  @   is_continuation(byte) && (lead == 0xe0 ==> byte >= 0xa0) && (lead == 0xed ==> byte <= 0x9f) &&
  @   (lead == 0xf0 ==> byte >= 0x90) && (lead == 0xf4 ==> byte <= 0x8f);
  @
  @ predicate is_sequence(char *text, integer length) =
  @   length == 1 ? byte(text, 0) <= 0x7f :
  @   is_second(byte(text, 0), byte(text, 1)) && (
  @     length == 2 ? 0xc2 <= byte(text, 0) <= 0xdf :
  @     is_continuation(byte(text, 2)) && (
  @       length == 3 ? 0xe0 <= byte(text, 0) <= 0xef :
  @       length == 4 && 0xf0 <= byte(text, 0) <= 0xf4 && is_continuation(byte(text, 3))));
  @
  @ // What the first bytes of a sequence say, up to byte `count`.
  @ logic integer value_of(char *text, integer length, integer count) =
  @   count > 1 ? value_of(text, length, count - 1) * 0x40 + byte(text, count - 1) - 0x80 :
  @   byte(text, 0) - (length == 1 ? 0 : length == 2 ? 0xc0 : length == 3 ? 0xe0 : 0xf0);
  @
  @ predicate is_scalar(integer code_point) = 0 <= code_point <= 0x10ffff && !(0xd800 <= code_point <= 0xdfff);
  @*/

/* Where a lead byte restricts the byte after it further than 0x80 to 0xBF. */
/*@ requires \valid(low) && \valid(high) && \separated(low, high);
  @ assigns  *low, *high;
  @ ensures  0x80 <= *low && *high <= 0xbf;
  @ ensures  \forall integer byte; is_second(lead, byte) <==> *low <= byte <= *high;
  @*/
static void second_byte_range(unsigned char lead, unsigned char *low, unsigned char *high) {
    *low = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
    *high = lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
}

/*@ requires is_text(text, end);
  @ assigns  \nothing;
  @ ensures  0 <= \result <= 4;
  @ ensures  \result > 0 ==> \result <= end - text && is_sequence(text, \result);
  @ ensures  \forall integer length; 0 < length <= end - text && is_sequence(text, length) ==> \result == length;
  @*/
unsigned axvm_utf8_length(const char *text, const char *end) {
    if (text >= end) {
        return 0;
    }
    unsigned char lead = (unsigned char)text[0];
    if (lead < 0x80) {
        return 1;
    }
    unsigned length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
    //@ assert \forall integer other; is_sequence(text, other) ==> other == length && 0xc2 <= lead <= 0xf4;
    if (lead < 0xc2 || lead > 0xf4 || (size_t)(end - text) < length) {
        return 0;
    }
    unsigned char low;
    unsigned char high;
    second_byte_range(lead, &low, &high);
    unsigned char second = (unsigned char)text[1];
    if (second < low || second > high) {
        return 0;
    }
    /*@ loop invariant 2 <= i <= length;
      @ loop invariant \forall integer k; 2 <= k < i ==> is_continuation(byte(text, k));
      @ loop assigns   i;
      @ loop variant   length - i;
      @*/
    for (unsigned i = 2; i < length; i++) {
        if (((unsigned char)text[i] & 0xc0) != 0x80) {
            //@ assert !is_continuation(byte(text, i)) && !is_sequence(text, length);
            return 0;
        }
    }
    return length;
}

/*@ requires is_text(text, end) && \valid(length) && \separated(length, text + (0 .. end - text - 1));
  @ assigns  *length;
  @ ensures  0 <= *length <= 4;
  @ ensures  *length > 0 ==> *length <= end - text && is_sequence(text, *length);
  @ ensures  *length > 0 ==> \result == value_of(text, *length, *length) && is_scalar(\result);
  @ ensures  *length == 0 ==> \result == 0;
  @ ensures  \forall integer other; 0 < other <= end - text && is_sequence(text, other) ==> *length == other;
  @*/
uint32_t axvm_utf8_decode(const char *text, const char *end, unsigned *length) {
    static const unsigned char lead_bits[5] = {0, 0x7f, 0x1f, 0x0f, 0x07};
    *length = axvm_utf8_length(text, end);
    if (*length == 0) {
        return 0;
    }
    uint32_t code_point = (uint32_t)((unsigned char)text[0] & lead_bits[*length]);
    //@ assert *length == 1 ==> code_point == byte(text, 0);
    //@ assert *length == 2 ==> code_point == byte(text, 0) - 0xc0;
    //@ assert *length == 3 ==> code_point == byte(text, 0) - 0xe0;
    //@ assert *length == 4 ==> code_point == byte(text, 0) - 0xf0;
    /*@ loop invariant 1 <= i <= *length;
      @ loop invariant code_point == value_of(text, *length, i);
      @ loop invariant i < *length ==> code_point < (i == 1 ? 0x20 : i == 2 ? 0x400 : 0x8000);
      @ loop assigns   i, code_point;
      @ loop variant   *length - i;
      @*/
    for (unsigned i = 1; i < *length; i++) {
        //@ assert masked(byte(text, i), 0x3f) == byte(text, i) - 0x80 && (code_point << 6) == code_point * 0x40;
        code_point = code_point << 6 | ((unsigned char)text[i] & 0x3fu);
    }
    return code_point;
}

/*@ requires is_scalar(code_point) && \valid(bytes + (0 .. 3));
  @ assigns  bytes[0 .. 3];
  @ ensures  1 <= \result <= 4 && is_sequence(bytes, \result);
  @ ensures  value_of(bytes, \result, \result) == code_point;
  @*/
unsigned axvm_utf8_encode(uint32_t code_point, char bytes[4]) {
    if (code_point < 0x80) {
        bytes[0] = (char)code_point;
        //@ assert byte(bytes, 0) == code_point;
        return 1;
    }
    if (code_point < 0x800) {
        bytes[0] = (char)(0xc0 | code_point >> 6);
        bytes[1] = (char)(0x80 | (code_point & 0x3f));
        //@ assert byte(bytes, 0) == 0xc0 + code_point / 0x40;
        //@ assert byte(bytes, 1) == 0x80 + code_point % 0x40;
        return 2;
    }
    if (code_point < 0x10000) {
        bytes[0] = (char)(0xe0 | code_point >> 12);
        bytes[1] = (char)(0x80 | (code_point >> 6 & 0x3f));
        bytes[2] = (char)(0x80 | (code_point & 0x3f));
        //@ assert byte(bytes, 0) == 0xe0 + code_point / 0x1000;
        //@ assert byte(bytes, 1) == 0x80 + code_point / 0x40 % 0x40;
        //@ assert byte(bytes, 2) == 0x80 + code_point % 0x40;
        return 3;
    }
    bytes[0] = (char)(0xf0 | code_point >> 18);
    bytes[1] = (char)(0x80 | (code_point >> 12 & 0x3f));
    bytes[2] = (char)(0x80 | (code_point >> 6 & 0x3f));
    bytes[3] = (char)(0x80 | (code_point & 0x3f));
    //@ assert byte(bytes, 0) == 0xf0 + code_point / 0x40000;
    //@ assert byte(bytes, 1) == 0x80 + code_point / 0x1000 % 0x40;
    //@ assert byte(bytes, 2) == 0x80 + code_point / 0x40 % 0x40;
    //@ assert byte(bytes, 3) == 0x80 + code_point % 0x40;
    return 4;
}
