/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file dev_rules.h
 * The functions of family 06, which its rows in dev_rules.c name: by the number of the condition they check.
 */
#ifndef AXVM_CHECK_DEV_RULES_H
#define AXVM_CHECK_DEV_RULES_H

#include "check/checker.h"

/* dev_list_rules.c: what the lists look like. */
void axvm_dev_check_windows_only(struct axvm_checker *checker);       /* 01 */
void axvm_dev_check_window_behind_path(struct axvm_checker *checker); /* 02 */
void axvm_dev_check_path_behind_window(struct axvm_checker *checker); /* 03 */
void axvm_dev_check_no_length(struct axvm_checker *checker);          /* 13 */
void axvm_dev_check_no_path(struct axvm_checker *checker);            /* 14 */
void axvm_dev_check_path_x86(struct axvm_checker *checker);           /* 15 */
void axvm_dev_check_path_loongarch(struct axvm_checker *checker);     /* 16 */
void axvm_dev_check_tree_incomplete(struct axvm_checker *checker);    /* 18 */
void axvm_dev_check_irq(struct axvm_checker *checker);                /* 34 */
void axvm_dev_check_host_fs(struct axvm_board_checker *checker);      /* 36 */
void axvm_dev_check_whole_space(struct axvm_checker *checker);        /* 40 */
void axvm_dev_check_whole_tree(struct axvm_checker *checker);         /* 44 */

/* dev_excluded_rules.c: what is kept from the guest. */
void axvm_dev_check_exclusion_ignored(struct axvm_checker *checker);        /* 20 */
void axvm_dev_check_exclusion_without_effect(struct axvm_checker *checker); /* 24 */

/* dev_window_rules.c: addresses and lengths. */
void axvm_dev_check_hpa_ignored(struct axvm_checker *checker);   /* 04 */
void axvm_dev_check_hpa_differs(struct axvm_checker *checker);   /* 05 */
void axvm_dev_check_page_offsets(struct axvm_checker *checker);  /* 06 */
void axvm_dev_check_last_page(struct axvm_checker *checker);     /* 07 */
void axvm_dev_check_shared_pages(struct axvm_checker *checker);  /* 08 */
void axvm_dev_check_out_of_range(struct axvm_checker *checker);  /* 09 */
void axvm_dev_check_range_empty(struct axvm_checker *checker);   /* 10 */
void axvm_dev_check_address_empty(struct axvm_checker *checker); /* 11 */
void axvm_dev_check_device_empty(struct axvm_checker *checker);  /* 12 */
void axvm_dev_check_over_emulated(struct axvm_checker *checker); /* 26 */
void axvm_dev_check_overlap(struct axvm_checker *checker);       /* 32 */
void axvm_dev_check_twice(struct axvm_checker *checker);         /* 33 */
void axvm_dev_check_apic_page(struct axvm_checker *checker);     /* 35 */

/* dev_port_rules.c: I/O ports. */
void axvm_dev_check_ports(struct axvm_checker *checker);         /* 37 */
void axvm_dev_check_port_conflict(struct axvm_checker *checker); /* 38 */
void axvm_dev_check_ports_ignored(struct axvm_checker *checker); /* 39 */

/** Whether a name is a path in a device tree. */
static inline bool axvm_dev_is_path(struct axvm_slice name) {
    return name.length > 0 && name.data[0] == '/';
}

/** Whether upstream 0.8 takes a passthrough device for a path to look up, not for a window. */
static inline bool axvm_dev_is_lookup(const struct axvm_passthrough_device_config *device) {
    return axvm_dev_is_path(device->name) && device->base_gpa == 0 && device->base_hpa == 0 &&
           device->length_bytes == 0 && device->irq_id == 0;
}

#endif
