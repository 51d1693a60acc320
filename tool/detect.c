/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file detect.c
 * The command `detect`: which format a file is in, and why.
 */
#include "help.h"
#include "message.h"
#include "options.h"
#include "stage.h"

#include <string.h>

enum {
    OPTION_FORMAT = OPTION_WITHOUT_LETTER,
};

/** What a file is. */
struct detected {
    const char *format;
    struct axvm_slice reason;
};

static struct detected detect(struct stage *stage) {
    if (stage->status == AXVM_OUT_OF_MEMORY) {
        return (struct detected){"none", axvm_slice_of("there is not enough memory to read it")};
    }
    if (stage->document.damaged) {
        return (struct detected){"none", axvm_slice_of("it is no TOML: 'axvmconfig check' says where")};
    }
    struct axvm_detection detection = axvm_format_detect(&stage->document, &stage->arena);
    return (struct detected){axvm_format_name(detection.format), detection.reason};
}

static void write_json(struct axvm_output *output, const char *path, const struct detected *detected, bool json,
                       bool first) {
    axvm_output_string(output, first ? "[\n  {\"file\": " : ",\n  {\"file\": ");
    message_json(output, axvm_slice_of(path), text_is_utf8(path));
    message(output, ", \"format\": \"%s\", \"json\": %s, \"reason\": ", detected->format, json ? "true" : "false");
    message_json(output, detected->reason, true);
    axvm_output_char(output, '}');
}

static void write_text(struct axvm_output *output, const char *path, const struct detected *detected, bool json) {
    message(output, "%a: %s%s (because ", path, detected->format, json ? ", as JSON" : "");
    message_argument(output, detected->reason);
    message(output, ")\n");
}

static enum exit_code detect_files(struct program *program, const struct option_reader *reader, bool as_json) {
    enum exit_code code = EXIT_CLEAN;
    bool first = true;
    for (int i = 0; i < reader->operand_count; i++) {
        const char *path = reader->operands[i];
        struct stage stage;
        enum exit_code read = stage_read(&stage, program, strcmp(path, "-") == 0 ? NULL : path);
        if (read == EXIT_CLEAN) {
            struct detected detected = detect(&stage);
            if (as_json) {
                write_json(&program->out.output, path, &detected, stage.from_json, first);
            } else {
                write_text(&program->out.output, path, &detected, stage.from_json);
            }
            first = false;
            read = strcmp(detected.format, axvm_format_name(AXVM_FORMAT_NONE)) == 0 ? EXIT_FINDINGS : EXIT_CLEAN;
            stage_release(&stage);
        }
        code = read > code ? read : code;
    }
    if (as_json) {
        axvm_output_string(&program->out.output, first ? "[]\n" : "\n]\n");
    }
    return code;
}

static enum exit_code run_detect(struct program *program, int argc, char **argv) {
    static const char *const formats[] = {"text", "json"};
    bool as_json = false;
    struct option_reader reader;
    option_reader_init(&reader, program, &detect_command, argc, argv, false);
    for (int option; (option = option_next(&reader)) != OPTION_END;) {
        if (option == 'h') {
            return help_print(program, &detect_command);
        }
        if (option == OPTION_ERROR) {
            return EXIT_TROUBLE;
        }
        as_json = strcmp(reader.value, formats[1]) == 0;
        if (!as_json && strcmp(reader.value, formats[0]) != 0) {
            option_word_error(&reader, OPTION_FORMAT, formats, COUNT_OF(formats));
            return EXIT_TROUBLE;
        }
    }
    if (reader.operand_count == 0) {
        message(&program->err.output, "error: nothing to look at\n  help: name a file, or '-' for standard input\n");
        return message_usage(program, &detect_command);
    }
    return detect_files(program, &reader, as_json);
}

static const struct command_option detect_options[] = {
    {OPTION_FORMAT, "format", "FORMAT", "text or json [text]"},
    HELP_OPTION,
};

static const struct command_choice detect_choices[] = {{OPTION_FORMAT, "text json"}};

const struct command detect_command = {
    .name = "detect",
    .summary = "Say which format a configuration is in, and why",
    .usage = "detect [OPTION]... FILE...",
    .details = "One line for each file, '-' being standard input:\n"
               "  FILE: 0.4 (because it has the sections and nothing that came later)\n"
               "\n"
               "Formats:\n"
               "  flat     without sections, as before 0.1\n"
               "  0.4      sections [base], [kernel] and [devices]\n"
               "  0.8      the same, with keys or devices that came later\n"
               "  machine  a newer one, with [machine] and [[memory.regions]]\n"
               "  guest    a newer one, with base.guest_type or devices.passthrough\n"
               "  none     no VM configuration\n"
               "Each may also be written as JSON. 'axvmconfig convert' converts the first three.\n"
               "\n"
               "Exit codes: 0 all are configurations, 1 some are not, 2 wrong usage or a file\n"
               "cannot be read.\n",
    .options = detect_options,
    .option_count = COUNT_OF(detect_options),
    .operand = "FILE",
    .choices = detect_choices,
    .choice_count = COUNT_OF(detect_choices),
    .run = run_detect,
};
