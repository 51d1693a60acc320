/* SPDX-License-Identifier: Apache-2.0 */
#include "message.h"

#include "axvmconfig/config.h"

#include <stdarg.h>
#include <string.h>

void message(struct axvm_output *output, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    for (const char *at = format; *at != '\0'; at++) {
        if (*at != '%') {
            axvm_output_char(output, *at);
            continue;
        }
        at++;
        switch (*at) {
        case 's':
            axvm_output_string(output, va_arg(arguments, const char *));
            break;
        case 'a':
            message_argument(output, axvm_slice_of(va_arg(arguments, const char *)));
            break;
        case 'u':
            axvm_output_u64(output, va_arg(arguments, uint64_t));
            break;
        default:
            axvm_output_char(output, '%');
            break;
        }
    }
    va_end(arguments);
}

void message_json(struct axvm_output *output, struct axvm_slice text, bool is_utf8) {
    axvm_output_char(output, '"');
    for (size_t i = 0; i < text.length; i++) {
        unsigned char byte = (unsigned char)text.data[i];
        if (byte < 0x20 || byte == 0x7f) {
            axvm_output_string(output, "\\u00");
            axvm_output_char(output, "0123456789abcdef"[byte >> 4]);
            axvm_output_char(output, "0123456789abcdef"[byte & 15]);
        } else if (byte >= 0x80 && !is_utf8) {
            axvm_output_string(output, "\\ufffd");
        } else {
            axvm_output_string(output, byte == '"' || byte == '\\' ? "\\" : "");
            axvm_output_char(output, text.data[i]);
        }
    }
    axvm_output_char(output, '"');
}

bool message_is_plain(struct axvm_slice text) {
    /* An output without room only counts. Quotes and backslashes are escaped too, but harmless. */
    struct axvm_output counter;
    axvm_output_init(&counter, NULL, 0, NULL, NULL);
    axvm_write_rust_string(&counter, text);
    uint64_t plain = (uint64_t)text.length + 2;
    for (size_t i = 0; i < text.length; i++) {
        plain += text.data[i] == '"' || text.data[i] == '\\';
    }
    return counter.total == plain;
}

/** Passes all but the first and the last byte of what it is given on: a string without its quotes. */
struct unquoted {
    struct axvm_output *output;
    bool started; /**< the first byte is past */
    char held;    /**< the last byte so far, if `holding` */
    bool holding;
};

static bool flush_unquoted(void *context, const char *data, size_t length) {
    struct unquoted *unquoted = context;
    for (size_t i = 0; i < length; i++) {
        if (unquoted->holding) {
            axvm_output_char(unquoted->output, unquoted->held);
        }
        unquoted->held = data[i];
        unquoted->holding = unquoted->started;
        unquoted->started = true;
    }
    return true;
}

void message_argument(struct axvm_output *output, struct axvm_slice text) {
    if (message_is_plain(text)) {
        axvm_output_slice(output, text);
        return;
    }
    char buffer[64];
    struct unquoted unquoted = {.output = output};
    struct axvm_output quoted;
    axvm_output_init(&quoted, buffer, sizeof(buffer), flush_unquoted, &unquoted);
    axvm_write_rust_string(&quoted, text);
    axvm_output_finish(&quoted);
}

void message_text(struct axvm_output *output, struct axvm_slice text) {
    size_t start = 0;
    for (size_t i = 0; i < text.length; i++) {
        bool line_end =
            text.data[i] == '\n' || (text.data[i] == '\r' && i + 1 < text.length && text.data[i + 1] == '\n');
        if (line_end || text.data[i] == '\t') {
            message_argument(output, (struct axvm_slice){text.data + start, i - start});
            axvm_output_char(output, text.data[i]);
            start = i + 1;
        }
    }
    message_argument(output, (struct axvm_slice){text.data + start, text.length - start});
}

/** The length of the UTF-8 sequence at `text`, which ends in NUL. @return 0 if there is none */
static size_t utf8_sequence_length(const unsigned char *text) {
    static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    if (text[0] < 0x80) {
        return 1;
    }
    size_t length = text[0] < 0xc2 ? 0 : text[0] < 0xe0 ? 2 : text[0] < 0xf0 ? 3 : text[0] < 0xf5 ? 4 : 0;
    uint32_t point = text[0] & (0x7fu >> length);
    for (size_t i = 1; i < length; i++) {
        if ((text[i] & 0xc0) != 0x80) {
            return 0;
        }
        point = point << 6 | (text[i] & 0x3fu);
    }
    bool surrogate = point >= 0xd800 && point <= 0xdfff;
    return point < least[length] || surrogate || point > 0x10ffff ? 0 : length;
}

bool text_is_utf8(const char *text) {
    const unsigned char *at = (const unsigned char *)text;
    while (*at != 0) {
        size_t length = utf8_sequence_length(at);
        if (length == 0) {
            return false;
        }
        at += length;
    }
    return true;
}

void message_count(struct axvm_output *output, uint64_t count, const char *word) {
    message(output, "%u %s%s", count, word, count == 1 ? "" : "s");
}

enum exit_code message_usage(struct program *program, const struct command *command) {
    bool is_command = command->name[0] != '\0';
    message(&program->err.output, "\nFor more information, try 'axvmconfig %s%s--help'.\n", command->name,
            is_command ? " " : "");
    return EXIT_TROUBLE;
}

enum exit_code message_unreadable(struct program *program, const char *path, int error) {
    message(&program->err.output, "error: cannot read '%a': %s\n", path == NULL ? "<stdin>" : path, strerror(error));
    return EXIT_TROUBLE;
}

void message_os_error(struct axvm_output *output, int error) {
    message(output, "%s (os error %u)\n", strerror(error), (uint64_t)error);
}

enum exit_code message_out_of_memory(struct program *program) {
    message(&program->err.output, "error: out of memory\n");
    return EXIT_TROUBLE;
}

struct suggestion suggestion_for(struct axvm_slice typed) {
    struct suggestion suggestion = {.typed = typed,
                                    .distance = 2 + (unsigned)(typed.length < 32 ? typed.length / 4 : 8)};
    return suggestion;
}

void suggestion_consider(struct suggestion *suggestion, const char *word) {
    struct axvm_slice typed = suggestion->typed;
    struct axvm_slice candidate = axvm_slice_of(word);
    bool begins = typed.length >= 2 && typed.length < candidate.length && memcmp(typed.data, word, typed.length) == 0;
    unsigned distance = begins ? 0 : axvm_edit_distance(typed, candidate, suggestion->distance);
    if (distance < suggestion->distance) {
        suggestion->distance = distance;
        suggestion->best = word;
    }
}

void suggestion_write(struct axvm_output *output, const struct suggestion *suggestion, const char *before) {
    if (suggestion->best != NULL) {
        message(output, "  help: did you mean %s%s'?\n", before, suggestion->best);
    }
}
