/* SPDX-License-Identifier: Apache-2.0 */
/* Rules of family 12: the configuration as a whole, and how it is deployed. */
#include "check/checker.h"
#include "check/rule_rows.h"

static void check_architecture_known(struct axvm_checker *checker) {
    if (checker->arch != AXVM_ARCH_UNKNOWN) {
        return;
    }
    uint64_t skipped = 0;
    const struct axvm_rule *rule;
    for (size_t i = 0; (rule = axvm_rule_at(i)) != NULL; i++) {
        skipped += checker->vm->outcomes[i] == AXVM_RULE_ARCH_UNKNOWN;
    }
    if (skipped == 0) {
        return;
    }
    struct axvm_finding *finding = axvm_report(checker, AXVM_PLACE_OF(checker, kernel, kernel_path));
    axvm_finding_message(checker->findings, finding, "the architecture is not known: %u checks were left out", skipped);
    axvm_finding_label(checker->findings, finding, "nothing here or in the file's name tells it");
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP,
                        "say --arch aarch64, riscv64, x86_64 or loongarch64; --verbose lists the checks left out");
}

static const struct axvm_rule rows[] = {
    {.code = AXVM_CODE_ARCHITECTURE_UNKNOWN,
     IN_ALL(NOTE),
     .needs = {NEEDS_KERNEL(kernel_path), NEEDS_KERNEL(memory_regions), NEEDS_DEVICES(emu_devices)},
     .check = check_architecture_known,
     .name = "architecture-unknown",
     .title = "architecture is not known",
     .explanation = "Much of what can go wrong depends on the architecture of the board, and a configuration does not "
                    "name it. It is inferred from the types of emulated devices, from words such as `aarch64`, "
                    "`riscv64` or `rk3588` in `kernel_path`, in the name of the configuration file, in its other "
                    "paths and in `name`, and from typical addresses. Where none of these tells, only those checks "
                    "run that hold everywhere. Name the architecture with `--arch`, or give the file a name that "
                    "tells it.",
     .failing = "[kernel]\nkernel_path = \"/guest/kernel.bin\"\nmemory_regions = [[0x8000_0000, 0x1000_0000, 7, 0]]\n"
                "kernel_load_addr = 0x8020_0000\nentry_point = 0x8020_0000\n" LOCATION BASE DEVICES,
     .mended = "[kernel]\nkernel_path = \"/guest/kernel-aarch64.bin\"\n"
               "memory_regions = [[0x8000_0000, 0x1000_0000, 7, 0]]\n"
               "kernel_load_addr = 0x8020_0000\nentry_point = 0x8020_0000\n" LOCATION BASE DEVICES},
};

const struct axvm_rule_family axvm_cfg_rules = FAMILY(rows);
