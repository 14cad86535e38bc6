// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/session/stopped_machine.h"

#include <QCoreApplication>

namespace snapgpu {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(StoppedMachine)
};

} // namespace

std::optional<Error> stoppedMachine(const Machine &machine, bool interruptible)
{
    const QLatin1String stopped("stopped");
    if (machine.isRunning() || machine.intendedStatus != stopped || machine.curState != stopped) {
        return std::nullopt;
    }
    const QString disk = moneyText(machine.storageHourly);
    const QString sentence = interruptible
        ? Text::tr("The machine was outbid, and the provider stopped it in the middle of the restore. Its files stay "
                   "there and its disk costs %1 per hour until you destroy it; destroy it and race again, with a "
                   "higher bid or on demand.")
              .arg(disk)
        : Text::tr("The provider stopped the machine in the middle of the restore: the credit ran out, or somebody "
                   "stopped it there. Its files stay and its disk costs %1 per hour until you destroy it.")
              .arg(disk);
    return Error{ErrorCategory::HostFault, sentence, {}, 0, 0};
}

} // namespace snapgpu
