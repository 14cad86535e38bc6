// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/core/clock.h"
#include "services/core/job.h"
#include "services/metrics/host_beliefs.h"
#include "services/metrics/memory_query.h"

#include <memory>
#include <QObject>

namespace snapgpu {

/** Where host memory is kept. */
struct MemorySettings
{
    QString file; ///< SQLite file; used when `url` is empty
    /** "postgresql://user@host:5432/database": a memory that a team shares. Never with a password: libpq takes
     * it from PGPASSWORD or ~/.pgpass. */
    QString url;
    int retentionDays = 400; ///< older attempts are dropped; 0 = never
};

/**
 * What this person's machines did so far. Everything is asynchronous: writes go to a writer thread, questions
 * to a reader thread that keeps all attempts as columns in memory; nothing here ever waits for a disk. A
 * memory that cannot be used (damaged, locked, newer) says so in health() and warning(), and answers as if it
 * were empty; a race never depends on it.
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

    // The person's lists. Jobs fail with one sentence when the database cannot be written.
    Job<Done> *setMark(const HostKey &host, HostMark mark); ///< pin, ban, or neither
    Job<qint64> *forget(const HostKey &host); ///< removes its attempts, restores and mark; how many attempts

    // Questions. Destroying or cancelling a job drops its answer.
    Job<CurvesAnswer> *curves(const MemoryFilter &filter, GroupBy groupBy, int maxGroups = 8);
    Job<QVector<HostRow>> *hosts(const MemoryFilter &filter); ///< most attempts first; machines without id left out
    Job<StagesAnswer> *stages(const MemoryFilter &filter, GroupBy groupBy, int maxGroups = 12);
    Job<TimelineAnswer> *timeline(const MemoryFilter &filter, int maxPoints = 4'000);
    Job<HistogramAnswer> *histogram(const MemoryFilter &filter, int bins = 40);
    Job<SavingsAnswer> *savings(const MemoryFilter &filter); ///< of the filter only time and provider count
    Job<MemoryFacets> *facets();
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
