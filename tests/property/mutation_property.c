/* SPDX-License-Identifier: Apache-2.0 */
/* Every text with any one byte changed, dropped or doubled is read without accident. */
#include "support.h"

#include <stdlib.h>
#include <string.h>

/* Bytes with a meaning, and some with none. */
static const char replacements[] = "\0\n\r\"'[]{},=.#\\ 9zx_-:\x7f\x80\xe4\xff\t";

/* How many of them are tried at each place. They take turns, so that all come up everywhere. */
#define TRIED 4

/* The work grows with the square of the length. Longer texts have nothing that shorter ones have not. */
#define LENGTH_MAX 2048

static const char *try_replacements(char *text, size_t length, size_t place) {
    char original = text[place];
    for (size_t i = 0; i < TRIED; i++) {
        text[place] = replacements[(place * TRIED + i) % (sizeof replacements - 1)];
        const char *problem = text_problem(text, length);
        if (problem != NULL) {
            print_escaped(text, length);
            return problem;
        }
    }
    text[place] = original;
    return NULL;
}

/* Reads the text without the byte at `place`, and with it twice. `copy` has room for one more byte. */
static const char *try_lengths(const struct text_file *file, char *copy, size_t place) {
    for (size_t taken = 0; taken <= 2; taken += 2) {
        memcpy(copy, file->data, place);
        memset(copy + place, file->data[place], taken);
        memcpy(copy + place + taken, file->data + place + 1, file->length - place - 1);
        const char *problem = text_problem(copy, file->length - 1 + taken);
        if (problem != NULL) {
            print_escaped(copy, file->length - 1 + taken);
            return problem;
        }
    }
    return NULL;
}

static const char *try_all(const struct text_file *file) {
    char *copy = allocate(file->length + 1);
    const char *problem = NULL;
    for (size_t place = 0; place < file->length && problem == NULL; place++) {
        problem = try_lengths(file, copy, place);
        if (problem == NULL) {
            memcpy(copy, file->data, file->length);
            problem = try_replacements(copy, file->length, place);
        }
    }
    free(copy);
    return problem;
}

int main(int argc, char **argv) {
    struct text_list texts = texts_load(argc, argv);
    const char *problem = texts.count == 0 ? "there are texts" : NULL;
    const char *subject = NULL;
    size_t count = 0;
    for (size_t i = 0; i < texts.count && problem == NULL; i++) {
        if (texts.files[i].length <= LENGTH_MAX) {
            problem = try_all(&texts.files[i]);
            subject = problem == NULL ? NULL : texts.files[i].path;
            count += texts.files[i].length * (TRIED + 2);
        }
    }
    property_result("every text with one byte changed is read cleanly", problem, subject);
    printf("# %zu changes of %zu texts\n", count, texts.count);
    texts_free(&texts);
    return property_finish();
}
