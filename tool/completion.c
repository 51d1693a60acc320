/* SPDX-License-Identifier: Apache-2.0 */
#include "completion.h"

#include "axvmconfig/diagnostics.h"
#include "message.h"
#include "program.h"
#include "prose.h"
#include "rule_text.h"

#include <string.h>

/** What completes an operand or the value of an option. */
enum value_kind {
    VALUE_OTHER,   /**< the words of a choice, or nothing */
    VALUE_CONFIG,  /**< a configuration: TOML files, and directories on the way to them */
    VALUE_PATH,    /**< any file */
    VALUE_CODE,    /**< a code or its name */
    VALUE_COMMAND, /**< a command */
};

/** What an operand or value is, by what it is called. @param name  NULL: there is none */
static enum value_kind kind_of(const char *name) {
    static const struct {
        const char *name;
        enum value_kind kind;
    } kinds[] = {{"FILE", VALUE_CONFIG}, {"PATH", VALUE_PATH}, {"CODE", VALUE_CODE}, {"COMMAND", VALUE_COMMAND}};
    for (size_t i = 0; name != NULL && i < COUNT_OF(kinds); i++) {
        if (strcmp(name, kinds[i].name) == 0) {
            return kinds[i].kind;
        }
    }
    return VALUE_OTHER;
}

/** The words that the value of an option is one of. @return separated by spaces; empty if it is none of some words */
static const char *choice_of(const struct command *command, const struct command_option *option) {
    for (size_t i = 0; i < command->choice_count; i++) {
        if (command->choices[i].id == option->id) {
            return command->choices[i].words;
        }
    }
    return "";
}

static bool has_letter(const struct command_option *option) {
    return option->id < OPTION_WITHOUT_LETTER;
}

/** Writes `-c` if the option has a letter, between two texts. */
static void write_letter(struct axvm_output *output, const char *before, const struct command_option *option,
                         const char *after) {
    if (has_letter(option)) {
        axvm_output_string(output, before);
        axvm_output_char(output, '-');
        axvm_output_char(output, (char)option->id);
        axvm_output_string(output, after);
    }
}

/** How a text is put between single quotes. */
struct quoting {
    const char *apostrophe; /**< what stands for an apostrophe */
    const char *escaped;    /**< what needs a backslash */
};

/** Writes a description in single quotes, on one line, without what stands in brackets at its end. */
static void write_description(struct axvm_output *output, const char *text, struct quoting quoting) {
    for (const char *at = text; *at != '\0' && strncmp(at, " [", 2) != 0 && strncmp(at, "\n[", 2) != 0; at++) {
        if (*at == '\'') {
            axvm_output_string(output, quoting.apostrophe);
            continue;
        }
        axvm_output_string(output, strchr(quoting.escaped, *at) != NULL ? "\\" : "");
        axvm_output_char(output, *at == '\n' ? ' ' : *at);
    }
}

/** Writes all commands, or all codes and names, separated by spaces. */
static void write_words(struct axvm_output *output, enum value_kind kind) {
    size_t count = axvm_rule_count();
    for (size_t i = 0; kind == VALUE_CODE && i < count; i++) {
        axvm_output_string(output, i == 0 ? "" : " ");
        rule_write_code(output, axvm_rule_at(i)->code);
        message(output, " %s", axvm_rule_at(i)->texts->name);
    }
    for (size_t i = 0; kind == VALUE_COMMAND && i < command_count; i++) {
        message(output, "%s%s", i == 0 ? "" : " ", commands[i]->name);
    }
}

/* --- bash ---------------------------------------------------------------------------------------- */

static const char bash_begin[] =
    "# SPDX-License-Identifier: Apache-2.0\n"
    "# Completion of axvmconfig for bash. Made by scripts/update-generated from the tables of the program.\n"
    "\n"
    "# Offers the files that match a pattern, and directories; all files if there are no such.\n"
    "_axvmconfig_files() {\n"
    "    local file\n"
    "    while IFS= read -r file; do\n"
    "        COMPREPLY+=(\"$file\")\n"
    "    done < <(compgen -f -X \"!$1\" -- \"$2\"; compgen -d -- \"$2\")\n"
    "    if [[ ${#COMPREPLY[@]} -eq 0 && $1 != '*' ]]; then\n"
    "        _axvmconfig_files '*' \"$2\"\n"
    "    fi\n"
    "    compopt -o filenames 2>/dev/null\n"
    "}\n"
    "\n"
    "_axvmconfig() {\n"
    "    local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]} command= kind=operand\n"
    "    local words= pattern= word\n";

static const char bash_cases[] = "    COMPREPLY=()\n"
                                 "    # A value behind an equals sign is a word of its own, and so is the sign.\n"
                                 "    if [[ $current == = ]]; then\n"
                                 "        current=\n"
                                 "    elif [[ $previous == = ]]; then\n"
                                 "        previous=${COMP_WORDS[COMP_CWORD - 2]}\n"
                                 "    elif [[ $current == -* ]]; then\n"
                                 "        kind=option\n"
                                 "    fi\n"
                                 "    if ((COMP_CWORD > 1)); then\n"
                                 "        command=${COMP_WORDS[1]}\n"
                                 "    fi\n"
                                 "    for word in \"${COMP_WORDS[@]:1:COMP_CWORD-1}\"; do\n"
                                 "        if [[ $word == -- ]]; then # only operands follow\n"
                                 "            kind=operand previous=\n"
                                 "        fi\n"
                                 "    done\n"
                                 "    case \"$command $previous\" in\n";

static const char bash_end[] = "        esac\n"
                               "        ;;\n"
                               "    esac\n"
                               "    if [[ $pattern ]]; then\n"
                               "        _axvmconfig_files \"$pattern\" \"$current\"\n"
                               "    fi\n"
                               "    for word in $words; do\n"
                               "        if [[ $word == \"$current\"* ]]; then\n"
                               "            COMPREPLY+=(\"$word\")\n"
                               "        fi\n"
                               "    done\n"
                               "}\n"
                               "\n"
                               "complete -F _axvmconfig axvmconfig\n";

/** Writes what completes a value, as the end of a case. @param choice  words to offer besides */
static void write_bash_value(struct axvm_output *output, enum value_kind kind, const char *choice) {
    static const struct {
        const char *pattern;
        const char *words;
    } offers[] = {
        [VALUE_OTHER] = {"", ""},      [VALUE_CONFIG] = {" pattern='*.toml'", ""}, [VALUE_PATH] = {" pattern='*'", ""},
        [VALUE_CODE] = {"", "$codes"}, [VALUE_COMMAND] = {"", "$commands"},
    };
    const char *words = offers[kind].words;
    message(output, ")%s", offers[kind].pattern);
    if (choice[0] != '\0' || words[0] != '\0') {
        message(output, " words=\"%s%s%s\"", words, choice[0] != '\0' && words[0] != '\0' ? " " : "", choice);
    }
    message(output, " ;;\n");
}

/** Writes the cases of the options that take a value. */
static void write_bash_options(struct axvm_output *output, const struct command *command) {
    for (size_t i = 0; i < command->option_count; i++) {
        const struct command_option *option = &command->options[i];
        if (option->value != NULL) {
            message(output, "    '%s --%s'", command->name, option->name);
            if (has_letter(option)) {
                message(output, " | '%s -", command->name);
                axvm_output_char(output, (char)option->id);
                message(output, "'");
            }
            write_bash_value(output, kind_of(option->value), choice_of(command, option));
        }
    }
}

/** Writes the cases of a command for words that are no value of an option. */
static void write_bash_words(struct axvm_output *output, const struct command *command) {
    message(output, "        '%s option') words='", command->name);
    for (size_t i = 0; i < command->option_count; i++) {
        const struct command_option *option = &command->options[i];
        message(output, "%s--%s", i == 0 ? "" : " ", option->name);
        if (has_letter(option)) {
            message(output, " -");
            axvm_output_char(output, (char)option->id);
        }
    }
    message(output, "' ;;\n        '%s operand'", command->name);
    write_bash_value(output, kind_of(command->operand), "");
}

static void write_bash(struct axvm_output *output) {
    axvm_output_string(output, bash_begin);
    message(output, "    local commands='");
    write_words(output, VALUE_COMMAND);
    message(output, "'\n    local codes='");
    write_words(output, VALUE_CODE);
    message(output, "'\n%s", bash_cases);
    for (size_t i = 0; i < command_count; i++) {
        write_bash_options(output, commands[i]);
    }
    message(output, "    *)\n        case \"$command $kind\" in\n");
    for (size_t i = 0; i < command_count; i++) {
        write_bash_words(output, commands[i]);
    }
    write_bash_words(output, &program_command);
    axvm_output_string(output, bash_end);
}

/* --- zsh ----------------------------------------------------------------------------------------- */

static const struct quoting zsh_quoting = {"'\\''", "\\[]:"};

static const char zsh_begin[] =
    "#compdef axvmconfig\n"
    "# SPDX-License-Identifier: Apache-2.0\n"
    "# Completion of axvmconfig for zsh. Made by scripts/update-generated from the tables of the program.\n"
    "\n";

static const char zsh_end[] = "    esac\n"
                              "}\n"
                              "\n"
                              "# Called by compinit, or read by hand.\n"
                              "if [[ $funcstack[1] == _axvmconfig ]]; then\n"
                              "    _axvmconfig \"$@\"\n"
                              "else\n"
                              "    compdef _axvmconfig axvmconfig\n"
                              "fi\n";

/** Writes a function that offers words with descriptions. Those it is called with are offered besides. */
static void begin_zsh_function(struct axvm_output *output, const char *name) {
    message(output, "_axvmconfig_%s() {\n    local -a %s=(\n        $@\n", name, name);
}

static void end_zsh_function(struct axvm_output *output, const char *name, const char *title) {
    message(output, "    )\n    _describe -t %s %s %s\n}\n\n", name, title, name);
}

static void write_zsh_commands(struct axvm_output *output) {
    begin_zsh_function(output, "commands");
    for (size_t i = 0; i < command_count; i++) {
        message(output, "        '%s:", commands[i]->name);
        write_description(output, commands[i]->summary, zsh_quoting);
        message(output, "'\n");
    }
    end_zsh_function(output, "commands", "command");
}

static void write_zsh_codes(struct axvm_output *output) {
    size_t count = axvm_rule_count();
    begin_zsh_function(output, "codes");
    for (size_t i = 0; i < count; i++) {
        message(output, "        '");
        rule_write_code(output, axvm_rule_at(i)->code);
        message(output, ":");
        write_description(output, axvm_rule_at(i)->title, zsh_quoting);
        message(output, "' '%s:", axvm_rule_at(i)->texts->name);
        write_description(output, axvm_rule_at(i)->title, zsh_quoting);
        message(output, "'\n");
    }
    end_zsh_function(output, "codes", "code");
}

/** Writes what completes a value: `:FILE:_files`. The blank keeps _arguments from adding to the words. */
static void write_zsh_value(struct axvm_output *output, const char *name, const char *choice) {
    enum value_kind kind = kind_of(name);
    message(output, ":%s:", name);
    if (kind == VALUE_OTHER && choice[0] != '\0') {
        message(output, "(%s)", choice);
    } else if (kind == VALUE_CODE || kind == VALUE_COMMAND) {
        message(output, " _axvmconfig_%s%s%s", kind == VALUE_CODE ? "codes" : "commands", choice[0] != '\0' ? " " : "",
                choice);
    } else if (kind != VALUE_OTHER) {
        message(output, kind == VALUE_CONFIG ? "_files -g \"*.toml(-.)\"" : "_files");
    }
}

/** Whether an option may be given more than once. */
static bool is_repeatable(const struct command *command, const struct command_option *option) {
    return has_letter(option) && command->repeatable != NULL && strchr(command->repeatable, option->id) != NULL;
}

/** Writes an option: `'(-c --config-path)'{-c+,--config-path=}'[...]:FILE:_files'`. */
static void write_zsh_option(struct axvm_output *output, const struct command *command,
                             const struct command_option *option) {
    bool has_value = option->value != NULL;
    message(output, " \\\n            ");
    if (is_repeatable(command, option)) {
        message(output, "'*'");
    } else {
        message(output, "'(");
        write_letter(output, "", option, " ");
        message(output, "--%s)'", option->name);
    }
    if (has_letter(option)) {
        message(output, "{-");
        axvm_output_char(output, (char)option->id);
        message(output, "%s,--%s%s}'[", has_value ? "+" : "", option->name, has_value ? "=" : "");
    } else {
        message(output, "--%s%s'[", option->name, has_value ? "=" : "");
    }
    write_description(output, option->help, zsh_quoting);
    message(output, "]");
    if (has_value) {
        write_zsh_value(output, option->value, choice_of(command, option));
    }
    message(output, "'");
}

static void write_zsh_options(struct axvm_output *output, const struct command *command) {
    for (size_t i = 0; i < command->option_count; i++) {
        write_zsh_option(output, command, &command->options[i]);
    }
}

static void write_zsh(struct axvm_output *output) {
    axvm_output_string(output, zsh_begin);
    write_zsh_commands(output);
    write_zsh_codes(output);
    message(output, "_axvmconfig() {\n"
                    "    local curcontext=$curcontext context state state_descr line\n"
                    "    local -A opt_args\n"
                    "    _arguments -C -S");
    write_zsh_options(output, &program_command);
    message(output, " \\\n"
                    "            '1:COMMAND: _axvmconfig_commands' '*:: :->arguments' && return\n"
                    "    case $words[1] in\n");
    for (size_t i = 0; i < command_count; i++) {
        message(output, "    %s)\n        _arguments -s -S", commands[i]->name);
        write_zsh_options(output, commands[i]);
        if (commands[i]->operand != NULL) {
            message(output, " \\\n            '*");
            write_zsh_value(output, commands[i]->operand, "");
            message(output, "'");
        }
        message(output, "\n        ;;\n");
    }
    axvm_output_string(output, zsh_end);
}

/* --- fish ---------------------------------------------------------------------------------------- */

static const struct quoting fish_quoting = {"\\'", "\\"};

static const char fish_begin[] =
    "# SPDX-License-Identifier: Apache-2.0\n"
    "# Completion of axvmconfig for fish. Made by scripts/update-generated from the tables of the program.\n"
    "\n"
    "# Whether the command being typed is the given one; without one, whether there is none yet.\n"
    "function __axvmconfig_command\n"
    "    set -l words (commandline -opc)\n"
    "    test \"$words[2]\" = \"$argv[1]\"\n"
    "end\n"
    "\n";

static const char *fish_value(enum value_kind kind) {
    static const char *const actions[] = {
        [VALUE_OTHER] = "",
        [VALUE_CONFIG] = "(__fish_complete_suffix .toml)",
        [VALUE_PATH] = "(__fish_complete_path)",
        [VALUE_CODE] = "(__axvmconfig_codes)",
        [VALUE_COMMAND] = "(__axvmconfig_commands)",
    };
    return actions[kind];
}

/** Writes the start of a function that prints words with descriptions, one a line. */
static void begin_fish_function(struct axvm_output *output, const char *name) {
    message(output, "function __axvmconfig_%s\n    printf '%%s\\t%%s\\n'", name);
}

static void write_fish_functions(struct axvm_output *output) {
    size_t count = axvm_rule_count();
    begin_fish_function(output, "commands");
    for (size_t i = 0; i < command_count; i++) {
        message(output, " \\\n        %s '", commands[i]->name);
        write_description(output, commands[i]->summary, fish_quoting);
        message(output, "'");
    }
    message(output, "\nend\n\n");
    begin_fish_function(output, "codes");
    for (size_t i = 0; i < 2 * count; i++) {
        message(output, " \\\n        ");
        if (i % 2 == 0) {
            rule_write_code(output, axvm_rule_at(i / 2)->code);
        } else {
            message(output, "%s", axvm_rule_at(i / 2)->texts->name);
        }
        message(output, " '");
        write_description(output, axvm_rule_at(i / 2)->title, fish_quoting);
        message(output, "'");
    }
    message(output, "\nend\n\n");
}

static void write_fish_option(struct axvm_output *output, const struct command *command,
                              const struct command_option *option) {
    message(output, "complete -c axvmconfig -n '__axvmconfig_command %s'", command->name);
    if (has_letter(option)) {
        message(output, " -s ");
        axvm_output_char(output, (char)option->id);
    }
    message(output, " -l %s -d '", option->name);
    write_description(output, option->help, fish_quoting);
    message(output, "'");
    const char *choice = choice_of(command, option);
    const char *action = fish_value(kind_of(option->value));
    if (option->value != NULL) {
        message(output, " -x");
    }
    if (action[0] != '\0' || choice[0] != '\0') {
        message(output, " -a '%s%s%s'", choice, choice[0] != '\0' && action[0] != '\0' ? " " : "", action);
    }
    message(output, "\n");
}

static void write_fish_command(struct axvm_output *output, const struct command *command) {
    for (size_t i = 0; i < command->option_count; i++) {
        write_fish_option(output, command, &command->options[i]);
    }
    if (kind_of(command->operand) != VALUE_OTHER) {
        message(output, "complete -c axvmconfig -n '__axvmconfig_command %s' -a '%s'\n", command->name,
                fish_value(kind_of(command->operand)));
    }
}

static void write_fish(struct axvm_output *output) {
    axvm_output_string(output, fish_begin);
    write_fish_functions(output);
    message(output, "complete -c axvmconfig -f\n");
    write_fish_command(output, &program_command);
    for (size_t i = 0; i < command_count; i++) {
        write_fish_command(output, commands[i]);
    }
}

/* --- all of them --------------------------------------------------------------------------------- */

typedef void completion_writer(struct axvm_output *output);

/** What writes the completions for a shell. @return NULL if there are none */
static completion_writer *writer_for(const char *shell) {
    static const struct {
        const char *shell;
        completion_writer *write;
    } writers[] = {{"bash", write_bash}, {"zsh", write_zsh}, {"fish", write_fish}};
    for (size_t i = 0; i < COUNT_OF(writers); i++) {
        if (strcmp(shell, writers[i].shell) == 0) {
            return writers[i].write;
        }
    }
    return NULL;
}

bool completion_exists(const char *shell) {
    return writer_for(shell) != NULL;
}

void completion_write(struct axvm_output *output, const char *shell) {
    completion_writer *write = writer_for(shell);
    if (write != NULL) {
        write(output);
    }
}
