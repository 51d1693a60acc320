/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The scaling table: does ten times the input take ten times the time? From 1,000 to 1,000,000 entries of
 * each shape; the exponent is the slope of the times by least squares, on logarithmic scales.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "measure.h"

#define SAMPLES        9
#define SAMPLE_SECONDS 0.01

static const size_t sizes[] = {1000, 3162, 10000, 31623, 100000, 316228, 1000000};
#define SIZES (sizeof sizes / sizeof sizes[0])

/* The time of one run on `entries` entries, in seconds. */
typedef double measurement(const struct bench_input *shape, size_t entries);

/* The best of some samples: what others do on the machine must not bend the line. */
static double best_time(bench_task *task, void *context) {
    size_t times = bench_calibrate(task, context, SAMPLE_SECONDS);
    double best = bench_time(task, context, times);
    for (size_t i = 1; i < SAMPLES; i++) {
        double sample = bench_time(task, context, times);
        best = sample < best ? sample : best;
    }
    return best;
}

static volatile uint64_t sink;

/* Adds the text up, word by word: what the machine needs just to see it. */
static void add_up(void *context) {
    const struct bench_text *text = context;
    uint64_t sum = 0;
    for (size_t i = 0; i + sizeof sum <= text->length; i += sizeof sum) {
        uint64_t word;
        memcpy(&word, text->data + i, sizeof word);
        sum += word;
    }
    sink = sum;
}

static double measure_adding(const struct bench_input *shape, size_t entries) {
    struct bench_text text = bench_make(shape, entries);
    double seconds = best_time(add_up, &text);
    bench_free(&text);
    return seconds;
}

static double measure(const struct bench_input *shape, size_t entries) {
    struct bench_run run;
    bench_start(&run, shape, entries);
    double seconds = best_time(shape->is_configuration ? bench_decode : bench_read, &run);
    enum axvm_status expected = strcmp(shape->name, "duplicates") == 0 ? AXVM_INVALID : AXVM_OK;
    if (run.status != expected) {
        fprintf(stderr, "bench-scaling: '%s' with %zu entries has status %d\n", shape->name, entries, (int)run.status);
        exit(1);
    }
    bench_stop(&run);
    return seconds;
}

static void print_row(const char *title, const struct bench_input *shape, measurement *measure_shape) {
    double entries[SIZES];
    double seconds[SIZES];
    printf("%-22s", title);
    for (size_t i = 0; i < SIZES; i++) {
        entries[i] = (double)sizes[i];
        seconds[i] = measure_shape(shape, sizes[i]);
        printf(" %9.1f", seconds[i] / entries[i] * 1e9);
        fflush(stdout);
    }
    printf(" %9.3f\n", bench_exponent(entries, seconds, SIZES));
}

int main(void) {
    printf("\nscaling: nanoseconds an entry\n%-22s", "entries");
    for (size_t i = 0; i < SIZES; i++) {
        printf(" %9zu", sizes[i]);
    }
    printf(" %9s\n", "exponent");
    for (size_t i = 0; i < bench_shape_count; i++) {
        print_row(bench_shapes[i].title, &bench_shapes[i], measure);
    }
    print_row("(comments, added up)", bench_find_shape("comments"), measure_adding);
    return 0;
}
