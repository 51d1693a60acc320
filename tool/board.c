/* SPDX-License-Identifier: Apache-2.0 */
#include "board.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

struct board_file *board_add(struct board *board, const char *path, const struct check_context *context) {
    if (board->count == board->capacity) {
        size_t capacity = board->capacity == 0 ? 8 : 2 * board->capacity;
        struct board_file **files = realloc(board->files, capacity * sizeof(*files));
        if (files == NULL) {
            return NULL;
        }
        board->files = files;
        board->capacity = capacity;
    }
    struct board_file *file = calloc(1, sizeof(*file));
    if (file == NULL) {
        return NULL;
    }
    file->path = path;
    file->read_error = loaded_config_read(&file->loaded, path, context);
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
static int check_guests(struct axvm_vm *const *vms, size_t count, const struct axvm_check_options *options) {
    struct axvm_arena arena;
    size_t size = axvm_board_memory_bound(vms, count);
    void *memory = memory_reserve(size);
    if (memory == NULL) {
        return ENOMEM;
    }
    axvm_arena_init(&arena, memory, size);
    enum axvm_status status = axvm_check_board(vms, count, options, &arena);
    memory_release(memory, size);
    return status == AXVM_OK ? 0 : ENOMEM;
}

int board_check(struct board *board, const struct axvm_check_options *options) {
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
    int error = count == 0 ? 0 : check_guests(vms, count, options);
    for (size_t i = 0; i < count; i++) {
        axvm_findings_sort(vms[i]->findings);
    }
    free(vms);
    return error;
}

void board_release(struct board *board) {
    for (size_t i = 0; i < board->count; i++) {
        if (board->files[i]->read_error == 0) {
            loaded_config_release(&board->files[i]->loaded);
        }
        free(board->files[i]);
    }
    free(board->files);
    *board = (struct board){0};
}
