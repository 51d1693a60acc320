/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file claims.h
 * What the guests of a board take of the board itself, and where two of them take the same.
 *
 * Everything that can be claimed is numbered within its space, so that all claims are ranges and one sweep over the
 * sorted ranges finds who clashes with whom. Host addresses and I/O ports are numbers anyway; a redistributor frame is
 * the number of its physical CPU; and a path of the device tree is its place among all paths of the board, with what
 * is below it directly behind it.
 *
 * Memory of the map types 0 and 1 has no claim: the hypervisor chooses where it is.
 */
#ifndef AXVM_CHECK_CLAIMS_H
#define AXVM_CHECK_CLAIMS_H

#include "check/checker.h"

/** What a claim stems from. */
enum axvm_claim_kind {
    AXVM_CLAIM_RAM = 0, /**< memory_regions[index], of map type 2 */
    AXVM_CLAIM_DEVICE,  /**< passthrough_devices[index] with a length, in whole pages */
    AXVM_CLAIM_ADDRESS, /**< passthrough_addresses[index], the same */
    AXVM_CLAIM_HOST,    /**< address_space_policy: all host addresses, but where the guest has something of its own */
    AXVM_CLAIM_PORTS,   /**< passthrough_ports[index] */
    AXVM_CLAIM_FRAMES,  /**< emu_devices[index], a redistributor: its physical CPUs */
    AXVM_CLAIM_PATH,    /**< passthrough_devices[index], a path: its nodes but those of excluded_devices */
};

/** What the numbers of a range count. */
enum axvm_claim_space {
    AXVM_SPACE_RAM = 0, /**< host addresses of memory */
    AXVM_SPACE_MMIO,    /**< host addresses that are passed through */
    AXVM_SPACE_PORTS,
    AXVM_SPACE_FRAMES,
    AXVM_SPACE_PATHS,
};

#define AXVM_CLAIM_SPACE_COUNT 5

/** One claim. Never empty, and its end does not wrap. */
struct axvm_claim {
    struct axvm_range range;
    uint32_t guest; /**< in the order of the board's files */
    uint32_t rank;  /**< of the guest in an order that does not depend on that of the files */
    uint32_t index; /**< in the list of its kind */
    unsigned char kind;
    bool has_all; /**< the guest passes "/" through: see axvm_passes_all() */
};

/** Two claims of different guests that overlap. */
struct axvm_clash {
    const struct axvm_claim *late; /**< of the guest that comes later on the board */
    const struct axvm_claim *early;
};

/** Clashes in the order of: the later guest, the earlier guest, the space of the later claim, the first number shared. */
struct axvm_clash_list {
    struct axvm_clash *items;
    size_t count;
};

/** Which claims are compared. */
enum axvm_clash_scope {
    AXVM_CLASH_SAME_SPACE,   /**< those of the same space */
    AXVM_CLASH_RAM_AND_MMIO, /**< memory of one guest with what another has passed through */
};

/**
 * Finds clashes among the guests that the checker's rule sees: for each claim at least one, if there is any. Of guests
 * that pass "/" through and are for aarch64, clashes of devices are left out: that is a finding of its own.
 *
 * O(n log n) of all claims. They and the clashes are taken from the checker's arena.
 * @return false if it is full; `out_of_memory` is then set
 */
bool axvm_clashes_of(struct axvm_board_checker *checker, enum axvm_clash_scope scope, struct axvm_clash_list *list);

/** What both sides of a clash take. */
struct axvm_range axvm_clash_range(const struct axvm_clash *clash);

/** The space of a claim. */
enum axvm_claim_space axvm_claim_space_of(const struct axvm_claim *claim);

/** What a claim of addresses or ports takes as written, before it grows to whole pages. */
struct axvm_range axvm_claim_written(const struct axvm_vm *vm, const struct axvm_claim *claim);

/** The place of a claim in the text. */
struct axvm_span axvm_place_of_claim(const struct axvm_vm *vm, const struct axvm_claim *claim);

/** The most claims, and paths to find them by, that a guest can have. */
size_t axvm_claim_count_max(const struct axvm_crate_config *config);

/**
 * The index of the entry "/" of passthrough_devices that gives a guest all devices of the host's device tree.
 * @return false if there is none. With a device tree of its own, a guest has what is in that
 */
bool axvm_passes_all(const struct axvm_vm *vm, size_t *index);

/**
 * Ranks the guests of a board by identifier, then by the names of their files: an order that does not depend on that
 * of the files.
 * @return the rank of each guest, from the checker's arena; NULL if it is full: `out_of_memory` is then set
 */
uint32_t *axvm_rank_guests(struct axvm_board_checker *checker);

/** Whether two guests can be on one board: not if they are for different architectures. */
static inline bool axvm_have_one_arch(const struct axvm_vm *a, const struct axvm_vm *b) {
    return a->arch == b->arch || a->arch == AXVM_ARCH_UNKNOWN || b->arch == AXVM_ARCH_UNKNOWN;
}

/**
 * Whether two guests can be on one board, and are from different files. A file that is named twice has an identifier
 * twice, and that is all there is to say about it.
 */
static inline bool axvm_are_neighbors(const struct axvm_vm *a, const struct axvm_vm *b) {
    return axvm_have_one_arch(a, b) && !axvm_slice_equal(a->source->name, b->source->name);
}

#endif
