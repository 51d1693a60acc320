/* SPDX-License-Identifier: Apache-2.0 */
/* Family 04, what images take of memory: whether they fit, and whether one lies over another. */
#include "check/img_rules.h"

#include "base/env.h"
#include "check/window.h"

/* --- extents ---------------------------------------------------------------------------------------- */

/*
 * What one image takes of guest memory, from `base` on. Always 1 <= certain_bytes <= likely_bytes: the first is what
 * is loaded for certain, the second what the guest will take besides, such as for data that is zero. Without a file
 * whose size is known both are 1.
 */
struct extent {
    uint64_t base;
    uint64_t certain_bytes;
    uint64_t likely_bytes;
    bool is_offset; /* `base` counts from the start of main memory, which is not known */
    bool has_size;
};

static struct axvm_range certain_range(const struct extent *extent) {
    return (struct axvm_range){extent->base, extent->certain_bytes};
}

static struct axvm_range likely_range(const struct extent *extent) {
    return (struct axvm_range){extent->base, extent->likely_bytes};
}

static enum axvm_image image_of(const struct axvm_checker *checker, enum axvm_layout_item item) {
    switch (item) {
    case AXVM_LAYOUT_DTB:
        return AXVM_IMAGE_DTB;
    case AXVM_LAYOUT_RAMDISK:
        return AXVM_IMAGE_RAMDISK;
    case AXVM_LAYOUT_FIRMWARE:
        return axvm_img_is_firmware_read(checker->config, AXVM_IMAGE_UEFI_FIRMWARE) &&
                       axvm_image_path(checker->config, AXVM_IMAGE_UEFI_FIRMWARE).present
                   ? AXVM_IMAGE_UEFI_FIRMWARE
                   : AXVM_IMAGE_BIOS;
    default:
        return AXVM_IMAGE_KERNEL;
    }
}

#ifdef AXVM_FILE_RULES

/* A Linux image for aarch64 or riscv64 says at this offset how much memory it takes, little-endian. */
#define LINUX_SIZE_OFFSET  16
#define LINUX_MAGIC_OFFSET 56
#define LINUX_HEADER_BYTES 64

static uint64_t linux_size(const struct axvm_image_content *content) {
    static const char *const magics[] = {"ARM\x64", "RSC\x05"};
    uint64_t size = 0;
    if (content->head.length < LINUX_HEADER_BYTES) {
        return 0;
    }
    struct axvm_slice magic = {content->head.data + LINUX_MAGIC_OFFSET, content->head.length - LINUX_MAGIC_OFFSET};
    if (!axvm_img_begins_with(magic, magics[0]) && !axvm_img_begins_with(magic, magics[1])) {
        return 0;
    }
    for (size_t i = sizeof size; i-- > 0;) {
        size = size << 8 | (unsigned char)content->head.data[LINUX_SIZE_OFFSET + i];
    }
    return size <= AXVM_GPA_END ? size : 0;
}

/* The most that a bzImage has in front of what is loaded: 255 sectors for its setup, and one for booting. */
#define BZIMAGE_SETUP_MAX UINT64_C(0x20000)

/* Finds the sizes of an image whose file is known. */
static void measure(const struct axvm_checker *checker, enum axvm_layout_item item, struct extent *extent) {
    const struct axvm_image_content *content = axvm_img_content(checker, image_of(checker, item));
    const struct axvm_layout_address *address = axvm_img_item(checker, item);
    if (content == NULL || address->reason == AXVM_LAYOUT_FIRMWARE_TREE) { /* that tree is not the one in the file */
        return;
    }
    uint64_t size = content->size_bytes < AXVM_GPA_END ? content->size_bytes : AXVM_GPA_END;
    extent->has_size = true;
    extent->certain_bytes = extent->likely_bytes = size;
    if (item == AXVM_LAYOUT_KERNEL && checker->layout->is_linux_bzimage) {
        extent->certain_bytes = size > BZIMAGE_SETUP_MAX ? size - BZIMAGE_SETUP_MAX : 1;
    } else if (item == AXVM_LAYOUT_KERNEL) {
        uint64_t needed = linux_size(content);
        extent->likely_bytes = needed > size ? needed : size;
    } else if (item == AXVM_LAYOUT_DTB &&
               !(checker->profile == AXVM_PROFILE_0_4 && checker->arch == AXVM_ARCH_RISCV64)) {
        extent->certain_bytes = 1; /* the hypervisor writes the tree anew */
    }
}

#endif

/* Whether what an image takes besides what is loaded for certain is memory that it clears. */
static bool takes_more(const struct axvm_checker *checker, enum axvm_layout_item item) {
    return item == AXVM_LAYOUT_KERNEL && !checker->layout->is_linux_bzimage;
}

/*
 * What is loaded to an address that is known.
 * @return false if nothing is. UEFI firmware gets its kernel from elsewhere, and the hypervisor finds a place for a
 *         tree by its size (AX0421)
 */
static bool extent_of(const struct axvm_checker *checker, enum axvm_layout_item item, struct extent *extent) {
    const struct axvm_layout_address *address = axvm_img_item(checker, item);
    if (!axvm_layout_is_known(address) || address->reason == AXVM_LAYOUT_END_OF_MAIN || item == AXVM_LAYOUT_ENTRY ||
        (item == AXVM_LAYOUT_KERNEL && checker->layout->boot_protocol == AXVM_BOOT_UEFI)) {
        return false;
    }
    *extent = (struct extent){address->effective, 1, 1, address->is_offset, false};
#ifdef AXVM_FILE_RULES
    measure(checker, item, extent);
#endif
    return true;
}

/* --- words ------------------------------------------------------------------------------------------ */

static const char *name_of(enum axvm_layout_item item) {
    return axvm_layout_item_name(item);
}

/* Where it is said where an image goes, or that the hypervisor brings it. */
static struct axvm_span place_of(const struct axvm_checker *checker, enum axvm_layout_item item) {
    enum axvm_layout_reason reason = axvm_img_item(checker, item)->reason;
    switch (item) {
    case AXVM_LAYOUT_DTB:
        return reason == AXVM_LAYOUT_FIRMWARE_TREE ? AXVM_PLACE_OF(checker, kernel, boot_protocol)
                                                   : AXVM_PLACE_OF(checker, kernel, dtb_load_addr);
    case AXVM_LAYOUT_RAMDISK:
        return AXVM_PLACE_OF(checker, kernel, ramdisk_load_addr);
    case AXVM_LAYOUT_FIRMWARE:
        return reason == AXVM_LAYOUT_BUILT_IN_BIOS ? AXVM_PLACE_OF(checker, kernel, enable_bios)
                                                   : AXVM_PLACE_OF(checker, kernel, bios_load_addr);
    default:
        return AXVM_PLACE_OF(checker, kernel, kernel_load_addr);
    }
}

/* --- room ------------------------------------------------------------------------------------------- */

/* The region that an image begins in. @return the count of regions if it is in none */
static size_t region_under(const struct axvm_checker *checker, const struct extent *extent) {
    size_t index = 0;
    struct axvm_range range;
    if (extent->is_offset) {
        return 0;
    }
    while (index < axvm_img_kernel(checker)->memory_region_count &&
           !(axvm_window_of(checker->config, checker->arch, AXVM_WINDOW_RAM, index, &range) &&
             axvm_range_has(range, extent->base))) {
        index++;
    }
    return index;
}

/* Memory from an address on, which is in a region, to where nothing is mapped; regions that touch are one. */
static uint64_t mapped_from(struct axvm_checker *checker, uint64_t address) {
    struct axvm_arena *arena = checker->findings->arena;
    struct axvm_window_list list;
    size_t low = arena->low;
    if (!axvm_windows_of(checker->vm, AXVM_WINDOWS(RAM), arena, &list)) {
        checker->out_of_memory = true;
        return UINT64_MAX;
    }
    uint64_t last = address;
    /* They are sorted, and the address is in one: what begins so low and reaches further goes on from there. */
    for (size_t i = 0; i < list.count; i++) {
        uint64_t end = axvm_range_last(list.items[i].range);
        if (end > last && list.items[i].range.base <= last + 1) {
            last = end;
        }
    }
    arena->low = low;
    return last - address + 1;
}

/* How much of memory there is for an image, which begins in `region`. */
static uint64_t room_for(struct axvm_checker *checker, const struct extent *extent, size_t region) {
    uint64_t size = axvm_img_region(checker, region)->size_bytes;
    if (extent->is_offset) {
        return size - extent->base;
    }
    uint64_t mapped = mapped_from(checker, extent->base);
    return mapped < size ? mapped : size; /* the hypervisor takes no image that is larger than the region */
}

/* Whether a region that grows would get over another one. */
static bool is_hemmed_in(const struct axvm_checker *checker, size_t region, uint64_t size_bytes) {
    struct axvm_range grown = {axvm_img_region(checker, region)->gpa, size_bytes};
    struct axvm_range range;
    for (size_t i = 0; i < axvm_img_kernel(checker)->memory_region_count; i++) {
        if (i != region && axvm_window_of(checker->config, checker->arch, AXVM_WINDOW_RAM, i, &range) &&
            axvm_ranges_overlap(range, grown)) {
            return true;
        }
    }
    return false;
}

static void report_no_room(struct axvm_checker *checker, enum axvm_layout_item item, const struct extent *extent,
                           size_t region, uint64_t room) {
    bool is_certain = extent->certain_bytes > room;
    bool is_zeroed = takes_more(checker, item);
    uint64_t bytes = is_certain ? extent->certain_bytes : extent->likely_bytes;
    const struct axvm_mem_config *memory = axvm_img_region(checker, region);
    uint64_t start = extent->is_offset ? extent->base : extent->base - memory->gpa;
    struct axvm_finding *finding =
        axvm_report_at(checker, is_certain ? axvm_rule_level(checker->rule, checker->profile) : AXVM_LEVEL_WARNING,
                       axvm_img_place_of_path(checker, image_of(checker, item)));
    axvm_finding_message(checker->findings, finding,
                         is_certain || !is_zeroed ? "the %s has %b, but there is memory for %b"
                                                  : "the %s needs %b when it runs, but there is memory for %b",
                         name_of(item), bytes, room);
    axvm_finding_label(checker->findings, finding,
                       extent->is_offset ? "it begins %x bytes into main memory" : "it is loaded to %x", extent->base);
    if (extent->is_offset) {
        axvm_finding_secondary(checker->findings, finding, AXVM_PLACE_IN(checker->vm, mem, memory, size_bytes),
                               "main memory has %b", memory->size_bytes);
    } else {
        axvm_finding_secondary(checker->findings, finding, AXVM_PLACE_IN(checker->vm, mem, memory, size_bytes),
                               "this memory ends with %x",
                               axvm_range_last((struct axvm_range){memory->gpa, memory->size_bytes}));
    }
    if (is_certain) {
        axvm_img_remark_fate(checker, finding, "it cannot be loaded");
    } else {
        axvm_finding_remark(checker->findings, finding, AXVM_REMARK_ON_BOARD,
                            is_zeroed ? "its file can be loaded, but then the kernel uses memory that is not there"
                                      : "it may not be possible to load it");
    }
    uint64_t needed = axvm_round_up(start + bytes, AXVM_BLOCK_BYTES);
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP,
                        !extent->is_offset && is_hemmed_in(checker, region, needed)
                            ? "make room behind region %u, and give it a size of at least %x"
                            : "give region %u a size of at least %x",
                        (uint64_t)region + 1, needed);
}

void axvm_img_check_fit(struct axvm_checker *checker) {
    if (!axvm_img_is_memory_sound(checker)) {
        return;
    }
    for (unsigned i = 0; i < AXVM_LAYOUT_ITEM_COUNT; i++) {
        enum axvm_layout_item item = (enum axvm_layout_item)i;
        struct extent extent;
        if (!extent_of(checker, item, &extent) || !extent.has_size ||
            axvm_img_is_outside(checker, axvm_img_item(checker, item))) {
            continue; /* in no region at all is a mistake of its own */
        }
        size_t region = region_under(checker, &extent);
        uint64_t room = room_for(checker, &extent, region);
        if (extent.likely_bytes > room) {
            report_no_room(checker, item, &extent, region, room);
        }
    }
}

/* --- the entry point -------------------------------------------------------------------------------- */

/* Whether something is loaded where the guest starts, as far as is known. */
static bool is_loaded(const struct axvm_checker *checker, const struct axvm_layout_address *entry) {
    static const enum axvm_layout_item code[] = {AXVM_LAYOUT_KERNEL, AXVM_LAYOUT_FIRMWARE, AXVM_LAYOUT_RAMDISK};
    for (size_t i = 0; i < sizeof code / sizeof code[0]; i++) {
        struct extent extent;
        bool is_comparable = extent_of(checker, code[i], &extent) && extent.is_offset == entry->is_offset;
        if (is_comparable && entry->effective >= extent.base &&
            (!extent.has_size || entry->effective - extent.base < extent.likely_bytes)) {
            return true;
        }
    }
    return false;
}

/* Memory that is set aside may have code that was there before the hypervisor. The address is in a region. */
static bool is_set_aside(const struct axvm_checker *checker, uint64_t address) {
    struct extent point = {address, 1, 1, false, false};
    return axvm_img_region(checker, region_under(checker, &point))->map_type == AXVM_MEM_MAP_RESERVED;
}

/* Where the guest is better started: at its kernel, or on x86 at its firmware. */
static enum axvm_layout_item right_start(const struct axvm_checker *checker) {
    return checker->arch == AXVM_ARCH_X86_64 ? AXVM_LAYOUT_FIRMWARE : AXVM_LAYOUT_KERNEL;
}

static void report_entry_nowhere(struct axvm_checker *checker, const struct axvm_layout_address *entry,
                                 const struct extent *start) {
    enum axvm_layout_item item = right_start(checker);
    struct axvm_span place = AXVM_PLACE_OF(checker, kernel, entry_point);
    struct axvm_finding *finding = axvm_report(checker, place);
    bool is_below = entry->effective < start->base;
    uint64_t moved = axvm_img_item(checker, AXVM_LAYOUT_KERNEL)->configured;
    uint64_t better = entry->reason == AXVM_LAYOUT_WITH_KERNEL ? moved : start->base;
    axvm_finding_message(checker->findings, finding, "the guest starts at %x, where nothing is loaded",
                         entry->configured);
    if (is_below) {
        axvm_finding_label(checker->findings, finding, "%x bytes below the %s", start->base - entry->effective,
                           name_of(item));
    } else {
        axvm_finding_label(checker->findings, finding, "behind the %s, which has %b", name_of(item),
                           start->likely_bytes);
    }
    axvm_finding_secondary(checker->findings, finding, place_of(checker, item), "the %s", name_of(item));
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_ON_BOARD,
                        "the guest executes whatever is in that memory, and nothing is heard of it");
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP, "write %x, where the %s begins", better,
                        name_of(item));
    axvm_suggest_number(checker, finding, place, better, true);
}

void axvm_img_check_entry_loaded(struct axvm_checker *checker) {
    const struct axvm_layout_address *entry = axvm_img_item(checker, AXVM_LAYOUT_ENTRY);
    bool is_moved = entry->reason == AXVM_LAYOUT_WITH_KERNEL &&
                    entry->configured >= axvm_img_item(checker, AXVM_LAYOUT_KERNEL)->configured;
    struct extent start;
    if ((entry->reason != AXVM_LAYOUT_AS_CONFIGURED && !is_moved) || !axvm_img_is_memory_sound(checker) ||
        axvm_img_is_outside(checker, entry) || axvm_img_is_beyond_real_mode(checker, entry)) {
        return; /* mistakes of their own */
    }
    /* Without firmware a guest on x86 has nothing to start in (AX0522, AX0525). */
    bool is_known = extent_of(checker, right_start(checker), &start) &&
                    !axvm_img_is_outside(checker, axvm_img_item(checker, right_start(checker)));
    /* The kernel moves with the entry point; on x86 nothing in memory that is chosen gets here. */
    AXVM_ASSUME(!is_known || start.is_offset == entry->is_offset);
    if (is_known && !is_loaded(checker, entry) && (entry->is_offset || !is_set_aside(checker, entry->effective))) {
        report_entry_nowhere(checker, entry, &start);
    }
}

/* --- two images ------------------------------------------------------------------------------------- */

/* The order in which images are loaded, the entry point's place being nobody's. */
static unsigned turn_of(const struct axvm_checker *checker, enum axvm_layout_item item) {
    bool is_last = checker->profile == AXVM_PROFILE_0_4 && axvm_img_is_location(checker, "memory");
    switch (item) {
    case AXVM_LAYOUT_FIRMWARE:
        return is_last ? 4 : 1;
    case AXVM_LAYOUT_RAMDISK:
        return 2;
    case AXVM_LAYOUT_DTB:
        return 3;
    default:
        return 0;
    }
}

/* Whether a base is free for an image: in memory, with room, and over no other. */
static bool is_free(struct axvm_checker *checker, enum axvm_layout_item item, struct extent moved) {
    size_t region = region_under(checker, &moved);
    if (region == axvm_img_kernel(checker)->memory_region_count ||
        (moved.is_offset && moved.base >= axvm_img_region(checker, 0)->size_bytes) ||
        room_for(checker, &moved, region) < moved.likely_bytes) {
        return false;
    }
    for (unsigned i = 0; i < AXVM_LAYOUT_ITEM_COUNT; i++) {
        struct extent other;
        if (i != (unsigned)item && extent_of(checker, (enum axvm_layout_item)i, &other) &&
            other.is_offset == moved.is_offset && axvm_ranges_overlap(likely_range(&other), likely_range(&moved))) {
            return false;
        }
    }
    return true;
}

/* Half way into a region, where nothing is in the way that is not known to be large. */
static uint64_t middle_of(const struct axvm_checker *checker, const struct extent *extent) {
    const struct axvm_mem_config *region = axvm_img_region(checker, region_under(checker, extent));
    uint64_t half = region->size_bytes / 2;
    return (extent->is_offset ? 0 : region->gpa) +
           axvm_round_down(half, half >= AXVM_BLOCK_BYTES ? AXVM_BLOCK_BYTES : AXVM_PAGE_BYTES);
}

/* Moves an image behind another, or well away from one of a size that is not known, if it has room there. */
static bool move_away(struct axvm_checker *checker, enum axvm_layout_item item, const struct extent *other,
                      struct extent *moved) {
    uint64_t last = axvm_range_last(likely_range(other));
    struct extent at = *moved;
    at.base = other->has_size ? axvm_round_down(last, AXVM_BLOCK_BYTES) + AXVM_BLOCK_BYTES : middle_of(checker, other);
    if (!is_free(checker, item, at)) {
        return false;
    }
    moved->base = at.base;
    return true;
}

/* Finds a base that is free for an image. @return false if none is found */
static bool find_free(struct axvm_checker *checker, enum axvm_layout_item item, struct extent *moved) {
    for (unsigned i = 0; i < AXVM_LAYOUT_ITEM_COUNT; i++) {
        enum axvm_layout_item other_item = (enum axvm_layout_item)i;
        struct extent other;
        bool is_other = i != (unsigned)item && extent_of(checker, other_item, &other) &&
                        other.is_offset == moved->is_offset &&
                        !axvm_img_is_outside(checker, axvm_img_item(checker, other_item));
        if (is_other && move_away(checker, item, &other, moved)) {
            return true;
        }
    }
    return false;
}

/* One image over another: `late` is loaded after `early`. */
struct clash {
    enum axvm_layout_item early;
    enum axvm_layout_item late;
    struct extent early_extent;
    struct extent late_extent;
    bool is_certain;
};

/* Says where an image is, at its own place. */
static void describe_extent(struct axvm_checker *checker, struct axvm_finding *finding, const struct extent *extent,
                            enum axvm_layout_item item) {
    struct axvm_span place = place_of(checker, item);
    if (extent->is_offset) {
        axvm_finding_secondary(checker->findings, finding, place, "the %s: %x bytes into main memory", name_of(item),
                               extent->base);
    } else if (extent->has_size) {
        axvm_finding_secondary(checker->findings, finding, place, "the %s takes %x to %x", name_of(item), extent->base,
                               axvm_range_last(likely_range(extent)));
    } else {
        axvm_finding_secondary(checker->findings, finding, place, "the %s begins at %x", name_of(item), extent->base);
    }
}

/* The same of the image that the finding is about. */
static void label_extent(struct axvm_checker *checker, struct axvm_finding *finding, const struct extent *extent) {
    if (extent->is_offset) {
        axvm_finding_label(checker->findings, finding, "%x bytes into main memory", extent->base);
    } else if (extent->has_size) {
        axvm_finding_label(checker->findings, finding, "it takes %x to %x", extent->base,
                           axvm_range_last(likely_range(extent)));
    } else {
        axvm_finding_label(checker->findings, finding, "it begins at %x", extent->base);
    }
}

/* Whether an image is where its own key says, so that it can be written elsewhere. */
static bool is_movable(const struct axvm_checker *checker, enum axvm_layout_item item) {
    enum axvm_layout_reason reason = axvm_img_item(checker, item)->reason;
    return reason == AXVM_LAYOUT_AS_CONFIGURED || reason == AXVM_LAYOUT_OFFSET_IN_MAIN;
}

/* Whether all that is shared is memory that the kernel takes besides its file. */
static bool is_in_zeroed_part(const struct axvm_checker *checker, const struct clash *clash) {
    return !clash->is_certain && takes_more(checker, clash->early) &&
           clash->late_extent.base > clash->early_extent.base;
}

static void say_what_clashes(struct axvm_checker *checker, struct axvm_finding *finding, const struct clash *clash) {
    bool is_zeroed = is_in_zeroed_part(checker, clash);
    axvm_finding_message(checker->findings, finding,
                         clash->early_extent.base == clash->late_extent.base
                             ? "the %s is loaded to the same address as the %s"
                         : is_zeroed ? "the %s is loaded to memory that the %s takes"
                                     : "the %s is loaded over the %s",
                         name_of(clash->late), name_of(clash->early));
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_ON_BOARD,
                        clash->is_certain ? "the %s is loaded first, and then overwritten"
                        : is_zeroed       ? "the %s clears that memory when it starts"
                                          : "a part of the %s may be overwritten",
                        name_of(clash->early));
}

/*
 * Where the later one has a fixed address, it is the earlier one that must go elsewhere. Where to is not for this rule to
 * say: that is firmware, or a kernel that the built-in BIOS must find (AX0513).
 */
static void report_clash(struct axvm_checker *checker, const struct clash *clash) {
    bool is_late = is_movable(checker, clash->late);
    enum axvm_layout_item item = is_late ? clash->late : clash->early;
    struct extent better = is_late ? clash->late_extent : clash->early_extent;
    struct axvm_span place = place_of(checker, item);
    struct axvm_finding *finding = axvm_report_at(
        checker, clash->is_certain ? axvm_rule_level(checker->rule, checker->profile) : AXVM_LEVEL_WARNING, place);
    label_extent(checker, finding, &better);
    describe_extent(checker, finding, is_late ? &clash->early_extent : &clash->late_extent,
                    is_late ? clash->early : clash->late);
    say_what_clashes(checker, finding, clash);
    if (AXVM_HAS_REMARKS && is_late && find_free(checker, item, &better)) {
        axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP, "load the %s to %x, or elsewhere in memory",
                            name_of(item), better.base);
        axvm_suggest_number(checker, finding, place, better.base, true);
    } else {
        axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP,
                            "load the %s elsewhere, and make memory larger if there is no room", name_of(item));
    }
}

/* @return whether they overlap, which is then reported */
static bool compare(struct axvm_checker *checker, enum axvm_layout_item first, enum axvm_layout_item second) {
    bool is_ordered = turn_of(checker, first) <= turn_of(checker, second);
    struct clash clash = {.early = is_ordered ? first : second, .late = is_ordered ? second : first};
    if (!extent_of(checker, clash.early, &clash.early_extent) || !extent_of(checker, clash.late, &clash.late_extent) ||
        clash.early_extent.is_offset != clash.late_extent.is_offset ||
        !axvm_ranges_overlap(likely_range(&clash.early_extent), likely_range(&clash.late_extent))) {
        return false;
    }
    clash.is_certain = axvm_ranges_overlap(certain_range(&clash.early_extent), certain_range(&clash.late_extent));
    report_clash(checker, &clash);
    return true;
}

void axvm_img_check_overlap(struct axvm_checker *checker) {
    /* Each image is compared with those before it, and reported with the first that it overlaps. */
    for (unsigned item = 1; item < AXVM_LAYOUT_ITEM_COUNT && checker->layout->has_main; item++) {
        bool is_found = false;
        for (unsigned other = 0; other < item && !is_found; other++) {
            is_found = compare(checker, (enum axvm_layout_item)other, (enum axvm_layout_item)item);
        }
    }
}

/* --- a tree that the hypervisor places --------------------------------------------------------------- */

/* The largest tree that is thought of where its size is not known. */
#define TREE_MAX AXVM_BLOCK_BYTES

/* The part of main memory that the hypervisor looks for a place in. */
#define TREE_WINDOW_BYTES UINT64_C(0x20000000)

static void report_tree_below(struct axvm_checker *checker, const struct axvm_mem_config *region, uint64_t address) {
    struct axvm_finding *finding = axvm_report(checker, AXVM_PLACE_IN(checker->vm, mem, region, gpa));
    axvm_finding_message(checker->findings, finding, "the device tree goes to %x, below main memory", address);
    axvm_finding_label(checker->findings, finding, "no multiple of 2 MiB, and main memory ends before the next");
    axvm_img_remark_fate(checker, finding, "the device tree cannot be loaded");
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP,
                        "begin main memory at a multiple of 2 MiB, and give it 4 MiB at least");
}

static void report_tree_over(struct axvm_checker *checker, const struct axvm_mem_config *region,
                             enum axvm_layout_item item, const struct extent *extent, uint64_t gpa) {
    struct axvm_finding *finding = axvm_report(checker, AXVM_PLACE_IN(checker->vm, mem, region, size_bytes));
    axvm_finding_message(checker->findings, finding, "the device tree is loaded over the %s", name_of(item));
    axvm_finding_label(checker->findings, finding,
                       extent->is_offset ? "the tree goes %x bytes into so much memory"
                                         : "the tree goes to %x in so much memory",
                       gpa);
    describe_extent(checker, finding, extent, item);
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_ON_BOARD,
                        "the hypervisor places the tree near the end of main memory, or of its first 512 MiB, at a "
                        "multiple of 2 MiB, whatever is there");
    if (region->size_bytes >= TREE_WINDOW_BYTES || item == AXVM_LAYOUT_RAMDISK) {
        axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP, "load the %s elsewhere", name_of(item));
        return;
    }
    uint64_t start = extent->is_offset ? 0 : region->gpa;
    uint64_t last = axvm_range_last(likely_range(extent)) - start;
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP, "give main memory a size of at least %x",
                        axvm_round_down(last, AXVM_BLOCK_BYTES) + 2 * AXVM_BLOCK_BYTES);
}

/* Whether a tree has an address of an image wherever its size lets it go. */
static bool is_over(const struct extent *extent, uint64_t highest, uint64_t lowest) {
    return axvm_range_has(certain_range(extent), highest) && axvm_range_has(certain_range(extent), lowest);
}

void axvm_img_check_tree_room(struct axvm_checker *checker) {
    const struct axvm_layout_address *tree = axvm_img_item(checker, AXVM_LAYOUT_DTB);
    static const enum axvm_layout_item others[] = {AXVM_LAYOUT_KERNEL, AXVM_LAYOUT_RAMDISK, AXVM_LAYOUT_FIRMWARE};
    if (tree->reason != AXVM_LAYOUT_END_OF_MAIN || !axvm_img_is_memory_sound(checker)) {
        return;
    }
    const struct axvm_mem_config *region = axvm_img_region(checker, 0);
    struct axvm_range memory = {tree->is_offset ? 0 : region->gpa, region->size_bytes};
    uint64_t lowest = axvm_layout_dtb_gpa(memory, TREE_MAX);
    if (tree->effective < memory.base) {
        report_tree_below(checker, region, tree->effective);
        return;
    }
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        struct extent extent;
        if (extent_of(checker, others[i], &extent) && extent.is_offset == tree->is_offset &&
            is_over(&extent, tree->effective, lowest)) {
            report_tree_over(checker, region, others[i], &extent, tree->effective);
            return;
        }
    }
}
