/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file diagnostics.h
 * Findings are data: what is wrong, where, why it matters and the edit that mends it.
 *
 * The reader, the decoder and the checks fill a list of findings; renderers print it; nothing else
 * prints. Everything a finding holds lies in the arena or is constant, so it lives as long as the
 * arena and the texts it points into.
 */
#ifndef AXVMCONFIG_DIAGNOSTICS_H
#define AXVMCONFIG_DIAGNOSTICS_H

#include "axvmconfig/base.h"
#include "axvmconfig/output.h"

#ifdef __cplusplus
extern "C" {
#endif

/** How bad a finding is. Errors make a config invalid; warnings and notes do not. */
enum axvm_level {
    AXVM_LEVEL_NOTE = 0,
    AXVM_LEVEL_WARNING,
    AXVM_LEVEL_ERROR,
};

/**
 * The code of a finding: printed as `AX` and four digits. The first two digits are the family, and
 * a code never changes its meaning. axvm_rule_of() says what each means.
 */
enum axvm_code {
    /* 00: the text is not TOML */
    AXVM_CODE_NOT_UTF8 = 1,
    AXVM_CODE_CONTROL_CHARACTER = 2,
    AXVM_CODE_BARE_CARRIAGE_RETURN = 3,
    AXVM_CODE_TEXT_TOO_LARGE = 4,
    AXVM_CODE_KEY_EXPECTED = 5,
    AXVM_CODE_EQUALS_EXPECTED = 6,
    AXVM_CODE_VALUE_EXPECTED = 7,
    AXVM_CODE_VALUE_NOT_TOML = 8,
    AXVM_CODE_STRING_NOT_CLOSED = 9,
    AXVM_CODE_ESCAPE_INVALID = 10,
    AXVM_CODE_NUMBER_INVALID = 11,
    AXVM_CODE_DATETIME_INVALID = 12,
    AXVM_CODE_LINE_END_EXPECTED = 13,
    AXVM_CODE_BRACKET_NOT_CLOSED = 14,
    AXVM_CODE_COMMA = 15,
    AXVM_CODE_HEADER_INVALID = 16,
    AXVM_CODE_TOO_DEEP = 17,
    AXVM_CODE_KEY_TOO_DEEP = 18,
    AXVM_CODE_DUPLICATE_KEY = 19,
    AXVM_CODE_DUPLICATE_TABLE = 20,
    AXVM_CODE_NOT_EXTENDABLE = 21,
    AXVM_CODE_NEEDS_TOML_1_1 = 22,
    /* 01: the TOML is not a VM configuration */
    AXVM_CODE_MISSING_SECTION = 101,
    AXVM_CODE_MISSING_KEY = 102,
    AXVM_CODE_WRONG_TYPE = 103,
    AXVM_CODE_INTEGER_RANGE = 104,
    AXVM_CODE_VALUE_UNKNOWN = 105,
    AXVM_CODE_TOO_FEW_ELEMENTS = 106,
    AXVM_CODE_SURPLUS_ELEMENTS = 107,
    AXVM_CODE_UNKNOWN_KEY = 108,
    AXVM_CODE_UNKNOWN_SECTION = 109,
    AXVM_CODE_NUMBER_OVERFLOW = 110,
    AXVM_CODE_FLAT_FORMAT = 111,
    AXVM_CODE_VM_TYPE_UNKNOWN = 112,
};

/** A marked place with a few words about it. */
struct axvm_label {
    struct axvm_source *source; /**< the text the span is in */
    struct axvm_span span;
    struct axvm_slice text; /**< may be empty; one line */
};

/** What kind of remark stands under the marked source. */
enum axvm_remark_kind {
    AXVM_REMARK_NOTE,     /**< background */
    AXVM_REMARK_ON_BOARD, /**< what the machine does with it */
    AXVM_REMARK_HELP,     /**< what to do */
};

/** One remark. */
struct axvm_remark {
    enum axvm_remark_kind kind;
    struct axvm_slice text; /**< one line */
};

/** One edit that mends a finding: replace the bytes of `span` in the finding's source. */
struct axvm_fix {
    struct axvm_span span;
    struct axvm_slice replacement;
    bool needs_review; /**< false: safe to apply unseen */
};

/** The most secondary labels, remarks and fixes of one finding. */
#define AXVM_LABELS_MAX  3
#define AXVM_REMARKS_MAX 3
#define AXVM_FIXES_MAX   2

/** One finding. The counts never exceed the arrays; `primary` is always set. */
struct axvm_finding {
    struct axvm_finding *next; /**< NULL: last */
    enum axvm_code code;
    enum axvm_level level;
    struct axvm_slice message; /**< what is wrong, one line, no full stop */
    struct axvm_label primary;
    struct axvm_label labels[AXVM_LABELS_MAX];
    struct axvm_remark remarks[AXVM_REMARKS_MAX];
    struct axvm_fix fixes[AXVM_FIXES_MAX];
    unsigned label_count;
    unsigned remark_count;
    unsigned fix_count;
};

/** A text that findings point into, by the name it is shown under. */
struct axvm_source {
    struct axvm_slice name; /**< a file name, or `<stdin>` */
    struct axvm_slice text;
};

/** The arena bytes that one finding with all its texts takes at most. */
#define AXVM_FINDING_BYTES_MAX ((size_t)3072)

/**
 * The findings of a run, in the order found until axvm_findings_sort().
 *
 * `first` to `last` is a list of findings, of each level at most `limit`, so that warnings never crowd
 * errors out; further ones are only counted.
 */
struct axvm_findings {
    struct axvm_arena *arena;   /**< findings and their texts are taken from its high end */
    struct axvm_source *source; /**< the text that findings are about at the moment */
    struct axvm_finding *first;
    struct axvm_finding *last;
    uint32_t limit;
    uint32_t stored[AXVM_LEVEL_ERROR + 1]; /**< in the list, by enum axvm_level */
    uint32_t counts[AXVM_LEVEL_ERROR + 1]; /**< in the list or only counted, by enum axvm_level */
    bool out_of_memory;                    /**< the arena was full: a finding was lost, only counted */
};

/**
 * Prepares an empty list.
 *
 * @param arena   the arena that findings are stored in; the one the reader uses is the usual choice
 * @param source  the text the findings will be about; must outlive the list
 * @param limit   the most findings to store of each level. 0 is allowed: findings are then only counted
 */
void axvm_findings_init(struct axvm_findings *findings, struct axvm_arena *arena, struct axvm_source *source,
                        uint32_t limit);

/** All findings, stored or not. */
uint32_t axvm_findings_total(const struct axvm_findings *findings);

/**
 * Sorts by name of the source, position, level (errors first) and code, and drops repetitions: the same
 * code and message about the same span count once. Stable, O(n log n).
 */
void axvm_findings_sort(struct axvm_findings *findings);

/** A place for people: both numbers start at 1. */
struct axvm_position {
    uint32_t line;
    uint32_t column; /**< in code points; a tab is one; a byte order mark is none */
};

/**
 * The line and column of a byte offset.
 *
 * Lines end at LF only. Invalid UTF-8 counts one column a byte. Linear in `offset`.
 * @param offset  at most text.length; larger ones are taken as the end
 */
struct axvm_position axvm_position_of(struct axvm_slice text, uint32_t offset);

/** How the text renderer prints. */
struct axvm_render_options {
    bool color;         /**< ANSI colors */
    bool explain_hints; /**< end each block with the command that explains its code */
};

/**
 * Prints one finding the way rustc does: message, place, source lines with the spans marked, remarks.
 *
 * Control characters, invalid bytes and terminal escapes from the source are printed as visible
 * escapes, so a config cannot paint on the reader's terminal. Long lines are cut around the span.
 * Uses O(length of the source up to the finding) time and no memory.
 */
void axvm_render_text(struct axvm_output *output, const struct axvm_finding *finding,
                      const struct axvm_render_options *options);

/** One row of the rule table: everything that is known about a code. All strings are constant. */
struct axvm_rule {
    enum axvm_code code;
    enum axvm_level level;   /**< by default */
    const char *title;       /**< what is wrong, in general */
    const char *explanation; /**< what it means and why it matters, one paragraph */
};

/** The rule table, ordered by code. @param count  receives the number of rows; may not be NULL */
const struct axvm_rule *axvm_rules(size_t *count);

/** The row of a code. @return NULL if there is none */
const struct axvm_rule *axvm_rule_of(enum axvm_code code);

#ifdef __cplusplus
}
#endif

#endif
