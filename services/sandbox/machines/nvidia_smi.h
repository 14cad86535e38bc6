// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace snapgpu::sandbox {

/** What the nvidia-smi of a machine says about its cards. */
struct GpuCard
{
    QString name; ///< as the cloud calls it: "RTX 4090"
    int count = 1;
    int memoryMb = 24564;
    bool broken = false; ///< fails as the real one does when a card has fallen off the bus
    QString seed; ///< makes the UUIDs of a machine its own
};

/** The name NVIDIA's driver gives a card that the cloud calls `cloudName`. */
QString driverName(const QString &cloudName);

/** A POSIX shell program that answers like nvidia-smi: table, -L, --query-gpu with csv formats. */
QByteArray nvidiaSmiScript(const GpuCard &card);

} // namespace snapgpu::sandbox
