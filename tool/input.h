/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file input.h
 * Reading whole files.
 */
#ifndef AXVMCONFIG_TOOL_INPUT_H
#define AXVMCONFIG_TOOL_INPUT_H

#include "axvmconfig/base.h"
#include "spare_memory.h"

/** The content of a file in memory of its own. Bytes beyond AXVM_TEXT_MAX + 1 are not read. */
struct input {
    struct axvm_slice text;
    void *memory;
    size_t size; /**< of `memory`, in bytes */
};

/**
 * Reads a file.
 * @param path  NULL: standard input
 * @param input  written on success; to be released
 * @return 0 or errno
 */
int input_read(struct input *input, const char *path);

/** As input_read(), in memory from `spare`, which it then goes back to. @param spare  NULL: nothing is kept */
int input_read_into(struct input *input, const char *path, struct spare_memory *spare);

/** Makes a copy of a text. @return 0 or ENOMEM */
int input_copy(struct input *input, struct axvm_slice text);

/**
 * An axvm_flush: `context` is a struct input that grows by what is written. It starts as all zeros, may become as large
 * as memory allows, and is to be released.
 */
bool input_append(void *context, const char *data, size_t length);

/** Frees what input_read() or input_copy() took. */
void input_release(struct input *input);

/**
 * Takes address space that costs memory only where it is used.
 * @return NULL if there is not so much
 */
void *memory_reserve(size_t size);

/** Gives it back. `memory` may be NULL. */
void memory_release(void *memory, size_t size);

#endif
