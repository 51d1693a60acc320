/* SPDX-License-Identifier: Apache-2.0 */
#include "json.h"

#include "fuzz.h"

#include <string.h>

/* A header, a dotted key and a value nest 80 deep each at most; reports are flat. */
#define DEPTH_MAX 300

struct json_object *json_read(struct axvm_slice text) {
    struct json_tokener *tokener = json_tokener_new_ex(DEPTH_MAX);
    json_tokener_set_flags(tokener, JSON_TOKENER_STRICT | JSON_TOKENER_VALIDATE_UTF8);
    struct json_object *root = json_tokener_parse_ex(tokener, text.data, (int)text.length);
    fuzz_require(json_tokener_get_error(tokener) == json_tokener_success, "it is JSON");
    for (size_t i = json_tokener_get_parse_end(tokener); i < text.length; i++) {
        fuzz_require(text.data[i] == '\n', "nothing follows the JSON");
    }
    json_tokener_free(tokener);
    return root;
}

struct json_object *json_member(struct json_object *object, const char *key) {
    struct json_object *value = NULL;
    fuzz_require(json_object_object_get_ex(object, key, &value), key);
    return value;
}

struct json_object *json_first(struct json_object *array) {
    fuzz_require(json_object_array_length(array) > 0, "an array has a first element");
    return json_object_array_get_idx(array, 0);
}
