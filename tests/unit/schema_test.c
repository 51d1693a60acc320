/* SPDX-License-Identifier: Apache-2.0 */
#include "axvmconfig/schema.h"

#include "axvmconfig/config.h"
#include "tap.h"

#define RECORDS_MAX   16
#define FIELDS_MAX    32
#define NAME_MAX_SIZE 24 /* the reader of a suggestion compares words of up to 32 bytes */

/* The records below the schema's root, found level by level. Always count <= RECORDS_MAX. */
struct records {
    const struct axvm_record *items[RECORDS_MAX];
    unsigned levels[RECORDS_MAX]; /* 0 for the root */
    size_t count;
};

static bool same(const char *a, const char *b) {
    return axvm_slice_equal(axvm_slice_of(a), axvm_slice_of(b));
}

static bool is_one_line(const char *text) {
    struct axvm_slice line = axvm_slice_of(text);
    for (size_t i = 0; i < line.length; i++) {
        if (line.data[i] == '\n') {
            return false;
        }
    }
    return line.length > 0;
}

static void collect(struct records *records) {
    *records = (struct records){.items = {axvm_schema()}, .count = 1};
    for (size_t r = 0; r < records->count; r++) {
        const struct axvm_record *record = records->items[r];
        for (size_t i = 0; i < record->count; i++) {
            if (record->fields[i].element != NULL && records->count < RECORDS_MAX) {
                records->levels[records->count] = records->levels[r] + 1;
                records->items[records->count++] = record->fields[i].element;
            }
        }
    }
}

static bool holds_structs(const struct axvm_field *field) {
    return field->kind == AXVM_FIELD_STRUCT || field->kind == AXVM_FIELD_STRUCT_LIST;
}

static bool is_choice(const struct axvm_field *field) {
    return field->kind == AXVM_FIELD_ENUM_NUMBER || field->kind == AXVM_FIELD_ENUM_WORD ||
           field->kind == AXVM_FIELD_OPTIONAL_ENUM_WORD;
}

static bool may_be_absent(const struct axvm_field *field) {
    return field->kind == AXVM_FIELD_OPTIONAL_U64 || field->kind == AXVM_FIELD_OPTIONAL_STRING ||
           field->kind == AXVM_FIELD_OPTIONAL_U64_LIST || field->kind == AXVM_FIELD_OPTIONAL_ENUM_WORD;
}

static size_t size_of(const struct axvm_field *field) {
    switch (field->kind) {
    case AXVM_FIELD_STRUCT:
        return field->element->size;
    case AXVM_FIELD_STRUCT_LIST:
        return sizeof(void *);
    case AXVM_FIELD_U64:
        return sizeof(uint64_t);
    case AXVM_FIELD_OPTIONAL_U64:
        return sizeof(struct axvm_optional_u64);
    case AXVM_FIELD_STRING:
        return sizeof(struct axvm_slice);
    case AXVM_FIELD_OPTIONAL_STRING:
        return sizeof(struct axvm_optional_string);
    case AXVM_FIELD_U64_LIST:
        return sizeof(struct axvm_u64_list);
    case AXVM_FIELD_OPTIONAL_U64_LIST:
        return sizeof(struct axvm_optional_u64_list);
    case AXVM_FIELD_STRING_LIST:
        return sizeof(struct axvm_string_list);
    case AXVM_FIELD_STRING_LIST_LIST:
        return sizeof(struct axvm_string_list_list);
    case AXVM_FIELD_ENUM_NUMBER:
    case AXVM_FIELD_ENUM_WORD:
        return sizeof(int);
    case AXVM_FIELD_OPTIONAL_ENUM_WORD:
        return sizeof(struct axvm_optional_choice);
    case AXVM_FIELD_BOOL:
        return sizeof(bool);
    case AXVM_FIELD_U16:
        return sizeof(uint64_t);
    }
    return SIZE_MAX;
}

/* Marks the bytes of a member. @return false if they lie outside the struct or belong to another member */
static bool claim(unsigned char *owned, size_t struct_size, size_t offset, size_t size) {
    if (size > struct_size || offset > struct_size - size) {
        return false;
    }
    for (size_t i = offset; i < offset + size; i++) {
        if (owned[i] != 0) {
            return false;
        }
        owned[i] = 1;
    }
    return true;
}

static void check_layout(const struct axvm_record *record) {
    static unsigned char owned[sizeof(struct axvm_crate_config)];
    bool good = record->size <= sizeof owned;
    for (size_t i = 0; i < sizeof owned; i++) {
        owned[i] = 0;
    }
    for (size_t i = 0; good && i < record->count; i++) {
        const struct axvm_field *field = &record->fields[i];
        good = claim(owned, record->size, field->offset, size_of(field));
        if (good && field->kind == AXVM_FIELD_STRUCT_LIST) {
            good = claim(owned, record->size, field->count_offset, sizeof(size_t));
        }
    }
    TAP_CHECK(good, "members lie inside their struct and apart from each other");
    TAP_CHECK(record->node_offset == AXVM_NO_MEMBER ||
                  (good && claim(owned, record->size, record->node_offset, sizeof(uint32_t))),
              "so does the node");
}

static bool is_name_unique(const struct axvm_record *record, size_t index) {
    for (size_t i = 0; i < index; i++) {
        if (same(record->fields[i].name, record->fields[index].name)) {
            return false;
        }
    }
    return true;
}

static void check_field(const struct axvm_record *record, size_t index) {
    const struct axvm_field *field = &record->fields[index];
    size_t length = axvm_slice_of(field->name).length;
    TAP_CHECK(length > 0 && length <= NAME_MAX_SIZE && is_name_unique(record, index), field->name);
    TAP_CHECK(is_one_line(axvm_field_description(field)), "has a description of one line");
    TAP_CHECK((field->element != NULL) == holds_structs(field), "structs and only they have an element");
    TAP_CHECK(field->values != NULL ? is_choice(field) || field->kind == AXVM_FIELD_U64 : !is_choice(field),
              "enums have values, and numbers may");
    TAP_CHECK(field->presence != AXVM_OPTIONAL || may_be_absent(field), "only optional kinds are optional");
    TAP_CHECK(!may_be_absent(field) || field->presence != AXVM_REQUIRED, "and none of them is required");
    TAP_CHECK(field->since == AXVM_PROFILE_0_4 || field->presence != AXVM_REQUIRED,
              "a key that came later is not required, for that would refuse what was right");
    if (is_choice(field) && field->presence == AXVM_DEFAULTED) {
        TAP_EQUAL_U64(field->values->values[0].number, 0, "a default is the first enum value, and zero");
    }
}

/* Rows of one number stand together, and a word stands only once. */
static bool is_row_in_place(const struct axvm_enum *values, size_t index) {
    const struct axvm_enum_value *row = &values->values[index];
    for (size_t i = 0; i < index; i++) {
        const struct axvm_enum_value *earlier = &values->values[i];
        bool alias = earlier->number == row->number;
        if (same(earlier->word, row->word) ||
            alias != same(axvm_enum_value_rust_name(earlier), axvm_enum_value_rust_name(row)) ||
            (alias && values->values[index - 1].number != row->number)) {
            return false;
        }
    }
    return true;
}

static void check_enum(const struct axvm_enum *values) {
    TAP_CHECK(values->count > 0 && is_one_line(values->rust_name), values->rust_name);
    for (size_t i = 0; i < values->count; i++) {
        TAP_CHECK(is_row_in_place(values, i), values->values[i].word);
        TAP_CHECK(is_one_line(axvm_enum_value_description(&values->values[i])), "has a description of one line");
    }
}

static void check_record(const struct axvm_record *record) {
    TAP_CHECK(is_one_line(axvm_record_rust_name(record)) && is_one_line(record->title), axvm_record_rust_name(record));
    TAP_CHECK(record->count > 0 && record->count <= FIELDS_MAX, "has 1 to 32 fields");
    check_layout(record);
    for (size_t i = 0; i < record->count; i++) {
        check_field(record, i);
        if (record->fields[i].values != NULL) {
            check_enum(record->fields[i].values);
        }
    }
}

/* The writers go through sections and lists of plain structs, and no deeper. */
static void check_shape(const struct records *records) {
    for (size_t r = 0; r < records->count; r++) {
        for (size_t i = 0; i < records->items[r]->count; i++) {
            const struct axvm_field *field = &records->items[r]->fields[i];
            bool fits = records->levels[r] == 0   ? field->kind == AXVM_FIELD_STRUCT
                        : records->levels[r] == 1 ? field->kind != AXVM_FIELD_STRUCT
                                                  : !holds_structs(field);
            TAP_CHECK(fits, "sections on top, lists of structs in them, values in those");
        }
    }
}

/* The keys of a record in a profile, separated by blanks, must be those of upstream's struct in its order. */
static void check_keys_in(const struct axvm_record *record, enum axvm_profile profile, const char *rust_name,
                          const char *expected) {
    static char buffer[512];
    struct axvm_output output;
    if (!same(axvm_record_rust_name(record), rust_name)) {
        return;
    }
    axvm_output_init(&output, buffer, sizeof buffer, NULL, NULL);
    for (size_t i = 0; i < record->count; i++) {
        if (record->fields[i].since <= profile) {
            axvm_output_string(&output, output.used > 0 ? " " : "");
            axvm_output_string(&output, record->fields[i].name);
        }
    }
    TAP_EQUAL_STRING(((struct axvm_slice){buffer, output.used}), expected, rust_name);
}

static void check_keys(const struct axvm_record *record, const char *rust_name, const char *expected) {
    check_keys_in(record, AXVM_PROFILE_0_4, rust_name, expected);
}

static void check_later_order(const struct axvm_record *record) {
    const enum axvm_profile profile = AXVM_PROFILE_0_8;
    check_keys_in(record, profile, "VMBaseConfig", "id name vm_type cpu_num phys_cpu_ids phys_cpu_sets");
    check_keys_in(record, profile, "VMKernelConfig",
                  "entry_point kernel_path kernel_load_addr enable_bios boot_protocol bios_path uefi_firmware_path "
                  "bios_load_addr dtb_path dtb_load_addr ramdisk_path ramdisk_load_addr image_location cmdline "
                  "disk_path memory_regions");
    check_keys_in(record, profile, "VMDevicesConfig",
                  "address_space_policy emu_devices passthrough_devices interrupt_mode excluded_devices "
                  "passthrough_addresses passthrough_ports");
    check_keys_in(record, profile, "PassThroughPortConfig", "base length");
}

static void check_order(const struct axvm_record *record) {
    check_keys(record, "AxVMCrateConfig", "base kernel devices");
    check_keys(record, "VMBaseConfig", "id name vm_type cpu_num phys_cpu_ids phys_cpu_sets");
    check_keys(record, "VMKernelConfig",
               "entry_point kernel_path kernel_load_addr bios_path bios_load_addr dtb_path dtb_load_addr ramdisk_path "
               "ramdisk_load_addr image_location cmdline disk_path memory_regions");
    check_keys(record, "VMDevicesConfig",
               "emu_devices passthrough_devices interrupt_mode excluded_devices passthrough_addresses");
    check_keys(record, "VmMemConfig", "gpa size flags map_type");
    check_keys(record, "EmulatedDeviceConfig", "name base_gpa length irq_id emu_type cfg_list");
    check_keys(record, "PassThroughDeviceConfig", "name base_gpa base_hpa length irq_id");
    check_keys(record, "PassThroughAddressConfig", "base_gpa length");
}

static void check_vm_types(void) {
    bool known = false;
    TAP_EQUAL_U64(axvm_vm_type_from(0, &known), AXVM_VM_TYPE_HOST_VM, "VM type 0");
    TAP_CHECK(known, "is known");
    TAP_EQUAL_U64(axvm_vm_type_from(2, NULL), AXVM_VM_TYPE_LINUX, "VM type 2");
    TAP_EQUAL_U64(axvm_vm_type_from(3, &known), AXVM_VM_TYPE_RTOS, "an unknown VM type is taken for an RTOS");
    TAP_CHECK(!known, "and reported");
    TAP_EQUAL_U64(axvm_vm_type_from((uint64_t)1 << 32, NULL), AXVM_VM_TYPE_RTOS, "no bits are lost");
}

static void check_device_types(void) {
    bool known = false;
    TAP_EQUAL_U64(axvm_emu_device_type_from(0x21, &known), AXVM_EMU_GPPT_DISTRIBUTOR, "device type 0x21");
    TAP_CHECK(known, "is known");
    TAP_EQUAL_U64(axvm_emu_device_type_from(3, &known), AXVM_EMU_DUMMY, "an unknown device type is taken for none");
    TAP_CHECK(!known, "and reported");
    TAP_CHECK(same(axvm_emu_device_type_name(AXVM_EMU_DUMMY), "meta device"), "name of Dummy");
    TAP_CHECK(same(axvm_emu_device_type_name(AXVM_EMU_GPPT_ITS), "gic partial passthrough its"), "name of GPPTITS");
    TAP_CHECK(same(axvm_emu_device_type_name(AXVM_EMU_VIRTIO_BLK), "virtio block"), "name of VirtioBlk");

    size_t count = 0;
    unsigned removable = 0;
    bool ascending = true;
    enum axvm_emu_device_type type = AXVM_EMU_DUMMY;
    for (enum axvm_emu_device_type last = type; axvm_emu_device_type_at(count, &type); last = type) {
        ascending = ascending && (count == 0 || type > last);
        removable += axvm_emu_device_type_removable(type);
        count++;
    }
    TAP_EQUAL_U64(count, 11, "there are 11 device types");
    TAP_CHECK(ascending, "in ascending order");
    TAP_EQUAL_U64(removable, 5, "five of them are removable");
    TAP_CHECK(axvm_emu_device_type_removable(AXVM_EMU_VIRTIO_NET), "VirtioNet is");
    TAP_CHECK(!axvm_emu_device_type_removable(AXVM_EMU_CONSOLE), "Console is not");
    TAP_CHECK(!axvm_emu_device_type_at(SIZE_MAX, &type), "there is nothing far beyond the last");
}

static void check_mode(const char *word, enum axvm_interrupt_mode expected) {
    enum axvm_interrupt_mode mode = AXVM_INTERRUPT_NO_IRQ;
    TAP_CHECK(axvm_interrupt_mode_from(axvm_slice_of(word), &mode) && mode == expected, word);
}

static void check_interrupt_modes(void) {
    enum axvm_interrupt_mode mode = AXVM_INTERRUPT_PASSTHROUGH;
    check_mode("no_irq", AXVM_INTERRUPT_NO_IRQ);
    check_mode("no", AXVM_INTERRUPT_NO_IRQ);
    check_mode("none", AXVM_INTERRUPT_NO_IRQ);
    check_mode("emu", AXVM_INTERRUPT_EMULATED);
    check_mode("emulated", AXVM_INTERRUPT_EMULATED);
    check_mode("passthrough", AXVM_INTERRUPT_PASSTHROUGH);
    check_mode("pt", AXVM_INTERRUPT_PASSTHROUGH);
    TAP_CHECK(!axvm_interrupt_mode_from(axvm_slice_of("NoIrq"), &mode), "upstream's variant is no word");
    TAP_CHECK(!axvm_interrupt_mode_from(axvm_slice_of("Emu"), &mode), "letter case counts");
    TAP_CHECK(!axvm_interrupt_mode_from(axvm_slice_of(""), &mode), "nothing is no word");
    TAP_EQUAL_U64(mode, AXVM_INTERRUPT_PASSTHROUGH, "the mode is untouched then");
    TAP_CHECK(same(axvm_interrupt_mode_name(AXVM_INTERRUPT_NO_IRQ), "no_irq"), "name of NoIrq");
    TAP_CHECK(same(axvm_interrupt_mode_name(AXVM_INTERRUPT_EMULATED), "emu"), "name of Emulated");
    TAP_CHECK(same(axvm_interrupt_mode_name(AXVM_INTERRUPT_PASSTHROUGH), "passthrough"), "name of Passthrough");
}

/* Whatever may be left out of an item of a list is a number: conversions write 0 in its place. */
static void check_items(const struct records *records) {
    bool are_numbers = true;
    for (size_t r = 0; r < records->count; r++) {
        for (size_t i = 0; records->levels[r] == 2 && i < records->items[r]->count; i++) {
            const struct axvm_field *field = &records->items[r]->fields[i];
            are_numbers = are_numbers && (field->presence == AXVM_REQUIRED || field->kind == AXVM_FIELD_U64 ||
                                          field->kind == AXVM_FIELD_U16);
        }
    }
    TAP_CHECK(are_numbers, "what may be left out of an item of a list is a number");
}

void tap_body(void) {
    struct records records;
    collect(&records);
    TAP_EQUAL_U64(records.count, 9, "there are nine records");
    for (size_t r = 0; r < records.count; r++) {
        check_record(records.items[r]);
        check_order(records.items[r]);
        check_later_order(records.items[r]);
    }
    check_shape(&records);
    check_items(&records);
    check_vm_types();
    check_device_types();
    check_interrupt_modes();
}
