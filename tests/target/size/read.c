/* SPDX-License-Identifier: Apache-2.0 */
/* The least that a hypervisor links: text in, configuration or findings out. See scripts/measure-size. */
#include "axvmconfig/config.h"

enum axvm_status load(struct axvm_crate_config *config, struct axvm_slice text, void *memory, size_t size);

/* The entry point of the image: nothing is known of its arguments, and nothing of what it calls can be left out. */
enum axvm_status load(struct axvm_crate_config *config, struct axvm_slice text, void *memory, size_t size) {
    struct axvm_arena arena;
    struct axvm_findings findings;
    struct axvm_source source = {axvm_slice_of("vm.toml"), text};
    axvm_arena_init(&arena, memory, size);
    axvm_findings_init(&findings, &arena, &source, 10);
    return axvm_config_from_toml(config, text, &arena, &findings);
}
