/* SPDX-License-Identifier: Apache-2.0 */
/* Rules of family 03: vCPUs, and the physical CPUs that they run on. */
#include "check/arch.h"
#include "check/checker.h"
#include "check/claims.h"
#include "check/cpu_index.h"
#include "check/rule_rows.h"

#include "base/sort.h"

/* Masks of vCPUs and of physical CPUs have as many bits in the hypervisor. */
#define CPUS_MAX 64

/* Where there is no such device tree, and vCPUs run where `phys_cpu_sets` says. */
static bool goes_by_masks(enum axvm_arch arch) {
    return arch == AXVM_ARCH_X86_64 || arch == AXVM_ARCH_LOONGARCH64;
}

/* How many elements of a list are some vCPU's. */
static size_t used_count(const struct axvm_optional_u64_list *list, uint64_t cpu_num) {
    return list->count < cpu_num ? list->count : (size_t)cpu_num;
}

static const char *plural(uint64_t count) {
    return count == 1 ? "" : "s";
}

/* The number of the highest bit of a mask that is not 0. */
static unsigned highest_bit(uint64_t mask) {
    unsigned bit = 0;
    while (mask >> bit > 1) {
        bit++;
    }
    return bit;
}

/* The elements from `first` to the last of a list with `count`. */
static struct axvm_span span_of_rest(struct axvm_vm *vm, uint32_t list, size_t first, size_t count) {
    struct axvm_span span = axvm_place_of_element(vm, list, first);
    span.end = axvm_place_of_element(vm, list, count - 1).end;
    return span;
}

/* The place of a vCPU's physical CPU, and of its mask. */
static struct axvm_span place_of_id(struct axvm_checker *checker, size_t vcpu) {
    return axvm_place_of_element(checker->vm, AXVM_NODE_OF(checker, base, phys_cpu_ids), vcpu);
}

static struct axvm_span place_of_mask(struct axvm_checker *checker, size_t vcpu) {
    return axvm_place_of_element(checker->vm, AXVM_NODE_OF(checker, base, phys_cpu_sets), vcpu);
}

static void mark_cpu_num(struct axvm_checker *checker, struct axvm_finding *finding) {
    uint64_t cpu_num = checker->config->base.cpu_num;
    axvm_finding_secondary(checker->findings, finding, AXVM_PLACE_OF(checker, base, cpu_num), "%u vCPU%s", cpu_num,
                           plural(cpu_num));
}

/* --- how many vCPUs -------------------------------------------------------------------------------- */

static void check_none(struct axvm_checker *checker) {
    const struct axvm_base_config *base = &checker->config->base;
    if (base->cpu_num != 0) {
        return;
    }
    uint64_t named = base->phys_cpu_ids.count > 0 ? base->phys_cpu_ids.count : 1;
    struct axvm_span span = AXVM_PLACE_OF(checker, base, cpu_num);
    struct axvm_finding *finding = axvm_report(checker, span);
    axvm_finding_message(checker->findings, finding, "the guest has no CPU");
    axvm_finding_label(checker->findings, finding, "must be at least 1");
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_ON_BOARD,
                        checker->profile == AXVM_PROFILE_0_4
                            ? "the hypervisor takes the first vCPU of an empty list and panics: every VM is lost"
                            : "there is no vCPU to start with, and the VM is given up");
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP,
                        base->phys_cpu_ids.count > 0 ? "write `cpu_num = %u`, as many as `phys_cpu_ids` names"
                                                     : "write `cpu_num = %u`",
                        named);
    axvm_suggest_number(checker, finding, span, named, true);
}

static void check_too_many(struct axvm_checker *checker) {
    uint64_t cpu_num = checker->config->base.cpu_num;
    if (cpu_num <= CPUS_MAX) {
        return;
    }
    struct axvm_span span = AXVM_PLACE_OF(checker, base, cpu_num);
    struct axvm_finding *finding = axvm_report(checker, span);
    axvm_finding_message(checker->findings, finding, "%u vCPUs are more than a guest can use", cpu_num);
    axvm_finding_label(checker->findings, finding, "%u more than %u", cpu_num - CPUS_MAX, (uint64_t)CPUS_MAX);
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_ON_BOARD,
                        "vCPUs from number %u on exist, but no interrupt reaches them", (uint64_t)CPUS_MAX);
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP, "write `cpu_num = %u` or less",
                        (uint64_t)CPUS_MAX);
}

static void check_secondary_x86(struct axvm_checker *checker) {
    uint64_t cpu_num = checker->config->base.cpu_num;
    if (cpu_num <= 1) {
        return;
    }
    struct axvm_span span = AXVM_PLACE_OF(checker, base, cpu_num);
    struct axvm_finding *finding = axvm_report(checker, span);
    axvm_finding_message(checker->findings, finding, "an x86_64 guest has the use of one vCPU only");
    axvm_finding_label(checker->findings, finding, "%u of %u never start", cpu_num - 1, cpu_num);
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_ON_BOARD,
                        "the hypervisor does not answer INIT and SIPI, so the guest waits for its other CPUs in vain");
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP, "write `cpu_num = 1`");
    axvm_suggest_number(checker, finding, span, 1, true);
}

static void check_secondary_loongarch(struct axvm_checker *checker) {
    uint64_t cpu_num = checker->config->base.cpu_num;
    if (cpu_num <= 1) {
        return;
    }
    struct axvm_finding *finding = axvm_report(checker, AXVM_PLACE_OF(checker, base, cpu_num));
    axvm_finding_message(checker->findings, finding, "several vCPUs have hardly been tried on loongarch64");
    axvm_finding_label(checker->findings, finding, "%u vCPUs", cpu_num);
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP,
                        "write `cpu_num = 1` unless the board is known to start the others");
}

/* --- lists that are missing, too long or too short -------------------------------------------------- */

/* A line that names CPUs 0 and up for so many vCPUs; empty if they are too many. */
static struct axvm_slice first_cpus(uint64_t cpu_num) {
    static const char *const lines[] = {
        "",
        "phys_cpu_ids = [0]",
        "phys_cpu_ids = [0, 1]",
        "phys_cpu_ids = [0, 1, 2]",
        "phys_cpu_ids = [0, 1, 2, 3]",
        "phys_cpu_ids = [0, 1, 2, 3, 4]",
        "phys_cpu_ids = [0, 1, 2, 3, 4, 5]",
        "phys_cpu_ids = [0, 1, 2, 3, 4, 5, 6]",
        "phys_cpu_ids = [0, 1, 2, 3, 4, 5, 6, 7]",
    };
    return axvm_slice_of(lines[cpu_num < sizeof lines / sizeof lines[0] ? cpu_num : 0]);
}

static void check_ids_missing(struct axvm_checker *checker) {
    const struct axvm_base_config *base = &checker->config->base;
    if (base->phys_cpu_ids.present) {
        return;
    }
    struct axvm_finding *finding = axvm_report(checker, AXVM_PLACE_OF(checker, base, phys_cpu_ids));
    axvm_finding_message(checker->findings, finding, "`phys_cpu_ids` is missing");
    axvm_finding_label(checker->findings, finding, "%u vCPU%s, and no physical CPU is named", base->cpu_num,
                       plural(base->cpu_num));
    if (base->phys_cpu_sets.present) {
        axvm_finding_secondary(checker->findings, finding, AXVM_PLACE_OF(checker, base, phys_cpu_sets),
                               "not used on %s", axvm_arch_name(checker->arch));
    }
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_ON_BOARD,
                        checker->profile == AXVM_PROFILE_0_4
                            ? "the hypervisor looks for it in every configuration and panics: every VM is lost"
                            : "the VM is not created if the host has a device tree, as such boards do");
    struct axvm_slice line = first_cpus(base->cpu_num);
    if (line.length == 0 || (base->phys_cpu_sets.present && checker->arch == AXVM_ARCH_AARCH64)) {
        axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP,
                            "name a CPU for each vCPU by its number in the host's device tree");
        return;
    }
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP,
                        "add %q, or the numbers of other CPUs in the host's device tree", line);
    axvm_suggest_key_behind(checker, finding, AXVM_NODE_OF(checker, base, cpu_num), line, true);
}

/*
 * Shortening a list is safe where it cannot change which CPUs the vCPUs get. vCPU i takes element i, and what is
 * behind the last vCPU's is nobody's: 0.4 panics over it, 0.8 drops it. But 0.8 first takes out of `phys_cpu_ids` what
 * the host's device tree does not have, and what follows moves up; the rest may then be somebody's. Also, if both
 * lists have the same length, it may be `cpu_num` that is wrong.
 */
static void report_surplus(struct axvm_checker *checker, const char *key, uint32_t list, size_t count,
                           bool needs_review) {
    const struct axvm_base_config *base = &checker->config->base;
    uint64_t surplus = count - base->cpu_num;
    struct axvm_span span = span_of_rest(checker->vm, list, (size_t)base->cpu_num, count);
    struct axvm_finding *finding = axvm_report(checker, span);
    axvm_finding_message(checker->findings, finding, "`%s` has %u element%s for %u vCPU%s", key, (uint64_t)count,
                         plural(count), base->cpu_num, plural(base->cpu_num));
    axvm_finding_label(checker->findings, finding,
                       surplus == 1 ? "there is no vCPU %u" : "there are no vCPUs from %u on", base->cpu_num);
    mark_cpu_num(checker, finding);
    const char *effect = "the hypervisor goes past the end of its list of vCPUs and panics: every VM is lost";
    if (checker->profile == AXVM_PROFILE_0_8) {
        effect = axvm_has_device_tree(checker->arch) ? "the guest's device tree has CPUs that never start"
                                                     : "what is too much is ignored";
    }
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_ON_BOARD, effect);
    if (surplus == 1) {
        axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP, "remove %q, or write `cpu_num = %u`",
                            axvm_toml_text(checker->vm->document, span), (uint64_t)count);
    } else {
        axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP,
                            "remove the last %u elements, or write `cpu_num = %u`", surplus, (uint64_t)count);
    }
    bool is_outvoted = base->phys_cpu_ids.count == base->phys_cpu_sets.count;
    axvm_suggest_shorter_list(checker, finding, list, (size_t)base->cpu_num, needs_review || is_outvoted);
    axvm_suggest_number(checker, finding, AXVM_PLACE_OF(checker, base, cpu_num), count, true);
}

static void check_ids_surplus(struct axvm_checker *checker) {
    const struct axvm_base_config *base = &checker->config->base;
    if (base->phys_cpu_ids.count > base->cpu_num) {
        bool may_move_up = checker->profile == AXVM_PROFILE_0_8 && !goes_by_masks(checker->arch);
        report_surplus(checker, "phys_cpu_ids", AXVM_NODE_OF(checker, base, phys_cpu_ids), base->phys_cpu_ids.count,
                       may_move_up);
    }
}

static void check_sets_surplus(struct axvm_checker *checker) {
    const struct axvm_base_config *base = &checker->config->base;
    if (base->phys_cpu_sets.count > base->cpu_num) {
        report_surplus(checker, "phys_cpu_sets", AXVM_NODE_OF(checker, base, phys_cpu_sets), base->phys_cpu_sets.count,
                       false);
    }
}

/* The help and the edit for a list that is too short. */
static void suggest_fewer_cpus(struct axvm_checker *checker, struct axvm_finding *finding, uint64_t count) {
    uint64_t missing = checker->config->base.cpu_num - count;
    if (count == 0) {
        axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP, "add %u element%s", missing, plural(missing));
        return;
    }
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP, "add %u element%s, or write `cpu_num = %u`",
                        missing, plural(missing), count);
    axvm_suggest_number(checker, finding, AXVM_PLACE_OF(checker, base, cpu_num), count, true);
}

static void check_ids_short(struct axvm_checker *checker) {
    const struct axvm_base_config *base = &checker->config->base;
    uint64_t count = base->phys_cpu_ids.count;
    if (!base->phys_cpu_ids.present || count >= base->cpu_num) {
        return;
    }
    struct axvm_span span = AXVM_PLACE_OF(checker, base, phys_cpu_ids);
    bool is_used = !goes_by_masks(checker->arch);
    struct axvm_finding *finding =
        is_used ? axvm_report(checker, span) : axvm_report_at(checker, AXVM_LEVEL_WARNING, span);
    axvm_finding_message(checker->findings, finding, "`phys_cpu_ids` names %u CPU%s for %u vCPU%s", count,
                         plural(count), base->cpu_num, plural(base->cpu_num));
    axvm_finding_label(checker->findings, finding,
                       base->cpu_num - count == 1 ? "no CPU for vCPU %u" : "no CPU for vCPUs from %u on", count);
    mark_cpu_num(checker, finding);
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_ON_BOARD,
                        is_used ? "vCPU %u takes %u for its CPU number; the guest is told of no such CPU, or of another"
                                : "logged as an error; nothing else on this architecture",
                        count, count);
    suggest_fewer_cpus(checker, finding, count);
}

static void check_sets_short(struct axvm_checker *checker) {
    const struct axvm_base_config *base = &checker->config->base;
    uint64_t count = base->phys_cpu_sets.count;
    if (!base->phys_cpu_sets.present || count >= base->cpu_num) {
        return;
    }
    struct axvm_finding *finding = axvm_report(checker, AXVM_PLACE_OF(checker, base, phys_cpu_sets));
    axvm_finding_message(checker->findings, finding, "`phys_cpu_sets` has %u mask%s for %u vCPU%s", count,
                         plural(count), base->cpu_num, plural(base->cpu_num));
    axvm_finding_label(checker->findings, finding,
                       base->cpu_num - count == 1 ? "no mask for vCPU %u" : "no mask for vCPUs from %u on", count);
    mark_cpu_num(checker, finding);
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_ON_BOARD,
                        "vCPU %u runs on any physical CPU, beside other guests", count);
    suggest_fewer_cpus(checker, finding, count);
}

/* --- which physical CPUs ---------------------------------------------------------------------------- */

/* A physical CPU that is named for a vCPU of some guest. */
struct named_cpu {
    uint64_t id;
    uint32_t guest; /* its index on the board */
    uint32_t vcpu;
    uint32_t node; /* of the number */
};

static bool is_named_before(const void *left, const void *right) {
    const struct named_cpu *a = left;
    const struct named_cpu *b = right;
    if (a->id != b->id) {
        return a->id < b->id;
    }
    return a->guest != b->guest ? a->guest < b->guest : a->vcpu < b->vcpu;
}

/* Adds the CPUs that `phys_cpu_ids` names for the vCPUs of a guest. @return how many */
static size_t collect_ids(const struct axvm_vm *vm, uint32_t guest, struct named_cpu *cpus) {
    const struct axvm_base_config *base = &vm->config->base;
    size_t count = used_count(&base->phys_cpu_ids, base->cpu_num);
    uint32_t list =
        axvm_node_of_member(vm, &axvm_base_record, base->node, offsetof(struct axvm_base_config, phys_cpu_ids));
    uint32_t node = list == 0 ? 0 : axvm_toml_first_child(vm->document, list);
    for (size_t i = 0; i < count; i++) {
        cpus[i] = (struct named_cpu){base->phys_cpu_ids.items[i], guest, (uint32_t)i, node};
        node = axvm_toml_next_child(vm->document, list, node);
    }
    return count;
}

static void report_duplicate(struct axvm_checker *checker, const struct named_cpu *first,
                             const struct named_cpu *second) {
    struct axvm_span span = axvm_place_of_node(checker->vm, second->node);
    bool is_used = !goes_by_masks(checker->arch);
    struct axvm_finding *finding =
        is_used ? axvm_report(checker, span) : axvm_report_at(checker, AXVM_LEVEL_WARNING, span);
    axvm_finding_message(checker->findings, finding, "physical CPU %v is named for two vCPUs",
                         axvm_toml_text(checker->vm->document, span));
    axvm_finding_label(checker->findings, finding, "for vCPU %u again", (uint64_t)second->vcpu);
    axvm_finding_secondary(checker->findings, finding, axvm_place_of_node(checker->vm, first->node), "for vCPU %u",
                           (uint64_t)first->vcpu);
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_ON_BOARD,
                        is_used ? "both vCPUs answer to one number, and the guest can start only the first"
                                : "nothing on this architecture: `phys_cpu_sets` says where vCPUs run");
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP,
                        "name another CPU for vCPU %u, or remove it and write `cpu_num = %u`", (uint64_t)second->vcpu,
                        checker->config->base.cpu_num - 1);
}

static void check_ids_duplicate(struct axvm_checker *checker) {
    const struct axvm_base_config *base = &checker->config->base;
    size_t count = used_count(&base->phys_cpu_ids, base->cpu_num);
    struct named_cpu *cpus =
        axvm_arena_take_low(checker->findings->arena, count * sizeof *cpus, _Alignof(struct named_cpu));
    if (cpus == NULL) {
        checker->out_of_memory = true;
        return;
    }
    collect_ids(checker->vm, 0, cpus);
    axvm_sort(cpus, count, sizeof *cpus, is_named_before);
    size_t first = 0;
    for (size_t i = 1; i < count; i++) {
        if (cpus[i].id == cpus[first].id) {
            report_duplicate(checker, &cpus[first], &cpus[i]);
        } else {
            first = i;
        }
    }
}

static void check_sets_unused(struct axvm_checker *checker) {
    const struct axvm_base_config *base = &checker->config->base;
    if (!base->phys_cpu_ids.present || !base->phys_cpu_sets.present) {
        return;
    }
    struct axvm_finding *finding = axvm_report(checker, AXVM_PLACE_OF(checker, base, phys_cpu_sets));
    axvm_finding_message(checker->findings, finding, "`phys_cpu_sets` is not used on %s",
                         axvm_arch_name(checker->arch));
    axvm_finding_label(checker->findings, finding, "replaced");
    axvm_finding_secondary(checker->findings, finding, AXVM_PLACE_OF(checker, base, phys_cpu_ids),
                           "by masks that are computed from this");
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP, "remove `phys_cpu_sets`");
}

/* --- masks ------------------------------------------------------------------------------------------ */

static void report_mask_beyond_host(struct axvm_checker *checker, size_t vcpu) {
    const uint64_t mask = checker->config->base.phys_cpu_sets.items[vcpu];
    const uint64_t host_cpus = checker->options->host_cpus;
    const uint64_t usable = mask & ((UINT64_C(1) << host_cpus) - 1);
    struct axvm_span span = place_of_mask(checker, vcpu);
    struct axvm_finding *finding = axvm_report(checker, span);
    axvm_finding_message(checker->findings, finding, "vCPU %u may run on physical CPU %u, which the board lacks",
                         (uint64_t)vcpu, (uint64_t)highest_bit(mask));
    axvm_finding_label(checker->findings, finding, "bit %u; the board has CPUs 0 to %u", (uint64_t)highest_bit(mask),
                       host_cpus - 1);
    const char *effect = "the hypervisor checks the mask against its number of CPUs and panics: every VM is lost";
    if (checker->profile == AXVM_PROFILE_0_8) {
        effect = usable == 0 ? "the vCPU runs on the lowest CPU, with a warning" : "such bits are ignored";
    }
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_ON_BOARD, effect);
    if (usable == 0) {
        axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP,
                            "CPU n is bit n: write %x or less for one CPU of this board",
                            UINT64_C(1) << (host_cpus - 1));
        return;
    }
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP, "write %x, which leaves out CPUs from %u on",
                        usable, host_cpus);
    axvm_suggest_number(checker, finding, span, usable, true);
}

static void check_mask_beyond_host(struct axvm_checker *checker) {
    const struct axvm_base_config *base = &checker->config->base;
    const uint64_t host_cpus = checker->options->host_cpus;
    if (host_cpus == 0 || host_cpus >= CPUS_MAX) {
        return;
    }
    for (size_t i = 0; i < used_count(&base->phys_cpu_sets, base->cpu_num); i++) {
        if (base->phys_cpu_sets.items[i] >> host_cpus != 0) {
            report_mask_beyond_host(checker, i);
        }
    }
}

static void report_mask_empty(struct axvm_checker *checker, size_t vcpu) {
    struct axvm_finding *finding = axvm_report(checker, place_of_mask(checker, vcpu));
    axvm_finding_message(checker->findings, finding, "vCPU %u may not run on any physical CPU", (uint64_t)vcpu);
    axvm_finding_label(checker->findings, finding, "no bit is set");
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_ON_BOARD,
                        checker->profile == AXVM_PROFILE_0_4
                            ? "the scheduler finds no CPU for the vCPU and panics: every VM is lost"
                            : "the vCPU runs on the lowest CPU, with a warning");
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP,
                        "CPU n is bit n: write 0x1 for CPU 0, 0x2 for CPU 1, 0x3 for both");
}

static void check_mask_empty(struct axvm_checker *checker) {
    const struct axvm_base_config *base = &checker->config->base;
    for (size_t i = 0; i < used_count(&base->phys_cpu_sets, base->cpu_num); i++) {
        if (base->phys_cpu_sets.items[i] == 0) {
            report_mask_empty(checker, i);
        }
    }
}

/* A mask as it is written. */
struct written_mask {
    uint64_t by_digit; /* the mask that was meant if each digit stands for a CPU */
    unsigned digits;
    unsigned ones;
    bool is_binary; /* hexadecimal, but no digits other than 0 and 1 */
};

static struct written_mask mask_as_written(struct axvm_slice text) {
    struct written_mask mask = {0, 0, 0, text.length > 2 && text.data[1] == 'x'};
    for (size_t i = 2; i < text.length && mask.is_binary; i++) {
        if (text.data[i] != '_') {
            mask.is_binary = text.data[i] == '0' || text.data[i] == '1';
            mask.by_digit = mask.by_digit << 1 | (text.data[i] == '1');
            mask.ones += text.data[i] == '1';
            mask.digits++;
        }
    }
    return mask;
}

static void report_mask_misread(struct axvm_checker *checker, size_t vcpu, uint64_t by_digit) {
    const uint64_t value = checker->config->base.phys_cpu_sets.items[vcpu];
    struct axvm_span span = place_of_mask(checker, vcpu);
    struct axvm_finding *finding = axvm_report(checker, span);
    axvm_finding_message(checker->findings, finding, "the mask of vCPU %u looks as if each digit stood for a CPU",
                         (uint64_t)vcpu);
    axvm_finding_label(checker->findings, finding, "the highest bit is CPU %u, not CPU %u",
                       (uint64_t)highest_bit(value), (uint64_t)highest_bit(by_digit));
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_NOTE,
                        "an example in the hypervisor's source reads masks so, but the hypervisor goes by bits");
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP, "if each digit was meant to be a CPU, write %x",
                        by_digit);
    axvm_suggest_number(checker, finding, span, by_digit, true);
}

/*
 * Masks of one digit mean the same either way, and 0x10 may well be CPU 4. What gives the other style away is that
 * they have two CPUs or are filled up with zeros, and that no mask of the list has another digit.
 */
static bool may_be_misread(const struct written_mask *mask, uint64_t value) {
    bool is_padded = mask->digits > 1 && mask->by_digit >> (mask->digits - 1) == 0;
    return mask->by_digit != value && (mask->ones > 1 || is_padded);
}

static void check_mask_misread(struct axvm_checker *checker) {
    const struct axvm_toml_document *document = checker->vm->document;
    const struct axvm_optional_u64_list *masks = &checker->config->base.phys_cpu_sets;
    for (size_t i = 0; i < masks->count; i++) {
        if (!mask_as_written(axvm_toml_text(document, place_of_mask(checker, i))).is_binary) {
            return;
        }
    }
    for (size_t i = 0; i < masks->count; i++) {
        struct written_mask mask = mask_as_written(axvm_toml_text(document, place_of_mask(checker, i)));
        if (may_be_misread(&mask, masks->items[i])) {
            report_mask_misread(checker, i, mask.by_digit);
        }
    }
}

/* --- harts ------------------------------------------------------------------------------------------ */

/* What comes of it that the harts are not 0 to `cpu_num` - 1 in this order. */
static const char *harts_effect(const struct axvm_checker *checker, bool is_other_set) {
    if (!is_other_set) {
        return "the guest asks for one hart, and the hypervisor starts another vCPU, or one that runs already";
    }
    return checker->config->kernel.dtb_path.present
               ? "the guest asks for a hart of its device tree, and the hypervisor finds no vCPU for it"
               : "the guest starts as hart 0, and its device tree has only the harts that are named here";
}

static void suggest_harts(struct axvm_checker *checker, struct axvm_finding *finding) {
    struct axvm_slice line = first_cpus(checker->config->base.cpu_num);
    if (line.length == 0) {
        axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP,
                            "name harts 0 to `cpu_num` - 1, in this order");
        return;
    }
    const size_t key_length = sizeof "phys_cpu_ids = " - 1;
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP, "write %q", line);
    axvm_finding_fix(checker->findings, finding, AXVM_PLACE_OF(checker, base, phys_cpu_ids),
                     (struct axvm_slice){line.data + key_length, line.length - key_length}, true);
}

/*
 * A guest's boot hart is always told that it is hart 0, and hart i is started where `phys_cpu_ids` has i. A guest with
 * one vCPU and a device tree of its own never notices.
 */
static void check_harts(struct axvm_checker *checker) {
    const struct axvm_base_config *base = &checker->config->base;
    size_t count = used_count(&base->phys_cpu_ids, base->cpu_num);
    size_t bad = 0;
    while (bad < count && base->phys_cpu_ids.items[bad] == bad) {
        bad++;
    }
    if (bad == count || (base->cpu_num == 1 && checker->config->kernel.dtb_path.present)) {
        return;
    }
    bool is_other_set = false;
    for (size_t i = bad; i < count; i++) {
        is_other_set = is_other_set || base->phys_cpu_ids.items[i] >= base->cpu_num;
    }
    struct axvm_span span = place_of_id(checker, bad);
    struct axvm_finding *finding =
        is_other_set ? axvm_report(checker, span) : axvm_report_at(checker, AXVM_LEVEL_WARNING, span);
    axvm_finding_message(checker->findings, finding, "vCPU %u is hart %u to the guest, but hart %v in `phys_cpu_ids`",
                         (uint64_t)bad, (uint64_t)bad, axvm_toml_text(checker->vm->document, span));
    axvm_finding_label(checker->findings, finding, "expected %u", (uint64_t)bad);
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_ON_BOARD, harts_effect(checker, is_other_set));
    suggest_harts(checker, finding);
}

static void report_hart_too_large(struct axvm_checker *checker, size_t vcpu) {
    struct axvm_span span = place_of_id(checker, vcpu);
    struct axvm_finding *finding = axvm_report(checker, span);
    axvm_finding_message(checker->findings, finding, "hart %v of vCPU %u has no bit in a mask of %u",
                         axvm_toml_text(checker->vm->document, span), (uint64_t)vcpu, (uint64_t)CPUS_MAX);
    axvm_finding_label(checker->findings, finding, "more than %u", (uint64_t)CPUS_MAX - 1);
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_ON_BOARD,
                        "without a host device tree the hypervisor shifts 1 by it: a panic, or another CPU");
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP, "name a hart from 0 to %u",
                        (uint64_t)CPUS_MAX - 1);
}

static void check_hart_too_large(struct axvm_checker *checker) {
    const struct axvm_base_config *base = &checker->config->base;
    for (size_t i = 0; i < used_count(&base->phys_cpu_ids, base->cpu_num) && !base->phys_cpu_sets.present; i++) {
        if (base->phys_cpu_ids.items[i] >= CPUS_MAX) {
            report_hart_too_large(checker, i);
        }
    }
}

/* --- CPUs that two guests have ------------------------------------------------------------------------ */

static bool is_passthrough(const struct axvm_vm *vm) {
    return vm->config->devices.interrupt_mode == AXVM_INTERRUPT_PASSTHROUGH;
}

static void report_shared(struct axvm_board_checker *checker, const struct named_cpu *first,
                          const struct named_cpu *second) {
    struct axvm_vm *vm = checker->vms[second->guest];
    const struct axvm_vm *other = checker->vms[first->guest];
    if (!axvm_have_one_arch(vm, other)) {
        return;
    }
    struct axvm_span span = axvm_place_of_node(vm, second->node);
    /* On x86_64 guests take turns on a CPU, since the hypervisor keeps the timer and all interrupts. */
    bool is_grave = vm->arch != AXVM_ARCH_X86_64;
    struct axvm_finding *finding =
        is_grave ? axvm_board_report(checker, vm, span) : axvm_board_report_at(checker, vm, AXVM_LEVEL_NOTE, span);
    axvm_finding_message(vm->findings, finding, "guests %q and %q share physical CPU %x", other->config->base.name,
                         vm->config->base.name, second->id);
    axvm_finding_label(vm->findings, finding, "vCPU %u of %q", (uint64_t)second->vcpu, vm->config->base.name);
    axvm_finding_secondary_in(vm->findings, finding, other->source, axvm_place_of_node(other, first->node),
                              "vCPU %u of %q", (uint64_t)first->vcpu, other->config->base.name);
    axvm_finding_remark(vm->findings, finding, AXVM_REMARK_ON_BOARD,
                        is_grave ? "with interrupts passed through, each takes the other's timer and interrupts"
                                 : "they take turns, and each is slower for it");
    axvm_finding_remark(vm->findings, finding, AXVM_REMARK_HELP, "give vCPU %u of %q another CPU",
                        (uint64_t)second->vcpu, vm->config->base.name);
}

static void check_shared_ids(struct axvm_board_checker *checker) {
    size_t count = 0;
    for (size_t i = 0; i < checker->count; i++) {
        count += checker->vms[i]->config->base.phys_cpu_ids.count;
    }
    struct named_cpu *cpus = axvm_arena_take_low(checker->arena, count * sizeof *cpus, _Alignof(struct named_cpu));
    if (cpus == NULL) {
        checker->out_of_memory = true;
        return;
    }
    count = 0;
    for (size_t i = 0; i < checker->count; i++) {
        const struct axvm_vm *vm = checker->vms[i];
        if (axvm_board_sees(checker, vm) && axvm_has_device_tree(vm->arch) && is_passthrough(vm)) {
            count += collect_ids(vm, (uint32_t)i, cpus + count);
        }
    }
    axvm_sort(cpus, count, sizeof *cpus, is_named_before);
    size_t first = 0;
    for (size_t i = 1; i < count; i++) {
        if (cpus[i].id != cpus[first].id) {
            first = i;
        } else if (cpus[i].guest != cpus[i - 1].guest) {
            report_shared(checker, &cpus[first], &cpus[i]);
        }
    }
}

/* The vCPU that a physical CPU belongs to first; `node` is its mask, 0 while there is none. */
struct owner {
    uint32_t guest;
    uint32_t vcpu;
    uint32_t node;
};

/* Notes the CPUs of a mask as taken. @return the lowest of them that another guest has; CPUS_MAX: none */
static unsigned take_cpus(struct owner taken[CPUS_MAX], const struct owner *vcpu, uint64_t mask) {
    unsigned shared = CPUS_MAX;
    for (unsigned bit = CPUS_MAX; bit > 0;) {
        bit--;
        if ((mask >> bit & 1) == 0) {
            continue;
        }
        if (taken[bit].node == 0) {
            taken[bit] = *vcpu;
        } else if (taken[bit].guest != vcpu->guest) {
            shared = bit;
        }
    }
    return shared;
}

static void check_shared_masks(struct axvm_board_checker *checker) {
    struct owner taken[CPUS_MAX] = {{0, 0, 0}};
    for (size_t i = 0; i < checker->count; i++) {
        const struct axvm_vm *vm = checker->vms[i];
        const struct axvm_base_config *base = &vm->config->base;
        uint32_t list =
            axvm_node_of_member(vm, &axvm_base_record, base->node, offsetof(struct axvm_base_config, phys_cpu_sets));
        if (list == 0 || !axvm_board_sees(checker, vm) || !goes_by_masks(vm->arch) || !is_passthrough(vm)) {
            continue;
        }
        uint32_t node = axvm_toml_first_child(vm->document, list);
        for (size_t j = 0; j < used_count(&base->phys_cpu_sets, base->cpu_num); j++) {
            struct owner vcpu = {(uint32_t)i, (uint32_t)j, node};
            unsigned shared = take_cpus(taken, &vcpu, base->phys_cpu_sets.items[j]);
            if (shared < CPUS_MAX) {
                const struct owner *owner = &taken[shared];
                report_shared(checker, &(struct named_cpu){shared, owner->guest, owner->vcpu, owner->node},
                              &(struct named_cpu){shared, vcpu.guest, vcpu.vcpu, vcpu.node});
            }
            node = axvm_toml_next_child(vm->document, list, node);
        }
    }
}

static void check_shared(struct axvm_board_checker *checker) {
    check_shared_ids(checker);
    check_shared_masks(checker);
}

/* --- redistributors ----------------------------------------------------------------------------------- */

/* Numbers of CPUs below this are their places among the host's, where those are numbered through. */
#define NUMBERED_THROUGH_MAX 16

bool axvm_cpu_first_index(const struct axvm_crate_config *config, uint64_t *first) {
    const struct axvm_optional_u64_list *ids = &config->base.phys_cpu_ids;
    *first = 0;
    for (size_t i = 0; i < ids->count; i++) {
        *first = ids->items[0];
        if (ids->items[i] >= NUMBERED_THROUGH_MAX || ids->items[i] != *first + i) {
            return false;
        }
    }
    return true;
}

/* What `cfg_list` of redistributors says, in its order. */
enum { GICR_FRAMES = 0, GICR_FIRST_CPU = 2, GICR_SETTINGS = 3 };

/* The redistributors of a guest: how many frames, in how many entries, and the last of these. */
struct gicr_frames {
    uint64_t count;
    size_t entries;
    const struct axvm_emu_device_config *last;
};

/* @return false if there are none, or if they have mistakes of their own (AX0704, AX0706, AX0718) */
static bool count_frames(const struct axvm_crate_config *config, struct gicr_frames *frames) {
    *frames = (struct gicr_frames){0, 0, NULL};
    for (size_t i = 0; i < config->devices.emu_device_count; i++) {
        const struct axvm_emu_device_config *device = &config->devices.emu_devices[i];
        if (device->emu_type != AXVM_EMU_GPPT_REDISTRIBUTOR) {
            continue;
        }
        if (device->cfg_list.count < GICR_SETTINGS || device->cfg_list.items[GICR_FRAMES] == 0 ||
            device->cfg_list.items[GICR_FRAMES] > UINT64_MAX - frames->count) {
            return false;
        }
        frames->count += device->cfg_list.items[GICR_FRAMES];
        frames->entries++;
        frames->last = device;
    }
    return frames->entries > 0;
}

static struct axvm_span place_of_setting(struct axvm_checker *checker, const struct axvm_emu_device_config *device,
                                         size_t index) {
    uint32_t list = axvm_node_of_member(checker->vm, &axvm_emu_device_record, device->node,
                                        offsetof(struct axvm_emu_device_config, cfg_list));
    return axvm_place_of_element(checker->vm, list, index);
}

static void report_frame_count(struct axvm_checker *checker, const struct gicr_frames *frames) {
    uint64_t cpu_num = checker->config->base.cpu_num;
    struct axvm_span span = place_of_setting(checker, frames->last, GICR_FRAMES);
    struct axvm_finding *finding = axvm_report(checker, span);
    axvm_finding_message(checker->findings, finding, "%u frame%s of redistributors for %u vCPU%s", frames->count,
                         plural(frames->count), cpu_num, plural(cpu_num));
    axvm_finding_label(checker->findings, finding,
                       frames->entries > 1 ? "the number of frames, with those above" : "the number of frames");
    mark_cpu_num(checker, finding);
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_ON_BOARD,
                        frames->count < cpu_num
                            ? "vCPUs from number %u on find no redistributor, and get no interrupts"
                            : "the guest can drive redistributors of physical CPUs that are not its own, from "
                              "number %u on",
                        frames->count < cpu_num ? frames->count : cpu_num);
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP, "write one for each vCPU");
    if (frames->entries == 1) {
        axvm_suggest_number(checker, finding, span, cpu_num, true);
    }
}

static void report_first_frame(struct axvm_checker *checker, const struct axvm_emu_device_config *device,
                               uint64_t first) {
    struct axvm_span span = place_of_setting(checker, device, GICR_FIRST_CPU);
    struct axvm_finding *finding = axvm_report_at(checker, AXVM_LEVEL_NOTE, span);
    uint64_t named = device->cfg_list.items[GICR_FIRST_CPU];
    axvm_finding_message(checker->findings, finding, "the redistributors may be those of other physical CPUs");
    axvm_finding_label(checker->findings, finding, "they begin with that of CPU %u, counted from 0", named);
    axvm_finding_secondary(checker->findings, finding, place_of_id(checker, 0), "the first vCPU runs on this CPU");
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_ON_BOARD,
                        "what the guest sets up for its interrupts is set up for another CPU, unless the host's device "
                        "tree has its CPUs in another order");
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP, "name CPU %u, if that is its place in the tree",
                        first);
}

static void check_redistributors(struct axvm_checker *checker) {
    const struct axvm_base_config *base = &checker->config->base;
    struct gicr_frames frames;
    uint64_t first;
    if (!count_frames(checker->config, &frames)) {
        return;
    }
    if (frames.count != base->cpu_num) {
        report_frame_count(checker, &frames);
    } else if (frames.entries == 1 && base->phys_cpu_ids.count == base->cpu_num &&
               axvm_cpu_first_index(checker->config, &first) && first != frames.last->cfg_list.items[GICR_FIRST_CPU]) {
        report_first_frame(checker, frames.last, first);
    }
}

/* --- more CPUs than the board has ---------------------------------------------------------------------- */

static bool is_vcpu_before(const void *left, const void *right) {
    const struct named_cpu *a = left;
    const struct named_cpu *b = right;
    return a->guest != b->guest ? a->guest < b->guest : a->vcpu < b->vcpu;
}

/* Collects the physical CPUs that guests are pinned to, each once, with the first vCPU that is. @return how many */
static size_t collect_distinct(const struct axvm_board_checker *checker, struct named_cpu *cpus) {
    size_t count = 0;
    size_t distinct = 0;
    for (size_t i = 0; i < checker->count; i++) {
        if (axvm_board_sees(checker, checker->vms[i])) {
            count += collect_ids(checker->vms[i], (uint32_t)i, cpus + count);
        }
    }
    axvm_sort(cpus, count, sizeof *cpus, is_named_before);
    for (size_t i = 0; i < count; i++) {
        if (distinct == 0 || cpus[i].id != cpus[distinct - 1].id) {
            cpus[distinct++] = cpus[i];
        }
    }
    return distinct;
}

static void report_beyond_board(struct axvm_board_checker *checker, const struct named_cpu *cpu, size_t distinct) {
    struct axvm_vm *vm = checker->vms[cpu->guest];
    struct axvm_finding *finding = axvm_board_report(checker, vm, axvm_place_of_node(vm, cpu->node));
    uint64_t host_cpus = checker->options->host_cpus;
    axvm_finding_message(vm->findings, finding, "%u physical CPUs are named for a board with %u CPU%s",
                         (uint64_t)distinct, host_cpus, plural(host_cpus));
    axvm_finding_label(vm->findings, finding, "with this one there are %u CPUs", host_cpus + 1);
    axvm_finding_remark(vm->findings, finding, AXVM_REMARK_ON_BOARD,
                        vm->config->profile == AXVM_PROFILE_0_4
                            ? "a CPU that is not found is left out, and the vCPUs behind it run on the wrong ones"
                            : "a CPU that is not found is left out, and its vCPU has no place");
    axvm_finding_remark(vm->findings, finding, AXVM_REMARK_HELP,
                        "let vCPUs share CPUs, or say how many the board has: --host-cpus, or `cpus` in the scenario");
}

static void check_beyond_board(struct axvm_board_checker *checker) {
    size_t count = 0;
    for (size_t i = 0; i < checker->count; i++) {
        count += checker->vms[i]->config->base.phys_cpu_ids.count;
    }
    if (checker->options->host_cpus == 0 || count <= checker->options->host_cpus) {
        return;
    }
    struct named_cpu *cpus = axvm_arena_take_low(checker->arena, count * sizeof *cpus, _Alignof(struct named_cpu));
    if (cpus == NULL) {
        checker->out_of_memory = true;
        return;
    }
    size_t distinct = collect_distinct(checker, cpus);
    if (distinct > checker->options->host_cpus) {
        axvm_sort(cpus, distinct, sizeof *cpus, is_vcpu_before);
        report_beyond_board(checker, &cpus[checker->options->host_cpus], distinct);
    }
}

/* --- the rows ------------------------------------------------------------------------------------- */

/* What follows in examples about CPUs. x86 guests need a BIOS, and none of them passes devices of the tree. */
#define BEHIND_CPUS ID NAME VM_TYPE KERNEL DEVICES
#define IDS_64                                                                                                         \
    "0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, "                                                           \
    "16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, "                                                 \
    "32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47, "                                                 \
    "48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 62, 63"
#define NO_DEVICES "\n[devices]\nemu_devices = []\npassthrough_devices = []\n" INTERRUPTS
#define KERNEL_X86                                                                                                     \
    "\n[kernel]\n" IMAGE LOCATION "kernel_load_addr = 0x20_0000\nentry_point = 0x8000\n"                               \
    "bios_path = \"/guest/bios.bin\"\nbios_load_addr = 0x8000\nmemory_regions = [[0, 0x1000_0000, 7, 0]]\n"
#define BEHIND_CPUS_X86   ID NAME VM_TYPE KERNEL_X86 NO_DEVICES
#define DTB               "dtb_path = \"/guest/guest.dtb\"\ndtb_load_addr = 0x4800_0000\n"
#define BEHIND_CPUS_RISCV ID NAME VM_TYPE KERNEL DTB DEVICES
#define KERNEL_UEFI                                                                                                    \
    "\n[kernel]\n" IMAGE LOCATION "kernel_load_addr = 0x8020_0000\nentry_point = 0x8020_0000\n"                        \
    "enable_bios = true\nboot_protocol = \"uefi\"\n"                                                                   \
    "uefi_firmware_path = \"/guest/firmware.fd\"\nbios_load_addr = 0x1c00_0000\n"                                      \
    "memory_regions = [[0, 0x1000_0000, 7, 0], [0x1c00_0000, 0x40_0000, 7, 0], [0x8000_0000, 0x1000_0000, 7, 0]]\n"
#define DEVICES_UEFI                                                                                                   \
    "\n[devices]\nemu_devices = [[\"fw-cfg\", 0x1e02_0000, 0x18, 0, 3, []]]\npassthrough_devices = []\n" INTERRUPTS
#define DEVICE_OF(path) "\n[devices]\nemu_devices = []\npassthrough_devices = [[\"" path "\", 0, 0, 0, 0]]\n" INTERRUPTS
#define GIC_OF(frames)                                                                                                 \
    "\n[devices]\nemu_devices = [\n  [\"gicd\", 0x800_0000, 0x1_0000, 0, 0x21, []],\n  [\"gicr\", 0x80a_0000, "        \
    "0x2_0000, 0, 0x20, "                                                                                              \
    "[" frames ", 0x2_0000, 0]],\n]\n" PASSED INTERRUPTS
#define SECOND_GUEST "id = 2\nname = \"second\"\n" VM_TYPE KERNEL DEVICE_OF("/pl011@9040000")

static const struct axvm_rule rows[] = {
    {.code = AXVM_CODE_CPU_NONE,
     IN_ALL(ERROR),
     .needs = {NEEDS_BASE(cpu_num), NEEDS_BASE(phys_cpu_ids)},
     .check = check_none,
     .title = "the guest has no CPU",
     TEXTS(.origin = "CPU-01", .name = "cpu-none",
           .explanation =
               "`cpu_num` is the number of vCPUs that the hypervisor creates for the guest. vCPU 0 boots it, so "
               "there must be at least one.",
           .on_board =
               "Axvisor 0.4 panics when it takes the first vCPU of an empty list, which takes every VM down. Axvisor "
               "0.8 reports that the primary vCPU is not prepared and goes on without this VM.",
           .failing = "[base]\ncpu_num = 0\nphys_cpu_ids = []\n" BEHIND_CPUS,
           .mended = "[base]\ncpu_num = 1\nphys_cpu_ids = [0]\n" BEHIND_CPUS)},
    {.code = AXVM_CODE_CPU_TOO_MANY,
     IN_ALL(WARNING),
     .needs = {NEEDS_BASE(cpu_num)},
     .check = check_too_many,
     .title = "more vCPUs than the hypervisor can address",
     TEXTS(.origin = "CPU-02", .name = "cpu-too-many",
           .related = {AXVM_CODE_CPU_SECONDARY_X86, AXVM_CODE_CPU_SECONDARY_LOONGARCH},
           .explanation =
               "The hypervisor names the vCPUs that an interrupt is for in a mask of 64 bits, and physical CPUs "
               "in another. A guest can have more than 64 vCPUs, but no interrupt of the hypervisor reaches "
               "those from number 64 on.",
           .on_board = "The guest is created. It hangs when it sends an interrupt to one of these vCPUs.",
           .failing = "[base]\ncpu_num = 65\nphys_cpu_ids = [" IDS_64 ", 64]\n" BEHIND_CPUS,
           .mended = "[base]\ncpu_num = 64\nphys_cpu_ids = [" IDS_64 "]\n" BEHIND_CPUS)},
    {.code = AXVM_CODE_CPU_IDS_MISSING,
     IN_ALL(ERROR),
     .archs = ON(AARCH64) | ON(RISCV64),
     .needs = {NEEDS_BASE(cpu_num), NEEDS_BASE(phys_cpu_ids), NEEDS_BASE(phys_cpu_sets)},
     .after = {AXVM_CODE_CPU_NONE},
     .check = check_ids_missing,
     .title = "`phys_cpu_ids` is missing",
     TEXTS(.origin = "CPU-03", .name = "cpu-ids-missing", .related = {AXVM_CODE_CPU_SETS_UNUSED},
           .explanation =
               "The format calls `phys_cpu_ids` optional, but where boards have a device tree the hypervisor "
               "needs it: it looks up each number among the CPUs of the host's device tree, pins the vCPU to "
               "the CPU it finds and leaves that CPU in the guest's tree. `phys_cpu_sets` is no substitute: it "
               "is replaced by what comes out of `phys_cpu_ids`.\n\n"
               "A number is the CPU's MPIDR on aarch64, such as 0x100, and its hart on riscv64.",
           .on_board =
               "Axvisor 0.4 panics, which takes every VM down. Axvisor 0.8 does not create the VM, unless the host "
               "itself was booted without a device tree.",
           .failing = "[base]\ncpu_num = 1\n" BEHIND_CPUS,
           .mended = "[base]\ncpu_num = 1\nphys_cpu_ids = [0]\n" BEHIND_CPUS)},
    {.code = AXVM_CODE_CPU_IDS_SURPLUS,
     IN_BOTH(ERROR, WARNING),
     .needs = {NEEDS_BASE(cpu_num), NEEDS_BASE(phys_cpu_ids), NEEDS_BASE(phys_cpu_sets)},
     .after = {AXVM_CODE_CPU_NONE},
     .check = check_ids_surplus,
     .title = "more elements in `phys_cpu_ids` than vCPUs",
     TEXTS(.origin = "CPU-04", .name = "cpu-ids-surplus",
           .related = {AXVM_CODE_CPU_SETS_SURPLUS, AXVM_CODE_CPU_IDS_SHORT},
           .explanation = "Element i of `phys_cpu_ids` is the physical CPU of vCPU i, so the list must have `cpu_num` "
                          "elements. Shorten the list, or give the guest more vCPUs.",
           .on_board =
               "Axvisor 0.4 writes past the end of its list of vCPUs and panics, which takes every VM down. Axvisor "
               "0.8 logs an error and ignores what is too much, but the guest's device tree keeps those CPUs, and "
               "the guest cannot start them.",
           .failing = "[base]\ncpu_num = 1\nphys_cpu_ids = [0, 1]\n" BEHIND_CPUS,
           .mended = "[base]\ncpu_num = 1\nphys_cpu_ids = [0]\n" BEHIND_CPUS)},
    {.code = AXVM_CODE_CPU_SETS_SURPLUS,
     IN_BOTH(ERROR, WARNING),
     .archs = ON(X86_64) | ON(LOONGARCH64),
     .needs = {NEEDS_BASE(cpu_num), NEEDS_BASE(phys_cpu_ids), NEEDS_BASE(phys_cpu_sets)},
     .after = {AXVM_CODE_CPU_NONE},
     .check = check_sets_surplus,
     .title = "more elements in `phys_cpu_sets` than vCPUs",
     TEXTS(.origin = "CPU-05", .name = "cpu-sets-surplus",
           .related = {AXVM_CODE_CPU_IDS_SURPLUS, AXVM_CODE_CPU_SETS_SHORT},
           .explanation =
               "Element i of `phys_cpu_sets` is the mask of the physical CPUs that may run vCPU i, so the list "
               "can have no more than `cpu_num` elements.",
           .on_board =
               "Axvisor 0.4 writes past the end of its list of vCPUs and panics, which takes every VM down. Axvisor "
               "0.8 ignores what is too much.",
           .failing = "[base]\ncpu_num = 1\nphys_cpu_sets = [1, 2]\n" BEHIND_CPUS_X86,
           .mended = "[base]\ncpu_num = 1\nphys_cpu_sets = [1]\n" BEHIND_CPUS_X86)},
    {.code = AXVM_CODE_CPU_IDS_SHORT,
     IN_ALL(ERROR),
     .needs = {NEEDS_BASE(cpu_num), NEEDS_BASE(phys_cpu_ids)},
     .check = check_ids_short,
     .title = "fewer elements in `phys_cpu_ids` than vCPUs",
     TEXTS(.origin = "CPU-06", .name = "cpu-ids-short",
           .related = {AXVM_CODE_CPU_IDS_SURPLUS, AXVM_CODE_CPU_SETS_SHORT},
           .explanation =
               "Element i of `phys_cpu_ids` is the physical CPU of vCPU i, so the list must have `cpu_num` "
               "elements. For a vCPU without one the hypervisor takes the vCPU's own number for the CPU's, which "
               "may be that of another vCPU, and the guest's device tree has no CPU for it.\n\n"
               "On x86_64 and loongarch64 the list only serves for a log line, and this is a warning.",
           .on_board =
               "An error is logged. The guest starts, but never starts the vCPUs that it does not know of, or hangs "
               "while it waits for them.",
           .failing = "[base]\ncpu_num = 2\nphys_cpu_ids = [0]\n" BEHIND_CPUS,
           .mended = "[base]\ncpu_num = 2\nphys_cpu_ids = [0, 1]\n" BEHIND_CPUS)},
    {.code = AXVM_CODE_CPU_SETS_SHORT,
     IN_ALL(WARNING),
     .archs = ON(X86_64) | ON(LOONGARCH64),
     .needs = {NEEDS_BASE(cpu_num), NEEDS_BASE(phys_cpu_sets)},
     .check = check_sets_short,
     .title = "fewer elements in `phys_cpu_sets` than vCPUs",
     TEXTS(.origin = "CPU-07", .name = "cpu-sets-short",
           .related = {AXVM_CODE_CPU_SETS_SURPLUS, AXVM_CODE_CPU_SECONDARY_X86},
           .explanation =
               "Element i of `phys_cpu_sets` is the mask of the physical CPUs that may run vCPU i. vCPUs without "
               "a mask run on any CPU, also on those that other guests were meant to have alone.",
           .on_board = "The scheduler puts the vCPUs without a mask where it likes.",
           .failing = "[base]\ncpu_num = 2\nphys_cpu_sets = [1]\n" BEHIND_CPUS_X86,
           .mended = "[base]\ncpu_num = 2\nphys_cpu_sets = [1, 2]\n" BEHIND_CPUS_X86)},
    {.code = AXVM_CODE_CPU_IDS_DUPLICATE,
     IN_ALL(ERROR),
     .needs = {NEEDS_BASE(cpu_num), NEEDS_BASE(phys_cpu_ids)},
     .check = check_ids_duplicate,
     .title = "a physical CPU is named for two vCPUs",
     TEXTS(.origin = "CPU-08", .name = "cpu-ids-duplicate", .related = {AXVM_CODE_CPU_SHARED},
           .explanation =
               "A vCPU is known to the guest by the number of its physical CPU in `phys_cpu_ids`. With the same "
               "number twice the guest has two CPUs that it cannot tell apart, and both are pinned to one "
               "physical CPU.\n\nOn x86_64 and loongarch64 the list only serves for a log line, and this is a "
               "warning.",
           .on_board =
               "When the guest starts a CPU, the hypervisor takes the first vCPU with its number, so that the other "
               "never runs. Axvisor 0.4 panics if the first runs already.",
           .failing = "[base]\ncpu_num = 2\nphys_cpu_ids = [1, 1]\n" BEHIND_CPUS,
           .mended = "[base]\ncpu_num = 2\nphys_cpu_ids = [1, 2]\n" BEHIND_CPUS)},
    {.code = AXVM_CODE_CPU_SETS_UNUSED,
     IN_ALL(NOTE),
     .archs = ON(AARCH64) | ON(RISCV64),
     .needs = {NEEDS_BASE(phys_cpu_ids), NEEDS_BASE(phys_cpu_sets)},
     .check = check_sets_unused,
     .title = "`phys_cpu_sets` is not used",
     TEXTS(.origin = "CPU-09", .name = "cpu-sets-unused", .related = {AXVM_CODE_CPU_IDS_MISSING},
           .explanation = "Where boards have a device tree, the hypervisor computes the masks of physical CPUs from "
                          "`phys_cpu_ids`: each vCPU is pinned to the CPU that is named there. The masks of the "
                          "configuration are never looked at, so a reader may be misled by them.",
           .on_board = "The masks have no effect.",
           .failing = "[base]\nphys_cpu_sets = [2]\ncpu_num = 1\nphys_cpu_ids = [0]\n" BEHIND_CPUS,
           .mended = "[base]\ncpu_num = 1\nphys_cpu_ids = [0]\n" BEHIND_CPUS)},
    {.code = AXVM_CODE_CPU_MASK_BEYOND_HOST,
     IN_ALL(WARNING),
     .archs = ON(X86_64) | ON(LOONGARCH64),
     .needs = {NEEDS_BASE(cpu_num), NEEDS_BASE(phys_cpu_sets)},
     .check = check_mask_beyond_host,
     .title = "a mask has CPUs that the board lacks",
     TEXTS(.origin = "CPU-10", .name = "cpu-mask-beyond-host", .related = {AXVM_CODE_CPU_MASK_EMPTY},
           .explanation =
               "In a mask of `phys_cpu_sets` bit n is physical CPU n, counted from 0. This mask has bits that no "
               "CPU of the board belongs to. The number of CPUs is what `--host-cpus` says; without it nothing "
               "is checked.",
           .on_board =
               "Axvisor 0.4 panics if it was built for no more CPUs than the board has. Axvisor 0.8 ignores such "
               "bits, and if no other is left, runs the vCPU on the lowest CPU.",
           .failing = "[base]\ncpu_num = 1\nphys_cpu_sets = [0x10]\n" BEHIND_CPUS_X86,
           .mended = "[base]\ncpu_num = 1\nphys_cpu_sets = [0x8]\n" BEHIND_CPUS_X86)},
    {.code = AXVM_CODE_CPU_MASK_EMPTY,
     IN_ALL(WARNING),
     .archs = ON(X86_64) | ON(LOONGARCH64),
     .needs = {NEEDS_BASE(cpu_num), NEEDS_BASE(phys_cpu_sets)},
     .check = check_mask_empty,
     .title = "a vCPU may not run on any physical CPU",
     TEXTS(.origin = "CPU-11", .name = "cpu-mask-empty",
           .related = {AXVM_CODE_CPU_MASK_BEYOND_HOST, AXVM_CODE_CPU_MASK_MISREAD},
           .explanation =
               "In a mask of `phys_cpu_sets` bit n is physical CPU n, and the vCPU runs on the CPUs whose bits "
               "are set. 0 is not CPU 0, which is 0x1, but none.",
           .on_board =
               "The scheduler of Axvisor 0.4 has no CPU to put the vCPU on. Axvisor 0.8 takes the lowest CPU, with a "
               "warning.",
           .failing = "[base]\ncpu_num = 1\nphys_cpu_sets = [0]\n" BEHIND_CPUS_X86,
           .mended = "[base]\ncpu_num = 1\nphys_cpu_sets = [1]\n" BEHIND_CPUS_X86)},
    {.code = AXVM_CODE_CPU_BEYOND_BOARD,
     IN_ALL(ERROR),
     .archs = ON(AARCH64) | ON(RISCV64),
     .needs = {NEEDS_BASE(cpu_num), NEEDS_BASE(phys_cpu_ids)},
     .check_board = check_beyond_board,
     .title = "guests name more physical CPUs than the board has",
     TEXTS(.origin = "CPU-12", .name = "cpu-beyond-board",
           .related = {AXVM_CODE_CPU_SHARED, AXVM_CODE_CPU_MASK_BEYOND_HOST},
           .explanation =
               "The hypervisor looks for each number in `phys_cpu_ids` among the CPUs of the host's device tree. The "
               "numbers alone do not tell whether they are there, since they need not follow each other, but if all "
               "guests together name more of them than the board has CPUs, one at least is not. How many there are "
               "is said by `--host-cpus` or by `cpus` in a scenario.",
           .on_board = "Axvisor 0.4 logs an error and goes on with the next number, so that the following vCPUs are "
                       "pinned to wrong CPUs, and the guest's device tree lacks one. Axvisor 0.8 leaves the CPU out.",
           .failing = "# --- vm.toml --host-cpus 2\n[base]\ncpu_num = 3\nphys_cpu_ids = [0, 1, 2]\n" BEHIND_CPUS,
           .mended = "# --- vm.toml --host-cpus 2\n[base]\ncpu_num = 2\nphys_cpu_ids = [0, 1]\n" BEHIND_CPUS)},
    {.code = AXVM_CODE_CPU_HARTS_DIFFER,
     IN_ALL(ERROR),
     .archs = ON(RISCV64),
     .needs = {NEEDS_BASE(cpu_num), NEEDS_BASE(phys_cpu_ids), NEEDS_KERNEL(dtb_path)},
     .after = {AXVM_CODE_CPU_NONE, AXVM_CODE_CPU_IDS_SURPLUS, AXVM_CODE_CPU_IDS_SHORT, AXVM_CODE_CPU_IDS_DUPLICATE},
     .check = check_harts,
     .title = "the harts of the guest are not numbered from 0",
     TEXTS(.origin = "CPU-15", .name = "cpu-harts-differ",
           .related = {AXVM_CODE_CPU_IDS_MISSING, AXVM_CODE_CPU_HART_TOO_LARGE},
           .explanation =
               "On riscv64 a guest is told that it boots on hart 0, whatever `phys_cpu_ids` says, and when it "
               "starts hart i, the hypervisor looks for the vCPU that has i in `phys_cpu_ids`. Both agree only "
               "if `phys_cpu_ids` is 0, 1, 2 and so on.\n\nThe device tree that the hypervisor makes for the "
               "guest has only the harts of `phys_cpu_ids`. A guest with one vCPU and a device tree of its own "
               "gets along, so there nothing is reported. The same harts in another order are a warning.",
           .on_board =
               "The guest's kernel does not find the hart that it boots on in its device tree and stops, or the "
               "other harts do not start. Axvisor 0.4 panics when a guest starts a hart that no vCPU has.",
           .failing = "[base]\ncpu_num = 2\nphys_cpu_ids = [1, 2]\n" BEHIND_CPUS_RISCV,
           .mended = "[base]\ncpu_num = 2\nphys_cpu_ids = [0, 1]\n" BEHIND_CPUS_RISCV)},
    {.code = AXVM_CODE_CPU_HART_TOO_LARGE,
     IN_0_8(WARNING),
     .archs = ON(RISCV64),
     .needs = {NEEDS_BASE(cpu_num), NEEDS_BASE(phys_cpu_ids), NEEDS_BASE(phys_cpu_sets)},
     .after = {AXVM_CODE_CPU_HARTS_DIFFER},
     .check = check_hart_too_large,
     .title = "a hart that has no bit in a mask of CPUs",
     TEXTS(.origin = "CPU-16", .name = "cpu-hart-too-large", .related = {AXVM_CODE_CPU_HARTS_DIFFER},
           .explanation =
               "Where the host was booted without a device tree and the configuration has no `phys_cpu_sets`, "
               "the hypervisor pins each vCPU to bit n of a mask, n being its number in `phys_cpu_ids`. Masks "
               "have 64 bits, so n must be below 64.",
           .on_board =
               "With a device tree of the host, as usual, nothing. Without one, a debug build panics, and a release "
               "build pins the vCPU to the CPU that is left of n when it is divided by 64.",
           .failing = "[base]\ncpu_num = 1\nphys_cpu_ids = [64]\n" BEHIND_CPUS_RISCV,
           .mended = "[base]\ncpu_num = 1\nphys_cpu_ids = [63]\n" BEHIND_CPUS_RISCV)},
    {.code = AXVM_CODE_CPU_SECONDARY_X86,
     IN_ALL(WARNING),
     .archs = ON(X86_64),
     .needs = {NEEDS_BASE(cpu_num)},
     .check = check_secondary_x86,
     .title = "an x86_64 guest has more than one vCPU",
     TEXTS(.origin = "CPU-17", .name = "cpu-secondary-x86", .related = {AXVM_CODE_CPU_SECONDARY_LOONGARCH},
           .explanation =
               "On x86_64 a kernel starts its other CPUs with the interrupts INIT and SIPI. The hypervisor has "
               "no code for them: it creates all vCPUs, but only vCPU 0 ever runs.",
           .on_board = "The guest finds no other CPU, or waits for it until it gives up.",
           .failing = "[base]\ncpu_num = 2\n" BEHIND_CPUS_X86, .mended = "[base]\ncpu_num = 1\n" BEHIND_CPUS_X86)},
    {.code = AXVM_CODE_CPU_SHARED,
     IN_ALL(WARNING),
     .needs = {NEEDS_BASE(cpu_num), NEEDS_BASE(phys_cpu_ids), NEEDS_BASE(phys_cpu_sets), NEEDS_DEVICES(interrupt_mode)},
     .check_board = check_shared,
     .title = "two guests share a physical CPU",
     TEXTS(.origin = "CPU-19", .name = "cpu-shared", .related = {AXVM_CODE_CPU_IDS_DUPLICATE},
           .explanation =
               "With `interrupt_mode = \"passthrough\"` a guest drives the timer and the interrupt controller's "
               "interface of each physical CPU that its vCPUs run on. Two such guests on one CPU take each "
               "other's interrupts and reprogram each other's timer, and the hypervisor is not asked.\n\n"
               "CPUs are compared by `phys_cpu_ids` on aarch64 and riscv64 and by the masks of `phys_cpu_sets` "
               "elsewhere. On x86_64, where the hypervisor keeps the timer, this is a note.",
           .on_board = "Either guest may stall, or run at the pace of the other's timer.",
           .failing = "[base]\ncpu_num = 1\nphys_cpu_ids = [0]\n" ID NAME VM_TYPE KERNEL DEVICE_OF("/pl011@9000000") //
           "# --- vm2.toml\n[base]\ncpu_num = 1\nphys_cpu_ids = [0]\n" SECOND_GUEST,
           .mended = "[base]\ncpu_num = 1\nphys_cpu_ids = [0]\n" ID NAME VM_TYPE KERNEL DEVICE_OF("/pl011@9000000") //
           "# --- vm2.toml\n[base]\ncpu_num = 1\nphys_cpu_ids = [1]\n" SECOND_GUEST)},
    {.code = AXVM_CODE_CPU_MASK_MISREAD,
     IN_ALL(NOTE),
     .archs = ON(X86_64) | ON(LOONGARCH64),
     .needs = {NEEDS_BASE(phys_cpu_sets)},
     .check = check_mask_misread,
     .title = "a mask looks as if each digit stood for a CPU",
     TEXTS(.origin = "CPU-20", .name = "cpu-mask-misread",
           .related = {AXVM_CODE_CPU_MASK_BEYOND_HOST, AXVM_CODE_CPU_MASK_EMPTY},
           .explanation =
               "In a mask of `phys_cpu_sets` bit n is physical CPU n. The comment on this key in the "
               "hypervisor's source has an example that reads hexadecimal digits instead: it takes 0x0101 for "
               "CPUs 0 and 2, but these are the bits of CPUs 0 and 8. Masks that have no digits but 0 and 1 may "
               "have been written after this example.",
           .on_board = "The vCPU runs on the CPUs whose bits are set.",
           .failing = "[base]\ncpu_num = 1\nphys_cpu_sets = [0x0101]\n" BEHIND_CPUS_X86,
           .mended = "[base]\ncpu_num = 1\nphys_cpu_sets = [0x5]\n" BEHIND_CPUS_X86)},
    {.code = AXVM_CODE_CPU_REDISTRIBUTORS,
     IN_ALL(WARNING),
     .archs = ON(AARCH64),
     .needs = {NEEDS_BASE(cpu_num), NEEDS_BASE(phys_cpu_ids), NEEDS_DEVICES(emu_devices)},
     .after = {AXVM_CODE_CPU_NONE},
     .check = check_redistributors,
     .title = "not one redistributor for each vCPU",
     TEXTS(.origin = "CPU-21", .name = "cpu-redistributors",
           .related = {AXVM_CODE_EMU_GICR_SETTINGS, AXVM_CODE_EMU_GICR_FRAMES, AXVM_CODE_CPU_IDS_SHORT},
           .explanation =
               "Each vCPU has a redistributor of the GICv3, a frame of registers behind which is that of a physical "
               "CPU. `cfg_list` says how many there are, and which CPU is the first, counted from 0 in the order of "
               "the host's device tree: so its first number is `cpu_num`, and its third belongs to the first of "
               "`phys_cpu_ids`.\n\nThe last is a note, and only where the numbers in `phys_cpu_ids` are small and "
               "follow each other, as on boards whose CPUs are numbered through.",
           .on_board = "A vCPU without a redistributor gets no interrupts. With too many, or those of other CPUs, the "
                       "guest sets up the interrupts of CPUs that are not its own.",
           .failing = "[base]\ncpu_num = 2\nphys_cpu_ids = [0, 1]\n" ID NAME VM_TYPE KERNEL GIC_OF("1"),
           .mended = "[base]\ncpu_num = 2\nphys_cpu_ids = [0, 1]\n" ID NAME VM_TYPE KERNEL GIC_OF("2"))},
    {.code = AXVM_CODE_CPU_SECONDARY_LOONGARCH,
     IN_0_8(NOTE),
     .archs = ON(LOONGARCH64),
     .needs = {NEEDS_BASE(cpu_num)},
     .check = check_secondary_loongarch,
     .title = "a loongarch64 guest has more than one vCPU",
     TEXTS(.origin = "CPU-23", .name = "cpu-secondary-loong", .related = {AXVM_CODE_CPU_SECONDARY_X86},
           .explanation =
               "On loongarch64, the youngest of its architectures, the hypervisor is used with one vCPU a guest. "
               "Whether the others start depends on the platform and on the firmware.",
           .on_board = "vCPU 0 runs; the others may not.",
           .failing = "[base]\ncpu_num = 2\n" ID NAME VM_TYPE KERNEL_UEFI DEVICES_UEFI,
           .mended = "[base]\ncpu_num = 1\n" ID NAME VM_TYPE KERNEL_UEFI DEVICES_UEFI)},
};

const struct axvm_rule_family axvm_cpu_rules = FAMILY(rows);
