/* SPDX-License-Identifier: Apache-2.0 */
/* Finding one's way in a document. */
#include "axvmconfig/toml.h"
#include "toml/escape.h"
#include "toml/reader.h"

uint32_t axvm_toml_first_child(const struct axvm_toml_document *document, uint32_t container) {
    uint32_t last = document->nodes[container].link;
    return last == 0 ? 0 : document->nodes[last].next;
}

uint32_t axvm_toml_next_child(const struct axvm_toml_document *document, uint32_t container, uint32_t child) {
    return child == document->nodes[container].link ? 0 : document->nodes[child].next;
}

uint32_t axvm_toml_child_count(const struct axvm_toml_document *document, uint32_t container) {
    uint32_t count = 0;
    for (uint32_t child = axvm_toml_first_child(document, container); child != 0;
         child = axvm_toml_next_child(document, container, child)) {
        count++;
    }
    return count;
}

uint32_t axvm_toml_find(const struct axvm_toml_document *document, uint32_t table, struct axvm_slice key) {
    for (uint32_t child = axvm_toml_first_child(document, table); child != 0;
         child = axvm_toml_next_child(document, table, child)) {
        if (axvm_toml_key_is(document, child, key)) {
            return child;
        }
    }
    return 0;
}

struct axvm_span axvm_toml_key_span(const struct axvm_toml_document *document, uint32_t node) {
    const struct axvm_toml_node *at = &document->nodes[node];
    if (at->key_length == 0) {
        return (struct axvm_span){0, 0};
    }
    uint32_t length = at->key_length & AXVM_TOML_KEY_LONG;
    if (length == AXVM_TOML_KEY_LONG) {
        const char *start = document->text.data + at->key_start;
        length = (uint32_t)(axvm_key_end(start, document->text.data + document->text.length) - start);
    }
    return (struct axvm_span){at->key_start, at->key_start + length};
}

struct axvm_span axvm_toml_value_span(const struct axvm_toml_document *document, uint32_t node) {
    return (struct axvm_span){document->nodes[node].start, document->nodes[node].end};
}

struct axvm_slice axvm_toml_text(const struct axvm_toml_document *document, struct axvm_span span) {
    return (struct axvm_slice){document->text.data + span.start, span.end - span.start};
}

const char *axvm_toml_describe(const struct axvm_toml_node *node) {
    unsigned form = node->form & AXVM_TOML_FORM_MASK;
    switch (node->kind) {
    case AXVM_TOML_TABLE:
        return form == AXVM_TOML_TABLE_INLINE ? "an inline table" : "a table";
    case AXVM_TOML_ARRAY:
        return form == AXVM_TOML_ARRAY_INLINE ? "an array" : "an array of tables";
    case AXVM_TOML_STRING:
        return "a string";
    case AXVM_TOML_INTEGER:
        return "an integer";
    case AXVM_TOML_FLOAT:
        return "a float";
    case AXVM_TOML_BOOLEAN:
        return "a boolean";
    default: /* nothing else has a value that somebody asks about */
        return "a date or time";
    }
}
