/* SPDX-License-Identifier: Apache-2.0 */
/* Structs seen through the schema table. */
#include "model/record.h"

#include "base/env.h"

static void set_number(struct axvm_value *value, uint64_t number) {
    value->kind = AXVM_VALUE_NUMBER;
    value->number = number;
}

static void set_string(struct axvm_value *value, struct axvm_slice string) {
    value->kind = AXVM_VALUE_STRING;
    value->string = string;
}

static void set_number_list(struct axvm_value *value, const uint64_t *items, size_t count) {
    value->kind = AXVM_VALUE_NUMBER_LIST;
    value->number_list = (struct axvm_u64_list){items, count};
}

/* The row of an enum member. All enums are as wide as an unsigned int, and may be read as one. */
static const struct axvm_enum_value *choice_of(const struct axvm_enum *values, const unsigned *number) {
    return axvm_enum_row(values, *number);
}

static void set_optional(struct axvm_value *value, enum axvm_field_kind kind, const void *member) {
    value->optional = true;
    if (kind == AXVM_FIELD_OPTIONAL_U64) {
        const struct axvm_optional_u64 *number = member;
        if (number->present) {
            set_number(value, number->value);
        }
    } else if (kind == AXVM_FIELD_OPTIONAL_STRING) {
        const struct axvm_optional_string *string = member;
        if (string->present) {
            set_string(value, string->value);
        }
    } else {
        const struct axvm_optional_u64_list *list = member;
        if (list->present) {
            set_number_list(value, list->items, list->count);
        }
    }
}

struct axvm_value axvm_value_of(const void *object, const struct axvm_field *field) {
    struct axvm_value value;
    const void *member = axvm_member(object, field);
    value.kind = AXVM_VALUE_ABSENT;
    value.optional = false;
    value.choice = NULL;
    switch (field->kind) {
    case AXVM_FIELD_U64:
    case AXVM_FIELD_U16:
        set_number(&value, *(const uint64_t *)member);
        break;
    case AXVM_FIELD_BOOL:
        value.kind = AXVM_VALUE_BOOL;
        value.number = *(const bool *)member;
        break;
    case AXVM_FIELD_STRING:
        set_string(&value, *(const struct axvm_slice *)member);
        break;
    case AXVM_FIELD_U64_LIST: {
        const struct axvm_u64_list *list = member;
        set_number_list(&value, list->items, list->count);
        break;
    }
    case AXVM_FIELD_OPTIONAL_U64:
    case AXVM_FIELD_OPTIONAL_STRING:
    case AXVM_FIELD_OPTIONAL_U64_LIST:
        set_optional(&value, field->kind, member);
        break;
    case AXVM_FIELD_STRING_LIST:
        break; /* no writer writes a scenario */
    case AXVM_FIELD_STRING_LIST_LIST:
        value.kind = AXVM_VALUE_STRING_LIST_LIST;
        value.string_list_list = *(const struct axvm_string_list_list *)member;
        break;
    case AXVM_FIELD_ENUM_NUMBER:
        value.choice = choice_of(field->values, member);
        set_number(&value, (uint64_t)value.choice->number);
        break;
    case AXVM_FIELD_ENUM_WORD:
        value.choice = choice_of(field->values, member);
        set_string(&value, axvm_slice_of(value.choice->word));
        break;
    case AXVM_FIELD_OPTIONAL_ENUM_WORD: {
        const struct axvm_optional_choice *choice = member;
        value.optional = true;
        if (choice->present) {
            value.choice = choice_of(field->values, &choice->value);
            set_string(&value, axvm_slice_of(value.choice->word));
        }
        break;
    }
    case AXVM_FIELD_STRUCT:
    case AXVM_FIELD_STRUCT_LIST:
        break; /* these have no value of their own */
    }
    return value;
}

size_t axvm_record_count(const struct axvm_record *record, enum axvm_profile profile) {
    size_t count = 0;
    for (size_t i = 0; i < record->count; i++) {
        count += record->fields[i].since <= profile;
    }
    return count;
}

struct axvm_record_list axvm_record_list_of(const void *object, const struct axvm_field *field) {
    struct axvm_record_list list = {.record = field->element};
    /* Copied as bytes, since the pointer's type is the item's. */
    axvm_copy(&list.items, axvm_member(object, field), sizeof list.items);
    axvm_copy(&list.count, (const unsigned char *)object + field->count_offset, sizeof list.count);
    return list;
}

/* The position in array form of a field: how many fields of the profile come before it. */
static size_t position_of(const struct axvm_record *record, size_t index, enum axvm_profile profile) {
    size_t position = 0;
    for (size_t i = 0; i < index; i++) {
        position += record->fields[i].since <= profile;
    }
    return position;
}

uint32_t axvm_member_node(const struct axvm_toml_document *document, const struct axvm_record *record, uint32_t node,
                          size_t index, enum axvm_profile profile) {
    if (document->nodes[node].kind == AXVM_TOML_TABLE) {
        return axvm_toml_find(document, node, axvm_slice_of(record->fields[index].name));
    }
    if (document->nodes[node].kind != AXVM_TOML_ARRAY) {
        return 0; /* a date-time, which has no keys */
    }
    uint32_t child = axvm_toml_first_child(document, node);
    for (size_t i = position_of(record, index, profile); child != 0 && i > 0; i--) {
        child = axvm_toml_next_child(document, node, child);
    }
    return child;
}

void axvm_walk_start(struct axvm_walk *walk, const struct axvm_record *record, const void *object,
                     enum axvm_profile profile) {
    walk->frames[0] = (struct axvm_walk_frame){.record = record, .object = object, .count = record->count};
    walk->profile = profile;
    walk->depth = 1;
}

static enum axvm_walk_step enter_struct(struct axvm_walk *walk, const struct axvm_record *record, const void *object) {
    walk->record = record;
    walk->object = object;
    walk->frames[walk->depth++] = (struct axvm_walk_frame){.record = record, .object = object, .count = record->count};
    return AXVM_WALK_STRUCT_BEGIN;
}

static enum axvm_walk_step enter_list(struct axvm_walk *walk, struct axvm_record_list list) {
    walk->record = list.record;
    walk->count = list.count;
    walk->frames[walk->depth++] =
        (struct axvm_walk_frame){.record = list.record, .object = list.items, .count = list.count, .is_list = true};
    return AXVM_WALK_LIST_BEGIN;
}

static enum axvm_walk_step leave(struct axvm_walk *walk) {
    const struct axvm_walk_frame *frame = &walk->frames[--walk->depth];
    walk->count = frame->count;
    walk->level = walk->depth;
    return frame->is_list ? AXVM_WALK_LIST_END : AXVM_WALK_STRUCT_END;
}

enum axvm_walk_step axvm_walk_next(struct axvm_walk *walk) {
    if (walk->depth == 0) {
        return AXVM_WALK_DONE;
    }
    struct axvm_walk_frame *frame = &walk->frames[walk->depth - 1];
    walk->first = frame->next == 0;
    if (!frame->is_list) {
        frame->next = axvm_record_field_from(frame->record, frame->next, walk->profile);
    }
    if (frame->next == frame->count) {
        return leave(walk);
    }
    size_t index = frame->next++;
    walk->level = walk->depth;
    if (frame->is_list) {
        struct axvm_record_list list = {frame->record, frame->object, frame->count};
        walk->field = NULL;
        return enter_struct(walk, list.record, axvm_record_item(&list, index));
    }
    const struct axvm_field *field = &frame->record->fields[index];
    walk->field = field;
    if (field->kind == AXVM_FIELD_STRUCT) {
        return enter_struct(walk, field->element, axvm_member(frame->object, field));
    }
    if (field->kind == AXVM_FIELD_STRUCT_LIST) {
        return enter_list(walk, axvm_record_list_of(frame->object, field));
    }
    walk->record = frame->record;
    walk->object = frame->object;
    return AXVM_WALK_VALUE;
}
