/* SPDX-License-Identifier: Apache-2.0 */
/* A program of somebody else: reads a configuration with the installed library. C and C++. */
#include <axvmconfig/axvmconfig.h>
#include <stdio.h>

static unsigned char memory[1 << 20];

static enum axvm_status read_text(const char *text, struct axvm_crate_config *config, struct axvm_findings *findings) {
    static struct axvm_arena arena;
    static struct axvm_source source;
    source.name = axvm_slice_of("vm.toml");
    source.text = axvm_slice_of(text);
    axvm_arena_init(&arena, memory, sizeof memory);
    axvm_findings_init(findings, &arena, &source, 10);
    return axvm_config_from_toml(config, source.text, &arena, findings);
}

int main(void) {
    static struct axvm_crate_config config;
    static struct axvm_findings findings;
    if (read_text("[base]\nid = 7\nname = \"a\"\nvm_type = 1\ncpu_num = 1\n"
                  "[kernel]\nentry_point = 0x8020_0000\nkernel_path = \"k\"\nkernel_load_addr = 0x8020_0000\n"
                  "memory_regions = []\n"
                  "[devices]\nemu_devices = []\npassthrough_devices = []\ninterrupt_mode = \"no_irq\"\n",
                  &config, &findings) != AXVM_OK) {
        return 1;
    }
    printf("VM %u\n", (unsigned)config.base.id);
    if (read_text("id = ", &config, &findings) != AXVM_INVALID) {
        return 1;
    }
    printf("AX%04u\n", (unsigned)findings.first->code);
    return 0;
}
