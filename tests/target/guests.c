/* SPDX-License-Identifier: Apache-2.0 */
/* examples/embed as a hypervisor has it: the image finds the guests that were built into it, and prints them. */
#include "guest_text.h"
#include "tap.h"
#include "vm_configs.h"

static char text[512];

static struct axvm_slice text_of(uint64_t id) {
    struct axvm_output output;
    axvm_output_init(&output, text, sizeof text, NULL, NULL);
    return guest_text_write(&output, id) && !output.failed ? (struct axvm_slice){text, output.used}
                                                           : axvm_slice_of("there is none");
}

static struct axvm_slice bytes_of(struct axvm_embedded_image image) {
    return (struct axvm_slice){(const char *)image.start, (size_t)(image.end - image.start)};
}

void tap_body(void) {
    TAP_EQUAL_U64(axvm_embedded_count, 2, "two guests are built in");
    TAP_EQUAL_STRING(text_of(1),
                     "guest 1: linux\n"
                     "  vCPUs: 3\n"
                     "  entry: 0x40200000\n"
                     "  kernel: 54 bytes for 0x40200000\n"
                     "  device tree: 72 bytes for 0x48000000\n",
                     "the first");
    TAP_EQUAL_STRING(text_of(2),
                     "guest 2: rtos\n"
                     "  vCPUs: 1\n"
                     "  entry: 0x80000000\n"
                     "  kernel: 17 bytes for 0x80000000\n"
                     "  device tree: 72 bytes for 0x88000000\n",
                     "the second");
    TAP_EQUAL_STRING(text_of(3), "there is none", "and no third");
    for (size_t i = 0; i < axvm_embedded_count; i++) {
        struct axvm_embedded_image kernel = axvm_embedded[i].images[AXVM_IMAGE_KERNEL];
        TAP_EQUAL_U64((uintptr_t)kernel.start % 4096, 0, "a kernel starts on a page");
        TAP_CHECK(bytes_of(kernel).length > 0 && bytes_of(kernel).data[0] != '\0', "and its bytes are there");
        TAP_CHECK(axvm_slice_equal(bytes_of(axvm_embedded[i].images[AXVM_IMAGE_DTB]),
                                   bytes_of(axvm_embedded[0].images[AXVM_IMAGE_DTB])),
                  "the device tree is that of the board");
    }
}
