/* SPDX-License-Identifier: Apache-2.0 */
#include "watermark.h"

#define PAINT     UINT64_C(0xc0ffee5eedf00d99)
#define RUN_BYTES ((size_t)16 * 1024)

uintptr_t watermark_base;

void watermark_paint(void *memory, size_t size) {
    uint64_t *words = memory;
    for (size_t i = 0; i < size / sizeof *words; i++) {
        words[i] = PAINT;
    }
}

/* Paints the stack below its own end; nothing else is below it, since interrupts are off. */
static __attribute__((noinline)) void paint_stack(void) {
    volatile uint64_t *words = (volatile uint64_t *)(platform_stack_pointer() - WATERMARK_STACK_BYTES);
    for (size_t i = 0; i < WATERMARK_STACK_BYTES / sizeof *words; i++) {
        words[i] = PAINT;
    }
}

/* The lowest address at which the stack below `end` is not painted. */
static __attribute__((noinline)) uintptr_t lowest_used(uintptr_t end) {
    const volatile uint64_t *word = (const volatile uint64_t *)(end - WATERMARK_STACK_BYTES);
    while ((uintptr_t)word < end && *word == PAINT) {
        word++;
    }
    return (uintptr_t)word;
}

size_t watermark_stack(watermark_work *work, void *context) {
    watermark_start();
    uintptr_t end = watermark_base;
    paint_stack();
    work(context);
    return watermark_base - lowest_used(end);
}

/* How many words are in use from `first` on, in steps of `step`: up to a long run of paint. At most `count`. */
static size_t used_words(const uint64_t *first, ptrdiff_t step, size_t count) {
    size_t used = 0;
    for (size_t i = 0; i < count && i - used < RUN_BYTES / sizeof *first; i++) {
        used = first[(ptrdiff_t)i * step] == PAINT ? used : i + 1;
    }
    return used;
}

size_t watermark_used(void *memory, size_t size) {
    uint64_t *words = memory;
    size_t count = size / sizeof *words;
    size_t low = used_words(words, 1, count);
    size_t high = used_words(words + count - 1, -1, count - low);
    watermark_paint(words, low * sizeof *words);
    watermark_paint(words + count - high, high * sizeof *words);
    return (low + high) * sizeof *words;
}
