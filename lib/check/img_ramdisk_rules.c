/* SPDX-License-Identifier: Apache-2.0 */
/* Family 04, the addresses of ramdisk and firmware. */
#include "check/img_rules.h"

/* Whether the ramdisk is loaded at an address of its own: on LoongArch64 the firmware gets it. */
static bool is_ramdisk_loaded(const struct axvm_checker *checker) {
    bool may_be_loongarch64 = checker->arch == AXVM_ARCH_LOONGARCH64 ||
                              (checker->arch == AXVM_ARCH_UNKNOWN && checker->layout->boot_protocol == AXVM_BOOT_UEFI);
    return checker->profile == AXVM_PROFILE_0_4 || !may_be_loongarch64;
}

void axvm_img_check_ramdisk_address(struct axvm_checker *checker) {
    const struct axvm_kernel_config *kernel = axvm_img_kernel(checker);
    if (!axvm_img_has_path(&kernel->ramdisk_path) || kernel->ramdisk_load_addr.present || !is_ramdisk_loaded(checker)) {
        return;
    }
    struct axvm_img_ram ram;
    struct axvm_finding *finding = axvm_report(checker, AXVM_PLACE_OF(checker, kernel, ramdisk_path));
    axvm_img_find_ram(checker, 0, &ram);
    axvm_finding_message(checker->findings, finding, "the ramdisk has no load address");
    axvm_finding_label(checker->findings, finding, "there is no `ramdisk_load_addr` for it");
    axvm_img_remark_fate(checker, finding, "the ramdisk cannot be loaded");
    if (checker->layout->is_linux_bzimage && checker->layout->is_main_chosen) {
        axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP,
                            "add `ramdisk_load_addr`, the distance from the start of main memory");
    } else if (ram.count == 0) {
        axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP,
                            "add `ramdisk_load_addr`, and a region of map type 0 or 2 for it, whose place is known");
    } else {
        axvm_img_suggest_address(checker, finding, AXVM_NODE_OF(checker, kernel, ramdisk_path), "ramdisk_load_addr",
                                 axvm_img_middle_of(ram.first[0]));
    }
}

static void report_unused_address(struct axvm_checker *checker, struct axvm_span place, const char *key,
                                  const char *why, const char *effect, const char *help) {
    struct axvm_finding *finding = axvm_report(checker, place);
    axvm_finding_message(checker->findings, finding, "`%s` is an address for nothing", key);
    axvm_finding_label(checker->findings, finding, "%s", why);
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_ON_BOARD, "%s", effect);
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP, "%s", help);
}

/* Whether a BIOS address has nothing to be the address of. In 0.8, firmware that is missing is an error (AX0504). */
static bool is_bios_address_unused(const struct axvm_checker *checker) {
    const struct axvm_kernel_config *kernel = axvm_img_kernel(checker);
    if (!kernel->bios_load_addr.present || kernel->bios_path.present) {
        return false;
    }
    return checker->profile == AXVM_PROFILE_0_4 || (!kernel->enable_bios && !kernel->uefi_firmware_path.present &&
                                                    axvm_boot_protocol_of(checker->config) == AXVM_BOOT_DIRECT);
}

void axvm_img_check_unused_addresses(struct axvm_checker *checker) {
    const struct axvm_kernel_config *kernel = axvm_img_kernel(checker);
    if (kernel->ramdisk_load_addr.present && !kernel->ramdisk_path.present) {
        report_unused_address(checker, AXVM_PLACE_OF(checker, kernel, ramdisk_load_addr), "ramdisk_load_addr",
                              "there is no `ramdisk_path`", "no ramdisk is loaded",
                              "name the ramdisk in `ramdisk_path`, or take this out");
    }
    if (is_bios_address_unused(checker)) {
        bool shifts = axvm_img_item(checker, AXVM_LAYOUT_KERNEL)->reason == AXVM_LAYOUT_BEHIND_FIRMWARE;
        report_unused_address(
            checker, AXVM_PLACE_OF(checker, kernel, bios_load_addr), "bios_load_addr", "there is no `bios_path`",
            shifts ? "nothing is loaded there, but the kernel goes 2 MiB into main memory" : "no firmware is loaded",
            checker->profile == AXVM_PROFILE_0_4 ? "name the firmware in `bios_path`, or take this out"
                                                 : "write enable_bios = true, or take this out");
    }
    if (kernel->dtb_load_addr.present && checker->profile == AXVM_PROFILE_0_4 && checker->arch == AXVM_ARCH_X86_64) {
        report_unused_address(checker, AXVM_PLACE_OF(checker, kernel, dtb_load_addr), "dtb_load_addr",
                              "guests on x86_64 have no device tree", "no device tree is loaded",
                              "take it out; profile 0.8 refuses it");
    }
}

void axvm_img_check_bios_address(struct axvm_checker *checker) {
    const struct axvm_kernel_config *kernel = axvm_img_kernel(checker);
    if (!axvm_img_has_path(&kernel->bios_path) || kernel->bios_load_addr.present) {
        return;
    }
    struct axvm_finding *finding = axvm_report(checker, AXVM_PLACE_OF(checker, kernel, bios_path));
    axvm_finding_message(checker->findings, finding, "the firmware has no load address");
    axvm_finding_label(checker->findings, finding, "there is no `bios_load_addr` for it");
    axvm_img_remark_fate(checker, finding, "the firmware cannot be loaded");
    if (checker->arch == AXVM_ARCH_X86_64) {
        axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP,
                            "add bios_load_addr = 0x8000, where the usual axvm-bios.bin belongs");
        axvm_suggest_key_behind(checker, finding, AXVM_NODE_OF(checker, kernel, bios_path),
                                axvm_slice_of("bios_load_addr = 0x8000"), true);
    } else {
        axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP,
                            "add `bios_load_addr`, or take `bios_path` out if the kernel needs no firmware");
    }
}

static void report_offset_outside(struct axvm_checker *checker, const struct axvm_layout_address *ramdisk) {
    struct axvm_span place = AXVM_PLACE_OF(checker, kernel, ramdisk_load_addr);
    struct axvm_range main_memory = {0, axvm_img_region(checker, 0)->size_bytes};
    struct axvm_finding *finding = axvm_report(checker, place);
    axvm_finding_message(checker->findings, finding, "the ramdisk is loaded %x bytes into main memory of %x bytes",
                         ramdisk->configured, main_memory.size_bytes);
    axvm_finding_label(checker->findings, finding, "an offset here, since main memory is identity mapped");
    axvm_img_remark_fate(checker, finding, "the ramdisk cannot be loaded");
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP,
                        "write the distance from the start of main memory, such as %x",
                        axvm_img_middle_of(main_memory));
    axvm_suggest_number(checker, finding, place, axvm_img_middle_of(main_memory), true);
}

void axvm_img_check_ramdisk_mapped(struct axvm_checker *checker) {
    const struct axvm_layout_address *ramdisk = axvm_img_item(checker, AXVM_LAYOUT_RAMDISK);
    if (axvm_img_is_unknown(checker, AXVM_LAYOUT_RAMDISK) || !axvm_layout_is_known(ramdisk) ||
        !axvm_img_is_memory_sound(checker) || !axvm_img_is_outside(checker, ramdisk) ||
        (ramdisk->reason == AXVM_LAYOUT_AS_CONFIGURED && axvm_img_is_in_chosen(checker, ramdisk->effective))) {
        return;
    }
    if (ramdisk->reason == AXVM_LAYOUT_OFFSET_IN_MAIN) {
        report_offset_outside(checker, ramdisk);
        return;
    }
    struct axvm_img_ram ram;
    struct axvm_span place = AXVM_PLACE_OF(checker, kernel, ramdisk_load_addr);
    struct axvm_finding *finding = axvm_img_report_outside(checker, place, ramdisk->effective,
                                                           AXVM_WORDS("the ramdisk at %x is in no memory region"),
                                                           AXVM_WORDS("no region of map type 0 or 2 is here"), &ram);
    axvm_img_remark_fate(checker, finding, "the ramdisk cannot be loaded");
    axvm_img_help_into_ram(checker, finding, place, &ram, ramdisk->effective, axvm_img_middle_of(ram.first[0]));
}

/* The hypervisor leaves a ramdisk to the guest's own device tree to announce. */
void axvm_img_check_ramdisk_announced(struct axvm_checker *checker) {
    const struct axvm_kernel_config *kernel = axvm_img_kernel(checker);
    if (!axvm_img_has_path(&kernel->ramdisk_path)) {
        return;
    }
    bool has_tree = axvm_img_has_path(&kernel->dtb_path);
    struct axvm_finding *finding =
        axvm_report_at(checker, has_tree ? AXVM_LEVEL_NOTE : axvm_rule_level(checker->rule, checker->profile),
                       AXVM_PLACE_OF(checker, kernel, ramdisk_path));
    axvm_finding_message(checker->findings, finding, "the guest is not told of its ramdisk");
    axvm_finding_label(checker->findings, finding,
                       has_tree ? "only the guest's own device tree can tell it" : "loaded, but in no device tree");
    if (has_tree) {
        axvm_finding_secondary(checker->findings, finding, AXVM_PLACE_OF(checker, kernel, dtb_path),
                               "this one, in /chosen");
    }
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_ON_BOARD,
                        "on riscv64 the hypervisor does not add `linux,initrd-start` and `linux,initrd-end`: Linux "
                        "starts without the ramdisk unless its tree has them");
    if (kernel->ramdisk_load_addr.present) {
        axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP,
                            has_tree ? "let /chosen of the tree say linux,initrd-start = %x, and the end"
                                     : "name a tree in `dtb_path` whose /chosen says linux,initrd-start = %x, and the "
                                       "end",
                            kernel->ramdisk_load_addr.value);
    }
}
