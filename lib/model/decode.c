/* SPDX-License-Identifier: Apache-2.0 */
/*
 * From document to configuration, driven by the schema table.
 *
 * The verdict is upstream's (serde's derived Deserialize over toml 0.9.12): structs from tables or
 * arrays, surplus elements dropped, unknown keys ignored. What upstream ignores is mentioned as a
 * warning, and where upstream stops at the first mistake this goes on to the last. Keys that only a later
 * profile has are unknown keys.
 */
#include "axvmconfig/config.h"
#include "axvmconfig/scenario.h"
#include "base/env.h"
#include "model/decoder.h"
#include "model/suggest.h"

/* --- scalars ------------------------------------------------------------------------------------- */

/* Whether a value is an integer that fits uint64_t. */
static inline bool is_u64(const struct axvm_toml_node *node) {
    const unsigned unfit = AXVM_TOML_INTEGER_NEGATIVE | AXVM_TOML_INTEGER_WIDE;
    return node->kind == AXVM_TOML_INTEGER && !(node->form & unfit);
}

/* Whether a value is a string of one line without escapes: what stands between its quotes. */
static inline bool is_plain_string(const struct axvm_toml_node *node) {
    return node->kind == AXVM_TOML_STRING && node->form <= AXVM_TOML_STRING_LITERAL;
}

static inline struct axvm_slice plain_string(const struct axvm_decoder *decoder, const struct axvm_toml_node *node) {
    return (struct axvm_slice){decoder->document->text.data + node->start + 1, node->end - node->start - 2};
}

/* The number of a node that is_u64(). */
static inline uint64_t u64_of(const struct axvm_decoder *decoder, const struct axvm_toml_node *node) {
    if (node->key_length == 0) {
        return (uint64_t)node->key_start << 32 | node->link;
    }
    if (node->form & AXVM_TOML_INTEGER_SHORT) {
        return node->link;
    }
    return axvm_toml_integer(decoder->document, (uint32_t)(node - decoder->nodes));
}

static inline bool decode_u64(struct axvm_decoder *decoder, uint32_t value, const char *name, uint64_t *number) {
    const struct axvm_toml_node *node = axvm_decoder_node(decoder, value);
    if (AXVM_UNLIKELY(!is_u64(node))) {
        axvm_decoder_complain_of_number(decoder, value, name);
        return false;
    }
    *number = u64_of(decoder, node);
    return true;
}

static bool decode_u16(struct axvm_decoder *decoder, uint32_t value, const char *name, uint64_t *number) {
    uint64_t wide;
    if (!decode_u64(decoder, value, name, &wide)) {
        return false;
    }
    if (wide <= UINT16_MAX) {
        *number = wide;
        return true;
    }
    struct axvm_finding *finding = axvm_decoder_complain_of_value(decoder, AXVM_CODE_INTEGER_RANGE, value);
    axvm_finding_message(decoder->findings, finding, "the number is out of range");
    axvm_finding_label(decoder->findings, finding, "more than 16 bits");
    axvm_finding_remark(decoder->findings, finding, AXVM_REMARK_HELP, "`%s` goes from 0 to 65535 (0xffff)", name);
    return false;
}

static void decode_bool(struct axvm_decoder *decoder, uint32_t value, const char *name, bool *flag) {
    const struct axvm_toml_node *node = axvm_decoder_node(decoder, value);
    if (node->kind == AXVM_TOML_BOOLEAN) {
        *flag = node->form == AXVM_TOML_TRUE;
    } else {
        axvm_decoder_complain_of_boolean(decoder, value, name);
    }
}

/* The value is no string on a line without escapes. */
static bool decode_other_string(struct axvm_decoder *decoder, uint32_t value, const char *name,
                                struct axvm_slice *string) {
    const struct axvm_toml_node *node = axvm_decoder_node(decoder, value);
    if (axvm_decoder_is_broken(decoder, node)) {
        return false;
    }
    if (node->kind != AXVM_TOML_STRING) {
        axvm_decoder_complain_of_type(decoder, value, name, AXVM_WORDS(name == NULL ? "strings" : "a string"));
        return false;
    }
    if (axvm_toml_string(decoder->document, value, decoder->arena, string) != AXVM_OK) {
        decoder->out_of_memory = true;
        return false;
    }
    return true;
}

static inline bool decode_string(struct axvm_decoder *decoder, uint32_t value, const char *name,
                                 struct axvm_slice *string) {
    const struct axvm_toml_node *node = axvm_decoder_node(decoder, value);
    if (AXVM_UNLIKELY(!is_plain_string(node))) {
        return decode_other_string(decoder, value, name, string);
    }
    *string = plain_string(decoder, node);
    return true;
}

/* --- enums --------------------------------------------------------------------------------------- */

/* Whether a value may be the word for a number, in quotes or without, which cannot be read. */
static bool is_word(const struct axvm_toml_node *node) {
    return node->kind == AXVM_TOML_STRING || (AXVM_HAS_REMARKS && node->kind == AXVM_TOML_BROKEN);
}

/* serde_repr: an u8 from a list. */
static bool decode_enum_number(struct axvm_decoder *decoder, uint32_t value, const struct axvm_field *field,
                               int *number) {
    uint64_t wide;
    if (axvm_decoder_node(decoder, value)->kind == AXVM_TOML_INTEGER &&
        axvm_decoder_node(decoder, value)->form & AXVM_TOML_INTEGER_SHORT &&
        !(axvm_decoder_node(decoder, value)->form & AXVM_TOML_INTEGER_NEGATIVE)) {
        wide = axvm_decoder_node(decoder, value)->link;
        const struct axvm_enum_value *choice = axvm_enum_find_number(field->values, decoder->profile, wide);
        if (choice != NULL) {
            *number = choice->number;
            return true;
        }
    } else if (is_word(axvm_decoder_node(decoder, value))) {
        axvm_decoder_complain_of_word(decoder, value, field);
        return false;
    } else if (!decode_u64(decoder, value, field->name, &wide)) {
        return false;
    }
    struct axvm_finding *finding = axvm_decoder_complain_of_value(decoder, AXVM_CODE_VALUE_UNKNOWN, value);
    axvm_finding_message(decoder->findings, finding,
                         axvm_enum_is_hexadecimal(field->values) ? "%x is no `%s`" : "%u is no `%s`", wide,
                         field->name);
    axvm_decoder_mention_other_profile(decoder, finding, field->values, wide);
    axvm_decoder_list_choices(decoder, finding, field->values, true);
    return false;
}

static bool find_word(struct axvm_decoder *decoder, struct axvm_slice word, struct axvm_span span,
                      const struct axvm_field *field, int *number) {
    const struct axvm_enum_value *choice = axvm_enum_find_word(field->values, decoder->profile, word);
    if (choice != NULL) {
        *number = choice->number;
        axvm_decoder_mention_alias(decoder, choice, span, field);
        return true;
    }
    const char *near = AXVM_HAS_REMARKS ? axvm_suggest_word(field->values, decoder->profile, word) : NULL;
    const char *meant = near == NULL ? NULL : axvm_decoder_main_word_of(decoder, field->values, near);
    struct axvm_finding *finding = axvm_decoder_complain(decoder, AXVM_CODE_VALUE_UNKNOWN, span);
    axvm_finding_message(decoder->findings, finding, "%q is no `%s`", word, field->name);
    if (meant != NULL) {
        axvm_finding_remark(decoder->findings, finding, AXVM_REMARK_HELP, "did you mean \"%s\"?", meant);
        axvm_decoder_suggest_word(decoder, finding, span, meant);
    }
    axvm_decoder_list_choices(decoder, finding, field->values, false);
    return false;
}

/* An enum variant as a table with one key, the variant, whose value is an empty table or array. */
static bool decode_variant_table(struct axvm_decoder *decoder, uint32_t value, const struct axvm_field *field,
                                 int *number) {
    uint32_t variant = axvm_toml_first_child(decoder->document, value);
    if (variant == 0 || axvm_toml_next_child(decoder->document, value, variant) != 0) {
        struct axvm_finding *finding = axvm_decoder_complain_of_value(decoder, AXVM_CODE_WRONG_TYPE, value);
        axvm_finding_message(decoder->findings, finding, "`%s` written as a table takes exactly one key", field->name);
        axvm_decoder_list_choices(decoder, finding, field->values, false);
        return false;
    }
    struct axvm_slice word;
    if (axvm_toml_key(decoder->document, variant, decoder->arena, &word) != AXVM_OK) {
        decoder->out_of_memory = true;
        return false;
    }
    const struct axvm_toml_node *content = axvm_decoder_node(decoder, variant);
    if (!find_word(decoder, word, axvm_toml_key_span(decoder->document, variant), field, number)) {
        axvm_decoder_excuse(decoder, value);
        return false;
    }
    bool is_container = content->kind == AXVM_TOML_TABLE || content->kind == AXVM_TOML_ARRAY;
    if (!is_container || content->link != 0) {
        struct axvm_finding *finding = axvm_decoder_complain_of_value(decoder, AXVM_CODE_WRONG_TYPE, variant);
        axvm_finding_message(decoder->findings, finding, "%q takes an empty table here", word);
        axvm_finding_remark(decoder->findings, finding, AXVM_REMARK_HELP, "write `%s = \"%v\"`", field->name, word);
        return false;
    }
    return true;
}

static bool decode_enum_word(struct axvm_decoder *decoder, uint32_t value, const struct axvm_field *field,
                             int *number) {
    if (axvm_decoder_node(decoder, value)->kind == AXVM_TOML_TABLE) {
        return decode_variant_table(decoder, value, field, number);
    }
    struct axvm_slice word;
    return decode_string(decoder, value, field->name, &word) &&
           find_word(decoder, word, axvm_toml_value_span(decoder->document, value), field, number);
}

/* --- lists of scalars ---------------------------------------------------------------------------- */

/* Whether a value is an array. What is not is reported. */
static bool is_list(struct axvm_decoder *decoder, uint32_t value, const char *name) {
    const struct axvm_toml_node *node = axvm_decoder_node(decoder, value);
    if (node->kind != AXVM_TOML_ARRAY && !axvm_decoder_is_broken(decoder, node)) {
        axvm_decoder_complain_of_type(decoder, value, name, AXVM_WORDS(name == NULL ? "arrays" : "an array"));
    }
    if (axvm_node_is_incomplete(node)) {
        axvm_decoder_mark_unsound(decoder);
    }
    return node->kind == AXVM_TOML_ARRAY;
}

/* Room for the items of a list. @return NULL if the arena is full */
static void *take_items(struct axvm_decoder *decoder, size_t count, size_t size) {
    void *items = axvm_arena_take_low(decoder->arena, count * size, _Alignof(uint64_t));
    decoder->out_of_memory = decoder->out_of_memory || items == NULL;
    return items;
}

/* Room for the elements of an array. @return NULL if the value is no array, or the arena is full */
static void *take_list(struct axvm_decoder *decoder, uint32_t value, const char *name, size_t size, size_t *count) {
    if (!is_list(decoder, value, name)) {
        return NULL;
    }
    *count = axvm_toml_child_count(decoder->document, value);
    return take_items(decoder, *count, size);
}

static void decode_u64_list(struct axvm_decoder *decoder, uint32_t value, const char *name,
                            struct axvm_u64_list *list) {
    uint64_t *items = take_list(decoder, value, name, sizeof *items, &list->count);
    list->items = items;
    if (items == NULL) {
        list->count = 0;
        return;
    }
    for (uint32_t child = axvm_toml_first_child(decoder->document, value); child != 0;
         child = axvm_toml_next_child(decoder->document, value, child)) {
        *items = 0;
        decode_u64(decoder, child, NULL, items++);
    }
}

static void decode_string_list(struct axvm_decoder *decoder, uint32_t value, const char *name,
                               struct axvm_string_list *list) {
    struct axvm_slice *items = take_list(decoder, value, name, sizeof *items, &list->count);
    list->items = items;
    if (items == NULL) {
        list->count = 0;
        return;
    }
    for (uint32_t child = axvm_toml_first_child(decoder->document, value); child != 0 && !decoder->out_of_memory;
         child = axvm_toml_next_child(decoder->document, value, child)) {
        *items = (struct axvm_slice){NULL, 0};
        decode_string(decoder, child, NULL, items++);
    }
}

/* One element of the list of lists that `name` is. */
static void decode_inner_string_list(struct axvm_decoder *decoder, uint32_t value, const char *name,
                                     struct axvm_string_list *list) {
    if (AXVM_UNLIKELY(axvm_decoder_node(decoder, value)->kind == AXVM_TOML_STRING)) {
        *list = (struct axvm_string_list){NULL, 0};
        axvm_decoder_complain_of_bare_string(decoder, value, name);
        return;
    }
    decode_string_list(decoder, value, NULL, list);
}

static void decode_string_list_list(struct axvm_decoder *decoder, uint32_t value, const char *name,
                                    struct axvm_string_list_list *list) {
    struct axvm_string_list *items = take_list(decoder, value, name, sizeof *items, &list->count);
    list->items = items;
    if (items == NULL) {
        list->count = 0;
        return;
    }
    for (uint32_t child = axvm_toml_first_child(decoder->document, value); child != 0 && !decoder->out_of_memory;
         child = axvm_toml_next_child(decoder->document, value, child)) {
        decode_inner_string_list(decoder, child, name, items++);
    }
}

/* --- structs ------------------------------------------------------------------------------------- */

static bool is_array_of_tables(const struct axvm_toml_node *node) {
    return node->kind == AXVM_TOML_ARRAY && (node->form & AXVM_TOML_FORM_MASK) == AXVM_TOML_ARRAY_OF_TABLES;
}

/* Starts on the struct `object` from `value`. What cannot be one is reported: only sections come unchecked. */
static void push_struct(struct axvm_decoder *decoder, const struct axvm_record *record, unsigned char *object,
                        uint32_t value, const char *name) {
    const struct axvm_toml_node *node = axvm_decoder_node(decoder, value);
    bool is_container = node->kind == AXVM_TOML_TABLE || node->kind == AXVM_TOML_ARRAY;
    if (AXVM_UNLIKELY(!axvm_node_can_be_struct(node))) {
        if (!axvm_decoder_is_broken(decoder, node)) {
            axvm_decoder_complain_of_type(decoder, value, name, AXVM_WORDS("a table or an array"));
        }
        return;
    }
    if (AXVM_UNLIKELY(is_array_of_tables(node))) {
        axvm_decoder_complain_of_doubled_header(decoder, value, name);
        return;
    }
    if (record->node_offset != AXVM_NO_MEMBER) {
        axvm_copy(object + record->node_offset, &value, sizeof value);
    }
    struct axvm_decoder_frame *frame = &decoder->frames[decoder->depth++];
    frame->record = record;
    frame->object = object;
    frame->node = value;
    frame->child = is_container && node->link != 0 ? axvm_decoder_node(decoder, node->link)->next : 0;
    frame->seen = 0;
    frame->unsound = 0;
    frame->position = 0;
    if (AXVM_HAS_REMARKS) {
        frame->taken_known = false;
        frame->unknown_count = 0;
    }
    frame->kind = node->kind == AXVM_TOML_ARRAY ? AXVM_FRAME_ARRAY : AXVM_FRAME_TABLE;
}

/*
 * Has nodes brought near that come some rows behind `node`, as many as a row has: in a list that is larger than the caches,
 * going from one row to the next would wait for each.
 */
AXVM_INLINE void fetch_ahead(const struct axvm_decoder *decoder, uint32_t node, uint32_t count) {
    const uint32_t distance = 96;
    if (AXVM_IS_FOR_SPEED && decoder->document->node_count - node > distance + count) {
        for (uint32_t i = 0; i < count; i += 2) {
            __builtin_prefetch(axvm_decoder_node(decoder, node + distance + i));
        }
    }
}

static size_t count_structs(const struct axvm_decoder *decoder, uint32_t array) {
    size_t count = 0;
    for (uint32_t child = axvm_toml_first_child(decoder->document, array); child != 0;
         child = axvm_toml_next_child(decoder->document, array, child)) {
        fetch_ahead(decoder, child, 1);
        count += axvm_node_can_be_struct(axvm_decoder_node(decoder, child));
    }
    return count;
}

static void push_list(struct axvm_decoder *decoder, const struct axvm_field *field, unsigned char *object,
                      uint32_t value) {
    const struct axvm_toml_node *node = axvm_decoder_node(decoder, value);
    if (AXVM_UNLIKELY(node->kind == AXVM_TOML_TABLE)) {
        axvm_decoder_complain_of_item(decoder, field, value);
        return;
    }
    if (!is_list(decoder, value, field->name)) {
        return;
    }
    uint32_t first = axvm_toml_first_child(decoder->document, value);
    if (AXVM_UNLIKELY(first != 0 && !axvm_node_can_be_struct(axvm_decoder_node(decoder, first))) &&
        axvm_decoder_complain_of_flat_list(decoder, field, value)) {
        return;
    }
    size_t count = count_structs(decoder, value);
    void *items = take_items(decoder, count, field->element->size);
    if (items == NULL) {
        return;
    }
    axvm_copy(object + field->offset, &items, sizeof items);
    axvm_copy(object + field->count_offset, &count, sizeof count);
    decoder->frames[decoder->depth++] = (struct axvm_decoder_frame){
        .record = field->element,
        .object = items,
        .node = value,
        .child = first,
        .kind = AXVM_FRAME_LIST,
    };
}

/* A number that has a meaning for each value. */
static void decode_known_number(struct axvm_decoder *decoder, uint32_t value, const struct axvm_field *field,
                                uint64_t *number) {
    if (AXVM_UNLIKELY(is_word(axvm_decoder_node(decoder, value)))) {
        axvm_decoder_complain_of_word(decoder, value, field);
    } else if (decode_u64(decoder, value, field->name, number) &&
               axvm_enum_find_number(field->values, decoder->profile, *number) == NULL) {
        axvm_decoder_mention_unknown_number(decoder, value, field, *number);
    }
}

static void decode_other_field(struct axvm_decoder *decoder, const struct axvm_field *field, unsigned char *object,
                               uint32_t value) {
    void *member = object + field->offset;
    switch (field->kind) {
    case AXVM_FIELD_STRUCT:
        push_struct(decoder, field->element, member, value, field->name);
        break;
    case AXVM_FIELD_STRUCT_LIST:
        push_list(decoder, field, object, value);
        break;
    case AXVM_FIELD_U64:
        decode_known_number(decoder, value, field, member);
        break;
    case AXVM_FIELD_OPTIONAL_U64: {
        struct axvm_optional_u64 *number = member;
        number->present = decode_u64(decoder, value, field->name, &number->value);
        break;
    }
    case AXVM_FIELD_STRING: /* decode_field() has done it */
        break;
    case AXVM_FIELD_OPTIONAL_STRING: {
        struct axvm_optional_string *string = member;
        string->present = decode_string(decoder, value, field->name, &string->value);
        break;
    }
    case AXVM_FIELD_U64_LIST:
        decode_u64_list(decoder, value, field->name, member);
        break;
    case AXVM_FIELD_OPTIONAL_U64_LIST: {
        struct axvm_optional_u64_list *optional = member;
        struct axvm_u64_list list = {NULL, 0};
        decode_u64_list(decoder, value, field->name, &list);
        *optional = (struct axvm_optional_u64_list){list.items, list.count, true};
        break;
    }
    case AXVM_FIELD_STRING_LIST:
        decode_string_list(decoder, value, field->name, member);
        break;
    case AXVM_FIELD_STRING_LIST_LIST:
        decode_string_list_list(decoder, value, field->name, member);
        break;
    case AXVM_FIELD_ENUM_NUMBER:
        decode_enum_number(decoder, value, field, member);
        break;
    case AXVM_FIELD_ENUM_WORD:
        decode_enum_word(decoder, value, field, member);
        break;
    case AXVM_FIELD_OPTIONAL_ENUM_WORD: {
        struct axvm_optional_choice *choice = member;
        int number = 0;
        choice->present = decode_enum_word(decoder, value, field, &number);
        choice->value = (unsigned)number;
        break;
    }
    case AXVM_FIELD_BOOL:
        decode_bool(decoder, value, field->name, member);
        break;
    case AXVM_FIELD_U16:
        decode_u16(decoder, value, field->name, member);
        break;
    }
}

/* Decodes a value into the member that `field` describes, or starts on it if it is a struct or a list of them. */
static inline void decode_field(struct axvm_decoder *decoder, const struct axvm_field *field, unsigned char *object,
                                uint32_t value) {
    if (field->kind == AXVM_FIELD_U64 && field->values == NULL) {
        decode_u64(decoder, value, field->name, (void *)(object + field->offset));
    } else if (field->kind == AXVM_FIELD_STRING) {
        decode_string(decoder, value, field->name, (void *)(object + field->offset));
    } else {
        decode_other_field(decoder, field, object, value);
    }
}

/* --- the end of a struct ------------------------------------------------------------------------- */

/* Whether `field` is in the struct although nothing is known of it: what held it could not be read. */
static bool may_be_lost(const struct axvm_decoder *decoder, const struct axvm_decoder_frame *frame) {
    return axvm_node_is_incomplete(axvm_decoder_node(decoder, frame->node));
}

/* Whether a field may be missing: in an array that has a place for it, only if it has a default. */
static bool may_be_left_out(const struct axvm_decoder *decoder, const struct axvm_decoder_frame *frame,
                            const struct axvm_field *field) {
    bool has_place = frame->kind == AXVM_FRAME_ARRAY && field->since <= decoder->profile;
    return field->presence == AXVM_DEFAULTED || (field->presence == AXVM_OPTIONAL && !has_place);
}

/* Tells those who look at the keys of a section later which of them they may rely on. */
static void record_keys(struct axvm_decoder *decoder, const struct axvm_decoder_frame *frame) {
    if (frame->record->keys_offset == AXVM_NO_MEMBER) {
        return;
    }
    struct axvm_keys keys = {.present = frame->seen, .sound = frame->seen & ~frame->unsound};
    for (size_t i = 0; i < frame->record->count; i++) {
        if (may_be_left_out(decoder, frame, &frame->record->fields[i]) && !may_be_lost(decoder, frame)) {
            keys.sound |= ~keys.present & ~frame->unsound & UINT32_C(1) << i;
        }
    }
    axvm_copy(frame->object + frame->record->keys_offset, &keys, sizeof keys);
}

/* After the last child: is anything missing that may not be? */
static void finish_struct(struct axvm_decoder *decoder, const struct axvm_decoder_frame *frame) {
    record_keys(decoder, frame);
    if ((frame->kind == AXVM_FRAME_ARRAY && frame->position >= frame->record->count)) {
        return;
    }
    if (may_be_lost(decoder, frame)) {
        axvm_decoder_mark_unsound(decoder);
        return;
    }
    for (size_t i = 0; (i = axvm_record_field_from(frame->record, i, decoder->profile)) < frame->record->count; i++) {
        const struct axvm_field *field = &frame->record->fields[i];
        if (frame->kind == AXVM_FRAME_ARRAY && i >= frame->position && field->presence != AXVM_DEFAULTED) {
            axvm_decoder_complain_of_length(decoder, frame, field);
            return;
        }
        if (frame->kind == AXVM_FRAME_TABLE && !(frame->seen >> i & 1) && field->presence == AXVM_REQUIRED) {
            axvm_decoder_complain_of_missing_key(decoder, frame, field);
        }
    }
}

/* --- the steps ----------------------------------------------------------------------------------- */

/* The field of a key. Keys mostly come in the schema's order, so the search starts at `start`. NULL: unknown. */
static const struct axvm_field *field_of_key(const struct axvm_record *record, struct axvm_slice key, size_t start) {
    const struct axvm_field *end = record->fields + record->count;
    const struct axvm_field *field = record->fields + start;
    for (size_t i = 0; i < record->count; i++, field++) {
        if (field == end) {
            field = record->fields;
        }
        if (field->name_length == key.length && axvm_compare(field->name, key.data, key.length) == 0) {
            return field;
        }
    }
    return NULL;
}

static bool key_of(struct axvm_decoder *decoder, uint32_t child, struct axvm_slice *key) {
    const struct axvm_toml_node *node = axvm_decoder_node(decoder, child);
    const char *text = decoder->document->text.data;
    if (AXVM_LIKELY(axvm_key_is_bare(text, node->key_start, node->key_length))) {
        *key = (struct axvm_slice){text + node->key_start, node->key_length};
        return true;
    }
    if (axvm_toml_key(decoder->document, child, decoder->arena, key) != AXVM_OK) {
        decoder->out_of_memory = true;
        return false;
    }
    return true;
}

static void decode_key(struct axvm_decoder *decoder, struct axvm_decoder_frame *frame, uint32_t child) {
    struct axvm_slice key;
    if (!key_of(decoder, child, &key)) {
        return;
    }
    const struct axvm_field *field = field_of_key(frame->record, key, frame->position);
    if (AXVM_UNLIKELY(field == NULL || field->since > decoder->profile)) {
        axvm_decoder_mention_unknown_key(decoder, frame, child, key);
        return;
    }
    uint32_t index = (uint32_t)(field - frame->record->fields);
    frame->seen |= UINT32_C(1) << index;
    frame->position = index + 1;
    decode_field(decoder, field, frame->object, child);
}

/*
 * Decodes the elements of a struct from `child` on, in the order of its fields, up to one that starts a frame of its own.
 * @return the element behind it; 0 if there is none
 */
static uint32_t decode_elements(struct axvm_decoder *decoder, struct axvm_decoder_frame *frame, uint32_t child) {
    const struct axvm_record *record = frame->record;
    unsigned char *object = frame->object;
    const enum axvm_profile profile = decoder->profile;
    const unsigned depth = decoder->depth;
    const uint32_t last = axvm_decoder_node(decoder, frame->node)->link;
    uint32_t position = frame->position;
    do {
        const struct axvm_field *field = &record->fields[position];
        while (position < record->count && AXVM_UNLIKELY(field->since > profile)) {
            position++;
            field++;
        }
        if (AXVM_UNLIKELY(position >= record->count)) {
            axvm_decoder_mention_surplus(decoder, frame, child);
            frame->position = (uint32_t)record->count + 1; /* all elements have been seen */
            return 0;
        }
        uint32_t next = child == last ? 0 : axvm_decoder_node(decoder, child)->next;
        frame->seen |= UINT32_C(1) << position;
        frame->position = ++position;
        decode_field(decoder, field, object, child);
        child = next;
    } while (child != 0 && decoder->depth == depth);
    return child;
}

/* The field whose value the innermost frame, a list, is. */
static const struct axvm_field *field_of_list(const struct axvm_decoder *decoder) {
    const struct axvm_decoder_frame *around = &decoder->frames[decoder->depth - 2];
    return &around->record->fields[around->position - 1];
}

/* Reads a number that needs no second look. @return false for any other */
static inline bool read_plain_number(const struct axvm_decoder *decoder, const struct axvm_field *field,
                                     uint64_t number, void *member) {
    if (field->kind == AXVM_FIELD_U64 && field->values == NULL) {
        *(uint64_t *)member = number;
        return true;
    }
    if (field->kind != AXVM_FIELD_ENUM_NUMBER) {
        return false;
    }
    const struct axvm_enum_value *choice = axvm_enum_find_number(field->values, decoder->profile, number);
    if (AXVM_LIKELY(choice != NULL)) {
        *(int *)member = choice->number;
    }
    return choice != NULL;
}

/* The same of a number or a string. */
static inline bool read_plain_member(const struct axvm_decoder *decoder, const struct axvm_field *field,
                                     const struct axvm_toml_node *value, void *member) {
    if (value->kind == AXVM_TOML_INTEGER) {
        return is_u64(value) && read_plain_number(decoder, field, u64_of(decoder, value), member);
    }
    if (field->kind != AXVM_FIELD_STRING || !is_plain_string(value)) {
        return false;
    }
    *(struct axvm_slice *)member = plain_string(decoder, value);
    return true;
}

/*
 * The common case of a struct as an array, without a frame: numbers and strings with no mistake and nothing between them.
 * They are the nodes behind that of the array.
 * @return false if it is any other; nothing but the object has been touched then
 */
static bool decode_plain_row(const struct axvm_decoder *decoder, const struct axvm_record *record,
                             unsigned char *object, uint32_t row) {
    const struct axvm_toml_node *element = axvm_decoder_node(decoder, row);
    if (element->form != AXVM_TOML_ARRAY_INLINE) {
        return false;
    }
    const struct axvm_toml_node *last = axvm_decoder_node(decoder, element->link);
    const struct axvm_field *end = record->fields + record->count;
    for (const struct axvm_field *field = record->fields; field < end; field++) {
        if (AXVM_UNLIKELY(field->since > decoder->profile)) {
            continue;
        }
        element++;
        if (element <= last ? !read_plain_member(decoder, field, element, (void *)(object + field->offset))
                            : field->presence != AXVM_DEFAULTED) {
            return false;
        }
    }
    axvm_copy(object + record->node_offset, &row, sizeof row);
    return element >= last;
}

/*
 * The same for a struct as a table, with bare keys in the order of the fields. They are the nodes behind that of the
 * table.
 */
static bool decode_plain_table(const struct axvm_decoder *decoder, const struct axvm_record *record,
                               unsigned char *object, uint32_t table) {
    const struct axvm_toml_node *value = axvm_decoder_node(decoder, table);
    const char *text = decoder->document->text.data;
    if (value->kind != AXVM_TOML_TABLE || value->link == 0 || axvm_node_is_incomplete(value)) {
        return false;
    }
    const struct axvm_toml_node *last = axvm_decoder_node(decoder, value->link);
    const struct axvm_field *end = record->fields + record->count;
    value++;
    for (const struct axvm_field *field = record->fields; field < end; field++) {
        bool is_field = value <= last && value->key_length == field->name_length && field->since <= decoder->profile &&
                        axvm_compare(text + value->key_start, field->name, field->name_length) == 0;
        if (is_field ? !read_plain_member(decoder, field, value, (void *)(object + field->offset))
                     : field->presence == AXVM_REQUIRED) {
            return false;
        }
        value += is_field;
    }
    axvm_copy(object + record->node_offset, &table, sizeof table);
    return value > last;
}

static void decode_item(struct axvm_decoder *decoder, struct axvm_decoder_frame *frame, uint32_t child) {
    if (AXVM_UNLIKELY(!axvm_node_can_be_struct(axvm_decoder_node(decoder, child)))) {
        if (!axvm_decoder_is_broken(decoder, axvm_decoder_node(decoder, child))) {
            axvm_decoder_complain_of_item(decoder, field_of_list(decoder), child);
        }
        return;
    }
    unsigned char *item = frame->object;
    axvm_fill(item, 0, frame->record->size);
    frame->object += frame->record->size;
    if (AXVM_IS_FOR_SPEED) {
        fetch_ahead(decoder, child, 6);
        bool is_row = axvm_decoder_node(decoder, child)->kind == AXVM_TOML_ARRAY;
        if (is_row ? decode_plain_row(decoder, frame->record, item, child)
                   : decode_plain_table(decoder, frame->record, item, child)) {
            return;
        }
        axvm_fill(item, 0, frame->record->size);
    }
    push_struct(decoder, frame->record, item, child, NULL);
}

/* Goes through the innermost frame, up to a child that starts a frame of its own or to the end, and then leaves it. */
static void step(struct axvm_decoder *decoder) {
    unsigned depth = decoder->depth;
    struct axvm_decoder_frame *frame = &decoder->frames[depth - 1];
    uint32_t child = frame->child;
    uint32_t last = axvm_decoder_node(decoder, frame->node)->link;
    while (child != 0 && decoder->depth == depth) {
        uint32_t next = child == last ? 0 : axvm_decoder_node(decoder, child)->next;
        if (frame->kind == AXVM_FRAME_ARRAY) {
            next = decode_elements(decoder, frame, child);
        } else if (frame->kind == AXVM_FRAME_TABLE) {
            decode_key(decoder, frame, child);
        } else {
            decode_item(decoder, frame, child);
        }
        child = next;
    }
    frame->child = child;
    if (decoder->depth == depth) {
        decoder->depth--;
        if (frame->kind != AXVM_FRAME_LIST) {
            finish_struct(decoder, frame);
        }
    }
}

/* --- the whole document -------------------------------------------------------------------------- */

/* @return false if the arena is full */
static bool prepare_excuses(struct axvm_decoder *decoder) {
    if (decoder->document->overflow_count == 0) {
        return true;
    }
    size_t size = decoder->document->node_count / 8 + 1;
    decoder->excused = axvm_arena_take_low(decoder->arena, size, 1);
    if (decoder->excused == NULL) {
        return false;
    }
    axvm_fill(decoder->excused, 0, size);
    return true;
}

static enum axvm_status status_of(const struct axvm_decoder *decoder) {
    if (decoder->out_of_memory || decoder->findings->out_of_memory) {
        return AXVM_OUT_OF_MEMORY;
    }
    return decoder->invalid || decoder->document->damaged ? AXVM_INVALID : AXVM_OK;
}

/* @return false if the arena is full */
static bool start_decoder(struct axvm_decoder *decoder, const struct axvm_toml_document *document,
                          enum axvm_profile profile, struct axvm_arena *arena, struct axvm_findings *findings) {
    axvm_fill(decoder, 0, offsetof(struct axvm_decoder, frames));
    decoder->document = document;
    decoder->nodes = document->nodes;
    decoder->arena = arena;
    decoder->findings = findings;
    decoder->profile = profile;
    return prepare_excuses(decoder);
}

/* Decodes the whole document into `object`. */
static enum axvm_status decode_document(struct axvm_decoder *decoder, const struct axvm_record *record, void *object) {
    push_struct(decoder, record, object, 0, NULL);
    while (decoder->depth > 0 && !decoder->out_of_memory) {
        step(decoder);
    }
    axvm_decoder_check_overflows(decoder);
    return status_of(decoder);
}

/*
 * The format before sections: the keys of all of them at top level.
 * @return the first such key; 0 if there is a section, or no such key
 */
static uint32_t find_flat_key(struct axvm_decoder *decoder) {
    const struct axvm_toml_document *document = decoder->document;
    uint32_t first = 0;
    for (uint32_t child = axvm_toml_first_child(document, 0); child != 0;
         child = axvm_toml_next_child(document, 0, child)) {
        struct axvm_slice key;
        if (axvm_toml_key(document, child, decoder->arena, &key) != AXVM_OK) {
            decoder->out_of_memory = true;
            return 0;
        }
        if (axvm_field_named(axvm_schema(), key) != NULL) {
            return 0;
        }
        if (first == 0 && axvm_section_with_key(key, decoder->profile) != NULL) {
            first = child;
        }
    }
    return first;
}

enum axvm_status axvm_config_decode(struct axvm_crate_config *config, const struct axvm_toml_document *document,
                                    enum axvm_profile profile, struct axvm_arena *arena,
                                    struct axvm_findings *findings) {
    axvm_config_default(config);
    config->profile = profile;
    struct axvm_decoder decoder;
    if (!start_decoder(&decoder, document, profile, arena, findings)) {
        return AXVM_OUT_OF_MEMORY;
    }
    uint32_t flat_key = find_flat_key(&decoder);
    if (flat_key != 0) {
        axvm_decoder_complain_of_flat_format(&decoder, flat_key);
        return status_of(&decoder);
    }
    return decode_document(&decoder, axvm_schema(), config);
}

/* --- scenarios ------------------------------------------------------------------------------------ */

enum axvm_status axvm_scenario_decode(struct axvm_scenario *scenario, const struct axvm_toml_document *document,
                                      struct axvm_arena *arena, struct axvm_findings *findings) {
    *scenario = (struct axvm_scenario){.node = 0};
    struct axvm_decoder decoder;
    if (!start_decoder(&decoder, document, AXVM_PROFILE_0_4, arena, findings)) {
        return AXVM_OUT_OF_MEMORY;
    }
    return decode_document(&decoder, axvm_scenario_schema(), scenario);
}

size_t axvm_config_memory_bound(size_t length, uint32_t finding_limit) {
    /*
     * Where a document is densest, in keys, nothing is decoded; where most is decoded, `[],` makes a struct of
     * 3 bytes that has one node: less than a document's bound and a fifth of the largest struct together.
     */
    const size_t decoded_per_byte = (sizeof(struct axvm_emu_device_config) + 4) / 5;
    size_t capped = length < AXVM_TEXT_MAX ? length : AXVM_TEXT_MAX;
    uint64_t bound = (uint64_t)axvm_toml_memory_bound(capped) + (uint64_t)capped * decoded_per_byte +
                     3 * (uint64_t)finding_limit * AXVM_FINDING_BYTES_MAX + 256;
    return bound > SIZE_MAX ? SIZE_MAX : (size_t)bound;
}

enum axvm_status axvm_config_from_toml(struct axvm_crate_config *config, struct axvm_slice text,
                                       struct axvm_arena *arena, struct axvm_findings *findings) {
    struct axvm_toml_document document;
    enum axvm_status status = axvm_toml_read(&document, text, AXVM_TOML_1_1, arena, findings);
    if (status == AXVM_OUT_OF_MEMORY || text.length > AXVM_TEXT_MAX) {
        axvm_config_default(config);
        return status;
    }
    return axvm_config_decode(config, &document, AXVM_PROFILE_0_4, arena, findings);
}
