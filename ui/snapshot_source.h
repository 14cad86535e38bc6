// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/snapshot.h"
#include "services/core/job.h"

#include <functional>
#include <QObject>
#include <QPointer>

namespace snapgpu {

/** The snapshots of the repository, loaded once for every page that shows them. */
class SnapshotSource final : public QObject
{
    Q_OBJECT
public:
    enum class State { NotConfigured, Loading, Loaded, Failed };
    using Lister = std::function<Job<QVector<Snapshot>> *()>;

    explicit SnapshotSource(Lister lister, QObject *parent = nullptr);
    ~SnapshotSource() override;

    void refresh(); ///< a newer question replaces the one under way
    State state() const { return m_state; }
    const QVector<Snapshot> &snapshots() const { return m_snapshots; } ///< of the last success
    QString error() const { return m_error; } ///< one sentence, when Failed

Q_SIGNALS:
    void changed();

private:
    Lister m_lister;
    QPointer<Job<QVector<Snapshot>>> m_job;
    State m_state;
    QVector<Snapshot> m_snapshots;
    QString m_error;
};

} // namespace snapgpu
