/* SPDX-License-Identifier: Apache-2.0 */
#include "help.h"

#include "message.h"
#include "options.h"

#include <string.h>

/** The column at which the explanations of a list start. */
#define LIST_COLUMN 29

/** Writes one entry of a list: `left` has been written `width` columns wide; the text goes into the right column. */
static void write_explanation(struct axvm_output *output, size_t width, const char *text) {
    if (width + 2 > LIST_COLUMN) {
        axvm_output_char(output, '\n');
        width = 0;
    }
    axvm_output_repeat(output, ' ', LIST_COLUMN - width);
    for (; *text != '\0'; text++) {
        axvm_output_char(output, *text);
        if (*text == '\n') {
            axvm_output_repeat(output, ' ', LIST_COLUMN);
        }
    }
    axvm_output_char(output, '\n');
}

static void write_usage(struct axvm_output *output, const struct command *command) {
    const char *before = "Usage: ";
    for (const char *line = command->usage; *line != '\0';) {
        struct axvm_slice slice = {line, strcspn(line, "\n")};
        message(output, "%saxvmconfig ", before);
        axvm_output_slice(output, slice);
        axvm_output_char(output, '\n');
        before = "       ";
        line += slice.length + (line[slice.length] == '\n');
    }
}

static void write_commands(struct axvm_output *output) {
    message(output, "\nCommands:\n");
    for (size_t i = 0; i < command_count; i++) {
        message(output, "  %s", commands[i]->name);
        write_explanation(output, 2 + strlen(commands[i]->name), commands[i]->summary);
    }
}

static void write_options(struct axvm_output *output, const struct command *command) {
    message(output, "\nOptions:\n");
    for (size_t i = 0; i < command->option_count; i++) {
        const struct command_option *option = &command->options[i];
        uint64_t start = output->total;
        if (option->id < OPTION_WITHOUT_LETTER) {
            message(output, "  -");
            axvm_output_char(output, (char)option->id);
            message(output, ", ");
        } else {
            message(output, "      ");
        }
        message(output, "--%s%s%s%s", option->name, option->value != NULL ? " <" : "",
                option->value != NULL ? option->value : "", option->value != NULL ? ">" : "");
        write_explanation(output, (size_t)(output->total - start), option->help);
    }
}

void help_write(struct axvm_output *output, const struct command *command) {
    message(output, "%s\n\n", command->summary);
    write_usage(output, command);
    if (command == &program_command) {
        write_commands(output);
    }
    write_options(output, command);
    message(output, "\n%s", command->details);
}

enum exit_code help_print(struct program *program, const struct command *command) {
    help_write(&program->out.output, command);
    return EXIT_CLEAN;
}

static enum exit_code run_help(struct program *program, int argc, char **argv) {
    struct option_reader reader;
    option_reader_init(&reader, program, &help_command, argc, argv, false);
    const struct command *command = &program_command;
    for (int option; (option = option_next(&reader)) != OPTION_END;) {
        if (option == OPTION_ERROR) {
            return EXIT_TROUBLE;
        }
        command = &help_command;
    }
    if (reader.operand_count > 1) {
        option_operand_error(&reader, reader.operands[1]);
        return EXIT_TROUBLE;
    }
    if (reader.operand_count == 1) {
        command = command_find(reader.operands[0]);
        if (command == NULL) {
            return command_unknown(program, reader.operands[0]);
        }
    }
    return help_print(program, command);
}

static const struct command_option help_options[] = {HELP_OPTION};

const struct command help_command = {
    .name = "help",
    .summary = "Explain a command",
    .usage = "help [COMMAND]",
    .details = "Without a command, prints the overview.\n",
    .options = help_options,
    .option_count = COUNT_OF(help_options),
    .run = run_help,
};
