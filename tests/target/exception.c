/* SPDX-License-Identifier: Apache-2.0 */
#include "platform.h"

_Noreturn void platform_exception(void) {
    static const char message[] = "\nnot ok - the processor raised an exception\n";
    platform_write(message, sizeof message - 1);
    platform_exit(false);
}
