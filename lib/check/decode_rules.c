/* SPDX-License-Identifier: Apache-2.0 */
/* Rules of family 01: the TOML is not a VM configuration. The decoder reports them. */
#include "check/rule_rows.h"

/* What the hypervisor does with a text that is not TOML. */
#define UNREADABLE                                                                                                     \
    "Axvisor 0.4 parses an embedded file while it is built, so the build fails; a file from its file system is "       \
    "parsed while it runs, and there the failure is a panic that takes every VM down."

/* What it does with TOML that is not a configuration. */
#define UNDECODABLE                                                                                                    \
    "Building Axvisor 0.4 with such a file succeeds; decoding it at run time fails in an `expect`, which panics the "  \
    "hypervisor and takes every VM down."

static const struct axvm_rule rows[] = {
    {.code = AXVM_CODE_MISSING_SECTION,
     IN_ALL(ERROR),
     .title = "section is missing",
     TEXTS(.name = "missing-section",
           .related = {AXVM_CODE_MISSING_KEY, AXVM_CODE_UNKNOWN_SECTION, AXVM_CODE_FLAT_FORMAT},
           .explanation =
               "A VM configuration has the three sections `[base]`, `[kernel]` and `[devices]`, and none may be "
               "left out, even if all of its lists are empty.",
           .on_board =
               "Axvisor 0.4 skips a file in its file system whose text does not contain these three headers, with "
               "one line in the log, and the VM is not created; an embedded one makes it panic, which takes every "
               "VM down.",
           .failing = "# the section of devices is missing\n" BASE KERNEL,
           .mended = "[devices]\n" DEVICE_LISTS BASE KERNEL)},
    {.code = AXVM_CODE_MISSING_KEY,
     IN_ALL(ERROR),
     .title = "required key is missing",
     TEXTS(.origin = "CFG-05", .name = "missing-key",
           .related = {AXVM_CODE_MISSING_SECTION, AXVM_CODE_TOO_FEW_ELEMENTS, AXVM_CODE_UNKNOWN_KEY},
           .explanation =
               "This key has no default and must be given. Required are `id`, `name`, `vm_type` and `cpu_num` in "
               "`[base]`; `entry_point`, `kernel_path`, `kernel_load_addr` and `memory_regions` in `[kernel]`; "
               "`emu_devices` and `passthrough_devices` in `[devices]`; every key of a memory region and of an "
               "emulated device; and the name of a passthrough device.",
           .on_board = UNDECODABLE, .failing = "[kernel]\nmemory_regions = [\n    { " REGION " }\n]\n" BEHIND_MEMORY,
           .mended = "[kernel]\nmemory_regions = [\n    { " REGION ", map_type = 0 }\n]\n" BEHIND_MEMORY)},
    {.code = AXVM_CODE_WRONG_TYPE,
     IN_ALL(ERROR),
     .title = "value is of the wrong type",
     TEXTS(.name = "wrong-type", .related = {AXVM_CODE_VALUE_UNKNOWN, AXVM_CODE_INTEGER_RANGE},
           .explanation = "The key takes another kind of value. Addresses, sizes and numbers of any sort are integers "
                          "without quotes; paths and names are strings; lists stand in brackets also if they have one "
                          "element, so that a list of regions or devices has two pairs of brackets.",
           .on_board = UNDECODABLE, .failing = "[base]\nid = \"1\"\n" NAME VM_TYPE CPUS KERNEL DEVICES,
           .mended = "[base]\nid = 1\n" NAME VM_TYPE CPUS KERNEL DEVICES)},
    {.code = AXVM_CODE_INTEGER_RANGE,
     IN_ALL(ERROR),
     .title = "integer is out of range",
     TEXTS(.name = "integer-range",
           .related = {AXVM_CODE_NUMBER_OVERFLOW, AXVM_CODE_NUMBER_INVALID, AXVM_CODE_VALUE_UNKNOWN},
           .explanation =
               "Integers are unsigned and have 64 bits: 0 to 0xffff_ffff_ffff_ffff. `map_type` and `emu_type` "
               "have 8 bits. Nothing is negative; an address in the upper half is written in hexadecimal without "
               "a sign.",
           .on_board =
               "Building Axvisor 0.4 with a number above the signed 64-bit range fails; any other number out of "
               "range makes it panic at run time, which takes every VM down.",
           .failing = "[base]\nid = -1\n" NAME VM_TYPE CPUS KERNEL DEVICES,
           .mended = "[base]\nid = 1\n" NAME VM_TYPE CPUS KERNEL DEVICES)},
    {.code = AXVM_CODE_VALUE_UNKNOWN,
     IN_ALL(ERROR),
     .title = "value is not one of those known",
     TEXTS(.origin = "CFG-03 and CFG-04", .name = "value-unknown",
           .related = {AXVM_CODE_VM_TYPE_UNKNOWN, AXVM_CODE_WRONG_TYPE, AXVM_CODE_ALIAS},
           .explanation =
               "The key takes one of a few values only, and this is none of them. They depend on the version: "
               "the emulated device types 0x3 and 0x23 to 0x25, for example, came after 0.4. The words of "
               "`interrupt_mode` are written in lower case. Emulated device types are 0x0 for none, 0x1 an "
               "interrupt controller, 0x2 a console, 0xa a channel between guests, 0x20, 0x21 and 0x22 the "
               "redistributor, the distributor and the ITS of a partly passed-through GIC, 0x30 a partly "
               "passed-through PLIC, 0xe1 a virtio disk, 0xe2 a virtio network interface and 0xe3 a virtio "
               "console; since 0.8 also 0x3 fw_cfg, 0x23 an I/O APIC, 0x24 a PIT and 0x25 a LoongArch PCH-PIC.",
           .on_board = UNDECODABLE, .failing = "[devices]\ninterrupt_mode = \"passthru\"\n" DEVICE_LISTS BASE KERNEL,
           .mended = "[devices]\ninterrupt_mode = \"emu\"\n" DEVICE_LISTS BASE KERNEL)},
    {.code = AXVM_CODE_TOO_FEW_ELEMENTS,
     IN_ALL(ERROR),
     .title = "too few elements",
     TEXTS(.origin = "CFG-05", .name = "too-few-elements",
           .related = {AXVM_CODE_SURPLUS_ELEMENTS, AXVM_CODE_MISSING_KEY},
           .explanation =
               "A region, a device or a section that is written as an array lists its fields in a fixed order, "
               "and all up to the last required one must be there; fields that may be left out of a table may "
               "not be left out of an array. With keys, as an inline table, only the required ones are needed, "
               "and they cannot be confused.",
           .on_board = UNDECODABLE,
           .failing = "[kernel]\nmemory_regions = [[0x4000_0000, 0x1000_0000, 7]]\n" BEHIND_MEMORY,
           .mended = "[kernel]\nmemory_regions = [[0x4000_0000, 0x1000_0000, 7, 0]]\n" BEHIND_MEMORY)},
    {.code = AXVM_CODE_SURPLUS_ELEMENTS,
     IN_ALL(WARNING),
     .title = "more elements than there are fields",
     TEXTS(.origin = "CFG-06", .name = "surplus-elements", .related = {AXVM_CODE_TOO_FEW_ELEMENTS},
           .explanation =
               "A region, a device or a section that is written as an array has more elements than it has "
               "fields. Often an element was inserted further left, and then every value behind it belongs to "
               "the wrong field.",
           .on_board = "What is left over is dropped without a word and has no effect on the VM.",
           .failing = "[kernel]\nmemory_regions = [[0x4000_0000, 0x1000_0000, 7, 0, 0]]\n" BEHIND_MEMORY,
           .mended = "[kernel]\nmemory_regions = [[0x4000_0000, 0x1000_0000, 7, 0]]\n" BEHIND_MEMORY)},
    {.code = AXVM_CODE_UNKNOWN_KEY,
     IN_ALL(WARNING),
     .title = "unknown key",
     TEXTS(.origin = "CFG-01 and CFG-02", .name = "unknown-key",
           .related = {AXVM_CODE_UNKNOWN_SECTION, AXVM_CODE_MISSING_KEY, AXVM_CODE_IRQ_MODE_OMITTED},
           .explanation =
               "No such key is known in this place. Keys of later versions of the format, such as `enable_bios` "
               "or `boot_protocol`, have no effect in 0.4 either.",
           .on_board =
               "The key is ignored without a word, so that a misspelled optional key leaves its default in force: a "
               "VM with `interupt_mode` runs without the interrupts it was meant to have.",
           .failing = "[devices]\ninterupt_mode = \"passthrough\"\n" DEVICE_LISTS BASE KERNEL,
           .mended = "[devices]\ninterrupt_mode = \"passthrough\"\n" DEVICE_LISTS BASE KERNEL)},
    {.code = AXVM_CODE_UNKNOWN_SECTION,
     IN_ALL(WARNING),
     .title = "unknown section",
     TEXTS(.name = "unknown-section",
           .related = {AXVM_CODE_UNKNOWN_KEY, AXVM_CODE_MISSING_SECTION, AXVM_CODE_CPU_IDS_MISSING},
           .explanation =
               "A VM configuration has the sections `[base]`, `[kernel]` and `[devices]`; there are no others.",
           .on_board = "The section is ignored without a word, with all that is in it.",
           .failing = "[cpu]\nphys_cpu_ids = [0]\n\n[base]\ncpu_num = 1\n" ID NAME VM_TYPE KERNEL DEVICES,
           .mended = "[base]\nphys_cpu_ids = [0]\ncpu_num = 1\n" ID NAME VM_TYPE KERNEL DEVICES)},
    {.code = AXVM_CODE_NUMBER_OVERFLOW,
     IN_ALL(ERROR),
     .title = "number is too large for any type",
     TEXTS(.name = "number-overflow", .related = {AXVM_CODE_INTEGER_RANGE, AXVM_CODE_UNKNOWN_KEY},
           .explanation =
               "The integer does not fit 128 bits, or the floating-point number does not fit 64. Such a number "
               "is refused wherever it is converted, also as the value of a key that is otherwise ignored. An "
               "integer prefix without any digit, such as `0x` alone, is refused for the same reason.",
           .on_board = UNREADABLE,
           .failing = "[base]\nserial = 0xfedc_ba98_7654_3210_fedc_ba98_7654_3210_f\n" BEHIND_BASE,
           .mended = "[base]\n# serial: fedc_ba98_7654_3210_fedc_ba98_7654_3210_f\n" BEHIND_BASE)},
    {.code = AXVM_CODE_FLAT_FORMAT,
     IN_ALL(ERROR),
     .title = "configuration in the old format without sections",
     TEXTS(.name = "flat-format",
           .related = {AXVM_CODE_MISSING_SECTION, AXVM_CODE_UNKNOWN_KEY, AXVM_CODE_TOO_FEW_ELEMENTS},
           .explanation =
               "Before version 0.1 the keys stood at the top level, without sections. Now they belong to "
               "`[base]` (`id`, `name`, `vm_type`, `cpu_num`, `phys_cpu_ids`, `phys_cpu_sets`), `[kernel]` "
               "(entry point, images, load addresses, memory regions) and `[devices]` (emulated and passthrough "
               "devices, interrupt mode). Memory regions also have a fourth element, `map_type`.",
           .on_board = "Axvisor 0.4 skips such a file in its file system with one line in the log, and panics if it is "
                       "embedded, which takes every VM down.",
           .failing =
               ID NAME VM_TYPE CPUS IMAGE ADDRESSES "memory_regions = [[0x4000_0000, 0x1000_0000, 7]]\n" DEVICE_LISTS,
           .mended = "[base]\n" BEHIND_BASE)},
    {.code = AXVM_CODE_VM_TYPE_UNKNOWN,
     IN_ALL(WARNING),
     .title = "`vm_type` has no meaning",
     TEXTS(.origin = "CFG-14", .name = "vm-type-unknown", .related = {AXVM_CODE_VALUE_UNKNOWN},
           .explanation =
               "`vm_type` is 0 for a host that became a guest, 1 for an RTOS or other simple guest and 2 for "
               "Linux and other guests that need emulated devices. No other number stands for anything.",
           .on_board = "Any other number is accepted and taken for 1, with a warning in the log.",
           .failing = "[base]\nvm_type = 3\n" ID NAME CPUS KERNEL DEVICES,
           .mended = "[base]\nvm_type = 2\n" ID NAME CPUS KERNEL DEVICES)},
    {.code = AXVM_CODE_ALIAS,
     IN_ALL(NOTE),
     .title = "a word is an alias of another",
     TEXTS(.name = "alias", .related = {AXVM_CODE_VALUE_UNKNOWN},
           .explanation =
               "Some words of `interrupt_mode` have aliases: `no` and `none` stand for `no_irq`, `emulated` for "
               "`emu`, `pt` for `passthrough`. Both are read alike, but whatever writes a configuration writes "
               "the main word, and it is the one to search for.",
           .failing = "[devices]\ninterrupt_mode = \"pt\"\n" DEVICE_LISTS BASE KERNEL,
           .mended = "[devices]\ninterrupt_mode = \"passthrough\"\n" DEVICE_LISTS BASE KERNEL)},
};

const struct axvm_rule_family axvm_decode_rules = FAMILY(rows);
