/* SPDX-License-Identifier: Apache-2.0 */
/* Rules of family 04: images and where they are loaded. */
#include "check/img_rules.h"

#include "check/rule_rows.h"

/* --- what several rules need ---------------------------------------------------------------------- */

/* What becomes of the VM when it cannot be set up. */
static const char *fate(const struct axvm_checker *checker) {
    return checker->profile == AXVM_PROFILE_0_4 ? "the hypervisor panics and every VM is lost"
                                                : "the hypervisor logs an error and goes on without this VM";
}

void axvm_img_remark_fate(struct axvm_checker *checker, struct axvm_finding *finding, const char *why) {
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_ON_BOARD, "%s: %s", why, fate(checker));
}

bool axvm_img_is_unknown(struct axvm_checker *checker, enum axvm_layout_item item) {
    bool unknown = axvm_img_item(checker, item)->reason == AXVM_LAYOUT_UNKNOWN;
    checker->outcome = unknown ? AXVM_RULE_ARCH_UNKNOWN : checker->outcome;
    return unknown;
}

/* `key = address`, for axvm_suggest_key_behind(). */
static struct axvm_slice assignment(struct axvm_checker *checker, const char *key, uint64_t address) {
    struct axvm_slice text = axvm_format(checker->findings->arena, "%s = %x", key, address);
    checker->out_of_memory |= text.data == NULL;
    return text;
}

void axvm_img_suggest_address(struct axvm_checker *checker, struct axvm_finding *finding, uint32_t behind,
                              const char *key, uint64_t address) {
    struct axvm_slice text =
        !AXVM_HAS_REMARKS || finding == NULL ? (struct axvm_slice){NULL, 0} : assignment(checker, key, address);
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP, "add %s = %x, or another address in memory", key,
                        address);
    if (text.data != NULL) {
        axvm_suggest_key_behind(checker, finding, behind, text, true);
    }
}

/* --- files ---------------------------------------------------------------------------------------- */

static const struct {
    const char *key;
    size_t offset;
} paths[AXVM_IMAGE_COUNT] = {
    [AXVM_IMAGE_KERNEL] = {"kernel_path", offsetof(struct axvm_kernel_config, kernel_path)},
    [AXVM_IMAGE_BIOS] = {"bios_path", offsetof(struct axvm_kernel_config, bios_path)},
    [AXVM_IMAGE_UEFI_FIRMWARE] = {"uefi_firmware_path", offsetof(struct axvm_kernel_config, uefi_firmware_path)},
    [AXVM_IMAGE_DTB] = {"dtb_path", offsetof(struct axvm_kernel_config, dtb_path)},
    [AXVM_IMAGE_RAMDISK] = {"ramdisk_path", offsetof(struct axvm_kernel_config, ramdisk_path)},
};

struct axvm_span axvm_img_place_of_path(const struct axvm_checker *checker, enum axvm_image image) {
    return axvm_place_of_member(checker->vm, &axvm_kernel_record, axvm_img_kernel(checker)->node, paths[image].offset);
}

bool axvm_img_is_firmware_read(const struct axvm_crate_config *config, enum axvm_image image) {
    const struct axvm_kernel_config *kernel = &config->kernel;
    if (config->profile == AXVM_PROFILE_0_4) {
        return image == AXVM_IMAGE_BIOS;
    }
    bool is_uefi = axvm_boot_protocol_of(config) == AXVM_BOOT_UEFI;
    bool is_chosen = image == AXVM_IMAGE_UEFI_FIRMWARE ? is_uefi : !is_uefi || !kernel->uefi_firmware_path.present;
    return kernel->enable_bios && is_chosen;
}

const char *axvm_image_key(enum axvm_image image) {
    return paths[image].key;
}

bool axvm_image_is_built_in(const struct axvm_crate_config *config, enum axvm_image image) {
    const struct axvm_optional_string *location = &config->kernel.image_location;
    bool is_firmware = image == AXVM_IMAGE_BIOS || image == AXVM_IMAGE_UEFI_FIRMWARE;
    return location->present && axvm_slice_equal(location->value, axvm_slice_of("memory")) &&
           axvm_image_path(config, image).present && (!is_firmware || axvm_img_is_firmware_read(config, image));
}

const struct axvm_image_content *axvm_img_content(const struct axvm_checker *checker, enum axvm_image image) {
    const struct axvm_image_content *content = &checker->vm->contents[image];
    bool is_known = checker->options->deploy != AXVM_DEPLOY_FS && content->size_bytes > 0 &&
                    axvm_image_is_built_in(checker->config, image);
    return is_known ? content : NULL;
}

/* --- paths of another place ----------------------------------------------------------------------- */

/* Folders of the machine that a configuration is written on. */
static bool is_path_of_host(struct axvm_slice path) {
    static const char *const folders[] = {"/home/", "/Users/", "/tmp/", "/path/to/"};
    for (size_t i = 0; i < sizeof folders / sizeof folders[0]; i++) {
        if (axvm_img_begins_with(path, folders[i])) {
            return true;
        }
    }
    return false;
}

static void check_path_fits_location(struct axvm_checker *checker) {
    struct axvm_slice path = axvm_img_kernel(checker)->kernel_path;
    bool is_host_path = axvm_img_is_location(checker, "fs") && is_path_of_host(path);
    enum axvm_file_state state = checker->vm->files[AXVM_IMAGE_KERNEL];
    bool is_here = state != AXVM_FILE_UNKNOWN && state != AXVM_FILE_MISSING && state != AXVM_FILE_DIRECTORY;
    bool is_board_path = axvm_img_is_location(checker, "memory") && axvm_img_begins_with(path, AXVM_FOLDER_ON_BOARD) &&
                         checker->options->deploy != AXVM_DEPLOY_FS && !is_here;
    if (!is_host_path && !is_board_path) {
        return;
    }
    struct axvm_span location = AXVM_PLACE_OF(checker, kernel, image_location);
    struct axvm_finding *finding = axvm_report(checker, AXVM_PLACE_OF(checker, kernel, kernel_path));
    axvm_finding_message(checker->findings, finding,
                         is_host_path ? "%q looks like a path of the machine that builds the hypervisor"
                                      : "%q looks like a path in the hypervisor's file system",
                         path);
    axvm_finding_label(checker->findings, finding,
                       is_host_path ? "not likely in the hypervisor's file system"
                                    : "not likely on the machine that builds it");
    axvm_finding_secondary(checker->findings, finding, location,
                           is_host_path ? "images are read from that file system" : "images are built in");
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_ON_BOARD,
                        is_host_path ? "the kernel is not found, and the VM does not start"
                                     : "it never gets there: the hypervisor's build does not find the kernel");
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP,
                        is_host_path ? "write \"memory\" to have it built in, or the path on the board"
                                     : "write \"fs\" to have it read on the board, or the path on the machine that "
                                       "builds it");
    axvm_finding_fix(checker->findings, finding, location, axvm_slice_of(is_host_path ? "\"memory\"" : "\"fs\""), true);
}

/* --- the rows ------------------------------------------------------------------------------------- */

#define MEMORY_KEY    NEEDS_KERNEL(memory_regions)
#define LOCATION_KEY  NEEDS_KERNEL(image_location)
#define PROTOCOL_KEYS NEEDS_KERNEL(enable_bios), NEEDS_KERNEL(boot_protocol)

/* What a kernel's effective address depends on, besides its own key. */
#define PLACE_KEYS MEMORY_KEY, NEEDS_KERNEL(bios_load_addr), PROTOCOL_KEYS, NEEDS_KERNEL(cmdline)

/* Examples that need more than a text begin with a line that names the file and the options. */
#define BUILT_IN_EXAMPLE         "# --- vm.toml --deploy memory\n"
#define SELF_EXAMPLE             BUILT_IN_EXAMPLE /* whose images are the file itself: it is sure to be there */
#define RAM_AT(map)              "memory_regions = [[0x4000_0000, 0x1000_0000, 7, " map "]]\n"
#define LOADED_AND_STARTED(a, b) "kernel_load_addr = " a "\nentry_point = " b "\n"
#define BEHIND_ADDRESSES         IMAGE LOCATION BASE DEVICES
#define BEHIND_PATHS             ADDRESSES MEMORY BASE DEVICES
#define EXTENT_KEYS                                                                                                    \
    PLACE_KEYS, NEEDS_KERNEL(kernel_load_addr), NEEDS_KERNEL(ramdisk_load_addr), NEEDS_KERNEL(dtb_load_addr)
#define BEHIND_ALL IMAGE LOCATION ADDRESSES MEMORY BASE DEVICES

/* On x86_64: Linux that is booted directly, as in profile 0.8, and a kernel behind a BIOS, as in 0.4. */
#define X86_MEMORY "memory_regions = [[0x0, 0x1000_0000, 7, 0]]\n"
#define ON_X86     LOADED_AND_STARTED("0x20_0000", "0x8000") X86_MEMORY IMAGE LOCATION BASE X86_LISTS
#define X86_LISTS  "\n[devices]\nemu_devices = []\npassthrough_devices = []\n" INTERRUPTS
#define X86_LINUX  "cmdline = \"console=ttyS0\"\n" ON_X86
#define X86_BIOS   "bios_path = \"/guest/bios.bin\"\nbios_load_addr = 0x8000\n" ON_X86

static const struct axvm_rule rows[] = {
    {.code = AXVM_CODE_IMG_KERNEL_MISSING,
     IN_ALL(ERROR),
     .needs = {LOCATION_KEY, NEEDS_KERNEL(kernel_path)},
     .check = AXVM_FILE_CHECK(axvm_img_check_kernel_exists),
     .title = "kernel file does not exist",
     TEXTS(.origin = "IMG-01", .name = "kernel-missing",
           .related = {AXVM_CODE_IMG_FILE_MISSING, AXVM_CODE_IMG_PATH_NOT_A_FILE, AXVM_CODE_IMG_PATH_ELSEWHERE},
           .explanation = "With `image_location = \"memory\"` the kernel is built into the hypervisor, so it must be "
                          "on the machine "
                          "that "
                          "builds it. A relative path is looked for in the folder of the configuration, then in the "
                          "build's working "
                          "directory.\n\nThis is an error with `--deploy memory`. Otherwise it is a note, since the "
                          "configuration may "
                          "be meant for another machine, or the image may not have been built yet.",
           .on_board = "It never gets there: the build of the hypervisor stops.",
           .failing = BUILT_IN_EXAMPLE
           "[kernel]\nkernel_path = \"images/kernel.bin\"\nimage_location = \"memory\"\n" BEHIND_PATHS,
           .mended = BUILT_IN_EXAMPLE
           "[kernel]\nkernel_path = \"/guest/kernel.bin\"\nimage_location = \"fs\"\n" BEHIND_PATHS)},
    {.code = AXVM_CODE_IMG_FILE_MISSING,
     IN_ALL(ERROR),
     .needs = {LOCATION_KEY, NEEDS_KERNEL(bios_path), NEEDS_KERNEL(uefi_firmware_path), NEEDS_KERNEL(dtb_path),
               NEEDS_KERNEL(ramdisk_path), PROTOCOL_KEYS},
     .check = AXVM_FILE_CHECK(axvm_img_check_files_exist),
     .title = "device tree, ramdisk or firmware does not exist",
     TEXTS(.origin = "IMG-02", .name = "image-missing",
           .related = {AXVM_CODE_IMG_KERNEL_MISSING, AXVM_CODE_IMG_PATH_NOT_A_FILE},
           .explanation =
               "With `image_location = \"memory\"` all images that the configuration names are built into the "
               "hypervisor. "
               "Relative paths are looked for in the folder of the configuration, then in the build's working "
               "directory. In "
               "profile 0.8, firmware counts only where the boot protocol uses it.\n\nThis is an error with `--deploy "
               "memory` and a note otherwise.",
           .on_board = "It never gets there: the build of the hypervisor stops.",
           .failing = BUILT_IN_EXAMPLE "[kernel]\nkernel_path = \"images/kernel.bin\"\nimage_location = \"memory\"\n"
                                       "dtb_path = \"images/guest.dtb\"\n" BEHIND_PATHS,
           .mended = BUILT_IN_EXAMPLE "[kernel]\nkernel_path = \"/guest/kernel.bin\"\nimage_location = \"fs\"\n"
                                      "dtb_path = \"/guest/guest.dtb\"\n" BEHIND_PATHS)},
    {.code = AXVM_CODE_IMG_PATH_NOT_A_FILE,
     IN_ALL(ERROR),
     .needs = {LOCATION_KEY, NEEDS_KERNEL(kernel_path), NEEDS_KERNEL(dtb_path), NEEDS_KERNEL(ramdisk_path),
               NEEDS_KERNEL(bios_path), NEEDS_KERNEL(uefi_firmware_path)},
     .check = axvm_img_check_paths_are_files,
     .title = "path of an image is empty or a directory",
     TEXTS(.origin = "IMG-03", .name = "path-not-a-file",
           .related = {AXVM_CODE_IMG_KERNEL_MISSING, AXVM_CODE_IMG_FILE_MISSING},
           .explanation =
               "An empty path does not mean that there is no image: it is the path of the folder that the "
               "configuration is in, or of nothing at all. An optional image is left out by leaving its key out. "
               "Paths of directories are found where the files are on this machine, and where a path ends in `/`.",
           .on_board =
               "With images built in, the hypervisor does not compile. With images in a file system, opening the "
               "file fails: Axvisor 0.4 panics, which takes every VM down, and Axvisor 0.8 does not create the VM.",
           .failing = "[kernel]\ndtb_path = \"\"\n" BEHIND_ALL, .mended = "[kernel]\n" BEHIND_ALL)},
    {.code = AXVM_CODE_IMG_DTB_INVALID,
     IN_ALL(ERROR),
     .archs = ON(AARCH64) | ON(RISCV64),
     .needs = {LOCATION_KEY, NEEDS_KERNEL(dtb_path), PROTOCOL_KEYS},
     .check = AXVM_FILE_CHECK(axvm_img_check_tree),
     .title = "file is no device tree",
     TEXTS(.origin = "IMG-05", .name = "dtb-invalid",
           .related = {AXVM_CODE_IMG_FILE_MISSING, AXVM_CODE_IMG_NO_CONTENT, AXVM_CODE_IMG_KERNEL_FORMAT},
           .explanation =
               "The file in `dtb_path` must be a flattened device tree, a .dtb. Most often it is the source text of "
               "one, a .dts, or a copy that was broken off. Only the first bytes and the size are looked at, and only "
               "of images that are built in, since others are not on this machine.",
           .on_board =
               "The hypervisor cannot read the device tree. Axvisor 0.4 panics, which takes every VM down; Axvisor "
               "0.8 does not create the VM.",
           .failing = SELF_EXAMPLE "[kernel]\nkernel_path = \"vm.toml\"\nimage_location = \"memory\"\n"
                                   "dtb_path = \"vm.toml\" # any text\n" BEHIND_PATHS,
           .mended = SELF_EXAMPLE "[kernel]\nkernel_path = \"vm.toml\"\nimage_location = \"memory\"\n" BEHIND_PATHS)},
    {.code = AXVM_CODE_IMG_KERNEL_MOVED_OUT,
     IN_ALL(ERROR),
     .needs = {PLACE_KEYS, NEEDS_KERNEL(kernel_load_addr)},
     .after = {AXVM_CODE_MEM_MAIN_UNMAPPED},
     .check = axvm_img_check_moved_kernel,
     .title = "kernel is moved to where main memory is not",
     TEXTS(.origin = "IMG-06", .name = "kernel-moved-out",
           .related = {AXVM_CODE_IMG_KERNEL_UNMAPPED, AXVM_CODE_IMG_KERNEL_ADDRESS_UNUSED},
           .explanation =
               "Where main memory is identity mapped, the hypervisor moves the kernel into it: to its start or, if "
               "there is "
               "firmware, 2 MiB further. In Axvisor 0.4 it is `bios_load_addr` that makes the difference, even without "
               "firmware. Linux on x86_64 that Axvisor 0.8 boots directly is moved by `kernel_load_addr`, which is "
               "then an "
               "offset. Main memory must have that address, and room for the kernel behind it.",
           .on_board =
               "The kernel cannot be loaded. Axvisor 0.4 panics, which takes every VM down; Axvisor 0.8 does not "
               "create the VM.",
           .failing = "[kernel]\nmemory_regions = [[0x4000_0000, 0x20_0000, 7, 2]]\nbios_path = \"/guest/bios.bin\"\n"
                      "bios_load_addr = 0x4000_0000\n" ADDRESSES BEHIND_ADDRESSES,
           .mended = "[kernel]\nmemory_regions = [[0x4000_0000, 0x1000_0000, 7, 2]]\nbios_path = \"/guest/bios.bin\"\n"
                     "bios_load_addr = 0x4000_0000\n" ADDRESSES BEHIND_ADDRESSES)},
    {.code = AXVM_CODE_IMG_KERNEL_UNMAPPED,
     IN_ALL(ERROR),
     .needs = {PLACE_KEYS, NEEDS_KERNEL(kernel_load_addr)},
     .after = {AXVM_CODE_MEM_MAIN_UNMAPPED},
     .check = axvm_img_check_kernel_mapped,
     .title = "kernel is in no memory region",
     TEXTS(.origin = "IMG-07", .name = "kernel-unmapped",
           .related = {AXVM_CODE_IMG_ENTRY_UNMAPPED, AXVM_CODE_IMG_KERNEL_MOVED_OUT, AXVM_CODE_MEM_MAIN_UNMAPPED},
           .explanation =
               "The kernel is copied to `kernel_load_addr`, and guest memory must be there: a region of map type 0 or "
               "2. "
               "Often one of the two numbers has a digit too many, or the configuration was copied from a board with "
               "memory "
               "elsewhere. `entry_point` goes with the kernel.\n\nWhere main memory has map type 1, or 2, the kernel "
               "usually moves and its address does not matter; then this does not apply. Other regions of map type 1 "
               "may "
               "happen to have the address, so with such regions this is a warning.",
           .on_board =
               "The kernel cannot be loaded. Axvisor 0.4 panics, which takes every VM down; Axvisor 0.8 does not "
               "create the VM.",
           .failing = "[kernel]\n" LOADED_AND_STARTED("0x8020_0000", "0x4020_0000") MEMORY BEHIND_ADDRESSES,
           .mended = "[kernel]\n" LOADED_AND_STARTED("0x4020_0000", "0x4020_0000") MEMORY BEHIND_ADDRESSES)},
    {.code = AXVM_CODE_IMG_NO_ROOM,
     IN_ALL(ERROR),
     .needs = {EXTENT_KEYS},
     .after = {AXVM_CODE_MEM_MAIN_UNMAPPED},
     .check = AXVM_FILE_CHECK(axvm_img_check_fit),
     .title = "image is larger than the memory for it",
     TEXTS(.origin = "IMG-06, IMG-08, IMG-20", .name = "image-no-room",
           .related = {AXVM_CODE_IMG_KERNEL_UNMAPPED, AXVM_CODE_IMG_KERNEL_MOVED_OUT, AXVM_CODE_IMG_OVERLAP,
                       AXVM_CODE_IMG_DTB_OVER_IMAGE},
           .explanation =
               "An image is copied to its address as one piece, and there must be memory for all of it: up to the end "
               "of its region, or of regions that follow it without a gap, but never more than the region has in all. "
               "The size is that of the file, so this is found for images that are built in.\n\nIt is a warning where "
               "the file fits but the guest does not: an image of Linux says how much memory the kernel takes "
               "when it starts. So it is for device trees that the hypervisor writes anew, whose sizes change a "
               "little, and for bzImages, of which the first part is not loaded.",
           .on_board =
               "The image cannot be loaded. Axvisor 0.4 panics, which takes every VM down; Axvisor 0.8 does not "
               "create the VM.",
           .failing = SELF_EXAMPLE "[kernel]\nkernel_path = \"vm.toml\" # any file of more than 16 bytes\n"
                                   "image_location = \"memory\"\n" LOADED_AND_STARTED("0x4fff_fff0", "0x4fff_fff0")
                                       MEMORY BASE DEVICES,
           .mended = SELF_EXAMPLE "[kernel]\nkernel_path = \"vm.toml\"\nimage_location = \"memory\"\n" BEHIND_PATHS)},
    {.code = AXVM_CODE_IMG_ENTRY_UNMAPPED,
     IN_ALL(ERROR),
     .needs = {PLACE_KEYS, NEEDS_KERNEL(entry_point)},
     .after = {AXVM_CODE_MEM_MAIN_UNMAPPED, AXVM_CODE_IMG_KERNEL_UNMAPPED},
     .check = axvm_img_check_entry_mapped,
     .title = "guest starts where it has no memory",
     TEXTS(.origin = "IMG-09", .name = "entry-unmapped",
           .related = {AXVM_CODE_IMG_KERNEL_UNMAPPED, AXVM_CODE_IMG_ENTRY_BELOW_KERNEL},
           .explanation = "The first vCPU starts at the entry point, so guest memory must be there. Usually it is the "
                          "kernel's first "
                          "byte; with firmware it is in the firmware. Linux on x86_64 that Axvisor 0.8 boots directly "
                          "starts in a stub "
                          "at 0x8000, for which a region must have the lowest addresses, best the whole first MiB.",
           .on_board =
               "The guest's first instruction faults, and nothing more happens. A stub for which there is no memory "
               "keeps the VM from being created.",
           .failing = "[kernel]\n" LOADED_AND_STARTED("0x4020_0000", "0x8020_0000") MEMORY BEHIND_ADDRESSES,
           .mended = "[kernel]\n" LOADED_AND_STARTED("0x4020_0000", "0x4020_0000") MEMORY BEHIND_ADDRESSES)},
    {.code = AXVM_CODE_IMG_ENTRY_NOT_LOADED,
     IN_ALL(ERROR),
     .archs = ON(AARCH64) | ON(RISCV64) | ON(X86_64),
     .needs = {PLACE_KEYS, NEEDS_KERNEL(entry_point), NEEDS_KERNEL(kernel_load_addr)},
     .after = {AXVM_CODE_MEM_MAIN_UNMAPPED, AXVM_CODE_IMG_KERNEL_UNMAPPED, AXVM_CODE_IMG_ENTRY_UNMAPPED},
     .check = axvm_img_check_entry_loaded,
     .title = "guest starts where nothing is loaded",
     TEXTS(.origin = "IMG-10", .name = "entry-not-loaded",
           .related = {AXVM_CODE_IMG_ENTRY_UNMAPPED, AXVM_CODE_IMG_ENTRY_BELOW_KERNEL, AXVM_CODE_IMG_ENTRY_REPLACED,
                       AXVM_CODE_BOOT_NO_BIOS},
           .explanation =
               "The first vCPU starts at the entry point. There is memory, but below the kernel, and below firmware "
               "if there is any, nothing has been loaded to it; nor behind the end of the kernel, where the size of "
               "its file is known. Often a digit is wrong or missing. On x86_64 the guest starts in its BIOS.\n\n"
               "Memory of map type 2 may have code that was there before the hypervisor, and is not looked at.",
           .on_board = "The guest executes zeros, or what was in that memory before, and nothing is heard of it.",
           .failing = "[kernel]\n" LOADED_AND_STARTED("0x4020_0000", "0x4002_0000") MEMORY BEHIND_ADDRESSES,
           .mended = "[kernel]\n" LOADED_AND_STARTED("0x4020_0000", "0x4020_0000") MEMORY BEHIND_ADDRESSES)},
    {.code = AXVM_CODE_IMG_ENTRY_BELOW_KERNEL,
     IN_0_8(ERROR),
     .needs = {PLACE_KEYS, NEEDS_KERNEL(entry_point)},
     .check = axvm_img_check_entry_not_below,
     .title = "entry point below a kernel that is moved",
     TEXTS(.origin = "IMG-11", .name = "entry-below-kernel",
           .related = {AXVM_CODE_IMG_KERNEL_OFFSET_LOST, AXVM_CODE_IMG_ENTRY_REPLACED},
           .explanation =
               "Where main memory is identity mapped, Axvisor 0.8 moves the kernel into it and the entry point along "
               "with "
               "the kernel. It takes for granted that the entry point is not below `kernel_load_addr`.\n\nGuests on "
               "x86_64 "
               "that start in a BIOS at 0x8000 are started below the kernel: they need main memory of map type 0.",
           .on_board = "The hypervisor panics, which takes every VM down.",
           .failing = "[kernel]\n" LOADED_AND_STARTED("0x4020_0000", "0x4008_0000") RAM_AT("2") BEHIND_ADDRESSES,
           .mended = "[kernel]\n" LOADED_AND_STARTED("0x4020_0000", "0x4020_0000") RAM_AT("2") BEHIND_ADDRESSES)},
    {.code = AXVM_CODE_IMG_ENTRY_REPLACED,
     IN_0_4(ERROR),
     .needs = {PLACE_KEYS, NEEDS_KERNEL(entry_point), NEEDS_KERNEL(kernel_load_addr)},
     .after = {AXVM_CODE_MEM_NONE},
     .check = axvm_img_check_entry_kept,
     .title = "entry point is replaced by the kernel's first byte",
     TEXTS(.origin = "IMG-12", .name = "entry-replaced",
           .related = {AXVM_CODE_IMG_ENTRY_BELOW_KERNEL, AXVM_CODE_IMG_KERNEL_OFFSET_LOST},
           .explanation =
               "Where main memory is identity mapped, Axvisor 0.4 moves the kernel into it and starts the guest at the "
               "kernel's first byte. Images that start elsewhere, as those of Zephyr and FreeRTOS do, are then started "
               "in "
               "the middle of something else.\n\nUse an image that begins with code, or main memory of map type 0, "
               "which "
               "moves nothing. Axvisor 0.8 keeps the distance between load address and entry point. An entry point "
               "below "
               "the kernel is only a warning, since there is nothing to start.",
           .on_board = "The guest executes the first bytes of its image, and most likely nothing is heard of it.",
           .failing = "[kernel]\n" LOADED_AND_STARTED("0x4000_0000", "0x4000_1084") RAM_AT("2") BEHIND_ADDRESSES,
           .mended = "[kernel]\n" LOADED_AND_STARTED("0x4000_0000", "0x4000_0000") RAM_AT("2") BEHIND_ADDRESSES)},
    {.code = AXVM_CODE_IMG_KERNEL_ADDRESS_UNUSED,
     IN_ALL(NOTE),
     .needs = {PLACE_KEYS, NEEDS_KERNEL(kernel_load_addr)},
     .after = {AXVM_CODE_MEM_NONE, AXVM_CODE_IMG_KERNEL_MOVED_OUT, AXVM_CODE_IMG_ENTRY_BELOW_KERNEL,
               AXVM_CODE_IMG_ENTRY_REPLACED},
     .check = axvm_img_check_kernel_address,
     .title = "load address of the kernel is not heeded",
     TEXTS(.origin = "IMG-13", .name = "kernel-address-unused",
           .related = {AXVM_CODE_IMG_KERNEL_OFFSET_LOST, AXVM_CODE_MEM_GPA_IGNORED},
           .explanation = "Where main memory is identity mapped, the kernel is loaded to its start, whatever "
                          "`kernel_load_addr` is. "
                          "With "
                          "map type 1 that address is known only when the hypervisor runs. Kernels that run anywhere "
                          "do not mind, and "
                          "most configurations are like this. A kernel that is linked to one address needs memory of "
                          "map type 0, or of "
                          "map type 2 at that address.",
           .on_board = "The kernel is loaded to the start of main memory.",
           .failing = "[kernel]\n" LOADED_AND_STARTED("0x4000_0000", "0x4000_0000") RAM_AT("1") BEHIND_ADDRESSES,
           .mended = "[kernel]\n" LOADED_AND_STARTED("0x4000_0000", "0x4000_0000") RAM_AT("0") BEHIND_ADDRESSES)},
    {.code = AXVM_CODE_IMG_KERNEL_OFFSET_LOST,
     IN_ALL(NOTE),
     .needs = {PLACE_KEYS, NEEDS_KERNEL(kernel_load_addr)},
     .after = {AXVM_CODE_MEM_NONE, AXVM_CODE_IMG_KERNEL_MOVED_OUT, AXVM_CODE_IMG_ENTRY_BELOW_KERNEL,
               AXVM_CODE_IMG_ENTRY_REPLACED},
     .check = axvm_img_check_kernel_offset,
     .title = "kernel does not keep its offset in memory",
     TEXTS(.origin = "IMG-14", .name = "kernel-offset-lost", .related = {AXVM_CODE_IMG_KERNEL_ADDRESS_UNUSED},
           .explanation =
               "Where main memory is identity mapped, the kernel is loaded to its very start, not as far behind it as "
               "`kernel_load_addr` says. Most configurations are like this and do not mind.\n\nIf the address is in "
               "another "
               "region than the first one, the kernel ends up in the wrong region, and this is a warning: main memory "
               "is "
               "the region that comes first.",
           .on_board = "The kernel is loaded to the start of main memory.",
           .failing = "[kernel]\n" ADDRESSES RAM_AT("2") BEHIND_ADDRESSES,
           .mended = "[kernel]\n" LOADED_AND_STARTED("0x4000_0000", "0x4000_0000") RAM_AT("2") BEHIND_ADDRESSES)},
    {.code = AXVM_CODE_IMG_RAMDISK_NO_ADDRESS,
     IN_ALL(ERROR),
     .needs = {MEMORY_KEY, NEEDS_KERNEL(ramdisk_path), NEEDS_KERNEL(ramdisk_load_addr), PROTOCOL_KEYS,
               NEEDS_KERNEL(cmdline)},
     .check = axvm_img_check_ramdisk_address,
     .title = "ramdisk without a load address",
     TEXTS(.origin = "IMG-15", .name = "ramdisk-no-address",
           .related = {AXVM_CODE_IMG_RAMDISK_UNMAPPED, AXVM_CODE_IMG_ADDRESS_WITHOUT_IMAGE},
           .explanation =
               "A ramdisk is loaded to `ramdisk_load_addr`, for which there is no default. It does not move with the "
               "kernel, so it needs an address in a region of map type 0 or 2. Only guests on LoongArch64 need none: "
               "they "
               "get their ramdisk through their firmware.",
           .on_board =
               "Axvisor 0.4 panics while it loads the images, which takes every VM down. Axvisor 0.8 does not create "
               "the VM.",
           .failing = "[kernel]\nramdisk_path = \"/guest/initrd.gz\"\n" BEHIND_ALL,
           .mended = "[kernel]\nramdisk_path = \"/guest/initrd.gz\"\nramdisk_load_addr = 0x4800_0000\n" BEHIND_ALL)},
    {.code = AXVM_CODE_IMG_ADDRESS_WITHOUT_IMAGE,
     IN_ALL(WARNING),
     .needs = {MEMORY_KEY, NEEDS_KERNEL(ramdisk_path), NEEDS_KERNEL(ramdisk_load_addr), NEEDS_KERNEL(bios_path),
               NEEDS_KERNEL(bios_load_addr), NEEDS_KERNEL(dtb_load_addr)},
     .check = axvm_img_check_unused_addresses,
     .title = "load address of an image that is not there",
     TEXTS(.origin = "IMG-16", .name = "address-without-image",
           .related = {AXVM_CODE_IMG_RAMDISK_NO_ADDRESS, AXVM_CODE_IMG_BIOS_NO_ADDRESS},
           .explanation =
               "A load address without the path of its image loads nothing. Either the path was forgotten or "
               "misspelled, or "
               "the address was left behind.\n\nIn Axvisor 0.4 `bios_load_addr` has an effect all the same: where main "
               "memory is identity mapped, the kernel is loaded 2 MiB further.",
           .on_board = "Nothing is loaded to the address.",
           .failing = "[kernel]\nramdisk_load_addr = 0x4800_0000\n" BEHIND_ALL,
           .mended = "[kernel]\nramdisk_load_addr = 0x4800_0000\nramdisk_path = \"/guest/initrd.gz\"\n" BEHIND_ALL)},
    {.code = AXVM_CODE_IMG_BIOS_NO_ADDRESS,
     IN_0_4(ERROR),
     .needs = {NEEDS_KERNEL(bios_path), NEEDS_KERNEL(bios_load_addr)},
     .check = axvm_img_check_bios_address,
     .title = "firmware without a load address",
     TEXTS(.origin = "IMG-17", .name = "bios-no-address", .related = {AXVM_CODE_IMG_ADDRESS_WITHOUT_IMAGE},
           .explanation =
               "Firmware is loaded to `bios_load_addr`, for which Axvisor 0.4 has no default. The axvm-bios.bin "
               "for x86_64 is made for 0x8000, which is then the entry point, too.",
           .on_board = "The hypervisor panics while it loads the images, which takes every VM down.",
           .failing = "[kernel]\nbios_path = \"/guest/bios.bin\"\n" BEHIND_ALL,
           .mended = "[kernel]\nbios_path = \"/guest/bios.bin\"\nbios_load_addr = 0x4000_0000\n" BEHIND_ALL)},
    {.code = AXVM_CODE_IMG_RAMDISK_UNMAPPED,
     IN_ALL(ERROR),
     .needs = {MEMORY_KEY, NEEDS_KERNEL(ramdisk_path), NEEDS_KERNEL(ramdisk_load_addr), PROTOCOL_KEYS,
               NEEDS_KERNEL(cmdline)},
     .after = {AXVM_CODE_MEM_MAIN_UNMAPPED},
     .check = axvm_img_check_ramdisk_mapped,
     .title = "ramdisk is in no memory region",
     TEXTS(.origin = "IMG-18", .name = "ramdisk-unmapped",
           .related = {AXVM_CODE_IMG_RAMDISK_NO_ADDRESS, AXVM_CODE_IMG_KERNEL_UNMAPPED, AXVM_CODE_IMG_DTB_UNMAPPED},
           .explanation = "The ramdisk is copied to `ramdisk_load_addr` and does not move with the kernel, so a region "
                          "of map type 0 or "
                          "2 must be there. Regions of map type 1 are wherever the hypervisor finds memory; one of "
                          "them may happen to "
                          "have the address, so with such regions this is a warning.\n\nFor Linux on x86_64 that "
                          "Axvisor 0.8 boots "
                          "directly in identity mapped memory, the address is an offset in main memory.",
           .on_board =
               "The ramdisk cannot be loaded. Axvisor 0.4 panics, which takes every VM down; Axvisor 0.8 does not "
               "create the VM.",
           .failing = "[kernel]\nramdisk_path = \"/guest/initrd.gz\"\nramdisk_load_addr = 0x8800_0000\n" BEHIND_ALL,
           .mended = "[kernel]\nramdisk_path = \"/guest/initrd.gz\"\nramdisk_load_addr = 0x4800_0000\n" BEHIND_ALL)},
    {.code = AXVM_CODE_IMG_OVERLAP,
     IN_ALL(ERROR),
     .needs = {EXTENT_KEYS},
     .after = {AXVM_CODE_MEM_MAIN_UNMAPPED, AXVM_CODE_IMG_KERNEL_UNMAPPED, AXVM_CODE_IMG_RAMDISK_UNMAPPED},
     .check = axvm_img_check_overlap,
     .title = "two images are loaded over each other",
     TEXTS(.origin = "IMG-19", .name = "images-overlap",
           .related = {AXVM_CODE_IMG_NO_ROOM, AXVM_CODE_IMG_DTB_OVER_IMAGE, AXVM_CODE_IMG_KERNEL_OFFSET_LOST},
           .explanation =
               "Kernel, device tree, ramdisk and firmware are copied one after the other, each to its own address, "
               "and nothing sees to it that they do not overlap. Where they really go is what counts, so a kernel "
               "that moves to the start of main memory may end up over a ramdisk. The sizes are those of files that "
               "are built in; of others only equal addresses are found.\n\nIt is a warning where only memory is "
               "shared that the kernel takes when it starts, as an image of Linux says, where a device tree would "
               "overlap that the hypervisor writes anew, or where it depends on how much of a bzImage is loaded.",
           .on_board = "What is loaded first is overwritten by what is loaded later: the guest executes, or finds, "
                       "something else than it should.",
           .failing = "[kernel]\nramdisk_path = \"/guest/initrd.gz\"\nramdisk_load_addr = 0x4020_0000\n" BEHIND_ALL,
           .mended = "[kernel]\nramdisk_path = \"/guest/initrd.gz\"\nramdisk_load_addr = 0x4800_0000\n" BEHIND_ALL)},
    {.code = AXVM_CODE_IMG_DTB_UNMAPPED,
     IN_ALL(ERROR),
     .archs = ON(AARCH64) | ON(RISCV64),
     .needs = {MEMORY_KEY, NEEDS_KERNEL(dtb_load_addr), PROTOCOL_KEYS},
     .after = {AXVM_CODE_MEM_MAIN_UNMAPPED},
     .check = axvm_img_check_dtb_mapped,
     .title = "device tree is in no memory region",
     TEXTS(.origin = "IMG-20", .name = "dtb-unmapped",
           .related = {AXVM_CODE_IMG_DTB_ADDRESS_UNUSED, AXVM_CODE_IMG_DTB_NO_ADDRESS, AXVM_CODE_IMG_RAMDISK_UNMAPPED},
           .explanation = "Unless main memory is identity mapped, the device tree is copied to `dtb_load_addr`, and "
                          "guest memory must "
                          "be there. On riscv64 Axvisor 0.4 copies it there in any case. Without the key, the "
                          "hypervisor finds a place "
                          "itself, except on riscv64 in Axvisor 0.4.\n\nWith regions of map type 1, one of which may "
                          "happen to have the "
                          "address, this is a warning.",
           .on_board =
               "The device tree cannot be loaded. Axvisor 0.4 panics, which takes every VM down; Axvisor 0.8 does "
               "not create the VM.",
           .failing = "[kernel]\ndtb_load_addr = 0x8000_0000\n" BEHIND_ALL,
           .mended = "[kernel]\ndtb_load_addr = 0x4800_0000\n" BEHIND_ALL)},
    {.code = AXVM_CODE_IMG_DTB_OVER_IMAGE,
     IN_ALL(ERROR),
     .archs = ON(AARCH64) | ON(RISCV64),
     .needs = {EXTENT_KEYS},
     .after = {AXVM_CODE_MEM_MAIN_UNMAPPED, AXVM_CODE_IMG_KERNEL_MOVED_OUT, AXVM_CODE_IMG_KERNEL_UNMAPPED,
               AXVM_CODE_IMG_NO_ROOM},
     .check = axvm_img_check_tree_room,
     .title = "main memory has no room for the device tree",
     TEXTS(.origin = "IMG-21", .name = "dtb-over-image",
           .related = {AXVM_CODE_IMG_OVERLAP, AXVM_CODE_IMG_NO_ROOM, AXVM_CODE_IMG_DTB_ADDRESS_UNUSED},
           .explanation =
               "Where the hypervisor places the device tree itself, it takes the end of main memory, or of its first "
               "512 MiB, less the size of the tree, and rounds that down to a multiple of 2 MiB. It does not look at "
               "what is there. In main memory of 2 MiB the tree always goes to the first byte, which is the "
               "kernel's; main memory that does not begin at a multiple of 2 MiB may even end before the tree's "
               "place. Larger memory has room unless the kernel reaches into its last 2 MiB.",
           .on_board = "The tree overwrites the kernel, or cannot be loaded: then Axvisor 0.4 panics, which takes "
                       "every VM down, and Axvisor 0.8 does not create the VM.",
           .failing = "[kernel]\nmemory_regions = [[0x4000_0000, 0x20_0000, 7, 2]]\n" LOADED_AND_STARTED(
               "0x4000_0000", "0x4000_0000") BEHIND_ADDRESSES,
           .mended = "[kernel]\nmemory_regions = [[0x4000_0000, 0x40_0000, 7, 2]]\n" LOADED_AND_STARTED(
               "0x4000_0000", "0x4000_0000") BEHIND_ADDRESSES)},
    {.code = AXVM_CODE_IMG_DTB_ADDRESS_UNUSED,
     IN_ALL(NOTE),
     .archs = ON(AARCH64) | ON(RISCV64),
     .needs = {MEMORY_KEY, NEEDS_KERNEL(dtb_load_addr), PROTOCOL_KEYS},
     .check = axvm_img_check_dtb_address_used,
     .title = "load address of the device tree is not heeded",
     TEXTS(.origin = "IMG-22", .name = "dtb-address-unused",
           .related = {AXVM_CODE_IMG_DTB_UNMAPPED, AXVM_CODE_IMG_KERNEL_ADDRESS_UNUSED},
           .explanation =
               "Where main memory is identity mapped, the hypervisor places the device tree itself, as high in "
               "the first 512 MiB of main memory as it fits, and tells the guest. Most configurations have a "
               "`dtb_load_addr` all the same.",
           .on_board = "The device tree is near the end of main memory, or of its first 512 MiB.",
           .failing = "[kernel]\ndtb_load_addr = 0x4800_0000\n" LOADED_AND_STARTED("0x4000_0000", "0x4000_0000")
               RAM_AT("2") BEHIND_ADDRESSES,
           .mended = "[kernel]\n" LOADED_AND_STARTED("0x4000_0000", "0x4000_0000") RAM_AT("2") BEHIND_ADDRESSES)},
    {.code = AXVM_CODE_IMG_DTB_NO_ADDRESS,
     IN_0_4(ERROR),
     .archs = ON(RISCV64),
     .needs = {MEMORY_KEY, NEEDS_KERNEL(dtb_load_addr), NEEDS_KERNEL(dtb_path)},
     .check = axvm_img_check_dtb_address,
     .title = "device tree without a load address",
     TEXTS(.origin = "IMG-23", .name = "dtb-no-address",
           .related = {AXVM_CODE_IMG_DTB_UNMAPPED, AXVM_CODE_MEM_NOT_IN_DTB},
           .explanation =
               "On riscv64 every guest of Axvisor 0.4 gets a device tree, one of its own or one that is made from the "
               "host's, and it is loaded to `dtb_load_addr`, for which there is no default. On aarch64, and in Axvisor "
               "0.8, "
               "the hypervisor finds a place for it.",
           .on_board = "The hypervisor panics while it loads the images, which takes every VM down.",
           .failing = "[kernel]\ndtb_path = \"/guest/guest.dtb\"\n" BEHIND_ALL,
           .mended = "[kernel]\ndtb_path = \"/guest/guest.dtb\"\ndtb_load_addr = 0x4fe0_0000\n" BEHIND_ALL)},
    {.code = AXVM_CODE_IMG_DTB_ADDRESS_REFUSED,
     IN_0_8(ERROR),
     .archs = ON(X86_64),
     .needs = {NEEDS_KERNEL(dtb_load_addr)},
     .check = axvm_img_check_dtb_address_refused,
     .title = "address for a device tree that x86_64 has not",
     TEXTS(.origin = "IMG-24", .name = "dtb-address-refused",
           .related = {AXVM_CODE_IMG_DTB_UNUSED, AXVM_CODE_IMG_ADDRESS_WITHOUT_IMAGE},
           .explanation =
               "Guests on x86_64 have no device tree. Axvisor 0.4 ignores `dtb_load_addr` there; Axvisor 0.8 looks "
               "for the tree that belongs to it, and refuses the VM.",
           .on_board = "The VM is not created.", .failing = "[kernel]\ndtb_load_addr = 0x400_0000\n" X86_LINUX,
           .mended = "[kernel]\n" X86_LINUX)},
    {.code = AXVM_CODE_IMG_DTB_UNUSED,
     IN_ALL(WARNING),
     .archs = ON(X86_64) | ON(LOONGARCH64),
     .needs = {NEEDS_KERNEL(dtb_path)},
     .check = axvm_img_check_dtb_used,
     .title = "device tree that no guest of this kind gets",
     TEXTS(.origin = "IMG-26", .name = "dtb-unused",
           .related = {AXVM_CODE_IMG_DTB_ADDRESS_REFUSED, AXVM_CODE_BOOT_DTB_ADDR_UNUSED},
           .explanation =
               "Guests on x86_64 have no device tree, and those on LoongArch64 get one that the hypervisor makes for "
               "their "
               "firmware. `dtb_path` has no effect there, but with images built in the file must exist all the same.",
           .on_board = "Nothing: the guest does not see this device tree.",
           .failing = "[kernel]\ndtb_path = \"/guest/guest.dtb\"\n" X86_BIOS, .mended = "[kernel]\n" X86_BIOS)},
    {.code = AXVM_CODE_IMG_RAMDISK_NOT_ANNOUNCED,
     IN_ALL(WARNING),
     .archs = ON(RISCV64),
     .needs = {NEEDS_KERNEL(ramdisk_path), NEEDS_KERNEL(ramdisk_load_addr), NEEDS_KERNEL(dtb_path)},
     .check = axvm_img_check_ramdisk_announced,
     .title = "riscv64 guest is not told of its ramdisk",
     TEXTS(.origin = "IMG-28", .name = "ramdisk-not-announced",
           .related = {AXVM_CODE_IMG_RAMDISK_NO_ADDRESS, AXVM_CODE_MEM_NOT_IN_DTB},
           .explanation = "Linux finds its ramdisk by `linux,initrd-start` and `linux,initrd-end` in /chosen of its "
                          "device tree. On "
                          "aarch64 the hypervisor adds them, on riscv64 it does not. Give the guest a device tree of "
                          "its own that has "
                          "them. With a `dtb_path` this is only a note, since the tree may have them.",
           .on_board = "The ramdisk is loaded, and the guest does not use it.",
           .failing = "[kernel]\nramdisk_path = \"/guest/initrd.gz\"\nramdisk_load_addr = 0x4800_0000\n"
                      "dtb_load_addr = 0x4fe0_0000\n" BEHIND_ALL,
           .mended = "[kernel]\ndtb_load_addr = 0x4fe0_0000\n" BEHIND_ALL)},
    {.code = AXVM_CODE_IMG_KERNEL_FORMAT,
     IN_ALL(ERROR),
     .archs = ON(AARCH64) | ON(RISCV64),
     .needs = {PLACE_KEYS, LOCATION_KEY, NEEDS_KERNEL(kernel_path), NEEDS_KERNEL(entry_point)},
     .check = AXVM_FILE_CHECK(axvm_img_check_kernel_format),
     .title = "kernel is in a format that no CPU executes",
     TEXTS(.origin = "IMG-30", .name = "kernel-format",
           .related = {AXVM_CODE_IMG_DTB_INVALID, AXVM_CODE_IMG_NO_CONTENT},
           .explanation =
               "The kernel is copied to memory byte by byte, and the guest starts in it: the hypervisor unpacks "
               "nothing and reads no headers. So the file must be a raw image: not compressed, no ELF file, no uImage "
               "or FIT image for U-Boot, and no kernel for another architecture. This is reported for kernels that "
               "are built in, if the guest starts at their first byte.",
           .on_board = "The CPU executes the bytes of a header, and nothing is heard of the guest.",
           .failing = BUILT_IN_EXAMPLE "[kernel]\nkernel_path = \"/bin/true\" # an ELF file\n"
                                       "image_location = \"memory\"\n" BEHIND_PATHS,
           .mended = BUILT_IN_EXAMPLE
           "[kernel]\nkernel_path = \"/guest/kernel.bin\"\nimage_location = \"fs\"\n" BEHIND_PATHS)},
    {.code = AXVM_CODE_IMG_PATH_ELSEWHERE,
     IN_ALL(WARNING),
     .needs = {LOCATION_KEY, NEEDS_KERNEL(kernel_path)},
     .after = {AXVM_CODE_IMG_KERNEL_MISSING},
     .check = check_path_fits_location,
     .title = "path does not go with `image_location`",
     TEXTS(.origin = "IMG-35", .name = "path-elsewhere",
           .related = {AXVM_CODE_IMG_KERNEL_MISSING, AXVM_CODE_CFG_PATH_RELATIVE},
           .explanation = "With \"fs\" images are read from the hypervisor's file system, where they usually are below "
                          "/guest; with "
                          "\"memory\" they are read by the hypervisor's build. A kernel in /home, /tmp or /path/to is "
                          "rarely on the "
                          "board, and one below /guest rarely on the machine that builds the hypervisor.",
           .on_board =
               "With \"fs\" the kernel is not found and the VM does not start. With \"memory\" the hypervisor's build "
               "stops.",
           .failing = "[kernel]\nkernel_path = \"/home/me/kernel.bin\"\nimage_location = \"fs\"\n" BEHIND_PATHS,
           .mended = "[kernel]\nkernel_path = \"/guest/kernel.bin\"\nimage_location = \"fs\"\n" BEHIND_PATHS)},
    {.code = AXVM_CODE_IMG_NO_CONTENT,
     IN_ALL(ERROR),
     .needs = {LOCATION_KEY, NEEDS_KERNEL(kernel_path), NEEDS_KERNEL(bios_path), NEEDS_KERNEL(uefi_firmware_path),
               NEEDS_KERNEL(dtb_path), NEEDS_KERNEL(ramdisk_path), PROTOCOL_KEYS},
     .check = AXVM_FILE_CHECK(axvm_img_check_content),
     .title = "image is empty or cannot be read",
     TEXTS(.name = "image-no-content",
           .related = {AXVM_CODE_IMG_KERNEL_MISSING, AXVM_CODE_IMG_FILE_MISSING, AXVM_CODE_IMG_PATH_NOT_A_FILE},
           .explanation =
               "With `image_location = \"memory\"` images are built into the hypervisor, so there must be something in "
               "their files, and whoever builds the hypervisor must be allowed to read them. An empty file is often "
               "what a build that was broken off has left. Devices, pipes and sockets are no images: what they give "
               "may differ each time, or never end.\n\nThis is an error with `--deploy memory` and a warning "
               "otherwise.",
           .on_board =
               "An empty file is built in all the same: the guest then starts in memory where nothing was loaded, or "
               "the hypervisor finds no device tree. Of what cannot be read the build says so, and stops.",
           .failing =
               BUILT_IN_EXAMPLE "[kernel]\nkernel_path = \"/dev/null\"\nimage_location = \"memory\"\n" BEHIND_PATHS,
           .mended = BUILT_IN_EXAMPLE
           "[kernel]\nkernel_path = \"/guest/kernel.bin\"\nimage_location = \"fs\"\n" BEHIND_PATHS)},
};

const struct axvm_rule_family axvm_img_rules = FAMILY(rows);
