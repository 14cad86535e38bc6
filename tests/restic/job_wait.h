// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/core/job.h"

#include <QCoreApplication>
#include <QTest>

/** The result of a job; a failure "no end" after a minute. */
template <typename T> snapgpu::Result<T> waitFor(snapgpu::Job<T> *job)
{
    auto result = std::make_shared<std::optional<snapgpu::Result<T>>>();
    job->then(QCoreApplication::instance(), [result](const snapgpu::Result<T> &r) { result->emplace(r); });
    if (!QTest::qWaitFor([&] { return result->has_value(); }, 60'000)) {
        return snapgpu::fail(snapgpu::ErrorCategory::Internal, QStringLiteral("no end"));
    }
    return **result;
}

/** "success", or the category of the failure. */
template <typename T> QString categoryOf(snapgpu::Job<T> *job)
{
    const snapgpu::Result<T> result = waitFor(job);
    return result ? QStringLiteral("success") : snapgpu::toText(result.error().category);
}
