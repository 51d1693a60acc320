/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The speed table: MB/s of the whole way from bytes to configuration and of reading alone, and how that
 * compares with peers and with what the machine could do at best.
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

/* A contender that takes so long for one text has a turn in one round of five only. */
#define SLOW_SECONDS 0.3
#define SLOW_ROUNDS  5

/* --- what is compared with ----------------------------------------------------------------------- */

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
#ifdef BENCH_TOML11
    &bench_toml11,
#endif
#ifdef BENCH_BURNTSUSHI
    &bench_burntsushi,
#endif
#ifdef BENCH_SIMDJSON
    &bench_simdjson,
#endif
    NULL,
};

struct peer_run {
    const struct bench_peer *peer;
    const struct bench_run *run;
    struct bench_text text;
};

static void run_peer(void *context) {
    struct peer_run *peer = context;
    if (!peer->peer->read(peer->text.data, peer->text.length)) {
        fprintf(stderr, "bench-speed: %s refuses '%s'\n", peer->peer->name, peer->run->input->name);
        exit(1);
    }
}

/* --- measuring ----------------------------------------------------------------------------------- */

/* One column of the table. */
struct contender {
    const char *name;
    bool is_limit; /* nobody expects to be faster */
    bench_task *task;
    void *context; /* NULL: does not take part in this row */
    size_t times;
    size_t sample_count;
    double samples[ROUNDS];
    double seconds;
};

/* A row: the contenders, ours first. */
struct row {
    struct limit limit;
    struct peer_run peer_runs[CONTENDERS_MAX];
    struct contender contenders[CONTENDERS_MAX];
    size_t count;
};

enum { READING, DECODING, OURS };

static void take_turn(struct contender *contender, size_t round) {
    bool is_slow = contender->times == 1 && contender->samples[0] > SLOW_SECONDS;
    if (contender->context != NULL && (!is_slow || round % SLOW_ROUNDS == 0)) {
        contender->samples[contender->sample_count++] =
            bench_time(contender->task, contender->context, contender->times);
    }
}

static void measure(struct row *row) {
    for (size_t i = 0; i < row->count; i++) {
        struct contender *contender = &row->contenders[i];
        if (contender->context != NULL) {
            contender->times = bench_calibrate(contender->task, contender->context, ROUND_SECONDS);
        }
    }
    for (size_t round = 0; round < ROUNDS; round++) {
        for (size_t i = 0; i < row->count; i++) {
            take_turn(&row->contenders[i], round);
        }
    }
    for (size_t i = 0; i < row->count; i++) {
        struct contender *contender = &row->contenders[i];
        if (contender->context != NULL) {
            contender->seconds = bench_median(contender->samples, contender->sample_count);
        }
    }
}

static void add(struct row *row, struct contender contender) {
    row->contenders[row->count++] = contender;
}

/* Peers of one kind: those that read TOML, or those that show what is possible. */
static void add_peers(struct row *row, const struct bench_run *run, enum bench_language language) {
    for (size_t i = 0; peers[i] != NULL; i++) {
        if (peers[i]->language == language) {
            struct peer_run *peer = &row->peer_runs[i];
            *peer = (struct peer_run){peers[i], run, language == BENCH_JSON ? run->json : run->text};
            add(row, (struct contender){.name = peers[i]->name,
                                        .is_limit = language == BENCH_JSON,
                                        .task = run_peer,
                                        .context = peer->text.length == 0 ? NULL : peer});
        }
    }
}

/* All who take part. @param run  without a text for the heading of the table */
static void prepare(struct row *row, struct bench_run *run) {
    memset(row, 0, sizeof *row);
    row->limit = (struct limit){.run = run, .copy = malloc(run->text.length + 1)};
    if (row->limit.copy == NULL) {
        perror("memory");
        exit(2);
    }
    bool decodes = run->input != NULL && run->input->is_configuration;
    add(row, (struct contender){.name = "read", .task = bench_read, .context = run});
    add(row, (struct contender){.name = "config", .task = bench_decode, .context = decodes ? run : NULL});
    add_peers(row, run, BENCH_TOML);
    add_peers(row, run, BENCH_JSON);
    add(row, (struct contender){.name = "classes", .is_limit = true, .task = classify_bytes, .context = &row->limit});
    add(row, (struct contender){.name = "memcpy", .is_limit = true, .task = copy_bytes, .context = &row->limit});
}

/* --- the table of speed -------------------------------------------------------------------------- */

/* Says above a group of columns what its numbers are. @return the first column behind it */
static size_t print_group(const struct row *row, size_t first, const char *label) {
    size_t end = first;
    while (end < row->count && row->contenders[end].is_limit == row->contenders[first].is_limit) {
        end++;
    }
    printf("  %-*s", end < row->count ? (int)(12 * (end - first)) - 2 : 0, label);
    return end;
}

static void print_heading(void) {
    struct bench_run none = {.input = NULL};
    struct row row;
    prepare(&row, &none);
    printf("axvmconfig, %s; medians of %d interleaved rounds\n\n", BENCH_COMPILER, ROUNDS);
    printf("%-30s %9s  %-18s", "", "", "MB/s");
    size_t limits = row.contenders[OURS].is_limit ? OURS : print_group(&row, OURS, "times as fast as");
    print_group(&row, limits, "times as long as");
    putchar('\n');
    printf("%-30s %9s", "", "bytes");
    for (size_t i = 0; i < row.count; i++) {
        printf(i < OURS ? " %9s" : " %11s", row.contenders[i].name);
    }
    putchar('\n');
    free(row.limit.copy);
}

static void print_row(const struct bench_run *run, const struct row *row) {
    const struct contender *contenders = row->contenders;
    double ours = contenders[run->input->is_configuration ? DECODING : READING].seconds;
    printf("%-30s %9zu", run->input->title, run->text.length);
    for (size_t i = 0; i < row->count; i++) {
        if (contenders[i].context == NULL) {
            printf(i < OURS ? " %9s" : " %11s", "-");
        } else if (i < OURS) {
            printf(" %9.0f", (double)run->text.length / contenders[i].seconds / 1e6);
        } else {
            printf(" %10.1fx", contenders[i].is_limit ? ours / contenders[i].seconds : contenders[i].seconds / ours);
        }
    }
    putchar('\n');
    fflush(stdout);
}

static void measure_speed(struct bench_run *run) {
    struct row row;
    prepare(&row, run);
    measure(&row);
    if (run->status != AXVM_OK) {
        fprintf(stderr, "bench-speed: '%s' is not accepted\n", run->input->name);
        exit(1);
    }
    print_row(run, &row);
    free(row.limit.copy);
}

/* --- the table of memory ------------------------------------------------------------------------- */

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
    fputs(BENCH_ABSENT, stdout);
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
