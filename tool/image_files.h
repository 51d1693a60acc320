/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file image_files.h
 * Whether the files that a configuration names are there, how large they are, and how they begin. Of regular files the
 * first bytes are read, and nothing of any other.
 */
#ifndef AXVMCONFIG_TOOL_IMAGE_FILES_H
#define AXVMCONFIG_TOOL_IMAGE_FILES_H

#include "axvmconfig/check.h"

#include <limits.h>

/**
 * Looks for the images of a configuration as the hypervisor's build does: beside the configuration, then in the
 * working directory. Only with image_location = "memory": other images are in a file system that is not here.
 *
 * @param vm     with source and config, and nothing known of images; `files` and `contents` are written
 * @param heads  receives the first bytes of those that are there; must outlive `vm`
 */
void image_files_find(struct axvm_vm *vm, char heads[AXVM_IMAGE_COUNT][AXVM_IMAGE_HEAD_BYTES]);

/**
 * Looks for one image in the same way.
 *
 * @param config_name  of the configuration, with its path as the user gave it
 * @param name         the path that the configuration has
 * @param path         receives where it was found, relative to the working directory unless one of the names is
 *                     absolute; empty if it was not found
 */
enum axvm_file_state image_files_locate(struct axvm_slice config_name, struct axvm_slice name, char path[PATH_MAX]);

#endif
