// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/boot_attempt.h"

#include <QVector>

namespace snapgpu::demo {

/** A believable past, the same for the same seed: races over two months, with losers cut short and duds. */
struct Past
{
    QVector<BootAttempt> attempts;
    QVector<RaceRecord> races;
    QVector<RestoreRecord> restores;
};
Past past(qint64 nowMs, int races, int machines = 24, quint32 seed = 1);

} // namespace snapgpu::demo
