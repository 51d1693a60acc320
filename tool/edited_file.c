/* SPDX-License-Identifier: Apache-2.0 */
#include "edited_file.h"

#include "fix.h"
#include "message.h"
#include "unified_diff.h"

#include <errno.h>
#include <unistd.h>

static struct axvm_slice name_of(const char *path) {
    return axvm_slice_of(path == NULL ? "<stdin>" : path);
}

enum exit_code edited_file_read(struct edited_file *file, struct program *program, const char *path,
                                const struct check_context *context, bool color) {
    struct input copy;
    file->path = path;
    file->context = *context;
    int error = input_read(&file->original, path);
    if (error != 0) {
        return message_unreadable(program, path, error);
    }
    file->current = &file->versions[0];
    if (input_copy(&copy, file->original.text) != 0) {
        input_release(&file->original);
        return message_out_of_memory(program);
    }
    loaded_config_decode(file->current, name_of(path), &copy, context);
    if (file->current->status != AXVM_OUT_OF_MEMORY && !file->current->document.damaged) {
        file->was_valid = file->current->status == AXVM_OK;
        return EXIT_CLEAN;
    }
    enum exit_code code = EXIT_FINDINGS;
    if (file->current->status == AXVM_OUT_OF_MEMORY) {
        code = message_out_of_memory(program);
    } else {
        loaded_config_report(file->current, program, FINDINGS_SHOWN, color);
        message(&program->err.output, "error: '");
        message_argument(&program->err.output, name_of(path));
        message(&program->err.output, "' is no TOML, so it is left as it is\n");
    }
    edited_file_release(file);
    return code;
}

int edited_file_apply(struct edited_file *file, const struct axvm_edit *edit) {
    struct loaded_config *next = file->current == &file->versions[0] ? &file->versions[1] : &file->versions[0];
    struct axvm_output output;
    struct input input;
    size_t length = file->current->source.text.length + edit->replacement.length - (edit->span.end - edit->span.start);
    input.size = length + 1;
    input.memory = memory_reserve(input.size);
    if (input.memory == NULL) {
        return ENOMEM;
    }
    axvm_output_init(&output, input.memory, input.size, NULL, NULL);
    axvm_edit_apply(&file->current->document, edit, &output);
    input.text = (struct axvm_slice){input.memory, length};
    loaded_config_decode(next, file->current->source.name, &input, &file->context);
    loaded_config_release(file->current);
    file->current = next;
    return next->status == AXVM_OUT_OF_MEMORY ? ENOMEM : 0;
}

enum exit_code edited_file_write(struct edited_file *file, struct program *program, bool dry_run, bool color) {
    struct axvm_slice before = file->original.text;
    struct axvm_slice after = file->current->source.text;
    bool on_terminal = isatty(STDOUT_FILENO) == 1;
    if (file->was_valid && file->current->status != AXVM_OK) {
        loaded_config_report(file->current, program, FINDINGS_SHOWN, color);
        message(&program->err.output, "error: the result would be no configuration, so nothing was written\n");
        return EXIT_FINDINGS;
    }
    if (dry_run) {
        int error = unified_diff_write(&program->out.output, name_of(file->path), before, after, on_terminal);
        return error == 0 ? EXIT_CLEAN : message_out_of_memory(program);
    }
    if (file->path == NULL) {
        if (on_terminal) {
            message_text(&program->out.output, after);
        } else {
            axvm_output_slice(&program->out.output, after);
        }
        return EXIT_CLEAN;
    }
    int error = axvm_slice_equal(before, after) ? 0 : fix_write(file->path, before, after);
    return error == 0 ? EXIT_CLEAN : fix_report_unwritten(program, file->path, error);
}

void edited_file_release(struct edited_file *file) {
    loaded_config_release(file->current);
    input_release(&file->original);
}
