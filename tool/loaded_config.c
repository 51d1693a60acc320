/* SPDX-License-Identifier: Apache-2.0 */
#include "loaded_config.h"

#include "message.h"

#include <errno.h>

/** The least arena worth trying where the system does not give the address space asked for. */
#define ARENA_LEAST ((size_t)64 * 1024)

/** Takes an arena for any text of that length, or the largest there is. @return false if there is none */
static bool reserve_arena(struct loaded_config *loaded, uint32_t finding_limit) {
    size_t size = axvm_config_memory_bound(loaded->source.text.length, finding_limit);
    loaded->memory = memory_reserve(size);
    while (loaded->memory == NULL && size / 2 >= ARENA_LEAST) {
        size /= 2;
        loaded->memory = memory_reserve(size);
    }
    axvm_arena_init(&loaded->arena, loaded->memory, loaded->memory == NULL ? 0 : size);
    return loaded->memory != NULL;
}

/** Decodes the text, keeping that many findings. */
static void decode(struct loaded_config *loaded, uint32_t finding_limit) {
    if (!reserve_arena(loaded, finding_limit)) {
        loaded->status = AXVM_OUT_OF_MEMORY;
        return;
    }
    axvm_findings_init(&loaded->findings, &loaded->arena, &loaded->source, finding_limit);
    loaded->status = axvm_config_from_toml(&loaded->config, loaded->source.text, &loaded->arena, &loaded->findings);
}

int loaded_config_read(struct loaded_config *loaded, const char *path, uint32_t shown_max) {
    int error = input_read(&loaded->input, path);
    if (error != 0) {
        return error;
    }
    loaded->source.name = axvm_slice_of(path == NULL ? "<stdin>" : path);
    loaded->source.text = loaded->input.text;
    loaded->shown_max = shown_max;
    decode(loaded, shown_max);
    return 0;
}

void loaded_config_release(struct loaded_config *loaded) {
    memory_release(loaded->memory, loaded->arena.size);
    input_release(&loaded->input);
}

static uint32_t smaller(uint32_t a, uint32_t b) {
    return a < b ? a : b;
}

void loaded_config_report(struct loaded_config *loaded, struct program *program, enum axvm_level least, bool color) {
    struct axvm_output *output = &program->err.output;
    struct axvm_render_options options = {.color = color};
    struct axvm_findings *findings = &loaded->findings;
    axvm_findings_sort(findings);
    uint32_t errors = smaller(findings->counts[AXVM_LEVEL_ERROR], loaded->shown_max);
    uint32_t others = loaded->shown_max - errors;
    uint32_t hidden = 0;
    for (int level = (int)least; level <= (int)AXVM_LEVEL_ERROR; level++) {
        hidden += findings->counts[level];
    }
    for (const struct axvm_finding *finding = findings->first; finding != NULL; finding = finding->next) {
        uint32_t *left = finding->level == AXVM_LEVEL_ERROR ? &errors : &others;
        if (finding->level >= least && *left > 0) {
            axvm_render_text(output, finding, &options);
            message(output, "\n");
            *left -= 1;
            hidden -= 1;
        }
    }
    if (hidden > 0) {
        message(output, "note: ");
        message_count(output, hidden, "more finding");
        message(output, " in '");
        message_argument(output, loaded->source.name);
        message(output, "' not shown; --max-findings raises the limit\n");
    }
}
