/* SPDX-License-Identifier: Apache-2.0 */
#include "model/suggest.h"

#include "model/record.h"

/* The nearest word so far. */
struct nearest {
    const char *word; /* NULL: none yet */
    unsigned distance;
};

/* A slip of the finger or two is a misspelling; a third of the letters wrong is another word. */
static unsigned distance_limit(struct axvm_slice word) {
    return word.length < 3 ? 0 : word.length < 6 ? 1 : word.length < 12 ? 2 : 3;
}

static void consider(struct nearest *nearest, const char *candidate, struct axvm_slice word) {
    unsigned limit = distance_limit(word);
    unsigned distance = axvm_edit_distance(axvm_slice_of(candidate), word, limit);
    if (distance <= limit && (nearest->word == NULL || distance < nearest->distance)) {
        nearest->word = candidate;
        nearest->distance = distance;
    }
}

const char *axvm_suggest_key(const struct axvm_record *record, enum axvm_profile profile, struct axvm_slice word) {
    struct nearest nearest = {NULL, 0};
    for (size_t i = 0; (i = axvm_record_field_from(record, i, profile)) < record->count; i++) {
        consider(&nearest, record->fields[i].name, word);
    }
    return nearest.word;
}

const char *axvm_suggest_word(const struct axvm_enum *values, enum axvm_profile profile, struct axvm_slice word) {
    struct nearest nearest = {NULL, 0};
    for (size_t i = 0; i < values->count; i++) {
        if (values->values[i].since <= profile) {
            consider(&nearest, values->values[i].word, word);
        }
    }
    return nearest.word;
}

const struct axvm_field *axvm_field_named(const struct axvm_record *record, struct axvm_slice name) {
    for (size_t i = 0; i < record->count; i++) {
        const struct axvm_field *field = &record->fields[i];
        if (axvm_slice_equal((struct axvm_slice){field->name, field->name_length}, name)) {
            return field;
        }
    }
    return NULL;
}

const struct axvm_field *axvm_section_with_key(struct axvm_slice name, enum axvm_profile profile) {
    const struct axvm_record *root = axvm_schema();
    for (size_t i = 0; i < root->count; i++) {
        const struct axvm_field *field = axvm_field_named(root->fields[i].element, name);
        if (field != NULL && field->since <= profile) {
            return &root->fields[i];
        }
    }
    return NULL;
}
