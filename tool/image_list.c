/* SPDX-License-Identifier: Apache-2.0 */
#include "image_list.h"

#include "message.h"

#include <string.h>
#include <unistd.h>

/** One file: its key, and its path. */
struct image {
    const char *key;
    struct axvm_slice path;
};

/** The most keys that name files. */
#define IMAGES_MAX 16

/** Adds the files that a section names; an empty path, which array form cannot leave out, names none. @return how many there are then */
static size_t add_section(struct image images[IMAGES_MAX], size_t count, const struct axvm_record *record,
                          const unsigned char *section) {
    for (size_t i = 0; i < record->count && count < IMAGES_MAX; i++) {
        struct axvm_optional_string path = axvm_value_string(section, &record->fields[i]);
        if (record->fields[i].unit == AXVM_UNIT_FILE && path.present && path.value.length > 0) {
            images[count++] = (struct image){record->fields[i].name, path.value};
        }
    }
    return count;
}

/** All files that a configuration names. @return how many */
static size_t find_images(struct image images[IMAGES_MAX], const struct axvm_crate_config *config) {
    const struct axvm_record *root = axvm_schema();
    size_t count = 0;
    for (size_t i = 0; i < root->count; i++) {
        const unsigned char *section = (const unsigned char *)config + root->fields[i].offset;
        count = add_section(images, count, root->fields[i].element, section);
    }
    return count;
}

/** Writes bytes of a path: as they are, but for what could steer a terminal where it goes to one. */
static void write_raw(struct axvm_output *output, const char *bytes, size_t length) {
    struct axvm_slice text = {bytes, length};
    if (isatty(STDOUT_FILENO) == 1) {
        message_text(output, text);
    } else {
        axvm_output_slice(output, text);
    }
}

/** Writes `KEY='path'`. Between single quotes sh takes every byte for itself but the quote. */
static void write_env(struct axvm_output *output, const struct image *image) {
    for (const char *letter = image->key; *letter != '\0'; letter++) {
        axvm_output_char(output, *letter >= 'a' && *letter <= 'z' ? (char)(*letter - 'a' + 'A') : *letter);
    }
    axvm_output_string(output, "='");
    size_t start = 0;
    for (size_t i = 0; i < image->path.length; i++) {
        if (image->path.data[i] == '\'') {
            write_raw(output, image->path.data + start, i - start);
            axvm_output_string(output, "'\\''");
            start = i + 1;
        }
    }
    write_raw(output, image->path.data + start, image->path.length - start);
    axvm_output_string(output, "'\n");
}

static void write_image(struct axvm_output *output, const struct image *image, enum image_list_format format,
                        bool is_first) {
    switch (format) {
    case IMAGE_LIST_TEXT:
        axvm_output_string(output, image->key);
        axvm_output_char(output, '\t');
        message_argument(output, image->path);
        axvm_output_char(output, '\n');
        break;
    case IMAGE_LIST_ENV:
        write_env(output, image);
        break;
    case IMAGE_LIST_JSON:
        axvm_output_string(output, is_first ? "" : ",");
        axvm_write_json_string(output, axvm_slice_of(image->key));
        axvm_output_char(output, ':');
        axvm_write_json_string(output, image->path);
        break;
    case IMAGE_LIST_NULL:
        write_raw(output, image->path.data, image->path.length);
        axvm_output_char(output, '\0');
        break;
    }
}

enum exit_code image_list_print(struct program *program, const struct axvm_crate_config *config,
                                enum image_list_format format) {
    struct axvm_output *output = &program->out.output;
    struct image images[IMAGES_MAX];
    size_t count = find_images(images, config);
    bool takes_no_nul = format == IMAGE_LIST_ENV || format == IMAGE_LIST_NULL;
    for (size_t i = 0; i < count; i++) {
        bool has_nul = memchr(images[i].path.data, '\0', images[i].path.length) != NULL;
        if (takes_no_nul && has_nul) {
            message(&program->err.output, "error: `%s` has a NUL in it, which no file name can have\n", images[i].key);
            return EXIT_FINDINGS;
        }
    }
    axvm_output_string(output, format == IMAGE_LIST_JSON ? "{" : "");
    for (size_t i = 0; i < count; i++) {
        write_image(output, &images[i], format, i == 0);
    }
    axvm_output_string(output, format == IMAGE_LIST_JSON ? "}\n" : "");
    return EXIT_CLEAN;
}
