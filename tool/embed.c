/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file embed.c
 * The command `embed`: configurations and their images as constants, for a hypervisor to be built with.
 */
#include "c_name.h"
#include "check_run.h"
#include "color.h"
#include "context_options.h"
#include "depfile.h"
#include "embed_write.h"
#include "help.h"
#include "message.h"
#include "options.h"
#include "path_list.h"
#include "policy_options.h"
#include "report_format.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    OPTION_FORMAT = OPTION_AFTER_CONTEXT,
    OPTION_DEPFILE,
    OPTION_NAME,
    OPTION_ALIGN,
    OPTION_TEXT,
    OPTION_KEEP_UNCHANGED,
};

/** What all names begin with unless --name says otherwise. */
static const char default_name[] = "axvm_embedded";

/** The longest value of --name. Compilers need not look at more of a name. */
#define NAME_MAX_LENGTH 63

/** Where images start unless --align says otherwise: a page, in bytes. */
#define ALIGN_DEFAULT 4096

/** The most that object files can ask for on all targets, in bytes. */
#define ALIGN_MAX ((uint64_t)1 << 30)

/** What a file is, by the end of its name. */
enum output_kind {
    OUTPUT_C,
    OUTPUT_HEADER,
    OUTPUT_ASSEMBLY,
    OUTPUT_DEPFILE,
};

/** A file to be written. */
struct output_file {
    const char *path;
    enum output_kind kind;
    struct input content;
    struct file_update update;
};

/** What is asked for. */
struct embed_request {
    struct check_run run;
    struct embedding embedding;
    struct output_file *outputs; /**< in the order they were named; the depfile is the last, if there is one */
    size_t output_count;
    const char *depfile; /**< NULL: none */
    bool keep_unchanged; /**< do not write headers that would stay the same */
};

/* --- what depends on what ------------------------------------------------------------------------- */

/** Names of files that belong to others. */
struct name_list {
    const char **names;
    size_t count;
};

/** All files that were read, or will be when what is written is compiled. @return false without memory */
static bool list_sources(struct name_list *list, const struct embed_request *request,
                         const struct option_reader *reader) {
    const struct embedding *embedding = &request->embedding;
    size_t capacity = (size_t)reader->operand_count + embedding->count * (AXVM_IMAGE_COUNT + 1);
    *list = (struct name_list){calloc(capacity + 1, sizeof(*list->names)), 0};
    if (list->names == NULL) {
        return false;
    }
    for (int i = 0; i < reader->operand_count; i++) {
        if (strcmp(reader->operands[i], "-") != 0) {
            list->names[list->count++] = reader->operands[i];
        }
    }
    for (size_t i = 0; i < embedding->count; i++) {
        const struct embedded_guest *guest = &embedding->guests[i];
        if (guest->file->path != NULL) {
            list->names[list->count++] = guest->file->path;
        }
        for (unsigned image = 0; image < AXVM_IMAGE_COUNT; image++) {
            if (guest->images[image] != NULL) {
                list->names[list->count++] = guest->images[image];
            }
        }
    }
    return true;
}

/** Whether two names lead to one thing that is there. */
static bool is_same_thing(const char *a, const char *b) {
    struct stat status_a;
    struct stat status_b;
    return stat(a, &status_a) == 0 && stat(b, &status_b) == 0 && status_a.st_dev == status_b.st_dev &&
           status_a.st_ino == status_b.st_ino;
}

/** What a file is called in its folder. */
static const char *base_name(const char *path) {
    const char *slash = strrchr(path, '/');
    return slash == NULL ? path : slash + 1;
}

/** Whether two names lead to one file, also if it is not there yet. */
static bool is_same_file(const char *a, const char *b) {
    if (is_same_thing(a, b) || strcmp(a, b) == 0) {
        return true;
    }
    char *folder_a = path_beside(a, axvm_slice_of("."));
    char *folder_b = path_beside(b, axvm_slice_of("."));
    bool same = folder_a != NULL && folder_b != NULL && strcmp(base_name(a), base_name(b)) == 0 &&
                is_same_thing(folder_a, folder_b);
    free(folder_a);
    free(folder_b);
    return same;
}

/** Sees to it that nothing that is read gets written to. */
static enum exit_code require_other_files(const struct embed_request *request, const struct name_list *sources) {
    for (size_t i = 0; i < request->output_count; i++) {
        for (size_t source = 0; source < sources->count; source++) {
            if (is_same_file(request->outputs[i].path, sources->names[source])) {
                message(&request->run.program->err.output, "error: '%a' is read, so it cannot be written to\n",
                        request->outputs[i].path);
                return EXIT_TROUBLE;
            }
        }
    }
    return EXIT_CLEAN;
}

/** Writes the depfile. @return false if a name cannot be in one; that has been reported */
static bool write_depfile(struct axvm_output *output, const struct embed_request *request,
                          const struct name_list *sources, const struct name_list *targets) {
    const struct name_list *const lists[] = {targets, sources};
    for (size_t list = 0; list < COUNT_OF(lists); list++) {
        for (size_t i = 0; i < lists[list]->count; i++) {
            if (!depfile_can_name(lists[list]->names[i])) {
                message(&request->run.program->err.output,
                        "error: '%a' cannot be named in a depfile: make or ninja would take it for something else\n",
                        lists[list]->names[i]);
                return false;
            }
        }
    }
    depfile_write(output, targets->names, targets->count, sources->names, sources->count);
    return true;
}

/** Writes the depfile. @return false if that is not possible; it has been reported */
static bool write_dependencies(struct axvm_output *output, const struct embed_request *request,
                               const struct name_list *sources) {
    struct name_list targets = {calloc(request->output_count + 1, sizeof(*targets.names)), 0};
    if (targets.names == NULL) {
        message_out_of_memory(request->run.program);
        return false;
    }
    for (size_t i = 0; i < request->output_count; i++) {
        if (request->outputs[i].kind != OUTPUT_DEPFILE) {
            targets.names[targets.count++] = request->outputs[i].path;
        }
    }
    bool done = write_depfile(output, request, sources, &targets);
    free(targets.names);
    return done;
}

/* --- writing -------------------------------------------------------------------------------------- */

/** Whether a file of that kind is to be written. */
static bool has_output(const struct embed_request *request, enum output_kind kind) {
    for (size_t i = 0; i < request->output_count; i++) {
        if (request->outputs[i].kind == kind) {
            return true;
        }
    }
    return false;
}

/** Makes the content of a file in memory. */
static enum exit_code fill_output(struct embed_request *request, struct output_file *file,
                                  const struct name_list *sources) {
    char buffer[16 * 1024];
    struct axvm_output output;
    axvm_output_init(&output, buffer, sizeof buffer, input_append, &file->content);
    switch (file->kind) {
    case OUTPUT_C:
        embed_write_c(&output, &request->embedding, !has_output(request, OUTPUT_ASSEMBLY));
        break;
    case OUTPUT_HEADER:
        embed_write_header(&output, &request->embedding);
        break;
    case OUTPUT_ASSEMBLY:
        embed_write_assembly(&output, &request->embedding);
        break;
    case OUTPUT_DEPFILE:
        if (!write_dependencies(&output, request, sources)) {
            return EXIT_FINDINGS;
        }
        break;
    }
    return axvm_output_finish(&output) ? EXIT_CLEAN : message_out_of_memory(request->run.program);
}

/** Whether a file has that content already. */
static bool has_content(const char *path, struct axvm_slice content) {
    struct input input;
    struct stat status;
    if (stat(path, &status) != 0 || !S_ISREG(status.st_mode) || input_read(&input, path) != 0) {
        return false;
    }
    bool same = axvm_slice_equal(input.text, content);
    input_release(&input);
    return same;
}

static enum exit_code report_unwritable(const struct embed_request *request, const char *path, int error) {
    message(&request->run.program->err.output, "error: cannot write '%a': %s\n", path, strerror(error));
    return EXIT_TROUBLE;
}

/** Puts the new content of all files beside them. */
static enum exit_code prepare_outputs(struct embed_request *request) {
    for (size_t i = 0; i < request->output_count; i++) {
        struct output_file *file = &request->outputs[i];
        bool may_stay = request->keep_unchanged && file->kind == OUTPUT_HEADER;
        if (may_stay && has_content(file->path, file->content.text)) {
            continue;
        }
        int error = file_update_prepare(&file->update, file->path, file->content.text);
        if (error != 0) {
            return report_unwritable(request, file->path, error);
        }
    }
    return EXIT_CLEAN;
}

/** Puts the new content in the place of the old, the depfile's first. */
static enum exit_code commit_outputs(struct embed_request *request) {
    for (size_t i = request->output_count; i-- > 0;) {
        struct output_file *file = &request->outputs[i];
        int error = file->update.path == NULL ? 0 : file_update_commit(&file->update);
        if (error != 0) {
            return report_unwritable(request, file->path, error);
        }
    }
    return EXIT_CLEAN;
}

/** Writes all files or none. */
static enum exit_code write_outputs(struct embed_request *request, const struct name_list *sources) {
    enum exit_code code = require_other_files(request, sources);
    for (size_t i = 0; i < request->output_count && code == EXIT_CLEAN; i++) {
        code = fill_output(request, &request->outputs[i], sources);
    }
    if (code == EXIT_CLEAN) {
        code = prepare_outputs(request);
    }
    if (code == EXIT_CLEAN) {
        code = commit_outputs(request);
    }
    for (size_t i = 0; i < request->output_count; i++) {
        file_update_cancel(&request->outputs[i].update);
        input_release(&request->outputs[i].content);
    }
    return code;
}

/* --- the command ---------------------------------------------------------------------------------- */

/** Checks what is to be embedded, as `check` does. */
static enum exit_code check_all(struct check_run *run, const struct option_reader *reader) {
    check_run_begin(run);
    for (int i = 0; i < reader->operand_count; i++) {
        check_run_file(run, strcmp(reader->operands[i], "-") == 0 ? NULL : reader->operands[i]);
    }
    check_run_end(run);
    const uint64_t *counts = run->tally.counts;
    bool has_findings = counts[AXVM_LEVEL_NOTE] + counts[AXVM_LEVEL_WARNING] + counts[AXVM_LEVEL_ERROR] > 0;
    if (!run->quiet && has_findings) {
        check_run_summary(run);
    }
    return check_run_code(run);
}

static enum exit_code embed(struct embed_request *request, const struct option_reader *reader) {
    struct check_run *run = &request->run;
    struct name_list sources = {0};
    enum exit_code code = check_all(run, reader);
    if (code == EXIT_CLEAN) {
        code = embedding_collect(&request->embedding, run->program, &run->guests);
    }
    if (code == EXIT_CLEAN && !list_sources(&sources, request, reader)) {
        code = message_out_of_memory(run->program);
    }
    if (code == EXIT_CLEAN) {
        code = write_outputs(request, &sources);
    }
    free(sources.names);
    embedding_release(&request->embedding);
    board_release(&run->guests);
    return code;
}

/** Takes -o. @return false if the name does not say what the file is to be; that has been reported */
static bool take_output(struct embed_request *request, const struct option_reader *reader) {
    static const struct {
        const char *end;
        enum output_kind kind;
    } kinds[] = {{".c", OUTPUT_C}, {".h", OUTPUT_HEADER}, {".S", OUTPUT_ASSEMBLY}, {".s", OUTPUT_ASSEMBLY}};
    size_t length = strlen(reader->value);
    for (size_t i = 0; i < COUNT_OF(kinds); i++) {
        if (length > 2 && strcmp(reader->value + length - 2, kinds[i].end) == 0) {
            request->outputs[request->output_count++] =
                (struct output_file){.path = reader->value, .kind = kinds[i].kind};
            return true;
        }
    }
    option_value_error(reader, 'o', "expected a name that ends in .c, .h or .S");
    return false;
}

static bool take_name(struct embed_request *request, const struct option_reader *reader) {
    if (strlen(reader->value) > NAME_MAX_LENGTH) {
        option_value_error(reader, OPTION_NAME, "expected a name of at most 63 letters");
        return false;
    }
    return c_name_option(reader, OPTION_NAME, &request->embedding.name);
}

static bool take_align(struct embed_request *request, const struct option_reader *reader) {
    uint64_t number;
    if (!option_number(reader, OPTION_ALIGN, &number)) {
        return false;
    }
    if (number == 0 || (number & (number - 1)) != 0 || number > ALIGN_MAX) {
        option_value_error(reader, OPTION_ALIGN, "expected a power of two, at most 0x4000_0000");
        return false;
    }
    request->embedding.align_bytes = number;
    return true;
}

/** Takes one option. @return false if it is wrong; that has been reported */
static bool take_option(struct embed_request *request, const struct option_reader *reader, int option,
                        enum color_choice *color) {
    switch (option) {
    case 'o':
        return take_output(request, reader);
    case 'q':
        request->run.quiet = true;
        return true;
    case 'v':
        request->run.verbose = true;
        return true;
    case 'W':
    case 'E':
    case 'A':
        return policy_option(reader, option, &request->run.policy);
    case OPTION_DEPFILE:
        request->depfile = reader->value;
        return true;
    case OPTION_NAME:
        return take_name(request, reader);
    case OPTION_ALIGN:
        return take_align(request, reader);
    case OPTION_TEXT:
        request->embedding.has_text = true;
        return true;
    case OPTION_KEEP_UNCHANGED:
        request->keep_unchanged = true;
        return true;
    case OPTION_COLOR:
        return color_option(reader, color);
    case OPTION_FORMAT:
        return report_format_option(reader, OPTION_FORMAT, &request->run.format);
    default:
        return context_option(reader, option, &request->run.context);
    }
}

/** How many of the operands are standard input. */
static int count_stdin(const struct option_reader *reader) {
    int count = 0;
    for (int i = 0; i < reader->operand_count; i++) {
        count += strcmp(reader->operands[i], "-") == 0;
    }
    return count;
}

/** Two outputs that are one file. @return NULL if there are none */
static const char *find_repetition(const struct embed_request *request) {
    for (size_t i = 0; i < request->output_count; i++) {
        for (size_t other = 0; other < i; other++) {
            if (is_same_file(request->outputs[i].path, request->outputs[other].path)) {
                return request->outputs[i].path;
            }
        }
    }
    return NULL;
}

/** Checks what is asked for. @return false if it makes no sense; that has been reported */
static bool check_usage(struct embed_request *request, const struct option_reader *reader) {
    struct axvm_output *output = &request->run.program->err.output;
    const char *repetition = find_repetition(request);
    if (reader->operand_count == 0) {
        message(output, "error: nothing to embed\n  help: name configurations, or '-' for standard input\n");
    } else if (request->output_count == 0) {
        message(output, "error: '--output <FILE>' is missing\n  help: name what to write, such as '-o vm_configs.c'\n");
    } else if (count_stdin(reader) > 1) {
        message(output, "error: '-' is given more than once\n");
    } else if (repetition != NULL) {
        message(output, "error: '%a' would be written twice\n", repetition);
    } else {
        return true;
    }
    message_usage(request->run.program, &embed_command);
    return false;
}

/** Reads the arguments and does what they say. */
static enum exit_code run_with_arguments(struct embed_request *request, int argc, char **argv) {
    enum color_choice color = COLOR_AUTO;
    struct option_reader reader;
    option_reader_init(&reader, request->run.program, &embed_command, argc, argv, false);
    for (int option; (option = option_next(&reader)) != OPTION_END;) {
        if (option == 'h') {
            return help_print(request->run.program, &embed_command);
        }
        if (option == OPTION_ERROR || !take_option(request, &reader, option, &color)) {
            return EXIT_TROUBLE;
        }
    }
    bool has_outputs = request->output_count > 0;
    if (request->depfile != NULL && has_outputs) {
        request->outputs[request->output_count++] =
            (struct output_file){.path = request->depfile, .kind = OUTPUT_DEPFILE};
    }
    if (!check_usage(request, &reader)) {
        return EXIT_TROUBLE;
    }
    request->run.color = color_wanted(color, STDERR_FILENO);
    return embed(request, &reader);
}

static enum exit_code run_embed(struct program *program, int argc, char **argv) {
    size_t room = (size_t)argc + 1; /* more than can be given of any option */
    struct embed_request request = {
        .run = {.program = program,
                .format = AXVM_REPORT_TEXT,
                .shown_max = FINDINGS_SHOWN,
                .keeps_guests = true,
                .context = {.takes_scenarios = true, .options = {.deploy = AXVM_DEPLOY_MEMORY}}},
        .embedding = {.name = default_name, .align_bytes = ALIGN_DEFAULT},
        .outputs = calloc(room, sizeof(*request.outputs)),
    };
    request.run.policy.entries = calloc(room, sizeof(*request.run.policy.entries));
    enum exit_code code = EXIT_TROUBLE;
    if (request.outputs == NULL || request.run.policy.entries == NULL) {
        message_out_of_memory(program);
    } else {
        code = run_with_arguments(&request, argc, argv);
    }
    free(request.run.policy.entries);
    free(request.outputs);
    return code;
}

static const struct command_option embed_options[] = {
    {'o', "output", "FILE", "What to write: a name that ends in .c, .h or .S;\nmay be given often"},
    {OPTION_DEPFILE, "depfile", "FILE",
     "Also write a rule for make and ninja: that outputs\ndepend on all that is read"},
    {OPTION_NAME, "name", "NAME", "What names in C begin with [axvm_embedded]"},
    {OPTION_ALIGN, "align", "BYTES", "What addresses of images are a multiple of [4096]"},
    {OPTION_TEXT, "text", NULL, "Also embed the configurations as they are written"},
    {OPTION_KEEP_UNCHANGED, "keep-unchanged", NULL,
     "Leave a header alone that would stay the same, for\nninja's 'restat'"},
    PROFILE_OPTION,
    ARCH_OPTION,
    GPA_BITS_OPTION,
    HOST_CPUS_OPTION,
    HOST_RAM_OPTION,
    REPORT_FORMAT_OPTION(OPTION_FORMAT),
    WARN_OPTION,
    DENY_OPTION,
    ALLOW_OPTION,
    QUIET_OPTION,
    VERBOSE_OPTION,
    COLOR_OPTION,
    HELP_OPTION,
};

static const struct command_choice embed_choices[] = {
    PROFILE_CHOICE,    ARCH_CHOICE,       REPORT_FORMAT_CHOICE(OPTION_FORMAT),
    {'E', "warnings"}, {'A', "warnings"}, COLOR_CHOICE,
};

const struct command embed_command = {
    .name = "embed",
    .summary = "Turn configurations and images into C constants",
    .usage = "embed [OPTION]... FILE...",
    .details = "FILE is a configuration, a scenario or '-' for standard input. All of them are\n"
               "checked together, as 'axvmconfig check --deploy memory' does; after an error\n"
               "nothing is written. Otherwise all outputs are, or none. One is needed at least:\n"
               "\n"
               "  .c  the configurations as constants, sorted by id, and a function that finds\n"
               "      one; it needs the headers of the library, and not the library\n"
               "  .h  declarations of what is in it\n"
               "  .S  the images, which otherwise are in the .c file\n"
               "\n"
               "Images are what a configuration names whose 'image_location' is \"memory\". They\n"
               "are looked for beside it, then in the working directory, and pulled in by\n"
               "'.incbin' when the output is compiled. A relative path stays one: compile in the\n"
               "directory in which 'embed' ran, or name configurations by absolute paths.\n"
               "\n"
               "Examples:\n"
               "  axvmconfig embed vm1.toml vm2.toml -o vm_configs.c -o vm_configs.h\n"
               "  axvmconfig embed scenario.toml -o vm_configs.c --depfile vm_configs.d\n"
               "  axvmconfig embed vm.toml -o vm_configs.c -o vm_images.S --align 0x20_0000\n"
               "\n"
               "Exit codes: 0 written, 1 a configuration is wrong or cannot be embedded, 2 wrong\n"
               "usage or a file cannot be read or written.\n",
    .options = embed_options,
    .option_count = COUNT_OF(embed_options),
    .repeatable = POLICY_LETTERS "o",
    .operand = "FILE",
    .choices = embed_choices,
    .choice_count = COUNT_OF(embed_choices),
    .run = run_embed,
};
