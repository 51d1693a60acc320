/* SPDX-License-Identifier: Apache-2.0 */
/* The part of a hypervisor that makes a VM of a configuration. The rest of the hypervisor tells it of the machine. */
#ifndef HYPERVISOR_H
#define HYPERVISOR_H

#include "axvmconfig/axvmconfig.h"

/* What the hypervisor runs on. */
struct machine {
    enum axvm_arch arch;
    struct axvm_host_cpus cpus; /* in the order of the device tree */
    uint64_t free_base;         /* memory that guests can have, in bytes */
    uint64_t free_end;
    axvm_flush *print; /* writes to the console: a UART, say */
    void *console;     /* handed to `print` */
};

/*
 * Reads and checks a configuration, prints what is wrong with it, and if nothing is, makes the VM: prints what is to be
 * allocated, mapped, loaded and started.
 *
 * name: for messages. text: need not end with a NUL; must stay as long as the VM is being made.
 * Returns whether there is a VM. Not to be called twice at the same time: the memory that it takes is static.
 */
bool hypervisor_make_vm(struct machine *machine, struct axvm_slice name, struct axvm_slice text);

#endif
