// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/restic/repository.h"

#include <QProcess>
#include <QTimer>

namespace snapgpu {

/**
 * One restic, here or on the VPS; the result is its standard output. Secrets go through the environment of
 * the child (here) or standard input (VPS). Until the first byte of output the tools' deadline holds, because
 * restic may try a wrong address for a quarter of an hour.
 */
class ResticRun final : public Job<QByteArray>
{
    Q_OBJECT
public:
    ResticRun(const ResticTools &tools, const Repository &repository, const QStringList &arguments,
        QObject *parent = nullptr);
    ~ResticRun() override;

protected:
    void doCancel() override;

private:
    void startHere(const QStringList &arguments);
    void startOnHost(const QStringList &arguments);
    void onOutput();
    void onEnded(bool startFailed);

    ResticTools m_tools;
    Repository m_repository;
    QProcess m_process;
    QTimer m_deadline;
    QByteArray m_output;
    QByteArray m_errors;
};

/** "user@host:port" -> its parts; port 0 and an empty user leave the choice to ssh's configuration. */
struct HostAddress
{
    QString user;
    QString host;
    quint16 port = 0;
};
HostAddress parseHostAddress(const QString &text);

} // namespace snapgpu
