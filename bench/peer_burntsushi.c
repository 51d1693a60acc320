/* SPDX-License-Identifier: Apache-2.0 */
/* The seam to peer_burntsushi.go. */
#include "peer.h"

bool bench_burntsushi_read(void *data, size_t length);

static bool read_text(const char *data, size_t length) {
    return bench_burntsushi_read((void *)(size_t)data, length);
}

const struct bench_peer bench_burntsushi = {"BurntSushi", BENCH_TOML, read_text};
