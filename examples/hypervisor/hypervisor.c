/* SPDX-License-Identifier: Apache-2.0 */
#include "hypervisor.h"

/* Of which Axvisor the configurations are. */
#define PROFILE AXVM_PROFILE_0_4

/* How many errors, warnings and notes are printed of each; further ones are only counted. */
#define FINDINGS_MAX 10

/* The most vCPUs of a VM. */
#define VCPUS_MAX 8

/* The size of the device tree that is made for a guest, in bytes. */
#define DTB_BYTES 0x10000

/* Everything is in here while a VM is made: enough for every text of 8 KiB, as axvm_config_memory_bound() says. */
static _Alignas(16) unsigned char memory[1 << 20];

/* A guest on its way from text to VM. Some of this is too large for the stack of a hypervisor. */
struct guest {
    struct axvm_arena arena;
    struct axvm_source source;
    struct axvm_findings findings;
    struct axvm_toml_document document;
    struct axvm_crate_config config;
    struct axvm_vm check;
    struct axvm_vm_config vm;
    struct axvm_output console;
    char console_buffer[128];
};

static struct guest guest;

/* --- text in, configuration or findings out ------------------------------------------------------- */

static enum axvm_status read_config(struct axvm_slice name, struct axvm_slice text) {
    guest.source = (struct axvm_source){name, text};
    axvm_arena_init(&guest.arena, memory, sizeof memory);
    axvm_findings_init(&guest.findings, &guest.arena, &guest.source, FINDINGS_MAX);
    enum axvm_status status = axvm_toml_read(&guest.document, text, AXVM_TOML_1_1, &guest.arena, &guest.findings);
    if (status != AXVM_OUT_OF_MEMORY) {
        status = axvm_config_decode(&guest.config, &guest.document, PROFILE, &guest.arena, &guest.findings);
    }
    return status;
}

/* Looks for what would fail later, and then applies the remarks of the text's author: `# axvm: allow AX0108 reason`. */
static enum axvm_status check_config(const struct machine *machine) {
    const struct axvm_check_options options = {.arch = machine->arch, .host_cpus = machine->cpus.count};
    struct axvm_vm *const board[] = {&guest.check}; /* all guests, where there are several */
    guest.check = (struct axvm_vm){
        .source = &guest.source,
        .document = &guest.document,
        .config = &guest.config,
        .findings = &guest.findings,
    };
    enum axvm_status status = axvm_check_vm(&guest.check, &options);
    if (status == AXVM_OK) {
        status = axvm_check_board(board, 1, &options, &guest.arena);
    }
    axvm_findings_sort(&guest.findings);
    if (status == AXVM_OK) {
        status = axvm_allow_apply(&guest.document, &guest.check, &guest.findings);
    }
    axvm_findings_sort(&guest.findings);
    return status;
}

static void print_findings(void) {
    const struct axvm_render_options options = {.color = false};
    for (const struct axvm_finding *finding = guest.findings.first; finding != NULL; finding = finding->next) {
        if (!finding->suppressed) {
            axvm_render_text(&guest.console, finding, &options);
        }
    }
}

/* --- the VM --------------------------------------------------------------------------------------- */

static void print_number(const char *label, uint64_t number) {
    axvm_output_string(&guest.console, label);
    axvm_output_hex(&guest.console, number);
}

static void end_line(void) {
    axvm_output_char(&guest.console, '\n');
}

/* Takes host memory for a guest. @return false if there is too little */
static bool allocate(struct machine *machine, uint64_t size_bytes, uint64_t *hpa) {
    uint64_t into_block = machine->free_base % AXVM_BLOCK_BYTES;
    uint64_t gap = into_block == 0 ? 0 : AXVM_BLOCK_BYTES - into_block;
    uint64_t free_bytes = machine->free_end - machine->free_base;
    if (gap > free_bytes || size_bytes > free_bytes - gap) {
        return false;
    }
    *hpa = machine->free_base + gap;
    machine->free_base = *hpa + size_bytes;
    return true;
}

/* Here a hypervisor enters the range into the guest's page table. */
static void map(const char *what, const struct axvm_vm_mapping *mapping) {
    axvm_output_string(&guest.console, what);
    print_number(": guest ", mapping->gpa);
    print_number(", host ", mapping->hpa);
    print_number(", size ", mapping->size_bytes);
    print_number(", flags ", mapping->flags);
    end_line();
}

/* @param main_gpa  receives where main memory is, if there is any */
static bool make_memory(struct machine *machine, uint64_t *main_gpa) {
    struct axvm_vm_mapping mapping;
    for (size_t i = 0; axvm_vm_config_memory(&guest.vm, i, &mapping); i++) {
        if (mapping.backing != AXVM_BACKING_GIVEN && !allocate(machine, mapping.size_bytes, &mapping.hpa)) {
            axvm_output_string(&guest.console, "out of memory for the guest\n");
            return false;
        }
        if (mapping.backing == AXVM_BACKING_CHOSEN) {
            mapping.gpa = mapping.hpa;
        }
        if (i == 0) {
            *main_gpa = mapping.gpa;
        }
        map("  memory", &mapping);
    }
    return true;
}

static void pass_through_devices(void) {
    struct axvm_vm_mapping mapping;
    for (size_t i = 0; i < guest.vm.devices->passthrough_device_count; i++) {
        if (axvm_vm_config_device(&guest.vm, i, &mapping)) {
            map("  device", &mapping);
            continue;
        }
        axvm_output_string(&guest.console, "  device of the host's tree: ");
        axvm_output_slice(&guest.console, guest.vm.devices->passthrough_devices[i].name);
        end_line();
    }
    for (size_t i = 0; i < guest.vm.devices->passthrough_address_count; i++) {
        if (axvm_vm_config_address(&guest.vm, i, &mapping)) {
            map("  addresses", &mapping);
        }
    }
}

/* Here a hypervisor copies the image. */
static void load(enum axvm_layout_item item, const struct axvm_layout_address *address) {
    if (!axvm_layout_is_known(address)) {
        return;
    }
    axvm_output_string(&guest.console, "  ");
    axvm_output_string(&guest.console, axvm_layout_item_name(item));
    print_number(" at ", address->effective);
    if (address->is_configured && address->configured != address->effective) {
        print_number(", not at ", address->configured);
    }
    end_line();
}

static void load_images(void) {
    const struct axvm_vm_image_config *images = &guest.vm.image_config;
    load(AXVM_LAYOUT_KERNEL, &images->kernel_load_gpa);
    load(AXVM_LAYOUT_FIRMWARE, &images->bios_load_gpa);
    load(AXVM_LAYOUT_DTB, &images->dtb_load_gpa);
    load(AXVM_LAYOUT_RAMDISK, &images->ramdisk_load_gpa);
}

/* Here a hypervisor makes the vCPUs. */
static bool make_vcpus(const struct machine *machine) {
    struct axvm_vcpu_config vcpu;
    if (guest.vm.cpu_num > VCPUS_MAX) {
        axvm_output_string(&guest.console, "too many vCPUs\n");
        return false;
    }
    for (uint64_t id = 0; axvm_vm_config_vcpu(&guest.vm, id, &machine->cpus, &vcpu); id++) {
        const struct axvm_layout_address *entry =
            id == 0 ? &guest.vm.cpu_config.bsp_entry : &guest.vm.cpu_config.ap_entry;
        if (vcpu.affinity == AXVM_AFFINITY_NOWHERE) {
            axvm_output_string(&guest.console, "no physical CPU for a vCPU\n");
            return false;
        }
        axvm_output_string(&guest.console, "  vCPU ");
        axvm_output_u64(&guest.console, id);
        print_number(": physical id ", vcpu.physical_id);
        print_number(", on CPUs ", vcpu.affinity_mask);
        print_number(", starts at ", entry->effective);
        end_line();
    }
    return true;
}

static bool make_vm(struct machine *machine) {
    uint64_t main_gpa = 0;
    axvm_vm_config_from(&guest.vm, &guest.config, machine->arch);
    axvm_output_string(&guest.console, "VM ");
    axvm_output_u64(&guest.console, guest.vm.id);
    axvm_output_string(&guest.console, ", ");
    axvm_output_slice(&guest.console, guest.vm.name);
    end_line();
    if (!make_memory(machine, &main_gpa)) {
        return false;
    }
    axvm_vm_config_place(&guest.vm, main_gpa, DTB_BYTES);
    pass_through_devices();
    load_images();
    return make_vcpus(machine);
}

bool hypervisor_make_vm(struct machine *machine, struct axvm_slice name, struct axvm_slice text) {
    axvm_output_init(&guest.console, guest.console_buffer, sizeof guest.console_buffer, machine->print,
                     machine->console);
    enum axvm_status status = read_config(name, text);
    if (status != AXVM_OUT_OF_MEMORY && check_config(machine) == AXVM_OUT_OF_MEMORY) {
        status = AXVM_OUT_OF_MEMORY;
    }
    print_findings();
    bool is_made = false;
    if (status == AXVM_OUT_OF_MEMORY) {
        axvm_output_string(&guest.console, "out of memory: the configuration is too large\n");
    } else if (status == AXVM_OK && guest.findings.counts[AXVM_LEVEL_ERROR] == 0) {
        is_made = make_vm(machine);
    }
    axvm_output_finish(&guest.console);
    return is_made;
}
