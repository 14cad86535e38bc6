// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/snapshot_source.h"

namespace snapgpu {

SnapshotSource::SnapshotSource(Lister lister, QObject *parent)
    : QObject(parent)
    , m_lister(std::move(lister))
    , m_state(m_lister ? State::Loading : State::NotConfigured)
{
}

SnapshotSource::~SnapshotSource()
{
    if (m_job) {
        m_job->cancel();
    }
}

void SnapshotSource::refresh()
{
    if (!m_lister) {
        return;
    }
    if (m_job) {
        m_job->cancel();
    }
    m_state = State::Loading;
    m_job = m_lister();
    const Job<QVector<Snapshot>> *asked = m_job;
    m_job->then(this, [this, asked](const Result<QVector<Snapshot>> &answer) {
        if (asked != m_job) {
            return;
        }
        m_job = nullptr;
        if (answer) {
            m_snapshots = *answer;
            m_error.clear();
            m_state = State::Loaded;
        } else {
            m_error = answer.error().message;
            m_state = State::Failed;
        }
        Q_EMIT changed();
    });
    Q_EMIT changed();
}

} // namespace snapgpu
