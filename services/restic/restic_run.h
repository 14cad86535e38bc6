// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/restic/own_locks.h"
#include "services/restic/repository.h"

#include <functional>
#include <QByteArrayList>
#include <QElapsedTimer>
#include <QProcess>
#include <QTimer>

namespace snapgpu {

/** What to ask restic for, and what to do with the answer. */
struct ResticCall
{
    QByteArrayList arguments; ///< raw bytes: a path may be no UTF-8
    /** Takes standard output as it comes; the job's result is then empty. Called in the job's thread. */
    std::function<void(const QByteArray &chunk)> output;
    std::function<void(const QByteArray &chunk)>
        errors; ///< takes restic's words as they come, not those of the login
    qint64 enough = -1; ///< bytes after which restic is stopped and the job succeeds; -1 = no limit
    bool changes = false; ///< takes a lock: ended by SIGINT, which makes restic remove it
    /** On the VPS: who restic is there, told once, before it begins. */
    std::function<void(const OwnProcess &process)> began = {};
    QByteArray shell = {}; ///< on the VPS: this runs instead of restic
};

/**
 * One restic, here or on the VPS; the result is its standard output. Secrets go through the environment of
 * the child (here) or standard input (VPS). Until the first byte of output the tools' deadline holds, because
 * restic may try a wrong address for a quarter of an hour. Lives in the thread that made it.
 */
class ResticRun final : public Job<QByteArray>
{
    Q_OBJECT
public:
    ResticRun(
        const ResticTools &tools, const Repository &repository, ResticCall call, QObject *parent = nullptr);
    ResticRun(const ResticTools &tools, const Repository &repository, const QStringList &arguments,
        QObject *parent = nullptr);
    ~ResticRun() override;

    /** Of the program on this computer (restic, or ssh), 0 = not started; for the book of own locks. */
    qint64 processId() const;

protected:
    void doCancel() override;

private:
    void start();
    void startHere();
    void startOnHost();
    void onOutput();
    void onErrors();
    void endWhenHopeless();
    QByteArray takeBeginning();
    void onDeadline();
    void onEnded(bool startFailed);
    void letGo(); ///< ends the process without waiting for it

    ResticTools m_tools;
    Repository m_repository;
    ResticCall m_call;
    QProcess *m_process; ///< may live on for a moment after the job, until it has ended
    QTimer m_deadline;
    QByteArray m_output;
    QByteArray m_login; ///< on the VPS: what standard error held before restic began
    QByteArray m_errors; ///< restic's
    bool m_begun = false;
    QElapsedTimer m_clock;
    qint64 m_received = 0;
    bool m_hadEnough = false;
};

/** "user@host:port" -> its parts; port 0 and an empty user leave the choice to ssh's configuration. */
struct HostAddress
{
    QString user;
    QString host;
    quint16 port = 0;
};
HostAddress parseHostAddress(const QString &text);

/** The shell script that runs restic on the VPS. Holds the secrets: it travels over standard input only.
 * `before` is shell that runs right before. */
QByteArray hostScript(
    const Repository &repository, const QByteArrayList &arguments, const QByteArray &before = {});

} // namespace snapgpu
