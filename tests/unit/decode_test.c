/* SPDX-License-Identifier: Apache-2.0 */
/* From text to configuration: members, positions, and what is said of texts that are none. */
#include "tap.h"

#include "axvmconfig/axvmconfig.h"

static _Alignas(16) unsigned char memory[512 * 1024];
static char text[4096];
static struct axvm_arena arena;
static struct axvm_source source;
static struct axvm_findings findings;
static struct axvm_crate_config config;

static enum axvm_status decode_slice(struct axvm_slice slice) {
    source = (struct axvm_source){axvm_slice_of("vm.toml"), slice};
    axvm_arena_init(&arena, memory, sizeof memory);
    axvm_findings_init(&findings, &arena, &source, 20);
    return axvm_config_from_toml(&config, slice, &arena, &findings);
}

static enum axvm_status decode(const char *toml) {
    return decode_slice(axvm_slice_of(toml));
}

/* Puts up to three texts together. */
static enum axvm_status decode_parts(const char *first, const char *second, const char *third) {
    struct axvm_output output;
    axvm_output_init(&output, text, sizeof text, NULL, NULL);
    axvm_output_string(&output, first);
    axvm_output_string(&output, second);
    axvm_output_string(&output, third);
    return decode_slice((struct axvm_slice){text, output.used});
}

#define BASE    "[base]\nid = 1\nname = \"vm\"\nvm_type = 2\ncpu_num = 4\n"
#define KERNEL  "[kernel]\nentry_point = 0x80\nkernel_path = \"k\"\nkernel_load_addr = 0x90\nmemory_regions = []\n"
#define DEVICES "[devices]\nemu_devices = []\npassthrough_devices = []\n"

/* --- members -------------------------------------------------------------------------------------- */

static const char everything[] = BASE "phys_cpu_ids = [0, 0x100]\n"
                                      "phys_cpu_sets = []\n"
                                      "[kernel]\n"
                                      "entry_point = 0x8020_0000\n"
                                      "kernel_path = 'a\\b'\n"
                                      "kernel_load_addr = 0x8020_0001\n"
                                      "bios_path = \"b\\u0069os\"\n"
                                      "bios_load_addr = 3\n"
                                      "dtb_path = \"\"\n"
                                      "dtb_load_addr = 0\n"
                                      "ramdisk_path = \"r\"\n"
                                      "ramdisk_load_addr = 5\n"
                                      "image_location = \"fs\"\n"
                                      "cmdline = \"c\"\n"
                                      "disk_path = \"d\"\n"
                                      "memory_regions = [[1, 2, 7, 1], {gpa = 3, size = 4, flags = 5, map_type = 2}]\n"
                                      "[devices]\n"
                                      "emu_devices = [[\"e\", 1, 2, 3, 0x21, [4, 5]]]\n"
                                      "passthrough_devices = [[\"/p\", 1, 2, 3, 4], [\"/q\"]]\n"
                                      "interrupt_mode = \"passthrough\"\n"
                                      "excluded_devices = [[\"/x\", \"/y\"], []]\n"
                                      "passthrough_addresses = [[6, 7], 1979-05-27]\n";

static void fill_sections(void) {
    TAP_CHECK(decode(everything) == AXVM_OK && axvm_findings_total(&findings) == 0, "a text with every key");
    const struct axvm_base_config *base = &config.base;
    TAP_CHECK(base->id == 1 && base->vm_type == 2 && base->cpu_num == 4, "numbers of base");
    TAP_EQUAL_STRING(base->name, "vm", "its name");
    TAP_CHECK(base->phys_cpu_ids.present && base->phys_cpu_ids.count == 2 && base->phys_cpu_ids.items[1] == 0x100,
              "a list that is given");
    TAP_CHECK(base->phys_cpu_sets.present && base->phys_cpu_sets.count == 0, "an empty list is not an absent one");
    const struct axvm_kernel_config *kernel = &config.kernel;
    TAP_EQUAL_STRING(kernel->kernel_path, "a\\b", "a string without escapes");
    TAP_CHECK(kernel->kernel_path.data > everything && kernel->kernel_path.data < everything + sizeof everything,
              "is a slice of the text");
    TAP_EQUAL_STRING(kernel->bios_path.value, "bios", "a string with escapes is resolved");
    TAP_CHECK(kernel->dtb_path.present && kernel->dtb_path.value.length == 0, "an empty string is not an absent one");
    TAP_CHECK(kernel->dtb_load_addr.present && kernel->dtb_load_addr.value == 0, "nor is a zero");
    TAP_CHECK(kernel->entry_point == 0x80200000 && kernel->kernel_load_addr == 0x80200001 &&
                  kernel->bios_load_addr.value == 3 && kernel->ramdisk_load_addr.value == 5,
              "each address is where it belongs");
    TAP_EQUAL_STRING(kernel->ramdisk_path.value, "r", "and each path: the RAM disk");
    TAP_EQUAL_STRING(kernel->image_location.value, "fs", "the location");
    TAP_EQUAL_STRING(kernel->cmdline.value, "c", "the command line");
    TAP_EQUAL_STRING(kernel->disk_path.value, "d", "the disk");
}

static void fill_lists(void) {
    decode(everything);
    TAP_EQUAL_U64(config.kernel.memory_region_count, 2, "there are two regions");
    const struct axvm_mem_config *regions = config.kernel.memory_regions;
    TAP_CHECK(regions[0].gpa == 1 && regions[0].size_bytes == 2 && regions[0].flags == 7 &&
                  regions[0].map_type == AXVM_MEM_MAP_IDENTICAL,
              "one from an array");
    TAP_CHECK(regions[1].gpa == 3 && regions[1].size_bytes == 4 && regions[1].flags == 5 &&
                  regions[1].map_type == AXVM_MEM_MAP_RESERVED,
              "one from a table");
    const struct axvm_devices_config *devices = &config.devices;
    const struct axvm_emu_device_config *emulated = devices->emu_devices;
    TAP_CHECK(devices->emu_device_count == 1 && emulated->base_gpa == 1 && emulated->length_bytes == 2 &&
                  emulated->irq_id == 3 && emulated->emu_type == AXVM_EMU_GPPT_DISTRIBUTOR &&
                  emulated->cfg_list.count == 2 && emulated->cfg_list.items[1] == 5,
              "an emulated device");
    const struct axvm_passthrough_device_config *physical = devices->passthrough_devices;
    TAP_CHECK(devices->passthrough_device_count == 2 && physical->base_gpa == 1 && physical->base_hpa == 2 &&
                  physical->length_bytes == 3 && physical->irq_id == 4,
              "a passthrough device");
    TAP_CHECK(physical[1].base_gpa == 0 && physical[1].base_hpa == 0 && physical[1].length_bytes == 0 &&
                  physical[1].irq_id == 0,
              "of which only the name is needed");
    TAP_CHECK(devices->interrupt_mode == AXVM_INTERRUPT_PASSTHROUGH, "a mode");
    TAP_CHECK(devices->excluded_devices.count == 2 && devices->excluded_devices.items[0].count == 2 &&
                  devices->excluded_devices.items[1].count == 0,
              "a list of lists");
    TAP_EQUAL_STRING(devices->excluded_devices.items[0].items[1], "/y", "of strings");
    TAP_CHECK(devices->passthrough_address_count == 2 && devices->passthrough_addresses[0].base_gpa == 6 &&
                  devices->passthrough_addresses[0].length_bytes == 7 &&
                  devices->passthrough_addresses[1].base_gpa == 0 &&
                  devices->passthrough_addresses[1].length_bytes == 0,
              "addresses, one of them a date");
}

static void leave_out_options(void) {
    TAP_CHECK(decode(BASE KERNEL DEVICES) == AXVM_OK && axvm_findings_total(&findings) == 0, "without any option");
    TAP_CHECK(!config.base.phys_cpu_ids.present && !config.kernel.dtb_path.present &&
                  !config.kernel.ramdisk_load_addr.present,
              "options are absent");
    TAP_CHECK(config.devices.interrupt_mode == AXVM_INTERRUPT_NO_IRQ && config.devices.excluded_devices.count == 0 &&
                  config.devices.passthrough_address_count == 0,
              "defaults are filled in");
    axvm_config_default(&config);
    decode(BASE KERNEL DEVICES "interrupt_mode = {emu = {}}");
    TAP_CHECK(config.devices.interrupt_mode == AXVM_INTERRUPT_EMULATED, "a mode written as a table");
}

/* --- positions ------------------------------------------------------------------------------------ */

static struct axvm_slice text_of_node(const struct axvm_toml_document *document, uint32_t node) {
    return axvm_toml_text(document, axvm_toml_value_span(document, node));
}

static void remember_nodes(void) {
    source = (struct axvm_source){axvm_slice_of("vm.toml"), axvm_slice_of(everything)};
    axvm_arena_init(&arena, memory, sizeof memory);
    axvm_findings_init(&findings, &arena, &source, 20);
    struct axvm_toml_document document;
    TAP_CHECK(axvm_toml_read(&document, source.text, AXVM_TOML_1_0, &arena, &findings) == AXVM_OK &&
                  axvm_config_decode(&config, &document, AXVM_PROFILE_0_4, &arena, &findings) == AXVM_OK,
              "a document read as TOML 1.0 can be decoded");
    TAP_EQUAL_STRING(text_of_node(&document, config.kernel.node), "[kernel]", "a section knows its header");
    TAP_EQUAL_STRING(text_of_node(&document, config.kernel.memory_regions[0].node), "[1, 2, 7, 1]",
                     "a region knows what it was read from");
    TAP_EQUAL_STRING(text_of_node(&document, config.devices.emu_devices[0].node), "[\"e\", 1, 2, 3, 0x21, [4, 5]]",
                     "so does an emulated device");
    TAP_EQUAL_STRING(text_of_node(&document, config.devices.passthrough_devices[1].node), "[\"/q\"]",
                     "a passthrough device");
    TAP_EQUAL_STRING(text_of_node(&document, config.devices.passthrough_addresses[1].node), "1979-05-27",
                     "and an address");
}

/* --- findings ------------------------------------------------------------------------------------- */

/* What the first finding points at. */
static struct axvm_slice pointed_at(void) {
    struct axvm_span span = findings.first->primary.span;
    return (struct axvm_slice){source.text.data + span.start, span.end - span.start};
}

static bool has_only(enum axvm_code code) {
    return axvm_findings_total(&findings) == 1 && findings.first->code == code;
}

struct finding_row {
    const char *devices; /* what follows the other sections */
    enum axvm_code code;
    const char *span;
    const char *name;
};

static const struct finding_row rows[] = {
    {"[devices]\nemu_devices = 1\npassthrough_devices = []", AXVM_CODE_WRONG_TYPE, "1", "a number for a list"},
    {"[devices]\nemu_devices = []\npassthrough_devices = [[1]]", AXVM_CODE_WRONG_TYPE, "1", "a number for a string"},
    {"[devices]\nemu_devices = []\npassthrough_devices = [[\"a\", -1]]", AXVM_CODE_INTEGER_RANGE, "-1", "a minus"},
    {"[devices]\nemu_devices = []\npassthrough_devices = [[]]", AXVM_CODE_TOO_FEW_ELEMENTS, "[]", "no name"},
    {"[devices]\nemu_devices = []\npassthrough_devices = [{}]", AXVM_CODE_MISSING_KEY, "{}", "no name in a table"},
    {"[devices]\nemu_devices = []\n", AXVM_CODE_MISSING_KEY, "[devices]", "a key missing in a section"},
    {"[devices]\nemu_devices = []\npassthrough_devices = []\ninterrupt_mode = \"x\"", AXVM_CODE_VALUE_UNKNOWN, "\"x\"",
     "no such word"},
    {"[devices]\nemu_devices = [[\"a\", 1, 1, 1, 3, []]]\npassthrough_devices = []", AXVM_CODE_VALUE_UNKNOWN, "3",
     "no such number"},
    {"[devices]\nemu_devices = []\npassthrough_devices = [[\"a\", 1, 1, 1, 1, 2, 3]]", AXVM_CODE_SURPLUS_ELEMENTS,
     "2, 3", "surplus elements"},
    {DEVICES "'x y' = 1", AXVM_CODE_UNKNOWN_KEY, "'x y'", "an unknown key"},
    {DEVICES "[extra]\nx = 1", AXVM_CODE_UNKNOWN_SECTION, "extra", "an unknown section"},
};

static void report(void) {
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        enum axvm_status status = decode_parts(BASE KERNEL, rows[i].devices, "");
        bool warns = axvm_rule_level(axvm_rule_of(rows[i].code), AXVM_PROFILE_0_4) == AXVM_LEVEL_WARNING;
        bool good = status == (warns ? AXVM_OK : AXVM_INVALID) && has_only(rows[i].code);
        TAP_CHECK(good && axvm_slice_equal(pointed_at(), axvm_slice_of(rows[i].span)), rows[i].name);
    }
    decode_parts(BASE KERNEL, DEVICES, "x = 1e999");
    TAP_CHECK(findings.counts[AXVM_LEVEL_ERROR] == 1 && findings.counts[AXVM_LEVEL_WARNING] == 1,
              "an overflow in an unknown key is an error beside the warning");
    decode_parts(BASE KERNEL, "[devices]\nemu_devices = []\npassthrough_devices = [[\"a\", 1, 1, 1, 1, 1e999]]", "");
    TAP_CHECK(has_only(AXVM_CODE_SURPLUS_ELEMENTS), "an overflow in a surplus element is none");
    decode_parts(BASE KERNEL, "[devices]\nemu_devices = [1e999]\npassthrough_devices = []", "");
    TAP_CHECK(has_only(AXVM_CODE_WRONG_TYPE), "an overflow of the wrong type is one error");
}

static void report_all(void) {
    enum axvm_status status = decode("[base]\nid = \"1\"\nname = 2\nvm_type = 9\n"
                                     "[kernel]\nentry_point = -1\nkernel_path = 'k'\nkernel_load_addr = 1\n"
                                     "memory_regions = [[1, 2, 3], [1, 2, 3, 9], 5]\n"
                                     "[devices]\nemu_devices = []\npassthrough_devices = []\ninterrupt_mode = 'x'\n");
    TAP_CHECK(status == AXVM_INVALID, "a text with many mistakes is refused");
    TAP_EQUAL_U64(findings.counts[AXVM_LEVEL_ERROR], 8, "and each is reported in one run");
    TAP_EQUAL_U64(findings.counts[AXVM_LEVEL_WARNING], 1, "beside what is doubtful");
}

/* What a mistake in the text took away is not called missing. */
static void invent_nothing(void) {
    static const char *const texts[] = {
        BASE KERNEL "[devices]\nemu_devices = oops\npassthrough_devices = []",
        BASE KERNEL "[devices]\n= []\npassthrough_devices = []",
        BASE KERNEL "[devices]\nemu_devices = [\npassthrough_devices = []",
        BASE KERNEL "[devices]\nemu_devices = [",
        BASE "[]\n" KERNEL,
        BASE KERNEL "[devices]\nemu_devices = []\npassthrough_devices = [[oops]]",
        BASE KERNEL "[devices]\nemu_devices = []\npassthrough_devices = [{name = }]",
        BASE KERNEL "[devices]\nemu_devices = [[\"a, 1, 2, 3]]\npassthrough_devices = []",
        "[base]\nid = 1\nname = \"vm\"\n" KERNEL DEVICES "[base]\nvm_type = 1\ncpu_num = 1",
    };
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        enum axvm_status status = decode(texts[i]);
        TAP_CHECK(status == AXVM_INVALID && axvm_findings_total(&findings) == 1, "one mistake, one finding");
    }
}

static void refuse_the_impossible(void) {
    TAP_CHECK(decode_slice((struct axvm_slice){NULL, 0}) == AXVM_INVALID, "no text is no configuration");
    TAP_CHECK(decode_slice((struct axvm_slice){"x", SIZE_MAX}) == AXVM_INVALID && has_only(AXVM_CODE_TEXT_TOO_LARGE),
              "nor is one that is too large");
    TAP_CHECK(decode("id = 1\nname = 'a'\n") == AXVM_INVALID && has_only(AXVM_CODE_FLAT_FORMAT),
              "the old format is told by its keys");
    decode("id = 1\n" BASE KERNEL DEVICES);
    TAP_CHECK(has_only(AXVM_CODE_UNKNOWN_KEY), "unless there are sections, too");
}

/* --- limits --------------------------------------------------------------------------------------- */

static void count_beyond_the_limit(void) {
    struct axvm_slice slice = axvm_slice_of(BASE KERNEL DEVICES "a = 1\nb = 1\nc = 1\nd = 1e999\n");
    source = (struct axvm_source){axvm_slice_of("vm.toml"), slice};
    for (uint32_t limit = 0; limit < 4; limit++) {
        axvm_arena_init(&arena, memory, axvm_config_memory_bound(slice.length, limit));
        axvm_findings_init(&findings, &arena, &source, limit);
        enum axvm_status status = axvm_config_from_toml(&config, slice, &arena, &findings);
        uint32_t stored = 0;
        for (const struct axvm_finding *finding = findings.first; finding != NULL; finding = finding->next) {
            stored++;
        }
        TAP_CHECK(status == AXVM_INVALID && findings.counts[AXVM_LEVEL_WARNING] == 4 &&
                      findings.counts[AXVM_LEVEL_ERROR] == 1 && stored == limit + (limit > 0),
                  "findings beyond the limit are counted, and each level has its own");
    }
}

static void decode_into(struct axvm_source *own, uint32_t limit, const char *toml) {
    *own = (struct axvm_source){axvm_slice_of("vm.toml"), axvm_slice_of(toml)};
    if (own == &source) {
        axvm_arena_init(&arena, memory, sizeof memory);
        axvm_findings_init(&findings, &arena, own, limit);
    }
    findings.source = own;
    axvm_config_from_toml(&config, own->text, &arena, &findings);
}

static const struct axvm_finding *first_of(const struct axvm_source *own, enum axvm_code code) {
    const struct axvm_finding *finding = findings.first;
    while (finding != NULL && (finding->primary.source != own || finding->code != code)) {
        finding = finding->next;
    }
    return finding;
}

/* What the reader has said is sought by its place: in the same text, and if there was room for it. */
static void find_what_the_reader_said(void) {
    static struct axvm_source second;
    static const char twice[] = "[other]\n[other]\n";
    decode_into(&source, 20, twice);
    decode_into(&second, 20, "[base]\nid = 1\n[devices.emu_devices]\nname = 'a'\n[devices.emu_devices]\nname = 'b'\n");
    TAP_CHECK(first_of(&second, AXVM_CODE_DUPLICATE_TABLE) == NULL, "a list in single brackets is said once");
    decode_into(&source, 20, twice);
    decode_into(&second, 20, "[devices.emu_devices]\nname = 'a'\n");
    TAP_CHECK(first_of(&source, AXVM_CODE_DUPLICATE_TABLE) != NULL, "what is said of another text stays");
    decode_into(&source, 20, twice);
    decode_into(&second, 20, "base.id = a\n" KERNEL DEVICES);
    const struct axvm_finding *word = first_of(&second, AXVM_CODE_VALUE_NOT_TOML);
    TAP_CHECK(word != NULL && axvm_slice_equal(word->primary.text, axvm_slice_of("`id` takes an integer")),
              "the finding about a word is found behind those of another text");
    decode_into(&source, 2, "[devices.emu_devices]\n[devices.emu_devices]\n[devices.emu_devices]\n");
    TAP_CHECK(findings.first != NULL && findings.first->code == AXVM_CODE_DUPLICATE_TABLE,
              "what the reader said of headers stays if there is no room for better words");
    decode_into(&source, 2, "[kernel.x]\n[base]\nid = a\nvm_type = b\ncpu_num = c\n[kernel]\ny = 1\n");
    const struct axvm_finding *last = first_of(&source, AXVM_CODE_UNKNOWN_KEY);
    last = last == NULL ? NULL : last->next;
    TAP_CHECK(last != NULL && axvm_slice_equal(last->primary.text, axvm_slice_of("ignored")),
              "no other finding is taken for that about a word which was only counted");
}

static void live_with_any_arena(void) {
    struct axvm_slice slice = axvm_slice_of(everything);
    source = (struct axvm_source){axvm_slice_of("vm.toml"), slice};
    size_t bound = axvm_config_memory_bound(slice.length, 0);
    size_t enough = 0;
    bool clean = true;
    for (size_t size = 0; size <= bound; size++) {
        axvm_arena_init(&arena, memory, size);
        axvm_findings_init(&findings, &arena, &source, 0);
        enum axvm_status status = axvm_config_from_toml(&config, slice, &arena, &findings);
        clean = clean && (status == AXVM_OK || status == AXVM_OUT_OF_MEMORY);
        clean = clean && (status != AXVM_OK || axvm_findings_total(&findings) == 0);
        enough = status == AXVM_OUT_OF_MEMORY ? size + 1 : enough;
    }
    TAP_CHECK(clean, "every size of arena ends in a configuration or in out of memory");
    TAP_CHECK(enough > 0 && enough <= bound, "the bound is enough");
}

void tap_body(void) {
    fill_sections();
    fill_lists();
    leave_out_options();
    remember_nodes();
    report();
    report_all();
    invent_nothing();
    refuse_the_impossible();
    count_beyond_the_limit();
    find_what_the_reader_said();
    live_with_any_arena();
}
