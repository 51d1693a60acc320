/* SPDX-License-Identifier: Apache-2.0 */
#include "axvmconfig/vm_config.h"

#include "base/wrap.h"
#include "check/arch.h"
#include "check/window.h"

/* Masks of physical CPUs have as many bits. */
#define MASK_BITS 64

/* What guests may do with their memory, and with devices. */
#define MEMORY_FLAGS (AXVM_MAPPING_READ | AXVM_MAPPING_WRITE | AXVM_MAPPING_EXECUTE | AXVM_MAPPING_USER)
#define DEVICE_FLAGS (AXVM_MAPPING_READ | AXVM_MAPPING_WRITE | AXVM_MAPPING_USER | AXVM_MAPPING_DEVICE)

/* --- the view ------------------------------------------------------------------------------------- */

static void set_addresses(struct axvm_vm_config *vm, const struct axvm_layout *layout) {
    vm->boot_protocol = layout->boot_protocol;
    vm->cpu_config.bsp_entry = layout->items[AXVM_LAYOUT_ENTRY];
    vm->cpu_config.ap_entry = layout->items[AXVM_LAYOUT_ENTRY];
    vm->image_config.kernel_load_gpa = layout->items[AXVM_LAYOUT_KERNEL];
    vm->image_config.bios_load_gpa = layout->items[AXVM_LAYOUT_FIRMWARE];
    vm->image_config.dtb_load_gpa = layout->items[AXVM_LAYOUT_DTB];
    vm->image_config.ramdisk_load_gpa = layout->items[AXVM_LAYOUT_RAMDISK];
}

void axvm_vm_config_from(struct axvm_vm_config *vm, const struct axvm_crate_config *config, enum axvm_arch arch) {
    struct axvm_layout layout;
    axvm_layout_of(&layout, config, arch);
    *vm = (struct axvm_vm_config){
        .id = config->base.id,
        .name = config->base.name,
        .vm_type = axvm_vm_type_from(config->base.vm_type, NULL),
        .profile = config->profile,
        .arch = arch,
        .cpu_num = config->base.cpu_num,
        .memory_count = config->kernel.memory_region_count,
        .devices = &config->devices,
        .config = config,
    };
    vm->image_config.loaded_from_filesystem =
        axvm_slice_equal(config->kernel.image_location.value, axvm_slice_of("fs"));
    set_addresses(vm, &layout);
}

static void place(struct axvm_layout_address *address, struct axvm_range main, uint64_t dtb_bytes) {
    if (address->reason == AXVM_LAYOUT_END_OF_MAIN) {
        address->effective = axvm_layout_dtb_gpa(main, dtb_bytes);
    } else if (address->is_offset) {
        address->effective = axvm_wrapping_add(main.base, address->effective);
    }
    address->is_offset = false;
}

void axvm_vm_config_place(struct axvm_vm_config *vm, uint64_t main_gpa, uint64_t dtb_bytes) {
    struct axvm_layout layout;
    axvm_layout_of(&layout, vm->config, vm->arch);
    if (layout.has_main) {
        const struct axvm_mem_config *region = &vm->config->kernel.memory_regions[0];
        struct axvm_range main = {layout.is_main_chosen ? main_gpa : region->gpa, region->size_bytes};
        for (unsigned item = 0; item < AXVM_LAYOUT_ITEM_COUNT; item++) {
            place(&layout.items[item], main, dtb_bytes);
        }
    }
    set_addresses(vm, &layout);
}

/* --- vCPUs ---------------------------------------------------------------------------------------- */

static bool has(const struct axvm_optional_u64_list *list, uint64_t index) {
    return index < list->count;
}

/* Lets one physical CPU run a vCPU. */
static void pin(struct axvm_vcpu_config *vcpu, enum axvm_affinity affinity, uint64_t cpu) {
    vcpu->affinity = cpu < MASK_BITS ? affinity : AXVM_AFFINITY_NOWHERE;
    vcpu->affinity_mask = cpu < MASK_BITS ? UINT64_C(1) << cpu : 0;
}

/* The number of the host's CPU that an id names. */
static uint64_t find_host_cpu(const struct axvm_host_cpus *host, enum axvm_profile profile, uint64_t id) {
    for (size_t i = 0; i < host->count; i++) {
        if (id == (profile == AXVM_PROFILE_0_4 ? host->items[i].reg : host->items[i].unit_address)) {
            return i;
        }
    }
    return UINT64_MAX;
}

/* Where the host's device tree says which CPU has an id. vCPUs without an id run anywhere, but some must have one. */
static void pin_by_host(struct axvm_vcpu_config *vcpu, const struct axvm_vm_config *vm,
                        const struct axvm_host_cpus *host) {
    const struct axvm_optional_u64_list *ids = &vm->config->base.phys_cpu_ids;
    if (ids->present && !has(ids, vcpu->id)) {
        return;
    }
    uint64_t cpu = ids->present ? find_host_cpu(host, vm->profile, vcpu->physical_id) : UINT64_MAX;
    pin(vcpu, AXVM_AFFINITY_HOST_CPU, cpu);
    if (cpu < host->count && vm->profile != AXVM_PROFILE_0_4) {
        vcpu->physical_id = host->items[cpu].reg;
    }
}

/* Where there is no such tree, `phys_cpu_sets` counts; without it, RISC-V takes a physical id for a number of a CPU. */
static void pin_by_config(struct axvm_vcpu_config *vcpu, const struct axvm_vm_config *vm) {
    const struct axvm_base_config *base = &vm->config->base;
    if (has(&base->phys_cpu_sets, vcpu->id)) {
        vcpu->affinity = AXVM_AFFINITY_CONFIGURED;
        vcpu->affinity_mask = base->phys_cpu_sets.items[vcpu->id];
        return;
    }
    bool counts_ids = vm->profile != AXVM_PROFILE_0_4 || has(&base->phys_cpu_ids, vcpu->id);
    if (vm->arch == AXVM_ARCH_RISCV64 && !base->phys_cpu_sets.present && counts_ids) {
        pin(vcpu, AXVM_AFFINITY_SAME_HART, vcpu->physical_id);
    }
}

bool axvm_vm_config_vcpu(const struct axvm_vm_config *vm, uint64_t id, const struct axvm_host_cpus *host,
                         struct axvm_vcpu_config *vcpu) {
    const struct axvm_optional_u64_list *ids = &vm->config->base.phys_cpu_ids;
    if (id >= vm->cpu_num) {
        return false;
    }
    *vcpu = (struct axvm_vcpu_config){id, has(ids, id) ? ids->items[id] : id, UINT64_MAX, AXVM_AFFINITY_ANY};
    if (host != NULL && axvm_has_device_tree(vm->arch)) {
        pin_by_host(vcpu, vm, host);
    } else {
        pin_by_config(vcpu, vm);
    }
    return true;
}

/* --- mappings ------------------------------------------------------------------------------------- */

bool axvm_vm_config_memory(const struct axvm_vm_config *vm, size_t index, struct axvm_vm_mapping *mapping) {
    if (index >= vm->memory_count) {
        return false;
    }
    const struct axvm_mem_config *region = &vm->config->kernel.memory_regions[index];
    *mapping = (struct axvm_vm_mapping){0, 0, region->size_bytes, MEMORY_FLAGS, AXVM_BACKING_CHOSEN};
    switch (region->map_type) {
    case AXVM_MEM_MAP_ALLOC:
        mapping->gpa = region->gpa;
        mapping->backing = AXVM_BACKING_ALLOCATED;
        break;
    case AXVM_MEM_MAP_IDENTICAL:
        break;
    case AXVM_MEM_MAP_RESERVED:
        mapping->gpa = region->gpa;
        mapping->hpa = region->gpa;
        mapping->backing = AXVM_BACKING_GIVEN;
        break;
    }
    return true;
}

/* What is mapped for an item of a passthrough list. `hpa` is left at the guest's address. */
static bool passthrough(const struct axvm_vm_config *vm, enum axvm_window_kind kind, size_t index,
                        struct axvm_vm_mapping *mapping) {
    struct axvm_range range;
    if (!axvm_window_of(vm->config, vm->arch, kind, index, &range)) {
        return false;
    }
    *mapping = (struct axvm_vm_mapping){range.base, range.base, range.size_bytes, DEVICE_FLAGS, AXVM_BACKING_GIVEN};
    return true;
}

bool axvm_vm_config_device(const struct axvm_vm_config *vm, size_t index, struct axvm_vm_mapping *mapping) {
    if (index >= vm->devices->passthrough_device_count ||
        !passthrough(vm, AXVM_WINDOW_PASSTHROUGH_DEVICE, index, mapping)) {
        return false;
    }
    uint64_t hpa = axvm_passthrough_hpa(&vm->devices->passthrough_devices[index], vm->profile, vm->arch);
    mapping->hpa = axvm_round_down(hpa, AXVM_PAGE_BYTES);
    return true;
}

bool axvm_vm_config_address(const struct axvm_vm_config *vm, size_t index, struct axvm_vm_mapping *mapping) {
    return index < vm->devices->passthrough_address_count &&
           passthrough(vm, AXVM_WINDOW_PASSTHROUGH_ADDRESS, index, mapping);
}
