/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Workflow commands: lines that GitHub Actions turns into annotations of the file.
 *
 * A command ends at the end of its line, its properties at `::`, and `%` begins an escape. Whatever
 * else steers a terminal is shown as in the other formats for people.
 */
#include "diag/display_width.h"
#include "diag/report.h"

static void write_percent(struct axvm_output *output, unsigned char byte) {
    axvm_output_char(output, '%');
    axvm_output_char(output, "0123456789ABCDEF"[byte >> 4]);
    axvm_output_char(output, "0123456789ABCDEF"[byte & 0xf]);
}

static void write_escaped(struct axvm_output *output, struct axvm_slice text, bool is_property) {
    for (size_t offset = 0; offset < text.length; offset += axvm_glyph_at(text, offset).length) {
        char byte = text.data[offset];
        if (byte == '%' || byte == '\r' || byte == '\n' || (is_property && (byte == ':' || byte == ','))) {
            write_percent(output, (unsigned char)byte);
        } else {
            axvm_glyph_write(output, text, offset);
        }
    }
}

/* Columns are only understood where the span ends in the line it begins in. */
static void write_place(struct axvm_report_part *part, const struct axvm_label *label) {
    struct axvm_output *output = part->report->output;
    struct axvm_slice text = label->source->text;
    struct axvm_span span = axvm_whole_code_points(text, label->span);
    struct axvm_position start = axvm_places_position(&part->places, text, span.start);
    struct axvm_position end = axvm_places_position(&part->places, text, span.end);
    axvm_output_string(output, " file=");
    write_escaped(output, label->source->name, true);
    axvm_output_string(output, ",line=");
    axvm_output_u64(output, start.line);
    axvm_output_string(output, ",endLine=");
    axvm_output_u64(output, end.line);
    if (start.line == end.line) {
        axvm_output_string(output, ",col=");
        axvm_output_u64(output, start.column);
        axvm_output_string(output, ",endColumn=");
        axvm_output_u64(output, end.column);
    }
}

void axvm_report_github_finding(struct axvm_report_part *part, const struct axvm_finding *finding) {
    struct axvm_output *output = part->report->output;
    axvm_output_string(output, "::");
    axvm_output_string(output, finding->level == AXVM_LEVEL_NOTE ? "notice" : axvm_level_word(finding->level));
    write_place(part, &finding->primary);
    axvm_output_string(output, ",title=");
    axvm_output_code(output, finding->code);
    axvm_output_string(output, "::");
    write_escaped(output, axvm_finding_headline(finding), false);
    if (finding->primary.text.length > 0) {
        axvm_output_string(output, ": ");
        write_escaped(output, finding->primary.text, false);
    }
    for (unsigned i = 0; i < finding->remark_count; i++) {
        if (finding->remarks[i].text.length > 0) {
            axvm_output_string(output, "%0A");
            axvm_output_string(output, axvm_remark_word(finding->remarks[i].kind));
            axvm_output_string(output, ": ");
            write_escaped(output, finding->remarks[i].text, false);
        }
    }
    axvm_output_char(output, '\n');
}

void axvm_report_github_part_end(struct axvm_report_part *part) {
    struct axvm_output *output = part->report->output;
    axvm_output_string(output, "::notice title=axvmconfig::");
    axvm_output_more_findings(output, part->omitted);
    axvm_output_string(output, " in '");
    write_escaped(output, part->source->name, false);
    axvm_output_string(output, "'" AXVM_NOT_SHOWN "\n");
}
