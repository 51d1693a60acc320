/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The writer of Rust's debug form: printable UTF-8, brackets match, and the strings in it, with their escapes resolved
 * the way Rust does, are those of the configuration.
 */
#include "base/utf8.h"
#include "fuzz.h"
#include "support.h"

#include <stdlib.h>
#include <string.h>

/* Resolves `\u{...}` behind the backslash. @return the bytes read */
static size_t read_code_point(const char *at, const char *end, char *to, size_t *length) {
    uint32_t code_point = 0;
    const char *digit = at + 2;
    fuzz_require(end - at > 3 && at[1] == '{', "an escape has a brace");
    for (; digit < end && *digit != '}'; digit++) {
        const char *digits = "0123456789abcdef";
        const char *found = strchr(digits, *digit);
        fuzz_require(found != NULL && *found != '\0', "a code point is in lower-case hexadecimal digits");
        code_point = code_point << 4 | (uint32_t)(found - digits);
    }
    fuzz_require(digit < end, "a brace is closed");
    *length += axvm_utf8_encode(code_point, to + *length);
    return (size_t)(digit + 1 - at);
}

/* Resolves the escape behind a backslash. @return the bytes read */
static size_t read_escape(const char *at, const char *end, char *to, size_t *length) {
    static const char letters[] = "tnr0'\"\\";
    static const char meanings[] = "\t\n\r\0'\"\\";
    const char *letter = strchr(letters, *at);
    if (*at == 'u') {
        return read_code_point(at, end, to, length);
    }
    fuzz_require(letter != NULL && *letter != '\0', "Rust knows the escape");
    to[(*length)++] = meanings[letter - letters];
    return 1;
}

/* Adds a string. `at` is behind the quote. @return behind the other one */
static const char *read_string(const char *at, const char *end, char *to, uint64_t *sum) {
    size_t length = 0;
    while (at < end && *at != '"') {
        if (*at == '\\') {
            at += 1 + read_escape(at + 1, end, to, &length);
        } else {
            to[length++] = *at++;
        }
    }
    fuzz_require(at < end, "a string is closed");
    *sum += fuzz_string_hash((struct axvm_slice){to, length});
    return at + 1;
}

static void judge(struct axvm_slice dump, uint64_t expected) {
    const char *end = dump.data + dump.length;
    char *string = allocate(dump.length);
    uint64_t sum = 0;
    int depth = 0;
    for (const char *at = dump.data; at < end;) {
        char byte = *at++;
        fuzz_require((unsigned char)byte >= ' ' || byte == '\n', "it has no control characters");
        if (byte == '"') {
            at = read_string(at, end, string, &sum);
        } else if (strchr("{[(", byte) != NULL) {
            depth++;
        } else if (strchr("}])", byte) != NULL) {
            depth--;
        }
        fuzz_require(depth >= 0, "no bracket is closed that was not opened");
    }
    fuzz_require(depth == 0, "all brackets are closed");
    fuzz_require(sum == expected, "the strings are those of the configuration");
    free(string);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    for (unsigned profile = 0; profile < AXVM_PROFILE_COUNT; profile++) {
        struct fuzz_reading reading;
        struct axvm_crate_config config;
        if (fuzz_decode(&reading, &config, fuzz_text(data, size), (enum axvm_profile)profile)) {
            struct fuzz_output dump;
            fuzz_output_start(&dump);
            axvm_config_write_rust_debug(&dump.output, &config);
            judge(fuzz_output_text(&dump), fuzz_string_sum(&config));
            fuzz_output_release(&dump);
        }
        fuzz_release(&reading);
    }
    return 0;
}
