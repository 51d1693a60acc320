/* SPDX-License-Identifier: Apache-2.0 */
/* Rules of family 05: boot protocol and firmware. */
#include "check/checker.h"
#include "check/rule_rows.h"
#include "check/window.h"

/* --- what several rules need ---------------------------------------------------------------------- */

/* Where the BIOS that the hypervisor brings along is, and what it takes; where it expects the kernel. */
#define BUILT_IN_BIOS_GPA   UINT64_C(0x8000)
#define BUILT_IN_BIOS_BYTES UINT64_C(0x6e)
#define BUILT_IN_KERNEL_GPA UINT64_C(0x200000)

/* How much of any BIOS is patched. */
#define BIOS_PATCHED_BYTES UINT64_C(0x40)

/* One past the last address that a CPU in real mode starts at, and the address that it starts at after a reset. */
#define REAL_MODE_END    UINT64_C(0x10000)
#define RESET_VECTOR_GPA UINT64_C(0xfffffff0)

static const struct axvm_kernel_config *kernel_of(const struct axvm_checker *checker) {
    return &checker->config->kernel;
}

static const struct axvm_layout_address *item_of(const struct axvm_checker *checker, enum axvm_layout_item item) {
    return &checker->layout->items[item];
}

static enum axvm_boot_protocol protocol_of(const struct axvm_checker *checker) {
    return axvm_boot_protocol_of(checker->config);
}

static const char *protocol_name(const struct axvm_checker *checker) {
    return axvm_boot_protocol_name(protocol_of(checker));
}

/* Whether a guest starts in the BIOS that the hypervisor brings along. */
static bool has_built_in_bios(const struct axvm_checker *checker) {
    return kernel_of(checker)->enable_bios && protocol_of(checker) == AXVM_BOOT_MULTIBOOT &&
           !kernel_of(checker)->bios_path.present;
}

/* Where it says how the guest starts. */
static struct axvm_span place_of_protocol(const struct axvm_checker *checker) {
    return kernel_of(checker)->boot_protocol.present || !AXVM_IS_PRESENT(checker, kernel, enable_bios)
               ? AXVM_PLACE_OF(checker, kernel, boot_protocol)
               : AXVM_PLACE_OF(checker, kernel, enable_bios);
}

/* What the hypervisor of profile 0.8 does with a configuration that contradicts itself. */
static void remark_refused(struct axvm_checker *checker, struct axvm_finding *finding) {
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_ON_BOARD,
                        "the configuration is refused as a whole, and the VM is not created");
}

static void remark_not_created(struct axvm_checker *checker, struct axvm_finding *finding, const char *why) {
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_ON_BOARD,
                        "%s: the hypervisor logs an error and goes on without this VM", why);
}

/* --- the protocol and its switch ------------------------------------------------------------------ */

static void check_bios_is_on(struct axvm_checker *checker) {
    const struct axvm_kernel_config *kernel = kernel_of(checker);
    if (kernel->enable_bios || protocol_of(checker) == AXVM_BOOT_DIRECT) {
        return;
    }
    struct axvm_finding *finding = axvm_report(checker, AXVM_PLACE_OF(checker, kernel, boot_protocol));
    bool is_off = AXVM_IS_PRESENT(checker, kernel, enable_bios);
    axvm_finding_message(checker->findings, finding, "boot protocol `%s` needs firmware, which is not enabled",
                         protocol_name(checker));
    axvm_finding_label(checker->findings, finding, is_off ? "starts in firmware"
                                                          : "without `enable_bios` firmware is not enabled");
    remark_refused(checker, finding);
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP,
                        "write enable_bios = true, or take `boot_protocol` out to start the kernel directly");
    if (is_off) {
        struct axvm_span off = AXVM_PLACE_OF(checker, kernel, enable_bios);
        axvm_finding_secondary(checker->findings, finding, off, "it is switched off here");
        axvm_finding_fix(checker->findings, finding, off, axvm_slice_of("true"), true);
    } else {
        axvm_suggest_key_behind(checker, finding, AXVM_NODE_OF(checker, kernel, boot_protocol),
                                axvm_slice_of("enable_bios = true"), true);
    }
}

static void check_direct_without_bios(struct axvm_checker *checker) {
    const struct axvm_kernel_config *kernel = kernel_of(checker);
    if (!kernel->enable_bios || protocol_of(checker) != AXVM_BOOT_DIRECT) {
        return;
    }
    struct axvm_span on = AXVM_PLACE_OF(checker, kernel, enable_bios);
    struct axvm_finding *finding = axvm_report(checker, AXVM_PLACE_OF(checker, kernel, boot_protocol));
    axvm_finding_message(checker->findings, finding, "boot protocol `direct` knows no firmware, but it is enabled");
    axvm_finding_label(checker->findings, finding, "starts the kernel itself");
    axvm_finding_secondary(checker->findings, finding, on, "firmware is enabled here");
    remark_refused(checker, finding);
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP,
                        "write enable_bios = false, or the protocol of the firmware: \"multiboot\" or \"uefi\"");
    axvm_finding_fix(checker->findings, finding, on, axvm_slice_of("false"), true);
}

static bool is_supported(enum axvm_boot_protocol protocol, enum axvm_arch arch) {
    switch (protocol) {
    case AXVM_BOOT_MULTIBOOT:
        return arch == AXVM_ARCH_X86_64;
    case AXVM_BOOT_UEFI:
        return arch == AXVM_ARCH_X86_64 || arch == AXVM_ARCH_LOONGARCH64;
    default:
        return true;
    }
}

static void check_arch_has_protocol(struct axvm_checker *checker) {
    bool is_named = kernel_of(checker)->boot_protocol.present;
    struct axvm_span place = place_of_protocol(checker);
    if (!kernel_of(checker)->enable_bios || is_supported(protocol_of(checker), checker->arch)) {
        return;
    }
    struct axvm_finding *finding = axvm_report(checker, place);
    axvm_finding_message(checker->findings, finding, "guests on %s cannot start with boot protocol `%s`",
                         axvm_arch_name(checker->arch), protocol_name(checker));
    axvm_finding_label(checker->findings, finding, is_named ? "%s only" : "this means `multiboot`, which is %s only",
                       protocol_of(checker) == AXVM_BOOT_UEFI ? "x86_64 and loongarch64" : "x86_64");
    remark_refused(checker, finding);
    if (checker->arch == AXVM_ARCH_LOONGARCH64) {
        axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP,
                            "write boot_protocol = \"uefi\": it is the only one there");
        if (is_named) {
            axvm_finding_fix(checker->findings, finding, place, axvm_slice_of("\"uefi\""), true);
        } else {
            axvm_suggest_key_behind(checker, finding, AXVM_NODE_OF(checker, kernel, enable_bios),
                                    axvm_slice_of("boot_protocol = \"uefi\""), true);
        }
    } else {
        axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP,
                            is_named ? "take `enable_bios` and `boot_protocol` out: kernels on %s start directly"
                                     : "take `enable_bios` out: kernels on %s start directly",
                            axvm_arch_name(checker->arch));
    }
}

/* --- firmware ------------------------------------------------------------------------------------- */

static void check_firmware_is_named(struct axvm_checker *checker) {
    const struct axvm_kernel_config *kernel = kernel_of(checker);
    if (!kernel->enable_bios || protocol_of(checker) != AXVM_BOOT_UEFI || kernel->uefi_firmware_path.present ||
        kernel->bios_path.present) {
        return;
    }
    struct axvm_finding *finding = axvm_report(checker, AXVM_PLACE_OF(checker, kernel, boot_protocol));
    axvm_finding_message(checker->findings, finding, "the guest starts in UEFI firmware, but none is named");
    axvm_finding_label(checker->findings, finding, "needs `uefi_firmware_path`");
    remark_refused(checker, finding);
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP,
                        checker->arch == AXVM_ARCH_LOONGARCH64
                            ? "add uefi_firmware_path, the path of an edk2 build such as QEMU_EFI.fd"
                            : "add uefi_firmware_path, the path of an edk2 build such as OVMF.fd");
}

/* Where firmware of a kind goes. */
static void help_firmware_address(struct axvm_checker *checker, struct axvm_finding *finding, uint32_t behind) {
    if (protocol_of(checker) == AXVM_BOOT_MULTIBOOT) {
        axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP,
                            "add bios_load_addr = 0x8000, where the usual axvm-bios.bin belongs");
        axvm_suggest_key_behind(checker, finding, behind, axvm_slice_of("bios_load_addr = 0x8000"), true);
    } else if (checker->arch == AXVM_ARCH_LOONGARCH64) {
        axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP,
                            "add `bios_load_addr`, in a memory region of its own, such as 0x1c00_0000");
    } else {
        axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP,
                            "add `bios_load_addr` so that the firmware ends at 4 GiB: 0xffc0_0000 if it has 4 MiB");
    }
}

static void check_firmware_address(struct axvm_checker *checker) {
    const struct axvm_kernel_config *kernel = kernel_of(checker);
    bool is_uefi = protocol_of(checker) == AXVM_BOOT_UEFI;
    bool has_bios = protocol_of(checker) == AXVM_BOOT_MULTIBOOT && kernel->bios_path.present;
    if (!kernel->enable_bios || kernel->bios_load_addr.present || (!is_uefi && !has_bios)) {
        return;
    }
    uint32_t firmware = is_uefi && kernel->uefi_firmware_path.present
                            ? AXVM_NODE_OF(checker, kernel, uefi_firmware_path)
                            : AXVM_NODE_OF(checker, kernel, bios_path);
    bool is_named = firmware != 0;
    struct axvm_finding *finding =
        axvm_report(checker, is_named ? axvm_place_of_node(checker->vm, firmware) : place_of_protocol(checker));
    axvm_finding_message(checker->findings, finding, "the firmware has no load address");
    axvm_finding_label(checker->findings, finding, is_named ? "there is no `bios_load_addr` for it"
                                                            : "needs `bios_load_addr` as well");
    remark_refused(checker, finding);
    help_firmware_address(checker, finding, firmware);
}

static void check_uefi(struct axvm_checker *checker) {
    if (protocol_of(checker) == AXVM_BOOT_UEFI) {
        return;
    }
    struct axvm_finding *finding = axvm_report(checker, place_of_protocol(checker));
    axvm_finding_message(checker->findings, finding, "guests on loongarch64 start in UEFI firmware only");
    axvm_finding_label(checker->findings, finding, "this one would start its kernel directly");
    remark_not_created(checker, finding, "other ways to start are not supported");
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP,
                        "add enable_bios = true, boot_protocol = \"uefi\", `uefi_firmware_path` and `bios_load_addr`, "
                        "and a fw_cfg device (type 0x3)");
}

static void check_fw_cfg(struct axvm_checker *checker) {
    const struct axvm_devices_config *devices = &checker->config->devices;
    if (protocol_of(checker) != AXVM_BOOT_UEFI) {
        return;
    }
    for (size_t i = 0; i < devices->emu_device_count; i++) {
        if (devices->emu_devices[i].emu_type == AXVM_EMU_FW_CFG) {
            return;
        }
    }
    struct axvm_finding *finding = axvm_report(checker, AXVM_PLACE_OF(checker, devices, emu_devices));
    axvm_finding_message(checker->findings, finding, "the firmware cannot get the kernel: there is no fw_cfg device");
    axvm_finding_label(checker->findings, finding,
                       devices->emu_device_count == 0 ? "no device" : "none of these has type 0x3");
    axvm_finding_secondary(checker->findings, finding, AXVM_PLACE_OF(checker, kernel, boot_protocol),
                           "this firmware gets kernel, ramdisk and command line through fw_cfg");
    remark_not_created(checker, finding, "the device is required");
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP,
                        "add [\"fw_cfg\", 0x1e02_0000, 0x18, 0, 0x3, []], the address of QEMU's `virt` board");
}

/* --- multiboot on x86 ----------------------------------------------------------------------------- */

static void check_built_in_address(struct axvm_checker *checker) {
    const struct axvm_optional_u64 *address = &kernel_of(checker)->bios_load_addr;
    if (!has_built_in_bios(checker) || !address->present || address->value == BUILT_IN_BIOS_GPA) {
        return;
    }
    struct axvm_span place = AXVM_PLACE_OF(checker, kernel, bios_load_addr);
    struct axvm_finding *finding = axvm_report(checker, place);
    axvm_finding_message(checker->findings, finding, "the hypervisor's own BIOS cannot be loaded to %x",
                         address->value);
    axvm_finding_label(checker->findings, finding, "without `bios_path` this must be 0x8000");
    remark_not_created(checker, finding, "the address is refused");
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP,
                        "write 0x8000, or name the BIOS that belongs to %x in `bios_path`", address->value);
    axvm_suggest_number(checker, finding, place, BUILT_IN_BIOS_GPA, true);
}

/* Whether the bytes from `base` on are in memory, as far as their first and last tell. */
static bool is_covered(const struct axvm_checker *checker, struct axvm_range range) {
    return axvm_is_in_ram(checker->vm, range.base) && axvm_is_in_ram(checker->vm, axvm_range_last(range));
}

static void report_low_memory(struct axvm_checker *checker, struct axvm_range range, const char *what) {
    struct axvm_finding *finding = axvm_report(checker, AXVM_PLACE_OF(checker, kernel, memory_regions));
    axvm_finding_message(checker->findings, finding, "no memory region has %x to %x for %s", range.base,
                         axvm_range_last(range), what);
    axvm_finding_label(checker->findings, finding, "none of these is there, at an address of its own");
    axvm_finding_secondary(checker->findings, finding, place_of_protocol(checker),
                           "the guest starts in a BIOS, which needs this");
    remark_not_created(checker, finding, "it cannot be loaded");
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP,
                        range.base < REAL_MODE_END
                            ? "let memory begin at 0x0, with map type 0, such as [0x0, 0x100_0000, 0x7, 0] for 16 MiB"
                            : "load the BIOS to an address in memory, such as 0x8000, or add a region for it");
}

static void check_low_memory(struct axvm_checker *checker) {
    const struct axvm_layout_address *bios = item_of(checker, AXVM_LAYOUT_FIRMWARE);
    static const struct axvm_range tables = {0x6000, 0x58};
    if (!kernel_of(checker)->enable_bios || protocol_of(checker) != AXVM_BOOT_MULTIBOOT ||
        !checker->layout->has_main || !axvm_layout_is_known(bios)) {
        return;
    }
    bool is_built_in = bios->reason == AXVM_LAYOUT_BUILT_IN_BIOS;
    struct axvm_range window = {bios->effective, is_built_in ? BUILT_IN_BIOS_BYTES : BIOS_PATCHED_BYTES};
    if (!is_covered(checker, tables)) {
        report_low_memory(checker, tables, "the tables that tell the guest of its memory");
    } else if (!is_covered(checker, window)) {
        report_low_memory(checker, window, is_built_in ? "the hypervisor's BIOS" : "the BIOS");
    }
}

static void check_built_in_kernel(struct axvm_checker *checker) {
    const struct axvm_layout_address *kernel = item_of(checker, AXVM_LAYOUT_KERNEL);
    if (!has_built_in_bios(checker) || !axvm_layout_is_known(kernel) || kernel->is_offset ||
        kernel->effective == BUILT_IN_KERNEL_GPA) {
        return;
    }
    struct axvm_span place = AXVM_PLACE_OF(checker, kernel, kernel_load_addr);
    struct axvm_finding *finding = axvm_report(checker, place);
    axvm_finding_message(checker->findings, finding, "the BIOS does not start the kernel at %x", kernel->effective);
    axvm_finding_label(checker->findings, finding, "the hypervisor's own BIOS jumps to 0x20_0000");
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_ON_BOARD,
                        "the guest executes whatever is at 0x20_0000");
    if (kernel->reason == AXVM_LAYOUT_AS_CONFIGURED) {
        axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP,
                            "load the kernel to 0x20_0000, or name a BIOS of your own in `bios_path`");
        axvm_suggest_number(checker, finding, place, BUILT_IN_KERNEL_GPA, true);
    } else {
        axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP,
                            "use map type 0 for main memory, so that the kernel does not move");
    }
}

/* --- real mode ------------------------------------------------------------------------------------ */

/* What could be meant by an entry point that a CPU in real mode cannot start at. */
static void help_entry(struct axvm_checker *checker, struct axvm_finding *finding) {
    const struct axvm_kernel_config *kernel = kernel_of(checker);
    bool has_firmware = axvm_layout_is_known(item_of(checker, AXVM_LAYOUT_FIRMWARE));
    struct axvm_span place = AXVM_PLACE_OF(checker, kernel, entry_point);
    if (protocol_of(checker) == AXVM_BOOT_UEFI && checker->profile == AXVM_PROFILE_0_8) {
        axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP,
                            "write 0xffff_fff0, where UEFI firmware is started");
        axvm_suggest_number(checker, finding, place, RESET_VECTOR_GPA, true);
    } else if (has_firmware && item_of(checker, AXVM_LAYOUT_FIRMWARE)->effective < REAL_MODE_END) {
        uint64_t bios = item_of(checker, AXVM_LAYOUT_FIRMWARE)->effective;
        axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP, "write %x, where the BIOS is", bios);
        axvm_suggest_number(checker, finding, place, bios, true);
    } else if (checker->profile == AXVM_PROFILE_0_4) {
        axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP,
                            kernel->bios_path.present
                                ? "load the BIOS to 0x8000 and start the guest there"
                                : "name a BIOS in `bios_path`, and write bios_load_addr = 0x8000 and entry_point = "
                                  "0x8000");
    } else {
        axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP,
                            "for Linux add `cmdline`; for a multiboot kernel write enable_bios = true and "
                            "entry_point = 0x8000");
    }
}

static void check_real_mode_entry(struct axvm_checker *checker) {
    const struct axvm_layout_address *entry = item_of(checker, AXVM_LAYOUT_ENTRY);
    bool is_reset_vector =
        checker->profile == AXVM_PROFILE_0_8 && !entry->is_offset && entry->effective == RESET_VECTOR_GPA;
    if (!axvm_layout_is_known(entry) || entry->reason == AXVM_LAYOUT_LINUX_STUB || is_reset_vector ||
        (!entry->is_offset && entry->effective < REAL_MODE_END)) {
        return;
    }
    struct axvm_finding *finding = axvm_report(checker, AXVM_PLACE_OF(checker, kernel, entry_point));
    if (entry->reason == AXVM_LAYOUT_AS_CONFIGURED) {
        axvm_finding_message(checker->findings, finding, "a guest on x86_64 cannot start at %x", entry->effective);
        axvm_finding_label(checker->findings, finding, "in real mode code ends at 0xffff");
    } else {
        axvm_finding_message(checker->findings, finding, "a guest on x86_64 cannot start in main memory");
        axvm_finding_label(checker->findings, finding, "moved to main memory; in real mode code ends at 0xffff");
        axvm_finding_secondary(checker->findings, finding,
                               AXVM_PLACE_IN(checker->vm, mem, &kernel_of(checker)->memory_regions[0], map_type),
                               "because of this map type");
    }
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_ON_BOARD,
                        "the vCPU starts in real mode, with 64 KiB of code from 0 on: its first instruction faults");
    help_entry(checker, finding);
}

static void check_linux_entry(struct axvm_checker *checker) {
    const struct axvm_layout_address *entry = item_of(checker, AXVM_LAYOUT_ENTRY);
    if (entry->reason != AXVM_LAYOUT_LINUX_STUB || entry->configured == entry->effective) {
        return;
    }
    struct axvm_span place = AXVM_PLACE_OF(checker, kernel, entry_point);
    struct axvm_finding *finding = axvm_report(checker, place);
    axvm_finding_message(checker->findings, finding, "the entry point %x is not heeded if the kernel is Linux",
                         entry->configured);
    axvm_finding_label(checker->findings, finding, "the guest starts at %x", entry->effective);
    axvm_finding_secondary(checker->findings, finding, AXVM_PLACE_OF(checker, kernel, cmdline),
                           "booted directly and with a command line, the kernel is taken for a bzImage");
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_ON_BOARD,
                        "the guest starts in a stub of the hypervisor, which enters the kernel where it is loaded");
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP, "write %x", entry->effective);
    axvm_suggest_number(checker, finding, place, entry->effective, true);
}

/* Whether nothing of the kernel is where the guest starts, so that it cannot be meant. */
static bool starts_below_kernel(const struct axvm_checker *checker) {
    const struct axvm_layout_address *kernel = item_of(checker, AXVM_LAYOUT_KERNEL);
    const struct axvm_layout_address *entry = item_of(checker, AXVM_LAYOUT_ENTRY);
    return axvm_layout_is_known(kernel) && axvm_layout_is_known(entry) && !kernel->is_offset && !entry->is_offset &&
           entry->effective < kernel->effective;
}

/* Reports a kernel that is started as it is, in real mode: what only code made for that survives. */
static struct axvm_finding *report_real_mode(struct axvm_checker *checker) {
    const struct axvm_layout_address *entry = item_of(checker, AXVM_LAYOUT_ENTRY);
    bool is_below = starts_below_kernel(checker);
    struct axvm_finding *finding =
        axvm_report_at(checker, is_below ? AXVM_LEVEL_ERROR : AXVM_LEVEL_WARNING,
                       AXVM_PLACE_OF(checker, kernel, entry_point));
    axvm_finding_message(checker->findings, finding,
                         is_below ? "nothing is loaded to %x, where the guest starts"
                                  : "the kernel is started at %x in real mode, without firmware",
                         entry->effective);
    if (is_below) {
        axvm_finding_label(checker->findings, finding, "below the kernel, and there is no firmware");
        axvm_finding_secondary(checker->findings, finding, AXVM_PLACE_OF(checker, kernel, kernel_load_addr),
                               "the kernel is here");
        axvm_finding_remark(checker->findings, finding, AXVM_REMARK_ON_BOARD,
                            "the guest executes empty memory, and nothing is heard of it");
    } else {
        axvm_finding_label(checker->findings, finding, "only 16-bit code runs here");
        axvm_finding_remark(checker->findings, finding, AXVM_REMARK_ON_BOARD,
                            "the vCPU starts in 16-bit real mode: kernels of 32 or 64 bits do not get anywhere");
    }
    return finding;
}

static void check_direct_real_mode(struct axvm_checker *checker) {
    const struct axvm_kernel_config *kernel = kernel_of(checker);
    /* Firmware that is named but not used is the mistake then (AX0524, AX1222). */
    if (kernel->enable_bios || protocol_of(checker) != AXVM_BOOT_DIRECT || kernel->cmdline.present ||
        kernel->bios_path.present || kernel->uefi_firmware_path.present) {
        return;
    }
    struct axvm_finding *finding = report_real_mode(checker);
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP,
                        "for Linux add `cmdline`, without which it is refused; for a multiboot kernel write "
                        "enable_bios = true");
}

static void check_kernel_real_mode(struct axvm_checker *checker) {
    if (kernel_of(checker)->bios_path.present) {
        return;
    }
    struct axvm_finding *finding = report_real_mode(checker);
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP,
                        "name a BIOS such as axvm-bios.bin in `bios_path`, with bios_load_addr = 0x8000");
}

/* --- what UEFI does not use ----------------------------------------------------------------------- */

static void check_uefi_dtb_address(struct axvm_checker *checker) {
    const struct axvm_optional_u64 *address = &kernel_of(checker)->dtb_load_addr;
    const struct axvm_layout_address *tree = item_of(checker, AXVM_LAYOUT_DTB);
    if (tree->reason != AXVM_LAYOUT_FIRMWARE_TREE || !address->present || address->value == tree->effective) {
        return;
    }
    struct axvm_finding *finding = axvm_report(checker, AXVM_PLACE_OF(checker, kernel, dtb_load_addr));
    axvm_finding_message(checker->findings, finding, "the address %x of a device tree is not heeded", address->value);
    axvm_finding_label(checker->findings, finding, "the only tree is the firmware's, at %x", tree->effective);
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_ON_BOARD,
                        "the hypervisor makes a device tree for the firmware and loads it to %x", tree->effective);
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP, "take `dtb_load_addr` out");
}

static void report_unused_firmware(struct axvm_checker *checker, struct axvm_span place, const char *key,
                                   const char *help) {
    struct axvm_finding *finding = axvm_report(checker, place);
    axvm_finding_message(checker->findings, finding, "`%s` has no effect with boot protocol `%s`", key,
                         protocol_name(checker));
    axvm_finding_label(checker->findings, finding, "not loaded");
    if (AXVM_IS_PRESENT(checker, kernel, boot_protocol)) {
        axvm_finding_secondary(checker->findings, finding, AXVM_PLACE_OF(checker, kernel, boot_protocol),
                               "the guest starts like this");
    }
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_ON_BOARD, "the guest starts without this firmware");
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP, "%s", help);
}

static void check_firmware_used(struct axvm_checker *checker) {
    const struct axvm_kernel_config *kernel = kernel_of(checker);
    if (!kernel->uefi_firmware_path.present) {
        return; /* a `bios_path` that is not enabled is reported as such (AX1222) */
    }
    if (protocol_of(checker) != AXVM_BOOT_UEFI) {
        report_unused_firmware(checker, AXVM_PLACE_OF(checker, kernel, uefi_firmware_path), "uefi_firmware_path",
                               "write enable_bios = true and boot_protocol = \"uefi\" to start in it, or take it out");
    } else if (kernel->bios_path.present) {
        report_unused_firmware(checker, AXVM_PLACE_OF(checker, kernel, bios_path), "bios_path",
                               "take it out: `uefi_firmware_path` comes first");
    }
}

/* --- the rows ------------------------------------------------------------------------------------- */

#define PROTOCOL_KEYS NEEDS_KERNEL(enable_bios), NEEDS_KERNEL(boot_protocol)
#define BIOS_KEYS     NEEDS_KERNEL(bios_path), NEEDS_KERNEL(bios_load_addr)
#define EVERY_ARCH    (ON(AARCH64) | ON(RISCV64) | ON(X86_64) | ON(LOONGARCH64))

#define AFTER_PROTOCOL AXVM_CODE_BOOT_BIOS_OFF, AXVM_CODE_BOOT_DIRECT_WITH_BIOS

/* Examples: lines of [kernel], and what follows them. */
#define X86_KERNEL(lines)   "[kernel]\n" lines X86_START X86_LOW_MEMORY IMAGE LOCATION BASE X86_DEVICES
#define X86_STARTS_AT(gpa)  "kernel_load_addr = 0x20_0000\nentry_point = " gpa "\n"
#define BEHIND_START        X86_LOW_MEMORY IMAGE LOCATION BASE X86_DEVICES
#define FW_CFG              "  [\"fw_cfg\", 0x1e02_0000, 0x18, 0, 0x3, []],\n"
#define PCH_PIC             "  [\"pch-pic\", 0x1000_0000, 0x1000, 0, 0x25, []],\n"
#define UEFI                "enable_bios = true\nboot_protocol = \"uefi\"\n"
#define FIRMWARE            "uefi_firmware_path = \"/guest/firmware.fd\"\n"
#define LOONGARCH64_START   "kernel_load_addr = 0x20_0000\nentry_point = 0x1c00_0000\n"
#define LOONGARCH64_MEMORY  "memory_regions = [[0x0, 0x1000_0000, 7, 0], [0x1c00_0000, 0x100_0000, 7, 0]]\n"
#define LOONGARCH64_DEVICES "\n[devices]\nemu_devices = [\n" FW_CFG PCH_PIC "]\npassthrough_devices = []\n" INTERRUPTS
#define BEHIND_UEFI         LOONGARCH64_START LOONGARCH64_MEMORY IMAGE LOCATION BASE
#define X86_UEFI_MEMORY     "memory_regions = [[0x0, 0x1000_0000, 7, 0], [0xffc0_0000, 0x40_0000, 7, 0]]\n"
#define BEHIND_X86_UEFI     X86_STARTS_AT("0xffff_fff0") X86_UEFI_MEMORY IMAGE LOCATION BASE X86_DEVICES

static const struct axvm_rule rows[] = {
    {.code = AXVM_CODE_BOOT_BIOS_OFF,
     IN_0_8(ERROR),
     .needs = {PROTOCOL_KEYS},
     .check = check_bios_is_on,
     .origin = "BOOT-01",
     .name = "bios-off",
     .title = "boot protocol needs firmware, which is not enabled",
     .explanation =
         "The boot protocols \"multiboot\" and \"uefi\" start a guest in firmware, for which `enable_bios` must be true. "
         "Its default is false. Without firmware, leave `boot_protocol` out or write \"direct\".",
     .on_board = "Axvisor 0.8 refuses the configuration before it looks at anything else. The VM is not created.",
     .failing = "[kernel]\nboot_protocol = \"multiboot\"\nentry_point = 0x4020_0000\nkernel_load_addr = 0x4020_0000\n"
         MEMORY IMAGE LOCATION BASE DEVICES,
     .mended = "[kernel]\nboot_protocol = \"direct\"\nentry_point = 0x4020_0000\nkernel_load_addr = 0x4020_0000\n"
         MEMORY IMAGE LOCATION BASE DEVICES,
     .related = {AXVM_CODE_BOOT_DIRECT_WITH_BIOS, AXVM_CODE_CFG_BIOS_NOT_ENABLED}},
    {.code = AXVM_CODE_BOOT_DIRECT_WITH_BIOS,
     IN_0_8(ERROR),
     .needs = {PROTOCOL_KEYS},
     .check = check_direct_without_bios,
     .origin = "BOOT-02",
     .name = "direct-with-bios",
     .title = "firmware is enabled, but the guest starts directly",
     .explanation =
         "With `boot_protocol = \"direct\"` the hypervisor starts the kernel itself, and `enable_bios` must not be true. "
         "Left out, the protocol is \"multiboot\" if `enable_bios` is true, and \"direct\" if it is not.",
     .on_board = "Axvisor 0.8 refuses the configuration before it looks at anything else. The VM is not created.",
     .failing = "[kernel]\nboot_protocol = \"direct\"\nenable_bios = true\n" ADDRESSES MEMORY IMAGE LOCATION BASE DEVICES,
     .mended = "[kernel]\nboot_protocol = \"direct\"\n" ADDRESSES MEMORY IMAGE LOCATION BASE DEVICES,
     .related = {AXVM_CODE_BOOT_BIOS_OFF}},
    {.code = AXVM_CODE_BOOT_OTHER_ARCH,
     IN_0_8(ERROR),
     .archs = EVERY_ARCH,
     .needs = {PROTOCOL_KEYS},
     .after = {AFTER_PROTOCOL},
     .check = check_arch_has_protocol,
     .origin = "BOOT-03",
     .name = "boot-other-arch",
     .title = "boot protocol of another architecture",
     .explanation =
         "Guests on x86_64 can start directly, through a multiboot BIOS or in UEFI firmware; those on LoongArch64 in "
         "UEFI firmware; and those on aarch64 and riscv64 directly. `enable_bios = true` without `boot_protocol` means "
         "\"multiboot\".\n\nAxvisor 0.8 checks this with the architecture it is built for.",
     .on_board = "Axvisor 0.8 refuses the configuration before it looks at anything else. The VM is not created.",
     .failing = "[kernel]\nenable_bios = true\n" ADDRESSES MEMORY IMAGE LOCATION BASE DEVICES,
     .mended = "[kernel]\nenable_bios = false\n" ADDRESSES MEMORY IMAGE LOCATION BASE DEVICES,
     .related = {AXVM_CODE_BOOT_NOT_UEFI, AXVM_CODE_BOOT_BIOS_OFF}},
    {.code = AXVM_CODE_BOOT_NO_FIRMWARE,
     IN_0_8(ERROR),
     .needs = {PROTOCOL_KEYS, NEEDS_KERNEL(uefi_firmware_path), NEEDS_KERNEL(bios_path)},
     .after = {AFTER_PROTOCOL, AXVM_CODE_BOOT_OTHER_ARCH},
     .check = check_firmware_is_named,
     .origin = "BOOT-04",
     .name = "boot-no-firmware",
     .title = "no UEFI firmware is named",
     .explanation = "A guest that starts in UEFI firmware needs the firmware's file in `uefi_firmware_path`; `bios_path` "
                    "is taken as well. The hypervisor brings none along, unlike the BIOS for \"multiboot\".",
     .on_board = "Axvisor 0.8 refuses the configuration before it looks at anything else. The VM is not created.",
     .failing = "[kernel]\nbios_load_addr = 0xffc0_0000\n" UEFI BOOT_MEMORY,
     .mended = "[kernel]\nbios_load_addr = 0xffc0_0000\n" FIRMWARE UEFI BOOT_MEMORY,
     .related = {AXVM_CODE_BOOT_FIRMWARE_NO_ADDRESS}},
};
