// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/snapshot.h"

#include <QByteArray>
#include <QString>

namespace snapgpu {

/** A restore that this home began on a machine and whose end it has not seen yet. Holds no secret. */
struct BegunRestore
{
    QString provider; ///< with instanceId: which machine
    QString instanceId;
    QString label; ///< of the machine; may be empty
    Snapshot snapshot; ///< id and paths; its size only when all of it is restored
    QString repository; ///< address without credentials
    QString target; ///< folder on the machine
    QByteArray key; ///< restoreKey(): tells it from other restores on that machine
    qint64 begunAtMs = 0; ///< wall clock: when it was asked for
    qint64 countedBytes = 0; ///< of its traffic; the ledger has them already

    bool isOn(const QString &provider_, const QString &instanceId_) const
    {
        return provider == provider_ && instanceId == instanceId_;
    }
};

} // namespace snapgpu
