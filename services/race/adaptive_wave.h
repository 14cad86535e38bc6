// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>
#include <QVector>

namespace snapgpu::race {

constexpr double kAdaptiveQuantile = 0.6;
constexpr qint64 kShortestAdaptiveMs = 5'000;
constexpr qint64 kLongestAdaptiveMs = 180'000;

/** P(ready within `seconds`) of a machine whose boot time is log-normal with this median; 0 for no median. */
double bootedBy(double seconds, double p50Seconds, double sigma);

/**
 * When the next wave should start after the last one: the time by which the machines that race now should
 * have booted with probability 0.6 each, on average; kept within 5 s and 3 min. `p50Seconds` are their
 * learned medians. Without any, `otherwiseMs`.
 */
qint64 adaptiveDelayMs(const QVector<double> &p50Seconds, double sigma, qint64 otherwiseMs);

} // namespace snapgpu::race
