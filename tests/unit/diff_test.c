/* SPDX-License-Identifier: Apache-2.0 */
/* Differences as data: what they hold, where they are, and the memory they take. */
#include "axvmconfig/diff.h"

#include "axvmconfig/value.h"
#include "tap.h"

#define BASE   "[base]\nid = 1\nname = \"vm\"\nvm_type = 2\ncpu_num = 1\n"
#define KERNEL "[kernel]\nentry_point = 0\nkernel_path = \"k\"\nkernel_load_addr = 0\n"

static const char text_a[] =
    BASE KERNEL "memory_regions = [[0x1000, 0x2000, 7, 0], [0x8000, 0x1000, 7, 2]]\n"
                "[devices]\nemu_devices = []\npassthrough_devices = [[\"uart\", 1, 1, 1, 5]]\n";

static const char text_b[] =
    "# moved down by a line\n" BASE KERNEL
    "[[kernel.memory_regions]]\ngpa = 0x8000\nsize = 0x1000\nflags = 7\nmap_type = 2\n"
    "[[kernel.memory_regions]]\ngpa = 0x1000\nsize = 0x3000\nflags = 7\nmap_type = 0\n"
    "[devices]\ninterrupt_mode = \"emu\"\nemu_devices = []\npassthrough_devices = [[\"rtc\", 9, 9, 1, 6]]\n";

/* A text, read in memory of its own. */
struct reading {
    unsigned char memory[16 * 1024];
    struct axvm_arena arena;
    struct axvm_source source;
    struct axvm_findings findings;
    struct axvm_toml_document document;
    struct axvm_crate_config config;
};

static struct reading a;
static struct reading b;
static unsigned char diff_memory[32 * 1024];

static struct axvm_diff_input read_text(struct reading *reading, const char *text) {
    reading->source = (struct axvm_source){axvm_slice_of("text"), axvm_slice_of(text)};
    axvm_arena_init(&reading->arena, reading->memory, sizeof reading->memory);
    axvm_findings_init(&reading->findings, &reading->arena, &reading->source, 2);
    bool good = axvm_toml_read(&reading->document, reading->source.text, AXVM_TOML_1_1, &reading->arena,
                               &reading->findings) == AXVM_OK &&
                axvm_config_decode(&reading->config, &reading->document, AXVM_PROFILE_0_4, &reading->arena,
                                   &reading->findings) == AXVM_OK;
    TAP_CHECK(good, "the text is a configuration");
    return (struct axvm_diff_input){&reading->config, &reading->document, AXVM_PROFILE_0_4};
}

static enum axvm_status compare(struct axvm_diff *diff, const struct axvm_diff_input sides[2], size_t size) {
    struct axvm_arena arena;
    axvm_arena_init(&arena, diff_memory, size);
    return axvm_diff_configs(diff, sides, &arena);
}

static void check_difference(const struct axvm_difference *difference, enum axvm_difference_kind kind, const char *list,
                             const char *key) {
    TAP_EQUAL_U64(difference->kind, kind, "its kind");
    TAP_EQUAL_STRING(axvm_slice_of(difference->list == NULL ? "" : difference->list->name), list, "its list");
    TAP_EQUAL_STRING(axvm_slice_of(difference->field == NULL ? "" : difference->field->name), key, "its key");
}

static void check_place(const struct axvm_diff_side *side, uint32_t line, uint32_t column) {
    TAP_EQUAL_U64(side->place.line, line, "its line");
    TAP_EQUAL_U64(side->place.column, column, "its column");
}

static void differences_in_order(void) {
    const struct axvm_diff_input sides[2] = {read_text(&a, text_a), read_text(&b, text_b)};
    struct axvm_diff diff;
    TAP_EQUAL_U64(compare(&diff, sides, sizeof diff_memory), AXVM_OK, "they can be compared");
    if (!TAP_CHECK(diff.count == 5, "there are five differences")) {
        return;
    }
    const struct axvm_difference *first = &diff.differences[0];
    check_difference(first, AXVM_DIFFERENCE_FIRST, "memory_regions", "");
    check_place(&first->sides[0], 10, 19);
    check_place(&first->sides[1], 11, 1);
    const struct axvm_difference *size = &diff.differences[1];
    check_difference(size, AXVM_DIFFERENCE_CHANGED, "memory_regions", "size");
    check_place(&size->sides[0], 10, 28);
    check_place(&size->sides[1], 18, 8);
    TAP_EQUAL_U64(size->sides[0].index, 0, "the first of A");
    TAP_EQUAL_U64(size->sides[1].index, 1, "is the second of B");
    check_difference(&diff.differences[2], AXVM_DIFFERENCE_REMOVED, "passthrough_devices", "");
    TAP_CHECK(!diff.differences[2].sides[1].is_there, "what is removed is not in B");
    check_difference(&diff.differences[3], AXVM_DIFFERENCE_ADDED, "passthrough_devices", "");
    TAP_CHECK(!diff.differences[3].sides[0].is_there, "what is added is not in A");
    check_difference(&diff.differences[4], AXVM_DIFFERENCE_CHANGED, "", "interrupt_mode");
    TAP_CHECK(!diff.differences[4].sides[0].is_written, "it is left out in A");
    check_place(&diff.differences[4].sides[0], 11, 1);
    TAP_CHECK(diff.differences[4].sides[1].is_written, "it is written in B");
}

static void summary(void) {
    const struct axvm_diff_input sides[2] = {read_text(&a, text_a), read_text(&b, text_b)};
    struct axvm_diff diff;
    compare(&diff, sides, sizeof diff_memory);
    const struct axvm_diff_summary *sum = &diff.summary;
    TAP_EQUAL_U64(sum->memory_bytes[0], 0x3000, "memory of A");
    TAP_EQUAL_U64(sum->memory_bytes[1], 0x4000, "memory of B");
    TAP_EQUAL_U64(sum->devices_gained, 1, "a device is gained");
    TAP_EQUAL_U64(sum->devices_lost, 1, "and one lost");
    TAP_CHECK(sum->interrupts_gained.count == 1 && sum->interrupts_gained.items[0] == 6, "interrupt 6 is gained");
    TAP_CHECK(sum->interrupts_lost.count == 1 && sum->interrupts_lost.items[0] == 5, "interrupt 5 is lost");
}

static void sum_of_memory_ends_at_64_bits(void) {
    static const struct axvm_mem_config regions[] = {{.size_bytes = UINT64_MAX}, {.size_bytes = 2, .gpa = 1}};
    struct axvm_crate_config config;
    axvm_config_default(&config);
    config.kernel.memory_regions = regions;
    config.kernel.memory_region_count = 2;
    const struct axvm_diff_input sides[2] = {{&config, NULL, AXVM_PROFILE_0_4}, {&config, NULL, AXVM_PROFILE_0_4}};
    struct axvm_diff diff;
    TAP_EQUAL_U64(compare(&diff, sides, sizeof diff_memory), AXVM_OK, "without documents");
    TAP_EQUAL_U64(diff.summary.memory_bytes[0], UINT64_MAX, "the sum stays at the largest number");
    TAP_EQUAL_U64(diff.count, 0, "regions that wrap around are equal to themselves");
}

static void any_memory(void) {
    const struct axvm_diff_input sides[2] = {read_text(&a, text_a), read_text(&b, text_b)};
    size_t bound = axvm_diff_memory_bound(&a.config, &b.config);
    bool clean = true;
    bool was_enough = false;
    for (size_t size = 0; size <= bound; size++) {
        struct axvm_diff diff;
        enum axvm_status status = compare(&diff, sides, size);
        clean = clean && (status == AXVM_OK ? diff.count == 5 : status == AXVM_OUT_OF_MEMORY && !was_enough);
        was_enough = was_enough || status == AXVM_OK;
    }
    TAP_CHECK(bound <= sizeof diff_memory && clean && was_enough, "each size is enough, or too small");
}

static void profiles(void) {
    struct axvm_crate_config later;
    axvm_config_default(&later);
    later.profile = AXVM_PROFILE_0_8;
    later.kernel.enable_bios = true;
    struct axvm_crate_config earlier;
    axvm_config_default(&earlier);
    const struct axvm_diff_input sides[2] = {{&earlier, NULL, AXVM_PROFILE_0_4}, {&later, NULL, AXVM_PROFILE_0_8}};
    struct axvm_diff diff;
    compare(&diff, sides, sizeof diff_memory);
    TAP_EQUAL_U64(diff.profile, AXVM_PROFILE_0_8, "keys of the later profile are compared");
    if (TAP_CHECK(diff.count == 1, "one differs")) {
        check_difference(&diff.differences[0], AXVM_DIFFERENCE_CHANGED, "", "enable_bios");
        check_place(&diff.differences[0].sides[0], 0, 0);
    }
}

static void scenarios(void) {
    static const struct axvm_slice vms_a[] = {{"a", 1}, {"b", 1}};
    static const struct axvm_slice vms_b[] = {{"b", 1}, {"b", 1}, {"c", 1}, {"c", 1}};
    struct axvm_scenario one = {.vms = {vms_a, 2}, .host = {.cpus = {4, true}}};
    struct axvm_scenario other = {.vms = {vms_b, 4}, .host = {.cpus = {8, true}}};
    const struct axvm_diff_input sides[2] = {{&one, NULL, AXVM_PROFILE_0_4}, {&other, NULL, AXVM_PROFILE_0_4}};
    struct axvm_arena arena;
    struct axvm_diff diff;
    axvm_arena_init(&arena, diff_memory, axvm_diff_scenario_memory_bound(&one, &other));
    TAP_EQUAL_U64(axvm_diff_scenarios(&diff, sides, &arena), AXVM_OK, "scenarios can be compared");
    if (TAP_CHECK(diff.count == 3, "a guest less, one more, other CPUs")) {
        TAP_EQUAL_STRING(diff.differences[0].sides[0].string, "a", "what is removed");
        TAP_EQUAL_STRING(diff.differences[1].sides[1].string, "c", "what is added, once");
        check_difference(&diff.differences[2], AXVM_DIFFERENCE_CHANGED, "", "cpus");
    }
}

/* Items are matched by keys, and their places are those of their nodes. */
static void every_list_can_be_compared(void) {
    const struct axvm_record *root = axvm_schema();
    for (size_t i = 0; i < root->count; i++) {
        const struct axvm_record *section = root->fields[i].element;
        TAP_CHECK(section->node_offset != AXVM_NO_MEMBER, root->fields[i].name);
        for (size_t j = 0; j < section->count; j++) {
            const struct axvm_field *field = &section->fields[j];
            if (field->kind == AXVM_FIELD_STRUCT_LIST) {
                TAP_CHECK(field->element->node_offset != AXVM_NO_MEMBER, field->name);
                TAP_CHECK(axvm_diff_identity(field->element) != 0, field->name);
            }
        }
    }
}

static void more_than_any_memory(void) {
    struct axvm_crate_config config;
    axvm_config_default(&config);
    size_t bound = axvm_diff_memory_bound(&config, &config);
    config.kernel.memory_region_count = SIZE_MAX / 16;
    TAP_CHECK(bound < SIZE_MAX, "two empty configurations can be compared");
    TAP_EQUAL_U64(axvm_diff_memory_bound(&config, &config), SIZE_MAX,
                  "no memory is enough for what would fill all of it");
}

/* --- values for people ---------------------------------------------------------------------------- */

static const struct axvm_field *field_named(const char *section, const char *key) {
    const struct axvm_record *root = axvm_schema();
    for (size_t i = 0; i < root->count; i++) {
        const struct axvm_record *record = root->fields[i].element;
        for (size_t j = 0; j < record->count; j++) {
            if (axvm_slice_equal(axvm_slice_of(root->fields[i].name), axvm_slice_of(section)) &&
                axvm_slice_equal(axvm_slice_of(record->fields[j].name), axvm_slice_of(key))) {
                return &record->fields[j];
            }
        }
    }
    return &root->fields[0];
}

static void check_text(const void *object, const struct axvm_field *field, const char *spelling, const char *expected) {
    char text[128];
    struct axvm_output output;
    axvm_output_init(&output, text, sizeof text, NULL, NULL);
    axvm_value_write_text(&output, object, field, axvm_slice_of(spelling));
    TAP_EQUAL_STRING(((struct axvm_slice){text, output.used}), expected, expected);
}

static void values_for_people(void) {
    struct axvm_crate_config config;
    axvm_config_default(&config);
    config.base = (struct axvm_base_config){.vm_type = 2, .cpu_num = 12};
    config.kernel.entry_point = 0x80200000;
    const struct axvm_field *entry = field_named("kernel", "entry_point");
    check_text(&config.kernel, entry, "", "0x8020_0000");
    check_text(&config.kernel, entry, "0x80200000", "0x80200000");
    check_text(&config.kernel, entry, "2149580800", "2149580800 = 0x8020_0000");
    check_text(&config.kernel, entry, "0o20010000000", "0o20010000000 = 0x8020_0000");
    const struct axvm_field *count = field_named("base", "cpu_num");
    check_text(&config.base, count, "", "12");
    check_text(&config.base, count, "1_2", "1_2");
    check_text(&config.base, count, "+12", "+12");
    check_text(&config.base, count, "0b1100", "0b1100 = 12");
    check_text(&config.base, count, "0xc", "0xc = 12");
    check_text(&config.base, field_named("base", "vm_type"), "0x2", "0x2 = 2 (linux)");
    config.base.vm_type = 9;
    check_text(&config.base, field_named("base", "vm_type"), "9", "9");
    static const uint64_t masks[] = {3, 0x10};
    config.base.phys_cpu_sets = (struct axvm_optional_u64_list){masks, 2, true};
    check_text(&config.base, field_named("base", "phys_cpu_sets"), "", "[0x3, 0x10]");
    check_text(&config.base, field_named("base", "phys_cpu_sets"), "[3, 16]", "[3, 16]");
    const struct axvm_field *mode = field_named("devices", "interrupt_mode");
    config.devices.interrupt_mode = AXVM_INTERRUPT_PASSTHROUGH;
    check_text(&config.devices, mode, "\"pt\"", "\"pt\" = \"passthrough\"");
    check_text(&config.devices, mode, "'passthrough'", "'passthrough'");
    check_text(&config.devices, mode, "", "\"passthrough\"");
    check_text(&config.kernel, field_named("kernel", "cmdline"), "", "nothing");
    config.kernel.cmdline = (struct axvm_optional_string){axvm_slice_of("\x1b[m"), true};
    check_text(&config.kernel, field_named("kernel", "cmdline"), "", "\"\\u{1b}[m\"");
}

void tap_body(void) {
    differences_in_order();
    summary();
    sum_of_memory_ends_at_64_bits();
    any_memory();
    profiles();
    scenarios();
    every_list_can_be_compared();
    more_than_any_memory();
    values_for_people();
}
