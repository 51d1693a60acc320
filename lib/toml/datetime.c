/* SPDX-License-Identifier: Apache-2.0 */
/* Dates and times: RFC 3339 as TOML narrows and widens it. */
#include "diag/findings.h"
#include "toml/reader.h"

/* A date-time while it is read. `problem` is the first thing wrong. */
struct datetime_scan {
    const char *at;
    const char *end;
    struct axvm_datetime_problem problem;
};

static bool digits_at(const char *text, const char *end, unsigned count) {
    if ((size_t)(end - text) < count) {
        return false;
    }
    for (unsigned i = 0; i < count; i++) {
        if (!(axvm_class_of(text[i]) & AXVM_CLASS_DIGIT)) {
            return false;
        }
    }
    return true;
}

bool axvm_looks_like_datetime(const char *text, const char *end) {
    bool date = digits_at(text, end, 4) && end - text > 4 && text[4] == '-';
    bool time = digits_at(text, end, 2) && end - text > 2 && text[2] == ':';
    return date || time;
}

static void fail(struct datetime_scan *scan, const char *problem) {
    if (scan->problem.text == NULL) {
        scan->problem.text = problem;
    }
}

static bool next_is(const struct datetime_scan *scan, char byte) {
    return scan->at < scan->end && *scan->at == byte;
}

/* Reads `count` digits. */
static unsigned read_field(struct datetime_scan *scan, unsigned count, const char *problem) {
    unsigned value = 0;
    if (!digits_at(scan->at, scan->end, count)) {
        fail(scan, problem);
        return 0;
    }
    for (unsigned i = 0; i < count; i++) {
        value = value * 10 + (unsigned)(*scan->at++ - '0');
    }
    return value;
}

static void read_separator(struct datetime_scan *scan, char separator, const char *problem) {
    if (next_is(scan, separator)) {
        scan->at++;
    } else {
        fail(scan, problem);
    }
}

static unsigned days_in_month(unsigned year, unsigned month) {
    static const unsigned char days[12] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return days[month - 1] + (unsigned)(month == 2 && leap);
}

static void read_date(struct datetime_scan *scan) {
    unsigned year = read_field(scan, 4, AXVM_WORDS("the year takes four digits"));
    read_separator(scan, '-', AXVM_WORDS("`-` expected after the year"));
    unsigned month = read_field(scan, 2, AXVM_WORDS("the month takes two digits"));
    read_separator(scan, '-', AXVM_WORDS("`-` expected after the month"));
    unsigned day = read_field(scan, 2, AXVM_WORDS("the day takes two digits"));
    if (scan->problem.text != NULL) {
        return;
    }
    if (month < 1 || month > 12) {
        fail(scan, AXVM_WORDS("the month is not between 01 and 12"));
    } else if (day < 1 || day > days_in_month(year, month)) {
        fail(scan, AXVM_WORDS("the month has no such day"));
    }
}

static void read_time(struct datetime_scan *scan) {
    unsigned hour = read_field(scan, 2, AXVM_WORDS("the hour takes two digits"));
    read_separator(scan, ':', AXVM_WORDS("`:` expected after the hour"));
    unsigned minute = read_field(scan, 2, AXVM_WORDS("the minute takes two digits"));
    unsigned second = 0;
    if (next_is(scan, ':')) {
        scan->at++;
        second = read_field(scan, 2, AXVM_WORDS("the second takes two digits"));
        if (next_is(scan, '.')) {
            scan->at++;
            read_field(scan, 1, AXVM_WORDS("a digit is missing after the point"));
            while (scan->at < scan->end && axvm_class_of(*scan->at) & AXVM_CLASS_DIGIT) {
                scan->at++;
            }
        }
    } else {
        scan->problem.needs_toml_1_1 = true;
    }
    if (hour > 23) {
        fail(scan, AXVM_WORDS("the hour is not between 00 and 23"));
    } else if (minute > 59) {
        fail(scan, AXVM_WORDS("the minute is not between 00 and 59"));
    } else if (second > 60) {
        fail(scan, AXVM_WORDS("the second is not between 00 and 60"));
    }
}

/* @return whether there is an offset */
static bool read_offset(struct datetime_scan *scan) {
    if (next_is(scan, 'Z') || next_is(scan, 'z')) {
        scan->at++;
        return true;
    }
    if (!next_is(scan, '+') && !next_is(scan, '-')) {
        return false;
    }
    scan->at++;
    unsigned hour = read_field(scan, 2, AXVM_WORDS("the hours of an offset take two digits"));
    read_separator(scan, ':', AXVM_WORDS("`:` expected in the offset"));
    unsigned minute = read_field(scan, 2, AXVM_WORDS("the minutes of an offset take two digits"));
    if (hour > 23 || minute > 59) {
        fail(scan, AXVM_WORDS("there is no such offset"));
    }
    return true;
}

/* Whether a time follows a date: after T, or after one space if a digit comes then. */
static bool time_follows(const struct datetime_scan *scan) {
    if (next_is(scan, 'T') || next_is(scan, 't')) {
        return true;
    }
    return next_is(scan, ' ') && digits_at(scan->at + 1, scan->end, 1);
}

struct axvm_datetime_problem axvm_read_datetime(const char *text, const char *end, struct axvm_scalar *scalar) {
    struct datetime_scan scan = {.at = text, .end = end};
    scalar->kind = AXVM_TOML_DATETIME;
    scalar->value = 0;
    if (text[2] == ':') {
        scalar->form = AXVM_TOML_LOCAL_TIME;
        read_time(&scan);
    } else {
        scalar->form = AXVM_TOML_LOCAL_DATE;
        read_date(&scan);
        if (scan.problem.text == NULL && time_follows(&scan)) {
            scan.at++;
            read_time(&scan);
            scalar->form = read_offset(&scan) ? AXVM_TOML_OFFSET_DATETIME : AXVM_TOML_LOCAL_DATETIME;
        }
    }
    const char *after = scan.at;
    while (after < end && axvm_class_of(*after) & AXVM_CLASS_WORD) {
        after++;
    }
    if (after != scan.at) {
        fail(&scan, AXVM_WORDS("this does not belong to a date or time"));
    }
    scalar->end = after;
    return scan.problem;
}
