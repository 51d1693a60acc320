/* SPDX-License-Identifier: Apache-2.0 */
#include "axvmconfig/convert.h"
#include "base/format.h"
#include "convert/tree.h"
#include "model/record.h"
#include "model/suggest.h"

static const char *const names[AXVM_FORMAT_COUNT] = {"none", "flat", "0.4", "0.8", "machine", "guest"};

const char *axvm_format_name(enum axvm_format format) {
    return names[format];
}

bool axvm_format_from(struct axvm_slice name, enum axvm_format *format) {
    for (unsigned i = 0; i < AXVM_FORMAT_COUNT; i++) {
        if (axvm_slice_equal(name, axvm_slice_of(names[i]))) {
            *format = (enum axvm_format)i;
            return true;
        }
    }
    return false;
}

enum axvm_profile axvm_format_profile(enum axvm_format format) {
    return format == AXVM_FORMAT_FLAT || format == AXVM_FORMAT_0_4 ? AXVM_PROFILE_0_4 : AXVM_PROFILE_0_8;
}

/* A key that only a newer format has: these formats have no schema here. */
struct mark {
    const char *table; /* NULL: the root */
    const char *key;
    enum axvm_format format;
    const char *reason;
};

static const struct mark marks[] = {
    {NULL, "machine", AXVM_FORMAT_MACHINE, "it has the section [machine]"},
    {"memory", "regions", AXVM_FORMAT_MACHINE, "memory regions stand in [[memory.regions]]"},
    {"devices", "disable_defaults", AXVM_FORMAT_MACHINE, "it has devices.disable_defaults"},
    {"devices", "deny", AXVM_FORMAT_MACHINE, "it has devices.deny"},
    {"base", "guest_type", AXVM_FORMAT_GUEST, "it has base.guest_type"},
    {"devices", "passthrough", AXVM_FORMAT_GUEST, "it has devices.passthrough"},
    {"devices", "disabled", AXVM_FORMAT_GUEST, "it has devices.disabled"},
    {"devices", "virtual", AXVM_FORMAT_GUEST, "it has devices.virtual"},
};

static const struct mark *find_mark(const struct axvm_toml_document *document, uint32_t *node) {
    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++) {
        uint32_t table = marks[i].table == NULL ? 0 : axvm_tree_find(document, 0, marks[i].table);
        bool is_there = marks[i].table == NULL || table != 0;
        *node = is_there ? axvm_tree_find(document, table, marks[i].key) : 0;
        if (*node != 0) {
            return &marks[i];
        }
    }
    return NULL;
}

/* What came with 0.8 in an item of a list: an enum's value. */
static bool find_newer_value(const struct axvm_toml_document *document, const struct axvm_record *record, uint32_t item,
                             struct axvm_arena *arena, struct axvm_detection *detection) {
    for (size_t i = 0; i < record->count; i++) {
        const struct axvm_field *field = &record->fields[i];
        uint32_t node =
            field->kind == AXVM_FIELD_ENUM_NUMBER ? axvm_tree_member(document, record, AXVM_PROFILE_0_4, item, i) : 0;
        uint64_t number;
        if (node == 0 || !axvm_tree_number(document, node, &number) ||
            axvm_enum_find_number(field->values, AXVM_PROFILE_0_4, number) != NULL ||
            axvm_enum_find_number(field->values, AXVM_PROFILE_0_8, number) == NULL) {
            continue;
        }
        *detection = (struct axvm_detection){AXVM_FORMAT_0_8,
                                             axvm_format(arena, "%s %x came with 0.8", field->name, number), node};
        return true;
    }
    return false;
}

static bool find_newer_item(const struct axvm_toml_document *document, const struct axvm_field *list, uint32_t node,
                            struct axvm_arena *arena, struct axvm_detection *detection) {
    if (list->element == NULL || document->nodes[node].kind != AXVM_TOML_ARRAY) {
        return false;
    }
    for (uint32_t item = axvm_toml_first_child(document, node); item != 0;
         item = axvm_toml_next_child(document, node, item)) {
        if (find_newer_value(document, list->element, item, arena, detection)) {
            return true;
        }
    }
    return false;
}

/* What came with 0.8 in a section: a key, or a value of an item of a list. */
static bool find_newer(const struct axvm_toml_document *document, const struct axvm_field *section, uint32_t table,
                       struct axvm_arena *arena, struct axvm_detection *detection) {
    const struct axvm_record *record = section->element;
    if (document->nodes[table].kind != AXVM_TOML_TABLE) {
        return false;
    }
    for (size_t i = 0; i < record->count; i++) {
        const struct axvm_field *field = &record->fields[i];
        uint32_t node = axvm_tree_find(document, table, field->name);
        if (node != 0 && field->since > AXVM_PROFILE_0_4) {
            *detection = (struct axvm_detection){
                AXVM_FORMAT_0_8, axvm_format(arena, "%s.%s came with 0.8", section->name, field->name), node};
            return true;
        }
        if (node != 0 && find_newer_item(document, field, node, arena, detection)) {
            return true;
        }
    }
    return false;
}

/* The keys of sections at the top level. One alone is no evidence: `name` may stand anywhere. */
#define FLAT_KEYS_LEAST 3

static struct axvm_detection detect_flat(const struct axvm_toml_document *document, struct axvm_arena *arena) {
    uint32_t first = 0;
    unsigned count = 0;
    for (uint32_t child = axvm_toml_first_child(document, 0); child != 0;
         child = axvm_toml_next_child(document, 0, child)) {
        struct axvm_slice key = axvm_tree_plain_key(document, child);
        if (axvm_section_with_key(key, AXVM_PROFILE_0_8) != NULL) {
            first = first == 0 ? child : first;
            count++;
        }
    }
    if (count < FLAT_KEYS_LEAST) {
        return (struct axvm_detection){
            AXVM_FORMAT_NONE, axvm_slice_of("it has neither sections of a VM configuration nor their keys"), 0};
    }
    return (struct axvm_detection){AXVM_FORMAT_FLAT,
                                   axvm_format(arena, "%u keys of sections stand at the top level, such as %v",
                                               (uint64_t)count, axvm_tree_plain_key(document, first)),
                                   first};
}

struct axvm_detection axvm_format_detect(const struct axvm_toml_document *document, struct axvm_arena *arena) {
    const struct axvm_record *root = axvm_schema();
    struct axvm_detection detection;
    unsigned sections = 0;
    uint32_t node;
    const struct mark *mark = find_mark(document, &node);
    if (mark != NULL) {
        return (struct axvm_detection){mark->format, axvm_slice_of(mark->reason), node};
    }
    for (size_t i = 0; i < root->count; i++) {
        uint32_t table = axvm_tree_find(document, 0, root->fields[i].name);
        sections += table != 0;
        if (table != 0 && find_newer(document, &root->fields[i], table, arena, &detection)) {
            return detection;
        }
    }
    if (sections == 0) {
        return detect_flat(document, arena);
    }
    const char *reason = sections == root->count ? "it has the sections and nothing that came later"
                                                 : "it has some of the sections and nothing that came later";
    return (struct axvm_detection){AXVM_FORMAT_0_4, axvm_slice_of(reason), 0};
}
