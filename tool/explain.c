/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file explain.c
 * The command `explain`: what a finding means, why it matters and how it is mended.
 */
#include "color.h"
#include "help.h"
#include "message.h"
#include "options.h"
#include "prose.h"
#include "rule_text.h"

#include <string.h>
#include <unistd.h>

enum {
    OPTION_LIST = OPTION_WITHOUT_LETTER,
    OPTION_MARKDOWN,
};

/** How far texts and examples are indented, and how wide lines are. */
#define INDENT 4
#define WIDTH  80

/** Room for where a rule applies, in words. */
#define SCOPE_MAX 200

/** The digits of a code. */
#define CODE_DIGITS 4

static const char *const level_colors[] = {
    [AXVM_LEVEL_NOTE] = "\033[1;36m", [AXVM_LEVEL_WARNING] = "\033[1;33m", [AXVM_LEVEL_ERROR] = "\033[1;31m"};

/** What is asked for, and where it goes. */
struct explanation {
    struct axvm_output *output;
    bool color;
    bool list;
    bool markdown;
};

static void write_style(const struct explanation *explanation, const char *style) {
    if (explanation->color) {
        axvm_output_string(explanation->output, style);
    }
}

static void write_bold(const struct explanation *explanation, const char *text) {
    write_style(explanation, "\033[1m");
    axvm_output_string(explanation->output, text);
    write_style(explanation, "\033[0m");
}

/** Writes a code in the color of its level. */
static void write_code(const struct explanation *explanation, const struct axvm_rule *rule) {
    write_style(explanation, level_colors[axvm_rule_level(rule, AXVM_PROFILE_0_4)]);
    rule_write_code(explanation->output, rule->code);
    write_style(explanation, "\033[0m");
}

/** Writes a line with all that is short about a rule, in columns. */
static void write_row(const struct explanation *explanation, const struct axvm_rule *rule) {
    struct axvm_output *output = explanation->output;
    const char *level = rule_level_word(axvm_rule_level(rule, AXVM_PROFILE_0_4));
    write_code(explanation, rule);
    message(output, "  %s", level);
    axvm_output_repeat(output, ' ', 9 - strlen(level));
    message(output, "%s", rule->texts->name);
    axvm_output_repeat(output, ' ', strlen(rule->texts->name) < 22 ? 22 - strlen(rule->texts->name) : 1);
    message(output, "%s\n", rule->title);
}

static void write_list(const struct explanation *explanation) {
    size_t count = axvm_rule_count();
    for (size_t i = 0; i < count; i++) {
        write_row(explanation, axvm_rule_at(i));
    }
}

static void write_example(const struct explanation *explanation, const struct axvm_rule *rule, bool mended) {
    axvm_output_char(explanation->output, '\n');
    write_bold(explanation, mended ? "Mended:" : "Example:");
    message(explanation->output, "\n\n");
    rule_write_example(explanation->output, rule, mended, INDENT);
}

static void write_related(const struct explanation *explanation, const struct axvm_rule *rule) {
    if (rule->texts->related[0] == 0) {
        return;
    }
    axvm_output_char(explanation->output, '\n');
    write_bold(explanation, "See also:");
    message(explanation->output, "\n\n");
    for (size_t i = 0; i < AXVM_RELATED_MAX && rule->texts->related[i] != 0; i++) {
        const struct axvm_rule *related = axvm_rule_of(rule->texts->related[i]);
        axvm_output_repeat(explanation->output, ' ', INDENT);
        write_code(explanation, related);
        message(explanation->output, "  %s: %s\n", related->texts->name, related->title);
    }
}

/** Writes where a rule applies, behind "Holds for:". */
static void write_scope(struct axvm_output *output, const struct axvm_rule *rule) {
    char scope[SCOPE_MAX] = "";
    struct axvm_output buffer;
    axvm_output_init(&buffer, scope, sizeof(scope) - 1, NULL, NULL);
    rule_write_scope(&buffer, rule);
    bool is_short = strlen(scope) + strlen("Holds for: ") <= WIDTH;
    message(output, is_short ? " " : "\n");
    prose_write(output, scope, is_short ? 0 : INDENT, WIDTH);
}

/** Writes all that is known about a rule. */
static void write_rule(const struct explanation *explanation, const struct axvm_rule *rule) {
    struct axvm_output *output = explanation->output;
    write_style(explanation, level_colors[axvm_rule_level(rule, AXVM_PROFILE_0_4)]);
    message(output, "%s[", rule_level_word(axvm_rule_level(rule, AXVM_PROFILE_0_4)));
    rule_write_code(output, rule->code);
    message(output, "]");
    write_style(explanation, "\033[0m\033[1m");
    message(output, ": %s", rule->title);
    write_style(explanation, "\033[0m");
    message(output, "\n");
    write_bold(explanation, "Name:");
    message(output, " %s\n", rule->texts->name);
    write_bold(explanation, "Holds for:");
    write_scope(output, rule);
    message(output, "\n");
    prose_write(output, rule->texts->explanation, 0, WIDTH);
    if (rule->texts->on_board != NULL) {
        message(output, "\n");
        write_bold(explanation, "On the board:");
        message(output, "\n\n");
        prose_write(output, rule->texts->on_board, INDENT, WIDTH);
    }
    if (rule_has_example(rule)) {
        write_example(explanation, rule, false);
        write_example(explanation, rule, true);
    }
    write_related(explanation, rule);
}

/**
 * Writes out a code that was given short: `203` and `ax203` are AX0203.
 * @return false if it is none
 */
static bool complete_code(struct axvm_slice word, char code[2 + CODE_DIGITS]) {
    if (word.length > 2 && (word.data[0] | 0x20) == 'a' && (word.data[1] | 0x20) == 'x') {
        word.data += 2;
        word.length -= 2;
    }
    if (word.length == 0 || word.length > CODE_DIGITS || strspn(word.data, "0123456789") != word.length) {
        return false;
    }
    memcpy(code, "AX0000", 2 + CODE_DIGITS);
    memcpy(code + 2 + CODE_DIGITS - word.length, word.data, word.length);
    return true;
}

/** The rule that an operand means. @return NULL if there is none; that has been reported */
static const struct axvm_rule *find_rule(struct program *program, const char *operand) {
    char code[2 + CODE_DIGITS];
    struct axvm_slice word = axvm_slice_of(operand);
    if (complete_code(word, code)) {
        word = (struct axvm_slice){code, sizeof(code)};
    }
    const struct axvm_rule *rule = axvm_rule_named(word);
    if (rule != NULL) {
        return rule;
    }
    struct axvm_output *output = &program->err.output;
    message(output, "error: unknown code '%a'\n", operand);
    rule = axvm_rule_suggested(word);
    if (rule != NULL) {
        message(output, "  help: did you mean '");
        rule_write_code(output, rule->code);
        message(output, "' (%s)?\n", rule->texts->name);
    } else {
        message(output, "  help: 'axvmconfig explain --list' lists all codes and their names\n");
    }
    return NULL;
}

static enum exit_code explain_operands(struct program *program, const struct explanation *explanation,
                                       const struct option_reader *reader) {
    bool complete = true;
    for (int i = 0; i < reader->operand_count; i++) {
        complete = find_rule(program, reader->operands[i]) != NULL && complete;
    }
    if (!complete) {
        return message_usage(program, &explain_command);
    }
    for (int i = 0; i < reader->operand_count; i++) {
        message(explanation->output, i == 0 ? "" : "\n");
        write_rule(explanation, find_rule(program, reader->operands[i]));
    }
    return EXIT_CLEAN;
}

/** Checks that the arguments make sense together. @return false if not; that has been reported */
static bool check_usage(struct program *program, const struct explanation *explanation,
                        const struct option_reader *reader) {
    struct axvm_output *output = &program->err.output;
    bool all = explanation->list || explanation->markdown;
    if (explanation->list && explanation->markdown) {
        message(output, "error: '--list' and '--markdown' are given both\n");
    } else if (all && reader->operand_count > 0) {
        message(output, "error: '--%s' is about all codes, but '%a' is given too\n",
                explanation->list ? "list" : "markdown", reader->operands[0]);
    } else if (!all && reader->operand_count == 0) {
        message(output, "error: nothing to explain\n"
                        "  help: name a code, such as 'AX0103', or '--list' for all of them\n");
    } else {
        return true;
    }
    message_usage(program, &explain_command);
    return false;
}

static enum exit_code run_explain(struct program *program, int argc, char **argv) {
    struct explanation explanation = {.output = &program->out.output};
    enum color_choice color = COLOR_AUTO;
    struct option_reader reader;
    option_reader_init(&reader, program, &explain_command, argc, argv, false);
    for (int option; (option = option_next(&reader)) != OPTION_END;) {
        if (option == 'h') {
            return help_print(program, &explain_command);
        }
        if (option == OPTION_ERROR || (option == OPTION_COLOR && !color_option(&reader, &color))) {
            return EXIT_TROUBLE;
        }
        explanation.list = explanation.list || option == OPTION_LIST;
        explanation.markdown = explanation.markdown || option == OPTION_MARKDOWN;
    }
    if (!check_usage(program, &explanation, &reader)) {
        return EXIT_TROUBLE;
    }
    explanation.color = color_wanted(color, STDOUT_FILENO);
    if (explanation.markdown) {
        rules_write_page(explanation.output);
        return EXIT_CLEAN;
    }
    if (explanation.list) {
        write_list(&explanation);
        return EXIT_CLEAN;
    }
    return explain_operands(program, &explanation, &reader);
}

static const struct command_option explain_options[] = {
    {OPTION_LIST, "list", NULL, "List all codes: level, name and what is wrong"},
    {OPTION_MARKDOWN, "markdown", NULL, "Print all explanations as a page of Markdown"},
    COLOR_OPTION,
    HELP_OPTION,
};

static const struct command_choice explain_choices[] = {COLOR_CHOICE};

const struct command explain_command = {
    .name = "explain",
    .summary = "Explain what a finding means",
    .usage = "explain [OPTION]... CODE...\nexplain --list",
    .details = "CODE is what a finding shows in brackets, such as AX0103; 103 will do. The name\n"
               "of a finding will do too, such as wrong-type.\n"
               "\n"
               "Examples:\n"
               "  axvmconfig explain AX0103\n"
               "  axvmconfig explain unknown-key missing-key\n"
               "  axvmconfig explain --list | grep warning\n"
               "\n"
               "Exit codes: 0 explained, 2 wrong usage or an unknown code.\n",
    .options = explain_options,
    .option_count = COUNT_OF(explain_options),
    .operand = "CODE",
    .choices = explain_choices,
    .choice_count = COUNT_OF(explain_choices),
    .run = run_explain,
};
