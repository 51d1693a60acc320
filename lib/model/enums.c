/* SPDX-License-Identifier: Apache-2.0 */
#include "axvmconfig/config.h"
#include "model/record.h"

const struct axvm_enum_value *axvm_enum_find_number(const struct axvm_enum *values, enum axvm_profile profile,
                                                    uint64_t number) {
    for (size_t i = 0; i < values->count; i++) {
        if ((uint64_t)values->values[i].number == number && values->values[i].since <= profile) {
            return &values->values[i];
        }
    }
    return NULL;
}

/* Whether a word is `text`: told from the first byte, mostly. */
static bool is_word(struct axvm_slice word, const char *text) {
    size_t i = 0;
    while (i < word.length && text[i] == word.data[i]) {
        i++;
    }
    return i == word.length && text[i] == '\0';
}

const struct axvm_enum_value *axvm_enum_find_word(const struct axvm_enum *values, enum axvm_profile profile,
                                                  struct axvm_slice word) {
    for (size_t i = 0; i < values->count; i++) {
        if (values->values[i].since <= profile && is_word(word, values->values[i].word)) {
            return &values->values[i];
        }
    }
    return NULL;
}

const struct axvm_enum_value *axvm_enum_row(const struct axvm_enum *values, uint64_t number) {
    const struct axvm_enum_value *row =
        axvm_enum_find_number(values, (enum axvm_profile)(AXVM_PROFILE_COUNT - 1), number);
    return row != NULL ? row : values->values;
}

/* What a number stands for, or `fallback` for one that stands for nothing. */
static uint64_t number_or(const struct axvm_enum *values, uint64_t value, uint64_t fallback, bool *known) {
    bool found = axvm_enum_find_number(values, AXVM_PROFILE_0_4, value) != NULL;
    if (known != NULL) {
        *known = found;
    }
    return found ? value : fallback;
}

enum axvm_vm_type axvm_vm_type_from(uint64_t value, bool *known) {
    return (enum axvm_vm_type)number_or(&axvm_vm_type_enum, value, AXVM_VM_TYPE_RTOS, known);
}

enum axvm_emu_device_type axvm_emu_device_type_from(uint64_t value, bool *known) {
    return (enum axvm_emu_device_type)number_or(&axvm_emu_device_type_enum, value, AXVM_EMU_DUMMY, known);
}

const char *axvm_emu_device_type_name(enum axvm_emu_device_type type) {
    return axvm_enum_row(&axvm_emu_device_type_enum, type)->word;
}

bool axvm_emu_device_type_removable(enum axvm_emu_device_type type) {
    switch (type) {
    case AXVM_EMU_INTERRUPT_CONTROLLER:
    case AXVM_EMU_GPPT_REDISTRIBUTOR:
    case AXVM_EMU_VIRTIO_BLK:
    case AXVM_EMU_VIRTIO_NET:
    case AXVM_EMU_VIRTIO_CONSOLE:
        return true;
    default:
        return false;
    }
}

bool axvm_emu_device_type_at(size_t index, enum axvm_emu_device_type *type) {
    /* Those of profile 0.4 come first. */
    if (index >= axvm_emu_device_type_enum.count || axvm_emu_device_type_enum.values[index].since > AXVM_PROFILE_0_4) {
        return false;
    }
    *type = (enum axvm_emu_device_type)axvm_emu_device_type_enum.values[index].number;
    return true;
}

const char *axvm_boot_protocol_name(enum axvm_boot_protocol protocol) {
    return axvm_enum_row(&axvm_boot_protocol_enum, protocol)->word;
}

const char *axvm_interrupt_mode_name(enum axvm_interrupt_mode mode) {
    return axvm_enum_row(&axvm_interrupt_mode_enum, mode)->word;
}

bool axvm_interrupt_mode_from(struct axvm_slice name, enum axvm_interrupt_mode *mode) {
    const struct axvm_enum_value *row = axvm_enum_find_word(&axvm_interrupt_mode_enum, AXVM_PROFILE_0_4, name);
    if (row == NULL) {
        return false;
    }
    *mode = (enum axvm_interrupt_mode)row->number;
    return true;
}
