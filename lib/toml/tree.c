/* SPDX-License-Identifier: Apache-2.0 */
/* Which tables a key or header may open, extend or repeat: TOML's rules of definition. */
#include "base/wrap.h"
#include "diag/findings.h"
#include "toml/escape.h"
#include "toml/reader.h"

static unsigned form_of(const struct axvm_toml_node *node) {
    return node->form & AXVM_TOML_FORM_MASK;
}

struct axvm_slice axvm_key_content(const struct axvm_reader *reader, struct axvm_key key) {
    const char *start = reader->begin + key.start;
    size_t length = key.length & AXVM_TOML_KEY_LONG;
    if (length == AXVM_TOML_KEY_LONG) {
        length = (size_t)(axvm_key_end(start, reader->end) - start);
    }
    bool quoted = *start == '"' || *start == '\'';
    return (struct axvm_slice){start + quoted, length - (quoted ? 2 : 0)};
}

/* Whether a key could have a value of this length, quotes counted. Most have not, and are passed over so. */
AXVM_WRAPS static inline bool length_fits(const struct axvm_toml_node *node, size_t length) {
    return node->key_length - length <= 2 || node->key_length >= AXVM_TOML_KEY_LONG;
}

/* Moves a table that has grown into the index. */
AXVM_RARE static void index_children(struct axvm_reader *reader, uint32_t table) {
    uint32_t last = reader->nodes[table].link;
    uint32_t child = last;
    do {
        child = reader->nodes[child].next;
        struct axvm_key key = {reader->nodes[child].key_start, reader->nodes[child].key_length};
        struct axvm_slice value = axvm_key_value(reader, key);
        if (reader->out_of_memory) {
            return;
        }
        axvm_index_find_or_add(reader, table, value, child);
    } while (child != last && !reader->out_of_memory);
    reader->nodes[table].form |= AXVM_TOML_TABLE_INDEXED;
}

/*
 * The child of a table with the given key.
 * @return 0 if there is none. Then the next node that is made must be that child: the index knows it already
 */
static uint32_t find_child(struct axvm_reader *reader, uint32_t table, struct axvm_slice value) {
    if (reader->nodes[table].form & AXVM_TOML_TABLE_INDEXED) {
        return axvm_index_find_or_add(reader, table, value, reader->node_count);
    }
    uint32_t last = reader->nodes[table].link;
    if (last == 0) {
        return 0;
    }
    uint32_t child = last;
    unsigned count = 0;
    const struct axvm_toml_node *nodes = reader->nodes;
    do {
        child = nodes[child].next;
        if (AXVM_UNLIKELY(length_fits(&nodes[child], value.length)) && axvm_key_is(reader, &nodes[child], value)) {
            return child;
        }
        count++;
    } while (child != last);
    if (count >= AXVM_SMALL_TABLE_MAX) {
        index_children(reader, table);
        return reader->out_of_memory ? 0 : axvm_index_find_or_add(reader, table, value, reader->node_count);
    }
    return 0;
}

static void forget_marks(struct axvm_reader *reader, uint32_t table) {
    if (AXVM_IS_FOR_SPEED && table == reader->table) {
        reader->key_marks = UINT64_MAX;
    }
}

static struct axvm_span key_span(const struct axvm_reader *reader, struct axvm_key key) {
    const char *start = reader->begin + key.start;
    size_t length = key.length & AXVM_TOML_KEY_LONG;
    if (length == AXVM_TOML_KEY_LONG) {
        length = (size_t)(axvm_key_end(start, reader->end) - start);
    }
    return (struct axvm_span){key.start, key.start + (uint32_t)length};
}

static struct axvm_span node_key_span(const struct axvm_reader *reader, uint32_t node) {
    return key_span(reader, (struct axvm_key){reader->nodes[node].key_start, reader->nodes[node].key_length});
}

/* --- findings ------------------------------------------------------------------------------------ */

/* The keys that are refused were meant for this table, or a list of them: do not call them missing there. */
static void mark_refusing(struct axvm_reader *reader, uint32_t node) {
    if (reader->nodes[node].kind == AXVM_TOML_TABLE || reader->nodes[node].kind == AXVM_TOML_ARRAY) {
        axvm_mark_incomplete(reader, node);
    }
}

static struct axvm_finding *complain_of_key(struct axvm_reader *reader, enum axvm_code code, struct axvm_key key) {
    struct axvm_span span = key_span(reader, key);
    return axvm_complain(reader, code, reader->begin + span.start, reader->begin + span.end);
}

AXVM_RARE static void complain_of_duplicate_key(struct axvm_reader *reader, struct axvm_key key, uint32_t first) {
    struct axvm_finding *finding = complain_of_key(reader, AXVM_CODE_DUPLICATE_KEY, key);
    axvm_finding_message(reader->findings, finding, "key %q is defined twice", axvm_key_content(reader, key));
    axvm_finding_label(reader->findings, finding, "defined again here");
    axvm_finding_secondary(reader->findings, finding, node_key_span(reader, first), "first defined here");
}

static void complain_of_duplicate_table(struct axvm_reader *reader, struct axvm_key key, uint32_t first) {
    const struct axvm_toml_node *node = &reader->nodes[first];
    struct axvm_finding *finding = complain_of_key(reader, AXVM_CODE_DUPLICATE_TABLE, key);
    axvm_finding_message(reader->findings, finding, "table %q is defined twice", axvm_key_content(reader, key));
    axvm_finding_label(reader->findings, finding, "defined again here");
    struct axvm_span span = node_key_span(reader, first);
    if (node->kind == AXVM_TOML_TABLE && form_of(node) != AXVM_TOML_TABLE_DOTTED) {
        span = (struct axvm_span){node->start, node->end};
    }
    axvm_finding_secondary(reader->findings, finding, span, "first defined here, as %s", axvm_toml_describe(node));
    if (node->kind == AXVM_TOML_TABLE && form_of(node) == AXVM_TOML_TABLE_HEADER) {
        axvm_finding_remark(reader->findings, finding, AXVM_REMARK_HELP, "move these keys up to the first one");
    } else if (node->kind == AXVM_TOML_ARRAY && form_of(node) == AXVM_TOML_ARRAY_OF_TABLES) {
        axvm_finding_remark(reader->findings, finding, AXVM_REMARK_HELP,
                            "for one more element write two pairs of brackets, as in the first header");
    }
    mark_refusing(reader, first);
}

static void complain_of_extension(struct axvm_reader *reader, struct axvm_key key, uint32_t first) {
    const struct axvm_toml_node *node = &reader->nodes[first];
    struct axvm_finding *finding = complain_of_key(reader, AXVM_CODE_NOT_EXTENDABLE, key);
    axvm_finding_message(reader->findings, finding, "%q is %s and takes no more keys", axvm_key_content(reader, key),
                         axvm_toml_describe(node));
    axvm_finding_secondary(reader->findings, finding, node_key_span(reader, first), "defined here");
    mark_refusing(reader, first);
}

/* --- the rules ----------------------------------------------------------------------------------- */

/* A table for keys that have nowhere to go. */
static uint32_t add_stray_table(struct axvm_reader *reader, struct axvm_key key) {
    return axvm_add_keyed_node(reader, key, AXVM_TOML_TABLE, AXVM_TOML_TABLE_HEADER | AXVM_TOML_TABLE_INCOMPLETE,
                               key_span(reader, key));
}

/* The last element of an array of tables. */
static uint32_t last_element(const struct axvm_reader *reader, uint32_t array) {
    return reader->nodes[array].link;
}

uint32_t axvm_descend(struct axvm_reader *reader, uint32_t table, struct axvm_key key, enum axvm_step step) {
    struct axvm_slice value = axvm_key_value(reader, key);
    uint32_t child = find_child(reader, table, value);
    if (reader->out_of_memory) {
        return 0;
    }
    if (child == 0) {
        unsigned form = step == AXVM_STEP_DOTTED ? AXVM_TOML_TABLE_DOTTED : AXVM_TOML_TABLE_PATH;
        child = axvm_add_keyed_node(reader, key, AXVM_TOML_TABLE, form, key_span(reader, key));
        if (child != 0) {
            axvm_link_child(reader->nodes, table, child);
            forget_marks(reader, table);
        }
        return child;
    }
    const struct axvm_toml_node *node = &reader->nodes[child];
    if (node->kind == AXVM_TOML_ARRAY && form_of(node) == AXVM_TOML_ARRAY_OF_TABLES) {
        return last_element(reader, child);
    }
    if (node->kind == AXVM_TOML_BROKEN) {
        return add_stray_table(reader, key); /* it has been complained of */
    }
    if (node->kind != AXVM_TOML_TABLE || form_of(node) == AXVM_TOML_TABLE_INLINE) {
        complain_of_extension(reader, key, child);
        return add_stray_table(reader, key);
    }
    if (step == AXVM_STEP_DOTTED && form_of(node) == AXVM_TOML_TABLE_HEADER) {
        complain_of_duplicate_table(reader, key, child);
        return add_stray_table(reader, key);
    }
    return child;
}

/* A header for a table that was named on the way to another before: it may be opened once. */
static uint32_t open_path_table(struct axvm_reader *reader, uint32_t table, struct axvm_key key,
                                struct axvm_span header) {
    uint32_t reopen = axvm_add_keyed_node(reader, key, AXVM_TOML_REOPEN, 0, header);
    if (reopen == 0) {
        return 0;
    }
    struct axvm_toml_node *node = &reader->nodes[table];
    reader->nodes[reopen].link = table;
    node->form = (uint8_t)((node->form & ~(unsigned)AXVM_TOML_FORM_MASK) | AXVM_TOML_TABLE_HEADER);
    node->start = header.start;
    node->end = header.end;
    return table;
}

uint32_t axvm_add_table_element(struct axvm_reader *reader, uint32_t array, struct axvm_key key,
                                struct axvm_span header) {
    uint32_t element = axvm_add_keyed_node(reader, key, AXVM_TOML_TABLE, AXVM_TOML_TABLE_ELEMENT, header);
    if (element != 0) {
        axvm_link_child(reader->nodes, array, element);
        reader->array_of_table = array;
    }
    return element;
}

static uint32_t open_new_table(struct axvm_reader *reader, uint32_t table, struct axvm_key key, struct axvm_span header,
                               bool is_element) {
    uint8_t kind = is_element ? AXVM_TOML_ARRAY : AXVM_TOML_TABLE;
    unsigned form = is_element ? (unsigned)AXVM_TOML_ARRAY_OF_TABLES : (unsigned)AXVM_TOML_TABLE_HEADER;
    uint32_t node = axvm_add_keyed_node(reader, key, kind, form, header);
    if (node == 0) {
        return 0;
    }
    axvm_link_child(reader->nodes, table, node);
    return is_element ? axvm_add_table_element(reader, node, key, header) : node;
}

uint32_t axvm_open_table(struct axvm_reader *reader, uint32_t table, struct axvm_key key, struct axvm_span header,
                         bool is_element) {
    struct axvm_slice value = axvm_key_value(reader, key);
    uint32_t child = find_child(reader, table, value);
    if (reader->out_of_memory) {
        return 0;
    }
    if (child == 0) {
        return open_new_table(reader, table, key, header, is_element);
    }
    const struct axvm_toml_node *node = &reader->nodes[child];
    if (is_element && node->kind == AXVM_TOML_ARRAY && form_of(node) == AXVM_TOML_ARRAY_OF_TABLES) {
        return axvm_add_table_element(reader, child, key, header);
    }
    if (!is_element && node->kind == AXVM_TOML_TABLE && form_of(node) == AXVM_TOML_TABLE_PATH) {
        return open_path_table(reader, child, key, header);
    }
    if (node->kind != AXVM_TOML_BROKEN) {
        complain_of_duplicate_table(reader, key, child);
    }
    return add_stray_table(reader, key);
}

uint32_t axvm_search_and_add(struct axvm_reader *reader, uint32_t table, struct axvm_key key,
                             struct axvm_slice key_text, const struct axvm_scalar *value, uint32_t value_start) {
    uint32_t first = find_child(reader, table, key_text);
    if (reader->out_of_memory) {
        return 0;
    }
    uint32_t node = axvm_add_keyed_value(reader, key, value, value_start);
    if (node == 0) {
        return 0;
    }
    if (first == 0) {
        axvm_link_child(reader->nodes, table, node);
    } else {
        complain_of_duplicate_key(reader, key, first);
    }
    return node;
}

uint32_t axvm_add_entry(struct axvm_reader *reader, uint32_t table, struct axvm_key key,
                        const struct axvm_scalar *value, uint32_t value_start) {
    struct axvm_slice key_text = axvm_key_value(reader, key);
    if (table == reader->table && axvm_is_new_key(reader, key_text)) {
        return axvm_add_new_entry(reader, table, key, value, value_start);
    }
    return axvm_search_and_add(reader, table, key, key_text, value, value_start);
}

void axvm_settle_entries(struct axvm_reader *reader, uint32_t table, struct axvm_new_entries *entries) {
    for (unsigned i = 0; i < entries->count && !reader->out_of_memory; i++) {
        uint32_t node = entries->nodes[i];
        struct axvm_key key = {reader->nodes[node].key_start, reader->nodes[node].key_length};
        struct axvm_slice value = {reader->begin + key.start, key.length}; /* the keys are bare */
        uint32_t first = axvm_index_find_or_add_hashed(reader, table, value, node, entries->hashes[i]);
        if (AXVM_UNLIKELY(first != 0)) {
            complain_of_duplicate_key(reader, key, first);
        } else if (AXVM_LIKELY(!reader->out_of_memory)) {
            axvm_link_child(reader->nodes, table, node);
        }
    }
    entries->count = 0;
}
