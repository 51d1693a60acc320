/* SPDX-License-Identifier: Apache-2.0 */
/* Rules of family 02: memory regions. */
#include "check/checker.h"
#include "check/rule_rows.h"

/* --- size and alignment --------------------------------------------------------------------------- */

/* Where a size that is no multiple of a page can go. Down only as far as something is left. */
static void suggest_whole_pages(struct axvm_checker *checker, struct axvm_finding *finding,
                                const struct axvm_mem_config *region) {
    uint64_t up = axvm_round_up(region->size_bytes, AXVM_PAGE_BYTES);
    uint64_t down = axvm_round_down(region->size_bytes, AXVM_PAGE_BYTES);
    if (up < region->size_bytes) {
        axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP, "round down to %x", down);
        up = down;
    } else if (down == 0) {
        axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP, "round up to %x", up);
    } else {
        axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP, "round up to %x, or down to %x", up, down);
    }
    axvm_suggest_number(checker, finding, AXVM_PLACE_IN(checker->vm, mem, region, size_bytes), up, true);
}

static void check_size_aligned(struct axvm_checker *checker) {
    for (size_t i = 0; i < checker->config->kernel.memory_region_count; i++) {
        const struct axvm_mem_config *region = &checker->config->kernel.memory_regions[i];
        uint64_t past = region->size_bytes % AXVM_PAGE_BYTES;
        if (past == 0) {
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

/* --- the rows ------------------------------------------------------------------------------------- */

static const struct axvm_rule rows[] = {
    {.code = AXVM_CODE_MEM_SIZE_UNALIGNED,
     IN_ALL(ERROR),
     .needs = {NEEDS_KERNEL(memory_regions)},
     .check = check_size_aligned,
     .origin = "MEM-03",
     .name = "mem-size-unaligned",
     .title = "memory region is not a multiple of 4 KiB",
     .explanation = "Guest memory is mapped in pages of 4 KiB, so the size of every region must be a multiple of "
                    "0x1000. Sizes that are a multiple of 2 MiB (0x20_0000) are better still: they are mapped in "
                    "large blocks.",
     .on_board = "Axvisor 0.4 panics while it maps the region, which takes every VM down. Axvisor 0.8 logs an error "
                 "and goes on without this VM.",
     .failing = "[kernel]\nmemory_regions = [[0x4000_0000, 0x1000_0800, 7, 0]]\n" BEHIND_MEMORY,
     .mended = "[kernel]\nmemory_regions = [[0x4000_0000, 0x1000_1000, 7, 0]]\n" BEHIND_MEMORY},
};

const struct axvm_rule_family axvm_mem_rules = FAMILY(rows);
