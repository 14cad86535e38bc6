// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <deque>
#include <QByteArray>
#include <QString>
#include <QVector>

namespace snapgpu {

/** One file of restic's cache as the agent's command "seed" takes it; encrypted, as the repository holds it.
 */
struct SeedFile
{
    QByteArray repository; ///< id, the folder's name in the cache
    QByteArray kind; ///< "snapshots", "index" or "data", which are packs of trees here
    QByteArray id;
    QString path; ///< here
    qint64 bytes = 0;
};

/**
 * What a machine would fetch before its first file and this computer has: the snapshot, the index files from
 * the smallest on, and packs of trees from the newest on, because every snapshot's upper folders lie in a new
 * one. As far as `budgetBytes` goes. The repository is the one whose cache holds the snapshot. Reads folders
 * only. Each file saves the machine a request; what is not sent it fetches itself.
 */
QVector<SeedFile> seedFiles(
    const QString &cacheDir, const QString &snapshotId, qint64 budgetBytes = 8'388'608);

/**
 * Says what still arrives in time. The machine derives the repository's key for about half a second and asks
 * for these files only then, so that an uplink carries them meanwhile at no cost; what would come later only
 * stands in the way of commands. The uplink is measured by what arrives. Pure; times in ms of one clock,
 * bytes as sent.
 */
class SeedPace final
{
public:
    explicit SeedPace(qint64 startMs = 0)
        : m_startMs(startMs)
    {
    }

    bool mayBeSent(qint64 bytes, qint64 nowMs) const;
    void sent(qint64 bytes);
    /** The oldest of what is on its way is there. */
    void arrived(qint64 nowMs);
    bool isWaiting() const { return !m_onTheWay.empty(); }

private:
    qint64 m_startMs;
    qint64 m_arrived = 0; ///< bytes
    qint64 m_arrivedAtMs = 0;
    std::deque<qint64> m_onTheWay; ///< bytes of each
};

} // namespace snapgpu
