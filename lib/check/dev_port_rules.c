/* SPDX-License-Identifier: Apache-2.0 */
/* Family 06, devices passed through: I/O ports. */
#include "check/dev_rules.h"

#include "base/sort.h"

/* One past the last port. */
#define PORT_END UINT64_C(0x10000)

/* As many ranges as a vCPU can let through. */
#define PORT_RANGES_MAX 16

static const struct axvm_passthrough_port_config *range_at(const struct axvm_checker *checker, size_t index) {
    return &checker->config->devices.passthrough_ports[index];
}

static size_t range_count(const struct axvm_checker *checker) {
    return checker->config->devices.passthrough_port_count;
}

/* --- ranges of their own ---------------------------------------------------------------------------- */

static void report_no_ports(struct axvm_checker *checker, const struct axvm_passthrough_port_config *range) {
    struct axvm_finding *finding = axvm_report(checker, AXVM_PLACE_IN(checker->vm, passthrough_port, range, length));
    axvm_finding_message(checker->findings, finding, "a range of no ports is passed through");
    axvm_finding_label(checker->findings, finding, "0 ports from %x on", range->base);
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_ON_BOARD, "the configuration is refused");
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP,
                        "write how many ports it has, 1 for port %x alone, or remove the range", range->base);
}

static void report_too_long(struct axvm_checker *checker, const struct axvm_passthrough_port_config *range) {
    struct axvm_span span = AXVM_PLACE_IN(checker->vm, passthrough_port, range, length);
    struct axvm_finding *finding = axvm_report(checker, span);
    axvm_finding_message(checker->findings, finding, "a range of ports goes past the last one, 0xffff");
    uint64_t left = PORT_END - range->base;
    axvm_finding_label(checker->findings, finding,
                       left == 1 ? "only %u port is left from %x on" : "only %u ports are left from %x on", left,
                       range->base);
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_ON_BOARD, "the configuration is refused");
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP, "write %x, or less", left);
    axvm_suggest_number(checker, finding, span, left, true);
}

void axvm_dev_check_ports(struct axvm_checker *checker) {
    for (size_t i = 0; i < range_count(checker); i++) {
        const struct axvm_passthrough_port_config *range = range_at(checker, i);
        if (range->length == 0) {
            report_no_ports(checker, range);
        } else if (range->base + (range->length - 1) >= PORT_END) {
            report_too_long(checker, range);
        }
    }
}

void axvm_dev_check_ports_ignored(struct axvm_checker *checker) {
    if (range_count(checker) == 0) {
        return;
    }
    struct axvm_finding *finding = axvm_report(checker, AXVM_PLACE_OF(checker, devices, passthrough_ports));
    axvm_finding_message(checker->findings, finding, "`passthrough_ports` has no effect on %s",
                         axvm_arch_name(checker->arch));
    axvm_finding_label(checker->findings, finding, "there are no I/O ports");
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_ON_BOARD, "ignored");
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP,
                        "pass the devices' registers through with `passthrough_addresses`");
}

/* --- ranges beside others --------------------------------------------------------------------------- */

/* Ports that are passed through, or that an emulated device has. */
struct ports {
    uint64_t base;
    uint64_t end;
    uint32_t node;
    uint32_t order; /* by which the later one of two is blamed; emulated devices come first */
    const char *device;
};

static bool is_ports_before(const void *a, const void *b) {
    const struct ports *left = a;
    const struct ports *right = b;
    return left->base != right->base ? left->base < right->base : left->order < right->order;
}

/* Adds the ports of the first emulated device of a type, if there is one. */
static void add_emulated(const struct axvm_checker *checker, enum axvm_emu_device_type type, const struct ports *ports,
                         struct ports *items, size_t *count) {
    const struct axvm_devices_config *devices = &checker->config->devices;
    for (size_t i = 0; i < devices->emu_device_count; i++) {
        if (devices->emu_devices[i].emu_type == type) {
            items[*count] = *ports;
            items[*count].node = devices->emu_devices[i].node;
            (*count)++;
            return;
        }
    }
}

static size_t collect(const struct axvm_checker *checker, struct ports *items) {
    static const struct ports com1 = {0x3f8, 0x400, 0, 0, "console"};
    static const struct ports pit = {0x40, 0x62, 0, 1, "timer"}; /* all of them, to the speaker's */
    size_t count = 0;
    add_emulated(checker, AXVM_EMU_CONSOLE, &com1, items, &count);
    add_emulated(checker, AXVM_EMU_X86_PIT, &pit, items, &count);
    for (size_t i = 0; i < range_count(checker); i++) {
        const struct axvm_passthrough_port_config *range = range_at(checker, i);
        items[count++] = (struct ports){range->base, range->base + range->length, range->node, (uint32_t)i + 2, NULL};
    }
    return count;
}

static const char *name_of_ports(const struct ports *ports) {
    return ports->end - ports->base == 1 ? "port %x" : "ports %x to %x";
}

static void report_conflict(struct axvm_checker *checker, const struct ports *a, const struct ports *b) {
    const struct ports *blamed = a->order > b->order ? a : b;
    const struct ports *other = a->order > b->order ? b : a;
    struct axvm_finding *finding = axvm_report(checker, axvm_place_of_node(checker->vm, blamed->node));
    if (other->device != NULL) {
        axvm_finding_message(checker->findings, finding, "ports of the emulated %s are passed through", other->device);
    } else {
        axvm_finding_message(checker->findings, finding, "ports are passed through twice");
    }
    axvm_finding_label(checker->findings, finding, name_of_ports(blamed), blamed->base, blamed->end - 1);
    axvm_finding_secondary(checker->findings, finding, axvm_place_of_node(checker->vm, other->node),
                           name_of_ports(other), other->base, other->end - 1);
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_ON_BOARD,
                        "one port cannot have two devices, and the VM is not created");
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP,
                        other->device != NULL ? "leave its ports out, or remove the emulated device"
                                              : "leave what both have out of one of them");
}

static void report_too_many(struct axvm_checker *checker) {
    struct axvm_span span = axvm_place_of_node(checker->vm, range_at(checker, PORT_RANGES_MAX)->node);
    struct axvm_finding *finding = axvm_report(checker, span);
    axvm_finding_message(checker->findings, finding, "%u ranges of ports are more than a guest can have",
                         (uint64_t)range_count(checker));
    axvm_finding_label(checker->findings, finding, "number %u of at most %u ranges", (uint64_t)PORT_RANGES_MAX + 1,
                       (uint64_t)PORT_RANGES_MAX);
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_ON_BOARD, "the VM is not created");
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP, "make one of ranges that are side by side");
}

void axvm_dev_check_port_conflict(struct axvm_checker *checker) {
    if (range_count(checker) == 0) {
        return;
    }
    struct ports *items = axvm_arena_take_low(checker->findings->arena, (range_count(checker) + 2) * sizeof *items,
                                              _Alignof(struct ports));
    if (items == NULL) {
        checker->out_of_memory = true;
        return;
    }
    size_t count = collect(checker, items);
    axvm_sort(items, count, sizeof *items, is_ports_before);
    const struct ports *furthest = &items[0];
    for (size_t i = 1; i < count; i++) {
        if (items[i].base < furthest->end) {
            report_conflict(checker, furthest, &items[i]);
        }
        furthest = items[i].end > furthest->end ? &items[i] : furthest;
    }
    if (range_count(checker) > PORT_RANGES_MAX) {
        report_too_many(checker);
    }
}
