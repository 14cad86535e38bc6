# SPDX-License-Identifier: GPL-3.0-or-later
# Makes the agent out of its parts, and a resource of it. Sets snapgpu_agent_sources, for the library that includes this.
set(agent_here "${CMAKE_CURRENT_LIST_DIR}")
set(agent_build "${CMAKE_BINARY_DIR}/agent")
file(GLOB agent_parts CONFIGURE_DEPENDS "${agent_here}/parts/*.sh") # in the order of their names
find_program(SNAPGPU_SH NAMES dash sh DOC "A POSIX shell, which reads the agent when it is built")
set(agent_shell "")
if(SNAPGPU_SH)
    set(agent_shell "-DSH=${SNAPGPU_SH}")
endif()
add_custom_command(OUTPUT "${agent_build}/agent.sh"
    COMMAND "${CMAKE_COMMAND}" "-DPARTS=${agent_parts}" "-DJOINED=${agent_build}/agent.sh" ${agent_shell}
        -P "${agent_here}/join.cmake"
    DEPENDS ${agent_parts} "${agent_here}/join.cmake" COMMENT "Joining the agent" VERBATIM)
configure_file("${agent_here}/agent.qrc" "${agent_build}/agent.qrc" COPYONLY) # names its files from where it lies
qt_add_resources(snapgpu_agent_sources "${agent_build}/agent.qrc")
