// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>
#include <QVector>

namespace snapgpu::test {

/** One running process as /proc shows it. */
struct ProcessEntry
{
    qint64 pid = 0;
    QByteArray commandLine; ///< arguments with blanks between
};

/** All processes whose command line contains `needle`, without this one. */
QVector<ProcessEntry> processesWith(const QByteArray &needle);

/** Every file under `directory` that contains `needle`; proves that a secret was not written. */
QStringList filesContaining(const QString &directory, const QByteArray &needle);

} // namespace snapgpu::test
