/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file inputs.h
 * The texts that are measured. All are made here or lie in inputs/, and are the same on every run.
 */
#ifndef BENCH_INPUTS_H
#define BENCH_INPUTS_H

#include <stdbool.h>
#include <stddef.h>

/** A text on the heap. Always length <= room; where it is read, BENCH_PADDING bytes more may be. */
struct bench_text {
    char *data;
    size_t length; /**< in bytes */
    size_t room;
};

/** A kind of text. */
struct bench_input {
    const char *name;      /**< one word, for the command line */
    const char *title;     /**< for people */
    bool is_configuration; /**< false: only read as TOML, not decoded */
    const char *file;      /**< in inputs/; NULL: it is made */
    void (*make)(struct bench_text *text, size_t entries);
    size_t entries; /**< what `make` is asked for */
    void (*make_json)(struct bench_text *text,
                      size_t entries); /**< the same values as JSON; NULL: there is no such text */
};

/** The inputs of the speed table. */
extern const struct bench_input bench_inputs[];
extern const size_t bench_input_count;

/** The shapes of the scaling table, to be made with any number of entries. */
extern const struct bench_input bench_shapes[];
extern const size_t bench_shape_count;

/** The same values as JSON. @return with length 0 if the input has none */
struct bench_text bench_make_json(const struct bench_input *input, size_t entries);

/** The input with a name. @return NULL if there is none */
const struct bench_input *bench_find_input(const char *name);

/** The shape with a name. @return NULL if there is none */
const struct bench_input *bench_find_shape(const char *name);

/** Makes an input, or reads its file. Ends the program if that fails. @return the text, for bench_free() */
struct bench_text bench_make(const struct bench_input *input, size_t entries);

/** Gives a text's memory back. */
void bench_free(struct bench_text *text);

#endif
