/* SPDX-License-Identifier: Apache-2.0 */
#include "report_format.h"

#include <string.h>

static const char *const words[] = {
    [AXVM_REPORT_TEXT] = "text",   [AXVM_REPORT_SHORT] = "short",   [AXVM_REPORT_JSON] = "json",
    [AXVM_REPORT_SARIF] = "sarif", [AXVM_REPORT_GITHUB] = "github",
};

const char *report_format_word(enum axvm_report_format format) {
    return words[format];
}

bool report_format_option(const struct option_reader *reader, int id, enum axvm_report_format *format) {
    for (size_t i = 0; i < COUNT_OF(words); i++) {
        if (strcmp(reader->value, words[i]) == 0) {
            *format = (enum axvm_report_format)i;
            return true;
        }
    }
    option_word_error(reader, id, words, COUNT_OF(words));
    return false;
}

bool report_format_is_result(enum axvm_report_format format) {
    return format == AXVM_REPORT_JSON || format == AXVM_REPORT_SARIF;
}
