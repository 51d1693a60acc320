/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file axvmconfig.h
 * The whole library. See config.h for the main call, axvm_config_from_toml().
 */
#ifndef AXVMCONFIG_AXVMCONFIG_H
#define AXVMCONFIG_AXVMCONFIG_H

#include "axvmconfig/base.h"
#include "axvmconfig/check.h"
#include "axvmconfig/config.h"
#include "axvmconfig/convert.h"
#include "axvmconfig/diagnostics.h"
#include "axvmconfig/diff.h"
#include "axvmconfig/edit.h"
#include "axvmconfig/embedded.h"
#include "axvmconfig/layout.h"
#include "axvmconfig/output.h"
#include "axvmconfig/path.h"
#include "axvmconfig/pretty.h"
#include "axvmconfig/scenario.h"
#include "axvmconfig/schema.h"
#include "axvmconfig/target.h"
#include "axvmconfig/toml.h"
#include "axvmconfig/value.h"
#include "axvmconfig/vm_config.h"

/** The version of the headers: major, minor, patch. */
#define AXVM_VERSION "0.1.0"

#endif
