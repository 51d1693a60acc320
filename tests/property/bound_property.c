/* SPDX-License-Identifier: Apache-2.0 */
/* The documented memory bounds are enough for the texts that need most. */
#include "dense.h"
#include "support.h"

#include "toml/reader.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#define LENGTH_MAX ((size_t)1 << 20)

/* The room for findings counts for little in longer ones. */
#define FINDINGS_LENGTH_MAX ((size_t)1 << 16)

/* What one pattern may take. Only what is not linear takes longer. */
#define SECONDS_MAX 10

/* What a text took of its bounds at worst, in percent. */
struct need {
    size_t toml;
    size_t config;
};

static size_t percent(const struct axvm_arena *arena) {
    return axvm_arena_used(arena) * 100 / arena->size;
}

static const char *try_config(const char *text, size_t length, uint32_t limit, struct need *need) {
    struct reading reading;
    reading_start(&reading, text, length, SIZE_MAX, limit);
    bool enough = reading.status != AXVM_OUT_OF_MEMORY;
    size_t used = percent(&reading.arena);
    need->config = used > need->config ? used : need->config;
    reading_end(&reading);
    return enough ? NULL : "axvm_config_memory_bound() is enough";
}

static const char *try_toml(const char *text, size_t length, struct need *need) {
    struct axvm_arena arena;
    struct axvm_source source = {axvm_slice_of("test.toml"), {text, length}};
    struct axvm_findings findings;
    struct axvm_toml_document document;
    size_t size = axvm_toml_memory_bound(length);
    unsigned char *memory = allocate(size + 1);
    axvm_arena_init(&arena, memory + 1, size); /* at the worst alignment */
    axvm_findings_init(&findings, &arena, &source, 0);
    enum axvm_status status = axvm_toml_read(&document, source.text, AXVM_TOML_1_1, &arena, &findings);
    size_t used = percent(&arena);
    need->toml = used > need->toml ? used : need->toml;
    free(memory);
    return status != AXVM_OUT_OF_MEMORY ? NULL : "axvm_toml_memory_bound() is enough";
}

/* Without findings, where all memory is the text's, and with some. */
static const char *try_text(const char *text, size_t length, struct need *need) {
    const char *problem = try_config(text, length, 0, need);
    if (problem == NULL && length <= FINDINGS_LENGTH_MAX) {
        problem = try_config(text, length, FINDING_LIMIT, need);
    }
    return problem != NULL ? problem : try_toml(text, length, need);
}

/* The lengths to try: all at first, then fewer and fewer, the last one LENGTH_MAX. @return 0 after it */
static size_t next_length(size_t length) {
    size_t next = length < 200 ? length + 3 : length + length * 9 / 10;
    return length == LENGTH_MAX ? 0 : next > LENGTH_MAX / 8 ? LENGTH_MAX : next;
}

static const char *try_pattern(const struct dense_pattern *pattern, struct need *need) {
    const char *problem = NULL;
    clock_t start = clock();
    for (size_t length = 1; length != 0 && problem == NULL; length = next_length(length)) {
        size_t used;
        char *text = dense_text(pattern, length, &used);
        problem = try_text(text, used, need);
        if (problem != NULL) {
            printf("# %s, %zu bytes\n", pattern->name, used);
        }
        free(text);
        if (clock() - start > SECONDS_MAX * CLOCKS_PER_SEC) {
            printf("# %s: too slow for longer texts; time_property looks into that\n", pattern->name);
            break;
        }
    }
    return problem;
}

static void try_patterns(void) {
    const char *problem = NULL;
    const char *name = "none";
    struct need worst = {0, 0};
    for (size_t i = 0; i < dense_pattern_count; i++) {
        struct need need = {0, 0};
        const char *found = try_pattern(&dense_patterns[i], &need);
        problem = problem != NULL ? problem : found;
        worst.toml = need.toml > worst.toml ? need.toml : worst.toml;
        if (need.config > worst.config) {
            worst.config = need.config;
            name = dense_patterns[i].name;
        }
    }
    property_result("the bounds are enough for dense texts", problem, NULL);
    printf("# at worst %zu %% of the bound for a configuration (%s), %zu %% of that for a document\n", worst.config,
           name, worst.toml);
}

/* --- as many keys as possible, and an index that has to be built twice ---------------------------- */

#define CAPACITY  ((size_t)1 << 14)
#define COLLIDING (AXVM_PROBES_SUSPICIOUS + 40)

/* The hash that a fresh index gives to a key of the root table. */
static uint32_t hash_of(struct axvm_reader *reader, struct axvm_slice key) {
    struct axvm_key_slot slots[2] = {{0, 0}, {0, 0}};
    reader->index = (struct axvm_key_index){.slots = slots, .capacity = 2};
    axvm_index_find_or_add(reader, 0, key, 1);
    return slots[0].node != 0 ? slots[0].hash : slots[1].hash;
}

/* Writes lines with keys of the root table that all belong into the first slots of an index of CAPACITY. */
static size_t write_colliding_keys(char *text) {
    static struct axvm_reader reader;
    size_t used = 0;
    unsigned number = 0;
    for (size_t found = 0; found < COLLIDING; number++) {
        char key[16];
        int length = snprintf(key, sizeof key, "k%x", number);
        if ((hash_of(&reader, (struct axvm_slice){key, (size_t)length}) & (CAPACITY - 1)) == 0) {
            used += (size_t)snprintf(text + used, 32, "%s=1\n", key);
            found++;
        }
    }
    return used;
}

static void try_hostile_keys(void) {
    static const char tables[] = "{A=0,B=0,C=0,D=0,E=0,F=0,G=0,H=0,I=0,J=0,K=0,L=0,M=0,N=0,O=0,P=0,Q=0,R=0,S=0,T=0,"
                                 "U=0,V=0,W=0,X=0,Y=0,Z=0,a=0,b=0,c=0,d=0,e=0,f=0,g=0,h=0,i=0,j=0,k=0,l=0,m=0,n=0},";
    const size_t keys = 40;
    char *text = allocate(64 * COLLIDING + (CAPACITY / keys) * sizeof tables + 64);
    struct need need = {0, 0};
    const char *problem = NULL;
    /* Just over the number of keys at which the index grows for the last time, it is emptiest. */
    for (size_t extra = 0; extra < 4 && problem == NULL; extra++) {
        size_t count = (CAPACITY * 3 / 8 - COLLIDING) / keys + extra;
        size_t used = (size_t)sprintf(text, "a=[");
        for (size_t i = 0; i < count; i++) {
            memcpy(text + used, tables, sizeof tables - 1);
            used += sizeof tables - 1;
        }
        used += (size_t)sprintf(text + used, "]\n");
        used += write_colliding_keys(text + used);
        problem = try_text(text, used, &need);
    }
    free(text);
    property_result("the bounds are enough for keys that collide", problem, NULL);
    printf("# at worst %zu %% of the bound for a configuration, %zu %% of that for a document\n", need.config,
           need.toml);
}

int main(void) {
    try_patterns();
    try_hostile_keys();
    return property_finish();
}
