/* SPDX-License-Identifier: Apache-2.0 */
/* QEMU's `virt`: an NS16550 at 0x1000_0000, and the test device at 0x10_0000 for an exit code. */
#include "platform.h"

#define UART_DATA   ((volatile uint8_t *)0x10000000)
#define TEST_DEVICE ((volatile uint32_t *)0x100000)
#define TEST_PASS   0x5555
#define TEST_FAIL   0x3333
#define EXIT_CODE_1 (1 << 16)

void platform_write(const char *bytes, size_t length) {
    for (size_t i = 0; i < length; i++) {
        *UART_DATA = (unsigned char)bytes[i];
    }
}

_Noreturn void platform_exit(bool passed) {
    for (;;) {
        *TEST_DEVICE = passed ? TEST_PASS : TEST_FAIL | EXIT_CODE_1;
    }
}
