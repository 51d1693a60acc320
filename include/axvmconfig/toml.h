/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file toml.h
 * Reads TOML 1.1 (or 1.0) into a document that keeps every position and every comment.
 *
 * One pass over the text, linear time, constant stack, no memory but the arena. After an error the
 * reader goes on, so that one run reports every mistake. Strings and numbers are checked while
 * reading and converted when asked for.
 */
#ifndef AXVMCONFIG_TOML_H
#define AXVMCONFIG_TOML_H

#include "axvmconfig/base.h"
#include "axvmconfig/diagnostics.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Arrays and inline tables may nest this deep in one value (as in toml-rs, which upstream uses). */
#define AXVM_TOML_DEPTH_MAX 80

/** A dotted key or a table header may have this many parts (as in toml-rs). */
#define AXVM_TOML_KEY_PARTS_MAX 80

enum axvm_toml_version {
    AXVM_TOML_1_1 = 0,
    AXVM_TOML_1_0,
};

/** What a node is. */
enum axvm_toml_kind {
    AXVM_TOML_TABLE = 0,
    AXVM_TOML_ARRAY,
    AXVM_TOML_STRING,
    AXVM_TOML_INTEGER,
    AXVM_TOML_FLOAT,
    AXVM_TOML_BOOLEAN,
    AXVM_TOML_DATETIME,
    AXVM_TOML_BROKEN,  /**< a value that could not be read; a finding says why */
    AXVM_TOML_COMMENT, /**< from `#` to the end of the line, the line end not included */
    AXVM_TOML_REOPEN,  /**< a header of a table whose node came earlier; `link` is that node */
};

/**
 * How a node is written. The low bits depend on the kind; flags are OR-ed to them.
 */
enum axvm_toml_form {
    AXVM_TOML_FORM_MASK = 0x07,
    /* tables */
    AXVM_TOML_TABLE_ROOT = 0,          /**< node 0 */
    AXVM_TOML_TABLE_HEADER = 1,        /**< `[a]` */
    AXVM_TOML_TABLE_ELEMENT = 2,       /**< `[[a]]` */
    AXVM_TOML_TABLE_PATH = 3,          /**< only named on the way to another: `a` in `[a.b]` */
    AXVM_TOML_TABLE_DOTTED = 4,        /**< made by a dotted key: `a` in `a.b = 1` */
    AXVM_TOML_TABLE_INLINE = 5,        /**< `{ }` */
    AXVM_TOML_TABLE_INDEXED = 0x40,    /**< flag: has many keys (for the reader's own use) */
    AXVM_TOML_TABLE_INCOMPLETE = 0x80, /**< flag: a damaged line may have held one of its keys */
    /* arrays */
    AXVM_TOML_ARRAY_INLINE = 0,    /**< `[ ]` */
    AXVM_TOML_ARRAY_OF_TABLES = 1, /**< made by `[[a]]`; its span is the first header */
    /* strings */
    AXVM_TOML_STRING_BASIC = 0,              /**< "…" */
    AXVM_TOML_STRING_LITERAL = 1,            /**< '…' */
    AXVM_TOML_STRING_MULTI_LINE_BASIC = 2,   /**< """…""" */
    AXVM_TOML_STRING_MULTI_LINE_LITERAL = 3, /**< '''…''' */
    AXVM_TOML_STRING_ESCAPES = 0x80,         /**< flag: has a backslash, so its value is not a slice of the text */
    /* integers */
    AXVM_TOML_INTEGER_DECIMAL = 0,
    AXVM_TOML_INTEGER_HEX = 1,
    AXVM_TOML_INTEGER_OCTAL = 2,
    AXVM_TOML_INTEGER_BINARY = 3,
    AXVM_TOML_INTEGER_SHORT = 0x08,    /**< flag: the value is in `link` */
    AXVM_TOML_INTEGER_NEGATIVE = 0x10, /**< flag: below zero (`-0` is not) */
    AXVM_TOML_INTEGER_GROUPED = 0x20,  /**< flag: written with `_` */
    AXVM_TOML_INTEGER_WIDE = 0x40,     /**< flag: does not fit 64 bits (unsigned, or signed if negative) */
    AXVM_TOML_INTEGER_OVERFLOW = 0x80, /**< flag: does not fit 128 bits either, or has no digits (`0x`) */
    /* floats */
    AXVM_TOML_FLOAT_FINITE = 0,
    AXVM_TOML_FLOAT_INFINITE = 1,
    AXVM_TOML_FLOAT_NAN = 2,
    AXVM_TOML_FLOAT_OVERFLOW = 0x80, /**< flag: too large for 64-bit floating point */
    /* booleans */
    AXVM_TOML_FALSE = 0,
    AXVM_TOML_TRUE = 1,
    /* broken values */
    AXVM_TOML_BROKEN_VALUE = 0, /**< it could not be read */
    AXVM_TOML_BROKEN_KEY = 1,   /**< there is no `=`: the key may have been meant for something else */
    AXVM_TOML_BROKEN_WORD = 2,  /**< letters without quotes, which may have been meant for a string or a choice */
    /* date-times */
    AXVM_TOML_OFFSET_DATETIME = 0,
    AXVM_TOML_LOCAL_DATETIME = 1,
    AXVM_TOML_LOCAL_DATE = 2,
    AXVM_TOML_LOCAL_TIME = 3,
};

/**
 * One key, value, table or comment.
 *
 * Nodes stand in the order of the text, so what lies between the end of one and the start of the
 * next is blanks, line ends and punctuation only: with the comments, every byte is accounted for.
 * Beside that order there is the tree: the children of a container form a circle through `next`,
 * and the container's `link` is the last of them, whose `next` is the first; 0 means none. Node 0
 * is the root table and nobody's child. COMMENT and REOPEN nodes are in no circle. A table whose header
 * comes after the header of a table in it stands where it was first named, with a REOPEN node at its header.
 */
struct axvm_toml_node {
    uint32_t key_start; /**< first byte of the key's last part, quotes included; without key: an integer's high half */
    uint16_t
        key_length; /**< bytes of that part; AXVM_TOML_KEY_LONG: read it again; with AXVM_TOML_KEY_ESCAPES. 0: no key */
    uint8_t kind;   /**< enum axvm_toml_kind */
    uint8_t form;   /**< enum axvm_toml_form */
    uint32_t start; /**< the value: first byte. A table made by a header: the header with its brackets */
    uint32_t end;   /**< one past its last byte. A table made on the way: the span of its key */
    uint32_t next;  /**< next sibling; the last one's is the first */
    uint32_t link;  /**< containers: last child. INTEGER: the low half of the value. REOPEN: the table */
};

/** In key_length: the part is this long or longer, and its end is found by reading it again. */
#define AXVM_TOML_KEY_LONG 0x7fff

/** In key_length, OR-ed: the key has escapes, so its value is not a slice of the text. */
#define AXVM_TOML_KEY_ESCAPES 0x8000

/** A document. `nodes[0]` is the root table; all spans lie in `text`. Read-only once made. */
struct axvm_toml_document {
    struct axvm_slice text;
    const struct axvm_toml_node *nodes;
    uint32_t node_count;
    uint32_t overflow_count; /**< numbers flagged INTEGER_OVERFLOW or FLOAT_OVERFLOW */
    bool has_large_integers; /**< there may be an integer above 2^63 - 1 or below -2^63; if false there is none */
    bool damaged;            /**< there was an error: some of the text is missing from the tree */
};

/** The arena bytes axvm_toml_read() needs at most for a text of `length` bytes, findings not counted. */
size_t axvm_toml_memory_bound(size_t length);

/**
 * Reads a text.
 *
 * @param document  written in full; with AXVM_INVALID it holds all that could be understood
 * @param text      any bytes; must outlive the document, which points into it
 * @param version   AXVM_TOML_1_1 is what upstream's 0.4.2 accepts
 * @param arena     nodes are taken from its low end
 * @param findings  errors are added here (codes AX0001 to AX0099); its source must be `text`
 * @return AXVM_OK; AXVM_INVALID with at least one error in `findings`; AXVM_OUT_OF_MEMORY
 */
enum axvm_status axvm_toml_read(struct axvm_toml_document *document, struct axvm_slice text,
                                enum axvm_toml_version version, struct axvm_arena *arena,
                                struct axvm_findings *findings);

/** The first child of a table or array in the order of definition. @return 0 if there is none */
uint32_t axvm_toml_first_child(const struct axvm_toml_document *document, uint32_t container);

/** The child after `child`. @return 0 after the last */
uint32_t axvm_toml_next_child(const struct axvm_toml_document *document, uint32_t container, uint32_t child);

/** The number of children. Linear in it. */
uint32_t axvm_toml_child_count(const struct axvm_toml_document *document, uint32_t container);

/** The child of a table with the given key (its value, not its spelling). Linear. @return 0 if there is none */
uint32_t axvm_toml_find(const struct axvm_toml_document *document, uint32_t table, struct axvm_slice key);

/** The span of a node's key as written, quotes included. Empty if it has none. */
struct axvm_span axvm_toml_key_span(const struct axvm_toml_document *document, uint32_t node);

/** The span of a node's value as written. */
struct axvm_span axvm_toml_value_span(const struct axvm_toml_document *document, uint32_t node);

/** The bytes of a span of the text. */
struct axvm_slice axvm_toml_text(const struct axvm_toml_document *document, struct axvm_span span);

/**
 * The value of a node's key: quotes taken off, escapes resolved.
 *
 * @param key  written on success; a slice of the text where the key has no escapes, else in the arena
 * @return AXVM_OK or AXVM_OUT_OF_MEMORY
 */
enum axvm_status axvm_toml_key(const struct axvm_toml_document *document, uint32_t node, struct axvm_arena *arena,
                               struct axvm_slice *key);

/** Whether a node's key has the given value. */
bool axvm_toml_key_is(const struct axvm_toml_document *document, uint32_t node, struct axvm_slice key);

/**
 * The value of a STRING node: quotes taken off, escapes resolved, the first newline of a multi-line
 * string dropped. CRLF inside stays CRLF.
 *
 * @param value  written on success; a slice of the text where there are no escapes, else in the arena
 * @return AXVM_OK or AXVM_OUT_OF_MEMORY
 */
enum axvm_status axvm_toml_string(const struct axvm_toml_document *document, uint32_t node, struct axvm_arena *arena,
                                  struct axvm_slice *value);

/** The magnitude of an INTEGER node that is not flagged WIDE or OVERFLOW. */
uint64_t axvm_toml_integer(const struct axvm_toml_document *document, uint32_t node);

#ifdef __cplusplus
}
#endif

#endif
