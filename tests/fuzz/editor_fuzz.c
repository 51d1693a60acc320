/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Edits: set, rename, remove and add, each at a place and with a text that the input decides. An edit never makes a
 * text wrong, does what it says, and the documented memory is enough.
 */
#include "fuzz.h"
#include "support.h"

#include <stdlib.h>
#include <string.h>

/* Values for what is set; the last one stands for a piece of the input. */
static const char *const values[] = {
    "1", "'text'", "\"\\t\"", "[1, 2]", "{ a = 1 }", "true", "1979-05-27", "\"\"\"\n\"\"\"",
    "",  "1 2",    "1 # ",    "]",      "a = 1",     NULL,
};

/* One edit under way. */
struct editing {
    struct fuzz_reading reading;
    uint32_t node;
    uint32_t container;
    struct axvm_slice key;
    struct axvm_slice value;
    unsigned char *memory;
    struct axvm_arena arena; /* of the documented size */
    struct axvm_edit edit;
};

/* A piece of the text that begins and ends with whole characters. */
static struct axvm_slice piece_of(struct axvm_slice text, uint64_t number) {
    size_t start = number % (text.length + 1);
    size_t end = start + (number >> 32) % 16;
    end = end > text.length ? text.length : end;
    while (start < end && ((unsigned char)text.data[start] & 0xc0) == 0x80) {
        start++;
    }
    while (end > start && end < text.length && ((unsigned char)text.data[end] & 0xc0) == 0x80) {
        end--;
    }
    return (struct axvm_slice){text.data + start, end - start};
}

static bool is_container(const struct axvm_toml_node *node) {
    return node->kind == AXVM_TOML_TABLE || node->kind == AXVM_TOML_ARRAY;
}

/* The table or array that a node is a child of; `node` itself if there is none. */
static uint32_t container_of(const struct axvm_toml_document *document, uint32_t node) {
    for (uint32_t i = 0; i < document->node_count; i++) {
        uint32_t child = is_container(&document->nodes[i]) ? axvm_toml_first_child(document, i) : 0;
        while (child != 0 && child != node) {
            child = axvm_toml_next_child(document, i, child);
        }
        if (child == node && child != 0) {
            return i;
        }
    }
    return node;
}

static unsigned count_values(const struct axvm_toml_document *document) {
    unsigned count = 0;
    for (uint32_t i = 1; i < document->node_count; i++) {
        unsigned kind = document->nodes[i].kind;
        count += kind != AXVM_TOML_COMMENT && kind != AXVM_TOML_REOPEN;
    }
    return count;
}

static void prepare_memory(struct editing *editing) {
    size_t size = axvm_edit_memory_bound(editing->key.length + editing->value.length);
    editing->memory = allocate(size);
    axvm_arena_init(&editing->arena, editing->memory, size);
}

/* Reads the text with the edit. */
static void read_edited(struct editing *editing, struct fuzz_output *text, struct fuzz_reading *after) {
    struct axvm_slice before = editing->reading.source.text;
    struct axvm_span span = editing->edit.span;
    fuzz_require(span.start <= span.end && span.end <= before.length, "an edit lies in the text");
    fuzz_output_start(text);
    axvm_edit_apply(&editing->reading.document, &editing->edit, &text->output);
    fuzz_read(after, fuzz_output_text(text), 0);
    fuzz_require(after->status == AXVM_OK || after->findings.first->code == AXVM_CODE_TOO_DEEP ||
                     after->findings.first->code == AXVM_CODE_KEY_TOO_DEEP,
                 "an edit never makes a text wrong");
}

/* What is to be true of the numbers of values before and after. */
enum change { SAME, FEWER, MORE, ANY };

static void finish(struct editing *editing, enum axvm_edit_status status, enum change change) {
    fuzz_require(status != AXVM_EDIT_OUT_OF_MEMORY, "axvm_edit_memory_bound() is enough");
    if (status == AXVM_EDIT_OK) {
        struct fuzz_output text;
        struct fuzz_reading after;
        read_edited(editing, &text, &after);
        unsigned had = count_values(&editing->reading.document);
        unsigned has = count_values(&after.document);
        bool good = change == SAME ? has == had : change == FEWER ? has < had : change == MORE ? has > had : true;
        fuzz_require(good || after.status != AXVM_OK, "an edit does what it says");
        fuzz_release(&after);
        fuzz_output_release(&text);
    }
    free(editing->memory);
}

static void edit_values(struct editing *editing) {
    const struct axvm_toml_document *document = &editing->reading.document;
    prepare_memory(editing);
    finish(editing, axvm_edit_value(document, editing->node, editing->value, &editing->arena, &editing->edit), ANY);
    if (document->nodes[editing->container].kind == AXVM_TOML_TABLE) {
        prepare_memory(editing);
        finish(editing,
               axvm_edit_rename(document, editing->container, editing->node, editing->key, &editing->arena,
                                &editing->edit),
               SAME);
    }
    prepare_memory(editing);
    finish(editing, axvm_edit_remove(document, editing->container, editing->node, &editing->edit), FEWER);
}

static void add_values(struct editing *editing) {
    const struct axvm_toml_document *document = &editing->reading.document;
    if (document->nodes[editing->container].kind == AXVM_TOML_ARRAY) {
        prepare_memory(editing);
        finish(editing,
               axvm_edit_add_element(document, editing->container, editing->value, &editing->arena, &editing->edit),
               MORE);
    } else {
        prepare_memory(editing);
        finish(editing,
               axvm_edit_add_key(document, editing->container, editing->key, editing->value, &editing->arena,
                                 &editing->edit),
               MORE);
    }
    prepare_memory(editing);
    finish(editing,
           axvm_edit_add_table(document, editing->key, axvm_slice_of("a"), editing->value, &editing->arena,
                               &editing->edit),
           MORE);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct editing editing;
    struct axvm_slice text = fuzz_text(data, size);
    fuzz_read(&editing.reading, text, 0);
    const struct axvm_toml_document *document = &editing.reading.document;
    for (unsigned use = 0; editing.reading.status == AXVM_OK && use < 4; use++) {
        uint64_t number = fuzz_number(data, size, use);
        const char *value = values[number % (sizeof values / sizeof values[0])];
        editing.value = value == NULL ? piece_of(text, number >> 8) : axvm_slice_of(value);
        editing.key = piece_of(text, number >> 16);
        editing.node = (uint32_t)((number >> 4) % document->node_count);
        editing.container = container_of(document, editing.node);
        if (editing.container != editing.node) {
            edit_values(&editing);
            add_values(&editing);
        }
    }
    fuzz_release(&editing.reading);
    return 0;
}
