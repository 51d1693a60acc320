/* SPDX-License-Identifier: Apache-2.0 */
#include "image_files.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/** What a path leads to. */
static enum axvm_file_state state_of(const char *path) {
    struct stat status;
    if (stat(path, &status) != 0) {
        return errno == ENOENT || errno == ENOTDIR || errno == ENAMETOOLONG ? AXVM_FILE_MISSING
               : errno == EACCES                                            ? AXVM_FILE_UNREADABLE
                                                                            : AXVM_FILE_UNKNOWN;
    }
    if (S_ISDIR(status.st_mode)) {
        return AXVM_FILE_DIRECTORY;
    }
    if (!S_ISREG(status.st_mode)) {
        return AXVM_FILE_SPECIAL;
    }
    if (faccessat(AT_FDCWD, path, R_OK, AT_EACCESS) != 0) {
        return AXVM_FILE_UNREADABLE;
    }
    return status.st_size == 0 ? AXVM_FILE_EMPTY : AXVM_FILE_PRESENT;
}

/** Puts a path together. @return false if it is too long, or has a NUL in it */
static bool join(char path[PATH_MAX], struct axvm_slice directory, struct axvm_slice name) {
    size_t length = directory.length + name.length;
    if (length >= PATH_MAX || (name.length > 0 && memchr(name.data, '\0', name.length) != NULL)) {
        return false;
    }
    if (directory.length > 0) {
        memcpy(path, directory.data, directory.length);
    }
    if (name.length > 0) {
        memcpy(path + directory.length, name.data, name.length);
    }
    path[length] = '\0';
    return true;
}

/** The directory of the configuration, with the `/` behind it; empty if that is the working directory. */
static struct axvm_slice directory_of(struct axvm_slice name) {
    while (name.length > 0 && name.data[name.length - 1] != '/') {
        name.length--;
    }
    return name;
}

enum axvm_file_state image_files_locate(struct axvm_slice config_name, struct axvm_slice name, char path[PATH_MAX]) {
    static const struct axvm_slice nothing = {NULL, 0};
    bool is_absolute = name.length > 0 && name.data[0] == '/';
    enum axvm_file_state state = AXVM_FILE_MISSING; /* no file has a NUL in its name, or such a long one */
    if (join(path, is_absolute ? nothing : directory_of(config_name), name)) {
        state = path[0] == '\0' ? AXVM_FILE_DIRECTORY : state_of(path); /* empty: where the configuration is */
    }
    if (state == AXVM_FILE_MISSING && !is_absolute && join(path, nothing, name)) {
        state = state_of(path);
    }
    if (state == AXVM_FILE_MISSING) {
        path[0] = '\0';
    }
    return state;
}

/** Reads the beginning of a file, as far as the checks look at it. @param content  left as it is if that fails */
static void read_head(const char *path, char head[AXVM_IMAGE_HEAD_BYTES], struct axvm_image_content *content) {
    int file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY); /* no pipe must stop us that came just now */
    struct stat status;
    if (file < 0) {
        return;
    }
    if (fstat(file, &status) == 0 && S_ISREG(status.st_mode) && status.st_size > 0) {
        ssize_t length = pread(file, head, AXVM_IMAGE_HEAD_BYTES, 0);
        content->size_bytes = (uint64_t)status.st_size;
        content->head = (struct axvm_slice){head, length > 0 ? (size_t)length : 0};
    }
    close(file);
}

void image_files_find(struct axvm_vm *vm, char heads[AXVM_IMAGE_COUNT][AXVM_IMAGE_HEAD_BYTES]) {
    const struct axvm_optional_string *location = &vm->config->kernel.image_location;
    bool is_here = location->present && axvm_slice_equal(location->value, axvm_slice_of("memory"));
    char where[PATH_MAX];
    for (unsigned image = 0; image < AXVM_IMAGE_COUNT; image++) {
        struct axvm_optional_string path = axvm_image_path(vm->config, (enum axvm_image)image);
        vm->files[image] =
            path.present && is_here ? image_files_locate(vm->source->name, path.value, where) : AXVM_FILE_UNKNOWN;
        if (vm->files[image] == AXVM_FILE_PRESENT) {
            read_head(where, heads[image], &vm->contents[image]);
        }
    }
}
