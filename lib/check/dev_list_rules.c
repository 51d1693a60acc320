/* SPDX-License-Identifier: Apache-2.0 */
/* Family 06, devices passed through: lists of windows and lists of paths, and what becomes of them. */
#include "check/dev_rules.h"

#include "check/window.h"

static const struct axvm_passthrough_device_config *device_at(const struct axvm_checker *checker, size_t index) {
    return &checker->config->devices.passthrough_devices[index];
}

static size_t device_count(const struct axvm_checker *checker) {
    return checker->config->devices.passthrough_device_count;
}

/* The place of a whole entry. */
static struct axvm_span place_of_device(const struct axvm_checker *checker, size_t index) {
    return axvm_place_of_node(checker->vm, device_at(checker, index)->node);
}

/* Whether a device tree is handed to the guest: UEFI has none. */
static bool has_own_tree(const struct axvm_checker *checker) {
    return checker->config->kernel.dtb_path.present && checker->layout->boot_protocol != AXVM_BOOT_UEFI;
}

static bool has_word(struct axvm_slice text, const char *word) {
    struct axvm_slice slice = axvm_slice_of(word);
    for (size_t i = 0; i + slice.length <= text.length; i++) {
        if (axvm_slice_equal((struct axvm_slice){text.data + i, slice.length}, slice)) {
            return true;
        }
    }
    return false;
}

/* Whether the guest lives by its device tree. A guest that was built for its board may never look at it. */
static bool seems_linux(const struct axvm_crate_config *config) {
    return config->base.vm_type == AXVM_VM_TYPE_LINUX || config->kernel.cmdline.present ||
           config->kernel.ramdisk_path.present || has_word(config->kernel.kernel_path, "linux") ||
           has_word(config->kernel.kernel_path, "Image");
}

/* --- windows and paths in one list ----------------------------------------------------------------- */

void axvm_dev_check_windows_only(struct axvm_checker *checker) {
    bool has_path = false;
    for (size_t i = 0; i < device_count(checker); i++) {
        has_path = has_path || axvm_dev_is_path(device_at(checker, i)->name);
    }
    /* Without a tree of its own the guest is told of listed paths only (AX0618 says so). */
    if (!axvm_passthrough_is_explicit(checker->config) || (!has_path && !has_own_tree(checker)) ||
        !seems_linux(checker->config)) {
        return;
    }
    struct axvm_finding *finding =
        axvm_report(checker, AXVM_PLACE_IN(checker->vm, passthrough_device, device_at(checker, 0), length_bytes));
    axvm_finding_message(checker->findings, finding,
                         "only the listed windows are mapped, whatever the device tree describes");
    axvm_finding_label(checker->findings, finding, "a length in the first entry: this is a list of windows");
    if (has_own_tree(checker)) {
        axvm_finding_secondary(checker->findings, finding, AXVM_PLACE_OF(checker, kernel, dtb_path),
                               "describes devices to the guest");
    }
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_ON_BOARD,
                        checker->profile == AXVM_PROFILE_0_4
                            ? "the first access to a device without a window panics the hypervisor: every VM is lost"
                            : "an access to a device without a window fails, and the guest goes no further");
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP,
                        "see that every device that the guest uses has a window here or in `passthrough_addresses`");
}

static void report_window_behind_path(struct axvm_checker *checker, size_t index) {
    const struct axvm_passthrough_device_config *device = device_at(checker, index);
    struct axvm_finding *finding = axvm_report(checker, place_of_device(checker, index));
    axvm_finding_message(checker->findings, finding, "the window of %q is dropped", device->name);
    axvm_finding_label(checker->findings, finding, "%b at %x", device->length_bytes, device->base_gpa);
    axvm_finding_secondary(checker->findings, finding, place_of_device(checker, 0),
                           "no length here, which makes it a list of paths");
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_ON_BOARD,
                        checker->profile == AXVM_PROFILE_0_4
                            ? "only what the device tree describes is mapped; an access to anything else panics the "
                              "hypervisor: every VM is lost"
                            : "only what the device tree describes is mapped; an access to anything else fails");
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP,
                        "move it to `passthrough_addresses`, as `[%x, %x]`", device->base_gpa, device->length_bytes);
}

void axvm_dev_check_window_behind_path(struct axvm_checker *checker) {
    if (device_count(checker) == 0 || axvm_passthrough_is_explicit(checker->config)) {
        return;
    }
    if (checker->profile == AXVM_PROFILE_0_8 && !axvm_dev_is_lookup(device_at(checker, 0))) {
        return; /* AX0613 */
    }
    for (size_t i = 1; i < device_count(checker); i++) {
        if (device_at(checker, i)->length_bytes != 0) {
            report_window_behind_path(checker, i);
        }
    }
}

static void report_path_behind_window(struct axvm_checker *checker, size_t index) {
    const struct axvm_passthrough_device_config *device = device_at(checker, index);
    struct axvm_finding *finding = axvm_report(checker, place_of_device(checker, index));
    axvm_finding_message(checker->findings, finding, "nothing is mapped for the path %q", device->name);
    axvm_finding_label(checker->findings, finding, "no length, in a list of windows");
    axvm_finding_secondary(checker->findings, finding,
                           AXVM_PLACE_IN(checker->vm, passthrough_device, device_at(checker, 0), length_bytes),
                           "a length in the first entry makes it one");
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_ON_BOARD,
                        checker->profile == AXVM_PROFILE_0_4
                            ? "the guest's tree has the device, and its first access panics the hypervisor: every VM "
                              "is lost"
                            : "a window of no length is refused, and the VM is not created");
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP,
                        device->name.length == 1 ? "remove %q, or list nothing else"
                                                 : "give %q its address and length, or turn all entries into paths",
                        device->name);
}

void axvm_dev_check_path_behind_window(struct axvm_checker *checker) {
    if (!axvm_passthrough_is_explicit(checker->config)) {
        return;
    }
    for (size_t i = 1; i < device_count(checker); i++) {
        const struct axvm_passthrough_device_config *device = device_at(checker, i);
        bool is_path = checker->profile == AXVM_PROFILE_0_4
                           ? axvm_dev_is_path(device->name) && device->length_bytes == 0
                           : axvm_dev_is_lookup(device);
        if (is_path) {
            report_path_behind_window(checker, i);
        }
    }
}

/* --- entries that are neither ---------------------------------------------------------------------- */

/* The place of the number that keeps a path from being looked up, and what it is called. */
static struct axvm_span place_of_surplus(const struct axvm_checker *checker,
                                         const struct axvm_passthrough_device_config *device, const char **name) {
    if (device->base_gpa != 0) {
        *name = "base_gpa";
        return AXVM_PLACE_IN(checker->vm, passthrough_device, device, base_gpa);
    }
    if (device->base_hpa != 0) {
        *name = "base_hpa";
        return AXVM_PLACE_IN(checker->vm, passthrough_device, device, base_hpa);
    }
    *name = "irq_id";
    return AXVM_PLACE_IN(checker->vm, passthrough_device, device, irq_id);
}

static void report_path_with_numbers(struct axvm_checker *checker, size_t index) {
    const struct axvm_passthrough_device_config *device = device_at(checker, index);
    const char *name;
    struct axvm_span span = place_of_surplus(checker, device, &name);
    bool is_irq = device->base_gpa == 0 && device->base_hpa == 0;
    struct axvm_finding *finding = axvm_report(checker, span);
    axvm_finding_message(checker->findings, finding, "the path %q has numbers, but no length", device->name);
    axvm_finding_label(checker->findings, finding, "`%s` must be 0 if the device tree is to tell", name);
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_ON_BOARD,
                        "the configuration is refused: no length, and not a mere path");
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP,
                        is_irq ? "write 0: interrupts come from the device tree"
                               : "write all numbers as 0, or the length of the window, too");
    axvm_suggest_number(checker, finding, span, 0, !is_irq);
}

static void report_no_length(struct axvm_checker *checker, size_t index) {
    const struct axvm_passthrough_device_config *device = device_at(checker, index);
    struct axvm_finding *finding =
        axvm_report(checker, AXVM_PLACE_IN(checker->vm, passthrough_device, device, length_bytes));
    axvm_finding_message(checker->findings, finding, "passthrough device %q has no length", device->name);
    axvm_finding_label(checker->findings, finding, "0 bytes at %x", device->base_gpa);
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_ON_BOARD,
                        "the configuration is refused: no length, and not the path of a device");
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP,
                        "write its length in bytes, or its path in the device tree, which begins with `/`, as name");
}

void axvm_dev_check_no_length(struct axvm_checker *checker) {
    for (size_t i = 0; i < device_count(checker); i++) {
        const struct axvm_passthrough_device_config *device = device_at(checker, i);
        if (device->length_bytes != 0 || axvm_dev_is_lookup(device)) {
            continue;
        }
        if (axvm_dev_is_path(device->name)) {
            report_path_with_numbers(checker, i);
        } else {
            report_no_length(checker, i);
        }
    }
}

void axvm_dev_check_no_path(struct axvm_checker *checker) {
    if (checker->arch == AXVM_ARCH_X86_64 || checker->arch == AXVM_ARCH_LOONGARCH64 ||
        axvm_passthrough_is_explicit(checker->config)) {
        return;
    }
    for (size_t i = 0; i < device_count(checker); i++) {
        const struct axvm_passthrough_device_config *device = device_at(checker, i);
        if (device->length_bytes != 0 || axvm_dev_is_path(device->name)) {
            continue;
        }
        struct axvm_finding *finding =
            axvm_report(checker, AXVM_PLACE_IN(checker->vm, passthrough_device, device, name));
        axvm_finding_message(checker->findings, finding, "passthrough device %q is not found by this name",
                             device->name);
        axvm_finding_label(checker->findings, finding, "not a path: it does not begin with `/`");
        axvm_finding_remark(checker->findings, finding, AXVM_REMARK_ON_BOARD,
                            "no node of the device tree is called so, and nothing is passed through for it");
        axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP,
                            "write the whole path in the host's device tree, such as `/%v`", device->name);
    }
}

/* --- paths where there is no device tree ------------------------------------------------------------ */

void axvm_dev_check_path_x86(struct axvm_checker *checker) {
    for (size_t i = 0; i < device_count(checker); i++) {
        const struct axvm_passthrough_device_config *device = device_at(checker, i);
        if (!axvm_dev_is_lookup(device)) {
            continue;
        }
        struct axvm_finding *finding = axvm_report(checker, place_of_device(checker, i));
        axvm_finding_message(checker->findings, finding, "the path %q cannot be looked up on x86_64", device->name);
        axvm_finding_label(checker->findings, finding, "there is no device tree");
        axvm_finding_remark(checker->findings, finding, AXVM_REMARK_ON_BOARD,
                            "it is taken for a window of no length, and the VM is not created");
        axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP,
                            "write the windows of the devices that the guest needs, each with address and length");
    }
}

void axvm_dev_check_path_loongarch(struct axvm_checker *checker) {
    struct axvm_slice root = axvm_slice_of("/");
    bool is_listed = axvm_passthrough_is_listed(checker->config, checker->arch);
    for (size_t i = 0; i < device_count(checker); i++) {
        const struct axvm_passthrough_device_config *device = device_at(checker, i);
        if (!axvm_dev_is_lookup(device) || axvm_slice_equal(device->name, root)) {
            continue;
        }
        struct axvm_finding *finding = axvm_report(checker, place_of_device(checker, i));
        axvm_finding_message(checker->findings, finding, "the path %q is not looked up on loongarch64", device->name);
        axvm_finding_label(checker->findings, finding, "only `/` is known, for all devices of the host");
        axvm_finding_remark(checker->findings, finding, AXVM_REMARK_ON_BOARD,
                            is_listed ? "it is taken for a window of no length, and the VM is not created"
                                      : "dropped, as is every entry beside `/`");
        axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP,
                            is_listed ? "write the device's address and length, or `/` alone"
                                      : "remove it: `/` passes every device");
    }
}

/* --- what the guest's device tree will have --------------------------------------------------------- */

static bool starts_with(struct axvm_slice text, struct axvm_slice start) {
    return text.length >= start.length && axvm_slice_equal((struct axvm_slice){text.data, start.length}, start);
}

/* Whether the author has thought of what a tree of listed devices lacks, or there is nothing to think of. */
static bool is_tree_complete(const struct axvm_checker *checker) {
    for (size_t i = 0; i < device_count(checker); i++) {
        struct axvm_slice name = device_at(checker, i)->name;
        if (axvm_slice_equal(name, axvm_slice_of("/")) || starts_with(name, axvm_slice_of("/chosen")) ||
            starts_with(name, axvm_slice_of("/psci")) || starts_with(name, axvm_slice_of("/timer"))) {
            return true;
        }
    }
    return false;
}

void axvm_dev_check_tree_incomplete(struct axvm_checker *checker) {
    const struct axvm_crate_config *config = checker->config;
    if (config->kernel.dtb_path.present || checker->layout->boot_protocol == AXVM_BOOT_UEFI || !seems_linux(config) ||
        is_tree_complete(checker)) {
        return;
    }
    enum axvm_level level = checker->arch == AXVM_ARCH_AARCH64 ? AXVM_LEVEL_WARNING : AXVM_LEVEL_NOTE;
    struct axvm_finding *finding = axvm_report_at(checker, level, AXVM_PLACE_OF(checker, devices, passthrough_devices));
    axvm_finding_message(checker->findings, finding, "the guest's device tree will have CPUs and listed devices only");
    axvm_finding_label(checker->findings, finding, "`/` is not in the list, and there is no `dtb_path`");
    const char *effect = "no `/chosen`, `/psci` and `/timer`: no command line, no second CPU, no clock";
    if (checker->arch == AXVM_ARCH_RISCV64) {
        effect = checker->profile == AXVM_PROFILE_0_4
                     ? "no `/chosen`, so no command line, and whatever else the guest looks for is missing"
                     : "`/chosen` is the host's; whatever else the guest looks for is missing";
    }
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_ON_BOARD, effect);
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP,
                        "give the guest a device tree of its own with `dtb_path`, or pass `/` and exclude what it "
                        "must not have");
}

void axvm_dev_check_whole_tree(struct axvm_checker *checker) {
    if (device_count(checker) > 0 || !has_own_tree(checker)) {
        return;
    }
    struct axvm_finding *finding = axvm_report(checker, AXVM_PLACE_OF(checker, devices, passthrough_devices));
    axvm_finding_message(checker->findings, finding, "an empty list passes every device of %q through",
                         checker->config->kernel.dtb_path.value);
    axvm_finding_label(checker->findings, finding, "no first entry with a length, so the device tree tells");
    axvm_finding_secondary(checker->findings, finding, AXVM_PLACE_OF(checker, kernel, dtb_path),
                           "every address range in it is mapped to the host's");
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_ON_BOARD,
                        "the guest reaches all host addresses that its device tree names");
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP,
                        "list the windows that it shall reach, each with its length; or `/` to say that all are meant");
}

/* --- the guest as a whole --------------------------------------------------------------------------- */

/* Numbers that configurations have where there is no interrupt. */
#define IRQ_PLACEHOLDER_1  1
#define IRQ_PLACEHOLDER_23 0x17

void axvm_dev_check_irq(struct axvm_checker *checker) {
    const struct axvm_passthrough_device_config *first = NULL;
    uint64_t count = 0;
    for (size_t i = 0; i < device_count(checker); i++) {
        const struct axvm_passthrough_device_config *device = device_at(checker, i);
        bool is_meant =
            device->irq_id != 0 && device->irq_id != IRQ_PLACEHOLDER_1 && device->irq_id != IRQ_PLACEHOLDER_23;
        if (is_meant && device->length_bytes != 0) {
            first = first == NULL ? device : first;
            count++;
        }
    }
    if (first == NULL) {
        return;
    }
    struct axvm_finding *finding = axvm_report(checker, AXVM_PLACE_IN(checker->vm, passthrough_device, first, irq_id));
    axvm_finding_message(checker->findings, finding, "the interrupt of passthrough device %q is not heeded",
                         first->name);
    if (count == 1) {
        axvm_finding_label(checker->findings, finding, "interrupt %u has no effect", first->irq_id);
    } else {
        axvm_finding_label(checker->findings, finding, "interrupt %u has no effect, nor have those of %u more devices",
                           first->irq_id, count - 1);
    }
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_ON_BOARD,
                        "which interrupts the guest gets is taken from its device tree, if it has one");
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP,
                        "write 0 to say so, and see that the device tree has the interrupt");
}

/* A guest is loaded from the hypervisor's file system. */
static bool is_from_fs(const struct axvm_vm *vm) {
    return axvm_slice_equal(vm->config->kernel.image_location.value, axvm_slice_of("fs"));
}

/* The list for whose sake the file system is given up. @return 0 if all are empty, or if it is kept */
static uint32_t releasing_list(const struct axvm_vm *vm) {
    const struct axvm_devices_config *devices = &vm->config->devices;
    if (!is_from_fs(vm) ||
        devices->passthrough_device_count + devices->passthrough_address_count + devices->passthrough_port_count == 0) {
        return 0;
    }
    size_t offset = devices->passthrough_device_count > 0 ? offsetof(struct axvm_devices_config, passthrough_devices)
                    : devices->passthrough_address_count > 0
                        ? offsetof(struct axvm_devices_config, passthrough_addresses)
                        : offsetof(struct axvm_devices_config, passthrough_ports);
    return axvm_node_of_member(vm, &axvm_devices_record, devices->node, offset);
}

static struct axvm_span place_of_location(const struct axvm_vm *vm) {
    return axvm_place_of_member(vm, &axvm_kernel_record, vm->config->kernel.node,
                                offsetof(struct axvm_kernel_config, image_location));
}

static void report_host_fs(struct axvm_board_checker *checker, struct axvm_vm *vm, const struct axvm_vm *other) {
    struct axvm_span span = place_of_location(vm);
    struct axvm_finding *finding = axvm_board_report(checker, vm, span);
    axvm_finding_message(vm->findings, finding, "the hypervisor gives its file system up when guests start");
    axvm_finding_label(vm->findings, finding, "loaded from it, with host devices passed through");
    axvm_finding_secondary(vm->findings, finding, axvm_place_of_node(vm, releasing_list(vm)), "because of these");
    axvm_finding_secondary_in(vm->findings, finding, other->source, place_of_location(other),
                              "this guest comes from it, too");
    axvm_finding_remark(vm->findings, finding, AXVM_REMARK_ON_BOARD,
                        "from then on `vm create` finds no files, for no guest");
    axvm_finding_remark(vm->findings, finding, AXVM_REMARK_HELP,
                        "create all guests before the first starts, or build images in: `image_location = \"memory\"`");
}

void axvm_dev_check_host_fs(struct axvm_board_checker *checker) {
    for (size_t i = 0; i < checker->count; i++) {
        if (!axvm_board_sees(checker, checker->vms[i]) || releasing_list(checker->vms[i]) == 0) {
            continue;
        }
        for (size_t j = 0; j < checker->count; j++) {
            if (j != i && axvm_board_sees(checker, checker->vms[j]) && is_from_fs(checker->vms[j])) {
                report_host_fs(checker, checker->vms[i], checker->vms[j]);
                return;
            }
        }
    }
}

/* Guest physical addresses of all guests are below 2^47. */
#define SPACE_BITS 47

void axvm_dev_check_whole_space(struct axvm_checker *checker) {
    const struct axvm_devices_config *devices = &checker->config->devices;
    if (devices->address_space_policy != AXVM_ADDRESS_SPACE_PASSTHROUGH) {
        return;
    }
    const struct axvm_emu_device_config *channel = NULL;
    for (size_t i = 0; i < devices->emu_device_count && channel == NULL; i++) {
        channel = devices->emu_devices[i].emu_type == AXVM_EMU_IVC_CHANNEL ? &devices->emu_devices[i] : NULL;
    }
    bool fits = checker->options->gpa_bits >= SPACE_BITS;
    if (fits && channel == NULL) {
        return;
    }
    struct axvm_finding *finding = axvm_report(checker, AXVM_PLACE_OF(checker, devices, address_space_policy));
    axvm_finding_message(checker->findings, finding, "all host addresses up to %x are mapped for the guest",
                         AXVM_GPA_END);
    axvm_finding_label(checker->findings, finding, fits ? "those of shared memory, too" : "%u bits wide",
                       (uint64_t)SPACE_BITS);
    if (channel != NULL) {
        axvm_finding_secondary(checker->findings, finding, axvm_place_of_node(checker->vm, channel->node),
                               "taken, so no channel can be mapped here");
    }
    if (fits) {
        axvm_finding_remark(checker->findings, finding, AXVM_REMARK_ON_BOARD,
                            "publishing or subscribing to a channel fails");
    } else if (checker->options->gpa_bits > 0) {
        axvm_finding_remark(checker->findings, finding, AXVM_REMARK_ON_BOARD,
                            "refused, since the board has %u bits: the VM is not created",
                            (uint64_t)checker->options->gpa_bits);
    } else {
        axvm_finding_remark(checker->findings, finding, AXVM_REMARK_ON_BOARD,
                            "refused on boards with guest addresses of 39 or 41 bits: the VM is not created");
    }
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP,
                        "write \"virtualized\", and list what the guest needs in `passthrough_addresses`");
}
