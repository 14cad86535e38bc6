// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/sandbox/machines/pid_handle.h"

#include <csignal>
#include <sys/syscall.h>
#include <unistd.h>

namespace snapgpu::sandbox {

PidHandle PidHandle::open(pid_t pid)
{
    PidHandle handle;
    handle.m_fd = static_cast<int>(::syscall(SYS_pidfd_open, pid, 0));
    return handle;
}

PidHandle::~PidHandle()
{
    if (m_fd >= 0) {
        ::close(m_fd);
    }
}

bool PidHandle::kill() const
{
    return m_fd >= 0 && ::syscall(SYS_pidfd_send_signal, m_fd, SIGKILL, nullptr, 0) == 0;
}

} // namespace snapgpu::sandbox
