/* SPDX-License-Identifier: Apache-2.0 */
#include "help.h"

#include "completion.h"
#include "manual.h"
#include "message.h"
#include "options.h"

#include <string.h>

enum {
    OPTION_COMPLETION = OPTION_WITHOUT_LETTER,
    OPTION_MDOC,
};

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

/** What is asked for. */
struct help_request {
    const struct command *command;
    const char *shell; /**< print its completions instead; NULL: do not */
    bool manual;       /**< print the manual page instead */
};

/** Takes one option. @return false if it is wrong; that has been reported */
static bool take_option(struct help_request *request, int option, const char *value) {
    switch (option) {
    case 'h':
        request->command = &help_command;
        return true;
    case OPTION_COMPLETION:
        request->shell = value;
        return true;
    case OPTION_MDOC:
        request->manual = true;
        return true;
    default:
        return false;
    }
}

/** Takes the operands: a command, or none where something else is asked for. @return whether they make sense */
static bool take_operands(struct help_request *request, const struct option_reader *reader) {
    int operands_max = request->shell == NULL && !request->manual;
    if (reader->operand_count > operands_max) {
        option_operand_error(reader, reader->operands[operands_max]);
        return false;
    }
    if (reader->operand_count == 1) {
        request->command = command_find(reader->operands[0]);
        if (request->command == NULL) {
            command_unknown(reader->program, reader->operands[0]);
            return false;
        }
    }
    return true;
}

static enum exit_code run_help(struct program *program, int argc, char **argv) {
    static const char *const shells[] = {"bash", "zsh", "fish"};
    struct help_request request = {.command = &program_command};
    struct option_reader reader;
    option_reader_init(&reader, program, &help_command, argc, argv, false);
    for (int option; (option = option_next(&reader)) != OPTION_END;) {
        if (!take_option(&request, option, reader.value)) {
            return EXIT_TROUBLE;
        }
        if (option == OPTION_COMPLETION && !completion_exists(request.shell)) {
            option_word_error(&reader, option, shells, COUNT_OF(shells));
            return EXIT_TROUBLE;
        }
    }
    if (!take_operands(&request, &reader)) {
        return EXIT_TROUBLE;
    }
    if (request.shell != NULL) {
        completion_write(&program->out.output, request.shell);
        return EXIT_CLEAN;
    }
    if (request.manual) {
        manual_write(&program->out.output);
        return EXIT_CLEAN;
    }
    return help_print(program, request.command);
}

static const struct command_option help_options[] = {
    {OPTION_COMPLETION, "completion", "SHELL", "Print the completions for bash, zsh or fish"},
    {OPTION_MDOC, "mdoc", NULL, "Print the manual page as mdoc source"},
    HELP_OPTION,
};

static const struct command_choice help_choices[] = {{OPTION_COMPLETION, "bash zsh fish"}};

const struct command help_command = {
    .name = "help",
    .summary = "Explain a command",
    .usage = "help [COMMAND]\nhelp --completion <SHELL>",
    .details = "Without a command, prints the overview.\n"
               "\n"
               "Examples:\n"
               "  axvmconfig help check\n"
               "  . <(axvmconfig help --completion bash)\n"
               "  axvmconfig help --mdoc >axvmconfig.1\n",
    .options = help_options,
    .option_count = COUNT_OF(help_options),
    .operand = "COMMAND",
    .choices = help_choices,
    .choice_count = COUNT_OF(help_choices),
    .run = run_help,
};
