/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file token.h
 * A document as a row of tokens in the order of the text, for those who write it anew: its layout, or its parts in
 * another order.
 *
 * Nothing is read again: the nodes say where each token ends. A reader of tokens is small and may be copied to look
 * ahead.
 */
#ifndef AXVM_TOML_TOKEN_H
#define AXVM_TOML_TOKEN_H

#include "axvmconfig/toml.h"

enum axvm_token_kind {
    AXVM_TOKEN_END = 0, /**< of the text; comes again and again */
    AXVM_TOKEN_COMMENT,
    AXVM_TOKEN_HEADER, /**< `[a.b]` or `[[a.b]]`, with its brackets */
    AXVM_TOKEN_KEY,    /**< with all parts of a dotted key; its value follows, behind comments at most */
    AXVM_TOKEN_SCALAR,
    AXVM_TOKEN_OPEN,  /**< the opening bracket of an array or inline table */
    AXVM_TOKEN_CLOSE, /**< its closing bracket */
};

/** A token. Commas and `=` are none: where they stand follows from the others. */
struct axvm_token {
    enum axvm_token_kind kind;
    uint32_t line_ends;    /**< between it and the token before it */
    uint32_t node;         /**< HEADER: the table, or its REOPEN. KEY: of its value. SCALAR, OPEN, COMMENT: its own */
    struct axvm_span span; /**< OPEN and CLOSE: the bracket */
};

/** Where a reader of tokens is. All before `offset` and `node` has been read. */
struct axvm_token_reader {
    const struct axvm_toml_document *document;
    uint32_t offset;
    uint32_t node;
    uint32_t depth;  /**< open brackets */
    bool behind_key; /**< a value comes next, or comments before it */
};

/** Starts at the first token of a document that is not damaged. */
struct axvm_token_reader axvm_tokens(const struct axvm_toml_document *document);

/** Reads the next token. */
struct axvm_token axvm_token_next(struct axvm_token_reader *reader);

/** The next token, which is not read by that. */
static inline struct axvm_token axvm_token_peek(const struct axvm_token_reader *reader) {
    struct axvm_token_reader copy = *reader;
    return axvm_token_next(&copy);
}

/** Whether a token stands on the line of the token before it, as a comment about that. */
static inline bool axvm_token_is_trailing(const struct axvm_token *token) {
    return token->kind == AXVM_TOKEN_COMMENT && token->line_ends == 0;
}

#endif
