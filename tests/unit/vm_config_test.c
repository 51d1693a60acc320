/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The run-time view: which physical CPUs run a vCPU, where images and entry points are once main memory is there, and
 * what is mapped. Expected values are worked out by hand from what vm_config.h says.
 */
#include "tap.h"

#include "axvmconfig/axvmconfig.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

/* --- vCPUs ---------------------------------------------------------------------------------------- */

/* Two clusters, as the device tree of a board has them; on Phytium boards, unit addresses count instead. */
static const struct axvm_host_cpu clusters[] = {{0x0, 0x0}, {0x100, 0x100}, {0x200, 0x200}, {0x300, 0x300}};
static const struct axvm_host_cpu renumbered[] = {{0x200, 0x0}, {0x201, 0x1}, {0x0, 0x100}, {0x100, 0x101}};
static struct axvm_host_cpu many[65]; /* CPU i is number i */

#define VCPUS_MAX 3

struct vcpu_row {
    const char *name;
    enum axvm_profile profile;
    enum axvm_arch arch;
    uint64_t cpu_num;
    struct axvm_optional_u64_list ids;
    struct axvm_optional_u64_list sets;
    struct axvm_host_cpus host; /* without items: not told */
    struct axvm_vcpu_config vcpus[VCPUS_MAX];
};

#define LIST(count, ...)                                                                                               \
    { (const uint64_t[]){__VA_ARGS__}, (count), true }
#define NO_LIST                                                                                                        \
    { NULL, 0, false }
#define EMPTY_LIST                                                                                                     \
    { NULL, 0, true }
#define NO_HOST                                                                                                        \
    { NULL, 0 }
#define HOST(cpus)                                                                                                     \
    { cpus, COUNT(cpus) }
#define VCPU(id, physical_id, mask, why)                                                                               \
    { (id), (physical_id), (mask), AXVM_AFFINITY_##why }
#define ANY(id, physical_id)     VCPU(id, physical_id, UINT64_MAX, ANY)
#define NOWHERE(id, physical_id) VCPU(id, physical_id, 0, NOWHERE)

#define ON_0_4(arch)             AXVM_PROFILE_0_4, AXVM_ARCH_##arch
#define ON_0_8(arch)             AXVM_PROFILE_0_8, AXVM_ARCH_##arch

static const struct vcpu_row vcpu_rows[] = {
    /* What is the same in both profiles and on all architectures but RISC-V, as long as no host is told. */
    {"0.4 aarch64, nothing said", ON_0_4(AARCH64), 2, NO_LIST, NO_LIST, NO_HOST, {ANY(0, 0), ANY(1, 1)}},
    {"0.8 aarch64, nothing said", ON_0_8(AARCH64), 2, NO_LIST, NO_LIST, NO_HOST, {ANY(0, 0), ANY(1, 1)}},
    {"0.4 x86_64, nothing said", ON_0_4(X86_64), 2, NO_LIST, NO_LIST, NO_HOST, {ANY(0, 0), ANY(1, 1)}},
    {"0.8 x86_64, nothing said", ON_0_8(X86_64), 2, NO_LIST, NO_LIST, NO_HOST, {ANY(0, 0), ANY(1, 1)}},
    {"0.8 loongarch64, nothing said", ON_0_8(LOONGARCH64), 2, NO_LIST, NO_LIST, NO_HOST, {ANY(0, 0), ANY(1, 1)}},
    {"unknown architecture", ON_0_8(UNKNOWN), 1, LIST(1, 5), NO_LIST, NO_HOST, {ANY(0, 5)}},
    {"0.4 aarch64, ids", ON_0_4(AARCH64), 2, LIST(2, 0x100, 0x200), NO_LIST, NO_HOST, {ANY(0, 0x100), ANY(1, 0x200)}},
    {"0.4 x86_64, masks",
     ON_0_4(X86_64),
     2,
     NO_LIST,
     LIST(2, 0x5, 0x2),
     NO_HOST,
     {VCPU(0, 0, 0x5, CONFIGURED), VCPU(1, 1, 0x2, CONFIGURED)}},
    {"0.8 loongarch64, ids and masks",
     ON_0_8(LOONGARCH64),
     2,
     LIST(2, 7, 9),
     LIST(2, 1, 2),
     NO_HOST,
     {VCPU(0, 7, 1, CONFIGURED), VCPU(1, 9, 2, CONFIGURED)}},
    {"0.8 x86_64, fewer ids and masks than vCPUs",
     ON_0_8(X86_64),
     3,
     LIST(2, 4, 5),
     LIST(1, 8),
     NO_HOST,
     {VCPU(0, 4, 8, CONFIGURED), ANY(1, 5), ANY(2, 2)}},
    {"0.4 aarch64, empty lists", ON_0_4(AARCH64), 1, EMPTY_LIST, EMPTY_LIST, NO_HOST, {ANY(0, 0)}},
    {"0.4 x86_64, a mask of nobody", ON_0_4(X86_64), 1, NO_LIST, LIST(1, 0), NO_HOST, {VCPU(0, 0, 0, CONFIGURED)}},
    {"0.4 x86_64, more ids and masks than vCPUs",
     ON_0_4(X86_64),
     1,
     LIST(3, 4, 5, 6),
     LIST(2, 8, 16),
     NO_HOST,
     {VCPU(0, 4, 8, CONFIGURED)}},
    /* RISC-V: an id is the number of a CPU where there are no masks; in 0.8 so is the number of a vCPU without id. */
    {"0.4 riscv64, nothing said", ON_0_4(RISCV64), 2, NO_LIST, NO_LIST, NO_HOST, {ANY(0, 0), ANY(1, 1)}},
    {"0.8 riscv64, nothing said",
     ON_0_8(RISCV64),
     2,
     NO_LIST,
     NO_LIST,
     NO_HOST,
     {VCPU(0, 0, 1, SAME_HART), VCPU(1, 1, 2, SAME_HART)}},
    {"0.4 riscv64, fewer ids than vCPUs",
     ON_0_4(RISCV64),
     2,
     LIST(1, 3),
     NO_LIST,
     NO_HOST,
     {VCPU(0, 3, 8, SAME_HART), ANY(1, 1)}},
    {"0.8 riscv64, fewer ids than vCPUs",
     ON_0_8(RISCV64),
     2,
     LIST(1, 3),
     NO_LIST,
     NO_HOST,
     {VCPU(0, 3, 8, SAME_HART), VCPU(1, 1, 2, SAME_HART)}},
    {"0.4 riscv64, a mask counts more",
     ON_0_4(RISCV64),
     2,
     LIST(2, 3, 4),
     LIST(1, 0x10),
     NO_HOST,
     {VCPU(0, 3, 0x10, CONFIGURED), ANY(1, 4)}},
    {"0.8 riscv64, no masks in the list", ON_0_8(RISCV64), 1, LIST(1, 3), EMPTY_LIST, NO_HOST, {ANY(0, 3)}},
    {"0.8 riscv64, the last and one past the last CPU of a mask",
     ON_0_8(RISCV64),
     2,
     LIST(2, 63, 64),
     NO_LIST,
     NO_HOST,
     {VCPU(0, 63, UINT64_C(1) << 63, SAME_HART), NOWHERE(1, 64)}},
    {"0.4 riscv64, an id that is no number of a CPU",
     ON_0_4(RISCV64),
     1,
     LIST(1, UINT64_MAX),
     NO_LIST,
     NO_HOST,
     {NOWHERE(0, UINT64_MAX)}},
    /* With the host's device tree, ids tell the CPUs, and masks are not looked at. */
    {"0.4 aarch64, host",
     ON_0_4(AARCH64),
     2,
     LIST(2, 0x300, 0x100),
     LIST(2, 1, 1),
     HOST(clusters),
     {VCPU(0, 0x300, 8, HOST_CPU), VCPU(1, 0x100, 2, HOST_CPU)}},
    {"0.8 aarch64, host",
     ON_0_8(AARCH64),
     2,
     LIST(2, 0x300, 0x100),
     LIST(2, 1, 1),
     HOST(clusters),
     {VCPU(0, 0x300, 8, HOST_CPU), VCPU(1, 0x100, 2, HOST_CPU)}},
    {"0.4 aarch64, host: an id is a reg",
     ON_0_4(AARCH64),
     2,
     LIST(2, 0x100, 0x201),
     NO_LIST,
     HOST(renumbered),
     {VCPU(0, 0x100, 8, HOST_CPU), VCPU(1, 0x201, 2, HOST_CPU)}},
    {"0.8 aarch64, host: an id is a unit address, and the guest sees the reg",
     ON_0_8(AARCH64),
     2,
     LIST(2, 0x100, 0x1),
     NO_LIST,
     HOST(renumbered),
     {VCPU(0, 0x0, 4, HOST_CPU), VCPU(1, 0x201, 2, HOST_CPU)}},
    {"0.4 aarch64, host: no such CPU",
     ON_0_4(AARCH64),
     2,
     LIST(2, 0x400, 0x100),
     NO_LIST,
     HOST(clusters),
     {NOWHERE(0, 0x400), VCPU(1, 0x100, 2, HOST_CPU)}},
    {"0.8 riscv64, host: no such CPU", ON_0_8(RISCV64), 1, LIST(1, 1), NO_LIST, HOST(clusters), {NOWHERE(0, 1)}},
    {"0.4 aarch64, host, no ids", ON_0_4(AARCH64), 1, NO_LIST, NO_LIST, HOST(clusters), {NOWHERE(0, 0)}},
    {"0.8 aarch64, host, fewer ids than vCPUs",
     ON_0_8(AARCH64),
     2,
     LIST(1, 0x200),
     NO_LIST,
     HOST(clusters),
     {VCPU(0, 0x200, 4, HOST_CPU), ANY(1, 1)}},
    {"0.8 riscv64, host, fewer ids than vCPUs",
     ON_0_8(RISCV64),
     2,
     LIST(1, 0x200),
     NO_LIST,
     HOST(clusters),
     {VCPU(0, 0x200, 4, HOST_CPU), ANY(1, 1)}},
    {"0.4 riscv64, host: the last and one past the last CPU of a mask",
     ON_0_4(RISCV64),
     2,
     LIST(2, 63, 64),
     NO_LIST,
     HOST(many),
     {VCPU(0, 63, UINT64_C(1) << 63, HOST_CPU), NOWHERE(1, 64)}},
    {"0.4 x86_64 does not look at it", ON_0_4(X86_64), 1, LIST(1, 0x100), NO_LIST, HOST(clusters), {ANY(0, 0x100)}},
    {"0.8 loongarch64 does not look at it",
     ON_0_8(LOONGARCH64),
     1,
     LIST(1, 0x100),
     LIST(1, 2),
     HOST(clusters),
     {VCPU(0, 0x100, 2, CONFIGURED)}},
};

static void check_vcpus(const struct vcpu_row *row) {
    struct axvm_crate_config config;
    struct axvm_vm_config vm;
    struct axvm_vcpu_config vcpu;
    axvm_config_default(&config);
    config.profile = row->profile;
    config.base.cpu_num = row->cpu_num;
    config.base.phys_cpu_ids = row->ids;
    config.base.phys_cpu_sets = row->sets;
    axvm_vm_config_from(&vm, &config, row->arch);
    const struct axvm_host_cpus *host = row->host.items != NULL ? &row->host : NULL;
    for (uint64_t id = 0; id < row->cpu_num; id++) {
        const struct axvm_vcpu_config *expected = &row->vcpus[id];
        TAP_CHECK(axvm_vm_config_vcpu(&vm, id, host, &vcpu), row->name);
        TAP_EQUAL_U64(vcpu.id, id, row->name);
        TAP_EQUAL_U64(vcpu.physical_id, expected->physical_id, row->name);
        TAP_EQUAL_U64(vcpu.affinity, expected->affinity, row->name);
        TAP_EQUAL_U64(vcpu.affinity_mask, expected->affinity_mask, row->name);
    }
    TAP_CHECK(!axvm_vm_config_vcpu(&vm, row->cpu_num, host, &vcpu), row->name);
}

static void check_last_vcpu(void) {
    struct axvm_crate_config config;
    struct axvm_vm_config vm;
    struct axvm_vcpu_config vcpu;
    axvm_config_default(&config);
    config.base.cpu_num = UINT64_MAX;
    axvm_vm_config_from(&vm, &config, AXVM_ARCH_RISCV64);
    TAP_CHECK(axvm_vm_config_vcpu(&vm, UINT64_MAX - 1, NULL, &vcpu), "as many vCPUs as there are numbers");
    TAP_EQUAL_U64(vcpu.physical_id, UINT64_MAX - 1, "the last one's number");
    TAP_CHECK(!axvm_vm_config_vcpu(&vm, UINT64_MAX, NULL, &vcpu), "none past it");
}

/* --- addresses ------------------------------------------------------------------------------------ */

/* What is configured. Main memory, where it is chosen at run time, turns out to be at another place. */
#define MAIN_GPA     UINT64_C(0x80000000)
#define MAIN_BYTES   UINT64_C(0x10000000)
#define CHOSEN_GPA   UINT64_C(0x140000000)
#define KERNEL_GPA   UINT64_C(0x80080000)
#define ENTRY_GPA    UINT64_C(0x80081000)
#define DTB_GPA      UINT64_C(0x84000000)
#define RAMDISK_GPA  UINT64_C(0x88000000)
#define FIRMWARE_GPA UINT64_C(0x8000)
#define DTB_BYTES    UINT64_C(0x300000)

/* The offset from which 3 MiB, at a multiple of 2 MiB, reach the end of 256 MiB, and that of a tree of any size. */
#define DTB_OFFSET      UINT64_C(0xfc00000)
#define DTB_LAST_OFFSET UINT64_C(0xfe00000)

#define NONE            UINT64_MAX /* not loaded */

struct address_row {
    const char *name;
    enum axvm_profile profile;
    enum axvm_arch arch;
    enum axvm_mem_map_type map_type;
    bool is_linux; /* with a command line */
    uint64_t kernel;
    uint64_t entry;
    uint64_t dtb;
    uint64_t ramdisk;
    uint64_t firmware;
};

static const struct address_row address_rows[] = {
    {"0.4 aarch64, allocated", ON_0_4(AARCH64), AXVM_MEM_MAP_ALLOC, false, KERNEL_GPA, ENTRY_GPA, DTB_GPA, RAMDISK_GPA,
     FIRMWARE_GPA},
    {"0.4 aarch64, chosen", ON_0_4(AARCH64), AXVM_MEM_MAP_IDENTICAL, false, CHOSEN_GPA + 0x200000,
     CHOSEN_GPA + 0x200000, CHOSEN_GPA + DTB_OFFSET, RAMDISK_GPA, FIRMWARE_GPA},
    {"0.4 aarch64, reserved", ON_0_4(AARCH64), AXVM_MEM_MAP_RESERVED, false, MAIN_GPA + 0x200000, MAIN_GPA + 0x200000,
     MAIN_GPA + DTB_OFFSET, RAMDISK_GPA, FIRMWARE_GPA},
    {"0.4 riscv64, chosen", ON_0_4(RISCV64), AXVM_MEM_MAP_IDENTICAL, false, KERNEL_GPA, ENTRY_GPA, DTB_GPA, RAMDISK_GPA,
     FIRMWARE_GPA},
    {"0.4 x86_64, chosen", ON_0_4(X86_64), AXVM_MEM_MAP_IDENTICAL, false, KERNEL_GPA, ENTRY_GPA, NONE, RAMDISK_GPA,
     FIRMWARE_GPA},
    {"0.8 aarch64, allocated", ON_0_8(AARCH64), AXVM_MEM_MAP_ALLOC, false, KERNEL_GPA, ENTRY_GPA, DTB_GPA, RAMDISK_GPA,
     NONE},
    {"0.8 riscv64, chosen", ON_0_8(RISCV64), AXVM_MEM_MAP_IDENTICAL, false, CHOSEN_GPA, CHOSEN_GPA + 0x1000,
     CHOSEN_GPA + DTB_OFFSET, RAMDISK_GPA, NONE},
    {"0.8 x86_64, chosen", ON_0_8(X86_64), AXVM_MEM_MAP_IDENTICAL, false, CHOSEN_GPA, CHOSEN_GPA + 0x1000, NONE,
     RAMDISK_GPA, NONE},
    {"0.8 x86_64 Linux, chosen", ON_0_8(X86_64), AXVM_MEM_MAP_IDENTICAL, true, CHOSEN_GPA + KERNEL_GPA, 0x8000, NONE,
     CHOSEN_GPA + RAMDISK_GPA, NONE},
    {"0.8 loongarch64, reserved", ON_0_8(LOONGARCH64), AXVM_MEM_MAP_RESERVED, false, NONE, ENTRY_GPA, NONE, NONE, NONE},
};

static void fill(struct axvm_crate_config *config, const struct axvm_mem_config *region,
                 const struct address_row *row) {
    const struct axvm_optional_string path = {axvm_slice_of("/guest/file"), true};
    axvm_config_default(config);
    config->profile = row->profile;
    config->kernel.kernel_load_addr = KERNEL_GPA;
    config->kernel.entry_point = ENTRY_GPA;
    config->kernel.bios_path = path;
    config->kernel.bios_load_addr = (struct axvm_optional_u64){FIRMWARE_GPA, true};
    config->kernel.dtb_load_addr = (struct axvm_optional_u64){DTB_GPA, true};
    config->kernel.ramdisk_path = path;
    config->kernel.ramdisk_load_addr = (struct axvm_optional_u64){RAMDISK_GPA, true};
    config->kernel.cmdline.present = row->is_linux;
    config->kernel.memory_regions = region;
    config->kernel.memory_region_count = 1;
}

static void check_address(const struct axvm_layout_address *address, uint64_t expected, const char *name) {
    TAP_CHECK(axvm_layout_is_known(address) == (expected != NONE), name);
    TAP_CHECK(!address->is_offset, name);
    if (expected != NONE) {
        TAP_EQUAL_U64(address->effective, expected, name);
    }
}

static void check_addresses(const struct address_row *row) {
    const struct axvm_mem_config region = {MAIN_GPA, MAIN_BYTES, 7, row->map_type, 0};
    struct axvm_crate_config config;
    struct axvm_layout layout;
    struct axvm_vm_config vm;
    fill(&config, &region, row);
    axvm_vm_config_from(&vm, &config, row->arch);
    axvm_layout_of(&layout, &config, row->arch);
    TAP_EQUAL_U64(vm.image_config.kernel_load_gpa.effective, layout.items[AXVM_LAYOUT_KERNEL].effective, row->name);
    TAP_CHECK(vm.image_config.kernel_load_gpa.is_offset == layout.items[AXVM_LAYOUT_KERNEL].is_offset, row->name);
    /* Placed anywhere, then where it is: the last counts. */
    axvm_vm_config_place(&vm, UINT64_MAX, 0);
    axvm_vm_config_place(&vm, CHOSEN_GPA, DTB_BYTES);
    check_address(&vm.image_config.kernel_load_gpa, row->kernel, row->name);
    check_address(&vm.cpu_config.bsp_entry, row->entry, row->name);
    check_address(&vm.cpu_config.ap_entry, row->entry, row->name);
    check_address(&vm.image_config.dtb_load_gpa, row->dtb, row->name);
    check_address(&vm.image_config.ramdisk_load_gpa, row->ramdisk, row->name);
    check_address(&vm.image_config.bios_load_gpa, row->firmware, row->name);
    TAP_EQUAL_U64(vm.image_config.kernel_load_gpa.configured, KERNEL_GPA, "what was configured is still known");
}

struct tree_row {
    const char *name;
    uint64_t main_gpa;
    uint64_t main_bytes;
    uint64_t dtb_bytes;
    uint64_t dtb_gpa;
};

static const struct tree_row tree_rows[] = {
    {"size not known", 0x80000000, MAIN_BYTES, 0, 0x80000000 + DTB_LAST_OFFSET},
    {"one byte", 0x80000000, MAIN_BYTES, 1, 0x80000000 + DTB_LAST_OFFSET},
    {"one block", 0x80000000, MAIN_BYTES, 0x200000, 0x80000000 + DTB_LAST_OFFSET},
    {"a byte more", 0x80000000, MAIN_BYTES, 0x200001, 0x80000000 + DTB_OFFSET},
    {"no more than 512 MiB are looked at", 0x80000000, UINT64_MAX, 0x1000, 0x9fe00000},
    {"all of main memory", 0x80000000, 0x400000, 0x400000, 0x80000000},
    {"larger than main memory", 0x80000000, 0x400000, 0x400001, 0x80000000},
    {"no memory", 0x80000000, 0, 1, 0x80000000},
    {"an address is rounded, not an offset", 0x80100000, 0x400000, 0x1000, 0x80400000},
    {"a sum that wraps", UINT64_MAX, 0x400000, 1, 0x200000},
};

static void check_trees(void) {
    for (size_t i = 0; i < COUNT(tree_rows); i++) {
        const struct tree_row *row = &tree_rows[i];
        struct axvm_range main = {row->main_gpa, row->main_bytes};
        TAP_EQUAL_U64(axvm_layout_dtb_gpa(main, row->dtb_bytes), row->dtb_gpa, row->name);
    }
}

static void check_without_memory(void) {
    struct axvm_crate_config config;
    struct axvm_vm_config vm;
    struct axvm_vm_mapping mapping;
    axvm_config_default(&config);
    config.kernel.entry_point = ENTRY_GPA;
    axvm_vm_config_from(&vm, &config, AXVM_ARCH_AARCH64);
    axvm_vm_config_place(&vm, CHOSEN_GPA, DTB_BYTES);
    check_address(&vm.cpu_config.bsp_entry, ENTRY_GPA, "without memory nothing moves");
    TAP_CHECK(!axvm_vm_config_memory(&vm, 0, &mapping), "without memory nothing is mapped");
}

static void check_identity(void) {
    struct axvm_crate_config config;
    struct axvm_vm_config vm;
    axvm_config_default(&config);
    config.profile = AXVM_PROFILE_0_8;
    config.base.id = 7;
    config.base.name = axvm_slice_of("guest");
    config.base.vm_type = AXVM_VM_TYPE_LINUX;
    config.kernel.boot_protocol = (struct axvm_optional_choice){AXVM_BOOT_UEFI, true};
    config.kernel.image_location = (struct axvm_optional_string){axvm_slice_of("fs"), true};
    axvm_vm_config_from(&vm, &config, AXVM_ARCH_X86_64);
    TAP_EQUAL_U64(vm.id, 7, "id");
    TAP_EQUAL_STRING(vm.name, "guest", "name");
    TAP_EQUAL_U64(vm.vm_type, AXVM_VM_TYPE_LINUX, "kind of guest");
    TAP_EQUAL_U64(vm.profile, AXVM_PROFILE_0_8, "profile");
    TAP_EQUAL_U64(vm.arch, AXVM_ARCH_X86_64, "architecture");
    TAP_EQUAL_U64(vm.boot_protocol, AXVM_BOOT_UEFI, "boot protocol");
    TAP_CHECK(vm.image_config.loaded_from_filesystem, "images from the file system");
    TAP_CHECK(vm.devices == &config.devices && vm.config == &config, "nothing is copied");
    config.base.vm_type = 99;
    config.kernel.image_location.value = axvm_slice_of("memory");
    axvm_vm_config_from(&vm, &config, AXVM_ARCH_X86_64);
    TAP_EQUAL_U64(vm.vm_type, AXVM_VM_TYPE_RTOS, "a kind that there is not");
    TAP_CHECK(!vm.image_config.loaded_from_filesystem, "images in the hypervisor");
}

/* --- mappings ------------------------------------------------------------------------------------- */

static void check_mapping(bool is_there, const struct axvm_vm_mapping *actual, const struct axvm_vm_mapping *expected,
                          const char *name) {
    TAP_CHECK(is_there == (expected->size_bytes > 0), name);
    if (!is_there || expected->size_bytes == 0) {
        return;
    }
    TAP_EQUAL_U64(actual->gpa, expected->gpa, name);
    TAP_EQUAL_U64(actual->hpa, expected->hpa, name);
    TAP_EQUAL_U64(actual->size_bytes, expected->size_bytes, name);
    TAP_EQUAL_U64(actual->flags, expected->flags, name);
    TAP_EQUAL_U64(actual->backing, expected->backing, name);
}

static void check_memory(void) {
    static const struct axvm_mem_config regions[] = {
        {0x80000000, 0x200000, 1, AXVM_MEM_MAP_ALLOC, 0},
        {0x90000000, 0x400000, 7, AXVM_MEM_MAP_IDENTICAL, 0},
        {0xa0000001, 0x1001, 0, AXVM_MEM_MAP_RESERVED, 0},
    };
    static const struct axvm_vm_mapping mappings[] = {
        {0x80000000, 0, 0x200000, 0xf, AXVM_BACKING_ALLOCATED},
        {0, 0, 0x400000, 0xf, AXVM_BACKING_CHOSEN},
        {0xa0000001, 0xa0000001, 0x1001, 0xf, AXVM_BACKING_GIVEN},
        {0, 0, 0, 0, AXVM_BACKING_GIVEN},
    };
    struct axvm_crate_config config;
    struct axvm_vm_config vm;
    axvm_config_default(&config);
    config.kernel.memory_regions = regions;
    config.kernel.memory_region_count = COUNT(regions);
    axvm_vm_config_from(&vm, &config, AXVM_ARCH_AARCH64);
    TAP_EQUAL_U64(vm.memory_count, COUNT(regions), "regions");
    for (size_t i = 0; i < COUNT(mappings); i++) {
        struct axvm_vm_mapping mapping;
        bool is_there = axvm_vm_config_memory(&vm, i, &mapping);
        check_mapping(is_there, &mapping, &mappings[i], "a memory region");
    }
}

#define DEVICES_MAX 3
#define DEVICE(gpa, hpa, length)                                                                                       \
    { {"/dev", 4}, (gpa), (hpa), (length), 0, 0 }
#define PATH(path)                                                                                                     \
    { {(path), sizeof(path) - 1}, 0, 0, 0, 0, 0 }
#define MAPPED(gpa, hpa, size)                                                                                         \
    { (gpa), (hpa), (size), 0x1b, AXVM_BACKING_GIVEN }
#define NOTHING                                                                                                        \
    { 0, 0, 0, 0, AXVM_BACKING_GIVEN }

struct device_row {
    const char *name;
    enum axvm_profile profile;
    enum axvm_arch arch;
    struct axvm_passthrough_device_config devices[DEVICES_MAX];
    struct axvm_vm_mapping mappings[DEVICES_MAX];
};

static const struct device_row device_rows[] = {
    {"0.4 x86_64: GPA = HPA",
     ON_0_4(X86_64),
     {DEVICE(0xfec00000, 0x1000, 0x1000), PATH("/"), DEVICE(0xfed00000, 0, 1)},
     {MAPPED(0xfec00000, 0xfec00000, 0x1000), NOTHING, MAPPED(0xfed00000, 0xfed00000, 0x1000)}},
    {"0.8 x86_64: as configured",
     ON_0_8(X86_64),
     {DEVICE(0xfec00000, 0xfeb00000, 0x1000), PATH("/"), DEVICE(0xfed00000, 0, 1)},
     {MAPPED(0xfec00000, 0xfeb00000, 0x1000), NOTHING, MAPPED(0xfed00000, 0, 0x1000)}},
    {"0.8 aarch64: GPA = HPA",
     ON_0_8(AARCH64),
     {DEVICE(0x9000000, 0x8000000, 0x1000), DEVICE(0xa000000, 0xa000000, 0x2000), PATH("/pl011")},
     {MAPPED(0x9000000, 0x9000000, 0x1000), MAPPED(0xa000000, 0xa000000, 0x2000), NOTHING}},
    {"0.4 riscv64: the first is a path, so the list is made anew",
     ON_0_4(RISCV64),
     {PATH("/soc"), DEVICE(0x10000000, 0x10000000, 0x1000), PATH("/")},
     {NOTHING, NOTHING, NOTHING}},
    {"0.8 loongarch64: as configured",
     ON_0_8(LOONGARCH64),
     {DEVICE(0x10000000, 0x20000000, 0x1000), PATH("/soc"), DEVICE(0x30000000, 0x30000000, 0x1000)},
     {MAPPED(0x10000000, 0x20000000, 0x1000), NOTHING, MAPPED(0x30000000, 0x30000000, 0x1000)}},
    {"0.8 loongarch64: all, so the list is made anew",
     ON_0_8(LOONGARCH64),
     {DEVICE(0x10000000, 0x20000000, 0x1000), PATH("/"), DEVICE(0x30000000, 0x30000000, 0x1000)},
     {NOTHING, NOTHING, NOTHING}},
    /* What starts within a page: profile 0.4 loses its last page, profile 0.8 does not. */
    {"0.4 aarch64: pages",
     ON_0_4(AARCH64),
     {DEVICE(0x9000800, 0x9000800, 0x1000), DEVICE(0x9000000, 0, 0x1001), DEVICE(0x7fffffffe000, 0, 0x1001)},
     {MAPPED(0x9000000, 0x9000000, 0x1000), MAPPED(0x9000000, 0x9000000, 0x2000), NOTHING}},
    {"0.8 x86_64: pages",
     ON_0_8(X86_64),
     {DEVICE(0x9000800, 0xa000800, 0x1000), DEVICE(UINT64_MAX, UINT64_MAX, 1), DEVICE(0x7fffffffe000, 0, 0x1000)},
     {MAPPED(0x9000000, 0xa000000, 0x2000), NOTHING, MAPPED(0x7fffffffe000, 0, 0x1000)}},
};

static void check_devices(const struct device_row *row) {
    struct axvm_crate_config config;
    struct axvm_vm_config vm;
    struct axvm_vm_mapping mapping;
    axvm_config_default(&config);
    config.profile = row->profile;
    config.devices.passthrough_devices = row->devices;
    config.devices.passthrough_device_count = DEVICES_MAX;
    axvm_vm_config_from(&vm, &config, row->arch);
    for (size_t i = 0; i < DEVICES_MAX; i++) {
        bool is_there = axvm_vm_config_device(&vm, i, &mapping);
        check_mapping(is_there, &mapping, &row->mappings[i], row->name);
    }
    TAP_CHECK(!axvm_vm_config_device(&vm, DEVICES_MAX, &mapping), "none past the last");
}

static void check_address_ranges(void) {
    static const struct axvm_passthrough_address_config ranges[] = {
        {0x10000800, 0x1000, 0}, {0x20000000, 0, 0}, {0x30000000, 0x1000, 0}}; /* the last is past the end */
    static const struct axvm_vm_mapping mappings[AXVM_PROFILE_COUNT][3] = {
        {MAPPED(0x10000000, 0x10000000, 0x1000), NOTHING, NOTHING},
        {MAPPED(0x10000000, 0x10000000, 0x2000), NOTHING, NOTHING},
    };
    for (unsigned profile = 0; profile < AXVM_PROFILE_COUNT; profile++) {
        struct axvm_crate_config config;
        struct axvm_vm_config vm;
        axvm_config_default(&config);
        config.profile = (enum axvm_profile)profile;
        config.devices.passthrough_addresses = ranges;
        config.devices.passthrough_address_count = COUNT(ranges) - 1;
        axvm_vm_config_from(&vm, &config, AXVM_ARCH_X86_64);
        for (size_t i = 0; i < COUNT(mappings[0]); i++) {
            struct axvm_vm_mapping mapping;
            bool is_there = axvm_vm_config_address(&vm, i, &mapping);
            check_mapping(is_there, &mapping, &mappings[profile][i], "a range of addresses");
        }
    }
}

void tap_body(void) {
    for (size_t i = 0; i < COUNT(many); i++) {
        many[i] = (struct axvm_host_cpu){i, i};
    }
    for (size_t i = 0; i < COUNT(vcpu_rows); i++) {
        check_vcpus(&vcpu_rows[i]);
    }
    check_last_vcpu();
    for (size_t i = 0; i < COUNT(address_rows); i++) {
        check_addresses(&address_rows[i]);
    }
    check_trees();
    check_without_memory();
    check_identity();
    check_memory();
    for (size_t i = 0; i < COUNT(device_rows); i++) {
        check_devices(&device_rows[i]);
    }
    check_address_ranges();
}
