/* SPDX-License-Identifier: Apache-2.0 */
/* Family 04, the files of images: whether they are there. */
#include "check/img_rules.h"

/* --- paths of no file ------------------------------------------------------------------------------- */

/* From the file system, device trees are read only where guests get one; `is_certain` says if that is known. */
static bool is_tree_read(const struct axvm_checker *checker, bool *is_certain) {
    if (axvm_img_is_location(checker, "memory")) {
        return true;
    }
    *is_certain = checker->arch != AXVM_ARCH_UNKNOWN;
    return checker->arch == AXVM_ARCH_AARCH64 || checker->arch == AXVM_ARCH_RISCV64 ||
           checker->arch == AXVM_ARCH_UNKNOWN;
}

static bool is_read(const struct axvm_checker *checker, enum axvm_image image, bool *is_certain) {
    *is_certain = true;
    switch (image) {
    case AXVM_IMAGE_BIOS:
    case AXVM_IMAGE_UEFI_FIRMWARE:
        return axvm_img_is_firmware_read(checker->config, image);
    case AXVM_IMAGE_DTB:
        return is_tree_read(checker, is_certain);
    default:
        return true;
    }
}

/* A path that cannot be one of a file is an error wherever it is; a directory is one where it counts. */
static enum axvm_level level_of_directory(const struct axvm_checker *checker, struct axvm_slice path, bool is_certain) {
    bool is_no_file = path.length == 0 || path.data[path.length - 1] == '/';
    bool counts = is_no_file || checker->options->deploy == AXVM_DEPLOY_MEMORY;
    return counts && is_certain ? AXVM_LEVEL_ERROR : AXVM_LEVEL_WARNING;
}

static void report_not_a_file(struct axvm_checker *checker, enum axvm_image image, bool is_certain) {
    struct axvm_slice path = axvm_image_path(checker->config, image).value;
    struct axvm_finding *finding =
        axvm_report_at(checker, level_of_directory(checker, path, is_certain), axvm_img_place_of_path(checker, image));
    bool is_built_in = axvm_img_is_location(checker, "memory");
    axvm_finding_message(checker->findings, finding,
                         path.length == 0 ? "`%s` is empty" : "`%s` names a directory, not a file",
                         axvm_image_key(image));
    axvm_finding_label(checker->findings, finding,
                       path.length > 0 ? "a directory"
                       : is_built_in   ? "read as the folder of this configuration"
                                       : "no file has an empty name");
    if (is_built_in) {
        axvm_finding_remark(checker->findings, finding, AXVM_REMARK_ON_BOARD,
                            "it never gets there: the hypervisor does not compile, since a directory has no bytes");
    } else {
        axvm_img_remark_fate(checker, finding, "the file cannot be opened");
    }
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP,
                        image == AXVM_IMAGE_KERNEL ? "write the path of the kernel's file"
                                                   : "leave `%s` out if there is no such image, or name its file",
                        axvm_image_key(image));
}

void axvm_img_check_paths_are_files(struct axvm_checker *checker) {
    for (unsigned i = 0; i < AXVM_IMAGE_COUNT; i++) {
        enum axvm_image image = (enum axvm_image)i;
        struct axvm_optional_string path = axvm_image_path(checker->config, image);
        bool is_certain;
        bool is_no_file = path.value.length == 0 || path.value.data[path.value.length - 1] == '/';
        bool is_directory =
            checker->vm->files[image] == AXVM_FILE_DIRECTORY && checker->options->deploy != AXVM_DEPLOY_FS;
        if (path.present && (is_no_file || is_directory) && is_read(checker, image, &is_certain)) {
            report_not_a_file(checker, image, is_certain);
        }
    }
}

#ifdef AXVM_FILE_RULES

/* --- whether they are there ------------------------------------------------------------------------- */

static void report_missing(struct axvm_checker *checker, enum axvm_image image) {
    struct axvm_slice path = axvm_image_path(checker->config, image).value;
    bool is_certain = checker->options->deploy == AXVM_DEPLOY_MEMORY;
    struct axvm_finding *finding = axvm_report_at(checker, is_certain ? AXVM_LEVEL_ERROR : AXVM_LEVEL_NOTE,
                                                  axvm_img_place_of_path(checker, image));
    axvm_finding_message(checker->findings, finding, "there is no file %q", path);
    axvm_finding_label(checker->findings, finding,
                       axvm_img_begins_with(path, "/")
                           ? "not on this machine"
                           : "neither next to this configuration nor in the working directory");
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_ON_BOARD,
                        image == AXVM_IMAGE_KERNEL || checker->profile == AXVM_PROFILE_0_8
                            ? "it never gets there: the hypervisor's build stops with `Path ... not found`"
                            : "it never gets there: the hypervisor's build panics");
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP,
                        axvm_img_begins_with(path, "/")
                            ? "put the file there, or write where it is"
                            : "put the file there; relative paths begin at the folder of the configuration");
}

/* Reports the missing files among some. With configurations in a file system, no image is built in (AX1220). */
static void check_missing(struct axvm_checker *checker, enum axvm_image first, enum axvm_image last) {
    bool is_certain;
    if (checker->options->deploy == AXVM_DEPLOY_FS || !axvm_img_is_location(checker, "memory")) {
        return;
    }
    for (unsigned i = first; i <= (unsigned)last; i++) {
        enum axvm_image image = (enum axvm_image)i;
        bool is_elsewhere = checker->options->deploy == AXVM_DEPLOY_UNKNOWN && image == AXVM_IMAGE_KERNEL &&
                            axvm_img_begins_with(axvm_image_path(checker->config, image).value, AXVM_FOLDER_ON_BOARD);
        if (checker->vm->files[image] == AXVM_FILE_MISSING && is_read(checker, image, &is_certain) && !is_elsewhere) {
            report_missing(checker, image);
        }
    }
}

void axvm_img_check_kernel_exists(struct axvm_checker *checker) {
    check_missing(checker, AXVM_IMAGE_KERNEL, AXVM_IMAGE_KERNEL);
}

void axvm_img_check_files_exist(struct axvm_checker *checker) {
    check_missing(checker, AXVM_IMAGE_BIOS, AXVM_IMAGE_RAMDISK);
}

/* What is wrong with a file that is there. NULL: nothing. */
static const char *fault_of(enum axvm_file_state state) {
    switch (state) {
    case AXVM_FILE_EMPTY:
        return "is empty";
    case AXVM_FILE_UNREADABLE:
        return "cannot be read";
    case AXVM_FILE_SPECIAL:
        return "is a device, a pipe or a socket, not a file";
    default:
        return NULL;
    }
}

/* The build takes an empty file, which then fails on the board. It cannot take what it cannot read. */
static const char *effect_of(enum axvm_image image, enum axvm_file_state state) {
    if (state == AXVM_FILE_UNREADABLE) {
        return "it never gets there: the hypervisor's build stops";
    }
    if (state == AXVM_FILE_SPECIAL) {
        return "the hypervisor has what this gives just then, or its build never ends";
    }
    switch (image) {
    case AXVM_IMAGE_DTB:
        return "the hypervisor finds no device tree in it";
    case AXVM_IMAGE_RAMDISK:
        return "the guest gets a ramdisk without a byte";
    default:
        return "the guest starts in memory where nothing was loaded";
    }
}

static const char *remedy_of(enum axvm_file_state state) {
    return state == AXVM_FILE_EMPTY     ? "build the image anew, or name the file that has it"
           : state == AXVM_FILE_SPECIAL ? "name the file that has the image"
                                        : "let whoever builds the hypervisor read it";
}

static void report_no_content(struct axvm_checker *checker, enum axvm_image image) {
    enum axvm_file_state state = checker->vm->files[image];
    bool is_certain = checker->options->deploy == AXVM_DEPLOY_MEMORY;
    struct axvm_finding *finding = axvm_report_at(checker, is_certain ? AXVM_LEVEL_ERROR : AXVM_LEVEL_WARNING,
                                                  axvm_img_place_of_path(checker, image));
    axvm_finding_message(checker->findings, finding, "the file %q %s", axvm_image_path(checker->config, image).value,
                         fault_of(state));
    axvm_finding_label(checker->findings, finding, "built into the hypervisor");
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_ON_BOARD, "%s", effect_of(image, state));
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP, remedy_of(state));
}

void axvm_img_check_content(struct axvm_checker *checker) {
    for (unsigned image = 0; image < AXVM_IMAGE_COUNT; image++) {
        if (checker->options->deploy != AXVM_DEPLOY_FS && fault_of(checker->vm->files[image]) != NULL &&
            axvm_image_is_built_in(checker->config, (enum axvm_image)image)) {
            report_no_content(checker, (enum axvm_image)image);
        }
    }
}

#endif
