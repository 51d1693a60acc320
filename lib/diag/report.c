/* SPDX-License-Identifier: Apache-2.0 */
#include "diag/report.h"

#include "base/utf8.h"
#include "diag/display_width.h"

/* --- words --------------------------------------------------------------------------------- */

const char *axvm_level_word(enum axvm_level level) {
    return level == AXVM_LEVEL_ERROR ? "error" : level == AXVM_LEVEL_WARNING ? "warning" : "note";
}

const char *axvm_remark_word(enum axvm_remark_kind kind) {
    return kind == AXVM_REMARK_HELP ? "help" : kind == AXVM_REMARK_ON_BOARD ? "on the board" : "note";
}

struct axvm_slice axvm_finding_headline(const struct axvm_finding *finding) {
    const struct axvm_rule *rule = finding->message.length == 0 ? axvm_rule_of(finding->code) : NULL;
    return rule == NULL ? finding->message : axvm_slice_of(rule->title);
}

struct axvm_slice axvm_fix_moved(struct axvm_slice text, const struct axvm_fix *fix) {
    return (struct axvm_slice){text.data + fix->span.start, fix->span.end - fix->span.start};
}

bool axvm_fix_is_text(const struct axvm_finding *finding, const struct axvm_fix *fix) {
    struct axvm_slice text = fix->moves ? axvm_fix_moved(finding->primary.source->text, fix) : fix->replacement;
    for (size_t i = 0; i < text.length;) {
        unsigned length = axvm_utf8_length(text.data + i, text.data + text.length);
        if (length == 0) {
            return false;
        }
        i += length;
    }
    return true;
}

void axvm_output_code(struct axvm_output *output, enum axvm_code code) {
    unsigned number = (unsigned)code;
    axvm_output_string(output, "AX");
    for (unsigned unit = 1000; unit > 0; unit /= 10) {
        axvm_output_char(output, (char)('0' + number / unit % 10));
    }
}

void axvm_output_more_findings(struct axvm_output *output, uint32_t count) {
    axvm_output_u64(output, count);
    axvm_output_string(output, count == 1 ? " more finding" : " more findings");
}

/* --- what is written ----------------------------------------------------------------------- */

static bool shows_suppressed(const struct axvm_report *report) {
    return report->format == AXVM_REPORT_JSON || report->format == AXVM_REPORT_SARIF;
}

/* How many findings of a kind may still be written. Suppressed ones are a kind of their own, the last. */
struct quota {
    uint32_t left[AXVM_LEVEL_ERROR + 1];
    uint32_t suppressed;
};

static uint32_t take_share(uint32_t *limit, uint32_t wanted) {
    uint32_t share = wanted < *limit ? wanted : *limit;
    *limit -= share;
    return share;
}

static void count_kinds(const struct axvm_findings *findings, struct quota *kinds) {
    *kinds = (struct quota){{0}, 0};
    for (const struct axvm_finding *finding = findings->first; finding != NULL; finding = finding->next) {
        *(finding->suppressed ? &kinds->suppressed : &kinds->left[finding->level]) += 1;
    }
}

/* Shares the limit out, to errors first. @return the number of findings that get no share or are not in the list */
static uint32_t share_out(const struct axvm_report *report, const struct axvm_findings *findings, struct quota *quota) {
    uint32_t limit = report->limit;
    uint32_t omitted = axvm_findings_total(findings);
    count_kinds(findings, quota);
    for (int level = AXVM_LEVEL_ERROR; level >= AXVM_LEVEL_NOTE; level--) {
        quota->left[level] = take_share(&limit, quota->left[level]);
        omitted -= quota->left[level];
    }
    uint32_t suppressed = shows_suppressed(report) ? quota->suppressed : 0;
    quota->suppressed = take_share(&limit, suppressed);
    return omitted + suppressed - quota->suppressed;
}

static bool use_share(struct quota *quota, const struct axvm_finding *finding) {
    uint32_t *left = finding->suppressed ? &quota->suppressed : &quota->left[finding->level];
    if (*left == 0) {
        return false;
    }
    *left -= 1;
    return true;
}

/* --- text ---------------------------------------------------------------------------------- */

/* Whether there is text before this part: then findings were written or their number was. */
static bool anything_before(const struct axvm_report *report) {
    uint32_t count = report->written;
    for (int level = AXVM_LEVEL_NOTE; level <= AXVM_LEVEL_ERROR; level++) {
        count += report->counts[level];
    }
    return count > 0;
}

static void separate_blocks(struct axvm_report_part *part) {
    if (part->written > 0 || anything_before(part->report)) {
        axvm_output_char(part->report->output, '\n');
    }
}

static void write_text_finding(struct axvm_report_part *part, const struct axvm_finding *finding) {
    separate_blocks(part);
    axvm_render_block(part->report->output, finding, &part->report->options, &part->places);
}

static void write_omission_line(struct axvm_report_part *part) {
    struct axvm_output *output = part->report->output;
    axvm_output_string(output, "note: ");
    axvm_output_more_findings(output, part->omitted);
    axvm_output_string(output, " in '");
    axvm_output_visible(output, part->source->name);
    axvm_output_string(output, "'" AXVM_NOT_SHOWN "\n");
}

/* --- one format or another ----------------------------------------------------------------- */

static void write_finding(struct axvm_report_part *part, const struct axvm_finding *finding) {
    switch (part->report->format) {
    case AXVM_REPORT_TEXT:
        write_text_finding(part, finding);
        break;
    case AXVM_REPORT_SHORT:
        axvm_report_short_finding(part, finding);
        break;
    case AXVM_REPORT_JSON:
        axvm_report_json_finding(part, finding);
        break;
    case AXVM_REPORT_SARIF:
        axvm_report_sarif_finding(part, finding);
        break;
    case AXVM_REPORT_GITHUB:
        axvm_report_github_finding(part, finding);
        break;
    }
}

static void end_part(struct axvm_report_part *part) {
    if (part->report->format == AXVM_REPORT_JSON) {
        axvm_report_json_part_end(part);
    } else if (part->omitted == 0) {
        return;
    } else if (part->report->format == AXVM_REPORT_TEXT) {
        separate_blocks(part);
        write_omission_line(part);
    } else if (part->report->format == AXVM_REPORT_SHORT) {
        write_omission_line(part);
    } else if (part->report->format == AXVM_REPORT_GITHUB) {
        axvm_report_github_part_end(part);
    }
}

void axvm_report_begin(struct axvm_report *report, struct axvm_output *output, enum axvm_report_format format,
                       struct axvm_render_options options, uint32_t limit) {
    *report = (struct axvm_report){.output = output, .format = format, .options = options, .limit = limit};
    if (format == AXVM_REPORT_JSON) {
        axvm_report_json_begin(report);
    } else if (format == AXVM_REPORT_SARIF) {
        axvm_report_sarif_begin(report);
    }
}

void axvm_report_source(struct axvm_report *report, struct axvm_source *source, const struct axvm_findings *findings) {
    struct axvm_report_part part = {.report = report, .source = source, .findings = findings};
    struct quota quota;
    part.omitted = share_out(report, findings, &quota);
    axvm_places_init(&part.places, source->text, report->format == AXVM_REPORT_SARIF);
    if (report->format == AXVM_REPORT_JSON) {
        axvm_report_json_part_begin(&part);
    }
    for (const struct axvm_finding *finding = findings->first; finding != NULL; finding = finding->next) {
        if (use_share(&quota, finding)) {
            axvm_line_index_anchor(&part.places.own, finding->primary.span.start);
            write_finding(&part, finding);
            part.written++;
        }
    }
    end_part(&part);
    report->sources++;
    report->written += part.written;
    report->suppressed += findings->suppressed;
    for (int level = AXVM_LEVEL_NOTE; level <= AXVM_LEVEL_ERROR; level++) {
        report->counts[level] += findings->counts[level];
    }
}

void axvm_report_end(struct axvm_report *report) {
    if (report->format == AXVM_REPORT_JSON) {
        axvm_report_json_end(report);
    } else if (report->format == AXVM_REPORT_SARIF) {
        axvm_report_sarif_end(report);
    }
}
