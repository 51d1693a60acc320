/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file show.c
 * The command `show`: a configuration as the hypervisor will see it.
 */
#include "color.h"
#include "context_options.h"
#include "help.h"
#include "layout_text.h"
#include "loaded_config.h"
#include "message.h"
#include "options.h"

#include <string.h>
#include <unistd.h>

enum {
    OPTION_FORMAT = OPTION_AFTER_CONTEXT,
    OPTION_LAYOUT,
};

/** One form to print a configuration in. */
struct show_format {
    const char *name;
    void (*write)(struct axvm_output *output, const struct axvm_crate_config *config);
    const char *end; /**< what is printed behind it */
};

/** What is to be printed. */
struct show_request {
    const struct show_format *format;
    bool layout; /**< the effective addresses instead */
    bool color;
    struct check_context context;
};

static const struct show_format formats[] = {
    {"toml", axvm_config_write_toml, ""},
    {"json", axvm_config_write_json, ""},
    {"dump", axvm_config_write_rust_debug, "\n"},
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

static void show(struct axvm_output *output, const struct show_request *request, const struct loaded_config *loaded) {
    if (request->layout) {
        layout_write(output, &loaded->vm);
    } else {
        request->format->write(output, &loaded->config);
        axvm_output_string(output, request->format->end);
    }
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
        show(&program->out.output, request, &loaded);
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
    case OPTION_COLOR:
        return color_option(reader, color);
    case OPTION_PROFILE:
    case OPTION_ARCH:
        return context_option(reader, option, &request->context);
    default:
        return false;
    }
}

static enum exit_code run_show(struct program *program, int argc, char **argv) {
    struct show_request request = {.format = &formats[0]};
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
    {OPTION_FORMAT, "format", "FORMAT", "toml, json, or dump as printed by 'check -c' [toml]"},
    {OPTION_LAYOUT, "layout", NULL,
     "Print where memory, kernel, device tree, ramdisk\nand firmware will be: as configured beside as it\ntakes "
     "effect, and why"},
    PROFILE_OPTION,
    ARCH_OPTION,
    COLOR_OPTION,
    HELP_OPTION,
};

static const struct command_choice show_choices[] = {
    {OPTION_FORMAT, "toml json dump"}, PROFILE_CHOICE, ARCH_CHOICE, COLOR_CHOICE};

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
