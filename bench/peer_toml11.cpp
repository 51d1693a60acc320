/* SPDX-License-Identifier: Apache-2.0 */
/* toml11 as Debian packages it: header only. It reads streams, so the text is copied into one first. */
#include <sstream>
#include <string>

#include <toml.hpp>

#include "peer.h"

static bool read_text(const char *data, size_t length) {
    try {
        std::istringstream stream{std::string{data, length}};
        return !toml::parse(stream, "input").as_table().empty();
    } catch (const std::exception &) {
        return false;
    }
}

extern "C" const bench_peer bench_toml11 = {"toml11", BENCH_TOML, read_text};
