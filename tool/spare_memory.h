/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file spare_memory.h
 * Memory of files that are done with, for the next ones. Where thousands of files are read one after another, most of
 * what the system does for them is to hand out pages and take them back.
 */
#ifndef AXVMCONFIG_TOOL_SPARE_MEMORY_H
#define AXVMCONFIG_TOOL_SPARE_MEMORY_H

#include <stddef.h>

/** How many blocks are kept: a file has one for its text, one for its arena and one while it is checked in company. */
#define SPARE_BLOCKS_MAX 3

/** Blocks of one size. Starts as all zeros; to be freed. One thread uses it. */
struct spare_memory {
    void *blocks[SPARE_BLOCKS_MAX];
    size_t count;
};

/**
 * Takes address space as memory_reserve() does. What is in it is anything.
 *
 * @param spare  NULL: nothing is kept
 * @param size   how much is needed
 * @param got    receives how much there is, at least `size`
 * @return NULL if there is not so much
 */
void *spare_memory_take(struct spare_memory *spare, size_t size, size_t *got);

/**
 * Gives back what spare_memory_take() or memory_reserve() gave, to be kept or not.
 * @param size    how much there was
 * @param memory  NULL: nothing happens
 */
void spare_memory_give(struct spare_memory *spare, void *memory, size_t size);

/** Gives all that is kept back to the system. */
void spare_memory_free(struct spare_memory *spare);

#endif
