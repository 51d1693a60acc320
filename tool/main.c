/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file main.c
 * The program: picks the command and sees to it that all output arrives.
 */
#include "axvmconfig/axvmconfig.h"
#include "help.h"
#include "message.h"
#include "options.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

const struct command *const commands[] = {
    &check_command, &show_command,  &diff_command,     &fmt_command,   &convert_command, &detect_command, &get_command,
    &set_command,   &unset_command, &generate_command, &embed_command, &explain_command, &schema_command, &help_command,
};
const size_t command_count = COUNT_OF(commands);

static const struct command_option program_options[] = {
    HELP_OPTION,
    {'V', "version", NULL, "Print the version"},
};

const struct command program_command = {
    .name = "",
    .summary = "Checks, shows and generates VM configurations of the Axvisor hypervisor",
    .usage = "COMMAND [ARGUMENT]...",
    .details = "Examples:\n"
               "  axvmconfig check vm.toml        report every mistake in a configuration\n"
               "  axvmconfig check configs/       the same for all .toml files of a directory\n"
               "  axvmconfig check -c vm.toml     for scripts: print the decoded form\n"
               "  axvmconfig show vm.toml --format json\n"
               "  axvmconfig generate -a aarch64 -k kernel.bin -l 0x8020_0000\n"
               "\n"
               "Exit codes: 0 done, 1 a configuration is wrong, 2 wrong usage or a file cannot\n"
               "be read or written.\n"
               "\n"
               "'axvmconfig help COMMAND' explains a command.\n",
    .options = program_options,
    .option_count = COUNT_OF(program_options),
    .operand = "COMMAND",
};

const struct command *command_find(const char *name) {
    for (size_t i = 0; i < command_count; i++) {
        if (strcmp(commands[i]->name, name) == 0) {
            return commands[i];
        }
    }
    return NULL;
}

enum exit_code command_unknown(struct program *program, const char *name) {
    struct suggestion suggestion = suggestion_for(axvm_slice_of(name));
    for (size_t i = 0; i < command_count; i++) {
        suggestion_consider(&suggestion, commands[i]->name);
    }
    message(&program->err.output, "error: unknown command '%a'\n", name);
    suggestion_write(&program->err.output, &suggestion, "'");
    return message_usage(program, &program_command);
}

static enum exit_code run_program(struct program *program, int argc, char **argv) {
    struct option_reader reader;
    option_reader_init(&reader, program, &program_command, argc, argv, true);
    switch (option_next(&reader)) {
    case OPTION_ERROR:
        return EXIT_TROUBLE;
    case 'h':
        return help_print(program, &program_command);
    case 'V':
        message(&program->out.output, "axvmconfig " AXVM_VERSION "\n");
        return EXIT_CLEAN;
    default:
        break;
    }
    if (reader.operand_count <= 0) {
        help_write(&program->err.output, &program_command);
        return EXIT_TROUBLE;
    }
    if (reader.operands != argv + 1) {
        message(&program->err.output, "error: unexpected argument '%a' after '--'\n", reader.operands[0]);
        return message_usage(program, &program_command);
    }
    const struct command *command = command_find(reader.operands[0]);
    if (command == NULL) {
        return command_unknown(program, reader.operands[0]);
    }
    return command->run(program, reader.operand_count, reader.operands);
}

/**
 * Makes sure that standard input, output and error are open, so that a file opened later does not
 * take their place and get messages written into it.
 */
static void open_standard_streams(void) {
    struct pollfd streams[] = {{STDIN_FILENO, 0, 0}, {STDOUT_FILENO, 0, 0}, {STDERR_FILENO, 0, 0}};
    if (poll(streams, COUNT_OF(streams), 0) <= 0) {
        return;
    }
    for (size_t i = 0; i < COUNT_OF(streams); i++) {
        if ((streams[i].revents & POLLNVAL) != 0) {
            open("/dev/null", O_RDWR); /* takes the lowest free number, which is this one */
        }
    }
}

/** Sends off what is buffered. A reader that has gone away is no error worth a message. */
static enum exit_code finish(struct program *program, enum exit_code code) {
    if (!axvm_output_finish(&program->out.output)) {
        code = EXIT_TROUBLE;
        if (program->out.error != EPIPE) {
            message(&program->err.output, "error: cannot write to standard output: %s\n", strerror(program->out.error));
        }
    }
    return axvm_output_finish(&program->err.output) ? code : EXIT_TROUBLE;
}

int main(int argc, char **argv) {
    static char out_buffer[64 * 1024];
    static char err_buffer[16 * 1024];
    static struct program program;
    open_standard_streams();
    file_output_init(&program.out, STDOUT_FILENO, out_buffer, sizeof(out_buffer));
    file_output_init(&program.err, STDERR_FILENO, err_buffer, sizeof(err_buffer));
    return (int)finish(&program, run_program(&program, argc, argv));
}
