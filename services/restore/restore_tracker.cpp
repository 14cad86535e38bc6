// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/restore/restore_tracker.h"

#include "services/core/json.h"

#include <algorithm>

namespace snapgpu {

namespace {

constexpr qint64 kRateWindowMs = 5000;
constexpr qint64 kShortestRateMs = 400;
constexpr qint64 kReplayQuietMs = 700;
constexpr qint64 kStallMs = 8000; ///< longer than any gap seen between two packs of 16 MiB on a slow link
constexpr qsizetype kMostErrors = 1000;
constexpr qsizetype kMostTrouble = 300;
constexpr qsizetype kMostErrorText = 64 * 1024;

} // namespace

RestoreTracker::RestoreTracker(const Snapshot &snapshot, bool hasCritical)
    : m_hasCritical(hasCritical)
{
    m_progress.phase = RestorePhase::Preparing;
    if (snapshot.totalBytes) {
        m_told = true;
        m_progress.bytesTotal = *snapshot.totalBytes;
    }
}

void RestoreTracker::beginReplay(qint64 nowMs)
{
    m_progress.errors.clear();
    m_errorPaths.clear();
    m_errorText.clear();
    m_samples.clear();
    m_moved = 0;
    m_phaseStartBytes = 0;
    m_phaseStartFiles = 0;
    m_quietUntilMs = nowMs + kReplayQuietMs;
    m_lastMoveMs = nowMs;
    m_progress.phases.clear();
    m_progress.stalledMs = 0;
    m_progress.bytesPerSecond = -1;
    m_progress.secondsLeft = -1;
}

void RestoreTracker::beginUnseen(qint64 nowMs, qint64 untilMs)
{
    beginReplay(nowMs);
    m_unseenUntilMs = untilMs;
}

void RestoreTracker::beginAgain()
{
    m_exit.reset();
    m_opened = false;
    m_trouble.clear();
    ++m_progress.resumes;
}

void RestoreTracker::tick(qint64 nowMs)
{
    m_progress.elapsedMs = nowMs;
    const bool moving = m_opened && !m_exit && m_lastMoveMs >= 0
        && (m_progress.phase == RestorePhase::Critical || m_progress.phase == RestorePhase::Rest);
    const qint64 quiet = moving ? nowMs - m_lastMoveMs : 0;
    m_progress.stalledMs = quiet >= kStallMs ? quiet : 0;
    if (m_progress.stalledMs > 0) {
        // A rate of seconds ago and a time left by it would both be untrue.
        m_progress.bytesPerSecond = 0;
        m_progress.secondsLeft = -1;
    }
}

void RestoreTracker::feed(const nlohmann::json &message, qint64 nowMs)
{
    const QString kind = json::trimmed(message, "event");
    m_progress.elapsedMs = nowMs;
    if (kind == QLatin1String("restic")) {
        if (const json::Value *line = json::object(message, "line")) {
            m_opened = true;
            feedRestic(*line, nowMs);
        }
    } else if (kind == QLatin1String("text")) {
        feedText(json::string(message, "text").value_or(QString()));
    } else if (kind == QLatin1String("watch") || kind == QLatin1String("watch_end")) {
        feedWatch(message, nowMs); // counts what goes to the network too: no sign of an open repository
    } else if (kind == QLatin1String("phase_end")) {
        endPhase(message, nowMs);
    } else if (kind == QLatin1String("restic_started")) {
        if (m_progress.resticRunningMs < 0) {
            m_progress.resticRunningMs = moment(nowMs);
        }
    } else if (kind == QLatin1String("phase")) {
        beginPhase(json::trimmed(message, "phase"), nowMs);
    } else if (kind == QLatin1String("critical_nothing")) {
        m_criticalNothing = true;
    } else if (kind == QLatin1String("nothing_matched")) {
        m_nothingMatched = true;
    } else if (kind == QLatin1String("critical_ready")) {
        if (m_progress.criticalReadyMs < 0) {
            m_progress.criticalReadyMs = moment(nowMs);
            m_progress.criticalBytes = m_progress.bytesDone;
        }
    } else if (kind == QLatin1String("done")) {
        m_exit = static_cast<int>(json::integer(message, "exit").value_or(-1));
        m_opened = true;
        m_progress.stalledMs = 0;
        m_progress.secondsLeft = -1;
        m_progress.bytesPerSecond = -1;
        if (*m_exit == 0) {
            // restic says that all of it is there; the last status line may be a moment old.
            setDone(m_progress.bytesTotal, m_progress.filesTotal);
        }
    }
}

void RestoreTracker::beginPhase(const QString &name, qint64 nowMs)
{
    // A pass goes over all that the one before it stumbled over, and names again what still fails.
    m_progress.errors.clear();
    m_errorPaths.clear();
    m_progress.phase = name == QLatin1String("critical") ? RestorePhase::Critical
        : name == QLatin1String("verify")                ? RestorePhase::Verifying
                                                         : RestorePhase::Rest;
    m_hasCritical = m_hasCritical || m_progress.phase == RestorePhase::Critical; // one that is followed
    m_phaseStartMs = nowMs;
    m_lastMoveMs = nowMs;
    m_phaseStartBytes = m_moved;
    m_phaseStartFiles = m_progress.filesDone;
    m_full = false;
    m_nothing = false;
}

void RestoreTracker::endPhase(const nlohmann::json &message, qint64 nowMs)
{
    RestorePhaseRecord record;
    record.phase = m_progress.phase;
    record.durationMs = nowMs - m_phaseStartMs;
    record.bytes = m_moved - m_phaseStartBytes;
    record.exitCode = static_cast<int>(json::integer(message, "exit").value_or(-1));
    m_progress.phases.append(record);
}

void RestoreTracker::feedRestic(const nlohmann::json &line, qint64 nowMs)
{
    const QString type = json::trimmed(line, "message_type");
    if (type == QLatin1String("status") || type == QLatin1String("summary")) {
        feedStatus(line, nowMs);
        if (type == QLatin1String("summary")) {
            m_nothing = json::integer(line, "files_restored").value_or(0) == 0
                && json::integer(line, "files_skipped").value_or(0) == 0;
            m_something = m_something || !m_nothing;
        }
        return;
    }
    if (type == QLatin1String("error")) {
        const json::Value *error = json::object(line, "error");
        const QString message = error ? json::trimmed(*error, "message") : json::trimmed(line, "message");
        addError(json::string(line, "item").value_or(QString()), message);
        keepText(json::dump(line));
        return;
    }
    if (type == QLatin1String("exit_error")) {
        keepText(json::dump(line));
        return;
    }
    if (const auto total = json::integer(line, "total_size")) {
        m_told = true; // `stats` of the whole snapshot
        m_progress.bytesTotal = *total;
        setDone(m_progress.bytesDone, m_progress.filesDone);
    }
}

void RestoreTracker::feedStatus(const nlohmann::json &line, qint64 nowMs)
{
    const qint64 restored = json::integer(line, "bytes_restored").value_or(0);
    const qint64 skipped = json::integer(line, "bytes_skipped").value_or(0);
    const qint64 total = json::integer(line, "total_bytes").value_or(0);
    const qint64 files =
        json::integer(line, "files_restored").value_or(0) + json::integer(line, "files_skipped").value_or(0);
    moved(m_phaseStartBytes + restored, nowMs);

    const bool rest = m_progress.phase == RestorePhase::Rest;
    // A second full pass finds what the first one brought and skips it; with excludes it never meets it.
    m_full = m_full || !rest || !m_hasCritical || skipped > 0;
    if (rest && m_full) {
        const qint64 totalFiles = json::integer(line, "total_files").value_or(0);
        if (!m_told && total > 0) {
            m_progress.bytesTotal = std::max(m_progress.bytesTotal, total);
        }
        if (totalFiles > 0) {
            m_progress.filesTotal = std::max(m_progress.filesTotal, totalFiles);
        }
    }
    if (m_full) {
        // What the first phase brought is no file that "was already there".
        const qint64 own = rest ? m_phaseStartBytes : 0;
        m_progress.bytesSkipped = std::max(m_progress.bytesSkipped, skipped - own);
        setDone(restored + skipped, files);
    } else {
        setDone(m_phaseStartBytes + restored, m_phaseStartFiles + files);
    }
}

void RestoreTracker::feedWatch(const nlohmann::json &message, qint64 nowMs)
{
    if (const auto bytes = json::integer(message, "bytes")) {
        moved(m_phaseStartBytes + *bytes, nowMs);
    }
    // Counted from before the first phase on.
    setDone(m_moved, json::integer(message, "files").value_or(0));
}

void RestoreTracker::feedText(const QString &text)
{
    static const QLatin1String ignored("ignoring error for ");
    const qsizetype at = text.indexOf(ignored);
    if (at >= 0) {
        // The path ends at the first ": " behind it.
        const QString rest = text.mid(at + ignored.size());
        const qsizetype colon = rest.indexOf(QLatin1String(": "));
        addError(colon < 0 ? rest : rest.left(colon), colon < 0 ? QString() : rest.mid(colon + 2));
    }
    if (text.contains(QLatin1String("retrying after")) || text.contains(QLatin1String("returned error"))) {
        m_trouble = text.left(kMostTrouble);
    }
    if (text.startsWith(QLatin1String("restoring <"))) {
        m_opened = true; // the first word of a restic that tells no progress
    }
    static const QLatin1String usual[] = {QLatin1String("restoring <"), QLatin1String("verifying files in"),
        QLatin1String("finished verifying"), QLatin1String("reading repository password")};
    if (std::none_of(
            std::begin(usual), std::end(usual), [&](auto start) { return text.startsWith(start); })) {
        keepText(text.toUtf8());
    }
}

void RestoreTracker::keepText(const QByteArray &line)
{
    m_errorText += line + '\n';
    m_errorText = m_errorText.right(kMostErrorText);
}

void RestoreTracker::addError(const QString &path, const QString &message)
{
    // restic names a file once for each part of it that failed.
    if (m_progress.errors.size() < kMostErrors && !m_errorPaths.contains(path)) {
        m_errorPaths.insert(path);
        m_progress.errors.append({path, message});
    }
}

void RestoreTracker::setDone(qint64 bytes, qint64 files)
{
    m_progress.bytesDone = std::max(m_progress.bytesDone, bytes);
    m_progress.filesDone = std::max(m_progress.filesDone, files);
    if (m_progress.bytesTotal >= 0) {
        m_progress.bytesDone = std::min(m_progress.bytesDone, m_progress.bytesTotal);
    }
    // Not every kind of node is in restic's total of files.
    if (m_progress.filesTotal >= 0) {
        m_progress.filesDone = std::min(m_progress.filesDone, m_progress.filesTotal);
    }
}

void RestoreTracker::moved(qint64 bytes, qint64 nowMs)
{
    if (bytes > m_moved) {
        m_moved = bytes;
        m_lastMoveMs = nowMs;
        m_progress.stalledMs = 0;
        m_trouble.clear();
    }
    sample(m_moved, nowMs);
}

void RestoreTracker::sample(qint64 bytesMoved, qint64 nowMs)
{
    if (nowMs < m_quietUntilMs) {
        return;
    }
    m_samples.push_back({nowMs, bytesMoved});
    while (m_samples.size() > 2 && nowMs - m_samples.front().atMs > kRateWindowMs) {
        m_samples.pop_front();
    }
    const Sample &first = m_samples.front();
    if (nowMs - first.atMs < kShortestRateMs) {
        return;
    }
    m_progress.bytesPerSecond =
        static_cast<double>(bytesMoved - first.bytes) * 1000.0 / static_cast<double>(nowMs - first.atMs);
    const bool known = m_progress.phase == RestorePhase::Rest && m_progress.bytesTotal >= 0;
    m_progress.secondsLeft = known && m_progress.bytesPerSecond > 1.0
        ? static_cast<qint64>(
            static_cast<double>(m_progress.bytesTotal - m_progress.bytesDone) / m_progress.bytesPerSecond
            + 0.5)
        : -1;
}

} // namespace snapgpu
