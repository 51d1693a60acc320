/* SPDX-License-Identifier: Apache-2.0 */
#include "axvmconfig/config.h"

#include "tap.h"

static void check_bytes(const char *text, size_t length, const char *expected) {
    char buffer[128];
    struct axvm_output output;
    axvm_output_init(&output, buffer, sizeof buffer, NULL, NULL);
    axvm_write_rust_string(&output, (struct axvm_slice){text, length});
    TAP_EQUAL_STRING(((struct axvm_slice){buffer, output.used}), expected, expected);
}

static void check(const char *text, const char *expected) {
    check_bytes(text, axvm_slice_of(text).length, expected);
}

static void check_ascii(void) {
    check("", "\"\"");
    check("vm", "\"vm\"");
    check("it's", "\"it's\"");
    check("say \"hi\"", "\"say \\\"hi\\\"\"");
    check("C:\\x", "\"C:\\\\x\"");
    check("\t\n\r", "\"\\t\\n\\r\"");
    check_bytes("\0\0"
                "1",
                3, "\"\\0\\01\"");
    check("\x01\x08\x0c\x1b\x1f", "\"\\u{1}\\u{8}\\u{c}\\u{1b}\\u{1f}\"");
    check(" ~\x7f", "\" ~\\u{7f}\"");
}

static void check_unicode(void) {
    check("\xc3\xa9", "\"\xc3\xa9\"");                                 /* a letter */
    check("\xe8\x99\x9a\xe6\x8b\x9f", "\"\xe8\x99\x9a\xe6\x8b\x9f\""); /* two ideographs */
    check("\xf0\x9f\xa6\x80", "\"\xf0\x9f\xa6\x80\"");                 /* an emoji */
    check("\xc2\x80\xc2\xa0", "\"\\u{80}\\u{a0}\"");                   /* a control, a no-break space */
    check("\xc2\xad", "\"\\u{ad}\"");                                  /* soft hyphen */
    check("e\xcc\x81", "\"e\\u{301}\"");                               /* a combining accent */
    check("\xcd\xb7\xcd\xb8", "\"\xcd\xb7\\u{378}\"");                 /* a letter, an unassigned code point */
    check("\xe2\x80\x8b", "\"\\u{200b}\"");                            /* zero width space */
    check("\xe2\x80\xa8", "\"\\u{2028}\"");                            /* line separator */
    check("\xef\xbb\xbf", "\"\\u{feff}\"");                            /* byte order mark */
    check("\xee\x80\x80", "\"\\u{e000}\"");                            /* private use */
    check("\xef\xbf\xbd\xef\xbf\xbf", "\"\xef\xbf\xbd\\u{ffff}\"");    /* the replacement character, no character */
    check("\xf3\xa0\x84\x80", "\"\\u{e0100}\"");                       /* a variation selector */
    check("\xf4\x8f\xbf\xbf", "\"\\u{10ffff}\"");                      /* the last code point */
    check("\xe2\x80\x8b\xc3\xa9\xe2\x80\x8b", "\"\\u{200b}\xc3\xa9\\u{200b}\"");
}

static void check_not_utf8(void) {
    check("\xff.toml", "\"\\xFF.toml\"");
    check("a\x80z", "\"a\\x80z\"");
    check("\xe2\x82", "\"\\xE2\\x82\"");                   /* cut short */
    check("\xe2\x82\xc3\xa9", "\"\\xE2\\x82\xc3\xa9\"");   /* cut short by a good one */
    check("\xc0\xaf", "\"\\xC0\\xAF\"");                   /* overlong */
    check("\xed\xa0\x80", "\"\\xED\\xA0\\x80\"");          /* a surrogate */
    check("\xf4\x90\x80\x80", "\"\\xF4\\x90\\x80\\x80\""); /* above the last code point */
}

/* A flag, which only later profiles have. */
static void check_flag(bool value, const char *expected) {
    static char text[4096];
    struct axvm_crate_config config;
    struct axvm_output output;
    bool found = false;
    axvm_config_default(&config);
    config.profile = AXVM_PROFILE_0_8;
    config.kernel.enable_bios = value;
    axvm_output_init(&output, text, sizeof text, NULL, NULL);
    axvm_config_write_rust_debug(&output, &config);
    struct axvm_slice line = axvm_slice_of(expected);
    for (size_t i = 0; i + line.length <= output.used; i++) {
        found = found || axvm_slice_equal((struct axvm_slice){text + i, line.length}, line);
    }
    TAP_CHECK(found && !output.failed, expected);
}

void tap_body(void) {
    check_flag(true, "enable_bios: true,\n");
    check_flag(false, "enable_bios: false,\n");
    check_ascii();
    check_unicode();
    check_not_utf8();
}
