// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/boot_attempt.h"

#include <QVector>

namespace snapgpu::test {

constexpr qint64 kNow = 1'790'000'000'000; ///< where MockClock starts

/** A ready attempt of `ms` on `machine`, `agoMs` before kNow; every field is filled. */
BootAttempt readyAttempt(qint64 machine, qint64 ms, qint64 agoMs = 3'600'000);
BootAttempt cancelledAttempt(qint64 machine, qint64 ms, qint64 agoMs = 3'600'000);
BootAttempt failedAttempt(qint64 machine, FailureClass failure, qint64 agoMs = 3'600'000);

/**
 * A market to test and to measure with: `machines` machines of some owners, GPUs, places and images, each
 * with a boot time and dud risk of its own; races of five of them. Seeded and repeatable.
 */
struct SampleMemory
{
    QVector<BootAttempt> attempts;
    QVector<RaceRecord> races;
    QVector<RestoreRecord> restores;
};
SampleMemory sampleMemory(int attempts, int machines, quint32 seed = 1);

} // namespace snapgpu::test
