/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The writer of C: printable ASCII, no trigraphs, brackets match, each string literal is as long as the header says,
 * and together they are the strings of the configuration. That compilers take it is for tests/c-header.
 */
#include "fuzz.h"
#include "support.h"

#include <stdlib.h>
#include <string.h>

/* Longer strings are arrays of bytes, and not looked at here. */
#define LITERAL_MAX 4095

/* A position in a header, and what has been seen so far. */
struct walk {
    const char *at;
    const char *end;
    char *string; /* room for the longest */
    uint64_t sum;
    int depth;
};

static void read_escape(struct walk *walk, size_t *length) {
    unsigned value = 0;
    if (*walk->at >= '0' && *walk->at <= '7') {
        fuzz_require(walk->end - walk->at > 3, "an escape is octal, with three digits");
        for (int i = 0; i < 3; i++) {
            fuzz_require(*walk->at >= '0' && *walk->at <= '7', "an escape is octal, with three digits");
            value = value << 3 | (unsigned)(*walk->at++ - '0');
        }
        fuzz_require(value < 256, "an escape is a byte");
        walk->string[(*length)++] = (char)(unsigned char)value;
    } else {
        fuzz_require(strchr("\"\\?'", *walk->at) != NULL, "other escapes are of quotes, `\\` and `?`");
        walk->string[(*length)++] = *walk->at++;
    }
}

/* Reads a string behind its quote, and the length that follows. */
static void read_string(struct walk *walk) {
    size_t length = 0;
    while (walk->at < walk->end && *walk->at != '"') {
        fuzz_require(*walk->at != '?', "a question mark is escaped");
        if (*walk->at++ == '\\') {
            read_escape(walk, &length);
        } else {
            walk->string[length++] = walk->at[-1];
        }
    }
    fuzz_require(walk->end - walk->at > 4 && walk->at[1] == ',', "a string has an end, and a length");
    char *after;
    fuzz_require(strtoull(walk->at + 2, &after, 10) == length && *after == '}', "a string is as long as it says");
    walk->at = after;
    walk->sum += fuzz_string_hash((struct axvm_slice){walk->string, length});
}

static void read_byte(struct walk *walk) {
    char byte = *walk->at++;
    bool starts_line = walk->at[-2] == '\n';
    fuzz_require((byte >= ' ' && byte <= '~') || byte == '\n', "it is printable ASCII");
    if (byte == '#' && starts_line) {
        walk->at += strcspn(walk->at, "\n");
    } else if (byte == '"') {
        read_string(walk);
    } else if (strchr("{[(", byte) != NULL) {
        walk->depth++;
    } else if (strchr("}])", byte) != NULL) {
        walk->depth--;
    }
    fuzz_require(walk->depth >= 0, "no bracket is closed that was not opened");
}

static void judge(struct fuzz_output *header, const struct axvm_crate_config *config) {
    axvm_output_char(&header->output, '\0'); /* for strtoull() and strcspn() */
    struct axvm_slice text = fuzz_output_text(header);
    struct walk walk = {text.data + 1, text.data + text.length - 1, allocate(text.length), 0, 0};
    fuzz_require(strstr(text.data, "??") == NULL, "there are no trigraphs");
    while (walk.at < walk.end) {
        read_byte(&walk);
    }
    fuzz_require(walk.depth == 0, "all brackets are closed");
    fuzz_require(walk.sum == fuzz_string_sum(config), "the strings are those of the configuration");
    free(walk.string);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    for (unsigned profile = 0; size < LITERAL_MAX && profile < AXVM_PROFILE_COUNT; profile++) {
        struct fuzz_reading reading;
        struct axvm_crate_config config;
        if (fuzz_decode(&reading, &config, fuzz_text(data, size), (enum axvm_profile)profile)) {
            struct fuzz_output header;
            fuzz_output_start(&header);
            axvm_config_write_c(&header.output, &config, "vm");
            judge(&header, &config);
            fuzz_output_release(&header);
        }
        fuzz_release(&reading);
    }
    return 0;
}
