/* SPDX-License-Identifier: Apache-2.0 */
/* QEMU's `virt` enters here with addresses untranslated, interrupts, floating point and vectors off. */
    .section .text.start, "ax"
    .globl start
start:
    la.pcrel $t0, exception
    csrwr $t0, 0xc /* EENTRY */
    la.pcrel $sp, image_stack_top
    la.pcrel $t0, image_bss_start
    la.pcrel $t1, image_bss_end
clear:
    bgeu $t0, $t1, cleared
    st.d $zero, $t0, 0
    addi.d $t0, $t0, 8
    b clear
cleared:
    bl image_main
    b platform_exception

    .balign 4096
exception:
    b platform_exception
