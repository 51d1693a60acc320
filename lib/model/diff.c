/* SPDX-License-Identifier: Apache-2.0 */
/* What two structs of the schema table differ in. See diff.h; which item of a list is which is found in match.c. */
#include "axvmconfig/diff.h"

#include "base/env.h"
#include "base/sort.h"
#include "diag/position.h"
#include "model/match.h"

/* A comparison on its way. */
struct differ {
    const struct axvm_diff_input *inputs;
    struct axvm_arena *arena; /* differences grow at its low end, all else comes from the high one */
    struct axvm_diff *diff;
    struct axvm_difference *differences;
    bool out_of_memory;
    const struct axvm_field *section; /* that is being compared */
    const struct axvm_field *list;    /* the same; NULL outside of lists */
};

/* The same struct on both sides. */
struct struct_pair {
    const struct axvm_record *record;
    const void *objects[2];
    uint32_t nodes[2];
    size_t indices[2]; /* of items in their lists */
};

/* Adds a difference without sides. @return NULL if the arena is full */
static struct axvm_difference *add(struct differ *differ, enum axvm_difference_kind kind) {
    struct axvm_difference *difference =
        axvm_arena_take_low(differ->arena, sizeof *difference, _Alignof(struct axvm_difference));
    if (difference == NULL) {
        differ->out_of_memory = true;
        return NULL;
    }
    if (differ->diff->count++ == 0) {
        differ->differences = difference; /* the others follow it, since nothing else comes from this end */
    }
    *difference = (struct axvm_difference){.kind = kind, .section = differ->section, .list = differ->list};
    return difference;
}

/* The node of an item or a section. */
static uint32_t node_of(const struct axvm_record *record, const void *object) {
    uint32_t node;
    axvm_copy(&node, (const unsigned char *)object + record->node_offset, sizeof node);
    return node;
}

/* The node of field `index` of a struct. @return 0 if it is left out, or nothing is known of the text */
static uint32_t member_node_of(const struct differ *differ, const struct struct_pair *structs, size_t index,
                               size_t side) {
    const struct axvm_diff_input *input = &differ->inputs[side];
    bool is_root = differ->section == NULL;
    bool is_known = input->document != NULL && (structs->nodes[side] != 0 || is_root);
    if (!is_known || structs->record->fields[index].since > input->profile) {
        return 0;
    }
    return axvm_member_node(input->document, structs->record, structs->nodes[side], index, input->profile);
}

/* --- values --------------------------------------------------------------------------------------- */

static void compare_value(struct differ *differ, const struct struct_pair *structs, size_t index) {
    const struct axvm_field *field = &structs->record->fields[index];
    struct axvm_value a = axvm_value_of(structs->objects[AXVM_DIFF_A], field);
    struct axvm_value b = axvm_value_of(structs->objects[AXVM_DIFF_B], field);
    if (axvm_value_compare(&a, &b) == 0) {
        return;
    }
    struct axvm_difference *difference = add(differ, AXVM_DIFFERENCE_CHANGED);
    if (difference == NULL) {
        return;
    }
    difference->field = field;
    for (size_t side = 0; side < 2; side++) {
        uint32_t node = member_node_of(differ, structs, index, side);
        difference->sides[side] = (struct axvm_diff_side){
            .object = structs->objects[side],
            .index = structs->indices[side],
            .is_there = true,
            .is_written = node != 0,
            .node = node != 0 ? node : structs->nodes[side],
        };
    }
}

/* All values of an item. */
static void compare_values(struct differ *differ, const struct struct_pair *structs) {
    const struct axvm_record *record = structs->record;
    for (size_t i = 0; (i = axvm_record_field_from(record, i, differ->diff->profile)) < record->count; i++) {
        compare_value(differ, structs, i);
    }
}

/* --- lists of structs ----------------------------------------------------------------------------- */

static struct axvm_diff_side item_side(const struct axvm_record_list *list, size_t index) {
    const void *object = axvm_record_item(list, index);
    uint32_t node = node_of(list->record, object);
    return (struct axvm_diff_side){
        .object = object, .index = index, .is_there = true, .is_written = node != 0, .node = node};
}

/* The items that only one side has. */
static void add_items(struct differ *differ, const struct axvm_record_list *list, const size_t *partners, size_t side) {
    for (size_t i = 0; i < list->count; i++) {
        struct axvm_difference *difference =
            partners[i] != AXVM_NO_PARTNER
                ? NULL
                : add(differ, side == AXVM_DIFF_A ? AXVM_DIFFERENCE_REMOVED : AXVM_DIFFERENCE_ADDED);
        if (difference != NULL) {
            difference->sides[side] = item_side(list, i);
        }
    }
}

/* Whether the first passthrough device makes the list one of address windows. */
static bool is_explicit(const struct axvm_record_list *list) {
    const struct axvm_passthrough_device_config *first = list->items;
    return first->length_bytes != 0;
}

/* Whether it matters that another item is the first: neither list is empty. */
static bool is_first_important(const struct axvm_record_list lists[2]) {
    if (lists[0].record == &axvm_passthrough_device_record) {
        return is_explicit(&lists[0]) != is_explicit(&lists[1]);
    }
    return lists[0].record == &axvm_mem_record;
}

const char *axvm_diff_first_meaning(const struct axvm_record *record) {
    return record == &axvm_passthrough_device_record
               ? "the first device decides whether all are address windows or device tree paths"
               : "the first region is main memory";
}

static void compare_first(struct differ *differ, const struct axvm_record_list lists[2],
                          const struct axvm_match *match) {
    bool is_empty = lists[0].count == 0 || lists[1].count == 0;
    if (is_empty || match->partners[0][0] == 0 || !is_first_important(lists)) {
        return;
    }
    struct axvm_difference *difference = add(differ, AXVM_DIFFERENCE_FIRST);
    for (size_t side = 0; difference != NULL && side < 2; side++) {
        difference->sides[side] = item_side(&lists[side], 0);
    }
}

static void compare_items(struct differ *differ, const struct axvm_record_list lists[2], size_t a, size_t b) {
    struct struct_pair items = {.record = lists[0].record, .indices = {a, b}};
    for (size_t side = 0; side < 2; side++) {
        items.objects[side] = axvm_record_item(&lists[side], items.indices[side]);
        items.nodes[side] = node_of(items.record, items.objects[side]);
    }
    compare_values(differ, &items);
}

static void compare_list(struct differ *differ, const struct struct_pair *structs, const struct axvm_field *field) {
    struct axvm_match match;
    size_t high = differ->arena->high;
    struct axvm_record_list lists[2] = {axvm_record_list_of(structs->objects[0], field),
                                        axvm_record_list_of(structs->objects[1], field)};
    if (!axvm_match_lists(&match, lists, differ->arena)) {
        differ->out_of_memory = true;
        return;
    }
    differ->list = field;
    compare_first(differ, lists, &match);
    for (size_t i = 0; i < lists[0].count; i++) {
        if (match.partners[0][i] != AXVM_NO_PARTNER) {
            compare_items(differ, lists, i, match.partners[0][i]);
        }
    }
    add_items(differ, &lists[0], match.partners[0], AXVM_DIFF_A);
    add_items(differ, &lists[1], match.partners[1], AXVM_DIFF_B);
    differ->list = NULL;
    differ->arena->high = high;
}

/* --- lists of strings ----------------------------------------------------------------------------- */

/* The strings of a list, or of a list of lists, one after the other. */
struct string_list {
    struct axvm_slice *strings;
    uint32_t *nodes;
    size_t count;
};

static size_t count_strings(const void *object, const struct axvm_field *field) {
    if (field->kind == AXVM_FIELD_STRING_LIST) {
        return ((const struct axvm_string_list *)axvm_member(object, field))->count;
    }
    const struct axvm_string_list_list *lists = axvm_member(object, field);
    size_t count = 0;
    for (size_t i = 0; i < lists->count; i++) {
        count += lists->items[i].count;
    }
    return count;
}

/* Appends the strings of one list. @param node  that it was decoded from; 0: none */
static void append_strings(struct string_list *all, const struct axvm_string_list *list,
                           const struct axvm_toml_document *document, uint32_t node) {
    uint32_t child = node == 0 ? 0 : axvm_toml_first_child(document, node);
    for (size_t i = 0; i < list->count; i++) {
        all->strings[all->count] = list->items[i];
        all->nodes[all->count++] = child;
        child = child == 0 ? 0 : axvm_toml_next_child(document, node, child);
    }
}

/* @return false if the arena is full */
static bool collect_strings(struct differ *differ, const struct struct_pair *structs, size_t index, size_t side,
                            struct string_list *all) {
    const struct axvm_field *field = &structs->record->fields[index];
    const struct axvm_toml_document *document = differ->inputs[side].document;
    const void *object = structs->objects[side];
    uint32_t node = member_node_of(differ, structs, index, side);
    size_t count = count_strings(object, field);
    all->strings = axvm_arena_take_high(differ->arena, count * sizeof *all->strings, _Alignof(struct axvm_slice));
    all->nodes = axvm_arena_take_high(differ->arena, count * sizeof *all->nodes, _Alignof(uint32_t));
    all->count = 0;
    if (all->strings == NULL || all->nodes == NULL) {
        return false;
    }
    if (field->kind == AXVM_FIELD_STRING_LIST) {
        append_strings(all, axvm_member(object, field), document, node);
        return true;
    }
    const struct axvm_string_list_list *lists = axvm_member(object, field);
    uint32_t child = node == 0 ? 0 : axvm_toml_first_child(document, node);
    for (size_t i = 0; i < lists->count; i++) {
        append_strings(all, &lists->items[i], document, child);
        child = child == 0 ? 0 : axvm_toml_next_child(document, node, child);
    }
    return true;
}

static void add_strings(struct differ *differ, const struct string_list *all, const size_t *partners, size_t side) {
    for (size_t i = 0; i < all->count; i++) {
        struct axvm_difference *difference =
            partners[i] != AXVM_NO_PARTNER
                ? NULL
                : add(differ, side == AXVM_DIFF_A ? AXVM_DIFFERENCE_REMOVED : AXVM_DIFFERENCE_ADDED);
        if (difference != NULL) {
            difference->sides[side] = (struct axvm_diff_side){.string = all->strings[i],
                                                              .index = i,
                                                              .is_there = true,
                                                              .is_written = all->nodes[i] != 0,
                                                              .node = all->nodes[i]};
        }
    }
}

static void compare_strings(struct differ *differ, const struct struct_pair *structs, size_t index) {
    size_t high = differ->arena->high;
    struct string_list all[2];
    struct axvm_match match;
    if (!collect_strings(differ, structs, index, AXVM_DIFF_A, &all[0]) ||
        !collect_strings(differ, structs, index, AXVM_DIFF_B, &all[1]) ||
        !axvm_match_strings(&match, (const struct axvm_slice *const[2]){all[0].strings, all[1].strings},
                            (const size_t[2]){all[0].count, all[1].count}, differ->arena)) {
        differ->out_of_memory = true;
        return;
    }
    differ->list = &structs->record->fields[index];
    add_strings(differ, &all[0], match.partners[0], AXVM_DIFF_A);
    add_strings(differ, &all[1], match.partners[1], AXVM_DIFF_B);
    differ->list = NULL;
    differ->arena->high = high;
}

/* --- structs -------------------------------------------------------------------------------------- */

/* All of a section, or of the root but for its sections. */
static void compare_struct(struct differ *differ, const struct struct_pair *structs) {
    const struct axvm_record *record = structs->record;
    for (size_t i = 0; (i = axvm_record_field_from(record, i, differ->diff->profile)) < record->count; i++) {
        if (differ->out_of_memory) {
            return;
        }
        switch (record->fields[i].kind) {
        case AXVM_FIELD_STRUCT:
            break;
        case AXVM_FIELD_STRUCT_LIST:
            compare_list(differ, structs, &record->fields[i]);
            break;
        case AXVM_FIELD_STRING_LIST:
        case AXVM_FIELD_STRING_LIST_LIST:
            compare_strings(differ, structs, i);
            break;
        default:
            compare_value(differ, structs, i);
            break;
        }
    }
}

static void compare_sections(struct differ *differ, const struct struct_pair *root) {
    for (size_t i = 0; i < root->record->count; i++) {
        const struct axvm_field *field = &root->record->fields[i];
        if (field->kind == AXVM_FIELD_STRUCT) {
            struct struct_pair section = {.record = field->element};
            for (size_t side = 0; side < 2; side++) {
                section.objects[side] = axvm_member(root->objects[side], field);
                section.nodes[side] = node_of(field->element, section.objects[side]);
            }
            differ->section = field;
            compare_struct(differ, &section);
        }
    }
}

/* --- places --------------------------------------------------------------------------------------- */

/* A side whose place is to be found. */
struct place_wanted {
    uint32_t offset;
    struct axvm_diff_side *side;
};

static bool is_place_before(const void *a, const void *b) {
    return ((const struct place_wanted *)a)->offset < ((const struct place_wanted *)b)->offset;
}

/* Finds the places on one side, going through its text once. */
static void find_places(struct differ *differ, size_t side) {
    const struct axvm_toml_document *document = differ->inputs[side].document;
    size_t high = differ->arena->high;
    struct place_wanted *wanted =
        axvm_arena_take_high(differ->arena, differ->diff->count * sizeof *wanted, _Alignof(struct place_wanted));
    size_t count = 0;
    if (wanted == NULL) {
        differ->out_of_memory = true;
        return;
    }
    for (size_t i = 0; i < differ->diff->count; i++) {
        AXVM_ASSUME(differ->differences != NULL);
        struct axvm_diff_side *own = &differ->differences[i].sides[side];
        if (own->is_there && document != NULL) {
            wanted[count++] = (struct place_wanted){document->nodes[own->node].start, own};
        }
    }
    axvm_sort(wanted, count, sizeof *wanted, is_place_before);
    struct axvm_line_cursor cursor;
    if (count > 0) {
        axvm_line_cursor_init(&cursor, document->text);
    }
    for (size_t i = 0; i < count; i++) {
        axvm_line_cursor_advance(&cursor, wanted[i].offset);
        wanted[i].side->place = (struct axvm_position){cursor.line, cursor.column + 1};
    }
    differ->arena->high = high;
}

/* --- what the guest gains and loses --------------------------------------------------------------- */

static bool is_device(const struct axvm_field *list) {
    return list != NULL &&
           (list->element == &axvm_emu_device_record || list->element == &axvm_passthrough_device_record);
}

static uint64_t memory_of(const struct axvm_crate_config *config) {
    uint64_t sum = 0;
    for (size_t i = 0; i < config->kernel.memory_region_count; i++) {
        uint64_t size = config->kernel.memory_regions[i].size_bytes;
        sum = size > UINT64_MAX - sum ? UINT64_MAX : sum + size;
    }
    return sum;
}

static size_t devices_of(const struct axvm_crate_config *config) {
    return config->devices.emu_device_count + config->devices.passthrough_device_count;
}

static bool is_number_before(const void *a, const void *b) {
    return *(const uint64_t *)a < *(const uint64_t *)b;
}

/* The interrupts of all devices, ascending, each once. @return how many; the numbers are there for devices_of() */
static size_t collect_interrupts(const struct axvm_crate_config *config, uint64_t *numbers) {
    struct axvm_walk walk;
    enum axvm_walk_step step;
    size_t count = 0;
    axvm_walk_start(&walk, axvm_schema(), config, config->profile);
    while ((step = axvm_walk_next(&walk)) != AXVM_WALK_DONE) {
        if (step == AXVM_WALK_VALUE && walk.field->unit == AXVM_UNIT_IRQ) {
            uint64_t number = axvm_value_of(walk.object, walk.field).number;
            numbers[count] = number;
            count += number != 0;
        }
    }
    axvm_sort(numbers, count, sizeof *numbers, is_number_before);
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        if (kept == 0 || numbers[kept - 1] != numbers[i]) {
            numbers[kept++] = numbers[i];
        }
    }
    return kept;
}

/* Keeps of one sorted list what the other has not. @return how many are left */
static size_t subtract(uint64_t *numbers, size_t count, const uint64_t *others, size_t other_count) {
    size_t kept = 0;
    size_t other = 0;
    for (size_t i = 0; i < count; i++) {
        while (other < other_count && others[other] < numbers[i]) {
            other++;
        }
        if (other == other_count || others[other] != numbers[i]) {
            numbers[kept++] = numbers[i];
        }
    }
    return kept;
}

static void summarize_interrupts(struct differ *differ, const struct axvm_crate_config *const configs[2]) {
    uint64_t *numbers[2];
    uint64_t *copy;
    size_t counts[2];
    for (size_t side = 0; side < 2; side++) {
        numbers[side] =
            axvm_arena_take_high(differ->arena, (devices_of(configs[side]) + 1) * sizeof(uint64_t), _Alignof(uint64_t));
        if (numbers[side] == NULL) {
            differ->out_of_memory = true;
            return;
        }
        counts[side] = collect_interrupts(configs[side], numbers[side]);
    }
    size_t high = differ->arena->high;
    copy = axvm_arena_take_high(differ->arena, counts[0] * sizeof *copy, _Alignof(uint64_t));
    if (copy == NULL) {
        differ->out_of_memory = true;
        return;
    }
    if (counts[0] > 0) {
        axvm_copy(copy, numbers[0], counts[0] * sizeof *copy);
    }
    size_t lost = subtract(numbers[0], counts[0], numbers[1], counts[1]);
    size_t gained = subtract(numbers[1], counts[1], copy, counts[0]);
    differ->diff->summary.interrupts_lost = (struct axvm_u64_list){numbers[0], lost};
    differ->diff->summary.interrupts_gained = (struct axvm_u64_list){numbers[1], gained};
    differ->arena->high = high;
}

static void summarize(struct differ *differ, const struct axvm_crate_config *const configs[2]) {
    struct axvm_diff_summary *summary = &differ->diff->summary;
    for (size_t side = 0; side < 2; side++) {
        summary->memory_bytes[side] = memory_of(configs[side]);
        summary->cpus[side] = configs[side]->base.cpu_num;
        summary->devices[side] = devices_of(configs[side]);
    }
    for (size_t i = 0; i < differ->diff->count; i++) {
        const struct axvm_difference *difference = &differ->differences[i];
        if (is_device(difference->list)) {
            summary->devices_gained += difference->kind == AXVM_DIFFERENCE_ADDED;
            summary->devices_lost += difference->kind == AXVM_DIFFERENCE_REMOVED;
        }
    }
    summarize_interrupts(differ, configs);
}

/* --- the whole ------------------------------------------------------------------------------------ */

static void compare(struct differ *differ, const struct axvm_record *record) {
    const struct axvm_diff_input *inputs = differ->inputs;
    struct struct_pair root = {.record = record, .objects = {inputs[0].object, inputs[1].object}};
    enum axvm_profile later = inputs[0].profile > inputs[1].profile ? inputs[0].profile : inputs[1].profile;
    *differ->diff = (struct axvm_diff){.profile = later};
    compare_struct(differ, &root);
    compare_sections(differ, &root);
    find_places(differ, AXVM_DIFF_A);
    find_places(differ, AXVM_DIFF_B);
    differ->diff->differences = differ->differences;
}

enum axvm_status axvm_diff_configs(struct axvm_diff *diff, const struct axvm_diff_input sides[2],
                                   struct axvm_arena *arena) {
    struct differ differ = {.inputs = sides, .arena = arena, .diff = diff};
    compare(&differ, axvm_schema());
    summarize(&differ, (const struct axvm_crate_config *const[2]){sides[0].object, sides[1].object});
    return differ.out_of_memory ? AXVM_OUT_OF_MEMORY : AXVM_OK;
}

enum axvm_status axvm_diff_scenarios(struct axvm_diff *diff, const struct axvm_diff_input sides[2],
                                     struct axvm_arena *arena) {
    struct differ differ = {.inputs = sides, .arena = arena, .diff = diff};
    compare(&differ, axvm_scenario_schema());
    return differ.out_of_memory ? AXVM_OUT_OF_MEMORY : AXVM_OK;
}

/* --- memory --------------------------------------------------------------------------------------- */

/* The most values of an item, two of which make as many differences; and all values outside of lists. */
#define ITEM_VALUES_MAX 8
#define FIXED_VALUES    64

/* The most bytes that an item of a list takes beyond what matching takes: differences, places, interrupts. */
#define ITEM_BYTES                                                                                                     \
    (ITEM_VALUES_MAX / 2 * (sizeof(struct axvm_difference) + sizeof(struct place_wanted)) + 3 * sizeof(uint64_t) +     \
     sizeof(struct axvm_slice) + sizeof(uint32_t))

/* The items of all lists of a section, or of the root. */
static uint64_t count_items_of(const struct axvm_record *record, const void *object) {
    uint64_t count = 0;
    for (size_t i = 0; i < record->count; i++) {
        const struct axvm_field *field = &record->fields[i];
        if (field->kind == AXVM_FIELD_STRUCT_LIST) {
            count += axvm_record_list_of(object, field).count;
        } else if (field->kind == AXVM_FIELD_STRING_LIST || field->kind == AXVM_FIELD_STRING_LIST_LIST) {
            count += count_strings(object, field);
        }
    }
    return count;
}

static uint64_t count_items(const struct axvm_record *root, const void *object) {
    uint64_t count = count_items_of(root, object);
    for (size_t i = 0; i < root->count; i++) {
        if (root->fields[i].kind == AXVM_FIELD_STRUCT) {
            count += count_items_of(root->fields[i].element, axvm_member(object, &root->fields[i]));
        }
    }
    return count;
}

static size_t bound_for(uint64_t items) {
    size_t per_item = AXVM_MATCH_BYTES_PER_ITEM + ITEM_BYTES;
    size_t fixed =
        AXVM_MATCH_BYTES_FIXED + FIXED_VALUES * (sizeof(struct axvm_difference) + sizeof(struct place_wanted)) + 256;
    return items > (SIZE_MAX - fixed) / per_item ? SIZE_MAX : (size_t)(items * per_item + fixed);
}

size_t axvm_diff_memory_bound(const struct axvm_crate_config *a, const struct axvm_crate_config *b) {
    return bound_for(count_items(axvm_schema(), a) + count_items(axvm_schema(), b));
}

size_t axvm_diff_scenario_memory_bound(const struct axvm_scenario *a, const struct axvm_scenario *b) {
    return bound_for(count_items(axvm_scenario_schema(), a) + count_items(axvm_scenario_schema(), b));
}
