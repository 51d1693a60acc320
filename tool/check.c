/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file check.c
 * The command `check`: the drop-in form with -c, which scripts written for the Rust tool call, and
 * the form for people with operands.
 */
#include "check_run.h"
#include "color.h"
#include "context_options.h"
#include "help.h"
#include "message.h"
#include "options.h"
#include "policy_options.h"
#include "report_format.h"
#include "threads.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    OPTION_MAX_FINDINGS = OPTION_AFTER_CONTEXT,
    OPTION_FORMAT,
    OPTION_FIX,
    OPTION_FIX_REVIEW,
    OPTION_DRY_RUN,
    OPTION_NO_SCENARIO,
};

/* --- the drop-in form ---------------------------------------------------------------------------- */

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
    static const struct check_context as_upstream = {.decode_only = true};
    int error = loaded_config_read(&loaded, run->config_path, &as_upstream);
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
        loaded_config_keep_errors(&loaded);
        loaded_config_report(&loaded, run->program, run->shown_max, run->color);
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

/* --- usage --------------------------------------------------------------------------------------- */

/** Takes --max-findings. @return false if it is no number; that has been reported */
static bool take_max_findings(struct check_run *run, const struct option_reader *reader) {
    uint64_t number;
    if (!option_number(reader, OPTION_MAX_FINDINGS, &number)) {
        return false;
    }
    run->shown_max = number < UINT32_MAX ? (uint32_t)number : UINT32_MAX;
    return true;
}

/** Takes --jobs. @return false if it is no number of threads; that has been reported */
static bool take_jobs(struct check_run *run, const struct option_reader *reader) {
    uint64_t number;
    if (!option_number(reader, 'j', &number)) {
        return false;
    }
    if (number == 0) {
        option_value_error(reader, 'j', "expected at least 1");
        return false;
    }
    run->jobs = number < JOBS_MAX ? (size_t)number : JOBS_MAX;
    return true;
}

/** Takes one option. @return false if it is wrong; that has been reported */
static bool take_option(struct check_run *run, const struct option_reader *reader, int option,
                        enum color_choice *color) {
    switch (option) {
    case 'c':
        run->config_path = reader->value;
        return true;
    case 'q':
        run->quiet = true;
        return true;
    case 'v':
        run->verbose = true;
        return true;
    case 'j':
        return take_jobs(run, reader);
    case 'W':
    case 'E':
    case 'A':
        return policy_option(reader, option, &run->policy);
    case OPTION_COLOR:
        return color_option(reader, color);
    case OPTION_FORMAT:
        return report_format_option(reader, OPTION_FORMAT, &run->format);
    case OPTION_PROFILE:
    case OPTION_ARCH:
    case OPTION_GPA_BITS:
    case OPTION_HOST_CPUS:
    case OPTION_HOST_RAM:
    case OPTION_DEPLOY:
    case OPTION_DECODE_ONLY:
        return context_option(reader, option, &run->context);
    case OPTION_MAX_FINDINGS:
        return take_max_findings(run, reader);
    case OPTION_FIX_REVIEW:
        run->fix_review = true;
        run->fix = true;
        return true;
    case OPTION_FIX:
        run->fix = true;
        return true;
    case OPTION_DRY_RUN:
        run->dry_run = true;
        return true;
    case OPTION_NO_SCENARIO:
        run->no_scenario = true;
        return true;
    default:
        return false;
    }
}

/** Checks the arguments of the drop-in form, which is to be what it was. @return false if wrong; reported */
static bool check_drop_in_usage(const struct check_run *run, const struct option_reader *reader) {
    static const int others[] = {
        OPTION_FORMAT,     'W', 'E', 'A', 'v', 'j', OPTION_FIX, OPTION_FIX_REVIEW, OPTION_DRY_RUN, OPTION_NO_SCENARIO,
        CONTEXT_OPTION_IDS};
    struct axvm_output *output = &run->program->err.output;
    if (reader->operand_count > 0) {
        message(output,
                "error: '--config-path <FILE>' takes one file, but '%a' is given too\n"
                "  help: without '--config-path', 'check' takes any number of files\n",
                reader->operands[0]);
        return false;
    }
    for (size_t i = 0; i < COUNT_OF(others); i++) {
        if (option_given(reader, others[i])) {
            message(output, "error: '");
            option_write(output, reader, others[i]);
            message(output, "' does not go with '--config-path <FILE>'\n"
                            "  help: name the file without '--config-path'\n");
            return false;
        }
    }
    if (!text_is_utf8(run->config_path)) {
        message(output,
                "error: the file name '%a' is not UTF-8\n"
                "  help: without '--config-path', 'check' takes any file name\n",
                run->config_path);
        return false;
    }
    return true;
}

/** Checks what is asked of the form with operands. @return false if it makes no sense; that has been reported */
static bool check_operand_usage(const struct check_run *run, const struct option_reader *reader) {
    struct axvm_output *output = &run->program->err.output;
    int stdin_count = 0;
    for (int i = 0; i < reader->operand_count; i++) {
        stdin_count += strcmp(reader->operands[i], "-") == 0;
    }
    const char *result = !run->fix ? NULL : run->dry_run ? "diff" : stdin_count > 0 ? "fixed text" : NULL;
    if (reader->operand_count == 0) {
        message(output, "error: nothing to check\n"
                        "  help: name a file, a directory, or '-' for standard input\n");
    } else if (stdin_count > 1) {
        message(output, "error: '-' is given more than once\n");
    } else if (run->dry_run && !run->fix) {
        message(output, "error: '--dry-run' needs '--fix'\n");
    } else if (result != NULL && report_format_is_result(run->format)) {
        message(output,
                "error: standard output cannot take both the %s and the findings\n"
                "  help: '--format %s' lists the fixes too, without '--fix'\n",
                result, report_format_word(run->format));
    } else {
        return true;
    }
    return false;
}

static bool check_usage(const struct check_run *run, const struct option_reader *reader) {
    if (run->config_path != NULL ? check_drop_in_usage(run, reader) : check_operand_usage(run, reader)) {
        return true;
    }
    message_usage(run->program, &check_command);
    return false;
}

/* --- the command --------------------------------------------------------------------------------- */

static enum exit_code check_operands(struct check_run *run, const struct option_reader *reader) {
    if (report_format_is_result(run->format) && !option_given(reader, OPTION_MAX_FINDINGS)) {
        run->shown_max = UINT32_MAX; /* a program has patience */
    }
    check_run_begin(run);
    for (int i = 0; i < reader->operand_count; i++) {
        check_run_operand(run, reader->operands[i]);
    }
    check_run_end(run);
    if (!run->quiet) {
        check_run_summary(run);
    }
    return check_run_code(run);
}

/** Reads the arguments and does what they say. */
static enum exit_code run_with_arguments(struct check_run *run, int argc, char **argv) {
    enum color_choice color = COLOR_AUTO;
    struct option_reader reader;
    option_reader_init(&reader, run->program, &check_command, argc, argv, false);
    for (int option; (option = option_next(&reader)) != OPTION_END;) {
        if (option == 'h') {
            return help_print(run->program, &check_command);
        }
        if (option == OPTION_ERROR || !take_option(run, &reader, option, &color)) {
            return EXIT_TROUBLE;
        }
    }
    if (!check_usage(run, &reader)) {
        return EXIT_TROUBLE;
    }
    run->color = color_wanted(color, STDERR_FILENO);
    return run->config_path != NULL ? check_drop_in(run) : check_operands(run, &reader);
}

static enum exit_code run_check(struct program *program, int argc, char **argv) {
    struct check_run run = {.program = program,
                            .format = AXVM_REPORT_TEXT,
                            .shown_max = FINDINGS_SHOWN,
                            .context = {.takes_scenarios = true}};
    run.policy.entries = calloc((size_t)argc + 1, sizeof(*run.policy.entries)); /* more than can be given */
    if (run.policy.entries == NULL) {
        return message_out_of_memory(program);
    }
    enum exit_code code = run_with_arguments(&run, argc, argv);
    free(run.policy.entries);
    return code;
}

static const struct command_option check_options[] = {
    {'c', "config-path", "FILE",
     "Check this one file as the Rust tool does: print a\n"
     "valid one decoded on standard output, report only\n"
     "the errors of a wrong one"},
    CONTEXT_OPTIONS,
    {OPTION_NO_SCENARIO, "no-scenario", NULL, "Check each file alone, not as guests of one board"},
    {'j', "jobs", "COUNT",
     "Check the files of a directory by so many threads;\n"
     "the output is the same for any number [as many as\n"
     "there are CPUs]"},
    REPORT_FORMAT_OPTION(OPTION_FORMAT),
    WARN_OPTION,
    DENY_OPTION,
    ALLOW_OPTION,
    {OPTION_FIX, "fix", NULL, "Apply the fixes that are safe, and report what is\nleft"},
    {OPTION_FIX_REVIEW, "fix-review", NULL, "As --fix, and also the fixes that somebody should\nreview"},
    {OPTION_DRY_RUN, "dry-run", NULL, "With --fix, print what it would change as a unified\ndiff, and change nothing"},
    QUIET_OPTION,
    VERBOSE_OPTION,
    COLOR_OPTION,
    {OPTION_MAX_FINDINGS, "max-findings", "COUNT",
     "Show at most so many findings of a file [100; json\nand sarif: all]"},
    HELP_OPTION,
};

static const struct command_choice check_choices[] = {
    CONTEXT_CHOICES, REPORT_FORMAT_CHOICE(OPTION_FORMAT), {'E', "warnings"}, {'A', "warnings"}, COLOR_CHOICE,
};

const struct command check_command = {
    .name = "check",
    .summary = "Check configuration files",
    .usage = "check [OPTION]... FILE...\ncheck --config-path <FILE>",
    .details = "FILE is a configuration, a directory (for all .toml files below it) or '-' for\n"
               "standard input. Files named together are taken for the guests of one board and\n"
               "are also checked against each other; those of a directory are not. A file with\n"
               "a list 'vms' is a scenario: it names the guests of a board, and what is known\n"
               "of that, see docs/scenarios.md. Those of a directory that a scenario there names\n"
               "are checked with it.\n"
               "\n"
               "Findings and the summary go to standard error; findings in the\n"
               "formats json and sarif, diffs, and the fixed text of '-' to standard output.\n"
               "\n"
               "CODE is what a finding shows in brackets, such as AX0108, or its name, such as\n"
               "unknown-key; 'axvmconfig explain --list' lists both. Of several wishes about a\n"
               "finding the last wins. In a file, a comment suppresses findings on its line, in\n"
               "the key or value below it, or on or above a header in the whole table:\n"
               "\n"
               "  # axvm: allow AX0108 the reason why\n"
               "\n"
               "Examples:\n"
               "  axvmconfig check vm1.toml vm2.toml\n"
               "  axvmconfig check --quiet configs/\n"
               "  axvmconfig check --deny warnings --allow AX0109 vm.toml\n"
               "  axvmconfig check --fix --dry-run vm.toml\n"
               "  axvmconfig check --format sarif configs/ >axvm.sarif\n"
               "  sed s/linux/nimbos/ vm.toml | axvmconfig check -\n"
               "  axvmconfig check -c vm.toml >decoded.txt\n"
               "\n"
               "Exit codes: 0 no errors (there may be warnings), 1 errors, 2 wrong usage or a\n"
               "file that cannot be read or fixed. With --config-path, one that cannot be read\n"
               "gives 1.\n",
    .options = check_options,
    .option_count = COUNT_OF(check_options),
    .repeatable = POLICY_LETTERS,
    .operand = "FILE",
    .choices = check_choices,
    .choice_count = COUNT_OF(check_choices),
    .run = run_check,
};
