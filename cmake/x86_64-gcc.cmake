# SPDX-License-Identifier: Apache-2.0
# As x86_64.cmake, with gcc.
set(axvm_gcc x86_64-linux-gnu-gcc)
include(${CMAKE_CURRENT_LIST_DIR}/x86_64.cmake)
