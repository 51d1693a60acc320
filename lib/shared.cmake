# SPDX-License-Identifier: Apache-2.0
# The shared library: the same sources, position independent, exporting what the public headers declare and no more.

# Goes up when a program that was linked with the library before can no longer run with it.
set(AXVMCONFIG_SOVERSION 0)

get_target_property(library_sources axvmconfig SOURCES)
add_library(axvmconfig_shared SHARED ${library_sources})
set_target_properties(axvmconfig_shared PROPERTIES
  OUTPUT_NAME axvmconfig VERSION ${PROJECT_VERSION} SOVERSION ${AXVMCONFIG_SOVERSION}
  LIBRARY_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR})
target_include_directories(axvmconfig_shared
  PUBLIC $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}/include> $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>
  PRIVATE ${CMAKE_CURRENT_SOURCE_DIR})
target_compile_options(axvmconfig_shared PRIVATE -ffreestanding -ffunction-sections -fdata-sections)
target_link_libraries(axvmconfig_shared PRIVATE
  $<BUILD_INTERFACE:axvmconfig_warnings> $<BUILD_INTERFACE:axvmconfig_parts>)

# The version script, made from the headers. What stands in comments is no declaration.
file(GLOB public_headers CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/include/axvmconfig/*.h)
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${public_headers})
set(exported "")
foreach(header IN LISTS public_headers)
  file(READ ${header} text)
  string(REGEX REPLACE "/[*]([^*]|[*]+[^*/])*[*]+/" "" text "${text}")
  string(REGEX MATCHALL "axvm_[a-z0-9_]+[(]" names "${text}")
  list(APPEND exported ${names})
endforeach()
list(REMOVE_DUPLICATES exported)
list(SORT exported)
list(TRANSFORM exported REPLACE "[(]" "")
list(JOIN exported ";\n    " exported)
set(version_script ${CMAKE_CURRENT_BINARY_DIR}/axvmconfig.map)
file(CONFIGURE OUTPUT ${version_script} CONTENT
  "AXVMCONFIG_@AXVMCONFIG_SOVERSION@ {\n  global:\n    @exported@;\n  local:\n    *;\n};\n" @ONLY)
target_link_options(axvmconfig_shared PRIVATE
  -Wl,--version-script=${version_script} -Wl,-Bsymbolic-functions -Wl,--gc-sections -Wl,-z,defs)
set_property(TARGET axvmconfig_shared APPEND PROPERTY LINK_DEPENDS ${version_script})
