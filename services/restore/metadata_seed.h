// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>
#include <QVector>

namespace snapgpu {

/** One file of restic's cache as the agent's command "seed" takes it; encrypted, as the repository holds it.
 */
struct SeedFile
{
    QByteArray repository; ///< id, the folder's name in the cache
    QByteArray kind; ///< "index" or "snapshots"
    QByteArray id;
    QString path; ///< here
    qint64 bytes = 0;
};

/**
 * What a machine would fetch before its first file and this computer has: the snapshot and the index files,
 * smallest first, as far as `budgetBytes` goes. The repository is the one whose cache holds the snapshot.
 * Reads folders only. Each file saves the machine one request; what is not sent it fetches itself.
 */
QVector<SeedFile> seedFiles(const QString &cacheDir, const QString &snapshotId, qint64 budgetBytes);

/**
 * Sent while the machine derives the repository's key (about 0.4 s), these bytes cost no time on an uplink of
 * 5 Mbit/s; more would arrive after restic asked for it.
 */
inline constexpr qint64 kSeedBudgetBytes = 256 * 1024;

} // namespace snapgpu
