/* SPDX-License-Identifier: Apache-2.0 */
/* Putting a fixed text into its file: only where the file still holds what was read, and all of it or nothing. */
#include "fix.h"

#include "tap.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char directory[] = "/tmp/axvm-fix-XXXXXX";
static char path[sizeof directory + 16];

static void put(const char *content) {
    int descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    size_t length = strlen(content);
    bool written = descriptor >= 0 && write(descriptor, content, length) == (ssize_t)length;
    if (!written || close(descriptor) != 0) {
        perror(path);
        exit(2);
    }
}

/* Whether the file holds that text and nothing else is in its directory. */
static bool holds(const char *content) {
    struct input input;
    if (input_read(&input, path) != 0) {
        return false;
    }
    bool same = axvm_slice_equal(input.text, axvm_slice_of(content));
    input_release(&input);
    char command[sizeof directory + 64];
    snprintf(command, sizeof command, "test \"$(ls -A %s | wc -l)\" -eq 1", directory);
    return same && system(command) == 0;
}

static int replace(const char *before, const char *after) {
    return fix_write(path, axvm_slice_of(before), axvm_slice_of(after));
}

static void regular_files(void) {
    put("id = \"1\"\n");
    TAP_EQUAL_U64(replace("id = \"1\"\n", "id = 1\n"), 0, "a file that is as it was read is replaced");
    TAP_CHECK(holds("id = 1\n"), "by the new text");
    put("id = \"2\"\n");
    TAP_CHECK(replace("id = \"1\"\n", "id = 1\n") == FIX_CHANGED, "one with other content is not");
    TAP_CHECK(holds("id = \"2\"\n"), "and keeps it");
    put("id = \"1\"\n# more\n");
    TAP_CHECK(replace("id = \"1\"\n", "id = 1\n") == FIX_CHANGED, "nor is one that has grown");
    TAP_CHECK(holds("id = \"1\"\n# more\n"), "which keeps what it has got");
    put("");
    TAP_CHECK(replace("id = \"1\"\n", "id = 1\n") == FIX_CHANGED, "nor one that was emptied");
    TAP_EQUAL_U64(replace("", "id = 1\n"), 0, "an empty file can be replaced, too");
    TAP_CHECK(holds("id = 1\n"), "by something");
    TAP_EQUAL_U64(replace("id = 1\n", ""), 0, "and something");
    TAP_CHECK(holds(""), "by nothing");
    unlink(path);
    TAP_EQUAL_U64(replace("", "id = 1\n"), ENOENT, "a file that is gone stays away");
    TAP_CHECK(access(path, F_OK) != 0, "and is not made again");
}

static void other_files(void) {
    mkfifo(path, 0600);
    TAP_CHECK(replace("", "id = 1\n") == FIX_NOT_REGULAR, "a pipe is not written to");
    unlink(path);
    mkdir(path, 0700);
    TAP_CHECK(replace("", "id = 1\n") == FIX_NOT_REGULAR, "nor is a directory");
    rmdir(path);
}

void tap_body(void) {
    if (mkdtemp(directory) == NULL) {
        perror(directory);
        exit(2);
    }
    snprintf(path, sizeof path, "%s/vm.toml", directory);
    regular_files();
    other_files();
    rmdir(directory);
}
