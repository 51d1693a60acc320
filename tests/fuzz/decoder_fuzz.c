/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The decoder, for both profiles and for scenarios: it gives values or an error, the same ones each time, and an arena
 * of any size ends in the same verdict or in out of memory.
 */
#include "fuzz.h"
#include "support.h"

#include <stdlib.h>

static void decode_scenario(struct axvm_slice text) {
    struct fuzz_reading reading;
    struct axvm_scenario scenario;
    fuzz_read(&reading, text, 0);
    if (reading.status == AXVM_OK && axvm_scenario_is(&reading.document)) {
        enum axvm_status status = axvm_scenario_decode(&scenario, &reading.document, &reading.arena, &reading.findings);
        fuzz_require(status != AXVM_OUT_OF_MEMORY, "axvm_config_memory_bound() is enough for a scenario");
        fuzz_require((status == AXVM_OK) == (reading.findings.counts[AXVM_LEVEL_ERROR] == 0),
                     "a scenario is invalid if and only if there is an error");
    }
    fuzz_release(&reading);
}

/* A key that is sound can be relied upon, and one that is there and is not sound was complained of. */
static void judge_keys(const struct fuzz_reading *reading, const struct axvm_keys *keys) {
    bool complained = reading->findings.counts[AXVM_LEVEL_ERROR] > 0;
    fuzz_require(complained || (keys->present & ~keys->sound) == 0, "what is not sound is an error");
}

static void decode(struct axvm_slice text, enum axvm_profile profile) {
    struct fuzz_reading first;
    struct fuzz_reading second;
    struct axvm_crate_config config;
    struct axvm_crate_config again;
    bool accepted = fuzz_decode(&first, &config, text, profile);
    fuzz_require(accepted == (first.findings.counts[AXVM_LEVEL_ERROR] == 0),
                 "the status is AXVM_INVALID if and only if there is an error");
    judge_keys(&first, &config.base.keys);
    judge_keys(&first, &config.kernel.keys);
    judge_keys(&first, &config.devices.keys);
    fuzz_require(fuzz_decode(&second, &again, text, profile) == accepted, "the verdict is the same each time");
    struct fuzz_output a;
    struct fuzz_output b;
    fuzz_write_json(&a, &config);
    fuzz_write_json(&b, &again);
    fuzz_require(axvm_slice_equal(fuzz_output_text(&a), fuzz_output_text(&b)), "values are the same each time");
    fuzz_output_release(&a);
    fuzz_output_release(&b);
    fuzz_release(&first);
    fuzz_release(&second);
}

static void decode_with_less(struct axvm_slice text, enum axvm_status status, uint64_t number) {
    struct reading reading;
    size_t bound = axvm_config_memory_bound(text.length, FUZZ_FINDING_LIMIT);
    reading_start(&reading, text.data, text.length, number % (bound + 1), FUZZ_FINDING_LIMIT);
    fuzz_expect(reading_problem(&reading));
    fuzz_require(reading.status == status || reading.status == AXVM_OUT_OF_MEMORY, "less memory is no other verdict");
    reading_end(&reading);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct axvm_slice text = fuzz_text(data, size);
    struct reading reading;
    for (unsigned profile = 0; profile < AXVM_PROFILE_COUNT; profile++) {
        decode(text, (enum axvm_profile)profile);
    }
    decode_scenario(text);
    reading_start(&reading, text.data, text.length, SIZE_MAX, FUZZ_FINDING_LIMIT);
    fuzz_expect(reading_problem(&reading));
    decode_with_less(text, reading.status, fuzz_number(data, size, 0));
    decode_with_less(text, reading.status, fuzz_number(data, size, 1) % (8 * size + 1));
    reading_end(&reading);
    return 0;
}
