/* SPDX-License-Identifier: Apache-2.0 */
/* Rules of family 06: devices passed through. What they do is in dev_*_rules.c. */
#include "check/dev_rules.h"
#include "check/rule_rows.h"

/* Where guests have device trees. */
#define ON_TREES (ON(AARCH64) | ON(RISCV64))

/* --- examples --------------------------------------------------------------------------------------- */

/* The lists in question, and what follows them. */
#define PASSED_ARE(entries)    "[devices]\npassthrough_devices = [" entries "]\n"
#define ADDRESSES_ARE(entries) "[devices]\npassthrough_addresses = [" entries "]\n"
#define PORTS_ARE(entries)     "[devices]\npassthrough_ports = [" entries "]\n"
#define UART                   "[\"uart\", 0x900_0000, 0x900_0000, 0x1000, 0]"
#define ROOT                   "[\"/\", 0, 0, 0, 0]"
#define GIC_FROM(cpu)                                                                                                  \
    "emu_devices = [[\"gicd\", 0x800_0000, 0x1_0000, 0, 0x21, []],\n"                                                  \
    "  [\"gicr\", 0x80a_0000, 0x2_0000, 0, 0x20, [1, 0x2_0000, " cpu "]]]\n"
#define GIC            GIC_FROM("0")
#define BEHIND_PASSED  EMULATED INTERRUPTS BASE KERNEL
#define BEHIND_WINDOWS GIC INTERRUPTS BASE KERNEL
#define BEHIND_LISTS   PASSED EMULATED INTERRUPTS BASE KERNEL

/* A guest with a device tree of its own. */
#define DTB        "dtb_path = \"/guest/guest.dtb\"\ndtb_load_addr = 0x4800_0000\n"
#define BEHIND_DTB GIC INTERRUPTS BASE KERNEL DTB

/* The same for Linux. */
#define BASE_LINUX   "\n[base]\n" ID NAME "vm_type = 2\n" CPUS
#define BEHIND_LINUX GIC INTERRUPTS BASE_LINUX KERNEL DTB

/* Guests of other architectures. */
#define BASE_MASKS "\n[base]\n" ID NAME VM_TYPE CPU_NUM "phys_cpu_sets = [1]\n"
#define BEHIND_X86_BIOS                                                                                                \
    EMULATED INTERRUPTS BASE_MASKS                                                                                     \
        "\n[kernel]\n" IMAGE LOCATION "kernel_load_addr = 0x20_0000\nentry_point = 0x8000\n"                           \
        "bios_path = \"/guest/bios.bin\"\nbios_load_addr = 0x8000\nmemory_regions = [[0, 0x1000_0000, 7, 0]]\n"
#define KERNEL_X86                                                                                                     \
    "\n[kernel]\nkernel_path = \"/guest/bzImage\"\n" LOCATION "kernel_load_addr = 0x20_0000\nentry_point = 0x8000\n"   \
    "cmdline = \"console=ttyS0\"\nmemory_regions = [[0, 0x1000_0000, 7, 0]]\n"
#define HPET       "[\"hpet\", 0xfed0_0000, 0xfed0_0000, 0x1000, 0]"
#define BEHIND_X86 INTERRUPTS BASE_MASKS KERNEL_X86
#define EMULATED_X86                                                                                                   \
    "emu_devices = [[\"com1\", 0x3f8, 8, 0, 2, []],\n  [\"ioapic\", 0xfec0_0000, 0x1000, 0, 0x23, []]]\n"
#define BEHIND_LOONGARCH                                                                                               \
    "emu_devices = [[\"fw-cfg\", 0x1e02_0000, 0x18, 0, 3, []],\n"                                                      \
    "  [\"pch-pic\", 0x1000_0000, 0x1000, 0, 0x25, []]]\n" INTERRUPTS BASE "\n[kernel]\n" IMAGE LOCATION               \
    "kernel_load_addr = 0x20_0000\nentry_point = 0x1c00_0000\n"                                                        \
    "enable_bios = true\nboot_protocol = \"uefi\"\n"                                                                   \
    "uefi_firmware_path = \"/guest/firmware.fd\"\nbios_load_addr = 0x1c00_0000\n"                                      \
    "memory_regions = [[0, 0x1000_0000, 7, 0], [0x1c00_0000, 0x100_0000, 7, 0]]\n"

/* Two guests of one board. */
#define SECOND                                                                                                         \
    "# --- vm2.toml\n"                                                                                                 \
    "[base]\nid = 2\nname = \"second\"\n" VM_TYPE CPU_NUM "phys_cpu_ids = [1]\n"                                       \
    "\n[kernel]\n" IMAGE LOCATION "kernel_load_addr = 0x6020_0000\nentry_point = 0x6020_0000\n"                        \
    "memory_regions = [[0x6000_0000, 0x1000_0000, 7, 0]]\n"                                                            \
    "\n[devices]\n" GIC_FROM("1") "passthrough_devices = []\n" INTERRUPTS

/* --- the rows ------------------------------------------------------------------------------------- */

static const struct axvm_rule rows[] = {
    {.code = AXVM_CODE_DEV_WINDOWS_ONLY,
     IN_ALL(NOTE),
     .archs = ON_TREES,
     .needs = {NEEDS_DEVICES(passthrough_devices), NEEDS_BASE(vm_type), NEEDS_KERNEL(dtb_path),
               NEEDS_KERNEL(kernel_path), NEEDS_KERNEL(ramdisk_path), NEEDS_KERNEL(cmdline)},
     .check = axvm_dev_check_windows_only,
     .title = "only listed windows are mapped",
     TEXTS(.origin = "DEV-01", .name = "dev-windows-only",
           .related = {AXVM_CODE_DEV_PATH_BEHIND_WINDOW, AXVM_CODE_DEV_TREE_INCOMPLETE},
           .explanation =
               "Whether `passthrough_devices` is a list of windows or of paths in a device tree is decided by "
               "its first entry: with a length, it is a list of windows. Then nothing else is mapped, although "
               "the guest's device tree may describe more.\n\n"
               "This is a note to that effect, for guests that seem to be Linux and try all that their tree has. "
               "Give every device there a window, here or in `passthrough_addresses`, or turn the list into one "
               "of paths, and all that the device tree describes is mapped.",
           .on_board =
               "The guest finds a device in its tree and uses it. Where it has no window, Axvisor 0.4 panics, which "
               "takes every VM down; Axvisor 0.8 reports that there is no such device.",
           .failing = PASSED_ARE(UART) BEHIND_LINUX, .mended = PASSED_ARE(ROOT) BEHIND_LINUX)},
    {.code = AXVM_CODE_DEV_WINDOW_BEHIND_PATH,
     IN_ALL(ERROR),
     .archs = ON_TREES,
     .needs = {NEEDS_DEVICES(passthrough_devices)},
     .check = axvm_dev_check_window_behind_path,
     .title = "a window in a list of paths is dropped",
     TEXTS(.origin = "DEV-02", .name = "dev-window-after-path",
           .related = {AXVM_CODE_DEV_PATH_BEHIND_WINDOW, AXVM_CODE_DEV_NO_PATH},
           .explanation =
               "If the first entry of `passthrough_devices` has no length, the whole list is taken for paths. The "
               "hypervisor builds the device tree with them, throws the list away and makes it anew from the "
               "address ranges in the tree. An entry with address and length is lost then.\n\n"
               "Move such windows to `passthrough_addresses`, which are always mapped.",
           .on_board = "The window is not mapped, unless the device tree happens to describe it. An access to it makes "
                       "Axvisor 0.4 panic; in Axvisor 0.8 it fails.",
           .failing = PASSED_ARE(ROOT ", " UART) BEHIND_PASSED,
           .mended = PASSED_ARE(ROOT) "passthrough_addresses = [[0x900_0000, 0x1000]]\n" BEHIND_PASSED)},
    {.code = AXVM_CODE_DEV_PATH_BEHIND_WINDOW,
     IN_ALL(ERROR),
     .archs = ON_TREES,
     .needs = {NEEDS_DEVICES(passthrough_devices)},
     .check = axvm_dev_check_path_behind_window,
     .title = "a path in a list of windows is not mapped",
     TEXTS(.origin = "DEV-03", .name = "dev-path-after-window",
           .related = {AXVM_CODE_DEV_WINDOW_BEHIND_PATH, AXVM_CODE_DEV_WINDOWS_ONLY},
           .explanation =
               "If the first entry of `passthrough_devices` has a length, the list is one of windows, and only "
               "windows are mapped. An entry that is a path is still put into the guest's device tree, but none "
               "of its addresses is mapped.\n\n"
               "Give the entry the address and length of its registers; its name may remain the path.",
           .on_board =
               "In Axvisor 0.4 the guest's first access to the device makes the hypervisor panic, which takes every "
               "VM down. Axvisor 0.8 takes the path for a window of no length and does not create the VM.",
           .failing = PASSED_ARE(UART ", [\"/pl031@9010000\", 0, 0, 0, 0]") BEHIND_DTB,
           .mended = PASSED_ARE(UART ", [\"/pl031@9010000\", 0x901_0000, 0x901_0000, 0x1000, 0]") BEHIND_DTB)},
    {.code = AXVM_CODE_DEV_HPA_IGNORED,
     IN_0_4(WARNING),
     .needs = {NEEDS_DEVICES(passthrough_devices)},
     .check = axvm_dev_check_hpa_ignored,
     .title = "the host address of a device is not heeded",
     TEXTS(.origin = "DEV-04", .name = "dev-hpa-ignored", .related = {AXVM_CODE_DEV_HPA_DIFFERS},
           .explanation =
               "Axvisor 0.4 maps every window at the address that it has on the host: `base_gpa` counts for both, "
               "and `base_hpa` is not looked at. A device cannot be moved to another guest address.\n\n"
               "Write the device's host address for both, and tell the guest to find it there.",
           .on_board = "The guest gets whatever the host has at `base_gpa`: another device, or a bus error.",
           .failing = PASSED_ARE("[\"uart\", 0x904_0000, 0x900_0000, 0x1000, 0]") BEHIND_WINDOWS,
           .mended = PASSED_ARE(UART) BEHIND_WINDOWS)},
    {.code = AXVM_CODE_DEV_HPA_DIFFERS,
     IN_0_8(ERROR),
     .archs = ON_TREES,
     .needs = {NEEDS_DEVICES(passthrough_devices)},
     .check = axvm_dev_check_hpa_differs,
     .title = "a device at another address than on the host",
     TEXTS(.origin = "DEV-05", .name = "dev-hpa-differs",
           .related = {AXVM_CODE_DEV_HPA_IGNORED, AXVM_CODE_DEV_PAGE_OFFSETS_DIFFER},
           .explanation =
               "On architectures with device trees Axvisor 0.8 goes through the listed windows once more while it "
               "reads the tree, and adds each again with the same address for guest and host. Where `base_hpa` "
               "and `base_gpa` differ, the two mappings contradict each other.\n\n"
               "Write the device's host address for both, and tell the guest to find it there.",
           .on_board = "Axvisor 0.8 finds that two mappings conflict, and does not create the VM.",
           .failing = PASSED_ARE("[\"uart\", 0x904_0000, 0x900_0000, 0x1000, 0]") BEHIND_WINDOWS,
           .mended = PASSED_ARE(UART) BEHIND_WINDOWS)},
    {.code = AXVM_CODE_DEV_PAGE_OFFSETS_DIFFER,
     IN_0_8(ERROR),
     .archs = ON(X86_64) | ON(LOONGARCH64),
     .needs = {NEEDS_DEVICES(passthrough_devices)},
     .check = axvm_dev_check_page_offsets,
     .title = "guest and host address differ within a page",
     TEXTS(.origin = "DEV-06", .name = "dev-page-offsets",
           .related = {AXVM_CODE_DEV_HPA_DIFFERS, AXVM_CODE_DEV_PAGES_SHARED},
           .explanation =
               "Windows are mapped in whole pages of 4 KiB. A device that starts somewhere in a page on the host "
               "starts at the same place in a page for the guest, so the lowest 12 bits of `base_gpa` and "
               "`base_hpa` must agree.",
           .on_board = "Axvisor 0.8 refuses the window and does not create the VM.",
           .failing = PASSED_ARE("[\"hpet\", 0xfed0_0000, 0xfed0_0800, 0x400, 0]") EMULATED_X86 BEHIND_X86,
           .mended = PASSED_ARE("[\"hpet\", 0xfed0_0000, 0xfed0_0000, 0x400, 0]") EMULATED_X86 BEHIND_X86)},
    {.code = AXVM_CODE_DEV_LAST_PAGE_LOST,
     IN_0_4(ERROR),
     .needs = {NEEDS_DEVICES(passthrough_devices), NEEDS_DEVICES(passthrough_addresses), NEEDS_KERNEL(dtb_path)},
     .check = axvm_dev_check_last_page,
     .title = "the last page of a window is not mapped",
     TEXTS(.origin = "DEV-07", .name = "dev-last-page-lost", .related = {AXVM_CODE_DEV_PAGES_SHARED},
           .explanation =
               "Axvisor 0.4 rounds the base of a window down to a page and its length up to whole pages, each for "
               "itself. A window that starts within a page and reaches into one more than its length has is "
               "mapped one page short.\n\n"
               "Write whole pages for both. It is no error if another window covers the last page.",
           .on_board =
               "An access to the last page finds neither a mapping nor an emulated device, and Axvisor 0.4 panics.",
           .failing = PASSED_ARE("[\"uart\", 0x900_0800, 0x900_0800, 0x1000, 0]") BEHIND_WINDOWS,
           .mended = PASSED_ARE("[\"uart\", 0x900_0000, 0x900_0000, 0x2000, 0]") BEHIND_WINDOWS)},
    {.code = AXVM_CODE_DEV_PAGES_SHARED,
     IN_ALL(NOTE),
     .needs = {NEEDS_DEVICES(passthrough_devices), NEEDS_DEVICES(passthrough_addresses)},
     .check = axvm_dev_check_shared_pages,
     .title = "a window is not in pages of its own",
     TEXTS(.origin = "DEV-08", .name = "dev-pages-shared", .related = {AXVM_CODE_DEV_LAST_PAGE_LOST},
           .explanation =
               "Windows are mapped in whole pages of 4 KiB, and the guest reaches all that is in them. If base or "
               "length are no multiple of 0x1000, that is more than was asked for.\n\n"
               "Small devices are often like that. See that nothing lies beside them that the guest must not "
               "touch.",
           .on_board = "The guest can use every register in the same pages, whoever else needs them.",
           .failing = PASSED_ARE("[\"uart\", 0x900_0000, 0x900_0000, 0x100, 0]") BEHIND_WINDOWS,
           .mended = PASSED_ARE(UART) BEHIND_WINDOWS)},
    {.code = AXVM_CODE_DEV_OUT_OF_RANGE,
     IN_ALL(ERROR),
     .needs = {NEEDS_DEVICES(passthrough_devices), NEEDS_DEVICES(passthrough_addresses)},
     .check = axvm_dev_check_out_of_range,
     .title = "a window is beyond what a guest can address",
     TEXTS(.origin = "DEV-09", .name = "dev-out-of-range",
           .explanation =
               "Guest physical addresses end at 0x7fff_ffff_f000, and earlier on many boards: with 39 or 41 bits, "
               "for example. `--gpa-bits` tells the width of the board's addresses. Every window must end at or "
               "below that.",
           .on_board =
               "Axvisor 0.4 panics while it maps a window beyond all addresses, and drops the upper bits of one that "
               "is beyond the board's, which then lies over another. Axvisor 0.8 does not create the VM.",
           .failing = PASSED_ARE("[\"pcie\", 0x7fff_0000_0000, 0x7fff_0000_0000, 0x1_0000_0000, 0]") BEHIND_PASSED,
           .mended = PASSED_ARE("[\"pcie\", 0x7fff_0000_0000, 0x7fff_0000_0000, 0x8000_0000, 0]") BEHIND_PASSED)},
    {.code = AXVM_CODE_DEV_RANGE_EMPTY,
     IN_0_4(ERROR),
     .needs = {NEEDS_DEVICES(passthrough_devices), NEEDS_DEVICES(passthrough_addresses), NEEDS_KERNEL(dtb_path)},
     .check = axvm_dev_check_range_empty,
     .title = "a window has no length",
     TEXTS(.origin = "DEV-10", .name = "dev-range-empty",
           .related = {AXVM_CODE_DEV_ADDRESS_RANGE_EMPTY, AXVM_CODE_DEV_DEVICE_EMPTY, AXVM_CODE_DEV_NO_PATH},
           .explanation =
               "A window of no length that touches no other cannot be mapped. Of `passthrough_devices` only lists "
               "of windows count here, whose first entry has a length; lists of paths are something else.\n\n"
               "In a list of paths it is a warning only: what the device tree describes may touch it.",
           .on_board = "Axvisor 0.4 panics while it maps nothing, which takes every VM down.",
           .failing = ADDRESSES_ARE("[0x900_0000, 0]") "passthrough_devices = []\n" BEHIND_WINDOWS,
           .mended = ADDRESSES_ARE("[0x900_0000, 0x1000]") "passthrough_devices = []\n" BEHIND_WINDOWS)},
    {.code = AXVM_CODE_DEV_ADDRESS_RANGE_EMPTY,
     IN_0_8(ERROR),
     .needs = {NEEDS_DEVICES(passthrough_addresses)},
     .check = axvm_dev_check_address_empty,
     .title = "an address range has no length",
     TEXTS(.origin = "DEV-11", .name = "dev-address-empty",
           .related = {AXVM_CODE_DEV_RANGE_EMPTY, AXVM_CODE_DEV_NO_LENGTH},
           .explanation =
               "An entry of `passthrough_addresses` maps that many bytes for the guest. With a length of 0, or "
               "without one, there is nothing to map.",
           .on_board = "Axvisor 0.8 refuses the range and does not create the VM.",
           .failing = ADDRESSES_ARE("[0x900_0000, 0]") BEHIND_LISTS,
           .mended = ADDRESSES_ARE("[0x900_0000, 0x1000]") BEHIND_LISTS)},
    {.code = AXVM_CODE_DEV_DEVICE_EMPTY,
     IN_0_4(ERROR),
     .archs = ON(X86_64),
     .needs = {NEEDS_DEVICES(passthrough_devices), NEEDS_DEVICES(passthrough_addresses)},
     .check = axvm_dev_check_device_empty,
     .title = "a passthrough device of no length on x86_64",
     TEXTS(.origin = "DEV-12", .name = "dev-device-empty",
           .related = {AXVM_CODE_DEV_RANGE_EMPTY, AXVM_CODE_DEV_PATH_ON_X86},
           .explanation =
               "There is no device tree on x86_64, so an entry of `passthrough_devices` is always a window, and a "
               "window needs a length. Paths, `/` included, mean nothing.",
           .on_board = "Axvisor 0.4 panics while it maps nothing, which takes every VM down.",
           .failing = PASSED_ARE("[\"hpet\", 0xfed0_0000, 0xfed0_0000, 0, 0]") BEHIND_X86_BIOS,
           .mended = PASSED_ARE(HPET) BEHIND_X86_BIOS)},
    {.code = AXVM_CODE_DEV_NO_LENGTH,
     IN_0_8(ERROR),
     .needs = {NEEDS_DEVICES(passthrough_devices)},
     .check = axvm_dev_check_no_length,
     .title = "neither a window nor a path",
     TEXTS(.origin = "DEV-13", .name = "dev-no-length",
           .related = {AXVM_CODE_DEV_NO_PATH, AXVM_CODE_DEV_ADDRESS_RANGE_EMPTY},
           .explanation =
               "An entry of `passthrough_devices` is either a window, which has a length, or a path to look up in "
               "the device tree, which begins with `/` and has no other number than 0. axvmconfig 0.8 refuses "
               "what is neither, because a forgotten length once made a whole list one of paths.",
           .on_board = "The configuration is refused, and the VM is not created.",
           .failing = PASSED_ARE("[\"uart\", 0x900_0000, 0x900_0000, 0, 0]") BEHIND_PASSED,
           .mended = PASSED_ARE(UART) BEHIND_PASSED)},
    {.code = AXVM_CODE_DEV_NO_PATH,
     IN_0_4(WARNING),
     .needs = {NEEDS_DEVICES(passthrough_devices)},
     .check = axvm_dev_check_no_path,
     .title = "a device is named by something that is no path",
     TEXTS(.origin = "DEV-14", .name = "dev-no-path", .related = {AXVM_CODE_DEV_NO_LENGTH},
           .explanation =
               "In a list without lengths every name is looked up in the host's device tree as a whole path, from "
               "`/` down and with all unit addresses. A name that does not begin with `/` is never found.",
           .on_board = "Nothing is passed through for it, and nobody says so.",
           .failing = PASSED_ARE("[\"pl011@9000000\", 0, 0, 0, 0]") BEHIND_PASSED,
           .mended = PASSED_ARE("[\"/pl011@9000000\", 0, 0, 0, 0]") BEHIND_PASSED)},
    {.code = AXVM_CODE_DEV_PATH_ON_X86,
     IN_0_8(ERROR),
     .archs = ON(X86_64),
     .needs = {NEEDS_DEVICES(passthrough_devices)},
     .check = axvm_dev_check_path_x86,
     .title = "a path where there is no device tree",
     TEXTS(.origin = "DEV-15", .name = "dev-path-on-x86",
           .related = {AXVM_CODE_DEV_DEVICE_EMPTY, AXVM_CODE_DEV_PATH_ON_LOONGARCH},
           .explanation =
               "There is no device tree on x86_64 to look a path up in, not even `/`. List the windows of the "
               "devices that the guest needs, each with address and length, and their ports in "
               "`passthrough_ports`.",
           .on_board = "Axvisor 0.8 takes the path for a window of no length and does not create the VM.",
           .failing = PASSED_ARE(ROOT) EMULATED_X86 BEHIND_X86, .mended = PASSED_ARE(HPET) EMULATED_X86 BEHIND_X86)},
    {.code = AXVM_CODE_DEV_PATH_ON_LOONGARCH,
     IN_0_8(WARNING),
     .archs = ON(LOONGARCH64),
     .needs = {NEEDS_DEVICES(passthrough_devices)},
     .check = axvm_dev_check_path_loongarch,
     .title = "a path other than `/` on loongarch64",
     TEXTS(.origin = "DEV-16", .name = "dev-path-on-loongarch", .related = {AXVM_CODE_DEV_PATH_ON_X86},
           .explanation =
               "On loongarch64 the hypervisor takes devices from the host's ACPI tables, not from a device tree. "
               "Of paths it knows `/` only, which stands for all of them and replaces the rest of the list.",
           .on_board =
               "Beside `/` the entry is dropped. Without `/` it is taken for a window of no length, and the VM is "
               "not created.",
           .failing = PASSED_ARE("[\"/bus@10000000/serial@1fe001e0\", 0, 0, 0, 0]") BEHIND_LOONGARCH,
           .mended = PASSED_ARE(ROOT) BEHIND_LOONGARCH)},
    {.code = AXVM_CODE_DEV_TREE_INCOMPLETE,
     IN_ALL(WARNING),
     .archs = ON_TREES,
     .needs = {NEEDS_DEVICES(passthrough_devices), NEEDS_BASE(vm_type), NEEDS_KERNEL(dtb_path),
               NEEDS_KERNEL(kernel_path), NEEDS_KERNEL(ramdisk_path), NEEDS_KERNEL(cmdline)},
     .check = axvm_dev_check_tree_incomplete,
     .title = "the guest's device tree lacks what Linux needs",
     TEXTS(.origin = "DEV-18", .name = "dev-tree-incomplete", .related = {AXVM_CODE_DEV_WINDOWS_ONLY},
           .explanation =
               "Without `dtb_path` the hypervisor makes the guest's device tree from the host's: CPUs, the listed "
               "paths with all below them, and what these refer to. `/chosen` with the command line, `/psci` that "
               "starts further CPUs and `/timer` are there only if `/` or they themselves are listed.\n\n"
               "This is said of guests that seem to be Linux. Give such a guest a device tree of its own, or pass "
               "`/` and take out what it must not have with `excluded_devices`. On riscv64 it is a note.",
           .on_board = "Linux starts without a command line, with one CPU, and hangs for want of a timer.",
           .failing = PASSED_ARE("[\"/pl011@9000000\", 0, 0, 0, 0]") EMULATED INTERRUPTS "\n[base]\n" ID NAME
                                                                                         "vm_type = 2\n" CPUS KERNEL,
           .mended = PASSED_ARE(ROOT) EMULATED INTERRUPTS BASE_LINUX KERNEL)},
    {.code = AXVM_CODE_DEV_EXCLUSION_IGNORED,
     IN_0_4(WARNING),
     .needs = {NEEDS_DEVICES(excluded_devices), NEEDS_KERNEL(dtb_path)},
     .check = axvm_dev_check_exclusion_ignored,
     .title = "`excluded_devices` beside `dtb_path`",
     TEXTS(.origin = "DEV-20", .name = "dev-exclusion-ignored", .related = {AXVM_CODE_DEV_EXCLUSION_NO_EFFECT},
           .explanation =
               "Excluded devices are left out of the device tree that the hypervisor makes. With `dtb_path` it "
               "makes none, and the guest gets the file with all that is in it.",
           .on_board = "The guest is told of the devices if its tree has them, and in a list of paths they are mapped.",
           .failing = "[devices]\nexcluded_devices = [[\"/pcie@10000000\"]]\n" PASSED BEHIND_DTB,
           .mended = "[devices]\nexcluded_devices = []\n" PASSED BEHIND_DTB)},
    {.code = AXVM_CODE_DEV_EXCLUSION_NO_EFFECT,
     IN_ALL(WARNING),
     .needs = {NEEDS_DEVICES(excluded_devices), NEEDS_DEVICES(passthrough_devices), NEEDS_KERNEL(dtb_path)},
     .check = axvm_dev_check_exclusion_without_effect,
     .title = "exclusion of what is not passed through",
     TEXTS(.origin = "DEV-24", .name = "dev-exclusion-useless",
           .related = {AXVM_CODE_DEV_EXCLUSION_IGNORED, AXVM_CODE_DEV_NO_PATH},
           .explanation =
               "`excluded_devices` has whole paths in the device tree, each below one that "
               "`passthrough_devices` lists. What does not begin with `/`, or ends with `/`, is no path.\n\n"
               "Where other paths are listed, it is a note if the excluded one is below none of them: a listed "
               "device may refer to it, which passes it through as well.",
           .on_board = "No effect: what is excluded in vain stays with the guest.",
           .failing = "[devices]\nexcluded_devices = [[\"pcie@10000000\"]]\n" BEHIND_LISTS,
           .mended = "[devices]\nexcluded_devices = [[\"/pcie@10000000\"]]\n" BEHIND_LISTS)},
    {.code = AXVM_CODE_DEV_OVER_EMULATED,
     IN_BOTH(WARNING, ERROR),
     .needs = {NEEDS_DEVICES(passthrough_devices), NEEDS_DEVICES(passthrough_addresses), NEEDS_DEVICES(emu_devices)},
     .check = axvm_dev_check_over_emulated,
     .title = "a window covers an emulated device",
     TEXTS(.origin = "DEV-26", .name = "dev-over-emulated", .related = {AXVM_CODE_DEV_WINDOWS_OVERLAP},
           .explanation =
               "An emulated device works because its addresses are not mapped: each access is caught. A window "
               "over them maps them, and nothing is caught any more.\n\n"
               "Leave the addresses of emulated devices out of windows, or decide for the real device.",
           .on_board =
               "In Axvisor 0.4 the guest reaches the real device, and the emulated one is never asked. Axvisor 0.8 "
               "finds the conflict and does not create the VM.",
           .failing = ADDRESSES_ARE("[0x800_0000, 0x1_0000]") GIC PASSED INTERRUPTS BASE KERNEL,
           .mended = ADDRESSES_ARE("[0x900_0000, 0x1_0000]") GIC PASSED INTERRUPTS BASE KERNEL)},
    {.code = AXVM_CODE_DEV_WINDOWS_OVERLAP,
     IN_ALL(NOTE),
     .needs = {NEEDS_DEVICES(passthrough_devices), NEEDS_DEVICES(passthrough_addresses)},
     .after = {AXVM_CODE_DEV_HPA_DIFFERS, AXVM_CODE_DEV_PAGE_OFFSETS_DIFFER},
     .check = axvm_dev_check_overlap,
     .title = "two windows of one list overlap",
     TEXTS(.origin = "DEV-32", .name = "dev-windows-overlap", .related = {AXVM_CODE_DEV_WINDOW_TWICE},
           .explanation =
               "Windows that overlap are mapped as one, so the second is not needed, in whole or in part. It may "
               "be meant for another address.\n\n"
               "In profile 0.8 it is an error if the two give one guest address different host addresses.",
           .on_board = "Mapped once. Axvisor 0.8 does not create the VM if the two contradict each other.",
           .failing = ADDRESSES_ARE("[0x900_0000, 0x2000], [0x900_1000, 0x1000]") BEHIND_LISTS,
           .mended = ADDRESSES_ARE("[0x900_0000, 0x2000]") BEHIND_LISTS)},
    {.code = AXVM_CODE_DEV_WINDOW_TWICE,
     IN_ALL(NOTE),
     .needs = {NEEDS_DEVICES(passthrough_devices), NEEDS_DEVICES(passthrough_addresses)},
     .after = {AXVM_CODE_DEV_HPA_DIFFERS, AXVM_CODE_DEV_PAGE_OFFSETS_DIFFER},
     .check = axvm_dev_check_twice,
     .title = "a window is in both lists",
     TEXTS(.origin = "DEV-33", .name = "dev-window-twice", .related = {AXVM_CODE_DEV_WINDOWS_OVERLAP},
           .explanation =
               "`passthrough_addresses` repeats what `passthrough_devices` maps already. That is harmless, and "
               "one of the two can go.\n\n"
               "In profile 0.8 it is an error if the device has another host address, since address ranges are "
               "where they are on the host.",
           .on_board = "Mapped once. Axvisor 0.8 does not create the VM if the two contradict each other.",
           .failing = ADDRESSES_ARE("[0x900_0000, 0x1000]") "passthrough_devices = [" UART "]\n" BEHIND_WINDOWS,
           .mended = ADDRESSES_ARE("") "passthrough_devices = [" UART "]\n" BEHIND_WINDOWS)},
    {.code = AXVM_CODE_DEV_IRQ_IGNORED,
     IN_ALL(NOTE),
     .needs = {NEEDS_DEVICES(passthrough_devices)},
     .check = axvm_dev_check_irq,
     .title = "the interrupt of a passthrough device is not heeded",
     TEXTS(.origin = "DEV-34", .name = "dev-irq-ignored",
           .explanation =
               "`irq_id` of passthrough devices is read and not used. Interrupts come from the device tree, or on "
               "x86_64 from the I/O APIC. The numbers 1 and 0x17 stand in many configurations for nothing in "
               "particular and are not mentioned.",
           .on_board = "Nothing: the key has no effect.",
           .failing = PASSED_ARE("[\"uart\", 0x900_0000, 0x900_0000, 0x1000, 33]") BEHIND_WINDOWS,
           .mended = PASSED_ARE(UART) BEHIND_WINDOWS)},
    {.code = AXVM_CODE_DEV_OVER_APIC_PAGE,
     IN_0_8(WARNING),
     .archs = ON(X86_64),
     .needs = {NEEDS_DEVICES(passthrough_devices), NEEDS_DEVICES(passthrough_addresses)},
     .check = axvm_dev_check_apic_page,
     .title = "a window covers the page of the local APIC",
     TEXTS(.origin = "DEV-35", .name = "dev-over-apic-page",
           .explanation =
               "On Intel processors Axvisor 0.8 gives every guest a virtual local APIC at 0xfee0_0000 and maps a "
               "page of its own there. A window over that page is in its way. Configurations for Axvisor 0.4 "
               "often pass it through; leave it out for 0.8.\n\n"
               "On AMD processors the window is not refused, but the guest does not need it there either.",
           .on_board = "Axvisor 0.8 finds the conflict and does not create the VM.",
           .failing = PASSED_ARE(HPET ", [\"apic\", 0xfee0_0000, 0xfee0_0000, 0x1000, 0]") EMULATED_X86 BEHIND_X86,
           .mended = PASSED_ARE(HPET) EMULATED_X86 BEHIND_X86)},
    {.code = AXVM_CODE_DEV_HOST_FS_RELEASED,
     IN_0_8(NOTE),
     .archs = ON(AARCH64) | ON(X86_64) | ON(LOONGARCH64),
     .needs = {NEEDS_DEVICES(passthrough_devices), NEEDS_DEVICES(passthrough_addresses),
               NEEDS_DEVICES(passthrough_ports), NEEDS_KERNEL(image_location)},
     .check_board = axvm_dev_check_host_fs,
     .title = "the hypervisor gives its file system up",
     TEXTS(.origin = "DEV-36", .name = "dev-host-fs-released",
           .explanation =
               "A guest that is loaded from the hypervisor's file system and has devices passed through may get "
               "the very disk that the file system is on. So Axvisor 0.8 unmounts it when guests start.\n\n"
               "Guests that are created before that are not affected. It is mentioned where several guests of a "
               "board come from the file system.",
           .on_board = "Once guests run, `vm create` finds no files any more.",
           .failing = "[kernel]\n" LOCATION IMAGE ADDRESSES MEMORY BASE DEVICES SECOND,
           .mended = "[kernel]\nimage_location = \"memory\"\n" IMAGE ADDRESSES MEMORY BASE DEVICES SECOND)},
    {.code = AXVM_CODE_DEV_PORTS_INVALID,
     IN_0_8(ERROR),
     .needs = {NEEDS_DEVICES(passthrough_ports)},
     .check = axvm_dev_check_ports,
     .title = "a range of ports is empty or too long",
     TEXTS(.origin = "DEV-37", .name = "dev-ports-invalid",
           .related = {AXVM_CODE_DEV_PORTS_CONFLICT, AXVM_CODE_DEV_PORTS_IGNORED},
           .explanation =
               "I/O ports have numbers from 0 to 0xffff. A range needs at least one port, and its last one must "
               "be no more than 0xffff. axvmconfig 0.8 refuses anything else.",
           .on_board = "The configuration is refused, and the VM is not created.",
           .failing = PORTS_ARE("[0x6000, 0]") BEHIND_LISTS, .mended = PORTS_ARE("[0x6000, 0x80]") BEHIND_LISTS)},
    {.code = AXVM_CODE_DEV_PORTS_CONFLICT,
     IN_0_8(ERROR),
     .archs = ON(X86_64),
     .needs = {NEEDS_DEVICES(passthrough_ports), NEEDS_DEVICES(emu_devices)},
     .after = {AXVM_CODE_DEV_PORTS_INVALID},
     .check = axvm_dev_check_port_conflict,
     .title = "ports are taken already, or have too many ranges",
     TEXTS(.origin = "DEV-38", .name = "dev-ports-conflict", .related = {AXVM_CODE_DEV_PORTS_INVALID},
           .explanation =
               "A port belongs to one device: to an emulated one, or to one range that is passed through. The "
               "emulated console has ports 0x3f8 to 0x3ff, the emulated timer 0x40 to 0x61. A guest can have 16 "
               "ranges at most.",
           .on_board = "Axvisor 0.8 finds the conflict, or no room for another range, and does not create the VM.",
           .failing = PORTS_ARE("[0x3f8, 8]") "passthrough_devices = [" HPET "]\n" EMULATED_X86 BEHIND_X86,
           .mended = PORTS_ARE("[0x2f8, 8]") "passthrough_devices = [" HPET "]\n" EMULATED_X86 BEHIND_X86)},
    {.code = AXVM_CODE_DEV_PORTS_IGNORED,
     IN_0_8(WARNING),
     .archs = ON(AARCH64) | ON(RISCV64) | ON(LOONGARCH64),
     .needs = {NEEDS_DEVICES(passthrough_ports)},
     .after = {AXVM_CODE_DEV_PORTS_INVALID},
     .check = axvm_dev_check_ports_ignored,
     .title = "ports are passed through where there are none",
     TEXTS(.origin = "DEV-39", .name = "dev-ports-ignored", .related = {AXVM_CODE_DEV_PORTS_INVALID},
           .explanation = "Only x86_64 has I/O ports. Elsewhere devices have their registers in memory, and "
                          "`passthrough_ports` is read and not used.",
           .on_board = "Nothing: the key has no effect.", .failing = PORTS_ARE("[0x6000, 0x80]") BEHIND_LISTS,
           .mended = PORTS_ARE("") BEHIND_LISTS)},
    {.code = AXVM_CODE_DEV_WHOLE_SPACE,
     IN_0_8(WARNING),
     .needs = {NEEDS_DEVICES(address_space_policy), NEEDS_DEVICES(emu_devices)},
     .check = axvm_dev_check_whole_space,
     .title = "all host addresses are mapped for the guest",
     TEXTS(.origin = "DEV-40", .name = "dev-whole-space",
           .explanation =
               "With `address_space_policy = \"passthrough\"` the guest sees the whole physical address space of "
               "the host, 47 bits of it, but for its own memory and emulated devices. Boards whose guest "
               "addresses are narrower cannot map that; `--gpa-bits` tells the width. Windows of IVC channels are "
               "covered as well, so that no channel can be mapped later.",
           .on_board =
               "On boards with guest addresses of 39 or 41 bits Axvisor 0.8 does not create the VM. On others the "
               "guest reaches all devices and all memory of the host.",
           .failing = "[devices]\naddress_space_policy = \"passthrough\"\n" BEHIND_LISTS,
           .mended = "[devices]\naddress_space_policy = \"virtualized\"\n" BEHIND_LISTS)},
    {.code = AXVM_CODE_DEV_WHOLE_TREE,
     IN_ALL(WARNING),
     .archs = ON_TREES,
     .needs = {NEEDS_DEVICES(passthrough_devices), NEEDS_KERNEL(dtb_path)},
     .check = axvm_dev_check_whole_tree,
     .title = "an empty list passes the whole device tree through",
     TEXTS(.origin = "DEV-44", .name = "dev-whole-tree", .related = {AXVM_CODE_DEV_WINDOWS_ONLY},
           .explanation =
               "An empty `passthrough_devices` is a list of paths, as its first entry has no length. With "
               "`dtb_path` every address range in that device tree is then mapped to the same range of the "
               "host.\n\n"
               "If that is meant, write `/` to say so. Else list the windows that the guest shall reach; with a "
               "length in the first entry nothing else is mapped.",
           .on_board = "The guest reaches all host addresses that its device tree names.",
           .failing = PASSED_ARE("") BEHIND_DTB, .mended = PASSED_ARE(ROOT) BEHIND_DTB)},
};

const struct axvm_rule_family axvm_dev_rules = FAMILY(rows);
