/* SPDX-License-Identifier: Apache-2.0 */
/* What the user wants to hear: levels raised, lowered and switched off, finding by finding. */
#include "diag/suppress.h"

/* What the wishes so far make of a finding. */
struct verdict {
    enum axvm_level level;
    bool suppressed;
};

/* Code 0 means what is a warning by now: not what is suppressed, nor what has become an error. */
static bool concerns(const struct axvm_policy_entry *entry, enum axvm_code code, const struct verdict *verdict) {
    return entry->code == code ||
           ((unsigned)entry->code == 0 && verdict->level == AXVM_LEVEL_WARNING && !verdict->suppressed);
}

static void take(struct verdict *verdict, enum axvm_policy_action action) {
    verdict->suppressed = action == AXVM_POLICY_ALLOW;
    if (action == AXVM_POLICY_WARN) {
        verdict->level = AXVM_LEVEL_WARNING;
    } else if (action == AXVM_POLICY_DENY) {
        verdict->level = AXVM_LEVEL_ERROR;
    }
}

/* A suppressed finding keeps the level it would have had. */
static void apply_verdict(struct axvm_findings *findings, struct axvm_finding *finding, const struct verdict *verdict) {
    findings->stored[finding->level]--;
    findings->counts[finding->level]--;
    finding->level = verdict->level;
    findings->stored[finding->level]++;
    findings->counts[finding->level]++;
    if (verdict->suppressed) {
        axvm_finding_suppress(findings, finding, (struct axvm_slice){NULL, 0});
    }
}

void axvm_policy_apply(struct axvm_findings *findings, const struct axvm_policy_entry *entries, size_t count) {
    for (struct axvm_finding *finding = findings->first; finding != NULL; finding = finding->next) {
        if (finding->suppressed || axvm_code_is_fatal(finding->code, finding->level)) {
            continue;
        }
        struct verdict verdict = {finding->level, false};
        for (size_t i = 0; i < count; i++) {
            if (concerns(&entries[i], finding->code, &verdict)) {
                take(&verdict, entries[i].action);
            }
        }
        apply_verdict(findings, finding, &verdict);
    }
}
