# SPDX-License-Identifier: Apache-2.0
# A 32-bit target with virtualization extensions, which include division.
set(CMAKE_SYSTEM_PROCESSOR armv7)
set(axvm_clang_target armv7ve-linux-gnueabi)
set(axvm_gcc_flags "-march=armv7ve")
set(axvm_flags "-mfloat-abi=soft -mno-unaligned-access")
include(${CMAKE_CURRENT_LIST_DIR}/freestanding.cmake)
