/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file schema.c
 * The command `schema`: the keys and values that there are, as a JSON Schema for editors and other tools.
 */
#include "axvmconfig/axvmconfig.h"
#include "context_options.h"
#include "help.h"
#include "message.h"
#include "options.h"

enum {
    OPTION_STRICT_KEYS = OPTION_AFTER_CONTEXT,
    OPTION_SCENARIO,
};

/** What is asked for. */
struct schema_request {
    bool scenario; /**< of scenarios, instead of configurations */
    bool strict_keys;
    struct check_context context;
};

/** Takes one option. @return false if it is wrong; that has been reported */
static bool take_option(struct schema_request *request, const struct option_reader *reader, int option) {
    switch (option) {
    case OPTION_STRICT_KEYS:
        request->strict_keys = true;
        return true;
    case OPTION_SCENARIO:
        request->scenario = true;
        return true;
    case OPTION_PROFILE:
        return context_option(reader, option, &request->context);
    default:
        return false;
    }
}

static enum exit_code run_schema(struct program *program, int argc, char **argv) {
    struct schema_request request = {.scenario = false};
    struct option_reader reader;
    option_reader_init(&reader, program, &schema_command, argc, argv, false);
    for (int option; (option = option_next(&reader)) != OPTION_END;) {
        if (option == 'h') {
            return help_print(program, &schema_command);
        }
        if (option == OPTION_ERROR || !take_option(&request, &reader, option)) {
            return EXIT_TROUBLE;
        }
    }
    if (reader.operand_count > 0) {
        option_operand_error(&reader, reader.operands[0]);
        return EXIT_TROUBLE;
    }
    if (request.scenario && request.context.profile_given) {
        message(&program->err.output, "error: --profile has no meaning with --scenario\n"
                                      "  help: a scenario has the same keys in every profile\n");
        return message_usage(program, &schema_command);
    }
    axvm_schema_write(&program->out.output, request.scenario ? axvm_scenario_schema() : axvm_schema(),
                      request.context.profile, request.strict_keys);
    return EXIT_CLEAN;
}

static const struct command_option schema_options[] = {
    PROFILE_OPTION,
    {OPTION_STRICT_KEYS, "strict-keys", NULL, "Refuse unknown keys, which are otherwise ignored"},
    {OPTION_SCENARIO, "scenario", NULL, "Print the schema of scenarios instead"},
    HELP_OPTION,
};

static const struct command_choice schema_choices[] = {PROFILE_CHOICE};

const struct command schema_command = {
    .name = "schema",
    .summary = "Print a JSON Schema for completion and validation",
    .usage = "schema [OPTION]...",
    .details = "The JSON Schema (draft 2020-12) accepts what 'check --decode-only' accepts, and\n"
               "tells editors keys, values and what they mean. Taplo and Tombi use it for every\n"
               "file that names it in its first lines:\n"
               "  #:schema ./axvm.schema.json\n"
               "\n"
               "Examples:\n"
               "  axvmconfig schema >axvm.schema.json\n"
               "  axvmconfig schema --profile 0.8 --strict-keys >axvm.schema.json\n"
               "\n"
               "Exit codes: 0 printed, 2 wrong usage or the output cannot be written.\n",
    .options = schema_options,
    .option_count = COUNT_OF(schema_options),
    .choices = schema_choices,
    .choice_count = COUNT_OF(schema_choices),
    .run = run_schema,
};
