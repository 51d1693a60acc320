/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Reading takes linear time, whatever the text. Measured roughly: 16 times the text may take 40 times as long.
 * What takes quadratic time takes 256 times as long.
 */
#include "dense.h"
#include "support.h"

#include <stdlib.h>
#include <time.h>

#define SHORT      ((size_t)32 * 1024)
#define TIMES      16
#define GROWTH_MAX 40

/* Below this a measurement says nothing. */
#define NOISE_S 0.02

/* A short text that takes this long is not worth a try at a longer one. */
#define HOPELESS_S 0.25

static double seconds_for(const struct dense_pattern *pattern, size_t length) {
    size_t used;
    char *text = dense_text(pattern, length, &used);
    double best = 1e9;
    for (int i = 0; i < 3 && best > NOISE_S; i++) {
        struct reading reading;
        clock_t start = clock();
        reading_start(&reading, text, used, SIZE_MAX, FINDING_LIMIT);
        reading_problem(&reading); /* renders the findings */
        reading_end(&reading);
        double seconds = (double)(clock() - start) / CLOCKS_PER_SEC;
        best = seconds < best ? seconds : best;
    }
    free(text);
    return best;
}

int main(void) {
    const char *problem = NULL;
    const char *slowest = "none";
    double longest = 0;
    for (size_t i = 0; i < dense_pattern_count; i++) {
        double quick = seconds_for(&dense_patterns[i], SHORT);
        double slow = quick > HOPELESS_S ? 1e9 : seconds_for(&dense_patterns[i], SHORT * TIMES);
        if (slow > NOISE_S * TIMES && slow > (quick > NOISE_S ? quick : NOISE_S) * GROWTH_MAX) {
            problem = "16 times the text takes at most 40 times as long";
            printf("# %s: %g s for %zu bytes, %g s for %zu\n", dense_patterns[i].name, quick, SHORT, slow,
                   SHORT * TIMES);
        }
        if (slow > longest) {
            longest = slow;
            slowest = dense_patterns[i].name;
        }
    }
    property_result("time is linear in the length of the text", problem, NULL);
    printf("# slowest: %s, %.1f MB/s\n", slowest, (double)(SHORT * TIMES) / 1e6 / longest);
    return property_finish();
}
