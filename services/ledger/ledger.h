// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/money.h"
#include "services/core/clock.h"
#include "services/core/result.h"

#include <memory>
#include <optional>
#include <QString>
#include <QVector>

namespace snapgpu {

/** Life of one label. Legal transitions stand in ledger.cpp; an illegal one is refused and logged. */
enum class LedgerState {
    Intent, ///< row written, create may have been sent: the machine may exist
    Refused, ///< the provider surely rented nothing
    Alive, ///< instance id known
    Kept, ///< the person keeps it (winner); never swept
    Condemned, ///< to be destroyed until seen gone
    Gone, ///< confirmed missing
};
QString toText(LedgerState state); ///< snake_case, as stored

/** One row: everything needed to find and destroy a machine after any crash. Times are wall-clock ms. */
struct LedgerRow
{
    QString label; ///< primary key: snapgpu/<installation>/<race>/<n>
    QString provider;
    QString raceId;
    int number = 0;
    qint64 offerId = 0;
    qint64 machineId = 0;
    qint64 hostId = 0;
    QString gpuName;
    QString geolocation;
    QString instanceId; ///< empty until known
    LedgerState state = LedgerState::Intent;
    QString reason; ///< of the last transition
    Money gpuHourly, storageHourly;
    qint64 createdAtMs = 0;
    qint64 changedAtMs = 0;
    std::optional<qint64> runningSinceMs; ///< first seen running
    QString account; ///< the provider's id of the account that pays; empty: not known (older rows)
    Money downPerGb; ///< price of traffic to the machine
    qint64 downBytes = 0; ///< restored on it so far
    qint64 downAtMs = 0; ///< last time that grew
    std::optional<qint64> stoppedAtMs; ///< seen not running any more, and not running again since
    qint64 idleMs = 0; ///< between running and running again, so far
};

/**
 * The ledger file: SQLite of its own, WAL, synchronous=FULL. A row is on disk when insert() returns.
 * Single thread. Refuses a file of a newer version; a torn file is copied aside and reported.
 */
class Ledger
{
public:
    /** A damaged file is always copied to "<file>.corrupt-<UTC time>" first. Refuse (default): LedgerFault,
     * because a fresh ledger would forget machines. StartFresh: an empty ledger, with the old installation id
     * when it can still be read, so that the labels of forgotten machines stay our own. */
    enum class OnDamage { Refuse, StartFresh };

    virtual ~Ledger() = default;
    /** Opens or makes the file. `clock` must outlive the ledger. */
    static Result<std::unique_ptr<Ledger>> open(
        const QString &file, const Clock *clock, OnDamage onDamage = OnDamage::Refuse);

    virtual QString installationId() const = 0; ///< 8 hex, made once per file
    /** "snapgpu/<installation>/", prefix of every label of this home. */
    QString labelPrefix() const { return QStringLiteral("snapgpu/") + installationId() + QLatin1Char('/'); }

    virtual Result<Done> insert(const LedgerRow &row) = 0;
    virtual Result<Done> setInstance(const QString &label, const QString &instanceId) = 0;
    /** Its GPU is due from now on; the first time wins until it stops. */
    virtual Result<Done> setRunning(const QString &label) = 0;
    /** Outbid, stopped or its host offline: only storage is due. Says nothing of a machine that never ran. */
    virtual Result<Done> setStopped(const QString &label) = 0;
    /** Adds what was just restored on the machine; a part of its cost. */
    virtual Result<Done> addTraffic(const QString &label, qint64 bytes) = 0;
    virtual Result<Done> transition(const QString &label, LedgerState to, const QString &reason) = 0;

    virtual std::optional<LedgerRow> row(const QString &label) const = 0;
    /** As row(), but tells "there is none" from "the file cannot be read". */
    virtual Result<std::optional<LedgerRow>> find(const QString &label) const = 0;
    virtual std::optional<LedgerRow> rowByInstance(
        const QString &provider, const QString &instanceId) const = 0;
    /** Rows that are neither Refused nor Gone. */
    virtual QVector<LedgerRow> openRows() const = 0;
    /** Newest first, at most `limit`. */
    virtual QVector<LedgerRow> history(int limit) const = 0;
};

} // namespace snapgpu
