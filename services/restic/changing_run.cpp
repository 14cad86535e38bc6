// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/restic/changing_run.h"

#include "services/core/log.h"

#include <QDateTime>
#include <QSysInfo>
#ifdef Q_OS_UNIX
#include <cerrno>
#include <csignal>
#endif

namespace snapgpu {

namespace {

constexpr int kSignals = 128; ///< exit codes from here on: ended by a signal, or ssh itself failed

bool isAlive(qint64 pid)
{
#ifdef Q_OS_UNIX
    return pid > 0 && (::kill(static_cast<pid_t>(pid), 0) == 0 || errno == EPERM);
#else
    Q_UNUSED(pid)
    return true; // not known, so nothing is removed
#endif
}

} // namespace

ChangingRun::ChangingRun(const ResticTools &tools, const Repository &repository, QByteArrayList arguments,
    const OwnProcesses &own, QObject *parent)
    : Job<QByteArray>(parent)
    , m_tools(tools)
    , m_repository(repository)
    , m_arguments(std::move(arguments))
    , m_own(own)
{
    start();
}

void ChangingRun::doCancel()
{
    if (m_run) {
        m_run->cancel();
    }
}

void ChangingRun::start()
{
    const bool here = m_repository.host.isEmpty();
    const auto note = [this](const OwnProcess &process) {
        m_process = process;
        m_own.add(process);
    };
    ResticCall call{m_arguments, {}, {}, -1, true};
    if (!here) {
        call.began = note;
    }
    m_process = {};
    m_run = new ResticRun(m_tools, m_repository, call, this);
    if (const qint64 pid = m_run->processId(); here && pid > 0) {
        note({QSysInfo::machineHostName(), pid, QDateTime::currentMSecsSinceEpoch()});
    }
    m_run->then(this, [this, here](const Result<QByteArray> &end) {
        // After an orderly end there is no lock; after any other, and a lost connection, the number stays in
        // the book.
        const bool orderly = end || (end.error().exitCode > 0 && end.error().exitCode < kSignals);
        if (orderly && m_process.pid > 0 && !(here && isAlive(m_process.pid))) {
            m_own.remove(m_process);
        }
        onEnded(end);
    });
}

void ChangingRun::onEnded(const Result<QByteArray> &end)
{
    if (end || end.error().category != ErrorCategory::RepositoryLocked || m_again) {
        return finish(end);
    }
    m_locked = end.error();
    m_again = true;
    readLocks();
}

ResticRun *ChangingRun::read(const QByteArrayList &arguments)
{
    m_run = new ResticRun(m_tools, m_repository, ResticCall{arguments, {}, {}, -1, false}, this);
    return m_run;
}

void ChangingRun::readLocks()
{
    read({"list", "locks", "--no-lock"})->then(this, [this](const Result<QByteArray> &list) {
        QStringList ids;
        for (const QByteArray &line : list.value_or(QByteArray()).split('\n')) {
            if (line.trimmed().size() == 64) {
                ids.append(QString::fromLatin1(line.trimmed()));
            }
        }
        list ? readLock(ids) : finish(tl::unexpected<Error>(m_locked));
    });
}

void ChangingRun::readLock(const QStringList &ids)
{
    if (ids.isEmpty()) {
        return judge();
    }
    const QString id = ids.first();
    read({"cat", "lock", id.toLatin1(), "--no-lock"})
        ->then(this, [this, id, rest = ids.mid(1)](const Result<QByteArray> &text) {
            const auto lock = parseLock(id, text.value_or(QByteArray()));
            // One that vanished meanwhile locks no more; one that cannot be read may be anybody's.
            if (lock) {
                m_locks.append(*lock);
            } else if (text) {
                return finish(tl::unexpected<Error>(m_locked));
            }
            readLock(rest);
        });
}

void ChangingRun::judge()
{
    if (!m_repository.host.isEmpty()) {
        return judgeOnHost();
    }
    conclude(judgeLocks(
        m_locks, m_own.all(), QSysInfo::machineHostName(), QDateTime::currentDateTimeUtc(), &isAlive));
}

/** The VPS says its name, its time, and which of the processes run there. */
void ChangingRun::judgeOnHost()
{
    ResticCall call;
    call.shell = "uname -n; date +%s; for p in";
    for (const RepositoryLock &lock : std::as_const(m_locks)) {
        call.shell += ' ' + QByteArray::number(lock.pid);
    }
    call.shell += "; do { [ -d /proc/$p ] || kill -0 $p; } 2>/dev/null && echo $p; done; true\n";
    m_run = new ResticRun(m_tools, m_repository, call, this);
    m_run->then(this, [this](const Result<QByteArray> &said) {
        const QByteArrayList lines = said.value_or(QByteArray()).split('\n');
        if (lines.size() < 3) { // not known, so nothing is removed
            return finish(tl::unexpected<Error>(m_locked));
        }
        conclude(judgeLocks(m_locks, m_own.all(), QString::fromUtf8(lines.at(0)),
            QDateTime::fromSecsSinceEpoch(lines.at(1).toLongLong(), Qt::UTC),
            [running = lines.mid(2)](qint64 pid) { return running.contains(QByteArray::number(pid)); }));
    });
}

void ChangingRun::conclude(const LockVerdict &verdict)
{
    if (verdict.mayUnlock) {
        qCInfo(lcRestic) << "removing a lock that a dead process of ours left";
        read({"unlock"})->then(this, [this](const Result<QByteArray> &unlocked) {
            unlocked ? start() : finish(tl::unexpected<Error>(unlocked.error()));
        });
        return;
    }
    if (m_locks.isEmpty()) {
        return start(); // it went away by itself
    }
    Error error = m_locked;
    error.message = tr("The repository %1 is locked by %2. Wait until it is done; SnapGPU removes no lock of "
                       "others, \"restic unlock\" does if it died.")
                        .arg(m_repository.displayName(), verdict.who);
    finish(tl::unexpected<Error>(error));
}

} // namespace snapgpu
