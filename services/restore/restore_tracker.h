// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/restore_view.h"
#include "models/snapshot.h"
#include "services/core/error.h"

#include <deque>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <QByteArray>
#include <QSet>

namespace snapgpu {

/**
 * Turns the agent's messages into RestoreProgress. Pure: time is passed in, in milliseconds since the restore
 * was asked for. Numbers that nobody told stay unknown; done bytes never go back.
 */
class RestoreTracker final
{
public:
    /** `snapshot` tells the totals, if it tells any; they must not be there when only a part is restored. */
    RestoreTracker(const Snapshot &snapshot, bool hasCritical);
    void setHasCritical(bool has) { m_hasCritical = has; } ///< once the plan is made

    /** One event of the agent. */
    void feed(const nlohmann::json &message, qint64 nowMs);
    /** A new connection tells the whole story again: counts start over, moments that were seen stay. */
    void beginReplay(qint64 nowMs);
    /** As beginReplay(), for a restore that was begun when nobody looked: what is told before `untilMs` has
     * happened, but nobody knows when. */
    void beginUnseen(qint64 nowMs, qint64 untilMs);
    /** The restore is asked for once more on a machine that had forgotten it. */
    void beginAgain();
    /** Time passed without a word: finds stalls. */
    void tick(qint64 nowMs);
    /** The repository is open: restic said something about files, or ended. */
    bool opened() const { return m_opened; }
    /** What restic said last about its storage ("retrying after …"), for a stall; empty when nothing. */
    const QString &trouble() const { return m_trouble; }

    const RestoreProgress &progress() const { return m_progress; }
    RestoreProgress &progress() { return m_progress; }
    /** The exit code of the whole restore once it ended; -1 = restic's keeper died. */
    std::optional<int> exitCode() const { return m_exit; }
    /** Standard error of restic, for the classification of a failure. */
    const QByteArray &errorText() const { return m_errorText; }
    bool criticalReady() const { return m_progress.criticalReadyMs >= 0; }
    /** It was so before anybody looked, so it is no news. */
    bool criticalReadyUnseen() const { return m_progress.criticalReadyMs == 0; }
    bool criticalMatchedNothing() const { return m_criticalNothing; }
    /** No phase restored a file; only known where restic says it. */
    bool nothingRestored() const { return m_nothing && !m_something; }
    /** Only a part was asked for, and the snapshot holds nothing of it. */
    bool nothingMatched() const { return m_nothingMatched; }

private:
    void feedRestic(const nlohmann::json &line, qint64 nowMs);
    void feedStatus(const nlohmann::json &line, qint64 nowMs);
    void feedText(const QString &text);
    void feedWatch(const nlohmann::json &message, qint64 nowMs);
    void keepText(const QByteArray &line);
    qint64 moment(qint64 nowMs) const { return nowMs < m_unseenUntilMs ? 0 : nowMs; }
    void addError(const QString &path, const QString &message);
    void beginPhase(const QString &name, qint64 nowMs);
    void endPhase(const nlohmann::json &message, qint64 nowMs);
    void setDone(qint64 bytes, qint64 files);
    void moved(qint64 bytes, qint64 nowMs);
    void sample(qint64 bytesMoved, qint64 nowMs);

    struct Sample
    {
        qint64 atMs;
        qint64 bytes;
    };

    RestoreProgress m_progress;
    bool m_hasCritical;
    bool m_told = false; ///< totals come from the snapshot itself
    qint64 m_phaseStartBytes = 0; ///< moved by the phases before
    qint64 m_phaseStartFiles = 0;
    qint64 m_moved = 0; ///< bytes restic really wrote, over all phases
    bool m_full = false; ///< this phase counts what is there already
    bool m_nothing = false; ///< in this phase
    bool m_something = false; ///< in any phase
    bool m_nothingMatched = false;
    bool m_criticalNothing = false;
    bool m_opened = false;
    qint64 m_phaseStartMs = 0;
    qint64 m_lastMoveMs = -1; ///< when a byte came last
    QString m_trouble;
    qint64 m_unseenUntilMs = -1;
    qint64 m_quietUntilMs = -1; ///< a replay tells the past at once: no rates from it
    std::deque<Sample> m_samples;
    std::optional<int> m_exit;
    QByteArray m_errorText;
    QSet<QString> m_errorPaths;
};

} // namespace snapgpu
