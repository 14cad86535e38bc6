// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/cloud/provider.h"
#include "services/session/winner_watch.h"

#include <QPointer>
#include <QTimer>

namespace snapgpu {

/**
 * While the connection to a machine is lost in the middle of a restore, asks the provider every few seconds
 * whether the machine still is there (see winner_watch.h). An answer that does not come says nothing.
 */
class MachineLookout final : public QObject
{
    Q_OBJECT
public:
    /** `provider` null: nothing is ever found out. */
    MachineLookout(
        CloudProvider *provider, QString instanceId, bool interruptible, QObject *parent = nullptr);
    ~MachineLookout() override;
    Q_DISABLE_COPY_MOVE(MachineLookout)

    /** Called with every progress of the restore: it may have lost its connection, or have it again. */
    void watch(bool lost);
    /** Why the restore cannot go on; nothing as long as it may. */
    const std::optional<WinnerEnd> &end() const { return m_end; }

Q_SIGNALS:
    void ended(); ///< once

private:
    void take(const Result<QVector<Machine>> &listed);

    CloudProvider *m_provider;
    QString m_instanceId;
    bool m_interruptible;
    bool m_lost = false;
    WinnerWatch m_watch;
    QPointer<Job<QVector<Machine>>> m_look;
    QTimer m_next; ///< while it runs the provider is not asked again
    std::optional<WinnerEnd> m_end;
};

} // namespace snapgpu
