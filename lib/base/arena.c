/* SPDX-License-Identifier: Apache-2.0 */
#include "axvmconfig/base.h"

void axvm_arena_init(struct axvm_arena *arena, void *memory, size_t size) {
    arena->memory = memory;
    arena->size = size;
    arena->low = 0;
    arena->high = size;
}

/* The addresses are aligned, not the offsets, because the block itself may lie anywhere. */
void *axvm_arena_take_low(struct axvm_arena *arena, size_t size, size_t alignment) {
    size_t free_bytes = arena->high - arena->low;
    uintptr_t address = (uintptr_t)arena->memory + arena->low;
    size_t padding = (alignment - ((size_t)address & (alignment - 1))) & (alignment - 1);
    if (arena->size == 0 || padding > free_bytes || size > free_bytes - padding) {
        return NULL;
    }
    void *taken = arena->memory + arena->low + padding;
    arena->low += padding + size;
    return taken;
}

void *axvm_arena_take_high(struct axvm_arena *arena, size_t size, size_t alignment) {
    size_t free_bytes = arena->high - arena->low;
    if (arena->size == 0 || size > free_bytes) {
        return NULL;
    }
    uintptr_t address = (uintptr_t)arena->memory + arena->high - size;
    size_t padding = (size_t)address & (alignment - 1);
    if (padding > free_bytes - size) {
        return NULL;
    }
    arena->high -= size + padding;
    return arena->memory + arena->high;
}

size_t axvm_arena_used(const struct axvm_arena *arena) {
    return arena->low + (arena->size - arena->high);
}
