/* SPDX-License-Identifier: Apache-2.0 */
/* A configuration written as TOML and read again is the same configuration. */
#include "support.h"
#include "written.h"

static const char *try_text(const struct text_file *file, size_t *accepted) {
    struct reading reading;
    reading_start(&reading, file->data, file->length, SIZE_MAX, FINDING_LIMIT);
    const char *problem = reading_problem(&reading);
    if (problem == NULL && reading.status == AXVM_OK) {
        problem = written_problem(&reading.config);
        *accepted += 1;
    }
    reading_end(&reading);
    return problem;
}

int main(int argc, char **argv) {
    struct text_list texts = texts_load(argc, argv);
    const char *problem = NULL;
    const char *subject = NULL;
    size_t accepted = 0;
    for (size_t i = 0; i < texts.count && problem == NULL; i++) {
        problem = try_text(&texts.files[i], &accepted);
        subject = problem == NULL ? NULL : texts.files[i].path;
    }
    if (problem == NULL && accepted == 0) {
        problem = "there are texts that are accepted";
    }
    property_result("configuration to TOML to configuration is the identity", problem, subject);
    printf("# %zu configurations of %zu texts\n", accepted, texts.count);
    texts_free(&texts);
    return property_finish();
}
