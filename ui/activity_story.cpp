// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/activity_story.h"

#include "models/format.h"

#include <algorithm>
#include <QCoreApplication>

namespace snapgpu {

namespace {

struct Activity
{
    Q_DECLARE_TR_FUNCTIONS(snapgpu::Activity)
};

QString took(qint64 ms) { return format::seconds(std::max<qint64>(0, ms)); }

QString withReason(const QString &sentence, const QString &reason)
{
    return reason.isEmpty() ? sentence : sentence + QStringLiteral(": ") + reason;
}

QString placeOf(const QString &gpu, const QString &place, qint64 machine)
{
    QStringList parts;
    for (const QString &part : {gpu, place}) {
        if (!part.isEmpty()) {
            parts.append(part);
        }
    }
    const QString name = parts.join(QStringLiteral(", "));
    return machine <= 0 ? name : QStringLiteral("%1 (%2)").arg(name).arg(machine).trimmed();
}

ActivityEntry entryOf(const RaceRecord &race)
{
    ActivityEntry entry;
    entry.atMs = race.startedAtMs + race.elapsedMs;
    entry.kind = ActivityEntry::Kind::Race;
    entry.cost = race.cost;
    entry.id = QStringLiteral("race ") + race.raceId;
    switch (race.end) {
    case RaceRecord::End::Won:
        entry.what = Activity::tr("Race won after %1").arg(took(race.elapsedMs));
        entry.tone = QStringLiteral("ok");
        break;
    case RaceRecord::End::Failed:
        entry.what =
            Activity::tr("Race ended after %1 without a machine that was ready").arg(took(race.elapsedMs));
        entry.tone = QStringLiteral("bad");
        break;
    case RaceRecord::End::Cancelled:
        entry.what = Activity::tr("Race stopped after %1").arg(took(race.elapsedMs));
        break;
    }
    QStringList parts{entry.what, Activity::tr("%n machine(s) rented", nullptr, race.created),
        Activity::tr("%n wave(s)", nullptr, race.waves)};
    if (race.failed > 0) {
        parts.append(Activity::tr("%n fell out", nullptr, race.failed));
    }
    entry.what = parts.join(QStringLiteral(" · "));
    return entry;
}

ActivityEntry entryOf(const BootAttempt &attempt)
{
    ActivityEntry entry;
    entry.atMs = attempt.startedAtMs + attempt.observedMs;
    entry.cost = attempt.cost;
    entry.where = placeOf(attempt.gpuName, attempt.place, attempt.machineId);
    entry.id = QStringLiteral("attempt ") + attempt.label;
    switch (attempt.outcome) {
    case AttemptOutcome::Ready:
        entry.what = Activity::tr("Ready %1 after it was rented").arg(took(attempt.observedMs));
        entry.tone = QStringLiteral("ok");
        break;
    case AttemptOutcome::Cancelled:
        entry.what = Activity::tr("Given up after %1, still booting").arg(took(attempt.observedMs));
        break;
    case AttemptOutcome::Failed:
        entry.what =
            withReason(Activity::tr("Fell out after %1").arg(took(attempt.observedMs)), attempt.reason);
        entry.tone = QStringLiteral("bad");
        break;
    }
    return entry;
}

ActivityEntry entryOf(const RestoreRecord &restore, const QString &where)
{
    ActivityEntry entry;
    entry.atMs = restore.startedAtMs + restore.elapsedMs;
    entry.kind = ActivityEntry::Kind::Restore;
    entry.where = where;
    entry.id = QStringLiteral("restore %1 %2").arg(restore.label).arg(restore.startedAtMs);
    const double seconds = double(restore.elapsedMs) / 1000;
    if (restore.ok) {
        entry.what =
            Activity::tr("Restored %1 in %2").arg(format::bytes(restore.bytes), took(restore.elapsedMs));
        if (seconds > 0) {
            entry.what += QStringLiteral(" · ") + format::bytesPerSecond(double(restore.bytes) / seconds);
        }
        entry.tone = QStringLiteral("ok");
    } else {
        entry.what = Activity::tr("Restore ended after %1 with an error; %2 had come")
                         .arg(took(restore.elapsedMs), format::bytes(restore.bytes));
        entry.tone = QStringLiteral("bad");
    }
    return entry;
}

/** Nothing for a row that says no more than the attempt of the same label. */
std::optional<ActivityEntry> entryOf(const LedgerRow &row)
{
    ActivityEntry entry;
    entry.atMs = row.changedAtMs;
    entry.where = placeOf(row.gpuName, row.geolocation, row.machineId);
    entry.id = QStringLiteral("ledger ") + row.label;
    switch (row.state) {
    case LedgerState::Intent:
    case LedgerState::Refused:
        return std::nullopt;
    case LedgerState::Alive:
        entry.what = Activity::tr("Rented; it is billing");
        break;
    case LedgerState::Kept:
        entry.what = Activity::tr("Kept by you; it bills until you destroy it");
        break;
    case LedgerState::Condemned:
        entry.what = withReason(Activity::tr("Being destroyed"), row.reason);
        entry.tone = QStringLiteral("warn");
        break;
    case LedgerState::Gone:
        entry.what = Activity::tr("Destroyed, and seen to be gone");
        break;
    }
    return entry;
}

} // namespace

QVector<ActivityEntry> activityOf(const MemoryStory &story, const QVector<LedgerRow> &ledger)
{
    QVector<ActivityEntry> entries;
    entries.reserve(story.attempts.size() + story.races.size() + story.restores.size() + ledger.size());
    QHash<QString, QString> places;
    for (const BootAttempt &attempt : story.attempts) {
        entries.append(entryOf(attempt));
        places.insert(attempt.label, entries.last().where);
    }
    for (const RaceRecord &race : story.races) {
        entries.append(entryOf(race));
    }
    for (const LedgerRow &row : ledger) {
        if (const auto entry = entryOf(row)) {
            entries.append(*entry);
            places.insert(row.label, entry->where);
        }
    }
    for (const RestoreRecord &restore : story.restores) {
        entries.append(entryOf(restore, places.value(restore.label, placeOf({}, {}, restore.machineId))));
    }
    std::stable_sort(entries.begin(), entries.end(), [](const ActivityEntry &a, const ActivityEntry &b) {
        return a.atMs != b.atMs ? a.atMs > b.atMs : a.kind < b.kind; // a race ends when its machines do
    });
    return entries;
}

} // namespace snapgpu
