/* SPDX-License-Identifier: Apache-2.0 */
/* Rules of family 11: several guests on one board. */
#include "base/sort.h"
#include "check/checker.h"
#include "check/claims.h"
#include "check/rule_rows.h"
#include "check/window.h"

/* --- words ---------------------------------------------------------------------------------------- */

/* What to call a guest where another one stands beside it: its name, or its file if that does not tell them apart. */
static struct axvm_slice name_beside(const struct axvm_vm *vm, const struct axvm_vm *other) {
    struct axvm_slice name = vm->config->base.name;
    return name.length == 0 || axvm_slice_equal(name, other->config->base.name) ? vm->source->name : name;
}

static bool is_0_4(const struct axvm_vm *vm) {
    return vm->config->profile == AXVM_PROFILE_0_4;
}

#define PLACE_IN_BASE(vm, member)                                                                                      \
    axvm_place_of_member((vm), &axvm_base_record, (vm)->config->base.node, offsetof(struct axvm_base_config, member))

/* --- identifiers and names ------------------------------------------------------------------------ */

/* A guest and what it is sorted by. */
struct numbered_guest {
    uint64_t number;
    struct axvm_slice name;
    uint32_t guest;
};

static bool is_numbered_before(const void *a, const void *b) {
    const struct numbered_guest *left = a;
    const struct numbered_guest *right = b;
    return left->number != right->number ? left->number < right->number : left->guest < right->guest;
}

static bool is_named_before(const void *a, const void *b) {
    const struct numbered_guest *left = a;
    const struct numbered_guest *right = b;
    int order = axvm_compare_texts(left->name, right->name);
    return order != 0 ? order < 0 : left->guest < right->guest;
}

/* The guests that the rule sees, sorted. @return NULL if the arena is full */
static struct numbered_guest *guests_in_order(struct axvm_board_checker *checker, axvm_is_before *is_before,
                                              size_t *count) {
    *count = 0;
    struct numbered_guest *guests =
        axvm_arena_take_low(checker->arena, checker->count * sizeof *guests, _Alignof(struct numbered_guest));
    if (guests == NULL) {
        checker->out_of_memory = true;
        return NULL;
    }
    for (size_t i = 0; i < checker->count; i++) {
        const struct axvm_base_config *base = &checker->vms[i]->config->base;
        if (axvm_board_sees(checker, checker->vms[i])) {
            guests[(*count)++] = (struct numbered_guest){base->id, base->name, (uint32_t)i};
        }
    }
    axvm_sort(guests, *count, sizeof *guests, is_before);
    return guests;
}

/* Identifiers that no guest has, in ascending order. */
struct free_ids {
    const struct numbered_guest *guests;
    size_t count;
    size_t next;   /* the first guest with an identifier not below `last` */
    uint64_t last; /* the identifier handed out last */
};

static uint64_t next_free_id(struct free_ids *ids) {
    uint64_t id = ids->last + 1;
    while (ids->next < ids->count && ids->guests[ids->next].number <= id) {
        id = ids->guests[ids->next].number == id ? id + 1 : id;
        ids->next++;
    }
    ids->last = id;
    return id;
}

static void report_same_id(struct axvm_board_checker *checker, struct axvm_vm *vm, const struct axvm_vm *first,
                           uint64_t free_id) {
    struct axvm_span place = PLACE_IN_BASE(vm, id);
    struct axvm_finding *finding = axvm_board_report(checker, vm, place);
    uint64_t id = vm->config->base.id;
    struct axvm_checker own = {.vm = vm, .findings = vm->findings};
    axvm_finding_message(vm->findings, finding, "two guests have the id %u", id);
    axvm_finding_label(vm->findings, finding, "%q is VM %u", name_beside(vm, first), id);
    axvm_finding_secondary_in(vm->findings, finding, first->source, PLACE_IN_BASE(first, id), "and so is %q",
                              name_beside(first, vm));
    axvm_finding_remark(vm->findings, finding, AXVM_REMARK_ON_BOARD,
                        is_0_4(vm)
                            ? "the hypervisor keeps the first of them and drops the other with a warning in its log"
                            : "the hypervisor refuses the second of them: that guest does not exist");
    axvm_finding_remark(vm->findings, finding, AXVM_REMARK_HELP, "write `id = %u`, which no guest of this board has",
                        free_id);
    axvm_suggest_number(&own, finding, place, free_id, true);
    checker->out_of_memory = checker->out_of_memory || own.out_of_memory;
}

static void check_same_id(struct axvm_board_checker *checker) {
    size_t count;
    struct numbered_guest *guests = guests_in_order(checker, is_numbered_before, &count);
    struct free_ids ids = {guests, count, 0, 0};
    const struct numbered_guest *first = guests;
    for (size_t i = 1; i < count; i++) {
        if (guests[i].number != first->number) {
            first = &guests[i];
        } else if (axvm_have_one_arch(checker->vms[guests[i].guest], checker->vms[first->guest])) {
            report_same_id(checker, checker->vms[guests[i].guest], checker->vms[first->guest], next_free_id(&ids));
        }
    }
}

static void check_same_name(struct axvm_board_checker *checker) {
    size_t count;
    struct numbered_guest *guests = guests_in_order(checker, is_named_before, &count);
    const struct numbered_guest *first = guests;
    for (size_t i = 1; i < count; i++) {
        struct axvm_vm *vm = checker->vms[guests[i].guest];
        const struct axvm_vm *other = checker->vms[first->guest];
        if (!axvm_slice_equal(guests[i].name, first->name)) {
            first = &guests[i];
        } else if (guests[i].name.length > 0 && axvm_are_neighbors(vm, other)) {
            struct axvm_finding *finding = axvm_board_report(checker, vm, PLACE_IN_BASE(vm, name));
            axvm_finding_message(vm->findings, finding, "two guests have the name %q", guests[i].name);
            axvm_finding_label(vm->findings, finding, "VM %u", vm->config->base.id);
            axvm_finding_secondary_in(vm->findings, finding, other->source, PLACE_IN_BASE(other, name),
                                      "VM %u has it, too", other->config->base.id);
            axvm_finding_remark(vm->findings, finding, AXVM_REMARK_ON_BOARD,
                                "log lines and lists of guests with this name can mean either");
            axvm_finding_remark(vm->findings, finding, AXVM_REMARK_HELP, "give each guest a name of its own");
        }
    }
}

static void check_id_zero(struct axvm_checker *checker) {
    if (checker->config->base.id != 0) {
        return;
    }
    struct axvm_finding *finding = axvm_report(checker, AXVM_PLACE_OF(checker, base, id));
    axvm_finding_message(checker->findings, finding, "the guest has the id 0, but ids start at 1");
    axvm_finding_label(checker->findings, finding, "the delay of its start is (0 - 1) times 5 s");
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_ON_BOARD,
                        "the subtraction panics, or wraps: the vCPU then waits practically forever");
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP, "write `id = 1`, or a number that is free");
    axvm_suggest_number(checker, finding, AXVM_PLACE_OF(checker, base, id), 1, true);
}

/* How much later each guest starts than the one with the id before. */
#define DELAY_SECONDS UINT64_C(5)

static void check_boot_delay(struct axvm_checker *checker) {
    uint64_t id = checker->config->base.id;
    if (id < 3) {
        return;
    }
    struct axvm_finding *finding = axvm_report(checker, AXVM_PLACE_OF(checker, base, id));
    bool overflows = id - 1 > UINT64_MAX / DELAY_SECONDS;
    if (overflows) {
        axvm_finding_message(checker->findings, finding,
                             "the guest's id is so large that the delay of its start wraps");
    } else {
        axvm_finding_message(checker->findings, finding, "the guest starts %u s late, as it has the id %u",
                             (id - 1) * DELAY_SECONDS, id);
    }
    axvm_finding_label(checker->findings, finding, "(%u - 1) times 5 s", id);
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_ON_BOARD,
                        overflows ? "the hypervisor panics, or each vCPU waits for an odd time with its CPU busy"
                                  : "each vCPU keeps its physical CPU busy for that time before it starts");
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP,
                        "number the guests of a board 1, 2 and so on, so that the numbers stay small");
}

/* --- clashes: two guests take the same ------------------------------------------------------------- */

/* The most findings of the same kind about the same two guests. */
#define FINDINGS_OF_PAIR_MAX 8

/* A clash about to be reported. */
struct sharing {
    struct axvm_board_checker *checker;
    const struct axvm_clash *clash;
    struct axvm_vm *late;
    const struct axvm_vm *early;
    struct axvm_slice late_name;
    struct axvm_slice early_name;
    struct axvm_range range; /* what both have */
};

/* Reports a clash at the later guest's claim. The message and the labels are still to come. */
static struct axvm_finding *report_clash(const struct sharing *sharing, enum axvm_level level) {
    return axvm_board_report_at(sharing->checker, sharing->late, level,
                                axvm_place_of_claim(sharing->late, sharing->clash->late));
}

static void label_clash(const struct sharing *sharing, struct axvm_finding *finding, const char *format,
                        struct axvm_range late, struct axvm_range early) {
    axvm_finding_label(sharing->late->findings, finding, format, sharing->late_name, late.base, axvm_range_last(late));
    axvm_finding_secondary_in(sharing->late->findings, finding, sharing->early->source,
                              axvm_place_of_claim(sharing->early, sharing->clash->early), format, sharing->early_name,
                              early.base, axvm_range_last(early));
}

static void remark_clash(const struct sharing *sharing, struct axvm_finding *finding, const char *on_board,
                         const char *help) {
    axvm_finding_remark(sharing->late->findings, finding, AXVM_REMARK_ON_BOARD, on_board);
    axvm_finding_remark(sharing->late->findings, finding, AXVM_REMARK_HELP, help);
}

/* How often to look at all guests again for a place that is still free when the last has been looked at. */
#define PLACE_ROUNDS_MAX 4

/* No board has more guests; where so many are named, looking at all of them for each clash takes too long. */
#define PLACE_GUESTS_MAX 64

/*
 * Moves a place behind what it overlaps of a guest, but for the region that it is meant for. One pass does, as the
 * windows are sorted. Each counts, though not all of another guest's are in the host.
 */
static bool move_behind_windows(const struct sharing *sharing, const struct axvm_vm *vm, struct axvm_range *place) {
    uint64_t base = place->base;
    for (size_t i = 0; i < vm->window_count; i++) {
        const struct axvm_window *window = &vm->windows[i];
        bool is_moving =
            vm == sharing->late && window->kind == AXVM_WINDOW_RAM && window->index == sharing->clash->late->index;
        if (!is_moving && axvm_ranges_overlap(window->range, *place)) {
            place->base = axvm_round_up(axvm_range_last(window->range) + 1, AXVM_BLOCK_BYTES);
        }
    }
    return place->base != base;
}

/* The first place behind the earlier region, at a multiple of 2 MiB, where no guest has anything. False: none found. */
static bool find_place(const struct sharing *sharing, struct axvm_range *place) {
    bool is_moved = true;
    int rounds = sharing->checker->count > PLACE_GUESTS_MAX ? 0 : PLACE_ROUNDS_MAX;
    for (int round = 0; is_moved && round < rounds; round++) {
        is_moved = false;
        for (size_t i = 0; i < sharing->checker->count; i++) {
            is_moved = move_behind_windows(sharing, sharing->checker->vms[i], place) || is_moved;
        }
    }
    return !is_moved && axvm_range_fits(*place, AXVM_GPA_END);
}

static void remark_main_memory(const struct sharing *sharing, struct axvm_finding *finding) {
    const struct axvm_clash *clash = sharing->clash;
    struct axvm_findings *findings = sharing->late->findings;
    uint64_t behind = axvm_round_up(axvm_range_last(clash->early->range) + 1, AXVM_BLOCK_BYTES);
    struct axvm_range place = {behind, clash->late->range.size_bytes};
    if (!find_place(sharing, &place)) {
        axvm_finding_remark(findings, finding, AXVM_REMARK_HELP,
                            "move one of the two to where no guest has memory or devices, or make them smaller");
    } else if (place.base == behind) {
        axvm_finding_remark(findings, finding, AXVM_REMARK_HELP,
                            "move one of the two, for example this one to %x, behind the other", behind);
    } else {
        axvm_finding_remark(findings, finding, AXVM_REMARK_HELP,
                            "move one of the two, for example this one to %x, where no guest has anything", place.base);
    }
}

/* Memory beside the main region can be shared on purpose, main memory cannot. */
static struct axvm_finding *report_memory(const struct sharing *sharing) {
    const struct axvm_clash *clash = sharing->clash;
    bool is_main = clash->late->index == 0 || clash->early->index == 0;
    struct axvm_finding *finding = report_clash(sharing, is_main ? AXVM_LEVEL_ERROR : AXVM_LEVEL_WARNING);
    axvm_finding_message(sharing->late->findings, finding, "%b of memory at %x belong to %q, too",
                         sharing->range.size_bytes, sharing->range.base, sharing->early_name);
    label_clash(sharing, finding, "%q has %x to %x", clash->late->range, clash->early->range);
    axvm_finding_remark(sharing->late->findings, finding, AXVM_REMARK_ON_BOARD,
                        is_main ? "nothing keeps the two apart: each overwrites the other's kernel or data"
                                : "both guests see the same memory, and nothing keeps them apart");
    if (is_main && AXVM_HAS_REMARKS) {
        remark_main_memory(sharing, finding);
    } else {
        axvm_finding_remark(sharing->late->findings, finding, AXVM_REMARK_HELP,
                            "move one of the two, or say that they share on purpose: `# axvm: allow AX1105 reason`");
    }
    return finding;
}

/* The guest that has all host addresses is the one to change. */
static struct axvm_finding *report_host(const struct sharing *sharing) {
    const struct axvm_clash *clash = sharing->clash;
    struct axvm_finding *finding = report_clash(sharing, AXVM_LEVEL_WARNING);
    bool late_has_all = clash->late->kind == AXVM_CLAIM_HOST;
    bool early_has_all = clash->early->kind == AXVM_CLAIM_HOST;
    if (late_has_all && early_has_all) {
        axvm_finding_message(sharing->late->findings, finding, "all host addresses are passed through to %q, too",
                             sharing->early_name);
    } else {
        axvm_finding_message(sharing->late->findings, finding, "the device at %x is passed through to %q, too",
                             sharing->range.base, sharing->early_name);
    }
    axvm_finding_label(sharing->late->findings, finding, late_has_all ? "%q has all host addresses" : "%q has this",
                       sharing->late_name);
    axvm_finding_secondary_in(sharing->late->findings, finding, sharing->early->source,
                              axvm_place_of_claim(sharing->early, clash->early),
                              early_has_all ? "%q has all host addresses" : "%q has this", sharing->early_name);
    remark_clash(sharing, finding, "both guests drive the same devices, and nothing keeps them apart",
                 "leave `address_space_policy` out and list the devices that the guest uses");
    return finding;
}

/* Two devices in one page, as written apart. */
static struct axvm_finding *report_page(const struct sharing *sharing, struct axvm_range late,
                                        struct axvm_range early) {
    struct axvm_finding *finding = report_clash(sharing, AXVM_LEVEL_NOTE);
    axvm_finding_message(sharing->late->findings, finding, "the device at %x is in the same page as one of %q",
                         late.base, sharing->early_name);
    label_clash(sharing, finding, "%q has %x to %x, and the whole page", late, early);
    remark_clash(sharing, finding, "pages of 4 KiB are mapped: each guest can also reach the other's device",
                 "if the two must be kept apart, give both devices to one guest");
    return finding;
}

/* What the author calls a device; empty if it is only a range. */
static struct axvm_slice device_name(const struct axvm_vm *vm, const struct axvm_claim *claim) {
    return claim->kind == AXVM_CLAIM_DEVICE ? vm->config->devices.passthrough_devices[claim->index].name
                                            : (struct axvm_slice){NULL, 0};
}

static struct axvm_finding *report_device(const struct sharing *sharing) {
    const struct axvm_clash *clash = sharing->clash;
    struct axvm_range late = axvm_claim_written(sharing->late, clash->late);
    struct axvm_range early = axvm_claim_written(sharing->early, clash->early);
    if (clash->late->kind == AXVM_CLAIM_HOST || clash->early->kind == AXVM_CLAIM_HOST) {
        return report_host(sharing);
    }
    if (!axvm_ranges_overlap(late, early)) {
        return report_page(sharing, late, early);
    }
    struct axvm_finding *finding = report_clash(sharing, AXVM_LEVEL_WARNING);
    struct axvm_slice name = device_name(sharing->late, clash->late);
    uint64_t base = late.base > early.base ? late.base : early.base;
    if (name.length > 0) {
        axvm_finding_message(sharing->late->findings, finding, "%q at %x is passed through to %q, too", name, base,
                             sharing->early_name);
    } else {
        axvm_finding_message(sharing->late->findings, finding, "the device at %x is passed through to %q, too", base,
                             sharing->early_name);
    }
    label_clash(sharing, finding, "%q has %x to %x of the host", late, early);
    remark_clash(sharing, finding, "both guests drive the same registers, and nothing keeps them apart",
                 "pass it through to one of the two guests only");
    return finding;
}

static struct axvm_finding *report_ports(const struct sharing *sharing) {
    struct axvm_finding *finding = report_clash(sharing, AXVM_LEVEL_WARNING);
    axvm_finding_message(sharing->late->findings, finding, "I/O port %x is passed through to %q, too",
                         sharing->range.base, sharing->early_name);
    label_clash(sharing, finding, "%q has %x to %x", sharing->clash->late->range, sharing->clash->early->range);
    remark_clash(sharing, finding, "both guests drive the same ports, and nothing keeps them apart",
                 "pass them through to one of the two guests only");
    return finding;
}

static struct axvm_finding *report_frames(const struct sharing *sharing) {
    struct axvm_finding *finding = report_clash(sharing, AXVM_LEVEL_WARNING);
    axvm_finding_message(sharing->late->findings, finding, "the redistributor of physical CPU %u is used by %q, too",
                         sharing->range.base, sharing->early_name);
    label_clash(sharing, finding, "%q has those of CPU %u to %u", sharing->clash->late->range,
                sharing->clash->early->range);
    remark_clash(sharing, finding, "each guest changes the interrupts of the CPU under the other",
                 "give each guest physical CPUs of its own; the third number of `cfg_list` is the first of them");
    return finding;
}

static struct axvm_slice path_of(const struct axvm_vm *vm, const struct axvm_claim *claim) {
    return vm->config->devices.passthrough_devices[claim->index].name;
}

/* Whether a node is a child of the root. Nodes further down cannot be excluded where one above them is listed. */
static bool is_top_level(struct axvm_slice path) {
    for (size_t i = 1; i < path.length; i++) {
        if (path.data[i] == '/') {
            return false;
        }
    }
    return path.length > 1;
}

/* How to part two guests, one of which has `shared` and the other `above`, which may be the same. */
static void remark_path(const struct sharing *sharing, struct axvm_finding *finding, struct axvm_slice above,
                        struct axvm_slice shared) {
    struct axvm_findings *findings = sharing->late->findings;
    bool is_late_above = axvm_slice_equal(above, path_of(sharing->late, sharing->clash->late));
    struct axvm_slice name = is_late_above ? sharing->late_name : sharing->early_name;
    if (above.length == shared.length) {
        axvm_finding_remark(findings, finding, AXVM_REMARK_HELP, "list in each guest the devices that only it uses");
    } else if (above.length == 1 && is_top_level(shared)) {
        axvm_finding_remark(findings, finding, AXVM_REMARK_HELP, "add %q to `excluded_devices` of %q", shared, name);
    } else {
        axvm_finding_remark(findings, finding, AXVM_REMARK_HELP,
                            "list in %q, instead of %q, the devices below it that the guest uses", name, above);
    }
}

/* Of two paths that share a node, the longer one lies at or below the other. */
static struct axvm_finding *report_path(const struct sharing *sharing) {
    struct axvm_slice late = path_of(sharing->late, sharing->clash->late);
    struct axvm_slice early = path_of(sharing->early, sharing->clash->early);
    struct axvm_finding *finding = report_clash(sharing, AXVM_LEVEL_WARNING);
    struct axvm_slice shared = late.length >= early.length ? late : early;
    if (shared.length == 1) {
        axvm_finding_message(sharing->late->findings, finding, "all devices are passed through to %q, too",
                             sharing->early_name);
    } else {
        axvm_finding_message(sharing->late->findings, finding, "%q is passed through to %q, too", shared,
                             sharing->early_name);
    }
    axvm_finding_label(sharing->late->findings, finding,
                       late.length < shared.length ? "%q has everything below this" : "%q has this",
                       sharing->late_name);
    axvm_finding_secondary_in(sharing->late->findings, finding, sharing->early->source,
                              axvm_place_of_claim(sharing->early, sharing->clash->early),
                              early.length < shared.length ? "%q has everything below this" : "%q has this",
                              sharing->early_name);
    axvm_finding_remark(sharing->late->findings, finding, AXVM_REMARK_ON_BOARD,
                        "both guests drive the same devices, and nothing keeps them apart");
    remark_path(sharing, finding, late.length < early.length ? late : early, shared);
    return finding;
}

/* Memory of one guest that another one has as a device. */
static struct axvm_finding *report_memory_passed(const struct sharing *sharing) {
    const struct axvm_clash *clash = sharing->clash;
    struct axvm_finding *finding =
        axvm_board_report(sharing->checker, sharing->late, axvm_place_of_claim(sharing->late, clash->late));
    bool is_owner = clash->late->kind == AXVM_CLAIM_RAM;
    axvm_finding_message(sharing->late->findings, finding,
                         is_owner ? "%b of memory at %x are passed through to %q"
                                  : "%b at %x that are passed through are memory of %q",
                         sharing->range.size_bytes, sharing->range.base, sharing->early_name);
    label_clash(sharing, finding, "%q has %x to %x of the host", clash->late->range, clash->early->range);
    axvm_finding_remark(
        sharing->late->findings, finding, AXVM_REMARK_ON_BOARD, "%q can read and overwrite the memory of %q",
        is_owner ? sharing->early_name : sharing->late_name, is_owner ? sharing->late_name : sharing->early_name);
    if (clash->late->kind == AXVM_CLAIM_HOST || clash->early->kind == AXVM_CLAIM_HOST) {
        axvm_finding_remark(sharing->late->findings, finding, AXVM_REMARK_HELP,
                            "leave `address_space_policy` out and list the devices that the guest uses");
    } else {
        axvm_finding_remark(sharing->late->findings, finding, AXVM_REMARK_HELP,
                            "move one of the two, or say that they share on purpose: `# axvm: allow AX1106 reason`");
    }
    return finding;
}

static struct axvm_finding *report_sharing(const struct sharing *sharing, enum axvm_clash_scope scope) {
    if (scope == AXVM_CLASH_RAM_AND_MMIO) {
        return report_memory_passed(sharing);
    }
    switch (axvm_claim_space_of(sharing->clash->late)) {
    case AXVM_SPACE_RAM:
        return report_memory(sharing);
    case AXVM_SPACE_MMIO:
        return report_device(sharing);
    case AXVM_SPACE_PORTS:
        return report_ports(sharing);
    case AXVM_SPACE_FRAMES:
        return report_frames(sharing);
    case AXVM_SPACE_PATHS:
        return report_path(sharing);
    }
    return NULL;
}

/* The clashes of one kind between the same two guests. */
struct pair_run {
    const struct axvm_clash *first;
    uint64_t covered; /* one past the last number reported, or left out since it is told already */
    uint32_t reported;
    uint32_t left_out;
    struct axvm_finding *last; /* of the findings */
};

static bool is_of_run(const struct pair_run *run, const struct axvm_clash *clash) {
    return run->first != NULL && run->first->late->guest == clash->late->guest &&
           run->first->early->guest == clash->early->guest &&
           axvm_claim_space_of(run->first->late) == axvm_claim_space_of(clash->late);
}

static void end_run(struct axvm_board_checker *checker, const struct pair_run *run) {
    if (run->left_out > 0) {
        axvm_finding_remark(checker->vms[run->first->late->guest]->findings, run->last, AXVM_REMARK_NOTE,
                            "the two guests share %u more of this kind", (uint64_t)run->left_out);
    }
}

/* Finds and reports clashes, pair by pair: each shared place once, and of each pair and kind the first few. */
static void report_clashes(struct axvm_board_checker *checker, enum axvm_clash_scope scope) {
    struct axvm_clash_list list;
    if (checker->count < 2 || !axvm_clashes_of(checker, scope, &list)) {
        return;
    }
    struct pair_run run = {0};
    for (size_t i = 0; i < list.count; i++) {
        const struct axvm_clash *clash = &list.items[i];
        struct axvm_vm *late = checker->vms[clash->late->guest];
        const struct axvm_vm *early = checker->vms[clash->early->guest];
        struct sharing sharing = {
            checker, clash, late, early, name_beside(late, early), name_beside(early, late), axvm_clash_range(clash)};
        if (!is_of_run(&run, clash)) {
            end_run(checker, &run);
            run = (struct pair_run){.first = clash};
        }
        uint64_t last = axvm_range_last(sharing.range);
        if (run.reported > 0 && last < run.covered) {
            continue;
        }
        run.covered = last + 1;
        bool is_all = clash->late->kind == AXVM_CLAIM_HOST || clash->early->kind == AXVM_CLAIM_HOST;
        if (run.reported < (is_all ? 1 : FINDINGS_OF_PAIR_MAX)) {
            run.last = report_sharing(&sharing, scope);
            run.reported++;
        } else {
            run.left_out++;
        }
    }
    end_run(checker, &run);
}

static void check_shared(struct axvm_board_checker *checker) {
    report_clashes(checker, AXVM_CLASH_SAME_SPACE);
}

static void check_memory_passed(struct axvm_board_checker *checker) {
    report_clashes(checker, AXVM_CLASH_RAM_AND_MMIO);
}

/* --- all devices ---------------------------------------------------------------------------------- */

static void report_all_devices(struct axvm_board_checker *checker, struct axvm_vm *vm, const struct axvm_vm *other) {
    size_t index = 0;
    size_t other_index = 0;
    (void)axvm_passes_all(vm, &index);
    (void)axvm_passes_all(other, &other_index);
    const struct axvm_passthrough_device_config *device = &vm->config->devices.passthrough_devices[index];
    const struct axvm_passthrough_device_config *elsewhere = &other->config->devices.passthrough_devices[other_index];
    struct axvm_finding *finding = axvm_board_report(checker, vm, axvm_place_of_node(vm, device->node));
    axvm_finding_message(vm->findings, finding, "all devices of the board are passed through to %q, too",
                         name_beside(other, vm));
    axvm_finding_label(vm->findings, finding, "%q has the interrupt controller and all devices",
                       name_beside(vm, other));
    axvm_finding_secondary_in(vm->findings, finding, other->source, axvm_place_of_node(other, elsewhere->node),
                              "and so has %q", name_beside(other, vm));
    axvm_finding_remark(vm->findings, finding, AXVM_REMARK_ON_BOARD,
                        "the guest that starts last sets the interrupt controller up anew under the other");
    axvm_finding_remark(vm->findings, finding, AXVM_REMARK_HELP,
                        "list in one of the guests the devices that it uses, and exclude them from the other");
}

/* Each guest against the one that comes first in an order of their own, which does not depend on that of the files. */
static void check_all_devices(struct axvm_board_checker *checker) {
    uint32_t *ranks = axvm_rank_guests(checker);
    size_t first = checker->count;
    size_t index;
    for (size_t i = 0; ranks != NULL && i < checker->count; i++) {
        bool is_first = first == checker->count || ranks[i] < ranks[first];
        if (is_first && axvm_board_sees(checker, checker->vms[i]) && axvm_passes_all(checker->vms[i], &index)) {
            first = i;
        }
    }
    for (size_t i = 0; first < checker->count && i < checker->count; i++) {
        struct axvm_vm *vm = checker->vms[i];
        struct axvm_vm *other = checker->vms[first];
        if (axvm_board_sees(checker, vm) && axvm_passes_all(vm, &index) && axvm_are_neighbors(vm, other)) {
            report_all_devices(checker, i > first ? vm : other, i > first ? other : vm);
        }
    }
}

/* --- physical CPUs -------------------------------------------------------------------------------- */

/* A vCPU that has one physical CPU. */
struct pinned_vcpu {
    uint64_t cpu;
    uint32_t guest;
    uint32_t index; /* of the vCPU */
};

/* So many vCPUs on a physical CPU are too many. Two guests that share one are AX0319. */
#define CROWD 3

static bool is_pinned_before(const void *a, const void *b) {
    const struct pinned_vcpu *left = a;
    const struct pinned_vcpu *right = b;
    if (left->cpu != right->cpu) {
        return left->cpu < right->cpu;
    }
    return left->guest != right->guest ? left->guest < right->guest : left->index < right->index;
}

/* Whether physical interrupts go straight to the guest: where the hypervisor looks at the mode. */
static bool has_physical_interrupts(const struct axvm_vm *vm) {
    return vm->config->devices.interrupt_mode == AXVM_INTERRUPT_PASSTHROUGH &&
           (vm->arch == AXVM_ARCH_AARCH64 || !is_0_4(vm));
}

/* What pins vCPUs: `phys_cpu_ids` on aarch64, the masks of `phys_cpu_sets` on loongarch64. */
static bool is_pinned_by_ids(const struct axvm_vm *vm) {
    return vm->arch == AXVM_ARCH_AARCH64;
}

static struct axvm_optional_u64_list pins_of(const struct axvm_vm *vm) {
    const struct axvm_base_config *base = &vm->config->base;
    struct axvm_optional_u64_list list = is_pinned_by_ids(vm) ? base->phys_cpu_ids : base->phys_cpu_sets;
    list.count = list.count < base->cpu_num ? list.count : (size_t)base->cpu_num;
    return list;
}

static uint64_t number_of_bit(uint64_t mask) {
    uint64_t number = 0;
    while ((mask >> number & 1) == 0) {
        number++;
    }
    return number;
}

static size_t collect_pins(const struct axvm_vm *vm, uint32_t guest, struct pinned_vcpu *pins) {
    struct axvm_optional_u64_list list = pins_of(vm);
    size_t count = 0;
    for (size_t i = 0; i < list.count; i++) {
        uint64_t item = list.items[i];
        if (is_pinned_by_ids(vm)) {
            pins[count++] = (struct pinned_vcpu){item, guest, (uint32_t)i};
        } else if (item != 0 && (item & (item - 1)) == 0) { /* one bit: any other mask leaves a choice */
            pins[count++] = (struct pinned_vcpu){number_of_bit(item), guest, (uint32_t)i};
        }
    }
    return count;
}

static struct axvm_span place_of_pin(struct axvm_vm *vm, const struct pinned_vcpu *pin) {
    size_t member = is_pinned_by_ids(vm) ? offsetof(struct axvm_base_config, phys_cpu_ids)
                                         : offsetof(struct axvm_base_config, phys_cpu_sets);
    uint32_t list = axvm_node_of_member(vm, &axvm_base_record, vm->config->base.node, member);
    return axvm_place_of_element(vm, list, pin->index);
}

/* Reports a physical CPU at the last of its vCPUs. `pins` are those of the CPU. */
static void report_crowd(struct axvm_board_checker *checker, const struct pinned_vcpu *pins, size_t count) {
    const struct pinned_vcpu *last = &pins[count - 1];
    struct axvm_vm *vm = checker->vms[last->guest];
    struct axvm_finding *finding = axvm_board_report(checker, vm, place_of_pin(vm, last));
    axvm_finding_message(vm->findings, finding, "physical CPU %x is to run %u vCPUs with physical interrupts",
                         last->cpu, (uint64_t)count);
    axvm_finding_label(vm->findings, finding, "vCPU %u of this guest", (uint64_t)last->index);
    for (size_t i = 0; i < count - 1 && i < AXVM_LABELS_MAX; i++) {
        struct axvm_vm *other = checker->vms[pins[i].guest];
        axvm_finding_secondary_in(vm->findings, finding, other->source, place_of_pin(other, &pins[i]), "vCPU %u of %q",
                                  (uint64_t)pins[i].index, name_beside(other, vm));
    }
    axvm_finding_remark(vm->findings, finding, AXVM_REMARK_ON_BOARD,
                        "the guests take the CPU's timer and interrupts from each other, and some starve");
    axvm_finding_remark(vm->findings, finding, AXVM_REMARK_HELP, "give each vCPU a physical CPU of its own");
}

/* Crowds are those of several guests: what one guest does to itself is another rule's business. */
static void report_crowds(struct axvm_board_checker *checker, const struct pinned_vcpu *pins, size_t count) {
    size_t next;
    for (size_t start = 0; start < count; start = next) {
        for (next = start + 1; next < count && pins[next].cpu == pins[start].cpu;) {
            next++;
        }
        bool is_shared = pins[next - 1].guest != pins[start].guest;
        if (is_shared && next - start >= CROWD) {
            report_crowd(checker, pins + start, next - start);
        }
    }
}

static void check_crowded_cpu(struct axvm_board_checker *checker) {
    size_t room = 0;
    size_t count = 0;
    for (size_t i = 0; i < checker->count; i++) {
        room += axvm_board_sees(checker, checker->vms[i]) ? pins_of(checker->vms[i]).count : 0;
    }
    struct pinned_vcpu *pins = axvm_arena_take_low(checker->arena, room * sizeof *pins, _Alignof(struct pinned_vcpu));
    if (pins == NULL) {
        checker->out_of_memory = true;
        return;
    }
    for (size_t i = 0; i < checker->count; i++) {
        if (axvm_board_sees(checker, checker->vms[i]) && has_physical_interrupts(checker->vms[i])) {
            count += collect_pins(checker->vms[i], (uint32_t)i, pins + count);
        }
    }
    axvm_sort(pins, count, sizeof *pins, is_pinned_before);
    report_crowds(checker, pins, count);
}

/* --- the rows ------------------------------------------------------------------------------------- */

/* The guests of a board in examples. Where its memory is in question, a guest has it from the host as it is. */
#define NEXT_FILE   "# --- vm2.toml\n"
#define NEXT_FILE_3 "# --- vm3.toml\n"
#define GUEST_BASE(id, name, cpu)                                                                                      \
    "[base]\nid = " id "\nname = \"" name "\"\n" VM_TYPE CPU_NUM "phys_cpu_ids = [" cpu "]\n"
#define GUEST(id, name, cpu) GUEST_BASE(id, name, cpu) KERNEL DEVICES
#define RESERVED_AT(address)                                                                                           \
    "[kernel]\nmemory_regions = [[" address ", 0x1000_0000, 7, 2]]\n" IMAGE LOCATION "kernel_load_addr = " address     \
    "\nentry_point = " address "\n\n"

#define WINDOW_AT(address)                                                                                             \
    "[devices]\npassthrough_addresses = [[" address ", 0x10_0000]]\n" DEVICE_LISTS INTERRUPTS KERNEL "\n"

static const struct axvm_rule rows[] = {
    {.code = AXVM_CODE_MVM_SAME_ID,
     IN_ALL(ERROR),
     .needs = {NEEDS_BASE(id)},
     .check_board = check_same_id,
     .title = "two guests of a board have the same `id`",
     TEXTS(.origin = "MVM-01", .name = "same-id", .related = {AXVM_CODE_MVM_SAME_NAME, AXVM_CODE_MVM_ALL_DEVICES},
           .explanation =
               "The hypervisor keeps its guests by their `id`, and finds the images of a guest by it. Each guest "
               "of a board needs a number of its own, from 1 on.",
           .on_board =
               "Axvisor 0.4 keeps the guest that it sees first; the other is missing, and all that tells so is a "
               "warning in its log. Images that are built into the hypervisor are found by the number as well, so a "
               "guest can get the other's. Axvisor 0.8 logs an error and goes on without the second guest.",
           .failing = GUEST("1", "linux", "0") NEXT_FILE GUEST("1", "rtos", "1"),
           .mended = GUEST("1", "linux", "0") NEXT_FILE GUEST("2", "rtos", "1"))},
    {.code = AXVM_CODE_MVM_ID_ZERO,
     IN_0_4(ERROR),
     .needs = {NEEDS_BASE(id)},
     .check = check_id_zero,
     .title = "guest has the `id` 0",
     TEXTS(.origin = "MVM-02", .name = "id-zero",
           .related = {AXVM_CODE_IRQ_ID_ZERO, AXVM_CODE_MVM_BOOT_DELAY, AXVM_CODE_MVM_SAME_ID},
           .explanation =
               "Axvisor 0.4 starts guests one after the other: it takes 1 from the `id`, and the result is how "
               "often 5 s it waits. For 0 there is no such number, so ids start at 1.",
           .on_board = "A debug build panics at the subtraction. In a release build it wraps, and the vCPU waits "
                       "practically forever, with its physical CPU busy all the time.",
           .failing = "[base]\nid = 0\n" NAME VM_TYPE CPUS KERNEL DEVICES,
           .mended = "[base]\nid = 1\n" NAME VM_TYPE CPUS KERNEL DEVICES)},
    {.code = AXVM_CODE_MVM_BOOT_DELAY,
     IN_0_4(WARNING),
     .needs = {NEEDS_BASE(id)},
     .check = check_boot_delay,
     .title = "guest starts late because of its `id`",
     TEXTS(.origin = "MVM-03", .name = "boot-delay",
           .related = {AXVM_CODE_IRQ_ID_BEYOND_SPI_TARGETS, AXVM_CODE_MVM_ID_ZERO},
           .explanation =
               "Axvisor 0.4 starts guests one after the other: a guest waits 5 s for each number that its `id` is "
               "above 1, so the guest 10 starts after 45 s. Numbers 1 and 2 are not reported. Later versions do "
               "not wait.",
           .on_board =
               "Each vCPU of the guest counts down the time with its physical CPU busy, so other guests on that CPU "
               "wait, too.",
           .failing = "[base]\nid = 10\n" NAME VM_TYPE CPUS KERNEL DEVICES,
           .mended = "[base]\nid = 2\n" NAME VM_TYPE CPUS KERNEL DEVICES)},
    {.code = AXVM_CODE_MVM_SHARED,
     IN_ALL(ERROR),
     .needs = {NEEDS_KERNEL(memory_regions), NEEDS_KERNEL(dtb_path), NEEDS_DEVICES(passthrough_devices),
               NEEDS_DEVICES(passthrough_addresses), NEEDS_DEVICES(passthrough_ports), NEEDS_DEVICES(excluded_devices),
               NEEDS_DEVICES(emu_devices), NEEDS_DEVICES(address_space_policy)},
     .check_board = check_shared,
     .title = "two guests have the same memory or device",
     TEXTS(.origin = "MVM-05", .name = "shared", .related = {AXVM_CODE_MVM_MEMORY_PASSED, AXVM_CODE_MVM_ALL_DEVICES},
           .explanation =
               "Memory of map type 2 and devices that are passed through belong to the guest that lists them, and "
               "the hypervisor does not check whether another one lists them, too. Compared are host addresses of "
               "memory and of devices, I/O ports, paths of the device tree, and the physical CPUs whose "
               "redistributors are used. A path stands for what is below it as well, without what "
               "`excluded_devices` takes away; with a device tree of its own, a guest's \"/\" is not compared.\n\n"
               "It is an error where main memory is concerned. Other memory may be shared on purpose, and two "
               "drivers for one device may get along, so that is a warning; it is a note where two devices only "
               "lie in the same page. Where guests share on purpose, `# axvm: allow AX1105 reason` says so.",
           .on_board =
               "Nothing stops the guests: the second one to start writes over the first one's kernel, or sets up a "
               "device that the first one uses. What follows looks like a fault of either guest.",
           .failing = RESERVED_AT("0x8000_0000") GUEST_BASE("1", "linux", "0")
               DEVICES NEXT_FILE RESERVED_AT("0x8800_0000") GUEST_BASE("2", "rtos", "1") DEVICES,
           .mended = RESERVED_AT("0x8000_0000") GUEST_BASE("1", "linux", "0")
               DEVICES NEXT_FILE RESERVED_AT("0x9000_0000") GUEST_BASE("2", "rtos", "1") DEVICES)},
    {.code = AXVM_CODE_MVM_MEMORY_PASSED,
     IN_ALL(WARNING),
     .needs = {NEEDS_KERNEL(memory_regions), NEEDS_KERNEL(dtb_path), NEEDS_DEVICES(passthrough_devices),
               NEEDS_DEVICES(passthrough_addresses), NEEDS_DEVICES(emu_devices), NEEDS_DEVICES(address_space_policy)},
     .check_board = check_memory_passed,
     .title = "memory of one guest is passed through to another",
     TEXTS(.origin = "MVM-06", .name = "memory-passed", .related = {AXVM_CODE_MVM_SHARED, AXVM_CODE_MVM_ALL_DEVICES},
           .explanation =
               "Memory of map type 2 is at the configured address in the host, too. A range that is passed through "
               "to another guest covers a part of it, so that guest can change what the first one has there. "
               "Where this is meant as a channel between the two, `# axvm: allow AX1106 reason` says so.",
           .on_board = "The hypervisor maps both without a word. The range that is passed through is mapped as device "
                       "memory, the other side as normal memory, so even a channel on purpose can show old data.",
           .failing = RESERVED_AT("0x8000_0000") GUEST_BASE("1", "linux", "0")
               DEVICES NEXT_FILE WINDOW_AT("0x8800_0000") GUEST_BASE("2", "rtos", "1"),
           .mended = RESERVED_AT("0x8000_0000") GUEST_BASE("1", "linux", "0") DEVICES NEXT_FILE WINDOW_AT("0x9000_0000")
               GUEST_BASE("2", "rtos", "1"))},
    {.code = AXVM_CODE_MVM_SAME_NAME,
     IN_ALL(NOTE),
     .needs = {NEEDS_BASE(id), NEEDS_BASE(name)},
     .check_board = check_same_name,
     .title = "two guests of a board have the same `name`",
     TEXTS(.origin = "MVM-07", .name = "same-name", .related = {AXVM_CODE_MVM_SAME_ID, AXVM_CODE_MVM_ALL_DEVICES},
           .explanation =
               "The hypervisor tells guests apart by `id` and never looks at `name`. It shows names in its log and "
               "in its lists of guests, so two guests with one name are only hard to tell apart for people.",
           .failing = GUEST("1", "linux", "0") NEXT_FILE GUEST("2", "linux", "1"),
           .mended = GUEST("1", "linux", "0") NEXT_FILE GUEST("2", "rtos", "1"))},
    {.code = AXVM_CODE_MVM_CROWDED_CPU,
     IN_ALL(WARNING),
     .archs = ON(AARCH64) | ON(LOONGARCH64),
     .needs = {NEEDS_BASE(cpu_num), NEEDS_BASE(phys_cpu_ids), NEEDS_BASE(phys_cpu_sets), NEEDS_DEVICES(interrupt_mode)},
     .check_board = check_crowded_cpu,
     .title = "three or more vCPUs with interrupts share a physical CPU",
     TEXTS(.origin = "MVM-08", .name = "crowded-cpu",
           .related = {AXVM_CODE_CPU_SHARED, AXVM_CODE_MVM_ALL_DEVICES, AXVM_CODE_MVM_BOOT_DELAY},
           .explanation =
               "Guests with `interrupt_mode = \"passthrough\"` get the timer and the interrupts of the physical "
               "CPUs that their vCPUs are pinned to. Three or more vCPUs of several guests on one CPU leave none "
               "of them a usable share. vCPUs are pinned by `phys_cpu_ids` on aarch64, and by a mask with one "
               "bit in `phys_cpu_sets` on loongarch64.",
           .on_board =
               "A vCPU that does not run loses the interrupts that arrive for it to the one that does: timers come "
               "late or never, and the guests stall.",
           .failing = GUEST("1", "linux", "0") NEXT_FILE GUEST("2", "rtos", "0") NEXT_FILE_3 GUEST("3", "other", "0"),
           .mended = GUEST("1", "linux", "0") NEXT_FILE GUEST("2", "rtos", "1") NEXT_FILE_3 GUEST("3", "other", "2"))},
    {.code = AXVM_CODE_MVM_ALL_DEVICES,
     IN_ALL(WARNING),
     .archs = ON(AARCH64),
     .needs = {NEEDS_KERNEL(dtb_path), NEEDS_DEVICES(passthrough_devices)},
     .check_board = check_all_devices,
     .title = "two guests have all devices of the board",
     TEXTS(.origin = "MVM-09", .name = "all-devices-twice", .related = {AXVM_CODE_MVM_SHARED},
           .explanation =
               "The path \"/\" passes the whole device tree of the host through, without what `excluded_devices` "
               "takes away. Two guests that do so share the interrupt controller (GIC), the timer and every "
               "other device. Two small guests may get along with it, as those that come with Axvisor do; two "
               "that use the same devices do not. With a device tree of its own (`dtb_path`), a guest has what "
               "is in that, and is not reported.",
           .on_board = "The guest that starts last resets and configures the interrupt controller, and takes the first "
                       "guest's interrupts away. Both then drive the same serial port, disks and network devices.",
           .failing = "[devices]\n" DEVICE_LISTS INTERRUPTS "\n" GUEST_BASE("1", "linux", "0") KERNEL NEXT_FILE
           "[devices]\n" DEVICE_LISTS INTERRUPTS "\n" GUEST_BASE("2", "rtos", "1") KERNEL,
           .mended = "[devices]\nexcluded_devices = [[\"/virtio_mmio@a000000\"]]\n" DEVICE_LISTS INTERRUPTS
                     "\n" GUEST_BASE("1", "linux", "0") KERNEL NEXT_FILE
           "[devices]\nemu_devices = []\npassthrough_devices = [[\"/virtio_mmio@a000000\", 0, 0, 0, 0]]\n" INTERRUPTS
           "\n" GUEST_BASE("2", "rtos", "1") KERNEL)},
};

const struct axvm_rule_family axvm_mvm_rules = FAMILY(rows);
