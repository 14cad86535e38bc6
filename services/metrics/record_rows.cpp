// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/metrics/record_rows.h"

namespace snapgpu::metrics {

QString orEmpty(const QString &value) { return value.isNull() ? QStringLiteral("") : value; }

const QString &attemptColumns()
{
    static const QString columns =
        QStringLiteral("label,provider,race_id,number,wave,offer_id,machine_id,host_id,gpu_name,num_gpus,"
                       "place,image,started_at,"
                       "observed_ms,create_ms,host_ms,image_ms,ssh_ms,check_ms,outcome,failure,reason,cost");
    return columns;
}

const QString &raceColumns()
{
    static const QString columns =
        QStringLiteral("race_id,provider,started_at,outcome,elapsed_ms,winner,waves,created,refused,failed,"
                       "adaptive,cost");
    return columns;
}

const QString &restoreColumns()
{
    static const QString columns = QStringLiteral(
        "label,provider,machine_id,host_id,started_at,bytes,elapsed_ms,critical_ms,connections,ok");
    return columns;
}

QVariantList valuesOf(const BootAttempt &one)
{
    return {orEmpty(one.label), orEmpty(one.provider), orEmpty(one.raceId), one.number, one.wave, one.offerId,
        one.machineId, one.hostId, orEmpty(one.gpuName), one.numGpus, orEmpty(one.place), orEmpty(one.image),
        one.startedAtMs, one.observedMs, one.createMs, one.hostMs, one.imageMs, one.sshMs, one.checkMs,
        toText(one.outcome), toText(one.failure), orEmpty(one.reason), qint64{one.cost.micros()}};
}

QVariantList valuesOf(const RaceRecord &one)
{
    return {orEmpty(one.raceId), orEmpty(one.provider), one.startedAtMs, toText(one.end), one.elapsedMs,
        orEmpty(one.winner), one.waves, one.created, one.refused, one.failed, one.adaptive ? 1 : 0,
        qint64{one.cost.micros()}};
}

QVariantList valuesOf(const RestoreRecord &one)
{
    return {orEmpty(one.label), orEmpty(one.provider), one.machineId, one.hostId, one.startedAtMs, one.bytes,
        one.elapsedMs, one.criticalMs, one.connections, one.ok ? 1 : 0};
}

QString insertInto(const QString &table, const QString &columns, const QString &key)
{
    QString marks = QStringLiteral("?");
    marks += QStringLiteral(",?").repeated(columns.count(QLatin1Char(',')));
    return QStringLiteral("INSERT INTO %1 (%2) VALUES (%3) ON CONFLICT (%4) DO NOTHING")
        .arg(table, columns, marks, key);
}

std::optional<BootAttempt> attemptFrom(Columns &next)
{
    BootAttempt one;
    one.label = next.word();
    one.provider = next.word();
    one.raceId = next.word();
    one.number = next.small();
    one.wave = next.small();
    one.offerId = next.number();
    one.machineId = next.number();
    one.hostId = next.number();
    one.gpuName = next.word();
    one.numGpus = next.small();
    one.place = next.word();
    one.image = next.word();
    one.startedAtMs = next.number();
    one.observedMs = next.number();
    one.createMs = next.number();
    one.hostMs = next.number();
    one.imageMs = next.number();
    one.sshMs = next.number();
    one.checkMs = next.number();
    const auto outcome = attemptOutcomeFrom(next.word());
    const auto failure = failureClassFrom(next.word());
    one.reason = next.word();
    one.cost = Money::fromMicros(next.number());
    if (!outcome) {
        return std::nullopt;
    }
    one.outcome = *outcome;
    one.failure = failure.value_or(FailureClass::Other); // a class of a newer version is still a failure
    return one;
}

std::optional<RaceRecord> raceFrom(Columns &next)
{
    RaceRecord one;
    one.raceId = next.word();
    one.provider = next.word();
    one.startedAtMs = next.number();
    const auto end = raceEndFrom(next.word());
    one.elapsedMs = next.number();
    one.winner = next.word();
    one.waves = next.small();
    one.created = next.small();
    one.refused = next.small();
    one.failed = next.small();
    one.adaptive = next.small() != 0;
    one.cost = Money::fromMicros(next.number());
    one.end = end.value_or(RaceRecord::End::Failed);
    return end && one.elapsedMs >= 0 ? std::optional(one) : std::nullopt;
}

RestoreRecord restoreFrom(Columns &next)
{
    RestoreRecord one;
    one.label = next.word();
    one.provider = next.word();
    one.machineId = next.number();
    one.hostId = next.number();
    one.startedAtMs = next.number();
    one.bytes = next.number();
    one.elapsedMs = next.number();
    one.criticalMs = next.number();
    one.connections = next.small();
    one.ok = next.small() != 0;
    return one;
}

} // namespace snapgpu::metrics
