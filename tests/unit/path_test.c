/* SPDX-License-Identifier: Apache-2.0 */
/* Paths: where they lead, and what is said of those that lead nowhere. */
#include "axvmconfig/path.h"
#include "tap.h"

/* A path and what it leads to, as written in the text. */
struct row {
    const char *path;
    enum axvm_path_status status;
    const char *found; /* FOUND: the value. MISSING_*, NEW_ELEMENT: the key. Else: the path up to `at` */
};

static const char text[] =
    "[base]\nid = 1\n\n[kernel]\nmemory_regions = [[0x4000, 0x1000, 7, 0], { gpa = 5, size = 6 }]\n"
    "\"odd key\" = { x = [1, 2] }\n\n[[devices.emu_devices]]\nname = \"uart\"\ncfg_list = [8, 9]\n";

static const struct row rows[] = {
    {"base.id", AXVM_PATH_FOUND, "1"},
    {"base", AXVM_PATH_FOUND, "[base]"},
    {"kernel.memory_regions[0]", AXVM_PATH_FOUND, "[0x4000, 0x1000, 7, 0]"},
    {"kernel.memory_regions[0].size", AXVM_PATH_FOUND, "0x1000"},
    {"kernel.memory_regions[0][1]", AXVM_PATH_FOUND, "0x1000"},
    {"kernel.memory_regions[1].size", AXVM_PATH_FOUND, "6"},
    {"kernel.'odd key'.x[1]", AXVM_PATH_FOUND, "2"},
    {"kernel.\"odd key\".x[1]", AXVM_PATH_FOUND, "2"},
    {"devices.emu_devices[0].cfg_list[0]", AXVM_PATH_FOUND, "8"},
    {"devices.emu_devices[0].name", AXVM_PATH_FOUND, "\"uart\""},
    {"base.name", AXVM_PATH_MISSING_KEY, "name"},
    {"kernel.memory_regions[1].flags", AXVM_PATH_MISSING_KEY, "flags"},
    {"host.cpus", AXVM_PATH_MISSING_TABLE, "cpus"},
    {"kernel.memory_regions[+]", AXVM_PATH_NEW_ELEMENT, ""},
    {"kernel.memory_regions[12]", AXVM_PATH_NOWHERE, "kernel.memory_regions"},
    {"kernel.memory_regions[0].x", AXVM_PATH_MISSING_KEY, "x"},
    {"kernel.'odd key'.x.y", AXVM_PATH_NOWHERE, "kernel.'odd key'.x."},
    {"base.a-b_Z9", AXVM_PATH_MISSING_KEY, "a-b_Z9"},
    {"base.~", AXVM_PATH_MALFORMED, "base."},
    {"host[0]", AXVM_PATH_NOWHERE, ""},
    {"host.", AXVM_PATH_NOWHERE, ""},
    {"kernel.memory_regions[2]", AXVM_PATH_NOWHERE, "kernel.memory_regions"},
    {"kernel.memory_regions[2].size", AXVM_PATH_NOWHERE, "kernel.memory_regions"},
    {"base.id.x", AXVM_PATH_NOWHERE, "base.id."},
    {"base.id[0]", AXVM_PATH_NOWHERE, "base.id"},
    {"base[0]", AXVM_PATH_NOWHERE, "base"},
    {"a.b.c", AXVM_PATH_NOWHERE, ""},
    {"base.a.b", AXVM_PATH_NOWHERE, "base."},
    {"kernel.'odd key'.y", AXVM_PATH_MISSING_KEY, "y"},
    {"", AXVM_PATH_MALFORMED, ""},
    {".base", AXVM_PATH_MALFORMED, ""},
    {"base.", AXVM_PATH_MALFORMED, "base."},
    {"base id", AXVM_PATH_MALFORMED, "base"},
    {"[0]", AXVM_PATH_MALFORMED, ""},
    {"kernel.memory_regions[x]", AXVM_PATH_MALFORMED, "kernel.memory_regions["},
    {"kernel.memory_regions[0", AXVM_PATH_MALFORMED, "kernel.memory_regions["},
    {"kernel.memory_regions[+].size", AXVM_PATH_MALFORMED, "kernel.memory_regions[+]"},
    {"kernel.'odd", AXVM_PATH_MALFORMED, "kernel."},
};

static struct axvm_slice found_of(const struct axvm_toml_document *document, const struct axvm_path *path,
                                  const char *asked) {
    switch (path->status) {
    case AXVM_PATH_FOUND:
        return axvm_toml_text(document, axvm_toml_value_span(document, path->node));
    case AXVM_PATH_NOWHERE:
    case AXVM_PATH_MALFORMED:
        return (struct axvm_slice){asked, path->at};
    default:
        return path->key;
    }
}

static _Alignas(16) unsigned char memory[1 << 16];

static void read(struct axvm_toml_document *document, const char *toml) {
    struct axvm_arena arena;
    struct axvm_findings findings;
    struct axvm_source source = {axvm_slice_of("vm.toml"), axvm_slice_of(toml)};
    axvm_arena_init(&arena, memory, sizeof memory);
    axvm_findings_init(&findings, &arena, &source, 1);
    TAP_CHECK(axvm_toml_read(document, source.text, AXVM_TOML_1_1, &arena, &findings) == AXVM_OK, "the text is right");
}

/* In a section that is an array a key stands for a position, if the profile has it. */
static void follow_in_arrays(void) {
    struct axvm_toml_document document;
    read(&document, "kernel = [1, \"k\"]\n");
    struct axvm_path path =
        axvm_path_follow(&document, axvm_schema(), AXVM_PROFILE_0_4, axvm_slice_of("kernel.kernel_path"));
    TAP_EQUAL_STRING(found_of(&document, &path, ""), "\"k\"", "the second key is the second element");
    path = axvm_path_follow(&document, axvm_schema(), AXVM_PROFILE_0_4, axvm_slice_of("kernel.enable_bios"));
    TAP_EQUAL_U64(path.status, AXVM_PATH_MISSING_KEY, "a key of a later profile has no position");
    path = axvm_path_follow(&document, axvm_schema(), AXVM_PROFILE_0_4, axvm_slice_of("base.id"));
    TAP_EQUAL_U64(path.status, AXVM_PATH_MISSING_TABLE, "a section that is missing");
    TAP_CHECK(path.field != NULL && axvm_slice_equal(axvm_slice_of(path.field->name), axvm_slice_of("id")),
              "has the rows of its keys nevertheless");
}

void tap_body(void) {
    struct axvm_toml_document document;
    read(&document, text);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct axvm_path path =
            axvm_path_follow(&document, axvm_schema(), AXVM_PROFILE_0_4, axvm_slice_of(rows[i].path));
        TAP_EQUAL_U64(path.status, rows[i].status, rows[i].path);
        TAP_EQUAL_STRING(found_of(&document, &path, rows[i].path), rows[i].found, rows[i].path);
    }
    struct axvm_path size =
        axvm_path_follow(&document, axvm_schema(), AXVM_PROFILE_0_4, axvm_slice_of("kernel.memory_regions[0].size"));
    TAP_CHECK(size.field != NULL && size.field->unit == AXVM_UNIT_BYTES, "the row of the last key is known");
    follow_in_arrays();
}
