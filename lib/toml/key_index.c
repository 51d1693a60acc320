/* SPDX-License-Identifier: Apache-2.0 */
#include "toml/key_index.h"

#include "base/words.h"
#include "toml/reader.h"

#define FIRST_CAPACITY 64

/* The index starts with a slot for so many bytes of text, which saves most of the growing. */
#define TEXT_BYTES_PER_SLOT 10

/* --- hashing ------------------------------------------------------------------------------------- */

/* Fewer than eight bytes, as axvm_word_load() has them. */
static uint64_t load_tail(const char *bytes, size_t length) {
    uint64_t word = 0;
    for (size_t i = 0; i < length; i++) {
        word |= (uint64_t)(unsigned char)bytes[i] << (8 * i);
    }
    return word;
}

static uint64_t rotate(uint64_t value, unsigned bits) {
    return value << bits | value >> (64 - bits);
}

AXVM_WRAPS static void sip_round(uint64_t v[4]) {
    v[0] += v[1];
    v[2] += v[3];
    v[1] = rotate(v[1], 13) ^ v[0];
    v[3] = rotate(v[3], 16) ^ v[2];
    v[0] = rotate(v[0], 32);
    v[2] += v[1];
    v[0] += v[3];
    v[1] = rotate(v[1], 17) ^ v[2];
    v[3] = rotate(v[3], 21) ^ v[0];
    v[2] = rotate(v[2], 32);
}

static void sip_word(uint64_t v[4], uint64_t word) {
    v[3] ^= word;
    sip_round(v);
    v[0] ^= word;
}

uint64_t axvm_siphash(const uint64_t key[2], struct axvm_slice data) {
    uint64_t v[4] = {key[0] ^ UINT64_C(0x736f6d6570736575), key[1] ^ UINT64_C(0x646f72616e646f6d),
                     key[0] ^ UINT64_C(0x6c7967656e657261), key[1] ^ UINT64_C(0x7465646279746573)};
    size_t whole = data.length / AXVM_WORD_BYTES * AXVM_WORD_BYTES;
    for (size_t i = 0; i < whole; i += AXVM_WORD_BYTES) {
        sip_word(v, axvm_word_load(data.data + i));
    }
    sip_word(v, (uint64_t)data.length << 56 | load_tail(data.data + whole, data.length - whole));
    v[2] ^= 0xff;
    sip_round(v);
    sip_round(v);
    sip_round(v);
    return v[0] ^ v[1] ^ v[2] ^ v[3];
}

AXVM_WRAPS static uint32_t quick_hash(struct axvm_slice content) {
    uint64_t hash = content.length;
    const char *at = content.data;
    size_t left = content.length;
    for (; left > AXVM_WORD_BYTES; left -= AXVM_WORD_BYTES) {
        hash = (hash ^ axvm_word_load(at)) * UINT64_C(0x9e3779b97f4a7c15);
        hash ^= hash >> 32;
        at += AXVM_WORD_BYTES;
    }
    /* The last word may reach back into the one before: quicker than byte by byte, and as good. */
    bool is_long = content.length >= AXVM_WORD_BYTES;
    uint64_t tail = is_long ? axvm_word_load(at + left - AXVM_WORD_BYTES) : load_tail(at, left);
    hash = (hash ^ tail) * UINT64_C(0x9e3779b97f4a7c15);
    return (uint32_t)((hash ^ hash >> 29) * UINT64_C(0xd6e8feb86659fd93) >> 32);
}

static uint32_t strong_hash(const struct axvm_key_index *index, struct axvm_slice content) {
    return (uint32_t)axvm_siphash(index->hash_key, content);
}

AXVM_WRAPS uint32_t axvm_index_hash(uint32_t table, struct axvm_slice content) {
    return quick_hash(content) + table;
}

AXVM_WRAPS static uint32_t hash_of(const struct axvm_key_index *index, uint32_t table, struct axvm_slice content) {
    return strong_hash(index, content) + table;
}

/* --- slots --------------------------------------------------------------------------------------- */

static void put(struct axvm_key_slot *slots, uint32_t capacity, struct axvm_key_slot slot) {
    uint32_t at = slot.hash & (capacity - 1);
    while (slots[at].node != 0) {
        at = (at + 1) & (capacity - 1);
    }
    slots[at] = slot;
}

/* Gives a slot the strong hash. The escapes of its key are resolved for the while. */
AXVM_WRAPS static bool rehash(struct axvm_reader *reader, struct axvm_key_slot *slot) {
    const struct axvm_toml_node *node = &reader->nodes[slot->node];
    struct axvm_key key = {node->key_start, node->key_length};
    size_t mark = reader->arena->high;
    struct axvm_slice content = axvm_key_value(reader, key);
    if (reader->out_of_memory) {
        return false;
    }
    slot->hash += strong_hash(&reader->index, content) - quick_hash(content); /* the table's number stays */
    reader->arena->high = mark;
    return true;
}

/* Switches to the strong hash. */
AXVM_RARE static void harden(struct axvm_reader *reader) {
    struct axvm_key_index *index = &reader->index;
    const uint64_t fixed[2] = {1, 2};
    struct axvm_slice text = {reader->begin, (size_t)(reader->end - reader->begin)};
    struct axvm_key_slot *old = index->slots;
    struct axvm_key_slot *slots =
        axvm_arena_take_high(reader->arena, index->capacity * sizeof *slots, _Alignof(uint32_t));
    if (slots == NULL) {
        axvm_stop_for_memory(reader);
        return;
    }
    axvm_fill(slots, 0, index->capacity * sizeof *slots);
    index->hardened = true;
    index->hash_key[0] = axvm_siphash(fixed, text);
    index->hash_key[1] = ~index->hash_key[0];
    for (uint32_t i = 0; i < index->capacity; i++) {
        if (old[i].node != 0) {
            if (!rehash(reader, &old[i])) {
                return;
            }
            put(slots, index->capacity, old[i]);
        }
    }
    index->slots = slots;
}

static uint32_t first_capacity(const struct axvm_reader *reader) {
    size_t wanted = (size_t)(reader->end - reader->begin) / TEXT_BYTES_PER_SLOT;
    uint32_t capacity = FIRST_CAPACITY;
    while (capacity < wanted) {
        capacity *= 2;
    }
    return capacity;
}

/* Doubles the capacity. The old slots stay behind in the arena: in all, no more than the new ones. */
static bool grow(struct axvm_reader *reader) {
    struct axvm_key_index *index = &reader->index;
    uint32_t capacity = index->capacity == 0 ? first_capacity(reader) : index->capacity * 2;
    struct axvm_key_slot *slots = axvm_arena_take_high(reader->arena, capacity * sizeof *slots, _Alignof(uint32_t));
    if (slots == NULL) {
        axvm_stop_for_memory(reader);
        return false;
    }
    axvm_fill(slots, 0, capacity * sizeof *slots);
    for (uint32_t i = 0; i < index->capacity; i++) {
        if (index->slots[i].node != 0) {
            put(slots, capacity, index->slots[i]);
        }
    }
    index->slots = slots;
    index->capacity = capacity;
    return true;
}

uint32_t axvm_index_find_or_add_hashed(struct axvm_reader *reader, uint32_t table, struct axvm_slice content,
                                       uint32_t node, uint32_t hash) {
    struct axvm_key_index *index = &reader->index;
    if (4 * (index->used + 1) > 3 * index->capacity && !grow(reader)) {
        return 0;
    }
    for (;;) {
        if (AXVM_UNLIKELY(index->hardened)) {
            hash = hash_of(index, table, content);
        }
        uint32_t at = hash & (index->capacity - 1);
        uint32_t probes = 0;
        while (index->slots[at].node != 0 && (index->hardened || probes < AXVM_PROBES_SUSPICIOUS)) {
            const struct axvm_key_slot *slot = &index->slots[at];
            if (slot->hash == hash && axvm_key_is(reader, &reader->nodes[slot->node], content)) {
                return slot->node;
            }
            at = (at + 1) & (index->capacity - 1);
            probes++;
        }
        if (index->slots[at].node == 0) {
            index->slots[at] = (struct axvm_key_slot){node, hash};
            index->used++;
            return 0;
        }
        harden(reader);
        if (reader->out_of_memory) {
            return 0;
        }
    }
}

uint32_t axvm_index_find_or_add(struct axvm_reader *reader, uint32_t table, struct axvm_slice content, uint32_t node) {
    return axvm_index_find_or_add_hashed(reader, table, content, node, axvm_index_hash(table, content));
}
