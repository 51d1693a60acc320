/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file img_rules.h
 * What the files of family 04 share: the functions that its rows in img_rules.c name, by the number of the condition
 * they check, and what several of them need.
 */
#ifndef AXVM_CHECK_IMG_RULES_H
#define AXVM_CHECK_IMG_RULES_H

#include "check/checker.h"

/*
 * The function of a rule about files. A hypervisor knows no files but those that it reads itself, so it can do without:
 * there is no such function unless AXVM_FILE_RULES is defined.
 */
#ifdef AXVM_FILE_RULES
#define AXVM_FILE_CHECK(function) (function)
#else
#define AXVM_FILE_CHECK(function) NULL
#endif

/* img_kernel_rules.c: where the kernel goes, and where the guest starts. */
void axvm_img_check_moved_kernel(struct axvm_checker *checker);    /* 06 */
void axvm_img_check_kernel_mapped(struct axvm_checker *checker);   /* 07 */
void axvm_img_check_entry_mapped(struct axvm_checker *checker);    /* 09 */
void axvm_img_check_entry_not_below(struct axvm_checker *checker); /* 11 */
void axvm_img_check_entry_kept(struct axvm_checker *checker);      /* 12 */
void axvm_img_check_kernel_address(struct axvm_checker *checker);  /* 13 */
void axvm_img_check_kernel_offset(struct axvm_checker *checker);   /* 14 */

/* img_ramdisk_rules.c: the addresses of ramdisk and firmware, and those that belong to nothing. */
void axvm_img_check_ramdisk_address(struct axvm_checker *checker);   /* 15 */
void axvm_img_check_unused_addresses(struct axvm_checker *checker);  /* 16 */
void axvm_img_check_bios_address(struct axvm_checker *checker);      /* 17 */
void axvm_img_check_ramdisk_mapped(struct axvm_checker *checker);    /* 18 */
void axvm_img_check_ramdisk_announced(struct axvm_checker *checker); /* 28 */

/* img_tree_rules.c: where the device tree goes. */
void axvm_img_check_dtb_mapped(struct axvm_checker *checker);          /* 20 */
void axvm_img_check_dtb_address_used(struct axvm_checker *checker);    /* 22 */
void axvm_img_check_dtb_address(struct axvm_checker *checker);         /* 23 */
void axvm_img_check_dtb_address_refused(struct axvm_checker *checker); /* 24 */
void axvm_img_check_dtb_used(struct axvm_checker *checker);            /* 26 */

/* img_file_rules.c: whether the files of images are there. */
void axvm_img_check_kernel_exists(struct axvm_checker *checker);   /* 01 */
void axvm_img_check_files_exist(struct axvm_checker *checker);     /* 02 */
void axvm_img_check_paths_are_files(struct axvm_checker *checker); /* 03 */
void axvm_img_check_content(struct axvm_checker *checker);         /* 37, a condition of our own */

/* img_content_rules.c: what their first bytes say. */
void axvm_img_check_tree(struct axvm_checker *checker);          /* 05 */
void axvm_img_check_kernel_format(struct axvm_checker *checker); /* 30 */

/* img_extent_rules.c: what images take of memory. */
void axvm_img_check_fit(struct axvm_checker *checker);          /* 06, 08 and 20, as far as sizes matter */
void axvm_img_check_entry_loaded(struct axvm_checker *checker); /* 10 */
void axvm_img_check_overlap(struct axvm_checker *checker);      /* 19 */
void axvm_img_check_tree_room(struct axvm_checker *checker);    /* 21 */

/* --- shared ----------------------------------------------------------------------------------------- */

/** Paths of the hypervisor's file system, by convention. */
#define AXVM_FOLDER_ON_BOARD "/guest/"

static inline const struct axvm_kernel_config *axvm_img_kernel(const struct axvm_checker *checker) {
    return &checker->config->kernel;
}

static inline const struct axvm_layout_address *axvm_img_item(const struct axvm_checker *checker,
                                                              enum axvm_layout_item item) {
    return &checker->layout->items[item];
}

static inline const struct axvm_mem_config *axvm_img_region(const struct axvm_checker *checker, size_t index) {
    return &checker->config->kernel.memory_regions[index];
}

static inline bool axvm_img_begins_with(struct axvm_slice text, const char *word) {
    struct axvm_slice start = axvm_slice_of(word);
    return text.length >= start.length && axvm_slice_equal((struct axvm_slice){text.data, start.length}, start);
}

/** Present, and more than an empty text. */
static inline bool axvm_img_has_path(const struct axvm_optional_string *path) {
    return path->present && path->value.length > 0;
}

/** Whether `image_location` is a word. */
static inline bool axvm_img_is_location(const struct axvm_checker *checker, const char *word) {
    const struct axvm_optional_string *location = &checker->config->kernel.image_location;
    return location->present && axvm_slice_equal(location->value, axvm_slice_of(word));
}

/** What is known of the content of an image that is built in, which has some. @return NULL if nothing is known */
const struct axvm_image_content *axvm_img_content(const struct axvm_checker *checker, enum axvm_image image);

/** Says why the hypervisor stops there, and what becomes of the VM. */
void axvm_img_remark_fate(struct axvm_checker *checker, struct axvm_finding *finding, const char *why);

/** The place of an image's path. */
struct axvm_span axvm_img_place_of_path(const struct axvm_checker *checker, enum axvm_image image);

/** Whether a firmware image is used: the build reads it if images are built in, or the hypervisor. */
bool axvm_img_is_firmware_read(const struct axvm_crate_config *config, enum axvm_image image);

/**
 * Whether it depends on the architecture, which is not known, where something is: then the rule could not look, which
 * is not the same as having found nothing.
 */
bool axvm_img_is_unknown(struct axvm_checker *checker, enum axvm_layout_item item);

/**
 * Suggests the line for an address that is missing.
 * @param behind  the path that it belongs to
 */
void axvm_img_suggest_address(struct axvm_checker *checker, struct axvm_finding *finding, uint32_t behind,
                              const char *key, uint64_t address);

/**
 * Where no vCPU on x86 starts, memory or not (AX0514).
 * @param entry  of the layout
 */
bool axvm_img_is_beyond_real_mode(const struct axvm_checker *checker, const struct axvm_layout_address *entry);

/* --- img_ram.c: where memory is ---------------------------------------------------------------------- */

/** Whether all regions are such as can be: of others it is not said where memory is, which is a mistake of its own. */
bool axvm_img_is_memory_sound(const struct axvm_checker *checker);

/** Whether something that is loaded is where no memory is. */
bool axvm_img_is_outside(const struct axvm_checker *checker, const struct axvm_layout_address *address);

/** Whether an address is where a region of map type 1 is written to be, which AX0211 is about. */
bool axvm_img_is_in_chosen(const struct axvm_checker *checker, uint64_t address);

/**
 * How grave it is that something is in no region: regions of map type 1 are where the hypervisor finds memory, and one
 * of them may happen to have the address.
 */
enum axvm_level axvm_img_level_with_luck(const struct axvm_checker *checker);

/** The regions whose place is known: how many, the first two of them, and the one that is nearest to an address. */
struct axvm_img_ram {
    size_t count;
    struct axvm_range first[2];
    struct axvm_range nearest;
    size_t nearest_index;
};

void axvm_img_find_ram(const struct axvm_checker *checker, uint64_t address, struct axvm_img_ram *ram);

/** Says where memory is. */
void axvm_img_remark_ram(struct axvm_checker *checker, struct axvm_finding *finding, const struct axvm_img_ram *ram);

/**
 * Reports that nothing is mapped where something is to be.
 * @param message  takes the address, as AXVM_WORDS()
 * @param ram      is filled in: what memory there is, for the help that is left to the caller
 */
struct axvm_finding *axvm_img_report_outside(struct axvm_checker *checker, struct axvm_span place, uint64_t address,
                                             const char *message, const char *label, struct axvm_img_ram *ram);

/** An address in a region that looks like the one that is outside of it. */
uint64_t axvm_img_similar_address(struct axvm_range range, uint64_t address);

/** An address halfway into a region, where a kernel is rarely in the way. */
uint64_t axvm_img_middle_of(struct axvm_range range);

/**
 * Says where something that is in no region can go, and mends its address.
 * @param span    the address
 * @param better  one that is in memory
 */
void axvm_img_help_into_ram(struct axvm_checker *checker, struct axvm_finding *finding, struct axvm_span span,
                            const struct axvm_img_ram *ram, uint64_t address, uint64_t better);

#endif
