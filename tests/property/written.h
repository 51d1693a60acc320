/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file written.h
 * What must hold for every configuration that is written as TOML.
 */
#ifndef AXVM_TESTS_PROPERTY_WRITTEN_H
#define AXVM_TESTS_PROPERTY_WRITTEN_H

#include "axvmconfig/config.h"

/** Writes a configuration and reads that, for its profile. @return NULL or what is broken */
const char *written_problem(const struct axvm_crate_config *config);

#endif
