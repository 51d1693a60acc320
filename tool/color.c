/* SPDX-License-Identifier: Apache-2.0 */
#include "color.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char *const color_words[] = {[COLOR_AUTO] = "auto", [COLOR_ALWAYS] = "always", [COLOR_NEVER] = "never"};

bool color_option(const struct option_reader *reader, enum color_choice *choice) {
    for (size_t i = 0; i < COUNT_OF(color_words); i++) {
        if (strcmp(reader->value, color_words[i]) == 0) {
            *choice = (enum color_choice)i;
            return true;
        }
    }
    option_word_error(reader, OPTION_COLOR, color_words, COUNT_OF(color_words));
    return false;
}

bool color_wanted(enum color_choice choice, int descriptor) {
    if (choice != COLOR_AUTO) {
        return choice == COLOR_ALWAYS;
    }
    const char *no_color = getenv("NO_COLOR");
    const char *terminal = getenv("TERM");
    bool refused = no_color != NULL && no_color[0] != '\0';
    bool capable = terminal != NULL && strcmp(terminal, "dumb") != 0;
    return !refused && capable && isatty(descriptor) == 1;
}
