/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file pretty.h
 * A text written anew with the same meaning: in the canonical layout, with its numbers written alike, or in the
 * order of the schema. docs/formatting.md says what the layout is and why.
 *
 * Each function writes a whole text. To do several of these, read the text between: numbers first, then the order,
 * the layout last. Every comment is written once, without the blanks at its end.
 */
#ifndef AXVMCONFIG_PRETTY_H
#define AXVMCONFIG_PRETTY_H

#include "axvmconfig/output.h"
#include "axvmconfig/schema.h"
#include "axvmconfig/target.h"
#include "axvmconfig/toml.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Lines of lists and aligned comments end within so many columns, where that is a matter of layout. */
#define AXVM_PRETTY_WIDTH 100

/**
 * Writes the canonical layout.
 *
 * Keys, strings and numbers stay as they are written, and no text is broken into lines. Writing the result again
 * gives the same bytes. Needs no memory; the stack use is a constant, the time linear in the length.
 *
 * @param document  not damaged
 */
void axvm_pretty_write(const struct axvm_toml_document *document, struct axvm_output *output);

/** The arena bytes that the functions below need at most for a text of `length` bytes. */
size_t axvm_pretty_memory_bound(size_t length);

/**
 * Writes the text with the numbers of the schema's keys written alike: addresses, sizes, flags and masks in
 * lower-case hexadecimal, grouped by four digits; counts and interrupts in decimal; CPUs in decimal below 0x100 and
 * in hexadecimal from there on, where they are MPIDRs. All else stays as it is.
 *
 * @param document  not damaged
 * @param record    of the root: axvm_schema() or axvm_scenario_schema()
 * @param profile   whose keys, and positions of structs in array form, there are
 * @return AXVM_OK or AXVM_OUT_OF_MEMORY, and then nothing is written
 */
enum axvm_status axvm_pretty_write_numbers(const struct axvm_toml_document *document, const struct axvm_record *record,
                                           enum axvm_profile profile, struct axvm_arena *arena,
                                           struct axvm_output *output);

/**
 * Writes the text with its sections, and the keys in each, in the order of the schema; unknown ones follow in the
 * order they have. A comment goes with the key or header that it stands above or behind, or directly below if
 * nothing else follows without an empty line. One with empty lines around it stays at the start of its section, or
 * at the end if no key follows.
 *
 * Lines are not changed, so the layout may be wrong. Takes O(n log n) time.
 *
 * @param document, record  as for axvm_pretty_write_numbers()
 * @return AXVM_OK or AXVM_OUT_OF_MEMORY, and then nothing is written
 */
enum axvm_status axvm_pretty_write_sorted(const struct axvm_toml_document *document, const struct axvm_record *record,
                                          enum axvm_profile profile, struct axvm_arena *arena,
                                          struct axvm_output *output);

#ifdef __cplusplus
}
#endif

#endif
