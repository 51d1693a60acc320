/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The canonical layout. docs/formatting.md has the decisions and their reasons.
 *
 * What is written follows from the tokens, from line ends and empty lines in some places between them, and from
 * nothing else; and those are written so that they are found there again. So a second run changes nothing.
 */
#include "axvmconfig/pretty.h"

#include "base/env.h"
#include "toml/escape.h"
#include "toml/pretty_lines.h"
#include "toml/token.h"

#define INDENT 2

/* An open bracket. Small, since there are many of them on the stack. */
struct frame {
    bool is_table;
    bool is_broken;       /* its elements have lines of their own; else it is on one line, but for broken ones in it */
    bool is_aligned;      /* a row whose cells are padded to the columns of the run */
    bool has_lines;       /* broken: something stands on a line of its own already */
    bool has_items;       /* one has begun */
    uint8_t outer_indent; /* of the line that it was opened on */
};

_Static_assert(AXVM_TOML_DEPTH_MAX *INDENT <= UINT8_MAX, "indents fit into a byte");

/* The kind of line that was written last. */
enum line { LINE_NONE = 0, LINE_COMMENT, LINE_HEADER, LINE_KEY };

/* A text that is being written. Always depth <= AXVM_TOML_DEPTH_MAX, and frames[0, depth) are set. */
struct writer {
    const struct axvm_toml_document *document;
    struct axvm_output *output;
    const char *line_end;
    struct axvm_token_reader reader; /* behind `token` */
    struct axvm_token token;
    uint32_t next_comment; /* no comment node lies before it and behind `token` */
    uint32_t column;       /* the code points on the current line */
    uint32_t indent;       /* of the current line */
    enum line last_line;
    struct axvm_run run; /* the one that the current line is in, or one before it */
    uint32_t cell;       /* of the aligned row that is open: the number of its current cell */
    uint32_t cell_start; /* the column where that began */
    uint32_t depth;
    struct frame frames[AXVM_TOML_DEPTH_MAX];
};

/* --- texts ---------------------------------------------------------------------------------------- */

static void write_text(struct writer *writer, struct axvm_slice text) {
    axvm_output_slice(writer->output, text);
    for (size_t i = 0; i < text.length; i++) {
        writer->column += ((unsigned char)text.data[i] & 0xc0) != 0x80;
    }
}

static void write_string(struct writer *writer, const char *text) {
    write_text(writer, axvm_slice_of(text));
}

static void write_blanks(struct writer *writer, uint32_t count) {
    axvm_output_repeat(writer->output, ' ', count);
    writer->column += count;
}

static void write_token(struct writer *writer) {
    write_text(writer, axvm_toml_text(writer->document, writer->token.span));
}

static void write_comment(struct writer *writer, const struct axvm_token *comment) {
    struct axvm_slice text = axvm_toml_text(writer->document, comment->span);
    while (text.data[text.length - 1] == ' ' || text.data[text.length - 1] == '\t') {
        text.length--;
    }
    write_text(writer, text);
}

/* Writes the parts of a key as they are, without the blanks around its dots. */
static void write_key(struct writer *writer, struct axvm_span key) {
    const char *at = writer->document->text.data + key.start;
    const char *end = writer->document->text.data + key.end;
    while (at < end) {
        if (*at == ' ' || *at == '\t') {
            at++;
            continue;
        }
        const char *part_end = *at == '.' ? at + 1 : axvm_key_end(at, end);
        write_text(writer, (struct axvm_slice){at, (size_t)(part_end - at)});
        at = part_end;
    }
}

/* Starts a line, behind an empty one if that is wanted. */
static void start_line(struct writer *writer, uint32_t indent, bool behind_empty_line) {
    bool is_first = writer->last_line == LINE_NONE;
    axvm_output_string(writer->output, is_first ? "" : writer->line_end);
    axvm_output_string(writer->output, behind_empty_line && !is_first ? writer->line_end : "");
    writer->column = 0;
    writer->indent = indent;
    write_blanks(writer, indent);
}

static void advance(struct writer *writer) {
    writer->token = axvm_token_next(&writer->reader);
}

/* Writes the comment that follows on the same line, if there is one. @param column  where it is to start, if it can */
static void write_trailing_comment(struct writer *writer, uint32_t column) {
    struct axvm_token next = axvm_token_peek(&writer->reader);
    if (axvm_token_is_trailing(&next)) {
        advance(writer);
        write_blanks(writer, column > writer->column ? column - writer->column : 1);
        write_comment(writer, &writer->token);
    }
}

/* --- one line or several -------------------------------------------------------------------------- */

static struct frame *innermost(struct writer *writer) {
    return writer->depth == 0 ? NULL : &writer->frames[writer->depth - 1];
}

/* The same, of a token between brackets. */
static struct frame *enclosing(struct writer *writer) {
    AXVM_ASSUME(writer->depth > 0);
    return &writer->frames[writer->depth - 1];
}

/* Whether there is a comment between the brackets of the current token's node. */
static bool has_comment(struct writer *writer) {
    const struct axvm_toml_document *document = writer->document;
    const struct axvm_toml_node *nodes = document->nodes;
    uint32_t at = writer->next_comment;
    while (at < document->node_count &&
           (nodes[at].kind != AXVM_TOML_COMMENT || nodes[at].start < writer->token.span.start)) {
        at++;
    }
    writer->next_comment = at;
    return at < document->node_count && nodes[at].start < nodes[writer->token.node].end;
}

/* Whether there is one that is not between brackets further in. */
static bool has_direct_comment(struct writer *writer) {
    if (!has_comment(writer)) {
        return false;
    }
    struct axvm_token_reader reader = writer->reader;
    uint32_t outer = reader.depth - 1;
    while (reader.depth > outer) {
        struct axvm_token token = axvm_token_next(&reader);
        if (token.kind == AXVM_TOKEN_COMMENT && reader.depth == outer + 1) {
            return true;
        }
    }
    return false;
}

/* Whether what the current token opens fits on the current line. */
static bool fits(struct writer *writer) {
    struct axvm_token_reader reader = writer->reader;
    uint32_t taken = writer->column + (writer->depth > 0 ? 1 : 0);
    return taken < AXVM_PRETTY_WIDTH &&
           axvm_item_measure(&reader, &writer->token, AXVM_PRETTY_WIDTH - taken).is_one_line;
}

/* Whether the author broke the line behind the opening bracket that is the current token. */
static bool is_broken_by_author(struct writer *writer) {
    return axvm_token_peek(&writer->reader).line_ends > 0;
}

static bool array_is_broken(struct writer *writer, bool has_key) {
    const struct frame *around = innermost(writer);
    if (has_comment(writer)) {
        return true;
    }
    if ((around != NULL && !around->is_broken) || axvm_token_peek(&writer->reader).kind == AXVM_TOKEN_CLOSE) {
        return false;
    }
    return (has_key && is_broken_by_author(writer)) || !fits(writer);
}

/* An inline table has line ends in it only if it had before: they take TOML 1.1. */
static bool table_is_broken(struct writer *writer, bool has_key) {
    const struct frame *around = innermost(writer);
    if (has_direct_comment(writer)) {
        return true;
    }
    if ((around != NULL && !around->is_broken) || axvm_token_peek(&writer->reader).kind == AXVM_TOKEN_CLOSE) {
        return false;
    }
    return is_broken_by_author(writer) && (has_key || !fits(writer));
}

/* --- values --------------------------------------------------------------------------------------- */

/* Ends a cell of an aligned row, padded to the width of its column, and starts the next. */
static void next_cell(struct writer *writer) {
    bool is_padded = writer->cell < writer->run.column_count;
    uint32_t width = writer->column - writer->cell_start;
    write_string(writer, ",");
    write_blanks(writer, is_padded ? writer->run.columns[writer->cell] - width + 1 : 1);
    writer->cell++;
    writer->cell_start = writer->column;
}

/* Starts an element on a line of its own. */
static void begin_line(struct writer *writer, const struct frame *frame) {
    uint32_t indent = frame->outer_indent + INDENT;
    start_line(writer, indent, frame->has_lines && writer->token.line_ends > 1);
    if (writer->token.span.start >= writer->run.end) {
        writer->run = axvm_run_of_list(writer->reader, &writer->token, indent);
    }
}

/* Starts an element, whose first token is the current one. */
static void begin_item(struct writer *writer) {
    struct frame *frame = enclosing(writer);
    if (frame->is_broken) {
        begin_line(writer, frame);
    } else if (frame->has_items && frame->is_aligned) {
        next_cell(writer);
    } else if (frame->has_items) {
        write_string(writer, ", ");
    } else if (frame->is_table) {
        write_blanks(writer, 1);
    }
    frame->has_lines = true;
    frame->has_items = true;
}

/* Where a comment behind the item that ends with the current token starts. A run in an item ends before it does. */
static uint32_t trailing_column(const struct writer *writer) {
    return writer->token.span.end <= writer->run.end ? writer->run.comment_column : 0;
}

static void end_item(struct writer *writer) {
    const struct frame *frame = innermost(writer);
    if (frame != NULL && frame->is_broken) {
        write_string(writer, ",");
        write_trailing_comment(writer, trailing_column(writer));
    }
}

/* Whether the array that the current token opens on one line is a row whose columns are aligned with others. */
static bool is_row(const struct writer *writer) {
    struct axvm_token_reader reader = writer->reader;
    return axvm_item_measure(&reader, &writer->token, AXVM_PRETTY_WIDTH).cell_count > 0;
}

static void open_bracket(struct writer *writer, bool has_key) {
    const struct frame *around = innermost(writer);
    bool is_table = writer->document->nodes[writer->token.node].kind == AXVM_TOML_TABLE;
    bool is_broken = is_table ? table_is_broken(writer, has_key) : array_is_broken(writer, has_key);
    bool is_aligned = around != NULL && around->is_broken && !is_table && !is_broken && !has_key && is_row(writer);
    write_token(writer);
    writer->frames[writer->depth++] = (struct frame){.is_table = is_table,
                                                     .is_broken = is_broken,
                                                     .is_aligned = is_aligned,
                                                     .outer_indent = (uint8_t)writer->indent};
    if (is_aligned) {
        writer->cell = 0;
        writer->cell_start = writer->column;
    }
    if (is_broken) {
        write_trailing_comment(writer, 0);
    }
}

static void close_bracket(struct writer *writer) {
    const struct frame *frame = enclosing(writer);
    writer->depth--;
    if (frame->is_broken) {
        start_line(writer, frame->outer_indent, false);
    } else if (frame->is_table && frame->has_items) {
        write_blanks(writer, 1);
    }
    write_token(writer);
    end_item(writer);
}

/* Writes the current token, which is a value or its opening bracket. */
static void write_value_token(struct writer *writer, bool has_key) {
    if (writer->token.kind == AXVM_TOKEN_OPEN) {
        open_bracket(writer, has_key);
    } else {
        write_token(writer);
        end_item(writer);
    }
}

/* Writes the comments between a key and its value above the key: there they can stay. */
static void write_comments_behind_key(struct writer *writer) {
    struct axvm_token_reader reader = writer->reader;
    struct frame *frame = enclosing(writer);
    bool behind_empty_line = frame->has_lines && writer->token.line_ends > 1;
    struct axvm_token token;
    while ((token = axvm_token_next(&reader)).kind == AXVM_TOKEN_COMMENT) {
        start_line(writer, frame->outer_indent + INDENT, behind_empty_line);
        write_comment(writer, &token);
        frame->has_lines = true;
        behind_empty_line = false;
        writer->token.line_ends = 1;
    }
}

/* Writes the key that is the current token and the first token of its value. */
static void write_entry(struct writer *writer) {
    write_key(writer, writer->token.span);
    write_string(writer, " = ");
    do {
        advance(writer);
    } while (writer->token.kind == AXVM_TOKEN_COMMENT);
    write_value_token(writer, true);
}

/* Writes the current token, which is between brackets. */
static void write_inner_token(struct writer *writer) {
    struct frame *frame = enclosing(writer);
    switch (writer->token.kind) {
    case AXVM_TOKEN_COMMENT:
        start_line(writer, frame->outer_indent + INDENT, frame->has_lines && writer->token.line_ends > 1);
        write_comment(writer, &writer->token);
        frame->has_lines = true;
        break;
    case AXVM_TOKEN_CLOSE:
        close_bracket(writer);
        break;
    case AXVM_TOKEN_KEY:
        write_comments_behind_key(writer);
        begin_item(writer);
        write_entry(writer);
        break;
    default:
        begin_item(writer);
        write_value_token(writer, false);
        break;
    }
}

/* --- lines ---------------------------------------------------------------------------------------- */

/* Whether an empty line goes above the block of comments that starts with the current token. */
static bool wants_empty_line_above(const struct writer *writer) {
    struct axvm_token_reader reader = writer->reader;
    struct axvm_token behind = axvm_token_next(&reader);
    while (behind.kind == AXVM_TOKEN_COMMENT && behind.line_ends == 1) {
        behind = axvm_token_next(&reader);
    }
    if (behind.kind == AXVM_TOKEN_HEADER && behind.line_ends == 1) {
        return true; /* it belongs to the header */
    }
    bool stands_alone = behind.kind == AXVM_TOKEN_END || behind.line_ends > 1;
    return writer->token.line_ends > 1 && (writer->last_line != LINE_HEADER || stands_alone);
}

static void write_comment_line(struct writer *writer) {
    bool continues = writer->last_line == LINE_COMMENT && writer->token.line_ends == 1;
    start_line(writer, 0, !continues && wants_empty_line_above(writer));
    write_comment(writer, &writer->token);
    writer->last_line = LINE_COMMENT;
}

static void write_header_line(struct writer *writer) {
    struct axvm_span span = writer->token.span;
    bool is_element = writer->document->text.data[span.start + 1] == '[';
    uint32_t brackets = is_element ? 2 : 1;
    bool has_own_comment = writer->last_line == LINE_COMMENT && writer->token.line_ends == 1;
    start_line(writer, 0, !has_own_comment);
    write_string(writer, is_element ? "[[" : "[");
    write_key(writer, (struct axvm_span){span.start + brackets, span.end - brackets});
    write_string(writer, is_element ? "]]" : "]");
    write_trailing_comment(writer, 0);
    writer->last_line = LINE_HEADER;
}

static void write_key_lines(struct writer *writer) {
    start_line(writer, 0, writer->last_line != LINE_HEADER && writer->token.line_ends > 1);
    if (writer->token.span.start >= writer->run.end) {
        writer->run = axvm_run_of_keys(writer->reader, &writer->token);
    }
    writer->last_line = LINE_KEY;
    write_entry(writer);
    while (writer->depth > 0) {
        advance(writer);
        write_inner_token(writer);
    }
    write_trailing_comment(writer, trailing_column(writer));
}

/* How lines end: as the first one does that does not end in a string. */
static const char *line_end_of(const struct axvm_toml_document *document) {
    struct axvm_token_reader reader = axvm_tokens(document);
    struct axvm_token token;
    uint32_t before;
    do {
        before = reader.offset;
        token = axvm_token_next(&reader);
    } while (token.kind != AXVM_TOKEN_END && token.line_ends == 0);
    for (uint32_t at = before; at < token.span.start; at++) {
        if (document->text.data[at] == '\n') {
            return at > before && document->text.data[at - 1] == '\r' ? "\r\n" : "\n";
        }
    }
    return "\n";
}

void axvm_pretty_write(const struct axvm_toml_document *document, struct axvm_output *output) {
    struct writer writer = {
        .document = document, .output = output, .line_end = line_end_of(document), .next_comment = 1};
    writer.reader = axvm_tokens(document);
    axvm_output_slice(output, (struct axvm_slice){document->text.data, writer.reader.offset}); /* byte order mark */
    for (advance(&writer); writer.token.kind != AXVM_TOKEN_END; advance(&writer)) {
        switch (writer.token.kind) {
        case AXVM_TOKEN_COMMENT:
            write_comment_line(&writer);
            break;
        case AXVM_TOKEN_HEADER:
            write_header_line(&writer);
            break;
        default:
            write_key_lines(&writer);
            break;
        }
    }
    axvm_output_string(output, writer.last_line == LINE_NONE ? "" : writer.line_end);
}
