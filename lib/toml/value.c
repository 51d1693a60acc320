/* SPDX-License-Identifier: Apache-2.0 */
/* From what is written to what it means: keys, strings and integers. */
#include "axvmconfig/toml.h"
#include "toml/escape.h"
#include "toml/plain.h"
#include "toml/reader.h"

/* Copies [text, end) into the arena with its escapes resolved. */
static enum axvm_status resolve(const char *text, const char *end, struct axvm_arena *arena, struct axvm_slice *value) {
    size_t room = (size_t)(end - text);
    char *copy = axvm_arena_take_high(arena, room, 1);
    if (copy == NULL) {
        return AXVM_OUT_OF_MEMORY;
    }
    *value = (struct axvm_slice){copy, axvm_unescape(text, end, copy)};
    return AXVM_OK;
}

/* A key as written, quotes taken off. */
static struct axvm_slice key_content(const struct axvm_toml_document *document, uint32_t node) {
    struct axvm_slice content = axvm_toml_text(document, axvm_toml_key_span(document, node));
    if (content.length > 1 && (content.data[0] == '"' || content.data[0] == '\'')) {
        content.data++;
        content.length -= 2;
    }
    return content;
}

enum axvm_status axvm_toml_key(const struct axvm_toml_document *document, uint32_t node, struct axvm_arena *arena,
                               struct axvm_slice *key) {
    *key = key_content(document, node);
    if (document->nodes[node].key_length & AXVM_TOML_KEY_ESCAPES) {
        return resolve(key->data, key->data + key->length, arena, key);
    }
    return AXVM_OK;
}

bool axvm_toml_key_is(const struct axvm_toml_document *document, uint32_t node, struct axvm_slice key) {
    if (document->nodes[node].key_length & AXVM_TOML_KEY_ESCAPES) {
        return axvm_key_has_value(document->text.data + document->nodes[node].key_start,
                                  document->text.data + document->text.length, key);
    }
    return axvm_slice_equal(key_content(document, node), key);
}

/* Whether a string may run over lines: its quotes are three, and a first line end is not part of it. */
static bool is_multi_line(const struct axvm_toml_node *node) {
    return (node->form & AXVM_TOML_FORM_MASK) >= AXVM_TOML_STRING_MULTI_LINE_BASIC;
}

enum axvm_status axvm_toml_string(const struct axvm_toml_document *document, uint32_t node, struct axvm_arena *arena,
                                  struct axvm_slice *value) {
    const struct axvm_toml_node *at = &document->nodes[node];
    unsigned quotes = is_multi_line(at) ? 3 : 1;
    const char *start = document->text.data + at->start + quotes;
    const char *end = document->text.data + at->end - quotes;
    if (is_multi_line(at) && start < end && *start == '\r') {
        start++;
    }
    if (is_multi_line(at) && start < end && *start == '\n') {
        start++;
    }
    if (at->form & AXVM_TOML_STRING_ESCAPES) {
        return resolve(start, end, arena, value);
    }
    *value = (struct axvm_slice){start, (size_t)(end - start)};
    return AXVM_OK;
}

uint64_t axvm_toml_integer(const struct axvm_toml_document *document, uint32_t node) {
    static const unsigned char radixes[] = {
        [AXVM_TOML_INTEGER_DECIMAL] = 10,
        [AXVM_TOML_INTEGER_HEX] = 16,
        [AXVM_TOML_INTEGER_OCTAL] = 8,
        [AXVM_TOML_INTEGER_BINARY] = 2,
    };
    const struct axvm_toml_node *at = &document->nodes[node];
    if (at->form & AXVM_TOML_INTEGER_SHORT) {
        return at->link;
    }
    if (at->key_length == 0) {
        return (uint64_t)at->key_start << 32 | at->link;
    }
    const char *digits = document->text.data + at->start;
    const char *end = document->text.data + at->end;
    struct axvm_scalar plain;
    if (axvm_read_plain(digits, end, &plain)) {
        return plain.value;
    }
    unsigned radix = radixes[at->form & AXVM_TOML_FORM_MASK];
    if (radix != 10) {
        digits += 2;
    }
    uint64_t value = 0;
    for (; digits < end; digits++) {
        unsigned class = axvm_class_of(*digits);
        if (class & AXVM_CLASS_HEX_DIGIT) { /* not `_`, not `+` */
            value = value * radix + (class & AXVM_CLASS_DIGIT_VALUE);
        }
    }
    return value;
}
