/* SPDX-License-Identifier: Apache-2.0 */
/* QEMU's `virt`: an NS16550 at 0x1fe0_01e0, and ACPI's sleep control at 0x100e_001c. There is no exit code. */
#include "platform.h"

#define UART_DATA     ((volatile uint8_t *)0x1fe001e0)
#define SLEEP_CONTROL ((volatile uint8_t *)0x100e001c)
#define SOFT_OFF      0x34 /* sleep type 5, and the bit that enters it */

void platform_write(const char *bytes, size_t length) {
    for (size_t i = 0; i < length; i++) {
        *UART_DATA = (unsigned char)bytes[i];
    }
}

_Noreturn void platform_exit(bool passed) {
    (void)passed; /* the console has told */
    for (;;) {
        *SLEEP_CONTROL = SOFT_OFF;
    }
}
