/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file fuzz.h
 * What the fuzz targets share. A target is a file `<name>_fuzz.c` with LLVMFuzzerTestOneInput(): it gets any bytes
 * and asserts what must hold for them. Inputs are plain texts, so that what is found can be handed to the program;
 * a target that must choose something besides takes it from fuzz_number().
 */
#ifndef AXVM_TESTS_FUZZ_FUZZ_H
#define AXVM_TESTS_FUZZ_FUZZ_H

#include "axvmconfig/axvmconfig.h"

/** The findings kept of each level. */
#define FUZZ_FINDING_LIMIT 8

/** A target; libFuzzer calls it. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/** Ends the program unless `problem` is NULL; libFuzzer then keeps the input. */
void fuzz_expect(const char *problem);

/** Ends the program unless a promise holds. */
void fuzz_require(bool holds, const char *promise);

/** A number that depends on all of the input, another one for each `use`. */
uint64_t fuzz_number(const uint8_t *data, size_t size, unsigned use);

/** A text as a document, in memory of its own. Must not be moved. */
struct fuzz_reading {
    unsigned char *memory;
    struct axvm_arena arena;
    struct axvm_source source;
    struct axvm_findings findings;
    struct axvm_toml_document document;
    enum axvm_status status; /**< of the reader, then of the decoder */
};

/** The input as a slice. */
struct axvm_slice fuzz_text(const uint8_t *data, size_t size);

/**
 * Reads a text, which must outlive the reading.
 * @param room  the arena bytes for what comes after reading and its findings
 */
void fuzz_read(struct fuzz_reading *reading, struct axvm_slice text, size_t room);

void fuzz_release(struct fuzz_reading *reading);

/** Reads and decodes a text, in memory of the documented size. @return whether it is a configuration */
bool fuzz_decode(struct fuzz_reading *reading, struct axvm_crate_config *config, struct axvm_slice text,
                 enum axvm_profile profile);

/** What has been written, in memory of its own. */
struct fuzz_output {
    struct axvm_output output; /**< write here; a few bytes at a time go to `data` */
    char buffer[61];
    char *data;
    size_t length;
    size_t room;
};

/** Prepares an output. Must not be moved. */
void fuzz_output_start(struct fuzz_output *output);

/** What has been written. Valid until fuzz_output_release(). */
struct axvm_slice fuzz_output_text(struct fuzz_output *output);

void fuzz_output_release(struct fuzz_output *output);

/** The configuration as JSON, for comparing two. */
void fuzz_write_json(struct fuzz_output *json, const struct axvm_crate_config *config);

/** A sum over all strings of a configuration, whatever their order. An empty one adds nothing. */
uint64_t fuzz_string_sum(const struct axvm_crate_config *config);

/** What one string adds to it. */
uint64_t fuzz_string_hash(struct axvm_slice text);

#endif
