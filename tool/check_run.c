/* SPDX-License-Identifier: Apache-2.0 */
#include "check_run.h"

#include "axvmconfig/convert.h"
#include "check_files.h"
#include "damage.h"
#include "fix.h"
#include "message.h"
#include "path_list.h"
#include "report_format.h"
#include "scenario_guests.h"
#include "unified_diff.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* --- reporting ------------------------------------------------------------------------------------ */

/** Whether a report has had findings, shown or not. */
static bool has_findings(const struct axvm_report *report) {
    const uint32_t *counts = report->counts;
    return (counts[AXVM_LEVEL_NOTE] | counts[AXVM_LEVEL_WARNING] | counts[AXVM_LEVEL_ERROR]) != 0;
}

/** Puts an empty line between findings as text and what follows, if there are any. */
static void end_blocks(const struct check_run *run) {
    if (run->format == AXVM_REPORT_TEXT && has_findings(&run->report)) {
        message(&run->program->err.output, "\n");
    }
}

/** Reports a file or directory that cannot be read. @param path  NULL: standard input */
static void report_unreadable(void *context, const char *path, int error) {
    struct check_run *run = context;
    run->tally.unreadable++;
    end_blocks(run);
    message_unreadable(run->program, path, error);
}

/** Says which architecture a file was taken to be for, where findings depend on that. */
static void report_inference(const struct check_run *run, const struct loaded_config *loaded) {
    const struct axvm_vm *vm = &loaded->vm;
    bool matters = run->verbose;
    if (vm->source == NULL || vm->arch_reason.length == 0) {
        return;
    }
    for (const struct axvm_finding *finding = loaded->findings.first; finding != NULL; finding = finding->next) {
        const struct axvm_rule *rule = axvm_rule_of(finding->code);
        matters = matters || (rule != NULL && rule->archs != 0 && !finding->suppressed);
    }
    if (!matters || run->quiet || run->format != AXVM_REPORT_TEXT) {
        return;
    }
    struct axvm_output *output = &run->program->err.output;
    end_blocks(run);
    message(output, "note: '");
    message_argument(output, loaded->source.name);
    message(output, "' is taken to be for %s, because of ", axvm_arch_name(vm->arch));
    message_argument(output, vm->arch_reason);
    message(output, "; --arch says otherwise\n");
}

/** Says that a file looks like one of a newer format than it was taken for, where something was found in it. */
static void report_format(const struct check_run *run, struct loaded_config *loaded) {
    struct axvm_output *output = &run->program->err.output;
    bool may_be_newer = loaded->context.profile == AXVM_PROFILE_0_4 && !loaded->context.profile_given &&
                        !loaded->is_scenario && axvm_findings_total(&loaded->findings) > 0;
    if (!may_be_newer || run->quiet || run->format != AXVM_REPORT_TEXT) {
        return;
    }
    struct axvm_detection detection = axvm_format_detect(&loaded->document, &loaded->arena);
    if (axvm_format_profile(detection.format) == AXVM_PROFILE_0_4 || detection.format == AXVM_FORMAT_NONE) {
        return;
    }
    bool is_known = detection.format == AXVM_FORMAT_0_8;
    end_blocks(run);
    message(output, "note: '");
    message_argument(output, loaded->source.name);
    message(output, is_known ? "' looks like profile 0.8, because " : "' looks like a newer format than 0.8, because ");
    message_argument(output, detection.reason);
    message(output, is_known ? ": try --profile 0.8\n" : ", and was checked for 0.4\n");
}

/** Prints the findings about a file and counts them. */
static void report_loaded(struct check_run *run, struct loaded_config *loaded) {
    struct axvm_output *output = &run->program->err.output;
    struct axvm_report_target target = {loaded->context.profile, loaded->vm.arch, loaded->vm.arch_reason};
    run->report.target = loaded->vm.source != NULL ? &target : NULL;
    axvm_report_source(&run->report, &loaded->source, &loaded->findings);
    run->report.target = NULL;
    report_inference(run, loaded);
    report_format(run, loaded);
    if (run->verbose) {
        end_blocks(run);
        damage_report(output, loaded, run->shown_max);
        unchecked_report(output, loaded);
        suppressed_report(output, loaded, run->shown_max);
    }
    run->tally.files++;
    run->tally.suppressed += loaded->findings.suppressed;
    for (size_t level = 0; level < COUNT_OF(run->tally.counts); level++) {
        run->tally.counts[level] += loaded->findings.counts[level];
    }
}

/** Reports that a file was not fixed. @param error  as from fix_write() */
static void report_unwritable(struct check_run *run, const char *path, int error) {
    struct axvm_output *output = &run->program->err.output;
    run->tally.unwritable++;
    end_blocks(run);
    if (error == FIX_CHANGED) {
        message(output, "error: '%a' was not fixed: it has changed since it was read\n", path);
    } else if (error == FIX_NOT_REGULAR) {
        message(output, "error: '%a' cannot be fixed: it is not a regular file\n", path);
    } else {
        message(output, "error: cannot write '%a': %s\n", path, strerror(error));
    }
}

/** Says what became of the fixes of a file, where that is not what was asked for. */
static void report_fix(struct check_run *run, const struct board_file *file) {
    const char *path = file->path == NULL ? "<stdin>" : file->path;
    if (file->fix_error != 0) {
        report_unwritable(run, path, file->fix_error);
    } else if (file->fixes_left_out > 0 && !run->quiet) {
        end_blocks(run);
        message(&run->program->err.output, "note: %u %s left out in '%a': the result would have new errors\n",
                (uint64_t)file->fixes_left_out, file->fixes_left_out == 1 ? "fix" : "fixes", path);
    }
}

/** Judges a file and reports what is found. */
static void report_file(struct check_run *run, struct board_file *file) {
    if (file->read_error != 0) {
        report_unreadable(run, file->path, file->read_error);
        return;
    }
    loaded_config_judge(&file->loaded, &run->policy);
    if (file->loaded.status == AXVM_OUT_OF_MEMORY) {
        report_unreadable(run, file->path, ENOMEM);
        return;
    }
    report_loaded(run, &file->loaded);
    report_fix(run, file);
}

/* --- fixing --------------------------------------------------------------------------------------- */

/** Writes what was fixed to where it belongs. @return 0, errno or an enum fix_refusal */
static int write_fixed(struct check_run *run, const struct fix_run *fix, const char *path) {
    struct axvm_output *output = &run->program->out.output;
    struct axvm_slice before = fix->original->source.text;
    struct axvm_slice after = fix->current->source.text;
    bool on_terminal = isatty(STDOUT_FILENO) == 1;
    if (run->dry_run) {
        return unified_diff_write(output, fix->original->source.name, before, after, on_terminal);
    }
    if (path != NULL) {
        return fix->applied == 0 ? 0 : fix_write(path, before, after);
    }
    if (after.length > AXVM_TEXT_MAX) {
        return 0; /* the end of it was not even read */
    }
    if (on_terminal) {
        message_text(output, after);
    } else {
        axvm_output_slice(output, after);
    }
    return 0;
}

/** Puts a fixed text in the place of the one that was read. @return 0 or ENOMEM */
static int reload(struct board_file *file, struct axvm_slice text) {
    struct input input;
    struct check_context context = file->loaded.context;
    struct axvm_slice name = file->loaded.source.name;
    int error = input_copy(&input, text);
    if (error == 0) {
        loaded_config_release(&file->loaded);
        loaded_config_decode(&file->loaded, name, &input, &context);
    }
    return error;
}

/** Fixes a file by a copy of it: what is reported is then read anew, since other files may have a say in it. */
static int fix_copy(struct check_run *run, struct board_file *file, struct loaded_config *copy) {
    struct fix_run fix;
    loaded_config_judge(copy, &run->policy);
    if (copy->status == AXVM_OUT_OF_MEMORY) {
        return ENOMEM;
    }
    int error = fix_text(&fix, copy, &run->policy, run->fix_review);
    if (error == 0) {
        error = write_fixed(run, &fix, file->path);
    }
    if (error == 0) {
        run->tally.applied += fix.applied;
        file->fixes_left_out = fix.left_out;
    }
    if (error == 0 && fix.applied > 0 && !run->dry_run) {
        error = reload(file, fix.current->source.text);
    }
    fix_release(&fix);
    return error;
}

static void fix_file(struct check_run *run, struct board_file *file) {
    struct input input;
    if (file->read_error != 0 || file->loaded.status == AXVM_OUT_OF_MEMORY) {
        return;
    }
    file->fix_error = input_copy(&input, file->loaded.source.text);
    if (file->fix_error == 0) {
        struct loaded_config copy;
        loaded_config_decode(&copy, file->loaded.source.name, &input, &file->loaded.context);
        file->fix_error = fix_copy(run, file, &copy);
        loaded_config_release(&copy);
    }
}

/* --- boards --------------------------------------------------------------------------------------- */

/** Checks the files of a board against each other, reports all and forgets them. */
static void finish_board(struct check_run *run, struct board *board, const struct check_context *context) {
    if (board_check(board, context) != 0) {
        report_unreadable(run, board->files[0]->path, ENOMEM);
    } else {
        for (size_t i = 0; i < board->count; i++) {
            report_file(run, board->files[i]);
        }
    }
    if (run->keeps_guests && board_append(&run->guests, board) != 0) {
        report_unreadable(run, board->files[0]->path, ENOMEM);
    }
    board_release(board);
}

/** Adds a file to a board. @return it; NULL if memory ran out, which has been reported */
static struct board_file *add_file(struct check_run *run, struct board *board, const char *path,
                                   const struct check_context *context) {
    struct board_file *file = board_add(board, path, context);
    if (file == NULL) {
        report_unreadable(run, path, ENOMEM);
    } else if (run->fix) {
        fix_file(run, file);
    }
    return file;
}

/* --- scenarios ------------------------------------------------------------------------------------ */

/** What the guests of a scenario are checked for: what it says, but for what the command line says. */
static struct check_context context_of(const struct check_run *run, const struct axvm_scenario *scenario) {
    struct check_context context = run->context;
    const struct axvm_check_options *given = &run->context.options;
    context.takes_scenarios = false;
    axvm_scenario_apply(scenario, &context.profile, &context.options);
    context.profile = run->context.profile_given ? run->context.profile : context.profile;
    context.options.arch = given->arch != AXVM_ARCH_UNKNOWN ? given->arch : context.options.arch;
    context.options.deploy = given->deploy != AXVM_DEPLOY_UNKNOWN ? given->deploy : context.options.deploy;
    context.options.gpa_bits = given->gpa_bits != 0 ? given->gpa_bits : context.options.gpa_bits;
    context.options.host_cpus = given->host_cpus != 0 ? given->host_cpus : context.options.host_cpus;
    context.options.host_ram_bytes =
        given->host_ram_bytes != 0 ? given->host_ram_bytes : context.options.host_ram_bytes;
    return context;
}

/** Checks the guests that a scenario names as one board. Its own findings have been reported. */
static void check_guests(struct check_run *run, const char *scenario_path, const struct axvm_scenario *scenario) {
    struct check_context context = context_of(run, scenario);
    struct board board = {0};
    bool is_complete = true;
    for (size_t i = 0; i < scenario->vms.count && is_complete; i++) {
        char *path = path_beside(scenario_path, scenario->vms.items[i]);
        if (path == NULL) {
            report_unreadable(run, scenario_path, ENOMEM);
        }
        is_complete = path != NULL && add_file(run, &board, path, &context) != NULL;
        free(path);
    }
    if (board.count > 0) {
        finish_board(run, &board, &context);
    }
    board_release(&board);
}

/** Takes the last file off the run's board, where it is a scenario, and checks that. */
static void check_scenario(struct check_run *run) {
    struct board_file *file = run->board.files[run->board.count - 1];
    loaded_config_judge(&file->loaded, &run->policy);
    bool is_right = file->loaded.status == AXVM_OK;
    if (axvm_findings_total(&file->loaded.findings) > 0 || !is_right) {
        report_loaded(run, &file->loaded);
    }
    if (is_right && file->loaded.scenario.vms.count == 0) {
        end_blocks(run);
        message(&run->program->err.output, "error: the scenario '%a' names no guests\n",
                file->path == NULL ? "<stdin>" : file->path);
        run->tally.counts[AXVM_LEVEL_ERROR]++;
    } else if (is_right) {
        check_guests(run, file->path, &file->loaded.scenario);
    }
    board_release_last(&run->board);
}

/* --- operands ------------------------------------------------------------------------------------- */

/** Checks and reports the files that wait. */
static void check_waiting(struct check_run *run) {
    if (run->board.count > 0) {
        finish_board(run, &run->board, &run->context);
    }
    board_release(&run->board); /* a board whose only file was a scenario has none left, but room for some */
}

void check_run_file(struct check_run *run, const char *path) {
    struct board_file *file = add_file(run, &run->board, path, &run->context);
    if (file != NULL && file->read_error == 0 && file->loaded.is_scenario) {
        check_scenario(run);
    } else if (run->no_scenario) {
        check_waiting(run);
    }
}

void check_run_alone(struct check_run *run, const char *path) {
    check_run_file(run, path);
    check_waiting(run);
}

/** Checks all configurations below a directory, each alone but for guests. It is a mistake if there are none. */
static void check_directory(struct check_run *run, const char *directory) {
    struct path_list files = {0};
    uint32_t unreadable = run->tally.unreadable;
    check_waiting(run);
    if (path_list_add_below(&files, directory, report_unreadable, run) != 0) {
        report_unreadable(run, directory, ENOMEM);
    } else if (files.count == 0 && run->tally.unreadable == unreadable) {
        end_blocks(run);
        message(&run->program->err.output, "error: there is no .toml file in directory '%a'\n", directory);
        run->tally.counts[AXVM_LEVEL_ERROR]++;
    }
    if (!run->no_scenario && scenario_guests_take_off(&files, run->jobs) != 0) {
        report_unreadable(run, directory, ENOMEM);
    }
    check_files(run, &files);
    path_list_free(&files);
}

void check_run_operand(struct check_run *run, const char *operand) {
    struct stat status;
    if (strcmp(operand, "-") == 0) {
        check_run_file(run, NULL);
    } else if (stat(operand, &status) == 0 && S_ISDIR(status.st_mode)) {
        check_directory(run, operand);
    } else {
        check_run_file(run, operand);
    }
}

/** Where the report goes. */
static struct axvm_output *report_output(const struct check_run *run) {
    return report_format_is_result(run->format) ? &run->program->out.output : &run->program->err.output;
}

void check_run_begin(struct check_run *run) {
    struct axvm_render_options options = {.color = run->color, .explain_hints = true};
    axvm_report_begin(&run->report, report_output(run), run->format, options, run->shown_max);
}

void check_run_end(struct check_run *run) {
    check_waiting(run);
    run->report.incomplete = run->tally.unreadable > 0;
    axvm_report_end(&run->report);
}

/* --- a run in parts ------------------------------------------------------------------------------- */

void check_run_begin_part(struct check_run *part, const struct check_run *whole, const struct axvm_report *report,
                          struct program *program) {
    *part = *whole;
    part->program = program;
    part->board = (struct board){0};
    part->tally = (struct check_tally){0};
    part->report = *report;
    part->report.output = report_output(part);
}

void check_run_add(struct check_run *whole, const struct check_run *part, const struct axvm_report *before) {
    struct check_tally *tally = &whole->tally;
    struct axvm_report *report = &whole->report;
    tally->files += part->tally.files;
    tally->unreadable += part->tally.unreadable;
    tally->suppressed += part->tally.suppressed;
    report->sources += part->report.sources - before->sources;
    report->written += part->report.written - before->written;
    report->suppressed += part->report.suppressed - before->suppressed;
    for (size_t level = 0; level < COUNT_OF(tally->counts); level++) {
        tally->counts[level] += part->tally.counts[level];
        report->counts[level] += part->report.counts[level] - before->counts[level];
    }
}

bool check_run_looks_alike(const struct axvm_report *one, const struct axvm_report *other) {
    return (one->sources > 0) == (other->sources > 0) && (one->written > 0) == (other->written > 0) &&
           has_findings(one) == has_findings(other);
}

enum exit_code check_run_code(const struct check_run *run) {
    if (run->tally.unreadable > 0 || run->tally.unwritable > 0) {
        return EXIT_TROUBLE;
    }
    return run->tally.counts[AXVM_LEVEL_ERROR] > 0 ? EXIT_FINDINGS : EXIT_CLEAN;
}

/* --- the summary ---------------------------------------------------------------------------------- */

/** Writes a count in a list of them, if there is anything to count. */
static void write_count(struct axvm_output *output, uint64_t count, const char *word, const char **separator) {
    if (count > 0) {
        message(output, "%s", *separator);
        message_count(output, count, word);
        *separator = ", ";
    }
}

/** How many files were checked; what could not be read comes before, lest the rest look like an answer. */
static void write_checked(struct axvm_output *output, const struct check_run *run) {
    const struct check_tally *tally = &run->tally;
    if (tally->unreadable > 0) {
        message_count(output, tally->unreadable, "input");
        message(output, " could not be read; ");
    }
    if (tally->files == 0) {
        message(output, "no file was checked");
        return;
    }
    message_count(output, tally->files, "file");
    message(output, " checked");
    if (run->fix) {
        message(output, ", %u %s %s", tally->applied, tally->applied == 1 ? "fix" : "fixes",
                run->dry_run ? "possible" : "applied");
    }
}

/** What was found; nothing, if no file was looked at. */
static void write_found(struct axvm_output *output, const struct check_run *run) {
    static const char *const words[] = {"note", "warning", "error"};
    const struct check_tally *tally = &run->tally;
    const char *separator = ": ";
    for (size_t level = COUNT_OF(tally->counts); level-- > 0;) {
        write_count(output, tally->counts[level], words[level], &separator);
    }
    if (tally->suppressed > 0) {
        message(output, "%s%u suppressed", separator, tally->suppressed);
        separator = ", ";
    }
    if (separator[0] == ':' && tally->files > 0) {
        message(output, ": no findings");
    }
}

void check_run_summary(const struct check_run *run) {
    struct axvm_output *output = &run->program->err.output;
    end_blocks(run);
    write_checked(output, run);
    write_found(output, run);
    if (run->tally.unwritable > 0) {
        message(output, "; %u not fixed", (uint64_t)run->tally.unwritable);
    }
    message(output, "\n");
}
