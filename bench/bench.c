/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The speed table: MB/s of the whole way from bytes to configuration and of reading alone, beside peers
 * and beside what the machine could do at best.
 *
 * All contenders run in one process, in turns, so that a slow spell of the machine hits all of them. What
 * is printed is the median of the rounds. Ratios are the result; the MB/s depend on the machine.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "measure.h"
#include "peer.h"

#define ROUNDS         15
#define ROUND_SECONDS  0.004
#define CONTENDERS_MAX 8

/* The machine's limits work on this. */
struct limit {
    const struct bench_run *run;
    char *copy;
    volatile unsigned sink;
};

static unsigned char byte_class[256];

static void copy_bytes(void *context) {
    struct limit *limit = context;
    memcpy(limit->copy, limit->run->text.data, limit->run->text.length);
    limit->sink = (unsigned char)limit->copy[0];
}

/* One table look-up and one addition a byte: what any reader does that looks at every byte. */
static void classify_bytes(void *context) {
    struct limit *limit = context;
    const unsigned char *data = (const unsigned char *)limit->run->text.data;
    unsigned sum = 0;
    for (size_t i = 0; i < limit->run->text.length; i++) {
        sum += byte_class[data[i]];
    }
    limit->sink = sum;
}

static const struct bench_peer *const peers[] = {
#ifdef BENCH_TOMLPLUSPLUS
    &bench_tomlplusplus,
#endif
    NULL,
};

struct peer_run {
    const struct bench_peer *peer;
    const struct bench_run *run;
};

static void run_peer(void *context) {
    struct peer_run *peer = context;
    if (!peer->peer->read(peer->run->text.data, peer->run->text.length)) {
        fprintf(stderr, "bench-speed: %s refuses '%s'\n", peer->peer->name, peer->run->input->name);
        exit(1);
    }
}

/* One column of the table. */
struct contender {
    bench_task *task;
    void *context;
    size_t times;
    double samples[ROUNDS];
    double megabytes_per_second;
};

static void measure(struct contender *contenders, size_t count, size_t length) {
    for (size_t i = 0; i < count; i++) {
        contenders[i].times = bench_calibrate(contenders[i].task, contenders[i].context, ROUND_SECONDS);
    }
    for (size_t round = 0; round < ROUNDS; round++) {
        for (size_t i = 0; i < count; i++) {
            contenders[i].samples[round] = bench_time(contenders[i].task, contenders[i].context, contenders[i].times);
        }
    }
    for (size_t i = 0; i < count; i++) {
        contenders[i].megabytes_per_second = (double)length / bench_median(contenders[i].samples, ROUNDS) / 1e6;
    }
}

static void expect_ok(const struct bench_run *run) {
    if (run->status != AXVM_OK) {
        fprintf(stderr, "bench-speed: '%s' is not accepted\n", run->input->name);
        exit(1);
    }
}

static void print_heading(void) {
    printf("axvmconfig, %s\nmedians of %d interleaved rounds, MB/s\n\n", BENCH_COMPILER, ROUNDS);
    printf("%-30s %9s %9s %9s %9s %9s", "", "bytes", "memcpy", "classes", "read", "config");
    for (size_t i = 0; peers[i] != NULL; i++) {
        printf(" %9s %9s", peers[i]->name, "times");
    }
    putchar('\n');
}

static void print_speed(const struct bench_run *run, const struct contender *contenders, size_t count) {
    printf("%-30s %9zu", run->input->title, run->text.length);
    size_t ours = run->input->is_configuration ? 3 : 2;
    for (size_t i = 0; i < count; i++) {
        if (i == 3 && !run->input->is_configuration) {
            printf(" %9s", "-");
        }
        printf(" %9.0f", contenders[i].megabytes_per_second);
        if (i > ours) {
            printf(" %8.1fx", contenders[ours].megabytes_per_second / contenders[i].megabytes_per_second);
        }
    }
    if (count == 3) {
        printf(" %9s", "-");
    }
    putchar('\n');
    fflush(stdout);
}

static void measure_speed(struct bench_run *run) {
    struct limit limit = {.run = run, .copy = malloc(run->text.length)};
    struct peer_run peer_runs[CONTENDERS_MAX];
    struct contender contenders[CONTENDERS_MAX] = {
        {.task = copy_bytes, .context = &limit},
        {.task = classify_bytes, .context = &limit},
        {.task = bench_read, .context = run},
        {.task = bench_decode, .context = run},
    };
    if (limit.copy == NULL) {
        perror("memory");
        exit(2);
    }
    size_t count = run->input->is_configuration ? 4 : 3;
    for (size_t i = 0; peers[i] != NULL; i++) {
        peer_runs[i] = (struct peer_run){peers[i], run};
        contenders[count++] = (struct contender){.task = run_peer, .context = &peer_runs[i]};
    }
    measure(contenders, count, run->text.length);
    expect_ok(run);
    print_speed(run, contenders, count);
    free(limit.copy);
}

/* Memory is a count, not a measurement: one run tells. */
static void print_memory(struct bench_run *run) {
    double length = (double)run->text.length;
    bench_read(run);
    size_t read_bytes = run->arena_used;
    uint32_t nodes = run->document.node_count;
    size_t node_bytes = nodes * sizeof(struct axvm_toml_node);
    printf("%-30s %9" PRIu32 " %9zu %9.2f %9.2f", run->input->title, nodes, sizeof(struct axvm_toml_node),
           (double)node_bytes / length, (double)read_bytes / length);
    if (run->input->is_configuration) {
        bench_decode(run);
        printf(" %9.2f", (double)run->arena_used / length);
    } else {
        printf(" %9s", "-");
    }
    printf(" %9.2f\n", (double)axvm_toml_memory_bound(run->text.length) / length);
}

int main(void) {
    for (unsigned i = 0; i < 256; i++) {
        byte_class[i] = (unsigned char)(i >> 4);
    }
    print_heading();
    for (size_t i = 0; i < bench_input_count; i++) {
        struct bench_run run;
        bench_start(&run, &bench_inputs[i], bench_inputs[i].entries);
        measure_speed(&run);
        bench_stop(&run);
    }
    printf("\n%-30s %9s %9s %9s %9s %9s %9s\n", "memory, bytes", "nodes", "per node", "nodes/B", "read/B", "config/B",
           "bound/B");
    for (size_t i = 0; i < bench_input_count; i++) {
        struct bench_run run;
        bench_start(&run, &bench_inputs[i], bench_inputs[i].entries);
        print_memory(&run);
        bench_stop(&run);
    }
    return 0;
}
