// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/backup/backup_tracker.h"

#include "services/core/json.h"

#include <algorithm>

namespace snapgpu {

namespace {

constexpr qint64 kRateWindowMs = 5000;
constexpr qint64 kShortestRateMs = 400;
constexpr qint64 kReplayQuietMs = 700;
constexpr qsizetype kMostUnread = 1000;
constexpr qsizetype kMostErrorText = 64 * 1024;
constexpr int kIncomplete = 3; ///< restic's word for "a snapshot was made, but not of all"

} // namespace

void BackupTracker::beginReplay(qint64 nowMs)
{
    m_progress.unread.clear();
    m_progress.unreadCount = 0;
    m_unreadPaths.clear();
    m_errorText.clear();
    m_samples.clear();
    m_opened = false;
    m_summary = false;
    m_forgetting = false;
    m_exit.reset();
    m_forgetExit.reset();
    m_progress.bytesDone = m_progress.filesDone = 0;
    m_progress.bytesTotal = m_progress.filesTotal = -1;
    m_progress.totalIsFinal = false;
    m_progress.bytesPerSecond = -1;
    m_progress.secondsLeft = -1;
    m_quietUntilMs = nowMs + kReplayQuietMs;
}

bool BackupTracker::isGood() const { return m_exit && (*m_exit == 0 || *m_exit == kIncomplete) && m_summary; }

void BackupTracker::feed(const nlohmann::json &message, qint64 nowMs)
{
    const QString kind = json::trimmed(message, "event");
    m_progress.elapsedMs = nowMs;
    if (kind == QLatin1String("restic")) {
        if (const json::Value *line = json::object(message, "line"); line != nullptr && !m_forgetting) {
            feedRestic(*line, nowMs);
        }
    } else if (kind == QLatin1String("text")) {
        const QString text = json::string(message, "text").value_or(QString());
        static const QLatin1String missing(" does not exist, skipping");
        if (m_forgetting) {
            return;
        }
        if (text.endsWith(missing)) { // 0.14 to 0.18 end with 0 all the same
            addUnread(text.chopped(missing.size()), {});
        }
        if (!text.startsWith(QLatin1String("reading repository password"))) {
            keepText(text.toUtf8());
        }
    } else if (kind == QLatin1String("phase")) {
        m_forgetting = json::trimmed(message, "phase") == QLatin1String("forget");
        m_progress.phase = m_forgetting ? BackupPhase::Forgetting : BackupPhase::BackingUp;
    } else if (kind == QLatin1String("forgot")) {
        m_forgetExit = static_cast<int>(json::integer(message, "exit").value_or(-1));
    } else if (kind == QLatin1String("done")) {
        m_exit = static_cast<int>(json::integer(message, "exit").value_or(-1));
        m_opened = true;
        m_progress.secondsLeft = -1;
        m_progress.bytesPerSecond = -1;
    }
}

void BackupTracker::feedRestic(const nlohmann::json &line, qint64 nowMs)
{
    const QString type = json::trimmed(line, "message_type");
    if (type == QLatin1String("status") || type == QLatin1String("verbose_status")) {
        m_opened = true;
        feedStatus(line, nowMs);
    } else if (type == QLatin1String("summary")) {
        m_opened = true;
        feedSummary(line);
    } else if (type == QLatin1String("error")) {
        feedError(line);
    } else if (type == QLatin1String("exit_error")) {
        keepText(json::trimmed(line, "message").toUtf8());
    }
}

void BackupTracker::feedStatus(const nlohmann::json &line, qint64 nowMs)
{
    if (json::trimmed(line, "action") == QLatin1String("scan_finished")) {
        m_progress.totalIsFinal = true;
    }
    const auto total = json::integer(line, "total_bytes");
    if (!total) {
        return; // about one file, or the end of the scan
    }
    m_progress.bytesTotal = std::max(m_progress.bytesTotal, *total);
    m_progress.filesTotal = std::max(m_progress.filesTotal, json::integer(line, "total_files").value_or(-1));
    m_progress.bytesDone = std::max(m_progress.bytesDone, json::integer(line, "bytes_done").value_or(0));
    m_progress.filesDone = std::max(m_progress.filesDone, json::integer(line, "files_done").value_or(0));
    m_progress.secondsLeft = json::integer(line, "seconds_remaining").value_or(-1);
    m_progress.totalIsFinal = m_progress.totalIsFinal || m_progress.secondsLeft >= 0;
    if (nowMs < m_quietUntilMs) {
        return;
    }
    m_samples.push_back({nowMs, m_progress.bytesDone});
    while (m_samples.size() > 2 && nowMs - m_samples.front().atMs > kRateWindowMs) {
        m_samples.pop_front();
    }
    const Sample &first = m_samples.front();
    if (nowMs - first.atMs >= kShortestRateMs) {
        m_progress.bytesPerSecond = static_cast<double>(m_progress.bytesDone - first.bytes) * 1000.0
            / static_cast<double>(nowMs - first.atMs);
    }
}

void BackupTracker::feedSummary(const nlohmann::json &line)
{
    m_summary = true;
    const auto number = [&line](const char *key) { return json::integer(line, key).value_or(0); };
    m_progress.filesNew = number("files_new");
    m_progress.filesChanged = number("files_changed");
    m_progress.filesUnmodified = number("files_unmodified");
    m_progress.addedBytes = json::integer(line, "data_added_packed").value_or(number("data_added"));
    m_progress.snapshotId = json::trimmed(line, "snapshot_id");
    m_progress.unchanged = m_progress.snapshotId.isEmpty();
    m_progress.filesDone = m_progress.filesTotal = number("total_files_processed");
    m_progress.bytesDone = m_progress.bytesTotal = number("total_bytes_processed");
}

void BackupTracker::feedError(const nlohmann::json &line)
{
    const json::Value *error = json::object(line, "error");
    if (json::trimmed(line, "during") == QLatin1String("scan")) {
        return; // told again when it is read
    }
    const QString path = json::string(line, "item").value_or(QString());
    QString message = error != nullptr ? json::trimmed(*error, "message") : json::trimmed(line, "message");
    // Newer ones name the call and the file in front of the reason; older ones give no text at all.
    message = message.section(QLatin1String(": "), -1);
    addUnread(path, message);
    keepText((path + QLatin1String(": ") + message).toUtf8());
}

void BackupTracker::addUnread(const QString &path, const QString &message)
{
    if (m_unreadPaths.size() < kMostUnread) {
        if (m_unreadPaths.contains(path)) {
            return;
        }
        m_unreadPaths.insert(path);
        m_progress.unread.append({path, message});
    }
    ++m_progress.unreadCount;
}

void BackupTracker::keepText(const QByteArray &line)
{
    m_errorText += line + '\n';
    m_errorText = m_errorText.right(kMostErrorText);
}

} // namespace snapgpu
