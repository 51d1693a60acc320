/* SPDX-License-Identifier: Apache-2.0 */
/* From one profile to another: keys and values that only one of them has, and those that mean something else. */
#include "base/env.h"
#include "convert/converter.h"
#include "convert/tree.h"
#include "diag/findings.h"
#include "model/record.h"
#include "toml/removal.h"

#define KERNEL(converter, member)                                                                                      \
    axvm_converter_member((converter), &axvm_kernel_record, offsetof(struct axvm_kernel_config, member))

#define PASSED(converter, item, member)                                                                                \
    axvm_converter_item_member((converter), &axvm_passthrough_device_record, (item),                                   \
                               offsetof(struct axvm_passthrough_device_config, member))

#define KERNEL_FIELD(member) axvm_converter_field(&axvm_kernel_record, offsetof(struct axvm_kernel_config, member))

/* The value of a node if it is a string. @return false if it is none, or if the arena is full */
static bool string_of(struct axvm_converter *converter, uint32_t node, struct axvm_slice *value) {
    if (converter->document->nodes[node].kind != AXVM_TOML_STRING) {
        return false;
    }
    bool fits = axvm_toml_string(converter->document, node, converter->rewrite.arena, value) == AXVM_OK;
    converter->rewrite.failed = converter->rewrite.failed || !fits;
    return fits;
}

/* The number behind a word of an enum. @return false if the node is no such word */
static bool word_number(struct axvm_converter *converter, const struct axvm_field *field, uint32_t node, int *number) {
    struct axvm_slice word;
    if (!string_of(converter, node, &word)) {
        return false;
    }
    const struct axvm_enum_value *row = axvm_enum_find_word(field->values, AXVM_PROFILE_0_8, word);
    *number = row == NULL ? 0 : row->number;
    return row != NULL;
}

/* What 0.4 starts in. */
static int protocol_of_0_4(const struct axvm_converter *converter) {
    return KERNEL(converter, bios_path) != 0 ? AXVM_BOOT_MULTIBOOT : AXVM_BOOT_DIRECT;
}

/* Whether an earlier profile, which does not have the key, does all the same what it says. */
static bool is_implied(struct axvm_converter *converter, const struct axvm_field *field, uint32_t node) {
    const struct axvm_toml_document *document = converter->document;
    int number;
    if (field == KERNEL_FIELD(enable_bios)) {
        return axvm_tree_is_bool(document, node, protocol_of_0_4(converter) != AXVM_BOOT_DIRECT);
    }
    if (field->values != NULL && word_number(converter, field, node, &number)) {
        int before = field == KERNEL_FIELD(boot_protocol) ? protocol_of_0_4(converter) : 0; /* 0: by default */
        return number == before;
    }
    return document->nodes[node].kind == AXVM_TOML_ARRAY && document->nodes[node].link == 0;
}

/* A table that headers or dotted keys make, where no profile has a table: its parts may stand anywhere. */
static void refuse_parts(struct axvm_converter *converter, const struct axvm_field *field, uint32_t node) {
    struct axvm_finding *finding =
        axvm_converter_report(converter, AXVM_CODE_CONVERT_INCOMPLETE, AXVM_LEVEL_ERROR, node);
    axvm_finding_message(converter->findings, finding, "`%s` is written in parts and cannot become a comment",
                         field->name);
    axvm_finding_remark(converter->findings, finding, AXVM_REMARK_HELP, "remove it: %v does not have the key",
                        converter->wish->label);
}

/* Makes a key a comment that the target does not have. */
static void drop_key(struct axvm_converter *converter, const struct axvm_field *field, uint32_t table, uint32_t node) {
    const struct axvm_toml_document *document = converter->document;
    if (document->nodes[node].kind == AXVM_TOML_TABLE && !axvm_toml_is_in_one_place(&document->nodes[node])) {
        refuse_parts(converter, field, node);
        return;
    }
    bool implied = is_implied(converter, field, node);
    struct axvm_finding *finding =
        axvm_converter_report(converter, implied ? AXVM_CODE_CONVERT_IMPLIED : AXVM_CODE_CONVERT_NOT_IN_PROFILE,
                              implied ? AXVM_LEVEL_NOTE : AXVM_LEVEL_WARNING, node);
    const char *message =
        implied ? "`%s` need not be said in %v: it is so anyway" : "`%s` has no place in %v and becomes a comment";
    axvm_finding_message(converter->findings, finding, message, field->name, converter->wish->label);
    axvm_finding_label(converter->findings, finding, "came with %s", axvm_profile_name(field->since));
    if (document->nodes[node].kind == AXVM_TOML_ARRAY &&
        axvm_tree_form(&document->nodes[node]) == AXVM_TOML_ARRAY_OF_TABLES) {
        for (uint32_t item = axvm_toml_first_child(document, node); item != 0;
             item = axvm_toml_next_child(document, node, item)) {
            axvm_converter_drop_table(converter, item);
        }
        return;
    }
    uint32_t above = axvm_tree_start(document, node);
    if (axvm_tree_form(&document->nodes[table]) == AXVM_TOML_TABLE_INLINE) {
        above = axvm_tree_start(document, table);
        axvm_rewrite_comment_out_child(&converter->rewrite, table, node, above);
        return;
    }
    uint32_t start = axvm_skip_blanks(document->text, axvm_line_start(document->text, above));
    axvm_rewrite_comment_out(&converter->rewrite, (struct axvm_span){start, document->nodes[node].end});
}

/* 0.4 ignored a key that the target heeds. */
static void report_awakened(struct axvm_converter *converter, const struct axvm_field *field, uint32_t node) {
    struct axvm_finding *finding =
        axvm_converter_report(converter, AXVM_CODE_CONVERT_OTHER_MEANING, AXVM_LEVEL_WARNING, node);
    axvm_finding_message(converter->findings, finding, "`%s` had no effect in 0.4 and has one in %v", field->name,
                         converter->wish->label);
}

/* Keys of one section that came after one of the two profiles. */
static void collect_keys(struct axvm_converter *converter, const struct axvm_field *section) {
    const struct axvm_record *record = section->element;
    uint32_t table = axvm_converter_table(converter, section);
    for (size_t i = 0; table != AXVM_CONVERTER_NO_TABLE && i < record->count; i++) {
        const struct axvm_field *field = &record->fields[i];
        uint32_t node = axvm_tree_find(converter->document, table, field->name);
        if (node == 0) {
            continue;
        }
        if (field->since > converter->wish->to) {
            drop_key(converter, field, table, node);
        } else if (converter->wish->from == AXVM_FORMAT_0_4 && field->since > AXVM_PROFILE_0_4) {
            report_awakened(converter, field, node);
        }
    }
}

/* Items with a value that the target does not have. */
static void collect_values(struct axvm_converter *converter, const struct axvm_field *list, uint32_t item,
                           size_t index) {
    const struct axvm_record *record = list->element;
    enum axvm_profile from = axvm_format_profile(converter->wish->from);
    for (size_t i = 0; i < record->count; i++) {
        const struct axvm_field *field = &record->fields[i];
        uint64_t number;
        if (field->kind != AXVM_FIELD_ENUM_NUMBER || converter->flat) {
            continue;
        }
        uint32_t node = axvm_tree_member(converter->document, record, from, item, i);
        if (node == 0 || !axvm_tree_number(converter->document, node, &number) ||
            axvm_enum_find_number(field->values, from, number) == NULL ||
            axvm_enum_find_number(field->values, converter->wish->to, number) != NULL) {
            continue;
        }
        struct axvm_finding *finding =
            axvm_converter_report(converter, AXVM_CODE_CONVERT_NOT_IN_PROFILE, AXVM_LEVEL_WARNING, node);
        axvm_finding_message(converter->findings, finding,
                             "%s[%u] has no place in %v and becomes a comment: there is no %s %x", list->name,
                             (uint64_t)index, converter->wish->label, field->name, number);
        axvm_finding_label(converter->findings, finding, "%s: since 0.8",
                           axvm_enum_find_number(field->values, from, number)->word);
        axvm_converter_drop_item(converter, item);
        return;
    }
}

/* Adds a key in front of another of the same section: on a line of its own, or in the same inline table. */
static void add_key_before(struct axvm_converter *converter, const struct axvm_record *section, uint32_t node,
                           const char *key, const char *value) {
    const struct axvm_toml_document *document = converter->document;
    struct axvm_slice text = document->text;
    uint32_t table = axvm_converter_table(converter, axvm_converter_section(section));
    uint32_t start = axvm_tree_start(document, node);
    uint32_t line = axvm_skip_blanks(text, axvm_line_start(text, start));
    bool has_brackets = axvm_tree_form(&document->nodes[table]) == AXVM_TOML_TABLE_INLINE;
    bool shares_line = has_brackets && line < start;
    uint32_t at = shares_line ? start : line;
    struct axvm_slice parts[] = {{text.data + at, start - at}, /* of a dotted key: what stands before the last part */
                                 axvm_slice_of(key),
                                 axvm_slice_of(" = "),
                                 axvm_slice_of(value),
                                 axvm_slice_of(has_brackets ? "," : ""),
                                 axvm_slice_of(shares_line ? " " : axvm_line_ending(text)),
                                 axvm_indent_of(text, start)};
    axvm_rewrite_insert(&converter->rewrite, at, axvm_rewrite_join(&converter->rewrite, parts, shares_line ? 6 : 7));
}

/* 0.4 starts in a BIOS if there is one; 0.8 if `enable_bios` says so. */
static void collect_bios(struct axvm_converter *converter) {
    const struct axvm_field *enable = KERNEL_FIELD(enable_bios);
    uint32_t bios = KERNEL(converter, bios_path);
    enum axvm_arch arch = converter->wish->arch;
    if (bios == 0 || KERNEL(converter, enable_bios) != 0 || KERNEL(converter, boot_protocol) != 0 ||
        !axvm_toml_is_in_one_place(&converter->document->nodes[bios])) {
        return;
    }
    if (arch != AXVM_ARCH_X86_64 && arch != AXVM_ARCH_UNKNOWN) {
        struct axvm_finding *finding =
            axvm_converter_report(converter, AXVM_CODE_CONVERT_NO_MEANING, AXVM_LEVEL_WARNING, bios);
        axvm_finding_message(converter->findings, finding, "`bios_path` has no meaning in %v on %s",
                             converter->wish->label, axvm_arch_name(arch));
        return;
    }
    struct axvm_finding *finding =
        axvm_converter_report(converter, AXVM_CODE_CONVERT_MADE_EXPLICIT, AXVM_LEVEL_NOTE, bios);
    axvm_finding_message(converter->findings, finding, "`%s = true` is added: %v does not start in a BIOS without it",
                         enable->name, converter->wish->label);
    add_key_before(converter, &axvm_kernel_record, bios, enable->name, "true");
}

/* Sets the numbers of a device to 0 that is found by its path: 0.8 refuses others. */
static void clear_numbers(struct axvm_converter *converter, const struct axvm_field *list, uint32_t item,
                          size_t index) {
    const struct axvm_record *record = list->element;
    enum axvm_profile from = axvm_format_profile(converter->wish->from);
    for (size_t i = 1; i < record->count; i++) {
        uint64_t number;
        uint32_t node = axvm_tree_member(converter->document, record, from, item, i);
        if (node == 0 || !axvm_tree_number(converter->document, node, &number) || number == 0) {
            continue;
        }
        struct axvm_finding *finding =
            axvm_converter_report(converter, AXVM_CODE_CONVERT_NO_MEANING, AXVM_LEVEL_WARNING, node);
        axvm_finding_message(converter->findings, finding, "%s of %s[%u] has no meaning in %v and becomes 0",
                             record->fields[i].name, list->name, (uint64_t)index, converter->wish->label);
        axvm_finding_label(converter->findings, finding, "0.8 refuses it where `length` is 0");
        axvm_rewrite_replace(&converter->rewrite, axvm_toml_value_span(converter->document, node), axvm_slice_of("0"));
    }
}

/* The number of a node; 0 where there is none, which is what is meant then. */
static uint64_t number_of(const struct axvm_toml_document *document, uint32_t node) {
    uint64_t number;
    return node != 0 && axvm_tree_number(document, node, &number) ? number : 0;
}

/* 0.8 uses the host's address of a device, and wants nothing but a path where it has no length. */
static void collect_passthrough(struct axvm_converter *converter, const struct axvm_field *list, uint32_t item,
                                size_t index) {
    const struct axvm_toml_document *document = converter->document;
    if (list->element != &axvm_passthrough_device_record) {
        return;
    }
    uint32_t name = PASSED(converter, item, name);
    uint32_t hpa = PASSED(converter, item, base_hpa);
    uint64_t base_gpa = number_of(document, PASSED(converter, item, base_gpa));
    struct axvm_slice path = {NULL, 0};
    if (name == 0 || !string_of(converter, name, &path)) {
        return;
    }
    bool has_length = number_of(document, PASSED(converter, item, length_bytes)) != 0;
    if (!has_length && path.length > 0 && path.data[0] == '/') {
        clear_numbers(converter, list, item, index);
    } else if (has_length && hpa != 0 && base_gpa != number_of(document, hpa)) {
        struct axvm_finding *finding =
            axvm_converter_report(converter, AXVM_CODE_CONVERT_OTHER_MEANING, AXVM_LEVEL_WARNING, hpa);
        axvm_finding_message(converter->findings, finding,
                             "base_hpa of %s[%u] is used in %v; 0.4 took the device at %x on both sides", list->name,
                             (uint64_t)index, converter->wish->label, base_gpa);
    }
}

/* 0.8 has firmware that it does not start in; 0.4 would. */
static void collect_sleeping_bios(struct axvm_converter *converter) {
    uint32_t bios = KERNEL(converter, bios_path);
    uint32_t enable = KERNEL(converter, enable_bios);
    if (bios == 0 || (enable != 0 && axvm_tree_is_bool(converter->document, enable, true))) {
        return;
    }
    struct axvm_finding *finding =
        axvm_converter_report(converter, AXVM_CODE_CONVERT_OTHER_MEANING, AXVM_LEVEL_WARNING, bios);
    axvm_finding_message(converter->findings, finding, "`bios_path` had no effect in 0.8 and has one in %v",
                         converter->wish->label);
    axvm_finding_remark(converter->findings, finding, AXVM_REMARK_HELP,
                        "remove `bios_path` and `bios_load_addr` if the guest is not to start in that BIOS");
}

void axvm_profile_collect(struct axvm_converter *converter) {
    const struct axvm_record *root = axvm_schema();
    enum axvm_profile from = axvm_format_profile(converter->wish->from);
    for (size_t i = 0; i < root->count; i++) {
        collect_keys(converter, &root->fields[i]);
    }
    axvm_converter_items(converter, collect_values);
    if (from < converter->wish->to) {
        collect_bios(converter);
        axvm_converter_items(converter, collect_passthrough);
    } else if (from > converter->wish->to) {
        collect_sleeping_bios(converter);
    }
}
