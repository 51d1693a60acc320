/* SPDX-License-Identifier: Apache-2.0 */
/* Family 06, devices passed through: addresses and lengths of windows. */
#include "check/dev_rules.h"

#include "base/wrap.h"
#include "check/window.h"

/* One range that is passed through, from either list. */
struct passed {
    bool is_device;         /* else from passthrough_addresses */
    struct axvm_slice name; /* of a device */
    uint64_t base_gpa;
    uint64_t base_hpa;
    uint64_t length_bytes;
    uint32_t node;
};

/* Which lists to go through, and how far one is. */
struct walk {
    size_t device_count; /* 0 where the list is made anew */
    size_t next;
};

static struct walk walk_all(const struct axvm_checker *checker) {
    bool is_listed = axvm_passthrough_is_listed(checker->config, checker->arch);
    return (struct walk){is_listed ? checker->config->devices.passthrough_device_count : 0, 0};
}

static struct passed device_at(const struct axvm_checker *checker, size_t index) {
    const struct axvm_passthrough_device_config *device = &checker->config->devices.passthrough_devices[index];
    return (struct passed){true, device->name, device->base_gpa, device->base_hpa, device->length_bytes, device->node};
}

static struct passed address_at(const struct axvm_checker *checker, size_t index) {
    const struct axvm_passthrough_address_config *address = &checker->config->devices.passthrough_addresses[index];
    return (struct passed){false,        {NULL, 0}, address->base_gpa, address->base_gpa, address->length_bytes,
                           address->node};
}

static bool walk_next(const struct axvm_checker *checker, struct walk *walk, struct passed *passed) {
    size_t index = walk->next++;
    if (index < walk->device_count) {
        *passed = device_at(checker, index);
        return true;
    }
    index -= walk->device_count;
    if (index >= checker->config->devices.passthrough_address_count) {
        return false;
    }
    *passed = address_at(checker, index);
    return true;
}

/* --- places and words ------------------------------------------------------------------------------- */

static struct axvm_span place_of_base(const struct axvm_checker *checker, const struct passed *passed) {
    return passed->is_device ? AXVM_PLACE_IN(checker->vm, passthrough_device, passed, base_gpa)
                             : AXVM_PLACE_IN(checker->vm, passthrough_address, passed, base_gpa);
}

static struct axvm_span place_of_length(const struct axvm_checker *checker, const struct passed *passed) {
    return passed->is_device ? AXVM_PLACE_IN(checker->vm, passthrough_device, passed, length_bytes)
                             : AXVM_PLACE_IN(checker->vm, passthrough_address, passed, length_bytes);
}

static struct axvm_span place_of_hpa(const struct axvm_checker *checker, const struct passed *passed) {
    return AXVM_PLACE_IN(checker->vm, passthrough_device, passed, base_hpa);
}

/* "device `uart`", "address range 0x900_0000". Nothing for a finding that is only counted. */
static struct axvm_slice describe(struct axvm_checker *checker, const struct axvm_finding *finding,
                                  const struct passed *passed) {
    if (!AXVM_HAS_REMARKS || finding == NULL) {
        return (struct axvm_slice){NULL, 0};
    }
    struct axvm_slice text = passed->is_device
                                 ? axvm_format(checker->findings->arena, "device %q", passed->name)
                                 : axvm_format(checker->findings->arena, "address range %x", passed->base_gpa);
    checker->out_of_memory |= text.data == NULL;
    return text;
}

static struct axvm_range range_of(const struct passed *passed) {
    return (struct axvm_range){passed->base_gpa, passed->length_bytes};
}

/* What is mapped for it, as window.h has it. */
static bool window_of(const struct axvm_checker *checker, const struct passed *passed, struct axvm_range *range) {
    return axvm_passthrough_window(passed->base_gpa, passed->length_bytes, checker->profile, range);
}

/* The item of a window of one of the two kinds. */
static struct passed passed_of(const struct axvm_checker *checker, const struct axvm_window *window) {
    return window->kind == AXVM_WINDOW_PASSTHROUGH_DEVICE ? device_at(checker, window->index)
                                                          : address_at(checker, window->index);
}

/* Why a VM is lost, in both profiles. */
static const char *refusal(const struct axvm_checker *checker) {
    return checker->profile == AXVM_PROFILE_0_4 ? "the hypervisor cannot map it and panics: every VM is lost"
                                                : "the mapping is refused, and the VM is not created";
}

/* --- host addresses --------------------------------------------------------------------------------- */

/* Whether a device's host address stands in the text; else it is 0. */
static bool has_hpa(const struct axvm_checker *checker, const struct passed *device) {
    return axvm_node_of_member(checker->vm, &axvm_passthrough_device_record, device->node,
                               offsetof(struct axvm_passthrough_device_config, base_hpa)) != 0;
}

/* One address for guest and host: that of the host, since it is the author who says where that is. */
static void suggest_one_address(struct axvm_checker *checker, struct axvm_finding *finding,
                                const struct passed *device) {
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP,
                        "write one address for both: %x if that is where the host has the device", device->base_hpa);
    axvm_suggest_number(checker, finding, place_of_base(checker, device), device->base_hpa, true);
}

void axvm_dev_check_hpa_ignored(struct axvm_checker *checker) {
    struct walk walk = walk_all(checker);
    for (size_t i = 0; i < walk.device_count; i++) {
        struct passed device = device_at(checker, i);
        if (device.base_hpa == device.base_gpa || device.length_bytes == 0 || !has_hpa(checker, &device)) {
            continue;
        }
        struct axvm_finding *finding = axvm_report(checker, place_of_hpa(checker, &device));
        axvm_finding_message(checker->findings, finding, "the host address of device %q is not heeded", device.name);
        axvm_finding_label(checker->findings, finding, "not %x but %x of the host is mapped", device.base_hpa,
                           device.base_gpa);
        axvm_finding_secondary(checker->findings, finding, place_of_base(checker, &device), "this address is used");
        axvm_finding_remark(checker->findings, finding, AXVM_REMARK_ON_BOARD,
                            "the guest gets what the host has at %x, which is another device or none", device.base_gpa);
        suggest_one_address(checker, finding, &device);
    }
}

static void report_hpa_differs(struct axvm_checker *checker, const struct passed *device) {
    struct axvm_finding *finding = axvm_report(checker, place_of_hpa(checker, device));
    axvm_finding_message(checker->findings, finding, "device %q cannot be where the host does not have it",
                         device->name);
    if (has_hpa(checker, device)) {
        axvm_finding_label(checker->findings, finding, "%x is not %x", device->base_hpa, device->base_gpa);
        axvm_finding_secondary(checker->findings, finding, place_of_base(checker, device), "for the guest");
    } else {
        axvm_finding_label(checker->findings, finding, "`base_hpa` is missing, so it is 0");
    }
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_ON_BOARD,
                        "%x is also mapped to itself; the two mappings conflict, and the VM is not created",
                        device->base_gpa);
    if (has_hpa(checker, device)) {
        suggest_one_address(checker, finding, device);
    } else {
        axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP, "add %x as `base_hpa`", device->base_gpa);
    }
}

void axvm_dev_check_hpa_differs(struct axvm_checker *checker) {
    if (!axvm_passthrough_is_explicit(checker->config)) {
        return;
    }
    for (size_t i = 0; i < checker->config->devices.passthrough_device_count; i++) {
        struct passed device = device_at(checker, i);
        if (device.base_hpa != device.base_gpa && device.length_bytes != 0) {
            report_hpa_differs(checker, &device);
        }
    }
}

/* Where in a page an address is. */
static void label_offset(struct axvm_checker *checker, struct axvm_finding *finding, struct axvm_span span,
                         uint64_t offset) {
    if (offset == 0) {
        axvm_finding_secondary(checker->findings, finding, span, "on a page boundary");
    } else {
        axvm_finding_secondary(checker->findings, finding, span, "%x past a page boundary", offset);
    }
}

void axvm_dev_check_page_offsets(struct axvm_checker *checker) {
    const uint64_t mask = AXVM_PAGE_BYTES - 1;
    struct walk walk = walk_all(checker);
    for (size_t i = 0; i < walk.device_count; i++) {
        struct passed device = device_at(checker, i);
        if (((device.base_gpa ^ device.base_hpa) & mask) == 0 || device.length_bytes == 0) {
            continue;
        }
        uint64_t mended = (device.base_hpa & ~mask) | (device.base_gpa & mask);
        struct axvm_span span = place_of_hpa(checker, &device);
        struct axvm_finding *finding = axvm_report(checker, span);
        axvm_finding_message(checker->findings, finding, "device %q is elsewhere in its page on the host", device.name);
        if (!has_hpa(checker, &device)) {
            axvm_finding_label(checker->findings, finding, "`base_hpa` is missing, so it is 0");
        } else if ((device.base_hpa & mask) == 0) {
            axvm_finding_label(checker->findings, finding, "on a page boundary");
        } else {
            axvm_finding_label(checker->findings, finding, "%x past a page boundary", device.base_hpa & mask);
        }
        label_offset(checker, finding, place_of_base(checker, &device), device.base_gpa & mask);
        axvm_finding_remark(checker->findings, finding, AXVM_REMARK_ON_BOARD,
                            "whole pages are mapped, so this cannot be: the VM is not created");
        if (has_hpa(checker, &device)) {
            axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP,
                                "write `base_hpa` as %x, or change `base_gpa`", mended);
            axvm_suggest_number(checker, finding, span, mended, true);
        } else {
            axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP,
                                "add where the host has it as `base_hpa`, such as %x", device.base_gpa);
        }
    }
}

/* --- pages ------------------------------------------------------------------------------------------ */

/* What a guest is given in profile 0.4 whatever its configuration says, on architectures with device trees. */
#define LOW_WINDOW_BYTES UINT64_C(0x200000)

/* All windows that are passed through, those that touch as one; taken when they are first asked for. */
static bool take_merged(struct axvm_checker *checker, struct axvm_window_list *list) {
    if (list->items != NULL) {
        return true;
    }
    if (!axvm_windows_of(checker->vm, AXVM_WINDOWS_PASSTHROUGH, checker->findings->arena, list)) {
        checker->out_of_memory = true;
        return false;
    }
    axvm_windows_merge(list);
    return true;
}

/* Whether an address that is not past the low window may be in it, in profile 0.4. */
static bool may_be_low(const struct axvm_checker *checker, uint64_t address, uint64_t end) {
    return address < end && checker->arch != AXVM_ARCH_X86_64 && checker->arch != AXVM_ARCH_LOONGARCH64;
}

/* Whether windows that only the device tree tells may be there besides. */
static bool has_windows_of_tree(const struct axvm_checker *checker) {
    const struct axvm_crate_config *config = checker->config;
    bool has_tree = checker->arch != AXVM_ARCH_X86_64 && checker->arch != AXVM_ARCH_LOONGARCH64;
    return has_tree && !axvm_passthrough_is_explicit(config) &&
           (config->devices.passthrough_device_count > 0 || config->kernel.dtb_path.present);
}

/* Where profile 0.4 ends the mapping of a range before its end. @return false if it does not */
static bool is_cut(const struct axvm_checker *checker, const struct passed *passed, uint64_t *end) {
    struct axvm_range window;
    bool starts_page = passed->base_gpa % AXVM_PAGE_BYTES == 0; /* then it ends in the pages that its length takes */
    if (checker->profile != AXVM_PROFILE_0_4 || starts_page || !window_of(checker, passed, &window)) {
        return false;
    }
    *end = window.base + window.size_bytes;
    return *end < passed->base_gpa + passed->length_bytes;
}

static void report_last_page(struct axvm_checker *checker, const struct passed *passed, uint64_t mapped_end) {
    uint64_t end = passed->base_gpa + passed->length_bytes;
    uint64_t first_page = axvm_round_down(passed->base_gpa, AXVM_PAGE_BYTES);
    uint64_t page_end = axvm_round_up(end, AXVM_PAGE_BYTES);
    struct axvm_span span = place_of_length(checker, passed);
    bool may_be_mapped = has_windows_of_tree(checker);
    struct axvm_finding *finding = axvm_report_at(checker, may_be_mapped ? AXVM_LEVEL_WARNING : AXVM_LEVEL_ERROR, span);
    axvm_finding_message(checker->findings, finding, "the last page of %v is not mapped",
                         describe(checker, finding, passed));
    axvm_finding_label(checker->findings, finding, "ends at %x, but is mapped up to %x", end, mapped_end);
    axvm_finding_secondary(checker->findings, finding, place_of_base(checker, passed), "%x past a page boundary",
                           passed->base_gpa - first_page);
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_ON_BOARD,
                        may_be_mapped ? "base and length are rounded apart; an access from %x on panics the "
                                        "hypervisor, unless the device tree has it mapped"
                                      : "base and length are rounded apart; an access from %x on panics the "
                                        "hypervisor: every VM is lost",
                        mapped_end);
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP,
                        "write %x to go up to the end of the page, or whole pages: %x from %x on",
                        page_end - passed->base_gpa, page_end - first_page, first_page);
    axvm_suggest_number(checker, finding, span, page_end - passed->base_gpa, false);
}

void axvm_dev_check_last_page(struct axvm_checker *checker) {
    struct axvm_window_list merged = {NULL, 0};
    struct walk walk = walk_all(checker);
    struct passed passed;
    while (walk_next(checker, &walk, &passed)) {
        uint64_t end;
        if (!is_cut(checker, &passed, &end) || may_be_low(checker, end, LOW_WINDOW_BYTES)) {
            continue;
        }
        if (!take_merged(checker, &merged)) {
            return;
        }
        /* The window of the range itself ends there, at least. */
        if (!axvm_range_has(axvm_windows_at(&merged, end)->range, end)) {
            report_last_page(checker, &passed, end);
        }
    }
}

void axvm_dev_check_shared_pages(struct axvm_checker *checker) {
    struct walk walk = walk_all(checker);
    struct passed passed;
    while (walk_next(checker, &walk, &passed)) {
        struct axvm_range window;
        uint64_t end;
        uint64_t into = passed.base_gpa % AXVM_PAGE_BYTES;
        uint64_t past = (into + passed.length_bytes % AXVM_PAGE_BYTES) % AXVM_PAGE_BYTES;
        if ((into == 0 && past == 0) || is_cut(checker, &passed, &end) || !window_of(checker, &passed, &window)) {
            continue;
        }
        struct axvm_finding *finding =
            axvm_report(checker, into != 0 ? place_of_base(checker, &passed) : place_of_length(checker, &passed));
        axvm_finding_message(checker->findings, finding, "%v is not in pages of its own",
                             describe(checker, finding, &passed));
        if (into != 0) {
            axvm_finding_label(checker->findings, finding, "starts %b past a page boundary", into);
        } else {
            axvm_finding_label(checker->findings, finding, "ends %b past a page boundary", past);
        }
        axvm_finding_remark(checker->findings, finding, AXVM_REMARK_ON_BOARD,
                            "whole pages are mapped: the guest reaches all from %x to %x", window.base,
                            axvm_range_last(window));
        axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP,
                            "see that no device of others is there, or write %x and %x", window.base,
                            window.size_bytes);
    }
}

/* --- limits ----------------------------------------------------------------------------------------- */

static void report_out_of_range(struct axvm_checker *checker, enum axvm_level level, const struct passed *passed,
                                uint64_t limit) {
    bool is_base = passed->base_gpa >= limit;
    struct axvm_finding *finding =
        axvm_report_at(checker, level, is_base ? place_of_base(checker, passed) : place_of_length(checker, passed));
    axvm_finding_message(checker->findings, finding, "%v is beyond what a guest can address",
                         describe(checker, finding, passed));
    if (is_base) {
        axvm_finding_label(checker->findings, finding, "not below %x", limit);
    } else {
        axvm_finding_label(checker->findings, finding, "%x past %x", passed->length_bytes - (limit - passed->base_gpa),
                           limit);
    }
    bool is_alias = level != AXVM_LEVEL_ERROR;
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_ON_BOARD,
                        is_alias ? "the upper bits of the address are lost, and it is mapped over another"
                                 : refusal(checker));
    if (is_base) {
        axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP, "move it below %x", limit);
    } else {
        axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP, "write a length of %x or less",
                            limit - passed->base_gpa);
    }
}

/* The host's side, which profile 0.8 looks at; its end is rounded up to a page. */
static void check_host_range(struct axvm_checker *checker, const struct passed *passed) {
    struct axvm_range host = {passed->base_hpa, passed->length_bytes};
    if (axvm_range_fits(host, axvm_round_down(UINT64_MAX, AXVM_PAGE_BYTES))) {
        return;
    }
    struct axvm_finding *finding = axvm_report(checker, place_of_hpa(checker, passed));
    axvm_finding_message(checker->findings, finding, "%v is beyond all host addresses",
                         describe(checker, finding, passed));
    axvm_finding_label(checker->findings, finding, "%x + %x wraps around", passed->base_hpa, passed->length_bytes);
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_ON_BOARD, refusal(checker));
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP, "write the address that the device has");
}

void axvm_dev_check_out_of_range(struct axvm_checker *checker) {
    struct walk walk = walk_all(checker);
    struct passed passed;
    unsigned bits = checker->options->gpa_bits;
    uint64_t narrow_end = bits > 0 && bits < 64 ? UINT64_C(1) << bits : UINT64_MAX;
    while (walk_next(checker, &walk, &passed)) {
        if (passed.length_bytes == 0) {
            continue;
        }
        if (!axvm_range_fits(range_of(&passed), AXVM_GPA_END)) {
            report_out_of_range(checker, AXVM_LEVEL_ERROR, &passed,
                                narrow_end < AXVM_GPA_END ? narrow_end : AXVM_GPA_END);
        } else if (!axvm_range_fits(range_of(&passed), narrow_end)) {
            bool is_refused = checker->profile == AXVM_PROFILE_0_8;
            report_out_of_range(checker, is_refused ? AXVM_LEVEL_ERROR : AXVM_LEVEL_WARNING, &passed, narrow_end);
        } else if (checker->profile == AXVM_PROFILE_0_8 && passed.is_device) {
            check_host_range(checker, &passed);
        }
    }
}

/* --- no length -------------------------------------------------------------------------------------- */

static void report_empty(struct axvm_checker *checker, enum axvm_level level, const struct passed *passed,
                         const char *effect) {
    bool is_path = passed->is_device && axvm_dev_is_path(passed->name);
    struct axvm_finding *finding = axvm_report_at(checker, level, place_of_length(checker, passed));
    axvm_finding_message(checker->findings, finding, "%v has no length", describe(checker, finding, passed));
    if (is_path) {
        axvm_finding_label(checker->findings, finding, "there is no device tree to look it up in");
    } else {
        axvm_finding_label(checker->findings, finding, "0 bytes at %x", passed->base_gpa);
    }
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_ON_BOARD, effect);
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP,
                        is_path ? "write the devices' windows, each with address and length"
                                : "write the length in bytes, 0x1000 for one page, or remove it");
}

/* Whether profile 0.4 makes an empty range part of a window that it touches, so that it does no harm. */
static bool is_merged(struct axvm_checker *checker, struct axvm_window_list *merged, const struct passed *passed) {
    uint64_t page = axvm_round_down(passed->base_gpa, AXVM_PAGE_BYTES);
    return may_be_low(checker, page, LOW_WINDOW_BYTES + 1) || !take_merged(checker, merged) ||
           axvm_windows_at(merged, page) != NULL;
}

static const char empty_unless_mapped[] =
    "an empty mapping is an error, and the hypervisor panics, unless the device tree has something mapped there";
static const char empty_mapping[] = "an empty mapping is an error, and the hypervisor panics: every VM is lost";

void axvm_dev_check_range_empty(struct axvm_checker *checker) {
    struct axvm_window_list merged = {NULL, 0};
    struct walk walk = walk_all(checker);
    struct passed passed;
    bool may_touch = has_windows_of_tree(checker);
    while (walk_next(checker, &walk, &passed)) {
        /* AX0612 is about devices on x86_64, AX0603 about paths elsewhere. */
        bool is_others = passed.is_device && (checker->arch == AXVM_ARCH_X86_64 || axvm_dev_is_path(passed.name));
        if (passed.length_bytes == 0 && !is_others && !is_merged(checker, &merged, &passed)) {
            report_empty(checker, may_touch ? AXVM_LEVEL_WARNING : AXVM_LEVEL_ERROR, &passed,
                         may_touch ? empty_unless_mapped : empty_mapping);
        }
    }
}

void axvm_dev_check_address_empty(struct axvm_checker *checker) {
    for (size_t i = 0; i < checker->config->devices.passthrough_address_count; i++) {
        struct passed passed = address_at(checker, i);
        if (passed.length_bytes == 0) {
            report_empty(checker, AXVM_LEVEL_ERROR, &passed, "refused, and the VM is not created");
        }
    }
}

void axvm_dev_check_device_empty(struct axvm_checker *checker) {
    struct axvm_window_list merged = {NULL, 0};
    for (size_t i = 0; i < checker->config->devices.passthrough_device_count; i++) {
        struct passed passed = device_at(checker, i);
        if (passed.length_bytes == 0 && !is_merged(checker, &merged, &passed)) {
            report_empty(checker, AXVM_LEVEL_ERROR, &passed, empty_mapping);
        }
    }
}

/* --- windows over others ---------------------------------------------------------------------------- */

static bool is_passthrough(const struct axvm_window *window) {
    return (AXVM_WINDOWS_PASSTHROUGH >> window->kind & 1) != 0;
}

static void report_over_emulated(void *context, const struct axvm_window *first, const struct axvm_window *second) {
    struct axvm_checker *checker = context;
    if (is_passthrough(first) == is_passthrough(second)) {
        return;
    }
    const struct axvm_window *window = is_passthrough(first) ? first : second;
    const struct axvm_window *emulated = is_passthrough(first) ? second : first;
    const struct axvm_emu_device_config *device = &checker->config->devices.emu_devices[emulated->index];
    struct axvm_range common = axvm_range_common(first->range, second->range);
    struct passed passed = passed_of(checker, window);
    struct axvm_finding *finding = axvm_report(checker, axvm_place_of_window(checker->vm, window));
    axvm_finding_message(checker->findings, finding, "%v covers the emulated device %q",
                         describe(checker, finding, &passed), device->name);
    axvm_finding_label(checker->findings, finding, "mapped from %x to %x", window->range.base,
                       axvm_range_last(window->range));
    axvm_finding_secondary(checker->findings, finding, axvm_place_of_window(checker->vm, emulated),
                           "emulated from %x to %x", emulated->range.base, axvm_range_last(emulated->range));
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_ON_BOARD,
                        checker->profile == AXVM_PROFILE_0_4
                            ? "the guest reaches the real device, and the emulated one is never asked"
                            : "the two conflict, and the VM is not created");
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP,
                        "leave %x to %x out of the window, or remove the emulated device", common.base,
                        axvm_range_last(common));
}

/* Tells a function of windows of some kinds that overlap. */
static void each_overlap(struct axvm_checker *checker, unsigned kinds, axvm_windows_overlap *report) {
    struct axvm_window_list list;
    if (!axvm_windows_of(checker->vm, kinds, checker->findings->arena, &list)) {
        checker->out_of_memory = true;
        return;
    }
    axvm_windows_each_overlap(&list, report, checker);
}

void axvm_dev_check_over_emulated(struct axvm_checker *checker) {
    if (checker->config->devices.emu_device_count == 0) {
        return;
    }
    each_overlap(checker, AXVM_WINDOWS_PASSTHROUGH | AXVM_WINDOWS(EMULATED), report_over_emulated);
}

/* Two windows of the lists that overlap: harmless if they agree on what the host has there. */
static void report_overlap(struct axvm_checker *checker, const struct axvm_window *first,
                           const struct axvm_window *second) {
    bool is_second_later = second->kind != first->kind ? second->kind > first->kind : second->index > first->index;
    const struct axvm_window *later = is_second_later ? second : first;
    const struct axvm_window *other = is_second_later ? first : second;
    struct passed passed = passed_of(checker, later);
    struct passed before = passed_of(checker, other);
    bool differs = checker->profile == AXVM_PROFILE_0_8 && axvm_wrapping_sub(passed.base_gpa, passed.base_hpa) !=
                                                               axvm_wrapping_sub(before.base_gpa, before.base_hpa);
    bool is_held = axvm_range_holds(other->range, later->range);
    struct axvm_range common = axvm_range_common(first->range, second->range);
    struct axvm_finding *finding =
        axvm_report_at(checker, differs ? AXVM_LEVEL_ERROR : AXVM_LEVEL_NOTE, axvm_place_of_window(checker->vm, later));
    if (differs) {
        axvm_finding_message(checker->findings, finding, "%v maps addresses that are mapped elsewhere already",
                             describe(checker, finding, &passed));
    } else {
        axvm_finding_message(checker->findings, finding,
                             is_held ? "%v is passed through already" : "%v is in part passed through already",
                             describe(checker, finding, &passed));
    }
    axvm_finding_label(checker->findings, finding, "%x to %x", later->range.base, axvm_range_last(later->range));
    axvm_finding_secondary(checker->findings, finding, axvm_place_of_window(checker->vm, other), "%x to %x",
                           other->range.base, axvm_range_last(other->range));
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_ON_BOARD,
                        differs ? "one address cannot be mapped to two of the host's, and the VM is not created"
                                : "mapped once, as one window");
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP,
                        is_held && !differs ? "remove it" : "leave out of one of them what both have, from %x to %x",
                        common.base, axvm_range_last(common));
}

static void report_same_list(void *context, const struct axvm_window *first, const struct axvm_window *second) {
    if (first->kind == second->kind) {
        report_overlap(context, first, second);
    }
}

static void report_other_list(void *context, const struct axvm_window *first, const struct axvm_window *second) {
    if (first->kind != second->kind) {
        report_overlap(context, first, second);
    }
}

void axvm_dev_check_overlap(struct axvm_checker *checker) {
    const struct axvm_devices_config *devices = &checker->config->devices;
    if (devices->passthrough_device_count < 2 && devices->passthrough_address_count < 2) {
        return;
    }
    each_overlap(checker, AXVM_WINDOWS_PASSTHROUGH, report_same_list);
}

void axvm_dev_check_twice(struct axvm_checker *checker) {
    const struct axvm_devices_config *devices = &checker->config->devices;
    if (devices->passthrough_device_count == 0 || devices->passthrough_address_count == 0) {
        return;
    }
    each_overlap(checker, AXVM_WINDOWS_PASSTHROUGH, report_other_list);
}

void axvm_dev_check_apic_page(struct axvm_checker *checker) {
    static const struct axvm_range apic = {UINT64_C(0xfee00000), AXVM_PAGE_BYTES};
    struct walk walk = walk_all(checker);
    struct passed passed;
    while (walk_next(checker, &walk, &passed)) {
        struct axvm_range window;
        if (!window_of(checker, &passed, &window) || !axvm_ranges_overlap(window, apic)) {
            continue;
        }
        struct axvm_finding *finding = axvm_report(checker, axvm_place_of_node(checker->vm, passed.node));
        axvm_finding_message(checker->findings, finding, "%v covers the page of the local APIC",
                             describe(checker, finding, &passed));
        axvm_finding_label(checker->findings, finding, "has %x to %x in it", apic.base, axvm_range_last(apic));
        axvm_finding_remark(checker->findings, finding, AXVM_REMARK_ON_BOARD,
                            "on Intel processors the hypervisor needs this page itself, and the VM is not created");
        axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP,
                            axvm_range_holds(apic, window)
                                ? "remove it: every guest has a local APIC of its own"
                                : "leave the page out: every guest has a local APIC of its own");
    }
}
