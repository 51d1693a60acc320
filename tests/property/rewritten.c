/* SPDX-License-Identifier: Apache-2.0 */
#include "rewritten.h"

#include "support.h"

#include <stdlib.h>

void document_read(struct document *document, char *text, size_t length) {
    struct axvm_arena arena;
    struct axvm_source source = {axvm_slice_of("test.toml"), {text, length}};
    struct axvm_findings findings;
    size_t size = axvm_toml_memory_bound(length);
    document->text = text;
    document->memory = allocate(size);
    axvm_arena_init(&arena, document->memory, size);
    axvm_findings_init(&findings, &arena, &source, 0);
    document->status = axvm_toml_read(&document->toml, source.text, AXVM_TOML_1_1, &arena, &findings);
}

void document_free(struct document *document) {
    free(document->memory);
    free(document->text);
}

enum axvm_status write_document(const struct document *document, enum operation operation, struct axvm_output *output) {
    size_t size = axvm_pretty_memory_bound(document->toml.text.length);
    unsigned char *memory = allocate(size + 1);
    struct axvm_arena arena;
    enum axvm_status status = AXVM_OK;
    axvm_arena_init(&arena, memory + 1, size); /* at the worst alignment */
    if (operation == LAYOUT) {
        axvm_pretty_write(&document->toml, output);
    } else if (operation == SORT) {
        status = axvm_pretty_write_sorted(&document->toml, axvm_schema(), AXVM_PROFILE_0_4, &arena, output);
    } else {
        status = axvm_pretty_write_numbers(&document->toml, axvm_schema(), AXVM_PROFILE_0_4, &arena, output);
    }
    free(memory);
    return status;
}

bool rewritten(const struct document *before, enum operation operation, struct document *after) {
    struct axvm_output output;
    axvm_output_init(&output, NULL, 0, NULL, NULL);
    if (write_document(before, operation, &output) != AXVM_OK) {
        return false;
    }
    size_t length = (size_t)output.total;
    char *text = allocate(length + 1);
    axvm_output_init(&output, text, length, NULL, NULL);
    write_document(before, operation, &output);
    document_read(after, text, length);
    return true;
}

const char *rewritten_problem(const struct document *document, enum operation operation) {
    struct document once;
    struct document twice;
    if (!rewritten(document, operation, &once)) {
        return "axvm_pretty_memory_bound() is enough";
    }
    const char *problem = once.status == AXVM_OK ? NULL : "the result is TOML";
    if (problem == NULL && rewritten(&once, operation, &twice)) {
        problem = axvm_slice_equal(once.toml.text, twice.toml.text) ? NULL : "a second time nothing changes";
        document_free(&twice);
    }
    document_free(&once);
    return problem;
}
