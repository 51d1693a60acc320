/* SPDX-License-Identifier: Apache-2.0 */
#include "axvmconfig/output.h"

#include "tap.h"

/* What a flush function has been given. Bytes beyond `accept` are refused. Always length <= accept. */
struct sink {
    char bytes[256];
    size_t length;
    size_t accept;
    unsigned calls;
};

static bool take(void *context, const char *data, size_t length) {
    struct sink *sink = context;
    sink->calls++;
    if (length > sink->accept - sink->length) {
        return false;
    }
    for (size_t i = 0; i < length; i++) {
        sink->bytes[sink->length++] = data[i];
    }
    return true;
}

static struct axvm_slice taken(const struct sink *sink) {
    return (struct axvm_slice){sink->bytes, sink->length};
}

static struct axvm_slice stored(const struct axvm_output *output) {
    return (struct axvm_slice){output->buffer, output->used};
}

static void check_appending(void) {
    char buffer[64];
    struct axvm_output output;
    axvm_output_init(&output, buffer, sizeof buffer, NULL, NULL);
    axvm_output_bytes(&output, "ab\0", 2);
    axvm_output_char(&output, 'c');
    axvm_output_string(&output, "de");
    axvm_output_slice(&output, (struct axvm_slice){"fgh", 2});
    axvm_output_slice(&output, (struct axvm_slice){NULL, 0});
    axvm_output_bytes(&output, NULL, 0);
    axvm_output_repeat(&output, '.', 3);
    axvm_output_repeat(&output, '!', 0);
    TAP_EQUAL_STRING(stored(&output), "abcdefg...", "pieces stand one after the other");
    TAP_EQUAL_U64(output.total, 10, "total counts them");
    axvm_output_repeat(&output, '-', 54);
    TAP_EQUAL_U64(output.used, 64, "the buffer can be filled to the last byte");
    TAP_CHECK(axvm_output_finish(&output), "a full buffer is no failure");
    TAP_EQUAL_U64(output.used, 64, "without a flush function the bytes stay");
}

static void check_number(uint64_t value, const char *decimal, const char *hex) {
    char buffer[32];
    struct axvm_output output;
    axvm_output_init(&output, buffer, sizeof buffer, NULL, NULL);
    axvm_output_u64(&output, value);
    TAP_EQUAL_STRING(stored(&output), decimal, decimal);
    axvm_output_init(&output, buffer, sizeof buffer, NULL, NULL);
    axvm_output_hex(&output, value);
    TAP_EQUAL_STRING(stored(&output), hex, hex);
}

static void check_numbers(void) {
    check_number(0, "0", "0x0");
    check_number(9, "9", "0x9");
    check_number(10, "10", "0xa");
    check_number(0xdeadbeef, "3735928559", "0xdeadbeef");
    check_number(INT64_MAX, "9223372036854775807", "0x7fffffffffffffff");
    check_number(UINT64_MAX, "18446744073709551615", "0xffffffffffffffff");
}

static void check_overflow(void) {
    char buffer[4];
    struct axvm_output output;
    axvm_output_init(&output, buffer, sizeof buffer, NULL, NULL);
    axvm_output_string(&output, "abcdef");
    TAP_EQUAL_STRING(stored(&output), "abcd", "without a flush function a full buffer keeps what fits");
    TAP_CHECK(output.failed, "and the output has failed");
    axvm_output_char(&output, 'g');
    axvm_output_repeat(&output, 'h', 100);
    TAP_EQUAL_STRING(stored(&output), "abcd", "nothing is stored after that");
    TAP_EQUAL_U64(output.total, 107, "but total goes on counting");
    TAP_CHECK(!axvm_output_finish(&output), "finish tells of it");

    axvm_output_init(&output, NULL, 0, NULL, NULL);
    axvm_output_char(&output, 'a');
    axvm_output_string(&output, "bc");
    TAP_EQUAL_U64(output.total, 3, "an output without any buffer just counts");
}

static void check_flushing(size_t capacity, const char *name) {
    char buffer[16];
    struct sink sink = {.accept = sizeof sink.bytes};
    struct axvm_output output;
    axvm_output_init(&output, buffer, capacity, take, &sink);
    axvm_output_string(&output, "one ");
    axvm_output_char(&output, '2');
    axvm_output_repeat(&output, ' ', 1);
    axvm_output_string(&output, "three and a long tail ");
    axvm_output_u64(&output, 45);
    TAP_CHECK(axvm_output_finish(&output), name);
    TAP_EQUAL_STRING(taken(&sink), "one 2 three and a long tail 45", name);
    TAP_EQUAL_U64(output.total, sink.length, name);
    TAP_EQUAL_U64(output.used, 0, name);
}

static void check_few_calls(void) {
    char buffer[16];
    struct sink sink = {.accept = sizeof sink.bytes};
    struct axvm_output output;
    axvm_output_init(&output, buffer, sizeof buffer, take, &sink);
    axvm_output_string(&output, "0123456789");
    axvm_output_string(&output, "abcdef");
    TAP_EQUAL_U64(sink.calls, 0, "nothing is flushed while it fits");
    axvm_output_string(&output, "a piece that is longer than the whole buffer");
    TAP_EQUAL_U64(sink.calls, 2, "a long piece is handed over as it is");
    TAP_CHECK(axvm_output_finish(&output), "nothing is left");
    TAP_EQUAL_U64(sink.calls, 2, "an empty buffer is not flushed");
}

static void check_refusal(void) {
    char buffer[4];
    struct sink sink = {.accept = 4};
    struct axvm_output output;
    axvm_output_init(&output, buffer, sizeof buffer, take, &sink);
    axvm_output_string(&output, "abcd");
    axvm_output_string(&output, "efg");
    TAP_CHECK(!output.failed, "a flush that is taken is no failure");
    axvm_output_string(&output, "ijkl");
    TAP_CHECK(output.failed, "a refused flush fails the output");
    axvm_output_string(&output, "a long piece that does not fit the buffer");
    axvm_output_char(&output, 'm');
    TAP_CHECK(!axvm_output_finish(&output), "finish tells of a refusal");
    TAP_EQUAL_U64(sink.calls, 2, "flush is not called again after it has refused");
    TAP_EQUAL_STRING(taken(&sink), "abcd", "only what was accepted has arrived");
}

void tap_body(void) {
    check_appending();
    check_numbers();
    check_overflow();
    check_flushing(1, "a buffer of one byte");
    check_flushing(5, "a buffer of five bytes");
    check_flushing(16, "a buffer of sixteen bytes");
    check_few_calls();
    check_refusal();
}
