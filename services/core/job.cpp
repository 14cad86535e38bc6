// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/core/job.h"

namespace snapgpu {

JobBase::JobBase(QObject *parent)
    : QObject(parent)
{
}

JobBase::~JobBase() = default;

void JobBase::cancel()
{
    if (m_settled) {
        return;
    }
    doCancel();
    settleCancelled();
}

Error JobBase::cancelledError() { return Error{ErrorCategory::Cancelled, tr("Cancelled."), {}, 0, 0}; }

bool JobBase::settle()
{
    if (m_settled) {
        return false;
    }
    m_settled = true;
    QMetaObject::invokeMethod(
        this,
        [this] {
            Q_EMIT finished();
            deleteLater();
        },
        Qt::QueuedConnection);
    return true;
}

} // namespace snapgpu
