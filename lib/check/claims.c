/* SPDX-License-Identifier: Apache-2.0 */
#include "check/claims.h"

#include "base/env.h"
#include "base/sort.h"
#include "check/arch.h"
#include "check/window.h"

/* The registers of the local APIC: each physical CPU has its own at the same address, so nobody shares them. */
static const struct axvm_range local_apic = {UINT64_C(0xfee00000), AXVM_PAGE_BYTES};

/* One past the last I/O port. */
#define PORT_END UINT64_C(0x10000)

/* Memory for `count` items. NULL only if it is full. */
static void *take(struct axvm_board_checker *checker, size_t count, size_t size) {
    void *items = NULL;
    if (count <= SIZE_MAX / size) {
        items = axvm_arena_take_low(checker->arena, count * size, _Alignof(struct axvm_claim));
    }
    checker->out_of_memory = checker->out_of_memory || items == NULL;
    return items;
}

static size_t excluded_count(const struct axvm_crate_config *config) {
    size_t count = 0;
    for (size_t i = 0; i < config->devices.excluded_devices.count; i++) {
        count += config->devices.excluded_devices.items[i].count;
    }
    return count;
}

size_t axvm_claim_count_max(const struct axvm_crate_config *config) {
    const struct axvm_devices_config *devices = &config->devices;
    size_t holes = config->kernel.memory_region_count + devices->emu_device_count; /* in all host addresses */
    return config->kernel.memory_region_count + devices->passthrough_device_count + devices->passthrough_address_count +
           devices->passthrough_port_count + devices->emu_device_count + excluded_count(config) + holes + 1;
}

/* --- the order of guests -------------------------------------------------------------------------- */

struct ranked_guest {
    const struct axvm_vm *vm;
    uint32_t guest;
};

static bool ranks_before(const void *a, const void *b) {
    const struct ranked_guest *left = a;
    const struct ranked_guest *right = b;
    if (left->vm->config->base.id != right->vm->config->base.id) {
        return left->vm->config->base.id < right->vm->config->base.id;
    }
    int order = axvm_compare_texts(left->vm->source->name, right->vm->source->name);
    return order != 0 ? order < 0 : left->guest < right->guest;
}

uint32_t *axvm_rank_guests(struct axvm_board_checker *checker) {
    uint32_t *ranks = take(checker, checker->count, sizeof *ranks);
    size_t low = checker->arena->low;
    struct ranked_guest *guests = take(checker, checker->count, sizeof *guests);
    if (ranks == NULL || guests == NULL) {
        return NULL;
    }
    for (size_t i = 0; i < checker->count; i++) {
        guests[i] = (struct ranked_guest){checker->vms[i], (uint32_t)i};
    }
    axvm_sort(guests, checker->count, sizeof *guests, ranks_before);
    for (size_t i = 0; i < checker->count; i++) {
        ranks[guests[i].guest] = (uint32_t)i;
    }
    checker->arena->low = low;
    return ranks;
}

/* --- addresses, ports and frames ------------------------------------------------------------------- */

/* Claims being collected. `items` has room for all that its guests can have. */
struct collection {
    struct axvm_claim *items;
    size_t count;
    struct axvm_claim model; /* what the claims of the guest at hand have in common */
};

static void add(struct collection *collection, enum axvm_claim_kind kind, size_t index, struct axvm_range range) {
    struct axvm_claim *claim = &collection->items[collection->count++];
    *claim = collection->model;
    claim->kind = (unsigned char)kind;
    claim->index = (uint32_t)index;
    claim->range = range;
}

static void add_memory(struct collection *collection, const struct axvm_vm *vm) {
    for (size_t i = 0; i < vm->config->kernel.memory_region_count; i++) {
        const struct axvm_mem_config *region = &vm->config->kernel.memory_regions[i];
        struct axvm_range range = {region->gpa, region->size_bytes};
        if (region->map_type == AXVM_MEM_MAP_RESERVED && range.size_bytes > 0 && axvm_range_fits(range, AXVM_GPA_END)) {
            add(collection, AXVM_CLAIM_RAM, i, range);
        }
    }
}

/* Adds a range of device registers, but for those that every physical CPU has for itself. */
static void add_registers(struct collection *collection, const struct axvm_vm *vm, enum axvm_claim_kind kind,
                          size_t index, struct axvm_range range) {
    bool is_private = vm->arch == AXVM_ARCH_X86_64 && axvm_range_holds(local_apic, range);
    if (axvm_range_fits(range, UINT64_MAX) && !is_private) {
        add(collection, kind, index, range);
    }
}

static void add_windows(struct collection *collection, const struct axvm_vm *vm) {
    const struct axvm_devices_config *devices = &vm->config->devices;
    struct axvm_range range;
    for (size_t i = 0; i < devices->passthrough_device_count; i++) {
        if (axvm_window_of(vm->config, vm->arch, AXVM_WINDOW_PASSTHROUGH_DEVICE, i, &range)) {
            range.base = axvm_round_down(
                axvm_passthrough_hpa(&devices->passthrough_devices[i], vm->config->profile, vm->arch), AXVM_PAGE_BYTES);
            add_registers(collection, vm, AXVM_CLAIM_DEVICE, i, range);
        }
    }
    for (size_t i = 0; i < devices->passthrough_address_count; i++) {
        if (axvm_window_of(vm->config, vm->arch, AXVM_WINDOW_PASSTHROUGH_ADDRESS, i, &range)) {
            add_registers(collection, vm, AXVM_CLAIM_ADDRESS, i, range);
        }
    }
}

static bool starts_before(const void *a, const void *b) {
    return ((const struct axvm_claim *)a)->range.base < ((const struct axvm_claim *)b)->range.base;
}

/*
 * All host addresses, less memory and emulated devices of the guest itself. These are collected behind the others and
 * sorted; then the gaps between them take their places: before the hole at `i`, at most `i` gaps have been written.
 */
static void add_host(struct collection *collection, const struct axvm_vm *vm) {
    static const enum axvm_window_kind kinds[] = {AXVM_WINDOW_RAM, AXVM_WINDOW_EMULATED};
    if (vm->config->devices.address_space_policy != AXVM_ADDRESS_SPACE_PASSTHROUGH) {
        return;
    }
    struct collection holes = {collection->items + collection->count, 0, collection->model};
    for (size_t kind = 0; kind < sizeof kinds / sizeof kinds[0]; kind++) {
        size_t count = kind == 0 ? vm->config->kernel.memory_region_count : vm->config->devices.emu_device_count;
        struct axvm_range range;
        for (size_t i = 0; i < count; i++) {
            if (axvm_window_of(vm->config, vm->arch, kinds[kind], i, &range)) {
                add(&holes, AXVM_CLAIM_HOST, i, range);
            }
        }
    }
    axvm_sort(holes.items, holes.count, sizeof *holes.items, starts_before);
    uint64_t end = 0;
    for (size_t i = 0; i <= holes.count; i++) {
        struct axvm_range hole = i < holes.count ? holes.items[i].range : (struct axvm_range){AXVM_GPA_END, 0};
        if (hole.base > end) {
            add(collection, AXVM_CLAIM_HOST, 0, (struct axvm_range){end, hole.base - end});
        }
        uint64_t hole_end = hole.base + hole.size_bytes;
        end = hole_end > end ? hole_end : end;
    }
}

static void add_ports(struct collection *collection, const struct axvm_vm *vm) {
    for (size_t i = 0; vm->arch == AXVM_ARCH_X86_64 && i < vm->config->devices.passthrough_port_count; i++) {
        const struct axvm_passthrough_port_config *ports = &vm->config->devices.passthrough_ports[i];
        struct axvm_range range = {ports->base, ports->length};
        if (range.size_bytes > 0 && axvm_range_fits(range, PORT_END)) {
            add(collection, AXVM_CLAIM_PORTS, i, range);
        }
    }
}

/* cfg_list of a redistributor: how many CPUs, the distance of their frames for the guest, the first physical CPU. */
static void add_frames(struct collection *collection, const struct axvm_vm *vm) {
    for (size_t i = 0; vm->arch == AXVM_ARCH_AARCH64 && i < vm->config->devices.emu_device_count; i++) {
        const struct axvm_emu_device_config *device = &vm->config->devices.emu_devices[i];
        if (device->emu_type != AXVM_EMU_GPPT_REDISTRIBUTOR || device->cfg_list.count < 3) {
            continue;
        }
        struct axvm_range range = {device->cfg_list.items[2], device->cfg_list.items[0]};
        if (range.size_bytes > 0 && axvm_range_fits(range, UINT64_MAX)) {
            add(collection, AXVM_CLAIM_FRAMES, i, range);
        }
    }
}

/* --- paths ---------------------------------------------------------------------------------------- */

/* A path that a guest lists. Paths are numbered in the order of the tree: what is below a path follows it. */
struct path {
    struct axvm_slice text; /* without its first `/`, so that the root is empty */
    uint32_t guest;
    uint32_t index; /* in passthrough_devices, or EXCLUDED */
    uint32_t number;
    uint32_t end; /* one past the last number at or below it */
};

#define EXCLUDED UINT32_MAX

static bool is_list_of_paths(const struct axvm_vm *vm) {
    bool expands_root = vm->arch == AXVM_ARCH_LOONGARCH64 && vm->config->profile == AXVM_PROFILE_0_8;
    return (axvm_has_device_tree(vm->arch) || expands_root) && !axvm_passthrough_is_explicit(vm->config);
}

static bool is_root(struct axvm_slice path) {
    return path.length == 1 && path.data[0] == '/';
}

bool axvm_passes_all(const struct axvm_vm *vm, size_t *index) {
    const struct axvm_devices_config *devices = &vm->config->devices;
    if (!is_list_of_paths(vm) || vm->config->kernel.dtb_path.value.length > 0) {
        return false;
    }
    for (*index = 0; *index < devices->passthrough_device_count; ++*index) {
        if (is_root(devices->passthrough_devices[*index].name) &&
            devices->passthrough_devices[*index].length_bytes == 0) {
            return true;
        }
    }
    return false;
}

/* Whether a path takes part: all but names that are no paths, and "/" where it means the guest's own device tree. */
static bool is_compared(const struct axvm_vm *vm, struct axvm_slice path) {
    if (path.length == 0 || path.data[0] != '/') {
        return false;
    }
    return is_root(path) ? vm->config->kernel.dtb_path.value.length == 0 : axvm_has_device_tree(vm->arch);
}

static size_t list_paths(const struct axvm_vm *vm, uint32_t guest, struct path *paths) {
    const struct axvm_devices_config *devices = &vm->config->devices;
    size_t count = 0;
    for (size_t i = 0; i < devices->passthrough_device_count; i++) {
        struct axvm_slice text = devices->passthrough_devices[i].name;
        if (devices->passthrough_devices[i].length_bytes == 0 && is_compared(vm, text)) {
            paths[count++] = (struct path){{text.data + 1, text.length - 1}, guest, (uint32_t)i, 0, 0};
        }
    }
    for (size_t i = 0; i < devices->excluded_devices.count; i++) {
        for (size_t j = 0; j < devices->excluded_devices.items[i].count; j++) {
            struct axvm_slice text = devices->excluded_devices.items[i].items[j];
            if (is_compared(vm, text)) {
                paths[count++] = (struct path){{text.data + 1, text.length - 1}, guest, EXCLUDED, 0, 0};
            }
        }
    }
    return count;
}

/* Below zero, zero or above it, as `a` comes before `b` in the order of the tree: `/` comes before all other bytes. */
static int compare_paths(struct axvm_slice a, struct axvm_slice b) {
    size_t common = a.length < b.length ? a.length : b.length;
    for (size_t i = 0; i < common; i++) {
        if (a.data[i] != b.data[i]) {
            int left = a.data[i] == '/' ? -1 : (unsigned char)a.data[i];
            int right = b.data[i] == '/' ? -1 : (unsigned char)b.data[i];
            return left - right;
        }
    }
    return a.length < b.length ? -1 : a.length > b.length;
}

static bool is_before_in_tree(const void *a, const void *b) {
    return compare_paths(((const struct path *)a)->text, ((const struct path *)b)->text) < 0;
}

static bool is_at_or_below(struct axvm_slice path, struct axvm_slice top) {
    if (top.length == 0) {
        return true;
    }
    return path.length >= top.length && axvm_compare(path.data, top.data, top.length) == 0 &&
           (path.length == top.length || path.data[top.length] == '/');
}

/* Numbers the paths: those that are the same alike. What is below a path stands in one run behind it. */
static void number_paths(struct path *paths, size_t count) {
    axvm_sort(paths, count, sizeof *paths, is_before_in_tree);
    for (size_t i = 0; i < count; i++) {
        if (i > 0 && axvm_slice_equal(paths[i].text, paths[i - 1].text)) {
            paths[i].number = paths[i - 1].number;
            paths[i].end = paths[i - 1].end;
            continue;
        }
        size_t inside = i;
        size_t outside = count;
        while (outside - inside > 1) {
            size_t middle = inside + (outside - inside) / 2;
            if (is_at_or_below(paths[middle].text, paths[i].text)) {
                inside = middle;
            } else {
                outside = middle;
            }
        }
        paths[i].number = (uint32_t)i;
        paths[i].end = (uint32_t)outside;
    }
}

/* By guest, and there in the order of the tree, what is passed through before what is excluded. */
static bool is_before_in_guest(const void *a, const void *b) {
    const struct path *left = a;
    const struct path *right = b;
    if (left->guest != right->guest) {
        return left->guest < right->guest;
    }
    return left->number != right->number ? left->number < right->number : left->index < right->index;
}

static void add_piece(struct collection *collection, size_t index, uint32_t start, uint32_t end) {
    if (start < end) {
        add(collection, AXVM_CLAIM_PATH, index, (struct axvm_range){start, end - start});
    }
}

/* The nodes that the paths of one guest pass through: what is at or below its topmost paths, less what is excluded. */
static void add_pieces(struct collection *collection, const struct path *paths, size_t count) {
    uint32_t index = 0;
    uint32_t start = 0; /* of what is still to be added of the path at `index` */
    uint32_t end = 0;
    for (size_t i = 0; i < count; i++) {
        if (paths[i].index == EXCLUDED) {
            add_piece(collection, index, start, paths[i].number < end ? paths[i].number : end);
            start = paths[i].end > start ? paths[i].end : start;
        } else if (paths[i].number >= end) {
            add_piece(collection, index, start, end);
            index = paths[i].index;
            start = paths[i].number;
            end = paths[i].end;
        }
    }
    add_piece(collection, index, start, end);
}

/* --- all of a board -------------------------------------------------------------------------------- */

static struct axvm_claim model_of(const struct axvm_vm *vm, uint32_t guest, const uint32_t *ranks) {
    size_t index;
    return (struct axvm_claim){.guest = guest, .rank = ranks[guest], .has_all = axvm_passes_all(vm, &index)};
}

/* The paths of all guests, and from these their claims. @return false if the arena is full */
static bool collect_paths(struct axvm_board_checker *checker, const uint32_t *ranks, size_t room,
                          struct collection *collection) {
    size_t low = checker->arena->low;
    struct path *paths = take(checker, room, sizeof *paths);
    size_t count = 0;
    if (paths == NULL) {
        return false;
    }
    for (size_t i = 0; i < checker->count; i++) {
        if (axvm_board_sees(checker, checker->vms[i]) && is_list_of_paths(checker->vms[i])) {
            count += list_paths(checker->vms[i], (uint32_t)i, paths + count);
        }
    }
    number_paths(paths, count);
    axvm_sort(paths, count, sizeof *paths, is_before_in_guest);
    for (size_t start = 0, next; start < count; start = next) {
        for (next = start + 1; next < count && paths[next].guest == paths[start].guest;) {
            next++;
        }
        collection->model = model_of(checker->vms[paths[start].guest], paths[start].guest, ranks);
        add_pieces(collection, paths + start, next - start);
    }
    checker->arena->low = low;
    return true;
}

static void collect_numbers(struct axvm_board_checker *checker, const uint32_t *ranks, enum axvm_clash_scope scope,
                            struct collection *collection) {
    for (size_t i = 0; i < checker->count; i++) {
        const struct axvm_vm *vm = checker->vms[i];
        if (!axvm_board_sees(checker, vm)) {
            continue;
        }
        collection->model = model_of(vm, (uint32_t)i, ranks);
        add_memory(collection, vm);
        add_windows(collection, vm);
        add_host(collection, vm);
        if (scope == AXVM_CLASH_SAME_SPACE) {
            add_ports(collection, vm);
            add_frames(collection, vm);
        }
    }
}

static bool collect(struct axvm_board_checker *checker, enum axvm_clash_scope scope, struct collection *collection) {
    size_t room = 0;
    for (size_t i = 0; i < checker->count; i++) {
        room += axvm_board_sees(checker, checker->vms[i]) ? axvm_claim_count_max(checker->vms[i]->config) : 0;
    }
    uint32_t *ranks = axvm_rank_guests(checker);
    *collection = (struct collection){.items = take(checker, room, sizeof *collection->items)};
    if (ranks == NULL || collection->items == NULL) {
        return false;
    }
    collect_numbers(checker, ranks, scope, collection);
    return scope != AXVM_CLASH_SAME_SPACE || collect_paths(checker, ranks, room, collection);
}

/* --- clashes --------------------------------------------------------------------------------------- */

enum axvm_claim_space axvm_claim_space_of(const struct axvm_claim *claim) {
    static const unsigned char spaces[] = {
        [AXVM_CLAIM_RAM] = AXVM_SPACE_RAM,      [AXVM_CLAIM_DEVICE] = AXVM_SPACE_MMIO,
        [AXVM_CLAIM_ADDRESS] = AXVM_SPACE_MMIO, [AXVM_CLAIM_HOST] = AXVM_SPACE_MMIO,
        [AXVM_CLAIM_PORTS] = AXVM_SPACE_PORTS,  [AXVM_CLAIM_FRAMES] = AXVM_SPACE_FRAMES,
        [AXVM_CLAIM_PATH] = AXVM_SPACE_PATHS,
    };
    return (enum axvm_claim_space)spaces[claim->kind];
}

struct axvm_range axvm_clash_range(const struct axvm_clash *clash) {
    return axvm_range_common(clash->late->range, clash->early->range);
}

static bool is_item_before(const struct axvm_claim *left, const struct axvm_claim *right) {
    return left->kind != right->kind ? left->kind < right->kind : left->index < right->index;
}

static bool is_claim_before(const void *a, const void *b) {
    const struct axvm_claim *left = a;
    const struct axvm_claim *right = b;
    if (left->range.base != right->range.base) {
        return left->range.base < right->range.base;
    }
    return left->rank != right->rank ? left->rank < right->rank : is_item_before(left, right);
}

static bool is_clash_before(const void *a, const void *b) {
    const struct axvm_clash *left = a;
    const struct axvm_clash *right = b;
    if (left->late->guest != right->late->guest) {
        return left->late->guest < right->late->guest;
    }
    if (left->early->guest != right->early->guest) {
        return left->early->guest < right->early->guest;
    }
    if (axvm_claim_space_of(left->late) != axvm_claim_space_of(right->late)) {
        return axvm_claim_space_of(left->late) < axvm_claim_space_of(right->late);
    }
    struct axvm_range shared = axvm_clash_range(left);
    struct axvm_range other = axvm_clash_range(right);
    if (shared.base != other.base) {
        return shared.base < other.base;
    }
    if (shared.size_bytes != other.size_bytes) {
        return shared.size_bytes > other.size_bytes;
    }
    if (left->late != right->late) {
        return is_item_before(left->late, right->late);
    }
    return is_item_before(left->early, right->early);
}

/* Of the claims so far, the one that reaches furthest, and the one of all other guests that does. */
struct reach {
    const struct axvm_claim *first;
    const struct axvm_claim *second;
};

static bool reaches_further(const struct axvm_claim *claim, const struct axvm_claim *other) {
    return other == NULL || axvm_range_last(claim->range) > axvm_range_last(other->range);
}

static void extend(struct reach *reach, const struct axvm_claim *claim) {
    bool is_of_first = reach->first != NULL && reach->first->guest == claim->guest;
    if (reaches_further(claim, reach->first)) {
        reach->second = is_of_first ? reach->second : reach->first;
        reach->first = claim;
    } else if (!is_of_first && reaches_further(claim, reach->second)) {
        reach->second = claim;
    }
}

/* A claim of another guest that reaches into this one, which starts no earlier. @return NULL if there is none */
static const struct axvm_claim *reaching_into(const struct reach *reach, const struct axvm_claim *claim) {
    const struct axvm_claim *other =
        reach->first != NULL && reach->first->guest == claim->guest ? reach->second : reach->first;
    return other != NULL && axvm_ranges_overlap(other->range, claim->range) ? other : NULL;
}

/* Two guests that have all devices have a finding for that; then their devices one by one are no news. */
static bool is_told(const struct axvm_board_checker *checker, const struct axvm_clash *clash) {
    const struct axvm_vm *late = checker->vms[clash->late->guest];
    const struct axvm_vm *early = checker->vms[clash->early->guest];
    enum axvm_claim_space space = axvm_claim_space_of(clash->late);
    bool is_device = space == AXVM_SPACE_PATHS || (space == AXVM_SPACE_MMIO && clash->early->kind != AXVM_CLAIM_RAM);
    bool both_have_all = clash->late->has_all && clash->early->has_all && late->arch == AXVM_ARCH_AARCH64;
    return axvm_are_neighbors(late, early) && !(is_device && both_have_all);
}

static void sweep(struct axvm_board_checker *checker, enum axvm_clash_scope scope, const struct collection *claims,
                  struct axvm_clash_list *list) {
    struct reach reaches[AXVM_CLAIM_SPACE_COUNT] = {{NULL, NULL}};
    for (size_t i = 0; i < claims->count; i++) {
        const struct axvm_claim *claim = &claims->items[i];
        enum axvm_claim_space space = axvm_claim_space_of(claim);
        enum axvm_claim_space other = space;
        if (scope == AXVM_CLASH_RAM_AND_MMIO) {
            other = space == AXVM_SPACE_RAM ? AXVM_SPACE_MMIO : AXVM_SPACE_RAM;
        }
        const struct axvm_claim *found = reaching_into(&reaches[other], claim);
        if (found != NULL) {
            bool is_late = claim->guest > found->guest;
            struct axvm_clash clash = {is_late ? claim : found, is_late ? found : claim};
            if (is_told(checker, &clash)) {
                list->items[list->count++] = clash;
            }
        }
        extend(&reaches[space], claim);
    }
}

bool axvm_clashes_of(struct axvm_board_checker *checker, enum axvm_clash_scope scope, struct axvm_clash_list *list) {
    struct collection claims;
    *list = (struct axvm_clash_list){NULL, 0};
    if (!collect(checker, scope, &claims)) {
        return false;
    }
    list->items = take(checker, claims.count, sizeof *list->items);
    if (list->items == NULL) {
        return false;
    }
    axvm_sort(claims.items, claims.count, sizeof *claims.items, is_claim_before);
    sweep(checker, scope, &claims, list);
    axvm_sort(list->items, list->count, sizeof *list->items, is_clash_before);
    return true;
}

/* --- what is written ------------------------------------------------------------------------------- */

struct axvm_range axvm_claim_written(const struct axvm_vm *vm, const struct axvm_claim *claim) {
    const struct axvm_devices_config *devices = &vm->config->devices;
    if (claim->kind == AXVM_CLAIM_DEVICE) {
        const struct axvm_passthrough_device_config *device = &devices->passthrough_devices[claim->index];
        return (struct axvm_range){axvm_passthrough_hpa(device, vm->config->profile, vm->arch), device->length_bytes};
    }
    if (claim->kind == AXVM_CLAIM_ADDRESS) {
        const struct axvm_passthrough_address_config *address = &devices->passthrough_addresses[claim->index];
        return (struct axvm_range){address->base_gpa, address->length_bytes};
    }
    return claim->range;
}

struct axvm_span axvm_place_of_claim(const struct axvm_vm *vm, const struct axvm_claim *claim) {
    const struct axvm_devices_config *devices = &vm->config->devices;
    switch ((enum axvm_claim_kind)claim->kind) {
    case AXVM_CLAIM_RAM:
        return axvm_place_of_node(vm, vm->config->kernel.memory_regions[claim->index].node);
    case AXVM_CLAIM_DEVICE:
    case AXVM_CLAIM_PATH:
        return axvm_place_of_node(vm, devices->passthrough_devices[claim->index].node);
    case AXVM_CLAIM_ADDRESS:
        return axvm_place_of_node(vm, devices->passthrough_addresses[claim->index].node);
    case AXVM_CLAIM_HOST:
        return axvm_place_of_member(vm, &axvm_devices_record, devices->node,
                                    offsetof(struct axvm_devices_config, address_space_policy));
    case AXVM_CLAIM_PORTS:
        return axvm_place_of_node(vm, devices->passthrough_ports[claim->index].node);
    case AXVM_CLAIM_FRAMES:
        return AXVM_PLACE_IN(vm, emu_device, &devices->emu_devices[claim->index], cfg_list);
    }
    return (struct axvm_span){0, 0};
}
