/* SPDX-License-Identifier: Apache-2.0 */
/* Remarks in the text: how they are written, what they are about, and what is said about useless ones. */
#include "axvmconfig/check.h"
#include "axvmconfig/config.h"

#include "diag/findings.h"
#include "tap.h"

static _Alignas(16) unsigned char memory[1 << 22];
static char shown[1 << 12];

/* A text with all that was found in it. */
struct fixture {
    struct axvm_source source;
    struct axvm_arena arena;
    struct axvm_findings findings;
    struct axvm_toml_document document;
    enum axvm_status status; /* of axvm_allow_apply() */
};

static void prepare(struct fixture *fixture, struct axvm_slice text, uint32_t limit) {
    struct axvm_crate_config config;
    fixture->source = (struct axvm_source){{"f", 1}, text};
    axvm_arena_init(&fixture->arena, memory, sizeof memory);
    axvm_findings_init(&fixture->findings, &fixture->arena, &fixture->source, limit);
    axvm_toml_read(&fixture->document, text, AXVM_TOML_1_1, &fixture->arena, &fixture->findings);
    axvm_config_decode(&config, &fixture->document, AXVM_PROFILE_0_4, &fixture->arena, &fixture->findings);
    axvm_findings_sort(&fixture->findings);
}

static void apply(struct fixture *fixture) {
    fixture->status = axvm_allow_apply(&fixture->document, NULL, &fixture->findings);
    axvm_findings_sort(&fixture->findings);
}

/* The findings as text: `108@3` is AX0108 on line 3, and `-108@3` the same suppressed. */
static struct axvm_slice list(const struct fixture *fixture) {
    struct axvm_output output;
    axvm_output_init(&output, shown, sizeof shown, NULL, NULL);
    for (const struct axvm_finding *finding = fixture->findings.first; finding != NULL; finding = finding->next) {
        axvm_output_string(&output, finding == fixture->findings.first ? "" : " ");
        axvm_output_string(&output, finding->suppressed ? "-" : "");
        axvm_output_u64(&output, (uint64_t)finding->code);
        axvm_output_char(&output, '@');
        axvm_output_u64(&output, axvm_position_of(fixture->source.text, finding->primary.span.start).line);
    }
    return (struct axvm_slice){shown, output.used};
}

/* Sections that have all they need, in one line each so that examples are easy to count in. */
#define BASE    "base = { id = 1, name = \"g\", vm_type = 1, cpu_num = 1 }\n"
#define KERNEL  "kernel = { entry_point = 1, kernel_path = \"k\", kernel_load_addr = 1, memory_regions = [] }\n"
#define DEVICES "devices = { emu_devices = [], passthrough_devices = [] }\n"
#define REST    BASE KERNEL DEVICES

struct example {
    const char *name;
    const char *text;
    const char *expected;
};

/* --- how a remark is written ---------------------------------------------------------------------- */

static const struct example written[] = {
    {"a remark suppresses", "x = 1 # axvm: allow AX0108 old\n" REST, "-108@1"},
    {"a code may be in lower case", "x = 1 # axvm: allow ax0108 old\n" REST, "-108@1"},
    {"a rule's name will do", "x = 1 # axvm: allow unknown-key old\n" REST, "-108@1"},
    {"blanks do not matter", "x = 1 #axvm:allow\tAX0108   old  \n" REST, "-108@1"},
    {"a reason may begin with punctuation", "x = 1 # axvm: allow AX0108: (old)\n" REST, "-108@1"},
    {"a reason may be of any script", "x = 1 # axvm: allow AX0108 \xe6\x97\xa7\n" REST, "-108@1"},
    {"a semicolon is no part of a reason", "x = 1 # axvm: allow AX0108; old\n" REST, "-108@1"},
    {"a reason may begin with a letter of codes", "x = 1 # axvm: allow AX0108 All of it is old\n" REST, "-108@1"},
    {"a reason may begin with the letters of codes", "x = 1 # axvm: allow AX0108 AXvisor wants it\n" REST, "-108@1"},
    {"with a hyphen behind them", "x = 1 # axvm: allow AX0108 AX-less tools want it\n" REST, "-108@1"},
    {"a reason may begin with what is no code", "x = 1 # axvm: allow AX0108 AX9999 was worse\n" REST, "-108@1"},
    {"several # are one", "x = 1 ### axvm: allow AX0108 old\n" REST, "-108@1"},
    {"a line may end in CR LF", "x = 1 # axvm: allow AX0108 old\r\n" REST, "-108@1"},
    {"a text may end with it", BASE KERNEL DEVICES "x = 1 # axvm: allow AX0108 old", "-108@4"},
    {"other comments are nobody's business", "x = 1 # axvisor: allow AX0108 old\n" REST, "108@1"},
    {"prose is no remark", "x = 1 # allow AX0108 in axvm: old\n" REST, "108@1"},
    {"a comment about axvm is no remark", "x = 1 # axvm config, see below\n" REST, "108@1"},
    {"a comment that is only our name is no remark", "x = 1 # axvm\n" REST, "108@1"},
    {"nor is one that says nothing at all", "x = 1 ##\n" REST, "108@1"},
    {"nothing is said", "x = 1 # axvm:\n" REST, "108@1 901@1"},
    {"a verb that is not known", "x = 1 # axvm: ignore AX0108 old\n" REST, "108@1 901@1"},
    {"a verb in upper case", "x = 1 # axvm: ALLOW AX0108 old\n" REST, "108@1 901@1"},
    {"a parenthesis after the verb", "x = 1 # axvm: allow(AX0108) old\n" REST, "108@1 901@1"},
    {"a letter behind the verb that is none of ASCII", "x = 1 # axvm: allow\xc3\xa9 AX0108 old\n" REST, "108@1 901@1"},
    {"two codes", "x = 1 # axvm: allow AX0108, AX0109 old\n" REST, "108@1 901@1"},
    {"two codes in lower case", "x = 1 # axvm: allow ax0108, ax0109 old\n" REST, "108@1 901@1"},
    {"a byte behind the verb that is no UTF-8", "x = 1 # axvm: allow\xff AX0108 old\n" REST, "108@1 1@1 901@1"},
    {"a colon is missing", "x = 1 # axvm allow AX0108 old\n" REST, "108@1 901@1"},
    {"a blank before the colon", "x = 1 # axvm : allow AX0108 old\n" REST, "108@1 901@1"},
    {"letter case in our name", "x = 1 # Axvm: allow AX0108 old\n" REST, "108@1 901@1"},
    {"the name of the program", "x = 1 # axvmconfig: allow AX0108 old\n" REST, "108@1 901@1"},
    {"no code", "x = 1 # axvm: allow\n" REST, "108@1 902@1"},
    {"no such code", "x = 1 # axvm: allow AX9999 old\n" REST, "108@1 902@1"},
    {"no such name", "x = 1 # axvm: allow unknown-kee old\n" REST, "108@1 902@1"},
    {"no reason", "x = 1 # axvm: allow AX0108\n" REST, "108@1 903@1"},
    {"punctuation is no reason", "x = 1 # axvm: allow AX0108 - ...!\n" REST, "108@1 903@1"},
};

/* --- what it is about ------------------------------------------------------------------------------ */

#define ALLOW "# axvm: allow AX0108 why not\n"

static const struct example about[] = {
    {"at the end of a line it is about that line only", "x = 1\ny = 1 " ALLOW "z = 1\n" REST, "108@1 -108@2 108@3"},
    {"on a line of its own it is about what comes next", ALLOW "x = 1\ny = 1\n" REST, "-108@2 108@3"},
    {"blank lines and other comments may stand between", ALLOW "\n# more\n\nx = 1\ny = 1\n" REST, "-108@5 108@6"},
    {"blanks may stand before it", "  \t" ALLOW "x = 1\n" REST, "-108@2"},
    {"a byte order mark may stand before it", "\xef\xbb\xbf" ALLOW "x = 1\n" REST, "-108@2"},
    {"as many bytes of a key may not", "x=1" ALLOW "y = 1\n" REST, "-108@1 108@2"},
    {"lines and values in one text", ALLOW "x = 1\ny = 1 " ALLOW "z = 1\n" REST, "-108@2 -108@3 108@4"},
    {"it is about all of a dotted key", ALLOW "x.y.z = 1\n" REST, "904@1 109@2"},
    {"the next of two remarks above a key", "# axvm: allow AX0109 why not\n" ALLOW "x = { a = 1 }\ny = 1\n" REST,
     "904@2 -109@3 108@4"},
    {"on a header it is about the table",
     "kernel = { entry_point = 1, kernel_path = \"k\", kernel_load_addr = 1, memory_regions = [] }\n" DEVICES
     "[base] " ALLOW "id = 1\nx = 1\nname = \"g\"\nvm_type = 1\ny = 1\ncpu_num = 1\n[z]\nx = 1\n",
     "-108@5 -108@8 109@10"},
    {"above a header it is about the table, too",
     KERNEL DEVICES ALLOW "\n[base]\nid = 1\nx = 1\nname = \"g\"\nvm_type = 1\ncpu_num = 1\n", "-108@7"},
    {"above the next header it is about that one",
     KERNEL "[base]\nid = 1\nx = 1\nname = \"g\"\nvm_type = 1\ncpu_num = 1\n\n" ALLOW
            "[devices]\nemu_devices = []\npassthrough_devices = []\ny = 1\n",
     "108@4 -108@13"},
    {"a table ends where the next header stands",
     KERNEL "[base] " ALLOW "id = 1\nname = \"g\"\nvm_type = 1\ncpu_num = 1\n[devices]\nemu_devices = []\n"
            "passthrough_devices = []\nx = 1\n",
     "904@2 108@10"},
    {"inside of an array it is about the next element",
     BASE DEVICES "[kernel]\nentry_point = 1\nkernel_path = \"k\"\nkernel_load_addr = 1\nmemory_regions = [\n"
                  "  { gpa = 0, size = 1, flags = 7, map_type = 0, x = 1 },\n"
                  "  " ALLOW "  { gpa = 0, size = 1, flags = 7, map_type = 0, x = 1 },\n"
                  "  { gpa = 0, size = 1, flags = 7, map_type = 0, x = 1 },\n]\n",
     "108@8 -108@10 108@11"},
    {"at the end of a line with an element",
     BASE DEVICES "[kernel]\nentry_point = 1\nkernel_path = \"k\"\nkernel_load_addr = 1\nmemory_regions = [\n"
                  "  { gpa = 0, size = 1, flags = 7, map_type = 0, x = 1 }, " ALLOW
                  "  { gpa = 0, size = 1, flags = 7, map_type = 0, x = 1 },\n]\n",
     "-108@8 108@9"},
    {"above a key with a long value it is about all of it",
     BASE DEVICES "[kernel]\nentry_point = 1\nkernel_path = \"k\"\nkernel_load_addr = 1\n" ALLOW "memory_regions = [\n"
                  "  { gpa = 0, size = 1, flags = 7, map_type = 0, x = 1 },\n"
                  "  { gpa = 0, size = 1, flags = 7, map_type = 0, x = 1 },\n]\ny = 1\n",
     "-108@9 -108@10 108@12"},
    {"the innermost remark is the one that is used",
     BASE DEVICES "[kernel]\nentry_point = 1\nkernel_path = \"k\"\nkernel_load_addr = 1\n" ALLOW "memory_regions = [\n"
                  "  " ALLOW "  { gpa = 0, size = 1, flags = 7, map_type = 0, x = 1 },\n]\n",
     "904@7 -108@10"},
    {"before a closing bracket nothing comes next",
     BASE DEVICES "[kernel]\nentry_point = 1\nkernel_path = \"k\"\nkernel_load_addr = 1\nmemory_regions = [\n"
                  "  [0, 1, 7, 0],\n  " ALLOW "]\ny = 1\n",
     "904@9 108@11"},
    {"nor at the end of the text", REST ALLOW, "904@4"},
    {"nor before a closing brace",
     BASE DEVICES "kernel = { entry_point = 1, kernel_path = \"k\", kernel_load_addr = 1, memory_regions = []\n  " ALLOW
                  "}\ny = 1\n",
     "904@4 108@6"},
    {"a table at the start, and nothing that comes next",
     "[base] " ALLOW "id = 1\nname = \"g\"\nvm_type = 1\ncpu_num = 1\nx = 1\n[devices]\nemu_devices = [\n  " ALLOW
     "]\npassthrough_devices = []\n[kernel]\nentry_point = 1\nkernel_path = \"k\"\nkernel_load_addr = 1\n"
     "memory_regions = []\n",
     "-108@6 904@9"},
    {"an element that is missing",
     BASE DEVICES "[kernel]\nentry_point = 1\nkernel_path = \"k\"\nkernel_load_addr = 1\nmemory_regions = [\n"
                  "  " ALLOW ",[0, 1, 7, 0]]\ny = 1 " ALLOW,
     "15@9 -108@10"},
    {"a header named before it comes",
     BASE KERNEL "[devices.x.y]\na = 1\n[devices] " ALLOW "emu_devices = []\npassthrough_devices = []\n[z]\n",
     "108@3 904@5 109@8"},
    {"a header on the way to another",
     BASE KERNEL ALLOW "[devices.x]\na = 1\n[devices]\nemu_devices = []\n"
                       "passthrough_devices = []\n",
     "-108@4"},
    {"an element of an array of tables",
     BASE KERNEL "[devices]\npassthrough_devices = []\n" ALLOW
                 "[[devices.emu_devices]]\nname = \"a\"\nbase_gpa = 0\nlength = 1\nirq_id = 0\nemu_type = 0\n"
                 "cfg_list = []\nx = 1\n[[devices.emu_devices]]\nname = \"a\"\nbase_gpa = 0\nlength = 1\nirq_id = 0\n"
                 "emu_type = 0\ncfg_list = []\nx = 1\n",
     "-108@13 108@21"},
};

/* --- what it cannot do, and when it is silent ------------------------------------------------------ */

static const struct example limits[] = {
    {"a remark that is not needed", "# axvm: allow AX0112 why not\n" REST, "904@1"},
    {"one of two for the same is not needed", ALLOW ALLOW "x = 1\n" REST, "904@1 -108@3"},
    {"errors that make it no configuration stay",
     "base = { id = 1, name = \"g\", vm_type = 1 } # axvm: allow AX0102 why not\n" KERNEL DEVICES, "102@1 904@1"},
    {"remarks about remarks are no use", "# axvm: allow AX0904 why not\n# axvm: allow AX0108 why not\n" REST,
     "904@1 904@2"},
    {"where the text is damaged it may have been needed", ALLOW REST "z =\n", "108@5 7@5"},
    {"unless it can never be", "# axvm: allow AX0007 why not\n" REST "z =\n", "904@1 108@5 7@5"},
    {"where a key is missing, too", ALLOW BASE KERNEL "devices = { emu_devices = [] }\n", "102@4"},
    {"damage keeps nothing else from being suppressed", "x = 1 " ALLOW REST "z =\n", "-108@1 108@5 7@5"},
};

static void run(const struct example *examples, size_t count) {
    for (size_t i = 0; i < count; i++) {
        struct fixture fixture;
        prepare(&fixture, axvm_slice_of(examples[i].text), 100);
        apply(&fixture);
        TAP_EQUAL_STRING(list(&fixture), examples[i].expected, examples[i].name);
    }
}

/* --- the rest --------------------------------------------------------------------------------------- */

static void counts(void) {
    struct fixture fixture;
    prepare(&fixture, axvm_slice_of("x = 1 # axvm: allow AX0108 for now\ny = 1\n" REST), 100);
    size_t low = fixture.arena.low;
    apply(&fixture);
    TAP_EQUAL_U64(fixture.status, AXVM_OK, "remarks are applied");
    TAP_EQUAL_U64(fixture.arena.low, low, "what was needed for it is given back");
    TAP_EQUAL_U64(fixture.findings.suppressed, 1, "what is suppressed is counted");
    TAP_EQUAL_U64(fixture.findings.counts[AXVM_LEVEL_WARNING], 1, "and not among the others");
    TAP_EQUAL_U64(fixture.findings.stored[AXVM_LEVEL_WARNING], 2, "but stays in the list");
    TAP_EQUAL_STRING(fixture.findings.first->justification, "for now", "with its reason");
    fixture.status = axvm_allow_apply(&fixture.document, NULL, &fixture.findings);
    TAP_EQUAL_U64(fixture.findings.suppressed, 1, "what is suppressed is not suppressed again");
}

static void words(void) {
    struct fixture fixture;
    prepare(&fixture, axvm_slice_of("# axvm: allow AX01080 why not\n" REST), 100);
    apply(&fixture);
    const struct axvm_finding *finding = fixture.findings.first;
    TAP_EQUAL_STRING(finding->message, "there is no code `AX01080`", "an unknown code is named");
    TAP_EQUAL_STRING(finding->remarks[0].text, "did you mean `AX0108`?", "a misspelled code suggests a code");
    TAP_CHECK(finding->fix_count == 1 && finding->fixes[0].needs_review, "with a fix to be looked at");
    TAP_EQUAL_STRING(finding->fixes[0].replacement, "AX0108", "that names it");
    TAP_CHECK(finding->primary.span.start == 14 && finding->primary.span.end == 21, "the span is the word");
    prepare(&fixture, axvm_slice_of("# axvm: allow unknwon-key why not\n" REST), 100);
    apply(&fixture);
    TAP_EQUAL_STRING(fixture.findings.first->remarks[0].text, "did you mean `unknown-key`?",
                     "a misspelled name suggests a name");
    prepare(&fixture, axvm_slice_of("# axvm allow AX0108 why not\n" REST), 100);
    apply(&fixture);
    TAP_EQUAL_STRING(fixture.findings.first->fixes[0].replacement, "axvm:", "our name is corrected");
    prepare(&fixture, axvm_slice_of("# axvm: alow AX0108 why not\n" REST), 100);
    apply(&fixture);
    TAP_EQUAL_STRING(fixture.findings.first->fixes[0].replacement, "allow", "so is the verb");
}

/* Where findings were only counted, nobody knows what a remark would have suppressed. */
static void only_counted(void) {
    struct fixture fixture;
    prepare(&fixture, axvm_slice_of("a = 1\nb = 1\n" ALLOW "[x]\n[base]\nid = 1\n"), 1);
    apply(&fixture);
    TAP_EQUAL_STRING(list(&fixture), "108@1 102@5", "a remark is not called useless where findings were lost");
    prepare(&fixture, axvm_slice_of("a = 1\nb = 1\n" ALLOW REST), 1);
    apply(&fixture);
    TAP_EQUAL_STRING(list(&fixture), "108@1", "nor where all of the text is sound");
    prepare(&fixture, axvm_slice_of("a = 1\n# axvm: allow AX9999 why not\n" REST), 1);
    apply(&fixture);
    TAP_EQUAL_STRING(list(&fixture), "108@1", "a code that there is not is only counted, too");
    TAP_EQUAL_U64(fixture.findings.counts[AXVM_LEVEL_WARNING], 2, "but is");
}

static void without_memory(void) {
    struct fixture fixture;
    prepare(&fixture, axvm_slice_of("x = 1 " ALLOW REST), 100);
    size_t low = fixture.arena.low;
    size_t high = fixture.arena.high;
    unsigned failures = 0;
    for (size_t room = 0; room < 4096; room += 8) {
        fixture.arena.high = low + room;
        fixture.findings.out_of_memory = false;
        apply(&fixture);
        failures += fixture.status == AXVM_OUT_OF_MEMORY;
        if (fixture.status == AXVM_OK) {
            break;
        }
    }
    TAP_CHECK(failures > 0, "without memory it says so");
    TAP_EQUAL_U64(fixture.status, AXVM_OK, "with enough it succeeds");
    TAP_EQUAL_STRING(list(&fixture), "-108@1", "once");
    fixture.arena.high = high;
}

/* What is said about a remark needs memory, too. */
static void useless_without_memory(void) {
    enum axvm_status status = AXVM_OUT_OF_MEMORY;
    unsigned untold = 0;
    for (size_t room = 0; room < 4096 && status != AXVM_OK; room += 8) {
        struct fixture fixture;
        prepare(&fixture, axvm_slice_of(ALLOW REST), 100);
        fixture.arena.high = fixture.arena.low + room;
        apply(&fixture);
        status = fixture.status;
        untold += status == AXVM_OK && fixture.findings.out_of_memory;
    }
    TAP_EQUAL_U64(status, AXVM_OK, "with enough memory a remark is called useless");
    TAP_EQUAL_U64(untold, 0, "with less it is out of memory");
}

/* A list can hold findings about several texts. */
static void another_text(void) {
    struct fixture fixture;
    struct axvm_source other = {{"g", 1}, axvm_slice_of("x = 1")};
    prepare(&fixture, axvm_slice_of("x = 1 " ALLOW REST), 100);
    fixture.findings.source = &other;
    axvm_findings_add(&fixture.findings, AXVM_CODE_UNKNOWN_KEY, AXVM_LEVEL_WARNING, (struct axvm_span){0, 1});
    fixture.findings.source = &fixture.source;
    apply(&fixture);
    TAP_EQUAL_U64(fixture.findings.suppressed, 1, "a remark is about its own text");
    TAP_EQUAL_U64(fixture.findings.counts[AXVM_LEVEL_WARNING], 1, "and leaves another alone");
}

/* The edit that takes a useless remark out. @return what it takes out, line ends shown as `$` for CR and `|` for LF */
static struct axvm_slice taken_out(const char *text) {
    struct fixture fixture;
    struct axvm_output output;
    prepare(&fixture, axvm_slice_of(text), 100);
    apply(&fixture);
    axvm_output_init(&output, shown, sizeof shown, NULL, NULL);
    const struct axvm_finding *finding = fixture.findings.first;
    for (uint32_t at = finding->fixes[0].span.start; at < finding->fixes[0].span.end; at++) {
        char byte = text[at];
        axvm_output_char(&output, byte == '\r' ? '$' : byte == '\n' ? '|' : byte);
    }
    return (struct axvm_slice){shown, output.used};
}

#define UNUSED "# axvm: allow AX0112 why"

static void removal(void) {
    TAP_EQUAL_STRING(taken_out("  " UNUSED "\n" REST), "  " UNUSED "|", "a useless remark goes with its line");
    TAP_EQUAL_STRING(taken_out(UNUSED "\r\n" REST), UNUSED "$|", "whose end may be two bytes");
    TAP_EQUAL_STRING(taken_out(REST UNUSED), UNUSED, "or the end of the text");
    TAP_EQUAL_STRING(taken_out("\xef\xbb\xbf" UNUSED "\n" REST), UNUSED "|", "a byte order mark stays");
    TAP_EQUAL_STRING(taken_out(BASE KERNEL "devices = { emu_devices = [], passthrough_devices = [] } \t" UNUSED "\n"),
                     " \t" UNUSED, "behind something else only the blanks before it go, too");
}

/* --- many ------------------------------------------------------------------------------------------- */

static char large[1 << 18];

/* Repeats a text. */
static struct axvm_slice repeat(const char *start, const char *piece, unsigned count, const char *end) {
    struct axvm_output output;
    axvm_output_init(&output, large, sizeof large, NULL, NULL);
    axvm_output_string(&output, start);
    for (unsigned i = 0; i < count; i++) {
        axvm_output_string(&output, piece);
        axvm_output_u64(&output, i);
        axvm_output_string(&output, " = 1 " ALLOW);
    }
    axvm_output_string(&output, end);
    return (struct axvm_slice){large, output.used};
}

static void many(void) {
    struct fixture fixture;
    prepare(&fixture, repeat("", "k", 2000, REST), 3000);
    apply(&fixture);
    TAP_EQUAL_U64(fixture.findings.suppressed, 2000, "many remarks, each about its line");
    TAP_EQUAL_U64(axvm_findings_total(&fixture.findings), 0, "suppress all there is");
    struct axvm_output output;
    axvm_output_init(&output, large, sizeof large, NULL, NULL);
    for (unsigned i = 0; i < 3000; i++) {
        axvm_output_string(&output, ALLOW);
    }
    axvm_output_string(&output, "x = 1\n" REST);
    prepare(&fixture, (struct axvm_slice){large, output.used}, 3000);
    apply(&fixture);
    TAP_EQUAL_U64(fixture.findings.suppressed, 1, "many remarks about one key: one of them is used");
    TAP_EQUAL_U64(axvm_findings_total(&fixture.findings), 2999, "the others are useless");
}

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

void tap_body(void) {
    run(written, COUNT_OF(written));
    run(about, COUNT_OF(about));
    run(limits, COUNT_OF(limits));
    counts();
    words();
    only_counted();
    without_memory();
    useless_without_memory();
    another_text();
    removal();
    many();
}
