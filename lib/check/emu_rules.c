/* SPDX-License-Identifier: Apache-2.0 */
/* Rules of family 07: emulated devices. */
#include "base/divide.h"
#include "check/checker.h"
#include "check/cpu_index.h"
#include "check/rule_rows.h"
#include "check/window.h"

/* The next device of a type from `*index` on, which goes past it. @return NULL if there is none */
static const struct axvm_emu_device_config *next_of(const struct axvm_crate_config *config,
                                                    enum axvm_emu_device_type type, size_t *index) {
    while (*index < config->devices.emu_device_count) {
        const struct axvm_emu_device_config *device = &config->devices.emu_devices[(*index)++];
        if (device->emu_type == type) {
            return device;
        }
    }
    return NULL;
}

static bool has(const struct axvm_crate_config *config, enum axvm_emu_device_type type) {
    size_t next = 0;
    return next_of(config, type, &next) != NULL;
}

static bool is_mixed_up(const struct axvm_checker *checker, const struct axvm_emu_device_config *device) {
    return axvm_emu_numbers(checker->vm, device) != AXVM_MIXED_UP_NONE;
}

/* The node of a device's cfg_list. */
static uint32_t settings_of(const struct axvm_vm *vm, const struct axvm_emu_device_config *device) {
    return axvm_node_of_member(vm, &axvm_emu_device_record, device->node,
                               offsetof(struct axvm_emu_device_config, cfg_list));
}

/* What comes of a device that the hypervisor refuses. */
static void remark_refused(struct axvm_checker *checker, struct axvm_finding *finding) {
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_ON_BOARD,
                        checker->profile == AXVM_PROFILE_0_4
                            ? "the hypervisor panics while it creates the device: every VM is lost"
                            : "the hypervisor refuses the device and the VM is not created");
}

/* What comes of a device that is not there. */
static void remark_left_out(struct axvm_checker *checker, struct axvm_finding *finding) {
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_ON_BOARD,
                        checker->profile == AXVM_PROFILE_0_4
                            ? "the device is left out with a warning, and a guest that touches it panics the hypervisor"
                            : "the device is left out with a warning, and the guest's accesses to it fail");
}

/* --- types ---------------------------------------------------------------------------------------- */

static void check_implemented(struct axvm_checker *checker) {
    for (size_t i = 0; i < checker->config->devices.emu_device_count; i++) {
        const struct axvm_emu_device_config *device = &checker->config->devices.emu_devices[i];
        if (device->emu_type != AXVM_EMU_VIRTIO_BLK && device->emu_type != AXVM_EMU_VIRTIO_NET &&
            device->emu_type != AXVM_EMU_VIRTIO_CONSOLE) {
            continue;
        }
        struct axvm_finding *finding = axvm_report(checker, AXVM_PLACE_IN(checker->vm, emu_device, device, emu_type));
        axvm_finding_message(checker->findings, finding, "%q: the hypervisor emulates no %s devices", device->name,
                             axvm_emu_device_type_name(device->emu_type));
        axvm_finding_label(checker->findings, finding, "type %x is reserved for them", (uint64_t)device->emu_type);
        if (checker->profile == AXVM_PROFILE_0_4) {
            remark_left_out(checker, finding);
        } else {
            axvm_finding_remark(checker->findings, finding, AXVM_REMARK_ON_BOARD,
                                "nothing can build the device, and the VM is not created");
        }
        axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP,
                            "take %q out; the guest can have a physical device in `passthrough_devices`", device->name);
    }
}

static void check_dummy(struct axvm_checker *checker) {
    const struct axvm_emu_device_config *device;
    size_t next = 0;
    while ((device = next_of(checker->config, AXVM_EMU_DUMMY, &next)) != NULL) {
        struct axvm_finding *finding = axvm_report(checker, AXVM_PLACE_IN(checker->vm, emu_device, device, emu_type));
        axvm_finding_message(checker->findings, finding, "%q is no device", device->name);
        axvm_finding_label(checker->findings, finding, "type 0 stands for nothing");
        axvm_finding_remark(checker->findings, finding, AXVM_REMARK_ON_BOARD,
                            "nothing answers at %x, and nothing else uses this entry", device->base_gpa);
        axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP,
                            "write the type that is meant, or take the entry out");
    }
}

/* The architecture that has a type; UNKNOWN: all, or a type that nothing emulates and that has a rule of its own. */
static enum axvm_arch arch_of(enum axvm_emu_device_type type) {
    switch (type) {
    case AXVM_EMU_INTERRUPT_CONTROLLER:
    case AXVM_EMU_GPPT_REDISTRIBUTOR:
    case AXVM_EMU_GPPT_DISTRIBUTOR:
    case AXVM_EMU_GPPT_ITS:
        return AXVM_ARCH_AARCH64;
    case AXVM_EMU_PPPT_GLOBAL:
        return AXVM_ARCH_RISCV64;
    case AXVM_EMU_CONSOLE:
    case AXVM_EMU_X86_IOAPIC:
    case AXVM_EMU_X86_PIT:
        return AXVM_ARCH_X86_64;
    case AXVM_EMU_FW_CFG:
    case AXVM_EMU_LOONGARCH_PCH_PIC:
        return AXVM_ARCH_LOONGARCH64;
    default:
        return AXVM_ARCH_UNKNOWN;
    }
}

static void check_type_of_arch(struct axvm_checker *checker) {
    for (size_t i = 0; i < checker->config->devices.emu_device_count; i++) {
        const struct axvm_emu_device_config *device = &checker->config->devices.emu_devices[i];
        enum axvm_arch arch = arch_of(device->emu_type);
        bool has_none = device->emu_type == AXVM_EMU_CONSOLE && checker->profile == AXVM_PROFILE_0_4;
        bool is_here = arch == checker->arch || checker->arch == AXVM_ARCH_UNKNOWN;
        if (arch == AXVM_ARCH_UNKNOWN || (!has_none && is_here)) {
            continue;
        }
        struct axvm_finding *finding = axvm_report(checker, AXVM_PLACE_IN(checker->vm, emu_device, device, emu_type));
        if (has_none) {
            axvm_finding_message(checker->findings, finding, "%q: this hypervisor emulates no console", device->name);
            axvm_finding_label(checker->findings, finding, "type %x is reserved for them", (uint64_t)device->emu_type);
        } else {
            axvm_finding_message(checker->findings, finding, "%q: type %x is emulated on %s only", device->name,
                                 (uint64_t)device->emu_type, axvm_arch_name(arch));
            axvm_finding_label(checker->findings, finding, "%s, and this guest is for %s",
                               axvm_emu_device_type_name(device->emu_type), axvm_arch_name(checker->arch));
        }
        remark_left_out(checker, finding);
        axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP,
                            has_none ? "take %q out, and give the guest a physical console if it needs one"
                                     : "take %q out; if the board is another, say --arch",
                            device->name);
    }
}

/* --- GIC: redistributors --------------------------------------------------------------------------- */

/* The registers of one redistributor, in bytes. */
#define GICR_FRAME_BYTES UINT64_C(0x20000)

static void suggest_settings(struct axvm_checker *checker, struct axvm_finding *finding) {
    uint64_t cpus = checker->config->base.cpu_num != 0 ? checker->config->base.cpu_num : 1;
    uint64_t first;
    if (axvm_cpu_first_index(checker->config, &first)) {
        axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP,
                            "write [%u, 0x2_0000, %u]: a frame for each vCPU, for the physical CPUs from %u on", cpus,
                            first, first);
    } else {
        axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP,
                            "write [%u, 0x2_0000, N]: a frame for each vCPU, N being the place of the first of "
                            "`phys_cpu_ids` in the host's device tree, counted from 0",
                            cpus);
    }
}

static void check_gicr_settings(struct axvm_checker *checker) {
    const struct axvm_emu_device_config *device;
    size_t next = 0;
    while ((device = next_of(checker->config, AXVM_EMU_GPPT_REDISTRIBUTOR, &next)) != NULL) {
        if (device->cfg_list.count >= 3) {
            continue;
        }
        struct axvm_finding *finding = axvm_report(checker, AXVM_PLACE_IN(checker->vm, emu_device, device, cfg_list));
        axvm_finding_message(checker->findings, finding, "%q needs three settings", device->name);
        axvm_finding_label(checker->findings, finding, "%u of 3: frames, distance of frames, first physical CPU",
                           (uint64_t)device->cfg_list.count);
        remark_refused(checker, finding);
        suggest_settings(checker, finding);
    }
}

static void check_gicr_stride(struct axvm_checker *checker) {
    const struct axvm_emu_device_config *device;
    size_t next = 0;
    while ((device = next_of(checker->config, AXVM_EMU_GPPT_REDISTRIBUTOR, &next)) != NULL) {
        if (device->cfg_list.count < 3 || device->cfg_list.items[0] < 2 || device->length_bytes == 0 ||
            device->cfg_list.items[1] >= device->length_bytes || is_mixed_up(checker, device)) {
            continue;
        }
        struct axvm_span span = axvm_place_of_element(checker->vm, settings_of(checker->vm, device), 1);
        struct axvm_finding *finding = axvm_report(checker, span);
        axvm_finding_message(checker->findings, finding, "the frames of %q overlap", device->name);
        axvm_finding_label(checker->findings, finding, "they start %x apart", device->cfg_list.items[1]);
        axvm_finding_secondary(checker->findings, finding, AXVM_PLACE_IN(checker->vm, emu_device, device, length_bytes),
                               "and each is %x long", device->length_bytes);
        axvm_finding_remark(checker->findings, finding, AXVM_REMARK_ON_BOARD,
                            checker->profile == AXVM_PROFILE_0_4
                                ? "the frame of the first vCPU answers for the others, too"
                                : "the hypervisor refuses the second frame and the VM is not created");
        axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP, "set them %x apart", device->length_bytes);
        axvm_suggest_number(checker, finding, span, device->length_bytes, true);
    }
}

static void report_no_frames(struct axvm_checker *checker, const struct axvm_emu_device_config *device) {
    struct axvm_span span = axvm_place_of_element(checker->vm, settings_of(checker->vm, device), 0);
    struct axvm_finding *finding = axvm_report(checker, span);
    uint64_t cpus = checker->config->base.cpu_num;
    axvm_finding_message(checker->findings, finding, "%q has no frames", device->name);
    axvm_finding_label(checker->findings, finding, "the number of frames is 0");
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_ON_BOARD,
                        "no redistributor is created, and no vCPU can set up its interrupts");
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP, "write one for each vCPU");
    if (cpus != 0) {
        axvm_suggest_number(checker, finding, span, cpus, true);
    }
}

static void check_gicr_frames(struct axvm_checker *checker) {
    const struct axvm_emu_device_config *device;
    size_t next = 0;
    while ((device = next_of(checker->config, AXVM_EMU_GPPT_REDISTRIBUTOR, &next)) != NULL) {
        if (device->cfg_list.count >= 3 && device->cfg_list.items[0] == 0) {
            report_no_frames(checker, device);
            continue;
        }
        if (device->length_bytes == GICR_FRAME_BYTES || device->length_bytes == 0 || is_mixed_up(checker, device)) {
            continue;
        }
        struct axvm_span span = AXVM_PLACE_IN(checker->vm, emu_device, device, length_bytes);
        struct axvm_finding *finding = axvm_report(checker, span);
        axvm_finding_message(checker->findings, finding, "%q: a redistributor has 128 KiB of registers", device->name);
        axvm_finding_label(checker->findings, finding, "%x, which is %b", device->length_bytes, device->length_bytes);
        axvm_finding_remark(checker->findings, finding, AXVM_REMARK_ON_BOARD,
                            "the registers of physical CPU n are sought n times this length behind the host's first: "
                            "those of another CPU are found");
        axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP,
                            "write 0x2_0000; a number of frames belongs into `cfg_list`");
        axvm_suggest_number(checker, finding, span, GICR_FRAME_BYTES, true);
    }
}

/* --- GIC: distributor and ITS ------------------------------------------------------------------------ */

#define GICD_BYTES UINT64_C(0x10000)

static void check_gicd_length(struct axvm_checker *checker) {
    const struct axvm_emu_device_config *device;
    size_t next = 0;
    while ((device = next_of(checker->config, AXVM_EMU_GPPT_DISTRIBUTOR, &next)) != NULL) {
        if (device->length_bytes == GICD_BYTES || device->length_bytes == 0 || is_mixed_up(checker, device)) {
            continue;
        }
        struct axvm_span span = AXVM_PLACE_IN(checker->vm, emu_device, device, length_bytes);
        struct axvm_finding *finding = axvm_report(checker, span);
        axvm_finding_message(checker->findings, finding, "%q: a distributor has 64 KiB of registers", device->name);
        axvm_finding_label(checker->findings, finding, "%x, which is %b", device->length_bytes, device->length_bytes);
        axvm_finding_remark(checker->findings, finding, AXVM_REMARK_ON_BOARD,
                            device->length_bytes < GICD_BYTES
                                ? "the guest's accesses to the registers behind it are not emulated"
                                : "accesses behind the registers end up in the distributor, too");
        axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP, "write 0x1_0000");
        axvm_suggest_number(checker, finding, span, GICD_BYTES, true);
    }
}

static void check_its_settings(struct axvm_checker *checker) {
    const struct axvm_emu_device_config *device;
    size_t next = 0;
    while ((device = next_of(checker->config, AXVM_EMU_GPPT_ITS, &next)) != NULL) {
        if (device->cfg_list.count > 0) {
            continue;
        }
        struct axvm_finding *finding = axvm_report(checker, AXVM_PLACE_IN(checker->vm, emu_device, device, cfg_list));
        axvm_finding_message(checker->findings, finding, "%q does not say where the host's ITS is", device->name);
        axvm_finding_label(checker->findings, finding, "its physical address is missing here");
        remark_refused(checker, finding);
        axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP,
                            "write the address from the host's device tree: [0x808_0000] on QEMU");
    }
}

static void check_its_memory(struct axvm_checker *checker) {
    const struct axvm_emu_device_config *device;
    size_t next = 0;
    if (!checker->layout->has_main || checker->layout->is_main_identical ||
        (device = next_of(checker->config, AXVM_EMU_GPPT_ITS, &next)) == NULL) {
        return;
    }
    const struct axvm_mem_config *memory = &checker->config->kernel.memory_regions[0];
    struct axvm_span span = AXVM_PLACE_IN(checker->vm, mem, memory, map_type);
    struct axvm_finding *finding = axvm_report(checker, AXVM_PLACE_IN(checker->vm, emu_device, device, emu_type));
    axvm_finding_message(checker->findings, finding, "%q needs guest memory that is identity mapped", device->name);
    axvm_finding_label(checker->findings, finding, "the guest hands addresses to the host's ITS");
    axvm_finding_secondary(checker->findings, finding, span, "the host has this memory at other addresses");
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_ON_BOARD,
                        "the ITS takes commands and tables from memory that is not the guest's");
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP, "write map_type 1 for main memory");
    axvm_suggest_number(checker, finding, span, AXVM_MEM_MAP_IDENTICAL, true);
}

/* An ITS of a board, and whose it is. */
struct board_its {
    struct axvm_vm *vm;
    const struct axvm_emu_device_config *device;
};

static void report_other_its(struct axvm_board_checker *checker, const struct board_its *first,
                             const struct board_its *other) {
    struct axvm_findings *findings = other->vm->findings;
    struct axvm_span span = axvm_place_of_element(other->vm, settings_of(other->vm, other->device), 0);
    struct axvm_finding *finding = axvm_board_report(checker, other->vm, span);
    axvm_finding_message(findings, finding, "%q is at another ITS than the first one of the board",
                         other->device->name);
    axvm_finding_label(findings, finding, "at %x of the host", other->device->cfg_list.items[0]);
    axvm_finding_secondary_in(findings, finding, first->vm->source,
                              axvm_place_of_element(first->vm, settings_of(first->vm, first->device), 0),
                              "the first is at %x", first->device->cfg_list.items[0]);
    axvm_finding_remark(findings, finding, AXVM_REMARK_ON_BOARD,
                        "there is one command queue for all VMs, and it belongs to the ITS that comes first");
    axvm_finding_remark(findings, finding, AXVM_REMARK_HELP, "give every guest the ITS at %x, or only one guest an ITS",
                        first->device->cfg_list.items[0]);
}

static void check_board_its(struct axvm_board_checker *checker) {
    struct board_its first = {NULL, NULL};
    for (size_t i = 0; i < checker->count; i++) {
        struct board_its its = {checker->vms[i], NULL};
        size_t next = 0;
        if (!axvm_board_sees(checker, its.vm)) {
            continue;
        }
        while ((its.device = next_of(its.vm->config, AXVM_EMU_GPPT_ITS, &next)) != NULL) {
            if (its.device->cfg_list.count == 0) {
                continue;
            }
            if (first.vm == NULL) {
                first = its;
            } else if (its.device->cfg_list.items[0] != first.device->cfg_list.items[0]) {
                report_other_its(checker, &first, &its);
            }
        }
    }
}

/* --- GICv2 ---------------------------------------------------------------------------------------- */

#define GICV2_BASE_GPA UINT64_C(0x8000000)
#define GICV2_BYTES    UINT64_C(0x10000)

static void check_gicv2_place(struct axvm_checker *checker) {
    const struct axvm_emu_device_config *device;
    size_t next = 0;
    while ((device = next_of(checker->config, AXVM_EMU_INTERRUPT_CONTROLLER, &next)) != NULL) {
        bool is_elsewhere = device->base_gpa != GICV2_BASE_GPA;
        bool is_other_length = device->length_bytes != GICV2_BYTES;
        if ((!is_elsewhere && !is_other_length) || is_mixed_up(checker, device)) {
            continue;
        }
        struct axvm_span span = is_elsewhere ? AXVM_PLACE_IN(checker->vm, emu_device, device, base_gpa)
                                             : AXVM_PLACE_IN(checker->vm, emu_device, device, length_bytes);
        struct axvm_finding *finding = axvm_report(checker, span);
        axvm_finding_message(checker->findings, finding, "%q will be at 0x800_0000 and 64 KiB long", device->name);
        axvm_finding_label(checker->findings, finding, is_elsewhere ? "%x is ignored" : "length %x is ignored",
                           is_elsewhere ? device->base_gpa : device->length_bytes);
        axvm_finding_remark(checker->findings, finding, AXVM_REMARK_ON_BOARD,
                            "the emulated GICv2 distributor answers at 0x800_0000..0x800_ffff and nowhere else");
        axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP,
                            is_elsewhere && is_other_length
                                ? "type 0x1 is the interrupt controller: if another device is meant, mend the type "
                                  "(0xa is an IVC channel)"
                                : "write what it will be, here and in the guest's device tree");
        if (is_elsewhere != is_other_length) {
            axvm_suggest_number(checker, finding, span, is_elsewhere ? GICV2_BASE_GPA : GICV2_BYTES, true);
        }
    }
}

/* --- PLIC ----------------------------------------------------------------------------------------- */

/* Where the registers of contexts begin, how far those of two contexts are apart, and the last one in each. */
#define PLIC_CONTEXTS_OFFSET UINT64_C(0x200000)
#define PLIC_CONTEXT_BYTES   UINT64_C(0x1000)
#define PLIC_CLAIM_OFFSET    UINT64_C(4)

static void check_plic_settings(struct axvm_checker *checker) {
    const struct axvm_emu_device_config *device;
    size_t next = 0;
    while ((device = next_of(checker->config, AXVM_EMU_PPPT_GLOBAL, &next)) != NULL) {
        uint64_t count = device->cfg_list.count;
        if (count == 1 || (count > 1 && checker->profile == AXVM_PROFILE_0_4)) {
            continue;
        }
        uint32_t list = settings_of(checker->vm, device);
        struct axvm_finding *finding = axvm_report(checker, axvm_place_of_element(checker->vm, list, count > 1));
        remark_refused(checker, finding);
        if (count == 0) {
            axvm_finding_message(checker->findings, finding, "%q does not say how many contexts it has", device->name);
            axvm_finding_label(checker->findings, finding, "the number of contexts is missing here");
            axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP,
                                "write two for each hart of the host: [2] for one hart, [8] for four");
        } else {
            axvm_finding_message(checker->findings, finding, "%q has one setting, its number of contexts",
                                 device->name);
            axvm_finding_label(checker->findings, finding, "this is number 2 of %u", count);
            axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP, "write [%u]", device->cfg_list.items[0]);
            axvm_suggest_shorter_list(checker, finding, list, 1, true);
        }
    }
}

/* The least length of a PLIC, in pages; 0 if no length is enough. */
static uint64_t least_plic_length(uint64_t contexts) {
    const uint64_t contexts_max = (AXVM_GPA_END - PLIC_CONTEXTS_OFFSET) / PLIC_CONTEXT_BYTES - 1;
    if (contexts > contexts_max) {
        return 0;
    }
    return axvm_round_up(contexts * PLIC_CONTEXT_BYTES + PLIC_CONTEXTS_OFFSET + PLIC_CLAIM_OFFSET + 1, AXVM_PAGE_BYTES);
}

static void check_plic_length(struct axvm_checker *checker) {
    const struct axvm_emu_device_config *device;
    size_t next = 0;
    while ((device = next_of(checker->config, AXVM_EMU_PPPT_GLOBAL, &next)) != NULL) {
        uint64_t contexts = device->cfg_list.count > 0 ? device->cfg_list.items[0] : 0;
        uint64_t least = least_plic_length(contexts);
        uint64_t last = least == 0 ? 0 : contexts * PLIC_CONTEXT_BYTES + PLIC_CONTEXTS_OFFSET + PLIC_CLAIM_OFFSET;
        if (device->cfg_list.count == 0 || (least != 0 && device->length_bytes > last) ||
            is_mixed_up(checker, device)) {
            continue;
        }
        struct axvm_span span = AXVM_PLACE_IN(checker->vm, emu_device, device, length_bytes);
        struct axvm_finding *finding = axvm_report(checker, span);
        axvm_finding_message(checker->findings, finding, "%q is too short for %u contexts", device->name, contexts);
        axvm_finding_label(checker->findings, finding, "length %x", device->length_bytes);
        axvm_finding_secondary(checker->findings, finding,
                               axvm_place_of_element(checker->vm, settings_of(checker->vm, device), 0),
                               least == 0 ? "no address space holds so many" : "the registers of %u contexts end at %x",
                               contexts, least == 0 ? 0 : last + 4);
        remark_refused(checker, finding);
        if (least == 0) {
            axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP, "write two contexts for each hart");
            continue;
        }
        axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP,
                            "write at least %x; QEMU's PLIC has 0x60_0000", least);
        axvm_suggest_number(checker, finding, span, least, true);
    }
}

static void report_second_plic(struct axvm_checker *checker, const struct axvm_emu_device_config *first,
                               const struct axvm_emu_device_config *second) {
    struct axvm_finding *finding = axvm_report(checker, AXVM_PLACE_IN(checker->vm, emu_device, second, emu_type));
    axvm_finding_message(checker->findings, finding, "%q is a second PLIC", second->name);
    axvm_finding_label(checker->findings, finding, "a guest can have one");
    axvm_finding_secondary(checker->findings, finding, AXVM_PLACE_IN(checker->vm, emu_device, first, emu_type),
                           "the first is here");
    remark_refused(checker, finding);
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP,
                        "take %q out; one PLIC serves all vCPUs with a context count of two for each hart",
                        second->name);
}

static void check_plic_usable(struct axvm_checker *checker) {
    size_t next = 0;
    const struct axvm_emu_device_config *first = next_of(checker->config, AXVM_EMU_PPPT_GLOBAL, &next);
    if (first == NULL) {
        return;
    }
    const struct axvm_emu_device_config *device;
    while ((device = next_of(checker->config, AXVM_EMU_PPPT_GLOBAL, &next)) != NULL) {
        report_second_plic(checker, first, device);
    }
    if (checker->config->devices.interrupt_mode != AXVM_INTERRUPT_NO_IRQ) {
        return;
    }
    bool is_present = AXVM_IS_PRESENT(checker, devices, interrupt_mode);
    struct axvm_span span = AXVM_PLACE_OF(checker, devices, interrupt_mode);
    struct axvm_finding *finding = axvm_report(checker, span);
    axvm_finding_message(checker->findings, finding, "%q needs a guest with interrupts", first->name);
    axvm_finding_label(checker->findings, finding,
                       is_present ? "this guest has none" : "without `interrupt_mode` this guest has none");
    axvm_finding_secondary(checker->findings, finding, AXVM_PLACE_IN(checker->vm, emu_device, first, emu_type),
                           "the PLIC");
    remark_refused(checker, finding);
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP, "write interrupt_mode = \"passthrough\"");
    if (is_present) {
        axvm_finding_fix(checker->findings, finding, span, axvm_slice_of("\"passthrough\""), true);
    } else {
        axvm_suggest_key_behind(checker, finding, AXVM_NODE_OF(checker, devices, passthrough_devices),
                                axvm_slice_of("interrupt_mode = \"passthrough\""), true);
    }
}

/* --- windows -------------------------------------------------------------------------------------- */

/* Whether a device's window is what the configuration says. */
static bool has_own_window(const struct axvm_checker *checker, const struct axvm_emu_device_config *device) {
    return device->emu_type != AXVM_EMU_INTERRUPT_CONTROLLER && axvm_is_emulated_mmio(device->emu_type, checker->arch);
}

static void check_length(struct axvm_checker *checker) {
    for (size_t i = 0; i < checker->config->devices.emu_device_count; i++) {
        const struct axvm_emu_device_config *device = &checker->config->devices.emu_devices[i];
        bool is_plic = device->emu_type == AXVM_EMU_PPPT_GLOBAL; /* has said so already */
        if (device->length_bytes != 0 || is_plic || !has_own_window(checker, device) || is_mixed_up(checker, device)) {
            continue;
        }
        struct axvm_finding *finding =
            axvm_report(checker, AXVM_PLACE_IN(checker->vm, emu_device, device, length_bytes));
        axvm_finding_message(checker->findings, finding, "%q has no registers", device->name);
        axvm_finding_label(checker->findings, finding, "length 0");
        if (checker->profile == AXVM_PROFILE_0_4) {
            axvm_finding_remark(checker->findings, finding, AXVM_REMARK_ON_BOARD,
                                "nothing is emulated at %x: a guest that touches it panics the hypervisor",
                                device->base_gpa);
        } else {
            remark_refused(checker, finding);
        }
        axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP,
                            "write the length of the registers of this %s",
                            axvm_emu_device_type_name(device->emu_type));
    }
}

static void report_overlap(void *context, const struct axvm_window *left, const struct axvm_window *right) {
    struct axvm_checker *checker = context;
    const struct axvm_emu_device_config *devices = checker->config->devices.emu_devices;
    const struct axvm_window *first = left->index < right->index ? left : right;
    const struct axvm_window *second = first == left ? right : left;
    const struct axvm_emu_device_config *winner = &devices[first->index];
    const struct axvm_emu_device_config *loser = &devices[second->index];
    struct axvm_finding *finding = axvm_report(checker, AXVM_PLACE_IN(checker->vm, emu_device, loser, base_gpa));
    axvm_finding_message(checker->findings, finding, "%q overlaps %q", loser->name, winner->name);
    axvm_finding_label(checker->findings, finding, "%x..%x", second->range.base, axvm_range_last(second->range));
    axvm_finding_secondary(checker->findings, finding, AXVM_PLACE_IN(checker->vm, emu_device, winner, base_gpa),
                           "%x..%x", first->range.base, axvm_range_last(first->range));
    if (checker->profile == AXVM_PROFILE_0_4) {
        axvm_finding_remark(checker->findings, finding, AXVM_REMARK_ON_BOARD,
                            "where they overlap %q answers, since it is listed first", winner->name);
    } else {
        remark_refused(checker, finding);
    }
    if (first->range.base == second->range.base && winner->emu_type == loser->emu_type) {
        axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP, "take one of the two out");
    } else if (second->range.base >= first->range.base) {
        axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP, "move %q to %x or behind it", loser->name,
                            axvm_round_up(axvm_range_last(first->range) + 1, AXVM_PAGE_BYTES));
    } else {
        axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP, "end %q at %x, or move one of the two",
                            loser->name, first->range.base - 1);
    }
}

static void check_overlap(struct axvm_checker *checker) {
    struct axvm_window_list windows;
    if (!axvm_windows_of(checker->vm, AXVM_WINDOWS(EMULATED), checker->findings->arena, &windows)) {
        checker->out_of_memory = true;
        return;
    }
    axvm_windows_each_overlap(&windows, report_overlap, checker);
}

/* Whether a device ends at or below `limit`, with all its frames. */
static bool ends_below(const struct axvm_emu_device_config *device, uint64_t limit) {
    uint64_t reach = 0;
    if (device->emu_type == AXVM_EMU_GPPT_REDISTRIBUTOR && device->cfg_list.count >= 3 &&
        device->cfg_list.items[0] > 1) {
        uint64_t gaps = device->cfg_list.items[0] - 1;
        if (device->cfg_list.items[1] > axvm_quotient(limit, gaps)) {
            return false;
        }
        reach = gaps * device->cfg_list.items[1];
    }
    return axvm_range_fits((struct axvm_range){device->base_gpa, device->length_bytes}, limit - reach);
}

static void report_beyond(struct axvm_checker *checker, const struct axvm_emu_device_config *device) {
    bool is_ivc = device->emu_type == AXVM_EMU_IVC_CHANNEL;
    bool wraps = !ends_below(device, UINT64_MAX);
    bool is_refused = wraps || (checker->profile == AXVM_PROFILE_0_8 && !is_ivc);
    struct axvm_finding *finding = axvm_report_at(checker, is_refused ? AXVM_LEVEL_ERROR : AXVM_LEVEL_WARNING,
                                                  AXVM_PLACE_IN(checker->vm, emu_device, device, base_gpa));
    axvm_finding_message(checker->findings, finding,
                         wraps ? "%q ends beyond all 64-bit addresses" : "%q ends beyond the guest's addresses",
                         device->name);
    axvm_finding_label(checker->findings, finding, "base %x", device->base_gpa);
    axvm_finding_secondary(checker->findings, finding, AXVM_PLACE_IN(checker->vm, emu_device, device, length_bytes),
                           "length %x", device->length_bytes);
    if (is_ivc) {
        axvm_finding_remark(checker->findings, finding, AXVM_REMARK_ON_BOARD,
                            "no channel can be mapped there: publishing and subscribing fail");
    } else if (wraps && checker->profile == AXVM_PROFILE_0_4) {
        axvm_finding_remark(checker->findings, finding, AXVM_REMARK_ON_BOARD,
                            "the hypervisor panics when it looks for a device: every VM is lost");
    } else if (wraps) {
        axvm_finding_remark(checker->findings, finding, AXVM_REMARK_ON_BOARD,
                            "the hypervisor panics while it creates the device: every VM is lost");
    } else if (is_refused) {
        remark_refused(checker, finding);
    } else {
        axvm_finding_remark(checker->findings, finding, AXVM_REMARK_ON_BOARD, "the guest cannot reach it there");
    }
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP, "all addresses of a guest are below %x",
                        AXVM_GPA_END);
}

static void check_beyond(struct axvm_checker *checker) {
    for (size_t i = 0; i < checker->config->devices.emu_device_count; i++) {
        const struct axvm_emu_device_config *device = &checker->config->devices.emu_devices[i];
        bool has_window = has_own_window(checker, device) || device->emu_type == AXVM_EMU_IVC_CHANNEL;
        if (has_window && device->length_bytes != 0 && !ends_below(device, AXVM_GPA_END) &&
            !is_mixed_up(checker, device)) {
            report_beyond(checker, device);
        }
    }
}

/* --- x86 ------------------------------------------------------------------------------------------ */

/* A device behind I/O ports that are always the same. */
struct fixed_ports {
    enum axvm_emu_device_type type;
    uint64_t base;
    uint64_t length;
    const char *name;
    const char *ports;
};

static const struct fixed_ports fixed_ports[] = {
    {AXVM_EMU_CONSOLE, 0x3f8, 8, "console", "0x3f8..0x3ff"},
    {AXVM_EMU_X86_PIT, 0x40, 4, "interval timer", "0x40..0x43 and 0x61"},
};

static void report_second_ports(struct axvm_checker *checker, const struct fixed_ports *ports,
                                const struct axvm_emu_device_config *first,
                                const struct axvm_emu_device_config *second) {
    struct axvm_finding *finding =
        axvm_report_at(checker, AXVM_LEVEL_ERROR, AXVM_PLACE_IN(checker->vm, emu_device, second, emu_type));
    axvm_finding_message(checker->findings, finding, "%q is a second %s", second->name, ports->name);
    axvm_finding_label(checker->findings, finding, "it is at ports %s, too", ports->ports);
    axvm_finding_secondary(checker->findings, finding, AXVM_PLACE_IN(checker->vm, emu_device, first, emu_type),
                           "the first is here");
    remark_refused(checker, finding);
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP, "take one of the two out");
}

static void check_fixed_ports_of(struct axvm_checker *checker, const struct fixed_ports *ports) {
    const struct axvm_emu_device_config *first = NULL;
    const struct axvm_emu_device_config *device;
    size_t next = 0;
    while ((device = next_of(checker->config, ports->type, &next)) != NULL) {
        if (first != NULL) {
            report_second_ports(checker, ports, first, device);
            continue;
        }
        first = device;
        if (device->base_gpa == ports->base || device->base_gpa == 0) {
            continue;
        }
        struct axvm_finding *finding = axvm_report(checker, AXVM_PLACE_IN(checker->vm, emu_device, device, base_gpa));
        axvm_finding_message(checker->findings, finding, "%q will be at ports %s", device->name, ports->ports);
        axvm_finding_label(checker->findings, finding, "%x is ignored", device->base_gpa);
        axvm_finding_remark(checker->findings, finding, AXVM_REMARK_ON_BOARD, "it answers there and nowhere else");
        axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP, "write %x, so that it reads as it is",
                            ports->base);
        axvm_suggest_number(checker, finding, AXVM_PLACE_IN(checker->vm, emu_device, device, base_gpa), ports->base,
                            false);
    }
}

static void check_fixed_ports(struct axvm_checker *checker) {
    for (size_t i = 0; i < sizeof fixed_ports / sizeof fixed_ports[0]; i++) {
        check_fixed_ports_of(checker, &fixed_ports[i]);
    }
}

#define IOAPIC_BASE_GPA UINT64_C(0xfec00000)
#define IOAPIC_BYTES    UINT64_C(0x1000)

static void check_ioapic_place(struct axvm_checker *checker) {
    const struct axvm_emu_device_config *device;
    size_t next = 0;
    while ((device = next_of(checker->config, AXVM_EMU_X86_IOAPIC, &next)) != NULL) {
        bool is_elsewhere = device->base_gpa != IOAPIC_BASE_GPA;
        bool is_other_length = device->length_bytes != IOAPIC_BYTES && device->length_bytes != 0;
        if ((!is_elsewhere && !is_other_length) || is_mixed_up(checker, device)) {
            continue;
        }
        struct axvm_span span = is_elsewhere ? AXVM_PLACE_IN(checker->vm, emu_device, device, base_gpa)
                                             : AXVM_PLACE_IN(checker->vm, emu_device, device, length_bytes);
        struct axvm_finding *finding = axvm_report(checker, span);
        if (is_elsewhere) {
            axvm_finding_message(checker->findings, finding, "%q is not where the guest looks for it", device->name);
            axvm_finding_label(checker->findings, finding, "at %x", device->base_gpa);
            axvm_finding_remark(checker->findings, finding, AXVM_REMARK_ON_BOARD,
                                "the tables that the hypervisor hands to Linux name an I/O APIC at 0xfec0_0000");
        } else {
            axvm_finding_message(checker->findings, finding, "%q: an I/O APIC has one page of registers", device->name);
            axvm_finding_label(checker->findings, finding, "%x, which is %b", device->length_bytes,
                               device->length_bytes);
            axvm_finding_remark(checker->findings, finding, AXVM_REMARK_ON_BOARD,
                                "accesses behind the registers, or to some of them, end up elsewhere");
        }
        axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP, "write %x",
                            is_elsewhere ? IOAPIC_BASE_GPA : IOAPIC_BYTES);
        axvm_suggest_number(checker, finding, span, is_elsewhere ? IOAPIC_BASE_GPA : IOAPIC_BYTES, true);
    }
}

/* --- interrupts ----------------------------------------------------------------------------------- */

/* The line that the console of a PC has, which some write for completeness. */
#define COM1_IRQ 4

static void check_irq(struct axvm_checker *checker) {
    for (size_t i = 0; i < checker->config->devices.emu_device_count; i++) {
        const struct axvm_emu_device_config *device = &checker->config->devices.emu_devices[i];
        bool is_console = device->emu_type == AXVM_EMU_CONSOLE;
        bool is_emulated = device->emu_type == AXVM_EMU_IVC_CHANNEL || is_console ||
                           device->emu_type == AXVM_EMU_X86_PIT ||
                           axvm_is_emulated_mmio(device->emu_type, checker->arch);
        if (device->irq_id == 0 || !is_emulated || (is_console && device->irq_id == COM1_IRQ) ||
            is_mixed_up(checker, device)) {
            continue;
        }
        struct axvm_span span = AXVM_PLACE_IN(checker->vm, emu_device, device, irq_id);
        struct axvm_finding *finding = axvm_report(checker, span);
        axvm_finding_message(checker->findings, finding, "%q: the interrupt of an emulated device is never used",
                             device->name);
        axvm_finding_label(checker->findings, finding, "interrupt %u", device->irq_id);
        axvm_finding_remark(checker->findings, finding, AXVM_REMARK_ON_BOARD, "the number has no effect");
        axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP, "write 0, so that nobody relies on it");
        axvm_suggest_number(checker, finding, span, 0, false);
    }
}

static void check_half_gic(struct axvm_checker *checker) {
    bool has_distributor = has(checker->config, AXVM_EMU_GPPT_DISTRIBUTOR);
    bool has_redistributor = has(checker->config, AXVM_EMU_GPPT_REDISTRIBUTOR);
    if (has_distributor == has_redistributor) {
        return;
    }
    size_t next = 0;
    const struct axvm_emu_device_config *device =
        next_of(checker->config, has_distributor ? AXVM_EMU_GPPT_DISTRIBUTOR : AXVM_EMU_GPPT_REDISTRIBUTOR, &next);
    struct axvm_finding *finding = axvm_report(checker, AXVM_PLACE_IN(checker->vm, emu_device, device, emu_type));
    axvm_finding_message(checker->findings, finding, "only half of the GIC is emulated: there is no %s",
                         has_distributor ? "redistributor" : "distributor");
    axvm_finding_label(checker->findings, finding, has_distributor ? "a distributor" : "redistributors");
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_ON_BOARD,
                        has_distributor ? "the guest finds no redistributor, or with the host's passed through all of "
                                          "them, those of other VMs, too"
                                        : "no interrupts are assigned to the guest, and the host's distributor is "
                                          "shared or missing");
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP,
                        has_distributor ? "add redistributors, type 0x20, length 0x2_0000, with cfg_list "
                                          "[vCPUs, 0x2_0000, first physical CPU]"
                                        : "add a distributor, type 0x21, length 0x1_0000");
}

/* --- the rows ------------------------------------------------------------------------------------- */

/* Examples: the devices in question, then the rest of a guest for each architecture. */
#define DEVICES_ARE(entries) "[devices]\nemu_devices = [\n" entries "]\n"
#define RAM_AARCH64          "\n[kernel]\n" IMAGE LOCATION ADDRESSES
#define ON_AARCH64           PASSED INTERRUPTS BASE KERNEL
#define ON_RISCV64                                                                                                     \
    PASSED INTERRUPTS BASE "\n[kernel]\n" IMAGE LOCATION "kernel_load_addr = 0x8020_0000\nentry_point = 0x8020_0000\n" \
                           "dtb_path = \"/guest/vm.dtb\"\ndtb_load_addr = 0x8800_0000\n"                               \
                           "memory_regions = [[0x8000_0000, 0x1000_0000, 7, 0]]\n"
#define ON_X86_64                                                                                                      \
    "passthrough_devices = []\n" INTERRUPTS BASE "\n[kernel]\n" IMAGE LOCATION                                         \
    "kernel_load_addr = 0x100_0000\nentry_point = 0x8000\n"                                                            \
    "cmdline = \"console=ttyS0\"\nmemory_regions = [[0, 0x1000_0000, 7, 0]]\n"

#define GICD "  [\"gicd\", 0x800_0000, 0x1_0000, 0, 0x21, []],\n"
#define GICR "  [\"gicr\", 0x80a_0000, 0x2_0000, 0, 0x20, [1, 0x2_0000, 0]],\n"
#define PLIC "  [\"plic\", 0xc00_0000, 0x60_0000, 0, 0x30, [2]],\n"

static const struct axvm_rule rows[] = {
    {.code = AXVM_CODE_EMU_TYPE_NOT_IMPLEMENTED,
     IN_BOTH(WARNING, ERROR),
     .needs = {NEEDS_DEVICES(emu_devices)},
     .check = check_implemented,
     .title = "virtio devices are not emulated",
     TEXTS(.origin = "EMU-01", .name = "emu-not-implemented", .related = {AXVM_CODE_EMU_TYPE_OTHER_ARCH},
           .explanation =
               "The types 0xe1, 0xe2 and 0xe3 are reserved for virtio disks, network interfaces and consoles, but "
               "no version of Axvisor emulates them. Guests drive physical devices instead, which are listed in "
               "`passthrough_devices`.",
           .on_board =
               "Axvisor 0.4 logs a warning and leaves the device out. A guest that touches its registers then panics "
               "the hypervisor. Axvisor 0.8 does not create the VM.",
           .failing = DEVICES_ARE("  [\"disk\", 0xa00_0000, 0x1000, 0, 0xe1, []],\n") ON_AARCH64,
           .mended = DEVICES_ARE("") ON_AARCH64)},
    {.code = AXVM_CODE_EMU_TYPE_DUMMY,
     IN_ALL(WARNING),
     .needs = {NEEDS_DEVICES(emu_devices)},
     .check = check_dummy,
     .title = "emulated device of type 0",
     TEXTS(.origin = "EMU-02", .name = "emu-dummy", .related = {AXVM_CODE_EMU_TYPE_NOT_IMPLEMENTED},
           .explanation =
               "Type 0 stands for no device: the entry has no effect, whatever else it says. Write the type that "
               "is meant, or take the entry out.",
           .on_board = "Axvisor 0.4 logs a warning, Axvisor 0.8 nothing. Nothing answers at the address.",
           .failing = DEVICES_ARE(GICD GICR "  [\"timer\", 0x900_0000, 0x1000, 0, 0, []],\n") ON_AARCH64,
           .mended = DEVICES_ARE(GICD GICR) ON_AARCH64)},
    {.code = AXVM_CODE_EMU_TYPE_OTHER_ARCH,
     IN_ALL(WARNING),
     .needs = {NEEDS_DEVICES(emu_devices)},
     .check = check_type_of_arch,
     .title = "emulated device of another architecture",
     TEXTS(.origin = "EMU-03", .name = "emu-other-arch", .related = {AXVM_CODE_EMU_TYPE_NOT_IMPLEMENTED},
           .explanation = "Most types are emulated on one architecture only: 0x1 and 0x20 to 0x22 on aarch64, 0x30 on "
                          "riscv64, 0x2, 0x23 and 0x24 on x86_64, 0x3 and 0x25 on loongarch64. Axvisor 0.4 emulates no "
                          "console (0x2) at all.",
           .on_board =
               "The hypervisor logs a warning and leaves the device out. In Axvisor 0.4 a guest that touches its "
               "registers panics the hypervisor.",
           .failing = DEVICES_ARE(GICD GICR PLIC) ON_AARCH64, .mended = DEVICES_ARE(GICD GICR) ON_AARCH64)},
    {.code = AXVM_CODE_EMU_GICR_SETTINGS,
     IN_ALL(ERROR),
     .archs = ON(AARCH64),
     .needs = {NEEDS_DEVICES(emu_devices)},
     .check = check_gicr_settings,
     .title = "redistributors without their three settings",
     TEXTS(.origin = "EMU-04", .name = "gicr-settings",
           .related = {AXVM_CODE_EMU_GICR_FRAMES, AXVM_CODE_EMU_GICR_FRAMES_OVERLAP},
           .explanation =
               "`cfg_list` of GICv3 redistributors (type 0x20) says how many frames there are, one for each vCPU, "
               "how far they are apart in bytes, and the first physical CPU whose redistributor is behind them. "
               "All three are needed.",
           .on_board = "Axvisor 0.4 panics, which takes every VM down. Axvisor 0.8 does not create the VM.",
           .failing = DEVICES_ARE(GICD "  [\"gicr\", 0x80a_0000, 0x2_0000, 0, 0x20, [1]],\n") ON_AARCH64,
           .mended = DEVICES_ARE(GICD GICR) ON_AARCH64)},
    {.code = AXVM_CODE_EMU_GICR_FRAMES_OVERLAP,
     IN_BOTH(WARNING, ERROR),
     .archs = ON(AARCH64),
     .needs = {NEEDS_DEVICES(emu_devices)},
     .check = check_gicr_stride,
     .title = "frames of redistributors overlap",
     TEXTS(.origin = "EMU-05", .name = "gicr-frames-overlap",
           .related = {AXVM_CODE_EMU_GICR_FRAMES, AXVM_CODE_CPU_REDISTRIBUTORS},
           .explanation =
               "The second number in `cfg_list` of GICv3 redistributors is how far two frames are apart. It must "
               "be at least the length of a frame, 0x2_0000.",
           .on_board =
               "In Axvisor 0.4 the first frame answers where they overlap, so that vCPUs set up the interrupts of "
               "others. Axvisor 0.8 does not create the VM.",
           .failing = DEVICES_ARE(GICD "  [\"gicr\", 0x80a_0000, 0x2_0000, 0, 0x20, [2, 0x1_0000, 0]],\n") ON_AARCH64,
           .mended = DEVICES_ARE(GICD "  [\"gicr\", 0x80a_0000, 0x2_0000, 0, 0x20, [2, 0x2_0000, 0]],\n") ON_AARCH64)},
    {.code = AXVM_CODE_EMU_GICR_FRAMES,
     IN_ALL(WARNING),
     .archs = ON(AARCH64),
     .needs = {NEEDS_DEVICES(emu_devices)},
     .check = check_gicr_frames,
     .title = "redistributors of an unusual length, or none",
     TEXTS(.origin = "EMU-06", .name = "gicr-frames", .related = {AXVM_CODE_EMU_GICR_SETTINGS},
           .explanation =
               "`length` of GICv3 redistributors is that of one frame, not of all: 0x2_0000, or 0x4_0000 where "
               "the host has a GICv4. The hypervisor uses the same number to find the host's redistributors. The "
               "number of frames is the first in `cfg_list`, and 0 makes none.",
           .on_board =
               "With another length the vCPUs get the redistributors of the wrong physical CPUs. Without frames they "
               "have none, and no interrupts of their own, such as those of timers.",
           .failing = DEVICES_ARE(GICD "  [\"gicr\", 0x80a_0000, 0xf6_0000, 0, 0x20, [1, 0x2_0000, 0]],\n") ON_AARCH64,
           .mended = DEVICES_ARE(GICD GICR) ON_AARCH64)},
    {.code = AXVM_CODE_EMU_GICD_LENGTH,
     IN_ALL(WARNING),
     .archs = ON(AARCH64),
     .needs = {NEEDS_DEVICES(emu_devices)},
     .check = check_gicd_length,
     .title = "distributor that is not 64 KiB long",
     TEXTS(.origin = "EMU-07", .name = "gicd-length", .related = {AXVM_CODE_EMU_GICR_FRAMES},
           .explanation =
               "A GICv3 distributor has 0x1_0000 bytes of registers. With another length the guest's accesses to "
               "some of them miss the emulated device, or accesses to something else hit it.",
           .on_board =
               "The guest's interrupt controller works in part. In Axvisor 0.4 an access that misses panics the "
               "hypervisor.",
           .failing = DEVICES_ARE("  [\"gicd\", 0x800_0000, 0x1000, 0, 0x21, []],\n" GICR) ON_AARCH64,
           .mended = DEVICES_ARE(GICD GICR) ON_AARCH64)},
    {.code = AXVM_CODE_EMU_ITS_SETTINGS,
     IN_ALL(ERROR),
     .archs = ON(AARCH64),
     .needs = {NEEDS_DEVICES(emu_devices)},
     .check = check_its_settings,
     .title = "ITS without the address of the host's",
     TEXTS(.origin = "EMU-08", .name = "its-settings",
           .related = {AXVM_CODE_EMU_ITS_UNUSABLE, AXVM_CODE_IMG_KERNEL_OFFSET_LOST},
           .explanation =
               "`cfg_list` of an interrupt translation service (type 0x22) must hold the physical address of the "
               "host's ITS, which works for the guest.",
           .on_board = "Axvisor 0.4 panics, which takes every VM down. Axvisor 0.8 does not create the VM.",
           .failing = DEVICES_ARE(GICD GICR "  [\"its\", 0x808_0000, 0x2_0000, 0, 0x22, []],\n")
               PASSED INTERRUPTS BASE RAM_AARCH64 "memory_regions = [[0x4000_0000, 0x1000_0000, 7, 1]]\n",
           .mended = DEVICES_ARE(GICD GICR "  [\"its\", 0x808_0000, 0x2_0000, 0, 0x22, [0x808_0000]],\n")
               PASSED INTERRUPTS BASE RAM_AARCH64 "memory_regions = [[0x4000_0000, 0x1000_0000, 7, 1]]\n")},
    {.code = AXVM_CODE_EMU_ITS_UNUSABLE,
     IN_ALL(WARNING),
     .archs = ON(AARCH64),
     .needs = {NEEDS_KERNEL(memory_regions), NEEDS_DEVICES(emu_devices)},
     .check = check_its_memory,
     .check_board = check_board_its,
     .title = "ITS that cannot serve this guest",
     TEXTS(.origin = "EMU-09", .name = "its-unusable", .related = {AXVM_CODE_EMU_ITS_SETTINGS},
           .explanation =
               "The emulated interrupt translation service hands the guest's commands to that of the host, with "
               "the guest's addresses in them. So guest addresses must be host addresses: main memory must be of "
               "map type 1 or 2. And there is one command queue for all guests of a board, so all of them must "
               "use the same ITS of the host.",
           .on_board =
               "The host's ITS reads and writes memory that belongs to somebody else, or takes no commands: devices "
               "with message signaled interrupts do not work.",
           .failing = DEVICES_ARE(GICD GICR "  [\"its\", 0x808_0000, 0x2_0000, 0, 0x22, [0x808_0000]],\n")
               PASSED INTERRUPTS BASE RAM_AARCH64 "memory_regions = [[0x4000_0000, 0x1000_0000, 7, 0]]\n",
           .mended = DEVICES_ARE(GICD GICR "  [\"its\", 0x808_0000, 0x2_0000, 0, 0x22, [0x808_0000]],\n")
               PASSED INTERRUPTS BASE RAM_AARCH64 "memory_regions = [[0x4000_0000, 0x1000_0000, 7, 1]]\n")},
    {.code = AXVM_CODE_EMU_GICV2_PLACE,
     IN_ALL(WARNING),
     .archs = ON(AARCH64),
     .needs = {NEEDS_DEVICES(emu_devices)},
     .check = check_gicv2_place,
     .title = "the emulated GICv2 is elsewhere than configured",
     TEXTS(.origin = "EMU-11", .name = "gicv2-place", .related = {AXVM_CODE_EMU_OVERLAP},
           .explanation = "Type 0x1 is the distributor of a GICv2. It is always at 0x800_0000 and 0x1_0000 bytes long; "
                          "`base_gpa` and `length` are ignored. The guest's device tree must name that address. Early "
                          "configurations used 0x1 for IVC channels, whose type is 0xa.",
           .on_board =
               "Nothing is emulated at the configured address, and the distributor takes accesses to 0x800_0000 and "
               "the 64 KiB behind it.",
           .failing = DEVICES_ARE("  [\"gicd\", 0x801_0000, 0x1_0000, 0, 0x1, []],\n") PASSED
           "interrupt_mode = \"emu\"\n" BASE KERNEL,
           .mended = DEVICES_ARE("  [\"gicd\", 0x800_0000, 0x1_0000, 0, 0x1, []],\n") PASSED
           "interrupt_mode = \"emu\"\n" BASE KERNEL)},
    {.code = AXVM_CODE_EMU_PLIC_SETTINGS,
     IN_ALL(ERROR),
     .archs = ON(RISCV64),
     .needs = {NEEDS_DEVICES(emu_devices)},
     .check = check_plic_settings,
     .title = "PLIC without its number of contexts",
     TEXTS(.origin = "EMU-12", .name = "plic-settings", .related = {AXVM_CODE_EMU_PLIC_TOO_SHORT},
           .explanation =
               "`cfg_list` of a PLIC (type 0x30) holds one number: how many contexts it has. It is two for each "
               "hart of the host, one for machine mode and one for supervisor mode. Axvisor 0.4 ignores further "
               "numbers, Axvisor 0.8 refuses them.",
           .on_board = "Axvisor 0.4 panics, which takes every VM down. Axvisor 0.8 does not create the VM.",
           .failing = DEVICES_ARE("  [\"plic\", 0xc00_0000, 0x60_0000, 0, 0x30, []],\n") ON_RISCV64,
           .mended = DEVICES_ARE(PLIC) ON_RISCV64)},
    {.code = AXVM_CODE_EMU_PLIC_TOO_SHORT,
     IN_ALL(ERROR),
     .archs = ON(RISCV64),
     .needs = {NEEDS_DEVICES(emu_devices)},
     .check = check_plic_length,
     .title = "PLIC that is too short for its contexts",
     TEXTS(.origin = "EMU-13", .name = "plic-too-short", .related = {AXVM_CODE_EMU_PLIC_SETTINGS},
           .explanation =
               "The registers of the contexts of a PLIC begin 0x20_0000 behind its base and take 0x1000 each. "
               "`length` must cover those of all contexts, and the hypervisor takes the number of contexts for "
               "the last one, so it must cover one more.",
           .on_board = "Axvisor 0.4 panics, which takes every VM down. Axvisor 0.8 does not create the VM.",
           .failing = DEVICES_ARE("  [\"plic\", 0xc00_0000, 0x20_0000, 0, 0x30, [2]],\n") ON_RISCV64,
           .mended = DEVICES_ARE(PLIC) ON_RISCV64)},
    {.code = AXVM_CODE_EMU_PLIC_UNUSABLE,
     IN_0_8(ERROR),
     .archs = ON(RISCV64),
     .needs = {NEEDS_DEVICES(emu_devices), NEEDS_DEVICES(interrupt_mode)},
     .check = check_plic_usable,
     .title = "PLIC in a guest without interrupts, or a second one",
     TEXTS(.origin = "EMU-15", .name = "plic-unusable", .related = {AXVM_CODE_EMU_OVERLAP},
           .explanation =
               "A guest can have one PLIC (type 0x30), and only if it has interrupts at all: `interrupt_mode` "
               "must be \"passthrough\" or \"emu\". Without the key a guest has none.",
           .on_board = "The VM is not created.",
           .failing = DEVICES_ARE(PLIC) "interrupt_mode = \"no_irq\"\n" PASSED BASE "\n[kernel]\n" IMAGE LOCATION
                                        "kernel_load_addr = 0x8020_0000\nentry_point = 0x8020_0000\n"
                                        "memory_regions = [[0x8000_0000, 0x1000_0000, 7, 0]]\n",
           .mended = DEVICES_ARE(PLIC) "interrupt_mode = \"passthrough\"\n" PASSED BASE "\n[kernel]\n" IMAGE LOCATION
                                       "kernel_load_addr = 0x8020_0000\nentry_point = 0x8020_0000\n"
                                       "memory_regions = [[0x8000_0000, 0x1000_0000, 7, 0]]\n")},
    {.code = AXVM_CODE_EMU_LENGTH_ZERO,
     IN_BOTH(WARNING, ERROR),
     .needs = {NEEDS_DEVICES(emu_devices)},
     .check = check_length,
     .title = "emulated device without registers",
     TEXTS(.origin = "EMU-16", .name = "emu-length-zero",
           .related = {AXVM_CODE_EMU_GICD_LENGTH, AXVM_CODE_EMU_GICR_FRAMES},
           .explanation = "A device with `length` 0 covers no address. The hypervisor never emulates anything for it.",
           .on_board =
               "In Axvisor 0.4 a guest that touches the device panics the hypervisor. Axvisor 0.8 does not create "
               "the VM.",
           .failing = DEVICES_ARE("  [\"gicd\", 0x800_0000, 0, 0, 0x21, []],\n" GICR) ON_AARCH64,
           .mended = DEVICES_ARE(GICD GICR) ON_AARCH64)},
    {.code = AXVM_CODE_EMU_OVERLAP,
     IN_BOTH(WARNING, ERROR),
     .needs = {NEEDS_DEVICES(emu_devices)},
     .check = check_overlap,
     .title = "emulated devices overlap",
     TEXTS(.origin = "EMU-17", .name = "emu-overlap",
           .related = {AXVM_CODE_EMU_GICR_FRAMES_OVERLAP, AXVM_CODE_EMU_GICV2_PLACE},
           .explanation =
               "Each address can belong to one emulated device only. Redistributors take their length for each "
               "frame, as many and as far apart as `cfg_list` says. A GICv2 (type 0x1) is at 0x800_0000 whatever "
               "the configuration says, so two of them always overlap.",
           .on_board = "In Axvisor 0.4 the device that is listed first answers, and the other one is partly or wholly "
                       "unreachable. Axvisor 0.8 does not create the VM.",
           .failing = DEVICES_ARE(GICD "  [\"gicr\", 0x800_0000, 0x2_0000, 0, 0x20, [1, 0x2_0000, 0]],\n") ON_AARCH64,
           .mended = DEVICES_ARE(GICD GICR) ON_AARCH64)},
    {.code = AXVM_CODE_EMU_BEYOND_ADDRESSES,
     IN_ALL(ERROR),
     .needs = {NEEDS_DEVICES(emu_devices)},
     .check = check_beyond,
     .title = "emulated device ends beyond all addresses",
     TEXTS(.origin = "EMU-18", .name = "emu-beyond-addresses", .related = {AXVM_CODE_CFG_INTEGER_TOO_LARGE},
           .explanation =
               "The end of a device, `base_gpa` + `length` or that of its last frame, must be an address that a "
               "guest can have: at most 0x7fff_ffff_f000. One that does not even fit 64 bits stops the "
               "hypervisor.",
           .on_board =
               "Where the end does not fit 64 bits the hypervisor panics, which takes every VM down: Axvisor 0.4 at "
               "the guest's first access to any device, Axvisor 0.8 while it creates the device. Otherwise Axvisor "
               "0.4 emulates what no guest can reach, and Axvisor 0.8 does not create the VM.",
           .failing = DEVICES_ARE("  [\"gicd\", 0xffff_ffff_ffff_0000, 0x1_0000, 0, 0x21, []],\n" GICR) ON_AARCH64,
           .mended = DEVICES_ARE(GICD GICR) ON_AARCH64)},
    {.code = AXVM_CODE_EMU_PORTS_FIXED,
     IN_0_8(NOTE),
     .archs = ON(X86_64),
     .needs = {NEEDS_DEVICES(emu_devices)},
     .check = check_fixed_ports,
     .title = "console or PIT elsewhere than it will be",
     TEXTS(.origin = "EMU-19", .name = "emu-ports-fixed", .related = {AXVM_CODE_EMU_OVERLAP},
           .explanation =
               "On x86_64 the emulated console (type 0x2) is always at the I/O ports 0x3f8 to 0x3ff, and the "
               "interval timer (0x24) at 0x40 to 0x43 and 0x61. `base_gpa` and `length` are ignored. They are "
               "numbers of ports, not addresses of memory. A second one of either cannot be, and is an error.",
           .on_board = "The device is at its usual ports. Where there are two of them the VM is not created.",
           .failing = DEVICES_ARE("  [\"com2\", 0x2f8, 8, 0, 0x2, []],\n") ON_X86_64,
           .mended = DEVICES_ARE("  [\"com1\", 0x3f8, 8, 0, 0x2, []],\n") ON_X86_64)},
    {.code = AXVM_CODE_EMU_IOAPIC_PLACE,
     IN_0_8(WARNING),
     .archs = ON(X86_64),
     .needs = {NEEDS_DEVICES(emu_devices)},
     .check = check_ioapic_place,
     .title = "I/O APIC where no guest looks for it",
     TEXTS(.origin = "EMU-20", .name = "ioapic-place", .related = {AXVM_CODE_EMU_PORTS_FIXED},
           .explanation =
               "The tables that the hypervisor hands to a guest name an I/O APIC at 0xfec0_0000, with one page of "
               "registers. An emulated one (type 0x23) must be there, 0x1000 bytes long.",
           .on_board = "The guest finds no I/O APIC and gets no interrupts from devices.",
           .failing = DEVICES_ARE("  [\"ioapic\", 0xfed0_0000, 0x1000, 0, 0x23, []],\n") ON_X86_64,
           .mended = DEVICES_ARE("  [\"ioapic\", 0xfec0_0000, 0x1000, 0, 0x23, []],\n") ON_X86_64)},
    {.code = AXVM_CODE_EMU_IRQ_IGNORED,
     IN_ALL(NOTE),
     .needs = {NEEDS_DEVICES(emu_devices)},
     .check = check_irq,
     .title = "interrupt of an emulated device, which is ignored",
     TEXTS(.origin = "EMU-22", .name = "emu-irq-ignored",
           .explanation =
               "`irq_id` of an emulated device is required and never used: what an emulated device does with "
               "interrupts is fixed. Write 0, so that nobody relies on the number.",
           .on_board = "Nothing: the number has no effect.",
           .failing = DEVICES_ARE("  [\"gicd\", 0x800_0000, 0x1_0000, 25, 0x21, []],\n" GICR) ON_AARCH64,
           .mended = DEVICES_ARE(GICD GICR) ON_AARCH64)},
    {.code = AXVM_CODE_EMU_GIC_HALF,
     IN_ALL(WARNING),
     .archs = ON(AARCH64),
     .needs = {NEEDS_DEVICES(emu_devices)},
     .check = check_half_gic,
     .title = "half of a GICv3 is emulated",
     TEXTS(.origin = "EMU-23", .name = "gic-half", .related = {AXVM_CODE_EMU_GICR_SETTINGS},
           .explanation =
               "A GICv3 is a distributor (type 0x21) and redistributors (type 0x20). A guest needs both emulated, "
               "or neither with the host's passed through. With one half emulated the other half of the host's "
               "shows through, or is missing.",
           .on_board =
               "Without a distributor the guest's interrupts are not assigned to it. Without redistributors it sees "
               "those of all physical CPUs, including those of other VMs, or none.",
           .failing = DEVICES_ARE(GICD) ON_AARCH64, .mended = DEVICES_ARE(GICD GICR) ON_AARCH64)},
};

const struct axvm_rule_family axvm_emu_rules = FAMILY(rows);
