/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file embedded.h
 * Configurations as constants with their images, as `axvmconfig embed` makes them at build time.
 *
 * There is no function of the library in here: a program that only looks at embedded configurations need not link it.
 * What `axvmconfig embed vm1.toml vm2.toml -o vm_configs.c -o vm_configs.h` writes has these three names, where
 * `--name` may say something else for `axvm_embedded`:
 *
 *     extern const struct axvm_embedded_vm axvm_embedded[];                by ascending id, no id twice
 *     extern const size_t axvm_embedded_count;                             at least 1
 *     const struct axvm_embedded_vm *axvm_embedded_find(uint64_t id);      NULL if there is none with that id
 */
#ifndef AXVMCONFIG_EMBEDDED_H
#define AXVMCONFIG_EMBEDDED_H

#include "axvmconfig/base.h"
#include "axvmconfig/check.h"
#include "axvmconfig/config.h"

#ifdef __cplusplus
extern "C" {
#endif

/** An image: the bytes [start, end) of a file, as it was when the program was built. Both are NULL if there is none. */
struct axvm_embedded_image {
    const unsigned char *start; /**< at a multiple of 4096, or of what `--align` said */
    const unsigned char *end;   /**< start + size in bytes */
};

/** A guest. All of it is constant and lasts as long as the program. */
struct axvm_embedded_vm {
    const struct axvm_crate_config *config;              /**< checked; never NULL. `node` and `keys` are 0 in it */
    struct axvm_embedded_image images[AXVM_IMAGE_COUNT]; /**< by enum axvm_image; none with image_location = "fs" */
    struct axvm_slice text; /**< the configuration as it was written; empty unless `--text` was given */
};

#ifdef __cplusplus
}
#endif

#endif
