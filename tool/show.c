/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file show.c
 * The command `show`: a configuration as the hypervisor will see it.
 */
#include "c_name.h"
#include "color.h"
#include "context_options.h"
#include "help.h"
#include "image_list.h"
#include "layout_text.h"
#include "loaded_config.h"
#include "message.h"
#include "options.h"

#include <string.h>
#include <unistd.h>

enum {
    OPTION_FORMAT = OPTION_AFTER_CONTEXT,
    OPTION_LAYOUT,
    OPTION_NAME,
    OPTION_IMAGES,
    OPTION_NULL,
};

/** What is to be printed. */
struct show_request {
    const struct show_format *format; /**< NULL: not said */
    const char *name;                 /**< of the C object */
    bool layout;                      /**< the effective addresses instead */
    bool images;                      /**< the files instead */
    bool null;                        /**< the same, separated by NUL */
    bool color;
    struct check_context context;
};

/** One form to print a configuration in. */
struct show_format {
    const char *name;
    void (*write)(struct axvm_output *output, const struct axvm_crate_config *config, const char *name); /**< or NULL */
    bool lists_images; /**< it can print the list of files, in: */
    enum image_list_format images;
};

static void write_toml(struct axvm_output *output, const struct axvm_crate_config *config, const char *name) {
    (void)name;
    axvm_config_write_toml(output, config);
}

static void write_json(struct axvm_output *output, const struct axvm_crate_config *config, const char *name) {
    (void)name;
    axvm_config_write_json(output, config);
}

static void write_dump(struct axvm_output *output, const struct axvm_crate_config *config, const char *name) {
    (void)name;
    axvm_config_write_rust_debug(output, config);
    axvm_output_char(output, '\n');
}

static const struct show_format formats[] = {
    {.name = "toml", .write = write_toml},
    {.name = "json", .write = write_json, .lists_images = true, .images = IMAGE_LIST_JSON},
    {.name = "dump", .write = write_dump},
    {.name = "c", .write = axvm_config_write_c},
    {.name = "env", .lists_images = true, .images = IMAGE_LIST_ENV},
};

/** The format that --format names. @return NULL if there is none; that has been reported */
static const struct show_format *format_option(const struct option_reader *reader) {
    const char *names[COUNT_OF(formats)];
    for (size_t i = 0; i < COUNT_OF(formats); i++) {
        if (strcmp(reader->value, formats[i].name) == 0) {
            return &formats[i];
        }
        names[i] = formats[i].name;
    }
    option_word_error(reader, OPTION_FORMAT, names, COUNT_OF(names));
    return NULL;
}

/** What the C object is called unless --name says otherwise. */
static const char default_name[] = "axvm_vm_config";

static enum exit_code show(struct program *program, const struct show_request *request,
                           const struct loaded_config *loaded) {
    if (request->images) {
        enum image_list_format format = request->format != NULL ? request->format->images : IMAGE_LIST_TEXT;
        return image_list_print(program, &loaded->config, request->null ? IMAGE_LIST_NULL : format);
    }
    if (request->layout) {
        layout_write(&program->out.output, &loaded->vm);
    } else {
        const struct show_format *format = request->format != NULL ? request->format : &formats[0];
        format->write(&program->out.output, &loaded->config, request->name);
    }
    return EXIT_CLEAN;
}

/** Prints a file. @param path  NULL: standard input */
static enum exit_code show_file(struct program *program, const char *path, const struct show_request *request) {
    struct loaded_config loaded;
    int error = loaded_config_read(&loaded, path, &request->context);
    if (error != 0) {
        return message_unreadable(program, path, error);
    }
    static const struct policy no_policy;
    loaded_config_judge(&loaded, &no_policy);
    enum exit_code code = EXIT_CLEAN;
    switch (loaded.status) {
    case AXVM_OK:
        code = show(program, request, &loaded);
        break;
    case AXVM_INVALID:
        loaded_config_report(&loaded, program, FINDINGS_SHOWN, request->color);
        code = EXIT_FINDINGS;
        break;
    case AXVM_OUT_OF_MEMORY:
        code = message_out_of_memory(program);
        break;
    }
    loaded_config_release(&loaded);
    return code;
}

/** Takes one option. @return false if it is wrong; that has been reported */
static bool take_option(struct show_request *request, const struct option_reader *reader, int option,
                        enum color_choice *color) {
    switch (option) {
    case OPTION_FORMAT:
        request->format = format_option(reader);
        return request->format != NULL;
    case OPTION_LAYOUT:
        request->layout = true;
        return true;
    case OPTION_NAME:
        return c_name_option(reader, OPTION_NAME, &request->name);
    case OPTION_IMAGES:
        request->images = true;
        return true;
    case OPTION_NULL:
        request->null = true;
        return true;
    case OPTION_COLOR:
        return color_option(reader, color);
    case OPTION_PROFILE:
    case OPTION_ARCH:
        return context_option(reader, option, &request->context);
    default:
        return false;
    }
}

/** Whether the options go together. Reports it if not. */
static bool is_possible(struct program *program, const struct show_request *request) {
    const char *problem = NULL;
    const struct show_format *format = request->format;
    if (request->layout && (request->images || format != NULL)) {
        problem = "'--layout' goes with neither '--format' nor '--images'";
    } else if (request->images && format != NULL && !format->lists_images) {
        problem = "'--images' goes with '--format env' and '--format json' only";
    } else if (!request->images && format != NULL && format->write == NULL) {
        problem = "'--format env' needs '--images'";
    } else if (request->null && (!request->images || format != NULL)) {
        problem = "'--null' goes with '--images', and without '--format'";
    } else if (request->name != default_name && (format == NULL || format->write != axvm_config_write_c)) {
        problem = "'--name' goes with '--format c' only";
    }
    if (problem != NULL) {
        message(&program->err.output, "error: %s\n", problem);
        message_usage(program, &show_command);
    }
    return problem == NULL;
}

static enum exit_code run_show(struct program *program, int argc, char **argv) {
    struct show_request request = {.name = default_name};
    enum color_choice color = COLOR_AUTO;
    struct option_reader reader;
    option_reader_init(&reader, program, &show_command, argc, argv, false);
    for (int option; (option = option_next(&reader)) != OPTION_END;) {
        if (option == 'h') {
            return help_print(program, &show_command);
        }
        if (option == OPTION_ERROR || !take_option(&request, &reader, option, &color)) {
            return EXIT_TROUBLE;
        }
    }
    if (!is_possible(program, &request)) {
        return EXIT_TROUBLE;
    }
    if (reader.operand_count == 0) {
        message(&program->err.output, "error: nothing to show\n  help: name a file, or '-' for standard input\n");
        return message_usage(program, &show_command);
    }
    if (reader.operand_count > 1) {
        option_operand_error(&reader, reader.operands[1]);
        return EXIT_TROUBLE;
    }
    const char *path = strcmp(reader.operands[0], "-") == 0 ? NULL : reader.operands[0];
    request.color = color_wanted(color, STDERR_FILENO);
    request.context.decode_only = !request.layout;
    return show_file(program, path, &request);
}

static const struct command_option show_options[] = {
    {OPTION_FORMAT, "format", "FORMAT",
     "toml, json, dump as printed by 'check -c', or c, a\nheader with the configuration as a constant [toml];\nwith "
     "--images json or env, which sh can read"},
    {OPTION_NAME, "name", "NAME", "What the constant is called in C [axvm_vm_config]"},
    {OPTION_IMAGES, "images", NULL, "Print the files that the guest needs instead, a\nline for each: key, tab, path"},
    {OPTION_NULL, "null", NULL, "With --images: paths alone, each ended by a NUL"},
    {OPTION_LAYOUT, "layout", NULL,
     "Print where memory, kernel, device tree, ramdisk\nand firmware will be: as configured beside as it\ntakes "
     "effect, and why"},
    PROFILE_OPTION,
    ARCH_OPTION,
    COLOR_OPTION,
    HELP_OPTION,
};

static const struct command_choice show_choices[] = {
    {OPTION_FORMAT, "toml json dump c env"}, PROFILE_CHOICE, ARCH_CHOICE, COLOR_CHOICE};

const struct command show_command = {
    .name = "show",
    .summary = "Print a configuration as the hypervisor will see it",
    .usage = "show [OPTION]... FILE",
    .details = "FILE is a configuration or '-' for standard input. The decoded configuration,\n"
               "with all defaults filled in, goes to standard output; the findings about a\n"
               "wrong one go to standard error.\n"
               "\n"
               "Examples:\n"
               "  axvmconfig show vm.toml\n"
               "  axvmconfig show --format json vm.toml | jq .kernel.memory_regions\n"
               "  axvmconfig show --format c --name guest vm.toml > guest.h\n"
               "  axvmconfig show --images --null vm.toml | xargs -0 sha256sum\n"
               "  eval \"$(axvmconfig show --images --format env vm.toml)\"\n"
               "  axvmconfig show --layout --arch aarch64 vm.toml\n"
               "\n"
               "Exit codes: 0 printed, 1 the configuration is wrong, 2 wrong usage or the file\n"
               "cannot be read.\n",
    .options = show_options,
    .option_count = COUNT_OF(show_options),
    .operand = "FILE",
    .choices = show_choices,
    .choice_count = COUNT_OF(show_choices),
    .run = run_show,
};
