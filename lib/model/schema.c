/* SPDX-License-Identifier: Apache-2.0 */
#include "axvmconfig/schema.h"

#include "axvmconfig/config.h"
#include "model/record.h"

/*
 * The one list of keys. One row per key, in the order of the array form, one table per struct, innermost first.
 * To add a key: a member in config.h, a row here, and nothing else.
 *
 * The macros keep a row to what differs between rows. `owner` is the tag of the struct, `member` its member.
 */

/* A key that holds a value: number, string or list of them. */
#define VALUE(key, owner, member, value_kind, value_presence, value_unit, text)                                        \
    {                                                                                                                  \
        .name = key, .name_length = sizeof(key) - 1, .kind = AXVM_FIELD_##value_kind,                                  \
        .presence = AXVM_##value_presence, .unit = AXVM_UNIT_##value_unit, .offset = offsetof(struct owner, member),   \
        .description = text                                                                                            \
    }

/* A key that holds one of an enum's values. */
#define CHOICE(key, owner, member, value_kind, value_presence, enum_table, text)                                       \
    {                                                                                                                  \
        .name = key, .name_length = sizeof(key) - 1, .kind = AXVM_FIELD_##value_kind,                                  \
        .presence = AXVM_##value_presence, .offset = offsetof(struct owner, member), .values = &(enum_table),          \
        .description = text                                                                                            \
    }

/* A key that holds a list of structs. */
#define LIST(key, owner, member, count_member, value_presence, item_record, text)                                      \
    {                                                                                                                  \
        .name = key, .name_length = sizeof(key) - 1, .kind = AXVM_FIELD_STRUCT_LIST,                                   \
        .presence = AXVM_##value_presence, .offset = offsetof(struct owner, member),                                   \
        .count_offset = offsetof(struct owner, count_member), .element = &(item_record), .description = text           \
    }

/* A key that holds a struct. */
#define SECTION(key, owner, member, section_record, text)                                                              \
    {                                                                                                                  \
        .name = key, .name_length = sizeof(key) - 1, .kind = AXVM_FIELD_STRUCT, .presence = AXVM_REQUIRED,             \
        .offset = offsetof(struct owner, member), .element = &(section_record), .description = text                    \
    }

#define COUNT_OF(array) (sizeof(array) / sizeof(array)[0])

/* The rest of a record, after its names. */
#define RECORD_OF(tag, field_rows)                                                                                     \
    .size = sizeof(struct tag), .node_offset = offsetof(struct tag, node), .fields = (field_rows),                     \
    .count = COUNT_OF(field_rows)

/* The keys of a section that other profiles have. */
#define FOREIGN(keys) .foreign = (keys), .foreign_count = COUNT_OF(keys)

/* Enum members are read through the table as unsigned int. */
_Static_assert(sizeof(enum axvm_mem_map_type) == sizeof(unsigned), "enums must be as wide as int");
_Static_assert(sizeof(enum axvm_emu_device_type) == sizeof(unsigned), "enums must be as wide as int");
_Static_assert(sizeof(enum axvm_interrupt_mode) == sizeof(unsigned), "enums must be as wide as int");

/* ---- enums */

static const struct axvm_enum_value vm_type_values[] = {
    {AXVM_VM_TYPE_HOST_VM, "host", "VMTHostVM", "the host system itself, moved into a guest after it has booted"},
    {AXVM_VM_TYPE_RTOS, "rtos", "VMTRTOS", "a small guest that drives most of its devices directly"},
    {AXVM_VM_TYPE_LINUX, "linux", "VMTLinux", "a full operating system that needs emulated devices"},
};
const struct axvm_enum axvm_vm_type_enum = {"VMType", vm_type_values, COUNT_OF(vm_type_values)};

static const struct axvm_enum_value mem_map_type_values[] = {
    {AXVM_MEM_MAP_ALLOC, "alloc", "MapAlloc", "the hypervisor allocates host memory and maps it at the configured gpa"},
    {AXVM_MEM_MAP_IDENTICAL, "identical", "MapIdentical",
     "the hypervisor allocates host memory and maps it at its own address; the configured gpa is not used"},
    {AXVM_MEM_MAP_RESERVED, "reserved", "MapReserved",
     "host memory set aside for the guest, at the configured address on both sides"},
};
static const struct axvm_enum mem_map_type_enum = {"VmMemMappingType", mem_map_type_values,
                                                   COUNT_OF(mem_map_type_values)};

static const struct axvm_enum_value emu_device_type_values[] = {
    {AXVM_EMU_DUMMY, "meta device", "Dummy", "no device; it does nothing"},
    {AXVM_EMU_INTERRUPT_CONTROLLER, "interrupt controller", "InterruptController",
     "the interrupt controller of the architecture, such as a GICv2 or a local APIC"},
    {AXVM_EMU_CONSOLE, "console", "Console", "a serial console"},
    {AXVM_EMU_IVC_CHANNEL, "ivc channel", "IVCChannel", "memory shared between guests (inter-VM communication)"},
    {AXVM_EMU_GPPT_REDISTRIBUTOR, "gic partial passthrough redistributor", "GPPTRedistributor",
     "redistributors of a partly passed-through GICv3"},
    {AXVM_EMU_GPPT_DISTRIBUTOR, "gic partial passthrough distributor", "GPPTDistributor",
     "distributor of a partly passed-through GICv3"},
    {AXVM_EMU_GPPT_ITS, "gic partial passthrough its", "GPPTITS",
     "interrupt translation service of a partly passed-through GICv3"},
    {AXVM_EMU_PPPT_GLOBAL, "plic partial passthrough global", "PPPTGlobal", "a partly passed-through RISC-V PLIC"},
    {AXVM_EMU_VIRTIO_BLK, "virtio block", "VirtioBlk", "a virtio disk"},
    {AXVM_EMU_VIRTIO_NET, "virtio net", "VirtioNet", "a virtio network interface"},
    {AXVM_EMU_VIRTIO_CONSOLE, "virtio console", "VirtioConsole", "a virtio console"},
};
const struct axvm_enum axvm_emu_device_type_enum = {"EmulatedDeviceType", emu_device_type_values,
                                                    COUNT_OF(emu_device_type_values)};

static const struct axvm_enum_value interrupt_mode_values[] = {
    {AXVM_INTERRUPT_NO_IRQ, "no_irq", "NoIrq", "the guest gets no interrupts"},
    {AXVM_INTERRUPT_NO_IRQ, "no", "NoIrq", "short for no_irq"},
    {AXVM_INTERRUPT_NO_IRQ, "none", "NoIrq", "the same as no_irq"},
    {AXVM_INTERRUPT_EMULATED, "emu", "Emulated", "interrupts come from an emulated controller"},
    {AXVM_INTERRUPT_EMULATED, "emulated", "Emulated", "long for emu"},
    {AXVM_INTERRUPT_PASSTHROUGH, "passthrough", "Passthrough",
     "interrupts come from the physical controller, passed through whole or in part"},
    {AXVM_INTERRUPT_PASSTHROUGH, "pt", "Passthrough", "short for passthrough"},
};
const struct axvm_enum axvm_interrupt_mode_enum = {"VMInterruptMode", interrupt_mode_values,
                                                   COUNT_OF(interrupt_mode_values)};

/* ---- [kernel] and what is in it */

static const struct axvm_field mem_fields[] = {
    VALUE("gpa", axvm_mem_config, gpa, U64, REQUIRED, ADDRESS, "guest physical address where the region starts"),
    VALUE("size", axvm_mem_config, size_bytes, U64, REQUIRED, BYTES, "size of the region in bytes"),
    VALUE("flags", axvm_mem_config, flags, U64, REQUIRED, FLAGS,
          "access rights, summed up: 1 read, 2 write, 4 execute, 8 user, 0x10 device, 0x20 uncached"),
    CHOICE("map_type", axvm_mem_config, map_type, ENUM_NUMBER, REQUIRED, mem_map_type_enum,
           "where the memory behind the region comes from"),
};
static const struct axvm_record mem_record = {"VmMemConfig", "memory region", RECORD_OF(axvm_mem_config, mem_fields)};

static const struct axvm_field kernel_fields[] = {
    VALUE("entry_point", axvm_kernel_config, entry_point, U64, REQUIRED, ADDRESS,
          "guest physical address of the first instruction"),
    VALUE("kernel_path", axvm_kernel_config, kernel_path, STRING, REQUIRED, NONE, "file of the kernel image"),
    VALUE("kernel_load_addr", axvm_kernel_config, kernel_load_addr, U64, REQUIRED, ADDRESS,
          "guest physical address the kernel is loaded at"),
    VALUE("bios_path", axvm_kernel_config, bios_path, OPTIONAL_STRING, OPTIONAL, NONE, "file of the BIOS image"),
    VALUE("bios_load_addr", axvm_kernel_config, bios_load_addr, OPTIONAL_U64, OPTIONAL, ADDRESS,
          "guest physical address the BIOS is loaded at"),
    VALUE("dtb_path", axvm_kernel_config, dtb_path, OPTIONAL_STRING, OPTIONAL, NONE, "file of the device tree blob"),
    VALUE("dtb_load_addr", axvm_kernel_config, dtb_load_addr, OPTIONAL_U64, OPTIONAL, ADDRESS,
          "guest physical address the device tree blob is loaded at"),
    VALUE("ramdisk_path", axvm_kernel_config, ramdisk_path, OPTIONAL_STRING, OPTIONAL, NONE,
          "file of the initial RAM disk"),
    VALUE("ramdisk_load_addr", axvm_kernel_config, ramdisk_load_addr, OPTIONAL_U64, OPTIONAL, ADDRESS,
          "guest physical address the initial RAM disk is loaded at"),
    VALUE("image_location", axvm_kernel_config, image_location, OPTIONAL_STRING, OPTIONAL, NONE,
          "where the image files are: \"fs\" in a file system, \"memory\" built into the hypervisor"),
    VALUE("cmdline", axvm_kernel_config, cmdline, OPTIONAL_STRING, OPTIONAL, NONE, "command line of the guest kernel"),
    VALUE("disk_path", axvm_kernel_config, disk_path, OPTIONAL_STRING, OPTIONAL, NONE, "file of the disk image"),
    LIST("memory_regions", axvm_kernel_config, memory_regions, memory_region_count, REQUIRED, mem_record,
         "the guest's memory"),
};
static const struct axvm_foreign_key kernel_foreign_keys[] = {
    {"enable_bios", "0.8", "whether the guest starts in a BIOS or UEFI firmware"},
    {"boot_protocol", "0.8", "how the guest starts: direct, multiboot or uefi"},
    {"uefi_firmware_path", "0.8", "file of the UEFI firmware image"},
};
static const struct axvm_record kernel_record = {
    "VMKernelConfig", "section [kernel]", RECORD_OF(axvm_kernel_config, kernel_fields), FOREIGN(kernel_foreign_keys)};

/* ---- [devices] and what is in it */

static const struct axvm_field emu_device_fields[] = {
    VALUE("name", axvm_emu_device_config, name, STRING, REQUIRED, NONE, "name of the device, for people"),
    VALUE("base_gpa", axvm_emu_device_config, base_gpa, U64, REQUIRED, ADDRESS,
          "guest physical address of the device's registers"),
    VALUE("length", axvm_emu_device_config, length_bytes, U64, REQUIRED, BYTES, "size of the register range in bytes"),
    VALUE("irq_id", axvm_emu_device_config, irq_id, U64, REQUIRED, IRQ, "number of the device's interrupt"),
    CHOICE("emu_type", axvm_emu_device_config, emu_type, ENUM_NUMBER, REQUIRED, axvm_emu_device_type_enum,
           "what is emulated"),
    VALUE("cfg_list", axvm_emu_device_config, cfg_list, U64_LIST, REQUIRED, NONE,
          "settings of the device; their meaning depends on emu_type"),
};
static const struct axvm_record emu_device_record = {"EmulatedDeviceConfig", "emulated device",
                                                     RECORD_OF(axvm_emu_device_config, emu_device_fields)};

static const struct axvm_field passthrough_device_fields[] = {
    VALUE("name", axvm_passthrough_device_config, name, STRING, REQUIRED, NONE,
          "name of the device, or its path in the host's device tree"),
    VALUE("base_gpa", axvm_passthrough_device_config, base_gpa, U64, DEFAULTED, ADDRESS,
          "guest physical address of the device's registers"),
    VALUE("base_hpa", axvm_passthrough_device_config, base_hpa, U64, DEFAULTED, ADDRESS,
          "host physical address of the device's registers"),
    VALUE("length", axvm_passthrough_device_config, length_bytes, U64, DEFAULTED, BYTES,
          "size of the register range in bytes"),
    VALUE("irq_id", axvm_passthrough_device_config, irq_id, U64, DEFAULTED, IRQ, "number of the device's interrupt"),
};
static const struct axvm_record passthrough_device_record = {
    "PassThroughDeviceConfig", "passthrough device",
    RECORD_OF(axvm_passthrough_device_config, passthrough_device_fields)};

static const struct axvm_field passthrough_address_fields[] = {
    VALUE("base_gpa", axvm_passthrough_address_config, base_gpa, U64, DEFAULTED, ADDRESS,
          "guest physical address where the range starts; the host's is the same"),
    VALUE("length", axvm_passthrough_address_config, length_bytes, U64, DEFAULTED, BYTES, "size of the range in bytes"),
};
static const struct axvm_record passthrough_address_record = {
    "PassThroughAddressConfig", "passthrough address",
    RECORD_OF(axvm_passthrough_address_config, passthrough_address_fields)};

static const struct axvm_field devices_fields[] = {
    LIST("emu_devices", axvm_devices_config, emu_devices, emu_device_count, REQUIRED, emu_device_record,
         "devices that the hypervisor emulates"),
    LIST("passthrough_devices", axvm_devices_config, passthrough_devices, passthrough_device_count, REQUIRED,
         passthrough_device_record, "physical devices that the guest drives itself"),
    CHOICE("interrupt_mode", axvm_devices_config, interrupt_mode, ENUM_WORD, DEFAULTED, axvm_interrupt_mode_enum,
           "where the guest's interrupts come from"),
    VALUE("excluded_devices", axvm_devices_config, excluded_devices, STRING_LIST_LIST, DEFAULTED, NONE,
          "device tree paths of devices that are not passed through"),
    LIST("passthrough_addresses", axvm_devices_config, passthrough_addresses, passthrough_address_count, DEFAULTED,
         passthrough_address_record, "address ranges that are passed through besides the devices"),
};
static const struct axvm_foreign_key devices_foreign_keys[] = {
    {"address_space_policy", "0.8", "whether guest addresses are virtualized or those of the host"},
    {"passthrough_ports", "0.8", "x86 I/O ports that the guest drives itself"},
};
static const struct axvm_record devices_record = {"VMDevicesConfig", "section [devices]",
                                                  RECORD_OF(axvm_devices_config, devices_fields),
                                                  FOREIGN(devices_foreign_keys)};

/* ---- [base] and the whole */

static const struct axvm_field base_fields[] = {
    VALUE("id", axvm_base_config, id, U64, REQUIRED, NONE, "number of the VM"),
    VALUE("name", axvm_base_config, name, STRING, REQUIRED, NONE, "name of the VM"),
    CHOICE("vm_type", axvm_base_config, vm_type, U64, REQUIRED, axvm_vm_type_enum,
           "kind of guest: 0 host, 1 RTOS, 2 Linux; other numbers are taken for 1"),
    VALUE("cpu_num", axvm_base_config, cpu_num, U64, REQUIRED, COUNT, "number of vCPUs"),
    VALUE("phys_cpu_ids", axvm_base_config, phys_cpu_ids, OPTIONAL_U64_LIST, OPTIONAL, CPU_ID,
          "physical CPU (MPIDR or hart id) of each vCPU; left out: the vCPU's own number"),
    VALUE("phys_cpu_sets", axvm_base_config, phys_cpu_sets, OPTIONAL_U64_LIST, OPTIONAL, CPU_MASK,
          "bit mask of the physical CPUs that may run each vCPU; left out: any"),
};
static const struct axvm_record base_record = {"VMBaseConfig", "section [base]",
                                               RECORD_OF(axvm_base_config, base_fields)};

static const struct axvm_field crate_fields[] = {
    SECTION("base", axvm_crate_config, base, base_record, "who the guest is, and its CPUs"),
    SECTION("kernel", axvm_crate_config, kernel, kernel_record, "what the guest boots, and its memory"),
    SECTION("devices", axvm_crate_config, devices, devices_record, "the guest's devices and interrupts"),
};
static const struct axvm_record crate_record = {.rust_name = "AxVMCrateConfig",
                                                .title = "VM configuration",
                                                .size = sizeof(struct axvm_crate_config),
                                                .node_offset = SIZE_MAX,
                                                .fields = crate_fields,
                                                .count = COUNT_OF(crate_fields)};

const struct axvm_record *axvm_schema(void) {
    return &crate_record;
}
