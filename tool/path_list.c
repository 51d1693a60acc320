/* SPDX-License-Identifier: Apache-2.0 */
#include "path_list.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

void path_list_free(struct path_list *list) {
    for (size_t i = 0; i < list->count; i++) {
        free(list->paths[i]);
    }
    free(list->paths);
    memset(list, 0, sizeof(*list));
}

/** Appends a name, which then belongs to the list. @return 0 or ENOMEM, and then `path` is freed */
static int append(struct path_list *list, char *path) {
    if (list->count == list->capacity) {
        size_t capacity = list->capacity == 0 ? 16 : 2 * list->capacity;
        char **paths = realloc(list->paths, capacity * sizeof(*paths));
        if (paths == NULL) {
            free(path);
            return ENOMEM;
        }
        list->paths = paths;
        list->capacity = capacity;
    }
    list->paths[list->count++] = path;
    return 0;
}

char *path_join(const char *directory, const char *name) {
    size_t length = strlen(directory);
    size_t name_size = strlen(name) + 1;
    bool slash = length > 0 && directory[length - 1] != '/';
    char *path = malloc(length + slash + name_size);
    if (path != NULL) {
        memcpy(path, directory, length);
        memcpy(path + length, "/", slash);
        memcpy(path + length + slash, name, name_size);
    }
    return path;
}

char *path_beside(const char *file, struct axvm_slice name) {
    const char *slash = file == NULL ? NULL : strrchr(file, '/');
    bool is_absolute = name.length > 0 && name.data[0] == '/';
    size_t before = is_absolute || slash == NULL ? 0 : (size_t)(slash - file) + 1;
    char *path = malloc(before + name.length + 1);
    if (path != NULL) {
        memcpy(path, file == NULL ? "" : file, before);
        memcpy(path + before, name.length == 0 ? "" : name.data, name.length);
        path[before + name.length] = '\0';
    }
    return path;
}

/** Whether a name ends in `.toml` and has something before it. */
static bool is_toml_name(const char *name) {
    size_t length = strlen(name);
    return length > 5 && strcmp(name + length - 5, ".toml") == 0;
}

/** What an entry is, a DT_ constant. Most file systems say that at once, others have to be asked for each file. */
static unsigned char type_of(int descriptor, const struct dirent *entry) {
    struct stat status;
    if (entry->d_type != DT_UNKNOWN || fstatat(descriptor, entry->d_name, &status, AT_SYMLINK_NOFOLLOW) != 0) {
        return entry->d_type;
    }
    return S_ISREG(status.st_mode)   ? DT_REG
           : S_ISDIR(status.st_mode) ? DT_DIR
           : S_ISLNK(status.st_mode) ? DT_LNK
                                     : DT_UNKNOWN;
}

/** Whether a link is to be read: it leads to a file, or nowhere, and reading it then says so. */
static bool is_link_to_file(int descriptor, const char *name) {
    struct stat status;
    return fstatat(descriptor, name, &status, 0) != 0 || S_ISREG(status.st_mode);
}

/** Sorts one entry of a directory into the files found or the directories still to be read. @return 0 or errno */
static int take_entry(struct path_list *files, struct path_list *directories, const char *directory, int descriptor,
                      const struct dirent *entry) {
    const char *name = entry->d_name;
    if (strcmp(name, ".") == 0 || strcmp(name, "..") == 0) {
        return 0;
    }
    unsigned char type = type_of(descriptor, entry);
    bool is_directory = type == DT_DIR;
    bool is_file = !is_directory && is_toml_name(name) &&
                   (type == DT_REG || (type == DT_LNK && is_link_to_file(descriptor, name)));
    if (!is_directory && !is_file) {
        return 0;
    }
    char *path = path_join(directory, name);
    return path == NULL ? ENOMEM : append(is_directory ? directories : files, path);
}

/** Reads one directory. @return 0 or errno */
static int read_directory(struct path_list *files, struct path_list *directories, const char *path) {
    DIR *directory = opendir(path);
    if (directory == NULL) {
        return errno;
    }
    int error = 0;
    while (error == 0) {
        errno = 0;
        const struct dirent *entry = readdir(directory);
        if (entry == NULL) {
            error = errno;
            break;
        }
        error = take_entry(files, directories, path, dirfd(directory), entry);
    }
    closedir(directory);
    return error;
}

static int compare_paths(const void *a, const void *b) {
    return strcmp(*(char *const *)a, *(char *const *)b);
}

int path_list_add_below(struct path_list *files, const char *directory, path_list_failed *failed, void *context) {
    size_t before = files->count;
    struct path_list directories = {0};
    char *start = strdup(directory);
    int error = start == NULL ? ENOMEM : append(&directories, start);
    while (error == 0 && directories.count > 0) {
        char *path = directories.paths[--directories.count];
        int trouble = read_directory(files, &directories, path);
        if (trouble == ENOMEM) {
            error = ENOMEM;
        } else if (trouble != 0) {
            failed(context, path, trouble);
        }
        free(path);
    }
    path_list_free(&directories);
    if (files->count > before) {
        qsort(files->paths + before, files->count - before, sizeof(*files->paths), compare_paths);
    }
    return error;
}
