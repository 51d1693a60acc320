/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the decoder says of keys that are missing, surplus or unknown, and what was probably meant by them.
 *
 * A key that is misspelled, or stands in the wrong place, is missing under its name and unknown under the one it has.
 * That is said once, by the finding about the missing key: axvm_decoder_mention_unknown_key() keeps silent about the
 * key that point_at_key() will find.
 */
#include "base/format.h"
#include "model/decoder.h"
#include "model/suggest.h"
#include "toml/move.h"
#include "toml/removal.h"

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

/* --- keys in the right place -------------------------------------------------------------------------- */

/* How many keys of a table are looked at for a misspelling; sections have fewer than that. */
#define MISSPELLINGS_SOUGHT 64

/* A key as it is written, but for quotes around it. */
static struct axvm_slice written_key(const struct axvm_toml_document *document, uint32_t node) {
    struct axvm_slice key = axvm_toml_text(document, axvm_toml_key_span(document, node));
    bool has_quotes = key.length >= 2 && (*key.data == '"' || *key.data == '\'');
    return has_quotes ? (struct axvm_slice){key.data + 1, key.length - 2} : key;
}

/* A key of this table that looks like `field` misspelled. 0: none */
static uint32_t misspelling_of(const struct axvm_decoder *decoder, const struct axvm_record *record, uint32_t table,
                               const struct axvm_field *field) {
    const struct axvm_toml_document *document = decoder->document;
    uint32_t child = axvm_toml_first_child(document, table);
    for (unsigned i = 0; child != 0 && i < MISSPELLINGS_SOUGHT; i++) {
        struct axvm_slice key = written_key(document, child);
        if (axvm_field_named(record, key) == NULL && axvm_suggest_key(record, decoder->profile, key) == field->name) {
            return child;
        }
        child = axvm_toml_next_child(document, table, child);
    }
    return 0;
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

/* Whether a field can be what an unknown key was meant for. If so, it is not left out, and no other key is meant. */
static bool take_field(const struct axvm_decoder *decoder, struct axvm_decoder_frame *frame,
                       const struct axvm_field *field) {
    if (!frame->taken_known) {
        frame->taken = taken_fields(decoder, frame);
        frame->taken_known = true;
    }
    uint32_t bit = UINT32_C(1) << (field - frame->record->fields);
    if (frame->taken & bit) {
        return false;
    }
    frame->taken |= bit;
    frame->unsound |= bit;
    return true;
}

/* Whether a value is named by a header, as both `a` and `b` are by `[a.b]`. */
static bool has_header(const struct axvm_toml_node *node) {
    return !axvm_toml_is_in_one_place(node) && (node->form & AXVM_TOML_FORM_MASK) != AXVM_TOML_TABLE_DOTTED;
}

/* Whether a table has a header that names a table in it, as `[a.b]` does for `a`. */
static bool has_header_below(const struct axvm_toml_document *document, uint32_t table) {
    for (uint32_t child = axvm_toml_first_child(document, table); child != 0;
         child = axvm_toml_next_child(document, table, child)) {
        if (has_header(&document->nodes[child])) {
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

/* Gives a key the name that was meant, which no other in its table has. */
static void suggest_name(struct axvm_decoder *decoder, struct axvm_finding *finding,
                         const struct axvm_decoder_frame *frame, uint32_t child, const struct axvm_field *meant) {
    bool safe = axvm_decoder_looks_fit(decoder, meant, child) && stands_once(decoder->document, child) &&
                !axvm_node_is_incomplete(axvm_decoder_node(decoder, frame->node));
    axvm_finding_fix(decoder->findings, finding, axvm_toml_key_span(decoder->document, child),
                     axvm_slice_of(meant->name), !safe);
}

/* --- keys in the wrong place -------------------------------------------------------------------------- */

/* The table of a section. 0: it has none */
static uint32_t table_of(const struct axvm_decoder *decoder, const struct axvm_field *section) {
    uint32_t table = axvm_toml_find(decoder->document, 0, axvm_slice_of(section->name));
    return table != 0 && axvm_decoder_node(decoder, table)->kind == AXVM_TOML_TABLE ? table : 0;
}

/* Where a key of a section stands outside of it: in another section, or before all of them. 0: nowhere */
static uint32_t misplaced(const struct axvm_decoder *decoder, const struct axvm_field *field) {
    const struct axvm_toml_document *document = decoder->document;
    const struct axvm_record *root = decoder->frames[0].record;
    uint32_t found = axvm_toml_find(document, 0, axvm_slice_of(field->name));
    for (size_t i = 0; i < root->count && found == 0; i++) {
        uint32_t table = table_of(decoder, &root->fields[i]);
        found = table == 0 ? 0 : axvm_toml_find(document, table, axvm_slice_of(field->name));
    }
    return found;
}

/* Moves a key to the section that it belongs to, unless that has one of its name. */
static void suggest_section(struct axvm_decoder *decoder, struct axvm_finding *finding, uint32_t child,
                            const struct axvm_field *section, const struct axvm_field *field) {
    const struct axvm_toml_document *document = decoder->document;
    uint32_t table = table_of(decoder, section);
    struct axvm_toml_move move;
    axvm_finding_remark(decoder->findings, finding, AXVM_REMARK_HELP, "`%s` belongs to section [%s]", field->name,
                        section->name);
    if (table != 0 && axvm_toml_find(document, table, axvm_slice_of(field->name)) == 0 &&
        axvm_toml_find_move(document, child, table, &move)) {
        bool safe = axvm_decoder_looks_fit(decoder, field, child) &&
                    !axvm_node_is_incomplete(axvm_decoder_node(decoder, table));
        axvm_finding_move(decoder->findings, finding, move.lines, move.target, !safe);
    }
}

/* --- keys of a section without a header --------------------------------------------------------------- */

/* The first key in a table of those of another section, which has no header. 0: none */
static uint32_t first_key_of(const struct axvm_decoder *decoder, uint32_t table, const struct axvm_record *record,
                             const struct axvm_field *section) {
    const struct axvm_toml_document *document = decoder->document;
    uint32_t child = axvm_toml_first_child(document, table);
    while (child != 0) {
        struct axvm_slice key = written_key(document, child);
        if (axvm_field_named(record, key) == NULL && axvm_section_with_key(key, decoder->profile) == section) {
            return child;
        }
        child = axvm_toml_next_child(document, table, child);
    }
    return 0;
}

/* Keys that seem to stand below a header that is not there. */
struct headless {
    uint32_t table;  /* where they stand: in another section, or 0, before all of them */
    uint32_t first;  /* the first of them; 0: there are none */
    bool fills_rest; /* behind it there are no keys that belong where they stand */
};

/* Whether no key of this table, headers apart, stands behind those of another one. */
static bool fills_rest(const struct axvm_decoder *decoder, uint32_t table, const struct axvm_record *record,
                       uint32_t first) {
    const struct axvm_toml_document *document = decoder->document;
    for (uint32_t child = first; child != 0; child = axvm_toml_next_child(document, table, child)) {
        if (!has_header(axvm_decoder_node(decoder, child)) &&
            axvm_field_named(record, written_key(document, child)) != NULL) {
            return false;
        }
    }
    return true;
}

/* Searches the keys of a section that is missing, from the first section on. */
static struct headless find_headless(const struct axvm_decoder *decoder, const struct axvm_field *section) {
    const struct axvm_record *root = decoder->frames[0].record;
    struct headless found = {0, first_key_of(decoder, 0, root, section), false};
    const struct axvm_record *record = root;
    for (size_t i = 0; i < root->count && found.first == 0; i++) {
        record = root->fields[i].element;
        found.table = table_of(decoder, &root->fields[i]);
        found.first = found.table == 0 ? 0 : first_key_of(decoder, found.table, record, section);
    }
    found.fills_rest = found.first != 0 && fills_rest(decoder, found.table, record, found.first);
    return found;
}

/* Whether the line of a key ends with CR LF. */
static bool ends_with_return(struct axvm_slice text, uint32_t key) {
    size_t end = key;
    while (end < text.length && text.data[end] != '\n') {
        end++;
    }
    return end < text.length && text.data[end - 1] == '\r';
}

/* Puts a header above the line of a key, if keys of that line and below it are all in its table. */
static void suggest_header(struct axvm_decoder *decoder, struct axvm_finding *finding, const struct headless *keys,
                           const struct axvm_field *section) {
    const struct axvm_toml_document *document = decoder->document;
    const struct axvm_toml_node *table = axvm_decoder_node(decoder, keys->table);
    if (has_header(axvm_decoder_node(decoder, keys->first))) {
        axvm_finding_remark(decoder->findings, finding, AXVM_REMARK_HELP,
                            "its header names the section, too: write `%s.%v`", section->name,
                            written_key(document, keys->first));
        return;
    }
    bool is_open = keys->table == 0 || (table->form & AXVM_TOML_FORM_MASK) == AXVM_TOML_TABLE_HEADER;
    if (!keys->fills_rest || !is_open) {
        axvm_finding_remark(decoder->findings, finding, AXVM_REMARK_HELP,
                            "add the header `[%s]` and move its keys below it", section->name);
        return;
    }
    axvm_finding_remark(decoder->findings, finding, AXVM_REMARK_HELP, "write `[%s]` above this line", section->name);
    uint32_t line = axvm_toml_key_span(document, keys->first).start;
    struct axvm_slice header =
        axvm_format(decoder->arena, ends_with_return(document->text, line) ? "[%s]\r\n" : "[%s]\n", section->name);
    if (header.data == NULL) {
        decoder->out_of_memory = true;
        return;
    }
    while (line > 0 && axvm_class_of(document->text.data[line - 1]) & AXVM_CLASS_BLANK) {
        line--; /* a key begins its line, but for blanks */
    }
    axvm_finding_fix(decoder->findings, finding, (struct axvm_span){line, line}, header,
                     axvm_node_is_incomplete(table));
}

/* --- missing keys ------------------------------------------------------------------------------------- */

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
    char list[AXVM_DECODER_LIST_BYTES];
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

/* A key under another name than the one that is missing. */
static struct axvm_finding *complain_of_misspelling(struct axvm_decoder *decoder, enum axvm_code code,
                                                    const struct axvm_decoder_frame *frame, uint32_t misspelling,
                                                    const struct axvm_field *field) {
    struct axvm_finding *finding =
        axvm_decoder_complain(decoder, code, axvm_toml_key_span(decoder->document, misspelling));
    axvm_finding_label(decoder->findings, finding, "there is no %s %q",
                       code == AXVM_CODE_MISSING_SECTION ? "section" : "key",
                       written_key(decoder->document, misspelling));
    axvm_finding_remark(decoder->findings, finding, AXVM_REMARK_HELP, "did you mean `%s`?", field->name);
    suggest_name(decoder, finding, frame, misspelling, field);
    return finding;
}

static void complain_of_missing_section(struct axvm_decoder *decoder, const struct axvm_decoder_frame *frame,
                                        const struct axvm_field *section) {
    const enum axvm_code code = AXVM_CODE_MISSING_SECTION;
    uint32_t misspelling = AXVM_HAS_REMARKS ? misspelling_of(decoder, frame->record, frame->node, section) : 0;
    struct axvm_finding *finding;
    if (misspelling != 0) {
        finding = complain_of_misspelling(decoder, code, frame, misspelling, section);
        axvm_finding_message(decoder->findings, finding, "section [%s] is missing", section->name);
        return;
    }
    struct headless keys = {0, 0, false};
    if (AXVM_HAS_REMARKS) {
        keys = find_headless(decoder, section);
    }
    finding = axvm_decoder_complain(
        decoder, code, keys.first != 0 ? axvm_toml_key_span(decoder->document, keys.first) : end_of_content(decoder));
    axvm_finding_message(decoder->findings, finding, "section [%s] is missing", section->name);
    if (keys.first != 0) {
        axvm_finding_label(decoder->findings, finding, "this is one of its keys");
        suggest_header(decoder, finding, &keys, section);
    } else {
        axvm_finding_label(decoder->findings, finding, "nothing more follows");
        list_required_keys(decoder, finding, section);
    }
}

/* The section that a frame is of. NULL: it is of none */
static const struct axvm_field *section_of(const struct axvm_decoder *decoder, const struct axvm_decoder_frame *frame) {
    const struct axvm_record *root = decoder->frames[0].record;
    for (size_t i = 0; i < root->count; i++) {
        if (root->fields[i].element == frame->record) {
            return &root->fields[i];
        }
    }
    return NULL;
}

/* A key that is missing because it is misspelled, or stands elsewhere. @return NULL if it is neither */
static struct axvm_finding *point_at_key(struct axvm_decoder *decoder, const struct axvm_decoder_frame *frame,
                                         const struct axvm_field *field, bool *found) {
    const enum axvm_code code = AXVM_CODE_MISSING_KEY;
    const struct axvm_field *section = section_of(decoder, frame);
    uint32_t misspelling = AXVM_HAS_REMARKS ? misspelling_of(decoder, frame->record, frame->node, field) : 0;
    uint32_t stray = AXVM_HAS_REMARKS && misspelling == 0 && section != NULL ? misplaced(decoder, field) : 0;
    *found = misspelling != 0 || stray != 0;
    if (misspelling != 0) {
        return complain_of_misspelling(decoder, code, frame, misspelling, field);
    }
    if (stray == 0) {
        return NULL;
    }
    struct axvm_finding *finding = axvm_decoder_complain(decoder, code, axvm_toml_key_span(decoder->document, stray));
    axvm_finding_label(decoder->findings, finding, "it stands here");
    suggest_section(decoder, finding, stray, section, field);
    return finding;
}

void axvm_decoder_complain_of_missing_key(struct axvm_decoder *decoder, const struct axvm_decoder_frame *frame,
                                          const struct axvm_field *field) {
    if (field->kind == AXVM_FIELD_STRUCT) {
        complain_of_missing_section(decoder, frame, field);
        return;
    }
    bool found;
    struct axvm_finding *finding = point_at_key(decoder, frame, field, &found);
    if (!found) {
        struct axvm_span span = axvm_toml_value_span(decoder->document, frame->node);
        finding = axvm_decoder_complain(decoder, AXVM_CODE_MISSING_KEY, span);
        axvm_finding_remark(decoder->findings, finding, AXVM_REMARK_NOTE, "`%s`: %s", field->name,
                            axvm_field_description(field));
    }
    axvm_finding_message(decoder->findings, finding, "key `%s` is missing in %s%s", field->name, article(frame->record),
                         frame->record->title);
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

/* --- surplus and unknown keys ------------------------------------------------------------------------- */

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

/* Whether a key of another section stands here because the header of that one could not be read. */
static bool follows_lost_header(const struct axvm_decoder *decoder, const struct axvm_decoder_frame *frame,
                                struct axvm_slice key) {
    if (frame != &decoder->frames[AXVM_DECODER_SECTION_FRAME] ||
        !axvm_node_is_incomplete(axvm_decoder_node(decoder, 0))) {
        return false;
    }
    const struct axvm_field *section = axvm_section_with_key(key, decoder->profile);
    return section != NULL && axvm_toml_find(decoder->document, 0, axvm_slice_of(section->name)) == 0;
}

/* Whether the finding about a missing key of this table will be about an unknown one that was meant for it. */
static bool is_missing_key(const struct axvm_decoder *decoder, struct axvm_decoder_frame *frame, uint32_t child,
                           struct axvm_slice key) {
    bool may_be = frame->unknown_count < MISSPELLINGS_SOUGHT && axvm_field_named(frame->record, key) == NULL &&
                  !axvm_node_is_incomplete(axvm_decoder_node(decoder, frame->node));
    const char *meant = may_be ? axvm_suggest_key(frame->record, decoder->profile, key) : NULL;
    frame->unknown_count += may_be;
    const struct axvm_field *field = meant == NULL ? NULL : axvm_field_named(frame->record, axvm_slice_of(meant));
    bool is_meant = field != NULL && field->presence == AXVM_REQUIRED &&
                    axvm_toml_find(decoder->document, frame->node, axvm_slice_of(meant)) == 0 &&
                    misspelling_of(decoder, frame->record, frame->node, field) == child;
    if (is_meant) {
        take_field(decoder, frame, field);
    }
    return is_meant;
}

/* Whether the finding about a missing section, or a missing key of one, will be about a key that stands here. */
static bool is_key_of_other_section(const struct axvm_decoder *decoder, const struct axvm_decoder_frame *frame,
                                    uint32_t child, struct axvm_slice key) {
    bool is_in_section = section_of(decoder, frame) != NULL || frame->node == 0;
    const struct axvm_field *section = is_in_section ? axvm_section_with_key(key, decoder->profile) : NULL;
    if (section == NULL || decoder->frames[0].record != axvm_schema()) {
        return false;
    }
    if (axvm_toml_find(decoder->document, 0, axvm_slice_of(section->name)) == 0) {
        return !axvm_node_is_incomplete(axvm_decoder_node(decoder, 0)) &&
               misspelling_of(decoder, axvm_schema(), 0, section) == 0;
    }
    uint32_t table = table_of(decoder, section);
    const struct axvm_field *field = axvm_field_named(section->element, key);
    return table != 0 && !axvm_node_is_incomplete(axvm_decoder_node(decoder, table)) &&
           field->presence == AXVM_REQUIRED && axvm_toml_find(decoder->document, table, key) == 0 &&
           misspelling_of(decoder, section->element, table, field) == 0 && misplaced(decoder, field) == child;
}

/* Says what an unknown key was meant for. */
static void suggest_key(struct axvm_decoder *decoder, struct axvm_finding *finding, struct axvm_decoder_frame *frame,
                        uint32_t child, struct axvm_slice key) {
    const struct axvm_field *later = axvm_field_named(frame->record, key);
    const char *meant = axvm_suggest_key(frame->record, decoder->profile, key);
    const struct axvm_field *section = axvm_section_with_key(key, decoder->profile);
    if (later != NULL) {
        axvm_finding_remark(decoder->findings, finding, AXVM_REMARK_NOTE, "`%s` is a key of profile %s: %s",
                            later->name, axvm_profile_name(later->since), axvm_field_description(later));
    } else if (meant != NULL) {
        const struct axvm_field *field = axvm_field_named(frame->record, axvm_slice_of(meant));
        axvm_finding_remark(decoder->findings, finding, AXVM_REMARK_HELP, "did you mean `%s`?", meant);
        /* A finding about a missing key knows no escapes, and may give the name to another key. */
        if (axvm_slice_equal(key, written_key(decoder->document, child)) && take_field(decoder, frame, field)) {
            suggest_name(decoder, finding, frame, child, field);
        }
    } else if (section != NULL) {
        suggest_section(decoder, finding, child, section, axvm_field_named(section->element, key));
    }
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
    if (AXVM_HAS_REMARKS &&
        (is_missing_key(decoder, frame, child, key) || is_key_of_other_section(decoder, frame, child, key))) {
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
    if (AXVM_HAS_REMARKS) {
        suggest_key(decoder, finding, frame, child, key);
    }
}
