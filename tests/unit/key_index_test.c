/* SPDX-License-Identifier: Apache-2.0 */
/* Finding keys in large tables: growth, collisions, and the index that hardens against them. */
#include "tap.h"
#include "toml_fixture.h"

#include "toml/reader.h"

#define KEY_LENGTH 8
#define KEYS_MAX   5000

/* Keys that collide in an index of this capacity, which all texts of them have room in; enough to be suspicious. */
#define CAPACITY  1024
#define COLLIDING (AXVM_PROBES_SUSPICIOUS + 88)

static struct toml_fixture fixture;
static char text[120 * 1024];
static char colliding[COLLIDING][KEY_LENGTH];

/* The key with a number: `k` and seven letters. */
static void make_key(char key[KEY_LENGTH], uint32_t number) {
    key[0] = 'k';
    for (size_t i = KEY_LENGTH - 1; i > 0; i--) {
        key[i] = (char)('a' + number % 26);
        number /= 26;
    }
}

/* --- SipHash -------------------------------------------------------------------------------------- */

static void compute_siphash(void) {
    static const struct {
        size_t length;
        uint64_t hash;
    } rows[] = {
        {0, UINT64_C(0xd1fba762150c532c)},  {1, UINT64_C(0x68a914128e01e473)},  {7, UINT64_C(0x2f098ab0c751325a)},
        {8, UINT64_C(0xead411e67ebe2eea)},  {9, UINT64_C(0x75927f9d95124362)},  {15, UINT64_C(0xf30eb725bb91c9ea)},
        {16, UINT64_C(0x8972188433a5c5b7)}, {17, UINT64_C(0x4883c49a2c009c1d)}, {63, UINT64_C(0x385d3e39e5f37359)},
    };
    static const uint64_t zero[2] = {0, 0};
    static const uint64_t other[2] = {1, 0};
    char bytes[64];
    for (size_t i = 0; i < sizeof bytes; i++) {
        bytes[i] = (char)i;
    }
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct axvm_slice data = {bytes, rows[i].length};
        TAP_EQUAL_U64(axvm_siphash(zero, data), rows[i].hash, "SipHash-1-3 is what Rust's standard library computes");
    }
    struct axvm_slice data = {bytes, 8};
    TAP_CHECK(axvm_siphash(zero, data) != axvm_siphash(other, data), "another key gives another hash");
}

/* --- documents with many keys --------------------------------------------------------------------- */

/* `count` lines "<key> = 1", the keys with the numbers from `first` on, every `step`-th of them. */
static size_t write_keys(size_t used, uint32_t first, uint32_t count, uint32_t step) {
    for (uint32_t i = 0; i < count; i++) {
        make_key(text + used, first + i * step);
        used += KEY_LENGTH;
        for (const char *rest = " = 1\n"; *rest != '\0'; rest++) {
            text[used++] = *rest;
        }
    }
    return used;
}

static void read_text(size_t length) {
    toml_fixture_read_bytes(&fixture, (struct axvm_slice){text, length}, AXVM_TOML_1_1);
}

static void grow(void) {
    bool complete = true;
    bool told = true;
    for (uint32_t count = 1; count < 200; count++) {
        size_t length = write_keys(0, 0, count, 1);
        read_text(length);
        complete = complete && fixture.status == AXVM_OK && axvm_toml_child_count(&fixture.document, 0) == count;
        for (uint32_t number = 0; number < count; number += 1 + count / 8) {
            read_text(write_keys(length, number, 1, 1));
            told = told && toml_fixture_has_only(&fixture, AXVM_CODE_DUPLICATE_KEY);
            told = told && axvm_toml_child_count(&fixture.document, 0) == count;
        }
    }
    TAP_CHECK(complete, "a table of any size has all of its keys");
    TAP_CHECK(told, "and knows each of them");
    size_t length = write_keys(0, 0, KEYS_MAX, 1);
    read_text(length - 1);
    TAP_CHECK(fixture.status == AXVM_OK && axvm_toml_child_count(&fixture.document, 0) == KEYS_MAX,
              "the last of 5,000 lines may have no end");
    read_text(length);
    TAP_CHECK(fixture.status == AXVM_OK && axvm_toml_child_count(&fixture.document, 0) == KEYS_MAX,
              "so does a table of 5,000");
    read_text(write_keys(length, 3, KEYS_MAX / 97, 97));
    TAP_EQUAL_U64(fixture.findings.counts[AXVM_LEVEL_ERROR], KEYS_MAX / 97, "and tells every repetition");
}

/* All tables share one index: the same keys in another table are other keys. */
static void keep_tables_apart(void) {
    size_t used = 0;
    for (uint32_t table = 0; table < 100; table++) {
        text[used++] = '[';
        make_key(text + used, 1000000 + table);
        used += KEY_LENGTH;
        text[used++] = ']';
        text[used++] = '\n';
        used = write_keys(used, 0, 40, 1);
    }
    read_text(used);
    TAP_CHECK(fixture.status == AXVM_OK && axvm_toml_child_count(&fixture.document, 0) == 100,
              "a hundred tables with the same forty keys each");
    used = write_keys(used, 39, 1, 1);
    read_text(used);
    TAP_CHECK(toml_fixture_has_only(&fixture, AXVM_CODE_DUPLICATE_KEY), "the forty-first is a repetition in the last");
}

/*
 * The hash of a key has the number of its table in it, so that two keys may have one hash: these do in two tables of
 * which one has 29 keys and the other comes behind it.
 */
static void keep_colliding_tables_apart(void) {
    static const char first_key[] = "NbTttSys";
    static const char second_key[] = "JpscaNZw";
    struct axvm_output output;
    axvm_output_init(&output, text, sizeof text, NULL, NULL);
    axvm_output_string(&output, "[a]\n");
    output.used = write_keys(output.used, 0, 28, 1);
    axvm_output_string(&output, first_key);
    axvm_output_string(&output, " = 1\n[b]\n");
    output.used = write_keys(output.used, 0, 28, 1);
    axvm_output_string(&output, second_key);
    axvm_output_string(&output, " = 1\n");
    read_text(output.used);
    TAP_CHECK(fixture.status == AXVM_OK, "keys of one hash in two tables are two keys");
    axvm_output_string(&output, second_key);
    axvm_output_string(&output, " = 2\n");
    read_text(output.used);
    TAP_CHECK(toml_fixture_has_only(&fixture, AXVM_CODE_DUPLICATE_KEY), "and each is known in its own");
}

/* --- collisions ----------------------------------------------------------------------------------- */

/* The hash that a fresh index gives to a key of the root table. */
static uint32_t hash_of(struct axvm_reader *reader, struct axvm_slice key) {
    struct axvm_key_slot slots[2] = {{0, 0}, {0, 0}};
    reader->index = (struct axvm_key_index){.slots = slots, .capacity = 2};
    axvm_index_find_or_add(reader, 0, key, 1);
    return slots[0].node != 0 ? slots[0].hash : slots[1].hash;
}

/* Finds keys that all belong into the first of CAPACITY slots, whatever the hash is. */
static void find_colliding_keys(void) {
    struct axvm_reader reader;
    unsigned char *bytes = (unsigned char *)&reader;
    for (size_t i = 0; i < sizeof reader; i++) {
        bytes[i] = 0;
    }
    size_t found = 0;
    for (uint32_t number = 0; found < COLLIDING && number < UINT32_C(20000000); number++) {
        make_key(colliding[found], number);
        struct axvm_slice key = {colliding[found], KEY_LENGTH};
        found += (hash_of(&reader, key) & (CAPACITY - 1)) == 0;
    }
    TAP_EQUAL_U64(found, COLLIDING, "there are keys that collide");
}

/* One line for a colliding key, which is spelled with an escape if `escaped`. */
static size_t write_colliding_key(size_t used, size_t number, bool escaped) {
    for (const char *start = escaped ? "\"\\u006b" : "k"; *start != '\0'; start++) {
        text[used++] = *start;
    }
    for (size_t i = 1; i < KEY_LENGTH; i++) {
        text[used++] = colliding[number][i];
    }
    for (const char *rest = escaped ? "\" = 1\n" : " = 1\n"; *rest != '\0'; rest++) {
        text[used++] = *rest;
    }
    return used;
}

static size_t write_colliding_keys(size_t count, bool escape_some) {
    size_t used = 0;
    for (size_t i = 0; i < count; i++) {
        used = write_colliding_key(used, i, escape_some && i % 7 == 0);
    }
    return used;
}

static void harden(void) {
    read_text(write_keys(0, 0, COLLIDING, 1));
    size_t plain = axvm_arena_used(&fixture.arena);
    size_t length = write_colliding_keys(COLLIDING, false);
    read_text(length);
    TAP_CHECK(fixture.status == AXVM_OK && axvm_toml_child_count(&fixture.document, 0) == COLLIDING,
              "colliding keys are told apart");
    TAP_CHECK(axvm_arena_used(&fixture.arena) > plain, "and make the index harden: it is built once more");
    bool told = true;
    for (size_t i = 0; i < COLLIDING; i += 50) {
        read_text(write_colliding_key(length, i, false));
        told = told && toml_fixture_has_only(&fixture, AXVM_CODE_DUPLICATE_KEY);
    }
    TAP_CHECK(told, "each of them is still known afterwards");
    length = write_colliding_keys(COLLIDING, true);
    read_text(length);
    TAP_CHECK(fixture.status == AXVM_OK, "some of them spelled with escapes");
    told = true;
    for (size_t i = 0; i < COLLIDING; i += 49) {
        read_text(write_colliding_key(length, i, i % 2 == 0));
        told = told && toml_fixture_has_only(&fixture, AXVM_CODE_DUPLICATE_KEY);
    }
    TAP_CHECK(told, "are known, too, however they are spelled the second time");
    length = write_colliding_keys(COLLIDING, false);
    length = write_keys(length, 0, 3000, 1);
    read_text(length);
    uint32_t children = axvm_toml_child_count(&fixture.document, 0);
    TAP_EQUAL_U64(children + fixture.findings.counts[AXVM_LEVEL_ERROR], COLLIDING + 3000,
                  "a hardened index grows like any other");
}

static _Alignas(16) unsigned char memory[200 * 1024];

/* One try with little memory. */
struct shortage {
    bool failed;
    bool clean;
    size_t high_bytes; /* taken from the high end, where the index is */
};

static struct shortage read_with(size_t size, size_t length) {
    struct axvm_arena arena;
    struct axvm_findings findings;
    struct axvm_source source = {axvm_slice_of("test.toml"), {text, length}};
    struct axvm_toml_document document;
    axvm_arena_init(&arena, memory, size);
    axvm_findings_init(&findings, &arena, &source, 1);
    enum axvm_status status = axvm_toml_read(&document, source.text, AXVM_TOML_1_1, &arena, &findings);
    bool failed = status == AXVM_OUT_OF_MEMORY;
    bool complete = status == AXVM_OK && axvm_toml_child_count(&document, 0) == COLLIDING;
    bool sound = arena.low <= arena.high && arena.high <= size;
    return (struct shortage){failed, sound && (failed || complete), size - arena.high};
}

/* With too little memory at any moment of all this the reader stops cleanly. */
static void run_out_of_memory(bool escape_some) {
    size_t length = write_colliding_keys(COLLIDING, escape_some);
    size_t failures = 0;
    bool clean = true;
    for (size_t size = 0; size <= sizeof memory; size += 331) {
        struct shortage shortage = read_with(size, length);
        failures += shortage.failed;
        clean = clean && shortage.clean;
    }
    TAP_CHECK(clean, "too little memory is told");
    TAP_CHECK(failures > 50 && failures < sizeof memory / 331, "up to the size that is enough");
}

/* There is room for the hardened index, but not for the values of the keys with escapes, one after the other. */
static void run_out_of_memory_for_values(void) {
    const size_t hardened_bytes = CAPACITY * sizeof(struct axvm_key_slot) * 2;
    size_t length = write_colliding_keys(COLLIDING, true);
    size_t too_little = 0;
    size_t enough = sizeof memory;
    while (enough - too_little > 1) {
        size_t middle = too_little + (enough - too_little) / 2;
        *(read_with(middle, length).high_bytes < hardened_bytes ? &too_little : &enough) = middle;
    }
    bool clean = true;
    for (size_t more = 0; more < 2 * KEY_LENGTH; more++) {
        struct shortage shortage = read_with(enough + more, length);
        clean = clean && shortage.failed && shortage.clean;
    }
    TAP_CHECK(clean, "too little memory for a value that is hashed again is told");
}

void tap_body(void) {
    compute_siphash();
    grow();
    keep_tables_apart();
    keep_colliding_tables_apart();
    find_colliding_keys();
    harden();
    run_out_of_memory(false);
    run_out_of_memory(true);
    run_out_of_memory_for_values();
}
