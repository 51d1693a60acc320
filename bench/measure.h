/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file measure.h
 * Time: a clock, how often to repeat, and what to make of the samples.
 */
#ifndef BENCH_MEASURE_H
#define BENCH_MEASURE_H

#include <stddef.h>

#include "axvmconfig/axvmconfig.h"
#include "inputs.h"

/** As the program's default: what a file with mistakes costs depends on it. */
#define BENCH_FINDING_LIMIT 50

/** Something that is done to a text over and over. */
typedef void bench_task(void *context);

/** How many times to run a task so that it takes about `seconds`; at least 1. Runs it, so it also warms up. */
size_t bench_calibrate(bench_task *task, void *context, double seconds);

/** The time of one run, in seconds: the mean of `times` runs in a row. */
double bench_time(bench_task *task, void *context, size_t times);

/** The middle one of `count` samples, which are sorted. `count` is at least 1. */
double bench_median(double *samples, size_t count);

/** The slope of log y over log x by least squares: 1 is linear, 2 is quadratic. */
double bench_exponent(const double *x, const double *y, size_t count);

/** A text with the memory to read it in. */
struct bench_run {
    const struct bench_input *input;
    struct bench_text text;
    struct bench_text json; /* the same values; length 0: there is no such text */
    void *memory;
    size_t memory_size;
    /* what the last run left */
    struct axvm_toml_document document;
    struct axvm_crate_config config;
    enum axvm_status status;
    size_t arena_used;
};

/** Makes the text and takes memory enough for any result. Ends the program if that fails. */
void bench_start(struct bench_run *run, const struct bench_input *input, size_t entries);

/** Gives text and memory back. */
void bench_stop(struct bench_run *run);

/** Text to document. A bench_task; the context is a struct bench_run. */
void bench_read(void *run);

/** Text to configuration. A bench_task; the context is a struct bench_run. */
void bench_decode(void *run);

#endif
