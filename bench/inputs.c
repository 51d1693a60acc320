/* SPDX-License-Identifier: Apache-2.0 */
#include "inputs.h"
#include "peer.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void give_up(const char *what) {
    perror(what);
    exit(2);
}

static void reserve(struct bench_text *text, size_t more) {
    if (text->room - text->length >= more) {
        return;
    }
    text->room = 2 * text->room + more;
    text->data = realloc(text->data, text->room);
    if (text->data == NULL) {
        give_up("memory");
    }
}

__attribute__((format(printf, 2, 3))) static void append(struct bench_text *text, const char *format, ...) {
    char line[512];
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(line, sizeof line, format, arguments);
    va_end(arguments);
    reserve(text, (size_t)length);
    memcpy(text->data + text->length, line, (size_t)length);
    text->length += (size_t)length;
}

/* --- numbers as people write them ---------------------------------------------------------------- */

/* Where device `i` lies: most above 4 GiB, one in eight far above, so 9, 10 or 12 digits. */
static unsigned long long address_of(size_t i) {
    unsigned long long window = i % 8 == 6 ? 0x100000000000 : i % 8 == 2 ? 0x8000000000 : 0x100000000;
    return window + i * 0x1000ull;
}

/* The address of device `i`, one in five with its digits in groups of four. */
static const char *address(char text[32], size_t i) {
    unsigned long long number = address_of(i);
    if (i % 5 != 4) {
        snprintf(text, 32, "0x%llx", number);
    } else {
        snprintf(text, 32, "0x%llx_%04llx_%04llx", number >> 32, number >> 16 & 0xffff, number & 0xffff);
    }
    return text;
}

/* --- configurations ------------------------------------------------------------------------------ */

/* A whole configuration but for what comes at the end of [devices]. */
static void append_head(struct bench_text *text) {
    append(text, "%s",
           "[base]\nid = 1\nname = \"large\"\nvm_type = 2\ncpu_num = 1\nphys_cpu_ids = [0]\n\n"
           "[kernel]\nentry_point = 0x8020_0000\nkernel_path = \"/guest/Image\"\nkernel_load_addr = 0x8020_0000\n"
           "image_location = \"fs\"\nmemory_regions = [[0x8000_0000, 0x1000_0000, 0x7, 1]]\n\n"
           "[devices]\nemu_devices = []\ninterrupt_mode = \"passthrough\"\n");
}

static void make_device_arrays(struct bench_text *text, size_t entries) {
    append_head(text);
    append(text, "passthrough_devices = [\n");
    for (size_t i = 0; i < entries; i++) {
        char place[32];
        address(place, i);
        append(text, "  [\"d%zu\", %s, %s, 0x1000, %u],\n", i, place, place, 32 + (unsigned)(i % 900));
    }
    append(text, "]\n");
}

static void make_device_tables(struct bench_text *text, size_t entries) {
    append_head(text);
    for (size_t i = 0; i < entries; i++) {
        char place[32];
        address(place, i);
        append(text,
               "\n[[devices.passthrough_devices]]\nname = \"dev%zu\"\nbase_gpa = %s\nbase_hpa = %s\nlength = 0x1000\n"
               "irq_id = 0x%x\n",
               i, place, place, 32 + (unsigned)(i % 900));
    }
}

/* Device tree paths, one in eight with an escape, one in eight with letters outside of ASCII. */
static void make_strings(struct bench_text *text, size_t entries) {
    static const char *const names[] = {
        "ethernet",          "serial",  "watchdog", "dma-controller", "t\\u00e9l\\u00e9m\\u00e9trie", "gpio",
        "r\xc3\xa9gulateur", "pinctrl",
    };
    append_head(text);
    append(text, "passthrough_devices = []\nexcluded_devices = [\n");
    for (size_t i = 0; i < entries; i++) {
        append(text, "    [\"/platform/soc@%llx/interconnect@%zx/%s@%llx\", \"/aliases/%s%zu\"],\n",
               address_of(i) >> 20, i % 16, names[i % 8], address_of(i), names[(i + 3) % 8], i);
    }
    append(text, "]\n");
}

/* What people write above and behind their settings: nine lines in ten say something, one in 16 in other letters. */
static void make_comments(struct bench_text *text, size_t entries) {
    append_head(text);
    append(text, "passthrough_devices = [\n");
    for (size_t i = 0; i < entries; i++) {
        if (i % 10 == 9) {
            append(text, "    [\"dev%zu\", 0x%llx],    # moved there with board revision %zu\n", i, address_of(i),
                   i % 7);
        } else if (i % 16 == 0) {
            append(text,
                   "    # Die Adresse muss zum Ger\xc3\xa4tebaum passen, s. Kapitel %zu "
                   "\xe2\x80\x9eSpeicher\xe2\x80\x9c\n",
                   i % 90);
        } else {
            append(text, "    # Keep %zu in step with the device tree: the loader checks neither of the two.\n", i);
        }
    }
    append(text, "]\n");
}

/* --- plain TOML ---------------------------------------------------------------------------------- */

static void make_keys(struct bench_text *text, size_t entries) {
    for (size_t i = 0; i < entries; i++) {
        append(text, "key_%06zu = %zu\n", i, i);
    }
}

static void make_dotted_keys(struct bench_text *text, size_t entries) {
    for (size_t i = 0; i < entries; i++) {
        append(text, "board.slot_%06zu.irq = %zu\n", i, i);
    }
}

static void make_headers(struct bench_text *text, size_t entries) {
    for (size_t i = 0; i < entries; i++) {
        append(text, "[t_%06zu]\nid = %zu\n", i, i);
    }
}

/* One string of 64 bytes an entry. */
static void make_long_string(struct bench_text *text, size_t entries) {
    append(text, "text = \"\"\"\n");
    for (size_t i = 0; i < entries; i++) {
        append(text, "%06zu the string goes on and on, from line to line to line.....\n", i % 1000000);
    }
    append(text, "\"\"\"\n");
}

static void make_comment_lines(struct bench_text *text, size_t entries) {
    for (size_t i = 0; i < entries; i++) {
        append(text, "# %06zu: nothing but comments here, line after line after line\n", i);
    }
}

/* Every key of the second half stands in the first half already. */
static void make_duplicate_keys(struct bench_text *text, size_t entries) {
    for (size_t i = 0; i < entries; i++) {
        append(text, "key_%06zu = %zu\n", i % ((entries + 1) / 2), i);
    }
}

/* --- the same as JSON ---------------------------------------------------------------------------- */

static void make_device_arrays_json(struct bench_text *text, size_t entries) {
    append(text, "%s",
           "{\"base\":{\"id\":1,\"name\":\"large\",\"vm_type\":2,\"cpu_num\":1,\"phys_cpu_ids\":[0]},\n"
           "\"kernel\":{\"entry_point\":2149580800,\"kernel_path\":\"/guest/Image\",\"kernel_load_addr\":2149580800,"
           "\"image_location\":\"fs\",\"memory_regions\":[[2147483648,268435456,7,1]]},\n"
           "\"devices\":{\"emu_devices\":[],\"interrupt_mode\":\"passthrough\",\n\"passthrough_devices\":[\n");
    for (size_t i = 0; i < entries; i++) {
        unsigned long long place = address_of(i);
        append(text, "[\"d%zu\",%llu,%llu,4096,%u]%s\n", i, place, place, 32 + (unsigned)(i % 900),
               i + 1 < entries ? "," : "");
    }
    append(text, "]}}\n");
}

static void make_keys_json(struct bench_text *text, size_t entries) {
    append(text, "{");
    for (size_t i = 0; i < entries; i++) {
        append(text, "%s\"key_%06zu\":%zu", i == 0 ? "\n" : ",\n", i, i);
    }
    append(text, "\n}\n");
}

/* --- the tables ---------------------------------------------------------------------------------- */

const struct bench_input bench_inputs[] = {
    {"plain", "(i) a guest, no comments", true, "guest.toml", NULL, 0, NULL},
    {"commented", "(ii) the same, commented", true, "guest-commented.toml", NULL, 0, NULL},
    {"arrays", "(iii) 10,000 devices, arrays", true, NULL, make_device_arrays, 10000, make_device_arrays_json},
    {"tables", "(iv) 10,000 devices, tables", true, NULL, make_device_tables, 10000, NULL},
    {"keys", "(v) 100,000 keys", false, NULL, make_keys, 100000, make_keys_json},
    {"strings", "10 MB of strings", true, NULL, make_strings, 105000, NULL},
    {"comments", "10 MB of comments", true, NULL, make_comments, 128000, NULL},
};
const size_t bench_input_count = sizeof bench_inputs / sizeof bench_inputs[0];

const struct bench_input bench_shapes[] = {
    {"keys", "keys in a table", false, NULL, make_keys, 0, NULL},
    {"arrays", "array entries", true, NULL, make_device_arrays, 0, NULL},
    {"tables", "arrays of tables", true, NULL, make_device_tables, 0, NULL},
    {"dotted", "dotted keys", false, NULL, make_dotted_keys, 0, NULL},
    {"headers", "nested tables", false, NULL, make_headers, 0, NULL},
    {"string", "long strings", false, NULL, make_long_string, 0, NULL},
    {"comments", "comments", false, NULL, make_comment_lines, 0, NULL},
    {"duplicates", "duplicate-key errors", false, NULL, make_duplicate_keys, 0, NULL},
};
const size_t bench_shape_count = sizeof bench_shapes / sizeof bench_shapes[0];

static const struct bench_input *find(const struct bench_input *inputs, size_t count, const char *name) {
    for (size_t i = 0; i < count; i++) {
        if (strcmp(inputs[i].name, name) == 0) {
            return &inputs[i];
        }
    }
    return NULL;
}

const struct bench_input *bench_find_input(const char *name) {
    return find(bench_inputs, bench_input_count, name);
}

const struct bench_input *bench_find_shape(const char *name) {
    return find(bench_shapes, bench_shape_count, name);
}

static void read_file(struct bench_text *text, const char *name) {
    char path[512];
    snprintf(path, sizeof path, "%s/%s", BENCH_INPUT_DIRECTORY, name);
    FILE *file = fopen(path, "rb");
    if (file == NULL) {
        give_up(path);
    }
    size_t got = 0;
    do {
        text->length += got;
        reserve(text, 65536);
        got = fread(text->data + text->length, 1, 65536, file);
    } while (got > 0);
    if (ferror(file)) {
        give_up(path);
    }
    fclose(file);
}

struct bench_text bench_make(const struct bench_input *input, size_t entries) {
    struct bench_text text = {NULL, 0, 0};
    if (input->file != NULL) {
        read_file(&text, input->file);
    } else {
        input->make(&text, entries);
    }
    reserve(&text, BENCH_PADDING);
    return text;
}

struct bench_text bench_make_json(const struct bench_input *input, size_t entries) {
    struct bench_text text = {NULL, 0, 0};
    if (input->make_json != NULL) {
        input->make_json(&text, entries);
        reserve(&text, BENCH_PADDING);
    }
    return text;
}

void bench_free(struct bench_text *text) {
    free(text->data);
    *text = (struct bench_text){NULL, 0, 0};
}
