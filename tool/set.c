/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file set.c
 * The commands `set` and `unset`: edits of single values, which leave all else as it is.
 */
#include "axvmconfig/path.h"
#include "color.h"
#include "context_options.h"
#include "edited_file.h"
#include "help.h"
#include "message.h"
#include "options.h"
#include "path_help.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
    OPTION_DRY_RUN = OPTION_AFTER_CONTEXT,
};

/** A run of one of the commands. */
struct set_run {
    struct program *program;
    const struct command *command;
    struct check_context context;
    struct edited_file file;
    bool dry_run;
    bool color;
};

/* --- saying what is wrong -------------------------------------------------------------------------- */

/** Reports a path that leads nowhere. */
static enum exit_code report_path(struct program *program, struct axvm_slice text, const struct axvm_path *path) {
    struct axvm_output *output = &program->err.output;
    if (path->status == AXVM_PATH_MALFORMED) {
        message(output, "error: this is no path to a value\n");
        path_show(output, text, path->at);
        message(output, "  help: a path is like 'kernel.memory_regions[0].size'\n");
        return EXIT_TROUBLE;
    }
    message(output,
            path->is_unknown ? "error: there is no such key in the format\n" : "error: there is no such value\n");
    path_show(output, text, path->at);
    path_help(output, path);
    return EXIT_FINDINGS;
}

static enum exit_code report_edit(struct program *program, enum axvm_edit_status status, struct axvm_slice path,
                                  struct axvm_slice value) {
    struct axvm_output *output = &program->err.output;
    switch (status) {
    case AXVM_EDIT_NOT_A_VALUE:
        message(output, "error: '");
        message_argument(output, value);
        message(output, "' is no TOML value\n  help: numbers and lists as they are, strings in quotes: '\"text\"'\n");
        return EXIT_TROUBLE;
    case AXVM_EDIT_OUT_OF_MEMORY:
        return message_out_of_memory(program);
    default:
        message(output, "error: '");
        message_argument(output, path);
        message(output, "' cannot be changed with one edit; edit the file by hand\n");
        return EXIT_FINDINGS;
    }
}

/* --- one edit -------------------------------------------------------------------------------------- */

/** An arena for edits. @return false if there is no memory */
static bool reserve(struct axvm_arena *arena, size_t text_length) {
    size_t size = axvm_edit_memory_bound(text_length);
    void *memory = memory_reserve(size);
    axvm_arena_init(arena, memory, memory == NULL ? 0 : size);
    return memory != NULL;
}

/** Whether a key takes a string, so that a word without quotes can only be meant as one. */
static bool takes_string(const struct axvm_field *field) {
    if (field == NULL) {
        return false;
    }
    switch (field->kind) {
    case AXVM_FIELD_STRING:
    case AXVM_FIELD_OPTIONAL_STRING:
    case AXVM_FIELD_ENUM_WORD:
    case AXVM_FIELD_OPTIONAL_ENUM_WORD:
        return true;
    default:
        return false;
    }
}

/** Finds the edit that gives a path a value. */
static enum axvm_edit_status find_edit(const struct axvm_toml_document *document, const struct axvm_path *path,
                                       struct axvm_slice value, struct axvm_arena *arena, struct axvm_edit *edit) {
    switch (path->status) {
    case AXVM_PATH_FOUND:
        return axvm_edit_value(document, path->node, value, arena, edit);
    case AXVM_PATH_MISSING_KEY:
        return axvm_edit_add_key(document, path->container, path->key, value, arena, edit);
    case AXVM_PATH_MISSING_TABLE:
        return axvm_edit_add_table(document, path->table, path->key, value, arena, edit);
    default:
        return axvm_edit_add_element(document, path->container, value, arena, edit);
    }
}

/** As find_edit(), for a value that is given without quotes although it is a string. */
static enum axvm_edit_status find_string_edit(const struct axvm_toml_document *document, const struct axvm_path *path,
                                              struct axvm_slice value, struct axvm_arena *arena,
                                              struct axvm_edit *edit) {
    bool has_quote = value.length > 0 && memchr(value.data, '\'', value.length) != NULL;
    char *quoted = axvm_arena_take_high(arena, value.length + 2, 1);
    if (quoted == NULL) {
        return AXVM_EDIT_OUT_OF_MEMORY;
    }
    quoted[0] = quoted[value.length + 1] = '"';
    if (value.length > 0) {
        memcpy(quoted + 1, value.data, value.length);
    }
    bool needs_literal = value.length > 0 && (memchr(value.data, '"', value.length) != NULL ||
                                              memchr(value.data, '\\', value.length) != NULL);
    if (needs_literal && !has_quote) {
        quoted[0] = quoted[value.length + 1] = '\'';
    }
    return find_edit(document, path, (struct axvm_slice){quoted, value.length + 2}, arena, edit);
}

static enum exit_code apply(struct set_run *run, const struct axvm_edit *edit) {
    return edited_file_apply(&run->file, edit) == 0 ? EXIT_CLEAN : message_out_of_memory(run->program);
}

static enum exit_code set_value(struct set_run *run, struct axvm_slice text, struct axvm_slice value) {
    const struct axvm_toml_document *document = &run->file.current->document;
    struct axvm_path path = axvm_path_follow(document, axvm_schema(), run->context.profile, text);
    struct axvm_arena arena;
    struct axvm_edit edit;
    if (path.status == AXVM_PATH_NOWHERE || path.status == AXVM_PATH_MALFORMED || path.is_unknown) {
        return report_path(run->program, text, &path);
    }
    if (!reserve(&arena, text.length + 2 * value.length + 2)) {
        return message_out_of_memory(run->program);
    }
    enum axvm_edit_status status = find_edit(document, &path, value, &arena, &edit);
    if (status == AXVM_EDIT_NOT_A_VALUE && takes_string(path.field)) {
        status = find_string_edit(document, &path, value, &arena, &edit);
    }
    enum exit_code code = status == AXVM_EDIT_OK ? apply(run, &edit) : report_edit(run->program, status, text, value);
    memory_release(arena.memory, arena.size);
    return code;
}

/** Takes `PATH=VALUE`. The first `=` outside of quotes and brackets ends the path. */
static enum exit_code set_argument(struct set_run *run, const char *argument) {
    char quote = '\0';
    const char *at = argument;
    for (; *at != '\0' && (quote != '\0' || *at != '='); at++) {
        if (quote == '\0' && (*at == '"' || *at == '\'')) {
            quote = *at;
        } else if (*at == quote) {
            quote = '\0';
        }
    }
    if (*at == '\0') {
        message(&run->program->err.output,
                "error: '%a' is no edit\n  help: an edit is like 'kernel.entry_point=0x8020_0000'\n", argument);
        return EXIT_TROUBLE;
    }
    struct axvm_slice path = {argument, (size_t)(at - argument)};
    return set_value(run, path, axvm_slice_of(at + 1));
}

static enum exit_code unset_argument(struct set_run *run, const char *argument) {
    struct axvm_slice text = axvm_slice_of(argument);
    const struct axvm_toml_document *document = &run->file.current->document;
    struct axvm_path path = axvm_path_follow(document, axvm_schema(), run->context.profile, text);
    struct axvm_edit edit;
    if (path.status != AXVM_PATH_FOUND) {
        return report_path(run->program, text, &path);
    }
    enum axvm_edit_status status = axvm_edit_remove(document, path.container, path.node, &edit);
    return status == AXVM_EDIT_OK ? apply(run, &edit)
                                  : report_edit(run->program, status, text, (struct axvm_slice){NULL, 0});
}

/* --- the commands ---------------------------------------------------------------------------------- */

static enum exit_code edit_file(struct set_run *run, const struct option_reader *reader,
                                enum exit_code (*edit)(struct set_run *run, const char *argument)) {
    const char *path = strcmp(reader->operands[0], "-") == 0 ? NULL : reader->operands[0];
    enum exit_code code = edited_file_read(&run->file, run->program, path, &run->context, run->color);
    if (code != EXIT_CLEAN) {
        return code;
    }
    for (int i = 1; i < reader->operand_count && code == EXIT_CLEAN; i++) {
        code = edit(run, reader->operands[i]);
    }
    if (code == EXIT_CLEAN) {
        code = edited_file_write(&run->file, run->program, run->dry_run, run->color);
    }
    edited_file_release(&run->file);
    return code;
}

static enum exit_code run_edits(struct program *program, const struct command *command, int argc, char **argv,
                                enum exit_code (*edit)(struct set_run *run, const char *argument)) {
    struct set_run *run = calloc(1, sizeof(*run));
    enum color_choice color = COLOR_AUTO;
    struct option_reader reader;
    enum exit_code code = EXIT_CLEAN;
    bool asked_for_help = false;
    if (run == NULL) {
        return message_out_of_memory(program);
    }
    run->program = program;
    run->context.decode_only = true;
    option_reader_init(&reader, program, command, argc, argv, false);
    for (int option; code == EXIT_CLEAN && !asked_for_help && (option = option_next(&reader)) != OPTION_END;) {
        bool good = option == OPTION_DRY_RUN || option == 'h' ||
                    (option == OPTION_PROFILE && context_option(&reader, option, &run->context)) ||
                    (option == OPTION_COLOR && color_option(&reader, &color));
        run->dry_run = run->dry_run || option == OPTION_DRY_RUN;
        asked_for_help = option == 'h';
        code = good ? EXIT_CLEAN : EXIT_TROUBLE;
    }
    run->color = color_wanted(color, STDERR_FILENO);
    if (asked_for_help) {
        code = help_print(program, command);
    } else if (code == EXIT_CLEAN && reader.operand_count < 2) {
        message(&program->err.output, "error: a file and what to do with it are needed\n");
        code = message_usage(program, command);
    } else if (code == EXIT_CLEAN) {
        code = edit_file(run, &reader, edit);
    }
    free(run);
    return code;
}

static enum exit_code run_set(struct program *program, int argc, char **argv) {
    return run_edits(program, &set_command, argc, argv, set_argument);
}

static enum exit_code run_unset(struct program *program, int argc, char **argv) {
    return run_edits(program, &unset_command, argc, argv, unset_argument);
}

static const struct command_option edit_options[] = {
    {OPTION_DRY_RUN, "dry-run", NULL, "Print the change as a unified diff, and change\nnothing"},
    PROFILE_OPTION,
    COLOR_OPTION,
    HELP_OPTION,
};

static const struct command_choice edit_choices[] = {PROFILE_CHOICE, COLOR_CHOICE};

const struct command set_command = {
    .name = "set",
    .summary = "Set single values, leaving all else as it is",
    .usage = "set [OPTION]... FILE PATH=VALUE...",
    .details = "FILE is a configuration or '-' for standard input; the result then goes to\n"
               "standard output. PATH has the keys on the way to a value with dots between, and\n"
               "positions of lists in brackets, from 0; '[+]' adds an element. A key that is not\n"
               "there is added, if the format has it. VALUE is TOML; where a string is needed,\n"
               "quotes may be left out.\n"
               "\n"
               "Nothing but the value changes: comments and layout stay. A file that is no TOML,\n"
               "or that would be no configuration any more, is not written.\n"
               "\n"
               "Examples:\n"
               "  axvmconfig set vm.toml kernel.entry_point=0x8020_0000\n"
               "  axvmconfig set vm.toml kernel.memory_regions[0].size=0x1000_0000\n"
               "  axvmconfig set vm.toml 'base.phys_cpu_ids[+]=2' base.cpu_num=3\n"
               "  axvmconfig set --dry-run vm.toml kernel.kernel_path=/guest/linux/Image\n"
               "\n"
               "Exit codes: 0 done, 1 the value or the file does not allow it, 2 wrong usage or\n"
               "the file cannot be read or written.\n",
    .options = edit_options,
    .option_count = COUNT_OF(edit_options),
    .operand = "FILE",
    .choices = edit_choices,
    .choice_count = COUNT_OF(edit_choices),
    .run = run_set,
};

const struct command unset_command = {
    .name = "unset",
    .summary = "Remove single values, leaving all else as it is",
    .usage = "unset [OPTION]... FILE PATH...",
    .details = "FILE and PATH are those of 'axvmconfig set'. A key goes with its line and the\n"
               "comment behind it, an element of a list with its comma.\n"
               "\n"
               "Examples:\n"
               "  axvmconfig unset vm.toml kernel.cmdline\n"
               "  axvmconfig unset vm.toml kernel.memory_regions[1]\n"
               "\n"
               "Exit codes: 0 done, 1 there is no such value or the file needs it, 2 wrong usage\n"
               "or the file cannot be read or written.\n",
    .options = edit_options,
    .option_count = COUNT_OF(edit_options),
    .operand = "FILE",
    .choices = edit_choices,
    .choice_count = COUNT_OF(edit_choices),
    .run = run_unset,
};
