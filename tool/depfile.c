/* SPDX-License-Identifier: Apache-2.0 */
#include "depfile.h"

#include <string.h>

bool depfile_can_name(const char *path) {
    size_t length = strlen(path);
    for (const unsigned char *at = (const unsigned char *)path; *at != '\0'; at++) {
        if (*at < ' ' || *at == 0x7f) {
            return false;
        }
    }
    return length > 0 && strpbrk(path, "\\%*?[]=;|&") == NULL && path[0] != '~' && path[length - 1] != ')';
}

static void write_name(struct axvm_output *output, const char *path) {
    for (const char *at = path; *at != '\0'; at++) {
        if (*at == '$') {
            axvm_output_char(output, '$');
        } else if (*at == ' ' || *at == '#' || *at == ':') {
            axvm_output_char(output, '\\');
        }
        axvm_output_char(output, *at);
    }
}

/** Whether a name occurs among those before it. */
static bool was_named(const char *const *names, size_t index) {
    for (size_t i = 0; i < index; i++) {
        if (strcmp(names[i], names[index]) == 0) {
            return true;
        }
    }
    return false;
}

void depfile_write(struct axvm_output *output, const char *const *targets, size_t target_count,
                   const char *const *sources, size_t source_count) {
    for (size_t i = 0; i < target_count; i++) {
        axvm_output_string(output, i == 0 ? "" : " ");
        write_name(output, targets[i]);
    }
    axvm_output_char(output, ':');
    for (size_t i = 0; i < source_count; i++) {
        if (!was_named(sources, i)) {
            axvm_output_string(output, " \\\n  ");
            write_name(output, sources[i]);
        }
    }
    axvm_output_char(output, '\n');
    for (size_t i = 0; i < source_count; i++) {
        if (!was_named(sources, i)) {
            axvm_output_char(output, '\n');
            write_name(output, sources[i]);
            axvm_output_string(output, ":\n");
        }
    }
}
