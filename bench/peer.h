/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file peer.h
 * Other readers of TOML, measured beside ours where they are installed.
 */
#ifndef BENCH_PEER_H
#define BENCH_PEER_H

#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Reads a text into whatever the peer makes of it, and lets go of that. */
struct bench_peer {
    const char *name;
    bool (*read)(const char *data, size_t length); /**< @return whether the text is TOML to it */
};

extern const struct bench_peer bench_tomlplusplus;

#ifdef __cplusplus
}
#endif

#endif
