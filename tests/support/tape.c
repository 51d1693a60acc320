/* SPDX-License-Identifier: Apache-2.0 */
#include "tape.h"

/* A document under inspection. covered[i]: byte i belongs to a node. visits[n]: how often node n is a child. */
struct tape {
    const struct axvm_toml_document *document;
    unsigned char *covered;
    unsigned char *visits;
};

static unsigned form_of(const struct axvm_toml_node *node) {
    return node->form & AXVM_TOML_FORM_MASK;
}

static bool is_container(const struct axvm_toml_node *node) {
    return node->kind == AXVM_TOML_TABLE || node->kind == AXVM_TOML_ARRAY;
}

/* Whether it is written with brackets around its children. */
static bool is_inline(const struct axvm_toml_node *node) {
    return (node->kind == AXVM_TOML_TABLE && form_of(node) == AXVM_TOML_TABLE_INLINE) ||
           (node->kind == AXVM_TOML_ARRAY && form_of(node) == AXVM_TOML_ARRAY_INLINE);
}

/* --- promises of every document ------------------------------------------------------------------ */

static const char *check_node(const struct tape *tape, uint32_t index) {
    const struct axvm_toml_document *document = tape->document;
    const struct axvm_toml_node *node = &document->nodes[index];
    size_t length = document->text.length;
    if (node->kind > AXVM_TOML_REOPEN) {
        return "a node's kind is one of the enum's";
    }
    if (node->start > node->end || node->end > length) {
        return "a node's span lies in the text";
    }
    struct axvm_span key = axvm_toml_key_span(document, index);
    if (key.start > key.end || key.end > length || (key.end == key.start) != (node->key_length == 0)) {
        return "a key's span lies in the text and is empty only without a key";
    }
    bool has_children = is_container(node) && node->link != 0;
    if ((has_children || node->kind == AXVM_TOML_REOPEN) && node->link >= document->node_count) {
        return "a link leads to a node";
    }
    if (node->kind == AXVM_TOML_REOPEN && document->nodes[node->link].kind != AXVM_TOML_TABLE) {
        return "a REOPEN node links to a table";
    }
    return NULL;
}

/* Follows a container's circle from its last child until that comes again. */
static const char *check_circle(struct tape *tape, uint32_t container) {
    const struct axvm_toml_node *nodes = tape->document->nodes;
    uint32_t last = nodes[container].link;
    uint32_t child = last;
    uint32_t before = 0;
    do {
        child = nodes[child].next;
        if (child == 0 || child >= tape->document->node_count) {
            return "a circle of children is closed";
        }
        if (nodes[child].kind == AXVM_TOML_COMMENT || nodes[child].kind == AXVM_TOML_REOPEN) {
            return "COMMENT and REOPEN nodes are in no circle";
        }
        if (child <= before) {
            return "children are in the order of definition";
        }
        if (tape->visits[child]++ != 0) {
            return "no node is in two circles";
        }
        if ((nodes[container].kind == AXVM_TOML_TABLE) != (nodes[child].key_length != 0) &&
            form_of(&nodes[child]) != AXVM_TOML_TABLE_ELEMENT) {
            return "what is in a table has a key, what is in an array has none";
        }
        before = child;
    } while (child != last);
    return NULL;
}

static const char *check_structure(struct tape *tape) {
    const struct axvm_toml_document *document = tape->document;
    for (uint32_t i = 0; i < document->node_count; i++) {
        const char *problem = check_node(tape, i);
        if (problem != NULL) {
            return problem;
        }
    }
    for (uint32_t i = 0; i < document->node_count; i++) {
        const struct axvm_toml_node *node = &document->nodes[i];
        const char *problem = is_container(node) && node->link != 0 ? check_circle(tape, i) : NULL;
        if (problem != NULL) {
            return problem;
        }
    }
    return NULL;
}

/* --- promises of undamaged ones ------------------------------------------------------------------ */

static void cover(struct tape *tape, uint32_t start, uint32_t end) {
    for (uint32_t i = start; i < end; i++) {
        tape->covered[i] = 1;
    }
}

/*
 * Where a node stands in the order of the text: where its value does, since in an inline table comments may
 * stand between a key and its value; a table without a value of its own stands where its key does.
 */
static uint32_t place_of(const struct axvm_toml_node *node) {
    bool has_value = (node->kind != AXVM_TOML_TABLE && node->kind != AXVM_TOML_ARRAY) || is_inline(node);
    return node->kind == AXVM_TOML_REOPEN || !has_value ? node->key_start : node->start;
}

static const char *check_place(const struct tape *tape, uint32_t index) {
    const struct axvm_toml_node *node = &tape->document->nodes[index];
    bool outside = node->kind == AXVM_TOML_COMMENT || node->kind == AXVM_TOML_REOPEN || index == 0;
    if (tape->visits[index] != (outside ? 0 : 1)) {
        return "every value is in one circle";
    }
    if (node->kind == AXVM_TOML_BROKEN) {
        return "nothing is BROKEN in a document without errors";
    }
    if (is_container(node) && node->form & AXVM_TOML_TABLE_INCOMPLETE) {
        return "nothing is INCOMPLETE in a document without errors";
    }
    if (index > 0 && place_of(node) < place_of(&tape->document->nodes[index - 1])) {
        return "nodes stand in the order of the text";
    }
    return NULL;
}

/* Marks the bytes of a node. */
static const char *cover_node(struct tape *tape, uint32_t index) {
    const struct axvm_toml_node *node = &tape->document->nodes[index];
    const char *text = tape->document->text.data;
    struct axvm_span key = axvm_toml_key_span(tape->document, index);
    cover(tape, key.start, key.end);
    if (!is_inline(node)) {
        cover(tape, node->start, node->end);
        return NULL;
    }
    bool is_table = node->kind == AXVM_TOML_TABLE;
    bool opens = node->end - node->start >= 2 && text[node->start] == (is_table ? '{' : '[');
    if (!opens || text[node->end - 1] != (is_table ? '}' : ']')) {
        return "an inline container's span has its brackets";
    }
    tape->covered[node->start] = tape->covered[node->end - 1] = 1;
    return NULL;
}

static bool is_punctuation(char byte) {
    return byte == ' ' || byte == '\t' || byte == '\r' || byte == '\n' || byte == '=' || byte == ',' || byte == '.';
}

static bool is_key_byte(char byte) {
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || (byte >= '0' && byte <= '9') ||
           byte == '_' || byte == '-';
}

/* The end of a key part at `at`, or `at` if there is none. */
static size_t skip_key_part(struct axvm_slice text, size_t at) {
    size_t start = at;
    char quote = text.data[at];
    if (quote != '"' && quote != '\'') {
        while (at < text.length && is_key_byte(text.data[at])) {
            at++;
        }
        return at;
    }
    for (at++; at < text.length && text.data[at] != '\n'; at++) {
        if (text.data[at] == quote) {
            return at + 1;
        }
        at += text.data[at] == '\\' && quote == '"';
    }
    return start;
}

/* What no node covers: blanks, line ends, punctuation, and the parts of a dotted key that name known tables. */
static const char *check_gaps(const struct tape *tape) {
    struct axvm_slice text = tape->document->text;
    bool has_mark = text.length >= 3 && text.data[0] == '\xef' && text.data[1] == '\xbb' && text.data[2] == '\xbf';
    size_t at = has_mark ? 3 : 0;
    while (at < text.length) {
        if (tape->covered[at] || is_punctuation(text.data[at])) {
            at++;
            continue;
        }
        size_t end = skip_key_part(text, at);
        size_t dot = end;
        while (dot < text.length && (text.data[dot] == ' ' || text.data[dot] == '\t')) {
            dot++;
        }
        if (end == at || dot == text.length || text.data[dot] != '.') {
            return "every byte is accounted for";
        }
        at = dot;
    }
    return NULL;
}

static const char *check_text(struct tape *tape) {
    const char *problem = NULL;
    for (uint32_t i = 0; i < tape->document->node_count && problem == NULL; i++) {
        problem = check_place(tape, i);
        if (problem == NULL && i > 0) {
            problem = cover_node(tape, i);
        }
    }
    return problem != NULL ? problem : check_gaps(tape);
}

const char *tape_problem(const struct axvm_toml_document *document, unsigned char *scratch) {
    struct tape tape = {document, scratch, scratch + document->text.length};
    if (document->node_count == 0 || document->node_count > document->text.length + 64) {
        return "there is a root, and nodes are fewer than bytes";
    }
    for (size_t i = 0; i < document->text.length + document->node_count; i++) {
        scratch[i] = 0;
    }
    const char *problem = check_structure(&tape);
    return problem != NULL || document->damaged ? problem : check_text(&tape);
}
