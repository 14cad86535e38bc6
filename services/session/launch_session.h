// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/race_view.h"
#include "models/restore_view.h"
#include "services/metrics/offer_outlook.h"
#include "services/race/race_driver.h"
#include "services/race/race_forecast.h"
#include "services/restic/repository.h"
#include "services/restore/restore_engine.h"

#include <memory>
#include <QObject>

namespace snapgpu {

struct PlanEstimate;
class HostMemory;
class RestoreNotes;

/** The person's plan: what the Launch page and the `launch` command fill in. */
struct LaunchPlan
{
    SearchRequest search;
    QString image = QStringLiteral("nvidia/cuda:12.4.1-runtime-ubuntu22.04");
    double diskGb = 40;
    int waveSize = 5;
    qint64 waveDelayMs = 10'000;
    int maxWaves = 3;
    bool adaptive = false; ///< next wave at the learned p60 of the machines racing instead of waveDelayMs
    RankBy rankBy = RankBy::Work; ///< what host memory orders the candidates by
    qint64 giveUpMs = 600'000;
    std::optional<Money> maxHourly, maxCost;
    double bidMarginPercent = 10; ///< interruptible (search type "bid"): above each machine's lowest bid
    std::optional<Money> bid; ///< likewise: the same bid for every machine, $/h
    std::optional<int> maxMachines; ///< alive at once, all machines of this home together
    std::optional<Money> maxDay; ///< since local midnight, all machines of this home together
    QVector<qint64> onlyOffers; ///< ask ids the person ticked; empty = all that match
    bool requireGpu = true;

    bool restore = true;
    QString snapshot = QStringLiteral("latest"); ///< "latest", id or prefix
    QString subfolder; ///< of the snapshot: only what is in it, straight into the target
    RestoreFilter only; ///< only a part of it
    std::optional<qint64> onlyBytes; ///< size of that part, when it is known
    QStringList critical;
    QString target;
    int connections = 0; ///< to the repository; 0 = by link, cores and memory, 32 at the least
    bool verify = false; ///< read everything again after the restore
    QString startCommand;
    bool destroyAfter = false;
    bool keepOnCancel = false; ///< --keep: an interrupt during the restore keeps the winner

    bool restoresPart() const { return !subfolder.isEmpty() || !only.isEmpty(); }
};

enum class SessionPhase { Idle, Checking, Racing, Restoring, Destroying, Finished };
QString toText(SessionPhase phase);

/** How it ended; exit codes of the command line follow from it. */
struct SessionOutcome
{
    bool ok = false;
    int exitCode = 0; ///< DESIGN 10: 0, 3, 4, 5, 6, 130
    Error error; ///< when !ok
    bool machineKept = false;
};

/** Services a session works with; all must outlive it. */
struct SessionServices
{
    RaceServices race;
    SnapshotCatalog *catalog = nullptr;
    RestoreEngine *engine = nullptr;
    HostMemory *memory = nullptr; ///< may be missing: nothing is remembered then
    RestoreNotes *notes = nullptr; ///< of restores under way, for the next start; may be missing
    Repository repository; ///< as this computer (or the VPS) reaches it
    Repository machineRepository; ///< as a rented machine reaches it; usually the same
    QString treesFolder; ///< of the snapshot browser; what it knows of a snapshot speeds its restore; may be
                         ///< empty
    QString resticCacheDir; ///< of this computer; seeds the machine's; may be empty
    QString publicKey;
    QString identityFile; ///< shown in sshCommand()
    int leaseSeconds = 900; ///< a racer nobody claims destroys itself after this
    qint64 confirmGraceMs = 180'000; ///< how long finished() waits for destroys to be confirmed; then exit 6
};

/** One launch from the click to the end: check credit and snapshot, search, race, restore, confirm the
 * destroys. */
class LaunchSession final : public QObject
{
    Q_OBJECT
public:
    LaunchSession(SessionServices services, LaunchPlan plan, QObject *parent = nullptr);
    ~LaunchSession() override;

    void start();
    /** Ends everything; finished() comes once no machine of this launch is left (or 6 after the grace time).
     */
    void cancel();

    SessionPhase phase() const;
    const RaceView &race() const;
    const RestoreProgress &restore() const;
    const Snapshot &snapshot() const; ///< valid once resolved
    const SessionOutcome &outcome() const;
    /** What host memory expects of the race; nothing while it remembers no attempt. */
    const std::optional<race::RaceForecast> &forecast() const;
    const PlanEstimate &estimate() const; ///< made before the first machine is rented; see plan_estimate.h
    Money trafficCost() const; ///< of what was restored so far, at the winner's price
    int machinesAlive()
        const; ///< of this launch, by the ledger: everything not confirmed gone, the winner included
    QString sshCommand() const; ///< of the winner: "ssh -p 40112 root@198.51.100.31 -i …"; empty before

Q_SIGNALS:
    void phaseChanged();
    void raceUpdated();
    void raceWon(const snapgpu::RacerView &winner);
    void restoreProgressed();
    void criticalReady();
    void restored();
    void destroySent(const QString &label); ///< a destroy left for the provider; may repeat
    void machineGone(const QString &label); ///< a destroy was confirmed
    void warning(const snapgpu::Error &error); ///< something to tell that does not end the launch
    void finished(); ///< once; see outcome()

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace snapgpu
