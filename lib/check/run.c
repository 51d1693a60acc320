/* SPDX-License-Identifier: Apache-2.0 */
/* Runs the rules: those about one guest in the order of their codes, then those about all guests of a board. */
#include "check/checker.h"

#include "base/env.h"
#include "check/claims.h"
#include "check/window.h"

/* --- may a rule run? ------------------------------------------------------------------------------ */

static const struct axvm_keys *keys_of(const struct axvm_crate_config *config, enum axvm_section section) {
    switch (section) {
    case AXVM_SECTION_BASE:
        return &config->base.keys;
    case AXVM_SECTION_KERNEL:
        return &config->kernel.keys;
    default:
        return &config->devices.keys;
    }
}

static const struct axvm_record *record_of(enum axvm_section section) {
    switch (section) {
    case AXVM_SECTION_BASE:
        return &axvm_base_record;
    case AXVM_SECTION_KERNEL:
        return &axvm_kernel_record;
    default:
        return &axvm_devices_record;
    }
}

/* The bit of a key's member in struct axvm_keys. */
static uint32_t key_bit(const struct axvm_record *record, size_t offset) {
    unsigned bit = 0;
    while (record->fields[bit].offset != offset) {
        bit++;
    }
    return UINT32_C(1) << bit;
}

static bool needs_are_sound(const struct axvm_rule *rule, const struct axvm_crate_config *config) {
    for (size_t i = 0; i < AXVM_RULE_NEEDS_MAX && rule->needs[i] != 0; i++) {
        enum axvm_section section = AXVM_RULE_NEED_SECTION(rule->needs[i]);
        uint32_t bit = key_bit(record_of(section), AXVM_RULE_NEED_OFFSET(rule->needs[i]));
        if ((keys_of(config, section)->sound & bit) == 0) {
            return false;
        }
    }
    return true;
}

/* Whether a rule that this one comes after has found an error. Its row is above, so its outcome is known. */
static bool comes_after_error(const struct axvm_vm *vm, const struct axvm_rule *rule, size_t index) {
    for (size_t i = 0; i < AXVM_RULE_AFTER_MAX && rule->after[i] != 0; i++) {
        for (size_t j = 0; j < index; j++) {
            if (vm->outcomes[j] == AXVM_RULE_FAILED && axvm_rule_at(j)->code == rule->after[i]) {
                return true;
            }
        }
    }
    return false;
}

/* PASSED: it may. */
static enum axvm_rule_outcome may_run(const struct axvm_vm *vm, const struct axvm_rule *rule, size_t index) {
    if (!axvm_rule_is_in(rule, vm->config->profile)) {
        return AXVM_RULE_NOT_A_CHECK;
    }
    if (rule->archs != 0 && vm->arch != AXVM_ARCH_UNKNOWN && (rule->archs >> vm->arch & 1) == 0) {
        return AXVM_RULE_OTHER_ARCH;
    }
    if (!needs_are_sound(rule, vm->config)) {
        return AXVM_RULE_NOT_SOUND;
    }
    if (rule->archs != 0 && vm->arch == AXVM_ARCH_UNKNOWN) {
        return AXVM_RULE_ARCH_UNKNOWN;
    }
    return comes_after_error(vm, rule, index) ? AXVM_RULE_AFTER_ERROR : AXVM_RULE_PASSED;
}

/* --- one guest ------------------------------------------------------------------------------------ */

static void infer_arch(struct axvm_vm *vm, const struct axvm_check_options *options) {
    vm->arch = options->arch;
    vm->arch_reason = (struct axvm_slice){NULL, 0};
    if (vm->arch == AXVM_ARCH_UNKNOWN) {
        vm->arch = axvm_arch_infer(vm->config, vm->source->name, vm->findings->arena, &vm->arch_reason);
    }
}

enum axvm_status axvm_check_vm(struct axvm_vm *vm, const struct axvm_check_options *options) {
    const struct axvm_rule *rule;
    bool out_of_memory = false;
    struct axvm_arena *arena = vm->findings->arena;
    vm->windows = NULL;
    vm->window_count = 0;
    infer_arch(vm, options);
    axvm_layout_of(&vm->layout, vm->config, vm->arch);
    axvm_fill(vm->outcomes, AXVM_RULE_NOT_A_CHECK, sizeof vm->outcomes);
    for (size_t i = 0; (rule = axvm_rule_at(i)) != NULL; i++) {
        if (rule->check == NULL) {
            continue;
        }
        struct axvm_checker checker = {
            rule,     vm,    vm->config,          &vm->layout, options, vm->findings, vm->config->profile,
            vm->arch, false, may_run(vm, rule, i)};
        if (checker.outcome == AXVM_RULE_PASSED) {
            size_t low = arena->low;
            rule->check(&checker);
            arena->low = low;
        }
        vm->outcomes[i] = (unsigned char)checker.outcome;
        out_of_memory = out_of_memory || checker.out_of_memory;
    }
    return out_of_memory || vm->findings->out_of_memory ? AXVM_OUT_OF_MEMORY : AXVM_OK;
}

size_t axvm_check_memory_bound(size_t length) {
    /*
     * Rules that compare all ranges of a guest sort them: no range has less than 3 bytes of text, and one rule's
     * memory is given back before the next begins. The rest is for the reason of an architecture.
     */
    const size_t window_size = 3 * sizeof(struct axvm_window);
    size_t windows = length / 3 + 32;
    return windows > SIZE_MAX / window_size ? SIZE_MAX : windows * window_size;
}

/* --- all guests of a board ------------------------------------------------------------------------- */

bool axvm_board_sees(const struct axvm_board_checker *checker, const struct axvm_vm *vm) {
    const struct axvm_rule *rule = checker->rule;
    return axvm_rule_is_in(rule, vm->config->profile) && (rule->archs == 0 || (rule->archs >> vm->arch & 1) != 0) &&
           needs_are_sound(rule, vm->config);
}

size_t axvm_board_memory_bound(struct axvm_vm *const *vms, size_t count) {
    /* Twice all claims of all guests, and something for each guest and each of its CPUs that are named. */
    const size_t item_size = 2 * sizeof(struct axvm_window);
    size_t items = 16;
    for (size_t i = 0; i < count; i++) {
        const struct axvm_base_config *base = &vms[i]->config->base;
        items += axvm_claim_count_max(vms[i]->config) + base->phys_cpu_ids.count + base->phys_cpu_sets.count + 4;
    }
    return items > SIZE_MAX / item_size ? SIZE_MAX : items * item_size;
}

enum axvm_status axvm_check_board(struct axvm_vm *const *vms, size_t count, const struct axvm_check_options *options,
                                  struct axvm_arena *arena) {
    const struct axvm_rule *rule;
    bool out_of_memory = false;
    for (size_t i = 0; (rule = axvm_rule_at(i)) != NULL; i++) {
        if (rule->check_board == NULL) {
            continue;
        }
        struct axvm_board_checker checker = {rule, vms, count, options, arena, false};
        size_t low = arena->low;
        rule->check_board(&checker);
        arena->low = low;
        out_of_memory = out_of_memory || checker.out_of_memory;
    }
    for (size_t i = 0; i < count; i++) {
        out_of_memory = out_of_memory || vms[i]->findings->out_of_memory;
    }
    return out_of_memory ? AXVM_OUT_OF_MEMORY : AXVM_OK;
}
