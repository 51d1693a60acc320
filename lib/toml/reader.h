/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file reader.h
 * What the files of the TOML reader share.
 *
 * reader.c walks the text: lines, keys, brackets. line_findings.c and bracket_findings.c say what is wrong with them.
 * scalar.c reads one string, number, date or word.
 * tree.c knows which tables may be opened, extended or repeated. key_index.c finds keys in tables
 * with many.
 */
#ifndef AXVM_TOML_READER_H
#define AXVM_TOML_READER_H

#include "axvmconfig/toml.h"
#include "base/env.h"
#include "toml/escape.h"
#include "toml/key_index.h"

/** Classes of bytes, as bits of axvm_toml_class[]. */
enum {
    AXVM_CLASS_DIGIT_VALUE = 0x0f, /**< of a hexadecimal digit, 0 to 15; else 0 */
    AXVM_CLASS_DIGIT = 0x10,       /**< 0 to 9 */
    AXVM_CLASS_HEX_DIGIT = 0x20,   /**< 0 to 9, a to f, A to F */
    AXVM_CLASS_BARE_KEY = 0x40,    /**< may stand in a key without quotes */
    AXVM_CLASS_WORD = 0x80,        /**< may stand in a number, date or boolean, or in what was meant as one */
    AXVM_CLASS_BLANK = 0x100,      /**< space or tab */
    AXVM_CLASS_OPENING = 0x200,    /**< a quote or an opening bracket */
    AXVM_CLASS_CLOSING = 0x400,    /**< a comma or a closing bracket */
    AXVM_CLASS_VALUE = AXVM_CLASS_WORD | AXVM_CLASS_OPENING,  /**< may start a value */
    AXVM_CLASS_TOKEN = AXVM_CLASS_VALUE | AXVM_CLASS_CLOSING, /**< neither blank, comment nor line end */
};

/* All bytes above are of no class. A build for size has no rows for them. */
#define AXVM_CLASS_ROWS (AXVM_IS_FOR_SPEED ? 256 : 128)
extern const uint16_t axvm_toml_class[AXVM_CLASS_ROWS];

/** A key part as written. */
struct axvm_key {
    uint32_t start;
    uint32_t length; /**< as in struct axvm_toml_node: saturated, with the escapes flag */
};

/** Whether a key of a node is short and written without quotes, so that its value is what is written. */
static inline bool axvm_key_is_bare(const char *text, uint32_t key_start, uint32_t key_length) {
    return key_length - 1 < AXVM_TOML_KEY_LONG - 1 && text[key_start] != '"' && text[key_start] != '\'';
}

/** A key path while it is read: the table reached so far and the last part. */
struct axvm_key_path {
    uint32_t table;
    struct axvm_key last;
    unsigned parts;
    const char *start;
};

/** A scalar as read: where it ends and what it is. */
struct axvm_scalar {
    const char *end;
    uint8_t kind;
    uint8_t form;
    uint64_t value; /**< the magnitude of an integer that fits 64 bits; else 0 */
};

/**
 * The state of one read.
 *
 * Always begin <= position <= end, and nodes[0, node_count) are valid and lie at the arena's low end.
 * Once out_of_memory is set, position is end, so that every loop runs out.
 */
struct axvm_reader {
    const char *position; /**< the next byte to read */
    const char *begin;
    const char *end;
    const char *line_start;     /**< of the line that the current key or header began on */
    const char *loose_word_end; /**< up to here, a word is known to hold no late number */
    struct axvm_toml_node *nodes;
    uint32_t node_count;
    uint32_t table;          /**< the table that keys go to */
    uint32_t array_of_table; /**< the array that the last header made it an element of; 0: of none */
    uint64_t key_marks;      /**< marks of all keys of `table`, OR-ed; all bits: they are not known */
    unsigned marked_keys;    /**< how many of them were counted */
    uint32_t overflow_count;
    uint64_t value_bits; /**< of all integers so far, OR-ed; the highest for those beyond 64 bits, too */
    uint32_t depth;      /**< open brackets, in `open` */
    bool toml_1_0;
    bool damaged;
    bool out_of_memory;
    bool line_lost;        /**< the rest of the line makes no sense and is skipped */
    bool line_unread;      /**< position is at a line that was taken for part of a bracket and is not */
    bool comma_lost;       /**< a comma may have been in what was skipped: do not ask for it */
    bool bad_escape;       /**< the string or key in quotes that was read last has an escape that is none */
    bool told_not_utf8;    /**< said once for a text: more would be noise */
    bool told_bare_return; /**< the same */
    struct axvm_arena *arena;
    struct axvm_findings *findings;
    struct axvm_key_index index;
    uint32_t open[AXVM_TOML_DEPTH_MAX]; /**< the nodes of open brackets, outermost first. The others are not set */
};

/*@ // `make prove` assumes this of the table; tests/unit/class_test.c tries all bytes.
  @ logic integer hex_digit_of(char byte) =
  @   '0' <= byte <= '9' ? byte - '0' :
  @   'a' <= byte <= 'f' ? byte - 'a' + 10 :
  @   'A' <= byte <= 'F' ? byte - 'A' + 10 : 16;
  @*/
/*@ assigns \nothing;
  @ ensures (\result & AXVM_CLASS_HEX_DIGIT) != 0 <==> hex_digit_of(byte) < 16;
  @ ensures (\result & AXVM_CLASS_DIGIT) != 0 <==> '0' <= byte <= '9';
  @ ensures masked(\result, AXVM_CLASS_DIGIT_VALUE) == (hex_digit_of(byte) < 16 ? hex_digit_of(byte) : 0);
  @*/
static inline unsigned axvm_class_of(char byte) {
    unsigned row = (unsigned char)byte;
    return row < AXVM_CLASS_ROWS ? axvm_toml_class[row] : 0;
}

/** Whether a byte is a control character that may stand nowhere. CR and LF, which may end lines, are left to others. */
static inline bool axvm_is_control(char byte) {
    return ((unsigned char)byte < 0x20 && byte != '\t' && byte != '\n' && byte != '\r') || byte == 0x7f;
}

/** Whether what looks like a space is none: it comes from word processors and web pages. */
static inline bool axvm_begins_with_no_break_space(const char *text, const char *end) {
    return end - text >= 2 && axvm_compare(text, "\xc2\xa0", 2) == 0;
}

static inline uint32_t axvm_offset(const struct axvm_reader *reader, const char *position) {
    return (uint32_t)(position - reader->begin);
}

/* --- reader.c -------------------------------------------------------------------------------- */

/** Adds an error about [start, end). @return the finding to say more in; may be NULL */
struct axvm_finding *axvm_complain(struct axvm_reader *reader, enum axvm_code code, const char *start, const char *end);

/** The arena is full: ends the read. */
void axvm_stop_for_memory(struct axvm_reader *reader);

/** Appends a node without key. @return its number; 0 if the arena is full */
static inline uint32_t axvm_add_node(struct axvm_reader *reader, uint8_t kind, uint8_t form, uint32_t start,
                                     uint32_t end) {
    struct axvm_arena *arena = reader->arena;
    struct axvm_toml_node *node = &reader->nodes[reader->node_count];
    if (AXVM_UNLIKELY(arena->high - arena->low < sizeof *node)) {
        axvm_stop_for_memory(reader);
        return 0;
    }
    arena->low += sizeof *node;
    *node = (struct axvm_toml_node){.kind = kind, .form = form, .start = start, .end = end};
    return reader->node_count++;
}

/** Appends a node with a key. @return its number; 0 if the arena is full */
static inline uint32_t axvm_add_keyed_node(struct axvm_reader *reader, struct axvm_key key, uint8_t kind, unsigned form,
                                           struct axvm_span span) {
    uint32_t node = axvm_add_node(reader, kind, (uint8_t)form, span.start, span.end);
    if (node != 0) {
        reader->nodes[node].key_start = key.start;
        reader->nodes[node].key_length = (uint16_t)key.length;
    }
    return node;
}

/** Appends a value with a key. @return its node; 0 if the arena is full */
static inline uint32_t axvm_add_keyed_value(struct axvm_reader *reader, struct axvm_key key,
                                            const struct axvm_scalar *value, uint32_t start) {
    struct axvm_span span = {start, axvm_offset(reader, value->end)};
    uint32_t node = axvm_add_keyed_node(reader, key, value->kind, value->form, span);
    if (AXVM_LIKELY(node != 0)) {
        reader->nodes[node].link = (uint32_t)value->value;
        reader->value_bits |= value->value;
    }
    return node;
}

/** Some of a table or array could not be read. */
static inline void axvm_mark_incomplete(struct axvm_reader *reader, uint32_t container) {
    reader->nodes[container].form |= AXVM_TOML_TABLE_INCOMPLETE;
}

static inline bool axvm_at_byte(const struct axvm_reader *reader, char byte) {
    return reader->position < reader->end && *reader->position == byte;
}

static inline bool axvm_at_class(const struct axvm_reader *reader, unsigned class) {
    return reader->position < reader->end && (axvm_class_of(*reader->position) & class) != 0;
}

static inline bool axvm_at_line_end(const struct axvm_reader *reader) {
    return reader->position == reader->end || *reader->position == '\n' || *reader->position == '\r';
}

/** Whether an array is what values go to. */
static inline bool axvm_innermost_is_array(const struct axvm_reader *reader) {
    return reader->depth > 0 && reader->nodes[reader->open[reader->depth - 1]].kind == AXVM_TOML_ARRAY;
}

void axvm_skip_to_line_end(struct axvm_reader *reader);

/* --- line_findings.c ------------------------------------------------------------------------- */

/** Whether a line looks like `key = `. */
bool axvm_looks_like_key(const char *at, const char *end);

/** Whether the position is at a control character, which is reported and said to be all that is wrong here. */
AXVM_RARE bool axvm_complain_of_control(struct axvm_reader *reader);

/** Reports what is on a line behind all that may be there, and skips it. */
AXVM_RARE void axvm_complain_of_rest_of_line(struct axvm_reader *reader);

/** Reports what is there in place of a key. */
AXVM_RARE void axvm_complain_of_missing_key(struct axvm_reader *reader);

/** Reports a key of more than AXVM_TOML_KEY_PARTS_MAX parts, which ends at the position. */
AXVM_RARE void axvm_complain_of_long_path(struct axvm_reader *reader, const struct axvm_key_path *path);

/** Reports what is behind a key in place of its `=`. */
AXVM_RARE void axvm_complain_of_missing_equals(struct axvm_reader *reader, const struct axvm_key_path *path);

/** Reports that there is no value behind the `=` of a key. */
AXVM_RARE void axvm_complain_of_missing_value(struct axvm_reader *reader, struct axvm_key key);

/** Reports `[[name]`, of which nobody knows whether it was meant for a section or for an element. */
AXVM_RARE void axvm_complain_of_half_closed_header(struct axvm_reader *reader, const struct axvm_key_path *path);

/* --- bracket_findings.c ---------------------------------------------------------------------- */

/** Whether the innermost bracket was forgotten: the line that begins at the position is no part of it. */
bool axvm_bracket_was_forgotten(const struct axvm_reader *reader);

/** Reports that the bracket of a node is not closed, and should be before `limit`; end of text: wherever. */
AXVM_RARE void axvm_complain_of_open_row(struct axvm_reader *reader, uint32_t node, uint32_t limit);

/** Reports that the innermost bracket is not closed, or one in it from which it was taken. */
AXVM_RARE void axvm_complain_of_open_bracket(struct axvm_reader *reader);

/**
 * Whether the innermost array was to end on the line before: it began there with a plain value, and here an
 * array begins a line without a comma before it, which the array around it may hold.
 */
bool axvm_row_was_forgotten(const struct axvm_reader *reader);

/**
 * Whether the bracket at the position, which does not fit the innermost one, was meant for the one around that: it
 * begins a line, or ends the line that both began on.
 */
bool axvm_closes_outer_bracket(const struct axvm_reader *reader);

/** Reports the end of a line in an inline table, which is one line in TOML 1.0. */
AXVM_RARE void axvm_check_inline_line_end(struct axvm_reader *reader);

/** The end of what stands before the blanks, line ends and comments before the position, which is between brackets. */
const char *axvm_end_of_token_before(const struct axvm_reader *reader);

/** Reports that there is no comma behind the element before the position. */
AXVM_RARE void axvm_complain_of_missing_comma(struct axvm_reader *reader, const char *message);

/** Reports the comma at the position. */
AXVM_RARE void axvm_complain_of_extra_comma(struct axvm_reader *reader);

/** Reports a `;` that was meant for a comma, or for the start of a comment. @return the end of either */
AXVM_RARE const char *axvm_complain_of_semicolon(struct axvm_reader *reader);

/** The length of a comma of another script at the position; 0 if there is none. */
unsigned axvm_other_comma(const struct axvm_reader *reader);

/** Reports it. */
AXVM_RARE void axvm_complain_of_other_comma(struct axvm_reader *reader, unsigned length);

/* --- scalar.c -------------------------------------------------------------------------------- */

/** Reads the string whose opening quote is at reader->position, which is left behind it. */
void axvm_read_string(struct axvm_reader *reader, struct axvm_scalar *scalar);

/** Reads a single-line string as a key. The same as axvm_read_string(), but refuses multi-line ones. */
void axvm_read_quoted_key(struct axvm_reader *reader, struct axvm_key *key);

/** Reads a number, a date-time, a boolean, or something that is none of them, at reader->position. */
void axvm_read_word(struct axvm_reader *reader, struct axvm_scalar *scalar);

/** Reports the byte at `position`, which is neither printable ASCII nor part of well-formed UTF-8. */
void axvm_complain_of_byte(struct axvm_reader *reader, const char *position, const char *where);

/** Reports a CR that no LF follows; the first one of a text only. */
void axvm_complain_of_bare_return(struct axvm_reader *reader, const char *position);

/** Skips to the end of a comment, checking its bytes. `position` is anywhere in it. @return its end */
const char *axvm_scan_comment(struct axvm_reader *reader, const char *position);

/* --- no_text.c ------------------------------------------------------------------------------- */

/** Whether the text is none, but UTF-16 or a binary file. That is reported, and nothing more should be. */
bool axvm_complain_of_no_text(struct axvm_reader *reader);

/* --- unit.c ---------------------------------------------------------------------------------- */

/**
 * The number and the unit in `4 MB`, if the position is at its unit.
 * @return {0, 0} if what is there is anything else
 */
struct axvm_span axvm_number_before_unit(const struct axvm_reader *reader);

/**
 * The whole of `256 * 1024`, if the position is at its first operator.
 * @return {0, 0} if what is there is anything else
 */
struct axvm_span axvm_arithmetic_with_number(const struct axvm_reader *reader);

/** Reports it. */
void axvm_complain_of_arithmetic(struct axvm_reader *reader, struct axvm_span written);

/** Where `written` is a number with a unit such as `256M`, or with a suffix of C, says what to write for it. */
void axvm_suggest_plain_number(struct axvm_reader *reader, struct axvm_finding *finding, struct axvm_span written);

/** The integer that was read last turned out to be something else: nobody may take its value for what was meant. */
void axvm_break_last_number(struct axvm_reader *reader);

/** Reports a number with its unit, at which the position is. */
void axvm_complain_of_unit(struct axvm_reader *reader, struct axvm_span number);

/* --- datetime.c ------------------------------------------------------------------------------ */

/** What is wrong with a date-time. */
struct axvm_datetime_problem {
    const char *text; /**< NULL: nothing */
    bool needs_toml_1_1;
};

/** Whether `text` begins as a date (four digits and `-`) or a time (two digits and `:`) does. */
bool axvm_looks_like_datetime(const char *text, const char *end);

/** Reads a date-time from `text`. @param scalar  its end, kind and form are set whatever is wrong */
struct axvm_datetime_problem axvm_read_datetime(const char *text, const char *end, struct axvm_scalar *scalar);

/* --- number.c -------------------------------------------------------------------------------- */

/**
 * Reads an integer or a float that fills [text, end).
 * @return NULL; or what is wrong, a constant text
 */
const char *axvm_read_number(const char *text, const char *end, struct axvm_scalar *scalar);

/**
 * Whether toml-rs takes [text, end), which is no number, for a decimal one until it is converted: from
 * the first `_` on it only looks at whether each `_` stands between hexadecimal digits. Surplus array
 * elements are never converted, so a file with `1_a` there is accepted; everywhere else the decoder
 * refuses it, as it does numbers that are too large.
 */
bool axvm_number_is_malformed_late(const char *text, const char *end);

/* --- document.c -------------------------------------------------------------------------------- */

/** What a value that is not BROKEN is, with its article: "an inline table", "a string". */
const char *axvm_toml_describe(const struct axvm_toml_node *node);

/* --- tree.c ---------------------------------------------------------------------------------- */

/** How a key part is on the way to another. */
enum axvm_step {
    AXVM_STEP_HEADER, /**< `a` in `[a.b]` */
    AXVM_STEP_DOTTED, /**< `a` in `a.b = 1` */
};

/** The key's bytes without quotes, as written. */
struct axvm_slice axvm_key_content(const struct axvm_reader *reader, struct axvm_key key);

/** The key's value, escapes resolved. Empty if the arena is full, which stops the reader. */
static inline struct axvm_slice axvm_key_value(struct axvm_reader *reader, struct axvm_key key) {
    if (AXVM_LIKELY(axvm_key_is_bare(reader->begin, key.start, key.length))) {
        return (struct axvm_slice){reader->begin + key.start, key.length};
    }
    struct axvm_slice content = axvm_key_content(reader, key);
    if (key.length & AXVM_TOML_KEY_ESCAPES) {
        char *value = axvm_arena_take_high(reader->arena, content.length, 1);
        if (value == NULL) {
            axvm_stop_for_memory(reader);
            return (struct axvm_slice){content.data, 0};
        }
        content.length = axvm_unescape(content.data, content.data + content.length, value);
        content.data = value;
    }
    return content;
}

/** Whether the key of `node` has the given value. Its own escapes and great length are the rare case. */
static inline bool axvm_key_is(const struct axvm_reader *reader, const struct axvm_toml_node *node,
                               struct axvm_slice value) {
    const char *start = reader->begin + node->key_start;
    size_t length = node->key_length;
    if (length >= AXVM_TOML_KEY_LONG) {
        return axvm_key_has_value(start, reader->end, value);
    }
    if (*start == '"' || *start == '\'') {
        start++;
        length -= 2;
    }
    return length == value.length && axvm_compare(start, value.data, length) == 0;
}

/** Makes `table` the one that keys go to. */
static inline void axvm_enter_table(struct axvm_reader *reader, uint32_t table) {
    reader->table = table;
    if (AXVM_IS_FOR_SPEED) {
        reader->marked_keys = 0;
        reader->key_marks = reader->nodes[table].link == 0 ? 0 : UINT64_MAX;
    }
}

/**
 * Goes from a table to the one named by `key`, which is made if it is not there.
 * @return the table; where that is not allowed, a table outside of the tree, and a finding says so
 */
uint32_t axvm_descend(struct axvm_reader *reader, uint32_t table, struct axvm_key key, enum axvm_step step);

/**
 * Opens the table of a header's last part, `[key]` or `[[key]]`.
 * @param header  the header with its brackets
 * @return the table; where that is not allowed, one outside of the tree, and a finding says so
 */
uint32_t axvm_open_table(struct axvm_reader *reader, uint32_t table, struct axvm_key key, struct axvm_span header,
                         bool is_element);

/** Appends a table to an array of tables. @return the table; 0 if the arena is full */
uint32_t axvm_add_table_element(struct axvm_reader *reader, uint32_t array, struct axvm_key key,
                                struct axvm_span header);

/** One bit of 64 that depends on a key, which is not empty. */
static inline uint64_t axvm_mark_of(struct axvm_slice key) {
    unsigned first = (unsigned char)key.data[0];
    unsigned last = (unsigned char)key.data[key.length - 1];
    return UINT64_C(1) << ((3 * first + 5 * last + 7 * key.length) & 63);
}

/**
 * Whether the table that keys go to has no such key for sure, and has it from now on: none of its keys has the same mark.
 * Most keys of small tables are told so, and need no search.
 */
static inline bool axvm_is_new_key(struct axvm_reader *reader, struct axvm_slice key) {
    if (!AXVM_IS_FOR_SPEED || key.length == 0) {
        return false;
    }
    uint64_t mark = axvm_mark_of(key);
    bool is_new = (reader->key_marks & mark) == 0 && reader->marked_keys < AXVM_SMALL_TABLE_MAX;
    reader->key_marks |= mark;
    reader->marked_keys++;
    return is_new;
}

/** Puts a node at the end of a container's circle of children. */
static inline void axvm_link_child(struct axvm_toml_node *nodes, uint32_t container, uint32_t child) {
    uint32_t last = nodes[container].link;
    if (last == 0) {
        nodes[child].next = child;
    } else {
        nodes[child].next = nodes[last].next;
        nodes[last].next = child;
    }
    nodes[container].link = child;
}

/** Appends a node with a key to a table that has no such key. @return the node; 0 if the arena is full */
static inline uint32_t axvm_add_new_entry(struct axvm_reader *reader, uint32_t table, struct axvm_key key,
                                          const struct axvm_scalar *value, uint32_t value_start) {
    uint32_t node = axvm_add_keyed_value(reader, key, value, value_start);
    if (AXVM_LIKELY(node != 0)) {
        axvm_link_child(reader->nodes, table, node);
    }
    return node;
}

/** axvm_add_entry() for a key that axvm_is_new_key() did not tell to be new. @param key_text  the key's value */
uint32_t axvm_search_and_add(struct axvm_reader *reader, uint32_t table, struct axvm_key key,
                             struct axvm_slice key_text, const struct axvm_scalar *value, uint32_t value_start);

/**
 * Appends a node with a key and puts it into a table. A duplicate is reported and left outside of the tree.
 * @return the node; 0 if the arena is full
 */
uint32_t axvm_add_entry(struct axvm_reader *reader, uint32_t table, struct axvm_key key,
                        const struct axvm_scalar *value, uint32_t value_start);

#define AXVM_NEW_ENTRIES_MAX 8

/**
 * Nodes with bare keys, for an indexed table in which they have not been looked up yet: until they are, the memory that
 * it takes is fetched (axvm_index_prefetch()).
 */
struct axvm_new_entries {
    unsigned count;
    uint32_t nodes[AXVM_NEW_ENTRIES_MAX];
    uint32_t hashes[AXVM_NEW_ENTRIES_MAX]; /**< axvm_index_hash() */
};

/** Puts new entries into their table and forgets them. A duplicate is reported and left outside of the tree. */
void axvm_settle_entries(struct axvm_reader *reader, uint32_t table, struct axvm_new_entries *entries);

#endif
