/* SPDX-License-Identifier: Apache-2.0 */
#include "model/match.h"

#include "axvmconfig/diff.h"
#include "base/env.h"
#include "base/sort.h"

/* The most keys that tell together what an item is, and how often what is left is tried by others. */
#define KEYS_MAX   2
#define PASSES_MAX 2

/* An offset of a member, plus one: 0 is none. */
#define MEMBER(tag, member) (offsetof(struct tag, member) + 1)

/* What tells which item is which. */
struct identity {
    const struct axvm_record *record;
    size_t passes[PASSES_MAX][KEYS_MAX]; /* of MEMBER(); tried one after the other. No key ends the list */
    size_t window[2];                    /* of MEMBER(): base and length of addresses, tried last. 0: there are none */
};

static const struct identity identities[] = {
    {&axvm_mem_record,
     {{MEMBER(axvm_mem_config, map_type), MEMBER(axvm_mem_config, gpa)}},
     {MEMBER(axvm_mem_config, gpa), MEMBER(axvm_mem_config, size_bytes)}},
    {&axvm_emu_device_record,
     {{MEMBER(axvm_emu_device_config, emu_type), MEMBER(axvm_emu_device_config, base_gpa)},
      {MEMBER(axvm_emu_device_config, name)}},
     {0}},
    {&axvm_passthrough_device_record,
     {{MEMBER(axvm_passthrough_device_config, name), MEMBER(axvm_passthrough_device_config, base_gpa)},
      {MEMBER(axvm_passthrough_device_config, name)}},
     {MEMBER(axvm_passthrough_device_config, base_gpa), MEMBER(axvm_passthrough_device_config, length_bytes)}},
    {&axvm_passthrough_address_record, {{MEMBER(axvm_passthrough_address_config, base_gpa)}}, {0}},
    {&axvm_passthrough_port_record, {{MEMBER(axvm_passthrough_port_config, base)}}, {0}},
};

/* Every record of a list has one. */
static const struct identity *identity_of(const struct axvm_record *record) {
    const struct identity *identity = identities;
    while (identity->record != record) {
        identity++;
    }
    return identity;
}

/* The fields of a pass, a bit each. */
static uint32_t keys_of(const struct identity *identity, size_t pass) {
    uint32_t keys = 0;
    for (size_t i = 0; i < identity->record->count; i++) {
        for (size_t key = 0; key < KEYS_MAX; key++) {
            keys |=
                identity->passes[pass][key] == (size_t)identity->record->fields[i].offset + 1 ? UINT32_C(1) << i : 0;
        }
    }
    return keys;
}

uint32_t axvm_diff_identity(const struct axvm_record *record) {
    return keys_of(identity_of(record), 0);
}

/* --- comparing ------------------------------------------------------------------------------------ */

static int compare_numbers(uint64_t a, uint64_t b) {
    return a < b ? -1 : a > b;
}

static int compare_lists(const struct axvm_u64_list *a, const struct axvm_u64_list *b) {
    for (size_t i = 0; i < a->count && i < b->count; i++) {
        if (a->items[i] != b->items[i]) {
            return compare_numbers(a->items[i], b->items[i]);
        }
    }
    return compare_numbers(a->count, b->count);
}

int axvm_value_compare(const struct axvm_value *a, const struct axvm_value *b) {
    if (a->kind != b->kind) {
        return compare_numbers(a->kind, b->kind);
    }
    switch (a->kind) {
    case AXVM_VALUE_BOOL:
    case AXVM_VALUE_NUMBER:
        return compare_numbers(a->number, b->number);
    case AXVM_VALUE_STRING:
        return axvm_compare_texts(a->string, b->string);
    case AXVM_VALUE_NUMBER_LIST:
        return compare_lists(&a->number_list, &b->number_list);
    case AXVM_VALUE_ABSENT:
    case AXVM_VALUE_STRING_LIST_LIST: /* a set, which axvm_match_strings() compares */
        break;
    }
    return 0;
}

/* --- items ---------------------------------------------------------------------------------------- */

/* An item that has no partner yet. */
struct entry {
    const struct axvm_record *record;
    const void *object;
    size_t index;
    uint32_t keys; /* the fields that it is sorted by, a bit each; where they are equal, by all fields and the index */
};

static int compare_by(const struct entry *a, const struct entry *b, uint32_t keys) {
    int order = 0;
    for (size_t i = 0; i < a->record->count && order == 0; i++) {
        if ((keys >> i & 1) != 0) {
            struct axvm_value left = axvm_value_of(a->object, &a->record->fields[i]);
            struct axvm_value right = axvm_value_of(b->object, &b->record->fields[i]);
            order = axvm_value_compare(&left, &right);
        }
    }
    return order;
}

static bool is_entry_before(const void *a, const void *b) {
    const struct entry *left = a;
    const struct entry *right = b;
    int order = compare_by(left, right, left->keys);
    order = order != 0 ? order : compare_by(left, right, UINT32_MAX);
    return order != 0 ? order < 0 : left->index < right->index;
}

/* A matching on its way. */
struct matcher {
    struct axvm_match *match;
    const struct axvm_record_list *lists;
    struct entry *entries[2]; /* room for all items of each list */
    size_t counts[2];         /* of `entries` */
};

/* Collects what has no partner yet, sorted by some fields. */
static void collect(struct matcher *matcher, uint32_t keys) {
    for (size_t side = 0; side < 2; side++) {
        const struct axvm_record_list *list = &matcher->lists[side];
        struct entry *entries = matcher->entries[side];
        size_t count = 0;
        for (size_t i = 0; i < list->count; i++) {
            if (matcher->match->partners[side][i] == AXVM_NO_PARTNER) {
                entries[count++] = (struct entry){list->record, axvm_record_item(list, i), i, keys};
            }
        }
        matcher->counts[side] = count;
        axvm_sort(entries, count, sizeof *entries, is_entry_before);
    }
}

static void pair(struct axvm_match *match, size_t a, size_t b) {
    match->partners[0][a] = b;
    match->partners[1][b] = a;
}

/* Pairs what is equal in some fields. Of several the first with the first, in the order of all their fields. */
static void match_by(struct matcher *matcher, uint32_t keys) {
    size_t a = 0;
    size_t b = 0;
    collect(matcher, keys);
    while (a < matcher->counts[0] && b < matcher->counts[1]) {
        const struct entry *left = &matcher->entries[0][a];
        const struct entry *right = &matcher->entries[1][b];
        int order = compare_by(left, right, keys);
        if (order == 0) {
            pair(matcher->match, left->index, right->index);
        }
        a += order <= 0;
        b += order >= 0;
    }
}

/* --- windows -------------------------------------------------------------------------------------- */

/* How many windows before and after its place among those of the other side a window is compared with. */
#define NEIGHBORS 3

/* The addresses [start, end) of an item. Never empty. */
struct window {
    uint64_t start;
    uint64_t end;
};

/* Two windows that overlap. */
struct overlap {
    uint64_t size;       /* of what both have */
    uint64_t difference; /* of their sizes */
    size_t ranks[2];     /* places among `entries` of each side */
};

static uint64_t number_at(const void *object, size_t member) {
    uint64_t number;
    axvm_copy(&number, (const unsigned char *)object + member - 1, sizeof number);
    return number;
}

/* @return false if the item has no addresses */
static bool window_of(const struct identity *identity, const struct entry *entry, struct window *window) {
    uint64_t length = number_at(entry->object, identity->window[1]);
    window->start = number_at(entry->object, identity->window[0]);
    window->end = length > UINT64_MAX - window->start ? UINT64_MAX : window->start + length;
    return window->end > window->start;
}

/* What counts first comes first; the same whichever side is A, but for pairs that have nothing to do with each other. */
static bool is_overlap_before(const void *a, const void *b) {
    const struct overlap *left = a;
    const struct overlap *right = b;
    if (left->size != right->size) {
        return left->size > right->size;
    }
    if (left->difference != right->difference) {
        return left->difference < right->difference;
    }
    size_t left_sum = left->ranks[0] + left->ranks[1];
    size_t right_sum = right->ranks[0] + right->ranks[1];
    if (left_sum != right_sum) {
        return left_sum < right_sum;
    }
    size_t left_low = left->ranks[0] < left->ranks[1] ? left->ranks[0] : left->ranks[1];
    size_t right_low = right->ranks[0] < right->ranks[1] ? right->ranks[0] : right->ranks[1];
    return left_low != right_low ? left_low > right_low : left->ranks[0] < right->ranks[0];
}

static uint64_t distance(uint64_t a, uint64_t b) {
    return a < b ? b - a : a - b;
}

/* Notes down where the window at a rank of one side overlaps its neighbors on the other. @return how many it noted */
static size_t note_overlaps(const struct matcher *matcher, const struct identity *identity, size_t side, size_t rank,
                            size_t place, struct overlap *overlaps) {
    struct window own;
    size_t noted = 0;
    size_t count = matcher->counts[!side];
    size_t end = count - place < NEIGHBORS ? count : place + NEIGHBORS;
    if (!window_of(identity, &matcher->entries[side][rank], &own)) {
        return 0;
    }
    for (size_t i = place < NEIGHBORS ? 0 : place - NEIGHBORS; i < end; i++) {
        struct window other;
        if (!window_of(identity, &matcher->entries[!side][i], &other)) {
            continue;
        }
        uint64_t start = own.start > other.start ? own.start : other.start;
        uint64_t stop = own.end < other.end ? own.end : other.end;
        if (start < stop) {
            struct overlap *overlap = &overlaps[noted++];
            overlap->size = stop - start;
            overlap->difference = distance(own.end - own.start, other.end - other.start);
            overlap->ranks[side] = rank;
            overlap->ranks[!side] = i;
        }
    }
    return noted;
}

/* Finds the overlaps of all windows of one side with their neighbors. @return how many there are */
static size_t find_overlaps(const struct matcher *matcher, const struct identity *identity, size_t side,
                            struct overlap *overlaps) {
    size_t found = 0;
    size_t place = 0; /* the first of the other side that does not start before */
    for (size_t rank = 0; rank < matcher->counts[side]; rank++) {
        uint64_t start = number_at(matcher->entries[side][rank].object, identity->window[0]);
        while (place < matcher->counts[!side] &&
               number_at(matcher->entries[!side][place].object, identity->window[0]) < start) {
            place++;
        }
        found += note_overlaps(matcher, identity, side, rank, place, overlaps + found);
    }
    return found;
}

/* Pairs what overlaps, the largest overlap first. */
static bool match_windows(struct matcher *matcher, const struct identity *identity, struct axvm_arena *arena) {
    size_t base = 0;
    while ((size_t)identity->record->fields[base].offset + 1 != identity->window[0]) {
        base++;
    }
    collect(matcher, UINT32_C(1) << base);
    size_t most = (matcher->counts[0] + matcher->counts[1]) * 2 * NEIGHBORS;
    struct overlap *overlaps = axvm_arena_take_high(arena, most * sizeof *overlaps, _Alignof(struct overlap));
    if (overlaps == NULL) {
        return false;
    }
    size_t count = find_overlaps(matcher, identity, 0, overlaps);
    count += find_overlaps(matcher, identity, 1, overlaps + count);
    axvm_sort(overlaps, count, sizeof *overlaps, is_overlap_before);
    for (size_t i = 0; i < count; i++) {
        size_t a = matcher->entries[0][overlaps[i].ranks[0]].index;
        size_t b = matcher->entries[1][overlaps[i].ranks[1]].index;
        if (matcher->match->partners[0][a] == AXVM_NO_PARTNER && matcher->match->partners[1][b] == AXVM_NO_PARTNER) {
            pair(matcher->match, a, b);
        }
    }
    return true;
}

/* --- lists ---------------------------------------------------------------------------------------- */

static bool take_partners(struct axvm_match *match, size_t side, size_t count, struct axvm_arena *arena) {
    match->partners[side] = axvm_arena_take_high(arena, count * sizeof(size_t), _Alignof(size_t));
    for (size_t i = 0; match->partners[side] != NULL && i < count; i++) {
        match->partners[side][i] = AXVM_NO_PARTNER;
    }
    return match->partners[side] != NULL;
}

bool axvm_match_lists(struct axvm_match *match, const struct axvm_record_list lists[2], struct axvm_arena *arena) {
    struct matcher matcher = {.match = match, .lists = lists};
    const struct identity *identity = identity_of(lists[0].record);
    for (size_t side = 0; side < 2; side++) {
        matcher.entries[side] =
            axvm_arena_take_high(arena, lists[side].count * sizeof(struct entry), _Alignof(struct entry));
        if (matcher.entries[side] == NULL || !take_partners(match, side, lists[side].count, arena)) {
            return false;
        }
    }
    match_by(&matcher, UINT32_MAX);
    for (size_t pass = 0; pass < PASSES_MAX && identity->passes[pass][0] != 0; pass++) {
        match_by(&matcher, keys_of(identity, pass));
    }
    return identity->window[0] == 0 || match_windows(&matcher, identity, arena);
}

/* --- strings -------------------------------------------------------------------------------------- */

/* A string of a list. */
struct string_entry {
    struct axvm_slice string;
    size_t index;
};

static bool is_string_before(const void *a, const void *b) {
    const struct string_entry *left = a;
    const struct string_entry *right = b;
    int order = axvm_compare_texts(left->string, right->string);
    return order != 0 ? order < 0 : left->index < right->index;
}

/* Sorts the strings of a side and drops repetitions. @return how many are left */
static size_t sort_strings(struct string_entry *entries, const struct axvm_slice *strings, size_t count,
                           size_t *partners) {
    for (size_t i = 0; i < count; i++) {
        entries[i] = (struct string_entry){strings[i], i};
    }
    axvm_sort(entries, count, sizeof *entries, is_string_before);
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        if (kept > 0 && axvm_slice_equal(entries[kept - 1].string, entries[i].string)) {
            partners[entries[i].index] = entries[i].index;
        } else {
            entries[kept++] = entries[i];
        }
    }
    return kept;
}

bool axvm_match_strings(struct axvm_match *match, const struct axvm_slice *const strings[2], const size_t counts[2],
                        struct axvm_arena *arena) {
    struct string_entry *entries[2];
    size_t kept[2];
    for (size_t side = 0; side < 2; side++) {
        entries[side] =
            axvm_arena_take_high(arena, counts[side] * sizeof(struct string_entry), _Alignof(struct string_entry));
        if (entries[side] == NULL || !take_partners(match, side, counts[side], arena)) {
            return false;
        }
        kept[side] = sort_strings(entries[side], strings[side], counts[side], match->partners[side]);
    }
    size_t a = 0;
    size_t b = 0;
    while (a < kept[0] && b < kept[1]) {
        int order = axvm_compare_texts(entries[0][a].string, entries[1][b].string);
        if (order == 0) {
            pair(match, entries[0][a].index, entries[1][b].index);
        }
        a += order <= 0;
        b += order >= 0;
    }
    return true;
}
