/* SPDX-License-Identifier: Apache-2.0 */
/* axvm_format(). */
#include "base/format.h"

#include "tap.h"

static unsigned char memory[4096];

static struct axvm_arena fresh_arena(size_t size) {
    struct axvm_arena arena;
    axvm_arena_init(&arena, memory, size);
    return arena;
}

static struct axvm_slice slice(const char *text) {
    return axvm_slice_of(text);
}

static void convert_each_kind(void) {
    struct axvm_arena arena = fresh_arena(sizeof memory);
    TAP_EQUAL_STRING(axvm_format(&arena, "a %s c", "b"), "a b c", "%s is a string");
    TAP_EQUAL_STRING(axvm_format(&arena, "%s", ""), "", "%s may be empty");
    TAP_EQUAL_STRING(axvm_format(&arena, "a %v c", slice("b")), "a b c", "%v is a slice");
    TAP_EQUAL_STRING(axvm_format(&arena, "key %q", slice("cpu_num")), "key `cpu_num`", "%q is a slice in quotes");
    struct axvm_slice nothing = {NULL, 0};
    TAP_EQUAL_STRING(axvm_format(&arena, "%v%q", nothing, nothing), "``", "slices may be without data");
    TAP_EQUAL_STRING(axvm_format(&arena, "%u", UINT64_C(0)), "0", "%u of zero");
    TAP_EQUAL_STRING(axvm_format(&arena, "%u", UINT64_MAX), "18446744073709551615", "%u of the largest number");
    TAP_EQUAL_STRING(axvm_format(&arena, "%x", UINT64_C(0)), "0x0", "%x of zero");
    TAP_EQUAL_STRING(axvm_format(&arena, "%x", UINT64_C(0xffff)), "0xffff", "%x of one group");
    TAP_EQUAL_STRING(axvm_format(&arena, "%x", UINT64_C(0x12345)), "0x1_2345", "%x groups from the right");
    TAP_EQUAL_STRING(axvm_format(&arena, "%x", UINT64_C(0x80200000)), "0x8020_0000", "%x of an address");
    TAP_EQUAL_STRING(axvm_format(&arena, "%x", UINT64_MAX), "0xffff_ffff_ffff_ffff", "%x of the largest number");
    TAP_EQUAL_STRING(axvm_format(&arena, "100%% of %u", UINT64_C(5)), "100% of 5", "%% is a percent sign");
    TAP_EQUAL_STRING(axvm_format(&arena, "%s, %u, %q", "a", UINT64_C(1), slice("b")), "a, 1, `b`",
                     "arguments are taken in order");
    TAP_EQUAL_STRING(axvm_format(&arena, "%z %u", UINT64_C(1)), "%z 1", "an unknown directive is shown as it is");
    TAP_EQUAL_STRING(axvm_format(&arena, "%u%", UINT64_C(1)), "1%", "a percent sign at the end is shown as it is");
}

static void copy_only_what_is_put_together(void) {
    struct axvm_arena arena = fresh_arena(sizeof memory);
    const char *constant = "nothing to fill in";
    TAP_CHECK(axvm_format(&arena, constant).data == constant, "a constant text is pointed to");
    TAP_EQUAL_U64(axvm_arena_used(&arena), 0, "and takes no memory");
    struct axvm_slice text = axvm_format(&arena, "%u", UINT64_C(123));
    TAP_EQUAL_U64(axvm_arena_used(&arena), 3, "a text takes as many bytes as it has");
    TAP_CHECK(text.data == (const char *)memory + sizeof memory - 3, "they are at the high end");
}

static void survive_full_arena(void) {
    struct axvm_arena arena = fresh_arena(4);
    struct axvm_slice text = axvm_format(&arena, "%u", UINT64_C(12345));
    TAP_CHECK(text.data == NULL && text.length == 0, "a text that does not fit is empty, without data");
    TAP_EQUAL_U64(axvm_arena_used(&arena), 0, "and takes no memory");
    TAP_EQUAL_STRING(axvm_format(&arena, "%u", UINT64_C(1234)), "1234", "one that just fits is there");
    TAP_EQUAL_STRING(axvm_format(&arena, "constant"), "constant", "a constant text needs no room");
    axvm_arena_init(&arena, NULL, 0);
    TAP_EQUAL_STRING(axvm_format(&arena, "constant"), "constant", "nor any memory at all");
}

static void cut_long_slices(void) {
    struct axvm_arena arena = fresh_arena(sizeof memory);
    struct axvm_slice fits = slice("012345678901234567890123456789012345678901234567");
    TAP_EQUAL_U64(fits.length, AXVM_FORMAT_QUOTE_MAX, "the test text has the length that just fits");
    TAP_CHECK(axvm_slice_equal(axvm_format(&arena, "%v", fits), fits), "a slice of the limit is whole");
    TAP_EQUAL_STRING(axvm_format(&arena, "%v", slice("0123456789012345678901234567890123456789012345678")),
                     "0123456789012345678901\xe2\x80\xa6"
                     "7890123456789012345678",
                     "a longer one is cut in the middle");
    /* 30 times U+4E2D: 22 bytes would split the eighth on the left, and its counterpart on the right. */
    char text[90];
    for (size_t i = 0; i < sizeof text; i++) {
        text[i] = "\xe4\xb8\xad"[i % 3];
    }
    struct axvm_slice wide = {text, sizeof text};
    TAP_EQUAL_STRING(axvm_format(&arena, "%v", wide),
                     "\xe4\xb8\xad\xe4\xb8\xad\xe4\xb8\xad\xe4\xb8\xad\xe4\xb8\xad\xe4\xb8\xad\xe4\xb8\xad\xe2\x80\xa6"
                     "\xe4\xb8\xad\xe4\xb8\xad\xe4\xb8\xad\xe4\xb8\xad\xe4\xb8\xad\xe4\xb8\xad\xe4\xb8\xad",
                     "no code point is split");
    for (size_t i = 0; i < sizeof text; i++) {
        text[i] = '\x80';
    }
    TAP_EQUAL_U64(axvm_format(&arena, "%v", wide).length, 22 + 3 + 22, "bytes that are not UTF-8 are cut at the limit");
}

static void cut_long_texts(void) {
    struct axvm_arena arena = fresh_arena(sizeof memory);
    char text[AXVM_FORMAT_MAX + 2];
    for (size_t i = 0; i <= AXVM_FORMAT_MAX; i++) {
        text[i] = 'x';
    }
    text[AXVM_FORMAT_MAX] = '\0';
    struct axvm_slice whole = axvm_format(&arena, "%s", text);
    TAP_CHECK(axvm_slice_equal(whole, slice(text)), "a text of the limit is whole");
    text[AXVM_FORMAT_MAX] = 'x';
    text[AXVM_FORMAT_MAX + 1] = '\0';
    struct axvm_slice cut = axvm_format(&arena, "%s%s", text, "more");
    TAP_EQUAL_U64(cut.length, AXVM_FORMAT_MAX, "a longer one is cut to the limit");
    struct axvm_slice end = {cut.data + cut.length - 4, 4};
    TAP_EQUAL_STRING(end, "x\xe2\x80\xa6", "and ends in an ellipsis");
    text[AXVM_FORMAT_MAX - 4] = '\xc3'; /* U+00E9 lies across the place of the cut */
    text[AXVM_FORMAT_MAX - 3] = '\xa9';
    cut = axvm_format(&arena, "%s", text);
    TAP_EQUAL_U64(cut.length, AXVM_FORMAT_MAX - 1, "a code point that does not fit in whole is left out");
}

void tap_body(void) {
    convert_each_kind();
    copy_only_what_is_put_together();
    survive_full_arena();
    cut_long_slices();
    cut_long_texts();
}
