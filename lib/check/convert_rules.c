/* SPDX-License-Identifier: Apache-2.0 */
/* Rules of family 13: what a conversion to another format changes. The parts of lib/convert report them. */
#include "check/rule_rows.h"

/* Examples of this family begin with the command that they are for. */
#define TO_0_4      "# axvmconfig convert --to 0.4\n"
#define TO_0_8      "# axvmconfig convert --to 0.8\n"
#define TO_JSON     "# axvmconfig convert --to json\n"
#define FLAT_REGION "memory_regions = [[0x4000_0000, 0x1000_0000, 7, 0]]\n"
#define FLAT        ID NAME VM_TYPE CPUS IMAGE ADDRESSES FLAT_REGION DEVICE_LISTS
#define X86_CPU     ID NAME VM_TYPE CPU_NUM "phys_cpu_sets = [1]\n"
#define X86_IMAGE                                                                                                      \
    "kernel_path = \"/guest/x86_64.bin\"\n" LOCATION "kernel_load_addr = 0x20_0000\nentry_point = 0x8000\n"
#define X86_REST X86_IMAGE "memory_regions = [[0, 0x1000_0000, 7, 0]]\n\n[base]\n" X86_CPU "\n[devices]\n" DEVICE_LISTS

static const struct axvm_rule rows[] = {
    {.code = AXVM_CODE_CONVERT_NO_PLACE,
     IN_ALL(WARNING),
     .title = "key or element has no place in the target",
     TEXTS(.name = "convert-no-place", .related = {AXVM_CODE_UNKNOWN_KEY, AXVM_CODE_SURPLUS_ELEMENTS},
           .explanation =
               "The format or the form that is converted to has no such key or position. Nothing is lost: the "
               "text is kept as a comment where it stood. In the format without sections `kernel_size`, "
               "`dtb_size`, `platform` and `arch` were such keys; no version of the hypervisor reads them "
               "today. `cpu_set` is one if it contradicts `cpu_num` or stands beside `phys_cpu_sets`.",
           .failing = TO_0_4 "platform = \"aarch64-board\"\n" FLAT,
           .mended = TO_0_4 "# platform: aarch64-board\n" FLAT)},
    {.code = AXVM_CODE_CONVERT_NOT_IN_PROFILE,
     IN_ALL(WARNING),
     .title = "key or device is not in the target's version",
     TEXTS(.name = "convert-newer", .related = {AXVM_CODE_CONVERT_IMPLIED, AXVM_CODE_VALUE_UNKNOWN},
           .explanation =
               "The key or the type of device came with a later version than the one that is converted to, and "
               "the guest relies on it: a boot protocol other than that which the version has, a policy for "
               "addresses, I/O ports, or an emulated device. It becomes a comment, and the guest will lack it.",
           .failing = TO_0_4 "[devices]\npassthrough_ports = [[0x3f8, 8]]\n" DEVICE_LISTS INTERRUPTS BASE KERNEL,
           .mended = TO_0_4 "[devices]\n" DEVICE_LISTS INTERRUPTS BASE KERNEL)},
    {.code = AXVM_CODE_CONVERT_IMPLIED,
     IN_ALL(NOTE),
     .title = "key need not be said in the target",
     TEXTS(.name = "convert-implied", .related = {AXVM_CODE_CONVERT_NOT_IN_PROFILE, AXVM_CODE_CONVERT_MADE_EXPLICIT},
           .explanation =
               "The version that is converted to does not have the key and does anyway what it says: 0.4 starts "
               "in a BIOS if `bios_path` is given and at the kernel's entry point if not, and maps nothing but "
               "what is configured. The key becomes a comment, and the guest is the same.",
           .failing = TO_0_4 "[kernel]\nenable_bios = false\n" IMAGE LOCATION ADDRESSES MEMORY BASE DEVICES,
           .mended = TO_0_4 "[kernel]\n" IMAGE LOCATION ADDRESSES MEMORY BASE DEVICES)},
    {.code = AXVM_CODE_CONVERT_MADE_EXPLICIT,
     IN_ALL(NOTE),
     .title = "something is said that went without saying",
     TEXTS(.name = "convert-explicit", .related = {AXVM_CODE_CONVERT_IMPLIED, AXVM_CODE_CFG_BIOS_NOT_ENABLED},
           .explanation =
               "The version that is converted to wants to be told what the other one took for granted. 0.8 starts "
               "in a BIOS only if `enable_bios` says so, so that it is added where there is a `bios_path`. In the "
               "format without sections `cpu_set` was a mask of physical CPUs with one vCPU on each, which is "
               "`cpu_num` and `phys_cpu_sets` today, and devices had other numbers.",
           .failing = TO_0_8 "[kernel]\nbios_path = \"/guest/bios.bin\"\nbios_load_addr = 0x8000\n" X86_REST,
           .mended = TO_0_8
           "[kernel]\nenable_bios = true\nbios_path = \"/guest/bios.bin\"\nbios_load_addr = 0x8000\n" X86_REST)},
    {.code = AXVM_CODE_CONVERT_OTHER_MEANING,
     IN_ALL(WARNING),
     .title = "value means something else in the target",
     TEXTS(.name = "convert-meaning", .related = {AXVM_CODE_CONVERT_NO_MEANING},
           .explanation =
               "The text stays the same, but the version that is converted to does something else with it, so "
               "that it needs a look: `base_hpa` is used since 0.8, where 0.4 took a device at `base_gpa` on both "
               "sides; 0.4 starts in the file at `bios_path`, also if 0.8 was told not to; keys of 0.8 had no "
               "effect in 0.4. A region of a device from the format without sections is kept at the host's "
               "address with `map_type` 2; the first region is main memory since then and should be RAM.",
           .failing = TO_0_8
           "[devices]\npassthrough_devices = [[\"uart\", 0x900_0000, 0xfe66_0000, 0x1000, 0]]\n" EMULATED INTERRUPTS
               BASE KERNEL,
           .mended = TO_0_8
           "[devices]\npassthrough_devices = [[\"uart\", 0x900_0000, 0x900_0000, 0x1000, 0]]\n" EMULATED INTERRUPTS BASE
               KERNEL)},
    {.code = AXVM_CODE_CONVERT_NO_MEANING,
     IN_ALL(WARNING),
     .title = "value has no meaning in the target",
     TEXTS(.name = "convert-no-meaning", .related = {AXVM_CODE_CONVERT_OTHER_MEANING},
           .explanation =
               "The version that is converted to does not use the value, or refuses it. 0.8 refuses numbers other "
               "than 0 for a device that is found by its path and has no length, so they become 0; 0.4 read past "
               "them. A BIOS has no meaning in 0.8 but on x86_64.",
           .failing = TO_0_8 "[devices]\npassthrough_devices = [[\"/\", 0, 0, 0, 1]]\n" EMULATED INTERRUPTS BASE KERNEL,
           .mended =
               TO_0_8 "[devices]\npassthrough_devices = [[\"/\", 0, 0, 0, 0]]\n" EMULATED INTERRUPTS BASE KERNEL)},
    {.code = AXVM_CODE_CONVERT_INCOMPLETE,
     IN_ALL(ERROR),
     .title = "text cannot be converted as it is",
     TEXTS(.name = "convert-incomplete", .related = {AXVM_CODE_MISSING_KEY, AXVM_CODE_FLAT_FORMAT},
           .explanation =
               "A key that the target requires is missing, and nothing tells what it should be; or a section is "
               "written as an array, whose positions differ between versions: give it keys with `--form tables` "
               "first. Nothing is written.",
           .failing = TO_0_4 "# cpu_num is missing\n" ID NAME VM_TYPE IMAGE ADDRESSES FLAT_REGION DEVICE_LISTS,
           .mended = TO_0_4 CPU_NUM ID NAME VM_TYPE IMAGE ADDRESSES FLAT_REGION DEVICE_LISTS)},
    {.code = AXVM_CODE_CONVERT_NOT_JSON,
     IN_ALL(WARNING),
     .title = "text has something that JSON does not have",
     TEXTS(.name = "convert-not-json", .related = {AXVM_CODE_CONVERT_NO_PLACE},
           .explanation = "JSON has no comments, no dates and times, no infinite numbers, and hardly anybody reads its "
                          "integers beyond 64 bits. Comments are left behind; the others become strings.",
           .failing = TO_JSON "[base]\nid = 1\n" NAME VM_TYPE CPUS KERNEL DEVICES,
           .mended = "[base]\nid = 1\n" NAME VM_TYPE CPUS KERNEL DEVICES)},
};

const struct axvm_rule_family axvm_convert_rules = FAMILY(rows);
