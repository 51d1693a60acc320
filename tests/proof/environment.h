/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file environment.h
 * What the prover is told besides the source; the compiler never sees it. See docs/proof.md.
 */
#include <stddef.h>
#include <stdint.h>

/*@ requires \valid_read(a + (0 .. size - 1)) && \valid_read(b + (0 .. size - 1));
  @ assigns  \nothing;
  @ ensures  \result == 0 <==> (\forall integer i; 0 <= i < size ==> a[i] == b[i]);
  @*/
int memcmp_of_bytes(const char *a, const char *b, size_t size);
#define __builtin_memcmp memcmp_of_bytes

/*@ // [text, end) can be read, or is empty. No object is larger than pointers can be apart.
  @ predicate is_text(char *text, char *end) =
  @   \base_addr(text) == \base_addr(end) &&
  @   (text < end ==> end - text <= PTRDIFF_MAX && \valid_read(text + (0 .. end - text - 1)));
  @*/

/*@ axiomatic And {
  @   // The prover does not know by itself that `&` and `|` commute.
  @   logic integer masked(integer x, integer y);
  @   axiom masked_is_and: \forall integer x, y; masked(x, y) == (x & y);
  @   axiom masked_commutes: \forall integer x, y; masked(y, x) == (x & y);
  @   logic integer either(integer x, integer y);
  @   axiom either_is_or: \forall integer x, y; either(x, y) == (x | y);
  @   axiom either_commutes: \forall integer x, y; either(y, x) == (x | y);
  @ }
  @
  @ predicate is_power_of_two(integer number) = \exists integer k; 0 <= k < 64 && number == (1 << k);
  @ predicate is_multiple(integer number, integer of) = number % of == 0;
  @
  @ // How far it is from an address up, or down, to a multiple of `alignment`.
  @ logic integer way_down(integer address, integer alignment) = masked(address, (uintptr_t)(alignment - 1));
  @ logic integer way_up(integer address, integer alignment) =
  @   masked((uintptr_t)(alignment - way_down(address, alignment)), (uintptr_t)(alignment - 1));
  @
  @ // What follows is assumed here. bits.smt2 proves it for words of 64 bits.
  @ axiomatic Bits {
  @   axiom continuation: \forall integer x; 0 <= x <= 0xff ==> ((x & 0xc0) == 0x80 <==> 0x80 <= x <= 0xbf);
  @   axiom low_7_bits: \forall integer x; 0 <= x <= UINT32_MAX ==> masked(x, 0x7f) == x % 0x80;
  @   axiom low_6_bits: \forall integer x; 0 <= x <= UINT32_MAX ==> masked(x, 0x3f) == x % 0x40;
  @   axiom low_5_bits: \forall integer x; 0 <= x <= UINT32_MAX ==> masked(x, 0x1f) == x % 0x20;
  @   axiom low_4_bits: \forall integer x; 0 <= x <= UINT32_MAX ==> masked(x, 0x0f) == x % 0x10;
  @   axiom low_3_bits: \forall integer x; 0 <= x <= UINT32_MAX ==> masked(x, 0x07) == x % 0x08;
  @   axiom left_6: \forall integer x; 0 <= x <= UINT32_MAX ==> (x << 6) == x * 0x40;
  @   axiom to_char: \forall integer x; 0x80 <= x <= 0xff ==> (char)x == x - 0x100;
  @   axiom from_char: \forall integer x; -0x80 <= x < 0 ==> (unsigned char)x == x + 0x100;
  @   axiom right_6: \forall integer x; 0 <= x <= UINT32_MAX ==> (x >> 6) == x / 0x40;
  @   axiom right_12: \forall integer x; 0 <= x <= UINT32_MAX ==> (x >> 12) == x / 0x1000;
  @   axiom right_18: \forall integer x; 0 <= x <= UINT32_MAX ==> (x >> 18) == x / 0x40000;
  @   axiom tag_80: \forall integer x; 0 <= x < 0x40 ==> either(x, 0x80) == x + 0x80;
  @   axiom tag_c0: \forall integer x; 0 <= x < 0x20 ==> either(x, 0xc0) == x + 0xc0;
  @   axiom tag_e0: \forall integer x; 0 <= x < 0x10 ==> either(x, 0xe0) == x + 0xe0;
  @   axiom tag_f0: \forall integer x; 0 <= x < 0x08 ==> either(x, 0xf0) == x + 0xf0;
  @   axiom right_32: \forall integer x; 0 <= x <= UINT64_MAX ==> (x >> 32) == x / 0x100000000;
  @   axiom low_32_bits: \forall integer x; 0 <= x <= UINT64_MAX ==> (uint32_t)x == x % 0x100000000;
  @   axiom left_32: \forall integer x; 0 <= x <= UINT32_MAX ==> (x << 32) == x * 0x100000000;
  @   axiom below_32: \forall integer x, y; 0 <= x <= UINT32_MAX && 0 <= y <= UINT32_MAX ==>
  @     either(x * 0x100000000, y) == x * 0x100000000 + y;
  @   axiom bit_6: \forall integer x; 0 <= x <= 0xff ==> ((x & 0x40) != 0 <==> x % 0x80 >= 0x40);
  @   axiom bit_6_of_either: \forall integer x, y; 0 <= x <= UINT32_MAX && 0 <= y <= UINT32_MAX ==>
  @     ((either(x, y) & 0x40) != 0 <==> (x & 0x40) != 0 || (y & 0x40) != 0);
  @   axiom no_bits: \forall integer x, y; 0 <= x && 0 <= y ==> (either(x, y) == 0 <==> x == 0 && y == 0);
  @   axiom below_6: \forall integer x, y; 0 <= x < 0x4000000 && 0 <= y < 0x40 ==> either(x * 0x40, y) == x * 0x40 + y;
  @   axiom power_is_positive: \forall integer number; is_power_of_two(number) ==> 0 < number <= UINT64_MAX;
  @   axiom way_up_is_right:
  @     \forall integer address, alignment; is_power_of_two(alignment) && 0 <= address <= UINTPTR_MAX ==>
  @       0 <= way_up(address, alignment) < alignment && is_multiple(address + way_up(address, alignment), alignment);
  @   axiom way_down_is_right:
  @     \forall integer address, alignment; is_power_of_two(alignment) && 0 <= address <= UINTPTR_MAX ==>
  @       0 <= way_down(address, alignment) < alignment && is_multiple(address - way_down(address, alignment), alignment);
  @ }
  @*/
