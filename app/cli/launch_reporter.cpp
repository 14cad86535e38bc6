// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/launch_reporter.h"

#include "services/core/json.h"
#include "services/session/plan_estimate.h"
#include "services/session/race_events.h"

#include <QLocale>

namespace snapgpu::cli {

namespace {

/** JSON progress lines are for programs: a few a second are enough. */
constexpr qint64 kProgressEveryMs = 250;

QString seconds(double value) { return QStringLiteral("%1 s").arg(value, 6, 'f', 1); }

QString bytes(qint64 count) { return QLocale::c().formattedDataSize(count, 1, QLocale::DataSizeSIFormat); }

json::Value racerFields(const RacerView &racer)
{
    json::Value fields = {
        {"racer", racer.number},
        {"label", racer.label.toStdString()},
        {"wave", racer.wave},
        {"state", toText(racer.state).toStdString()},
        {"offer_id", racer.offer.id},
        {"machine_id", racer.offer.machineId},
        {"host_id", racer.offer.hostId},
        {"gpu_name", racer.offer.gpuName.toStdString()},
        {"geolocation", racer.offer.geolocation.toStdString()},
    };
    if (!racer.instanceId.isEmpty()) {
        fields["instance_id"] = racer.instanceId.toStdString();
    }
    if (!racer.reason.isEmpty()) {
        fields["reason"] = racer.reason.toStdString();
    }
    if (!racer.stages.isEmpty()) {
        fields["stage"] = toText(racer.stages.last().stage).toStdString();
    }
    return fields;
}

QString racerName(const RacerView &racer)
{
    const QString name =
        QStringLiteral("#%1 %2 %3")
            .arg(racer.number)
            .arg(racer.offer.gpuName,
                racer.offer.geolocation.isEmpty() ? QStringLiteral("–") : racer.offer.geolocation);
    // A negative number stands for a pool, from which the provider picks the machine.
    return racer.offer.machineId > 0 ? name + QStringLiteral(" (machine %1)").arg(racer.offer.machineId)
                                     : name;
}

/** The id, and whose it is where that is not the provider one gets without asking. */
QString destroyArguments(const RacerView &winner)
{
    const QString &provider = winner.offer.provider;
    return provider.isEmpty() || provider == QLatin1String("vast")
        ? winner.instanceId
        : winner.instanceId + QStringLiteral(" --provider ") + provider;
}

QString humanLine(const RaceEvent &event)
{
    const QString name = racerName(event.racer);
    const QString why = event.racer.reason.isEmpty() ? QString() : QStringLiteral(": ") + event.racer.reason;
    switch (event.kind) {
    case RaceEvent::Kind::WaveStarted:
        return LaunchReporter::tr("wave %1").arg(event.wave);
    case RaceEvent::Kind::Created:
        return LaunchReporter::tr("created    %1").arg(name);
    case RaceEvent::Kind::Refused:
        return LaunchReporter::tr("refused    %1").arg(name) + why;
    case RaceEvent::Kind::Unknown:
        return LaunchReporter::tr("no answer  %1, looking it up by its label").arg(name);
    case RaceEvent::Kind::Reachable:
        return LaunchReporter::tr("answers    %1").arg(name);
    case RaceEvent::Kind::Failed:
        return LaunchReporter::tr("failed     %1").arg(name) + why;
    case RaceEvent::Kind::Gone:
        return LaunchReporter::tr("destroyed  %1").arg(name);
    default:
        return {};
    }
}

} // namespace

json::Value restoreFields(const RestoreProgress &progress)
{
    json::Value fields = {{"phase", toText(progress.phase).toStdString()}, {"bytes_done", progress.bytesDone},
        {"files_done", progress.filesDone}, {"errors", progress.errors.size()},
        {"connections", progress.connections}};
    const auto add = [&](const char *key, qint64 value) {
        if (value >= 0) {
            fields[key] = value;
        }
    };
    add("bytes_total", progress.bytesTotal);
    add("files_total", progress.filesTotal);
    add("seconds_left", progress.secondsLeft);
    add("restic_running_ms", progress.resticRunningMs);
    add("critical_ready_ms", progress.criticalReadyMs);
    if (progress.bytesSkipped > 0) {
        fields["bytes_skipped"] = progress.bytesSkipped;
    }
    if (progress.bytesPerSecond >= 0) {
        fields["bytes_per_second"] = static_cast<qint64>(progress.bytesPerSecond);
    }
    if (progress.stalledMs > 0) {
        fields["stalled_ms"] = progress.stalledMs;
    }
    for (const RestorePhaseRecord &record : progress.phases) {
        fields["phases"].push_back({{"phase", toText(record.phase).toStdString()},
            {"duration_ms", record.durationMs}, {"bytes", record.bytes},
            {"bytes_per_second", static_cast<qint64>(record.bytesPerSecond())}, {"exit", record.exitCode}});
    }
    if (!progress.resticVersion.isEmpty()) {
        fields["restic_version"] = progress.resticVersion.toStdString();
    }
    return fields;
}

QString restoreLine(const RestoreProgress &progress)
{
    QStringList parts;
    parts << (progress.bytesTotal >= 0
            ? LaunchReporter::tr("%1 of %2").arg(bytes(progress.bytesDone), bytes(progress.bytesTotal))
            : bytes(progress.bytesDone));
    if (progress.filesDone > 0) {
        parts << LaunchReporter::tr("%n file(s)", nullptr, static_cast<int>(progress.filesDone));
    }
    if (progress.bytesPerSecond > 0) {
        parts << LaunchReporter::tr("%1/s").arg(bytes(static_cast<qint64>(progress.bytesPerSecond)));
    }
    if (progress.secondsLeft >= 0) {
        parts << LaunchReporter::tr("about %1 s left").arg(progress.secondsLeft);
    }
    if (progress.stalledMs > 0) {
        parts << LaunchReporter::tr("no data for %1 s").arg(progress.stalledMs / 1000);
    }
    return parts.join(QStringLiteral(", "));
}

LaunchReporter::LaunchReporter(LaunchSession *session, Output *output, QObject *parent)
    : QObject(parent)
    , m_session(session)
    , m_out(output)
{
    connect(session, &LaunchSession::phaseChanged, this, &LaunchReporter::tellPhase);
    connect(session, &LaunchSession::raceUpdated, this, &LaunchReporter::tellRace);
    connect(session, &LaunchSession::raceWon, this, &LaunchReporter::tellWinner);
    connect(session, &LaunchSession::restoreProgressed, this, &LaunchReporter::tellRestore);
    connect(session, &LaunchSession::criticalReady, this, [this] {
        m_out->event("critical_ready", restoreFields(m_session->restore()));
        m_out->note(seconds(m_out->seconds()) + tr("  you can work: the critical files are there"));
    });
    connect(session, &LaunchSession::restored, this, [this] {
        m_out->event("restored", restoreFields(m_session->restore()));
        m_out->note(seconds(m_out->seconds()) + tr("  restored %1").arg(restoreLine(m_session->restore())));
    });
    connect(session, &LaunchSession::warning, this, [this](const Error &error) {
        m_out->event("warning",
            {{"category", toText(error.category).toStdString()}, {"message", error.message.toStdString()}});
        m_out->note(seconds(m_out->seconds()) + QStringLiteral("  ") + error.message);
    });
    connect(session, &LaunchSession::destroySent, this, [this](const QString &label) {
        m_out->event("destroy_sent", {{"label", label.toStdString()}});
    });
    connect(session, &LaunchSession::finished, this, &LaunchReporter::tellEnd);
}

void LaunchReporter::tellPhase()
{
    const SessionPhase phase = m_session->phase();
    if (phase == SessionPhase::Finished) {
        return;
    }
    json::Value fields = {{"phase", toText(phase).toStdString()}};
    if (phase == SessionPhase::Racing && !m_session->snapshot().id.isEmpty()) {
        fields["snapshot"] = m_session->snapshot().id.toStdString();
        fields["tree"] = m_session->snapshot().tree.toStdString();
    }
    if (phase == SessionPhase::Racing && m_session->race().racers.isEmpty()) {
        tellEstimate();
    }
    m_out->event("phase", fields);
    if (phase == SessionPhase::Checking) {
        m_out->note(tr("Looking at offers, credit and the snapshot…"));
    } else if (phase == SessionPhase::Destroying && !m_session->race().racers.isEmpty()) {
        m_out->note(tr("Waiting until every other machine is confirmed destroyed…"));
    }
}

void LaunchReporter::tellEstimate()
{
    const PlanEstimate &plan = m_session->estimate();
    const Money expected = plan.expectedCost + plan.expectedTraffic;
    const Money worst = plan.worstCost + plan.worstTraffic;
    json::Value fields = {{"machines", plan.machines}, {"candidates", plan.candidates},
        {"dollars_per_hour", plan.peakHourly.dollars()}, {"expected_dollars", expected.dollars()},
        {"expected_ready_ms", plan.expectedReadyMs}, {"worst_dollars", worst.dollars()}};
    if (!plan.trafficUnknown) {
        fields["expected_traffic_dollars"] = plan.expectedTraffic.dollars();
        fields["worst_traffic_dollars"] = plan.worstTraffic.dollars();
    }
    if (const auto &forecast = m_session->forecast()) {
        fields["launches_expected"] = forecast->launches;
        for (const auto &[name, value] :
            {std::pair("ready_p50", forecast->p50Seconds), {"ready_p95", forecast->p95Seconds}}) {
            if (value) {
                fields[name] = *value;
            }
        }
    }
    m_out->event("estimate", fields);
    m_out->note(tr("Expected cost %1, at worst %2 (at most %3 machines, %4 per hour all together).")
                    .arg(moneyText(expected), moneyText(worst))
                    .arg(plan.machines)
                    .arg(moneyText(plan.peakHourly)));
    if (plan.trafficUnknown) {
        m_out->note(tr("The traffic of the restore comes on top; the size of the snapshot is not known."));
    }
}

void LaunchReporter::tellRace()
{
    const RaceView &now = m_session->race();
    for (const RaceEvent &event : raceEvents(m_told, now)) {
        if (event.kind == RaceEvent::Kind::Won) {
            continue; // told once, with the address, by tellWinner()
        }
        json::Value fields = event.kind == RaceEvent::Kind::WaveStarted ? json::Value{{"wave", event.wave}}
                                                                        : racerFields(event.racer);
        m_out->event(toText(event.kind).toLatin1().constData(), fields);
        const QString line = humanLine(event);
        if (!line.isEmpty()) {
            m_out->note(seconds(m_out->seconds()) + QStringLiteral("  ") + line);
        }
    }
    m_told = now;
    if (now.phase == RacePhase::Running) {
        m_out->status(tr("%1  wave %2 of %3, %4 alive, %5 so far")
                          .arg(seconds(m_out->seconds()))
                          .arg(now.wave)
                          .arg(now.maxWaves)
                          .arg(now.alive)
                          .arg(moneyText(now.cost, 4)));
    }
}

void LaunchReporter::tellWinner(const RacerView &winner)
{
    tellRace();
    json::Value fields = racerFields(winner);
    fields["ready_ms"] = winner.readyMs;
    fields["ssh"] = m_session->sshCommand().toStdString();
    m_out->event("won", fields);
    m_out->note(seconds(m_out->seconds())
        + tr("  winner     %1, ready after %2 s")
              .arg(racerName(winner))
              .arg(double(winner.readyMs) / 1000.0, 0, 'f', 1));
}

void LaunchReporter::tellRestore()
{
    const RestoreProgress &progress = m_session->restore();
    const auto nowMs = static_cast<qint64>(m_out->seconds() * 1000);
    const bool phaseChanged = progress.phase != m_toldPhase;
    if (!phaseChanged && m_lastProgressMs >= 0 && nowMs - m_lastProgressMs < kProgressEveryMs) {
        return;
    }
    m_lastProgressMs = nowMs;
    m_toldPhase = progress.phase;
    m_out->event("progress", restoreFields(progress));
    m_out->status(seconds(m_out->seconds()) + tr("  restoring: %1").arg(restoreLine(progress)));
}

void LaunchReporter::tellEnd()
{
    tellRace();
    const SessionOutcome &outcome = m_session->outcome();
    for (const RestoreFileError &failed : m_session->restore().errors) {
        m_out->event(
            "file_error", {{"path", failed.path.toStdString()}, {"message", failed.message.toStdString()}});
        m_out->note(QStringLiteral("  %1: %2").arg(failed.path, failed.message));
    }
    if (!outcome.ok) {
        m_out->error(outcome.error);
    }
    if (outcome.machineKept && m_session->race().winnerNumber > 0) {
        m_out->event("kept", {{"ssh", m_session->sshCommand().toStdString()}});
        const RacerView winner = m_session->race().racers.value(m_session->race().winnerNumber - 1);
        m_out->say(
            tr("The winner is kept and goes on billing. Log in with:\n  %1\nDestroy it with:\n  snapgpu-cli "
               "destroy %2")
                .arg(m_session->sshCommand(), destroyArguments(winner)));
    }
    const RaceView &race = m_session->race();
    if (!race.raceId.isEmpty()) {
        const Money traffic = m_session->trafficCost();
        m_out->event("cost",
            {{"race", race.raceId.toStdString()}, {"dollars", (race.cost + traffic).dollars()},
                {"traffic_dollars", traffic.dollars()}, {"machines_alive", m_session->machinesAlive()}});
        m_out->note(tr("This launch cost %1 so far, %2 of it traffic.")
                        .arg(moneyText(race.cost + traffic, 4), moneyText(traffic, 4)));
    }
    m_out->finished(outcome.ok, outcome.exitCode);
}

} // namespace snapgpu::cli
