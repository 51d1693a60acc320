/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Writing a text anew: a second time nothing changes, the documented memory is enough, and time is linear. On texts
 * made to be dense; tests/fmt/property does it on many others, and looks at what is written.
 */
#include "dense.h"
#include "rewritten.h"
#include "support.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#define SHORT      ((size_t)16 * 1024)
#define TIMES      16
#define GROWTH_MAX 40

/* Below this a measurement says nothing. */
#define NOISE_S   0.02

#define TEN(text) text text text text text text text text text text

/* Ways to be slow at in laying out and sorting. */
static const struct dense_pattern patterns[] = {
    {"keys with comments behind", "", "@=1 #\n", ""},
    {"keys with comments above", "", "#\n@=1\n", ""},
    {"comments that stand alone", "", "#\n\n@=1\n", ""},
    {"headers with comments above", "", "#\n[@]\n", ""},
    {"comments before one header", "", "#\n", "[a]\n"},
    {"rows with comments behind", "a=[\n", "[1,0x10],#\n", "]\n"},
    {"rows with comments above", "a=[\n", "#\n[1,0x10],\n", "]\n"},
    {"one row and comments", "a=[\n[1,1],\n", "#\n", "]\n"},
    {"rows of many columns", "a=[\n", "[" TEN("1,") TEN("22,") "],", "]\n"},
    {"rows that do not fit", "a=[\n", "[" TEN("'ten bytes',") "],", "]\n"},
    {"rows that are broken inside", "a=[\n", "[1,[#\n1]],", "]\n"},
    {"arrays nested deep", "a=" TEN("[[[[[[["), "1,#\n", TEN("]]]]]]]")},
    {"tables nested deep", "a=" TEN("{a=[{a=["), "1,#\n", TEN("]}]}")},
    {"tables nested deep, long lines", "a=" TEN("{a=[{a=["), "1,", "#\n" TEN("]}]}")},
    {"comments behind keys in a table", "a={", "@#\n=1,", "}"},
    {"a long comment behind a row", "a=[\n[1,1],#", "x", "\n]\n"},
    {"long strings", "a=[['", "x", "'],1]"},
    {"sections from behind", "", "[kernel.@]\n[base.@]\n", ""},
    {"keys from behind", "[kernel]\n", "entry_point.@=1\n", ""},
};

static const char *const operation_names[] = {"layout", "sort", "numbers"};

static double seconds_for(const struct document *document, enum operation operation) {
    double best = 1e9;
    for (int i = 0; i < 3 && best > NOISE_S; i++) {
        struct axvm_output output;
        axvm_output_init(&output, NULL, 0, NULL, NULL);
        clock_t start = clock();
        write_document(document, operation, &output);
        double seconds = (double)(clock() - start) / CLOCKS_PER_SEC;
        best = seconds < best ? seconds : best;
    }
    return best;
}

static const char *try_time(const struct document *document, const struct document *longer, enum operation operation) {
    double slow = seconds_for(longer, operation);
    double quick = slow > NOISE_S * TIMES ? seconds_for(document, operation) : 0;
    return slow > NOISE_S * TIMES && slow > (quick > NOISE_S ? quick : NOISE_S) * GROWTH_MAX
               ? "16 times the text takes at most 40 times as long"
               : NULL;
}

/* @return whether the pattern makes TOML */
static bool try_pattern(const struct dense_pattern *pattern, const char **problem) {
    size_t used;
    struct document document;
    struct document longer;
    char *text = dense_text(pattern, SHORT, &used);
    document_read(&document, text, used);
    bool is_toml = document.status == AXVM_OK;
    text = dense_text(pattern, SHORT * TIMES, &used);
    document_read(&longer, text, used);
    for (enum operation operation = LAYOUT; is_toml && operation < OPERATION_COUNT; operation++) {
        const char *found = rewritten_problem(&longer, operation);
        found = found != NULL ? found : try_time(&document, &longer, operation);
        if (found != NULL) {
            printf("# %s of %s: %s\n", operation_names[operation], pattern->name, found);
            *problem = found;
        }
    }
    document_free(&longer);
    document_free(&document);
    return is_toml;
}

int main(void) {
    const char *problem = NULL;
    const char *not_toml = NULL;
    for (size_t i = 0; i < dense_pattern_count; i++) {
        try_pattern(&dense_patterns[i], &problem);
    }
    property_result("dense texts are written anew as pretty.h says", problem, NULL);
    problem = NULL;
    for (size_t i = 0; i < sizeof patterns / sizeof patterns[0]; i++) {
        if (!try_pattern(&patterns[i], &problem)) {
            printf("# %s\n", patterns[i].name);
            not_toml = "a pattern is no TOML";
        }
    }
    property_result("so are texts that are slow to lay out", problem != NULL ? problem : not_toml, NULL);
    return property_finish();
}
