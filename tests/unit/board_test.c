/* SPDX-License-Identifier: Apache-2.0 */
/* Checks of all guests of a board: who is compared, in which order, with how much memory, and that many are no burden. */
#include "axvmconfig/axvmconfig.h"
#include "tap.h"

#define GUESTS_MAX     4
#define GUEST_BYTES    ((size_t)256 * 1024)
#define FINDING_LIMIT  20
#define MANY_GUESTS    1000
#define RANGES_OF_EACH 100

/* A guest from its text to its findings. */
struct guest {
    struct axvm_source source;
    struct axvm_arena arena;
    struct axvm_findings findings;
    struct axvm_toml_document document;
    struct axvm_crate_config config;
    struct axvm_vm vm;
};

static struct guest guests[GUESTS_MAX];
static _Alignas(16) unsigned char guest_memory[GUESTS_MAX][GUEST_BYTES];
static _Alignas(16) unsigned char board_memory[(size_t)16 * 1024 * 1024];

static const struct axvm_check_options aarch64 = {.arch = AXVM_ARCH_AARCH64};

/* --- guests --------------------------------------------------------------------------------------- */

#define BASE(id, cpu)                                                                                                  \
    "[base]\nid = " id "\nname = \"guest-" id "\"\nvm_type = 1\ncpu_num = 1\nphys_cpu_ids = [" cpu "]\n"
#define KERNEL(region)                                                                                                 \
    "[kernel]\nkernel_path = \"/guest\"\nkernel_load_addr = 0x8000_0000\nentry_point = 0x8000_0000\n"                  \
    "image_location = \"fs\"\nmemory_regions = [" region "]\n"
#define DEVICES(passed)                                                                                                \
    "[devices]\nemu_devices = []\ninterrupt_mode = \"passthrough\"\npassthrough_devices = [" passed "]\n"

#define OWN_MEMORY  "[0x8000_0000, 0x100_0000, 7, 1]"
#define SERIAL      "[\"serial\", 0x900_0000, 0x900_0000, 0x1000, 0]"
#define LARGE_RANGE "[\"all\", 0x800_0000, 0x800_0000, 0x200_0000, 0]"

/* Reads and checks a guest. Its finding list is empty afterwards: only what the board adds is counted. */
static void load(size_t index, const char *name, const char *text, uint32_t limit) {
    struct guest *guest = &guests[index];
    guest->source = (struct axvm_source){axvm_slice_of(name), axvm_slice_of(text)};
    axvm_arena_init(&guest->arena, guest_memory[index], GUEST_BYTES);
    axvm_findings_init(&guest->findings, &guest->arena, &guest->source, limit);
    axvm_toml_read(&guest->document, guest->source.text, AXVM_TOML_1_1, &guest->arena, &guest->findings);
    axvm_config_decode(&guest->config, &guest->document, AXVM_PROFILE_0_4, &guest->arena, &guest->findings);
    guest->vm = (struct axvm_vm){
        .source = &guest->source,
        .document = &guest->document,
        .config = &guest->config,
        .findings = &guest->findings,
    };
    axvm_check_vm(&guest->vm, &aarch64);
    axvm_findings_init(&guest->findings, &guest->arena, &guest->source, limit);
}

/* Checks guests in an order, with exactly the memory that is said to be enough. */
static enum axvm_status check_in_order(const size_t *order, size_t count) {
    struct axvm_vm *vms[GUESTS_MAX];
    struct axvm_arena arena;
    for (size_t i = 0; i < count; i++) {
        struct guest *guest = &guests[order[i]];
        axvm_findings_init(&guest->findings, &guest->arena, &guest->source, FINDING_LIMIT);
        vms[i] = &guest->vm;
    }
    axvm_arena_init(&arena, board_memory, axvm_board_memory_bound(vms, count));
    return axvm_check_board(vms, count, &aarch64, &arena);
}

static const size_t in_order[GUESTS_MAX] = {0, 1, 2, 3};

static uint32_t count_of(size_t index, enum axvm_code code) {
    uint32_t count = 0;
    for (const struct axvm_finding *finding = guests[index].findings.first; finding != NULL; finding = finding->next) {
        count += finding->code == code;
    }
    return count;
}

static const struct axvm_finding *find(size_t index, enum axvm_code code) {
    const struct axvm_finding *finding = guests[index].findings.first;
    while (finding != NULL && finding->code != code) {
        finding = finding->next;
    }
    return finding;
}

/* --- who is compared ------------------------------------------------------------------------------ */

static void two_guests(void) {
    load(0, "a.toml", BASE("1", "0") KERNEL(OWN_MEMORY) DEVICES(SERIAL), FINDING_LIMIT);
    load(1, "b.toml", BASE("2", "1") KERNEL(OWN_MEMORY) DEVICES(SERIAL), FINDING_LIMIT);
    TAP_EQUAL_U64(check_in_order(in_order, 2), AXVM_OK, "two guests with one device");
    TAP_EQUAL_U64(axvm_findings_total(&guests[0].findings), 0, "the first guest is not to blame");
    TAP_EQUAL_U64(axvm_findings_total(&guests[1].findings), 1, "the second is");
    const struct axvm_finding *finding = find(1, AXVM_CODE_MVM_SHARED);
    TAP_CHECK(finding != NULL && finding->primary.source == &guests[1].source, "where it lists the device");
    TAP_CHECK(finding != NULL && finding->label_count == 1 && finding->labels[0].source == &guests[0].source,
              "with a label in the first one's file");
    TAP_EQUAL_U64(check_in_order(in_order, 1), AXVM_OK, "one guest alone");
    TAP_EQUAL_U64(axvm_findings_total(&guests[0].findings), 0, "clashes with nobody");
    TAP_EQUAL_U64(check_in_order(in_order, 0), AXVM_OK, "nor does no guest at all");
}

static void three_guests(void) {
    load(0, "a.toml", BASE("1", "0") KERNEL(OWN_MEMORY) DEVICES(LARGE_RANGE), FINDING_LIMIT);
    load(1, "b.toml", BASE("2", "0") KERNEL(OWN_MEMORY) DEVICES(SERIAL), FINDING_LIMIT);
    load(2, "c.toml", BASE("2", "0") KERNEL(OWN_MEMORY) DEVICES(SERIAL), FINDING_LIMIT);
    TAP_EQUAL_U64(check_in_order(in_order, 3), AXVM_OK, "three guests");
    TAP_EQUAL_U64(count_of(1, AXVM_CODE_MVM_SHARED), 1, "the second shares with the first");
    TAP_EQUAL_U64(count_of(2, AXVM_CODE_MVM_SHARED), 1, "and so does the third");
    TAP_EQUAL_U64(count_of(2, AXVM_CODE_MVM_SAME_ID), 1, "which has the second's id");
    TAP_EQUAL_U64(count_of(2, AXVM_CODE_MVM_SAME_NAME), 1, "and name");
    TAP_EQUAL_U64(count_of(2, AXVM_CODE_MVM_CROWDED_CPU), 1, "and all three have one CPU");
    const struct axvm_finding *finding = find(2, AXVM_CODE_MVM_SAME_ID);
    TAP_CHECK(finding != NULL && finding->fix_count == 1 &&
                  axvm_slice_equal(finding->fixes[0].replacement, axvm_slice_of("3")),
              "3 is free");
}

static void one_file_twice(void) {
    load(0, "a.toml", BASE("1", "0") KERNEL("[0x4000_0000, 0x1000_0000, 7, 2]") DEVICES("[\"/\"]"), FINDING_LIMIT);
    load(1, "a.toml", BASE("1", "0") KERNEL("[0x4000_0000, 0x1000_0000, 7, 2]") DEVICES("[\"/\"]"), FINDING_LIMIT);
    TAP_EQUAL_U64(check_in_order(in_order, 2), AXVM_OK, "a file that is named twice");
    TAP_EQUAL_U64(count_of(1, AXVM_CODE_MVM_SAME_ID), 1, "has its id twice");
    TAP_EQUAL_U64(count_of(1, AXVM_CODE_MVM_SHARED) + count_of(1, AXVM_CODE_MVM_ALL_DEVICES), 0,
                  "and does not clash with itself");
}

static void damaged_guest(void) {
    load(0, "a.toml", BASE("1", "0") KERNEL(OWN_MEMORY) DEVICES(SERIAL), FINDING_LIMIT);
    load(1, "b.toml", BASE("1", "1") KERNEL("[0x8000_0000]") DEVICES(SERIAL), FINDING_LIMIT);
    load(2, "c.toml", BASE("3", "2") KERNEL(OWN_MEMORY) DEVICES(SERIAL), FINDING_LIMIT);
    TAP_EQUAL_U64(check_in_order(in_order, 3), AXVM_OK, "a guest whose memory regions are damaged");
    TAP_EQUAL_U64(count_of(1, AXVM_CODE_MVM_SHARED), 0, "is not compared by what it takes");
    TAP_EQUAL_U64(count_of(1, AXVM_CODE_MVM_SAME_ID), 1, "but by its id");
    TAP_EQUAL_U64(count_of(2, AXVM_CODE_MVM_SHARED), 1, "and the others are");
    const struct axvm_finding *finding = find(2, AXVM_CODE_MVM_SHARED);
    TAP_CHECK(finding != NULL && finding->labels[0].source == &guests[0].source, "with each other");
    load(1, "b.toml", "[base]\nid = \n[kernel\n", FINDING_LIMIT);
    TAP_EQUAL_U64(check_in_order(in_order, 3), AXVM_OK, "a guest that is hardly there");
    TAP_EQUAL_U64(axvm_findings_total(&guests[1].findings), 0, "is passed over");
    TAP_EQUAL_U64(axvm_findings_total(&guests[2].findings), 1, "and does not keep the others from being compared");
}

/* --- order ---------------------------------------------------------------------------------------- */

static uint64_t mix(uint64_t value) {
    value = (value ^ value >> 31) * UINT64_C(0x9e3779b97f4a7c15);
    return value ^ value >> 29;
}

static uint64_t place_number(const struct axvm_label *label) {
    uint64_t guest = 0;
    while (&guests[guest].source != label->source) {
        guest++;
    }
    return mix(guest << 32 | label->span.start);
}

/* A number that is the same for the same findings, whichever guest each is reported for. */
static uint64_t set_of_findings(size_t count) {
    uint64_t sum = 0;
    for (size_t i = 0; i < count; i++) {
        for (const struct axvm_finding *finding = guests[i].findings.first; finding != NULL; finding = finding->next) {
            uint64_t places = place_number(&finding->primary);
            for (unsigned j = 0; j < finding->label_count; j++) {
                places += place_number(&finding->labels[j]);
            }
            sum += mix(places + mix((uint64_t)finding->code << 2 | finding->level));
        }
    }
    return sum;
}

static uint32_t total(size_t count) {
    uint32_t sum = 0;
    for (size_t i = 0; i < count; i++) {
        sum += axvm_findings_total(&guests[i].findings);
    }
    return sum;
}

/* Checks the guests in all orders: what is found is the same. */
static void check_orders(size_t count, uint32_t expected, const char *name) {
    size_t order[GUESTS_MAX];
    bool is_same = true;
    check_in_order(in_order, count);
    TAP_EQUAL_U64(total(count), expected, name);
    uint64_t set = set_of_findings(count);
    for (size_t code = 0; code < 256; code++) { /* two bits for each place */
        unsigned used = 0;
        for (size_t i = 0; i < count; i++) {
            order[i] = code >> 2 * i & 3;
            used |= 1u << order[i];
        }
        if (used == (1u << count) - 1) {
            is_same = is_same && check_in_order(order, count) == AXVM_OK && set_of_findings(count) == set;
        }
    }
    TAP_CHECK(is_same, name);
}

static void any_order(void) {
    load(0, "a.toml", BASE("1", "0") KERNEL("[0x4000_0000, 0x1000_0000, 7, 2]") DEVICES(SERIAL "," LARGE_RANGE),
         FINDING_LIMIT);
    load(1, "b.toml", BASE("2", "1") KERNEL("[0x4800_0000, 0x1000_0000, 7, 2]") DEVICES(SERIAL), FINDING_LIMIT);
    load(2, "c.toml", BASE("3", "2") KERNEL(OWN_MEMORY) DEVICES(SERIAL "," LARGE_RANGE), FINDING_LIMIT);
    load(3, "d.toml", BASE("4", "3") KERNEL(OWN_MEMORY) DEVICES("[\"all\", 0x4f00_0000, 0x4f00_0000, 0x800_0000, 0]"),
         FINDING_LIMIT);
    check_orders(3, 3, "memory and windows of three guests in any order");
    check_orders(4, 4, "of four guests in any order");
    load(0, "a.toml", BASE("1", "0") KERNEL(OWN_MEMORY) DEVICES("[\"/\"]"), FINDING_LIMIT);
    load(1, "b.toml", BASE("2", "1") KERNEL(OWN_MEMORY) DEVICES("[\"/soc/serial\"]"), FINDING_LIMIT);
    load(2, "c.toml", BASE("3", "2") KERNEL(OWN_MEMORY) DEVICES("[\"/soc/disk\"], [\"/\"]"), FINDING_LIMIT);
    load(3, "d.toml", BASE("4", "3") KERNEL(OWN_MEMORY) DEVICES("[\"/soc\"]"), FINDING_LIMIT);
    check_orders(3, 2, "paths of three guests in any order");
    check_orders(4, 3, "paths of four guests in any order");
}

/* --- memory --------------------------------------------------------------------------------------- */

#define CANARY 0xa5

/* Checks the guests with less memory than they need. @return what is wrong, NULL if nothing is */
static const char *trouble_with(size_t size, uint32_t expected) {
    struct axvm_vm *vms[GUESTS_MAX];
    struct axvm_arena arena;
    for (size_t i = 0; i < GUESTS_MAX; i++) {
        axvm_findings_init(&guests[i].findings, &guests[i].arena, &guests[i].source, 0);
        vms[i] = &guests[i].vm;
    }
    board_memory[size] = CANARY;
    axvm_arena_init(&arena, board_memory, size);
    enum axvm_status status = axvm_check_board(vms, GUESTS_MAX, &aarch64, &arena);
    if (board_memory[size] != CANARY) {
        return "it writes beyond the memory";
    }
    if (arena.low != 0 || arena.high != size) {
        return "it does not give the memory back";
    }
    if (status == AXVM_OK && total(GUESTS_MAX) != expected) {
        return "it overlooks something and does not say so";
    }
    return status == AXVM_OK || total(GUESTS_MAX) <= expected ? NULL : "it finds more with less memory";
}

static void every_memory(void) {
    struct axvm_vm *vms[GUESTS_MAX];
    const char *trouble = NULL;
    load(0, "a.toml", BASE("1", "0") KERNEL("[0x4000_0000, 0x1000_0000, 7, 2]") DEVICES("[\"/\"], [\"/soc\"]"), 0);
    load(1, "b.toml", BASE("1", "0") KERNEL("[0x4800_0000, 0x1000_0000, 7, 2]") DEVICES("[\"/soc/serial\"]"), 0);
    load(2, "c.toml", BASE("2", "0") KERNEL(OWN_MEMORY) DEVICES(SERIAL "," LARGE_RANGE), 0);
    load(3, "d.toml",
         BASE("2", "0") KERNEL(OWN_MEMORY) DEVICES("[\"/\"]") "excluded_devices = [[\"/soc\", \"/memory\"], [\"/x\"]]\n"
                                                              "passthrough_addresses = [[0x4f00_0000, 0x100_0000]]\n",
         0);
    for (size_t i = 0; i < GUESTS_MAX; i++) {
        vms[i] = &guests[i].vm;
    }
    size_t bound = axvm_board_memory_bound(vms, GUESTS_MAX);
    check_in_order(in_order, GUESTS_MAX);
    uint32_t expected = total(GUESTS_MAX);
    TAP_CHECK(expected > 5, "a board with findings of all kinds");
    for (size_t size = 0; size < bound && trouble == NULL; size++) {
        trouble = trouble_with(size, expected);
    }
    TAP_CHECK(trouble == NULL, trouble == NULL ? "with any less memory it fails cleanly" : trouble);
}

/* --- many guests ---------------------------------------------------------------------------------- */

static struct axvm_vm many_vms[MANY_GUESTS];
static struct axvm_vm *many_pointers[MANY_GUESTS];
static struct axvm_crate_config many_configs[MANY_GUESTS];
static struct axvm_findings many_findings[MANY_GUESTS];
static struct axvm_source many_sources[MANY_GUESTS];
static char many_names[MANY_GUESTS][3];
static struct axvm_passthrough_address_config many_ranges[MANY_GUESTS][RANGES_OF_EACH];
static struct axvm_mem_config many_regions[MANY_GUESTS][RANGES_OF_EACH];

/* Guest `i` with ids, names and CPUs of its own: else the first guest, which was read from a text. */
static void make_one_of_many(size_t i) {
    many_configs[i] = guests[0].config;
    many_configs[i].base.id = i + 1;
    many_configs[i].base.name = (struct axvm_slice){NULL, 0};
    many_configs[i].base.cpu_num = 0;
    many_configs[i].devices.passthrough_device_count = 0;
    many_names[i][0] = (char)('0' + i / 100);
    many_names[i][1] = (char)('0' + i / 10 % 10);
    many_names[i][2] = (char)('0' + i % 10);
    many_sources[i] = (struct axvm_source){{many_names[i], sizeof many_names[i]}, guests[0].source.text};
    axvm_findings_init(&many_findings[i], &guests[0].arena, &many_sources[i], 0);
    many_vms[i] = guests[0].vm;
    many_vms[i].source = &many_sources[i];
    many_vms[i].config = &many_configs[i];
    many_vms[i].findings = &many_findings[i];
    many_pointers[i] = &many_vms[i];
}

/* The findings of each code together. */
static uint64_t check_many(void) {
    struct axvm_arena arena;
    size_t bound = axvm_board_memory_bound(many_pointers, MANY_GUESTS);
    uint64_t found = 0;
    if (!TAP_CHECK(bound <= sizeof board_memory, "many guests need less than 16 MiB")) {
        return 0;
    }
    axvm_arena_init(&arena, board_memory, bound);
    TAP_EQUAL_U64(axvm_check_board(many_pointers, MANY_GUESTS, &aarch64, &arena), AXVM_OK, "with which they pass");
    for (size_t i = 0; i < MANY_GUESTS; i++) {
        found += axvm_findings_total(&many_findings[i]);
    }
    return found;
}

/* Range `j` of guest `i`: `step` apart from that of the next guest. */
static void give_ranges(uint64_t step, uint64_t size_bytes) {
    for (size_t i = 0; i < MANY_GUESTS; i++) {
        make_one_of_many(i);
        for (size_t j = 0; j < RANGES_OF_EACH; j++) {
            uint64_t base = ((uint64_t)j << 32) + i * step;
            many_ranges[i][j] = (struct axvm_passthrough_address_config){.base_gpa = base, .length_bytes = size_bytes};
        }
        many_configs[i].devices.passthrough_addresses = many_ranges[i];
        many_configs[i].devices.passthrough_address_count = RANGES_OF_EACH;
    }
}

static void give_regions(uint64_t step, uint64_t size_bytes) {
    for (size_t i = 0; i < MANY_GUESTS; i++) {
        make_one_of_many(i);
        for (size_t j = 0; j < RANGES_OF_EACH; j++) {
            uint64_t gpa = ((uint64_t)j << 32) + i * step;
            many_regions[i][j] =
                (struct axvm_mem_config){.gpa = gpa, .size_bytes = size_bytes, .map_type = AXVM_MEM_MAP_RESERVED};
        }
        many_configs[i].kernel.memory_regions = many_regions[i];
        many_configs[i].kernel.memory_region_count = RANGES_OF_EACH;
    }
}

static void many_guests(void) {
    load(0, "a.toml", BASE("1", "0") KERNEL(OWN_MEMORY) DEVICES(""), 0);
    give_ranges(0x1000, 0x1000);
    TAP_EQUAL_U64(check_many(), 0, "1,000 guests with 100 ranges each that only touch");
    give_ranges(0x1000, 0x2000);
    TAP_EQUAL_U64(check_many(), 8 * (MANY_GUESTS - 1), "that overlap their neighbors': eight findings a pair");
    give_ranges(0, 0x1000);
    TAP_EQUAL_U64(check_many(), 8 * (MANY_GUESTS - 1), "that are the same: each guest against one other");
    give_regions(0x1000, 0x2000);
    TAP_EQUAL_U64(check_many(), 8 * (MANY_GUESTS - 1), "the same for memory");
}

/* A finding needs memory of the guest's. */
static void guest_without_memory(void) {
    struct axvm_vm *const vms[] = {&guests[0].vm, &guests[1].vm};
    struct axvm_arena arena;
    load(0, "a.toml", BASE("1", "0") KERNEL(OWN_MEMORY) DEVICES(SERIAL), FINDING_LIMIT);
    load(1, "b.toml", BASE("2", "1") KERNEL(OWN_MEMORY) DEVICES(SERIAL), FINDING_LIMIT);
    guests[1].arena.high = guests[1].arena.low + 64;
    axvm_arena_init(&arena, board_memory, sizeof board_memory);
    TAP_EQUAL_U64(axvm_check_board(vms, 2, &aarch64, &arena), AXVM_OUT_OF_MEMORY,
                  "a finding that is lost is no secret");
}

void tap_body(void) {
    guest_without_memory();
    two_guests();
    three_guests();
    one_file_twice();
    damaged_guest();
    any_order();
    every_memory();
    many_guests();
}
