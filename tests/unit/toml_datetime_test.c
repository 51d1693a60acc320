/* SPDX-License-Identifier: Apache-2.0 */
/* Dates and times of TOML. */
#include "tap.h"
#include "toml_fixture.h"

static struct toml_fixture fixture;
static char text[256];

/* Reads "a = VALUE". */
static const struct axvm_toml_node *read_value(const char *value, enum axvm_toml_version version) {
    size_t length = 0;
    for (const char *start = "a = "; *start != '\0'; start++) {
        text[length++] = *start;
    }
    for (; *value != '\0'; value++) {
        text[length++] = *value;
    }
    toml_fixture_read_bytes(&fixture, (struct axvm_slice){text, length}, version);
    return toml_fixture_node(&fixture, "a");
}

struct row {
    const char *text;
    enum axvm_toml_form form;
};

static void read_valid(void) {
    static const struct row rows[] = {
        {"1979-05-27T07:32:00Z", AXVM_TOML_OFFSET_DATETIME},
        {"1979-05-27t07:32:00z", AXVM_TOML_OFFSET_DATETIME},
        {"1979-05-27 07:32:00Z", AXVM_TOML_OFFSET_DATETIME},
        {"1979-05-27T00:32:00.999999-07:00", AXVM_TOML_OFFSET_DATETIME},
        {"1979-05-27T00:32:00+23:59", AXVM_TOML_OFFSET_DATETIME},
        {"1979-05-27T00:32:00-23:59", AXVM_TOML_OFFSET_DATETIME},
        {"1979-05-27T00:32:00+00:00", AXVM_TOML_OFFSET_DATETIME},
        {"1979-05-27T00:32:00-00:00", AXVM_TOML_OFFSET_DATETIME},
        {"1979-05-27T07:32:00", AXVM_TOML_LOCAL_DATETIME},
        {"1979-05-27 07:32:00", AXVM_TOML_LOCAL_DATETIME},
        {"1979-05-27T00:32:00.123456789012345678901234567890", AXVM_TOML_LOCAL_DATETIME},
        {"1979-05-27", AXVM_TOML_LOCAL_DATE},
        {"0000-01-01", AXVM_TOML_LOCAL_DATE},
        {"9999-12-31", AXVM_TOML_LOCAL_DATE},
        {"07:32:00", AXVM_TOML_LOCAL_TIME},
        {"00:00:00", AXVM_TOML_LOCAL_TIME},
        {"23:59:59", AXVM_TOML_LOCAL_TIME},
        {"23:59:60", AXVM_TOML_LOCAL_TIME},
        {"00:00:60.5", AXVM_TOML_LOCAL_TIME},
        {"2000-02-29", AXVM_TOML_LOCAL_DATE},
        {"2024-02-29", AXVM_TOML_LOCAL_DATE},
        {"0000-02-29", AXVM_TOML_LOCAL_DATE},
        {"1900-02-28", AXVM_TOML_LOCAL_DATE},
        {"1979-01-31", AXVM_TOML_LOCAL_DATE},
        {"1979-04-30", AXVM_TOML_LOCAL_DATE},
        {"1979-12-31", AXVM_TOML_LOCAL_DATE},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const struct axvm_toml_node *node = read_value(rows[i].text, AXVM_TOML_1_0);
        bool good = fixture.status == AXVM_OK && node->kind == AXVM_TOML_DATETIME && node->form == rows[i].form;
        TAP_CHECK(good && axvm_slice_equal(toml_fixture_text(&fixture, "a"), axvm_slice_of(rows[i].text)),
                  rows[i].text);
    }
}

/* Times without seconds came with TOML 1.1. */
static void read_without_seconds(void) {
    static const struct row rows[] = {
        {"07:32", AXVM_TOML_LOCAL_TIME},
        {"1979-05-27T07:32", AXVM_TOML_LOCAL_DATETIME},
        {"1979-05-27 07:32Z", AXVM_TOML_OFFSET_DATETIME},
        {"1979-05-27T07:32-07:00", AXVM_TOML_OFFSET_DATETIME},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const struct axvm_toml_node *node = read_value(rows[i].text, AXVM_TOML_1_1);
        bool is_1_1 = fixture.status == AXVM_OK && node->kind == AXVM_TOML_DATETIME && node->form == rows[i].form;
        read_value(rows[i].text, AXVM_TOML_1_0);
        TAP_CHECK(is_1_1 && toml_fixture_has_only(&fixture, AXVM_CODE_NEEDS_TOML_1_1), rows[i].text);
    }
}

static void refuse_invalid(void) {
    static const char *const rows[] = {
        "1979-00-27",
        "1979-13-27",
        "1979-05-00",
        "1979-05-32",
        "1979-04-31",
        "1979-02-29",
        "1900-02-29",
        "2100-02-29",
        "2000-02-30",
        "1979-5-27",
        "1979-05-7",
        "197-05-27x",
        "12345-05-27",
        "1979-05",
        "1979-05-27T",
        "1979-05-27T7:32:00",
        "1979-05-27T07",
        "1979-05-27T07:32:0",
        "1979-05-27T07:32:00.",
        "1979-05-27T07:32:00.Z",
        "1979-05-27T07:32:00+",
        "1979-05-27T07:32:00+7:00",
        "1979-05-27T07:32:00+07",
        "1979-05-27T07:32:00+0700",
        "1979-05-27T07:32:00+24:00",
        "1979-05-27T07:32:00+00:60",
        "1979-05-27T07:32:00ZZ",
        "1979-05-27T07:32:00+07:00Z",
        "1979-05-27Z",
        "1979-05-27x",
        "24:00:00",
        "00:60:00",
        "00:00:61",
        "07:32:00Z",
        "07:32:00+01:00",
        "07:3",
        "07:",
        "7:32:00",
        "1979-05-27T24:00:00",
        "1979-05-27  07:32:00",
        "1979-05-27 7:32",
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        read_value(rows[i], AXVM_TOML_1_1);
        TAP_CHECK(fixture.status == AXVM_INVALID && fixture.findings.counts[AXVM_LEVEL_ERROR] == 1, rows[i]);
    }
    const struct axvm_toml_node *node = read_value("1979-13-27", AXVM_TOML_1_1);
    TAP_CHECK(toml_fixture_has_only(&fixture, AXVM_CODE_DATETIME_INVALID) && node->kind == AXVM_TOML_BROKEN,
              "an invalid date is a broken value");
    TAP_EQUAL_STRING(toml_fixture_text(&fixture, "a"), "1979-13-27", "all of it");
}

/* What is on the line behind a date is no part of it. */
static void end_where_they_end(void) {
    read_value("1979-05-27 # day", AXVM_TOML_1_1);
    TAP_EQUAL_STRING(toml_fixture_text(&fixture, "a"), "1979-05-27", "a date before a comment");
    read_value("[1979-05-27 , 07:32:00,1979-05-27 07:32:00]", AXVM_TOML_1_1);
    TAP_EQUAL_STRING(toml_fixture_text(&fixture, "a.0"), "1979-05-27", "a date and a blank before a comma");
    TAP_EQUAL_STRING(toml_fixture_text(&fixture, "a.1"), "07:32:00", "a time before a comma");
    TAP_EQUAL_STRING(toml_fixture_text(&fixture, "a.2"), "1979-05-27 07:32:00", "a date and a time before a bracket");
    read_value("{b = 1979-05-27}", AXVM_TOML_1_1);
    TAP_EQUAL_STRING(toml_fixture_text(&fixture, "a.b"), "1979-05-27", "a date before a brace");
    read_value("1979-05-27 ", AXVM_TOML_1_1);
    TAP_CHECK(fixture.status == AXVM_OK, "a date and a blank at the end of the text");
    toml_fixture_read(&fixture, "1979-05-27 = 1\n07 = 2");
    TAP_CHECK(fixture.status == AXVM_OK && toml_fixture_at(&fixture, "1979-05-27") != 0, "a date can be a key");
}

void tap_body(void) {
    read_valid();
    read_without_seconds();
    refuse_invalid();
    end_where_they_end();
}
