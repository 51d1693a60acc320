# SPDX-License-Identifier: Apache-2.0
# As armv7.cmake, with gcc.
set(axvm_gcc arm-linux-gnueabi-gcc)
include(${CMAKE_CURRENT_LIST_DIR}/armv7.cmake)
