/* SPDX-License-Identifier: Apache-2.0 */
/*
 * From document to configuration, driven by the schema table.
 *
 * The verdict is upstream's (serde's derived Deserialize over toml 0.9.12): structs from tables or
 * arrays, surplus elements dropped, unknown keys ignored. What upstream ignores is mentioned as a
 * warning, and where upstream stops at the first mistake this goes on to the last.
 */
#include "axvmconfig/config.h"
#include "base/env.h"
#include "base/format.h"
#include "diag/findings.h"
#include "model/record.h"
#include "model/suggest.h"
#include "toml/reader.h"

/* How a struct or list is written, or what is left of it to decode. */
enum frame_kind {
    FRAME_TABLE, /* a struct, by key */
    FRAME_ARRAY, /* a struct, by position */
    FRAME_LIST,  /* a list of structs */
};

/* One struct or list that is being decoded. `child` is the next to look at; 0 after the last. */
struct frame {
    const struct axvm_record *record; /* of the struct, or of the list's items */
    unsigned char *object;            /* the struct, or the next item */
    uint32_t node;
    uint32_t child;
    uint32_t seen;     /* bit i: fields[i] had a value, good or bad */
    uint32_t position; /* FRAME_ARRAY: the field that `child` is for */
    enum frame_kind kind;
};

/* Configuration, section, list, item: structs nest no deeper. */
#define FRAMES_MAX 4

/* The state of one decoding. */
struct decoder {
    const struct axvm_toml_document *document;
    struct axvm_arena *arena;
    struct axvm_findings *findings;
    struct frame frames[FRAMES_MAX];
    unsigned depth;
    bool invalid;
    bool out_of_memory;
    unsigned char *excused; /* a bit for each node, where numbers may overflow; NULL: no number does */
};

static const struct axvm_toml_node *node_at(const struct decoder *decoder, uint32_t node) {
    return &decoder->document->nodes[node];
}

static bool is_incomplete(const struct axvm_toml_node *node) {
    bool container = node->kind == AXVM_TOML_TABLE || node->kind == AXVM_TOML_ARRAY;
    return container && (node->form & AXVM_TOML_TABLE_INCOMPLETE);
}

/* --- findings ------------------------------------------------------------------------------------ */

/* Numbers in this value need not fit: it is dropped, or has been complained of. */
static void excuse(struct decoder *decoder, uint32_t value) {
    const struct axvm_toml_document *document = decoder->document;
    if (decoder->excused == NULL) {
        return;
    }
    uint32_t end = document->nodes[value].end;
    for (uint32_t i = value; i < document->node_count && document->nodes[i].start < end; i++) {
        decoder->excused[i / 8] |= (unsigned char)(1u << i % 8);
    }
}

static struct axvm_finding *complain(struct decoder *decoder, enum axvm_code code, struct axvm_span span) {
    decoder->invalid = true;
    return axvm_findings_add(decoder->findings, code, AXVM_LEVEL_ERROR, span);
}

static struct axvm_finding *complain_of_value(struct decoder *decoder, enum axvm_code code, uint32_t value) {
    excuse(decoder, value);
    return complain(decoder, code, axvm_toml_value_span(decoder->document, value));
}

static const char *describe(const struct axvm_toml_node *node) {
    switch (node->kind) {
    case AXVM_TOML_TABLE:
        return "a table";
    case AXVM_TOML_ARRAY:
        return "an array";
    case AXVM_TOML_STRING:
        return "a string";
    case AXVM_TOML_INTEGER:
        return "an integer";
    case AXVM_TOML_FLOAT:
        return "a float";
    case AXVM_TOML_BOOLEAN:
        return "a boolean";
    default:
        return "a date or time";
    }
}

/* A number between quotes is the common case of a wrong type, and mended by taking them off. */
static void suggest_without_quotes(struct decoder *decoder, struct axvm_finding *finding, uint32_t value) {
    const struct axvm_toml_node *node = node_at(decoder, value);
    struct axvm_slice text = axvm_toml_text(decoder->document, axvm_toml_value_span(decoder->document, value));
    if (node->kind != AXVM_TOML_STRING || node->form > AXVM_TOML_STRING_LITERAL || text.length < 3) {
        return;
    }
    struct axvm_slice content = {text.data + 1, text.length - 2};
    uint64_t number;
    bool is_toml = content.data[0] != '+' && (content.data[0] != '0' || content.length == 1 || content.data[1] > '9');
    if (is_toml && axvm_parse_u64(content, &number)) {
        axvm_finding_remark(decoder->findings, finding, AXVM_REMARK_HELP, "write the number without quotes: %v",
                            content);
        axvm_finding_fix(decoder->findings, finding, axvm_toml_value_span(decoder->document, value), content, false);
    }
}

/* `name` is NULL for an element of a list. */
static void complain_of_type(struct decoder *decoder, uint32_t value, const char *name, const char *expected) {
    struct axvm_finding *finding = complain_of_value(decoder, AXVM_CODE_WRONG_TYPE, value);
    if (name != NULL) {
        axvm_finding_message(decoder->findings, finding, "`%s` takes %s", name, expected);
    } else {
        axvm_finding_message(decoder->findings, finding, "this list holds %s", expected);
    }
    axvm_finding_label(decoder->findings, finding, "this is %s", describe(node_at(decoder, value)));
    suggest_without_quotes(decoder, finding, value);
}

/* --- scalars ------------------------------------------------------------------------------------- */

static bool decode_u64(struct decoder *decoder, uint32_t value, const char *name, uint64_t *number) {
    const struct axvm_toml_node *node = node_at(decoder, value);
    const unsigned unfit = AXVM_TOML_INTEGER_NEGATIVE | AXVM_TOML_INTEGER_WIDE;
    if (AXVM_LIKELY(node->kind == AXVM_TOML_INTEGER && !(node->form & unfit))) {
        *number = axvm_toml_integer(decoder->document, value);
        return true;
    }
    if (node->kind == AXVM_TOML_BROKEN) {
        return false;
    }
    if (node->kind != AXVM_TOML_INTEGER) {
        complain_of_type(decoder, value, name, name == NULL ? "integers" : "an integer");
        return false;
    }
    struct axvm_finding *finding = complain_of_value(decoder, AXVM_CODE_INTEGER_RANGE, value);
    axvm_finding_message(decoder->findings, finding, "the number is out of range");
    if (node->form & AXVM_TOML_INTEGER_NEGATIVE) {
        axvm_finding_label(decoder->findings, finding, "below zero");
    } else {
        axvm_finding_label(decoder->findings, finding, "more than 64 bits, or not a number at all");
    }
    axvm_finding_remark(decoder->findings, finding, AXVM_REMARK_HELP, "numbers go from 0 to 18446744073709551615 (%x)",
                        UINT64_MAX);
    return false;
}

static bool decode_string(struct decoder *decoder, uint32_t value, const char *name, struct axvm_slice *string) {
    const struct axvm_toml_node *node = node_at(decoder, value);
    if (node->kind == AXVM_TOML_BROKEN) {
        return false;
    }
    if (node->kind != AXVM_TOML_STRING) {
        complain_of_type(decoder, value, name, name == NULL ? "strings" : "a string");
        return false;
    }
    if (axvm_toml_string(decoder->document, value, decoder->arena, string) != AXVM_OK) {
        decoder->out_of_memory = true;
        return false;
    }
    return true;
}

/* --- enums --------------------------------------------------------------------------------------- */

/* Says what there is to choose from: "0 (alloc), 1 (identical), ..." or "no_irq, emu, passthrough". */
static void list_choices(struct decoder *decoder, struct axvm_finding *finding, const struct axvm_enum *choices,
                         bool by_number) {
    char list[AXVM_FORMAT_MAX];
    struct axvm_output output;
    axvm_output_init(&output, list, sizeof list - 1, NULL, NULL);
    for (size_t i = 0; i < choices->count && finding != NULL; i++) {
        const struct axvm_enum_value *choice = &choices->values[i];
        if (i > 0 && choice->number == choices->values[i - 1].number) {
            continue; /* an alias */
        }
        axvm_output_string(&output, i == 0 ? "" : ", ");
        if (by_number) {
            axvm_output_u64(&output, (uint64_t)choice->number);
            axvm_output_string(&output, " (");
        }
        axvm_output_string(&output, choice->word);
        axvm_output_string(&output, by_number ? ")" : "");
    }
    list[output.used] = '\0';
    axvm_finding_remark(decoder->findings, finding, AXVM_REMARK_HELP, "the choice is %s", list);
}

/* serde_repr: an u8 from a list. */
static bool decode_enum_number(struct decoder *decoder, uint32_t value, const struct axvm_field *field, int *number) {
    uint64_t wide;
    if (node_at(decoder, value)->kind == AXVM_TOML_INTEGER && node_at(decoder, value)->form & AXVM_TOML_INTEGER_SHORT &&
        !(node_at(decoder, value)->form & AXVM_TOML_INTEGER_NEGATIVE)) {
        wide = node_at(decoder, value)->link;
        const struct axvm_enum_value *choice = axvm_enum_find_number(field->values, wide);
        if (choice != NULL) {
            *number = choice->number;
            return true;
        }
    } else if (!decode_u64(decoder, value, field->name, &wide)) {
        return false;
    }
    struct axvm_finding *finding = complain_of_value(decoder, AXVM_CODE_VALUE_UNKNOWN, value);
    axvm_finding_message(decoder->findings, finding, "%u is no `%s`", wide, field->name);
    list_choices(decoder, finding, field->values, true);
    return false;
}

static bool find_word(struct decoder *decoder, struct axvm_slice word, struct axvm_span span,
                      const struct axvm_field *field, int *number) {
    const struct axvm_enum_value *choice = axvm_enum_find_word(field->values, word);
    if (choice != NULL) {
        *number = choice->number;
        return true;
    }
    const char *meant = axvm_suggest_word(field->values, word);
    struct axvm_finding *finding = complain(decoder, AXVM_CODE_VALUE_UNKNOWN, span);
    axvm_finding_message(decoder->findings, finding, "%q is no `%s`", word, field->name);
    if (meant != NULL) {
        axvm_finding_remark(decoder->findings, finding, AXVM_REMARK_HELP, "did you mean \"%s\"?", meant);
        struct axvm_slice replacement = axvm_format(decoder->arena, "\"%s\"", meant);
        axvm_finding_fix(decoder->findings, finding, span, replacement, false);
    }
    list_choices(decoder, finding, field->values, false);
    return false;
}

/* An enum variant as a table with one key, the variant, whose value is an empty table or array. */
static bool decode_variant_table(struct decoder *decoder, uint32_t value, const struct axvm_field *field, int *number) {
    uint32_t variant = axvm_toml_first_child(decoder->document, value);
    if (variant == 0 || axvm_toml_next_child(decoder->document, value, variant) != 0) {
        struct axvm_finding *finding = complain_of_value(decoder, AXVM_CODE_WRONG_TYPE, value);
        axvm_finding_message(decoder->findings, finding, "`%s` written as a table takes exactly one key", field->name);
        list_choices(decoder, finding, field->values, false);
        return false;
    }
    struct axvm_slice word;
    if (axvm_toml_key(decoder->document, variant, decoder->arena, &word) != AXVM_OK) {
        decoder->out_of_memory = true;
        return false;
    }
    const struct axvm_toml_node *content = node_at(decoder, variant);
    if (!find_word(decoder, word, axvm_toml_key_span(decoder->document, variant), field, number)) {
        excuse(decoder, value);
        return false;
    }
    bool is_container = content->kind == AXVM_TOML_TABLE || content->kind == AXVM_TOML_ARRAY;
    if (!is_container || content->link != 0) {
        struct axvm_finding *finding = complain_of_value(decoder, AXVM_CODE_WRONG_TYPE, variant);
        axvm_finding_message(decoder->findings, finding, "%q takes an empty table here", word);
        axvm_finding_remark(decoder->findings, finding, AXVM_REMARK_HELP, "write `%s = \"%v\"`", field->name, word);
        return false;
    }
    return true;
}

static bool decode_enum_word(struct decoder *decoder, uint32_t value, const struct axvm_field *field, int *number) {
    if (node_at(decoder, value)->kind == AXVM_TOML_TABLE) {
        return decode_variant_table(decoder, value, field, number);
    }
    struct axvm_slice word;
    return decode_string(decoder, value, field->name, &word) &&
           find_word(decoder, word, axvm_toml_value_span(decoder->document, value), field, number);
}

/* --- lists of scalars ---------------------------------------------------------------------------- */

/* Room for the elements of an array. @return NULL if the value is no array, or the arena is full */
static void *take_list(struct decoder *decoder, uint32_t value, const char *name, size_t size, size_t *count) {
    if (node_at(decoder, value)->kind != AXVM_TOML_ARRAY) {
        if (node_at(decoder, value)->kind != AXVM_TOML_BROKEN) {
            complain_of_type(decoder, value, name, name == NULL ? "arrays" : "an array");
        }
        return NULL;
    }
    *count = axvm_toml_child_count(decoder->document, value);
    void *items = axvm_arena_take_low(decoder->arena, *count * size, _Alignof(uint64_t));
    if (items == NULL) {
        decoder->out_of_memory = true;
        return NULL;
    }
    return axvm_fill(items, 0, *count * size);
}

static void decode_u64_list(struct decoder *decoder, uint32_t value, const char *name, struct axvm_u64_list *list) {
    uint64_t *items = take_list(decoder, value, name, sizeof *items, &list->count);
    list->items = items;
    if (items == NULL) {
        list->count = 0;
        return;
    }
    for (uint32_t child = axvm_toml_first_child(decoder->document, value); child != 0;
         child = axvm_toml_next_child(decoder->document, value, child)) {
        decode_u64(decoder, child, NULL, items++);
    }
}

static void decode_string_list(struct decoder *decoder, uint32_t value, struct axvm_string_list *list) {
    struct axvm_slice *items = take_list(decoder, value, NULL, sizeof *items, &list->count);
    list->items = items;
    if (items == NULL) {
        list->count = 0;
        return;
    }
    for (uint32_t child = axvm_toml_first_child(decoder->document, value); child != 0 && !decoder->out_of_memory;
         child = axvm_toml_next_child(decoder->document, value, child)) {
        decode_string(decoder, child, NULL, items++);
    }
}

static void decode_string_list_list(struct decoder *decoder, uint32_t value, const char *name,
                                    struct axvm_string_list_list *list) {
    struct axvm_string_list *items = take_list(decoder, value, name, sizeof *items, &list->count);
    list->items = items;
    if (items == NULL) {
        list->count = 0;
        return;
    }
    for (uint32_t child = axvm_toml_first_child(decoder->document, value); child != 0 && !decoder->out_of_memory;
         child = axvm_toml_next_child(decoder->document, value, child)) {
        decode_string_list(decoder, child, items++);
    }
}

/* --- structs ------------------------------------------------------------------------------------- */

/* Starts on the struct `object` from `value`, which may be a table, an array, or a date-time: a map with no known key. */
static void push_struct(struct decoder *decoder, const struct axvm_record *record, unsigned char *object,
                        uint32_t value, const char *name) {
    const struct axvm_toml_node *node = node_at(decoder, value);
    struct frame frame = {.record = record, .object = object, .node = value, .kind = FRAME_TABLE};
    switch (node->kind) {
    case AXVM_TOML_BROKEN:
        return;
    case AXVM_TOML_TABLE:
    case AXVM_TOML_ARRAY:
        frame.kind = node->kind == AXVM_TOML_TABLE ? FRAME_TABLE : FRAME_ARRAY;
        frame.child = axvm_toml_first_child(decoder->document, value);
        break;
    case AXVM_TOML_DATETIME:
        break;
    default:
        complain_of_type(decoder, value, name, name == NULL ? "tables or arrays" : "a table or an array");
        return;
    }
    if (record->node_offset != SIZE_MAX) {
        axvm_copy(object + record->node_offset, &value, sizeof value);
    }
    decoder->frames[decoder->depth++] = frame;
}

static void push_list(struct decoder *decoder, const struct axvm_field *field, unsigned char *object, uint32_t value) {
    size_t count;
    void *items = take_list(decoder, value, field->name, field->element->size, &count);
    if (items == NULL) {
        return;
    }
    axvm_copy(object + field->offset, &items, sizeof items);
    axvm_copy(object + field->count_offset, &count, sizeof count);
    decoder->frames[decoder->depth++] = (struct frame){
        .record = field->element,
        .object = items,
        .node = value,
        .child = axvm_toml_first_child(decoder->document, value),
        .kind = FRAME_LIST,
    };
}

/* Some numbers have a meaning for each value, but others are taken as well. */
static void check_known_number(struct decoder *decoder, uint32_t value, const struct axvm_field *field,
                               uint64_t number) {
    if (field->values == NULL || axvm_enum_find_number(field->values, number) != NULL) {
        return;
    }
    struct axvm_finding *finding = axvm_findings_add(decoder->findings, AXVM_CODE_VM_TYPE_UNKNOWN, AXVM_LEVEL_WARNING,
                                                     axvm_toml_value_span(decoder->document, value));
    axvm_finding_message(decoder->findings, finding, "%u is no known `%s`", number, field->name);
    list_choices(decoder, finding, field->values, true);
}

/* Decodes a value into the member that `field` describes, or starts on it if it is a struct or a list of them. */
static void decode_field(struct decoder *decoder, const struct axvm_field *field, unsigned char *object,
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
        if (decode_u64(decoder, value, field->name, member)) {
            check_known_number(decoder, value, field, *(uint64_t *)member);
        }
        break;
    case AXVM_FIELD_OPTIONAL_U64: {
        struct axvm_optional_u64 *number = member;
        number->present = decode_u64(decoder, value, field->name, &number->value);
        break;
    }
    case AXVM_FIELD_STRING:
        decode_string(decoder, value, field->name, member);
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
    case AXVM_FIELD_STRING_LIST_LIST:
        decode_string_list_list(decoder, value, field->name, member);
        break;
    case AXVM_FIELD_ENUM_NUMBER:
        decode_enum_number(decoder, value, field, member);
        break;
    case AXVM_FIELD_ENUM_WORD:
        decode_enum_word(decoder, value, field, member);
        break;
    }
}

/* --- keys that are missing, surplus or unknown ---------------------------------------------------- */

/* "section [base]" is the only one of its kind; of memory regions it is "this memory region". */
static const char *article(const struct axvm_record *record) {
    const struct axvm_record *root = axvm_schema();
    bool is_section = record == root;
    for (size_t i = 0; i < root->count; i++) {
        is_section = is_section || root->fields[i].element == record;
    }
    return is_section ? "" : "this ";
}

/* Where to point when something is missing in a struct: its header, or itself if it is a value. */
static struct axvm_span struct_span(const struct decoder *decoder, const struct frame *frame) {
    struct axvm_span span = axvm_toml_value_span(decoder->document, frame->node);
    return frame->node == 0 ? (struct axvm_span){0, 0} : span;
}

/* How many keys of a table are looked at for a misspelling; sections have fewer than that. */
#define MISSPELLINGS_SOUGHT 64

/* A key of this table that looks like `field` misspelled. 0: none */
static uint32_t misspelling_of(struct decoder *decoder, const struct frame *frame, const struct axvm_field *field) {
    const struct axvm_toml_document *document = decoder->document;
    uint32_t child = axvm_toml_first_child(document, frame->node);
    for (unsigned i = 0; child != 0 && i < MISSPELLINGS_SOUGHT; i++) {
        struct axvm_slice key = axvm_toml_text(document, axvm_toml_key_span(document, child));
        if (axvm_field_named(frame->record, key) == NULL && axvm_suggest_key(frame->record, key) == field->name) {
            return child;
        }
        child = axvm_toml_next_child(document, frame->node, child);
    }
    return 0;
}

static void complain_of_missing_key(struct decoder *decoder, const struct frame *frame,
                                    const struct axvm_field *field) {
    bool is_section = field->kind == AXVM_FIELD_STRUCT;
    struct axvm_finding *finding =
        complain(decoder, is_section ? AXVM_CODE_MISSING_SECTION : AXVM_CODE_MISSING_KEY, struct_span(decoder, frame));
    if (is_section) {
        axvm_finding_message(decoder->findings, finding, "section [%s] is missing", field->name);
        return;
    }
    axvm_finding_message(decoder->findings, finding, "key `%s` is missing in %s%s", field->name, article(frame->record),
                         frame->record->title);
    uint32_t misspelling = finding == NULL ? 0 : misspelling_of(decoder, frame, field);
    if (misspelling != 0) {
        axvm_finding_secondary(decoder->findings, finding, axvm_toml_key_span(decoder->document, misspelling),
                               "misspelled here?");
        return;
    }
    axvm_finding_remark(decoder->findings, finding, AXVM_REMARK_NOTE, "`%s`: %s", field->name, field->description);
}

static void complain_of_length(struct decoder *decoder, const struct frame *frame) {
    const struct axvm_record *record = frame->record;
    const struct axvm_field *missing = &record->fields[frame->position];
    struct axvm_finding *finding = complain_of_value(decoder, AXVM_CODE_TOO_FEW_ELEMENTS, frame->node);
    axvm_finding_message(decoder->findings, finding, "%s%s has %u of %u elements", article(record), record->title,
                         (uint64_t)frame->position, (uint64_t)record->count);
    axvm_finding_label(decoder->findings, finding, "`%s` is missing", missing->name);
    axvm_finding_remark(decoder->findings, finding, AXVM_REMARK_NOTE, "`%s`: %s", missing->name, missing->description);
}

/* After the last child: is anything missing that may not be? */
static void finish_struct(struct decoder *decoder, const struct frame *frame) {
    if (is_incomplete(node_at(decoder, frame->node))) {
        return;
    }
    for (size_t i = 0; i < frame->record->count; i++) {
        const struct axvm_field *field = &frame->record->fields[i];
        if (frame->kind == FRAME_ARRAY && i >= frame->position && field->presence != AXVM_DEFAULTED) {
            complain_of_length(decoder, frame);
            return;
        }
        if (frame->kind == FRAME_TABLE && !(frame->seen >> i & 1) && field->presence == AXVM_REQUIRED) {
            complain_of_missing_key(decoder, frame, field);
        }
    }
}

/* The element at `first` and all behind it have no meaning. */
static void mention_surplus(struct decoder *decoder, const struct frame *frame, uint32_t first) {
    uint32_t last = node_at(decoder, frame->node)->link;
    struct axvm_span span = {node_at(decoder, first)->start, node_at(decoder, last)->end};
    for (uint32_t child = first; child != 0; child = axvm_toml_next_child(decoder->document, frame->node, child)) {
        excuse(decoder, child);
    }
    struct axvm_finding *finding =
        axvm_findings_add(decoder->findings, AXVM_CODE_SURPLUS_ELEMENTS, AXVM_LEVEL_WARNING, span);
    axvm_finding_message(decoder->findings, finding, "%s%s has more than %u elements", article(frame->record),
                         frame->record->title, (uint64_t)frame->record->count);
    axvm_finding_label(decoder->findings, finding, "ignored");
}

static void mention_unknown_key(struct decoder *decoder, const struct frame *frame, uint32_t child,
                                struct axvm_slice key) {
    struct axvm_span span = axvm_toml_key_span(decoder->document, child);
    bool in_root = frame->node == 0;
    bool is_section = in_root && node_at(decoder, child)->kind == AXVM_TOML_TABLE;
    struct axvm_finding *finding = axvm_findings_add(
        decoder->findings, is_section ? AXVM_CODE_UNKNOWN_SECTION : AXVM_CODE_UNKNOWN_KEY, AXVM_LEVEL_WARNING, span);
    if (finding == NULL) {
        return; /* searching for what was meant takes its time */
    }
    if (is_section) {
        axvm_finding_message(decoder->findings, finding, "unknown section %q", key);
    } else if (in_root) {
        axvm_finding_message(decoder->findings, finding, "unknown key %q outside of any section", key);
    } else {
        axvm_finding_message(decoder->findings, finding, "unknown key %q in %s%s", key, article(frame->record),
                             frame->record->title);
    }
    axvm_finding_label(decoder->findings, finding, "ignored");
    const char *meant = axvm_suggest_key(frame->record, key);
    const struct axvm_field *section = axvm_section_with_key(key);
    if (meant != NULL) {
        axvm_finding_remark(decoder->findings, finding, AXVM_REMARK_HELP, "did you mean `%s`?", meant);
        axvm_finding_fix(decoder->findings, finding, span, axvm_slice_of(meant), false);
    } else if (section != NULL) {
        axvm_finding_remark(decoder->findings, finding, AXVM_REMARK_HELP, "`%v` belongs to section [%s]", key,
                            section->name);
    }
}

/* --- the steps ----------------------------------------------------------------------------------- */

static bool name_is(const char *name, struct axvm_slice key) {
    size_t i = 0;
    while (i < key.length && name[i] == key.data[i] && name[i] != '\0') {
        i++;
    }
    return i == key.length && name[i] == '\0';
}

/* The field of a key. Keys mostly come in the schema's order, so the search starts at `start`. NULL: unknown. */
static const struct axvm_field *field_of_key(const struct axvm_record *record, struct axvm_slice key, size_t start) {
    for (size_t i = 0; i < record->count; i++) {
        size_t at = start + i < record->count ? start + i : start + i - record->count;
        if (name_is(record->fields[at].name, key)) {
            return &record->fields[at];
        }
    }
    return NULL;
}

static void step_table(struct decoder *decoder, struct frame *frame, uint32_t child) {
    struct axvm_slice key;
    if (axvm_toml_key(decoder->document, child, decoder->arena, &key) != AXVM_OK) {
        decoder->out_of_memory = true;
        return;
    }
    const struct axvm_field *field = field_of_key(frame->record, key, frame->position);
    if (field == NULL) {
        mention_unknown_key(decoder, frame, child, key);
        return;
    }
    size_t index = (size_t)(field - frame->record->fields);
    frame->seen |= UINT32_C(1) << index;
    frame->position = (uint32_t)(index + 1 < frame->record->count ? index + 1 : 0);
    decode_field(decoder, field, frame->object, child);
}

static void step_array(struct decoder *decoder, struct frame *frame, uint32_t child) {
    if (frame->position == frame->record->count) {
        mention_surplus(decoder, frame, child);
        frame->child = 0;
        return;
    }
    decode_field(decoder, &frame->record->fields[frame->position++], frame->object, child);
}

static void step_list(struct decoder *decoder, struct frame *frame, uint32_t child) {
    unsigned char *item = frame->object;
    frame->object += frame->record->size;
    push_struct(decoder, frame->record, item, child, NULL);
}

/* Looks at the next child of the innermost frame, or leaves it. */
static void step(struct decoder *decoder) {
    struct frame *frame = &decoder->frames[decoder->depth - 1];
    uint32_t child = frame->child;
    if (child == 0) {
        decoder->depth--;
        if (frame->kind != FRAME_LIST) {
            finish_struct(decoder, frame);
        }
        return;
    }
    frame->child = axvm_toml_next_child(decoder->document, frame->node, child);
    switch (frame->kind) {
    case FRAME_TABLE:
        step_table(decoder, frame, child);
        break;
    case FRAME_ARRAY:
        step_array(decoder, frame, child);
        break;
    case FRAME_LIST:
        step_list(decoder, frame, child);
        break;
    }
}

/* --- the whole document -------------------------------------------------------------------------- */

/* Numbers that fit nowhere are refused wherever upstream converts them: in unknown keys, too. */
static void check_overflows(struct decoder *decoder) {
    const struct axvm_toml_document *document = decoder->document;
    for (uint32_t i = 0; i < document->node_count && decoder->excused != NULL; i++) {
        const struct axvm_toml_node *node = &document->nodes[i];
        bool is_number = node->kind == AXVM_TOML_INTEGER || node->kind == AXVM_TOML_FLOAT;
        if (is_number && node->form & AXVM_TOML_INTEGER_OVERFLOW && !(decoder->excused[i / 8] >> i % 8 & 1)) {
            struct axvm_finding *finding = complain_of_value(decoder, AXVM_CODE_NUMBER_OVERFLOW, i);
            axvm_finding_message(decoder->findings, finding,
                                 node->kind == AXVM_TOML_INTEGER ? "not an integer of at most 128 bits"
                                                                 : "the number is too large for 64-bit floating point");
        }
    }
}

static bool prepare_excuses(struct decoder *decoder) {
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

/*
 * The format before sections: the keys of all of them at top level.
 * @return the first such key; 0 if there is a section, or no such key
 */
static uint32_t find_flat_key(struct decoder *decoder) {
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
        if (first == 0 && axvm_section_with_key(key) != NULL) {
            first = child;
        }
    }
    return first;
}

static void complain_of_flat_format(struct decoder *decoder, uint32_t key) {
    struct axvm_finding *finding = complain(decoder, AXVM_CODE_FLAT_FORMAT, axvm_toml_key_span(decoder->document, key));
    axvm_finding_message(decoder->findings, finding, "this is the old format without sections");
    axvm_finding_label(
        decoder->findings, finding, "belongs to section [%s]",
        axvm_section_with_key(axvm_toml_text(decoder->document, axvm_toml_key_span(decoder->document, key)))->name);
    axvm_finding_remark(decoder->findings, finding, AXVM_REMARK_HELP,
                        "put the keys into the sections [base], [kernel] and [devices]");
}

static enum axvm_status status_of(const struct decoder *decoder) {
    if (decoder->out_of_memory || decoder->findings->out_of_memory) {
        return AXVM_OUT_OF_MEMORY;
    }
    return decoder->invalid || decoder->document->damaged ? AXVM_INVALID : AXVM_OK;
}

enum axvm_status axvm_config_decode(struct axvm_crate_config *config, const struct axvm_toml_document *document,
                                    struct axvm_arena *arena, struct axvm_findings *findings) {
    axvm_config_default(config);
    struct decoder decoder = {.document = document, .arena = arena, .findings = findings};
    if (!prepare_excuses(&decoder)) {
        return AXVM_OUT_OF_MEMORY;
    }
    uint32_t flat_key = find_flat_key(&decoder);
    if (flat_key != 0) {
        complain_of_flat_format(&decoder, flat_key);
        return status_of(&decoder);
    }
    push_struct(&decoder, axvm_schema(), (unsigned char *)config, 0, NULL);
    while (decoder.depth > 0 && !decoder.out_of_memory) {
        step(&decoder);
    }
    check_overflows(&decoder);
    return status_of(&decoder);
}

size_t axvm_config_memory_bound(size_t length, uint32_t finding_limit) {
    /* The document, plus what its densest part decodes to: `[""],` makes a passthrough device of 5 bytes. */
    const size_t decoded_per_byte = (sizeof(struct axvm_passthrough_device_config) + 4) / 5;
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
    return axvm_config_decode(config, &document, arena, findings);
}
