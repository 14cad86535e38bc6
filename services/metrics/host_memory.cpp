// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/metrics/host_memory.h"

#include "services/core/log.h"
#include "services/metrics/memory_link.h"
#include "services/metrics/memory_reader.h"
#include "services/metrics/memory_team.h"
#include "services/metrics/memory_writer.h"

#include <QPointer>
#include <QThread>
#include <QTimer>

namespace snapgpu {

namespace {

constexpr int kChangedMs = 200;
constexpr int kLookAgainMs = 30'000; ///< another program, or another member of the team, may have written
constexpr qint64 kDayMs = 86'400'000;

} // namespace

/** Everything here belongs to the thread of the HostMemory, but for the two workers in theirs. */
class HostMemory::Private final
{
public:
    Private(HostMemory *owner, MemorySettings memorySettings, const Clock *time)
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
        QMetaObject::invokeMethod(
            writer, [w = writer, days = settings.retentionDays, now, replica = replica()] {
                w->useReplica(replica);
                w->open(days * kDayMs, now);
            });
    }

    ~Private()
    {
        // Each worker holds a database connection, which must end in the thread that made it; and the threads
        // end from inside, behind everything that is queued.
        QMetaObject::invokeMethod(writer, [w = writer] {
            w->flush();
            delete w;
            QThread::currentThread()->quit();
        });
        QMetaObject::invokeMethod(reader, [r = reader] {
            delete r;
            QThread::currentThread()->quit();
        });
        QMetaObject::invokeMethod(team, [t = team] {
            delete t;
            QThread::currentThread()->quit();
        });
        writerThread.wait();
        readerThread.wait();
        teamThread.wait(); // at most as long as one try to connect
    }

    /** The copy of the team's memory that is read while there is a team. */
    QString replica() const { return metrics::replicaFile(settings.file, settings.team.url); }

    metrics::MemoryWriter::Callbacks callbacks()
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

    metrics::MemoryTeam::Callbacks teamCallbacks()
    {
        const auto post = [this](auto what) { QMetaObject::invokeMethod(q, std::move(what)); };
        return {[this, post] { post([this] { refresh(); }); },
            [this, post](
                const metrics::MemoryTeam::State &state) { post([this, state] { teamTold(state); }); }};
    }

    void opened(bool isUsable, const QString &text, const Error &error)
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

    void useTeam(const TeamMemory &with)
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

    void teamTold(const metrics::MemoryTeam::State &state)
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

    void tell(const Error &error)
    {
        if (warning != error.message) {
            warning = error.message;
            Q_EMIT q->warning(error);
        }
    }

    void written()
    {
        if (unwritten > 0) {
            unwritten = 0;
            warning.clear();
        }
        refresh();
        QMetaObject::invokeMethod(team, [t = team] { t->nudge(); });
    }

    void refresh()
    {
        QMetaObject::invokeMethod(reader, [r = reader, now = clock->wallMs()] { r->refresh(now); });
    }

    void publish(const std::shared_ptr<const HostBeliefs> &fresh)
    {
        const bool news = !announced || fresh->attempts() != beliefs->attempts() || marksMayDiffer;
        beliefs = fresh;
        if (news && !changedTimer.isActive()) {
            announced = true;
            changedTimer.start();
        }
    }

    /** Runs `fn(reader, now)` in the reader thread and settles the job in this one. */
    template <typename T, typename F> Job<T> *ask(F fn)
    {
        auto *job = new ManualJob<T>(q);
        const QPointer<ManualJob<T>> alive(job);
        const auto question = [this, alive, fn = std::move(fn), now = clock->wallMs()](
                                  metrics::MemoryReader &self) { settle<T>(alive, fn(self, now)); };
        QMetaObject::invokeMethod(reader, [r = reader, question] { r->ask(question); });
        return job;
    }

    /** As ask(), after everything queued is written and read. */
    template <typename T, typename F> Job<T> *askAfterWrites(F fn)
    {
        auto *job = new ManualJob<T>(q);
        const QPointer<ManualJob<T>> alive(job);
        const auto question = [this, alive, fn = std::move(fn), now = clock->wallMs()](
                                  metrics::MemoryReader &self) {
            self.refresh(now);
            settle<T>(alive, fn(self, now));
        };
        QMetaObject::invokeMethod(writer, [this, w = writer, question] {
            w->flush();
            QMetaObject::invokeMethod(q, [this, question] {
                QMetaObject::invokeMethod(reader, [r = reader, question] { r->ask(question); });
            });
        });
        return job;
    }

    template <typename T, typename F> Job<T> *order(F fn)
    {
        auto *job = new ManualJob<T>(q);
        const QPointer<ManualJob<T>> alive(job);
        QMetaObject::invokeMethod(
            writer, [this, w = writer, alive, fn = std::move(fn)] { settle<T>(alive, fn(*w)); });
        return job;
    }

    /** Runs `there(team)` in the team's thread, when there is a team, and then `here(writer)` in the
     * writer's. */
    template <typename T, typename There, typename Here> Job<T> *orderWithTeam(There there, Here here)
    {
        if (settings.team.isEmpty()) {
            return order<T>(here);
        }
        auto *job = new ManualJob<T>(q);
        const QPointer<ManualJob<T>> alive(job);
        QMetaObject::invokeMethod(
            team, [this, t = team, alive, there = std::move(there), here = std::move(here)] {
                const Result<T> done = there(*t);
                if (!done) {
                    return settle<T>(alive, done);
                }
                QMetaObject::invokeMethod(writer, [this, w = writer, alive, done, here] {
                    settle<T>(alive, here(*w).and_then([done](const T &) { return done; }));
                });
            });
        return job;
    }

    template <typename T> void settle(const QPointer<ManualJob<T>> &alive, Result<T> result)
    {
        QMetaObject::invokeMethod(q, [alive, result = std::move(result)] {
            if (alive) {
                alive->settleWith(result);
            }
        });
    }

    void record(metrics::MemoryBatch batch)
    {
        QMetaObject::invokeMethod(writer, [w = writer, batch = std::move(batch)] { w->add(batch); });
    }

    HostMemory *const q;
    MemorySettings settings;
    const Clock *const clock;
    QThread writerThread, readerThread, teamThread;
    metrics::MemoryWriter *writer = nullptr;
    metrics::MemoryReader *reader = nullptr;
    metrics::MemoryTeam *team = nullptr;
    QTimer changedTimer, lookAgain;
    std::shared_ptr<const HostBeliefs> beliefs;
    bool announced = false;
    bool marksMayDiffer = false;
    bool usable = true;
    QString warning;
    metrics::MemoryTeam::State teamState;
    QString teamProblem;
    qint64 unwritten = 0; ///< waiting for a database that refuses them now
    qint64 looseCount = 0; ///< there is no database
    metrics::MemoryReader::Counts skipped; ///< never written
};

HostMemory::HostMemory(MemorySettings settings, const Clock *clock, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(this, std::move(settings), clock))
{
}

HostMemory::~HostMemory() = default;

void HostMemory::record(const QVector<BootAttempt> &attempts)
{
    metrics::MemoryBatch batch;
    for (const BootAttempt &one : attempts) {
        switch (AttemptTable::flawOf(one, d->clock->wallMs())) {
        case Flaw::None:
            batch.attempts.append(one);
            break;
        case Flaw::Negative:
            ++d->skipped.negative;
            d->tell(Error{ErrorCategory::BadAnswer,
                tr("An attempt on machine %1 is not remembered: one of its times is negative.")
                    .arg(one.machineId),
                one.label});
            break;
        case Flaw::Future:
            ++d->skipped.future;
            d->tell(Error{ErrorCategory::BadAnswer,
                tr("An attempt on machine %1 is not remembered: the clock of this computer jumped.")
                    .arg(one.machineId),
                one.label});
            break;
        }
    }
    if (!batch.isEmpty()) {
        d->record(std::move(batch));
    }
}

void HostMemory::record(const RaceRecord &race)
{
    metrics::MemoryBatch batch;
    batch.races.append(race);
    d->record(std::move(batch));
}

void HostMemory::record(const RestoreRecord &restore)
{
    metrics::MemoryBatch batch;
    batch.restores.append(restore);
    d->record(std::move(batch));
}

void HostMemory::useTeam(const TeamMemory &team) { d->useTeam(team); }

const TeamMemory &HostMemory::team() const { return d->settings.team; }

Job<Done> *HostMemory::synchronise()
{
    if (d->settings.team.isEmpty()) {
        return settledJob<Done>(this, Done{});
    }
    auto *job = new ManualJob<Done>(this);
    const QPointer<ManualJob<Done>> alive(job);
    // By way of this thread, as useTeam(): a team that was just named is the one that is met.
    QMetaObject::invokeMethod(d->writer, [this, p = d.get(), alive] {
        p->writer->flush();
        QMetaObject::invokeMethod(this, [p, alive] {
            QMetaObject::invokeMethod(p->team, [p, alive] { p->settle<Done>(alive, p->team->round()); });
        });
    });
    return job;
}

Job<Done> *HostMemory::setMark(const HostKey &host, HostMark mark)
{
    d->marksMayDiffer = true;
    const MarkRecord record{host.provider, host.machineId, mark, d->clock->wallMs()};
    return d->orderWithTeam<Done>([record](metrics::MemoryTeam &team) { return team.writeMark(record); },
        [record](metrics::MemoryWriter &writer) { return writer.writeMark(record); });
}

Job<qint64> *HostMemory::forget(const HostKey &host)
{
    d->marksMayDiffer = true;
    return d->orderWithTeam<qint64>([host](metrics::MemoryTeam &team) { return team.forget(host); },
        [host](metrics::MemoryWriter &writer) { return writer.forget(host); });
}

Job<CurvesAnswer> *HostMemory::curves(const MemoryFilter &filter, GroupBy groupBy, int maxGroups)
{
    return d->ask<CurvesAnswer>([=](const metrics::MemoryReader &reader, qint64) {
        return Result<CurvesAnswer>(reader.table().curves(filter, groupBy, maxGroups));
    });
}

Job<QVector<HostRow>> *HostMemory::hosts(const MemoryFilter &filter)
{
    return d->ask<QVector<HostRow>>([=](const metrics::MemoryReader &reader, qint64 now) {
        return Result<QVector<HostRow>>(reader.table().hosts(filter, reader.beliefs(), now));
    });
}

Job<StagesAnswer> *HostMemory::stages(const MemoryFilter &filter, GroupBy groupBy, int maxGroups)
{
    return d->ask<StagesAnswer>([=](const metrics::MemoryReader &reader, qint64) {
        return Result<StagesAnswer>(reader.table().stages(filter, groupBy, maxGroups));
    });
}

Job<TimelineAnswer> *HostMemory::timeline(const MemoryFilter &filter, int maxPoints)
{
    return d->ask<TimelineAnswer>([=](const metrics::MemoryReader &reader, qint64) {
        return Result<TimelineAnswer>(reader.table().timeline(filter, maxPoints));
    });
}

Job<HistogramAnswer> *HostMemory::histogram(const MemoryFilter &filter, int bins)
{
    return d->ask<HistogramAnswer>([=](const metrics::MemoryReader &reader, qint64) {
        return Result<HistogramAnswer>(reader.table().histogram(filter, bins));
    });
}

Job<SavingsAnswer> *HostMemory::savings(const MemoryFilter &filter)
{
    return d->ask<SavingsAnswer>([=](const metrics::MemoryReader &reader, qint64) {
        return Result<SavingsAnswer>(reader.table().savings(filter));
    });
}

Job<MemoryFacets> *HostMemory::facets()
{
    return d->ask<MemoryFacets>([](const metrics::MemoryReader &reader, qint64) {
        return Result<MemoryFacets>(reader.table().facets());
    });
}

Job<MemoryStory> *HostMemory::story(int most)
{
    return d->ask<MemoryStory>(
        [most](const metrics::MemoryReader &reader, qint64) { return reader.story(most); });
}

Job<MemoryHealth> *HostMemory::health()
{
    auto *job = new ManualJob<MemoryHealth>(this);
    auto *read = d->askAfterWrites<MemoryHealth>([](const metrics::MemoryReader &reader, qint64) {
        MemoryHealth health;
        health.attempts = reader.table().size();
        health.races = reader.table().races();
        health.restores = reader.table().restores();
        health.gpuChanged = reader.table().gpuChanges();
        health.negative = reader.counts().negative;
        health.future = reader.counts().future;
        health.unreadable = reader.counts().unreadable;
        return Result<MemoryHealth>(health);
    });
    read->then(job, [this, job](const Result<MemoryHealth> &seen) {
        MemoryHealth health = seen.value_or(MemoryHealth());
        health.negative += d->skipped.negative;
        health.future += d->skipped.future;
        health.unreadable += d->skipped.unreadable;
        health.unwritten = d->unwritten + d->looseCount;
        health.warning = d->warning;
        health.usable = d->usable;
        health.hasTeam = !d->settings.team.isEmpty();
        health.teamOnline = d->teamState.online;
        health.unsent = d->teamState.waiting;
        health.teamProblem = d->teamProblem;
        job->settleWith(health);
    });
    return job;
}

Job<qint64> *HostMemory::exportTo(const QString &file)
{
    return d->askAfterWrites<qint64>(
        [file](const metrics::MemoryReader &reader, qint64) { return reader.exportTo(file); });
}

Job<qint64> *HostMemory::importFrom(const QString &file)
{
    using Imported = metrics::MemoryWriter::Imported;
    auto *job = new ManualJob<qint64>(this);
    auto *read = d->order<Imported>([file, now = d->clock->wallMs()](metrics::MemoryWriter &writer) {
        return writer.importFrom(file, now);
    });
    read->then(job, [this, job](const Result<Imported> &done) {
        if (done) {
            d->skipped.unreadable += done->unreadable;
            d->skipped.negative += done->negative;
            d->skipped.future += done->future;
        }
        job->settleWith(done.map([](const Imported &one) { return one.added; }));
    });
    return job;
}

std::shared_ptr<const HostBeliefs> HostMemory::beliefs() const { return d->beliefs; }

} // namespace snapgpu
