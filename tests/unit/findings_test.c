/* SPDX-License-Identifier: Apache-2.0 */
/* The list of findings: adding, limits, lack of memory, sorting. The rule table. */
#include "diag/findings.h"

#include "tap.h"

static _Alignas(16) unsigned char memory[1 << 19];

static struct axvm_source source_a = {{"a.toml", 6}, {"0123456789", 10}};
static struct axvm_source source_b = {{"b.toml", 6}, {"0123456789", 10}};
static struct axvm_source source_a_too = {{"a.toml", 6}, {"9876543210", 10}};

/* A list of findings and the arena that is theirs alone. */
struct fixture {
    struct axvm_arena arena;
    struct axvm_findings findings;
};

static void prepare(struct fixture *fixture, size_t size, uint32_t limit) {
    axvm_arena_init(&fixture->arena, memory, size);
    axvm_findings_init(&fixture->findings, &fixture->arena, &source_a, limit);
}

static struct axvm_span span(uint32_t start, uint32_t end) {
    return (struct axvm_span){start, end};
}

static struct axvm_finding *add(struct fixture *fixture, enum axvm_code code, enum axvm_level level, uint32_t start,
                                uint32_t end) {
    return axvm_findings_add(&fixture->findings, code, level, span(start, end));
}

/* Whether the list can be walked from first to last and holds as many findings as it says. */
static uint32_t stored(const struct axvm_findings *findings) {
    return findings->stored[AXVM_LEVEL_NOTE] + findings->stored[AXVM_LEVEL_WARNING] +
           findings->stored[AXVM_LEVEL_ERROR];
}

static bool is_well_formed(const struct axvm_findings *findings) {
    uint32_t count = 0;
    const struct axvm_finding *last = NULL;
    for (const struct axvm_finding *finding = findings->first; finding != NULL; finding = finding->next) {
        count++;
        last = finding;
    }
    return count == stored(findings) && last == findings->last && count <= 3 * findings->limit;
}

static void describe(void) {
    struct fixture fixture;
    prepare(&fixture, sizeof memory, 10);
    struct axvm_findings *findings = &fixture.findings;
    TAP_EQUAL_U64(axvm_findings_total(findings), 0, "a new list is empty");
    TAP_CHECK(is_well_formed(findings), "a new list is well formed");
    struct axvm_finding *finding = add(&fixture, AXVM_CODE_UNKNOWN_KEY, AXVM_LEVEL_WARNING, 3, 7);
    TAP_CHECK(finding != NULL && findings->first == finding && findings->last == finding, "a finding is in the list");
    TAP_EQUAL_U64(finding->code, AXVM_CODE_UNKNOWN_KEY, "with its code");
    TAP_EQUAL_U64(finding->level, AXVM_LEVEL_WARNING, "with its level");
    TAP_CHECK(finding->primary.source == &source_a, "about the source of the list");
    TAP_CHECK(finding->primary.span.start == 3 && finding->primary.span.end == 7, "about its span");
    TAP_EQUAL_U64(finding->message.length, 0, "without a message at first");
    axvm_finding_message(findings, finding, "key %q is not known", axvm_slice_of("nam"));
    TAP_EQUAL_STRING(finding->message, "key `nam` is not known", "a message is put together");
    axvm_finding_label(findings, finding, "not known");
    TAP_EQUAL_STRING(finding->primary.text, "not known", "the primary label gets a text");
    axvm_finding_remark(findings, finding, AXVM_REMARK_HELP, "did you mean %q", axvm_slice_of("name"));
    TAP_EQUAL_U64(finding->remark_count, 1, "a remark is added");
    TAP_EQUAL_U64(finding->remarks[0].kind, AXVM_REMARK_HELP, "with its kind");
    TAP_EQUAL_STRING(finding->remarks[0].text, "did you mean `name`", "and its text");
    findings->source = &source_b;
    axvm_finding_secondary(findings, finding, span(1, 2), "at %u", UINT64_C(1));
    TAP_EQUAL_U64(finding->label_count, 1, "a secondary label is added");
    TAP_CHECK(finding->labels[0].source == &source_b, "in the source of the moment");
    TAP_CHECK(finding->labels[0].span.start == 1 && finding->labels[0].span.end == 2, "with its span");
    TAP_EQUAL_STRING(finding->labels[0].text, "at 1", "and its text");
    axvm_finding_fix(findings, finding, span(3, 7), axvm_slice_of("name"), true);
    TAP_EQUAL_U64(finding->fix_count, 1, "a fix is added");
    TAP_EQUAL_STRING(finding->fixes[0].replacement, "name", "with its replacement");
    TAP_CHECK(finding->fixes[0].span.start == 3 && finding->fixes[0].needs_review, "and all the rest");
    TAP_CHECK(!findings->out_of_memory, "memory sufficed");
}

static void drop_what_exceeds_the_arrays(void) {
    struct fixture fixture;
    prepare(&fixture, sizeof memory, 10);
    struct axvm_finding *finding = add(&fixture, AXVM_CODE_COMMA, AXVM_LEVEL_ERROR, 0, 1);
    for (unsigned i = 0; i < 9; i++) {
        axvm_finding_secondary(&fixture.findings, finding, span(i, i), "%u", (uint64_t)i);
        axvm_finding_remark(&fixture.findings, finding, AXVM_REMARK_NOTE, "%u", (uint64_t)i);
        axvm_finding_fix(&fixture.findings, finding, span(i, i), axvm_slice_of(""), false);
    }
    TAP_EQUAL_U64(finding->label_count, AXVM_LABELS_MAX, "further labels are dropped");
    TAP_EQUAL_U64(finding->remark_count, AXVM_REMARKS_MAX, "further remarks are dropped");
    TAP_EQUAL_U64(finding->fix_count, AXVM_FIXES_MAX, "further fixes are dropped");
    TAP_EQUAL_U64(finding->labels[AXVM_LABELS_MAX - 1].span.start, AXVM_LABELS_MAX - 1, "the first ones stay");
}

static void say_all(struct axvm_findings *findings, struct axvm_finding *finding, const char *text) {
    axvm_finding_message(findings, finding, "%s", text);
    axvm_finding_label(findings, finding, "%s", text);
    axvm_finding_secondary(findings, finding, span(0, 1), "%s", text);
    axvm_finding_remark(findings, finding, AXVM_REMARK_NOTE, "%s", text);
    axvm_finding_fix(findings, finding, span(0, 1), axvm_slice_of(""), false);
}

static void count_beyond_the_limit(void) {
    struct fixture fixture;
    prepare(&fixture, sizeof memory, 2);
    struct axvm_findings *findings = &fixture.findings;
    TAP_CHECK(add(&fixture, 5, AXVM_LEVEL_WARNING, 0, 1) != NULL, "a finding below the limit is stored");
    TAP_CHECK(add(&fixture, 5, AXVM_LEVEL_WARNING, 1, 1) != NULL, "the last one too");
    size_t used = axvm_arena_used(&fixture.arena);
    struct axvm_finding *beyond = add(&fixture, 5, AXVM_LEVEL_WARNING, 2, 2);
    TAP_CHECK(beyond == NULL, "the next is only counted");
    say_all(findings, beyond, "text");
    TAP_EQUAL_U64(axvm_arena_used(&fixture.arena), used, "what is said about it takes no memory");
    TAP_EQUAL_U64(stored(findings), 2, "as many are stored as the limit says");
    TAP_CHECK(add(&fixture, 5, AXVM_LEVEL_ERROR, 0, 1) != NULL, "warnings take no room from errors");
    add(&fixture, 5, AXVM_LEVEL_NOTE, 2, 2);
    TAP_EQUAL_U64(axvm_findings_total(findings), 5, "all are counted");
    TAP_EQUAL_U64(findings->counts[AXVM_LEVEL_ERROR], 1, "errors by themselves");
    TAP_EQUAL_U64(findings->counts[AXVM_LEVEL_WARNING], 3, "warnings by themselves");
    TAP_EQUAL_U64(findings->counts[AXVM_LEVEL_NOTE], 1, "notes by themselves");
    TAP_CHECK(!findings->out_of_memory && is_well_formed(findings), "a limit is no lack of memory");
    prepare(&fixture, sizeof memory, 0);
    TAP_CHECK(add(&fixture, 5, AXVM_LEVEL_ERROR, 0, 1) == NULL, "with limit 0 nothing is stored");
    TAP_EQUAL_U64(axvm_findings_total(&fixture.findings), 1, "but counted");
    axvm_findings_sort(&fixture.findings);
    TAP_CHECK(is_well_formed(&fixture.findings), "and an empty list can be sorted");
}

static void live_with_any_arena(void) {
    bool sound = true;
    bool told = true;
    struct fixture fixture;
    for (size_t size = 0; size < 2 * AXVM_FINDING_BYTES_MAX; size++) {
        prepare(&fixture, size, 10);
        for (unsigned i = 0; i < 2; i++) {
            say_all(&fixture.findings, add(&fixture, 5, AXVM_LEVEL_ERROR, i, 9), "a text of some length");
        }
        sound = sound && is_well_formed(&fixture.findings) && axvm_findings_total(&fixture.findings) == 2;
        bool complete = stored(&fixture.findings) == 2 &&
                        fixture.findings.last->remarks[0].text.length == sizeof "a text of some length" - 1;
        told = told && complete == !fixture.findings.out_of_memory;
    }
    TAP_CHECK(sound, "with an arena of any size the list is well formed and counts all");
    TAP_CHECK(told, "and tells whether something is missing");
    TAP_CHECK(!fixture.findings.out_of_memory, "two findings fit into twice the documented size");
}

static void fill_one_finding(void) {
    static char longest[400];
    for (size_t i = 0; i < sizeof longest - 1; i++) {
        longest[i] = 'x';
    }
    struct fixture fixture;
    axvm_arena_init(&fixture.arena, memory + 1, AXVM_FINDING_BYTES_MAX);
    axvm_findings_init(&fixture.findings, &fixture.arena, &source_a, 1);
    struct axvm_finding *finding = add(&fixture, 5, AXVM_LEVEL_ERROR, 0, 1);
    axvm_finding_message(&fixture.findings, finding, "%s", longest);
    axvm_finding_label(&fixture.findings, finding, "%s", longest);
    for (unsigned i = 0; i < 3; i++) {
        axvm_finding_secondary(&fixture.findings, finding, span(0, 1), "%s", longest);
        axvm_finding_remark(&fixture.findings, finding, AXVM_REMARK_NOTE, "%s", longest);
    }
    TAP_CHECK(!fixture.findings.out_of_memory, "a finding with the longest texts fits the documented size");
    TAP_EQUAL_U64(finding->remarks[2].text.length, 256, "each of them as long as a text can be");
}

static void sort_by_each_key(void) {
    struct fixture fixture;
    prepare(&fixture, sizeof memory, 100);
    struct axvm_findings *findings = &fixture.findings;
    findings->source = &source_b;
    struct axvm_finding *in_b = add(&fixture, 1, AXVM_LEVEL_ERROR, 0, 0);
    findings->source = &source_a;
    struct axvm_finding *late = add(&fixture, 1, AXVM_LEVEL_ERROR, 5, 6);
    struct axvm_finding *high_code = add(&fixture, 9, AXVM_LEVEL_WARNING, 2, 3);
    struct axvm_finding *low_code = add(&fixture, 8, AXVM_LEVEL_WARNING, 2, 3);
    struct axvm_finding *worse = add(&fixture, 10, AXVM_LEVEL_ERROR, 2, 3);
    struct axvm_finding *longer = add(&fixture, 1, AXVM_LEVEL_ERROR, 2, 4);
    struct axvm_finding *early = add(&fixture, 20, AXVM_LEVEL_NOTE, 1, 9);
    axvm_findings_sort(findings);
    const struct axvm_finding *order[] = {early, worse, low_code, high_code, longer, late, in_b};
    static const char *const names[] = {"the earliest comes first",  "at one place errors come first",
                                        "then the lower code",       "then the higher code",
                                        "a longer span comes later", "a later one too",
                                        "another source comes last"};
    const struct axvm_finding *finding = findings->first;
    for (size_t i = 0; i < sizeof order / sizeof order[0]; i++) {
        TAP_CHECK(finding == order[i], names[i]);
        finding = finding == NULL ? NULL : finding->next;
    }
    TAP_CHECK(is_well_formed(findings), "a sorted list is well formed");
    TAP_EQUAL_U64(axvm_findings_total(findings), 7, "and none is lost");
}

/* Names are compared byte by byte, and of two that begin alike the shorter comes first. */
static void sort_by_name(void) {
    static struct axvm_source sources[] = {{{"ab", 2}, {"0", 1}}, {{"a", 1}, {"0", 1}}, {{NULL, 0}, {"0", 1}},
                                           {{"a", 1}, {"1", 1}},  {{"b", 1}, {"0", 1}}, {{"abc", 3}, {"0", 1}}};
    static const struct axvm_source *const order[] = {&sources[2], &sources[1], &sources[3],
                                                      &sources[0], &sources[5], &sources[4]};
    struct fixture fixture;
    prepare(&fixture, sizeof memory, 100);
    for (size_t i = 0; i < sizeof sources / sizeof sources[0]; i++) {
        fixture.findings.source = &sources[i];
        add(&fixture, 1, AXVM_LEVEL_ERROR, 0, 1);
    }
    axvm_findings_sort(&fixture.findings);
    const struct axvm_finding *finding = fixture.findings.first;
    bool sorted = true;
    for (size_t i = 0; i < sizeof order / sizeof order[0]; i++) {
        sorted = sorted && finding != NULL && finding->primary.source == order[i];
        finding = finding == NULL ? NULL : finding->next;
    }
    TAP_CHECK(sorted && finding == NULL, "sources are sorted by their names, and those of one name keep their order");
}

static void withdraw(void) {
    struct fixture fixture;
    prepare(&fixture, sizeof memory, 100);
    struct axvm_findings *findings = &fixture.findings;
    struct axvm_finding *first = add(&fixture, 1, AXVM_LEVEL_ERROR, 0, 1);
    struct axvm_finding *second = add(&fixture, 2, AXVM_LEVEL_WARNING, 0, 1);
    struct axvm_finding *third = add(&fixture, 3, AXVM_LEVEL_ERROR, 0, 1);
    axvm_findings_withdraw(findings, first, second);
    TAP_CHECK(is_well_formed(findings) && first->next == third, "a finding between others is withdrawn");
    TAP_EQUAL_U64(findings->counts[AXVM_LEVEL_WARNING], 0, "and not counted");
    axvm_findings_withdraw(findings, first, third);
    TAP_CHECK(is_well_formed(findings) && findings->last == first, "so is the last one");
    axvm_findings_withdraw(findings, NULL, first);
    TAP_CHECK(is_well_formed(findings) && findings->first == NULL, "and the only one");
    TAP_CHECK(add(&fixture, 4, AXVM_LEVEL_ERROR, 0, 1) == findings->first, "and others may follow");
}

static void drop_repetitions(void) {
    struct fixture fixture;
    prepare(&fixture, sizeof memory, 100);
    struct axvm_findings *findings = &fixture.findings;
    for (unsigned i = 0; i < 3; i++) {
        struct axvm_finding *finding = add(&fixture, 7, AXVM_LEVEL_ERROR, 4, 5);
        axvm_finding_message(findings, finding, "%s", "the same");
    }
    axvm_findings_sort(findings);
    TAP_EQUAL_U64(stored(findings), 1, "what is said twice about one place is said once");
    TAP_EQUAL_U64(findings->counts[AXVM_LEVEL_ERROR], 1, "and counted once");
    TAP_CHECK(is_well_formed(findings), "the list is well formed");
    axvm_finding_message(findings, add(&fixture, 7, AXVM_LEVEL_ERROR, 4, 5), "other words");
    add(&fixture, 8, AXVM_LEVEL_ERROR, 4, 5);
    add(&fixture, 7, AXVM_LEVEL_ERROR, 4, 6);
    findings->source = &source_a_too;
    axvm_finding_message(findings, add(&fixture, 7, AXVM_LEVEL_ERROR, 4, 5), "the same");
    axvm_findings_sort(findings);
    TAP_EQUAL_U64(stored(findings), 5, "other words, codes, spans and sources are no repetitions");
}

static uint32_t next_random(uint32_t *state) {
    *state = *state * 1664525 + 1013904223;
    return *state >> 16;
}

static void sort_many(uint32_t count) {
    struct fixture fixture;
    prepare(&fixture, sizeof memory, count);
    struct axvm_findings *findings = &fixture.findings;
    uint32_t state = count;
    for (uint32_t i = 0; i < count; i++) {
        struct axvm_finding *finding = add(&fixture, 5, AXVM_LEVEL_ERROR, next_random(&state) % 8, 9);
        axvm_finding_message(findings, finding, "%u", (uint64_t)(1000 + i));
    }
    axvm_findings_sort(findings);
    bool sorted = true;
    bool stable = true;
    for (const struct axvm_finding *a = findings->first; a != NULL && a->next != NULL; a = a->next) {
        const struct axvm_finding *b = a->next;
        uint64_t rank_a = 0;
        uint64_t rank_b = 0;
        sorted = sorted && a->primary.span.start <= b->primary.span.start;
        stable = stable && axvm_parse_u64(a->message, &rank_a) && axvm_parse_u64(b->message, &rank_b) &&
                 (a->primary.span.start != b->primary.span.start || rank_a < rank_b);
    }
    TAP_CHECK(sorted && is_well_formed(findings), "a list of any length is sorted");
    TAP_CHECK(stable, "and equals keep their order");
    TAP_EQUAL_U64(stored(findings), count, "and none is lost");
}

static void check_rules(void) {
    size_t count = axvm_rule_count();
    bool ordered = true;
    bool described = true;
    bool found = true;
    for (size_t i = 0; i < count; i++) {
        ordered = ordered && (i == 0 || axvm_rule_at(i - 1)->code < axvm_rule_at(i)->code);
        described = described && axvm_rule_at(i)->title[0] != '\0' && axvm_rule_at(i)->texts->explanation[0] != '\0';
        found = found && axvm_rule_of(axvm_rule_at(i)->code) == axvm_rule_at(i);
        for (const char *c = axvm_rule_at(i)->texts->explanation; *c != '\0'; c++) {
            bool blank = c[0] == ' ' && (c[1] == ' ' || c[1] == '\n' || c[1] == '\0');
            bool lone_break =
                c[0] == '\n' && c[1] != '\n' && (c == axvm_rule_at(i)->texts->explanation || c[-1] != '\n');
            described = described && !blank && !lone_break;
        }
    }
    TAP_CHECK(ordered, "rules are in ascending order of their codes");
    TAP_CHECK(described, "each has a title and an explanation in paragraphs");
    TAP_CHECK(found, "each is found by its code");
    bool complete = true;
    bool levels = true;
    for (unsigned code = 1; code <= AXVM_CODE_VM_TYPE_UNKNOWN; code++) {
        bool exists = code <= AXVM_CODE_NEEDS_TOML_1_1 || code >= AXVM_CODE_MISSING_SECTION;
        bool warns = code == AXVM_CODE_SURPLUS_ELEMENTS || code == AXVM_CODE_UNKNOWN_KEY ||
                     code == AXVM_CODE_UNKNOWN_SECTION || code == AXVM_CODE_VM_TYPE_UNKNOWN;
        const struct axvm_rule *rule = axvm_rule_of((enum axvm_code)code);
        complete = complete && (rule != NULL) == exists;
        levels = levels && (rule == NULL ||
                            axvm_rule_level(rule, AXVM_PROFILE_0_4) == (warns ? AXVM_LEVEL_WARNING : AXVM_LEVEL_ERROR));
    }
    TAP_CHECK(complete, "there is a rule for each code and for no other");
    TAP_CHECK(levels, "what upstream accepts is a warning, what it refuses an error");
    TAP_CHECK(axvm_rule_of((enum axvm_code)0) == NULL, "there is no code 0");
    TAP_CHECK(axvm_rule_of((enum axvm_code)9999) == NULL, "there is no code 9999");
}

void tap_body(void) {
    describe();
    drop_what_exceeds_the_arrays();
    count_beyond_the_limit();
    live_with_any_arena();
    fill_one_finding();
    sort_by_each_key();
    sort_by_name();
    withdraw();
    drop_repetitions();
    static const uint32_t counts[] = {0, 1, 2, 3, 7, 8, 9, 100, 1000};
    for (size_t i = 0; i < sizeof counts / sizeof counts[0]; i++) {
        sort_many(counts[i]);
    }
    check_rules();
}
