/* SPDX-License-Identifier: Apache-2.0 */
/* Which architecture a configuration is for, and the files it names. */
#include "check/checker.h"

/* --- names ---------------------------------------------------------------------------------------- */

/* A word that tells the architecture where it stands in a file name: between other characters than letters and digits. */
struct arch_word {
    const char *word; /* in small letters; `_` and `-` are the same */
    enum axvm_arch arch;
};

static const struct arch_word words[] = {
    {"aarch64", AXVM_ARCH_AARCH64},   {"arm64", AXVM_ARCH_AARCH64},
    {"riscv64", AXVM_ARCH_RISCV64},   {"rv64", AXVM_ARCH_RISCV64},
    {"x86", AXVM_ARCH_X86_64},        {"x86-64", AXVM_ARCH_X86_64},
    {"amd64", AXVM_ARCH_X86_64},      {"loongarch64", AXVM_ARCH_LOONGARCH64},
    {"la64", AXVM_ARCH_LOONGARCH64}, /* then boards */
    {"rk3568", AXVM_ARCH_AARCH64},    {"rk3588", AXVM_ARCH_AARCH64},
    {"orangepi", AXVM_ARCH_AARCH64},  {"orangepi5p", AXVM_ARCH_AARCH64},
    {"phytiumpi", AXVM_ARCH_AARCH64}, {"e2000", AXVM_ARCH_AARCH64},
    {"tac-e400", AXVM_ARCH_AARCH64},  {"rock-4d", AXVM_ARCH_AARCH64},
    {"rdk", AXVM_ARCH_AARCH64},       {"a1000", AXVM_ARCH_AARCH64},
    {"bzimage", AXVM_ARCH_X86_64},
};

static char folded(char byte) {
    return byte == '_' ? '-' : byte >= 'A' && byte <= 'Z' ? (char)(byte - 'A' + 'a') : byte;
}

static bool is_word_byte(char byte) {
    byte = folded(byte);
    return (byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9');
}

/* Whether `word` stands at `offset` of `text`, whole. */
static bool stands_at(struct axvm_slice text, size_t offset, struct axvm_slice word) {
    if (word.length > text.length - offset || (offset > 0 && is_word_byte(text.data[offset - 1]))) {
        return false;
    }
    for (size_t i = 0; i < word.length; i++) {
        if (folded(text.data[offset + i]) != word.data[i]) {
            return false;
        }
    }
    return offset + word.length == text.length || !is_word_byte(text.data[offset + word.length]);
}

/* The architecture that a name tells. @return UNKNOWN if it tells none, or two */
static enum axvm_arch arch_in(struct axvm_slice text, struct axvm_slice *found) {
    enum axvm_arch arch = AXVM_ARCH_UNKNOWN;
    for (size_t offset = 0; offset < text.length; offset++) {
        for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
            struct axvm_slice word = axvm_slice_of(words[i].word);
            if (!stands_at(text, offset, word)) {
                continue;
            }
            if (arch != AXVM_ARCH_UNKNOWN && arch != words[i].arch) {
                return AXVM_ARCH_UNKNOWN;
            }
            arch = words[i].arch;
            *found = (struct axvm_slice){text.data + offset, word.length};
        }
    }
    return arch;
}

/* The last part of a path. */
static struct axvm_slice base_name(struct axvm_slice path) {
    if (path.length == 0) {
        return path;
    }
    size_t start = path.length;
    while (start > 0 && path.data[start - 1] != '/') {
        start--;
    }
    return (struct axvm_slice){path.data + start, path.length - start};
}

/* A library without messages has no words for it. */
#define GIVE_REASON(reason, arena, ...)                                                                                \
    (*(reason) = AXVM_HAS_MESSAGES ? axvm_format((arena), __VA_ARGS__) : (struct axvm_slice){NULL, 0})

/* --- what tells it -------------------------------------------------------------------------------- */

/* Devices that one architecture has. Types of all, and those that only look like one, tell nothing. */
static enum axvm_arch arch_of_device(enum axvm_emu_device_type type) {
    switch (type) {
    case AXVM_EMU_GPPT_REDISTRIBUTOR:
    case AXVM_EMU_GPPT_DISTRIBUTOR:
    case AXVM_EMU_GPPT_ITS:
        return AXVM_ARCH_AARCH64;
    case AXVM_EMU_PPPT_GLOBAL:
        return AXVM_ARCH_RISCV64;
    case AXVM_EMU_X86_IOAPIC:
    case AXVM_EMU_X86_PIT:
        return AXVM_ARCH_X86_64;
    case AXVM_EMU_FW_CFG:
    case AXVM_EMU_LOONGARCH_PCH_PIC:
        return AXVM_ARCH_LOONGARCH64;
    default:
        return AXVM_ARCH_UNKNOWN;
    }
}

static enum axvm_arch arch_from_devices(const struct axvm_crate_config *config, struct axvm_arena *arena,
                                        struct axvm_slice *reason) {
    for (size_t i = 0; i < config->devices.emu_device_count; i++) {
        const struct axvm_emu_device_config *device = &config->devices.emu_devices[i];
        enum axvm_arch arch = arch_of_device(device->emu_type);
        if (arch != AXVM_ARCH_UNKNOWN) {
            GIVE_REASON(reason, arena, "the emulated device %q of type %x", device->name, (uint64_t)device->emu_type);
            return arch;
        }
    }
    return AXVM_ARCH_UNKNOWN;
}

static enum axvm_arch arch_from_name(struct axvm_slice text, const char *of_what, struct axvm_arena *arena,
                                     struct axvm_slice *reason) {
    struct axvm_slice found = {NULL, 0};
    enum axvm_arch arch = arch_in(text, &found);
    if (arch != AXVM_ARCH_UNKNOWN) {
        GIVE_REASON(reason, arena, "%q in %s", found, of_what);
    }
    return arch;
}

/* The folders that a file is in, from the innermost on: the first that tells. */
static enum axvm_arch arch_from_folders(struct axvm_slice path, struct axvm_arena *arena, struct axvm_slice *reason) {
    enum axvm_arch arch = AXVM_ARCH_UNKNOWN;
    path.length -= base_name(path).length;
    while (path.length > 0 && arch == AXVM_ARCH_UNKNOWN) {
        path.length--; /* the `/` at its end */
        struct axvm_slice folder = base_name(path);
        arch = arch_from_name(folder, "the name of its folder", arena, reason);
        path.length -= folder.length;
    }
    return arch;
}

/* Where the emulated GICv2 is: whoever writes this means one, and no local APIC. */
#define GICV2_BASE_GPA UINT64_C(0x8000000)

static enum axvm_arch arch_from_controller(const struct axvm_crate_config *config, struct axvm_arena *arena,
                                           struct axvm_slice *reason) {
    for (size_t i = 0; i < config->devices.emu_device_count; i++) {
        const struct axvm_emu_device_config *device = &config->devices.emu_devices[i];
        if (device->emu_type == AXVM_EMU_INTERRUPT_CONTROLLER && device->base_gpa == GICV2_BASE_GPA) {
            GIVE_REASON(reason, arena, "the interrupt controller %q at %x", device->name, device->base_gpa);
            return AXVM_ARCH_AARCH64;
        }
    }
    return AXVM_ARCH_UNKNOWN;
}

/* Where RAM starts on the boards that most configurations are written for. */
#define QEMU_AARCH64_RAM_GPA   UINT64_C(0x40000000)
#define LOONGARCH64_DIRECT_MAP UINT64_C(0x9000000000000000)
#define X86_FIRMWARE_ENTRY_GPA UINT64_C(0x8000)
#define X86_RESET_VECTOR_GPA   UINT64_C(0xfffffff0)

static enum axvm_arch arch_from_addresses(const struct axvm_crate_config *config, struct axvm_arena *arena,
                                          struct axvm_slice *reason) {
    const struct axvm_kernel_config *kernel = &config->kernel;
    const uint64_t main_gpa = kernel->memory_region_count > 0 ? kernel->memory_regions[0].gpa : UINT64_MAX;
    if (kernel->entry_point == X86_FIRMWARE_ENTRY_GPA || kernel->entry_point == X86_RESET_VECTOR_GPA) {
        GIVE_REASON(reason, arena, "the entry point %x", kernel->entry_point);
        return AXVM_ARCH_X86_64;
    }
    if (kernel->entry_point >= LOONGARCH64_DIRECT_MAP) {
        GIVE_REASON(reason, arena, "the entry point %x", kernel->entry_point);
        return AXVM_ARCH_LOONGARCH64;
    }
    if (main_gpa == QEMU_AARCH64_RAM_GPA) {
        GIVE_REASON(reason, arena, "memory that starts at %x", main_gpa);
        return AXVM_ARCH_AARCH64;
    }
    return AXVM_ARCH_UNKNOWN;
}

enum axvm_arch axvm_arch_infer(const struct axvm_crate_config *config, struct axvm_slice name, struct axvm_arena *arena,
                               struct axvm_slice *reason) {
    static const char *const keys[AXVM_IMAGE_COUNT] = {
        [AXVM_IMAGE_KERNEL] = "`kernel_path`",
        [AXVM_IMAGE_BIOS] = "`bios_path`",
        [AXVM_IMAGE_UEFI_FIRMWARE] = "`uefi_firmware_path`",
        [AXVM_IMAGE_DTB] = "`dtb_path`",
        [AXVM_IMAGE_RAMDISK] = "`ramdisk_path`",
    };
    *reason = (struct axvm_slice){NULL, 0};
    enum axvm_arch arch = arch_from_devices(config, arena, reason);
    for (unsigned image = 0; image < AXVM_IMAGE_COUNT && arch == AXVM_ARCH_UNKNOWN; image++) {
        arch = arch_from_name(axvm_image_path(config, (enum axvm_image)image).value, keys[image], arena, reason);
        if (image == AXVM_IMAGE_KERNEL && arch == AXVM_ARCH_UNKNOWN) {
            arch = arch_from_name(base_name(name), "the file's name", arena, reason);
        }
    }
    if (arch == AXVM_ARCH_UNKNOWN) {
        arch = arch_from_name(config->base.name, "`name`", arena, reason);
    }
    if (arch == AXVM_ARCH_UNKNOWN) {
        arch = arch_from_folders(name, arena, reason);
    }
    if (arch == AXVM_ARCH_UNKNOWN) {
        arch = arch_from_controller(config, arena, reason);
    }
    return arch != AXVM_ARCH_UNKNOWN ? arch : arch_from_addresses(config, arena, reason);
}

/* --- files ---------------------------------------------------------------------------------------- */

struct axvm_optional_string axvm_image_path(const struct axvm_crate_config *config, enum axvm_image image) {
    const struct axvm_kernel_config *kernel = &config->kernel;
    switch (image) {
    case AXVM_IMAGE_KERNEL:
        return (struct axvm_optional_string){kernel->kernel_path, kernel->kernel_path.data != NULL};
    case AXVM_IMAGE_BIOS:
        return kernel->bios_path;
    case AXVM_IMAGE_UEFI_FIRMWARE:
        return kernel->uefi_firmware_path;
    case AXVM_IMAGE_DTB:
        return kernel->dtb_path;
    case AXVM_IMAGE_RAMDISK:
        return kernel->ramdisk_path;
    }
    return (struct axvm_optional_string){{NULL, 0}, false};
}
