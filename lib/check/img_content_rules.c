/* SPDX-License-Identifier: Apache-2.0 */
/* Family 04, the files of images: what their first bytes say. */
#include "check/img_rules.h"

#include "base/env.h"

#ifdef AXVM_FILE_RULES

/* --- first bytes ------------------------------------------------------------------------------------ */

/* How the formats begin that are mistaken for images. */
#define GZIP_MAGIC   "\x1f\x8b"
#define XZ_MAGIC     "\xfd\x37\x7a\x58\x5a"
#define ZSTD_MAGIC   "\x28\xb5\x2f\xfd"
#define ELF_MAGIC    "\x7f\x45\x4c\x46"
#define UIMAGE_MAGIC "\x27\x05\x19\x56"
#define TREE_MAGIC   "\xd0\x0d\xfe\xed"

/* What images of Linux have at this offset of their headers. */
#define LINUX_MAGIC_OFFSET  56
#define LINUX_AARCH64_MAGIC "\x41\x52\x4d\x64"
#define LINUX_RISCV64_MAGIC "\x52\x53\x43\x05"

static bool has_bytes(const struct axvm_image_content *content, size_t offset, const char *bytes, size_t length) {
    return content->head.length >= offset + length &&
           axvm_slice_equal((struct axvm_slice){content->head.data + offset, length},
                            (struct axvm_slice){bytes, length});
}

/* Whether a magic number stands at an offset: HAS_MAGIC(content, 0, GZIP_MAGIC). */
#define HAS_MAGIC(content, offset, magic) has_bytes((content), (offset), (magic), sizeof(magic) - 1)

static bool is_compressed(const struct axvm_image_content *content) {
    return HAS_MAGIC(content, 0, GZIP_MAGIC) || HAS_MAGIC(content, 0, XZ_MAGIC) || HAS_MAGIC(content, 0, ZSTD_MAGIC);
}

/* What is known of an image that is built in. @return NULL if nothing is */
static const struct axvm_image_content *content_of(const struct axvm_checker *checker, enum axvm_image image) {
    const struct axvm_image_content *content = axvm_img_content(checker, image);
    return content != NULL && content->head.length > 0 ? content : NULL;
}

/* --- the device tree --------------------------------------------------------------------------------- */

/* The header of a tree in the only version in use; its second number is the size of all, big-endian. */
#define TREE_HEADER_BYTES 40
#define TREE_SIZE_OFFSET  4

static uint64_t tree_size(const struct axvm_image_content *content) {
    uint64_t size = 0;
    for (size_t i = TREE_SIZE_OFFSET; i < TREE_SIZE_OFFSET + sizeof(uint32_t); i++) {
        size = size << 8 | (unsigned char)content->head.data[i];
    }
    return size;
}

/* Text that is to be compiled to a tree begins with its version or with a comment. */
static bool is_tree_source(const struct axvm_image_content *content) {
    static const char *const beginnings[] = {"/dts-v1/", "/*", "//", "#include"};
    for (size_t i = 0; i < sizeof beginnings / sizeof beginnings[0]; i++) {
        if (axvm_img_begins_with(content->head, beginnings[i])) {
            return true;
        }
    }
    return false;
}

static struct axvm_finding *report_tree(struct axvm_checker *checker, const char *message) {
    struct axvm_finding *finding = axvm_report(checker, axvm_img_place_of_path(checker, AXVM_IMAGE_DTB));
    axvm_finding_message(checker->findings, finding, message, axvm_image_path(checker->config, AXVM_IMAGE_DTB).value);
    axvm_img_remark_fate(checker, finding, "the device tree cannot be read");
    return finding;
}

static void report_no_tree(struct axvm_checker *checker, const struct axvm_image_content *content) {
    struct axvm_finding *finding = report_tree(checker, "%q is no device tree");
    if (is_tree_source(content)) {
        axvm_finding_label(checker->findings, finding, "the source text of one, it seems");
        axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP,
                            "compile it with `dtc -I dts -O dtb`, and name what comes out");
    } else if (is_compressed(content)) {
        axvm_finding_label(checker->findings, finding, "it is compressed");
        axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP, "unpack it: the hypervisor does not");
    } else {
        axvm_finding_label(checker->findings, finding, "it does not begin with the bytes d0 0d fe ed");
        axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP, "name a file that `dtc -O dtb` made");
    }
}

static void report_cut_tree(struct axvm_checker *checker, const struct axvm_image_content *content) {
    struct axvm_finding *finding = report_tree(checker, "%q is not a whole device tree");
    bool has_size = content->head.length >= TREE_HEADER_BYTES;
    if (has_size && tree_size(content) >= TREE_HEADER_BYTES) {
        axvm_finding_label(checker->findings, finding, "it has %u of its %u bytes", content->size_bytes,
                           tree_size(content));
    } else if (has_size) {
        axvm_finding_label(checker->findings, finding, "its header says that it has %u bytes", tree_size(content));
    } else {
        axvm_finding_label(checker->findings, finding, "its %u bytes are less than a header", content->size_bytes);
    }
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP, "copy it anew, or have it compiled again");
}

void axvm_img_check_tree(struct axvm_checker *checker) {
    const struct axvm_image_content *content = content_of(checker, AXVM_IMAGE_DTB);
    if (content == NULL || axvm_boot_protocol_of(checker->config) == AXVM_BOOT_UEFI) {
        return; /* firmware gets no tree of the guest's own */
    }
    if (!HAS_MAGIC(content, 0, TREE_MAGIC)) {
        report_no_tree(checker, content);
    } else if (content->head.length < TREE_HEADER_BYTES || tree_size(content) < TREE_HEADER_BYTES ||
               tree_size(content) > content->size_bytes) {
        report_cut_tree(checker, content);
    }
}

/* --- the kernel -------------------------------------------------------------------------------------- */

/* What a kernel is that a CPU cannot execute from its first byte on. @return NULL if it may be one that it can */
static const char *foreign_format(const struct axvm_checker *checker, const struct axvm_image_content *content) {
    if (is_compressed(content)) {
        return "compressed";
    }
    if (HAS_MAGIC(content, 0, ELF_MAGIC)) {
        return "an ELF file";
    }
    if (HAS_MAGIC(content, 0, UIMAGE_MAGIC)) {
        return "an image for U-Boot";
    }
    if (HAS_MAGIC(content, 0, TREE_MAGIC)) {
        return "a device tree, or an image for U-Boot in one";
    }
    bool is_aarch64 = checker->arch == AXVM_ARCH_AARCH64;
    if (!is_aarch64 && HAS_MAGIC(content, LINUX_MAGIC_OFFSET, LINUX_AARCH64_MAGIC)) {
        return "Linux for aarch64";
    }
    return is_aarch64 && HAS_MAGIC(content, LINUX_MAGIC_OFFSET, LINUX_RISCV64_MAGIC) ? "Linux for riscv64" : NULL;
}

static const char *format_help(const struct axvm_image_content *content) {
    if (is_compressed(content)) {
        return "unpack it: neither the hypervisor nor the CPU does";
    }
    if (HAS_MAGIC(content, 0, ELF_MAGIC)) {
        return "make a raw image of it, as `objcopy -O binary` does";
    }
    return HAS_MAGIC(content, 0, UIMAGE_MAGIC) || HAS_MAGIC(content, 0, TREE_MAGIC)
               ? "name the raw image that it was made of"
               : "name the kernel for the guest's architecture, or say --arch if it was guessed wrong";
}

/* Headers that are stepped over do no harm. Where there are device trees, kernel and entry point move together. */
static bool starts_at_kernel(const struct axvm_checker *checker) {
    const struct axvm_layout_address *kernel = axvm_img_item(checker, AXVM_LAYOUT_KERNEL);
    const struct axvm_layout_address *entry = axvm_img_item(checker, AXVM_LAYOUT_ENTRY);
    AXVM_ASSUME(axvm_layout_is_known(kernel) && axvm_layout_is_known(entry) && kernel->is_offset == entry->is_offset);
    return kernel->effective == entry->effective;
}

void axvm_img_check_kernel_format(struct axvm_checker *checker) {
    const struct axvm_image_content *content = content_of(checker, AXVM_IMAGE_KERNEL);
    const char *format = content == NULL ? NULL : foreign_format(checker, content);
    if (format == NULL || !starts_at_kernel(checker)) {
        return;
    }
    struct axvm_finding *finding = axvm_report(checker, axvm_img_place_of_path(checker, AXVM_IMAGE_KERNEL));
    axvm_finding_message(checker->findings, finding, "the kernel %q cannot be executed",
                         axvm_image_path(checker->config, AXVM_IMAGE_KERNEL).value);
    axvm_finding_label(checker->findings, finding, "it is %s", format);
    axvm_finding_secondary(checker->findings, finding, AXVM_PLACE_OF(checker, kernel, entry_point),
                           "the guest starts at its first byte");
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_ON_BOARD,
                        "the file is loaded as it is, and the CPU executes its header");
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP, "%s", format_help(content));
}

#endif
