/* SPDX-License-Identifier: Apache-2.0 */
/* The writer of JSON: what is written is JSON, and made TOML again by the program it is the same configuration. */
#include "fuzz.h"
#include "json.h"
#include "json_input.h"

static void try_profile(struct axvm_slice text, enum axvm_profile profile) {
    struct fuzz_reading reading;
    struct axvm_crate_config config;
    if (fuzz_decode(&reading, &config, text, profile)) {
        struct fuzz_output json;
        struct fuzz_output json_again;
        struct program program;
        struct input toml;
        struct fuzz_reading again;
        struct axvm_crate_config same;
        fuzz_write_json(&json, &config);
        json_object_put(json_read(fuzz_output_text(&json)));
        axvm_output_init(&program.err.output, NULL, 0, NULL, NULL);
        fuzz_require(json_to_toml(&program, reading.source.name, fuzz_output_text(&json), &toml) == EXIT_CLEAN,
                     "the program reads what the library writes");
        fuzz_require(fuzz_decode(&again, &same, toml.text, profile), "it is a configuration");
        fuzz_write_json(&json_again, &same);
        fuzz_require(axvm_slice_equal(fuzz_output_text(&json), fuzz_output_text(&json_again)), "it is the same one");
        fuzz_output_release(&json_again);
        fuzz_output_release(&json);
        fuzz_release(&again);
        input_release(&toml);
    }
    fuzz_release(&reading);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    for (unsigned profile = 0; profile < AXVM_PROFILE_COUNT; profile++) {
        try_profile(fuzz_text(data, size), (enum axvm_profile)profile);
    }
    return 0;
}
