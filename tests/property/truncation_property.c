/* SPDX-License-Identifier: Apache-2.0 */
/* Every beginning of every text is read without accident, and with an error or a configuration. */
#include "support.h"

/* The work grows with the square of the length. Longer texts have nothing that shorter ones have not. */
#define LENGTH_MAX 4096

static const char *try_all(const struct text_file *file) {
    for (size_t length = 0; length <= file->length; length++) {
        const char *problem = text_problem(file->data, length);
        if (problem != NULL) {
            print_escaped(file->data, length);
            return problem;
        }
    }
    return NULL;
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
            count += texts.files[i].length + 1;
        }
    }
    property_result("every truncation of every text is read cleanly", problem, subject);
    printf("# %zu truncations of %zu texts\n", count, texts.count);
    texts_free(&texts);
    return property_finish();
}
