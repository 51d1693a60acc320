/* SPDX-License-Identifier: Apache-2.0 */
#include "layout_text.h"

#include "message.h"

#include <stdio.h>
#include <string.h>

/** Room for any text that a column holds, and the widths of the columns. */
enum {
    TEXT_MAX = 64,
    ITEM_WIDTH = 15,
    ADDRESS_WIDTH = 22,
};

/** Writes a number as `0x8020_0000` at the end of a text. */
static void add_hex(char text[TEXT_MAX], uint64_t value) {
    char digits[17];
    size_t length = strlen(text);
    int count = snprintf(digits, sizeof(digits), "%llx", (unsigned long long)value);
    text[length++] = '0';
    text[length++] = 'x';
    for (int i = 0; i < count && length + 2 < TEXT_MAX; i++) {
        if (i > 0 && (count - i) % 4 == 0) {
            text[length++] = '_';
        }
        text[length++] = digits[i];
    }
    text[length] = '\0';
}

/** Writes a text and blanks up to the width of its column. */
static void write_column(struct axvm_output *output, const char *text, size_t width) {
    size_t length = strlen(text);
    axvm_output_string(output, text);
    axvm_output_repeat(output, ' ', length < width ? width - length : 1);
}

static void write_context(struct axvm_output *output, const struct axvm_vm *vm) {
    message(output, "Profile %s, architecture %s", axvm_profile_name(vm->config->profile), axvm_arch_name(vm->arch));
    if (vm->arch_reason.length > 0) {
        message(output, " (because of ");
        message_argument(output, vm->arch_reason);
        message(output, ")");
    }
    message(output, "\n\n");
}

/* --- memory --------------------------------------------------------------------------------------- */

static const char *how_mapped(enum axvm_mem_map_type map_type) {
    static const char *const texts[] = {
        [AXVM_MEM_MAP_ALLOC] = "allocated, mapped at the configured address",
        [AXVM_MEM_MAP_IDENTICAL] = "allocated, mapped at its own address",
        [AXVM_MEM_MAP_RESERVED] = "set aside, at the same address on both sides",
    };
    return texts[map_type];
}

static void write_region(struct axvm_output *output, const struct axvm_vm *vm, size_t index) {
    const struct axvm_mem_config *region = &vm->config->kernel.memory_regions[index];
    bool is_chosen = region->map_type == AXVM_MEM_MAP_IDENTICAL;
    char base[TEXT_MAX] = "";
    char size[TEXT_MAX] = "";
    if (is_chosen) {
        snprintf(base, sizeof(base), index == 0 ? "G" : "chosen at run time");
    } else {
        add_hex(base, region->gpa);
    }
    add_hex(size, region->size_bytes);
    write_column(output, index == 0 ? "  main" : "", ITEM_WIDTH);
    write_column(output, base, ADDRESS_WIDTH);
    write_column(output, size, ADDRESS_WIDTH);
    message(output, "%s\n", how_mapped(region->map_type));
}

static void write_memory(struct axvm_output *output, const struct axvm_vm *vm) {
    write_column(output, "Memory", ITEM_WIDTH);
    write_column(output, "base", ADDRESS_WIDTH);
    write_column(output, "size", ADDRESS_WIDTH);
    message(output, "how\n");
    for (size_t i = 0; i < vm->config->kernel.memory_region_count; i++) {
        write_region(output, vm, i);
    }
    if (vm->layout.is_main_chosen) {
        message(output, "  G is chosen while the hypervisor runs, at a multiple of 2 MiB.\n");
    }
    message(output, "\n");
}

/* --- what is loaded -------------------------------------------------------------------------------- */

static void write_item(struct axvm_output *output, const struct axvm_layout_address *address, const char *name) {
    char item[TEXT_MAX];
    char configured[TEXT_MAX] = "";
    char effective[TEXT_MAX] = "";
    bool is_there = axvm_layout_is_known(address);
    if (address->is_configured) {
        add_hex(configured, address->configured);
    }
    if (is_there) {
        snprintf(effective, sizeof(effective), address->is_offset ? "G + " : "");
        add_hex(effective, address->effective);
    }
    snprintf(item, sizeof(item), "  %s", name);
    write_column(output, item, ITEM_WIDTH);
    write_column(output, address->is_configured ? configured : "-", ADDRESS_WIDTH);
    write_column(output, is_there ? effective : "-", ADDRESS_WIDTH);
    message(output, "%s\n", axvm_layout_reason_text(address->reason));
}

void layout_write(struct axvm_output *output, const struct axvm_vm *vm) {
    write_context(output, vm);
    write_memory(output, vm);
    write_column(output, "Address", ITEM_WIDTH);
    write_column(output, "configured", ADDRESS_WIDTH);
    write_column(output, "effective", ADDRESS_WIDTH);
    message(output, "why\n");
    for (unsigned item = 0; item < AXVM_LAYOUT_ITEM_COUNT; item++) {
        write_item(output, &vm->layout.items[item], axvm_layout_item_name((enum axvm_layout_item)item));
    }
}
