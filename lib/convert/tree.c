/* SPDX-License-Identifier: Apache-2.0 */
#include "convert/tree.h"

#include "model/record.h"

uint32_t axvm_tree_find(const struct axvm_toml_document *document, uint32_t table, const char *key) {
    return document->nodes[table].kind == AXVM_TOML_TABLE ? axvm_toml_find(document, table, axvm_slice_of(key)) : 0;
}

struct axvm_slice axvm_tree_plain_key(const struct axvm_toml_document *document, uint32_t node) {
    struct axvm_slice key = axvm_toml_text(document, axvm_toml_key_span(document, node));
    bool has_escapes = (document->nodes[node].key_length & AXVM_TOML_KEY_ESCAPES) != 0;
    if (has_escapes) {
        return (struct axvm_slice){NULL, 0};
    }
    if (key.length >= 2 && (key.data[0] == '"' || key.data[0] == '\'')) {
        return (struct axvm_slice){key.data + 1, key.length - 2};
    }
    return key;
}

uint32_t axvm_tree_child(const struct axvm_toml_document *document, uint32_t container, size_t index) {
    uint32_t child = axvm_toml_first_child(document, container);
    for (; child != 0 && index > 0; index--) {
        child = axvm_toml_next_child(document, container, child);
    }
    return child;
}

uint32_t axvm_tree_member(const struct axvm_toml_document *document, const struct axvm_record *record,
                          enum axvm_profile profile, uint32_t item, size_t index) {
    if (document->nodes[item].kind == AXVM_TOML_TABLE) {
        return axvm_tree_find(document, item, record->fields[index].name);
    }
    if (document->nodes[item].kind != AXVM_TOML_ARRAY || record->fields[index].since > profile) {
        return 0;
    }
    size_t position = 0;
    for (size_t i = 0; i < index; i++) {
        position += record->fields[i].since <= profile;
    }
    return axvm_tree_child(document, item, position);
}

bool axvm_tree_number(const struct axvm_toml_document *document, uint32_t node, uint64_t *number) {
    const struct axvm_toml_node *at = &document->nodes[node];
    unsigned unfit = AXVM_TOML_INTEGER_NEGATIVE | AXVM_TOML_INTEGER_WIDE | AXVM_TOML_INTEGER_OVERFLOW;
    if (at->kind != AXVM_TOML_INTEGER || (at->form & unfit) != 0) {
        return false;
    }
    *number = axvm_toml_integer(document, node);
    return true;
}

bool axvm_tree_is_bool(const struct axvm_toml_document *document, uint32_t node, bool value) {
    const struct axvm_toml_node *at = &document->nodes[node];
    return at->kind == AXVM_TOML_BOOLEAN && (axvm_tree_form(at) == AXVM_TOML_TRUE) == value;
}

uint32_t axvm_tree_start(const struct axvm_toml_document *document, uint32_t node) {
    const struct axvm_toml_node *at = &document->nodes[node];
    return at->key_length == 0 ? at->start : at->key_start;
}

struct axvm_span axvm_tree_span(const struct axvm_toml_document *document, uint32_t node) {
    return (struct axvm_span){axvm_tree_start(document, node), document->nodes[node].end};
}

uint32_t axvm_tree_end(const struct axvm_toml_document *document, uint32_t node) {
    const struct axvm_toml_node *at = &document->nodes[node];
    uint32_t end = at->end;
    while ((at->kind == AXVM_TOML_TABLE || at->kind == AXVM_TOML_ARRAY) && at->link != 0) {
        at = &document->nodes[at->link];
        end = at->end > end ? at->end : end;
    }
    return end;
}

bool axvm_tree_has_comment(const struct axvm_toml_document *document, uint32_t node) {
    for (uint32_t i = node + 1; i < document->node_count && document->nodes[i].start < document->nodes[node].end; i++) {
        if (document->nodes[i].kind == AXVM_TOML_COMMENT) {
            return true;
        }
    }
    return false;
}
