// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/machine.h"
#include "services/cloud/provider.h"
#include "services/core/clock.h"

#include <QObject>
#include <QPointer>
#include <QSet>
#include <QTimer>
#include <QVector>

namespace snapgpu {

/** The machines of the account as the provider lists them: asked every few seconds while somebody looks. */
class MachineSource final : public QObject
{
    Q_OBJECT
public:
    static constexpr int kRefreshMs = 5'000;

    /** `provider` may be null: then nothing is ever asked. Both must outlive it. */
    MachineSource(CloudProvider *provider, const Clock *clock, QObject *parent = nullptr);
    ~MachineSource() override;

    /** While anybody looks: asks at once and then again and again. */
    void setActive(const QObject *who, bool active);
    void refresh(); ///< once; nothing happens while a question is open
    bool isLoading() const { return !m_job.isNull(); }
    bool hasAnswer() const { return m_answered; }
    const QVector<Machine> &machines() const { return m_machines; } ///< of the last good listing
    QString error() const { return m_error; } ///< of the last question; empty when it was answered

Q_SIGNALS:
    void listed(qint64 askedAtMs); ///< a good listing; monotonic time at which it was asked for
    void changed();

private:
    void take(const Result<QVector<Machine>> &answer, qint64 askedAtMs);

    CloudProvider *m_provider;
    const Clock *m_clock;
    QTimer m_timer;
    QSet<const QObject *> m_lookers;
    QPointer<JobBase> m_job;
    QVector<Machine> m_machines;
    QString m_error;
    bool m_answered = false;
};

} // namespace snapgpu
