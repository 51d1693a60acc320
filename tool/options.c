/* SPDX-License-Identifier: Apache-2.0 */
#include "options.h"

#include <string.h>

/** Where getopt is told to start: 0 makes glibc and musl forget an earlier reading. */
#define GETOPT_RESTART 0

void option_reader_init(struct option_reader *reader, struct program *program, const struct command *command, int argc,
                        char **argv, bool operands_first) {
    memset(reader, 0, sizeof(*reader));
    reader->program = program;
    reader->command = command;
    reader->argc = argc;
    reader->argv = argv;
    reader->operands_first = operands_first;
    reader->operands = argv + 1;
    char *letter = reader->letters;
    *letter++ = operands_first ? '+' : '-'; /* '-': operands come as option 1, in their place */
    *letter++ = ':';                        /* errors are ours to report */
    for (size_t i = 0; i < command->option_count; i++) {
        const struct command_option *option = &command->options[i];
        reader->names[i].name = option->name;
        reader->names[i].has_arg = option->value != NULL ? required_argument : no_argument;
        reader->names[i].val = option->id;
        if (option->id < OPTION_WITHOUT_LETTER) {
            *letter++ = (char)option->id;
            if (option->value != NULL) {
                *letter++ = ':';
            }
        }
    }
    optind = GETOPT_RESTART;
}

/** The row of an option. The id must be one of the command's. */
static size_t row_of(const struct option_reader *reader, int id) {
    size_t row = 0;
    while (reader->command->options[row].id != id) {
        row++;
    }
    return row;
}

bool option_given(const struct option_reader *reader, int id) {
    return (reader->given >> row_of(reader, id) & 1) != 0;
}

void option_write(struct axvm_output *output, const struct option_reader *reader, int id) {
    const struct command_option *option = &reader->command->options[row_of(reader, id)];
    message(output, "--%s", option->name);
    if (option->value != NULL) {
        message(output, " <%s>", option->value);
    }
}

/** Ends the report of an error. @return OPTION_ERROR */
static int end_error(const struct option_reader *reader) {
    message_usage(reader->program, reader->command);
    return OPTION_ERROR;
}

/** Reports an option that does not exist. @param name  its name without dashes; length 0: a letter */
static int unknown_option(const struct option_reader *reader, const char *shown, struct axvm_slice name) {
    struct axvm_output *output = &reader->program->err.output;
    struct suggestion suggestion = suggestion_for(name);
    for (size_t i = 0; name.length > 0 && i < reader->command->option_count; i++) {
        suggestion_consider(&suggestion, reader->command->options[i].name);
    }
    message(output, "error: unknown option '%a'\n", shown);
    suggestion_write(output, &suggestion, "'--");
    return end_error(reader);
}

/** Reports a letter that is no option: the letter alone, or the whole argument if it is not a plain one. */
static int unknown_letter(const struct option_reader *reader, const char *argument) {
    char shown[] = {'-', (char)optopt, '\0'};
    bool plain = optopt > ' ' && optopt < 0x7f;
    return unknown_option(reader, plain || argument == NULL ? shown : argument, axvm_slice_of(""));
}

/** Checks a long option before getopt sees it, which would accept abbreviations. @return whether to go on */
static bool check_long_option(const struct option_reader *reader, const char *argument) {
    const char *name = argument + 2;
    size_t length = strcspn(name, "=");
    for (size_t i = 0; i < reader->command->option_count; i++) {
        const struct command_option *option = &reader->command->options[i];
        if (strlen(option->name) != length || memcmp(option->name, name, length) != 0) {
            continue;
        }
        if (name[length] == '=' && option->value == NULL) {
            message(&reader->program->err.output, "error: '--%s' takes no value, but '%a' was given\n", option->name,
                    name + length + 1);
            end_error(reader);
            return false;
        }
        return true;
    }
    struct axvm_slice slice = {name, length};
    unknown_option(reader, argument, slice);
    return false;
}

/** Reports that an option's value is missing. @param instead  what stands in its place; NULL if nothing does */
static int missing_value(const struct option_reader *reader, const struct command_option *option, const char *instead) {
    struct axvm_output *output = &reader->program->err.output;
    message(output, "error: '");
    option_write(output, reader, option->id);
    message(output, "' needs a value");
    if (instead != NULL) {
        message(output, ", but '%a' looks like an option\n  help: to mean it as the value, write '--%s=%a'", instead,
                option->name, instead);
    }
    message(output, "\n");
    return end_error(reader);
}

static bool is_repeatable(const struct command *command, int id) {
    return command->repeatable != NULL && id < OPTION_WITHOUT_LETTER && strchr(command->repeatable, id) != NULL;
}

/** Takes an option that getopt has found. @return its id or OPTION_ERROR */
static int accept_option(struct option_reader *reader, int id) {
    size_t row = row_of(reader, id);
    const struct command_option *option = &reader->command->options[row];
    reader->value = NULL;
    if (option->value != NULL) {
        const char *last = reader->argv[optind - 1];
        bool separate = optarg == last;
        if (separate && optarg[0] == '-' && optarg[1] != '\0') {
            return missing_value(reader, option, optarg);
        }
        bool after_letter = !separate && last[1] != '-';
        reader->value = after_letter && optarg[0] == '=' ? optarg + 1 : optarg;
        if (option_given(reader, id) && !is_repeatable(reader->command, id)) {
            struct axvm_output *output = &reader->program->err.output;
            message(output, "error: '");
            option_write(output, reader, id);
            message(output, "' is given more than once\n");
            return end_error(reader);
        }
    }
    reader->given |= (uint32_t)1 << row;
    return id;
}

/** Takes what getopt has left: everything after `--`, or from the first operand on. */
static int take_rest(struct option_reader *reader) {
    if (reader->operands_first) {
        reader->operands = reader->argv + optind;
        reader->operand_count = reader->argc - optind;
        return OPTION_END;
    }
    while (optind < reader->argc) {
        reader->operands[reader->operand_count++] = reader->argv[optind++];
    }
    return OPTION_END;
}

int option_next(struct option_reader *reader) {
    for (;;) {
        int at = optind == GETOPT_RESTART ? 1 : optind;
        const char *argument = at < reader->argc ? reader->argv[at] : NULL;
        bool is_long = argument != NULL && argument[0] == '-' && argument[1] == '-' && argument[2] != '\0';
        if (is_long && !check_long_option(reader, argument)) {
            return OPTION_ERROR;
        }
        int found = getopt_long(reader->argc, reader->argv, reader->letters, reader->names, NULL);
        switch (found) {
        case -1:
            return take_rest(reader);
        case 1:
            reader->operands[reader->operand_count++] = optarg; /* never past what getopt has read */
            break;
        case '?':
            return unknown_letter(reader, argument);
        case ':':
            return missing_value(reader, &reader->command->options[row_of(reader, optopt)], NULL);
        default:
            return accept_option(reader, found);
        }
    }
}

/** Starts the report of a value that will not do. */
static void begin_value_error(const struct option_reader *reader, int id) {
    struct axvm_output *output = &reader->program->err.output;
    message(output, "error: invalid value '%a' for '", reader->value);
    option_write(output, reader, id);
    message(output, "': ");
}

int option_value_error(const struct option_reader *reader, int id, const char *expected) {
    return option_suggest_error(reader, id, expected, &(struct suggestion){.best = NULL});
}

int option_suggest_error(const struct option_reader *reader, int id, const char *expected,
                         const struct suggestion *suggestion) {
    begin_value_error(reader, id);
    message(&reader->program->err.output, "%s\n", expected);
    suggestion_write(&reader->program->err.output, suggestion, "'");
    return end_error(reader);
}

int option_choice_error(const struct option_reader *reader, int id, const char *const *words, size_t count,
                        const struct suggestion *suggestion) {
    struct axvm_output *output = &reader->program->err.output;
    begin_value_error(reader, id);
    message(output, "expected ");
    for (size_t i = 0; i < count; i++) {
        message(output, "%s%s", i == 0 ? "" : i + 1 < count ? ", " : " or ", words[i]);
    }
    message(output, "\n");
    suggestion_write(output, suggestion, "'");
    return end_error(reader);
}

int option_word_error(const struct option_reader *reader, int id, const char *const *words, size_t count) {
    struct suggestion suggestion = suggestion_for(axvm_slice_of(reader->value));
    for (size_t i = 0; i < count; i++) {
        suggestion_consider(&suggestion, words[i]);
    }
    return option_choice_error(reader, id, words, count, &suggestion);
}

bool option_number(const struct option_reader *reader, int id, uint64_t *number) {
    if (axvm_parse_u64(axvm_slice_of(reader->value), number)) {
        return true;
    }
    option_value_error(reader, id, "expected a number from 0 to 2^64-1, such as 4096, 0x8020_0000, 0o17 or 0b101");
    return false;
}

int option_operand_error(const struct option_reader *reader, const char *operand) {
    message(&reader->program->err.output, "error: unexpected argument '%a'\n", operand);
    return end_error(reader);
}
