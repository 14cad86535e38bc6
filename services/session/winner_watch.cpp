// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/session/winner_watch.h"

#include "services/race/machine_verdict.h"

#include <algorithm>
#include <QCoreApplication>

namespace snapgpu {

namespace {

constexpr int kReadsToBelieve = 2;

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(WinnerWatch)
};

WinnerEnd endOf(const QString &sentence, bool dead)
{
    return {Error{ErrorCategory::HostFault, sentence, {}, 0, 0}, dead};
}

std::optional<WinnerEnd> stopped(const Machine &machine, bool interruptible)
{
    const QLatin1String word("stopped");
    if (machine.isRunning() || machine.intendedStatus != word || machine.curState != word) {
        return std::nullopt;
    }
    const QString disk = moneyText(machine.storageHourly);
    return endOf(interruptible
            ? Text::tr("The machine was outbid, and the provider stopped it in the middle of the restore. "
                       "Its files stay "
                       "there and its disk costs %1 per hour until you destroy it; destroy it and race "
                       "again, with a "
                       "higher bid or on demand.")
                  .arg(disk)
            : Text::tr(
                "The provider stopped the machine in the middle of the restore: the credit ran out, or "
                "somebody "
                "stopped it there. Its files stay and its disk costs %1 per hour until you destroy it.")
                  .arg(disk),
        false);
}

} // namespace

std::optional<WinnerEnd> WinnerWatch::look(
    const QVector<Machine> &listed, const QString &instanceId, bool interruptible)
{
    const auto row = std::find_if(listed.cbegin(), listed.cend(),
        [&](const Machine &machine) { return machine.instanceId == instanceId; });
    if (row == listed.cend()) {
        m_dead = 0;
        return ++m_absent >= kReadsToBelieve ? std::optional(endOf(
                   Text::tr(
                       "The machine vanished in the middle of the restore: the provider no longer lists it."),
                   true))
                                             : std::nullopt;
    }
    m_absent = 0;
    if (auto end = stopped(*row, interruptible)) {
        return end;
    }
    const race::MachineVerdict verdict = race::judge(*row, {m_dead + 1, 0});
    const bool looksDead =
        row->actualStatus == QLatin1String("exited") || verdict.verdict != race::Verdict::Fine;
    m_dead = looksDead ? m_dead + 1 : 0;
    if (m_dead < kReadsToBelieve) {
        return std::nullopt;
    }
    return endOf(Text::tr("The machine died in the middle of the restore. %1").arg(verdict.reason), true);
}

} // namespace snapgpu
