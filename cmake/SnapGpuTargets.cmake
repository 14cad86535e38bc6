# SPDX-License-Identifier: GPL-3.0-or-later
# One interface target carries every compiler flag; each room of the house is one static library.

add_library(snapgpu_flags INTERFACE)
target_compile_features(snapgpu_flags INTERFACE cxx_std_20)
target_include_directories(snapgpu_flags INTERFACE "${CMAKE_SOURCE_DIR}")
target_compile_options(snapgpu_flags INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual)
target_compile_definitions(snapgpu_flags INTERFACE
    QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_CAST_FROM_BYTEARRAY QT_NO_URL_CAST_FROM_STRING
    QT_NO_FOREACH QT_NO_NARROWING_CONVERSIONS_IN_CONNECT QT_STRICT_ITERATORS QT_USE_QSTRINGBUILDER
    QT_DISABLE_DEPRECATED_BEFORE=0x060400 SNAPGPU_VERSION="${PROJECT_VERSION}")
if(SNAPGPU_WERROR)
    target_compile_options(snapgpu_flags INTERFACE -Werror)
endif()
if(SNAPGPU_SANITIZE)
    target_compile_options(snapgpu_flags INTERFACE -fsanitize=address,undefined -fno-omit-frame-pointer -fno-sanitize-recover=all)
    target_link_options(snapgpu_flags INTERFACE -fsanitize=address,undefined)
endif()

# snapgpu_library(NAME SOURCES … [LINK …]): a room. LINK is PRIVATE, so a wrong arrow does not link by accident.
function(snapgpu_library name)
    cmake_parse_arguments(ARG "" "" "SOURCES;LINK" ${ARGN})
    add_library(${name} STATIC ${ARG_SOURCES})
    set_target_properties(${name} PROPERTIES AUTOMOC ON)
    target_link_libraries(${name} PRIVATE snapgpu_flags ${ARG_LINK})
endfunction()

# snapgpu_test(NAME SOURCES … LINK … [TIMEOUT seconds] [LABELS …]): one Qt Test program, offscreen by default.
function(snapgpu_test name)
    cmake_parse_arguments(ARG "" "TIMEOUT" "SOURCES;LINK;LABELS" ${ARGN})
    if(NOT ARG_TIMEOUT)
        set(ARG_TIMEOUT 120)
    endif()
    add_executable(${name} ${ARG_SOURCES})
    set_target_properties(${name} PROPERTIES AUTOMOC ON RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/tests-bin")
    target_link_libraries(${name} PRIVATE snapgpu_flags ${ARG_LINK} Qt6::Test)
    target_compile_definitions(${name} PRIVATE
        SNAPGPU_BIN_DIR="${CMAKE_BINARY_DIR}/bin" SNAPGPU_SOURCE_DIR="${CMAKE_SOURCE_DIR}")
    math(EXPR timeout_ms "${ARG_TIMEOUT} * 1000") # the watchdog of Qt Test must not be the shorter one
    add_test(NAME ${name} COMMAND ${name})
    set_tests_properties(${name} PROPERTIES TIMEOUT ${ARG_TIMEOUT} LABELS "${ARG_LABELS}"
        ENVIRONMENT "QTEST_FUNCTION_TIMEOUT=${timeout_ms};QT_QPA_PLATFORM=offscreen;QT_FORCE_ASSERTS=1;LC_ALL=C.UTF-8;XDG_RUNTIME_DIR=/tmp;no_proxy=*")
endfunction()
