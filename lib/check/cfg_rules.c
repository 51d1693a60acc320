/* SPDX-License-Identifier: Apache-2.0 */
/* Rules of family 12: the configuration as a whole, and how it is deployed. */
#include "base/words.h"
#include "check/checker.h"
#include "check/rule_rows.h"
#include "check/window.h"

/* Whether `text` has `word` at an offset. */
static bool has_at(struct axvm_slice text, size_t offset, struct axvm_slice word) {
    return word.length <= text.length - offset &&
           axvm_slice_equal((struct axvm_slice){text.data + offset, word.length}, word);
}

/* The offset of the first `word` from `offset` on. @return text.length if there is none */
static size_t find_from(struct axvm_slice text, size_t offset, struct axvm_slice word) {
    while (offset < text.length && !has_at(text, offset, word)) {
        offset++;
    }
    return offset;
}

/* What ends a raw string of Rust that begins with `r###"`. */
#define RAW_STRING_END "\"###"

/* So many bytes are looked through at once. */
#define STRIDE ((size_t)4 * AXVM_WORD_BYTES)

/* The next place where a raw string would end. Few words of a text have a `#`, and all others are passed over. */
static size_t find_raw_string_end(struct axvm_slice text, size_t offset) {
    const struct axvm_slice end = {RAW_STRING_END, sizeof(RAW_STRING_END) - 1};
    while (text.length - offset > STRIDE) {
        const char *at = text.data + offset + 1;
        uint64_t marks = 0;
        for (size_t i = 0; i < STRIDE; i += AXVM_WORD_BYTES) {
            marks |= axvm_word_equal(axvm_word_load(at + i), '#');
        }
        for (size_t i = 0; marks != 0 && i < STRIDE; i++) {
            if (has_at(text, offset + i, end)) {
                return offset + i;
            }
        }
        offset += STRIDE;
    }
    return find_from(text, offset, end);
}

static bool begins_with(struct axvm_slice text, const char *word) {
    return has_at(text, 0, axvm_slice_of(word));
}

static bool is_image_location(const struct axvm_crate_config *config, const char *word) {
    const struct axvm_optional_string *location = &config->kernel.image_location;
    return location->present && axvm_slice_equal(location->value, axvm_slice_of(word));
}

/* --- the text as it is written ---------------------------------------------------------------------- */

/* Both numbers and what is between them, as written: room for the longest, with `_` in them. */
#define SWAPPED_MAX AXVM_FORMAT_QUOTE_MAX

/* Two numbers of an array change places, unless there is more between them than a comma and blanks. */
static void suggest_swap(struct axvm_checker *checker, struct axvm_finding *finding, struct axvm_span left,
                         struct axvm_span right) {
    const struct axvm_toml_document *document = checker->vm->document;
    struct axvm_slice between = axvm_toml_text(document, (struct axvm_span){left.end, right.start});
    struct axvm_slice left_text = axvm_toml_text(document, left);
    struct axvm_slice right_text = axvm_toml_text(document, right);
    bool is_plain = right.end - left.start <= SWAPPED_MAX;
    for (size_t i = 0; is_plain && i < between.length; i++) {
        is_plain = between.data[i] == ',' || between.data[i] == ' ';
    }
    if (!AXVM_HAS_REMARKS || finding == NULL || !is_plain) {
        return;
    }
    struct axvm_slice swapped = axvm_format(checker->findings->arena, "%v%v%v", right_text, between, left_text);
    if (swapped.data == NULL) {
        checker->out_of_memory = true;
        return;
    }
    axvm_finding_fix(checker->findings, finding, (struct axvm_span){left.start, right.end}, swapped, true);
}

static void check_order(struct axvm_checker *checker) {
    for (size_t i = 0; i < checker->config->devices.emu_device_count; i++) {
        const struct axvm_emu_device_config *device = &checker->config->devices.emu_devices[i];
        enum axvm_mixed_up mixed_up = axvm_emu_numbers(checker->vm, device);
        if (mixed_up == AXVM_MIXED_UP_NONE) {
            continue;
        }
        struct axvm_span base = AXVM_PLACE_IN(checker->vm, emu_device, device, base_gpa);
        struct axvm_span length = AXVM_PLACE_IN(checker->vm, emu_device, device, length_bytes);
        struct axvm_span irq = AXVM_PLACE_IN(checker->vm, emu_device, device, irq_id);
        struct axvm_finding *finding = axvm_report(checker, length);
        if (mixed_up == AXVM_MIXED_UP_BASE_AND_LENGTH) {
            axvm_finding_message(checker->findings, finding, "%q seems to have its length before its base",
                                 device->name);
            axvm_finding_label(checker->findings, finding, "as a length this is %b", device->length_bytes);
            axvm_finding_secondary(checker->findings, finding, base, "and it would begin at %x", device->base_gpa);
            suggest_swap(checker, finding, base, length);
        } else {
            axvm_finding_message(checker->findings, finding, "%q seems to have its interrupt before its length",
                                 device->name);
            axvm_finding_label(checker->findings, finding, "as a length this is %b", device->length_bytes);
            axvm_finding_secondary(checker->findings, finding, irq, "and this would be an interrupt: %u",
                                   device->irq_id);
            suggest_swap(checker, finding, length, irq);
        }
        axvm_finding_remark(checker->findings, finding, AXVM_REMARK_ON_BOARD,
                            "the device is emulated at the wrong addresses, if at all");
        axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP,
                            "the order is name, base_gpa, length, irq_id, emu_type, cfg_list");
    }
}

/* Whether a number beyond 63 bits matters: to the build, which reads the text once more and knows no such numbers. */
static bool large_integers_matter(const struct axvm_checker *checker) {
    if (checker->options->deploy == AXVM_DEPLOY_FS) {
        return false;
    }
    return checker->profile == AXVM_PROFILE_0_4 || checker->config->kernel.enable_bios ||
           is_image_location(checker->config, "memory");
}

/* @return the finding to say more in */
static struct axvm_finding *report_unreadable_integer(struct axvm_checker *checker, uint32_t node) {
    bool is_certain = checker->options->deploy == AXVM_DEPLOY_MEMORY;
    struct axvm_finding *finding = axvm_report_at(checker, is_certain ? AXVM_LEVEL_ERROR : AXVM_LEVEL_WARNING,
                                                  axvm_place_of_node(checker->vm, node));
    axvm_finding_message(checker->findings, finding, "the build of the hypervisor cannot read this number");
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_ON_BOARD,
                        checker->profile == AXVM_PROFILE_0_4
                            ? "a build with this configuration built in stops: `failed to parse config file`"
                            : "the build leaves the images out without a word, and the VM is not created");
    return finding;
}

static void report_large_integer(struct axvm_checker *checker, uint32_t node, uint64_t value) {
    const uint64_t physical = value & UINT64_C(0xffffffffffff);
    bool is_mapped = (value >> 48 == 0x8000 || value >> 48 == 0x9000) && physical != 0;
    struct axvm_finding *finding = report_unreadable_integer(checker, node);
    axvm_finding_label(checker->findings, finding, "%x is more than 0x7fff_ffff_ffff_ffff", value);
    if (is_mapped) {
        axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP,
                            "if it is an address of LoongArch's direct mapping, write the physical one: %x", physical);
        axvm_suggest_number(checker, finding, axvm_place_of_node(checker->vm, node), physical, true);
    } else {
        axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP,
                            "write a smaller one, or have the file read from the file system (--deploy fs)");
    }
}

/* A number that fits no key. The hypervisor passes over it, or it would be an error. */
static void report_wide_integer(struct axvm_checker *checker, uint32_t node) {
    struct axvm_finding *finding = report_unreadable_integer(checker, node);
    axvm_finding_label(checker->findings, finding, "not between -2^63 and 2^63 - 1");
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP,
                        "take it out, it is ignored; or have the file read from the file system (--deploy fs)");
}

/* The errors found so far, while numbers are looked at: both go forwards through the text. */
struct errors_beside {
    const struct axvm_finding *next;
    uint32_t end; /* of those before `next`, the last one's */
};

/* Whether an error is about the value, or about one that it is in. */
static bool is_in_error(struct errors_beside *errors, const struct axvm_toml_node *node) {
    for (; errors->next != NULL && errors->next->primary.span.start <= node->start; errors->next = errors->next->next) {
        if (errors->next->level == AXVM_LEVEL_ERROR && errors->next->primary.span.end > errors->end) {
            errors->end = errors->next->primary.span.end;
        }
    }
    return node->end <= errors->end;
}

static void check_large_integers(struct axvm_checker *checker) {
    const struct axvm_toml_document *document = checker->vm->document;
    if (!document->has_large_integers || !large_integers_matter(checker)) {
        return;
    }
    axvm_findings_sort(checker->findings);
    struct errors_beside errors = {checker->findings->first, 0};
    for (uint32_t node = 1; node < document->node_count; node++) {
        const struct axvm_toml_node *at = &document->nodes[node];
        bool has_top_bit = at->key_length != 0 || at->key_start >> 31 != 0; /* without a key it is the high half */
        if (at->kind != AXVM_TOML_INTEGER || (at->form & AXVM_TOML_INTEGER_SHORT) != 0) {
            continue;
        }
        if ((at->form & AXVM_TOML_INTEGER_WIDE) != 0) {
            if (!is_in_error(&errors, at)) {
                report_wide_integer(checker, node);
            }
        } else if (has_top_bit && (at->form & AXVM_TOML_INTEGER_NEGATIVE) == 0) {
            uint64_t value = axvm_toml_integer(document, node);
            if (value > INT64_MAX) {
                report_large_integer(checker, node, value);
            }
        }
    }
}

/* The first comment at or behind `node` that ends behind `offset`. @return node_count if there is none */
static uint32_t comment_from(const struct axvm_toml_document *document, uint32_t node, size_t offset) {
    while (node < document->node_count &&
           (document->nodes[node].kind != AXVM_TOML_COMMENT || document->nodes[node].end <= offset)) {
        node++;
    }
    return node;
}

static void check_raw_string(struct axvm_checker *checker) {
    const struct axvm_toml_document *document = checker->vm->document;
    const size_t end_length = sizeof(RAW_STRING_END) - 1;
    uint32_t comment = 1;
    if (checker->options->deploy == AXVM_DEPLOY_FS) {
        return;
    }
    for (size_t offset = find_raw_string_end(document->text, 0); offset < document->text.length;
         offset = find_raw_string_end(document->text, offset + end_length)) {
        struct axvm_span span = {(uint32_t)offset, (uint32_t)(offset + end_length)};
        struct axvm_span gap = {span.start + 1, span.start + 1};
        struct axvm_finding *finding = axvm_report(checker, span);
        axvm_finding_message(checker->findings, finding, "a quote and three `#` end the configuration in the build");
        axvm_finding_label(checker->findings, finding, "the text is put between `r###\"` and these four");
        axvm_finding_remark(checker->findings, finding, AXVM_REMARK_ON_BOARD,
                            "the hypervisor does not compile with this configuration built in");
        axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP,
                            "put a blank before the first `#`, or use fewer of them");
        comment = comment_from(document, comment, gap.start);
        if (comment < document->node_count && document->nodes[comment].start <= gap.start) {
            axvm_finding_fix(checker->findings, finding, gap, axvm_slice_of(" "), false);
        }
    }
}

/* --- the file's name -------------------------------------------------------------------------------- */

/* The name under which standard input is shown. */
static bool is_file(struct axvm_slice name) {
    return name.length > 0 && !axvm_slice_equal(name, axvm_slice_of("<stdin>"));
}

/* The beginning of a file, for what is about all of it. */
static const struct axvm_span beginning = {0, 0};

static void check_colon(struct axvm_checker *checker) {
    struct axvm_slice name = checker->vm->source->name;
    size_t colon = find_from(name, 0, axvm_slice_of(":"));
    if (checker->options->deploy != AXVM_DEPLOY_MEMORY || !is_file(name) || colon == name.length) {
        return;
    }
    struct axvm_finding *finding = axvm_report(checker, beginning);
    axvm_finding_message(checker->findings, finding, "the path of this file contains `:`, which separates paths");
    axvm_finding_label(checker->findings, finding, "%q", name);
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_ON_BOARD,
                        "the build looks for a file %q, and stops if there is none",
                        (struct axvm_slice){name.data, colon});
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP, "give the file or its folder another name");
}

static void check_file_name(struct axvm_checker *checker) {
    struct axvm_slice name = checker->vm->source->name;
    const struct axvm_slice ending = axvm_slice_of(".toml");
    if (checker->options->deploy != AXVM_DEPLOY_FS || !is_file(name) ||
        (name.length >= ending.length && has_at(name, name.length - ending.length, ending))) {
        return;
    }
    struct axvm_finding *finding = axvm_report(checker, beginning);
    axvm_finding_message(checker->findings, finding, "the name of this file does not end in `.toml`");
    axvm_finding_label(checker->findings, finding, "%q", name);
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_ON_BOARD,
                        "the hypervisor passes over the file: there is no such VM, and no message");
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP,
                        "name it so in /guest/vm_default, in small letters");
}

/* --- headers ------------------------------------------------------------------------------------------ */

static void report_header(struct axvm_checker *checker, uint32_t section, const char *header) {
    const struct axvm_toml_node *node = &checker->vm->document->nodes[section];
    bool is_header = node->kind == AXVM_TOML_TABLE && (node->form & AXVM_TOML_FORM_MASK) == AXVM_TOML_TABLE_HEADER;
    bool is_certain = checker->options->deploy == AXVM_DEPLOY_FS;
    struct axvm_span span = axvm_place_of_node(checker->vm, section);
    struct axvm_finding *finding = axvm_report_at(checker, is_certain ? AXVM_LEVEL_ERROR : AXVM_LEVEL_NOTE, span);
    axvm_finding_message(checker->findings, finding, "the text does not contain `%s`", header);
    axvm_finding_label(checker->findings, finding,
                       is_header ? "this means the same, but is written otherwise"
                                 : "the section is written without a header");
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_ON_BOARD,
                        "read from the file system, it is taken for no configuration and passed over with a warning");
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP, "write the header `%s`", header);
    if (is_header) {
        axvm_finding_fix(checker->findings, finding, span, axvm_slice_of(header), false);
    }
}

static void check_headers(struct axvm_checker *checker) {
    const struct axvm_crate_config *config = checker->config;
    const uint32_t sections[] = {config->base.node, config->kernel.node, config->devices.node};
    static const char *const headers[] = {"[base]", "[kernel]", "[devices]"};
    struct axvm_slice text = checker->vm->document->text;
    bool is_built_in = checker->options->deploy == AXVM_DEPLOY_MEMORY ||
                       (checker->options->deploy == AXVM_DEPLOY_UNKNOWN && is_image_location(config, "memory"));
    if (is_built_in || checker->vm->document->damaged) {
        return;
    }
    for (size_t i = 0; i < sizeof headers / sizeof headers[0]; i++) {
        if (sections[i] != 0 && find_from(text, 0, axvm_slice_of(headers[i])) == text.length) {
            report_header(checker, sections[i], headers[i]);
        }
    }
}

/* --- keys that have no effect ------------------------------------------------------------------------- */

static void check_disk_path(struct axvm_checker *checker) {
    if (!checker->config->kernel.disk_path.present) {
        return;
    }
    struct axvm_finding *finding = axvm_report(checker, AXVM_PLACE_OF(checker, kernel, disk_path));
    axvm_finding_message(checker->findings, finding, "`disk_path` has no effect");
    axvm_finding_label(checker->findings, finding, "nothing reads it");
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_ON_BOARD, "the guest has no such disk");
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP,
                        "take it out; the guest can have a physical disk in `passthrough_devices`, or a ramdisk");
}

static void check_cmdline(struct axvm_checker *checker) {
    bool has_tree = checker->arch == AXVM_ARCH_AARCH64 || checker->arch == AXVM_ARCH_RISCV64;
    if (!checker->config->kernel.cmdline.present || (checker->profile == AXVM_PROFILE_0_8 && !has_tree)) {
        return;
    }
    struct axvm_finding *finding = axvm_report(checker, AXVM_PLACE_OF(checker, kernel, cmdline));
    axvm_finding_message(checker->findings, finding, "`cmdline` has no effect");
    axvm_finding_label(checker->findings, finding, "the guest's kernel does not get it");
    if (has_tree && checker->config->kernel.dtb_path.present) {
        axvm_finding_secondary(checker->findings, finding, AXVM_PLACE_OF(checker, kernel, dtb_path),
                               "what it gets is in here");
        axvm_finding_remark(checker->findings, finding, AXVM_REMARK_ON_BOARD,
                            "the kernel's command line is `bootargs` of the device tree");
        axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP,
                            "write it into `bootargs` of /chosen in the source of the device tree");
    } else if (has_tree) {
        axvm_finding_remark(checker->findings, finding, AXVM_REMARK_ON_BOARD,
                            "the kernel's command line is `bootargs` of the host's device tree");
        axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP,
                            "give the guest a device tree of its own in `dtb_path`, with `bootargs` in /chosen");
    } else {
        axvm_finding_remark(checker->findings, finding, AXVM_REMARK_ON_BOARD,
                            "the kernel has the command line that it was built with, or none");
        axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP, "build the command line into the kernel");
    }
}

static void check_only_generated(struct axvm_checker *checker) {
    const struct axvm_crate_config *config = checker->config;
    if (config->kernel.entry_point != 1 || config->base.id != 0 || config->kernel.memory_region_count != 0 ||
        AXVM_IS_PRESENT(checker, devices, interrupt_mode)) {
        return;
    }
    struct axvm_finding *finding = axvm_report(checker, AXVM_PLACE_OF(checker, kernel, entry_point));
    axvm_finding_message(checker->findings, finding, "this is a generated configuration that is not filled in yet");
    axvm_finding_label(checker->findings, finding, "1 is what `generate` writes if it is told no entry point");
    axvm_finding_secondary(checker->findings, finding, AXVM_PLACE_OF(checker, base, id), "no number either");
    axvm_finding_secondary(checker->findings, finding, AXVM_PLACE_OF(checker, kernel, memory_regions), "and no memory");
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_ON_BOARD, "the guest cannot start");
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP,
                        "fill in `id`, `entry_point`, `memory_regions`, the devices and `interrupt_mode`");
}

/* --- images ------------------------------------------------------------------------------------------- */

/* Where the images probably are: the file system of a hypervisor has those of guests in /guest. */
static const char *probable_location(const struct axvm_crate_config *config) {
    return begins_with(config->kernel.kernel_path, "/guest/") ? "fs" : "memory";
}

static void report_no_location(struct axvm_checker *checker) {
    bool is_fs = begins_with(checker->config->kernel.kernel_path, "/guest/");
    struct axvm_finding *finding = axvm_report(checker, AXVM_PLACE_OF(checker, kernel, kernel_path));
    axvm_finding_message(checker->findings, finding, "`image_location` is missing");
    axvm_finding_label(checker->findings, finding, "nothing says where this file is");
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_ON_BOARD,
                        checker->profile == AXVM_PROFILE_0_4
                            ? "the hypervisor panics before it loads anything: every VM is lost"
                            : "the hypervisor refuses to load images and the VM is not created");
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP, "write image_location = \"%s\": %s",
                        probable_location(checker->config),
                        is_fs ? "the path is in the hypervisor's file system"
                              : "the images are built into the hypervisor");
    axvm_suggest_key_behind(checker, finding, AXVM_NODE_OF(checker, kernel, kernel_path),
                            axvm_slice_of(is_fs ? "image_location = \"fs\"" : "image_location = \"memory\""), true);
}

static void check_image_location(struct axvm_checker *checker) {
    const struct axvm_optional_string *location = &checker->config->kernel.image_location;
    if (!location->present) {
        report_no_location(checker);
        return;
    }
    if (is_image_location(checker->config, "memory") || is_image_location(checker->config, "fs")) {
        return;
    }
    bool is_memory = axvm_edit_distance(location->value, axvm_slice_of("memory"), 2) <= 2;
    bool is_fs = axvm_edit_distance(location->value, axvm_slice_of("fs"), 1) <= 1;
    const char *meant = is_memory ? "memory" : is_fs ? "fs" : probable_location(checker->config);
    struct axvm_span span = AXVM_PLACE_OF(checker, kernel, image_location);
    struct axvm_finding *finding = axvm_report(checker, span);
    axvm_finding_message(checker->findings, finding, "there is no image location %q", location->value);
    axvm_finding_label(checker->findings, finding, "it is `memory` or `fs`, in small letters");
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_ON_BOARD,
                        checker->profile == AXVM_PROFILE_0_4
                            ? "the hypervisor panics before it loads anything: every VM is lost"
                            : "the hypervisor refuses to load images and the VM is not created");
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP, "write \"%s\"", meant);
    axvm_finding_fix(checker->findings, finding, span, axvm_slice_of(meant[0] == 'm' ? "\"memory\"" : "\"fs\""),
                     !is_memory && !is_fs);
}

static void check_fs_images(struct axvm_checker *checker) {
    if (checker->options->deploy != AXVM_DEPLOY_MEMORY || !is_image_location(checker->config, "fs")) {
        return;
    }
    struct axvm_finding *finding = axvm_report(checker, AXVM_PLACE_OF(checker, kernel, image_location));
    axvm_finding_message(checker->findings, finding, "the images are in a file system, the configuration is built in");
    axvm_finding_label(checker->findings, finding, "this needs a hypervisor with the feature `fs`");
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_ON_BOARD,
                        checker->profile == AXVM_PROFILE_0_4
                            ? "without the feature the hypervisor panics: every VM is lost"
                            : "without the feature the images are refused and the VM is not created");
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_NOTE,
                        "with it, any file in /guest/vm_default makes it ignore all configurations that are built in");
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP,
                        "build with the feature, or write \"memory\" and paths of this machine");
}

static void check_memory_images(struct axvm_checker *checker) {
    if (checker->options->deploy != AXVM_DEPLOY_FS || !is_image_location(checker->config, "memory")) {
        return;
    }
    struct axvm_span span = AXVM_PLACE_OF(checker, kernel, image_location);
    struct axvm_finding *finding = axvm_report(checker, span);
    axvm_finding_message(checker->findings, finding, "the images of a configuration in a file system are not built in");
    axvm_finding_label(checker->findings, finding, "images are built in with a configuration, by its `id`");
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_ON_BOARD,
                        checker->profile == AXVM_PROFILE_0_4
                            ? "without images for id %u the hypervisor panics; with those of another VM it boots them"
                            : "without images for id %u the VM is not created; with those of another VM it boots them",
                        checker->config->base.id);
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP,
                        "write \"fs\", and the paths of the images in the hypervisor's file system");
    axvm_finding_fix(checker->findings, finding, span, axvm_slice_of("\"fs\""), true);
}

/* Whether an image of a configuration is loaded at all. */
static bool is_loaded(const struct axvm_crate_config *config, enum axvm_image image) {
    bool is_firmware = image == AXVM_IMAGE_BIOS || image == AXVM_IMAGE_UEFI_FIRMWARE;
    return !is_firmware || config->profile == AXVM_PROFILE_0_4 || config->kernel.enable_bios;
}

static void check_relative_paths(struct axvm_checker *checker) {
    static const size_t offsets[AXVM_IMAGE_COUNT] = {
        [AXVM_IMAGE_KERNEL] = offsetof(struct axvm_kernel_config, kernel_path),
        [AXVM_IMAGE_BIOS] = offsetof(struct axvm_kernel_config, bios_path),
        [AXVM_IMAGE_UEFI_FIRMWARE] = offsetof(struct axvm_kernel_config, uefi_firmware_path),
        [AXVM_IMAGE_DTB] = offsetof(struct axvm_kernel_config, dtb_path),
        [AXVM_IMAGE_RAMDISK] = offsetof(struct axvm_kernel_config, ramdisk_path),
    };
    if (!is_image_location(checker->config, "fs")) {
        return;
    }
    for (unsigned image = 0; image < AXVM_IMAGE_COUNT; image++) {
        struct axvm_optional_string path = axvm_image_path(checker->config, (enum axvm_image)image);
        if (!path.present || path.value.length == 0 || begins_with(path.value, "/") ||
            !is_loaded(checker->config, (enum axvm_image)image)) {
            continue;
        }
        struct axvm_finding *finding =
            axvm_report(checker, axvm_place_of_member(checker->vm, &axvm_kernel_record, checker->config->kernel.node,
                                                      offsets[image]));
        axvm_finding_message(checker->findings, finding, "the path %q is relative", path.value);
        axvm_finding_label(checker->findings, finding, "not to this file, but to the root of the file system");
        axvm_finding_remark(checker->findings, finding, AXVM_REMARK_ON_BOARD,
                            "the hypervisor opens /%v of its own file system", path.value);
        axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP,
                            "write the whole path there, such as /guest/%v", path.value);
    }
}

static void check_bios_enabled(struct axvm_checker *checker) {
    const struct axvm_kernel_config *kernel = &checker->config->kernel;
    bool is_direct = !kernel->boot_protocol.present || kernel->boot_protocol.value == AXVM_BOOT_DIRECT;
    bool is_off = AXVM_IS_PRESENT(checker, kernel, enable_bios);
    if (!kernel->bios_path.present || kernel->enable_bios || !is_direct) {
        return;
    }
    struct axvm_finding *finding = axvm_report_at(checker, is_off ? AXVM_LEVEL_NOTE : AXVM_LEVEL_WARNING,
                                                  AXVM_PLACE_OF(checker, kernel, bios_path));
    axvm_finding_message(checker->findings, finding, "%q is not loaded", kernel->bios_path.value);
    axvm_finding_label(checker->findings, finding, "firmware is used with `enable_bios = true` only");
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_ON_BOARD,
                        "the guest starts at %x, without the firmware", kernel->entry_point);
    if (is_off) {
        axvm_finding_secondary(checker->findings, finding, AXVM_PLACE_OF(checker, kernel, enable_bios),
                               "it is switched off here");
        axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP, "take `bios_path` out, or switch it on");
        return;
    }
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_NOTE,
                        "profile 0.4 loads it without a switch: configurations from then need this line");
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP, "write enable_bios = true");
    axvm_suggest_key_behind(checker, finding, AXVM_NODE_OF(checker, kernel, bios_path),
                            axvm_slice_of("enable_bios = true"), true);
}

/* --- architecture ------------------------------------------------------------------------------------- */

/* Some checks were left out then: there are those that depend on it and need no more keys than this one. */
static void check_architecture_known(struct axvm_checker *checker) {
    if (checker->arch != AXVM_ARCH_UNKNOWN) {
        return;
    }
    struct axvm_finding *finding = axvm_report(checker, AXVM_PLACE_OF(checker, kernel, kernel_path));
    axvm_finding_message(checker->findings, finding,
                         "the architecture is not known, so the checks that depend on it were left out");
    axvm_finding_label(checker->findings, finding, "nothing here or in the file's name tells it");
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP,
                        "say --arch aarch64, riscv64, x86_64 or loongarch64; --verbose lists the checks left out");
}

/* --- the rows ------------------------------------------------------------------------------------------- */

/* Examples that need more than a text begin with a line that names the file and the options. */
#define FILE_IS(name_and_options) "# --- " name_and_options "\n"
#define KERNEL_IS(lines)          "[kernel]\n" lines
#define NO_LOCATION               ADDRESSES MEMORY BASE DEVICES
#define BEHIND_KERNEL             LOCATION NO_LOCATION

static const struct axvm_rule rows[] = {
    {.code = AXVM_CODE_CFG_NUMBERS_SWAPPED,
     IN_ALL(WARNING),
     .needs = {NEEDS_DEVICES(emu_devices)},
     .check = check_order,
     .title = "numbers of an emulated device in the wrong order",
     TEXTS(.origin = "CFG-07", .name = "emu-numbers-swapped",
           .explanation =
               "Written as an array, an emulated device is name, base_gpa, length, irq_id, emu_type and cfg_list, "
               "in this order. Nobody can tell the numbers apart, so two in the wrong order are read without "
               "complaint. This one is reported where a device would have more registers than any does, or an "
               "interrupt that looks like a length. Written as a table, each number has its name.",
           .on_board = "The device is emulated at the wrong addresses, or nowhere.",
           .failing =
               "[devices]\nemu_devices = [\n  [\"channel\", 0x1_0000, 0xbff0_0000, 0, 0xa, []],\n]\n" PASSED INTERRUPTS
                   BASE KERNEL,
           .mended =
               "[devices]\nemu_devices = [\n  [\"channel\", 0xbff0_0000, 0x1_0000, 0, 0xa, []],\n]\n" PASSED INTERRUPTS
                   BASE KERNEL)},
    {.code = AXVM_CODE_CFG_INTEGER_TOO_LARGE,
     IN_ALL(WARNING),
     .needs = {NEEDS_KERNEL(image_location), NEEDS_KERNEL(enable_bios)},
     .check = check_large_integers,
     .title = "number that the build cannot read",
     TEXTS(.origin = "CFG-08", .name = "integer-too-large", .related = {AXVM_CODE_IMG_DTB_UNMAPPED},
           .explanation =
               "A configuration that is built into the hypervisor is read twice: on the board, where numbers of 64 "
               "bits are fine, and by the build, which looks for images to build in and whose TOML has numbers up "
               "to 0x7fff_ffff_ffff_ffff only, and down to -2^63. It makes no difference which key the number belongs "
               "to: one that is otherwise ignored matters, too. This is an error with `--deploy memory`, and does not "
               "matter with `--deploy fs`.",
           .on_board =
               "The build of Axvisor 0.4 stops. That of Axvisor 0.8 passes over the images of this VM without a "
               "word, and on the board the VM is not created.",
           .failing = "[kernel]\ndtb_load_addr = 0x9000_0000_4800_0000\n" IMAGE BEHIND_KERNEL,
           .mended = "[kernel]\ndtb_load_addr = 0x4800_0000\n" IMAGE BEHIND_KERNEL)},
    {.code = AXVM_CODE_CFG_RAW_STRING_END,
     IN_0_4(WARNING),
     .check = check_raw_string,
     .title = "text that ends a string in the hypervisor's build",
     TEXTS(.origin = "CFG-09", .name = "raw-string-end",
           .explanation =
               "The build of Axvisor 0.4 puts the whole file between `r###\"` and `\"###` into a Rust source. A "
               "quote directly followed by three `#` anywhere in the file, even in a comment, ends the string "
               "early. It does not matter with `--deploy fs`.",
           .on_board = "It never gets there: the hypervisor does not compile.",
           .failing = KERNEL_IS("kernel_path = \"/guest/kernel.bin\"### the image\n") BEHIND_KERNEL,
           .mended = KERNEL_IS("kernel_path = \"/guest/kernel.bin\" # the image\n") BEHIND_KERNEL)},
    {.code = AXVM_CODE_CFG_PATH_COLON,
     IN_ALL(WARNING),
     .check = check_colon,
     .title = "path of the configuration contains a colon",
     TEXTS(.origin = "CFG-10", .name = "path-colon",
           .related = {AXVM_CODE_CFG_FILE_NAME, AXVM_CODE_CFG_FS_IMAGES_BUILT_IN},
           .explanation = "The build of the hypervisor gets the paths of all configurations in one variable, "
                          "`AXVISOR_VM_CONFIGS`, separated by `:`. A path with a colon in it is taken for two. This is "
                          "checked with `--deploy memory`.",
           .on_board = "It never gets there: the build does not find the file and stops.",
           .failing = FILE_IS("linux:smp1.toml --deploy memory") "[base]\n" BEHIND_BASE,
           .mended = FILE_IS("linux-smp1.toml --deploy memory") "[base]\n" BEHIND_BASE)},
    {.code = AXVM_CODE_CFG_HEADER_SPELLING,
     IN_0_4(ERROR),
     .needs = {NEEDS_KERNEL(image_location)},
     .check = check_headers,
     .title = "section header in another spelling than expected",
     TEXTS(.origin = "CFG-11", .name = "header-spelling", .related = {AXVM_CODE_CFG_FILE_NAME},
           .explanation =
               "Before Axvisor 0.4 reads a file from its file system it looks for the texts `[base]`, `[kernel]` "
               "and `[devices]` in it. Sections that are written otherwise, such as `[ base ]`, inline tables or "
               "dotted keys, are fine TOML, but the file is not taken for a configuration. This is an error with "
               "`--deploy fs`, and does not matter with `--deploy memory`.",
           .on_board = "The hypervisor logs a warning and passes over the file. The VM is missing.",
           .failing = FILE_IS("vm.toml --deploy fs") "[ base ]\n" BEHIND_BASE,
           .mended = FILE_IS("vm.toml --deploy fs") "[base]\n" BEHIND_BASE)},
    {.code = AXVM_CODE_CFG_FILE_NAME,
     IN_ALL(ERROR),
     .check = check_file_name,
     .title = "file name that the hypervisor passes over",
     TEXTS(.origin = "CFG-12", .name = "file-name",
           .related = {AXVM_CODE_CFG_HEADER_SPELLING, AXVM_CODE_CFG_PATH_COLON},
           .explanation =
               "Of the files in /guest/vm_default the hypervisor reads those whose names end in `.toml`, in small "
               "letters. This is checked with `--deploy fs`.",
           .on_board = "The hypervisor passes over the file without a message. The VM is missing.",
           .failing = FILE_IS("linux.toml.bak --deploy fs") "[base]\n" BEHIND_BASE,
           .mended = FILE_IS("linux.toml --deploy fs") "[base]\n" BEHIND_BASE)},
    {.code = AXVM_CODE_CFG_DISK_PATH_UNUSED,
     IN_ALL(NOTE),
     .needs = {NEEDS_KERNEL(disk_path)},
     .check = check_disk_path,
     .title = "`disk_path` has no effect",
     TEXTS(.origin = "CFG-15", .name = "disk-path-unused", .related = {AXVM_CODE_CFG_CMDLINE_UNUSED},
           .explanation =
               "No version of Axvisor reads `disk_path`. Guests have physical disks, which are passed through, or "
               "a ramdisk.",
           .on_board = "Nothing: the guest has no such disk.",
           .failing = "[kernel]\ndisk_path = \"/guest/disk.img\"\n" IMAGE BEHIND_KERNEL,
           .mended = "[kernel]\n" IMAGE BEHIND_KERNEL)},
    {.code = AXVM_CODE_CFG_CMDLINE_UNUSED,
     IN_ALL(WARNING),
     .needs = {NEEDS_KERNEL(cmdline), NEEDS_KERNEL(dtb_path)},
     .check = check_cmdline,
     .title = "`cmdline` has no effect",
     TEXTS(.origin = "CFG-16", .name = "cmdline-unused", .related = {AXVM_CODE_CFG_DISK_PATH_UNUSED},
           .explanation =
               "Axvisor 0.4 never reads `cmdline`, and Axvisor 0.8 does on x86_64 and loongarch64 only. On aarch64 "
               "and riscv64 the kernel's command line is `bootargs` of /chosen in the guest's device tree. Where "
               "the hypervisor makes that tree itself, it is the host's.",
           .on_board = "The guest's kernel starts with another command line, or none.",
           .failing = "[kernel]\ncmdline = \"console=ttyAMA0\"\n" IMAGE BEHIND_KERNEL,
           .mended = "[kernel]\n" IMAGE BEHIND_KERNEL)},
    {.code = AXVM_CODE_CFG_ONLY_GENERATED,
     IN_ALL(WARNING),
     .needs = {NEEDS_BASE(id), NEEDS_KERNEL(entry_point), NEEDS_KERNEL(memory_regions), NEEDS_DEVICES(interrupt_mode)},
     .check = check_only_generated,
     .title = "generated configuration that is not filled in",
     TEXTS(.origin = "CFG-17", .name = "only-generated",
           .related = {AXVM_CODE_IRQ_MODE_OMITTED, AXVM_CODE_MEM_NONE, AXVM_CODE_MVM_ID_ZERO},
           .explanation =
               "`axvmconfig generate`, and the tool it replaces, write a configuration to start from: unless they "
               "are told more, with id 0, entry point 1, no memory, no devices and no interrupts. No guest starts "
               "like this.",
           .on_board = "The guest cannot start: it has no memory.",
           .failing = "[kernel]\nentry_point = 1\nmemory_regions = []\nkernel_load_addr = 0x4020_0000\n" IMAGE LOCATION
                      "\n[base]\nid = 0\n" NAME VM_TYPE CPUS "\n[devices]\n" DEVICE_LISTS,
           .mended = "[kernel]\n" IMAGE BEHIND_KERNEL)},
    {.code = AXVM_CODE_CFG_IMAGE_LOCATION,
     IN_ALL(ERROR),
     .needs = {NEEDS_KERNEL(image_location), NEEDS_KERNEL(kernel_path)},
     .check = check_image_location,
     .title = "`image_location` is missing or unknown",
     TEXTS(.origin = "CFG-18", .name = "image-location",
           .related = {AXVM_CODE_CFG_FS_IMAGES_BUILT_IN, AXVM_CODE_CFG_MEMORY_IMAGES_IN_FS},
           .explanation =
               "`image_location` must be \"memory\", if the images are built into the hypervisor, or \"fs\", if it "
               "reads them from its file system, in small letters. There is no default.",
           .on_board =
               "Axvisor 0.4 panics before it loads anything, which takes every VM down. Axvisor 0.8 does not create "
               "the VM.",
           .failing = "[kernel]\nkernel_path = \"/guest/kernel.bin\"\nimage_location = \"FS\"\n" NO_LOCATION,
           .mended = "[kernel]\nkernel_path = \"/guest/kernel.bin\"\nimage_location = \"fs\"\n" NO_LOCATION)},
    {.code = AXVM_CODE_CFG_FS_IMAGES_BUILT_IN,
     IN_ALL(NOTE),
     .needs = {NEEDS_KERNEL(image_location)},
     .check = check_fs_images,
     .title = "built in, but its images are in a file system",
     TEXTS(.origin = "CFG-19", .name = "fs-images",
           .related = {AXVM_CODE_CFG_MEMORY_IMAGES_IN_FS, AXVM_CODE_CFG_IMAGE_LOCATION},
           .explanation =
               "A configuration that is built into the hypervisor can have its images in a file system only if "
               "the hypervisor is built with the feature `fs`. Such a hypervisor prefers configurations from its "
               "file system, too: if there is any in /guest/vm_default, those that are built in are ignored. This "
               "is checked with `--deploy memory`.",
           .on_board = "Without the feature Axvisor 0.4 panics, and Axvisor 0.8 does not create the VM.",
           .failing = FILE_IS("vm.toml --deploy memory") KERNEL_IS(IMAGE "image_location = \"fs\"\n") NO_LOCATION,
           .mended = FILE_IS("vm.toml --deploy fs") KERNEL_IS(IMAGE "image_location = \"fs\"\n") NO_LOCATION)},
    {.code = AXVM_CODE_CFG_MEMORY_IMAGES_IN_FS,
     IN_ALL(ERROR),
     .needs = {NEEDS_BASE(id), NEEDS_KERNEL(image_location)},
     .check = check_memory_images,
     .title = "read from a file system, but its images built in",
     TEXTS(.origin = "CFG-20", .name = "memory-images",
           .related = {AXVM_CODE_CFG_FS_IMAGES_BUILT_IN, AXVM_CODE_CFG_IMAGE_LOCATION},
           .explanation =
               "Images are built into the hypervisor together with their configuration, and found by its `id`. A "
               "configuration that is read from the file system has none. If one that is built in happens to have "
               "the same `id`, its images are taken. Write \"fs\" and put the images next to the configuration. "
               "This is checked with `--deploy fs`.",
           .on_board =
               "Axvisor 0.4 panics, which takes every VM down. Axvisor 0.8 does not create the VM. With an `id` that "
               "is built in, both boot the images of another VM.",
           .failing = FILE_IS("vm.toml --deploy fs") KERNEL_IS(IMAGE "image_location = \"memory\"\n") NO_LOCATION,
           .mended = FILE_IS("vm.toml --deploy fs") KERNEL_IS(IMAGE "image_location = \"fs\"\n") NO_LOCATION)},
    {.code = AXVM_CODE_CFG_PATH_RELATIVE,
     IN_ALL(NOTE),
     .needs = {NEEDS_KERNEL(image_location), NEEDS_KERNEL(kernel_path), NEEDS_KERNEL(bios_path), NEEDS_KERNEL(dtb_path),
               NEEDS_KERNEL(ramdisk_path), NEEDS_KERNEL(enable_bios)},
     .check = check_relative_paths,
     .title = "relative path in the hypervisor's file system",
     TEXTS(.origin = "CFG-21", .name = "path-relative",
           .explanation =
               "With `image_location = \"fs\"` images are read from the hypervisor's file system. A path that does "
               "not begin with `/` is taken from the root of it, not from the folder of the configuration.",
           .on_board = "The file is sought in the root of the file system. Where it is not, the VM does not start.",
           .failing = KERNEL_IS("kernel_path = \"kernel.bin\"\n" LOCATION) NO_LOCATION,
           .mended = KERNEL_IS("kernel_path = \"/guest/kernel.bin\"\n" LOCATION) NO_LOCATION)},
    {.code = AXVM_CODE_CFG_BIOS_NOT_ENABLED,
     IN_0_8(WARNING),
     .needs = {NEEDS_KERNEL(bios_path), NEEDS_KERNEL(enable_bios), NEEDS_KERNEL(boot_protocol),
               NEEDS_KERNEL(entry_point)},
     .check = check_bios_enabled,
     .title = "firmware that is not loaded",
     TEXTS(.origin = "CFG-22", .name = "bios-not-enabled",
           .explanation =
               "Since profile 0.8 firmware is used only with `enable_bios = true`. Without it `bios_path` has no "
               "effect, unlike in profile 0.4.",
           .on_board = "The guest starts at its entry point, where the firmware is expected and nothing is.",
           .failing = KERNEL_IS("bios_path = \"/guest/bios.bin\"\n") IMAGE BEHIND_KERNEL,
           .mended = KERNEL_IS("") IMAGE BEHIND_KERNEL)},
    {.code = AXVM_CODE_ARCHITECTURE_UNKNOWN,
     IN_ALL(NOTE),
     .needs = {NEEDS_KERNEL(kernel_path), NEEDS_KERNEL(memory_regions), NEEDS_DEVICES(emu_devices)},
     .check = check_architecture_known,
     .title = "architecture is not known",
     TEXTS(.name = "architecture-unknown",
           .explanation =
               "Much of what can go wrong depends on the architecture of the board, and a configuration does not "
               "name it. It is inferred from the types of emulated devices, from words such as `aarch64`, "
               "`riscv64` or `rk3588` in `kernel_path`, in the name of the configuration file, in its other "
               "paths, in `name` and in the folders that the file is in, and from typical addresses. Where none "
               "of these tells, only those checks "
               "run that hold everywhere. Name the architecture with `--arch`, or give the file a name that "
               "tells it.",
           .failing =
               "[kernel]\nkernel_path = \"/guest/kernel.bin\"\nmemory_regions = [[0x8000_0000, 0x1000_0000, 7, 0]]\n"
               "kernel_load_addr = 0x8020_0000\nentry_point = 0x8020_0000\n" LOCATION BASE DEVICES,
           .mended = "[kernel]\nkernel_path = \"/guest/kernel-aarch64.bin\"\n"
                     "memory_regions = [[0x8000_0000, 0x1000_0000, 7, 0]]\n"
                     "kernel_load_addr = 0x8020_0000\nentry_point = 0x8020_0000\n" LOCATION BASE DEVICES)},
};

const struct axvm_rule_family axvm_cfg_rules = FAMILY(rows);
