// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/core/job.h"

#include <optional>
#include <QEventLoop>
#include <QPointer>
#include <QTimer>

namespace snapgpu::test {

/** Waits (tests only) for a job and gives its result; nothing when it did not finish in time or died. */
template <typename T> std::optional<Result<T>> await(Job<T> *job, int timeoutMs = 30'000)
{
    std::optional<Result<T>> result;
    QEventLoop loop;
    QObject context;
    QObject::connect(job, &JobBase::finished, &context, [&] {
        result.emplace(job->result());
        loop.quit();
    });
    QTimer::singleShot(timeoutMs, &loop, &QEventLoop::quit);
    loop.exec();
    return result;
}

} // namespace snapgpu::test
