/* SPDX-License-Identifier: Apache-2.0 */
#include "threads.h"

#include <unistd.h>

/** The least things for which another thread is worth starting. */
#define THINGS_LEAST 16

size_t threads_for(size_t wanted, size_t things) {
    if (things < THINGS_LEAST) {
        return 1;
    }
    long online = wanted == 0 ? sysconf(_SC_NPROCESSORS_ONLN) : 0;
    size_t jobs = wanted != 0 ? wanted : online > 0 ? (size_t)online : 1;
    return jobs < JOBS_MAX ? jobs : JOBS_MAX;
}

void threads_start(struct threads *threads, size_t jobs, thread_work *work, void *context) {
    threads->count = 0;
    while (threads->count + 1 < jobs && pthread_create(&threads->started[threads->count], NULL, work, context) == 0) {
        threads->count++;
    }
}

void threads_join(const struct threads *threads) {
    for (size_t i = 0; i < threads->count; i++) {
        pthread_join(threads->started[i], NULL);
    }
}
