/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The formatter: a text written anew is TOML with the same values and comments, a second time nothing changes, and
 * both texts decode to the same configuration.
 */
#include "format_check.h"
#include "fuzz.h"
#include "rewritten.h"
#include "support.h"

#include <stdlib.h>
#include <string.h>

static void compare_configs(struct axvm_slice before, struct axvm_slice after) {
    struct fuzz_reading a;
    struct fuzz_reading b;
    struct axvm_crate_config old;
    struct axvm_crate_config new;
    bool was_good = fuzz_decode(&a, &old, before, AXVM_PROFILE_0_4);
    bool is_good = fuzz_decode(&b, &new, after, AXVM_PROFILE_0_4);
    fuzz_require(was_good == is_good, "the verdict stays");
    if (was_good) {
        struct fuzz_output x;
        struct fuzz_output y;
        fuzz_write_json(&x, &old);
        fuzz_write_json(&y, &new);
        fuzz_require(axvm_slice_equal(fuzz_output_text(&x), fuzz_output_text(&y)), "decoded values stay");
        fuzz_output_release(&x);
        fuzz_output_release(&y);
    }
    fuzz_release(&a);
    fuzz_release(&b);
}

static void compare_documents(const struct document *before, const struct document *after, enum operation operation) {
    bool same = true;
    size_t room = 2 * (before->toml.text.length + after->toml.text.length) + 64;
    unsigned char *memory = allocate(room);
    struct axvm_arena arena;
    axvm_arena_init(&arena, memory, room);
    if (operation == SORT) {
        fuzz_require(format_keeps_values(&before->toml, &after->toml, &arena, &same) == 0 && same, "all values stay");
    } else {
        fuzz_require(format_keeps_order(&before->toml, &after->toml), "all values stay where they are");
    }
    free(memory);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct document document;
    char *text = allocate(size);
    if (size > 0) {
        memcpy(text, data, size);
    }
    document_read(&document, text, size);
    for (enum operation operation = LAYOUT; document.status == AXVM_OK && operation < OPERATION_COUNT; operation++) {
        struct document after;
        fuzz_expect(rewritten_problem(&document, operation));
        if (rewritten(&document, operation, &after)) {
            compare_documents(&document, &after, operation);
            compare_configs(document.toml.text, after.toml.text);
            document_free(&after);
        }
    }
    document_free(&document);
    return 0;
}
