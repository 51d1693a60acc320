/* SPDX-License-Identifier: Apache-2.0 */
#include "embed_write.h"

#include "message.h"

#include <string.h>

/** The first line of every file. */
#define FIRST_LINE "/* VM configurations, written by 'axvmconfig embed'. Changes belong into their sources. */\n"

/* --- names ---------------------------------------------------------------------------------------- */

/** The end of an image's key, which its names go without. */
#define KEY_END "_path"

/** What an image is called: `kernel`, as its key without the end. */
static struct axvm_slice image_word(unsigned image) {
    const char *key = axvm_image_key((enum axvm_image)image);
    return (struct axvm_slice){key, strlen(key) - strlen(KEY_END)};
}

/** Writes a word in capitals. */
static void write_capitals(struct axvm_output *output, struct axvm_slice word) {
    for (size_t i = 0; i < word.length; i++) {
        bool is_letter = word.data[i] >= 'a' && word.data[i] <= 'z';
        axvm_output_char(output, is_letter ? (char)(word.data[i] - 'a' + 'A') : word.data[i]);
    }
}

/** Writes the name of a guest's constant: `axvm_embedded_vm1`. */
static void write_guest_name(struct axvm_output *output, const struct embedding *embedding, size_t index) {
    message(output, "%s_vm%u", embedding->name, embedding->guests[index].file->loaded.config.base.id);
}

/** Writes the name of a symbol: `axvm_embedded_vm1_kernel_start`. */
static void write_symbol(struct axvm_output *output, const struct embedding *embedding, size_t index, unsigned image,
                         const char *end) {
    write_guest_name(output, embedding, index);
    axvm_output_char(output, '_');
    axvm_output_slice(output, image_word(image));
    axvm_output_string(output, end);
}

/* --- images in assembly --------------------------------------------------------------------------- */

/** Assembly being written. In C each line of it is a string literal. */
struct assembly {
    struct axvm_output *output;
    const struct embedding *embedding;
    const char *before; /**< a line */
    const char *after;
    const char *quote;     /**< what a quotation mark is written as */
    const char *backslash; /**< and a backslash */
};

/** Writes the name of a file. What is not plain is written in octal, which no assembler mistakes for anything else. */
static void write_path(const struct assembly *assembly, const char *path) {
    static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_./+-";
    struct axvm_output *output = assembly->output;
    for (const unsigned char *at = (const unsigned char *)path; *at != '\0'; at++) {
        if (strchr(plain, *at) != NULL) {
            axvm_output_char(output, (char)*at);
        } else {
            axvm_output_string(output, assembly->backslash);
            axvm_output_char(output, (char)('0' + (*at >> 6)));
            axvm_output_char(output, (char)('0' + (*at >> 3 & 7)));
            axvm_output_char(output, (char)('0' + (*at & 7)));
        }
    }
}

/** An image of a guest. */
struct place {
    size_t index;
    unsigned image;
};

static const char *path_at(const struct embedding *embedding, struct place place) {
    return embedding->guests[place.index].images[place.image];
}

/** The first image, in the order of writing, that is in the same file: that one is pulled in, others are its names. */
static struct place first_with_file(const struct embedding *embedding, struct place place) {
    struct place at = {0, 0};
    for (;;) {
        const char *path = path_at(embedding, at);
        bool is_here = at.index == place.index && at.image == place.image;
        if (is_here || (path != NULL && strcmp(path, path_at(embedding, place)) == 0)) {
            return at;
        }
        at = at.image + 1 < AXVM_IMAGE_COUNT ? (struct place){at.index, at.image + 1} : (struct place){at.index + 1, 0};
    }
}

/** Begins a line: a word, and the symbol of an image that it is about. */
static void begin_line(const struct assembly *assembly, const char *word, struct place place, const char *end) {
    message(assembly->output, "%s%s", assembly->before, word);
    write_symbol(assembly->output, assembly->embedding, place.index, place.image, end);
}

/** Makes a symbol of an image known outside. */
static void write_global(const struct assembly *assembly, struct place place, const char *end) {
    begin_line(assembly, "    .globl ", place, end);
    axvm_output_string(assembly->output, assembly->after);
}

/** Writes a symbol where its value is: here. */
static void write_label(const struct assembly *assembly, struct place place, const char *end) {
    write_global(assembly, place, end);
    begin_line(assembly, "", place, end);
    message(assembly->output, ":%s", assembly->after);
}

/** Writes a symbol that is another one. */
static void write_alias(const struct assembly *assembly, struct place place, struct place other, const char *end) {
    write_global(assembly, place, end);
    begin_line(assembly, "    .set ", place, end);
    axvm_output_string(assembly->output, ", ");
    write_symbol(assembly->output, assembly->embedding, other.index, other.image, end);
    axvm_output_string(assembly->output, assembly->after);
}

/** Pulls a file in, in a section of its own, which linkers can drop. */
static void write_incbin(const struct assembly *assembly, struct place place) {
    struct axvm_output *output = assembly->output;
    begin_line(assembly, "    .pushsection .rodata.", place, "");
    message(output, ", %sa%s, %%progbits%s", assembly->quote, assembly->quote, assembly->after);
    message(output, "%s    .balign %u%s", assembly->before, assembly->embedding->align_bytes, assembly->after);
    write_label(assembly, place, "_start");
    message(output, "%s    .incbin %s", assembly->before, assembly->quote);
    write_path(assembly, path_at(assembly->embedding, place));
    message(output, "%s%s", assembly->quote, assembly->after);
    write_label(assembly, place, "_end");
    message(output, "%s    .popsection%s", assembly->before, assembly->after);
}

/** Writes that a symbol's value, or what it names, is as large as an image. */
static void write_size(const struct assembly *assembly, const char *word, struct place place, const char *end) {
    begin_line(assembly, word, place, end);
    axvm_output_string(assembly->output, ", ");
    write_symbol(assembly->output, assembly->embedding, place.index, place.image, "_end - ");
    write_symbol(assembly->output, assembly->embedding, place.index, place.image, "_start");
    axvm_output_string(assembly->output, assembly->after);
}

/** Writes an image and its symbols. Its size is an absolute symbol, as linkers make them. */
static void write_image(const struct assembly *assembly, struct place place) {
    struct place first = first_with_file(assembly->embedding, place);
    if (first.index == place.index && first.image == place.image) {
        write_incbin(assembly, place);
    } else {
        write_alias(assembly, place, first, "_start");
        write_alias(assembly, place, first, "_end");
    }
    begin_line(assembly, "    .type ", place, "_start");
    message(assembly->output, ", %%object%s", assembly->after);
    write_size(assembly, "    .size ", place, "_start");
    write_global(assembly, place, "_size");
    write_size(assembly, "    .set ", place, "_size");
}

/** Writes all images, each with something before and after it. */
static void write_images(const struct assembly *assembly, const char *begin, const char *end) {
    for (size_t i = 0; i < assembly->embedding->count; i++) {
        for (unsigned image = 0; image < AXVM_IMAGE_COUNT; image++) {
            if (path_at(assembly->embedding, (struct place){i, image}) != NULL) {
                axvm_output_string(assembly->output, begin);
                write_image(assembly, (struct place){i, image});
                axvm_output_string(assembly->output, end);
            }
        }
    }
}

void embed_write_assembly(struct axvm_output *output, const struct embedding *embedding) {
    struct assembly assembly = {output, embedding, "", "\n", "\"", "\\"};
    axvm_output_string(output, FIRST_LINE);
    write_images(&assembly, "\n", "");
    axvm_output_string(output, "\n    .section .note.GNU-stack, \"\", %progbits\n");
}

static void write_images_in_c(struct axvm_output *output, const struct embedding *embedding) {
    struct assembly assembly = {output, embedding, "    \"", "\\n\"\n", "\\\"", "\\\\"};
    write_images(&assembly, "\n__asm__(\n", ");\n");
}

/* --- C -------------------------------------------------------------------------------------------- */

/** Writes the declarations of what the C file has, and of where images are. */
static void write_declarations(struct axvm_output *output, const struct embedding *embedding) {
    const char *name = embedding->name;
    message(output,
            "extern const struct axvm_embedded_vm %s[];\n"
            "extern const size_t %s_count;\n"
            "const struct axvm_embedded_vm *%s_find(uint64_t id);\n",
            name, name, name);
    for (size_t i = 0; i < embedding->count; i++) {
        for (unsigned image = 0; image < AXVM_IMAGE_COUNT; image++) {
            if (embedding->guests[i].images[image] != NULL) {
                axvm_output_string(output, "extern const unsigned char ");
                write_symbol(output, embedding, i, image, "_start[], ");
                write_symbol(output, embedding, i, image, "_end[];\n");
            }
        }
    }
}

/** Writes the name of the macro that keeps a header from being read twice. */
static void write_guard(struct axvm_output *output, const char *before, const struct embedding *embedding) {
    axvm_output_string(output, before);
    write_capitals(output, axvm_slice_of(embedding->name));
    axvm_output_string(output, "_GENERATED_H\n");
}

void embed_write_header(struct axvm_output *output, const struct embedding *embedding) {
    axvm_output_string(output, FIRST_LINE);
    write_guard(output, "#ifndef ", embedding);
    write_guard(output, "#define ", embedding);
    axvm_output_string(output, "\n#include \"axvmconfig/embedded.h\"\n\n"
                               "#ifdef __cplusplus\nextern \"C\" {\n#endif\n\n");
    write_declarations(output, embedding);
    axvm_output_string(output, "\n#ifdef __cplusplus\n}\n#endif\n\n#endif\n");
}

/** Writes what the table refers to: a configuration as a constant, and its text. */
static void write_guest(struct axvm_output *output, const struct embedding *embedding, size_t index, const char *name) {
    const struct loaded_config *loaded = &embedding->guests[index].file->loaded;
    axvm_output_char(output, '\n');
    axvm_config_write_c_constant(output, &loaded->config, name);
    if (embedding->has_text) {
        message(output, "static const char %s_text[] = {\n    ", name);
        axvm_write_c_bytes(output, loaded->source.text);
        axvm_output_string(output, "};\n");
    }
}

/** Writes all constants. Their names are put together in memory, since the library wants them so. */
static void write_guests(struct axvm_output *output, const struct embedding *embedding) {
    char buffer[512];
    for (size_t i = 0; i < embedding->count; i++) {
        struct axvm_output name;
        axvm_output_init(&name, buffer, sizeof buffer - 1, NULL, NULL);
        write_guest_name(&name, embedding, i);
        buffer[name.used] = '\0';
        write_guest(output, embedding, i, buffer);
    }
}

/** Writes the element of the table that is about a guest. */
static void write_element(struct axvm_output *output, const struct embedding *embedding, size_t index) {
    const struct embedded_guest *guest = &embedding->guests[index];
    axvm_output_string(output, "    {\n        .config = &");
    write_guest_name(output, embedding, index);
    axvm_output_string(output, ",\n");
    for (unsigned image = 0; image < AXVM_IMAGE_COUNT; image++) {
        if (guest->images[image] != NULL) {
            axvm_output_string(output, "        .images[AXVM_IMAGE_");
            write_capitals(output, image_word(image));
            axvm_output_string(output, "] = {");
            write_symbol(output, embedding, index, image, "_start, ");
            write_symbol(output, embedding, index, image, "_end},\n");
        }
    }
    if (embedding->has_text) {
        axvm_output_string(output, "        .text = {");
        write_guest_name(output, embedding, index);
        message(output, "_text, sizeof ");
        write_guest_name(output, embedding, index);
        axvm_output_string(output, "_text},\n");
    }
    axvm_output_string(output, "    },\n");
}

/** Writes the table, and the function that looks into it. */
static void write_table(struct axvm_output *output, const struct embedding *embedding) {
    const char *name = embedding->name;
    message(output, "\nconst struct axvm_embedded_vm %s[] = {\n", name);
    for (size_t i = 0; i < embedding->count; i++) {
        write_element(output, embedding, i);
    }
    message(output,
            "};\n"
            "const size_t %s_count = %u;\n\n"
            "const struct axvm_embedded_vm *%s_find(uint64_t id) {\n"
            "    for (size_t i = 0; i < %s_count; i++) {\n"
            "        if (%s[i].config->base.id == id) {\n"
            "            return &%s[i];\n"
            "        }\n"
            "    }\n"
            "    return NULL;\n"
            "}\n",
            name, (uint64_t)embedding->count, name, name, name, name);
}

void embed_write_c(struct axvm_output *output, const struct embedding *embedding, bool has_images) {
    axvm_output_string(output, FIRST_LINE "#include \"axvmconfig/embedded.h\"\n\n");
    write_declarations(output, embedding);
    if (has_images) {
        write_images_in_c(output, embedding);
    }
    write_guests(output, embedding);
    write_table(output, embedding);
}
