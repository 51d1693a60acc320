/* SPDX-License-Identifier: Apache-2.0 */
/* Windows: what is mapped for each item of a configuration, and lists of windows compared with sets of addresses. */
#include "check/window.h"

#include "tap.h"

#define PAGE AXVM_PAGE_BYTES
#define END  AXVM_GPA_END

static _Alignas(16) unsigned char memory[1 << 16];

/* Whether a window is as expected; a size of 0 stands for none. */
static void expect(bool found, struct axvm_range range, struct axvm_range expected, const char *name) {
    TAP_EQUAL_U64(found, expected.size_bytes > 0, name);
    if (found && expected.size_bytes > 0) {
        TAP_EQUAL_U64(range.base, expected.base, name);
        TAP_EQUAL_U64(range.size_bytes, expected.size_bytes, name);
    }
}

/* --- memory ----------------------------------------------------------------------------------------- */

struct ram_case {
    const char *name;
    struct axvm_mem_config region;
    struct axvm_range window;
};

static void check_ram(void) {
    static const struct ram_case cases[] = {
        {"allocated", {0x40000000, PAGE, 7, AXVM_MEM_MAP_ALLOC, 0}, {0x40000000, PAGE}},
        {"reserved", {0x40000000, PAGE, 7, AXVM_MEM_MAP_RESERVED, 0}, {0x40000000, PAGE}},
        {"identical: its address is not heeded", {0x40000000, PAGE, 7, AXVM_MEM_MAP_IDENTICAL, 0}, {0, 0}},
        {"no size", {0x40000000, 0, 7, AXVM_MEM_MAP_ALLOC, 0}, {0, 0}},
        {"up to the end", {END - PAGE, PAGE, 7, AXVM_MEM_MAP_ALLOC, 0}, {END - PAGE, PAGE}},
        {"past the end", {END - PAGE, PAGE + 1, 7, AXVM_MEM_MAP_ALLOC, 0}, {0, 0}},
        {"all there is", {0, END, 7, AXVM_MEM_MAP_ALLOC, 0}, {0, END}},
        {"a sum that wraps", {UINT64_MAX, 2, 7, AXVM_MEM_MAP_ALLOC, 0}, {0, 0}},
    };
    struct axvm_crate_config config = {.kernel = {.memory_region_count = 1}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct axvm_range range = {0, 0};
        config.kernel.memory_regions = &cases[i].region;
        expect(axvm_window_of(&config, AXVM_ARCH_UNKNOWN, AXVM_WINDOW_RAM, 0, &range), range, cases[i].window,
               cases[i].name);
    }
}

/* --- passed through ---------------------------------------------------------------------------------- */

struct passthrough_case {
    const char *name;
    uint64_t base;
    uint64_t length_bytes;
    struct axvm_range window_0_4;
    struct axvm_range window_0_8;
};

static const struct passthrough_case passthrough_cases[] = {
    {"a page", PAGE, PAGE, {PAGE, PAGE}, {PAGE, PAGE}},
    {"a byte", PAGE + 5, 1, {PAGE, PAGE}, {PAGE, PAGE}},
    {"nothing", PAGE, 0, {0, 0}, {0, 0}},
    {"0.4 loses the last page", PAGE + 1, PAGE, {PAGE, PAGE}, {PAGE, 2 * PAGE}},
    {"but not of whole pages", PAGE, PAGE + 1, {PAGE, 2 * PAGE}, {PAGE, 2 * PAGE}},
    {"up to the end", END - 1, 1, {END - PAGE, PAGE}, {END - PAGE, PAGE}},
    {"up to the end, from within a page",
     END - PAGE - 1,
     PAGE + 1,
     {END - 2 * PAGE, 2 * PAGE},
     {END - 2 * PAGE, 2 * PAGE}},
    {"past the end", END - 1, 2, {0, 0}, {0, 0}},
    {"a sum that wraps", UINT64_MAX, 2, {0, 0}, {0, 0}},
    {"a length that would wrap when rounded", 0, UINT64_MAX, {0, 0}, {0, 0}},
};

static void check_passthrough_in(enum axvm_profile profile) {
    for (size_t i = 0; i < sizeof passthrough_cases / sizeof passthrough_cases[0]; i++) {
        const struct passthrough_case *item = &passthrough_cases[i];
        struct axvm_range expected = profile == AXVM_PROFILE_0_4 ? item->window_0_4 : item->window_0_8;
        struct axvm_passthrough_address_config address = {item->base, item->length_bytes, 0};
        struct axvm_passthrough_device_config device = {{"d", 1}, item->base, 0, item->length_bytes, 0, 0};
        struct axvm_crate_config config = {.devices = {.passthrough_devices = &device,
                                                       .passthrough_device_count = 1,
                                                       .passthrough_addresses = &address,
                                                       .passthrough_address_count = 1},
                                           .profile = profile};
        struct axvm_range range = {0, 0};
        expect(axvm_passthrough_window(item->base, item->length_bytes, profile, &range), range, expected, item->name);
        expect(axvm_window_of(&config, AXVM_ARCH_AARCH64, AXVM_WINDOW_PASSTHROUGH_ADDRESS, 0, &range), range, expected,
               item->name);
        expect(axvm_window_of(&config, AXVM_ARCH_X86_64, AXVM_WINDOW_PASSTHROUGH_DEVICE, 0, &range), range, expected,
               item->name);
    }
}

static const struct axvm_passthrough_device_config uart = {{"uart", 4}, PAGE, PAGE, PAGE, 0, 0};
static const struct axvm_passthrough_device_config root = {{"/", 1}, 0, 0, 0, 0, 0};
static const struct axvm_passthrough_device_config path = {{"/soc", 4}, 0, 0, 0, 0, 0};

/* Whether lists are mapped as they stand on each architecture, in the order of enum axvm_arch. */
struct list_case {
    const char *name;
    size_t count;
    const struct axvm_passthrough_device_config *items[2];
    bool is_listed[AXVM_ARCH_COUNT];
};

static void check_lists(void) {
    static const struct list_case cases[] = {
        {"no list", 0, {NULL, NULL}, {[AXVM_ARCH_X86_64] = true, [AXVM_ARCH_LOONGARCH64] = true}},
        {"a window first", 2, {&uart, &path}, {true, true, true, true, true}},
        {"a path first", 2, {&path, &uart}, {[AXVM_ARCH_X86_64] = true, [AXVM_ARCH_LOONGARCH64] = true}},
        {"the root first", 2, {&root, &uart}, {[AXVM_ARCH_X86_64] = true}},
        {"the root behind a window",
         2,
         {&uart, &root},
         {[AXVM_ARCH_UNKNOWN] = true,
          [AXVM_ARCH_AARCH64] = true,
          [AXVM_ARCH_RISCV64] = true,
          [AXVM_ARCH_X86_64] = true}},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct axvm_passthrough_device_config items[2];
        for (size_t j = 0; j < cases[i].count; j++) {
            items[j] = *cases[i].items[j];
        }
        struct axvm_crate_config config = {
            .devices = {.passthrough_devices = items, .passthrough_device_count = cases[i].count}};
        for (unsigned arch = 0; arch < AXVM_ARCH_COUNT; arch++) {
            TAP_EQUAL_U64(axvm_passthrough_is_listed(&config, (enum axvm_arch)arch), cases[i].is_listed[arch],
                          cases[i].name);
            for (size_t j = 0; j < cases[i].count; j++) {
                struct axvm_range range = {0, 0};
                bool has_window = cases[i].is_listed[arch] && items[j].length_bytes > 0;
                expect(axvm_window_of(&config, (enum axvm_arch)arch, AXVM_WINDOW_PASSTHROUGH_DEVICE, j, &range), range,
                       (struct axvm_range){PAGE, has_window ? PAGE : 0}, cases[i].name);
            }
        }
    }
}

/* --- emulated ---------------------------------------------------------------------------------------- */

struct emulated_case {
    const char *name;
    enum axvm_profile profile;
    enum axvm_arch arch;
    enum axvm_emu_device_type type;
    struct axvm_range configured;
    uint64_t settings[3];
    size_t setting_count;
    struct axvm_range window;
};

#define IN_0_4 AXVM_PROFILE_0_4
#define IN_0_8 AXVM_PROFILE_0_8
#define A64    AXVM_ARCH_AARCH64
#define GICR   AXVM_EMU_GPPT_REDISTRIBUTOR
#define FRAME  UINT64_C(0x20000)

static const struct emulated_case emulated_cases[] = {
    {"distributor", IN_0_4, A64, AXVM_EMU_GPPT_DISTRIBUTOR, {PAGE, 1}, {0}, 0, {PAGE, 1}},
    {"distributor elsewhere", IN_0_4, AXVM_ARCH_RISCV64, AXVM_EMU_GPPT_DISTRIBUTOR, {PAGE, 1}, {0}, 0, {0, 0}},
    {"distributor somewhere", IN_0_4, AXVM_ARCH_UNKNOWN, AXVM_EMU_GPPT_DISTRIBUTOR, {PAGE, 1}, {0}, 0, {0, 0}},
    {"distributor of no length", IN_0_4, A64, AXVM_EMU_GPPT_DISTRIBUTOR, {PAGE, 0}, {0}, 0, {0, 0}},
    {"distributor past the end", IN_0_4, A64, AXVM_EMU_GPPT_DISTRIBUTOR, {END - PAGE, PAGE + 1}, {0}, 0, {0, 0}},
    {"ITS", IN_0_8, A64, AXVM_EMU_GPPT_ITS, {PAGE, FRAME}, {PAGE}, 1, {PAGE, FRAME}},
    {"GICv2: fixed", IN_0_4, A64, AXVM_EMU_INTERRUPT_CONTROLLER, {PAGE, PAGE}, {0}, 0, {0x8000000, 0x10000}},
    {"one frame", IN_0_4, A64, GICR, {FRAME, FRAME}, {1, FRAME, 0}, 3, {FRAME, FRAME}},
    {"frames side by side", IN_0_4, A64, GICR, {FRAME, FRAME}, {4, FRAME, 0}, 3, {FRAME, 4 * FRAME}},
    {"frames that overlap", IN_0_4, A64, GICR, {FRAME, FRAME}, {3, PAGE, 0}, 3, {FRAME, FRAME + 2 * PAGE}},
    {"frames with gaps: the first", IN_0_8, A64, GICR, {FRAME, FRAME}, {4, 2 * FRAME, 0}, 3, {FRAME, FRAME}},
    {"frames in one place", IN_0_4, A64, GICR, {FRAME, FRAME}, {4, 0, 0}, 3, {FRAME, FRAME}},
    {"no frames", IN_0_4, A64, GICR, {FRAME, FRAME}, {0, FRAME, 0}, 3, {0, 0}},
    {"a setting too few", IN_0_4, A64, GICR, {FRAME, FRAME}, {1, FRAME}, 2, {0, 0}},
    {"frames up to the end", IN_0_4, A64, GICR, {END - 2 * PAGE, PAGE}, {2, PAGE, 0}, 3, {END - 2 * PAGE, 2 * PAGE}},
    {"frames past the end", IN_0_4, A64, GICR, {END - 2 * PAGE, PAGE}, {3, PAGE, 0}, 3, {0, 0}},
    {"too many frames for any number", IN_0_4, A64, GICR, {0, FRAME}, {UINT64_MAX, FRAME, 0}, 3, {0, 0}},
    {"PLIC", IN_0_8, AXVM_ARCH_RISCV64, AXVM_EMU_PPPT_GLOBAL, {PAGE, FRAME}, {2}, 1, {PAGE, FRAME}},
    {"I/O APIC of 0.8", IN_0_8, AXVM_ARCH_X86_64, AXVM_EMU_X86_IOAPIC, {PAGE, PAGE}, {0}, 0, {PAGE, PAGE}},
    {"console: ports", IN_0_8, AXVM_ARCH_X86_64, AXVM_EMU_CONSOLE, {0x3f8, 8}, {0}, 0, {0, 0}},
    {"timer: ports", IN_0_8, AXVM_ARCH_X86_64, AXVM_EMU_X86_PIT, {0x40, 4}, {0}, 0, {0, 0}},
    {"fw_cfg of 0.8", IN_0_8, AXVM_ARCH_LOONGARCH64, AXVM_EMU_FW_CFG, {PAGE, 0x18}, {0}, 0, {PAGE, 0x18}},
    {"PCH-PIC of 0.8", IN_0_8, AXVM_ARCH_LOONGARCH64, AXVM_EMU_LOONGARCH_PCH_PIC, {PAGE, PAGE}, {0}, 0, {PAGE, PAGE}},
    {"virtio: not implemented", IN_0_8, A64, AXVM_EMU_VIRTIO_BLK, {PAGE, PAGE}, {0}, 0, {0, 0}},
    {"shared memory: not emulated", IN_0_8, A64, AXVM_EMU_IVC_CHANNEL, {PAGE, PAGE}, {0}, 0, {0, 0}},
    {"dummy", IN_0_8, A64, AXVM_EMU_DUMMY, {PAGE, PAGE}, {0}, 0, {0, 0}},
};

static void check_emulated(void) {
    for (size_t i = 0; i < sizeof emulated_cases / sizeof emulated_cases[0]; i++) {
        const struct emulated_case *item = &emulated_cases[i];
        struct axvm_emu_device_config device = {.base_gpa = item->configured.base,
                                                .length_bytes = item->configured.size_bytes,
                                                .cfg_list = {item->settings, item->setting_count},
                                                .emu_type = item->type};
        struct axvm_crate_config config = {.devices = {.emu_devices = &device, .emu_device_count = 1},
                                           .profile = item->profile};
        struct axvm_range range = {0, 0};
        expect(axvm_window_of(&config, item->arch, AXVM_WINDOW_EMULATED, 0, &range), range, item->window, item->name);
    }
}

static struct axvm_emu_device_config device_of(enum axvm_emu_device_type type, uint64_t base, uint64_t length_bytes) {
    return (struct axvm_emu_device_config){.base_gpa = base, .length_bytes = length_bytes, .emu_type = type};
}

static void check_first_of_type(void) {
    const struct axvm_emu_device_config devices[] = {
        device_of(AXVM_EMU_LOONGARCH_PCH_PIC, PAGE, PAGE), device_of(AXVM_EMU_IVC_CHANNEL, 2 * PAGE, PAGE),
        device_of(AXVM_EMU_FW_CFG, 3 * PAGE, 0),           device_of(AXVM_EMU_FW_CFG, 4 * PAGE, PAGE),
        device_of(AXVM_EMU_IVC_CHANNEL, 5 * PAGE, PAGE),   device_of(AXVM_EMU_LOONGARCH_PCH_PIC, 6 * PAGE, PAGE),
    };
    const size_t count = sizeof devices / sizeof devices[0];
    struct axvm_crate_config config = {.devices = {.emu_devices = devices, .emu_device_count = count},
                                       .profile = AXVM_PROFILE_0_8};
    static const bool has_window[] = {true, false, false, false, false, true};
    static const bool has_channel[] = {false, true, false, false, false, false};
    for (size_t i = 0; i < count; i++) {
        struct axvm_range range = {0, 0};
        expect(axvm_window_of(&config, AXVM_ARCH_LOONGARCH64, AXVM_WINDOW_EMULATED, i, &range), range,
               (struct axvm_range){devices[i].base_gpa, has_window[i] ? PAGE : 0}, "further devices of a type");
        expect(axvm_window_of(&config, AXVM_ARCH_UNKNOWN, AXVM_WINDOW_IVC, i, &range), range,
               (struct axvm_range){devices[i].base_gpa, has_channel[i] ? PAGE : 0}, "further IVC channels");
    }
}

/* --- the windows of a guest --------------------------------------------------------------------------- */

static void check_windows_of(void) {
    static const struct axvm_mem_config regions[] = {{4 * PAGE, PAGE, 7, AXVM_MEM_MAP_ALLOC, 0},
                                                     {0, PAGE, 7, AXVM_MEM_MAP_IDENTICAL, 0},
                                                     {2 * PAGE, PAGE, 7, AXVM_MEM_MAP_RESERVED, 0}};
    static const struct axvm_passthrough_device_config devices[] = {{{"a", 1}, 3 * PAGE, 0, PAGE, 0, 0},
                                                                    {{"b", 1}, 2 * PAGE, 0, 1, 0, 0}};
    static const struct axvm_passthrough_address_config addresses[] = {{PAGE, PAGE, 0}};
    static const struct axvm_window expected[] = {
        {{PAGE, PAGE}, AXVM_WINDOW_PASSTHROUGH_ADDRESS, 0, 0},
        {{2 * PAGE, PAGE}, AXVM_WINDOW_RAM, 2, 0},
        {{2 * PAGE, PAGE}, AXVM_WINDOW_PASSTHROUGH_DEVICE, 1, 0},
        {{3 * PAGE, PAGE}, AXVM_WINDOW_PASSTHROUGH_DEVICE, 0, 0},
        {{4 * PAGE, PAGE}, AXVM_WINDOW_RAM, 0, 0},
    };
    const struct axvm_crate_config config = {.kernel = {.memory_regions = regions, .memory_region_count = 3},
                                             .devices = {.passthrough_devices = devices,
                                                         .passthrough_device_count = 2,
                                                         .passthrough_addresses = addresses,
                                                         .passthrough_address_count = 1}};
    for (unsigned kinds = 0; kinds < 1u << AXVM_WINDOW_KIND_COUNT; kinds++) {
        struct axvm_vm vm = {.config = &config, .arch = AXVM_ARCH_AARCH64};
        struct axvm_arena arena;
        struct axvm_window_list list;
        axvm_arena_init(&arena, memory, sizeof memory);
        TAP_CHECK(axvm_windows_of(&vm, kinds, &arena, &list), "there is room for all windows");
        size_t count = 0;
        bool equal = true;
        for (size_t i = 0; i < sizeof expected / sizeof expected[0]; i++) {
            if ((kinds >> expected[i].kind & 1) != 0) {
                equal = equal && count < list.count && list.items[count].kind == expected[i].kind &&
                        list.items[count].index == expected[i].index &&
                        list.items[count].range.base == expected[i].range.base &&
                        list.items[count].range.size_bytes == expected[i].range.size_bytes;
                count++;
            }
        }
        TAP_CHECK(equal && list.count == count, "the windows of the kinds asked for, in order");
        TAP_CHECK(axvm_window_count_max(&config, kinds) >= count, "there are no more than can be");
    }
}

/* --- lists as sets of addresses ------------------------------------------------------------------------ */

/* All windows of a list are among so many addresses, from any first one on: a window is a set of bits. */
#define SET_ADDRESSES 64
#define WINDOWS_MAX   14

/* A list of windows, and what has been told about it. */
struct trial {
    uint64_t first;
    struct axvm_window items[WINDOWS_MAX];
    struct axvm_window_list list;
    unsigned calls[WINDOWS_MAX][AXVM_WINDOW_KIND_COUNT];
    bool is_right;
};

static uint64_t next_random(uint64_t *state) {
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return *state;
}

static void fill(struct trial *trial, uint64_t first, uint64_t *state) {
    unsigned longest = 1 + (unsigned)(next_random(state) % 20);
    *trial = (struct trial){.first = first, .is_right = true};
    trial->list = (struct axvm_window_list){trial->items, (size_t)(next_random(state) % (WINDOWS_MAX + 1))};
    for (size_t i = 0; i < trial->list.count; i++) {
        uint64_t offset = next_random(state) % SET_ADDRESSES;
        uint64_t room = SET_ADDRESSES - offset;
        uint64_t size = 1 + next_random(state) % longest;
        trial->items[i] = (struct axvm_window){{first + offset, size < room ? size : room},
                                               (uint32_t)(next_random(state) % AXVM_WINDOW_KIND_COUNT),
                                               (uint32_t)i,
                                               (uint32_t)(next_random(state) % 3)};
    }
}

static uint64_t set_of(const struct trial *trial, const struct axvm_window *window) {
    uint64_t set = 0;
    for (uint64_t i = 0; i < window->range.size_bytes; i++) {
        set |= UINT64_C(1) << (window->range.base - trial->first + i);
    }
    return set;
}

static uint64_t union_of(const struct trial *trial) {
    uint64_t set = 0;
    for (size_t i = 0; i < trial->list.count; i++) {
        set |= set_of(trial, &trial->items[i]);
    }
    return set;
}

static bool is_sorted(const struct trial *trial) {
    for (size_t i = 1; i < trial->list.count; i++) {
        const struct axvm_window *a = &trial->items[i - 1];
        const struct axvm_window *b = &trial->items[i];
        bool is_same_base = a->range.base == b->range.base;
        bool is_same_guest = is_same_base && a->guest == b->guest;
        if (a->range.base > b->range.base || (is_same_base && a->guest > b->guest) ||
            (is_same_guest && a->kind > b->kind) || (is_same_guest && a->kind == b->kind && a->index > b->index)) {
            return false;
        }
    }
    return true;
}

/* The window of a kind before `end` that overlaps `window` and reaches furthest of all of its kind. */
static bool reaches_furthest(const struct trial *trial, size_t first, size_t end) {
    const struct axvm_window *window = &trial->items[first];
    for (size_t i = 0; i < end; i++) {
        if (trial->items[i].kind == window->kind &&
            axvm_range_last(trial->items[i].range) > axvm_range_last(window->range)) {
            return false;
        }
    }
    return true;
}

static void note_overlap(void *context, const struct axvm_window *first, const struct axvm_window *second) {
    struct trial *trial = context;
    size_t i = (size_t)(first - trial->items);
    size_t j = (size_t)(second - trial->items);
    trial->is_right = trial->is_right && i < j && j < trial->list.count && reaches_furthest(trial, i, j) &&
                      (set_of(trial, first) & set_of(trial, second)) != 0;
    trial->calls[j][first->kind]++;
}

/* Whether there was one call for each window and kind that has an overlapping one before it, and none for others. */
static bool tells_each_overlap(struct trial *trial) {
    axvm_windows_each_overlap(&trial->list, note_overlap, trial);
    for (size_t j = 0; j < trial->list.count; j++) {
        unsigned expected[AXVM_WINDOW_KIND_COUNT] = {0};
        for (size_t i = 0; i < j; i++) {
            if ((set_of(trial, &trial->items[i]) & set_of(trial, &trial->items[j])) != 0) {
                expected[trial->items[i].kind] = 1;
            }
        }
        for (size_t kind = 0; kind < AXVM_WINDOW_KIND_COUNT; kind++) {
            trial->is_right = trial->is_right && trial->calls[j][kind] == expected[kind];
        }
    }
    return trial->is_right;
}

/* Whether merging keeps all addresses, and leaves a gap between any two windows. */
static bool merges(struct trial *trial) {
    uint64_t before = union_of(trial);
    axvm_windows_merge(&trial->list);
    for (size_t i = 1; i < trial->list.count; i++) {
        uint64_t end = trial->items[i - 1].range.base + trial->items[i - 1].range.size_bytes;
        if (end >= trial->items[i].range.base) {
            return false;
        }
    }
    return union_of(trial) == before;
}

/* Whether each address finds the merged window that has it or ends there. */
static bool finds_addresses(const struct trial *trial) {
    uint64_t set = union_of(trial);
    for (unsigned i = 0; i < SET_ADDRESSES; i++) {
        uint64_t address = trial->first + i;
        const struct axvm_window *found = axvm_windows_at(&trial->list, address);
        bool is_in = (set >> i & 1) != 0;
        bool is_end = i > 0 && (set >> (i - 1) & 1) != 0;
        if ((found != NULL) != (is_in || is_end) || (found != NULL && axvm_range_has(found->range, address) != is_in)) {
            return false;
        }
    }
    return axvm_windows_at(&trial->list, trial->first - 1) == NULL || trial->first == 0;
}

static void check_lists_at(uint64_t first, const char *name) {
    uint64_t state = UINT64_C(0x9e3779b97f4a7c15) ^ first;
    bool sorted = true;
    bool told = true;
    bool merged = true;
    bool found = true;
    for (unsigned i = 0; i < 20000; i++) {
        struct trial trial;
        fill(&trial, first, &state);
        uint64_t before = union_of(&trial);
        axvm_windows_sort(&trial.list);
        sorted = sorted && is_sorted(&trial) && union_of(&trial) == before;
        told = told && tells_each_overlap(&trial);
        merged = merged && merges(&trial);
        found = found && finds_addresses(&trial);
    }
    tap_comment(name);
    TAP_CHECK(sorted, "sorted, and the same windows as before");
    TAP_CHECK(told, "each overlap is told once for each window and kind");
    TAP_CHECK(merged, "merged windows have the same addresses, and gaps between them");
    TAP_CHECK(found, "each address finds its window");
}

void tap_body(void) {
    check_ram();
    check_passthrough_in(AXVM_PROFILE_0_4);
    check_passthrough_in(AXVM_PROFILE_0_8);
    check_lists();
    check_emulated();
    check_first_of_type();
    check_windows_of();
    check_lists_at(0, "windows from 0 on");
    check_lists_at(END - SET_ADDRESSES, "windows up to the end of guest addresses");
    check_lists_at((UINT64_C(1) << 47) - SET_ADDRESSES / 2, "windows around 2^47");
    check_lists_at(UINT64_MAX - SET_ADDRESSES + 1, "windows up to 2^64");
}
