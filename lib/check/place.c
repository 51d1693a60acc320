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

uint32_t axvm_node_of_member(const struct axvm_vm *vm, const struct axvm_record *record, uint32_t node, size_t offset) {
    size_t index = field_at(record, offset);
    return node == 0 ? 0 : axvm_member_node(vm->document, record, node, index, vm->config->profile);
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
    bool is_behind = vm->element_list == list && vm->element_index <= index;
    uint32_t element = is_behind ? vm->element_node : axvm_toml_first_child(vm->document, list);
    for (size_t i = is_behind ? vm->element_index : 0; i < index; i++) {
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
