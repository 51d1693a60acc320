/* SPDX-License-Identifier: Apache-2.0 */
#include "measure.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <time.h>

/* --- time ---------------------------------------------------------------------------------------- */

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

double bench_time(bench_task *task, void *context, size_t times) {
    double start = now();
    for (size_t i = 0; i < times; i++) {
        task(context);
    }
    return (now() - start) / (double)times;
}

size_t bench_calibrate(bench_task *task, void *context, double seconds) {
    size_t times = 1;
    task(context);
    for (;;) {
        double one = bench_time(task, context, times);
        if (one * (double)times >= seconds / 2) {
            double wanted = seconds / one;
            return wanted < 1 ? 1 : (size_t)wanted;
        }
        times *= 2;
    }
}

static int compare(const void *a, const void *b) {
    double left = *(const double *)a;
    double right = *(const double *)b;
    return left < right ? -1 : left > right;
}

double bench_median(double *samples, size_t count) {
    qsort(samples, count, sizeof *samples, compare);
    return count % 2 == 1 ? samples[count / 2] : (samples[count / 2 - 1] + samples[count / 2]) / 2;
}

double bench_exponent(const double *x, const double *y, size_t count) {
    double sum_x = 0, sum_y = 0, sum_xx = 0, sum_xy = 0;
    for (size_t i = 0; i < count; i++) {
        double log_x = log(x[i]);
        double log_y = log(y[i]);
        sum_x += log_x;
        sum_y += log_y;
        sum_xx += log_x * log_x;
        sum_xy += log_x * log_y;
    }
    double n = (double)count;
    return (n * sum_xy - sum_x * sum_y) / (n * sum_xx - sum_x * sum_x);
}

/* --- the library --------------------------------------------------------------------------------- */

void bench_start(struct bench_run *run, const struct bench_input *input, size_t entries) {
    *run =
        (struct bench_run){.input = input, .text = bench_make(input, entries), .json = bench_make_json(input, entries)};
    run->memory_size = axvm_config_memory_bound(run->text.length, BENCH_FINDING_LIMIT);
    /* The bound is far above what is used; pages that are never touched cost nothing. */
    run->memory =
        mmap(NULL, run->memory_size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (run->memory == MAP_FAILED) {
        perror("memory");
        exit(2);
    }
}

void bench_stop(struct bench_run *run) {
    munmap(run->memory, run->memory_size);
    bench_free(&run->text);
    bench_free(&run->json);
}

/* A run of its own for each text: a fresh arena and an empty list of findings. */
struct fresh {
    struct axvm_arena arena;
    struct axvm_source source;
    struct axvm_findings findings;
};

static void prepare(struct fresh *fresh, const struct bench_run *run) {
    fresh->source = (struct axvm_source){axvm_slice_of("input"), {run->text.data, run->text.length}};
    axvm_arena_init(&fresh->arena, run->memory, run->memory_size);
    axvm_findings_init(&fresh->findings, &fresh->arena, &fresh->source, BENCH_FINDING_LIMIT);
}

void bench_read(void *context) {
    struct bench_run *run = context;
    struct fresh fresh;
    prepare(&fresh, run);
    run->status = axvm_toml_read(&run->document, fresh.source.text, AXVM_TOML_1_1, &fresh.arena, &fresh.findings);
    run->arena_used = axvm_arena_used(&fresh.arena);
}

void bench_decode(void *context) {
    struct bench_run *run = context;
    struct fresh fresh;
    prepare(&fresh, run);
    run->status = axvm_config_from_toml(&run->config, fresh.source.text, &fresh.arena, &fresh.findings);
    run->arena_used = axvm_arena_used(&fresh.arena);
}
