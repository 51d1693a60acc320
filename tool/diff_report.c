/* SPDX-License-Identifier: Apache-2.0 */
#include "diff_report.h"

#include "axvmconfig/axvmconfig.h"
#include "message.h"

bool diff_spelling(const struct diff_pair *pair, const struct axvm_diff_side *side, size_t index,
                   struct axvm_slice *spelling) {
    const struct axvm_toml_document *document = &pair->loaded[index]->document;
    if (!side->is_written) {
        return false;
    }
    *spelling = axvm_toml_text(document, axvm_toml_value_span(document, side->node));
    return true;
}

void diff_report_begin(struct diff_report *report) {
    if (report->json) {
        message(report->output,
                "{\"version\":1,\"tool\":{\"name\":\"axvmconfig\",\"version\":\"" AXVM_VERSION "\"},\"pairs\":[");
    }
}

void diff_report_pair(struct diff_report *report, const struct diff_pair *pair) {
    report->has_differences = report->has_differences || (pair->outcome != DIFF_SAME && pair->outcome != DIFF_TROUBLE);
    report->has_trouble = report->has_trouble || pair->outcome == DIFF_TROUBLE;
    if (report->json) {
        diff_json_pair(report, pair);
    } else {
        diff_text_pair(report, pair);
    }
}

void diff_report_end(struct diff_report *report) {
    if (report->json) {
        message(report->output, "],\"result\":\"%s\"}\n",
                report->has_trouble       ? "trouble"
                : report->has_differences ? "different"
                                          : "same");
    }
}
