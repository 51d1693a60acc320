/* SPDX-License-Identifier: Apache-2.0 */
#include "guest_text.h"

#include "vm_configs.h"

/* A line about an image: how many bytes there are, and where in the guest's memory they are to go. */
static void write_image(struct axvm_output *output, const char *what, struct axvm_embedded_image image, uint64_t gpa) {
    if (image.start == NULL) {
        return;
    }
    axvm_output_string(output, what);
    axvm_output_u64(output, (uint64_t)(image.end - image.start));
    axvm_output_string(output, " bytes for ");
    axvm_output_hex(output, gpa);
    axvm_output_char(output, '\n');
}

bool guest_text_write(struct axvm_output *output, uint64_t id) {
    const struct axvm_embedded_vm *vm = axvm_embedded_find(id);
    if (vm == NULL) {
        return false;
    }
    const struct axvm_crate_config *config = vm->config;
    axvm_output_string(output, "guest ");
    axvm_output_u64(output, config->base.id);
    axvm_output_string(output, ": ");
    axvm_output_slice(output, config->base.name);
    axvm_output_string(output, "\n  vCPUs: ");
    axvm_output_u64(output, config->base.cpu_num);
    axvm_output_string(output, "\n  entry: ");
    axvm_output_hex(output, config->kernel.entry_point);
    axvm_output_char(output, '\n');
    write_image(output, "  kernel: ", vm->images[AXVM_IMAGE_KERNEL], config->kernel.kernel_load_addr);
    write_image(output, "  device tree: ", vm->images[AXVM_IMAGE_DTB], config->kernel.dtb_load_addr.value);
    return true;
}
