/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file get.c
 * The command `get`: single values, for scripts.
 */
#include "axvmconfig/path.h"
#include "color.h"
#include "context_options.h"
#include "edited_file.h"
#include "help.h"
#include "message.h"
#include "options.h"
#include "path_help.h"

#include <string.h>
#include <unistd.h>

/** Prints a value: a string as it is, anything else as it is written. */
static enum exit_code print_value(struct program *program, struct loaded_config *loaded, uint32_t node) {
    const struct axvm_toml_document *document = &loaded->document;
    struct axvm_slice text = axvm_toml_text(document, axvm_toml_value_span(document, node));
    if (document->nodes[node].kind == AXVM_TOML_STRING &&
        axvm_toml_string(document, node, &loaded->arena, &text) != AXVM_OK) {
        return message_out_of_memory(program);
    }
    if (isatty(STDOUT_FILENO) == 1) {
        message_text(&program->out.output, text);
    } else {
        axvm_output_slice(&program->out.output, text);
    }
    axvm_output_char(&program->out.output, '\n');
    return EXIT_CLEAN;
}

static enum exit_code get_value(struct program *program, struct edited_file *file, const char *argument) {
    struct axvm_slice text = axvm_slice_of(argument);
    struct axvm_path path = axvm_path_follow(&file->current->document, axvm_schema(), file->context.profile, text);
    if (path.status == AXVM_PATH_FOUND) {
        return print_value(program, file->current, path.node);
    }
    if (path.status == AXVM_PATH_MALFORMED) {
        message(&program->err.output,
                "error: '%a' is no path to a value\n"
                "  help: a path is like 'kernel.memory_regions[0].size'\n",
                argument);
        return EXIT_TROUBLE;
    }
    bool is_left_out =
        path.field != NULL && (path.status == AXVM_PATH_MISSING_KEY || path.status == AXVM_PATH_MISSING_TABLE);
    message(&program->err.output, is_left_out ? "error: '%a' is left out\n" : "error: there is no '%a'\n", argument);
    path_help(&program->err.output, &path);
    return EXIT_FINDINGS;
}

static enum exit_code get_values(struct program *program, const struct option_reader *reader,
                                 const struct check_context *context, bool color) {
    struct edited_file file;
    const char *path = strcmp(reader->operands[0], "-") == 0 ? NULL : reader->operands[0];
    enum exit_code code = edited_file_read(&file, program, path, context, color);
    if (code != EXIT_CLEAN) {
        return code;
    }
    for (int i = 1; i < reader->operand_count && code == EXIT_CLEAN; i++) {
        code = get_value(program, &file, reader->operands[i]);
    }
    edited_file_release(&file);
    return code;
}

static enum exit_code run_get(struct program *program, int argc, char **argv) {
    struct check_context context = {.decode_only = true};
    enum color_choice color = COLOR_AUTO;
    struct option_reader reader;
    option_reader_init(&reader, program, &get_command, argc, argv, false);
    for (int option; (option = option_next(&reader)) != OPTION_END;) {
        if (option == 'h') {
            return help_print(program, &get_command);
        }
        bool good = (option == OPTION_PROFILE && context_option(&reader, option, &context)) ||
                    (option == OPTION_COLOR && color_option(&reader, &color));
        if (!good) {
            return EXIT_TROUBLE;
        }
    }
    if (reader.operand_count < 2) {
        message(&program->err.output, "error: a file and a path are needed\n");
        return message_usage(program, &get_command);
    }
    return get_values(program, &reader, &context, color_wanted(color, STDERR_FILENO));
}

static const struct command_option get_options[] = {PROFILE_OPTION, COLOR_OPTION, HELP_OPTION};

static const struct command_choice get_choices[] = {PROFILE_CHOICE, COLOR_CHOICE};

const struct command get_command = {
    .name = "get",
    .summary = "Print single values, for scripts",
    .usage = "get [OPTION]... FILE PATH...",
    .details = "FILE and PATH are those of 'axvmconfig set'. A line for each value: strings\n"
               "without their quotes, all else as it is written. What is left out has no value;\n"
               "'axvmconfig show' fills in the defaults.\n"
               "\n"
               "Examples:\n"
               "  axvmconfig get vm.toml kernel.entry_point\n"
               "  axvmconfig get vm.toml kernel.memory_regions[0].size base.name\n"
               "\n"
               "Exit codes: 0 printed, 1 there is no such value, 2 wrong usage or the file\n"
               "cannot be read.\n",
    .options = get_options,
    .option_count = COUNT_OF(get_options),
    .operand = "FILE",
    .choices = get_choices,
    .choice_count = COUNT_OF(get_choices),
    .run = run_get,
};
