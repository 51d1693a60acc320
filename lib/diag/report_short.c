/* SPDX-License-Identifier: Apache-2.0 */
/* A line for each finding, for editors and line-oriented tools. */
#include "diag/display_width.h"
#include "diag/report.h"

void axvm_report_short_finding(struct axvm_report_part *part, const struct axvm_finding *finding) {
    struct axvm_output *output = part->report->output;
    const struct axvm_source *source = finding->primary.source;
    struct axvm_position position = axvm_places_position(&part->places, source->text, finding->primary.span.start);
    axvm_output_visible(output, source->name);
    axvm_output_char(output, ':');
    axvm_output_u64(output, position.line);
    axvm_output_char(output, ':');
    axvm_output_u64(output, position.column);
    axvm_output_string(output, ": ");
    axvm_output_string(output, axvm_level_word(finding->level));
    axvm_output_char(output, '[');
    axvm_output_code(output, finding->code);
    axvm_output_string(output, "]: ");
    axvm_output_visible(output, axvm_finding_headline(finding));
    axvm_output_char(output, '\n');
}
