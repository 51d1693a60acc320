/* SPDX-License-Identifier: Apache-2.0 */
#include "embedding.h"

#include "image_files.h"
#include "message.h"

#include <stdlib.h>
#include <string.h>

static uint64_t id_of(const struct embedded_guest *guest) {
    return guest->file->loaded.config.base.id;
}

static const char *name_of(const struct embedded_guest *guest) {
    return guest->file->path == NULL ? "<stdin>" : guest->file->path;
}

/** Order of ids; of equal ones, no order is needed. */
static int compare_guests(const void *a, const void *b) {
    uint64_t id_a = id_of(a);
    uint64_t id_b = id_of(b);
    return id_a < id_b ? -1 : id_a > id_b;
}

/** Sees to it that an id leads to one guest. The rule about that can be allowed, and looks at one board only. */
static enum exit_code require_unique_ids(struct program *program, const struct embedding *embedding) {
    struct axvm_output *output = &program->err.output;
    for (size_t i = 1; i < embedding->count; i++) {
        const char *first = name_of(&embedding->guests[i - 1]);
        const char *second = name_of(&embedding->guests[i]);
        if (id_of(&embedding->guests[i - 1]) != id_of(&embedding->guests[i])) {
            continue;
        }
        if (strcmp(first, second) == 0) {
            message(output, "error: '%a' is to be embedded twice\n", first);
        } else {
            message(output,
                    "error: '%a' and '%a' have the same id %u\n"
                    "  help: embedded configurations are found by their ids; give one of them another\n",
                    first, second, id_of(&embedding->guests[i]));
        }
        return EXIT_FINDINGS;
    }
    return EXIT_CLEAN;
}

/** Why a file cannot be embedded. @return NULL if it can */
static const char *obstacle(enum axvm_file_state state) {
    switch (state) {
    case AXVM_FILE_PRESENT:
    case AXVM_FILE_EMPTY:
        return NULL;
    case AXVM_FILE_MISSING:
        return "does not exist";
    case AXVM_FILE_DIRECTORY:
        return "is a directory";
    case AXVM_FILE_SPECIAL:
        return "is not a regular file";
    case AXVM_FILE_UNREADABLE:
    case AXVM_FILE_UNKNOWN:
        break;
    }
    return "cannot be read";
}

static enum exit_code find_image(struct program *program, struct embedded_guest *guest, enum axvm_image image) {
    char path[PATH_MAX];
    const struct axvm_crate_config *config = &guest->file->loaded.config;
    struct axvm_slice written = axvm_image_path(config, image).value;
    const char *why = obstacle(image_files_locate(guest->file->loaded.source.name, written, path));
    if (why != NULL) {
        struct axvm_output *output = &program->err.output;
        message(output, "error: '%a' cannot be embedded: the file of `%s`, '", name_of(guest), axvm_image_key(image));
        message_argument(output, written);
        message(output, "', %s\n", why);
        return EXIT_FINDINGS;
    }
    guest->images[image] = strdup(path);
    return guest->images[image] != NULL ? EXIT_CLEAN : message_out_of_memory(program);
}

static enum exit_code find_images(struct program *program, struct embedding *embedding) {
    enum exit_code code = EXIT_CLEAN;
    for (size_t i = 0; i < embedding->count && code == EXIT_CLEAN; i++) {
        struct embedded_guest *guest = &embedding->guests[i];
        for (unsigned image = 0; image < AXVM_IMAGE_COUNT && code == EXIT_CLEAN; image++) {
            if (axvm_image_is_built_in(&guest->file->loaded.config, (enum axvm_image)image)) {
                code = find_image(program, guest, (enum axvm_image)image);
            }
        }
    }
    return code;
}

enum exit_code embedding_collect(struct embedding *embedding, struct program *program, const struct board *board) {
    embedding->guests = calloc(board->count + 1, sizeof(*embedding->guests));
    if (embedding->guests == NULL) {
        return message_out_of_memory(program);
    }
    for (size_t i = 0; i < board->count; i++) {
        embedding->guests[embedding->count++].file = board->files[i];
    }
    qsort(embedding->guests, embedding->count, sizeof(*embedding->guests), compare_guests);
    enum exit_code code = require_unique_ids(program, embedding);
    return code == EXIT_CLEAN ? find_images(program, embedding) : code;
}

void embedding_release(struct embedding *embedding) {
    for (size_t i = 0; i < embedding->count; i++) {
        for (unsigned image = 0; image < AXVM_IMAGE_COUNT; image++) {
            free(embedding->guests[i].images[image]);
        }
    }
    free(embedding->guests);
    embedding->guests = NULL;
    embedding->count = 0;
}
