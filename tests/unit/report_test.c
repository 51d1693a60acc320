/* SPDX-License-Identifier: Apache-2.0 */
/* Reports: what is written in each format, in which order, and how much of it. */
#include "axvmconfig/axvmconfig.h"

#include "tap.h"

static char printed[1 << 20]; /* SARIF has all rules in it */

static struct axvm_slice slice(const char *text) {
    return axvm_slice_of(text);
}

/* --- findings ------------------------------------------------------------------------------ */

static struct axvm_finding finding_about(struct axvm_source *source, uint32_t start, uint32_t end) {
    return (struct axvm_finding){
        .code = AXVM_CODE_WRONG_TYPE,
        .level = AXVM_LEVEL_ERROR,
        .message = slice("`id` takes an integer"),
        .primary = {.source = source, .span = {start, end}},
    };
}

/* Links findings to a list, which counts them. They must be sorted. */
static struct axvm_findings list(struct axvm_finding *items, size_t count) {
    struct axvm_findings findings = {.limit = UINT32_MAX};
    for (size_t i = 0; i < count; i++) {
        items[i].next = i + 1 < count ? &items[i + 1] : NULL;
        findings.stored[items[i].level]++;
        findings.suppressed += items[i].suppressed;
        findings.counts[items[i].level] += !items[i].suppressed;
    }
    findings.first = count > 0 ? &items[0] : NULL;
    findings.last = count > 0 ? &items[count - 1] : NULL;
    return findings;
}

/* --- reports ------------------------------------------------------------------------------- */

static struct axvm_output output;
static struct axvm_report report;

static void begin(enum axvm_report_format format, uint32_t limit) {
    axvm_output_init(&output, printed, sizeof printed, NULL, NULL);
    axvm_report_begin(&report, &output, format, (struct axvm_render_options){false, false}, limit);
}

static void add(struct axvm_source *source, struct axvm_finding *items, size_t count) {
    struct axvm_findings findings = list(items, count);
    axvm_report_source(&report, source, &findings);
}

static struct axvm_slice end(void) {
    axvm_report_end(&report);
    return (struct axvm_slice){printed, output.used};
}

static struct axvm_slice report_of(enum axvm_report_format format, struct axvm_source *source,
                                   struct axvm_finding *items, size_t count) {
    begin(format, UINT32_MAX);
    add(source, items, count);
    return end();
}

/* The end of a SARIF report: from the results on, which come after the rules. */
static struct axvm_slice results_of(struct axvm_slice sarif) {
    struct axvm_slice start = slice("\"results\":[");
    for (size_t i = 0; i + start.length <= sarif.length; i++) {
        if (axvm_slice_equal((struct axvm_slice){sarif.data + i, start.length}, start)) {
            return (struct axvm_slice){sarif.data + i, sarif.length - i};
        }
    }
    return (struct axvm_slice){NULL, 0};
}

static bool contains(struct axvm_slice text, const char *piece) {
    struct axvm_slice wanted = slice(piece);
    for (size_t i = 0; i + wanted.length <= text.length; i++) {
        if (axvm_slice_equal((struct axvm_slice){text.data + i, wanted.length}, wanted)) {
            return true;
        }
    }
    return false;
}

/* --- a finding with everything --------------------------------------------------------------- */

/* An emoji before the span, so that the formats' columns differ. */
#define LINE "\xf0\x9f\x98\x80 = \"1\"\n"

static struct axvm_source main_source;
static struct axvm_source other_source;

static struct axvm_finding full_finding(void) {
    main_source = (struct axvm_source){slice("vm a/1.toml"), slice(LINE "x\n")};
    other_source = (struct axvm_source){slice("b.toml"), slice("\n  y\n")};
    struct axvm_finding finding = finding_about(&main_source, 7, 10);
    finding.primary.text = slice("a {string}");
    finding.labels[0] = (struct axvm_label){&main_source, {11, 12}, slice("")};
    finding.labels[1] = (struct axvm_label){&other_source, {3, 4}, slice("see [this](x)")};
    finding.label_count = 2;
    finding.remarks[0] = (struct axvm_remark){AXVM_REMARK_ON_BOARD, slice("it \"panics\"")};
    finding.remarks[1] = (struct axvm_remark){AXVM_REMARK_HELP, slice("")};
    finding.remarks[2] = (struct axvm_remark){AXVM_REMARK_HELP, slice("write `1`, not \x1b[2J")};
    finding.remark_count = 3;
    finding.fixes[0] = (struct axvm_fix){.span = {7, 10}, .replacement = slice("1")};
    finding.fixes[1] = (struct axvm_fix){.span = {7, 10}, .replacement = slice(""), .needs_review = true};
    finding.fix_count = 2;
    return finding;
}

static void write_everything(void) {
    struct axvm_finding finding = full_finding();
    TAP_EQUAL_STRING(report_of(AXVM_REPORT_SHORT, &main_source, &finding, 1),
                     "vm a/1.toml:1:5: error[AX0103]: `id` takes an integer\n", "short: a line for each finding");
    TAP_EQUAL_STRING(report_of(AXVM_REPORT_GITHUB, &main_source, &finding, 1),
                     "::error file=vm a/1.toml,line=1,endLine=1,col=5,endColumn=8,title=AX0103::`id` takes an integer: "
                     "a {string}%0Aon the board: it \"panics\"%0Ahelp: write `1`, not <1B>[2J\n",
                     "github: remarks in the message");
    TAP_EQUAL_STRING(
        report_of(AXVM_REPORT_JSON, &main_source, &finding, 1),
        "{\"version\":1,\"tool\":{\"name\":\"axvmconfig\",\"version\":\"" AXVM_VERSION "\"},\"files\":[\n"
        "{\"name\":\"vm a/1.toml\",\"findings\":[\n"
        "{\"code\":\"AX0103\",\"rule\":\"wrong-type\",\"level\":\"error\",\"message\":\"`id` takes an integer\","
        "\"primary\":{\"start\":{\"offset\":7,\"line\":1,\"column\":5},\"end\":{\"offset\":10,\"line\":1,\"column\":8},"
        "\"label\":\"a {string}\"},"
        "\"labels\":[{\"start\":{\"offset\":11,\"line\":2,\"column\":1},\"end\":{\"offset\":12,\"line\":2,\"column\":2}"
        ","
        "\"label\":\"\"},"
        "{\"file\":\"b.toml\",\"start\":{\"offset\":3,\"line\":2,\"column\":3},"
        "\"end\":{\"offset\":4,\"line\":2,\"column\":4},\"label\":\"see [this](x)\"}],"
        "\"remarks\":[{\"kind\":\"on-board\",\"text\":\"it \\\"panics\\\"\"},"
        "{\"kind\":\"help\",\"text\":\"write `1`, not \\u001b[2J\"}],"
        "\"fixes\":[{\"span\":{\"start\":{\"offset\":7,\"line\":1,\"column\":5},"
        "\"end\":{\"offset\":10,\"line\":1,\"column\":8}},\"replacement\":\"1\",\"needs_review\":false},"
        "{\"span\":{\"start\":{\"offset\":7,\"line\":1,\"column\":5},\"end\":{\"offset\":10,\"line\":1,\"column\":8}},"
        "\"replacement\":\"\",\"needs_review\":true}],"
        "\"suppressed\":false,\"justification\":\"\"}\n"
        "],\"counts\":{\"error\":1,\"warning\":0,\"note\":0,\"suppressed\":0},\"omitted\":0}\n"
        "],\"counts\":{\"error\":1,\"warning\":0,\"note\":0,\"suppressed\":0}}\n",
        "json: the object that the schema describes");
}

#define REGION_IN_UTF16                                                                                                \
    "{\"startLine\":1,\"startColumn\":6,\"endLine\":1,\"endColumn\":9,\"byteOffset\":7,\"byteLength\":3}"

static void write_everything_as_sarif(void) {
    struct axvm_finding finding = full_finding();
    struct axvm_slice sarif = report_of(AXVM_REPORT_SARIF, &main_source, &finding, 1);
    struct axvm_slice results = results_of(sarif);
    TAP_CHECK(contains(sarif, "{\"id\":\"AX0103\",\"name\":\"WrongType\",\"shortDescription\":{\"text\":\""),
              "sarif: the rules are described");
    TAP_CHECK(contains(results, "{\"ruleId\":\"AX0103\",\"ruleIndex\":"), "sarif: the result refers to its rule");
    TAP_CHECK(contains(results, ",\"message\":{\"text\":\"`id` takes an integer: a {{string}}\\non the board: it "
                                "\\\"panics\\\"\\nhelp: write `1`, not \\u001b[2J\"}"),
              "sarif: braces in messages are doubled");
    TAP_CHECK(contains(results, ",\"locations\":[{\"physicalLocation\":{\"artifactLocation\":{\"uri\":"
                                "\"vm%20a/1.toml\"},\"region\":" REGION_IN_UTF16 "}}]"),
              "sarif: columns are UTF-16 code units");
    TAP_CHECK(contains(results,
                       ",\"relatedLocations\":[{\"id\":1,\"physicalLocation\":{\"artifactLocation\":{\"uri\":"
                       "\"vm%20a/1.toml\"},\"region\":{\"startLine\":2,\"startColumn\":1,\"endLine\":2,\"endColumn\":2,"
                       "\"byteOffset\":11,\"byteLength\":1}}},"
                       "{\"id\":2,\"physicalLocation\":{\"artifactLocation\":{\"uri\":\"b.toml\"},\"region\":{"
                       "\"startLine\":2,\"startColumn\":3,\"endLine\":2,\"endColumn\":4,\"byteOffset\":3,"
                       "\"byteLength\":1}},\"message\":{\"text\":\"see [this] (x)\"}}]"),
              "sarif: labels are related locations, and no text becomes a link");
    TAP_CHECK(
        contains(
            results,
            ",\"fixes\":[{\"description\":{\"text\":\"Replace with `1`.\"},\"artifactChanges\":[{"
            "\"artifactLocation\":{\"uri\":\"vm%20a/1.toml\"},\"replacements\":[{\"deletedRegion\":" REGION_IN_UTF16
            ",\"insertedContent\":{\"text\":\"1\"}}]}],"
            "\"properties\":{\"needsReview\":false}},"
            "{\"description\":{\"text\":\"Remove this. To be reviewed.\"},\"artifactChanges\":[{"
            "\"artifactLocation\":{\"uri\":\"vm%20a/1.toml\"},\"replacements\":[{\"deletedRegion\":" REGION_IN_UTF16
            ",\"insertedContent\":{\"text\":\"\"}}]}],"
            "\"properties\":{\"needsReview\":true}}]"),
        "sarif: fixes");
    TAP_CHECK(contains(results, "\"suppressions\":[]}\n],\"invocations\":[{\"executionSuccessful\":true,"
                                "\"toolExecutionNotifications\":[]}]}]}\n"),
              "sarif: the end");
}

/* --- nothing, and several files -------------------------------------------------------------- */

static void write_nothing(void) {
    static const char counts[] = "\"counts\":{\"error\":0,\"warning\":0,\"note\":0,\"suppressed\":0}";
    struct axvm_source source = {slice("f"), slice("")};
    for (int format = AXVM_REPORT_TEXT; format <= AXVM_REPORT_GITHUB; format++) {
        begin((enum axvm_report_format)format, 10);
        struct axvm_slice text = end();
        if (format == AXVM_REPORT_JSON) {
            TAP_CHECK(contains(text, "\"files\":[],") && contains(text, counts), "json without files");
        } else if (format == AXVM_REPORT_SARIF) {
            TAP_CHECK(contains(text, "\"results\":[],"), "sarif without files");
        } else {
            TAP_EQUAL_STRING(text, "", "the others are empty then");
        }
        text = report_of((enum axvm_report_format)format, &source, NULL, 0);
        if (format == AXVM_REPORT_JSON) {
            TAP_CHECK(contains(text, "\"files\":[\n{\"name\":\"f\",\"findings\":[],"), "json without findings");
        } else if (format == AXVM_REPORT_SARIF) {
            TAP_CHECK(contains(text, "\"results\":[],"), "sarif without findings");
        } else {
            TAP_EQUAL_STRING(text, "", "the others are empty then, too");
        }
    }
}

static void write_incomplete(void) {
    begin(AXVM_REPORT_SARIF, 10);
    report.incomplete = true;
    TAP_CHECK(contains(end(), "\"executionSuccessful\":false,"), "sarif of a run that could not read all");
}

static void write_several_files(void) {
    struct axvm_source first = {slice("a"), slice("x\n")};
    struct axvm_source second = {slice("b"), slice("y\n")};
    struct axvm_finding in_first = finding_about(&first, 0, 1);
    struct axvm_finding in_second[2] = {finding_about(&second, 0, 1), finding_about(&second, 1, 1)};
    begin(AXVM_REPORT_TEXT, 1);
    add(&first, NULL, 0);
    add(&first, &in_first, 1);
    add(&second, in_second, 2);
    TAP_EQUAL_STRING(end(),
                     "error[AX0103]: `id` takes an integer\n"
                     " --> a:1:1\n"
                     "  |\n"
                     "1 | x\n"
                     "  | ^\n"
                     "\n"
                     "error[AX0103]: `id` takes an integer\n"
                     " --> b:1:1\n"
                     "  |\n"
                     "1 | y\n"
                     "  | ^\n"
                     "\n"
                     "note: 1 more finding in 'b' not shown; --max-findings raises the limit\n",
                     "text: an empty line between any two blocks");
    begin(AXVM_REPORT_JSON, UINT32_MAX);
    add(&first, &in_first, 1);
    add(&second, in_second, 2);
    struct axvm_slice json = end();
    TAP_CHECK(contains(json, "},\n{\"name\":\"b\",\"findings\":[\n{"), "json: files are separated");
    TAP_CHECK(contains(json, "\"omitted\":0}\n],\"counts\":{\"error\":3,\"warning\":0,\"note\":0,\"suppressed\":0}}\n"),
              "json: counts are added up");
    begin(AXVM_REPORT_SARIF, UINT32_MAX);
    add(&first, &in_first, 1);
    add(&second, in_second, 2);
    TAP_CHECK(contains(results_of(end()), "},\n{\"ruleId\":"), "sarif: results are separated");
}

static void hint_at_explanations(void) {
    struct axvm_source source = {slice("a"), slice("x\n")};
    struct axvm_finding finding = finding_about(&source, 0, 1);
    struct axvm_findings findings = list(&finding, 1);
    finding.remarks[0] = (struct axvm_remark){AXVM_REMARK_HELP, slice("mend it")};
    finding.remark_count = 1;
    axvm_output_init(&output, printed, sizeof printed, NULL, NULL);
    axvm_report_begin(&report, &output, AXVM_REPORT_TEXT, (struct axvm_render_options){.explain_hints = true}, 9);
    axvm_report_source(&report, &source, &findings);
    TAP_CHECK(contains(end(), "  | ^\n  = help: mend it\n  = explain: axvmconfig explain AX0103\n"),
              "text: the hint comes last");
}

/* --- limits ---------------------------------------------------------------------------------- */

static const struct {
    uint32_t limit;
    const char *expected;
} limits[] = {
    {0, "note: 6 more findings in 'f' not shown; --max-findings raises the limit\n"},
    {1, "f:1:4: error[AX0103]: m\nnote: 5 more findings in 'f' not shown; --max-findings raises the limit\n"},
    {2, "f:1:4: error[AX0103]: m\nf:1:6: error[AX0103]: m\n"
        "note: 4 more findings in 'f' not shown; --max-findings raises the limit\n"},
    {3, "f:1:2: warning[AX0103]: m\nf:1:4: error[AX0103]: m\nf:1:6: error[AX0103]: m\n"
        "note: 3 more findings in 'f' not shown; --max-findings raises the limit\n"},
    {5, "f:1:1: note[AX0103]: m\nf:1:2: warning[AX0103]: m\nf:1:4: error[AX0103]: m\nf:1:5: warning[AX0103]: m\n"
        "f:1:6: error[AX0103]: m\nnote: 1 more finding in 'f' not shown; --max-findings raises the limit\n"},
    {6, "f:1:1: note[AX0103]: m\nf:1:2: warning[AX0103]: m\nf:1:4: error[AX0103]: m\nf:1:5: warning[AX0103]: m\n"
        "f:1:6: error[AX0103]: m\nf:1:7: note[AX0103]: m\n"},
};

static size_t make_mixed_findings(struct axvm_finding *items, struct axvm_source *source) {
    static const enum axvm_level levels[] = {AXVM_LEVEL_NOTE,    AXVM_LEVEL_WARNING, AXVM_LEVEL_ERROR, AXVM_LEVEL_ERROR,
                                             AXVM_LEVEL_WARNING, AXVM_LEVEL_ERROR,   AXVM_LEVEL_NOTE};
    for (uint32_t i = 0; i < 7; i++) {
        items[i] = finding_about(source, i, i + 1);
        items[i].level = levels[i];
        items[i].message = slice("m");
        items[i].suppressed = i == 2;
    }
    return 7;
}

static void keep_to_the_limit(void) {
    struct axvm_source source = {slice("f"), slice("0123456789")};
    struct axvm_finding items[7];
    size_t count = make_mixed_findings(items, &source);
    for (size_t i = 0; i < sizeof limits / sizeof limits[0]; i++) {
        begin(AXVM_REPORT_SHORT, limits[i].limit);
        add(&source, items, count);
        TAP_EQUAL_STRING(end(), limits[i].expected, "errors are chosen first, then warnings, and stay in order");
    }
    begin(AXVM_REPORT_GITHUB, 0);
    add(&source, items, count);
    TAP_EQUAL_STRING(end(),
                     "::notice title=axvmconfig::6 more findings in 'f' not shown; --max-findings raises the limit\n",
                     "github: a notice says so");
    begin(AXVM_REPORT_JSON, 6);
    add(&source, items, count);
    struct axvm_slice json = end();
    TAP_CHECK(!contains(json, "\"suppressed\":true"), "json: suppressed findings are the first to go");
    TAP_CHECK(contains(json, "\"counts\":{\"error\":2,\"warning\":2,\"note\":2,\"suppressed\":1},\"omitted\":1}"),
              "json: how many is a member");
    begin(AXVM_REPORT_SARIF, 6);
    add(&source, items, count);
    TAP_CHECK(contains(results_of(end()),
                       "\"toolExecutionNotifications\":[{\"level\":\"note\",\"message\":{\"text\":\"1 more "
                       "finding not shown; --max-findings raises the limit.\"}}]"),
              "sarif: how many is a notification");
}

static void mention_findings_only_counted(void) {
    struct axvm_source source = {slice("f"), slice("0123456789")};
    struct axvm_finding finding = finding_about(&source, 0, 1);
    struct axvm_findings findings = list(&finding, 1);
    findings.counts[AXVM_LEVEL_WARNING] = 41;
    begin(AXVM_REPORT_SHORT, 100);
    axvm_report_source(&report, &source, &findings);
    TAP_EQUAL_STRING(end(),
                     "f:1:1: error[AX0103]: `id` takes an integer\n"
                     "note: 41 more findings in 'f' not shown; --max-findings raises the limit\n",
                     "findings that were not stored are left out, too");
}

/* --- suppressed findings --------------------------------------------------------------------- */

static void mark_suppressed(void) {
    struct axvm_source source = {slice("f"), slice("0123456789")};
    struct axvm_finding items[2] = {finding_about(&source, 0, 1), finding_about(&source, 1, 2)};
    items[0].suppressed = true;
    items[0].justification = slice("the \"boot\" script reads it");
    items[1].suppressed = true;
    TAP_EQUAL_STRING(report_of(AXVM_REPORT_TEXT, &source, items, 2), "", "text without suppressed findings");
    TAP_EQUAL_STRING(report_of(AXVM_REPORT_SHORT, &source, items, 2), "", "short without suppressed findings");
    TAP_EQUAL_STRING(report_of(AXVM_REPORT_GITHUB, &source, items, 2), "", "github without suppressed findings");
    struct axvm_slice text = report_of(AXVM_REPORT_JSON, &source, items, 2);
    TAP_CHECK(contains(text, "\"suppressed\":true,\"justification\":\"the \\\"boot\\\" script reads it\"}"),
              "json: marked, with the reason");
    TAP_CHECK(contains(text, "\"suppressed\":true,\"justification\":\"\"}"), "json: marked, without a reason");
    text = results_of(report_of(AXVM_REPORT_SARIF, &source, items, 2));
    TAP_CHECK(contains(text, "\"suppressions\":[{\"kind\":\"inSource\",\"justification\":"
                             "\"the \\\"boot\\\" script reads it\"}]"),
              "sarif: with a reason, in the source");
    TAP_CHECK(contains(text, "\"suppressions\":[{\"kind\":\"external\"}]"), "sarif: without a reason, from outside");
}

/* --- corners of findings --------------------------------------------------------------------- */

static void report_codes_without_rule(void) {
    struct axvm_source source = {slice("f"), slice("0123456789")};
    struct axvm_finding finding = finding_about(&source, 0, 1);
    finding.code = (enum axvm_code)9999;
    finding.message = slice("(m)");
    TAP_CHECK(
        contains(report_of(AXVM_REPORT_JSON, &source, &finding, 1), "{\"code\":\"AX9999\",\"rule\":\"\",\"level\""),
        "json: a code of somebody else's has no rule");
    TAP_CHECK(contains(results_of(report_of(AXVM_REPORT_SARIF, &source, &finding, 1)),
                       "{\"ruleId\":\"AX9999\",\"level\":\"error\",\"message\":{\"text\":\"(m)\"}"),
              "sarif: nor an index among them");
}

static void report_notes(void) {
    struct axvm_source source = {slice("f"), slice("0123456789")};
    struct axvm_finding finding = finding_about(&source, 0, 1);
    finding.level = AXVM_LEVEL_NOTE;
    finding.message = slice("m");
    TAP_EQUAL_STRING(report_of(AXVM_REPORT_GITHUB, &source, &finding, 1),
                     "::notice file=f,line=1,endLine=1,col=1,endColumn=2,title=AX0103::m\n",
                     "github: a note is called a notice");
}

static void describe_long_fixes(void) {
    struct axvm_source source = {slice("f"), slice("0123456789")};
    struct axvm_finding finding = finding_about(&source, 0, 1);
    struct axvm_slice longest = slice("0123456789012345678901234567890123456789012345678901234567890");
    finding.fixes[0] = (struct axvm_fix){.span = {0, 0}, .replacement = longest};
    finding.fixes[1] = (struct axvm_fix){.span = {0, 1}, .replacement = longest};
    finding.fix_count = 2;
    struct axvm_slice sarif = results_of(report_of(AXVM_REPORT_SARIF, &source, &finding, 1));
    TAP_CHECK(contains(sarif, "\"description\":{\"text\":\"Insert text.\"}") &&
                  contains(sarif, "\"description\":{\"text\":\"Replace this.\"}"),
              "sarif: what is inserted is not repeated where it is long");
}

/* --- hostile names and texts ----------------------------------------------------------------- */

static void stay_harmless(void) {
    struct axvm_source source = {slice("a\n::error::%0A,b:\xff\x1b[2J.toml"), slice("01\n3456789")};
    struct axvm_finding finding = finding_about(&source, 1, 5);
    finding.message = slice("100%\r\n::error::x\xff");
    TAP_EQUAL_STRING(report_of(AXVM_REPORT_SHORT, &source, &finding, 1),
                     "a<0A>::error::%0A,b:<FF><1B>[2J.toml:1:2: error[AX0103]: 100%<0D><0A>::error::x<FF>\n",
                     "short: escapes are visible");
    TAP_EQUAL_STRING(report_of(AXVM_REPORT_GITHUB, &source, &finding, 1),
                     "::error file=a%0A%3A%3Aerror%3A%3A%250A%2Cb%3A<FF><1B>[2J.toml,line=1,endLine=2,title=AX0103::"
                     "100%25%0D%0A::error::x<FF>\n",
                     "github: a command stays one command, and several lines have no columns");
    TAP_CHECK(contains(report_of(AXVM_REPORT_JSON, &source, &finding, 1),
                       "{\"name\":\"a\\n::error::%0A,b:\\ufffd\\u001b[2J.toml\""),
              "json: escapes");
    TAP_CHECK(contains(report_of(AXVM_REPORT_SARIF, &source, &finding, 1),
                       "\"uri\":\"a%0A%3A%3Aerror%3A%3A%250A%2Cb%3A%FF%1B%5B2J.toml\""),
              "sarif: a URI has any name");
    finding.message = slice("");
    TAP_CHECK(contains(report_of(AXVM_REPORT_SHORT, &source, &finding, 1), axvm_rule_of(AXVM_CODE_WRONG_TYPE)->title),
              "a finding without message has its rule's title");
}

static void leave_out_fixes_that_are_no_text(void) {
    struct axvm_source source = {slice("f"), slice("0123456789")};
    struct axvm_finding finding = finding_about(&source, 0, 1);
    finding.fixes[0] = (struct axvm_fix){.span = {0, 1}, .replacement = slice("\xff")};
    finding.fixes[1] = (struct axvm_fix){.span = {1, 1}, .replacement = slice("\xc3\xa9")};
    finding.fix_count = 2;
    TAP_CHECK(contains(report_of(AXVM_REPORT_JSON, &source, &finding, 1),
                       "\"fixes\":[{\"span\":{\"start\":{\"offset\":1,\"line\":1,\"column\":2},\"end\":{\"offset\":1,"
                       "\"line\":1,\"column\":2}},\"replacement\":\"\xc3\xa9\",\"needs_review\":false}]"),
              "json: a fix that is not UTF-8 is left out");
    TAP_CHECK(contains(report_of(AXVM_REPORT_SARIF, &source, &finding, 1),
                       "\"fixes\":[{\"description\":{\"text\":\"Insert `\xc3\xa9`.\"}"),
              "sarif: so it is there");
}

static void write_both_halves_of_a_move(void) {
    struct axvm_source source = {slice("f"), slice("a=1\nb=2\n")};
    struct axvm_finding finding = finding_about(&source, 0, 1);
    finding.fixes[0] = (struct axvm_fix){.span = {0, 4}, .replacement = slice(""), .moves = true, .target = 8};
    finding.fix_count = 1;
    TAP_CHECK(contains(report_of(AXVM_REPORT_JSON, &source, &finding, 1),
                       "\"fixes\":[{\"span\":{\"start\":{\"offset\":0,\"line\":1,\"column\":1},\"end\":{\"offset\":4,"
                       "\"line\":2,\"column\":1}},\"replacement\":\"\","
                       "\"also\":[{\"span\":{\"start\":{\"offset\":8,\"line\":3,\"column\":1},\"end\":{\"offset\":8,"
                       "\"line\":3,\"column\":1}},\"replacement\":\"a=1\\n\"}],\"needs_review\":false}]"),
              "json: what is cut out, and what is inserted");
    struct axvm_slice sarif = report_of(AXVM_REPORT_SARIF, &source, &finding, 1);
    TAP_CHECK(contains(sarif, "\"description\":{\"text\":\"Move this.\"}"), "sarif: it is called a move");
    TAP_CHECK(contains(sarif, "\"insertedContent\":{\"text\":\"\"}},{\"deletedRegion\":"),
              "with two replacements in one change");
    TAP_CHECK(contains(sarif, "\"insertedContent\":{\"text\":\"a=1\\n\"}}]"), "the second of them the insertion");
    source.text = slice("a\xff\n");
    finding.fixes[0].span.end = finding.fixes[0].target = 3;
    TAP_CHECK(contains(report_of(AXVM_REPORT_JSON, &source, &finding, 1), "\"fixes\":[]"),
              "a move of what is not UTF-8 is left out");
}

static void name_files_by_uri(void) {
    static const char *const names[][2] = {
        {"configs/vm.toml", "\"uri\":\"configs/vm.toml\""},
        {"./configs/vm.toml", "\"uri\":\"configs/vm.toml\""},
        {"././vm.toml", "\"uri\":\"vm.toml\""},
        {"../vm.toml", "\"uri\":\"../vm.toml\""},
        {"/etc/vm.toml", "\"uri\":\"file:///etc/vm.toml\""},
        {"c:x#1?.toml", "\"uri\":\"c%3Ax%231%3F.toml\""},
        {"a_b~c-1.toml", "\"uri\":\"a_b~c-1.toml\""},
        {"", "\"uri\":\"\""},
        {"<stdin>", "\"uri\":\"%3Cstdin%3E\""},
        {"\xe5\x86\x85.toml", "\"uri\":\"%E5%86%85.toml\""},
    };
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        struct axvm_source source = {slice(names[i][0]), slice("x")};
        struct axvm_finding finding = finding_about(&source, 0, 1);
        TAP_CHECK(contains(report_of(AXVM_REPORT_SARIF, &source, &finding, 1), names[i][1]), names[i][0]);
    }
}

/* --- fingerprints ---------------------------------------------------------------------------- */

#define FINGERPRINT_LENGTH 16

/* The fingerprint of the only result, without the number behind it. */
static struct axvm_slice fingerprint(char *copy, const char *text, uint32_t start, const char *message) {
    struct axvm_source source = {slice("f"), slice(text)};
    struct axvm_finding finding = finding_about(&source, start, start + 1);
    finding.message = slice(message);
    struct axvm_slice results = results_of(report_of(AXVM_REPORT_SARIF, &source, &finding, 1));
    struct axvm_slice before = slice("\"primaryLocationLineHash\":\"");
    for (size_t i = 0; i + before.length + FINGERPRINT_LENGTH <= results.length; i++) {
        if (axvm_slice_equal((struct axvm_slice){results.data + i, before.length}, before)) {
            for (size_t j = 0; j < FINGERPRINT_LENGTH; j++) {
                copy[j] = results.data[i + before.length + j];
            }
            return (struct axvm_slice){copy, FINGERPRINT_LENGTH};
        }
    }
    return (struct axvm_slice){NULL, 0};
}

static void recognize_findings(void) {
    char copies[2][FINGERPRINT_LENGTH];
    struct axvm_slice one = fingerprint(copies[0], "a\nid = 1\n", 7, "`id` is odd");
    TAP_EQUAL_U64(one.length, FINGERPRINT_LENGTH, "there is a fingerprint");
    TAP_CHECK(axvm_slice_equal(one, fingerprint(copies[1], "id = 1\n", 5, "`id` is odd")), "another line number");
    TAP_CHECK(axvm_slice_equal(one, fingerprint(copies[1], "\t id  =1\r\n", 7, "`id` is odd")), "other blanks");
    TAP_CHECK(axvm_slice_equal(one, fingerprint(copies[1], "id = 1\n", 5, "odd `id`")), "other words");
    TAP_CHECK(!axvm_slice_equal(one, fingerprint(copies[1], "id = 2\n", 5, "`id` is odd")), "not another line");
    TAP_CHECK(!axvm_slice_equal(one, fingerprint(copies[1], "id = 1\n", 0, "`id` is odd")), "not another place in it");
    TAP_CHECK(!axvm_slice_equal(one, fingerprint(copies[1], "id = 1\n", 5, "`ID` is odd")), "nor about another key");
    struct axvm_source source = {slice("f"), slice("x\nx\ny\n")};
    struct axvm_finding items[3] = {finding_about(&source, 0, 1), finding_about(&source, 2, 3),
                                    finding_about(&source, 4, 5)};
    struct axvm_slice results = results_of(report_of(AXVM_REPORT_SARIF, &source, items, 3));
    TAP_CHECK(contains(results, ":1\"}") && contains(results, ":2\"}") && !contains(results, ":3\"}"),
              "equal ones in a row are numbered");
}

/* --- buffers --------------------------------------------------------------------------------- */

static char collected[sizeof printed];
static size_t collected_length;

static bool collect(void *context, const char *data, size_t length) {
    (void)context;
    for (size_t i = 0; i < length; i++) {
        collected[collected_length++] = data[i];
    }
    return true;
}

static void write_through_small_buffers(void) {
    for (int format = AXVM_REPORT_TEXT; format <= AXVM_REPORT_GITHUB; format++) {
        char byte;
        struct axvm_finding finding = full_finding();
        struct axvm_findings findings = list(&finding, 1);
        collected_length = 0;
        axvm_output_init(&output, &byte, 1, collect, NULL);
        axvm_report_begin(&report, &output, (enum axvm_report_format)format, (struct axvm_render_options){false, false},
                          UINT32_MAX);
        axvm_report_source(&report, &main_source, &findings);
        axvm_report_end(&report);
        axvm_output_finish(&output);
        struct axvm_slice whole = report_of((enum axvm_report_format)format, &main_source, &finding, 1);
        TAP_CHECK(axvm_slice_equal((struct axvm_slice){collected, collected_length}, whole),
                  "a buffer of one byte gives the same report");
    }
}

void tap_body(void) {
    write_everything();
    write_everything_as_sarif();
    write_nothing();
    write_incomplete();
    write_several_files();
    hint_at_explanations();
    keep_to_the_limit();
    mention_findings_only_counted();
    mark_suppressed();
    report_codes_without_rule();
    report_notes();
    describe_long_fixes();
    stay_harmless();
    leave_out_fixes_that_are_no_text();
    write_both_halves_of_a_move();
    name_files_by_uri();
    recognize_findings();
    write_through_small_buffers();
}
