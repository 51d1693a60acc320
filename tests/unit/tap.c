/* SPDX-License-Identifier: Apache-2.0 */
#include "tap.h"

/* What has been run so far. Always failed <= run. */
static struct {
    uint64_t run;
    uint64_t failed;
} tap;

static size_t length_of(const char *text) {
    size_t length = 0;
    while (text[length] != '\0') {
        length++;
    }
    return length;
}

static void write_text(const char *text) {
    tap_write(text, length_of(text));
}

static void write_decimal(uint64_t value) {
    char digits[20];
    size_t start = sizeof digits;
    do {
        digits[--start] = (char)('0' + (int)(value % 10));
        value /= 10;
    } while (value != 0);
    tap_write(digits + start, sizeof digits - start);
}

static void write_hex(uint64_t value) {
    char digits[18];
    size_t start = sizeof digits;
    do {
        digits[--start] = "0123456789abcdef"[value & 15];
        value >>= 4;
    } while (value != 0);
    digits[--start] = 'x';
    digits[--start] = '0';
    tap_write(digits + start, sizeof digits - start);
}

/* A name must not end its line, nor start a TAP directive with `#`. */
static void write_name(const char *name) {
    for (; *name != '\0'; name++) {
        if (*name == '#') {
            tap_write("\\#", 2);
        } else {
            tap_write((unsigned char)*name < ' ' ? " " : name, 1);
        }
    }
}

static void write_quoted(const char *bytes, size_t length) {
    tap_write("\"", 1);
    for (size_t i = 0; i < length; i++) {
        unsigned char byte = (unsigned char)bytes[i];
        if (byte == '\n') {
            tap_write("\\n", 2);
        } else if (byte == '"' || byte == '\\') {
            char escape[2] = {'\\', (char)byte};
            tap_write(escape, sizeof escape);
        } else if (byte < ' ' || byte == 0x7f) {
            char escape[4] = {'\\', 'x', "0123456789abcdef"[byte >> 4], "0123456789abcdef"[byte & 15]};
            tap_write(escape, sizeof escape);
        } else {
            tap_write(bytes + i, 1);
        }
    }
    tap_write("\"", 1);
}

static void write_result(bool passed, const char *name) {
    tap.run++;
    if (!passed) {
        tap.failed++;
    }
    write_text(passed ? "ok " : "not ok ");
    write_decimal(tap.run);
    write_text(" - ");
    write_name(name);
    write_text("\n");
}

static void write_place(const char *file, int line) {
    write_text(" at ");
    write_text(file);
    write_text(":");
    write_decimal((uint64_t)line);
    write_text("\n");
}

void tap_comment(const char *text) {
    write_text("# ");
    write_name(text);
    write_text("\n");
}

bool tap_check(bool passed, const char *condition, const char *name, const char *file, int line) {
    write_result(passed, name);
    if (!passed) {
        write_text("# actual: false expected: ");
        write_name(condition);
        write_place(file, line);
    }
    return passed;
}

bool tap_equal_u64(uint64_t actual, uint64_t expected, const char *name, const char *file, int line) {
    bool passed = actual == expected;
    write_result(passed, name);
    if (!passed) {
        write_text("# actual: ");
        write_decimal(actual);
        write_text(" (");
        write_hex(actual);
        write_text(") expected: ");
        write_decimal(expected);
        write_text(" (");
        write_hex(expected);
        write_text(")");
        write_place(file, line);
    }
    return passed;
}

bool tap_equal_string(struct axvm_slice actual, const char *expected, const char *name, const char *file, int line) {
    size_t length = length_of(expected);
    bool passed = actual.length == length;
    for (size_t i = 0; passed && i < length; i++) {
        passed = actual.data[i] == expected[i];
    }
    write_result(passed, name);
    if (!passed) {
        write_text("# actual: ");
        write_quoted(actual.data, actual.length);
        write_text(" expected: ");
        write_quoted(expected, length);
        write_place(file, line);
    }
    return passed;
}

bool tap_run(void) {
    tap.run = 0;
    tap.failed = 0;
    tap_body();
    if (tap.run == 0) {
        write_result(false, "the test body runs at least one check");
    }
    write_text("1..");
    write_decimal(tap.run);
    write_text("\n");
    return tap.failed == 0;
}
