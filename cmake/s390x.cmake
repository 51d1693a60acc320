# SPDX-License-Identifier: Apache-2.0
# No hypervisor's target, but the order of bytes is the other: big-endian.
set(CMAKE_SYSTEM_PROCESSOR s390x)
set(axvm_clang_target s390x-linux-gnu)
set(axvm_clang_suffix -19) # the oldest of Debian's whose linker knows the target
set(axvm_flags "-msoft-float")
include(${CMAKE_CURRENT_LIST_DIR}/freestanding.cmake)
