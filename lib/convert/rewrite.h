/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file rewrite.h
 * Many edits to one text: collected in any order, sorted, and applied while parts of the text are copied.
 */
#ifndef AXVM_CONVERT_REWRITE_H
#define AXVM_CONVERT_REWRITE_H

#include "axvmconfig/output.h"
#include "axvmconfig/toml.h"
#include "toml/lines.h"

/** One edit: the bytes of `span` become `text`. Of several at the same place the first added is written first. */
struct axvm_rewrite_edit {
    struct axvm_span span;
    struct axvm_slice text;
    uint32_t order;
};

/** Edits that are being collected. They lie in the low end of the arena, one behind the other. */
struct axvm_rewrite {
    const struct axvm_toml_document *document;
    struct axvm_arena *arena;
    struct axvm_rewrite_edit *edits;
    size_t count;
    bool failed; /**< the arena is full */
};

void axvm_rewrite_init(struct axvm_rewrite *rewrite, const struct axvm_toml_document *document,
                       struct axvm_arena *arena);

/** Replaces a span. `text` must outlive the rewrite. Where spans overlap, the bytes go away and all texts stay. */
void axvm_rewrite_replace(struct axvm_rewrite *rewrite, struct axvm_span span, struct axvm_slice text);

/** Puts a text in front of the byte at `offset`. */
void axvm_rewrite_insert(struct axvm_rewrite *rewrite, uint32_t offset, struct axvm_slice text);

/** The same for a NUL-terminated text. */
void axvm_rewrite_insert_string(struct axvm_rewrite *rewrite, uint32_t offset, const char *text);

/** Joins texts, in the arena. @return an empty slice if that is full */
struct axvm_slice axvm_rewrite_join(struct axvm_rewrite *rewrite, const struct axvm_slice *parts, size_t count);

/** A number in decimal, or as `0x` and hexadecimal digits, in the arena. */
struct axvm_slice axvm_rewrite_number(struct axvm_rewrite *rewrite, uint64_t number, bool hex);

/** Makes the lines of a span comments: `# ` in front of its first byte and of each further line. */
void axvm_rewrite_comment_out(struct axvm_rewrite *rewrite, struct axvm_span span);

/**
 * Makes a child of a table or array in brackets, which is in one place, a comment: there if it stands alone on its lines, else on lines of its
 * own in front of the line at `above`.
 */
void axvm_rewrite_comment_out_child(struct axvm_rewrite *rewrite, uint32_t container, uint32_t node, uint32_t above);

/** Sorts the edits, after which no more may be added. */
void axvm_rewrite_ready(struct axvm_rewrite *rewrite);

/** Writes [start, end) of the text with the edits in it, an insertion at `end` included. */
void axvm_rewrite_copy(const struct axvm_rewrite *rewrite, struct axvm_span span, struct axvm_output *output);

#endif
