/* SPDX-License-Identifier: Apache-2.0 */
#include "format_check.h"

#include "input.h"

#include <errno.h>
#include <string.h>

/* --- in the same order ---------------------------------------------------------------------------- */

/** The text of a node that must stay: of a comment without the blanks at its end. */
static struct axvm_slice text_of(const struct axvm_toml_document *document, uint32_t node) {
    struct axvm_slice text = axvm_toml_text(document, axvm_toml_value_span(document, node));
    while (document->nodes[node].kind == AXVM_TOML_COMMENT &&
           (text.data[text.length - 1] == ' ' || text.data[text.length - 1] == '\t')) {
        text.length--;
    }
    return text;
}

static bool is_container(const struct axvm_toml_node *node) {
    return node->kind == AXVM_TOML_TABLE || node->kind == AXVM_TOML_ARRAY || node->kind == AXVM_TOML_REOPEN;
}

/** Whether an integer's value is the same, or is written the same where its value is not known. */
static bool is_same_integer(const struct axvm_toml_document *before, const struct axvm_toml_document *after,
                            uint32_t node) {
    const unsigned unknown = AXVM_TOML_INTEGER_WIDE | AXVM_TOML_INTEGER_OVERFLOW;
    unsigned form = before->nodes[node].form;
    if (((form ^ after->nodes[node].form) & (unknown | AXVM_TOML_INTEGER_NEGATIVE)) != 0) {
        return false;
    }
    return (form & unknown) != 0 ? axvm_slice_equal(text_of(before, node), text_of(after, node))
                                 : axvm_toml_integer(before, node) == axvm_toml_integer(after, node);
}

static bool is_same_node(const struct axvm_toml_document *before, const struct axvm_toml_document *after,
                         uint32_t node) {
    const struct axvm_toml_node *a = &before->nodes[node];
    const struct axvm_toml_node *b = &after->nodes[node];
    bool has_same_key = axvm_slice_equal(axvm_toml_text(before, axvm_toml_key_span(before, node)),
                                         axvm_toml_text(after, axvm_toml_key_span(after, node)));
    if (a->kind != b->kind || a->next != b->next || !has_same_key) {
        return false;
    }
    if (is_container(a)) {
        return a->link == b->link && a->form == b->form;
    }
    return a->kind == AXVM_TOML_INTEGER ? is_same_integer(before, after, node)
                                        : axvm_slice_equal(text_of(before, node), text_of(after, node));
}

bool format_keeps_order(const struct axvm_toml_document *before, const struct axvm_toml_document *after) {
    bool same = before->node_count == after->node_count;
    for (uint32_t node = 0; same && node < before->node_count; node++) {
        same = is_same_node(before, after, node);
    }
    return same;
}

/* --- in any order --------------------------------------------------------------------------------- */

/** Mixes a number into a hash (the finalizer of SplitMix64). */
static uint64_t mix(uint64_t hash, uint64_t number) {
    hash = (hash ^ number) + UINT64_C(0x9e3779b97f4a7c15);
    hash = (hash ^ hash >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
    hash = (hash ^ hash >> 27) * UINT64_C(0x94d049bb133111eb);
    return hash ^ hash >> 31;
}

static uint64_t mix_text(uint64_t hash, struct axvm_slice text) {
    for (size_t i = 0; i < text.length; i++) {
        hash = (hash ^ (unsigned char)text.data[i]) * UINT64_C(0x100000001b3);
    }
    return mix(hash, text.length);
}

/** Gives the children of a container the hashes of their paths. @return false if memory ran out */
static bool hash_children(const struct axvm_toml_document *document, uint32_t container, uint64_t *hashes,
                          struct axvm_arena *arena) {
    uint64_t position = 0;
    for (uint32_t child = axvm_toml_first_child(document, container); child != 0;
         child = axvm_toml_next_child(document, container, child)) {
        struct axvm_slice key = {NULL, 0};
        if (document->nodes[container].kind == AXVM_TOML_ARRAY) {
            hashes[child] = mix(hashes[container], ++position);
        } else if (axvm_toml_key(document, child, arena, &key) == AXVM_OK) {
            hashes[child] = mix_text(hashes[container], key);
        } else {
            return false;
        }
    }
    return true;
}

/** The sum of the hashes of all values and comments. `hashes` has room for each node. */
static bool sum_up(const struct axvm_toml_document *document, uint64_t *hashes, struct axvm_arena *arena,
                   uint64_t *sum) {
    struct axvm_arena before = *arena;
    *sum = 0;
    hashes[0] = 0;
    for (uint32_t i = 0; i < document->node_count; i++) {
        const struct axvm_toml_node *node = &document->nodes[i];
        if (node->kind == AXVM_TOML_REOPEN) {
            continue;
        }
        hashes[i] = node->kind == AXVM_TOML_COMMENT ? 0 : hashes[i];
        *sum += mix(hashes[i], node->kind);
        if (!is_container(node)) {
            *sum += mix_text(hashes[i], text_of(document, i));
        } else if (!hash_children(document, i, hashes, arena)) {
            return false;
        }
    }
    *arena = before;
    return true;
}

int format_keeps_values(const struct axvm_toml_document *before, const struct axvm_toml_document *after,
                        struct axvm_arena *arena, bool *same) {
    uint32_t count = before->node_count > after->node_count ? before->node_count : after->node_count;
    size_t size = count * sizeof(uint64_t);
    uint64_t *hashes = memory_reserve(size);
    uint64_t sums[2] = {0, 0};
    bool done = hashes != NULL && sum_up(before, hashes, arena, &sums[0]) && sum_up(after, hashes, arena, &sums[1]);
    *same = sums[0] == sums[1];
    memory_release(hashes, size);
    return done ? 0 : ENOMEM;
}
