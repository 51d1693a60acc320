/* SPDX-License-Identifier: Apache-2.0 */
#include "spare_memory.h"

#include "input.h"

/** The size of all that is kept: address space enough for the arena of any ordinary file. */
#define BLOCK_SIZE ((size_t)16 * 1024 * 1024)

void *spare_memory_take(struct spare_memory *spare, size_t size, size_t *got) {
    if (spare != NULL && size <= BLOCK_SIZE) {
        *got = BLOCK_SIZE;
        void *block = spare->count > 0 ? spare->blocks[--spare->count] : memory_reserve(BLOCK_SIZE);
        if (block != NULL) {
            return block;
        }
    }
    *got = size;
    return memory_reserve(size);
}

void spare_memory_give(struct spare_memory *spare, void *memory, size_t size) {
    if (memory != NULL && spare != NULL && size == BLOCK_SIZE && spare->count < SPARE_BLOCKS_MAX) {
        spare->blocks[spare->count++] = memory;
    } else {
        memory_release(memory, size);
    }
}

void spare_memory_free(struct spare_memory *spare) {
    while (spare->count > 0) {
        memory_release(spare->blocks[--spare->count], BLOCK_SIZE);
    }
}
