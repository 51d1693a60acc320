/* SPDX-License-Identifier: Apache-2.0 */
/* Family 04, where memory is: what is outside of it, and where that could go instead. */
#include "check/img_rules.h"
#include "check/window.h"

static bool ram_window(const struct axvm_checker *checker, size_t index, struct axvm_range *range) {
    return axvm_window_of(checker->config, checker->arch, AXVM_WINDOW_RAM, index, range);
}

bool axvm_img_is_memory_sound(const struct axvm_checker *checker) {
    for (size_t i = 0; i < axvm_img_kernel(checker)->memory_region_count; i++) {
        const struct axvm_mem_config *region = axvm_img_region(checker, i);
        struct axvm_range range = {0, region->size_bytes};
        bool is_chosen = region->map_type == AXVM_MEM_MAP_IDENTICAL;
        bool is_whole = region->size_bytes >= AXVM_PAGE_BYTES; /* less is a slip, which AX0203 is about */
        bool is_usable = is_whole && (is_chosen ? axvm_range_fits(range, AXVM_GPA_END)
                                                : region->gpa % AXVM_PAGE_BYTES == 0 && ram_window(checker, i, &range));
        if (!is_usable) {
            return false;
        }
    }
    return checker->layout->has_main;
}

bool axvm_img_is_in_chosen(const struct axvm_checker *checker, uint64_t address) {
    for (size_t i = 0; i < axvm_img_kernel(checker)->memory_region_count; i++) {
        const struct axvm_mem_config *region = axvm_img_region(checker, i);
        struct axvm_range range = {region->gpa, region->size_bytes};
        if (region->map_type == AXVM_MEM_MAP_IDENTICAL && axvm_range_has(range, address)) {
            return true;
        }
    }
    return false;
}

bool axvm_img_is_outside(const struct axvm_checker *checker, const struct axvm_layout_address *address) {
    if (address->is_offset) {
        return address->effective >= axvm_img_region(checker, 0)->size_bytes;
    }
    return !axvm_is_in_ram(checker->vm, address->effective);
}

enum axvm_level axvm_img_level_with_luck(const struct axvm_checker *checker) {
    for (size_t i = 0; i < axvm_img_kernel(checker)->memory_region_count; i++) {
        if (axvm_img_region(checker, i)->map_type == AXVM_MEM_MAP_IDENTICAL) {
            return AXVM_LEVEL_WARNING;
        }
    }
    return axvm_rule_level(checker->rule, checker->profile);
}

static uint64_t distance(struct axvm_range range, uint64_t address) {
    if (axvm_range_has(range, address)) {
        return 0;
    }
    return address < range.base ? range.base - address : address - axvm_range_last(range);
}

void axvm_img_find_ram(const struct axvm_checker *checker, uint64_t address, struct axvm_img_ram *ram) {
    *ram = (struct axvm_img_ram){0};
    for (size_t i = 0; i < axvm_img_kernel(checker)->memory_region_count; i++) {
        struct axvm_range range;
        if (!ram_window(checker, i, &range)) {
            continue;
        }
        if (ram->count < 2) {
            ram->first[ram->count] = range;
        }
        if (ram->count == 0 || distance(range, address) < distance(ram->nearest, address)) {
            ram->nearest = range;
            ram->nearest_index = i;
        }
        ram->count++;
    }
}

void axvm_img_remark_ram(struct axvm_checker *checker, struct axvm_finding *finding, const struct axvm_img_ram *ram) {
    if (ram->count == 0) {
        axvm_finding_remark(checker->findings, finding, AXVM_REMARK_NOTE,
                            "no region has a place of its own: of those with map type 1 the hypervisor chooses it");
    } else if (ram->count == 1) {
        axvm_finding_remark(checker->findings, finding, AXVM_REMARK_NOTE, "memory is at %x to %x", ram->first[0].base,
                            axvm_range_last(ram->first[0]));
    } else if (ram->count == 2) {
        axvm_finding_remark(checker->findings, finding, AXVM_REMARK_NOTE, "memory is at %x to %x and at %x to %x",
                            ram->first[0].base, axvm_range_last(ram->first[0]), ram->first[1].base,
                            axvm_range_last(ram->first[1]));
    } else {
        axvm_finding_remark(checker->findings, finding, AXVM_REMARK_NOTE,
                            "the nearest of %u memory regions is at %x to %x", (uint64_t)ram->count, ram->nearest.base,
                            axvm_range_last(ram->nearest));
    }
}

/* What of an address is often right if the rest of it is not. */
#define KEPT_BYTES UINT64_C(0x10000000)

uint64_t axvm_img_similar_address(struct axvm_range range, uint64_t address) {
    uint64_t offset = address % KEPT_BYTES;
    if (offset >= range.size_bytes) {
        offset = address % AXVM_BLOCK_BYTES;
    }
    return offset < range.size_bytes ? range.base + offset : range.base;
}

uint64_t axvm_img_middle_of(struct axvm_range range) {
    uint64_t half = range.size_bytes / 2;
    uint64_t offset = axvm_round_down(half, half >= AXVM_BLOCK_BYTES ? AXVM_BLOCK_BYTES : AXVM_PAGE_BYTES);
    return range.base + offset;
}

/* The size that makes a region hold an address behind it. @return 0 if it would have to be more than twice as large */
static uint64_t grown_size(const struct axvm_checker *checker, const struct axvm_img_ram *ram, uint64_t address) {
    if (ram->count == 0 || address < ram->nearest.base || address >= AXVM_GPA_END) {
        return 0;
    }
    struct axvm_range grown = ram->nearest;
    grown.size_bytes = axvm_round_up(address - ram->nearest.base + 1, AXVM_BLOCK_BYTES);
    if (grown.size_bytes / 2 > ram->nearest.size_bytes || !axvm_range_fits(grown, AXVM_GPA_END)) {
        return 0;
    }
    for (size_t i = 0; i < axvm_img_kernel(checker)->memory_region_count; i++) {
        struct axvm_range range;
        if (i != ram->nearest_index && ram_window(checker, i, &range) && axvm_ranges_overlap(range, grown)) {
            return 0;
        }
    }
    return grown.size_bytes;
}

void axvm_img_help_into_ram(struct axvm_checker *checker, struct axvm_finding *finding, struct axvm_span span,
                            const struct axvm_img_ram *ram, uint64_t address, uint64_t better) {
    uint64_t size = grown_size(checker, ram, address);
    if (ram->count == 0) {
        axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP,
                            "add a region of map type 0 that holds %x, such as one at %x", address,
                            axvm_round_down(address, AXVM_BLOCK_BYTES));
        return;
    }
    if (size != 0) {
        axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP,
                            "use an address in memory, such as %x, or give region %u a size of at least %x", better,
                            (uint64_t)ram->nearest_index + 1, size);
    } else {
        axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP, "use an address in memory, such as %x",
                            better);
    }
    axvm_suggest_number(checker, finding, span, better, true);
}

struct axvm_finding *axvm_img_report_outside(struct axvm_checker *checker, struct axvm_span place, uint64_t address,
                                             const char *message, const char *label, struct axvm_img_ram *ram) {
    struct axvm_finding *finding = axvm_report_at(checker, axvm_img_level_with_luck(checker), place);
    axvm_img_find_ram(checker, address, ram);
    axvm_finding_message(checker->findings, finding, message, address);
    axvm_finding_label(checker->findings, finding, label);
    axvm_img_remark_ram(checker, finding, ram);
    return finding;
}
