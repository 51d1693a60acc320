/* SPDX-License-Identifier: Apache-2.0 */
/*
 * From the flat format to sections.
 *
 * The text is cut into blocks, each a key with its value and the comments about it, and the blocks are written below
 * the header of their section in the order they have. A comment belongs to what it touches: to the key below it, or
 * else to the one above. What a key needs besides being moved is an edit like any other.
 */
#include "base/env.h"
#include "convert/converter.h"
#include "convert/tree.h"
#include "diag/findings.h"
#include "model/record.h"
#include "model/suggest.h"
#include "toml/escape.h"

#define FLAT_VALUE(converter, item, tag, record, member)                                                               \
    axvm_converter_item_member((converter), &(record), (item), offsetof(struct tag, member))

#define BASE(converter, member)                                                                                        \
    axvm_converter_member((converter), &axvm_base_record, offsetof(struct axvm_base_config, member))

/* The flag of a region that is a device: it was mapped to the same host address, all others to allocated memory. */
#define FLAG_DEVICE 0x10

/* The one key that has another name today. */
static const char old_cpu_set[] = "cpu_set";

/* --- lists ----------------------------------------------------------------------------------------- */

/* A device type of that time, and what it is today. */
struct old_type {
    uint64_t number;
    int today; /* -1: there is none */
    const char *name;
};

static const struct old_type old_types[] = {
    {0, AXVM_EMU_CONSOLE, "console"},
    {1, AXVM_EMU_INTERRUPT_CONTROLLER, "interrupt controller"},
    {2, AXVM_EMU_GPPT_DISTRIBUTOR, "partly passed-through interrupt controller"},
    {3, AXVM_EMU_VIRTIO_BLK, "virtio block"},
    {4, AXVM_EMU_VIRTIO_NET, "virtio net"},
    {5, AXVM_EMU_VIRTIO_CONSOLE, "virtio console"},
    {6, -1, "iommu"},
    {7, -1, "interrupt controller icc sre"},
    {8, -1, "interrupt controller sgi"},
    {9, AXVM_EMU_GPPT_REDISTRIBUTOR, "interrupt controller gicr"},
    {10, AXVM_EMU_DUMMY, "meta device"},
};

static void report_lost_type(struct axvm_converter *converter, const struct axvm_field *list, uint32_t item,
                             size_t index, const char *name) {
    struct axvm_finding *finding =
        axvm_converter_report(converter, AXVM_CODE_CONVERT_NOT_IN_PROFILE, AXVM_LEVEL_WARNING,
                              FLAT_VALUE(converter, item, axvm_emu_device_config, axvm_emu_device_record, emu_type));
    axvm_finding_message(converter->findings, finding,
                         "%s[%u] has no place in %v and becomes a comment: there is no such device", list->name,
                         (uint64_t)index, converter->wish->label);
    axvm_finding_label(converter->findings, finding, "was: %s", name);
    axvm_converter_drop_item(converter, item);
}

/* Gives a device today's number. */
static void renumber(struct axvm_converter *converter, const struct axvm_field *list, uint32_t item, size_t index) {
    uint32_t node = FLAT_VALUE(converter, item, axvm_emu_device_config, axvm_emu_device_record, emu_type);
    uint64_t number;
    if (node == 0 || !axvm_tree_number(converter->document, node, &number)) {
        return;
    }
    if (number >= sizeof old_types / sizeof old_types[0]) {
        const struct axvm_field *field =
            axvm_converter_field(&axvm_emu_device_record, offsetof(struct axvm_emu_device_config, emu_type));
        if (axvm_enum_find_number(field->values, converter->wish->to, number) == NULL) {
            report_lost_type(converter, list, item, index, "unknown");
        }
        return; /* a number of today's in a file without sections */
    }
    const struct old_type *type = &old_types[number];
    if (type->today < 0) {
        report_lost_type(converter, list, item, index, type->name);
        return;
    }
    if ((uint64_t)type->today == number) {
        return;
    }
    struct axvm_finding *finding =
        axvm_converter_report(converter, AXVM_CODE_CONVERT_MADE_EXPLICIT, AXVM_LEVEL_NOTE, node);
    axvm_finding_message(converter->findings, finding, "emu_type of %s[%u] becomes %x, today's number for a %s",
                         list->name, (uint64_t)index, (uint64_t)type->today, type->name);
    axvm_rewrite_replace(&converter->rewrite, axvm_toml_value_span(converter->document, node),
                         axvm_rewrite_number(&converter->rewrite, (uint64_t)type->today, true));
}

/* Says what became of a region that is a device. */
static void report_device_region(struct axvm_converter *converter, uint32_t item, size_t index) {
    struct axvm_finding *finding =
        axvm_converter_report(converter, AXVM_CODE_CONVERT_OTHER_MEANING, AXVM_LEVEL_WARNING, item);
    if (index == 0) {
        axvm_finding_message(converter->findings, finding,
                             "memory_regions[0] is a device, but %v takes the first region for main memory",
                             converter->wish->label);
        axvm_finding_remark(converter->findings, finding, AXVM_REMARK_HELP, "put a region of RAM first");
        return;
    }
    axvm_finding_message(converter->findings, finding,
                         "memory_regions[%u] is a device: `map_type` 2 keeps it at the host's address",
                         (uint64_t)index);
    axvm_finding_remark(converter->findings, finding, AXVM_REMARK_HELP,
                        "%v has `passthrough_devices` and `passthrough_addresses` for devices", converter->wish->label);
}

/* Adds `map_type` to a region without it. */
static void add_map_type(struct axvm_converter *converter, uint32_t item, size_t index) {
    const struct axvm_toml_document *document = converter->document;
    const struct axvm_field *field = axvm_converter_field(&axvm_mem_record, offsetof(struct axvm_mem_config, map_type));
    uint32_t flags = FLAT_VALUE(converter, item, axvm_mem_config, axvm_mem_record, flags);
    uint64_t bits = 0;
    if (flags == 0 || FLAT_VALUE(converter, item, axvm_mem_config, axvm_mem_record, map_type) != 0) {
        return;
    }
    bool is_device = axvm_tree_number(document, flags, &bits) && (bits & FLAG_DEVICE) != 0;
    const char *value = is_device ? "2" : "0";
    const struct axvm_toml_node *node = &document->nodes[item];
    if (is_device) {
        report_device_region(converter, item, index);
    }
    uint32_t last = node->link;
    if (node->kind == AXVM_TOML_TABLE && axvm_tree_form(node) == AXVM_TOML_TABLE_ELEMENT) {
        struct axvm_slice parts[] = {axvm_slice_of(axvm_line_ending(document->text)), axvm_slice_of(field->name),
                                     axvm_slice_of(" = "), axvm_slice_of(value)};
        axvm_rewrite_insert(&converter->rewrite, axvm_line_end(document->text, document->nodes[last].end),
                            axvm_rewrite_join(&converter->rewrite, parts, 4));
        return;
    }
    bool is_array = node->kind == AXVM_TOML_ARRAY;
    struct axvm_slice parts[] = {axvm_slice_of(", "), axvm_slice_of(is_array ? "" : field->name),
                                 axvm_slice_of(is_array ? "" : " = "), axvm_slice_of(value)};
    axvm_rewrite_insert(&converter->rewrite, document->nodes[last].end,
                        axvm_rewrite_join(&converter->rewrite, parts, 4));
}

static void collect_item(struct axvm_converter *converter, const struct axvm_field *list, uint32_t item, size_t index) {
    if (list->element == &axvm_mem_record) {
        add_map_type(converter, item, index);
    } else if (list->element == &axvm_emu_device_record) {
        renumber(converter, list, item, index);
    }
}

/* --- keys ------------------------------------------------------------------------------------------ */

/* `phys_cpu_sets = [2, 4]`: each CPU of the old mask ran one vCPU. */
static struct axvm_slice sets_of(struct axvm_converter *converter, uint64_t mask) {
    struct axvm_rewrite *rewrite = &converter->rewrite;
    const struct axvm_field *field =
        axvm_converter_field(&axvm_base_record, offsetof(struct axvm_base_config, phys_cpu_sets));
    struct axvm_slice text = axvm_slice_of(field->name);
    const char *before = " = [";
    for (unsigned bit = 0; bit < 64; bit++) {
        if ((mask >> bit & 1) != 0) {
            struct axvm_slice parts[] = {text, axvm_slice_of(before),
                                         axvm_rewrite_number(rewrite, (uint64_t)1 << bit, false)};
            text = axvm_rewrite_join(rewrite, parts, 3);
            before = ", ";
        }
    }
    struct axvm_slice parts[] = {text, axvm_slice_of("]")};
    return axvm_rewrite_join(rewrite, parts, 2);
}

/* How many bits of a mask are set. */
static uint64_t count_bits(uint64_t mask) {
    uint64_t count = 0;
    for (; mask != 0; mask &= mask - 1) {
        count++;
    }
    return count;
}

/* Writes `cpu_set` in today's words. @return false if they contradict it */
static bool convert_cpu_set(struct axvm_converter *converter, uint32_t node) {
    const struct axvm_toml_document *document = converter->document;
    const struct axvm_field *field =
        axvm_converter_field(&axvm_base_record, offsetof(struct axvm_base_config, cpu_num));
    uint64_t mask;
    uint64_t given;
    uint32_t cpu_num = BASE(converter, cpu_num);
    if (!axvm_tree_number(document, node, &mask) || mask == 0 || BASE(converter, phys_cpu_sets) != 0) {
        return false;
    }
    uint64_t count = count_bits(mask);
    if (cpu_num != 0 && (!axvm_tree_number(document, cpu_num, &given) || given != count)) {
        return false;
    }
    bool add_count = cpu_num == 0;
    struct axvm_slice parts[] = {axvm_slice_of(add_count ? field->name : ""), axvm_slice_of(add_count ? " = " : ""),
                                 add_count ? axvm_rewrite_number(&converter->rewrite, count, false) : axvm_slice_of(""),
                                 axvm_slice_of(add_count ? axvm_line_ending(document->text) : ""),
                                 sets_of(converter, mask)};
    struct axvm_finding *finding =
        axvm_converter_report(converter, AXVM_CODE_CONVERT_MADE_EXPLICIT, AXVM_LEVEL_NOTE, node);
    axvm_finding_message(converter->findings, finding, "`%s` %x becomes %s`%v`", old_cpu_set, mask,
                         add_count ? "`cpu_num` and " : "", parts[4]);
    axvm_finding_label(converter->findings, finding, "one vCPU on each of these CPUs");
    axvm_rewrite_replace(&converter->rewrite, axvm_tree_span(document, node),
                         axvm_rewrite_join(&converter->rewrite, parts, 5));
    return true;
}

static bool is_array_of_tables(const struct axvm_toml_document *document, uint32_t node) {
    return document->nodes[node].kind == AXVM_TOML_ARRAY &&
           axvm_tree_form(&document->nodes[node]) == AXVM_TOML_ARRAY_OF_TABLES;
}

/* Comments out a top-level key that no section has. */
static void drop_unknown(struct axvm_converter *converter, uint32_t node) {
    const struct axvm_toml_document *document = converter->document;
    struct axvm_finding *finding =
        axvm_converter_report(converter, AXVM_CODE_CONVERT_NO_PLACE, AXVM_LEVEL_WARNING, node);
    axvm_finding_message(converter->findings, finding, "`%v` has no place in %v and becomes a comment",
                         axvm_tree_plain_key(document, node), converter->wish->label);
    if (is_array_of_tables(document, node)) {
        for (uint32_t item = axvm_toml_first_child(document, node); item != 0;
             item = axvm_toml_next_child(document, node, item)) {
            axvm_converter_drop_table(converter, item);
        }
        return;
    }
    uint32_t start = axvm_tree_start(document, node);
    start = axvm_skip_blanks(document->text, axvm_line_start(document->text, start));
    axvm_rewrite_comment_out(&converter->rewrite, (struct axvm_span){start, axvm_tree_end(document, node)});
}

/* Puts the section in front of the key in each header of a list: `[[kernel.memory_regions]]`. */
static void qualify_headers(struct axvm_converter *converter, const struct axvm_field *section, uint32_t node) {
    const struct axvm_toml_document *document = converter->document;
    struct axvm_slice parts[] = {axvm_slice_of(section->name), axvm_slice_of(".")};
    struct axvm_slice prefix = axvm_rewrite_join(&converter->rewrite, parts, 2);
    for (uint32_t item = axvm_toml_first_child(document, node); item != 0;
         item = axvm_toml_next_child(document, node, item)) {
        axvm_rewrite_insert(&converter->rewrite, axvm_skip_blanks(document->text, document->nodes[item].start + 2),
                            prefix);
    }
}

/* Whether the target requires a key that is not there. */
static bool is_missing(const struct axvm_converter *converter, const struct axvm_field *field) {
    return field->presence == AXVM_REQUIRED && field->since <= converter->wish->to &&
           axvm_tree_find(converter->document, 0, field->name) == 0;
}

/* Required keys that are not there: lists are added empty when the section is written, others cannot be made up. */
static void check_required(struct axvm_converter *converter, const struct axvm_record *record) {
    for (size_t i = 0; i < record->count; i++) {
        const struct axvm_field *field = &record->fields[i];
        bool from_cpu_set = record == &axvm_base_record &&
                            field->offset == offsetof(struct axvm_base_config, cpu_num) &&
                            axvm_tree_find(converter->document, 0, old_cpu_set) != 0;
        if (!is_missing(converter, field) || from_cpu_set) {
            continue;
        }
        if (field->kind == AXVM_FIELD_STRUCT_LIST) {
            struct axvm_finding *finding =
                axvm_converter_report(converter, AXVM_CODE_CONVERT_MADE_EXPLICIT, AXVM_LEVEL_NOTE, 0);
            axvm_finding_message(converter->findings, finding, "`%s = []` is added: %v requires the list", field->name,
                                 converter->wish->label);
            continue;
        }
        struct axvm_finding *finding =
            axvm_converter_report(converter, AXVM_CODE_CONVERT_INCOMPLETE, AXVM_LEVEL_ERROR, 0);
        axvm_finding_message(converter->findings, finding, "`%s` is missing, and %v requires it", field->name,
                             converter->wish->label);
        axvm_finding_label(converter->findings, finding, "%s", axvm_field_description(field));
    }
}

void axvm_flat_collect(struct axvm_converter *converter) {
    const struct axvm_toml_document *document = converter->document;
    const struct axvm_record *root = axvm_schema();
    for (size_t i = 0; i < root->count; i++) {
        check_required(converter, root->fields[i].element);
    }
    for (uint32_t child = axvm_toml_first_child(document, 0); child != 0;
         child = axvm_toml_next_child(document, 0, child)) {
        struct axvm_slice key = axvm_tree_plain_key(document, child);
        bool is_cpu_set = axvm_slice_equal(key, axvm_slice_of(old_cpu_set));
        const struct axvm_field *section = axvm_section_with_key(key, AXVM_PROFILE_0_8);
        if (section != NULL && is_array_of_tables(document, child)) {
            qualify_headers(converter, section, child);
        }
        if (section == NULL && !(is_cpu_set && convert_cpu_set(converter, child))) {
            drop_unknown(converter, child);
        }
    }
    axvm_converter_items(converter, collect_item);
}

/* --- blocks ---------------------------------------------------------------------------------------- */

/*
 * A walk over the blocks of a flat text. `next` is the first node behind the current block; everything before `at` has
 * been handed out.
 */
struct blocks {
    const struct axvm_toml_document *document;
    uint32_t next;
    uint32_t at;
    size_t section; /* of the current block, an index in the root record */
};

/* The next node that is no comment. @return node_count if there is none */
static uint32_t next_value(const struct axvm_toml_document *document, uint32_t node) {
    while (node < document->node_count && document->nodes[node].kind == AXVM_TOML_COMMENT) {
        node++;
    }
    return node;
}

/* Where the line of a node's key or header begins. */
static uint32_t line_of(const struct axvm_toml_document *document, uint32_t node) {
    const struct axvm_toml_node *at = &document->nodes[node];
    uint32_t start = axvm_tree_start(document, node);
    start = at->start < start ? at->start : start;
    return axvm_line_start(document->text, start);
}

/* Whether a line with a key or header on it has a header. */
static bool is_header_line(struct axvm_slice text, uint32_t line) {
    return text.data[axvm_skip_blanks(text, line)] == '[';
}

/* Steps over the nodes of one key, or of one header with its keys. @return the end of its last value */
static uint32_t skip_nodes(struct blocks *blocks) {
    const struct axvm_toml_document *document = blocks->document;
    uint32_t line = line_of(document, blocks->next);
    bool below_header = is_header_line(document->text, line);
    uint32_t end = document->nodes[blocks->next].end;
    for (uint32_t i = blocks->next + 1; i < document->node_count; i++) {
        const struct axvm_toml_node *node = &document->nodes[i];
        if (node->kind == AXVM_TOML_COMMENT) {
            continue;
        }
        bool inside = axvm_tree_start(document, i) < end;
        if (!inside && line_of(document, i) != line &&
            !(below_header && !is_header_line(document->text, line_of(document, i)))) {
            break;
        }
        end = node->end > end ? node->end : end;
        blocks->next = i;
    }
    blocks->next = next_value(document, blocks->next + 1);
    return end;
}

static bool is_empty_line(struct axvm_slice text, uint32_t line) {
    uint32_t start = axvm_skip_blanks(text, line);
    return start >= axvm_line_end(text, line);
}

/* One past the last empty line of [start, end), which are whole lines. @return `start` if none is empty */
static uint32_t behind_empty_lines(struct axvm_slice text, uint32_t start, uint32_t end) {
    uint32_t behind = start;
    for (uint32_t line = start; line < end; line = axvm_line_next(text, line)) {
        behind = is_empty_line(text, line) ? axvm_line_next(text, line) : behind;
    }
    return behind;
}

/* Where [start, end), the lines between two keys, divides: comments that touch the upper key only stay with it. */
static uint32_t divide(struct axvm_slice text, uint32_t start, uint32_t end) {
    if (behind_empty_lines(text, start, end) == start) {
        return start;
    }
    while (!is_empty_line(text, start)) {
        start = axvm_line_next(text, start);
    }
    return start;
}

/* There is one: a text without the keys that are required is not written. */
static struct blocks first_block(const struct axvm_toml_document *document) {
    struct blocks blocks = {.document = document, .next = next_value(document, 1)};
    uint32_t start = axvm_line_start(document->text, 0);
    blocks.at = behind_empty_lines(document->text, start, line_of(document, blocks.next));
    return blocks;
}

/* The section of the key at the beginning of a line; that of the block before where no section has it. */
static size_t section_at(const struct axvm_toml_document *document, uint32_t line, size_t before) {
    const struct axvm_record *root = axvm_schema();
    uint32_t start = axvm_skip_blanks(document->text, line);
    while (document->text.data[start] == '[') {
        start = axvm_skip_blanks(document->text, start + 1);
    }
    const char *text = document->text.data;
    const char *end = text + document->text.length;
    for (size_t i = 0; i < root->count; i++) {
        const struct axvm_record *record = root->fields[i].element;
        for (size_t j = 0; j < record->count; j++) {
            if (axvm_key_has_value(text + start, end, axvm_slice_of(record->fields[j].name))) {
                return i;
            }
        }
    }
    return axvm_key_has_value(text + start, end, axvm_slice_of(old_cpu_set)) ? 0 : before;
}

/* Takes the next block. @return false if there is none */
static bool next_block(struct blocks *blocks, struct axvm_span *span) {
    const struct axvm_toml_document *document = blocks->document;
    if (blocks->next >= document->node_count) {
        return false;
    }
    blocks->section = section_at(document, line_of(document, blocks->next), blocks->section);
    uint32_t behind = axvm_line_next(document->text, skip_nodes(blocks));
    uint32_t end = blocks->next < document->node_count ? divide(document->text, behind, line_of(document, blocks->next))
                                                       : (uint32_t)document->text.length;
    *span = (struct axvm_span){blocks->at, end};
    blocks->at = end;
    return true;
}

/* --- writing --------------------------------------------------------------------------------------- */

/* The lists that a section requires and that are not there. @return whether there were any */
static bool write_empty_lists(struct axvm_converter *converter, const struct axvm_record *record, const char *ending,
                              struct axvm_output *output) {
    bool any = false;
    for (size_t i = 0; i < record->count; i++) {
        const struct axvm_field *field = &record->fields[i];
        if (field->kind == AXVM_FIELD_STRUCT_LIST && is_missing(converter, field)) {
            axvm_output_string(output, field->name);
            axvm_output_string(output, " = []");
            axvm_output_string(output, ending);
            any = true;
        }
    }
    return any;
}

/* The blocks of one section, each of which has a key in it, without the empty lines at its beginning and end. */
static void write_blocks(struct axvm_converter *converter, size_t section, bool first, const char *ending,
                         struct axvm_output *output) {
    struct axvm_slice text = converter->document->text;
    struct blocks blocks = first_block(converter->document);
    struct axvm_span span;
    while (next_block(&blocks, &span)) {
        if (blocks.section != section) {
            continue;
        }
        while (first && is_empty_line(text, span.start)) {
            span.start = axvm_line_next(text, span.start);
        }
        uint32_t end = span.end;
        while (text.data[end - 1] == '\n' || text.data[end - 1] == '\r' || text.data[end - 1] == ' ' ||
               text.data[end - 1] == '\t') {
            end--;
        }
        axvm_rewrite_copy(&converter->rewrite, (struct axvm_span){span.start, end}, output);
        axvm_output_string(output, ending);
        first = false;
    }
}

void axvm_flat_write(struct axvm_converter *converter, struct axvm_output *output) {
    const struct axvm_record *root = axvm_schema();
    struct axvm_slice text = converter->document->text;
    const char *ending = axvm_line_ending(text);
    struct blocks blocks = first_block(converter->document);
    axvm_output_slice(output, (struct axvm_slice){text.data, blocks.at});
    for (size_t i = 0; i < root->count; i++) {
        if (i > 0) {
            axvm_output_string(output, ending);
        }
        axvm_output_char(output, '[');
        axvm_output_string(output, root->fields[i].name);
        axvm_output_char(output, ']');
        axvm_output_string(output, ending);
        bool begun = write_empty_lists(converter, root->fields[i].element, ending, output);
        write_blocks(converter, i, !begun, ending, output);
    }
}
