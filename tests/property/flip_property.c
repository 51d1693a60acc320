/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Every text with any byte changed to any other is read without accident, and with any bit flipped it is checked
 * without accident, too: for every profile and architecture, which take turns.
 */
#include "checked.h"
#include "support.h"

#include <stdlib.h>
#include <string.h>

/* The work grows with the square of the length. Longer texts have nothing that shorter ones have not. */
#define LENGTH_MAX 2048

static const char *try_bit(const char *text, size_t length, unsigned turn) {
    const struct axvm_check_options options = {
        .arch = (enum axvm_arch)(turn / AXVM_PROFILE_COUNT % AXVM_ARCH_COUNT),
        .host_cpus = turn % 3 == 0 ? 4 : 0,
    };
    return checked_problem(text, length, (enum axvm_profile)(turn % AXVM_PROFILE_COUNT), &options);
}

/* Changes the byte at `place` to all others; with checks, only those that a flipped bit makes. */
static const char *try_place(char *text, size_t length, size_t place, bool with_checks, size_t *count) {
    char original = text[place];
    const char *problem = NULL;
    for (unsigned change = 1; change < 256 && problem == NULL; change = with_checks ? change * 2 : change + 1) {
        text[place] = (char)((unsigned char)original ^ change);
        problem = with_checks ? try_bit(text, length, (unsigned)*count) : text_problem(text, length);
        *count += 1;
    }
    if (problem != NULL) {
        print_escaped(text, length);
    }
    text[place] = original;
    return problem;
}

static void try_texts(const struct text_list *texts, const char *name, bool with_checks) {
    const char *problem = texts->count == 0 ? "there are texts" : NULL;
    const char *subject = NULL;
    size_t count = 0;
    for (size_t i = 0; i < texts->count && problem == NULL; i++) {
        const struct text_file *file = &texts->files[i];
        for (size_t place = 0; file->length <= LENGTH_MAX && place < file->length && problem == NULL; place++) {
            problem = try_place(file->data, file->length, place, with_checks, &count);
            subject = problem == NULL ? NULL : file->path;
        }
    }
    property_result(name, problem, subject);
    printf("# %zu changes of %zu texts\n", count, texts->count);
}

int main(int argc, char **argv) {
    struct text_list texts = texts_load(argc, argv);
    if (argc > 1 && strcmp(argv[1], "--bits-only") != 0) {
        try_texts(&texts, "every text with any byte changed to any other is read cleanly", false);
    }
    try_texts(&texts, "every text with any bit flipped is checked cleanly", true);
    texts_free(&texts);
    return property_finish();
}
