/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file toml_fixture.h
 * A document read from a string literal, for unit tests. Freestanding.
 */
#ifndef AXVM_TESTS_TOML_FIXTURE_H
#define AXVM_TESTS_TOML_FIXTURE_H

#include "axvmconfig/axvmconfig.h"

/** One reading. All fixtures share one memory: a new reading ends the one before. */
struct toml_fixture {
    struct axvm_arena arena;
    struct axvm_source source;
    struct axvm_findings findings;
    struct axvm_toml_document document;
    enum axvm_status status;
};

/** Reads a NUL-terminated text as TOML 1.1. */
void toml_fixture_read(struct toml_fixture *fixture, const char *text);

/** Reads bytes. */
void toml_fixture_read_bytes(struct toml_fixture *fixture, struct axvm_slice text, enum axvm_toml_version version);

/**
 * Finds a node: "a.b.0" is the first element of the array `b` in the table `a`. Keys with dots cannot be named.
 * @return 0 if there is none; "" is the root, too
 */
uint32_t toml_fixture_at(const struct toml_fixture *fixture, const char *path);

/** The node that toml_fixture_at() finds. */
const struct axvm_toml_node *toml_fixture_node(const struct toml_fixture *fixture, const char *path);

/** What is written for a node's value. */
struct axvm_slice toml_fixture_text(const struct toml_fixture *fixture, const char *path);

/** Whether there is exactly one finding, an error of this code. */
bool toml_fixture_has_only(const struct toml_fixture *fixture, enum axvm_code code);

/** Whether there is a finding of this code. */
bool toml_fixture_has(const struct toml_fixture *fixture, enum axvm_code code);

/** What the document breaks of toml.h's promises; NULL: nothing. */
const char *toml_fixture_problem(const struct toml_fixture *fixture);

#endif
