// SPDX-License-Identifier: GPL-3.0-or-later
// What is sent to the machine once it has a restic: the plan and the seeds of its cache.
#include "services/restore/restic_restore_job.h"

#include "services/core/clock.h"
#include "services/restore/ahead_list.h"
#include "services/restore/metadata_seed.h"

#include <QFile>

namespace snapgpu {

void ResticRestoreJob::sendPlan()
{
    RestoreHost host;
    host.restic = *m_restic.version();
    host.memoryBytes = m_hello.memoryFreeBytes > 0 ? m_hello.memoryFreeBytes : m_hello.memoryBytes;
    host.cores = m_hello.cores;
    const RestorePlan plan = planRestore(m_request, host);
    const Result<QByteArray> script = planScript(plan, m_request, m_restic.path());
    m_unsaid = plan.criticalUnsaid;
    m_outside = plan.criticalOutside;
    m_tracker.setHasCritical(plan.hasCritical);
    if (!script) {
        failWith(script.error());
        return;
    }
    RestoreProgress &progress = m_tracker.progress();
    progress.connections = plan.connections;
    progress.resticVersion = m_restic.version()->text();
    m_sent = true;
    if (plan.hasCritical && m_restic.version() >= kModernRestic && m_tracker.progress().resumes == 0) {
        sendAhead(plan.connections);
    }
    m_channel->send("restore " + QByteArray::number(script->size()) + ' ' + restoreKey(m_request), *script);
    beginSeeds();
    const QStringList lacks = ResticFeatures::of(*m_restic.version()).lacks();
    say(lacks.isEmpty() ? tr("Opening the repository on the machine.")
                        : tr("Opening the repository on the machine. Its restic %1 is old: %2.")
                              .arg(m_restic.version()->text(), lacks.join(QStringLiteral(", "))));
}

/** Before the plan: the machine fetches while its restic begins. */
void ResticRestoreJob::sendAhead(int connections)
{
    const QByteArray list =
        aheadList(m_request, connections, QDateTime::fromMSecsSinceEpoch(m_clock->wallMs(), Qt::UTC));
    if (!list.isEmpty()) {
        m_channel->send("ahead " + QByteArray::number(list.size()) + ' ' + restoreKey(m_request), list);
    }
}

/** Behind the plan: the files arrive while restic derives its key. */
void ResticRestoreJob::beginSeeds()
{
    m_seeds = seedFiles(m_request.cacheDir, m_request.snapshot.id);
    m_pace = SeedPace(m_clock->monotonicMs());
    sendSeeds();
}

void ResticRestoreJob::sendSeeds()
{
    while (!m_seeds.isEmpty()) {
        const SeedFile &seed = m_seeds.constFirst();
        const bool inTime = m_pace.mayBeSent(seed.bytes, m_clock->monotonicMs());
        if (!inTime && m_pace.isWaiting()) {
            return; // what arrives tells more about the uplink
        }
        QFile file(seed.path);
        const QByteArray content = inTime && file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
        if (!content.isEmpty()) {
            m_channel->send("seed " + seed.repository + ' ' + seed.kind + ' ' + seed.id + ' '
                    + QByteArray::number(content.size()),
                content);
            m_channel->send("ping " + QByteArray(kSeedPing));
            m_pace.sent(content.size());
        }
        m_seeds.removeFirst();
    }
}

} // namespace snapgpu
