/* SPDX-License-Identifier: Apache-2.0 */
/* Files that are no text, or JSON: one finding says so, since nothing that a reader of lines could say would help. */
#include "base/utf8.h"
#include "diag/findings.h"
#include "toml/reader.h"

/* How much of a text is looked at, and how many control characters are too many there. */
#define HEAD_BYTES     256
#define CONTROLS_LEAST 4

/* A kind of file that is known by its first bytes, none of which are well-formed text. */
struct signature {
    const char *bytes;
    unsigned length;
    const char *message;
    const char *label;
    bool is_utf_16;
};

static const struct signature signatures[] = {
    {"\xff\xfe", 2, "the text is UTF-16, not UTF-8", "the mark of UTF-16, low byte first", true},
    {"\xfe\xff", 2, "the text is UTF-16, not UTF-8", "the mark of UTF-16, high byte first", true},
    {"\x7f"
     "ELF",
     4, "this is no text but a program", "an ELF file begins so", false},
    {"\x1f\x8b", 2, "this is no text but a compressed file", "a gzip file begins so", false},
    {"\xfd"
     "7zXZ",
     5, "this is no text but a compressed file", "an xz file begins so", false},
    {"(\xb5/\xfd", 4, "this is no text but a compressed file", "a zstd file begins so", false},
    {"\xd0\x0d\xfe\xed", 4, "this is no text but a compiled device tree", "a device tree blob begins so", false},
};

static const struct signature *signature_of(const char *text, const char *end) {
    for (size_t i = 0; i < sizeof signatures / sizeof signatures[0]; i++) {
        const struct signature *signature = &signatures[i];
        if ((size_t)(end - text) >= signature->length && axvm_compare(text, signature->bytes, signature->length) == 0) {
            return signature;
        }
    }
    return NULL;
}

/* Whether there are so many control characters at the beginning that it is no text with a few stray ones. */
static bool is_mostly_control(const char *text, const char *end) {
    size_t length = end - text > HEAD_BYTES ? HEAD_BYTES : (size_t)(end - text);
    size_t count = 0;
    for (size_t i = 0; i < length; i++) {
        count += axvm_is_control(text[i]);
    }
    return count >= CONTROLS_LEAST && count * 8 >= length;
}

/* The place and words for a file of no known kind, with control characters: the first byte that may stand nowhere. */
static struct signature unknown_kind(const char *text, const char **place) {
    const char *at = text;
    while (!axvm_is_control(*at)) {
        at++;
    }
    *place = at;
    bool is_utf_16 = (text[0] == '\0') != (text[1] == '\0');
    return is_utf_16 ? (struct signature){NULL, 1, "the text is UTF-16, not UTF-8", "half of a character", true}
                     : (struct signature){NULL, 1, "this is no text", "no text has such bytes", false};
}

/* Whether a text, which is not empty, begins as an object of JSON does: no line of TOML begins so. */
static bool begins_as_json(const char *at, const char *end) {
    if (*at != '{') {
        return false;
    }
    for (at++; at < end && (axvm_class_of(*at) & AXVM_CLASS_BLANK || *at == '\r' || *at == '\n'); at++) {}
    return at < end && (*at == '"' || *at == '}');
}

static void complain_of_json(struct axvm_reader *reader) {
    const char *start = reader->position;
    struct axvm_finding *finding = axvm_complain(reader, AXVM_CODE_KEY_EXPECTED, start, start + 1);
    axvm_finding_message(reader->findings, finding, "a key is expected here");
    axvm_finding_label(reader->findings, finding, "JSON begins so");
    axvm_finding_remark(reader->findings, finding, AXVM_REMARK_HELP,
                        "`axvmconfig convert` makes TOML of JSON; nothing more of this text was read");
}

bool axvm_complain_of_no_text(struct axvm_reader *reader) {
    const char *start = reader->position;
    if (begins_as_json(start, reader->end)) {
        complain_of_json(reader);
        return true;
    }
    const struct signature *known = signature_of(start, reader->end);
    struct signature kind;
    if (known != NULL) {
        kind = *known;
    } else if (is_mostly_control(start, reader->end)) {
        kind = unknown_kind(start, &start);
    } else {
        return false;
    }
    struct axvm_finding *finding = axvm_complain(reader, AXVM_CODE_NOT_UTF8, start, start + kind.length);
    axvm_finding_message(reader->findings, finding, "%s", kind.message);
    axvm_finding_label(reader->findings, finding, "%s", kind.label);
    axvm_finding_remark(reader->findings, finding, AXVM_REMARK_HELP,
                        kind.is_utf_16 ? "save the file as UTF-8"
                                       : "a VM configuration is a text in UTF-8; nothing more is said of this file");
    return true;
}
