/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file json.h
 * JSON as somebody else reads it.
 */
#ifndef AXVM_TESTS_FUZZ_JSON_H
#define AXVM_TESTS_FUZZ_JSON_H

#include <json-c/json.h>

#include "axvmconfig/base.h"

/** Reads a text, which must be one JSON value in UTF-8 and nothing else. To be given back with json_object_put(). */
struct json_object *json_read(struct axvm_slice text);

/** The member of an object, which must have it. It stays the object's. */
struct json_object *json_member(struct json_object *object, const char *key);

/** The first element of an array, which must have one. */
struct json_object *json_first(struct json_object *array);

#endif
