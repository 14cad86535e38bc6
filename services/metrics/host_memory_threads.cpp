// SPDX-License-Identifier: GPL-3.0-or-later
// The part of HostMemory that keeps its three workers and hears what they say.
#include "services/core/log.h"
#include "services/metrics/host_memory_p.h"

namespace snapgpu {

namespace {

constexpr int kChangedMs = 200;
constexpr int kLookAgainMs = 30'000; ///< another program, or another member of the team, may have written
constexpr qint64 kDayMs = 86'400'000;

/** A worker holds a database connection, which must end in the thread that made it; and the thread ends
 * behind everything that is queued. */
template <typename Worker> void endFromInside(Worker *worker)
{
    QMetaObject::invokeMethod(worker, [worker] {
        delete worker;
        QThread::currentThread()->quit();
    });
}

} // namespace

HostMemory::Private::Private(HostMemory *owner, MemorySettings memorySettings, const Clock *time)
    : q(owner)
    , settings(std::move(memorySettings))
    , clock(time)
    , beliefs(std::make_shared<const HostBeliefs>())
{
    writer = new metrics::MemoryWriter(settings.file, callbacks());
    reader = new metrics::MemoryReader(
        settings.keepColumnsFrom, [this](const std::shared_ptr<const HostBeliefs> &fresh) {
            QMetaObject::invokeMethod(q, [this, fresh] { publish(fresh); });
        });
    team = new metrics::MemoryTeam(settings.file, teamCallbacks());
    writer->moveToThread(&writerThread);
    reader->moveToThread(&readerThread);
    team->moveToThread(&teamThread);
    teamThread.setObjectName(QStringLiteral("memory-team"));
    writerThread.setObjectName(QStringLiteral("memory-writer"));
    readerThread.setObjectName(QStringLiteral("memory-reader"));
    writerThread.start();
    readerThread.start();
    teamThread.start();
    changedTimer.setSingleShot(true);
    changedTimer.setInterval(kChangedMs);
    QObject::connect(&changedTimer, &QTimer::timeout, q, &HostMemory::changed);
    QObject::connect(&lookAgain, &QTimer::timeout, q, [this] { refresh(); });
    const qint64 now = clock->wallMs();
    QMetaObject::invokeMethod(writer, [w = writer, days = settings.retentionDays, now, replica = replica()] {
        w->useReplica(replica);
        w->open(days * kDayMs, now);
    });
}

HostMemory::Private::~Private()
{
    // What is queued is on disk before anybody waits for a network. The writer outlives the team, which hands
    // work on to it.
    QMetaObject::invokeMethod(writer, [w = writer] { w->flush(); });
    endFromInside(reader);
    endFromInside(team);
    teamThread.wait(); // at most as long as one try to connect
    readerThread.wait();
    // Alone at the end: of two connections that close at once neither gets the lock with which SQLite empties
    // the journal, and what was learned would stay beside the file until the next start.
    endFromInside(writer);
    writerThread.wait();
}

metrics::MemoryWriter::Callbacks HostMemory::Private::callbacks()
{
    const auto post = [this](auto what) { QMetaObject::invokeMethod(q, std::move(what)); };
    return {[this, post](bool isUsable, const QString &text, const Error &error) {
                post([this, isUsable, text, error] { opened(isUsable, text, error); });
            },
        [this, post] { post([this] { written(); }); },
        [this, post](const Error &error, qsizetype waiting) {
            post([this, error, waiting] {
                unwritten = waiting;
                tell(error);
            });
        },
        [this, post](const metrics::MemoryBatch &batch) {
            post([this, batch] {
                looseCount += batch.size();
                QMetaObject::invokeMethod(reader, [r = reader, batch] {
                    r->ask([batch](metrics::MemoryReader &self) { self.addLoose(batch); });
                });
            });
        }};
}

metrics::MemoryTeam::Callbacks HostMemory::Private::teamCallbacks()
{
    const auto post = [this](auto what) { QMetaObject::invokeMethod(q, std::move(what)); };
    return {[this, post] { post([this] { refresh(); }); },
        [this, post](const metrics::MemoryTeam::State &state) { post([this, state] { teamTold(state); }); }};
}

void HostMemory::Private::opened(bool isUsable, const QString &text, const Error &error)
{
    const bool was = std::exchange(usable, isUsable);
    if (!text.isEmpty()) {
        tell(Error{ErrorCategory::BadAnswer, text, {}});
    } else if (!usable) {
        tell(error);
    } else if (!was) {
        warning.clear();
        announced = false; // what was locked is read now
    }
    const QString read = !isUsable ? QString() : settings.team.isEmpty() ? settings.file : replica();
    QMetaObject::invokeMethod(reader, [r = reader, read, now = clock->wallMs()] { r->open(read, now); });
    if (usable) {
        lookAgain.start(kLookAgainMs);
        QMetaObject::invokeMethod(
            team, [t = team, with = settings.team, file = replica()] { t->use(with, file); });
    }
}

void HostMemory::Private::useTeam(const TeamMemory &with)
{
    if (with == settings.team) {
        return;
    }
    settings.team = with;
    teamState = {};
    teamProblem.clear();
    announced = false; // other answers from now on
    QMetaObject::invokeMethod(writer, [w = writer, file = replica()] { w->useReplica(file); });
}

void HostMemory::Private::teamTold(const metrics::MemoryTeam::State &state)
{
    teamState = state;
    const QString problem = state.online || settings.team.isEmpty()
        ? QString()
        : HostMemory::tr("%1 What is learned meanwhile stays on this computer and is sent later.")
              .arg(state.error.message);
    if (problem != teamProblem) {
        teamProblem = problem;
        if (!problem.isEmpty()) {
            Q_EMIT q->warning(Error{state.error.category, problem, state.error.detail});
        }
        changedTimer.start();
    }
}

void HostMemory::Private::tell(const Error &error)
{
    if (warning != error.message) {
        warning = error.message;
        Q_EMIT q->warning(error);
    }
}

void HostMemory::Private::written()
{
    if (unwritten > 0) {
        unwritten = 0;
        warning.clear();
    }
    refresh();
    QMetaObject::invokeMethod(team, [t = team] { t->nudge(); });
}

void HostMemory::Private::refresh()
{
    QMetaObject::invokeMethod(reader, [r = reader, now = clock->wallMs()] { r->refresh(now); });
}

void HostMemory::Private::publish(const std::shared_ptr<const HostBeliefs> &fresh)
{
    const bool news = !announced || fresh->attempts() != beliefs->attempts() || marksMayDiffer;
    beliefs = fresh;
    if (news && !changedTimer.isActive()) {
        announced = true;
        changedTimer.start();
    }
}

} // namespace snapgpu
