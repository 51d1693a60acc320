/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file key_index.h
 * Finds a key in a table with many: one hash table for all of them.
 *
 * Small tables are searched from child to child, which is faster and needs no memory; a table moves
 * in here when it grows past AXVM_SMALL_TABLE_MAX keys.
 *
 * The time stays linear for hostile keys, too. The quick hash has known collisions; should a search
 * ever take AXVM_PROBES_SUSPICIOUS steps, the index is rebuilt once with SipHash-1-3 keyed by the
 * digest of the whole text, and keys that collide under it cannot be chosen without changing it.
 */
#ifndef AXVM_TOML_KEY_INDEX_H
#define AXVM_TOML_KEY_INDEX_H

#include "axvmconfig/toml.h"

#define AXVM_SMALL_TABLE_MAX   16
#define AXVM_PROBES_SUSPICIOUS 512

struct axvm_reader;

/**
 * One key of an indexed table. Free if node is 0.
 *
 * The hash is that of the key plus the number of its table, modulo 2^32: of two slots with the same hash and the same
 * key, the table is the same, too.
 */
struct axvm_key_slot {
    uint32_t node;
    uint32_t hash;
};

/** Open addressing, linear probing. Always 4 * used <= 3 * capacity, a power of two or 0. */
struct axvm_key_index {
    struct axvm_key_slot *slots;
    uint32_t capacity;
    uint32_t used;
    bool hardened; /**< SipHash with the key below */
    uint64_t hash_key[2];
};

/**
 * Finds the child of an indexed table with the given key, or takes a node in.
 * @param content  the key's value
 * @param node     the child to add where there is none; may be the number of the node that is made next
 * @return the child; 0 if there was none. Out of memory stops the reader
 */
uint32_t axvm_index_find_or_add(struct axvm_reader *reader, uint32_t table, struct axvm_slice content, uint32_t node);

/** The quick hash of a key in a table. */
uint32_t axvm_index_hash(uint32_t table, struct axvm_slice content);

/** Has the memory brought near that axvm_index_find_or_add_hashed() will look at first. */
static inline void axvm_index_prefetch(const struct axvm_key_index *index, uint32_t hash) {
    __builtin_prefetch(&index->slots[hash & (index->capacity - 1)], 1);
}

/** axvm_index_find_or_add() for those who know axvm_index_hash() already. */
uint32_t axvm_index_find_or_add_hashed(struct axvm_reader *reader, uint32_t table, struct axvm_slice content,
                                       uint32_t node, uint32_t hash);

/** SipHash-1-3 of `data`. */
uint64_t axvm_siphash(const uint64_t key[2], struct axvm_slice data);

#endif
