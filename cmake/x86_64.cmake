# SPDX-License-Identifier: Apache-2.0
# For a hypervisor on x86_64: general registers only.
set(CMAKE_SYSTEM_PROCESSOR x86_64)
set(axvm_clang_target x86_64-linux-gnu)
set(axvm_flags "-mno-red-zone -mgeneral-regs-only -mcmodel=kernel")
include(${CMAKE_CURRENT_LIST_DIR}/freestanding.cmake)
