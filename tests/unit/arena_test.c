/* SPDX-License-Identifier: Apache-2.0 */
/* The arena and slices. */
#include "tap.h"

static _Alignas(16) unsigned char memory[256];

static bool is_aligned(const void *pointer, size_t alignment) {
    return ((uintptr_t)pointer & (alignment - 1)) == 0;
}

static bool is_inside(const struct axvm_arena *arena, const void *pointer, size_t size) {
    const unsigned char *start = pointer;
    return start >= arena->memory && start + size <= arena->memory + arena->size;
}

static void take_from_both_ends(void) {
    struct axvm_arena arena;
    axvm_arena_init(&arena, memory, 64);
    TAP_EQUAL_U64(axvm_arena_used(&arena), 0, "a new arena is empty");
    unsigned char *low = axvm_arena_take_low(&arena, 8, 1);
    unsigned char *high = axvm_arena_take_high(&arena, 8, 1);
    TAP_CHECK(low == memory, "the first bytes from the low end are the first of the block");
    TAP_CHECK(high == memory + 56, "the first bytes from the high end are the last of the block");
    TAP_EQUAL_U64(axvm_arena_used(&arena), 16, "both ends count as used");
    TAP_CHECK(axvm_arena_take_low(&arena, 49, 1) == NULL, "the low end does not grow into the high end");
    TAP_CHECK(axvm_arena_take_high(&arena, 49, 1) == NULL, "the high end does not grow into the low end");
    TAP_EQUAL_U64(axvm_arena_used(&arena), 16, "a failed take leaves the arena as it was");
    TAP_CHECK(axvm_arena_take_low(&arena, 48, 1) == memory + 8, "the last byte can be taken");
    TAP_EQUAL_U64(axvm_arena_used(&arena), 64, "a full arena is used in full");
    TAP_CHECK(axvm_arena_take_low(&arena, 1, 1) == NULL, "a full arena gives nothing from the low end");
    TAP_CHECK(axvm_arena_take_high(&arena, 1, 1) == NULL, "a full arena gives nothing from the high end");
    TAP_CHECK(axvm_arena_take_low(&arena, 0, 1) != NULL, "nothing can be taken from a full arena");
}

static void align_addresses(void) {
    bool low_fits = true;
    bool high_fits = true;
    for (size_t offset = 0; offset < 16; offset++) {
        for (size_t alignment = 1; alignment <= 16; alignment *= 2) {
            struct axvm_arena arena;
            axvm_arena_init(&arena, memory + offset, 100);
            axvm_arena_take_low(&arena, 1, 1);
            axvm_arena_take_high(&arena, 1, 1);
            unsigned char *low = axvm_arena_take_low(&arena, 5, alignment);
            unsigned char *high = axvm_arena_take_high(&arena, 5, alignment);
            low_fits = low_fits && is_aligned(low, alignment) && is_inside(&arena, low, 5) && low > arena.memory;
            high_fits = high_fits && is_aligned(high, alignment) && is_inside(&arena, high, 5) &&
                        high + 5 <= memory + offset + 99;
        }
    }
    TAP_CHECK(low_fits, "addresses from the low end are aligned wherever the block lies");
    TAP_CHECK(high_fits, "addresses from the high end are aligned wherever the block lies");
}

static void fail_on_padding(void) {
    struct axvm_arena arena;
    axvm_arena_init(&arena, memory + 1, 8);
    TAP_CHECK(axvm_arena_take_low(&arena, 2, 8) == NULL, "padding counts against the free bytes of the low end");
    TAP_CHECK(axvm_arena_take_low(&arena, 1, 8) == memory + 8, "with padding the last byte fits at the low end");
    axvm_arena_init(&arena, memory + 1, 8);
    TAP_CHECK(axvm_arena_take_high(&arena, 2, 8) == NULL, "padding counts against the free bytes of the high end");
    axvm_arena_init(&arena, memory + 1, 8);
    TAP_CHECK(axvm_arena_take_high(&arena, 1, 8) == memory + 8, "a byte that is aligned fits at the high end");
    TAP_CHECK(axvm_arena_take_high(&arena, 1, 8) == NULL, "a second one would lie before the block");
}

static void refuse_huge_sizes(void) {
    struct axvm_arena arena;
    axvm_arena_init(&arena, memory, sizeof memory);
    axvm_arena_take_low(&arena, 3, 1);
    axvm_arena_take_high(&arena, 3, 1);
    static const size_t sizes[] = {SIZE_MAX, SIZE_MAX - 7, SIZE_MAX - 255, SIZE_MAX / 2 + 1};
    bool refused = true;
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        refused = refused && axvm_arena_take_low(&arena, sizes[i], 8) == NULL;
        refused = refused && axvm_arena_take_high(&arena, sizes[i], 8) == NULL;
    }
    TAP_CHECK(refused, "sizes near the top of size_t do not wrap around");
    TAP_EQUAL_U64(axvm_arena_used(&arena), 6, "and leave the arena as it was");
}

static void live_without_memory(void) {
    struct axvm_arena arena;
    axvm_arena_init(&arena, NULL, 0);
    TAP_CHECK(axvm_arena_take_low(&arena, 1, 1) == NULL, "an arena without memory gives nothing from the low end");
    TAP_CHECK(axvm_arena_take_high(&arena, 1, 1) == NULL, "an arena without memory gives nothing from the high end");
    TAP_CHECK(axvm_arena_take_low(&arena, 0, 1) == NULL, "not even no bytes at the low end");
    TAP_CHECK(axvm_arena_take_high(&arena, 0, 1) == NULL, "not even no bytes at the high end");
    TAP_EQUAL_U64(axvm_arena_used(&arena), 0, "and nothing of it is used");
}

static void compare_slices(void) {
    struct axvm_slice word = axvm_slice_of("word");
    TAP_EQUAL_U64(word.length, 4, "a slice of a string leaves its NUL out");
    TAP_EQUAL_U64(axvm_slice_of("").length, 0, "a slice of an empty string is empty");
    TAP_CHECK(axvm_slice_equal(word, axvm_slice_of("word")), "slices with the same bytes are equal");
    TAP_CHECK(!axvm_slice_equal(word, axvm_slice_of("ward")), "slices with other bytes are not");
    TAP_CHECK(!axvm_slice_equal(word, axvm_slice_of("words")), "a slice differs from one that begins with it");
    struct axvm_slice nothing = {NULL, 0};
    TAP_CHECK(axvm_slice_equal(nothing, axvm_slice_of("")), "empty slices are equal, with data or without");
    TAP_CHECK(!axvm_slice_equal(nothing, word), "an empty slice differs from others");
    struct axvm_slice zeros = {"a\0b", 3};
    struct axvm_slice others = {"a\0c", 3};
    TAP_CHECK(!axvm_slice_equal(zeros, others), "bytes behind a NUL count");
}

void tap_body(void) {
    take_from_both_ends();
    align_addresses();
    fail_on_padding();
    refuse_huge_sizes();
    live_without_memory();
    compare_slices();
}
