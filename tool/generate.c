/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file generate.c
 * The command `generate`: a configuration to start from.
 */
#include "axvmconfig/config.h"
#include "help.h"
#include "input.h"
#include "message.h"
#include "options.h"
#include "path_list.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    OPTION_IMAGE_LOCATION = OPTION_WITHOUT_LETTER,
    OPTION_CMDLINE,
    OPTION_FORCE,
};

/** The most vCPUs of a generated configuration. Each costs memory here and in the hypervisor. */
#define CPU_NUM_MAX 65536

/** The name of the file unless --output says otherwise. */
#define DEFAULT_NAME "template.toml"

/** What is asked for: the values of the options, defaults where they are not given. */
struct template_request {
    const char *arch;
    uint64_t id;
    const char *name;
    uint64_t vm_type;
    uint64_t cpu_num;
    uint64_t entry_point;
    const char *kernel_path;
    uint64_t kernel_load_addr;
    const char *image_location;
    const char *cmdline; /**< NULL: none */
    const char *output;  /**< NULL: DEFAULT_NAME in the working directory */
    bool force;
};

/** Architectures the hypervisor runs on, and what else they are called. The first rows are the names to use. */
static const struct {
    const char *word;
    const char *arch;
} arch_words[] = {
    {"aarch64", "aarch64"}, {"riscv64", "riscv64"}, {"x86_64", "x86_64"},  {"loongarch64", "loongarch64"},
    {"arm64", "aarch64"},   {"armv8", "aarch64"},   {"amd64", "x86_64"},   {"x64", "x86_64"},
    {"x86-64", "x86_64"},   {"rv64", "riscv64"},    {"rv64gc", "riscv64"}, {"loong64", "loongarch64"},
};

/** How many rows of arch_words are names of their own. */
#define ARCH_COUNT 4

/** Checks the architecture. @return whether it is one; if not that has been reported */
static bool check_arch(const struct option_reader *reader) {
    const char *names[ARCH_COUNT];
    struct suggestion suggestion = suggestion_for(axvm_slice_of(reader->value));
    for (size_t i = 0; i < COUNT_OF(arch_words); i++) {
        if (i < ARCH_COUNT && strcmp(reader->value, arch_words[i].word) == 0) {
            return true;
        }
        if (i < ARCH_COUNT) {
            names[i] = arch_words[i].word;
        }
        suggestion_consider(&suggestion, arch_words[i].word);
    }
    for (size_t i = 0; suggestion.best != NULL && i < COUNT_OF(arch_words); i++) {
        if (suggestion.best == arch_words[i].word) {
            suggestion.best = arch_words[i].arch;
            break;
        }
    }
    option_choice_error(reader, 'a', names, ARCH_COUNT, &suggestion);
    return false;
}

/** Takes the value of an option as a text for the file, which must be UTF-8. @return whether it is */
static bool take_text(const struct option_reader *reader, int option, const char **text) {
    *text = reader->value;
    if (!text_is_utf8(reader->value)) {
        option_value_error(reader, option, "it is not UTF-8, as everything in the file must be");
        return false;
    }
    return true;
}

/** Takes --output. @return whether it can be a file name */
static bool take_output(const struct option_reader *reader, struct template_request *request) {
    request->output = reader->value;
    if (reader->value[0] == '\0') {
        option_value_error(reader, 'O', "expected the name of a file or directory");
        return false;
    }
    return true;
}

/** Takes --cpu-num. @return whether it is a number that can be */
static bool take_cpu_num(const struct option_reader *reader, struct template_request *request) {
    if (!option_number(reader, 'c', &request->cpu_num)) {
        return false;
    }
    if (request->cpu_num > CPU_NUM_MAX) {
        option_value_error(reader, 'c', "at most 65536 CPUs are possible");
        return false;
    }
    return true;
}

/** Takes one option. @return false if it is wrong; that has been reported */
static bool take_option(struct template_request *request, const struct option_reader *reader, int option) {
    switch (option) {
    case 'a':
        request->arch = reader->value;
        return check_arch(reader);
    case 'i':
        return option_number(reader, option, &request->id);
    case 'n':
        return take_text(reader, option, &request->name);
    case 't':
        return option_number(reader, option, &request->vm_type);
    case 'c':
        return take_cpu_num(reader, request);
    case 'e':
        return option_number(reader, option, &request->entry_point);
    case 'k':
        return take_text(reader, option, &request->kernel_path);
    case 'l':
        return option_number(reader, option, &request->kernel_load_addr);
    case OPTION_IMAGE_LOCATION:
        return take_text(reader, option, &request->image_location);
    case OPTION_CMDLINE:
        return take_text(reader, option, &request->cmdline);
    case 'O':
        return take_output(reader, request);
    case OPTION_FORCE:
        request->force = true;
        return true;
    default:
        return false;
    }
}

/** Checks that nothing is missing or too much. @return false if so; that has been reported */
static bool check_usage(struct program *program, const struct option_reader *reader) {
    static const int required[] = {'a', 'k', 'l'};
    struct axvm_output *output = &program->err.output;
    if (reader->operand_count > 0) {
        option_operand_error(reader, reader->operands[0]);
        return false;
    }
    const char *separator = "error: these options are missing: ";
    bool complete = true;
    for (size_t i = 0; i < COUNT_OF(required); i++) {
        if (!option_given(reader, required[i])) {
            message(output, "%s", separator);
            option_write(output, reader, required[i]);
            separator = ", ";
            complete = false;
        }
    }
    if (!complete) {
        message(output, "\n");
        message_usage(program, &generate_command);
    }
    return complete;
}

/** Warns of an image location that the hypervisor does not know, but upstream writes all the same. */
static void warn_of_location(struct program *program, const char *location) {
    static const char *const known[] = {"fs", "memory"};
    struct suggestion suggestion = suggestion_for(axvm_slice_of(location));
    for (size_t i = 0; i < COUNT_OF(known); i++) {
        if (strcmp(location, known[i]) == 0) {
            return;
        }
        suggestion_consider(&suggestion, known[i]);
    }
    message(&program->err.output, "warning: image location '%a' is neither 'fs' nor 'memory'\n", location);
    suggestion_write(&program->err.output, &suggestion, "'");
}

/**
 * The kernel path to write: for an image that is built into the hypervisor the absolute path of the
 * file, which is there when the hypervisor is built; else as given.
 * @param canonical  receives what is to be freed, or NULL
 * @return NULL if there is no such file; that has been reported
 */
static const char *kernel_path(struct program *program, const struct template_request *request, char **canonical) {
    *canonical = NULL;
    if (strcmp(request->image_location, "memory") != 0) {
        return request->kernel_path;
    }
    *canonical = realpath(request->kernel_path, NULL);
    if (*canonical == NULL) {
        message(&program->err.output,
                "error: kernel image '%a' cannot be found: %s\n"
                "  help: with '--image-location memory' the image is built into the hypervisor, so it\n"
                "        must exist; an image in the guest's file system takes '--image-location fs'\n",
                request->kernel_path, strerror(errno));
        return NULL;
    }
    if (!text_is_utf8(*canonical)) {
        message(&program->err.output, "error: the path '%a' of the kernel image is not UTF-8\n", *canonical);
        return NULL;
    }
    struct stat status;
    if (stat(*canonical, &status) == 0 && S_ISDIR(status.st_mode)) {
        message(&program->err.output, "warning: kernel image '%a' is a directory\n", request->kernel_path);
    }
    return *canonical;
}

/** Writes the file into memory. @return to be freed; NULL without memory */
static char *write_template(const struct axvm_crate_config *config, size_t *length) {
    struct axvm_output output;
    axvm_output_init(&output, NULL, 0, NULL, NULL); /* the first run only counts */
    axvm_config_write_toml(&output, config);
    *length = (size_t)output.total;
    char *buffer = malloc(*length);
    if (buffer != NULL) {
        axvm_output_init(&output, buffer, *length, NULL, NULL);
        axvm_config_write_toml(&output, config);
    }
    return buffer;
}

/** The name of the VM: the one given, a hyphen and the architecture. @return to be freed; NULL without memory */
static char *vm_name(const struct template_request *request) {
    size_t length = strlen(request->name);
    size_t arch_size = strlen(request->arch) + 1;
    char *name = malloc(length + 1 + arch_size);
    if (name != NULL) {
        memcpy(name, request->name, length);
        name[length] = '-';
        memcpy(name + length + 1, request->arch, arch_size);
    }
    return name;
}

/** Fills in the configuration and writes it into memory. @return to be freed; NULL without memory */
static char *make_template(const struct template_request *request, const char *kernel, size_t *length) {
    char *name = vm_name(request);
    uint64_t *cpu_ids = malloc((size_t)(request->cpu_num + 1) * sizeof(*cpu_ids));
    char *text = NULL;
    if (name != NULL && cpu_ids != NULL) {
        for (uint64_t i = 0; i < request->cpu_num; i++) {
            cpu_ids[i] = i;
        }
        struct axvm_crate_config config;
        axvm_config_default(&config);
        config.base.id = request->id;
        config.base.name = axvm_slice_of(name);
        config.base.vm_type = request->vm_type;
        config.base.cpu_num = request->cpu_num;
        config.base.phys_cpu_ids = (struct axvm_optional_u64_list){cpu_ids, (size_t)request->cpu_num, true};
        config.kernel.entry_point = request->entry_point;
        config.kernel.kernel_path = axvm_slice_of(kernel);
        config.kernel.kernel_load_addr = request->kernel_load_addr;
        config.kernel.image_location = (struct axvm_optional_string){axvm_slice_of(request->image_location), true};
        if (request->cmdline != NULL) {
            config.kernel.cmdline = (struct axvm_optional_string){axvm_slice_of(request->cmdline), true};
        }
        text = write_template(&config, length);
    }
    free(name);
    free(cpu_ids);
    return text;
}

/**
 * The name of the file to write.
 * @param named  receives whether the user chose it, so that it may be overwritten
 * @return to be freed; NULL with errno
 */
static char *output_path(const struct template_request *request, bool *named) {
    struct stat status;
    *named = false;
    if (request->output == NULL) {
        char *directory = realpath(".", NULL);
        char *path = directory == NULL ? NULL : path_join(directory, DEFAULT_NAME);
        free(directory);
        return path;
    }
    if (stat(request->output, &status) == 0 && S_ISDIR(status.st_mode)) {
        return path_join(request->output, DEFAULT_NAME);
    }
    *named = true;
    return strdup(request->output);
}

/** Whether a file exists and holds something else. */
static bool holds_something_else(const char *path, struct axvm_slice content) {
    struct input input;
    if (input_read(&input, path) != 0) {
        return false; /* writing it will say why */
    }
    bool differs = !axvm_slice_equal(input.text, content);
    input_release(&input);
    return differs;
}

/** Writes the file and says so. */
static enum exit_code save_template(struct program *program, const struct template_request *request,
                                    struct axvm_slice content) {
    bool named;
    char *path = output_path(request, &named);
    if (path == NULL) {
        message(&program->err.output, "error: cannot tell where to write '%s': %s\n", DEFAULT_NAME, strerror(errno));
        return EXIT_FINDINGS;
    }
    struct axvm_slice shown = axvm_slice_of(path);
    enum exit_code code = EXIT_FINDINGS;
    int error;
    if (!named && !request->force && holds_something_else(path, content)) {
        message(&program->err.output,
                "error: '%a' exists and differs from what would be written\n"
                "  help: '--force' overwrites it, '--output <PATH>' writes to another file\n",
                path);
    } else if ((error = file_replace(path, content)) != 0) {
        message(&program->err.output, "Error: Failed to write template file '");
        axvm_write_rust_string(&program->err.output, shown);
        message(&program->err.output, "': ");
        message_os_error(&program->err.output, error);
    } else {
        message(&program->out.output, "Template file '");
        axvm_write_rust_string(&program->out.output, shown);
        message(&program->out.output, "' has been generated.\n");
        code = EXIT_CLEAN;
    }
    free(path);
    return code;
}

static enum exit_code generate(struct program *program, const struct template_request *request) {
    warn_of_location(program, request->image_location);
    char *canonical;
    const char *kernel = kernel_path(program, request, &canonical);
    enum exit_code code = EXIT_FINDINGS;
    if (kernel != NULL) {
        struct axvm_slice content;
        char *text = make_template(request, kernel, &content.length);
        content.data = text;
        code = text == NULL ? message_out_of_memory(program) : save_template(program, request, content);
        free(text);
    }
    free(canonical);
    return code;
}

static enum exit_code run_generate(struct program *program, int argc, char **argv) {
    struct template_request request = {
        .name = "GuestVM", .vm_type = 1, .cpu_num = 1, .entry_point = 1, .image_location = "fs"};
    struct option_reader reader;
    option_reader_init(&reader, program, &generate_command, argc, argv, false);
    for (int option; (option = option_next(&reader)) != OPTION_END;) {
        if (option == 'h') {
            return help_print(program, &generate_command);
        }
        if (option == OPTION_ERROR || !take_option(&request, &reader, option)) {
            return EXIT_TROUBLE;
        }
    }
    return check_usage(program, &reader) ? generate(program, &request) : EXIT_TROUBLE;
}

static const struct command_option generate_options[] = {
    {'a', "arch", "ARCH", "aarch64, riscv64, x86_64 or loongarch64; put behind\nthe name of the VM"},
    {'i', "id", "ID", "Number of the VM [0]"},
    {'n', "name", "NAME", "Name of the VM [GuestVM]"},
    {'t', "vm-type", "TYPE", "0 host VM, 1 RTOS, 2 Linux [1]"},
    {'c', "cpu-num", "COUNT", "Number of vCPUs [1]"},
    {'e', "entry-point", "ADDRESS", "Guest address of the first instruction [1]"},
    {'k', "kernel-path", "PATH",
     "Kernel image: for image location fs its path in\n"
     "the hypervisor's file system, for memory here"},
    {'l', "kernel-load-addr", "ADDRESS", "Guest address the kernel image is loaded to"},
    {OPTION_IMAGE_LOCATION, "image-location", "PLACE",
     "fs: the image is in the hypervisor's file system,\nmemory: it is built into the hypervisor [fs]"},
    {OPTION_CMDLINE, "cmdline", "TEXT", "Command line of the kernel"},
    {'O', "output", "PATH", "File to write, or directory to write " DEFAULT_NAME "\nto [the working directory]"},
    {OPTION_FORCE, "force", NULL, "Overwrite a " DEFAULT_NAME " with other content"},
    HELP_OPTION,
};

static const struct command_choice generate_choices[] = {
    {'a', "aarch64 riscv64 x86_64 loongarch64"},
    {'t', "0 1 2"},
    {OPTION_IMAGE_LOCATION, "fs memory"},
};

const struct command generate_command = {
    .name = "generate",
    .summary = "Write a configuration to start from",
    .usage = "generate -a <ARCH> -k <PATH> -l <ADDRESS> [OPTION]...",
    .details = "Numbers are decimal, or hexadecimal, octal or binary after 0x, 0o or 0b, and\n"
               "may be grouped with '_'. A file named with --output is overwritten. Memory\n"
               "regions and devices are left empty: fill them in, then run 'axvmconfig check'.\n"
               "\n"
               "Examples:\n"
               "  axvmconfig generate -a aarch64 -k /guest/linux.bin -l 0x8020_0000 -t 2\n"
               "  axvmconfig generate -a riscv64 -k nimbos.bin -l 0x8020_0000 -c 2 \\\n"
               "      --image-location memory -n nimbos -O configs/nimbos.toml\n"
               "\n"
               "Exit codes: 0 written, 1 the file cannot be written or the image is missing,\n"
               "2 wrong usage.\n",
    .options = generate_options,
    .option_count = COUNT_OF(generate_options),
    .choices = generate_choices,
    .choice_count = COUNT_OF(generate_choices),
    .run = run_generate,
};
