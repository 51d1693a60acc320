/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file vm_config.h
 * The run-time view of a configuration: what a hypervisor needs to make the VM. Upstream's AxVMConfig, made from
 * AxVMCrateConfig.
 *
 * A configuration says what its author wrote; this says what is done with it on one architecture: where images are
 * loaded and vCPUs start, which physical CPUs may run a vCPU, which memory is mapped. It is meant for configurations
 * without errors (see check.h), but every number in them may be anything: nothing here overflows, and what upstream
 * panics over has a defined answer, said below.
 *
 * Nothing is allocated and nothing copied. The view points into the configuration, which must outlive it; vCPUs and
 * mappings are computed one by one when they are asked for, each in constant time but where it says so.
 *
 * Origin: axvm/src/config.rs `impl From<AxVMCrateConfig> for AxVMConfig` and get_vcpu_affinities_pcpu_ids(), and
 * os/axvisor/src/vmm/config.rs, vmm/fdt/parser.rs set_phys_cpu_sets() and axvm/src/vm.rs init() of the Axvisor of
 * profile 0.4; os/axvisor/src/config.rs build_axvm_config(), axvm/src/arch/ vcpu_affinities() and
 * axvm/src/boot/fdt/core/parser.rs of that of profile 0.8.
 */
#ifndef AXVMCONFIG_VM_CONFIG_H
#define AXVMCONFIG_VM_CONFIG_H

#include "axvmconfig/config.h"
#include "axvmconfig/layout.h"
#include "axvmconfig/target.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Where vCPUs start (AxVCpuConfig). Upstream sets both to the same address. */
struct axvm_vm_cpu_config {
    struct axvm_layout_address bsp_entry; /**< the first vCPU, the bootstrap processor */
    struct axvm_layout_address ap_entry;  /**< the others, unless the guest says where when it starts them */
};

/** Where images are loaded (VMImageConfig). Those that are not loaded are AXVM_LAYOUT_ABSENT. */
struct axvm_vm_image_config {
    struct axvm_layout_address kernel_load_gpa;
    struct axvm_layout_address bios_load_gpa; /**< BIOS or UEFI */
    struct axvm_layout_address dtb_load_gpa;
    struct axvm_layout_address ramdisk_load_gpa;
    bool loaded_from_filesystem; /**< `image_location` is "fs"; else they are built into the hypervisor */
};

/** A VM to be made (AxVMConfig). */
struct axvm_vm_config {
    uint64_t id;
    struct axvm_slice name;
    enum axvm_vm_type vm_type; /**< RTOS for numbers without a meaning */
    enum axvm_profile profile;
    enum axvm_arch arch;
    enum axvm_boot_protocol boot_protocol; /**< as it takes effect; DIRECT in profile 0.4 */
    uint64_t cpu_num;                      /**< vCPUs; see axvm_vm_config_vcpu() */
    struct axvm_vm_cpu_config cpu_config;
    struct axvm_vm_image_config image_config;
    size_t memory_count;                       /**< memory regions; see axvm_vm_config_memory() */
    const struct axvm_devices_config *devices; /**< as configured; see also axvm_vm_config_device() */
    const struct axvm_crate_config *config;    /**< what this is the view of */
};

/**
 * Makes the run-time view of a configuration.
 *
 * Where main memory is allocated with GPA = HPA (map type 1), the addresses that move with it are offsets until
 * axvm_vm_config_place() is told where it is.
 *
 * @param vm      written in full
 * @param config  of either profile, decoded with AXVM_OK or put together by hand; must outlive `vm`
 * @param arch    of the machine; AXVM_ARCH_UNKNOWN leaves addresses that depend on it AXVM_LAYOUT_UNKNOWN
 */
void axvm_vm_config_from(struct axvm_vm_config *vm, const struct axvm_crate_config *config, enum axvm_arch arch);

/**
 * Tells the view where main memory is, and how large the device tree has become. May be called again with another size.
 *
 * Afterwards no address is an offset, and a device tree that the hypervisor places (AXVM_LAYOUT_END_OF_MAIN) is where
 * upstream places it.
 *
 * @param main_gpa   of the first memory region; looked at only if the hypervisor chooses it (AXVM_BACKING_CHOSEN)
 * @param dtb_bytes  0: there is no device tree, or its size is not known
 */
void axvm_vm_config_place(struct axvm_vm_config *vm, uint64_t main_gpa, uint64_t dtb_bytes);

/** Why a vCPU runs where it does. */
enum axvm_affinity {
    AXVM_AFFINITY_ANY = 0,    /**< nothing says where: on any physical CPU */
    AXVM_AFFINITY_CONFIGURED, /**< as `phys_cpu_sets` says */
    AXVM_AFFINITY_SAME_HART,  /**< RISC-V: on the physical CPU whose number is its physical id */
    AXVM_AFFINITY_HOST_CPU,   /**< on the CPU of the host's device tree that `phys_cpu_ids` names */
    AXVM_AFFINITY_NOWHERE,    /**< it names none, or one without a bit in the mask: upstream panics or drops it */
};

/** A vCPU (one element of get_vcpu_affinities_pcpu_ids). */
struct axvm_vcpu_config {
    uint64_t id;            /**< 0 to cpu_num - 1 */
    uint64_t physical_id;   /**< as the guest sees it, such as its MPIDR; the vCPU's own number if not configured */
    uint64_t affinity_mask; /**< bit i: physical CPU i may run it. ANY: all bits; NOWHERE: none */
    enum axvm_affinity affinity;
};

/** A CPU in the host's device tree. */
struct axvm_host_cpu {
    uint64_t reg;          /**< the first address of its property `reg` */
    uint64_t unit_address; /**< the hexadecimal number behind `cpu@` in its node's name; mostly the same */
};

/** The CPUs in the host's device tree, in its order: CPU i has bit i in masks. */
struct axvm_host_cpus {
    const struct axvm_host_cpu *items;
    size_t count;
};

/**
 * One vCPU.
 *
 * On architectures with device trees the hypervisor computes masks from `phys_cpu_ids` and the host's tree, and does
 * not look at `phys_cpu_sets`: profile 0.4 looks for a CPU with such a `reg`, 0.8 for one with such a unit address,
 * whose `reg` the guest then sees. Where upstream cannot find one, it drops the id, and gives the CPUs of all further
 * ids to the wrong vCPUs; here that vCPU alone is NOWHERE. More ids or masks than vCPUs, which profile 0.4 panics
 * over, are not looked at.
 *
 * @param host  the host's CPUs; NULL: not known, or there is no device tree. Not looked at on x86_64 and LoongArch64
 * @param vcpu  written if there is such a vCPU. Linear in the host's CPUs
 * @return false if `id` is not below cpu_num
 */
bool axvm_vm_config_vcpu(const struct axvm_vm_config *vm, uint64_t id, const struct axvm_host_cpus *host,
                         struct axvm_vcpu_config *vcpu);

/** MappingFlags, as in `memory_regions`. */
#define AXVM_MAPPING_READ    UINT64_C(0x1)
#define AXVM_MAPPING_WRITE   UINT64_C(0x2)
#define AXVM_MAPPING_EXECUTE UINT64_C(0x4)
#define AXVM_MAPPING_USER    UINT64_C(0x8)
#define AXVM_MAPPING_DEVICE  UINT64_C(0x10)

/** Where the host memory of a mapping comes from. */
enum axvm_backing {
    AXVM_BACKING_ALLOCATED = 0, /**< the hypervisor allocates it at a multiple of AXVM_BLOCK_BYTES; `hpa` is 0 */
    AXVM_BACKING_CHOSEN,        /**< the same, and GPA = HPA: `gpa` and `hpa` are 0 and not known before */
    AXVM_BACKING_GIVEN,         /**< at `hpa`; nothing is allocated */
};

/** A range of guest physical addresses to be mapped. */
struct axvm_vm_mapping {
    uint64_t gpa;
    uint64_t hpa;
    uint64_t size_bytes; /**< of memory as configured, of devices in whole pages */
    uint64_t flags;      /**< AXVM_MAPPING_*, as the hypervisor sets them; of devices that of profile 0.4 */
    enum axvm_backing backing;
};

/**
 * One memory region. The first is main memory. Its flags are not those configured, which the hypervisor ignores: it may
 * be read, written and executed.
 *
 * @param mapping  written if there is such a region
 * @return false if `index` is not below memory_count
 */
bool axvm_vm_config_memory(const struct axvm_vm_config *vm, size_t index, struct axvm_vm_mapping *mapping);

/**
 * What is mapped for an entry of `passthrough_devices`. Upstream makes one mapping of those that overlap or touch.
 *
 * @param mapping  written if there is one
 * @return false if `index` is past the last; if nothing is mapped for the entry as it stands: it is a path in the
 *         host's device tree, the list is made anew from tree or ACPI tables, or the range is empty or too high. Linear
 *         in the entries on LoongArch64
 */
bool axvm_vm_config_device(const struct axvm_vm_config *vm, size_t index, struct axvm_vm_mapping *mapping);

/** As axvm_vm_config_device(), of `passthrough_addresses`. @return false also if the range is empty or too high */
bool axvm_vm_config_address(const struct axvm_vm_config *vm, size_t index, struct axvm_vm_mapping *mapping);

#ifdef __cplusplus
}
#endif

#endif
