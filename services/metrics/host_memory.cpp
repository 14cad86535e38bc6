// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/metrics/host_memory.h"

#include "services/metrics/host_memory_p.h"

namespace snapgpu {

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
