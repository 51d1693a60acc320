/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file platform.h
 * A machine without an operating system, as QEMU has it: what <architecture>/platform.c and start.S do for an image.
 *
 * start.S gives image_main() a stack and zeroed memory. Interrupts are off, and so are the floating-point and vector units:
 * an instruction that needs them is an exception. An exception says so on the console and ends the image as failed.
 */
#ifndef AXVM_TESTS_PLATFORM_H
#define AXVM_TESTS_PLATFORM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** What the image does. When it comes back, the image has failed. */
void image_main(void);

/** Writes to the console. */
void platform_write(const char *bytes, size_t length);

/** Ends the image and switches the machine off. Where it has exit codes, that is 0 or 1. */
_Noreturn void platform_exit(bool passed);

/** Where exceptions end. */
_Noreturn void platform_exception(void);

/** The lowest address of the stack, which grows down from the other. */
extern char image_stack_bottom[];
extern char image_stack_top[];

/** Where the caller's stack ends at the moment. */
static inline __attribute__((always_inline)) uintptr_t platform_stack_pointer(void) {
    uintptr_t address;
#if defined(__aarch64__)
    __asm__ volatile("mov %0, sp" : "=r"(address));
#elif defined(__riscv)
    __asm__ volatile("mv %0, sp" : "=r"(address));
#elif defined(__x86_64__)
    __asm__ volatile("mov %%rsp, %0" : "=r"(address));
#elif defined(__loongarch__)
    __asm__ volatile("move %0, $sp" : "=r"(address));
#else
#error "no stack pointer known"
#endif
    return address;
}

#endif
