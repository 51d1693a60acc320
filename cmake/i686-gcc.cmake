# SPDX-License-Identifier: Apache-2.0
# As i686.cmake, with gcc.
set(axvm_gcc i686-linux-gnu-gcc)
include(${CMAKE_CURRENT_LIST_DIR}/i686.cmake)
