// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/sandbox/machines/bwrap_host.h"

#include <memory>
#include <QList>
#include <QMap>
#include <QString>
#include <QTemporaryDir>

namespace snapgpu::sandbox::test {

/** What a command ended with. */
struct Outcome
{
    int exitCode = -1;
    QString out;
    QString err;
};

Outcome run(const QString &program, const QStringList &arguments, int timeoutMs = 60'000);
/** Logs in as root on loopback with the system's own ssh. */
Outcome ssh(const QString &identity, quint16 port, const QString &command, const QStringList &options = {});
/** Makes a key pair; returns the public line. */
QString makeKey(const QString &file);
/** Pids of all processes whose mount table names `path`, or whose arguments do: what is alive of a machine.
 */
QList<qint64> processesOf(const QString &path);

/** A host over a temporary directory, with its key pair and what it has signalled. */
class Bench final
{
public:
    Bench();

    MachineSpec spec(const QString &id);
    /** Boots and waits for the outcome; false on failure or after `timeoutMs`. */
    bool bootAndWait(const MachineSpec &spec, int timeoutMs = 60'000);
    Outcome login(const MachineSpec &spec, const QString &command)
    {
        return ssh(identity, spec.sshPort, command);
    }
    QString path(const QString &relative) const { return dir.path() + QLatin1Char('/') + relative; }

    QTemporaryDir dir;
    QString identity;
    QString publicKey;
    std::unique_ptr<MachineHost> host;
    QStringList up;
    QStringList ended;
    QMap<QString, QString> failed;
};

} // namespace snapgpu::sandbox::test
