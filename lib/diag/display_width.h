/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file display_width.h
 * How text from outside is shown on a terminal: how wide it is, and harmless whatever it holds.
 *
 * Control and other invisible characters, the overrides of writing direction and bytes that are not
 * UTF-8 are shown as visible escapes, `<1B>` or `<U+202E>`; everything else as it is.
 */
#ifndef AXVM_DIAG_DISPLAY_WIDTH_H
#define AXVM_DIAG_DISPLAY_WIDTH_H

#include "axvmconfig/base.h"
#include "axvmconfig/output.h"

/** One code point of a text, or one byte that is not UTF-8, and how it is shown. */
struct axvm_glyph {
    uint32_t value; /**< the code point or the byte */
    uint8_t length; /**< in the text, in bytes, 1 to 4 */
    uint8_t width;  /**< on the terminal, in columns: 0 to 2; of an escape, 4 to 10 */
    bool escaped;   /**< shown as an escape */
};

/** The glyph at an offset below the length of `text`. A tab counts as a control character. */
struct axvm_glyph axvm_glyph_at(struct axvm_slice text, size_t offset);

/** The offset of the glyph before `offset`, which must be above 0 and the start of a glyph or the end. */
size_t axvm_glyph_before(struct axvm_slice text, size_t offset);

/** Writes the glyph at an offset. */
void axvm_glyph_write(struct axvm_output *output, struct axvm_slice text, size_t offset);

/** The end of the printable ASCII in [offset, end), which is shown as it is, a column each. At least `offset`. */
size_t axvm_printable_end(struct axvm_slice text, size_t offset, size_t end);

/** Writes all glyphs of a text that belongs into one line. */
void axvm_output_visible(struct axvm_output *output, struct axvm_slice text);

#endif
