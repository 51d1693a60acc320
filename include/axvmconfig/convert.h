/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file convert.h
 * The formats that configurations have been written in, how to tell them apart, and how to get from one to another.
 *
 * A conversion reads a document and writes a new text. Keys, values and comments are copied as they are written; a
 * comment goes where what it describes goes. What has no place in the target becomes a comment and a finding (codes
 * AX1301 and up), so nothing is lost unseen. Findings at warning level mean that something does not mean in the
 * target what it meant before; notes tell what was written in other words.
 */
#ifndef AXVMCONFIG_CONVERT_H
#define AXVMCONFIG_CONVERT_H

#include "axvmconfig/base.h"
#include "axvmconfig/diagnostics.h"
#include "axvmconfig/output.h"
#include "axvmconfig/target.h"
#include "axvmconfig/toml.h"

#ifdef __cplusplus
extern "C" {
#endif

/** What a document is. */
enum axvm_format {
    AXVM_FORMAT_NONE = 0, /**< no VM configuration */
    AXVM_FORMAT_FLAT,     /**< before 0.1: all keys at the top level, no sections */
    AXVM_FORMAT_0_4,      /**< sections, and nothing that came after 0.4 */
    AXVM_FORMAT_0_8,      /**< sections, with keys or device types that came with 0.8 */
    AXVM_FORMAT_MACHINE,  /**< a newer one, with [machine] and [[memory.regions]]: known, but not converted */
    AXVM_FORMAT_GUEST,    /**< a newer one, with base.guest_type or devices.passthrough: known, but not converted */
};

/** The number of formats, AXVM_FORMAT_NONE included. */
#define AXVM_FORMAT_COUNT 6

/** "none", "flat", "0.4", "0.8", "machine" or "guest". */
const char *axvm_format_name(enum axvm_format format);

/** The format of a name as axvm_format_name() gives it. @return false if there is none; `format` is then untouched */
bool axvm_format_from(struct axvm_slice name, enum axvm_format *format);

/** The profile that has a format's keys. FLAT and 0.4 have those of 0.4. */
enum axvm_profile axvm_format_profile(enum axvm_format format);

/** What a document is, and what tells. */
struct axvm_detection {
    enum axvm_format format;
    struct axvm_slice reason; /**< one line, in the arena or constant; empty if the arena was full */
    uint32_t node;            /**< what tells; 0: nothing in particular */
};

/**
 * Tells the format of a document. Looks at keys and device types only, not at whether the rest is right.
 *
 * @param arena  the reason is put together in its high end
 */
struct axvm_detection axvm_format_detect(const struct axvm_toml_document *document, struct axvm_arena *arena);

/** What is to become of a document. */
struct axvm_conversion {
    enum axvm_format from;   /**< FLAT, 0_4 or 0_8 */
    enum axvm_profile to;    /**< the keys and values that the result may have */
    enum axvm_arch arch;     /**< of the board; UNKNOWN: not known */
    struct axvm_slice label; /**< what the target is called in findings; usually axvm_profile_name(to) */
};

/** The arena bytes that a conversion of a text of `length` bytes needs at most, findings not counted. */
size_t axvm_convert_memory_bound(size_t length);

/**
 * Writes a document in another format.
 *
 * - From FLAT: the keys go into the sections that the schema has them in, in their order; `map_type` is added to
 *   regions, `cpu_set` becomes `cpu_num` and `phys_cpu_sets`, device types get today's numbers, required lists that
 *   were left out are added empty. What no section has becomes a comment.
 * - To 0.8: `enable_bios` is added where 0.4 would start in a BIOS; a device found by its path has no other values.
 * - From 0.8 to 0.4: keys and device types that 0.4 does not have become comments.
 *
 * Everything else is copied byte by byte. A damaged document must not be handed over.
 *
 * @param findings  receives what changed its meaning; its source must be the document's text
 * @param output    receives the text; nothing if the status is not AXVM_OK
 * @return AXVM_OK; AXVM_INVALID with an error in `findings`: a required key is missing, or a section is written as
 *         an array or in a way that cannot be converted; AXVM_OUT_OF_MEMORY
 */
enum axvm_status axvm_convert(const struct axvm_toml_document *document, const struct axvm_conversion *conversion,
                              struct axvm_arena *arena, struct axvm_findings *findings, struct axvm_output *output);

/** How regions and devices are written. */
enum axvm_list_form {
    AXVM_LIST_FORM_KEEP = 0,
    AXVM_LIST_FORM_ARRAYS, /**< positional: `[0x4000_0000, 0x1000, 7, 0]` */
    AXVM_LIST_FORM_TABLES, /**< with keys: `{ gpa = 0x4000_0000, size = 0x1000, flags = 7, map_type = 0 }` */
};

/**
 * Writes a document with its regions and devices in another form. Tables are written inline; those below headers
 * (`[[kernel.memory_regions]]`) stay tables with AXVM_LIST_FORM_TABLES. An inline table or array with comments in
 * it keeps its lines, which only TOML 1.1 allows in a table.
 *
 * What a form has no place for is a finding and becomes a comment: unknown keys in an array, surplus elements in a
 * table. A table that lacks a required key is left as it is.
 *
 * @param profile  whose positions there are
 * @return AXVM_OK or AXVM_OUT_OF_MEMORY, and then nothing is written
 */
enum axvm_status axvm_convert_form(const struct axvm_toml_document *document, enum axvm_profile profile,
                                   enum axvm_list_form form, struct axvm_arena *arena, struct axvm_findings *findings,
                                   struct axvm_output *output);

/**
 * Writes a document as JSON: the same keys and values in the same order, as far as JSON has them. Comments, dates and
 * numbers that JSON has no place for are findings.
 *
 * @param arena  for the time of the call; axvm_convert_memory_bound() is enough
 * @return AXVM_OK or AXVM_OUT_OF_MEMORY
 */
enum axvm_status axvm_convert_to_json(const struct axvm_toml_document *document, struct axvm_arena *arena,
                                      struct axvm_findings *findings, struct axvm_output *output);

#ifdef __cplusplus
}
#endif

#endif
