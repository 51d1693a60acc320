/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The checks, for both profiles and the architecture that the input decides, alone and as two guests of a board: the
 * documented memory is enough, spans lie in their texts, and an arena that is too small is said to be.
 */
#include "checked.h"
#include "fuzz.h"
#include "support.h"

#include <stdlib.h>
#include <string.h>

static struct axvm_check_options options_of(unsigned arch, uint64_t number) {
    return (struct axvm_check_options){
        .arch = (enum axvm_arch)arch,
        .deploy = (enum axvm_deploy)(number % 3),
        .gpa_bits = number & 1 ? 39 : 0,
        .host_cpus = number & 2 ? 4 : 0,
        .host_ram_bytes = number & 4 ? UINT64_C(0x80000000) : 0,
    };
}

/* Checks again in an arena that ends somewhere above what decoding took. */
static void check_with_less(struct axvm_slice text, enum axvm_profile profile, const struct axvm_check_options *options,
                            uint64_t number) {
    struct checked checked;
    checked_start(&checked, text.data, text.length, profile, options);
    struct axvm_arena *arena = &checked.arena;
    size_t left = number % (arena->high - arena->low + 1);
    arena->high = arena->low + left;
    struct axvm_findings findings = checked.findings;
    struct axvm_vm vm = {
        .source = &checked.source, .document = &checked.document, .config = &checked.config, .findings = &findings};
    enum axvm_status status = axvm_check_vm(&vm, options);
    fuzz_require(status == AXVM_OK || status == AXVM_OUT_OF_MEMORY, "checks end in a clean status");
    fuzz_require(status == AXVM_OUT_OF_MEMORY || !findings.out_of_memory, "a finding that is lost is out of memory");
    fuzz_require(arena->low <= arena->high && arena->high <= arena->size, "always low <= high <= size in the arena");
    if (status == AXVM_OK) {
        fuzz_require(memcmp(vm.outcomes, checked.vm.outcomes, sizeof vm.outcomes) == 0, "outcomes are the same again");
    }
    checked_end(&checked);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct axvm_slice text = fuzz_text(data, size);
    uint64_t number = fuzz_number(data, size, 0);
    for (unsigned profile = 0; profile < AXVM_PROFILE_COUNT; profile++) {
        uint64_t context = number >> 8 * profile;
        struct axvm_check_options options = options_of(context % AXVM_ARCH_COUNT, context >> 16);
        fuzz_expect(checked_problem(text.data, text.length, (enum axvm_profile)profile, &options));
    }
    struct axvm_check_options options = options_of(number % AXVM_ARCH_COUNT, number >> 40);
    check_with_less(text, (enum axvm_profile)(number >> 50 & 1), &options, fuzz_number(data, size, 1) >> 20);
    return 0;
}
