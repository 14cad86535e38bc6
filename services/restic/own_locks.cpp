// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/restic/own_locks.h"

#include "services/core/json.h"

#include <algorithm>
#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>

namespace snapgpu {

namespace {

constexpr qint64 kStaleMs = 30 * 60'000; ///< restic's own limit
constexpr qint64 kClockSlackMs = 5'000; ///< the lock is written a moment after the process began
constexpr int kMostRemembered = 200;

QString whoHolds(const RepositoryLock &lock)
{
    return QCoreApplication::translate("Restic", "process %1 on %2 (%3) since %4")
        .arg(QString::number(lock.pid), lock.hostname, lock.username,
            lock.time.toLocalTime().toString(QStringLiteral("yyyy-MM-dd HH:mm")));
}

} // namespace

std::optional<RepositoryLock> parseLock(const QString &id, const QByteArray &text)
{
    const Result<json::Value> object = json::parse(text);
    if (!object || !object->is_object()) {
        return std::nullopt;
    }
    RepositoryLock lock;
    lock.id = id;
    lock.hostname = json::trimmed(*object, "hostname");
    lock.username = json::trimmed(*object, "username");
    lock.pid = json::integer(*object, "pid").value_or(0);
    lock.time = QDateTime::fromString(json::trimmed(*object, "time"), Qt::ISODateWithMs).toUTC();
    lock.exclusive = json::boolean(*object, "exclusive").value_or(false);
    return lock;
}

LockVerdict judgeLocks(const QVector<RepositoryLock> &locks, const QVector<OwnProcess> &own,
    const QString &hostname, const QDateTime &now, const std::function<bool(qint64 pid)> &isAlive)
{
    LockVerdict verdict;
    for (const RepositoryLock &lock : locks) {
        const bool here = lock.hostname == hostname;
        const bool dead = here && !isAlive(lock.pid);
        const bool ours = here && std::any_of(own.cbegin(), own.cend(), [&](const OwnProcess &process) {
            return process.hostname == lock.hostname && process.pid == lock.pid
                && lock.time.toMSecsSinceEpoch() >= process.startedMs - kClockSlackMs;
        });
        const bool wouldGo = dead || lock.time.msecsTo(now) > kStaleMs;
        if (ours && dead) {
            verdict.mayUnlock = true;
            continue;
        }
        if (verdict.who.isEmpty()) {
            verdict.who = whoHolds(lock);
        }
        if (wouldGo) { // unlock would take it along
            return {false, whoHolds(lock)};
        }
    }
    return verdict;
}

OwnProcesses::OwnProcesses(QString file)
    : m_file(std::move(file))
{
}

QVector<OwnProcess> OwnProcesses::all() const
{
    QVector<OwnProcess> processes;
    QFile file(m_file);
    if (m_file.isEmpty() || !file.open(QIODevice::ReadOnly)) {
        return processes;
    }
    const Result<json::Value> list = json::parse(file.readAll(), {1024 * 1024, 8});
    if (!list || !list->is_array()) {
        return processes;
    }
    for (const json::Value &row : *list) {
        processes.append({json::trimmed(row, "hostname"), json::integer(row, "pid").value_or(0),
            json::integer(row, "started_ms").value_or(0)});
    }
    return processes;
}

void OwnProcesses::add(const OwnProcess &process) const
{
    QVector<OwnProcess> processes = all();
    processes.append(process);
    if (processes.size() > kMostRemembered) {
        processes.remove(0, processes.size() - kMostRemembered);
    }
    save(processes);
}

void OwnProcesses::remove(const OwnProcess &gone) const
{
    QVector<OwnProcess> processes = all();
    processes.erase(std::remove_if(processes.begin(), processes.end(),
                        [&gone](const OwnProcess &process) {
                            return process.pid == gone.pid && process.hostname == gone.hostname;
                        }),
        processes.end());
    save(processes);
}

void OwnProcesses::save(const QVector<OwnProcess> &processes) const
{
    if (m_file.isEmpty()) {
        return;
    }
    json::Value list = json::Value::array();
    for (const OwnProcess &process : processes) {
        list.push_back({{"hostname", json::fromQString(process.hostname)}, {"pid", process.pid},
            {"started_ms", process.startedMs}});
    }
    QDir().mkpath(QFileInfo(m_file).path());
    QSaveFile file(m_file);
    if (file.open(QIODevice::WriteOnly)) {
        file.write(json::dump(list));
        file.commit();
    }
}

} // namespace snapgpu
