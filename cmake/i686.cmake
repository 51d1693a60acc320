# SPDX-License-Identifier: Apache-2.0
# No hypervisor's target, but its addresses have 32 bits.
set(CMAKE_SYSTEM_PROCESSOR i686)
set(axvm_clang_target i686-linux-gnu)
set(axvm_flags "-mgeneral-regs-only")
include(${CMAKE_CURRENT_LIST_DIR}/freestanding.cmake)
