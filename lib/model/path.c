/* SPDX-License-Identifier: Apache-2.0 */
#include "axvmconfig/path.h"

#include "model/record.h"
#include "model/suggest.h"

/* A path on its way. */
struct walker {
    const struct axvm_toml_document *document;
    enum axvm_profile profile;
    struct axvm_slice text;
    size_t offset;                    /* of the next part */
    const struct axvm_record *record; /* of the struct that `path.node` holds; NULL: not one of the schema */
    const struct axvm_record *items;  /* of the structs in the list that it holds, if it is one; else NULL */
    struct axvm_path path;
};

static bool at_end(const struct walker *walker) {
    return walker->offset == walker->text.length;
}

static char peek(const struct walker *walker) {
    return at_end(walker) ? '\0' : walker->text.data[walker->offset];
}

static bool is_key_byte(char byte) {
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || (byte >= '0' && byte <= '9') ||
           byte == '_' || byte == '-';
}

static void stop(struct walker *walker, enum axvm_path_status status, size_t at) {
    walker->path.status = status;
    walker->path.at = at;
}

/* --- parts ---------------------------------------------------------------------------------------- */

/* Reads a key, bare or in quotes. @return false if there is none */
static bool read_key(struct walker *walker, struct axvm_slice *key) {
    char quote = peek(walker);
    bool is_quoted = quote == '"' || quote == '\'';
    size_t start = walker->offset + is_quoted;
    size_t end = start;
    while (end < walker->text.length &&
           (is_quoted ? walker->text.data[end] != quote : is_key_byte(walker->text.data[end]))) {
        end++;
    }
    if ((is_quoted && end == walker->text.length) || (!is_quoted && end == start)) {
        return false;
    }
    *key = (struct axvm_slice){walker->text.data + start, end - start};
    walker->offset = end + is_quoted;
    return true;
}

/* Reads `[12]` or `[+]`. @return false if it is neither */
static bool read_index(struct walker *walker, uint64_t *index, bool *is_new) {
    size_t start = walker->offset + 1;
    size_t end = start;
    while (end < walker->text.length && walker->text.data[end] != ']') {
        end++;
    }
    struct axvm_slice digits = {walker->text.data + start, end - start};
    *is_new = digits.length == 1 && digits.data[0] == '+';
    if (end == walker->text.length || (!*is_new && !axvm_parse_u64(digits, index))) {
        return false;
    }
    walker->offset = end + 1;
    return true;
}

/* The element of an array at a position. @return 0 if there is none */
static uint32_t element_at(const struct axvm_toml_document *document, uint32_t array, uint64_t index) {
    uint32_t child = axvm_toml_first_child(document, array);
    for (; child != 0 && index > 0; index--) {
        child = axvm_toml_next_child(document, array, child);
    }
    return child;
}

/* The child of a table or array that a key names, by key or by position. @return 0 if there is none */
static uint32_t child_of_key(const struct walker *walker, struct axvm_slice key, const struct axvm_field *field) {
    const struct axvm_toml_node *node = &walker->document->nodes[walker->path.node];
    if (node->kind == AXVM_TOML_TABLE) {
        return axvm_toml_find(walker->document, walker->path.node, key);
    }
    if (field == NULL || field->since > walker->profile) {
        return 0;
    }
    uint64_t position = 0;
    for (const struct axvm_field *before = walker->record->fields; before < field; before++) {
        position += before->since <= walker->profile;
    }
    return element_at(walker->document, walker->path.node, position);
}

/* Whether a value can have something in it that a key names. */
static bool takes_keys(const struct walker *walker) {
    unsigned kind = walker->document->nodes[walker->path.node].kind;
    return kind == AXVM_TOML_TABLE || (kind == AXVM_TOML_ARRAY && walker->record != NULL);
}

/* A key is not there: says whether the schema knows it. @param record  of the struct around it; NULL: not one of the schema */
static void miss_key(struct walker *walker, const struct axvm_record *record, struct axvm_slice key, size_t at) {
    walker->path.at = at;
    walker->path.is_unknown = record != NULL && axvm_field_named(record, key) == NULL;
    if (walker->path.is_unknown) {
        walker->path.meant = axvm_suggest_key(record, walker->profile, key);
        walker->path.section = axvm_section_with_key(key, walker->profile);
    }
}

static void enter_key(struct walker *walker, struct axvm_slice key, size_t at) {
    const struct axvm_record *record = walker->record;
    const struct axvm_field *field = record == NULL ? NULL : axvm_field_named(record, key);
    if (!takes_keys(walker)) {
        stop(walker, AXVM_PATH_NOWHERE, at);
        return;
    }
    uint32_t child = child_of_key(walker, key, field);
    walker->path.container = walker->path.node;
    walker->path.field = field;
    walker->path.key = key;
    bool is_struct = field != NULL && field->kind == AXVM_FIELD_STRUCT;
    walker->record = is_struct ? field->element : NULL;
    walker->items = field != NULL && field->kind == AXVM_FIELD_STRUCT_LIST ? field->element : NULL;
    if (child != 0) {
        walker->path.node = child;
    } else {
        stop(walker, AXVM_PATH_MISSING_KEY, at);
        miss_key(walker, record, key, at);
    }
}

static void enter_index(struct walker *walker, uint64_t index, bool is_new, size_t at) {
    uint32_t array = walker->path.node;
    if (walker->document->nodes[array].kind != AXVM_TOML_ARRAY) {
        stop(walker, AXVM_PATH_NOWHERE, at);
        return;
    }
    walker->path.container = array;
    walker->path.key = (struct axvm_slice){NULL, 0};
    walker->path.field = NULL;
    walker->record = walker->items;
    walker->items = NULL;
    if (is_new) {
        stop(walker, at_end(walker) ? AXVM_PATH_NEW_ELEMENT : AXVM_PATH_MALFORMED, walker->offset);
        return;
    }
    uint32_t child = element_at(walker->document, array, index);
    if (child != 0) {
        walker->path.node = child;
    } else {
        stop(walker, AXVM_PATH_NOWHERE, at);
    }
}

/* --- the whole ------------------------------------------------------------------------------------ */

/* Takes one part: a key, behind a dot unless it is the first, or an index. */
static void take_part(struct walker *walker) {
    size_t at = walker->offset;
    bool is_first = at == 0;
    uint64_t index = 0;
    bool is_new = false;
    struct axvm_slice key;
    if (!is_first && peek(walker) == '[') {
        if (read_index(walker, &index, &is_new)) {
            enter_index(walker, index, is_new, at);
        } else {
            stop(walker, AXVM_PATH_MALFORMED, at + 1);
        }
        return;
    }
    if (!is_first && peek(walker) != '.') {
        stop(walker, AXVM_PATH_MALFORMED, at);
        return;
    }
    walker->offset += !is_first;
    at = walker->offset;
    if (read_key(walker, &key)) {
        enter_key(walker, key, at);
    } else {
        stop(walker, AXVM_PATH_MALFORMED, at);
    }
}

/* A key of the root is missing and one more follows: both can be added. Anything longer cannot. */
static void look_behind_missing(struct walker *walker) {
    struct axvm_slice table = walker->path.key;
    const struct axvm_record *record = walker->record;
    struct axvm_slice key;
    size_t at = walker->path.at;
    if (walker->path.container == 0 && peek(walker) == '.') {
        size_t key_at = ++walker->offset;
        if (read_key(walker, &key) && at_end(walker)) {
            walker->path.status = AXVM_PATH_MISSING_TABLE;
            walker->path.table = table;
            walker->path.key = key;
            walker->path.field = record == NULL ? NULL : axvm_field_named(record, key);
            if (!walker->path.is_unknown) {
                miss_key(walker, record, key, key_at);
            }
            return;
        }
    }
    stop(walker, AXVM_PATH_NOWHERE, at);
}

struct axvm_path axvm_path_follow(const struct axvm_toml_document *document, const struct axvm_record *record,
                                  enum axvm_profile profile, struct axvm_slice text) {
    struct walker walker = {.document = document, .profile = profile, .text = text, .record = record};
    if (text.length == 0) {
        stop(&walker, AXVM_PATH_MALFORMED, 0);
    }
    while (!at_end(&walker) && walker.path.status == AXVM_PATH_FOUND) {
        take_part(&walker);
    }
    if (walker.path.status == AXVM_PATH_MISSING_KEY && !at_end(&walker)) {
        look_behind_missing(&walker);
    }
    return walker.path;
}
