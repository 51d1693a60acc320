# SPDX-License-Identifier: Apache-2.0
# As s390x.cmake, with gcc.
set(axvm_gcc s390x-linux-gnu-gcc)
include(${CMAKE_CURRENT_LIST_DIR}/s390x.cmake)
