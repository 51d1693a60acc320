/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What configurations differ in: nothing where only the text is another, the same from both sides, and in no more
 * memory than documented.
 */
#include "support.h"

#include "axvmconfig/diff.h"

#include <stdlib.h>
#include <string.h>

/* A text, its document and its configuration. */
struct document {
    void *memory;
    struct axvm_arena arena;
    struct axvm_source source;
    struct axvm_findings findings;
    struct axvm_toml_document document;
    struct axvm_crate_config config;
    enum axvm_status status;
};

static void document_read(struct document *document, struct axvm_slice text, enum axvm_profile profile) {
    size_t size = axvm_config_memory_bound(text.length, FINDING_LIMIT);
    document->memory = allocate(size);
    document->source = (struct axvm_source){axvm_slice_of("text"), text};
    axvm_arena_init(&document->arena, document->memory, size);
    axvm_findings_init(&document->findings, &document->arena, &document->source, FINDING_LIMIT);
    document->status = axvm_toml_read(&document->document, text, AXVM_TOML_1_1, &document->arena, &document->findings);
    if (document->status == AXVM_OK) {
        document->status =
            axvm_config_decode(&document->config, &document->document, profile, &document->arena, &document->findings);
    }
}

static struct axvm_diff_input input_of(const struct document *document) {
    return (struct axvm_diff_input){&document->config, &document->document, document->config.profile};
}

/* A comparison in memory of its own. */
struct comparison {
    void *memory;
    struct axvm_diff diff;
    enum axvm_status status;
};

static void comparison_start(struct comparison *comparison, const struct axvm_diff_input *a,
                             const struct axvm_diff_input *b) {
    const struct axvm_diff_input sides[2] = {*a, *b};
    struct axvm_arena arena;
    size_t size = axvm_diff_memory_bound(a->object, b->object);
    comparison->memory = allocate(size);
    axvm_arena_init(&arena, comparison->memory, size);
    comparison->status = axvm_diff_configs(&comparison->diff, sides, &arena);
}

/* --- the same meaning ----------------------------------------------------------------------------- */

static const char *try_same(const struct axvm_diff_input *a, const struct axvm_diff_input *b) {
    struct comparison comparison;
    comparison_start(&comparison, a, b);
    const char *problem = comparison.status != AXVM_OK ? "the documented memory is enough"
                          : comparison.diff.count != 0 ? "there are no differences"
                                                       : NULL;
    free(comparison.memory);
    return problem;
}

static const char *try_rewritten(const struct document *document) {
    size_t length;
    char *toml = config_toml(&document->config, &length);
    struct document again;
    document_read(&again, (struct axvm_slice){toml, length}, document->config.profile);
    struct axvm_diff_input a = input_of(document);
    struct axvm_diff_input b = input_of(&again);
    const char *problem = again.status == AXVM_OK ? try_same(&a, &b) : "what is written is accepted";
    free(again.memory);
    free(toml);
    return problem;
}

/* Turns a list around but for its first item. The caller frees it. */
static void *turn_around(const void *items, size_t count, size_t size) {
    unsigned char *turned = allocate(count * size + 1);
    for (size_t i = 0; i < count; i++) {
        size_t from = i == 0 ? 0 : count - i;
        memcpy(turned + i * size, (const unsigned char *)items + from * size, size);
    }
    return turned;
}

#define TURN_AROUND(list, count) ((list) = turned[turned_count++] = turn_around((list), (count), sizeof *(list)))

static const char *try_reordered(const struct document *document) {
    struct axvm_crate_config config = document->config;
    void *turned[8];
    size_t turned_count = 0;
    TURN_AROUND(config.kernel.memory_regions, config.kernel.memory_region_count);
    TURN_AROUND(config.devices.emu_devices, config.devices.emu_device_count);
    TURN_AROUND(config.devices.passthrough_devices, config.devices.passthrough_device_count);
    TURN_AROUND(config.devices.passthrough_addresses, config.devices.passthrough_address_count);
    TURN_AROUND(config.devices.passthrough_ports, config.devices.passthrough_port_count);
    TURN_AROUND(config.devices.excluded_devices.items, config.devices.excluded_devices.count);
    struct axvm_diff_input a = input_of(document);
    struct axvm_diff_input b = {&config, NULL, config.profile};
    const char *problem = try_same(&a, &b);
    for (size_t i = 0; i < turned_count; i++) {
        free(turned[i]);
    }
    return problem;
}

/* --- from both sides ------------------------------------------------------------------------------ */

static bool same_side(const struct axvm_diff_side *a, const struct axvm_diff_side *b) {
    bool same_string = a->string.length == b->string.length && a->string.data == b->string.data;
    return a->object == b->object && same_string && a->index == b->index && a->is_there == b->is_there &&
           a->is_written == b->is_written && a->node == b->node && a->place.line == b->place.line &&
           a->place.column == b->place.column;
}

static bool is_mirror(const struct axvm_difference *a, const struct axvm_difference *b) {
    static const enum axvm_difference_kind mirrored[] = {
        [AXVM_DIFFERENCE_CHANGED] = AXVM_DIFFERENCE_CHANGED,
        [AXVM_DIFFERENCE_REMOVED] = AXVM_DIFFERENCE_ADDED,
        [AXVM_DIFFERENCE_ADDED] = AXVM_DIFFERENCE_REMOVED,
        [AXVM_DIFFERENCE_FIRST] = AXVM_DIFFERENCE_FIRST,
    };
    return mirrored[a->kind] == b->kind && a->section == b->section && a->list == b->list && a->field == b->field &&
           same_side(&a->sides[0], &b->sides[1]) && same_side(&a->sides[1], &b->sides[0]);
}

static bool same_numbers(const struct axvm_u64_list *a, const struct axvm_u64_list *b) {
    return a->count == b->count && (a->count == 0 || memcmp(a->items, b->items, a->count * sizeof *a->items) == 0);
}

static bool summaries_mirror(const struct axvm_diff_summary *a, const struct axvm_diff_summary *b) {
    return a->memory_bytes[0] == b->memory_bytes[1] && a->memory_bytes[1] == b->memory_bytes[0] &&
           a->cpus[0] == b->cpus[1] && a->cpus[1] == b->cpus[0] && a->devices_gained == b->devices_lost &&
           a->devices_lost == b->devices_gained && same_numbers(&a->interrupts_gained, &b->interrupts_lost) &&
           same_numbers(&a->interrupts_lost, &b->interrupts_gained);
}

static const char *diffs_problem(const struct axvm_diff *a, const struct axvm_diff *b) {
    if (a->count != b->count) {
        return "both ways there are as many differences";
    }
    for (size_t i = 0; i < a->count; i++) {
        size_t other = 0;
        while (other < b->count && !is_mirror(&a->differences[i], &b->differences[other])) {
            other++;
        }
        if (other == b->count) {
            return "every difference is there the other way round";
        }
    }
    return summaries_mirror(&a->summary, &b->summary) ? NULL : "gains are losses the other way round";
}

static const char *try_mirror(const struct document *a, const struct document *b) {
    struct axvm_diff_input left = input_of(a);
    struct axvm_diff_input right = input_of(b);
    struct comparison there;
    struct comparison back;
    comparison_start(&there, &left, &right);
    comparison_start(&back, &right, &left);
    const char *problem = there.status != AXVM_OK || back.status != AXVM_OK ? "the documented memory is enough"
                                                                            : diffs_problem(&there.diff, &back.diff);
    free(there.memory);
    free(back.memory);
    return problem;
}

/* --- made-up configurations ----------------------------------------------------------------------- */

#define MADE_UP_ITEMS 12
#define MADE_UP_PAIRS 20000

/* A configuration of small numbers, so that much of it is equal or overlaps. */
struct made_up {
    struct axvm_crate_config config;
    struct axvm_mem_config regions[MADE_UP_ITEMS];
    struct axvm_passthrough_device_config devices[MADE_UP_ITEMS];
    struct axvm_emu_device_config emulated[MADE_UP_ITEMS];
};

static uint64_t random_below(uint64_t *state, uint64_t limit) {
    *state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (*state >> 33) % limit;
}

static void make_up(struct made_up *made, uint64_t *state) {
    static const char *const names[] = {"a", "b", "c"};
    axvm_config_default(&made->config);
    made->config.kernel.memory_regions = made->regions;
    made->config.kernel.memory_region_count = (size_t)random_below(state, MADE_UP_ITEMS + 1);
    made->config.devices.passthrough_devices = made->devices;
    made->config.devices.passthrough_device_count = (size_t)random_below(state, MADE_UP_ITEMS + 1);
    made->config.devices.emu_devices = made->emulated;
    made->config.devices.emu_device_count = (size_t)random_below(state, MADE_UP_ITEMS + 1);
    for (size_t i = 0; i < MADE_UP_ITEMS; i++) {
        made->regions[i] = (struct axvm_mem_config){.gpa = random_below(state, 16),
                                                    .size_bytes = random_below(state, 8),
                                                    .flags = random_below(state, 2),
                                                    .map_type = (enum axvm_mem_map_type)random_below(state, 3)};
        made->devices[i] = (struct axvm_passthrough_device_config){.name = axvm_slice_of(names[random_below(state, 3)]),
                                                                   .base_gpa = random_below(state, 16),
                                                                   .length_bytes = random_below(state, 6),
                                                                   .irq_id = random_below(state, 4)};
        made->emulated[i] =
            (struct axvm_emu_device_config){.name = axvm_slice_of(names[random_below(state, 3)]),
                                            .base_gpa = random_below(state, 4),
                                            .emu_type = (enum axvm_emu_device_type)random_below(state, 2),
                                            .irq_id = random_below(state, 4)};
    }
}

static const char *try_reordered_pair(const struct axvm_diff *expected, const struct made_up *a,
                                      const struct made_up *b) {
    struct axvm_crate_config config = b->config;
    void *turned[3];
    size_t turned_count = 0;
    TURN_AROUND(config.kernel.memory_regions, config.kernel.memory_region_count);
    TURN_AROUND(config.devices.passthrough_devices, config.devices.passthrough_device_count);
    TURN_AROUND(config.devices.emu_devices, config.devices.emu_device_count);
    struct axvm_diff_input left = {&a->config, NULL, AXVM_PROFILE_0_4};
    struct axvm_diff_input right = {&config, NULL, AXVM_PROFILE_0_4};
    struct comparison comparison;
    comparison_start(&comparison, &left, &right);
    bool same = comparison.status == AXVM_OK && comparison.diff.count == expected->count;
    free(comparison.memory);
    for (size_t i = 0; i < turned_count; i++) {
        free(turned[i]);
    }
    return same ? NULL : "the order of lists makes no difference";
}

static const char *try_made_up(void) {
    const char *problem = NULL;
    uint64_t state = 5;
    for (size_t i = 0; i < MADE_UP_PAIRS && problem == NULL; i++) {
        struct made_up a;
        struct made_up b;
        struct comparison there;
        struct comparison back;
        make_up(&a, &state);
        make_up(&b, &state);
        struct axvm_diff_input left = {&a.config, NULL, AXVM_PROFILE_0_4};
        struct axvm_diff_input right = {&b.config, NULL, AXVM_PROFILE_0_4};
        comparison_start(&there, &left, &right);
        comparison_start(&back, &right, &left);
        problem = there.status != AXVM_OK || back.status != AXVM_OK ? "the documented memory is enough"
                                                                    : diffs_problem(&there.diff, &back.diff);
        problem = problem != NULL ? problem : try_reordered_pair(&there.diff, &a, &b);
        free(there.memory);
        free(back.memory);
    }
    return problem;
}

/* --- all texts ------------------------------------------------------------------------------------ */

/* Every text is compared with itself in several forms, and with the accepted one before it. */
int main(int argc, char **argv) {
    struct text_list texts = texts_load(argc, argv);
    const char *problems[4] = {NULL};
    const char *subjects[4] = {NULL};
    struct document previous = {.memory = NULL};
    size_t accepted = 0;
    for (size_t i = 0; i < texts.count; i++) {
        struct axvm_slice text = {texts.files[i].data, texts.files[i].length};
        struct document document;
        document_read(&document, text, i % 2 == 0 ? AXVM_PROFILE_0_4 : AXVM_PROFILE_0_8);
        if (document.status != AXVM_OK) {
            free(document.memory);
            continue;
        }
        struct axvm_diff_input input = input_of(&document);
        const char *found[4] = {try_same(&input, &input), try_rewritten(&document), try_reordered(&document),
                                accepted > 0 ? try_mirror(&previous, &document) : NULL};
        for (size_t property = 0; property < 4; property++) {
            if (problems[property] == NULL && found[property] != NULL) {
                problems[property] = found[property];
                subjects[property] = texts.files[i].path;
            }
        }
        free(previous.memory);
        previous = document;
        accepted++;
    }
    free(previous.memory);
    property_result("a configuration does not differ from itself", problems[0], subjects[0]);
    property_result("nor from itself written anew", problems[1], subjects[1]);
    property_result("nor from itself with lists in another order, but for their first items", problems[2], subjects[2]);
    property_result("two differ in the same from both sides", problems[3], subjects[3]);
    property_result("so do made-up ones, in any order of their lists", try_made_up(), NULL);
    property_result("there are texts that are accepted", accepted > 0 ? NULL : "none", NULL);
    printf("# %zu configurations of %zu texts\n", accepted, texts.count);
    texts_free(&texts);
    return property_finish();
}
