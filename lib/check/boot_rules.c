/* SPDX-License-Identifier: Apache-2.0 */
/* Rules of family 05: boot protocol and firmware. */
#include "check/checker.h"
#include "check/rule_rows.h"

/* The BIOS that is built into the hypervisor: where it runs, and where it jumps to. */
#define BIOS_GPA        UINT64_C(0x8000)
#define BIOS_KERNEL_GPA UINT64_C(0x200000)

/* Where a byte of the BIOS begins that is patched with the address of the boot information, and its size. */
#define BIOS_PATCH_OFFSET UINT64_C(0x3c)
#define BIOS_PATCH_BYTES  UINT64_C(4)

/* What a BIOS finds in memory: the boot information and the map of memory behind it. */
#define BOOT_INFO_GPA   UINT64_C(0x6000)
#define BOOT_INFO_BYTES UINT64_C(0x58)

/* The hypervisor's stub for x86 Linux. */
#define LINUX_STUB_GPA UINT64_C(0x8000)

/* One past the last address that real mode can run code at with a code segment at 0. */
#define REAL_MODE_END_GPA UINT64_C(0x10000)

/* Where x86 processors start after a reset. 0.8 starts a vCPU there as they do, with a code segment of its own. */
#define RESET_VECTOR_GPA UINT64_C(0xfffffff0)

/* Where the guest's firmware on loongarch64 finds the device tree. */
#define LOONGARCH_DTB_GPA UINT64_C(0x100000)

static const char effect_refused[] = "the hypervisor refuses the configuration, and the VM is missing";

/* --- what the hypervisor refuses when it reads a configuration -------------------------------------- */

/* Why it is refused, in the order in which it looks: it names the first of them. */
enum refusal {
    REFUSAL_NONE = 0,
    REFUSAL_NOT_ENABLED,
    REFUSAL_DIRECT_ENABLED,
    REFUSAL_OTHER_ARCH,
    REFUSAL_NO_FIRMWARE,
    REFUSAL_NO_LOAD_ADDR,
};

/* Whether guests of an architecture can boot with firmware by a protocol. If it is not known, they may. */
static bool boots_with(enum axvm_arch arch, enum axvm_boot_protocol protocol) {
    return arch == AXVM_ARCH_X86_64 || arch == AXVM_ARCH_UNKNOWN ||
           (protocol == AXVM_BOOT_UEFI && arch == AXVM_ARCH_LOONGARCH64);
}

static enum refusal refusal_of(const struct axvm_checker *checker) {
    const struct axvm_kernel_config *kernel = &checker->config->kernel;
    enum axvm_boot_protocol protocol = checker->layout->boot_protocol;
    bool is_uefi = protocol == AXVM_BOOT_UEFI;
    if (checker->profile == AXVM_PROFILE_0_4) {
        return REFUSAL_NONE;
    }
    if (!kernel->enable_bios) {
        return protocol == AXVM_BOOT_DIRECT ? REFUSAL_NONE : REFUSAL_NOT_ENABLED;
    }
    if (protocol == AXVM_BOOT_DIRECT) {
        return REFUSAL_DIRECT_ENABLED;
    }
    if (!boots_with(checker->arch, protocol)) {
        return REFUSAL_OTHER_ARCH;
    }
    if (is_uefi && !kernel->uefi_firmware_path.present && !kernel->bios_path.present) {
        return REFUSAL_NO_FIRMWARE;
    }
    bool is_loaded = is_uefi || kernel->bios_path.present;
    return is_loaded && !kernel->bios_load_addr.present ? REFUSAL_NO_LOAD_ADDR : REFUSAL_NONE;
}

/* Replaces the value of `boot_protocol`, which is there. */
static void suggest_protocol(struct axvm_checker *checker, struct axvm_finding *finding, const char *value) {
    axvm_finding_fix(checker->findings, finding, AXVM_PLACE_OF(checker, kernel, boot_protocol), axvm_slice_of(value),
                     true);
}

static void check_not_enabled(struct axvm_checker *checker) {
    enum axvm_boot_protocol protocol = checker->layout->boot_protocol;
    if (refusal_of(checker) != REFUSAL_NOT_ENABLED) {
        return;
    }
    struct axvm_finding *finding = axvm_report(checker, AXVM_PLACE_OF(checker, kernel, boot_protocol));
    axvm_finding_message(checker->findings, finding, "the guest is to boot with \"%s\", but firmware is switched off",
                         axvm_boot_protocol_name(protocol));
    axvm_finding_label(checker->findings, finding, "needs `enable_bios = true`");
    bool is_off = AXVM_IS_PRESENT(checker, kernel, enable_bios);
    if (is_off) {
        axvm_finding_secondary(checker->findings, finding, AXVM_PLACE_OF(checker, kernel, enable_bios), "off here");
    }
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_ON_BOARD, effect_refused);
    if (checker->arch == AXVM_ARCH_LOONGARCH64 && protocol == AXVM_BOOT_MULTIBOOT) {
        axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP,
                            "write `enable_bios = true` and `boot_protocol = \"uefi\"`");
        return;
    }
    if (!boots_with(checker->arch, protocol)) {
        axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP,
                            "write \"direct\": %s guests start at their entry point", axvm_arch_name(checker->arch));
        suggest_protocol(checker, finding, "\"direct\"");
        return;
    }
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP,
                        checker->arch == AXVM_ARCH_LOONGARCH64
                            ? "write `enable_bios = true`"
                            : "write `enable_bios = true`, or \"direct\" to start without firmware");
    if (is_off) {
        axvm_finding_fix(checker->findings, finding, AXVM_PLACE_OF(checker, kernel, enable_bios), axvm_slice_of("true"),
                         true);
    } else {
        axvm_suggest_key_behind(checker, finding, AXVM_NODE_OF(checker, kernel, boot_protocol),
                                axvm_slice_of("enable_bios = true"), true);
    }
}

static void check_direct_enabled(struct axvm_checker *checker) {
    if (refusal_of(checker) != REFUSAL_DIRECT_ENABLED) {
        return;
    }
    struct axvm_span enabled = AXVM_PLACE_OF(checker, kernel, enable_bios);
    struct axvm_finding *finding = axvm_report(checker, AXVM_PLACE_OF(checker, kernel, boot_protocol));
    axvm_finding_message(checker->findings, finding,
                         "the guest is to boot with \"direct\", but firmware is switched on");
    axvm_finding_label(checker->findings, finding, "starts the kernel without firmware");
    axvm_finding_secondary(checker->findings, finding, enabled, "firmware is switched on here");
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_ON_BOARD, effect_refused);
    if (checker->arch == AXVM_ARCH_LOONGARCH64) {
        axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP,
                            "write \"uefi\", the only way for a loongarch64 guest to boot");
        suggest_protocol(checker, finding, "\"uefi\"");
        return;
    }
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP,
                        boots_with(checker->arch, AXVM_BOOT_MULTIBOOT)
                            ? "write `enable_bios = false`, or \"multiboot\" or \"uefi\" to boot with firmware"
                            : "write `enable_bios = false`");
    axvm_finding_fix(checker->findings, finding, enabled, axvm_slice_of("false"), true);
}

static void check_other_arch(struct axvm_checker *checker) {
    if (refusal_of(checker) != REFUSAL_OTHER_ARCH) {
        return;
    }
    enum axvm_boot_protocol protocol = checker->layout->boot_protocol;
    bool is_named = checker->config->kernel.boot_protocol.present;
    const char *place = protocol == AXVM_BOOT_UEFI ? "x86_64 and loongarch64" : "x86_64";
    struct axvm_span enabled = AXVM_PLACE_OF(checker, kernel, enable_bios);
    struct axvm_finding *finding =
        axvm_report(checker, is_named ? AXVM_PLACE_OF(checker, kernel, boot_protocol) : enabled);
    axvm_finding_message(checker->findings, finding, "%s guests cannot boot with \"%s\"", axvm_arch_name(checker->arch),
                         axvm_boot_protocol_name(protocol));
    axvm_finding_label(checker->findings, finding,
                       is_named ? "only on %s" : "alone it means `boot_protocol = \"multiboot\"`, only on %s", place);
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_ON_BOARD, effect_refused);
    if (checker->arch == AXVM_ARCH_LOONGARCH64) {
        axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP, "write `boot_protocol = \"uefi\"`");
        if (is_named) {
            suggest_protocol(checker, finding, "\"uefi\"");
        } else {
            axvm_suggest_key_behind(checker, finding, AXVM_NODE_OF(checker, kernel, enable_bios),
                                    axvm_slice_of("boot_protocol = \"uefi\""), true);
        }
        return;
    }
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP,
                        is_named ? "take `enable_bios` and `boot_protocol` out: the guest starts at its entry point"
                                 : "write `enable_bios = false`: the guest starts at its entry point");
    if (!is_named) {
        axvm_finding_fix(checker->findings, finding, enabled, axvm_slice_of("false"), true);
    }
}

static void check_no_firmware(struct axvm_checker *checker) {
    const struct axvm_optional_u64 *load_addr = &checker->config->kernel.bios_load_addr;
    if (refusal_of(checker) != REFUSAL_NO_FIRMWARE) {
        return;
    }
    struct axvm_finding *finding = axvm_report(checker, AXVM_PLACE_OF(checker, kernel, boot_protocol));
    axvm_finding_message(checker->findings, finding, "the guest boots with UEFI, but no firmware is named");
    axvm_finding_label(checker->findings, finding, "needs `uefi_firmware_path`");
    if (load_addr->present) {
        axvm_finding_secondary(checker->findings, finding, AXVM_PLACE_OF(checker, kernel, bios_load_addr),
                               "what is loaded to %x?", load_addr->value);
    }
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_ON_BOARD, effect_refused);
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP,
                        "name an EDK II firmware for the guest in `uefi_firmware_path`");
}

/* How `bios_load_addr` is to be chosen. @return false if that cannot be told, and is said in words only */
static bool likely_load_addr(const struct axvm_checker *checker, uint64_t *load_addr) {
    uint64_t entry = checker->config->kernel.entry_point;
    if (checker->layout->boot_protocol == AXVM_BOOT_UEFI) {
        *load_addr = entry;
        return checker->arch == AXVM_ARCH_LOONGARCH64;
    }
    *load_addr = entry < REAL_MODE_END_GPA ? entry : BIOS_GPA;
    return true;
}

static void check_no_load_addr(struct axvm_checker *checker) {
    const struct axvm_kernel_config *kernel = &checker->config->kernel;
    if (refusal_of(checker) != REFUSAL_NO_LOAD_ADDR) {
        return;
    }
    bool is_uefi = checker->layout->boot_protocol == AXVM_BOOT_UEFI && kernel->uefi_firmware_path.present;
    uint32_t node =
        is_uefi ? AXVM_NODE_OF(checker, kernel, uefi_firmware_path) : AXVM_NODE_OF(checker, kernel, bios_path);
    struct axvm_finding *finding = axvm_report(checker, is_uefi ? AXVM_PLACE_OF(checker, kernel, uefi_firmware_path)
                                                                : AXVM_PLACE_OF(checker, kernel, bios_path));
    axvm_finding_message(checker->findings, finding, "the firmware has no load address");
    axvm_finding_label(checker->findings, finding, "needs `bios_load_addr`");
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_ON_BOARD, effect_refused);
    uint64_t load_addr;
    if (!AXVM_HAS_REMARKS || !likely_load_addr(checker, &load_addr)) {
        axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP,
                            "add `bios_load_addr`; on x86_64 UEFI firmware ends at 4 GiB: 4 MiB are loaded to "
                            "0xffc0_0000");
        return;
    }
    struct axvm_slice line = axvm_format(checker->findings->arena, "bios_load_addr = %x", load_addr);
    if (line.data == NULL) {
        checker->out_of_memory = true;
        return;
    }
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP,
                        load_addr == kernel->entry_point ? "add %q, where the guest starts" : "add %q", line);
    axvm_suggest_key_behind(checker, finding, node, line, true);
}

/* --- loongarch64 ------------------------------------------------------------------------------------- */

static void check_loongarch_uefi(struct axvm_checker *checker) {
    const struct axvm_kernel_config *kernel = &checker->config->kernel;
    if (checker->layout->boot_protocol == AXVM_BOOT_UEFI || refusal_of(checker) != REFUSAL_NONE) {
        return;
    }
    struct axvm_finding *finding = axvm_report(checker, AXVM_PLACE_OF(checker, kernel, boot_protocol));
    axvm_finding_message(checker->findings, finding, "loongarch64 guests boot with UEFI only");
    axvm_finding_label(checker->findings, finding,
                       kernel->boot_protocol.present ? "starts the kernel without firmware"
                                                     : "`boot_protocol = \"uefi\"` is missing");
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_ON_BOARD,
                        "the hypervisor does not load the images, and the VM is missing");
    bool is_named = kernel->uefi_firmware_path.present && kernel->bios_load_addr.present;
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP,
                        is_named ? "write `enable_bios = true` and `boot_protocol = \"uefi\"`"
                                 : "write `enable_bios = true`, `boot_protocol = \"uefi\"`, and name the firmware with "
                                   "`uefi_firmware_path` and `bios_load_addr`");
}

static void check_fw_cfg(struct axvm_checker *checker) {
    const struct axvm_devices_config *devices = &checker->config->devices;
    if (checker->layout->boot_protocol != AXVM_BOOT_UEFI || refusal_of(checker) != REFUSAL_NONE) {
        return;
    }
    for (size_t i = 0; i < devices->emu_device_count; i++) {
        if (devices->emu_devices[i].emu_type == AXVM_EMU_FW_CFG) {
            return;
        }
    }
    struct axvm_finding *finding = axvm_report(checker, AXVM_PLACE_OF(checker, devices, emu_devices));
    axvm_finding_message(checker->findings, finding, "the guest has no fw_cfg device");
    axvm_finding_label(checker->findings, finding, "no device of type 0x3");
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_ON_BOARD,
                        "the firmware cannot be handed the kernel: the images are not loaded, and the VM is missing");
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP,
                        "add [\"fw_cfg\", 0x1e02_0000, 0x18, 0, 0x3, []]");
}

static void check_dtb_addr(struct axvm_checker *checker) {
    const struct axvm_optional_u64 *load_addr = &checker->config->kernel.dtb_load_addr;
    if (!load_addr->present || checker->layout->boot_protocol != AXVM_BOOT_UEFI ||
        refusal_of(checker) != REFUSAL_NONE) {
        return;
    }
    struct axvm_finding *finding = axvm_report(checker, AXVM_PLACE_OF(checker, kernel, dtb_load_addr));
    axvm_finding_message(checker->findings, finding, "`dtb_load_addr` has no effect on a guest that boots with UEFI");
    axvm_finding_label(checker->findings, finding, "%x is ignored", load_addr->value);
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_ON_BOARD,
                        "the hypervisor puts a device tree of its own for the firmware to %x", LOONGARCH_DTB_GPA);
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP, "take `dtb_load_addr` out");
}

/* --- the BIOS of x86_64 ------------------------------------------------------------------------------ */

/* Whether the guest boots with the BIOS that is built into the hypervisor. */
static bool has_built_in_bios(const struct axvm_checker *checker) {
    return checker->layout->boot_protocol == AXVM_BOOT_MULTIBOOT && refusal_of(checker) == REFUSAL_NONE &&
           !checker->config->kernel.bios_path.present;
}

static void check_bios_elsewhere(struct axvm_checker *checker) {
    const struct axvm_optional_u64 *load_addr = &checker->config->kernel.bios_load_addr;
    if (!has_built_in_bios(checker) || !load_addr->present || load_addr->value == BIOS_GPA) {
        return;
    }
    struct axvm_span span = AXVM_PLACE_OF(checker, kernel, bios_load_addr);
    struct axvm_finding *finding = axvm_report(checker, span);
    axvm_finding_message(checker->findings, finding, "the built-in BIOS cannot be loaded to %x", load_addr->value);
    axvm_finding_label(checker->findings, finding, "must be %x, as no `bios_path` is given", BIOS_GPA);
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_ON_BOARD,
                        "the hypervisor refuses to load it, and the VM is missing");
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP,
                        "write %x, or name the BIOS that belongs to %x in `bios_path`", BIOS_GPA, load_addr->value);
    axvm_suggest_number(checker, finding, span, BIOS_GPA, true);
}

/* Whether there is memory at an address that is known before the guest runs. */
static bool has_memory_at(const struct axvm_kernel_config *kernel, uint64_t gpa) {
    for (size_t i = 0; i < kernel->memory_region_count; i++) {
        const struct axvm_mem_config *region = &kernel->memory_regions[i];
        if (region->map_type != AXVM_MEM_MAP_IDENTICAL && gpa >= region->gpa &&
            gpa - region->gpa < region->size_bytes) {
            return true;
        }
    }
    return false;
}

/* The same for `size_bytes` bytes, so few that they are not on more than two pages. */
static bool has_memory_for(const struct axvm_kernel_config *kernel, uint64_t gpa, uint64_t size_bytes) {
    return size_bytes - 1 <= UINT64_MAX - gpa && has_memory_at(kernel, gpa) &&
           has_memory_at(kernel, gpa + (size_bytes - 1));
}

static void check_low_memory(struct axvm_checker *checker) {
    const struct axvm_kernel_config *kernel = &checker->config->kernel;
    if (checker->layout->boot_protocol != AXVM_BOOT_MULTIBOOT || refusal_of(checker) != REFUSAL_NONE) {
        return;
    }
    uint64_t bios = kernel->bios_load_addr.present ? kernel->bios_load_addr.value : BIOS_GPA;
    bool has_info = has_memory_for(kernel, BOOT_INFO_GPA, BOOT_INFO_BYTES);
    if (has_info && has_memory_for(kernel, bios, BIOS_PATCH_OFFSET + BIOS_PATCH_BYTES)) {
        return;
    }
    uint64_t missing = BOOT_INFO_GPA;
    if (has_info) {
        missing = has_memory_at(kernel, bios) ? bios + (BIOS_PATCH_OFFSET + BIOS_PATCH_BYTES - 1) : bios;
    }
    bool is_at_address = has_info && kernel->bios_load_addr.present;
    struct axvm_finding *finding = axvm_report(checker, is_at_address ? AXVM_PLACE_OF(checker, kernel, bios_load_addr)
                                                                      : AXVM_PLACE_OF(checker, kernel, memory_regions));
    axvm_finding_message(checker->findings, finding, "there is no memory for the %s",
                         has_info ? "BIOS" : "boot information");
    axvm_finding_label(checker->findings, finding, "no memory at %x", missing);
    for (size_t i = 0; i < kernel->memory_region_count && i < 2; i++) {
        const struct axvm_mem_config *region = &kernel->memory_regions[i];
        if (region->map_type == AXVM_MEM_MAP_IDENTICAL) {
            axvm_finding_secondary(checker->findings, finding, AXVM_PLACE_IN(checker->vm, mem, region, map_type),
                                   "is wherever the host has room");
        }
    }
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_ON_BOARD,
                        "loading the images fails, and the VM is missing");
    if (is_at_address) {
        axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP,
                            "load the BIOS to memory below %x, such as %x", REAL_MODE_END_GPA, BIOS_GPA);
    } else {
        axvm_finding_remark(
            checker->findings, finding, AXVM_REMARK_HELP,
            "give the guest memory of map type 0 at the first 64 KiB, such as [0x0, 0x10_0000, 0x7, 0]");
    }
}

static void check_bios_target(struct axvm_checker *checker) {
    const struct axvm_layout_address *kernel = &checker->layout->items[AXVM_LAYOUT_KERNEL];
    /* Where the kernel is moved, so is the entry point: out of the reach of real mode, which is AX0514. */
    if (!has_built_in_bios(checker) || kernel->reason != AXVM_LAYOUT_AS_CONFIGURED ||
        kernel->effective == BIOS_KERNEL_GPA) {
        return;
    }
    struct axvm_span span = AXVM_PLACE_OF(checker, kernel, kernel_load_addr);
    struct axvm_finding *finding = axvm_report(checker, span);
    axvm_finding_message(checker->findings, finding, "the built-in BIOS jumps to %x, but the kernel is at %x",
                         BIOS_KERNEL_GPA, kernel->effective);
    axvm_finding_label(checker->findings, finding, "not %x", BIOS_KERNEL_GPA);
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_ON_BOARD,
                        "the guest runs what is at %x, which may be nothing", BIOS_KERNEL_GPA);
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP,
                        "write `kernel_load_addr = %x`, or name another BIOS in `bios_path`", BIOS_KERNEL_GPA);
    axvm_suggest_number(checker, finding, span, BIOS_KERNEL_GPA, true);
}

/* --- where an x86_64 guest starts --------------------------------------------------------------------- */

/*
 * Whether the guest starts at all. The hypervisor of 0.8 panics over an entry point below the kernel if it moves them,
 * which is a mistake of its own (AX0411).
 */
static bool has_entry(const struct axvm_checker *checker) {
    const struct axvm_layout_address *entry = &checker->layout->items[AXVM_LAYOUT_ENTRY];
    const struct axvm_kernel_config *kernel = &checker->config->kernel;
    bool is_lost = entry->reason == AXVM_LAYOUT_WITH_KERNEL && kernel->entry_point < kernel->kernel_load_addr;
    return !is_lost && refusal_of(checker) == REFUSAL_NONE;
}

/* Where firmware is that a guest can start in. @return false if there is none, or none in reach */
static bool firmware_entry(const struct axvm_checker *checker, uint64_t *entry) {
    const struct axvm_kernel_config *kernel = &checker->config->kernel;
    if (checker->layout->boot_protocol == AXVM_BOOT_UEFI) {
        *entry = RESET_VECTOR_GPA;
        return true;
    }
    *entry = kernel->bios_load_addr.present ? kernel->bios_load_addr.value : BIOS_GPA;
    if (checker->profile == AXVM_PROFILE_0_4) {
        return kernel->bios_path.present && kernel->bios_load_addr.present && *entry < REAL_MODE_END_GPA;
    }
    return checker->layout->boot_protocol == AXVM_BOOT_MULTIBOOT && *entry < REAL_MODE_END_GPA;
}

/* What to do about an entry point that real mode cannot reach. */
static void help_with_entry(struct axvm_checker *checker, struct axvm_finding *finding) {
    uint64_t better = checker->config->kernel.entry_point;
    bool is_moved = checker->layout->items[AXVM_LAYOUT_ENTRY].reason != AXVM_LAYOUT_AS_CONFIGURED;
    bool was_in_reach = is_moved && better < REAL_MODE_END_GPA;
    if (was_in_reach || firmware_entry(checker, &better)) {
        axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP,
                            is_moved ? "give main memory map type 0 and write `entry_point = %x`"
                                     : "write %x, where the firmware starts",
                            better);
        if (!is_moved) {
            axvm_suggest_number(checker, finding, AXVM_PLACE_OF(checker, kernel, entry_point), better, true);
        }
    } else if (checker->profile == AXVM_PROFILE_0_4 || checker->layout->boot_protocol == AXVM_BOOT_MULTIBOOT) {
        axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP,
                            "load a BIOS below %x with `bios_path` and `bios_load_addr`, and start there",
                            REAL_MODE_END_GPA);
    } else {
        axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP,
                            "give a Linux bzImage its `cmdline`; start another kernel through firmware, with "
                            "`enable_bios = true`");
    }
}

static void label_entry(struct axvm_checker *checker, struct axvm_finding *finding, bool is_moved) {
    if (is_moved) {
        axvm_finding_label(checker->findings, finding, "moved to %x",
                           checker->layout->items[AXVM_LAYOUT_ENTRY].effective);
    } else if (checker->layout->boot_protocol == AXVM_BOOT_UEFI) {
        axvm_finding_label(checker->findings, finding, "UEFI firmware starts at %x", RESET_VECTOR_GPA);
    } else {
        axvm_finding_label(checker->findings, finding, "must be below %x", REAL_MODE_END_GPA);
    }
}

static void check_real_mode_entry(struct axvm_checker *checker) {
    const struct axvm_layout_address *entry = &checker->layout->items[AXVM_LAYOUT_ENTRY];
    /* No x86 machine has its first 2 MiB free, so what is at G and behind it is out of reach. */
    bool is_in_reach = !entry->is_offset && entry->effective < REAL_MODE_END_GPA;
    bool is_reset_vector =
        checker->profile == AXVM_PROFILE_0_8 && !entry->is_offset && entry->effective == RESET_VECTOR_GPA;
    if (!has_entry(checker) || entry->reason == AXVM_LAYOUT_LINUX_STUB || is_in_reach || is_reset_vector) {
        return;
    }
    struct axvm_finding *finding = axvm_report(checker, AXVM_PLACE_OF(checker, kernel, entry_point));
    bool is_moved = entry->is_offset || entry->effective != entry->configured;
    if (entry->is_offset) {
        axvm_finding_message(checker->findings, finding,
                             "an x86_64 guest cannot start in memory that the host chooses");
        axvm_finding_label(checker->findings, finding,
                           entry->effective == 0 ? "moved to its start" : "moved to %x behind its start",
                           entry->effective);
    } else {
        axvm_finding_message(checker->findings, finding, "an x86_64 guest cannot start at %x", entry->effective);
        label_entry(checker, finding, is_moved);
    }
    if (is_moved) {
        axvm_finding_secondary(checker->findings, finding,
                               AXVM_PLACE_IN(checker->vm, mem, &checker->config->kernel.memory_regions[0], map_type),
                               "main memory is identity mapped");
    }
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_ON_BOARD,
                        "the first vCPU starts in 16-bit real mode, which reaches 64 KiB: the guest faults at once");
    help_with_entry(checker, finding);
}

static void check_stub_entry(struct axvm_checker *checker) {
    uint64_t entry = checker->config->kernel.entry_point;
    if (!checker->layout->is_linux_bzimage || entry == LINUX_STUB_GPA || refusal_of(checker) != REFUSAL_NONE) {
        return;
    }
    struct axvm_span span = AXVM_PLACE_OF(checker, kernel, entry_point);
    struct axvm_finding *finding = axvm_report(checker, span);
    axvm_finding_message(checker->findings, finding, "a Linux bzImage does not start at %x", entry);
    axvm_finding_label(checker->findings, finding, "%x is ignored", entry);
    axvm_finding_secondary(checker->findings, finding, AXVM_PLACE_OF(checker, kernel, cmdline),
                           "taken for a Linux, as it has a command line");
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_ON_BOARD,
                        "it starts in the hypervisor's stub at %x, which jumps to the kernel", LINUX_STUB_GPA);
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP, "write %x, so that it reads as it is",
                        LINUX_STUB_GPA);
    axvm_suggest_number(checker, finding, span, LINUX_STUB_GPA, true);
}

/* Without `cmdline`: then the two are moved together, so both are offsets or none is. */
static bool starts_before_kernel(const struct axvm_checker *checker) {
    const struct axvm_layout_address *kernel = &checker->layout->items[AXVM_LAYOUT_KERNEL];
    const struct axvm_layout_address *entry = &checker->layout->items[AXVM_LAYOUT_ENTRY];
    return entry->effective < kernel->effective;
}

/* Without firmware the guest starts in real mode in the kernel, or where nothing is: reports either. */
static struct axvm_finding *report_without_firmware(struct axvm_checker *checker) {
    const struct axvm_layout_address *kernel = &checker->layout->items[AXVM_LAYOUT_KERNEL];
    const struct axvm_layout_address *entry = &checker->layout->items[AXVM_LAYOUT_ENTRY];
    bool is_outside = starts_before_kernel(checker);
    struct axvm_finding *finding = axvm_report_at(checker, is_outside ? AXVM_LEVEL_ERROR : AXVM_LEVEL_WARNING,
                                                  AXVM_PLACE_OF(checker, kernel, entry_point));
    if (is_outside) {
        axvm_finding_message(checker->findings, finding, "the guest starts at %x without firmware, where nothing is",
                             entry->effective);
        axvm_finding_label(checker->findings, finding, "no firmware is loaded");
        axvm_finding_secondary(checker->findings, finding, AXVM_PLACE_OF(checker, kernel, kernel_load_addr),
                               "the kernel is at %x", kernel->effective);
    } else {
        axvm_finding_message(checker->findings, finding, "the kernel starts in real mode");
        axvm_finding_label(checker->findings, finding, "16-bit code is expected at %x", entry->effective);
    }
    return finding;
}

static void check_real_mode_kernel(struct axvm_checker *checker) {
    const struct axvm_kernel_config *kernel = &checker->config->kernel;
    bool is_direct = checker->layout->boot_protocol == AXVM_BOOT_DIRECT;
    /* A BIOS that is not enabled is another rule's (AX1222). */
    if (!is_direct || kernel->cmdline.present || kernel->bios_path.present || !has_entry(checker)) {
        return;
    }
    struct axvm_finding *finding = report_without_firmware(checker);
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_ON_BOARD,
                        "a Linux bzImage is refused without `cmdline`; any other kernel is run as 16-bit code");
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP,
                        "give a Linux bzImage its `cmdline`; start another kernel through firmware, with "
                        "`enable_bios = true`");
    if (!AXVM_IS_PRESENT(checker, kernel, enable_bios) && !kernel->boot_protocol.present) {
        axvm_suggest_key_behind(checker, finding, AXVM_NODE_OF(checker, kernel, entry_point),
                                axvm_slice_of("enable_bios = true"), true);
    }
}

static void check_no_bios(struct axvm_checker *checker) {
    if (checker->config->kernel.bios_path.present) {
        return;
    }
    struct axvm_finding *finding = report_without_firmware(checker);
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_ON_BOARD,
                        starts_before_kernel(checker)
                            ? "the guest runs empty memory, and never the kernel"
                            : "the first vCPU starts in 16-bit real mode, in which no 64-bit kernel can run");
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP,
                        "load a BIOS, with `bios_path` and `bios_load_addr = %x`, and start there", BIOS_GPA);
}

/* --- firmware that is not used ------------------------------------------------------------------------- */

static void report_unused(struct axvm_checker *checker, struct axvm_span span, struct axvm_slice path, bool is_direct) {
    struct axvm_finding *finding = axvm_report(checker, span);
    axvm_finding_message(checker->findings, finding, "%q is not loaded", path);
    axvm_finding_label(checker->findings, finding, "the guest boots with \"%s\"",
                       axvm_boot_protocol_name(checker->layout->boot_protocol));
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_ON_BOARD,
                        is_direct ? "the guest starts at its entry point, without the firmware"
                                  : "the guest starts in a BIOS instead");
    bool may_have_it = boots_with(checker->arch, AXVM_BOOT_UEFI);
    axvm_finding_remark(
        checker->findings, finding, AXVM_REMARK_HELP,
        may_have_it ? "take it out, or write `enable_bios = true` and `boot_protocol = \"uefi\"` to boot with it"
                    : "take it out: %s guests have no firmware",
        axvm_arch_name(checker->arch));
}

static void check_unused(struct axvm_checker *checker) {
    const struct axvm_kernel_config *kernel = &checker->config->kernel;
    enum axvm_boot_protocol protocol = checker->layout->boot_protocol;
    if (!kernel->uefi_firmware_path.present || refusal_of(checker) != REFUSAL_NONE) {
        return;
    }
    if (protocol != AXVM_BOOT_UEFI) {
        report_unused(checker, AXVM_PLACE_OF(checker, kernel, uefi_firmware_path), kernel->uefi_firmware_path.value,
                      protocol == AXVM_BOOT_DIRECT);
        return;
    }
    if (!kernel->bios_path.present) {
        return;
    }
    struct axvm_finding *finding = axvm_report(checker, AXVM_PLACE_OF(checker, kernel, bios_path));
    axvm_finding_message(checker->findings, finding, "%q is not loaded", kernel->bios_path.value);
    axvm_finding_label(checker->findings, finding, "ignored");
    axvm_finding_secondary(checker->findings, finding, AXVM_PLACE_OF(checker, kernel, uefi_firmware_path),
                           "this firmware is");
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_ON_BOARD, "the guest boots with %q",
                        kernel->uefi_firmware_path.value);
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP, "take `bios_path` out");
}

/* --- the rows ------------------------------------------------------------------------------------------- */

#define BOOT_KEYS                                                                                                      \
    NEEDS_KERNEL(enable_bios), NEEDS_KERNEL(boot_protocol), NEEDS_KERNEL(bios_path), NEEDS_KERNEL(uefi_firmware_path), \
        NEEDS_KERNEL(bios_load_addr)

/*
 * What tells where the guest starts. `uefi_firmware_path` is not among it, as there is no room: if it is not sound, it
 * counts as missing, and nothing is reported.
 */
#define ENTRY_KEYS                                                                                                     \
    NEEDS_KERNEL(enable_bios), NEEDS_KERNEL(boot_protocol), NEEDS_KERNEL(bios_path), NEEDS_KERNEL(bios_load_addr),     \
        NEEDS_KERNEL(cmdline), NEEDS_KERNEL(entry_point), NEEDS_KERNEL(kernel_load_addr), NEEDS_KERNEL(memory_regions)

/* Examples: the lines of [kernel] in question, then the rest of a guest for each architecture. */
#define KERNEL_IS(lines)    "[kernel]\n" lines
#define LOW_MEMORY          "memory_regions = [[0, 0x1000_0000, 7, 0]]\n"
#define X86_LOAD            "kernel_load_addr = 0x20_0000\n"
#define X86_ENTRY           "entry_point = 0x8000\n"
#define X86_DEVICES         "\n[devices]\nemu_devices = []\npassthrough_devices = []\n" INTERRUPTS
#define ON_X86_64           IMAGE LOCATION X86_LOAD X86_ENTRY LOW_MEMORY BASE X86_DEVICES
#define MULTIBOOT           "enable_bios = true\nboot_protocol = \"multiboot\"\n"
#define UEFI                "enable_bios = true\nboot_protocol = \"uefi\"\n"
#define LOONGARCH_FIRMWARE  "uefi_firmware_path = \"/guest/edk2.fd\"\n"
#define LOONGARCH_LOAD_ADDR "bios_load_addr = 0x1000_0000\n"
#define FW_CFG              "emu_devices = [[\"fw_cfg\", 0x1e02_0000, 0x18, 0, 0x3, []]]\n"
#define LOONGARCH_KERNEL                                                                                               \
    IMAGE LOCATION X86_LOAD "entry_point = 0x1000_0000\n"                                                              \
                            "memory_regions = [[0, 0x1000_0000, 7, 0], [0x1000_0000, 0x100_0000, 7, 0]]\n"
#define ON_LOONGARCH LOONGARCH_KERNEL BASE "\n[devices]\n" FW_CFG PASSED INTERRUPTS

static const struct axvm_rule rows[] = {
    {.code = AXVM_CODE_BOOT_NOT_ENABLED,
     IN_0_8(ERROR),
     .needs = {BOOT_KEYS},
     .check = check_not_enabled,
     .title = "boot with firmware that is switched off",
     TEXTS(.origin = "BOOT-01", .name = "boot-not-enabled",
           .related = {AXVM_CODE_BOOT_DIRECT_ENABLED, AXVM_CODE_CFG_BIOS_NOT_ENABLED},
           .explanation =
               "`boot_protocol = \"multiboot\"` and `boot_protocol = \"uefi\"` start a guest in firmware, and "
               "firmware is loaded with `enable_bios = true` only. The default of `enable_bios` is false, and "
               "the two must agree.",
           .on_board = "The hypervisor refuses the configuration when it reads it, and does not create the VM.",
           .failing = KERNEL_IS("boot_protocol = \"multiboot\"\n") IMAGE LOCATION ADDRESSES MEMORY BASE DEVICES,
           .mended = KERNEL_IS("boot_protocol = \"direct\"\n") IMAGE LOCATION ADDRESSES MEMORY BASE DEVICES)},
    {.code = AXVM_CODE_BOOT_DIRECT_ENABLED,
     IN_0_8(ERROR),
     .needs = {BOOT_KEYS},
     .check = check_direct_enabled,
     .title = "boot without firmware that is switched on",
     TEXTS(.origin = "BOOT-02", .name = "boot-direct-enabled", .related = {AXVM_CODE_BOOT_NOT_ENABLED},
           .explanation =
               "`boot_protocol = \"direct\"` starts a guest in its kernel, and `enable_bios = true` in firmware. "
               "The two must agree.",
           .on_board = "The hypervisor refuses the configuration when it reads it, and does not create the VM.",
           .failing = KERNEL_IS("enable_bios = true\nboot_protocol = \"direct\"\n")
               IMAGE LOCATION ADDRESSES MEMORY BASE DEVICES,
           .mended = KERNEL_IS("enable_bios = false\nboot_protocol = \"direct\"\n")
               IMAGE LOCATION ADDRESSES MEMORY BASE DEVICES)},
    {.code = AXVM_CODE_BOOT_OTHER_ARCH,
     IN_0_8(ERROR),
     .archs = ON(AARCH64) | ON(RISCV64) | ON(LOONGARCH64),
     .needs = {BOOT_KEYS},
     .check = check_other_arch,
     .title = "boot protocol of another architecture",
     TEXTS(.origin = "BOOT-03", .name = "boot-other-arch",
           .related = {AXVM_CODE_BOOT_NOT_ENABLED, AXVM_CODE_BOOT_LOONGARCH_NO_UEFI},
           .explanation = "Guests boot with \"multiboot\" on x86_64 only, and with \"uefi\" on x86_64 and loongarch64. "
                          "`enable_bios = true` without a `boot_protocol` means \"multiboot\".",
           .on_board = "The hypervisor refuses the configuration when it reads it, and does not create the VM.",
           .failing = KERNEL_IS("enable_bios = true\n") IMAGE LOCATION ADDRESSES MEMORY BASE DEVICES,
           .mended = KERNEL_IS("enable_bios = false\n") IMAGE LOCATION ADDRESSES MEMORY BASE DEVICES)},
    {.code = AXVM_CODE_BOOT_NO_FIRMWARE,
     IN_0_8(ERROR),
     .needs = {BOOT_KEYS},
     .check = check_no_firmware,
     .title = "UEFI without firmware",
     TEXTS(.origin = "BOOT-04", .name = "boot-no-firmware", .related = {AXVM_CODE_BOOT_NO_LOAD_ADDR},
           .explanation =
               "A guest that boots with UEFI needs firmware: a build of EDK II for its architecture, named in "
               "`uefi_firmware_path`. Where that is missing, the older key `bios_path` is taken.",
           .on_board = "The hypervisor refuses the configuration when it reads it, and does not create the VM.",
           .failing = "# --- vm.toml --arch loongarch64\n" KERNEL_IS(UEFI) LOONGARCH_LOAD_ADDR ON_LOONGARCH,
           .mended = "# --- vm.toml --arch loongarch64\n" KERNEL_IS(UEFI LOONGARCH_FIRMWARE)
               LOONGARCH_LOAD_ADDR ON_LOONGARCH)},
    {.code = AXVM_CODE_BOOT_NO_LOAD_ADDR,
     IN_0_8(ERROR),
     .needs = {BOOT_KEYS, NEEDS_KERNEL(entry_point)},
     .check = check_no_load_addr,
     .title = "firmware without a load address",
     TEXTS(.origin = "BOOT-05", .name = "boot-no-load-addr",
           .related = {AXVM_CODE_BOOT_NO_FIRMWARE, AXVM_CODE_BOOT_BIOS_ELSEWHERE, AXVM_CODE_MEM_NOT_REPORTED},
           .explanation =
               "Firmware runs at the address that it is built for, and `bios_load_addr` says where that is. It "
               "is the address of UEFI firmware, too. Only the BIOS that is built into the hypervisor needs "
               "none.",
           .on_board = "The hypervisor refuses the configuration when it reads it, and does not create the VM.",
           .failing = "# --- vm.toml --arch loongarch64\n" KERNEL_IS(UEFI LOONGARCH_FIRMWARE) ON_LOONGARCH,
           .mended = "# --- vm.toml --arch loongarch64\n" KERNEL_IS(UEFI LOONGARCH_FIRMWARE LOONGARCH_LOAD_ADDR)
               ON_LOONGARCH)},
    {.code = AXVM_CODE_BOOT_LOONGARCH_NO_UEFI,
     IN_0_8(ERROR),
     .archs = ON(LOONGARCH64),
     .needs = {BOOT_KEYS},
     .check = check_loongarch_uefi,
     .title = "loongarch64 guest that does not boot with UEFI",
     TEXTS(.origin = "BOOT-06", .name = "boot-no-uefi",
           .related = {AXVM_CODE_BOOT_NO_FW_CFG, AXVM_CODE_BOOT_NO_FIRMWARE, AXVM_CODE_MEM_NOT_REPORTED},
           .explanation =
               "On loongarch64 the hypervisor can start guests in UEFI firmware only, and hands it the kernel "
               "through a fw_cfg device. The parser accepts other configurations; the loader of images does not.",
           .on_board = "The images are not loaded, and the VM is missing.",
           .failing = KERNEL_IS("enable_bios = false\n") LOONGARCH_KERNEL BASE "\n[devices]\n" FW_CFG PASSED INTERRUPTS,
           .mended = KERNEL_IS(UEFI LOONGARCH_FIRMWARE LOONGARCH_LOAD_ADDR) ON_LOONGARCH)},
    {.code = AXVM_CODE_BOOT_NO_FW_CFG,
     IN_0_8(ERROR),
     .archs = ON(LOONGARCH64),
     .needs = {BOOT_KEYS, NEEDS_DEVICES(emu_devices)},
     .check = check_fw_cfg,
     .title = "UEFI on loongarch64 without a fw_cfg device",
     TEXTS(.origin = "BOOT-07", .name = "boot-no-fw-cfg",
           .related = {AXVM_CODE_BOOT_LOONGARCH_NO_UEFI, AXVM_CODE_MEM_NOT_REPORTED},
           .explanation =
               "On loongarch64 the kernel, its command line and the ramdisk are not loaded to memory: the "
               "firmware reads them from an emulated fw_cfg device (device type 0x3), which the configuration "
               "must have.",
           .on_board = "The images are not loaded, and the VM is missing.",
           .failing = "[devices]\nemu_devices = []\n" PASSED INTERRUPTS
                      "\n" KERNEL_IS(UEFI LOONGARCH_FIRMWARE LOONGARCH_LOAD_ADDR) LOONGARCH_KERNEL BASE,
           .mended = "[devices]\n" FW_CFG PASSED INTERRUPTS "\n" KERNEL_IS(UEFI LOONGARCH_FIRMWARE LOONGARCH_LOAD_ADDR)
               LOONGARCH_KERNEL BASE)},
    {.code = AXVM_CODE_BOOT_BIOS_ELSEWHERE,
     IN_0_8(ERROR),
     .archs = ON(X86_64),
     .needs = {BOOT_KEYS},
     .check = check_bios_elsewhere,
     .title = "built-in BIOS at another address than its own",
     TEXTS(.origin = "BOOT-10", .name = "boot-bios-elsewhere",
           .related = {AXVM_CODE_BOOT_NO_LOAD_ADDR, AXVM_CODE_BOOT_NO_LOW_MEMORY},
           .explanation =
               "A guest that boots with \"multiboot\" and has no `bios_path` gets a BIOS that is built into the "
               "hypervisor. It runs at 0x8000 only, so `bios_load_addr` must be that or be left out.",
           .on_board = "The images are not loaded, and the VM is missing.",
           .failing = KERNEL_IS(MULTIBOOT "bios_load_addr = 0x7c00\n") ON_X86_64,
           .mended = KERNEL_IS(MULTIBOOT "bios_load_addr = 0x8000\n") ON_X86_64)},
    {.code = AXVM_CODE_BOOT_NO_LOW_MEMORY,
     IN_0_8(ERROR),
     .archs = ON(X86_64),
     .needs = {BOOT_KEYS, NEEDS_KERNEL(memory_regions)},
     .after = {AXVM_CODE_MEM_NONE, AXVM_CODE_MEM_EMPTY_REGION, AXVM_CODE_MEM_OUTSIDE_GUEST,
               AXVM_CODE_BOOT_BIOS_ELSEWHERE},
     .check = check_low_memory,
     .title = "no memory for the BIOS or for what it reads",
     TEXTS(.origin = "BOOT-12", .name = "boot-no-low-memory",
           .related = {AXVM_CODE_BOOT_BIOS_ELSEWHERE, AXVM_CODE_BOOT_REAL_MODE_ENTRY},
           .explanation =
               "With \"multiboot\" the hypervisor writes a BIOS to `bios_load_addr`, 0x8000 if that is left out, "
               "and the boot information for the kernel to 0x6000. There must be memory of map type 0 or 2: "
               "regions of map type 1 are wherever the host has room.",
           .on_board = "The images are not loaded, and the VM is missing.",
           .failing = KERNEL_IS("memory_regions = [[0x20_0000, 0x1000_0000, 7, 0]]\n" MULTIBOOT)
               IMAGE LOCATION X86_LOAD X86_ENTRY BASE X86_DEVICES,
           .mended = KERNEL_IS("memory_regions = [[0, 0x1000_0000, 7, 0]]\n" MULTIBOOT)
               IMAGE LOCATION X86_LOAD X86_ENTRY BASE X86_DEVICES)},
    {.code = AXVM_CODE_BOOT_BIOS_MISSES_KERNEL,
     IN_0_8(WARNING),
     .archs = ON(X86_64),
     .needs = {BOOT_KEYS, NEEDS_KERNEL(kernel_load_addr), NEEDS_KERNEL(memory_regions)},
     .after = {AXVM_CODE_MEM_NONE, AXVM_CODE_BOOT_BIOS_ELSEWHERE},
     .check = check_bios_target,
     .title = "kernel not where the built-in BIOS jumps to",
     TEXTS(.origin = "BOOT-13", .name = "boot-bios-no-kernel", .related = {AXVM_CODE_BOOT_BIOS_ELSEWHERE},
           .explanation =
               "The BIOS that is built into the hypervisor ends with a jump to 0x20_0000, whatever the kernel is. "
               "Load the kernel there, or bring a BIOS of your own in `bios_path`.",
           .on_board = "The guest runs what is at 0x20_0000, which is nothing unless the kernel reaches that far.",
           .failing = KERNEL_IS("kernel_load_addr = 0x40_0000\n" MULTIBOOT)
               IMAGE LOCATION X86_ENTRY LOW_MEMORY BASE X86_DEVICES,
           .mended = KERNEL_IS("kernel_load_addr = 0x20_0000\n" MULTIBOOT)
               IMAGE LOCATION X86_ENTRY LOW_MEMORY BASE X86_DEVICES)},
    {.code = AXVM_CODE_BOOT_REAL_MODE_ENTRY,
     IN_ALL(ERROR),
     .archs = ON(X86_64),
     .needs = {ENTRY_KEYS},
     .check = check_real_mode_entry,
     .title = "x86_64 entry point out of reach of real mode",
     TEXTS(.origin = "BOOT-14", .name = "boot-real-mode-entry",
           .related = {AXVM_CODE_BOOT_REAL_MODE_KERNEL, AXVM_CODE_BOOT_NO_BIOS, AXVM_CODE_MEM_LOW_PAGES},
           .explanation =
               "The first vCPU of an x86_64 guest starts in 16-bit real mode with a code segment of 64 KiB at "
               "address 0, so the entry point must be below 0x1_0000: that of a small BIOS, not of the kernel. "
               "Axvisor 0.8 has two exceptions: the reset vector 0xffff_fff0, at which UEFI firmware starts, and "
               "a Linux bzImage with a `cmdline`, which starts in a stub of the hypervisor. What counts is the "
               "address after the hypervisor has moved the kernel.",
           .on_board = "The first instruction fetch faults, there is no handler for that, and the guest shuts down.",
           .failing = KERNEL_IS("entry_point = 0x20_0000\nbios_path = \"/guest/bios.bin\"\nbios_load_addr = 0x8000\n")
               IMAGE LOCATION X86_LOAD LOW_MEMORY BASE X86_DEVICES,
           .mended = KERNEL_IS("entry_point = 0x8000\nbios_path = \"/guest/bios.bin\"\nbios_load_addr = 0x8000\n")
               IMAGE LOCATION X86_LOAD LOW_MEMORY BASE X86_DEVICES)},
    {.code = AXVM_CODE_BOOT_STUB_ENTRY,
     IN_0_8(NOTE),
     .archs = ON(X86_64),
     .needs = {BOOT_KEYS, NEEDS_KERNEL(cmdline), NEEDS_KERNEL(entry_point)},
     .check = check_stub_entry,
     .title = "entry point of a Linux bzImage has no effect",
     TEXTS(.origin = "BOOT-20", .name = "boot-stub-entry", .related = {AXVM_CODE_BOOT_REAL_MODE_ENTRY},
           .explanation = "A Linux bzImage that boots directly starts in a stub that the hypervisor writes to 0x8000, "
                          "whatever `entry_point` says.",
           .on_board = "Nothing: Linux boots.",
           .failing = KERNEL_IS("entry_point = 0x20_0000\ncmdline = \"console=ttyS0\"\n")
               IMAGE LOCATION X86_LOAD LOW_MEMORY BASE X86_DEVICES,
           .mended = KERNEL_IS("entry_point = 0x8000\ncmdline = \"console=ttyS0\"\n")
               IMAGE LOCATION X86_LOAD LOW_MEMORY BASE X86_DEVICES)},
    {.code = AXVM_CODE_BOOT_REAL_MODE_KERNEL,
     IN_0_8(ERROR),
     .archs = ON(X86_64),
     .needs = {ENTRY_KEYS},
     .after = {AXVM_CODE_BOOT_REAL_MODE_ENTRY},
     .check = check_real_mode_kernel,
     .title = "x86_64 kernel without firmware and `cmdline`",
     TEXTS(.origin = "BOOT-22", .name = "boot-real-mode-kernel",
           .related = {AXVM_CODE_BOOT_REAL_MODE_ENTRY, AXVM_CODE_CFG_BIOS_NOT_ENABLED},
           .explanation =
               "An x86_64 guest starts in 16-bit real mode. A Linux bzImage needs no firmware, as the hypervisor "
               "has a stub for it, but it must have a `cmdline`. Other kernels need firmware: `enable_bios = true` "
               "gives them a small BIOS that follows the multiboot protocol. This is a warning where the entry "
               "point may be in the kernel, since that may be 16-bit code.",
           .on_board =
               "A bzImage is refused, and the VM is missing. Any other kernel is run as 16-bit code, or the guest "
               "starts where nothing is.",
           .failing = KERNEL_IS("kernel_path = \"/guest/kernel.bin\"\n")
               LOCATION X86_LOAD X86_ENTRY LOW_MEMORY BASE X86_DEVICES,
           .mended = KERNEL_IS("kernel_path = \"/guest/kernel.bin\"\nenable_bios = true\n")
               LOCATION X86_LOAD X86_ENTRY LOW_MEMORY BASE X86_DEVICES)},
    {.code = AXVM_CODE_BOOT_DTB_ADDR_UNUSED,
     IN_0_8(NOTE),
     .archs = ON(LOONGARCH64),
     .needs = {BOOT_KEYS, NEEDS_KERNEL(dtb_load_addr)},
     .check = check_dtb_addr,
     .title = "`dtb_load_addr` has no effect with UEFI",
     TEXTS(.origin = "BOOT-23", .name = "boot-dtb-addr-unused",
           .related = {AXVM_CODE_BOOT_LOONGARCH_NO_UEFI, AXVM_CODE_MEM_NOT_REPORTED},
           .explanation = "On loongarch64 the hypervisor makes a device tree for the guest's firmware and puts it to "
                          "0x10_0000. It does not use `dtb_load_addr`.",
           .on_board = "Nothing: the device tree is at 0x10_0000.",
           .failing = KERNEL_IS("dtb_load_addr = 0x20_0000\n" UEFI) LOONGARCH_FIRMWARE LOONGARCH_LOAD_ADDR ON_LOONGARCH,
           .mended = KERNEL_IS(UEFI) LOONGARCH_FIRMWARE LOONGARCH_LOAD_ADDR ON_LOONGARCH)},
    {.code = AXVM_CODE_BOOT_FIRMWARE_UNUSED,
     IN_0_8(WARNING),
     .needs = {BOOT_KEYS},
     .after = {AXVM_CODE_BOOT_LOONGARCH_NO_UEFI},
     .check = check_unused,
     .title = "firmware that the boot protocol does not use",
     TEXTS(.origin = "BOOT-24", .name = "boot-firmware-unused",
           .related = {AXVM_CODE_CFG_BIOS_NOT_ENABLED, AXVM_CODE_BOOT_NOT_ENABLED},
           .explanation =
               "`uefi_firmware_path` is used with `boot_protocol = \"uefi\"` only, which is never the default. "
               "With \"uefi\" `bios_path` is used only where `uefi_firmware_path` is missing.",
           .on_board = "The guest boots without the file, and no message says so.",
           .failing =
               KERNEL_IS("uefi_firmware_path = \"/guest/edk2.fd\"\n") IMAGE LOCATION ADDRESSES MEMORY BASE DEVICES,
           .mended = KERNEL_IS("") IMAGE LOCATION ADDRESSES MEMORY BASE DEVICES)},
    {.code = AXVM_CODE_BOOT_NO_BIOS,
     IN_0_4(ERROR),
     .archs = ON(X86_64),
     .needs = {NEEDS_KERNEL(bios_path), NEEDS_KERNEL(bios_load_addr), NEEDS_KERNEL(entry_point),
               NEEDS_KERNEL(kernel_load_addr), NEEDS_KERNEL(memory_regions)},
     .after = {AXVM_CODE_BOOT_REAL_MODE_ENTRY},
     .check = check_no_bios,
     .title = "x86_64 guest without a BIOS",
     TEXTS(.origin = "BOOT-25", .name = "boot-no-bios",
           .related = {AXVM_CODE_BOOT_REAL_MODE_ENTRY, AXVM_CODE_BOOT_REAL_MODE_KERNEL, AXVM_CODE_MEM_LOW_PAGES},
           .explanation =
               "An x86_64 guest starts in 16-bit real mode, and Axvisor 0.4 has no BIOS of its own: it must be "
               "named in `bios_path`, and `bios_load_addr` and `entry_point` be where it runs. This is a warning "
               "where the entry point may be in the kernel, since that may be 16-bit code.",
           .on_board = "The guest runs empty memory, or its kernel as 16-bit code. Nothing is printed.",
           .failing = KERNEL_IS("entry_point = 0x8000\n") IMAGE LOCATION X86_LOAD LOW_MEMORY BASE X86_DEVICES,
           .mended = KERNEL_IS("entry_point = 0x8000\nbios_path = \"/guest/bios.bin\"\nbios_load_addr = 0x8000\n")
               IMAGE LOCATION X86_LOAD LOW_MEMORY BASE X86_DEVICES)},
};

const struct axvm_rule_family axvm_boot_rules = FAMILY(rows);
