/* SPDX-License-Identifier: Apache-2.0 */
/* Numbers written alike: the unit in the schema's row says how. */
#include "axvmconfig/pretty.h"
#include "model/node_field.h"

/* From here on the number of a CPU is an MPIDR, whose affinities are bytes. */
#define MPIDR_MIN   0x100

#define NIBBLE_BITS 4

enum notation { AS_WRITTEN = 0, DECIMAL, HEXADECIMAL };

static enum notation notation_of(enum axvm_unit unit, uint64_t value) {
    switch (unit) {
    case AXVM_UNIT_ADDRESS:
    case AXVM_UNIT_BYTES:
    case AXVM_UNIT_FLAGS:
    case AXVM_UNIT_CPU_MASK:
        return HEXADECIMAL;
    case AXVM_UNIT_COUNT:
    case AXVM_UNIT_IRQ:
        return DECIMAL;
    case AXVM_UNIT_CPU_ID:
        return value < MPIDR_MIN ? DECIMAL : HEXADECIMAL;
    default:
        return AS_WRITTEN;
    }
}

static bool has_value(const struct axvm_toml_node *node) {
    return node->kind == AXVM_TOML_INTEGER &&
           (node->form & (AXVM_TOML_INTEGER_NEGATIVE | AXVM_TOML_INTEGER_WIDE | AXVM_TOML_INTEGER_OVERFLOW)) == 0;
}

/* `0x8020_0000`: four digits between underscores, no leading zeros. */
static void write_grouped_hex(struct axvm_output *output, uint64_t value) {
    unsigned digits = 1;
    while (digits < 2 * sizeof value && value >> (digits * NIBBLE_BITS) != 0) {
        digits++;
    }
    axvm_output_string(output, "0x");
    for (unsigned left = digits; left > 0; left--) {
        if (left != digits && left % 4 == 0) {
            axvm_output_char(output, '_');
        }
        axvm_output_char(output, "0123456789abcdef"[value >> ((left - 1) * NIBBLE_BITS) & 0xf]);
    }
}

size_t axvm_pretty_memory_bound(size_t length) {
    /* A row of 24 bytes for each node, of which there is one for 2 bytes; 40 for each part that is sorted, which has
       at least 3 bytes; keys without their escapes. */
    uint64_t capped = length < AXVM_TEXT_MAX ? length : AXVM_TEXT_MAX;
    uint64_t bound = 28 * capped + 4096;
    return bound > SIZE_MAX ? SIZE_MAX : (size_t)bound;
}

enum axvm_status axvm_pretty_write_numbers(const struct axvm_toml_document *document, const struct axvm_record *record,
                                           enum axvm_profile profile, struct axvm_arena *arena,
                                           struct axvm_output *output) {
    const struct axvm_node_field *rows = axvm_node_fields(document, record, profile, arena);
    if (rows == NULL) {
        return AXVM_OUT_OF_MEMORY;
    }
    uint32_t written = 0;
    for (uint32_t i = 1; i < document->node_count; i++) {
        const struct axvm_toml_node *node = &document->nodes[i];
        if (!has_value(node) || rows[i].field == NULL) {
            continue;
        }
        uint64_t value = axvm_toml_integer(document, i);
        enum notation notation = notation_of(rows[i].field->unit, value);
        if (notation != AS_WRITTEN) {
            axvm_output_slice(output, axvm_toml_text(document, (struct axvm_span){written, node->start}));
            if (notation == DECIMAL) {
                axvm_output_u64(output, value);
            } else {
                write_grouped_hex(output, value);
            }
            written = node->end;
        }
    }
    struct axvm_span rest = {written, (uint32_t)document->text.length};
    axvm_output_slice(output, axvm_toml_text(document, rest));
    return AXVM_OK;
}
