# SPDX-License-Identifier: Apache-2.0
# For a hypervisor on loongarch64: no floating-point registers, no unaligned access.
set(CMAKE_SYSTEM_PROCESSOR loongarch64)
set(axvm_clang_target loongarch64-linux-gnusf)
set(axvm_clang_suffix -19) # the oldest of Debian's whose linker knows the target
set(axvm_flags "-msoft-float -mstrict-align -mcmodel=medium")
include(${CMAKE_CURRENT_LIST_DIR}/freestanding.cmake)
