/* SPDX-License-Identifier: Apache-2.0 */
/* A hypervisor that checks what it reads, and says what is wrong in full. See scripts/measure-size. */
#include "axvmconfig/check.h"

enum axvm_status load(struct axvm_crate_config *config, enum axvm_profile profile, struct axvm_arena *arena,
                      struct axvm_source *source, struct axvm_output *console);

/* Checks one guest, also as all there are on its board. */
static enum axvm_status check(struct axvm_vm *vm, struct axvm_arena *arena) {
    struct axvm_check_options options = {.deploy = AXVM_DEPLOY_MEMORY};
    enum axvm_status status = axvm_check_vm(vm, &options);
    if (status == AXVM_OK) {
        status = axvm_check_board(&vm, 1, &options, arena);
    }
    axvm_findings_sort(vm->findings);
    return status == AXVM_OK ? axvm_allow_apply(vm->document, vm, vm->findings) : status;
}

/* The entry point of the image: nothing is known of its arguments, and nothing of what it calls can be left out. */
enum axvm_status load(struct axvm_crate_config *config, enum axvm_profile profile, struct axvm_arena *arena,
                      struct axvm_source *source, struct axvm_output *console) {
    struct axvm_render_options options = {.color = false};
    struct axvm_findings findings;
    struct axvm_toml_document document;
    struct axvm_vm vm = {.source = source, .document = &document, .config = config, .findings = &findings};
    axvm_findings_init(&findings, arena, source, 10);
    enum axvm_status status = axvm_toml_read(&document, source->text, AXVM_TOML_1_1, arena, &findings);
    if (status != AXVM_OUT_OF_MEMORY) {
        status = axvm_config_decode(config, &document, profile, arena, &findings);
    }
    if (status != AXVM_OUT_OF_MEMORY) {
        status = check(&vm, arena);
    }
    axvm_findings_sort(&findings);
    for (const struct axvm_finding *finding = findings.first; finding != NULL; finding = finding->next) {
        axvm_render_text(console, finding, &options);
    }
    return status;
}
