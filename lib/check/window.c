/* SPDX-License-Identifier: Apache-2.0 */
#include "check/window.h"

#include "base/divide.h"
#include "base/sort.h"
#include "check/arch.h"
#include "check/checker.h"

/* Where the emulated GICv2 distributor is, whatever the configuration says. */
#define VGIC_BASE       UINT64_C(0x8000000)
#define VGIC_SIZE_BYTES UINT64_C(0x10000)

/* What redistributors need in cfg_list: CPUs, stride in bytes, first physical CPU. */
#define GICR_SETTINGS 3

/* --- items ---------------------------------------------------------------------------------------- */

static bool is_usable(struct axvm_range range) {
    return range.size_bytes > 0 && axvm_range_fits(range, AXVM_GPA_END);
}

bool axvm_passthrough_is_explicit(const struct axvm_crate_config *config) {
    return config->devices.passthrough_device_count > 0 && config->devices.passthrough_devices[0].length_bytes != 0;
}

/* Whether all devices of the host are asked for, wherever in the list. */
static bool has_root_path(const struct axvm_devices_config *devices) {
    const struct axvm_slice root = axvm_slice_of("/");
    for (size_t i = 0; i < devices->passthrough_device_count; i++) {
        const struct axvm_passthrough_device_config *device = &devices->passthrough_devices[i];
        if (device->length_bytes == 0 && axvm_slice_equal(device->name, root)) {
            return true;
        }
    }
    return false;
}

bool axvm_passthrough_is_listed(const struct axvm_crate_config *config, enum axvm_arch arch) {
    if (arch == AXVM_ARCH_LOONGARCH64) {
        return !has_root_path(&config->devices); /* else made anew from the host's ACPI tables */
    }
    return arch == AXVM_ARCH_X86_64 || axvm_passthrough_is_explicit(config);
}

static bool ram_window(const struct axvm_mem_config *region, struct axvm_range *range) {
    *range = (struct axvm_range){region->gpa, region->size_bytes};
    return region->map_type != AXVM_MEM_MAP_IDENTICAL && is_usable(*range);
}

/*
 * The pages that a passthrough range is mapped with. The hypervisor of profile 0.4 rounds base and length apart, which
 * loses the last page of a range that starts within a page; that of 0.8 takes all pages.
 */
bool axvm_passthrough_window(uint64_t base, uint64_t length_bytes, enum axvm_profile profile,
                             struct axvm_range *range) {
    struct axvm_range asked = {base, length_bytes};
    if (!is_usable(asked)) {
        return false;
    }
    /* Nothing wraps: the range fits, and the space ends at a page boundary. */
    uint64_t into_page = base % AXVM_PAGE_BYTES;
    uint64_t mapped = profile == AXVM_PROFILE_0_4 ? length_bytes : into_page + length_bytes;
    *range = (struct axvm_range){base - into_page, axvm_round_up(mapped, AXVM_PAGE_BYTES)};
    return true;
}

static bool passthrough_device_window(const struct axvm_crate_config *config, size_t index, struct axvm_range *range) {
    const struct axvm_passthrough_device_config *device = &config->devices.passthrough_devices[index];
    return axvm_passthrough_window(device->base_gpa, device->length_bytes, config->profile, range);
}

uint64_t axvm_passthrough_hpa(const struct axvm_passthrough_device_config *device, enum axvm_profile profile,
                              enum axvm_arch arch) {
    bool is_identity = profile == AXVM_PROFILE_0_4 || axvm_has_device_tree(arch);
    return is_identity ? device->base_gpa : device->base_hpa;
}

/*
 * Redistributors: one frame for each CPU, a stride apart. Without all settings there are none. What lies between
 * frames that do not touch belongs to nobody; only the first of these is taken.
 */
static bool redistributor_window(const struct axvm_emu_device_config *device, struct axvm_range *range) {
    *range = (struct axvm_range){device->base_gpa, device->length_bytes};
    if (device->cfg_list.count < GICR_SETTINGS || device->cfg_list.items[0] == 0 || !is_usable(*range)) {
        return false;
    }
    uint64_t more_frames = device->cfg_list.items[0] - 1;
    uint64_t stride = device->cfg_list.items[1];
    if (stride == 0 || stride > device->length_bytes) {
        return true;
    }
    if (more_frames > axvm_quotient(AXVM_GPA_END - range->size_bytes, stride)) {
        return false;
    }
    range->size_bytes += more_frames * stride;
    return is_usable(*range);
}

bool axvm_is_emulated_mmio(enum axvm_emu_device_type type, enum axvm_arch arch) {
    switch (type) {
    case AXVM_EMU_INTERRUPT_CONTROLLER:
    case AXVM_EMU_GPPT_REDISTRIBUTOR:
    case AXVM_EMU_GPPT_DISTRIBUTOR:
    case AXVM_EMU_GPPT_ITS:
        return arch == AXVM_ARCH_AARCH64;
    case AXVM_EMU_PPPT_GLOBAL:
        return arch == AXVM_ARCH_RISCV64;
    case AXVM_EMU_X86_IOAPIC:
        return arch == AXVM_ARCH_X86_64;
    case AXVM_EMU_FW_CFG:
    case AXVM_EMU_LOONGARCH_PCH_PIC:
        return arch == AXVM_ARCH_LOONGARCH64;
    default:
        return false; /* no device, I/O ports, or not implemented */
    }
}

static bool emulated_window(const struct axvm_crate_config *config, enum axvm_arch arch, size_t index,
                            struct axvm_range *range) {
    const struct axvm_emu_device_config *device = &config->devices.emu_devices[index];
    if (!axvm_is_emulated_mmio(device->emu_type, arch)) {
        return false;
    }
    if (device->emu_type == AXVM_EMU_INTERRUPT_CONTROLLER) {
        *range = (struct axvm_range){VGIC_BASE, VGIC_SIZE_BYTES};
        return true;
    }
    if (device->emu_type == AXVM_EMU_GPPT_REDISTRIBUTOR) {
        return redistributor_window(device, range);
    }
    *range = (struct axvm_range){device->base_gpa, device->length_bytes};
    return is_usable(*range);
}

/* Wherever registers are, it is above the first, and they are less than the second, in bytes. */
#define EMULATED_BASE_LEAST   UINT64_C(0x4000000)
#define EMULATED_LENGTH_LIMIT UINT64_C(0x8000000)

/* One past the last number of an interrupt line. */
#define IRQ_END 1024

enum axvm_mixed_up axvm_emu_numbers(const struct axvm_vm *vm, const struct axvm_emu_device_config *device) {
    if (vm->document->nodes[device->node].kind != AXVM_TOML_ARRAY) {
        return AXVM_MIXED_UP_NONE; /* each number has its name */
    }
    if (device->base_gpa != 0 && device->base_gpa <= EMULATED_BASE_LEAST &&
        device->length_bytes >= EMULATED_LENGTH_LIMIT) {
        return AXVM_MIXED_UP_BASE_AND_LENGTH;
    }
    if (device->length_bytes < IRQ_END && device->irq_id != 0 && device->irq_id % AXVM_PAGE_BYTES == 0) {
        return AXVM_MIXED_UP_LENGTH_AND_IRQ;
    }
    return AXVM_MIXED_UP_NONE;
}

static bool ivc_window(const struct axvm_emu_device_config *device, struct axvm_range *range) {
    *range = (struct axvm_range){device->base_gpa, device->length_bytes};
    return device->emu_type == AXVM_EMU_IVC_CHANNEL && is_usable(*range);
}

/* Whether a device is the first of its type. Linear in the devices before that. */
static bool is_first_of_type(const struct axvm_devices_config *devices, size_t index) {
    size_t first = 0;
    while (devices->emu_devices[first].emu_type != devices->emu_devices[index].emu_type) {
        first++;
    }
    return first == index;
}

/* There is one IVC window and one fw_cfg device; further ones in the list are not looked at. */
static bool is_looked_at(const struct axvm_devices_config *devices, size_t index) {
    enum axvm_emu_device_type type = devices->emu_devices[index].emu_type;
    return (type != AXVM_EMU_IVC_CHANNEL && type != AXVM_EMU_FW_CFG) || is_first_of_type(devices, index);
}

/* The window of an item of a kind that has any. */
static bool item_window(const struct axvm_crate_config *config, enum axvm_arch arch, enum axvm_window_kind kind,
                        size_t index, struct axvm_range *range) {
    const struct axvm_devices_config *devices = &config->devices;
    switch (kind) {
    case AXVM_WINDOW_RAM:
        return ram_window(&config->kernel.memory_regions[index], range);
    case AXVM_WINDOW_PASSTHROUGH_DEVICE:
        return passthrough_device_window(config, index, range);
    case AXVM_WINDOW_PASSTHROUGH_ADDRESS:
        return axvm_passthrough_window(devices->passthrough_addresses[index].base_gpa,
                                       devices->passthrough_addresses[index].length_bytes, config->profile, range);
    case AXVM_WINDOW_EMULATED:
        return emulated_window(config, arch, index, range) && is_looked_at(devices, index);
    case AXVM_WINDOW_IVC:
        return ivc_window(&devices->emu_devices[index], range) && is_looked_at(devices, index);
    }
    return false;
}

/* Whether the items of a kind are what is mapped. */
static bool is_mapped_as_listed(const struct axvm_crate_config *config, enum axvm_arch arch,
                                enum axvm_window_kind kind) {
    return kind != AXVM_WINDOW_PASSTHROUGH_DEVICE || axvm_passthrough_is_listed(config, arch);
}

bool axvm_window_of(const struct axvm_crate_config *config, enum axvm_arch arch, enum axvm_window_kind kind,
                    size_t index, struct axvm_range *range) {
    return is_mapped_as_listed(config, arch, kind) && item_window(config, arch, kind, index, range);
}

/* --- lists ---------------------------------------------------------------------------------------- */

static size_t item_count(const struct axvm_crate_config *config, enum axvm_window_kind kind) {
    switch (kind) {
    case AXVM_WINDOW_RAM:
        return config->kernel.memory_region_count;
    case AXVM_WINDOW_PASSTHROUGH_DEVICE:
        return config->devices.passthrough_device_count;
    case AXVM_WINDOW_PASSTHROUGH_ADDRESS:
        return config->devices.passthrough_address_count;
    case AXVM_WINDOW_EMULATED:
    case AXVM_WINDOW_IVC:
        return config->devices.emu_device_count;
    }
    return 0;
}

size_t axvm_window_count_max(const struct axvm_crate_config *config, unsigned kinds) {
    size_t count = 0;
    for (unsigned kind = 0; kind < AXVM_WINDOW_KIND_COUNT; kind++) {
        count += (kinds >> kind & 1) != 0 ? item_count(config, (enum axvm_window_kind)kind) : 0;
    }
    return count;
}

/* Adds the windows of a guest, unsorted. @return how many */
static size_t collect(const struct axvm_vm *vm, struct axvm_window *items) {
    size_t count = 0;
    for (unsigned kind = 0; kind < AXVM_WINDOW_KIND_COUNT; kind++) {
        bool is_mapped = is_mapped_as_listed(vm->config, vm->arch, (enum axvm_window_kind)kind);
        size_t item_total = is_mapped ? item_count(vm->config, (enum axvm_window_kind)kind) : 0;
        bool is_emulated = kind == AXVM_WINDOW_EMULATED || kind == AXVM_WINDOW_IVC;
        for (size_t i = 0; i < item_total; i++) {
            struct axvm_range range;
            bool is_sound =
                !is_emulated || axvm_emu_numbers(vm, &vm->config->devices.emu_devices[i]) == AXVM_MIXED_UP_NONE;
            if (is_sound && item_window(vm->config, vm->arch, (enum axvm_window_kind)kind, i, &range)) {
                items[count++] = (struct axvm_window){range, kind, (uint32_t)i, 0};
            }
        }
    }
    return count;
}

static bool is_before(const void *a, const void *b) {
    const struct axvm_window *left = a;
    const struct axvm_window *right = b;
    if (left->range.base != right->range.base) {
        return left->range.base < right->range.base;
    }
    if (left->guest != right->guest) {
        return left->guest < right->guest;
    }
    return left->kind != right->kind ? left->kind < right->kind : left->index < right->index;
}

void axvm_windows_sort(struct axvm_window_list *list) {
    axvm_sort(list->items, list->count, sizeof *list->items, is_before);
}

/* Collects all windows of a guest. @return false if the arena is full */
static bool collect_all(struct axvm_vm *vm, struct axvm_arena *arena) {
    const unsigned all_kinds = (1u << AXVM_WINDOW_KIND_COUNT) - 1;
    size_t size = axvm_window_count_max(vm->config, all_kinds) * sizeof(struct axvm_window);
    struct axvm_window_list list = {axvm_arena_take_high(arena, size + 1, _Alignof(struct axvm_window)), 0};
    if (list.items == NULL) {
        return false;
    }
    list.count = collect(vm, list.items);
    axvm_windows_sort(&list);
    vm->windows = list.items;
    vm->window_count = list.count;
    vm->window_kinds = 0;
    for (size_t i = 0; i < list.count; i++) {
        vm->window_kinds |= 1u << list.items[i].kind;
    }
    return true;
}

bool axvm_windows_of(struct axvm_vm *vm, unsigned kinds, struct axvm_arena *arena, struct axvm_window_list *list) {
    list->count = 0;
    list->items = NULL;
    if (vm->windows == NULL && !collect_all(vm, arena)) {
        return false;
    }
    if ((vm->window_kinds & ~kinds) == 0) {
        *list = (struct axvm_window_list){vm->windows, vm->window_count};
        return true;
    }
    size_t size = vm->window_count * sizeof *list->items;
    list->items = axvm_arena_take_low(arena, size + 1, _Alignof(struct axvm_window));
    if (list->items == NULL) {
        return false;
    }
    for (size_t i = 0; i < vm->window_count; i++) {
        if ((kinds >> vm->windows[i].kind & 1) != 0) {
            list->items[list->count++] = vm->windows[i];
        }
    }
    return true;
}

void axvm_windows_each_overlap(const struct axvm_window_list *list, axvm_windows_overlap *callback, void *context) {
    const struct axvm_window *furthest[AXVM_WINDOW_KIND_COUNT] = {NULL}; /* of each kind so far */
    uint64_t lasts[AXVM_WINDOW_KIND_COUNT] = {0};                        /* the last addresses of these */
    uint64_t last_of_all = 0;                                            /* the largest: mostly nothing overlaps */
    for (size_t i = 0; i < list->count; i++) {
        const struct axvm_window *window = &list->items[i];
        uint64_t base = window->range.base;
        for (size_t kind = 0; base <= last_of_all && kind < AXVM_WINDOW_KIND_COUNT; kind++) {
            if (furthest[kind] != NULL && base <= lasts[kind]) {
                callback(context, furthest[kind], window);
            }
        }
        uint64_t last = axvm_range_last(window->range);
        if (furthest[window->kind] == NULL || last > lasts[window->kind]) {
            lasts[window->kind] = last;
            furthest[window->kind] = window;
        }
        last_of_all = last > last_of_all ? last : last_of_all;
    }
}

void axvm_windows_merge(struct axvm_window_list *list) {
    size_t kept = 0;
    for (size_t i = 0; i < list->count; i++) {
        struct axvm_window *last = kept > 0 ? &list->items[kept - 1] : NULL;
        const struct axvm_range range = list->items[i].range;
        if (last == NULL || range.base - last->range.base > last->range.size_bytes) {
            list->items[kept++] = list->items[i];
        } else if (range.base - last->range.base + range.size_bytes > last->range.size_bytes) {
            last->range.size_bytes = range.base - last->range.base + range.size_bytes;
        }
    }
    list->count = kept;
}

const struct axvm_window *axvm_windows_at(const struct axvm_window_list *merged, uint64_t address) {
    size_t low = 0;
    size_t high = merged->count;
    while (low < high) { /* all windows before `low` start at or before the address, none from `high` on */
        size_t middle = low + (high - low) / 2;
        if (merged->items[middle].range.base <= address) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    const struct axvm_window *before = low > 0 ? &merged->items[low - 1] : NULL;
    return before != NULL && address - before->range.base <= before->range.size_bytes ? before : NULL;
}

/* --- places and words ------------------------------------------------------------------------------ */

static uint32_t node_of_window(const struct axvm_crate_config *config, const struct axvm_window *window) {
    switch ((enum axvm_window_kind)window->kind) {
    case AXVM_WINDOW_RAM:
        return config->kernel.memory_regions[window->index].node;
    case AXVM_WINDOW_PASSTHROUGH_DEVICE:
        return config->devices.passthrough_devices[window->index].node;
    case AXVM_WINDOW_PASSTHROUGH_ADDRESS:
        return config->devices.passthrough_addresses[window->index].node;
    case AXVM_WINDOW_EMULATED:
    case AXVM_WINDOW_IVC:
        return config->devices.emu_devices[window->index].node;
    }
    return 0;
}

struct axvm_span axvm_place_of_window(const struct axvm_vm *vm, const struct axvm_window *window) {
    return axvm_place_of_node(vm, node_of_window(vm->config, window));
}

bool axvm_is_in_ram(const struct axvm_vm *vm, uint64_t address) {
    for (size_t i = 0; i < vm->config->kernel.memory_region_count; i++) {
        struct axvm_range range;
        if (axvm_window_of(vm->config, vm->arch, AXVM_WINDOW_RAM, i, &range) && axvm_range_has(range, address)) {
            return true;
        }
    }
    return false;
}

const char *axvm_window_kind_name(enum axvm_window_kind kind) {
    static const char *const names[] = {
        [AXVM_WINDOW_RAM] = "memory region",
        [AXVM_WINDOW_PASSTHROUGH_DEVICE] = "passthrough device",
        [AXVM_WINDOW_PASSTHROUGH_ADDRESS] = "passthrough address range",
        [AXVM_WINDOW_EMULATED] = "emulated device",
        [AXVM_WINDOW_IVC] = "IVC channel",
    };
    return names[kind];
}
