// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/backup_view.h"

#include <deque>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <QByteArray>
#include <QSet>

namespace snapgpu {

/**
 * Turns the agent's messages about a backup into BackupProgress, whatever restic from 0.14 on says. Pure:
 * time is passed in, in milliseconds since the backup was asked for.
 */
class BackupTracker final
{
public:
    /** One event of the agent. */
    void feed(const nlohmann::json &message, qint64 nowMs);
    /** The whole story is told again, over a new connection or of the next backup: counts start over. */
    void beginReplay(qint64 nowMs);
    /** restic said something about files, or ended: the repository is open. */
    bool opened() const { return m_opened; }

    const BackupProgress &progress() const { return m_progress; }
    BackupProgress &progress() { return m_progress; }
    /** Of the backup; a forget behind it does not change it. -1 = restic's keeper died. */
    std::optional<int> exitCode() const { return m_exit; }
    /** Of the forget behind it; nothing when there was none. */
    std::optional<int> forgetExit() const { return m_forgetExit; }
    /** A snapshot exists, or none was needed. */
    bool isGood() const;
    const QByteArray &errorText() const { return m_errorText; }

private:
    void feedRestic(const nlohmann::json &line, qint64 nowMs);
    void feedStatus(const nlohmann::json &line, qint64 nowMs);
    void feedSummary(const nlohmann::json &line);
    void feedError(const nlohmann::json &line);
    void addUnread(const QString &path, const QString &message);
    void keepText(const QByteArray &line);

    struct Sample
    {
        qint64 atMs;
        qint64 bytes;
    };

    BackupProgress m_progress;
    bool m_opened = false;
    bool m_summary = false;
    bool m_forgetting = false; ///< its words are not the backup's
    std::optional<int> m_exit;
    std::optional<int> m_forgetExit;
    QByteArray m_errorText;
    QSet<QString> m_unreadPaths;
    std::deque<Sample> m_samples;
    qint64 m_quietUntilMs = -1; ///< the past is told at once: no rates from it
};

} // namespace snapgpu
