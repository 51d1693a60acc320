/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file layout.h
 * Where things really are in a guest's memory.
 *
 * The hypervisor does not load a guest to the configured addresses alone: where the main memory region, which is
 * the first one, is identity mapped, it moves the kernel and its entry point, and it places the device tree itself.
 * Checks must look at the effective addresses, never at the configured ones.
 *
 * Where the main region is allocated with GPA = HPA (map type 1), its base is chosen while the hypervisor runs. It is
 * called G here, and effective addresses are then offsets from it.
 *
 * Origin: os/axvisor/src/vmm/config.rs config_guest_address() and vmm/fdt/create.rs calculate_dtb_load_addr() of the
 * Axvisor of profile 0.4; axvm/src/vm/boot.rs, axvm/src/config.rs relocate_kernel_image() and
 * axvm/src/boot/fdt/core/create.rs of that of profile 0.8; for x86_64 and LoongArch64 also axvm/src/arch/.
 */
#ifndef AXVMCONFIG_LAYOUT_H
#define AXVMCONFIG_LAYOUT_H

#include "axvmconfig/config.h"
#include "axvmconfig/target.h"

#ifdef __cplusplus
extern "C" {
#endif

/** The page size of stage-2 mappings, in bytes. */
#define AXVM_PAGE_BYTES UINT64_C(0x1000)

/** The size of a stage-2 block, in bytes: allocated regions start at a multiple of it. */
#define AXVM_BLOCK_BYTES UINT64_C(0x200000)

/** One past the last guest physical address that the hypervisor can map for any guest. */
#define AXVM_GPA_END UINT64_C(0x7ffffffff000)

/** The half-open range [base, base + size_bytes) of addresses. */
struct axvm_range {
    uint64_t base;
    uint64_t size_bytes;
};

/** What is loaded into a guest, or where it starts. */
enum axvm_layout_item {
    AXVM_LAYOUT_KERNEL = 0,
    AXVM_LAYOUT_ENTRY, /**< where the first vCPU starts */
    AXVM_LAYOUT_DTB,
    AXVM_LAYOUT_RAMDISK,
    AXVM_LAYOUT_FIRMWARE, /**< BIOS or UEFI */
};

#define AXVM_LAYOUT_ITEM_COUNT 5

/** Why an effective address is what it is. */
enum axvm_layout_reason {
    AXVM_LAYOUT_ABSENT = 0,      /**< there is none, or it is not loaded on this architecture */
    AXVM_LAYOUT_AS_CONFIGURED,   /**< nothing moves it */
    AXVM_LAYOUT_MAIN_START,      /**< main memory is identity mapped: moved to its start */
    AXVM_LAYOUT_BEHIND_FIRMWARE, /**< the same, 2 MiB further, since there is firmware */
    AXVM_LAYOUT_AT_KERNEL,       /**< the entry point is the kernel's first byte, wherever that is */
    AXVM_LAYOUT_WITH_KERNEL,     /**< the entry point moves with the kernel and keeps its distance */
    AXVM_LAYOUT_OFFSET_IN_MAIN,  /**< the configured number is an offset from the start of main memory */
    AXVM_LAYOUT_LINUX_STUB,      /**< x86 Linux starts in a stub of the hypervisor at 0x8000 */
    AXVM_LAYOUT_END_OF_MAIN,     /**< the device tree, as high in the first 512 MiB of main memory as it fits */
    AXVM_LAYOUT_BUILT_IN_BIOS,   /**< the hypervisor's own BIOS for x86, which knows its place */
    AXVM_LAYOUT_FIRMWARE_TREE,   /**< LoongArch64: the tree that the hypervisor makes for the firmware */
    AXVM_LAYOUT_BY_FIRMWARE,     /**< LoongArch64: handed to the firmware, which loads it where it likes */
    AXVM_LAYOUT_UNKNOWN,         /**< it depends on the architecture, which is not known */
};

/** An address as configured and as it will be. */
struct axvm_layout_address {
    uint64_t configured; /**< 0 if there is none */
    bool is_configured;  /**< the key is there */
    uint64_t effective;  /**< if axvm_layout_is_known(). END_OF_MAIN: the highest it can be */
    bool is_offset;      /**< `effective` is an offset from G, the base of main memory, chosen at run time */
    enum axvm_layout_reason reason;
};

/** The layout of one guest. */
struct axvm_layout {
    struct axvm_layout_address items[AXVM_LAYOUT_ITEM_COUNT]; /**< by enum axvm_layout_item */
    bool has_main;          /**< there is a memory region: the first one is main memory */
    bool is_main_identical; /**< the hypervisor treats main memory as identity mapped, and moves the kernel */
    bool is_main_known;     /**< whether it does is known: it may depend on the architecture */
    bool is_main_chosen;    /**< its base is chosen at run time: it is G */
    bool is_linux_bzimage;  /**< x86 of profile 0.8: taken for a Linux that is booted directly */
    enum axvm_boot_protocol boot_protocol; /**< as it takes effect; DIRECT in profile 0.4 */
};

/**
 * Computes the layout of a configuration.
 *
 * @param layout  written in full
 * @param config  of either profile; numbers in it may be anything: sums are modulo 2^64
 * @param arch    AXVM_ARCH_UNKNOWN leaves what depends on it UNKNOWN
 */
void axvm_layout_of(struct axvm_layout *layout, const struct axvm_crate_config *config, enum axvm_arch arch);

/** Whether an effective address is known: unless the reason is ABSENT, BY_FIRMWARE or UNKNOWN. */
bool axvm_layout_is_known(const struct axvm_layout_address *address);

/**
 * Where the hypervisor places a device tree that it moves (AXVM_LAYOUT_END_OF_MAIN): at a multiple of
 * AXVM_BLOCK_BYTES, as high in the first 512 MiB of main memory as it fits.
 *
 * @param main       the first memory region, where it really is
 * @param dtb_bytes  the size of the tree; 0: not known, then the highest place that any tree can have
 * @return a GPA; the start of main memory, rounded down, if the tree does not fit
 */
uint64_t axvm_layout_dtb_gpa(struct axvm_range main, uint64_t dtb_bytes);

/** For people, one line without a full stop: "main memory is identity mapped, so the kernel moves to its start". */
const char *axvm_layout_reason_text(enum axvm_layout_reason reason);

/** For people: "kernel", "entry point", "device tree", "ramdisk" or "firmware". */
const char *axvm_layout_item_name(enum axvm_layout_item item);

/** Whether guests start in firmware: how a configuration of profile 0.8 starts (effective_boot_protocol). */
enum axvm_boot_protocol axvm_boot_protocol_of(const struct axvm_crate_config *config);

#ifdef __cplusplus
}
#endif

#endif
