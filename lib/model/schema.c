/* SPDX-License-Identifier: Apache-2.0 */
#include "axvmconfig/schema.h"

#include "axvmconfig/config.h"
#include "axvmconfig/scenario.h"
#include "model/record.h"

/*
 * The one list of keys. One row per key, in the order of the array form, one table per struct, innermost first.
 * To add a key: a member in config.h, a row here, and nothing else.
 *
 * The macros keep a row to what differs between rows. `owner` is the tag of the struct, `member` its member.
 */

/*
 * What is only ever read by people and by generators of code stands behind a name, and is left out of a library for a
 * hypervisor, which is built without AXVM_SCHEMA_TEXTS. What messages alone say may be left out as well.
 */
#ifdef AXVM_SCHEMA_TEXTS
#define ONLY_READ(text) text
#define WITH(texts)     "\0" texts
#else
#define ONLY_READ(text) ""
#define WITH(texts)
#endif
#if defined AXVM_SCHEMA_TEXTS || defined AXVM_MESSAGES
#define ONLY_SAID(words) words
#else
#define ONLY_SAID(words) ""
#endif

/* The value of an enum that is written as a word. */
#define WORD(value, value_word, variant, text, profile)                                                                \
    { .word = value_word WITH(variant "\0" text), .number = (value), .since = AXVM_PROFILE_##profile }

/* The value of an enum that is written as a number. */
#define NUMBER(value, value_word, variant, text, profile)                                                              \
    { .word = ONLY_SAID(value_word) WITH(variant "\0" text), .number = (value), .since = AXVM_PROFILE_##profile }

/* What all rows of keys begin with. */
#define KEY(key, owner, member, count_member, key_kind, key_presence, profile, text)                                   \
    .name = key WITH(text "\0" #member "\0" count_member), .name_length = sizeof(key) - 1,                             \
    .kind = AXVM_FIELD_##key_kind, .presence = AXVM_##key_presence, .since = AXVM_PROFILE_##profile,                   \
    .offset = offsetof(struct owner, member)

/* A key that holds a value: number, string or list of them. */
#define VALUE_SINCE(key, owner, member, kind, presence, value_unit, profile, text)                                     \
    { KEY(key, owner, member, "", kind, presence, profile, text), .unit = AXVM_UNIT_##value_unit }
#define VALUE(key, owner, member, kind, presence, unit, text)                                                          \
    VALUE_SINCE(key, owner, member, kind, presence, unit, 0_4, text)

/* A key that holds one of an enum's values. */
#define CHOICE_SINCE(key, owner, member, kind, presence, enum_table, profile, text)                                    \
    { KEY(key, owner, member, "", kind, presence, profile, text), .values = &(enum_table) }
#define CHOICE(key, owner, member, kind, presence, enum_table, text)                                                   \
    CHOICE_SINCE(key, owner, member, kind, presence, enum_table, 0_4, text)

/* A key that holds a list of structs. */
#define LIST_SINCE(key, owner, member, count_member, presence, item_record, profile, text)                             \
    {                                                                                                                  \
        KEY(key, owner, member, #count_member, STRUCT_LIST, presence, profile, text),                                  \
            .count_offset = offsetof(struct owner, count_member), .element = &(item_record)                            \
    }
#define LIST(key, owner, member, count_member, presence, item_record, text)                                            \
    LIST_SINCE(key, owner, member, count_member, presence, item_record, 0_4, text)

/* A key that holds a struct. */
#define SECTION(key, owner, member, presence, section_record, text)                                                    \
    { KEY(key, owner, member, "", STRUCT, presence, 0_4, text), .element = &(section_record) }

#define COUNT_OF(array) (sizeof(array) / sizeof(array)[0])

/* A struct. `rust` is upstream's name of it. */
#define RECORD_OF(record_title, rust, owner, field_rows, member_of_node, member_of_keys)                               \
    {                                                                                                                  \
        .title = ONLY_SAID(record_title) WITH(rust "\0" #owner), .fields = (field_rows), .size = sizeof(struct owner), \
        .node_offset = (member_of_node), .keys_offset = (member_of_keys), .count = COUNT_OF(field_rows)                \
    }
#define RECORD(title, rust, owner, field_rows)                                                                         \
    RECORD_OF(title, rust, owner, field_rows, offsetof(struct owner, node), AXVM_NO_MEMBER)
#define SECTION_RECORD(title, rust, owner, field_rows)                                                                 \
    RECORD_OF(title, rust, owner, field_rows, offsetof(struct owner, node), offsetof(struct owner, keys))

/* Enum members are read through the table as unsigned int. */
_Static_assert(sizeof(enum axvm_mem_map_type) == sizeof(unsigned), "enums must be as wide as int");
_Static_assert(sizeof(enum axvm_emu_device_type) == sizeof(unsigned), "enums must be as wide as int");
_Static_assert(sizeof(enum axvm_interrupt_mode) == sizeof(unsigned), "enums must be as wide as int");
_Static_assert(sizeof(enum axvm_boot_protocol) == sizeof(unsigned), "enums must be as wide as int");
_Static_assert(sizeof(enum axvm_address_space_policy) == sizeof(unsigned), "enums must be as wide as int");

/* ---- enums */

static const struct axvm_enum_value vm_type_values[] = {
    NUMBER(AXVM_VM_TYPE_HOST_VM, "host", "VMTHostVM", "the host system itself, moved into a guest after it has booted",
           0_4),
    NUMBER(AXVM_VM_TYPE_RTOS, "rtos", "VMTRTOS", "a small guest that drives most of its devices directly", 0_4),
    NUMBER(AXVM_VM_TYPE_LINUX, "linux", "VMTLinux", "a full operating system that needs emulated devices", 0_4),
};
const struct axvm_enum axvm_vm_type_enum = {ONLY_READ("VMType"), vm_type_values, COUNT_OF(vm_type_values)};

static const struct axvm_enum_value mem_map_type_values[] = {
    NUMBER(AXVM_MEM_MAP_ALLOC, "alloc", "MapAlloc",
           "the hypervisor allocates host memory and maps it at the configured gpa", 0_4),
    NUMBER(AXVM_MEM_MAP_IDENTICAL, "identical", "MapIdentical",
           "the hypervisor allocates host memory and maps it at its own address; the configured gpa is not used", 0_4),
    NUMBER(AXVM_MEM_MAP_RESERVED, "reserved", "MapReserved",
           "host memory set aside for the guest, at the configured address on both sides", 0_4),
};
const struct axvm_enum axvm_mem_map_type_enum = {ONLY_READ("VmMemMappingType"), mem_map_type_values,
                                                 COUNT_OF(mem_map_type_values)};

static const struct axvm_enum_value emu_device_type_values[] = {
    NUMBER(AXVM_EMU_DUMMY, "meta device", "Dummy", "no device; it does nothing", 0_4),
    NUMBER(AXVM_EMU_INTERRUPT_CONTROLLER, "interrupt controller", "InterruptController",
           "the interrupt controller of the architecture, such as a GICv2 or a local APIC", 0_4),
    NUMBER(AXVM_EMU_CONSOLE, "console", "Console", "a serial console", 0_4),
    NUMBER(AXVM_EMU_IVC_CHANNEL, "ivc channel", "IVCChannel", "memory shared between guests (inter-VM communication)",
           0_4),
    NUMBER(AXVM_EMU_GPPT_REDISTRIBUTOR, "gic partial passthrough redistributor", "GPPTRedistributor",
           "redistributors of a partly passed-through GICv3", 0_4),
    NUMBER(AXVM_EMU_GPPT_DISTRIBUTOR, "gic partial passthrough distributor", "GPPTDistributor",
           "distributor of a partly passed-through GICv3", 0_4),
    NUMBER(AXVM_EMU_GPPT_ITS, "gic partial passthrough its", "GPPTITS",
           "interrupt translation service of a partly passed-through GICv3", 0_4),
    NUMBER(AXVM_EMU_PPPT_GLOBAL, "plic partial passthrough global", "PPPTGlobal", "a partly passed-through RISC-V PLIC",
           0_4),
    NUMBER(AXVM_EMU_VIRTIO_BLK, "virtio block", "VirtioBlk", "a virtio disk", 0_4),
    NUMBER(AXVM_EMU_VIRTIO_NET, "virtio net", "VirtioNet", "a virtio network interface", 0_4),
    NUMBER(AXVM_EMU_VIRTIO_CONSOLE, "virtio console", "VirtioConsole", "a virtio console", 0_4),
    NUMBER(AXVM_EMU_FW_CFG, "fw_cfg", "FwCfg", "QEMU's firmware configuration device", 0_8),
    NUMBER(AXVM_EMU_X86_IOAPIC, "x86 ioapic", "X86IoApic", "the I/O APIC of a PC", 0_8),
    NUMBER(AXVM_EMU_X86_PIT, "x86 pit", "X86Pit", "the interval timer of a PC", 0_8),
    NUMBER(AXVM_EMU_LOONGARCH_PCH_PIC, "loongarch pch pic", "LoongArchPchPic",
           "the interrupt controller of a LoongArch bridge chip", 0_8),
};
const struct axvm_enum axvm_emu_device_type_enum = {ONLY_READ("EmulatedDeviceType"), emu_device_type_values,
                                                    COUNT_OF(emu_device_type_values)};

static const struct axvm_enum_value interrupt_mode_values[] = {
    WORD(AXVM_INTERRUPT_NO_IRQ, "no_irq", "NoIrq", "the guest gets no interrupts", 0_4),
    WORD(AXVM_INTERRUPT_NO_IRQ, "no", "NoIrq", "short for no_irq", 0_4),
    WORD(AXVM_INTERRUPT_NO_IRQ, "none", "NoIrq", "the same as no_irq", 0_4),
    WORD(AXVM_INTERRUPT_EMULATED, "emu", "Emulated", "interrupts come from an emulated controller", 0_4),
    WORD(AXVM_INTERRUPT_EMULATED, "emulated", "Emulated", "long for emu", 0_4),
    WORD(AXVM_INTERRUPT_PASSTHROUGH, "passthrough", "Passthrough",
         "interrupts come from the physical controller, passed through whole or in part", 0_4),
    WORD(AXVM_INTERRUPT_PASSTHROUGH, "pt", "Passthrough", "short for passthrough", 0_4),
};
const struct axvm_enum axvm_interrupt_mode_enum = {ONLY_READ("VMInterruptMode"), interrupt_mode_values,
                                                   COUNT_OF(interrupt_mode_values)};

static const struct axvm_enum_value boot_protocol_values[] = {
    WORD(AXVM_BOOT_DIRECT, "direct", "Direct", "at the kernel's entry point", 0_8),
    WORD(AXVM_BOOT_DIRECT, "kernel", "Direct", "the same as direct", 0_8),
    WORD(AXVM_BOOT_MULTIBOOT, "multiboot", "Multiboot", "x86: through a small BIOS", 0_8),
    WORD(AXVM_BOOT_MULTIBOOT, "bios", "Multiboot", "the same as multiboot", 0_8),
    WORD(AXVM_BOOT_MULTIBOOT, "axvm-bios", "Multiboot", "the same as multiboot", 0_8),
    WORD(AXVM_BOOT_UEFI, "uefi", "Uefi", "through UEFI firmware", 0_8),
    WORD(AXVM_BOOT_UEFI, "efi", "Uefi", "short for uefi", 0_8),
};
const struct axvm_enum axvm_boot_protocol_enum = {ONLY_READ("VMBootProtocol"), boot_protocol_values,
                                                  COUNT_OF(boot_protocol_values)};

static const struct axvm_enum_value address_space_policy_values[] = {
    WORD(AXVM_ADDRESS_SPACE_VIRTUALIZED, "virtualized", "Virtualized", "only what is configured is mapped", 0_8),
    WORD(AXVM_ADDRESS_SPACE_VIRTUALIZED, "virtual", "Virtualized", "short for virtualized", 0_8),
    WORD(AXVM_ADDRESS_SPACE_PASSTHROUGH, "passthrough", "Passthrough", "all other addresses are the host's", 0_8),
    WORD(AXVM_ADDRESS_SPACE_PASSTHROUGH, "pt", "Passthrough", "short for passthrough", 0_8),
};
static const struct axvm_enum address_space_policy_enum = {ONLY_READ("AddressSpacePolicy"), address_space_policy_values,
                                                           COUNT_OF(address_space_policy_values)};

/* ---- [kernel] and what is in it */

static const struct axvm_field mem_fields[] = {
    VALUE("gpa", axvm_mem_config, gpa, U64, REQUIRED, ADDRESS, "guest physical address where the region starts"),
    VALUE("size", axvm_mem_config, size_bytes, U64, REQUIRED, BYTES, "size of the region in bytes"),
    VALUE("flags", axvm_mem_config, flags, U64, REQUIRED, FLAGS,
          "access rights, summed up: 1 read, 2 write, 4 execute, 8 user, 0x10 device, 0x20 uncached"),
    CHOICE("map_type", axvm_mem_config, map_type, ENUM_NUMBER, REQUIRED, axvm_mem_map_type_enum,
           "where the memory behind the region comes from"),
};
const struct axvm_record axvm_mem_record = RECORD("memory region", "VmMemConfig", axvm_mem_config, mem_fields);

static const struct axvm_field kernel_fields[] = {
    VALUE("entry_point", axvm_kernel_config, entry_point, U64, REQUIRED, ADDRESS,
          "guest physical address of the first instruction"),
    VALUE("kernel_path", axvm_kernel_config, kernel_path, STRING, REQUIRED, FILE, "file of the kernel image"),
    VALUE("kernel_load_addr", axvm_kernel_config, kernel_load_addr, U64, REQUIRED, ADDRESS,
          "guest physical address the kernel is loaded at"),
    VALUE_SINCE("enable_bios", axvm_kernel_config, enable_bios, BOOL, DEFAULTED, NONE, 0_8,
                "whether the guest starts in a BIOS or UEFI firmware"),
    CHOICE_SINCE("boot_protocol", axvm_kernel_config, boot_protocol, OPTIONAL_ENUM_WORD, DEFAULTED,
                 axvm_boot_protocol_enum, 0_8, "how the guest starts: direct, multiboot or uefi"),
    VALUE("bios_path", axvm_kernel_config, bios_path, OPTIONAL_STRING, OPTIONAL, FILE, "file of the BIOS image"),
    VALUE_SINCE("uefi_firmware_path", axvm_kernel_config, uefi_firmware_path, OPTIONAL_STRING, DEFAULTED, FILE, 0_8,
                "file of the UEFI firmware image"),
    VALUE("bios_load_addr", axvm_kernel_config, bios_load_addr, OPTIONAL_U64, OPTIONAL, ADDRESS,
          "guest physical address the BIOS is loaded at"),
    VALUE("dtb_path", axvm_kernel_config, dtb_path, OPTIONAL_STRING, OPTIONAL, FILE, "file of the device tree blob"),
    VALUE("dtb_load_addr", axvm_kernel_config, dtb_load_addr, OPTIONAL_U64, OPTIONAL, ADDRESS,
          "guest physical address the device tree blob is loaded at"),
    VALUE("ramdisk_path", axvm_kernel_config, ramdisk_path, OPTIONAL_STRING, OPTIONAL, FILE,
          "file of the initial RAM disk"),
    VALUE("ramdisk_load_addr", axvm_kernel_config, ramdisk_load_addr, OPTIONAL_U64, OPTIONAL, ADDRESS,
          "guest physical address the initial RAM disk is loaded at"),
    VALUE("image_location", axvm_kernel_config, image_location, OPTIONAL_STRING, OPTIONAL, NONE,
          "where the image files are: \"fs\" in a file system, \"memory\" built into the hypervisor"),
    VALUE("cmdline", axvm_kernel_config, cmdline, OPTIONAL_STRING, OPTIONAL, NONE, "command line of the guest kernel"),
    VALUE("disk_path", axvm_kernel_config, disk_path, OPTIONAL_STRING, OPTIONAL, FILE, "file of the disk image"),
    LIST("memory_regions", axvm_kernel_config, memory_regions, memory_region_count, REQUIRED, axvm_mem_record,
         "the guest's memory"),
};
const struct axvm_record axvm_kernel_record =
    SECTION_RECORD("section [kernel]", "VMKernelConfig", axvm_kernel_config, kernel_fields);

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
const struct axvm_record axvm_emu_device_record =
    RECORD("emulated device", "EmulatedDeviceConfig", axvm_emu_device_config, emu_device_fields);

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
const struct axvm_record axvm_passthrough_device_record =
    RECORD("passthrough device", "PassThroughDeviceConfig", axvm_passthrough_device_config, passthrough_device_fields);

static const struct axvm_field passthrough_address_fields[] = {
    VALUE("base_gpa", axvm_passthrough_address_config, base_gpa, U64, DEFAULTED, ADDRESS,
          "guest physical address where the range starts; the host's is the same"),
    VALUE("length", axvm_passthrough_address_config, length_bytes, U64, DEFAULTED, BYTES, "size of the range in bytes"),
};
const struct axvm_record axvm_passthrough_address_record = RECORD(
    "passthrough address", "PassThroughAddressConfig", axvm_passthrough_address_config, passthrough_address_fields);

static const struct axvm_field passthrough_port_fields[] = {
    VALUE_SINCE("base", axvm_passthrough_port_config, base, U16, DEFAULTED, NONE, 0_8, "number of the first I/O port"),
    VALUE_SINCE("length", axvm_passthrough_port_config, length, U16, DEFAULTED, COUNT, 0_8, "number of I/O ports"),
};
const struct axvm_record axvm_passthrough_port_record =
    RECORD("range of I/O ports", "PassThroughPortConfig", axvm_passthrough_port_config, passthrough_port_fields);

static const struct axvm_field devices_fields[] = {
    CHOICE_SINCE("address_space_policy", axvm_devices_config, address_space_policy, ENUM_WORD, DEFAULTED,
                 address_space_policy_enum, 0_8, "whether guest addresses are virtualized or those of the host"),
    LIST("emu_devices", axvm_devices_config, emu_devices, emu_device_count, REQUIRED, axvm_emu_device_record,
         "devices that the hypervisor emulates"),
    LIST("passthrough_devices", axvm_devices_config, passthrough_devices, passthrough_device_count, REQUIRED,
         axvm_passthrough_device_record, "physical devices that the guest drives itself"),
    CHOICE("interrupt_mode", axvm_devices_config, interrupt_mode, ENUM_WORD, DEFAULTED, axvm_interrupt_mode_enum,
           "where the guest's interrupts come from"),
    VALUE("excluded_devices", axvm_devices_config, excluded_devices, STRING_LIST_LIST, DEFAULTED, NONE,
          "device tree paths of devices that are not passed through"),
    LIST("passthrough_addresses", axvm_devices_config, passthrough_addresses, passthrough_address_count, DEFAULTED,
         axvm_passthrough_address_record, "address ranges that are passed through besides the devices"),
    LIST_SINCE("passthrough_ports", axvm_devices_config, passthrough_ports, passthrough_port_count, DEFAULTED,
               axvm_passthrough_port_record, 0_8, "x86 I/O ports that the guest drives itself"),
};
const struct axvm_record axvm_devices_record =
    SECTION_RECORD("section [devices]", "VMDevicesConfig", axvm_devices_config, devices_fields);

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
const struct axvm_record axvm_base_record =
    SECTION_RECORD("section [base]", "VMBaseConfig", axvm_base_config, base_fields);

static const struct axvm_field crate_fields[] = {
    SECTION("base", axvm_crate_config, base, REQUIRED, axvm_base_record, "who the guest is, and its CPUs"),
    SECTION("kernel", axvm_crate_config, kernel, REQUIRED, axvm_kernel_record, "what the guest boots, and its memory"),
    SECTION("devices", axvm_crate_config, devices, REQUIRED, axvm_devices_record, "the guest's devices and interrupts"),
};
static const struct axvm_record crate_record =
    RECORD_OF("VM configuration", "AxVMCrateConfig", axvm_crate_config, crate_fields, AXVM_NO_MEMBER, AXVM_NO_MEMBER);

const struct axvm_record *axvm_schema(void) {
    return &crate_record;
}

/* ---- scenarios */

static const struct axvm_enum_value profile_values[] = {
    WORD(AXVM_PROFILE_0_4, "0.4", "Profile04", "axvmconfig 0.4 and the Axvisor of that time", 0_4),
    WORD(AXVM_PROFILE_0_8, "0.8", "Profile08", "axvmconfig 0.8 and the Axvisor of that time", 0_4),
};
static const struct axvm_enum profile_enum = {ONLY_READ("Profile"), profile_values, COUNT_OF(profile_values)};

static const struct axvm_enum_value arch_values[] = {
    WORD(AXVM_ARCH_AARCH64, "aarch64", "Aarch64", "64-bit Arm", 0_4),
    WORD(AXVM_ARCH_RISCV64, "riscv64", "Riscv64", "64-bit RISC-V", 0_4),
    WORD(AXVM_ARCH_X86_64, "x86_64", "X8664", "64-bit x86", 0_4),
    WORD(AXVM_ARCH_LOONGARCH64, "loongarch64", "LoongArch64", "64-bit LoongArch", 0_4),
};
static const struct axvm_enum arch_enum = {ONLY_READ("Arch"), arch_values, COUNT_OF(arch_values)};

static const struct axvm_enum_value deploy_values[] = {
    WORD(AXVM_DEPLOY_MEMORY, "memory", "Memory", "built into the hypervisor", 0_4),
    WORD(AXVM_DEPLOY_FS, "fs", "Fs", "read from the hypervisor's file system", 0_4),
};
static const struct axvm_enum deploy_enum = {ONLY_READ("Deploy"), deploy_values, COUNT_OF(deploy_values)};

static const struct axvm_field host_fields[] = {
    VALUE("cpus", axvm_scenario_host, cpus, OPTIONAL_U64, DEFAULTED, COUNT, "physical CPUs of the board"),
    VALUE("ram", axvm_scenario_host, ram_bytes, OPTIONAL_U64, DEFAULTED, BYTES,
          "memory that guests can have, in bytes"),
    VALUE("gpa_bits", axvm_scenario_host, gpa_bits, OPTIONAL_U64, DEFAULTED, COUNT,
          "width of guest physical addresses, in bits"),
};
static const struct axvm_record host_record = RECORD("section [host]", "ScenarioHost", axvm_scenario_host, host_fields);

static const struct axvm_field scenario_fields[] = {
    VALUE("vms", axvm_scenario, vms, STRING_LIST, REQUIRED, NONE, "the configurations, relative to the scenario"),
    CHOICE("profile", axvm_scenario, profile, OPTIONAL_ENUM_WORD, DEFAULTED, profile_enum,
           "version of the format and of the hypervisor"),
    CHOICE("arch", axvm_scenario, arch, OPTIONAL_ENUM_WORD, DEFAULTED, arch_enum, "architecture of the board"),
    CHOICE("deploy", axvm_scenario, deploy, OPTIONAL_ENUM_WORD, DEFAULTED, deploy_enum,
           "how the configurations get to the hypervisor"),
    SECTION("host", axvm_scenario, host, DEFAULTED, host_record, "what is known of the board"),
};
static const struct axvm_record scenario_record = RECORD("scenario", "Scenario", axvm_scenario, scenario_fields);

const struct axvm_record *axvm_scenario_schema(void) {
    return &scenario_record;
}

/* ---- texts */

/* Text number `index` behind a name. */
static const char *text_behind(const char *name, unsigned index) {
#ifdef AXVM_SCHEMA_TEXTS
    for (; index > 0; name++) {
        index -= *name == '\0';
    }
    return name;
#else
    (void)name;
    (void)index;
    return "";
#endif
}

const char *axvm_field_description(const struct axvm_field *field) {
    return text_behind(field->name, 1);
}

const char *axvm_field_member(const struct axvm_field *field) {
    return text_behind(field->name, 2);
}

const char *axvm_field_count_member(const struct axvm_field *field) {
    return text_behind(field->name, 3);
}

const char *axvm_enum_value_rust_name(const struct axvm_enum_value *value) {
    return text_behind(value->word, 1);
}

const char *axvm_enum_value_description(const struct axvm_enum_value *value) {
    return text_behind(value->word, 2);
}

const char *axvm_record_rust_name(const struct axvm_record *record) {
    return text_behind(record->title, 1);
}

const char *axvm_record_c_tag(const struct axvm_record *record) {
    return text_behind(record->title, 2);
}
