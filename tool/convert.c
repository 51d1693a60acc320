/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file convert.c
 * The command `convert`: a configuration in another format or form.
 */
#include "color.h"
#include "context_options.h"
#include "fix.h"
#include "help.h"
#include "message.h"
#include "options.h"
#include "stage.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    OPTION_TO = OPTION_AFTER_CONTEXT,
    OPTION_FROM,
    OPTION_FORM,
    OPTION_FORCE,
    OPTION_IN_PLACE,
    OPTION_STRICT,
};

/** What is wanted. */
struct convert_request {
    const char *path;        /**< NULL: standard input */
    const char *output_path; /**< NULL: standard output, or the file itself if `in_place` */
    enum axvm_format from;   /**< AXVM_FORMAT_NONE: to be detected */
    enum axvm_profile to;
    enum axvm_list_form form;
    struct check_context context; /**< the architecture, and whether the result is to pass the checks */
    bool to_given;
    bool to_json;
    bool output_given;
    bool in_place;
    bool force;
    bool strict;
    bool color;
};

/** A conversion under way. The stages are those of the text that is current, and of the one before. */
struct convert_run {
    struct program *program;
    const struct convert_request *request;
    struct stage stage;        /**< the current text */
    struct input original;     /**< as read */
    enum axvm_profile profile; /**< of the current text */
    bool passed;               /**< the original passes `check` */
};

/* --- one conversion after the other ----------------------------------------------------------------- */

static enum axvm_status write_format(struct stage *stage, struct axvm_output *output, void *context) {
    return axvm_convert(&stage->document, context, &stage->arena, &stage->findings, output);
}

static enum axvm_status write_json(struct stage *stage, struct axvm_output *output, void *context) {
    (void)context;
    return axvm_convert_to_json(&stage->document, &stage->arena, &stage->findings, output);
}

/** What axvm_convert_form() needs. */
struct form_wish {
    enum axvm_profile profile;
    enum axvm_list_form form;
};

static enum axvm_status write_form(struct stage *stage, struct axvm_output *output, void *context) {
    const struct form_wish *wish = context;
    return axvm_convert_form(&stage->document, wish->profile, wish->form, &stage->arena, &stage->findings, output);
}

/** Makes warnings errors. @return whether there is an error */
static bool judge(struct convert_run *run) {
    struct axvm_findings *findings = &run->stage.findings;
    for (struct axvm_finding *finding = findings->first; finding != NULL && run->request->strict;
         finding = finding->next) {
        if (finding->level == AXVM_LEVEL_WARNING) {
            finding->level = AXVM_LEVEL_ERROR;
            findings->counts[AXVM_LEVEL_WARNING]--;
            findings->counts[AXVM_LEVEL_ERROR]++;
        }
    }
    return findings->counts[AXVM_LEVEL_ERROR] > 0;
}

/** Says that nothing was written. @return EXIT_FINDINGS */
static enum exit_code refuse(struct convert_run *run, const char *why) {
    message(&run->program->err.output, "error: %s, so nothing was written\n", why);
    return EXIT_FINDINGS;
}

/** Makes the text that `write` writes the current one. */
static enum exit_code advance(struct convert_run *run, stage_writer *write, void *context, bool is_last) {
    struct input result;
    enum axvm_status status = stage_write(&run->stage, write, context, &result);
    if (status == AXVM_OUT_OF_MEMORY) {
        return message_out_of_memory(run->program);
    }
    bool wrong = judge(run);
    if (axvm_findings_total(&run->stage.findings) > 0) {
        stage_report(&run->stage, run->program, run->request->color);
        message(&run->program->err.output, "\n");
    }
    if (status == AXVM_INVALID || wrong) {
        if (status == AXVM_OK) {
            input_release(&result);
        }
        return refuse(run, status == AXVM_INVALID ? "it cannot be converted" : "--strict allows no loss");
    }
    struct axvm_slice name = run->stage.source.name;
    bool from_json = run->stage.from_json;
    stage_release(&run->stage);
    if (is_last) {
        run->stage = (struct stage){.source = {name, result.text}, .input = result};
        return EXIT_CLEAN;
    }
    stage_open(&run->stage, name, &result);
    run->stage.from_json = from_json;
    return run->stage.status == AXVM_OUT_OF_MEMORY ? message_out_of_memory(run->program) : EXIT_CLEAN;
}

static enum exit_code change_form(struct convert_run *run) {
    struct form_wish wish = {run->profile, run->request->form};
    return wish.form == AXVM_LIST_FORM_KEEP ? EXIT_CLEAN : advance(run, write_form, &wish, false);
}

static enum exit_code change_format(struct convert_run *run, enum axvm_format from, enum axvm_arch arch) {
    const struct convert_request *request = run->request;
    struct axvm_conversion wish = {from, request->to_given ? request->to : axvm_format_profile(from), arch, {NULL, 0}};
    wish.label = axvm_slice_of(axvm_profile_name(wish.to));
    run->profile = wish.to;
    if (from != AXVM_FORMAT_FLAT && axvm_format_profile(from) == wish.to) {
        return EXIT_CLEAN;
    }
    if (from == AXVM_FORMAT_FLAT && !request->to_given) {
        return EXIT_CLEAN; /* JSON of what it is */
    }
    return advance(run, write_format, &wish, false);
}

/* --- what goes in and what comes out ---------------------------------------------------------------- */

static struct axvm_slice name_of(const char *path) {
    return axvm_slice_of(path == NULL ? "<stdin>" : path);
}

/**
 * Decodes and checks a copy of a text.
 * @return whether there are no errors
 */
static bool passes(struct convert_run *run, struct axvm_slice text, enum axvm_profile profile, bool decode_only,
                   bool report) {
    static const struct policy no_policy;
    struct check_context context = run->request->context;
    struct loaded_config loaded;
    struct input copy;
    context.profile = profile;
    context.decode_only = decode_only;
    if (input_copy(&copy, text) != 0) {
        return false;
    }
    loaded_config_decode(&loaded, name_of(run->request->path), &copy, &context);
    loaded_config_judge(&loaded, &no_policy);
    bool good = loaded.status == AXVM_OK && loaded.findings.counts[AXVM_LEVEL_ERROR] == 0;
    if (!good && report && loaded.status != AXVM_OUT_OF_MEMORY) {
        loaded_config_keep_errors(&loaded);
        loaded_config_report(&loaded, run->program, FINDINGS_SHOWN, run->request->color);
    }
    loaded_config_release(&loaded);
    return good;
}

/** Holds the current text to what the target demands. */
static enum exit_code verify(struct convert_run *run) {
    struct axvm_slice text = run->stage.source.text;
    if (run->profile == AXVM_PROFILE_COUNT) {
        return EXIT_CLEAN; /* flat, and stays it */
    }
    if (!passes(run, text, run->profile, true, true)) {
        return refuse(run, "the result would be no configuration");
    }
    if (run->passed && !passes(run, text, run->profile, false, true)) {
        return refuse(run, "the result would not pass 'axvmconfig check'");
    }
    return EXIT_CLEAN;
}

/** Writes a file that must not be there, unless it is the same or may be replaced. */
static enum exit_code write_file(struct convert_run *run, const char *path) {
    struct axvm_slice text = run->stage.source.text;
    struct stat status;
    struct input there;
    if (!run->request->force && stat(path, &status) == 0 && S_ISREG(status.st_mode)) {
        int error = input_read(&there, path);
        bool same = error == 0 && axvm_slice_equal(there.text, text);
        if (error != 0) {
            return fix_report_unwritten(run->program, path, error);
        }
        input_release(&there);
        if (same) {
            return EXIT_CLEAN;
        }
        message(&run->program->err.output,
                "error: '%a' is there and holds something else\n  help: --force replaces it\n", path);
        return EXIT_TROUBLE;
    }
    int error = file_replace(path, text);
    return error == 0 ? EXIT_CLEAN : fix_report_unwritten(run->program, path, error);
}

static enum exit_code write_result(struct convert_run *run) {
    const struct convert_request *request = run->request;
    struct axvm_slice text = run->stage.source.text;
    if (request->in_place) {
        if (axvm_slice_equal(text, run->original.text)) {
            return EXIT_CLEAN;
        }
        int error = fix_write(request->path, run->original.text, text);
        return error == 0 ? EXIT_CLEAN : fix_report_unwritten(run->program, request->path, error);
    }
    if (request->output_path != NULL) {
        return write_file(run, request->output_path);
    }
    if (isatty(STDOUT_FILENO) == 1) {
        message_text(&run->program->out.output, text);
    } else {
        axvm_output_slice(&run->program->out.output, text);
    }
    return EXIT_CLEAN;
}

/* --- the whole -------------------------------------------------------------------------------------- */

/** The format of the text. @return false if it cannot be converted; that has been reported */
static bool find_format(struct convert_run *run, enum axvm_format *from) {
    struct axvm_output *output = &run->program->err.output;
    struct axvm_detection detection = axvm_format_detect(&run->stage.document, &run->stage.arena);
    *from = run->request->from != AXVM_FORMAT_NONE ? run->request->from : detection.format;
    if (*from == AXVM_FORMAT_FLAT || *from == AXVM_FORMAT_0_4 || *from == AXVM_FORMAT_0_8) {
        return true;
    }
    message(output, "error: '");
    message_argument(output, name_of(run->request->path));
    if (*from == AXVM_FORMAT_NONE) {
        message(output, "' is no VM configuration: ");
    } else {
        message(output, "' is in the format '%s', which is newer and not converted: ", axvm_format_name(*from));
    }
    message_argument(output, detection.reason);
    message(output, "\n");
    return false;
}

/** The architecture that the text is for. */
static enum axvm_arch find_arch(struct convert_run *run, enum axvm_profile profile) {
    struct loaded_config loaded;
    struct input copy;
    struct check_context context = run->request->context;
    struct axvm_slice reason;
    enum axvm_arch arch = context.options.arch;
    context.profile = profile;
    context.decode_only = true;
    if (arch != AXVM_ARCH_UNKNOWN || input_copy(&copy, run->stage.source.text) != 0) {
        return arch;
    }
    loaded_config_decode(&loaded, name_of(run->request->path), &copy, &context);
    if (loaded.status == AXVM_OK) {
        arch = axvm_arch_infer(&loaded.config, loaded.source.name, &loaded.arena, &reason);
    }
    loaded_config_release(&loaded);
    return arch;
}

/** All conversions that are asked for, in turn. */
static enum exit_code convert_text(struct convert_run *run) {
    const struct convert_request *request = run->request;
    enum axvm_format from;
    if (!find_format(run, &from)) {
        return EXIT_FINDINGS;
    }
    enum axvm_profile profile = axvm_format_profile(from);
    bool flat = from == AXVM_FORMAT_FLAT;
    run->profile = profile;
    run->passed = !flat && !request->context.decode_only && passes(run, run->stage.source.text, profile, false, false);
    bool tables_first = request->form == AXVM_LIST_FORM_TABLES && !flat;
    enum exit_code code = tables_first ? change_form(run) : EXIT_CLEAN;
    if (code == EXIT_CLEAN) {
        code = change_format(run, from, flat ? AXVM_ARCH_UNKNOWN : find_arch(run, profile));
    }
    if (code == EXIT_CLEAN && !tables_first) {
        code = change_form(run);
    }
    if (flat && !request->to_given) {
        run->profile = (enum axvm_profile)AXVM_PROFILE_COUNT;
    }
    if (code == EXIT_CLEAN) {
        code = verify(run);
    }
    return code == EXIT_CLEAN && request->to_json ? advance(run, write_json, NULL, true) : code;
}

static enum exit_code convert_file(struct program *program, const struct convert_request *request) {
    struct convert_run run = {.program = program, .request = request};
    enum exit_code code = stage_read(&run.stage, program, request->path);
    if (code != EXIT_CLEAN) {
        return code;
    }
    if (run.stage.status == AXVM_OUT_OF_MEMORY || input_copy(&run.original, run.stage.input.text) != 0) {
        stage_release(&run.stage);
        return message_out_of_memory(program);
    }
    if (run.stage.from_json && request->in_place) {
        code = refuse(&run, "--in-place would put TOML into a JSON file");
    } else if (run.stage.document.damaged) {
        stage_report(&run.stage, program, request->color);
        message(&program->err.output, "\n");
        code = refuse(&run, "it is no TOML");
    } else {
        code = convert_text(&run);
    }
    if (code == EXIT_CLEAN) {
        code = write_result(&run);
    }
    stage_release(&run.stage);
    input_release(&run.original);
    return code;
}

/* --- options ---------------------------------------------------------------------------------------- */

static bool take_to(const struct option_reader *reader, struct convert_request *request) {
    static const char *const words[] = {"0.4", "0.8", "json"};
    if (strcmp(reader->value, words[2]) == 0) {
        request->to_json = true;
        return true;
    }
    request->to_given = axvm_profile_from(axvm_slice_of(reader->value), &request->to);
    if (!request->to_given) {
        option_word_error(reader, OPTION_TO, words, COUNT_OF(words));
    }
    return request->to_given;
}

static bool take_from(const struct option_reader *reader, struct convert_request *request) {
    static const char *const words[] = {"flat", "0.4", "0.8"};
    for (size_t i = 0; i < COUNT_OF(words); i++) {
        if (strcmp(reader->value, words[i]) == 0) {
            return axvm_format_from(axvm_slice_of(words[i]), &request->from);
        }
    }
    option_word_error(reader, OPTION_FROM, words, COUNT_OF(words));
    return false;
}

static bool take_form(const struct option_reader *reader, struct convert_request *request) {
    static const char *const words[] = {"arrays", "tables"};
    for (size_t i = 0; i < COUNT_OF(words); i++) {
        if (strcmp(reader->value, words[i]) == 0) {
            request->form = i == 0 ? AXVM_LIST_FORM_ARRAYS : AXVM_LIST_FORM_TABLES;
            return true;
        }
    }
    option_word_error(reader, OPTION_FORM, words, COUNT_OF(words));
    return false;
}

/** Takes one option. @return false if it is wrong; that has been reported */
static bool take_option(const struct option_reader *reader, int option, struct convert_request *request,
                        enum color_choice *color) {
    switch (option) {
    case OPTION_TO:
        return take_to(reader, request);
    case OPTION_FROM:
        return take_from(reader, request);
    case OPTION_FORM:
        return take_form(reader, request);
    case 'o':
        request->output_given = true;
        request->output_path = strcmp(reader->value, "-") == 0 ? NULL : reader->value;
        return true;
    case OPTION_FORCE:
        request->force = true;
        return true;
    case OPTION_IN_PLACE:
        request->in_place = true;
        return true;
    case OPTION_STRICT:
        request->strict = true;
        return true;
    case OPTION_COLOR:
        return color_option(reader, color);
    case OPTION_ARCH:
    case OPTION_DECODE_ONLY:
        return context_option(reader, option, &request->context);
    default:
        return false;
    }
}

/** Checks what was asked for as a whole. @return what is wrong with it; NULL: nothing */
static const char *find_contradiction(const struct convert_request *request) {
    if (!request->to_given && !request->to_json && request->form == AXVM_LIST_FORM_KEEP) {
        return "error: nothing to convert to\n  help: --to 0.4, 0.8 or json, or --form arrays or tables\n";
    }
    if (request->in_place && (request->output_given || request->path == NULL)) {
        return "error: --in-place has no meaning with -o or standard input\n";
    }
    if (request->in_place && request->to_json) {
        return "error: --in-place would put JSON into a TOML file\n  help: -o FILE\n";
    }
    if (!request->in_place && !request->output_given && request->path != NULL) {
        return "error: it is not said where the result goes\n  help: -o FILE, -o - or --in-place\n";
    }
    return NULL;
}

static enum exit_code run_convert(struct program *program, int argc, char **argv) {
    struct convert_request request = {.from = AXVM_FORMAT_NONE};
    enum color_choice color = COLOR_AUTO;
    struct option_reader reader;
    option_reader_init(&reader, program, &convert_command, argc, argv, false);
    for (int option; (option = option_next(&reader)) != OPTION_END;) {
        if (option == 'h') {
            return help_print(program, &convert_command);
        }
        if (option == OPTION_ERROR || !take_option(&reader, option, &request, &color)) {
            return EXIT_TROUBLE;
        }
    }
    if (reader.operand_count == 0) {
        message(&program->err.output, "error: nothing to convert\n  help: name a file, or '-' for standard input\n");
        return message_usage(program, &convert_command);
    }
    if (reader.operand_count > 1) {
        option_operand_error(&reader, reader.operands[1]);
        return EXIT_TROUBLE;
    }
    request.path = strcmp(reader.operands[0], "-") == 0 ? NULL : reader.operands[0];
    request.color = color_wanted(color, STDERR_FILENO);
    const char *contradiction = find_contradiction(&request);
    if (contradiction != NULL) {
        axvm_output_string(&program->err.output, contradiction);
        return message_usage(program, &convert_command);
    }
    return convert_file(program, &request);
}

static const struct command_option convert_options[] = {
    {OPTION_TO, "to", "FORMAT", "0.4, 0.8, or json for the same in JSON"},
    {OPTION_FROM, "from", "FORMAT", "flat, 0.4 or 0.8 [detected]"},
    {OPTION_FORM, "form", "FORM", "Write regions and devices as arrays or tables\n[as they are]"},
    {'o', "output", "FILE", "Where the result goes, '-' being standard output"},
    {OPTION_IN_PLACE, "in-place", NULL, "Into the file itself"},
    {OPTION_FORCE, "force", NULL, "Replace the file of -o if it holds something else"},
    {OPTION_STRICT, "strict", NULL, "Write nothing if something has no place in the\ntarget or means something else"},
    ARCH_OPTION,
    {OPTION_DECODE_ONLY, "decode-only", NULL, "Do not hold the result to the checks that the\nfile passes"},
    COLOR_OPTION,
    HELP_OPTION,
};

static const struct command_choice convert_choices[] = {{OPTION_TO, "0.4 0.8 json"},
                                                        {OPTION_FROM, "flat 0.4 0.8"},
                                                        {OPTION_FORM, "arrays tables"},
                                                        ARCH_CHOICE,
                                                        COLOR_CHOICE};

const struct command convert_command = {
    .name = "convert",
    .summary = "Convert a configuration to another format",
    .usage = "convert [OPTION]... FILE",
    .details = "FILE is a configuration in TOML or JSON, or '-' for standard input. Keys, values\n"
               "and comments are kept as they are written; a comment goes where what it\n"
               "describes goes. What has no place in the target becomes a comment and is\n"
               "reported; so is what means something else there.\n"
               "\n"
               "The result is a configuration that the target accepts, or nothing is written. A\n"
               "file that passes 'axvmconfig check' still passes it.\n"
               "\n"
               "Examples:\n"
               "  axvmconfig convert --to 0.4 old.toml -o vm.toml\n"
               "  axvmconfig convert --to 0.8 --arch x86_64 vm.toml --in-place\n"
               "  axvmconfig convert --form tables vm.toml -o -\n"
               "  axvmconfig convert --to json vm.toml -o vm.json\n"
               "  axvmconfig convert --to 0.4 vm.json -o vm.toml\n"
               "\n"
               "Exit codes: 0 converted, 1 it cannot be converted, 2 wrong usage or a file\n"
               "cannot be read or written.\n",
    .options = convert_options,
    .option_count = COUNT_OF(convert_options),
    .operand = "FILE",
    .choices = convert_choices,
    .choice_count = COUNT_OF(convert_choices),
    .run = run_convert,
};
