/* SPDX-License-Identifier: Apache-2.0 */
#include "toml/token.h"

#include "axvmconfig/base.h"

#define BYTE_ORDER_MARK_LENGTH 3

static bool has_byte_order_mark(struct axvm_slice text) {
    return text.length >= BYTE_ORDER_MARK_LENGTH && (unsigned char)text.data[0] == 0xef;
}

struct axvm_token_reader axvm_tokens(const struct axvm_toml_document *document) {
    uint32_t offset = has_byte_order_mark(document->text) ? BYTE_ORDER_MARK_LENGTH : 0;
    return (struct axvm_token_reader){.document = document, .offset = offset, .node = 1};
}

/* Skips what is no token. @return the line ends in it */
static uint32_t skip_gap(struct axvm_token_reader *reader) {
    struct axvm_slice text = reader->document->text;
    uint32_t line_ends = 0;
    for (; reader->offset < text.length; reader->offset++) {
        switch (text.data[reader->offset]) {
        case '\n':
            line_ends++;
            break;
        case ' ':
        case '\t':
        case '\r':
        case ',':
        case '=':
            break;
        default:
            return line_ends;
        }
    }
    return line_ends;
}

static bool is_table_of_form(const struct axvm_toml_node *node, unsigned form) {
    return node->kind == AXVM_TOML_TABLE && (node->form & AXVM_TOML_FORM_MASK) == form;
}

/* Whether a node is the table that the header at `offset` opens, and not one that it only names. */
static bool is_opened_at(const struct axvm_toml_node *node, uint32_t offset) {
    bool opens = node->kind == AXVM_TOML_REOPEN || is_table_of_form(node, AXVM_TOML_TABLE_HEADER) ||
                 is_table_of_form(node, AXVM_TOML_TABLE_ELEMENT);
    return opens && node->start == offset;
}

/* The token that is all of a node. */
static void take_node(struct axvm_token_reader *reader, struct axvm_token *token, enum axvm_token_kind kind) {
    const struct axvm_toml_node *node = &reader->document->nodes[reader->node];
    token->kind = kind;
    token->node = reader->node++;
    token->span = (struct axvm_span){node->start, node->end};
    reader->offset = node->end;
}

static void take_header(struct axvm_token_reader *reader, struct axvm_token *token) {
    const struct axvm_toml_node *nodes = reader->document->nodes;
    while (!is_opened_at(&nodes[reader->node], reader->offset)) {
        reader->node++;
    }
    take_node(reader, token, AXVM_TOKEN_HEADER);
}

static void take_bracket(struct axvm_token_reader *reader, struct axvm_token *token, enum axvm_token_kind kind) {
    token->kind = kind;
    token->span = (struct axvm_span){reader->offset, reader->offset + 1};
    reader->offset++;
    if (kind == AXVM_TOKEN_OPEN) {
        reader->depth++;
    } else {
        reader->depth--;
    }
}

static void take_value(struct axvm_token_reader *reader, struct axvm_token *token) {
    const struct axvm_toml_node *node = &reader->document->nodes[reader->node];
    reader->behind_key = false;
    if (node->kind != AXVM_TOML_ARRAY && node->kind != AXVM_TOML_TABLE) {
        take_node(reader, token, AXVM_TOKEN_SCALAR);
        return;
    }
    token->node = reader->node++;
    take_bracket(reader, token, AXVM_TOKEN_OPEN);
}

/* A key, or a value without one. Comments may stand between a key and its value, before the node of the latter. */
static void take_entry(struct axvm_token_reader *reader, struct axvm_token *token) {
    const struct axvm_toml_node *nodes = reader->document->nodes;
    uint32_t value = reader->node;
    while (nodes[value].kind == AXVM_TOML_COMMENT || is_table_of_form(&nodes[value], AXVM_TOML_TABLE_DOTTED)) {
        value++;
    }
    if (reader->behind_key || nodes[value].key_length == 0) {
        reader->node = value;
        take_value(reader, token);
        return;
    }
    token->kind = AXVM_TOKEN_KEY;
    token->node = value;
    token->span = (struct axvm_span){reader->offset, axvm_toml_key_span(reader->document, value).end};
    reader->offset = token->span.end;
    reader->behind_key = true;
}

struct axvm_token axvm_token_next(struct axvm_token_reader *reader) {
    const struct axvm_toml_document *document = reader->document;
    struct axvm_token token = {.kind = AXVM_TOKEN_END};
    token.line_ends = skip_gap(reader);
    if (reader->offset >= document->text.length) {
        token.span = (struct axvm_span){reader->offset, reader->offset};
        return token;
    }
    char byte = document->text.data[reader->offset];
    if (byte == '#') {
        while (document->nodes[reader->node].kind != AXVM_TOML_COMMENT) {
            reader->node++; /* the tables of a dotted key in front of it */
        }
        take_node(reader, &token, AXVM_TOKEN_COMMENT);
    } else if (byte == ']' || byte == '}') {
        take_bracket(reader, &token, AXVM_TOKEN_CLOSE);
    } else if (byte == '[' && reader->depth == 0 && !reader->behind_key) {
        take_header(reader, &token);
    } else {
        take_entry(reader, &token);
    }
    return token;
}
