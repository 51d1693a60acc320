/* SPDX-License-Identifier: Apache-2.0 */
#include "axvmconfig/base.h"

/* Comments that begin with an at sign are for `make prove`: docs/proof.md. */

/*@ predicate is_arena(struct axvm_arena *arena) =
  @   arena->low <= arena->high <= arena->size &&
  @   0 <= (uintptr_t)arena->memory <= UINTPTR_MAX - arena->size &&
  @   (arena->size > 0 ==> \valid(arena->memory + (0 .. arena->size - 1)));
  @
  @ predicate is_aligned(struct axvm_arena *arena, integer offset, integer alignment) =
  @   is_multiple((uintptr_t)arena->memory + offset, alignment);
  @*/

/*@ requires \valid(arena);
  @ requires size > 0 ==> \valid((unsigned char *)memory + (0 .. size - 1));
  @ requires 0 <= (uintptr_t)memory <= UINTPTR_MAX - size;
  @ assigns  *arena;
  @ ensures  is_arena(arena) && arena->memory == memory && arena->size == size;
  @ ensures  arena->low == 0 && arena->high == size;
  @*/
void axvm_arena_init(struct axvm_arena *arena, void *memory, size_t size) {
    arena->memory = memory;
    arena->size = size;
    arena->low = 0;
    arena->high = size;
}

/* The addresses are aligned, not the offsets, because the block itself may lie anywhere. */

/*@ requires \valid(arena) && is_arena(arena) && is_power_of_two(alignment);
  @ assigns  arena->low;
  @ ensures  is_arena(arena);
  @ ensures  \result == \null <==>
  @            arena->size == 0 ||
  @            \old(arena->low + way_up((uintptr_t)arena->memory + arena->low, alignment)) + size > arena->high;
  @ ensures  \result == \null ==> arena->low == \old(arena->low);
  @ ensures  \result != \null ==> \old(arena->low) + size <= arena->low;
  @ ensures  \result != \null ==> (unsigned char *)\result == arena->memory + (arena->low - size);
  @ ensures  \result != \null ==> is_aligned(arena, arena->low - size, alignment);
  @*/
void *axvm_arena_take_low(struct axvm_arena *arena, size_t size, size_t alignment) {
    size_t free_bytes = arena->high - arena->low;
    uintptr_t address = (uintptr_t)arena->memory + arena->low;
    //@ assert way_down(address, alignment) < alignment;
    size_t padding = (alignment - ((size_t)address & (alignment - 1))) & (alignment - 1);
    //@ assert padding == way_up(address, alignment);
    if (arena->size == 0 || padding > free_bytes || size > free_bytes - padding) {
        return NULL;
    }
    void *taken = arena->memory + arena->low + padding;
    arena->low += padding + size;
    return taken;
}

/*@ requires \valid(arena) && is_arena(arena) && is_power_of_two(alignment);
  @ assigns  arena->high;
  @ ensures  is_arena(arena);
  @ ensures  \result == \null <==> arena->size == 0 || arena->low + size > \old(arena->high) ||
  @            arena->low + size +
  @            \old(way_down((uintptr_t)arena->memory + arena->high - size, alignment)) > \old(arena->high);
  @ ensures  \result == \null ==> arena->high == \old(arena->high);
  @ ensures  \result != \null ==> arena->high + size <= \old(arena->high);
  @ ensures  \result != \null ==> (unsigned char *)\result == arena->memory + arena->high;
  @ ensures  \result != \null ==> is_aligned(arena, arena->high, alignment);
  @*/
void *axvm_arena_take_high(struct axvm_arena *arena, size_t size, size_t alignment) {
    size_t free_bytes = arena->high - arena->low;
    if (arena->size == 0 || size > free_bytes) {
        return NULL;
    }
    uintptr_t address = (uintptr_t)arena->memory + arena->high - size;
    size_t padding = (size_t)address & (alignment - 1);
    //@ assert padding == way_down(address, alignment);
    if (padding > free_bytes - size) {
        return NULL;
    }
    arena->high -= size + padding;
    return arena->memory + arena->high;
}

/*@ requires \valid_read(arena) && is_arena(arena);
  @ assigns  \nothing;
  @ ensures  \result == arena->low + (arena->size - arena->high) && \result <= arena->size;
  @*/
size_t axvm_arena_used(const struct axvm_arena *arena) {
    return arena->low + (arena->size - arena->high);
}
