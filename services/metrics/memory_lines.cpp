// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/metrics/memory_lines.h"

#include "services/core/json.h"
#include "services/metrics/memory_text.h"

namespace snapgpu::metrics {

namespace {

int small(const json::Value &line, const char *key, int missing = 0)
{
    return static_cast<int>(
        std::clamp<qint64>(json::integer(line, key).value_or(missing), -1'000'000, 1'000'000));
}

qint64 number(const json::Value &line, const char *key, qint64 missing = 0)
{
    return json::integer(line, key).value_or(missing);
}

std::optional<BootAttempt> attemptFrom(const json::Value &line)
{
    const auto outcome = attemptOutcomeFrom(json::trimmed(line, "outcome"));
    BootAttempt one;
    one.label = json::trimmed(line, "label");
    if (!outcome || one.label.isEmpty() || !json::integer(line, "started_at_ms")
        || !json::integer(line, "observed_ms")) {
        return std::nullopt;
    }
    one.provider = json::trimmed(line, "provider");
    one.raceId = json::trimmed(line, "race_id");
    one.number = small(line, "number");
    one.wave = small(line, "wave", 1);
    one.offerId = number(line, "offer_id");
    one.machineId = number(line, "machine_id");
    one.hostId = number(line, "host_id");
    one.gpuName = json::trimmed(line, "gpu_name");
    one.numGpus = small(line, "num_gpus", 1);
    one.place = json::trimmed(line, "place");
    one.image = json::trimmed(line, "image");
    one.startedAtMs = number(line, "started_at_ms");
    one.observedMs = number(line, "observed_ms");
    one.createMs = number(line, "create_ms", -1);
    one.hostMs = number(line, "host_ms", -1);
    one.imageMs = number(line, "image_ms", -1);
    one.sshMs = number(line, "ssh_ms", -1);
    one.checkMs = number(line, "check_ms", -1);
    one.outcome = *outcome;
    const QString failure = json::trimmed(line, "failure");
    one.failure =
        failureClassFrom(failure).value_or(failure.isEmpty() ? FailureClass::None : FailureClass::Other);
    one.reason = json::trimmed(line, "reason");
    one.cost = Money::fromMicros(number(line, "cost_micros"));
    return one;
}

std::optional<RaceRecord> raceFrom(const json::Value &line)
{
    const auto end = raceEndFrom(json::trimmed(line, "outcome"));
    RaceRecord one;
    one.raceId = json::trimmed(line, "race_id");
    one.elapsedMs = number(line, "elapsed_ms", -1);
    if (!end || one.raceId.isEmpty() || one.elapsedMs < 0) {
        return std::nullopt;
    }
    one.provider = json::trimmed(line, "provider");
    one.startedAtMs = number(line, "started_at_ms");
    one.end = *end;
    one.winner = json::trimmed(line, "winner");
    one.waves = small(line, "waves");
    one.created = small(line, "created");
    one.refused = small(line, "refused");
    one.failed = small(line, "failed");
    one.adaptive = json::boolean(line, "adaptive").value_or(false);
    one.cost = Money::fromMicros(number(line, "cost_micros"));
    return one;
}

std::optional<RestoreRecord> restoreFrom(const json::Value &line)
{
    RestoreRecord one;
    one.label = json::trimmed(line, "label");
    if (one.label.isEmpty()) {
        return std::nullopt;
    }
    one.provider = json::trimmed(line, "provider");
    one.machineId = number(line, "machine_id");
    one.hostId = number(line, "host_id");
    one.startedAtMs = number(line, "started_at_ms");
    one.bytes = number(line, "bytes");
    one.elapsedMs = number(line, "elapsed_ms");
    one.criticalMs = number(line, "critical_ms", -1);
    one.connections = small(line, "connections");
    one.ok = json::boolean(line, "ok").value_or(false);
    return one;
}

std::optional<MarkRecord> markFrom(const json::Value &line)
{
    const auto mark = hostMarkFrom(json::trimmed(line, "mark"));
    const qint64 machine = number(line, "machine_id");
    if (!mark || machine == 0) {
        return std::nullopt;
    }
    return MarkRecord{json::trimmed(line, "provider"), machine, *mark, number(line, "set_at_ms")};
}

template <typename T> bool append(QVector<T> &list, const std::optional<T> &record)
{
    if (record) {
        list.append(*record);
    }
    return record.has_value();
}

} // namespace

QByteArray headerLine() { return json::dump({{"type", "host_memory"}, {"version", kLinesVersion}}); }

QByteArray lineOf(const BootAttempt &one)
{
    return json::dump({{"type", "attempt"}, {"label", one.label.toStdString()},
        {"provider", one.provider.toStdString()}, {"race_id", one.raceId.toStdString()},
        {"number", one.number}, {"wave", one.wave}, {"offer_id", one.offerId}, {"machine_id", one.machineId},
        {"host_id", one.hostId}, {"gpu_name", one.gpuName.toStdString()}, {"num_gpus", one.numGpus},
        {"place", one.place.toStdString()}, {"image", one.image.toStdString()},
        {"started_at_ms", one.startedAtMs}, {"observed_ms", one.observedMs}, {"create_ms", one.createMs},
        {"host_ms", one.hostMs}, {"image_ms", one.imageMs}, {"ssh_ms", one.sshMs}, {"check_ms", one.checkMs},
        {"outcome", toText(one.outcome).toStdString()}, {"failure", toText(one.failure).toStdString()},
        {"reason", one.reason.toStdString()}, {"cost_micros", one.cost.micros()}});
}

QByteArray lineOf(const RaceRecord &one)
{
    return json::dump(
        {{"type", "race"}, {"race_id", one.raceId.toStdString()}, {"provider", one.provider.toStdString()},
            {"started_at_ms", one.startedAtMs}, {"outcome", toText(one.end).toStdString()},
            {"elapsed_ms", one.elapsedMs}, {"winner", one.winner.toStdString()}, {"waves", one.waves},
            {"created", one.created}, {"refused", one.refused}, {"failed", one.failed},
            {"adaptive", one.adaptive}, {"cost_micros", one.cost.micros()}});
}

QByteArray lineOf(const RestoreRecord &one)
{
    return json::dump({{"type", "restore"}, {"label", one.label.toStdString()},
        {"provider", one.provider.toStdString()}, {"machine_id", one.machineId}, {"host_id", one.hostId},
        {"started_at_ms", one.startedAtMs}, {"bytes", one.bytes}, {"elapsed_ms", one.elapsedMs},
        {"critical_ms", one.criticalMs}, {"connections", one.connections}, {"ok", one.ok}});
}

QByteArray lineOf(const MarkRecord &one)
{
    return json::dump({{"type", "mark"}, {"provider", one.provider.toStdString()},
        {"machine_id", one.machineId}, {"mark", toText(one.mark).toStdString()}, {"set_at_ms", one.setAtMs}});
}

Result<bool> readLine(const QByteArray &line, MemoryBatch *batch)
{
    const auto parsed = json::parse(line);
    if (!parsed || !parsed->is_object()) {
        return false;
    }
    const QString type = json::trimmed(*parsed, "type");
    if (type == QLatin1String("host_memory")) {
        if (number(*parsed, "version") > kLinesVersion) {
            return fail(ErrorCategory::InvalidInput,
                MemoryText::tr("The file was exported by a newer SnapGPU; use that version to read it."));
        }
        return true;
    }
    if (type == QLatin1String("attempt")) {
        return append(batch->attempts, attemptFrom(*parsed));
    }
    if (type == QLatin1String("race")) {
        return append(batch->races, raceFrom(*parsed));
    }
    if (type == QLatin1String("restore")) {
        return append(batch->restores, restoreFrom(*parsed));
    }
    if (type == QLatin1String("mark")) {
        return append(batch->marks, markFrom(*parsed));
    }
    return false;
}

} // namespace snapgpu::metrics
