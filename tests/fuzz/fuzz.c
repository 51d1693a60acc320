/* SPDX-License-Identifier: Apache-2.0 */
#include "fuzz.h"

#include "support.h"

#include <stdlib.h>
#include <string.h>

/* FNV-1a. */
#define HASH_START UINT64_C(0xcbf29ce484222325)
#define HASH_PRIME UINT64_C(0x00000100000001b3)

void fuzz_expect(const char *problem) {
    if (problem != NULL) {
        fprintf(stderr, "violated: %s\n", problem);
        abort();
    }
}

void fuzz_require(bool holds, const char *promise) {
    fuzz_expect(holds ? NULL : promise);
}

static uint64_t hash_bytes(const uint8_t *data, size_t size, uint64_t hash) {
    for (size_t i = 0; i < size; i++) {
        hash = (hash ^ data[i]) * HASH_PRIME;
    }
    return hash;
}

uint64_t fuzz_number(const uint8_t *data, size_t size, unsigned use) {
    uint64_t hash = hash_bytes(data, size, HASH_START ^ use);
    hash = (hash ^ hash >> 32) * UINT64_C(0xd6e8feb86659fd93);
    return hash ^ hash >> 32;
}

/* --- readings ------------------------------------------------------------------------------------ */

struct axvm_slice fuzz_text(const uint8_t *data, size_t size) {
    return (struct axvm_slice){(const char *)data, size};
}

void fuzz_read(struct fuzz_reading *reading, struct axvm_slice text, size_t room) {
    size_t size = axvm_config_memory_bound(text.length, FUZZ_FINDING_LIMIT) + room;
    reading->memory = allocate(size);
    reading->source = (struct axvm_source){axvm_slice_of("vm.toml"), text};
    axvm_arena_init(&reading->arena, reading->memory, size);
    axvm_findings_init(&reading->findings, &reading->arena, &reading->source, FUZZ_FINDING_LIMIT);
    reading->status = axvm_toml_read(&reading->document, text, AXVM_TOML_1_1, &reading->arena, &reading->findings);
    fuzz_require(reading->status != AXVM_OUT_OF_MEMORY, "axvm_config_memory_bound() is enough");
}

void fuzz_release(struct fuzz_reading *reading) {
    free(reading->memory);
}

bool fuzz_decode(struct fuzz_reading *reading, struct axvm_crate_config *config, struct axvm_slice text,
                 enum axvm_profile profile) {
    fuzz_read(reading, text, 0);
    reading->status = axvm_config_decode(config, &reading->document, profile, &reading->arena, &reading->findings);
    fuzz_require(reading->status != AXVM_OUT_OF_MEMORY, "axvm_config_memory_bound() is enough");
    return reading->status == AXVM_OK;
}

/* --- outputs ------------------------------------------------------------------------------------- */

static bool append(void *context, const char *data, size_t length) {
    struct fuzz_output *output = context;
    if (length > output->room - output->length) {
        size_t room = 2 * (output->length + length);
        char *grown = allocate(room);
        if (output->length > 0) {
            memcpy(grown, output->data, output->length);
        }
        free(output->data);
        output->data = grown;
        output->room = room;
    }
    memcpy(output->data + output->length, data, length);
    output->length += length;
    return true;
}

void fuzz_output_start(struct fuzz_output *output) {
    output->data = NULL;
    output->length = 0;
    output->room = 0;
    axvm_output_init(&output->output, output->buffer, sizeof output->buffer, append, output);
}

struct axvm_slice fuzz_output_text(struct fuzz_output *output) {
    fuzz_require(axvm_output_finish(&output->output), "an output that takes everything does not fail");
    fuzz_require(output->output.total == output->length, "`total` counts what is written");
    return (struct axvm_slice){output->data, output->length};
}

void fuzz_output_release(struct fuzz_output *output) {
    free(output->data);
}

void fuzz_write_json(struct fuzz_output *json, const struct axvm_crate_config *config) {
    fuzz_output_start(json);
    axvm_config_write_json(&json->output, config);
}

/* --- the strings of a configuration -------------------------------------------------------------- */

uint64_t fuzz_string_hash(struct axvm_slice text) {
    return hash_bytes((const uint8_t *)text.data, text.length, HASH_START) - HASH_START;
}

static uint64_t sum_of_list(const struct axvm_string_list *list) {
    uint64_t sum = 0;
    for (size_t i = 0; i < list->count; i++) {
        sum += fuzz_string_hash(list->items[i]);
    }
    return sum;
}

static uint64_t sum_of_lists(const struct axvm_string_list_list *lists) {
    uint64_t sum = 0;
    for (size_t i = 0; i < lists->count; i++) {
        sum += sum_of_list(&lists->items[i]);
    }
    return sum;
}

/* Recursive: as deep as the schema. */
static uint64_t sum_of_record(const struct axvm_record *record, const unsigned char *object) {
    uint64_t sum = 0;
    for (size_t i = 0; i < record->count; i++) {
        const struct axvm_field *field = &record->fields[i];
        const unsigned char *member = object + field->offset;
        sum += fuzz_string_hash(axvm_value_string(object, field).value);
        if (field->kind == AXVM_FIELD_STRING_LIST) {
            sum += sum_of_list((const void *)member);
        } else if (field->kind == AXVM_FIELD_STRING_LIST_LIST) {
            sum += sum_of_lists((const void *)member);
        } else if (field->kind == AXVM_FIELD_STRUCT) {
            sum += sum_of_record(field->element, member);
        } else if (field->kind == AXVM_FIELD_STRUCT_LIST) {
            const unsigned char *items;
            size_t count;
            memcpy(&items, member, sizeof items);
            memcpy(&count, object + field->count_offset, sizeof count);
            for (size_t item = 0; item < count; item++) {
                sum += sum_of_record(field->element, items + item * field->element->size);
            }
        }
    }
    return sum;
}

uint64_t fuzz_string_sum(const struct axvm_crate_config *config) {
    return sum_of_record(axvm_schema(), (const unsigned char *)config);
}
