// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/core/clock.h"
#include "services/core/job.h"
#include "services/metrics/host_beliefs.h"
#include "services/metrics/memory_query.h"
#include "services/metrics/team_memory.h"

#include <memory>
#include <QObject>

namespace snapgpu {

/** Where host memory is kept. */
struct MemorySettings
{
    QString file; ///< SQLite file of this person: everything that is recorded here is kept in it
    TeamMemory team; ///< is read instead when there is one, from a copy beside `file`
    int retentionDays = 400; ///< older attempts are dropped from the files; 0 = never
    int keepColumnsFrom =
        20'000; ///< attempts from which on what was read is kept beside the file for the next start
};

/**
 * What this person's machines did so far. Everything is asynchronous: writes go to a writer thread, questions
 * to a reader thread that keeps all attempts as columns in memory; nothing here ever waits for a disk. A
 * memory that cannot be used (damaged, newer) says so in health() and warning(), and answers as if it were
 * empty; a locked file is opened as soon as it lets go; a race never depends on it. A team's server is met by
 * a third thread (see MemoryTeam): while it cannot be reached everything here works on, and what was learned
 * is sent later.
 */
class HostMemory final : public QObject
{
    Q_OBJECT
public:
    /** Starts both threads; `clock` must outlive it. Opening happens in the threads. */
    HostMemory(MemorySettings settings, const Clock *clock, QObject *parent = nullptr);
    /** Writes what is queued (at most some seconds), then ends the threads. */
    ~HostMemory() override;

    // Recording: returns at once; the answers below know it after changed().
    void record(const QVector<BootAttempt> &attempts);
    void record(const RaceRecord &race);
    void record(const RestoreRecord &restore);

    /** Shares the memory of this team from now on, or with an empty one only the own file. Nothing is lost.
     */
    void useTeam(const TeamMemory &team);
    const TeamMemory &team() const;
    /** Sends and fetches now; fails with the sentence of what is in the way. Without a team done at once. */
    Job<Done> *synchronise();

    // The person's lists. Jobs fail with one sentence when the database cannot be written; a team's lists are
    // those of its server, so they need it.
    Job<Done> *setMark(const HostKey &host, HostMark mark); ///< pin, ban, or neither
    Job<qint64> *forget(const HostKey &host); ///< removes its attempts, restores and mark; how many attempts

    // Questions. Destroying or cancelling a job drops its answer.
    Job<CurvesAnswer> *curves(const MemoryFilter &filter, GroupBy groupBy, int maxGroups = 8);
    Job<QVector<HostRow>> *hosts(
        const MemoryFilter &filter); ///< most attempts first; machines without id left out
    Job<StagesAnswer> *stages(const MemoryFilter &filter, GroupBy groupBy, int maxGroups = 12);
    Job<TimelineAnswer> *timeline(const MemoryFilter &filter, int maxPoints = 4'000);
    Job<HistogramAnswer> *histogram(const MemoryFilter &filter, int bins = 40);
    Job<SavingsAnswer> *savings(const MemoryFilter &filter); ///< of the filter only time and provider count
    Job<MemoryFacets> *facets();
    Job<MemoryStory> *story(int most = 500); ///< of each kind, newest first
    Job<MemoryHealth> *health(); ///< as of everything recorded before this call

    /** Whole memory as JSON lines, and back; how many records. Known ones are not doubled. */
    Job<qint64> *exportTo(const QString &file);
    Job<qint64> *importFrom(const QString &file);

    /** What the ranking believes; a value that never changes, replaced as a whole. Never null. */
    std::shared_ptr<const HostBeliefs> beliefs() const;

Q_SIGNALS:
    void changed(); ///< the answers may differ now; at most a few a second
    void warning(const snapgpu::Error &error); ///< once per trouble

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace snapgpu
