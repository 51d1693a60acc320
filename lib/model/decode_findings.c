/* SPDX-License-Identifier: Apache-2.0 */
/* What the decoder says: each mistake in its words, with what was probably meant. */
#include "base/format.h"
#include "model/decoder.h"
#include "model/suggest.h"
#include "toml/move.h"
#include "toml/removal.h"

/* --- what all of them share ------------------------------------------------------------------------- */

/* Numbers in this value need not fit: it is dropped, or has been complained of. */
void axvm_decoder_excuse(struct axvm_decoder *decoder, uint32_t value) {
    const struct axvm_toml_document *document = decoder->document;
    if (decoder->excused == NULL) {
        return;
    }
    uint32_t end = document->nodes[value].end;
    for (uint32_t i = value; i < document->node_count && document->nodes[i].start < end; i++) {
        decoder->excused[i / 8] |= (unsigned char)(1u << i % 8);
    }
}

/* The value that is being decoded for a key of a section is not what the text was meant to say. */
void axvm_decoder_mark_unsound(struct axvm_decoder *decoder) {
    if (decoder->depth > AXVM_DECODER_SECTION_FRAME && decoder->frames[AXVM_DECODER_SECTION_FRAME].position > 0) {
        struct axvm_decoder_frame *section = &decoder->frames[AXVM_DECODER_SECTION_FRAME];
        section->unsound |= UINT32_C(1) << (section->position - 1);
    }
}

struct axvm_finding *axvm_decoder_complain(struct axvm_decoder *decoder, enum axvm_code code, struct axvm_span span) {
    decoder->invalid = true;
    axvm_decoder_mark_unsound(decoder);
    return axvm_findings_add(decoder->findings, code, AXVM_LEVEL_ERROR, span);
}

struct axvm_finding *axvm_decoder_complain_of_value(struct axvm_decoder *decoder, enum axvm_code code, uint32_t value) {
    axvm_decoder_excuse(decoder, value);
    return axvm_decoder_complain(decoder, code, axvm_toml_value_span(decoder->document, value));
}

/* --- types and numbers ------------------------------------------------------------------------------ */

/* A number between quotes is the common case of a wrong type, and mended by taking them off. */
static void suggest_without_quotes(struct axvm_decoder *decoder, struct axvm_finding *finding, uint32_t value) {
    const struct axvm_toml_node *node = axvm_decoder_node(decoder, value);
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
struct axvm_finding *axvm_decoder_complain_of_type(struct axvm_decoder *decoder, uint32_t value, const char *name,
                                                   const char *expected) {
    struct axvm_finding *finding = axvm_decoder_complain_of_value(decoder, AXVM_CODE_WRONG_TYPE, value);
    if (name != NULL) {
        axvm_finding_message(decoder->findings, finding, "`%s` takes %s", name, expected);
    } else {
        axvm_finding_message(decoder->findings, finding, "this list holds %s", expected);
    }
    axvm_finding_label(decoder->findings, finding, "this is %s", axvm_toml_describe(axvm_decoder_node(decoder, value)));
    suggest_without_quotes(decoder, finding, value);
    return finding;
}

/* Offers to put a value into brackets of its own. */
static void suggest_brackets(struct axvm_decoder *decoder, struct axvm_finding *finding, uint32_t value) {
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

/*
 * What is wrong with a number that toml-rs takes for one until it converts it.
 * @return NULL if it is a number, and only too large
 */
static const char *late_problem_of(const struct axvm_decoder *decoder, uint32_t value) {
    struct axvm_slice text = axvm_toml_text(decoder->document, axvm_toml_value_span(decoder->document, value));
    const struct axvm_toml_node *node = axvm_decoder_node(decoder, value);
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
AXVM_RARE void axvm_decoder_complain_of_number(struct axvm_decoder *decoder, uint32_t value, const char *name) {
    const struct axvm_toml_node *node = axvm_decoder_node(decoder, value);
    if (axvm_decoder_is_broken(decoder, node)) {
        return;
    }
    if (node->kind != AXVM_TOML_INTEGER) {
        axvm_decoder_complain_of_type(decoder, value, name, AXVM_WORDS(name == NULL ? "integers" : "an integer"));
        return;
    }
    struct axvm_finding *finding = axvm_decoder_complain_of_value(decoder, AXVM_CODE_INTEGER_RANGE, value);
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

/* --- enums ------------------------------------------------------------------------------------------ */

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
static bool write_choices(const struct axvm_decoder *decoder, const struct axvm_enum *choices, bool by_number,
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
void axvm_decoder_list_choices(struct axvm_decoder *decoder, struct axvm_finding *finding,
                               const struct axvm_enum *choices, bool by_number) {
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
void axvm_decoder_mention_other_profile(struct axvm_decoder *decoder, struct axvm_finding *finding,
                                        const struct axvm_enum *values, uint64_t number) {
    const enum axvm_profile last = (enum axvm_profile)(AXVM_PROFILE_COUNT - 1);
    const struct axvm_enum_value *choice = AXVM_HAS_REMARKS ? axvm_enum_find_number(values, last, number) : NULL;
    if (choice != NULL) {
        axvm_finding_remark(decoder->findings, finding, AXVM_REMARK_NOTE, "%x is \"%s\" in profile %s", number,
                            choice->word, axvm_profile_name(choice->since));
    }
}

/* A word was given for a number that stands for it. */
AXVM_RARE void axvm_decoder_complain_of_word(struct axvm_decoder *decoder, uint32_t value,
                                             const struct axvm_field *field) {
    struct axvm_finding *finding = axvm_decoder_complain_of_type(decoder, value, field->name, AXVM_WORDS("an integer"));
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
        axvm_decoder_list_choices(decoder, finding, field->values, true);
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

/* The word that an alias stands for. */
const char *axvm_decoder_main_word_of(const struct axvm_decoder *decoder, const struct axvm_enum *values,
                                      const char *word) {
    const struct axvm_enum_value *value = axvm_enum_find_word(values, decoder->profile, axvm_slice_of(word));
    return axvm_enum_row(values, (uint64_t)value->number)->word;
}

/* Puts a word, in quotes, in the place of another one. */
void axvm_decoder_suggest_word(struct axvm_decoder *decoder, struct axvm_finding *finding, struct axvm_span span,
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
void axvm_decoder_mention_alias(struct axvm_decoder *decoder, const struct axvm_enum_value *choice,
                                struct axvm_span span, const struct axvm_field *field) {
    const char *meant = axvm_decoder_main_word_of(decoder, field->values, choice->word);
    if (meant == choice->word) {
        return;
    }
    struct axvm_finding *finding = axvm_findings_add(decoder->findings, AXVM_CODE_ALIAS, AXVM_LEVEL_NOTE, span);
    axvm_finding_message(decoder->findings, finding, "`%s` is an alias of `%s`", choice->word, meant);
    axvm_finding_remark(decoder->findings, finding, AXVM_REMARK_HELP, "write \"%s\"", meant);
    axvm_decoder_suggest_word(decoder, finding, span, meant);
}

/* --- lists ------------------------------------------------------------------------------------------ */

/* A string in a list of lists, which `name` is. */
AXVM_RARE void axvm_decoder_complain_of_bare_string(struct axvm_decoder *decoder, uint32_t value, const char *name) {
    struct axvm_finding *finding = axvm_decoder_complain_of_value(decoder, AXVM_CODE_WRONG_TYPE, value);
    axvm_finding_message(decoder->findings, finding, "`%s` is a list of arrays of strings", name);
    axvm_finding_label(decoder->findings, finding, "this is a string");
    suggest_brackets(decoder, finding, value);
}

/* --- structs ---------------------------------------------------------------------------------------- */

/*
 * A section with the header of an array of tables, `[[base]]`. Its elements are no values of a section's first keys,
 * so that it is no section in the form of an array either.
 */
AXVM_RARE void axvm_decoder_complain_of_doubled_header(struct axvm_decoder *decoder, uint32_t value, const char *name) {
    struct axvm_finding *finding = axvm_decoder_complain_of_value(decoder, AXVM_CODE_WRONG_TYPE, value);
    axvm_finding_message(decoder->findings, finding, "`%s` takes a table", name);
    axvm_finding_label(decoder->findings, finding, "two pairs of brackets make a list");
    axvm_finding_remark(decoder->findings, finding, AXVM_REMARK_HELP, "write `[%s]`", name);
}

/* Whether a value looks like one that a field takes; what is in arrays and tables is not looked at. */
static bool looks_fit(const struct axvm_decoder *decoder, const struct axvm_field *field, uint32_t value) {
    const struct axvm_toml_node *node = axvm_decoder_node(decoder, value);
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
static bool is_one_item(const struct axvm_decoder *decoder, const struct axvm_record *record, uint32_t value) {
    bool is_array = axvm_decoder_node(decoder, value)->kind == AXVM_TOML_ARRAY;
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
static bool is_flat(const struct axvm_decoder *decoder, uint32_t array) {
    bool only_strings = true;
    for (uint32_t child = axvm_toml_first_child(decoder->document, array); child != 0;
         child = axvm_toml_next_child(decoder->document, array, child)) {
        if (axvm_node_can_be_struct(axvm_decoder_node(decoder, child)) ||
            axvm_decoder_node(decoder, child)->kind == AXVM_TOML_BROKEN) {
            return false;
        }
        only_strings = only_strings && axvm_decoder_node(decoder, child)->kind == AXVM_TOML_STRING;
    }
    return !only_strings;
}

/* A list of structs that has no brackets around its items. @return whether it is one, and has been reported */
AXVM_RARE bool axvm_decoder_complain_of_flat_list(struct axvm_decoder *decoder, const struct axvm_field *field,
                                                  uint32_t array) {
    bool is_one = AXVM_HAS_REMARKS && !axvm_node_is_incomplete(axvm_decoder_node(decoder, array)) &&
                  is_one_item(decoder, field->element, array);
    if (!is_one && !is_flat(decoder, array)) {
        return false;
    }
    struct axvm_finding *finding = axvm_decoder_complain_of_value(decoder, AXVM_CODE_WRONG_TYPE, array);
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
AXVM_RARE void axvm_decoder_complain_of_item(struct axvm_decoder *decoder, const struct axvm_field *field,
                                             uint32_t value) {
    struct axvm_finding *finding = axvm_decoder_complain_of_value(decoder, AXVM_CODE_WRONG_TYPE, value);
    axvm_finding_message(decoder->findings, finding, "`%s` is a list of tables or arrays", field->name);
    axvm_finding_label(decoder->findings, finding, "this is %s", axvm_toml_describe(axvm_decoder_node(decoder, value)));
    if (!AXVM_HAS_REMARKS) {
        return;
    }
    unsigned form = axvm_decoder_node(decoder, value)->form & AXVM_TOML_FORM_MASK;
    bool is_whole = form == AXVM_TOML_TABLE_INLINE || form == AXVM_TOML_TABLE_HEADER;
    bool is_table = axvm_decoder_node(decoder, value)->kind == AXVM_TOML_TABLE &&
                    !axvm_node_is_incomplete(axvm_decoder_node(decoder, value));
    if ((is_table && is_whole) || is_one_item(decoder, field->element, value)) {
        suggest_brackets(decoder, finding, value);
    }
}

/* Some numbers have a meaning for each value, but others are taken as well. Of these, there is only `vm_type`. */
AXVM_RARE void axvm_decoder_mention_unknown_number(struct axvm_decoder *decoder, uint32_t value,
                                                   const struct axvm_field *field, uint64_t number) {
    struct axvm_finding *finding = axvm_findings_add(decoder->findings, AXVM_CODE_VM_TYPE_UNKNOWN, AXVM_LEVEL_WARNING,
                                                     axvm_toml_value_span(decoder->document, value));
    const struct axvm_enum_value *taken = axvm_enum_row(field->values, axvm_vm_type_from(number, NULL));
    axvm_finding_message(decoder->findings, finding, "%u is no known `%s`", number, field->name);
    axvm_finding_label(decoder->findings, finding, "taken for %u (%s)", (uint64_t)taken->number, taken->word);
    axvm_decoder_list_choices(decoder, finding, field->values, true);
}

/* --- keys that are missing, surplus or unknown ------------------------------------------------------ */

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
static uint32_t misspelling_of(struct axvm_decoder *decoder, const struct axvm_decoder_frame *frame,
                               const struct axvm_field *field) {
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
static struct axvm_span end_of_content(const struct axvm_decoder *decoder) {
    struct axvm_slice text = decoder->document->text;
    size_t end = text.length;
    while (end > 0 && (axvm_class_of(text.data[end - 1]) & AXVM_CLASS_BLANK || text.data[end - 1] == '\n' ||
                       text.data[end - 1] == '\r')) {
        end--;
    }
    return (struct axvm_span){(uint32_t)end, (uint32_t)end};
}

/* Names the keys that a section cannot do without. */
static void list_required_keys(struct axvm_decoder *decoder, struct axvm_finding *finding,
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

static void complain_of_missing_section(struct axvm_decoder *decoder, const struct axvm_decoder_frame *frame,
                                        const struct axvm_field *section) {
    uint32_t misspelling = AXVM_HAS_REMARKS ? misspelling_of(decoder, frame, section) : 0;
    struct axvm_span span =
        misspelling != 0 ? axvm_toml_key_span(decoder->document, misspelling) : end_of_content(decoder);
    struct axvm_finding *finding = axvm_decoder_complain(decoder, AXVM_CODE_MISSING_SECTION, span);
    axvm_finding_message(decoder->findings, finding, "section [%s] is missing", section->name);
    if (misspelling != 0) {
        axvm_finding_label(decoder->findings, finding, "misspelled here?");
    } else {
        axvm_finding_label(decoder->findings, finding, "nothing more follows");
        list_required_keys(decoder, finding, section);
    }
}

/* Where a key of a section stands outside of it: in another section, or before all of them. 0: nowhere */
static uint32_t misplaced(const struct axvm_decoder *decoder, const struct axvm_field *field) {
    const struct axvm_toml_document *document = decoder->document;
    const struct axvm_record *root = decoder->frames[0].record;
    uint32_t found = axvm_toml_find(document, 0, axvm_slice_of(field->name));
    for (size_t i = 0; i < root->count && found == 0; i++) {
        uint32_t section = axvm_toml_find(document, 0, axvm_slice_of(root->fields[i].name));
        bool is_table = section != 0 && axvm_decoder_node(decoder, section)->kind == AXVM_TOML_TABLE;
        found = is_table ? axvm_toml_find(document, section, axvm_slice_of(field->name)) : 0;
    }
    return found;
}

/* Marks the place where a missing key may be after all. @return whether there is one */
static bool point_at_stray_key(struct axvm_decoder *decoder, struct axvm_finding *finding,
                               const struct axvm_decoder_frame *frame, const struct axvm_field *field) {
    if (!AXVM_HAS_REMARKS || finding == NULL) {
        return false;
    }
    uint32_t misspelling = misspelling_of(decoder, frame, field);
    bool in_section = frame == &decoder->frames[AXVM_DECODER_SECTION_FRAME];
    uint32_t stray = misspelling != 0 ? misspelling : in_section ? misplaced(decoder, field) : 0;
    if (stray != 0) {
        axvm_finding_secondary(decoder->findings, finding, axvm_toml_key_span(decoder->document, stray),
                               misspelling != 0 ? "misspelled here?" : "it stands here");
    }
    return stray != 0;
}

void axvm_decoder_complain_of_missing_key(struct axvm_decoder *decoder, const struct axvm_decoder_frame *frame,
                                          const struct axvm_field *field) {
    if (field->kind == AXVM_FIELD_STRUCT) {
        complain_of_missing_section(decoder, frame, field);
        return;
    }
    struct axvm_span span = axvm_toml_value_span(decoder->document, frame->node);
    struct axvm_finding *finding = axvm_decoder_complain(decoder, AXVM_CODE_MISSING_KEY, span);
    axvm_finding_message(decoder->findings, finding, "key `%s` is missing in %s%s", field->name, article(frame->record),
                         frame->record->title);
    if (!point_at_stray_key(decoder, finding, frame, field)) {
        axvm_finding_remark(decoder->findings, finding, AXVM_REMARK_NOTE, "`%s`: %s", field->name,
                            axvm_field_description(field));
    }
}

/* `given` elements are there; `missing` is the field of the next one. */
void axvm_decoder_complain_of_length(struct axvm_decoder *decoder, const struct axvm_decoder_frame *frame,
                                     const struct axvm_field *missing) {
    const struct axvm_record *record = frame->record;
    uint64_t given = 0;
    for (const struct axvm_field *field = record->fields; field < missing; field++) {
        given += field->since <= decoder->profile;
    }
    struct axvm_finding *finding = axvm_decoder_complain_of_value(decoder, AXVM_CODE_TOO_FEW_ELEMENTS, frame->node);
    axvm_finding_message(decoder->findings, finding, "%s%s has %u of %u elements", article(record), record->title,
                         given, (uint64_t)axvm_record_count(record, decoder->profile));
    axvm_finding_label(decoder->findings, finding, "`%s` is missing", missing->name);
    axvm_finding_remark(decoder->findings, finding, AXVM_REMARK_NOTE, "`%s`: %s", missing->name,
                        axvm_field_description(missing));
}

/* The element at `first` and all behind it have no meaning. */
AXVM_RARE void axvm_decoder_mention_surplus(struct axvm_decoder *decoder, const struct axvm_decoder_frame *frame,
                                            uint32_t first) {
    uint32_t last = axvm_decoder_node(decoder, frame->node)->link;
    struct axvm_span span = {axvm_decoder_node(decoder, first)->start, axvm_decoder_node(decoder, last)->end};
    for (uint32_t child = first; child != 0; child = axvm_toml_next_child(decoder->document, frame->node, child)) {
        axvm_decoder_excuse(decoder, child);
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
static uint32_t taken_fields(const struct axvm_decoder *decoder, const struct axvm_decoder_frame *frame) {
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
static void suggest_key(struct axvm_decoder *decoder, struct axvm_finding *finding, struct axvm_decoder_frame *frame,
                        uint32_t child, const char *meant) {
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
                !axvm_node_is_incomplete(axvm_decoder_node(decoder, frame->node));
    axvm_finding_fix(decoder->findings, finding, axvm_toml_key_span(decoder->document, child), axvm_slice_of(meant),
                     !safe);
}

/* Moves a key to the section that it belongs to, unless that has one of its name. */
static void suggest_section(struct axvm_decoder *decoder, struct axvm_finding *finding, uint32_t child,
                            struct axvm_slice key, const struct axvm_field *section) {
    const struct axvm_toml_document *document = decoder->document;
    uint32_t table = axvm_toml_find(document, 0, axvm_slice_of(section->name));
    struct axvm_toml_move move;
    axvm_finding_remark(decoder->findings, finding, AXVM_REMARK_HELP, "`%v` belongs to section [%s]", key,
                        section->name);
    bool is_table = table != 0 && axvm_decoder_node(decoder, table)->kind == AXVM_TOML_TABLE;
    if (is_table && axvm_toml_find(document, table, key) == 0 && axvm_toml_find_move(document, child, table, &move)) {
        const struct axvm_field *field = axvm_field_named(section->element, key);
        bool safe = looks_fit(decoder, field, child) && !axvm_node_is_incomplete(axvm_decoder_node(decoder, table));
        axvm_finding_move(decoder->findings, finding, move.lines, move.target, !safe);
    }
}

/* Whether a key of another section stands here because the header of that one could not be read. */
static bool follows_lost_header(const struct axvm_decoder *decoder, const struct axvm_decoder_frame *frame,
                                struct axvm_slice key) {
    if (frame != &decoder->frames[AXVM_DECODER_SECTION_FRAME] ||
        !axvm_node_is_incomplete(axvm_decoder_node(decoder, 0))) {
        return false;
    }
    const struct axvm_field *section = axvm_section_with_key(key, decoder->profile);
    uint32_t child = section == NULL ? 0 : axvm_toml_first_child(decoder->document, 0);
    while (child != 0 && !axvm_toml_key_is(decoder->document, child, axvm_slice_of(section->name))) {
        child = axvm_toml_next_child(decoder->document, 0, child);
    }
    return section != NULL && child == 0;
}

AXVM_RARE void axvm_decoder_mention_unknown_key(struct axvm_decoder *decoder, struct axvm_decoder_frame *frame,
                                                uint32_t child, struct axvm_slice key) {
    struct axvm_span span = axvm_toml_key_span(decoder->document, child);
    if (axvm_decoder_node(decoder, child)->kind == AXVM_TOML_BROKEN &&
        axvm_decoder_node(decoder, child)->form == AXVM_TOML_BROKEN_KEY) {
        return; /* it has been complained of, and may be no key at all */
    }
    if (follows_lost_header(decoder, frame, key)) {
        return;
    }
    bool in_root = frame->node == 0;
    bool is_section = in_root && axvm_decoder_node(decoder, child)->kind == AXVM_TOML_TABLE;
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
                            later->name, axvm_profile_name(later->since), axvm_field_description(later));
    } else if (meant != NULL) {
        suggest_key(decoder, finding, frame, child, meant);
    } else if (section != NULL) {
        suggest_section(decoder, finding, child, key, section);
    }
}

/* Numbers that fit nowhere are refused wherever upstream converts them: in unknown keys, too. */
void axvm_decoder_check_overflows(struct axvm_decoder *decoder) {
    const struct axvm_toml_document *document = decoder->document;
    for (uint32_t i = 0; i < document->node_count && decoder->excused != NULL; i++) {
        const struct axvm_toml_node *node = &document->nodes[i];
        bool is_number = node->kind == AXVM_TOML_INTEGER || node->kind == AXVM_TOML_FLOAT;
        if (is_number && node->form & AXVM_TOML_INTEGER_OVERFLOW && !(decoder->excused[i / 8] >> i % 8 & 1)) {
            struct axvm_finding *finding = axvm_decoder_complain_of_value(decoder, AXVM_CODE_NUMBER_OVERFLOW, i);
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

/* --- the whole document ----------------------------------------------------------------------------- */

void axvm_decoder_complain_of_flat_format(struct axvm_decoder *decoder, uint32_t key) {
    struct axvm_slice name;
    if (axvm_toml_key(decoder->document, key, decoder->arena, &name) != AXVM_OK) {
        decoder->out_of_memory = true;
        return;
    }
    struct axvm_finding *finding =
        axvm_decoder_complain(decoder, AXVM_CODE_FLAT_FORMAT, axvm_toml_key_span(decoder->document, key));
    axvm_finding_message(decoder->findings, finding, "this is the old format without sections");
    axvm_finding_label(decoder->findings, finding, "belongs to section [%s]",
                       axvm_section_with_key(name, decoder->profile)->name);
    axvm_finding_remark(decoder->findings, finding, AXVM_REMARK_HELP,
                        "put the keys into the sections [base], [kernel] and [devices]");
}
