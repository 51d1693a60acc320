/* SPDX-License-Identifier: Apache-2.0 */
/* Regions and devices between positional arrays and tables with keys. Sections can only become tables. */
#include "axvmconfig/convert.h"
#include "convert/rewrite.h"
#include "convert/tree.h"
#include "diag/findings.h"
#include "model/record.h"
#include "model/suggest.h"
#include "toml/removal.h"

/* A rewriting of forms: the edits so far. */
struct former {
    const struct axvm_toml_document *document;
    enum axvm_profile profile;
    enum axvm_list_form form;
    struct axvm_findings *findings;
    struct axvm_rewrite rewrite;
    uint32_t list; /* the list or section whose item is being rewritten */
};

static struct axvm_slice value_text(const struct former *former, uint32_t node) {
    return axvm_toml_text(former->document, axvm_toml_value_span(former->document, node));
}

/* Says that something has no place in a form, and keeps it in a comment above the item. */
static void keep_as_comment(struct former *former, uint32_t item, uint32_t node, const char *form) {
    struct axvm_slice text = former->document->text;
    struct axvm_span span = axvm_tree_span(former->document, node);
    struct axvm_finding *finding =
        axvm_findings_add(former->findings, AXVM_CODE_CONVERT_NO_PLACE, AXVM_LEVEL_WARNING, span);
    axvm_finding_message(former->findings, finding, "`%v` has no place in %s and becomes a comment",
                         axvm_toml_text(former->document, span), form);
    uint32_t start = former->document->nodes[item].start;
    start = axvm_begins_line(text, start) ? start : axvm_tree_start(former->document, former->list);
    uint32_t above = axvm_line_start(text, start);
    for (uint32_t line = span.start; line < span.end; line = axvm_line_next(text, line)) {
        uint32_t end = axvm_line_end(text, line) < span.end ? axvm_line_end(text, line) : span.end;
        struct axvm_slice parts[] = {axvm_indent_of(text, above),
                                     axvm_slice_of("# "),
                                     {text.data + line, end - line},
                                     axvm_slice_of(axvm_line_ending(text))};
        axvm_rewrite_insert(&former->rewrite, above, axvm_rewrite_join(&former->rewrite, parts, 4));
    }
}

/* --- arrays to tables ------------------------------------------------------------------------------ */

/* Puts keys in front of the elements, which stay where they are. */
static void add_keys(struct former *former, const struct axvm_record *record, uint32_t item) {
    const struct axvm_toml_document *document = former->document;
    bool on_lines = axvm_tree_has_comment(document, item);
    uint32_t child = axvm_toml_first_child(document, item);
    uint32_t previous = document->nodes[item].start + 1;
    for (size_t i = 0; child != 0; child = axvm_toml_next_child(document, item, child)) {
        i = axvm_record_field_from(record, i, former->profile);
        if (i == record->count) {
            break;
        }
        struct axvm_slice parts[] = {axvm_slice_of(record->fields[i].name), axvm_slice_of(" = ")};
        struct axvm_slice key = axvm_rewrite_join(&former->rewrite, parts, 2);
        struct axvm_span gap = {previous, document->nodes[child].start};
        bool is_first = previous == document->nodes[item].start + 1;
        if (on_lines) {
            axvm_rewrite_insert(&former->rewrite, gap.end, key);
        } else {
            struct axvm_slice gap_parts[] = {axvm_slice_of(is_first ? "{ " : ", "), key};
            gap.start -= is_first;
            axvm_rewrite_replace(&former->rewrite, gap, axvm_rewrite_join(&former->rewrite, gap_parts, 2));
        }
        previous = document->nodes[child].end;
        i++;
    }
    struct axvm_span rest = {previous, document->nodes[item].end};
    if (on_lines) { /* then there is no surplus element: see can_become_table() */
        struct axvm_span open = {document->nodes[item].start, document->nodes[item].start + 1};
        axvm_rewrite_replace(&former->rewrite, open, axvm_slice_of("{"));
        rest.start = rest.end - 1;
        axvm_rewrite_replace(&former->rewrite, rest, axvm_slice_of("}"));
        return;
    }
    for (; child != 0; child = axvm_toml_next_child(document, item, child)) {
        keep_as_comment(former, item, child, "a table");
    }
    axvm_rewrite_replace(&former->rewrite, rest, axvm_slice_of(" }"));
}

/* How many fields a profile has of a record. */
static size_t field_count(const struct axvm_record *record, enum axvm_profile profile) {
    size_t count = 0;
    for (size_t i = 0; (i = axvm_record_field_from(record, i, profile)) < record->count; i++) {
        count++;
    }
    return count;
}

/* Whether an array can get keys: surplus elements with comments among them cannot be taken apart. */
static bool can_become_table(const struct former *former, const struct axvm_record *record, uint32_t item) {
    const struct axvm_toml_node *node = &former->document->nodes[item];
    bool is_list = node->kind == AXVM_TOML_ARRAY && axvm_tree_form(node) == AXVM_TOML_ARRAY_INLINE && node->link != 0;
    return is_list && (!axvm_tree_has_comment(former->document, item) ||
                       axvm_toml_child_count(former->document, item) <= field_count(record, former->profile));
}

/* --- tables to arrays ------------------------------------------------------------------------------ */

/* What stands for a field that is left out of an item: all that may be left out are numbers. */
#define DEFAULT_TEXT "0"

/* The last field that must be written. @return record->count if a required one is missing */
static size_t last_field(const struct former *former, const struct axvm_record *record, uint32_t item) {
    size_t last = 0;
    for (size_t i = 0; (i = axvm_record_field_from(record, i, former->profile)) < record->count; i++) {
        bool is_there = axvm_tree_find(former->document, item, record->fields[i].name) != 0;
        if (!is_there && record->fields[i].presence != AXVM_DEFAULTED) {
            return record->count;
        }
        last = is_there ? i : last;
    }
    return last;
}

/* A text that is being put together. */
struct pieces {
    struct former *former;
    struct axvm_slice text;
    struct axvm_slice indent; /* of the lines of the item */
};

static void add(struct pieces *pieces, struct axvm_slice more) {
    struct axvm_slice parts[] = {pieces->text, more};
    pieces->text = axvm_rewrite_join(&pieces->former->rewrite, parts, 2);
}

static void add_string(struct pieces *pieces, const char *more) {
    add(pieces, axvm_slice_of(more));
}

/* A new line, indented as the item is. */
static void add_line(struct pieces *pieces) {
    add_string(pieces, axvm_line_ending(pieces->former->document->text));
    add(pieces, pieces->indent);
}

/* Where an item ends: at the bracket of an inline table, or behind the last value below a header, if there is one. */
static uint32_t item_end(const struct axvm_toml_document *document, uint32_t item) {
    uint32_t end = document->nodes[item].end;
    uint32_t last_end =
        document->nodes[document->nodes[item].link].end; /* without values that of the root, which is 0 */
    return last_end > end ? axvm_line_end(document->text, last_end) : end;
}

/* Adds the comments about a child: those on lines above it, or the one behind it. `child` 0: those behind the last. */
static bool add_comments(struct pieces *pieces, uint32_t item, uint32_t child, bool above) {
    const struct axvm_toml_document *document = pieces->former->document;
    struct axvm_slice text = document->text;
    uint32_t end = item_end(document, item);
    bool any = false;
    uint32_t owner = 0;       /* the child that the comment stands behind */
    uint32_t next = item + 1; /* the child that it stands above */
    bool has_header = axvm_tree_form(&document->nodes[item]) == AXVM_TOML_TABLE_ELEMENT;
    /* The comment behind a header goes with it. */
    uint32_t covered = has_header ? axvm_line_end(text, document->nodes[item].end) : document->nodes[item].start + 1;
    for (uint32_t i = item + 1; i < document->node_count && document->nodes[i].start < end; i++) {
        const struct axvm_toml_node *node = &document->nodes[i];
        if (node->kind != AXVM_TOML_COMMENT) {
            owner = axvm_tree_start(document, i) >= covered ? i : owner;
            covered = node->end > covered ? node->end : covered;
            continue;
        }
        if (node->start < covered) {
            continue; /* inside of a value, which is copied with it */
        }
        bool behind = owner != 0 && axvm_line_start(text, node->start) <= document->nodes[owner].end;
        while (!behind && next < document->node_count &&
               (next < i || document->nodes[next].kind == AXVM_TOML_COMMENT)) {
            next++;
        }
        bool is_last = next >= document->node_count || document->nodes[next].start >= end;
        if (behind != above && (behind ? owner : is_last ? 0 : next) == child) {
            if (above) {
                add_line(pieces);
                add_string(pieces, "    ");
            } else {
                add_string(pieces, " ");
            }
            add(pieces, axvm_toml_text(document, axvm_toml_value_span(document, i)));
            any = true;
        }
    }
    return any;
}

/* The item as an array. With comments in it every element gets a line. */
static struct axvm_slice array_text(struct former *former, const struct axvm_record *record, uint32_t item, size_t last,
                                    bool on_lines, struct axvm_slice indent) {
    const struct axvm_toml_document *document = former->document;
    struct pieces pieces = {former, axvm_slice_of("["), indent};
    for (size_t i = 0; (i = axvm_record_field_from(record, i, former->profile)) <= last; i++) {
        uint32_t node = axvm_tree_find(document, item, record->fields[i].name);
        if (on_lines) {
            if (node != 0) {
                add_comments(&pieces, item, node, true);
            }
            add_line(&pieces);
            add_string(&pieces, "    ");
        } else {
            add_string(&pieces, pieces.text.length == 1 ? "" : ", ");
        }
        add(&pieces, node != 0 ? value_text(former, node) : axvm_slice_of(DEFAULT_TEXT));
        if (on_lines) {
            add_string(&pieces, ",");
            if (node != 0) {
                add_comments(&pieces, item, node, false);
            }
        }
    }
    if (on_lines) {
        add_comments(&pieces, item, 0, true);
        add_line(&pieces);
    }
    add_string(&pieces, "]");
    return pieces.text;
}

/* Keeps the keys of a table that an array has no position for. */
static void keep_unknown_keys(struct former *former, const struct axvm_record *record, uint32_t item) {
    const struct axvm_toml_document *document = former->document;
    for (uint32_t child = axvm_toml_first_child(document, item); child != 0;
         child = axvm_toml_next_child(document, item, child)) {
        const struct axvm_field *field = axvm_field_named(record, axvm_tree_plain_key(document, child));
        if (field == NULL || field->since > former->profile) {
            keep_as_comment(former, item, child, "an array");
        }
    }
}

/* Whether all values of a table stand where they are as one piece, so that they can be moved. */
static bool has_whole_values(const struct axvm_toml_document *document, uint32_t item) {
    for (uint32_t child = axvm_toml_first_child(document, item); child != 0;
         child = axvm_toml_next_child(document, item, child)) {
        if (!axvm_toml_is_in_one_place(&document->nodes[child])) {
            return false;
        }
    }
    return true;
}

static void table_to_array(struct former *former, const struct axvm_record *record, uint32_t item) {
    size_t last = last_field(former, record, item);
    if (last == record->count || !has_whole_values(former->document, item)) {
        return;
    }
    keep_unknown_keys(former, record, item);
    struct axvm_slice text = array_text(former, record, item, last, axvm_tree_has_comment(former->document, item),
                                        axvm_indent_of(former->document->text, former->document->nodes[item].start));
    axvm_rewrite_replace(&former->rewrite, axvm_toml_value_span(former->document, item), text);
}

/* --- lists below headers --------------------------------------------------------------------------- */

/* Whether a comment stands below a header, up to the last value. */
static bool has_comment_below(const struct axvm_toml_document *document, uint32_t item) {
    uint32_t line = axvm_line_end(document->text, document->nodes[item].end);
    uint32_t end = item_end(document, item);
    for (uint32_t i = item + 1; i < document->node_count && document->nodes[i].start < end; i++) {
        if (document->nodes[i].kind == AXVM_TOML_COMMENT && document->nodes[i].start > line) {
            return true;
        }
    }
    return false;
}

/* The comment behind a header; empty if there is none. */
static struct axvm_slice header_comment(const struct axvm_toml_document *document, uint32_t item) {
    uint32_t end = axvm_line_end(document->text, document->nodes[item].end);
    uint32_t start = axvm_skip_blanks(document->text, document->nodes[item].end);
    return (struct axvm_slice){document->text.data + start, end > start ? end - start : 0};
}

/* The first line of the comments that touch a header from above. */
static uint32_t comments_above(struct axvm_slice text, uint32_t offset) {
    uint32_t line = axvm_line_start(text, offset);
    while (line > 0) {
        uint32_t before = axvm_line_start(text, line - 1);
        uint32_t start = axvm_skip_blanks(text, before);
        if (before >= line || text.data[start] != '#') {
            break;
        }
        line = before;
    }
    return line;
}

/* One table below a header as a line of an array, with the comments above and behind its header. */
static void move_header_item(struct former *former, const struct axvm_record *record, uint32_t item, uint32_t to) {
    const struct axvm_toml_document *document = former->document;
    struct axvm_slice text = document->text;
    const char *ending = axvm_line_ending(text);
    uint32_t start = axvm_line_start(text, document->nodes[item].start);
    uint32_t first = comments_above(text, document->nodes[item].start);
    struct pieces pieces = {former, {NULL, 0}, axvm_slice_of("    ")};
    for (uint32_t line = first; line < start; line = axvm_line_next(text, line)) {
        uint32_t from = axvm_skip_blanks(text, line);
        add_string(&pieces, "    ");
        add(&pieces, (struct axvm_slice){text.data + from, axvm_line_end(text, line) - from});
        add_string(&pieces, ending);
    }
    add_string(&pieces, "    ");
    add(&pieces, array_text(former, record, item, last_field(former, record, item), has_comment_below(document, item),
                            pieces.indent));
    add_string(&pieces, header_comment(document, item).length > 0 ? ", " : ",");
    add(&pieces, header_comment(document, item));
    add_string(&pieces, ending);
    axvm_rewrite_insert(&former->rewrite, to, pieces.text);
    uint32_t before = first > 0 ? axvm_line_start(text, first - 1) : first;
    if (before < first && axvm_skip_blanks(text, before) >= axvm_line_end(text, before)) {
        first = before; /* the empty line above goes, too */
    }
    axvm_rewrite_replace(&former->rewrite, (struct axvm_span){first, axvm_line_next(text, item_end(document, item))},
                         (struct axvm_slice){NULL, 0});
}

/* The last key of a table that stands below its own header. @return 0 if it has none */
static uint32_t last_plain_key(const struct axvm_toml_document *document, uint32_t table) {
    uint32_t last = 0;
    for (uint32_t child = axvm_toml_first_child(document, table); child != 0;
         child = axvm_toml_next_child(document, table, child)) {
        last = axvm_toml_is_in_one_place(&document->nodes[child]) ? child : last;
    }
    return last;
}

/* `[[kernel.memory_regions]]` to one array behind the other keys of `[kernel]`. */
static void headers_to_array(struct former *former, const struct axvm_field *list, uint32_t table, uint32_t node) {
    const struct axvm_toml_document *document = former->document;
    uint32_t last_key = last_plain_key(document, table);
    bool can = axvm_tree_form(&document->nodes[table]) == AXVM_TOML_TABLE_HEADER;
    for (uint32_t item = axvm_toml_first_child(document, node); item != 0;
         item = axvm_toml_next_child(document, node, item)) {
        can = can && has_whole_values(document, item) && last_field(former, list->element, item) < list->element->count;
    }
    if (!can) {
        return;
    }
    const char *ending = axvm_line_ending(document->text);
    uint32_t to = axvm_line_end(document->text, document->nodes[last_key != 0 ? last_key : table].end);
    struct axvm_slice parts[] = {axvm_slice_of(ending), axvm_slice_of(list->name), axvm_slice_of(" = ["),
                                 axvm_slice_of(ending)};
    axvm_rewrite_insert(&former->rewrite, to, axvm_rewrite_join(&former->rewrite, parts, 4));
    for (uint32_t item = axvm_toml_first_child(document, node); item != 0;
         item = axvm_toml_next_child(document, node, item)) {
        keep_unknown_keys(former, list->element, item);
        move_header_item(former, list->element, item, to);
    }
    axvm_rewrite_insert_string(&former->rewrite, to, "]");
}

/* --- the whole ------------------------------------------------------------------------------------- */

static void form_list(struct former *former, const struct axvm_field *list, uint32_t table, uint32_t node) {
    const struct axvm_toml_document *document = former->document;
    former->list = node;
    if (document->nodes[node].kind != AXVM_TOML_ARRAY) {
        return;
    }
    if (axvm_tree_form(&document->nodes[node]) == AXVM_TOML_ARRAY_OF_TABLES) {
        if (former->form == AXVM_LIST_FORM_ARRAYS) {
            headers_to_array(former, list, table, node);
        }
        return;
    }
    for (uint32_t item = axvm_toml_first_child(document, node); item != 0;
         item = axvm_toml_next_child(document, node, item)) {
        bool is_table = document->nodes[item].kind == AXVM_TOML_TABLE;
        if (former->form == AXVM_LIST_FORM_TABLES && can_become_table(former, list->element, item)) {
            add_keys(former, list->element, item);
        } else if (former->form == AXVM_LIST_FORM_ARRAYS && is_table) {
            table_to_array(former, list->element, item);
        }
    }
}

static void form_section(struct former *former, const struct axvm_field *section) {
    const struct axvm_toml_document *document = former->document;
    const struct axvm_record *record = section->element;
    uint32_t table = axvm_tree_find(document, 0, section->name);
    if (table == 0) {
        return;
    }
    former->list = table;
    if (former->form == AXVM_LIST_FORM_TABLES && can_become_table(former, record, table)) {
        add_keys(former, record, table);
    }
    for (size_t i = 0; i < record->count; i++) {
        const struct axvm_field *field = &record->fields[i];
        /* What the profile does not have is an unknown key to it, and stays as it is. */
        bool is_list = field->element != NULL && field->since <= former->profile;
        uint32_t node = is_list ? axvm_tree_member(document, record, former->profile, table, i) : 0;
        if (node != 0) {
            form_list(former, field, table, node);
        }
    }
}

enum axvm_status axvm_convert_form(const struct axvm_toml_document *document, enum axvm_profile profile,
                                   enum axvm_list_form form, struct axvm_arena *arena, struct axvm_findings *findings,
                                   struct axvm_output *output) {
    struct former former = {.document = document, .profile = profile, .form = form, .findings = findings};
    const struct axvm_record *root = axvm_schema();
    axvm_rewrite_init(&former.rewrite, document, arena);
    for (size_t i = 0; i < root->count && form != AXVM_LIST_FORM_KEEP; i++) {
        form_section(&former, &root->fields[i]);
    }
    if (former.rewrite.failed || findings->out_of_memory) {
        return AXVM_OUT_OF_MEMORY;
    }
    axvm_rewrite_ready(&former.rewrite);
    axvm_rewrite_copy(&former.rewrite, (struct axvm_span){0, (uint32_t)document->text.length}, output);
    return AXVM_OK;
}
