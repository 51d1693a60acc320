/* SPDX-License-Identifier: Apache-2.0 */
/* One object for programs. docs/findings.md describes it, docs/findings.schema.json defines it. */
#include "axvmconfig/axvmconfig.h"
#include "diag/json.h"
#include "diag/report.h"

static void write_counts(struct axvm_output *output, const uint32_t *counts, uint32_t suppressed) {
    axvm_json_member_number(output, "\"counts\":{\"error\":", counts[AXVM_LEVEL_ERROR]);
    axvm_json_member_number(output, ",\"warning\":", counts[AXVM_LEVEL_WARNING]);
    axvm_json_member_number(output, ",\"note\":", counts[AXVM_LEVEL_NOTE]);
    axvm_json_member_number(output, ",\"suppressed\":", suppressed);
    axvm_output_char(output, '}');
}

void axvm_report_json_begin(struct axvm_report *report) {
    axvm_json_member_text(report->output,
                          "{\"version\":1,\"tool\":{\"name\":\"axvmconfig\",\"version\":", axvm_slice_of(AXVM_VERSION));
    axvm_output_string(report->output, "},\"files\":[");
}

static void write_target(struct axvm_output *output, const struct axvm_report_target *target) {
    axvm_json_member_text(output, ",\"target\":{\"profile\":", axvm_slice_of(axvm_profile_name(target->profile)));
    axvm_json_member_text(output, ",\"arch\":", axvm_slice_of(axvm_arch_name(target->arch)));
    if (target->arch_reason.length > 0) {
        axvm_json_member_text(output, ",\"arch_reason\":", target->arch_reason);
    }
    axvm_output_char(output, '}');
}

void axvm_report_json_part_begin(struct axvm_report_part *part) {
    const char *before = part->report->sources == 0 ? "\n{\"name\":" : ",\n{\"name\":";
    axvm_json_member_text(part->report->output, before, part->source->name);
    if (part->report->target != NULL) {
        write_target(part->report->output, part->report->target);
    }
    axvm_output_string(part->report->output, ",\"findings\":[");
}

/* --- places -------------------------------------------------------------------------------- */

static void write_place(struct axvm_report_part *part, const char *before, struct axvm_slice text, uint32_t offset) {
    struct axvm_output *output = part->report->output;
    struct axvm_position position = axvm_places_position(&part->places, text, offset);
    axvm_output_string(output, before);
    axvm_json_member_number(output, "{\"offset\":", offset);
    axvm_json_member_number(output, ",\"line\":", position.line);
    axvm_json_member_number(output, ",\"column\":", position.column);
    axvm_output_char(output, '}');
}

static void write_span(struct axvm_report_part *part, struct axvm_slice text, struct axvm_span span) {
    write_place(part, "\"start\":", text, span.start);
    write_place(part, ",\"end\":", text, span.end);
}

/* Without its file where that is the one the finding is listed under. */
static void write_label(struct axvm_report_part *part, const struct axvm_label *label) {
    struct axvm_output *output = part->report->output;
    axvm_output_char(output, '{');
    if (label->source != part->source) {
        axvm_json_member_text(output, "\"file\":", label->source->name);
        axvm_output_char(output, ',');
    }
    write_span(part, label->source->text, axvm_whole_code_points(label->source->text, label->span));
    axvm_json_member_text(output, ",\"label\":", label->text);
    axvm_output_char(output, '}');
}

/* --- a finding ----------------------------------------------------------------------------- */

static void write_labels(struct axvm_report_part *part, const struct axvm_finding *finding) {
    struct axvm_output *output = part->report->output;
    axvm_output_string(output, ",\"primary\":");
    write_label(part, &finding->primary);
    axvm_output_string(output, ",\"labels\":[");
    for (unsigned i = 0; i < finding->label_count; i++) {
        axvm_output_string(output, i == 0 ? "" : ",");
        write_label(part, &finding->labels[i]);
    }
    axvm_output_char(output, ']');
}

static void write_remarks(struct axvm_output *output, const struct axvm_finding *finding) {
    static const char *const kinds[] = {
        [AXVM_REMARK_NOTE] = "{\"kind\":\"note\"",
        [AXVM_REMARK_ON_BOARD] = "{\"kind\":\"on-board\"",
        [AXVM_REMARK_HELP] = "{\"kind\":\"help\"",
    };
    const char *between = "";
    axvm_output_string(output, ",\"remarks\":[");
    for (unsigned i = 0; i < finding->remark_count; i++) {
        if (finding->remarks[i].text.length > 0) {
            axvm_output_string(output, between);
            axvm_output_string(output, kinds[finding->remarks[i].kind]);
            axvm_json_member_text(output, ",\"text\":", finding->remarks[i].text);
            axvm_output_char(output, '}');
            between = ",";
        }
    }
    axvm_output_char(output, ']');
}

/* The other half of a fix that moves something: what is inserted, and where. */
static void write_moved(struct axvm_report_part *part, struct axvm_slice text, const struct axvm_fix *fix) {
    if (fix->moves) {
        axvm_output_string(part->report->output, ",\"also\":[{\"span\":{");
        write_span(part, text, (struct axvm_span){fix->target, fix->target});
        axvm_json_member_text(part->report->output, "},\"replacement\":", axvm_fix_moved(text, fix));
        axvm_output_string(part->report->output, "}]");
    }
}

static void write_fixes(struct axvm_report_part *part, const struct axvm_finding *finding) {
    struct axvm_output *output = part->report->output;
    const char *between = "";
    axvm_output_string(output, ",\"fixes\":[");
    for (unsigned i = 0; i < finding->fix_count; i++) {
        const struct axvm_fix *fix = &finding->fixes[i];
        if (axvm_fix_is_text(finding, fix)) {
            axvm_output_string(output, between);
            axvm_output_string(output, "{\"span\":{");
            write_span(part, finding->primary.source->text, fix->span);
            axvm_json_member_text(output, "},\"replacement\":", fix->replacement);
            write_moved(part, finding->primary.source->text, fix);
            axvm_json_member_bool(output, ",\"needs_review\":", fix->needs_review);
            axvm_output_char(output, '}');
            between = ",";
        }
    }
    axvm_output_char(output, ']');
}

void axvm_report_json_finding(struct axvm_report_part *part, const struct axvm_finding *finding) {
    struct axvm_output *output = part->report->output;
    const struct axvm_rule *rule = axvm_rule_of(finding->code);
    axvm_output_string(output, part->written == 0 ? "\n{\"code\":\"" : ",\n{\"code\":\"");
    axvm_output_code(output, finding->code);
    axvm_json_member_text(output, "\",\"rule\":", axvm_slice_of(rule == NULL ? "" : rule->texts->name));
    axvm_json_member_text(output, ",\"level\":", axvm_slice_of(axvm_level_word(finding->level)));
    axvm_json_member_text(output, ",\"message\":", axvm_finding_headline(finding));
    write_labels(part, finding);
    write_remarks(output, finding);
    write_fixes(part, finding);
    axvm_json_member_bool(output, ",\"suppressed\":", finding->suppressed);
    axvm_json_member_text(output, ",\"justification\":", finding->justification);
    axvm_output_char(output, '}');
}

/* --- the end ------------------------------------------------------------------------------- */

void axvm_report_json_part_end(struct axvm_report_part *part) {
    struct axvm_output *output = part->report->output;
    axvm_output_string(output, part->written == 0 ? "]," : "\n],");
    write_counts(output, part->findings->counts, part->findings->suppressed);
    axvm_json_member_number(output, ",\"omitted\":", part->omitted);
    axvm_output_char(output, '}');
}

void axvm_report_json_end(struct axvm_report *report) {
    axvm_output_string(report->output, report->sources == 0 ? "]," : "\n],");
    write_counts(report->output, report->counts, report->suppressed);
    axvm_output_string(report->output, "}\n");
}
