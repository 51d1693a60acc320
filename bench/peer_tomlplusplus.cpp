/* SPDX-License-Identifier: Apache-2.0 */
/* toml++ as Debian packages it: header only, exceptions on, parse and free. */
#include <string_view>

#include <toml++/toml.h>

#include "peer.h"

static bool read_text(const char *data, size_t length) {
    try {
        toml::table table = toml::parse(std::string_view{data, length});
        return !table.empty();
    } catch (const toml::parse_error &) {
        return false;
    }
}

extern "C" const bench_peer bench_tomlplusplus = {"toml++", BENCH_TOML, read_text};
