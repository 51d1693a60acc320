/* SPDX-License-Identifier: Apache-2.0 */
/* Family 04, the kernel and where the guest starts in it. */
#include "check/arch.h"
#include "check/img_rules.h"
#include "check/window.h"

/* --- the kernel ----------------------------------------------------------------------------------- */

static bool is_moved(const struct axvm_checker *checker) {
    enum axvm_layout_reason reason = axvm_img_item(checker, AXVM_LAYOUT_KERNEL)->reason;
    return reason == AXVM_LAYOUT_MAIN_START || reason == AXVM_LAYOUT_BEHIND_FIRMWARE;
}

/* What makes the kernel go 2 MiB further. */
static struct axvm_span place_of_shift(const struct axvm_checker *checker) {
    if (checker->profile == AXVM_PROFILE_0_4) {
        return AXVM_PLACE_OF(checker, kernel, bios_load_addr);
    }
    return axvm_img_kernel(checker)->boot_protocol.present ? AXVM_PLACE_OF(checker, kernel, boot_protocol)
                                                           : AXVM_PLACE_OF(checker, kernel, enable_bios);
}

static void report_behind_main(struct axvm_checker *checker) {
    const struct axvm_mem_config *region = axvm_img_region(checker, 0);
    struct axvm_finding *finding = axvm_report(checker, AXVM_PLACE_IN(checker->vm, mem, region, size_bytes));
    axvm_finding_message(checker->findings, finding, "main memory ends before the kernel, which goes 2 MiB into it");
    axvm_finding_label(checker->findings, finding, "main memory has %b", region->size_bytes);
    axvm_finding_secondary(checker->findings, finding, place_of_shift(checker),
                           "this keeps the first 2 MiB for firmware");
    axvm_img_remark_fate(checker, finding, "nothing is mapped where the kernel is loaded");
    /* One block each for firmware, kernel and, at the end, the device tree. */
    uint64_t blocks = axvm_has_device_tree(checker->arch) ? 3 : 2;
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP,
                        "give it a size of %x (%b) at least, and more for a kernel of more than 2 MiB",
                        blocks * AXVM_BLOCK_BYTES, blocks * AXVM_BLOCK_BYTES);
}

static void report_offset_outside(struct axvm_checker *checker, const struct axvm_layout_address *kernel) {
    const struct axvm_mem_config *region = axvm_img_region(checker, 0);
    struct axvm_range main_memory = {region->gpa, region->size_bytes};
    struct axvm_span place = AXVM_PLACE_OF(checker, kernel, kernel_load_addr);
    struct axvm_finding *finding = axvm_report(checker, place);
    bool is_in_region = axvm_range_has(main_memory, kernel->configured);
    uint64_t better = is_in_region                            ? kernel->configured - region->gpa
                      : region->size_bytes > AXVM_BLOCK_BYTES ? AXVM_BLOCK_BYTES
                                                              : 0;
    axvm_finding_message(checker->findings, finding, "the kernel is loaded %x bytes into main memory of %x bytes",
                         kernel->configured, region->size_bytes);
    axvm_finding_label(checker->findings, finding, "an offset here, since main memory is identity mapped");
    axvm_finding_secondary(checker->findings, finding, AXVM_PLACE_IN(checker->vm, mem, region, size_bytes),
                           "main memory has %b", region->size_bytes);
    axvm_img_remark_fate(checker, finding, "nothing is mapped where the kernel is loaded");
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP,
                        is_in_region ? "write the distance from the start of main memory: %x"
                                     : "write the distance from the start of main memory, such as %x",
                        better);
    axvm_suggest_number(checker, finding, place, better, true);
}

void axvm_img_check_moved_kernel(struct axvm_checker *checker) {
    const struct axvm_layout_address *kernel = axvm_img_item(checker, AXVM_LAYOUT_KERNEL);
    if (axvm_img_is_unknown(checker, AXVM_LAYOUT_KERNEL) || !axvm_layout_is_known(kernel) ||
        !axvm_img_is_memory_sound(checker) || !axvm_img_is_outside(checker, kernel)) {
        return;
    }
    if (kernel->reason == AXVM_LAYOUT_BEHIND_FIRMWARE) {
        report_behind_main(checker);
    } else if (kernel->reason == AXVM_LAYOUT_OFFSET_IN_MAIN) {
        report_offset_outside(checker, kernel);
    }
}

void axvm_img_check_kernel_mapped(struct axvm_checker *checker) {
    const struct axvm_layout_address *kernel = axvm_img_item(checker, AXVM_LAYOUT_KERNEL);
    if (axvm_img_is_unknown(checker, AXVM_LAYOUT_KERNEL) || kernel->reason != AXVM_LAYOUT_AS_CONFIGURED ||
        !axvm_img_is_memory_sound(checker) || !axvm_img_is_outside(checker, kernel)) {
        return;
    }
    struct axvm_img_ram ram;
    struct axvm_span place = AXVM_PLACE_OF(checker, kernel, kernel_load_addr);
    struct axvm_finding *finding = axvm_img_report_outside(checker, place, kernel->effective,
                                                           AXVM_WORDS("the kernel at %x is in no memory region"),
                                                           AXVM_WORDS("nothing is mapped here"), &ram);
    axvm_img_remark_fate(checker, finding, "the kernel cannot be loaded");
    axvm_img_help_into_ram(checker, finding, place, &ram, kernel->effective,
                           axvm_img_similar_address(ram.nearest, kernel->effective));
}

/* --- the entry point ------------------------------------------------------------------------------ */

/* A window that is passed through may have code, such as a flash. */
static bool is_passed_through(const struct axvm_checker *checker, uint64_t address) {
    static const enum axvm_window_kind kinds[] = {AXVM_WINDOW_PASSTHROUGH_DEVICE, AXVM_WINDOW_PASSTHROUGH_ADDRESS};
    const struct axvm_devices_config *devices = &checker->config->devices;
    const size_t counts[] = {devices->passthrough_device_count, devices->passthrough_address_count};
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        for (size_t j = 0; j < counts[i]; j++) {
            struct axvm_range range;
            if (axvm_window_of(checker->config, checker->arch, kinds[i], j, &range) && axvm_range_has(range, address)) {
                return true;
            }
        }
    }
    return false;
}

/* Where a guest on x86 starts in its BIOS, memory is looked for along with what else the BIOS needs (AX0512). */
static bool is_in_bios(const struct axvm_checker *checker, uint64_t address) {
    const struct axvm_layout_address *bios = axvm_img_item(checker, AXVM_LAYOUT_FIRMWARE);
    return checker->arch == AXVM_ARCH_X86_64 && checker->layout->boot_protocol == AXVM_BOOT_MULTIBOOT &&
           axvm_layout_is_known(bios) && bios->effective == address;
}

/* One past the last address that a vCPU on x86 starts at, and the one more that profile 0.8 has: the reset vector. */
#define REAL_MODE_END    UINT64_C(0x10000)
#define RESET_VECTOR_GPA UINT64_C(0xfffffff0)

bool axvm_img_is_beyond_real_mode(const struct axvm_checker *checker, const struct axvm_layout_address *entry) {
    bool is_reset_vector = checker->profile == AXVM_PROFILE_0_8 && entry->effective == RESET_VECTOR_GPA;
    return checker->arch == AXVM_ARCH_X86_64 &&
           (entry->is_offset || (entry->effective >= REAL_MODE_END && !is_reset_vector));
}

/* UEFI firmware that has no address, or no file, may well be meant to be where the guest starts (AX0504, AX0505). */
static bool is_firmware_nowhere(const struct axvm_checker *checker) {
    const struct axvm_kernel_config *kernel = axvm_img_kernel(checker);
    bool has_file = kernel->uefi_firmware_path.present || kernel->bios_path.present;
    return checker->layout->boot_protocol == AXVM_BOOT_UEFI && (!has_file || !kernel->bios_load_addr.present);
}

static void report_stub_unmapped(struct axvm_checker *checker, uint64_t stub) {
    struct axvm_finding *finding = axvm_report(checker, AXVM_PLACE_OF(checker, kernel, memory_regions));
    axvm_finding_message(checker->findings, finding, "no memory region has %x, where the stub for Linux goes", stub);
    axvm_finding_label(checker->findings, finding, "none of these begins that low, at an address of its own");
    axvm_img_remark_fate(checker, finding, "the stub cannot be loaded");
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP,
                        "add the lowest MiB, but not as the first: [0x0, 0x10_0000, 0x7, 0]");
}

static void report_entry_moved_out(struct axvm_checker *checker, const struct axvm_layout_address *entry) {
    struct axvm_span place = AXVM_PLACE_OF(checker, kernel, entry_point);
    uint64_t load = axvm_img_kernel(checker)->kernel_load_addr;
    struct axvm_finding *finding = axvm_report(checker, place);
    axvm_finding_message(checker->findings, finding, "the guest starts behind main memory of %b",
                         axvm_img_region(checker, 0)->size_bytes);
    axvm_finding_label(checker->findings, finding, "%x bytes behind `kernel_load_addr`", entry->configured - load);
    axvm_finding_secondary(checker->findings, finding, AXVM_PLACE_OF(checker, kernel, kernel_load_addr),
                           "the kernel moves to main memory, and the entry point keeps this distance");
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_ON_BOARD, "the guest's first instruction faults");
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP,
                        "write %x for the kernel's first byte, or add what the kernel's entry is behind it", load);
    axvm_suggest_number(checker, finding, place, load, true);
}

static void report_entry_unmapped(struct axvm_checker *checker, const struct axvm_layout_address *entry) {
    const struct axvm_layout_address *kernel = axvm_img_item(checker, AXVM_LAYOUT_KERNEL);
    bool has_kernel = axvm_layout_is_known(kernel) && !axvm_img_is_outside(checker, kernel);
    struct axvm_img_ram ram;
    struct axvm_span place = AXVM_PLACE_OF(checker, kernel, entry_point);
    struct axvm_finding *finding = axvm_img_report_outside(checker, place, entry->effective,
                                                           AXVM_WORDS("the entry point %x is in no memory region"),
                                                           AXVM_WORDS("nothing is mapped here"), &ram);
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_ON_BOARD, "the guest's first instruction faults");
    if (has_kernel) {
        axvm_finding_secondary(checker->findings, finding, AXVM_PLACE_OF(checker, kernel, kernel_load_addr),
                               "the kernel is here");
    }
    if (checker->arch == AXVM_ARCH_X86_64) { /* no vCPU starts as high as kernels are */
        axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP,
                            "add a region of map type 0 that holds it, such as one at %x",
                            axvm_round_down(entry->effective, AXVM_PAGE_BYTES));
        return;
    }
    axvm_img_help_into_ram(checker, finding, place, &ram, entry->effective,
                           has_kernel ? kernel->effective : axvm_img_similar_address(ram.nearest, entry->effective));
}

void axvm_img_check_entry_mapped(struct axvm_checker *checker) {
    const struct axvm_layout_address *entry = axvm_img_item(checker, AXVM_LAYOUT_ENTRY);
    if (axvm_img_is_unknown(checker, AXVM_LAYOUT_ENTRY) || !axvm_img_is_memory_sound(checker) ||
        !axvm_img_is_outside(checker, entry) || axvm_img_is_beyond_real_mode(checker, entry)) {
        return;
    }
    switch (entry->reason) {
    case AXVM_LAYOUT_LINUX_STUB:
        report_stub_unmapped(checker, entry->effective);
        break;
    case AXVM_LAYOUT_WITH_KERNEL:
        /* Below the kernel it is a mistake of its own (AX0411). */
        if (entry->configured >= axvm_img_kernel(checker)->kernel_load_addr) {
            report_entry_moved_out(checker, entry);
        }
        break;
    case AXVM_LAYOUT_AS_CONFIGURED:
        if (!is_passed_through(checker, entry->effective) && !is_in_bios(checker, entry->effective) &&
            !is_firmware_nowhere(checker)) {
            report_entry_unmapped(checker, entry);
        }
        break;
    default:
        break; /* where the kernel is, which has been looked at */
    }
}

void axvm_img_check_entry_not_below(struct axvm_checker *checker) {
    const struct axvm_layout_address *entry = axvm_img_item(checker, AXVM_LAYOUT_ENTRY);
    uint64_t load = axvm_img_kernel(checker)->kernel_load_addr;
    if (axvm_img_is_unknown(checker, AXVM_LAYOUT_ENTRY) || entry->reason != AXVM_LAYOUT_WITH_KERNEL ||
        entry->configured >= load) {
        return;
    }
    struct axvm_span place = AXVM_PLACE_OF(checker, kernel, entry_point);
    struct axvm_finding *finding = axvm_report(checker, place);
    axvm_finding_message(checker->findings, finding, "the entry point %x is below the kernel at %x", entry->configured,
                         load);
    axvm_finding_label(checker->findings, finding, "%x bytes below the kernel's first", load - entry->configured);
    axvm_finding_secondary(checker->findings, finding, AXVM_PLACE_OF(checker, kernel, kernel_load_addr),
                           "it is moved by the same distance as this");
    bool may_be_linux = checker->arch == AXVM_ARCH_X86_64 && checker->layout->boot_protocol == AXVM_BOOT_DIRECT;
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_ON_BOARD,
                        may_be_linux
                            ? "a Linux bzImage is refused for want of `cmdline`; with any other kernel the "
                              "hypervisor panics, and every VM is lost"
                            : "the hypervisor panics when it moves the kernel to main memory: every VM is lost");
    if (may_be_linux) {
        axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP,
                            "add `cmdline` if the kernel is Linux: its load address is then an offset in main memory");
    } else if (checker->layout->boot_protocol == AXVM_BOOT_MULTIBOOT) {
        axvm_finding_secondary(checker->findings, finding,
                               AXVM_PLACE_IN(checker->vm, mem, axvm_img_region(checker, 0), map_type),
                               "which it is with this map type");
        axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP,
                            "use map type 0 for main memory: then nothing moves, and the guest starts in the BIOS");
    } else {
        axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP, "write %x for the kernel's first byte", load);
        axvm_suggest_number(checker, finding, place, load, true);
    }
}

void axvm_img_check_entry_kept(struct axvm_checker *checker) {
    const struct axvm_layout_address *entry = axvm_img_item(checker, AXVM_LAYOUT_ENTRY);
    uint64_t load = axvm_img_kernel(checker)->kernel_load_addr;
    if (axvm_img_is_unknown(checker, AXVM_LAYOUT_ENTRY) || entry->reason != AXVM_LAYOUT_AT_KERNEL ||
        entry->configured == load || axvm_img_is_beyond_real_mode(checker, entry)) {
        return;
    }
    /* Below the kernel there is nothing to start, so nothing is lost. */
    bool is_below = entry->configured < load;
    struct axvm_finding *finding =
        axvm_report_at(checker, is_below ? AXVM_LEVEL_WARNING : axvm_rule_level(checker->rule, checker->profile),
                       AXVM_PLACE_OF(checker, kernel, entry_point));
    axvm_finding_message(checker->findings, finding, "the guest does not start at %x but at the kernel's first byte",
                         entry->configured);
    axvm_finding_label(checker->findings, finding, is_below ? "%x bytes below the kernel" : "%x bytes into the kernel",
                       is_below ? load - entry->configured : entry->configured - load);
    axvm_finding_secondary(checker->findings, finding,
                           AXVM_PLACE_IN(checker->vm, mem, axvm_img_region(checker, 0), map_type),
                           "with this map type the kernel moves to the start of main memory");
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_ON_BOARD,
                        is_below ? "the entry point is not heeded"
                                 : "the first bytes of the image are executed, whatever they are");
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP,
                        is_below ? "write %x, the same as `kernel_load_addr`"
                                 : "use an image that starts with code and write %x, or map type 0; profile 0.8 keeps "
                                   "the distance",
                        load);
    if (is_below) {
        axvm_suggest_number(checker, finding, AXVM_PLACE_OF(checker, kernel, entry_point), load, true);
    }
}

/* --- addresses that are not heeded ---------------------------------------------------------------- */

/* The region that is configured to have an address, whatever its map type. @return the count if there is none */
static size_t region_of(const struct axvm_checker *checker, uint64_t address) {
    size_t index = 0;
    while (index < axvm_img_kernel(checker)->memory_region_count &&
           !axvm_range_has(
               (struct axvm_range){axvm_img_region(checker, index)->gpa, axvm_img_region(checker, index)->size_bytes},
               address)) {
        index++;
    }
    return index;
}

/* How far into main memory the kernel is. */
static uint64_t shift_of(const struct axvm_checker *checker) {
    return axvm_img_item(checker, AXVM_LAYOUT_KERNEL)->reason == AXVM_LAYOUT_BEHIND_FIRMWARE ? AXVM_BLOCK_BYTES : 0;
}

static void say_where_kernel_goes(struct axvm_checker *checker, struct axvm_finding *finding) {
    const struct axvm_layout_address *kernel = axvm_img_item(checker, AXVM_LAYOUT_KERNEL);
    const char *where =
        kernel->reason == AXVM_LAYOUT_MAIN_START ? "the start of main memory" : "2 MiB into main memory";
    if (kernel->is_offset) {
        axvm_finding_remark(checker->findings, finding, AXVM_REMARK_ON_BOARD,
                            "the kernel is loaded to %s, whose address the hypervisor chooses while it runs", where);
    } else {
        axvm_finding_remark(checker->findings, finding, AXVM_REMARK_ON_BOARD, "the kernel is loaded to %s, %x", where,
                            kernel->effective);
    }
}

void axvm_img_check_kernel_address(struct axvm_checker *checker) {
    const struct axvm_layout_address *kernel = axvm_img_item(checker, AXVM_LAYOUT_KERNEL);
    size_t index = region_of(checker, kernel->configured);
    bool is_nowhere = index == axvm_img_kernel(checker)->memory_region_count;
    if (axvm_img_is_unknown(checker, AXVM_LAYOUT_KERNEL) || !is_moved(checker)) {
        return;
    }
    bool is_at_start = index == 0 && kernel->configured - axvm_img_region(checker, 0)->gpa == shift_of(checker);
    if (!is_nowhere && !(is_at_start && kernel->is_offset)) {
        return; /* where it goes anyway, or an offset that is lost (AX0414) */
    }
    struct axvm_finding *finding = axvm_report(checker, AXVM_PLACE_OF(checker, kernel, kernel_load_addr));
    axvm_finding_message(checker->findings, finding, "the load address %x is not heeded", kernel->configured);
    axvm_finding_label(checker->findings, finding,
                       is_nowhere ? "in no memory region" : "where main memory would be with another map type");
    axvm_finding_secondary(checker->findings, finding,
                           AXVM_PLACE_IN(checker->vm, mem, axvm_img_region(checker, 0), map_type),
                           "with this map type the kernel moves to main memory");
    say_where_kernel_goes(checker, finding);
    if (kernel->is_offset) {
        axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP,
                            "a kernel that only runs at a fixed address needs map type 0");
    } else {
        axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP, "write %x, where it goes", kernel->effective);
    }
}

static void report_other_region(struct axvm_checker *checker, size_t index) {
    const struct axvm_layout_address *kernel = axvm_img_item(checker, AXVM_LAYOUT_KERNEL);
    const struct axvm_mem_config *other = axvm_img_region(checker, index);
    struct axvm_finding *finding =
        axvm_report_at(checker, AXVM_LEVEL_WARNING, AXVM_PLACE_OF(checker, kernel, kernel_load_addr));
    axvm_finding_message(checker->findings, finding, "the kernel is not loaded to memory region %u",
                         (uint64_t)index + 1);
    axvm_finding_label(checker->findings, finding, "%x is in that region", kernel->configured);
    axvm_finding_secondary(checker->findings, finding, AXVM_PLACE_IN(checker->vm, mem, other, gpa), "the region");
    axvm_finding_secondary(checker->findings, finding,
                           AXVM_PLACE_IN(checker->vm, mem, axvm_img_region(checker, 0), gpa),
                           "main memory, which comes first");
    say_where_kernel_goes(checker, finding);
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP,
                        "put region %u first if the kernel belongs there, or write the address in main memory",
                        (uint64_t)index + 1);
}

void axvm_img_check_kernel_offset(struct axvm_checker *checker) {
    const struct axvm_layout_address *kernel = axvm_img_item(checker, AXVM_LAYOUT_KERNEL);
    size_t index = region_of(checker, kernel->configured);
    if (axvm_img_is_unknown(checker, AXVM_LAYOUT_KERNEL) || !is_moved(checker) ||
        index == axvm_img_kernel(checker)->memory_region_count) {
        return;
    }
    if (index > 0) {
        report_other_region(checker, index);
        return;
    }
    uint64_t offset = kernel->configured - axvm_img_region(checker, 0)->gpa;
    if (offset == shift_of(checker)) {
        return;
    }
    struct axvm_finding *finding = axvm_report(checker, AXVM_PLACE_OF(checker, kernel, kernel_load_addr));
    axvm_finding_message(checker->findings, finding, "the kernel is not loaded %b into main memory", offset);
    axvm_finding_label(checker->findings, finding, "%x is %x bytes into it", kernel->configured, offset);
    say_where_kernel_goes(checker, finding);
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP,
                        "Linux and other kernels that run anywhere do not mind");
}
