/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file image_files.h
 * Whether the files that a configuration names are there. Nothing is opened or followed but by the system's stat().
 */
#ifndef AXVMCONFIG_TOOL_IMAGE_FILES_H
#define AXVMCONFIG_TOOL_IMAGE_FILES_H

#include "axvmconfig/check.h"

/**
 * Looks for the images of a configuration as the hypervisor's build does: beside the configuration, then in the
 * working directory. Only with image_location = "memory": other images are in a file system that is not here.
 *
 * @param vm  with source and config; `files` is written
 */
void image_files_find(struct axvm_vm *vm);

#endif
