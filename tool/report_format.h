/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file report_format.h
 * The options --format, --quiet and --verbose of commands that report findings.
 */
#ifndef AXVMCONFIG_TOOL_REPORT_FORMAT_H
#define AXVMCONFIG_TOOL_REPORT_FORMAT_H

#include "axvmconfig/diagnostics.h"
#include "options.h"

/** The row of --format. */
#define REPORT_FORMAT_OPTION(id)                                                                                       \
    {                                                                                                                  \
        (id), "format", "FORMAT",                                                                                      \
            "How to report findings: text, short (a line each),\njson, sarif or github (workflow annotations) [text]"  \
    }

/** The rows of options that say how much else is reported. */
#define QUIET_OPTION                                                                                                   \
    { 'q', "quiet", NULL, "Print findings only, no summary" }
#define VERBOSE_OPTION                                                                                                 \
    {                                                                                                                  \
        'v', "verbose", NULL,                                                                                          \
            "Also say what was suppressed and why, and what was\nnot checked because the file is damaged"              \
    }

/** What the value of --format is one of. */
#define REPORT_FORMAT_CHOICE(id)                                                                                       \
    { (id), "text short json sarif github" }

/** The word for a format. */
const char *report_format_word(enum axvm_report_format format);

/** Takes the value of the option. @return false if it is wrong; that has been reported */
bool report_format_option(const struct option_reader *reader, int id, enum axvm_report_format *format);

/** Whether findings go to standard output, as results do: when a program reads them. */
bool report_format_is_result(enum axvm_report_format format);

#endif
