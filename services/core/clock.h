// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

namespace snapgpu {

/** Where time comes from; injected, so that tests own it. */
class Clock
{
public:
    virtual ~Clock() = default;
    /** Milliseconds that never go back and have no meaning but their difference. */
    virtual qint64 monotonicMs() const = 0;
    /** Milliseconds since 1970 UTC; may jump. */
    virtual qint64 wallMs() const = 0;
};

/** The machine's own clocks. */
class SystemClock final : public Clock
{
public:
    qint64 monotonicMs() const override;
    qint64 wallMs() const override;
};

/** A clock that stands still until told. */
class MockClock final : public Clock
{
public:
    qint64 monotonicMs() const override { return m_monotonic; }
    qint64 wallMs() const override { return m_wall; }
    void advance(qint64 ms)
    {
        m_monotonic += ms;
        m_wall += ms;
    }
    void setWall(qint64 ms) { m_wall = ms; }

private:
    qint64 m_monotonic = 1'000'000;
    qint64 m_wall = 1'790'000'000'000;
};

} // namespace snapgpu
