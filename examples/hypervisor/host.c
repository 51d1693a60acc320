/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The rest of the hypervisor, for trying it out as a program: a machine with four CPUs and 1 GiB for guests.
 *
 * usage: example-hypervisor ARCH FILE
 */
#include "hypervisor.h"

#include <stdio.h>

static char text[8 << 10];

static bool print(void *console, const char *data, size_t length) {
    return fwrite(data, 1, length, console) == length;
}

/* Reads a file into `text`. @return false if it cannot be read, or is larger */
static bool read_text(const char *path, size_t *length) {
    FILE *file = fopen(path, "rb");
    if (file == NULL) {
        return false;
    }
    *length = fread(text, 1, sizeof text, file);
    bool is_whole = !ferror(file) && fgetc(file) == EOF;
    fclose(file);
    return is_whole;
}

int main(int count, char **arguments) {
    static const struct axvm_host_cpu cpus[] = {{0, 0}, {1, 1}, {2, 2}, {3, 3}};
    struct machine machine = {
        .cpus = {cpus, sizeof cpus / sizeof cpus[0]},
        .free_base = 0x40100000,
        .free_end = 0x80000000,
        .print = print,
        .console = stdout,
    };
    size_t length = 0;
    if (count != 3 || !axvm_arch_from(axvm_slice_of(arguments[1]), &machine.arch)) {
        fputs("usage: example-hypervisor ARCH FILE\n", stderr);
        return 2;
    }
    if (!read_text(arguments[2], &length)) {
        fprintf(stderr, "%s: cannot be read, or is larger than %zu bytes\n", arguments[2], sizeof text);
        return 2;
    }
    struct axvm_slice name = axvm_slice_of(arguments[2]);
    return hypervisor_make_vm(&machine, name, (struct axvm_slice){text, length}) ? 0 : 1;
}
