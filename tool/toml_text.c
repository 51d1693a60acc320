/* SPDX-License-Identifier: Apache-2.0 */
#include "toml_text.h"

#include "axvmconfig/diagnostics.h"
#include "loaded_config.h"
#include "message.h"

void toml_text_read(struct toml_text *text, struct axvm_slice name, const struct input *input, size_t spare) {
    size_t size = axvm_toml_memory_bound(input->text.length) + FINDINGS_SHOWN * AXVM_FINDING_BYTES_MAX + spare;
    text->source = (struct axvm_source){name, input->text};
    text->input = *input;
    text->memory = memory_reserve(size);
    axvm_arena_init(&text->arena, text->memory, text->memory == NULL ? 0 : size);
    axvm_findings_init(&text->findings, &text->arena, &text->source, FINDINGS_SHOWN);
    text->status = axvm_toml_read(&text->document, input->text, AXVM_TOML_1_1, &text->arena, &text->findings);
    axvm_findings_sort(&text->findings);
}

void toml_text_report(struct toml_text *text, struct program *program, bool color) {
    struct axvm_report report;
    struct axvm_output *output = &program->err.output;
    struct axvm_render_options options = {.color = color, .explain_hints = true};
    axvm_report_begin(&report, output, AXVM_REPORT_TEXT, options, FINDINGS_SHOWN);
    axvm_report_source(&report, &text->source, &text->findings);
    axvm_report_end(&report);
    message(output, "\n");
}

void toml_text_release(struct toml_text *text) {
    memory_release(text->memory, text->arena.size);
    input_release(&text->input);
}
