/* SPDX-License-Identifier: Apache-2.0 */
/* QEMU's `virt` enters here at EL1, with the MMU, interrupts, floating point and vectors off. */
    .section .text.start, "ax"
    .globl start
start:
    adr x0, exceptions
    msr vbar_el1, x0
    mrs x0, sctlr_el1
    orr x0, x0, #2 /* A: unaligned accesses are exceptions */
    msr sctlr_el1, x0
    isb
    ldr x0, =image_stack_top
    mov sp, x0
    ldr x0, =image_bss_start
    ldr x1, =image_bss_end
clear:
    cmp x0, x1
    b.hs cleared
    stp xzr, xzr, [x0], #16
    b clear
cleared:
    bl image_main
    b platform_exception

    .balign 2048
exceptions:
    .rept 16
    .balign 128
    b platform_exception
    .endr
