/* SPDX-License-Identifier: Apache-2.0 */
/* Where values stand in the text: from a member of a struct back to the node it was decoded from. */
#include "check/checker.h"

/* The index of the field at an offset. */
static size_t field_at(const struct axvm_record *record, size_t offset) {
    size_t index = 0;
    while (index + 1 < record->count && record->fields[index].offset != offset) {
        index++;
    }
    return index;
}

/* The position in array form of a field: how many fields of the profile come before it. */
static size_t position_of(const struct axvm_record *record, size_t index, enum axvm_profile profile) {
    size_t position = 0;
    for (size_t i = 0; i < index; i++) {
        position += record->fields[i].since <= profile;
    }
    return position;
}

static uint32_t element_of(const struct axvm_toml_document *document, uint32_t list, size_t index) {
    uint32_t child = axvm_toml_first_child(document, list);
    for (; child != 0 && index > 0; index--) {
        child = axvm_toml_next_child(document, list, child);
    }
    return child;
}

uint32_t axvm_node_of_member(const struct axvm_vm *vm, const struct axvm_record *record, uint32_t node, size_t offset) {
    const struct axvm_toml_document *document = vm->document;
    size_t index = field_at(record, offset);
    if (node == 0) {
        return 0;
    }
    switch (document->nodes[node].kind) {
    case AXVM_TOML_TABLE:
        return axvm_toml_find(document, node, axvm_slice_of(record->fields[index].name));
    case AXVM_TOML_ARRAY:
        return element_of(document, node, position_of(record, index, vm->config->profile));
    default:
        return 0; /* a date-time, which has no keys */
    }
}

struct axvm_span axvm_place_of_node(const struct axvm_vm *vm, uint32_t node) {
    return node == 0 ? (struct axvm_span){0, 0} : axvm_toml_value_span(vm->document, node);
}

struct axvm_span axvm_place_of_member(const struct axvm_vm *vm, const struct axvm_record *record, uint32_t node,
                                      size_t offset) {
    uint32_t value = axvm_node_of_member(vm, record, node, offset);
    return axvm_place_of_node(vm, value != 0 ? value : node);
}

struct axvm_span axvm_place_of_element(struct axvm_vm *vm, uint32_t list, size_t index) {
    if (list == 0) {
        return axvm_place_of_node(vm, 0);
    }
    bool is_behind = vm->element_list == list && vm->element_node != 0 && vm->element_index <= index;
    uint32_t element = is_behind ? vm->element_node : axvm_toml_first_child(vm->document, list);
    for (size_t i = is_behind ? vm->element_index : 0; i < index && element != 0; i++) {
        element = axvm_toml_next_child(vm->document, list, element);
    }
    vm->element_list = list;
    vm->element_node = element;
    vm->element_index = index;
    return axvm_place_of_node(vm, element != 0 ? element : list);
}

bool axvm_is_present(const struct axvm_record *section, const struct axvm_keys *keys, size_t offset) {
    return (keys->present >> field_at(section, offset) & 1) != 0;
}
