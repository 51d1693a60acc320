/* SPDX-License-Identifier: Apache-2.0 */
#include "toml/pretty_lines.h"

#include "axvmconfig/pretty.h"
#include "toml/escape.h"

/* --- widths --------------------------------------------------------------------------------------- */

uint32_t axvm_width_of(struct axvm_slice text, uint32_t limit) {
    uint32_t width = 0;
    for (size_t i = 0; i < text.length; i++) {
        bool is_first = ((unsigned char)text.data[i] & 0xc0) != 0x80;
        width += is_first;
        if (width > limit) {
            return AXVM_TOO_WIDE;
        }
    }
    return width;
}

uint32_t axvm_key_width(const struct axvm_toml_document *document, struct axvm_span key, uint32_t limit) {
    const char *end = document->text.data + key.end;
    uint32_t width = 0;
    for (const char *at = document->text.data + key.start; at < end && width <= limit; at++) {
        if (*at == '"' || *at == '\'') {
            const char *quoted_end = axvm_key_end(at, end);
            width += axvm_width_of((struct axvm_slice){at, (size_t)(quoted_end - at)}, limit);
            at = quoted_end - 1;
        } else {
            width += *at != ' ' && *at != '\t';
        }
    }
    return width <= limit ? width : AXVM_TOO_WIDE;
}

static bool is_multi_line(const struct axvm_toml_document *document, const struct axvm_token *scalar) {
    const struct axvm_toml_node *node = &document->nodes[scalar->node];
    unsigned form = node->form & AXVM_TOML_FORM_MASK;
    return node->kind == AXVM_TOML_STRING &&
           (form == AXVM_TOML_STRING_MULTI_LINE_BASIC || form == AXVM_TOML_STRING_MULTI_LINE_LITERAL);
}

/* --- items ---------------------------------------------------------------------------------------- */

/* An item while it is measured. */
struct measure {
    const struct axvm_toml_document *document;
    struct axvm_item item;
    uint32_t limit;
    enum axvm_token_kind before; /* the kind of the token before; END: there is none */
    uint32_t depth;              /* open brackets */
    uint32_t cell_start;         /* the width at which the current cell of a row starts */
    bool has_others;             /* something else than strings stands in it */
};

static void end_cell(struct measure *measure) {
    struct axvm_item *item = &measure->item;
    if (item->cell_count < AXVM_ALIGNED_COLUMNS_MAX) {
        item->cells[item->cell_count] = item->width - measure->cell_start;
    }
    item->cell_count++;
}

/* The comma and blank between elements, or the blank behind an opening brace. */
static void measure_separator(struct measure *measure, bool is_table) {
    if (measure->before == AXVM_TOKEN_SCALAR || measure->before == AXVM_TOKEN_CLOSE) {
        if (measure->depth == 1) {
            end_cell(measure);
        }
        measure->item.width += 2;
    } else if (measure->before == AXVM_TOKEN_OPEN && is_table) {
        measure->item.width++;
    }
    if (measure->depth == 1) {
        measure->cell_start = measure->item.width;
    }
}

static void measure_close(struct measure *measure, bool is_table) {
    measure->depth--;
    if (measure->depth == 0 && measure->before != AXVM_TOKEN_OPEN) {
        end_cell(measure);
    }
    measure->item.width += is_table && measure->before != AXVM_TOKEN_OPEN ? 2 : 1;
}

/* Takes a token. @return false if the item cannot be on one line because of it */
static bool measure_token(struct measure *measure, const struct axvm_token *token) {
    const struct axvm_toml_document *document = measure->document;
    char byte = document->text.data[token->span.start];
    switch (token->kind) {
    case AXVM_TOKEN_KEY:
        measure_separator(measure, true);
        measure->item.width += axvm_key_width(document, token->span, measure->limit) + 3;
        break;
    case AXVM_TOKEN_SCALAR:
        if (is_multi_line(document, token)) {
            return false;
        }
        measure_separator(measure, false);
        measure->has_others |= document->nodes[token->node].kind != AXVM_TOML_STRING;
        measure->item.width += axvm_width_of(axvm_toml_text(document, token->span), measure->limit);
        break;
    case AXVM_TOKEN_OPEN:
        measure_separator(measure, false);
        measure->item.width++;
        measure->depth++;
        break;
    case AXVM_TOKEN_CLOSE:
        measure_close(measure, byte == '}');
        break;
    default:
        return false;
    }
    measure->before = token->kind;
    return true;
}

struct axvm_item axvm_item_measure(struct axvm_token_reader *reader, const struct axvm_token *first, uint32_t limit) {
    struct measure measure = {.document = reader->document, .limit = limit};
    struct axvm_token token = *first;
    const char *text = reader->document->text.data;
    bool is_row = first->kind == AXVM_TOKEN_OPEN && text[first->span.start] == '[';
    while (measure_token(&measure, &token)) {
        bool is_whole = measure.depth == 0 && token.kind != AXVM_TOKEN_KEY;
        bool is_scalar = is_whole && token.kind == AXVM_TOKEN_SCALAR;
        if (is_whole && (is_scalar || measure.item.width <= limit)) {
            measure.item.width = measure.item.width <= limit ? measure.item.width : AXVM_TOO_WIDE;
            measure.item.cell_count = is_row && measure.has_others ? measure.item.cell_count : 0;
            measure.item.is_one_line = true;
            break;
        }
        if ((measure.depth > 0 || token.kind == AXVM_TOKEN_CLOSE) && measure.item.width > limit) {
            break;
        }
        token = axvm_token_next(reader);
    }
    return measure.item;
}

/* --- runs ----------------------------------------------------------------------------------------- */

/* One past the last column in which a comment may start and be aligned. */
#define COMMENT_COLUMN_END AXVM_PRETTY_WIDTH

/* Lines that are looked through. */
struct lines {
    struct axvm_token_reader reader; /* behind `token` */
    struct axvm_token token;         /* the first one of the next line */
    uint32_t indent;
    bool are_keys;
    bool has_comment; /* behind the line that was measured last */
    uint32_t end;     /* of that line */
};

static uint32_t minimum(uint32_t a, uint32_t b) {
    return a < b ? a : b;
}

/* Whether the author's line end behind an opening bracket keeps the value of a key on several lines. */
static bool is_kept_open(const struct lines *lines) {
    struct axvm_token_reader reader = lines->reader;
    if (lines->token.kind != AXVM_TOKEN_KEY || axvm_token_next(&reader).kind != AXVM_TOKEN_OPEN) {
        return false;
    }
    struct axvm_token next = axvm_token_next(&reader);
    return next.kind != AXVM_TOKEN_CLOSE && next.line_ends > 0;
}

/* Measures the next line and goes on to the one behind it. @return false if it does not belong to the run */
static bool next_line(struct lines *lines, struct axvm_item *item) {
    uint32_t comma = lines->are_keys ? 0 : 1;
    bool is_item = lines->token.kind == AXVM_TOKEN_KEY || lines->token.kind == AXVM_TOKEN_SCALAR ||
                   lines->token.kind == AXVM_TOKEN_OPEN;
    if (!is_item || is_kept_open(lines)) {
        return false;
    }
    *item = axvm_item_measure(&lines->reader, &lines->token,
                              AXVM_PRETTY_WIDTH - minimum(lines->indent + comma, AXVM_PRETTY_WIDTH));
    if (!item->is_one_line) {
        return false;
    }
    item->width += lines->indent + comma;
    lines->end = lines->reader.offset;
    lines->token = axvm_token_next(&lines->reader);
    lines->has_comment = axvm_token_is_trailing(&lines->token);
    if (lines->has_comment) {
        lines->token = axvm_token_next(&lines->reader);
    }
    return true;
}

/* Goes to the first token of the next line. @return false if the run ends before it */
static bool skip_to_line(struct lines *lines) {
    while (!lines->are_keys && lines->token.kind == AXVM_TOKEN_COMMENT && lines->token.line_ends < 2) {
        lines->token = axvm_token_next(&lines->reader);
    }
    return lines->token.line_ends < 2 && lines->token.kind != AXVM_TOKEN_COMMENT;
}

/* The blanks that aligning its columns adds to a row. */
static uint32_t padding_of(const struct axvm_run *run, const struct axvm_item *item) {
    uint32_t padding = 0;
    for (uint32_t i = 0; i + 1 < item->cell_count && i < run->column_count; i++) {
        padding += run->columns[i] - item->cells[i];
    }
    return padding;
}

/* Finds the end of a run and the widths of its columns. */
static void find_columns(struct axvm_run *run, struct lines lines) {
    struct axvm_item item;
    while (next_line(&lines, &item)) {
        for (uint32_t i = 0; i + 1 < item.cell_count && i < AXVM_ALIGNED_COLUMNS_MAX; i++) {
            if (i == run->column_count) {
                run->columns[run->column_count++] = 0;
            }
            run->columns[i] = run->columns[i] > item.cells[i] ? run->columns[i] : item.cells[i];
        }
        run->end = lines.end;
        if (!skip_to_line(&lines)) {
            break;
        }
    }
}

/* Gives up aligned columns that would make a row too wide, and finds the column of the comments. */
static void find_comment_column(struct axvm_run *run, struct lines lines) {
    uint32_t plain = 0;
    uint32_t aligned = 0;
    bool fits = true;
    struct axvm_item item;
    while (lines.token.span.start < run->end && next_line(&lines, &item)) {
        uint32_t padded = item.width + padding_of(run, &item);
        fits = fits && (item.cell_count == 0 || padded <= AXVM_PRETTY_WIDTH);
        if (lines.has_comment) {
            plain = item.width + 1 < COMMENT_COLUMN_END && item.width > plain ? item.width : plain;
            aligned = padded + 1 < COMMENT_COLUMN_END && padded > aligned ? padded : aligned;
        }
        if (!skip_to_line(&lines)) {
            break;
        }
    }
    run->comment_column = (fits ? aligned : plain) + 1;
    run->column_count = fits ? run->column_count : 0;
}

static struct axvm_run run_of(const struct lines *lines) {
    struct axvm_run run = {.end = lines->token.span.end};
    find_columns(&run, *lines);
    find_comment_column(&run, *lines);
    return run;
}

struct axvm_run axvm_run_of_list(struct axvm_token_reader reader, const struct axvm_token *first, uint32_t indent) {
    struct lines lines = {.reader = reader, .token = *first, .indent = indent};
    return run_of(&lines);
}

struct axvm_run axvm_run_of_keys(struct axvm_token_reader reader, const struct axvm_token *first) {
    struct lines lines = {.reader = reader, .token = *first, .are_keys = true};
    return run_of(&lines);
}
