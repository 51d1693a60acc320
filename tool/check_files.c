/* SPDX-License-Identifier: Apache-2.0 */
#include "check_files.h"

#include "message.h"
#include "progress.h"
#include "report_format.h"
#include "threads.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/** The most files of a part: enough that threads seldom wait for each other, few enough that they end together. */
#define PART_FILES_MAX 16

/** How many parts there are at a time for each thread: being checked, or waiting to be printed. */
#define PARTS_PER_JOB 4

/** Some files in a row that one thread checks, and what it has printed about them. */
struct part {
    struct check_run run;
    struct axvm_report report_before; /**< what the report began with */
    struct program program;           /**< prints into `out` and `err` */
    struct input out;
    struct input err;
    char out_buffer[4096];
    char err_buffer[4096];
    bool is_done;
    bool is_whole; /**< memory was enough for all that it has printed */
};

/** The threads of a run. All that changes is guarded by `mutex`, but a part that is not done is its thread's alone. */
struct crew {
    struct check_run run; /**< what is asked for: the whole run as it was at first */
    const struct path_list *files;
    size_t part_files; /**< of each part but the last */
    size_t part_count;
    struct part *slots; /**< part number i is in slot i % slot_count */
    size_t slot_count;
    pthread_mutex_t mutex;
    pthread_cond_t changed;
    struct axvm_report report; /**< of the whole run, after the parts that are printed */
    size_t taken;              /**< parts that a thread has begun with */
    size_t printed;
};

/* --- parts ---------------------------------------------------------------------------------------- */

static struct part *part_at(const struct crew *crew, size_t index) {
    return &crew->slots[index % crew->slot_count];
}

/** The number of the first file that is not in a part any more. */
static size_t part_end(const struct crew *crew, size_t index) {
    size_t end = (index + 1) * crew->part_files;
    return end < crew->files->count ? end : crew->files->count;
}

/** Begins a part as if nothing came between it and what is printed already: nearly always that prints the same. */
static void begin_part(struct part *part, const struct crew *crew, struct spare_memory *spare) {
    part->is_done = false;
    part->out.text.length = 0;
    part->err.text.length = 0;
    axvm_output_init(&part->program.out.output, part->out_buffer, sizeof(part->out_buffer), input_append, &part->out);
    axvm_output_init(&part->program.err.output, part->err_buffer, sizeof(part->err_buffer), input_append, &part->err);
    part->report_before = crew->report;
    check_run_begin_part(&part->run, &crew->run, &crew->report, &part->program);
    part->run.context.spare = spare;
}

/** Begins the next part and checks it, if one may be begun with. The mutex is locked before and after, not meanwhile. */
static bool check_next_part(struct crew *crew, struct spare_memory *spare) {
    if (crew->taken == crew->part_count || crew->taken - crew->printed == crew->slot_count) {
        return false;
    }
    size_t index = crew->taken++;
    struct part *part = part_at(crew, index);
    begin_part(part, crew, spare);
    pthread_mutex_unlock(&crew->mutex);
    for (size_t i = index * crew->part_files; i < part_end(crew, index); i++) {
        check_run_alone(&part->run, crew->files->paths[i]);
    }
    bool out_is_whole = axvm_output_finish(&part->program.out.output);
    part->is_whole = axvm_output_finish(&part->program.err.output) && out_is_whole;
    pthread_mutex_lock(&crew->mutex);
    part->is_done = true;
    pthread_cond_broadcast(&crew->changed);
    return true;
}

/* --- the caller's thread -------------------------------------------------------------------------- */

/** Checks files one after another, without threads. */
static void check_in_turn(struct check_run *run, struct progress *progress, const struct path_list *files, size_t first,
                          size_t end) {
    for (size_t i = first; i < end; i++) {
        progress_hide(progress);
        check_run_alone(run, files->paths[i]);
        progress_show(progress, i + 1);
    }
}

/** Passes on what a part has printed. Where something came before it that it did not know of, it is checked again. */
static void print_part(struct check_run *run, struct progress *progress, const struct crew *crew, size_t index) {
    const struct part *part = part_at(crew, index);
    size_t end = part_end(crew, index);
    if (!part->is_whole || !check_run_looks_alike(&part->report_before, &run->report)) {
        check_in_turn(run, progress, crew->files, index * crew->part_files, end);
        return;
    }
    if (part->err.text.length > 0) {
        progress_hide(progress);
    }
    axvm_output_slice(&run->program->out.output, part->out.text);
    axvm_output_slice(&run->program->err.output, part->err.text);
    check_run_add(run, &part->run, &part->report_before);
    progress_show(progress, end);
}

/** Prints all parts in turn, and checks some while the next one to print is not done. */
static void print_parts(struct check_run *run, struct progress *progress, struct crew *crew) {
    for (size_t i = 0; i < crew->part_count; i++) {
        pthread_mutex_lock(&crew->mutex);
        while (i == crew->taken || !part_at(crew, i)->is_done) {
            if (!check_next_part(crew, run->context.spare)) {
                pthread_cond_wait(&crew->changed, &crew->mutex);
            }
        }
        pthread_mutex_unlock(&crew->mutex);
        print_part(run, progress, crew, i);
        pthread_mutex_lock(&crew->mutex);
        crew->report = run->report;
        crew->printed++;
        pthread_cond_broadcast(&crew->changed);
        pthread_mutex_unlock(&crew->mutex);
    }
}

/* --- the other threads ---------------------------------------------------------------------------- */

/** A thread: checks parts until all are taken. */
static void *work(void *context) {
    struct crew *crew = context;
    struct spare_memory spare = {0};
    pthread_mutex_lock(&crew->mutex);
    while (crew->taken < crew->part_count) {
        if (!check_next_part(crew, &spare)) {
            pthread_cond_wait(&crew->changed, &crew->mutex);
        }
    }
    pthread_mutex_unlock(&crew->mutex);
    spare_memory_free(&spare);
    return NULL;
}

/** Has the crew's files checked by this thread and some others. */
static void check_together(struct check_run *run, struct progress *progress, struct crew *crew, size_t jobs) {
    struct threads threads;
    threads_start(&threads, jobs, work, crew);
    print_parts(run, progress, crew);
    threads_join(&threads);
}

/* --- all ------------------------------------------------------------------------------------------ */

/** How many files to give out at once. */
static size_t part_size(size_t count, size_t jobs) {
    size_t size = count / (jobs * PARTS_PER_JOB);
    return size < 1 ? 1 : size < PART_FILES_MAX ? size : PART_FILES_MAX;
}

/** Takes memory for the parts. @return false if there is none */
static bool prepare(struct crew *crew, const struct check_run *run, const struct path_list *files, size_t jobs) {
    *crew = (struct crew){
        .run = *run,
        .files = files,
        .part_files = part_size(files->count, jobs),
        .slot_count = jobs * PARTS_PER_JOB,
        .mutex = PTHREAD_MUTEX_INITIALIZER,
        .changed = PTHREAD_COND_INITIALIZER,
        .report = run->report,
    };
    crew->part_count = (files->count + crew->part_files - 1) / crew->part_files;
    crew->slots = calloc(crew->slot_count, sizeof(*crew->slots));
    return crew->slots != NULL;
}

static void release(struct crew *crew) {
    for (size_t i = 0; i < crew->slot_count; i++) {
        input_release(&crew->slots[i].out);
        input_release(&crew->slots[i].err);
    }
    free(crew->slots);
    pthread_cond_destroy(&crew->changed);
    pthread_mutex_destroy(&crew->mutex);
}

/** Where to say how far the run is: on a terminal that nothing else but findings is written to. */
static struct axvm_output *progress_output(const struct check_run *run) {
    const char *terminal = getenv("TERM");
    bool is_capable = terminal != NULL && strcmp(terminal, "dumb") != 0;
    bool is_shared = (run->fix || report_format_is_result(run->format)) && isatty(STDOUT_FILENO) == 1;
    bool is_wanted = !run->quiet && is_capable && !is_shared && isatty(STDERR_FILENO) == 1;
    return is_wanted ? &run->program->err.output : NULL;
}

void check_files(struct check_run *run, const struct path_list *files) {
    struct spare_memory spare = {0};
    struct progress progress;
    struct crew crew;
    size_t jobs = run->fix || run->keeps_guests ? 1 : threads_for(run->jobs, files->count);
    progress_begin(&progress, progress_output(run), files->count);
    run->context.spare = run->keeps_guests ? NULL : &spare;
    if (jobs > 1 && prepare(&crew, run, files, jobs)) {
        check_together(run, &progress, &crew, jobs);
        release(&crew);
    } else {
        check_in_turn(run, &progress, files, 0, files->count);
    }
    progress_hide(&progress);
    run->context.spare = NULL;
    spare_memory_free(&spare);
}
