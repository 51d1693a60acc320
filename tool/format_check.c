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

static bool is_comment(const struct axvm_toml_node *node) {
    return node->kind == AXVM_TOML_COMMENT;
}

static bool is_dotted(const struct axvm_toml_node *node) {
    return node->kind == AXVM_TOML_TABLE && (node->form & AXVM_TOML_FORM_MASK) == AXVM_TOML_TABLE_DOTTED;
}

/**
 * The number of a node, comments between a key and its value counted before the key: that is where they are put. Only
 * tables that a dotted key makes stand before such comments.
 */
static uint32_t place_of(const struct axvm_toml_document *document, uint32_t node) {
    uint32_t first = node;
    while (first < document->node_count && is_dotted(&document->nodes[first])) {
        first++;
    }
    uint32_t behind = first;
    while (first > node && behind < document->node_count && is_comment(&document->nodes[behind])) {
        behind++;
    }
    return node + (behind - first);
}

/** Two nodes that are compared. */
struct pair {
    const struct axvm_toml_document *before;
    const struct axvm_toml_document *after;
    uint32_t a; /**< in `before` */
    uint32_t b; /**< in `after` */
};

/** Whether an integer's value is the same, or is written the same where its value is not known. */
static bool is_same_integer(const struct pair *pair) {
    const unsigned unknown = AXVM_TOML_INTEGER_WIDE | AXVM_TOML_INTEGER_OVERFLOW;
    unsigned form = pair->before->nodes[pair->a].form;
    if (((form ^ pair->after->nodes[pair->b].form) & (unknown | AXVM_TOML_INTEGER_NEGATIVE)) != 0) {
        return false;
    }
    return (form & unknown) != 0 ? axvm_slice_equal(text_of(pair->before, pair->a), text_of(pair->after, pair->b))
                                 : axvm_toml_integer(pair->before, pair->a) == axvm_toml_integer(pair->after, pair->b);
}

static bool is_same_node(const struct pair *pair) {
    const struct axvm_toml_node *a = &pair->before->nodes[pair->a];
    const struct axvm_toml_node *b = &pair->after->nodes[pair->b];
    bool has_same_key = axvm_slice_equal(axvm_toml_text(pair->before, axvm_toml_key_span(pair->before, pair->a)),
                                         axvm_toml_text(pair->after, axvm_toml_key_span(pair->after, pair->b)));
    if (a->kind != b->kind || place_of(pair->before, a->next) != place_of(pair->after, b->next) || !has_same_key) {
        return false;
    }
    if (is_container(a)) {
        return place_of(pair->before, a->link) == place_of(pair->after, b->link) && a->form == b->form;
    }
    return a->kind == AXVM_TOML_INTEGER
               ? is_same_integer(pair)
               : axvm_slice_equal(text_of(pair->before, pair->a), text_of(pair->after, pair->b));
}

/** The first comment, or the first node that is none, from `node` on. */
static uint32_t next_of(const struct axvm_toml_document *document, uint32_t node, bool comment) {
    while (node < document->node_count && is_comment(&document->nodes[node]) != comment) {
        node++;
    }
    return node;
}

/** Whether all comments, or all that is none, are the same and in the same place. */
static bool keeps_order_of(const struct axvm_toml_document *before, const struct axvm_toml_document *after,
                           bool comments) {
    struct pair pair = {before, after, next_of(before, 0, comments), next_of(after, 0, comments)};
    bool same = true;
    while (same && pair.a < before->node_count && pair.b < after->node_count) {
        same = is_same_node(&pair) && (comments || place_of(before, pair.a) == place_of(after, pair.b));
        pair.a = next_of(before, pair.a + 1, comments);
        pair.b = next_of(after, pair.b + 1, comments);
    }
    return same;
}

bool format_keeps_order(const struct axvm_toml_document *before, const struct axvm_toml_document *after) {
    return before->node_count == after->node_count && keeps_order_of(before, after, false) &&
           keeps_order_of(before, after, true);
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
