/* SPDX-License-Identifier: Apache-2.0 */
/* Rules of family 02: memory regions. */
#include "check/checker.h"
#include "check/rule_rows.h"
#include "check/window.h"

/* The largest size for which the hypervisor can describe memory that is aligned to 2 MiB. */
#define REGION_BYTES_MAX ((uint64_t)INT64_MAX - (AXVM_BLOCK_BYTES - 1))

/* What those who write 64 for a size mostly mean. */
#define MIB_BYTES UINT64_C(0x100000)

/* Profile 0.4 gives guests on architectures with device trees the host's first 2 MiB, whatever they ask for. */
#define LOW_PAGES_BYTES AXVM_BLOCK_BYTES

/* --- what several rules need ---------------------------------------------------------------------- */

static const struct axvm_mem_config *region_at(const struct axvm_checker *checker, size_t index) {
    return &checker->config->kernel.memory_regions[index];
}

static size_t region_count(const struct axvm_checker *checker) {
    return checker->config->kernel.memory_region_count;
}

/* Whether the address of a region is the guest's: of those with map type 1 the hypervisor chooses it. */
static bool is_at_gpa(const struct axvm_mem_config *region) {
    return region->map_type != AXVM_MEM_MAP_IDENTICAL;
}

static bool is_in_pages(const struct axvm_mem_config *region) {
    return region->gpa % AXVM_PAGE_BYTES == 0 && region->size_bytes % AXVM_PAGE_BYTES == 0;
}

/* What becomes of the VM when its memory cannot be set up. */
static const char *fate(const struct axvm_checker *checker) {
    return checker->profile == AXVM_PROFILE_0_4 ? "the hypervisor panics and every VM is lost"
                                                : "the hypervisor logs an error and goes on without this VM";
}

/* Says why the hypervisor stops there, and what becomes of the VM. */
static void remark_fate(struct axvm_checker *checker, struct axvm_finding *finding, const char *why) {
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_ON_BOARD, "%s: %s", why, fate(checker));
}

/* One past the last address that a region may take. */
static uint64_t gpa_end(const struct axvm_checker *checker) {
    unsigned bits = checker->options->gpa_bits;
    uint64_t end = bits == 0 || bits >= 64 ? UINT64_MAX : UINT64_C(1) << bits;
    return end < AXVM_GPA_END ? end : AXVM_GPA_END;
}

/* --- where there is room -------------------------------------------------------------------------- */

/* How often room is looked for in one rule: each time takes as long as there are windows. */
#define ROOM_SEARCHES_MAX 256

/* All that has its place in guest memory. */
struct taken {
    struct axvm_window_list windows;
    unsigned searches; /* for room among them, so far */
};

/*
 * The first multiple of 2 MiB from `from` on where a region fits that is now `moved`, which may be anywhere. Since
 * windows are ordered by base, one that has been passed is never in the way again.
 */
static bool find_room(const struct axvm_checker *checker, const struct axvm_window_list *taken,
                      const struct axvm_window *moved, uint64_t from, uint64_t *gpa) {
    struct axvm_range room = {axvm_round_up(from, AXVM_BLOCK_BYTES), moved->range.size_bytes};
    for (size_t i = 0; i < taken->count; i++) {
        const struct axvm_window *window = &taken->items[i];
        bool is_moved = window->kind == moved->kind && window->index == moved->index;
        if (!is_moved && axvm_ranges_overlap(window->range, room)) {
            room.base = axvm_round_up(window->range.base + window->range.size_bytes, AXVM_BLOCK_BYTES);
        }
    }
    *gpa = room.base;
    return axvm_range_fits(room, gpa_end(checker));
}

/* Says where a region can go. It is looked for above `from` first. */
static void help_move(struct axvm_checker *checker, struct axvm_finding *finding, struct taken *taken,
                      const struct axvm_window *moved, uint64_t from) {
    uint64_t gpa;
    if (!AXVM_HAS_REMARKS || finding == NULL) {
        return; /* it is only counted */
    }
    if (++taken->searches > ROOM_SEARCHES_MAX) {
        axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP, "move it to where nothing else is");
    } else if (find_room(checker, &taken->windows, moved, from, &gpa) ||
               find_room(checker, &taken->windows, moved, LOW_PAGES_BYTES, &gpa)) {
        axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP, "move it to %x: its %b fit there", gpa,
                            moved->range.size_bytes);
    } else {
        axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP,
                            "make the region smaller: nowhere else is room for its %b", moved->range.size_bytes);
    }
}

/* Finds what has its place in guest memory. @return false if the arena is full */
static bool take_windows(struct axvm_checker *checker, unsigned kinds, struct taken *taken) {
    bool done = axvm_windows_of(checker->vm, kinds, checker->findings->arena, &taken->windows);
    taken->searches = 0;
    checker->out_of_memory |= !done;
    return done;
}

/* --- regions by themselves ------------------------------------------------------------------------ */

static void check_some_memory(struct axvm_checker *checker) {
    if (region_count(checker) > 0) {
        return;
    }
    struct axvm_finding *finding = axvm_report(checker, AXVM_PLACE_OF(checker, kernel, memory_regions));
    axvm_finding_message(checker->findings, finding, "the guest has no memory");
    axvm_finding_label(checker->findings, finding, "no region here");
    remark_fate(checker, finding, "a VM needs a main memory region");
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP,
                        "add one that holds the kernel at %x, such as [%x, 0x1000_0000, 0x7, 0] for 256 MiB",
                        checker->config->kernel.kernel_load_addr,
                        axvm_round_down(checker->config->kernel.kernel_load_addr, AXVM_BLOCK_BYTES));
}

static void check_not_empty(struct axvm_checker *checker) {
    size_t count = region_count(checker);
    for (size_t i = 0; i < count; i++) {
        if (region_at(checker, i)->size_bytes != 0) {
            continue;
        }
        struct axvm_finding *finding =
            axvm_report(checker, AXVM_PLACE_IN(checker->vm, mem, region_at(checker, i), size_bytes));
        axvm_finding_message(checker->findings, finding, "memory region %u of %u is empty", (uint64_t)i + 1,
                             (uint64_t)count);
        axvm_finding_label(checker->findings, finding, "its size is 0");
        axvm_finding_remark(checker->findings, finding, AXVM_REMARK_ON_BOARD,
                            "the hypervisor asserts that there is something to allocate and panics: every VM is lost");
        axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP,
                            "give it a size, best a multiple of 0x20_0000 (2 MiB), or remove the region");
        if (i > 0 && i == count - 1) {
            axvm_suggest_shorter_list(checker, finding, AXVM_NODE_OF(checker, kernel, memory_regions), i, true);
        }
    }
}

/* Where a size that is no multiple of a page can go. Less than a page was meant in another unit. */
static void suggest_whole_pages(struct axvm_checker *checker, struct axvm_finding *finding,
                                const struct axvm_mem_config *region) {
    uint64_t better = axvm_round_up(region->size_bytes, AXVM_PAGE_BYTES);
    uint64_t down = axvm_round_down(region->size_bytes, AXVM_PAGE_BYTES);
    if (down == 0) {
        better = region->size_bytes * MIB_BYTES;
        axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP,
                            "sizes are in bytes: %u MiB is %x, one page is 0x1000", region->size_bytes, better);
    } else {
        axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP, "round up to %x, or down to %x", better,
                            down);
    }
    axvm_suggest_number(checker, finding, AXVM_PLACE_IN(checker->vm, mem, region, size_bytes), better, true);
}

static void check_size_aligned(struct axvm_checker *checker) {
    for (size_t i = 0; i < region_count(checker); i++) {
        const struct axvm_mem_config *region = region_at(checker, i);
        uint64_t past = region->size_bytes % AXVM_PAGE_BYTES;
        if (past == 0 || region->size_bytes > REGION_BYTES_MAX) {
            continue;
        }
        struct axvm_finding *finding = axvm_report(checker, AXVM_PLACE_IN(checker->vm, mem, region, size_bytes));
        axvm_finding_message(checker->findings, finding, "memory region is not a multiple of 4 KiB");
        axvm_finding_label(checker->findings, finding, "size %x is %b past a page boundary", region->size_bytes, past);
        axvm_finding_remark(checker->findings, finding, AXVM_REMARK_ON_BOARD,
                            checker->profile == AXVM_PROFILE_0_4
                                ? "the hypervisor cannot map it and panics: every VM is lost"
                                : "the hypervisor refuses the mapping and the VM is not created");
        suggest_whole_pages(checker, finding, region);
    }
}

static void check_gpa_aligned(struct axvm_checker *checker) {
    for (size_t i = 0; i < region_count(checker); i++) {
        const struct axvm_mem_config *region = region_at(checker, i);
        uint64_t past = region->gpa % AXVM_PAGE_BYTES;
        if (past == 0 || !is_at_gpa(region)) {
            continue;
        }
        struct axvm_span place = AXVM_PLACE_IN(checker->vm, mem, region, gpa);
        struct axvm_finding *finding = axvm_report(checker, place);
        axvm_finding_message(checker->findings, finding, "memory region does not start at a multiple of 4 KiB");
        axvm_finding_label(checker->findings, finding, "%x is %b past a page boundary", region->gpa, past);
        remark_fate(checker, finding, "only whole pages can be mapped");
        axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP, "start it at %x, or at %x",
                            axvm_round_down(region->gpa, AXVM_PAGE_BYTES), axvm_round_up(region->gpa, AXVM_PAGE_BYTES));
        axvm_suggest_number(checker, finding, place, axvm_round_down(region->gpa, AXVM_PAGE_BYTES), true);
    }
}

/* A region that could be mapped in large blocks and is not, in part or as a whole. */
static void report_not_in_blocks(struct axvm_checker *checker, size_t index) {
    const struct axvm_mem_config *region = region_at(checker, index);
    uint64_t gpa_past = region->gpa % AXVM_BLOCK_BYTES;
    uint64_t size_past = region->size_bytes % AXVM_BLOCK_BYTES;
    bool is_main_moved = index == 0 && gpa_past != 0;
    struct axvm_finding *finding =
        axvm_report_at(checker, is_main_moved ? axvm_rule_level(checker->rule, checker->profile) : AXVM_LEVEL_NOTE,
                       gpa_past != 0 ? AXVM_PLACE_IN(checker->vm, mem, region, gpa)
                                     : AXVM_PLACE_IN(checker->vm, mem, region, size_bytes));
    axvm_finding_message(checker->findings, finding, "%s does not %s at a multiple of 2 MiB",
                         index == 0 ? "main memory" : "memory region", gpa_past != 0 ? "start" : "end");
    axvm_finding_label(checker->findings, finding, gpa_past != 0 ? "%x is %b past one" : "size %x is %b past one",
                       gpa_past != 0 ? region->gpa : region->size_bytes, gpa_past != 0 ? gpa_past : size_past);
    if (is_main_moved) {
        axvm_finding_remark(checker->findings, finding, AXVM_REMARK_ON_BOARD,
                            "a kernel that moves to its start is not aligned to 2 MiB, which Linux needs on arm64 and "
                            "riscv64, and pages of 4 KiB map it");
    } else {
        axvm_finding_remark(checker->findings, finding, AXVM_REMARK_ON_BOARD,
                            "what is not in whole blocks is mapped in pages of 4 KiB: slower, and more page tables");
    }
    if (gpa_past != 0) {
        axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP, "start it at %x, or at %x",
                            axvm_round_down(region->gpa, AXVM_BLOCK_BYTES),
                            axvm_round_up(region->gpa, AXVM_BLOCK_BYTES));
    } else {
        axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP, "make its size %x, or %x",
                            axvm_round_down(region->size_bytes, AXVM_BLOCK_BYTES),
                            axvm_round_up(region->size_bytes, AXVM_BLOCK_BYTES));
    }
}

static void check_in_blocks(struct axvm_checker *checker) {
    for (size_t i = 0; i < region_count(checker); i++) {
        const struct axvm_mem_config *region = region_at(checker, i);
        struct axvm_range range = {region->gpa, region->size_bytes};
        bool is_whole = region->gpa % AXVM_BLOCK_BYTES == 0 && region->size_bytes % AXVM_BLOCK_BYTES == 0;
        /* Smaller ones have no block to lose, and are meant to be what they are. */
        bool is_large = region->size_bytes >= AXVM_BLOCK_BYTES && axvm_range_fits(range, AXVM_GPA_END);
        if (is_at_gpa(region) && is_large && !is_whole && is_in_pages(region)) {
            report_not_in_blocks(checker, i);
        }
    }
}

static void check_size_possible(struct axvm_checker *checker) {
    for (size_t i = 0; i < region_count(checker); i++) {
        const struct axvm_mem_config *region = region_at(checker, i);
        if (region->size_bytes <= REGION_BYTES_MAX) {
            continue;
        }
        struct axvm_finding *finding = axvm_report(checker, AXVM_PLACE_IN(checker->vm, mem, region, size_bytes));
        axvm_finding_message(checker->findings, finding, "memory region is larger than any memory can be");
        axvm_finding_label(checker->findings, finding, "%x is more than %x, which is the limit", region->size_bytes,
                           REGION_BYTES_MAX);
        remark_fate(checker, finding, "no allocation of that size can be described");
        axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP,
                            "write the size in bytes, such as 0x1000_0000 for 256 MiB, not the region's end");
    }
}

static void report_outside(struct axvm_checker *checker, const struct axvm_mem_config *region) {
    struct axvm_finding *finding = axvm_report(checker, AXVM_PLACE_IN(checker->vm, mem, region, gpa));
    struct axvm_range range = {region->gpa, region->size_bytes};
    axvm_finding_message(checker->findings, finding, "memory region ends behind the guest's address space");
    if (axvm_range_fits(range, UINT64_MAX)) {
        axvm_finding_label(checker->findings, finding, "it would end at %x; guest addresses end at %x",
                           region->gpa + region->size_bytes, AXVM_GPA_END);
    } else {
        axvm_finding_label(checker->findings, finding, "with %x bytes it passes the end of all 64-bit addresses",
                           region->size_bytes);
    }
    remark_fate(checker, finding, "the address is out of range");
    if (region->size_bytes <= AXVM_GPA_END) {
        axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP, "start it at %x at the latest",
                            axvm_round_down(AXVM_GPA_END - region->size_bytes, AXVM_BLOCK_BYTES));
    } else {
        axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP,
                            "make it smaller: its %x bytes fit nowhere below %x", region->size_bytes, AXVM_GPA_END);
    }
}

static void check_inside(struct axvm_checker *checker) {
    for (size_t i = 0; i < region_count(checker); i++) {
        const struct axvm_mem_config *region = region_at(checker, i);
        bool is_possible = region->size_bytes > 0 && region->size_bytes <= REGION_BYTES_MAX;
        struct axvm_range range = {region->gpa, region->size_bytes};
        if (is_at_gpa(region) && is_possible && !axvm_range_fits(range, AXVM_GPA_END)) {
            report_outside(checker, region);
        }
    }
}

static void report_beyond_bits(struct axvm_checker *checker, const struct axvm_mem_config *region) {
    unsigned bits = checker->options->gpa_bits;
    uint64_t limit = UINT64_C(1) << bits;
    struct axvm_finding *finding = axvm_report(checker, AXVM_PLACE_IN(checker->vm, mem, region, gpa));
    axvm_finding_message(checker->findings, finding, "memory region needs more than %u bits of address",
                         (uint64_t)bits);
    axvm_finding_label(checker->findings, finding, "it ends at %x; %u bits end at %x", region->gpa + region->size_bytes,
                       (uint64_t)bits, limit);
    if (checker->profile == AXVM_PROFILE_0_8) {
        remark_fate(checker, finding, "the page table refuses it");
    } else if (checker->arch == AXVM_ARCH_AARCH64) {
        axvm_finding_remark(checker->findings, finding, AXVM_REMARK_ON_BOARD,
                            "the upper bits are dropped without a word: %s is mapped from %x on",
                            region->gpa < limit ? "its end" : "the region",
                            region->gpa < limit ? 0 : region->gpa & (limit - 1));
    } else {
        axvm_finding_remark(checker->findings, finding, AXVM_REMARK_ON_BOARD,
                            "the guest cannot reach what is behind %x", limit);
    }
    if (region->size_bytes <= limit) {
        axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP, "start it at %x at the latest",
                            axvm_round_down(limit - region->size_bytes, AXVM_PAGE_BYTES));
    }
}

static void check_gpa_bits(struct axvm_checker *checker) {
    uint64_t end = gpa_end(checker);
    if (end == AXVM_GPA_END) {
        return; /* not known, or more than a guest can have */
    }
    for (size_t i = 0; i < region_count(checker); i++) {
        struct axvm_range range;
        if (axvm_window_of(checker->config, checker->arch, AXVM_WINDOW_RAM, i, &range) &&
            !axvm_range_fits(range, end)) {
            report_beyond_bits(checker, region_at(checker, i));
        }
    }
}

/* --- regions and other ranges --------------------------------------------------------------------- */

/* For callbacks of axvm_windows_each_overlap(). */
struct clash_search {
    struct axvm_checker *checker;
    struct taken *taken;
    struct axvm_finding **findings; /* of each memory region: the first finding, to which more is added */
    const char *why;                /* the hypervisor stops; NULL: it does not */
};

static void say_range(struct axvm_checker *checker, struct axvm_finding *finding, const struct axvm_window *window) {
    axvm_finding_label(checker->findings, finding, "%x up to %x", window->range.base, axvm_range_last(window->range));
}

static void say_other_range(struct axvm_checker *checker, struct axvm_finding *finding,
                            const struct axvm_window *window) {
    axvm_finding_secondary(checker->findings, finding, axvm_place_of_window(checker->vm, window), "%s from %x up to %x",
                           axvm_window_kind_name((enum axvm_window_kind)window->kind), window->range.base,
                           axvm_range_last(window->range));
}

static void report_overlap(void *context, const struct axvm_window *first, const struct axvm_window *second) {
    struct clash_search *search = context;
    struct axvm_checker *checker = search->checker;
    if (first->kind != AXVM_WINDOW_RAM || second->kind != AXVM_WINDOW_RAM) {
        return;
    }
    /* The one that stands later in the text is the one too many. */
    const struct axvm_window *later = first->index > second->index ? first : second;
    const struct axvm_window *earlier = later == first ? second : first;
    struct axvm_finding *finding = axvm_report(checker, axvm_place_of_window(checker->vm, later));
    axvm_finding_message(checker->findings, finding, "memory regions %u and %u overlap", (uint64_t)earlier->index + 1,
                         (uint64_t)later->index + 1);
    say_range(checker, finding, later);
    axvm_finding_secondary(checker->findings, finding, axvm_place_of_window(checker->vm, earlier), "%x up to %x",
                           earlier->range.base, axvm_range_last(earlier->range));
    remark_fate(checker, finding, search->why);
    help_move(checker, finding, search->taken, later, earlier->range.base + earlier->range.size_bytes);
}

static void check_overlap(struct axvm_checker *checker) {
    struct taken taken;
    const unsigned kinds = AXVM_WINDOWS(RAM) | AXVM_WINDOWS_PASSTHROUGH | AXVM_WINDOWS(EMULATED) | AXVM_WINDOWS(IVC);
    if (region_count(checker) > 1 && take_windows(checker, kinds, &taken)) {
        struct clash_search search = {checker, &taken, NULL, "an address can be mapped only once"};
        axvm_windows_each_overlap(&taken.windows, report_overlap, &search);
    }
}

/* Says how a region comes clear of a device: by ending before it, or by being elsewhere. */
static void help_clear(struct clash_search *search, struct axvm_finding *finding, const struct axvm_window *region,
                       const struct axvm_window *device) {
    uint64_t left = device->range.base > region->range.base ? device->range.base - region->range.base : 0;
    left = axvm_round_down(left, AXVM_PAGE_BYTES);
    if (left >= region->range.size_bytes / 2) {
        axvm_finding_remark(search->checker->findings, finding, AXVM_REMARK_HELP,
                            "let it end before the device: make its size %x", left);
    } else {
        help_move(search->checker, finding, search->taken, region, device->range.base + device->range.size_bytes);
    }
}

/* A region and a device: one finding a region, which marks all devices that there is room for. */
static void report_clash(void *context, const struct axvm_window *first, const struct axvm_window *second) {
    struct clash_search *search = context;
    struct axvm_checker *checker = search->checker;
    if ((first->kind == AXVM_WINDOW_RAM) == (second->kind == AXVM_WINDOW_RAM)) {
        return;
    }
    const struct axvm_window *region = first->kind == AXVM_WINDOW_RAM ? first : second;
    const struct axvm_window *device = region == first ? second : first;
    if (search->findings[region->index] != NULL) {
        say_other_range(checker, search->findings[region->index], device);
        return;
    }
    struct axvm_finding *finding = axvm_report(checker, axvm_place_of_window(checker->vm, region));
    axvm_finding_message(checker->findings, finding, "memory region %u overlaps %s at %x", (uint64_t)region->index + 1,
                         device->kind == AXVM_WINDOW_EMULATED ? "an emulated device" : "what is passed through",
                         device->range.base);
    say_range(checker, finding, region);
    say_other_range(checker, finding, device);
    if (search->why != NULL) {
        remark_fate(checker, finding, search->why);
    } else {
        axvm_finding_remark(checker->findings, finding, AXVM_REMARK_ON_BOARD,
                            "the memory wins: accesses never trap, and the guest does not find the device");
    }
    help_clear(search, finding, region, device);
    search->findings[region->index] = finding;
}

/* Compares memory regions with devices of some kinds. */
static void check_clash(struct axvm_checker *checker, unsigned kinds, const char *why) {
    struct taken taken;
    size_t count = region_count(checker);
    if (count == 0 || !take_windows(checker, AXVM_WINDOWS(RAM) | kinds, &taken)) {
        return;
    }
    struct axvm_finding **findings = axvm_arena_take_low(
        checker->findings->arena, count * sizeof(struct axvm_finding *), _Alignof(struct axvm_finding *));
    if (findings == NULL) {
        checker->out_of_memory = true;
        return;
    }
    for (size_t i = 0; i < count; i++) {
        findings[i] = NULL;
    }
    struct clash_search search = {checker, &taken, findings, why};
    axvm_windows_each_overlap(&taken.windows, report_clash, &search);
}

static void check_on_passthrough(struct axvm_checker *checker) {
    check_clash(checker, AXVM_WINDOWS_PASSTHROUGH,
                checker->profile == AXVM_PROFILE_0_4 ? "an address can be mapped only once"
                                                     : "nothing passed through may lie in memory");
}

static void check_on_emulated(struct axvm_checker *checker) {
    check_clash(checker, AXVM_WINDOWS(EMULATED),
                checker->profile == AXVM_PROFILE_0_4 ? NULL : "no emulated device may lie in memory");
}

/* --- ranges that the hypervisor takes for itself -------------------------------------------------- */

/* Whether a memory region with an address of its own is in a range. */
static bool has_ram_in(const struct axvm_checker *checker, struct axvm_range range) {
    struct axvm_range ram;
    for (size_t i = 0; i < region_count(checker); i++) {
        if (axvm_window_of(checker->config, checker->arch, AXVM_WINDOW_RAM, i, &ram) &&
            axvm_ranges_overlap(ram, range)) {
            return true;
        }
    }
    return false;
}

static void check_low_pages(struct axvm_checker *checker) {
    static const struct axvm_range low_pages = {0, LOW_PAGES_BYTES};
    struct taken taken;
    const unsigned kinds = AXVM_WINDOWS(RAM) | AXVM_WINDOWS_PASSTHROUGH | AXVM_WINDOWS(EMULATED) | AXVM_WINDOWS(IVC);
    if (!has_ram_in(checker, low_pages) || !take_windows(checker, kinds, &taken)) {
        return;
    }
    for (size_t i = 0; i < taken.windows.count; i++) {
        const struct axvm_window *window = &taken.windows.items[i];
        if (window->kind != AXVM_WINDOW_RAM || !axvm_ranges_overlap(window->range, low_pages)) {
            continue;
        }
        struct axvm_finding *finding = axvm_report(checker, axvm_place_of_window(checker->vm, window));
        axvm_finding_message(checker->findings, finding, "memory region %u is in the first 2 MiB of the guest",
                             (uint64_t)window->index + 1);
        say_range(checker, finding, window);
        remark_fate(checker, finding,
                    "0x0 up to 0x1f_ffff is passed through to every guest with a device tree, and cannot be mapped "
                    "twice");
        uint64_t end = window->range.base + window->range.size_bytes;
        if (end >= 2 * LOW_PAGES_BYTES) {
            axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP,
                                "start it at %x, with a size of %x if it shall end where it ends now", LOW_PAGES_BYTES,
                                end - LOW_PAGES_BYTES);
        } else {
            help_move(checker, finding, &taken, window, LOW_PAGES_BYTES);
        }
    }
}

#define IO_APIC_GPA UINT64_C(0xfec00000)

static void check_on_apic_page(struct axvm_checker *checker) {
    static const struct axvm_range apic_page = {UINT64_C(0xfee00000), AXVM_PAGE_BYTES};
    for (size_t i = 0; i < region_count(checker); i++) {
        struct axvm_range range;
        if (!axvm_window_of(checker->config, checker->arch, AXVM_WINDOW_RAM, i, &range) ||
            !axvm_ranges_overlap(range, apic_page)) {
            continue;
        }
        struct axvm_finding *finding =
            axvm_report(checker, axvm_place_of_node(checker->vm, region_at(checker, i)->node));
        axvm_finding_message(checker->findings, finding, "memory region %u covers the page of the local APIC",
                             (uint64_t)i + 1);
        axvm_finding_label(checker->findings, finding, "%x up to %x, with %x in it", range.base, axvm_range_last(range),
                           apic_page.base);
        remark_fate(checker, finding, "on Intel (VMX) that page is reserved");
        if (range.base < IO_APIC_GPA) {
            axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP,
                                "make its size %x, so that it ends before the I/O APIC, and put the rest at "
                                "0x1_0000_0000",
                                IO_APIC_GPA - range.base);
        } else {
            axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP, "move it to 0x1_0000_0000 or behind");
        }
    }
}

/* --- what memory is for --------------------------------------------------------------------------- */

/* Flags that mean something. */
#define FLAG_READ     UINT64_C(1)
#define FLAG_WRITE    UINT64_C(2)
#define FLAG_EXECUTE  UINT64_C(4)
#define FLAG_USER     UINT64_C(8)
#define FLAG_DEVICE   UINT64_C(0x10)
#define FLAG_UNCACHED UINT64_C(0x20)
#define FLAGS_RAM     (FLAG_READ | FLAG_WRITE | FLAG_EXECUTE)
#define FLAGS_ALL     (FLAGS_RAM | FLAG_USER | FLAG_DEVICE | FLAG_UNCACHED)

/* What the author hopes for and does not get: the gravest of it. */
static const char *hope_of(uint64_t flags) {
    if ((flags & ~FLAGS_ALL) != 0) {
        return "it has bits that mean nothing";
    }
    if ((flags & FLAG_DEVICE) != 0) {
        return "it asks for device memory";
    }
    if ((flags & FLAG_UNCACHED) != 0) {
        return "it asks for memory that is not cached";
    }
    if ((flags & FLAG_READ) == 0) {
        return "it asks for memory that cannot be read";
    }
    return (flags & FLAG_WRITE) == 0 ? "it asks for memory that cannot be written"
                                     : "it asks for memory that cannot be executed";
}

static void check_flags(struct axvm_checker *checker) {
    for (size_t i = 0; i < region_count(checker); i++) {
        const struct axvm_mem_config *region = region_at(checker, i);
        if ((region->flags & ~FLAG_USER) == FLAGS_RAM) {
            continue;
        }
        struct axvm_span place = AXVM_PLACE_IN(checker->vm, mem, region, flags);
        bool is_all_but_code = (region->flags & ~(FLAG_EXECUTE | FLAG_USER)) == (FLAG_READ | FLAG_WRITE);
        struct axvm_finding *finding = axvm_report_at(
            checker, is_all_but_code ? AXVM_LEVEL_NOTE : axvm_rule_level(checker->rule, checker->profile), place);
        axvm_finding_message(checker->findings, finding, "flags %x of memory region %u have no effect", region->flags,
                             (uint64_t)i + 1);
        axvm_finding_label(checker->findings, finding, "%s", hope_of(region->flags));
        axvm_finding_remark(checker->findings, finding, AXVM_REMARK_ON_BOARD,
                            "the flags are ignored: guest memory is always cached, and can be read, written and "
                            "executed");
        axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP,
                            "write 0x7, which is what the guest gets; device memory belongs in "
                            "`passthrough_addresses`");
        axvm_suggest_number(checker, finding, place, FLAGS_RAM, true);
    }
}

/* Whether an image stays at its configured address, and that is in the range a region is configured for. */
static bool stays_in(const struct axvm_checker *checker, enum axvm_layout_item item,
                     const struct axvm_mem_config *region) {
    const struct axvm_layout_address *address = &checker->layout->items[item];
    struct axvm_range range = {region->gpa, region->size_bytes};
    return address->reason == AXVM_LAYOUT_AS_CONFIGURED && axvm_range_has(range, address->effective);
}

static struct axvm_span place_of_image(struct axvm_checker *checker, enum axvm_layout_item item) {
    switch (item) {
    case AXVM_LAYOUT_DTB:
        return AXVM_PLACE_OF(checker, kernel, dtb_load_addr);
    case AXVM_LAYOUT_RAMDISK:
        return AXVM_PLACE_OF(checker, kernel, ramdisk_load_addr);
    default:
        return AXVM_PLACE_OF(checker, kernel, bios_load_addr);
    }
}

/* The kernel is not among these: where it does not move with main memory, that is worse. */
static const enum axvm_layout_item images[] = {AXVM_LAYOUT_DTB, AXVM_LAYOUT_RAMDISK, AXVM_LAYOUT_FIRMWARE};

#define IMAGE_COUNT (sizeof images / sizeof images[0])

static void report_gpa_not_heeded(struct axvm_checker *checker, size_t index) {
    const struct axvm_mem_config *region = region_at(checker, index);
    struct axvm_finding *finding = axvm_report(checker, AXVM_PLACE_IN(checker->vm, mem, region, gpa));
    axvm_finding_message(checker->findings, finding, "the address of memory region %u is not heeded",
                         (uint64_t)index + 1);
    axvm_finding_label(checker->findings, finding, "with map type 1 the hypervisor chooses another than %x",
                       region->gpa);
    for (size_t i = 0; i < IMAGE_COUNT; i++) {
        if (stays_in(checker, images[i], region)) {
            axvm_finding_secondary(checker->findings, finding, place_of_image(checker, images[i]), "the %s stays at %x",
                                   axvm_layout_item_name(images[i]), checker->layout->items[images[i]].effective);
        }
    }
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_ON_BOARD,
                        "the region is where the hypervisor finds memory; what is loaded to an address of its own does "
                        "not move with it");
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP,
                        "use map type 0 if addresses in the region must hold: it is then at %x", region->gpa);
}

static void check_gpa_heeded(struct axvm_checker *checker) {
    const struct axvm_layout *layout = checker->layout;
    if (layout->is_main_chosen && layout->is_main_known && !layout->is_main_identical) {
        return; /* the kernel does not move either, which is an error of its own */
    }
    for (size_t i = 0; i < region_count(checker); i++) {
        bool has_image = false;
        for (size_t j = 0; j < IMAGE_COUNT && !is_at_gpa(region_at(checker, i)); j++) {
            has_image = has_image || stays_in(checker, images[j], region_at(checker, i));
        }
        if (has_image) {
            report_gpa_not_heeded(checker, i);
        }
    }
}

/* --- main memory ---------------------------------------------------------------------------------- */

static void check_main_mapped(struct axvm_checker *checker) {
    uint64_t kernel = checker->config->kernel.kernel_load_addr;
    if (!checker->layout->is_main_chosen || axvm_is_in_ram(checker->vm, kernel)) {
        return;
    }
    const struct axvm_mem_config *region = region_at(checker, 0);
    struct axvm_range range = {region->gpa, region->size_bytes};
    struct axvm_span place = AXVM_PLACE_IN(checker->vm, mem, region, map_type);
    struct axvm_finding *finding = axvm_report(checker, place);
    axvm_finding_message(checker->findings, finding, "the kernel does not follow main memory, which has map type 1");
    axvm_finding_label(checker->findings, finding, "the hypervisor chooses the region's address, not %x", region->gpa);
    axvm_finding_secondary(checker->findings, finding, AXVM_PLACE_OF(checker, kernel, kernel_load_addr),
                           "on %s the kernel is loaded to %x all the same", axvm_arch_name(checker->arch), kernel);
    remark_fate(checker, finding, "nothing is mapped where the kernel is loaded, unless the two happen to meet");
    if (axvm_range_has(range, kernel)) {
        axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP,
                            "use map type 0: the region is then at %x and holds the kernel", region->gpa);
        axvm_suggest_number(checker, finding, place, AXVM_MEM_MAP_ALLOC, true);
    } else {
        axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP,
                            "use map type 0, and an address so that the region holds %x, such as %x", kernel,
                            axvm_round_down(kernel, AXVM_BLOCK_BYTES));
    }
}

/* What only a guest without a real kernel has enough of, in bytes. */
#define MAIN_SMALL_BYTES UINT64_C(0x1000000)

/* The largest of the other regions. @return 0 if none is larger than main memory */
static size_t largest_region(const struct axvm_checker *checker) {
    size_t largest = 0;
    for (size_t i = 1; i < region_count(checker); i++) {
        if (region_at(checker, i)->size_bytes > region_at(checker, largest)->size_bytes) {
            largest = i;
        }
    }
    return largest;
}

/* Whether main memory is more than the first in the list: the kernel or the device tree is placed in it. */
static bool is_main_used(const struct axvm_layout *layout) {
    enum axvm_layout_reason kernel = layout->items[AXVM_LAYOUT_KERNEL].reason;
    return kernel == AXVM_LAYOUT_MAIN_START || kernel == AXVM_LAYOUT_BEHIND_FIRMWARE ||
           layout->items[AXVM_LAYOUT_DTB].reason == AXVM_LAYOUT_END_OF_MAIN;
}

static void check_main_large(struct axvm_checker *checker) {
    /* Guests on LoongArch64 start in firmware, which gets all regions, or not at all. */
    if (!is_main_used(checker->layout) || checker->arch == AXVM_ARCH_LOONGARCH64) {
        return;
    }
    size_t largest = largest_region(checker);
    const struct axvm_mem_config *main_memory = region_at(checker, 0);
    const struct axvm_mem_config *other = region_at(checker, largest);
    if (main_memory->size_bytes >= MAIN_SMALL_BYTES || other->size_bytes < MAIN_SMALL_BYTES) {
        return;
    }
    struct axvm_finding *finding = axvm_report(checker, AXVM_PLACE_IN(checker->vm, mem, main_memory, size_bytes));
    axvm_finding_message(checker->findings, finding, "main memory is the smaller region, of %b",
                         main_memory->size_bytes);
    axvm_finding_label(checker->findings, finding, "it comes first, which makes it main memory");
    axvm_finding_secondary(checker->findings, finding, AXVM_PLACE_IN(checker->vm, mem, other, size_bytes),
                           "%b are here", other->size_bytes);
    bool is_tree_in_it = checker->layout->items[AXVM_LAYOUT_DTB].reason == AXVM_LAYOUT_END_OF_MAIN;
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_ON_BOARD, "%s",
                        !checker->layout->is_main_identical ? "the device tree is placed at the end of main memory"
                        : is_tree_in_it ? "the kernel moves to the start of main memory, and the device tree to its end"
                                        : "the kernel moves to the start of main memory");
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP,
                        "put region %u first, unless what is placed there fits into %b", (uint64_t)largest + 1,
                        main_memory->size_bytes);
}

/* --- what the guest is told ----------------------------------------------------------------------- */

static void check_in_dtb(struct axvm_checker *checker) {
    if (checker->config->kernel.dtb_path.present || region_count(checker) == 0) {
        return;
    }
    bool is_linux = axvm_vm_type_from(checker->config->base.vm_type, NULL) == AXVM_VM_TYPE_LINUX;
    struct axvm_finding *finding =
        axvm_report_at(checker, is_linux ? axvm_rule_level(checker->rule, checker->profile) : AXVM_LEVEL_NOTE,
                       AXVM_PLACE_OF(checker, kernel, dtb_path));
    axvm_finding_message(checker->findings, finding, "the guest is not told of its memory: it has no `dtb_path`");
    axvm_finding_label(checker->findings, finding, "no device tree of the guest's own");
    axvm_finding_secondary(checker->findings, finding, AXVM_PLACE_OF(checker, kernel, memory_regions),
                           "not in the generated device tree");
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_ON_BOARD,
                        "the device tree that is generated on riscv64 has no memory node; Linux stops without one, "
                        "guests that know their memory do not mind");
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP,
                        "name a device tree in `dtb_path` whose memory node has %b at %x",
                        region_at(checker, 0)->size_bytes, region_at(checker, 0)->gpa);
}

/* Where the firmware of LoongArch64 guests looks for no memory. */
#define LOONGARCH64_IO_GPA       UINT64_C(0x10000000)
#define LOONGARCH64_HIGH_RAM_GPA UINT64_C(0x80000000)

static void check_reported(struct axvm_checker *checker) {
    static const struct axvm_range unreported = {LOONGARCH64_IO_GPA, LOONGARCH64_HIGH_RAM_GPA - LOONGARCH64_IO_GPA};
    /* The region that the firmware is loaded into is not meant to be memory. */
    const struct axvm_layout_address *firmware = &checker->layout->items[AXVM_LAYOUT_FIRMWARE];
    for (size_t i = 0; i < region_count(checker); i++) {
        struct axvm_range range;
        if (!axvm_window_of(checker->config, checker->arch, AXVM_WINDOW_RAM, i, &range) ||
            !axvm_range_has(unreported, range.base) ||
            (firmware->reason == AXVM_LAYOUT_AS_CONFIGURED && axvm_range_has(range, firmware->effective))) {
            continue;
        }
        struct axvm_finding *finding =
            axvm_report(checker, AXVM_PLACE_IN(checker->vm, mem, region_at(checker, i), gpa));
        axvm_finding_message(checker->findings, finding, "the guest is not told of memory region %u", (uint64_t)i + 1);
        axvm_finding_label(checker->findings, finding, "%x is from 0x1000_0000 to 0x7fff_ffff", range.base);
        axvm_finding_remark(checker->findings, finding, AXVM_REMARK_ON_BOARD,
                            "its %b are mapped, but not in the memory map that the firmware passes on",
                            range.size_bytes);
        axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP,
                            "move it to 0x8000_0000 or behind if the guest shall use it as memory");
    }
}

/* --- the board ------------------------------------------------------------------------------------ */

/* What the hypervisor has to allocate for a guest up to one region, in bytes. */
static uint64_t add_region(uint64_t sum, const struct axvm_mem_config *region) {
    bool is_allocated = region->map_type != AXVM_MEM_MAP_RESERVED;
    uint64_t size = is_allocated ? region->size_bytes : 0;
    return size > UINT64_MAX - sum ? UINT64_MAX : sum + size;
}

static uint64_t memory_of(const struct axvm_vm *vm) {
    uint64_t sum = 0;
    for (size_t i = 0; i < vm->config->kernel.memory_region_count; i++) {
        sum = add_region(sum, &vm->config->kernel.memory_regions[i]);
    }
    return sum;
}

/* UINT64_MAX: more than 64 bits can count. */
static uint64_t memory_of_all(const struct axvm_board_checker *checker) {
    uint64_t sum = 0;
    for (size_t i = 0; i < checker->count; i++) {
        uint64_t more = axvm_board_sees(checker, checker->vms[i]) ? memory_of(checker->vms[i]) : 0;
        sum = more > UINT64_MAX - sum ? UINT64_MAX : sum + more;
    }
    return sum;
}

/* Marks the memory of the guests before one. */
static void say_guests_before(struct axvm_board_checker *checker, struct axvm_finding *finding, size_t guest) {
    for (size_t i = 0; i < guest; i++) {
        struct axvm_vm *other = checker->vms[i];
        if (axvm_board_sees(checker, other) && memory_of(other) > 0) {
            axvm_finding_secondary_in(checker->vms[guest]->findings, finding, other->source,
                                      axvm_place_of_member(other, &axvm_kernel_record, other->config->kernel.node,
                                                           offsetof(struct axvm_kernel_config, memory_regions)),
                                      "%b for this guest", memory_of(other));
        }
    }
}

/* Reports the region with which memory does not suffice. @param before  what is taken by then, in bytes */
static void report_host_ram(struct axvm_board_checker *checker, size_t guest, size_t index, uint64_t before) {
    struct axvm_vm *vm = checker->vms[guest];
    const struct axvm_mem_config *region = &vm->config->kernel.memory_regions[index];
    uint64_t ram = checker->options->host_ram_bytes;
    uint64_t sum = memory_of_all(checker);
    struct axvm_finding *finding = axvm_board_report(checker, vm, AXVM_PLACE_IN(vm, mem, region, size_bytes));
    if (sum == UINT64_MAX) {
        axvm_finding_message(vm->findings, finding, "%s more memory than there can be, and the board has %b",
                             checker->count == 1 ? "the guest needs" : "the guests need", ram);
    } else {
        axvm_finding_message(vm->findings, finding, "%s %b of memory, and the board has %b",
                             checker->count == 1 ? "the guest needs" : "the guests need", sum, ram);
    }
    axvm_finding_label(vm->findings, finding, "%b more, where %b are left", region->size_bytes, ram - before);
    say_guests_before(checker, finding, guest);
    axvm_finding_remark(vm->findings, finding, AXVM_REMARK_ON_BOARD, "%s",
                        vm->config->profile == AXVM_PROFILE_0_4
                            ? "the hypervisor cannot allocate it and panics: every VM is lost"
                            : "the hypervisor cannot allocate it and goes on without this VM");
    uint64_t left = axvm_round_down(ram - before, AXVM_BLOCK_BYTES);
    if (left > 0) {
        axvm_finding_remark(vm->findings, finding, AXVM_REMARK_HELP,
                            "make it %x (%b) at most, less what the hypervisor itself needs", left, left);
    } else {
        axvm_finding_remark(vm->findings, finding, AXVM_REMARK_HELP, "make the regions before it smaller, by %b",
                            sum - ram);
    }
}

static void check_host_ram(struct axvm_board_checker *checker) {
    uint64_t ram = checker->options->host_ram_bytes;
    uint64_t sum = 0;
    for (size_t i = 0; i < checker->count && ram != 0; i++) {
        const struct axvm_kernel_config *kernel = &checker->vms[i]->config->kernel;
        for (size_t j = 0; j < kernel->memory_region_count && axvm_board_sees(checker, checker->vms[i]); j++) {
            uint64_t more = add_region(sum, &kernel->memory_regions[j]);
            if (more > ram) {
                report_host_ram(checker, i, j, sum);
                return; /* what follows does not fit for the same reason */
            }
            sum = more;
        }
    }
}

/* --- the rows ------------------------------------------------------------------------------------- */

#define MEMORY_KEY NEEDS_KERNEL(memory_regions)

/* What follows the memory regions of a Linux bzImage on x86_64. */
#define ON_X86_64                                                                                                      \
    IMAGE LOCATION "kernel_load_addr = 0x20_0000\nentry_point = 0x8000\ncmdline = \"console=ttyS0\"\n" BASE            \
                   "\n[devices]\nemu_devices = []\npassthrough_devices = []\n" INTERRUPTS
#define WINDOW_KEYS                                                                                                    \
    MEMORY_KEY, NEEDS_DEVICES(passthrough_devices), NEEDS_DEVICES(passthrough_addresses), NEEDS_DEVICES(emu_devices)
#define EVERY_ARCH (ON(AARCH64) | ON(RISCV64) | ON(X86_64) | ON(LOONGARCH64))

static const struct axvm_rule rows[] = {
    {.code = AXVM_CODE_MEM_NONE,
     IN_ALL(ERROR),
     .needs = {MEMORY_KEY, NEEDS_KERNEL(kernel_load_addr)},
     .check = check_some_memory,
     .title = "guest has no memory",
     TEXTS(.origin = "MEM-01", .name = "mem-none",
           .explanation =
               "A guest needs at least one memory region. The first one is its main memory: the kernel is loaded "
               "there, or moves there, and the device tree is placed in it. The hypervisor does not take memory "
               "from a device tree, as older versions did.\n\nAdd a region to `memory_regions`: its address, its "
               "size, the flags 0x7, and the map type, 0 for memory at that address.",
           .on_board =
               "Axvisor 0.4 panics, which takes every VM down. Axvisor 0.8 logs an error and goes on without this "
               "VM, unless the device tree has reserved memory, which then takes the place of main memory.",
           .failing = "[kernel]\nmemory_regions = []\n" BEHIND_MEMORY,
           .mended = "[kernel]\nmemory_regions = [[0x4000_0000, 0x1000_0000, 7, 0]]\n" BEHIND_MEMORY)},
    {.code = AXVM_CODE_MEM_EMPTY_REGION,
     IN_ALL(ERROR),
     .needs = {MEMORY_KEY},
     .check = check_not_empty,
     .title = "memory region of size 0",
     TEXTS(.origin = "MEM-02", .name = "mem-empty-region",
           .explanation = "A memory region must have a size. It is in bytes and stands behind the address: "
                          "`[gpa, size, flags, map_type]`. Give the region a size or remove it.",
           .on_board =
               "The hypervisor, of either version, stops at an assertion: it panics, which takes every VM down.",
           .failing =
               "[kernel]\nmemory_regions = [[0x4000_0000, 0x1000_0000, 7, 0], [0x6000_0000, 0, 7, 0]]\n" BEHIND_MEMORY,
           .mended = "[kernel]\nmemory_regions = [[0x4000_0000, 0x1000_0000, 7, 0], [0x6000_0000, 0x20_0000, 7, "
                     "0]]\n" BEHIND_MEMORY)},
    {.code = AXVM_CODE_MEM_SIZE_UNALIGNED,
     IN_ALL(ERROR),
     .needs = {MEMORY_KEY},
     .check = check_size_aligned,
     .title = "memory region is not a multiple of 4 KiB",
     TEXTS(.origin = "MEM-03", .name = "mem-size-unaligned",
           .related = {AXVM_CODE_MEM_GPA_UNALIGNED, AXVM_CODE_MEM_NOT_IN_BLOCKS},
           .explanation = "Guest memory is mapped in pages of 4 KiB, so the size of every region must be a multiple of "
                          "0x1000. Sizes that are a multiple of 2 MiB (0x20_0000) are better still: they are mapped in "
                          "large blocks.",
           .on_board =
               "Axvisor 0.4 panics while it maps the region, which takes every VM down. Axvisor 0.8 logs an error "
               "and goes on without this VM.",
           .failing = "[kernel]\nmemory_regions = [[0x4000_0000, 0x1000_0800, 7, 0]]\n" BEHIND_MEMORY,
           .mended = "[kernel]\nmemory_regions = [[0x4000_0000, 0x1000_0000, 7, 0]]\n" BEHIND_MEMORY)},
    {.code = AXVM_CODE_MEM_GPA_UNALIGNED,
     IN_ALL(ERROR),
     .needs = {MEMORY_KEY},
     .check = check_gpa_aligned,
     .title = "memory region starts within a page",
     TEXTS(.origin = "MEM-04", .name = "mem-gpa-unaligned",
           .related = {AXVM_CODE_MEM_SIZE_UNALIGNED, AXVM_CODE_MEM_NOT_IN_BLOCKS},
           .explanation =
               "Guest memory is mapped in pages of 4 KiB, so regions of map type 0 and 2 must start at a multiple "
               "of 0x1000. A multiple of 2 MiB (0x20_0000) is better still. The address of regions of map type 1 "
               "is chosen by the hypervisor and may be anything.",
           .on_board =
               "Axvisor 0.4 panics while it maps the region, which takes every VM down. Axvisor 0.8 logs an error "
               "and goes on without this VM.",
           .failing = "[kernel]\nmemory_regions = [[0x4000_0000, 0x1000_0000, 7, 0], [0x6000_0800, 0x1000, 7, "
                      "0]]\n" BEHIND_MEMORY,
           .mended = "[kernel]\nmemory_regions = [[0x4000_0000, 0x1000_0000, 7, 0], [0x6000_0000, 0x1000, 7, "
                     "0]]\n" BEHIND_MEMORY)},
    {.code = AXVM_CODE_MEM_NOT_IN_BLOCKS,
     IN_ALL(WARNING),
     .needs = {MEMORY_KEY},
     .check = check_in_blocks,
     .title = "memory region is not in blocks of 2 MiB",
     TEXTS(.origin = "MEM-05", .name = "mem-not-in-blocks",
           .related = {AXVM_CODE_MEM_SIZE_UNALIGNED, AXVM_CODE_MEM_GPA_UNALIGNED},
           .explanation =
               "Memory that starts and ends at multiples of 2 MiB (0x20_0000) is mapped in blocks of that size, "
               "which is faster and takes less memory for page tables than pages of 4 KiB.\n\nFor main memory of "
               "map type 2 it is more than that: the kernel moves to its start, and the device tree to a multiple "
               "of 2 MiB in it. Linux on arm64 and riscv64 must be loaded to a multiple of 2 MiB. Elsewhere this "
               "is a note, and regions below 2 MiB are left alone.",
           .on_board =
               "The region is mapped in pages. A kernel that needs to be aligned may stop before it prints anything.",
           .failing = "[kernel]\nmemory_regions = [[0x4000_1000, 0x1000_0000, 7, 0]]\n" BEHIND_MEMORY,
           .mended = "[kernel]\nmemory_regions = [[0x4000_0000, 0x1000_0000, 7, 0]]\n" BEHIND_MEMORY)},
    {.code = AXVM_CODE_MEM_SIZE_TOO_LARGE,
     IN_ALL(ERROR),
     .needs = {MEMORY_KEY},
     .check = check_size_possible,
     .title = "memory region is larger than any memory can be",
     TEXTS(.origin = "MEM-06", .name = "mem-size-too-large", .related = {AXVM_CODE_MEM_OUTSIDE_GUEST},
           .explanation =
               "The hypervisor describes every region by its size and an alignment of 2 MiB, and that limits the "
               "size to 0x7fff_ffff_ffe0_0000, whatever the map type is. A number like that is usually a slip, "
               "such as a digit too many or a negative number written as an address.",
           .on_board =
               "Axvisor 0.4 panics, which takes every VM down. Axvisor 0.8 logs an error and goes on without this "
               "VM.",
           .failing = "[kernel]\nmemory_regions = [[0x4000_0000, 0x7fff_ffff_fff0_0000, 7, 0]]\n" BEHIND_MEMORY,
           .mended = "[kernel]\nmemory_regions = [[0x4000_0000, 0x1000_0000, 7, 0]]\n" BEHIND_MEMORY)},
    {.code = AXVM_CODE_MEM_OUTSIDE_GUEST,
     IN_ALL(ERROR),
     .needs = {MEMORY_KEY},
     .check = check_inside,
     .title = "memory region is outside of guest address space",
     TEXTS(.origin = "MEM-07", .name = "mem-outside-guest",
           .related = {AXVM_CODE_MEM_SIZE_TOO_LARGE, AXVM_CODE_MEM_BEYOND_GPA_BITS},
           .explanation =
               "Guest physical addresses go from 0 up to 0x7fff_ffff_efff. A region of map type 0 or 2 must end "
               "below that, so its address and size together must be at most 0x7fff_ffff_f000.",
           .on_board =
               "Axvisor 0.4 panics, which takes every VM down. Axvisor 0.8 logs an error and goes on without this "
               "VM.",
           .failing =
               "[kernel]\nmemory_regions = [[0x4000_0000, 0x1000_0000, 7, 0], [0x7fff_f000_0000, 0x1000_0000, 7, "
               "0]]\n" BEHIND_MEMORY,
           .mended = "[kernel]\nmemory_regions = [[0x4000_0000, 0x1000_0000, 7, 0], [0x7fff_e000_0000, 0x1000_0000, 7, "
                     "0]]\n" BEHIND_MEMORY)},
    {.code = AXVM_CODE_MEM_BEYOND_GPA_BITS,
     IN_BOTH(WARNING, ERROR),
     .needs = {MEMORY_KEY},
     .check = check_gpa_bits,
     .title = "memory region beyond the CPU's guest addresses",
     TEXTS(.origin = "MEM-08", .name = "mem-beyond-gpa-bits", .related = {AXVM_CODE_MEM_OUTSIDE_GUEST},
           .explanation =
               "How wide guest physical addresses are depends on the CPU: 39 or 48 bits on aarch64, x86_64 and "
               "loongarch64, 41 or 50 on riscv64. A region of map type 0 or 2 must be below that limit.\n\nThe "
               "configuration does not tell the width. This check needs `--gpa-bits`; on aarch64, it is 39 unless "
               "all CPUs have at least 44 bits of physical address.",
           .on_board =
               "On aarch64, Axvisor 0.4 drops the upper bits: the region is mapped at a lower address, where other "
               "memory may be. Axvisor 0.8 logs an error and goes on without this VM.",
           .failing = "[kernel]\nmemory_regions = [[0x4000_0000, 0x1000_0000, 7, 0], "
                      "[0x80_0000_0000, 0x1000_0000, 7, "
                      "0]]\n" BEHIND_MEMORY,
           .mended = "[kernel]\nmemory_regions = [[0x4000_0000, 0x1000_0000, 7, 0], "
                     "[0x7f_f000_0000, 0x1000_0000, 7, "
                     "0]]\n" BEHIND_MEMORY)},
    {.code = AXVM_CODE_MEM_OVERLAP,
     IN_ALL(ERROR),
     .needs = {WINDOW_KEYS},
     .check = check_overlap,
     .title = "memory regions overlap",
     TEXTS(.origin = "MEM-09", .name = "mem-overlap",
           .related = {AXVM_CODE_MEM_ON_PASSTHROUGH, AXVM_CODE_MEM_ON_EMULATED},
           .explanation =
               "An address of the guest can be mapped only once, so memory regions of map type 0 and 2 must not "
               "overlap, not even if they are equal. They may touch.\n\nRegions of map type 1 are not compared: "
               "the hypervisor chooses their addresses and ignores those in the configuration.",
           .on_board =
               "Axvisor 0.4 panics while it maps the second region, which takes every VM down. Axvisor 0.8 logs an "
               "error and goes on without this VM.",
           .failing = "[kernel]\nmemory_regions = [[0x4000_0000, 0x1000_0000, 7, 0], [0x4f00_0000, 0x1000_0000, 7, "
                      "0]]\n" BEHIND_MEMORY,
           .mended = "[kernel]\nmemory_regions = [[0x4000_0000, 0x1000_0000, 7, 0], [0x5000_0000, 0x1000_0000, 7, "
                     "0]]\n" BEHIND_MEMORY)},
    {.code = AXVM_CODE_MEM_GPA_IGNORED,
     IN_ALL(NOTE),
     .needs = {MEMORY_KEY, NEEDS_KERNEL(ramdisk_load_addr), NEEDS_KERNEL(bios_load_addr), NEEDS_KERNEL(dtb_load_addr)},
     .check = check_gpa_heeded,
     .title = "address of a memory region is not heeded",
     TEXTS(.origin = "MEM-11", .name = "mem-gpa-ignored",
           .related = {AXVM_CODE_MEM_MAIN_UNMAPPED, AXVM_CODE_IMG_RAMDISK_UNMAPPED, AXVM_CODE_IMG_KERNEL_OFFSET_LOST},
           .explanation =
               "The hypervisor allocates a region of map type 1 wherever it has memory, and the guest sees it at "
               "that very address. The address in the configuration is ignored.\n\nA kernel in main memory moves "
               "with it. A ramdisk, firmware, and on some boards the device tree do not: they are loaded to the "
               "addresses that are configured, which need not be in the region then. Use map type 0 to have the "
               "region where the configuration says, or map type 2 with host memory that is kept free for it.",
           .on_board = "The region is elsewhere, at a multiple of 2 MiB.",
           .failing =
               "[kernel]\nmemory_regions = [[0x4000_0000, 0x1000_0000, 7, 1]]\nramdisk_path = \"/guest/initrd\"\n"
               "ramdisk_load_addr = 0x4800_0000\n" BEHIND_MEMORY,
           .mended = "[kernel]\nmemory_regions = [[0x4000_0000, 0x1000_0000, 7, 0]]\nramdisk_path = \"/guest/initrd\"\n"
                     "ramdisk_load_addr = 0x4800_0000\n" BEHIND_MEMORY)},
    {.code = AXVM_CODE_MEM_FLAGS,
     IN_ALL(WARNING),
     .needs = {MEMORY_KEY},
     .check = check_flags,
     .title = "flags of a memory region have no effect",
     TEXTS(.origin = "MEM-12", .name = "mem-flags",
           .explanation =
               "The flags of a region are 1 read, 2 write, 4 execute, 8 user, 0x10 device and 0x20 uncached. The "
               "hypervisor ignores them: guest memory is always cached, and the guest can read, write and execute "
               "all of it. Flags that ask for something else, such as memory that cannot be written, promise what "
               "nobody keeps. That the guest cannot execute a region is asked for in vain as well, but mentioned "
               "as a note only.\n\nWrite 0x7. Registers of devices belong in `passthrough_devices` or "
               "`passthrough_addresses`, which are mapped as device memory.",
           .on_board = "The region is ordinary memory.",
           .failing = "[kernel]\nmemory_regions = [[0x4000_0000, 0x1000_0000, 7, 0], [0x6000_0000, 0x1000, 1, "
                      "0]]\n" BEHIND_MEMORY,
           .mended = "[kernel]\nmemory_regions = [[0x4000_0000, 0x1000_0000, 7, 0], [0x6000_0000, 0x1000, 7, "
                     "0]]\n" BEHIND_MEMORY)},
    {.code = AXVM_CODE_MEM_LOW_PAGES,
     IN_0_4(ERROR),
     .archs = ON(AARCH64) | ON(RISCV64),
     .needs = {WINDOW_KEYS},
     .check = check_low_pages,
     .title = "memory region in the first 2 MiB",
     TEXTS(.origin = "MEM-13", .name = "mem-low-pages", .related = {AXVM_CODE_MEM_ON_PASSTHROUGH},
           .explanation =
               "On architectures with device trees, Axvisor 0.4 passes the host's addresses from 0x0 up to "
               "0x1f_ffff through to every guest, without being asked to. An address can be mapped only once, so "
               "no memory region of map type 0 or 2 may be there. Start it at 0x20_0000 or behind.",
           .on_board = "The hypervisor panics while it sets the VM up, which takes every VM down.",
           .failing = "[kernel]\nmemory_regions = [[0x4000_0000, 0x1000_0000, 7, 0], [0x10_0000, 0x10_0000, 7, "
                      "0]]\n" BEHIND_MEMORY,
           .mended = "[kernel]\nmemory_regions = [[0x4000_0000, 0x1000_0000, 7, 0], [0x20_0000, 0x10_0000, 7, "
                     "0]]\n" BEHIND_MEMORY)},
    {.code = AXVM_CODE_MEM_HOST_RAM,
     IN_ALL(ERROR),
     .needs = {MEMORY_KEY},
     .check_board = check_host_ram,
     .title = "guests need more memory than the board has",
     TEXTS(.origin = "MEM-16", .name = "mem-host-ram",
           .explanation =
               "The hypervisor allocates all regions of map type 0 and 1 when it creates the VMs, all VMs at "
               "once. Together they must fit into the memory that the board has for guests. Regions of map type 2 "
               "do not count: they are memory that is not the hypervisor's.\n\nThe configuration does not tell "
               "how much there is. This check needs `--host-ram`, or `ram` in a scenario. The hypervisor itself "
               "needs some of it, and every region must be in one piece, so leave some room.",
           .on_board =
               "Axvisor 0.4 panics at the region that does not fit, which takes every VM down. Axvisor 0.8 logs an "
               "error and goes on without the VM.",
           .failing = "[kernel]\nmemory_regions = [[0x4000_0000, 0x8000_0000, 7, 0]]\n" BEHIND_MEMORY,
           .mended = "[kernel]\nmemory_regions = [[0x4000_0000, 0x1000_0000, 7, "
                     "0]]\n" BEHIND_MEMORY)},
    {.code = AXVM_CODE_MEM_MAIN_UNMAPPED,
     IN_0_4(ERROR),
     .archs = ON(RISCV64) | ON(X86_64),
     .needs = {MEMORY_KEY, NEEDS_KERNEL(kernel_load_addr)},
     .check = check_main_mapped,
     .title = "kernel does not follow main memory of map type 1",
     TEXTS(.origin = "MEM-17", .name = "mem-main-unmapped", .related = {AXVM_CODE_MEM_GPA_IGNORED},
           .explanation =
               "The hypervisor chooses the address of main memory of map type 1. On aarch64 it then moves the "
               "kernel there. On riscv64 and x86_64 Axvisor 0.4 does not recognize that the region is identity "
               "mapped, and loads the kernel to the address that is configured, where nothing is mapped unless the "
               "hypervisor happens to choose that address.\n\nUse "
               "map type 0, which has the region where the configuration says. Axvisor 0.8 moves the kernel on "
               "every architecture.",
           .on_board = "The hypervisor panics while it loads the kernel, which takes every VM down.",
           .failing = "[kernel]\nmemory_regions = [[0x4000_0000, 0x1000_0000, 7, 1]]\ndtb_path = \"/guest/guest.dtb\"\n"
                      "dtb_load_addr = 0x4800_0000\n" BEHIND_MEMORY,
           .mended = "[kernel]\nmemory_regions = [[0x4000_0000, 0x1000_0000, 7, 0]]\ndtb_path = \"/guest/guest.dtb\"\n"
                     "dtb_load_addr = 0x4800_0000\n" BEHIND_MEMORY)},
    {.code = AXVM_CODE_MEM_MAIN_SMALL,
     IN_ALL(WARNING),
     .needs = {MEMORY_KEY, NEEDS_KERNEL(boot_protocol)},
     .after = {AXVM_CODE_MEM_EMPTY_REGION},
     .check = check_main_large,
     .title = "main memory is a small region",
     TEXTS(.origin = "MEM-19", .name = "mem-main-small", .related = {AXVM_CODE_IMG_KERNEL_OFFSET_LOST},
           .explanation =
               "The first memory region is main memory, whatever its address is. If it has map type 1 or 2, the "
               "kernel moves to its start, and the hypervisor places the device tree in it. A region of less than "
               "16 MiB that comes before a larger one is rarely meant to be that.\n\nThe order of regions means "
               "nothing else: put the large one first.",
           .on_board =
               "A kernel or device tree that does not fit into main memory stops the hypervisor or overwrites the "
               "other.",
           .failing = "[kernel]\nmemory_regions = [[0x4000_0000, 0x40_0000, 7, 2], [0x6000_0000, 0x1000_0000, 7, "
                      "2]]\n" BEHIND_MEMORY,
           .mended = "[kernel]\nmemory_regions = [[0x6000_0000, 0x1000_0000, 7, 2], [0x4000_0000, 0x40_0000, 7, "
                     "2]]\n" BEHIND_MEMORY)},
    {.code = AXVM_CODE_MEM_ON_PASSTHROUGH,
     IN_ALL(ERROR),
     .needs = {WINDOW_KEYS},
     .check = check_on_passthrough,
     .title = "memory region overlaps what is passed through",
     TEXTS(.origin = "MEM-20", .name = "mem-on-passthrough",
           .related = {AXVM_CODE_MEM_OVERLAP, AXVM_CODE_MEM_ON_EMULATED},
           .explanation =
               "Memory of map type 0 or 2 and the windows of `passthrough_devices` and `passthrough_addresses` "
               "must not share a page. Windows are mapped in whole pages of 4 KiB. Let the region end before the "
               "device, or move it.\n\nWindows that come from a device tree, as with `\"/\"`, are not known here "
               "and not compared.",
           .on_board =
               "Axvisor 0.4 panics while it sets the VM up, which takes every VM down. Axvisor 0.8 logs an error and "
               "goes on without this VM.",
           .failing = "[kernel]\nmemory_regions = [[0x4000_0000, 0x1000_0000, 7, 0]]\n" BEHIND_MEMORY
                      "passthrough_addresses = [[0x4fff_f000, 0x2000]]\n",
           .mended = "[kernel]\nmemory_regions = [[0x4000_0000, 0xfe0_0000, 7, 0]]\n" BEHIND_MEMORY
                     "passthrough_addresses = [[0x4fff_f000, 0x2000]]\n")},
    {.code = AXVM_CODE_MEM_ON_EMULATED,
     IN_BOTH(WARNING, ERROR),
     .archs = EVERY_ARCH,
     .needs = {WINDOW_KEYS},
     .check = check_on_emulated,
     .title = "memory region overlaps an emulated device",
     TEXTS(.origin = "MEM-21", .name = "mem-on-emulated",
           .related = {AXVM_CODE_MEM_OVERLAP, AXVM_CODE_MEM_ON_PASSTHROUGH},
           .explanation =
               "The hypervisor emulates a device by trapping accesses to its registers. Where memory of map type "
               "0 or 2 is mapped, nothing traps. Let the region end before the device, or move one of the two.",
           .on_board = "Axvisor 0.4 maps the memory without a word, and the guest finds memory in place of the device. "
                       "Axvisor 0.8 logs an error and goes on without this VM.",
           .failing =
               "[kernel]\nmemory_regions = [[0x4000_0000, 0x1000_0000, 7, 0], [0x800_0000, 0x20_0000, 7, 0]]\n" IMAGE
                   ADDRESSES LOCATION BASE "\n[devices]\n" PASSED INTERRUPTS
               "emu_devices = [[\"gicd\", 0x800_0000, 0x1_0000, 0, 0x21, []], "
               "[\"gicr\", 0x80a_0000, 0x2_0000, 0, 0x20, [1, 0x2_0000, 0]]]\n",
           .mended =
               "[kernel]\nmemory_regions = [[0x4000_0000, 0x1000_0000, 7, 0], [0x900_0000, 0x20_0000, 7, 0]]\n" IMAGE
                   ADDRESSES LOCATION BASE "\n[devices]\n" PASSED INTERRUPTS
               "emu_devices = [[\"gicd\", 0x800_0000, 0x1_0000, 0, 0x21, []], "
               "[\"gicr\", 0x80a_0000, 0x2_0000, 0, 0x20, [1, 0x2_0000, 0]]]\n")},
    {.code = AXVM_CODE_MEM_ON_APIC_PAGE,
     IN_0_8(WARNING),
     .archs = ON(X86_64),
     .needs = {MEMORY_KEY},
     .check = check_on_apic_page,
     .title = "memory region covers the page of the local APIC",
     TEXTS(.origin = "MEM-22", .name = "mem-on-apic-page", .related = {AXVM_CODE_MEM_ON_PASSTHROUGH},
           .explanation =
               "On Intel CPUs the hypervisor needs the guest's page at 0xfee0_0000, where the registers of the "
               "local APIC are. No memory region may cover it. PCs have a hole there: memory ends below the I/O "
               "APIC at 0xfec0_0000 and goes on at 0x1_0000_0000.\n\nAMD CPUs do without that page, so this is a "
               "warning.",
           .on_board = "On Intel the hypervisor logs an error and goes on without this VM.",
           .failing = "[kernel]\nmemory_regions = [[0, 0x1_0000_0000, 7, 0]]\n" ON_X86_64,
           .mended = "[kernel]\nmemory_regions = [[0, 0x8000_0000, 7, 0]]\n" ON_X86_64)},
    {.code = AXVM_CODE_MEM_NOT_IN_DTB,
     IN_0_4(WARNING),
     .archs = ON(RISCV64),
     .needs = {MEMORY_KEY, NEEDS_KERNEL(dtb_path), NEEDS_BASE(vm_type)},
     .after = {AXVM_CODE_MEM_NONE, AXVM_CODE_MEM_EMPTY_REGION, AXVM_CODE_MEM_MAIN_UNMAPPED},
     .check = check_in_dtb,
     .title = "generated device tree has no memory",
     TEXTS(.origin = "MEM-27", .name = "mem-not-in-dtb",
           .explanation =
               "Without `dtb_path`, the hypervisor generates the guest's device tree from the host's. On riscv64 "
               "Axvisor 0.4 leaves out the memory node and adds none for `memory_regions`. Linux cannot start "
               "without; a guest that is built for fixed addresses can, so for guests that are not of `vm_type` 2 "
               "this is a note.\n\nWrite a device tree whose memory node says what `memory_regions` says, and "
               "name it in `dtb_path`.",
           .on_board = "Linux stops before it prints anything.",
           .failing = "[base]\nvm_type = 2\n" ID NAME CPUS KERNEL "dtb_load_addr = 0x4800_0000\n" DEVICES,
           .mended = "[base]\nvm_type = 2\n" ID NAME CPUS KERNEL
                     "dtb_load_addr = 0x4800_0000\ndtb_path = \"/guest/guest.dtb\"\n" DEVICES)},
    {.code = AXVM_CODE_MEM_NOT_REPORTED,
     IN_0_8(NOTE),
     .archs = ON(LOONGARCH64),
     .needs = {MEMORY_KEY, NEEDS_KERNEL(bios_load_addr)},
     .check = check_reported,
     .title = "guest is not told of a memory region",
     TEXTS(.origin = "MEM-29", .name = "mem-not-reported",
           .explanation =
               "The firmware of LoongArch64 guests gets a memory map from the hypervisor. Regions that start at "
               "0x1000_0000 or behind, but before 0x8000_0000, are not in it: that range is for devices. The "
               "region for the firmware itself is meant to be there, and is not mentioned.",
           .on_board = "The region is mapped, but the guest's kernel does not use it.",
           .failing =
               "[kernel]\nmemory_regions = [[0, 0x1000_0000, 7, 0], [0x1c00_0000, 0x100_0000, 7, 0], [0x2000_0000, "
               "0x1000_0000, 7, 0]]\n"
               "kernel_load_addr = 0x20_0000\nentry_point = 0x1c00_0000\nenable_bios = true\nboot_protocol = \"uefi\"\n"
               "uefi_firmware_path = \"/guest/uefi.fd\"\nbios_load_addr = 0x1c00_0000\n" IMAGE LOCATION BASE
               "\n[devices]\n" PASSED INTERRUPTS "emu_devices = [[\"fw_cfg\", 0x1e02_0000, 0x18, 0, 3, []]]\n",
           .mended =
               "[kernel]\nmemory_regions = [[0, 0x1000_0000, 7, 0], [0x1c00_0000, 0x100_0000, 7, 0], [0x8000_0000, "
               "0x1000_0000, 7, 0]]\n"
               "kernel_load_addr = 0x20_0000\nentry_point = 0x1c00_0000\nenable_bios = true\nboot_protocol = \"uefi\"\n"
               "uefi_firmware_path = \"/guest/uefi.fd\"\nbios_load_addr = 0x1c00_0000\n" IMAGE LOCATION BASE
               "\n[devices]\n" PASSED INTERRUPTS "emu_devices = [[\"fw_cfg\", 0x1e02_0000, 0x18, 0, 3, []]]\n")},
};

const struct axvm_rule_family axvm_mem_rules = FAMILY(rows);
