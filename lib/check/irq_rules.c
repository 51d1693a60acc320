/* SPDX-License-Identifier: Apache-2.0 */
/* Rules of family 08: interrupts, and how they reach a guest. */
#include "check/checker.h"
#include "check/rule_rows.h"

/* The first emulated device of a type, or of either of two. @return NULL if there is none */
static const struct axvm_emu_device_config *device_of(const struct axvm_vm *vm, enum axvm_emu_device_type type,
                                                      enum axvm_emu_device_type other) {
    const struct axvm_devices_config *devices = &vm->config->devices;
    for (size_t i = 0; i < devices->emu_device_count; i++) {
        if (devices->emu_devices[i].emu_type == type || devices->emu_devices[i].emu_type == other) {
            return &devices->emu_devices[i];
        }
    }
    return NULL;
}

static bool is_passthrough(const struct axvm_vm *vm) {
    return vm->config->devices.interrupt_mode == AXVM_INTERRUPT_PASSTHROUGH;
}

/* Marks `interrupt_mode`, or says where it is missing. */
static void mark_mode(struct axvm_checker *checker, struct axvm_finding *finding) {
    const char *name = axvm_interrupt_mode_name(checker->config->devices.interrupt_mode);
    axvm_finding_secondary(checker->findings, finding, AXVM_PLACE_OF(checker, devices, interrupt_mode),
                           AXVM_IS_PRESENT(checker, devices, interrupt_mode) ? "the mode is \"%s\""
                                                                             : "no `interrupt_mode` means \"%s\"",
                           name);
}

static void mark_device(struct axvm_checker *checker, struct axvm_finding *finding,
                        const struct axvm_emu_device_config *device, const char *what) {
    axvm_finding_secondary(checker->findings, finding, AXVM_PLACE_IN(checker->vm, emu_device, device, emu_type),
                           "%q is %s", device->name, what);
}

/* Offers a mode where one is written. */
static void suggest_mode(struct axvm_checker *checker, struct axvm_finding *finding, const char *in_quotes) {
    if (AXVM_IS_PRESENT(checker, devices, interrupt_mode)) {
        axvm_finding_fix(checker->findings, finding, AXVM_PLACE_OF(checker, devices, interrupt_mode),
                         axvm_slice_of(in_quotes), true);
    }
}

/* --- the mode --------------------------------------------------------------------------------------- */

static void check_mode_omitted(struct axvm_checker *checker) {
    bool is_aarch64 = checker->arch == AXVM_ARCH_AARCH64;
    /* The mode means nothing on riscv64 in 0.4; later it is a mistake of its own beside an emulated PLIC. */
    if (AXVM_IS_PRESENT(checker, devices, interrupt_mode) ||
        (!is_aarch64 && (checker->profile == AXVM_PROFILE_0_4 ||
                         device_of(checker->vm, AXVM_EMU_PPPT_GLOBAL, AXVM_EMU_PPPT_GLOBAL) != NULL))) {
        return;
    }
    bool has_vgic =
        is_aarch64 && device_of(checker->vm, AXVM_EMU_INTERRUPT_CONTROLLER, AXVM_EMU_INTERRUPT_CONTROLLER) != NULL;
    const char *line = has_vgic ? "interrupt_mode = \"emu\"" : "interrupt_mode = \"passthrough\"";
    struct axvm_finding *finding = axvm_report(checker, AXVM_PLACE_OF(checker, devices, interrupt_mode));
    axvm_finding_message(checker->findings, finding, "`interrupt_mode` is missing");
    axvm_finding_label(checker->findings, finding, "means \"no_irq\": no interrupts are forwarded");
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_ON_BOARD,
                        is_aarch64 ? "the hypervisor keeps all interrupts, and the guest's timer and devices are dead"
                                   : "the interrupts of the guest's devices are not sent to its harts");
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP, "add `%s` to `[devices]`", line);
    axvm_suggest_key_behind(checker, finding, AXVM_NODE_OF(checker, devices, passthrough_devices), axvm_slice_of(line),
                            true);
}

/* Devices that share the physical GIC, in a mode in which its interrupts do not get to the guest. */
static void report_partial_gic(struct axvm_checker *checker, const struct axvm_emu_device_config *device) {
    struct axvm_finding *finding = axvm_report(checker, AXVM_PLACE_IN(checker->vm, emu_device, device, emu_type));
    axvm_finding_message(checker->findings, finding, "%q passes a part of the GIC through, but no interrupts are",
                         device->name);
    axvm_finding_label(checker->findings, finding, "%s", axvm_emu_device_type_name(device->emu_type));
    mark_mode(checker, finding);
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_ON_BOARD,
                        "the guest sets up the physical GIC, and the hypervisor takes all that comes of it");
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP, "write `interrupt_mode = \"passthrough\"`");
    suggest_mode(checker, finding, "\"passthrough\"");
}

static void check_emulated_without_vgic(struct axvm_checker *checker) {
    const struct axvm_emu_device_config *gppt =
        device_of(checker->vm, AXVM_EMU_GPPT_DISTRIBUTOR, AXVM_EMU_GPPT_REDISTRIBUTOR);
    /* A mode that is left out is a mistake of its own. */
    if (is_passthrough(checker->vm) || !AXVM_IS_PRESENT(checker, devices, interrupt_mode)) {
        return;
    }
    if (gppt != NULL) {
        report_partial_gic(checker, gppt);
        return;
    }
    if (checker->config->devices.interrupt_mode != AXVM_INTERRUPT_EMULATED ||
        device_of(checker->vm, AXVM_EMU_INTERRUPT_CONTROLLER, AXVM_EMU_INTERRUPT_CONTROLLER) != NULL) {
        return;
    }
    struct axvm_finding *finding = axvm_report(checker, AXVM_PLACE_OF(checker, devices, interrupt_mode));
    axvm_finding_message(checker->findings, finding, "interrupts are to be emulated, but no controller is");
    axvm_finding_label(checker->findings, finding, "needs an emulated device of type 0x1");
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_ON_BOARD,
                        "the virtual timer's interrupt is injected, but the guest has no GIC to take it from");
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP,
                        "add `[\"gic\", 0x0800_0000, 0x1_0000, 0, 0x1, []]` to `emu_devices`, or pass interrupts "
                        "through");
}

static void check_passthrough_with_vgic(struct axvm_checker *checker) {
    const struct axvm_emu_device_config *vgic =
        device_of(checker->vm, AXVM_EMU_INTERRUPT_CONTROLLER, AXVM_EMU_INTERRUPT_CONTROLLER);
    if (!is_passthrough(checker->vm) || vgic == NULL) {
        return;
    }
    struct axvm_finding *finding = axvm_report(checker, AXVM_PLACE_IN(checker->vm, emu_device, vgic, emu_type));
    axvm_finding_message(checker->findings, finding, "the emulated controller %q gets no interrupts", vgic->name);
    axvm_finding_label(checker->findings, finding, "an emulated interrupt controller");
    mark_mode(checker, finding);
    axvm_finding_remark(
        checker->findings, finding, AXVM_REMARK_ON_BOARD,
        "physical interrupts go past it to the guest, which waits for them in vain at the emulated one");
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP, "write `interrupt_mode = \"emu\"`, or remove %q",
                        vgic->name);
    suggest_mode(checker, finding, "\"emu\"");
}

/* --- a controller among what is passed through ---------------------------------------------------------- */

/* The least that a window over a controller covers: a GICv3's distributor; a PLIC up to its first context. */
#define GIC_BYTES  UINT64_C(0x10000)
#define PLIC_BYTES UINT64_C(0x201000)

/* Whether a name goes on with `word`, which is in small letters. */
static bool goes_on(struct axvm_slice name, size_t start, const char *word) {
    size_t same = 0;
    while (word[same] != '\0' && start + same < name.length && (name.data[start + same] | 0x20) == word[same]) {
        same++;
    }
    return word[same] == '\0';
}

/* The letters that names of controllers begin with, from `g` on. */
#define INITIALS (1u << ('g' - 'g') | 1u << ('i' - 'g') | 1u << ('p' - 'g'))

/* Whether a name has the name of an interrupt controller in it. */
static bool names_controller(struct axvm_slice name) {
    for (size_t i = 0; i < name.length; i++) {
        unsigned char letter = (unsigned char)((unsigned char)name.data[i] | 0x20u);
        bool may_begin = letter >= 'g' && letter <= 'p' && (INITIALS >> (letter - 'g') & 1) != 0;
        if (may_begin && (goes_on(name, i, "gic") || goes_on(name, i, "plic") || goes_on(name, i, "intc") ||
                          goes_on(name, i, "interrupt"))) {
            return true;
        }
    }
    return false;
}

/* Whether an interrupt controller may be among windows that are passed through: by name, or by size. */
static bool may_have_controller(const struct axvm_devices_config *devices, uint64_t size_bytes) {
    for (size_t i = 0; i < devices->passthrough_device_count; i++) {
        const struct axvm_passthrough_device_config *device = &devices->passthrough_devices[i];
        if (device->length_bytes >= size_bytes || names_controller(device->name)) {
            return true;
        }
    }
    for (size_t i = 0; i < devices->passthrough_address_count; i++) {
        if (devices->passthrough_addresses[i].length_bytes >= size_bytes) {
            return true;
        }
    }
    return false;
}

/*
 * Whether windows are all that is passed through. Devices that are named by their path bring their interrupt
 * controller with them, as do those of a device tree where the list is empty.
 */
static bool has_only_windows(const struct axvm_crate_config *config) {
    const struct axvm_devices_config *devices = &config->devices;
    return devices->passthrough_device_count == 0 ? !config->kernel.dtb_path.present
                                                  : devices->passthrough_devices[0].length_bytes != 0;
}

static void check_no_gic(struct axvm_checker *checker) {
    if (!is_passthrough(checker->vm) || !has_only_windows(checker->config) ||
        may_have_controller(&checker->config->devices, GIC_BYTES) ||
        device_of(checker->vm, AXVM_EMU_GPPT_DISTRIBUTOR, AXVM_EMU_INTERRUPT_CONTROLLER) != NULL) {
        return;
    }
    struct axvm_finding *finding = axvm_report(checker, AXVM_PLACE_OF(checker, devices, interrupt_mode));
    axvm_finding_message(checker->findings, finding, "interrupts are passed through, but no GIC is");
    axvm_finding_label(checker->findings, finding, "needs the GIC or a part of it");
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_ON_BOARD,
                        "the guest's first access to the GIC faults, unless another window has it");
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP,
                        "pass the GIC through, or add emulated devices of types 0x21 and 0x20");
}

static void check_no_plic(struct axvm_checker *checker) {
    const struct axvm_devices_config *devices = &checker->config->devices;
    if (devices->passthrough_device_count == 0 || !has_only_windows(checker->config) ||
        may_have_controller(devices, PLIC_BYTES) ||
        device_of(checker->vm, AXVM_EMU_PPPT_GLOBAL, AXVM_EMU_PPPT_GLOBAL) != NULL) {
        return;
    }
    struct axvm_finding *finding = axvm_report(checker, AXVM_PLACE_OF(checker, devices, passthrough_devices));
    axvm_finding_message(checker->findings, finding, "devices are passed through, but their interrupts are not");
    axvm_finding_label(checker->findings, finding, "no PLIC among them");
    axvm_finding_secondary(checker->findings, finding, AXVM_PLACE_OF(checker, devices, emu_devices),
                           "no emulated PLIC, which is type 0x30");
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_ON_BOARD,
                        "the guest gets no external interrupt; drivers that wait for one hang");
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP,
                        "add `[\"plic\", 0x0c00_0000, 0x60_0000, 0, 0x30, [2]]` to `emu_devices`, with the board's "
                        "numbers");
}

/* --- shared peripheral interrupts of a partial GIC -------------------------------------------------------- */

/* The CPUs that the hypervisor can name as target of a shared interrupt. */
#define SPI_TARGETS_MAX 8

static void check_id_zero(struct axvm_checker *checker) {
    if (checker->config->base.id != 0 || !is_passthrough(checker->vm)) {
        return;
    }
    const struct axvm_emu_device_config *gicd =
        device_of(checker->vm, AXVM_EMU_GPPT_DISTRIBUTOR, AXVM_EMU_GPPT_DISTRIBUTOR);
    struct axvm_span span = AXVM_PLACE_OF(checker, base, id);
    /* Without a distributor nothing is done with the number but in a debug build. */
    struct axvm_finding *finding =
        gicd != NULL ? axvm_report(checker, span) : axvm_report_at(checker, AXVM_LEVEL_WARNING, span);
    axvm_finding_message(checker->findings, finding, "a guest with interrupts passed through cannot have the id 0");
    axvm_finding_label(checker->findings, finding, "shared interrupts go to CPU `id` - 1");
    mark_mode(checker, finding);
    if (gicd != NULL) {
        mark_device(checker, finding, gicd, "told of the target CPU");
    }
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_ON_BOARD,
                        gicd != NULL ? "a debug build panics; a release build sends the interrupts to a wrong CPU"
                                     : "a debug build of the hypervisor panics");
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP, "number guests from 1");
    axvm_suggest_number(checker, finding, span, 1, true);
}

static void check_id_beyond_targets(struct axvm_checker *checker) {
    const uint64_t id = checker->config->base.id;
    const struct axvm_emu_device_config *gicd =
        device_of(checker->vm, AXVM_EMU_GPPT_DISTRIBUTOR, AXVM_EMU_GPPT_DISTRIBUTOR);
    if (id <= SPI_TARGETS_MAX || !is_passthrough(checker->vm) || gicd == NULL) {
        return;
    }
    struct axvm_finding *finding = axvm_report(checker, AXVM_PLACE_OF(checker, base, id));
    axvm_finding_message(checker->findings, finding, "the shared interrupts of guest %u cannot be routed", id);
    axvm_finding_label(checker->findings, finding, "they go to CPU %u; 0 to %u can be named", id - 1,
                       (uint64_t)SPI_TARGETS_MAX - 1);
    mark_device(checker, finding, gicd, "told of the target CPU");
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_ON_BOARD,
                        "a debug build panics; a release build names CPU %u", (id - 1) % SPI_TARGETS_MAX);
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP,
                        "choose an id from 1 to %u: the guest's first physical CPU plus 1", (uint64_t)SPI_TARGETS_MAX);
}

/* --- x86 ---------------------------------------------------------------------------------------------- */

static void check_not_forwarded(struct axvm_checker *checker) {
    const struct axvm_emu_device_config *device = device_of(checker->vm, AXVM_EMU_X86_IOAPIC, AXVM_EMU_CONSOLE);
    device = device != NULL ? device : device_of(checker->vm, AXVM_EMU_X86_PIT, AXVM_EMU_X86_PIT);
    if (device == NULL || is_passthrough(checker->vm)) {
        return;
    }
    struct axvm_finding *finding = axvm_report(checker, AXVM_PLACE_IN(checker->vm, emu_device, device, emu_type));
    axvm_finding_message(checker->findings, finding, "%q never raises an interrupt", device->name);
    axvm_finding_label(checker->findings, finding, "%s",
                       device->emu_type == AXVM_EMU_X86_IOAPIC ? "gets interrupts in mode \"passthrough\" only"
                                                               : "its interrupts are for mode \"passthrough\" only");
    mark_mode(checker, finding);
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_ON_BOARD,
                        "the hypervisor forwards nothing to the guest's I/O APIC, not even from the timer and COM1");
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP, "write `interrupt_mode = \"passthrough\"`");
    suggest_mode(checker, finding, "\"passthrough\"");
    if (!AXVM_IS_PRESENT(checker, devices, interrupt_mode)) {
        axvm_suggest_key_behind(checker, finding, AXVM_NODE_OF(checker, devices, passthrough_devices),
                                axvm_slice_of("interrupt_mode = \"passthrough\""), true);
    }
}

/* The I/O APIC of a guest that host interrupts are forwarded to. @return NULL if there is none */
static const struct axvm_emu_device_config *forwarding_ioapic(const struct axvm_board_checker *checker,
                                                              const struct axvm_vm *vm) {
    return axvm_board_sees(checker, vm) && is_passthrough(vm) ? device_of(vm, AXVM_EMU_X86_IOAPIC, AXVM_EMU_X86_IOAPIC)
                                                              : NULL;
}

static void check_forwarded_twice(struct axvm_board_checker *checker) {
    const struct axvm_vm *first = NULL;
    const struct axvm_emu_device_config *first_ioapic = NULL;
    for (size_t i = 0; i < checker->count; i++) {
        struct axvm_vm *vm = checker->vms[i];
        const struct axvm_emu_device_config *ioapic = forwarding_ioapic(checker, vm);
        if (ioapic == NULL) {
            continue;
        }
        if (first == NULL) {
            first = vm;
            first_ioapic = ioapic;
            continue;
        }
        struct axvm_finding *finding = axvm_board_report(checker, vm, AXVM_PLACE_IN(vm, emu_device, ioapic, emu_type));
        axvm_finding_message(vm->findings, finding, "guests %q and %q both want the host's interrupts",
                             first->config->base.name, vm->config->base.name);
        axvm_finding_label(vm->findings, finding, "the I/O APIC of %q", vm->config->base.name);
        axvm_finding_secondary_in(vm->findings, finding, first->source,
                                  AXVM_PLACE_IN(first, emu_device, first_ioapic, emu_type), "the I/O APIC of %q",
                                  first->config->base.name);
        axvm_finding_remark(vm->findings, finding, AXVM_REMARK_ON_BOARD,
                            "host interrupts go to the guest that started last, and to no other");
        axvm_finding_remark(vm->findings, finding, AXVM_REMARK_HELP,
                            "keep the I/O APIC and `interrupt_mode = \"passthrough\"` in one guest only");
    }
}

/* --- the rows ------------------------------------------------------------------------------------- */

/* What stands before `[devices]` in examples about devices and their interrupts. */
#define BEFORE_DEVICES BASE KERNEL
#define MODE(mode)     "interrupt_mode = \"" mode "\"\n"
#define VGIC           "emu_devices = [[\"gic\", 0x0800_0000, 0x1_0000, 0, 0x1, []]]\n"
#define GPPT                                                                                                           \
    "emu_devices = [\n    [\"gicd\", 0x0800_0000, 0x1_0000, 0, 0x21, []],\n"                                           \
    "    [\"gicr\", 0x080a_0000, 0x2_0000, 0, 0x20, [1, 0x2_0000, 0]],\n]\n"
#define UART            "passthrough_devices = [[\"uart\", 0x0900_0000, 0x0900_0000, 0x1000, 0]]\n"
#define NOTHING_PASSED  "passthrough_devices = []\n"
#define BEHIND_ID       NAME VM_TYPE CPUS KERNEL "\n[devices]\n" GPPT PASSED INTERRUPTS
#define DTB             "dtb_path = \"/guest/guest.dtb\"\ndtb_load_addr = 0x4800_0000\n"
#define IOAPIC          "emu_devices = [[\"ioapic\", 0xfec0_0000, 0x1000, 0, 0x23, []]]\n"
#define IDENTITY_OF(vm) "\n[base]\nid = " vm "\nname = \"guest" vm "\"\n" VM_TYPE CPUS
#define KERNEL_MULTIBOOT                                                                                               \
    "\n[kernel]\nenable_bios = true\n" IMAGE LOCATION "kernel_load_addr = 0x20_0000\nentry_point = 0x8000\n"           \
    "bios_load_addr = 0x8000\nmemory_regions = [[0, 0x1000_0000, 7, 0]]\n"

static const struct axvm_rule rows[] = {
    {.code = AXVM_CODE_IRQ_MODE_OMITTED,
     IN_ALL(NOTE),
     .archs = ON(AARCH64) | ON(RISCV64),
     .needs = {NEEDS_DEVICES(interrupt_mode), NEEDS_DEVICES(emu_devices)},
     .check = check_mode_omitted,
     .title = "`interrupt_mode` is missing",
     TEXTS(.origin = "IRQ-01", .name = "irq-mode-omitted",
           .related = {AXVM_CODE_IRQ_EMULATED_WITHOUT_VGIC, AXVM_CODE_IRQ_NOT_FORWARDED},
           .explanation =
               "Without `interrupt_mode` the mode is \"no_irq\": the hypervisor takes every physical interrupt "
               "and forwards none. A guest that uses devices or a timer needs \"passthrough\", or \"emu\" with an "
               "emulated controller.\n\nThe key came in after the first configurations were written, so old "
               "files do not have it. If a guest is meant to have no interrupts, write `interrupt_mode = "
               "\"no_irq\"` to say so. Axvisor 0.4 does not look at the mode on riscv64.",
           .on_board =
               "On aarch64 the guest starts and then hangs where it first waits for an interrupt, mostly that of "
               "its timer. On riscv64 the interrupts of its devices stay with the host.",
           .failing = "[devices]\nemu_devices = []\npassthrough_devices = [[\"/\", 0, 0, 0, 0]]\n" BEFORE_DEVICES,
           .mended = "[devices]\nemu_devices = []\npassthrough_devices = [[\"/\", 0, 0, 0, 0]]\ninterrupt_mode = "
                     "\"passthrough\"\n" BEFORE_DEVICES)},
    {.code = AXVM_CODE_IRQ_EMULATED_WITHOUT_VGIC,
     IN_ALL(WARNING),
     .archs = ON(AARCH64),
     .needs = {NEEDS_DEVICES(interrupt_mode), NEEDS_DEVICES(emu_devices)},
     .check = check_emulated_without_vgic,
     .title = "`interrupt_mode` does not fit the devices",
     TEXTS(.origin = "IRQ-02", .name = "irq-emu-without-gic",
           .related = {AXVM_CODE_IRQ_MODE_OMITTED, AXVM_CODE_IRQ_PASSTHROUGH_WITH_VGIC},
           .explanation =
               "With `interrupt_mode = \"emu\"` the guest's interrupts come from an emulated controller, a "
               "device of type 0x1. Devices of types 0x20 and 0x21 are something else: they give the guest its "
               "part of the physical GIC, and belong to \"passthrough\".",
           .on_board =
               "The hypervisor injects the interrupt of the virtual timer, but the guest has no controller that "
               "would tell it of it. With types 0x20 and 0x21 the guest sets up physical interrupts that the "
               "hypervisor then keeps.",
           .failing =
               "[devices]\nemu_devices = []\npassthrough_devices = []\ninterrupt_mode = \"emu\"\n" BEFORE_DEVICES,
           .mended = "[devices]\n" VGIC "passthrough_devices = []\ninterrupt_mode = \"emu\"\n" BEFORE_DEVICES)},
    {.code = AXVM_CODE_IRQ_PASSTHROUGH_WITH_VGIC,
     IN_ALL(WARNING),
     .archs = ON(AARCH64),
     .needs = {NEEDS_DEVICES(interrupt_mode), NEEDS_DEVICES(emu_devices)},
     .check = check_passthrough_with_vgic,
     .title = "interrupts go past the emulated controller",
     TEXTS(.origin = "IRQ-03", .name = "irq-gic-bypassed", .related = {AXVM_CODE_IRQ_EMULATED_WITHOUT_VGIC},
           .explanation =
               "With `interrupt_mode = \"passthrough\"` the CPU delivers physical interrupts to the guest "
               "without asking the hypervisor. An emulated controller, a device of type 0x1, then never gets "
               "any. To share the physical GIC, use types 0x21 and 0x20 instead.",
           .on_board = "The guest is interrupted, asks the emulated controller for the number and gets none.",
           .failing = "[devices]\n" MODE("passthrough") VGIC NOTHING_PASSED BEFORE_DEVICES,
           .mended = "[devices]\n" MODE("emu") VGIC NOTHING_PASSED BEFORE_DEVICES)},
    {.code = AXVM_CODE_IRQ_NO_GIC,
     IN_ALL(NOTE),
     .archs = ON(AARCH64),
     .needs = {NEEDS_DEVICES(interrupt_mode), NEEDS_DEVICES(emu_devices), NEEDS_DEVICES(passthrough_devices),
               NEEDS_DEVICES(passthrough_addresses), NEEDS_KERNEL(dtb_path)},
     .check = check_no_gic,
     .title = "interrupts are passed through, but no GIC is",
     TEXTS(.origin = "IRQ-04", .name = "irq-no-gic",
           .related = {AXVM_CODE_IRQ_PASSTHROUGH_WITH_VGIC, AXVM_CODE_IRQ_NO_PLIC},
           .explanation =
               "With `interrupt_mode = \"passthrough\"` the guest drives the physical GIC itself: as a whole, "
               "passed through, which works for one guest, or by way of emulated devices of types 0x21 and "
               "0x20, which let it have a part. Here none of the windows that are passed through is named "
               "after a controller or has room for one.",
           .on_board =
               "The hypervisor warns that it found no distributor to assign shared interrupts at. The guest faults "
               "when it looks for its GIC.",
           .failing = "[devices]\nemu_devices = []\n" UART INTERRUPTS BEFORE_DEVICES,
           .mended = "[devices]\n" GPPT UART INTERRUPTS BEFORE_DEVICES)},
    {.code = AXVM_CODE_IRQ_ID_ZERO,
     IN_0_8(ERROR),
     .archs = ON(AARCH64),
     .needs = {NEEDS_BASE(id), NEEDS_DEVICES(interrupt_mode), NEEDS_DEVICES(emu_devices)},
     .check = check_id_zero,
     .title = "id 0 with interrupts passed through",
     TEXTS(.origin = "IRQ-05", .name = "irq-id-zero", .related = {AXVM_CODE_IRQ_ID_BEYOND_SPI_TARGETS},
           .explanation =
               "The hypervisor takes `id` - 1 for the CPU that the guest's shared interrupts go to. With the id "
               "0 this subtraction has no result. Number guests from 1. Without an emulated distributor (type "
               "0x21) only a debug build minds, and this is a warning.\n\nIn Axvisor 0.4 the id 0 is a mistake "
               "in every guest.",
           .on_board =
               "A debug build of the hypervisor panics. A release build goes on with a huge number and sends the "
               "interrupts to whatever CPU its lowest bits name.",
           .failing = "[base]\nid = 0\n" BEHIND_ID, .mended = "[base]\nid = 1\n" BEHIND_ID)},
    {.code = AXVM_CODE_IRQ_ID_BEYOND_SPI_TARGETS,
     IN_ALL(WARNING),
     .archs = ON(AARCH64),
     .needs = {NEEDS_BASE(id), NEEDS_DEVICES(interrupt_mode), NEEDS_DEVICES(emu_devices)},
     .check = check_id_beyond_targets,
     .title = "the id is too large to route interrupts",
     TEXTS(.origin = "IRQ-06", .name = "irq-id-too-large", .related = {AXVM_CODE_IRQ_ID_ZERO, AXVM_CODE_MVM_BOOT_DELAY},
           .explanation =
               "The hypervisor takes `id` - 1 for the CPU that the guest's shared interrupts go to, whatever "
               "`phys_cpu_ids` says, and writes it as a bit of a byte. So a guest with a part of the GIC "
               "(device type 0x21) needs an id from 1 to 8.",
           .on_board =
               "A debug build of the hypervisor panics. A release build names a CPU that the guest may not have.",
           .failing = "[base]\nid = 9\n" BEHIND_ID, .mended = "[base]\nid = 1\n" BEHIND_ID)},
    {.code = AXVM_CODE_IRQ_NO_PLIC,
     IN_ALL(WARNING),
     .archs = ON(RISCV64),
     .needs = {NEEDS_DEVICES(emu_devices), NEEDS_DEVICES(passthrough_devices), NEEDS_DEVICES(passthrough_addresses),
               NEEDS_KERNEL(dtb_path)},
     .check = check_no_plic,
     .title = "devices are passed through without their interrupts",
     TEXTS(.origin = "IRQ-11", .name = "irq-no-plic", .related = {AXVM_CODE_IRQ_NO_GIC, AXVM_CODE_IRQ_MODE_OMITTED},
           .explanation =
               "The interrupts of devices come from the PLIC. A guest that gets devices needs an emulated PLIC "
               "(device type 0x30) or the physical one. Here none of the windows that are passed through is "
               "named after a controller or has room for a PLIC, which takes more than 2 MiB.",
           .on_board = "The guest runs, but no device ever interrupts it.",
           .failing = "[devices]\nemu_devices = []\n" UART INTERRUPTS BEFORE_DEVICES DTB,
           .mended = "[devices]\nemu_devices = [[\"plic\", 0x0c00_0000, 0x60_0000, 0, 0x30, [2]]]\n" UART INTERRUPTS
               BEFORE_DEVICES DTB)},
    {.code = AXVM_CODE_IRQ_NOT_FORWARDED,
     IN_0_8(WARNING),
     .archs = ON(X86_64),
     .needs = {NEEDS_DEVICES(interrupt_mode), NEEDS_DEVICES(emu_devices)},
     .check = check_not_forwarded,
     .title = "emulated x86 devices without their interrupts",
     TEXTS(.origin = "IRQ-12", .name = "irq-not-forwarded",
           .related = {AXVM_CODE_IRQ_MODE_OMITTED, AXVM_CODE_IRQ_FORWARDED_TWICE},
           .explanation =
               "On x86_64 the hypervisor injects the interrupts of the emulated COM1 and timer, and those of "
               "host devices, by way of the emulated I/O APIC, and it does so only in guests with "
               "`interrupt_mode = \"passthrough\"`.",
           .on_board = "The devices can be read and written, but the guest is never interrupted.",
           .failing = "[devices]\n" MODE("emu") IOAPIC NOTHING_PASSED BASE KERNEL_MULTIBOOT,
           .mended = "[devices]\n" MODE("passthrough") IOAPIC NOTHING_PASSED BASE KERNEL_MULTIBOOT)},
    {.code = AXVM_CODE_IRQ_FORWARDED_TWICE,
     IN_0_8(WARNING),
     .archs = ON(X86_64),
     .needs = {NEEDS_DEVICES(interrupt_mode), NEEDS_DEVICES(emu_devices)},
     .check_board = check_forwarded_twice,
     .title = "two guests want the host's interrupts",
     TEXTS(.origin = "IRQ-13", .name = "irq-forwarded-twice", .related = {AXVM_CODE_IRQ_NOT_FORWARDED},
           .explanation =
               "On x86_64 the hypervisor forwards the interrupts of host devices to one guest: the one with "
               "`interrupt_mode = \"passthrough\"` that started last. Another guest with an emulated I/O APIC in "
               "that mode gets none any more.",
           .on_board = "When the second guest starts, the first loses its interrupts.",
           .failing = "[devices]\n" MODE("passthrough") IOAPIC NOTHING_PASSED IDENTITY_OF("1") KERNEL_MULTIBOOT //
           "# --- vm2.toml\n[devices]\n" MODE("passthrough") IOAPIC NOTHING_PASSED IDENTITY_OF("2") KERNEL_MULTIBOOT,
           .mended = "[devices]\n" MODE("passthrough") IOAPIC NOTHING_PASSED IDENTITY_OF("1") KERNEL_MULTIBOOT //
           "# --- vm2.toml\n[devices]\n" MODE("no_irq") "emu_devices = []\n" NOTHING_PASSED IDENTITY_OF("2")
               KERNEL_MULTIBOOT)},
};

const struct axvm_rule_family axvm_irq_rules = FAMILY(rows);
