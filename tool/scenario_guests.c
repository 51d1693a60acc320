/* SPDX-License-Identifier: Apache-2.0 */
#include "scenario_guests.h"

#include "loaded_config.h"
#include "threads.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/** How many files a thread looks into before it asks for more. */
#define FILES_AT_ONCE 16

/** What the threads share. All but the list is guarded by `mutex`. */
struct search {
    const struct path_list *files;
    pthread_mutex_t mutex;
    size_t taken; /**< files that a thread looks into or has */
    bool *are_guests;
    int error; /**< 0 or ENOMEM */
};

static int compare_path(const void *path, const void *listed) {
    return strcmp(path, *(char *const *)listed);
}

/** Marks the files that a scenario names. @return 0 or ENOMEM */
static int mark_guests(struct search *search, const char *scenario_path, const struct axvm_scenario *scenario) {
    const struct path_list *files = search->files;
    for (size_t i = 0; i < scenario->vms.count; i++) {
        char *path = path_beside(scenario_path, scenario->vms.items[i]);
        if (path == NULL) {
            return ENOMEM;
        }
        char *const *found = bsearch(path, files->paths, files->count, sizeof(*files->paths), compare_path);
        if (found != NULL) {
            pthread_mutex_lock(&search->mutex);
            search->are_guests[found - files->paths] = true;
            pthread_mutex_unlock(&search->mutex);
        }
        free(path);
    }
    return 0;
}

/** Whether a text has the key without which it is no scenario, or something that looks like it: most have nothing. */
static bool may_be_scenario(struct axvm_slice text) {
    static const char key[] = "vms";
    const size_t length = sizeof(key) - 1;
    for (size_t i = 0; i + length <= text.length; i++) {
        const char *first = memchr(text.data + i, key[0], text.length - length + 1 - i);
        if (first == NULL) {
            return false;
        }
        if (memcmp(first, key, length) == 0) {
            return true;
        }
        i = (size_t)(first - text.data);
    }
    return false;
}

/** Marks the guests of a file that is a scenario. @return 0 or ENOMEM */
static int look_into(struct search *search, const char *path, const struct check_context *context) {
    struct input input;
    struct loaded_config loaded;
    int error = 0;
    if (input_read_into(&input, path, context->spare) != 0) {
        return 0; /* which is said when it is checked */
    }
    if (!may_be_scenario(input.text)) {
        spare_memory_give(context->spare, input.memory, input.size);
        return 0;
    }
    loaded_config_decode(&loaded, (struct axvm_slice){path, strlen(path)}, &input, context);
    if (loaded.is_scenario && loaded.status == AXVM_OK) {
        error = mark_guests(search, path, &loaded.scenario);
    }
    loaded_config_release(&loaded);
    return error;
}

/** Takes the marked files off the list. */
static void take_off(struct path_list *files, const bool *are_marked) {
    size_t kept = 0;
    for (size_t i = 0; i < files->count; i++) {
        if (are_marked[i]) {
            free(files->paths[i]);
        } else {
            files->paths[kept++] = files->paths[i];
        }
    }
    files->count = kept;
}

/** Takes some files to look into. @return the first; `end` receives the one behind the last */
static size_t take_some(struct search *search, int error, size_t *end) {
    pthread_mutex_lock(&search->mutex);
    search->error = error != 0 ? error : search->error;
    size_t first = search->taken;
    size_t left = search->error != 0 ? 0 : search->files->count - first;
    *end = first + (left < FILES_AT_ONCE ? left : FILES_AT_ONCE);
    search->taken = *end;
    pthread_mutex_unlock(&search->mutex);
    return first;
}

/** A thread: looks into files until all are taken. */
static void *look(void *context) {
    struct search *search = context;
    struct spare_memory spare = {0};
    const struct check_context as_scenario = {.decode_only = true, .takes_scenarios = true, .spare = &spare};
    int error = 0;
    size_t end;
    for (size_t i = take_some(search, 0, &end); i < end; i = take_some(search, error, &end)) {
        for (; i < end && error == 0; i++) {
            error = look_into(search, search->files->paths[i], &as_scenario);
        }
    }
    spare_memory_free(&spare);
    return NULL;
}

int scenario_guests_take_off(struct path_list *files, size_t jobs) {
    struct search search = {.files = files, .mutex = PTHREAD_MUTEX_INITIALIZER};
    struct threads threads;
    search.are_guests = calloc(files->count + 1, sizeof(*search.are_guests));
    if (search.are_guests == NULL) {
        return ENOMEM;
    }
    threads_start(&threads, threads_for(jobs, files->count), look, &search);
    look(&search);
    threads_join(&threads);
    pthread_mutex_destroy(&search.mutex);
    if (search.error == 0) {
        take_off(files, search.are_guests);
    }
    free(search.are_guests);
    return search.error;
}
