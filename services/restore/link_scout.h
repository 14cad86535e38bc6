// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/restic/repository.h"

#include <QObject>
#include <QPointer>
#include <vector>

namespace snapgpu {

/**
 * Finds out whether a snapshot holds hard links, from `restic ls` on this computer (or the VPS) while
 * machines still boot: without them the second phase of a restore need not pass over what the first one
 * brought. Never in anybody's way: gives up for very large snapshots and for a restic that tells no inodes
 * (before 0.16.1), and ends when it is deleted.
 */
class LinkScout final : public QObject
{
    Q_OBJECT
public:
    LinkScout(SnapshotCatalog *catalog, const Repository &repository, const Snapshot &snapshot);
    ~LinkScout() override;

    bool foundNone() const { return m_none; } ///< false while nothing is known
    bool isDone() const { return m_done; }

Q_SIGNALS:
    void done();

private:
    void take(const QByteArray &line);
    void conclude(bool complete);

    QPointer<Job<Done>> m_job;
    std::vector<quint64> m_inodes;
    bool m_useless = false;
    bool m_done = false;
    bool m_none = false;
};

} // namespace snapgpu
