/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A mutator that knows what a configuration is made of. One half of the time it changes the document: another value, a
 * key or header of the schema, a line less or twice, a value from elsewhere; the other half it leaves to libFuzzer,
 * which changes bytes.
 */
#include "fuzz.h"
#include "words.h"

#include <stdio.h>
#include <string.h>

size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t max_size);
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max_size, unsigned seed);

/* The longest text whose document fits the memory here. */
#define LENGTH_MAX ((size_t)1 << 14)

static unsigned char memory[(size_t)1 << 20];

static uint64_t next_random(uint64_t *state) {
    *state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return *state >> 33;
}

/* A word of a kind. */
static const char *pick_word(uint64_t *random, enum word_kind kind) {
    size_t count;
    const struct word *words = words_all(&count);
    size_t start = next_random(random) % count;
    while (words[start].kind != kind) {
        start = (start + 1) % count;
    }
    return words[start].text;
}

/* Puts bytes in the place of others. @return the new size; the old one if there is no room */
static size_t replace(uint8_t *data, size_t size, size_t max_size, struct axvm_span span, struct axvm_slice with) {
    size_t taken = span.end - span.start;
    if (size - taken + with.length > max_size) {
        return size;
    }
    memmove(data + span.start + with.length, data + span.end, size - span.end);
    memcpy(data + span.start, with.data, with.length);
    return size - taken + with.length;
}

/* The line around an offset, with its end. */
static struct axvm_span line_of(const uint8_t *data, size_t size, size_t offset) {
    size_t start = offset;
    size_t end = offset;
    while (start > 0 && data[start - 1] != '\n') {
        start--;
    }
    while (end < size && data[end++] != '\n') {}
    return (struct axvm_span){(uint32_t)start, (uint32_t)end};
}

/* The new line: `key = value`, a header or a remark. */
static struct axvm_slice new_line(uint64_t *random) {
    static char line[256];
    int length;
    if (next_random(random) % 4 == 0) {
        length = snprintf(line, sizeof line, "%s\n", pick_word(random, WORD_HEADER));
    } else {
        length = snprintf(line, sizeof line, "%s = %s\n", pick_word(random, WORD_KEY), pick_word(random, WORD_VALUE));
    }
    return (struct axvm_slice){line, (size_t)length};
}

static bool read(struct axvm_toml_document *document, struct axvm_slice text) {
    struct axvm_source source = {axvm_slice_of("vm.toml"), text};
    struct axvm_findings findings;
    struct axvm_arena arena;
    axvm_arena_init(&arena, memory, sizeof memory);
    axvm_findings_init(&findings, &arena, &source, 0);
    return text.length <= LENGTH_MAX &&
           axvm_toml_read(document, text, AXVM_TOML_1_1, &arena, &findings) != AXVM_OUT_OF_MEMORY &&
           document->node_count > 1;
}

/* A copy of a piece of the text, so that the text can be moved. */
static struct axvm_slice copy_of(const uint8_t *data, struct axvm_span span) {
    static char copy[LENGTH_MAX];
    memcpy(copy, data + span.start, span.end - span.start);
    return (struct axvm_slice){copy, span.end - span.start};
}

static size_t change_document(uint8_t *data, size_t size, size_t max_size, const struct axvm_toml_document *document,
                              uint64_t *random) {
    uint32_t node = 1 + (uint32_t)(next_random(random) % (document->node_count - 1));
    uint32_t other = 1 + (uint32_t)(next_random(random) % (document->node_count - 1));
    struct axvm_span value = axvm_toml_value_span(document, node);
    struct axvm_span key = axvm_toml_key_span(document, node);
    struct axvm_span line = line_of(data, size, value.start);
    switch (next_random(random) % 8) {
    case 0:
        return replace(data, size, max_size, value, copy_of(data, axvm_toml_value_span(document, other)));
    case 1:
        return replace(data, size, max_size, line, (struct axvm_slice){"", 0});
    case 2:
        line = (struct axvm_span){line.end, line.end};
        return replace(data, size, max_size, line, copy_of(data, line_of(data, size, value.start)));
    case 3:
        return replace(data, size, max_size, key.start == key.end ? value : key,
                       axvm_slice_of(pick_word(random, WORD_KEY)));
    case 4:
        return replace(data, size, max_size, (struct axvm_span){line.start, line.start}, new_line(random));
    case 5:
        return replace(data, size, max_size, (struct axvm_span){value.end, value.end},
                       axvm_slice_of(pick_word(random, WORD_SYNTAX)));
    default:
        return replace(data, size, max_size, value, axvm_slice_of(pick_word(random, WORD_VALUE)));
    }
}

size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max_size, unsigned seed) {
    struct axvm_toml_document document;
    uint64_t random = seed;
    next_random(&random);
    if (next_random(&random) % 2 == 0 && read(&document, fuzz_text(data, size))) {
        size_t changed = change_document(data, size, max_size, &document, &random);
        if (changed > 0) {
            return changed;
        }
    }
    return LLVMFuzzerMutate(data, size, max_size);
}
