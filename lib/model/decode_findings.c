/* SPDX-License-Identifier: Apache-2.0 */
/* What the decoder says: each mistake in its words, with what was probably meant. */
#include "base/format.h"
#include "model/decoder.h"
#include "model/suggest.h"

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
    bool has_lines = false;
    for (size_t i = 0; AXVM_HAS_REMARKS && i < text.length; i++) {
        has_lines = has_lines || text.data[i] == '\n';
    }
    axvm_finding_remark(
        decoder->findings, finding, AXVM_REMARK_HELP,
        has_lines ? "put brackets around it: `[` before it, `]` behind it" : "put brackets around it: `[%v]`", text);
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

/*
 * What the reader has said about a value that it could not read. It goes forwards through the text, and so does the
 * decoder but for the few sections and lists that are named in another order than they stand in: all calls together look
 * at each finding a few times.
 * @return NULL if it is not there
 */
static struct axvm_finding *finding_of_broken(struct axvm_decoder *decoder, uint32_t value) {
    const struct axvm_findings *findings = decoder->findings;
    uint32_t start = axvm_decoder_node(decoder, value)->start;
    struct axvm_finding *finding = decoder->last_broken;
    if (finding == NULL || finding->primary.span.start > start) {
        finding = findings->first;
    }
    for (; finding != NULL; finding = finding->next) {
        uint32_t at = finding->primary.span.start;
        bool is_own = finding->primary.source == findings->source;
        if (is_own && at == start && finding->code == AXVM_CODE_VALUE_NOT_TOML) {
            return finding;
        }
        if (is_own && at > start) {
            return NULL;
        }
        decoder->last_broken = finding;
    }
    return NULL;
}

/*
 * The reader's finding about a word without quotes where `expected` should be, whose advice is dropped: it is quotes.
 * The value is broken.
 */
static struct axvm_finding *take_finding_of_word(struct axvm_decoder *decoder, uint32_t value, const char *name,
                                                 const char *expected) {
    const struct axvm_toml_node *node = axvm_decoder_node(decoder, value);
    bool is_word = AXVM_HAS_REMARKS && node->form == AXVM_TOML_BROKEN_WORD;
    struct axvm_finding *finding = is_word ? finding_of_broken(decoder, value) : NULL;
    if (finding == NULL) {
        return NULL;
    }
    finding->remark_count = 0;
    finding->fix_count = 0;
    if (name != NULL) {
        axvm_finding_label(decoder->findings, finding, "`%s` takes %s", name, expected);
    } else {
        axvm_finding_label(decoder->findings, finding, "this list holds %s", expected);
    }
    return finding;
}

/* The value is no integer, or out of range. */
AXVM_RARE void axvm_decoder_complain_of_number(struct axvm_decoder *decoder, uint32_t value, const char *name) {
    const struct axvm_toml_node *node = axvm_decoder_node(decoder, value);
    const char *expected = AXVM_WORDS(name == NULL ? "integers" : "an integer");
    if (axvm_decoder_is_broken(decoder, node)) {
        take_finding_of_word(decoder, value, name, expected);
        return;
    }
    if (node->kind != AXVM_TOML_INTEGER) {
        axvm_decoder_complain_of_type(decoder, value, name, expected);
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

void axvm_decoder_complain_of_boolean(struct axvm_decoder *decoder, uint32_t value, const char *name) {
    if (axvm_decoder_is_broken(decoder, axvm_decoder_node(decoder, value))) {
        take_finding_of_word(decoder, value, name, AXVM_WORDS("true or false"));
    } else {
        axvm_decoder_complain_of_type(decoder, value, name, AXVM_WORDS("true or false"));
    }
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

/* Puts the choices of a profile into `list`. @return false if they do not fit */
static bool write_choices(const struct axvm_decoder *decoder, const struct axvm_enum *choices, bool by_number,
                          bool with_word, char list[AXVM_DECODER_LIST_BYTES]) {
    struct axvm_output output;
    axvm_output_init(&output, list, AXVM_DECODER_LIST_BYTES - 1, NULL, NULL);
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
    char list[AXVM_DECODER_LIST_BYTES];
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

/* A word, in quotes or without, was given for a number that stands for it. */
AXVM_RARE void axvm_decoder_complain_of_word(struct axvm_decoder *decoder, uint32_t value,
                                             const struct axvm_field *field) {
    bool is_bare = AXVM_HAS_REMARKS && axvm_decoder_is_broken(decoder, axvm_decoder_node(decoder, value));
    struct axvm_finding *finding =
        is_bare ? take_finding_of_word(decoder, value, field->name, AXVM_WORDS("an integer"))
                : axvm_decoder_complain_of_type(decoder, value, field->name, AXVM_WORDS("an integer"));
    struct axvm_slice word = axvm_toml_text(decoder->document, axvm_toml_value_span(decoder->document, value));
    if (!AXVM_HAS_REMARKS || finding == NULL || finding->fix_count > 0) {
        return;
    }
    if (!is_bare && axvm_toml_string(decoder->document, value, decoder->arena, &word) != AXVM_OK) {
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

bool axvm_decoder_looks_fit(const struct axvm_decoder *decoder, const struct axvm_field *field, uint32_t value) {
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
        if (element != 0 && !axvm_decoder_looks_fit(decoder, &record->fields[i], element)) {
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

/*
 * Says all that there is to say of a list of structs with a header for one table: the reader, which cannot know that it
 * is to be a list, has complained of further headers like the first.
 */
static void complain_of_single_header(struct axvm_decoder *decoder, struct axvm_finding *finding, uint32_t table) {
    struct axvm_findings *findings = decoder->findings;
    struct axvm_span header = axvm_toml_value_span(decoder->document, table);
    struct axvm_slice text = axvm_toml_text(decoder->document, header);
    struct axvm_finding *before = NULL;
    axvm_finding_label(findings, finding, "one pair of brackets makes a table");
    for (struct axvm_finding *at = findings->first; at != NULL; at = at->next) {
        bool is_repeated = at->code == AXVM_CODE_DUPLICATE_TABLE && at->primary.source == findings->source &&
                           at->labels[0].span.start == header.start; /* where it is first defined */
        if (is_repeated) {
            axvm_finding_secondary(findings, finding, at->primary.span, "again here");
            axvm_findings_withdraw(findings, before, at);
        } else {
            before = at;
        }
    }
    if (finding->label_count > 0) {
        axvm_finding_remark(findings, finding, AXVM_REMARK_HELP, "write `[%v]` each time", text);
        return;
    }
    axvm_finding_remark(findings, finding, AXVM_REMARK_HELP, "write `[%v]`", text);
    struct axvm_slice doubled = axvm_format(decoder->arena, "[%v]", text);
    if (doubled.data == NULL) {
        decoder->out_of_memory = true;
    } else if (text.length <= AXVM_FORMAT_QUOTE_MAX) {
        axvm_finding_fix(findings, finding, header, doubled, false);
    }
}

/* A list of structs that is no list, or an item of one that is no struct. `value` is not broken. */
AXVM_RARE void axvm_decoder_complain_of_item(struct axvm_decoder *decoder, const struct axvm_field *field,
                                             uint32_t value) {
    struct axvm_finding *finding = axvm_decoder_complain_of_value(decoder, AXVM_CODE_WRONG_TYPE, value);
    axvm_finding_message(decoder->findings, finding, "`%s` is a list of tables or arrays", field->name);
    axvm_finding_label(decoder->findings, finding, "this is %s", axvm_toml_describe(axvm_decoder_node(decoder, value)));
    if (!AXVM_HAS_REMARKS || finding == NULL) {
        return; /* what the reader has said of further headers stays, then */
    }
    const struct axvm_toml_node *node = axvm_decoder_node(decoder, value);
    unsigned form = node->form & AXVM_TOML_FORM_MASK;
    bool is_table = node->kind == AXVM_TOML_TABLE;
    bool is_whole = is_table && form == AXVM_TOML_TABLE_INLINE && !axvm_node_is_incomplete(node);
    if (is_table && form == AXVM_TOML_TABLE_HEADER) {
        complain_of_single_header(decoder, finding, value);
    } else if (is_whole || is_one_item(decoder, field->element, value)) {
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
