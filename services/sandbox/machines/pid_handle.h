// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <sys/types.h>
#include <utility>

namespace snapgpu::sandbox {

/** A running process that can be killed without hitting a stranger that got its number later (a pidfd). */
class PidHandle final
{
public:
    PidHandle() = default;
    /** Empty when the process is gone already. */
    static PidHandle open(pid_t pid);
    ~PidHandle();
    PidHandle(PidHandle &&other) noexcept
        : m_fd(std::exchange(other.m_fd, -1))
    {
    }
    PidHandle &operator=(PidHandle &&other) noexcept
    {
        std::swap(m_fd, other.m_fd);
        return *this;
    }
    PidHandle(const PidHandle &) = delete;
    PidHandle &operator=(const PidHandle &) = delete;

    bool isOpen() const { return m_fd >= 0; }
    /** SIGKILL; false when it could not be sent. */
    bool kill() const;

private:
    int m_fd = -1;
};

} // namespace snapgpu::sandbox
