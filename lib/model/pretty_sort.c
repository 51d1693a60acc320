/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Sections and keys in the order of the schema.
 *
 * The text is cut into parts of whole lines: a header or a key with the comments that go with it, or a block of
 * comments with empty lines around it. The parts are sorted and written one after the other, lines unchanged.
 */
#include "axvmconfig/pretty.h"
#include "base/sort.h"
#include "model/node_field.h"
#include "toml/lines.h"
#include "toml/token.h"

/* Where a part goes in its section. */
enum place { PLACE_HEADER = 0, PLACE_START, PLACE_KEY, PLACE_END };

/* The order of a section among sections, or of a key in its section: by the first two parts of its name. */
struct order {
    uint16_t first;
    uint16_t second;
};

/* Whole lines of the text, from the first byte that is not blank to the end of the last, its line end not included. */
struct part {
    struct axvm_span span;
    uint32_t section; /* number of its section, in the order of the text */
    struct order section_order;
    struct order order;      /* PLACE_KEY */
    uint8_t place;           /* enum place */
    bool behind_empty_line;  /* in the text */
    bool ends_with_comments; /* on lines of their own */
};

/* A block of comments that is not yet known to belong to anything. */
struct block {
    struct axvm_span span; /* empty: there is none */
    bool behind_empty_line;
};

/* A text that is being cut. parts[0, count) lie at the arena's low end. */
struct cutter {
    const struct axvm_toml_document *document;
    const struct axvm_node_field *rows;
    struct axvm_arena *arena;
    struct axvm_token_reader reader;
    struct axvm_token token;
    struct part *parts;
    uint32_t count;
    uint32_t table; /* of the current section */
    uint32_t section;
    struct order section_order;
    struct block block;
    bool out_of_memory;
};

/* --- order ---------------------------------------------------------------------------------------- */

static bool is_element(const struct axvm_toml_document *document, uint32_t node) {
    const struct axvm_toml_node *at = &document->nodes[node];
    return at->kind == AXVM_TOML_TABLE && (at->form & AXVM_TOML_FORM_MASK) == AXVM_TOML_TABLE_ELEMENT;
}

/* The order of a key in the section of `table`. */
static struct order order_of_key(const struct cutter *cutter, uint32_t node) {
    struct order order = {cutter->rows[node].rank, 0};
    while (cutter->rows[node].parent != cutter->table) {
        node = cutter->rows[node].parent;
        order = (struct order){cutter->rows[node].rank, order.first};
    }
    return order;
}

/*
 * The order of the section of a table. Sections in an element of an array of tables have that of the element: they
 * stay behind it.
 */
static struct order order_of_section(const struct cutter *cutter, uint32_t table) {
    struct order order = {0, 0};
    for (uint32_t node = table; node != 0; node = cutter->rows[node].parent) {
        order = is_element(cutter->document, node) ? (struct order){0, 0}
                                                   : (struct order){cutter->rows[node].rank, order.first};
    }
    return order;
}

static int compare_orders(struct order a, struct order b) {
    if (a.first != b.first) {
        return a.first < b.first ? -1 : 1;
    }
    return a.second == b.second ? 0 : a.second < b.second ? -1 : 1;
}

static bool part_is_before(const void *left, const void *right) {
    const struct part *a = left;
    const struct part *b = right;
    int difference = compare_orders(a->section_order, b->section_order);
    if (difference != 0) {
        return difference < 0;
    }
    if (a->section != b->section) {
        return a->section < b->section;
    }
    if (a->place != b->place) {
        return a->place < b->place;
    }
    difference = compare_orders(a->order, b->order);
    return difference != 0 ? difference < 0 : a->span.start < b->span.start;
}

/* --- cutting -------------------------------------------------------------------------------------- */

static struct part *last_part(const struct cutter *cutter) {
    return cutter->count == 0 ? NULL : &cutter->parts[cutter->count - 1];
}

static void add_part(struct cutter *cutter, enum place place, struct axvm_span span, bool behind_empty_line,
                     struct order order) {
    struct part *part = axvm_arena_take_low(cutter->arena, sizeof *part, _Alignof(struct part));
    if (part == NULL) {
        cutter->out_of_memory = true;
        return;
    }
    cutter->parts = cutter->count == 0 ? part : cutter->parts;
    cutter->count++;
    *part = (struct part){.span = span,
                          .section = cutter->section,
                          .section_order = cutter->section_order,
                          .order = order,
                          .place = (uint8_t)place,
                          .behind_empty_line = behind_empty_line};
}

static bool has_block(const struct cutter *cutter) {
    return cutter->block.span.end != 0;
}

/* The block of comments belongs to no line below it: it goes with the key right above it, or stands alone. */
static void leave_block(struct cutter *cutter) {
    struct part *last = last_part(cutter);
    if (!has_block(cutter)) {
        return;
    }
    if (last != NULL && last->place == PLACE_KEY && !cutter->block.behind_empty_line) {
        last->span.end = cutter->block.span.end;
        last->ends_with_comments = true;
    } else {
        add_part(cutter, PLACE_START, cutter->block.span, cutter->block.behind_empty_line, (struct order){0, 0});
    }
    cutter->block = (struct block){{0, 0}, false};
}

static void take_comment(struct cutter *cutter) {
    bool behind_empty_line = cutter->token.line_ends > 1;
    if (behind_empty_line) {
        leave_block(cutter);
    }
    if (!has_block(cutter)) {
        cutter->block = (struct block){cutter->token.span, behind_empty_line};
    }
    cutter->block.span.end = cutter->token.span.end;
}

/* Reads to the end of the value behind a key, and over a comment on its last line. @return the end */
static uint32_t skip_line(struct cutter *cutter) {
    uint32_t end = cutter->token.span.end;
    while (cutter->reader.behind_key || cutter->reader.depth > 0) {
        end = axvm_token_next(&cutter->reader).span.end;
    }
    struct axvm_token next = axvm_token_peek(&cutter->reader);
    return axvm_token_is_trailing(&next) ? axvm_token_next(&cutter->reader).span.end : end;
}

/* Blocks behind the last key of a section stay there. */
static void finish_section(struct cutter *cutter) {
    leave_block(cutter);
    uint32_t first = cutter->count;
    while (first > 0 && cutter->parts[first - 1].section == cutter->section &&
           cutter->parts[first - 1].place == PLACE_START) {
        first--;
    }
    bool has_keys =
        first > 0 && cutter->parts[first - 1].section == cutter->section && cutter->parts[first - 1].place == PLACE_KEY;
    for (uint32_t i = first; has_keys && i < cutter->count; i++) {
        cutter->parts[i].place = PLACE_END;
    }
}

/* Takes a key or header with the comments above it. */
static void take_line(struct cutter *cutter) {
    bool is_header = cutter->token.kind == AXVM_TOKEN_HEADER;
    struct axvm_span span = cutter->token.span;
    bool behind_empty_line = cutter->token.line_ends > 1;
    if (has_block(cutter) && !behind_empty_line) {
        span.start = cutter->block.span.start;
        behind_empty_line = cutter->block.behind_empty_line;
        cutter->block = (struct block){{0, 0}, false};
    }
    leave_block(cutter);
    if (is_header) {
        const struct axvm_toml_node *node = &cutter->document->nodes[cutter->token.node];
        finish_section(cutter);
        cutter->section++;
        cutter->table = node->kind == AXVM_TOML_REOPEN ? node->link : cutter->token.node;
        cutter->section_order = order_of_section(cutter, cutter->table);
    }
    struct order order = is_header ? (struct order){0, 0} : order_of_key(cutter, cutter->token.node);
    span.end = skip_line(cutter);
    add_part(cutter, is_header ? PLACE_HEADER : PLACE_KEY, span, behind_empty_line, order);
}

static void cut(struct cutter *cutter) {
    do {
        cutter->token = axvm_token_next(&cutter->reader);
        if (cutter->token.kind == AXVM_TOKEN_COMMENT) {
            take_comment(cutter);
        } else if (cutter->token.kind != AXVM_TOKEN_END) {
            take_line(cutter);
        }
    } while (cutter->token.kind != AXVM_TOKEN_END && !cutter->out_of_memory);
    finish_section(cutter);
}

/* --- writing -------------------------------------------------------------------------------------- */

/*
 * Whether an empty line must stand between two parts, so that no comment seems to belong to another line. A block of
 * comments that stood behind none was the first below a header, and still is.
 */
static bool needs_empty_line(const struct part *before, const struct part *part) {
    bool was_alone = before->place == PLACE_START || before->place == PLACE_END;
    return part->behind_empty_line || part->place == PLACE_HEADER || was_alone || before->ends_with_comments;
}

/* How parts end: as the first one of them does. Line ends within it stay, so they must not decide another time. */
static const char *line_end_of(const struct cutter *cutter) {
    uint32_t end = cutter->count > 0 ? cutter->parts[0].span.end : 0;
    struct axvm_slice text = cutter->document->text;
    return axvm_line_ending((struct axvm_slice){text.data + end, text.length - end});
}

enum axvm_status axvm_pretty_write_sorted(const struct axvm_toml_document *document, const struct axvm_record *record,
                                          enum axvm_profile profile, struct axvm_arena *arena,
                                          struct axvm_output *output) {
    struct cutter cutter = {.document = document, .arena = arena, .reader = axvm_tokens(document)};
    struct axvm_slice byte_order_mark = {document->text.data, cutter.reader.offset};
    cutter.rows = axvm_node_fields(document, record, profile, arena);
    if (cutter.rows == NULL) {
        return AXVM_OUT_OF_MEMORY;
    }
    cut(&cutter);
    if (cutter.out_of_memory) {
        return AXVM_OUT_OF_MEMORY;
    }
    const char *line_end = line_end_of(&cutter);
    axvm_sort(cutter.parts, cutter.count, sizeof(struct part), part_is_before);
    axvm_output_slice(output, byte_order_mark);
    for (uint32_t i = 0; i < cutter.count; i++) {
        const struct part *part = &cutter.parts[i];
        axvm_output_string(output, i > 0 && needs_empty_line(part - 1, part) ? line_end : "");
        axvm_output_slice(output, axvm_toml_text(document, part->span));
        axvm_output_string(output, line_end);
    }
    return AXVM_OK;
}
