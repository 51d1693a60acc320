/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file tap.h
 * A test harness without libc: the same test bodies run as a program of the host, under an emulator
 * and on bare metal. Results are printed as the Test Anything Protocol (TAP).
 *
 * A test file defines tap_body(). The platform file defines tap_write(), calls tap_run() and turns
 * its answer into an exit status. tap_host.c is the platform file for hosted systems.
 */
#ifndef AXVM_TESTS_TAP_H
#define AXVM_TESTS_TAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "axvmconfig/base.h"

/** Passes if `condition` holds. @return whether it passed, as do all the checks */
#define TAP_CHECK(condition, name) tap_check((condition), #condition, (name), __FILE__, __LINE__)

/** Passes if two unsigned numbers are equal. */
#define TAP_EQUAL_U64(actual, expected, name)                                                                          \
    tap_equal_u64((uint64_t)(actual), (uint64_t)(expected), (name), __FILE__, __LINE__)

/** Passes if a slice holds exactly the bytes of the NUL-terminated string `expected`. */
#define TAP_EQUAL_STRING(actual, expected, name) tap_equal_string((actual), (expected), (name), __FILE__, __LINE__)

/** The checks, supplied by the test file. */
void tap_body(void);

/** Prints bytes, supplied by the platform file. */
void tap_write(const char *bytes, size_t length);

/** Runs tap_body() and prints the plan. @return true if there were checks and all of them passed */
bool tap_run(void);

/** Prints a line that is no result, such as a measurement. */
void tap_comment(const char *text);

bool tap_check(bool passed, const char *condition, const char *name, const char *file, int line);
bool tap_equal_u64(uint64_t actual, uint64_t expected, const char *name, const char *file, int line);
bool tap_equal_string(struct axvm_slice actual, const char *expected, const char *name, const char *file, int line);

#endif
