/* SPDX-License-Identifier: Apache-2.0 */
/*
 * QEMU enters here as the note asks for (PVH): 32-bit protected mode without paging. Long mode wants page tables: the first
 * GiB is mapped to itself. The units for floating point and vectors stay off. There is no table of interrupts, so an exception
 * is one too many for the processor, which stops the machine.
 */
#define CR0_EMULATION  (1 << 2)
#define CR0_PROTECTION (1 << 0)
#define CR0_PAGING     (1 << 31)
#define CR4_PAE        (1 << 5)
#define MSR_EFER       0xc0000080
#define EFER_LONG_MODE (1 << 8)
#define PAGE_PRESENT   0x3  /* and writable */
#define PAGE_LARGE     0x83 /* 2 MiB, present and writable */

    .section .note.pvh, "a", @note
    .balign 4
    .long 4, 4, 18 /* lengths of name and value, XEN_ELFNOTE_PHYS32_ENTRY */
    .asciz "Xen"
    .long start

    .section .text.start, "ax"
    .code32
    .globl start
start:
    cli
    cld
    movl $image_stack_top, %esp
    movl $image_bss_start, %edi
    movl $image_bss_end, %ecx
    subl %edi, %ecx
    xorl %eax, %eax
    rep stosb

    movl $second_level + PAGE_PRESENT, third_level
    movl $third_level + PAGE_PRESENT, fourth_level
    movl $second_level, %edi
    movl $PAGE_LARGE, %eax
    movl $512, %ecx
map:
    movl %eax, (%edi)
    addl $0x200000, %eax
    addl $8, %edi
    loop map

    movl $fourth_level, %eax
    movl %eax, %cr3
    movl $CR4_PAE, %eax
    movl %eax, %cr4
    movl $MSR_EFER, %ecx
    rdmsr
    orl $EFER_LONG_MODE, %eax
    wrmsr
    movl $CR0_PAGING + CR0_PROTECTION + CR0_EMULATION, %eax
    movl %eax, %cr0
    lgdt descriptor_pointer
    ljmp $8, $long_mode

    .code64
long_mode:
    movl $16, %eax
    movl %eax, %ds
    movl %eax, %es
    movl %eax, %ss
    call image_main
    call platform_exception

    .section .rodata
    .balign 8
descriptors:
    .quad 0
    .quad 0x00209a0000000000 /* 64-bit code */
    .quad 0x0000920000000000 /* data */
descriptor_pointer:
    .word . - descriptors - 1
    .long descriptors

    .section .bss
    .balign 4096
fourth_level:
    .skip 4096
third_level:
    .skip 4096
second_level:
    .skip 4096
