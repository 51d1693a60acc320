/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file stage.h
 * A text on its way through conversions: read as TOML, not decoded.
 */
#ifndef AXVMCONFIG_TOOL_STAGE_H
#define AXVMCONFIG_TOOL_STAGE_H

#include "axvmconfig/convert.h"
#include "input.h"
#include "program.h"

/** A text, its document and the findings about it. Must not be moved: its parts point at each other. */
struct stage {
    struct axvm_source source;
    struct input input;
    void *memory; /**< of the arena */
    struct axvm_arena arena;
    struct axvm_toml_document document; /**< usable unless `status` is AXVM_OUT_OF_MEMORY */
    struct axvm_findings findings;
    enum axvm_status status; /**< of reading; AXVM_INVALID: it is no TOML */
    bool from_json;          /**< the text was made from JSON */
};

/** Writes a stage's document into an output. @return AXVM_OK, or why nothing useful was written */
typedef enum axvm_status stage_writer(struct stage *stage, struct axvm_output *output, void *context);

/** Reads a text, which then belongs to `stage`. @param name  must outlive it */
void stage_open(struct stage *stage, struct axvm_slice name, const struct input *input);

/**
 * Reads a file; JSON becomes TOML on the way.
 * @param path  NULL: standard input
 * @return EXIT_CLEAN, and then to be released; another code if it cannot be read or is no JSON: that was reported
 */
enum exit_code stage_read(struct stage *stage, struct program *program, const char *path);

/** Lets `write` make a text of a stage. @return its status */
enum axvm_status stage_write(struct stage *stage, stage_writer *write, void *context, struct input *result);

/** Prints the findings. */
void stage_report(struct stage *stage, struct program *program, bool color);

void stage_release(struct stage *stage);

#endif
