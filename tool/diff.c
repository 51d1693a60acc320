/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file diff.c
 * The command `diff`: what two configurations, scenarios or directories differ in, by meaning.
 */
#include "color.h"
#include "context_options.h"
#include "diff_report.h"
#include "help.h"
#include "message.h"
#include "options.h"
#include "path_list.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { OPTION_FORMAT = OPTION_AFTER_CONTEXT };

/** A run of the command. */
struct diff_run {
    struct program *program;
    struct diff_report report;
    struct check_context context;
    bool color; /**< of findings */
};

/** A side that was loaded. */
struct diff_input {
    const char *path;             /**< NULL: there is none */
    const char *name;             /**< that it is shown by */
    struct loaded_config *loaded; /**< NULL: it could not be used, which has been reported */
};

static void report_out_of_memory(struct diff_run *run) {
    run->report.has_trouble = true;
    message_out_of_memory(run->program);
}

/* --- loading -------------------------------------------------------------------------------------- */

/** Reads a file. What is wrong with it is reported. @param path  NULL: standard input. @return NULL if it is unusable */
static struct loaded_config *load(struct diff_run *run, const char *path, const struct check_context *context) {
    static const struct policy no_policy;
    struct loaded_config *loaded = calloc(1, sizeof(*loaded));
    int error = loaded == NULL ? ENOMEM : loaded_config_read(loaded, path, context);
    if (error != 0) {
        message_unreadable(run->program, path, error);
        free(loaded);
        return NULL;
    }
    loaded_config_judge(loaded, &no_policy);
    if (loaded->status == AXVM_OK) {
        return loaded;
    }
    if (loaded->status == AXVM_INVALID) {
        loaded_config_report(loaded, run->program, FINDINGS_SHOWN, run->color);
    } else {
        message_out_of_memory(run->program);
    }
    loaded_config_release(loaded);
    free(loaded);
    return NULL;
}

static void unload(struct loaded_config *loaded) {
    if (loaded != NULL) {
        loaded_config_release(loaded);
        free(loaded);
    }
}

/** Reads the file of an operand or of a directory. */
static struct diff_input load_operand(struct diff_run *run, const char *operand) {
    const char *path = strcmp(operand, "-") == 0 ? NULL : operand;
    struct diff_input input = {path, path == NULL ? "<stdin>" : path, load(run, path, &run->context)};
    return input;
}

/* --- comparing ------------------------------------------------------------------------------------ */

static struct axvm_diff_input side_of(const struct loaded_config *loaded) {
    const void *object = loaded->is_scenario ? (const void *)&loaded->scenario : (const void *)&loaded->config;
    return (struct axvm_diff_input){object, &loaded->document, loaded->context.profile};
}

/** Takes what is in a list of strings out of a scenario's differences: its guests are compared by themselves. */
static void drop_strings(struct axvm_diff *diff, struct axvm_difference *kept) {
    size_t count = 0;
    for (size_t i = 0; i < diff->count; i++) {
        if (diff->differences[i].list == NULL) {
            kept[count++] = diff->differences[i];
        }
    }
    diff->differences = kept;
    diff->count = count;
}

/** Compares two files that are both scenarios or both not, and reports the pair. */
static void compare_pair(struct diff_run *run, struct diff_pair *pair, bool with_strings) {
    const struct loaded_config *const *loaded = pair->loaded;
    struct axvm_diff_input sides[2] = {side_of(loaded[0]), side_of(loaded[1])};
    struct axvm_arena arena;
    struct axvm_diff diff;
    pair->is_scenario = loaded[0]->is_scenario;
    size_t size = pair->is_scenario ? axvm_diff_scenario_memory_bound(sides[0].object, sides[1].object)
                                    : axvm_diff_memory_bound(sides[0].object, sides[1].object);
    void *memory = memory_reserve(size);
    axvm_arena_init(&arena, memory, memory == NULL ? 0 : size);
    enum axvm_status status =
        pair->is_scenario ? axvm_diff_scenarios(&diff, sides, &arena) : axvm_diff_configs(&diff, sides, &arena);
    struct axvm_difference *kept = NULL;
    if (status == AXVM_OK && !with_strings && diff.count > 0) {
        kept = malloc(diff.count * sizeof(*kept));
        status = kept == NULL ? AXVM_OUT_OF_MEMORY : AXVM_OK;
    }
    if (status != AXVM_OK) {
        report_out_of_memory(run);
    } else {
        if (kept != NULL) {
            drop_strings(&diff, kept);
        }
        pair->diff = &diff;
        pair->outcome = diff.count == 0 ? DIFF_SAME : DIFF_DIFFERENT;
        diff_report_pair(&run->report, pair);
        pair->diff = NULL;
    }
    free(kept);
    memory_release(memory, size);
}

/** Compares two inputs that may be unusable, by their own keys. */
static void compare_inputs(struct diff_run *run, struct diff_pair *pair, const struct diff_input inputs[2],
                           bool with_strings) {
    for (size_t i = 0; i < 2; i++) {
        pair->names[i] = inputs[i].name;
        pair->loaded[i] = inputs[i].loaded;
    }
    if (pair->loaded[0] == NULL || pair->loaded[1] == NULL) {
        pair->outcome = DIFF_TROUBLE;
        diff_report_pair(&run->report, pair);
    } else if (pair->loaded[0]->is_scenario != pair->loaded[1]->is_scenario) {
        message(&run->program->err.output, "error: '%a' is a scenario and '%a' is a configuration\n",
                pair->names[pair->loaded[0]->is_scenario ? 0 : 1], pair->names[pair->loaded[0]->is_scenario ? 1 : 0]);
        pair->outcome = DIFF_TROUBLE;
        diff_report_pair(&run->report, pair);
    } else {
        compare_pair(run, pair, with_strings);
    }
}

/** Reports a file that has no counterpart. */
static void report_only(struct diff_run *run, size_t side, const char *name, const uint64_t *vm_id) {
    struct diff_pair pair = {.outcome = side == AXVM_DIFF_A ? DIFF_ONLY_A : DIFF_ONLY_B};
    pair.names[side] = name;
    pair.has_vm_id = vm_id != NULL;
    pair.vm_id = vm_id != NULL ? *vm_id : 0;
    diff_report_pair(&run->report, &pair);
}

/* --- scenarios ------------------------------------------------------------------------------------ */

/** A guest of a scenario. */
struct guest {
    struct diff_input input;
    char *path;   /**< to be freed */
    size_t index; /**< in the scenario */
};

/** The guests of a scenario, by number and then as listed. */
struct guest_list {
    struct guest *guests;
    size_t count;
    bool is_incomplete; /**< some cannot be used, and are not in it */
};

static uint64_t id_of(const struct guest *guest) {
    return guest->input.loaded->config.base.id;
}

static int compare_guests(const void *a, const void *b) {
    const struct guest *left = a;
    const struct guest *right = b;
    if (id_of(left) != id_of(right)) {
        return id_of(left) < id_of(right) ? -1 : 1;
    }
    return left->index < right->index ? -1 : left->index > right->index;
}

/** Reports a file that is not compared, since it or its counterpart cannot be used. */
static void report_trouble(struct diff_run *run, size_t side, const char *name) {
    struct diff_pair pair = {.outcome = DIFF_TROUBLE};
    pair.names[side] = name;
    diff_report_pair(&run->report, &pair);
}

/** Loads a guest. @return false if it cannot be used; that has been reported */
static bool load_guest(struct diff_run *run, struct guest *guest, size_t side, const char *scenario,
                       struct axvm_slice path, const struct check_context *context) {
    guest->path = path_beside(scenario, path);
    if (guest->path == NULL) {
        report_out_of_memory(run);
        return false;
    }
    guest->input.path = guest->input.name = guest->path;
    guest->input.loaded = load(run, guest->path, context);
    if (guest->input.loaded == NULL) {
        report_trouble(run, side, guest->path);
        free(guest->path);
        return false;
    }
    return true;
}

static struct guest_list load_guests(struct diff_run *run, size_t side, const struct diff_input *scenario) {
    const struct axvm_string_list *vms = &scenario->loaded->scenario.vms;
    struct check_context context = scenario->loaded->context;
    struct guest_list list = {.guests = calloc(vms->count + 1, sizeof(struct guest))};
    context.takes_scenarios = false;
    if (list.guests == NULL) {
        report_out_of_memory(run);
        return list;
    }
    for (size_t i = 0; i < vms->count; i++) {
        struct guest *guest = &list.guests[list.count];
        guest->index = i;
        list.count += load_guest(run, guest, side, scenario->path, vms->items[i], &context);
    }
    list.is_incomplete = list.count < vms->count;
    qsort(list.guests, list.count, sizeof(struct guest), compare_guests);
    return list;
}

static void unload_guests(struct guest_list *list) {
    for (size_t i = 0; i < list->count; i++) {
        unload(list->guests[i].input.loaded);
        free(list->guests[i].path);
    }
    free(list->guests);
}

/** Reports a guest without a counterpart: where one of the other side cannot be used, it may be that. */
static void report_guest(struct diff_run *run, size_t side, const struct guest *guest,
                         const struct guest_list *others) {
    uint64_t id = id_of(guest);
    if (others->is_incomplete) {
        report_trouble(run, side, guest->input.name);
    } else {
        report_only(run, side, guest->input.name, &id);
    }
}

/** Pairs the guests of two scenarios by their numbers. */
static void pair_guests(struct diff_run *run, const struct guest_list *a, const struct guest_list *b) {
    size_t i = 0;
    size_t j = 0;
    while (i < a->count || j < b->count) {
        uint64_t left = i < a->count ? id_of(&a->guests[i]) : 0;
        uint64_t right = j < b->count ? id_of(&b->guests[j]) : 0;
        if (j == b->count || (i < a->count && left < right)) {
            report_guest(run, AXVM_DIFF_A, &a->guests[i++], b);
        } else if (i == a->count || right < left) {
            report_guest(run, AXVM_DIFF_B, &b->guests[j++], a);
        } else {
            struct diff_pair pair = {.has_vm_id = true, .vm_id = left};
            struct diff_input inputs[2] = {a->guests[i++].input, b->guests[j++].input};
            compare_inputs(run, &pair, inputs, true);
        }
    }
}

/** What a scenario says its files are for, unless the command line says otherwise. */
static void apply_profile(struct diff_run *run, struct loaded_config *scenario) {
    struct axvm_check_options ignored = {.deploy = AXVM_DEPLOY_UNKNOWN};
    if (!run->context.profile_given) {
        axvm_scenario_apply(&scenario->scenario, &scenario->context.profile, &ignored);
    }
}

static void compare_scenarios(struct diff_run *run, const struct diff_input inputs[2]) {
    struct diff_pair pair = {.outcome = DIFF_SAME};
    struct guest_list guests[2];
    compare_inputs(run, &pair, inputs, false);
    for (size_t i = 0; i < 2; i++) {
        apply_profile(run, inputs[i].loaded);
        guests[i] = load_guests(run, i, &inputs[i]);
    }
    pair_guests(run, &guests[0], &guests[1]);
    unload_guests(&guests[0]);
    unload_guests(&guests[1]);
}

static void compare_files(struct diff_run *run, const char *const operands[2]) {
    struct diff_input inputs[2];
    for (size_t i = 0; i < 2; i++) {
        inputs[i] = load_operand(run, operands[i]);
    }
    bool are_scenarios = inputs[0].loaded != NULL && inputs[1].loaded != NULL && inputs[0].loaded->is_scenario &&
                         inputs[1].loaded->is_scenario;
    if (are_scenarios) {
        compare_scenarios(run, inputs);
    } else {
        struct diff_pair pair = {.outcome = DIFF_SAME};
        compare_inputs(run, &pair, inputs, true);
    }
    unload(inputs[0].loaded);
    unload(inputs[1].loaded);
}

/* --- directories ---------------------------------------------------------------------------------- */

/** Told about a directory that cannot be read. */
static void report_unreadable(void *context, const char *path, int error) {
    struct diff_run *run = context;
    run->report.has_trouble = true;
    message_unreadable(run->program, path, error);
}

static int compare_paths(const void *a, const void *b) {
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/** Lists a directory in an order that both sides have. @return how many bytes of each path are the directory's */
static size_t list_directory(struct diff_run *run, const char *directory, struct path_list *files) {
    size_t length = strlen(directory);
    bool had_trouble = run->report.has_trouble;
    if (path_list_add_below(files, directory, report_unreadable, run) != 0) {
        report_out_of_memory(run);
    } else if (files->count == 0 && run->report.has_trouble == had_trouble) {
        message(&run->program->err.output, "error: there is no .toml file in directory '%a'\n", directory);
        run->report.has_trouble = true;
    }
    if (files->count > 0) {
        qsort(files->paths, files->count, sizeof(*files->paths), compare_paths);
    }
    return length + (length == 0 || directory[length - 1] != '/');
}

static void compare_files_of_directories(struct diff_run *run, const char *a, const char *b) {
    struct diff_pair pair = {.outcome = DIFF_SAME};
    struct diff_input inputs[2] = {load_operand(run, a), load_operand(run, b)};
    compare_inputs(run, &pair, inputs, true);
    unload(inputs[0].loaded);
    unload(inputs[1].loaded);
}

static void compare_directories(struct diff_run *run, const char *const operands[2]) {
    struct path_list files[2] = {{.count = 0}, {.count = 0}};
    size_t skip[2];
    for (size_t i = 0; i < 2; i++) {
        skip[i] = list_directory(run, operands[i], &files[i]);
    }
    size_t i = 0;
    size_t j = 0;
    while (i < files[0].count || j < files[1].count) {
        const char *left = i < files[0].count ? files[0].paths[i] : NULL;
        const char *right = j < files[1].count ? files[1].paths[j] : NULL;
        int order = left == NULL ? 1 : right == NULL ? -1 : strcmp(left + skip[0], right + skip[1]);
        if (order < 0) {
            report_only(run, AXVM_DIFF_A, left, NULL);
        } else if (order > 0) {
            report_only(run, AXVM_DIFF_B, right, NULL);
        } else {
            compare_files_of_directories(run, left, right);
        }
        i += order <= 0;
        j += order >= 0;
    }
    path_list_free(&files[0]);
    path_list_free(&files[1]);
}

/* --- the command ---------------------------------------------------------------------------------- */

static bool is_directory(const char *operand) {
    struct stat status;
    return strcmp(operand, "-") != 0 && stat(operand, &status) == 0 && S_ISDIR(status.st_mode);
}

static enum exit_code compare_operands(struct diff_run *run, const char *const operands[2]) {
    bool directories[2] = {is_directory(operands[0]), is_directory(operands[1])};
    if (directories[0] != directories[1]) {
        message(&run->program->err.output, "error: '%a' is a directory and '%a' is not\n",
                operands[directories[0] ? 0 : 1], operands[directories[0] ? 1 : 0]);
        return message_usage(run->program, &diff_command);
    }
    diff_report_begin(&run->report);
    if (directories[0]) {
        compare_directories(run, operands);
    } else {
        compare_files(run, operands);
    }
    diff_report_end(&run->report);
    return run->report.has_trouble ? EXIT_TROUBLE : run->report.has_differences ? EXIT_FINDINGS : EXIT_CLEAN;
}

/** Takes the value of --format. @return false if it is none; that has been reported */
static bool format_option(const struct option_reader *reader, bool *json) {
    static const char *const words[] = {"text", "json"};
    for (size_t i = 0; i < COUNT_OF(words); i++) {
        if (strcmp(reader->value, words[i]) == 0) {
            *json = i == 1;
            return true;
        }
    }
    option_word_error(reader, OPTION_FORMAT, words, COUNT_OF(words));
    return false;
}

/** Takes one option. @return false if it is wrong; that has been reported */
static bool take_option(struct diff_run *run, const struct option_reader *reader, int option,
                        enum color_choice *color) {
    switch (option) {
    case OPTION_FORMAT:
        return format_option(reader, &run->report.json);
    case OPTION_COLOR:
        return color_option(reader, color);
    case OPTION_PROFILE:
        return context_option(reader, option, &run->context);
    default:
        return false;
    }
}

static enum exit_code run_diff(struct program *program, int argc, char **argv) {
    struct diff_run run = {.program = program, .report = {.output = &program->out.output}};
    enum color_choice color = COLOR_AUTO;
    struct option_reader reader;
    run.context.decode_only = run.context.takes_scenarios = true;
    option_reader_init(&reader, program, &diff_command, argc, argv, false);
    for (int option; (option = option_next(&reader)) != OPTION_END;) {
        if (option == 'h') {
            return help_print(program, &diff_command);
        }
        if (option == OPTION_ERROR || !take_option(&run, &reader, option, &color)) {
            return EXIT_TROUBLE;
        }
    }
    if (reader.operand_count < 2) {
        message(&program->err.output, "error: two files or directories are needed\n");
        return message_usage(program, &diff_command);
    }
    if (reader.operand_count > 2) {
        option_operand_error(&reader, reader.operands[2]);
        return EXIT_TROUBLE;
    }
    if (strcmp(reader.operands[0], "-") == 0 && strcmp(reader.operands[1], "-") == 0) {
        message(&program->err.output, "error: only one of both can be standard input\n");
        return message_usage(program, &diff_command);
    }
    run.color = color_wanted(color, STDERR_FILENO);
    run.report.color = color_wanted(color, STDOUT_FILENO);
    return compare_operands(&run, (const char *const[2]){reader.operands[0], reader.operands[1]});
}

static const struct command_option diff_options[] = {
    {OPTION_FORMAT, "format", "FORMAT", "text, or json, which docs/diff.md describes [text]"},
    PROFILE_OPTION,
    COLOR_OPTION,
    HELP_OPTION,
};

static const struct command_choice diff_choices[] = {{OPTION_FORMAT, "text json"}, PROFILE_CHOICE, COLOR_CHOICE};

const struct command diff_command = {
    .name = "diff",
    .summary = "Print what two configurations differ in, by meaning",
    .usage = "diff [OPTION]... A B",
    .details = "A and B are two configurations, one of which may be '-' for standard input, two\n"
               "scenarios, or two directories. Values are compared as the hypervisor sees them:\n"
               "how numbers and tables are written, comments and the order of keys make no\n"
               "difference. Memory regions and devices are matched by what they are, not by\n"
               "where they stand. Order counts where it means something: the first memory region\n"
               "is main memory.\n"
               "\n"
               "Guests of scenarios are matched by the number of the VM, files in directories by\n"
               "name.\n"
               "\n"
               "Examples:\n"
               "  axvmconfig diff old.toml new.toml\n"
               "  git show HEAD:vm.toml | axvmconfig diff - vm.toml\n"
               "  axvmconfig diff board-a/ board-b/\n"
               "  axvmconfig diff --format json a.toml b.toml | jq .pairs[].summary\n"
               "\n"
               "Exit codes: 0 the same meaning, 1 differences, 2 wrong usage, or something\n"
               "cannot be read or is no configuration.\n",
    .options = diff_options,
    .option_count = COUNT_OF(diff_options),
    .operand = "FILE",
    .choices = diff_choices,
    .choice_count = COUNT_OF(diff_choices),
    .run = run_diff,
};
