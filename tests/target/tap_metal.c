/* SPDX-License-Identifier: Apache-2.0 */
/* The platform file of the test harness for images without an operating system: TAP on the console. */
#include "platform.h"
#include "tap.h"

void tap_write(const char *bytes, size_t length) {
    platform_write(bytes, length);
}

void image_main(void) {
    platform_exit(tap_run());
}
