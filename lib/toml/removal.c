/* SPDX-License-Identifier: Apache-2.0 */
#include "toml/removal.h"

/* Whether a comment begins behind `start` and before `end`. Nodes before `first` are not looked at. */
static bool has_comment(const struct axvm_toml_document *document, uint32_t first, struct axvm_span span) {
    for (uint32_t i = first; i < document->node_count && document->nodes[i].start < span.end; i++) {
        if (document->nodes[i].kind == AXVM_TOML_COMMENT && document->nodes[i].start > span.start) {
            return true;
        }
    }
    return false;
}

struct axvm_span axvm_toml_removal_span(const struct axvm_toml_document *document, uint32_t array, size_t first) {
    const struct axvm_span nothing = {0, 0};
    const struct axvm_toml_node *node = &document->nodes[array];
    if (array == 0 || first == 0 || node->kind != AXVM_TOML_ARRAY ||
        (node->form & AXVM_TOML_FORM_MASK) != AXVM_TOML_ARRAY_INLINE || node->link == 0) {
        return nothing;
    }
    uint32_t kept = axvm_toml_first_child(document, array);
    for (size_t i = 1; i < first && kept != 0; i++) {
        kept = axvm_toml_next_child(document, array, kept);
    }
    if (kept == 0) {
        return nothing;
    }
    struct axvm_span span = {document->nodes[kept].end, document->nodes[node->link].end};
    return has_comment(document, kept, span) ? nothing : span;
}
