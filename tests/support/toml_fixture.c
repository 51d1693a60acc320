/* SPDX-License-Identifier: Apache-2.0 */
#include "toml_fixture.h"

#include "tape.h"

#define TEXT_MAX ((size_t)32 * 1024)

static _Alignas(16) unsigned char memory[1024 * 1024];
static unsigned char scratch[TAPE_SCRATCH(TEXT_MAX)];

void toml_fixture_read_bytes(struct toml_fixture *fixture, struct axvm_slice text, enum axvm_toml_version version) {
    fixture->source = (struct axvm_source){axvm_slice_of("test.toml"), text};
    axvm_arena_init(&fixture->arena, memory, sizeof memory);
    axvm_findings_init(&fixture->findings, &fixture->arena, &fixture->source, 20);
    fixture->status = axvm_toml_read(&fixture->document, text, version, &fixture->arena, &fixture->findings);
}

void toml_fixture_read(struct toml_fixture *fixture, const char *text) {
    toml_fixture_read_bytes(fixture, axvm_slice_of(text), AXVM_TOML_1_1);
}

/* The child of an array with a number, or of a table with a key. */
static uint32_t child_of(const struct toml_fixture *fixture, uint32_t parent, struct axvm_slice step) {
    uint64_t index;
    if (fixture->document.nodes[parent].kind != AXVM_TOML_ARRAY) {
        return axvm_toml_find(&fixture->document, parent, step);
    }
    if (!axvm_parse_u64(step, &index)) {
        return 0;
    }
    uint32_t child = axvm_toml_first_child(&fixture->document, parent);
    while (child != 0 && index-- > 0) {
        child = axvm_toml_next_child(&fixture->document, parent, child);
    }
    return child;
}

uint32_t toml_fixture_at(const struct toml_fixture *fixture, const char *path) {
    uint32_t node = 0;
    while (*path != '\0') {
        struct axvm_slice step = {path, 0};
        while (*path != '\0' && *path != '.') {
            path++;
            step.length++;
        }
        path += *path == '.';
        node = child_of(fixture, node, step);
        if (node == 0) {
            return 0;
        }
    }
    return node;
}

const struct axvm_toml_node *toml_fixture_node(const struct toml_fixture *fixture, const char *path) {
    return &fixture->document.nodes[toml_fixture_at(fixture, path)];
}

struct axvm_slice toml_fixture_text(const struct toml_fixture *fixture, const char *path) {
    struct axvm_span span = axvm_toml_value_span(&fixture->document, toml_fixture_at(fixture, path));
    return axvm_toml_text(&fixture->document, span);
}

bool toml_fixture_has_only(const struct toml_fixture *fixture, enum axvm_code code) {
    return axvm_findings_total(&fixture->findings) == 1 && fixture->findings.first->code == code &&
           fixture->findings.first->level == AXVM_LEVEL_ERROR;
}

bool toml_fixture_has(const struct toml_fixture *fixture, enum axvm_code code) {
    for (const struct axvm_finding *finding = fixture->findings.first; finding != NULL; finding = finding->next) {
        if (finding->code == code) {
            return true;
        }
    }
    return false;
}

const char *toml_fixture_problem(const struct toml_fixture *fixture) {
    if (fixture->document.text.length > TEXT_MAX) {
        return "the text fits the fixture";
    }
    if (fixture->document.damaged != (fixture->status == AXVM_INVALID)) {
        return "a document is damaged if and only if the status is AXVM_INVALID";
    }
    return tape_problem(&fixture->document, scratch);
}
