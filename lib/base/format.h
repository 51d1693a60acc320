/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file format.h
 * Small texts for findings, put together in the arena.
 */
#ifndef AXVM_BASE_FORMAT_H
#define AXVM_BASE_FORMAT_H

#include <stdarg.h>

#include "axvmconfig/base.h"

/** The longest text axvm_format() makes, in bytes; longer ones end in "…". */
#define AXVM_FORMAT_MAX 256

/** The most bytes of a slice that `%q` and `%v` show; longer ones are cut with "…" in the middle. */
#define AXVM_FORMAT_QUOTE_MAX 48

/**
 * Puts a text together in the high end of the arena.
 *
 * `%s` const char *, as it is. `%v` struct axvm_slice, cut if long. `%q` the same between backquotes.
 * `%u` uint64_t in decimal. `%x` uint64_t in hexadecimal, grouped by four digits as in `0x8020_0000`.
 * `%b` uint64_t, a number of bytes: `2 KiB`, `256 MiB` where a unit divides it, else `4097 bytes`.
 * `%%` a percent sign. A format without any `%` is not copied but pointed to.
 *
 * @param format  a string literal
 * @return the text; if the arena is full, an empty slice with data NULL
 */
struct axvm_slice axvm_format(struct axvm_arena *arena, const char *format, ...);

/** As axvm_format(). `arguments` is indeterminate afterwards, as with vprintf(). */
struct axvm_slice axvm_format_list(struct axvm_arena *arena, const char *format, va_list arguments);

#endif
