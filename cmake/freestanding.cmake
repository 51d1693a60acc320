# SPDX-License-Identifier: Apache-2.0
# What all targets without an operating system have in common. Included by <target>.cmake, which says what to compile
# for, and by way of it by <target>-gcc.cmake, which says with which gcc.
set(CMAKE_SYSTEM_NAME Generic)
if(DEFINED axvm_gcc)
  set(CMAKE_C_COMPILER ${axvm_gcc})
  set(axvm_flags "${axvm_flags} ${axvm_gcc_flags}")
  set(CMAKE_EXE_LINKER_FLAGS_INIT "-nostdlib -static -Wl,--build-id=none")
else()
  set(CMAKE_C_COMPILER clang${axvm_clang_suffix})
  set(CMAKE_C_COMPILER_TARGET ${axvm_clang_target})
  set(CMAKE_ASM_COMPILER_TARGET ${axvm_clang_target})
  set(CMAKE_EXE_LINKER_FLAGS_INIT "-nostdlib -static -fuse-ld=lld")
endif()
set(CMAKE_C_FLAGS_INIT "${axvm_flags} -fno-stack-protector -fno-pic -fno-asynchronous-unwind-tables")
set(CMAKE_ASM_FLAGS_INIT "${axvm_flags} -fno-pic")
set(CMAKE_TRY_COMPILE_TARGET_TYPE STATIC_LIBRARY)
