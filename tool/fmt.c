/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file fmt.c
 * The command `fmt`: files in the canonical layout, with the same values and comments.
 */
#include "color.h"
#include "context_options.h"
#include "fix.h"
#include "formatted.h"
#include "help.h"
#include "message.h"
#include "options.h"
#include "path_list.h"
#include "unified_diff.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    OPTION_CHECK = OPTION_AFTER_CONTEXT,
    OPTION_DIFF,
    OPTION_SORT,
    OPTION_NUMBERS,
};

/** A run of the command. */
struct fmt_run {
    struct program *program;
    struct check_context context; /**< only its profile counts */
    struct format_request request;
    bool check; /**< print the names of files that would change, and change none */
    bool diff;  /**< print the changes, and make none */
    bool color;
    enum exit_code code; /**< so far: the worst of all files */
};

static void worsen(struct fmt_run *run, enum exit_code code) {
    run->code = code > run->code ? code : run->code;
}

/* --- one file ------------------------------------------------------------------------------------- */

static void report_not_toml(struct fmt_run *run, struct toml_text *text) {
    struct axvm_output *output = &run->program->err.output;
    toml_text_report(text, run->program, run->color);
    message(output, "error: '");
    message_argument(output, text->source.name);
    message(output, "' is no TOML, so it is left as it is\n");
}

static void report_meaning_lost(struct fmt_run *run, const struct toml_text *text) {
    struct axvm_output *output = &run->program->err.output;
    message(output, "error: '");
    message_argument(output, text->source.name);
    message(output, "' is left as it is: formatting would have changed more than its layout, which is a mistake of "
                    "this program\n");
}

/** Writes the name of a file that would change. */
static void write_name(struct fmt_run *run, struct axvm_slice name) {
    struct axvm_output *output = &run->program->out.output;
    if (isatty(STDOUT_FILENO) == 1) {
        message_argument(output, name);
    } else {
        axvm_output_slice(output, name);
    }
    axvm_output_char(output, '\n');
}

/** Says what would change. */
static enum exit_code show_change(struct fmt_run *run, struct axvm_slice name, struct axvm_slice before,
                                  struct axvm_slice after) {
    bool on_terminal = isatty(STDOUT_FILENO) == 1;
    if (axvm_slice_equal(before, after)) {
        return EXIT_CLEAN;
    }
    if (!run->diff) {
        write_name(run, name);
    } else if (unified_diff_write(&run->program->out.output, name, before, after, on_terminal) != 0) {
        return message_out_of_memory(run->program);
    }
    return EXIT_FINDINGS;
}

/** Puts a formatted text where it belongs. @param path  NULL: standard output */
static enum exit_code put(struct fmt_run *run, const char *path, struct axvm_slice before, struct axvm_slice after) {
    struct axvm_output *output = &run->program->out.output;
    if (path == NULL && isatty(STDOUT_FILENO) == 1) {
        message_text(output, after);
        return EXIT_CLEAN;
    }
    if (path == NULL) {
        axvm_output_slice(output, after);
        return EXIT_CLEAN;
    }
    int error = axvm_slice_equal(before, after) ? 0 : fix_write(path, before, after);
    return error == 0 ? EXIT_CLEAN : fix_report_unwritten(run->program, path, error);
}

/** Formats a text that has been read. */
static enum exit_code format(struct fmt_run *run, const char *path, struct toml_text *before) {
    struct toml_text after;
    if (before->status == AXVM_INVALID) {
        report_not_toml(run, before);
        return EXIT_FINDINGS;
    }
    enum format_status status =
        before->status == AXVM_OK ? formatted_make(before, &run->request, &after) : FORMAT_OUT_OF_MEMORY;
    if (status == FORMAT_MEANING_LOST) {
        report_meaning_lost(run, before);
        return EXIT_TROUBLE;
    }
    if (status != FORMAT_DONE) {
        return message_out_of_memory(run->program);
    }
    struct axvm_slice old_text = before->source.text;
    struct axvm_slice new_text = after.source.text;
    enum exit_code code = run->check || run->diff ? show_change(run, before->source.name, old_text, new_text)
                                                  : put(run, path, old_text, new_text);
    toml_text_release(&after);
    return code;
}

/** Formats a file. @param path  NULL: standard input */
static void format_file(struct fmt_run *run, const char *path) {
    struct toml_text before;
    struct input input;
    int error = input_read(&input, path);
    if (error != 0) {
        worsen(run, message_unreadable(run->program, path, error));
        return;
    }
    struct axvm_slice name = axvm_slice_of(path == NULL ? "<stdin>" : path);
    toml_text_read(&before, name, &input, formatted_spare(input.text.length));
    worsen(run, format(run, path, &before));
    toml_text_release(&before);
}

/* --- operands ------------------------------------------------------------------------------------- */

static void report_directory(void *context, const char *directory, int error) {
    struct fmt_run *run = context;
    worsen(run, message_unreadable(run->program, directory, error));
}

static void format_directory(struct fmt_run *run, const char *directory) {
    struct path_list files = {0};
    enum exit_code before = run->code;
    if (path_list_add_below(&files, directory, report_directory, run) != 0) {
        worsen(run, message_out_of_memory(run->program));
    } else if (files.count == 0 && run->code == before) {
        message(&run->program->err.output, "error: there is no .toml file in directory '%a'\n", directory);
        worsen(run, EXIT_FINDINGS);
    }
    for (size_t i = 0; i < files.count; i++) {
        format_file(run, files.paths[i]);
    }
    path_list_free(&files);
}

static void format_operand(struct fmt_run *run, const char *operand) {
    struct stat status;
    if (strcmp(operand, "-") == 0) {
        format_file(run, NULL);
    } else if (stat(operand, &status) == 0 && S_ISDIR(status.st_mode)) {
        format_directory(run, operand);
    } else {
        format_file(run, operand);
    }
}

/* --- the command ---------------------------------------------------------------------------------- */

/** Takes one option. @return false if it is wrong; that has been reported */
static bool take_option(struct fmt_run *run, const struct option_reader *reader, int option, enum color_choice *color) {
    run->check = run->check || option == OPTION_CHECK;
    run->diff = run->diff || option == OPTION_DIFF;
    run->request.sort = run->request.sort || option == OPTION_SORT;
    run->request.numbers = run->request.numbers || option == OPTION_NUMBERS;
    switch (option) {
    case OPTION_PROFILE:
        return context_option(reader, option, &run->context);
    case OPTION_COLOR:
        return color_option(reader, color);
    default:
        return option != OPTION_ERROR;
    }
}

static enum exit_code run_fmt(struct program *program, int argc, char **argv) {
    struct fmt_run run = {.program = program};
    enum color_choice color = COLOR_AUTO;
    struct option_reader reader;
    option_reader_init(&reader, program, &fmt_command, argc, argv, false);
    for (int option; (option = option_next(&reader)) != OPTION_END;) {
        if (option == 'h') {
            return help_print(program, &fmt_command);
        }
        if (!take_option(&run, &reader, option, &color)) {
            return EXIT_TROUBLE;
        }
    }
    if (reader.operand_count == 0) {
        message(&program->err.output,
                "error: nothing to format\n  help: name files or directories, or '-' for standard input\n");
        return message_usage(program, &fmt_command);
    }
    run.color = color_wanted(color, STDERR_FILENO);
    run.request.profile = run.context.profile;
    for (int i = 0; i < reader.operand_count; i++) {
        format_operand(&run, reader.operands[i]);
    }
    return run.code;
}

static const struct command_option fmt_options[] = {
    {OPTION_CHECK, "check", NULL, "Change nothing; print the names of the files that\nwould be changed"},
    {OPTION_DIFF, "diff", NULL, "Change nothing; print what would be changed as\nunified diffs"},
    {OPTION_SORT, "sort", NULL, "Put sections and keys into the order of the\nformat, with their comments"},
    {OPTION_NUMBERS, "normalize-numbers", NULL,
     "Write addresses, sizes and flags in hexadecimal,\ngrouped by four digits, and counts in decimal"},
    PROFILE_OPTION,
    COLOR_OPTION,
    HELP_OPTION,
};

static const struct command_choice fmt_choices[] = {PROFILE_CHOICE, COLOR_CHOICE};

const struct command fmt_command = {
    .name = "fmt",
    .summary = "Lay files out alike, keeping every comment",
    .usage = "fmt [OPTION]... FILE|DIRECTORY|-...",
    .details = "Files are changed in place, below directories those named *.toml. '-' is\n"
               "standard input; the result then goes to standard output.\n"
               "\n"
               "Values and comments stay: blanks, empty lines and line breaks between them\n"
               "change, and nothing else unless asked for. A file need not be a configuration;\n"
               "one that is no TOML is reported and left as it is. Files are replaced at once\n"
               "or not at all, and only if they still hold what was read.\n"
               "\n"
               "Examples:\n"
               "  axvmconfig fmt vm.toml\n"
               "  axvmconfig fmt --check configs/\n"
               "  axvmconfig fmt --diff --sort --normalize-numbers vm.toml\n"
               "  axvmconfig fmt - <vm.toml\n"
               "\n"
               "Exit codes: 0 done, or nothing to do with --check or --diff; 1 some file would\n"
               "be changed, or is no TOML; 2 wrong usage or a file cannot be read or written.\n",
    .options = fmt_options,
    .option_count = COUNT_OF(fmt_options),
    .operand = "FILE",
    .choices = fmt_choices,
    .choice_count = COUNT_OF(fmt_choices),
    .run = run_fmt,
};
