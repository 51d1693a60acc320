/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Remarks to this tool in comments: `# axvm: allow AX0108 reason`.
 *
 * One pass over the nodes collects the remarks with the ranges of the text that they are about. Of the
 * ranges of one code, those of lines are disjoint, and the others nest: values in values in tables. So
 * they are sorted by code and start, each is told which one encloses it, and the remark for a finding
 * is found by halving and a few steps outwards.
 */
#include "axvmconfig/check.h"

#include "base/env.h"
#include "base/format.h"
#include "base/sort.h"
#include "base/utf8.h"
#include "diag/findings.h"
#include "diag/suppress.h"
#include "toml/lines.h"

/* What a remark is about. */
enum scope_kind {
    SCOPE_LINE,  /* the line it ends */
    SCOPE_VALUE, /* the key or value that comes next */
    SCOPE_TABLE, /* from a header to the next */
    SCOPE_NONE,  /* nothing comes next */
};

#define NO_REMARK UINT32_MAX

/*
 * A remark that is well formed. `scope` is the range that it is about, of which a finding's primary span
 * must start in; empty with SCOPE_NONE.
 */
struct remark {
    const struct axvm_rule *rule;
    struct axvm_span scope;
    struct axvm_span word; /* the code in it, to point at */
    struct axvm_slice reason;
    uint32_t comment; /* its node */
    uint32_t next;    /* while collecting: another one whose table has not ended; then: the one that encloses it */
    enum scope_kind kind;
    bool used;
};

/*
 * The state of one collection.
 *
 * Always waiting <= count: remarks [waiting, count) stand on lines of their own, and what comes after
 * them has not been seen yet. `open` lists those whose table is not at its end.
 */
struct collector {
    const struct axvm_toml_document *document;
    struct axvm_findings *findings;
    struct remark *remarks;
    uint32_t count;
    uint32_t waiting;
    uint32_t open;         /* first of the list; NO_REMARK: none */
    uint32_t next_start;   /* of what comes after the waiting ones, as far as it has been seen; UINT32_MAX: not yet */
    uint32_t gap_start;    /* where the bytes after the last node begin, as far as brackets in them matter */
    uint32_t header_start; /* of the last header; UINT32_MAX: none yet */
    uint32_t header_end;
};

/* --- the words of a remark ----------------------------------------------------------------------- */

/* The part of a comment that has not been read yet. */
struct words {
    const char *begin; /* of the text, for offsets */
    const char *at;
    const char *end;
};

static bool is_word_byte(char byte) {
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || (byte >= '0' && byte <= '9') ||
           byte == '-' || byte == '_';
}

static void skip_blanks(struct words *words) {
    while (words->at < words->end && axvm_is_blank(*words->at)) {
        words->at++;
    }
}

static bool at_byte(const struct words *words, char byte) {
    return words->at < words->end && *words->at == byte;
}

/* Takes a word, which is empty if none stands here. */
static struct axvm_slice take_word(struct words *words) {
    const char *start = words->at;
    while (words->at < words->end && is_word_byte(*words->at)) {
        words->at++;
    }
    return (struct axvm_slice){start, (size_t)(words->at - start)};
}

/* The words of a comment, behind its `#` or several. */
static struct words words_of(const struct axvm_toml_document *document, uint32_t comment) {
    const char *begin = document->text.data;
    struct words words = {begin, begin + document->nodes[comment].start, begin + document->nodes[comment].end};
    while (at_byte(&words, '#')) {
        words.at++;
    }
    skip_blanks(&words);
    while (words.end > words.at && axvm_is_blank(words.end[-1])) {
        words.end--;
    }
    return words;
}

static bool same_word(struct axvm_slice a, const char *b) {
    return axvm_slice_equal(a, axvm_slice_of(b));
}

static struct axvm_span span_of(const struct words *words, struct axvm_slice slice) {
    uint32_t start = (uint32_t)(slice.data - words->begin);
    return (struct axvm_span){start, start + (uint32_t)slice.length};
}

/* What a comment is to this tool. */
enum address {
    ADDRESS_NONE, /* it is none of our business */
    ADDRESS_OURS, /* a remark; `words` are behind `axvm:` */
    ADDRESS_NEAR, /* meant as one, it seems */
};

/* Finds out. @param name  the word that addresses us, with what separates it from the rest; for ADDRESS_NEAR */
static enum address read_address(struct words *words, struct axvm_slice *name) {
    *name = take_word(words);
    if (same_word(*name, "axvm") && at_byte(words, ':')) {
        words->at++;
        return ADDRESS_OURS;
    }
    if (axvm_edit_distance(*name, axvm_slice_of("axvm"), 0) != 0 &&
        axvm_edit_distance(*name, axvm_slice_of("axvmconfig"), 0) != 0) {
        return ADDRESS_NONE;
    }
    skip_blanks(words);
    if (at_byte(words, ':')) {
        words->at++;
        name->length = (size_t)(words->at - name->data);
    }
    skip_blanks(words);
    return same_word(take_word(words), "allow") ? ADDRESS_NEAR : ADDRESS_NONE;
}

static bool is_remark(const struct axvm_toml_document *document, uint32_t comment) {
    struct words words = words_of(document, comment);
    struct axvm_slice name;
    return read_address(&words, &name) != ADDRESS_NONE;
}

/* --- remarks that are no use --------------------------------------------------------------------- */

#define PATTERN "`# axvm: allow CODE reason`"

static struct axvm_finding *add(struct collector *collector, enum axvm_code code, struct axvm_span span) {
    return axvm_findings_add(collector->findings, code, AXVM_LEVEL_WARNING, span);
}

static void complain_of_address(struct collector *collector, struct axvm_span name) {
    struct axvm_findings *findings = collector->findings;
    struct axvm_finding *finding = add(collector, AXVM_CODE_ALLOW_MALFORMED, name);
    axvm_finding_message(findings, finding, "this looks like a remark to this tool, but is none");
    axvm_finding_label(findings, finding, "a remark begins with `axvm:`");
    axvm_finding_remark(findings, finding, AXVM_REMARK_HELP, "write " PATTERN);
    axvm_finding_fix(findings, finding, name, axvm_slice_of("axvm:"), true);
}

static void complain_of_verb(struct collector *collector, struct axvm_span span, struct axvm_slice verb) {
    struct axvm_findings *findings = collector->findings;
    struct axvm_finding *finding = add(collector, AXVM_CODE_ALLOW_MALFORMED, span);
    if (verb.length == 0) {
        axvm_finding_message(findings, finding, "this remark says nothing");
    } else {
        axvm_finding_message(findings, finding, "there is no remark %q", verb);
    }
    if (axvm_edit_distance(verb, axvm_slice_of("allow"), 2) <= 2) {
        axvm_finding_remark(findings, finding, AXVM_REMARK_HELP, "did you mean `allow`?");
        axvm_finding_fix(findings, finding, span, axvm_slice_of("allow"), true);
    } else {
        axvm_finding_remark(findings, finding, AXVM_REMARK_HELP, "the only remark is " PATTERN);
    }
}

static void complain_of_punctuation(struct collector *collector, struct axvm_span span) {
    struct axvm_finding *finding = add(collector, AXVM_CODE_ALLOW_MALFORMED, span);
    axvm_finding_message(collector->findings, finding, "a blank and a code are expected after `allow`");
    axvm_finding_label(collector->findings, finding, "unexpected");
    axvm_finding_remark(collector->findings, finding, AXVM_REMARK_HELP, "write " PATTERN);
}

static void complain_of_second_code(struct collector *collector, struct axvm_span span) {
    struct axvm_finding *finding = add(collector, AXVM_CODE_ALLOW_MALFORMED, span);
    axvm_finding_message(collector->findings, finding, "a remark names one code only");
    axvm_finding_label(collector->findings, finding, "one too many");
    axvm_finding_remark(collector->findings, finding, AXVM_REMARK_HELP,
                        "give each code a remark of its own, with a reason");
}

/* A code as it is printed. */
#define CODE_LENGTH 6

static struct axvm_slice print_code(enum axvm_code code, char text[CODE_LENGTH]) {
    text[0] = 'A';
    text[1] = 'X';
    unsigned rest = (unsigned)code;
    for (size_t i = CODE_LENGTH; i-- > 2; rest /= 10) {
        text[i] = (char)('0' + rest % 10);
    }
    return (struct axvm_slice){text, CODE_LENGTH};
}

/* Whether a word begins as codes do, and not as names. */
static bool looks_like_code(struct axvm_slice word) {
    return word.length > 2 && (word.data[0] == 'A' || word.data[0] == 'a') &&
           (word.data[1] == 'X' || word.data[1] == 'x') && word.data[2] >= '0' && word.data[2] <= '9';
}

static void complain_of_code(struct collector *collector, struct axvm_span span, struct axvm_slice word) {
    struct axvm_findings *findings = collector->findings;
    struct axvm_finding *finding = add(collector, AXVM_CODE_ALLOW_UNKNOWN_CODE, span);
    if (word.length == 0) {
        axvm_finding_message(findings, finding, "this remark names no code");
        axvm_finding_label(findings, finding, "a code is expected here");
    } else {
        axvm_finding_message(findings, finding, "there is no code %q", word);
        axvm_finding_label(findings, finding, "not known");
    }
    const struct axvm_rule *meant =
        !AXVM_HAS_REMARKS || finding == NULL || word.length == 0 ? NULL : axvm_rule_suggested(word);
    if (meant != NULL) {
        char code[CODE_LENGTH];
        struct axvm_slice name =
            looks_like_code(word) ? print_code(meant->code, code) : axvm_slice_of(meant->texts->name);
        axvm_finding_remark(findings, finding, AXVM_REMARK_HELP, "did you mean %q?", name);
        axvm_finding_fix(findings, finding, span, axvm_format(findings->arena, "%v", name), true);
    } else {
        axvm_finding_remark(findings, finding, AXVM_REMARK_HELP, "`axvmconfig explain --list` lists all codes");
    }
}

static void complain_of_missing_reason(struct collector *collector, struct axvm_span span) {
    struct axvm_finding *finding = add(collector, AXVM_CODE_ALLOW_WITHOUT_REASON, span);
    axvm_finding_message(collector->findings, finding, "this remark gives no reason, so it suppresses nothing");
    axvm_finding_label(collector->findings, finding, "why?");
    axvm_finding_remark(collector->findings, finding, AXVM_REMARK_HELP,
                        "say behind the code why it is right as it is, for those who read this later");
}

/* --- reading a remark ---------------------------------------------------------------------------- */

static bool is_separator(char byte) {
    return axvm_is_blank(byte) || byte == ',' || byte == ':' || byte == ';' || byte == '-' || byte == '.';
}

/* The rest of a remark, without what separates it from the code. Empty if there is not a word in it. */
static struct axvm_slice take_reason(struct words *words) {
    while (words->at < words->end && is_separator(*words->at)) {
        words->at++;
    }
    const char *at = words->at;
    while (at < words->end && !is_word_byte(*at) && (unsigned char)*at < 0x80) {
        at++;
    }
    return (struct axvm_slice){words->at, at == words->end ? 0 : (size_t)(words->end - words->at)};
}

/* Whether a reason begins with a further code. @param code  receives it */
static bool begins_with_code(struct axvm_slice reason, struct axvm_slice *code) {
    struct words words = {reason.data, reason.data, reason.data + reason.length};
    *code = take_word(&words);
    return looks_like_code(*code) && axvm_rule_named(*code) != NULL;
}

/* Reads `allow`. @return false if it is not there, which has been reported */
static bool read_verb(struct collector *collector, struct words *words) {
    skip_blanks(words);
    struct axvm_slice verb = take_word(words);
    if (!same_word(verb, "allow")) {
        complain_of_verb(collector, span_of(words, verb), verb);
        return false;
    }
    if (words->at < words->end && !axvm_is_blank(*words->at)) {
        unsigned length = axvm_utf8_length(words->at, words->end);
        complain_of_punctuation(collector, span_of(words, (struct axvm_slice){words->at, length == 0 ? 1 : length}));
        return false;
    }
    skip_blanks(words);
    return true;
}

/* Reads the remark in a comment. @return false if there is none, or a bad one, which has been reported */
static bool read_remark(struct collector *collector, uint32_t comment, struct remark *remark) {
    struct words words = words_of(collector->document, comment);
    struct axvm_slice name;
    enum address address = read_address(&words, &name);
    if (address != ADDRESS_OURS) {
        if (address == ADDRESS_NEAR) {
            complain_of_address(collector, span_of(&words, name));
        }
        return false;
    }
    if (!read_verb(collector, &words)) {
        return false;
    }
    struct axvm_slice code = take_word(&words);
    const struct axvm_rule *rule = code.length == 0 ? NULL : axvm_rule_named(code);
    if (rule == NULL) {
        complain_of_code(collector, span_of(&words, code), code);
        return false;
    }
    struct axvm_slice reason = take_reason(&words);
    struct axvm_slice second;
    if (reason.length == 0) {
        complain_of_missing_reason(collector, span_of(&words, code));
        return false;
    }
    if (begins_with_code(reason, &second)) {
        complain_of_second_code(collector, span_of(&words, second));
        return false;
    }
    *remark = (struct remark){
        .rule = rule,
        .word = span_of(&words, code),
        .reason = reason,
        .comment = comment,
        .next = NO_REMARK,
        .kind = SCOPE_NONE,
    };
    return true;
}

/* --- what remarks are about ---------------------------------------------------------------------- */

/* The end of what stands before `offset` on its line. */
static uint32_t skip_blanks_back(struct axvm_slice text, uint32_t offset) {
    while (axvm_is_blank(text.data[offset - 1])) {
        offset--;
    }
    return offset;
}

static uint32_t line_start_of(struct axvm_slice text, uint32_t offset) {
    while (offset > 0 && text.data[offset - 1] != '\n') {
        offset--;
    }
    return offset;
}

/* A table's remark is open until the next header. */
static void open_scope(struct collector *collector, uint32_t number) {
    struct remark *remark = &collector->remarks[number];
    remark->kind = SCOPE_TABLE;
    remark->scope = (struct axvm_span){collector->header_start, UINT32_MAX};
    remark->next = collector->open;
    collector->open = number;
}

/* Tables end at `end`, and so do the remarks about them. */
static void close_scopes(struct collector *collector, uint32_t end) {
    while (collector->open != NO_REMARK) {
        struct remark *remark = &collector->remarks[collector->open];
        collector->open = remark->next;
        remark->scope.end = end;
    }
}

/* Takes a comment, which may hold a remark. */
static void visit_comment(struct collector *collector, uint32_t comment) {
    const struct axvm_toml_node *node = &collector->document->nodes[comment];
    struct remark *remark = &collector->remarks[collector->count];
    if (!read_remark(collector, comment, remark)) {
        return;
    }
    struct axvm_slice text = collector->document->text;
    uint32_t number = collector->count++;
    if (axvm_begins_line(text, node->start)) {
        return; /* it waits for what comes next */
    }
    /* At the end of a line, those above it have found what they are about: none is waiting. */
    collector->waiting = collector->count;
    if (collector->header_start != UINT32_MAX && skip_blanks_back(text, node->start) == collector->header_end) {
        open_scope(collector, number);
        return;
    }
    remark->kind = SCOPE_LINE;
    remark->scope = (struct axvm_span){line_start_of(text, node->start), node->start};
}

/* How a node counts in the order of the text. */
enum role {
    ROLE_COMMENT,
    ROLE_ON_THE_WAY, /* a table that is named before what stands here: `a` in `[a.b]` and in `a.b = 1` */
    ROLE_HEADER,
    ROLE_VALUE,
};

static enum role role_of(const struct axvm_toml_node *node) {
    unsigned form = node->form & AXVM_TOML_FORM_MASK;
    if (node->kind == AXVM_TOML_COMMENT) {
        return ROLE_COMMENT;
    }
    if (node->kind == AXVM_TOML_REOPEN || (node->kind == AXVM_TOML_ARRAY && form == AXVM_TOML_ARRAY_OF_TABLES)) {
        return ROLE_HEADER;
    }
    if (node->kind != AXVM_TOML_TABLE || form == AXVM_TOML_TABLE_INLINE) {
        return ROLE_VALUE;
    }
    /* Where the header of a table comes later, its node has that span, but stands where it was named first. */
    bool moved = node->key_start < node->start;
    bool is_header = form == AXVM_TOML_TABLE_HEADER || form == AXVM_TOML_TABLE_ELEMENT;
    return is_header && !moved ? ROLE_HEADER : ROLE_ON_THE_WAY;
}

/* Brackets that close before the next node hold nothing more: what waits in them waits in vain. */
static void check_gap(struct collector *collector, struct axvm_span node) {
    const char *text = collector->document->text.data;
    for (uint32_t at = collector->gap_start; at < node.start && collector->waiting < collector->count; at++) {
        if (text[at] == ']' || text[at] == '}') {
            collector->waiting = collector->count;
        }
    }
    collector->gap_start = node.end;
}

static void visit_header(struct collector *collector, const struct axvm_toml_node *node) {
    if (node->start != collector->header_start) { /* `[[a]]` may make two nodes */
        close_scopes(collector, node->start);
        collector->header_start = node->start;
        collector->header_end = node->end;
    }
    for (; collector->waiting < collector->count; collector->waiting++) {
        open_scope(collector, collector->waiting);
    }
}

static void visit_value(struct collector *collector, const struct axvm_toml_node *node) {
    for (; collector->waiting < collector->count; collector->waiting++) {
        struct remark *remark = &collector->remarks[collector->waiting];
        remark->kind = SCOPE_VALUE;
        remark->scope = (struct axvm_span){collector->next_start, node->end};
    }
}

static void visit(struct collector *collector, uint32_t number) {
    const struct axvm_toml_node *node = &collector->document->nodes[number];
    enum role role = role_of(node);
    bool by_key = node->key_length != 0 && role != ROLE_HEADER;
    struct axvm_span span =
        by_key ? axvm_toml_key_span(collector->document, number) : axvm_toml_value_span(collector->document, number);
    check_gap(collector, span);
    if (role == ROLE_COMMENT) {
        visit_comment(collector, number);
        collector->next_start = UINT32_MAX;
        return;
    }
    if (collector->next_start == UINT32_MAX) {
        collector->next_start = span.start;
    }
    if (role == ROLE_HEADER) {
        visit_header(collector, node);
    } else if (role == ROLE_VALUE) {
        visit_value(collector, node);
    }
}

/* Collects all remarks. There is room for each comment that is_remark(). */
static void collect(struct collector *collector) {
    for (uint32_t i = 1; i < collector->document->node_count; i++) {
        visit(collector, i);
    }
    close_scopes(collector, UINT32_MAX);
}

static uint32_t count_remarks(const struct axvm_toml_document *document) {
    uint32_t count = 0;
    for (uint32_t i = 1; i < document->node_count; i++) {
        count += document->nodes[i].kind == AXVM_TOML_COMMENT && is_remark(document, i);
    }
    return count;
}

/* --- from findings to remarks -------------------------------------------------------------------- */

/* Whether two remarks can be about the same findings as far as their code and kind go. */
static bool same_group(const struct remark *a, const struct remark *b) {
    return a->rule == b->rule && (a->kind == SCOPE_LINE) == (b->kind == SCOPE_LINE);
}

/* By code, lines first, then by start, larger ones first, then in the order of the text. */
static bool remark_is_before(const void *a, const void *b) {
    const struct remark *left = a;
    const struct remark *right = b;
    if (left->rule != right->rule) {
        return left->rule->code < right->rule->code;
    }
    if (!same_group(left, right)) {
        return left->kind == SCOPE_LINE;
    }
    if (left->scope.start != right->scope.start) {
        return left->scope.start < right->scope.start;
    }
    if (left->scope.end != right->scope.end) {
        return left->scope.end > right->scope.end;
    }
    return left->comment < right->comment;
}

/* Tells each remark which one encloses it. Of several about the same range only the last is on the way outwards. */
static void nest(struct remark *remarks, uint32_t count) {
    for (uint32_t i = 0; i < count; i++) {
        uint32_t outer = i > 0 && same_group(&remarks[i - 1], &remarks[i]) ? i - 1 : NO_REMARK;
        while (outer != NO_REMARK && (remarks[outer].scope.end <= remarks[i].scope.start ||
                                      (remarks[outer].scope.start == remarks[i].scope.start &&
                                       remarks[outer].scope.end == remarks[i].scope.end))) {
            outer = remarks[outer].next;
        }
        remarks[i].next = outer;
    }
}

/* Whether a remark stands at or before the place asked for in the order of sorting. */
static bool is_at_or_before(const struct remark *remark, enum axvm_code code, bool line, uint32_t offset) {
    if (remark->rule->code != code) {
        return remark->rule->code < code;
    }
    bool is_line = remark->kind == SCOPE_LINE;
    return is_line != line ? is_line : remark->scope.start <= offset;
}

/* The innermost remark of a code, on a line or not, about a place. NULL: none */
static struct remark *find_among(struct remark *remarks, uint32_t count, enum axvm_code code, bool line,
                                 uint32_t offset) {
    uint32_t low = 0;
    uint32_t high = count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (is_at_or_before(&remarks[middle], code, line, offset)) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    uint32_t at = low == 0 ? NO_REMARK : low - 1;
    if (at == NO_REMARK || remarks[at].rule->code != code || (remarks[at].kind == SCOPE_LINE) != line) {
        return NULL;
    }
    while (at != NO_REMARK && remarks[at].scope.end <= offset) {
        at = remarks[at].next;
    }
    return at == NO_REMARK ? NULL : &remarks[at];
}

/* Remarks are not suppressed by other remarks, which could go on for ever. */
static bool code_can_be_suppressed(const struct axvm_rule *rule) {
    return !axvm_code_is_fatal(rule->code, axvm_rule_level(rule, AXVM_PROFILE_0_4)) && (unsigned)rule->code / 100 != 9;
}

static void suppress_findings(const struct collector *collector) {
    struct axvm_findings *findings = collector->findings;
    const char *text = collector->document->text.data;
    for (struct axvm_finding *finding = findings->first; finding != NULL; finding = finding->next) {
        bool is_about = finding->primary.source->text.data == text;
        if (!is_about || finding->suppressed || axvm_code_is_fatal(finding->code, finding->level) ||
            (unsigned)finding->code / 100 == 9) {
            continue;
        }
        uint32_t offset = finding->primary.span.start;
        struct remark *remark = find_among(collector->remarks, collector->count, finding->code, true, offset);
        if (remark == NULL) {
            remark = find_among(collector->remarks, collector->count, finding->code, false, offset);
        }
        if (remark != NULL) {
            remark->used = true;
            axvm_finding_suppress(findings, finding, remark->reason);
        }
    }
}

/* --- remarks that suppress nothing --------------------------------------------------------------- */

/* The span to remove with a comment: its line, or the blanks before it on a line with something else. */
static struct axvm_span removal_of(const struct axvm_toml_document *document, uint32_t comment) {
    struct axvm_slice text = document->text;
    const struct axvm_toml_node *node = &document->nodes[comment];
    if (axvm_begins_line(text, node->start)) {
        return (struct axvm_span){axvm_line_start(text, node->start), axvm_line_next(text, node->start)};
    }
    return (struct axvm_span){skip_blanks_back(text, node->start), node->end};
}

static void complain_of_useless(const struct collector *collector, const struct remark *remark) {
    static const char *const labels[] = {
        [SCOPE_LINE] = "there is no such finding on this line",
        [SCOPE_VALUE] = "there is no such finding in what comes next",
        [SCOPE_TABLE] = "there is no such finding in this table",
        [SCOPE_NONE] = "nothing comes next here",
    };
    struct axvm_findings *findings = collector->findings;
    struct axvm_finding *finding =
        axvm_findings_add(findings, AXVM_CODE_ALLOW_UNUSED, AXVM_LEVEL_WARNING, remark->word);
    struct axvm_slice word = axvm_toml_text(collector->document, remark->word);
    if (!code_can_be_suppressed(remark->rule)) {
        axvm_finding_message(findings, finding, "%q cannot be suppressed in the text", word);
        axvm_finding_label(findings, finding, "%s", remark->rule->title);
    } else {
        axvm_finding_message(findings, finding, "this remark suppresses nothing");
        axvm_finding_label(findings, finding, "%s", labels[remark->kind]);
    }
    axvm_finding_remark(findings, finding, AXVM_REMARK_HELP, "remove it, or move it to what it is about");
    axvm_finding_fix(findings, finding, removal_of(collector->document, remark->comment), axvm_slice_of(""), true);
}

/* Whether all findings that there can be are in the list: nothing was damaged, and nothing only counted. */
static bool all_is_known(const struct collector *collector) {
    const struct axvm_findings *findings = collector->findings;
    bool known = !collector->document->damaged;
    uint32_t total = findings->suppressed;
    for (int level = AXVM_LEVEL_NOTE; level <= AXVM_LEVEL_ERROR; level++) {
        total += findings->counts[level];
    }
    for (const struct axvm_finding *finding = findings->first; finding != NULL; finding = finding->next) {
        known = known && !axvm_code_is_fatal(finding->code, finding->level);
        total--;
    }
    return known && total == 0;
}

/* Whether a rule has looked for what it finds. Those of reader, decoder and remarks always have. */
static bool has_run(const struct axvm_rule *rule, const struct axvm_vm *vm) {
    if (rule->check == NULL && rule->check_board == NULL) {
        return true;
    }
    enum axvm_rule_outcome outcome =
        vm == NULL ? AXVM_RULE_NOT_A_CHECK : (enum axvm_rule_outcome)vm->outcomes[axvm_rule_index(rule->code)];
    return outcome == AXVM_RULE_PASSED || outcome == AXVM_RULE_FOUND || outcome == AXVM_RULE_FAILED;
}

static void report_useless(const struct collector *collector, const struct axvm_vm *vm, bool all_known) {
    for (uint32_t i = 0; i < collector->count; i++) {
        const struct remark *remark = &collector->remarks[i];
        bool is_known = all_known && has_run(remark->rule, vm);
        if (!remark->used && (is_known || !code_can_be_suppressed(remark->rule))) {
            complain_of_useless(collector, remark);
        }
    }
}

enum axvm_status axvm_allow_apply(const struct axvm_toml_document *document, const struct axvm_vm *vm,
                                  struct axvm_findings *findings) {
    uint32_t count = count_remarks(document);
    if (count == 0) {
        return AXVM_OK;
    }
    struct axvm_arena *arena = findings->arena;
    size_t low = arena->low;
    struct collector collector = {
        .document = document,
        .findings = findings,
        .open = NO_REMARK,
        .next_start = UINT32_MAX,
        .header_start = UINT32_MAX,
    };
    collector.remarks = axvm_arena_take_low(arena, count * sizeof(struct remark), _Alignof(struct remark));
    if (collector.remarks == NULL) {
        return AXVM_OUT_OF_MEMORY;
    }
    bool all_known = all_is_known(&collector);
    collect(&collector);
    axvm_sort(collector.remarks, collector.count, sizeof(struct remark), remark_is_before);
    nest(collector.remarks, collector.count);
    suppress_findings(&collector);
    report_useless(&collector, vm, all_known);
    arena->low = low;
    return findings->out_of_memory ? AXVM_OUT_OF_MEMORY : AXVM_OK;
}
