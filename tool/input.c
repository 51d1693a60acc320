/* SPDX-License-Identifier: Apache-2.0 */
#include "input.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

/** The most bytes read: one more than the library takes, so that it can tell a text that is too large. */
#define READ_MAX (AXVM_TEXT_MAX + 1)

void *memory_reserve(size_t size) {
    void *memory = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    return memory == MAP_FAILED ? NULL : memory;
}

void memory_release(void *memory, size_t size) {
    if (memory != NULL) {
        munmap(memory, size);
    }
}

/** How much room to make at first for a file whose size nobody knows. */
#define ROOM_UNKNOWN ((size_t)64 * 1024)

/** How much room to make for a file: for one of known size a byte more, which stays free and so shows its end. */
static size_t room_for(int descriptor) {
    struct stat status;
    bool known = fstat(descriptor, &status) == 0 && S_ISREG(status.st_mode) && status.st_size > 0;
    if (!known) {
        return ROOM_UNKNOWN;
    }
    return (uintmax_t)status.st_size < READ_MAX ? (size_t)status.st_size + 1 : READ_MAX;
}

/** Makes more room for a file that is larger than expected. @return 0 or errno */
static int enlarge(struct input *input) {
    size_t size = input->size < READ_MAX / 4 ? 4 * input->size : READ_MAX;
    void *memory = memory_reserve(size);
    if (memory == NULL) {
        return ENOMEM;
    }
    memcpy(memory, input->memory, input->text.length);
    memory_release(input->memory, input->size);
    input->memory = memory;
    input->size = size;
    return 0;
}

/** Reads until the end, or until READ_MAX. @return 0 or errno */
static int read_to_end(struct input *input, int descriptor) {
    while (input->text.length < READ_MAX) {
        if (input->text.length == input->size) {
            int error = enlarge(input);
            if (error != 0) {
                return error;
            }
        }
        char *end = (char *)input->memory + input->text.length;
        ssize_t got = read(descriptor, end, input->size - input->text.length);
        if (got == 0) {
            return 0;
        }
        if (got > 0) {
            input->text.length += (size_t)got;
        } else if (errno != EINTR) {
            return errno;
        }
    }
    return 0;
}

static int read_descriptor(struct input *input, int descriptor, struct spare_memory *spare) {
    input->text.length = 0;
    /* Blocks that are kept are larger than nearly all files, whatever their size. */
    input->memory = spare_memory_take(spare, spare != NULL ? ROOM_UNKNOWN : room_for(descriptor), &input->size);
    if (input->memory == NULL) {
        return ENOMEM;
    }
    int error = read_to_end(input, descriptor);
    if (error != 0) {
        input_release(input);
        return error;
    }
    input->text.data = input->memory;
    return 0;
}

int input_read_into(struct input *input, const char *path, struct spare_memory *spare) {
    if (path == NULL) {
        return read_descriptor(input, STDIN_FILENO, spare);
    }
    int descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    if (descriptor < 0) {
        return errno;
    }
    int error = read_descriptor(input, descriptor, spare);
    close(descriptor);
    return error;
}

int input_read(struct input *input, const char *path) {
    return input_read_into(input, path, NULL);
}

int input_copy(struct input *input, struct axvm_slice text) {
    input->text.length = text.length;
    input->size = text.length + 1; /* not nothing */
    input->memory = memory_reserve(input->size);
    if (input->memory == NULL) {
        return ENOMEM;
    }
    if (text.length > 0) {
        memcpy(input->memory, text.data, text.length);
    }
    input->text.data = input->memory;
    return 0;
}

bool input_append(void *context, const char *data, size_t length) {
    struct input *input = context;
    while (input->size - input->text.length < length) {
        size_t size = input->size == 0 ? ROOM_UNKNOWN : 2 * input->size;
        char *memory = memory_reserve(size);
        if (memory == NULL) {
            return false;
        }
        if (input->text.length > 0) {
            memcpy(memory, input->text.data, input->text.length);
        }
        memory_release(input->memory, input->size);
        input->memory = memory;
        input->size = size;
        input->text.data = memory;
    }
    memcpy((char *)input->memory + input->text.length, data, length);
    input->text.length += length;
    return true;
}

void input_release(struct input *input) {
    memory_release(input->memory, input->size);
    input->memory = NULL;
}
