/* SPDX-License-Identifier: Apache-2.0 */
#include "axvmconfig/config.h"

#include "tap.h"

static char buffer[4096];

static struct axvm_slice written(const struct axvm_crate_config *config) {
    struct axvm_output output;
    axvm_output_init(&output, buffer, sizeof buffer, NULL, NULL);
    axvm_config_write_toml(&output, config);
    return (struct axvm_slice){buffer, output.used};
}

/* Checks how a string is written, with a configuration that has it for a name and nothing else. */
static void check_bytes(const char *text, size_t length, const char *expected) {
    static const char before[] = "[base]\nid = 0\nname = ";
    static const char after[] = "\nvm_type = 0\ncpu_num = 0\n\n[kernel]\nentry_point = 0\nkernel_path = \"\"\n"
                                "kernel_load_addr = 0\nmemory_regions = []\n\n[devices]\nemu_devices = []\n"
                                "passthrough_devices = []\ninterrupt_mode = \"no_irq\"\nexcluded_devices = []\n"
                                "passthrough_addresses = []\n";
    size_t frame = sizeof before - 1 + sizeof after - 1;
    struct axvm_crate_config config;
    axvm_config_default(&config);
    config.base.name = (struct axvm_slice){text, length};
    struct axvm_slice all = written(&config);
    if (TAP_CHECK(all.length > frame, "there is a string")) {
        TAP_EQUAL_STRING(((struct axvm_slice){all.data + sizeof before - 1, all.length - frame}), expected, expected);
    }
}

static void check(const char *text, const char *expected) {
    check_bytes(text, axvm_slice_of(text).length, expected);
}

static void check_one_line_strings(void) {
    check("", "\"\"");
    check("vm", "\"vm\"");
    check("it's", "\"it's\"");
    check("a'''b", "\"a'''b\"");
    check("a\tb", "\"a\\tb\"");
    check("# [x] = 1", "\"# [x] = 1\"");
    check("\xc2\x80 \xe8\x99\x9a \xef\xbb\xbf", "\"\xc2\x80 \xe8\x99\x9a \xef\xbb\xbf\"");
    check("say \"hi\"", "'say \"hi\"'");
    check("a\"\"\"b", "'a\"\"\"b'");
    check("C:\\x\\y", "'C:\\x\\y'");
    check("tail\\", "'tail\\'");
    check("\\u0041", "'\\u0041'");
    check("\t\\", "'\t\\'");
    check("a=\"b\" c='d'", "\"\"\"a=\"b\" c='d'\"\"\"");
    check("'\"\t", "\"\"\"'\"\\t\"\"\"");
    check("a\\b'c", "'''a\\b'c'''");
    check("'\"\"\"", "''''\"\"\"'''");
}

static void check_escaped_strings(void) {
    check("a\rb", "\"a\\rb\"");
    check("\b\f\t\r", "\"\\b\\f\\t\\r\"");
    check_bytes("\0", 1, "\"\\u0000\"");
    check("\x01\x1f\x7f", "\"\\u0001\\u001F\\u007F\"");
    check("\x1b\"\\'", "\"\\u001B\\\"\\\\'\"");
    check("'''\\\"\"\"", "\"'''\\\\\\\"\\\"\\\"\"");
}

static void check_multi_line_strings(void) {
    check("\n", "\"\"\"\n\n\"\"\"");
    check("a\nb", "\"\"\"\na\nb\"\"\"");
    check("a\r\nb", "\"\"\"\na\\r\nb\"\"\"");
    check("a\n\tb", "\"\"\"\na\n\\tb\"\"\"");
    check("\"a\nb\"", "\"\"\"\n\"a\nb\"\"\"\"");
    check("a'b\nc\"d", "\"\"\"\na'b\nc\"d\"\"\"");
    check("\\\n\t", "'''\n\\\n\t'''");
    check("x\n\"\"\"", "'''\nx\n\"\"\"'''");
    check("'''\n\"\"\"", "\"\"\"\n'''\n\"\"\\\"\"\"\"");
    check("'''\n\"\"\"\"\"\"\"", "\"\"\"\n'''\n\"\"\\\"\"\"\\\"\"\"\"\"");
    check("\x01\n'\\\"", "\"\"\"\n\\u0001\n'\\\\\"\"\"\"");
}

/* A configuration with something in every place. */
static void fill(struct axvm_crate_config *config) {
    static const uint64_t numbers[] = {0, 10, UINT64_MAX};
    static const struct axvm_mem_config regions[] = {
        {.gpa = 0x80000000, .size_bytes = 0x1000, .flags = 7, .map_type = AXVM_MEM_MAP_IDENTICAL},
        {.gpa = 3, .size_bytes = 4, .flags = 5, .map_type = AXVM_MEM_MAP_RESERVED},
    };
    static const struct axvm_emu_device_config emulated[] = {
        {.name = {"gic", 3}, .base_gpa = 1, .length_bytes = 2, .irq_id = 3, .emu_type = AXVM_EMU_GPPT_DISTRIBUTOR},
        {.name = {"net", 3}, .cfg_list = {numbers, 3}, .emu_type = AXVM_EMU_VIRTIO_NET},
    };
    static const struct axvm_passthrough_device_config passed[] = {
        {.name = {"/soc", 4}, .base_gpa = 1, .base_hpa = 2, .length_bytes = 3, .irq_id = 4},
    };
    static const struct axvm_passthrough_address_config addresses[] = {{.base_gpa = 1, .length_bytes = 2}, {0}};
    static const struct axvm_slice strings[] = {{"/a", 2}, {"q\"", 2}, {"x\ny", 3}};
    static const struct axvm_string_list lists[] = {{NULL, 0}, {strings, 1}, {strings + 1, 2}};

    axvm_config_default(config);
    config->base = (struct axvm_base_config){.id = 1,
                                             .name = {"vm", 2},
                                             .vm_type = 999,
                                             .cpu_num = 2,
                                             .phys_cpu_ids = {numbers, 2, true},
                                             .phys_cpu_sets = {NULL, 0, true}};
    config->kernel = (struct axvm_kernel_config){.entry_point = 0x80200000,
                                                 .kernel_path = {"k", 1},
                                                 .kernel_load_addr = UINT64_MAX,
                                                 .bios_path = {{"b", 1}, true},
                                                 .bios_load_addr = {3, true},
                                                 .dtb_path = {{"", 0}, true},
                                                 .dtb_load_addr = {0, true},
                                                 .ramdisk_path = {{"r", 1}, true},
                                                 .image_location = {{"fs", 2}, true},
                                                 .cmdline = {{"a b", 3}, true},
                                                 .memory_regions = regions,
                                                 .memory_region_count = 2};
    config->devices = (struct axvm_devices_config){.emu_devices = emulated,
                                                   .emu_device_count = 2,
                                                   .passthrough_devices = passed,
                                                   .passthrough_device_count = 1,
                                                   .interrupt_mode = AXVM_INTERRUPT_PASSTHROUGH,
                                                   .excluded_devices = {lists, 3},
                                                   .passthrough_addresses = addresses,
                                                   .passthrough_address_count = 2};
}

static void check_whole(void) {
    struct axvm_crate_config config;
    fill(&config);
    TAP_EQUAL_STRING(written(&config),
                     "[base]\nid = 1\nname = \"vm\"\nvm_type = 999\ncpu_num = 2\n"
                     "phys_cpu_ids = [0, 10]\nphys_cpu_sets = []\n"
                     "\n[kernel]\nentry_point = 2149580800\nkernel_path = \"k\"\n"
                     "kernel_load_addr = 18446744073709551615\nbios_path = \"b\"\nbios_load_addr = 3\n"
                     "dtb_path = \"\"\ndtb_load_addr = 0\nramdisk_path = \"r\"\nimage_location = \"fs\"\n"
                     "cmdline = \"a b\"\n"
                     "\n[[kernel.memory_regions]]\ngpa = 2147483648\nsize = 4096\nflags = 7\nmap_type = 1\n"
                     "\n[[kernel.memory_regions]]\ngpa = 3\nsize = 4\nflags = 5\nmap_type = 2\n"
                     "\n[devices]\ninterrupt_mode = \"passthrough\"\n"
                     "excluded_devices = [[], [\"/a\"], ['q\"', \"\"\"\nx\ny\"\"\"]]\n"
                     "\n[[devices.emu_devices]]\nname = \"gic\"\nbase_gpa = 1\nlength = 2\nirq_id = 3\n"
                     "emu_type = 33\ncfg_list = []\n"
                     "\n[[devices.emu_devices]]\nname = \"net\"\nbase_gpa = 0\nlength = 0\nirq_id = 0\n"
                     "emu_type = 226\ncfg_list = [0, 10, 18446744073709551615]\n"
                     "\n[[devices.passthrough_devices]]\nname = \"/soc\"\nbase_gpa = 1\nbase_hpa = 2\n"
                     "length = 3\nirq_id = 4\n"
                     "\n[[devices.passthrough_addresses]]\nbase_gpa = 1\nlength = 2\n"
                     "\n[[devices.passthrough_addresses]]\nbase_gpa = 0\nlength = 0\n",
                     "every kind of key, in upstream's order");
}

/* A caller may have put anything into a configuration. */
static void check_value_without_word(void) {
    struct axvm_crate_config config;
    axvm_config_default(&config);
    config.devices.interrupt_mode = (enum axvm_interrupt_mode)99;
    struct axvm_slice all = written(&config);
    const struct axvm_slice line = axvm_slice_of("interrupt_mode = \"no_irq\"\n");
    bool found = false;
    for (size_t i = 0; i + line.length <= all.length; i++) {
        found = found || axvm_slice_equal((struct axvm_slice){all.data + i, line.length}, line);
    }
    TAP_CHECK(found, "what has no word is written as the first that there is");
}

void tap_body(void) {
    check_value_without_word();
    check_one_line_strings();
    check_escaped_strings();
    check_multi_line_strings();
    check_whole();
}
