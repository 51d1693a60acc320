/* SPDX-License-Identifier: Apache-2.0 */
/*
 * SARIF 2.1.0, the Static Analysis Results Interchange Format of OASIS: what code scanning takes.
 *
 * One run with all rules, whether they found anything or not, and a line of text for each rule and
 * each result. A message in SARIF is a format: braces are doubled, and `[text](target)` is a link.
 */
#include "axvmconfig/axvmconfig.h"
#include "base/utf8.h"
#include "base/wrap.h"
#include "diag/json.h"
#include "diag/report.h"

#define SCHEMA "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

/* --- messages ------------------------------------------------------------------------------ */

/* Writes a part of a message: braces doubled, and a blank where a link would be. */
static void write_message(struct axvm_output *output, struct axvm_slice text) {
    size_t written = 0;
    for (size_t i = 0; i < text.length; i++) {
        bool is_brace = text.data[i] == '{' || text.data[i] == '}';
        bool is_link = text.data[i] == '(' && i > 0 && text.data[i - 1] == ']';
        if (is_brace || is_link) {
            axvm_json_characters(output, (struct axvm_slice){text.data + written, i - written});
            axvm_output_char(output, is_brace ? text.data[i] : ' ');
            written = i;
        }
    }
    if (written < text.length) {
        axvm_json_characters(output, (struct axvm_slice){text.data + written, text.length - written});
    }
}

static void write_message_string(struct axvm_output *output, const char *text) {
    write_message(output, axvm_slice_of(text));
}

/* --- rules --------------------------------------------------------------------------------- */

/* The name of a rule as SARIF likes it: `StringNotClosed` for `string-not-closed`. There are small letters and digits. */
static void write_rule_name(struct axvm_output *output, const char *name) {
    bool begins_word = true;
    for (; *name != '\0'; name++) {
        if (*name == '-') {
            begins_word = true;
            continue;
        }
        bool is_small = *name >= 'a';
        axvm_output_char(output, begins_word && is_small ? (char)(*name - 'a' + 'A') : *name);
        begins_word = false;
    }
}

/* An example, which is whole lines, set apart from what stands before and after it. */
static void write_example(struct axvm_output *output, bool markdown, const char *heading, const char *example) {
    if (example != NULL) {
        axvm_output_string(output, markdown ? "\\n**" : "\\n");
        axvm_output_string(output, heading);
        axvm_output_string(output, markdown ? "**\\n\\n```toml\\n" : "\\n\\n");
        write_message_string(output, example);
        axvm_output_string(output, markdown ? "```\\n" : "");
    }
}

/* A library without the rules' texts has their titles. */
static const char *explanation_of(const struct axvm_rule *rule) {
    return rule->texts->explanation != NULL ? rule->texts->explanation : rule->title;
}

static void write_help(struct axvm_output *output, bool markdown, const struct axvm_rule *rule) {
    write_message_string(output, explanation_of(rule));
    if (rule->texts->on_board != NULL) {
        axvm_output_string(output, markdown ? "\\n\\n**On the board:** " : "\\n\\nOn the board: ");
        write_message_string(output, rule->texts->on_board);
    }
    axvm_output_string(output, "\\n");
    write_example(output, markdown, "Found:", rule->texts->failing);
    write_example(output, markdown, "Mended:", rule->texts->mended);
}

/* Code scanning has words of its own for levels. */
static const char *severity_of(enum axvm_level level) {
    return level == AXVM_LEVEL_NOTE ? "recommendation" : axvm_level_word(level);
}

static void write_related(struct axvm_output *output, const struct axvm_rule *rule) {
    axvm_output_string(output, ",\"related\":[");
    for (unsigned i = 0; i < AXVM_RELATED_MAX && rule->texts->related[i] != 0; i++) {
        axvm_output_string(output, i == 0 ? "\"" : ",\"");
        axvm_output_code(output, rule->texts->related[i]);
        axvm_output_char(output, '"');
    }
    axvm_output_char(output, ']');
}

/* The profiles and architectures that have a rule; no architectures: all of them. */
static void write_scope(struct axvm_output *output, const struct axvm_rule *rule) {
    const char *separator = "\"";
    axvm_output_string(output, "\"profiles\":[");
    for (unsigned profile = 0; profile < AXVM_PROFILE_COUNT; profile++) {
        if (axvm_rule_is_in(rule, (enum axvm_profile)profile)) {
            axvm_output_string(output, separator);
            axvm_output_string(output, axvm_profile_name((enum axvm_profile)profile));
            separator = "\",\"";
        }
    }
    axvm_output_string(output, "\"],\"architectures\":[");
    separator = "\"";
    for (unsigned arch = 1; arch < AXVM_ARCH_COUNT; arch++) {
        if ((rule->archs >> arch & 1u) != 0) {
            axvm_output_string(output, separator);
            axvm_output_string(output, axvm_arch_name((enum axvm_arch)arch));
            separator = "\",\"";
        }
    }
    axvm_output_string(output, rule->archs != 0 ? "\"]," : "],");
}

static void write_rule(struct axvm_output *output, const struct axvm_rule *rule) {
    axvm_output_string(output, "{\"id\":\"");
    axvm_output_code(output, rule->code);
    axvm_output_string(output, "\",\"name\":\"");
    write_rule_name(output, rule->texts->name);
    axvm_output_string(output, "\",\"shortDescription\":{\"text\":\"");
    write_message_string(output, rule->title);
    axvm_output_string(output, "\"},\"fullDescription\":{\"text\":\"");
    write_message_string(output, explanation_of(rule));
    axvm_output_string(output, "\"},\"help\":{\"text\":\"");
    write_help(output, false, rule);
    axvm_output_string(output, "\",\"markdown\":\"");
    write_help(output, true, rule);
    axvm_output_string(output, "\"},\"defaultConfiguration\":{\"level\":\"");
    axvm_output_string(output, axvm_level_word(axvm_rule_level(rule, AXVM_PROFILE_0_4)));
    axvm_output_string(output, "\"},\"properties\":{\"tags\":[\"configuration\"],");
    write_scope(output, rule);
    axvm_output_string(output, "\"problem.severity\":\"");
    axvm_output_string(output, severity_of(axvm_rule_level(rule, AXVM_PROFILE_0_4)));
    axvm_output_char(output, '"');
    write_related(output, rule);
    axvm_output_string(output, "}}");
}

void axvm_report_sarif_begin(struct axvm_report *report) {
    struct axvm_output *output = report->output;
    size_t count = axvm_rule_count();
    axvm_output_string(output, "{\"$schema\":\"" SCHEMA "\",\"version\":\"2.1.0\",\"runs\":[{\"tool\":{\"driver\":{"
                               "\"name\":\"axvmconfig\",\"version\":\"" AXVM_VERSION
                               "\",\"semanticVersion\":\"" AXVM_VERSION "\",\"rules\":[");
    for (size_t i = 0; i < count; i++) {
        axvm_output_string(output, i == 0 ? "\n" : ",\n");
        write_rule(output, axvm_rule_at(i));
    }
    axvm_output_string(output, "\n]}},\"columnKind\":\"utf16CodeUnits\",\"results\":[");
}

/* --- places -------------------------------------------------------------------------------- */

static bool stands_in_uri(unsigned char byte) {
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || (byte >= '0' && byte <= '9') ||
           byte == '-' || byte == '.' || byte == '_' || byte == '~' || byte == '/';
}

/* The name of a file as a URI, relative if the name is. Any bytes: what may not stand in a URI is percent-encoded. */
static void write_uri(struct axvm_output *output, struct axvm_slice name) {
    size_t i = 0;
    while (name.length - i > 2 && name.data[i] == '.' && name.data[i + 1] == '/') {
        i += 2;
    }
    axvm_output_string(output, name.length > 0 && name.data[0] == '/' ? "\"file://" : "\"");
    for (; i < name.length; i++) {
        unsigned char byte = (unsigned char)name.data[i];
        if (stands_in_uri(byte)) {
            axvm_output_char(output, (char)byte);
        } else {
            axvm_output_char(output, '%');
            axvm_output_char(output, "0123456789ABCDEF"[byte >> 4]);
            axvm_output_char(output, "0123456789ABCDEF"[byte & 0xf]);
        }
    }
    axvm_output_char(output, '"');
}

static void write_artifact(struct axvm_output *output, const struct axvm_source *source) {
    axvm_output_string(output, "\"artifactLocation\":{\"uri\":");
    write_uri(output, source->name);
    axvm_output_char(output, '}');
}

static void write_region(struct axvm_report_part *part, struct axvm_slice text, struct axvm_span span) {
    struct axvm_output *output = part->report->output;
    struct axvm_position start = axvm_places_position(&part->places, text, span.start);
    struct axvm_position end = axvm_places_position(&part->places, text, span.end);
    axvm_json_member_number(output, "{\"startLine\":", start.line);
    axvm_json_member_number(output, ",\"startColumn\":", start.column);
    axvm_json_member_number(output, ",\"endLine\":", end.line);
    axvm_json_member_number(output, ",\"endColumn\":", end.column);
    axvm_json_member_number(output, ",\"byteOffset\":", span.start);
    axvm_json_member_number(output, ",\"byteLength\":", span.end - span.start);
    axvm_output_char(output, '}');
}

static void write_physical_location(struct axvm_report_part *part, const struct axvm_label *label) {
    axvm_output_string(part->report->output, "\"physicalLocation\":{");
    write_artifact(part->report->output, label->source);
    axvm_output_string(part->report->output, ",\"region\":");
    write_region(part, label->source->text, axvm_whole_code_points(label->source->text, label->span));
    axvm_output_char(part->report->output, '}');
}

static void write_related_locations(struct axvm_report_part *part, const struct axvm_finding *finding) {
    struct axvm_output *output = part->report->output;
    axvm_output_string(output, ",\"relatedLocations\":[");
    for (unsigned i = 0; i < finding->label_count; i++) {
        axvm_json_member_number(output, i == 0 ? "{\"id\":" : ",{\"id\":", i + 1);
        axvm_output_char(output, ',');
        write_physical_location(part, &finding->labels[i]);
        if (finding->labels[i].text.length > 0) {
            axvm_output_string(output, ",\"message\":{\"text\":\"");
            write_message(output, finding->labels[i].text);
            axvm_output_string(output, "\"}");
        }
        axvm_output_char(output, '}');
    }
    axvm_output_char(output, ']');
}

/* --- fingerprints -------------------------------------------------------------------------- */

/* How much of the line before and after the start of a span is hashed. */
#define CONTEXT_BYTES ((size_t)100)

#define HASH_START    UINT64_C(0xcbf29ce484222325) /* FNV-1a */
#define HASH_PRIME    UINT64_C(0x00000100000001b3)

AXVM_WRAPS static uint64_t hash_byte(uint64_t hash, unsigned char byte) {
    return (hash ^ byte) * HASH_PRIME;
}

/* What the message is about, not its words: these may be put better some day. */
static uint64_t hash_quoted(uint64_t hash, struct axvm_slice message) {
    bool is_quoted = false;
    for (size_t i = 0; i < message.length; i++) {
        is_quoted = is_quoted != (message.data[i] == '`');
        hash = is_quoted ? hash_byte(hash, (unsigned char)message.data[i]) : hash;
    }
    return hash;
}

/*
 * Tells a finding from others, but not by where its line is: hashes its code, what it is about, its line
 * or the part of it that is near, without blanks, and how far in that it begins.
 */
static uint64_t hash_of(struct axvm_report_part *part, const struct axvm_finding *finding) {
    struct axvm_slice text = finding->primary.source->text;
    struct axvm_line_cursor cursor = axvm_places_find(&part->places, text, finding->primary.span.start);
    bool is_far_in = cursor.offset - cursor.line_start > CONTEXT_BYTES;
    size_t start = is_far_in ? cursor.offset - CONTEXT_BYTES : cursor.line_start;
    uint64_t hash = hash_byte(HASH_START, (unsigned char)finding->code);
    hash = hash_byte(hash, (unsigned char)((unsigned)finding->code >> 8));
    hash = hash_quoted(hash, axvm_finding_headline(finding));
    unsigned char before = 0;
    for (size_t i = start; i < text.length && text.data[i] != '\n' && i - start < 2 * CONTEXT_BYTES; i++) {
        if (text.data[i] != ' ' && text.data[i] != '\t' && text.data[i] != '\r') {
            hash = hash_byte(hash, (unsigned char)text.data[i]);
            before = (unsigned char)(before + (i < cursor.offset));
        }
    }
    return hash_byte(hash, before);
}

/* The hash, and after a colon how many findings in a row have it: equal lines follow each other. */
static void write_fingerprint(struct axvm_report_part *part, const struct axvm_finding *finding) {
    struct axvm_output *output = part->report->output;
    uint64_t hash = hash_of(part, finding);
    bool repeats = part->same_hash_runs > 0 && hash == part->last_hash;
    part->same_hash_runs = repeats ? part->same_hash_runs + 1 : 1;
    part->last_hash = hash;
    axvm_output_string(output, ",\"partialFingerprints\":{\"primaryLocationLineHash\":\"");
    for (unsigned shift = 64; shift > 0;) {
        shift -= 4;
        axvm_output_char(output, "0123456789abcdef"[hash >> shift & 0xf]);
    }
    axvm_output_char(output, ':');
    axvm_output_u64(output, part->same_hash_runs);
    axvm_output_string(output, "\"}");
}

/* --- fixes --------------------------------------------------------------------------------- */

/* The longest replacement that is put into words. */
#define NAMED_BYTES_MAX 60

static void write_fix_description(struct axvm_output *output, const struct axvm_fix *fix) {
    bool inserts = fix->span.start == fix->span.end;
    axvm_output_string(output, "{\"description\":{\"text\":\"");
    if (fix->moves) {
        axvm_output_string(output, "Move this");
    } else if (fix->replacement.length == 0) {
        axvm_output_string(output, "Remove this");
    } else if (fix->replacement.length > NAMED_BYTES_MAX) {
        axvm_output_string(output, inserts ? "Insert text" : "Replace this");
    } else {
        axvm_output_string(output, inserts ? "Insert `" : "Replace with `");
        write_message(output, fix->replacement);
        axvm_output_char(output, '`');
    }
    axvm_output_string(output, fix->needs_review ? ". To be reviewed.\"}" : ".\"}");
}

static void write_replacement(struct axvm_report_part *part, struct axvm_slice text, struct axvm_span span,
                              struct axvm_slice replacement) {
    axvm_output_string(part->report->output, "{\"deletedRegion\":");
    write_region(part, text, span);
    axvm_json_member_text(part->report->output, ",\"insertedContent\":{\"text\":", replacement);
    axvm_output_string(part->report->output, "}}");
}

static void write_fix(struct axvm_report_part *part, const struct axvm_finding *finding, const struct axvm_fix *fix) {
    struct axvm_output *output = part->report->output;
    struct axvm_slice text = finding->primary.source->text;
    write_fix_description(output, fix);
    axvm_output_string(output, ",\"artifactChanges\":[{");
    write_artifact(output, finding->primary.source);
    axvm_output_string(output, ",\"replacements\":[");
    write_replacement(part, text, fix->span, fix->replacement);
    if (fix->moves) {
        axvm_output_char(output, ',');
        write_replacement(part, text, (struct axvm_span){fix->target, fix->target}, axvm_fix_moved(text, fix));
    }
    axvm_output_string(output, "]}]");
    axvm_json_member_bool(output, ",\"properties\":{\"needsReview\":", fix->needs_review);
    axvm_output_string(output, "}}");
}

static void write_fixes(struct axvm_report_part *part, const struct axvm_finding *finding) {
    const char *between = "";
    axvm_output_string(part->report->output, ",\"fixes\":[");
    for (unsigned i = 0; i < finding->fix_count; i++) {
        if (axvm_fix_is_text(finding, &finding->fixes[i])) {
            axvm_output_string(part->report->output, between);
            write_fix(part, finding, &finding->fixes[i]);
            between = ",";
        }
    }
    axvm_output_char(part->report->output, ']');
}

/* --- results ------------------------------------------------------------------------------- */

static void write_result_message(struct axvm_output *output, const struct axvm_finding *finding) {
    axvm_output_string(output, ",\"message\":{\"text\":\"");
    write_message(output, axvm_finding_headline(finding));
    if (finding->primary.text.length > 0) {
        axvm_output_string(output, ": ");
        write_message(output, finding->primary.text);
    }
    for (unsigned i = 0; i < finding->remark_count; i++) {
        if (finding->remarks[i].text.length > 0) {
            axvm_output_string(output, "\\n");
            axvm_output_string(output, axvm_remark_word(finding->remarks[i].kind));
            axvm_output_string(output, ": ");
            write_message(output, finding->remarks[i].text);
        }
    }
    axvm_output_string(output, "\"}");
}

/* Of several results all or none must say whether they are suppressed. */
static void write_suppressions(struct axvm_output *output, const struct axvm_finding *finding) {
    if (!finding->suppressed) {
        axvm_output_string(output, ",\"suppressions\":[]");
    } else if (finding->justification.length == 0) {
        axvm_output_string(output, ",\"suppressions\":[{\"kind\":\"external\"}]");
    } else {
        axvm_json_member_text(output,
                              ",\"suppressions\":[{\"kind\":\"inSource\",\"justification\":", finding->justification);
        axvm_output_string(output, "}]");
    }
}

void axvm_report_sarif_finding(struct axvm_report_part *part, const struct axvm_finding *finding) {
    struct axvm_output *output = part->report->output;
    const struct axvm_rule *rule = axvm_rule_of(finding->code);
    bool is_first = part->report->written + part->written == 0;
    axvm_output_string(output, is_first ? "\n{\"ruleId\":\"" : ",\n{\"ruleId\":\"");
    axvm_output_code(output, finding->code);
    axvm_output_char(output, '"');
    if (rule != NULL) {
        axvm_json_member_number(output, ",\"ruleIndex\":", (uint64_t)axvm_rule_index(rule->code));
    }
    axvm_json_member_text(output, ",\"level\":", axvm_slice_of(axvm_level_word(finding->level)));
    write_result_message(output, finding);
    axvm_output_string(output, ",\"locations\":[{");
    write_physical_location(part, &finding->primary);
    axvm_output_string(output, "}]");
    if (finding->label_count > 0) {
        write_related_locations(part, finding);
    }
    write_fingerprint(part, finding);
    if (finding->fix_count > 0) {
        write_fixes(part, finding);
    }
    write_suppressions(output, finding);
    axvm_output_char(output, '}');
}

/* The run as a whole, and a notification if it found more than is written. */
void axvm_report_sarif_end(struct axvm_report *report) {
    struct axvm_output *output = report->output;
    uint32_t found = report->suppressed;
    for (int level = AXVM_LEVEL_NOTE; level <= AXVM_LEVEL_ERROR; level++) {
        found += report->counts[level];
    }
    uint32_t omitted = found - report->written;
    axvm_output_string(output, report->written == 0 ? "]" : "\n]");
    axvm_output_string(output, ",\"invocations\":[{\"executionSuccessful\":");
    axvm_output_string(output, report->incomplete ? "false" : "true");
    axvm_output_string(output, ",\"toolExecutionNotifications\":[");
    if (omitted > 0) {
        axvm_output_string(output, "{\"level\":\"note\",\"message\":{\"text\":\"");
        axvm_output_more_findings(output, omitted);
        axvm_output_string(output, AXVM_NOT_SHOWN ".\"}}");
    }
    axvm_output_string(output, "]}]}]}\n");
}
