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
#include "base/format.h"
#include "diag/findings.h"
#include "model/record.h"
#include "model/suggest.h"
#include "toml/move.h"
#include "toml/reader.h"
#include "toml/removal.h"

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
    uint32_t unsound;  /* bit i: there is a mistake in the value of fields[i] */
    uint32_t position; /* the field behind the last one decoded; FRAME_ARRAY: the one that `child` is for, if any */
    uint32_t taken;    /* bit i, if `taken_known`: fields[i] stands in the table, or a fix puts it there */
    bool taken_known;
    enum frame_kind kind;
};

/* Configuration, section, list, item: structs nest no deeper. */
#define FRAMES_MAX 4

/* The state of one decoding. */
struct decoder {
    const struct axvm_toml_document *document;
    const struct axvm_toml_node *nodes; /* of the document */
    struct axvm_arena *arena;
    struct axvm_findings *findings;
    enum axvm_profile profile;
    struct frame frames[FRAMES_MAX];
    unsigned depth;
    bool invalid;
    bool out_of_memory;
    unsigned char *excused; /* a bit for each node, where numbers may overflow; NULL: no number does */
};

static const struct axvm_toml_node *node_at(const struct decoder *decoder, uint32_t node) {
    return &decoder->nodes[node];
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

/* The frame of a section, inside the configuration's. */
#define SECTION_FRAME 1

/* The value that is being decoded for a key of a section is not what the text was meant to say. */
static void mark_unsound(struct decoder *decoder) {
    if (decoder->depth > SECTION_FRAME && decoder->frames[SECTION_FRAME].position > 0) {
        struct frame *section = &decoder->frames[SECTION_FRAME];
        section->unsound |= UINT32_C(1) << (section->position - 1);
    }
}

static struct axvm_finding *complain(struct decoder *decoder, enum axvm_code code, struct axvm_span span) {
    decoder->invalid = true;
    mark_unsound(decoder);
    return axvm_findings_add(decoder->findings, code, AXVM_LEVEL_ERROR, span);
}

static struct axvm_finding *complain_of_value(struct decoder *decoder, enum axvm_code code, uint32_t value) {
    excuse(decoder, value);
    return complain(decoder, code, axvm_toml_value_span(decoder->document, value));
}

/* A number between quotes is the common case of a wrong type, and mended by taking them off. */
static void suggest_without_quotes(struct decoder *decoder, struct axvm_finding *finding, uint32_t value) {
    const struct axvm_toml_node *node = node_at(decoder, value);
    struct axvm_slice text = axvm_toml_text(decoder->document, axvm_toml_value_span(decoder->document, value));
    if (!AXVM_HAS_REMARKS || node->kind != AXVM_TOML_STRING || node->form > AXVM_TOML_STRING_LITERAL ||
        text.length < 3) {
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
static struct axvm_finding *complain_of_type(struct decoder *decoder, uint32_t value, const char *name,
                                             const char *expected) {
    struct axvm_finding *finding = complain_of_value(decoder, AXVM_CODE_WRONG_TYPE, value);
    if (name != NULL) {
        axvm_finding_message(decoder->findings, finding, "`%s` takes %s", name, expected);
    } else {
        axvm_finding_message(decoder->findings, finding, "this list holds %s", expected);
    }
    axvm_finding_label(decoder->findings, finding, "this is %s", axvm_toml_describe(node_at(decoder, value)));
    suggest_without_quotes(decoder, finding, value);
    return finding;
}

/* Offers to put a value into brackets of its own. */
static void suggest_brackets(struct decoder *decoder, struct axvm_finding *finding, uint32_t value) {
    struct axvm_span span = axvm_toml_value_span(decoder->document, value);
    struct axvm_slice text = axvm_toml_text(decoder->document, span);
    axvm_finding_remark(decoder->findings, finding, AXVM_REMARK_HELP, "put brackets around it: `[%v]`", text);
    if (!AXVM_HAS_REMARKS || finding == NULL || text.length > AXVM_FORMAT_MAX - 2) {
        return;
    }
    char *wrapped = axvm_arena_take_high(decoder->arena, text.length + 2, 1);
    if (wrapped == NULL) {
        decoder->out_of_memory = true;
        return;
    }
    wrapped[0] = '[';
    axvm_copy(wrapped + 1, text.data, text.length);
    wrapped[text.length + 1] = ']';
    axvm_finding_fix(decoder->findings, finding, span, (struct axvm_slice){wrapped, text.length + 2}, true);
}

/* --- scalars ------------------------------------------------------------------------------------- */

/* Whether a value could not even be read. That has been reported. */
static bool is_broken(struct decoder *decoder, const struct axvm_toml_node *node) {
    if (node->kind != AXVM_TOML_BROKEN) {
        return false;
    }
    mark_unsound(decoder);
    return true;
}

/*
 * What is wrong with a number that toml-rs takes for one until it converts it.
 * @return NULL if it is a number, and only too large
 */
static const char *late_problem_of(const struct decoder *decoder, uint32_t value) {
    struct axvm_slice text = axvm_toml_text(decoder->document, axvm_toml_value_span(decoder->document, value));
    const struct axvm_toml_node *node = node_at(decoder, value);
    if (node->kind != AXVM_TOML_INTEGER || !(node->form & AXVM_TOML_INTEGER_OVERFLOW)) {
        return NULL;
    }
    if ((node->form & AXVM_TOML_FORM_MASK) != AXVM_TOML_INTEGER_DECIMAL) {
        return text.length == 2 ? AXVM_WORDS("no digits follow the prefix") : NULL;
    }
    for (size_t i = 1; i < text.length; i++) { /* a sign may come first */
        if (text.data[i] != '_' && !(axvm_class_of(text.data[i]) & AXVM_CLASS_DIGIT)) {
            return AXVM_WORDS("decimal numbers have no letters; hexadecimal ones begin with `0x`");
        }
    }
    return NULL;
}

/* The value is no integer, or out of range. */
AXVM_RARE static void complain_of_number(struct decoder *decoder, uint32_t value, const char *name) {
    const struct axvm_toml_node *node = node_at(decoder, value);
    if (is_broken(decoder, node)) {
        return;
    }
    if (node->kind != AXVM_TOML_INTEGER) {
        complain_of_type(decoder, value, name, AXVM_WORDS(name == NULL ? "integers" : "an integer"));
        return;
    }
    struct axvm_finding *finding = complain_of_value(decoder, AXVM_CODE_INTEGER_RANGE, value);
    const char *problem = late_problem_of(decoder, value);
    if (problem != NULL) {
        axvm_finding_message(decoder->findings, finding, "this is no whole number");
        axvm_finding_label(decoder->findings, finding, "%s", problem);
        return;
    }
    axvm_finding_message(decoder->findings, finding, "the number is out of range");
    axvm_finding_label(decoder->findings, finding, "%s",
                       node->form & AXVM_TOML_INTEGER_NEGATIVE ? "below zero" : "more than 64 bits");
    axvm_finding_remark(decoder->findings, finding, AXVM_REMARK_HELP, "numbers go from 0 to 18446744073709551615 (%x)",
                        UINT64_MAX);
}

static inline bool decode_u64(struct decoder *decoder, uint32_t value, const char *name, uint64_t *number) {
    const struct axvm_toml_node *node = node_at(decoder, value);
    const unsigned unfit = AXVM_TOML_INTEGER_NEGATIVE | AXVM_TOML_INTEGER_WIDE;
    if (AXVM_UNLIKELY(node->kind != AXVM_TOML_INTEGER || node->form & unfit)) {
        complain_of_number(decoder, value, name);
        return false;
    }
    if (node->form & AXVM_TOML_INTEGER_SHORT) {
        *number = node->link;
    } else if (node->key_length == 0) {
        *number = (uint64_t)node->key_start << 32 | node->link;
    } else {
        *number = axvm_toml_integer(decoder->document, value);
    }
    return true;
}

static bool decode_u16(struct decoder *decoder, uint32_t value, const char *name, uint64_t *number) {
    uint64_t wide;
    if (!decode_u64(decoder, value, name, &wide)) {
        return false;
    }
    if (wide <= UINT16_MAX) {
        *number = wide;
        return true;
    }
    struct axvm_finding *finding = complain_of_value(decoder, AXVM_CODE_INTEGER_RANGE, value);
    axvm_finding_message(decoder->findings, finding, "the number is out of range");
    axvm_finding_label(decoder->findings, finding, "more than 16 bits");
    axvm_finding_remark(decoder->findings, finding, AXVM_REMARK_HELP, "`%s` goes from 0 to 65535 (0xffff)", name);
    return false;
}

static void decode_bool(struct decoder *decoder, uint32_t value, const char *name, bool *flag) {
    const struct axvm_toml_node *node = node_at(decoder, value);
    if (node->kind == AXVM_TOML_BOOLEAN) {
        *flag = node->form == AXVM_TOML_TRUE;
    } else if (!is_broken(decoder, node)) {
        complain_of_type(decoder, value, name, AXVM_WORDS("true or false"));
    }
}

/* The value is no string on a line without escapes. */
static bool decode_other_string(struct decoder *decoder, uint32_t value, const char *name, struct axvm_slice *string) {
    const struct axvm_toml_node *node = node_at(decoder, value);
    if (is_broken(decoder, node)) {
        return false;
    }
    if (node->kind != AXVM_TOML_STRING) {
        complain_of_type(decoder, value, name, AXVM_WORDS(name == NULL ? "strings" : "a string"));
        return false;
    }
    if (axvm_toml_string(decoder->document, value, decoder->arena, string) != AXVM_OK) {
        decoder->out_of_memory = true;
        return false;
    }
    return true;
}

static inline bool decode_string(struct decoder *decoder, uint32_t value, const char *name, struct axvm_slice *string) {
    const struct axvm_toml_node *node = node_at(decoder, value);
    if (AXVM_UNLIKELY(node->kind != AXVM_TOML_STRING || node->form > AXVM_TOML_STRING_LITERAL)) {
        return decode_other_string(decoder, value, name, string);
    }
    *string = (struct axvm_slice){decoder->document->text.data + node->start + 1, node->end - node->start - 2};
    return true;
}

/* --- enums --------------------------------------------------------------------------------------- */

/* Numbers of a list that has large ones are written in hexadecimal, as everybody knows them. */
static void write_choice_number(struct axvm_output *output, const struct axvm_enum *choices, uint64_t number) {
    if (axvm_enum_is_hexadecimal(choices)) {
        axvm_output_hex(output, number);
    } else {
        axvm_output_u64(output, number);
    }
}

/* Writes one choice of a list: "2 (linux)", "linux", or only "2". */
static void write_choice(struct axvm_output *output, const struct axvm_enum *choices,
                         const struct axvm_enum_value *choice, bool by_number, bool with_word) {
    if (by_number) {
        write_choice_number(output, choices, (uint64_t)choice->number);
    }
    if (with_word) {
        axvm_output_string(output, by_number ? " (" : "");
        axvm_output_string(output, choice->word);
        axvm_output_string(output, by_number ? ")" : "");
    }
}

/* The longest list of choices that a remark takes besides its own words. */
#define CHOICES_BYTES_MAX 160

/* Puts the choices of a profile into `list`. @return false if they do not fit */
static bool write_choices(const struct decoder *decoder, const struct axvm_enum *choices, bool by_number,
                          bool with_word, char list[CHOICES_BYTES_MAX]) {
    struct axvm_output output;
    axvm_output_init(&output, list, CHOICES_BYTES_MAX - 1, NULL, NULL);
    for (size_t i = 0; i < choices->count; i++) {
        const struct axvm_enum_value *choice = &choices->values[i];
        if ((i > 0 && choice->number == choices->values[i - 1].number) || choice->since > decoder->profile) {
            continue; /* an alias, or of another profile */
        }
        axvm_output_string(&output, i == 0 ? "" : ", ");
        write_choice(&output, choices, choice, by_number, with_word);
    }
    list[output.used] = '\0';
    return !output.failed;
}

/* Says what there is to choose from: "0 (alloc), 1 (identical), ..." or "no_irq, emu, passthrough". */
static void list_choices(struct decoder *decoder, struct axvm_finding *finding, const struct axvm_enum *choices,
                         bool by_number) {
    char list[CHOICES_BYTES_MAX];
    if (!AXVM_HAS_REMARKS || finding == NULL) {
        return;
    }
    if (write_choices(decoder, choices, by_number, true, list)) {
        axvm_finding_remark(decoder->findings, finding, AXVM_REMARK_HELP, "the choice is %s", list);
    } else {
        write_choices(decoder, choices, by_number, false, list);
        axvm_finding_remark(decoder->findings, finding, AXVM_REMARK_HELP,
                            "the choice is %s: `axvmconfig explain AX0105` says what they are", list);
    }
}

/* The number may be right in a later profile. */
static void mention_other_profile(struct decoder *decoder, struct axvm_finding *finding, const struct axvm_enum *values,
                                  uint64_t number) {
    const enum axvm_profile last = (enum axvm_profile)(AXVM_PROFILE_COUNT - 1);
    const struct axvm_enum_value *choice = AXVM_HAS_REMARKS ? axvm_enum_find_number(values, last, number) : NULL;
    if (choice != NULL) {
        axvm_finding_remark(decoder->findings, finding, AXVM_REMARK_NOTE, "%x is \"%s\" in profile %s", number,
                            choice->word, axvm_profile_name(choice->since));
    }
}

/* A word was given for a number that stands for it. */
AXVM_RARE static void complain_of_word(struct decoder *decoder, uint32_t value, const struct axvm_field *field) {
    struct axvm_finding *finding = complain_of_type(decoder, value, field->name, AXVM_WORDS("an integer"));
    struct axvm_slice word;
    if (!AXVM_HAS_REMARKS || finding == NULL || finding->fix_count > 0) {
        return;
    }
    if (axvm_toml_string(decoder->document, value, decoder->arena, &word) != AXVM_OK) {
        decoder->out_of_memory = true;
        return;
    }
    const struct axvm_enum_value *choice = axvm_enum_find_word(field->values, decoder->profile, word);
    const char *near = choice != NULL ? NULL : axvm_suggest_word(field->values, decoder->profile, word);
    bool is_sure = choice != NULL;
    if (near != NULL) {
        choice = axvm_enum_find_word(field->values, decoder->profile, axvm_slice_of(near));
    }
    if (choice == NULL) {
        list_choices(decoder, finding, field->values, true);
        return;
    }
    struct axvm_slice number =
        axvm_format(decoder->arena, axvm_enum_is_hexadecimal(field->values) ? "%x" : "%u", (uint64_t)choice->number);
    if (number.data == NULL) {
        decoder->out_of_memory = true;
        return;
    }
    axvm_finding_remark(decoder->findings, finding, AXVM_REMARK_HELP,
                        is_sure ? "write the number: %v is \"%s\"" : "did you mean %v (%s)?", number, choice->word);
    axvm_finding_fix(decoder->findings, finding, axvm_toml_value_span(decoder->document, value), number, !is_sure);
}

/* serde_repr: an u8 from a list. */
static bool decode_enum_number(struct decoder *decoder, uint32_t value, const struct axvm_field *field, int *number) {
    uint64_t wide;
    if (node_at(decoder, value)->kind == AXVM_TOML_INTEGER && node_at(decoder, value)->form & AXVM_TOML_INTEGER_SHORT &&
        !(node_at(decoder, value)->form & AXVM_TOML_INTEGER_NEGATIVE)) {
        wide = node_at(decoder, value)->link;
        const struct axvm_enum_value *choice = axvm_enum_find_number(field->values, decoder->profile, wide);
        if (choice != NULL) {
            *number = choice->number;
            return true;
        }
    } else if (node_at(decoder, value)->kind == AXVM_TOML_STRING) {
        complain_of_word(decoder, value, field);
        return false;
    } else if (!decode_u64(decoder, value, field->name, &wide)) {
        return false;
    }
    struct axvm_finding *finding = complain_of_value(decoder, AXVM_CODE_VALUE_UNKNOWN, value);
    axvm_finding_message(decoder->findings, finding,
                         axvm_enum_is_hexadecimal(field->values) ? "%x is no `%s`" : "%u is no `%s`", wide,
                         field->name);
    mention_other_profile(decoder, finding, field->values, wide);
    list_choices(decoder, finding, field->values, true);
    return false;
}

/* The word that an alias stands for. */
static const char *main_word_of(const struct decoder *decoder, const struct axvm_enum *values, const char *word) {
    const struct axvm_enum_value *value = axvm_enum_find_word(values, decoder->profile, axvm_slice_of(word));
    return axvm_enum_row(values, (uint64_t)value->number)->word;
}

/* Puts a word, in quotes, in the place of another one. */
static void suggest_word(struct decoder *decoder, struct axvm_finding *finding, struct axvm_span span,
                         const char *meant) {
    if (!AXVM_HAS_REMARKS || finding == NULL) {
        return;
    }
    struct axvm_slice replacement = axvm_format(decoder->arena, "\"%s\"", meant);
    if (replacement.data == NULL) {
        decoder->out_of_memory = true;
        return;
    }
    axvm_finding_fix(decoder->findings, finding, span, replacement, false);
}

/* Upstream writes the main word, whatever it read; and it is the one that people know. */
static void mention_alias(struct decoder *decoder, const struct axvm_enum_value *choice, struct axvm_span span,
                          const struct axvm_field *field) {
    const char *meant = main_word_of(decoder, field->values, choice->word);
    if (meant == choice->word) {
        return;
    }
    struct axvm_finding *finding = axvm_findings_add(decoder->findings, AXVM_CODE_ALIAS, AXVM_LEVEL_NOTE, span);
    axvm_finding_message(decoder->findings, finding, "`%s` is an alias of `%s`", choice->word, meant);
    axvm_finding_remark(decoder->findings, finding, AXVM_REMARK_HELP, "write \"%s\"", meant);
    suggest_word(decoder, finding, span, meant);
}

static bool find_word(struct decoder *decoder, struct axvm_slice word, struct axvm_span span,
                      const struct axvm_field *field, int *number) {
    const struct axvm_enum_value *choice = axvm_enum_find_word(field->values, decoder->profile, word);
    if (choice != NULL) {
        *number = choice->number;
        mention_alias(decoder, choice, span, field);
        return true;
    }
    const char *near = AXVM_HAS_REMARKS ? axvm_suggest_word(field->values, decoder->profile, word) : NULL;
    const char *meant = near == NULL ? NULL : main_word_of(decoder, field->values, near);
    struct axvm_finding *finding = complain(decoder, AXVM_CODE_VALUE_UNKNOWN, span);
    axvm_finding_message(decoder->findings, finding, "%q is no `%s`", word, field->name);
    if (meant != NULL) {
        axvm_finding_remark(decoder->findings, finding, AXVM_REMARK_HELP, "did you mean \"%s\"?", meant);
        suggest_word(decoder, finding, span, meant);
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

/* Whether a value is an array. What is not is reported. */
static bool is_list(struct decoder *decoder, uint32_t value, const char *name) {
    const struct axvm_toml_node *node = node_at(decoder, value);
    if (node->kind != AXVM_TOML_ARRAY && !is_broken(decoder, node)) {
        complain_of_type(decoder, value, name, AXVM_WORDS(name == NULL ? "arrays" : "an array"));
    }
    if (is_incomplete(node)) {
        mark_unsound(decoder);
    }
    return node->kind == AXVM_TOML_ARRAY;
}

/* Room for the items of a list. @return NULL if the arena is full */
static void *take_items(struct decoder *decoder, size_t count, size_t size) {
    void *items = axvm_arena_take_low(decoder->arena, count * size, _Alignof(uint64_t));
    decoder->out_of_memory = decoder->out_of_memory || items == NULL;
    return items;
}

/* Room for the elements of an array. @return NULL if the value is no array, or the arena is full */
static void *take_list(struct decoder *decoder, uint32_t value, const char *name, size_t size, size_t *count) {
    if (!is_list(decoder, value, name)) {
        return NULL;
    }
    *count = axvm_toml_child_count(decoder->document, value);
    return take_items(decoder, *count, size);
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
        *items = 0;
        decode_u64(decoder, child, NULL, items++);
    }
}

static void decode_string_list(struct decoder *decoder, uint32_t value, const char *name,
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

/* A string in a list of lists, which `name` is. */
AXVM_RARE static void complain_of_bare_string(struct decoder *decoder, uint32_t value, const char *name) {
    struct axvm_finding *finding = complain_of_value(decoder, AXVM_CODE_WRONG_TYPE, value);
    axvm_finding_message(decoder->findings, finding, "`%s` is a list of arrays of strings", name);
    axvm_finding_label(decoder->findings, finding, "this is a string");
    suggest_brackets(decoder, finding, value);
}

/* One element of the list of lists that `name` is. */
static void decode_inner_string_list(struct decoder *decoder, uint32_t value, const char *name,
                                     struct axvm_string_list *list) {
    if (AXVM_UNLIKELY(node_at(decoder, value)->kind == AXVM_TOML_STRING)) {
        *list = (struct axvm_string_list){NULL, 0};
        complain_of_bare_string(decoder, value, name);
        return;
    }
    decode_string_list(decoder, value, NULL, list);
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
        decode_inner_string_list(decoder, child, name, items++);
    }
}

/* --- structs ------------------------------------------------------------------------------------- */

/* Whether a struct can be decoded from it: a table, an array, or a date-time, which is a map with no known key. */
static bool can_be_struct(const struct axvm_toml_node *node) {
    return node->kind == AXVM_TOML_TABLE || node->kind == AXVM_TOML_ARRAY || node->kind == AXVM_TOML_DATETIME;
}

/*
 * A section with the header of an array of tables, `[[base]]`. Its elements are no values of a section's first keys,
 * so that it is no section in the form of an array either.
 */
AXVM_RARE static void complain_of_doubled_header(struct decoder *decoder, uint32_t value, const char *name) {
    struct axvm_finding *finding = complain_of_value(decoder, AXVM_CODE_WRONG_TYPE, value);
    axvm_finding_message(decoder->findings, finding, "`%s` takes a table", name);
    axvm_finding_label(decoder->findings, finding, "two pairs of brackets make a list");
    axvm_finding_remark(decoder->findings, finding, AXVM_REMARK_HELP, "write `[%s]`", name);
}

static bool is_array_of_tables(const struct axvm_toml_node *node) {
    return node->kind == AXVM_TOML_ARRAY && (node->form & AXVM_TOML_FORM_MASK) == AXVM_TOML_ARRAY_OF_TABLES;
}

/* Starts on the struct `object` from `value`. What cannot be one is reported: only sections come unchecked. */
static void push_struct(struct decoder *decoder, const struct axvm_record *record, unsigned char *object,
                        uint32_t value, const char *name) {
    const struct axvm_toml_node *node = node_at(decoder, value);
    bool is_container = node->kind == AXVM_TOML_TABLE || node->kind == AXVM_TOML_ARRAY;
    if (AXVM_UNLIKELY(!can_be_struct(node))) {
        if (!is_broken(decoder, node)) {
            complain_of_type(decoder, value, name, AXVM_WORDS("a table or an array"));
        }
        return;
    }
    if (AXVM_UNLIKELY(is_array_of_tables(node))) {
        complain_of_doubled_header(decoder, value, name);
        return;
    }
    if (record->node_offset != SIZE_MAX) {
        axvm_copy(object + record->node_offset, &value, sizeof value);
    }
    struct frame *frame = &decoder->frames[decoder->depth++];
    frame->record = record;
    frame->object = object;
    frame->node = value;
    frame->child = is_container && node->link != 0 ? node_at(decoder, node->link)->next : 0;
    frame->seen = 0;
    frame->unsound = 0;
    frame->position = 0;
    frame->taken_known = false;
    frame->kind = node->kind == AXVM_TOML_ARRAY ? FRAME_ARRAY : FRAME_TABLE;
}

static size_t count_structs(const struct decoder *decoder, uint32_t array) {
    size_t count = 0;
    for (uint32_t child = axvm_toml_first_child(decoder->document, array); child != 0;
         child = axvm_toml_next_child(decoder->document, array, child)) {
        count += can_be_struct(node_at(decoder, child));
    }
    return count;
}

/* Whether a value looks like one that a field takes; what is in arrays and tables is not looked at. */
static bool looks_fit(const struct decoder *decoder, const struct axvm_field *field, uint32_t value) {
    const struct axvm_toml_node *node = node_at(decoder, value);
    switch (field->kind) {
    case AXVM_FIELD_STRUCT:
        return node->kind == AXVM_TOML_TABLE || node->kind == AXVM_TOML_ARRAY;
    case AXVM_FIELD_U64:
    case AXVM_FIELD_U16:
    case AXVM_FIELD_OPTIONAL_U64:
        return node->kind == AXVM_TOML_INTEGER && !(node->form & (AXVM_TOML_INTEGER_NEGATIVE | AXVM_TOML_INTEGER_WIDE));
    case AXVM_FIELD_ENUM_NUMBER:
        return node->kind == AXVM_TOML_INTEGER &&
               (node->form & (AXVM_TOML_INTEGER_SHORT | AXVM_TOML_INTEGER_NEGATIVE)) == AXVM_TOML_INTEGER_SHORT &&
               axvm_enum_find_number(field->values, decoder->profile, node->link) != NULL;
    case AXVM_FIELD_STRING:
    case AXVM_FIELD_OPTIONAL_STRING:
        return node->kind == AXVM_TOML_STRING;
    case AXVM_FIELD_BOOL:
        return node->kind == AXVM_TOML_BOOLEAN;
    case AXVM_FIELD_ENUM_WORD:
    case AXVM_FIELD_OPTIONAL_ENUM_WORD: {
        bool is_plain = node->kind == AXVM_TOML_STRING && node->form <= AXVM_TOML_STRING_LITERAL;
        struct axvm_span content = {node->start + 1, node->end - 1};
        return is_plain &&
               axvm_enum_find_word(field->values, decoder->profile, axvm_toml_text(decoder->document, content)) != NULL;
    }
    default:
        return node->kind == AXVM_TOML_ARRAY;
    }
}

/* Whether the elements of `array`, or `array` alone if it is none, are one struct in the form of an array. */
static bool is_one_item(const struct decoder *decoder, const struct axvm_record *record, uint32_t value) {
    bool is_array = node_at(decoder, value)->kind == AXVM_TOML_ARRAY;
    uint32_t element = is_array ? axvm_toml_first_child(decoder->document, value) : value;
    size_t i = 0;
    for (; (i = axvm_record_field_from(record, i, decoder->profile)) < record->count; i++) {
        if (element == 0 && record->fields[i].presence != AXVM_DEFAULTED) {
            return false;
        }
        if (element != 0 && !looks_fit(decoder, &record->fields[i], element)) {
            return false;
        }
        element = element == 0 || !is_array ? 0 : axvm_toml_next_child(decoder->document, value, element);
    }
    return element == 0;
}

/* Whether the elements of an array are neither tables nor arrays, and not all of them are strings. */
static bool is_flat(const struct decoder *decoder, uint32_t array) {
    bool only_strings = true;
    for (uint32_t child = axvm_toml_first_child(decoder->document, array); child != 0;
         child = axvm_toml_next_child(decoder->document, array, child)) {
        if (can_be_struct(node_at(decoder, child)) || node_at(decoder, child)->kind == AXVM_TOML_BROKEN) {
            return false;
        }
        only_strings = only_strings && node_at(decoder, child)->kind == AXVM_TOML_STRING;
    }
    return !only_strings;
}

/* A list of structs that has no brackets around its items. @return whether it is one, and has been reported */
AXVM_RARE static bool complain_of_flat_list(struct decoder *decoder, const struct axvm_field *field, uint32_t array) {
    bool is_one =
        AXVM_HAS_REMARKS && !is_incomplete(node_at(decoder, array)) && is_one_item(decoder, field->element, array);
    if (!is_one && !is_flat(decoder, array)) {
        return false;
    }
    struct axvm_finding *finding = complain_of_value(decoder, AXVM_CODE_WRONG_TYPE, array);
    axvm_finding_message(decoder->findings, finding, "`%s` is a list of tables or arrays", field->name);
    if (is_one) {
        axvm_finding_label(decoder->findings, finding, "these are the elements of one %s", field->element->title);
        suggest_brackets(decoder, finding, array);
    } else {
        axvm_finding_label(decoder->findings, finding, "this is one level of brackets");
        axvm_finding_remark(decoder->findings, finding, AXVM_REMARK_HELP,
                            "put brackets around the elements of each %s: `[[...], [...]]`", field->element->title);
    }
    return true;
}

/* A list of structs that is no list, or an item of one that is no struct. `value` is not broken. */
AXVM_RARE static void complain_of_item(struct decoder *decoder, const struct axvm_field *field, uint32_t value) {
    struct axvm_finding *finding = complain_of_value(decoder, AXVM_CODE_WRONG_TYPE, value);
    axvm_finding_message(decoder->findings, finding, "`%s` is a list of tables or arrays", field->name);
    axvm_finding_label(decoder->findings, finding, "this is %s", axvm_toml_describe(node_at(decoder, value)));
    if (!AXVM_HAS_REMARKS) {
        return;
    }
    unsigned form = node_at(decoder, value)->form & AXVM_TOML_FORM_MASK;
    bool is_whole = form == AXVM_TOML_TABLE_INLINE || form == AXVM_TOML_TABLE_HEADER;
    bool is_table = node_at(decoder, value)->kind == AXVM_TOML_TABLE && !is_incomplete(node_at(decoder, value));
    if ((is_table && is_whole) || is_one_item(decoder, field->element, value)) {
        suggest_brackets(decoder, finding, value);
    }
}

static void push_list(struct decoder *decoder, const struct axvm_field *field, unsigned char *object, uint32_t value) {
    const struct axvm_toml_node *node = node_at(decoder, value);
    if (AXVM_UNLIKELY(node->kind == AXVM_TOML_TABLE)) {
        complain_of_item(decoder, field, value);
        return;
    }
    if (!is_list(decoder, value, field->name)) {
        return;
    }
    uint32_t first = axvm_toml_first_child(decoder->document, value);
    if (AXVM_UNLIKELY(first != 0 && !can_be_struct(node_at(decoder, first))) &&
        complain_of_flat_list(decoder, field, value)) {
        return;
    }
    size_t count = count_structs(decoder, value);
    void *items = take_items(decoder, count, field->element->size);
    if (items == NULL) {
        return;
    }
    axvm_copy(object + field->offset, &items, sizeof items);
    axvm_copy(object + field->count_offset, &count, sizeof count);
    decoder->frames[decoder->depth++] = (struct frame){
        .record = field->element,
        .object = items,
        .node = value,
        .child = first,
        .kind = FRAME_LIST,
    };
}

/* Some numbers have a meaning for each value, but others are taken as well. Of these, there is only `vm_type`. */
AXVM_RARE static void mention_unknown_number(struct decoder *decoder, uint32_t value, const struct axvm_field *field,
                                             uint64_t number) {
    struct axvm_finding *finding = axvm_findings_add(decoder->findings, AXVM_CODE_VM_TYPE_UNKNOWN, AXVM_LEVEL_WARNING,
                                                     axvm_toml_value_span(decoder->document, value));
    const struct axvm_enum_value *taken = axvm_enum_row(field->values, axvm_vm_type_from(number, NULL));
    axvm_finding_message(decoder->findings, finding, "%u is no known `%s`", number, field->name);
    axvm_finding_label(decoder->findings, finding, "taken for %u (%s)", (uint64_t)taken->number, taken->word);
    list_choices(decoder, finding, field->values, true);
}

static void decode_known_number(struct decoder *decoder, uint32_t value, const struct axvm_field *field,
                                uint64_t *number) {
    if (AXVM_UNLIKELY(node_at(decoder, value)->kind == AXVM_TOML_STRING && field->values != NULL)) {
        complain_of_word(decoder, value, field);
    } else if (decode_u64(decoder, value, field->name, number) && field->values != NULL &&
               axvm_enum_find_number(field->values, decoder->profile, *number) == NULL) {
        mention_unknown_number(decoder, value, field, *number);
    }
}

static void decode_other_field(struct decoder *decoder, const struct axvm_field *field, unsigned char *object,
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
static inline void decode_field(struct decoder *decoder, const struct axvm_field *field, unsigned char *object,
                                uint32_t value) {
    if (field->kind == AXVM_FIELD_U64 && field->values == NULL) {
        decode_u64(decoder, value, field->name, (void *)(object + field->offset));
    } else if (field->kind == AXVM_FIELD_STRING) {
        decode_string(decoder, value, field->name, (void *)(object + field->offset));
    } else {
        decode_other_field(decoder, field, object, value);
    }
}

/* --- keys that are missing, surplus or unknown ---------------------------------------------------- */

static bool is_section_of(const struct axvm_record *root, const struct axvm_record *record) {
    bool is_section = record == root;
    for (size_t i = 0; i < root->count; i++) {
        is_section = is_section || root->fields[i].element == record;
    }
    return is_section;
}

/* "section [base]" is the only one of its kind; of memory regions it is "this memory region". */
static const char *article(const struct axvm_record *record) {
    return is_section_of(axvm_schema(), record) || is_section_of(axvm_scenario_schema(), record) ? "" : "this ";
}

/* How many keys of a table are looked at for a misspelling; sections have fewer than that. */
#define MISSPELLINGS_SOUGHT 64

/* A key of this table that looks like `field` misspelled. 0: none */
static uint32_t misspelling_of(struct decoder *decoder, const struct frame *frame, const struct axvm_field *field) {
    const struct axvm_toml_document *document = decoder->document;
    uint32_t child = axvm_toml_first_child(document, frame->node);
    for (unsigned i = 0; child != 0 && i < MISSPELLINGS_SOUGHT; i++) {
        struct axvm_slice key = axvm_toml_text(document, axvm_toml_key_span(document, child));
        if (axvm_field_named(frame->record, key) == NULL &&
            axvm_suggest_key(frame->record, decoder->profile, key) == field->name) {
            return child;
        }
        child = axvm_toml_next_child(document, frame->node, child);
    }
    return 0;
}

/* Where the text ends but for blanks and line ends. */
static struct axvm_span end_of_content(const struct decoder *decoder) {
    struct axvm_slice text = decoder->document->text;
    size_t end = text.length;
    while (end > 0 && (axvm_class_of(text.data[end - 1]) & AXVM_CLASS_BLANK || text.data[end - 1] == '\n' ||
                       text.data[end - 1] == '\r')) {
        end--;
    }
    return (struct axvm_span){(uint32_t)end, (uint32_t)end};
}

/* Names the keys that a section cannot do without. */
static void list_required_keys(struct decoder *decoder, struct axvm_finding *finding,
                               const struct axvm_field *section) {
    char list[CHOICES_BYTES_MAX];
    struct axvm_output output;
    if (!AXVM_HAS_REMARKS || finding == NULL) {
        return;
    }
    axvm_output_init(&output, list, sizeof list - 1, NULL, NULL);
    for (size_t i = 0; i < section->element->count; i++) {
        const struct axvm_field *field = &section->element->fields[i];
        if (field->presence == AXVM_REQUIRED && field->since <= decoder->profile) {
            axvm_output_string(&output, output.used == 0 ? "`" : ", `");
            axvm_output_string(&output, field->name);
            axvm_output_string(&output, "`");
        }
    }
    list[output.used] = '\0';
    axvm_finding_remark(decoder->findings, finding, AXVM_REMARK_HELP, "add the header `[%s]` and below it the keys %s",
                        section->name, list);
}

static void complain_of_missing_section(struct decoder *decoder, const struct frame *frame,
                                        const struct axvm_field *section) {
    uint32_t misspelling = AXVM_HAS_REMARKS ? misspelling_of(decoder, frame, section) : 0;
    struct axvm_span span =
        misspelling != 0 ? axvm_toml_key_span(decoder->document, misspelling) : end_of_content(decoder);
    struct axvm_finding *finding = complain(decoder, AXVM_CODE_MISSING_SECTION, span);
    axvm_finding_message(decoder->findings, finding, "section [%s] is missing", section->name);
    if (misspelling != 0) {
        axvm_finding_label(decoder->findings, finding, "misspelled here?");
    } else {
        axvm_finding_label(decoder->findings, finding, "nothing more follows");
        list_required_keys(decoder, finding, section);
    }
}

/* Where a key of a section stands outside of it: in another section, or before all of them. 0: nowhere */
static uint32_t misplaced(const struct decoder *decoder, const struct axvm_field *field) {
    const struct axvm_toml_document *document = decoder->document;
    const struct axvm_record *root = decoder->frames[0].record;
    uint32_t found = axvm_toml_find(document, 0, axvm_slice_of(field->name));
    for (size_t i = 0; i < root->count && found == 0; i++) {
        uint32_t section = axvm_toml_find(document, 0, axvm_slice_of(root->fields[i].name));
        bool is_table = section != 0 && node_at(decoder, section)->kind == AXVM_TOML_TABLE;
        found = is_table ? axvm_toml_find(document, section, axvm_slice_of(field->name)) : 0;
    }
    return found;
}

/* Marks the place where a missing key may be after all. @return whether there is one */
static bool point_at_stray_key(struct decoder *decoder, struct axvm_finding *finding, const struct frame *frame,
                               const struct axvm_field *field) {
    if (!AXVM_HAS_REMARKS || finding == NULL) {
        return false;
    }
    uint32_t misspelling = misspelling_of(decoder, frame, field);
    bool in_section = frame == &decoder->frames[SECTION_FRAME];
    uint32_t stray = misspelling != 0 ? misspelling : in_section ? misplaced(decoder, field) : 0;
    if (stray != 0) {
        axvm_finding_secondary(decoder->findings, finding, axvm_toml_key_span(decoder->document, stray),
                               misspelling != 0 ? "misspelled here?" : "it stands here");
    }
    return stray != 0;
}

static void complain_of_missing_key(struct decoder *decoder, const struct frame *frame,
                                    const struct axvm_field *field) {
    if (field->kind == AXVM_FIELD_STRUCT) {
        complain_of_missing_section(decoder, frame, field);
        return;
    }
    struct axvm_span span = axvm_toml_value_span(decoder->document, frame->node);
    struct axvm_finding *finding = complain(decoder, AXVM_CODE_MISSING_KEY, span);
    axvm_finding_message(decoder->findings, finding, "key `%s` is missing in %s%s", field->name, article(frame->record),
                         frame->record->title);
    if (!point_at_stray_key(decoder, finding, frame, field)) {
        axvm_finding_remark(decoder->findings, finding, AXVM_REMARK_NOTE, "`%s`: %s", field->name,
                            field->texts->description);
    }
}

/* `given` elements are there; `missing` is the field of the next one. */
static void complain_of_length(struct decoder *decoder, const struct frame *frame, const struct axvm_field *missing) {
    const struct axvm_record *record = frame->record;
    uint64_t given = 0;
    for (const struct axvm_field *field = record->fields; field < missing; field++) {
        given += field->since <= decoder->profile;
    }
    struct axvm_finding *finding = complain_of_value(decoder, AXVM_CODE_TOO_FEW_ELEMENTS, frame->node);
    axvm_finding_message(decoder->findings, finding, "%s%s has %u of %u elements", article(record), record->title,
                         given, (uint64_t)axvm_record_count(record, decoder->profile));
    axvm_finding_label(decoder->findings, finding, "`%s` is missing", missing->name);
    axvm_finding_remark(decoder->findings, finding, AXVM_REMARK_NOTE, "`%s`: %s", missing->name,
                        missing->texts->description);
}

/* Whether `field` is in the struct although nothing is known of it: what held it could not be read. */
static bool may_be_lost(const struct decoder *decoder, const struct frame *frame) {
    return is_incomplete(node_at(decoder, frame->node));
}

/* Tells those who look at the keys of a section later which of them they may rely on. */
static void record_keys(struct decoder *decoder, const struct frame *frame) {
    if (frame->record->keys_offset == SIZE_MAX) {
        return;
    }
    struct axvm_keys keys = {.present = frame->seen, .sound = frame->seen & ~frame->unsound};
    for (size_t i = 0; i < frame->record->count; i++) {
        if (frame->record->fields[i].presence != AXVM_REQUIRED && !may_be_lost(decoder, frame)) {
            keys.sound |= ~keys.present & ~frame->unsound & UINT32_C(1) << i;
        }
    }
    axvm_copy(frame->object + frame->record->keys_offset, &keys, sizeof keys);
}

/* After the last child: is anything missing that may not be? */
static void finish_struct(struct decoder *decoder, const struct frame *frame) {
    record_keys(decoder, frame);
    if ((frame->kind == FRAME_ARRAY && frame->position >= frame->record->count)) {
        return;
    }
    if (may_be_lost(decoder, frame)) {
        mark_unsound(decoder);
        return;
    }
    for (size_t i = 0; (i = axvm_record_field_from(frame->record, i, decoder->profile)) < frame->record->count; i++) {
        const struct axvm_field *field = &frame->record->fields[i];
        if (frame->kind == FRAME_ARRAY && i >= frame->position && field->presence != AXVM_DEFAULTED) {
            complain_of_length(decoder, frame, field);
            return;
        }
        if (frame->kind == FRAME_TABLE && !(frame->seen >> i & 1) && field->presence == AXVM_REQUIRED) {
            complain_of_missing_key(decoder, frame, field);
        }
    }
}

/* The element at `first` and all behind it have no meaning. */
AXVM_RARE static void mention_surplus(struct decoder *decoder, const struct frame *frame, uint32_t first) {
    uint32_t last = node_at(decoder, frame->node)->link;
    struct axvm_span span = {node_at(decoder, first)->start, node_at(decoder, last)->end};
    for (uint32_t child = first; child != 0; child = axvm_toml_next_child(decoder->document, frame->node, child)) {
        excuse(decoder, child);
    }
    struct axvm_finding *finding =
        axvm_findings_add(decoder->findings, AXVM_CODE_SURPLUS_ELEMENTS, AXVM_LEVEL_WARNING, span);
    axvm_finding_message(decoder->findings, finding, "%s%s has more than %u elements", article(frame->record),
                         frame->record->title, (uint64_t)axvm_record_count(frame->record, decoder->profile));
    axvm_finding_label(decoder->findings, finding, "ignored");
    if (!AXVM_HAS_REMARKS) {
        return;
    }
    struct axvm_span surplus =
        axvm_toml_removal_span(decoder->document, frame->node, axvm_record_count(frame->record, decoder->profile));
    if (surplus.start < surplus.end) {
        axvm_finding_fix(decoder->findings, finding, surplus, axvm_slice_of(""), true);
    }
}

/* The fields of a table that are taken, as far as its keys tell: see struct frame. */
static uint32_t taken_fields(const struct decoder *decoder, const struct frame *frame) {
    uint32_t taken = 0;
    for (uint32_t child = axvm_toml_first_child(decoder->document, frame->node); child != 0;
         child = axvm_toml_next_child(decoder->document, frame->node, child)) {
        for (size_t i = 0; i < frame->record->count; i++) {
            struct axvm_slice name = axvm_slice_of(frame->record->fields[i].name);
            taken |= axvm_toml_key_is(decoder->document, child, name) ? UINT32_C(1) << i : 0;
        }
    }
    return taken;
}

/* Whether a table has a header that names a table in it, as `[a.b]` does for `a`. */
static bool has_header_below(const struct axvm_toml_document *document, uint32_t table) {
    for (uint32_t child = axvm_toml_first_child(document, table); child != 0;
         child = axvm_toml_next_child(document, table, child)) {
        unsigned form = document->nodes[child].form & AXVM_TOML_FORM_MASK;
        bool is_inline = document->nodes[child].kind == AXVM_TOML_TABLE
                             ? form == AXVM_TOML_TABLE_INLINE || form == AXVM_TOML_TABLE_DOTTED
                             : document->nodes[child].kind != AXVM_TOML_ARRAY || form == AXVM_TOML_ARRAY_INLINE;
        if (!is_inline) {
            return true;
        }
    }
    return false;
}

/* Whether a key stands in one place only, so that one edit renames it. */
static bool stands_once(const struct axvm_toml_document *document, uint32_t child) {
    const struct axvm_toml_node *node = &document->nodes[child];
    unsigned form = node->form & AXVM_TOML_FORM_MASK;
    if (node->kind == AXVM_TOML_TABLE) {
        return form == AXVM_TOML_TABLE_INLINE ||
               (form == AXVM_TOML_TABLE_HEADER && node->start < node->key_start && !has_header_below(document, child));
    }
    return node->kind != AXVM_TOML_ARRAY || form == AXVM_TOML_ARRAY_INLINE;
}

/* Renames a key, unless that would make a second one of its new name. */
static void suggest_key(struct decoder *decoder, struct axvm_finding *finding, struct frame *frame, uint32_t child,
                        const char *meant) {
    axvm_finding_remark(decoder->findings, finding, AXVM_REMARK_HELP, "did you mean `%s`?", meant);
    if (!frame->taken_known) {
        frame->taken = taken_fields(decoder, frame);
        frame->taken_known = true;
    }
    const struct axvm_field *field = axvm_field_named(frame->record, axvm_slice_of(meant));
    uint32_t bit = UINT32_C(1) << (field - frame->record->fields);
    if (frame->taken & bit) {
        return;
    }
    frame->taken |= bit;
    frame->unsound |= bit; /* it is not left out: what it was to be stands under the wrong name */
    bool safe = looks_fit(decoder, field, child) && stands_once(decoder->document, child) &&
                !is_incomplete(node_at(decoder, frame->node));
    axvm_finding_fix(decoder->findings, finding, axvm_toml_key_span(decoder->document, child), axvm_slice_of(meant),
                     !safe);
}

/* Moves a key to the section that it belongs to, unless that has one of its name. */
static void suggest_section(struct decoder *decoder, struct axvm_finding *finding, uint32_t child,
                            struct axvm_slice key, const struct axvm_field *section) {
    const struct axvm_toml_document *document = decoder->document;
    uint32_t table = axvm_toml_find(document, 0, axvm_slice_of(section->name));
    struct axvm_toml_move move;
    axvm_finding_remark(decoder->findings, finding, AXVM_REMARK_HELP, "`%v` belongs to section [%s]", key,
                        section->name);
    if (table != 0 && axvm_toml_find(document, table, key) == 0 && axvm_toml_find_move(document, child, table, &move)) {
        const struct axvm_field *field = axvm_field_named(section->element, key);
        bool safe = looks_fit(decoder, field, child) && !is_incomplete(node_at(decoder, table));
        axvm_finding_move(decoder->findings, finding, move.lines, move.target, !safe);
    }
}

/* Whether a key of another section stands here because the header of that one could not be read. */
static bool follows_lost_header(const struct decoder *decoder, const struct frame *frame, struct axvm_slice key) {
    if (frame != &decoder->frames[SECTION_FRAME] || !is_incomplete(node_at(decoder, 0))) {
        return false;
    }
    const struct axvm_field *section = axvm_section_with_key(key, decoder->profile);
    uint32_t child = section == NULL ? 0 : axvm_toml_first_child(decoder->document, 0);
    while (child != 0 && !axvm_toml_key_is(decoder->document, child, axvm_slice_of(section->name))) {
        child = axvm_toml_next_child(decoder->document, 0, child);
    }
    return section != NULL && child == 0;
}

AXVM_RARE static void mention_unknown_key(struct decoder *decoder, struct frame *frame, uint32_t child,
                                          struct axvm_slice key) {
    struct axvm_span span = axvm_toml_key_span(decoder->document, child);
    if (node_at(decoder, child)->kind == AXVM_TOML_BROKEN && node_at(decoder, child)->form == AXVM_TOML_BROKEN_KEY) {
        return; /* it has been complained of, and may be no key at all */
    }
    if (follows_lost_header(decoder, frame, key)) {
        return;
    }
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
    if (!AXVM_HAS_REMARKS) {
        return;
    }
    const struct axvm_field *later = axvm_field_named(frame->record, key);
    const char *meant = axvm_suggest_key(frame->record, decoder->profile, key);
    const struct axvm_field *section = axvm_section_with_key(key, decoder->profile);
    if (later != NULL) {
        axvm_finding_remark(decoder->findings, finding, AXVM_REMARK_NOTE, "`%s` is a key of profile %s: %s",
                            later->name, axvm_profile_name(later->since), later->texts->description);
    } else if (meant != NULL) {
        suggest_key(decoder, finding, frame, child, meant);
    } else if (section != NULL) {
        suggest_section(decoder, finding, child, key, section);
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

static bool key_of(struct decoder *decoder, uint32_t child, struct axvm_slice *key) {
    const struct axvm_toml_node *node = node_at(decoder, child);
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

static void decode_key(struct decoder *decoder, struct frame *frame, uint32_t child) {
    struct axvm_slice key;
    if (!key_of(decoder, child, &key)) {
        return;
    }
    const struct axvm_field *field = field_of_key(frame->record, key, frame->position);
    if (AXVM_UNLIKELY(field == NULL || field->since > decoder->profile)) {
        mention_unknown_key(decoder, frame, child, key);
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
static uint32_t decode_elements(struct decoder *decoder, struct frame *frame, uint32_t child) {
    const struct axvm_record *record = frame->record;
    unsigned char *object = frame->object;
    const enum axvm_profile profile = decoder->profile;
    const unsigned depth = decoder->depth;
    const uint32_t last = node_at(decoder, frame->node)->link;
    uint32_t position = frame->position;
    do {
        const struct axvm_field *field = &record->fields[position];
        while (position < record->count && AXVM_UNLIKELY(field->since > profile)) {
            position++;
            field++;
        }
        if (AXVM_UNLIKELY(position >= record->count)) {
            mention_surplus(decoder, frame, child);
            frame->position = (uint32_t)record->count + 1; /* all elements have been seen */
            return 0;
        }
        uint32_t next = child == last ? 0 : node_at(decoder, child)->next;
        frame->seen |= UINT32_C(1) << position;
        frame->position = ++position;
        decode_field(decoder, field, object, child);
        child = next;
    } while (child != 0 && decoder->depth == depth);
    return child;
}

/* The field whose value the innermost frame, a list, is. */
static const struct axvm_field *field_of_list(const struct decoder *decoder) {
    const struct frame *around = &decoder->frames[decoder->depth - 2];
    return &around->record->fields[around->position - 1];
}

static void decode_item(struct decoder *decoder, struct frame *frame, uint32_t child) {
    if (AXVM_UNLIKELY(!can_be_struct(node_at(decoder, child)))) {
        if (!is_broken(decoder, node_at(decoder, child))) {
            complain_of_item(decoder, field_of_list(decoder), child);
        }
        return;
    }
    unsigned char *item = frame->object;
    axvm_fill(item, 0, frame->record->size);
    frame->object += frame->record->size;
    push_struct(decoder, frame->record, item, child, NULL);
}

/* Goes through the innermost frame, up to a child that starts a frame of its own or to the end, and then leaves it. */
static void step(struct decoder *decoder) {
    unsigned depth = decoder->depth;
    struct frame *frame = &decoder->frames[depth - 1];
    uint32_t child = frame->child;
    uint32_t last = node_at(decoder, frame->node)->link;
    while (child != 0 && decoder->depth == depth) {
        uint32_t next = child == last ? 0 : node_at(decoder, child)->next;
        if (frame->kind == FRAME_ARRAY) {
            next = decode_elements(decoder, frame, child);
        } else if (frame->kind == FRAME_TABLE) {
            decode_key(decoder, frame, child);
        } else {
            decode_item(decoder, frame, child);
        }
        child = next;
    }
    frame->child = child;
    if (decoder->depth == depth) {
        decoder->depth--;
        if (frame->kind != FRAME_LIST) {
            finish_struct(decoder, frame);
        }
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
            const char *problem = late_problem_of(decoder, i);
            axvm_finding_message(decoder->findings, finding, "%s",
                                 problem != NULL ? "this is no whole number"
                                 : node->kind == AXVM_TOML_INTEGER
                                     ? "the number does not fit 128 bits"
                                     : "the number is too large for 64-bit floating point");
            if (problem != NULL) {
                axvm_finding_label(decoder->findings, finding, "%s", problem);
            }
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
        if (first == 0 && axvm_section_with_key(key, decoder->profile) != NULL) {
            first = child;
        }
    }
    return first;
}

static void complain_of_flat_format(struct decoder *decoder, uint32_t key) {
    struct axvm_slice name;
    if (axvm_toml_key(decoder->document, key, decoder->arena, &name) != AXVM_OK) {
        decoder->out_of_memory = true;
        return;
    }
    struct axvm_finding *finding = complain(decoder, AXVM_CODE_FLAT_FORMAT, axvm_toml_key_span(decoder->document, key));
    axvm_finding_message(decoder->findings, finding, "this is the old format without sections");
    axvm_finding_label(decoder->findings, finding, "belongs to section [%s]",
                       axvm_section_with_key(name, decoder->profile)->name);
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
                                    enum axvm_profile profile, struct axvm_arena *arena,
                                    struct axvm_findings *findings) {
    axvm_config_default(config);
    config->profile = profile;
    struct decoder decoder = {
        .document = document, .nodes = document->nodes, .arena = arena, .findings = findings, .profile = profile};
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

/* --- scenarios ------------------------------------------------------------------------------------ */

enum axvm_status axvm_scenario_decode(struct axvm_scenario *scenario, const struct axvm_toml_document *document,
                                      struct axvm_arena *arena, struct axvm_findings *findings) {
    *scenario = (struct axvm_scenario){.node = 0};
    struct decoder decoder = {.document = document, .nodes = document->nodes, .arena = arena, .findings = findings};
    if (!prepare_excuses(&decoder)) {
        return AXVM_OUT_OF_MEMORY;
    }
    push_struct(&decoder, axvm_scenario_schema(), (unsigned char *)scenario, 0, NULL);
    while (decoder.depth > 0 && !decoder.out_of_memory) {
        step(&decoder);
    }
    check_overflows(&decoder);
    return status_of(&decoder);
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
