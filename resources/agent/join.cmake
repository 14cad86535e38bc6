# SPDX-License-Identifier: GPL-3.0-or-later
# cmake "-DPARTS=FILE;FILE…" -DJOINED=FILE [-DSH=PROGRAM] -P join.cmake
# The agent travels whole: its parts one behind the other. A shell, where there is one, reads each part and the whole
# without running them, so that a mistake is told here and not by a machine.
function(check file)
    if(SH)
        execute_process(COMMAND "${SH}" -n "${file}" RESULT_VARIABLE code ERROR_VARIABLE words)
        if(NOT code EQUAL 0)
            message(FATAL_ERROR "${words}")
        endif()
    endif()
endfunction()

set(whole "")
foreach(part IN LISTS PARTS)
    check("${part}")
    file(READ "${part}" text)
    if(NOT "${whole}" STREQUAL "")
        string(REGEX REPLACE "^# SPDX[^\n]*\n" "\n" text "${text}") # the licence once
    endif()
    string(APPEND whole "${text}")
endforeach()
file(WRITE "${JOINED}" "${whole}")
check("${JOINED}")
