// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/demo.h"

namespace snapgpu::demo {

namespace {

Machine listed(const char *id, const char *label, const char *gpu, const char *place, const char *status)
{
    Machine machine;
    machine.provider = QStringLiteral("vast");
    machine.instanceId = QString::fromLatin1(id);
    machine.label = QString::fromLatin1(label);
    machine.gpuName = QString::fromLatin1(gpu);
    machine.geolocation = QString::fromLatin1(place);
    machine.actualStatus = QString::fromLatin1(status);
    machine.gpuHourly = Money::fromDollars(0.362);
    machine.storageHourly = Money::fromDollars(0.0083);
    return machine;
}

LedgerRow rowFor(const Machine &machine, LedgerState state, const char *reason, qint64 createdMs)
{
    LedgerRow row;
    row.label = machine.label;
    row.provider = machine.provider;
    row.instanceId = machine.instanceId;
    row.gpuName = machine.gpuName;
    row.geolocation = machine.geolocation;
    row.gpuHourly = machine.gpuHourly;
    row.storageHourly = machine.storageHourly;
    row.state = state;
    row.reason = QString::fromLatin1(reason);
    row.createdAtMs = createdMs;
    row.changedAtMs = createdMs;
    if (machine.isRunning()) {
        row.runningSinceMs = createdMs + 15'000;
    }
    return row;
}

} // namespace

QVector<Machine> machines(qint64 nowMs)
{
    QVector<Machine> made{listed("29114071", "snapgpu/1a2b3c4d/7f3a/1", "RTX 4090", "Quebec, CA", "running"),
        listed("29114102", "snapgpu/1a2b3c4d/91c0/1", "RTX 4090", "Norway, NO", "running"),
        listed("29114103", "snapgpu/1a2b3c4d/91c0/2", "RTX 5090", "Sweden, SE", "loading"),
        listed("29114077", "snapgpu/1a2b3c4d/7f3a/5", "A100 SXM4", "US", "running"),
        listed("28990001", "training", "H100 SXM", "Texas, US", "running"),
        listed("28990002", "", "RTX 3090", "Poland, PL", "exited")};
    made[0].endpoints = {{QStringLiteral("198.51.100.31"), 40112, true}};
    made[1].endpoints = {{QStringLiteral("198.51.100.77"), 41001, true}};
    made[4].numGpus = 2;
    made[4].gpuHourly = Money::fromDollars(4.21);
    made[4].startedAtMs = nowMs - 26 * 3'600'000LL;
    made[4].endpoints = {{QStringLiteral("203.0.113.9"), 22022, true}};
    made[5].startedAtMs = nowMs - 240 * 3'600'000LL;
    made[5].intendedStatus = QStringLiteral("stopped");
    return made;
}

QVector<LedgerRow> ledgerRows(qint64 nowMs)
{
    const QVector<Machine> known = machines(nowMs);
    QVector<LedgerRow> rows{rowFor(known.at(0), LedgerState::Kept, "winner", nowMs - 5'520'000),
        rowFor(known.at(1), LedgerState::Alive, "created", nowMs - 34'000),
        rowFor(known.at(2), LedgerState::Alive, "created", nowMs - 29'000),
        rowFor(known.at(3), LedgerState::Condemned, "slower", nowMs - 420'000)};
    Machine unseen = listed("", "snapgpu/1a2b3c4d/91c0/3", "RTX 4090", "Bulgaria, BG", "");
    rows.append(rowFor(unseen, LedgerState::Intent, "create sent", nowMs - 24'000));
    return rows;
}

BackupProgress halfBackedUp()
{
    BackupProgress half;
    half.phase = BackupPhase::BackingUp;
    half.bytesTotal = 7'130'000'000;
    half.bytesDone = 4'420'000'000;
    half.filesTotal = 24'310;
    half.filesDone = 11'902;
    half.totalIsFinal = true;
    half.bytesPerSecond = 381'000'000;
    half.secondsLeft = 7;
    half.message = QStringLiteral("Backing up.");
    return half;
}

BackupProgress backedUp()
{
    BackupProgress done = halfBackedUp();
    done.phase = BackupPhase::Done;
    done.bytesDone = done.bytesTotal;
    done.filesDone = done.filesTotal;
    done.snapshotId = QStringLiteral("8c8e48b8d1f04a7e");
    done.addedBytes = 41'200'000;
    done.filesNew = 12;
    done.filesChanged = 3;
    done.filesUnmodified = 24'295;
    done.message = QStringLiteral("Backed up.");
    return done;
}

SyncStatus someSync(qint64 nowMs)
{
    SyncStatus sync;
    sync.state = SyncStatus::State::Idle;
    sync.everySeconds = 300;
    sync.turns = 18;
    sync.exitCode = 0;
    sync.okAt = nowMs / 1000 - 130;
    sync.nextAt = nowMs / 1000 + 170;
    sync.snapshotId = QStringLiteral("04ad6274");
    sync.paths = QStringList{QStringLiteral("/workspace/MuseTalk")};
    sync.host = QStringLiteral("laptop");
    return sync;
}

} // namespace snapgpu::demo
