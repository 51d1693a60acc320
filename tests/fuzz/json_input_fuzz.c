/* SPDX-License-Identifier: Apache-2.0 */
/* JSON as the program's input: it is refused, or becomes TOML that can be read. */
#include "fuzz.h"
#include "json_input.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct program program;
    struct input toml;
    struct fuzz_output messages;
    fuzz_output_start(&messages);
    program.err.output = messages.output;
    enum exit_code exit_code = json_to_toml(&program, axvm_slice_of("vm.json"), fuzz_text(data, size), &toml);
    messages.output = program.err.output;
    bool complained = fuzz_output_text(&messages).length > 0;
    fuzz_require((exit_code == EXIT_CLEAN) != complained, "what is refused is complained of");
    if (exit_code == EXIT_CLEAN) {
        struct fuzz_reading reading;
        fuzz_read(&reading, toml.text, 0);
        enum axvm_code code = reading.status == AXVM_OK ? AXVM_CODE_NOT_UTF8 : reading.findings.first->code;
        /* json-c lets encoded surrogates pass, and more depth than the reader. */
        fuzz_require(code == AXVM_CODE_NOT_UTF8 || code == AXVM_CODE_TOO_DEEP, "it is TOML");
        fuzz_release(&reading);
        input_release(&toml);
    }
    fuzz_output_release(&messages);
    return 0;
}
