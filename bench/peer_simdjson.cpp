/* SPDX-License-Identifier: Apache-2.0 */
/* simdjson's document object model, as Debian packages it: no TOML, but about as fast as such a text can be read. */
#include <simdjson.h>

#include "peer.h"

static_assert(simdjson::SIMDJSON_PADDING <= BENCH_PADDING, "simdjson reads further beyond the end");

static bool read_text(const char *data, size_t length) {
    static simdjson::dom::parser parser; /* which keeps its memory for the next text, as is meant */
    simdjson::dom::element root;
    return parser.parse(data, length, false).get(root) == simdjson::SUCCESS;
}

extern "C" const bench_peer bench_simdjson = {"simdjson", BENCH_JSON, read_text};
