# SPDX-License-Identifier: Apache-2.0
# As aarch64.cmake, with gcc.
set(axvm_gcc aarch64-linux-gnu-gcc)
include(${CMAKE_CURRENT_LIST_DIR}/aarch64.cmake)
