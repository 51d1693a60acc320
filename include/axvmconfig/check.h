/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file check.h
 * What is asked of a configuration beyond decoding it: whether the guest will start, and do what its author means.
 *
 * The checks are the rows of the rule table that have a function (see diagnostics.h). They look at one guest, or at
 * all guests of a board. They open no file and ask nothing of the machine they run on: what is known besides the
 * configuration is handed to them.
 */
#ifndef AXVMCONFIG_CHECK_H
#define AXVMCONFIG_CHECK_H

#include "axvmconfig/base.h"
#include "axvmconfig/config.h"
#include "axvmconfig/diagnostics.h"
#include "axvmconfig/layout.h"
#include "axvmconfig/target.h"
#include "axvmconfig/toml.h"

#ifdef __cplusplus
extern "C" {
#endif

/** How a configuration gets to the hypervisor. */
enum axvm_deploy {
    AXVM_DEPLOY_UNKNOWN = 0,
    AXVM_DEPLOY_MEMORY, /**< built into the hypervisor */
    AXVM_DEPLOY_FS,     /**< read from the hypervisor's file system */
};

/** What is known of the board and the build. 0 everywhere: nothing. */
struct axvm_check_options {
    enum axvm_arch arch; /**< UNKNOWN: inferred for each configuration */
    enum axvm_deploy deploy;
    unsigned gpa_bits;       /**< width of guest physical addresses; 0: not known */
    uint64_t host_cpus;      /**< physical CPUs; 0: not known */
    uint64_t host_ram_bytes; /**< memory of the board that guests can have; 0: not known */
};

/** What a path of a configuration leads to. */
enum axvm_file_state {
    AXVM_FILE_UNKNOWN = 0, /**< nobody looked, or could not */
    AXVM_FILE_MISSING,
    AXVM_FILE_DIRECTORY,
    AXVM_FILE_PRESENT,    /**< with something in it, that can be read */
    AXVM_FILE_EMPTY,      /**< there, with nothing in it */
    AXVM_FILE_UNREADABLE, /**< there, but not to be read */
    AXVM_FILE_SPECIAL,    /**< a device, a pipe or a socket */
};

/** A file that a configuration names. */
enum axvm_image {
    AXVM_IMAGE_KERNEL = 0,
    AXVM_IMAGE_BIOS,
    AXVM_IMAGE_UEFI_FIRMWARE,
    AXVM_IMAGE_DTB,
    AXVM_IMAGE_RAMDISK,
};

#define AXVM_IMAGE_COUNT 5

/** The first bytes of an image that matter to the checks: the longest header that they look at. */
#define AXVM_IMAGE_HEAD_BYTES 64

/** What is in a file. 0 everywhere: not known. */
struct axvm_image_content {
    uint64_t size_bytes;
    struct axvm_slice head; /**< its first AXVM_IMAGE_HEAD_BYTES, or all if it has fewer; empty if not known */
};

/** The path of an image. `present` is false if the configuration names none. */
struct axvm_optional_string axvm_image_path(const struct axvm_crate_config *config, enum axvm_image image);

/** The key of an image's path: "kernel_path". */
const char *axvm_image_key(enum axvm_image image);

/**
 * Whether the hypervisor's build puts an image into the hypervisor: with image_location = "memory" all images that
 * the configuration names, but in profile 0.8 firmware that the boot protocol does not use.
 */
bool axvm_image_is_built_in(const struct axvm_crate_config *config, enum axvm_image image);

/** Why a rule did not run, or that it did. */
enum axvm_rule_outcome {
    AXVM_RULE_NOT_A_CHECK = 0, /**< it has no function for one guest, or another profile has it */
    AXVM_RULE_PASSED,
    AXVM_RULE_FOUND,        /**< and reported something */
    AXVM_RULE_FAILED,       /**< and reported something at error level */
    AXVM_RULE_OTHER_ARCH,   /**< another architecture has it */
    AXVM_RULE_ARCH_UNKNOWN, /**< it depends on the architecture, which is not known */
    AXVM_RULE_NOT_SOUND,    /**< a key that it needs is damaged or wrong */
    AXVM_RULE_AFTER_ERROR,  /**< a rule that it comes after has found an error */
};

struct axvm_window; /* a range of addresses that a guest takes: lib/check/window.h */

/** A guest under check. The caller fills in the first part; axvm_check_vm() the second. */
struct axvm_vm {
    struct axvm_source *source;
    const struct axvm_toml_document *document; /**< of that source */
    const struct axvm_crate_config *config;    /**< decoded from it, also if there were errors */
    struct axvm_findings *findings;            /**< about it; what the checks find is added */
    enum axvm_file_state files[AXVM_IMAGE_COUNT];
    struct axvm_image_content contents[AXVM_IMAGE_COUNT]; /**< of those that are AXVM_FILE_PRESENT */

    enum axvm_arch arch;           /**< as told or inferred */
    struct axvm_slice arch_reason; /**< what it was inferred from, one line; empty if told or not known */
    struct axvm_layout layout;
    unsigned char outcomes[AXVM_RULES_MAX]; /**< enum axvm_rule_outcome, by index of the rule */

    /* The library's own: all windows of the guest, sorted, once a rule has asked for some. */
    struct axvm_window *windows;
    size_t window_count;
    unsigned window_kinds; /* a bit for each kind that is among them */
    /* The library's own: the element of a list that was looked up last, from where the next one is near. */
    uint32_t element_list;
    uint32_t element_node;
    size_t element_index;
};

/**
 * The arena bytes that the checks need besides those for findings, for a text of `length` bytes.
 * SIZE_MAX if that is beyond size_t.
 */
size_t axvm_check_memory_bound(size_t length);

/**
 * Checks one guest.
 *
 * @param vm       filled in as its comment says. Of a configuration with errors only those rules run that need
 *                 nothing which is damaged
 * @param options  what is known besides
 * @return AXVM_OK, also if there were findings; AXVM_OUT_OF_MEMORY
 */
enum axvm_status axvm_check_vm(struct axvm_vm *vm, const struct axvm_check_options *options);

/**
 * Checks guests against each other, as guests of one board; also of one guest, against what is known of the board.
 *
 * @param vms    each after axvm_check_vm(). A finding is added to those about the later one, and its labels point
 *               into the others' sources, which must outlive it
 * @param arena  for the time of the call: axvm_board_memory_bound() bytes are enough
 * @return AXVM_OK, also if there were findings; AXVM_OUT_OF_MEMORY
 */
enum axvm_status axvm_check_board(struct axvm_vm *const *vms, size_t count, const struct axvm_check_options *options,
                                  struct axvm_arena *arena);

/** The arena bytes that axvm_check_board() needs. SIZE_MAX if that is beyond size_t. */
size_t axvm_board_memory_bound(struct axvm_vm *const *vms, size_t count);

/**
 * The architecture that a configuration is for, judging by its emulated devices, the names of its files and folders
 * and its addresses; the first of these that tells decides.
 *
 * @param name    of the configuration file, with its path; may be empty
 * @param arena   the reason is put together in its high end
 * @param reason  receives what it was inferred from, one line
 * @return AXVM_ARCH_UNKNOWN if nothing tells; `reason` is then empty, and so it is in a library without messages
 */
enum axvm_arch axvm_arch_infer(const struct axvm_crate_config *config, struct axvm_slice name, struct axvm_arena *arena,
                               struct axvm_slice *reason);

/**
 * Applies the remarks to this tool in a text's comments: `# axvm: allow AX0108 reason`.
 *
 * At the end of a line it suppresses findings of that code whose primary span starts on the line; on a
 * line of its own, those in the key, value or table that comes next; on or above a header, those in the
 * whole table up to the next header. A reason is required. Remarks that are malformed, name no code,
 * give no reason or suppress nothing are findings themselves (AX0901 to AX0904); of a rule that did not
 * run it is not said that there is nothing to suppress. Errors that make the text unreadable or no
 * configuration (families 00 and 01) cannot be suppressed.
 *
 * @param document  of the text that the findings are about
 * @param vm        which rules ran: as axvm_check_vm() left it; NULL: none of those with a function
 * @param findings  sorted; what is added goes to the end, so sort again. Linear in nodes and findings,
 *                  times the logarithm of the number of remarks
 * @return AXVM_OK or AXVM_OUT_OF_MEMORY
 */
enum axvm_status axvm_allow_apply(const struct axvm_toml_document *document, const struct axvm_vm *vm,
                                  struct axvm_findings *findings);

#ifdef __cplusplus
}
#endif

#endif
