// SPDX-License-Identifier: GPL-3.0-or-later
// Included by the parts of HostMemory and by nothing else.
#pragma once

#include "services/metrics/host_memory.h"
#include "services/metrics/memory_link.h"
#include "services/metrics/memory_reader.h"
#include "services/metrics/memory_team.h"
#include "services/metrics/memory_writer.h"

#include <QPointer>
#include <QThread>
#include <QTimer>

namespace snapgpu {

/** Everything here belongs to the thread of the HostMemory, but for the three workers in theirs. */
class HostMemory::Private final
{
public:
    Private(HostMemory *owner, MemorySettings memorySettings, const Clock *time);
    ~Private();
    /** The copy of the team's memory that is read while there is a team. */
    QString replica() const { return metrics::replicaFile(settings.file, settings.team.url); }

    metrics::MemoryWriter::Callbacks callbacks();
    metrics::MemoryTeam::Callbacks teamCallbacks();
    void opened(bool isUsable, const QString &text, const Error &error);
    void useTeam(const TeamMemory &with);
    void teamTold(const metrics::MemoryTeam::State &state);
    void tell(const Error &error);
    void written();
    void refresh();
    void publish(const std::shared_ptr<const HostBeliefs> &fresh);
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

} // namespace snapgpu
