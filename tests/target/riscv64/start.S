/* SPDX-License-Identifier: Apache-2.0 */
/* QEMU's `virt` without firmware enters here in machine mode, with interrupts and floating point off. */
    .section .text.start, "ax"
    .globl start
start:
    la t0, platform_exception
    csrw mtvec, t0
    la sp, image_stack_top
    la t0, image_bss_start
    la t1, image_bss_end
clear:
    bgeu t0, t1, cleared
    sd zero, 0(t0)
    addi t0, t0, 8
    j clear
cleared:
    call image_main
    tail platform_exception
