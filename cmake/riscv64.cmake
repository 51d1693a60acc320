# SPDX-License-Identifier: Apache-2.0
# For a hypervisor on riscv64: no floating-point registers, no unaligned access.
set(CMAKE_SYSTEM_PROCESSOR riscv64)
set(axvm_clang_target riscv64-none-elf)
set(axvm_flags "-march=rv64imac -mabi=lp64 -mcmodel=medany")
set(axvm_gcc_flags "-march=rv64imac_zicsr -mstrict-align") # clang does so anyway
include(${CMAKE_CURRENT_LIST_DIR}/freestanding.cmake)
