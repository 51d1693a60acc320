/* SPDX-License-Identifier: Apache-2.0 */
#include "model/node_field.h"

#include "base/env.h"
#include "model/record.h"
#include "model/suggest.h"

/* The field of a key in a profile. @return NULL if there is none */
static const struct axvm_field *field_of_key(const struct axvm_record *record, enum axvm_profile profile,
                                             struct axvm_slice key) {
    const struct axvm_field *field = axvm_field_named(record, key);
    return field != NULL && field->since <= profile ? field : NULL;
}

/* The field at a position of the array form. @return NULL behind the last */
static const struct axvm_field *field_at(const struct axvm_record *record, enum axvm_profile profile, size_t position) {
    size_t index = axvm_record_field_from(record, 0, profile);
    for (; position > 0 && index < record->count; position--) {
        index = axvm_record_field_from(record, index + 1, profile);
    }
    return index < record->count ? &record->fields[index] : NULL;
}

static bool is_list_of_numbers(const struct axvm_field *field) {
    return field != NULL && (field->kind == AXVM_FIELD_U64_LIST || field->kind == AXVM_FIELD_OPTIONAL_U64_LIST);
}

/* Fills in the row of a value that `field` is about. */
static void set_field(struct axvm_node_field *row, const struct axvm_record *record, const struct axvm_field *field) {
    row->field = field;
    row->rank = (uint16_t)(1 + (field == NULL ? record->count : field - record->fields));
    if (field != NULL) {
        row->is_list = field->kind == AXVM_FIELD_STRUCT_LIST;
        row->record = field->element;
    }
}

/* Fills in the rows of a container's children. @return false if the arena is full */
static bool descend(const struct axvm_toml_document *document, struct axvm_node_field *rows, uint32_t container,
                    enum axvm_profile profile, struct axvm_arena *arena) {
    const struct axvm_node_field *around = &rows[container];
    bool is_table = document->nodes[container].kind == AXVM_TOML_TABLE;
    size_t position = 0;
    for (uint32_t child = axvm_toml_first_child(document, container); child != 0;
         child = axvm_toml_next_child(document, container, child)) {
        struct axvm_node_field *row = &rows[child];
        row->parent = container;
        if (around->is_list) {
            row->record = is_table ? NULL : around->record;
        } else if (around->record != NULL && is_table) {
            struct axvm_slice key;
            if (axvm_toml_key(document, child, arena, &key) != AXVM_OK) {
                return false;
            }
            set_field(row, around->record, field_of_key(around->record, profile, key));
        } else if (around->record != NULL) {
            set_field(row, around->record, field_at(around->record, profile, position));
        } else if (is_list_of_numbers(around->field) && !is_table) {
            row->field = around->field;
        }
        position++;
    }
    return true;
}

const struct axvm_node_field *axvm_node_fields(const struct axvm_toml_document *document,
                                               const struct axvm_record *record, enum axvm_profile profile,
                                               struct axvm_arena *arena) {
    size_t size = document->node_count * sizeof(struct axvm_node_field);
    struct axvm_node_field *rows = axvm_arena_take_low(arena, size, _Alignof(struct axvm_node_field));
    if (rows == NULL) {
        return NULL;
    }
    axvm_fill(rows, 0, size);
    rows[0].record = record;
    for (uint32_t node = 0; node < document->node_count; node++) {
        unsigned kind = document->nodes[node].kind;
        bool is_container = kind == AXVM_TOML_TABLE || kind == AXVM_TOML_ARRAY;
        if (is_container && !descend(document, rows, node, profile, arena)) {
            return NULL;
        }
    }
    return rows;
}
