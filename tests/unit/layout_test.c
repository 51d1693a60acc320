/* SPDX-License-Identifier: Apache-2.0 */
/* Where kernel, entry point, device tree, ramdisk and firmware really are: per profile, architecture and map type. */
#include "tap.h"

#include "axvmconfig/axvmconfig.h"

/* What all rows have in common. The addresses differ from each other and from those that things move to. */
#define MAIN_GPA     UINT64_C(0x80000000)
#define MAIN_BYTES   UINT64_C(0x10000000)
#define KERNEL_GPA   UINT64_C(0x80080000)
#define ENTRY_GPA    UINT64_C(0x80081000)
#define DTB_GPA      UINT64_C(0x84000000)
#define RAMDISK_GPA  UINT64_C(0x88000000)
#define FIRMWARE_GPA UINT64_C(0x8000)
#define BLOCK        UINT64_C(0x200000)

/* What is in a configuration besides its kernel and main memory. */
enum parts {
    DTB_ADDRESS = 1,
    RAMDISK_PATH = 2,
    RAMDISK_ADDRESS = 4,
    RAMDISK = RAMDISK_PATH | RAMDISK_ADDRESS,
    BIOS_PATH = 8,
    FIRMWARE_ADDRESS = 16,
    BIOS = BIOS_PATH | FIRMWARE_ADDRESS,
    UEFI_PATH = 32,
    CMDLINE = 64,
    NO_MEMORY = 128,
    ENABLE_BIOS = 256, /* and no protocol, which means multiboot */
    EVERYTHING = DTB_ADDRESS | RAMDISK | BIOS,
};

/* Where something must be. Of what has no known address, `effective` is not looked at. */
struct place {
    enum axvm_layout_reason reason;
    uint64_t effective;
};

#define ABSENT                                                                                                         \
    { AXVM_LAYOUT_ABSENT, 0 }
#define UNKNOWN                                                                                                        \
    { AXVM_LAYOUT_UNKNOWN, 0 }
#define BY_FIRMWARE                                                                                                    \
    { AXVM_LAYOUT_BY_FIRMWARE, 0 }
#define STAYS(address)                                                                                                 \
    { AXVM_LAYOUT_AS_CONFIGURED, (address) }
#define STUB                                                                                                           \
    { AXVM_LAYOUT_LINUX_STUB, 0x8000 }
#define BUILT_IN                                                                                                       \
    { AXVM_LAYOUT_BUILT_IN_BIOS, 0x8000 }
/* The highest address in 256 MiB of main memory where a tree can begin. */
#define TREE(base)                                                                                                     \
    { AXVM_LAYOUT_END_OF_MAIN, (base) + MAIN_BYTES - BLOCK }
#define MOVED(why, address)                                                                                            \
    { AXVM_LAYOUT_##why, (address) }

struct layout_row {
    const char *name;
    enum axvm_profile profile;
    enum axvm_arch arch;
    enum axvm_mem_map_type map_type;
    enum axvm_boot_protocol protocol; /* DIRECT: the key is left out */
    unsigned parts;
    struct place places[AXVM_LAYOUT_ITEM_COUNT]; /* kernel, entry point, device tree, ramdisk, firmware */
    bool is_offset;                              /* those that move are offsets from the start of main memory */
};

#define ROW_0_4(arch, map) AXVM_PROFILE_0_4, AXVM_ARCH_##arch, AXVM_MEM_MAP_##map, AXVM_BOOT_DIRECT
#define ROW_0_8(arch, map) AXVM_PROFILE_0_8, AXVM_ARCH_##arch, AXVM_MEM_MAP_##map

static const struct layout_row rows[] = {
    /* 0.4: nothing moves with map type 0; device trees on two architectures, the one of riscv64 as configured */
    {"0.4 aarch64, allocated",
     ROW_0_4(AARCH64, ALLOC),
     EVERYTHING,
     {STAYS(KERNEL_GPA), STAYS(ENTRY_GPA), STAYS(DTB_GPA), STAYS(RAMDISK_GPA), STAYS(FIRMWARE_GPA)},
     false},
    {"0.4 riscv64, allocated",
     ROW_0_4(RISCV64, ALLOC),
     EVERYTHING,
     {STAYS(KERNEL_GPA), STAYS(ENTRY_GPA), STAYS(DTB_GPA), STAYS(RAMDISK_GPA), STAYS(FIRMWARE_GPA)},
     false},
    {"0.4 x86_64, allocated",
     ROW_0_4(X86_64, ALLOC),
     EVERYTHING,
     {STAYS(KERNEL_GPA), STAYS(ENTRY_GPA), ABSENT, STAYS(RAMDISK_GPA), STAYS(FIRMWARE_GPA)},
     false},
    {"0.4 unknown, allocated",
     ROW_0_4(UNKNOWN, ALLOC),
     EVERYTHING,
     {STAYS(KERNEL_GPA), STAYS(ENTRY_GPA), UNKNOWN, STAYS(RAMDISK_GPA), STAYS(FIRMWARE_GPA)},
     false},
    {"0.4 aarch64, no address for the tree",
     ROW_0_4(AARCH64, ALLOC),
     0,
     {STAYS(KERNEL_GPA), STAYS(ENTRY_GPA), TREE(MAIN_GPA), ABSENT, ABSENT},
     false},
    {"0.4 riscv64, no address for the tree",
     ROW_0_4(RISCV64, ALLOC),
     0,
     {STAYS(KERNEL_GPA), STAYS(ENTRY_GPA), ABSENT, ABSENT, ABSENT},
     false},
    /* 0.4: with map type 1 the kernel moves on aarch64 only, and the entry point is its first byte */
    {"0.4 aarch64, chosen",
     ROW_0_4(AARCH64, IDENTICAL),
     DTB_ADDRESS | RAMDISK,
     {MOVED(MAIN_START, 0), MOVED(AT_KERNEL, 0), TREE(0), STAYS(RAMDISK_GPA), ABSENT},
     true},
    {"0.4 riscv64, chosen",
     ROW_0_4(RISCV64, IDENTICAL),
     DTB_ADDRESS,
     {STAYS(KERNEL_GPA), STAYS(ENTRY_GPA), STAYS(DTB_GPA), ABSENT, ABSENT},
     false},
    {"0.4 x86_64, chosen",
     ROW_0_4(X86_64, IDENTICAL),
     BIOS,
     {STAYS(KERNEL_GPA), STAYS(ENTRY_GPA), ABSENT, ABSENT, STAYS(FIRMWARE_GPA)},
     false},
    {"0.4 unknown, chosen",
     ROW_0_4(UNKNOWN, IDENTICAL),
     RAMDISK,
     {UNKNOWN, UNKNOWN, UNKNOWN, STAYS(RAMDISK_GPA), ABSENT},
     false},
    /* 0.4: with map type 2 it does everywhere */
    {"0.4 aarch64, reserved",
     ROW_0_4(AARCH64, RESERVED),
     DTB_ADDRESS,
     {MOVED(MAIN_START, MAIN_GPA), MOVED(AT_KERNEL, MAIN_GPA), TREE(MAIN_GPA), ABSENT, ABSENT},
     false},
    {"0.4 riscv64, reserved",
     ROW_0_4(RISCV64, RESERVED),
     DTB_ADDRESS,
     {MOVED(MAIN_START, MAIN_GPA), MOVED(AT_KERNEL, MAIN_GPA), STAYS(DTB_GPA), ABSENT, ABSENT},
     false},
    {"0.4 x86_64, reserved",
     ROW_0_4(X86_64, RESERVED),
     0,
     {MOVED(MAIN_START, MAIN_GPA), MOVED(AT_KERNEL, MAIN_GPA), ABSENT, ABSENT, ABSENT},
     false},
    {"0.4 unknown, reserved",
     ROW_0_4(UNKNOWN, RESERVED),
     0,
     {MOVED(MAIN_START, MAIN_GPA), MOVED(AT_KERNEL, MAIN_GPA), UNKNOWN, ABSENT, ABSENT},
     false},
    /* 0.4: the address of firmware alone makes room for it, its path alone loads nothing */
    {"0.4 aarch64, firmware",
     ROW_0_4(AARCH64, RESERVED),
     BIOS,
     {MOVED(BEHIND_FIRMWARE, MAIN_GPA + BLOCK), MOVED(AT_KERNEL, MAIN_GPA + BLOCK), TREE(MAIN_GPA), ABSENT,
      STAYS(FIRMWARE_GPA)},
     false},
    {"0.4 aarch64, chosen, firmware",
     ROW_0_4(AARCH64, IDENTICAL),
     BIOS,
     {MOVED(BEHIND_FIRMWARE, BLOCK), MOVED(AT_KERNEL, BLOCK), TREE(0), ABSENT, STAYS(FIRMWARE_GPA)},
     true},
    {"0.4 aarch64, firmware's address",
     ROW_0_4(AARCH64, RESERVED),
     FIRMWARE_ADDRESS,
     {MOVED(BEHIND_FIRMWARE, MAIN_GPA + BLOCK), MOVED(AT_KERNEL, MAIN_GPA + BLOCK), TREE(MAIN_GPA), ABSENT, ABSENT},
     false},
    {"0.4 aarch64, firmware's path",
     ROW_0_4(AARCH64, RESERVED),
     BIOS_PATH,
     {MOVED(MAIN_START, MAIN_GPA), MOVED(AT_KERNEL, MAIN_GPA), TREE(MAIN_GPA), ABSENT, ABSENT},
     false},
    {"0.4 ramdisk without an address",
     ROW_0_4(AARCH64, ALLOC),
     RAMDISK_PATH,
     {STAYS(KERNEL_GPA), STAYS(ENTRY_GPA), TREE(MAIN_GPA), ABSENT, ABSENT},
     false},
    {"0.4 address without a ramdisk",
     ROW_0_4(AARCH64, ALLOC),
     RAMDISK_ADDRESS,
     {STAYS(KERNEL_GPA), STAYS(ENTRY_GPA), TREE(MAIN_GPA), ABSENT, ABSENT},
     false},
    {"0.4 without memory",
     ROW_0_4(AARCH64, ALLOC),
     NO_MEMORY | DTB_ADDRESS,
     {STAYS(KERNEL_GPA), STAYS(ENTRY_GPA), STAYS(DTB_GPA), ABSENT, ABSENT},
     false},
    /* 0.8: the entry point keeps its distance, and map type 1 is identity mapped everywhere */
    {"0.8 aarch64, allocated",
     ROW_0_8(AARCH64, ALLOC),
     AXVM_BOOT_DIRECT,
     DTB_ADDRESS | RAMDISK,
     {STAYS(KERNEL_GPA), STAYS(ENTRY_GPA), STAYS(DTB_GPA), STAYS(RAMDISK_GPA), ABSENT},
     false},
    {"0.8 aarch64, chosen",
     ROW_0_8(AARCH64, IDENTICAL),
     AXVM_BOOT_DIRECT,
     DTB_ADDRESS | RAMDISK,
     {MOVED(MAIN_START, 0), MOVED(WITH_KERNEL, ENTRY_GPA - KERNEL_GPA), TREE(0), STAYS(RAMDISK_GPA), ABSENT},
     true},
    {"0.8 aarch64, reserved",
     ROW_0_8(AARCH64, RESERVED),
     AXVM_BOOT_DIRECT,
     DTB_ADDRESS,
     {MOVED(MAIN_START, MAIN_GPA), MOVED(WITH_KERNEL, MAIN_GPA + (ENTRY_GPA - KERNEL_GPA)), TREE(MAIN_GPA), ABSENT,
      ABSENT},
     false},
    {"0.8 aarch64, command line",
     ROW_0_8(AARCH64, IDENTICAL),
     AXVM_BOOT_DIRECT,
     CMDLINE,
     {MOVED(MAIN_START, 0), MOVED(WITH_KERNEL, ENTRY_GPA - KERNEL_GPA), TREE(0), ABSENT, ABSENT},
     true},
    {"0.8 aarch64, firmware that is off",
     ROW_0_8(AARCH64, RESERVED),
     AXVM_BOOT_DIRECT,
     BIOS,
     {MOVED(MAIN_START, MAIN_GPA), MOVED(WITH_KERNEL, MAIN_GPA + (ENTRY_GPA - KERNEL_GPA)), TREE(MAIN_GPA), ABSENT,
      ABSENT},
     false},
    {"0.8 riscv64, chosen",
     ROW_0_8(RISCV64, IDENTICAL),
     AXVM_BOOT_DIRECT,
     DTB_ADDRESS,
     {MOVED(MAIN_START, 0), MOVED(WITH_KERNEL, ENTRY_GPA - KERNEL_GPA), TREE(0), ABSENT, ABSENT},
     true},
    {"0.8 riscv64, no address for the tree",
     ROW_0_8(RISCV64, ALLOC),
     AXVM_BOOT_DIRECT,
     0,
     {STAYS(KERNEL_GPA), STAYS(ENTRY_GPA), TREE(MAIN_GPA), ABSENT, ABSENT},
     false},
    {"0.8 unknown, chosen",
     ROW_0_8(UNKNOWN, IDENTICAL),
     AXVM_BOOT_DIRECT,
     RAMDISK,
     {MOVED(MAIN_START, 0), MOVED(WITH_KERNEL, ENTRY_GPA - KERNEL_GPA), UNKNOWN, STAYS(RAMDISK_GPA), ABSENT},
     true},
    /* 0.8 x86_64, directly: a kernel with a command line is Linux, whose addresses count from main memory */
    {"0.8 x86_64, no command line",
     ROW_0_8(X86_64, IDENTICAL),
     AXVM_BOOT_DIRECT,
     RAMDISK,
     {MOVED(MAIN_START, 0), MOVED(WITH_KERNEL, ENTRY_GPA - KERNEL_GPA), ABSENT, STAYS(RAMDISK_GPA), ABSENT},
     true},
    {"0.8 x86_64 Linux, allocated",
     ROW_0_8(X86_64, ALLOC),
     AXVM_BOOT_DIRECT,
     CMDLINE | RAMDISK,
     {STAYS(KERNEL_GPA), STUB, ABSENT, STAYS(RAMDISK_GPA), ABSENT},
     false},
    {"0.8 x86_64 Linux, chosen",
     ROW_0_8(X86_64, IDENTICAL),
     AXVM_BOOT_DIRECT,
     CMDLINE | RAMDISK,
     {MOVED(OFFSET_IN_MAIN, KERNEL_GPA), STUB, ABSENT, MOVED(OFFSET_IN_MAIN, RAMDISK_GPA), ABSENT},
     true},
    {"0.8 x86_64 Linux, reserved",
     ROW_0_8(X86_64, RESERVED),
     AXVM_BOOT_DIRECT,
     CMDLINE,
     {MOVED(OFFSET_IN_MAIN, MAIN_GPA + KERNEL_GPA), STUB, ABSENT, ABSENT, ABSENT},
     false},
    {"0.8 x86_64 Linux, no memory",
     ROW_0_8(X86_64, RESERVED),
     AXVM_BOOT_DIRECT,
     CMDLINE | NO_MEMORY,
     {STAYS(KERNEL_GPA), STUB, ABSENT, ABSENT, ABSENT},
     false},
    {"0.8 unknown, command line",
     ROW_0_8(UNKNOWN, ALLOC),
     AXVM_BOOT_DIRECT,
     CMDLINE | RAMDISK,
     {STAYS(KERNEL_GPA), UNKNOWN, UNKNOWN, STAYS(RAMDISK_GPA), ABSENT},
     false},
    {"0.8 unknown, command line, chosen",
     ROW_0_8(UNKNOWN, IDENTICAL),
     AXVM_BOOT_DIRECT,
     CMDLINE | RAMDISK,
     {UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, ABSENT},
     false},
    /* 0.8 x86_64 through the BIOS, the hypervisor's own or another */
    {"0.8 x86_64 multiboot",
     ROW_0_8(X86_64, ALLOC),
     AXVM_BOOT_MULTIBOOT,
     0,
     {STAYS(KERNEL_GPA), STAYS(ENTRY_GPA), ABSENT, ABSENT, BUILT_IN},
     false},
    {"0.8 x86_64 multiboot, at its address",
     ROW_0_8(X86_64, ALLOC),
     AXVM_BOOT_MULTIBOOT,
     FIRMWARE_ADDRESS,
     {STAYS(KERNEL_GPA), STAYS(ENTRY_GPA), ABSENT, ABSENT, BUILT_IN},
     false},
    {"0.8 x86_64 enable_bios",
     ROW_0_8(X86_64, ALLOC),
     AXVM_BOOT_DIRECT,
     ENABLE_BIOS,
     {STAYS(KERNEL_GPA), STAYS(ENTRY_GPA), ABSENT, ABSENT, BUILT_IN},
     false},
    {"0.8 x86_64 multiboot, own BIOS",
     ROW_0_8(X86_64, ALLOC),
     AXVM_BOOT_MULTIBOOT,
     BIOS | CMDLINE,
     {STAYS(KERNEL_GPA), STAYS(ENTRY_GPA), ABSENT, ABSENT, STAYS(FIRMWARE_GPA)},
     false},
    {"0.8 x86_64 multiboot, reserved",
     ROW_0_8(X86_64, RESERVED),
     AXVM_BOOT_MULTIBOOT,
     BIOS,
     {MOVED(BEHIND_FIRMWARE, MAIN_GPA + BLOCK), MOVED(WITH_KERNEL, MAIN_GPA + BLOCK + (ENTRY_GPA - KERNEL_GPA)), ABSENT,
      ABSENT, STAYS(FIRMWARE_GPA)},
     false},
    {"0.8 unknown multiboot",
     ROW_0_8(UNKNOWN, ALLOC),
     AXVM_BOOT_MULTIBOOT,
     0,
     {STAYS(KERNEL_GPA), STAYS(ENTRY_GPA), UNKNOWN, ABSENT, BUILT_IN},
     false},
    {"0.8 aarch64 multiboot",
     ROW_0_8(AARCH64, ALLOC),
     AXVM_BOOT_MULTIBOOT,
     0,
     {STAYS(KERNEL_GPA), STAYS(ENTRY_GPA), TREE(MAIN_GPA), ABSENT, ABSENT},
     false},
    /* 0.8 through UEFI: nothing moves; on LoongArch64 the firmware loads what there is */
    {"0.8 x86_64 UEFI",
     ROW_0_8(X86_64, RESERVED),
     AXVM_BOOT_UEFI,
     UEFI_PATH | FIRMWARE_ADDRESS | RAMDISK | CMDLINE,
     {STAYS(KERNEL_GPA), STAYS(ENTRY_GPA), ABSENT, STAYS(RAMDISK_GPA), STAYS(FIRMWARE_GPA)},
     false},
    {"0.8 x86_64 UEFI in bios_path",
     ROW_0_8(X86_64, ALLOC),
     AXVM_BOOT_UEFI,
     BIOS,
     {STAYS(KERNEL_GPA), STAYS(ENTRY_GPA), ABSENT, ABSENT, STAYS(FIRMWARE_GPA)},
     false},
    {"0.8 x86_64 UEFI without a path",
     ROW_0_8(X86_64, ALLOC),
     AXVM_BOOT_UEFI,
     FIRMWARE_ADDRESS,
     {STAYS(KERNEL_GPA), STAYS(ENTRY_GPA), ABSENT, ABSENT, STAYS(FIRMWARE_GPA)},
     false},
    {"0.8 loongarch64 UEFI",
     ROW_0_8(LOONGARCH64, RESERVED),
     AXVM_BOOT_UEFI,
     UEFI_PATH | FIRMWARE_ADDRESS | RAMDISK | DTB_ADDRESS,
     {BY_FIRMWARE, STAYS(ENTRY_GPA), MOVED(FIRMWARE_TREE, 0x100000), BY_FIRMWARE, STAYS(FIRMWARE_GPA)},
     false},
    {"0.8 loongarch64, no ramdisk",
     ROW_0_8(LOONGARCH64, ALLOC),
     AXVM_BOOT_UEFI,
     UEFI_PATH | FIRMWARE_ADDRESS,
     {BY_FIRMWARE, STAYS(ENTRY_GPA), MOVED(FIRMWARE_TREE, 0x100000), ABSENT, STAYS(FIRMWARE_GPA)},
     false},
    {"0.8 loongarch64, directly",
     ROW_0_8(LOONGARCH64, RESERVED),
     AXVM_BOOT_DIRECT,
     DTB_ADDRESS,
     {BY_FIRMWARE, STAYS(ENTRY_GPA), ABSENT, ABSENT, ABSENT},
     false},
    {"0.8 unknown UEFI",
     ROW_0_8(UNKNOWN, ALLOC),
     AXVM_BOOT_UEFI,
     UEFI_PATH | FIRMWARE_ADDRESS | RAMDISK,
     {UNKNOWN, STAYS(ENTRY_GPA), UNKNOWN, UNKNOWN, STAYS(FIRMWARE_GPA)},
     false},
};

/* --- one row --------------------------------------------------------------------------------------- */

static struct axvm_optional_string path_if(unsigned parts, unsigned part) {
    struct axvm_optional_string path = {{NULL, 0}, false};
    if ((parts & part) != 0) {
        path = (struct axvm_optional_string){axvm_slice_of("/guest/file"), true};
    }
    return path;
}

static struct axvm_optional_u64 address_if(unsigned parts, unsigned part, uint64_t address) {
    return (parts & part) != 0 ? (struct axvm_optional_u64){address, true} : (struct axvm_optional_u64){0, false};
}

static void fill(struct axvm_crate_config *config, const struct axvm_mem_config *region, enum axvm_profile profile,
                 enum axvm_boot_protocol protocol, unsigned parts) {
    axvm_config_default(config);
    config->profile = profile;
    struct axvm_kernel_config *kernel = &config->kernel;
    kernel->kernel_path = axvm_slice_of("/guest/kernel");
    kernel->kernel_load_addr = KERNEL_GPA;
    kernel->entry_point = ENTRY_GPA;
    kernel->enable_bios = protocol != AXVM_BOOT_DIRECT || (parts & ENABLE_BIOS) != 0;
    kernel->boot_protocol = (struct axvm_optional_choice){protocol, protocol != AXVM_BOOT_DIRECT};
    kernel->bios_path = path_if(parts, BIOS_PATH);
    kernel->uefi_firmware_path = path_if(parts, UEFI_PATH);
    kernel->bios_load_addr = address_if(parts, FIRMWARE_ADDRESS, FIRMWARE_GPA);
    kernel->dtb_load_addr = address_if(parts, DTB_ADDRESS, DTB_GPA);
    kernel->ramdisk_path = path_if(parts, RAMDISK_PATH);
    kernel->ramdisk_load_addr = address_if(parts, RAMDISK_ADDRESS, RAMDISK_GPA);
    kernel->cmdline = path_if(parts, CMDLINE);
    kernel->memory_regions = region;
    kernel->memory_region_count = (parts & NO_MEMORY) != 0 ? 0 : 1;
}

/* Whether a place is one that moves with main memory. */
static bool is_in_main(enum axvm_layout_reason reason) {
    switch (reason) {
    case AXVM_LAYOUT_MAIN_START:
    case AXVM_LAYOUT_BEHIND_FIRMWARE:
    case AXVM_LAYOUT_AT_KERNEL:
    case AXVM_LAYOUT_WITH_KERNEL:
    case AXVM_LAYOUT_OFFSET_IN_MAIN:
    case AXVM_LAYOUT_END_OF_MAIN:
        return true;
    default:
        return false;
    }
}

static void check_place(const struct axvm_layout_address *actual, const struct place *expected, bool is_offset,
                        const char *name) {
    TAP_EQUAL_U64(actual->reason, expected->reason, name);
    bool is_known = expected->reason != AXVM_LAYOUT_ABSENT && expected->reason != AXVM_LAYOUT_UNKNOWN &&
                    expected->reason != AXVM_LAYOUT_BY_FIRMWARE;
    TAP_CHECK(axvm_layout_is_known(actual) == is_known, name);
    if (is_known) {
        TAP_EQUAL_U64(actual->effective, expected->effective, name);
        TAP_CHECK(actual->is_offset == (is_offset && is_in_main(expected->reason)), name);
    }
    struct axvm_slice text = axvm_slice_of(axvm_layout_reason_text(actual->reason));
    TAP_CHECK(text.length > 0 && text.data[text.length - 1] != '.', name);
}

static void check_row(const struct layout_row *row) {
    const struct axvm_mem_config region = {MAIN_GPA, MAIN_BYTES, 7, row->map_type, 0};
    struct axvm_crate_config config;
    struct axvm_layout layout;
    fill(&config, &region, row->profile, row->protocol, row->parts);
    axvm_layout_of(&layout, &config, row->arch);
    for (size_t i = 0; i < AXVM_LAYOUT_ITEM_COUNT; i++) {
        check_place(&layout.items[i], &row->places[i], row->is_offset, row->name);
    }
    bool has_main = (row->parts & NO_MEMORY) == 0;
    TAP_CHECK(layout.has_main == has_main, row->name);
    TAP_CHECK(layout.is_main_chosen == (has_main && row->map_type == AXVM_MEM_MAP_IDENTICAL), row->name);
    TAP_CHECK(layout.is_linux_bzimage == (row->places[AXVM_LAYOUT_ENTRY].reason == AXVM_LAYOUT_LINUX_STUB), row->name);
    TAP_EQUAL_U64(layout.items[AXVM_LAYOUT_KERNEL].configured, KERNEL_GPA, row->name);
    TAP_CHECK(layout.items[AXVM_LAYOUT_DTB].is_configured == ((row->parts & DTB_ADDRESS) != 0), row->name);
}

/* --- numbers at their edges -------------------------------------------------------------------------- */

/* The first region alone decides, and where the tree goes depends on its size. */
struct tree_row {
    uint64_t gpa;
    uint64_t size_bytes;
    uint64_t tree; /* with map type 2; with map type 1 the same without `gpa` */
};

static const struct tree_row tree_rows[] = {
    {0x80000000, 0x200000, 0x80000000},                         /* one block: at the start, where the kernel is */
    {0x80000000, 0x200001, 0x80200000},                         /* one byte of the next */
    {0x80000000, 0x400000, 0x80200000},                         /* two */
    {0x80000000, 0x20000000, 0x9fe00000},                       /* 512 MiB */
    {0x80000000, 0x40000000, 0x9fe00000},                       /* more is not looked at */
    {0x80000000, 0x1000, 0x80000000},                           /* a page */
    {0x80000000, 0, 0x80000000},                                /* nothing */
    {0x80100000, 0x200000, 0x80200000},                         /* aligned as an address, not as an offset */
    {UINT64_MAX, UINT64_MAX, 0x1ffffffe & ~UINT64_C(0x1fffff)}, /* wraps, and does no harm */
};

static void check_trees(void) {
    for (size_t i = 0; i < sizeof tree_rows / sizeof tree_rows[0]; i++) {
        const struct tree_row *row = &tree_rows[i];
        const struct axvm_mem_config regions[] = {{row->gpa, row->size_bytes, 7, AXVM_MEM_MAP_RESERVED, 0},
                                                  {MAIN_GPA, MAIN_BYTES, 7, AXVM_MEM_MAP_ALLOC, 0}};
        struct axvm_crate_config config;
        struct axvm_layout layout;
        fill(&config, regions, AXVM_PROFILE_0_8, AXVM_BOOT_DIRECT, 0);
        config.kernel.memory_region_count = 2;
        axvm_layout_of(&layout, &config, AXVM_ARCH_RISCV64);
        TAP_EQUAL_U64(layout.items[AXVM_LAYOUT_DTB].effective, row->tree, "the highest place of a device tree");
        TAP_EQUAL_U64(layout.items[AXVM_LAYOUT_KERNEL].effective, row->gpa, "the kernel at the start of main memory");
    }
}

static void check_entry_below_kernel(void) {
    const struct axvm_mem_config region = {MAIN_GPA, MAIN_BYTES, 7, AXVM_MEM_MAP_RESERVED, 0};
    struct axvm_crate_config config;
    struct axvm_layout layout;
    fill(&config, &region, AXVM_PROFILE_0_8, AXVM_BOOT_DIRECT, 0);
    config.kernel.entry_point = KERNEL_GPA - 1;
    axvm_layout_of(&layout, &config, AXVM_ARCH_AARCH64);
    TAP_EQUAL_U64(layout.items[AXVM_LAYOUT_ENTRY].effective, MAIN_GPA - 1, "the distance is kept downwards, too");
}

static void check_protocols(void) {
    struct axvm_crate_config config;
    axvm_config_default(&config);
    config.profile = AXVM_PROFILE_0_8;
    TAP_EQUAL_U64(axvm_boot_protocol_of(&config), AXVM_BOOT_DIRECT, "directly by default");
    config.kernel.enable_bios = true;
    TAP_EQUAL_U64(axvm_boot_protocol_of(&config), AXVM_BOOT_MULTIBOOT, "through the BIOS if it is switched on");
    config.kernel.boot_protocol = (struct axvm_optional_choice){AXVM_BOOT_UEFI, true};
    TAP_EQUAL_U64(axvm_boot_protocol_of(&config), AXVM_BOOT_UEFI, "as the key says");
    config.kernel.enable_bios = false;
    TAP_EQUAL_U64(axvm_boot_protocol_of(&config), AXVM_BOOT_UEFI, "also where that is refused");
}

void tap_body(void) {
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        check_row(&rows[i]);
    }
    check_trees();
    check_entry_below_kernel();
    check_protocols();
    for (unsigned item = 0; item < AXVM_LAYOUT_ITEM_COUNT; item++) {
        TAP_CHECK(axvm_slice_of(axvm_layout_item_name((enum axvm_layout_item)item)).length > 0, "each item has a name");
    }
}
