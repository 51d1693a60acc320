/* SPDX-License-Identifier: Apache-2.0 */
#include "progress.h"

#include "message.h"

#include <time.h>

/** How long a run is not worth a line, and how long the line stays as it is. */
#define SILENT_MS 1000
#define STEADY_MS 100

/** To the begin of the line, and what is on it away. */
#define ERASE_LINE "\r\033[K"

static uint64_t now_ms(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (uint64_t)time.tv_sec * 1000 + (uint64_t)time.tv_nsec / 1000000;
}

void progress_begin(struct progress *progress, struct axvm_output *output, size_t total) {
    *progress = (struct progress){.output = output, .total = total};
    if (output != NULL) {
        progress->next_ms = now_ms() + SILENT_MS;
    }
}

void progress_show(struct progress *progress, size_t done) {
    if (progress->output == NULL || now_ms() < progress->next_ms) {
        return;
    }
    progress_hide(progress);
    message(progress->output, "%u of %u files", (uint64_t)done, (uint64_t)progress->total);
    axvm_output_finish(progress->output);
    progress->is_shown = true;
    progress->next_ms = now_ms() + STEADY_MS;
}

void progress_hide(struct progress *progress) {
    if (progress->is_shown) {
        axvm_output_string(progress->output, ERASE_LINE);
        progress->is_shown = false;
    }
}
