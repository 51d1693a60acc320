/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file embed_write.h
 * The files that the command `embed` writes. What is in a configuration, or what a file is called, can end up in them
 * as a constant or as the name of a file, and as nothing else.
 */
#ifndef AXVMCONFIG_TOOL_EMBED_WRITE_H
#define AXVMCONFIG_TOOL_EMBED_WRITE_H

#include "axvmconfig/output.h"
#include "embedding.h"

/** Writes the C file. @param has_images  it pulls the images in by itself, in assembly at file scope */
void embed_write_c(struct axvm_output *output, const struct embedding *embedding, bool has_images);

/** Writes the header for it. */
void embed_write_header(struct axvm_output *output, const struct embedding *embedding);

/** Writes the images alone, as assembly for any ELF target. */
void embed_write_assembly(struct axvm_output *output, const struct embedding *embedding);

#endif
