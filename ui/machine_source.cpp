// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/machine_source.h"

namespace snapgpu {

MachineSource::MachineSource(CloudProvider *provider, const Clock *clock, QObject *parent)
    : QObject(parent)
    , m_provider(provider)
    , m_clock(clock)
{
    m_timer.setInterval(kRefreshMs);
    connect(&m_timer, &QTimer::timeout, this, &MachineSource::refresh);
}

MachineSource::~MachineSource()
{
    if (m_job) {
        m_job->disconnect(this);
        m_job->cancel();
    }
}

void MachineSource::setActive(const QObject *who, bool active)
{
    if (active) {
        m_lookers.insert(who);
    } else {
        m_lookers.remove(who);
    }
    if (m_lookers.isEmpty()) {
        m_timer.stop();
    } else if (!m_timer.isActive() && m_provider != nullptr) {
        m_timer.start();
        refresh();
    }
}

void MachineSource::refresh()
{
    if (m_provider == nullptr || m_job) {
        return;
    }
    const qint64 askedAt = m_clock->monotonicMs();
    auto *job = m_provider->list();
    m_job = job;
    job->then(this, [this, askedAt](const Result<QVector<Machine>> &answer) { take(answer, askedAt); });
    Q_EMIT changed();
}

void MachineSource::take(const Result<QVector<Machine>> &answer, qint64 askedAtMs)
{
    m_job.clear();
    if (answer) {
        m_machines = *answer;
        m_answered = true;
        m_error.clear();
        Q_EMIT listed(askedAtMs);
    } else {
        m_error = answer.error().message;
    }
    Q_EMIT changed();
}

} // namespace snapgpu
