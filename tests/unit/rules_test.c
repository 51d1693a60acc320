/* SPDX-License-Identifier: Apache-2.0 */
/* The rule table: that its texts are fit to be shown anywhere, and that codes and names find their rule. */
#include "axvmconfig/config.h"
#include "axvmconfig/diagnostics.h"
#include "axvmconfig/schema.h"
#include "axvmconfig/toml.h"
#include "tap.h"

#define NAME_LENGTH_MAX  24
#define TITLE_LENGTH_MAX 60

static _Alignas(16) unsigned char memory[1 << 16];

static bool same(const char *a, const char *b) {
    return axvm_slice_equal(axvm_slice_of(a), axvm_slice_of(b));
}

/* --- the texts ----------------------------------------------------------------------------------- */

/* Small letters, digits and single hyphens between them. */
static bool is_kebab_case(const char *name) {
    char before = '-';
    for (; *name != '\0'; name++) {
        bool is_word = (*name >= 'a' && *name <= 'z') || (*name >= '0' && *name <= '9');
        if (!is_word && (*name != '-' || before == '-')) {
            return false;
        }
        before = *name;
    }
    return before != '-';
}

/* ASCII in one line or in paragraphs, without blanks too many, every backquote with its partner. */
static bool is_prose(const char *text, bool has_paragraphs) {
    unsigned quotes = 0;
    char before = ' ';
    for (; *text != '\0'; text++) {
        bool is_blank = *text == ' ' || *text == '\n';
        bool starts_paragraph = has_paragraphs && *text == '\n' && before == '\n';
        if ((is_blank && (before == ' ' || before == '\n') && !starts_paragraph) ||
            (*text == '\n' && !has_paragraphs) || (*text < ' ' && *text != '\n') || *text > '~') {
            return false;
        }
        quotes += *text == '`';
        before = *text;
    }
    return before != ' ' && before != '\n' && quotes % 2 == 0;
}

static bool is_sentences(const char *text) {
    struct axvm_slice slice = axvm_slice_of(text);
    return is_prose(text, true) && slice.length > 20 && slice.data[slice.length - 1] == '.';
}

static bool is_title(const char *text) {
    struct axvm_slice slice = axvm_slice_of(text);
    return is_prose(text, false) && slice.length > 5 && slice.length <= TITLE_LENGTH_MAX &&
           slice.data[slice.length - 1] != '.';
}

static bool is_whole_lines(const char *text) {
    struct axvm_slice slice = axvm_slice_of(text);
    return slice.length == 0 || slice.data[slice.length - 1] == '\n';
}

/* Of a text that is too large there is no example. */
static bool has_examples(const struct axvm_rule *rule) {
    if (rule->code == AXVM_CODE_TEXT_TOO_LARGE) {
        return rule->texts->failing[0] == '\0' && rule->texts->mended[0] == '\0';
    }
    return rule->texts->failing[0] != '\0' && is_whole_lines(rule->texts->failing) &&
           is_whole_lines(rule->texts->mended) && !same(rule->texts->failing, rule->texts->mended);
}

static bool are_related(const struct axvm_rule *rule) {
    bool ended = false;
    for (size_t i = 0; i < AXVM_RELATED_MAX; i++) {
        enum axvm_code code = rule->texts->related[i];
        if (code != 0 && (ended || code == rule->code || axvm_rule_of(code) == NULL)) {
            return false;
        }
        for (size_t j = 0; code != 0 && j < i; j++) {
            if (rule->texts->related[j] == code) {
                return false;
            }
        }
        ended = code == 0;
    }
    return true;
}

/* A rule comes after rules that have run by then, all of which look at one guest. */
static bool is_checked_after(const struct axvm_rule *rule) {
    for (size_t i = 0; i < AXVM_RULE_AFTER_MAX && rule->after[i] != 0; i++) {
        const struct axvm_rule *before = axvm_rule_of(rule->after[i]);
        if (before == NULL || before->code >= rule->code || before->check == NULL || rule->check == NULL) {
            return false;
        }
    }
    return rule->after[0] == 0 || (unsigned)rule->code >= 200;
}

/* What a rule needs are keys of the three sections. */
static bool needs_keys(const struct axvm_rule *rule) {
    const struct axvm_record *config = axvm_schema();
    for (size_t i = 0; i < AXVM_RULE_NEEDS_MAX && rule->needs[i] != 0; i++) {
        static const size_t sections[] = {
            [AXVM_SECTION_BASE] = offsetof(struct axvm_crate_config, base),
            [AXVM_SECTION_KERNEL] = offsetof(struct axvm_crate_config, kernel),
            [AXVM_SECTION_DEVICES] = offsetof(struct axvm_crate_config, devices),
        };
        bool is_key = false;
        for (size_t j = 0; j < config->count; j++) {
            const struct axvm_record *section = config->fields[j].element;
            bool is_section = config->fields[j].offset == sections[AXVM_RULE_NEED_SECTION(rule->needs[i])];
            for (size_t k = 0; is_section && k < section->count; k++) {
                is_key = is_key || section->fields[k].offset == AXVM_RULE_NEED_OFFSET(rule->needs[i]);
            }
        }
        if (!is_key) {
            return false;
        }
    }
    return true;
}

static void check_rows(void) {
    size_t count = axvm_rule_count();
    for (size_t i = 0; i < count; i++) {
        const struct axvm_rule *rule = axvm_rule_at(i);
        TAP_CHECK(i == 0 || axvm_rule_at(i - 1)->code < rule->code, rule->texts->name);
        TAP_CHECK(is_kebab_case(rule->texts->name) && axvm_slice_of(rule->texts->name).length <= NAME_LENGTH_MAX,
                  rule->texts->name);
        TAP_CHECK(rule->profiles != 0 && rule->profiles < 1 << AXVM_PROFILE_COUNT, rule->texts->name);
        TAP_CHECK(axvm_rule_level(rule, AXVM_PROFILE_0_4) <= AXVM_LEVEL_ERROR, rule->texts->name);
        TAP_CHECK(is_checked_after(rule), rule->texts->name);
        TAP_CHECK(needs_keys(rule), rule->texts->name);
        TAP_CHECK(is_title(rule->title), rule->texts->name);
        TAP_CHECK(is_sentences(rule->texts->explanation), rule->texts->name);
        TAP_CHECK(rule->texts->on_board == NULL || is_sentences(rule->texts->on_board), rule->texts->name);
        TAP_CHECK(has_examples(rule), rule->texts->name);
        TAP_CHECK(are_related(rule), rule->texts->name);
        TAP_CHECK(axvm_rule_of(rule->code) == rule, rule->texts->name);
    }
    TAP_CHECK(count > 0 && axvm_rule_at(count - 1)->code <= 9999, "a code has four digits");
    TAP_CHECK(axvm_rule_of((enum axvm_code)0) == NULL, "0 is no code");
    TAP_CHECK(axvm_rule_of((enum axvm_code)(axvm_rule_at(count - 1)->code + 1)) == NULL, "nor is one behind the last");
    TAP_CHECK(axvm_rule_of((enum axvm_code)99) == NULL, "nor is one between two families");
}

/* --- words --------------------------------------------------------------------------------------- */

static const struct axvm_rule *named(const char *word) {
    return axvm_rule_named(axvm_slice_of(word));
}

static void check_named_codes(const char *letters) {
    size_t count = axvm_rule_count();
    for (size_t i = 0; i < count; i++) {
        unsigned code = (unsigned)axvm_rule_at(i)->code;
        char word[] = {letters[0],
                       letters[1],
                       (char)('0' + code / 1000),
                       (char)('0' + code / 100 % 10),
                       (char)('0' + code / 10 % 10),
                       (char)('0' + code % 10)};
        TAP_CHECK(axvm_rule_named((struct axvm_slice){word, sizeof word}) == axvm_rule_at(i),
                  axvm_rule_at(i)->texts->name);
    }
}

static void check_named(void) {
    static const char *const nothing[] = {"",
                                          "AX",
                                          "AX010",
                                          "AX01080",
                                          "0108",
                                          "108",
                                          "AX9999",
                                          " ",
                                          "AX00",
                                          "AX108",
                                          "unknown-keys",
                                          "unknown_key",
                                          "AX 108",
                                          "AX0100",
                                          "allow",
                                          "XA0108",
                                          ("A\xc3\x97"
                                           "0108"),
                                          "UNKNOWN-KEY",
                                          "unknown-ke"};
    size_t count = axvm_rule_count();
    check_named_codes("AX");
    check_named_codes("ax");
    check_named_codes("aX");
    for (size_t i = 0; i < count; i++) {
        TAP_CHECK(named(axvm_rule_at(i)->texts->name) == axvm_rule_at(i), axvm_rule_at(i)->texts->name);
    }
    for (size_t i = 0; i < sizeof nothing / sizeof nothing[0]; i++) {
        TAP_CHECK(named(nothing[i]) == NULL, nothing[i]);
    }
    TAP_CHECK(axvm_rule_named((struct axvm_slice){NULL, 0}) == NULL, "an empty slice without data");
}

/* A misspelled word and the code that is meant; 0 if none is. */
struct misspelling {
    const char *word;
    enum axvm_code meant;
};

static void check_suggested(void) {
    static const struct misspelling misspellings[] = {
        {"AX0108", AXVM_CODE_UNKNOWN_KEY},
        {"ax0108", AXVM_CODE_UNKNOWN_KEY},
        {"AXO108", AXVM_CODE_UNKNOWN_KEY},
        {"AX108", AXVM_CODE_UNKNOWN_KEY},
        {"AX.108", AXVM_CODE_UNKNOWN_KEY},
        {"0108", AXVM_CODE_UNKNOWN_KEY},
        {"XA0108", AXVM_CODE_UNKNOWN_KEY},
        {"AX0099", AXVM_CODE_DUPLICATE_KEY},
        {"AX0999", AXVM_CODE_ALLOW_UNUSED},
        {"AX0900", AXVM_CODE_ALLOW_MALFORMED},
        {"AX0023", AXVM_CODE_NEEDS_TOML_1_1},
        {"unkown-key", AXVM_CODE_UNKNOWN_KEY},
        {"unknown_key", AXVM_CODE_UNKNOWN_KEY},
        {"UNKNOWN-KEY", AXVM_CODE_UNKNOWN_KEY},
        {"unknown-keys", AXVM_CODE_UNKNOWN_KEY},
        {"duplicate-tabel", AXVM_CODE_DUPLICATE_TABLE},
        {"coma", AXVM_CODE_COMMA},
        {"comm", AXVM_CODE_COMMA},
        {"", 0},
        {"AX", 0},
        {"xyzzy", 0},
        {"12345678", 0},
        {"key", 0},
        {"a-name-that-is-longer-than-any-rule-can-have", 0},
    };
    for (size_t i = 0; i < sizeof misspellings / sizeof misspellings[0]; i++) {
        const struct axvm_rule *rule = axvm_rule_suggested(axvm_slice_of(misspellings[i].word));
        TAP_EQUAL_U64(rule == NULL ? 0 : rule->code, misspellings[i].meant, misspellings[i].word);
    }
}

/* --- the one finding that the program does not make ----------------------------------------------- */

/* The codes of a text's findings must be this one, or none. */
static bool finds_only(const char *text, enum axvm_toml_version version, enum axvm_code code) {
    struct axvm_arena arena;
    struct axvm_findings findings;
    struct axvm_toml_document document;
    struct axvm_source source = {{"example", 7}, axvm_slice_of(text)};
    axvm_arena_init(&arena, memory, sizeof memory);
    axvm_findings_init(&findings, &arena, &source, 10);
    enum axvm_status status = axvm_toml_read(&document, source.text, version, &arena, &findings);
    for (const struct axvm_finding *finding = findings.first; finding != NULL; finding = finding->next) {
        if (finding->code != code) {
            return false;
        }
    }
    return code == 0 ? status == AXVM_OK : findings.first != NULL;
}

static void check_toml_1_0(void) {
    const struct axvm_rule *rule = axvm_rule_of(AXVM_CODE_NEEDS_TOML_1_1);
    TAP_CHECK(finds_only(rule->texts->failing, AXVM_TOML_1_0, rule->code),
              "the example for TOML 1.1 fails as TOML 1.0");
    TAP_CHECK(finds_only(rule->texts->mended, AXVM_TOML_1_0, 0), "and is mended there");
    TAP_CHECK(finds_only(rule->texts->failing, AXVM_TOML_1_1, 0), "as TOML 1.1 it is fine as it is");
}

void tap_body(void) {
    check_rows();
    check_named();
    check_suggested();
    check_toml_1_0();
}
