/* SPDX-License-Identifier: Apache-2.0 */
/* Family 06, devices passed through: what `excluded_devices` keeps from the guest, and what it does not. */
#include "check/dev_rules.h"

#include "base/sort.h"

/* The paths of a guest's list: all of them, sorted. */
struct path_list {
    struct axvm_slice *items;
    size_t count;
    bool has_root;
};

static bool has_exclusions(const struct axvm_string_list_list *excluded) {
    for (size_t i = 0; i < excluded->count; i++) {
        if (excluded->items[i].count > 0) {
            return true;
        }
    }
    return false;
}

void axvm_dev_check_exclusion_ignored(struct axvm_checker *checker) {
    const struct axvm_crate_config *config = checker->config;
    bool has_tree = checker->arch != AXVM_ARCH_X86_64 && checker->arch != AXVM_ARCH_LOONGARCH64;
    if (!has_tree || !config->kernel.dtb_path.present || !has_exclusions(&config->devices.excluded_devices)) {
        return;
    }
    struct axvm_finding *finding = axvm_report(checker, AXVM_PLACE_OF(checker, devices, excluded_devices));
    axvm_finding_message(checker->findings, finding, "`excluded_devices` has no effect beside `dtb_path`");
    axvm_finding_label(checker->findings, finding, "not heeded");
    axvm_finding_secondary(checker->findings, finding, AXVM_PLACE_OF(checker, kernel, dtb_path),
                           "handed to the guest as it is");
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_ON_BOARD,
                        "the guest is told of these devices if the file has them, and may reach them");
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP,
                        "take the nodes out of %q, and remove `excluded_devices`", config->kernel.dtb_path.value);
}

/* --- exclusions that match nothing ------------------------------------------------------------------ */

static bool is_path_before(const void *a, const void *b) {
    return axvm_compare_texts(*(const struct axvm_slice *)a, *(const struct axvm_slice *)b) < 0;
}

static bool take_paths(struct axvm_checker *checker, struct path_list *list) {
    const struct axvm_devices_config *devices = &checker->config->devices;
    size_t size = devices->passthrough_device_count * sizeof *list->items;
    *list =
        (struct path_list){axvm_arena_take_low(checker->findings->arena, size, _Alignof(struct axvm_slice)), 0, false};
    if (list->items == NULL) {
        checker->out_of_memory = size != 0;
        return size == 0;
    }
    for (size_t i = 0; i < devices->passthrough_device_count; i++) {
        struct axvm_slice name = devices->passthrough_devices[i].name;
        if (axvm_dev_is_path(name)) {
            list->items[list->count++] = name;
            list->has_root = list->has_root || name.length == 1;
        }
    }
    axvm_sort(list->items, list->count, sizeof *list->items, is_path_before);
    return true;
}

static bool is_listed(const struct path_list *list, struct axvm_slice path) {
    size_t low = 0;
    size_t high = list->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (axvm_compare_texts(list->items[middle], path) < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low < list->count && axvm_compare_texts(list->items[low], path) == 0;
}

/* Whether a path, or one of the nodes above it, is in the list. */
static bool is_passed(const struct path_list *list, struct axvm_slice path) {
    if (list->has_root || is_listed(list, path)) {
        return true;
    }
    for (size_t i = 1; i < path.length; i++) {
        if (path.data[i] == '/' && is_listed(list, (struct axvm_slice){path.data, i})) {
            return true;
        }
    }
    return false;
}

static void report_no_path(struct axvm_checker *checker, uint32_t node, struct axvm_slice path, bool is_relative) {
    struct axvm_finding *finding = axvm_report(checker, axvm_place_of_node(checker->vm, node));
    axvm_finding_message(checker->findings, finding, "excluded device %q matches nothing", path);
    axvm_finding_label(checker->findings, finding,
                       is_relative ? "not a path: it does not begin with `/`" : "no path ends with `/`");
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_ON_BOARD, "no effect: the device stays with the guest");
    if (is_relative) {
        axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP,
                            "write the whole path in the device tree, such as `/%v`", path);
    } else {
        axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP, "write %q",
                            (struct axvm_slice){path.data, path.length - 1});
    }
}

static void report_not_passed(struct axvm_checker *checker, uint32_t node, struct axvm_slice path, bool has_paths) {
    /* What a listed device refers to is passed through as well, and only the device tree tells what that is. */
    struct axvm_finding *finding = axvm_report_at(checker, has_paths ? AXVM_LEVEL_NOTE : AXVM_LEVEL_WARNING,
                                                  axvm_place_of_node(checker->vm, node));
    axvm_finding_message(checker->findings, finding, "excluded device %q is not passed through to begin with", path);
    axvm_finding_label(checker->findings, finding,
                       has_paths ? "below no path in `passthrough_devices`" : "there are no paths to exclude it from");
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_ON_BOARD,
                        has_paths ? "no effect, unless a listed device refers to it"
                                  : "no effect: only listed windows are passed through");
    axvm_finding_remark(checker->findings, finding, AXVM_REMARK_HELP,
                        has_paths ? "remove it if no listed device needs it" : "remove it");
}

static void check_exclusion(struct axvm_checker *checker, const struct path_list *list, uint32_t node,
                            struct axvm_slice path) {
    bool is_relative = !axvm_dev_is_path(path);
    if (is_relative || (path.length > 1 && path.data[path.length - 1] == '/')) {
        report_no_path(checker, node, path, is_relative);
    } else if (path.length > 1 && !checker->config->kernel.dtb_path.present && !is_passed(list, path)) {
        report_not_passed(checker, node, path, list->count > 0);
    }
}

void axvm_dev_check_exclusion_without_effect(struct axvm_checker *checker) {
    const struct axvm_toml_document *document = checker->vm->document;
    const struct axvm_string_list_list *excluded = &checker->config->devices.excluded_devices;
    struct path_list list;
    if (checker->profile == AXVM_PROFILE_0_4 && checker->config->kernel.dtb_path.present) {
        return; /* AX0620 */
    }
    if (!has_exclusions(excluded) || !take_paths(checker, &list)) {
        return;
    }
    uint32_t outer = AXVM_NODE_OF(checker, devices, excluded_devices);
    uint32_t inner = axvm_toml_first_child(document, outer);
    for (size_t i = 0; i < excluded->count; i++) {
        uint32_t node = axvm_toml_first_child(document, inner);
        for (size_t j = 0; j < excluded->items[i].count; j++) {
            check_exclusion(checker, &list, node, excluded->items[i].items[j]);
            node = axvm_toml_next_child(document, inner, node);
        }
        inner = axvm_toml_next_child(document, outer, inner);
    }
}
