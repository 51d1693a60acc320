/* SPDX-License-Identifier: Apache-2.0 */
/* The enums of the configuration and their methods. */
#include "tap.h"

#include "axvmconfig/axvmconfig.h"

struct device_row {
    uint64_t number;
    enum axvm_emu_device_type type;
    const char *name;
    bool removable;
};

/* In the order of upstream's declaration. */
static const struct device_row devices[] = {
    {0x00, AXVM_EMU_DUMMY, "meta device", false},
    {0x01, AXVM_EMU_INTERRUPT_CONTROLLER, "interrupt controller", true},
    {0x02, AXVM_EMU_CONSOLE, "console", false},
    {0x0a, AXVM_EMU_IVC_CHANNEL, "ivc channel", false},
    {0x20, AXVM_EMU_GPPT_REDISTRIBUTOR, "gic partial passthrough redistributor", true},
    {0x21, AXVM_EMU_GPPT_DISTRIBUTOR, "gic partial passthrough distributor", false},
    {0x22, AXVM_EMU_GPPT_ITS, "gic partial passthrough its", false},
    {0x30, AXVM_EMU_PPPT_GLOBAL, "plic partial passthrough global", false},
    {0xe1, AXVM_EMU_VIRTIO_BLK, "virtio block", true},
    {0xe2, AXVM_EMU_VIRTIO_NET, "virtio net", true},
    {0xe3, AXVM_EMU_VIRTIO_CONSOLE, "virtio console", true},
};

#define DEVICE_COUNT (sizeof devices / sizeof devices[0])

static void check_devices(void) {
    for (size_t i = 0; i < DEVICE_COUNT; i++) {
        const struct device_row *row = &devices[i];
        bool known = false;
        bool good = axvm_emu_device_type_from(row->number, &known) == row->type && known;
        good = good && axvm_emu_device_type_from(row->number, NULL) == row->type && (uint64_t)row->type == row->number;
        good = good && axvm_emu_device_type_removable(row->type) == row->removable;
        enum axvm_emu_device_type type = AXVM_EMU_DUMMY;
        good = good && axvm_emu_device_type_at(i, &type) && type == row->type;
        good = good && axvm_slice_equal(axvm_slice_of(axvm_emu_device_type_name(row->type)), axvm_slice_of(row->name));
        TAP_CHECK(good, row->name);
    }
    enum axvm_emu_device_type type = AXVM_EMU_CONSOLE;
    TAP_CHECK(!axvm_emu_device_type_at(DEVICE_COUNT, &type) && type == AXVM_EMU_CONSOLE,
              "past the last device type there is none");
    TAP_CHECK(!axvm_emu_device_type_at(SIZE_MAX, &type), "nor far past it");
}

static void fall_back_to_dummy(void) {
    bool good = true;
    size_t row = 0;
    for (uint64_t number = 0; number < 300; number++) {
        bool is_type = row < DEVICE_COUNT && devices[row].number == number;
        bool known = !is_type;
        enum axvm_emu_device_type type = axvm_emu_device_type_from(number, &known);
        good = good && known == is_type && type == (is_type ? devices[row].type : AXVM_EMU_DUMMY);
        row += is_type;
    }
    TAP_CHECK(good, "every other number stands for the meta device, and is told");
    bool known = true;
    TAP_EQUAL_U64(axvm_emu_device_type_from(UINT64_MAX, &known), AXVM_EMU_DUMMY, "the largest, too");
    TAP_CHECK(!known, "and is told");
    TAP_EQUAL_U64(axvm_emu_device_type_from(UINT64_C(0x100000001), &known), AXVM_EMU_DUMMY,
                  "a number is not cut to 32 bits");
}

static void check_vm_types(void) {
    bool known = false;
    TAP_EQUAL_U64(axvm_vm_type_from(0, &known), AXVM_VM_TYPE_HOST_VM, "0 is a host");
    TAP_EQUAL_U64(axvm_vm_type_from(1, &known), AXVM_VM_TYPE_RTOS, "1 is an RTOS");
    TAP_EQUAL_U64(axvm_vm_type_from(2, &known), AXVM_VM_TYPE_LINUX, "2 is Linux");
    TAP_CHECK(known, "which is known");
    TAP_EQUAL_U64(axvm_vm_type_from(3, &known), AXVM_VM_TYPE_RTOS, "any other is taken for an RTOS");
    TAP_CHECK(!known, "and told");
    TAP_EQUAL_U64(axvm_vm_type_from(UINT64_MAX, NULL), AXVM_VM_TYPE_RTOS, "to whom it may concern");
    TAP_EQUAL_U64(axvm_vm_type_from(UINT64_C(0x100000002), NULL), AXVM_VM_TYPE_RTOS, "a number is not cut to 32 bits");
}

static void check_interrupt_modes(void) {
    static const struct {
        const char *word;
        enum axvm_interrupt_mode mode;
    } rows[] = {
        {"no_irq", AXVM_INTERRUPT_NO_IRQ},     {"no", AXVM_INTERRUPT_NO_IRQ},
        {"none", AXVM_INTERRUPT_NO_IRQ},       {"emu", AXVM_INTERRUPT_EMULATED},
        {"emulated", AXVM_INTERRUPT_EMULATED}, {"passthrough", AXVM_INTERRUPT_PASSTHROUGH},
        {"pt", AXVM_INTERRUPT_PASSTHROUGH},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        enum axvm_interrupt_mode mode = (enum axvm_interrupt_mode)((rows[i].mode + 1) % 3);
        TAP_CHECK(axvm_interrupt_mode_from(axvm_slice_of(rows[i].word), &mode) && mode == rows[i].mode, rows[i].word);
    }
    static const char *const others[] = {"", "EMU", "emu ", " emu", "em", "emulate", "passthroug", "NoIrq", "true"};
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        enum axvm_interrupt_mode mode = AXVM_INTERRUPT_PASSTHROUGH;
        TAP_CHECK(!axvm_interrupt_mode_from(axvm_slice_of(others[i]), &mode) && mode == AXVM_INTERRUPT_PASSTHROUGH,
                  "another word is no mode and leaves it as it was");
    }
    TAP_EQUAL_STRING(axvm_slice_of(axvm_interrupt_mode_name(AXVM_INTERRUPT_NO_IRQ)), "no_irq", "no interrupts");
    TAP_EQUAL_STRING(axvm_slice_of(axvm_interrupt_mode_name(AXVM_INTERRUPT_EMULATED)), "emu", "emulated ones");
    TAP_EQUAL_STRING(axvm_slice_of(axvm_interrupt_mode_name(AXVM_INTERRUPT_PASSTHROUGH)), "passthrough", "real ones");
}

static void check_defaults(void) {
    struct axvm_crate_config config;
    for (size_t i = 0; i < sizeof config; i++) {
        ((unsigned char *)&config)[i] = 0xff;
    }
    axvm_config_default(&config);
    TAP_CHECK(config.base.id == 0 && config.base.name.length == 0 && config.base.vm_type == 0 &&
                  config.base.cpu_num == 0 && !config.base.phys_cpu_ids.present && !config.base.phys_cpu_sets.present,
              "a default base is empty");
    TAP_CHECK(config.kernel.entry_point == 0 && config.kernel.kernel_path.length == 0 &&
                  !config.kernel.bios_path.present && !config.kernel.dtb_load_addr.present &&
                  !config.kernel.cmdline.present && config.kernel.memory_region_count == 0,
              "a default kernel is empty");
    TAP_CHECK(config.devices.emu_device_count == 0 && config.devices.passthrough_device_count == 0 &&
                  config.devices.interrupt_mode == AXVM_INTERRUPT_NO_IRQ &&
                  config.devices.excluded_devices.count == 0 && config.devices.passthrough_address_count == 0,
              "default devices are none, without interrupts");
    TAP_CHECK(config.base.node == 0 && config.kernel.node == 0 && config.devices.node == 0, "none comes from a text");
}

void tap_body(void) {
    check_devices();
    fall_back_to_dummy();
    check_vm_types();
    check_interrupt_modes();
    check_defaults();
}
