/* SPDX-License-Identifier: Apache-2.0 */
/* Prints the guests with the ids of its arguments, or all of them. A hypervisor has its console instead of stdout. */
#include "guest_text.h"
#include "vm_configs.h"

#include <stdio.h>
#include <stdlib.h>

static bool write_to_stdout(void *context, const char *data, size_t length) {
    (void)context;
    return fwrite(data, 1, length, stdout) == length;
}

int main(int argc, char **argv) {
    char buffer[256];
    struct axvm_output output;
    axvm_output_init(&output, buffer, sizeof buffer, write_to_stdout, NULL);
    for (size_t i = 0; argc == 1 && i < axvm_embedded_count; i++) {
        guest_text_write(&output, axvm_embedded[i].config->base.id);
    }
    for (int i = 1; i < argc; i++) {
        if (!guest_text_write(&output, strtoull(argv[i], NULL, 0))) {
            fprintf(stderr, "there is no guest %s\n", argv[i]);
            return 1;
        }
    }
    return axvm_output_finish(&output) ? 0 : 1;
}
