/* SPDX-License-Identifier: Apache-2.0 */
/* Rules of family 10: memory shared between guests. */
#include "base/env.h"
#include "check/checker.h"
#include "check/rule_rows.h"
#include "check/window.h"

/* --- what several rules need ---------------------------------------------------------------------- */

/* The IVC channel that counts, which is the first. @return NULL if the guest has none */
static const struct axvm_emu_device_config *channel_of(const struct axvm_vm *vm, size_t *index) {
    const struct axvm_devices_config *devices = &vm->config->devices;
    for (size_t i = 0; i < devices->emu_device_count; i++) {
        const struct axvm_emu_device_config *device = &devices->emu_devices[i];
        if (device->emu_type == AXVM_EMU_IVC_CHANNEL && axvm_emu_numbers(vm, device) == AXVM_MIXED_UP_NONE) {
            *index = i;
            return device;
        }
    }
    return NULL;
}

/* The first range from `from` on that nothing of the guest is in but its channel. @return false if there is none */
static bool find_room(const struct axvm_window_list *taken, uint64_t from, uint64_t size_bytes, uint64_t *gpa) {
    struct axvm_range room = {axvm_round_up(from, AXVM_PAGE_BYTES), size_bytes};
    for (size_t i = 0; i < taken->count; i++) {
        const struct axvm_window *window = &taken->items[i];
        if (window->kind != AXVM_WINDOW_IVC && axvm_ranges_overlap(window->range, room)) {
            room.base = axvm_round_up(window->range.base + window->range.size_bytes, AXVM_PAGE_BYTES);
        }
    }
    *gpa = room.base;
    return axvm_range_fits(room, AXVM_GPA_END);
}

/* --- one guest ------------------------------------------------------------------------------------ */

static void check_one_channel(struct axvm_checker *checker) {
    size_t first = 0;
    const struct axvm_emu_device_config *channel = channel_of(checker->vm, &first);
    if (channel == NULL) {
        return;
    }
    for (size_t i = first + 1; i < checker->config->devices.emu_device_count; i++) {
        const struct axvm_emu_device_config *device = &checker->config->devices.emu_devices[i];
        if (device->emu_type != AXVM_EMU_IVC_CHANNEL) {
            continue;
        }
        struct axvm_finding *finding = axvm_report(checker, axvm_place_of_node(checker->vm, device->node));
        axvm_finding_message(checker->findings, finding, "a second IVC window: %q has no effect", device->name);
        axvm_finding_label(checker->findings, finding, "%b at %x, ignored", device->length_bytes, device->base_gpa);
        axvm_finding_secondary(checker->findings, finding, axvm_place_of_node(checker->vm, channel->node),
                               "the first: %b at %x", channel->length_bytes, channel->base_gpa);
        axvm_finding_remark(checker->findings, finding, AXVM_REMARK_ON_BOARD,
                            "a VM has one IVC window; the hypervisor logs a warning and keeps the first");
        axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP,
                            "remove it, and make the first longer if %b are not enough", channel->length_bytes);
    }
}

static void report_unaligned_base(struct axvm_checker *checker, const struct axvm_emu_device_config *channel) {
    struct axvm_span place = AXVM_PLACE_IN(checker->vm, emu_device, channel, base_gpa);
    struct axvm_finding *finding = axvm_report(checker, place);
    axvm_finding_message(checker->findings, finding, "the IVC window does not start at a multiple of 4 KiB");
    axvm_finding_label(checker->findings, finding, "%x is %b past a page boundary", channel->base_gpa,
                       channel->base_gpa % AXVM_PAGE_BYTES);
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_ON_BOARD,
                        "the VM starts, but no channel can be mapped: every call to publish or subscribe fails");
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP, "start it at %x, or at %x",
                        axvm_round_down(channel->base_gpa, AXVM_PAGE_BYTES),
                        axvm_round_up(channel->base_gpa, AXVM_PAGE_BYTES));
    axvm_suggest_number(checker, finding, place, axvm_round_down(channel->base_gpa, AXVM_PAGE_BYTES), true);
}

/* Less than a page holds no channel; a part of a page behind others is only wasted. */
static void report_unaligned_length(struct axvm_checker *checker, const struct axvm_emu_device_config *channel) {
    struct axvm_span place = AXVM_PLACE_IN(checker->vm, emu_device, channel, length_bytes);
    uint64_t up = channel->length_bytes == 0 ? AXVM_PAGE_BYTES : axvm_round_up(channel->length_bytes, AXVM_PAGE_BYTES);
    bool is_too_small = channel->length_bytes < AXVM_PAGE_BYTES;
    struct axvm_finding *finding =
        is_too_small ? axvm_report(checker, place) : axvm_report_at(checker, AXVM_LEVEL_WARNING, place);
    if (is_too_small) {
        axvm_finding_message(checker->findings, finding, "the IVC window is too small for any channel");
        axvm_finding_label(checker->findings, finding, "%b, where a channel takes 4 KiB", channel->length_bytes);
        axvm_finding_remark(checker->findings, finding, AXVM_REMARK_ON_BOARD,
                            "the VM starts, but there is no room for a channel: every call to publish or subscribe "
                            "fails");
    } else {
        axvm_finding_message(checker->findings, finding, "the IVC window is not a multiple of 4 KiB");
        axvm_finding_label(checker->findings, finding, "length %x is %b past a page boundary", channel->length_bytes,
                           channel->length_bytes % AXVM_PAGE_BYTES);
        axvm_finding_remark(checker->findings, finding, AXVM_REMARK_ON_BOARD,
                            "channels take whole pages, so the last %b are never used",
                            channel->length_bytes % AXVM_PAGE_BYTES);
    }
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP, "make its length %x (%b)", up, up);
    axvm_suggest_number(checker, finding, place, up, true);
}

static void check_in_pages(struct axvm_checker *checker) {
    size_t index;
    const struct axvm_emu_device_config *channel = channel_of(checker->vm, &index);
    if (channel == NULL) {
        return;
    }
    if (channel->base_gpa % AXVM_PAGE_BYTES != 0) {
        report_unaligned_base(checker, channel);
    }
    if (channel->length_bytes < AXVM_PAGE_BYTES || channel->length_bytes % AXVM_PAGE_BYTES != 0) {
        report_unaligned_length(checker, channel);
    }
}

/* --- the window and other ranges ------------------------------------------------------------------ */

/* For comparing the window with what else the guest has. */
struct overlap_search {
    struct axvm_checker *checker;
    const struct axvm_window_list *windows;
    const struct axvm_window *channel;
};

/*
 * How grave an overlap is. Channels are mapped from the window's start on, so what lies there fails the first;
 * what is behind may never be reached. Memory over an emulated device maps, and hides it.
 */
static enum axvm_level overlap_level(const struct overlap_search *search, const struct axvm_window *other) {
    bool is_first_page = axvm_range_has(other->range, search->channel->range.base);
    return is_first_page && other->kind != AXVM_WINDOW_EMULATED
               ? axvm_rule_level(search->checker->rule, search->checker->profile)
               : AXVM_LEVEL_WARNING;
}

static void help_clear(const struct overlap_search *search, struct axvm_finding *finding,
                       const struct axvm_window *other) {
    struct axvm_checker *checker = search->checker;
    const struct axvm_range *window = &search->channel->range;
    uint64_t gpa;
    if (!AXVM_HAS_REMARKS || finding == NULL) {
        return;
    }
    uint64_t behind = other->range.base + other->range.size_bytes;
    if (find_room(search->windows, behind, window->size_bytes, &gpa) ||
        find_room(search->windows, AXVM_PAGE_BYTES, window->size_bytes, &gpa)) {
        axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP, "move it to %x: its %b fit there", gpa,
                            window->size_bytes);
    } else {
        axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP,
                            "make it smaller: nowhere else is room for its %b", window->size_bytes);
    }
}

static void report_overlap(const struct overlap_search *search, const struct axvm_window *other) {
    struct axvm_checker *checker = search->checker;
    const struct axvm_range *window = &search->channel->range;
    enum axvm_level level = overlap_level(search, other);
    struct axvm_finding *finding = axvm_report_at(checker, level, axvm_place_of_window(checker->vm, search->channel));
    axvm_finding_message(checker->findings, finding, "the IVC window overlaps %s at %x",
                         other->kind == AXVM_WINDOW_RAM        ? "a memory region"
                         : other->kind == AXVM_WINDOW_EMULATED ? "an emulated device"
                                                               : "what is passed through",
                         other->range.base);
    axvm_finding_label(checker->findings, finding, "%x up to %x", window->base, axvm_range_last(*window));
    axvm_finding_secondary(checker->findings, finding, axvm_place_of_window(checker->vm, other), "%s from %x up to %x",
                           axvm_window_kind_name((enum axvm_window_kind)other->kind), other->range.base,
                           axvm_range_last(other->range));
    if (other->kind == AXVM_WINDOW_EMULATED) {
        axvm_finding_remark(checker->findings, finding, AXVM_REMARK_ON_BOARD,
                            "a channel that is mapped there hides the device: accesses no longer trap");
    } else if (axvm_range_has(other->range, window->base)) {
        axvm_finding_remark(
            checker->findings, finding, AXVM_REMARK_ON_BOARD,
            "the VM starts, but the first channel cannot be mapped, since %x is: the guest's call fails", window->base);
    } else {
        axvm_finding_remark(checker->findings, finding, AXVM_REMARK_ON_BOARD,
                            "channels are mapped from %x on; those that would reach %x fail", window->base,
                            other->range.base);
    }
    help_clear(search, finding, other);
}

static void check_overlap(struct axvm_checker *checker) {
    const unsigned kinds = AXVM_WINDOWS(RAM) | AXVM_WINDOWS_PASSTHROUGH | AXVM_WINDOWS(EMULATED) | AXVM_WINDOWS(IVC);
    size_t index;
    struct axvm_window channel = {{0, 0}, AXVM_WINDOW_IVC, 0, 0};
    struct axvm_window_list windows;
    if (channel_of(checker->vm, &index) == NULL ||
        !axvm_window_of(checker->config, checker->arch, AXVM_WINDOW_IVC, index, &channel.range)) {
        return;
    }
    channel.index = (uint32_t)index;
    if (!axvm_windows_of(checker->vm, kinds, checker->findings->arena, &windows)) {
        checker->out_of_memory = true;
        return;
    }
    struct overlap_search search = {checker, &windows, &channel};
    unsigned seen = 0; /* kinds reported: one finding each, since moving the window mends them all */
    for (size_t i = 0; i < windows.count; i++) {
        const struct axvm_window *other = &windows.items[i];
        if (other->kind != AXVM_WINDOW_IVC && (seen >> other->kind & 1) == 0 &&
            axvm_ranges_overlap(other->range, channel.range)) {
            seen |= 1u << other->kind;
            report_overlap(&search, other);
        }
    }
}

/* The first region whose address the hypervisor chooses. @return NULL if there is none */
static const struct axvm_mem_config *chosen_region(const struct axvm_crate_config *config) {
    for (size_t i = 0; i < config->kernel.memory_region_count; i++) {
        if (config->kernel.memory_regions[i].map_type == AXVM_MEM_MAP_IDENTICAL) {
            return &config->kernel.memory_regions[i];
        }
    }
    return NULL;
}

static void check_reserved(struct axvm_checker *checker) {
    size_t index;
    struct axvm_range window;
    const struct axvm_mem_config *region = chosen_region(checker->config);
    if (region == NULL || channel_of(checker->vm, &index) == NULL ||
        !axvm_window_of(checker->config, checker->arch, AXVM_WINDOW_IVC, index, &window)) {
        return;
    }
    const struct axvm_emu_device_config *channel = &checker->config->devices.emu_devices[index];
    struct axvm_finding *finding = axvm_report(checker, AXVM_PLACE_IN(checker->vm, emu_device, channel, base_gpa));
    axvm_finding_message(checker->findings, finding, "nothing keeps the IVC window clear of the guest's memory");
    axvm_finding_label(checker->findings, finding, "the window is from %x up to %x", window.base,
                       axvm_range_last(window));
    axvm_finding_secondary(checker->findings, finding, axvm_place_of_node(checker->vm, region->node),
                           "%b at an address that the hypervisor chooses", region->size_bytes);
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_ON_BOARD,
                        "if the memory comes to lie over the window, channels cannot be mapped; nothing else checks "
                        "that");
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP,
                        "put the window where the board has no memory, or use map type 0 for the region");
}

/* --- the board ------------------------------------------------------------------------------------ */

/* The guests of a board with an IVC channel. */
struct partners {
    size_t count;
    size_t others;  /* guests without */
    size_t first;   /* with a channel */
    size_t without; /* the first of those without */
    size_t largest; /* window */
};

static uint64_t window_bytes(const struct axvm_vm *vm) {
    size_t index;
    const struct axvm_emu_device_config *channel = channel_of(vm, &index);
    return channel == NULL ? 0 : channel->length_bytes;
}

static struct partners find_partners(const struct axvm_board_checker *checker) {
    struct partners found = {0, 0, 0, 0, 0};
    for (size_t i = 0; i < checker->count; i++) {
        size_t index;
        if (!axvm_board_sees(checker, checker->vms[i])) {
            found.others = SIZE_MAX / 2; /* it may have one: nothing can be said of who is alone */
        } else if (channel_of(checker->vms[i], &index) == NULL) {
            found.without = found.others == 0 ? i : found.without;
            found.others++;
        } else {
            found.first = found.count == 0 ? i : found.first;
            bool is_larger =
                found.count == 0 || window_bytes(checker->vms[i]) > window_bytes(checker->vms[found.largest]);
            found.largest = is_larger ? i : found.largest;
            found.count++;
        }
    }
    return found;
}

/* The section [devices] of a guest, where the channel would stand. */
static struct axvm_span place_of_devices(const struct axvm_vm *vm) {
    return axvm_place_of_member(vm, &axvm_devices_record, vm->config->devices.node,
                                offsetof(struct axvm_devices_config, emu_devices));
}

static void report_alone(struct axvm_board_checker *checker, const struct partners *found) {
    struct axvm_vm *vm = checker->vms[found->first];
    struct axvm_vm *other = checker->vms[found->without];
    size_t index;
    const struct axvm_emu_device_config *channel = channel_of(vm, &index);
    AXVM_ASSUME(channel != NULL);
    struct axvm_finding *finding = axvm_board_report(checker, vm, axvm_place_of_node(vm, channel->node));
    axvm_finding_message(vm->findings, finding, "only this guest of %u has an IVC window", (uint64_t)checker->count);
    axvm_finding_label(vm->findings, finding, "%b at %x, shared with nobody", channel->length_bytes, channel->base_gpa);
    axvm_finding_secondary_in(vm->findings, finding, other->source, place_of_devices(other),
                              "%q has no device of type 0xa", other->config->base.name);
    axvm_finding_remark(vm->findings, finding, AXVM_REMARK_ON_BOARD,
                        "a guest without a window can neither publish nor subscribe: its calls fail");
    axvm_finding_remark(vm->findings, finding, AXVM_REMARK_HELP,
                        "add a device of type 0xa to the guest that shares memory with this one, such as "
                        "[\"ivc\", %x, %x, 0, 0xa, []]",
                        channel->base_gpa, channel->length_bytes);
}

static void report_smaller(struct axvm_board_checker *checker, struct axvm_vm *vm, struct axvm_vm *larger) {
    size_t index;
    const struct axvm_emu_device_config *channel = channel_of(vm, &index);
    const struct axvm_emu_device_config *other = channel_of(larger, &index);
    AXVM_ASSUME(channel != NULL && other != NULL);
    struct axvm_finding *finding =
        axvm_board_report_at(checker, vm, AXVM_LEVEL_NOTE, AXVM_PLACE_IN(vm, emu_device, channel, length_bytes));
    axvm_finding_message(vm->findings, finding, "this IVC window is smaller than that of %q",
                         larger->config->base.name);
    axvm_finding_label(vm->findings, finding, "%b here", channel->length_bytes);
    axvm_finding_secondary_in(vm->findings, finding, larger->source,
                              AXVM_PLACE_IN(larger, emu_device, other, length_bytes), "%b here", other->length_bytes);
    axvm_finding_remark(vm->findings, finding, AXVM_REMARK_ON_BOARD,
                        "a channel takes 4 KiB in the window of each guest that uses it; the first without room fails");
    axvm_finding_remark(vm->findings, finding, AXVM_REMARK_HELP, "make its length %x, too, if it uses them all",
                        other->length_bytes);
}

static void check_partner(struct axvm_board_checker *checker) {
    struct partners found = find_partners(checker);
    if (found.count == 1 && found.others > 0 && found.others < checker->count) {
        report_alone(checker, &found);
    }
    for (size_t i = 0; i < checker->count && found.count > 1; i++) {
        struct axvm_vm *vm = checker->vms[i];
        uint64_t size = axvm_board_sees(checker, vm) ? window_bytes(vm) : 0;
        if (size >= AXVM_PAGE_BYTES && size < window_bytes(checker->vms[found.largest])) {
            report_smaller(checker, vm, checker->vms[found.largest]);
        }
    }
}

/* --- the rows ------------------------------------------------------------------------------------- */

/* What stands behind the window, and another guest without one. */
#define BEHIND_IVC PASSED INTERRUPTS BASE KERNEL
#define SECOND_GUEST                                                                                                   \
    "# --- vm2.toml\n[base]\nid = 2\nname = \"second\"\n" VM_TYPE CPU_NUM "phys_cpu_ids = [1]\n" KERNEL                \
    "\n[devices]\n" PASSED INTERRUPTS

static const struct axvm_rule rows[] = {
    {.code = AXVM_CODE_IVC_SECOND_WINDOW,
     IN_ALL(WARNING),
     .needs = {NEEDS_DEVICES(emu_devices)},
     .check = check_one_channel,
     .title = "second IVC window of a guest",
     TEXTS(.origin = "IVC-01", .name = "ivc-second-window",
           .explanation =
               "A guest has one window of addresses for the memory that it shares with others: the first emulated "
               "device of type 0xa. All channels, published or subscribed to, are mapped there, a page of 4 KiB "
               "or more each. Further devices of that type have no effect. For more channels, make the first "
               "window larger.",
           .on_board = "The hypervisor logs a warning and ignores it.",
           .failing = "[devices]\nemu_devices = [[\"ivc\", 0x3000_0000, 0x1_0000, 0, 0xa, []], "
                      "[\"ivc2\", 0x3100_0000, 0x1_0000, 0, 0xa, []]]\n" BEHIND_IVC,
           .mended = "[devices]\nemu_devices = [[\"ivc\", 0x3000_0000, 0x2_0000, 0, 0xa, []]]\n" BEHIND_IVC)},
    {.code = AXVM_CODE_IVC_UNALIGNED,
     IN_ALL(ERROR),
     .needs = {NEEDS_DEVICES(emu_devices)},
     .check = check_in_pages,
     .title = "IVC window is not in whole pages",
     TEXTS(.origin = "IVC-02", .name = "ivc-unaligned",
           .explanation =
               "Shared memory is mapped in pages of 4 KiB. The window of a guest must start at a multiple of "
               "0x1000 and hold at least one page, or no channel can be mapped. If its length is not a multiple "
               "of 0x1000, the rest is wasted, which is a warning.",
           .on_board = "The VM starts. The guest's calls to publish a channel or to subscribe to one fail.",
           .failing = "[devices]\nemu_devices = [[\"ivc\", 0x3000_0800, 0x1_0000, 0, 0xa, []]]\n" BEHIND_IVC,
           .mended = "[devices]\nemu_devices = [[\"ivc\", 0x3000_0000, 0x1_0000, 0, 0xa, []]]\n" BEHIND_IVC)},
    {.code = AXVM_CODE_IVC_OVERLAP,
     IN_ALL(ERROR),
     .needs = {NEEDS_KERNEL(memory_regions), NEEDS_DEVICES(emu_devices), NEEDS_DEVICES(passthrough_devices),
               NEEDS_DEVICES(passthrough_addresses)},
     .check = check_overlap,
     .title = "IVC window overlaps something else of the guest",
     TEXTS(.origin = "IVC-03", .name = "ivc-overlap", .related = {AXVM_CODE_IVC_NOT_RESERVED},
           .explanation =
               "Channels are mapped into the window while the guest runs, from its start on. An address that is "
               "mapped already, as memory or as a device that is passed through, cannot be mapped again. Where "
               "the window covers an emulated device, the mapping succeeds and hides the device. Nothing checks "
               "that when the VM is created.\n\nIt is an error if the first page of the window is taken, and a "
               "warning if only a later part is.",
           .on_board = "The VM starts. The guest's calls to publish a channel or to subscribe to one fail.",
           .failing = "[devices]\nemu_devices = [[\"ivc\", 0x4f00_0000, 0x1_0000, 0, 0xa, []]]\n" BEHIND_IVC,
           .mended = "[devices]\nemu_devices = [[\"ivc\", 0x5000_0000, 0x1_0000, 0, 0xa, []]]\n" BEHIND_IVC)},
    {.code = AXVM_CODE_IVC_PARTNER,
     IN_ALL(WARNING),
     .needs = {NEEDS_DEVICES(emu_devices)},
     .check_board = check_partner,
     .title = "IVC window that no other guest can share",
     TEXTS(.origin = "IVC-04", .name = "ivc-partner", .related = {AXVM_CODE_MVM_ALL_DEVICES},
           .explanation =
               "Memory is shared between guests that each have an IVC window, an emulated device of type 0xa. If "
               "only one guest of the board has one, it has nobody to share memory with. Windows of different "
               "size are fine as long as all channels that a guest uses fit into its own; they are mentioned in a "
               "note.",
           .on_board = "The calls of the guest without a window fail.",
           .failing =
               "[devices]\nemu_devices = [[\"ivc\", 0x3000_0000, 0x1_0000, 0, 0xa, []]]\n" BEHIND_IVC SECOND_GUEST
                   EMULATED,
           .mended = "[devices]\nemu_devices = [[\"ivc\", 0x3000_0000, 0x1_0000, 0, 0xa, []]]\n" BEHIND_IVC SECOND_GUEST
                     "emu_devices = [[\"ivc\", 0x3000_0000, 0x1_0000, 0, 0xa, []]]\n")},
    {.code = AXVM_CODE_IVC_NOT_RESERVED,
     IN_ALL(NOTE),
     .needs = {NEEDS_KERNEL(memory_regions), NEEDS_DEVICES(emu_devices)},
     .after = {AXVM_CODE_IVC_UNALIGNED, AXVM_CODE_IVC_OVERLAP},
     .check = check_reserved,
     .title = "IVC window may come to lie in the guest's memory",
     TEXTS(.origin = "IVC-05", .name = "ivc-not-reserved",
           .related = {AXVM_CODE_IVC_OVERLAP, AXVM_CODE_IMG_KERNEL_OFFSET_LOST},
           .explanation =
               "The hypervisor chooses the address of memory regions of map type 1, while the address of the IVC "
               "window is fixed. Nothing keeps the two apart: not the hypervisor, and not the device tree, which "
               "does not have the window as reserved memory.\n\nPut the window where the board has no memory at "
               "all, or give the region a fixed address with map type 0 or 2.",
           .on_board = "If they meet, the guest's calls to publish a channel or to subscribe to one fail.",
           .failing = "[devices]\nemu_devices = [[\"ivc\", 0x4f00_0000, 0x1_0000, 0, 0xa, []]]\n" PASSED INTERRUPTS BASE
                      "\n[kernel]\n" IMAGE LOCATION ADDRESSES "memory_regions = [[0x4000_0000, 0x1000_0000, 7, 1]]\n",
           .mended = "[devices]\nemu_devices = [[\"ivc\", 0x5000_0000, 0x1_0000, 0, 0xa, []]]\n" PASSED INTERRUPTS BASE
                     "\n[kernel]\n" IMAGE LOCATION ADDRESSES "memory_regions = [[0x4000_0000, 0x1000_0000, 7, 0]]\n")},
};

const struct axvm_rule_family axvm_ivc_rules = FAMILY(rows);
