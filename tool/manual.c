/* SPDX-License-Identifier: Apache-2.0 */
#include "manual.h"

#include "axvmconfig/axvmconfig.h"
#include "message.h"
#include "program.h"
#include "prose.h"
#include "rule_text.h"

#include <ctype.h>
#include <string.h>

/** The day of the page, by hand, so that the page depends on its sources only. */
#define MANUAL_DATE "November 23, 2026"

/** How wide lines of the source are. */
#define SOURCE_WIDTH 79

/** What the paragraphs in a command's details begin with that have chapters of their own. */
#define EXAMPLES   "Examples:"
#define EXIT_CODES "Exit codes:"

/* --- text ---------------------------------------------------------------------------------------- */

/** Writes a text so that roff prints it as it is, with hyphens as they are typed if it is to be typed. */
static void write_escaped(struct axvm_output *output, struct axvm_slice text, bool typed) {
    for (size_t i = 0; i < text.length; i++) {
        switch (text.data[i]) {
        case '\\':
            axvm_output_string(output, "\\e");
            break;
        case '\'':
        case '`':
            axvm_output_string(output, "\\(aq");
            break;
        case '^':
            axvm_output_string(output, "\\(ha");
            break;
        case '~':
            axvm_output_string(output, "\\(ti");
            break;
        case '-':
            axvm_output_string(output, typed ? "\\-" : "-");
            break;
        default:
            axvm_output_string(output, i == 0 && text.data[i] == '.' ? "\\&" : "");
            axvm_output_char(output, text.data[i]);
            break;
        }
    }
}

/** Whether a word ends a sentence: the next one must then begin a line. */
static bool ends_sentence(struct axvm_slice word) {
    while (word.length > 0 && strchr(")\"'`", word.data[word.length - 1]) != NULL) {
        word.length--;
    }
    return word.length > 0 && strchr(".!?", word.data[word.length - 1]) != NULL;
}

/** How wide a word is in the source. */
static size_t source_width(struct axvm_slice word, bool typed) {
    struct axvm_output counter;
    axvm_output_init(&counter, NULL, 0, NULL, NULL); /* without room it only counts */
    write_escaped(&counter, word, typed);
    return (size_t)counter.total;
}

/** Writes words in lines, without an end of the last one. @return the last word */
static struct axvm_slice write_words(struct axvm_output *output, struct axvm_slice text) {
    struct axvm_slice last = {"", 0};
    struct axvm_slice word;
    size_t column = 0;
    while (prose_next_word(&text, &word)) {
        bool typed = word.data[0] == '-' || word.data[0] == '\'';
        size_t width = source_width(word, typed);
        bool breaks = ends_sentence(last) || column + 1 + width > SOURCE_WIDTH;
        if (last.length > 0) {
            axvm_output_char(output, breaks ? '\n' : ' ');
            column = breaks ? 0 : column + 1;
        }
        write_escaped(output, word, typed);
        column += width;
        last = word;
    }
    return last;
}

/** Writes a text that may lack its full stop. */
static void write_sentence(struct axvm_output *output, const char *text) {
    struct axvm_slice last = write_words(output, axvm_slice_of(text));
    axvm_output_string(output, ends_sentence(last) ? "\n" : ".\n");
}

/** Writes the indented lines at the start of `rest` as a display, and takes them. */
static void write_display(struct axvm_output *output, struct axvm_slice *rest) {
    struct axvm_slice line;
    axvm_output_string(output, ".Bd -literal -offset 2n\n");
    while (prose_begins(*rest, "  ") && prose_next_line(rest, &line)) {
        struct axvm_slice shown = {line.data + 2, line.length - 2};
        write_escaped(output, shown, true);
        axvm_output_char(output, '\n');
    }
    axvm_output_string(output, ".Ed\n");
}

/** Writes the lines of a paragraph: text, and indented lines as displays. */
static void write_lines(struct axvm_output *output, struct axvm_slice rest) {
    while (rest.length > 0) {
        if (prose_begins(rest, "  ")) {
            write_display(output, &rest);
            continue;
        }
        struct axvm_slice text = {rest.data, 0};
        struct axvm_slice line;
        while (rest.length > 0 && !prose_begins(rest, "  ") && prose_next_line(&rest, &line)) {
            text.length = (size_t)(line.data + line.length - text.data);
        }
        write_words(output, text);
        axvm_output_char(output, '\n');
    }
}

/** The paragraph of a command's details that begins with some words, without them. @return false: none */
static bool find_paragraph(const struct command *command, const char *words, struct axvm_slice *paragraph) {
    struct axvm_slice rest = axvm_slice_of(command->details);
    while (prose_next_paragraph(&rest, paragraph)) {
        if (prose_begins(*paragraph, words)) {
            size_t length = strlen(words) + 1;
            paragraph->data += length;
            paragraph->length -= length;
            return true;
        }
    }
    return false;
}

/** Writes the paragraphs of a command's details that have no chapter of their own. */
static void write_details(struct axvm_output *output, const struct command *command) {
    struct axvm_slice rest = axvm_slice_of(command->details);
    struct axvm_slice paragraph;
    while (prose_next_paragraph(&rest, &paragraph)) {
        if (!prose_begins(paragraph, EXAMPLES) && !prose_begins(paragraph, EXIT_CODES)) {
            axvm_output_string(output, prose_begins(paragraph, "  ") ? "" : ".Pp\n");
            write_lines(output, paragraph);
        }
    }
}

/* --- usage and options --------------------------------------------------------------------------- */

/** Writes what an operand or value is called: `[FILE]...` becomes `Op Ar FILE ...`. */
static void write_operand(struct axvm_output *output, struct axvm_slice word) {
    bool repeated = word.length > 3 && memcmp(word.data + word.length - 3, "...", 3) == 0;
    word.length -= repeated ? 3 : 0;
    bool optional = word.data[0] == '[';
    if (optional || word.data[0] == '<') {
        word.data++;
        word.length -= 2;
    }
    axvm_output_string(output, optional ? "Op Ar " : "Ar ");
    axvm_output_slice(output, word);
    axvm_output_string(output, repeated ? " ..." : "");
}

/** Writes an option as it is typed: `Fl -name` for `--name`. */
static void write_flag(struct axvm_output *output, struct axvm_slice word) {
    axvm_output_string(output, "Fl ");
    axvm_output_bytes(output, word.data + 1, word.length - 1);
}

/** Writes one line of usage. */
static void write_usage_line(struct axvm_output *output, const struct command *command, struct axvm_slice line) {
    struct axvm_slice word;
    axvm_output_string(output, ".Nm\n");
    if (command->name[0] != '\0' && prose_next_word(&line, &word)) {
        message(output, ".Cm %s\n", command->name);
    }
    while (prose_next_word(&line, &word)) {
        axvm_output_char(output, '.');
        if (word.data[0] != '-') {
            write_operand(output, word);
        } else {
            write_flag(output, word);
            if (prose_begins(line, " <") && prose_next_word(&line, &word)) {
                axvm_output_char(output, ' ');
                write_operand(output, word);
            }
        }
        axvm_output_char(output, '\n');
    }
}

static void write_usage(struct axvm_output *output, const struct command *command) {
    struct axvm_slice rest = axvm_slice_of(command->usage);
    struct axvm_slice line;
    while (prose_next_line(&rest, &line)) {
        write_usage_line(output, command, line);
    }
}

static void write_options(struct axvm_output *output, const struct command *command) {
    axvm_output_string(output, ".Bl -tag -width Ds\n");
    for (size_t i = 0; i < command->option_count; i++) {
        const struct command_option *option = &command->options[i];
        const char *value = option->value;
        axvm_output_string(output, ".It ");
        if (option->id < OPTION_WITHOUT_LETTER) {
            message(output, "Fl ");
            axvm_output_char(output, (char)option->id);
            message(output, "%s%s , ", value != NULL ? " Ar " : "", value != NULL ? value : "");
        }
        message(output, "Fl -%s%s%s\n", option->name, value != NULL ? " Ar " : "", value != NULL ? value : "");
        write_sentence(output, option->help);
        if (option->id < OPTION_WITHOUT_LETTER && command->repeatable != NULL &&
            strchr(command->repeatable, option->id) != NULL) {
            message(output, "May be given more than once.\n");
        }
    }
    axvm_output_string(output, ".El\n");
}

/* --- chapters ------------------------------------------------------------------------------------ */

/** The command at a position: the program itself, then its commands. @return NULL behind the last */
static const struct command *command_at(size_t position) {
    if (position == 0) {
        return &program_command;
    }
    return position <= command_count ? commands[position - 1] : NULL;
}

static void write_name(struct axvm_output *output) {
    message(output, ".Sh NAME\n.Nm axvmconfig\n.Nd ");
    axvm_output_char(output, (char)tolower((unsigned char)program_command.summary[0]));
    message(output, "%s\n", program_command.summary + 1);
}

static void write_synopsis(struct axvm_output *output) {
    message(output, ".Sh SYNOPSIS\n");
    for (size_t i = 1; command_at(i) != NULL; i++) {
        write_usage(output, command_at(i));
    }
    message(output, ".Nm\n");
    for (size_t i = 0; i < program_command.option_count; i++) {
        message(output, i == 0 ? ".Fl -%s" : " | Fl -%s", program_command.options[i].name);
    }
    message(output, "\n");
}

static void write_description(struct axvm_output *output) {
    message(output, ".Sh DESCRIPTION\n"
                    "A VM configuration is a TOML file that tells the Axvisor hypervisor about a\n"
                    "guest: its CPUs, memory, images and devices.\n"
                    ".Nm\n"
                    "reads such files as the hypervisor does, on any machine.\n"
                    "Results go to standard output, messages to standard error, and\n"
                    ".Sq -\n"
                    "as a file name stands for standard input.\n");
    write_details(output, &program_command);
    message(output, ".Pp\nWithout a command there are these options:\n");
    write_options(output, &program_command);
    for (size_t i = 1; command_at(i) != NULL; i++) {
        const struct command *command = command_at(i);
        message(output, ".Ss %s\n", command->name);
        write_sentence(output, command->summary);
        write_details(output, command);
        message(output, ".Pp\nThe options:\n");
        write_options(output, command);
    }
}

static void write_environment(struct axvm_output *output) {
    message(output, ".Sh ENVIRONMENT\n"
                    ".Bl -tag -width NO_COLOR\n"
                    ".It Ev NO_COLOR\n"
                    "If it is set and not empty, there is no color unless\n"
                    ".Fl -color Cm always\n"
                    "asks for it.\n"
                    ".It Ev TERM\n"
                    "If it is not set or\n"
                    ".Cm dumb ,\n"
                    "there is no color either.\n"
                    ".El\n");
}

static void write_exit_status(struct axvm_output *output) {
    message(output, ".Sh EXIT STATUS\n.Bl -tag -width Ds\n");
    for (size_t i = 0; command_at(i) != NULL; i++) {
        struct axvm_slice paragraph;
        if (find_paragraph(command_at(i), EXIT_CODES, &paragraph)) {
            message(output, ".It %s%s\n", i == 0 ? "in general" : "Cm ", command_at(i)->name);
            write_lines(output, paragraph);
        }
    }
    message(output, ".El\n");
}

static void write_examples(struct axvm_output *output) {
    message(output, ".Sh EXAMPLES\n");
    for (size_t i = 0; command_at(i) != NULL; i++) {
        struct axvm_slice paragraph;
        if (find_paragraph(command_at(i), EXAMPLES, &paragraph)) {
            message(output, i == 0 ? "In general:\n" : ".Pp\n.Cm %s :\n", command_at(i)->name);
            write_lines(output, paragraph);
        }
    }
}

static void write_diagnostics(struct axvm_output *output) {
    size_t count = axvm_rule_count();
    message(output, ".Sh DIAGNOSTICS\n"
                    "These are the findings of\n"
                    ".Cm check .\n"
                    ".Nm Cm explain Ar CODE\n"
                    "says more about each.\n"
                    ".Bl -tag -width Ds -compact\n");
    for (size_t i = 0; i < count; i++) {
        message(output, ".It ");
        rule_write_code(output, axvm_rule_at(i)->code);
        message(output, " Pq %s, %s\n", rule_level_word(axvm_rule_level(axvm_rule_at(i), AXVM_PROFILE_0_4)),
                axvm_rule_at(i)->texts->name);
        write_words(output, axvm_slice_of(axvm_rule_at(i)->title));
        message(output, "\n");
    }
    message(output, ".El\n");
}

void manual_write(struct axvm_output *output) {
    message(output, ".\\\" SPDX-License-Identifier: Apache-2.0\n"
                    ".\\\" Made by scripts/update-generated from the tables of the program: edit those.\n"
                    ".Dd " MANUAL_DATE "\n"
                    ".Dt AXVMCONFIG 1\n"
                    ".Os axvmconfig " AXVM_VERSION "\n");
    write_name(output);
    write_synopsis(output);
    write_description(output);
    write_environment(output);
    write_exit_status(output);
    write_examples(output);
    write_diagnostics(output);
    message(output, ".Sh SEE ALSO\n"
                    ".Lk https://github.com/arceos-hypervisor/axvisor \"The Axvisor hypervisor\"\n"
                    ".Pp\n"
                    ".Lk https://toml.io/ \"TOML\"\n");
}
