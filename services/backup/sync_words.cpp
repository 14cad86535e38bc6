// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/backup/sync_words.h"

#include "services/backup/backup_failure.h"
#include "services/backup/backup_tracker.h"
#include "services/core/json.h"

#include <QRegularExpression>

namespace snapgpu {

namespace {

QStringList stringsOf(const json::Value &object, const char *key)
{
    QStringList list;
    if (const json::Value *array = json::array(object, key)) {
        for (const json::Value &one : *array) {
            list.append(json::toQString(one));
        }
    }
    return list;
}

/** Seconds since 1970 as this computer counts them; 0 stays never. */
qint64 momentOf(const json::Value &message, const char *key, qint64 ahead)
{
    const qint64 seconds = json::integer(message, key).value_or(0);
    return seconds > 0 ? seconds - ahead : 0;
}

/** What the daemon kept of restic's words, line by line, as its follower would have told it. */
QString sentenceOf(const QString &words, int exitCode, const QString &url)
{
    BackupTracker tracker;
    for (const QString &word : words.split(QLatin1Char('\n'), Qt::SkipEmptyParts)) {
        const QByteArray line = word.toUtf8();
        if (const auto value = line.startsWith('{') ? json::parse(line) : fail(ErrorCategory::Internal, {});
            value && value->is_object()) {
            tracker.feed({{"event", "restic"}, {"line", *value}}, 0);
        } else {
            tracker.feed({{"event", "text"}, {"text", json::fromQString(word)}}, 0);
        }
    }
    if (exitCode == 3) {
        return unreadSentence(tracker.progress());
    }
    return backupError({exitCode, tracker.errorText(), url, 0}).message;
}

} // namespace

SyncStatus parseSyncStatus(const nlohmann::json &message, const QString &url, qint64 wallMs)
{
    SyncStatus status;
    status.restoreRuns = json::boolean(message, "restore_runs").value_or(false);
    status.backupRuns = json::boolean(message, "backup_runs").value_or(false);
    const bool alive = json::boolean(message, "alive").value_or(false);
    if (!json::boolean(message, "found").value_or(false)) {
        // One that has just begun did not say anything yet.
        status.state = alive ? SyncStatus::State::Idle : SyncStatus::State::None;
        return status;
    }
    const QString state = json::trimmed(message, "state");
    if (state == QLatin1String("stopped")) {
        return status;
    }
    status.state = !alive                ? SyncStatus::State::Lost
        : state == QLatin1String("idle") ? SyncStatus::State::Idle
                                         : SyncStatus::State::Running;
    const qint64 ahead = json::integer(message, "now").value_or(wallMs / 1000) - wallMs / 1000;
    status.everySeconds = static_cast<int>(json::integer(message, "every").value_or(0));
    status.turns = json::integer(message, "turns").value_or(0);
    status.failures = static_cast<int>(json::integer(message, "failures").value_or(0));
    status.beganAt = momentOf(message, "began", ahead);
    status.endedAt = momentOf(message, "ended", ahead);
    status.okAt = momentOf(message, "ok", ahead);
    status.nextAt = momentOf(message, "next", ahead);
    status.snapshotAt = momentOf(message, "snapshot_time", ahead);
    status.snapshotId = json::trimmed(message, "snapshot");
    status.exitCode = static_cast<int>(json::integer(message, "exit").value_or(-1));
    status.unread = json::integer(message, "unread").value_or(0);
    if (const json::Value *summary = json::object(message, "summary")) {
        status.addedBytes = json::integer(*summary, "data_added_packed")
                                .value_or(json::integer(*summary, "data_added").value_or(0));
        status.unchanged = json::trimmed(*summary, "snapshot_id").isEmpty();
    }
    if (const json::Value *about = json::object(message, "about")) {
        status.paths = stringsOf(*about, "paths");
        status.host = json::trimmed(*about, "host");
    }
    if (status.turns > 0 && status.exitCode != 0) {
        status.error = sentenceOf(json::string(message, "error").value_or(QString()), status.exitCode, url);
    }
    return status;
}

RestoredNote parseRestored(const nlohmann::json &message)
{
    RestoredNote note;
    if (const json::Value *restored = json::object(message, "restored")) {
        note.snapshotId = json::trimmed(*restored, "snapshot");
        note.hostname = json::trimmed(*restored, "hostname");
        note.paths = stringsOf(*restored, "paths");
    }
    return note;
}

std::optional<int> parseInterval(const QString &text)
{
    static const QRegularExpression form(QStringLiteral("\\A(\\d{1,7})([smhd]?)\\z"));
    const QRegularExpressionMatch match = form.match(text);
    if (!match.hasMatch()) {
        return std::nullopt;
    }
    const QString unit = match.captured(2);
    const qint64 factor = unit == QLatin1String("m") ? 60
        : unit == QLatin1String("h")                 ? 3600
        : unit == QLatin1String("d")                 ? 86'400
                                                     : 1;
    const qint64 seconds = match.captured(1).toLongLong() * factor;
    return seconds > 100'000'000 ? std::nullopt : std::optional<int>(static_cast<int>(seconds));
}

} // namespace snapgpu
