/* SPDX-License-Identifier: Apache-2.0 */
#include "axvmconfig/output.h"

#include "base/divide.h"
#include "base/env.h"

/* The digits of 2^64 - 1 in decimal. */
#define DECIMAL_DIGITS_MAX 20

/* `0x` and the digits of 2^64 - 1 in hexadecimal. */
#define HEX_LENGTH_MAX 18

void axvm_output_init(struct axvm_output *output, char *buffer, size_t capacity, axvm_flush *flush, void *context) {
    *output = (struct axvm_output){.buffer = buffer, .capacity = capacity, .flush = flush, .context = context};
}

static void store(struct axvm_output *output, const char *data, size_t length) {
    if (length > 0) {
        axvm_copy(output->buffer + output->used, data, length);
        output->used += length;
    }
}

/* Hands bytes over unless that has failed before. */
static void hand_over(struct axvm_output *output, const char *data, size_t length) {
    if (length > 0 && !output->failed) {
        output->failed = !output->flush(output->context, data, length);
    }
}

/* Appends bytes that the free part of the buffer is too small for. */
static void append_beyond_buffer(struct axvm_output *output, const char *data, size_t length) {
    if (output->failed) {
        return;
    }
    if (output->flush == NULL) {
        store(output, data, output->capacity - output->used);
        output->failed = true;
        return;
    }
    hand_over(output, output->buffer, output->used);
    if (output->failed) {
        return;
    }
    output->used = 0;
    if (length >= output->capacity) {
        hand_over(output, data, length); /* copying it first would gain nothing */
    } else {
        store(output, data, length);
    }
}

void axvm_output_bytes(struct axvm_output *output, const char *data, size_t length) {
    output->total += length;
    if (AXVM_LIKELY(length <= output->capacity - output->used && !output->failed)) {
        store(output, data, length);
    } else {
        append_beyond_buffer(output, data, length);
    }
}

void axvm_output_char(struct axvm_output *output, char byte) {
    if (AXVM_LIKELY(output->used < output->capacity && !output->failed)) {
        output->buffer[output->used++] = byte;
        output->total++;
    } else {
        axvm_output_bytes(output, &byte, 1);
    }
}

void axvm_output_string(struct axvm_output *output, const char *text) {
    axvm_output_slice(output, axvm_slice_of(text));
}

void axvm_output_slice(struct axvm_output *output, struct axvm_slice slice) {
    axvm_output_bytes(output, slice.data, slice.length);
}

void axvm_output_repeat(struct axvm_output *output, char byte, size_t count) {
    char block[32];
    axvm_fill(block, byte, sizeof block);
    for (; count > sizeof block; count -= sizeof block) {
        axvm_output_bytes(output, block, sizeof block);
    }
    axvm_output_bytes(output, block, count);
}

void axvm_output_u64(struct axvm_output *output, uint64_t value) {
    char digits[DECIMAL_DIGITS_MAX];
    size_t start = sizeof digits;
    do {
        digits[--start] = (char)('0' + axvm_remainder(value, 10));
        value = axvm_quotient(value, 10);
    } while (value > 0);
    axvm_output_bytes(output, digits + start, sizeof digits - start);
}

void axvm_output_hex(struct axvm_output *output, uint64_t value) {
    char digits[HEX_LENGTH_MAX];
    size_t start = sizeof digits;
    do {
        digits[--start] = "0123456789abcdef"[value & 0xf];
        value >>= 4;
    } while (value > 0);
    digits[--start] = 'x';
    digits[--start] = '0';
    axvm_output_bytes(output, digits + start, sizeof digits - start);
}

bool axvm_output_finish(struct axvm_output *output) {
    if (output->flush != NULL) {
        hand_over(output, output->buffer, output->used);
        output->used = 0;
    }
    return !output->failed;
}
