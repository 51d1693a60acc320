/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file output.h
 * Where the writers and renderers write to: a buffer with a way to empty it.
 *
 * With a flush function the buffer may be of any size from 1 byte up, and output of any length goes
 * through it in few calls. Without one the buffer must hold everything: what does not fit is dropped
 * and `failed` is set, while `total` goes on counting, so a first run tells how large a buffer must be.
 */
#ifndef AXVMCONFIG_OUTPUT_H
#define AXVMCONFIG_OUTPUT_H

#include "axvmconfig/base.h"

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Takes `length` bytes that have been written.
 * @return true if all of them were taken; false makes the output `failed` and is not called again
 */
typedef bool axvm_flush(void *context, const char *data, size_t length);

/** A buffered stream of bytes. Always used <= capacity. After `failed` nothing more is stored. */
struct axvm_output {
    char *buffer;
    size_t capacity;
    size_t used;
    uint64_t total;    /**< bytes written so far, stored or not */
    axvm_flush *flush; /**< NULL: the buffer is all there is */
    void *context;     /**< handed to `flush` */
    bool failed;       /**< sticky: flush refused, or the buffer is full and there is no flush */
};

/** Prepares an output. `buffer` stays the caller's. `flush` may be NULL. */
void axvm_output_init(struct axvm_output *output, char *buffer, size_t capacity, axvm_flush *flush, void *context);

/** Appends bytes. */
void axvm_output_bytes(struct axvm_output *output, const char *data, size_t length);

/** Appends one byte. */
void axvm_output_char(struct axvm_output *output, char byte);

/** Appends a NUL-terminated string. */
void axvm_output_string(struct axvm_output *output, const char *text);

/** Appends a slice. */
void axvm_output_slice(struct axvm_output *output, struct axvm_slice slice);

/** Appends `count` times the same byte. */
void axvm_output_repeat(struct axvm_output *output, char byte, size_t count);

/** Appends a number in decimal. */
void axvm_output_u64(struct axvm_output *output, uint64_t value);

/** Appends a number as `0x` and lower-case hexadecimal digits, no leading zeros. */
void axvm_output_hex(struct axvm_output *output, uint64_t value);

/** Hands what is buffered to the flush function. @return false if the output has failed */
bool axvm_output_finish(struct axvm_output *output);

#ifdef __cplusplus
}
#endif

#endif
