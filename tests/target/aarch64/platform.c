/* SPDX-License-Identifier: Apache-2.0 */
/* QEMU's `virt`: a PL011 at 0x0900_0000, and semihosting for an exit code. */
#include "platform.h"

#define UART_DATA            ((volatile uint32_t *)0x09000000)

#define SEMIHOSTING_EXIT     0x18
#define STOPPED_BY_THE_IMAGE 0x20026 /* ADP_Stopped_ApplicationExit */

void platform_write(const char *bytes, size_t length) {
    for (size_t i = 0; i < length; i++) {
        *UART_DATA = (unsigned char)bytes[i];
    }
}

_Noreturn void platform_exit(bool passed) {
    const uint64_t reason[2] = {STOPPED_BY_THE_IMAGE, passed ? 0 : 1};
    register uint64_t operation __asm__("x0") = SEMIHOSTING_EXIT;
    register const uint64_t *argument __asm__("x1") = reason;
    for (;;) {
        __asm__ volatile("hlt #0xf000" : : "r"(operation), "r"(argument) : "memory");
    }
}
