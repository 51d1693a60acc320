/* SPDX-License-Identifier: Apache-2.0 */
/* The platform file of the test harness for hosted systems: TAP on stdout, exit status 1 on failure. */
#include "tap.h"

#include <stdio.h>

void tap_write(const char *bytes, size_t length) {
    fwrite(bytes, 1, length, stdout);
}

int main(void) {
    /* By lines, so that a crash does not swallow the results before it. */
    setvbuf(stdout, NULL, _IOLBF, BUFSIZ);
    bool passed = tap_run();
    bool printed = fflush(stdout) == 0 && !ferror(stdout);
    return passed && printed ? 0 : 1;
}
