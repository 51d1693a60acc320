/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The reader, in both versions of TOML: the promises of toml.h hold for every text, every key and value can be had,
 * and an arena of any size ends in the same verdict or in out of memory.
 */
#include "fuzz.h"
#include "support.h"
#include "tape.h"

#include <stdlib.h>

static void visit(struct fuzz_reading *reading) {
    const struct axvm_toml_document *document = &reading->document;
    for (uint32_t i = 1; i < document->node_count; i++) {
        const struct axvm_toml_node *node = &document->nodes[i];
        struct axvm_slice value;
        if (node->kind == AXVM_TOML_STRING) {
            fuzz_require(axvm_toml_string(document, i, &reading->arena, &value) == AXVM_OK, "a string has a value");
            fuzz_require(value.length <= node->end - node->start, "no string is longer than it is written");
        } else if (node->kind == AXVM_TOML_INTEGER &&
                   (node->form & (AXVM_TOML_INTEGER_WIDE | AXVM_TOML_INTEGER_OVERFLOW)) == 0) {
            axvm_toml_integer(document, i);
        }
    }
}

/* What is damaged may be no key at all, such as `"""`. */
static void find_children(struct fuzz_reading *reading, uint32_t table) {
    const struct axvm_toml_document *document = &reading->document;
    for (uint32_t child = axvm_toml_first_child(document, table); child != 0;
         child = axvm_toml_next_child(document, table, child)) {
        struct axvm_slice key;
        fuzz_require(axvm_toml_key(document, child, &reading->arena, &key) == AXVM_OK, "a child has a key");
        fuzz_require(document->damaged || axvm_toml_key_is(document, child, key), "a key is its value");
        fuzz_require(document->damaged || axvm_toml_find(document, table, key) == child,
                     "a key is found, and there is one of its name");
    }
}

static enum axvm_status read_in(struct axvm_slice text, enum axvm_toml_version version, size_t size) {
    struct axvm_source source = {axvm_slice_of("vm.toml"), text};
    struct axvm_findings findings;
    struct axvm_arena arena;
    struct axvm_toml_document document;
    unsigned char *memory = allocate(size);
    axvm_arena_init(&arena, memory, size);
    axvm_findings_init(&findings, &arena, &source, 0);
    enum axvm_status status = axvm_toml_read(&document, text, version, &arena, &findings);
    free(memory);
    return status;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct axvm_slice text = fuzz_text(data, size);
    struct fuzz_reading reading;
    fuzz_expect(text_problem(text.data, text.length));
    fuzz_read(&reading, text, 2 * size); /* for keys and strings with escapes */
    visit(&reading);
    for (uint32_t i = 0; i < reading.document.node_count; i++) {
        if (reading.document.nodes[i].kind == AXVM_TOML_TABLE) {
            find_children(&reading, i);
        }
    }
    size_t bound = axvm_toml_memory_bound(size);
    enum axvm_status old = read_in(text, AXVM_TOML_1_0, bound);
    fuzz_require(old != AXVM_OUT_OF_MEMORY, "axvm_toml_memory_bound() is enough");
    fuzz_require(old == AXVM_INVALID || reading.status == AXVM_OK, "TOML 1.0 is TOML 1.1");
    enum axvm_status less = read_in(text, AXVM_TOML_1_1, fuzz_number(data, size, 0) % (bound + 1));
    fuzz_require(less == reading.status || less == AXVM_OUT_OF_MEMORY, "less memory is no other verdict");
    fuzz_release(&reading);
    return 0;
}
