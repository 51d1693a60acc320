/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file config.h
 * The VM configuration: upstream's AxVMCrateConfig and its parts, in C spelling.
 *
 * The structs hold what the guest's author wrote, decoded and with defaults filled in, and nothing
 * that a check would add. Strings and lists point into the text and the arena they were read from.
 * `node` is the document node a struct was read from (see toml.h), so that a check can say where;
 * 0 means that it was not read from a text.
 *
 * The structs hold the keys of all profiles. What the profile of a configuration does not have is at its
 * default, and no writer writes it.
 */
#ifndef AXVMCONFIG_CONFIG_H
#define AXVMCONFIG_CONFIG_H

#include "axvmconfig/base.h"
#include "axvmconfig/diagnostics.h"
#include "axvmconfig/output.h"
#include "axvmconfig/target.h"
#include "axvmconfig/toml.h"

#ifdef __cplusplus
extern "C" {
#endif

/** A number that may be absent (Option<usize>). */
struct axvm_optional_u64 {
    uint64_t value; /**< 0 if absent */
    bool present;
};

/** A string that may be absent (Option<String>). */
struct axvm_optional_string {
    struct axvm_slice value; /**< empty if absent */
    bool present;
};

/** A list of numbers (Vec<usize>). */
struct axvm_u64_list {
    const uint64_t *items;
    size_t count;
};

/** A list of numbers that may be absent (Option<Vec<usize>>). */
struct axvm_optional_u64_list {
    const uint64_t *items;
    size_t count; /**< 0 if absent */
    bool present;
};

/** A list of strings (Vec<String>). */
struct axvm_string_list {
    const struct axvm_slice *items;
    size_t count;
};

/** A list of lists of strings (Vec<Vec<String>>). */
struct axvm_string_list_list {
    const struct axvm_string_list *items;
    size_t count;
};

/**
 * What the text had to say of the keys of a section: bit i stands for field i of its record (see schema.h).
 * All bits are 0 in a configuration that was not read from a text.
 */
struct axvm_keys {
    uint32_t present; /**< the key is there */
    uint32_t sound;   /**< its value can be relied upon: read without errors, or rightly left out */
};

/** The kind of guest (VMType). `base.vm_type` is any number; axvm_vm_type_from() maps it to this. */
enum axvm_vm_type {
    AXVM_VM_TYPE_HOST_VM = 0, /**< a host that became a guest, as Jailhouse does ("type 1.5") */
    AXVM_VM_TYPE_RTOS = 1,    /**< a simple guest, most resources passed through; the default */
    AXVM_VM_TYPE_LINUX = 2,   /**< a full guest, with device emulation */
};

/** How guest memory comes to be (VmMemMappingType). */
enum axvm_mem_map_type {
    AXVM_MEM_MAP_ALLOC = 0,     /**< the hypervisor allocates it; GPA as configured */
    AXVM_MEM_MAP_IDENTICAL = 1, /**< the hypervisor allocates it; GPA = HPA, the configured GPA is ignored */
    AXVM_MEM_MAP_RESERVED = 2,  /**< given host memory; GPA = HPA = as configured */
};

/** A kind of emulated device (EmulatedDeviceType). */
enum axvm_emu_device_type {
    AXVM_EMU_DUMMY = 0x00,
    AXVM_EMU_INTERRUPT_CONTROLLER = 0x01,
    AXVM_EMU_CONSOLE = 0x02,
    AXVM_EMU_FW_CFG = 0x03, /**< since profile 0.8 */
    AXVM_EMU_IVC_CHANNEL = 0x0a,
    AXVM_EMU_GPPT_REDISTRIBUTOR = 0x20,
    AXVM_EMU_GPPT_DISTRIBUTOR = 0x21,
    AXVM_EMU_GPPT_ITS = 0x22,
    AXVM_EMU_X86_IOAPIC = 0x23,        /**< since profile 0.8 */
    AXVM_EMU_X86_PIT = 0x24,           /**< since profile 0.8 */
    AXVM_EMU_LOONGARCH_PCH_PIC = 0x25, /**< since profile 0.8 */
    AXVM_EMU_PPPT_GLOBAL = 0x30,
    AXVM_EMU_VIRTIO_BLK = 0xe1,
    AXVM_EMU_VIRTIO_NET = 0xe2,
    AXVM_EMU_VIRTIO_CONSOLE = 0xe3,
};

/** What the guest's interrupts are (VMInterruptMode). */
enum axvm_interrupt_mode {
    AXVM_INTERRUPT_NO_IRQ = 0,  /**< none; the default */
    AXVM_INTERRUPT_EMULATED,    /**< from an emulated controller */
    AXVM_INTERRUPT_PASSTHROUGH, /**< from the physical controller, whole or in part (GPPT) */
};

/** How the guest starts (VMBootProtocol), since profile 0.8. */
enum axvm_boot_protocol {
    AXVM_BOOT_DIRECT = 0, /**< at the kernel's entry point */
    AXVM_BOOT_MULTIBOOT,  /**< x86: through a small BIOS */
    AXVM_BOOT_UEFI,       /**< through UEFI firmware */
};

/** Whose addresses a guest sees besides its memory and devices (AddressSpacePolicy), since profile 0.8. */
enum axvm_address_space_policy {
    AXVM_ADDRESS_SPACE_VIRTUALIZED = 0, /**< nobody's; the default */
    AXVM_ADDRESS_SPACE_PASSTHROUGH,     /**< the host's */
};

/** An enum that may be absent: Option<VMBootProtocol> is the only one. */
struct axvm_optional_choice {
    unsigned value; /**< of the enum; 0 if absent */
    bool present;
};

/** A range of guest memory (VmMemConfig). */
struct axvm_mem_config {
    uint64_t gpa;        /**< guest physical address */
    uint64_t size_bytes; /**< key `size` */
    uint64_t flags;      /**< MappingFlags: 1 read, 2 write, 4 execute, 8 user, 0x10 device, 0x20 uncached */
    enum axvm_mem_map_type map_type;
    uint32_t node;
};

/** An emulated device (EmulatedDeviceConfig). */
struct axvm_emu_device_config {
    struct axvm_slice name;
    uint64_t base_gpa;
    uint64_t length_bytes; /**< key `length` */
    uint64_t irq_id;
    struct axvm_u64_list cfg_list; /**< its meaning depends on emu_type */
    enum axvm_emu_device_type emu_type;
    uint32_t node;
};

/** A physical device given to the guest (PassThroughDeviceConfig). */
struct axvm_passthrough_device_config {
    struct axvm_slice name;
    uint64_t base_gpa;
    uint64_t base_hpa;
    uint64_t length_bytes; /**< key `length` */
    uint64_t irq_id;
    uint32_t node;
};

/** A range of addresses given to the guest (PassThroughAddressConfig). */
struct axvm_passthrough_address_config {
    uint64_t base_gpa;
    uint64_t length_bytes; /**< key `length` */
    uint32_t node;
};

/** A range of x86 I/O ports given to the guest (PassThroughPortConfig), since profile 0.8. */
struct axvm_passthrough_port_config {
    uint64_t base;   /**< the first port, at most 0xffff */
    uint64_t length; /**< in ports, at most 0xffff */
    uint32_t node;
};

/** Section `[base]` (VMBaseConfig): identity and CPUs. */
struct axvm_base_config {
    uint64_t id;
    struct axvm_slice name;
    uint64_t vm_type; /**< see axvm_vm_type_from() */
    uint64_t cpu_num;
    struct axvm_optional_u64_list
        phys_cpu_ids; /**< physical CPU (MPIDR or hart) of each vCPU; absent: the vCPU's own number */
    struct axvm_optional_u64_list phys_cpu_sets; /**< bit mask of physical CPUs that may run each vCPU; absent: any */
    struct axvm_keys keys;
    uint32_t node;
};

/** Section `[kernel]` (VMKernelConfig): images, where they are loaded, and memory. */
struct axvm_kernel_config {
    uint64_t entry_point; /**< GPA */
    struct axvm_slice kernel_path;
    uint64_t kernel_load_addr;                 /**< GPA, as are all load addresses */
    bool enable_bios;                          /**< since profile 0.8 */
    struct axvm_optional_choice boot_protocol; /**< enum axvm_boot_protocol, since profile 0.8 */
    struct axvm_optional_string bios_path;
    struct axvm_optional_string uefi_firmware_path; /**< since profile 0.8 */
    struct axvm_optional_u64 bios_load_addr;
    struct axvm_optional_string dtb_path;
    struct axvm_optional_u64 dtb_load_addr;
    struct axvm_optional_string ramdisk_path;
    struct axvm_optional_u64 ramdisk_load_addr;
    struct axvm_optional_string image_location; /**< "memory" or "fs"; not checked by the decoder */
    struct axvm_optional_string cmdline;
    struct axvm_optional_string disk_path;
    const struct axvm_mem_config *memory_regions;
    size_t memory_region_count;
    struct axvm_keys keys;
    uint32_t node;
};

/** Section `[devices]` (VMDevicesConfig). */
struct axvm_devices_config {
    enum axvm_address_space_policy address_space_policy; /**< since profile 0.8 */
    const struct axvm_emu_device_config *emu_devices;
    size_t emu_device_count;
    const struct axvm_passthrough_device_config *passthrough_devices;
    size_t passthrough_device_count;
    enum axvm_interrupt_mode interrupt_mode;
    struct axvm_string_list_list excluded_devices; /**< device tree paths that are not passed through */
    const struct axvm_passthrough_address_config *passthrough_addresses;
    size_t passthrough_address_count;
    const struct axvm_passthrough_port_config *passthrough_ports; /**< since profile 0.8 */
    size_t passthrough_port_count;
    struct axvm_keys keys;
    uint32_t node;
};

/** A whole VM configuration (AxVMCrateConfig). */
struct axvm_crate_config {
    struct axvm_base_config base;
    struct axvm_kernel_config kernel;
    struct axvm_devices_config devices;
    enum axvm_profile profile; /**< which keys there are, and what they mean */
};

/**
 * The arena bytes that axvm_config_from_toml() needs at most for a text of `length` bytes and a list
 * of at most `finding_limit` findings of each level in the same arena. SIZE_MAX if that is beyond size_t.
 */
size_t axvm_config_memory_bound(size_t length, uint32_t finding_limit);

/**
 * Text in, configuration or findings out: upstream's AxVMCrateConfig::from_toml.
 *
 * Of profile 0.4: accepts and refuses exactly the texts that upstream 0.4.2 (with its locked toml 0.9.12) does, and
 * gives the same values. Like upstream it ignores unknown keys and surplus array elements; unlike
 * upstream it mentions them (AX0107, AX0108, AX0109, at warning level).
 *
 * @param config    written in full; usable only with AXVM_OK
 * @param text      any bytes; must outlive the config
 * @param arena     must outlive the config
 * @param findings  receives everything found; its source must be `text`
 * @return AXVM_OK; AXVM_INVALID with at least one error in `findings`; AXVM_OUT_OF_MEMORY
 */
enum axvm_status axvm_config_from_toml(struct axvm_crate_config *config, struct axvm_slice text,
                                       struct axvm_arena *arena, struct axvm_findings *findings);

/**
 * The second half of axvm_config_from_toml(): a document to a configuration.
 *
 * Works on damaged documents too, and then reports what it can tell of the rest without inventing
 * consequences of the damage; the status is then AXVM_INVALID whatever it finds, and `keys` of each section
 * tell which values can be relied upon.
 *
 * @param profile  whose keys and values there are. With AXVM_PROFILE_0_8, what upstream 0.8.2 refuses beyond the
 *                 types of values is left to the checks (see check.h)
 */
enum axvm_status axvm_config_decode(struct axvm_crate_config *config, const struct axvm_toml_document *document,
                                    enum axvm_profile profile, struct axvm_arena *arena,
                                    struct axvm_findings *findings);

/** A configuration of profile 0.4 with every field at its default, as upstream's Default. */
void axvm_config_default(struct axvm_crate_config *config);

/**
 * The kind of guest a `vm_type` number stands for (From<usize> for VMType).
 * @param known  may be NULL; receives false where the number has no meaning and RTOS is the fallback,
 *               which upstream logs as a warning
 */
enum axvm_vm_type axvm_vm_type_from(uint64_t value, bool *known);

/**
 * The device type a number stands for (EmulatedDeviceType::from_usize).
 * @param known  may be NULL; receives false where the number has no meaning and DUMMY is the fallback,
 *               which upstream logs as a warning
 */
enum axvm_emu_device_type axvm_emu_device_type_from(uint64_t value, bool *known);

/** The name for people, such as "gic partial passthrough distributor" (Display). */
const char *axvm_emu_device_type_name(enum axvm_emu_device_type type);

/** Whether devices of this type can be removed (EmulatedDeviceType::removable). */
bool axvm_emu_device_type_removable(enum axvm_emu_device_type type);

/** All device types in ascending order (Enumerable). @return false past the last; `type` is then untouched */
bool axvm_emu_device_type_at(size_t index, enum axvm_emu_device_type *type);

/** The main name: "no_irq", "emu" or "passthrough". */
const char *axvm_interrupt_mode_name(enum axvm_interrupt_mode mode);

/** The mode of a name or alias. @return false if it is none; `mode` is then untouched */
bool axvm_interrupt_mode_from(struct axvm_slice name, enum axvm_interrupt_mode *mode);

/** The main name: "direct", "multiboot" or "uefi". */
const char *axvm_boot_protocol_name(enum axvm_boot_protocol protocol);

/** Writes TOML byte for byte as upstream's toml::to_string does (toml 0.9.12). */
void axvm_config_write_toml(struct axvm_output *output, const struct axvm_crate_config *config);

/** Writes one JSON object and a newline: keys as in TOML, absent options null, enums as in TOML. */
void axvm_config_write_json(struct axvm_output *output, const struct axvm_crate_config *config);

/** Writes what upstream's `check` prints: Rust's {:#x?} of AxVMCrateConfig, without a final newline. */
void axvm_config_write_rust_debug(struct axvm_output *output, const struct axvm_crate_config *config);

/**
 * Writes a C header that holds the configuration as a constant: `static const struct axvm_crate_config <name>`, with
 * all that it points to, between an include guard. It needs this header and nothing else, and is free of warnings
 * under -Wall -Wextra -Wpedantic -std=c11. Strings may hold any bytes. `node` and `keys` are 0 there, as in a
 * configuration that was not read from a text; what the profile does not have is at its default.
 *
 * @param name  a C identifier; the names of all arrays begin with it and `_`
 */
void axvm_config_write_c(struct axvm_output *output, const struct axvm_crate_config *config, const char *name);

/**
 * The part of axvm_config_write_c() between its include and its end: the arrays and the constant, without a guard.
 * Several configurations can stand in one text if no `name` is another one with `_` and more behind it.
 */
void axvm_config_write_c_constant(struct axvm_output *output, const struct axvm_crate_config *config, const char *name);

/** Writes bytes as the elements of an array of char in C, several lines of them; nothing if there are none. */
void axvm_write_c_bytes(struct axvm_output *output, struct axvm_slice bytes);

/**
 * Writes a string as Rust's {:?} does: in double quotes, with the escapes of char::escape_debug.
 * Bytes that are not UTF-8 are written as `\xNN`, as Rust does for a Path.
 */
void axvm_write_rust_string(struct axvm_output *output, struct axvm_slice text);

#ifdef __cplusplus
}
#endif

#endif
