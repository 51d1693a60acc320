/* SPDX-License-Identifier: Apache-2.0 */
#include "file_output.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/** The most symbolic links followed on the way to one file; the kernel's limit too. */
#define LINKS_MAX 40

/** Put behind the directory's part of a path to make a temporary file in that directory. */
#define TEMPORARY_NAME ".axvmconfig-XXXXXX"

/** Writes all bytes, however many calls it takes. @return 0 or errno */
static int write_all(int descriptor, const char *data, size_t length) {
    while (length > 0) {
        ssize_t written = write(descriptor, data, length);
        if (written >= 0) {
            data += written;
            length -= (size_t)written;
        } else if (errno != EINTR) {
            return errno;
        }
    }
    return 0;
}

static bool flush_to_descriptor(void *context, const char *data, size_t length) {
    struct file_output *file = context;
    file->error = write_all(file->descriptor, data, length);
    return file->error == 0;
}

void file_output_init(struct file_output *file, int descriptor, char *buffer, size_t capacity) {
    file->descriptor = descriptor;
    file->error = 0;
    axvm_output_init(&file->output, buffer, capacity, flush_to_descriptor, file);
}

/** The length of the directory part of a path, its last slash included. */
static size_t directory_length(const char *path) {
    const char *slash = strrchr(path, '/');
    return slash == NULL ? 0 : (size_t)(slash - path) + 1;
}

/** The directory part of `path` with `name` behind it. @return to be freed; NULL without memory */
static char *sibling_path(const char *path, const char *name) {
    size_t directory = directory_length(path);
    size_t name_size = strlen(name) + 1;
    char *sibling = malloc(directory + name_size);
    if (sibling != NULL) {
        memcpy(sibling, path, directory);
        memcpy(sibling + directory, name, name_size);
    }
    return sibling;
}

/** What a symbolic link says. @return to be freed; NULL with errno, EINVAL if it is no link */
static char *link_target(const char *path) {
    size_t capacity = 256;
    for (;;) {
        char *target = malloc(capacity);
        if (target == NULL) {
            return NULL;
        }
        ssize_t length = readlink(path, target, capacity);
        if (length >= 0 && (size_t)length < capacity) {
            target[length] = '\0';
            return target;
        }
        int error = errno;
        free(target);
        if (length < 0) {
            errno = error;
            return NULL;
        }
        capacity *= 2;
    }
}

/**
 * Follows symbolic links to the name that would really be opened, which need not exist.
 * @return to be freed; NULL with errno
 */
static char *resolve_links(const char *path) {
    char *current = strdup(path);
    for (int links = 0; current != NULL && links < LINKS_MAX; links++) {
        char *target = link_target(current);
        if (target == NULL) {
            if (errno == EINVAL || errno == ENOENT) {
                return current;
            }
            free(current);
            return NULL;
        }
        char *next = target[0] == '/' ? strdup(target) : sibling_path(current, target);
        free(target);
        free(current);
        current = next;
    }
    if (current != NULL) {
        free(current);
        errno = ELOOP;
    }
    return NULL;
}

/** The mode of a new file. */
static mode_t default_mode(void) {
    mode_t mask = umask(0);
    umask(mask);
    return (mode_t)0666 & ~mask;
}

/** Gives the temporary file the looks of the file it replaces, or of a new one. @return 0 or errno */
static int set_mode(int descriptor, const struct stat *replaced) {
    mode_t mode = replaced == NULL ? default_mode() : replaced->st_mode & (mode_t)07777;
    if (replaced != NULL && (replaced->st_uid != geteuid() || replaced->st_gid != getegid()) &&
        fchown(descriptor, replaced->st_uid, replaced->st_gid) != 0) {
        mode &= (mode_t)0777; /* now it is ours, and must not lend our rights */
    }
    return fchmod(descriptor, mode) == 0 ? 0 : errno;
}

/** Asks for the directory of `path` to reach the disk. Not all file systems can, so nobody minds a failure. */
static void sync_directory(const char *path) {
    char *directory = sibling_path(path, ".");
    if (directory != NULL) {
        int descriptor = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        if (descriptor >= 0) {
            fsync(descriptor);
            close(descriptor);
        }
        free(directory);
    }
}

/** Fills an open temporary file and closes it. @return 0 or errno */
static int fill_temporary(int descriptor, const struct stat *replaced, struct axvm_slice content) {
    int error = write_all(descriptor, content.data, content.length);
    if (error == 0) {
        error = set_mode(descriptor, replaced);
    }
    if (error == 0 && fsync(descriptor) != 0) {
        error = errno;
    }
    if (close(descriptor) != 0 && error == 0) {
        error = errno;
    }
    return error;
}

/** Makes a temporary file beside `path`. @param temporary  receives its name, to be freed. @return 0 or errno */
static int write_temporary(char **temporary, const char *path, const struct stat *replaced, struct axvm_slice content) {
    *temporary = sibling_path(path, TEMPORARY_NAME);
    if (*temporary == NULL) {
        return ENOMEM;
    }
    int descriptor = mkstemp(*temporary);
    int error = descriptor < 0 ? errno : fill_temporary(descriptor, replaced, content);
    if (error != 0) {
        if (descriptor >= 0) {
            unlink(*temporary);
        }
        free(*temporary);
        *temporary = NULL;
    }
    return error;
}

/** Writes to a pipe or device. @return 0 or errno */
static int write_through(const char *path, struct axvm_slice content) {
    int descriptor = open(path, O_WRONLY | O_TRUNC | O_CLOEXEC);
    if (descriptor < 0) {
        return errno;
    }
    int error = write_all(descriptor, content.data, content.length);
    if (close(descriptor) != 0 && error == 0) {
        error = errno;
    }
    return error;
}

int file_update_prepare(struct file_update *update, const char *path, struct axvm_slice content) {
    struct stat status;
    bool exists = stat(path, &status) == 0;
    *update = (struct file_update){.content = content};
    if (!exists && errno != ENOENT) {
        return errno;
    }
    if (exists && S_ISDIR(status.st_mode)) {
        return EISDIR;
    }
    /* Renaming needs no right to write to the file itself; a read-only file is meant to stay as it is. */
    if (exists && faccessat(AT_FDCWD, path, W_OK, AT_EACCESS) != 0) {
        return errno;
    }
    char *resolved = resolve_links(path);
    if (resolved == NULL) {
        return errno;
    }
    int error = exists && !S_ISREG(status.st_mode)
                    ? 0
                    : write_temporary(&update->temporary, resolved, exists ? &status : NULL, content);
    if (error != 0) {
        free(resolved);
    } else {
        update->path = resolved;
    }
    return error;
}

int file_update_commit(struct file_update *update) {
    int error = 0;
    if (update->temporary == NULL) {
        error = write_through(update->path, update->content);
    } else if (rename(update->temporary, update->path) != 0) {
        error = errno;
    } else {
        sync_directory(update->path);
        free(update->temporary);
        update->temporary = NULL;
    }
    file_update_cancel(update);
    return error;
}

void file_update_cancel(struct file_update *update) {
    if (update->temporary != NULL) {
        unlink(update->temporary);
    }
    free(update->temporary);
    free(update->path);
    *update = (struct file_update){0};
}

int file_replace(const char *path, struct axvm_slice content) {
    struct file_update update;
    int error = file_update_prepare(&update, path, content);
    return error != 0 ? error : file_update_commit(&update);
}
