/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file threads.h
 * Some threads that do the same.
 */
#ifndef AXVMCONFIG_TOOL_THREADS_H
#define AXVMCONFIG_TOOL_THREADS_H

#include <pthread.h>
#include <stddef.h>

/** The most threads, the caller's included. */
#define JOBS_MAX 64

/** What a thread does. @return NULL */
typedef void *thread_work(void *context);

/** Threads besides the caller's. */
struct threads {
    pthread_t started[JOBS_MAX - 1];
    size_t count;
};

/** How many threads are to do that many small things. @param wanted  0: as many as there are CPUs */
size_t threads_for(size_t wanted, size_t things);

/** Starts `jobs` - 1 threads. Those that cannot be started are done without. */
void threads_start(struct threads *threads, size_t jobs, thread_work *work, void *context);

/** Waits until all of them have ended. */
void threads_join(const struct threads *threads);

#endif
