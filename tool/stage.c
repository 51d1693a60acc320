/* SPDX-License-Identifier: Apache-2.0 */
#include "stage.h"

#include "json_input.h"
#include "loaded_config.h"
#include "message.h"

#include <stdlib.h>

/** How many findings of each level are kept. */
#define FINDINGS_KEPT 1000

static size_t sum(size_t a, size_t b) {
    return a < SIZE_MAX - b ? a + b : SIZE_MAX;
}

void stage_open(struct stage *stage, struct axvm_slice name, const struct input *input) {
    size_t length = input->text.length;
    size_t size = sum(axvm_toml_memory_bound(length), axvm_convert_memory_bound(length));
    *stage = (struct stage){.source = {name, input->text}, .input = *input};
    size = sum(size, (size_t)3 * FINDINGS_KEPT * AXVM_FINDING_BYTES_MAX);
    stage->memory = memory_reserve(size);
    axvm_arena_init(&stage->arena, stage->memory, stage->memory == NULL ? 0 : size);
    axvm_findings_init(&stage->findings, &stage->arena, &stage->source, FINDINGS_KEPT);
    stage->status = axvm_toml_read(&stage->document, input->text, AXVM_TOML_1_1, &stage->arena, &stage->findings);
}

/** The first byte that is no blank. @return 0 if there is none */
static char first_byte(struct axvm_slice text) {
    for (size_t i = 0; i < text.length; i++) {
        if (text.data[i] != ' ' && text.data[i] != '\t' && text.data[i] != '\n' && text.data[i] != '\r') {
            return text.data[i];
        }
    }
    return '\0';
}

enum exit_code stage_read(struct stage *stage, struct program *program, const char *path) {
    struct input input;
    struct axvm_slice name = axvm_slice_of(path == NULL ? "<stdin>" : path);
    int error = input_read(&input, path);
    if (error != 0) {
        return message_unreadable(program, path, error);
    }
    bool is_json = first_byte(input.text) == '{';
    if (is_json) {
        struct input toml;
        enum exit_code code = json_to_toml(program, name, input.text, &toml);
        input_release(&input);
        if (code != EXIT_CLEAN) {
            return code;
        }
        input = toml;
    }
    stage_open(stage, name, &input);
    stage->from_json = is_json;
    return EXIT_CLEAN;
}

enum axvm_status stage_write(struct stage *stage, stage_writer *write, void *context, struct input *result) {
    char buffer[4096];
    struct axvm_output output;
    *result = (struct input){{NULL, 0}, NULL, 0};
    axvm_output_init(&output, buffer, sizeof buffer, input_append, result);
    enum axvm_status status = write(stage, &output, context);
    if (!axvm_output_finish(&output) && status == AXVM_OK) {
        status = AXVM_OUT_OF_MEMORY;
    }
    if (status != AXVM_OK) {
        input_release(result);
    }
    return status;
}

void stage_report(struct stage *stage, struct program *program, bool color) {
    struct axvm_report report;
    struct axvm_output *output = &program->err.output;
    struct axvm_render_options options = {.color = color, .explain_hints = true};
    axvm_findings_sort(&stage->findings);
    axvm_report_begin(&report, output, AXVM_REPORT_TEXT, options, FINDINGS_SHOWN);
    axvm_report_source(&report, &stage->source, &stage->findings);
    axvm_report_end(&report);
}

void stage_release(struct stage *stage) {
    memory_release(stage->memory, stage->arena.size);
    input_release(&stage->input);
}
