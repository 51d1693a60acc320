/* SPDX-License-Identifier: Apache-2.0 */
/* Checks of one guest as a caller sees them: what it is told besides the text, how much is kept, and memory. */
#include "axvmconfig/axvmconfig.h"
#include "axvmconfig/scenario.h"
#include "tap.h"

/* A guest from its text to its findings. */
struct fixture {
    struct axvm_source source;
    struct axvm_arena arena;
    struct axvm_findings findings;
    struct axvm_toml_document document;
    struct axvm_crate_config config;
    struct axvm_vm vm;
    enum axvm_status status;
};

static _Alignas(16) unsigned char memory[1 << 20];

static void prepare(struct fixture *fixture, enum axvm_profile profile, const char *name, struct axvm_slice text,
                    uint32_t limit) {
    fixture->source = (struct axvm_source){axvm_slice_of(name), text};
    axvm_arena_init(&fixture->arena, memory, sizeof memory);
    axvm_findings_init(&fixture->findings, &fixture->arena, &fixture->source, limit);
    axvm_toml_read(&fixture->document, text, AXVM_TOML_1_1, &fixture->arena, &fixture->findings);
    axvm_config_decode(&fixture->config, &fixture->document, profile, &fixture->arena, &fixture->findings);
    fixture->vm = (struct axvm_vm){
        .source = &fixture->source,
        .document = &fixture->document,
        .config = &fixture->config,
        .findings = &fixture->findings,
    };
}

static void check(struct fixture *fixture, const char *name, struct axvm_slice text, uint32_t limit,
                  const struct axvm_check_options *options) {
    prepare(fixture, AXVM_PROFILE_0_4, name, text, limit);
    fixture->status = axvm_check_vm(&fixture->vm, options);
}

/* The findings of a code that are kept; and the last of them. */
static uint32_t kept(const struct fixture *fixture, enum axvm_code code, const struct axvm_finding **last) {
    uint32_t count = 0;
    *last = NULL;
    for (const struct axvm_finding *finding = fixture->findings.first; finding != NULL; finding = finding->next) {
        if (finding->code == code) {
            *last = finding;
            count++;
        }
    }
    return count;
}

#define BASE    "[base]\nid = 1\nname = \"guest\"\nvm_type = 1\ncpu_num = 1\nphys_cpu_ids = [0]\n"
#define KERNEL  "[kernel]\nkernel_path = \"/guest\"\nkernel_load_addr = 0x4020_0000\nentry_point = 0x4020_0000\n"
#define MEMORY  "image_location = \"fs\"\nmemory_regions = [[0x4000_0000, 0x1000_0000, 7, 0]]\n"
#define DEVICES "[devices]\ninterrupt_mode = \"passthrough\"\n"
#define GUEST   BASE KERNEL MEMORY DEVICES

/* --- the name ----------------------------------------------------------------------------------------- */

static void check_names(void) {
    static const struct {
        const char *name;
        uint32_t count;
    } rows[] = {{"vm.toml", 0}, {".toml", 0}, {"toml", 1}, {"vm", 1}, {"<stdin>", 0}, {"", 0}};
    const struct axvm_check_options from_fs = {.arch = AXVM_ARCH_AARCH64, .deploy = AXVM_DEPLOY_FS};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct fixture fixture;
        const struct axvm_finding *last;
        check(&fixture, rows[i].name, axvm_slice_of(GUEST "emu_devices = []\npassthrough_devices = [[\"/\"]]\n"), 20,
              &from_fs);
        TAP_EQUAL_U64(kept(&fixture, AXVM_CODE_CFG_FILE_NAME, &last), rows[i].count, rows[i].name);
    }
}

/* --- files -------------------------------------------------------------------------------------------- */

/* Lines of [kernel], what an image's path leads to, and the finding about that; 0: none. */
struct file_row {
    const char *name;
    const char *kernel;
    enum axvm_profile profile;
    enum axvm_image image;
    enum axvm_file_state state;
    enum axvm_deploy deploy;
    enum axvm_code code;
};

#define IN_MEMORY "image_location = \"memory\"\n"
#define IN_FS     "image_location = \"fs\"\n"
#define BIOS      "bios_path = \"bios.bin\"\nbios_load_addr = 0x4020_0000\n"
#define FIRMWARE  "uefi_firmware_path = \"edk2.fd\"\nbios_load_addr = 0x4020_0000\n"
#define ENABLED   "enable_bios = true\n"
#define UEFI      ENABLED "boot_protocol = \"uefi\"\n"
#define BUILT_IN  AXVM_DEPLOY_MEMORY

static const struct file_row file_rows[] = {
    {"a kernel that cannot be read", IN_MEMORY, 0, AXVM_IMAGE_KERNEL, AXVM_FILE_UNREADABLE, BUILT_IN,
     AXVM_CODE_IMG_NO_CONTENT},
    {"nor does it matter where it is read on the board", IN_FS, 0, AXVM_IMAGE_KERNEL, AXVM_FILE_UNREADABLE, BUILT_IN,
     0},
    {"or nothing says where it is", "", 0, AXVM_IMAGE_KERNEL, AXVM_FILE_UNREADABLE, BUILT_IN, 0},
    {"an empty BIOS", IN_MEMORY BIOS, 0, AXVM_IMAGE_BIOS, AXVM_FILE_EMPTY, BUILT_IN, AXVM_CODE_IMG_NO_CONTENT},
    {"one that is not named", IN_MEMORY, 0, AXVM_IMAGE_BIOS, AXVM_FILE_EMPTY, BUILT_IN, 0},
    {"firmware that 0.4 does not know", IN_MEMORY, 0, AXVM_IMAGE_UEFI_FIRMWARE, AXVM_FILE_EMPTY, BUILT_IN, 0},
    {"a BIOS that is not enabled", IN_MEMORY BIOS, AXVM_PROFILE_0_8, AXVM_IMAGE_BIOS, AXVM_FILE_EMPTY, BUILT_IN, 0},
    {"one that is", IN_MEMORY BIOS ENABLED, AXVM_PROFILE_0_8, AXVM_IMAGE_BIOS, AXVM_FILE_EMPTY, BUILT_IN,
     AXVM_CODE_IMG_NO_CONTENT},
    {"the older key of UEFI firmware", IN_MEMORY BIOS UEFI, AXVM_PROFILE_0_8, AXVM_IMAGE_BIOS, AXVM_FILE_EMPTY,
     BUILT_IN, AXVM_CODE_IMG_NO_CONTENT},
    {"a BIOS beside UEFI firmware", IN_MEMORY FIRMWARE "bios_path = \"bios.bin\"\n" UEFI, AXVM_PROFILE_0_8,
     AXVM_IMAGE_BIOS, AXVM_FILE_EMPTY, BUILT_IN, 0},
    {"empty UEFI firmware", IN_MEMORY FIRMWARE UEFI, AXVM_PROFILE_0_8, AXVM_IMAGE_UEFI_FIRMWARE, AXVM_FILE_EMPTY,
     BUILT_IN, AXVM_CODE_IMG_NO_CONTENT},
    {"UEFI firmware for a BIOS", IN_MEMORY FIRMWARE ENABLED, AXVM_PROFILE_0_8, AXVM_IMAGE_UEFI_FIRMWARE,
     AXVM_FILE_EMPTY, BUILT_IN, 0},
    {"a directory", IN_FS, 0, AXVM_IMAGE_KERNEL, AXVM_FILE_DIRECTORY, AXVM_DEPLOY_MEMORY,
     AXVM_CODE_IMG_PATH_NOT_A_FILE},
    {"what is here does not matter to a board that reads its own", IN_FS, 0, AXVM_IMAGE_KERNEL, AXVM_FILE_DIRECTORY,
     AXVM_DEPLOY_FS, 0},
};

/* How many findings there are about what paths lead to. */
static uint32_t about_files(const struct fixture *fixture, enum axvm_code code) {
    static const enum axvm_code codes[] = {AXVM_CODE_IMG_NO_CONTENT, AXVM_CODE_IMG_PATH_NOT_A_FILE};
    const struct axvm_finding *last;
    uint32_t count = 0;
    for (size_t i = 0; i < sizeof codes / sizeof codes[0]; i++) {
        count += code == 0 || code == codes[i] ? kept(fixture, codes[i], &last) : 0;
    }
    return count;
}

static void check_files(void) {
    static char text[1024];
    for (size_t i = 0; i < sizeof file_rows / sizeof file_rows[0]; i++) {
        const struct file_row *row = &file_rows[i];
        const struct axvm_check_options options = {.arch = AXVM_ARCH_X86_64, .deploy = row->deploy};
        struct fixture fixture;
        struct axvm_output output;
        axvm_output_init(&output, text, sizeof text, NULL, NULL);
        axvm_output_string(&output, BASE KERNEL "memory_regions = [[0, 0x1000_0000, 7, 0]]\n");
        axvm_output_string(&output, row->kernel);
        axvm_output_string(&output, DEVICES "emu_devices = []\npassthrough_devices = []\n");
        prepare(&fixture, row->profile, "vm.toml", (struct axvm_slice){text, output.used}, 20);
        fixture.vm.files[row->image] = row->state;
        axvm_check_vm(&fixture.vm, &options);
        TAP_EQUAL_U64(about_files(&fixture, row->code), row->code != 0, row->name);
    }
}

/* A path that looks like one of the board is right if the file is here. */
static void check_file_is_here(void) {
    static const char text[] =
        BASE "[kernel]\nkernel_path = \"/guest/kernel.bin\"\nkernel_load_addr = 0x4020_0000\n"
             "entry_point = 0x4020_0000\nmemory_regions = [[0x4000_0000, 0x1000_0000, 7, 0]]\n" IN_MEMORY DEVICES
             "emu_devices = []\npassthrough_devices = [[\"/\"]]\n";
    static const enum axvm_file_state states[] = {AXVM_FILE_UNKNOWN, AXVM_FILE_MISSING, AXVM_FILE_PRESENT};
    for (size_t i = 0; i < sizeof states / sizeof states[0]; i++) {
        const struct axvm_check_options options = {.arch = AXVM_ARCH_AARCH64};
        const struct axvm_finding *last;
        struct fixture fixture;
        prepare(&fixture, AXVM_PROFILE_0_4, "vm.toml", axvm_slice_of(text), 20);
        fixture.vm.files[AXVM_IMAGE_KERNEL] = states[i];
        axvm_check_vm(&fixture.vm, &options);
        TAP_EQUAL_U64(kept(&fixture, AXVM_CODE_IMG_PATH_ELSEWHERE, &last), states[i] != AXVM_FILE_PRESENT,
                      "a path on the board");
    }
}

/* What is in a file does not matter where the hypervisor reads another one. */
static void check_content_is_built_in(void) {
    static const char *const locations[] = {IN_FS, IN_MEMORY};
    for (size_t is_built_in = 0; is_built_in < 2; is_built_in++) {
        static char text[1024];
        const struct axvm_check_options options = {.arch = AXVM_ARCH_AARCH64};
        const struct axvm_finding *last;
        struct fixture fixture;
        struct axvm_output output;
        axvm_output_init(&output, text, sizeof text, NULL, NULL);
        axvm_output_string(&output, BASE KERNEL "memory_regions = [[0x4000_0000, 0x1000_0000, 7, 0]]\n");
        axvm_output_string(&output, locations[is_built_in]);
        axvm_output_string(&output, DEVICES "emu_devices = []\npassthrough_devices = [[\"/\"]]\n");
        prepare(&fixture, AXVM_PROFILE_0_4, "vm.toml", (struct axvm_slice){text, output.used}, 20);
        fixture.vm.files[AXVM_IMAGE_KERNEL] = AXVM_FILE_PRESENT;
        fixture.vm.contents[AXVM_IMAGE_KERNEL] = (struct axvm_image_content){4096, axvm_slice_of("\x7f"
                                                                                                 "ELF")};
        axvm_check_vm(&fixture.vm, &options);
        TAP_EQUAL_U64(kept(&fixture, AXVM_CODE_IMG_KERNEL_FORMAT, &last), is_built_in, "a kernel that is an ELF file");
    }
}

/* --- what is in files ----------------------------------------------------------------------------------- */

/* Lines of [kernel] and the machine, what is known of an image, and how many findings of a code there are about it. */
struct content_row {
    const char *name;
    const char *kernel;
    enum axvm_arch arch;
    enum axvm_image image;
    uint64_t size_bytes;
    const char *head;
    enum axvm_code code;
    unsigned count;
    enum axvm_level level;
};

#define MIB         UINT64_C(0x100000)
#define SETUP_BYTES UINT64_C(0x20000) /* the most of a bzImage that may not be loaded */
#define AT_2_MIB    "kernel_path = \"a\"\nkernel_load_addr = 0x20_0000\nmemory_regions = [[0, 0x40_0000, 7, 0]]\n"
#define RAW_KERNEL  AT_2_MIB "entry_point = 0x20_0000\ndtb_load_addr = 0\n", AXVM_ARCH_AARCH64, AXVM_IMAGE_KERNEL
#define BZIMAGE     AT_2_MIB "entry_point = 0x8000\ncmdline = \"\"\n", AXVM_ARCH_X86_64, AXVM_IMAGE_KERNEL
#define TREE        AT_2_MIB "entry_point = 0x20_0000\ndtb_path = \"b\"\n", AXVM_ARCH_AARCH64, AXVM_IMAGE_DTB
#define FITS        AXVM_CODE_IMG_NO_ROOM, 0, 0
#define FITS_NOT    AXVM_CODE_IMG_NO_ROOM, 1, AXVM_LEVEL_ERROR
#define MAY_FIT     AXVM_CODE_IMG_NO_ROOM, 1, AXVM_LEVEL_WARNING

static const struct content_row content_rows[] = {
    {"a kernel that fits", RAW_KERNEL, 2 * MIB, "MZ", FITS},
    {"one that does not", RAW_KERNEL, 2 * MIB + 1, "MZ", FITS_NOT},
    {"one that is larger than all there is", RAW_KERNEL, UINT64_MAX, "MZ", FITS_NOT},
    {"a bzImage that fits", BZIMAGE, 2 * MIB, "MZ", FITS},
    {"one that may fit", BZIMAGE, 2 * MIB + SETUP_BYTES, "MZ", MAY_FIT},
    {"one that does not, whatever its setup", BZIMAGE, 2 * MIB + SETUP_BYTES + 1, "MZ", FITS_NOT},
    {"a device tree that is none", TREE, 64, "none", AXVM_CODE_IMG_DTB_INVALID, 1, AXVM_LEVEL_ERROR},
    {"one whose first bytes are not known", TREE, 64, "", AXVM_CODE_IMG_DTB_INVALID, 0, 0},
};

static void check_contents(void) {
    static char text[1024];
    for (size_t i = 0; i < sizeof content_rows / sizeof content_rows[0]; i++) {
        const struct content_row *row = &content_rows[i];
        const struct axvm_check_options options = {.arch = row->arch, .deploy = AXVM_DEPLOY_MEMORY};
        const struct axvm_finding *last;
        struct fixture fixture;
        struct axvm_output output;
        axvm_output_init(&output, text, sizeof text, NULL, NULL);
        axvm_output_string(&output, BASE "[kernel]\n" IN_MEMORY);
        axvm_output_string(&output, row->kernel);
        axvm_output_string(&output, DEVICES "emu_devices = []\npassthrough_devices = []\n");
        prepare(&fixture, AXVM_PROFILE_0_8, "vm.toml", (struct axvm_slice){text, output.used}, 20);
        fixture.vm.files[row->image] = AXVM_FILE_PRESENT;
        fixture.vm.contents[row->image] = (struct axvm_image_content){row->size_bytes, axvm_slice_of(row->head)};
        axvm_check_vm(&fixture.vm, &options);
        TAP_EQUAL_U64(kept(&fixture, row->code, &last), row->count, row->name);
        TAP_CHECK(last == NULL || last->level == row->level, row->name);
    }
}

/* --- what is only counted ----------------------------------------------------------------------------- */

static const struct axvm_check_options aarch64 = {.arch = AXVM_ARCH_AARCH64};

/* A text with two findings of a code. */
struct pair {
    enum axvm_code code;
    const char *text;
};

static const struct pair pairs[] = {
    {AXVM_CODE_CFG_NUMBERS_SWAPPED,
     GUEST "passthrough_devices = [[\"/\"]]\nemu_devices = [[\"gicd\", 0x1_0000, 0x800_0000, 0, 0x21, []], "
           "[\"gicr\", 0x2_0000, 0x80a_0000, 0, 0x20, [1, 0x2_0000, 0]]]\n"},
    {AXVM_CODE_IVC_OVERLAP, GUEST "passthrough_devices = [[\"gic\", 0x3fff_0000, 0x3fff_0000, 0x1000, 0]]\n"
                                  "emu_devices = [[\"ivc\", 0x3ffe_0000, 0x4_0000, 0, 0xa, []]]\n"},
};

static void check_limit(void) {
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
        struct fixture fixture;
        const struct axvm_finding *last;
        check(&fixture, "vm.toml", axvm_slice_of(pairs[i].text), 20, &aarch64);
        uint32_t total = axvm_findings_total(&fixture.findings);
        TAP_EQUAL_U64(kept(&fixture, pairs[i].code, &last), 2, "two findings of a code");
        check(&fixture, "vm.toml", axvm_slice_of(pairs[i].text), 1, &aarch64);
        TAP_EQUAL_U64(kept(&fixture, pairs[i].code, &last), 1, "where one is kept");
        TAP_EQUAL_U64(axvm_findings_total(&fixture.findings), total, "the other one is counted");
        TAP_EQUAL_U64(fixture.status, AXVM_OK, "and nothing is amiss");
    }
}

/* Edits are offered only for what is kept. */
static void check_nothing_kept(void) {
    static const char text[] = BASE KERNEL MEMORY "ramdisk_path = \"/guest/ramdisk\"\n" DEVICES
                                                  "emu_devices = []\npassthrough_devices = [[\"/\"]]\n";
    struct fixture fixture;
    check(&fixture, "vm.toml", axvm_slice_of(text), 0, &aarch64);
    TAP_EQUAL_U64(axvm_findings_total(&fixture.findings), 1, "a finding is counted where none is kept");
    TAP_CHECK(fixture.findings.first == NULL && fixture.status == AXVM_OK, "and not kept");
}

/* --- many regions ------------------------------------------------------------------------------------- */

#define REGIONS      260
#define SEARCHES_MAX 256 /* for room, as the rule limits them */

static char text_buffer[1 << 14];

/* To look for room for each of many regions would take a time that grows with the square of their number. */
static void check_many_regions(void) {
    struct fixture fixture;
    struct axvm_output output;
    const struct axvm_finding *last;
    axvm_output_init(&output, text_buffer, sizeof text_buffer, NULL, NULL);
    axvm_output_string(&output, DEVICES "emu_devices = []\npassthrough_devices = [[\"/\"]]\n" BASE KERNEL
                                        "image_location = \"fs\"\nmemory_regions = [\n");
    for (unsigned i = 0; i < REGIONS; i++) {
        axvm_output_string(&output, "[0x4000_0000, 0x20_0000, 7, 0],\n");
    }
    axvm_output_string(&output, "]\n");
    check(&fixture, "vm.toml", (struct axvm_slice){text_buffer, output.used}, REGIONS, &aarch64);
    TAP_EQUAL_U64(fixture.status, AXVM_OK, "many regions are checked");
    TAP_EQUAL_U64(kept(&fixture, AXVM_CODE_MEM_OVERLAP, &last), REGIONS - 1, "each overlaps one before it");
    unsigned with_room = 0;
    unsigned without = 0;
    for (const struct axvm_finding *finding = fixture.findings.first; finding != NULL; finding = finding->next) {
        struct axvm_slice help = finding->code == AXVM_CODE_MEM_OVERLAP ? finding->remarks[1].text : axvm_slice_of("");
        bool is_short = axvm_slice_equal(help, axvm_slice_of("move it to where nothing else is"));
        without += is_short;
        with_room += help.length > 0 && !is_short;
    }
    TAP_EQUAL_U64(with_room, SEARCHES_MAX, "room is looked for so many times");
    TAP_EQUAL_U64(without, REGIONS - 1 - SEARCHES_MAX, "and then no more");
}

/* --- memory ------------------------------------------------------------------------------------------- */

static void check_bounds(void) {
    struct axvm_crate_config config = {.base = {.phys_cpu_ids = {NULL, SIZE_MAX / 2, true}}};
    struct axvm_vm vm = {.config = &config};
    struct axvm_vm *const board[] = {&vm};
    TAP_EQUAL_U64(axvm_check_memory_bound(SIZE_MAX), SIZE_MAX, "no memory is enough for a text that fills all of it");
    TAP_EQUAL_U64(axvm_board_memory_bound(board, 1), SIZE_MAX, "nor for a guest with as many CPUs");
    config.base.phys_cpu_ids.count = 1;
    TAP_CHECK(axvm_board_memory_bound(board, 1) < 4096, "a small one needs little");
}

/* --- scenarios ---------------------------------------------------------------------------------------- */

/* A text, whether it is a scenario, and the width of addresses that it tells; 1: it tells none. */
struct scenario_row {
    const char *text;
    bool is_scenario;
    unsigned gpa_bits;
};

static const struct scenario_row scenario_rows[] = {
    {"vms = [\"a.toml\"]\n", true, 1},
    {"vms = [\"a.toml\"]\n[host]\ngpa_bits = 40\n", true, 40},
    {"vms = [\"a.toml\"]\n[host]\ngpa_bits = 64\n", true, 64},
    {"vms = [\"a.toml\"]\n[host]\ngpa_bits = 0x1_0000_0027\n", true, 64},
    {"[host]\ngpa_bits = 40\n", false, 40},
    {"vms = []\n[base]\n", false, 1},
    {"vms = []\n[devices]\n", false, 1},
    {"", false, 1},
};

static void check_scenarios(void) {
    for (size_t i = 0; i < sizeof scenario_rows / sizeof scenario_rows[0]; i++) {
        const struct scenario_row *row = &scenario_rows[i];
        struct fixture fixture = {.source = {axvm_slice_of("board.toml"), axvm_slice_of(row->text)}};
        struct axvm_scenario scenario;
        struct axvm_check_options options = {.gpa_bits = 1};
        enum axvm_profile profile = AXVM_PROFILE_0_4;
        axvm_arena_init(&fixture.arena, memory, sizeof memory);
        axvm_findings_init(&fixture.findings, &fixture.arena, &fixture.source, 20);
        axvm_toml_read(&fixture.document, fixture.source.text, AXVM_TOML_1_1, &fixture.arena, &fixture.findings);
        axvm_scenario_decode(&scenario, &fixture.document, &fixture.arena, &fixture.findings);
        axvm_scenario_apply(&scenario, &profile, &options);
        TAP_EQUAL_U64(axvm_scenario_is(&fixture.document), row->is_scenario, row->text);
        TAP_EQUAL_U64(options.gpa_bits, row->gpa_bits, "the width of addresses");
    }
}

void tap_body(void) {
    check_names();
    check_files();
    check_file_is_here();
    check_content_is_built_in();
    check_contents();
    check_limit();
    check_nothing_kept();
    check_many_regions();
    check_bounds();
    check_scenarios();
}
