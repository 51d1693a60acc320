/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file base.h
 * The words every other header is written in: slices, spans, status codes and the arena.
 *
 * The library is freestanding C11. It never allocates, never recurses, keeps no mutable globals and
 * needs nothing from outside but memcpy, memmove, memset and memcmp. All memory it uses is handed
 * over by the caller as one block, the arena.
 */
#ifndef AXVMCONFIG_BASE_H
#define AXVMCONFIG_BASE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/** The largest text the reader takes, in bytes: 256 MiB. One byte more is refused (AX0004). */
#define AXVM_TEXT_MAX ((size_t)1 << 28)

/**
 * Bytes that belong to somebody else: the input text, the arena or a string literal.
 * Not NUL-terminated. `data` is never dereferenced when `length` is 0, and may then be NULL.
 */
struct axvm_slice {
    const char *data;
    size_t length; /**< in bytes */
};

/** The half-open byte range [start, end) of a text. Always start <= end <= AXVM_TEXT_MAX. */
struct axvm_span {
    uint32_t start;
    uint32_t end;
};

/** What a library function that can fail answers. */
enum axvm_status {
    AXVM_OK = 0,        /**< done; there may be findings at warning or note level */
    AXVM_INVALID,       /**< the input is at fault: at least one finding at error level was reported */
    AXVM_OUT_OF_MEMORY, /**< the arena is too small; the result must not be used, try a larger one */
};

/**
 * One block of caller memory that the library allocates from and never frees in part.
 *
 * Always low <= high <= size. Bytes [0, low) hold what grows upwards (document nodes, then decoded
 * lists), bytes [high, size) what is taken from the top (findings, their texts, unescaped strings and
 * lookup tables); [low, high) is free. Results point into the block, so it must outlive them.
 */
struct axvm_arena {
    unsigned char *memory;
    size_t size; /**< in bytes */
    size_t low;  /**< first free byte */
    size_t high; /**< one past the last free byte */
};

/**
 * Prepares an arena over `memory`.
 *
 * @param arena   written in full
 * @param memory  at least `size` bytes, any alignment; stays the caller's, may be NULL if size is 0
 * @param size    in bytes; 0 is allowed and makes every allocation fail
 */
void axvm_arena_init(struct axvm_arena *arena, void *memory, size_t size);

/**
 * Takes `size` bytes from the low end, aligned for any object of `alignment`.
 *
 * @param alignment  a power of two
 * @return the bytes, uninitialized; NULL if they do not fit, and then the arena is unchanged
 */
void *axvm_arena_take_low(struct axvm_arena *arena, size_t size, size_t alignment);

/** As axvm_arena_take_low(), from the high end. */
void *axvm_arena_take_high(struct axvm_arena *arena, size_t size, size_t alignment);

/** The bytes in use, padding included. @return a number of bytes, at most arena->size */
size_t axvm_arena_used(const struct axvm_arena *arena);

/** A slice over a NUL-terminated string, without its NUL. @param text  must not be NULL */
struct axvm_slice axvm_slice_of(const char *text);

/** Whether two slices hold the same bytes. */
bool axvm_slice_equal(struct axvm_slice a, struct axvm_slice b);

/**
 * Reads an unsigned integer as people type one: decimal, or hexadecimal, octal or binary after
 * `0x`, `0o` or `0b`, with `_` allowed between two digits. A leading `+` is allowed before decimal.
 * Leading zeros are allowed. Nothing may follow.
 *
 * @param value  written only on success
 * @return true if `text` is such a number and fits into 64 bits
 */
bool axvm_parse_u64(struct axvm_slice text, uint64_t *value);

/**
 * How far two words are apart: the number of inserted, removed, changed or swapped neighboring bytes
 * that make one of the other, letter case ignored (optimal string alignment).
 *
 * @param limit  distances above it need not be told apart
 * @return the distance; anything above `limit` if it is larger, or if a word is longer than 32 bytes
 */
unsigned axvm_edit_distance(struct axvm_slice a, struct axvm_slice b, unsigned limit);

#ifdef __cplusplus
}
#endif

#endif
