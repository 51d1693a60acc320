/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file peer.h
 * Other readers, measured beside ours where they are installed.
 */
#ifndef BENCH_PEER_H
#define BENCH_PEER_H

#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/** How many bytes beyond its end a text may be read: whole vectors are faster than single bytes. */
#define BENCH_PADDING 64

/** What a peer reads. */
enum bench_language {
    BENCH_TOML = 0,
    BENCH_JSON, /**< the same values as JSON, where there is such a text */
};

/** Reads a text into whatever the peer makes of it, and lets go of that. */
struct bench_peer {
    const char *name;
    enum bench_language language;
    bool (*read)(const char *data, size_t length); /**< @return whether the text is right to it */
};

extern const struct bench_peer bench_tomlplusplus;
extern const struct bench_peer bench_toml11;
extern const struct bench_peer bench_burntsushi;
extern const struct bench_peer bench_simdjson;

#ifdef __cplusplus
}
#endif

#endif
