/* SPDX-License-Identifier: Apache-2.0 */
#include "board.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/** Makes room for more files. @return 0 or ENOMEM */
static int make_room(struct board *board, size_t count) {
    if (board->capacity - board->count >= count) {
        return 0;
    }
    size_t capacity = board->capacity + count < 8 ? 8 : 2 * (board->capacity + count);
    struct board_file **files = realloc(board->files, capacity * sizeof(*files));
    if (files == NULL) {
        return ENOMEM;
    }
    board->files = files;
    board->capacity = capacity;
    return 0;
}

static void release_file(struct board_file *file) {
    if (file->read_error == 0) {
        loaded_config_release(&file->loaded);
    }
    free(file->path);
    free(file);
}

struct board_file *board_add(struct board *board, const char *path, const struct check_context *context) {
    struct board_file *file = make_room(board, 1) == 0 ? calloc(1, sizeof(*file)) : NULL;
    if (file == NULL) {
        return NULL;
    }
    file->path = path == NULL ? NULL : strdup(path);
    if (path != NULL && file->path == NULL) {
        free(file);
        return NULL;
    }
    file->read_error = loaded_config_read(&file->loaded, file->path, context);
    board->files[board->count++] = file;
    return file;
}

/** Whether a file can be checked against others. */
static bool takes_part(const struct board_file *file) {
    return file->read_error == 0 && file->loaded.status != AXVM_OUT_OF_MEMORY && file->loaded.vm.source != NULL;
}

/** Whether a file has been named already: it is no second guest then. */
static bool was_named_before(const struct board *board, size_t index) {
    const char *path = board->files[index]->path;
    for (size_t i = 0; i < index && path != NULL; i++) {
        if (board->files[i]->path != NULL && strcmp(board->files[i]->path, path) == 0) {
            return true;
        }
    }
    return false;
}

/** Runs the checks in memory of their own. @return 0 or ENOMEM */
static int check_guests(struct axvm_vm *const *vms, size_t count, const struct check_context *context) {
    struct axvm_arena arena;
    size_t size;
    void *memory = spare_memory_take(context->spare, axvm_board_memory_bound(vms, count), &size);
    if (memory == NULL) {
        return ENOMEM;
    }
    axvm_arena_init(&arena, memory, size);
    enum axvm_status status = axvm_check_board(vms, count, &context->options, &arena);
    spare_memory_give(context->spare, memory, size);
    return status == AXVM_OK ? 0 : ENOMEM;
}

int board_check(struct board *board, const struct check_context *context) {
    size_t count = 0;
    struct axvm_vm **vms = calloc(board->count + 1, sizeof(struct axvm_vm *));
    if (vms == NULL) {
        return ENOMEM;
    }
    for (size_t i = 0; i < board->count; i++) {
        if (takes_part(board->files[i]) && !was_named_before(board, i)) {
            vms[count++] = &board->files[i]->loaded.vm;
        }
    }
    int error = count == 0 ? 0 : check_guests(vms, count, context);
    for (size_t i = 0; i < count; i++) {
        axvm_findings_sort(vms[i]->findings);
    }
    free(vms);
    return error;
}

void board_release_last(struct board *board) {
    release_file(board->files[--board->count]);
}

int board_append(struct board *board, struct board *other) {
    if (make_room(board, other->count) != 0) {
        return ENOMEM;
    }
    for (size_t i = 0; i < other->count; i++) {
        board->files[board->count++] = other->files[i];
    }
    other->count = 0;
    return 0;
}

void board_release(struct board *board) {
    while (board->count > 0) {
        board_release_last(board);
    }
    free(board->files);
    *board = (struct board){0};
}
