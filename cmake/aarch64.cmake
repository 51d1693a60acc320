# SPDX-License-Identifier: Apache-2.0
# For a hypervisor on aarch64: general registers only, no unaligned access.
set(CMAKE_SYSTEM_PROCESSOR aarch64)
set(axvm_clang_target aarch64-none-elf)
set(axvm_flags "-mgeneral-regs-only -mstrict-align")
include(${CMAKE_CURRENT_LIST_DIR}/freestanding.cmake)
