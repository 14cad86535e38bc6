# SPDX-License-Identifier: GPL-3.0-or-later
# One interface target carries every compiler flag; each room of the house is one static library.

add_library(snapgpu_flags INTERFACE)
target_compile_features(snapgpu_flags INTERFACE cxx_std_20)
target_include_directories(snapgpu_flags INTERFACE "${CMAKE_SOURCE_DIR}")
target_compile_options(snapgpu_flags INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual)
target_compile_definitions(snapgpu_flags INTERFACE
    QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_CAST_FROM_BYTEARRAY QT_NO_URL_CAST_FROM_STRING
    QT_NO_FOREACH QT_NO_NARROWING_CONVERSIONS_IN_CONNECT QT_STRICT_ITERATORS QT_USE_QSTRINGBUILDER
    QT_DISABLE_DEPRECATED_BEFORE=0x060400 QT_WARN_DEPRECATED_UP_TO=0x060400 SNAPGPU_VERSION="${PROJECT_VERSION}")
# Each new compiler warns of something new: an error where the project is developed, but no reason why somebody with a
# newer system could not start it.
if(SNAPGPU_WERROR AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
    target_compile_options(snapgpu_flags INTERFACE -Werror)
elseif(SNAPGPU_WERROR)
    message(STATUS "SnapGPU: warnings of ${CMAKE_CXX_COMPILER_ID} ${CMAKE_CXX_COMPILER_VERSION} are shown and are no errors")
endif()
if(SNAPGPU_SANITIZE)
    # GCC says itself that this warning is wrong more often under sanitizers; the other presets keep it.
    target_compile_options(snapgpu_flags INTERFACE -Wno-maybe-uninitialized)
    target_compile_options(snapgpu_flags INTERFACE -fsanitize=${SNAPGPU_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
    target_link_options(snapgpu_flags INTERFACE -fsanitize=${SNAPGPU_SANITIZE})
    # Q_ASSERT, also those in Qt's headers, and the checks of the standard library's containers.
    target_compile_definitions(snapgpu_flags INTERFACE QT_FORCE_ASSERTS _GLIBCXX_ASSERTIONS)
    if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND SNAPGPU_SANITIZE MATCHES "undefined")
        # As shared libraries each of the two has its own settings, and only one of them heeds log_path.
        target_link_options(snapgpu_flags INTERFACE -static-libasan -static-libubsan)
    endif()
    if(SNAPGPU_SANITIZE STREQUAL "thread")
        target_compile_options(snapgpu_flags INTERFACE -Wno-tsan)
        target_sources(snapgpu_flags INTERFACE
            $<$<STREQUAL:$<TARGET_PROPERTY:TYPE>,EXECUTABLE>:${CMAKE_SOURCE_DIR}/tests/support/thread_order.cpp>)
    endif()
    set(SNAPGPU_TEST_PATIENCE 4) # a test may take so many times its TIMEOUT
else()
    set(SNAPGPU_TEST_PATIENCE 1)
endif()

# Qt6::Test hands every test the folders it is built in, for test data that no test here asks for; without them
# the same source is the same compilation everywhere.
get_target_property(definitions Qt6::Test INTERFACE_COMPILE_DEFINITIONS)
list(FILTER definitions EXCLUDE REGEX "QT_TESTCASE_(BUILD|SOURCE)DIR")
set_target_properties(Qt6::Test PROPERTIES INTERFACE_COMPILE_DEFINITIONS "${definitions}")
set(SNAPGPU_TEST_OPTIONS $<$<CONFIG:Release>:-O1>) # what is measured stands in the rooms, not in the tests

# Precompiled headers, each made once and shared; tests are optimized less and so have their own. QtTest cannot be
# in one: it looks at which modules its user links. -DSNAPGPU_PCH=OFF shows that every source includes what it uses.
option(SNAPGPU_PCH "Share precompiled headers" ON)
function(snapgpu_make_precompiled name header options)
    add_library(${name} STATIC "${CMAKE_SOURCE_DIR}/cmake/precompiled/carrier.cpp")
    target_link_libraries(${name} PRIVATE snapgpu_flags nlohmann_json::nlohmann_json tl::expected Qt6::Core ${ARGN})
    target_compile_options(${name} PRIVATE ${options})
    target_precompile_headers(${name} PRIVATE "${CMAKE_SOURCE_DIR}/cmake/precompiled/${header}.h")
endfunction()
if(SNAPGPU_PCH)
    snapgpu_make_precompiled(snapgpu_pch_core core "")
    snapgpu_make_precompiled(snapgpu_pch_widgets widgets "" Qt6::Gui Qt6::Widgets)
    if(SNAPGPU_BUILD_TESTS)
        snapgpu_make_precompiled(snapgpu_pch_core_test core "${SNAPGPU_TEST_OPTIONS}")
        snapgpu_make_precompiled(snapgpu_pch_widgets_test widgets "${SNAPGPU_TEST_OPTIONS}" Qt6::Gui Qt6::Widgets)
    endif()
endif()

# Lets TARGET, which links LINK…, use the one that fits; `suffix` is "_test" for programs of Qt Test.
function(snapgpu_use_precompiled target suffix)
    if(NOT SNAPGPU_PCH OR NOT "Qt6::Core" IN_LIST ARGN)
        return()
    endif()
    if("Qt6::Widgets" IN_LIST ARGN)
        target_precompile_headers(${target} REUSE_FROM snapgpu_pch_widgets${suffix})
    elseif("nlohmann_json::nlohmann_json" IN_LIST ARGN OR "tl::expected" IN_LIST ARGN)
        target_precompile_headers(${target} REUSE_FROM snapgpu_pch_core${suffix})
    endif()
endfunction()

# snapgpu_library(NAME SOURCES … [LINK …]): a room. LINK is PRIVATE, so a wrong arrow does not link by accident.
function(snapgpu_library name)
    cmake_parse_arguments(ARG "" "" "SOURCES;LINK" ${ARGN})
    add_library(${name} STATIC ${ARG_SOURCES})
    set_target_properties(${name} PROPERTIES AUTOMOC ON)
    target_link_libraries(${name} PRIVATE snapgpu_flags ${ARG_LINK})
    snapgpu_use_precompiled(${name} "" ${ARG_LINK})
endfunction()

# snapgpu_test_limits(NAME SECONDS): how long a test may take; and a sanitizer's report from any program that it starts
# is a failure (tests/house).
function(snapgpu_test_limits name seconds)
    math(EXPR seconds "${seconds} * ${SNAPGPU_TEST_PATIENCE}")
    set_tests_properties(${name} PROPERTIES TIMEOUT ${seconds})
    if(SNAPGPU_SANITIZE)
        set_tests_properties(${name} PROPERTIES FIXTURES_REQUIRED sanitizer_reports)
    endif()
endfunction()

# snapgpu_test(NAME SOURCES … LINK … [TIMEOUT seconds] [LABELS …]): one Qt Test program, offscreen by default.
function(snapgpu_test name)
    cmake_parse_arguments(ARG "" "TIMEOUT" "SOURCES;LINK;LABELS" ${ARGN})
    if(NOT ARG_TIMEOUT)
        set(ARG_TIMEOUT 120)
    endif()
    add_executable(${name} ${ARG_SOURCES})
    set_target_properties(${name} PROPERTIES AUTOMOC ON RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/tests-bin")
    target_link_libraries(${name} PRIVATE snapgpu_flags ${ARG_LINK} snapgpu_test_paths Qt6::Test)
    target_compile_options(${name} PRIVATE ${SNAPGPU_TEST_OPTIONS})
    snapgpu_use_precompiled(${name} "_test" ${ARG_LINK})
    math(EXPR timeout_ms "${ARG_TIMEOUT} * ${SNAPGPU_TEST_PATIENCE} * 1000") # the watchdog of Qt Test must not be the shorter one
    add_test(NAME ${name} COMMAND ${name})
    snapgpu_test_limits(${name} ${ARG_TIMEOUT})
    set_tests_properties(${name} PROPERTIES LABELS "${ARG_LABELS}"
        ENVIRONMENT "QTEST_FUNCTION_TIMEOUT=${timeout_ms};QT_QPA_PLATFORM=offscreen;LC_ALL=C.UTF-8;XDG_RUNTIME_DIR=/tmp;no_proxy=*")
endfunction()
