/* SPDX-License-Identifier: Apache-2.0 */
/* Which architecture a configuration is for, and what tells it. */
#include "tap.h"

#include "axvmconfig/axvmconfig.h"

static _Alignas(16) unsigned char memory[4096];

/* A configuration in a few words, and what it must be taken for. NULL and 0: nothing that tells. */
struct arch_row {
    const char *file;
    const char *name;
    const char *kernel_path;
    const char *bios_path;
    const char *firmware_path;
    const char *dtb_path;
    const char *ramdisk_path;
    unsigned emu_type; /* of a device called `dev`; 0: no device */
    uint64_t emu_base_gpa;
    uint64_t entry_point;
    uint64_t main_gpa; /* 0: no memory */
    enum axvm_arch arch;
    const char *reason;
};

#define AARCH64     .arch = AXVM_ARCH_AARCH64, .reason
#define RISCV64     .arch = AXVM_ARCH_RISCV64, .reason
#define X86_64      .arch = AXVM_ARCH_X86_64, .reason
#define LOONGARCH64 .arch = AXVM_ARCH_LOONGARCH64, .reason

static const struct arch_row rows[] = {
    {.arch = AXVM_ARCH_UNKNOWN}, /* nothing at all */
    /* words in the kernel's path, whole ones, in any letter case, with `_` or `-` */
    {.kernel_path = "/guest/linux-aarch64.bin", AARCH64 = "`aarch64` in `kernel_path`"},
    {.kernel_path = "/guest/arm64/Image", AARCH64 = "`arm64` in `kernel_path`"},
    {.kernel_path = "AARCH64", AARCH64 = "`AARCH64` in `kernel_path`"},
    {.kernel_path = "nimbos_riscv64", RISCV64 = "`riscv64` in `kernel_path`"},
    {.kernel_path = "rv64.elf", RISCV64 = "`rv64` in `kernel_path`"},
    {.kernel_path = "nimbos-x86_64.bin", X86_64 = "`x86_64` in `kernel_path`"},
    {.kernel_path = "nimbos-x86-64.bin", X86_64 = "`x86-64` in `kernel_path`"},
    {.kernel_path = "arceos-x86.bin", X86_64 = "`x86` in `kernel_path`"},
    {.kernel_path = "/boot/amd64", X86_64 = "`amd64` in `kernel_path`"},
    {.kernel_path = "/guest/bzImage", X86_64 = "`bzImage` in `kernel_path`"},
    {.kernel_path = "arceos.loongarch64.elf", LOONGARCH64 = "`loongarch64` in `kernel_path`"},
    {.kernel_path = "la64", LOONGARCH64 = "`la64` in `kernel_path`"},
    /* boards */
    {.kernel_path = "/guest/linux/rk3568", AARCH64 = "`rk3568` in `kernel_path`"},
    {.kernel_path = "/guest/roc-rk3588-pc", AARCH64 = "`rk3588` in `kernel_path`"},
    {.kernel_path = "/guest/orangepi-5-plus", AARCH64 = "`orangepi` in `kernel_path`"},
    {.kernel_path = "/guest/phytiumpi", AARCH64 = "`phytiumpi` in `kernel_path`"},
    {.kernel_path = "/guest/rdk_s100", AARCH64 = "`rdk` in `kernel_path`"},
    {.kernel_path = "tac-e400_freertos.bin", AARCH64 = "`tac-e400` in `kernel_path`"},
    {.kernel_path = "tac_e400.bin", AARCH64 = "`tac_e400` in `kernel_path`"},
    {.kernel_path = "/guest/linux/rock-4d", AARCH64 = "`rock-4d` in `kernel_path`"},
    /* no words: a part of one, or a neighbor */
    {.kernel_path = "myaarch64.bin", .arch = AXVM_ARCH_UNKNOWN},
    {.kernel_path = "aarch64be.bin", .arch = AXVM_ARCH_UNKNOWN},
    {.kernel_path = "aarch6", .arch = AXVM_ARCH_UNKNOWN},
    {.kernel_path = "aarch64~", AARCH64 = "`aarch64` in `kernel_path`"},
    {.kernel_path = "rk35680", .arch = AXVM_ARCH_UNKNOWN},
    {.kernel_path = "riscv32", .arch = AXVM_ARCH_UNKNOWN},
    {.kernel_path = "x8664", .arch = AXVM_ARCH_UNKNOWN},
    {.kernel_path = "/guest/qemu", .arch = AXVM_ARCH_UNKNOWN},
    /* two words: the same, or two that contradict each other, which tell nothing, and the next is asked */
    {.kernel_path = "/aarch64/rk3568", AARCH64 = "`rk3568` in `kernel_path`"},
    {.kernel_path = "/x86_64/aarch64", .arch = AXVM_ARCH_UNKNOWN},
    {.kernel_path = "/x86_64/aarch64", .file = "riscv64.toml", RISCV64 = "`riscv64` in the file's name"},
    /* the order: kernel, file, other paths, name, folders */
    {.kernel_path = "aarch64", .file = "x86_64.toml", AARCH64 = "`aarch64` in `kernel_path`"},
    {.file = "vms/linux-aarch64-smp1.toml", AARCH64 = "`aarch64` in the file's name"},
    {.file = "aarch64.toml", .bios_path = "x86_64", AARCH64 = "`aarch64` in the file's name"},
    {.bios_path = "x86_64.bin", .dtb_path = "aarch64", X86_64 = "`x86_64` in `bios_path`"},
    {.firmware_path = "/x86_64/OVMF.fd", X86_64 = "`x86_64` in `uefi_firmware_path`"},
    {.dtb_path = "linux-aarch64.dtb", .ramdisk_path = "riscv64", AARCH64 = "`aarch64` in `dtb_path`"},
    {.ramdisk_path = "riscv64.cpio", .name = "aarch64", RISCV64 = "`riscv64` in `ramdisk_path`"},
    {.name = "arceos-riscv64", .file = "aarch64/vm.toml", RISCV64 = "`riscv64` in `name`"},
    {.file = "vms/qemu/aarch64/linux.toml", AARCH64 = "`aarch64` in the name of its folder"},
    {.file = "/riscv64/rk3588/linux.toml", AARCH64 = "`rk3588` in the name of its folder"},
    {.file = "/riscv64/vms/linux.toml", RISCV64 = "`riscv64` in the name of its folder"},
    {.file = "riscv64//vm.toml", RISCV64 = "`riscv64` in the name of its folder"},
    {.file = "/x86_64_aarch64/riscv64/x86_64_aarch64/vm.toml", RISCV64 = "`riscv64` in the name of its folder"},
    {.file = "/", .arch = AXVM_ARCH_UNKNOWN},
    {.file = "//", .arch = AXVM_ARCH_UNKNOWN},
    {.file = "<stdin>", .arch = AXVM_ARCH_UNKNOWN},
    /* devices come before all words */
    {.emu_type = AXVM_EMU_GPPT_REDISTRIBUTOR, AARCH64 = "the emulated device `dev` of type 0x20"},
    {.emu_type = AXVM_EMU_GPPT_DISTRIBUTOR,
     .kernel_path = "x86_64",
     AARCH64 = "the emulated device `dev` of type 0x21"},
    {.emu_type = AXVM_EMU_GPPT_ITS, AARCH64 = "the emulated device `dev` of type 0x22"},
    {.emu_type = AXVM_EMU_PPPT_GLOBAL, .file = "aarch64.toml", RISCV64 = "the emulated device `dev` of type 0x30"},
    {.emu_type = AXVM_EMU_X86_IOAPIC, X86_64 = "the emulated device `dev` of type 0x23"},
    {.emu_type = AXVM_EMU_X86_PIT, X86_64 = "the emulated device `dev` of type 0x24"},
    {.emu_type = AXVM_EMU_FW_CFG, LOONGARCH64 = "the emulated device `dev` of type 0x3"},
    {.emu_type = AXVM_EMU_LOONGARCH_PCH_PIC, LOONGARCH64 = "the emulated device `dev` of type 0x25"},
    {.emu_type = AXVM_EMU_IVC_CHANNEL, .arch = AXVM_ARCH_UNKNOWN},
    {.emu_type = AXVM_EMU_CONSOLE, .arch = AXVM_ARCH_UNKNOWN},
    {.emu_type = AXVM_EMU_VIRTIO_BLK, .arch = AXVM_ARCH_UNKNOWN},
    /* an interrupt controller tells only where a GICv2 is, and after all words */
    {.emu_type = AXVM_EMU_INTERRUPT_CONTROLLER,
     .emu_base_gpa = 0x8000000,
     AARCH64 = "the interrupt controller `dev` at 0x800_0000"},
    {.emu_type = AXVM_EMU_INTERRUPT_CONTROLLER, .emu_base_gpa = 0xfee00000, .arch = AXVM_ARCH_UNKNOWN},
    {.emu_type = AXVM_EMU_INTERRUPT_CONTROLLER,
     .emu_base_gpa = 0x8000000,
     .kernel_path = "x86_64",
     X86_64 = "`x86_64` in `kernel_path`"},
    /* addresses come last */
    {.entry_point = 0x8000, X86_64 = "the entry point 0x8000"},
    {.entry_point = 0xfffffff0, X86_64 = "the entry point 0xffff_fff0"},
    {.entry_point = 0x9000000000200000, LOONGARCH64 = "the entry point 0x9000_0000_0020_0000"},
    {.main_gpa = 0x40000000, AARCH64 = "memory that starts at 0x4000_0000"},
    {.entry_point = 0x8000, .main_gpa = 0x40000000, X86_64 = "the entry point 0x8000"},
    {.entry_point = 0x8001, .main_gpa = 0x40001000, .arch = AXVM_ARCH_UNKNOWN},
    {.entry_point = 0x80200000, .main_gpa = 0x80000000, .arch = AXVM_ARCH_UNKNOWN},
    {.entry_point = 0x8000, .name = "aarch64", AARCH64 = "`aarch64` in `name`"},
};

static struct axvm_slice slice_of(const char *text) {
    return text == NULL ? (struct axvm_slice){NULL, 0} : axvm_slice_of(text);
}

static struct axvm_optional_string optional(const char *text) {
    return (struct axvm_optional_string){slice_of(text), text != NULL};
}

static void check_row(const struct arch_row *row, const char *label) {
    struct axvm_arena arena;
    struct axvm_slice reason = axvm_slice_of("not written");
    struct axvm_mem_config region = {.gpa = row->main_gpa, .size_bytes = 0x1000000, .flags = 7};
    struct axvm_emu_device_config device = {.name = axvm_slice_of("dev"),
                                            .base_gpa = row->emu_base_gpa,
                                            .length_bytes = 0x1000,
                                            .emu_type = (enum axvm_emu_device_type)row->emu_type};
    struct axvm_crate_config config;
    axvm_config_default(&config);
    config.base.name = slice_of(row->name);
    config.kernel.kernel_path = slice_of(row->kernel_path);
    config.kernel.bios_path = optional(row->bios_path);
    config.kernel.uefi_firmware_path = optional(row->firmware_path);
    config.kernel.dtb_path = optional(row->dtb_path);
    config.kernel.ramdisk_path = optional(row->ramdisk_path);
    config.kernel.entry_point = row->entry_point;
    config.kernel.memory_regions = &region;
    config.kernel.memory_region_count = row->main_gpa != 0;
    config.devices.emu_devices = &device;
    config.devices.emu_device_count = row->emu_type != 0;
    axvm_arena_init(&arena, memory, sizeof memory);
    TAP_EQUAL_U64(axvm_arch_infer(&config, slice_of(row->file), &arena, &reason), row->arch, label);
    TAP_EQUAL_STRING(reason, row->reason == NULL ? "" : row->reason, label);
}

void tap_body(void) {
    static const struct axvm_crate_config empty;
    TAP_CHECK(!axvm_image_path(&empty, (enum axvm_image)AXVM_IMAGE_COUNT).present, "there is no sixth image");
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const struct arch_row *row = &rows[i];
        const char *label = row->reason != NULL ? row->reason : row->kernel_path != NULL ? row->kernel_path : row->file;
        check_row(row, label != NULL ? label : "nothing that tells");
    }
}
