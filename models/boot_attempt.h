// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/failure_class.h"
#include "models/money.h"

#include <optional>
#include <QMetaType>
#include <QString>
#include <QVector>

namespace snapgpu {

/** How one attempt to boot a machine ended. */
enum class AttemptOutcome : quint8 {
    Ready, ///< passed the ready check
    Cancelled, ///< another machine won, or the person stopped: right-censored, not slow
    Failed, ///< fell out by its own fault: a dud
};

/** One machine that a provider accepted, from the accepted create to its end. Durations in ms; -1 = not
 * known. */
struct BootAttempt
{
    QString label; ///< unique: snapgpu/<installation>/<race>/<n>
    QString provider; ///< "vast"
    QString raceId;
    int number = 0; ///< n of the label; 1 is the machine that would have been rented without a race
    int wave = 1;
    qint64 offerId = 0;
    qint64 machineId = 0; ///< physical machine; 0 = the provider does not say
    qint64 hostId = 0; ///< owner account; 0 = the provider does not say
    QString gpuName;
    int numGpus = 1;
    QString place; ///< "Quebec, CA"
    QString image;
    qint64 startedAtMs = 0; ///< create accepted, wall clock UTC
    qint64 observedMs = 0; ///< from there until ready, cancelled or failed
    qint64 createMs = -1; ///< planned until accepted: the provider's API and our own queue, not the host
    qint64 hostMs = -1; ///< until docker began
    qint64 imageMs = -1; ///< pull and unpack
    qint64 sshMs = -1; ///< container running until the login
    qint64 checkMs = -1; ///< login until the ready check was through
    AttemptOutcome outcome = AttemptOutcome::Cancelled;
    FailureClass failure = FailureClass::None;
    QString reason; ///< sentence for people when failed; no secrets
    Money cost; ///< until it was decided

    bool operator==(const BootAttempt &) const = default;
};

/** One race as a whole. */
struct RaceRecord
{
    enum class End : quint8 { Won, Failed, Cancelled };

    QString raceId;
    QString provider;
    qint64 startedAtMs = 0; ///< wall clock UTC
    End end = End::Failed;
    qint64 elapsedMs = 0; ///< click to ready, or to the end
    QString winner; ///< label; empty = none
    int waves = 0;
    int created = 0; ///< creates the provider accepted
    int refused = 0;
    int failed = 0;
    bool adaptive = false;
    Money cost; ///< of all machines, when the race was decided

    bool operator==(const RaceRecord &) const = default;
};

/** One restore on a machine. */
struct RestoreRecord
{
    QString label; ///< of the machine's attempt
    QString provider;
    qint64 machineId = 0;
    qint64 hostId = 0;
    qint64 startedAtMs = 0; ///< wall clock UTC
    qint64 bytes = 0; ///< really fetched, without what was there already
    qint64 elapsedMs = 0; ///< restic running until the end
    qint64 criticalMs = -1; ///< until the critical set was there
    int connections = 0;
    bool ok = false;

    bool operator==(const RestoreRecord &) const = default;
};

/** What the person decided about one machine. */
enum class HostMark : quint8 { None, Pinned, Banned };

struct MarkRecord
{
    QString provider;
    qint64 machineId = 0;
    HostMark mark = HostMark::None;
    qint64 setAtMs = 0;

    bool operator==(const MarkRecord &) const = default;
};

// Stable snake_case words for JSON and the database, and back.
QString toText(AttemptOutcome outcome);
QString toText(RaceRecord::End end);
QString toText(HostMark mark);
std::optional<AttemptOutcome> attemptOutcomeFrom(const QString &word);
std::optional<RaceRecord::End> raceEndFrom(const QString &word);
std::optional<HostMark> hostMarkFrom(const QString &word);

} // namespace snapgpu

Q_DECLARE_METATYPE(snapgpu::BootAttempt)
