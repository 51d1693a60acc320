/* SPDX-License-Identifier: Apache-2.0 */
/* The writer of TOML: what is written reads back to the same configuration, without warnings, and is written alike. */
#include "fuzz.h"
#include "written.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    for (unsigned profile = 0; profile < AXVM_PROFILE_COUNT; profile++) {
        struct fuzz_reading reading;
        struct axvm_crate_config config;
        if (fuzz_decode(&reading, &config, fuzz_text(data, size), (enum axvm_profile)profile)) {
            fuzz_expect(written_problem(&config));
        }
        fuzz_release(&reading);
    }
    return 0;
}
