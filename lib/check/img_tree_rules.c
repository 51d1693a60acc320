/* SPDX-License-Identifier: Apache-2.0 */
/* Family 04, the device tree and where it goes. */
#include "check/img_rules.h"

/* Where the hypervisor itself would put a tree: at the end of the first 512 MiB of a region. */
static uint64_t tree_in(struct axvm_range range) {
    const uint64_t window = UINT64_C(0x20000000);
    uint64_t size = range.size_bytes < window ? range.size_bytes : window;
    uint64_t end = axvm_round_down(range.base + size, AXVM_BLOCK_BYTES);
    /* The last whole block, so that there is room for a tree behind the address. */
    return end > range.base && end - range.base > AXVM_BLOCK_BYTES ? end - AXVM_BLOCK_BYTES : axvm_img_middle_of(range);
}

void axvm_img_check_dtb_mapped(struct axvm_checker *checker) {
    const struct axvm_layout_address *dtb = axvm_img_item(checker, AXVM_LAYOUT_DTB);
    if (dtb->reason != AXVM_LAYOUT_AS_CONFIGURED || !axvm_img_is_memory_sound(checker) ||
        !axvm_img_is_outside(checker, dtb) || axvm_img_is_in_chosen(checker, dtb->effective)) {
        return;
    }
    struct axvm_img_ram ram;
    struct axvm_span place = AXVM_PLACE_OF(checker, kernel, dtb_load_addr);
    struct axvm_finding *finding = axvm_img_report_outside(checker, place, dtb->effective,
                                                           AXVM_WORDS("the device tree at %x is in no memory region"),
                                                           AXVM_WORDS("no region of map type 0 or 2 is here"), &ram);
    axvm_img_remark_fate(checker, finding, "the device tree cannot be loaded");
    axvm_img_help_into_ram(checker, finding, place, &ram, dtb->effective, ram.count == 0 ? 0 : tree_in(ram.first[0]));
}

void axvm_img_check_dtb_address_used(struct axvm_checker *checker) {
    const struct axvm_layout_address *dtb = axvm_img_item(checker, AXVM_LAYOUT_DTB);
    if (dtb->reason != AXVM_LAYOUT_END_OF_MAIN || !dtb->is_configured) {
        return;
    }
    struct axvm_finding *finding = axvm_report(checker, AXVM_PLACE_OF(checker, kernel, dtb_load_addr));
    axvm_finding_message(checker->findings, finding, "the address %x of the device tree is not heeded",
                         dtb->configured);
    axvm_finding_label(checker->findings, finding, "the hypervisor places the tree itself");
    axvm_finding_secondary(checker->findings, finding,
                           AXVM_PLACE_IN(checker->vm, mem, axvm_img_region(checker, 0), map_type),
                           "with this map type of main memory");
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_ON_BOARD,
                        dtb->is_offset ? "the tree is loaded %x bytes into main memory, or lower if it needs the room"
                                       : "the tree is loaded to %x, or lower if it needs the room",
                        dtb->effective);
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP,
                        "take `dtb_load_addr` out: the guest is told where its tree is");
}

void axvm_img_check_dtb_address(struct axvm_checker *checker) {
    const struct axvm_kernel_config *kernel = axvm_img_kernel(checker);
    if (kernel->dtb_load_addr.present) {
        return;
    }
    struct axvm_img_ram ram;
    bool has_tree = kernel->dtb_path.present;
    struct axvm_finding *finding = axvm_report(checker, has_tree ? AXVM_PLACE_OF(checker, kernel, dtb_path)
                                                                 : AXVM_PLACE_OF(checker, kernel, dtb_load_addr));
    axvm_img_find_ram(checker, 0, &ram);
    axvm_finding_message(checker->findings, finding, "the device tree has no load address");
    axvm_finding_label(checker->findings, finding,
                       has_tree ? "there is no `dtb_load_addr` for it"
                                : "there is no `dtb_load_addr` for the tree that the hypervisor makes");
    axvm_img_remark_fate(checker, finding, "guests on riscv64 always have a device tree");
    if (ram.count == 0) {
        axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP,
                            "add `dtb_load_addr`, an address in a region of map type 0");
        return;
    }
    axvm_img_suggest_address(checker, finding,
                             has_tree ? AXVM_NODE_OF(checker, kernel, dtb_path)
                                      : AXVM_NODE_OF(checker, kernel, kernel_load_addr),
                             "dtb_load_addr", tree_in(ram.first[0]));
}

void axvm_img_check_dtb_address_refused(struct axvm_checker *checker) {
    const struct axvm_kernel_config *kernel = axvm_img_kernel(checker);
    if (!kernel->dtb_load_addr.present) {
        return;
    }
    struct axvm_finding *finding = axvm_report(checker, AXVM_PLACE_OF(checker, kernel, dtb_load_addr));
    axvm_finding_message(checker->findings, finding, "guests on x86_64 have no device tree, but it has an address");
    axvm_finding_label(checker->findings, finding, "%x would be the address of a tree that is never made",
                       kernel->dtb_load_addr.value);
    axvm_img_remark_fate(checker, finding, "an address without a tree is refused");
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP, "take `dtb_load_addr` out");
}

void axvm_img_check_dtb_used(struct axvm_checker *checker) {
    const struct axvm_kernel_config *kernel = axvm_img_kernel(checker);
    /* An empty path that the build reads is an error (AX0403). */
    if (!axvm_img_has_path(&kernel->dtb_path)) {
        return;
    }
    struct axvm_finding *finding = axvm_report(checker, AXVM_PLACE_OF(checker, kernel, dtb_path));
    axvm_finding_message(checker->findings, finding, "guests on %s get no device tree of their own",
                         axvm_arch_name(checker->arch));
    axvm_finding_label(checker->findings, finding, "not loaded");
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_ON_BOARD,
                        checker->arch == AXVM_ARCH_X86_64
                            ? "the guest finds its devices in other ways, and nothing of the tree"
                            : "the hypervisor makes a tree for the firmware, and the guest gets nothing of this one");
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP, "take `dtb_path` out");
}
