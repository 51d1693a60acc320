/* SPDX-License-Identifier: Apache-2.0 */
#include "axvmconfig/convert.h"

#include "convert/converter.h"
#include "convert/tree.h"
#include "diag/findings.h"
#include "model/record.h"

/* Each edit takes its record and some bytes of text; nodes are at least two bytes of the text apart. */
#define EDIT_BYTES_MAX 256

size_t axvm_convert_memory_bound(size_t length) {
    size_t capped = length < AXVM_TEXT_MAX ? length : AXVM_TEXT_MAX;
    return capped < (SIZE_MAX - 65536) / EDIT_BYTES_MAX ? capped * EDIT_BYTES_MAX + 65536 : SIZE_MAX;
}

uint32_t axvm_converter_table(const struct axvm_converter *converter, const struct axvm_field *section) {
    if (converter->flat) {
        return 0;
    }
    uint32_t table = axvm_tree_find(converter->document, 0, section->name);
    return table == 0 || converter->document->nodes[table].kind != AXVM_TOML_TABLE ? AXVM_CONVERTER_NO_TABLE : table;
}

const struct axvm_field *axvm_converter_field(const struct axvm_record *record, size_t offset) {
    const struct axvm_field *field = record->fields;
    while (field->offset != offset) { /* every member has a field */
        field++;
    }
    return field;
}

const struct axvm_field *axvm_converter_section(const struct axvm_record *record) {
    const struct axvm_field *section = axvm_schema()->fields;
    while (section->element != record) {
        section++;
    }
    return section;
}

uint32_t axvm_converter_member(const struct axvm_converter *converter, const struct axvm_record *record,
                               size_t offset) {
    const struct axvm_field *field = axvm_converter_field(record, offset);
    uint32_t table = axvm_converter_table(converter, axvm_converter_section(record));
    return table == AXVM_CONVERTER_NO_TABLE ? 0 : axvm_tree_find(converter->document, table, field->name);
}

uint32_t axvm_converter_item_member(const struct axvm_converter *converter, const struct axvm_record *record,
                                    uint32_t item, size_t offset) {
    const struct axvm_field *field = axvm_converter_field(record, offset);
    return axvm_tree_member(converter->document, record, axvm_format_profile(converter->wish->from), item,
                            (size_t)(field - record->fields));
}

struct axvm_finding *axvm_converter_report(struct axvm_converter *converter, enum axvm_code code, enum axvm_level level,
                                           uint32_t node) {
    converter->invalid = converter->invalid || level == AXVM_LEVEL_ERROR;
    struct axvm_span span = node == 0 ? (struct axvm_span){0, 0} : axvm_tree_span(converter->document, node);
    return axvm_findings_add(converter->findings, code, level, span);
}

/* Calls `visit` for all items of one list. */
static void visit_list(struct axvm_converter *converter, const struct axvm_field *list, uint32_t node,
                       axvm_converter_item *visit) {
    const struct axvm_toml_document *document = converter->document;
    if (node == 0 || document->nodes[node].kind != AXVM_TOML_ARRAY) {
        return;
    }
    size_t index = 0;
    converter->list = node;
    for (uint32_t item = axvm_toml_first_child(document, node); item != 0;
         item = axvm_toml_next_child(document, node, item)) {
        visit(converter, list, item, index++);
    }
}

void axvm_converter_items(struct axvm_converter *converter, axvm_converter_item *visit) {
    const struct axvm_record *root = axvm_schema();
    for (size_t i = 0; i < root->count; i++) {
        uint32_t table = axvm_converter_table(converter, &root->fields[i]);
        const struct axvm_record *record = root->fields[i].element;
        for (size_t j = 0; table != AXVM_CONVERTER_NO_TABLE && j < record->count; j++) {
            const struct axvm_field *field = &record->fields[j];
            if (field->kind == AXVM_FIELD_STRUCT_LIST && field->since <= converter->wish->to) {
                visit_list(converter, field, axvm_tree_find(converter->document, table, field->name), visit);
            }
        }
    }
}

void axvm_converter_drop_table(struct axvm_converter *converter, uint32_t table) {
    struct axvm_span span = {converter->document->nodes[table].start, axvm_tree_end(converter->document, table)};
    axvm_rewrite_comment_out(&converter->rewrite, span);
}

void axvm_converter_drop_item(struct axvm_converter *converter, uint32_t item) {
    const struct axvm_toml_document *document = converter->document;
    const struct axvm_toml_node *node = &document->nodes[item];
    if (node->kind == AXVM_TOML_TABLE && axvm_tree_form(node) == AXVM_TOML_TABLE_ELEMENT) {
        axvm_converter_drop_table(converter, item);
        return;
    }
    axvm_rewrite_comment_out_child(&converter->rewrite, converter->list, item,
                                   axvm_tree_start(document, converter->list));
}

/* Whether a struct that is written as an array means the same in all profiles. */
static bool has_same_positions(const struct axvm_record *record) {
    return axvm_record_count(record, AXVM_PROFILE_0_4) == record->count;
}

/* Whether all sections are tables. Others are reported. */
static void check_sections(struct axvm_converter *converter) {
    const struct axvm_record *root = axvm_schema();
    for (size_t i = 0; i < root->count && !converter->flat; i++) {
        uint32_t node = axvm_tree_find(converter->document, 0, root->fields[i].name);
        if (node == 0 || converter->document->nodes[node].kind == AXVM_TOML_TABLE ||
            has_same_positions(root->fields[i].element)) {
            continue;
        }
        struct axvm_finding *finding =
            axvm_converter_report(converter, AXVM_CODE_CONVERT_INCOMPLETE, AXVM_LEVEL_ERROR, node);
        axvm_finding_message(converter->findings, finding, "section `%s` is not written as a table",
                             root->fields[i].name);
        axvm_finding_remark(converter->findings, finding, AXVM_REMARK_HELP,
                            "convert it with --form tables first: positions differ between versions");
    }
}

enum axvm_status axvm_convert(const struct axvm_toml_document *document, const struct axvm_conversion *conversion,
                              struct axvm_arena *arena, struct axvm_findings *findings, struct axvm_output *output) {
    struct axvm_converter converter = {
        .document = document,
        .wish = conversion,
        .findings = findings,
        .flat = conversion->from == AXVM_FORMAT_FLAT,
    };
    axvm_rewrite_init(&converter.rewrite, document, arena);
    check_sections(&converter);
    if (converter.flat) {
        axvm_flat_collect(&converter);
    }
    axvm_profile_collect(&converter);
    if (converter.rewrite.failed || findings->out_of_memory) {
        return AXVM_OUT_OF_MEMORY;
    }
    if (converter.invalid) {
        return AXVM_INVALID;
    }
    axvm_rewrite_ready(&converter.rewrite);
    if (converter.flat) {
        axvm_flat_write(&converter, output);
    } else {
        axvm_rewrite_copy(&converter.rewrite, (struct axvm_span){0, (uint32_t)document->text.length}, output);
    }
    return AXVM_OK;
}
