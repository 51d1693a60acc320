/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file move.h
 * How a key gets from one table to another.
 */
#ifndef AXVM_TOML_MOVE_H
#define AXVM_TOML_MOVE_H

#include "axvmconfig/toml.h"

/** The whole lines of a key, and where they go: to the offset `target`, which begins a line outside of them. */
struct axvm_toml_move {
    struct axvm_span lines;
    uint32_t target;
};

/**
 * Finds how a key gets behind the last one of another table. Its comment and the comments directly above it go
 * with it, but not those that the text begins with.
 *
 * @param node   a key and its value
 * @param table  not the one it is in
 * @return false if that cannot be done by moving whole lines: the key stands among others on its line, is dotted or has
 *         a comma behind it, the other table is none with a header, or a line end is missing at the end of the text
 */
bool axvm_toml_find_move(const struct axvm_toml_document *document, uint32_t node, uint32_t table,
                         struct axvm_toml_move *move);

#endif
