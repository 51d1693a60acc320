/* SPDX-License-Identifier: Apache-2.0 */
#include "path_help.h"

#include "message.h"

void path_show(struct axvm_output *output, struct axvm_slice text, size_t at) {
    message(output, "  ");
    message_argument(output, text);
    message(output, "\n");
    if (message_is_plain(text)) {
        axvm_output_repeat(output, ' ', at + 2);
        message(output, "^\n");
    }
}

void path_help(struct axvm_output *output, const struct axvm_path *path) {
    if (!path->is_unknown) {
        return;
    }
    if (path->meant != NULL) {
        message(output, "  help: did you mean '%s'?\n", path->meant);
    } else if (path->section != NULL) {
        message(output, "  help: it belongs to section [%s]\n", path->section->name);
    }
}
