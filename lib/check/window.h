/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file window.h
 * The guest physical addresses that a guest's memory and devices take: as ranges that can be compared.
 *
 * Regions of map type 1 have no window: their configured address is ignored. Nor have I/O ports, path entries of
 * passthrough devices, devices that the hypervisor does not emulate, and ranges that are empty or do not fit below
 * AXVM_GPA_END, which are mistakes of their own. Of IVC channels and fw_cfg devices only the first counts, since the
 * hypervisor looks at no other.
 */
#ifndef AXVM_CHECK_WINDOW_H
#define AXVM_CHECK_WINDOW_H

#include "axvmconfig/check.h"
#include "check/range.h"

/** What a window belongs to. */
enum axvm_window_kind {
    AXVM_WINDOW_RAM = 0,             /**< memory_regions[index], of map type 0 or 2 */
    AXVM_WINDOW_PASSTHROUGH_DEVICE,  /**< passthrough_devices[index], in whole pages as it is mapped */
    AXVM_WINDOW_PASSTHROUGH_ADDRESS, /**< passthrough_addresses[index], the same */
    AXVM_WINDOW_EMULATED,            /**< emu_devices[index], where accesses trap */
    AXVM_WINDOW_IVC,                 /**< emu_devices[index] of type IVC channel */
};

#define AXVM_WINDOW_KIND_COUNT 5

/** Masks of kinds, for axvm_windows_of(). */
#define AXVM_WINDOWS(kind)       (1u << AXVM_WINDOW_##kind)
#define AXVM_WINDOWS_PASSTHROUGH (AXVM_WINDOWS(PASSTHROUGH_DEVICE) | AXVM_WINDOWS(PASSTHROUGH_ADDRESS))

/** One window. Never empty, and it ends at or below AXVM_GPA_END. */
struct axvm_window {
    struct axvm_range range;
    uint32_t kind;  /**< enum axvm_window_kind */
    uint32_t index; /**< in the list of its kind */
    uint32_t guest; /**< for windows of several guests: whose it is; else 0 */
};

/** Windows in the order of their bases, those of the same base in the order of kinds and indexes. */
struct axvm_window_list {
    struct axvm_window *items;
    size_t count;
};

/** Whether the first entry of passthrough_devices has a length, which makes it a list of windows, not of paths. */
bool axvm_passthrough_is_explicit(const struct axvm_crate_config *config);

/**
 * Whether the hypervisor emulates a device of this type behind registers in the guest's physical memory. Types that a
 * profile has not are in no configuration of it.
 * @param arch  AXVM_ARCH_UNKNOWN has no such device
 */
bool axvm_is_emulated_mmio(enum axvm_emu_device_type type, enum axvm_arch arch);

/** Numbers of an emulated device that seem to stand in each other's place. */
enum axvm_mixed_up {
    AXVM_MIXED_UP_NONE = 0,
    AXVM_MIXED_UP_BASE_AND_LENGTH,
    AXVM_MIXED_UP_LENGTH_AND_IRQ,
};

/**
 * Whether the numbers of an emulated device that is written as an array are in the wrong order, judging by what they
 * can be: no device has 128 MiB of registers, and no interrupt is a multiple of 4 KiB. It is a mistake of its own
 * (AX1207), and what follows from it is none.
 */
enum axvm_mixed_up axvm_emu_numbers(const struct axvm_vm *vm, const struct axvm_emu_device_config *device);

/**
 * Whether the entries of passthrough_devices that have a length are mapped as they stand. Otherwise the hypervisor
 * makes the list anew: on architectures with device trees from the tree if the first entry is a path, on loongarch64
 * from ACPI tables if any entry is `/`. Linear in the entries on loongarch64.
 *
 * @param arch  AXVM_ARCH_UNKNOWN: whether they are on every architecture with device trees
 */
bool axvm_passthrough_is_listed(const struct axvm_crate_config *config, enum axvm_arch arch);

/**
 * What the hypervisor of a profile maps for a passthrough range: whole pages.
 * @param range  written if there is one
 * @return false if there is none
 */
bool axvm_passthrough_window(uint64_t base, uint64_t length_bytes, enum axvm_profile profile, struct axvm_range *range);

/** Where a device is in the host: elsewhere than in the guest only if the hypervisor looks at `base_hpa`. */
uint64_t axvm_passthrough_hpa(const struct axvm_passthrough_device_config *device, enum axvm_profile profile,
                              enum axvm_arch arch);

/**
 * The window of one item. For passthrough devices: none if the list is made anew (see above).
 *
 * @param arch   AXVM_ARCH_UNKNOWN: what every architecture has
 * @param range  written if there is one
 * @return false if there is none
 */
bool axvm_window_of(const struct axvm_crate_config *config, enum axvm_arch arch, enum axvm_window_kind kind,
                    size_t index, struct axvm_range *range);

/** The most windows that a configuration can have. */
size_t axvm_window_count_max(const struct axvm_crate_config *config, unsigned kinds);

/** Sorts windows: O(n log n). */
void axvm_windows_sort(struct axvm_window_list *list);

/**
 * The windows of a guest, sorted, but for emulated devices whose numbers are in the wrong order. They are collected
 * once, for the first rule that asks, and kept in the high end of the arena.
 * @param kinds  a mask of AXVM_WINDOWS()
 * @param arena  the guest's; those of the kinds asked for are taken from its low end, unless they are all there are
 * @param list   not to be changed
 * @return false if it is full
 */
bool axvm_windows_of(struct axvm_vm *vm, unsigned kinds, struct axvm_arena *arena, struct axvm_window_list *list);

/** Told of two windows that overlap; `first` comes before `second` in the list. */
typedef void axvm_windows_overlap(void *context, const struct axvm_window *first, const struct axvm_window *second);

/**
 * Goes through windows that overlap, in O(n) of a sorted list: for each window and each kind, one window of that kind
 * before it that it overlaps, if there is any - the one that reaches furthest.
 */
void axvm_windows_each_overlap(const struct axvm_window_list *list, axvm_windows_overlap *callback, void *context);

/**
 * Makes one window of those that overlap or touch, as the hypervisor does when it maps: kind and index are the first's.
 * @param list  sorted, of one guest
 */
void axvm_windows_merge(struct axvm_window_list *list);

/** The merged window that has an address or ends there. O(log n). @return NULL if there is none */
const struct axvm_window *axvm_windows_at(const struct axvm_window_list *merged, uint64_t address);

/** The place of a window's item in the text. */
struct axvm_span axvm_place_of_window(const struct axvm_vm *vm, const struct axvm_window *window);

/** Whether an address is in a memory region whose place is known. */
bool axvm_is_in_ram(const struct axvm_vm *vm, uint64_t address);

/** What a window belongs to, for people: "memory region", "passthrough device", ... */
const char *axvm_window_kind_name(enum axvm_window_kind kind);

#endif
