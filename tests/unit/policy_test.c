/* SPDX-License-Identifier: Apache-2.0 */
/* What wishes make of findings: levels, suppression, counts. */
#include "diag/findings.h"

#include "tap.h"

static _Alignas(16) unsigned char memory[1 << 16];

static struct axvm_source source = {{"f", 1}, {"0123456789", 10}};

struct fixture {
    struct axvm_arena arena;
    struct axvm_findings findings;
};

/* Codes that stand for a kind of finding each. */
#define NOTE_CODE    AXVM_CODE_ALIAS       /* by default a note */
#define WARNING_CODE AXVM_CODE_UNKNOWN_KEY /* a warning */
#define OTHER_CODE   AXVM_CODE_VM_TYPE_UNKNOWN
#define FATAL_CODE   AXVM_CODE_WRONG_TYPE      /* an error that makes a text no configuration */
#define ERROR_CODE   ((enum axvm_code)203)     /* an error of a check */
#define REMARK_CODE  AXVM_CODE_ALLOW_MALFORMED /* a warning of another family */

static struct axvm_finding *add(struct fixture *fixture, enum axvm_code code, enum axvm_level level) {
    return axvm_findings_add(&fixture->findings, code, level, (struct axvm_span){0, 1});
}

static void prepare(struct fixture *fixture, uint32_t limit) {
    axvm_arena_init(&fixture->arena, memory, sizeof memory);
    axvm_findings_init(&fixture->findings, &fixture->arena, &source, limit);
}

static void prepare_one_of_each(struct fixture *fixture) {
    prepare(fixture, 10);
    add(fixture, NOTE_CODE, AXVM_LEVEL_NOTE);
    add(fixture, WARNING_CODE, AXVM_LEVEL_WARNING);
    add(fixture, OTHER_CODE, AXVM_LEVEL_WARNING);
    add(fixture, FATAL_CODE, AXVM_LEVEL_ERROR);
    add(fixture, ERROR_CODE, AXVM_LEVEL_ERROR);
    add(fixture, REMARK_CODE, AXVM_LEVEL_WARNING);
}

/* The levels of all findings, a letter each: n, w or e; in upper case if suppressed. */
static struct axvm_slice levels(const struct fixture *fixture) {
    static char letters[16];
    size_t length = 0;
    for (const struct axvm_finding *finding = fixture->findings.first; finding != NULL; finding = finding->next) {
        letters[length++] = (finding->suppressed ? "NWE" : "nwe")[finding->level];
    }
    return (struct axvm_slice){letters, length};
}

/* Whether the counts are those of the list. */
static bool counts_are_right(const struct axvm_findings *findings) {
    uint32_t counts[AXVM_LEVEL_ERROR + 1] = {0};
    uint32_t stored[AXVM_LEVEL_ERROR + 1] = {0};
    uint32_t suppressed = 0;
    for (const struct axvm_finding *finding = findings->first; finding != NULL; finding = finding->next) {
        stored[finding->level]++;
        counts[finding->level] += !finding->suppressed;
        suppressed += finding->suppressed;
    }
    bool right = suppressed == findings->suppressed;
    for (int level = AXVM_LEVEL_NOTE; level <= AXVM_LEVEL_ERROR; level++) {
        right = right && counts[level] == findings->counts[level] && stored[level] == findings->stored[level];
    }
    return right;
}

#define ALL ((enum axvm_code)0)

struct example {
    const char *name;
    const char *expected; /* of note, warning, other warning, fatal error, error, remark; "nwweew" is unchanged */
    size_t count;
    struct axvm_policy_entry entries[3];
};

static const struct example examples[] = {
    {"without wishes all stays", "nwweew", 0, {{ALL, AXVM_POLICY_ALLOW}}},
    {"a warning is denied", "neweew", 1, {{WARNING_CODE, AXVM_POLICY_DENY}}},
    {"a note is denied", "ewweew", 1, {{NOTE_CODE, AXVM_POLICY_DENY}}},
    {"a note becomes a warning", "wwweew", 1, {{NOTE_CODE, AXVM_POLICY_WARN}}},
    {"an error becomes a warning", "nwweww", 1, {{ERROR_CODE, AXVM_POLICY_WARN}}},
    {"a warning is allowed", "nWweew", 1, {{WARNING_CODE, AXVM_POLICY_ALLOW}}},
    {"a note is allowed", "Nwweew", 1, {{NOTE_CODE, AXVM_POLICY_ALLOW}}},
    {"an error is allowed", "nwweEw", 1, {{ERROR_CODE, AXVM_POLICY_ALLOW}}},
    {"an error that makes it no configuration stays", "nwweew", 1, {{FATAL_CODE, AXVM_POLICY_ALLOW}}},
    {"and is no warning either", "nwweew", 1, {{FATAL_CODE, AXVM_POLICY_WARN}}},
    {"all warnings are denied", "neeeee", 1, {{ALL, AXVM_POLICY_DENY}}},
    {"all warnings are allowed", "nWWeeW", 1, {{ALL, AXVM_POLICY_ALLOW}}},
    {"the last wish wins", "nwweew", 2, {{WARNING_CODE, AXVM_POLICY_DENY}, {WARNING_CODE, AXVM_POLICY_WARN}}},
    {"a denied warning is allowed, with the level it had got",
     "nEweew",
     2,
     {{WARNING_CODE, AXVM_POLICY_DENY}, {WARNING_CODE, AXVM_POLICY_ALLOW}}},
    {"an allowed warning is denied",
     "neweew",
     2,
     {{WARNING_CODE, AXVM_POLICY_ALLOW}, {WARNING_CODE, AXVM_POLICY_DENY}}},
    {"all but one are denied", "nweeee", 2, {{ALL, AXVM_POLICY_DENY}, {WARNING_CODE, AXVM_POLICY_WARN}}},
    {"all but an allowed one are denied", "nWeeee", 2, {{WARNING_CODE, AXVM_POLICY_ALLOW}, {ALL, AXVM_POLICY_DENY}}},
    {"all but a denied one are allowed", "neWeeW", 2, {{WARNING_CODE, AXVM_POLICY_DENY}, {ALL, AXVM_POLICY_ALLOW}}},
    {"what has become a warning is one", "eeeeee", 2, {{NOTE_CODE, AXVM_POLICY_WARN}, {ALL, AXVM_POLICY_DENY}}},
    {"three wishes",
     "nEweee",
     3,
     {{ALL, AXVM_POLICY_DENY}, {OTHER_CODE, AXVM_POLICY_WARN}, {WARNING_CODE, AXVM_POLICY_ALLOW}}},
};

static void run_examples(void) {
    for (size_t i = 0; i < sizeof examples / sizeof examples[0]; i++) {
        struct fixture fixture;
        prepare_one_of_each(&fixture);
        axvm_policy_apply(&fixture.findings, examples[i].entries, examples[i].count);
        TAP_EQUAL_STRING(levels(&fixture), examples[i].expected, examples[i].name);
        TAP_CHECK(counts_are_right(&fixture.findings), "and the counts are right");
    }
}

/* What a remark in the text has suppressed stays so, with its reason. */
static void after_a_remark(void) {
    struct fixture fixture;
    prepare_one_of_each(&fixture);
    struct axvm_finding *finding = fixture.findings.first->next;
    finding->suppressed = true;
    finding->justification = axvm_slice_of("why not");
    fixture.findings.suppressed++;
    fixture.findings.counts[AXVM_LEVEL_WARNING]--;
    struct axvm_policy_entry deny = {WARNING_CODE, AXVM_POLICY_DENY};
    axvm_policy_apply(&fixture.findings, &deny, 1);
    TAP_EQUAL_STRING(levels(&fixture), "nWweew", "what is suppressed in the text stays suppressed");
    TAP_EQUAL_STRING(finding->justification, "why not", "with its reason");
    TAP_CHECK(counts_are_right(&fixture.findings), "and is not counted again");
}

/* Findings that were only counted stay as they were. */
static void only_counted(void) {
    struct fixture fixture;
    prepare(&fixture, 1);
    add(&fixture, WARNING_CODE, AXVM_LEVEL_WARNING);
    add(&fixture, WARNING_CODE, AXVM_LEVEL_WARNING);
    add(&fixture, WARNING_CODE, AXVM_LEVEL_WARNING);
    struct axvm_policy_entry deny = {ALL, AXVM_POLICY_DENY};
    axvm_policy_apply(&fixture.findings, &deny, 1);
    TAP_EQUAL_U64(fixture.findings.counts[AXVM_LEVEL_ERROR], 1, "the finding in the list is an error");
    TAP_EQUAL_U64(fixture.findings.counts[AXVM_LEVEL_WARNING], 2, "those not in it are warnings as before");
    struct axvm_policy_entry allow = {WARNING_CODE, AXVM_POLICY_ALLOW};
    prepare(&fixture, 1);
    add(&fixture, WARNING_CODE, AXVM_LEVEL_WARNING);
    add(&fixture, WARNING_CODE, AXVM_LEVEL_WARNING);
    axvm_policy_apply(&fixture.findings, &allow, 1);
    TAP_EQUAL_U64(fixture.findings.suppressed, 1, "only what is in the list is suppressed");
    TAP_EQUAL_U64(axvm_findings_total(&fixture.findings), 1, "the rest is counted");
}

static void nothing(void) {
    struct fixture fixture;
    prepare(&fixture, 1);
    axvm_policy_apply(&fixture.findings, NULL, 0);
    TAP_CHECK(counts_are_right(&fixture.findings), "no wishes about no findings");
}

void tap_body(void) {
    run_examples();
    after_a_remark();
    only_counted();
    nothing();
}
