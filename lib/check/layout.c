/* SPDX-License-Identifier: Apache-2.0 */
#include "axvmconfig/layout.h"

#include "base/wrap.h"
#include "check/arch.h"

/* The device tree is placed within this much of main memory, in bytes. */
#define DTB_WINDOW_BYTES UINT64_C(0x20000000)

/* Where the hypervisor's stub for x86 Linux is, and where its BIOS for x86 is. */
#define LINUX_STUB_GPA    UINT64_C(0x8000)
#define BUILT_IN_BIOS_GPA UINT64_C(0x8000)

/* Where the firmware of LoongArch64 guests finds its device tree. */
#define FIRMWARE_TREE_GPA UINT64_C(0x100000)

enum axvm_boot_protocol axvm_boot_protocol_of(const struct axvm_crate_config *config) {
    if (config->kernel.boot_protocol.present) {
        return (enum axvm_boot_protocol)config->kernel.boot_protocol.value;
    }
    return config->kernel.enable_bios ? AXVM_BOOT_MULTIBOOT : AXVM_BOOT_DIRECT;
}

/* --- main memory --------------------------------------------------------------------------------- */

static void find_main(struct axvm_layout *layout, const struct axvm_crate_config *config, enum axvm_arch arch) {
    layout->has_main = config->kernel.memory_region_count > 0;
    layout->is_main_known = true;
    if (!layout->has_main) {
        return;
    }
    enum axvm_mem_map_type map_type = config->kernel.memory_regions[0].map_type;
    layout->is_main_chosen = map_type == AXVM_MEM_MAP_IDENTICAL;
    layout->is_main_identical = map_type != AXVM_MEM_MAP_ALLOC;
    if (map_type == AXVM_MEM_MAP_IDENTICAL && config->profile == AXVM_PROFILE_0_4) {
        /* Host memory is mapped one to one only on AArch64, and the test is GPA = host virtual address. */
        layout->is_main_known = arch != AXVM_ARCH_UNKNOWN;
        layout->is_main_identical = arch == AXVM_ARCH_AARCH64;
    }
}

static const struct axvm_mem_config *main_of(const struct axvm_crate_config *config) {
    return &config->kernel.memory_regions[0];
}

/* An address `offset` bytes into main memory. */
static void set_in_main(const struct axvm_layout *layout, const struct axvm_crate_config *config,
                        struct axvm_layout_address *address, uint64_t offset, enum axvm_layout_reason reason) {
    address->is_offset = layout->is_main_chosen;
    address->effective = layout->is_main_chosen ? offset : axvm_wrapping_add(main_of(config)->gpa, offset);
    address->reason = reason;
}

static void set_as_configured(struct axvm_layout_address *address) {
    address->effective = address->configured;
    address->reason = address->is_configured ? AXVM_LAYOUT_AS_CONFIGURED : AXVM_LAYOUT_ABSENT;
}

/* --- kernel and entry point ----------------------------------------------------------------------- */

static void place_kernel_0_4(struct axvm_layout *layout, const struct axvm_crate_config *config) {
    struct axvm_layout_address *kernel = &layout->items[AXVM_LAYOUT_KERNEL];
    struct axvm_layout_address *entry = &layout->items[AXVM_LAYOUT_ENTRY];
    if (!layout->has_main || !layout->is_main_identical) {
        return;
    }
    bool behind = config->kernel.bios_load_addr.present;
    set_in_main(layout, config, kernel, behind ? AXVM_BLOCK_BYTES : 0,
                behind ? AXVM_LAYOUT_BEHIND_FIRMWARE : AXVM_LAYOUT_MAIN_START);
    *entry = (struct axvm_layout_address){entry->configured, entry->is_configured, kernel->effective, kernel->is_offset,
                                          AXVM_LAYOUT_AT_KERNEL};
}

/* Linux on x86, booted directly: where main memory is identity mapped, the load addresses count from its start. */
static void place_bzimage(struct axvm_layout *layout, const struct axvm_crate_config *config) {
    if (layout->has_main && layout->is_main_identical) {
        set_in_main(layout, config, &layout->items[AXVM_LAYOUT_KERNEL], config->kernel.kernel_load_addr,
                    AXVM_LAYOUT_OFFSET_IN_MAIN);
        if (layout->items[AXVM_LAYOUT_RAMDISK].reason != AXVM_LAYOUT_ABSENT) {
            set_in_main(layout, config, &layout->items[AXVM_LAYOUT_RAMDISK], config->kernel.ramdisk_load_addr.value,
                        AXVM_LAYOUT_OFFSET_IN_MAIN);
        }
    }
    layout->items[AXVM_LAYOUT_ENTRY].effective = LINUX_STUB_GPA;
    layout->items[AXVM_LAYOUT_ENTRY].reason = AXVM_LAYOUT_LINUX_STUB;
}

static void set_unless_absent(struct axvm_layout_address *address, enum axvm_layout_reason reason) {
    if (address->reason != AXVM_LAYOUT_ABSENT) {
        address->reason = reason;
    }
}

/*
 * What differs between architectures in profile 0.8: guests on LoongArch64 get kernel and ramdisk from the firmware,
 * and on x86 a kernel that is booted directly, with a command line, is taken for Linux.
 * @return whether that settles where the kernel is
 */
static bool place_by_arch(struct axvm_layout *layout, const struct axvm_crate_config *config, enum axvm_arch arch) {
    bool may_be_bzimage = layout->boot_protocol == AXVM_BOOT_DIRECT && config->kernel.cmdline.present;
    bool is_moved = layout->has_main && layout->is_main_identical;
    if (arch == AXVM_ARCH_LOONGARCH64) {
        layout->items[AXVM_LAYOUT_KERNEL].reason = AXVM_LAYOUT_BY_FIRMWARE;
        set_unless_absent(&layout->items[AXVM_LAYOUT_RAMDISK], AXVM_LAYOUT_BY_FIRMWARE);
        return true;
    }
    if (arch == AXVM_ARCH_X86_64 && may_be_bzimage) {
        layout->is_linux_bzimage = true;
        place_bzimage(layout, config);
        return true;
    }
    if (arch != AXVM_ARCH_UNKNOWN || (!may_be_bzimage && layout->boot_protocol != AXVM_BOOT_UEFI)) {
        return false;
    }
    if (may_be_bzimage) {
        layout->items[AXVM_LAYOUT_ENTRY].reason = AXVM_LAYOUT_UNKNOWN;
    }
    if (is_moved || layout->boot_protocol == AXVM_BOOT_UEFI) {
        layout->items[AXVM_LAYOUT_KERNEL].reason = AXVM_LAYOUT_UNKNOWN;
        set_unless_absent(&layout->items[AXVM_LAYOUT_RAMDISK], AXVM_LAYOUT_UNKNOWN);
    }
    return true;
}

static void place_kernel_0_8(struct axvm_layout *layout, const struct axvm_crate_config *config, enum axvm_arch arch) {
    struct axvm_layout_address *kernel = &layout->items[AXVM_LAYOUT_KERNEL];
    struct axvm_layout_address *entry = &layout->items[AXVM_LAYOUT_ENTRY];
    if (place_by_arch(layout, config, arch) || !layout->has_main || !layout->is_main_identical ||
        layout->boot_protocol == AXVM_BOOT_UEFI) {
        return;
    }
    bool behind = layout->boot_protocol == AXVM_BOOT_MULTIBOOT;
    set_in_main(layout, config, kernel, behind ? AXVM_BLOCK_BYTES : 0,
                behind ? AXVM_LAYOUT_BEHIND_FIRMWARE : AXVM_LAYOUT_MAIN_START);
    /* An entry point below the kernel is a mistake of its own (AX0411). */
    *entry = (struct axvm_layout_address){
        entry->configured, entry->is_configured,
        axvm_wrapping_add(kernel->effective, axvm_wrapping_sub(entry->configured, kernel->configured)),
        kernel->is_offset, AXVM_LAYOUT_WITH_KERNEL};
}

/* --- the rest ------------------------------------------------------------------------------------- */

uint64_t axvm_layout_dtb_gpa(struct axvm_range main, uint64_t dtb_bytes) {
    uint64_t end = main.size_bytes < DTB_WINDOW_BYTES ? main.size_bytes : DTB_WINDOW_BYTES;
    uint64_t least = dtb_bytes > 0 ? dtb_bytes : 1;
    uint64_t offset = least < end ? end - least : 0;
    return axvm_wrapping_add(main.base, offset) & ~(AXVM_BLOCK_BYTES - 1);
}

static void place_dtb(struct axvm_layout *layout, const struct axvm_crate_config *config, enum axvm_arch arch) {
    struct axvm_layout_address *dtb = &layout->items[AXVM_LAYOUT_DTB];
    set_as_configured(dtb);
    if (arch == AXVM_ARCH_UNKNOWN) {
        dtb->reason = AXVM_LAYOUT_UNKNOWN;
        return;
    }
    if (arch == AXVM_ARCH_LOONGARCH64 && layout->boot_protocol == AXVM_BOOT_UEFI) {
        dtb->effective = FIRMWARE_TREE_GPA;
        dtb->reason = AXVM_LAYOUT_FIRMWARE_TREE;
        return;
    }
    if (!axvm_has_device_tree(arch) || layout->boot_protocol == AXVM_BOOT_UEFI) {
        dtb->reason = AXVM_LAYOUT_ABSENT;
        return;
    }
    bool is_raw = config->profile == AXVM_PROFILE_0_4 && arch == AXVM_ARCH_RISCV64;
    if (is_raw || !layout->has_main || (dtb->is_configured && !layout->is_main_identical)) {
        return;
    }
    uint64_t base = layout->is_main_chosen ? 0 : main_of(config)->gpa;
    dtb->effective = axvm_layout_dtb_gpa((struct axvm_range){base, main_of(config)->size_bytes}, 0);
    dtb->is_offset = layout->is_main_chosen;
    dtb->reason = AXVM_LAYOUT_END_OF_MAIN;
}

/* Whether there is a firmware file that is loaded. */
static bool has_firmware_file(const struct axvm_layout *layout, const struct axvm_crate_config *config) {
    const struct axvm_kernel_config *kernel = &config->kernel;
    if (config->profile == AXVM_PROFILE_0_4) {
        return kernel->bios_path.present;
    }
    switch (layout->boot_protocol) {
    case AXVM_BOOT_MULTIBOOT:
        return kernel->bios_path.present;
    case AXVM_BOOT_UEFI:
        return true; /* without a path the configuration is refused (AX0504) */
    default:
        return false;
    }
}

static void place_firmware(struct axvm_layout *layout, const struct axvm_crate_config *config, enum axvm_arch arch) {
    struct axvm_layout_address *firmware = &layout->items[AXVM_LAYOUT_FIRMWARE];
    set_as_configured(firmware);
    if (has_firmware_file(layout, config)) {
        return;
    }
    firmware->reason = AXVM_LAYOUT_ABSENT;
    /* No other architecture has this protocol. Another address than its own is refused (AX0510). */
    bool is_x86 = arch == AXVM_ARCH_X86_64 || arch == AXVM_ARCH_UNKNOWN;
    if (is_x86 && config->profile == AXVM_PROFILE_0_8 && layout->boot_protocol == AXVM_BOOT_MULTIBOOT) {
        firmware->effective = BUILT_IN_BIOS_GPA;
        firmware->reason = AXVM_LAYOUT_BUILT_IN_BIOS;
    }
}

static void set_configured(struct axvm_layout_address *address, const struct axvm_optional_u64 *value) {
    address->configured = value->value;
    address->is_configured = value->present;
}

void axvm_layout_of(struct axvm_layout *layout, const struct axvm_crate_config *config, enum axvm_arch arch) {
    const struct axvm_kernel_config *kernel = &config->kernel;
    *layout = (struct axvm_layout){0};
    layout->boot_protocol = config->profile == AXVM_PROFILE_0_4 ? AXVM_BOOT_DIRECT : axvm_boot_protocol_of(config);
    layout->items[AXVM_LAYOUT_KERNEL] = (struct axvm_layout_address){kernel->kernel_load_addr, true, 0, false, 0};
    layout->items[AXVM_LAYOUT_ENTRY] = (struct axvm_layout_address){kernel->entry_point, true, 0, false, 0};
    set_configured(&layout->items[AXVM_LAYOUT_DTB], &kernel->dtb_load_addr);
    set_configured(&layout->items[AXVM_LAYOUT_RAMDISK], &kernel->ramdisk_load_addr);
    set_configured(&layout->items[AXVM_LAYOUT_FIRMWARE], &kernel->bios_load_addr);
    find_main(layout, config, arch);
    set_as_configured(&layout->items[AXVM_LAYOUT_KERNEL]);
    set_as_configured(&layout->items[AXVM_LAYOUT_ENTRY]);
    set_as_configured(&layout->items[AXVM_LAYOUT_RAMDISK]);
    if (!kernel->ramdisk_path.present) {
        layout->items[AXVM_LAYOUT_RAMDISK].reason = AXVM_LAYOUT_ABSENT;
    }
    place_firmware(layout, config, arch);
    if (!layout->is_main_known) {
        layout->items[AXVM_LAYOUT_KERNEL].reason = AXVM_LAYOUT_UNKNOWN;
        layout->items[AXVM_LAYOUT_ENTRY].reason = AXVM_LAYOUT_UNKNOWN;
    } else if (config->profile == AXVM_PROFILE_0_4) {
        place_kernel_0_4(layout, config);
    } else {
        place_kernel_0_8(layout, config, arch);
    }
    place_dtb(layout, config, arch);
}

/* --- words ---------------------------------------------------------------------------------------- */

bool axvm_layout_is_known(const struct axvm_layout_address *address) {
    return address->reason != AXVM_LAYOUT_ABSENT && address->reason != AXVM_LAYOUT_BY_FIRMWARE &&
           address->reason != AXVM_LAYOUT_UNKNOWN;
}

const char *axvm_layout_reason_text(enum axvm_layout_reason reason) {
    static const char *const texts[] = {
        [AXVM_LAYOUT_ABSENT] = "there is none",
        [AXVM_LAYOUT_AS_CONFIGURED] = "as configured",
        [AXVM_LAYOUT_MAIN_START] = "main memory is identity mapped, so the kernel moves to its start",
        [AXVM_LAYOUT_BEHIND_FIRMWARE] =
            "main memory is identity mapped: the kernel moves to 2 MiB into it, behind firmware",
        [AXVM_LAYOUT_AT_KERNEL] = "main memory is identity mapped, so the guest starts at the kernel's first byte",
        [AXVM_LAYOUT_WITH_KERNEL] = "main memory is identity mapped, so the entry point moves with the kernel",
        [AXVM_LAYOUT_OFFSET_IN_MAIN] = "main memory is identity mapped, so the configured number is an offset in it",
        [AXVM_LAYOUT_LINUX_STUB] = "x86 Linux starts in the hypervisor's stub at 0x8000",
        [AXVM_LAYOUT_END_OF_MAIN] = "placed by the hypervisor, at this address or below it by the size of the tree",
        [AXVM_LAYOUT_BUILT_IN_BIOS] = "the hypervisor's own BIOS has a fixed address",
        [AXVM_LAYOUT_FIRMWARE_TREE] = "the hypervisor makes a device tree for the firmware, at a fixed address",
        [AXVM_LAYOUT_BY_FIRMWARE] = "the firmware gets it through fw_cfg and loads it where it likes",
        [AXVM_LAYOUT_UNKNOWN] = "it depends on the architecture",
    };
    return texts[reason];
}

const char *axvm_layout_item_name(enum axvm_layout_item item) {
    static const char *const names[] = {
        [AXVM_LAYOUT_KERNEL] = "kernel",   [AXVM_LAYOUT_ENTRY] = "entry point", [AXVM_LAYOUT_DTB] = "device tree",
        [AXVM_LAYOUT_RAMDISK] = "ramdisk", [AXVM_LAYOUT_FIRMWARE] = "firmware",
    };
    return names[item];
}
