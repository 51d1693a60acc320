/* SPDX-License-Identifier: Apache-2.0 */
#include "fix.h"

#include "message.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

/** The most rounds of fixing: a fix may make room for another one, but not for long. */
#define ROUNDS_MAX 10

/** The most fixes tried one by one where all together make things worse, and the most bytes read for it. */
#define TRIALS_MAX      64
#define TRIAL_BYTES_MAX ((size_t)64 * 1024 * 1024)

/** The most findings compared with each other to see whether one is mended. */
#define COMPARISONS_MAX 1000000

/* --- versions ------------------------------------------------------------------------------------ */

/** Writes the text with its fixes into memory of its own. @return 0 or ENOMEM */
static int write_version(const struct fix_run *run, struct input *input, uint32_t *applied) {
    const struct loaded_config *current = run->current;
    struct axvm_output output;
    axvm_output_init(&output, NULL, 0, NULL, NULL); /* the first time only counts */
    if (axvm_fixes_apply(current->source.text, &current->findings, run->review, &output, applied) != AXVM_OK) {
        return ENOMEM;
    }
    if (*applied == 0) {
        return 0;
    }
    input->text.length = (size_t)output.total;
    input->size = input->text.length + 1; /* not nothing */
    input->memory = memory_reserve(input->size);
    input->text.data = input->memory;
    if (input->memory == NULL) {
        return ENOMEM;
    }
    axvm_output_init(&output, input->memory, input->size, NULL, NULL);
    if (axvm_fixes_apply(current->source.text, &current->findings, run->review, &output, applied) != AXVM_OK) {
        input_release(input);
        return ENOMEM;
    }
    return 0;
}

/** Where the version after `current` goes. */
static struct loaded_config *next_version(struct fix_run *run) {
    return run->current == &run->versions[0] ? &run->versions[1] : &run->versions[0];
}

static void release_version(struct fix_run *run, struct loaded_config *version) {
    if (version != run->original) {
        loaded_config_release(version);
    }
}

/**
 * Makes the version after `current`.
 * @param applied  receives the number of fixes in it; with 0 there is none
 * @return 0 or ENOMEM, and then there is none either
 */
static int make_version(struct fix_run *run, uint32_t *applied) {
    struct input input;
    int error = write_version(run, &input, applied);
    if (error != 0 || *applied == 0) {
        return error;
    }
    struct loaded_config *next = next_version(run);
    loaded_config_decode(next, run->original->source.name, &input, &run->original->context);
    loaded_config_judge(next, run->policy);
    if (next->status == AXVM_OUT_OF_MEMORY) {
        release_version(run, next);
        return ENOMEM;
    }
    return 0;
}

/* --- better or worse ----------------------------------------------------------------------------- */

/** Whether a finding says that a text is no TOML. */
static bool is_syntax_error(const struct axvm_finding *finding) {
    return finding->level == AXVM_LEVEL_ERROR && (unsigned)finding->code < AXVM_CODE_MISSING_SECTION;
}

static bool is_other_error(const struct axvm_finding *finding) {
    return finding->level == AXVM_LEVEL_ERROR && !is_syntax_error(finding);
}

static uint32_t syntax_errors(const struct loaded_config *version) {
    uint32_t count = 0;
    for (const struct axvm_finding *finding = version->findings.first; finding != NULL; finding = finding->next) {
        count += is_syntax_error(finding);
    }
    return count;
}

/** Whether a version has an error of the same code and words. */
static bool has_error(const struct loaded_config *version, const struct axvm_finding *error) {
    for (const struct axvm_finding *finding = version->findings.first; finding != NULL; finding = finding->next) {
        if (finding->level == AXVM_LEVEL_ERROR && finding->code == error->code &&
            axvm_slice_equal(finding->message, error->message)) {
            return true;
        }
    }
    return false;
}

/** Whether one version has an error of a kind that another has not. Not looked for where there are too many. */
static bool has_more(const struct loaded_config *one, const struct loaded_config *other,
                     bool (*is_of_kind)(const struct axvm_finding *finding)) {
    uint64_t comparisons = (uint64_t)one->findings.stored[AXVM_LEVEL_ERROR] * other->findings.stored[AXVM_LEVEL_ERROR];
    for (const struct axvm_finding *finding = one->findings.first; finding != NULL && comparisons <= COMPARISONS_MAX;
         finding = finding->next) {
        if (is_of_kind(finding) && !has_error(other, finding)) {
            return true;
        }
    }
    return false;
}

/** Whether a configuration has become invalid, or its TOML is further from being right. */
static bool is_damaged(const struct loaded_config *version, const struct loaded_config *before) {
    uint32_t syntax = syntax_errors(version);
    uint32_t syntax_before = syntax_errors(before);
    bool was_valid = before->status == AXVM_OK && version->status != AXVM_OK;
    return was_valid || syntax > syntax_before ||
           (syntax == syntax_before && has_more(version, before, is_syntax_error));
}

/** Whether a version has more errors. Where there are fewer in the TOML, others may come to light. */
static bool is_worse(const struct loaded_config *version, const struct loaded_config *before) {
    return is_damaged(version, before) ||
           (syntax_errors(version) == syntax_errors(before) &&
            version->findings.counts[AXVM_LEVEL_ERROR] > before->findings.counts[AXVM_LEVEL_ERROR]);
}

/** Whether a fix does harm: things are worse with it, and no error is mended that hid what has come to light. */
static bool is_harmful(const struct loaded_config *version, const struct loaded_config *before) {
    return is_damaged(version, before) || (is_worse(version, before) && !has_more(before, version, is_other_error));
}

/* --- one by one ---------------------------------------------------------------------------------- */

/** A finding with a fix. While others are tried, its fix_count is 0, which keeps its fixes back. */
struct trial {
    struct axvm_finding *finding;
    unsigned fix_count;
    bool is_bad;
};

/** Lists the findings that are mended. @return how many; if that is more than TRIALS_MAX only so many are listed */
static uint32_t list_trials(const struct fix_run *run, struct trial trials[TRIALS_MAX]) {
    uint32_t count = 0;
    for (struct axvm_finding *finding = run->current->findings.first; finding != NULL; finding = finding->next) {
        if (finding->suppressed || finding->fix_count == 0 || (finding->fixes[0].needs_review && !run->review)) {
            continue;
        }
        if (count < TRIALS_MAX) {
            trials[count] = (struct trial){finding, finding->fix_count, false};
        }
        count++;
    }
    return count;
}

/** Tries a fix alone, while all others are kept back. @return 0 or ENOMEM */
static int try_fix(struct fix_run *run, struct trial *trial) {
    uint32_t applied;
    trial->finding->fix_count = trial->fix_count;
    int error = make_version(run, &applied);
    if (error == 0 && applied > 0) {
        trial->is_bad = is_harmful(next_version(run), run->current);
        release_version(run, next_version(run));
    }
    trial->finding->fix_count = 0;
    return error;
}

/**
 * Finds out which fixes make things worse, and makes a version without them.
 * @param applied  as with make_version()
 */
static int make_version_without_bad(struct fix_run *run, uint32_t *applied) {
    struct trial trials[TRIALS_MAX];
    uint32_t count = list_trials(run, trials);
    *applied = 0;
    run->left_out = count;
    if (count > TRIALS_MAX || count * run->current->source.text.length > TRIAL_BYTES_MAX) {
        return 0;
    }
    for (uint32_t i = 0; i < count; i++) {
        trials[i].finding->fix_count = 0;
    }
    int error = 0;
    uint32_t bad = 0;
    for (uint32_t i = 0; i < count && error == 0; i++) {
        error = try_fix(run, &trials[i]);
        bad += trials[i].is_bad;
    }
    for (uint32_t i = 0; i < count; i++) {
        trials[i].finding->fix_count = trials[i].is_bad ? 0 : trials[i].fix_count;
    }
    if (error == 0 && bad < count) {
        error = make_version(run, applied);
    }
    if (error == 0 && *applied > 0) {
        run->left_out = bad;
        if (is_damaged(next_version(run), run->current)) {
            release_version(run, next_version(run));
            *applied = 0;
            run->left_out = count;
        }
    }
    for (uint32_t i = 0; i < count; i++) {
        trials[i].finding->fix_count = trials[i].fix_count;
    }
    return error;
}

/* --- all of it ----------------------------------------------------------------------------------- */

/** Applies the fixes of `current`. @param applied  receives how many; 0: it is still the current one */
static int fix_round(struct fix_run *run, uint32_t *applied) {
    run->left_out = 0;
    int error = make_version(run, applied);
    if (error == 0 && *applied > 0 && is_worse(next_version(run), run->current)) {
        release_version(run, next_version(run));
        error = make_version_without_bad(run, applied);
    }
    if (error == 0 && *applied > 0) {
        struct loaded_config *next = next_version(run);
        release_version(run, run->current);
        run->current = next;
        run->applied += *applied;
    }
    return error;
}

int fix_text(struct fix_run *run, struct loaded_config *original, const struct policy *policy, bool review) {
    run->original = run->current = original;
    run->policy = policy;
    run->review = review;
    run->applied = run->left_out = 0;
    uint32_t applied = 1;
    int error = 0;
    for (int round = 0; round < ROUNDS_MAX && applied > 0 && error == 0; round++) {
        error = fix_round(run, &applied);
    }
    return error;
}

void fix_release(struct fix_run *run) {
    release_version(run, run->current);
}

/** Whether a file holds a text. @return 0, errno or FIX_CHANGED */
static int check_unchanged(const char *path, struct axvm_slice text) {
    struct input now;
    int error = input_read(&now, path);
    if (error != 0) {
        return error;
    }
    bool same = axvm_slice_equal(now.text, text);
    input_release(&now);
    return same ? 0 : FIX_CHANGED;
}

int fix_write(const char *path, struct axvm_slice before, struct axvm_slice after) {
    struct stat status;
    if (stat(path, &status) != 0) {
        return errno;
    }
    if (!S_ISREG(status.st_mode)) {
        return FIX_NOT_REGULAR;
    }
    int error = check_unchanged(path, before);
    return error != 0 ? error : file_replace(path, after);
}

enum exit_code fix_report_unwritten(struct program *program, const char *path, int error) {
    struct axvm_output *output = &program->err.output;
    if (error == FIX_CHANGED) {
        message(output, "error: '%a' was not written: it has changed since it was read\n", path);
    } else if (error == FIX_NOT_REGULAR) {
        message(output, "error: '%a' was not written: it is not a regular file\n", path);
    } else {
        message(output, "error: cannot write '%a': %s\n", path, strerror(error));
    }
    return EXIT_TROUBLE;
}
