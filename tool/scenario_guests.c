/* SPDX-License-Identifier: Apache-2.0 */
#include "scenario_guests.h"

#include "loaded_config.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

static int compare_path(const void *path, const void *listed) {
    return strcmp(path, *(char *const *)listed);
}

/** Marks the files that a scenario names. @return 0 or ENOMEM */
static int mark_guests(const struct path_list *files, const char *scenario_path, const struct axvm_scenario *scenario,
                       bool *are_guests) {
    for (size_t i = 0; i < scenario->vms.count; i++) {
        char *path = path_beside(scenario_path, scenario->vms.items[i]);
        if (path == NULL) {
            return ENOMEM;
        }
        char *const *found = bsearch(path, files->paths, files->count, sizeof(*files->paths), compare_path);
        if (found != NULL) {
            are_guests[found - files->paths] = true;
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
static int look_into(const struct path_list *files, const char *path, const struct check_context *context,
                     bool *are_guests) {
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
        error = mark_guests(files, path, &loaded.scenario, are_guests);
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

int scenario_guests_take_off(struct path_list *files) {
    struct spare_memory spare = {0};
    const struct check_context context = {.decode_only = true, .takes_scenarios = true, .spare = &spare};
    bool *are_guests = calloc(files->count + 1, sizeof(*are_guests));
    int error = are_guests == NULL ? ENOMEM : 0;
    for (size_t i = 0; i < files->count && error == 0; i++) {
        error = look_into(files, files->paths[i], &context, are_guests);
    }
    if (error == 0) {
        take_off(files, are_guests);
    }
    free(are_guests);
    spare_memory_free(&spare);
    return error;
}
