/* SPDX-License-Identifier: Apache-2.0 */
#include "axvmconfig/base.h"

#include "base/divide.h"

/* The value of a digit in bases up to 16; 16 if it is none. */
/*@ logic integer digit_of(char digit) =
  @   '0' <= digit <= '9' ? digit - '0' :
  @   'a' <= digit <= 'f' ? digit - 'a' + 10 :
  @   'A' <= digit <= 'F' ? digit - 'A' + 10 : 16;
  @*/
/*@ assigns \nothing;
  @ ensures \result == digit_of(digit);
  @*/
static unsigned digit_value(char digit) {
    if (digit >= '0' && digit <= '9') {
        return (unsigned)(digit - '0');
    }
    if (digit >= 'a' && digit <= 'f') {
        return (unsigned)(digit - 'a') + 10;
    }
    if (digit >= 'A' && digit <= 'F') {
        return (unsigned)(digit - 'A') + 10;
    }
    return 16;
}

/* The base that a prefix at the start of `text` stands for; 10 if there is none. */
/*@ logic integer base_of(char *text, integer length) =
  @   length < 2 || text[0] != '0' ? 10 : text[1] == 'x' ? 16 : text[1] == 'o' ? 8 : text[1] == 'b' ? 2 : 10;
  @*/
/*@ requires text.length > 0 ==> \valid_read(text.data + (0 .. text.length - 1));
  @ assigns  \nothing;
  @ ensures  \result == base_of(text.data, text.length);
  @*/
static unsigned base_of_prefix(struct axvm_slice text) {
    if (text.length < 2 || text.data[0] != '0') {
        return 10;
    }
    switch (text.data[1]) {
    case 'x':
        return 16;
    case 'o':
        return 8;
    case 'b':
        return 2;
    default:
        return 10;
    }
}

/*@ // Where the digits begin: behind a prefix or a `+`.
  @ logic integer start_of(char *text, integer length) =
  @   base_of(text, length) != 10 ? 2 : length > 0 && text[0] == '+' ? 1 : 0;
  @
  @ // [start, end) are digits, and each `_` among them is behind one.
  @ predicate are_digits(char *text, integer start, integer end, integer base) =
  @   \forall integer i; start <= i < end ==>
  @     (text[i] == '_' ? i > start && text[i - 1] != '_' : digit_of(text[i]) < base);
  @
  @ logic integer number_of(char *text, integer start, integer end, integer base) =
  @   end <= start ? 0 :
  @   text[end - 1] == '_' ? number_of(text, start, end - 1, base) :
  @   number_of(text, start, end - 1, base) * base + digit_of(text[end - 1]);
  @
  @ predicate has_room(integer number, integer digit, integer base) = number <= (UINT64_MAX - digit) / base;
  @
  @ lemma room_is_enough: \forall integer number, digit, base;
  @   (base == 2 || base == 8 || base == 10 || base == 16) && number >= 0 && 0 <= digit < base ==>
  @   (has_room(number, digit, base) <==> number * base + digit <= UINT64_MAX);
  @*/
/*@ requires text.length > 0 ==> \valid_read(text.data + (0 .. text.length - 1));
  @ requires \valid(value) && \separated(value, text.data + (0 .. text.length - 1));
  @ assigns  *value;
  @ ensures  number: \result ==>
  @            \let start = start_of(text.data, text.length);
  @            \let base = base_of(text.data, text.length);
  @            start < text.length && are_digits(text.data, start, text.length, base) &&
  @            text.data[text.length - 1] != '_' && *value == number_of(text.data, start, text.length, base);
  @ ensures  no_number: !\result ==>
  @            *value == \old(*value) &&
  @            (\let start = start_of(text.data, text.length);
  @             \let base = base_of(text.data, text.length);
  @             start == text.length || text.data[text.length - 1] == '_' ||
  @             (\exists integer end; start < end <= text.length &&
  @               (!are_digits(text.data, start, end, base) ||
  @                number_of(text.data, start, end, base) > UINT64_MAX)));
  @*/
bool axvm_parse_u64(struct axvm_slice text, uint64_t *value) {
    unsigned base = base_of_prefix(text);
    size_t start = base != 10 ? 2 : text.length > 0 && text.data[0] == '+' ? 1 : 0;
    uint64_t number = 0;
    bool after_digit = false;
    /*@ loop invariant start <= i <= text.length && are_digits(text.data, start, i, base);
      @ loop invariant number == number_of(text.data, start, i, base);
      @ loop invariant after_digit <==> i > start && text.data[i - 1] != '_';
      @ loop assigns   i, number, after_digit;
      @ loop variant   text.length - i;
      @*/
    for (size_t i = start; i < text.length; i++) {
        if (text.data[i] == '_' && after_digit) {
            after_digit = false;
            continue;
        }
        unsigned digit = digit_value(text.data[i]);
        //@ assert digit < base ==> (has_room(number, digit, base) <==> number * base + digit <= UINT64_MAX);
        if (digit >= base || number > axvm_quotient(UINT64_MAX - digit, base)) {
            /*@ assert !are_digits(text.data, start, i + 1, base) ||
              @        number_of(text.data, start, i + 1, base) > UINT64_MAX;
              @*/
            return false;
        }
        number = number * base + digit;
        after_digit = true;
    }
    if (!after_digit) {
        return false;
    }
    *value = number;
    return true;
}
