/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file check.c
 * The command `check`: the drop-in form with -c, which scripts written for the Rust tool call, and
 * the form for people with operands.
 */
#include "color.h"
#include "help.h"
#include "loaded_config.h"
#include "message.h"
#include "options.h"
#include "path_list.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    OPTION_MAX_FINDINGS = OPTION_WITHOUT_LETTER,
};

/** What is asked for, and what has come out so far. */
struct check_run {
    struct program *program;
    const char *config_path; /**< of -c; NULL without it */
    bool quiet;
    bool color;
    uint32_t shown_max;
    uint32_t files;      /**< read and checked */
    uint32_t unreadable; /**< files and directories that could not be read */
    uint64_t counts[AXVM_LEVEL_ERROR + 1];
};

/** Reports that -c's file cannot be read. @return EXIT_FINDINGS, as upstream */
static enum exit_code drop_in_unreadable(const struct check_run *run, int error) {
    struct axvm_output *output = &run->program->err.output;
    if (error == ENOENT || error == ENOTDIR) {
        message(output, "Error: File '%a' does not exist.\n", run->config_path);
    } else {
        message(output, "Error: Failed to read file '%a': ", run->config_path);
        message_os_error(output, error);
    }
    return EXIT_FINDINGS;
}

/** `check -c FILE`: standard output and exit code are upstream's, the findings ours. */
static enum exit_code check_drop_in(const struct check_run *run) {
    struct loaded_config loaded;
    int error = loaded_config_read(&loaded, run->config_path, run->shown_max);
    if (error != 0) {
        return drop_in_unreadable(run, error);
    }
    enum exit_code code = EXIT_CLEAN;
    struct axvm_output *output = &run->program->out.output;
    switch (loaded.status) {
    case AXVM_OK:
        message(output, "Config file '%a' is valid.\nConfig: ", run->config_path);
        axvm_config_write_rust_debug(output, &loaded.config);
        message(output, "\n");
        break;
    case AXVM_INVALID:
        loaded_config_report(&loaded, run->program, AXVM_LEVEL_ERROR, run->color);
        if (!run->quiet) {
            output = &run->program->err.output;
            message(output, "Error: Config file '%a' is invalid: ", run->config_path);
            message_count(output, loaded.findings.counts[AXVM_LEVEL_ERROR], "error");
            message(output, "\n");
        }
        code = EXIT_FINDINGS;
        break;
    case AXVM_OUT_OF_MEMORY:
        code = message_out_of_memory(run->program);
        break;
    }
    loaded_config_release(&loaded);
    return code;
}

/** Reports a file or directory that cannot be read. @param path  NULL: standard input */
static void report_unreadable(void *context, const char *path, int error) {
    struct check_run *run = context;
    run->unreadable++;
    message_unreadable(run->program, path, error);
}

/** Checks a file. @param path  NULL: standard input */
static void check_file(struct check_run *run, const char *path) {
    struct loaded_config loaded;
    int error = loaded_config_read(&loaded, path, run->shown_max);
    if (error != 0) {
        report_unreadable(run, path, error);
        return;
    }
    if (loaded.status == AXVM_OUT_OF_MEMORY) {
        report_unreadable(run, path, ENOMEM);
    } else {
        loaded_config_report(&loaded, run->program, AXVM_LEVEL_NOTE, run->color);
        run->files++;
        for (size_t level = 0; level < COUNT_OF(run->counts); level++) {
            run->counts[level] += loaded.findings.counts[level];
        }
    }
    loaded_config_release(&loaded);
}

/** Checks all configurations below a directory. It is a mistake if there are none. */
static void check_directory(struct check_run *run, const char *directory) {
    struct path_list files = {0};
    uint32_t unreadable = run->unreadable;
    if (path_list_add_below(&files, directory, report_unreadable, run) != 0) {
        report_unreadable(run, directory, ENOMEM);
    } else if (files.count == 0 && run->unreadable == unreadable) {
        message(&run->program->err.output, "error: there is no .toml file in directory '%a'\n", directory);
        run->counts[AXVM_LEVEL_ERROR]++;
    }
    for (size_t i = 0; i < files.count; i++) {
        check_file(run, files.paths[i]);
    }
    path_list_free(&files);
}

static void check_operand(struct check_run *run, const char *operand) {
    struct stat status;
    if (strcmp(operand, "-") == 0) {
        check_file(run, NULL);
    } else if (stat(operand, &status) == 0 && S_ISDIR(status.st_mode)) {
        check_directory(run, operand);
    } else {
        check_file(run, operand);
    }
}

/** The last line: `2 files checked: 1 error, 3 warnings`. */
static void write_summary(const struct check_run *run) {
    static const char *const words[] = {"note", "warning", "error"};
    struct axvm_output *output = &run->program->err.output;
    message_count(output, run->files, "file");
    message(output, " checked: ");
    const char *separator = "";
    for (size_t level = COUNT_OF(run->counts); level-- > 0;) {
        if (run->counts[level] > 0) {
            message(output, "%s", separator);
            message_count(output, run->counts[level], words[level]);
            separator = ", ";
        }
    }
    message(output, "%s", separator[0] == '\0' ? "no findings" : "");
    if (run->unreadable > 0) {
        message(output, "; %u not readable", (uint64_t)run->unreadable);
    }
    message(output, "\n");
}

/** Takes one option. @return false if it is wrong; that has been reported */
static bool take_option(struct check_run *run, const struct option_reader *reader, int option,
                        enum color_choice *color) {
    uint64_t number;
    switch (option) {
    case 'c':
        run->config_path = reader->value;
        return true;
    case 'q':
        run->quiet = true;
        return true;
    case OPTION_COLOR:
        return color_option(reader, color);
    case OPTION_MAX_FINDINGS:
        if (!option_number(reader, option, &number)) {
            return false;
        }
        run->shown_max = number < FINDINGS_SHOWN_MAX ? (uint32_t)number : FINDINGS_SHOWN_MAX;
        return true;
    default:
        return false;
    }
}

/** Checks that the arguments make sense together. @return false if not; that has been reported */
static bool check_usage(const struct check_run *run, const struct option_reader *reader) {
    struct axvm_output *output = &run->program->err.output;
    int stdin_count = 0;
    for (int i = 0; i < reader->operand_count; i++) {
        stdin_count += strcmp(reader->operands[i], "-") == 0;
    }
    if (run->config_path == NULL && reader->operand_count == 0) {
        message(output, "error: nothing to check\n"
                        "  help: name a file, a directory, or '-' for standard input\n");
    } else if (run->config_path != NULL && reader->operand_count > 0) {
        message(output,
                "error: '--config-path <FILE>' takes one file, but '%a' is given too\n"
                "  help: without '--config-path', 'check' takes any number of files\n",
                reader->operands[0]);
    } else if (run->config_path != NULL && !text_is_utf8(run->config_path)) {
        message(output,
                "error: the file name '%a' is not UTF-8\n"
                "  help: without '--config-path', 'check' takes any file name\n",
                run->config_path);
    } else if (stdin_count > 1) {
        message(output, "error: '-' is given more than once\n");
    } else {
        return true;
    }
    message_usage(run->program, &check_command);
    return false;
}

static enum exit_code check_operands(struct check_run *run, const struct option_reader *reader) {
    for (int i = 0; i < reader->operand_count; i++) {
        check_operand(run, reader->operands[i]);
    }
    if (!run->quiet) {
        write_summary(run);
    }
    if (run->unreadable > 0) {
        return EXIT_TROUBLE;
    }
    return run->counts[AXVM_LEVEL_ERROR] > 0 ? EXIT_FINDINGS : EXIT_CLEAN;
}

static enum exit_code run_check(struct program *program, int argc, char **argv) {
    struct check_run run = {.program = program, .shown_max = FINDINGS_SHOWN};
    enum color_choice color = COLOR_AUTO;
    struct option_reader reader;
    option_reader_init(&reader, program, &check_command, argc, argv, false);
    for (int option; (option = option_next(&reader)) != OPTION_END;) {
        if (option == 'h') {
            return help_print(program, &check_command);
        }
        if (option == OPTION_ERROR || !take_option(&run, &reader, option, &color)) {
            return EXIT_TROUBLE;
        }
    }
    if (!check_usage(&run, &reader)) {
        return EXIT_TROUBLE;
    }
    run.color = color_wanted(color, STDERR_FILENO);
    return run.config_path != NULL ? check_drop_in(&run) : check_operands(&run, &reader);
}

static const struct command_option check_options[] = {
    {'c', "config-path", "FILE",
     "Check this one file as the Rust tool does: print a\n"
     "valid one decoded on standard output, report only\n"
     "the errors of a wrong one"},
    {'q', "quiet", NULL, "Print findings only, no summary"},
    COLOR_OPTION,
    {OPTION_MAX_FINDINGS, "max-findings", "COUNT", "Show at most so many findings of a file [100]"},
    HELP_OPTION,
};

const struct command check_command = {
    .name = "check",
    .summary = "Check configuration files",
    .usage = "check [OPTION]... FILE...\ncheck --config-path <FILE>",
    .details = "FILE is a configuration, a directory (for all .toml files below it) or '-' for\n"
               "standard input. Findings and the summary go to standard error.\n"
               "\n"
               "Examples:\n"
               "  axvmconfig check vm1.toml vm2.toml\n"
               "  axvmconfig check --quiet configs/\n"
               "  sed s/linux/nimbos/ vm.toml | axvmconfig check -\n"
               "  axvmconfig check -c vm.toml >decoded.txt\n"
               "\n"
               "Exit codes: 0 no errors (there may be warnings), 1 errors, 2 wrong usage or a\n"
               "file that cannot be read. With --config-path, one that cannot be read gives 1.\n",
    .options = check_options,
    .option_count = COUNT_OF(check_options),
    .run = run_check,
};
