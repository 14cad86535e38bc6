// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/snapshot.h"
#include "services/restic/snapshot_browser.h"

#include <QObject>
#include <QPointer>

namespace snapgpu {

/**
 * The snapshots of the repository that is open, for every page that shows them: what the cache knows at once,
 * then what restic says.
 */
class SnapshotSource final : public QObject
{
    Q_OBJECT
public:
    enum class State { NotConfigured, Loading, Loaded, Failed };

    explicit SnapshotSource(SnapshotBrowser *browser, QObject *parent = nullptr);
    ~SnapshotSource() override;

    /** Another repository; null = none. Shows what its cache holds and asks. */
    void setBrowser(SnapshotBrowser *browser);
    SnapshotBrowser *browser() const { return m_browser; }
    void refresh(); ///< a newer question replaces the one under way
    State state() const { return m_state; }
    const QVector<Snapshot> &snapshots() const { return m_view.snapshots; }
    /** Whether the list was never confirmed by restic since the program started; and when it last was. */
    bool isFromCache() const { return m_view.fromCache; }
    QDateTime seenAt() const { return m_view.askedAt; } ///< invalid = never
    QString error() const { return m_error; } ///< one sentence, when Failed
    ErrorCategory errorCategory() const { return m_category; }

Q_SIGNALS:
    void changed();

private:
    void stop();

    QPointer<SnapshotBrowser> m_browser;
    QPointer<Job<CatalogView>> m_job;
    State m_state = State::NotConfigured;
    CatalogView m_view;
    QString m_error;
    ErrorCategory m_category = ErrorCategory::Internal;
};

} // namespace snapgpu
