// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/begun_restore.h"
#include "models/machine.h"
#include "services/restore/restore_engine.h"

#include <QString>
#include <QVector>

namespace snapgpu {

/** What is noted of a restore that has begun; credentials in the repository's address are left out. Pure. */
BegunRestore begunRestore(const Machine &machine, const RestoreRequest &request, qint64 begunAtMs);

QByteArray restoreNotesJson(const QVector<BegunRestore> &notes);
/** What can be read of it; notes without a machine or a key are left out. */
QVector<BegunRestore> parseRestoreNotes(const QByteArray &text);

/**
 * The restores whose end was not seen yet, in a file: one for each machine. Whoever begins a restore notes it
 * once restic runs there, and strikes it out at its end; what a program that was closed or killed left behind
 * is followed at the next start. A file that cannot be read or written costs no restore: it is logged.
 */
class RestoreNotes final
{
public:
    explicit RestoreNotes(QString file)
        : m_file(std::move(file))
    {
    }

    QVector<BegunRestore> all() const; ///< oldest first
    void add(const BegunRestore &begun); ///< instead of another one on that machine
    void remove(const QString &provider, const QString &instanceId);

private:
    void write(const QVector<BegunRestore> &notes) const;

    QString m_file;
};

} // namespace snapgpu
