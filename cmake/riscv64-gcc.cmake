# SPDX-License-Identifier: Apache-2.0
# As riscv64.cmake, with gcc.
set(axvm_gcc riscv64-linux-gnu-gcc)
include(${CMAKE_CURRENT_LIST_DIR}/riscv64.cmake)
