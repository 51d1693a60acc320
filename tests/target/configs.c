/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Reads, decodes and checks all embedded configurations for both profiles, and says of each what was found and how much
 * stack and memory it took. tests/target/run-configs compares that with what the program for people says.
 */
#include "configs.h"

#include "axvmconfig/axvmconfig.h"
#include "platform.h"
#include "watermark.h"

#define ARENA_BYTES   ((size_t)128 * 1024)
#define FINDING_LIMIT 1000

static _Alignas(16) unsigned char memory[ARENA_BYTES];
static _Alignas(16) unsigned char board_memory[16 * 1024];

/* --- what is done with a configuration ------------------------------------------------------------- */

/* A configuration on its way, and what was made of it. All of this is the caller's, and not on the stack. */
static struct run {
    enum axvm_profile profile;
    struct axvm_arena arena;
    struct axvm_arena board_arena;
    struct axvm_source source;
    struct axvm_findings findings;
    struct axvm_toml_document document;
    struct axvm_crate_config config;
    struct axvm_vm vm;
    enum axvm_status status;
    struct axvm_output output;
    struct axvm_report report;
    uint64_t hash; /* of what was written last */
} run;

static const struct axvm_check_options options = {.arch = AXVM_ARCH_UNKNOWN};

static void read_text(void *context) {
    (void)context;
    watermark_start();
    run.status = axvm_toml_read(&run.document, run.source.text, AXVM_TOML_1_1, &run.arena, &run.findings);
}

static void decode(void *context) {
    (void)context;
    watermark_start();
    run.status = axvm_config_decode(&run.config, &run.document, run.profile, &run.arena, &run.findings);
}

/* The checks of the guest, and of a board that has no other. */
static void check(void *context) {
    (void)context;
    struct axvm_vm *vms[] = {&run.vm};
    run.vm = (struct axvm_vm){
        .source = &run.source, .document = &run.document, .config = &run.config, .findings = &run.findings};
    watermark_start();
    if (axvm_check_vm(&run.vm, &options) != AXVM_OK) {
        run.status = AXVM_OUT_OF_MEMORY;
        return;
    }
    axvm_findings_sort(&run.findings);
    if (axvm_check_board(vms, 1, &options, &run.board_arena) != AXVM_OK ||
        axvm_allow_apply(&run.document, &run.vm, &run.findings) != AXVM_OK) {
        run.status = AXVM_OUT_OF_MEMORY;
    }
    axvm_findings_sort(&run.findings);
}

/* FNV-1a: what is written is not kept. */
static bool hash_bytes(void *context, const char *data, size_t length) {
    uint64_t *hash = context;
    for (size_t i = 0; i < length; i++) {
        *hash = (*hash ^ (unsigned char)data[i]) * UINT64_C(0x100000001b3);
    }
    return true;
}

static void start_hash(void) {
    static char buffer[256];
    run.hash = UINT64_C(0xcbf29ce484222325);
    axvm_output_init(&run.output, buffer, sizeof buffer, hash_bytes, &run.hash);
}

static void write_config(void *context) {
    (void)context;
    start_hash();
    axvm_config_write_json(&run.output, &run.config);
    axvm_output_finish(&run.output);
}

static void write_report(enum axvm_report_format format) {
    start_hash();
    watermark_start();
    axvm_report_begin(&run.report, &run.output, format, (struct axvm_render_options){.explain_hints = true},
                      FINDING_LIMIT);
    axvm_report_source(&run.report, &run.source, &run.findings);
    axvm_report_end(&run.report);
    axvm_output_finish(&run.output);
}

static void report_short(void *context) {
    (void)context;
    write_report(AXVM_REPORT_SHORT);
}

static void report_text(void *context) {
    (void)context;
    write_report(AXVM_REPORT_TEXT);
}

/* --- what it takes --------------------------------------------------------------------------------- */

enum { READ, DECODE, CHECK, PRINT, WORK_COUNT };

/* The most that a kind of work has taken, and for what. */
struct most {
    size_t bytes;
    const char *name;
};

static struct most stack[WORK_COUNT];
static struct most memory_sound;   /* for a configuration without errors */
static struct most memory_damaged; /* for one with errors, which are kept in it */

static void note_most(struct most *most, size_t bytes) {
    if (bytes > most->bytes) {
        *most = (struct most){bytes, run.source.name.data};
    }
}

static void do_work(unsigned kind, watermark_work *work) {
    note_most(&stack[kind], watermark_stack(work, NULL));
}

/* --- what is said ---------------------------------------------------------------------------------- */

static bool write_console(void *context, const char *data, size_t length) {
    (void)context;
    platform_write(data, length);
    return true;
}

static struct axvm_output console;

static void write_count(const char *word, uint64_t count) {
    axvm_output_string(&console, word);
    axvm_output_u64(&console, count);
}

static void write_most(const char *what, struct most most) {
    axvm_output_string(&console, what);
    write_count(" ", most.bytes);
    axvm_output_string(&console, " ");
    axvm_output_string(&console, most.bytes == 0 ? "-" : most.name);
    axvm_output_string(&console, "\n");
}

/* One line about a configuration. */
static void say_result(const char *name, bool is_accepted, uint64_t config_hash, uint64_t short_hash,
                       uint64_t text_hash) {
    axvm_output_string(&console, "config ");
    axvm_output_string(&console, name);
    axvm_output_string(&console, " ");
    axvm_output_string(&console, axvm_profile_name(run.profile));
    axvm_output_string(&console, is_accepted ? " accepted" : " refused");
    for (unsigned level = AXVM_LEVEL_ERROR + 1; level-- > 0;) {
        write_count(" ", run.findings.counts[level]);
    }
    write_count(" ", run.findings.suppressed);
    const uint64_t hashes[] = {config_hash, short_hash, text_hash};
    for (size_t i = 0; i < sizeof hashes / sizeof hashes[0]; i++) {
        axvm_output_string(&console, " ");
        axvm_output_hex(&console, hashes[i]);
    }
    axvm_output_string(&console, "\n");
}

/* --- all of them ----------------------------------------------------------------------------------- */

static bool prepare(const struct embedded_config *config, enum axvm_profile profile) {
    run.profile = profile;
    run.source = (struct axvm_source){axvm_slice_of(config->name), {config->text, (size_t)config->length}};
    axvm_arena_init(&run.arena, memory, sizeof memory);
    axvm_arena_init(&run.board_arena, board_memory, sizeof board_memory);
    axvm_findings_init(&run.findings, &run.arena, &run.source, FINDING_LIMIT);
    do_work(READ, read_text);
    return !axvm_scenario_is(&run.document);
}

/* @return false if memory ran out */
static bool try_config(const struct embedded_config *config, enum axvm_profile profile) {
    if (!prepare(config, profile)) {
        return true;
    }
    if (run.status != AXVM_OUT_OF_MEMORY) {
        do_work(DECODE, decode);
    }
    bool is_accepted = run.status == AXVM_OK;
    uint64_t config_hash = 0;
    if (is_accepted) {
        write_config(NULL);
        config_hash = run.hash;
    }
    if (run.status != AXVM_OUT_OF_MEMORY) {
        do_work(CHECK, check);
    }
    if (run.status == AXVM_OUT_OF_MEMORY || run.findings.out_of_memory) {
        return false;
    }
    do_work(PRINT, report_short);
    uint64_t short_hash = run.hash;
    do_work(PRINT, report_text);
    say_result(config->name, is_accepted, config_hash, short_hash, run.hash);
    /* Last, since what was used is painted over. */
    note_most(run.findings.counts[AXVM_LEVEL_ERROR] == 0 ? &memory_sound : &memory_damaged,
              watermark_used(memory, sizeof memory) + watermark_used(board_memory, sizeof board_memory));
    return true;
}

void image_main(void) {
    static char buffer[256];
    bool has_memory = config_count > 0;
    axvm_output_init(&console, buffer, sizeof buffer, write_console, NULL);
    watermark_paint(memory, sizeof memory);
    watermark_paint(board_memory, sizeof board_memory);
    for (uint64_t i = 0; i < config_count && has_memory; i++) {
        has_memory = try_config(&configs[i], AXVM_PROFILE_0_4) && try_config(&configs[i], AXVM_PROFILE_0_8);
    }
    write_most("stack read", stack[READ]);
    write_most("stack decode", stack[DECODE]);
    write_most("stack check", stack[CHECK]);
    write_most("stack print", stack[PRINT]);
    write_most("memory sound", memory_sound);
    write_most("memory damaged", memory_damaged);
    write_count("objects ", sizeof run);
    axvm_output_string(&console, has_memory ? "\nend\n" : "\nout of memory\n");
    axvm_output_finish(&console);
    platform_exit(has_memory);
}
